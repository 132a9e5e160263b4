//! What the prose says in figures: the thing counted, what was done with it, whose part and which year it is, how much.
//!
//! The rules on figures look at [`Statement`]s only. A statement is read from the words of one clause; what the
//! clause leaves out it takes from the words before it in the paragraph, but only if every word of it is known. What
//! is not understood plainly is [`Told::Unclear`] or has no thing or act, and no rule speaks of it.

use super::words::{Act, Direction, Thing};
use crate::quantity::Quantity;
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
    /// Where the sentence before begins.
    pub sentence_before: usize,
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
