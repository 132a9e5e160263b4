//! R57–R59: text that was copied from last year or from another agency.
//!
//! The measure is the containment of character shingles (Broder 1997): a sentence counts as repeated when at
//! least four fifths of its five-character shingles stand in the other text, and a text is as repeated as the share
//! of its characters that stand in repeated sentences. Digits, punctuation and the year are left out, so that a
//! copy with new numbers is a copy all the same.
//!
//! Which of many reports are worth comparing tells the [`Library`](super::Library).

use super::{view::Passage, Finding, Place, Rule, RuleId, Severity, View};
use crate::{prose::heading, report::Report};
use std::{
    collections::HashSet,
    hash::{BuildHasherDefault, Hasher},
    ops::Range,
};

/// Characters in a shingle.
const SHINGLE: usize = 5;
/// The share of shingles, in fifths, from which a sentence is repeated.
const FIFTHS: usize = 4;
/// Shorter sentences are common phrases.
const SHORTEST: usize = 8;
/// A sentence with more numbers than one in so many characters gives figures (予以公开9件、部分公开4件…): its words are
/// the form's, and the same every year.
const PER_NUMBER: usize = 10;
/// So many repeated sentences at least make text of another agency's: one or two are quotations from above.
const MANY: usize = 3;

/// The sections whose text is an office's own.
pub const OWN: &[&str] = &["overview", "problems"];

/// A sentence reduced to what it says.
struct Gist {
    range: Range<usize>,
    text: Vec<char>,
}

fn gists(text: &str) -> impl Iterator<Item = Gist> + '_ {
    // Headings are everybody's.
    let mut start = heading(text).map_or(0, |heading| heading.end);
    let sentences = text[start..].split_inclusive(['。', '；', '！', '？']).map(move |sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        let text = sentence.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).collect();
        Gist { range, text }
    });
    sentences.filter(|gist| gist.text.len() >= SHORTEST).filter(move |gist| {
        let sentence = text.get(gist.range.clone()).unwrap_or_default();
        numbers(sentence) * PER_NUMBER <= gist.text.len()
    })
}

/// How many numbers stand in a sentence.
fn numbers(sentence: &str) -> usize {
    sentence.split(|c: char| !c.is_ascii_digit() && c != '.').filter(|run| !run.is_empty()).count()
}

/// The shingles of a sentence, as numbers.
fn shingles(gist: &Gist) -> impl ExactSizeIterator<Item = u64> + '_ {
    // FNV-1a with a last stir, since libraries sample by the low bits.
    gist.text.windows(SHINGLE).map(|shingle| {
        let hash = shingle.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
        });
        (hash ^ (hash >> 32)).wrapping_mul(0x9e37_79b9_7f4a_7c15)
    })
}

/// The shingles of the longer sentences of some paragraphs, in order.
pub(super) fn for_each_shingle<T: AsRef<str>>(texts: &[T], mut each: impl FnMut(u64)) {
    for gist in texts.iter().flat_map(|text| gists(text.as_ref())) {
        shingles(&gist).for_each(&mut each);
    }
}

/// A shingle is a hash already.
#[derive(Default)]
struct AsItIs(u64);

impl Hasher for AsItIs {
    fn finish(&self) -> u64 {
        self.0
    }

    fn write(&mut self, bytes: &[u8]) {
        for b in bytes {
            self.0 = (self.0 << 8) | u64::from(*b);
        }
    }

    fn write_u64(&mut self, n: u64) {
        self.0 = n;
    }
}

/// The paragraphs of a report that its office wrote itself: those of sections one and five.
pub fn own_text(report: &Report) -> Vec<String> {
    OWN.iter().flat_map(|id| text_of(report, id)).collect()
}

fn text_of(report: &Report, id: &str) -> Vec<String> {
    report.form().prose_place(id).map(|place| report.text(place)).unwrap_or_default()
}

/// A text that another may have been copied from, prepared for comparison.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Known {
    /// What it is called, e.g. 某县绿水镇2023年年报.
    pub name: String,
    shingles: HashSet<u64, BuildHasherDefault<AsItIs>>,
}

impl Known {
    /// Prepares some paragraphs.
    pub fn new<T: AsRef<str>>(name: impl Into<String>, texts: &[T]) -> Known {
        let mut known = Known { name: name.into(), shingles: HashSet::default() };
        for_each_shingle(texts, |shingle| {
            known.shingles.insert(shingle);
        });
        known
    }

    /// Prepares what an office wrote itself, under the agency's name and year.
    pub fn of(report: &Report) -> Known {
        Known::new(format!("{}{}年年报", report.agency, report.year), &own_text(report))
    }
}

/// Last year's text, prepared once and not with every check.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct LastYear {
    own: Known,
    problems: Known,
}

impl LastYear {
    /// Prepares the report of the year before.
    pub fn of(previous: &Report) -> LastYear {
        LastYear { own: Known::of(previous), problems: Known::new("", &text_of(previous, "problems")) }
    }
}

/// How much of a text stands in another one.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Repetition {
    /// In percent of the characters of its sentences.
    pub percent: u8,
    /// Which sentences: the text's number and the range in it, in bytes.
    pub passages: Vec<(usize, Range<usize>)>,
}

/// Measures how much of `now` is repeated from `known`.
pub fn repetition<T: AsRef<str>>(now: &[T], known: &Known) -> Repetition {
    let sentences: Vec<(usize, Worded)> = now
        .iter()
        .enumerate()
        .flat_map(|(n, text)| sentences_of(text.as_ref()).map(move |sentence| (n, sentence)))
        .collect();
    known.repeated_in(sentences.iter().map(|(n, sentence)| (*n, sentence)))
}

/// A sentence of a text under review, prepared for comparison with several others.
#[derive(Clone, Debug)]
pub(super) struct Worded {
    range: Range<usize>,
    length: usize,
    shingles: Vec<u64>,
}

/// The sentences of a text, prepared for comparison.
pub(super) fn sentences_of(text: &str) -> impl Iterator<Item = Worded> + '_ {
    gists(text).map(|gist| Worded {
        length: gist.text.len(),
        shingles: shingles(&gist).collect(),
        range: gist.range,
    })
}

impl Known {
    /// How much of some sentences, each with the number of its text, stands in this one.
    pub(super) fn repeated_in<'s>(&self, sentences: impl Iterator<Item = (usize, &'s Worded)>) -> Repetition {
        let (mut all, mut repeated, mut passages) = (0, 0, Vec::new());
        for (text, sentence) in sentences {
            let held = sentence.shingles.iter().filter(|shingle| self.shingles.contains(shingle)).count();
            all += sentence.length;
            if held * 5 >= sentence.shingles.len() * FIFTHS {
                repeated += sentence.length;
                passages.push((text, sentence.range.clone()));
            }
        }
        let percent = (repeated * 100).checked_div(all).unwrap_or(0);
        Repetition { percent: u8::try_from(percent).unwrap_or(100), passages }
    }
}

pub(super) const R57: Rule = Rule {
    id: RuleId("R57"),
    severity: Severity::Warning,
    demand: "第五部分与上年重复不超过 50%（超过 80% 为错误；两个界限可以调整）。",
    source: "国办公开办函〔2021〕30号“年年雷同”；宿迁考核细则",
    example: "第五部分与上年重复 100%。",
    run: |rule, view, findings| {
        let now: Vec<&Passage> = view.section("problems").collect();
        let Some(found) = against(view, |last| view.repeated(&now, &last.problems)) else {
            return;
        };
        let severity = if found.percent > view.around.limits.error { Severity::Error } else { rule.severity };
        let message = format!("第五部分与上年重复 {}%。", found.percent);
        findings.extend(repeated(rule, &now, &found, message).map(|finding| Finding { severity, ..finding }));
    },
};

pub(super) const R58: Rule = Rule {
    id: RuleId("R58"),
    severity: Severity::Warning,
    demand: "正文（第一、第五部分）与上年重复不超过 50%（界限可以调整）。",
    source: "宿迁考核细则",
    example: "正文与上年重复 100%。",
    run: |rule, view, findings| {
        let Some(found) = against(view, |last| view.own_repeated(&last.own)) else { return };
        let message = format!("正文与上年重复 {}%。", found.percent);
        findings.extend(repeated(rule, &own_passages(view), &found, message));
    },
};

/// What is repeated from last year, when it is more than the limit.
fn against(view: &View<'_>, measure: impl Fn(&LastYear) -> Repetition) -> Option<Repetition> {
    let previous = view.previous()?;
    let found = match view.around.last_year {
        Some(last) => measure(last),
        None => measure(&LastYear::of(previous)),
    };
    Some(found).filter(|found| found.percent > view.around.limits.warning)
}

/// The paragraphs that the office wrote itself.
pub(super) fn own_passages<'v>(view: &'v View<'_>) -> Vec<&'v Passage> {
    OWN.iter().flat_map(|id| view.section(id)).collect()
}

/// A finding that points at every repeated sentence.
fn repeated(rule: &Rule, now: &[&Passage], found: &Repetition, message: String) -> Option<Finding> {
    let place = |(n, range): &(usize, Range<usize>)| Some(now.get(*n)?.words(range.clone()));
    let mut places = found.passages.iter().filter_map(place);
    let first: Place = places.next()?;
    Some(Finding { also: places.collect(), ..rule.finding(first, message) })
}

pub(super) const R59: Rule = Rule {
    id: RuleId("R59"),
    severity: Severity::Hint,
    demand: "不与其他机关的年报有大段相同文字（第一、第五部分重复超过 30%，且至少三句；界限可以调整）。",
    source: "固镇县 2023 年报部署：杜绝照搬",
    example: "与“某县绿水镇2023年年报”有 6 处相同文字，占正文 100%。",
    run: |rule, view, findings| {
        let all = view.around.others.iter().map(|other| (other, view.own_repeated(other)));
        let Some((other, found)) = all.max_by_key(|(_, found)| found.percent) else { return };
        let many = found.passages.len();
        if found.percent > view.around.limits.others && many >= MANY {
            let message = format!("与“{}”有 {many} 处相同文字，占正文 {}%。", other.name, found.percent);
            findings.extend(repeated(rule, &own_passages(view), &found, message));
        }
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn shingles_of(texts: &[&str]) -> Vec<u64> {
        let mut all = Vec::new();
        for_each_shingle(texts, |shingle| all.push(shingle));
        all
    }

    #[test]
    fn copies_with_new_numbers_are_copies() {
        let last = ["2023年我镇主动公开政府信息五十条，公开形式较为单一。群众参与度有待进一步提高。"];
        let now = ["2024年我镇主动公开政府信息五十条，公开形式较为单一。下一步将建设新的平台并培训人员。"];
        let found = repetition(&now, &Known::new("", &last));
        assert!((50..=70).contains(&found.percent), "{found:?}");
        assert_eq!(found.passages.len(), 1);
        assert_eq!(repetition(&last, &Known::new("", &last)).percent, 100);
        let other = ["完全不同的一段文字，谈的是别的事情。"];
        assert_eq!(repetition(&now, &Known::new("", &other)).percent, 0);
        assert_eq!(repetition::<&str>(&[], &Known::new("", &last)).percent, 0);
    }

    #[test]
    fn figures_and_headings_are_the_same_every_year() {
        let outcomes = "其中，予以公开1191件、部分公开328件、不予公开142件、无法提供1078件、不予处理406件。";
        assert_eq!(shingles_of(&[outcomes]), [0; 0]);
        assert_eq!(shingles_of(&["（二）收到和处理政府信息公开申请情况"]), [0_u64; 0]);
    }

    #[test]
    fn short_sentences_are_common_phrases() {
        assert_eq!(shingles_of(&["加强领导。完善制度。"]), [0_u64; 0]);
        assert_eq!(shingles_of(&["全年主动公开信息56条。"]), shingles_of(&["全年主动公开信息（58）条；"]));
    }
}
