//! What the page is told of documents that were read: a line of the table of results, one beside its source, and what
//! became of them.

use std::collections::BTreeMap;

use office::SheetState;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::source::{MarkView, SourceBlock};
use super::view::{ParagraphView, SectionView};

/// What lies in the tray: a line for each document that was read.
#[derive(Debug, Serialize, TS)]
pub struct TrayView {
    /// The documents.
    pub items: Vec<TrayLine>,
    /// How many files were not looked at, since the user had had enough.
    pub left: usize,
}

/// A document that was read.
#[derive(Debug, Serialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct TrayLine {
    /// Its file's name, or its place in a folder or packed file.
    pub name: String,
    /// The agency; empty where it was not found.
    pub agency: String,
    /// The year; 0 where it was not found.
    pub year: u16,
    /// The edition of the form.
    pub form: String,
    /// How many cells are sure, or confirmed.
    pub sure: usize,
    /// How many are not.
    pub unsure: usize,
    /// How many cells of the form the document does not speak of.
    pub unread: usize,
    /// What there is to do with it.
    pub state: LineState,
    /// Why it could not be read, a sentence; empty when it could.
    pub message: String,
    /// Whether it has no text, so that only entering by hand is left.
    pub by_hand: bool,
}

/// How far a document has come.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum LineState {
    /// All of it is sure: it can be stored without looking.
    Sure,
    /// A person has to look at it.
    Unsure,
    /// The library has another of this agency and year.
    Conflict,
    /// The library has it, word for word.
    Equal,
    /// It was stored.
    Stored,
    /// It could not be read.
    Unread,
    /// What the library has cannot be told: it does not open, or its report is damaged.
    Unknown,
}

impl From<SheetState> for LineState {
    fn from(state: SheetState) -> Self {
        match state {
            SheetState::Sure => LineState::Sure,
            SheetState::Unsure => LineState::Unsure,
            SheetState::Conflict => LineState::Conflict,
            SheetState::Equal => LineState::Equal,
            SheetState::Stored => LineState::Stored,
        }
    }
}

/// A document beside its source.
#[derive(Debug, Serialize, TS)]
pub struct SheetView {
    /// The document's name.
    pub name: String,
    /// The edition of the form.
    pub form: String,
    /// The title, a line each.
    pub title: Vec<String>,
    /// What stands before section 一.
    pub preamble: Vec<ParagraphView>,
    /// The sections in order, with their tables.
    pub sections: Vec<SectionView>,
    /// The source as text.
    pub source: Vec<SourceBlock>,
    /// Whether the source is longer than what is shown of it.
    pub cut: bool,
    /// Every cell that the document speaks of.
    pub cells: BTreeMap<String, SightingView>,
    /// What each part of the document says of agency and year.
    pub claims: Vec<ClaimView>,
    /// What the reader noticed, a sentence each.
    pub remarks: Vec<String>,
    /// What the form asks for and the document does not speak of.
    pub missing: Vec<String>,
    /// What stands in the document and is no part of a report.
    pub leftovers: Vec<String>,
    /// How it stands.
    pub now: SheetNow,
}

/// What changes while a person confirms.
#[derive(Debug, Serialize, TS)]
pub struct SheetNow {
    /// The agency.
    pub agency: String,
    /// The year; 0 where it is not known.
    pub year: u16,
    /// What stands in each cell that is not blank.
    pub values: BTreeMap<String, String>,
    /// The cells to be looked at, in the order of the paper.
    pub unsure: Vec<String>,
    /// The cells that were confirmed.
    pub confirmed: Vec<String>,
    /// Which of the claims say something else, by their place in the list.
    pub disagreeing: Vec<usize>,
    /// Whether some do, and nobody has decided yet.
    pub disputed: bool,
    /// The library's agencies that may be the one that is named otherwise here; empty once somebody has decided.
    pub alike: Vec<String>,
    /// What the library has of this agency and year, where that differs; null where it does not, or has none.
    pub clash: Option<ClashView>,
    /// How far it has come.
    pub state: LineState,
}

/// A cell as the document has it.
#[derive(Debug, Serialize, TS)]
pub struct SightingView {
    /// How the paper calls the cell.
    pub name: String,
    /// Where it stands, e.g. 第 12 行.
    pub origin: String,
    /// What stands there, to the letter.
    pub raw: String,
    /// Whether the reader was sure of it.
    pub certain: bool,
    /// What else it may be, the likeliest first.
    pub choices: Vec<String>,
    /// Where it is in the source that is shown; null where that does not have it.
    pub mark: Option<MarkView>,
}

/// What a part of a document says.
#[derive(Debug, Serialize, TS)]
pub struct ClaimView {
    /// Which part, e.g. 标题.
    pub by: &'static str,
    /// The agency; empty where it names none.
    pub agency: String,
    /// The year; 0 where it names none.
    pub year: u16,
    /// Its words.
    pub text: String,
    /// Where they stand; empty where they are not part of the text.
    pub origin: String,
}

/// How a document differs from what the library has.
#[derive(Debug, Serialize, TS)]
pub struct ClashView {
    /// What differs, in the order of the paper.
    pub changes: Vec<ClashLine>,
}

/// One thing that differs.
#[derive(Debug, Serialize, TS)]
pub struct ClashLine {
    /// Its name in an answer.
    pub key: String,
    /// What the paper calls it.
    pub name: String,
    /// What the library has; empty for nothing.
    pub ours: String,
    /// What the document has.
    pub theirs: String,
}

/// How a document is to be stored.
#[derive(Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct Storing {
    /// Whether what nobody confirmed stays blank; otherwise it is kept as it was read.
    pub leave_blank: bool,
    /// What is taken of the document where the library differs; null where it does not.
    pub taken: Option<Vec<String>>,
    /// Why, for the history.
    pub reason: String,
}

/// What became of those that were wholly sure.
#[derive(Debug, Serialize, TS)]
pub struct StoredAll {
    /// How many were stored.
    pub stored: usize,
    /// How many the library had already, word for word.
    pub equal: usize,
    /// How many the library has otherwise: they were left.
    pub conflicts: usize,
    /// How many a person has to look at first.
    pub unsure: usize,
    /// How many could not be read.
    pub unread: usize,
    /// How many were left because the user had had enough.
    pub left: usize,
    /// What kept one from being stored, a sentence each.
    pub failures: Vec<String>,
}
