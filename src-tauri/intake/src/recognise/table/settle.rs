//! From labels and the numbers behind them to cells: each number has its cell, or is divided, or stays in doubt.

use super::{
    column_of,
    key::{Key, Line},
    Heading, Open, TableReading, Written,
};
use crate::{
    fold::{fold, fold_char},
    glued::{divide, Division, Equation, Strip},
    reading::{Origin, Sighting},
};
use report::{cell::CellKind, form::Quality, CellId, Form, Forms};
use std::collections::{BTreeSet, HashMap};

/// Gives the numbers of each line their cells. Says whether the table stands there twice, with other numbers.
pub(super) fn settle(
    out: &mut TableReading,
    taken: Vec<Open<'_>>,
    columns: &[Heading<'_>],
    key: &Key<'_>,
    form: &Form,
    forms: &Forms,
    doubtful: &BTreeSet<usize>,
) -> bool {
    let subtotal = subtotal_at(columns, key);
    let kinds = Kinds { form, forms };
    let mut lines: Vec<(usize, Behind)> = Vec::new();
    let mut again: Vec<(usize, Behind)> = Vec::new();
    out.last = taken
        .last()
        .map(|open| key.lines[open.line].cells.iter().map(|id| (*id).clone()).collect())
        .unwrap_or_default();
    for open in taken {
        let line = &key.lines[open.line];
        if let Some(named) = under_names(&open, line) {
            let is_sure = !doubtful.contains(&open.line);
            for (id, written) in named {
                put(id, written, is_sure, line.is_foreign, out);
            }
            continue;
        }
        let values = under_headings(open.values, &open.heads, key.lines[open.line].cells.len());
        let behind = behind(values, &key.lines[open.line], subtotal, &kinds, out);
        if lines.iter().any(|(line, _)| *line == open.line) {
            again.push((open.line, behind));
        } else {
            lines.push((open.line, behind));
        }
    }
    let divisions = divisions(&lines, key, &kinds);
    for ((line, behind), division) in lines.into_iter().zip(divisions) {
        let sighted = sighted(behind, division, &key.lines[line], doubtful.contains(&line), out);
        let place = if key.lines[line].is_foreign { &mut out.foreign } else { &mut out.cells };
        place.extend(sighted);
    }
    let remarks = out.remarks.len();
    let mut different = BTreeSet::new();
    for (line, behind) in again {
        if compare(&behind, &key.lines[line], out) {
            different.insert(line);
        }
    }
    // A row may be printed again on the next page; several with other numbers are a second table.
    let is_twice = different.len() > 1 || key.unlabelled.is_some_and(|line| different.contains(&line));
    if is_twice {
        out.remarks.truncate(remarks);
    }
    let foreign = key.lines.iter().filter(|line| line.is_foreign && out.foreign.contains_key(line.cells[0]));
    let foreign: Vec<&Line> = foreign.filter(|line| !has_parts(line, form, out)).collect();
    let mut told: Vec<(&str, bool)> = Vec::new();
    for line in foreign {
        let is_all_zero = part_zeros(line, form, forms, out);
        told.extend(line.label.map(|label| (label, is_all_zero)));
    }
    told.dedup();
    for (label, is_all_zero) in told {
        let what = match is_all_zero {
            true => "都是0，各分项也填为0。",
            false => "各分项不可知，没有填入；合计是0的，分项填为0。",
        };
        out.remarks.push(format!("“{label}”在本年格式里分为几行，原文只有一行合计（旧格式的填法），{what}"));
    }
    is_twice
}

/// Where a row of another edition says zero, the rows that the form has in its place count nothing either. Whether all of
/// it is zero.
fn part_zeros(line: &Line<'_>, form: &Form, forms: &Forms, out: &mut TableReading) -> bool {
    let mut is_all_zero = true;
    for id in &line.cells {
        let zero = out.foreign.get(*id).filter(|it| fold(&it.raw) == "0").cloned();
        is_all_zero &= zero.is_some();
        let Some(zero) = zero else { continue };
        let joins = forms.reports().filter_map(|form| form.mapping.as_ref()).flat_map(|it| &it.joins);
        let names = joins.filter(|it| it.from == **id && it.quality == Quality::Sum).flat_map(|it| &it.to);
        for part in names.filter_map(|name| form.cell(name)) {
            out.cells.entry(part.id.clone()).or_insert_with(|| zero.clone());
            out.as_one.insert(part.id.clone());
        }
    }
    is_all_zero
}

/// Whether the rows that the form has in the place of another edition's were read too.
fn has_parts(line: &Line<'_>, form: &Form, out: &TableReading) -> bool {
    let label = line.label.map(fold);
    let Some(table) = line.cells.first().and_then(|id| form.table(id.table())) else { return false };
    let Some(group) = table.groups.iter().find(|group| Some(fold(&group.label)) == label) else {
        return false;
    };
    let mut rows = table.rows.iter().filter(|row| row.group.as_ref() == Some(&group.id));
    rows.any(|row| out.cells.keys().any(|id| id.row() == row.id))
}

/// What stands behind a label.
enum Behind {
    /// A number for every cell.
    Whole(Vec<Written>),
    /// Digits in which the borders of the cells are to be found.
    Glued(Vec<Written>),
    /// Too few or too many.
    Doubtful(Vec<Written>),
}

struct Kinds<'a> {
    form: &'a Form,
    forms: &'a Forms,
}

impl Kinds<'_> {
    fn of(&self, id: &CellId) -> CellKind {
        let own = self.form.cell(id.as_str());
        let cell = own.or_else(|| self.forms.reports().find_map(|form| form.cell(id.as_str())));
        cell.map_or(CellKind::Count, |cell| cell.kind)
    }
}

/// Where the numbers of a line have a subtotal among them, counted from the left.
fn subtotal_at(columns: &[Heading<'_>], key: &Key<'_>) -> Option<usize> {
    let at = columns.iter().position(|heading| *heading == Heading::Subtotal)?;
    let across = &key.orders[1];
    let place = |heading: Option<&Heading<'_>>| match heading {
        Some(Heading::Column(id)) => across.iter().position(|column| column == id),
        _ => None,
    };
    // Headings are read row by row: what comes next stands to the right, else what came before to the left.
    place(columns.get(at + 1)).or_else(|| place(columns.get(at.checked_sub(1)?)).map(|before| before + 1))
}

fn behind(
    mut values: Vec<Written>,
    line: &Line<'_>,
    subtotal: Option<usize>,
    kinds: &Kinds<'_>,
    out: &mut TableReading,
) -> Behind {
    let room = line.cells.len();
    let mut agrees = true;
    if let Some(at) = subtotal {
        values = without_blanks(values, room + 1);
        if values.len() == room + 1 && at < values.len() {
            let dropped = values.remove(at);
            agrees = is_subtotal(&dropped, &values, line);
            out.rest.push((dropped.position, dropped.raw));
        } else {
            agrees = false;
        }
    }
    let mut values = without_blanks(values, room);
    if values.len() > room {
        let more = values.split_off(room);
        out.rest.extend(more.into_iter().map(|written| (written.position, written.raw)));
        return Behind::Doubtful(values);
    }
    if values.len() == room {
        return if agrees { Behind::Whole(values) } else { Behind::Doubtful(values) };
    }
    let digits: usize = values.iter().map(|written| written.raw.chars().count()).sum();
    let may_be_glued = values.iter().any(|written| written.flows)
        && values.iter().all(|written| !written.raw.is_empty())
        && digits >= room
        && agrees;
    // A number that no cell of the line can hold is none, and no part of a run of them.
    let held = |written: &Written| {
        let chars: Vec<char> = written.raw.chars().map(fold_char).collect();
        chars.iter().all(|c| c.is_ascii_digit() || "+-.元万".contains(*c))
            && (chars.iter().all(char::is_ascii_digit)
                || line.cells.iter().any(|id| kinds.of(id) != CellKind::Count))
    };
    if may_be_glued && values.iter().all(held) {
        Behind::Glued(values)
    } else {
        Behind::Doubtful(values)
    }
}

/// The cells of a line's numbers by the headings they stand under, where that says more than their order: the columns are
/// in another order than the form's, or are not all there, and each number has its own heading.
pub(super) fn under_names<'k>(open: &Open<'_>, line: &Line<'k>) -> Option<Vec<(&'k CellId, Written)>> {
    let Open { values, heads, .. } = open;
    if values.is_empty() || values.len() != heads.len() || values.len() > line.cells.len() {
        return None;
    }
    let cell_of = |written: &Written| {
        let column = column_of(written.origin).filter(|_| !written.flows)?;
        let mut above = heads.iter().filter(|(at, _)| *at == column);
        let (_, name) = above.next().filter(|_| above.next().is_none())?;
        line.cells.iter().copied().find(|id| id.column() == *name)
    };
    let cells: Vec<&'k CellId> = values.iter().map(cell_of).collect::<Option<_>>()?;
    let distinct: BTreeSet<&CellId> = cells.iter().copied().collect();
    (distinct.len() == cells.len() && cells != line.cells)
        .then(|| cells.into_iter().zip(values.iter().cloned()).collect())
}

/// A number whose cell is known; where it stands there already, both must say the same. `false` when they do not.
fn put(id: &CellId, written: Written, is_sure: bool, is_foreign: bool, out: &mut TableReading) -> bool {
    let cells = if is_foreign { &mut out.foreign } else { &mut out.cells };
    match cells.get_mut(id) {
        Some(first) if first.raw != written.raw => {
            first.certain = false;
            out.remarks.push(format!("{id}：同一格另有“{}”（{}）。", written.raw, written.origin));
            return false;
        }
        Some(_) => {}
        None => {
            let certain = is_sure && written.clean;
            let sighting = Sighting { origin: written.origin, raw: written.raw, certain, others: Vec::new() };
            cells.insert(id.clone(), sighting);
        }
    }
    true
}

/// Blank fields in columns of the grid that no heading stands above fill up spans: they are left out where every cell
/// then has its heading.
fn under_headings(values: Vec<Written>, heads: &[(usize, &str)], room: usize) -> Vec<Written> {
    if values.len() <= room || heads.len() != room {
        return values;
    }
    let has_head = |written: &Written| {
        column_of(written.origin).is_some_and(|column| heads.iter().any(|(at, _)| *at == column))
    };
    if values.iter().filter(|written| has_head(written)).count() != room
        || values.iter().any(|written| !written.raw.is_empty() && !has_head(written))
    {
        return values;
    }
    values.into_iter().filter(has_head).collect()
}

/// Blank fields beside the numbers fill up spans; they are left out where that can be done in one way only.
fn without_blanks(mut values: Vec<Written>, room: usize) -> Vec<Written> {
    let blank = |written: &&Written| written.raw.is_empty();
    let surplus = values.len().saturating_sub(room);
    let before = values.iter().take_while(blank).count();
    let after = values.iter().rev().take_while(blank).count();
    if surplus == 0 || before + after < surplus || before + after >= values.len() {
        return values;
    }
    // As many as must go could go on the left, on the right, or some on each.
    let left = match (before, after) {
        (_, 0) => surplus,
        (0, _) => 0,
        (before, after) if before + after == surplus => before,
        _ => return values,
    };
    values.drain(..left);
    values.truncate(room);
    values
}

/// Whether a subtotal is that of the organisations: all columns but the first and the last.
fn is_subtotal(written: &Written, values: &[Written], line: &Line<'_>) -> bool {
    let count =
        |written: &Written| written.raw.chars().map(fold_char).collect::<String>().parse::<u64>().ok();
    let parts = values.get(1..line.cells.len().saturating_sub(1)).unwrap_or_default();
    let sum = parts.iter().try_fold(0_u64, |sum, part| sum.checked_add(count(part)?));
    sum.is_some() && sum == count(written)
}

fn divisions(lines: &[(usize, Behind)], key: &Key<'_>, kinds: &Kinds<'_>) -> Vec<Option<Division>> {
    if !lines.iter().any(|(_, behind)| matches!(behind, Behind::Glued(_))) {
        return lines.iter().map(|_| None).collect();
    }
    let all = key.lines.iter().flat_map(|line| line.cells.iter().copied());
    let numbers: HashMap<&CellId, usize> = all.enumerate().map(|(n, id)| (id, n)).collect();
    let strip = |(line, behind): &(usize, Behind)| {
        let (Behind::Whole(values) | Behind::Glued(values) | Behind::Doubtful(values)) = behind;
        let cells = &key.lines[*line].cells;
        let cells = cells.iter().filter_map(|id| Some((*numbers.get(id)?, kinds.of(id)))).collect();
        let pieces = match behind {
            // What is in doubt is no witness for the others.
            Behind::Doubtful(_) => Vec::new(),
            _ => values.iter().map(|written| written.raw.chars().map(fold_char).collect()).collect(),
        };
        Strip { cells, pieces }
    };
    let strips: Vec<Strip> = lines.iter().map(strip).collect();
    divide(&strips, &equations(lines, key, kinds, &numbers))
}

/// The form's sums and balances among the cells of this table.
fn equations(
    lines: &[(usize, Behind)],
    key: &Key<'_>,
    kinds: &Kinds<'_>,
    numbers: &HashMap<&CellId, usize>,
) -> Vec<Equation> {
    let foreign: Vec<&CellId> = lines
        .iter()
        .filter(|(line, _)| key.lines[*line].is_foreign)
        .flat_map(|(line, _)| key.lines[*line].cells.iter().copied())
        .collect();
    let term = |id: &CellId, sign: i64| numbers.get(id).map(|n| (*n, sign));
    let mut equations = Vec::new();
    for sum in &kinds.form.sums {
        let mut parts = sum.parts.clone();
        for cell in &foreign {
            stand_in(cell, &mut parts, kinds.forms);
        }
        let terms = parts.iter().map(|id| term(id, 1)).chain([term(&sum.total, -1)]);
        if let Some(terms) = terms.collect() {
            equations.push(Equation { terms, total: numbers.get(&sum.total).copied() });
        }
    }
    // The rows of another edition add up as those of the form do.
    for sum in kinds.forms.reports().flat_map(|form| &form.sums).filter(|sum| foreign.contains(&&sum.total)) {
        let terms = sum.parts.iter().map(|id| term(id, 1)).chain([term(&sum.total, -1)]);
        if let Some(terms) = terms.collect() {
            equations.push(Equation { terms, total: numbers.get(&sum.total).copied() });
        }
    }
    for balance in &kinds.form.balances {
        let terms =
            balance.left.iter().map(|id| term(id, 1)).chain(balance.right.iter().map(|id| term(id, -1)));
        if let Some(terms) = terms.collect() {
            equations.push(Equation { terms, total: None });
        }
    }
    equations
}

/// Puts a cell of another edition in the place of the cells it is the sum of.
fn stand_in(cell: &CellId, parts: &mut Vec<CellId>, forms: &Forms) {
    let joins = forms.reports().filter_map(|form| form.mapping.as_ref()).flat_map(|mapping| &mapping.joins);
    for join in joins.filter(|join| join.from == *cell && join.quality == Quality::Sum) {
        let stands_for = |part: &CellId| join.to.iter().any(|to| to == part.as_str());
        if parts.iter().any(stands_for) {
            parts.retain(|part| !stands_for(part));
            parts.push(cell.clone());
        }
    }
}

/// The sightings of a line.
fn sighted(
    behind: Behind,
    division: Option<Division>,
    line: &Line<'_>,
    doubtful: bool,
    out: &mut TableReading,
) -> Vec<(CellId, Sighting)> {
    let plain = |values: Vec<Written>, whole: bool| {
        let sighting = |written: Written| Sighting {
            origin: written.origin,
            certain: whole && written.clean && !doubtful,
            raw: written.raw,
            others: Vec::new(),
        };
        line.cells.iter().map(|id| (*id).clone()).zip(values.into_iter().map(sighting)).collect()
    };
    let values = match behind {
        Behind::Whole(values) => return plain(values, true),
        Behind::Doubtful(values) => return plain(values, false),
        Behind::Glued(values) => values,
    };
    let Some(division) = division else {
        let label = line.label.unwrap_or_default();
        let text: Vec<&str> = values.iter().map(|written| written.raw.as_str()).collect();
        out.remarks.push(format!("“{label}”后面的数字连在一起，分不开：{}。", text.join(" ")));
        out.rest.extend(values.into_iter().map(|written| (written.position, written.raw)));
        return Vec::new();
    };
    let clean = values.iter().all(|written| written.clean) && !doubtful;
    let raw = |(piece, range): &(usize, std::ops::Range<usize>)| -> String {
        values[*piece].raw.chars().skip(range.start).take(range.len()).collect()
    };
    let sighting = |n: usize| {
        let (piece, range) = &division.places[n];
        let mut others: Vec<String> = division.others.iter().map(|places| raw(&places[n])).collect();
        let mut seen = BTreeSet::new();
        others.retain(|other| seen.insert(other.clone()));
        if others.len() == 1 {
            others.clear();
        }
        Sighting {
            origin: moved(values[*piece].origin, range.start),
            raw: raw(&division.places[n]),
            certain: division.sure[n] && clean,
            others,
        }
    };
    line.cells.iter().enumerate().map(|(n, id)| ((*id).clone(), sighting(n))).collect()
}

/// The place so many characters further on.
fn moved(origin: Origin, by: usize) -> Origin {
    match origin {
        Origin::Character { line, character } => Origin::Character { line, character: character + by },
        other => other,
    }
}

/// A row printed twice must say the same twice. Whether it does not.
fn compare(behind: &Behind, line: &Line<'_>, out: &mut TableReading) -> bool {
    let (Behind::Whole(values) | Behind::Glued(values) | Behind::Doubtful(values)) = behind;
    if let Behind::Glued(values) = behind {
        let sightings = if line.is_foreign { &mut out.foreign } else { &mut out.cells };
        let first = line.cells.iter().filter_map(|id| sightings.get(*id));
        let first: String = first.map(|sighting| sighting.raw.as_str()).collect();
        let second: String = values.iter().map(|written| written.raw.as_str()).collect();
        if first != second {
            line.cells.iter().for_each(|id| {
                if let Some(sighting) = sightings.get_mut(*id) {
                    sighting.certain = false;
                }
            });
            out.remarks
                .push(format!("“{}”出现两次，数字不同：{first}、{second}。", line.label.unwrap_or_default()));
        }
        return first != second;
    }
    let mut is_different = values.len() != line.cells.len();
    for (id, written) in line.cells.iter().zip(values) {
        is_different |= !put(id, written.clone(), false, line.is_foreign, out);
    }
    is_different
}
