//! What the calls do: each one step with the desk, the office and the user.

use std::path::PathBuf;

use office::Printing;
use report::Report;
use serde::Deserialize;
use ts_rs::TS;

use super::{Failure, Opened, Printed};
use crate::closing::CloseAnswer;
use crate::desk::Desk;
use crate::outside::Question;

pub(super) fn painted(desk: &Desk) -> Result<(), Failure> {
    desk.outside().show();
    Ok(())
}

pub(super) fn open_sample(desk: &Desk) -> Result<Opened, Failure> {
    let reading = desk.lay(desk.office().sample()?, None);
    Ok(Opened::new(&reading, &desk.office().check(&reading), None))
}

pub(super) fn choose_source(desk: &Desk) -> Result<bool, Failure> {
    let paths = desk.outside().ask(Question::Source);
    let any = !paths.is_empty();
    desk.choose_sources(paths);
    Ok(any)
}

pub(super) fn read_source(desk: &Desk) -> Result<Opened, Failure> {
    let path = desk.take_source().ok_or_else(Failure::nothing_chosen)?;
    let reading = desk.lay(desk.office().read_file(&path)?, Some(&path));
    Ok(Opened::new(&reading, &desk.office().check(&reading), Some(&path)))
}

/// Which of the open reports is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Printable {
    /// The one that was read.
    Reading,
    /// The one that is being written.
    Draft,
}

fn report(desk: &Desk, of: Printable) -> Result<Report, Failure> {
    match of {
        Printable::Reading => Ok(desk.open().ok_or_else(Failure::nothing_open)?.report.clone()),
        Printable::Draft => {
            Ok(desk.books().with_draft(desk.office(), |_, draft| Ok(draft.report().clone()))?)
        }
    }
}

pub(super) fn choose_target(desk: &Desk, of: Printable) -> Result<bool, Failure> {
    let name = desk.office().pdf_name(&report(desk, of)?);
    let path = desk.outside().ask(Question::Target(&name)).pop();
    Ok(path.map(|path| desk.choose_target(with_ending(path, "pdf"))).is_some())
}

pub(super) fn print_target(desk: &Desk, of: Printable) -> Result<Printed, Failure> {
    let report = report(desk, of)?;
    let path = desk.take_target().ok_or_else(Failure::nothing_chosen)?;
    let source = desk.read_from().filter(|_| of == Printable::Reading);
    desk.office().print_file(&report, &Printing::default(), source.as_deref(), &path)?;
    desk.set_printed(&path);
    Ok(Printed::new(&path))
}

pub(super) fn open_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().open(&path)?)
}

pub(super) fn reveal_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().reveal(&path)?)
}

pub(super) fn may_close(desk: &Desk, answer: CloseAnswer) -> Result<(), Failure> {
    desk.closing().answer();
    if answer == CloseAnswer::Close {
        desk.outside().end();
    }
    Ok(())
}

pub(super) fn stop_work(desk: &Desk) -> Result<(), Failure> {
    desk.work().stop();
    Ok(())
}

/// GTK's dialog gives the name as typed, without the ending; an existing file of the longer name was not asked about.
pub(super) fn with_ending(path: PathBuf, wanted: &str) -> PathBuf {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)) {
        return path;
    }
    let mut longer = path.clone().into_os_string();
    longer.push(format!(".{wanted}"));
    let longer = PathBuf::from(longer);
    if longer.exists() {
        path
    } else {
        longer
    }
}

#[cfg(test)]
mod tests {
    use std::path::Path;
    use std::sync::{Arc, Mutex};

    use office::Office;

    use super::*;
    use crate::books::Books;
    use crate::outside::{Outside, Unopened};
    use crate::work::Progress;

    /// A user who gives the prepared answer, and remembers what they were asked and shown.
    #[derive(Default)]
    struct User {
        answer: Option<PathBuf>,
        heard: Arc<Mutex<Vec<String>>>,
    }

    impl User {
        fn hear(&self, what: String) {
            self.heard.lock().unwrap().push(what);
        }
    }

    impl Outside for User {
        fn ask(&self, question: Question<'_>) -> Vec<PathBuf> {
            self.hear(match question {
                Question::Source | Question::Documents => "source?".into(),
                Question::Folder | Question::DocumentFolder => "folder?".into(),
                Question::Update => "update?".into(),
                Question::Target(name)
                | Question::Text(name)
                | Question::Comparison(name)
                | Question::Diagnosis(name) => {
                    format!("target? {name}")
                }
            });
            self.answer.clone().into_iter().collect()
        }
        fn open(&self, file: &Path) -> Result<(), Unopened> {
            self.hear(format!("open {}", file.display()));
            Ok(())
        }
        fn reveal(&self, file: &Path) -> Result<(), Unopened> {
            Err(Unopened(file.display().to_string()))
        }
        fn show(&self) {
            self.hear("show".into());
        }
        fn end(&self) {
            self.hear("end".into());
        }
        fn install(&self, file: &Path) -> Result<(), Unopened> {
            self.hear(format!("install {}", file.display()));
            Ok(())
        }
        fn logs(&self) -> Option<PathBuf> {
            None
        }
        fn tell(&self, _: &Progress) {}
    }

    fn desk(answer: Option<PathBuf>) -> (Desk, Arc<Mutex<Vec<String>>>) {
        let user = User { answer, ..User::default() };
        let heard = Arc::clone(&user.heard);
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
        let books = Books::new(None, Arc::new(office::local_now));
        (Desk::new(Office::new(fonts).unwrap(), books, Box::new(user)), heard)
    }

    #[test]
    fn the_chosen_file_is_read_once() {
        let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/data/13_hangzhou-style-city_2025.html");
        let (desk, heard) = desk(Some(file));
        assert!(choose_source(&desk).unwrap());
        let opened = read_source(&desk).unwrap();
        assert_eq!(opened.source.as_deref(), Some("13_hangzhou-style-city_2025.html"));
        assert_eq!(opened.year, 2025);
        assert_eq!(read_source(&desk).unwrap_err().code, "nothing_chosen");
        assert_eq!(*heard.lock().unwrap(), ["source?"]);
    }

    #[test]
    fn a_user_who_changes_their_mind_leaves_everything_as_it_is() {
        let (desk, _) = desk(None);
        open_sample(&desk).unwrap();
        assert!(!choose_source(&desk).unwrap());
        assert!(!choose_target(&desk, Printable::Reading).unwrap());
        assert_eq!(print_target(&desk, Printable::Reading).unwrap_err().code, "nothing_chosen");
        assert_eq!(desk.open().unwrap().report.agency, "赤壁市官塘驿镇");
    }

    #[test]
    fn a_failed_reading_leaves_the_open_report_on_the_desk() {
        let (desk, _) = desk(Some("no such file.txt".into()));
        open_sample(&desk).unwrap();
        choose_source(&desk).unwrap();
        let failure = read_source(&desk).unwrap_err();
        assert_eq!(failure.code, "open");
        assert!(failure.message.ends_with('。'), "{}", failure.message);
        assert_eq!(desk.open().unwrap().report.year, 2024);
    }

    #[test]
    fn the_open_report_is_printed_to_the_chosen_place() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk(Some(folder.path().join("年报")));
        assert_eq!(choose_target(&desk, Printable::Reading).unwrap_err().code, "nothing_open");
        assert_eq!(open_printed(&desk).unwrap_err().code, "nothing_chosen");

        open_sample(&desk).unwrap();
        assert!(choose_target(&desk, Printable::Reading).unwrap());
        let printed = print_target(&desk, Printable::Reading).unwrap();
        assert_eq!(printed.name, "年报.pdf");
        assert_eq!(Path::new(&printed.folder), folder.path());
        let pdf = folder.path().join("年报.pdf");
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));

        open_printed(&desk).unwrap();
        assert_eq!(reveal_printed(&desk).unwrap_err().code, "unopened");
        let asked = "target? 赤壁市官塘驿镇2024年政府信息公开工作年度报告.pdf".to_owned();
        assert_eq!(*heard.lock().unwrap(), [asked.clone(), format!("open {}", pdf.display())]);
    }

    #[test]
    fn the_program_ends_when_the_page_says_so() {
        let (desk, heard) = desk(None);
        let asked = desk.closing().ask();
        may_close(&desk, CloseAnswer::Wait).unwrap();
        may_close(&desk, CloseAnswer::Stay).unwrap();
        assert!(heard.lock().unwrap().is_empty() && desk.closing().is_answered(asked));
        may_close(&desk, CloseAnswer::Close).unwrap();
        assert_eq!(*heard.lock().unwrap(), ["end"]);
    }

    #[test]
    fn the_window_is_shown_when_the_page_has_painted() {
        let (desk, heard) = desk(None);
        painted(&desk).unwrap();
        assert_eq!(*heard.lock().unwrap(), ["show"]);
    }

    #[test]
    fn a_missing_ending_is_added_unless_that_would_overwrite_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let typed = folder.path().join("某局2024.1");
        assert_eq!(with_ending(typed.with_file_name("年报.pdf"), "pdf"), typed.with_file_name("年报.pdf"));
        assert_eq!(with_ending(typed.with_file_name("年报"), "pdf"), typed.with_file_name("年报.pdf"));
        assert_eq!(with_ending(typed.clone(), "pdf"), typed.with_file_name("某局2024.1.pdf"));
        std::fs::write(typed.with_file_name("年报.pdf"), "").unwrap();
        assert_eq!(with_ending(typed.with_file_name("年报"), "pdf"), typed.with_file_name("年报"));
    }
}
