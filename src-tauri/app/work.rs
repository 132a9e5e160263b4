//! Long work beside the window: how far it is, and whether the user has had enough of it.

use std::ops::ControlFlow;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use office::{Far, Stage};
use serde::Serialize;
use ts_rs::TS;

/// What lasts no longer than this between two steps is not worth telling: nobody sees it.
const BREATH: Duration = Duration::from_millis(40);

/// How far some work is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, TS)]
pub struct Progress {
    /// How many things are done.
    pub done: usize,
    /// Of how many; 0 while that is not known.
    pub of: usize,
    /// Whether they are parts of one thing, to be told in percent, and not things to be counted.
    pub share: bool,
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

    /// Forgets that earlier work was to end.
    pub fn begin(&self) {
        self.enough.store(false, Ordering::Relaxed);
    }

    /// Whether the user has had enough.
    pub fn is_enough(&self) -> bool {
        self.enough.load(Ordering::Relaxed)
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
            told(Progress { done, of: things.len(), share: false, doing: name(thing) });
            Some(act(thing))
        };
        things.iter().enumerate().map(&mut step).collect()
    }

    /// Begins work that says itself how far it is, and asks whether to go on. `told` hears what is worth telling.
    pub fn watch<'a>(
        &'a self,
        mut told: impl FnMut(Progress) + 'a,
    ) -> impl FnMut(Far) -> ControlFlow<()> + 'a {
        self.enough.store(false, Ordering::Relaxed);
        let mut last: Option<(Stage, Instant)> = None;
        move |far| {
            if self.enough.load(Ordering::Relaxed) {
                return ControlFlow::Break(());
            }
            if last.is_none_or(|(stage, at)| stage != far.stage || at.elapsed() > BREATH) {
                last = Some((far.stage, Instant::now()));
                told(Progress {
                    done: far.done,
                    of: far.of,
                    share: far.stage == Stage::Copying,
                    doing: words(far.stage).into(),
                });
            }
            ControlFlow::Continue(())
        }
    }
}

fn words(stage: Stage) -> &'static str {
    match stage {
        Stage::Verifying => "核对",
        Stage::Copying => "复制",
        Stage::Comparing => "比较",
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
    fn work_that_tells_itself_is_heard_stage_by_stage_and_ended() {
        let work = Work::default();
        let mut told = Vec::new();
        let mut watch = work.watch(|it| told.push((it.doing, it.share, it.done)));
        let far = |stage, done| Far { stage, done, of: 9 };
        assert!(watch(far(Stage::Verifying, 1)).is_continue());
        assert!(watch(far(Stage::Verifying, 2)).is_continue(), "at once after the first: not told");
        assert!(watch(far(Stage::Copying, 3)).is_continue());
        work.stop();
        assert!(watch(far(Stage::Comparing, 4)).is_break());
        drop(watch);
        assert_eq!(told, [("核对".into(), false, 1), ("复制".into(), true, 3)]);
        let mut next = work.watch(|_| ());
        assert!(next(far(Stage::Copying, 0)).is_continue(), "the word was on the work before");
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
