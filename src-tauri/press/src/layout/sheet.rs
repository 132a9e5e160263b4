//! What is to be printed: a sheet of blocks. It knows nothing of reports; [`crate::official`] makes one of a report.

use crate::chart::Chart;

/// A document in blocks, top to bottom.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Sheet {
    /// The document's title as one line, for the file's properties.
    pub title: String,
    /// Its blocks in reading order.
    pub blocks: Vec<Block>,
    /// The size of its body text.
    pub body: BodySize,
    /// The paper it is printed on.
    pub paper: Paper,
    /// Whether the bands of its tables stay white.
    pub without_shades: bool,
}

/// Size of body text and headings.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BodySize {
    /// 三号, 16 pt: the standard's.
    #[default]
    Three,
    /// 小三, 15 pt.
    SmallThree,
    /// 四号, 14 pt.
    Four,
}

/// Size of the paper.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Paper {
    /// The standard's.
    #[default]
    A4,
    /// The page of A4 half as large again, all of it: to be read on a wall.
    A3,
}

/// A block of the sheet.
#[derive(Debug, Clone, PartialEq)]
pub enum Block {
    /// The title: each text begins a new line and is broken further by sense if it is too long.
    Title(Vec<Text>),
    /// A heading 「一、」.
    Heading1(Text),
    /// A heading 「（一）」 on a line of its own.
    Heading2(Text),
    /// A heading 「1.」 on a line of its own, in the face of the text, or 「（1）」 that stands under none such.
    Heading3(Text),
    /// A heading 「（1）」 under a 「1.」, on a line of its own.
    Heading4(Text),
    /// A paragraph of body text.
    Paragraph(Paragraph),
    /// A table.
    Table(TableBlock),
    /// A chart with its caption.
    Chart(ChartBlock),
    /// Who signs, when, and room for signature and seal.
    Closing(Closing),
}

/// A figure of the document.
#[derive(Debug, Clone, PartialEq)]
pub struct ChartBlock {
    /// What is drawn.
    pub chart: Chart,
    /// What stands below it.
    pub caption: String,
    /// What must be known of its numbers besides.
    pub note: Option<String>,
}

impl ChartBlock {
    /// All it shows in words, where nothing is drawn.
    pub(crate) fn in_words(&self) -> String {
        let note = self.note.as_deref().unwrap_or_default();
        format!("{}：{}{note}", self.caption, self.chart.description())
    }
}

/// 落款: the end of a signed document. It stands on one page.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Closing {
    /// What stands before the room to sign in, such as 主要负责人（签字）：; none where nobody signs by hand.
    pub signer: Option<String>,
    /// The agency, under its seal.
    pub agency: String,
    /// 成文日期; blanks where it is written in by hand.
    pub date: String,
}

/// A text and where it stands.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Text {
    /// The text; one line, no control characters.
    pub content: String,
    /// Where it stands, in words an error may use, such as 「一、总体情况」第 2 段.
    pub place: String,
}

impl Text {
    /// `content` that stands at `place`.
    pub fn new(content: impl Into<String>, place: impl Into<String>) -> Text {
        Text { content: content.into(), place: place.into() }
    }
}

/// A paragraph, set in one or two faces.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Paragraph {
    /// Its parts in reading order.
    pub spans: Vec<Span>,
    /// Where it stands, for errors.
    pub place: String,
}

/// Part of a paragraph.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Span {
    /// A heading that runs into the text after it, such as 「（一）存在的主要问题。」; it joins the outline.
    RunIn(String),
    /// Body text.
    Body(String),
}

impl Span {
    /// Its text.
    pub fn text(&self) -> &str {
        match self {
            Span::RunIn(text) | Span::Body(text) => text,
        }
    }
}

/// A table. Cells take the first free columns of their row, as in HTML, and must cover the grid exactly.
#[derive(Debug, Clone, PartialEq)]
pub struct TableBlock {
    /// Relative widths of the grid's columns.
    pub widths: Vec<f64>,
    /// How many rows at the top are repeated where the table continues on a new page.
    pub head_rows: usize,
    /// The rows, each with the cells that begin in it.
    pub rows: Vec<Vec<Cell>>,
    /// What the table is called in errors.
    pub place: String,
}

/// A cell of a table.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cell {
    /// Its text; empty for a blank cell.
    pub text: String,
    /// What it is.
    pub role: CellRole,
    /// How many columns it covers.
    pub colspan: usize,
    /// How many rows it covers.
    pub rowspan: usize,
}

/// What a table cell is; decides how it is set and tagged.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum CellRole {
    /// A line across the table that names the article; shaded.
    Band,
    /// The heading of one or more columns.
    Head,
    /// A remark on the form itself.
    Note,
    /// The label of a row.
    RowLabel,
    /// A label beside several rows.
    GroupLabel,
    /// A number of the report.
    Value,
}
