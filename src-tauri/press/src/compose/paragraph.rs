//! A paragraph measured: what each glyph takes, what each gap takes and may give, before lines are chosen.

use std::ops::Range;

use super::class::{class, Class};
use super::{Setting, Shape};
use crate::font::Glyph;

/// Most a gap beside a punctuation mark may give up. At half an em poppler sees two words that overlap and tears the
/// line apart when text is extracted; at 0.3 it does not.
const MOST_SQUEEZE: f64 = 0.3;
/// Blank a squeezed mark keeps, so that its ink never touches its neighbour.
const KEPT_BLANK: f64 = 0.1;
/// Most blank the mark at the end of a line may leave outside the measure.
pub(super) const MOST_HANG: f64 = 0.5;
/// Widest gap of a stretched line where no blank is meant. Above 0.1 em poppler takes a gap for a blank, and a search
/// for 政府信息 finds nothing in a line read as 政 府 信 息.
pub(super) const WIDEST: f64 = 0.09;
/// Widest gap beside a mark or a blank, where a reader expects one.
const WIDEST_AT_PAUSE: f64 = 0.5;
/// Gap between hanzi and a Latin letter or digit in body text, where a search must find 2024年 too.
const LATIN_GAP: f64 = 0.08;

/// The glyphs of a paragraph and all that is known before lines are chosen. Lengths in em.
pub(super) struct Paragraph<'g> {
    pub glyphs: &'g [Glyph],
    pub setting: Setting,
    pub chars: Vec<char>,
    pub classes: Vec<Class>,
    /// Advance with tracking.
    pub advance: Vec<f64>,
    /// What stands between glyph i and i + 1 when they share a line: squeezed pairs, the gap beside Latin.
    pub gap: Vec<f64>,
    /// What that gap may give up beyond it.
    pub give: Vec<f64>,
    /// By how much that gap may widen.
    pub room: Vec<f64>,
    /// Sums before each glyph, so that any line is measured at once: of advance and gap, of give, and of room.
    pen: Vec<f64>,
    given: Vec<f64>,
    roomy: Vec<f64>,
}

impl<'g> Paragraph<'g> {
    pub fn new(glyphs: &'g [Glyph], setting: &Setting) -> Paragraph<'g> {
        let tracking = setting.tracking / setting.size;
        let advance: Vec<f64> =
            glyphs.iter().map(|g| g.advance + if g.is_full_width() { tracking } else { 0.0 }).collect();
        let (gap, give): (Vec<f64>, Vec<f64>) =
            glyphs.windows(2).map(|pair| gap_between(&pair[0], &pair[1], setting.shape)).unzip();
        let chars: Vec<char> = glyphs.iter().map(|g| g.ch).collect();
        let classes: Vec<Class> = chars.iter().map(|ch| class(*ch)).collect();
        let room: Vec<f64> = (0..gap.len())
            .map(|i| {
                let tracked = if glyphs[i].is_full_width() { tracking } else { 0.0 };
                widest(&classes[i..]).map_or(0.0, |widest| (widest - tracked - gap[i].max(0.0)).max(0.0))
            })
            .collect();
        let (mut pen, mut given, mut roomy) = (vec![0.0], vec![0.0], vec![0.0]);
        for i in 0..glyphs.len() {
            pen.push(pen[i] + advance[i] + gap.get(i).copied().unwrap_or(0.0));
            given.push(given[i] + give.get(i).copied().unwrap_or(0.0));
            roomy.push(roomy[i] + room.get(i).copied().unwrap_or(0.0));
        }
        Paragraph { glyphs, setting: *setting, chars, classes, advance, gap, give, room, pen, given, roomy }
    }

    /// The line without the blanks that hang beyond its end.
    pub fn visible(&self, line: Range<usize>) -> Range<usize> {
        let mut end = line.end;
        while end > line.start && self.classes[end - 1] == Class::Space {
            end -= 1;
        }
        line.start..end
    }

    /// Length of a visible line before it is stretched or squeezed.
    pub fn natural(&self, line: Range<usize>) -> f64 {
        if line.is_empty() {
            return 0.0;
        }
        let trailing = self.gap.get(line.end - 1).copied().unwrap_or(0.0);
        self.pen[line.end] - self.pen[line.start] - trailing
    }

    /// What the gaps inside a visible line may give up together.
    pub fn squeeze(&self, line: Range<usize>) -> f64 {
        if line.is_empty() {
            return 0.0;
        }
        self.given[line.end - 1] - self.given[line.start]
    }

    /// What the last mark of a visible line may leave outside the measure.
    pub fn hang(&self, line: Range<usize>) -> f64 {
        if line.is_empty() {
            return 0.0;
        }
        match self.classes[line.end - 1] {
            Class::Close => self.glyphs[line.end - 1].blank_after.min(MOST_HANG),
            _ => 0.0,
        }
    }

    /// The measure of the line that starts at glyph `start`.
    pub fn available(&self, start: usize) -> f64 {
        let indent = if start == 0 { self.setting.indent } else { 0.0 };
        (self.setting.width - indent) / self.setting.size
    }

    /// By how much the gaps inside a visible line may widen together.
    pub fn stretch(&self, line: Range<usize>) -> f64 {
        if line.is_empty() {
            return 0.0;
        }
        self.roomy[line.end - 1] - self.roomy[line.start]
    }
}

/// How wide the gap after the first of these may become when a line is justified; none inside a word, a range or ——,
/// nor between a number and its sign. A blank typed beside hanzi widens once, on one side of it, lest 「2025 年」 be torn
/// open; the blank between two Latin words on both, as it has to make up for the words, which do not give.
fn widest(classes: &[Class]) -> Option<f64> {
    match classes {
        [Class::Latin, Class::Latin, ..]
        | [Class::Dash, Class::Dash, ..]
        | [Class::Ellipsis, Class::Ellipsis, ..]
        | [Class::Latin, Class::Dash, ..]
        | [Class::Dash, Class::Latin, ..]
        | [Class::Joiner | Class::Prefix, ..]
        | [_, Class::Joiner | Class::Postfix, ..] => None,
        [_] | [] => None,
        [before, Class::Space, after @ ..] => {
            let is_between_words =
                *before == Class::Latin && after.first().is_some_and(|class| *class == Class::Latin);
            is_between_words.then_some(WIDEST_AT_PAUSE / 2.0)
        }
        // Marks in a row have blanks enough.
        [Class::Open | Class::Close, Class::Open | Class::Close, ..] => Some(WIDEST),
        [Class::Close | Class::Space, ..] | [_, Class::Open, ..] => Some(WIDEST_AT_PAUSE),
        _ => Some(WIDEST),
    }
}

/// The gap between neighbours, and what it may still give up.
pub(super) fn gap_between(a: &Glyph, b: &Glyph, shape: Shape) -> (f64, f64) {
    let (ca, cb) = (class(a.ch), class(b.ch));
    let spare = |blank: f64| (blank - KEPT_BLANK).clamp(0.0, MOST_SQUEEZE);
    let after = if ca == Class::Close { spare(a.blank_after) } else { 0.0 };
    let before = if cb == Class::Open { spare(b.blank_before) } else { 0.0 };
    let both_marks = matches!(ca, Class::Open | Class::Close) && matches!(cb, Class::Open | Class::Close);
    let squeeze = after.max(before);
    if both_marks {
        return (-squeeze, 0.0);
    }
    let meets_latin = (ca == Class::Han && cb == Class::Latin && b.ch.is_alphanumeric())
        || (ca == Class::Latin && cb == Class::Han && a.ch.is_alphanumeric());
    let in_body = shape == Shape::Justified;
    (if meets_latin && in_body { LATIN_GAP } else { 0.0 }, squeeze)
}
