//! Decoders that are not ours run in a thread of their own: one that panics or never ends is an error, not the end.
//!
//! A thread cannot be ended from outside. One that was given up goes on until its decoder comes to its own limits, and is
//! counted until then: while [`MOST_LEFT`] of them go on, no other is begun.

use crate::IntakeError;
use std::{
    sync::{
        atomic::{AtomicU8, AtomicUsize, Ordering},
        mpsc, Arc,
    },
    thread,
    time::Duration,
};

/// Deep documents are walked with recursion by some libraries.
const STACK: usize = 64 << 20;

/// The most decoders that go on although nobody waits for them.
const MOST_LEFT: usize = 4;

/// How many decoders of this process go on although nobody waits for them.
static LEFT: AtomicUsize = AtomicUsize::new(0);

const RUNS: u8 = 0;
const ENDED: u8 = 1;
const GIVEN_UP: u8 = 2;

/// A decoder's end, however it comes: one that was given up counts no more.
struct End {
    state: Arc<AtomicU8>,
    left: &'static AtomicUsize,
}

impl Drop for End {
    fn drop(&mut self) {
        if self.state.swap(ENDED, Ordering::SeqCst) == GIVEN_UP {
            self.left.fetch_sub(1, Ordering::SeqCst);
        }
    }
}

/// What a decoder makes of its input, or that it gave up on it.
pub(super) fn guarded<T: Send + 'static>(
    what: &'static str,
    limit: Duration,
    decode: impl FnOnce() -> Result<T, IntakeError> + Send + 'static,
) -> Result<T, IntakeError> {
    counted(&LEFT, what, limit, decode)
}

fn counted<T: Send + 'static>(
    left: &'static AtomicUsize,
    what: &'static str,
    limit: Duration,
    decode: impl FnOnce() -> Result<T, IntakeError> + Send + 'static,
) -> Result<T, IntakeError> {
    if left.load(Ordering::SeqCst) >= MOST_LEFT {
        return Err(IntakeError::Overrun);
    }
    let (done, result) = mpsc::sync_channel(1);
    let state = Arc::new(AtomicU8::new(RUNS));
    let end = End { state: Arc::clone(&state), left };
    let thread = thread::Builder::new().name("decoder".into()).stack_size(STACK).spawn(move || {
        let _end = end;
        let _ = done.send(decode());
    });
    if thread.is_err() {
        return Err(IntakeError::Broken(what));
    }
    match result.recv_timeout(limit) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => {
            left.fetch_add(1, Ordering::SeqCst);
            // It may have ended just now.
            if state.compare_exchange(RUNS, GIVEN_UP, Ordering::SeqCst, Ordering::SeqCst).is_err() {
                left.fetch_sub(1, Ordering::SeqCst);
            }
            Err(IntakeError::TooSlow(what))
        }
        // The thread ended without an answer: it panicked.
        Err(mpsc::RecvTimeoutError::Disconnected) => Err(IntakeError::Broken(what)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn panic_and_endlessness_are_errors() {
        let limit = Duration::from_secs(60);
        assert_eq!(guarded("x", limit, || Ok(7)).unwrap(), 7);
        let panicked = guarded::<()>("PDF 文件", limit, || panic!("a decoder's bug"));
        assert!(matches!(panicked, Err(IntakeError::Broken("PDF 文件"))));
        let endless = guarded("PDF 文件", Duration::from_millis(200), || {
            thread::sleep(Duration::from_secs(2));
            Ok(())
        });
        assert!(matches!(endless, Err(IntakeError::TooSlow("PDF 文件"))));
    }

    #[test]
    fn decoders_that_never_end_do_not_pile_up() {
        static LEFT: AtomicUsize = AtomicUsize::new(0);
        let limit = Duration::from_millis(50);
        let mut ends = Vec::new();
        for n in 0..MOST_LEFT {
            let (end, wait) = mpsc::channel::<()>();
            ends.push(end);
            // One of them panics in the end.
            let endless = counted(&LEFT, "PDF 文件", limit, move || {
                let _ = wait.recv();
                assert!(n > 0, "a decoder's bug");
                Ok(())
            });
            assert!(matches!(endless, Err(IntakeError::TooSlow(_))));
        }
        let refused = counted(&LEFT, "PDF 文件", Duration::from_secs(60), || Ok(7));
        assert!(matches!(refused, Err(IntakeError::Overrun)), "{refused:?}");
        drop(ends);
        for _ in 0..1_000 {
            if LEFT.load(Ordering::SeqCst) == 0 {
                break;
            }
            thread::sleep(Duration::from_millis(10));
        }
        assert_eq!(counted(&LEFT, "PDF 文件", Duration::from_secs(60), || Ok(7)).unwrap(), 7);
    }
}
