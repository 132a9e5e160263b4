//! The office's library: years of reports of all its agencies, and what is done with them.

mod agencies;
mod backups;
mod checks;
mod compare;
mod draft;
mod incoming;
mod kept_years;
mod notice;
mod packages;
mod reports;
mod rescue;
mod unsettled;

pub use backups::Thinned;
pub use checks::Surroundings;
pub use compare::Compared;
pub use draft::{Draft, Fill, Wording};
pub use incoming::{Beside, Clash, Picks, SheetState, TITLE};
pub use notice::{NoticeSheet, NoticeWish, ReportCharts};
pub use reports::{Added, Overview};
pub use rescue::{Rescue, Restored};
pub use unsettled::{Draftness, Unsettled};

use crate::{Office, OfficeError, Places};
use kept_years::KeptYears;
use report::{check, series::Indicators, Forms};
use std::{
    fs,
    io::ErrorKind,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, OnceLock},
};
use store::{Access, Clock, Opening, StoreError, Why};

/// An open library and where it lies.
pub struct Library {
    store: store::Library,
    places: Places,
    clock: Arc<dyn Clock>,
    /// Which reports are alike, made when it is first asked for.
    index: Mutex<Option<check::Library>>,
    /// What can be compared, worked out when it is first asked for.
    indicators: OnceLock<Arc<Indicators>>,
    /// The numbers that were compared last.
    kept_years: Mutex<KeptYears>,
}

impl Office {
    /// Opens the library at its place to look and to change, and makes one where there is none. A library of an
    /// earlier program is backed up before it is brought to today's schema.
    ///
    /// # Errors
    /// Whatever keeps it closed, as a sentence that says what to do; the file is then as it was.
    pub fn open_library(&self, places: Places, clock: Arc<dyn Clock>) -> Result<Library, OfficeError> {
        places.prepare()?;
        let path = places.library();
        match fs::metadata(path) {
            Err(error) if error.kind() == ErrorKind::NotFound && !places.may_be_new() => {
                return Err(OfficeError::LibraryGone { path: path.display().to_string() });
            }
            // Somebody's years may have been in it.
            Ok(known) if known.is_file() && known.len() == 0 => {
                return Err(StoreError::Empty { path: path.to_owned() }.into());
            }
            _ => {}
        }
        self.open_in(places, clock, Access::Create)
    }

    /// Opens the library that is at its place, only to look: beside a program that has it open, too.
    ///
    /// # Errors
    /// As [`Office::open_library`], and when there is none.
    pub fn look_into_library(&self, places: Places, clock: Arc<dyn Clock>) -> Result<Library, OfficeError> {
        match self.open_in(places.clone(), clock.clone(), Access::Read) {
            // Whoever had it open was ended in the middle of a change, which has to be taken back before.
            Err(OfficeError::Store(StoreError::ReadOnly)) => {
                drop(self.open_in(places.clone(), clock.clone(), Access::Write)?);
                self.open_in(places, clock, Access::Read)
            }
            opened => opened,
        }
    }

    fn open_in(&self, places: Places, clock: Arc<dyn Clock>, access: Access) -> Result<Library, OfficeError> {
        places.prepare()?;
        let mut back_up = |path: &Path| {
            let opening = Opening::new(self.forms.clone(), clock.clone(), Access::Read);
            let folders = places.backups_at_hand();
            let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
            store::Library::open(path, opening)?
                .back_up_into_one(&folders, Why::BeforeMigration, &mut store::unwatched)
                .map(drop)
        };
        let mut opening = Opening::new(self.forms.clone(), clock.clone(), access);
        opening.before_migration = Some(&mut back_up);
        let store = store::Library::open(places.library(), opening)?;
        Ok(Library {
            store,
            places,
            clock,
            index: Mutex::default(),
            indicators: OnceLock::new(),
            kept_years: Mutex::default(),
        })
    }
}

impl Library {
    /// Where it and its backups lie.
    pub fn places(&self) -> &Places {
        &self.places
    }

    /// What the user should know about the place of the file.
    pub fn notice(&self) -> Option<&'static str> {
        self.store.notice()
    }

    /// Whether the program that had it open before was ended without closing it; it was then checked and found
    /// sound.
    pub fn recovered(&self) -> bool {
        self.store.recovered()
    }

    /// Other reports may be alike by now.
    fn forget_index(&mut self) {
        self.index = Mutex::default();
    }

    /// The forms its reports are read with.
    pub fn forms(&self) -> &Forms {
        self.store.forms()
    }
}
