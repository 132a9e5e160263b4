//! What the calls do: each one step with the desk, the office and the user.

use super::{Failure, Opened};
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

#[cfg(test)]
mod tests {
    use std::path::Path;

    use super::*;
    use crate::ipc::rehearsal::desk;

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
}
