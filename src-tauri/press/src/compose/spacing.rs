//! How a line is spaced once its ends are known: squeezed at its punctuation, stretched over its gaps, or centred.

use std::ops::Range;

use super::breaking::{EPSILON, LOOSEST};
use super::class::is_pause;
use super::paragraph::Paragraph;
use super::{Line, Placed, Shape};

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

/// Spreads `spare` over the line and returns how much was spread. Gaps rise to one common level, so that the gap
/// beside a number is no wider than the others.
fn stretch(paragraph: &Paragraph, visible: Range<usize>, spare: f64, gaps: &mut [f64]) -> f64 {
    if spare <= EPSILON || visible.is_empty() {
        return 0.0;
    }
    let start = visible.start;
    let open: Vec<usize> =
        (start..visible.end - 1).filter(|i| paragraph.may_stretch(*i)).map(|i| i - start).collect();
    if open.is_empty() || spare > LOOSEST * open.len() as f64 {
        return 0.0;
    }
    // Raised gaps (beside Latin) join in once the level has reached them.
    let ahead = |gap: f64| gap.max(0.0);
    let highest = open.iter().map(|i| ahead(gaps[*i])).fold(0.0, f64::max);
    let low: Vec<usize> = open.iter().copied().filter(|i| ahead(gaps[*i]) < highest).collect();
    let to_reach: f64 = highest * low.len() as f64;
    if !low.is_empty() && spare <= to_reach {
        for i in &low {
            gaps[*i] += spare / low.len() as f64;
        }
    } else {
        let each = (spare - to_reach) / open.len() as f64;
        for i in &low {
            gaps[*i] += highest;
        }
        for i in &open {
            gaps[*i] += each;
        }
    }
    spare
}
