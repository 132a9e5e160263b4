//! What another program reads from the PDF is what the report says.

use report::form::Content;
use report::{Prose, Report};

use crate::samples::{self, Printed};
use crate::tools;

/// The PDF's text in drawing order, without white space.
pub fn extracted(printed: &Printed) -> String {
    let text = tools::run("pdftotext", &["-raw".as_ref(), printed.path().as_ref(), "-".as_ref()]);
    without_space(&text)
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The text without page numbers, which interrupt paragraphs.
fn without_page_numbers(text: &str, pages: usize) -> String {
    (1..=pages).fold(text.to_owned(), |text, page| text.replacen(&format!("—{page}—"), "", 1))
}

fn check_all_text(report: &Report, text: &str) {
    let form = report.form();
    for title in form.sections.iter().map(|section| section.heading.as_str()) {
        assert!(text.contains(&without_space(title)), "heading: {title}");
    }
    for place in form.prose_places() {
        for paragraph in report.text(place) {
            assert!(text.contains(&without_space(&paragraph)), "paragraph: {paragraph}");
        }
    }
    assert!(text.contains(&without_space(&report.title())), "title");
    for cell in form.tables.iter().flat_map(|table| table.grid.iter().flatten()) {
        if let Content::Label { text: label, .. } = &cell.content {
            assert!(text.contains(&without_space(label)), "label: {label}");
        }
    }
}

#[test]
fn every_paragraph_and_label_is_extracted_exactly() {
    for name in samples::ALL {
        let report = samples::report(name);
        let printed = Printed::of(name);
        let text = without_page_numbers(&extracted(&printed), samples::pages(&report).pages.len());
        check_all_text(&report, &text);
    }
}

#[test]
fn every_number_is_extracted_in_the_order_of_the_form() {
    let report = samples::report("suqian-2024");
    let text = extracted(&Printed::of("suqian-2024"));
    let mut rest = text.as_str();
    let table = report.form().table("disputes").unwrap();
    let numbers: String = table.values().map(|id| report.entry(id).unwrap().to_string()).collect();
    assert!(rest.contains(&numbers), "表四: {numbers}");
    for row in &report.form().table("requests").unwrap().rows {
        let table = report.form().table("requests").unwrap();
        let numbers: String =
            table.cells_of(&row.id).map(|id| report.entry(id).unwrap().to_string()).collect();
        let line = format!("{}{numbers}", row.label);
        let at = rest.find(&line).unwrap_or_else(|| panic!("{line}"));
        rest = &rest[at + line.len()..];
    }
}

#[test]
fn the_whole_text_is_the_text_of_the_frames() {
    for name in samples::ALL {
        let drawn: String =
            samples::pages(&samples::report(name)).lines().iter().map(|l| l.text.as_str()).collect();
        assert_eq!(extracted(&Printed::of(name)), without_space(&drawn), "{name}");
    }
}

#[test]
fn a_search_finds_a_year_though_a_hair_parts_it_from_its_character() {
    let printed = Printed::of("guantangyi-2024");
    let text = tools::run("pdftotext", &["-layout".as_ref(), printed.path().as_ref(), "-".as_ref()]);
    assert!(text.contains("2024年以来") || text.contains("2024年度我镇"), "{text}");
    assert!(!text.contains("2024 年"), "{text}");
}

#[test]
fn a_search_finds_a_phrase_in_a_line_that_is_stretched() {
    let text = include_str!("../../../../tests/data/45_suqian-city_2025.txt");
    let phrase = "政府信息公开申请案件收取信息处理费";
    let paragraphs =
        text.lines().map(str::trim).filter(|line| line.contains(phrase) || line.contains("12+3-0=15"));
    let mut report = samples::report("suqian-2024");
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, Prose::plain(paragraphs.map(str::to_owned).collect::<Vec<_>>())).unwrap();
    let printed = Printed::new(&samples::pdf(&report));
    let text = tools::run("pdftotext", &["-layout".as_ref(), printed.path().as_ref(), "-".as_ref()]);
    for phrase in [phrase, "规范性文件"] {
        assert!(text.contains(phrase), "{phrase}: {text}");
    }
}

#[test]
fn blank_cells_stay_blank() {
    let report = samples::report("shanghai-office-2019");
    let printed = Printed::of("shanghai-office-2019");
    let text = extracted(&printed);
    // The row has numbers for two of its seven columns only.
    let row = report.form().table("requests").unwrap().row("refused_state_secret").unwrap();
    let next = "2.其他法律行政法规禁止公开";
    assert!(text.contains(&format!("{}14{next}", row.label)), "{text}");
}

#[test]
fn rare_hanzi_come_out_of_the_file_as_they_went_in() {
    use press::layout::{Block, Paragraph, Span};
    let text = "鿏、𬭚、𫍯、堽：以上都是规范汉字。";
    let paragraph = Paragraph { spans: vec![Span::Body(text.into())], place: "正文".into() };
    let sheet = press::Sheet {
        title: "测试".into(),
        blocks: vec![Block::Paragraph(paragraph)],
        ..press::Sheet::default()
    };
    let fonts = samples::fonts();
    let bytes =
        press::pdf::write(&press::lay_out(&sheet, &fonts).unwrap(), &fonts, &Default::default(), None)
            .unwrap();
    assert_eq!(extracted(&Printed::new(&bytes)), format!("{text}—1—"));
}
