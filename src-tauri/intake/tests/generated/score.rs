//! What was made of a document, against what stands in it.

use crate::{
    made::{made, Dice},
    shapes::Shape,
};
use intake::{read, Budget, Source};
use report::{Entry, Forms};
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
}

impl Score {
    pub fn add(&mut self, other: Score) {
        self.cells += other.cells;
        self.right += other.right;
        self.refused += other.refused;
        self.doubts.extend(other.doubts);
        self.wrong.extend(other.wrong);
    }
}

impl fmt::Display for Score {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Score { cells, right, refused, doubts, wrong } = self;
        write!(
            f,
            "{cells} cells, {right} right, {} in doubt, {} wrong in silence, {refused} documents refused",
            doubts.len(),
            wrong.len()
        )
    }
}

/// Makes a report, writes it in this shape, reads it, compares every cell.
pub fn of(forms: &Forms, shape: &Shape, dice: &mut Dice) -> Score {
    let all: Vec<_> = forms.iter().cloned().collect();
    let made = made(dice.pick(&all), dice);
    let bytes = (shape.write)(&made, dice);
    let reading = read(Source { name: None, bytes: &bytes }, forms, Budget::default());
    let mut score = Score { cells: made.cells.len(), ..Score::default() };
    let Ok(reading) = reading else {
        score.refused = 1;
        score.doubts.extend(made.cells.keys().map(ToString::to_string));
        return score;
    };
    // A value for a cell that the report does not have was invented.
    let invented = |(id, sighting): &(&report::CellId, &intake::Sighting)| {
        sighting.certain && !sighting.raw.is_empty() && !made.cells.contains_key(*id)
    };
    score.wrong.extend(
        reading.sightings.iter().filter(invented).map(|(id, it)| format!("{id}: {} invented", it.raw)),
    );
    for (id, truth) in &made.cells {
        let seen = reading.sightings.get(id);
        let kind = made.form.cell(id.as_str()).map(|cell| cell.kind);
        let entry = |text: &str| kind.and_then(|kind| Entry::read(kind, text)).map(|entry| entry.to_string());
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
    score
}
