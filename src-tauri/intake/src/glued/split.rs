//! The ways to divide one row.

use super::{Equation, Place, Strip, Way};
use report::cell::CellKind;

/// The longest count: a city's report has eight digits.
const LONGEST_COUNT: usize = 10;

/// The longest amount, decimals and unit included.
const LONGEST_AMOUNT: usize = 24;

/// The most steps for one row.
const MOST_STEPS: usize = 100_000;

/// A sum within a row, by the places of its cells in the row.
pub(super) struct Within {
    parts: Vec<usize>,
    total: usize,
}

impl Within {
    /// The equation as one of this strip's own sums, when all its cells stand in the strip, the total last.
    pub fn new(strip: &Strip, equation: &Equation) -> Option<Within> {
        let place = |cell: usize| strip.cells.iter().position(|(own, _)| *own == cell);
        let total = place(equation.total?)?;
        let parts = equation.terms.iter().filter(|(cell, _)| Some(*cell) != equation.total);
        let parts: Vec<usize> = parts.map(|(cell, _)| place(*cell)).collect::<Option<_>>()?;
        parts.iter().all(|part| *part < total).then_some(Within { parts, total })
    }
}

/// Every way to divide a strip so that its cells read as numbers and its sums hold; `None` when there are too many
/// or it takes too long.
pub(super) fn splits(strip: &Strip, sums: &[Within], most: usize) -> Option<Vec<Way>> {
    if strip.is_divided() {
        // The borders stand in the source: whatever is written between them is what is written there.
        let places = strip.pieces.iter().enumerate().map(|(n, piece)| (n, 0..piece.len())).collect();
        let value = |(piece, (_, kind)): (&Vec<char>, &(usize, CellKind))| number(*kind, piece);
        let values: Option<Vec<i64>> = strip.pieces.iter().zip(&strip.cells).map(value).collect();
        return Some(values.map(|values| Way { places, values }).into_iter().collect());
    }
    let mut walk = Walk::new(strip, sums, most);
    // Where the last cell is a total, it is set first: nothing else bounds the parts as well.
    let last = strip.cells.len().wrapping_sub(1);
    let (Some(sum), Some(piece)) = (sums.iter().find(|sum| sum.total == last), strip.pieces.last()) else {
        return walk.from(0, 0).then_some(walk.ways);
    };
    for length in 1..=piece.len().min(LONGEST_COUNT) {
        let Some(value) = number(strip.cells[last].1, &piece[piece.len() - length..]) else { continue };
        walk.tail = Some(Tail { length, value, parts: &sum.parts });
        if !walk.from(0, 0) {
            return None;
        }
    }
    Some(walk.ways)
}

/// The last cell, when it is set before the others: how many characters it takes, and what its parts must come to.
#[derive(Clone, Copy)]
struct Tail<'a> {
    length: usize,
    value: i64,
    parts: &'a [usize],
}

struct Walk<'a> {
    strip: &'a Strip,
    sums: &'a [Within],
    most: usize,
    tail: Option<Tail<'a>>,
    steps: usize,
    ways: Vec<Way>,
    places: Vec<Place>,
    values: Vec<i64>,
}

impl<'a> Walk<'a> {
    fn new(strip: &'a Strip, sums: &'a [Within], most: usize) -> Walk<'a> {
        let (ways, places, values) = (Vec::new(), Vec::new(), Vec::new());
        Walk { strip, sums, most, tail: None, steps: 0, ways, places, values }
    }

    /// How long a piece is, without what is set already.
    fn length(&self, piece: usize) -> usize {
        let whole = self.strip.pieces[piece].len();
        match self.tail {
            Some(tail) if piece + 1 == self.strip.pieces.len() => whole - tail.length,
            _ => whole,
        }
    }

    /// Goes on with the next cell at this character of this piece; `false` when it is too much.
    fn from(&mut self, piece: usize, at: usize) -> bool {
        self.steps += 1;
        if self.steps > MOST_STEPS || self.ways.len() > self.most {
            return false;
        }
        let pieces = self.strip.pieces.len();
        if piece < pieces && at == self.length(piece) {
            return self.from(piece + 1, 0);
        }
        let cell = self.places.len();
        let cells = self.strip.cells.len() - usize::from(self.tail.is_some());
        if cell == cells || piece == pieces {
            if cell == cells && piece == pieces {
                self.keep();
            }
            return true;
        }
        let rest: usize = (piece..pieces).map(|n| self.length(n)).sum::<usize>() - at;
        if rest < cells - cell {
            return true;
        }
        if self.tail.is_some_and(|tail| tail.parts.len() == cells && !self.reaches(tail, rest, cells - cell))
        {
            return true;
        }
        let kind = self.strip.cells[cell].1;
        let longest = if kind == CellKind::Amount { LONGEST_AMOUNT } else { LONGEST_COUNT + 1 };
        let longest = longest.min(self.length(piece) - at).min(rest + 1 - (cells - cell));
        // The last cell takes all that is left.
        let shortest = if cells - cell == 1 { rest } else { 1 };
        for length in shortest..=longest {
            let Some(value) = number(kind, &self.strip.pieces[piece][at..at + length]) else { continue };
            self.places.push((piece, at..at + length));
            self.values.push(value);
            let goes_on = !self.sums_hold(cell, rest - length) || self.from(piece, at + length);
            self.places.pop();
            self.values.pop();
            if !goes_on {
                return false;
            }
        }
        true
    }

    /// Whether so many cells of so many digits can still come to what is missing from the total.
    fn reaches(&self, tail: Tail<'_>, rest: usize, cells: usize) -> bool {
        let so_far: i64 = self.values.iter().sum();
        let missing = tail.value - so_far;
        // One cell has at least the mean number of digits, and none has more than are left by the others.
        let at_least = power(rest.div_ceil(cells) - 1);
        let at_most = power((rest + 1 - cells).min(tail.length)).saturating_mul(cells as i64);
        let one_digit_each = rest == cells;
        (one_digit_each || at_least <= missing) && missing < at_most
    }

    fn keep(&mut self) {
        let mut way = Way { places: self.places.clone(), values: self.values.clone() };
        if let Some(tail) = self.tail {
            let parts: i64 = tail.parts.iter().filter_map(|part| self.values.get(*part)).sum();
            if parts != tail.value {
                return;
            }
            let last = self.strip.pieces.len() - 1;
            let length = self.strip.pieces[last].len();
            way.places.push((last, length - tail.length..length));
            way.values.push(tail.value);
        }
        self.ways.push(way);
    }

    /// Whether the sums may still hold once this cell is set: a total equals its parts, and parts leave room for it.
    fn sums_hold(&self, cell: usize, rest: usize) -> bool {
        let so_far = |parts: &[usize]| parts.iter().filter_map(|part| self.values.get(*part)).sum::<i64>();
        if self.tail.is_some_and(|tail| so_far(tail.parts) > tail.value) {
            return false;
        }
        self.sums.iter().all(|sum| {
            let parts = so_far(&sum.parts);
            if cell == sum.total {
                return self.values.get(cell) == Some(&parts);
            }
            if cell > sum.total
                || parts <= 0
                || (self.tail.is_some() && sum.total + 1 == self.strip.cells.len())
            {
                return true;
            }
            // The digits left must do for the cells before the total, and for a total at least as large as so far.
            let digits = parts.unsigned_abs().ilog10() as usize + 1;
            rest + 1 >= sum.total - cell + digits
        })
    }
}

/// Ten to the power of `n`.
fn power(n: usize) -> i64 {
    10_i64.saturating_pow(u32::try_from(n).unwrap_or(u32::MAX))
}

/// The number that characters say in a cell of this kind; an amount, which nothing adds up, says 0.
pub(super) fn number(kind: CellKind, chars: &[char]) -> Option<i64> {
    match kind {
        CellKind::Count => count(chars),
        CellKind::Change => match chars {
            ['-', rest @ ..] => count(rest).map(|n| -n),
            ['+', rest @ ..] => count(rest),
            _ => count(chars),
        },
        CellKind::Amount => {
            let plain = match chars {
                [rest @ .., '万', '元'] | [rest @ .., '元'] => rest,
                _ => chars,
            };
            let (whole, fraction) = match plain.iter().position(|c| *c == '.') {
                Some(point) => (&plain[..point], Some(&plain[point + 1..])),
                None => (plain, None),
            };
            let is_fraction = |f: &[char]| !f.is_empty() && f.iter().all(char::is_ascii_digit);
            (count(whole).is_some() && fraction.is_none_or(is_fraction)).then_some(0)
        }
    }
}

/// Digits that nobody would write otherwise: no zeros before the number.
fn count(chars: &[char]) -> Option<i64> {
    if chars.is_empty() || chars.len() > LONGEST_COUNT || (chars[0] == '0' && chars.len() > 1) {
        return None;
    }
    chars.iter().try_fold(0_i64, |n, c| Some(n * 10 + i64::from(c.to_digit(10)?)))
}
