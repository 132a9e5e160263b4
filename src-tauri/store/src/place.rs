//! The files of a library: the database itself and what SQLite keeps beside it.

use std::{
    ffi::OsString,
    fs::{self, File},
    io::{self, ErrorKind, Write},
    path::{Path, PathBuf},
    sync::atomic::{AtomicU32, Ordering},
};

/// What SQLite may keep beside a database while it is open, or leaves when its process is killed.
const BESIDE: [&str; 3] = ["-journal", "-wal", "-shm"];

/// A path with something behind its name.
pub(crate) fn with_end(path: &Path, end: &str) -> PathBuf {
    let mut name = OsString::from(path);
    name.push(end);
    name.into()
}

/// The folder a file lies in.
pub(crate) fn folder_of(path: &Path) -> &Path {
    path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."))
}

/// A path as every call of the system takes it: in full, and on Windows letter by letter, because SQLite's and
/// others' calls end after 260 characters there otherwise. (The standard library's do not.)
///
/// # Errors
/// When the folder we are in is gone.
pub fn spelled_out(path: &Path) -> io::Result<PathBuf> {
    let whole = std::path::absolute(path)?;
    #[cfg(windows)]
    if let Some(text) = whole.to_str() {
        return Ok(verbatim(text).into());
    }
    Ok(whole)
}

/// An absolute path of Windows as one that the system takes letter by letter.
#[cfg(any(test, windows))]
fn verbatim(path: &str) -> String {
    match path.strip_prefix(r"\\") {
        Some(rest) if rest.starts_with(r"?\") || rest.starts_with(r".\") => path.to_owned(),
        Some(share) => format!(r"\\?\UNC\{share}"),
        None => format!(r"\\?\{path}"),
    }
}

/// The file itself, whatever links lead to it: its lock and its log lie beside that.
pub(crate) fn behind_links(path: &Path) -> PathBuf {
    let linked = fs::symlink_metadata(path).is_ok_and(|known| known.is_symlink());
    let file = if linked { fs::canonicalize(path).ok() } else { None };
    file.unwrap_or_else(|| path.to_owned())
}

/// Whether files can be made beside a path.
pub(crate) fn takes_files(beside: &Path) -> bool {
    let probe = with_end(beside, ".probe");
    let made = File::create(&probe).is_ok();
    let _ = fs::remove_file(probe);
    made
}

/// A name beside a path for what is not finished, which nobody else has or will have.
pub(crate) fn part_of(path: &Path) -> PathBuf {
    static MADE: AtomicU32 = AtomicU32::new(0);
    let n = MADE.fetch_add(1, Ordering::Relaxed);
    with_end(path, &format!(".{}-{n}{PART}", std::process::id()))
}

/// Removes what was not finished beside a path by whoever was ended in the middle.
pub(crate) fn remove_parts(path: &Path) -> io::Result<()> {
    let Some(name) = path.file_name().and_then(|name| name.to_str()) else { return Ok(()) };
    let is_number = |text: &str| !text.is_empty() && text.bytes().all(|b| b.is_ascii_digit());
    let is_part = |file: &str| -> Option<bool> {
        let middle = file.strip_prefix(name)?.strip_prefix('.')?.strip_suffix(PART)?;
        middle.split_once('-').map(|(process, n)| is_number(process) && is_number(n))
    };
    for entry in fs::read_dir(folder_of(path))? {
        let entry = entry?;
        if entry.file_name().to_str().and_then(is_part) == Some(true) {
            remove_database(&entry.path())?;
        }
    }
    Ok(())
}

/// Behind the name of what is not finished.
pub(crate) const PART: &str = ".part";

/// Gives a file its name if nothing has it; false where something has.
pub(crate) fn put_beside(part: &Path, path: &Path) -> io::Result<bool> {
    let error = match tempfile::TempPath::try_from_path(part)?.persist_noclobber(path) {
        Ok(()) => return Ok(true),
        Err(error) => error,
    };
    // It is dropped with its file otherwise.
    error.path.keep().map_err(|error| error.error)?;
    match error.error.kind() {
        ErrorKind::AlreadyExists => Ok(false),
        // FAT and some shares know neither of the ways that replace nothing.
        _ if !path.exists() => fs::rename(part, path).map(|()| true),
        _ => Err(error.error),
    }
}

/// Makes a rename last. Windows has no such call, and no need for it.
pub(crate) fn flush_folder(of: &Path) -> io::Result<()> {
    if cfg!(unix) {
        File::open(folder_of(of))?.sync_all()?;
    }
    Ok(())
}

/// Whether a disk takes no more. Of a log that could not be made beside the library SQLite only says so; why, the
/// system says when it is asked again.
pub(crate) fn is_full(beside: &Path) -> bool {
    const ROOM: [u8; 4096] = [0; 4096];
    let probe = with_end(beside, ".probe");
    let tried =
        File::create(&probe).and_then(|mut file| file.write_all(&ROOM).and_then(|()| file.sync_all()));
    // It is empty or one page, and the next look replaces it.
    let _ = fs::remove_file(probe);
    tried.is_err_and(|error| error.kind() == ErrorKind::StorageFull)
}

/// Removes a database with everything beside it; that it is not there is as good.
pub(crate) fn remove_database(path: &Path) -> io::Result<()> {
    remove_beside(path)?;
    remove(path)
}

/// Removes what is beside a database.
pub(crate) fn remove_beside(path: &Path) -> io::Result<()> {
    BESIDE.iter().try_for_each(|end| remove(&with_end(path, end)))
}

fn remove(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

/// Whether there is a log or journal with something in it, which belongs to the database of this path.
pub(crate) fn has_log(path: &Path) -> bool {
    ["-journal", "-wal"].iter().any(|end| has_content(&with_end(path, end)))
}

/// Whether anything is left of a library, were it only its log.
pub fn has_remains(path: &Path) -> bool {
    path.exists() || has_log(path)
}

/// Whether there is a file with something in it.
pub(crate) fn has_content(path: &Path) -> bool {
    fs::metadata(path).is_ok_and(|known| known.len() > 0)
}

/// Copies a database, or what is left of it, as it lies there, sound or not, with its log and journal, and flushes
/// the copies; gives those.
pub(crate) fn copy_as_it_is(from: &Path, to: &Path) -> io::Result<Vec<PathBuf>> {
    let mut copies = Vec::new();
    for end in ["", "-journal", "-wal"] {
        let (from, to) = (with_end(from, end), with_end(to, end));
        let is_there = if end.is_empty() { from.exists() } else { has_content(&from) };
        if !is_there {
            continue;
        }
        fs::copy(&from, &to)?;
        fs::OpenOptions::new().write(true).open(&to)?.sync_all()?;
        copies.push(to);
    }
    if !copies.is_empty() {
        flush_folder(to)?;
    }
    Ok(copies)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn paths_of_windows_are_taken_letter_by_letter() {
        for (path, expected) in [
            (r"C:\年报 2025\库.db", r"\\?\C:\年报 2025\库.db"),
            (r"\\server\共享\库.db", r"\\?\UNC\server\共享\库.db"),
            (r"\\?\C:\库.db", r"\\?\C:\库.db"),
            (r"\\?\UNC\server\share\库.db", r"\\?\UNC\server\share\库.db"),
            (r"\\.\NUL", r"\\.\NUL"),
        ] {
            assert_eq!(verbatim(path), expected);
        }
    }

    #[test]
    fn the_longer_spelling_leads_to_the_same_file() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("年报 2025.db");
        fs::write(&path, "x").unwrap();
        assert_eq!(fs::read(spelled_out(&path).unwrap()).unwrap(), b"x");
        assert!(spelled_out(Path::new("年报.db")).unwrap().is_absolute());
    }
}
