//! Every kind of file a report is written as reads back as the same report.
#![cfg(test)]

use office::{BodySize, Format, Office, Paper, Printing, Variant, Version};
use report::{check::Day, CellId, Report};
use std::{collections::BTreeSet, fs, path::PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn office() -> Office {
    Office::new(root().join("fonts")).unwrap()
}

/// Every report of the test data, with what of it was not found; one without an agency gets one. Only statistics from
/// before the forms, which are reports of no year, are left out.
fn all(office: &Office) -> Vec<(String, Report, bool)> {
    let mut files: Vec<PathBuf> =
        fs::read_dir(root().join("tests/data")).unwrap().map(|entry| entry.unwrap().path()).collect();
    files.sort();
    let mut all = Vec::new();
    for path in files {
        let Ok(reading) = office.read_file(&path) else { continue };
        let is_whole = reading.missing().next().is_none();
        let mut report = reading.report;
        if report.agency.is_empty() {
            report.agency = "某镇人民政府".to_owned();
        }
        if report.year != 0 {
            all.push((path.file_name().unwrap().to_string_lossy().into_owned(), report, is_whole));
        }
    }
    all
}

/// Those that were read whole.
fn complete(office: &Office) -> Vec<(String, Report)> {
    all(office).into_iter().filter(|it| it.2).map(|(name, report, _)| (name, report)).collect()
}

/// What the paper says, in lines: where two differ is seen at once.
fn told(report: &Report) -> Vec<String> {
    let form = report.form();
    let mut lines = vec![
        format!("格式 {}", form.edition),
        format!("机关 {}", report.agency),
        format!("年度 {}", report.year),
        format!("标题 {}", report.title()),
    ];
    for cell in form.cells() {
        lines.push(format!("{} {:?}", cell.id, report.entry(&cell.id).map(ToString::to_string)));
    }
    for place in form.prose_places() {
        let texts = report.text(place);
        lines.extend(texts.iter().map(|text| format!("{place} {}", text.trim())));
    }
    lines
}

fn differences(a: &Report, b: &Report) -> String {
    let (a, b) = (told(a), told(b));
    let missing = a.iter().filter(|line| !b.contains(line)).map(|line| format!("- {line}"));
    let added = b.iter().filter(|line| !a.contains(line)).map(|line| format!("+ {line}"));
    let lines: Vec<String> = missing.chain(added).collect();
    if lines.is_empty() && a != b {
        return "another order".into();
    }
    lines.join("\n")
}

fn reads_back(format: Format) {
    let office = office();
    let all = all(&office);
    assert!(all.len() >= 20, "only {} reports to try", all.len());
    let mut wrong = String::new();
    for (name, report, _) in &all {
        let bytes = office.export(report, format).unwrap_or_else(|error| panic!("{name}: {error}"));
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes);
        let again = again.unwrap_or_else(|error| panic!("{name}: {error}"));
        let differs = differences(report, &again.report);
        if !differs.is_empty() {
            wrong += &format!("== {name}\n{differs}\n");
        }
        if !again.leftovers.is_empty() {
            wrong += &format!(
                "== {name}: leftovers {:?}\n",
                again.leftovers.iter().map(|it| &it.text).collect::<Vec<_>>()
            );
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

#[test]
fn word_reads_back() {
    reads_back(Format::Word);
}

#[test]
fn excel_reads_back() {
    reads_back(Format::Excel);
}

#[test]
fn a_web_page_reads_back() {
    reads_back(Format::Web);
}

#[test]
fn text_reads_back() {
    reads_back(Format::Text);
}

#[test]
fn json_reads_back() {
    reads_back(Format::Json);
}

#[test]
fn pdf_reads_back() {
    reads_back(Format::Pdf);
}

/// Names that a title is broken at, with brackets, and longer than a line; a title that names another office, or none.
#[test]
fn whose_report_it_is_reads_back() {
    const WAYS: [Format; 4] = [Format::Word, Format::Excel, Format::Web, Format::Text];
    let office = office();
    let (_, whole) = complete(&office).into_iter().next().unwrap();
    let usual = |agency: &str| (agency.to_owned(), format!("{agency}2024年政府信息公开工作年度报告"));
    let names = [
        "某县市场监督管理局（知识产权局）",
        "中国（上海）自由贸易试验区临港新片区管理委员会",
        "新疆维吾尔自治区伊犁哈萨克自治州尼勒克县克令镇人民政府",
        "内蒙古自治区鄂尔多斯市准格尔旗薛家湾镇人民政府综合行政执法与应急管理局办公室",
    ];
    for (agency, title) in names.map(usual) {
        for format in WAYS {
            let again = titled(&office, &whole, &agency, &title, format);
            assert_eq!(
                (again.agency.as_str(), again.title()),
                (agency.as_str(), title.clone()),
                "{format:?}"
            );
        }
        let pages = office.print(&named(&whole, &agency, &title), &Printing::default()).unwrap();
        assert_eq!(office.read(Some("年报.pdf"), &pages).unwrap().report.agency, agency);
    }
    // Text has no place for whose it is but its words.
    for title in ["赤壁市官塘驿镇人民政府2024年政府信息公开工作年度报告", "2024年政府信息公开工作年度报告"]
    {
        for format in &WAYS[..3] {
            let again = titled(&office, &whole, "赤壁市官塘驿镇", title, *format);
            assert_eq!(
                (again.agency.as_str(), again.title().as_str()),
                ("赤壁市官塘驿镇", title),
                "{format:?}"
            );
        }
    }
}

fn named(report: &Report, agency: &str, title: &str) -> Report {
    let mut report = report.clone();
    report.agency = agency.to_owned();
    report.year = 2024;
    report.title = Some(title.to_owned()).filter(|title| *title != report.title());
    report
}

fn titled(office: &Office, report: &Report, agency: &str, title: &str, format: Format) -> Report {
    let bytes = office.export(&named(report, agency, title), format).unwrap();
    office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap().report
}

/// What is numbered like a section, and what a page has around a report, is the report's own where it stands in it.
#[test]
fn paragraphs_that_look_like_something_else_read_back() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    let set = |report: &mut Report, place: &str, texts: &[&str]| {
        let id = report.form().prose_places().find(|id| id.as_str() == place).unwrap().clone();
        report.set_prose(&id, report::Prose::plain(texts.iter().copied())).unwrap();
    };
    let numbered = [
        "2024年工作扎实推进。",
        "一、主动公开情况",
        "全年公开信息56条。",
        "二、依申请公开情况",
        "未收到申请。",
    ];
    set(&mut report, "overview", &numbered);
    set(&mut report, "problems", &["一、存在的问题", "（一）内容不多。", "二、改进措施", "加强培训。"]);
    for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
        set(&mut report, "other_matters", &["无。", "附件：1.公开目录", "来源：某镇"]);
        let bytes = office.export(&report, format).unwrap();
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
        assert_eq!(differences(&report, &again.report), "", "{format:?}");
        assert!(again.leftovers.is_empty(), "{format:?}: {:?}", again.leftovers);
    }
}

/// Our files mark what is a heading: a paragraph that says the same is none, wherever it stands.
#[test]
fn paragraphs_that_say_what_headings_say_read_back() {
    let office = office();
    for text in [
        "二、主动公开政府信息情况如下：",
        "六、其他需要报告的事项",
        "三、收到和处理政府信息公开申请情况",
        "五、存在问题",
    ] {
        for place in ["preamble", "overview", "problems", "other_matters"] {
            let (_, mut report) = complete(&office).into_iter().next().unwrap();
            let id = report.form().prose_places().find(|id| id.as_str() == place).unwrap().clone();
            let texts = ["全年工作正常。", text, "全年公开信息56条。"];
            report.set_prose(&id, report::Prose::plain(texts)).unwrap();
            for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
                let bytes = office.export(&report, format).unwrap();
                let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
                assert_eq!(differences(&report, &again.report), "", "{text} {place} {format:?}");
                assert!(again.uncertain().next().is_none(), "{text} {place} {format:?}");
                assert!(again.leftovers.is_empty(), "{text} {place} {format:?}: {:?}", again.leftovers);
            }
            if place == "overview" {
                assert_eq!(lost_in_print(&office, text, &report, Variant::default()), "");
            }
        }
    }
}

/// Beside a table a paragraph may be short, too.
#[test]
fn short_paragraphs_beside_a_table_read_back() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    let with_tables: Vec<_> = report.form().tables.iter().map(|table| table.section.clone()).collect();
    assert_eq!(with_tables.len(), 3);
    for section in &with_tables {
        report.set_prose(section, report::Prose::plain(["全年工作正常。", "情况如下："])).unwrap();
    }
    for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
        let bytes = office.export(&report, format).unwrap();
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
        assert_eq!(differences(&report, &again.report), "", "{format:?}");
        assert!(again.leftovers.is_empty(), "{format:?}: {:?}", again.leftovers);
    }
    assert_eq!(lost_in_print(&office, "short", &report, Variant::default()), "");
}

/// Beside a table of cells a line is no part of the table, whatever it begins with, and in a file of ours it is text.
#[test]
fn lines_beside_a_table_are_no_part_of_it() {
    let office = office();
    let (_, report) = complete(&office).into_iter().next().unwrap();
    let lines: [(&str, &[&str]); 4] = [
        ("disclosure", &["无", "行政许可4529件；", "规章5件；", "（二）行政许可", "注：单位为件"]),
        ("requests", &["自然人217件；", "（一）予以公开5件；", "总计218件；", "2.上年结转0件，"]),
        ("disputes", &["0", "——", "2024年", "7件行政复议，19件行政诉讼", "0591-23123456"]),
        ("overview", &["网址:http://a.cn;电话:0591-1;时间:8:30(工作日);共3条,其中A类1条.", "-1-"]),
    ];
    for of_each in 0..5 {
        let mut report = report.clone();
        for (place, lines) in &lines {
            let id = report.form().prose_places().find(|id| id.as_str() == *place).unwrap().clone();
            let line = lines[of_each % lines.len()];
            report.set_prose(&id, report::Prose::plain([line])).unwrap();
        }
        for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
            let bytes = office.export(&report, format).unwrap();
            let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
            assert_eq!(differences(&report, &again.report), "", "{of_each} {format:?}");
            assert!(again.leftovers.is_empty(), "{of_each} {format:?}: {:?}", again.leftovers);
        }
        assert_eq!(lost_in_print(&office, "lines", &report, Variant::default()), "", "{of_each}");
    }
}

/// A word in the place of a number is in doubt, and stays what it is.
#[test]
fn words_in_the_place_of_a_number_read_back() {
    let office = office();
    let (_, report) = complete(&office).into_iter().next().unwrap();
    for word in [
        "免收",
        "不涉及",
        "约3万元",
        "暂无数据",
        "0.00元",
        "3 / 4",
        "详见 附件",
        "约 1,234",
        "0.00元，另有1.2万元",
        "见附件说明一二三四五六七八",
    ] {
        let mut report = report.clone();
        for cell in ["disclosure.charges.amount", "requests.received.person", "disputes.review.upheld"] {
            let id = report.form().cell(cell).unwrap().id.clone();
            report.write(&id, word).unwrap();
        }
        for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
            let bytes = office.export(&report, format).unwrap();
            let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
            assert_eq!(differences(&report, &again.report), "", "{word} {format:?}");
            let in_doubt: Vec<_> = again.uncertain().collect();
            assert!(in_doubt.len() >= 2, "{word} {format:?}: {in_doubt:?}");
        }
        let printed = office.print(&report, &Printing::default()).unwrap();
        let again = office.read(Some("年报.pdf"), &printed).unwrap();
        assert_eq!(differences(&report, &again.report), "", "{word}");
    }
}

/// Also where most cells of a row hold words: the numbers beside them stay what they are.
#[test]
fn a_row_of_words_and_numbers_reads_back() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    for (row, columns, word) in [
        ("requests.granted", &["person", "company", "research", "charity"][..], "见附件"),
        (
            "requests.received",
            &["person", "company", "research", "charity", "legal", "other", "total"],
            "待查",
        ),
        ("disclosure.normative", &["issued", "in_force"], "详见附件"),
    ] {
        for column in columns {
            let id = report.form().cell(&format!("{row}.{column}")).unwrap().id.clone();
            report.write(&id, word).unwrap();
        }
    }
    for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
        let bytes = office.export(&report, format).unwrap();
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
        assert_eq!(differences(&report, &again.report), "", "{format:?}");
    }
    let printed = office.print(&report, &Printing::default()).unwrap();
    let again = office.read(Some("年报.pdf"), &printed).unwrap();
    assert_eq!(differences(&report, &again.report), "");
    assert_eq!(again.uncertain().count(), 13);
}

/// A paragraph beside a table that says what one of its heads says is a paragraph.
#[test]
fn paragraphs_that_say_what_heads_of_tables_say_read_back() {
    let office = office();
    for text in ["申请人情况", "总计", "信息内容", "行政复议"] {
        let (_, mut report) = complete(&office).into_iter().next().unwrap();
        for place in ["disclosure", "requests", "disputes"] {
            let id = report.form().prose_places().find(|id| id.as_str() == place).unwrap().clone();
            report.set_prose(&id, report::Prose::plain([text])).unwrap();
        }
        for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
            let bytes = office.export(&report, format).unwrap();
            let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
            assert_eq!(differences(&report, &again.report), "", "{text} {format:?}");
        }
        assert_eq!(lost_in_print(&office, text, &report, Variant::default()), "");
    }
}

/// An address or what is attached, between sentences, is text: in plain text, too, which says nothing of itself.
#[test]
fn what_stands_between_sentences_reads_back_from_text() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    let id = report.form().prose_places().find(|id| id.as_str() == "overview").unwrap().clone();
    for line in ["https://www.example.gov.cn/zwgk", "附件：1.公开目录"] {
        report
            .set_prose(&id, report::Prose::plain(["公开在网站，网址如下：", line, "全年更新56条。"]))
            .unwrap();
        for agency in ["某市政府信息公开办公室", "某市 某局"] {
            let title = format!("{agency}2024年政府信息公开工作年度报告");
            let report = named(&report, agency, &title);
            let text = office.export(&report, Format::Text).unwrap();
            let again = office.read(Some("年报.txt"), &text).unwrap();
            assert_eq!(differences(&report, &again.report), "", "{line} {agency}");
        }
    }
}

/// Text as we write it shows of every line what it is: whatever stands in one, on whichever system it was saved again.
#[test]
fn whatever_stands_in_a_line_of_our_text_reads_back() {
    let office = office();
    let (_, report) = complete(&office).into_iter().next().unwrap();
    let lines = [
        "主动公开|依申请公开",
        "# 一、**总体**",
        "<p>总体</p>",
        "a\tb",
        "-1-",
        "打印 关闭",
        "责任编辑：张三",
        "附件：1.目录",
        "某镇2024年政府信息公开工作年度报告",
        "六、其他需要报告的事项",
        "24",
    ];
    for line in lines {
        let mut report = named(
            &report,
            "ABC Development Zone管委会",
            "ABC Development Zone管委会2024年度政府信息公开工作报告",
        );
        for place in ["preamble", "overview", "disclosure", "disputes", "other_matters"] {
            let id = report.form().prose_places().find(|id| id.as_str() == place).unwrap().clone();
            report.set_prose(&id, report::Prose::plain([line])).unwrap();
        }
        let text = String::from_utf8(office.export(&report, Format::Text).unwrap()).unwrap();
        for text in [text.clone(), text.replace('\n', "\r\n"), text.replace('\u{feff}', "")] {
            let again = office.read(Some("年报.txt"), text.as_bytes()).unwrap();
            assert_eq!(differences(&report, &again.report), "", "{line}");
            assert!(again.leftovers.is_empty(), "{line}: {:?}", again.leftovers);
        }
    }
}

/// They are left out, so that each of the files can be read; the JSON is the report itself.
#[test]
fn a_report_with_characters_nobody_sees_reads_back_without_them() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    let place = report.form().prose_places().find(|id| id.as_str() == "overview").unwrap().clone();
    report.set_prose(&place, report::Prose::plain(["全年主动公开政府信息1234条。"])).unwrap();
    let clean = report.clone();
    report
        .set_prose(&place, report::Prose::plain(["全年主动\u{1}公开政府\u{7f}信息1234条。\u{9c}"]))
        .unwrap();
    for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
        let bytes = office.export(&report, format).unwrap();
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes);
        let again = again.unwrap_or_else(|error| panic!("{format:?}: {error}"));
        assert_eq!(differences(&clean, &again.report), "", "{format:?}");
    }
    let printed = office.print(&report, &Printing::default()).unwrap();
    assert_eq!(differences(&clean, &office.read(Some("年报.pdf"), &printed).unwrap().report), "");
    let json = office.export(&report, Format::Json).unwrap();
    assert_eq!(office.read(Some("年报.json"), &json).unwrap().report, report);
}

/// A page that does not say which office wrote it is a page, also where it begins with its title.
#[test]
fn what_a_page_has_around_a_report_is_left_out() {
    let office = office();
    let (_, report) = complete(&office).into_iter().next().unwrap();
    let page = String::from_utf8(office.export(&report, Format::Web).unwrap()).unwrap();
    let author = format!("<meta name=\"author\" content=\"{}\">", report.agency);
    assert!(page.contains(&author));
    let page = page.replace(&author, "").replace("</body>", "<p>【打印】【关闭】</p></body>");
    let again = office.read(Some("年报.html"), page.as_bytes()).unwrap();
    assert_eq!(differences(&report, &again.report), "");
    assert_eq!(again.leftovers.iter().map(|it| it.text.as_str()).collect::<Vec<_>>(), ["【打印】【关闭】"]);
}

/// What the PDF for the public, which carries no file, says otherwise than the report it was printed of.
fn lost_in_print(office: &Office, name: &str, report: &Report, variant: Variant) -> String {
    let printed = office.print(report, &Printing { variant, ..Printing::default() });
    let printed = printed.unwrap_or_else(|error| panic!("{name}: {error}"));
    let again = office.read(Some("年报.pdf"), &printed).unwrap_or_else(|error| panic!("{name}: {error}"));
    let mut lines = differences(report, &again.report);
    // What is no number is in doubt wherever it stands.
    let is_number = |id: &&CellId| report.entry(id).is_none() || report.value(id).is_some();
    lines.extend(again.uncertain().filter(is_number).map(|id| format!("\n? {id}")));
    // A table with nothing in it says nothing of its cells.
    let is_blank = |id: &&CellId| {
        let of_table = |cell: &&report::form::Cell| cell.id.table() == id.table();
        report.form().cells().iter().filter(of_table).all(|cell| report.entry(&cell.id).is_none())
    };
    lines.extend(again.missing().filter(|id| !is_blank(id)).map(|id| format!("\n! {id}")));
    let signed = if variant.version == Version::Public { 0 } else { 3 };
    let left: Vec<&str> = again.leftovers.iter().map(|it| it.text.as_str()).collect();
    if left.len() != signed {
        lines.extend([format!("\n* {left:?}")]);
    }
    if lines.is_empty() {
        return lines;
    }
    format!("== {name} {variant:?}\n{lines}\n")
}

/// All of it stands in the structure of the pages, whatever the variant.
#[test]
fn the_public_pdf_reads_back() {
    let office = office();
    let mut wrong = String::new();
    let plain = Variant::default();
    let variants = [
        plain,
        Variant { version: Version::Signed(Some(Day { year: 2025, month: 1, day: 20 })), ..plain },
        Variant { version: Version::Signed(None), ..plain },
        Variant { body: BodySize::SmallThree, ..plain },
        Variant { body: BodySize::Four, paper: Paper::A3, without_shades: true, ..plain },
    ];
    for (name, report, _) in &all(&office) {
        for variant in variants {
            wrong += &lost_in_print(&office, name, report, variant);
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// What a reader of lines loses: numbers that fill their cells, words between which a line ends, and what runs over pages.
#[test]
fn what_strains_the_page_reads_back_from_the_public_pdf() {
    let office = office();
    let latin = "The portal (https://www.example.gov.cn/zwgk/xxgk/2024/index.html?a=1&b=2) is run with open source \
        software: PostgreSQL 16, Nginx 1.26 and Linux, and its pages follow WCAG 2.1 AA; the offices of the district \
        published 1 234 documents of 56 kinds in 2024, of which 12.5 % were read by more than 1,000 people.";
    let mixed = "2024 年，OA 系统  共 收到 3 件e-mail，其中 PDF 附件 12 个；　前面有全角空格。";
    let long = "全年主动公开政府信息1234条，答复申请56件，比上年增长7.8%，做到“应公开、尽公开”。".repeat(150);
    assert!(long.chars().count() > 6_000);
    let mut wrong = String::new();
    let (mut forms, plain) = (BTreeSet::new(), Variant::default());
    for (name, mut report) in complete(&office) {
        if !forms.insert(report.form().edition.clone()) {
            continue;
        }
        for id in report.form().cells().iter().map(|cell| cell.id.clone()).collect::<Vec<_>>() {
            report.write(&id, "99999999").unwrap();
        }
        let overview = report.form().prose_places().find(|id| id.as_str() == "overview").unwrap().clone();
        report.set_prose(&overview, report::Prose::plain([latin, &long, mixed, latin])).unwrap();
        for body in [BodySize::Three, BodySize::SmallThree, BodySize::Four] {
            wrong += &lost_in_print(&office, &name, &report, Variant { body, ..plain });
        }
    }
    assert!(forms.len() >= 2 && wrong.is_empty(), "{wrong}");
}

/// A sheet has it in several rows; longer than a cell may be, it is still one paragraph.
#[test]
fn long_paragraphs_read_back() {
    let office = office();
    let (_, mut report) = complete(&office).into_iter().next().unwrap();
    let sentences = "全年主动公开政府信息1234条，答复（申请） 56 件，做到“应公开、尽公开”。 ".repeat(1_000);
    let latin = "open source software ".repeat(400);
    for place in ["overview", "problems", "other_matters"] {
        let id = report.form().prose_places().find(|id| id.as_str() == place).unwrap().clone();
        let texts =
            [sentences.trim(), "短。", latin.trim(), "公开".repeat(2_000).as_str()].map(ToOwned::to_owned);
        report.set_prose(&id, report::Prose::plain(texts)).unwrap();
    }
    for format in [Format::Word, Format::Excel, Format::Web, Format::Text] {
        let bytes = office.export(&report, format).unwrap();
        let again = office.read(Some(&format!("年报.{}", format.extension())), &bytes).unwrap();
        assert!(told(&report) == told(&again.report), "{format:?}");
        assert!(again.leftovers.is_empty(), "{format:?}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    let report = office().sample().unwrap().report;
    for format in Format::ALL {
        assert!(
            office().export(&report, format).unwrap() == office().export(&report, format).unwrap(),
            "{format:?}"
        );
    }
}
