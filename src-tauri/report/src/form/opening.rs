//! Sentences to begin a section with: words, figures that follow their cells, and numbers that are asked for.

use super::{
    file::{AskFile, OpeningFile},
    source::{all_different, kind},
    Form,
};
use crate::cell::{CellId, CellKind};

/// A sentence to begin with, offered for one aspect of a section.
#[derive(Debug)]
pub struct Opening {
    /// Its id, apart from the section's others.
    pub id: String,
    /// The aspect, as a button names it.
    pub label: String,
    /// The numbers it needs that stand in no table.
    pub asks: Vec<Ask>,
    /// The sentence.
    pub text: Vec<Part>,
    /// The sentence that is written instead when the first number of `text` is 0.
    pub nothing: Option<Vec<Part>>,
}

/// A number that is asked for.
#[derive(Debug)]
pub struct Ask {
    /// Its id, as the sentence names it.
    pub id: String,
    /// What is asked, e.g. 件数.
    pub label: String,
    /// What it takes.
    pub kind: CellKind,
    /// What it is counted in, e.g. 件.
    pub unit: String,
}

/// A part of an opening's sentence.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Part {
    /// Words as they stand.
    Text(String),
    /// The agency's name.
    Agency,
    /// The year of the report.
    Year,
    /// A figure that follows its cell.
    Figure(CellId),
    /// A number that was asked for, by its id.
    Asked(String),
}

impl Part {
    fn is_number(&self) -> bool {
        matches!(self, Part::Figure(_) | Part::Asked(_))
    }
}

/// The openings of a section, every token of theirs resolved.
pub(super) fn openings(form: &Form, files: Vec<OpeningFile>) -> Result<Vec<Opening>, String> {
    all_different(files.iter().map(|file| file.id.as_str()), "opening")?;
    let named = |file: OpeningFile| {
        let id = file.id.clone();
        opening(form, file).map_err(|what| format!("opening {id}: {what}"))
    };
    files.into_iter().map(named).collect()
}

fn opening(form: &Form, file: OpeningFile) -> Result<Opening, String> {
    all_different(file.asks.iter().map(|ask| ask.id.as_str()), "ask")?;
    let asks: Vec<Ask> = file.asks.into_iter().map(ask).collect();
    let text = parts(form, &asks, &file.text)?;
    let is_used = |ask: &&Ask| text.contains(&Part::Asked(ask.id.clone()));
    if let Some(ask) = asks.iter().find(|ask| !is_used(ask)) {
        return Err(format!("{} is asked and not written", ask.id));
    }
    // Where nothing happened there is nothing to ask for.
    let nothing = file.nothing.map(|nothing| parts(form, &[], &nothing)).transpose()?;
    if nothing.is_some() && !text.iter().any(Part::is_number) {
        return Err("it says what to write for 0 and has no number".into());
    }
    Ok(Opening { id: file.id, label: file.label, asks, text, nothing })
}

fn ask(file: AskFile) -> Ask {
    Ask { id: file.id, label: file.label, kind: kind(file.kind), unit: file.unit }
}

/// A sentence cut at its tokens: `{agency}`, `{year}`, what is asked, or a cell.
fn parts(form: &Form, asks: &[Ask], text: &str) -> Result<Vec<Part>, String> {
    let mut parts = Vec::new();
    let mut rest = text;
    while let Some((words, token)) = rest.split_once('{') {
        let (token, after) = token.split_once('}').ok_or_else(|| format!("{{{token} is not closed"))?;
        if !words.is_empty() {
            parts.push(Part::Text(words.to_owned()));
        }
        parts.push(match token {
            "agency" => Part::Agency,
            "year" => Part::Year,
            _ if asks.iter().any(|ask| ask.id == token) => Part::Asked(token.to_owned()),
            _ => {
                let cell = form.cell(token).ok_or_else(|| format!("there is no cell {token}"))?;
                Part::Figure(cell.id.clone())
            }
        });
        rest = after;
    }
    if !rest.is_empty() {
        parts.push(Part::Text(rest.to_owned()));
    }
    Ok(parts)
}
