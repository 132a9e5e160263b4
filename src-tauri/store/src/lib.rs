//! Years of reports in one SQLite file that loses nothing: agencies, their reports, and every earlier state of
//! them.
//!
//! [`Library::open`] opens or makes a library. It lists and searches (`lookup`), saves, finalises, publishes,
//! corrects, undoes and goes back (`history`), hands reports to other offices and takes theirs ([`package`]).
//! Every change is one transaction that is on the disk when the call
//! returns; every report is compared with its content hash when it is read, so that what is shown is what was
//! saved. Clock, forms and place are passed in.

mod backup;
mod connect;
mod content;
mod error;
mod filesystem;
mod history;
mod lookup;
mod mark;
mod migrate;
mod open;
pub mod package;
mod place;
mod records;
mod rescue;
mod retention;
mod salvage;
mod table;
mod verify;
mod watch;
mod years;

pub use backup::{backups_for, backups_in, open_sound, Affected, Backup, Preview, Why};
pub use content::ContentHash;
pub use error::StoreError;
pub use filesystem::FileSystem;
pub use history::{Moment, Origin, Stepped};
pub use lookup::{Hit, Listed, Scope, Stored};
pub use migrate::SCHEMA;
pub use open::{Access, Opening};
pub use package::{Package, PackageError};
pub use place::{has_remains, spelled_out};
pub use retention::superseded;
pub use salvage::{Salvage, Salvageable};
pub use table::{
    cell::Found, Agency, AgencyId, AgencyProfile, Deadline, Dismissal, Level, ReportId, Revision, RevisionId,
    RevisionKind, State,
};
pub use verify::{Damage, Verified};
pub use watch::{unwatched, Far, Stage, Watch};
pub use years::YearOf;

use report::Forms;
use rusqlite::{Connection, TransactionBehavior};
use std::{fmt, fs::File, path::Path, path::PathBuf, sync::Arc};
use time::OffsetDateTime;

/// What a library file is called where nothing else is asked for.
pub const FILE_NAME: &str = "nianbao.db";

/// Tells the time; the faces give the local one.
pub trait Clock: Send + Sync {
    /// Now.
    fn now(&self) -> OffsetDateTime;
}

impl<F: Fn() -> OffsetDateTime + Send + Sync> Clock for F {
    fn now(&self) -> OffsetDateTime {
        self()
    }
}

/// The content of an open library at one moment; it says nothing but whether that is still the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Stamp {
    /// Which of the libraries that were opened.
    opening: u64,
    own: u64,
    others: i64,
    restores: u32,
}

impl fmt::Display for Stamp {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}-{}-{}-{}", self.opening, self.own, self.others, self.restores)
    }
}

/// An open library. Where it is open to write, no other process can open it to write.
pub struct Library {
    // Before the lock, so that it is closed before another process may come in.
    connection: Connection,
    _lock: Option<File>,
    path: PathBuf,
    forms: Forms,
    clock: Arc<dyn Clock>,
    file_system: FileSystem,
    recovered: bool,
    changes_at_open: u64,
    /// It is not the library that was open before it, be it the same file.
    opening: u64,
    /// How often a backup took the place of everything, which SQLite does not count as changes.
    restores: u32,
}

impl Library {
    /// The file.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// What the user should know about the place of the file.
    pub fn notice(&self) -> Option<&'static str> {
        self.file_system.notice()
    }

    /// Whether the program that had it open before did not close it; it was then checked and found sound.
    pub fn recovered(&self) -> bool {
        self.recovered
    }

    /// Whether anything was changed since it was opened.
    pub fn has_changed(&self) -> bool {
        self.restores > 0 || self.connection.total_changes() != self.changes_at_open
    }

    /// What is another value after every change of the content, whoever made it, and of every library that is opened.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn stamp(&self) -> Result<Stamp, StoreError> {
        let others = self.connection.pragma_query_value(None, "data_version", |row| row.get(0))?;
        Ok(Stamp {
            opening: self.opening,
            own: self.connection.total_changes(),
            others,
            restores: self.restores,
        })
    }

    /// The forms its reports are read with.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Looks: everything `look` sees belongs to one moment.
    fn read<T>(&self, look: impl FnOnce(&Desk) -> Result<T, StoreError>) -> Result<T, StoreError> {
        let transaction = self.connection.unchecked_transaction()?;
        look(&self.desk(&transaction))
    }

    /// Changes everything `change` asks for, or, when it fails, nothing. It is on the disk when this returns.
    fn write<T>(&mut self, change: impl FnOnce(&Desk) -> Result<T, StoreError>) -> Result<T, StoreError> {
        if self._lock.is_none() {
            return Err(StoreError::ReadOnly);
        }
        let now = table::to_stored(self.clock.now());
        let forms = &self.forms;
        let commit = |connection: &mut Connection| {
            let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
            let result = change(&Desk { connection: &transaction, forms, now })?;
            transaction.commit()?;
            Ok(result)
        };
        commit(&mut self.connection).map_err(|error: StoreError| error.told_apart(&self.path))
    }

    fn desk<'a>(&'a self, connection: &'a Connection) -> Desk<'a> {
        Desk { connection, forms: &self.forms, now: table::to_stored(self.clock.now()) }
    }
}

/// What is at hand within a transaction.
struct Desk<'a> {
    connection: &'a Connection,
    forms: &'a Forms,
    /// Milliseconds since 1970 UTC.
    now: i64,
}
