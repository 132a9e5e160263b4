//! What lies open: one report that was read, where the next one comes from, and where the last PDF went; and the
//! library beside it.
//!
//! The page never names a path. It says "the chosen file", "the printed file", so that a page gone wrong can reach
//! no other.

use std::ops::ControlFlow;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::thread::JoinHandle;

use office::{Far, Office, Reading, Tray, Update};
use tempfile::TempDir;

use crate::books::Books;
use crate::closing::Closing;
use crate::ipc::FirstLook;
use crate::outside::Outside;
use crate::printer::Unprinted;
use crate::work::Work;

/// The state behind the window.
pub struct Desk {
    office: Office,
    books: Books,
    outside: Box<dyn Outside>,
    work: Work,
    closing: Closing,
    lies: Mutex<Lies>,
    tray: Mutex<Tray>,
    update: Mutex<Option<Update>>,
}

#[derive(Default)]
struct Lies {
    open: Option<Arc<Reading>>,
    sources: Vec<PathBuf>,
    /// They came from outside, and the page does not know yet.
    given: bool,
    /// The file that the open report was read from.
    read_from: Option<PathBuf>,
    target: Option<PathBuf>,
    printed: Option<PathBuf>,
    /// What was given to the printer, until the program ends: a viewer may still show it.
    spool: Option<TempDir>,
    /// The first look at the library, taken while the page is loaded.
    first_look: Option<JoinHandle<FirstLook>>,
}

impl Desk {
    /// An empty desk.
    pub fn new(office: Office, books: Books, outside: Box<dyn Outside>) -> Self {
        Self {
            office,
            books,
            outside,
            work: Work::default(),
            closing: Closing::default(),
            lies: Mutex::default(),
            tray: Mutex::default(),
            update: Mutex::default(),
        }
    }

    /// The use cases.
    pub fn office(&self) -> &Office {
        &self.office
    }

    /// The library and the report that is being written.
    pub fn books(&self) -> &Books {
        &self.books
    }

    /// The way to the user's screen.
    pub fn outside(&self) -> &dyn Outside {
        &*self.outside
    }

    /// The long work that may be going on.
    pub fn work(&self) -> &Work {
        &self.work
    }

    /// How far the end of the program has come.
    pub fn closing(&self) -> &Closing {
        &self.closing
    }

    /// Begins long work that says itself how far it is: the page hears it, and may end it.
    pub fn watch(&self) -> impl FnMut(Far) -> ControlFlow<()> + '_ {
        self.work.watch(|progress| self.outside.tell(&progress))
    }

    /// Lays a report on the desk, in place of the one that was there, with the file it was read from.
    pub fn lay(&self, reading: Reading, read_from: Option<&Path>) -> Arc<Reading> {
        let reading = Arc::new(reading);
        let mut lies = self.lies();
        lies.open = Some(Arc::clone(&reading));
        lies.read_from = read_from.map(Path::to_owned);
        reading
    }

    /// The file that the open report was read from.
    pub fn read_from(&self) -> Option<PathBuf> {
        self.lies().read_from.clone()
    }

    /// The report that lies open.
    pub fn open(&self) -> Option<Arc<Reading>> {
        self.lies().open.clone()
    }

    /// Remembers that somebody looks at the library already.
    pub fn set_first_look(&self, looking: JoinHandle<FirstLook>) {
        self.lies().first_look = Some(looking);
    }

    /// What was seen at the first look, once: later the library may be another.
    pub fn take_first_look(&self) -> Option<FirstLook> {
        let looking = self.lies().first_look.take();
        looking.and_then(|it| it.join().ok())
    }

    /// Lays out what was read together, in place of what was there.
    pub fn lay_tray(&self, tray: Tray) {
        *self.tray() = tray;
    }

    /// What was read together and is not all stored yet.
    pub fn tray(&self) -> MutexGuard<'_, Tray> {
        self.tray.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Remembers the files to be read next.
    pub fn choose_sources(&self, paths: Vec<PathBuf>) {
        self.lies().sources = paths;
    }

    /// Remembers files that the program was started with: they are to be read as soon as the page is there.
    pub fn give_sources(&self, paths: Vec<PathBuf>) {
        let mut lies = self.lies();
        lies.given = !paths.is_empty();
        if lies.given {
            lies.sources = paths;
        }
    }

    /// Whether there are such files of which the page was not told yet; once.
    pub fn are_given(&self) -> bool {
        std::mem::take(&mut self.lies().given)
    }

    /// The file to be read, once.
    pub fn take_source(&self) -> Option<PathBuf> {
        self.take_sources().into_iter().next()
    }

    /// The files to be read, once.
    pub fn take_sources(&self) -> Vec<PathBuf> {
        std::mem::take(&mut self.lies().sources)
    }

    /// The folder for what is given to the printer.
    ///
    /// # Errors
    /// When the machine has no room for it.
    pub fn spool(&self) -> Result<PathBuf, Unprinted> {
        let mut lies = self.lies();
        if lies.spool.is_none() {
            lies.spool = Some(tempfile::tempdir().map_err(|_| Unprinted::NoRoom)?);
        }
        lies.spool.as_ref().map(|folder| folder.path().to_owned()).ok_or(Unprinted::NoRoom)
    }

    /// Remembers where the file is to go.
    pub fn choose_target(&self, path: PathBuf) {
        self.lies().target = Some(path);
    }

    /// Where the PDF is to go, once.
    pub fn take_target(&self) -> Option<PathBuf> {
        self.lies().target.take()
    }

    /// Remembers the PDF that was written.
    pub fn set_printed(&self, path: &Path) {
        self.lies().printed = Some(path.to_owned());
    }

    /// The PDF that was written last.
    pub fn printed(&self) -> Option<PathBuf> {
        self.lies().printed.clone()
    }

    /// Remembers the update that is to be installed.
    pub fn choose_update(&self, update: Option<Update>) {
        *self.update.lock().unwrap_or_else(PoisonError::into_inner) = update;
    }

    /// The update that is to be installed, once.
    pub fn take_update(&self) -> Option<Update> {
        self.update.lock().unwrap_or_else(PoisonError::into_inner).take()
    }

    /// Nothing is computed under the lock, so a panic leaves no half-done state behind.
    fn lies(&self) -> MutexGuard<'_, Lies> {
        self.lies.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
