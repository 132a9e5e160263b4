//! Long work beside the window: how far it is, and whether the user has had enough of it.

use std::sync::atomic::{AtomicBool, Ordering};

use serde::Serialize;
use ts_rs::TS;

/// How far some work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// How many things are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
    /// What is being done now, e.g. a file's name.
    pub doing: String,
}

/// The user's word on the work that is being done: the page gives it while the work goes on.
#[derive(Default)]
pub struct Work {
    enough: AtomicBool,
}

impl Work {
    /// Ends the work before its next thing; what is done stays done.
    pub fn stop(&self) {
        self.enough.store(true, Ordering::Relaxed);
    }

    /// Does something with each of many things until the user has had enough; `None` for those that were left. `told`
    /// hears before each how far it is.
    pub fn each<T, R>(
        &self,
        things: &[T],
        name: impl Fn(&T) -> String,
        mut told: impl FnMut(Progress),
        mut act: impl FnMut(&T) -> R,
    ) -> Vec<Option<R>> {
        self.enough.store(false, Ordering::Relaxed);
        let mut step = |(done, thing): (usize, &T)| {
            if self.enough.load(Ordering::Relaxed) {
                return None;
            }
            told(Progress { done, of: things.len(), doing: name(thing) });
            Some(act(thing))
        };
        things.iter().enumerate().map(&mut step).collect()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn work_is_told_thing_by_thing() {
        let mut told = Vec::new();
        let done = Work::default().each(&[2, 3], |n| format!("第{n}个"), |it| told.push(it), |n| n * n);
        assert_eq!(done, [Some(4), Some(9)]);
        let told: Vec<_> = told.iter().map(|it| (it.done, it.of, it.doing.as_str())).collect();
        assert_eq!(told, [(0, 2, "第2个"), (1, 2, "第3个")]);
    }

    #[test]
    fn what_comes_after_the_users_word_is_left_and_the_next_work_is_done() {
        let work = Work::default();
        let stop_at = |it: Progress| {
            if it.done == 1 {
                work.stop();
            }
        };
        assert_eq!(
            work.each(&[1, 2, 3, 4], |_| String::new(), stop_at, |n| *n),
            [Some(1), Some(2), None, None]
        );
        assert_eq!(work.each(&[5], |_| String::new(), |_| (), |n| *n), [Some(5)]);
    }
}
