//! Decoders that are not ours run in a thread of their own: one that panics or never ends is an error, not the end.

use crate::IntakeError;
use std::{sync::mpsc, thread, time::Duration};

/// Deep documents are walked with recursion by some libraries.
const STACK: usize = 64 << 20;

/// What a decoder makes of its input, or that it gave up on it.
pub(super) fn guarded<T: Send + 'static>(
    what: &'static str,
    limit: Duration,
    decode: impl FnOnce() -> Result<T, IntakeError> + Send + 'static,
) -> Result<T, IntakeError> {
    let (done, result) = mpsc::sync_channel(1);
    let thread = thread::Builder::new().name("decoder".into()).stack_size(STACK).spawn(move || {
        let _ = done.send(decode());
    });
    if thread.is_err() {
        return Err(IntakeError::Broken(what));
    }
    match result.recv_timeout(limit) {
        Ok(result) => result,
        Err(mpsc::RecvTimeoutError::Timeout) => Err(IntakeError::TooSlow(what)),
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
}
