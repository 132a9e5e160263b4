//! Chinese line composition: where lines end (避头尾), and how each is spaced (标点挤压, 两端对齐).
//!
//! [`compose`] takes the glyphs of one paragraph and a [`Setting`], and returns [`Line`]s. Breaks are chosen for the
//! paragraph as a whole: the cheapest sum of what each line must be stretched or squeezed.

mod address;
mod breaking;
mod class;
mod paragraph;
mod sense;
mod spacing;
mod unit;

use crate::font::{Glyph, Typeface};
pub(crate) use class::{has_blank_half, is_latin, may_break};
use paragraph::Paragraph;

/// How a paragraph is set. Lengths in points.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Setting {
    /// Type size.
    pub size: f64,
    /// The measure: how long a line may be.
    pub width: f64,
    /// Indent of the first line.
    pub indent: f64,
    /// Added to every full-width character, so that 28 of them fill the line.
    pub tracking: f64,
    /// How lines relate to the measure.
    pub shape: Shape,
}

/// How lines relate to the measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Shape {
    /// Every line but the last fills the measure exactly: body text.
    Justified,
    /// Lines of like length, broken by sense, flush left: row labels.
    Left,
    /// Lines of like length, broken by sense, each centred: titles and table heads.
    Centred,
}

/// A glyph and where its left edge stands on its line, in points from the left of the measure.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Placed {
    pub glyph: Glyph,
    pub x: f64,
}

/// One composed line.
#[derive(Debug, Clone, PartialEq)]
pub(crate) struct Line {
    /// All its glyphs in reading order, with blanks that hang beyond its end.
    pub glyphs: Vec<Placed>,
    /// Length of what is seen, without indent and hanging blanks, in points.
    pub width: f64,
}

/// Sets `glyphs` in lines. No glyphs give no lines.
pub(crate) fn compose(glyphs: &[Glyph], setting: &Setting) -> Vec<Line> {
    let paragraph = Paragraph::new(glyphs, setting);
    let mut lines = Vec::new();
    let mut start = 0;
    for end in breaking::line_ends(&paragraph) {
        lines.push(spacing::space_line(&paragraph, start..end));
        start = end;
    }
    lines
}

/// Length of a table's `glyphs` on one line at `size`, in points.
pub(crate) fn natural_width(glyphs: &[Glyph], size: f64) -> f64 {
    let advances: f64 = glyphs.iter().map(|glyph| glyph.advance).sum();
    let gaps: f64 =
        glyphs.windows(2).map(|pair| paragraph::gap_between(&pair[0], &pair[1], Shape::Centred).0).sum();
    (advances + gaps) * size
}

/// `text` in lines of at most `width` em, broken by sense as a table's labels are: for writers that know no typeface, so
/// that each character counts as wide as it usually is.
pub(crate) fn lines_by_sense(text: &str, width: f64, shape: Shape) -> Vec<String> {
    let nominal = |ch: char| Glyph {
        ch,
        face: Typeface::Song,
        id: 1,
        advance: if is_latin(ch) || ch == ' ' { 0.5 } else { 1.0 },
        blank_before: 0.0,
        blank_after: 0.0,
    };
    let glyphs: Vec<Glyph> = text.chars().map(nominal).collect();
    let setting = Setting { size: 1.0, width, indent: 0.0, tracking: 0.0, shape };
    let line = |line: Line| line.glyphs.iter().map(|placed| placed.glyph.ch).collect();
    compose(&glyphs, &setting).into_iter().map(line).collect()
}

#[cfg(test)]
mod tests;
