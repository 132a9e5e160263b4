//! What the labels of a table mean: from the form's definition to a dictionary of what may stand on a page.

use crate::fold::fold;
use report::{
    form::{Content, Label, Table},
    CellId, Form, Forms,
};
use std::collections::HashMap;

/// A row of numbers on the paper.
pub(super) struct Line<'a> {
    /// Its cells, left to right.
    pub cells: Vec<&'a CellId>,
    /// Its label; the line of table 四 has none.
    pub label: Option<&'a str>,
    /// A line that another edition has in place of this table's own: it is read, but no part of the report.
    pub is_foreign: bool,
}

/// What a label means.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Meaning<'a> {
    /// The numbers of this line follow.
    Line(usize),
    /// A column's heading.
    Column(&'a str),
    /// A column that the form does not have: the subtotal some offices print.
    Subtotal,
    /// A label of this table that stands where another edition has the numbers of this line.
    Foreign(usize),
    /// What stands above the numbers of the line without a label, which of them in reading order: 行政复议.
    Above(usize),
    /// Any other label of the table.
    Other,
}

/// The numbering before a label.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(super) enum Numbering {
    /// None.
    Bare,
    /// 1.
    Arabic,
    /// （一）
    Bracketed,
    /// 一、
    Han,
}

/// A label as it is looked for in running text.
struct Entry<'a> {
    body: Vec<char>,
    numbering: Numbering,
    meaning: Meaning<'a>,
}

/// What the table's definition says about reading it.
pub(super) struct Key<'a> {
    pub lines: Vec<Line<'a>>,
    meanings: HashMap<String, Meaning<'a>>,
    /// Entries by the first character of their bodies, longest first.
    entries: HashMap<char, Vec<Entry<'a>>>,
    /// The line without a label of its own (table 四), if there is one.
    pub unlabelled: Option<usize>,
    /// Labels that stand beside several rows: 无法提供.
    beside: Vec<String>,
    /// How many labels name its groups of numbers.
    pub above: usize,
    /// Column ids as their headings are read on the paper, and from left to right.
    pub orders: [Vec<&'a str>; 2],
    /// The headings of the columns of the unlabelled line or of the whole table, left to right, run together.
    pub across: String,
}

/// A label found in running text.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) struct Match<'a> {
    pub meaning: Meaning<'a>,
    /// How many characters it takes, numbering included.
    pub length: usize,
    /// Whether it is numbered, or long enough to be recognised in the midst of other text.
    pub stands_out: bool,
}

/// Headings of a column that adds up the organisations; the form has none.
const SUBTOTALS: &[&str] = &["法人小计", "小计", "法人合计", "法人或其他组织小计", "法人或其他组织合计"];

/// Shorter bodies (其他, 总计) mean nothing without their numbering.
const SHORTEST_BODY: usize = 4;

impl<'a> Key<'a> {
    pub fn new(table: &'a Table, form: &Form, forms: &'a Forms) -> Key<'a> {
        let mut key = Key {
            lines: Vec::new(),
            meanings: HashMap::new(),
            entries: HashMap::new(),
            unlabelled: None,
            beside: Vec::new(),
            above: 0,
            orders: [Vec::new(), table.columns.iter().map(|column| column.id.as_str()).collect()],
            across: String::new(),
        };
        let has_row = |row: &[report::form::GridCell]| {
            let is_row = |content: &Content| matches!(content, Content::Label { label: Label::Row(_), .. });
            row.iter().any(|cell| is_row(&cell.content))
        };
        let is_bare = |row: &Vec<_>| {
            row.iter().any(|cell: &report::form::GridCell| cell.value().is_some()) && !has_row(row)
        };
        let head = table.grid.iter().position(is_bare).unwrap_or(0);
        for (n, grid_row) in table.grid.iter().enumerate() {
            key.grid_row(table, grid_row, n < head);
        }
        for column in &table.columns {
            for alias in &column.aliases {
                key.learn(alias, Meaning::Column(&column.id));
            }
        }
        if table.columns.len() > 5 {
            SUBTOTALS.iter().for_each(|text| key.learn(text, Meaning::Subtotal));
        }
        key.learn_foreign(table, form, forms);
        key.across = key.headings_across(table);
        for entries in key.entries.values_mut() {
            entries.sort_by_key(|entry| std::cmp::Reverse(entry.body.len()));
        }
        key
    }

    fn grid_row(&mut self, table: &'a Table, grid_row: &'a [report::form::GridCell], is_above: bool) {
        let cells: Vec<&CellId> = grid_row.iter().filter_map(|cell| cell.value()).collect();
        let mut row_of_line = None;
        for cell in grid_row {
            let Content::Label { label, text } = &cell.content else { continue };
            let meaning = match label {
                Label::Row(id) if !cells.is_empty() => {
                    row_of_line = table.row(id);
                    Meaning::Line(self.lines.len())
                }
                Label::Column(id) => {
                    if !self.orders[0].contains(&id.as_str()) {
                        self.orders[0].push(id);
                    }
                    Meaning::Column(id)
                }
                _ if is_above && cells.is_empty() => {
                    self.above += 1;
                    Meaning::Above(self.above - 1)
                }
                _ => {
                    self.beside.extend(Some(fold(text)).filter(|_| !cells.is_empty()));
                    Meaning::Other
                }
            };
            self.learn(text, meaning);
        }
        if cells.is_empty() {
            return;
        }
        for alias in row_of_line.into_iter().flat_map(|row| &row.aliases) {
            self.learn(alias, Meaning::Line(self.lines.len()));
        }
        if row_of_line.is_none() {
            self.unlabelled = Some(self.lines.len());
        }
        let label = row_of_line.map(|row| row.label.as_str());
        self.lines.push(Line { cells, label, is_foreign: false });
    }

    /// A group of this table may be a row of another edition, with numbers of its own: （六）其他处理 of 2019.
    fn learn_foreign(&mut self, table: &'a Table, form: &Form, forms: &'a Forms) {
        for other in forms.reports().filter(|other| other.edition != form.edition) {
            let Some(theirs) = other.table(&table.id) else { continue };
            for row in &theirs.rows {
                let ours = table.row(&row.id).is_some();
                let is_group = table.groups.iter().any(|group| fold(&group.label) == fold(&row.label));
                if ours || !is_group {
                    continue;
                }
                let cells: Vec<&CellId> = theirs.cells_of(&row.id).collect();
                let meaning = Meaning::Foreign(self.lines.len());
                self.lines.push(Line { cells, label: Some(&row.label), is_foreign: true });
                self.meanings.insert(fold(&row.label), meaning);
                let same = fold(&row.label);
                let (numbering, body) = split_numbering(&same);
                for entry in self.entries.values_mut().flatten() {
                    if entry.numbering == numbering && entry.body.iter().copied().eq(body.chars()) {
                        entry.meaning = meaning;
                    }
                }
            }
        }
    }

    fn learn(&mut self, text: &str, meaning: Meaning<'a>) {
        let folded = fold(text);
        let (numbering, body) = split_numbering(&folded);
        let body: Vec<char> = body.chars().collect();
        if let Some(first) = body.first() {
            let entries = self.entries.entry(*first).or_default();
            if !entries.iter().any(|entry| entry.body == body && entry.numbering == numbering) {
                entries.push(Entry { body, numbering, meaning });
            }
        }
        self.meanings.entry(folded).or_insert(meaning);
    }

    /// The headings above the numbers of a line, from left to right: as a page laid out in columns shows them.
    fn headings_across(&self, table: &Table) -> String {
        let line = self.unlabelled.unwrap_or(0);
        let cells = self.lines.get(line).map(|line| line.cells.as_slice()).unwrap_or_default();
        let label = |id: &&CellId| table.column(id.column()).map(|column| fold(&column.label));
        cells.iter().filter_map(label).collect()
    }

    /// Whether a text is a piece, and not the whole, of a label that stands beside several rows.
    pub fn is_piece_beside(&self, text: &str) -> bool {
        let text = fold(text);
        !text.is_empty() && self.beside.iter().any(|label| *label != text && label.contains(&text))
    }

    /// What a field that is nothing but a label means.
    pub fn meaning(&self, field: &str) -> Option<Meaning<'a>> {
        let folded = fold(field);
        if let Some(meaning) = self.meanings.get(&folded) {
            return Some(*meaning);
        }
        let chars: Vec<char> = folded.chars().take(80).collect();
        self.find(&chars, |_| true).filter(|found| found.length == chars.len()).map(|found| found.meaning)
    }

    /// The longest label that begins these characters; `fits_in` says whether it may end after so many of them.
    pub fn find(&self, chars: &[char], may_end: impl Fn(usize) -> bool) -> Option<Match<'a>> {
        let (numbering, skip) = numbering(chars);
        let numbered = (skip > 0).then(|| self.body(chars, skip, numbering, &may_end)).flatten();
        numbered.or_else(|| self.body(chars, 0, Numbering::Bare, &may_end))
    }

    /// The line whose label these characters begin with, as far as `ends` says that it may be cut there: values stand
    /// in the middle of a label that takes several lines.
    pub fn beginning(&self, chars: &[char], ends: impl Fn(usize) -> bool) -> Option<Match<'a>> {
        let (numbering, skip) = numbering(chars);
        let rest = chars.get(skip..)?;
        let common = |entry: &Entry<'a>| entry.body.iter().zip(rest).take_while(|(a, b)| a == b).count();
        let lines = self.entries.get(rest.first()?)?.iter().filter(|entry| {
            matches!(entry.meaning, Meaning::Line(_)) && (skip == 0 || entry.numbering == numbering)
        });
        let mut found: Vec<(usize, Meaning<'a>)> = lines
            .map(|entry| (common(entry), entry.meaning))
            .filter(|(length, _)| *length > SHORTEST_BODY && ends(skip + length))
            .collect();
        found.dedup_by_key(|(_, meaning)| *meaning);
        let [(length, meaning)] = found[..] else { return None };
        Some(Match { meaning, length: skip + length, stands_out: true })
    }

    fn body(
        &self,
        chars: &[char],
        skip: usize,
        numbering: Numbering,
        may_end: impl Fn(usize) -> bool,
    ) -> Option<Match<'a>> {
        let rest = chars.get(skip..)?;
        let fitting = |entry: &&Entry<'a>| rest.starts_with(&entry.body) && may_end(skip + entry.body.len());
        let candidates: Vec<&Entry<'a>> = self.entries.get(rest.first()?)?.iter().filter(fitting).collect();
        // The right numbering before the wrong one, among the longest bodies; a short one must have the right one.
        let longest = candidates.first()?.body.len();
        let same_length = candidates.iter().filter(|entry| entry.body.len() == longest);
        let exact = same_length.clone().find(|entry| entry.numbering == numbering);
        let other = || {
            let mut others = same_length.filter(|entry| entry.body.len() >= SHORTEST_BODY);
            others.next().filter(|_| others.next().is_none())
        };
        let entry = match exact {
            Some(entry) => entry,
            None => match other() {
                Some(entry) => entry,
                None => candidates.iter().find(|entry| entry.numbering == numbering)?,
            },
        };
        let length = skip + entry.body.len();
        Some(Match { meaning: entry.meaning, length, stands_out: skip > 0 || entry.body.len() >= 8 })
    }
}

/// The numbering at the head of a folded text, and how many characters it takes.
pub(super) fn numbering(chars: &[char]) -> (Numbering, usize) {
    let is_han = |c: &char| "一二三四五六七八九十".contains(*c);
    match chars {
        [d, '.' | '、' | ',', ..] if d.is_ascii_digit() => (Numbering::Arabic, 2),
        [n, '、' | '.' | ',', ..] if is_han(n) => (Numbering::Han, 2),
        ['(', n, ')', '、' | '.', ..] if is_han(n) => (Numbering::Bracketed, 4),
        ['(', n, ')', ..] if is_han(n) => (Numbering::Bracketed, 3),
        ['(', d, ')', ..] if d.is_ascii_digit() => (Numbering::Arabic, 3),
        _ => (Numbering::Bare, 0),
    }
}

fn split_numbering(folded: &str) -> (Numbering, &str) {
    let head: Vec<char> = folded.chars().take(4).collect();
    let (numbering, skip) = numbering(&head);
    let at = folded.char_indices().nth(skip).map_or(folded.len(), |(at, _)| at);
    (numbering, &folded[at..])
}
