//! Labels that are misspelt, cut short or abbreviated: read when nothing else can be meant.

use super::{
    key::{numbering, Key, Meaning},
    scan::{Atom, What},
};
use crate::fold::{fold, likeness};
use report::{form::Table, CellId};
use std::collections::BTreeSet;

/// How alike a misspelt label must be.
const ALIKE: f64 = 0.6;

/// How much more alike than any other.
const MARGIN: f64 = 0.15;

/// The shortest beginning of a label that stands for it, in characters.
const SHORTEST: usize = 4;

/// The shortest piece of a label, from wherever in it, that stands for it.
const SHORTEST_PART: usize = 6;

/// The longest text that may be a label.
const LONGEST: usize = 60;

/// What was made of unusual labels.
#[derive(Default)]
pub(super) struct Spelling {
    /// Lines whose label may be another's.
    pub doubtful: BTreeSet<usize>,
    /// A cell of each such line, and its label as it is printed.
    pub printed: Vec<(CellId, String)>,
    pub remarks: Vec<String>,
}

/// Gives unknown text before numbers the meaning of the label it stands for, and unknown headings theirs.
pub(super) fn correct<'a>(atoms: &mut [Atom<'a>], key: &Key<'a>) -> Spelling {
    let mut out = Spelling::default();
    let line_of = |atom: &Atom<'_>| match atom.what {
        What::Label(Meaning::Line(line)) => Some(line),
        _ => None,
    };
    let mut present: BTreeSet<usize> = atoms.iter().filter_map(line_of).collect();
    // The next line behind each atom; the one before is seen on the way.
    let mut behind: Vec<Option<usize>> = vec![None; atoms.len()];
    for n in (1..atoms.len()).rev() {
        behind[n - 1] = line_of(&atoms[n]).or(behind[n]);
    }
    let mut before = None;
    for n in 0..atoms.len() {
        before = n.checked_sub(1).and_then(|last| line_of(&atoms[last])).or(before);
        if atoms[n].what != What::Text || atoms[n].text.chars().count() > LONGEST {
            continue;
        }
        let is_number = |atom: &Atom<'_>| matches!(atom.what, What::Value | What::Digits { .. });
        if !atoms.get(n + 1).is_some_and(is_number) {
            continue;
        }
        let after = behind[n];
        // What stands beside several rows comes before it in the line: 处理 要求缴纳费用、….
        let text = &atoms[n].text;
        let tails = text.match_indices(' ').map(|(at, _)| &text[at + 1..]);
        let mut readings = std::iter::once(text.as_str()).chain(tails).map(|text| meant(text, key, &present));
        let Some((line, is_part)) = readings.find_map(|reading| reading) else { continue };
        if before.is_some_and(|before| before > line) || after.is_some_and(|after| after < line) {
            continue;
        }
        let label = key.lines[line].label.unwrap_or_default();
        let neighbours =
            before == line.checked_sub(1) && (after == Some(line + 1) || line + 1 == key.lines.len());
        if !neighbours && !is_part {
            out.doubtful.insert(line);
        }
        // A part of the very label was only cut from the rest by the page's layout.
        if !is_part {
            let first = key.lines[line].cells.first();
            out.printed.extend(first.map(|cell| ((*cell).clone(), atoms[n].text.clone())));
            out.remarks.push(format!("行名“{}”与官方格式不同，读作“{label}”。", atoms[n].text));
        }
        present.insert(line);
        atoms[n].what = What::Label(Meaning::Line(line));
    }
    out
}

/// Gives the beginning of a column's heading the meaning of the whole: 本年增/ for 本年增/减.
pub(super) fn headings<'a>(atoms: &mut [Atom<'a>], table: &'a Table) {
    for atom in atoms.iter_mut().filter(|atom| atom.what == What::Text) {
        let text = fold(&atom.text);
        let mut columns = table.columns.iter().filter(|column| fold(&column.label).starts_with(&text));
        let long_enough = text.chars().count() >= SHORTEST;
        if let (Some(column), None, true) = (columns.next(), columns.next(), long_enough) {
            atom.what = What::Label(Meaning::Column(&column.id));
        }
    }
}

/// 合计 for a row's label （七）总计, where that row stands: a column's heading has no number behind it.
pub(super) fn totals<'a>(atoms: &mut [Atom<'a>], key: &Key<'a>, spelling: &mut Spelling) {
    let line_of = |atom: &Atom<'_>| match atom.what {
        What::Label(Meaning::Line(line)) => Some(line),
        _ => None,
    };
    let mut before = None;
    for n in 0..atoms.len() {
        before = line_of(&atoms[n]).or(before);
        let is_number = |atom: &Atom<'_>| matches!(atom.what, What::Value | What::Digits { .. });
        let is_heading = matches!(atoms[n].what, What::Label(Meaning::Column(_)));
        let Some(line) = before.map(|line| line + 1).filter(|line| is_heading && *line < key.lines.len())
        else {
            continue;
        };
        let label = key.lines[line].label.unwrap_or_default();
        let is_total = TOTALS.contains(&fold(&atoms[n].text).as_str()) && fold(label).ends_with(TOTALS[0]);
        let after = atoms[n + 1..].iter().find_map(line_of);
        let is_here = after.is_none_or(|after| after == line + 1) && atoms.get(n + 1).is_some_and(is_number);
        if is_total && is_here && !key.lines[line].is_foreign {
            let first = key.lines[line].cells.first();
            spelling.printed.extend(first.map(|cell| ((*cell).clone(), atoms[n].text.clone())));
            spelling.remarks.push(format!("行名“{}”与官方格式不同，读作“{label}”。", atoms[n].text));
            atoms[n].what = What::Label(Meaning::Line(line));
            before = Some(line);
        }
    }
}

/// Where a column 合计 stands beside the column 总计, it is a subtotal.
pub(super) fn subtotals(atoms: &mut [Atom<'_>], table: &Table) {
    if table.columns.len() <= 5 {
        return;
    }
    let is_line = |atom: &Atom<'_>| matches!(atom.what, What::Label(Meaning::Line(_)));
    let head = atoms.iter().position(is_line).unwrap_or(atoms.len());
    let reads = |atom: &Atom<'_>, text: &str| {
        matches!(atom.what, What::Label(Meaning::Column(_))) && fold(&atom.text) == text
    };
    let both = TOTALS.iter().all(|text| atoms[..head].iter().any(|atom| reads(atom, text)));
    for atom in atoms[..head].iter_mut().filter(|atom| both && reads(atom, TOTALS[1])) {
        atom.what = What::Label(Meaning::Subtotal);
    }
}

/// The word of the form for what adds up the others, and what some write for it.
const TOTALS: [&str; 2] = ["总计", "合计"];

/// The line that a text can only mean, among those not named elsewhere, and whether it is a part of its label.
fn meant(text: &str, key: &Key<'_>, present: &BTreeSet<usize>) -> Option<(usize, bool)> {
    let text = fold(text);
    let lines = key.lines.iter().enumerate().filter(|(_, line)| !line.is_foreign);
    let mut scores: Vec<(f64, usize)> = lines
        .filter_map(|(n, line)| Some((n, fold(line.label?))))
        .map(|(n, label)| {
            (if begins(&text, &label) || is_inside(&text, &label) { 1.0 } else { likeness(&text, &label) }, n)
        })
        .collect();
    scores.sort_by(|a, b| b.0.total_cmp(&a.0));
    let (best, line) = *scores.first()?;
    let second = scores.get(1).map_or(0.0, |(score, _)| *score);
    let only_one = best >= ALIKE && best - second >= MARGIN && !present.contains(&line);
    only_one.then(|| (line, is_inside(&text, &fold(key.lines[line].label.unwrap_or_default()))))
}

/// Whether a text is a piece of a label, long enough to be no other's.
fn is_inside(text: &str, label: &str) -> bool {
    text.chars().count() >= SHORTEST_PART && label.contains(text)
}

/// Whether a text is the beginning of a label, both without their numbering or with the same.
fn begins(text: &str, label: &str) -> bool {
    let (text, label): (Vec<char>, Vec<char>) = (text.chars().collect(), label.chars().collect());
    let ((a, skip_a), (b, skip_b)) = (numbering(&text), numbering(&label));
    let (text, label) = (&text[skip_a..], &label[skip_b..]);
    (skip_a == 0 || a == b) && text.len() >= SHORTEST && label.starts_with(text)
}
