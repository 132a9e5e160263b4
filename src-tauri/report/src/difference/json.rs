//! A difference as JSON: the record of one step that can be undone.

use super::{CellChange, Change, Difference, ProseChange};
use crate::{cell::Entry, form::Form, json::ParagraphJson, report::ReportError};
use serde::{Deserialize, Serialize};
use std::{collections::BTreeMap, sync::Arc};

/// A [`Difference`], with cells and sections by name and entries as they are printed.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct DifferenceJson {
    /// Cells by id; null is a blank cell.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub cells: BTreeMap<String, ChangeJson<Option<String>>>,
    /// Prose by section id.
    #[serde(default, skip_serializing_if = "BTreeMap::is_empty")]
    pub prose: BTreeMap<String, ProseChangeJson>,
    /// The title.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub title: Option<ChangeJson<Option<String>>>,
    /// The agency.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub agency: Option<ChangeJson<String>>,
    /// The remarks.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub notes: Option<ChangeJson<Vec<String>>>,
}

/// One thing before and after.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct ChangeJson<T> {
    /// As it was.
    pub before: T,
    /// As it is.
    pub after: T,
}

/// Paragraphs of one place, from `at` on.
#[derive(Serialize, Deserialize, Clone, Debug, PartialEq)]
pub struct ProseChangeJson {
    /// How many paragraphs stand above.
    pub at: usize,
    /// As they were.
    pub before: Vec<ParagraphJson>,
    /// As they are.
    pub after: Vec<ParagraphJson>,
}

impl<T> ChangeJson<T> {
    fn of<U>(change: &Change<U>, convert: impl Fn(&U) -> T) -> ChangeJson<T> {
        ChangeJson { before: convert(&change.before), after: convert(&change.after) }
    }

    fn into_change(self) -> Change<T> {
        Change { before: self.before, after: self.after }
    }
}

impl From<&Difference> for DifferenceJson {
    fn from(difference: &Difference) -> Self {
        let text = |entry: &Option<Entry>| entry.as_ref().map(Entry::to_string);
        let cell = |it: &CellChange| (it.id.to_string(), ChangeJson::of(&it.entry, text));
        let all = |paragraphs: &[_]| paragraphs.iter().map(ParagraphJson::from).collect();
        let prose = |it: &ProseChange| {
            let Change { before, after } = &it.paragraphs;
            (it.place.to_string(), ProseChangeJson { at: it.at, before: all(before), after: all(after) })
        };
        DifferenceJson {
            cells: difference.cells.iter().map(cell).collect(),
            prose: difference.prose.iter().map(prose).collect(),
            title: difference.title.as_ref().map(|it| ChangeJson::of(it, Clone::clone)),
            agency: difference.agency.as_ref().map(|it| ChangeJson::of(it, Clone::clone)),
            notes: difference.notes.as_ref().map(|it| ChangeJson::of(it, Clone::clone)),
        }
    }
}

impl DifferenceJson {
    /// The difference itself.
    ///
    /// # Errors
    /// When the form has no such cell or section.
    pub fn into_difference(mut self, form: &Arc<Form>) -> Result<Difference, ReportError> {
        let mut difference = Difference {
            title: self.title.map(ChangeJson::into_change),
            agency: self.agency.map(ChangeJson::into_change),
            notes: self.notes.map(ChangeJson::into_change),
            ..Difference::default()
        };
        for cell in form.cells() {
            if let Some(change) = self.cells.remove(cell.id.as_str()) {
                let read = |text: Option<String>| text.and_then(|text| Entry::read(cell.kind, &text));
                let entry = Change { before: read(change.before), after: read(change.after) };
                difference.cells.push(CellChange { id: cell.id.clone(), entry });
            }
        }
        for place in form.prose_places() {
            if let Some(change) = self.prose.remove(place.as_str()) {
                let read = |all: Vec<ParagraphJson>| {
                    all.into_iter().map(|it| it.into_paragraph(form)).collect::<Result<_, _>>()
                };
                let paragraphs = Change { before: read(change.before)?, after: read(change.after)? };
                difference.prose.push(ProseChange { place: place.clone(), at: change.at, paragraphs });
            }
        }
        let edition = || form.name.clone();
        match (self.cells.into_keys().next(), self.prose.into_keys().next()) {
            (Some(cell), _) => Err(ReportError::NoSuchCell { cell, edition: edition() }),
            (None, Some(section)) => Err(ReportError::NoSuchSection { section, edition: edition() }),
            (None, None) => Ok(difference),
        }
    }
}
