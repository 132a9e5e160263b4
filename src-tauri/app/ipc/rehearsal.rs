//! The calls without a window: a user whose answers are prepared.
#![cfg(test)]

use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

use office::{Office, Paper};

use crate::books::Books;
use crate::desk::Desk;
use crate::outside::{Install, Outside, Question, Unopened};
use crate::printer::{Handed, Unprinted};
use crate::work::Progress;

/// A user who gives the prepared answer, and remembers what they were asked and shown.
#[derive(Default)]
pub(super) struct User {
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
            Question::Target(name, _)
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
    fn print(&self, file: &Path, paper: Paper) -> Result<Handed, Unprinted> {
        self.hear(format!("print {} {paper:?}", file.display()));
        match std::fs::read(file) {
            Ok(pdf) if pdf.starts_with(b"%PDF-") => Ok(Handed::Printer),
            _ => Err(Unprinted::NoPrinter),
        }
    }
    fn show(&self) {
        self.hear("show".into());
    }
    fn end(&self) {
        self.hear("end".into());
    }
    fn install(&self, file: &Path) -> Result<Install, Unopened> {
        self.hear(format!("install {}", file.display()));
        Ok(Install::Runs)
    }
    fn updates(&self) -> Option<PathBuf> {
        None
    }
    fn logs(&self) -> Option<PathBuf> {
        None
    }
    fn tell(&self, _: &Progress) {}
}

pub(super) fn desk(answer: Option<PathBuf>) -> (Desk, Arc<Mutex<Vec<String>>>) {
    with_data(None, answer)
}

/// One whose library lies in a folder.
pub(super) fn desk_in(data: &Path) -> Desk {
    with_data(Some(data.to_owned()), None).0
}

fn with_data(data: Option<PathBuf>, answer: Option<PathBuf>) -> (Desk, Arc<Mutex<Vec<String>>>) {
    let user = User { answer, ..User::default() };
    let heard = Arc::clone(&user.heard);
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("fonts");
    let books = Books::new(data, Arc::new(office::local_now));
    // Whatever this machine has installed.
    let office = Office::new(fonts).unwrap().with_font_folders(Vec::new());
    (Desk::new(office, books, Box::new(user)), heard)
}
