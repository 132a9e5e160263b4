//! A library that is damaged: what can be had back, and putting it in its place.

use crate::{Office, OfficeError, Places};
use std::{
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{backups_for, Access, Backup, Clock, Opening, Salvage, Salvageable};

/// What can be done for a library that does not open.
pub struct Rescue {
    /// The newest backup that is whole, if there is one.
    pub backup: Option<Backup>,
    /// What can be saved from the file itself.
    pub salvageable: Vec<Salvageable>,
    salvage: Salvage,
}

impl Office {
    /// Looks what can be had back of a library that is damaged. Nothing is changed.
    ///
    /// # Errors
    /// When the file cannot be read at all.
    pub fn rescue(&self, places: &Places, clock: &Arc<dyn Clock>) -> Result<Rescue, OfficeError> {
        let salvage = Salvage::of(places.library(), &self.forms)?;
        let library = places.library();
        let mut backups = backups_for(library, places.backups())?;
        if places.usual_backups() != places.backups() {
            backups.extend(backups_for(library, &places.usual_backups())?);
            backups.sort_by_key(|it| std::cmp::Reverse(it.at));
        }
        let sound = |backup: &Backup| {
            let opening = Opening::new(self.forms.clone(), clock.clone(), Access::Read);
            let opened = store::Library::open(&backup.path, opening);
            opened.and_then(|it| it.verify(|_, _| ())).is_ok_and(|it| it.damaged.is_empty())
        };
        let backup = backups.into_iter().find(sound);
        Ok(Rescue { backup, salvageable: salvage.reports()?, salvage })
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
        Ok(rescue.salvage.write(backup, into, &self.forms, clock)?)
    }

    /// Puts a sound library, a backup or a rescued one, in the place of a damaged one, which is kept beside it;
    /// gives where.
    ///
    /// # Errors
    /// When `with` is not sound, or the damaged one is open somewhere.
    pub fn replace_damaged(
        &self,
        places: &Places,
        with: &Path,
        clock: &Arc<dyn Clock>,
    ) -> Result<PathBuf, OfficeError> {
        Ok(store::Library::replace_damaged(places.library(), with, &self.forms, clock)?)
    }
}
