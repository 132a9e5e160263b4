//! Reading many documents: a folder, or a packed one.

use crate::{file, parallel::on_all_cores, Office, OfficeError, Sheet, Tray, TrayItem};
use intake::{IntakeError, Reading};
use std::{
    collections::HashMap,
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::atomic::{AtomicBool, AtomicUsize, Ordering},
};
use store::package::{self, Enclosed, Package};

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
        let steps = Steps::new(files.len(), &|_, _| ControlFlow::Continue(()));
        let read = |file: &PathBuf| self.read_whatever(file, &named(file), &steps);
        let mut all: Vec<ReadOne> =
            on_all_cores(&files, read, done).into_iter().flatten().flatten().collect();
        beside_one_another(&mut all);
        Ok(all)
    }

    /// Reads everything that was chosen: files, folders, packed files. `go_on` hears how many documents are finished,
    /// of how many, on whatever core read them, and ends the rest when the user has had enough; what cannot be read is
    /// told with its reason.
    pub fn read_all(
        &self,
        paths: &[PathBuf],
        go_on: impl Fn(usize, usize) -> ControlFlow<()> + Sync,
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
        let steps = Steps::new(files.len(), &go_on);
        let read = |(path, name): &(PathBuf, String)| {
            if steps.go_on(0) {
                self.read_whatever(path, name, &steps)
            } else {
                vec![None]
            }
        };
        let read = on_all_cores(&files, read, |_| ());
        let read: Vec<Option<ReadOne>> = read.into_iter().flatten().collect();
        tray.left = read.iter().filter(|one| one.is_none()).count();
        let mut read: Vec<ReadOne> = read.into_iter().flatten().collect();
        beside_one_another(&mut read);
        tray.items.extend(read.into_iter().map(TrayItem::from));
        tray
    }

    /// Reads what was on the clipboard, as text and as a page where both are there: of the two the one that gives
    /// more cells without doubt.
    ///
    /// # Errors
    /// When neither holds an annual report.
    pub fn read_pasted(&self, text: &str, html: &str) -> Result<Tray, OfficeError> {
        const NAME: &str = "粘贴的内容";
        let of_text = || self.read(None, text.as_bytes());
        let page = (!html.trim().is_empty()).then(|| {
            // A clipboard's page is a piece of one, and has no head of its own.
            let page = format!(
                "<!DOCTYPE html><html><head><meta charset=\"utf-8\"></head><body>{html}</body></html>"
            );
            self.read(None, page.as_bytes())
        });
        let sure = |reading: &Reading| {
            let historic = reading.historic.iter().flat_map(|year| year.sightings.values());
            reading.sightings.values().chain(historic).filter(|it| it.certain).count()
        };
        let best = match page {
            Some(Ok(page)) => match of_text() {
                Ok(text) if sure(&text) > sure(&page) => Ok(text),
                _ => Ok(page),
            },
            _ => of_text(),
        };
        let parts = best.map(|reading| parts(NAME, Ok(reading)));
        let items = parts.map(|parts| parts.into_iter().map(TrayItem::from).collect());
        items.map(|items| Tray { items, left: 0 }).map_err(|error| match error {
            OfficeError::NoReport { .. } => OfficeError::NoReport { name: NAME.to_owned() },
            OfficeError::Unreadable { source, .. } => {
                OfficeError::Unreadable { name: NAME.to_owned(), source }
            }
            other => other,
        })
    }

    /// The document, or the documents, of a file; none in the place of what was left.
    fn read_whatever(&self, path: &Path, name: &str, steps: &Steps<'_>) -> Vec<Option<ReadOne>> {
        let alone = |reading| {
            steps.go_on(1);
            parts(name, reading).into_iter().map(Some).collect()
        };
        let bytes = match file::read(path, self.budget.bytes) {
            Ok(bytes) => bytes,
            Err(error) => return alone(Err(error)),
        };
        match self.package_of(path, &bytes) {
            Some(Ok(package)) => return self.read_package(&package, name, steps),
            Some(Err(error)) => return alone(Err(error)),
            None => {}
        }
        if !intake::is_packed(&bytes) {
            let last = path.file_name().map(|last| last.to_string_lossy());
            return alone(self.read(last.as_deref(), &bytes));
        }
        let mut inside = 0;
        let go_on = |done, of| {
            if done == 0 {
                // The packed file itself was counted as one.
                inside = of;
                steps.add(of - 1);
            }
            if steps.go_on(usize::from(done > 0)) {
                ControlFlow::Continue(())
            } else {
                ControlFlow::Break(())
            }
        };
        let unreadable = |source| OfficeError::Unreadable { name: name.to_owned(), source };
        match intake::read_packed(&bytes, &self.forms, self.budget, go_on) {
            Ok(_) if inside == 0 => alone(Err(unreadable(IntakeError::Empty))),
            Ok(inner) => {
                steps.go_on(1);
                let left = inside - inner.len();
                let read = inner.into_iter().flat_map(|(inner, reading)| {
                    let reading = self.is_report(&inner, reading);
                    parts(&format!("{name}/{inner}"), reading)
                });
                read.map(Some).chain(std::iter::repeat_with(|| None).take(left)).collect()
            }
            Err(source) => alone(Err(unreadable(source))),
        }
    }
}

impl Office {
    /// The exchange package that a file is. One that is called so and is none is an error; under any other name it is
    /// whatever else it may be.
    fn package_of(&self, path: &Path, bytes: &[u8]) -> Option<Result<Package, OfficeError>> {
        let is_called_so = path.extension().is_some_and(|it| it.eq_ignore_ascii_case(package::EXTENSION));
        if !is_called_so && !package::may_be(bytes) {
            return None;
        }
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        match Package::read(&name, bytes, &self.forms, &package::Budget::default()) {
            Ok(package) => Some(Ok(package)),
            Err(error) if is_called_so => Some(Err(store::StoreError::from(error).into())),
            Err(_) => None,
        }
    }

    /// The reports of an exchange package, exactly as they were handed over; its PDFs say the same once more.
    fn read_package(&self, package: &Package, name: &str, steps: &Steps<'_>) -> Vec<Option<ReadOne>> {
        let enclosed = package.enclosed();
        steps.add(enclosed.len().saturating_sub(1));
        let read = |(n, it): (usize, &Enclosed)| {
            if !steps.go_on(0) {
                return None;
            }
            let name = format!("{name}/{} {}年", it.agency, it.year);
            let reading = self.enclosed(package, n, &name);
            steps.go_on(1);
            Some(ReadOne { name, reading })
        };
        enclosed.iter().enumerate().map(read).collect()
    }

    fn enclosed(&self, package: &Package, n: usize, name: &str) -> Result<Reading, OfficeError> {
        let report = package.report(n, &self.forms).map_err(store::StoreError::from)?;
        let report = report.ok_or(OfficeError::NoSuchDocument)?;
        let json = report::json::to_json(&report).map_err(|error| OfficeError::Unreadable {
            name: name.to_owned(),
            source: IntakeError::Json(error),
        })?;
        self.read(None, json.as_bytes())
    }
}

/// What was made of a document: its report, and each year before the forms of 2019 that stands in it.
fn parts(name: &str, reading: Result<Reading, OfficeError>) -> Vec<ReadOne> {
    let one = |reading: Reading| {
        let report = &reading.report;
        let name = match report.form().is_report() {
            true => name.to_owned(),
            false => format!("{name}（{}年历史指标）", report.year),
        };
        ReadOne { name, reading: Ok(reading) }
    };
    match reading {
        Ok(reading) => reading.into_parts().into_iter().map(one).collect(),
        Err(error) => vec![ReadOne { name: name.to_owned(), reading: Err(error) }],
    }
}

impl From<ReadOne> for TrayItem {
    fn from(one: ReadOne) -> Self {
        TrayItem { name: one.name, read: one.reading.map(Sheet::new) }
    }
}

/// Of digits that ran together, last year's report of the same agency says which way to divide them is the likelier.
fn beside_one_another(all: &mut [ReadOne]) {
    let whose = |one: &ReadOne| -> Option<(String, u16)> {
        let report = &one.reading.as_ref().ok()?.report;
        (!report.agency.is_empty()).then(|| (report.agency.clone(), report.year))
    };
    let places: HashMap<(String, u16), usize> =
        all.iter().enumerate().filter_map(|(at, one)| Some((whose(one)?, at))).collect();
    for at in 0..all.len() {
        let in_doubt = all[at].reading.as_ref().is_ok_and(|it| it.uncertain().next().is_some());
        let last_year = whose(&all[at])
            .filter(|_| in_doubt)
            .and_then(|(agency, year)| places.get(&(agency, year.checked_sub(1)?)).copied());
        let Some(Ok([one, last])) = last_year.map(|last| all.get_disjoint_mut([at, last])) else { continue };
        if let (Ok(reading), Ok(last)) = (&mut one.reading, &last.reading) {
            reading.beside_last_year(last);
        }
    }
}

/// How far reading many documents is, counted on all cores at once.
struct Steps<'a> {
    done: AtomicUsize,
    of: AtomicUsize,
    enough: AtomicBool,
    tell: &'a (dyn Fn(usize, usize) -> ControlFlow<()> + Sync),
}

impl<'a> Steps<'a> {
    fn new(of: usize, tell: &'a (dyn Fn(usize, usize) -> ControlFlow<()> + Sync)) -> Steps<'a> {
        Steps { done: AtomicUsize::new(0), of: AtomicUsize::new(of), enough: AtomicBool::new(false), tell }
    }

    /// There are so many more than was known.
    fn add(&self, more: usize) {
        self.of.fetch_add(more, Ordering::Relaxed);
    }

    /// Whether to go on, now that so many more are finished.
    fn go_on(&self, finished: usize) -> bool {
        let done = self.done.fetch_add(finished, Ordering::Relaxed) + finished;
        if (self.tell)(done, self.of.load(Ordering::Relaxed)).is_break() {
            self.enough.store(true, Ordering::Relaxed);
        }
        !self.enough.load(Ordering::Relaxed)
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
