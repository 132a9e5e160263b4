//! The table `revision`: reports as they stood at a moment.

use super::{from_stored, stored_words, ReportId};
use crate::{
    content::{Content, ContentHash},
    StoreError,
};
use rusqlite::{params, Connection, OptionalExtension, Row};
use time::OffsetDateTime;

/// A revision's number within its library; later ones are larger, whatever the clock said.
#[derive(Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Debug)]
pub struct RevisionId(pub i64);

/// Why a report was kept as it stood.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum RevisionKind {
    /// 自动保存
    Autosave,
    /// 保存
    Saved,
    /// 导入
    Imported,
    /// 定稿
    Finalised,
    /// 公布
    Published,
    /// 更正
    Corrected,
    /// 回到以前的版本
    Reverted,
    /// 从损坏中恢复
    Restored,
}

stored_words!(RevisionKind {
    Autosave = "autosave",
    Saved = "saved",
    Imported = "imported",
    Finalised = "finalised",
    Published = "published",
    Corrected = "corrected",
    Reverted = "reverted",
    Restored = "restored",
});

impl RevisionKind {
    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            RevisionKind::Autosave => "自动保存",
            RevisionKind::Saved => "保存",
            RevisionKind::Imported => "导入",
            RevisionKind::Finalised => "定稿",
            RevisionKind::Published => "公布",
            RevisionKind::Corrected => "更正",
            RevisionKind::Reverted => "回到以前的版本",
            RevisionKind::Restored => "从损坏中恢复",
        }
    }

    /// Whether it is kept for ever, as the triggers of the table see to.
    pub fn is_kept(self) -> bool {
        matches!(self, RevisionKind::Finalised | RevisionKind::Published | RevisionKind::Corrected)
    }
}

/// A report as it stood at a moment, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Revision {
    /// Its number.
    pub id: RevisionId,
    /// Of which report.
    pub report: ReportId,
    /// Why it was kept.
    pub kind: RevisionKind,
    /// Why it was corrected.
    pub reason: Option<String>,
    /// Where it was published, or where it came from.
    pub place: Option<String>,
    /// The revision that was gone back to.
    pub source: Option<RevisionId>,
    /// When it was begun; an autosave grows for a minute.
    pub began: OffsetDateTime,
    /// When it was last written.
    pub at: OffsetDateTime,
    /// What its content hashes to.
    pub hash: ContentHash,
    /// Whether all this is what was saved; if not, a byte has rotted.
    pub sound: bool,
}

/// What a revision is to say beside the content.
pub(crate) struct Saying<'a> {
    pub(crate) kind: RevisionKind,
    pub(crate) reason: Option<&'a str>,
    pub(crate) place: Option<&'a str>,
    pub(crate) source: Option<RevisionId>,
}

impl Saying<'_> {
    pub(crate) fn only(kind: RevisionKind) -> Saying<'static> {
        Saying { kind, reason: None, place: None, source: None }
    }
}

const COLUMNS: &str = "id, report, kind, reason, place, source, began, at, hash,
    mark = row_mark(id, report, kind, reason, place, source, began, at, hash)";

fn read(row: &Row) -> Result<Revision, StoreError> {
    Ok(Revision {
        id: RevisionId(row.get(0)?),
        report: ReportId(row.get(1)?),
        kind: RevisionKind::of_word(row.get_ref(2)?.as_str().map_err(StoreError::corrupt)?)?,
        reason: row.get(3)?,
        place: row.get(4)?,
        source: row.get::<_, Option<i64>>(5)?.map(RevisionId),
        began: from_stored(row.get(6)?)?,
        at: from_stored(row.get(7)?)?,
        hash: ContentHash(row.get(8)?),
        sound: row.get(9)?,
    })
}

pub(crate) fn insert(
    connection: &Connection,
    report: ReportId,
    saying: &Saying,
    now: i64,
    content: &Content,
) -> Result<RevisionId, StoreError> {
    let id = next_id(connection)?;
    connection
        .prepare_cached(
            "INSERT INTO revision (report, kind, reason, place, source, began, at, hash, body, kept, id, mark)
             VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7, ?8, ?9, ?10,
               row_mark(?10, ?1, ?2, ?3, ?4, ?5, ?6, ?6, ?7))",
        )?
        .execute(params![
            report.0,
            saying.kind.word(),
            saying.reason,
            saying.place,
            saying.source.map(|source| source.0),
            now,
            content.hash().as_bytes(),
            deflated(content)?,
            saying.kind.is_kept(),
            id.0
        ])?;
    Ok(id)
}

/// The number the next revision gets; none is ever given twice.
fn next_id(connection: &Connection) -> Result<RevisionId, StoreError> {
    let last = "SELECT max(coalesce((SELECT max(id) FROM revision), 0),
                           coalesce((SELECT seq FROM sqlite_sequence WHERE name = 'revision'), 0))";
    Ok(RevisionId(connection.prepare_cached(last)?.query_row((), |row| row.get::<_, i64>(0))? + 1))
}

/// Lets an autosave grow.
pub(crate) fn replace(
    connection: &Connection,
    id: RevisionId,
    kind: RevisionKind,
    now: i64,
    content: &Content,
) -> Result<(), StoreError> {
    connection
        .prepare_cached(
            "UPDATE revision SET kind = ?2, at = ?3, hash = ?4, body = ?5,
               mark = row_mark(id, report, ?2, reason, place, source, began, ?3, ?4)
             WHERE id = ?1",
        )?
        .execute(params![id.0, kind.word(), now, content.hash().as_bytes(), deflated(content)?])?;
    Ok(())
}

fn deflated(content: &Content) -> Result<Vec<u8>, StoreError> {
    content.deflate().map_err(|error| StoreError::Disk { detail: error.to_string() })
}

/// All revisions of a report, newest first.
pub(crate) fn of(connection: &Connection, report: ReportId) -> Result<Vec<Revision>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM revision WHERE report = ?1 ORDER BY id DESC");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([report.0])?;
    let mut revisions = Vec::new();
    while let Some(row) = rows.next()? {
        revisions.push(read(row)?);
    }
    Ok(revisions)
}

/// The newest revision of a report.
pub(crate) fn last(connection: &Connection, report: ReportId) -> Result<Option<Revision>, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM revision WHERE report = ?1 ORDER BY id DESC LIMIT 1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([report.0])?;
    rows.next()?.map(read).transpose()
}

pub(crate) fn get(connection: &Connection, id: RevisionId) -> Result<Revision, StoreError> {
    let sql = format!("SELECT {COLUMNS} FROM revision WHERE id = ?1");
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([id.0])?;
    rows.next()?.map(read).transpose()?.ok_or(StoreError::NoRevision(id))
}

/// What the public saw last of a report, off the index.
pub(crate) fn released_hash(
    connection: &Connection,
    report: ReportId,
) -> Result<Option<ContentHash>, StoreError> {
    let mut statement = connection.prepare_cached(
        "SELECT hash FROM revision WHERE report = ?1 AND kind IN ('published', 'corrected')
         ORDER BY id DESC LIMIT 1",
    )?;
    Ok(statement.query_row([report.0], |row| row.get(0).map(ContentHash)).optional()?)
}

/// The same off the table, if that row is what was saved.
pub(crate) fn released(connection: &Connection, report: ReportId) -> Result<Option<ContentHash>, StoreError> {
    let sql = format!(
        "SELECT {COLUMNS} FROM revision WHERE report = ?1 AND kind IN ('published', 'corrected')
         ORDER BY id DESC LIMIT 1"
    );
    let mut statement = connection.prepare_cached(&sql)?;
    let mut rows = statement.query([report.0])?;
    let revision = rows.next()?.map(read).transpose()?;
    Ok(revision.filter(|it| it.sound).map(|it| it.hash))
}

/// The content of a revision, if it is what was saved.
pub(crate) fn content(connection: &Connection, id: RevisionId) -> Result<Content, StoreError> {
    let mut statement = connection.prepare_cached("SELECT body, hash FROM revision WHERE id = ?1")?;
    let mut rows = statement.query([id.0])?;
    let row = rows.next()?.ok_or(StoreError::NoRevision(id))?;
    let body = row.get_ref(0)?.as_blob().map_err(StoreError::corrupt)?;
    Content::inflate(body, ContentHash(row.get(1)?)).ok_or(StoreError::DamagedRevision(id))
}
