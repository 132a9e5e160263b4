//! What reading must leave for the checks to tell: nothing that was printed wrong is dropped or mended on the way.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::{
    check::{check, Around},
    Finding, Forms,
};
use std::{path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// 宿迁 2023 with some of its text replaced.
fn suqian(changes: &[(&str, &str)]) -> Reading {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/17_suqian-city_2023.txt");
    let mut text = std::fs::read_to_string(path).unwrap();
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap()
}

fn findings(reading: &Reading) -> Vec<Finding> {
    let around =
        Around { printed: reading.printed.as_ref(), published: reading.published, ..Around::default() };
    check(&reading.report, &around)
}

/// What some rules say.
fn said(reading: &Reading, rules: &[&str]) -> Vec<String> {
    let found = findings(reading).into_iter().filter(|finding| rules.contains(&finding.rule.0));
    found.map(|finding| format!("{} {}", finding.rule, finding.message)).collect()
}

/// Rules that speak of a section that was not found.
const OF_SECTIONS: [&str; 6] = ["R43", "R44", "R50", "R55", "R61", "R62"];

#[test]
fn as_published_nothing_is_missing() {
    let reading = suqian(&[]);
    assert_eq!(said(&reading, &OF_SECTIONS), [""; 0]);
    assert_eq!(reading.missing().count(), 0);
}

/// Dirt before a number, a wrong number, other words: the section is found, and its heading told of once.
#[test]
fn headings_that_are_not_the_forms() {
    const FOUR: &str = "四、政府信息公开行政复议、行政诉讼情况";
    const FIVE: &str = "五、存在的主要问题及改进情况";
    const SIX: &str = "六、其他需要报告的事项";
    for (official, printed) in [
        (SIX, "l六、其他需要报告的事项"),
        (SIX, "七、其他需要报告的事项"),
        (FOUR, "三、政府信息公开行政复议、行政诉讼情况"),
        (FOUR, "四、政府信息公开行政法复议、行政诉讼情况"),
        (FIVE, "四、存在的主要问题及改进情况"),
        (FIVE, "五、存在问题和下一步打算"),
        (FIVE, "五、存在问题"),
        (FIVE, "五存在的主要问题及改进情况"),
    ] {
        let reading = suqian(&[(official, printed)]);
        assert_eq!(reading.missing().count(), 0, "{printed}");
        assert_eq!(said(&reading, &OF_SECTIONS), [format!("R50 标题应为“{official}”，现为“{printed}”。")]);
    }
}

#[test]
fn a_section_that_is_not_there_is_told_once() {
    let reading = suqian(&[("六、其他需要报告的事项", "（原文缺）")]);
    assert_eq!(said(&reading, &OF_SECTIONS), ["R50 缺少“六、其他需要报告的事项”。"]);
}

/// 洪泽 2023: 其他法律行政止公开.
#[test]
fn a_misprinted_row_label_is_told() {
    let reading = suqian(&[("2.其他法律行政法规禁止公开\t", "2.其他法律行政止公开\t")]);
    assert_eq!(
        said(&reading, &["R61"]),
        ["R61 行名与官方模板不一致：“2.其他法律行政止公开”应为“2.其他法律行政法规禁止公开”。"]
    );
}

#[test]
fn signs_for_nothing_reach_the_checks() {
    for sign in ["不适用", "N/A", "零", "空", "—", "——", "/", "无", "未发生"] {
        let reading = suqian(&[("行政强制\t20163", &format!("行政强制\t{sign}"))]);
        assert_eq!(
            said(&reading, &["R07"]),
            [format!("R07 表二“行政强制”本年处理决定数量 填写了“{sign}”，请改为数字；没有发生的填 0。")]
        );
    }
}

/// A paragraph with a page's residue in it is still a paragraph: what it says is not missed, and the residue is told.
#[test]
fn residue_within_a_paragraph_is_told_and_costs_no_text() {
    let whole = suqian(&[]);
    let reading = suqian(&[("取得了一定成绩，", "取得了一定成绩，分享到：")]);
    let length = |reading: &Reading| {
        let form = reading.report.form();
        form.prose_places().map(|place| reading.report.text(place).concat().chars().count()).sum::<usize>()
    };
    assert_eq!(length(&reading), length(&whole) + "分享到：".chars().count());
    assert_eq!(said(&reading, &["R80"]), ["R80 正文残留网页内容“分享到”，请删除。"]);
    assert_eq!(said(&reading, &OF_SECTIONS), [""; 0]);
}

/// 雄县某乡 2019 breaks off within the heading of section five: that is no misprint.
#[test]
fn a_heading_that_is_cut_off_is_not_told_of() {
    let lines = "某县某乡2024年政府信息公开工作年度报告\n一、总体情况\n全年公开信息3条。\n二、主动公开政府信息情况\n五、存在的主";
    let reading = read(Source { name: None, bytes: lines.as_bytes() }, &FORMS, Budget::default()).unwrap();
    assert!(reading.sections.contains("problems"));
    assert!(
        !said(&reading, &["R50"]).iter().any(|said| said.contains("现为")),
        "{:?}",
        said(&reading, &["R50"])
    );
}

/// Of what was not found in the document nobody can say that it is blank; no zeros are offered for it.
#[test]
fn what_was_not_read_is_not_called_blank() {
    let reading = suqian(&[("2.重复申请\t", "某行\t"), ("行政强制\t20163", "行政强制\t")]);
    assert_eq!(
        said(&reading, &["R06"]),
        [
            "R06 表二“行政强制”本年处理决定数量 未填写；没有发生的请填 0。",
            "R06 表三“2.重复申请”整行没有读到；请照原文补填，原文没有填写的填 0。",
        ]
    );
    let fixes: Vec<bool> = findings(&reading)
        .iter()
        .filter(|finding| finding.rule.0 == "R06")
        .map(|finding| finding.fix.is_some())
        .collect();
    assert_eq!(fixes, [true, false]);
}

/// 宿迁市 2025 with 打浦桥街道 2025 behind it: that there are two is said, and not that the sections are out of order.
#[test]
fn a_second_report_in_the_document_is_told() {
    let two = include_bytes!("../../../tests/data/45_suqian-city_2025.txt");
    let reading = read(Source { name: None, bytes: two }, &FORMS, Budget::default()).unwrap();
    assert_eq!(
        said(&reading, &["R50"]),
        ["R50 “二、主动公开政府信息情况”的标题出现了两次；文件里如有两份年报，请分开后分别核对。"]
    );
}
