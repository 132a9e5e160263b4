//! What a check found out of paragraphs, kept for the next check: a keystroke changes one of them.

use super::view::{Around, Passage};
use crate::{agency::Level, form::Form, report::Report};
use std::sync::{Arc, Mutex, PoisonError};

/// What is kept from one check of a report to the next. It belongs to one report that lies open; another one's
/// paragraphs are no use, and do no harm.
#[derive(Default, Debug)]
pub struct Memory(Mutex<Option<(Frame, Vec<Passage>)>>);

/// What a paragraph is read by, beside its own words.
#[derive(Debug)]
pub(super) struct Frame {
    agency: String,
    level: Option<Level>,
    year: u16,
    form: Arc<Form>,
}

impl Frame {
    pub fn of(report: &Report, around: &Around<'_>) -> Frame {
        let (agency, form) = (report.agency.clone(), report.form().clone());
        Frame { agency, level: around.level, year: report.year, form }
    }

    fn is(&self, other: &Frame) -> bool {
        (&self.agency, self.level, self.year) == (&other.agency, other.level, other.year)
            && Arc::ptr_eq(&self.form, &other.form)
    }
}

impl Memory {
    /// The paragraphs of the check before, when they were read by this frame. Two checks at once do not share them.
    pub(super) fn take(&self, frame: &Frame) -> Vec<Passage> {
        let kept = self.0.lock().unwrap_or_else(PoisonError::into_inner).take();
        kept.filter(|(before, _)| before.is(frame)).map(|(_, passages)| passages).unwrap_or_default()
    }

    pub(super) fn keep(&self, frame: Frame, passages: Vec<Passage>) {
        *self.0.lock().unwrap_or_else(PoisonError::into_inner) = Some((frame, passages));
    }
}
