//! How many lines a sheet makes of a text, and in how many rows a paragraph stands that is too high for one.

use super::styles::Style;
use crate::compose::{is_latin, may_break};
use crate::font::is_invisible;

/// Width of a sheet without a table, and of a table whose numbers fit their columns, in characters.
pub(super) const WIDTH: f64 = 90.0;
/// The highest a row may be, in points.
pub(super) const HIGHEST: f64 = 409.0;
/// The highest that is one of several: none runs over the end of a page, and three fill one.
const ONE_OF_SEVERAL: f64 = 200.0;
/// Ends a row that the next goes on from, and begins that one: read, the two are one paragraph. Nobody sees it. Merged
/// rows would not do: what runs over the end of a page is not printed.
const GOES_ON: char = '\u{feff}';

/// Width of a hanzi, in characters, and height of a line, in points.
fn measures(style: Style) -> (f64, f64) {
    // Twice as wide as a digit, and larger in type than the sheet's own.
    match style {
        Style::Title => (3.7, 30.0),
        Style::Heading => (2.9, 24.0),
        _ => (2.5, 18.0),
    }
}

/// How high the row of a line across a sheet of this width is, in points.
pub(super) fn height(style: Style, text: &str, width: f64) -> f64 {
    let (hanzi, line) = measures(style);
    (lines_taken(text, width / hanzi) as f64 * line).min(HIGHEST)
}

/// How many lines there are of a text where so many hanzi fit side by side.
pub(super) fn lines_taken(text: &str, room: f64) -> usize {
    line_ends(&text.chars().collect::<Vec<_>>(), room).count()
}

/// The rows of a line across the sheet: more than one where it is higher than a row may be.
pub(super) fn rows(style: Style, text: &str) -> Vec<String> {
    let (hanzi, line) = measures(style);
    let chars: Vec<char> = text.chars().collect();
    if line_ends(&chars, WIDTH / hanzi).count() as f64 * line <= HIGHEST {
        return vec![text.to_owned()];
    }
    let most = (ONE_OF_SEVERAL / line) as usize;
    let mut rows = Vec::new();
    let mut rest = chars.as_slice();
    loop {
        let mut ends = line_ends(rest, WIDTH / hanzi).skip(most - 1);
        let end = match (ends.next(), ends.next()) {
            (Some(end), Some(_)) => parted(rest, end),
            _ => rest.len(),
        };
        let (row, after) = rest.split_at(end);
        let mut text: String = row.iter().collect();
        if !rows.is_empty() {
            text.insert(0, GOES_ON);
        }
        rest = after;
        if rest.is_empty() {
            rows.push(text);
            return rows;
        }
        text.push(GOES_ON);
        rows.push(text);
    }
}

/// Where a text of more than `limit` characters is parted: behind a sentence, else where a line may end; never beside a
/// blank, which is lost at the edge of a cell.
fn parted(chars: &[char], limit: usize) -> usize {
    let is_lost = |at: usize| chars[at].is_whitespace() || is_invisible(chars[at]);
    let may_part = |at: &usize| !is_lost(at - 1) && !is_lost(*at);
    let places = (1..=limit).rev().filter(may_part);
    let ends_sentence = |at: &usize| {
        chars[..*at]
            .iter()
            .rev()
            .find(|ch| !matches!(ch, '”' | '’' | '）' | '》' | '」'))
            .is_some_and(|ch| "。！？；".contains(*ch))
    };
    let sentence =
        places.clone().take_while(|at| *at > limit / 2).find(|at| ends_sentence(at) && may_break(chars, *at));
    let mut any = places.clone();
    let line = || places.clone().find(|at| may_break(chars, *at));
    sentence.or_else(line).or_else(|| any.next()).unwrap_or(limit)
}

/// Where the lines of a text end.
fn line_ends(chars: &[char], room: f64) -> impl Iterator<Item = usize> + '_ {
    let mut next = Some(0);
    std::iter::from_fn(move || {
        let end = line_end(chars, next?, room);
        next = end;
        Some(end.unwrap_or(chars.len()))
    })
}

/// Where the line that begins there ends, unless it is the last: greedily, Latin half as wide as a hanzi, words whole if
/// they fit a line.
fn line_end(chars: &[char], start: usize, room: f64) -> Option<usize> {
    let (mut width, mut last) = (0.0, start);
    for at in start..chars.len() {
        if chars[at] == '\n' {
            return Some(at + 1);
        }
        if at > start && !is_invisible(chars[at - 1]) && may_break(chars, at) {
            last = at;
        }
        width += match chars[at] {
            ch if is_invisible(ch) => 0.0,
            ch if is_latin(ch) || ch == ' ' => 0.5,
            _ => 1.0,
        };
        if width > room && at > start && chars[at] != ' ' && !is_invisible(chars[at]) {
            return Some(if last > start { last } else { at });
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn latin_takes_half_the_lines() {
        assert_eq!(lines_taken(&"公".repeat(72), 36.0), 2);
        assert_eq!(lines_taken(&"a".repeat(72), 36.0), 1);
        assert_eq!(lines_taken(&"data ".repeat(100), 36.0), 8, "words are whole");
        assert_eq!(lines_taken("结果\n维持", 36.0), 2);
        assert_eq!(lines_taken("", 36.0), 1);
    }

    #[test]
    fn a_paragraph_too_high_for_a_row_goes_on_in_the_next() {
        let rows = |text: &str| super::rows(Style::Text, text);
        assert_eq!(rows("无。"), ["无。"]);
        for text in [
            "全年公开信息12条，答复“申请”。".repeat(400),
            "公".repeat(40_000),
            "data 公 ".repeat(3_000),
            "a".repeat(9_000),
        ] {
            let rows = rows(&text);
            assert!(rows.len() > 2);
            let joined: String = rows.iter().map(|row| row.trim_matches(GOES_ON)).collect();
            assert_eq!(joined, text);
            for (at, row) in rows.iter().enumerate() {
                assert_eq!((row.starts_with(GOES_ON), row.ends_with(GOES_ON)), (at > 0, at + 1 < rows.len()));
                let inner = row.trim_matches(GOES_ON);
                assert!(at + 1 == rows.len() || !inner.ends_with(' '));
                assert!(at == 0 || !inner.starts_with(' '));
                assert!(lines_taken(row, WIDTH / 2.5) <= 11, "{}", lines_taken(row, WIDTH / 2.5));
            }
        }
        assert!(rows(&"全年公开信息12条，答复“申请”。".repeat(400))[0].ends_with("。\u{feff}"));
    }
}
