//! The end of the file: where each object lies (ISO 32000-1, 7.5.8), and the identifier.
//!
//! lopdf's own cross-reference stream begins with object 1. Object 0, the head of the free ones, belongs into it
//! (7.5.4), and validators of PDF/A call a file without it damaged: so the stream is written anew from lopdf's entries.

use lopdf::{dictionary, Document, Object, ObjectId, SaveOptions, Stream};

use super::{failed, fingerprint};
use crate::PressError;

/// Bytes of the three fields of an entry, as lopdf writes them.
const WIDTHS: [usize; 3] = [1, 4, 2];
/// Object 0: free, no other free one after it, never to be used again.
const FREE: [u8; 7] = [0, 0, 0, 0, 0, 0xFF, 0xFF];

/// Saves `document`, whose objects are numbered without gaps from 1, with object streams. The identifier is the
/// fingerprint of all its objects.
pub(super) fn save(mut document: Document) -> Result<Vec<u8>, PressError> {
    let reference = |key: &[u8]| document.trailer.get(key).and_then(Object::as_reference).map_err(failed);
    let (root, info) = (reference(b"Root")?, reference(b"Info")?);
    // All in one stream: what one of them says compresses what another says again.
    let options = SaveOptions::builder()
        .use_object_streams(true)
        .max_objects_per_stream(document.objects.len())
        .use_xref_streams(true)
        .compression_level(9)
        .build();
    let mut bytes = Vec::new();
    document.save_with_options(&mut bytes, options).map_err(failed)?;

    let (start, entries) = written(&bytes).ok_or_else(|| failed("交叉引用表不在预期的位置"))?;
    bytes.truncate(start);
    let end = end(&entries, (root, info), fingerprint(&bytes), start);
    bytes.extend(end.map_err(failed)?);
    Ok(bytes)
}

/// Where lopdf's cross-reference stream begins, and its entries: those of objects 1 and up.
fn written(bytes: &[u8]) -> Option<(usize, Vec<u8>)> {
    let tail = &bytes[bytes.len().saturating_sub(40)..];
    let start = after(tail, b"startxref\n")?.split(|byte| *byte == b'\n').next()?;
    let start: usize = std::str::from_utf8(start).ok()?.parse().ok()?;
    let stream = bytes.get(start..)?;
    let number = |key: &[u8]| {
        let digits = after(stream, key)?.iter().take_while(|byte| byte.is_ascii_digit()).copied().collect();
        String::from_utf8(digits).ok()?.parse::<usize>().ok()
    };
    let (length, size) = (number(b"/Length ")?, number(b"/Size ")?);
    let whole = length == (size.checked_sub(1)?).checked_mul(FREE.len())?;
    let first = after(stream, b"/Index[1 ").is_some() && after(stream, b"/W[1 4 2]").is_some();
    let entries = after(stream, b">>stream\n")?.get(..length)?;
    (whole && first).then(|| (start, entries.to_vec()))
}

/// What follows the first `mark` in `bytes`.
fn after<'a>(bytes: &'a [u8], mark: &[u8]) -> Option<&'a [u8]> {
    let at = bytes.windows(mark.len()).position(|window| window == mark)?;
    Some(&bytes[at + mark.len()..])
}

/// The cross-reference stream over object 0 and `entries`, which lies at `start` and is the last object itself, and
/// the end of the file.
fn end(entries: &[u8], (root, info): (ObjectId, ObjectId), id: u128, start: usize) -> lopdf::Result<Vec<u8>> {
    let count = entries.len() / FREE.len();
    let mut stream = Stream::new(dictionary! {}, [&FREE, entries].concat());
    stream.compress()?;
    let (number, length) = (count, stream.content.len());
    let filter = if stream.dict.has(b"Filter") { "/Filter/FlateDecode" } else { "" };
    let [kind, place, rank] = WIDTHS;
    let head = format!(
        "{number} 0 obj\n<</Type/XRef/Size {}/W[{kind} {place} {rank}]/Root {} {} R/Info {} {} R\
         /ID[<{id:032X}><{id:032X}>]{filter}/Length {length}>>stream\n",
        count + 1,
        root.0,
        root.1,
        info.0,
        info.1,
    );
    let foot = format!("\nendstream\nendobj\nstartxref\n{start}\n%%EOF\n");
    Ok([head.as_bytes(), &stream.content, foot.as_bytes()].concat())
}
