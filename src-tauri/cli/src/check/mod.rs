//! `nianbao check`: findings as a table for people or JSON for programs.

mod args;
mod told;

pub(crate) use args::{command, wish, Wish};

use crate::{
    args::{named, Input},
    failure::Failure,
    say, FOUND,
};
use args::Check;
use office::{local_now, Library, Office, Places, Surroundings};
use report::{
    agency::are_same_agency,
    check::{Parted, Rule},
    json::CheckedJson,
    Report, Severity,
};
use std::{
    io::{stderr, IsTerminal, Write},
    sync::Arc,
};

/// From so many files on it is told how far the work is.
const MANY: usize = 20;

pub(crate) fn run(office: &Office, wish: Wish) -> Result<u8, Failure> {
    match wish {
        Wish::Explain { rules, json } => explain(&rules, json),
        Wish::Check(wish) => check(office, &wish),
    }
}

fn check(office: &Office, wish: &Check) -> Result<u8, Failure> {
    let previous = wish.previous.as_ref().map(|file| say::read(office, file)).transpose()?;
    let previous = previous.map(|reading| reading.report);
    let library = match &wish.library {
        Some(path) => Some(office.look_into_library(Places::of_library(path), Arc::new(local_now))?),
        None => None,
    };
    let total = wish.files.len();
    let read = |file: &Input| say::read(office, file);
    let read = office::on_all_cores(&wish.files, read, |done| progress(done, total));
    let (mut around, mut failed) = (Vec::new(), 0);
    for (file, reading) in wish.files.iter().zip(read) {
        match reading {
            Ok(reading) => {
                let known = surroundings(library.as_ref(), previous.as_ref(), &reading.report, wish)?;
                let known = known.as_read(&reading);
                around.push((named(file), reading.report, known));
            }
            // One file alone fails as itself; of several each is named and the others go on.
            Err(failure) if total == 1 => return Err(failure),
            Err(failure) => {
                say::err(&failure.to_string());
                failed += 1;
            }
        }
    }
    let judge = |(_, report, known): &(String, Report, Surroundings)| only(known.check(report), &wish.rules);
    let judged = office::on_all_cores(&around, judge, |_| ());
    let checked: Vec<(&str, &Report, Parted)> = around
        .iter()
        .zip(judged)
        .map(|((file, report, _), parted)| (file.as_str(), report, parted))
        .collect();
    if wish.json {
        let list: Vec<CheckedJson> = checked
            .iter()
            .map(|(file, report, parted)| CheckedJson::new(file, report, &parted.standing))
            .collect();
        say::out(&written(serde_json::to_string_pretty(&list))?)?;
    } else {
        for (file, report, parted) in &checked {
            say::out(&told::findings(file, report, parted))?;
        }
    }
    if failed > 0 {
        return Err(Failure::Some { failed, done: checked.len() });
    }
    let is_error = |(.., parted): &(&str, &Report, Parted)| {
        parted.standing.iter().any(|finding| finding.severity == Severity::Error)
    };
    Ok(if checked.iter().any(is_error) { FOUND } else { 0 })
}

/// What is known around a report: by the library, and by the report of last year that was named.
fn surroundings(
    library: Option<&Library>,
    previous: Option<&Report>,
    report: &Report,
    wish: &Check,
) -> Result<Surroundings, Failure> {
    let known = match library {
        Some(library) => library.surroundings_of(report, None)?,
        None => Surroundings::default(),
    };
    let Some(previous) = previous else { return Ok(known) };
    let follows = previous.year.checked_add(1) == Some(report.year);
    // Of one report a wrong year is a slip; among many, that of last year belongs to one of them.
    match (follows, wish.files.as_slice()) {
        (true, [_]) => {
            // Which of the two was mistaken nobody can tell; a renamed office is not mistaken at all.
            if !are_same_agency(&previous.agency, &report.agency) {
                say::err(&format!(
                    "注意：上一年的年报是“{}”的，要核对的是“{}”的；与上年比较的结果请留意。",
                    previous.agency, report.agency
                ));
            }
            Ok(known.after(previous.clone()))
        }
        (true, _) if are_same_agency(&previous.agency, &report.agency) => Ok(known.after(previous.clone())),
        (false, [_]) if report.year != 0 => {
            Err(Failure::NotLastYear { found: previous.year, wanted: report.year })
        }
        _ => Ok(known),
    }
}

/// What some of the rules say; all of them when none is named.
fn only(mut parted: Parted, rules: &[&Rule]) -> Parted {
    let wanted = |id| rules.is_empty() || rules.iter().any(|rule| rule.id == id);
    parted.standing.retain(|finding| wanted(finding.rule));
    parted.aside.retain(|(finding, _)| wanted(finding.rule));
    parted
}

/// Tells how far the work is, to a person who waits.
fn progress(done: usize, total: usize) {
    let mut stderr = stderr();
    if total >= MANY && stderr.is_terminal() {
        let end = if done == total { "\n" } else { "" };
        let _reader_gone = write!(stderr, "\r已读取 {done}/{total}{end}").and_then(|()| stderr.flush());
    }
}

fn explain(rules: &[&Rule], json: bool) -> Result<u8, Failure> {
    say::out(&if json {
        let list: Vec<serde_json::Value> = rules.iter().map(|rule| told::rule_as_json(rule)).collect();
        written(serde_json::to_string_pretty(&list))?
    } else {
        rules.iter().map(|rule| told::rule(rule)).collect()
    })?;
    Ok(0)
}

fn written(json: serde_json::Result<String>) -> Result<String, Failure> {
    json.map(|text| text + "\n").map_err(|error| Failure::Json(error.to_string()))
}
