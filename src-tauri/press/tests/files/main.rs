//! Word, Excel, web page and text as their formats want them, for the samples.
#![cfg(test)]

mod workbook;

use press::{excel, official, plain, web, word, Fonts};
use report::{json::from_json, Forms, Prose, Report, Value};
use std::{
    fs,
    io::{Cursor, Read},
    path::PathBuf,
};
use zip::ZipArchive;

fn folder() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR"))
}

fn sample(name: &str) -> Report {
    let text = fs::read_to_string(folder().join("tests/data").join(name)).unwrap();
    from_json(&text, &Forms::bundled().unwrap()).unwrap()
}

fn samples() -> Vec<Report> {
    ["guantangyi-2024.json", "shanghai-office-2019.json", "suqian-2024.json"].map(sample).into()
}

fn part(bytes: &[u8], name: &str) -> String {
    let mut zip = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut xml = String::new();
    zip.by_name(name).unwrap().read_to_string(&mut xml).unwrap();
    xml
}

fn word_document(report: &Report) -> String {
    let sheet = official::sheet(report, &official::Variant::default());
    let fonts = Fonts::in_folder(folder().join("../../fonts"));
    part(&word::write(&sheet, &fonts, &official::meta(report, None)).unwrap(), "word/document.xml")
}

/// The numbers that follow each `before`.
fn numbers(text: &str, before: &str) -> Vec<usize> {
    let after = text.split(before).skip(1);
    after.map(|rest| rest.split('"').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn every_row_of_a_word_table_covers_its_grid_and_stays_whole() {
    for report in samples() {
        let xml = word_document(&report);
        let tables: Vec<&str> =
            xml.split("<w:tbl>").skip(1).map(|it| it.split("</w:tbl>").next().unwrap()).collect();
        assert_eq!(tables.len(), report.form().tables.len());
        for (xml, table) in tables.iter().zip(&report.form().tables) {
            let rows: Vec<&str> = xml.split("<w:tr>").skip(1).collect();
            assert_eq!(rows.len(), table.grid.len());
            for row in &rows {
                let spans = numbers(row, "<w:gridSpan w:val=\"");
                let plain = row.matches("<w:tc>").count() - spans.len();
                assert_eq!(plain + spans.iter().sum::<usize>(), table.widths.len());
                assert!(row.contains("<w:cantSplit/>"));
            }
            let tall = table.grid.iter().flatten().filter(|cell| cell.rowspan > 1);
            assert_eq!(xml.matches("<w:vMerge w:val=\"restart\"/>").count(), tall.clone().count());
            assert_eq!(xml.matches("<w:vMerge/>").count(), tall.map(|cell| cell.rowspan - 1).sum::<usize>());
            assert_eq!(xml.matches("<w:tblHeader/>").count(), table.head_rows);
        }
        assert_eq!(xml.matches("\"Heading1\"").count(), report.form().sections.len());
    }
}

#[test]
fn a_short_introduction_stays_with_its_table_in_word() {
    let kept = |paragraphs: &[&str]| {
        let mut report = sample("guantangyi-2024.json");
        let place = report.form().prose_place("requests").unwrap().clone();
        report.set_prose(&place, Prose::plain(paragraphs.iter().copied())).unwrap();
        let xml = word_document(&report);
        let of_text = xml.split("<w:p>").filter(|it| paragraphs.iter().any(|text| it.contains(text)));
        of_text.map(|it| it.contains("<w:keepNext/>")).collect::<Vec<_>>()
    };
    assert_eq!(kept(&["本年受理情况如下。", "详见下表。"]), [true, true]);
    let long = "办理政府信息公开申请".repeat(14);
    assert_eq!(kept(&[&long, "详见下表。"]), [false, false]);
}

#[test]
fn a_line_before_a_long_address_is_not_torn_open_in_word() {
    let mut report = sample("guantangyi-2024.json");
    let place = report.form().prose_place("problems").unwrap().clone();
    let address = "网址http://www.chibi.gov.cn/index.shtml。";
    report.set_prose(&place, Prose::plain([address, "全年公开ISO标准2024条。"])).unwrap();
    let xml = word_document(&report);
    let is_ragged = |text: &str| {
        let of_text = xml.split("<w:p>").find(|it| it.contains(text)).unwrap();
        of_text.contains("<w:jc w:val=\"left\"/>")
    };
    assert_eq!([is_ragged(address), is_ragged("全年公开ISO标准2024条。")], [true, false]);
}

#[test]
fn the_word_page_is_that_of_the_standard() {
    let xml = word_document(&sample("suqian-2024.json"));
    let at = |name: &str| numbers(&xml, &format!(" w:{name}=\""))[0] as f64 / 1440.0 * 25.4;
    let page = xml.split("<w:sectPr>").nth(1).unwrap();
    let of_page = |name: &str| numbers(page, &format!(" w:{name}=\""))[0] as f64 / 1440.0 * 25.4;
    assert!(at("linePitch") * 22.0 <= 225.0);
    for (millimetres, wanted) in [
        (of_page("w"), 210.0),
        (of_page("h"), 297.0),
        (of_page("left"), 28.0),
        (of_page("top"), 37.0),
        (of_page("w") - of_page("left") - of_page("right"), 156.0),
        (of_page("h") - of_page("top") - of_page("bottom"), 225.0),
    ] {
        assert!((millimetres - wanted).abs() < 0.15, "{millimetres} for {wanted}");
    }
}

#[test]
fn word_is_told_to_leave_no_blank_of_its_own_beside_a_number() {
    let report = sample("guantangyi-2024.json");
    let sheet = official::sheet(&report, &official::Variant::default());
    let fonts = Fonts::in_folder(folder().join("../../fonts"));
    let bytes = word::write(&sheet, &fonts, &official::meta(&report, None)).unwrap();
    let styles = part(&bytes, "word/styles.xml");
    let (_, normal) = styles.split_once("w:styleId=\"Normal\"").unwrap();
    let (normal, _) = normal.split_once("</w:style>").unwrap();
    for side in ["autoSpaceDE", "autoSpaceDN"] {
        assert!(normal.contains(&format!("<w:{side} w:val=\"0\"/>")), "{normal}");
    }
    assert_eq!(styles.matches("<w:basedOn w:val=\"Normal\"/>").count(), 9, "all paragraphs follow it");
}

/// The third section's sheet: it has the sums and the balances.
fn requests_sheet(report: &Report) -> String {
    part(&excel::write(report).unwrap(), "xl/worksheets/sheet3.xml")
}

#[test]
fn totals_are_sums_and_balances_are_reckoned() {
    let xml = requests_sheet(&sample("suqian-2024.json"));
    assert!(xml.contains("<f>SUM(D5:I5)</f><v>3525</v>"), "{xml}");
    assert_eq!(xml.matches("<f>SUM(").count(), 25 + 6, "a total each row, and one each column");
    assert!(xml.contains("\"平\",\"差\"&amp;(") || xml.contains("&quot;平&quot;,&quot;差&quot;&amp;("));
    assert_eq!(xml.matches("<v>平</v>").count(), 7);
}

#[test]
fn the_heads_of_a_workbook_stand_in_the_lines_of_the_paper() {
    let report = sample("suqian-2024.json");
    let disputes = part(&excel::write(&report).unwrap(), "xl/worksheets/sheet4.xml");
    assert_eq!(disputes.matches(">结果\n维持</t>").count(), 3, "{disputes}");
    let requests = requests_sheet(&report);
    for head in ["自然人", "商业\n企业", "社会\n公益\n组织", "（三）\n不予公开", "1.属于国家秘密"]
    {
        assert!(requests.contains(&format!(">{head}</t>")), "{head}: {requests}");
    }
}

#[test]
fn a_total_that_is_wrong_stays_as_it_was_reported() {
    let mut report = sample("suqian-2024.json");
    let id = report.form().cell("requests.received.total").unwrap().id.clone();
    report.set(&id, Some(Value::Count(9))).unwrap();
    let xml = requests_sheet(&report);
    assert!(xml.contains("><v>9</v>") && !xml.contains("SUM(D5:I5)"));
    assert!(xml.contains("<dataValidation "));
    assert!(xml.contains("<v>差-3516</v>"), "the balance does not hold then");
    assert!(!requests_sheet(&sample("suqian-2024.json")).contains("<dataValidation "));
}

#[test]
fn a_blank_total_shows_nothing_until_its_parts_are_there() {
    let forms = Forms::bundled().unwrap();
    let xml = requests_sheet(&Report::new(forms.for_year(2024).unwrap().clone(), "某镇", 2024));
    assert!(!xml.contains("<v>0</v>"));
    assert!(xml.contains("IF(COUNT(D5:I5)=6,SUM(D5:I5),"), "{xml}");
}

#[test]
fn a_paragraph_too_high_for_a_row_stands_in_several_above_the_table() {
    let mut report = sample("suqian-2024.json");
    let whole = requests_sheet(&report);
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, report::Prose::plain(["公".repeat(40_000)])).unwrap();
    let overview = part(&excel::write(&report).unwrap(), "xl/worksheets/sheet1.xml");
    let heights = overview.split(" ht=\"").skip(1).map(|it| it.split('"').next().unwrap());
    assert!(heights.filter(|it| *it == "198.0").count() > 90, "11 lines of 18 points each");
    assert!(!overview.contains("ht=\"409"));
    assert_eq!(requests_sheet(&report), whole);
}

#[test]
fn a_web_page_stands_alone_and_its_tables_say_what_heads_what() {
    for report in samples() {
        let page = web::write(&official::sheet(&report, &official::Variant::default()), "");
        for foreign in ["<script", "http:", "https:", "src=", "@import", "url("] {
            assert!(!page.contains(foreign), "{foreign}");
        }
        assert_eq!(page.matches("<caption>").count(), report.form().tables.len());
        assert_eq!(page.matches("<th ").count(), page.matches(" scope=\"").count());
        assert_eq!(
            page.matches("<td").count(),
            report.form().cells().len() + page.matches("勾稽关系").count()
        );
    }
}

/// The texts of the cells that a web page says head the cell of this number.
fn heads_of(page: &str, number: &str) -> Vec<String> {
    let cell = page.split("<td ").find(|it| it.contains(&format!(">{number}</td>"))).unwrap();
    let ids = cell.split_once("headers=\"").unwrap().1.split('"').next().unwrap();
    let text = |id: &str| {
        let head = page.split_once(&format!("id=\"{id}\"")).unwrap().1;
        head.split_once('>').unwrap().1.split('<').next().unwrap().to_owned()
    };
    ids.split(' ').map(text).collect()
}

#[test]
fn under_a_band_a_web_page_names_the_heads_of_each_number() {
    let report = sample("suqian-2024.json");
    let page = web::write(&official::sheet(&report, &official::Variant::default()), "");
    assert_eq!(heads_of(&page, "1573179"), ["第二十条第（五）项", "本年处理决定数量", "行政许可"]);
    assert_eq!(heads_of(&page, "227"), ["第二十条第（一）项", "本年废止件数", "行政规范性文件"]);
    // By its place a group of rows is named to those behind it only, and a group of columns to those under it.
    assert!(!page.contains("rowgroup") && !page.contains("colgroup"));
}

#[test]
fn marks_of_the_text_are_no_marks_of_the_file() {
    let mut report = sample("suqian-2024.json");
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, report::Prose::plain(["<b>&amp;</b>"])).unwrap();
    let sheet = official::sheet(&report, &official::Variant::default());
    assert!(web::write(&sheet, "").contains("<p>&lt;b&gt;&amp;amp;&lt;/b&gt;</p>"));
    assert!(word_document(&report).contains("&lt;b&gt;&amp;amp;&lt;/b&gt;"));
    assert!(plain::write(&sheet).contains("<b>&amp;"));
}

/// XML cannot hold them, no typeface draws them, and a text with them is read as none.
#[test]
fn characters_nobody_sees_are_in_no_kind_of_file() {
    let mut report = sample("suqian-2024.json");
    report.agency.push('\u{1}');
    report.title = Some("某市\u{2}2024年政府信息公开工作年度报告".into());
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, Prose::plain(["\u{1f}　公\u{1}开\t信息\u{ffff}。", "\u{8}"])).unwrap();
    let cell = report.form().cell("requests.received.person").unwrap().id.clone();
    report.write(&cell, "见\u{7}附件").unwrap();
    let variant = official::Variant { version: official::Version::Signed(None), ..Default::default() };
    let sheet = official::sheet(&report, &variant);
    let fonts = Fonts::in_folder(folder().join("../../fonts"));
    let meta = official::meta(&report, None);
    let word = word::write(&sheet, &fonts, &meta).unwrap();
    let book = excel::write(&report).unwrap();
    let files = [
        plain::write(&sheet),
        web::write(&sheet, &report.agency),
        part(&word, "word/document.xml"),
        part(&word, "docProps/core.xml"),
        part(&book, "docProps/core.xml"),
        part(&book, "xl/worksheets/sheet1.xml") + &part(&book, "xl/worksheets/sheet3.xml"),
    ];
    for file in &files {
        let unseen = |c: char| c.is_control() && !"\t\n\r".contains(c) || c == '\u{ffff}';
        assert!(!file.contains(unseen), "{file}");
    }
    for file in [&files[0], &files[1], &files[2], &files[5]] {
        assert!(file.contains("公开\t信息。") && file.contains("见附件"), "{file}");
    }
    assert!(press::lay_out(&sheet, &fonts).is_ok());
}

#[test]
fn a_comparison_names_the_years_compared_and_the_cells_its_numbers_come_from() {
    let forms = Forms::bundled().unwrap();
    let indicators = report::series::Indicators::bundled(&forms).unwrap();
    let figures: Vec<_> = [2023, 2024]
        .map(|year| {
            let mut report = sample("guantangyi-2024.json");
            report.year = year;
            report::series::Figures::of(&report)
        })
        .into();
    let series = ["received", "handled_rate", "normative_in_force"].map(|id| {
        let years = [2023, 2024].into();
        report::series::Series::of(indicators.get(id).unwrap(), "某镇", &years, [figures.as_slice()])
    });
    let bytes = excel::write_series(&series, &forms).unwrap();
    let texts = |sheet: &str| -> Vec<String> {
        let xml = part(&bytes, sheet);
        let texts = xml.split("<t xml:space=\"preserve\">").skip(1);
        texts.map(|it| it.split("</t>").next().unwrap().to_owned()).collect()
    };
    let numbers = texts("xl/worksheets/sheet1.xml");
    let head = ["机关", "指标", "单位", "2023年", "2024年", "比较的年度", "增减", "增减幅度", "说明"];
    assert_eq!(numbers[..9], head);
    assert!(numbers.contains(&"2023→2024".to_owned()), "{numbers:?}");
    let xml = part(&bytes, "xl/worksheets/sheet1.xml");
    assert!(xml.contains("<c r=\"G2\" s=\"7\"><v>0</v></c>"), "a difference is a number: {xml}");
    let meanings = texts("xl/worksheets/sheet2.xml");
    assert_eq!(meanings[..5], ["指标", "单位", "含义", "数据来源", "没有的格式"]);
    let source = |label: &str| &meanings[meanings.iter().position(|it| it == label).unwrap() + 3];
    let received = source("新收申请");
    assert!(received.contains("2021年格式（2021年起）：表三") && received.contains("历史指标"), "{received}");
    let in_force = source("规范性文件现行有效");
    assert!(in_force.contains("；与2021年格式口径不同：“对外公开总数量”是"), "{in_force}");
    assert!(source("办结率").contains("÷（"), "{}", source("办结率"));
    assert!(!meanings.concat().contains("requests."), "cells are named as the form calls them");
}
