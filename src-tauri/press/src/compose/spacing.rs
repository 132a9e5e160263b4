//! How a line is spaced once its ends are known: squeezed at its punctuation, stretched over its gaps, or centred.

use std::ops::Range;

use super::breaking::EPSILON;
use super::class::is_pause;
use super::paragraph::Paragraph;
use super::{Line, Placed, Shape};

/// Beyond this many em left over, a line keeps its own spacing: one that is torn open and short is faulty twice.
const MOST_SHORT: f64 = 1.0;
/// A level, in em, above which no gap rises.
const HIGHEST_LEVEL: f64 = 1.0;
/// Halvings after which what a level leaves over is nothing that can be seen.
const HALVINGS: usize = 40;

/// Places the glyphs of `line`.
pub(super) fn space_line(paragraph: &Paragraph, line: Range<usize>) -> Line {
    let visible = paragraph.visible(line.clone());
    let mut gaps: Vec<f64> = paragraph.gap[line.start.min(paragraph.gap.len())..].to_vec();
    gaps.truncate(line.len());
    let available = paragraph.available(line.start);
    let mut natural = paragraph.natural(visible.clone());
    if paragraph.setting.shape == Shape::Justified {
        let is_last = line.end == paragraph.glyphs.len();
        if natural > available + EPSILON {
            natural -= squeeze(paragraph, visible.clone(), natural - available, &mut gaps);
        } else if !is_last {
            natural += stretch(paragraph, visible.clone(), available - natural, &mut gaps);
        }
    }
    let size = paragraph.setting.size;
    let mut x = line_start(paragraph, visible, natural, available) * size;
    let mut glyphs = Vec::with_capacity(line.len());
    for (offset, i) in line.enumerate() {
        glyphs.push(Placed { glyph: paragraph.glyphs[i], x });
        x += (paragraph.advance[i] + gaps.get(offset).copied().unwrap_or(0.0)) * size;
    }
    Line { glyphs, width: natural * size }
}

/// Where the first glyph stands, in em. Centred lines are centred by their ink: the blank halves of brackets at
/// either end do not count, and those of a pause count half, since its ink is so slight.
fn line_start(paragraph: &Paragraph, visible: Range<usize>, natural: f64, available: f64) -> f64 {
    let indent = if visible.start == 0 { paragraph.setting.indent / paragraph.setting.size } else { 0.0 };
    if paragraph.setting.shape != Shape::Centred || visible.is_empty() {
        return indent;
    }
    let before = paragraph.glyphs[visible.start].blank_before;
    let last = &paragraph.glyphs[visible.end - 1];
    let after = if is_pause(last.ch) { last.blank_after / 2.0 } else { last.blank_after };
    indent + (available - (natural - before - after)) / 2.0 - before
}

/// Takes `need` out of the line and returns how much came out of its gaps: first the last mark hangs its blank beyond
/// the measure, then every gap gives in proportion to what it has.
fn squeeze(paragraph: &Paragraph, visible: Range<usize>, need: f64, gaps: &mut [f64]) -> f64 {
    let from_gaps = (need - paragraph.hang(visible.clone())).max(0.0);
    let capacity = paragraph.squeeze(visible.clone());
    if capacity <= 0.0 {
        return 0.0;
    }
    let share = (from_gaps / capacity).min(1.0);
    for i in visible.start..visible.end - 1 {
        gaps[i - visible.start] -= paragraph.give[i] * share;
    }
    capacity * share
}

/// Spreads `spare` over the line and returns how much was spread: a line whose gaps do not take it all stays short.
/// Gaps rise to one common level, so that the gap beside a number is no wider than the others; above what hanzi take
/// only those beside marks and blanks rise on.
fn stretch(paragraph: &Paragraph, visible: Range<usize>, spare: f64, gaps: &mut [f64]) -> f64 {
    let is_beyond_help = spare > paragraph.stretch(visible.clone()) + MOST_SHORT;
    if spare <= EPSILON || visible.is_empty() || is_beyond_help {
        return 0.0;
    }
    let inner = visible.start..visible.end - 1;
    let added = |level: f64, i: usize| (level - paragraph.gap[i].max(0.0)).clamp(0.0, paragraph.room[i]);
    let spread = |level: f64| -> f64 { inner.clone().map(|i| added(level, i)).sum() };
    // The level is found by halving: the higher it is, the more is spread.
    let (mut low, mut high) = (0.0, HIGHEST_LEVEL);
    for _ in 0..HALVINGS {
        let middle = (low + high) / 2.0;
        if spread(middle) > spare {
            high = middle;
        } else {
            low = middle;
        }
    }
    for i in inner.clone() {
        gaps[i - visible.start] += added(low, i);
    }
    spread(low)
}
