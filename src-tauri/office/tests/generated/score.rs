//! What was made of a document, against what stands in it.

use crate::{
    made::{made, Dice, Made},
    shapes::Shape,
};
use office::{Office, Reading, Sighting};
use report::{CellId, Entry};
use std::fmt;

#[derive(Default)]
pub struct Score {
    pub cells: usize,
    pub right: usize,
    /// Documents that were not read at all.
    pub refused: usize,
    /// Uncertain or not read.
    pub doubts: Vec<String>,
    pub wrong: Vec<String>,
    /// Of another agency or year.
    pub misnamed: Vec<String>,
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.cells += other.cells;
        self.right += other.right;
        self.refused += other.refused;
        self.doubts.extend(other.doubts);
        self.wrong.extend(other.wrong);
        self.misnamed.extend(other.misnamed);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Score { cells, right, refused, doubts, wrong, misnamed } = self;
        write!(
            f,
            "{cells} cells, {right} right, {} in doubt ({:.2} %), {} wrong in silence; {refused} documents refused, {} of another agency or year",
            doubts.len(),
            doubts.len() as f64 * 100.0 / (*cells).max(1) as f64,
            wrong.len(),
            misnamed.len()
        )
    }
}

/// Makes a report, writes it in this shape, reads it, compares every cell.
pub fn of(office: &Office, shape: &Shape, dice: &mut Dice) -> Score {
    let made = made(office.forms(), shape.kind, dice);
    let bytes = (shape.write)(office, &made, dice);
    compared(&made, office.read(None, &bytes).ok().as_ref())
}

/// What was read, against what stands there.
pub fn compared(made: &Made, reading: Option<&Reading>) -> Score {
    let truths = || made.cells.iter().chain(&made.foreign);
    let mut score = Score { cells: truths().count(), ..Score::default() };
    let Some(reading) = reading else {
        score.refused = 1;
        score.doubts.extend(truths().map(|(id, _)| id.to_string()));
        return score;
    };
    // A value for a cell that the report does not have was invented.
    let known = |id: &CellId| made.cells.contains_key(id) || made.foreign.contains_key(id);
    let seen = || reading.sightings.iter().chain(&reading.foreign);
    // Where a row of the older form says zero, its parts are zero.
    let is_zero_part = |id: &CellId| {
        let is_whole = |whole: &CellId| {
            id.column() == whole.column() && id.row().starts_with(&format!("{}_", whole.row()))
        };
        made.foreign.iter().any(|(whole, truth)| truth == "0" && is_whole(whole))
    };
    let invented = |(id, it): &(&CellId, &Sighting)| {
        let follows = it.raw == "0" && is_zero_part(id);
        it.certain && !it.raw.is_empty() && !known(id) && !follows
    };
    score.wrong.extend(seen().filter(invented).map(|(id, it)| format!("{id}: {} invented", it.raw)));
    for (id, truth) in truths() {
        let seen = reading.sightings.get(id).or_else(|| reading.foreign.get(id));
        let kind = made.form.cell(id.as_str()).map_or(report::CellKind::Count, |cell| cell.kind);
        // 7010.7 is 7010.70: a workbook keeps numbers, not how they look.
        let entry = |text: &str| Entry::read(kind, text).map(|entry| entry.value().ok_or(entry.to_string()));
        match seen {
            Some(sighting) if !sighting.certain => score.doubts.push(id.to_string()),
            Some(sighting) if entry(&sighting.raw) == entry(truth) => score.right += 1,
            Some(sighting) => {
                let adds_up = if made.adds_up { "" } else { " (its own sums are wrong)" };
                score.wrong.push(format!("{id}: {} instead of {truth}{adds_up}", sighting.raw));
            }
            None => score.doubts.push(format!("{id} missing")),
        }
    }
    if made.agency != reading.report.agency || made.year != reading.report.year {
        let (agency, year) = (&reading.report.agency, reading.report.year);
        score.misnamed.push(format!("{agency} {year} instead of {} {}", made.agency, made.year));
    }
    score
}
