#![cfg(test)]

use super::{split::number, *};
use proptest::prelude::*;

use report::cell::CellKind;

#[test]
fn what_a_cell_can_hold() {
    let chars = |text: &str| text.chars().collect::<Vec<char>>();
    for (kind, text, value) in [
        (CellKind::Count, "0", 0),
        (CellKind::Count, "218", 218),
        (CellKind::Change, "-18", -18),
        (CellKind::Change, "+0", 0),
        (CellKind::Amount, "73802895.90元", 0),
        (CellKind::Amount, "0.5万元", 0),
    ] {
        assert_eq!(number(kind, &chars(text)), Some(value), "{text}");
    }
    for (kind, text) in [
        (CellKind::Count, "00"),
        (CellKind::Count, "-1"),
        (CellKind::Count, ""),
        (CellKind::Change, "--1"),
        (CellKind::Amount, "1."),
        (CellKind::Amount, ".5"),
        (CellKind::Amount, "1.2.3"),
    ] {
        assert_eq!(number(kind, &chars(text)), None, "{text}");
    }
}

const COUNTS: usize = 7;

/// Rows of six numbers and their total, with the sums of each row, and rows that add up to others.
struct Table {
    strips: Vec<Strip>,
    equations: Vec<Equation>,
}

impl Table {
    fn new(rows: &[&str]) -> Table {
        let cells = |row: usize| (0..COUNTS).map(|n| (row * COUNTS + n, CellKind::Count)).collect();
        let strip = |(row, text): (usize, &&str)| Strip {
            cells: cells(row),
            pieces: text.split_whitespace().map(|piece| piece.chars().collect()).collect(),
        };
        let strips: Vec<Strip> = rows.iter().enumerate().map(strip).collect();
        let total = |row: usize| row * COUNTS + 6;
        let own = |row: usize| Equation {
            terms: (0..6).map(|n| (row * COUNTS + n, 1)).chain([(total(row), -1)]).collect(),
            total: Some(total(row)),
        };
        let equations = (0..rows.len()).map(own).collect();
        Table { strips, equations }
    }

    /// In every column, these rows add up to this one.
    fn adding_up(mut self, rows: &[usize], total: usize) -> Table {
        for n in 0..COUNTS {
            let terms =
                rows.iter().map(|row| (row * COUNTS + n, 1)).chain([(total * COUNTS + n, -1)]).collect();
            self.equations.push(Equation { terms, total: Some(total * COUNTS + n) });
        }
        self
    }

    fn divided(&self) -> Vec<Option<(String, bool, usize)>> {
        let shown = |strip: &Strip, division: Division| {
            let cell =
                |(piece, range): &Place| strip.pieces[*piece][range.clone()].iter().collect::<String>();
            let text: Vec<String> = division.places.iter().map(cell).collect();
            (text.join(" "), division.sure.iter().all(|sure| *sure), division.others.len())
        };
        let divisions = divide(&self.strips, &self.equations);
        self.strips.iter().zip(divisions).map(|(strip, division)| Some(shown(strip, division?))).collect()
    }
}

fn is(text: &str, sure: bool, others: usize) -> Option<(String, bool, usize)> {
    Some((text.into(), sure, others))
}

#[test]
fn the_whole_table_leaves_one_way() {
    let table = Table::new(&["21710000218", "11000000110", "10710000108"]).adding_up(&[1, 2], 0);
    let divided = table.divided();
    assert_eq!(divided[0], is("217 1 0 0 0 0 218", true, 0));
    assert_eq!(divided[1], is("110 0 0 0 0 0 110", true, 0));
    assert_eq!(divided[2], is("107 1 0 0 0 0 108", true, 0));
}

#[test]
fn what_is_spaced_is_taken_as_it_is() {
    let table = Table::new(&["20 0 00 0 121", "200 000121", "0000000"]).adding_up(&[1, 2], 0);
    for division in &table.divided()[..2] {
        assert_eq!(*division, is("20 0 0 0 0 1 21", true, 0));
    }
    assert_eq!(table.divided()[2], is("0 0 0 0 0 0 0", true, 0));
}

#[test]
fn a_row_alone_is_in_doubt_and_all_ways_are_told() {
    // Nothing but its own sum speaks for it.
    assert_eq!(Table::new(&["21710000218"]).divided(), [is("217 1 0 0 0 0 218", false, 0)]);
    let strip = Strip {
        cells: (0..3).map(|n| (n, CellKind::Count)).collect(),
        pieces: vec!["6233440".chars().collect()],
    };
    let division = divide(&[strip], &[])[0].clone().unwrap();
    assert_eq!(division.places, [(0, 0..2), (0, 2..4), (0, 4..7)]);
    assert_eq!((division.sure, division.others.len()), (vec![false; 3], 15));
}

#[test]
fn a_source_that_does_not_add_up_is_never_sure() {
    // 1 + 2 is not 4, in whatever way.
    let table = Table::new(&["120000040", "0000000"]);
    assert!(table.divided()[0].as_ref().is_none_or(|(_, sure, _)| !sure));
    // Seven digits for seven cells leave one way only, and that one must add up too: cells may have been blank.
    assert_eq!(Table::new(&["1200003"]).divided(), [is("1 2 0 0 0 0 3", true, 0)]);
    assert_eq!(Table::new(&["1200004"]).divided(), [is("1 2 0 0 0 0 4", false, 0)]);
    assert_eq!(Table::new(&["258 12 1 1"]).divided(), [is("2 5 8 1 2 1 1", false, 0)]);
    // Too few digits are no row.
    assert_eq!(Table::new(&["12"]).divided(), [None]);
}

#[test]
fn the_largest_rows_take_no_time() {
    let row = "12345678".repeat(6) + "74074068";
    let nines = "99999999".repeat(7);
    let ones = "1".repeat(70);
    let started = std::time::Instant::now();
    for text in [row.as_str(), &nines, &ones] {
        let rows = vec![text; 25];
        Table::new(&rows).adding_up(&(1..25).collect::<Vec<_>>(), 0).divided();
    }
    assert!(started.elapsed().as_secs() < 60, "{:?}", started.elapsed());
    assert_eq!(
        Table::new(&[&row]).divided()[0].as_ref().map(|(text, ..)| text.as_str()),
        Some("12345678 12345678 12345678 12345678 12345678 12345678 74074068")
    );
}

/// Numbers as tables have them: mostly nothing, some small, a few large.
fn number_of_a_table() -> impl Strategy<Value = u64> {
    prop_oneof![6 => Just(0_u64), 4 => 0_u64..10, 3 => 0_u64..300, 1 => 0_u64..100_000]
}

/// Rows of a table that adds up: the first is the sum of the others.
fn table() -> impl Strategy<Value = Vec<Vec<u64>>> {
    prop::collection::vec(prop::collection::vec(number_of_a_table(), 6), 2..12).prop_map(|mut parts| {
        let sums = (0..6).map(|n| parts.iter().map(|row| row[n]).sum()).collect();
        parts.insert(0, sums);
        for row in &mut parts {
            row.push(row.iter().sum());
        }
        parts
    })
}

fn glued(rows: &[Vec<u64>]) -> Vec<String> {
    rows.iter().map(|row| row.iter().map(ToString::to_string).collect()).collect()
}

fn spaced(row: &[u64]) -> String {
    row.iter().map(ToString::to_string).collect::<Vec<_>>().join(" ")
}

fn solve(rows: &[Vec<u64>]) -> Vec<Option<(String, bool, usize)>> {
    let texts = glued(rows);
    let texts: Vec<&str> = texts.iter().map(String::as_str).collect();
    Table::new(&texts).adding_up(&(1..rows.len()).collect::<Vec<_>>(), 0).divided()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(100))]

    #[test]
    fn what_is_sure_is_true(rows in table()) {
        for (row, division) in rows.iter().zip(solve(&rows)) {
            let (text, sure, _) = division.unwrap();
            if sure {
                prop_assert_eq!(text, spaced(row));
            }
        }
    }

    /// One number of the source is wrong: what is called sure is still what was printed.
    #[test]
    fn what_is_sure_is_true_of_a_wrong_table_too(rows in table(), at in any::<prop::sample::Index>(), n in 0_usize..7, wrong in number_of_a_table()) {
        let mut rows = rows;
        let row = at.index(rows.len());
        rows[row][n] = wrong;
        for (row, division) in rows.iter().zip(solve(&rows)) {
            if let Some((text, true, _)) = division {
                prop_assert_eq!(text, spaced(row));
            }
        }
    }
}

#[test]
fn a_run_of_digits_may_leave_cells_blank() {
    let fewest = |text: &str| fewest(&text.chars().collect::<Vec<_>>());
    for (text, numbers) in [
        ("015", 2),
        ("005", 3),
        ("000", 3),
        ("15", 1),
        ("5+0-0", 3),
        ("0.50", 1),
        ("-0-0", 2),
        ("", 0),
        ("10", 1),
    ] {
        assert_eq!(fewest(text), numbers, "{text}");
    }
}
