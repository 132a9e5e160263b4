//! Backup files by their names: when each was made and why.

use super::failed;
use crate::{
    migrate,
    place::{part_of, PART},
    StoreError,
};
use std::{
    fs::{self, File},
    io::{self, Read},
    path::{Path, PathBuf},
};
use time::{Date, Month, PrimitiveDateTime, Time};

/// Why a backup was made; it stands in its name.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Why {
    /// The first start of a day.
    Daily,
    /// The program ends, and something was changed.
    Closing,
    /// The library's schema is about to change.
    BeforeMigration,
    /// Another backup is about to take the library's place.
    BeforeRestore,
    /// The library is about to get another place.
    BeforeMove,
    /// Somebody asked for it. Never deleted.
    Manual,
}

impl Why {
    const ALL: [Why; 6] =
        [Why::Daily, Why::Closing, Why::BeforeMigration, Why::BeforeRestore, Why::BeforeMove, Why::Manual];

    /// The word in the file name.
    pub fn word(self) -> &'static str {
        match self {
            Why::Daily => "daily",
            Why::Closing => "closing",
            Why::BeforeMigration => "before-migration",
            Why::BeforeRestore => "before-restore",
            Why::BeforeMove => "before-move",
            Why::Manual => "manual",
        }
    }

    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            Why::Daily => "每日",
            Why::Closing => "关闭时",
            Why::BeforeMigration => "升级前",
            Why::BeforeRestore => "恢复前",
            Why::BeforeMove => "移动前",
            Why::Manual => "手动",
        }
    }
}

/// A backup file.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Backup {
    /// The file.
    pub path: PathBuf,
    /// When it was made, in local time, as its name says.
    pub at: PrimitiveDateTime,
    /// Why it was made, as its name says.
    pub why: Why,
}

impl Backup {
    /// A file by its name, `nianbao-YYYYMMDD-HHMMSS-<why>.db`; `None` for every other name.
    fn named(path: PathBuf) -> Option<Backup> {
        let name = path.file_name()?.to_str()?.strip_prefix("nianbao-")?.strip_suffix(".db")?;
        let (stamp, why) = (name.get(..15)?, name.get(15..)?.strip_prefix('-')?);
        let why = Why::ALL.into_iter().find(|it| it.word() == why)?;
        if stamp.as_bytes()[8] != b'-'
            || !stamp.bytes().enumerate().all(|(i, b)| i == 8 || b.is_ascii_digit())
        {
            return None;
        }
        let number = |from: usize, to: usize| stamp[from..to].parse::<u8>().ok();
        let month = Month::try_from(number(4, 6)?).ok()?;
        let date = Date::from_calendar_date(stamp[..4].parse().ok()?, month, number(6, 8)?).ok()?;
        let time = Time::from_hms(number(9, 11)?, number(11, 13)?, number(13, 15)?).ok()?;
        Some(Backup { path, at: PrimitiveDateTime::new(date, time), why })
    }

    pub(super) fn new(folder: &Path, at: PrimitiveDateTime, why: Why) -> Backup {
        let (year, month, day) = at.date().to_calendar_date();
        let (hour, minute, second) = at.time().as_hms();
        let month = u8::from(month);
        let name =
            format!("nianbao-{year:04}{month:02}{day:02}-{hour:02}{minute:02}{second:02}-{}.db", why.word());
        Backup { path: folder.join(name), at, why }
    }
}

/// The backups in a folder, newest first: files of our name and of the length their head says. A folder that is
/// not there has none.
///
/// # Errors
/// When the folder cannot be read.
pub fn backups_in(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let mut backups: Vec<Backup> =
        files_in(folder)?.into_iter().filter_map(Backup::named).filter(|it| is_whole(&it.path)).collect();
    backups.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    Ok(backups)
}

/// Where a backup is made before it gets its name: a place of its own, whoever else makes one here.
pub(super) fn new_part(folder: &Path, at: PrimitiveDateTime, why: Why) -> PathBuf {
    part_of(&Backup::new(folder, at, why).path)
}

/// What backups that did not come to their end left in a folder.
pub(super) fn parts_in(folder: &Path) -> Result<Vec<Backup>, StoreError> {
    let begun = |path: PathBuf| {
        let name = path.file_name()?.to_str()?.strip_suffix(PART)?.rsplit_once('.')?.0;
        Backup::named(path.with_file_name(name)).map(|backup| Backup { path, ..backup })
    };
    Ok(files_in(folder)?.into_iter().filter_map(begun).collect())
}

fn files_in(folder: &Path) -> Result<Vec<PathBuf>, StoreError> {
    let entries = match fs::read_dir(folder) {
        Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
        entries => entries.map_err(|error| failed(folder, error))?,
    };
    let mut files = Vec::new();
    for entry in entries {
        let entry = entry.map_err(|error| failed(folder, error))?;
        files.extend(entry.file_type().is_ok_and(|kind| kind.is_file()).then(|| entry.path()));
    }
    Ok(files)
}

/// Whether a file is one of ours and has as many pages as its head says.
fn is_whole(path: &Path) -> bool {
    let mut head = [0; 100];
    let Ok(length) = File::open(path).and_then(|mut file| {
        file.read_exact(&mut head)?;
        Ok(file.metadata()?.len())
    }) else {
        return false;
    };
    let number = |at: usize| u32::from_be_bytes([head[at], head[at + 1], head[at + 2], head[at + 3]]);
    let page = match u16::from_be_bytes([head[16], head[17]]) {
        1 => 65_536,
        size => u64::from(size),
    };
    number(68) == migrate::APPLICATION_ID as u32 && length == page * u64::from(number(28))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_tells_when_and_why() {
        for why in Why::ALL {
            let date = Date::from_calendar_date(2024, Month::February, 29).unwrap();
            let at = PrimitiveDateTime::new(date, Time::from_hms(8, 5, 9).unwrap());
            let backup = Backup::new(Path::new("备份"), at, why);
            assert_eq!(
                backup.path.file_name().unwrap().to_str().unwrap(),
                format!("nianbao-20240229-080509-{}.db", why.word())
            );
            assert_eq!(Backup::named(backup.path.clone()), Some(backup));
        }
    }

    #[test]
    fn other_names_are_none() {
        for name in [
            "nianbao.db",
            "nianbao-20240229-080509.db",
            "nianbao-20230229-080509-daily.db",
            "nianbao-20240229-250509-daily.db",
            "nianbao-20240229-080509-other.db",
            "nianbao-20240229-080509-daily.db.part",
            "nianbao-+0240229-080509-daily.db",
            "nianbao-20240229-080年-daily.db",
            "nianbao-20240229x080509-daily.db",
        ] {
            assert_eq!(Backup::named(name.into()), None, "{name}");
        }
    }
}
