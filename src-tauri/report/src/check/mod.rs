//! The checks: what a careful reviewer says of a report, as [`Finding`]s.
//!
//! A rule is a constant with its id, severity and source, and one function from a view of the report to
//! findings. [`RULES`] is the catalogue; ids are those of the rule catalogue in section f of the form document.

mod arithmetic;
mod entries;
mod finding;

pub use finding::{Finding, Fix, Place, RuleId, Severity};

use crate::report::Report;

/// What a rule may look at.
#[derive(Clone, Copy)]
pub struct View<'a> {
    /// The report under review.
    pub report: &'a Report,
}

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
    run: fn(&Rule, View<'_>, &mut Vec<Finding>),
}

impl Rule {
    fn finding(&self, place: Place, message: String) -> Finding {
        Finding {
            rule: self.id,
            severity: self.severity,
            place,
            against: None,
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
    entries::R13,
];

/// Everything the rules say of a report: errors first, then by rule, then in the order of the paper.
pub fn check(report: &Report) -> Vec<Finding> {
    let mut findings = Vec::new();
    for rule in RULES {
        (rule.run)(rule, View { report }, &mut findings);
    }
    // A stable sort keeps the paper's order within a rule.
    findings.sort_by_key(|finding| (finding.severity, finding.rule));
    findings
}
