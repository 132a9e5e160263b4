//! A face cut to the glyphs of a document, and the cuts made last: cutting and compressing them is most of the work of
//! printing, and the next print of a report, or another report of the same form, asks for the same again.

use std::collections::{BTreeMap, BTreeSet, VecDeque};
use std::io::Write;
use std::sync::{Arc, Mutex, OnceLock, PoisonError};

use flate2::{write::ZlibEncoder, Compression};
use subsetter::GlyphRemapper;

use super::{Face, Fonts, Typeface};
use crate::PressError;

/// How many cuts of one face are kept.
const KEPT: usize = 3;
/// Outlines hold little that repeats: the most effort would save a fifth of a per cent.
const LEVEL: Compression = Compression::new(6);

/// A face with some of its glyphs only.
pub struct Subset {
    typeface: Typeface,
    wanted: BTreeSet<u16>,
    /// The font file.
    pub(crate) program: Vec<u8>,
    /// The number of each wanted glyph in the cut face.
    pub(crate) ids: BTreeMap<u16, u16>,
    deflated: OnceLock<Deflated>,
}

/// What a document embeds of a cut face, compressed.
struct Deflated {
    length: usize,
    bytes: Vec<u8>,
}

impl Subset {
    fn cut(face: &Face, wanted: BTreeSet<u16>) -> Result<Subset, PressError> {
        let mut remapper = GlyphRemapper::new();
        for id in &wanted {
            remapper.remap(*id);
        }
        let program = subsetter::subset(face.bytes(), face.index(), &remapper)
            .map_err(|_| face.broken("字形读不出来"))?;
        let mut ids = BTreeMap::new();
        for id in &wanted {
            let new = remapper.get(*id).ok_or_else(|| face.broken(format!("字形 {id} 丢失")))?;
            ids.insert(*id, new);
        }
        Ok(Subset { typeface: face.typeface(), wanted, program, ids, deflated: OnceLock::new() })
    }

    /// `embedded`, the part of the program that a document carries, compressed; done once, for which part that is
    /// depends on the program alone.
    pub(crate) fn deflated(&self, embedded: &[u8]) -> Result<Vec<u8>, PressError> {
        if let Some(kept) = self.deflated.get().filter(|kept| kept.length == embedded.len()) {
            return Ok(kept.bytes.clone());
        }
        let failed = |error: std::io::Error| PressError::Pdf { reason: error.to_string() };
        let mut encoder = ZlibEncoder::new(Vec::new(), LEVEL);
        encoder.write_all(embedded).map_err(failed)?;
        let bytes = encoder.finish().map_err(failed)?;
        let _ = self.deflated.set(Deflated { length: embedded.len(), bytes: bytes.clone() });
        Ok(bytes)
    }
}

/// The cuts made last, the newest first.
#[derive(Default)]
pub(super) struct Subsets(Mutex<VecDeque<Arc<Subset>>>);

impl Subsets {
    fn find(&self, typeface: Typeface, wanted: &BTreeSet<u16>) -> Option<Arc<Subset>> {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let at = kept.iter().position(|it| it.typeface == typeface && it.wanted == *wanted)?;
        let found = kept.remove(at)?;
        kept.push_front(Arc::clone(&found));
        Some(found)
    }

    fn keep(&self, made: &Arc<Subset>) {
        let mut kept = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        kept.push_front(Arc::clone(made));
        let mut of_face = 0;
        kept.retain(|it| {
            of_face += usize::from(it.typeface == made.typeface);
            it.typeface != made.typeface || of_face <= KEPT
        });
    }
}

impl Fonts {
    /// A face with these glyphs only.
    ///
    /// # Errors
    /// The font errors of [`Fonts::face`]; [`PressError::FontBroken`] when the face cannot be cut.
    pub(crate) fn subset(
        &self,
        typeface: Typeface,
        wanted: BTreeSet<u16>,
    ) -> Result<Arc<Subset>, PressError> {
        if let Some(found) = self.shelf.subsets.find(typeface, &wanted) {
            return Ok(found);
        }
        // Two threads may make the same at once: no harm, and neither waits for the other.
        let made = Arc::new(Subset::cut(self.face(typeface)?, wanted)?);
        self.shelf.subsets.keep(&made);
        Ok(made)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn glyphs(ids: impl IntoIterator<Item = u16>) -> BTreeSet<u16> {
        ids.into_iter().collect()
    }

    #[test]
    fn the_same_glyphs_are_cut_once_and_others_anew() {
        let fonts = crate::tests::fonts();
        let first = fonts.subset(Typeface::Fallback, glyphs([3, 4])).unwrap();
        let again = fonts.clone().subset(Typeface::Fallback, glyphs([4, 3])).unwrap();
        assert!(Arc::ptr_eq(&first, &again));
        let other = fonts.subset(Typeface::Fallback, glyphs([3, 5])).unwrap();
        assert!(!Arc::ptr_eq(&first, &other) && first.program != other.program);
        let face = fonts.subset(Typeface::Kai, glyphs([3, 4])).unwrap();
        assert_ne!(face.program, first.program);
        let alone = crate::tests::fonts().subset(Typeface::Fallback, glyphs([3, 4])).unwrap();
        assert_eq!(alone.program, first.program);
    }

    #[test]
    fn only_the_last_cuts_of_a_face_are_kept() {
        let fonts = crate::tests::fonts();
        let first = fonts.subset(Typeface::Fallback, glyphs([3])).unwrap();
        let kai = fonts.subset(Typeface::Kai, glyphs([3])).unwrap();
        for id in 4..4 + KEPT as u16 {
            fonts.subset(Typeface::Fallback, glyphs([id])).unwrap();
        }
        assert!(!Arc::ptr_eq(&first, &fonts.subset(Typeface::Fallback, glyphs([3])).unwrap()));
        assert!(Arc::ptr_eq(&kai, &fonts.subset(Typeface::Kai, glyphs([3])).unwrap()));
        assert!(fonts.shelf.subsets.0.lock().unwrap().len() <= KEPT + 1);
    }

    #[test]
    fn a_cut_is_compressed_once() {
        let subset = crate::tests::fonts().subset(Typeface::Fallback, glyphs([3])).unwrap();
        let first = subset.deflated(b"part").unwrap();
        // Of the same length, so it is taken for the same.
        assert_eq!(subset.deflated(b"trap").unwrap(), first);
        assert_ne!(subset.deflated(b"another").unwrap(), first);
    }
}
