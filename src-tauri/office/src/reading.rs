//! Reading many documents: a folder, or a packed one.

use crate::{file, parallel::on_all_cores, Office, OfficeError, Sheet, Tray, TrayItem};
use intake::Reading;
use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, Ordering},
};

/// The most files of a folder.
const MOST_FILES: usize = 20_000;

/// The deepest folder within a folder.
const DEEPEST: usize = 16;

/// What was made of one of many documents.
pub struct ReadOne {
    /// Its place in the folder or in the packed file.
    pub name: String,
    /// The reading, or why there is none.
    pub reading: Result<Reading, OfficeError>,
}

impl Office {
    /// Whether a path holds many documents: a folder, or a packed file with documents in it.
    pub fn holds_many(&self, path: &Path) -> bool {
        path.is_dir() || file::read(path, self.budget.bytes).is_ok_and(|bytes| intake::is_packed(&bytes))
    }

    /// Reads every document of a folder or of a packed file, in the order of their names, on all cores; `done` hears
    /// how many files are finished. What cannot be read is told with its reason, and the others are read.
    ///
    /// # Errors
    /// When the folder itself cannot be listed.
    pub fn read_many(&self, path: &Path, done: impl FnMut(usize)) -> Result<Vec<ReadOne>, OfficeError> {
        let files = if path.is_dir() { files_below(path)? } else { vec![path.to_owned()] };
        let named = |file: &Path| {
            let inner = file.strip_prefix(path).ok().filter(|inner| !inner.as_os_str().is_empty());
            inner.unwrap_or(file).display().to_string()
        };
        let read = |file: &PathBuf| self.read_whatever(file, &named(file));
        Ok(on_all_cores(&files, read, done).into_iter().flatten().collect())
    }

    /// Reads everything that was chosen: files, folders, packed files. `go_on` hears how many files are finished, of
    /// how many, and ends the rest when the user has had enough; what cannot be read is told with its reason.
    pub fn read_all(
        &self,
        paths: &[PathBuf],
        mut go_on: impl FnMut(usize, usize) -> ControlFlow<()>,
    ) -> Tray {
        let mut tray = Tray::default();
        let mut files: Vec<(PathBuf, String)> = Vec::new();
        for path in paths {
            let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
            if !path.is_dir() {
                files.push((path.clone(), name));
                continue;
            }
            match files_below(path) {
                Ok(below) => files.extend(below.into_iter().map(|file| {
                    let inner = file.strip_prefix(path).unwrap_or(&file).display().to_string();
                    (file, format!("{name}/{inner}"))
                })),
                Err(error) => tray.items.push(TrayItem { name, read: Err(error) }),
            }
        }
        let enough = AtomicBool::new(false);
        let mut told = |done: usize| {
            if go_on(done, files.len()).is_break() {
                enough.store(true, Ordering::Relaxed);
            }
        };
        told(0);
        let read = |(path, name): &(PathBuf, String)| {
            (!enough.load(Ordering::Relaxed)).then(|| self.read_whatever(path, name))
        };
        let read = on_all_cores(&files, read, told);
        tray.left = read.iter().filter(|it| it.is_none()).count();
        let all = read.into_iter().flatten().flatten();
        tray.items.extend(all.map(|one| TrayItem { name: one.name, read: one.reading.map(Sheet::new) }));
        tray
    }

    /// Reads what was on the clipboard, as text and as a page where both are there: of the two the one that gives
    /// more cells without doubt.
    ///
    /// # Errors
    /// When neither holds an annual report.
    pub fn read_pasted(&self, text: &str, html: &str) -> Result<Sheet, OfficeError> {
        const NAME: &str = "粘贴的内容";
        let of_text = || self.read(None, text.as_bytes());
        let page = (!html.trim().is_empty()).then(|| {
            // A clipboard's page is a piece of one, and has no head of its own.
            let page = format!(
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{html}</body></html>"
            );
            self.read(None, page.as_bytes())
        });
        let sure = |reading: &Reading| reading.sightings.values().filter(|it| it.certain).count();
        let best = match page {
            Some(Ok(page)) => match of_text() {
                Ok(text) if sure(&text) > sure(&page) => Ok(text),
                _ => Ok(page),
            },
            _ => of_text(),
        };
        best.map(Sheet::new).map_err(|error| match error {
            OfficeError::NoReport { .. } => OfficeError::NoReport { name: NAME.to_owned() },
            OfficeError::Unreadable { source, .. } => {
                OfficeError::Unreadable { name: NAME.to_owned(), source }
            }
            other => other,
        })
    }

    /// The document, or the documents, of a file.
    fn read_whatever(&self, path: &Path, name: &str) -> Vec<ReadOne> {
        let one = |name: String, reading| ReadOne { name, reading };
        let bytes = match file::read(path, self.budget.bytes) {
            Ok(bytes) => bytes,
            Err(error) => return vec![one(name.to_owned(), Err(error))],
        };
        let last = path.file_name().map(|last| last.to_string_lossy());
        if !intake::is_packed(&bytes) {
            return vec![one(name.to_owned(), self.read(last.as_deref(), &bytes))];
        }
        match intake::read_packed(&bytes, &self.forms, self.budget) {
            Ok(inner) => inner
                .into_iter()
                .map(|(inner, reading)| {
                    let reading = self.is_report(&inner, reading);
                    one(format!("{name}/{inner}"), reading)
                })
                .collect(),
            Err(source) => {
                let error = OfficeError::Unreadable { name: name.to_owned(), source };
                vec![one(name.to_owned(), Err(error))]
            }
        }
    }
}

/// The files below a folder, by name; what systems hide is left out, and links to folders are not followed.
fn files_below(folder: &Path) -> Result<Vec<PathBuf>, OfficeError> {
    let failed = |path: &Path, source| OfficeError::Open { path: path.display().to_string(), source };
    let mut files = Vec::new();
    let mut folders = vec![(folder.to_owned(), 0)];
    while let Some((folder, depth)) = folders.pop() {
        let entries = fs::read_dir(&folder).map_err(|error| failed(&folder, error))?;
        for entry in entries {
            let entry = entry.map_err(|error| failed(&folder, error))?;
            let kind = entry.file_type().map_err(|error| failed(&entry.path(), error))?;
            if entry.file_name().to_string_lossy().starts_with('.') {
                continue;
            }
            if kind.is_dir() && depth < DEEPEST {
                folders.push((entry.path(), depth + 1));
            } else if !kind.is_dir() {
                files.push(entry.path());
            }
        }
    }
    files.sort();
    files.truncate(MOST_FILES);
    Ok(files)
}
