//! One way for every row, so that the equations across rows hold.

use super::{Equation, Strip, Way};
use std::collections::{BTreeSet, HashMap};

/// The most ways that are tried.
const MOST_STEPS: usize = 200_000;

/// The most solutions that are looked at; more than this is no answer anyway.
const MOST_SOLUTIONS: usize = 256;

/// What the search found.
#[derive(Debug)]
pub(super) struct Found {
    /// For each row, the ways that occur in a solution.
    pub ways: Vec<Vec<usize>>,
    /// Whether all solutions were seen.
    pub complete: bool,
}

/// All solutions together; `None` when there is none. Rows that no equation touches keep all their ways.
pub(super) fn search(strips: &[Strip], ways: &[&[Way]], equations: &[&Equation]) -> Option<Found> {
    let mut signs: HashMap<usize, Vec<(usize, i64)>> = HashMap::new();
    for (n, equation) in equations.iter().enumerate() {
        for (cell, sign) in &equation.terms {
            signs.entry(*cell).or_default().push((n, *sign));
        }
    }
    let touched = |strip: &Strip| strip.cells.iter().any(|(cell, _)| signs.contains_key(cell));
    // What each way of each row adds to each equation.
    let shares: Vec<Vec<Vec<i64>>> = strips
        .iter()
        .zip(ways)
        .map(|(strip, ways)| {
            let share = |way: &Way| {
                let mut share = vec![0; equations.len()];
                for ((cell, _), value) in strip.cells.iter().zip(&way.values) {
                    for (equation, sign) in signs.get(cell).into_iter().flatten() {
                        share[*equation] += sign * value;
                    }
                }
                share
            };
            if touched(strip) {
                ways.iter().map(share).collect()
            } else {
                Vec::new()
            }
        })
        .collect();
    let mut rows: Vec<usize> = (0..strips.len()).filter(|row| touched(&strips[*row])).collect();
    if rows.iter().any(|row| shares[*row].is_empty()) {
        return None;
    }
    let mut steps = 0;
    let mut left: Vec<Vec<usize>> = shares.iter().map(|ways| (0..ways.len()).collect()).collect();
    if !narrow(&rows, &shares, &mut left, equations.len(), &mut steps) {
        return None;
    }
    rows.sort_by_key(|row| left[*row].len());
    let bounds = bounds(&rows, &shares, &left, equations.len());
    let mut walk = Walk {
        rows: &rows,
        shares: &shares,
        left: &left,
        bounds: &bounds,
        chosen: Vec::new(),
        steps,
        solutions: 0,
        occurring: vec![BTreeSet::new(); strips.len()],
    };
    let complete = walk.from(0, &vec![0; equations.len()]);
    if walk.solutions == 0 && complete {
        return None;
    }
    let found = |row: usize| -> Vec<usize> {
        if !touched(&strips[row]) {
            (0..ways[row].len()).collect()
        } else if walk.occurring[row].is_empty() {
            left[row].clone()
        } else {
            walk.occurring[row].iter().copied().collect()
        }
    };
    Some(Found { ways: (0..strips.len()).map(found).collect(), complete })
}

/// Strikes out ways that no choice of the other rows can make up for. `false` when a row has none left.
fn narrow(
    rows: &[usize],
    shares: &[Vec<Vec<i64>>],
    left: &mut [Vec<usize>],
    equations: usize,
    steps: &mut usize,
) -> bool {
    loop {
        let ranges: Vec<Vec<(i64, i64)>> =
            rows.iter().map(|row| range(&shares[*row], &left[*row], equations)).collect();
        let all: Vec<(i64, i64)> = (0..equations)
            .map(|n| ranges.iter().fold((0, 0), |(low, high), row| (low + row[n].0, high + row[n].1)))
            .collect();
        let mut struck = false;
        for (row, range) in rows.iter().zip(&ranges) {
            let before = left[*row].len();
            *steps += before;
            left[*row].retain(|way| {
                (0..equations).all(|n| {
                    let own = shares[*row][*way][n];
                    own + all[n].0 - range[n].0 <= 0 && own + all[n].1 - range[n].1 >= 0
                })
            });
            if left[*row].is_empty() {
                return false;
            }
            struck |= left[*row].len() < before;
        }
        if !struck || *steps > MOST_STEPS {
            return true;
        }
    }
}

/// The least and the most that a row can add to each equation.
fn range(shares: &[Vec<i64>], left: &[usize], equations: usize) -> Vec<(i64, i64)> {
    let of = |n: usize| {
        let all = left.iter().map(|way| shares[*way][n]);
        (all.clone().min().unwrap_or_default(), all.max().unwrap_or_default())
    };
    (0..equations).map(of).collect()
}

/// For each depth of the walk: the least and the most that the rows from there on can add.
fn bounds(
    rows: &[usize],
    shares: &[Vec<Vec<i64>>],
    left: &[Vec<usize>],
    equations: usize,
) -> Vec<Vec<(i64, i64)>> {
    let mut bounds = vec![vec![(0, 0); equations]; rows.len() + 1];
    for depth in (0..rows.len()).rev() {
        let own = range(&shares[rows[depth]], &left[rows[depth]], equations);
        for n in 0..equations {
            let (low, high) = bounds[depth + 1][n];
            bounds[depth][n] = (low + own[n].0, high + own[n].1);
        }
    }
    bounds
}

struct Walk<'a> {
    rows: &'a [usize],
    shares: &'a [Vec<Vec<i64>>],
    left: &'a [Vec<usize>],
    bounds: &'a [Vec<(i64, i64)>],
    chosen: Vec<usize>,
    steps: usize,
    solutions: usize,
    occurring: Vec<BTreeSet<usize>>,
}

impl Walk<'_> {
    /// Goes on with the next row; `false` when it was broken off.
    fn from(&mut self, depth: usize, sums: &[i64]) -> bool {
        let Some(row) = self.rows.get(depth) else {
            for (row, way) in self.rows.iter().zip(&self.chosen) {
                self.occurring[*row].insert(*way);
            }
            self.solutions += 1;
            return self.solutions < MOST_SOLUTIONS;
        };
        for way in &self.left[*row] {
            self.steps += 1;
            if self.steps > MOST_STEPS {
                return false;
            }
            let next: Vec<i64> =
                sums.iter().zip(&self.shares[*row][*way]).map(|(sum, share)| sum + share).collect();
            let within = next
                .iter()
                .zip(&self.bounds[depth + 1])
                .all(|(sum, (low, high))| sum + low <= 0 && sum + high >= 0);
            if !within {
                continue;
            }
            self.chosen.push(*way);
            let goes_on = self.from(depth + 1, &next);
            self.chosen.pop();
            if !goes_on {
                return false;
            }
        }
        true
    }
}
