//! Clauses: what stands around a number, as far as it tells what the number counts.

use super::{
    view::{Passage, Sentence},
    Place,
};
use crate::quantity::Quantity;

/// A number and the words around it.
#[derive(Clone, Debug)]
pub(super) struct Clause<'a> {
    pub sentence: Sentence<'a>,
    pub quantity: Quantity,
    /// From the last comma (or number) to the number.
    pub lead: &'a str,
    /// From the last comma to the next one, the number included.
    pub text: &'a str,
    /// The sentence up to the lead.
    pub before: &'a str,
    /// Whether the number stands within brackets.
    pub in_brackets: bool,
}

const BREAKS: [char; 12] = ['，', '；', '。', '：', '（', '）', '、', ',', ';', ':', '(', ')'];
pub(super) const OPENING: [char; 2] = ['（', '('];
pub(super) const CLOSING: [char; 2] = ['）', ')'];

/// Every number of these passages with its clause, in order.
pub(super) fn clauses<'a>(passages: impl Iterator<Item = &'a Passage>) -> impl Iterator<Item = Clause<'a>> {
    passages.flat_map(|passage| passage.sentences()).flat_map(of_sentence)
}

fn of_sentence(sentence: Sentence<'_>) -> Vec<Clause<'_>> {
    let text = sentence.text;
    let mut last_end = 0;
    let mut found = Vec::new();
    for quantity in sentence.quantities.iter().cloned() {
        let (start, end) = (quantity.range.start, quantity.range.end);
        let head = &text[..start];
        let behind_break = head.char_indices().rev().find(|(_, c)| BREAKS.contains(c));
        let mut begin = behind_break.map_or(0, |(at, c)| at + c.len_utf8()).max(last_end);
        // 作其他处理（含撤回申请）341件: a closed bracket belongs to what it explains.
        if behind_break.is_some_and(|(_, c)| CLOSING.contains(&c)) {
            begin = before_bracket(head).unwrap_or(begin).max(last_end);
        }
        let stop = text[end..].find(BREAKS).map_or(text.len(), |n| end + n);
        let open = head.matches(OPENING).count() > head.matches(CLOSING).count();
        found.push(Clause {
            sentence,
            lead: &text[begin..start],
            text: &text[begin..stop],
            before: &text[..begin],
            in_brackets: open,
            quantity,
        });
        last_end = end;
    }
    found
}

/// Where the clause begins whose end is a bracketed remark.
fn before_bracket(head: &str) -> Option<usize> {
    let open = head.rfind(OPENING)?;
    let breaks = head[..open].char_indices().rev().find(|(_, c)| BREAKS.contains(c));
    Some(breaks.map_or(0, |(at, c)| at + c.len_utf8()))
}

impl Clause<'_> {
    /// The lead without bracketed remarks.
    pub fn bare_lead(&self) -> String {
        outside_brackets(self.lead)
    }

    /// The clauses just before, back to the last semicolon.
    pub fn before_near(&self) -> &str {
        self.before.rsplit(['；', ';']).next().unwrap_or_default()
    }

    /// Whether both numbers stand in one sentence.
    pub fn same_sentence(&self, other: &Clause<'_>) -> bool {
        std::ptr::eq(self.sentence.passage, other.sentence.passage)
            && self.sentence.start == other.sentence.start
    }

    /// The place of the number.
    pub fn words(&self, quantity: &Quantity) -> Place {
        self.sentence.words(quantity.range.clone())
    }
}

/// A text without what stands in brackets.
pub(super) fn outside_brackets(text: &str) -> String {
    let mut depth = 0_u32;
    let mut outside = String::with_capacity(text.len());
    for c in text.chars() {
        if OPENING.contains(&c) {
            depth += 1;
        } else if CLOSING.contains(&c) {
            depth = depth.saturating_sub(1);
        } else if depth == 0 {
            outside.push(c);
        }
    }
    outside
}
