//! What the prose says in figures: the thing counted, what was done with it, whose part and which year it is, how much.
//!
//! The rules on figures look at [`Statement`]s only. A statement is read from the words of one clause; what the
//! clause leaves out it takes from the words before it in the paragraph, but only if every word of it is known. What
//! is not understood plainly is [`Told::Unclear`] or has no thing or act, and no rule speaks of it.

use super::{
    view::{Passage, Sentence},
    words::{tokens, Act, Direction, Kind, Thing, Time, Token, Word},
};
use crate::quantity::{quantities, Quantity};
use rust_decimal::Decimal;
use std::ops::Range;

/// How a figure is meant.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Told {
    /// There are so many.
    Level,
    /// There are none, in words: 未收到申请.
    None,
    /// So many more or fewer.
    Change(Direction, Base),
    /// So many times as many as last year: 为上年的3倍.
    Ratio,
    /// So much of a whole.
    Share,
    /// A rate, or something that was not understood.
    Unclear,
}

/// What a change is compared with.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Base {
    LastYear,
    Other,
    Unsaid,
}

/// The time a figure is told for.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Period {
    /// The year reported on; also when nothing is said.
    Reported,
    /// One other year, by its number.
    Named(u16),
    /// Last year, several years, a part of a year.
    Other,
}

/// Which of the things are counted, as far as words restrict it.
#[derive(Clone, Copy, PartialEq, Eq, Default, Debug)]
pub(super) struct Scope {
    /// 其中 stands before it.
    pub opened: bool,
    /// 涉及, 关于: a subject.
    pub about: bool,
    /// Of some offices, some kinds.
    pub part: bool,
    /// By applicants of one kind.
    pub applicant: bool,
    /// By one way of asking.
    pub channel: bool,
    /// Those in time, or late.
    pub in_time: bool,
}

impl Scope {
    /// All of them.
    pub fn is_whole(self) -> bool {
        self == Scope::default()
    }
}

/// A figure of the prose as it was understood.
#[derive(Clone, Debug)]
pub(super) struct Statement {
    /// Which passage, from 0.
    pub passage: usize,
    /// Where its sentence is in it.
    pub sentence: Range<usize>,
    /// The number with its unit, or the words that say there were none, in bytes of the passage.
    pub range: Range<usize>,
    /// The words between the last comma or figure and the number, in bytes of the passage.
    pub lead: Range<usize>,
    pub told: Told,
    pub quantity: Quantity,
    /// What is counted; several when one number is given for them together.
    pub things: Vec<Thing>,
    /// The clause names the thing itself.
    pub is_named: bool,
    /// The number is that of each thing.
    pub each: bool,
    /// What was done; several when they are joined.
    pub acts: Vec<Act>,
    /// What was done with the things the clauses before named.
    pub before: Option<Act>,
    pub scope: Scope,
    pub period: Period,
    /// 累计 with nothing that makes it this year's.
    pub running: bool,
    /// 截至…累计.
    pub until: bool,
    pub in_brackets: bool,
    /// Every word of the clause is known.
    pub is_clear: bool,
}

impl Statement {
    /// The number of cases, when it is a plain one.
    pub fn count(&self) -> Option<u64> {
        matches!(self.told, Told::Level | Told::None).then(|| self.quantity.count()).flatten()
    }

    /// What alone is counted.
    pub fn thing(&self) -> Option<Thing> {
        match self.things.as_slice() {
            [thing] => Some(*thing),
            _ => None,
        }
    }

    /// What alone was done.
    pub fn act(&self) -> Option<Act> {
        match self.acts.as_slice() {
            [act] => Some(*act),
            _ => None,
        }
    }
}

/// What a clause may take from the words before it.
#[derive(Clone, Default)]
struct Before {
    things: Vec<Thing>,
    act: Option<Act>,
    period: Option<Period>,
    base: Option<Base>,
    running_year: bool,
    until: bool,
    /// The last figure at this level.
    last: Option<usize>,
    is_bracket: bool,
}

/// Reads the figures of some passages, in order; `year` is the year reported on.
pub(super) fn statements(passages: &[Passage], year: Option<u16>) -> Vec<Statement> {
    let mut said = Vec::new();
    for (passage, text) in passages.iter().enumerate() {
        let mut topic = Vec::new();
        for sentence in text.sentences() {
            let before = Before { things: std::mem::take(&mut topic), ..Before::default() };
            let tokens = tokens(sentence.text, sentence.quantities);
            let mut reader = Reader { passage, sentence, year, tokens: &tokens, said: &mut said };
            topic = reader.read(before);
        }
    }
    // What is said without a number is read at the end of its clause, behind what stands in brackets there.
    said.sort_by_key(|said| (said.passage, said.range.start));
    said
}

struct Reader<'a> {
    passage: usize,
    sentence: Sentence<'a>,
    year: Option<u16>,
    tokens: &'a [Token],
    said: &'a mut Vec<Statement>,
}

/// The clause being read: the tokens since its beginning or the last figure in it.
#[derive(Default)]
struct Lead {
    tokens: Vec<usize>,
}

impl Reader<'_> {
    /// Reads the sentence; gives what it spoke of last.
    fn read(&mut self, before: Before) -> Vec<Thing> {
        let (mut before, mut lead) = (before, Lead::default());
        let mut outer: Vec<(Before, Lead)> = Vec::new();
        for n in 0..self.tokens.len() {
            match self.tokens[n].kind {
                Kind::Opening => {
                    let inside = Before { is_bracket: true, ..before.clone() };
                    outer.push((std::mem::replace(&mut before, inside), std::mem::take(&mut lead)));
                }
                Kind::Closing => {
                    self.end_clause(&mut before, &lead);
                    if let Some((outside, at)) = outer.pop() {
                        (before, lead) = (outside, at);
                    } else {
                        lead.tokens.clear();
                    }
                }
                Kind::Break | Kind::Semicolon => {
                    self.end_clause(&mut before, &lead);
                    lead.tokens.clear();
                    if self.tokens[n].kind == Kind::Semicolon {
                        before.act = None;
                    }
                }
                Kind::Figure(number) => {
                    let Some(quantity) = self.sentence.quantities.get(number).cloned() else { continue };
                    let statement = self.figure(n, quantity, &before, &lead.tokens);
                    self.keep(statement, &mut before);
                    lead.tokens.clear();
                }
                Kind::Word(_) | Kind::Unknown => lead.tokens.push(n),
            }
        }
        self.end_clause(&mut before, &lead);
        outer.into_iter().next().map_or(before.things, |(before, _)| before.things)
    }

    fn keep(&mut self, statement: Statement, before: &mut Before) {
        if statement.is_named {
            before.things.clone_from(&statement.things);
        }
        before.act = statement.acts.last().copied().or(before.act);
        before.last = Some(self.said.len());
        self.said.push(statement);
    }

    fn word(&self, n: usize) -> Option<Word> {
        match self.tokens[n].kind {
            Kind::Word(word) => Some(word),
            _ => None,
        }
    }

    /// The words behind a figure that may belong to it; none when another figure follows at once.
    fn tail(&self, figure: usize) -> Vec<usize> {
        let stops = |n: &usize| !matches!(self.tokens[*n].kind, Kind::Word(_) | Kind::Unknown);
        let end = (figure + 1..self.tokens.len()).find(|n| stops(n) || self.word(*n) == Some(Word::Join));
        let end = end.unwrap_or(self.tokens.len());
        match self.tokens.get(end).map(|token| token.kind) {
            Some(Kind::Figure(_)) => Vec::new(),
            _ => (figure + 1..end).collect(),
        }
    }

    fn figure(&self, n: usize, quantity: Quantity, before: &Before, lead: &[usize]) -> Statement {
        let tail = self.tail(n);
        let told = self.told(lead, &tail, &quantity, before);
        let range = self.tokens[n].range.clone();
        let mut statement = self.statement(lead, &tail, before, range);
        statement.told = told;
        statement.quantity = Quantity { rough: quantity.rough || self.has(lead, Word::Roughly), ..quantity };
        // Nothing but a comparison: 比上年增加5件 is said of the figure before.
        if let Told::Change(..) | Told::Ratio = statement.told {
            // 为上年的3倍 is said of this year.
            statement.period = if told == Told::Ratio {
                before.period.unwrap_or(Period::Reported)
            } else {
                statement.period
            };
            self.take_subject(&mut statement, lead, before);
        }
        statement
    }

    /// What is understood of a clause, but for the number.
    fn statement(&self, lead: &[usize], tail: &[usize], before: &Before, range: Range<usize>) -> Statement {
        let start = self.sentence.start;
        let begin =
            lead.first().map_or(range.start, |first| self.tokens[*first].range.start.min(range.start));
        let known = |part: &[usize]| part.iter().all(|n| self.tokens[*n].kind != Kind::Unknown);
        let (mut things, mut each) = self.things(lead);
        let mut noun = Vec::new();
        if things.is_empty() {
            // 收到12件政府信息公开申请: the thing stands behind the number, before anything is said of it.
            (things, noun) = self.noun_behind(tail);
            each = false;
        }
        let is_named = !things.is_empty();
        let is_clear = known(lead) && (is_named || known(tail));
        let named_otherwise = !noun.is_empty() && !is_named;
        if !is_named && known(lead) && !named_otherwise {
            things.clone_from(&before.things);
        }
        let acts = self.acts(lead, tail);
        let periods = self.periods(lead);
        let (until, running) = (self.has(lead, Word::Until) || before.until, self.has(lead, Word::Running));
        let this_year =
            before.running_year || self.has(lead, Word::Time(Time::This)) || self.names_year(lead);
        Statement {
            passage: self.passage,
            sentence: start..start + self.sentence.text.len(),
            lead: start + begin..start + range.start,
            range: start + range.start..start + range.end,
            told: Told::Level,
            quantity: Quantity { range: range.clone(), value: Decimal::ZERO, rough: false, unit: "" },
            things,
            is_named,
            each,
            scope: self.scope(lead, &noun),
            period: periods.or(before.period).unwrap_or(Period::Reported),
            running: running && (until || !this_year),
            until: running && until,
            in_brackets: before.is_bracket,
            before: before.act,
            acts,
            is_clear,
        }
    }

    fn has(&self, part: &[usize], word: Word) -> bool {
        part.iter().any(|n| self.word(*n) == Some(word))
    }

    fn names_year(&self, part: &[usize]) -> bool {
        part.iter()
            .any(|n| matches!(self.word(*n), Some(Word::Time(Time::Year(year))) if Some(year) == self.year))
    }

    /// How the number is meant: by the last words before it that are more than fillers.
    fn told(&self, lead: &[usize], tail: &[usize], quantity: &Quantity, before: &Before) -> Told {
        let says = |n: &&usize| !matches!(self.word(**n), Some(Word::Filler | Word::Each));
        let last = lead.iter().rev().find(says).and_then(|n| self.word(*n));
        if let Some(Word::Direction(direction)) = last.filter(|_| !self.has(lead, Word::Rate)) {
            return Told::Change(direction, self.base(lead, before));
        }
        if quantity.unit == "倍" {
            let last_year = last == Some(Word::Time(Time::Last))
                || matches!(last, Some(Word::Time(Time::Year(year))) if self.is_last(year));
            return if last_year { Told::Ratio } else { Told::Unclear };
        }
        if quantity.is_percentage() {
            return if self.has(lead, Word::Share) { Told::Share } else { Told::Unclear };
        }
        let compared = lead.iter().any(|n| matches!(self.word(*n), Some(Word::SameTime | Word::Than)));
        let settled = self.has(lead, Word::ChangedTo);
        let strange = self.has(lead, Word::Rate) || (compared && !settled);
        // 5件的增长.
        let grows = tail.iter().any(|n| matches!(self.word(*n), Some(Word::Direction(_))));
        let denied = self.has(lead, Word::Negation) && !quantity.value.is_zero();
        if strange || grows || denied {
            return Told::Unclear;
        }
        Told::Level
    }

    fn is_last(&self, year: u16) -> bool {
        year.checked_add(1) == self.year
    }

    /// What a change is compared with: in its own clause, or in one before.
    fn base(&self, lead: &[usize], before: &Before) -> Base {
        self.own_base(lead).or(before.base).unwrap_or(Base::Unsaid)
    }

    fn own_base(&self, lead: &[usize]) -> Option<Base> {
        if self.has(lead, Word::SameTime) {
            return Some(Base::LastYear);
        }
        let compares = lead.iter().any(|n| {
            self.word(*n) == Some(Word::Than)
                || matches!(self.word(*n), Some(Word::Time(_))) && self.is_compared(*n)
        });
        compares.then(|| {
            let mut compared = lead.iter().filter_map(|n| match self.word(*n) {
                Some(Word::Time(time)) if self.is_compared(*n) => Some(time),
                _ => None,
            });
            match compared.next_back() {
                Some(Time::Last) => Base::LastYear,
                Some(Time::Year(year)) if self.is_last(year) => Base::LastYear,
                _ => Base::Other,
            }
        })
    }

    /// Whether a time is what something is compared with: 较上年, 与2023年相比, 与上年持平.
    fn is_compared(&self, n: usize) -> bool {
        let word = |n: Option<usize>| n.filter(|n| *n < self.tokens.len()).and_then(|n| self.word(n));
        let (before, behind) = (word(n.checked_sub(1)), word(n.checked_add(1)));
        let than = [before, behind].contains(&Some(Word::Than));
        than || before == Some(Word::Join) && behind == Some(Word::Direction(Direction::Same))
    }

    /// A change without a subject of its own is one of the figure before it, unless that is a part of several.
    fn take_subject(&self, statement: &mut Statement, lead: &[usize], before: &Before) {
        let says_more = lead.iter().any(|n| {
            !matches!(
                self.word(*n),
                Some(
                    Word::Direction(_)
                        | Word::SameTime
                        | Word::Than
                        | Word::Time(_)
                        | Word::Filler
                        | Word::Join
                )
            )
        });
        if statement.is_named || says_more {
            return;
        }
        statement.things.clear();
        let Some(subject) = before.last.and_then(|last| self.said.get(last)) else { return };
        statement.things.clone_from(&subject.things);
        statement.acts.clone_from(&subject.acts);
        statement.scope = subject.scope;
        statement.period = subject.period;
        if let (Told::Change(direction, Base::Unsaid), Told::Change(_, base)) = (statement.told, subject.told)
        {
            statement.told = Told::Change(direction, base);
        }
        if !matches!(subject.told, Told::Level | Told::Change(..)) {
            statement.told = Told::Unclear;
        }
    }

    /// The things that the words before a number count: the last one, and those joined with it. None when a word
    /// that is not known stands between it and the number.
    fn things(&self, lead: &[usize]) -> (Vec<Thing>, bool) {
        let thing_at = |at: usize| match self.word(lead[at]) {
            Some(Word::Thing(thing)) => Some(thing),
            _ => None,
        };
        let Some(last) = (0..lead.len()).rev().find(|at| thing_at(*at).is_some()) else {
            return (Vec::new(), false);
        };
        let behind = &lead[last + 1..];
        if behind.iter().any(|n| self.tokens[*n].kind == Kind::Unknown) {
            // What is counted is the word that is not known.
            return (vec![Thing::Other], false);
        }
        let mut things: Vec<Thing> = thing_at(last).into_iter().collect();
        let mut joined = false;
        for at in (0..last).rev() {
            match self.word(lead[at]) {
                Some(Word::Join) => joined = true,
                Some(Word::Thing(thing)) if joined => {
                    if !things.contains(&thing) {
                        things.insert(0, thing);
                    }
                    joined = false;
                }
                Some(Word::Filler) if !joined && self.is_noun_filler(lead[at]) => {}
                _ => break,
            }
        }
        (things, self.has(behind, Word::Each))
    }

    /// 案件, 件: what may stand between a thing and the 和 that joins it with the next.
    fn is_noun_filler(&self, n: usize) -> bool {
        matches!(
            &self.sentence.text[self.tokens[n].range.clone()],
            "案件" | "件" | "事项" | "决定" | "案" | "类"
        )
    }

    /// The thing that stands behind a number, with the words up to it; words alone when they are not understood.
    fn noun_behind(&self, tail: &[usize]) -> (Vec<Thing>, Vec<usize>) {
        let mut noun = Vec::new();
        let mut things = Vec::new();
        for n in tail {
            match self.word(*n) {
                Some(Word::Thing(thing)) => things = vec![thing],
                Some(
                    Word::Filler
                    | Word::Person
                    | Word::Organisation
                    | Word::Channel
                    | Word::About
                    | Word::Part
                    | Word::Several,
                ) => {}
                None if things.is_empty() => {
                    noun.push(*n);
                    return (Vec::new(), noun);
                }
                _ => break,
            }
            noun.push(*n);
        }
        if things.is_empty() {
            noun.clear();
        }
        (things, noun)
    }

    /// What was done: of the words before the number, or else of those behind it.
    fn acts(&self, lead: &[usize], tail: &[usize]) -> Vec<Act> {
        let of = |part: &[usize]| -> Vec<(usize, Act)> {
            let act = |n: &usize| match self.word(*n) {
                Some(Word::Act(act)) => Some((*n, act)),
                _ => None,
            };
            part.iter().filter_map(act).collect()
        };
        let mut acts = of(lead);
        if acts.is_empty() && !self.has(lead, Word::Negation) {
            acts = of(tail);
            // Only what the number itself was subjected to: 58件顺延, not 12件并全部公开.
            acts.truncate(1);
        }
        let all: Vec<Act> = acts.iter().map(|(_, act)| *act).collect();
        if let Some((at, _)) = acts.iter().find(|(_, act)| *act == Act::Carry) {
            return self.carried(*at, lead, tail, &all);
        }
        let outcomes: Vec<Act> = all.iter().copied().filter(|act| matches!(act, Act::Outcome(..))).collect();
        if !outcomes.is_empty() {
            return outcomes;
        }
        let joined = self.has(lead, Word::Join);
        let Some(last) = all.last().copied() else { return all };
        let mut kept: Vec<Act> = all.into_iter().filter(|act| joined && is_of_documents(*act)).collect();
        if !kept.contains(&last) || !is_of_documents(last) {
            kept = vec![last];
        }
        kept.dedup();
        kept
    }

    /// From where to where something was carried, as the years around the word say.
    fn carried(&self, at: usize, lead: &[usize], tail: &[usize], all: &[Act]) -> Vec<Act> {
        let times = lead.iter().chain(tail).filter_map(|n| match self.word(*n) {
            Some(Word::Time(time)) if !self.is_compared(*n) => Some((*n, time)),
            _ => None,
        });
        let (mut from_last, mut to_next) = (false, false);
        for (n, time) in times {
            match time {
                Time::Last => from_last = true,
                Time::Next => to_next = true,
                Time::Year(year) if self.is_last(year) && n < at => from_last = true,
                Time::Year(year) if self.year.and_then(|own| own.checked_add(1)) == Some(year) && n > at => {
                    to_next = true
                }
                Time::Year(year) if Some(year) == self.year && n > at => from_last = true,
                _ => {}
            }
        }
        let received = all.iter().any(|act| matches!(act, Act::Receive | Act::Process));
        let handled = all.contains(&Act::Handle);
        let with = self.has(lead, Word::Including) || self.has(lead, Word::Join);
        match (from_last, to_next) {
            // 含上年结转共收到9件, 新收和上年结转9件: all that came in.
            (true, false) if received && with => vec![Act::Receive],
            (true, false) if handled => vec![Act::Else],
            (true, false) => vec![Act::CarryIn],
            (false, true) => vec![Act::CarryOut],
            _ => vec![Act::Carry],
        }
    }

    fn scope(&self, lead: &[usize], noun: &[usize]) -> Scope {
        let mut scope = Scope::default();
        let (mut person, mut organisation, mut channel, mut several) = (false, false, false, false);
        for n in lead.iter().chain(noun) {
            match self.word(*n) {
                Some(Word::Opens) => scope.opened = true,
                Some(Word::About) => scope.about = true,
                Some(Word::Part) => scope.part = true,
                Some(Word::InTime) => scope.in_time = true,
                Some(Word::Person) => person = true,
                Some(Word::Organisation) => organisation = true,
                Some(Word::Channel) => channel = true,
                Some(Word::Several) => several = true,
                _ => {}
            }
        }
        scope.applicant = person != organisation;
        scope.channel = channel && !several;
        scope
    }

    /// The time that a clause names, comparisons and 上年结转 left out.
    fn periods(&self, lead: &[usize]) -> Option<Period> {
        if lead.iter().any(|n| self.word(*n) == Some(Word::Act(Act::Carry))) {
            return None;
        }
        let mut found: Option<Period> = None;
        for n in lead {
            let Some(Word::Time(time)) = self.word(*n) else { continue };
            if self.is_compared(*n) {
                continue;
            }
            let period = match time {
                Time::This => Period::Reported,
                Time::Year(year) if Some(year) == self.year => Period::Reported,
                Time::Year(year) => Period::Named(year),
                Time::Last | Time::Next | Time::Otherwise => Period::Other,
            };
            found = match (found, period) {
                (None, period) => Some(period),
                // 2023年全年, 上年全年.
                (Some(found), Period::Reported) if time == Time::This => Some(found),
                // 今年以来, 2024年以来.
                (Some(Period::Reported), Period::Other) if self.says(*n, "以来") => Some(Period::Reported),
                (Some(found), period) if found == period => Some(found),
                _ => Some(Period::Other),
            };
        }
        found
    }

    fn says(&self, n: usize, text: &str) -> bool {
        self.sentence.text.get(self.tokens[n].range.clone()) == Some(text)
    }

    /// What a clause says without a figure: that there was none of something, or as many as before; and what it
    /// leaves for the clauses behind it.
    fn end_clause(&mut self, before: &mut Before, lead: &Lead) {
        let lead = &lead.tokens;
        let none = self.none(lead, before);
        let said = if none.is_empty() { self.same(lead, before).into_iter().collect() } else { none };
        if !said.is_empty() {
            said.into_iter().for_each(|statement| self.keep(statement, before));
            return;
        }
        let (things, _) = self.things(lead);
        if !things.is_empty() {
            before.things = things;
        }
        let act = lead.iter().rev().find_map(|n| match self.word(*n) {
            Some(Word::Act(act)) => Some(act),
            _ => None,
        });
        before.act = act.or(before.act);
        before.period = self.periods(lead).or(before.period);
        before.base = self.own_base(lead).or(before.base);
        before.until |= self.has(lead, Word::Until);
        before.running_year |= self.has(lead, Word::Time(Time::This)) || self.names_year(lead);
    }

    /// 申请数量为零, 未收到政府信息公开申请, 无行政复议、无行政诉讼.
    fn none(&self, lead: &[usize], before: &Before) -> Vec<Statement> {
        if self.has(lead, Word::Zero) {
            return self.none_of(lead, lead, lead, before).into_iter().collect();
        }
        let denials: Vec<usize> =
            (0..lead.len()).filter(|at| self.word(lead[*at]) == Some(Word::Negation)).collect();
        let ends = denials.iter().skip(1).copied().chain([lead.len()]);
        let denied = denials.iter().zip(ends).filter_map(|(from, to)| {
            let joins =
                lead[*from..to].iter().rev().take_while(|n| self.word(**n) == Some(Word::Join)).count();
            let (whole, part) = (lead.get(*from..to - joins)?, lead.get(from + 1..to - joins)?);
            // Every word behind the 未 must be known, or something else is denied.
            let known = |n: &usize| {
                !matches!(
                    self.word(*n),
                    None | Some(Word::Act(Act::Else | Act::Publish) | Word::Direction(_) | Word::Negation)
                )
            };
            part.iter().all(known).then(|| self.none_of(whole, part, lead, before)).flatten()
        });
        denied.collect()
    }

    /// That there is none of what a part of a clause names; a time may stand anywhere before it.
    fn none_of(&self, whole: &[usize], part: &[usize], lead: &[usize], before: &Before) -> Option<Statement> {
        // What is missing must be named; 结转 needs no name.
        let names = |n: &usize| matches!(self.word(*n), Some(Word::Thing(_) | Word::Act(Act::Carry)));
        if !part.iter().any(names) {
            return None;
        }
        let (first, last) = (whole.first()?, whole.last()?);
        let range = self.tokens[*first].range.start..self.tokens[*last].range.end;
        let mut statement = self.statement(part, &[], before, range);
        statement.period = self.periods(lead).or(before.period).unwrap_or(Period::Reported);
        statement.told = Told::None;
        statement.each = true;
        Some(statement)
    }

    /// 与上年持平.
    fn same(&self, lead: &[usize], before: &Before) -> Option<Statement> {
        let at = lead.iter().find(|n| self.word(**n) == Some(Word::Direction(Direction::Same)))?;
        let base = self.base(lead, before);
        let range = self.tokens[*at].range.clone();
        let mut statement = self.statement(lead, &[], before, range);
        statement.told = Told::Change(Direction::Same, base);
        self.take_subject(&mut statement, lead, before);
        Some(statement)
    }
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
}

impl By {
    fn of(clause: &[Word]) -> Option<By> {
        clause.iter().find_map(|word| match word {
            Word::Person | Word::Organisation => Some(By::Applicant),
            Word::Channel => Some(By::Channel),
            Word::Act(Act::Outcome(..)) => Some(By::Outcome),
            _ => None,
        })
    }
}

/// Acts on documents that are told in one number when they are joined.
fn is_of_documents(act: Act) -> bool {
    matches!(act, Act::Issue | Act::Repeal | Act::InForce | Act::Else | Act::Publish)
}

#[cfg(test)]
mod tests;
