//! What the rules look at: the report, what is known around it, and its prose in passages.

use super::{
    finding::{Place, RuleId, Severity},
    limits::Limits,
    memory::{Frame, Memory},
    reader::statements,
    repetition::{own_passages, sentences_of, Known, LastYear, Repetition, Worded},
    statement::Statement,
    Finding, Rule,
};
use crate::{
    agency::Level,
    cell::CellId,
    form::SectionId,
    quantity::{quantities, Quantity},
    report::Report,
};
use std::{
    cell::{OnceCell, RefCell},
    collections::BTreeSet,
    ops::Range,
};

/// A calendar day.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Day {
    /// The year.
    pub year: u16,
    /// 1 to 12.
    pub month: u8,
    /// 1 to 31.
    pub day: u8,
}

/// How a report that was read from outside was printed, where that differs from the form.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Printed {
    /// The sections whose headings were found, in the order of the document.
    pub sections: Vec<SectionId>,
    /// Headings in a wording or with a number that is not the form's, nor one known to stand for it.
    pub unusual: Vec<(SectionId, String)>,
    /// Row labels of another wording, each by a cell of its row.
    pub labels: Vec<(CellId, String)>,
    /// Cells that were not found in the document. They are not blank there: nobody knows what stands in them.
    pub unread: BTreeSet<CellId>,
    /// Cells of rows that the document prints as one, as an earlier form did, and whose number is known all the same.
    pub as_one: BTreeSet<CellId>,
}

/// What is known around a report. Whatever is not known is not judged.
#[derive(Clone, Copy, Default)]
pub struct Around<'a> {
    /// Last year's report of the same agency.
    pub previous: Option<&'a Report>,
    /// The text of `previous`, if it was prepared: that takes a good part of a check.
    pub last_year: Option<&'a LastYear>,
    /// The agency's level; guessed from its name when not given.
    pub level: Option<Level>,
    /// The day the report was published.
    pub published: Option<Day>,
    /// The last day to publish it; 1月31日 of the next year unless given.
    pub deadline: Option<Day>,
    /// From where on lengths and repetition are reported.
    pub limits: Limits,
    /// Reports of other agencies that may be alike, as a [`Library`](super::Library) found them.
    pub others: &'a [Known],
    /// How it was printed, when it was read from outside.
    pub printed: Option<&'a Printed>,
    /// Severities that the office has set otherwise than the catalogue.
    pub severities: &'a [(RuleId, Severity)],
    /// What the check before found out, if it is kept: only paragraphs that have changed are read again.
    pub memory: Option<&'a Memory>,
}

impl Around<'_> {
    pub(super) fn severity_of(&self, rule: RuleId) -> Option<Severity> {
        self.severities.iter().find(|(id, _)| *id == rule).map(|(_, severity)| *severity)
    }
}

/// A paragraph and where it stands.
#[derive(Clone, Debug)]
pub(super) struct Passage {
    pub place: SectionId,
    pub paragraph: usize,
    pub text: String,
    /// Its sentences with their numbers, which many rules look at.
    read: OnceCell<Vec<(Range<usize>, Vec<Quantity>)>>,
    /// What it says in figures.
    said: OnceCell<Vec<Statement>>,
    /// Its sentences, prepared for comparison.
    worded: OnceCell<Vec<Worded>>,
    /// What rules found that look at one paragraph at a time.
    found: RefCell<Vec<(RuleId, Vec<Finding>)>>,
}

/// A sentence, its closing mark included.
#[derive(Clone, Copy, Debug)]
pub(super) struct Sentence<'a> {
    pub passage: &'a Passage,
    /// Where it begins in the passage, in bytes.
    pub start: usize,
    pub text: &'a str,
    /// The numbers in it.
    pub quantities: &'a [Quantity],
}

/// A longer stretch without a full stop is no sentence but a list or a table's remains. It is read in pieces, since
/// what the rules look at grows with the square of the numbers in a sentence.
const LONGEST_SENTENCE: usize = 1_500;

/// The length of the sentence that a text begins with, its full stop included, in bytes; of a longer one what goes up
/// to a comma.
fn sentence_length(text: &str) -> usize {
    // Never further than that, or a text without a full stop would be looked through with every piece of it.
    let most = (0..=text.len().min(LONGEST_SENTENCE)).rev().find(|at| text.is_char_boundary(*at));
    let window = &text[..most.unwrap_or(text.len())];
    let behind = |marks: &[char]| {
        let found = window.char_indices().find(|(_, c)| marks.contains(c));
        found.map(|(at, c)| at + c.len_utf8())
    };
    if let Some(stop) = behind(&['。', '！', '？']) {
        return stop;
    }
    if window.len() == text.len() {
        return text.len();
    }
    let comma = window.char_indices().rev().find(|(_, c)| ['，', '；', '、', ','].contains(c));
    comma.map_or(window.len(), |(at, c)| at + c.len_utf8())
}

/// Where the sentences of a paragraph are.
fn sentences(text: &str) -> impl Iterator<Item = Range<usize>> + '_ {
    let mut start = 0;
    std::iter::from_fn(move || {
        let rest = text.get(start..).filter(|rest| !rest.is_empty())?;
        let range = start..start + sentence_length(rest);
        start = range.end;
        Some(range)
    })
}

impl AsRef<str> for Passage {
    fn as_ref(&self) -> &str {
        &self.text
    }
}

impl Passage {
    pub(super) fn new(place: SectionId, paragraph: usize, text: String) -> Passage {
        let (read, said, worded, found) = Default::default();
        Passage { place, paragraph, text, read, said, worded, found }
    }

    fn is(&self, place: &SectionId, paragraph: usize, text: &str) -> bool {
        self.paragraph == paragraph && self.text == text && self.place == *place
    }

    fn worded(&self) -> &[Worded] {
        self.worded.get_or_init(|| sentences_of(&self.text).collect())
    }

    /// The sentences of the paragraph.
    pub fn sentences(&self) -> impl Iterator<Item = Sentence<'_>> {
        let read = self.read.get_or_init(|| {
            let of = |range: Range<usize>| {
                let quantities = self.text.get(range.clone()).map(quantities).unwrap_or_default();
                (range, quantities)
            };
            sentences(&self.text).map(of).collect()
        });
        read.iter().filter_map(|(range, quantities)| {
            let text = self.text.get(range.clone())?;
            Some(Sentence { passage: self, start: range.start, text, quantities })
        })
    }

    /// The place of some of its words, in bytes of its text.
    pub fn words(&self, range: Range<usize>) -> Place {
        Place::Words { place: self.place.clone(), paragraph: self.paragraph, range }
    }
}

impl Sentence<'_> {
    /// The place of some of its words, in bytes of the sentence.
    pub fn words(&self, range: Range<usize>) -> Place {
        self.passage.words(self.start + range.start..self.start + range.end)
    }
}

/// What a rule may look at.
pub struct View<'a> {
    /// The report under review.
    pub report: &'a Report,
    /// What is known around it.
    pub around: &'a Around<'a>,
    passages: Vec<Passage>,
    /// Which passage is the first of each place.
    firsts: Vec<(SectionId, usize)>,
    said: OnceCell<Vec<Statement>>,
    agreements: RefCell<Vec<(Place, CellId)>>,
}

impl<'a> View<'a> {
    /// Prepares a report for its review.
    pub fn new(report: &'a Report, around: &'a Around<'a>) -> View<'a> {
        let kept = around.memory.map(|memory| memory.take(&Frame::of(report, around))).unwrap_or_default();
        let mut kept = kept.into_iter();
        let (mut passages, mut firsts) = (Vec::new(), Vec::new());
        for place in report.form().prose_places() {
            firsts.push((place.clone(), passages.len()));
            for (paragraph, text) in report.text(place).into_iter().enumerate() {
                // One that stood elsewhere is read anew: its places are others.
                let same = kept.next().filter(|kept| kept.is(place, paragraph, &text));
                passages.push(same.unwrap_or_else(|| Passage::new(place.clone(), paragraph, text)));
            }
        }
        View { report, around, passages, firsts, said: OnceCell::new(), agreements: RefCell::default() }
    }

    /// Leaves what was found out of the paragraphs for the next check, if it is to be kept.
    pub(super) fn remember(self) {
        if let Some(memory) = self.around.memory {
            memory.keep(Frame::of(self.report, self.around), self.passages);
        }
    }

    /// What a rule finds in paragraphs one at a time: it may look at nothing but the paragraph and the [`Frame`], for
    /// in a paragraph that has not changed it does not look again.
    pub(super) fn each<'v>(
        &'v self,
        rule: &Rule,
        passages: impl IntoIterator<Item = &'v Passage>,
        findings: &mut Vec<Finding>,
        look: impl Fn(&'v Passage, &mut Vec<Finding>),
    ) {
        for passage in passages {
            if let Some((_, known)) = passage.found.borrow().iter().find(|(id, _)| *id == rule.id) {
                findings.extend(known.iter().cloned());
                continue;
            }
            let first = findings.len();
            look(passage, findings);
            passage.found.borrow_mut().push((rule.id, findings[first..].to_vec()));
        }
    }

    /// Notes that the words at a place give a cell's value.
    pub(super) fn note_agreement(&self, place: Place, cell: CellId) {
        self.agreements.borrow_mut().push((place, cell));
    }

    /// Which words the rules found to give a cell's value.
    pub(super) fn into_agreements(self) -> Vec<(Place, CellId)> {
        self.agreements.into_inner()
    }

    /// How much of some paragraphs is repeated from another text.
    pub(super) fn repeated(&self, passages: &[&Passage], known: &Known) -> Repetition {
        let each = passages.iter().enumerate();
        known.repeated_in(each.flat_map(|(n, passage)| passage.worded().iter().map(move |it| (n, it))))
    }

    /// How much of what the office wrote itself is repeated from another text.
    pub(super) fn own_repeated(&self, known: &Known) -> Repetition {
        self.repeated(&own_passages(self), known)
    }

    /// The report of the year before. A report of another year is none, and without years nobody can tell.
    pub(super) fn previous(&self) -> Option<&'a Report> {
        let year = self.year()?;
        self.around.previous.filter(|previous| previous.year.checked_add(1) == Some(year))
    }

    /// The year reported on, if it is known: a text without its title has none.
    pub(super) fn year(&self) -> Option<u16> {
        Some(self.report.year).filter(|year| *year != 0)
    }

    /// All prose, in order.
    pub(super) fn passages(&self) -> &[Passage] {
        &self.passages
    }

    /// The prose of one section.
    pub(super) fn section<'v>(&'v self, id: &'v str) -> impl Iterator<Item = &'v Passage> + 'v {
        self.passages.iter().filter(move |passage| passage.place.as_str() == id)
    }

    /// What the prose says in figures, in order.
    pub(super) fn statements(&self) -> &[Statement] {
        self.said.get_or_init(|| {
            let of = |(n, passage): (usize, &Passage)| {
                passage.said.get_or_init(|| statements(n, passage, self.year())).clone()
            };
            self.passages.iter().enumerate().flat_map(of).collect()
        })
    }

    /// The figures of section one.
    pub(super) fn overview(&self) -> impl Iterator<Item = &Statement> {
        self.statements()
            .iter()
            .filter(|said| self.passage_of(said).is_some_and(|it| it.place.as_str() == "overview"))
    }

    /// The figures of the other text, where the same things are sometimes told.
    pub(super) fn elsewhere(&self) -> impl Iterator<Item = &Statement> {
        self.statements()
            .iter()
            .filter(|said| self.passage_of(said).is_some_and(|it| it.place.as_str() != "overview"))
    }

    /// The passage that a figure stands in.
    pub(super) fn passage_of(&self, said: &Statement) -> Option<&Passage> {
        self.passages.get(said.passage)
    }

    /// The place of a figure.
    pub(super) fn figure(&self, said: &Statement) -> Option<Place> {
        self.passage_of(said).map(|passage| passage.words(said.range.clone()))
    }

    /// The words before a figure, back to the last comma or figure.
    pub(super) fn lead(&self, said: &Statement) -> &str {
        self.words_of(said, said.lead.clone())
    }

    /// The sentence that a figure stands in.
    pub(super) fn sentence(&self, said: &Statement) -> &str {
        self.words_of(said, said.sentence.clone())
    }

    /// The sentence up to a figure.
    pub(super) fn head(&self, said: &Statement) -> &str {
        self.words_of(said, said.sentence.start..said.range.start)
    }

    pub(super) fn words_of(&self, said: &Statement, range: Range<usize>) -> &str {
        self.passage_of(said).and_then(|passage| passage.text.get(range)).unwrap_or_default()
    }

    /// The words that a place points at.
    pub(super) fn words_at(&self, place: &Place) -> Option<&str> {
        let Place::Words { place, paragraph, range } = place else { return None };
        let (_, first) = self.firsts.iter().find(|(id, _)| id == place)?;
        self.passages.get(first + paragraph)?.text.get(range.clone())
    }

    /// The text of one section, paragraphs joined.
    pub(super) fn section_text(&self, id: &str) -> String {
        self.section(id).map(|passage| passage.text.as_str()).collect()
    }

    /// Whether the report was read from a document that has no such section.
    pub(super) fn heading_is_missing(&self, id: &str) -> bool {
        self.around
            .printed
            .is_some_and(|printed| !printed.sections.iter().any(|section| section.as_str() == id))
    }

    /// Whether one of some cells was not found in the document the report was read from.
    /// Of how many cells of a row the number is known though the document prints the row as one with others.
    pub(super) fn printed_as_one(&self, row: &str) -> usize {
        self.around.printed.map_or(0, |printed| printed.as_one.iter().filter(|id| id.row() == row).count())
    }

    pub(super) fn is_unread(&self, cells: &[&CellId]) -> bool {
        self.around.printed.is_some_and(|printed| cells.iter().any(|id| printed.unread.contains(*id)))
    }

    /// The agency's level, as far as it is known.
    pub(super) fn level(&self) -> Option<Level> {
        self.around.level.or_else(|| Level::of_name(&self.report.agency))
    }

    /// A cell of the form by name; a form without it makes the rule not assessable.
    pub(super) fn cell(&self, name: &str) -> Option<&'a CellId> {
        self.report.form().cell(name).map(|cell| &cell.id)
    }

    /// The number of cases in a cell.
    pub(super) fn count(&self, name: &str) -> Option<u64> {
        self.report.count(name)
    }
}

impl Report {
    /// The number of cases in a cell, by its name; `None` when it is blank or the form has no such cell.
    pub(super) fn count(&self, name: &str) -> Option<u64> {
        self.value(&self.form().cell(name)?.id)?.count()
    }
}
