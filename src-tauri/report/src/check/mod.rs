//! The checks: what a careful reviewer says of a report, as [`Finding`]s.
//!
//! A rule is a constant with its id, severity and source, and one function from a view of the report to
//! findings. [`RULES`] is the catalogue; ids are those of the rule catalogue in section f of the form document.

mod arithmetic;
mod citations;
mod clause;
mod content;
mod dates;
mod decided;
mod entries;
mod fees;
mod figures;
mod finding;
mod identity;
mod leftover;
mod library;
mod limits;
mod links;
mod lists;
mod memory;
mod plausibility;
mod privacy;
mod reader;
mod repetition;
mod requests;
mod residue;
mod sections;
mod statement;
mod strictness;
mod tokens;
mod typography;
mod view;
mod words;
mod years;

pub use finding::{part, Finding, Fix, Parted, Place, RuleId, SetAside, Severity};
pub use library::{Library, Near};
pub use limits::Limits;
pub use links::{links, Link};
pub use memory::Memory;
pub use repetition::{own_text, repetition, Known, LastYear, Repetition, OWN};
pub use strictness::{Strictness, StrictnessError};
pub use typography::simplified;
pub use view::{Around, Day, Printed, View};

use crate::report::Report;

/// One rule of the catalogue.
pub struct Rule {
    /// Its id, e.g. R01.
    pub id: RuleId,
    /// How grave what it finds is.
    pub severity: Severity,
    /// What it demands, in one Chinese sentence.
    pub demand: &'static str,
    /// Where the demand comes from.
    pub source: &'static str,
    /// What it may say.
    pub example: &'static str,
    run: fn(&Rule, &View<'_>, &mut Vec<Finding>),
}

impl Rule {
    fn finding(&self, place: Place, message: String) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            place,
            also: Vec::new(),
            against: None,
            words: None,
            found: None,
            expected: None,
            message,
            fix: None,
        }
    }
}

/// The catalogue.
pub const RULES: &[Rule] = &[
    arithmetic::R01,
    arithmetic::R02,
    arithmetic::R03,
    arithmetic::R04,
    entries::R05,
    entries::R06,
    entries::R07,
    entries::R08,
    plausibility::R09,
    plausibility::R10,
    plausibility::R11,
    plausibility::R12,
    entries::R13,
    plausibility::R14,
    plausibility::R15,
    plausibility::R16,
    plausibility::R17,
    plausibility::R18,
    plausibility::R19,
    plausibility::R20,
    years::R21,
    years::R22,
    years::R23,
    years::R24,
    years::R25,
    years::R26,
    years::R27,
    years::R28,
    requests::R30,
    requests::R31,
    requests::R32,
    requests::R33,
    requests::R34,
    requests::R35,
    requests::R36,
    decided::R37,
    decided::R38,
    decided::R39,
    lists::R40,
    lists::R41,
    requests::R42,
    fees::R43,
    fees::R44,
    fees::R45,
    fees::R46,
    sections::R50,
    content::R51,
    content::R52,
    content::R53,
    content::R54,
    content::R55,
    content::R56,
    repetition::R57,
    repetition::R58,
    repetition::R59,
    sections::R60,
    sections::R61,
    sections::R62,
    sections::R63,
    sections::R64,
    content::R65,
    dates::R70,
    leftover::R71,
    dates::R72,
    dates::R73,
    leftover::R74,
    identity::R75,
    citations::R76,
    citations::R77,
    leftover::R78,
    residue::R80,
    residue::R81,
    privacy::R82,
    privacy::R83,
    privacy::R84,
    typography::R85,
    typography::R86,
    typography::R87,
];

/// What is demanded of a few numbers from before the forms of 2019, too: that they are numbers. They may be blank, and
/// no prose belongs to them.
const OF_STATISTICS: &[&str] = &["R05", "R07", "R08", "R13"];

/// Everything the rules say of a report: errors first, then by rule, then in the order of the paper.
pub fn check(report: &Report, around: &Around<'_>) -> Vec<Finding> {
    run(report, around, RULES.iter())
}

/// What some of the rules say of a report, in the same order.
pub fn run<'r>(report: &Report, around: &Around<'_>, rules: impl Iterator<Item = &'r Rule>) -> Vec<Finding> {
    let view = View::new(report, around);
    let mut findings = Vec::new();
    let is_report = report.form().is_report();
    for rule in rules.filter(|rule| is_report || OF_STATISTICS.contains(&rule.id.0)) {
        let first = findings.len();
        (rule.run)(rule, &view, &mut findings);
        if let Some(severity) = around.severity_of(rule.id) {
            findings[first..].iter_mut().for_each(|finding| finding.severity = severity);
        }
    }
    for finding in &mut findings {
        finding.words = view.words_at(&finding.place).map(str::to_owned);
    }
    view.remember();
    // A stable sort keeps the paper's order within a rule.
    findings.sort_by_key(|finding| (finding.severity, finding.rule));
    findings
}

/// The rule of this id.
pub fn rule(id: &str) -> Option<&'static Rule> {
    RULES.iter().find(|rule| rule.id.0 == id)
}
