//! The table `agency`: who reports.

use super::stored_words;
use crate::{mark::Mark, StoreError};
use ::report::agency::Level as Told;
use rusqlite::{params, Connection, OptionalExtension, Row};

/// An agency's number within its library.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct AgencyId(pub i64);

/// What kind of body an agency is.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Level {
    /// 乡镇
    Township,
    /// 街道
    Subdistrict,
    /// 部门
    Department,
    /// 县级政府
    County,
    /// 市级政府
    City,
    /// 省级政府
    Province,
    /// 其他
    Other,
}

stored_words!(Level {
    Township = "township",
    Subdistrict = "subdistrict",
    Department = "department",
    County = "county",
    City = "city",
    Province = "province",
    Other = "other",
});

impl Level {
    /// Every level, from the smallest.
    pub const ALL: [Level; 7] = [
        Level::Township,
        Level::Subdistrict,
        Level::Department,
        Level::County,
        Level::City,
        Level::Province,
        Level::Other,
    ];

    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            Level::Township => "乡镇",
            Level::Subdistrict => "街道",
            Level::Department => "部门",
            Level::County => "县级政府",
            Level::City => "市级政府",
            Level::Province => "省级政府",
            Level::Other => "其他",
        }
    }
}

impl Level {
    /// The level as the rules know it; they know none of other bodies.
    pub fn told(self) -> Option<Told> {
        Told::ALL.into_iter().find(|told| Level::from(Some(*told)) == self)
    }
}

impl From<Option<Told>> for Level {
    fn from(level: Option<Told>) -> Level {
        match level {
            Some(Told::Township) => Level::Township,
            Some(Told::Subdistrict) => Level::Subdistrict,
            Some(Told::Department) => Level::Department,
            Some(Told::County) => Level::County,
            Some(Told::City) => Level::City,
            Some(Told::Province) => Level::Province,
            None => Level::Other,
        }
    }
}

/// What is known of an agency.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct AgencyProfile {
    /// Its name, the only one of its kind in the library.
    pub name: String,
    /// What kind of body it is.
    pub level: Level,
    /// Where it is, e.g. 湖北省咸宁市赤壁市; may be empty.
    pub region: String,
    /// 统一社会信用代码.
    pub credit_code: Option<String>,
    /// The agency above it.
    pub parent: Option<AgencyId>,
    /// Whom to call; may be empty.
    pub contact: String,
}

impl AgencyProfile {
    /// An agency of which only the name is known.
    pub fn named(name: impl Into<String>, level: Level) -> AgencyProfile {
        AgencyProfile {
            name: name.into(),
            level,
            region: String::new(),
            credit_code: None,
            parent: None,
            contact: String::new(),
        }
    }

    pub(crate) fn mark(&self, id: AgencyId) -> i64 {
        Mark::new()
            .int(id.0)
            .text(&self.name)
            .text(self.level.word())
            .text(&self.region)
            .maybe(self.credit_code.as_deref())
            .int(self.parent.map_or(0, |parent| parent.0))
            .text(&self.contact)
            .sum()
    }
}

/// An agency of the library.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Agency {
    /// Its number.
    pub id: AgencyId,
    /// What is known of it.
    pub profile: AgencyProfile,
    /// Whether this is what was saved; if not, a byte has rotted.
    pub sound: bool,
}

const COLUMNS: &str = "id, name, level, region, credit_code, parent, contact, mark";

fn read(row: &Row) -> Result<Agency, StoreError> {
    let id = AgencyId(row.get(0)?);
    let profile = AgencyProfile {
        name: row.get(1)?,
        level: Level::of_word(row.get_ref(2)?.as_str().map_err(StoreError::corrupt)?)?,
        region: row.get(3)?,
        credit_code: row.get(4)?,
        parent: row.get::<_, Option<i64>>(5)?.map(AgencyId),
        contact: row.get(6)?,
    };
    let sound = profile.mark(id) == row.get::<_, i64>(7)?;
    Ok(Agency { id, profile, sound })
}

pub(crate) fn insert(connection: &Connection, profile: &AgencyProfile) -> Result<AgencyId, StoreError> {
    let last = "SELECT coalesce(max(id), 0) FROM agency";
    let id = AgencyId(connection.prepare_cached(last)?.query_row((), |row| row.get::<_, i64>(0))? + 1);
    connection
        .prepare_cached(
            "INSERT INTO agency (id, name, level, region, credit_code, parent, contact, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8)",
        )?
        .execute(params![
            id.0,
            profile.name,
            profile.level.word(),
            profile.region,
            profile.credit_code,
            profile.parent.map(|parent| parent.0),
            profile.contact,
            profile.mark(id)
        ])?;
    Ok(id)
}

pub(crate) fn update(
    connection: &Connection,
    id: AgencyId,
    profile: &AgencyProfile,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE agency SET name = ?2, level = ?3, region = ?4, credit_code = ?5, parent = ?6,
               contact = ?7, mark = ?8
             WHERE id = ?1",
        )?
        .execute(params![
            id.0,
            profile.name,
            profile.level.word(),
            profile.region,
            profile.credit_code,
            profile.parent.map(|parent| parent.0),
            profile.contact,
            profile.mark(id)
        ])?;
    Ok(())
}

pub(crate) fn get(connection: &Connection, id: AgencyId) -> Result<Agency, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM agency WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(read).transpose()?.ok_or(StoreError::NoAgency(id))
}

pub(crate) fn id_of(connection: &Connection, name: &str) -> Result<Option<AgencyId>, StoreError> {
    let mut statement = connection.prepare_cached("SELECT id FROM agency WHERE name = ?1")?;
    Ok(statement.query_row([name], |row| row.get(0).map(AgencyId)).optional()?)
}

/// All agencies, in the order they were added.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Agency>, StoreError> {
    let mut statement = connection.prepare_cached(&format!("SELECT {COLUMNS} FROM agency ORDER BY id"))?;
    let mut rows = statement.query(())?;
    let mut agencies = Vec::new();
    while let Some(row) = rows.next()? {
        agencies.push(read(row)?);
    }
    Ok(agencies)
}
