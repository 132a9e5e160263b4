//! `nianbao read`: what was made of a document, and how sure one may be.

use crate::{args::Input, failure::Failure, say};
use office::{Office, Reading, ReadingJson};
use report::{form::Content, Report};
use std::fmt::Write;

pub(crate) fn run(office: &Office, file: &Input, json: bool) -> Result<u8, Failure> {
    let reading = say::read(office, file)?;
    if json {
        say::out(&ReadingJson::from(&reading).to_text().map_err(|error| Failure::Json(error.to_string()))?)?;
    } else {
        say::out(&told(&reading))?;
    }
    Ok(0)
}

/// A reading for people: who and when, the prose, the tables row by row, then the doubts.
fn told(reading: &Reading) -> String {
    let report = &reading.report;
    let form = report.form();
    let mut text =
        format!("{}\n机关：{}　年度：{}　格式：{}\n", report.title(), report.agency, report.year, form.name);
    paragraphs(&mut text, report.text(form.preamble()));
    for section in &form.sections {
        text += &format!("\n{}\n", section.heading);
        paragraphs(&mut text, report.text(&section.id));
        if let Some(table) = form.table_in(&section.id) {
            table_rows(&mut text, report, table);
        }
    }
    let names: Vec<String> = reading.uncertain().map(|id| named(reading, id)).collect();
    list(&mut text, "存疑的格，请核对", &names);
    let missing: Vec<String> = reading.missing().map(|id| named(reading, id)).collect();
    list(&mut text, "原文没有的格", &missing);
    list(
        &mut text,
        "没有用上的内容",
        &reading.leftovers.iter().map(|l| format!("{}（{}）", l.text, l.origin)).collect::<Vec<_>>(),
    );
    list(&mut text, "说明", &reading.remarks);
    text
}

fn paragraphs(text: &mut String, paragraphs: Vec<String>) {
    for paragraph in paragraphs {
        let _ = writeln!(text, "　　{paragraph}");
    }
}

/// The rows of a table that hold numbers, each with the labels that stand in it.
fn table_rows(text: &mut String, report: &Report, table: &report::form::Table) {
    for row in &table.grid {
        let shown = row.iter().map(|cell| match &cell.content {
            Content::Label { text, .. } => text.clone(),
            Content::Value(id) => report.entry(id).map_or_else(|| "（空）".into(), |entry| entry.to_string()),
        });
        let _ = writeln!(text, "  {}", shown.collect::<Vec<_>>().join(" | "));
    }
}

fn named(reading: &Reading, id: &report::CellId) -> String {
    let name = reading.report.form().cell(id.as_str()).map(|cell| cell.name.clone()).unwrap_or_default();
    match reading.sightings.get(id) {
        Some(sighting) => format!("{name}：“{}”（{}）", sighting.raw, sighting.origin),
        None => name,
    }
}

fn list(text: &mut String, heading: &str, items: &[String]) {
    if !items.is_empty() {
        let _ = writeln!(text, "\n{heading}（{}）", items.len());
        for item in items {
            let _ = writeln!(text, "  {item}");
        }
    }
}
