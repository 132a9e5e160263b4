//! Text to glyphs. Chinese, digits and Latin map one to one through `cmap`; nothing here needs a shaping engine.

use std::cell::{OnceCell, RefCell};
use std::collections::HashMap;

use super::{Face, Fonts, Role, Typeface};
use crate::compose::is_latin;
use crate::PressError;

/// Advance from which a glyph counts as full width: it takes the body's tracking and may give up blank.
const FULL_WIDTH: f64 = 0.9;

/// One character as a face draws it. Lengths are in em.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Glyph {
    /// The character it stands for.
    pub ch: char,
    /// The face that has it.
    pub face: Typeface,
    /// Its glyph in that face; never 0 (`.notdef`).
    pub id: u16,
    /// How far it moves the pen.
    pub advance: f64,
    /// Blank left of the ink; measured for full-width punctuation only, else 0.
    pub blank_before: f64,
    /// Blank right of the ink; measured for full-width punctuation only, else 0.
    pub blank_after: f64,
}

impl Glyph {
    /// Whether it fills a cell of the Chinese grid.
    pub fn is_full_width(&self) -> bool {
        self.advance > FULL_WIDTH
    }
}

/// One character in this many from [`Typeface::Rare`], and a text of 仿宋 or 楷体 is all set in 宋体: one in traditional
/// characters would have a third of them in another face.
const MOTTLED: usize = 12;

struct OpenFace<'f> {
    face: &'f Face,
    tables: ttf_parser::Face<'f>,
    units_per_em: f64,
}

/// Looks glyphs up for one lay-out run. Borrow one per thread; the [`Fonts`] behind it are shared.
pub struct Shaper<'f> {
    fonts: &'f Fonts,
    open: [OnceCell<OpenFace<'f>>; Typeface::COUNT],
    found: RefCell<HashMap<(Role, char), Glyph>>,
    /// What no face has, where all of it is gathered before anything is refused.
    lacking: Option<RefCell<Vec<Lacking>>>,
}

/// A character no face has: itself, where it stands, the sentence around it.
type Lacking = (char, String, String);

impl<'f> Shaper<'f> {
    /// A shaper over `fonts`.
    pub fn new(fonts: &'f Fonts) -> Shaper<'f> {
        Shaper { fonts, open: Default::default(), found: RefCell::default(), lacking: None }
    }

    /// One that goes on past a character no face has, until [`Shaper::is_complete`] is asked: so that all of them are
    /// told at once.
    pub(crate) fn gathering(fonts: &'f Fonts) -> Shaper<'f> {
        Shaper { lacking: Some(RefCell::default()), ..Shaper::new(fonts) }
    }

    /// Whether every character was found.
    ///
    /// # Errors
    /// [`PressError::MissingGlyph`] with all that were not.
    pub(crate) fn is_complete(&self) -> Result<(), PressError> {
        let mut lacking = self.lacking.as_ref().map(RefCell::take).unwrap_or_default().into_iter();
        let Some((ch, place, sentence)) = lacking.next() else { return Ok(()) };
        let mut others: Vec<(char, String)> = Vec::new();
        for (other, place, _) in lacking {
            if other != ch && others.iter().all(|(known, _)| *known != other) {
                others.push((other, place));
            }
        }
        Err(PressError::MissingGlyph { ch, place, sentence, others })
    }

    /// The glyphs of `text` in `role`; `place` says where the text stands, for the error. Characters that draw
    /// nothing and take no room have none.
    ///
    /// # Errors
    /// [`PressError::MissingGlyph`] for the first character no face has, unless they are gathered; the font errors of
    /// [`Fonts::face`].
    pub fn shape(&self, role: Role, text: &str, place: &str) -> Result<Vec<Glyph>, PressError> {
        let mut glyphs = Vec::with_capacity(text.len() / 3);
        for (offset, ch) in text.char_indices().filter(|(_, ch)| !is_invisible(*ch)) {
            let found = match self.glyph(role, ch)? {
                None if is_blank(ch) => self.glyph(role, ' ')?,
                found => found,
            };
            match found {
                Some(glyph) => glyphs.push(glyph),
                None => self.lacks((ch, place.to_owned(), sentence_around(text, offset)))?,
            }
        }
        let rare =
            glyphs.iter().filter(|it| it.face == Typeface::Rare && super::is_hanzi(it.ch.into())).count();
        if matches!(role, Role::Body | Role::Heading2) && rare > glyphs.len() / MOTTLED {
            return self.shape(Role::Table, text, place);
        }
        Ok(glyphs)
    }

    fn lacks(&self, (ch, place, sentence): Lacking) -> Result<(), PressError> {
        match &self.lacking {
            Some(all) => {
                all.borrow_mut().push((ch, place, sentence));
                Ok(())
            }
            None => Err(PressError::MissingGlyph { ch, place, sentence, others: Vec::new() }),
        }
    }

    /// The glyph of `ch`, from the first face of the role's chain that has it.
    fn glyph(&self, role: Role, ch: char) -> Result<Option<Glyph>, PressError> {
        if let Some(glyph) = self.found.borrow().get(&(role, ch)) {
            return Ok(Some(*glyph));
        }
        let first = if stands_with_digits(ch) { role.latin_face() } else { role.own_face() };
        let rest = Typeface::ALL.into_iter().filter(|face| *face != first);
        // Where the role's Latin is borrowed, the machine's face lends none either.
        let own = (self.fonts.has_own(role) && first == role.own_face()).then_some(Typeface::Own(role));
        for typeface in own.into_iter().chain(std::iter::once(first)).chain(rest) {
            if let Some(glyph) = glyph_in(self.open(typeface)?, ch) {
                self.found.borrow_mut().insert((role, ch), glyph);
                return Ok(Some(glyph));
            }
        }
        Ok(None)
    }

    fn open(&self, typeface: Typeface) -> Result<&OpenFace<'f>, PressError> {
        let slot = &self.open[typeface.index()];
        if let Some(open) = slot.get() {
            return Ok(open);
        }
        let face = self.fonts.face(typeface)?;
        let tables = face.tables()?;
        let units_per_em = f64::from(tables.units_per_em());
        Ok(slot.get_or_init(|| OpenFace { face, tables, units_per_em }))
    }
}

/// Whether `ch` comes from the face of the digits. Signs of money do, for they stand beside them, and because
/// FandolFang and FandolKai draw a dollar where the yuan ￥ should be.
fn stands_with_digits(ch: char) -> bool {
    is_latin(ch) || matches!(ch, ' ' | '￥' | '¥' | '＄' | '￡')
}

fn glyph_in(open: &OpenFace, ch: char) -> Option<Glyph> {
    // Glyph 0 is .notdef: a cmap that maps to it has nothing to draw.
    let id = open.tables.glyph_index(ch).filter(|id| id.0 != 0)?;
    let em = |units: f64| units / open.units_per_em;
    let advance = em(f64::from(open.tables.glyph_hor_advance(id)?));
    let mut glyph =
        Glyph { ch, face: open.face.typeface(), id: id.0, advance, blank_before: 0.0, blank_after: 0.0 };
    if glyph.is_full_width() && crate::compose::has_blank_half(ch) {
        if let Some(ink) = open.tables.glyph_bounding_box(id) {
            glyph.blank_before = em(f64::from(ink.x_min)).max(0.0);
            glyph.blank_after = (advance - em(f64::from(ink.x_max))).max(0.0);
        }
    }
    Some(glyph)
}

/// Blanks of other widths, tabs among them: where no face has them, they are as wide as the usual one. The ends of lines
/// are none: a paragraph has no lines of its own.
fn is_blank(ch: char) -> bool {
    ch == '\t' || (ch.is_whitespace() && !ch.is_control())
}

/// Zero-width characters, soft hyphens and the selectors of variants, which come along when text is copied from web pages:
/// nobody sees them, so nobody could find one that a font lacks.
pub(crate) fn is_invisible(ch: char) -> bool {
    matches!(
        ch,
        '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{2060}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}' | '\u{e0100}'..='\u{e01ef}'
    )
}

/// The sentence of `text` that holds the byte at `offset`, at most 20 characters to either side.
fn sentence_around(text: &str, offset: usize) -> String {
    const REACH: usize = 20;
    let ends_sentence = |c: char| matches!(c, '。' | '！' | '？' | '；' | '\n');
    let (before, from) = text.split_at(offset);
    let mut start: Vec<char> = before.chars().rev().take_while(|c| !ends_sentence(*c)).take(REACH).collect();
    start.reverse();
    let mut sentence: String = start.into_iter().collect();
    for ch in from.chars().take(REACH) {
        sentence.push(ch);
        if ends_sentence(ch) {
            break;
        }
    }
    sentence
}

#[cfg(test)]
mod tests {
    use super::*;

    fn faces(role: Role, text: &str) -> Vec<Typeface> {
        let fonts = crate::tests::fonts();
        let shaper = Shaper::new(&fonts);
        shaper.shape(role, text, "").unwrap().iter().map(|g| g.face).collect()
    }

    #[test]
    fn each_role_has_its_face() {
        assert_eq!(faces(Role::Title, "年"), [Typeface::SongBold]);
        assert_eq!(faces(Role::Body, "年"), [Typeface::Fang]);
        assert_eq!(faces(Role::Heading1, "年"), [Typeface::Hei]);
        assert_eq!(faces(Role::Heading2, "年"), [Typeface::Kai]);
        assert_eq!(faces(Role::Table, "年"), [Typeface::Song]);
    }

    #[test]
    fn body_digits_and_letters_are_song_but_full_width_marks_are_not() {
        assert_eq!(
            faces(Role::Body, "年2a“·"),
            [Typeface::Fang, Typeface::Song, Typeface::Song, Typeface::Fang, Typeface::Fang]
        );
    }

    #[test]
    fn a_hanzi_outside_gb2312_comes_from_the_fallback() {
        // 堽 and 𬭚 are in 通用规范汉字表 but not in GB 2312.
        assert_eq!(faces(Role::Body, "堽𬭚"), [Typeface::Fallback, Typeface::Fallback]);
        assert_eq!(faces(Role::Heading2, "堽"), [Typeface::Fallback]);
        assert_eq!(faces(Role::Table, "堽"), [Typeface::Song]);
    }

    #[test]
    fn a_text_in_traditional_characters_is_of_one_face() {
        let one = "我镇王龘同志依申请公开信息";
        assert!(faces(Role::Body, one).contains(&Typeface::Fang));
        let many = "我鎮政府網站全年共更新政務動態";
        let all = faces(Role::Body, many);
        assert!(all.iter().all(|face| matches!(face, Typeface::Song | Typeface::Rare)), "{all:?}");
        assert!(faces(Role::Title, many).contains(&Typeface::SongBold));
    }

    #[test]
    fn a_character_nobody_has_is_an_error_with_its_sentence() {
        let fonts = crate::tests::fonts();
        let error = Shaper::new(&fonts)
            .shape(Role::Body, "前一句。本镇杜\u{32350}村全部公开。后一句。", "「一、总体情况」第 1 段")
            .unwrap_err();
        assert_eq!(
            error,
            PressError::MissingGlyph {
                ch: '\u{32350}',
                place: "「一、总体情况」第 1 段".into(),
                sentence: "本镇杜\u{32350}村全部公开。".into(),
                others: Vec::new(),
            }
        );
    }

    #[test]
    fn private_use_and_control_characters_are_refused() {
        let fonts = crate::tests::fonts();
        let shaper = Shaper::new(&fonts);
        for ch in ['\u{E5E5}', '\u{7}', '\n'] {
            let outcome = shaper.shape(Role::Body, &ch.to_string(), "");
            assert!(matches!(outcome, Err(PressError::MissingGlyph { .. })), "U+{:04X}", u32::from(ch));
        }
    }

    #[test]
    fn a_yuan_is_no_dollar_in_any_role() {
        for role in [Role::Title, Role::Body, Role::Heading1, Role::Heading2, Role::Table] {
            let fonts = crate::tests::fonts();
            let glyphs = Shaper::new(&fonts).shape(role, "￥＄", "").unwrap();
            let ink = |glyph: &Glyph| {
                let face = fonts.face(glyph.face).unwrap();
                face.tables().unwrap().glyph_bounding_box(ttf_parser::GlyphId(glyph.id)).unwrap()
            };
            let (yuan, dollar) = (ink(&glyphs[0]), ink(&glyphs[1]));
            assert!(yuan.width() > dollar.width() && yuan.height() < dollar.height(), "{role:?}");
        }
    }

    #[test]
    fn what_no_usual_face_has_comes_from_the_last_two() {
        for ch in ["鎮", "臺", "龘", "€", "㎡", "ⅲ", "ḿ"] {
            assert_eq!(faces(Role::Body, ch), [Typeface::Rare], "{ch}");
        }
        assert_eq!(faces(Role::Body, "☑☐➢"), [Typeface::Signs; 3]);
    }

    #[test]
    fn zero_width_characters_are_passed_over() {
        assert_eq!(
            faces(Role::Body, "\u{feff}公\u{200b}开\u{fe0f}\u{e0100}"),
            [Typeface::Fang, Typeface::Fang]
        );
    }

    #[test]
    fn blanks_that_no_face_has_are_the_usual_one() {
        let fonts = crate::tests::fonts();
        let shaper = Shaper::new(&fonts);
        for blank in ['\t', '\u{2009}', '\u{200a}', '\u{202f}', '\u{2028}', '\u{2029}', '\u{205f}'] {
            let glyphs = shaper.shape(Role::Body, &format!("a{blank}b"), "").unwrap();
            assert!(glyphs.len() == 3 && glyphs[1].ch.is_whitespace(), "U+{:04X}", u32::from(blank));
        }
    }

    #[test]
    fn the_blank_half_of_punctuation_is_measured_from_its_ink() {
        let fonts = crate::tests::fonts();
        let glyphs = Shaper::new(&fonts).shape(Role::Body, "，（？国", "").unwrap();
        assert!(glyphs[0].blank_after > 0.6 && glyphs[0].blank_before < 0.3);
        assert!(glyphs[1].blank_before > 0.6 && glyphs[1].blank_after < 0.2);
        // FandolFang centres its question mark: it has no blank half to give.
        assert!((glyphs[2].blank_after - 0.32).abs() < 0.01);
        assert_eq!(glyphs[3].blank_after, 0.0);
    }
}
