//! R57–R59: text that was copied from last year or from another agency.
//!
//! The measure is the containment of character shingles (Broder 1997): a sentence counts as repeated when at
//! least four fifths of its five-character shingles stand in the other text, and a text is as repeated as the share
//! of its characters that stand in repeated sentences. Digits, punctuation and the year are left out, so that a
//! copy with new numbers is a copy all the same.

use super::{view::Passage, Finding, Place, Rule, RuleId, Severity, View};
use crate::report::Report;
use std::{collections::HashSet, ops::Range};

/// Characters in a shingle.
const SHINGLE: usize = 5;
/// The share of shingles, in fifths, from which a sentence is repeated.
const FIFTHS: usize = 4;
/// Shorter sentences are common phrases.
const SHORTEST: usize = 8;

/// From which share on repetition is reported, in percent.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Limits {
    /// A warning.
    pub warning: u8,
    /// An error, for section five.
    pub error: u8,
}

impl Default for Limits {
    /// 50 % as in 宿迁's assessment rules, 80 % for 年年雷同.
    fn default() -> Self {
        Limits { warning: 50, error: 80 }
    }
}

/// Reports of other agencies, as far as a library can find them by their sentences.
pub trait Elsewhere {
    /// Names of reports of other agencies, such as 某镇2023年年报, that contain sentences with these marks, each with
    /// how many of them.
    fn holders(&self, marks: &[u64]) -> Vec<(String, usize)>;
}

/// A sentence reduced to what it says.
struct Gist {
    range: Range<usize>,
    text: Vec<char>,
}

fn gists(text: &str) -> Vec<Gist> {
    let mut start = 0;
    let sentences = text.split_inclusive(['。', '；', '！', '？']).map(|sentence| {
        let range = start..start + sentence.len();
        start = range.end;
        let text = sentence.chars().filter(|c| c.is_alphabetic() && !c.is_ascii()).collect();
        Gist { range, text }
    });
    sentences.filter(|gist| gist.text.len() >= SHORTEST).collect()
}

/// Marks of the longer sentences of a text: equal sentences have equal marks, whatever their numbers.
pub fn marks(text: &str) -> Vec<u64> {
    // FNV-1a: marks are kept in libraries, so they must never change with the compiler.
    let hash = |text: &[char]| {
        text.iter().fold(0xcbf2_9ce4_8422_2325_u64, |hash, c| {
            (hash ^ u64::from(u32::from(*c))).wrapping_mul(0x0100_0000_01b3)
        })
    };
    gists(text).iter().filter(|gist| gist.text.len() >= 2 * SHORTEST).map(|gist| hash(&gist.text)).collect()
}

/// How much of a text stands in another one.
#[derive(Clone, PartialEq, Debug)]
pub struct Repetition {
    /// In percent of the characters of its sentences.
    pub percent: u8,
    /// Which sentences: the text's number and the range in it, in bytes.
    pub passages: Vec<(usize, Range<usize>)>,
}

/// Measures how much of `now` is repeated from `before`.
pub fn repetition(now: &[String], before: &[String]) -> Repetition {
    let known: HashSet<Vec<char>> = before
        .iter()
        .flat_map(|text| gists(text))
        .flat_map(|gist| gist.text.windows(SHINGLE).map(<[char]>::to_vec).collect::<Vec<_>>())
        .collect();
    let (mut all, mut repeated) = (0, 0);
    let mut passages = Vec::new();
    for (n, text) in now.iter().enumerate() {
        for gist in gists(text) {
            let shingles = gist.text.windows(SHINGLE);
            let total = shingles.len();
            let held = shingles.filter(|shingle| known.contains(*shingle)).count();
            all += gist.text.len();
            if held * 5 >= total * FIFTHS {
                repeated += gist.text.len();
                passages.push((n, gist.range));
            }
        }
    }
    let percent = (repeated * 100).checked_div(all).unwrap_or(0);
    Repetition { percent: u8::try_from(percent).unwrap_or(100), passages }
}

pub(super) const R57: Rule = Rule {
    id: RuleId("R57"),
    severity: Severity::Warning,
    demand: "第五部分与上年重复不超过 50%（超过 80% 为错误）。",
    source: "国办公开办函〔2021〕30号“年年雷同”；宿迁考核细则",
    example: "第五部分与上年重复 100%。",
    run: |rule, view, findings| {
        let Some(found) = against_last_year(view, &["problems"]) else { return };
        let limits = view.around.limits;
        if found.percent > limits.warning {
            let severity = if found.percent > limits.error { Severity::Error } else { Severity::Warning };
            let message = format!("第五部分与上年重复 {}%。", found.percent);
            findings.push(Finding { severity, ..rule.finding(found.place, message) });
        }
    },
};

pub(super) const R58: Rule = Rule {
    id: RuleId("R58"),
    severity: Severity::Warning,
    demand: "正文（第一、第五部分）与上年重复不超过 50%。",
    source: "宿迁考核细则",
    example: "正文与上年重复 100%。",
    run: |rule, view, findings| {
        let Some(found) = against_last_year(view, &["overview", "problems"]) else { return };
        if found.percent > view.around.limits.warning {
            let message = format!("正文与上年重复 {}%。", found.percent);
            findings.push(rule.finding(found.place, message));
        }
    },
};

struct Found {
    percent: u8,
    place: Place,
}

/// The repetition of some sections from last year's, and the first repeated words.
fn against_last_year(view: &View<'_>, sections: &[&str]) -> Option<Found> {
    let previous = view.previous()?;
    let passages: Vec<&Passage> = sections.iter().flat_map(|id| view.section(id)).collect();
    let now: Vec<String> = passages.iter().map(|passage| passage.text.clone()).collect();
    let before: Vec<String> = sections.iter().flat_map(|id| text_of(previous, id)).collect();
    if before.is_empty() {
        return None;
    }
    let found = repetition(&now, &before);
    let (n, range) = found.passages.first()?.clone();
    Some(Found { percent: found.percent, place: passages.get(n)?.words(range) })
}

fn text_of(report: &Report, id: &str) -> Vec<String> {
    report.form().prose_place(id).map(|place| report.text(place)).unwrap_or_default()
}

pub(super) const R59: Rule = Rule {
    id: RuleId("R59"),
    severity: Severity::Hint,
    demand: "不与其他机关的年报有大段相同文字。",
    source: "固镇县 2023 年报部署：杜绝照搬",
    example: "与“某县绿水镇2023年年报”有 6 处大段相同文字。",
    run: |rule, view, findings| {
        let Some(elsewhere) = view.around.elsewhere else { return };
        let passages: Vec<&Passage> = view.section("overview").chain(view.section("problems")).collect();
        let own: Vec<u64> = passages.iter().flat_map(|passage| marks(&passage.text)).collect();
        // A third of the longer sentences, and three at least: one sentence is often a quotation from above.
        let many = (own.len() / 3).max(3);
        let holders = elsewhere.holders(&own);
        if let Some((name, n)) = holders.into_iter().filter(|(_, n)| *n >= many).max_by_key(|(_, n)| *n) {
            if let Some(first) = passages.first() {
                let message = format!("与“{name}”有 {n} 处大段相同文字。");
                findings.push(rule.finding(first.words(0..first.text.len()), message));
            }
        }
    },
};

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(text: &[&str]) -> Vec<String> {
        text.iter().map(|t| (*t).to_owned()).collect()
    }

    #[test]
    fn copies_with_new_numbers_are_copies() {
        let last = texts(&["2023年我镇主动公开政府信息五十条，公开形式较为单一。群众参与度有待进一步提高。"]);
        let now =
            texts(&["2024年我镇主动公开政府信息五十条，公开形式较为单一。下一步将建设新的平台并培训人员。"]);
        let found = repetition(&now, &last);
        assert!((50..=70).contains(&found.percent), "{found:?}");
        assert_eq!(found.passages.len(), 1);
        assert_eq!(repetition(&last, &last).percent, 100);
        assert_eq!(repetition(&now, &texts(&["完全不同的一段文字，谈的是别的事情。"])).percent, 0);
        assert_eq!(repetition(&[], &last).percent, 0);
    }

    #[test]
    fn marks_forget_numbers_and_short_sentences() {
        assert_eq!(
            marks("全年主动公开政府信息56条，涵盖政策落实和工作动态。"),
            marks("全年主动公开政府信息58条，涵盖政策落实和工作动态；")
        );
        assert_eq!(marks("加强领导。"), [0_u64; 0]);
    }
}
