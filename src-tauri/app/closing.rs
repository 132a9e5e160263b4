//! The end of the program: the page is asked first, because only it knows what is typed and not saved yet.

use std::sync::atomic::{AtomicBool, AtomicU32, Ordering};

use serde::Deserialize;
use ts_rs::TS;

/// What the page says when the user wants to close the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum CloseAnswer {
    /// It has heard, and sees to what is not saved yet.
    Wait,
    /// Something is not kept: the user is asked.
    Stay,
    /// All is kept, or the user wants it so.
    Close,
}

/// How far the end has come.
#[derive(Debug, Default)]
pub struct Closing {
    asked: AtomicU32,
    answered: AtomicU32,
    ending: AtomicBool,
    again: AtomicBool,
}

impl Closing {
    /// The page is asked; gives the number of the question.
    pub fn ask(&self) -> u32 {
        self.asked.fetch_add(1, Ordering::SeqCst) + 1
    }

    /// The page gave a sign of life: all questions so far are answered.
    pub fn answer(&self) {
        self.answered.store(self.asked.load(Ordering::SeqCst), Ordering::SeqCst);
    }

    /// Whether the page has answered a question. One that is dead never does.
    pub fn is_answered(&self, question: u32) -> bool {
        self.answered.load(Ordering::SeqCst) >= question
    }

    /// The program ends now; false where it does already.
    pub fn begin(&self) -> bool {
        !self.ending.swap(true, Ordering::SeqCst)
    }

    /// Notes that the program was started while it was ending; false where it is not ending.
    pub fn start_again(&self) -> bool {
        let ending = self.ending.load(Ordering::SeqCst);
        self.again.fetch_or(ending, Ordering::SeqCst);
        ending
    }

    /// Whether the program is to be started anew once it has ended.
    pub fn is_to_start_again(&self) -> bool {
        self.again.load(Ordering::SeqCst)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_page_that_says_nothing_is_not_waited_for() {
        let closing = Closing::default();
        let first = closing.ask();
        assert!(!closing.is_answered(first));
        closing.answer();
        assert!(closing.is_answered(first));
        let second = closing.ask();
        assert!(!closing.is_answered(second), "the answer was to the first");
    }

    #[test]
    fn the_end_comes_once_and_a_start_meanwhile_is_remembered() {
        let closing = Closing::default();
        assert!(!closing.start_again() && !closing.is_to_start_again());
        assert!(closing.begin());
        assert!(!closing.begin());
        assert!(closing.start_again() && closing.is_to_start_again());
    }
}
