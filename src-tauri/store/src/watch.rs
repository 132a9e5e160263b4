//! How far long work is, and whether it is to go on.

use crate::StoreError;
use rusqlite::InterruptHandle;
use std::{
    ops::ControlFlow,
    sync::mpsc::{self, RecvTimeoutError},
    thread,
    time::Duration,
};

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
/// It may be asked on another thread, while SQLite does something that tells nothing on the way.
pub type Watch<'a> = dyn FnMut(Far) -> ControlFlow<()> + Send + 'a;

/// How often one that works without a word is looked at.
const TICK: Duration = Duration::from_millis(50);

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

/// Does what tells nothing on the way. The watch is asked meanwhile; when it says that this is to end, whatever
/// the connections are doing is interrupted.
///
/// # Errors
/// The work's own; when it was ended.
pub(crate) fn interruptible<T>(
    watch: &mut Watch,
    stage: Stage,
    connections: &[InterruptHandle],
    work: impl FnOnce() -> Result<T, StoreError>,
) -> Result<T, StoreError> {
    let (working, over) = mpsc::channel::<()>();
    thread::scope(|scope| {
        let asking = scope.spawn(move || {
            let mut ended = false;
            while over.recv_timeout(TICK) == Err(RecvTimeoutError::Timeout) {
                ended = ended || watch(Far { stage, done: 0, of: 0 }).is_break();
                // Again and again: what comes between two statements interrupts neither.
                if ended {
                    connections.iter().for_each(InterruptHandle::interrupt);
                }
            }
            ended
        });
        let done = work();
        drop(working);
        match asking.join() {
            Ok(true) => Err(StoreError::Stopped),
            _ => done,
        }
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use rusqlite::Connection;

    const ENDLESS: &str =
        "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n";

    fn endless(connection: &Connection) -> Result<(), StoreError> {
        Ok(connection.query_row(ENDLESS, (), |_| Ok(()))?)
    }

    #[test]
    fn what_would_never_end_is_ended() {
        let connection = Connection::open_in_memory().unwrap();
        let mut told = 0;
        let mut watch = |far: Far| {
            assert_eq!((far.stage, far.of), (Stage::Verifying, 0));
            told += 1;
            if told < 2 {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let handles = [connection.get_interrupt_handle()];
        // The second statement begins after the first was interrupted.
        let ended = interruptible(&mut watch, Stage::Verifying, &handles, || {
            let _ = endless(&connection);
            endless(&connection)
        });
        assert!(matches!(ended, Err(StoreError::Stopped)), "{ended:?}");
        assert_eq!(told, 2, "asked no more, once it said so");
        assert!(
            connection.query_row("SELECT 1", (), |_| Ok(())).is_ok(),
            "the connection is as good as before"
        );
    }

    #[test]
    fn what_nobody_ends_comes_to_its_own_end() {
        assert_eq!(interruptible(&mut unwatched, Stage::Comparing, &[], || Ok(7)).unwrap(), 7);
        let failed = interruptible(&mut unwatched, Stage::Comparing, &[], || Err::<(), _>(StoreError::Busy));
        assert!(matches!(failed, Err(StoreError::Busy)));
    }
}
