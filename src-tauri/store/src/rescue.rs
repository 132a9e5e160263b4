//! Putting a sound library in the place of a damaged one, which is kept beside it.

use crate::{
    backup::{library_of, open_sound_watched},
    migrate,
    open::{disk, lock},
    place::{
        behind_links, copy_as_it_is, flush_folder, folder_of, has_log, remove_beside, remove_database,
        with_end,
    },
    Access, Clock, Library, Opening, StoreError, Watch,
};
use report::Forms;
use std::{
    fs,
    path::{Path, PathBuf},
    sync::Arc,
};

impl Library {
    /// Puts a copy of the library `with`, a backup or one made of what could be salvaged, where a damaged one
    /// lies. That is kept beside it, with its log; gives the files, of which there is none where nothing was left.
    ///
    /// # Errors
    /// When `with` is not sound, somebody has the damaged one open, the folder takes no files, or it was ended. The
    /// damaged library is then as it was.
    pub fn replace_damaged(
        path: &Path,
        with: &Path,
        forms: &Forms,
        clock: &Arc<dyn Clock>,
        watch: &mut Watch,
    ) -> Result<Vec<PathBuf>, StoreError> {
        let path = &behind_links(path);
        let _held = lock(path)?;
        let opening = Opening::new(forms.clone(), clock.clone(), Access::Read);
        let new = with_end(path, ".new");
        let aside = free_name(path, clock.as_ref());
        // An earlier try may have been cut off.
        remove_database(&new).map_err(disk)?;
        let own = library_of(path);
        open_sound_watched(with, opening, watch)?.copy_out(
            &new,
            |copy| own.map_or(Ok(()), |own| migrate::set_library_id(copy, own)),
            watch,
        )?;
        let kept = copy_as_it_is(path, &aside).map_err(|error| {
            let _ = remove_database(&aside).and_then(|()| remove_database(&new));
            disk(error)
        })?;
        let replace = || {
            // A log that stayed would be taken for the new file's.
            remove_beside(path)?;
            fs::rename(&new, path)?;
            flush_folder(path)
        };
        let replaced = replace().map_err(disk);
        if replaced.is_err() {
            let _ = remove_database(&new);
        }
        replaced.map(|()| kept)
    }

    /// Closes a library and removes its files: what was copied to another place is not to be found twice.
    ///
    /// # Errors
    /// When it is open only to look, or the system does not let its files go.
    pub fn remove(self) -> Result<(), StoreError> {
        let Library { connection, _lock: lock, path, .. } = self;
        let held = lock.ok_or(StoreError::ReadOnly)?;
        connection.close().map_err(|(_, error)| error)?;
        remove_database(&path).map_err(disk)?;
        drop(held);
        // Its name says nothing, and on Windows it may still be held.
        let _ = fs::remove_file(with_end(&path, ".lock"));
        Ok(())
    }
}

/// A name beside the library that says what lies there and since when.
fn free_name(path: &Path, clock: &dyn Clock) -> PathBuf {
    let now = clock.now();
    let (hour, minute, second) = now.time().as_hms();
    let stamp = format!("{}-{hour:02}{minute:02}{second:02}", now.date());
    let stem = path.file_stem().unwrap_or_default().to_string_lossy();
    let name = |n: u32| match n {
        0 => format!("{stem}-damaged-{stamp}.db"),
        n => format!("{stem}-damaged-{stamp}-{n}.db"),
    };
    let folder = folder_of(path);
    let is_free = |path: &PathBuf| !path.exists() && !has_log(path);
    (0..).map(|n| folder.join(name(n))).find(is_free).unwrap_or_else(|| folder.join(name(0)))
}
