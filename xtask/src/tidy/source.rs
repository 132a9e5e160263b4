//! Just enough reading of Rust, TypeScript and Vue to tell code from comments and literals.

mod reader;

use reader::Reader;

/// A source text taken apart: its code, and the string literals that stood in it.
pub struct Source {
    /// The text with comments and the insides of literals blanked out; every line keeps its number.
    pub code: String,
    /// The string literals, and in a template also its texts.
    pub literals: Vec<Literal>,
}

/// A string literal as written, escapes included.
pub struct Literal {
    /// Counted from 1.
    pub line: usize,
    /// What stands between the quotes.
    pub text: String,
}

impl Source {
    /// Rust, without its `#[cfg(test)]` items: tests may name what they like.
    pub fn rust(text: &str) -> Self {
        Reader::rust(text).without_test_items()
    }

    /// TypeScript.
    pub fn script(text: &str) -> Self {
        Reader::script(text)
    }

    /// A Vue component: its script as TypeScript, its template's texts and attributes as literals.
    pub fn vue(text: &str) -> Self {
        Reader::vue(text)
    }

    /// Every path the code names (`std::fs::File`), braces of `use` written out, with its line.
    pub fn paths(&self) -> Vec<(usize, Vec<String>)> {
        let tokens = tokens(&self.code);
        let mut paths = Vec::new();
        let mut at = 0;
        while at < tokens.len() {
            at = path(&tokens, at, &[], &mut paths).max(at + 1);
        }
        paths
    }

    fn without_test_items(mut self) -> Self {
        const MARK: &str = "#[cfg(test)]";
        let mut from = 0;
        while let Some(start) = self.code[from..].find(MARK).map(|it| from + it) {
            let end = end_of_item(&self.code, start + MARK.len());
            let (first, last) = (line_of(&self.code, start), line_of(&self.code, end));
            let blanked: String =
                self.code[start..end].chars().map(|c| if c == '\n' { '\n' } else { ' ' }).collect();
            self.code.replace_range(start..end, &blanked);
            self.literals.retain(|literal| literal.line < first || literal.line > last);
            from = start + blanked.len();
        }
        self
    }
}

/// Where the item that starts here ends: behind its semicolon or its closing brace.
fn end_of_item(code: &str, start: usize) -> usize {
    let mut depth = 0;
    for (offset, c) in code[start..].char_indices() {
        match c {
            '{' | '(' | '[' => depth += 1,
            '}' | ')' | ']' => depth -= 1,
            _ => {}
        }
        if depth == 0 && matches!(c, ';' | '}') {
            return start + offset + c.len_utf8();
        }
    }
    code.len()
}

fn line_of(text: &str, offset: usize) -> usize {
    text[..offset].matches('\n').count() + 1
}

#[derive(Debug, PartialEq, Eq)]
enum Token {
    Name(String),
    Colons,
    Other(char),
}

fn tokens(code: &str) -> Vec<(usize, Token)> {
    let mut tokens = Vec::new();
    let mut line = 1;
    let mut rest = code.chars().peekable();
    while let Some(c) = rest.next() {
        if c == '\n' {
            line += 1;
        } else if c.is_alphabetic() || c == '_' {
            let mut name = String::from(c);
            while let Some(more) = rest.next_if(|it| it.is_alphanumeric() || *it == '_') {
                name.push(more);
            }
            tokens.push((line, Token::Name(name)));
        } else if c == ':' && rest.next_if_eq(&':').is_some() {
            tokens.push((line, Token::Colons));
        } else if !c.is_whitespace() {
            tokens.push((line, Token::Other(c)));
        }
    }
    tokens
}

/// Reads the path that starts here, behind a prefix, and says where it ends.
fn path(
    tokens: &[(usize, Token)],
    start: usize,
    prefix: &[String],
    paths: &mut Vec<(usize, Vec<String>)>,
) -> usize {
    let mut names = prefix.to_vec();
    let mut at = start;
    while let Some((line, Token::Name(name))) = tokens.get(at) {
        names.push(name.clone());
        at += 1;
        if !matches!(tokens.get(at), Some((_, Token::Colons))) {
            paths.push((*line, names));
            return at;
        }
        at += 1;
    }
    match tokens.get(at) {
        Some((_, Token::Other('{'))) if at > start => {
            at += 1;
            while let Some((_, token)) = tokens.get(at) {
                match token {
                    Token::Other('}') => return at + 1,
                    Token::Name(_) => at = path(tokens, at, &names, paths),
                    _ => at += 1,
                }
            }
            at
        }
        // `use std::fs::*`, or a turbofish behind the last name.
        Some((line, _)) if at > start => {
            paths.push((*line, names));
            at
        }
        _ => at,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn literals(source: &Source) -> Vec<(usize, &str)> {
        source.literals.iter().map(|it| (it.line, it.text.as_str())).collect()
    }

    fn paths(text: &str) -> Vec<String> {
        Source::rust(text).paths().into_iter().map(|(_, names)| names.join("::")).collect()
    }

    #[test]
    fn rust_comments_are_no_code_and_literals_are_collected() {
        let source = Source::rust(
            "// \"one\"\nlet a = \"tw\\\"o\"; /* /* \"x\" */ y */ let b = r#\"th\"ree\"#;\nlet c: &'a str = f('\"', '\\'', b\"four\");",
        );
        assert_eq!(literals(&source), [(2, "tw\\\"o"), (2, "th\"ree"), (3, "four")]);
        assert!(source.code.contains("let b = "));
        assert!(!source.code.contains("one") && !source.code.contains('y') && !source.code.contains("four"));
    }

    #[test]
    fn a_name_that_ends_in_r_begins_no_raw_string() {
        assert_eq!(literals(&Source::rust("call(for_year\"x\")")), [(1, "x")]);
    }

    #[test]
    fn tests_inside_a_file_are_left_out() {
        let source = Source::rust(
            "fn a() { \"kept\"; }\n#[cfg(test)]\nmod tests {\n    fn b() { \"dropped\"; }\n}\nfn c() { \"kept too\"; }",
        );
        assert_eq!(literals(&source), [(1, "kept"), (6, "kept too")]);
        assert!(source.code.contains("fn c()") && !source.code.contains("fn b()"));
        assert!(Source::rust("#[cfg(test)]\nuse std::fs::{File};\nfn d() {}").code.contains("fn d()"));
    }

    #[test]
    fn paths_are_written_out() {
        assert_eq!(paths("let x = std::fs::read(p);"), ["let", "x", "std::fs::read", "p"]);
        assert_eq!(
            paths("use std::{fs::{self, File}, io};"),
            ["use", "std::fs::self", "std::fs::File", "std::io"]
        );
        assert_eq!(paths("use std::env::*;"), ["use", "std::env"]);
        assert_eq!(paths("Vec::<u8>::new()"), ["Vec", "u8", "new"]);
        assert_eq!(paths("struct A { b: C }"), ["struct", "A", "b", "C"]);
    }

    #[test]
    fn typescript_is_told_from_its_strings() {
        let source = Source::script(
            "import x from '@a/b' // 'no'\nconst r = /[/'\"]/g.test(y), t = `one ${f('two')} three` /* \"no\" */\nconst z = a / b / 'four'.length",
        );
        assert_eq!(literals(&source), [(1, "@a/b"), (2, "two"), (2, "one ${} three"), (3, "four")]);
    }

    #[test]
    fn a_component_has_texts_attributes_and_a_script() {
        let source = Source::vue(
            "<script setup lang=\"ts\">\nconst a = 'one' // it's\n</script>\n<template>\n  <!-- no -->\n  <p :title=\"'two'\">\n    three\n  </p>\n</template>\n<style>\n/* \"no\" */\n</style>\n",
        );
        assert_eq!(literals(&source), [(2, "one"), (6, "'two'"), (7, "three")]);
    }
}
