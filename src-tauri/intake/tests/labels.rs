//! Labels and tables as people really write them: each change made to a real report, the same cells read.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::{CellId, Forms};
use std::{collections::BTreeMap, path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn suqian() -> String {
    let path = "../../tests/data/17_suqian-city_2023.txt";
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap()
}

fn read_text(text: &str) -> Reading {
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap()
}

fn cells(reading: &Reading) -> BTreeMap<CellId, String> {
    reading.sightings.iter().map(|(id, sighting)| (id.clone(), sighting.raw.clone())).collect()
}

fn doubts(reading: &Reading) -> Vec<String> {
    reading.uncertain().map(ToString::to_string).collect()
}

/// The changed text reads as the original does, with nothing in doubt.
fn reads_alike(name: &str, text: &str) {
    let original = read_text(&suqian());
    let reading = read_text(text);
    assert_eq!(doubts(&reading), [""; 0], "{name}: {:?}", reading.remarks);
    assert_eq!(cells(&reading), cells(&original), "{name}: {:?}", reading.remarks);
}

/// A page's layout breaks labels, and puts a piece of the one beside several rows before the numbers of one of them.
#[test]
fn pieces_of_labels_beside_one_another() {
    let path = "../../tests/data/02_hongze-district_2023_layout.txt";
    let text = std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join(path)).unwrap();
    let at = text.find("2.没有现成信息需要另行制作").unwrap();
    let (begin, end) = (text[..at].rfind('\n').unwrap() + 1, at + text[at..].find('\n').unwrap());
    let number = text[at..end].split_whitespace().skip(1).collect::<Vec<_>>().join("     ");
    let row = |piece: &str| {
        let row = format!("    2.没有现成信息需要另\n{piece}      {number}\n    行制作\n供");
        read_text(&format!("{}{row}{}", &text[..begin], &text[end..]))
    };
    let (whole, broken) = (read_text(&text), row("无法提"));
    assert_eq!(cells(&broken), cells(&whole));
    assert_eq!(doubts(&broken), doubts(&whole));
    // A word that is no piece of such a label may be another row's.
    let other = row("其他");
    assert_eq!(other.missing().count(), whole.missing().count() + 7);
    assert_eq!(broken.report.prose(&section(&broken)), whole.report.prose(&section(&whole)));
    // Nor are pieces of labels sentences, however long they are.
    let pieces = "项之和，等于第三项加第四项之和）         社会\n的，只计这一情形，不计其他";
    let (head, tail) = text.split_at(begin);
    let with_pieces = read_text(&format!("{head}{pieces}\n{tail}"));
    assert_eq!(with_pieces.report.prose(&section(&whole)), whole.report.prose(&section(&whole)));
}

fn section(reading: &Reading) -> report::SectionId {
    let sections = &reading.report.form().sections;
    sections.iter().find(|section| section.id.as_str() == "requests").unwrap().id.clone()
}

/// A line of the table's text changed, wherever it stands.
fn changed(from: &str, to: &str) -> String {
    let text = suqian();
    assert!(text.contains(from), "{from}");
    text.replace(from, to)
}

#[test]
fn numbering_is_missing_wrong_or_in_another_style() {
    reads_alike("1、", &changed("1.属于国家秘密", "1、属于国家秘密"));
    reads_alike("(1)", &changed("1.属于国家秘密", "（1）属于国家秘密"));
    reads_alike("none", &changed("4.保护第三方合法权益", "保护第三方合法权益"));
    reads_alike("wrong", &changed("4.保护第三方合法权益", "5.保护第三方合法权益"));
    reads_alike("3、其他", &changed("3.其他\t", "3、其他\t"));
    reads_alike("(七)", &changed("（七）总计", "(七) 总 计"));
}

#[test]
fn labels_are_misspelt_shortened_or_broken() {
    let misspelt = changed("7.属于行政执法案卷", "7.属于行政执法按卷");
    reads_alike("misspelt", &misspelt);
    assert!(read_text(&misspelt).remarks.iter().any(|remark| remark.contains("执法按卷")));
    reads_alike("short", &changed("5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或重新出具"));
    reads_alike("spaced", &changed("2.没有现成信息需要另行制作", "2.没有现成 信息需要\u{a0}另行制作"));
}

#[test]
fn a_label_that_may_be_anothers_is_in_doubt_or_unread() {
    // The rows around are gone: nothing but likeness says which row it is.
    let text = changed("7.属于行政执法案卷", "7.属于行政执法按卷").replace("8.属于行政查询事项", "八八");
    let reading = read_text(&text);
    let doubts = doubts(&reading);
    assert!(doubts.iter().any(|id| id.starts_with("requests.refused_case_file.")), "{doubts:?}");
    assert!(doubts.iter().all(|id| id.starts_with("requests.refused_case_file.")), "{doubts:?}");
}

/// The lines of table 三 and 四 as text with spaces in the place of tabs.
fn spaced(text: &str) -> String {
    text.lines()
        .map(|line| if line.contains('\t') { line.replace('\t', "   ") } else { line.to_owned() })
        .collect::<Vec<_>>()
        .join("\n")
}

#[test]
fn borders_are_spaces_strokes_or_lines() {
    reads_alike("spaces", &spaced(&suqian()));
    reads_alike("strokes", &suqian().replace('\t', " | "));
    let framed = |line: &str| {
        if line.contains('\t') {
            format!("| {} |", line.replace('\t', " | "))
        } else {
            line.into()
        }
    };
    reads_alike("framed", &suqian().lines().map(framed).collect::<Vec<String>>().join("\n"));
    reads_alike("lines", &suqian().replace('\t', "\n"));
    reads_alike("stroke lines", &suqian().replace('\t', "\n|\n"));
    reads_alike("windows", &suqian().replace('\n', "\r\n"));
}

#[test]
fn pages_end_between_rows() {
    let text = spaced(&suqian());
    let row = text.lines().find(|line| line.starts_with("1.信访举报投诉类申请")).unwrap();
    reads_alike("number", &text.replace(row, &format!("\n    — 3 —\n\u{0c}{row}")));
    reads_alike("words", &text.replace(row, &format!("第 3 页 共 5 页\n{row}")));
}

#[test]
fn values_stand_in_the_midst_of_a_broken_label() {
    let text = spaced(&suqian());
    let row = text.lines().find(|line| line.starts_with("5.要求行政机关")).unwrap();
    let (label, values) = row.split_at("5.要求行政机关确认或重新出具已获取信息".len());
    let (first, second) = label.split_at("5.要求行政机关确认或重新出具".len());
    reads_alike("broken", &text.replace(row, &format!("   {first}\n        {values}\n   {second}")));
}

#[test]
fn a_column_of_subtotals_is_left_out() {
    let with_subtotal = |wrong: u64| -> String {
        let line = |line: &str| -> String {
            let mut fields: Vec<String> = line.split('\t').map(ToOwned::to_owned).collect();
            if fields.len() == 8 && fields[1..].iter().all(|field| field.parse::<u64>().is_ok()) {
                let sum: u64 = fields[2..7].iter().map(|field| field.parse::<u64>().unwrap()).sum();
                fields.insert(7, (sum + wrong).to_string());
            }
            fields.join("\t")
        };
        let text = suqian().lines().map(line).collect::<Vec<_>>().join("\n");
        let header = text.lines().find(|line| line.contains("法律服务机构")).unwrap().to_owned();
        let wider = header.replace("法律服务机构\t其他", "法律服务机构\t其他\t法人小计");
        assert_ne!(header, wider);
        text.replace(&header, &wider)
    };
    let reading = read_text(&with_subtotal(0));
    assert_eq!(doubts(&reading), [""; 0], "{:?}", reading.remarks);
    assert_eq!(cells(&reading), cells(&read_text(&suqian())));
    let wrong = doubts(&read_text(&with_subtotal(1)));
    assert!(wrong.len() >= 175, "{}", wrong.len());
}

#[test]
fn rows_of_subtotals_belong_to_no_cell() {
    let row = "1.本机关不掌握相关政府信息";
    let reading = read_text(&changed(row, &format!("小计\t9\t9\t9\t9\t9\t9\t54\n{row}")));
    assert_eq!(doubts(&reading), [""; 0], "{:?}", reading.remarks);
    assert_eq!(cells(&reading), cells(&read_text(&suqian())));
    assert!(reading.leftovers.iter().any(|leftover| leftover.text == "54"));
}

#[test]
fn traditional_characters_are_the_same_labels() {
    let text = changed("1.属于国家秘密", "1.屬于國家秘密")
        .replace("总计", "總計")
        .replace("二、主动公开政府信息情况", "二、主動公開政府信息情況");
    reads_alike("traditional", &text);
}

/// All tables in one line, the digits of a row run together.
fn flattened() -> String {
    let text = suqian();
    let start = text.find("二、主动公开").unwrap();
    let end = text.find("五、存在").unwrap();
    let tables: String = text[start..end].chars().filter(|c| !matches!(c, '\t' | '\n')).collect();
    format!("{}{tables}{}", &text[..start], &text[end..])
}

#[test]
fn run_together_digits_are_divided_or_in_doubt() {
    let original = cells(&read_text(&suqian()));
    let reading = read_text(&flattened());
    let sure = reading.sightings.iter().filter(|(_, sighting)| sighting.certain);
    let wrong: Vec<&CellId> =
        sure.clone().filter(|(id, s)| original[*id] != s.raw).map(|(id, _)| id).collect();
    assert_eq!(wrong, Vec::<&CellId>::new());
    assert!(sure.count() >= 180, "{:?}", doubts(&reading));
    assert_eq!(reading.missing().count(), 0);
}

#[test]
fn a_flattened_report_cut_anywhere_has_no_wrong_cell_that_is_certain() {
    let original = cells(&read_text(&suqian()));
    let text = flattened();
    for (end, _) in text.char_indices().step_by(11) {
        let Ok(reading) =
            read(Source { name: None, bytes: &text.as_bytes()[..end] }, &FORMS, Budget::default())
        else {
            continue;
        };
        for (id, sighting) in reading.sightings.iter().filter(|(_, sighting)| sighting.certain) {
            assert_eq!(original.get(id), Some(&sighting.raw), "cut at {end}: {id}");
        }
    }
}

/// Where the merging of cells was lost, a blank stands beside a number. Only a heading tells which of the two is the cell.
#[test]
fn blanks_without_a_heading_fill_up_spans() {
    let page = |head: &str, row: &str| {
        format!(
            "<h1>某镇2019年政府信息公开工作年度报告</h1><p>二、主动公开政府信息情况</p><table>\
             <tr><td>第二十条第（一）项</td><td></td><td></td><td></td><td></td></tr><tr>{head}</tr><tr>{row}</tr></table><p>六、其他需要报告的事项</p><p>无。</p>"
        )
    };
    let cells = |texts: [&str; 5]| texts.map(|text| format!("<td>{text}</td>")).concat();
    let head = cells(["信息内容", "本年新制作数量", "本年新公开数量", "", "对外公开总数量"]);
    let of = |head: &str, row: [&str; 5]| {
        let reading = read_text(&page(head, &cells(row)));
        let of = |name: &str| {
            let (_, it) = reading.sightings.iter().find(|(id, _)| id.as_str() == name)?;
            Some((it.raw.clone(), it.certain))
        };
        ["made", "newly_public", "total_public"].map(|column| of(&format!("disclosure.rules.{column}")))
    };
    let is = |raw: &str, sure: bool| Some((raw.to_owned(), sure));
    assert_eq!(of(&head, ["规章", "1", "2", "", "3"]), [is("1", true), is("2", true), is("3", true)]);
    // A cell that is blank under its own heading stays blank.
    assert_eq!(of(&head, ["规章", "1", "", "", "3"]), [is("1", true), is("", true), is("3", true)]);
    // A number where no heading stands belongs to no cell for sure.
    assert!(of(&head, ["规章", "1", "", "2", "3"]).iter().flatten().all(|(_, sure)| !sure));
    let other = cells(["信息内容", "本年新制作数量", "本年新公开数量", "对外公开总数量", ""]);
    assert!(of(&other, ["规章", "1", "2", "", "3"]).iter().flatten().all(|(_, sure)| !sure));
}

/// A table whose heading is lost or unusual is found by its own labels, wherever it stands.
#[test]
fn a_table_without_its_heading_is_found_by_its_labels() {
    let headings = [
        "二、主动公开政府信息情况",
        "三、收到和处理政府信息公开申请情况",
        "四、政府信息公开行政复议、行政诉讼情况",
    ];
    for heading in headings {
        for other in ["", "表格如下", "★某某情况"] {
            for between in ["\t", "\n", "   ", " | "] {
                let text = changed(&format!("{heading}\n"), &format!("{other}\n")).replace('\t', between);
                reads_alike(&format!("{heading} {other} {between:?}"), &text);
                assert!(read_text(&text).remarks.iter().any(|remark| remark.contains(heading)), "{heading}");
            }
        }
    }
    let mut text = suqian();
    headings.iter().for_each(|heading| text = text.replace(&format!("{heading}\n"), ""));
    reads_alike("all three lost", &text);
}

#[test]
fn headings_are_numbered_in_another_way() {
    for (heading, other) in [
        ("四、政府信息公开行政复议、行政诉讼情况", "第四部分 政府信息公开行政复议、行政诉讼情况"),
        ("四、政府信息公开行政复议、行政诉讼情况", "四、政府信息公开行政复议，行政诉讼情况"),
        ("三、收到和处理政府信息公开申请情况", "（三）收到和处理政府信息公开申请情况"),
        ("三、收到和处理政府信息公开申请情况", "【三、收到和处理政府信息公开申请情况】"),
        ("二、主动公开政府信息情况", "2、主动公开政府信息情况"),
    ] {
        let text = changed(heading, other);
        reads_alike(other, &text);
        assert!(read_text(&text).remarks.iter().any(|remark| remark.contains(other)), "{other}");
    }
    // Within 一 it numbers a paragraph, as long as 二 has its own heading.
    let text = changed("（二）依申请公开方面。", "（二）主动公开政府信息情况\n（三）依申请公开方面。");
    reads_alike("within 一", &text);
    assert!(read_text(&text).remarks.is_empty());
}

#[test]
fn what_adds_up_is_called_another_way() {
    reads_alike("（七）合计", &changed("（七）总计", "（七）合计"));
    for between in ["\t", "\n", "   "] {
        let bare = changed("（七）总计", "合计").replace('\t', between);
        reads_alike(&format!("合计 {between:?}"), &bare);
        assert!(read_text(&bare).remarks.iter().any(|remark| remark.contains("“合计”")));
    }
}

#[test]
fn a_subtotal_is_called_as_the_total_is() {
    let with_subtotal = |name: &str, at: usize| -> String {
        let line = |line: &str| -> String {
            let mut fields: Vec<String> = line.split('\t').map(ToOwned::to_owned).collect();
            if fields.len() == 8 && fields[1..].iter().all(|field| field.parse::<u64>().is_ok()) {
                let sum: u64 = fields[2..7].iter().map(|field| field.parse::<u64>().unwrap()).sum();
                fields.insert(at, sum.to_string());
            }
            fields.join("\t")
        };
        let text = suqian().lines().map(line).collect::<Vec<_>>().join("\n");
        let wider = if at == 2 { format!("{name}\t商业企业") } else { format!("其他\t{name}") };
        let narrow = if at == 2 { "商业企业" } else { "法律服务机构\t其他" };
        let wider = if at == 2 { wider } else { format!("法律服务机构\t{wider}") };
        assert!(text.contains(narrow));
        text.replace(narrow, &wider)
    };
    for name in ["合计", "法人或其他组织合计", "法人小计"] {
        for at in [2, 7] {
            reads_alike(&format!("{name} {at}"), &with_subtotal(name, at));
        }
    }
}

/// 其他处理 with its rows and a number of its own; and the rows of another edition in the form of 2019.
#[test]
fn rows_of_another_edition_are_told_and_only_where_they_are() {
    let text = changed("（六）其他处理\n", "（六）其他处理\t1\t1\t1\t1\t1\t1\t6\n");
    let remarks = read_text(&text).remarks;
    assert!(!remarks.iter().any(|remark| remark.contains("只有一行合计")), "{remarks:?}");

    let three = suqian();
    let (_, three) = three.split_once("三、收到和处理").unwrap();
    let two =
        "信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量\n规章\t1\t2\t3\n规范性文件\t1\t2\t3\n\
               信息内容\t上一年项目数量\t本年增/减\t处理决定数量\n行政许可\t1\t2\t3\n\
               其他对外管理服务事项\t1\t2\t3\n信息内容\t采购项目数量\t采购总金额\n政府集中采购\t1\t2\n";
    let mixed = format!(
        "宿迁市2020年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n{two}三、收到和处理{three}"
    );
    let reading = read_text(&mixed);
    assert_eq!(reading.report.form().edition, "2019");
    assert!(
        reading.remarks.iter().any(|remark| remark.contains("另一年度格式的行")),
        "{:?}",
        reading.remarks
    );
}
