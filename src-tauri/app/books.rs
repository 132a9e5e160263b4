//! The library that is open behind the window, and the report of it that is being written.

use std::path::PathBuf;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

use office::{Clock, Draft, Library, Office, OfficeError, Places};

/// One thing at a time is done with the library: whoever comes meanwhile waits.
pub struct Books {
    /// The folder for the program's data, where one was named; else the platform's.
    data: Option<PathBuf>,
    clock: Arc<dyn Clock>,
    open: Mutex<Open>,
}

#[derive(Default)]
struct Open {
    library: Option<Library>,
    draft: Option<Draft>,
    /// The window closes: nothing is opened any more.
    shut: bool,
}

/// Why nothing can be done with the library or its report.
#[derive(Debug, thiserror::Error)]
pub enum Unavailable {
    /// The library does not do it, or does not open.
    #[error(transparent)]
    Office(#[from] OfficeError),
    /// No report is being written.
    #[error("这份年报已经关上。请从历年年报里重新打开它。")]
    NoDraft,
    /// The window is being closed.
    #[error("程序正在关闭，这一步没有完成。")]
    Shut,
}

impl Books {
    /// Nothing is opened before it is asked for.
    pub fn new(data: Option<PathBuf>, clock: Arc<dyn Clock>) -> Self {
        Self { data, clock, open: Mutex::default() }
    }

    /// Does something with the library, which is opened for it where it is not open yet.
    pub fn with_library<T>(
        &self,
        office: &Office,
        act: impl FnOnce(&mut Library) -> Result<T, OfficeError>,
    ) -> Result<T, Unavailable> {
        let mut open = self.open();
        Ok(act(self.library(&mut open, office)?)?)
    }

    /// Does something with the report that is being written.
    pub fn with_draft<T>(
        &self,
        office: &Office,
        act: impl FnOnce(&mut Library, &mut Draft) -> Result<T, OfficeError>,
    ) -> Result<T, Unavailable> {
        let mut open = self.open();
        let mut draft = open.draft.take().ok_or(Unavailable::NoDraft)?;
        let done = self.library(&mut open, office).and_then(|library| Ok(act(library, &mut draft)?));
        open.draft = Some(draft);
        done
    }

    /// Lays a report open to be written, in place of the one before.
    pub fn lay(&self, draft: Draft) {
        self.open().draft = Some(draft);
    }

    /// Puts the report away that is being written.
    pub fn put_away(&self) {
        self.open().draft = None;
    }

    /// Gives the library away to what makes another of it, which lies open then. Where that fails, it is opened
    /// again when it is next asked for.
    pub fn exchange<T>(
        &self,
        office: &Office,
        act: impl FnOnce(Library) -> Result<(Library, T), OfficeError>,
    ) -> Result<T, Unavailable> {
        let mut open = self.open();
        self.library(&mut open, office)?;
        open.draft = None;
        let library = open.library.take().ok_or(Unavailable::Shut)?;
        let (library, told) = act(library)?;
        open.library = Some(library);
        Ok(told)
    }

    /// Closes the library for good, as the window closes; gives what is to be known of the backup.
    pub fn close(&self) -> Result<Option<String>, OfficeError> {
        let mut open = self.open();
        open.shut = true;
        open.draft = None;
        let made = open.library.take().map_or(Ok(None), Library::close)?;
        Ok(made.and_then(|made| made.notice()))
    }

    /// Where the library is, or would be.
    pub fn places(&self) -> Result<Places, OfficeError> {
        Places::of_user(&office::find_data(self.data.clone())?)
    }

    /// The clock on the wall.
    pub fn clock(&self) -> &Arc<dyn Clock> {
        &self.clock
    }

    fn library<'a>(&self, open: &'a mut Open, office: &Office) -> Result<&'a mut Library, Unavailable> {
        if open.shut {
            return Err(Unavailable::Shut);
        }
        if open.library.is_none() {
            open.library = Some(office.open_library(self.places()?, Arc::clone(&self.clock))?);
        }
        open.library.as_mut().ok_or(Unavailable::Shut)
    }

    /// The office changes a report only when it is saved, so a panic leaves no half-done state behind.
    fn open(&self) -> MutexGuard<'_, Open> {
        self.open.lock().unwrap_or_else(PoisonError::into_inner)
    }
}
