//! How far long work is, and whether it is to go on.

use crate::StoreError;
use std::ops::ControlFlow;

/// What is being done.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Stage {
    /// A file is read whole and compared with what was saved, report by report.
    Verifying,
    /// Everything is copied, page by page.
    Copying,
    /// A copy is compared with what it is of.
    Comparing,
}

/// How far it is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Far {
    /// What is being done.
    pub stage: Stage,
    /// How many parts of it are done.
    pub done: usize,
    /// Of how many.
    pub of: usize,
}

/// Hears how far long work is, and says whether it goes on. Work that is to end leaves everything as it was.
pub type Watch<'a> = dyn FnMut(Far) -> ControlFlow<()> + 'a;

/// Lets work go on to its end.
pub fn unwatched(_: Far) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

/// Tells it, and fails when the work is to end.
pub(crate) fn go_on(watch: &mut Watch, stage: Stage, done: usize, of: usize) -> Result<(), StoreError> {
    match watch(Far { stage, done, of }) {
        ControlFlow::Continue(()) => Ok(()),
        ControlFlow::Break(()) => Err(StoreError::Stopped),
    }
}
