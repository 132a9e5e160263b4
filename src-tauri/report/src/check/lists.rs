//! R40, R41: totals with a list behind them, and one thing counted twice.

use super::{
    figures::any,
    statement::{Period, Statement, Told},
    tokens::{tokens, Kind, CLOSING, OPENING},
    view::Sentence,
    words::{Act, Word, OWN_NAMES},
    Finding, Rule, RuleId, Severity,
};
use crate::quantity::{quantities, Quantity};
use std::{collections::BTreeMap, ops::Range};

pub(super) const R40: Rule = Rule {
    id: RuleId("R40"),
    severity: Severity::Warning,
    demand:
        "“共 N 条，其中…”和“N 条（A…条、B…条、C…条）”的分项之和等于总数，逐层核对（有余、约、等的，几种分法混在一起的，只举几例的不算）。",
    source: "官塘驿镇 2024：56=4+32+20；和平县合水镇 2024：21≠14；平潭 2020：2602≠2603；甘谷县 2024：10300≠7670",
    example: "正文写共 21 条，分项合计 14 条。",
    run: |rule, view, findings| {
        view.each(rule, view.section("overview"), findings, |passage, findings| {
            let sentences: Vec<Sentence<'_>> = passage.sentences().collect();
            for (n, sentence) in sentences.iter().enumerate() {
                let before = n.checked_sub(1).and_then(|n| sentences.get(n));
                let lists = lists(before, sentence).into_iter().chain(bracketed(sentence));
                for (list, sum) in lists.filter_map(|list| list.wrong_sum().map(|sum| (list, sum))) {
                    let (n, unit) = (list.total.value, list.total.unit);
                    let message = format!("正文写共 {n} {unit}，分项合计 {sum} {unit}。");
                    findings.push(rule.finding(sentence.words(list.range), message));
                }
            }
        });
    },
};

/// Words that open a list of parts: anywhere behind the total, or right behind it only; and those that open one within
/// a part.
const OPENS: &str = "其中";
const OPENS_AT_ONCE: &[&str] = &["包括", "分别为", "分别是"];
const WITHIN: &[&str] = &["其中", "内有", "包括", "含", "分别"];
/// A list with one of these says itself that it is not complete, or that it goes on with something else.
const INCOMPLETE: &[&str] = &["等", "另", "此外", "还有", "同时", "主要", "…", "不限于"];
/// What the last part of a complete list is called.
const REST: &[&str] = &["其他", "其它", "其余"];
const SEMICOLONS: [char; 2] = ['；', ';'];

/// A part, and by what the total is divided there.
type Part = (Quantity, Option<By>);

/// A total and its parts, in the segments that semicolons part them into.
struct List {
    total: Quantity,
    segments: Vec<Vec<Part>>,
    /// One of the parts is 其他.
    names_the_rest: bool,
    /// Where the list stands in its sentence.
    range: Range<usize>,
}

impl List {
    /// What the parts add up to, when that is plainly something else than the total.
    fn wrong_sum(&self) -> Option<u64> {
        let n = self.total.count()?;
        if self.segments.iter().flatten().any(|(part, _)| part.rough) {
            return None;
        }
        let parts = || self.segments.iter().flatten().filter_map(|(part, _)| part.count());
        // Semicolons part either one list or several, and a list may go on with what is no part of the total
        // (办结3件，其中予以公开3件，结转1件): it adds up when a segment or a beginning of the parts does.
        let mut running = 0_u64;
        let beginning = parts().any(|part| {
            running = running.saturating_add(part);
            running == n
        });
        let sum = |parts: &[Part]| {
            parts.iter().filter_map(|(part, _)| part.count()).fold(0_u64, u64::saturating_add)
        };
        let adds_up = beginning || self.segments.iter().any(|segment| sum(segment) == n);
        let all = parts().fold(0, u64::saturating_add);
        let wrong = !adds_up && parts().count() >= 2 && !self.overlaps(all > n) && !self.is_of_some(n, all);
        wrong.then_some(all)
    }

    /// Whether the parts are plainly examples: of 731条 somebody names two kinds with 378. Where most of the total is
    /// told by three parts or more, or the others are one of the parts, nothing should be missing.
    fn is_of_some(&self, total: u64, all: u64) -> bool {
        let parts = self.segments.iter().map(Vec::len).sum::<usize>();
        let most = parts >= 3 && all > total / 2;
        all < total && !most && !self.names_the_rest
    }

    /// Whether the parts may count one thing twice: divided in two ways, or by ways of publishing, of which one piece of
    /// information often takes several.
    fn overlaps(&self, too_many: bool) -> bool {
        let mut by = self.segments.iter().flatten().filter_map(|(_, by)| *by);
        let Some(first) = by.next() else { return false };
        (first == By::Channel && too_many) || first == By::Fate || by.any(|other| other != first)
    }
}

/// The lists of a sentence that 其中 opens: the first for the sentence's own total, the others within a part.
fn lists(before: Option<&Sentence<'_>>, sentence: &Sentence<'_>) -> Vec<List> {
    let text = sentence.text;
    let mut found = Vec::new();
    let Some((first, word)) = opening(text) else { return found };
    found.extend(outer(before, text, first, word));
    let mut start = first + word.len();
    for segment in text[start..].split_inclusive(SEMICOLONS) {
        found.extend(inner(text, start..start + segment.len()));
        start += segment.len();
    }
    found
}

/// Where the first list of a sentence is opened, and by which word.
fn opening(text: &str) -> Option<(usize, &'static str)> {
    let anywhere = text.find(OPENS).map(|at| (at, OPENS));
    // 渠道包括… is no list of a total; 56条，包括… and 56条，同比增加6条，包括… are.
    let behind_total = |at: usize| {
        let head = text[..at].trim_end_matches("具体").trim_end_matches(MARKS);
        quantities(head).last().is_some_and(|last| last.range.end == head.len())
    };
    let at_once = OPENS_AT_ONCE.iter().filter_map(|word| text.find(word).map(|at| (at, *word)));
    at_once
        .filter(|(at, _)| anywhere.is_none_or(|(first, _)| *at < first) && behind_total(*at))
        .min()
        .or(anywhere)
}

/// What may stand between a total and its list.
const MARKS: [char; 10] = ['，', '。', '；', '：', '（', ' ', ',', ':', '(', ';'];

/// The first list of a sentence.
fn outer(before: Option<&Sentence<'_>>, text: &str, cut: usize, word: &str) -> Option<List> {
    let (head, list) = text.split_at(cut);
    let head_clean = head.trim_end_matches(MARKS);
    let total = if head_clean.is_empty() {
        // …完成目标任务。其中重点工作186条…: the total closes the sentence before.
        first_count(before?.text)?
    } else {
        last_count(head)?
    };
    let list = &list[word.len()..];
    // （其中…） ends with its bracket.
    let list = if head.ends_with(OPENING) { list.split(CLOSING).next().unwrap_or(list) } else { list };
    let plain = outside_brackets(list);
    let parts = up_to_the_last_part(without_receipts(&plain, head), total.unit);
    if INCOMPLETE.iter().any(|word| parts.contains(word)) {
        return None;
    }
    let segments = parts.split(SEMICOLONS).map(|segment| first_level(segment, &total)).collect();
    let names_the_rest = any(&plain, REST);
    Some(List { total, segments, names_the_rest, range: cut..text.len() })
}

/// A list without the segments behind it that have no part of it: 其中A类69条、B类8043条；共维护13个专栏等.
fn up_to_the_last_part<'t>(list: &'t str, unit: &str) -> &'t str {
    let (mut end, mut at) = (0, 0);
    for segment in list.split_inclusive(SEMICOLONS) {
        at += segment.len();
        if !of_unit(segment, unit).is_empty() {
            end = at;
        }
    }
    &list[..end]
}

/// A list up to where it goes on with what came in: 发布信息300条，其中动态32条，…，收到留言56条.
fn without_receipts<'t>(list: &'t str, head: &str) -> &'t str {
    let end = match any(head, &["收到", "受理", "接收"]) {
        true => None,
        false => ["，收到", "；收到", ",收到"].iter().filter_map(|words| list.find(words)).min(),
    };
    &list[..end.unwrap_or(list.len())]
}

/// A list within a part: 机构类信息20条，内有领导成员10条、机构职能4条….
fn inner(text: &str, segment: Range<usize>) -> Option<List> {
    let part = &text[segment.clone()];
    let at =
        WITHIN.iter().take(3).filter_map(|word| part.find(word).map(|at| (at, at + word.len()))).min()?;
    let (head, list) = (&part[..at.0], outside_brackets(&part[at.1..]));
    let deeper = WITHIN.iter().any(|word| list.contains(word));
    if deeper || head.ends_with(OPENING) || INCOMPLETE.iter().any(|word| list.contains(word)) {
        return None;
    }
    let total = last_count(head)?;
    let segments = vec![of_unit(&list, total.unit)];
    Some(List { total, segments, names_the_rest: any(&list, REST), range: segment.start + at.0..segment.end })
}

/// Lists in brackets right behind their total, three parts at least: 3607件（市政府349件、各部门933件、沭阳县477件）.
fn bracketed(sentence: &Sentence<'_>) -> Vec<List> {
    let mut found = Vec::new();
    for total in sentence.quantities.iter().filter(|total| counts_items(total)).cloned() {
        let rest = &sentence.text[total.range.end..];
        let Some(inside) = rest.strip_prefix(OPENING) else { continue };
        let list = inside.split(CLOSING).next().unwrap_or(inside);
        // With 其中 it is the other kind.
        if INCOMPLETE.iter().chain(WITHIN).any(|word| list.contains(word)) || list.contains(OPENING) {
            continue;
        }
        let parts = of_unit(list, total.unit);
        let items = list.split(['、', '，', ',', '；', ';']).count();
        if parts.len() >= 3 && parts.len() == items {
            // Behind the bracket, which has one byte or three.
            let start = sentence.text.len() - inside.len();
            let range = start..start + list.len();
            // Every item of the bracket is a part.
            found.push(List { total, segments: vec![parts], names_the_rest: true, range });
        }
    }
    found
}

/// The last exact count of a text that is no part of a bracket.
fn last_count(text: &str) -> Option<Quantity> {
    let open = text.trim_end_matches(OPENING);
    let all = levels(&outside_brackets(open)).into_iter().map(|(quantity, _)| quantity);
    all.rev().find(|q| q.count().is_some() && counts_items(q))
}

fn first_count(text: &str) -> Option<Quantity> {
    let mut all = levels(&outside_brackets(text)).into_iter().map(|(quantity, _)| quantity);
    all.find(|q| q.count().is_some() && counts_items(q))
}

fn counts_items(quantity: &Quantity) -> bool {
    matches!(quantity.unit, "条" | "件" | "篇" | "份" | "宗" | "次" | "项" | "个")
}

fn of_unit(text: &str, unit: &str) -> Vec<Part> {
    levels(text).into_iter().filter(|(part, _)| part.unit == unit).collect()
}

/// The parts of a segment: same unit as the total, up to where a part is itself divided.
fn first_level(segment: &str, total: &Quantity) -> Vec<Part> {
    let first = of_unit(segment, total.unit).first().map_or(0, |(part, _)| part.range.end);
    let divided = WITHIN.iter().filter_map(|word| segment[first..].find(word)).min();
    of_unit(divided.map_or(segment, |at| &segment[..first + at]), total.unit)
}

/// The plain numbers of a text, with what they are told by: none of those that tell a change or a rate.
pub(super) fn levels(text: &str) -> Vec<(Quantity, Option<By>)> {
    let quantities = quantities(text);
    let tokens = tokens(text, &quantities);
    let (mut found, mut clause) = (Vec::new(), Vec::new());
    for token in &tokens {
        match token.kind {
            Kind::Word(word) => clause.push(word),
            Kind::Unknown => {}
            Kind::Break | Kind::Semicolon | Kind::Opening | Kind::Closing => clause.clear(),
            Kind::Figure(n) => {
                let changes = matches!(
                    clause.iter().rev().find(|word| !matches!(word, Word::Filler | Word::Each)),
                    Some(Word::Direction(_))
                );
                let compares = |word: &Word| matches!(word, Word::Than | Word::SameTime | Word::Rate);
                let is_level =
                    !changes && (!clause.iter().any(compares) || clause.contains(&Word::ChangedTo));
                if let Some(quantity) = quantities.get(n).filter(|_| is_level) {
                    found.push((quantity.clone(), By::of(&clause)));
                }
                clause.clear();
            }
        }
    }
    found
}

/// A way in which a number is divided. Parts that are told by two of them overlap.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum By {
    Applicant,
    Channel,
    Outcome,
    /// 办结, 结转: what became of requests, of which those carried in are a part too.
    Fate,
}

impl By {
    fn of(clause: &[Word]) -> Option<By> {
        clause.iter().find_map(|word| match word {
            Word::Person | Word::Organisation => Some(By::Applicant),
            Word::Channel => Some(By::Channel),
            Word::Act(Act::Outcome(..)) => Some(By::Outcome),
            Word::Act(Act::Handle | Act::Carry) => Some(By::Fate),
            _ => None,
        })
    }
}

pub(super) const R41: Rule = Rule {
    id: RuleId("R41"),
    severity: Severity::Hint,
    demand: "同一项目前后数字一致。",
    source: "推断",
    example: "同一项目“累计主动公开政府信息”出现不同数字：60、58。",
    run: |rule, view, findings| {
        // What is counted, and every number given for it.
        let mut told: BTreeMap<String, Vec<(u64, &Statement)>> = BTreeMap::new();
        let level = |said: &&Statement| said.told == Told::Level && said.period == Period::Reported;
        for said in
            view.overview().filter(|said| !said.in_brackets && counts_items(&said.quantity)).filter(level)
        {
            let (Some(n), lead) = (said.count(), outside_brackets(view.lead(said))) else { continue };
            let name = thing_of(&lead);
            let thing = format!("{name}{}", said.quantity.unit);
            // Only a total can be told twice; the same words may count one thing of many offices.
            let whole = any(&lead, &["累计", "共", "总", "全年", "全镇", "全乡", "全县", "全区", "全市"]);
            let compared = any(view.sentence(said), &["同比", "上年", "去年", "相比"]);
            if thing.chars().count() < 8 || !whole || compared {
                continue;
            }
            let numbers = told.entry(thing).or_default();
            if numbers.iter().any(|(other, _)| *other == n) {
                continue;
            }
            if let (Some((other, first)), Some(place)) = (numbers.first(), view.figure(said)) {
                let message = format!("同一项目“{name}”出现不同数字：{other}、{n}。");
                findings.push(Finding { against: view.figure(first), ..rule.finding(place, message) });
            }
            numbers.push((n, said));
        }
    },
};

/// Words before a figure that say of when or that it is all, and not what is counted. 累计 is none of them:
/// it may reach back before the year.
const FRAME: &[&str] = &["年内", "全年", "本年度", "本年", "今年", "当年", "共计", "总计", "一共", "共"];

/// What is counted, however the sentence frames it.
fn thing_of(lead: &str) -> String {
    FRAME.iter().chain(OWN_NAMES).fold(lead.to_owned(), |lead, word| lead.replace(word, "")).trim().to_owned()
}

/// A text without what stands in brackets.
fn outside_brackets(text: &str) -> String {
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
