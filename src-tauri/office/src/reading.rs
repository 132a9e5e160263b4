//! Reading many documents: a folder, or a packed one.

use crate::{file, parallel::on_all_cores, Office, OfficeError};
use intake::Reading;
use std::{
    fs,
    path::{Path, PathBuf},
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
