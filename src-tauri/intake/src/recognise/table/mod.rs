//! Finding a table's cells on a page: a label, then the numbers that follow it.

mod header;
mod key;
mod odd;
mod scan;
mod settle;
mod spelling;

use crate::{
    document::{Position, Row},
    fold::fold,
    reading::{Origin, Sighting},
};
use key::{Key, Meaning};
use report::{
    form::{Row as FormRow, Table},
    CellId, Form, Forms,
};
use scan::{Atom, What};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    ops::Range,
};

/// What was made of the rows of a table's section.
#[derive(Default)]
pub(super) struct TableReading {
    /// Every cell the document speaks of; the text is what stands there.
    pub cells: BTreeMap<CellId, Sighting>,
    /// Cells that only another edition has.
    pub foreign: BTreeMap<CellId, Sighting>,
    /// Cells that stand in no row of their own, and whose number follows from one of another edition.
    pub as_one: BTreeSet<CellId>,
    /// The cells of the line that was read last: where a document breaks off, these may be cut.
    pub last: Vec<CellId>,
    /// A cell of each row whose label is not the form's, and the label as it is printed.
    pub labels: Vec<(CellId, String)>,
    /// Rows that are no part of the table.
    pub rest: Vec<(Position, String)>,
    /// What a person should know.
    pub remarks: Vec<String>,
}

/// A number as it stands behind a label.
#[derive(Clone, PartialEq, Debug)]
struct Written {
    raw: String,
    origin: Origin,
    position: Position,
    /// Stands in running text: it may be several numbers that ran together.
    flows: bool,
    /// Ends where something known begins.
    clean: bool,
    /// Nothing else stands in its line.
    alone: bool,
}

/// A line of the table and what stands behind its label.
struct Open<'a> {
    line: usize,
    /// The row its label stands in.
    row: usize,
    values: Vec<Written>,
    /// The headings above it and the columns of the grid in which they stand, where a grid is shown.
    heads: Vec<(usize, &'a str)>,
    /// The nearest headings above it.
    above: Above<'a>,
    /// Whether one of the values, in running lines, is more than a number: where the others begin is not sure.
    is_odd: bool,
}

impl Open<'_> {
    fn is_blank(&self) -> bool {
        self.values.iter().all(|written| written.raw.is_empty())
    }
}

/// The headings that stand together above numbers, in reading order.
#[derive(Clone, Default)]
struct Above<'a> {
    columns: Vec<&'a str>,
    /// What names the groups of numbers of the line without a label.
    groups: Vec<usize>,
}

/// Which rows of a section are the table, from its first row of cells to its last; none where the table does not stand in
/// cells, which most of what the form prints in it would, and the label of every row: a page's end may tear a table.
pub(super) fn in_cells(rows: &[Row], table: &Table) -> Option<Range<usize>> {
    let is_of_cells = |row: &Row| matches!(row.position, Position::TableRow { .. });
    let fields = rows.iter().filter(|row| is_of_cells(row)).flat_map(|row| &row.fields);
    let texts: HashSet<String> = fields.map(|field| fold(&field.text)).collect();
    let printed = table.grid.iter().flatten().filter_map(|cell| cell.text().map(fold));
    let printed: HashSet<String> = printed.filter(|text| !text.is_empty()).collect();
    let has_label = |row: &FormRow| row.label.is_empty() || texts.contains(&fold(&row.label));
    if 2 * printed.intersection(&texts).count() <= printed.len() || !table.rows.iter().all(has_label) {
        return None;
    }
    let (first, last) = (rows.iter().position(is_of_cells)?, rows.iter().rposition(is_of_cells)?);
    // A line across the whole table is one cell, in a sheet none of a table, and stands above or below the others.
    let across = table.grid.iter().flatten().filter(|cell| cell.colspan == table.widths.len());
    let across: HashSet<String> = across.filter_map(|cell| cell.text().map(fold)).collect();
    let is_across = |row: &&Row| row.only_text().is_some_and(|text| across.contains(&fold(text)));
    let above = rows[..first].iter().rev().take_while(is_across).count();
    let below = rows[last + 1..].iter().take_while(is_across).count();
    Some(first - above..last + 1 + below)
}

/// Reads a table from the rows of its section.
///
/// `pages` are the document's lines that may be page numbers.
pub(super) fn read(
    rows: &[Row],
    table: &Table,
    form: &Form,
    forms: &Forms,
    pages: &BTreeSet<usize>,
) -> TableReading {
    let key = Key::new(table, form, forms);
    let whole = rows;
    let rows = &whole[..as_long_as_a_table(whole)];
    let mut atoms = scan::atoms(rows, &key);
    spelling::headings(&mut atoms, table);
    spelling::subtotals(&mut atoms, table);
    let mut spelling = spelling::correct(&mut atoms, &key);
    spelling::totals(&mut atoms, &key, &mut spelling);
    odd::values(&mut atoms, rows, &key, in_cells(rows, table).is_some());
    let mut reader = Reader {
        key: &key,
        rows,
        out: TableReading::default(),
        open: None,
        taken: Vec::new(),
        columns: Vec::new(),
        first_line: None,
        heads: Vec::new(),
        above: Above::default(),
        in_head: true,
        before_labels: 0,
        below_unlabelled: 0,
        ends_bare: false,
    };
    reader.out.remarks = spelling.remarks;
    reader.out.labels = spelling.printed;
    if rows.len() < whole.len() {
        reader.out.remarks.push(format!("{}后面的内容过长，不像是表格，没有读。", table.name));
        reader.out.rest.extend(whole[rows.len()..].iter().map(|row| (row.position, row.joined())));
    }
    reader.await_unlabelled();
    for of_row in atoms.chunk_by(|a, b| a.row == b.row) {
        reader.row(of_row);
    }
    reader.close();
    let has_headings = reader.has_headings();
    let is_above = reader.has_numbers_above();
    let is_one_of_several = reader.has_line_below();
    let seen_any = !reader.columns.is_empty();
    let mut doubtful = spelling.doubtful;
    if has_headings {
        doubtful.extend(reader.turned());
    }
    doubtful.extend(reader.with_page_number(pages));
    let Reader { mut out, taken, columns, .. } = reader;
    let is_twice = settle::settle(&mut out, taken, &columns, &key, form, forms, &doubtful);
    if is_twice {
        out.remarks.push(format!("{}出现两次，数字不同；只取第一次的，各格请逐一核对。", table.name));
        out.doubt_all();
    }
    if is_above {
        out.remarks.push(format!("{}的数字可能写在行名的上一行，各格请逐一核对。", table.name));
        out.doubt_all();
    }
    if is_one_of_several {
        out.remarks.push(format!("{}下面另有一行数字，只取了第一行，各格请逐一核对。", table.name));
        out.doubt_all();
    }
    if !out.cells.is_empty() && !has_headings {
        out.remarks.push(if seen_any {
            format!("{}的表头与官方格式不一致，各格请逐一核对。", table.name)
        } else {
            format!("{}没有读到表头，各格请逐一核对。", table.name)
        });
        out.doubt_all();
    }
    let others = rows_of_others(&out, table, forms);
    if !others.is_empty() {
        let labels = others.join("”“");
        out.remarks
            .push(format!("{}里的“{labels}”是另一年度格式的行，没有填入；请核对年度和格式。", table.name));
    }
    out
}

/// Labels left over that are rows of this table in another edition.
fn rows_of_others<'a>(out: &TableReading, table: &Table, forms: &'a Forms) -> Vec<&'a str> {
    let theirs = forms.reports().filter_map(|form| form.table(&table.id)).flat_map(|theirs| &theirs.rows);
    let is_left = |label: &String| {
        let label = fold(label);
        out.rest.iter().any(|(_, text)| text.chars().count() < 80 && fold(text) == label)
    };
    let mut labels: Vec<&str> = theirs
        .filter(|row| table.row(&row.id).is_none())
        .filter(|row| std::iter::once(&row.label).chain(&row.aliases).any(is_left))
        .map(|row| row.label.as_str())
        .collect();
    labels.dedup();
    labels
}

impl TableReading {
    /// Makes every cell uncertain.
    pub fn doubt_all(&mut self) {
        let all = self.cells.values_mut().chain(self.foreign.values_mut());
        all.for_each(|sighting| sighting.certain = false);
    }
}

/// The longest section of a table, in bytes; the longest published one has thirty thousand.
const LONGEST: usize = 1 << 20;

/// How many rows are no more than a table can be.
fn as_long_as_a_table(rows: &[Row]) -> usize {
    let mut length = 0;
    let fits = |row: &&Row| {
        length += row.fields.iter().map(|field| field.text.len() + 1).sum::<usize>();
        length <= LONGEST
    };
    rows.iter().take_while(fits).count()
}

/// A column's heading as it was met.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Heading<'a> {
    Column(&'a str),
    /// A subtotal that the form does not have.
    Subtotal,
}

struct Reader<'k, 'a> {
    key: &'k Key<'a>,
    rows: &'k [Row],
    out: TableReading,
    open: Option<Open<'a>>,
    taken: Vec<Open<'a>>,
    columns: Vec<Heading<'a>>,
    /// The row of the first line's label or numbers.
    first_line: Option<usize>,
    /// The nearest headings and the columns of the grid in which they stand.
    heads: Vec<(usize, &'a str)>,
    /// The same headings in reading order, grid or not.
    above: Above<'a>,
    /// Whether no line has come since the last heading.
    in_head: bool,
    /// How many numbers stand before the first label.
    before_labels: usize,
    /// How many numbers stand below those of the line without a label.
    below_unlabelled: usize,
    /// Whether the label that was met last has no numbers behind it.
    ends_bare: bool,
}

impl<'a> Reader<'_, 'a> {
    fn row(&mut self, atoms: &[Atom<'a>]) {
        let Some(number) = atoms.first().map(|atom| atom.row) else { return };
        let has_columns = self.rows[number].has_columns();
        if has_columns && self.is_whole_line(atoms) {
            self.first_line.get_or_insert(number);
            self.in_head = false;
            if let Some(open) = &mut self.open {
                open.values = atoms.iter().map(|atom| written(atom, self.rows)).collect();
                open.above = self.above.clone();
            }
            self.close();
            return;
        }
        for atom in atoms {
            self.atom(atom);
        }
        if let ([_], Some(open), false) = (atoms, &mut self.open, has_columns) {
            if let Some(last) =
                open.values.last_mut().filter(|last| last.position == self.rows[number].position)
            {
                last.alone = true;
            }
        }
        // A table row or tabbed line that holds a label and numbers says all of its line.
        let says_all = |open: &Open<'_>| open.row == number && !open.values.is_empty();
        if has_columns && self.open.as_ref().is_some_and(says_all) {
            self.close();
        }
    }

    /// Whether a row with columns holds nothing but the numbers of the line without a label.
    fn is_whole_line(&self, atoms: &[Atom<'a>]) -> bool {
        self.open.as_ref().is_some_and(|open| self.waits(open))
            && atoms.iter().any(|atom| atom.what == What::Value)
            && atoms.iter().all(|atom| matches!(atom.what, What::Value | What::Blank))
    }

    /// Whether it is the line without a label, which goes on waiting for its numbers.
    fn waits(&self, open: &Open<'_>) -> bool {
        Some(open.line) == self.key.unlabelled && open.values.is_empty()
    }

    fn atom(&mut self, atom: &Atom<'a>) {
        match atom.what {
            What::Label(Meaning::Line(line) | Meaning::Foreign(line)) => {
                self.close();
                self.first_line.get_or_insert(atom.row);
                self.in_head = false;
                let (heads, above) = (self.heads.clone(), self.above.clone());
                self.open =
                    Some(Open { line, row: atom.row, values: Vec::new(), heads, above, is_odd: false });
            }
            What::Label(Meaning::Above(group)) => {
                self.in_head();
                self.above.groups.push(group);
                self.close_labelled();
            }
            What::Label(Meaning::Column(id)) => {
                self.in_head();
                self.above.columns.push(id);
                self.heads.extend(column_of(atom.origin).map(|column| (column, id)));
                self.heading(Heading::Column(id));
            }
            // Below the head it is the label of a row that adds up a group: its numbers belong to no cell.
            What::Label(Meaning::Subtotal) if self.first_line.is_some() => self.close(),
            What::Label(Meaning::Subtotal) => self.heading(Heading::Subtotal),
            What::Label(Meaning::Other) => self.close_labelled(),
            // A blank says something only within a row that shows its columns.
            What::Blank => {
                if let Some(open) = self.open.as_mut().filter(|open| open.row == atom.row) {
                    open.values.push(written(atom, self.rows));
                }
            }
            What::Value | What::Digits { .. } => {
                let written = written(atom, self.rows);
                self.in_head = false;
                match &mut self.open {
                    Some(open) => {
                        self.first_line.get_or_insert(atom.row);
                        if open.values.is_empty() && Some(open.line) == self.key.unlabelled {
                            open.above = self.above.clone();
                        }
                        open.values.push(written);
                    }
                    None => {
                        self.before_labels += usize::from(self.first_line.is_none());
                        self.below_unlabelled += usize::from(self.key.unlabelled.is_some());
                        // Where a number stands below a row of blanks, it may be that row's.
                        if let Some(last) = self.taken.last_mut().filter(|last| last.is_blank()) {
                            last.values.iter_mut().for_each(|blank| blank.clean = false);
                        }
                        self.out.rest.push((written.position, written.raw));
                    }
                }
            }
            What::Text if self.is_odd_value(atom) => {}
            What::Text => {
                // Numbers behind an unknown label are not those of the label before it.
                self.close_labelled();
                self.out.rest.push((self.rows[atom.row].position, atom.text.clone()));
            }
        }
    }

    /// Takes what is written to a number in running lines, 12人, or in its place, ①, for part of it. What else stands in
    /// the line is no surer than it.
    fn is_odd_value(&mut self, atom: &Atom<'a>) -> bool {
        // A gap in it need not be the one that stands there.
        let is_piece = !self.rows[atom.row].has_columns() && !atom.text.contains(' ');
        let Some(open) = self.open.as_mut().filter(|_| is_piece) else { return false };
        match open.values.last_mut().filter(|last| last.position == self.rows[atom.row].position) {
            Some(last) if !last.clean && odd::is_short(&atom.text) => last.raw.push_str(&atom.text),
            // A sign for nothing is as good as a number.
            None if scan::is_value(&atom.text) => {
                open.values.push(written(atom, self.rows));
                return true;
            }
            None if odd::is_numeral(&atom.text) => {
                let written = written(atom, self.rows);
                open.values.push(Written { flows: false, clean: false, ..written });
            }
            _ => return false,
        }
        open.is_odd = true;
        true
    }

    /// A heading: after numbers it begins a new head, and where lines have no label a new table.
    fn in_head(&mut self) {
        if !std::mem::replace(&mut self.in_head, true) {
            self.heads.clear();
            self.above = Above::default();
            self.close_labelled();
            self.await_unlabelled();
        }
    }

    /// The line without a label waits for its numbers.
    fn await_unlabelled(&mut self) {
        if let (Some(line), None) = (self.key.unlabelled, &self.open) {
            let above = Above::default();
            self.open = Some(Open {
                line,
                row: usize::MAX,
                values: Vec::new(),
                heads: Vec::new(),
                above,
                is_odd: false,
            });
        }
    }

    fn heading(&mut self, heading: Heading<'a>) {
        self.close_labelled();
        if !self.columns.contains(&heading) {
            self.columns.push(heading);
        }
    }

    fn close_labelled(&mut self) {
        if !self.open.as_ref().is_some_and(|open| self.waits(open)) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(mut open) = self.open.take() else { return };
        self.ends_bare = open.values.is_empty();
        if self.ends_bare {
            return;
        }
        if open.is_odd {
            open.values.iter_mut().for_each(|written| written.clean = false);
        }
        self.taken.push(open);
    }

    /// Whether each line's numbers may stand above its label: as many as it has stand before the first, and none behind
    /// the last.
    fn has_numbers_above(&self) -> bool {
        let room = self.taken.first().map_or(0, |open| self.key.lines[open.line].cells.len());
        self.key.unlabelled.is_none() && self.ends_bare && room > 0 && self.before_labels >= room
    }

    /// Whether as many numbers as the line without a label has stand below it: last year's, or an office's own.
    fn has_line_below(&self) -> bool {
        let room = self.key.unlabelled.map_or(usize::MAX, |line| self.key.lines[line].cells.len());
        self.below_unlabelled >= room
    }

    /// Whether the headings were read, in an order the form has, for every line that was read.
    fn has_headings(&self) -> bool {
        let columns: Vec<&str> = self
            .columns
            .iter()
            .filter_map(|heading| match heading {
                Heading::Column(id) => Some(*id),
                Heading::Subtotal => None,
            })
            .collect();
        let in_order = |order: &Vec<&str>| order.iter().filter(|id| columns.contains(id)).eq(columns.iter());
        let mut used: BTreeSet<&str> = BTreeSet::new();
        let mut is_turned = false;
        for open in &self.taken {
            let line = &self.key.lines[open.line];
            // What stands under its own heading needs no order.
            if settle::under_names(open, line).is_none() {
                used.extend(line.cells.iter().map(|id| id.column()));
            }
            // Without a label nothing but the headings tells the groups of numbers apart.
            if Some(open.line) == self.key.unlabelled {
                if !is_repeated(&open.above.groups, &(0..self.key.above).collect::<Vec<_>>()) {
                    return false;
                }
                is_turned |= self.is_turned(open);
            }
        }
        if used.is_empty() && !self.taken.is_empty() {
            return true;
        }
        let is_read = self.key.orders.iter().any(in_order) && used.iter().all(|id| columns.contains(id));
        (is_read && !is_turned) || self.shows_across(&used)
    }

    /// Whether a page laid out in columns shows these headings from left to right.
    fn shows_across(&self, used: &BTreeSet<&str>) -> bool {
        let above = &self.rows[..self.first_line.unwrap_or(0).min(self.rows.len())];
        let spans = |word: &str| matches!(self.key.meaning(word), Some(Meaning::Other | Meaning::Above(_)));
        let line = &self.key.lines[self.key.unlabelled.unwrap_or(0)].cells;
        let under_them: Vec<&str> = line.iter().map(|id| id.column()).collect();
        used.iter().all(|id| under_them.contains(id))
            && header::across(above, line.len(), spans).is_some_and(|shown| shown.ends_with(&self.key.across))
    }

    /// Whether the nearest headings above a line are not those of the form, or stand in another order.
    fn is_turned(&self, open: &Open<'_>) -> bool {
        let own: Vec<&str> = self.key.lines[open.line].cells.iter().map(|id| id.column()).collect();
        if Some(open.line) == self.key.unlabelled {
            return !is_repeated(&open.above.columns, &own);
        }
        let above: Vec<&str> = open.above.columns.iter().copied().filter(|id| own.contains(id)).collect();
        // A stray word is no head.
        let is_head = above.len() * 2 >= own.len() && !above.is_empty();
        let fits = |order: &Vec<&str>| {
            let order: Vec<&str> = order.iter().copied().filter(|id| own.contains(id)).collect();
            is_repeated(&above, &order)
        };
        is_head && !self.key.orders.iter().any(fits)
    }

    /// The lines with such headings.
    fn turned(&mut self) -> Vec<usize> {
        let mut lines: Vec<usize> = Vec::new();
        for open in &self.taken {
            let line = &self.key.lines[open.line];
            let used: BTreeSet<&str> = line.cells.iter().map(|id| id.column()).collect();
            let is_doubtful = Some(open.line) != self.key.unlabelled
                && settle::under_names(open, line).is_none()
                && self.is_turned(open)
                && !self.shows_across(&used);
            if is_doubtful && !lines.contains(&open.line) {
                lines.push(open.line);
            }
        }
        for label in lines.iter().filter_map(|line| self.key.lines[*line].label) {
            self.out.remarks.push(format!("“{label}”上方的表头与官方格式不一致，请核对这一行。"));
        }
        lines
    }
}

impl Reader<'_, '_> {
    /// The lines of which a number may be a page's: it stands alone where the others stand together, or goes on from the
    /// page numbers around the table.
    fn with_page_number(&mut self, pages: &BTreeSet<usize>) -> Vec<usize> {
        let is_short = |written: &Written| {
            let folded = fold(&written.raw);
            written.alone && folded.len() <= 3 && folded.bytes().all(|b| b.is_ascii_digit())
        };
        let is_page = |written: &Written| match written.position {
            Position::Line(line) => is_short(written) && pages.contains(&line),
            Position::TableRow { .. } => false,
        };
        let together = |open: &Open<'_>| open.values.iter().any(|written| !written.alone);
        let any_together = self.taken.iter().any(together);
        let is_odd = |open: &&Open<'_>| {
            let stands_apart = open.values.last().is_some_and(is_short)
                && (together(open) || (open.values.len() == 1 && any_together));
            stands_apart || open.values.iter().any(is_page)
        };
        let lines: BTreeSet<usize> = self.taken.iter().filter(is_odd).map(|open| open.line).collect();
        for line in &lines {
            let label = self.key.lines[*line].label.unwrap_or("各列");
            self.out.remarks.push(format!("“{label}”的一个数字独占一行，可能是页码，请核对这一行。"));
        }
        lines.into_iter().collect()
    }
}

/// Whether something is the pattern, once or several times: a head is printed again on every page.
fn is_repeated<T: PartialEq>(all: &[T], pattern: &[T]) -> bool {
    !all.is_empty() && !pattern.is_empty() && all.chunks(pattern.len()).all(|chunk| chunk == pattern)
}

/// The column of the grid.
fn column_of(origin: Origin) -> Option<usize> {
    match origin {
        Origin::Cell { column, .. } => Some(column),
        Origin::Line { field, .. } => field,
        Origin::Character { .. } | Origin::Exchange => None,
    }
}

fn written(atom: &Atom<'_>, rows: &[Row]) -> Written {
    Written {
        raw: if atom.what == What::Blank { String::new() } else { atom.text.clone() },
        origin: atom.origin,
        position: rows[atom.row].position,
        flows: matches!(atom.what, What::Digits { .. }),
        clean: atom.what != What::Digits { clean: false } && !atom.is_doubtful,
        alone: false,
    }
}
