//! What a decoder gives: the lines and grids of a document, in reading order. Nothing here knows the form.

use crate::IntakeError;
use std::collections::HashMap;

/// A hundred times the rows of the longest report seen.
const MOST_ROWS: usize = 100_000;

/// The most fields of all rows together.
const MOST_FIELDS: usize = 400_000;

/// The most fields of a row; the widest table of a report has some ten.
pub(crate) const WIDEST_ROW: usize = 1_024;

/// The most text that is taken out of a document, in bytes: three hundred times that of a long report. A text that is
/// kept once may be said to stand in many places.
pub(crate) const MOST_TEXT: usize = 8 << 20;

/// A document as rows of fields.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Document {
    /// The title a web page gives itself.
    pub title: Option<String>,
    /// What the file says of itself beside its content.
    pub said: Said,
    /// Lines and table rows, in reading order; rows without any text are left out.
    pub rows: Vec<Row>,
    /// The rows that the file marks as headings, by where they stand, and of which level.
    pub headings: HashMap<Position, u8>,
    /// Whether every line shows what it is, as in the texts we write, and the first is the title.
    pub is_laid_out: bool,
    /// What a person should know of how it was decoded, in Chinese sentences.
    pub remarks: Vec<&'static str>,
}

/// What a file says of itself in its properties: what the program that wrote it filled in, or left from another file.
/// It counts only where the content says the same.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Said {
    /// The title; empty where none is said.
    pub title: String,
    /// The author; empty where none is said.
    pub author: String,
}

impl Said {
    /// Longer than any title or name.
    const LONGEST: usize = 200;

    /// Of these, what is short enough to be one.
    pub fn new(title: &str, author: &str) -> Said {
        let of = |text: &str| -> String {
            let text = text.trim();
            if text.chars().nth(Said::LONGEST).is_some() {
                String::new()
            } else {
                text.to_owned()
            }
        };
        Said { title: of(title), author: of(author) }
    }
}

/// Rows being gathered, as many as a report can have: no document fills the memory with them.
#[derive(Default)]
pub(crate) struct Rows {
    all: Vec<Row>,
    fields: usize,
    text: usize,
    headings: HashMap<Position, u8>,
    remarks: Vec<&'static str>,
}

impl Rows {
    /// Says something of the document, once.
    pub fn remark(&mut self, remark: &'static str) {
        if !self.remarks.contains(&remark) {
            self.remarks.push(remark);
        }
    }

    /// Adds a row, or says that no report is as long.
    pub fn push(&mut self, row: Row) -> Result<(), IntakeError> {
        self.fields += row.fields.len();
        self.text += row.fields.iter().map(|field| field.text.len()).sum::<usize>();
        if self.all.len() >= MOST_ROWS || self.fields > MOST_FIELDS || self.text > MOST_TEXT {
            return Err(IntakeError::TooLong);
        }
        self.all.push(row);
        Ok(())
    }

    /// Adds a row that is marked as a heading of this level.
    pub fn push_heading(&mut self, row: Row, level: u8) -> Result<(), IntakeError> {
        self.headings.insert(row.position, level);
        self.push(row)
    }

    /// Marks the first row from the one on that says so as a heading of this level.
    pub fn mark(&mut self, from: usize, level: u8, is_heading: impl Fn(&str) -> bool) {
        let mut rows = self.all.iter().skip(from);
        let found = rows.find(|row| row.only_text().is_some_and(&is_heading));
        self.headings.extend(found.map(|row| (row.position, level)));
    }

    /// Goes on with the last row, a plain line; whether there is one.
    pub fn go_on(&mut self, text: &str) -> bool {
        let Some(Row { position: Position::Line(_), fields }) = self.all.last_mut() else { return false };
        let [field] = fields.as_mut_slice() else { return false };
        self.text += text.len();
        field.text += text;
        true
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.all.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.all.is_empty()
    }

    /// All of them, as a document without a title.
    pub fn into_document(self) -> Document {
        Document { rows: self.all, headings: self.headings, remarks: self.remarks, ..Document::default() }
    }
}

/// Where a row stands in its source.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub(crate) enum Position {
    /// A line or paragraph, counted from 1.
    Line(usize),
    /// A row of a table, both counted from 1.
    TableRow {
        /// Which table of the document.
        table: usize,
        /// Which row of the table.
        row: usize,
    },
}

/// A line of text, or a row of a table. A field may be blank: a blank table cell is a fact.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Row {
    /// Where it stands.
    pub position: Position,
    /// Its fields, left to right; one for a plain line.
    pub fields: Vec<Field>,
}

/// A piece of text that stands by itself.
#[derive(Clone, PartialEq, Debug)]
pub(crate) struct Field {
    /// Its text, without white space around it.
    pub text: String,
    /// The grid column it begins in, from 0, spans counted; of a plain line, how many characters it is indented.
    pub column: usize,
    /// Whether the text may not be what a person sees there: all of it was struck out or is a picture, a style sheet
    /// hides some, a sheet shows the number as a day.
    pub is_doubtful: bool,
}

impl Field {
    /// A text that is what it looks like.
    pub fn new(text: String, column: usize) -> Field {
        Field { text, column, is_doubtful: false }
    }
}

impl Row {
    /// Whether all fields are blank.
    pub fn is_blank(&self) -> bool {
        self.fields.iter().all(|field| field.text.is_empty())
    }

    /// The text of the row, when only one field has any.
    pub fn only_text(&self) -> Option<&str> {
        let mut texts = self.fields.iter().filter(|field| !field.text.is_empty());
        texts.next().map(|field| field.text.as_str()).filter(|_| texts.next().is_none())
    }

    /// All its text, a space between fields.
    pub fn joined(&self) -> String {
        let texts = self.fields.iter().map(|field| field.text.as_str()).filter(|text| !text.is_empty());
        texts.collect::<Vec<_>>().join(" ")
    }

    /// Whether the row shows where its blank fields are: a table row, or a line with tabs.
    pub fn has_columns(&self) -> bool {
        self.fields.len() > 1 || matches!(self.position, Position::TableRow { .. })
    }
}
