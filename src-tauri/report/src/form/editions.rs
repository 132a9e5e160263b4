//! The editions of the form that are at hand.

use super::{source, Form, FormError};
use std::sync::Arc;

include!(concat!(env!("OUT_DIR"), "/bundled_forms.rs"));

/// The editions at hand; there is at least one.
#[derive(Clone, Debug)]
pub struct Forms {
    older: Vec<Arc<Form>>,
    newest: Arc<Form>,
}

impl Forms {
    /// All forms of `forms/*.toml`.
    ///
    /// # Errors
    /// Only when a form file is wrong, which a test of this crate rules out for what is shipped.
    pub fn bundled() -> Result<Forms, FormError> {
        Forms::parse(BUNDLED)
    }

    /// Forms from the texts of form files; mappings must lead to an edition among them.
    ///
    /// # Errors
    /// Says which file is wrong and how, or that there is none.
    pub fn parse(files: &[&str]) -> Result<Forms, FormError> {
        let mut forms: Vec<Form> = files.iter().map(|text| Form::parse(text)).collect::<Result<_, _>>()?;
        forms.sort_by_key(|form| form.first_year);
        for form in &forms {
            source::resolve_mapping(form, &forms)?;
        }
        let mut older: Vec<Arc<Form>> = forms.into_iter().map(Arc::new).collect();
        let newest = older.pop().ok_or(FormError { edition: "?".into(), what: "there is no form".into() })?;
        Ok(Forms { older, newest })
    }

    /// The form of this edition.
    pub fn edition(&self, edition: &str) -> Option<&Arc<Form>> {
        self.iter().find(|form| form.edition == edition)
    }

    /// The newest form that applies to a year (R60).
    pub fn for_year(&self, year: u16) -> Option<&Arc<Form>> {
        self.iter().rfind(|form| form.applies_to(year))
    }

    /// The newest form.
    pub fn newest(&self) -> &Arc<Form> {
        &self.newest
    }

    /// Those of whole annual reports, oldest first.
    pub fn reports(&self) -> impl DoubleEndedIterator<Item = &Arc<Form>> {
        self.iter().filter(|form| form.is_report())
    }

    /// Those that only take a few numbers from statistics, oldest first.
    pub fn statistics(&self) -> impl DoubleEndedIterator<Item = &Arc<Form>> {
        self.iter().filter(|form| !form.is_report())
    }

    /// All of them, oldest first.
    pub fn iter(&self) -> impl DoubleEndedIterator<Item = &Arc<Form>> {
        self.older.iter().chain(std::iter::once(&self.newest))
    }
}
