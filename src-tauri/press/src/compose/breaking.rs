//! Where lines end: a shortest path over the places where a line may end.

use std::ops::Range;

use super::class::{class, may_break, Class};
use super::paragraph::{Paragraph, MOST_HANG};
use super::{address, sense, Shape};

/// Rounding slack, in em.
pub(super) const EPSILON: f64 = 1e-6;

/// The ends of all lines, in order; the last is the number of glyphs.
pub(super) fn line_ends(paragraph: &Paragraph) -> Vec<usize> {
    let count = paragraph.glyphs.len();
    if count == 0 {
        return Vec::new();
    }
    if paragraph.setting.shape != Shape::Justified && fits_unsqueezed(paragraph, 0..count) {
        return vec![count];
    }
    let candidates = candidates(paragraph);
    let sense = sense::Breaks::new(&paragraph.chars, paragraph.setting.shape);
    // best[k]: the cheapest way to end a line at candidate k, and the candidate its last line starts at.
    let mut best: Vec<Option<(f64, usize)>> = vec![None; candidates.len()];
    best[0] = Some((0.0, 0));
    for from in 0..candidates.len() - 1 {
        let Some((so_far, _)) = best[from] else { continue };
        for to in from + 1..candidates.len() {
            let line = candidates[from].at..candidates[to].at;
            let Some(cost) = cost(paragraph, &sense, line.clone()) else {
                // Nothing shorter fits either when not even the first candidate does: let it stick out.
                if to == from + 1 {
                    offer(&mut best[to], so_far + OVERFULL, from);
                }
                if overflows_for_good(paragraph, line) {
                    break;
                }
                continue;
            };
            offer(&mut best[to], so_far + cost + candidates[to].strain, from);
        }
    }
    let mut ends = Vec::new();
    let mut at = candidates.len() - 1;
    while at > 0 {
        ends.push(candidates[at].at);
        at = best[at].map_or(0, |(_, from)| from);
    }
    ends.reverse();
    ends
}

/// Of equally cheap ways the later is taken: its earlier lines are the longer ones.
fn offer(best: &mut Option<(f64, usize)>, cost: f64, from: usize) {
    if best.is_none_or(|(known, _)| cost <= known + EPSILON) {
        *best = Some((cost, from));
    }
}

/// What the squared squeeze of each mark costs. A stretched line spreads its em over two dozen gaps, a squeezed one
/// over a few; but a mark's blank is elastic to the eye, which makes up for half of that.
const SQUEEZE_COST: f64 = 12.0;
/// Cost of a line that cannot fit at all.
const OVERFULL: f64 = 1e9;

/// A place where a line may end, before glyph `at`, and what it costs beyond the line itself.
struct Candidate {
    at: usize,
    strain: f64,
}

fn candidates(paragraph: &Paragraph) -> Vec<Candidate> {
    let count = paragraph.glyphs.len();
    let is_justified = paragraph.setting.shape == Shape::Justified;
    let legal: Vec<usize> = (1..count).filter(|at| may_break(&paragraph.chars, *at)).chain([count]).collect();
    let mut candidates = vec![Candidate { at: 0, strain: 0.0 }];
    let mut start = 0;
    for end in legal {
        let unit = paragraph.visible(start..end);
        // Only justified lines are squeezed.
        let squeeze = if is_justified { paragraph.squeeze(unit.clone()) } else { 0.0 };
        let least = paragraph.natural(unit.clone()) - squeeze - paragraph.hang(unit.clone());
        if least > paragraph.available(start) + EPSILON {
            let inside = unit.start + 1..unit.end;
            candidates.extend(inside.map(|at| Candidate { at, strain: strain(&paragraph.chars, at) }));
        } else if is_justified {
            let joints = address::joints(&paragraph.chars, unit);
            candidates.extend(joints.into_iter().map(|at| Candidate { at, strain: ADDRESS_TORN }));
        }
        let strain = if joins_latin(&paragraph.chars, end) { JOINT } else { 0.0 };
        candidates.push(Candidate { at: end, strain });
        start = end;
    }
    candidates
}

/// Cost of a break behind the sign of a sum, or the joint of an address.
const JOINT: f64 = 2.0;
/// Cost of parting an address that fits a line: what a line costs that ends less than an em too early.
const ADDRESS_TORN: f64 = 10.0;
/// Cost of a lone character on the last line: what a line costs that ends three em too early.
const ALONE: f64 = 30.0;
/// Cost of a line that ends too early, and what each em of blank there adds. It grows evenly: two lines that lack five
/// em each are no better than one that lacks ten.
const RAGGED: (f64, f64) = (5.0, 8.0);

fn joins_latin(chars: &[char], at: usize) -> bool {
    let is_latin = |ch: Option<&char>| ch.is_some_and(|ch| class(*ch) == Class::Latin);
    is_latin(chars.get(at - 1)) && is_latin(chars.get(at))
}

/// Cost of a break inside something that is longer than a line: after the joints of an address, else anywhere in a
/// word, and only in the last resort against the rules for punctuation.
fn strain(chars: &[char], at: usize) -> f64 {
    match joins_latin(chars, at) {
        true if address::is_joint(chars, at) => JOINT,
        true => 2e3,
        false => 1e6,
    }
}

fn fits_unsqueezed(paragraph: &Paragraph, line: Range<usize>) -> bool {
    let line = paragraph.visible(line);
    paragraph.natural(line.clone()) - paragraph.hang(line.clone())
        <= paragraph.available(line.start) + EPSILON
}

/// Whether no longer line from the same start can fit either.
fn overflows_for_good(paragraph: &Paragraph, line: Range<usize>) -> bool {
    let line = paragraph.visible(line);
    let least = paragraph.natural(line.clone()) - paragraph.squeeze(line.clone()) - MOST_HANG;
    least > paragraph.available(line.start) + EPSILON
}

/// How ugly a line is; none when it does not fit.
fn cost(paragraph: &Paragraph, sense: &sense::Breaks, line: Range<usize>) -> Option<f64> {
    match paragraph.setting.shape {
        Shape::Justified => justified_cost(paragraph, line),
        Shape::Left | Shape::Centred => {
            if !fits_unsqueezed(paragraph, line.clone()) {
                return None;
            }
            let available = paragraph.available(line.start);
            let visible = paragraph.visible(line.clone());
            let slack = ((available - paragraph.natural(visible)) / available).max(0.0);
            Some(sense.line_cost(line, slack))
        }
    }
}

/// How much the line departs from its natural spacing: by squares, so that one bad line is worse than two middling
/// ones. A line of hanzi stretched by one em costs 1.
fn justified_cost(paragraph: &Paragraph, line: Range<usize>) -> Option<f64> {
    let is_last = line.end == paragraph.glyphs.len();
    let starts_paragraph = line.start == 0;
    let line = paragraph.visible(line);
    let slack = paragraph.available(line.start) - paragraph.natural(line.clone());
    if slack < -EPSILON {
        let need = -slack;
        let hang = paragraph.hang(line.clone());
        if need > hang + paragraph.squeeze(line.clone()) + EPSILON {
            return None;
        }
        // A mark that hangs its blank is hardly seen.
        let squeezed = (need - hang).max(0.0);
        let share = if squeezed > 0.0 { squeezed / paragraph.squeeze(line.clone()) } else { 0.0 };
        let gaps = &paragraph.give[line.start..line.end - 1];
        let uneven: f64 = gaps.iter().map(|give| (give * share).powi(2)).sum();
        return Some(SQUEEZE_COST * uneven + 0.2 * (need - squeezed).powi(2));
    }
    if is_last {
        // 孤字不成行: a lone character (with its stop) makes no line.
        let hanzi =
            paragraph.classes[line].iter().filter(|class| matches!(class, Class::Han | Class::Latin)).count();
        return Some(if hanzi <= 1 && !starts_paragraph { ALONE } else { 0.0 });
    }
    let (ragged, each) = RAGGED;
    // What the gaps do not take makes the edge ragged.
    Some(if slack > paragraph.stretch(line) { ragged + each * slack } else { slack * slack })
}
