//! All the page may ask for.
//!
//! One list, [`commands!`], is the source of everything: the functions Tauri calls, the handler, and the surface
//! from which `ui/src/ipc/generated.ts` is written (`tests/bindings.rs` fails when that file is stale). What a call
//! does stands in the file of its page: `calls.rs` for a published report (what it shows in `view.rs`), `output.rs` for
//! what leaves the program, `years.rs`, `reading.rs`, `checking.rs`, `draft.rs` (with `paper.rs`), `history.rs`,
//! `compare.rs` (what it tells in `compared.rs`), `notice.rs`, `settings.rs`, `help.rs`. None of them knows Tauri, so
//! another host can offer the same calls.

mod calls;
mod checking;
mod compare;
mod compared;
mod describe;
mod draft;
mod failure;
mod findings;
mod help;
mod history;
mod notice;
mod opening;
mod output;
mod paper;
mod reading;
mod rehearsal;
mod settings;
mod sheet;
mod source;
mod view;
mod years;

use std::sync::Arc;
use std::thread;
use std::time::Instant;

use crate::closing::CloseAnswer;
use crate::desk::Desk;
pub use describe::typescript;
pub use failure::Failure;
pub use view::{Opened, Printed};

use checking::CheckedAll;
use compare::CompareWish;
use compared::{ChartShape, Comparable, ComparedAnswer, DoubtfulView, SourcesView, TextsView};
use draft::{ProseAct, TableEdit};
use help::{AboutView, UpdateView};
use history::{DifferenceView, RevisionView};
use notice::{NoticeView, SheetWish};
use output::{PrintChoice, PrintFonts, Printable, ProofView};
use paper::{OpenedPaper, Piece, Written};
use settings::{RestoreView, Settings, SettingsView};
use sheet::{SheetNow, SheetView, StoredAll, Storing, TrayView};
use view::last_name;
use years::{Added, Home};

/// The event that tells the page: a file was dropped on the window and is now the chosen one.
pub const SOURCE_DROPPED: &str = "source-dropped";

/// The event that asks the page whether the window may close; it answers with `may_close`.
pub const CLOSE_ASKED: &str = "close-asked";

/// The event that tells the page how far some work is.
pub const WORK_PROGRESS: &str = "work-progress";

/// From the list of calls: a Tauri command each, the handler of them all, and their description.
macro_rules! commands {
    ($($page:ident { $($(#[doc = $doc:literal])+ fn $name:ident($($arg:ident: $ty:ty),*) -> $answer:ty;)+ })+) => {
        mod door {
            use super::*;
            $($(
                $(#[doc = $doc])+
                #[tauri::command]
                pub async fn $name(
                    desk: tauri::State<'_, Arc<Desk>>,
                    $($arg: $ty),*
                ) -> Result<$answer, Failure> {
                    let desk = Arc::clone(&desk);
                    answer(stringify!($name), move || $page::$name(&desk, $($arg),*)).await
                }
            )+)+
        }

        /// Answers the page's calls.
        pub fn handler() -> impl Fn(tauri::ipc::Invoke<tauri::Wry>) -> bool + Send + Sync + 'static {
            tauri::generate_handler![$($(door::$name),+),+]
        }

        /// The calls, for `describe.rs`.
        fn surface(types: &mut describe::Types) -> Vec<describe::Call> {
            vec![$($(describe::Call {
                name: stringify!($name),
                docs: &[$($doc),+],
                arguments: vec![$((stringify!($arg), types.name::<$ty>())),*],
                answer: types.name::<$answer>(),
            }),+),+]
        }
    };
}

commands! {
    calls {
        /// Tells the host that the page has painted, so that it may show the window.
        fn painted() -> ();
        /// Opens the sample report.
        fn open_sample() -> Opened;
        /// Asks the user for a file to read; false when they changed their mind.
        fn choose_source() -> bool;
        /// Reads the file that was chosen or dropped.
        fn read_source() -> Opened;
        /// Answers [`CLOSE_ASKED`].
        fn may_close(answer: CloseAnswer) -> ();
        /// Ends the long work that is being done, before its next thing.
        fn stop_work() -> ();
    }
    output {
        /// The PDF of the open report.
        fn preview(of: Printable, choice: PrintChoice) -> ProofView;
        /// The typefaces this office prints with, and what the machine has.
        fn print_fonts() -> PrintFonts;
        /// Sets for this library whether the machine's own typefaces are used.
        fn choose_print_fonts(own: bool) -> PrintFonts;
        /// Asks the user where a file of this kind (`pdf`, `docx`, `xlsx`, `html`, `txt`, `json`) shall go; false when
        /// they changed their mind.
        fn choose_target(of: Printable, format: String) -> bool;
        /// Writes the open report to the place that was chosen; the choice is for a PDF.
        fn print_target(of: Printable, choice: PrintChoice) -> Printed;
        /// Gives the PDF of the open report to the printer; false where it was opened in the machine's viewer instead.
        fn send_to_printer(of: Printable, choice: PrintChoice) -> bool;
        /// Opens the written file in the machine's program for it.
        fn open_printed() -> ();
        /// Shows the written file in its folder.
        fn reveal_printed() -> ();
    }
    years {
        /// The years of the agency; what keeps the library closed, where it does not open.
        fn home() -> Home;
        /// Makes the first backup of the day.
        fn back_up_daily() -> Option<String>;
        /// The level that an agency's name tells.
        fn guess_level(name: String) -> &'static str;
        /// Adds an agency, whose years are shown from then on.
        fn add_agency(name: String, level: String) -> ();
        /// Shows another agency's years.
        fn show_agency(agency: i64) -> ();
        /// Begins a year's report, blank or from last year's; gives its number.
        fn begin_year(agency: i64, year: u16, from_last: bool) -> i64;
        /// Puts the report that was read into the library.
        fn keep_opened(replace: bool) -> Added;
        /// Puts the newest backup in the place of the damaged library; gives where that is kept.
        fn use_backup() -> String;
        /// Puts what can be saved in the place of the damaged library; gives where that is kept.
        fn use_rescued() -> String;
    }
    reading {
        /// Asks the user for documents to read, or for a folder of them; false when they changed their mind.
        fn choose_documents(folder: bool) -> bool;
        /// Reads the documents that were chosen or dropped.
        fn read_documents() -> TrayView;
        /// Reads what was pasted, as text and as a page.
        fn read_pasted(text: String, html: String) -> TrayView;
        /// What was read, as it stands now.
        fn tray_view() -> TrayView;
        /// A document beside its source.
        fn open_sheet(at: usize) -> SheetView;
        /// Confirms a cell; with what is written in its place, where that is not null.
        fn confirm_cell(at: usize, cell: String, written: Option<String>) -> SheetNow;
        /// Takes a confirmation back.
        fn doubt_cell(at: usize, cell: String) -> SheetNow;
        /// Says whose report it is and of which year.
        fn identify(at: usize, agency: String, year: u16) -> SheetNow;
        /// Puts a document into the library.
        fn store_sheet(at: usize, storing: Storing) -> Added;
        /// Puts all documents into the library that are wholly sure and in no conflict.
        fn store_sure() -> StoredAll;
        /// How many documents somebody confirmed something of and did not store.
        fn unstored() -> usize;
        /// Puts away what was read, stored or not.
        fn put_tray_away() -> ();
        /// What could not be read and why, as text.
        fn unread_report() -> String;
        /// Asks where that text shall go and writes it there; false when the user changed their mind.
        fn save_unread_report() -> bool;
        /// Begins a blank year for a document that has no text; gives its number.
        fn begin_by_hand(agency: String, year: u16) -> i64;
    }
    checking {
        /// Checks every report of the library, until the user has had enough.
        fn check_all() -> CheckedAll;
    }
    draft {
        /// Opens a report to write it.
        fn open_report(report: i64) -> OpenedPaper;
        /// Changes cells of a table.
        fn fill_in(edit: TableEdit) -> Written;
        /// Lets a total follow its parts again.
        fn add_up(total: String) -> Written;
        /// Replaces what is written in a place.
        fn write_prose(place: String, paragraphs: Vec<Vec<Piece>>, how: ProseAct) -> Written;
        /// Says that a place that was copied from last year has been gone over.
        fn go_over(place: String) -> Written;
        /// Mends what a finding found.
        fn mend(key: String) -> Written;
        /// Sets a finding aside with a reason.
        fn set_aside(key: String, reason: String) -> Written;
        /// Takes a finding up again.
        fn take_up(key: String) -> Written;
        /// Undoes the last step.
        fn undo() -> Written;
        /// Does again what was undone last.
        fn redo() -> Written;
        /// Marks the report as final.
        fn finalise() -> Written;
        /// Records when and where the report was published; the day as YYYY-MM-DD.
        fn publish(date: String, place: String) -> Written;
        /// Records a correction of the published report, with its reason.
        fn correct(reason: String) -> Written;
    }
    history {
        /// The revisions of the open report, newest first.
        fn revisions() -> Vec<RevisionView>;
        /// What changed since a revision.
        fn compare(revision: String) -> DifferenceView;
        /// Goes back to a revision.
        fn revert(revision: String) -> Written;
    }
    compare {
        /// What can be compared.
        fn comparable() -> Comparable;
        /// Reads what is likely to be asked of agencies.
        fn read_ahead(agencies: Vec<i64>) -> ();
        /// Indicators of agencies over the years, unless the library is still in the state they are known from.
        fn compare_years(wish: CompareWish, known: Option<String>) -> ComparedAnswer;
        /// Which numbers of an agency's years, among those that indicators are made of, nobody has compared with the
        /// document they were read from.
        fn doubtful_years(agency: i64, years: Vec<u16>, indicators: Vec<String>) -> Vec<DoubtfulView>;
        /// What indicators mean, and which cells of each edition of the form they are made of.
        fn indicator_sources(ids: Vec<String>) -> Vec<SourcesView>;
        /// What two reports say, paragraph beside paragraph.
        fn compare_texts(before: i64, after: i64) -> TextsView;
        /// Asks where the numbers shall go as a workbook and writes it; its name, null when the user changed their mind.
        fn save_comparison(wish: CompareWish, title: String) -> Option<String>;
        /// Asks where a chart shall go as a vector picture and writes it; its name, null when the user changed their mind.
        fn save_chart(wish: CompareWish, kind: ChartShape, title: String) -> Option<String>;
        /// Asks where a drawn picture (PNG in base64) shall go and writes it; its name, null when the user changed their mind.
        fn save_picture(picture: String, title: String) -> Option<String>;
    }
    notice {
        /// What a notice sheet would show and say.
        fn notice_view(wish: SheetWish) -> NoticeView;
        /// Says that somebody compared cells of a report with the document it was read from.
        fn vouch_for(report: i64, cells: Vec<String>) -> ();
        /// Asks where a notice sheet shall go and prints it there; null when the user changed their mind.
        fn save_notice(wish: SheetWish) -> Option<Printed>;
    }
    settings {
        /// What is set.
        fn settings() -> SettingsView;
        /// Sets it.
        fn change_settings(settings: Settings) -> SettingsView;
        /// Sets how grave a rule is for this office; null makes it the catalogue's again.
        fn set_severity(rule: String, severity: Option<String>) -> SettingsView;
        /// Asks for another folder and moves the library there; the old file where the system keeps it, empty where
        /// not, null when the user changed their mind.
        fn choose_folder() -> Option<String>;
        /// Makes a backup.
        fn back_up() -> SettingsView;
        /// What restoring a backup would change.
        fn preview_restore(backup: String) -> RestoreView;
        /// Restores a backup.
        fn restore(backup: String) -> SettingsView;
    }
    help {
        /// What program this is, on what system, and under whose licences.
        fn about() -> AboutView;
        /// Asks where what helps to find a mistake shall go and writes it there; its path, null when the user changed
        /// their mind.
        fn export_diagnosis() -> Option<String>;
        /// Asks for the installer of a newer version and checks its signature; null when the user changed their mind.
        fn choose_update() -> Option<UpdateView>;
        /// Backs the library up and starts the chosen installer. Null when it runs and this program ends; else the
        /// system was asked to open it, and this is the line that installs it where nothing opens.
        fn install_update() -> Option<String>;
    }
}

/// What the home page shows first, or why it cannot.
pub type FirstLook = Result<Home, Failure>;

/// Opens the library and looks through it beside the window, which takes as long to come up.
pub fn look_ahead(desk: &Arc<Desk>) {
    let at = Arc::clone(desk);
    desk.set_first_look(thread::spawn(move || years::look(&at)));
}

/// Does the work of a call beside the window's thread. A panic there ends this call alone: it is logged (its place
/// by the hook set in `start.rs`, here the call's name) and becomes the code `internal`.
async fn answer<T: Send + 'static>(
    call: &'static str,
    work: impl FnOnce() -> Result<T, Failure> + Send + 'static,
) -> Result<T, Failure> {
    let begun = Instant::now();
    let outcome = match tauri::async_runtime::spawn_blocking(work).await {
        Ok(outcome) => outcome,
        Err(_) => Err(Failure::internal()),
    };
    log::debug!("{call}: {} µs", begun.elapsed().as_micros());
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
