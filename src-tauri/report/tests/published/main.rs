//! Real published reports, with the report before and the reports of others where there are some: everything that
//! is said of them, looked at one by one. What is wrong in them must be found, and nothing else may be said.
//!
//! `tests/data/published` has their cells as they were printed and their prose. Of an `-excerpt` not all is there, so
//! the rules that ask for what is missing are left out.
#![cfg(test)]

mod real;

use report::{
    check::{check, Around, Known},
    json::from_json,
    Finding, Forms, Report,
};
use std::{collections::BTreeMap, path::Path};

const FOLDER: &str = concat!(env!("CARGO_MANIFEST_DIR"), "/tests/data/published");

/// Rules that ask for what an excerpt does not have.
const NEED_ALL: &[&str] =
    &["R06", "R12", "R43", "R44", "R50", "R51", "R52", "R53", "R54", "R55", "R56", "R62"];

/// Each report by the name of its file, and whether it is an excerpt.
fn published() -> BTreeMap<String, (Report, bool)> {
    let forms = Forms::bundled().unwrap();
    let mut reports = BTreeMap::new();
    for file in std::fs::read_dir(Path::new(FOLDER)).unwrap() {
        let path = file.unwrap().path();
        let name = path.file_stem().unwrap().to_string_lossy().into_owned();
        let report = from_json(&std::fs::read_to_string(&path).unwrap(), &forms)
            .unwrap_or_else(|error| panic!("{name}: {error}"));
        let excerpt = name.ends_with("-excerpt");
        reports.insert(name.trim_end_matches("-excerpt").to_owned(), (report, excerpt));
    }
    reports
}

/// What is said of each, with all that is known around it.
fn said() -> Vec<(String, Vec<Finding>)> {
    let reports = published();
    let known: Vec<(&str, Known)> =
        reports.values().map(|(report, _)| (report.agency.as_str(), Known::of(report))).collect();
    let of = |(name, (report, excerpt)): (&String, &(Report, bool))| {
        let same =
            |other: &&(Report, bool)| other.0.agency == report.agency && other.0.year + 1 == report.year;
        let others: Vec<Known> = known
            .iter()
            .filter(|(agency, _)| *agency != report.agency)
            .map(|(_, known)| known.clone())
            .collect();
        let previous = reports.values().find(same).map(|(report, _)| report);
        let mut findings = check(report, &Around { previous, others: &others, ..Around::default() });
        findings.retain(|finding| !excerpt || !NEED_ALL.contains(&finding.rule.0));
        (format!("{name} {}", report.title()), findings)
    };
    reports.iter().map(of).collect()
}

#[test]
fn everything_that_is_said_of_published_reports() {
    let mut told = String::new();
    for (name, findings) in said() {
        told += &format!("== {name}\n");
        for finding in findings {
            let words: String = finding.words.unwrap_or_default().chars().take(24).collect();
            told += &format!("{} {} {}", finding.severity.label(), finding.rule, finding.message);
            told += &if words.is_empty() { "\n".to_owned() } else { format!(" 〔{words}〕\n") };
        }
    }
    insta::assert_snapshot!(told);
}
