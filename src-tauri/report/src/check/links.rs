//! Numbers in the prose that a linked figure could stand for: those that the rules found to be a cell's.

use super::{decided, requests, Around, Place, View};
use crate::{
    cell::CellId,
    form::SectionId,
    prose::{Inline, Paragraph},
    report::Report,
};
use std::ops::Range;

/// A number in the prose that is a cell's, and does not follow it yet.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Link {
    /// Where the prose stands.
    pub place: SectionId,
    /// Which of its paragraphs, from 0.
    pub paragraph: usize,
    /// The digits, in bytes of the paragraph's text.
    pub range: Range<usize>,
    /// The cell.
    pub cell: CellId,
}

/// The rules that compare a figure of the prose with one cell.
const COMPARING: [&super::Rule; 8] = [
    &requests::R30,
    &requests::R32,
    &requests::R33,
    &requests::R34,
    &requests::R36,
    &decided::R37,
    &decided::R38,
    &decided::R39,
];

/// The numbers that could be linked, in the order of the paper. A number whose clause does not plainly say what it
/// counts is left alone, as the rules leave it.
pub fn links(report: &Report) -> Vec<Link> {
    let around = Around::default();
    let view = View::new(report, &around);
    for rule in COMPARING {
        (rule.run)(rule, &view, &mut Vec::new());
    }
    let mut links: Vec<Link> =
        view.into_agreements().into_iter().filter_map(|(place, cell)| link(report, place, cell)).collect();
    let order = |place: &SectionId| report.form().prose_places().position(|it| it == place);
    links.sort_by_key(|link| (order(&link.place), link.paragraph, link.range.start));
    links.dedup_by_key(|link| (link.place.clone(), link.paragraph, link.range.start));
    links
}

/// The digits alone: the figure takes their place, and nothing else changes. Numbers in words stay.
fn link(report: &Report, place: Place, cell: CellId) -> Option<Link> {
    let Place::Words { place, paragraph, range } = place else { return None };
    let written = report.prose(&place).get(paragraph)?;
    let text = report.paragraph_text(written);
    let shown = report.entry(&cell)?.to_string();
    let rest = text.get(range.clone())?.strip_prefix(&shown)?;
    let range = range.start..range.start + shown.len();
    let is_whole = !rest.starts_with(|c: char| c.is_numeric() || matches!(c, '.' | ','));
    let is_free =
        figures(report, written).all(|figure| figure.end <= range.start || range.end <= figure.start);
    (is_whole && is_free).then_some(Link { place, paragraph, range, cell })
}

/// Where the linked figures of a paragraph stand in its text.
fn figures<'a>(report: &'a Report, paragraph: &'a Paragraph) -> impl Iterator<Item = Range<usize>> + 'a {
    let mut end = 0;
    paragraph.inlines.iter().filter_map(move |inline| {
        let start = end;
        let alone = Paragraph { inlines: vec![inline.clone()] };
        end += report.paragraph_text(&alone).len();
        matches!(inline, Inline::Figure(_)).then_some(start..end)
    })
}
