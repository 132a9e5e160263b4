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
mod neighbour;
mod original;
mod punctuation;
mod reading;
mod recognise;
mod weigh;

pub use original::{Original, OriginalRow, Place};
pub use reading::{Claim, ClaimedBy, HistoricYear, Leftover, Origin, Reading, ReadingJson, Sighting};

use report::{json::JsonError, Forms};
use std::{
    ops::ControlFlow,
    time::{Duration, Instant},
};

/// How much a reader may be asked to read.
#[derive(Clone, Copy, Debug)]
pub struct Budget {
    /// The largest file, in bytes.
    pub bytes: u64,
    /// How much may come out of a packed file, in bytes.
    pub unpacked: u64,
    /// The most files in a packed file.
    pub entries: usize,
    /// How long a decoder may take for one document.
    pub time: Duration,
}

impl Default for Budget {
    /// 32 MiB: over a hundred times the largest published page seen. Four seconds for the decoder, so that the answer
    /// is there within five.
    fn default() -> Self {
        Budget { bytes: 32 << 20, unpacked: 128 << 20, entries: 5_000, time: Duration::from_secs(4) }
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
    #[error("文件超过 {} MB，不像是一份年报；请只留下年报的部分，另存后再试", .limit >> 20)]
    TooLarge {
        /// The budget, in bytes.
        limit: u64,
    },
    /// A kind of file that is not read.
    #[error("这是{0}，不能读取；请打开它，全选复制后另存为文本再试")]
    Unsupported(&'static str),
    /// A scanned PDF or a picture.
    #[error("这份文件没有文字层（扫描件或图片），读不出文字；请对照原件手工录入")]
    NoText,
    /// Rich text, which no kept library reads with its tables.
    #[error("这是 RTF 文件，不能读取；请用 Word 或 WPS 打开它，另存为 .docx 再试")]
    RichText,
    /// A file that its decoder cannot read.
    #[error("{0}已损坏或不完整，打不开；请用原来的软件打开并另存，或者全选复制后另存为文本再试")]
    Broken(&'static str),
    /// A file that wants a password.
    #[error("{0}设有密码，不能读取；请去掉密码后再试")]
    Locked(&'static str),
    /// A decoder that does not come to an end.
    #[error("{0}太复杂，读了很久也没有读完；请用原来的软件打开，全选复制后另存为文本再试")]
    TooSlow(&'static str),
    /// Several decoders go on that were given up.
    #[error("前面有几份太复杂的文件还没有停下，暂时不能再读；请过几分钟再试，或者关闭程序后重新打开")]
    Overrun,
    /// A packed file that grows beyond the budget.
    #[error("压缩的内容解开后过大，不像是年报；请只留下年报，另存后再试")]
    Unpacked,
    /// A packed file with too many files.
    #[error("压缩文件里的文件超过 {limit} 个，请分几次读取")]
    TooManyEntries {
        /// The budget.
        limit: usize,
    },
    /// A packed file with documents in it, where one was asked for.
    #[error("这是压缩文件，里面可能有多份年报；请按文件夹读取，或者解开后逐份读取")]
    Several,
    /// More rows or tags than any report has: reading them would take for ever.
    #[error("内容太长，不像是一份年报；请只复制年报的部分再试")]
    TooLong,
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
/// Only when the container cannot be read: empty, too large, too long, binary, unknown encoding, or broken JSON.
pub fn read(source: Source<'_>, forms: &Forms, budget: Budget) -> Result<Reading, IntakeError> {
    if source.bytes.len() as u64 > budget.bytes {
        return Err(IntakeError::TooLarge { limit: budget.bytes });
    }
    if source.bytes.is_empty() {
        return Err(IntakeError::Empty);
    }
    let started = Instant::now();
    let (json, shown) = match decode::decode(source.bytes, budget)? {
        decode::Decoded::Document(document) => return Ok(read_pages(document, source.name, forms)),
        decode::Decoded::Json(text) => {
            return Ok(Reading::of_report(report::json::from_json(&text, forms)?).with_doubts(&text));
        }
        decode::Decoded::Attached { json, pages } => (Some(json), read_pages(pages, source.name, forms)),
        decode::Decoded::Tagged { json, pages } => {
            let tagged = read_pages(pages, source.name, forms);
            let time = budget.time.saturating_sub(started.elapsed());
            (
                json,
                weigh::better(tagged, || {
                    Ok(read_pages(decode::places(source.bytes, time)?, source.name, forms))
                }),
            )
        }
    };
    // What is attached may be no report of ours: the pages stand for themselves.
    Ok(match json.and_then(|json| report::json::from_json(&json, forms).ok()) {
        Some(report) => Reading::of_report(report).beside(shown),
        None => shown,
    })
}

/// What a document's text says, with the text itself.
fn read_pages(document: document::Document, name: Option<&str>, forms: &Forms) -> Reading {
    let reading = recognise::recognise(&document, name, forms);
    Reading { original: Original::of(document), ..reading }
}

/// Whether bytes are a packed file with documents of its own in it, to be read with [`read_packed`].
pub fn is_packed(bytes: &[u8]) -> bool {
    decode::is_packed(bytes)
        && decode::Packed::open(bytes, Budget::default())
            .is_ok_and(|packed| packed.kind() == decode::PackedKind::Folder)
}

/// A file of a packed one: its name in it, and what was read.
pub type Unpacked = (String, Result<Reading, IntakeError>);

/// Reads every document in a packed file (.zip), each with its name in it; those in a packed file within are not.
/// `go_on` hears before each how many are read, of how many, and may end it: the rest is left out.
///
/// # Errors
/// When the packed file itself cannot be opened, has a password, or has too many files.
pub fn read_packed(
    bytes: &[u8],
    forms: &Forms,
    budget: Budget,
    mut go_on: impl FnMut(usize, usize) -> ControlFlow<()>,
) -> Result<Vec<Unpacked>, IntakeError> {
    if bytes.len() as u64 > budget.bytes {
        return Err(IntakeError::TooLarge { limit: budget.bytes });
    }
    let mut packed = decode::Packed::open(bytes, budget)?;
    let files = packed.files();
    if packed.are_locked(&files) {
        return Err(IntakeError::Locked("压缩文件"));
    }
    let of = files.len();
    let mut read_one = |(n, name): (usize, String)| {
        let last = name.rsplit('/').next().unwrap_or(&name).to_owned();
        let reading = packed
            .unpack_at(n)
            .and_then(|bytes| read(Source { name: Some(&last), bytes: &bytes }, forms, budget));
        (name, reading)
    };
    let wanted = files.into_iter().enumerate().take_while(|(done, _)| go_on(*done, of).is_continue());
    Ok(wanted.map(|(_, file)| read_one(file)).collect())
}
