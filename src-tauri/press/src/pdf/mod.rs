//! From pages to bytes. printpdf writes fonts and page contents; what it leaves out (structure, outline, language,
//! labels, XMP, output intent) `finish` adds to its object graph, and `crossref` saves it with a stable identifier.
//!
//! No printpdf type leaves this module. The bytes depend on pages, fonts and [`Meta`] only.

mod attachment;
mod content;
mod crossref;
mod finish;
mod fonts;
mod profile;
mod properties;
mod structure;
mod unicode;

pub use attachment::Attachment;
use printpdf::{Mm, PdfDocument, PdfPage, PdfSaveOptions};

use crate::font::Fonts;
use crate::layout::Pages;
use crate::PressError;

/// What the file says about itself beside its title.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Meta {
    /// The agency that reports; empty if not known.
    pub author: String,
    /// What it is about, beside its title; may be empty.
    pub subject: String,
    /// When the document was made; left out of the file if not given. There is no clock in here.
    pub created: Option<Timestamp>,
}

/// A moment as PDF writes it.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Timestamp {
    /// Year, such as 2025.
    pub year: u16,
    /// Month, 1 to 12.
    pub month: u8,
    /// Day, 1 to 31.
    pub day: u8,
    /// Hour, 0 to 23.
    pub hour: u8,
    /// Minute, 0 to 59.
    pub minute: u8,
    /// Second, 0 to 59.
    pub second: u8,
    /// Minutes ahead of UTC; 480 in China.
    pub utc_offset: i16,
}

/// Writes `pages` as a tagged PDF 1.7 file with its fonts embedded as subsets, as PDF/A-2a and PDF/UA-1 ask; with
/// an attachment as PDF/A-3a does.
///
/// # Errors
/// The font errors of [`Fonts::face`]; [`PressError::FontBroken`] when a face cannot be cut to a subset;
/// [`PressError::Pdf`] when the writer fails.
pub fn write(
    pages: &Pages,
    fonts: &Fonts,
    meta: &Meta,
    attachment: Option<&Attachment>,
) -> Result<Vec<u8>, PressError> {
    let mut document = PdfDocument::new(&pages.title);
    let embedded = fonts::embed(pages, fonts, &mut document)?;
    let (mut sheets, mut marked) = (Vec::new(), Vec::new());
    for page in &pages.pages {
        let content = content::page_content(page, pages.height, &pages.nodes, &embedded)?;
        sheets.push(PdfPage::new(millimetres(pages.width), millimetres(pages.height), content.ops));
        marked.push(content.marked);
    }
    document.with_pages(sheets);
    // Only subsets are handed over and the finisher compresses: printpdf is to do neither.
    let options =
        PdfSaveOptions { optimize: false, subset_fonts: false, secure: true, image_optimization: None };
    let mut warnings = Vec::new();
    let mut graph = document.to_lopdf_document(&options, &mut warnings);
    if let Some(warning) = warnings.iter().find(|it| it.severity == printpdf::PdfParseErrorSeverity::Error) {
        return Err(PressError::Pdf { reason: warning.msg.clone() });
    }
    fonts::compress(&mut graph, &embedded)?;
    fonts::explain(&mut graph, &embedded)?;
    finish::finish(graph, pages, &marked, meta, attachment)
}

fn millimetres(points: f64) -> Mm {
    Mm((points * 25.4 / 72.0) as f32)
}

fn failed(reason: impl ToString) -> PressError {
    PressError::Pdf { reason: reason.to_string() }
}

/// FNV-1a in 128 bits: names subsets and files by their content. Nothing secret depends on it.
fn fingerprint(bytes: &[u8]) -> u128 {
    const OFFSET: u128 = 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d;
    const PRIME: u128 = 0x0000_0000_0100_0000_0000_0000_0000_013b;
    bytes.iter().fold(OFFSET, |hash, byte| (hash ^ u128::from(*byte)).wrapping_mul(PRIME))
}

#[cfg(test)]
mod tests {
    use super::fingerprint;

    #[test]
    fn fingerprints_are_fnv_1a() {
        // From the published test vectors of FNV-1a 128.
        assert_eq!(fingerprint(b""), 0x6c62_272e_07bb_0142_62b8_2175_6295_c58d);
        assert_eq!(fingerprint(b"a"), 0xd228_cb69_6f1a_8caf_7891_2b70_4e4a_8964);
        assert_eq!(fingerprint(b"foobar"), 0x343e_1662_793c_64bf_6f0d_3597_ba44_6f18);
    }
}
