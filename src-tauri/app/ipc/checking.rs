//! Checking every report of the library, as an act of its own.

use office::{Listed, RevisionKind};
use report::Severity;
use serde::Serialize;
use ts_rs::TS;

use super::years::{state_word, YearState};
use super::Failure;
use crate::desk::Desk;

/// What the checks say of every report of the library.
#[derive(Debug, Serialize, TS)]
pub struct CheckedAll {
    /// A line each: the one with the most errors first.
    pub reports: Vec<CheckedReport>,
    /// How many were not looked at, since the user had had enough.
    pub left: usize,
}

/// What the checks say of a report.
#[derive(Debug, Serialize, TS)]
pub struct CheckedReport {
    /// Its number.
    pub report: i64,
    /// The agency as it stands in the title.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// How far it has come.
    #[ts(as = "YearState")]
    pub state: &'static str,
    /// How many errors stand.
    pub errors: usize,
    /// How many warnings stand.
    pub warnings: usize,
    /// How many hints stand.
    pub hints: usize,
    /// How many findings were set aside.
    pub aside: usize,
    /// Why it cannot be read, a sentence; null when it can.
    pub damaged: Option<String>,
}

pub(super) fn check_all(desk: &Desk) -> Result<CheckedAll, Failure> {
    let all = desk.books().with_library(desk.office(), |library| library.overview())?.reports;
    let name = |it: &Listed| format!("{}{}年", it.agency_name, it.year);
    let tell = |progress| desk.outside().tell(&progress);
    // Report by report, so that the library is free between two of them.
    let checked = desk.work().each(&all, name, tell, |listed| check(desk, listed));
    let left = checked.iter().filter(|it| it.is_none()).count();
    let mut reports = checked.into_iter().flatten().collect::<Result<Vec<_>, _>>()?;
    reports.sort_by(|a, b| {
        let gravity =
            |it: &CheckedReport| (it.damaged.is_none(), usize::MAX - it.errors, usize::MAX - it.warnings);
        (gravity(a), b.year, &a.agency).cmp(&(gravity(b), a.year, &b.agency))
    });
    Ok(CheckedAll { reports, left })
}

fn check(desk: &Desk, listed: &Listed) -> Result<CheckedReport, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| {
        let imported =
            library.revisions(listed.id)?.first().is_some_and(|it| it.kind == RevisionKind::Imported);
        let mut view = CheckedReport {
            report: listed.id.0,
            agency: listed.agency_name.clone(),
            year: listed.year,
            state: state_word(library, listed, imported),
            errors: 0,
            warnings: 0,
            hints: 0,
            aside: 0,
            damaged: None,
        };
        match library.check(listed.id) {
            Ok(found) => {
                let count = |severity| found.standing.iter().filter(|it| it.severity == severity).count();
                (view.errors, view.warnings) = (count(Severity::Error), count(Severity::Warning));
                (view.hints, view.aside) = (count(Severity::Hint), found.aside.len());
            }
            // One that cannot be read must not hide the others.
            Err(error) => view.damaged = Some(error.to_string()),
        }
        Ok(view)
    })?)
}
