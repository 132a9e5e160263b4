//! What a web page says of itself: which of its text is seen, and how the pieces of it become a line.

use super::{
    html_style::{bare, Styles},
    push_apart,
};
use crate::fold::{is_han, is_space, takes_no_room};
use scraper::{node::Element, Node};

/// A handle into the parsed page.
pub(super) type NodeRef<'a> = ego_tree::NodeRef<'a, Node>;
pub(super) type Edge<'a> = ego_tree::iter::Edge<'a, Node>;
pub(super) type NodeId = ego_tree::NodeId;

/// Elements whose text is not part of the page: it is no text, is struck out, or says how other text is read aloud.
const SILENT: &[&str] = &[
    "script", "style", "noscript", "template", "head", "iframe", "object", "svg", "select", "textarea",
    "del", "s", "strike", "rt", "rp",
];

/// Styles of text that is not shown, or is struck out; without spaces.
pub(super) const UNSEEN: &[&str] = &["display:none", "visibility:hidden", "line-through"];

/// Styles of text that stands higher or lower than the line; without spaces.
const RAISED: &[&str] = &["vertical-align:super", "vertical-align:sub"];

/// Elements that run on within a line; every other element stands by itself.
pub(super) const INLINE: &[&str] = &[
    "a",
    "abbr",
    "acronym",
    "b",
    "bdi",
    "bdo",
    "big",
    "cite",
    "code",
    "data",
    "dfn",
    "em",
    "font",
    "i",
    "ins",
    "kbd",
    "label",
    "mark",
    "nobr",
    "o:p",
    "q",
    "rb",
    "ruby",
    "samp",
    "small",
    "span",
    "st1:chsdate",
    "strong",
    "sub",
    "sup",
    "time",
    "tt",
    "u",
    "var",
    "wbr",
    "v:shape",
];

pub(super) fn name<'a>(node: &NodeRef<'a>) -> Option<&'a str> {
    node.value().as_element().map(Element::name)
}

/// Whether an element's own style says one of these.
pub(super) fn says(element: &Element, styles: &[&str]) -> bool {
    element.attr("style").map(bare).is_some_and(|style| styles.iter().any(|one| style.contains(one)))
}

/// Whether what stands in an element is no part of what the page says.
pub(super) fn is_unseen(node: &NodeRef<'_>) -> bool {
    node.value().as_element().is_some_and(|element| {
        SILENT.contains(&element.name()) || element.attr("hidden").is_some() || says(element, UNSEEN)
    })
}

/// Whether an element's text stands higher or lower than the line: a mark of a note, an exponent.
fn is_raised(node: &NodeRef<'_>) -> bool {
    node.value()
        .as_element()
        .is_some_and(|element| matches!(element.name(), "sup" | "sub") || says(element, RAISED))
}

/// Begins and ends of what is below a node and seen, the node's own first and last.
pub(super) fn shown<'a>(root: NodeRef<'a>) -> impl Iterator<Item = Edge<'a>> {
    let mut skip_until: Option<NodeId> = None;
    root.traverse().filter(move |edge| match (edge, skip_until) {
        (Edge::Open(node), None) if is_unseen(node) => {
            skip_until = Some(node.id());
            false
        }
        (_, None) => true,
        (Edge::Close(node), Some(id)) if node.id() == id => {
            skip_until = None;
            false
        }
        (_, Some(_)) => false,
    })
}

/// Text being put together.
#[derive(Default)]
pub(super) struct Line {
    text: String,
    /// How deep in what is raised.
    raised: usize,
    /// Whether the last of the text is.
    was_raised: bool,
}

impl Line {
    pub fn push(&mut self, piece: &str) {
        let is_raised = self.raised > 0;
        if is_raised == self.was_raised {
            self.text.push_str(piece);
        } else {
            push_apart(&mut self.text, piece);
        }
        self.was_raised = is_raised;
    }

    /// Takes notice of an element that begins or ends.
    pub fn edge(&mut self, edge: Edge<'_>) {
        match edge {
            Edge::Open(node) if is_raised(&node) => self.raised += 1,
            Edge::Close(node) if is_raised(&node) => self.raised = self.raised.saturating_sub(1),
            _ => {}
        }
    }

    pub fn take(&mut self) -> String {
        tidy(&std::mem::take(&mut self.text))
    }
}

/// The text below a node. What stands on lines of its own is set apart as a line of the source is: two numbers below
/// one another are not one.
pub(super) fn text_of(node: NodeRef<'_>) -> String {
    text_within(node, |_| false)
}

/// The same of a cell, without what the style sheets hide in it; and whether that leaves it in doubt.
pub(super) fn text_of_cell(cell: NodeRef<'_>, styles: &Styles) -> (String, bool) {
    let text = text_within(cell, |node| node.id() != cell.id() && styles.hide(node));
    let is_doubtful = styles.leave_in_doubt(cell, &text);
    (text, is_doubtful)
}

fn text_within(node: NodeRef<'_>, hides: impl Fn(&NodeRef<'_>) -> bool) -> String {
    let mut line = Line::default();
    let mut hidden_by: Option<NodeId> = None;
    for edge in shown(node) {
        let (Edge::Open(inner) | Edge::Close(inner)) = edge;
        match (hidden_by, edge) {
            (None, Edge::Open(inner)) if hides(&inner) => hidden_by = Some(inner.id()),
            (Some(id), Edge::Close(inner)) if inner.id() == id => hidden_by = None,
            _ => {}
        }
        if hidden_by.is_some() {
            continue;
        }
        match inner.value() {
            Node::Text(piece) if matches!(edge, Edge::Open(_)) => line.push(piece),
            Node::Element(element) => {
                line.edge(edge);
                if !INLINE.contains(&element.name()) {
                    line.text.push('\n');
                }
            }
            _ => {}
        }
    }
    line.take()
}

/// The blank as wide as a hanzi, and how many of them are meant; more of them are for looks.
const WIDE: char = '\u{3000}';
const MOST_WIDE: usize = 4;

/// White space as a browser shows it: a run is one space, and none where a source line broke between Chinese. Blanks as
/// wide as a hanzi stay what they are where nothing else stands between them; of signs that take no room nothing is seen.
fn tidy(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    let mut gap = String::new();
    for c in text.chars() {
        if is_space(c) {
            gap.push(c);
            continue;
        }
        let broken_line = gap.contains('\n') && (is_han(c) || out.ends_with(is_han));
        gap.retain(|c| !takes_no_room(c));
        if !gap.is_empty() && !out.is_empty() && !broken_line {
            let is_wide = gap.chars().all(|c| c == WIDE) && gap.chars().count() <= MOST_WIDE;
            out.push_str(if is_wide { &gap } else { " " });
        }
        gap.clear();
        out.push(c);
    }
    out
}
