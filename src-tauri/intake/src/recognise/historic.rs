//! Statistics from before the forms of 2019: tables of indicators with a column for the year and one for all years.

use crate::{
    document::{Position, Row},
    fold::{fold, fold_char, is_han, is_space},
    glued::fewest,
    reading::{HistoricYear, Origin, Sighting},
};
use report::{
    form::{Form, Row as Indicator, Statistics, Table as Indicators},
    CellId, Forms,
};
use std::{collections::BTreeMap, sync::Arc};

/// The most text of a document that is looked at, in bytes, and the most tables.
const LONGEST: usize = 1 << 20;
const MOST_TABLES: usize = 40;

/// How far behind its label a row's numbers end, in characters.
const LONGEST_ROW: usize = 80;

/// The rows of a document in one, without spaces within words; every character knows where it stands.
struct Running {
    text: Vec<char>,
    places: Vec<Place>,
}

/// Where a character stands, all counted from 0.
#[derive(Clone, Copy)]
struct Place {
    row: usize,
    field: usize,
    character: usize,
}

/// The comparable indicators of every year whose table stands in the document; only the years before today's forms.
pub(super) fn years(rows: &[Row], forms: &Forms) -> Vec<HistoricYear> {
    forms.statistics().flat_map(|form| years_of(rows, form)).collect()
}

/// Those of one way to print them.
fn years_of(rows: &[Row], form: &Arc<Form>) -> Vec<HistoricYear> {
    let Some(looks) = &form.statistics else { return Vec::new() };
    let heading = fold(&looks.heading);
    if !rows.iter().any(|row| row.fields.iter().any(|field| fold(&field.text).contains(&heading))) {
        return Vec::new();
    }
    let running = Running::of(rows);
    let starts = running.all(&heading.chars().collect::<Vec<_>>(), 0, running.text.len());
    let mut years: Vec<HistoricYear> = Vec::new();
    for (n, start) in starts.iter().take(MOST_TABLES).enumerate() {
        let end = starts.get(n + 1).copied().unwrap_or(running.text.len());
        let Some(table) = Table::of(&running, *start, end, looks) else { continue };
        if !form.applies_to(table.year) {
            continue;
        }
        let sightings: BTreeMap<CellId, Sighting> =
            form.tables.iter().flat_map(|known| table.sightings(rows, known, looks)).collect();
        match years.iter_mut().find(|other| other.year == table.year) {
            // Twice the same year: what is not the same twice is in doubt.
            Some(other) => {
                for (id, sighting) in sightings {
                    let first = other.sightings.entry(id).or_insert_with(|| sighting.clone());
                    first.certain &= first.raw == sighting.raw;
                }
            }
            None if !sightings.is_empty() => {
                years.push(HistoricYear { year: table.year, form: form.clone(), sightings });
            }
            None => {}
        }
    }
    years
}

/// A table, from its heading to the next.
struct Table<'a> {
    running: &'a Running,
    year: u16,
    /// Where its rows begin and end.
    rows: (usize, usize),
    /// How many numbers stand behind a label.
    columns: usize,
}

impl<'a> Table<'a> {
    fn of(running: &'a Running, start: usize, end: usize, looks: &Statistics) -> Option<Table<'a>> {
        const LONGEST_HEAD: usize = 60;
        let head_end = end.min(start + LONGEST_HEAD);
        let mark: Vec<char> = looks.year.chars().collect();
        let at = *running.all(&mark, start, head_end).first()?;
        let digits: String =
            running.text.get(at.checked_sub(4)?..at)?.iter().filter(|c| c.is_ascii_digit()).collect();
        let year: u16 = digits.parse().ok().filter(|year| (2000..=2099).contains(year))?;
        let cumulative: Vec<char> = looks.cumulative.chars().collect();
        let behind = running.all(&cumulative, at, head_end).first().copied();
        let begins = behind.map_or(at + mark.len(), |at| at + cumulative.len());
        let columns = if behind.is_some() { 2 } else { 1 };
        Some(Table { running, year, rows: (begins, end), columns })
    }

    /// The numbers of the indicators that are known; each has one.
    fn sightings(
        &self,
        rows: &[Row],
        indicators: &Indicators,
        looks: &Statistics,
    ) -> Vec<(CellId, Sighting)> {
        let number = |indicator: &Indicator| {
            let cell = indicators.cells_of(&indicator.id).next()?;
            let mut places: Vec<(usize, usize)> = Vec::new();
            for label in std::iter::once(&indicator.label).chain(&indicator.aliases) {
                let label: Vec<char> = fold(label).chars().collect();
                let all = self.running.all(&label, self.rows.0, self.rows.1);
                let apart = all.into_iter().filter(|at| self.is_apart(*at));
                places.extend(apart.map(|at| (at, at + label.len())));
            }
            let mut seen: Vec<Sighting> =
                places.iter().filter_map(|(_, end)| self.number(*end, rows, looks)).collect();
            let mut first = (!seen.is_empty()).then(|| seen.remove(0))?;
            first.certain &= seen.iter().all(|other| other.raw == first.raw);
            Some((cell.clone(), first))
        };
        indicators.rows.iter().filter_map(number).collect()
    }

    /// Whether a label begins here and is no piece of a longer one: behind a number, a mark, or its numbering 2、.
    fn is_apart(&self, at: usize) -> bool {
        let before = |back: usize| at.checked_sub(back).and_then(|n| self.running.text.get(n)).copied();
        match before(1) {
            _ if at == self.rows.0 => true,
            Some('、' | '.') => {
                before(2).is_some_and(|c| c.is_ascii_digit() || "一二三四五六七八九十".contains(c))
            }
            Some(c) => !is_han(c),
            None => true,
        }
    }

    /// The number of the year in the row of a label.
    fn number(&self, from: usize, rows: &[Row], looks: &Statistics) -> Option<Sighting> {
        let row = &self.running.text[from..self.rows.1.min(from + LONGEST_ROW)];
        let mut at = row.iter().position(|c| *c != ' ')?;
        let unit = looks.units.iter().filter(|unit| {
            let unit: Vec<char> = unit.chars().collect();
            row[at..].starts_with(&unit)
        });
        at += unit.map(|unit| unit.chars().count()).max().unwrap_or(0);
        let tail: String = row[at..].iter().take_while(|c| c.is_ascii_digit() || **c == ' ').collect();
        // A digit that numbers the next row is none of this one's: 0 0 2、网上申请数.
        let numbers_next = row.get(at + tail.chars().count()).is_some_and(|c| matches!(c, '、' | '.'));
        let tail = if numbers_next { &tail[..tail.len().saturating_sub(1)] } else { tail.as_str() };
        let pieces: Vec<&str> = tail.split(' ').filter(|piece| !piece.is_empty()).collect();
        let first = from + at + tail.chars().take_while(|c| *c == ' ').count();
        let origin = self.running.origin(first, rows)?;
        let sighting = |raw: &str, certain: bool, others: Vec<String>| Sighting {
            origin,
            raw: raw.to_owned(),
            certain,
            others,
        };
        let all: Vec<char> = pieces.concat().chars().collect();
        match pieces.as_slice() {
            [] => None,
            [one] if self.columns == 1 => Some(sighting(one, true, Vec::new())),
            [year, _] if self.columns == 2 => Some(sighting(year, true, Vec::new())),
            // Run together: sure only where it can be two numbers in one way, as 00 can.
            [_] if self.columns == 2 && fewest(&all) == 2 && all.len() == 2 => {
                Some(sighting(&all[..1].iter().collect::<String>(), true, Vec::new()))
            }
            [one] if self.columns == 2 => {
                let others = divisions(one);
                Some(sighting(others.first()?, false, others.clone()))
            }
            [first, ..] => Some(sighting(first, false, Vec::new())),
        }
    }
}

/// What the first of two numbers that ran together may be: the second is all years', and no smaller.
fn divisions(glued: &str) -> Vec<String> {
    const LONGEST_NUMBER: usize = 12;
    let plain = |text: &str| !text.is_empty() && (text.len() == 1 || !text.starts_with('0'));
    let of = |at: usize| -> Option<(&str, &str)> { Some((glued.get(..at)?, glued.get(at..)?)) };
    let fits = |(year, all): &(&str, &str)| {
        let number = |text: &str| text.parse::<u64>().ok().filter(|_| text.len() <= LONGEST_NUMBER);
        plain(year) && plain(all) && number(year).zip(number(all)).is_some_and(|(year, all)| year <= all)
    };
    let mut all: Vec<(&str, &str)> = (1..glued.len()).filter_map(of).filter(fits).collect();
    // The likeliest: of like length.
    all.sort_by_key(|(year, all)| all.len() - year.len());
    all.into_iter().map(|(year, _)| year.to_owned()).collect()
}

impl Running {
    fn of(rows: &[Row]) -> Running {
        let mut running = Running { text: Vec::new(), places: Vec::new() };
        let mut length = 0;
        for (n, row) in rows.iter().enumerate() {
            for (of, field) in row.fields.iter().enumerate() {
                length += field.text.len();
                if length > LONGEST {
                    return running;
                }
                let mut begins = true;
                for (at, c) in field.text.chars().enumerate() {
                    if is_space(c) {
                        begins = true;
                        continue;
                    }
                    let place = Place { row: n, field: of, character: at };
                    let c = fold_char(c);
                    // Between numbers a space is a border; within words it is none.
                    let digit = |c: Option<&char>| c.is_some_and(char::is_ascii_digit);
                    if begins && digit(running.text.last()) && digit(Some(&c)) {
                        running.push(' ', place);
                    }
                    running.push(c, place);
                    begins = false;
                }
            }
        }
        running
    }

    /// Where a character stands in the document.
    fn origin(&self, at: usize, rows: &[Row]) -> Option<Origin> {
        let Place { row, field, character } = *self.places.get(at)?;
        let row = rows.get(row)?;
        Some(match row.position {
            Position::TableRow { table, row: number } => {
                let column = row.fields.get(field)?.column + 1;
                Origin::Cell { table, row: number, column }
            }
            Position::Line(line) if row.has_columns() => Origin::Line { line, field: Some(field + 1) },
            Position::Line(line) => Origin::Character { line, character: character + 1 },
        })
    }

    fn push(&mut self, c: char, place: Place) {
        self.text.push(c);
        self.places.push(place);
    }

    /// Where these characters stand, from one place to another.
    fn all(&self, wanted: &[char], from: usize, to: usize) -> Vec<usize> {
        let part = self.text.get(from..to.min(self.text.len())).unwrap_or_default();
        let here = part.windows(wanted.len().max(1)).enumerate();
        here.filter(|(_, window)| *window == wanted).map(|(at, _)| from + at).collect()
    }
}
