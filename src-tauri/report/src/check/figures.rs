//! What R30–R39 and R42 share: a figure in the prose against the tables.
//!
//! A figure is judged only when its clause says plainly what it counts; everything else is left alone, since a
//! warning that cries wolf is switched off.

use super::{statement::Statement, Finding, Place, Rule, View};
use crate::cell::{CellId, Entry, Value};
use std::collections::BTreeSet;

/// What may be compared with a number in the prose, with how the tables call it.
pub(super) struct Candidates<'v> {
    view: &'v View<'v>,
    known: Vec<(String, u64)>,
    cells: Vec<CellId>,
    /// The first of the numbers is this cell's, not a sum.
    first: Option<CellId>,
}

impl<'v> Candidates<'v> {
    /// Numbers by name, and the cells they were taken from: the other side of a conflict.
    pub fn of(view: &'v View<'v>, named: &[(&str, Option<u64>)], cells: &[&str]) -> Option<Candidates<'v>> {
        // As many cells as numbers: each number comes to one cell more, and the first is one cell's.
        let one_each = cells.len() == named.len();
        let cells: Vec<CellId> = cells.iter().filter_map(|name| view.cell(name).cloned()).collect();
        let known: Vec<(String, u64)> =
            named.iter().filter_map(|(name, n)| Some(((*name).to_owned(), (*n)?))).collect();
        // With one of them unknown a figure may be right after all.
        (known.len() == named.len()).then(|| {
            let first = cells.first().filter(|_| one_each).cloned();
            Candidates { view, known, cells, first }
        })
    }

    /// One cell by its name.
    pub fn cell(view: &'v View<'v>, name: &str, cell: &str) -> Option<Candidates<'v>> {
        Candidates::of(view, &[(name, view.count(cell))], &[cell])
    }

    /// The sum of some cells.
    pub fn sum(view: &'v View<'v>, name: &str, cells: &[String]) -> Option<Candidates<'v>> {
        let names: Vec<&str> = cells.iter().map(String::as_str).collect();
        Candidates::of(view, &[(name, sum(view, cells))], &names)
    }

    pub fn has(&self, n: u64) -> bool {
        self.known.iter().any(|(_, candidate)| *candidate == n)
    }

    /// Whether every one of them is less than a number.
    pub fn all_below(&self, n: u64) -> bool {
        self.known.iter().all(|(_, candidate)| *candidate < n)
    }

    /// Notes that a figure is what a cell says.
    fn agree(&self, place: Place, n: u64) {
        let is_first = self.known.first().is_some_and(|(_, first)| *first == n);
        if let Some(cell) = self.first.clone().filter(|_| is_first) {
            self.view.note_agreement(place, cell);
        }
    }

    fn told(&self) -> String {
        self.known.iter().map(|(name, n)| format!("{name} {n} 件")).collect::<Vec<_>>().join("、")
    }
}

/// What is said of a figure that is none of the candidates.
pub(super) fn judge(
    rule: &Rule,
    view: &View<'_>,
    said: &Statement,
    what: &str,
    candidates: Option<Candidates<'_>>,
) -> Option<Finding> {
    let (n, candidates, place) = (said.count()?, candidates?, view.figure(said)?);
    if candidates.has(n) {
        candidates.agree(place, n);
        return None;
    }
    let message = format!("正文写{what} {n} 件，{}。", candidates.told());
    let expected = candidates.known.first().map(|(_, n)| Entry::Number(Value::Count(*n)));
    Some(Finding {
        found: Some(Entry::Number(Value::Count(n))),
        expected,
        against: Some(Place::Cells(candidates.cells)).filter(|place| !place.cells().is_empty()),
        ..rule.finding(place, message)
    })
}

/// Judges one of the figures that give one number: one that is right, or else the first. A number is often given for a
/// part first and for the whole later.
pub(super) fn judge_any<'s>(
    rule: &Rule,
    view: &View<'_>,
    told: impl Iterator<Item = &'s Statement>,
    what: &str,
    candidates: Option<Candidates<'_>>,
) -> Option<Finding> {
    let candidates = candidates?;
    let told: Vec<(&Statement, u64)> = told.filter_map(|said| Some((said, said.count()?))).collect();
    let right = told.iter().find(|(_, n)| candidates.has(*n));
    let (said, _) = right.or(told.first())?;
    judge(rule, view, said, what, Some(candidates))
}

/// What is told in figures, by what it is told of: that of section one, and of the other text what section one says
/// nothing of.
pub(super) fn told_of<'v, K: Ord>(
    view: &'v View<'_>,
    of: impl Fn(&'v Statement) -> Vec<K>,
) -> Vec<(&'v Statement, K)> {
    let keyed = |said: &'v Statement| of(said).into_iter().map(move |key| (said, key));
    let mut told: Vec<(&Statement, K)> = view.overview().flat_map(keyed).collect();
    let later: Vec<(&Statement, K)> = {
        let known: BTreeSet<&K> = told.iter().map(|(_, key)| key).collect();
        view.elsewhere().flat_map(keyed).filter(|(_, key)| !known.contains(key)).collect()
    };
    told.extend(later);
    told
}

/// Whether a text has one of these words.
pub(super) fn any(text: &str, words: &[&str]) -> bool {
    words.iter().any(|word| text.contains(word))
}

/// A text without these words at its end, in whatever order they stand there.
pub(super) fn without_tail<'t>(mut text: &'t str, words: &[&str]) -> &'t str {
    while let Some(rest) = words.iter().find_map(|word| text.strip_suffix(word)) {
        text = rest;
    }
    text
}

/// The sum of some counts; `None` when one of them is missing.
pub(super) fn sum(view: &View<'_>, cells: &[impl AsRef<str>]) -> Option<u64> {
    cells.iter().try_fold(0_u64, |sum, cell| sum.checked_add(view.count(cell.as_ref())?))
}
