//! Tables as programs write them: `'规章': { 本年新制作数量: 1 }`, `'一、新收': [60, 2, 62]`. Keys and arrays become the
//! rows of a table; whether a key is quoted is all the same, and so is a comma too many.

use crate::{
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    IntakeError,
};

/// So many keys with a container or a number behind them are no running text.
const FEWEST: usize = 4;

/// The deepest container within a container.
const DEEPEST: usize = 64;

/// Whether a text is mostly keys and their values.
pub(crate) fn looks_like(source: &str) -> bool {
    /// More is not needed to tell.
    const ENOUGH: usize = 20_000;
    let tokens: Vec<Token> = Tokens::of(source).take(ENOUGH).map(|(_, token)| token).collect();
    let is_pair = |window: &&[Token]| match window {
        [Token::Text(_), Token::Colon, Token::Open(_)] => true,
        [Token::Text(_), Token::Colon, Token::Text(value)] => value.parse::<f64>().is_ok(),
        _ => false,
    };
    let opened = tokens.iter().any(|token| matches!(token, Token::Open(_)));
    opened && tokens.windows(3).filter(is_pair).count() >= FEWEST
}

/// The rows of such a text.
///
/// # Errors
/// When it is deeper or longer than any report.
pub(crate) fn decode(source: &str) -> Result<Document, IntakeError> {
    let mut writer = Writer::default();
    let mut lines = Lines { rest: source.lines(), next: 1 };
    let mut tokens = Tokens::of(source).peekable();
    while let Some((line, token)) = tokens.next() {
        match token {
            Token::Text(text) if matches!(tokens.peek(), Some((_, Token::Colon))) => {
                tokens.next();
                let is_plain = !matches!(tokens.peek(), Some((_, Token::Open(_))));
                if writer.open.is_empty() && is_plain {
                    // Outside of everything: a line of text that has a colon in it.
                    while tokens.next_if(|(at, _)| *at == line).is_some() {}
                    writer.line(lines.at(line), line)?;
                } else {
                    writer.key = Some(text);
                }
            }
            Token::Text(text) => match writer.open.last_mut() {
                Some(open) => {
                    open.keys.push(writer.key.take().unwrap_or_default());
                    open.values.push(text);
                    if open.values.len() > WIDEST_ROW {
                        return Err(IntakeError::TooLong);
                    }
                }
                None => {
                    while tokens.next_if(|(at, _)| *at == line).is_some() {}
                    writer.line(lines.at(line), line)?;
                }
            },
            Token::Open(kind) => writer.begin(kind, line)?,
            Token::Close => writer.end()?,
            Token::Colon => {}
        }
    }
    while !writer.open.is_empty() {
        writer.end()?;
    }
    Ok(writer.rows.into_document())
}

#[derive(Clone, PartialEq, Debug)]
enum Token {
    /// A key, a word, a number; without its quotes.
    Text(String),
    Colon,
    Open(Kind),
    Close,
}

#[derive(Clone, Copy, PartialEq, Debug)]
enum Kind {
    Keyed,
    Listed,
}

/// The tokens of a text, each with its line; commas only part them.
struct Tokens<'a> {
    rest: std::iter::Peekable<std::str::Chars<'a>>,
    line: usize,
}

impl<'a> Tokens<'a> {
    fn of(source: &'a str) -> Tokens<'a> {
        Tokens { rest: source.chars().peekable(), line: 1 }
    }
}

impl Iterator for Tokens<'_> {
    type Item = (usize, Token);

    fn next(&mut self) -> Option<(usize, Token)> {
        loop {
            let line = self.line;
            let token = match self.rest.next()? {
                '\n' => {
                    self.line += 1;
                    continue;
                }
                '{' => Token::Open(Kind::Keyed),
                '[' => Token::Open(Kind::Listed),
                '}' | ']' => Token::Close,
                ':' => Token::Colon,
                ',' | ';' => continue,
                c if c.is_whitespace() => continue,
                quote @ ('\'' | '"' | '`') => {
                    let mut text = String::new();
                    while let Some(c) = self.rest.next_if(|c| *c != quote && *c != '\n') {
                        // What is escaped stands for itself.
                        let c = if c == '\\' { self.rest.next().unwrap_or(c) } else { c };
                        text.push(c);
                    }
                    self.rest.next_if(|c| *c == quote);
                    Token::Text(text.trim().to_owned())
                }
                first => {
                    let mut text = String::from(first);
                    let goes_on = |c: &char| !matches!(c, '{' | '}' | '[' | ']' | ':' | ',' | ';' | '\n');
                    while let Some(c) = self.rest.next_if(goes_on) {
                        text.push(c);
                    }
                    Token::Text(text.trim().to_owned())
                }
            };
            return Some((line, token));
        }
    }
}

/// The lines of a text, each asked for behind the one before it.
struct Lines<'a> {
    rest: std::str::Lines<'a>,
    next: usize,
}

impl<'a> Lines<'a> {
    /// The line of this number, from 1, without white space around it.
    fn at(&mut self, line: usize) -> &'a str {
        let text = line.checked_sub(self.next).and_then(|skipped| self.rest.nth(skipped));
        self.next = self.next.max(line + 1);
        text.unwrap_or_default().trim()
    }
}

/// A container that is not closed yet.
struct Container {
    key: Option<String>,
    kind: Kind,
    line: usize,
    keys: Vec<String>,
    values: Vec<String>,
    /// Whether its key stands above what is in it.
    is_told: bool,
}

#[derive(Default)]
struct Writer {
    rows: Rows,
    open: Vec<Container>,
    key: Option<String>,
    /// The keys that stand above the values below.
    head: Vec<String>,
}

impl Writer {
    fn begin(&mut self, kind: Kind, line: usize) -> Result<(), IntakeError> {
        if self.open.len() >= DEEPEST {
            return Err(IntakeError::TooLong);
        }
        let heading = self.open.last_mut().filter(|open| !open.is_told).and_then(|open| {
            open.is_told = true;
            Some((open.line, open.key.clone()?))
        });
        if let Some((line, key)) = heading {
            self.row(line, [key])?;
        }
        let key = self.key.take();
        self.open.push(Container { key, kind, line, keys: Vec::new(), values: Vec::new(), is_told: false });
        Ok(())
    }

    fn end(&mut self) -> Result<(), IntakeError> {
        self.key = None;
        let Some(Container { key, kind, line, keys, values, .. }) = self.open.pop() else { return Ok(()) };
        if values.is_empty() {
            return Ok(());
        }
        match (key, kind) {
            (Some(key), Kind::Keyed) => {
                if self.head != keys {
                    self.row(line, std::iter::once(String::new()).chain(keys.iter().cloned()))?;
                    self.head = keys;
                }
                self.row(line, std::iter::once(key).chain(values))
            }
            (Some(key), Kind::Listed) => self.row(line, std::iter::once(key).chain(values)),
            (None, Kind::Listed) => self.row(line, values),
            (None, Kind::Keyed) => {
                keys.into_iter().zip(values).try_for_each(|(key, value)| self.row(line, [key, value]))
            }
        }
    }

    /// A line outside of everything. One that names columns, as `表三(列: 自然人, 总计)`, is the head of what follows.
    fn line(&mut self, text: &str, line: usize) -> Result<(), IntakeError> {
        self.row(line, [text.to_owned()])?;
        let named = text.split_once("列:").or_else(|| text.split_once("列："));
        if let Some((_, columns)) = named {
            let columns = columns.trim_end_matches([')', '）', '。']).split([',', '，', '、']);
            let columns: Vec<String> = columns.map(|it| it.trim().to_owned()).collect();
            self.row(line, std::iter::once(String::new()).chain(columns))?;
        }
        Ok(())
    }

    fn row(&mut self, line: usize, texts: impl IntoIterator<Item = String>) -> Result<(), IntakeError> {
        let field = |(column, text)| Field::new(text, column);
        let row = Row {
            position: Position::Line(line),
            fields: texts.into_iter().enumerate().map(field).collect(),
        };
        if row.is_blank() {
            return Ok(());
        }
        self.rows.push(row)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const WRITTEN: &str = "data: {\n '第一项': { 规章: { 甲: 3, '乙': '+1' }, 文件: { 甲: 8, 乙: 0 } },\n}\n表三(列: 自然人, 总计)\n\
                           '一、新收': [60, 62],\n'二、结转': [0, 0]\n";

    fn rows(source: &str) -> Vec<(usize, Vec<String>)> {
        let line = |row: &Row| match row.position {
            Position::Line(line) => line,
            Position::TableRow { .. } => 0,
        };
        let fields = |row: &Row| row.fields.iter().map(|field| field.text.clone()).collect();
        decode(source).unwrap().rows.iter().map(|row| (line(row), fields(row))).collect()
    }

    fn is(line: usize, fields: &[&str]) -> (usize, Vec<String>) {
        (line, fields.iter().map(|field| (*field).to_owned()).collect())
    }

    #[test]
    fn keys_are_labels_and_heads() {
        assert!(looks_like(WRITTEN));
        assert_eq!(
            rows(WRITTEN),
            [
                is(1, &["data"]),
                is(2, &["第一项"]),
                is(2, &["", "甲", "乙"]),
                is(2, &["规章", "3", "+1"]),
                is(2, &["文件", "8", "0"]),
                is(4, &["表三(列: 自然人, 总计)"]),
                is(4, &["", "自然人", "总计"]),
                is(5, &["一、新收", "60", "62"]),
                is(6, &["二、结转", "0", "0"]),
            ]
        );
    }

    #[test]
    fn running_text_is_none() {
        for text in ["时间: 2024", "（一）主动公开：{略} 规章: 3", "[1] 甲: 3\n[2] 乙: 4", "{}", ""]
        {
            assert!(!looks_like(text), "{text}");
        }
    }

    #[test]
    fn what_is_broken_off_or_too_deep() {
        assert_eq!(rows("'甲': { 乙: 1, 丙: '2"), [is(1, &["", "乙", "丙"]), is(1, &["甲", "1", "2"])]);
        assert!(matches!(decode(&"甲: {".repeat(DEEPEST + 1)), Err(IntakeError::TooLong)));
        assert_eq!(rows("}]}"), []);
    }
}
