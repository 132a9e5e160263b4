//! What distinguishes two states of one report: cell by cell and paragraph by paragraph.
//!
//! A [`Difference`] can be shown, applied to the one state to get the other, and turned round. It is exact:
//! `1.0` and `1.00` are the same number, and still a difference, because they are not printed the same.

mod json;
mod paragraphs;

pub use json::DifferenceJson;
pub use paragraphs::ParagraphChange;

use crate::{
    cell::{CellId, Entry},
    form::SectionId,
    prose::{Paragraph, Prose},
    report::{Report, ReportError},
};

/// Why two reports cannot be compared, or a difference not be applied.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum DifferenceError {
    /// They are not two states of one report.
    #[error("两份年报的年度或格式版本不同，不能逐格比较")]
    OtherReport,
    /// The report is not in the state the difference starts from.
    #[error("“{0}”已经另有改动，不能照原样改")]
    Conflict(String),
    /// The report's form does not have what the difference changes.
    #[error(transparent)]
    Report(#[from] ReportError),
}

/// One thing before and after.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Change<T> {
    /// As it was.
    pub before: T,
    /// As it is.
    pub after: T,
}

impl<T> Change<T> {
    fn between(before: T, after: T) -> Option<Change<T>>
    where
        T: PartialEq,
    {
        (before != after).then_some(Change { before, after })
    }

    fn inverse(self) -> Change<T> {
        Change { before: self.after, after: self.before }
    }
}

/// A cell that differs; `None` is a blank cell.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct CellChange {
    /// Which cell.
    pub id: CellId,
    /// What stood and stands there.
    pub entry: Change<Option<Entry>>,
}

/// The paragraphs of one place that differ: from `at` on, `before` became `after`.
/// What stands above and below is the same in both.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ProseChange {
    /// The section, or the preamble.
    pub place: SectionId,
    /// How many paragraphs stand above.
    pub at: usize,
    /// What stood and stands there.
    pub paragraphs: Change<Vec<Paragraph>>,
}

/// Everything that distinguishes one state of a report from another.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Difference {
    /// Cells, in the order of the paper.
    pub cells: Vec<CellChange>,
    /// Prose, in the order of the paper; each place at most once.
    pub prose: Vec<ProseChange>,
    /// The title as published, where it differs from the form's.
    pub title: Option<Change<Option<String>>>,
    /// The agency as it stands in the title.
    pub agency: Option<Change<String>>,
    /// Remarks kept with the report.
    pub notes: Option<Change<Vec<String>>>,
}

impl Difference {
    /// What has to change in `before` to make it `after`.
    ///
    /// # Errors
    /// When they are on different years or in different forms.
    pub fn between(before: &Report, after: &Report) -> Result<Difference, DifferenceError> {
        if before.form().edition != after.form().edition || before.year != after.year {
            return Err(DifferenceError::OtherReport);
        }
        let form = before.form();
        let cell = |id: &CellId| {
            let entry = (before.entry(id), after.entry(id));
            (!same(entry.0, entry.1)).then(|| CellChange {
                id: id.clone(),
                entry: Change { before: entry.0.cloned(), after: entry.1.cloned() },
            })
        };
        Ok(Difference {
            cells: form.cells().iter().filter_map(|known| cell(&known.id)).collect(),
            prose: form
                .prose_places()
                .filter_map(|place| prose(place, before.prose(place), after.prose(place)))
                .collect(),
            title: Change::between(before.title.clone(), after.title.clone()),
            agency: Change::between(before.agency.clone(), after.agency.clone()),
            notes: Change::between(before.notes.clone(), after.notes.clone()),
        })
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        *self == Difference::default()
    }

    /// The way back.
    pub fn inverse(self) -> Difference {
        let cell = |it: CellChange| CellChange { entry: it.entry.inverse(), ..it };
        let prose = |it: ProseChange| ProseChange { paragraphs: it.paragraphs.inverse(), ..it };
        Difference {
            cells: self.cells.into_iter().map(cell).collect(),
            prose: self.prose.into_iter().map(prose).collect(),
            title: self.title.map(Change::inverse),
            agency: self.agency.map(Change::inverse),
            notes: self.notes.map(Change::inverse),
        }
    }

    /// The other state.
    ///
    /// # Errors
    /// When the report is not in the state the difference starts from, or has another form.
    pub fn apply(&self, report: &Report) -> Result<Report, DifferenceError> {
        let mut result = report.clone();
        for CellChange { id, entry } in &self.cells {
            let standing = report.entry(id);
            require(same(standing, entry.before.as_ref()), || cell_name(report, id))?;
            result.put(id, entry.after.clone())?;
        }
        for change in &self.prose {
            result.set_prose(&change.place, change.apply(report)?)?;
        }
        replace(&mut result.title, self.title.as_ref(), "标题")?;
        replace(&mut result.agency, self.agency.as_ref(), "机关名称")?;
        replace(&mut result.notes, self.notes.as_ref(), "备注")?;
        Ok(result)
    }
}

impl ProseChange {
    fn apply(&self, report: &Report) -> Result<Prose, DifferenceError> {
        let standing = report.prose(&self.place);
        let Change { before, after } = &self.paragraphs;
        let end = self.at.saturating_add(before.len());
        let fits = standing.get(self.at..end) == Some(before.as_slice());
        require(fits, || report.form().place_name(&self.place).to_owned())?;
        Ok(Prose { paragraphs: [&standing[..self.at], after, &standing[end..]].concat() })
    }

    /// The change paragraph by paragraph, as it is shown.
    pub fn shown(&self) -> Vec<ParagraphChange<'_>> {
        paragraphs::compare(&self.paragraphs.before, &self.paragraphs.after)
    }
}

/// The paragraphs between what is the same above and below.
fn prose(place: &SectionId, before: &[Paragraph], after: &[Paragraph]) -> Option<ProseChange> {
    if before == after {
        return None;
    }
    let above = before.iter().zip(after).take_while(|(a, b)| a == b).count();
    let (before, after) = (&before[above..], &after[above..]);
    let below = before.iter().rev().zip(after.iter().rev()).take_while(|(a, b)| a == b).count();
    let differing = |all: &[Paragraph]| all[..all.len() - below].to_vec();
    Some(ProseChange {
        place: place.clone(),
        at: above,
        paragraphs: Change { before: differing(before), after: differing(after) },
    })
}

/// Whether two cells say the same in print.
fn same(a: Option<&Entry>, b: Option<&Entry>) -> bool {
    a == b && a.map(Entry::to_string) == b.map(Entry::to_string)
}

fn replace<T: Clone + PartialEq>(
    standing: &mut T,
    change: Option<&Change<T>>,
    name: &str,
) -> Result<(), DifferenceError> {
    if let Some(change) = change {
        require(*standing == change.before, || name.to_owned())?;
        *standing = change.after.clone();
    }
    Ok(())
}

fn require(fits: bool, name: impl FnOnce() -> String) -> Result<(), DifferenceError> {
    if fits {
        Ok(())
    } else {
        Err(DifferenceError::Conflict(name()))
    }
}

fn cell_name(report: &Report, id: &CellId) -> String {
    report.form().cell(id.as_str()).map_or_else(|| id.to_string(), |cell| cell.name.clone())
}
