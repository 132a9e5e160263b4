//! A library that is damaged: what can be had back, and putting it in its place.

use crate::{Office, OfficeError, Places};
use std::{
    cmp::Reverse,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{backups_for, Access, Backup, Clock, Opening, Salvage, Salvageable, StoreError, Watch};
use time::PrimitiveDateTime;

/// What became of the library that was there before a restore.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Restored {
    /// It was backed up.
    Over(Backup),
    /// It was damaged or gone; what was left of it lies in these files.
    Instead(Vec<PathBuf>),
}

/// What can be done for a library that does not open.
pub struct Rescue {
    /// The newest backup that is whole, if there is one.
    pub backup: Option<Backup>,
    /// What can be saved from the file itself.
    pub salvageable: Vec<Salvageable>,
    salvage: Option<Salvage>,
}

impl Office {
    /// Looks what can be had back of a library that is damaged. Nothing is changed.
    ///
    /// # Errors
    /// When nothing is wrong with it, a newer program wrote it, or the file cannot be read at all.
    pub fn rescue(&self, places: &Places, clock: &Arc<dyn Clock>) -> Result<Rescue, OfficeError> {
        let library = places.library();
        self.require_damaged(library, clock)?;
        let salvage =
            if store::has_remains(library) { Some(Salvage::of(library, &self.forms)?) } else { None };
        let salvageable = salvage.as_ref().map_or_else(|| Ok(Vec::new()), Salvage::reports)?;
        let mut backups = Vec::new();
        for folder in places.all_backups() {
            backups.extend(backups_for(library, &folder)?);
        }
        // What is dated after now was made before the clock was set right.
        let now = clock.now();
        let now = PrimitiveDateTime::new(now.date(), now.time());
        backups.sort_by_key(|it| (it.at > now, Reverse(it.at)));
        let fits = |backup: &Backup| self.holds_some_of(backup, &salvageable, clock).unwrap_or_default();
        let backup = backups.into_iter().find(fits);
        Ok(Rescue { backup, salvageable, salvage })
    }

    /// Makes a new library of what a rescue found: the newest backup, and what the damaged file has beyond it.
    ///
    /// # Errors
    /// When something is there already, or it cannot be written.
    pub fn write_rescued(
        &self,
        rescue: &Rescue,
        into: &Path,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), OfficeError> {
        let backup = rescue.backup.as_ref().map(|backup| backup.path.as_path());
        let salvage = rescue.salvage.as_ref().ok_or(OfficeError::NothingToSalvage)?;
        Ok(salvage.write(backup, into, &self.forms, clock)?)
    }

    fn require_damaged(&self, library: &Path, clock: &Arc<dyn Clock>) -> Result<(), OfficeError> {
        let opening = Opening::new(self.forms.clone(), clock.clone(), Access::Read);
        match store::Library::open(library, opening) {
            Err(newer @ StoreError::Newer { .. }) => Err(newer.into()),
            Ok(opened) if opened.verify(|_, _| ()).is_ok_and(|it| it.damaged.is_empty()) => {
                Err(OfficeError::NothingToRescue { path: library.display().to_string() })
            }
            _ => Ok(()),
        }
    }

    /// Whether a backup is whole and, where anything is known of the library, is of the same one: a folder may hold
    /// other libraries' backups, and the damaged one may not say any more which it is.
    fn holds_some_of(
        &self,
        backup: &Backup,
        known: &[Salvageable],
        clock: &Arc<dyn Clock>,
    ) -> Result<bool, OfficeError> {
        let opening = Opening::new(self.forms.clone(), clock.clone(), Access::Read);
        let opened = store::open_sound(&backup.path, opening)?;
        let reports = opened.reports()?;
        let agencies = opened.agencies()?;
        let is_known = |it: &store::Listed| {
            let agency = agencies.iter().find(|agency| agency.id == it.agency);
            known.iter().any(|one| {
                one.year == it.year && agency.is_some_and(|agency| agency.profile.name == one.agency)
            })
        };
        Ok(known.is_empty() || reports.is_empty() || reports.iter().any(is_known))
    }

    /// Restores a library from a backup, or from one that was carried here, whatever became of the present one:
    /// where that opens, it is backed up before; where it is damaged or gone, what is there is kept beside it.
    ///
    /// # Errors
    /// When `from` is no sound library, or the present one cannot be backed up or is open elsewhere.
    pub fn restore(
        &self,
        places: &Places,
        from: &Path,
        clock: &Arc<dyn Clock>,
    ) -> Result<Restored, OfficeError> {
        let instead =
            || Ok(Restored::Instead(self.replace_damaged(places, from, clock, &mut store::unwatched)?));
        let mut library = match self.open_library(places.clone(), clock.clone()) {
            Err(error) if matches!(error.code(), "library-damaged" | "library-lost") => return instead(),
            opened => opened?,
        };
        match library.restore(from, &mut store::unwatched) {
            Err(error) if error.code() == "library-damaged" => {
                drop(library);
                instead()
            }
            before => {
                let before = before?;
                // The newest backup is to say what stands here now; without one, the restore is done all the same.
                let _ = library.close();
                Ok(Restored::Over(before))
            }
        }
    }

    /// Puts a sound library, a backup or a rescued one, in the place of a damaged one, which is kept beside it;
    /// gives the files, of which there is none where nothing was left.
    ///
    /// # Errors
    /// When `with` is not sound, or the damaged one is open somewhere.
    pub fn replace_damaged(
        &self,
        places: &Places,
        with: &Path,
        clock: &Arc<dyn Clock>,
        watch: &mut Watch,
    ) -> Result<Vec<PathBuf>, OfficeError> {
        Ok(store::Library::replace_damaged(places.library(), with, &self.forms, clock, watch)?)
    }
}
