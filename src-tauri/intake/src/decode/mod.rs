//! Decoders: from text to a document of rows.

mod html;
mod text;

use crate::document::Document;

/// What a text turned out to be.
pub(crate) enum Decoded {
    /// Lines and tables.
    Document(Document),
    /// An exchange file, to be read as such.
    Json,
}

/// Decodes by what the text looks like, whatever the file is called.
pub(crate) fn decode(source: &str) -> Decoded {
    let start = source.trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
    if start.starts_with('{') {
        Decoded::Json
    } else if looks_like_html(start) {
        Decoded::Document(html::decode(source))
    } else {
        Decoded::Document(text::decode(source))
    }
}

/// Markup at the start, or table markup anywhere: a fragment copied out of a page may begin with text.
fn looks_like_html(start: &str) -> bool {
    let tag = |name: &str| {
        start.char_indices().filter(|(_, c)| *c == '<').any(|(i, _)| {
            let rest = &start[i + 1..];
            rest.get(..name.len()).is_some_and(|head| head.eq_ignore_ascii_case(name))
                && rest[name.len()..].starts_with(|c: char| c == '>' || c == '/' || c.is_whitespace())
        })
    };
    start.starts_with("<!")
        || ["html", "body", "table", "div", "p", "br", "span", "td"].iter().any(|name| tag(name))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn markup_or_text() {
        for html in ["<!DOCTYPE html>", "<p style='x'>a</p>", "标题<BR/>正文", "a<table>"] {
            assert!(looks_like_html(html), "{html}");
        }
        for text in ["一、总体情况", "a < b > c", "<《条例》>", "收到<10件", "<tablet>"] {
            assert!(!looks_like_html(text), "{text}");
        }
    }
}
