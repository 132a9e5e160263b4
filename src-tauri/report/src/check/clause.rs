//! What one clause says of its figure: the things, what was done with them, which of them, when, and how the number is
//! meant. `lead` is always the tokens before the number, `tail` those behind it.

use super::{
    reader::{Before, Reader},
    statement::{Base, Period, Scope, Told},
    tokens::Kind,
    words::{Act, Direction, Thing, Time, Word},
};
use crate::quantity::Quantity;

impl Reader<'_> {
    pub(super) fn has(&self, part: &[usize], word: Word) -> bool {
        part.iter().any(|n| self.word(*n) == Some(word))
    }

    pub(super) fn names_year(&self, part: &[usize]) -> bool {
        part.iter()
            .any(|n| matches!(self.word(*n), Some(Word::Time(Time::Year(year))) if Some(year) == self.year))
    }

    /// How the number is meant: by the last words before it that are more than fillers.
    pub(super) fn told(&self, lead: &[usize], tail: &[usize], quantity: &Quantity, before: &Before) -> Told {
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
    pub(super) fn base(&self, lead: &[usize], before: &Before) -> Base {
        self.own_base(lead).or(before.base).unwrap_or(Base::Unsaid)
    }

    pub(super) fn own_base(&self, lead: &[usize]) -> Option<Base> {
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
    pub(super) fn is_compared(&self, n: usize) -> bool {
        let word = |n: Option<usize>| n.filter(|n| *n < self.tokens.len()).and_then(|n| self.word(n));
        let (before, behind) = (word(n.checked_sub(1)), word(n.checked_add(1)));
        let than = [before, behind].contains(&Some(Word::Than));
        than || before == Some(Word::Join) && behind == Some(Word::Direction(Direction::Same))
    }

    /// The things that the words before a number count: the last one, and those joined with it. None when a word
    /// that is not known stands between it and the number.
    pub(super) fn things(&self, lead: &[usize]) -> (Vec<Thing>, bool) {
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
                Some(Word::Filler) if self.is_noun_filler(lead[at]) => {}
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
    pub(super) fn noun_behind(&self, tail: &[usize]) -> (Vec<Thing>, Vec<usize>) {
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
    pub(super) fn acts(&self, lead: &[usize], tail: &[usize]) -> Vec<Act> {
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

    pub(super) fn scope(&self, lead: &[usize], noun: &[usize]) -> Scope {
        let mut scope = Scope::default();
        let (mut person, mut organisation, mut channel, mut several) = (false, false, false, false);
        for n in lead.iter().chain(noun) {
            match self.word(*n) {
                Some(Word::Opens) => scope.opened = true,
                // 关于政府信息公开的申请 are all of them.
                Some(Word::About) if self.is_openness(n + 1) => {}
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

    fn is_openness(&self, n: usize) -> bool {
        if n < self.tokens.len() && self.word(n) == Some(Word::Thing(Thing::Request)) {
            return true;
        }
        let word = self.tokens.get(n).and_then(|token| self.sentence.text.get(token.range.clone()));
        word.is_some_and(|word| word.ends_with("信息公开") || word == "政务公开" || word == "政府信息")
    }

    /// The time that a clause names, comparisons and 上年结转 left out.
    pub(super) fn periods(&self, lead: &[usize]) -> Option<Period> {
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
}

/// Acts on documents that are told in one number when they are joined.
fn is_of_documents(act: Act) -> bool {
    matches!(act, Act::Issue | Act::Repeal | Act::InForce | Act::Else | Act::Publish)
}
