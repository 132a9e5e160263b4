//! A text as tokens: words of the vocabulary, figures, dates, marks, and what is not known.
//!
//! Words that are not known stay visible as [`Kind::Unknown`]: a reader that skipped them would understand too much.

use super::words::{vocabulary, Thing, Time, Word};
use crate::quantity::Quantity;
use aho_corasick::{AhoCorasick, MatchKind};
use std::{ops::Range, sync::LazyLock};

/// What a token is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Kind {
    Word(Word),
    /// The n-th quantity of the sentence.
    Figure(usize),
    /// A comma or colon.
    Break,
    Semicolon,
    Opening,
    Closing,
    Unknown,
}

/// A token and where it stands in its sentence, in bytes.
#[derive(Clone, Debug)]
pub(super) struct Token {
    pub range: Range<usize>,
    pub kind: Kind,
}

/// What stands between the ends of a stretch: 1—12月.
const RANGE: [char; 5] = ['-', '—', '－', '~', '～'];

pub(super) const OPENING: [char; 2] = ['（', '('];
pub(super) const CLOSING: [char; 2] = ['）', ')'];

/// The automaton over all words, with what each of them says. Without it nothing is known, and nothing said.
struct Vocabulary {
    automaton: Option<AhoCorasick>,
    words: Vec<Word>,
}

static VOCABULARY: LazyLock<Vocabulary> = LazyLock::new(|| {
    let (texts, words): (Vec<&str>, Vec<Word>) = vocabulary().unzip();
    let automaton = AhoCorasick::builder().match_kind(MatchKind::LeftmostLongest).build(texts).ok();
    Vocabulary { automaton, words }
});

/// The tokens of a sentence.
pub(super) fn tokens(text: &str, quantities: &[Quantity]) -> Vec<Token> {
    let vocabulary = &*VOCABULARY;
    let matches = vocabulary.automaton.iter().flat_map(|automaton| automaton.find_iter(text));
    let mut matches = matches.peekable();
    let mut quantities = quantities.iter().enumerate().peekable();
    let mut found: Vec<Token> = Vec::new();
    let mut at = 0;
    while let Some(c) = text.get(at..).and_then(|rest| rest.chars().next()) {
        while quantities.next_if(|(_, quantity)| quantity.range.start < at).is_some() {}
        while matches.next_if(|found| found.start() < at).is_some() {}
        let number = quantities.peek().filter(|(_, quantity)| quantity.range.start == at);
        if let Some((n, quantity)) = number {
            let range = quantity.range.clone();
            at = range.end;
            // The 1 of 1—12月 says nothing.
            let opens_range = quantity.unit.is_empty() && text[at..].starts_with(RANGE);
            if !opens_range {
                found.push(Token { kind: number_kind(text, *n, quantity), range });
            }
            continue;
        }
        let next_number = quantities.peek().map_or(text.len(), |(_, quantity)| quantity.range.start);
        if let Some(word) = matches.peek().filter(|word| word.start() == at && word.end() <= next_number) {
            let word_said = vocabulary.words.get(word.pattern().as_usize()).copied().unwrap_or(Word::Filler);
            found.push(Token { range: word.range(), kind: Kind::Word(word_said) });
            at = word.end();
            continue;
        }
        if let Some((token, end)) = date(text, at) {
            found.extend(token);
            at = end;
            continue;
        }
        let end = at + c.len_utf8();
        match mark(c) {
            Some(kind) => found.extend(kind.map(|kind| Token { range: at..end, kind })),
            None => match found.last_mut() {
                Some(last) if last.kind == Kind::Unknown && last.range.end == at => last.range.end = end,
                _ => found.push(Token { range: at..end, kind: Kind::Unknown }),
            },
        }
        at = end;
    }
    join_requests(&mut found);
    found
}

/// What a punctuation mark is; `Some(None)` for one that says nothing.
fn mark(c: char) -> Option<Option<Kind>> {
    match c {
        '，' | '：' | ',' | ':' | '。' | '！' | '？' | '.' | '．' => Some(Some(Kind::Break)),
        '；' | ';' => Some(Some(Kind::Semicolon)),
        _ if OPENING.contains(&c) => Some(Some(Kind::Opening)),
        _ if CLOSING.contains(&c) => Some(Some(Kind::Closing)),
        _ if c.is_whitespace() || RANGE.contains(&c) || "“”\"'‘’《》〈〉".contains(c) => {
            Some(None)
        }
        _ => None,
    }
}

/// A number with nothing behind it is a figure only where its clause ends; elsewhere it is a year (2024共收到) or a
/// part of a name (12345热线).
fn number_kind(text: &str, n: usize, quantity: &Quantity) -> Kind {
    let ends = || !text[quantity.range.end..].starts_with(|c: char| c.is_alphanumeric());
    let year = || u16::try_from(quantity.value).ok().filter(|year| (1990..2100).contains(year));
    if !quantity.unit.is_empty() || ends() {
        Kind::Figure(n)
    } else if let Some(year) = year() {
        Kind::Word(Word::Time(Time::Year(year)))
    } else {
        Kind::Unknown
    }
}

/// A year, month or day with its number: 2024年, 12月31日. A month is a part of the year, unless it is the last one
/// and stands at the end of a stretch.
fn date(text: &str, at: usize) -> Option<(Option<Token>, usize)> {
    let rest = text.get(at..)?;
    let is_digit =
        |c: char| c.is_ascii_digit() || ('０'..='９').contains(&c) || "〇二零一三四五六七八九十".contains(c);
    let digits: usize = rest.chars().take(5).take_while(|c| is_digit(*c)).map(char::len_utf8).sum();
    let number = rest.get(..digits).filter(|_| digits > 0)?;
    let behind = rest.get(digits..)?;
    let trimmed = behind.trim_start_matches(' ');
    let sign = trimmed.chars().next().filter(|c| matches!(c, '年' | '月' | '日'))?;
    let mut end = text.len() - trimmed.len() + sign.len_utf8();
    let value: u32 = number.chars().filter_map(digit).fold(0, |value, d| value * 10 + d);
    let kind = match sign {
        '年' => {
            end += text.get(end..).filter(|rest| rest.starts_with('度')).map_or(0, |_| '度'.len_utf8());
            let year = u16::try_from(value).ok().filter(|year| (1990..2100).contains(year))?;
            Some(Kind::Word(Word::Time(Time::Year(year))))
        }
        '月' => {
            let before = text[..at].trim_end();
            let opens = ["至", "到", "截至", "截止", "-", "—", "~", "－", "年"]
                .iter()
                .any(|sign| before.ends_with(sign));
            let followed = text.get(end..)?.trim_start();
            let closes =
                ["1日", "至", "到", "-", "—", "~", "－"].iter().any(|sign| followed.starts_with(sign));
            let whole = match number {
                "12" | "十二" | "１２" => opens && !followed.starts_with('份'),
                "1" | "一" | "１" | "01" => closes,
                _ => false,
            };
            (!whole).then_some(Kind::Word(Word::Time(Time::Otherwise)))
        }
        _ => None,
    };
    Some((kind.map(|kind| Token { range: at..end, kind }), end))
}

fn digit(c: char) -> Option<u32> {
    match c {
        '０'..='９' => Some(c as u32 - '０' as u32),
        '零' | '〇' => Some(0),
        _ => c.to_digit(10).or_else(|| "〇一二三四五六七八九".chars().position(|d| d == c).map(|n| n as u32)),
    }
}

/// 申请 alone is one for information unless the word before makes it another: 复议申请, 低保申请.
fn join_requests(tokens: &mut [Token]) {
    for n in 0..tokens.len() {
        if tokens[n].kind != Kind::Word(Word::BareRequest) {
            continue;
        }
        let before = n.checked_sub(1).and_then(|n| tokens.get(n));
        let adjacent = before.filter(|before| before.range.end == tokens[n].range.start);
        let thing = match adjacent.map(|before| before.kind) {
            Some(Kind::Word(Word::Thing(thing @ (Thing::Review | Thing::Suit)))) => thing,
            Some(Kind::Word(Word::Thing(Thing::Licence)) | Kind::Unknown) => Thing::Other,
            _ => Thing::Request,
        };
        tokens[n].kind = Kind::Word(Word::Thing(thing));
    }
}
