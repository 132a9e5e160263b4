//! The revisions of the open report, and going back to one.

use office::{OfficeError, Publication, Revision, RevisionId};
use report::difference::ProseChange;
use report::{Entry, Report};
use serde::Serialize;
use ts_rs::TS;

use super::draft::act;
use super::paper::Written;
use super::view::cell_name;
use super::Failure;
use crate::desk::Desk;

/// A revision of the report.
#[derive(Debug, Serialize, TS)]
pub struct RevisionView {
    /// Its number.
    pub id: String,
    /// When it was written, e.g. 1月12日 15:04.
    pub when: String,
    /// What was done, and where, e.g. 公布：2026年1月20日，镇政府网站.
    pub what: String,
    /// Why, for a correction; empty otherwise.
    pub reason: String,
}

/// How the report of today differs from a revision.
#[derive(Debug, Serialize, TS)]
pub struct DifferenceView {
    /// The cells that differ.
    pub cells: Vec<CellDifference>,
    /// The paragraphs that differ.
    pub paragraphs: Vec<ParagraphDifference>,
}

/// A cell that differs.
#[derive(Debug, Serialize, TS)]
pub struct CellDifference {
    /// The cell.
    pub cell: String,
    /// How the paper calls it.
    pub name: String,
    /// What stood there; empty for a blank.
    pub then: String,
    /// What stands there.
    pub now: String,
}

/// A paragraph that differs.
#[derive(Debug, Serialize, TS)]
pub struct ParagraphDifference {
    /// The place.
    pub section: String,
    /// What the place is called.
    pub heading: String,
    /// What stood there; null when it was not there.
    pub then: Option<String>,
    /// What stands there; null when it is gone.
    pub now: Option<String>,
}

pub(super) fn revisions(desk: &Desk) -> Result<Vec<RevisionView>, Failure> {
    Ok(desk.books().with_draft(desk.office(), |library, draft| {
        let revisions = library.revisions(draft.id())?;
        let view = |it: &Revision| RevisionView {
            id: it.id.0.to_string(),
            when: office::spoken(it.at, office::local_now()),
            what: what(it),
            reason: it.reason.clone().unwrap_or_default(),
        };
        Ok(revisions.iter().map(view).collect())
    })?)
}

/// What was done, and where or from where.
fn what(revision: &Revision) -> String {
    let label = revision.kind.label();
    match revision.place.as_deref().map(Publication::kept) {
        Some(Publication { day: Some(day), place }) => format!("{label}：{}，{place}", office::in_full(day)),
        Some(Publication { day: None, place }) if !place.is_empty() => format!("{label}：{place}"),
        _ => label.to_owned(),
    }
}

pub(super) fn compare(desk: &Desk, revision: String) -> Result<DifferenceView, Failure> {
    Ok(desk.books().with_draft(desk.office(), |library, draft| {
        let id = revision_id(&revision)?;
        let difference = library.compare(id, None)?;
        let (then, now) = (library.revision(draft.id(), id)?, draft.report());
        let shown = |entry: &Option<Entry>| entry.as_ref().map(Entry::to_string).unwrap_or_default();
        let cell = |it: &report::difference::CellChange| CellDifference {
            cell: it.id.to_string(),
            name: cell_name(now, &it.id),
            then: shown(&it.entry.before),
            now: shown(&it.entry.after),
        };
        Ok(DifferenceView {
            cells: difference.cells.iter().map(cell).collect(),
            paragraphs: difference.prose.iter().flat_map(|it| paragraphs(&then, now, it)).collect(),
        })
    })?)
}

fn paragraphs(then: &Report, now: &Report, change: &ProseChange) -> Vec<ParagraphDifference> {
    let text = |report: &Report, paragraph: Option<&report::Paragraph>| {
        paragraph.map(|it| report.paragraph_text(it))
    };
    let (before, after) = (&change.paragraphs.before, &change.paragraphs.after);
    (0..before.len().max(after.len()))
        .map(|at| ParagraphDifference {
            section: change.place.to_string(),
            heading: now.form().place_name(&change.place).to_owned(),
            then: text(then, before.get(at)),
            now: text(now, after.get(at)),
        })
        .collect()
}

pub(super) fn revert(desk: &Desk, revision: String) -> Result<Written, Failure> {
    act(desk, |library, draft| library.revert_draft(draft, revision_id(&revision)?))
}

fn revision_id(text: &str) -> Result<RevisionId, OfficeError> {
    text.parse().map(RevisionId).map_err(|_| OfficeError::NothingToMend)
}
