//! How an old workbook shows what its cells hold: its fonts, formats and looks, and the rows and columns it hides.

use super::{little_endian::u16_at, sheet_looks::Look};
use std::collections::BTreeMap;

/// The most of a kind that are kept.
const MOST: usize = super::sheet_looks::MOST;

/// A font, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Font {
    pub is_struck: bool,
    pub is_raised: bool,
    is_white: bool,
}

/// The fonts, formats and looks of a workbook, by their numbers.
#[derive(Default)]
pub(super) struct Looks {
    fonts: Vec<Font>,
    formats: BTreeMap<u16, Look>,
    /// The font and the format of each.
    looks: Vec<(u16, u16)>,
}

impl Looks {
    pub fn add_font(&mut self, content: &[u8]) {
        let flags = u16_at(content, 2).unwrap_or_default();
        let font = Font {
            is_struck: flags & 8 != 0,
            is_raised: matches!(u16_at(content, 8), Some(1 | 2)),
            // White among the fixed colours, and the first of the palette's own that is.
            is_white: matches!(u16_at(content, 4), Some(1 | 9)),
        };
        if self.fonts.len() < MOST {
            self.fonts.push(font);
        }
    }

    pub fn add_format(&mut self, content: &[u8], code: &str) {
        if let Some(number) = u16_at(content, 0).filter(|_| self.formats.len() < MOST) {
            self.formats.insert(number, Look::of_format(code));
        }
    }

    pub fn add_look(&mut self, content: &[u8]) {
        let look = u16_at(content, 0).zip(u16_at(content, 2));
        self.looks.extend(look.filter(|_| self.looks.len() < MOST));
    }

    /// There is no font of the number 4.
    pub fn font(&self, number: u16) -> Font {
        let at = usize::from(number) - usize::from(number > 4);
        self.fonts.get(at).copied().unwrap_or_default()
    }

    /// The look that a record of a cell names.
    pub fn of(&self, number: Option<u16>) -> Look {
        let look = number.and_then(|number| self.looks.get(usize::from(number)));
        let Some((font, format)) = look else { return Look::default() };
        let font = self.font(*font);
        let own = self.formats.get(format).copied();
        let format = own.unwrap_or_else(|| Look::of_number((*format).into()));
        format.and(Look { is_struck: font.is_struck, is_disguised: font.is_white, hides_zero: false })
    }
}

/// The row that a record says is hidden.
pub(super) fn hidden_row(content: &[u8]) -> Option<u32> {
    let is_hidden = u16_at(content, 12)? & 0x20 != 0;
    u16_at(content, 0).filter(|_| is_hidden).map(u32::from)
}

/// The columns beside one another that a record says are hidden.
pub(super) fn hidden_columns(content: &[u8]) -> Option<(u32, u32)> {
    let is_hidden = u16_at(content, 8)? & 1 != 0 || u16_at(content, 4)? == 0;
    let (first, last) = (u16_at(content, 0)?, u16_at(content, 2)?);
    is_hidden.then(|| (first.into(), last.into()))
}
