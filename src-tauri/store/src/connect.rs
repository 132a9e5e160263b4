//! The one door through which SQLite is given a path: as long as the system allows, in whatever script.

use crate::StoreError;
use rusqlite::{Connection, OpenFlags};
use std::path::Path;

/// Opens a database file.
pub(crate) fn connect(path: &Path, flags: OpenFlags) -> Result<Connection, StoreError> {
    require_fit(path)?;
    Ok(system::open(&system::name(path)?, flags)?)
}

/// Opens a file that nobody changes, to read; SQLite puts nothing beside it.
pub(crate) fn connect_to_unchanging(path: &Path) -> Result<Connection, StoreError> {
    let flags = OpenFlags::SQLITE_OPEN_READ_ONLY | OpenFlags::SQLITE_OPEN_NO_MUTEX;
    require_fit(path)?;
    let uri = system::uri(&system::name(path)?);
    Ok(system::open(Path::new(&uri), flags | OpenFlags::SQLITE_OPEN_URI)?)
}

/// Refuses a path that SQLite cannot take, before anything is made there.
pub(crate) fn require_fit(path: &Path) -> Result<(), StoreError> {
    let bytes = system::length(path);
    if bytes > system::LONGEST {
        return Err(StoreError::LongPath { path: path.to_owned(), bytes, most: system::LONGEST });
    }
    Ok(())
}

fn percent_encoded(bytes: &[u8]) -> String {
    let encode = |byte: &u8| match byte {
        b'a'..=b'z' | b'A'..=b'Z' | b'0'..=b'9' | b'/' | b'.' | b'-' | b'_' => char::from(*byte).to_string(),
        byte => format!("%{byte:02X}"),
    };
    bytes.iter().map(encode).collect()
}

#[cfg(not(windows))]
mod system {
    use crate::{place::folder_of, StoreError};
    use rusqlite::{Connection, OpenFlags};
    use std::{
        fs,
        path::{absolute, Path, PathBuf},
    };

    /// Built into SQLite (`MAX_PATHNAME`), with room for `-journal`.
    pub(super) const LONGEST: usize = 512 - "-journal".len();

    /// SQLite follows the links on the way, so it is the real folder that counts.
    pub(super) fn length(path: &Path) -> usize {
        let folder = fs::canonicalize(folder_of(path)).or_else(|_| absolute(folder_of(path)));
        let folder = folder.map_or(0, |folder| folder.as_os_str().len());
        folder + 1 + path.file_name().map_or(0, |name| name.len())
    }

    pub(super) fn name(path: &Path) -> Result<PathBuf, StoreError> {
        Ok(path.to_owned())
    }

    pub(super) fn open(name: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
        Connection::open_with_flags(name, flags)
    }

    pub(super) fn uri(name: &Path) -> String {
        format!("file:{}?immutable=1", super::percent_encoded(name.as_os_str().as_encoded_bytes()))
    }
}

#[cfg(windows)]
mod system {
    use crate::{place::spelled_out, StoreError};
    use rusqlite::{Connection, OpenFlags};
    use std::{
        io::{Error, ErrorKind},
        path::{absolute, Path, PathBuf},
    };

    /// Of what Windows counts, which is never more than the bytes.
    pub(super) const LONGEST: usize = 32_000;

    pub(super) fn length(path: &Path) -> usize {
        use std::os::windows::ffi::OsStrExt;
        absolute(path).map_or(0, |path| path.as_os_str().encode_wide().count())
    }

    pub(super) fn name(path: &Path) -> Result<PathBuf, StoreError> {
        let unreachable = |source| StoreError::Unreachable { path: path.to_owned(), source };
        let whole = spelled_out(path).map_err(unreachable)?;
        // SQLite speaks UTF-8 only, and a name here may be half a surrogate pair.
        match whole.to_str() {
            Some(_) => Ok(whole),
            None => Err(unreachable(Error::from(ErrorKind::InvalidFilename))),
        }
    }

    pub(super) fn open(name: &Path, flags: OpenFlags) -> rusqlite::Result<Connection> {
        // SQLite's usual way ends after 1,040 bytes, and a Chinese character has three.
        Connection::open_with_flags_and_vfs(name, flags, c"win32-longpath")
    }

    /// The slash before the name is what makes an URI of it; SQLite takes it away again.
    pub(super) fn uri(name: &Path) -> String {
        format!("file:///{}?immutable=1", super::percent_encoded(name.as_os_str().as_encoded_bytes()))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::fs;

    #[test]
    fn a_file_that_nobody_changes_is_found_under_any_name() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["年报 2025.db", "100%25 #1 &a=b;.db", "a+b'c~.db"] {
            let path = folder.path().join(name);
            let flags = OpenFlags::SQLITE_OPEN_READ_WRITE | OpenFlags::SQLITE_OPEN_CREATE;
            connect(&path, flags).unwrap().execute_batch("CREATE TABLE t (x)").unwrap();
            let found = connect_to_unchanging(&path).unwrap();
            let tables: i64 =
                found.query_row("SELECT count(*) FROM sqlite_schema", (), |row| row.get(0)).unwrap();
            assert_eq!(tables, 1, "{name}");
            assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1, "nothing is made beside {name}");
            drop(found);
            fs::remove_file(&path).unwrap();
        }
    }
}
