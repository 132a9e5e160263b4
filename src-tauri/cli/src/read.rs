//! `nianbao read`: what was made of a document, and how sure one may be.

use crate::{
    args::{self, Input, Unsaid},
    failure::Failure,
    say,
};
use clap::{Arg, ArgMatches, Command};
use office::{Office, ReadOne, Reading, ReadingJson};
use report::{form::Content, CellId, Report};
use std::{collections::HashMap, fmt::Write};

/// What is to be read, and what is known of it.
pub(crate) struct Wish {
    file: Input,
    json: bool,
    unsaid: Unsaid,
}

/// `nianbao read`.
pub(crate) fn command() -> Command {
    args::verb("read", "读取已公布的年报，显示读到的内容和存疑之处；可以是一个文件夹或压缩文件")
        .override_usage("nianbao read <文件或文件夹> [--json] [--agency <机关>] [--year <年度>]")
        .arg(Arg::new("file").value_name("文件").help(args::SOURCES).required(true).help_heading("参数"))
        .arg(args::json())
        .args(args::unsaid())
}

/// What the command line wishes.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    Ok(Wish { file: args::input(matches)?, json: matches.get_flag("json"), unsaid: Unsaid::of(matches) })
}

pub(crate) fn run(office: &Office, wish: &Wish) -> Result<u8, Failure> {
    if let Input::File(path) = &wish.file {
        if office.holds_many(path) {
            let mut all = office.read_many(path, |_| ())?;
            all.iter_mut()
                .filter_map(|one| one.reading.as_mut().ok())
                .for_each(|reading| wish.unsaid.complete(reading));
            return many(&all, wish.json);
        }
    }
    let mut reading = say::read(office, &wish.file)?;
    wish.unsaid.complete(&mut reading);
    if wish.json {
        say::out(&ReadingJson::from(&reading).to_text().map_err(|error| Failure::Json(error.to_string()))?)?;
    } else {
        say::out(&told(&reading))?;
    }
    Ok(0)
}

/// A line for each of many documents, and how many could not be read.
fn many(all: &[ReadOne], json: bool) -> Result<u8, Failure> {
    let failed = all.iter().filter(|one| one.reading.is_err()).count();
    if json {
        // A line each: whoever reads them need not wait for the last.
        let one = |one: &ReadOne| -> Result<String, Failure> {
            let line = match &one.reading {
                Ok(reading) => serde_json::json!({ "file": one.name, "reading": ReadingJson::from(reading) }),
                Err(error) => serde_json::json!({ "file": one.name, "error": error.to_string() }),
            };
            serde_json::to_string(&line).map_err(|error| Failure::Json(error.to_string()))
        };
        for each in all {
            say::out(&(one(each)? + "\n"))?;
        }
    } else {
        for one in all {
            say::out(&(line(one) + "\n"))?;
        }
        say::out(&format!(
            "\n共 {} 个文件，读出年报 {} 份，没有读成 {failed} 个。\n",
            all.len(),
            all.len() - failed
        ))?;
    }
    Ok(if all.is_empty() || failed == all.len() { 2 } else { 0 })
}

/// What was read of one of many.
fn line(one: &ReadOne) -> String {
    match &one.reading {
        Ok(reading) => {
            let report = &reading.report;
            let unsure = reading.uncertain().count();
            let missing = reading.missing().count();
            let sure = reading.sightings.len() - unsure;
            let agency = if report.agency.is_empty() { "（未写明机关）" } else { &report.agency };
            let year =
                if report.year == 0 { "（未写明年度）".into() } else { format!("{}年", report.year) };
            format!("{}　{agency}　{year}　确定 {sure}　存疑 {unsure}　未读到 {missing}", one.name)
        }
        Err(error) => format!("{}　{error}", one.name),
    }
}

/// A reading for people: who and when, the prose, the tables row by row, then the doubts.
fn told(reading: &Reading) -> String {
    let report = &reading.report;
    let form = report.form();
    let agency = if report.agency.is_empty() { "没有读到" } else { &report.agency };
    let year = if report.year == 0 { "没有读到".to_owned() } else { report.year.to_string() };
    if !reading.looks_like_report() && !reading.historic.is_empty() {
        let mut text = format!("机关：{agency}\n没有2019年以来格式的年报，只有2019年以前的统计表。\n");
        historic(&mut text, reading);
        return text;
    }
    let mut text = format!("{}\n机关：{agency}　年度：{year}　格式：{}\n", report.title(), form.name);
    paragraphs(&mut text, report.text(form.preamble()));
    for section in &form.sections {
        text += &format!("\n{}\n", section.heading);
        paragraphs(&mut text, report.text(&section.id));
        if let Some(table) = form.table_in(&section.id) {
            table_rows(&mut text, report, table);
        }
    }
    historic(&mut text, reading);
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

/// The indicators of years before the forms of 2019, a list for each year.
fn historic(text: &mut String, reading: &Reading) {
    for year in &reading.historic {
        let joins = year.form.mapping.iter().flat_map(|mapping| &mapping.joins);
        let notes: HashMap<&CellId, &str> = joins.map(|it| (&it.from, it.note.as_str())).collect();
        let items = year.sightings.iter().map(|(id, it)| {
            let row = year.form.table(id.table()).and_then(|table| table.row(id.row()));
            let label = row.map_or(id.as_str(), |row| row.label.as_str());
            let note = notes.get(id).copied().unwrap_or_default();
            let doubt = if it.certain { "" } else { "，存疑" };
            format!("{label}：{}（{}{doubt}）　{note}", it.raw, it.origin)
        });
        list(text, &format!("{}年的历史指标", year.year), &items.collect::<Vec<_>>());
    }
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
