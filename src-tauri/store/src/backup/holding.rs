//! What two library files must have in common to hold the same.

use crate::{connect::connect, open::check_integrity, watch::interruptible, Stage, StoreError, Watch};
use rusqlite::{Connection, OpenFlags};
use sha2::{Digest, Sha256};
use std::{collections::BTreeMap, path::Path, thread};

/// What two files must have in common to hold the same.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Holding {
    /// Rows of each table.
    rows: BTreeMap<String, u64>,
    /// SHA-256 over who, when, content hash and kept content of all reports and revisions.
    digest: [u8; 32],
}

impl Holding {
    pub(super) fn of(connection: &Connection) -> Result<Holding, StoreError> {
        let mut rows = BTreeMap::new();
        let mut tables = connection
            .prepare("SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'")?;
        for name in tables.query_map((), |row| row.get::<_, String>(0))? {
            let name = name?;
            let sql = format!("SELECT count(*) FROM \"{}\"", name.replace('"', "\"\""));
            rows.insert(
                name,
                connection.query_row(&sql, (), |row| row.get::<_, i64>(0).map(i64::unsigned_abs))?,
            );
        }
        let mut digest = Sha256::new();
        // In the order the rows lie in: sorting the contents of a large library would take longer than reading them.
        for sql in [
            "SELECT r.id, r.year, r.saved_at, r.hash, a.name || char(0) || r.edition || char(0) || r.state, NULL
             FROM report r JOIN agency a ON a.id = r.agency ORDER BY r.id",
            "SELECT id, report, at, hash, kind, body FROM revision ORDER BY id",
        ] {
            let mut statement = connection.prepare(sql)?;
            let mut hashes = statement.query(())?;
            while let Some(row) = hashes.next()? {
                for column in 0..3 {
                    digest.update(row.get::<_, i64>(column)?.to_be_bytes());
                }
                digest.update(row.get::<_, [u8; 32]>(3)?);
                let words = row.get_ref(4)?.as_bytes().map_err(StoreError::corrupt)?;
                digest.update((words.len() as u64).to_be_bytes());
                digest.update(words);
                let body = row.get_ref(5)?.as_blob_or_null().map_err(StoreError::corrupt)?;
                digest.update(body.unwrap_or_default());
            }
        }
        Ok(Holding { rows, digest: digest.finalize().into() })
    }

    /// Of a library and of its finished copy, which is checked, too, and not changed by this. All at the same time:
    /// of a large library each takes about a second.
    ///
    /// # Errors
    /// When it was ended. What is wrong with either of the two is told by itself.
    pub(super) fn of_both(library: &Connection, copy: &Path, watch: &mut Watch) -> Result<Both, StoreError> {
        let open = || connect(copy, OpenFlags::SQLITE_OPEN_READ_ONLY);
        let (checking, reading) = match (open(), open()) {
            (Ok(checking), Ok(reading)) => (checking, reading),
            (Err(error), _) | (_, Err(error)) => {
                return Ok(Both { here: Holding::of(library), there: Err(error) })
            }
        };
        let handles = [library, &checking, &reading].map(Connection::get_interrupt_handle);
        interruptible(watch, Stage::Comparing, &handles, || {
            let (here, checked, there) = thread::scope(|scope| {
                let checked = scope.spawn(move || check_integrity(&checking));
                let there = scope.spawn(move || Holding::of(&reading));
                (Holding::of(library), checked.join(), there.join())
            });
            let checked = checked.unwrap_or_else(|_| Err(StoreError::corrupt("check")));
            let there = there.unwrap_or_else(|_| Err(StoreError::corrupt("read")));
            Ok(Both { here, there: checked.and(there) })
        })
    }
}

/// A library's and its copy's.
pub(super) struct Both {
    pub(super) here: Result<Holding, StoreError>,
    /// An error where the copy contradicts itself.
    pub(super) there: Result<Holding, StoreError>,
}
