//! Goes through a text sign by sign and takes comments and literals out of it.

use super::{Literal, Source};

/// Copies a text, blanking what is not code and collecting the literals.
pub struct Reader {
    input: Vec<char>,
    at: usize,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl Reader {
    /// Reads Rust.
    pub fn rust(text: &str) -> Source {
        let mut reader = Self::new(text);
        while let Some(c) = reader.peek(0) {
            match (c, reader.peek(1)) {
                ('/', Some('/')) => reader.blank_line(),
                ('/', Some('*')) => reader.blank_nested_comment(),
                ('"', _) => reader.quoted('"'),
                ('r' | 'b' | 'c', _) if reader.starts_raw_string() => reader.raw_string(),
                ('\'', Some('\\')) => reader.blank_char(),
                ('\'', _) if reader.peek(2) == Some('\'') => reader.blank_char(),
                _ => reader.keep(),
            }
        }
        reader.finish()
    }

    /// Reads TypeScript.
    pub fn script(text: &str) -> Source {
        let mut reader = Self::new(text);
        reader.script_until(None);
        reader.finish()
    }

    /// Reads a Vue component.
    pub fn vue(text: &str) -> Source {
        let mut reader = Self::new(text);
        while reader.peek(0).is_some() {
            if reader.is_at("<script") {
                reader.keep_through('>');
                reader.script_until(Some("</script"));
            } else if reader.is_at("<style") {
                reader.blank_until("</style>");
            } else if reader.is_at("<!--") {
                reader.blank_until("-->");
            } else if reader.is_at("<") {
                reader.tag();
            } else {
                reader.template_text();
            }
        }
        reader.finish()
    }

    fn new(text: &str) -> Self {
        Self { input: text.chars().collect(), at: 0, line: 1, code: String::new(), literals: Vec::new() }
    }

    fn finish(self) -> Source {
        Source { code: self.code, literals: self.literals }
    }

    fn peek(&self, ahead: usize) -> Option<char> {
        self.input.get(self.at + ahead).copied()
    }

    fn is_at(&self, word: &str) -> bool {
        word.chars().enumerate().all(|(ahead, c)| self.peek(ahead) == Some(c))
    }

    fn step(&mut self, shown: bool) -> Option<char> {
        let c = self.peek(0)?;
        self.at += 1;
        self.line += usize::from(c == '\n');
        self.code.push(if shown || c == '\n' { c } else { ' ' });
        Some(c)
    }

    fn keep(&mut self) {
        self.step(true);
    }

    fn keep_through(&mut self, last: char) {
        while self.step(true).is_some_and(|c| c != last) {}
    }

    fn blank_line(&mut self) {
        while self.peek(0).is_some_and(|c| c != '\n') {
            self.step(false);
        }
    }

    /// Blanks up to and with the word, or to the end.
    fn blank_until(&mut self, word: &str) {
        while self.peek(0).is_some() && !self.is_at(word) {
            self.step(false);
        }
        for _ in word.chars() {
            self.step(false);
        }
    }

    fn blank_nested_comment(&mut self) {
        let mut depth = 0;
        loop {
            if self.is_at("/*") {
                depth += 1;
            } else if self.is_at("*/") {
                depth -= 1;
            } else if self.step(false).is_some() {
                continue;
            }
            self.step(false);
            self.step(false);
            if depth == 0 || self.peek(0).is_none() {
                return;
            }
        }
    }

    fn blank_char(&mut self) {
        self.step(true);
        let mut escaped = false;
        while let Some(c) = self.peek(0).filter(|c| *c != '\'' || escaped) {
            escaped = c == '\\' && !escaped;
            self.step(false);
        }
        self.step(true);
    }

    /// A literal up to its closing quote; the quotes stay in the code.
    fn quoted(&mut self, quote: char) {
        let line = self.line;
        let mut text = String::new();
        self.step(true);
        while let Some(c) = self.peek(0).filter(|c| *c != quote) {
            text.push(c);
            self.step(false);
            if c == '\\' {
                text.extend(self.step(false));
            }
        }
        self.step(true);
        self.literals.push(Literal { line, text });
    }

    fn starts_raw_string(&self) -> bool {
        let continues_a_name =
            self.at > 0 && self.input.get(self.at - 1).is_some_and(|c| c.is_alphanumeric() || *c == '_');
        let mut ahead = usize::from(matches!(self.peek(0), Some('b' | 'c')));
        if continues_a_name || self.peek(ahead) != Some('r') {
            return false;
        }
        ahead += 1;
        while self.peek(ahead) == Some('#') {
            ahead += 1;
        }
        self.peek(ahead) == Some('"')
    }

    fn raw_string(&mut self) {
        let line = self.line;
        let mut hashes = 0;
        while let Some(c) = self.step(true).filter(|c| *c != '"') {
            hashes += usize::from(c == '#');
        }
        let end = format!("\"{}", "#".repeat(hashes));
        let mut text = String::new();
        while !self.is_at(&end) {
            let Some(c) = self.step(false) else { break };
            text.push(c);
        }
        for _ in end.chars() {
            self.step(true);
        }
        self.literals.push(Literal { line, text });
    }

    /// TypeScript up to the word, or to the end.
    fn script_until(&mut self, until: Option<&str>) {
        // The last sign of the code decides whether a slash divides or opens a regular expression.
        let mut before = '(';
        while let Some(c) = self.peek(0) {
            if until.is_some_and(|word| self.is_at(word)) {
                return;
            }
            match (c, self.peek(1)) {
                ('/', Some('/')) => self.blank_line(),
                ('/', Some('*')) => self.blank_until("*/"),
                ('/', _) if "(,=:[!&|?{};>".contains(before) => self.regular_expression(),
                ('"' | '\'', _) => self.quoted(c),
                ('`', _) => self.template_string(),
                _ => self.keep(),
            }
            if !c.is_whitespace() {
                before = c;
            }
        }
    }

    fn regular_expression(&mut self) {
        self.step(true);
        let mut in_class = false;
        while let Some(c) = self.peek(0).filter(|c| *c != '\n' && (*c != '/' || in_class)) {
            match c {
                '[' => in_class = true,
                ']' => in_class = false,
                '\\' => {
                    self.step(false);
                }
                _ => {}
            }
            self.step(false);
        }
        self.step(true);
    }

    /// A literal in backquotes; what is put into it in braces counts as part of its text.
    fn template_string(&mut self) {
        let line = self.line;
        let mut text = String::new();
        self.step(true);
        while let Some(c) = self.peek(0).filter(|c| *c != '`') {
            if self.is_at("${") {
                text.push_str("${}");
                self.embedded_expression();
                continue;
            }
            text.push(c);
            self.step(false);
            if c == '\\' {
                text.extend(self.step(false));
            }
        }
        self.step(true);
        self.literals.push(Literal { line, text });
    }

    fn embedded_expression(&mut self) {
        let mut depth = 0;
        while let Some(c) = self.peek(0) {
            match c {
                '"' | '\'' => self.quoted(c),
                '`' => self.template_string(),
                _ => self.keep(),
            }
            match c {
                '{' => depth += 1,
                '}' => depth -= 1,
                _ => continue,
            }
            if depth == 0 {
                return;
            }
        }
    }

    fn tag(&mut self) {
        while let Some(c) = self.peek(0) {
            match c {
                '"' | '\'' => self.quoted(c),
                _ => self.keep(),
            }
            if c == '>' {
                return;
            }
        }
    }

    fn template_text(&mut self) {
        let line = self.line;
        let mut text = String::new();
        while self.peek(0).is_some_and(|c| c != '<') {
            text.extend(self.step(false));
        }
        if !text.trim().is_empty() {
            let blank_lines = text.len() - text.trim_start().len();
            let line = line + text[..blank_lines].matches('\n').count();
            self.literals.push(Literal { line, text: text.trim().to_owned() });
        }
    }
}
