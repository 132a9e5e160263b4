//! All the page may ask for.
//!
//! One list, [`commands!`], is the source of everything: the functions Tauri calls, the handler, and the surface
//! from which `ui/src/ipc/generated.ts` is written (`tests/bindings.rs` fails when that file is stale). What a call
//! does stands in `calls.rs`, what it gives in `view.rs`; both know nothing of Tauri, so another host can offer the
//! same calls.

mod calls;
mod describe;
mod failure;
mod view;

use std::sync::Arc;

use crate::desk::Desk;
pub use describe::typescript;
pub use failure::Failure;
pub use view::{Opened, Printed};

/// The event that tells the page: a file was dropped on the window and is now the chosen one.
pub const SOURCE_DROPPED: &str = "source-dropped";

/// From the list of calls: a Tauri command each, the handler of them all, and their description.
macro_rules! commands {
    ($($(#[doc = $doc:literal])+ fn $name:ident($($arg:ident: $ty:ty),*) -> $answer:ty;)+) => {
        mod door {
            use super::*;
            $(
                $(#[doc = $doc])+
                #[tauri::command]
                pub async fn $name(
                    desk: tauri::State<'_, Arc<Desk>>,
                    $($arg: $ty),*
                ) -> Result<$answer, Failure> {
                    let desk = Arc::clone(&desk);
                    answer(stringify!($name), move || calls::$name(&desk, $($arg),*)).await
                }
            )+
        }

        /// Answers the page's calls.
        pub fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$(door::$name),+]
        }

        /// The calls, for `describe.rs`.
        fn surface(types: &mut describe::Types) -> Vec<describe::Call> {
            vec![$(describe::Call {
                name: stringify!($name),
                docs: &[$($doc),+],
                arguments: vec![$((stringify!($arg), types.name::<$ty>())),*],
                answer: types.name::<$answer>(),
            }),+]
        }
    };
}

commands! {
    /// Tells the host that the page has painted, so that it may show the window.
    fn painted() -> ();
    /// Opens the sample report.
    fn open_sample() -> Opened;
    /// Asks the user for a file to read; false when they changed their mind.
    fn choose_source() -> bool;
    /// Reads the file that was chosen or dropped.
    fn read_source() -> Opened;
    /// Asks the user where the PDF shall go; false when they changed their mind.
    fn choose_target() -> bool;
    /// Prints the open report to the place that was chosen.
    fn print_target() -> Printed;
    /// Opens the printed PDF in the machine's viewer.
    fn open_printed() -> ();
    /// Shows the printed PDF in its folder.
    fn reveal_printed() -> ();
}

/// Does the work of a call beside the window's thread. A panic there ends this call alone: it is logged (its place
/// by the hook set in `start.rs`, here the call's name) and becomes the code `internal`.
async fn answer<T: Send + 'static>(
    call: &'static str,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let outcome = match tauri::async_runtime::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::internal()),
    };
    if let Err(failure) = &outcome {
        log::warn!("{call}: {}", failure.code);
    }
    outcome
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_panic_becomes_an_answer() {
        let outcome = tauri::async_runtime::block_on(answer::<()>("test", || panic!("四百件")));
        let failure = outcome.unwrap_err();
        assert_eq!(failure.code, "internal");
        assert!(!failure.message.contains("四百件"), "a panic's message may quote the report");
    }

    #[test]
    fn the_next_call_is_answered_after_a_panic() {
        let _ = tauri::async_runtime::block_on(answer::<()>("test", || panic!("once")));
        let outcome = tauri::async_runtime::block_on(answer("test", || Ok(7)));
        assert_eq!(outcome.unwrap(), 7);
    }
}
