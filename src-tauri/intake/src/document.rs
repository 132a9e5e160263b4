//! What a decoder gives: the lines and grids of a document, in reading order. Nothing here knows the form.

/// A document as rows of fields.
#[derive(Clone, PartialEq, Debug, Default)]
pub(crate) struct Document {
    /// The title a web page gives itself.
    pub title: Option<String>,
    /// Lines and table rows, in reading order; rows without any text are left out.
    pub rows: Vec<Row>,
}

/// Where a row stands in its source.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
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
