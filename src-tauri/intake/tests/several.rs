//! Two reports in one document: which table is whose is not to be seen, so that nothing is certain.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::Forms;
use std::{path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn read_text(text: &str) -> Reading {
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap()
}

fn text_of(name: &str) -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name);
    std::fs::read_to_string(path).unwrap()
}

const TITLE: &str = "宿迁市2023年政府信息公开工作年度报告";

fn one() -> String {
    text_of("17_suqian-city_2023.txt")
}

/// Another report of the same shape: other numbers, another office, another year.
fn other() -> String {
    let text = one();
    assert!(text.contains(TITLE));
    text.replace(TITLE, "泗洪县2022年政府信息公开工作年度报告")
        .replace("\t3402", "\t3403")
        .replace("\t1", "\t7")
}

fn before(text: &str, mark: &str) -> String {
    text[..text.find(mark).unwrap()].to_owned()
}

fn from(text: &str, mark: &str) -> String {
    text[text.find(mark).unwrap()..].to_owned()
}

fn nothing_is_certain(name: &str, text: &str) {
    for text in [text.to_owned(), text.replace('\t', "\n"), text.replace('\t', "   ")] {
        let reading = read_text(&text);
        assert!(!reading.sightings.is_empty(), "{name}");
        let certain = reading.sightings.values().filter(|it| it.certain).count();
        assert_eq!(certain, 0, "{name} {:?}", reading.remarks);
        let told = reading.remarks.iter().filter(|remark| remark.contains("不止一份年报")).count();
        assert!(told > 0, "{name} {:?}", reading.remarks);
    }
}

#[test]
fn a_report_that_breaks_off_and_another_one() {
    let cut = |mark| before(&one(), mark);
    nothing_is_certain("behind 二", &format!("{}{}", cut("三、收到"), other()));
    nothing_is_certain("within 一", &format!("{}{}", cut("二、主动公开政府信息情况"), other()));
    nothing_is_certain("behind 三", &format!("{}{}", cut("四、政府信息公开"), other()));
    let untitled = from(&other(), "一、总体情况");
    nothing_is_certain("untitled", &format!("{}{untitled}", cut("三、收到")));
    nothing_is_certain("whole", &format!("{}\n{}", one(), other()));
    let two_lines = other().replace("泗洪县2022年", "泗洪县\n2022年");
    nothing_is_certain("title on two lines", &format!("{}{two_lines}", cut("二、主动公开政府信息情况")));
}

#[test]
fn two_sets_of_tables_without_headings() {
    let tables = |text: &str| {
        let three = from(&before(text, "四、政府信息公开行政"), "（本列数据");
        let four = from(&before(text, "五、存在"), "行政复议\t行政诉讼");
        format!("{three}{four}")
    };
    nothing_is_certain("bare", &format!("{}{}", tables(&one()), tables(&other())));
}

#[test]
fn one_report_is_one() {
    let contents = "目录\n一、总体情况\n1\n二、主动公开政府信息情况\n2\n三、收到和处理政府信息公开申请情况\n3\n四、政府信息公开行政复议、行政诉讼情况\n4\n五、存在的主要问题及改进情况\n5\n六、其他需要报告的事项\n6\n";
    let header = one().replace("三、收到和处理", &format!("{TITLE}\n三、收到和处理"));
    let links = format!("{}\n上一篇：\n宿迁市2022年政府信息公开工作年度报告\n", one());
    for (name, text) in [("contents", format!("{contents}{}", one())), ("header", header), ("links", links)] {
        let reading = read_text(&text);
        let doubts: Vec<String> = reading.uncertain().map(ToString::to_string).collect();
        assert_eq!(doubts, [""; 0], "{name} {:?}", reading.remarks);
    }
}
