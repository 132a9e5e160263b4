//! What an indicator counts, so that what is counted in another too is not added to it.

use crate::{cell::CellId, form::Form};
use std::collections::{BTreeSet, HashMap, HashSet};

/// What an indicator counts, down to the cells that no sum of the form takes apart.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Counts {
    /// Those cells.
    cells: BTreeSet<CellId>,
    /// The balances of the form that it stands in: which, and whether on the left of it.
    sides: BTreeSet<(usize, bool)>,
}

impl Counts {
    /// Whether something is counted in both, or what the one counts is what became of the other.
    pub(super) fn overlaps(&self, other: &Counts) -> bool {
        let is_other_side = |(at, is_left): &(usize, bool)| other.sides.contains(&(*at, !is_left));
        !self.cells.is_disjoint(&other.cells) || self.sides.iter().any(is_other_side)
    }
}

/// The sums and balances of a form, taken apart.
pub(super) struct Apart<'f> {
    /// The parts of each total; of one that adds up rows and columns either, both have the same cells in the end.
    parts: HashMap<&'f CellId, &'f [CellId]>,
    /// Left and right of each balance.
    sides: Vec<[BTreeSet<CellId>; 2]>,
}

impl<'f> Apart<'f> {
    pub fn new(form: &'f Form) -> Apart<'f> {
        let parts = form.sums.iter().map(|it| (&it.total, it.parts.as_slice())).collect();
        let mut apart = Apart { parts, sides: Vec::new() };
        apart.sides =
            form.balances.iter().map(|it| [apart.cells(&it.left), apart.cells(&it.right)]).collect();
        apart
    }

    /// What these cells count.
    pub fn counts(&self, of: &[CellId]) -> Counts {
        let cells = self.cells(of);
        let stands = |at: usize, is_left: bool, side: &BTreeSet<CellId>| {
            (!side.is_disjoint(&cells)).then_some((at, is_left))
        };
        let sides = self.sides.iter().enumerate();
        let sides = sides.flat_map(|(at, [left, right])| [stands(at, true, left), stands(at, false, right)]);
        Counts { sides: sides.flatten().collect(), cells }
    }

    /// Cells with its parts in place of every total, and theirs.
    fn cells(&self, of: &[CellId]) -> BTreeSet<CellId> {
        let mut open: Vec<&CellId> = of.iter().collect();
        let (mut found, mut seen) = (BTreeSet::new(), HashSet::new());
        while let Some(cell) = open.pop() {
            if !seen.insert(cell) {
                continue;
            }
            match self.parts.get(cell) {
                Some(parts) => open.extend(*parts),
                None => _ = found.insert(cell.clone()),
            }
        }
        found
    }
}
