//! Finding a table's cells among rows of fields: a label, then the numbers that follow it.

use crate::{
    document::{Field, Position, Row},
    fold::fold,
    reading::{Origin, Sighting},
};
use report::{
    form::{Content, Label, Table},
    CellId,
};
use std::collections::{BTreeMap, HashMap};

/// What was made of the rows of a table's section.
#[derive(Default)]
pub(super) struct TableReading {
    /// Every cell the document speaks of; the text is what stands there.
    pub cells: BTreeMap<CellId, Sighting>,
    /// Rows that are no part of the table.
    pub rest: Vec<(Position, String)>,
    /// What a person should know.
    pub remarks: Vec<String>,
}

/// A row of numbers on the paper.
struct Line<'a> {
    cells: Vec<&'a CellId>,
}

/// What a label means.
#[derive(Clone, Copy)]
enum Meaning<'a> {
    /// The numbers of this line follow.
    Line(usize),
    /// A column's heading.
    Column(&'a str),
    /// Any other label of the table.
    Other,
}

/// What the table's definition says about reading it.
struct Key<'a> {
    lines: Vec<Line<'a>>,
    meanings: HashMap<String, Meaning<'a>>,
    /// The line without a label of its own (table 四), if there is one.
    unlabelled: Option<usize>,
    /// Column ids as their headings are read on the paper, and from left to right.
    orders: [Vec<&'a str>; 2],
}

impl<'a> Key<'a> {
    fn new(table: &'a Table) -> Key<'a> {
        let mut lines = Vec::new();
        let mut meanings: HashMap<String, Meaning<'a>> = HashMap::new();
        let mut unlabelled = None;
        let mut headings: Vec<&str> = Vec::new();
        for grid_row in &table.grid {
            let cells: Vec<&CellId> = grid_row.iter().filter_map(|cell| cell.value()).collect();
            let mut label_of_line = None;
            for cell in grid_row {
                let Content::Label { label, text } = &cell.content else { continue };
                let meaning = match label {
                    Label::Row(id) if !cells.is_empty() => {
                        label_of_line = Some(id);
                        Meaning::Line(lines.len())
                    }
                    Label::Column(id) => {
                        if !headings.contains(&id.as_str()) {
                            headings.push(id);
                        }
                        Meaning::Column(id)
                    }
                    _ => Meaning::Other,
                };
                meanings.entry(fold(text)).or_insert(meaning);
            }
            if !cells.is_empty() {
                for alias in
                    label_of_line.and_then(|id| table.row(id)).into_iter().flat_map(|row| &row.aliases)
                {
                    meanings.entry(fold(alias)).or_insert(Meaning::Line(lines.len()));
                }
                if label_of_line.is_none() {
                    unlabelled = Some(lines.len());
                }
                lines.push(Line { cells });
            }
        }
        for column in &table.columns {
            for alias in &column.aliases {
                meanings.entry(fold(alias)).or_insert(Meaning::Column(&column.id));
            }
        }
        let across = table.columns.iter().map(|column| column.id.as_str()).collect();
        Key { lines, meanings, unlabelled, orders: [headings, across] }
    }
}

/// A line whose numbers are being collected.
struct Open {
    line: usize,
    /// The row its label stands in.
    row: usize,
    values: Vec<(String, Origin)>,
    /// More numbers than the line has cells.
    overfull: bool,
}

/// Reads a table from the rows of its section.
pub(super) fn read(rows: &[Row], table: &Table) -> TableReading {
    let key = Key::new(table);
    let mut reader = Reader { key: &key, out: TableReading::default(), open: None, columns: Vec::new() };
    if let Some(line) = key.unlabelled {
        reader.open = Some(Open { line, row: usize::MAX, values: Vec::new(), overfull: false });
    }
    for (n, row) in rows.iter().enumerate() {
        reader.row(n, row);
    }
    reader.close();
    let TableReading { mut cells, rest, mut remarks } = reader.out;
    if !cells.is_empty() && !key.orders.contains(&reader.columns) {
        remarks.push(format!("{}的表头与官方格式不一致，各格请逐一核对。", table.name));
        cells.values_mut().for_each(|sighting| sighting.certain = false);
    }
    TableReading { cells, rest, remarks }
}

struct Reader<'a> {
    key: &'a Key<'a>,
    out: TableReading,
    open: Option<Open>,
    columns: Vec<&'a str>,
}

impl<'a> Reader<'a> {
    fn row(&mut self, number: usize, row: &Row) {
        let meanings: Vec<Option<Meaning<'a>>> =
            row.fields.iter().map(|field| self.key.meanings.get(&fold(&field.text)).copied()).collect();
        if self.is_whole_line(row, &meanings) {
            self.take_whole_line(row);
            return;
        }
        for (field, meaning) in row.fields.iter().zip(meanings) {
            self.field(number, row, field, meaning);
        }
        // A table row or tabbed line that holds a label and numbers says all of its line.
        if self
            .open
            .as_ref()
            .is_some_and(|open| open.row == number && !open.values.is_empty() && row.has_columns())
        {
            self.close();
        }
    }

    /// Whether a row with columns holds nothing but the numbers of the line without a label.
    fn is_whole_line(&self, row: &Row, meanings: &[Option<Meaning<'a>>]) -> bool {
        let waiting = self
            .open
            .as_ref()
            .is_some_and(|open| Some(open.line) == self.key.unlabelled && open.values.is_empty());
        waiting
            && row.has_columns()
            && meanings.iter().all(Option::is_none)
            && row.fields.iter().any(|field| is_value(&field.text))
            && row.fields.iter().all(|field| field.text.is_empty() || is_value(&field.text))
    }

    fn take_whole_line(&mut self, row: &Row) {
        if let Some(open) = &mut self.open {
            open.values = row.fields.iter().map(|field| (field.text.clone(), origin(row, field))).collect();
        }
        self.close();
    }

    fn field(&mut self, number: usize, row: &Row, field: &Field, meaning: Option<Meaning<'a>>) {
        match meaning {
            Some(Meaning::Line(line)) => {
                self.close();
                self.open = Some(Open { line, row: number, values: Vec::new(), overfull: false });
            }
            Some(Meaning::Column(id)) => {
                self.close_labelled();
                if !self.columns.contains(&id) {
                    self.columns.push(id);
                }
            }
            Some(Meaning::Other) => self.close_labelled(),
            None if field.text.is_empty() => self.blank(number, row, field),
            None if is_value(&field.text) => self.value(row, field),
            None => {
                // Numbers behind an unknown label are not those of the label before it.
                self.close_labelled();
                self.out.rest.push((row.position, field.text.clone()));
            }
        }
    }

    /// A blank says something only within a row that shows its columns.
    fn blank(&mut self, number: usize, row: &Row, field: &Field) {
        if let Some(open) = self.open.as_mut().filter(|open| open.row == number) {
            open.values.push((String::new(), origin(row, field)));
        }
    }

    fn value(&mut self, row: &Row, field: &Field) {
        let room = self.open.as_ref().map(|open| self.key.lines[open.line].cells.len());
        match (&mut self.open, room) {
            (Some(open), Some(room)) if open.values.len() < room => {
                open.values.push((field.text.clone(), origin(row, field)));
            }
            (open, _) => {
                if let Some(open) = open {
                    open.overfull = true;
                }
                self.out.rest.push((row.position, field.text.clone()));
            }
        }
    }

    /// Ends a labelled line; the line without a label goes on waiting for its numbers.
    fn close_labelled(&mut self) {
        let waiting = |open: &Open| Some(open.line) == self.key.unlabelled && open.values.is_empty();
        if !self.open.as_ref().is_some_and(waiting) {
            self.close();
        }
    }

    fn close(&mut self) {
        let Some(open) = self.open.take() else { return };
        let cells = &self.key.lines[open.line].cells;
        let whole = open.values.len() == cells.len() && !open.overfull;
        for (id, (raw, origin)) in cells.iter().zip(open.values) {
            let sighting = Sighting { origin, raw, certain: whole };
            match self.out.cells.get_mut(*id) {
                // A row printed twice must say the same twice.
                Some(first) if first.raw != sighting.raw => {
                    first.certain = false;
                    let where_else = format!("{}：同一格另有“{}”（{}）。", id, sighting.raw, sighting.origin);
                    self.out.remarks.push(where_else);
                }
                Some(_) => {}
                None => {
                    self.out.cells.insert((*id).clone(), sighting);
                }
            }
        }
    }
}

fn origin(row: &Row, field: &Field) -> Origin {
    match row.position {
        Position::Line(line) => Origin::Line { line, field: row.has_columns().then_some(field.column + 1) },
        Position::TableRow { table, row } => Origin::Cell { table, row, column: field.column + 1 },
    }
}

/// Whether a field can be what is written in a number cell, right or wrong.
fn is_value(text: &str) -> bool {
    let folded = fold(text);
    let sign_for_nothing = matches!(
        folded.as_str(),
        "/" | "//"
            | "-"
            | "--"
            | "无"
            | "\\"
            | "零"
            | "空"
            | "没有"
            | "暂无"
            | "不适用"
            | "未发生"
            | "N/A"
            | "n/a"
            | "NA"
    );
    let page_number = folded.starts_with('-') && folded.len() > 1 && folded.ends_with('-');
    let number = folded.len() <= 30
        && folded.chars().any(|c| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || ".,+-元万件宗条份个".contains(c));
    sign_for_nothing || (number && !page_number)
}

#[cfg(test)]
mod tests {
    use super::is_value;

    #[test]
    fn values() {
        for text in [
            "0",
            "11398889",
            "59237.2449",
            "+1036",
            "−18",
            "251000元",
            "１２",
            "/",
            "—",
            "无",
            "1,234",
            "12件",
            "不适用",
            "N/A",
            "零",
            "空",
            "——",
        ] {
            assert!(is_value(text), "{text}");
        }
        for text in ["", "- 3 -", "— 12 —", "2024年", "规章", "第3页", "（七）总计"] {
            assert!(!is_value(text), "{text}");
        }
    }
}
