//! Reads reports from outside: bytes in, a [`Reading`] out.
//!
//! A *decoder* takes bytes and a [`Budget`] and gives lines and grids; it knows nothing of the form. The
//! *recogniser* knows the form and nothing of files. Reading never fails because of content: it returns a
//! value and its doubts. Entry point: [`read`].

mod charset;
mod decode;
mod document;
mod fold;
mod glued;
mod punctuation;
mod reading;
mod recognise;

pub use reading::{Leftover, Origin, Reading, ReadingJson, Sighting};

use report::{json::JsonError, Forms};

/// How much a reader may be asked to read.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The largest file, in bytes.
    pub bytes: u64,
}

impl Default for Budget {
    /// 32 MiB: over a hundred times the largest published page seen.
    fn default() -> Self {
        Budget { bytes: 32 << 20 }
    }
}

/// A document to read.
#[derive(Clone, Copy, Debug)]
pub struct Source<'a> {
    /// Its file name, if it has one; agency and year may stand in it.
    pub name: Option<&'a str>,
    /// Its content.
    pub bytes: &'a [u8],
}

/// Why a document cannot be read at all.
#[derive(Debug, thiserror::Error)]
pub enum IntakeError {
    /// There is nothing in it.
    #[error("内容是空的")]
    Empty,
    /// It is larger than the budget.
    #[error("文件超过 {} MB，不像是一份年报", .limit >> 20)]
    TooLarge {
        /// The budget, in bytes.
        limit: u64,
    },
    /// A kind of file that is not read.
    #[error("这是{0}，目前只能读取文本、网页和 nianbao.report/1 文件；请打开它，全选复制后另存为文本再试")]
    Unsupported(&'static str),
    /// Text in an encoding that is not known.
    #[error("认不出文字编码；请另存为 UTF-8 或 GB18030（ANSI）文本再试")]
    Encoding,
    /// Broken or foreign JSON.
    #[error(transparent)]
    Json(#[from] JsonError),
}

/// Reads a document in any of the known shapes.
///
/// A page that is no annual report is read too: see [`Reading::looks_like_report`].
///
/// # Errors
/// Only when the container cannot be read: empty, too large, binary, unknown encoding, or broken JSON.
pub fn read(source: Source<'_>, forms: &Forms, budget: Budget) -> Result<Reading, IntakeError> {
    if source.bytes.len() as u64 > budget.bytes {
        return Err(IntakeError::TooLarge { limit: budget.bytes });
    }
    let text = charset::decode(source.bytes)?;
    if text.trim().is_empty() {
        return Err(IntakeError::Empty);
    }
    match decode::decode(&text) {
        decode::Decoded::Document(document) => Ok(recognise::recognise(&document, source.name, forms)),
        decode::Decoded::Json => Ok(Reading::of_report(report::json::from_json(&text, forms)?)),
    }
}
