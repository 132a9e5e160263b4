//! The lines of a page by where its pieces of text stand: what a PDF without a structure tree says.

use crate::{
    document::{Field, Position, Row, Rows},
    fold::is_space,
    IntakeError,
};
use oxidize_pdf::text::TextFragment;

/// The most pieces of text on a page.
const MOST_PIECES: usize = 100_000;

/// How wide a column of the page is that one character stands for, in points: narrower than any digit.
const UNIT: f64 = 4.0;

/// The lines of a page, from the top.
pub(super) fn of_page(fragments: &[TextFragment], out: &mut Rows) -> Result<(), IntakeError> {
    let is_text = |piece: &&TextFragment| {
        !piece.text.trim_matches(is_space).is_empty() && piece.x.is_finite() && piece.y.is_finite()
    };
    let mut pieces: Vec<&TextFragment> = fragments.iter().filter(is_text).take(MOST_PIECES).collect();
    pieces.sort_by(|a, b| b.y.total_cmp(&a.y).then(a.x.total_cmp(&b.x)));
    let left = pieces.iter().map(|piece| piece.x).fold(f64::INFINITY, f64::min);
    let mut rest = pieces.as_slice();
    while !rest.is_empty() {
        let (line, below) = rest.split_at(size_of_line(rest).max(1));
        rest = below;
        let mut line = line.to_vec();
        line.sort_by(|a, b| a.x.total_cmp(&b.x));
        let (indent, text) = laid_out(&line, left);
        let position = Position::Line(out.len() + 1);
        out.push(Row { position, fields: vec![Field::new(text, indent)] })?;
    }
    Ok(())
}

/// How many of the pieces, which come from the top, stand on the first line: no lower than a third of its height. A
/// label between two lines may stand nearly as near to the one below it as small digits do to their own line: the line
/// ends at the widest step between heights then.
fn size_of_line(pieces: &[&TextFragment]) -> usize {
    let Some(first) = pieces.first() else { return 0 };
    let third = first.font_size.abs().clamp(4.0, 40.0) / 3.0;
    let steps = || pieces.windows(2).map(|two| two[0].y - two[1].y);
    let mut size = steps().take_while(|step| *step <= third).count() + 1;
    while first.y - pieces[size - 1].y > third {
        let widest = steps().take(size - 1).enumerate().max_by(|(_, a), (_, b)| a.total_cmp(b));
        size = widest.map_or(1, |(n, _)| n + 1);
    }
    size
}

/// How wide a gap is, in heights of the text: between two numbers it is narrower than between words.
fn narrowest_gap(before: &str, after: &str) -> f64 {
    let is_digit = |c: Option<char>| c.is_some_and(|c| c.is_ascii_digit());
    if is_digit(before.chars().next_back()) && is_digit(after.chars().next()) {
        0.18
    } else {
        0.28
    }
}

/// A line with a space for every gap, so that what stands in one column of the page begins at one character.
fn laid_out(line: &[&TextFragment], left: f64) -> (usize, String) {
    let mut text = String::new();
    let mut written = 0;
    let mut indent = 0;
    let mut end = f64::NEG_INFINITY;
    for piece in line {
        let at = ((piece.x - left) / UNIT).clamp(0.0, 2_000.0) as usize;
        let inner = piece.text.trim_matches(is_space);
        if text.is_empty() {
            indent = at;
            written = at;
        } else if piece.x - end > piece.font_size.abs().clamp(4.0, 40.0) * narrowest_gap(&text, inner) {
            let gap = at.saturating_sub(written).max(1);
            text.extend(std::iter::repeat_n(' ', gap));
            written += gap;
        }
        text.push_str(inner);
        written += inner.chars().count();
        end = piece.x + piece.width.max(0.0);
    }
    (indent, text)
}
