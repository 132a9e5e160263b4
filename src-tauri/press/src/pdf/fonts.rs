//! Fonts in the file: each face cut to the glyphs that are used, with the text each glyph stands for.

use std::collections::BTreeMap;

use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont};
use subsetter::GlyphRemapper;
use ttf_parser::GlyphId;

use super::fingerprint;
use crate::font::{Face, Fonts, Typeface};
use crate::layout::{Frame, Pages};
use crate::PressError;

/// A face as the file knows it.
pub(super) struct EmbeddedFont {
    /// Its resource name.
    pub id: FontId,
    glyphs: BTreeMap<u16, EmbeddedGlyph>,
}

/// A glyph of the subset.
#[derive(Clone, Copy)]
pub(super) struct EmbeddedGlyph {
    /// Its number in the subset.
    pub id: u16,
    /// The character it stands for when text is extracted.
    pub ch: char,
    /// Its advance as the file declares it, in thousandths of an em.
    pub width: f64,
}

impl EmbeddedFont {
    /// The subset's glyph for a glyph of the face.
    pub fn glyph(&self, id: u16) -> Option<EmbeddedGlyph> {
        self.glyphs.get(&id).copied()
    }
}

/// Cuts every face `pages` use to its glyphs and gives it to `document`.
pub(super) fn embed(
    pages: &Pages,
    fonts: &Fonts,
    document: &mut PdfDocument,
) -> Result<BTreeMap<Typeface, EmbeddedFont>, PressError> {
    let mut embedded = BTreeMap::new();
    for (index, (typeface, characters)) in used_glyphs(pages).into_iter().enumerate() {
        // Names of our own: printpdf would draw them at random, and F1 to F14 mean the built-in fonts.
        let id = FontId(format!("NB{index}"));
        let (program, glyphs) = cut(fonts.face(typeface)?, &characters)?;
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(program));
        embedded.insert(typeface, EmbeddedFont { id, glyphs });
    }
    Ok(embedded)
}

/// The glyphs used of each face, each with the first of the characters it stands for.
fn used_glyphs(pages: &Pages) -> BTreeMap<Typeface, BTreeMap<u16, char>> {
    let mut used: BTreeMap<Typeface, BTreeMap<u16, char>> = BTreeMap::new();
    for frame in pages.pages.iter().flat_map(|page| &page.frames) {
        let Frame::Run(run) = frame else { continue };
        let characters = used.entry(run.face).or_default();
        for glyph in &run.glyphs {
            characters.entry(glyph.id).or_insert(glyph.ch);
        }
    }
    used
}

/// The face with only these glyphs, in printpdf's terms, and how its glyphs are numbered there.
fn cut(
    face: &Face,
    characters: &BTreeMap<u16, char>,
) -> Result<(ParsedFont, BTreeMap<u16, EmbeddedGlyph>), PressError> {
    let tables = face.tables()?;
    let units_per_em = tables.units_per_em();
    let mut remapper = GlyphRemapper::new();
    for id in characters.keys() {
        remapper.remap(*id);
    }
    let program = subsetter::subset(face.bytes(), 0, &remapper).map_err(|e| face.broken(e))?;

    let mut glyphs = BTreeMap::new();
    // The subset's glyph 0, .notdef, is never shown but must have a width.
    let mut widths = BTreeMap::from([(0, units_per_em)]);
    for (id, ch) in characters {
        let new = remapper.get(*id).ok_or_else(|| face.broken(format!("字形 {id} 丢失")))?;
        let advance = tables.glyph_hor_advance(GlyphId(*id)).unwrap_or(0);
        // printpdf truncates where it writes /W; pen positions must count with the same number.
        let width = (f64::from(advance) * 1000.0 / f64::from(units_per_em)).trunc();
        widths.insert(new, advance);
        glyphs.insert(*id, EmbeddedGlyph { id: new, ch: *ch, width });
    }
    let name = format!("{}+{}", subset_tag(&program), face.postscript_name());
    let metrics = FontMetrics { ascent: tables.ascender(), descent: tables.descender() };
    let mut parsed =
        ParsedFont::with_glyph_data(program, 0, Some(name), BTreeMap::new(), widths, units_per_em, metrics);
    let bounds = tables.global_bounding_box();
    let descriptor = &mut parsed.pdf_font_metrics;
    (descriptor.x_min, descriptor.y_min) = (bounds.x_min, bounds.y_min);
    (descriptor.x_max, descriptor.y_max) = (bounds.x_max, bounds.y_max);
    descriptor.us_weight_class = tables.weight().to_number();
    Ok((parsed, glyphs))
}

/// The six capitals before the name of a subset (ISO 32000-1, 9.6.4), by its content.
fn subset_tag(program: &[u8]) -> String {
    let mut hash = fingerprint(program);
    let mut tag = String::new();
    for letter in std::iter::repeat_n(b'A', 6) {
        tag.push(char::from(letter + (hash % 26) as u8));
        hash /= 26;
    }
    tag
}
