//! Fonts in the file: each face cut to the glyphs that are used, with the text each glyph stands for.

use std::collections::BTreeMap;
use std::sync::Arc;

use lopdf::{Document, Object, ObjectId};
use printpdf::{FontId, FontMetrics, ParsedFont, PdfDocument, PdfFont};
use ttf_parser::GlyphId;

use super::{failed, fingerprint, unicode};
use crate::font::{Face, Fonts, Subset, Typeface};
use crate::layout::{Frame, Pages};
use crate::PressError;

/// A face as the file knows it.
pub(super) struct EmbeddedFont {
    /// Its resource name.
    pub id: FontId,
    /// The name it is declared under, which no other font of the file has.
    name: String,
    subset: Arc<Subset>,
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
        let subset = fonts.subset(typeface, characters.keys().copied().collect())?;
        let (program, name, glyphs) = declare(fonts.face(typeface)?, &subset, &characters)?;
        document.resources.fonts.map.insert(id.clone(), PdfFont::new(program));
        embedded.insert(typeface, EmbeddedFont { id, name, subset, glyphs });
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

/// The cut face in printpdf's terms, its name, and how its glyphs are numbered.
fn declare(
    face: &Face,
    subset: &Subset,
    characters: &BTreeMap<u16, char>,
) -> Result<(ParsedFont, String, BTreeMap<u16, EmbeddedGlyph>), PressError> {
    let tables = face.tables()?;
    let units_per_em = tables.units_per_em();
    let mut glyphs = BTreeMap::new();
    // The subset's glyph 0, .notdef, is never shown but must have a width.
    let mut widths = BTreeMap::from([(0, units_per_em)]);
    for (id, ch) in characters {
        let new = *subset.ids.get(id).ok_or_else(|| face.broken(format!("字形 {id} 丢失")))?;
        let advance = tables.glyph_hor_advance(GlyphId(*id)).unwrap_or(0);
        // printpdf truncates where it writes /W; pen positions must count with the same number.
        let width = (f64::from(advance) * 1000.0 / f64::from(units_per_em)).trunc();
        widths.insert(new, advance);
        glyphs.insert(*id, EmbeddedGlyph { id: new, ch: *ch, width });
    }
    let name = format!("{}+{}", subset_tag(&subset.program), face.postscript_name());
    let metrics = FontMetrics { ascent: tables.ascender(), descent: tables.descender() };
    let program = subset.program.clone();
    let mut parsed = ParsedFont::with_glyph_data(
        program,
        0,
        Some(name.clone()),
        BTreeMap::new(),
        widths,
        units_per_em,
        metrics,
    );
    let bounds = tables.global_bounding_box();
    let descriptor = &mut parsed.pdf_font_metrics;
    (descriptor.x_min, descriptor.y_min) = (bounds.x_min, bounds.y_min);
    (descriptor.x_max, descriptor.y_max) = (bounds.x_max, bounds.y_max);
    descriptor.us_weight_class = tables.weight().to_number();
    Ok((parsed, name, glyphs))
}

/// Compresses the programs in `document`, or takes them as they were compressed before.
pub(super) fn compress(
    document: &mut Document,
    embedded: &BTreeMap<Typeface, EmbeddedFont>,
) -> Result<(), PressError> {
    let programs: Vec<(ObjectId, &Subset)> = document
        .objects
        .values()
        .filter_map(|object| {
            let descriptor = object.as_dict().ok().filter(|it| it.has_type(b"FontDescriptor"))?;
            let name = descriptor.get(b"FontName").and_then(Object::as_name).ok()?;
            let font = named(embedded, name)?;
            let files = [b"FontFile2".as_slice(), b"FontFile3"];
            let file = files.into_iter().find_map(|key| descriptor.get(key).ok())?;
            Some((file.as_reference().ok()?, font.subset.as_ref()))
        })
        .collect();
    for (id, subset) in programs {
        let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).map_err(failed)?;
        stream.set_content(subset.deflated(&stream.content)?);
        stream.dict.set("Filter", "FlateDecode");
    }
    Ok(())
}

fn named<'e>(embedded: &'e BTreeMap<Typeface, EmbeddedFont>, name: &[u8]) -> Option<&'e EmbeddedFont> {
    embedded.values().find(|font| font.name.as_bytes() == name)
}

/// Says in `document` which text each glyph stands for.
pub(super) fn explain(
    document: &mut Document,
    embedded: &BTreeMap<Typeface, EmbeddedFont>,
) -> Result<(), PressError> {
    let maps: Vec<(ObjectId, &EmbeddedFont)> = document
        .objects
        .values()
        .filter_map(|object| {
            let font = object.as_dict().ok()?;
            let map = font.get(b"ToUnicode").and_then(Object::as_reference).ok()?;
            let name = font.get(b"BaseFont").and_then(Object::as_name).ok()?;
            Some((map, named(embedded, name)?))
        })
        .collect();
    for (id, font) in maps {
        let meanings = font.glyphs.values().map(|glyph| (glyph.id, glyph.ch)).collect();
        let stream = document.get_object_mut(id).and_then(Object::as_stream_mut).map_err(failed)?;
        stream.set_plain_content(unicode::map(&meanings));
    }
    Ok(())
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
