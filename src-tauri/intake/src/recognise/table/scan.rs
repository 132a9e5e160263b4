//! From rows of text to labels and numbers, wherever they run together.

use super::key::{numbering, Key, Match, Meaning};
use crate::{
    document::{Field, Position, Row},
    fold::{fold, fold_char, is_han, is_space},
    reading::Origin,
};
use std::collections::HashMap;

/// A label, a number or other text, in reading order.
#[derive(Clone, PartialEq, Debug)]
pub(super) struct Atom<'a> {
    /// Where it begins: which row, and what a person is told.
    pub row: usize,
    pub origin: Origin,
    /// To the letter, as far as it stands in one line.
    pub text: String,
    pub what: What<'a>,
    /// Whether it may not be what a person sees there.
    pub is_doubtful: bool,
}

/// What an atom is.
#[derive(Clone, Copy, PartialEq, Debug)]
pub(super) enum What<'a> {
    Label(Meaning<'a>),
    /// A field that holds a number and nothing else.
    Value,
    /// A number that stands in a line with others or behind a label; it may be several run together.
    Digits {
        /// Whether it ends where something known begins.
        clean: bool,
    },
    /// A field without text.
    Blank,
    Text,
}

/// A label needs at most this many lines: the longest vertical one has a character a line.
const MOST_LINES: usize = 12;

/// A character of the running text.
struct Glyph {
    folded: char,
    plain: char,
    row: usize,
    /// Its place in the line, counted from 0, and whether white space or a line's end comes before it.
    at: usize,
    spaced: bool,
    line_start: bool,
}

/// Takes rows apart.
pub(super) fn atoms<'a>(rows: &[Row], key: &Key<'a>) -> Vec<Atom<'a>> {
    let mut out = Vec::new();
    let mut run: Vec<usize> = Vec::new();
    for (n, row) in rows.iter().enumerate() {
        if row.has_columns() {
            flow(rows, &std::mem::take(&mut run), key, &mut out);
            for field in &row.fields {
                if field.text.is_empty() || key.meaning(&field.text).is_some() || is_value(&field.text) {
                    out.push(whole(n, row, field, key));
                } else {
                    grid_text(n, row, field, key, &mut out);
                }
            }
        } else if row.fields.first().is_some_and(|field| is_running_text(&field.text, key)) {
            flow(rows, &std::mem::take(&mut run), key, &mut out);
            out.push(whole(n, row, &row.fields[0], key));
        } else {
            run.push(n);
        }
    }
    flow(rows, &run, key, &mut out);
    out
}

/// A field taken as one.
fn whole<'a>(n: usize, row: &Row, field: &Field, key: &Key<'a>) -> Atom<'a> {
    let what = match key.meaning(&field.text) {
        Some(meaning) => What::Label(meaning),
        None if field.text.is_empty() => What::Blank,
        None if is_value(&field.text) => What::Value,
        None => What::Text,
    };
    let (origin, is_doubtful) = (origin(row, field), field.is_doubtful);
    Atom { row: n, origin, text: field.text.clone(), what, is_doubtful }
}

/// A cell of a table that is neither label nor number: its label may be broken, or have its numbers beside it.
fn grid_text<'a>(n: usize, row: &Row, field: &Field, key: &Key<'a>, out: &mut Vec<Atom<'a>>) {
    let glyphs = glyphs_of(n, &field.text, 0);
    let mut found = Vec::new();
    Scanner { glyphs: &glyphs, key, found: &mut found }.run();
    let labels = found.iter().filter(|piece| matches!(piece.what, What::Label(_))).count();
    let texts = found.iter().filter(|piece| piece.what == What::Text).count();
    if labels == 0 || texts > 0 {
        out.push(whole(n, row, field, key));
        return;
    }
    let (origin, is_doubtful) = (origin(row, field), field.is_doubtful);
    let atom = |Piece { text, what, .. }| Atom { row: n, origin, text, what, is_doubtful };
    out.extend(found.into_iter().map(atom));
}

/// Sentences are no labels, unless a whole table has run into the line.
fn is_running_text(text: &str, key: &Key<'_>) -> bool {
    let is_sentence = text.contains('。') || (text.chars().count() > 40 && text.contains(['，', '；']));
    if !is_sentence {
        return false;
    }
    let glyphs = glyphs_of(0, text, 0);
    let folded: Vec<char> = glyphs.iter().map(|glyph| glyph.folded).collect();
    // A long label with its numbers.
    let is_row = |found: Match<'_>| found.stands_out && !folded[found.length..].iter().any(|c| is_han(*c));
    if key.find(&folded, |_| true).is_some_and(is_row) {
        return false;
    }
    let mut labels = 0;
    let mut i = 0;
    while i < folded.len() && labels < 4 {
        match key.find(&folded[i..], |_| true).filter(|found| found.stands_out) {
            Some(found) => {
                labels += 1;
                i += found.length;
            }
            None => i += 1,
        }
    }
    labels < 4
}

fn glyphs_of(row: usize, text: &str, indent: usize) -> Vec<Glyph> {
    let mut spaced = true;
    let mut line_start = true;
    let mut out = Vec::new();
    for (at, c) in text.chars().enumerate() {
        if is_space(c) {
            spaced = true;
            continue;
        }
        out.push(Glyph { folded: fold_char(c), plain: c, row, at: indent + at, spaced, line_start });
        (spaced, line_start) = (false, false);
    }
    out
}

/// Plain lines, one after another: a label may go on in the next.
fn flow<'a>(rows: &[Row], run: &[usize], key: &Key<'a>, out: &mut Vec<Atom<'a>>) {
    let text = |n: usize| rows[n].fields.first().map_or("", |field| field.text.as_str());
    // A piece of a longer line knows where in it it begins.
    let indent = |n: usize| rows[n].fields.first().map_or(0, |field| field.column);
    let glyphs: Vec<Glyph> = run
        .iter()
        .flat_map(|n| {
            let skipped = beside_numbers(text(*n), key);
            glyphs_of(*n, &text(*n)[skipped..], indent(*n) + text(*n)[..skipped].chars().count())
        })
        .collect();
    let mut found = Vec::new();
    Scanner { glyphs: &glyphs, key, found: &mut found }.run();
    // How many signs each line has: a long one is taken into many pieces.
    let mut signs: HashMap<usize, usize> = HashMap::new();
    glyphs.iter().for_each(|glyph| *signs.entry(glyph.row).or_default() += 1);
    for piece in found {
        let row = &rows[piece.row];
        let signs = signs.get(&piece.row).copied().unwrap_or_default();
        let whole_line = piece.text.chars().filter(|c| !is_space(*c)).count() == signs;
        let Position::Line(line) = row.position else { continue };
        let is_short = signs <= 60 && text(piece.row).chars().nth(60).is_none();
        let origin = if whole_line || is_short {
            Origin::Line { line, field: None }
        } else {
            Origin::Character { line, character: piece.at + 1 }
        };
        let what = match piece.what {
            // Alone in its line, it is one number unless no cell can hold it.
            What::Digits { clean: true } if whole_line && piece.text.chars().count() <= LONGEST_ALONE => {
                What::Value
            }
            other => other,
        };
        let is_doubtful = row.fields.iter().any(|field| field.is_doubtful);
        out.push(Atom { row: piece.row, origin, text: piece.text, what, is_doubtful });
    }
}

/// How many bytes at the begin of a line are a piece of a label beside several rows, where numbers follow it: a page's
/// layout puts `无法提 26 2` between two lines of the label that the numbers belong to.
fn beside_numbers(line: &str, key: &Key<'_>) -> usize {
    let Some((piece, rest)) = line.split_once("  ") else { return 0 };
    let is_number = rest.trim_start_matches(is_space).starts_with(|c: char| c.is_ascii_digit());
    if is_number && piece.chars().all(is_han) && key.meaning(piece).is_none() && key.is_piece_beside(piece) {
        line.len() - rest.len()
    } else {
        0
    }
}

/// A number alone in its line is one number, up to this length.
const LONGEST_ALONE: usize = 6;

/// A piece of the running text.
struct Piece<'a> {
    row: usize,
    at: usize,
    text: String,
    what: What<'a>,
}

struct Scanner<'a, 'b> {
    glyphs: &'b [Glyph],
    key: &'b Key<'a>,
    found: &'b mut Vec<Piece<'a>>,
}

impl<'a> Scanner<'a, '_> {
    fn run(&mut self) {
        let mut i = 0;
        // Where other text began.
        let mut text_from: Option<usize> = None;
        while i < self.glyphs.len() {
            let at_border = self.glyphs[i].spaced || text_from.is_none();
            if self.glyphs[i].line_start {
                self.end_text(&mut text_from, i);
            }
            let label = self.label(i).filter(|found| at_border || found.stands_out);
            if let Some(found) = label {
                self.end_text(&mut text_from, i);
                self.push(i, i + found.length, What::Label(found.meaning));
                i += found.length;
                continue;
            }
            let length = if at_border { self.digits(i) } else { 0 };
            if length > 0 {
                self.end_text(&mut text_from, i);
                let end = i + length;
                let clean = self.glyphs.get(end).is_none_or(|next| next.spaced) || self.label(end).is_some();
                self.push(i, end, What::Digits { clean });
                i = end;
                continue;
            }
            text_from.get_or_insert(i);
            i += 1;
        }
        self.end_text(&mut text_from, i);
    }

    /// A label that begins here and ends at a line's end, a gap, a number or another label.
    fn label(&self, i: usize) -> Option<Match<'a>> {
        let first = &self.glyphs[i];
        if self.ends_its_line(i) {
            return None;
        }
        let chars: Vec<char> = self.glyphs[i..]
            .iter()
            .take(80)
            .take_while(|glyph| glyph.row < first.row + MOST_LINES)
            .map(|glyph| glyph.folded)
            .collect();
        let may_end = |length: usize| match self.glyphs.get(i + length) {
            None => true,
            Some(next) if next.spaced => true,
            Some(next) => {
                next.folded.is_ascii_digit()
                    || matches!(next.folded, '-' | '+' | '(' | '/')
                    || self.begins_label(i + length)
            }
        };
        let whole = self.key.find(&chars, may_end);
        let before_number = |length: usize| {
            let next = self.glyphs.get(i + length);
            next.is_some_and(|next| next.spaced && next.folded.is_ascii_digit())
                && !self.begins_numbered(i + length)
        };
        let begun = if first.spaced { self.key.beginning(&chars, before_number) } else { None };
        match (whole, begun) {
            (Some(whole), Some(begun)) if begun.length > whole.length => Some(begun),
            (None, begun) => begun,
            (whole, _) => whole,
        }
    }

    /// Whether any label begins here, wherever it ends.
    fn begins_label(&self, i: usize) -> bool {
        let chars: Vec<char> = self.glyphs[i..].iter().take(80).map(|glyph| glyph.folded).collect();
        self.key.find(&chars, |_| true).is_some()
    }

    /// How many characters from here are a number, or several that have run together.
    fn digits(&self, i: usize) -> usize {
        let at = |n: usize| self.glyphs.get(n).map(|glyph| glyph.folded);
        let mut n = i;
        while let Some(c) = at(n) {
            if n > i && (self.glyphs[n].spaced || self.glyphs[n].row != self.glyphs[i].row) {
                break;
            }
            let next_is_digit = at(n + 1).is_some_and(|c| c.is_ascii_digit()) && !self.glyphs[n + 1].spaced;
            let goes_on = match c {
                '0'..='9' => !self.begins_numbered(n),
                '+' | '-' | '.' | ',' => next_is_digit,
                _ => false,
            };
            if !goes_on {
                break;
            }
            n += 1;
        }
        if n > i {
            // 251000元: the unit belongs to the number.
            let unit = |len: usize, what: &str| {
                (0..len).all(|k| at(n + k) == what.chars().nth(k) && (k == 0 || !self.glyphs[n + k].spaced))
            };
            if unit(2, "万元") {
                n += 2;
            } else if unit(1, "元") {
                n += 1;
            }
        }
        n - i
    }

    /// The last digit of a line is a number's. It numbers nothing that begins in the next line: 31 above .重复申请.
    fn ends_its_line(&self, i: usize) -> bool {
        let next = self.glyphs.get(i + 1);
        self.glyphs[i].folded.is_ascii_digit() && next.is_some_and(|next| next.row != self.glyphs[i].row)
    }

    /// `2.其他…`: a digit that numbers the label behind it.
    fn begins_numbered(&self, i: usize) -> bool {
        if self.ends_its_line(i) {
            return false;
        }
        let chars: Vec<char> = self.glyphs[i..].iter().take(3).map(|glyph| glyph.folded).collect();
        let (_, skip) = numbering(&chars);
        skip > 0 && chars.get(skip).is_some_and(|c| !c.is_ascii_digit() && *c != '-')
    }

    fn end_text(&mut self, from: &mut Option<usize>, end: usize) {
        if let Some(start) = from.take() {
            self.push(start, end, What::Text);
        }
    }

    fn push(&mut self, start: usize, end: usize, what: What<'a>) {
        let glyphs = &self.glyphs[start..end];
        let Some(first) = glyphs.first() else { return };
        let mut text = String::new();
        for (n, glyph) in glyphs.iter().enumerate() {
            if n > 0 && glyph.spaced && what == What::Text {
                text.push(' ');
            }
            text.push(glyph.plain);
        }
        self.found.push(Piece { row: first.row, at: first.at, text, what });
    }
}

fn origin(row: &Row, field: &Field) -> Origin {
    match row.position {
        Position::Line(line) => Origin::Line { line, field: row.has_columns().then_some(field.column + 1) },
        Position::TableRow { table, row } => Origin::Cell { table, row, column: field.column + 1 },
    }
}

/// Whether a field can be what is written in a number cell, right or wrong.
pub(super) fn is_value(text: &str) -> bool {
    let folded = fold(text);
    let sign_for_nothing = matches!(
        folded.as_str(),
        "/" | "//"
            | "-"
            | "--"
            | "无"
            | "\\"
            | "零"
            | "空"
            | "没有"
            | "暂无"
            | "不适用"
            | "未发生"
            | "N/A"
            | "n/a"
            | "NA"
    );
    let page_number = folded.starts_with('-') && folded.len() > 1 && folded.ends_with('-');
    let number = folded.len() <= 30
        && folded.chars().any(|c| c.is_ascii_digit())
        && folded.chars().all(|c| c.is_ascii_digit() || ".,+-元万件宗条份个".contains(c));
    sign_for_nothing || (number && !page_number && !is_several(text))
}

/// `4 0 0 0`: digits on both sides of a gap are several numbers. What has no width is none.
fn is_several(text: &str) -> bool {
    let mut after_digit = false;
    let mut gap = false;
    for c in text.chars() {
        if is_space(c) {
            gap |= c.is_whitespace();
            continue;
        }
        let digit = fold_char(c).is_ascii_digit();
        if gap && after_digit && digit {
            return true;
        }
        (after_digit, gap) = (digit, false);
    }
    false
}

#[cfg(test)]
mod tests {
    use super::is_value;

    #[test]
    fn values() {
        for text in [
            "0",
            "11398889",
            "59237.2449",
            "+1036",
            "−18",
            "251000元",
            "１２",
            "/",
            "—",
            "无",
            "1,234",
            "12件",
            "25 元",
            "不适用",
            "N/A",
            "零",
            "空",
            "——",
            "1\u{200b}2",
        ] {
            assert!(is_value(text), "{text}");
        }
        for text in ["", "- 3 -", "— 12 —", "2024年", "规章", "第3页", "（七）总计", "4 0 0", "10\u{3000}1"]
        {
            assert!(!is_value(text), "{text}");
        }
    }
}
