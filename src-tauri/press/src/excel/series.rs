//! Years side by side as a workbook: the numbers, and what each indicator counts.

use super::page::{xml, Shown};
use super::styles::{decimals, Style};
use super::{packed, NAMESPACES};
use crate::container::{core_properties, DECLARATION};
use crate::PressError;
use report::series::{rows, EditionTold, Series};
use report::Forms;

/// Labels before the numbers of a row: whose, what, and its unit.
const LABELS: usize = 3;

/// How wide what follows the years is: the years compared, what became of the number, and how far they count the same.
const COMPARED: [f64; 4] = [13.0, 11.0, 11.0, 60.0];

/// The bytes of a workbook of series of the same years. A percentage is a number of percent, as its unit says. `forms`
/// name the cells the numbers come from.
///
/// # Errors
/// When the file cannot be packed.
pub fn write(series: &[Series], forms: &Forms) -> Result<Vec<u8>, PressError> {
    let numbers = rows(series);
    let last = numbers.first().map_or(0, Vec::len).saturating_sub(1);
    let mut widths = vec![11.0; last + 1];
    widths[..LABELS.min(last + 1)].copy_from_slice(&[26.0, 24.0, 7.0][..LABELS.min(last + 1)]);
    for (width, it) in widths.iter_mut().rev().zip(COMPARED.iter().rev()) {
        *width = *it;
    }
    let head = ["指标", "单位", "含义", "数据来源", "没有的格式"];
    let mut known: Vec<Vec<String>> = vec![head.map(str::to_owned).into()];
    for indicator in series.iter().map(|it| &it.indicator) {
        let editions = indicator.editions(forms);
        let row = vec![
            indicator.label.clone(),
            indicator.unit.clone(),
            indicator.definition.clone(),
            sources(&editions),
            absent(&editions),
        ];
        if !known.contains(&row) {
            known.push(row);
        }
    }
    let sheets = vec![
        sheet(&numbers, &widths, true, LABELS..last),
        sheet(&known, &[24.0, 7.0, 50.0, 70.0, 50.0], false, 0..0),
    ];
    let about = core_properties("历年对比", "政府信息公开工作年度报告历年对比", "");
    packed(about, &["数据".to_owned(), "指标含义".to_owned()], &[Some((1, 1)), Some((1, 1))], sheets)
}

/// Which cells of each form the number is made of, a line a form.
fn sources(editions: &[EditionTold]) -> String {
    let there = editions.iter().filter(|it| it.cells.is_some());
    there.map(EditionTold::line).collect::<Vec<_>>().join("\n")
}

/// Which forms do not have it, and why, a line a form.
fn absent(editions: &[EditionTold]) -> String {
    let told = |it: &EditionTold| match it.reason.starts_with(&it.form) {
        true => it.reason.clone(),
        false => format!("{}：{}", it.form, it.reason),
    };
    editions.iter().filter(|it| it.cells.is_none()).map(told).collect::<Vec<_>>().join("\n")
}

/// A sheet with a head; in the columns `numbers` what is a number is one.
fn sheet(rows: &[Vec<String>], widths: &[f64], is_first: bool, numbers: std::ops::Range<usize>) -> String {
    let cell = |row: usize, column: usize, text: &String| {
        let scale = text.parse::<rust_decimal::Decimal>().ok().map(|it| it.scale());
        let (style, shown) = match scale {
            _ if row == 0 => (Style::Label as usize, Shown::Text(text.clone())),
            Some(0) if numbers.contains(&column) => (Style::Number as usize, Shown::Number(text.clone())),
            Some(scale) if numbers.contains(&column) => (decimals(scale), Shown::Number(text.clone())),
            _ if numbers.contains(&column) => (Style::Label as usize, Shown::Text(text.clone())),
            _ => (Style::Counted as usize, Shown::Text(text.clone())),
        };
        xml(row, column, style, &shown)
    };
    let row = |(n, cells): (usize, &Vec<String>)| {
        let cells: String = cells.iter().enumerate().map(|(column, text)| cell(n, column, text)).collect();
        format!("<row r=\"{}\">{cells}</row>", n + 1)
    };
    let rows: String = rows.iter().enumerate().map(row).collect();
    let column = |(n, width): (usize, &f64)| {
        format!("<col min=\"{0}\" max=\"{0}\" width=\"{width:.2}\" customWidth=\"1\"/>", n + 1)
    };
    let columns: String = widths.iter().enumerate().map(column).collect();
    let selected = if is_first { " tabSelected=\"1\"" } else { "" };
    format!(
        "{DECLARATION}<worksheet {NAMESPACES}><sheetPr><pageSetUpPr fitToPage=\"1\"/></sheetPr>\
         <sheetViews><sheetView{selected} workbookViewId=\"0\"><pane ySplit=\"1\" topLeftCell=\"A2\" activePane=\"bottomLeft\" state=\"frozen\"/></sheetView></sheetViews>\
         <sheetFormatPr defaultRowHeight=\"15\"/><cols>{columns}</cols><sheetData>{rows}</sheetData>\
         <pageMargins left=\"0.5\" right=\"0.5\" top=\"0.7\" bottom=\"0.7\" header=\"0.3\" footer=\"0.3\"/>\
         <pageSetup paperSize=\"9\" orientation=\"landscape\" fitToHeight=\"0\"/></worksheet>"
    )
}
