//! The canonical content of a report: the bytes that are hashed, compared and kept as a revision.

use flate2::{read::DeflateDecoder, write::DeflateEncoder, Compression};
use report::{
    json::{JsonError, ReportJson},
    Forms, Report,
};
use sha2::{Digest, Sha256};
use std::{
    fmt,
    io::{Read, Write},
};

/// A revision is never larger; more is a damaged one that would unpack for ever.
const LARGEST: u64 = 64 << 20;

/// SHA-256 of a report's canonical content: equal hashes, equal reports.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct ContentHash(pub(crate) [u8; 32]);

impl ContentHash {
    /// The hash of a report as it would be stored.
    ///
    /// # Errors
    /// When the report cannot be written as `nianbao.report/1`.
    pub fn of(report: &Report) -> Result<ContentHash, JsonError> {
        Ok(Content::of(report)?.hash())
    }

    /// The 32 bytes.
    pub fn as_bytes(&self) -> &[u8; 32] {
        &self.0
    }
}

impl fmt::Display for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(f, "{byte:02x}"))
    }
}

impl fmt::Debug for ContentHash {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        fmt::Display::fmt(self, f)
    }
}

/// A report as `nianbao.report/1`, compact, without blank cells and without the form's own title: a form that
/// gains a cell or mends its title does not change what was saved before.
pub(crate) struct Content(Vec<u8>);

impl Content {
    pub(crate) fn of(report: &Report) -> Result<Content, JsonError> {
        let mut json = ReportJson::from(report);
        json.cells.retain(|_, number| number.is_some());
        let form_title = report.form().title_lines(&report.agency, report.year).concat();
        json.title = report.title.clone().filter(|title| *title != form_title);
        Ok(Content(serde_json::to_vec(&json)?))
    }

    pub(crate) fn hash(&self) -> ContentHash {
        ContentHash(Sha256::digest(&self.0).into())
    }

    /// The report as it reads back, which is the one to store: `[]` and `[""]` are one paragraph there.
    pub(crate) fn report(&self, forms: &Forms) -> Result<Report, JsonError> {
        serde_json::from_slice::<ReportJson>(&self.0)?.into_report(forms)
    }

    pub(crate) fn deflate(&self) -> std::io::Result<Vec<u8>> {
        let mut encoder = DeflateEncoder::new(Vec::new(), Compression::default());
        encoder.write_all(&self.0)?;
        encoder.finish()
    }

    /// `None` when the bytes are not those that were deflated.
    pub(crate) fn inflate(body: &[u8], hash: ContentHash) -> Option<Content> {
        let mut bytes = Vec::new();
        DeflateDecoder::new(body).take(LARGEST).read_to_end(&mut bytes).ok()?;
        let content = Content(bytes);
        (content.hash() == hash).then_some(content)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::{Inline, Paragraph, Prose};

    fn sample() -> (Forms, Report) {
        let forms = Forms::bundled().unwrap();
        let form = forms.edition("2021").unwrap().clone();
        let mut report = Report::new(form.clone(), "某镇", 2024);
        report.write(&form.cell("requests.received.person").unwrap().id, "56").unwrap();
        report.write(&form.cell("disclosure.charges.amount").unwrap().id, "1.50").unwrap();
        report.set_prose(form.preamble(), Prose::plain(["前言"])).unwrap();
        (forms, report)
    }

    #[test]
    fn the_bytes_are_written_down_here() {
        // What is hashed may never change: every stored hash would be wrong.
        let content = Content::of(&sample().1).unwrap();
        let expected = concat!(
            r#"{"schema":"nianbao.report/1","agency":"某镇","year":2024,"form":"2021","#,
            r#""cells":{"disclosure.charges.amount":"1.50","requests.received.person":56},"#,
            r#""prose":{"preamble":["前言"]}}"#
        );
        assert_eq!(String::from_utf8(content.0).unwrap(), expected);
    }

    #[test]
    fn the_hash_is_sha_256() {
        assert_eq!(
            Content(b"abc".to_vec()).hash().to_string(),
            "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"
        );
    }

    #[test]
    fn it_reads_back() {
        let (forms, mut report) = sample();
        let content = Content::of(&report).unwrap();
        assert_eq!(content.report(&forms).unwrap(), report);
        let body = content.deflate().unwrap();
        let inflated = Content::inflate(&body, content.hash()).unwrap();
        assert_eq!(inflated.report(&forms).unwrap(), report);

        // The form's own title is no title of its own, and empty inlines are an empty text.
        report.title = Some(report.title());
        assert_eq!(ContentHash::of(&report).unwrap(), content.hash());
        let empty = |inlines| Prose { paragraphs: vec![Paragraph { inlines }] };
        report.set_prose(report.form().clone().preamble(), empty(vec![])).unwrap();
        let stored = Content::of(&report).unwrap();
        report.set_prose(report.form().clone().preamble(), empty(vec![Inline::Text(String::new())])).unwrap();
        report.title = None;
        assert_eq!(stored.report(&forms).unwrap(), report);
    }

    #[test]
    fn another_byte_is_another_report() {
        let (_, report) = sample();
        let content = Content::of(&report).unwrap();
        let body = content.deflate().unwrap();
        for at in 0..body.len() {
            let mut wrong = body.clone();
            wrong[at] ^= 1;
            // Deflate pads its last byte with bits that mean nothing.
            let same = Content::inflate(&wrong, content.hash());
            assert!(same.is_none_or(|same| same.0 == content.0));
        }
    }
}
