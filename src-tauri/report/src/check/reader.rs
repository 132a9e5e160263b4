//! Reads the sentences of the prose: which figures there are, and what each of them may take from the words before it.

use super::{
    statement::{Base, Period, Statement, Told},
    tokens::{tokens, Kind, Token},
    view::{Passage, Sentence},
    words::{Act, Direction, Thing, Time, Word},
};
use crate::quantity::Quantity;
use rust_decimal::Decimal;
use std::ops::Range;

/// What a clause may take from the words before it.
#[derive(Clone, Default)]
pub(super) struct Before {
    things: Vec<Thing>,
    act: Option<Act>,
    period: Option<Period>,
    pub(super) base: Option<Base>,
    running_year: bool,
    until: bool,
    /// The last figure at this level.
    last: Option<usize>,
    is_bracket: bool,
}

/// Reads the figures of a passage, the n-th one, in order; `year` is the year reported on.
pub(super) fn statements(n: usize, passage: &Passage, year: Option<u16>) -> Vec<Statement> {
    let mut said = Vec::new();
    let (mut topic, mut sentence_before) = (Vec::new(), 0);
    for sentence in passage.sentences() {
        let before = Before { things: std::mem::take(&mut topic), ..Before::default() };
        let tokens = tokens(sentence.text, sentence.quantities);
        let mut reader =
            Reader { passage: n, sentence, sentence_before, year, tokens: &tokens, said: &mut said };
        topic = reader.read(before);
        sentence_before = sentence.start;
    }
    // What is said without a number is read at the end of its clause, behind what stands in brackets there.
    said.sort_by_key(|said| said.range.start);
    said
}

/// Reads one sentence.
pub(super) struct Reader<'a> {
    passage: usize,
    pub(super) sentence: Sentence<'a>,
    sentence_before: usize,
    /// The year reported on.
    pub(super) year: Option<u16>,
    pub(super) tokens: &'a [Token],
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
                    if statement.told == Told::Level {
                        // 2023年收到5件，办结5件: the year goes on.
                        before.period = self.periods(&lead.tokens).or(before.period);
                    }
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
        // 收到便民服务事项12件: of a thing that is not known, what follows is not known either.
        let counts = |act: &Act| matches!(act, Act::Receive | Act::Handle | Act::Process | Act::Else);
        let unknown = !statement.is_clear && statement.things.is_empty() && statement.acts.iter().any(counts);
        if statement.is_named {
            before.things.clone_from(&statement.things);
        } else if unknown {
            before.things = vec![Thing::Other];
        }
        before.act = statement.acts.last().copied().or(before.act);
        before.last = Some(self.said.len());
        self.said.push(statement);
    }

    pub(super) fn word(&self, n: usize) -> Option<Word> {
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
            if told == Told::Ratio {
                statement.period = before.period.unwrap_or(Period::Reported);
            }
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
            sentence_before: self.sentence_before,
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

#[cfg(test)]
mod tests;
