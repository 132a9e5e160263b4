//! Finding and reading: lists of reports, one report, one cell of all, a text.

use crate::{
    content::ContentHash,
    open::connect_to_look,
    table::{
        cell::{self, Found},
        from_stored, prose,
        report::{self, ReportRow},
        revision, AgencyId, ReportId, State,
    },
    Desk, Library, StoreError,
};
use ::report::{json::ParagraphJson, json::PieceJson, Report};
use memchr::memmem::Finder;
use rusqlite::{params, Connection, ToSql};
use std::{collections::HashMap, ops::RangeInclusive, thread};
use time::OffsetDateTime;

/// A report in a list, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Listed {
    /// Its number.
    pub id: ReportId,
    /// Whose it is.
    pub agency: AgencyId,
    /// The agency as it stands in the title.
    pub agency_name: String,
    /// The year it is on.
    pub year: u16,
    /// The edition of its form.
    pub edition: String,
    /// How far it has come.
    pub state: State,
    /// Whether it differs from what was published: a correction is being written.
    pub differs_from_published: bool,
    /// When it was saved last.
    pub saved_at: OffsetDateTime,
    /// What its content hashes to.
    pub hash: ContentHash,
    /// Whether the list's line is what was saved; if not, a byte has rotted.
    pub sound: bool,
}

/// A report with what the list says of it.
#[derive(Clone, PartialEq, Debug)]
pub struct Stored {
    /// Its line in the list.
    pub listed: Listed,
    /// The report.
    pub report: Report,
}

/// Which reports are searched.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Scope {
    /// Of these agencies; of all where it is empty.
    pub agencies: Vec<AgencyId>,
    /// Of these years; of all where it is empty.
    pub years: Vec<u16>,
}

/// A paragraph in which a text was found.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Hit {
    /// The report.
    pub report: ReportId,
    /// The agency as it stands in the title.
    pub agency_name: String,
    /// The year.
    pub year: u16,
    /// The section, or `preamble`.
    pub place: String,
    /// Which paragraph of the place, counted from 0.
    pub position: u32,
    /// The paragraph; linked figures are left out.
    pub text: String,
    /// Whether its report is what was saved; if not, a byte has rotted there.
    pub sound: bool,
}

impl Library {
    /// The reports of an agency, newest year first.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports_of(&self, agency: AgencyId) -> Result<Vec<Listed>, StoreError> {
        self.read(|desk| {
            desk.listed("WHERE r.agency = ?1 ORDER BY r.year DESC, r.edition DESC", &[&agency.0])
        })
    }

    /// The reports of a year, in the order of the agencies.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports_in(&self, year: u16) -> Result<Vec<Listed>, StoreError> {
        self.read(|desk| desk.listed("WHERE r.year = ?1 ORDER BY r.agency, r.edition", &[&year]))
    }

    /// Every report there is, by agency and year.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn reports(&self) -> Result<Vec<Listed>, StoreError> {
        self.read(|desk| desk.listed("ORDER BY r.agency, r.year, r.edition", &[]))
    }

    /// The years there are reports of, newest first, and how many.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn years(&self) -> Result<Vec<(u16, u32)>, StoreError> {
        self.read(|desk| {
            let sql = "SELECT year, count(*) FROM report GROUP BY year ORDER BY year DESC";
            let mut statement = desk.connection.prepare_cached(sql)?;
            let years = statement.query_map((), |row| Ok((row.get(0)?, row.get(1)?)))?;
            Ok(years.collect::<Result<_, _>>()?)
        })
    }

    /// The number of an agency's report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn find(&self, agency: AgencyId, year: u16, edition: &str) -> Result<Option<ReportId>, StoreError> {
        self.read(|desk| report::id_of(desk.connection, agency, year, edition))
    }

    /// A report as it is now: what was saved, or an error.
    ///
    /// # Errors
    /// When there is none of this number, or it is damaged.
    pub fn report(&self, id: ReportId) -> Result<Stored, StoreError> {
        self.read(|desk| {
            let (row, report) = desk.load(id)?;
            let released = revision::released_hash(desk.connection, id)?;
            Ok(Stored { listed: desk.line(row, released)?, report })
        })
    }

    /// One cell of all reports of a year whose forms have it, in the order of the agencies.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn cell_in(&self, year: u16, name: &str) -> Result<Vec<(ReportId, AgencyId, Found)>, StoreError> {
        self.read(|desk| {
            let form = |edition: &str| desk.forms.edition(edition).cloned();
            let found = cell::of_year(desk.connection, year, name, form)?;
            let told = |(row, found): (ReportRow, Option<Found>)| {
                let found = found.unwrap_or_else(|| desk.found_in_whole(row.id, name));
                (row.id, row.agency, found)
            };
            Ok(found.into_iter().map(told).collect())
        })
    }

    /// The paragraphs of every report that stand in `places`, without linked figures; report by report.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn texts_in(
        &self,
        places: &[&str],
        mut told: impl FnMut(ReportId, &[String]),
    ) -> Result<(), StoreError> {
        let places = serde_json::to_string(places).map_err(StoreError::corrupt)?;
        let mut of: Option<ReportId> = None;
        let mut texts = Vec::new();
        self.read(|desk| {
            prose::scan_places(desk.connection, &places, &mut |report, paragraph| {
                if let Some(before) = of.filter(|it| *it != report) {
                    told(before, &texts);
                    texts.clear();
                }
                of = Some(report);
                texts.push(match (paragraph.text, paragraph.pieces) {
                    (Some(text), _) => String::from_utf8_lossy(text).into_owned(),
                    (None, pieces) => words(pieces.unwrap_or_default())?,
                });
                Ok(())
            })
        })?;
        of.into_iter().for_each(|last| told(last, &texts));
        Ok(())
    }

    /// Paragraphs in which `text` stands, newest year first, at most `limit`; and how many there are in all.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn search(&self, text: &str, scope: &Scope, limit: usize) -> Result<(Vec<Hit>, usize), StoreError> {
        let text = text.trim();
        if text.is_empty() {
            return Ok((Vec::new(), 0));
        }
        let finder = Finder::new(text);
        self.read(|desk| {
            let wanted = desk.wanted(scope)?;
            let found = if *scope == Scope::default() {
                self.find_everywhere(desk, &finder)?
            } else {
                let mut found = Vec::new();
                for report in wanted.keys() {
                    prose::scan(desk.connection, *report, &mut |at, it| {
                        keep_hit(&finder, at, &it, &mut found)
                    })?;
                }
                found
            };
            desk.hits(found, &wanted, limit)
        })
    }

    /// Looks through all paragraphs; on several processors, a part of them each, on a connection of its own, where
    /// nobody can change them meanwhile because this library is open to write.
    fn find_everywhere(&self, desk: &Desk, finder: &Finder) -> Result<Vec<Place>, StoreError> {
        const MOST: usize = 4;
        let several = thread::available_parallelism().map_or(1, usize::from).min(MOST);
        let parts = prose::parts(desk.connection, if self._lock.is_some() { several } else { 1 })?;
        let path = self.path.as_path();
        let Some((own, others)) = parts.split_first() else { return Ok(Vec::new()) };
        let look = |connection: &Connection, rows: &RangeInclusive<i64>| {
            let mut found = Vec::new();
            prose::scan_rows(connection, rows, &mut |at, it| keep_hit(finder, at, &it, &mut found))?;
            Ok(found)
        };
        thread::scope(|scope| {
            let begin = |rows| scope.spawn(move || look(&connect_to_look(path)?, rows));
            let others: Vec<_> = others.iter().map(begin).collect();
            let mut found = look(desk.connection, own)?;
            for (other, rows) in others.into_iter().zip(&parts[1..]) {
                // Where no second connection is to be had, this one does it all.
                let theirs = other.join().unwrap_or_else(|_| Err(StoreError::Busy));
                found.extend(theirs.or_else(|_| look(desk.connection, rows))?);
            }
            Ok(found)
        })
    }
}

/// Where a paragraph stands: its report, the place in that, and which paragraph of the place.
type Place = (ReportId, String, u32);

/// Notes where a paragraph stands that holds what is sought.
fn keep_hit(
    finder: &Finder,
    report: ReportId,
    paragraph: &prose::Scanned,
    found: &mut Vec<Place>,
) -> Result<(), StoreError> {
    let holds = match (paragraph.text, paragraph.pieces) {
        (Some(plain), _) => finder.find(plain).is_some(),
        (None, Some(pieces)) => finder.find(words(pieces)?.as_bytes()).is_some(),
        (None, None) => false,
    };
    if holds {
        found.push((report, paragraph.place.to_owned(), paragraph.position));
    }
    Ok(())
}

impl Desk<'_> {
    pub(crate) fn listed(&self, which: &str, parameters: &[&dyn ToSql]) -> Result<Vec<Listed>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {}, CASE WHEN r.state IN ('published', 'corrected') THEN
                          (SELECT v.hash FROM revision v
                           WHERE v.report = r.id AND v.kind IN ('published', 'corrected')
                           ORDER BY v.id DESC LIMIT 1) END
             FROM report r {which}",
            report::COLUMNS
        ))?;
        let mut rows = statement.query(parameters)?;
        let mut listed = Vec::new();
        while let Some(row) = rows.next()? {
            let released = row.get::<_, Option<[u8; 32]>>(report::WIDTH)?.map(ContentHash);
            listed.push(self.line(report::read(row)?, released)?);
        }
        Ok(listed)
    }

    pub(crate) fn found_in_whole(&self, id: ReportId, cell: &str) -> Found {
        let Ok((_, report)) = self.load(id) else { return Found::Damaged };
        let known = report.form().cell(cell).and_then(|cell| report.entry(&cell.id));
        known.cloned().map_or(Found::Blank, Found::Entry)
    }

    /// A report's line in the list; `released` is what the index says the public saw last.
    fn line(&self, row: ReportRow, released: Option<ContentHash>) -> Result<Listed, StoreError> {
        let differs = row.state.is_released() && released != Some(row.hash);
        // A rotten index must not tell of a correction that nobody is writing.
        let told = || revision::released(self.connection, row.id).map(|it| it.is_some() && it == released);
        let sound = row.sound && (!differs || told()?);
        Ok(Listed {
            id: row.id,
            agency: row.agency,
            year: row.year,
            state: row.state,
            differs_from_published: differs,
            saved_at: from_stored(row.saved_at)?,
            hash: row.hash,
            sound,
            agency_name: row.agency_name,
            edition: row.edition,
        })
    }

    /// What is shown of the paragraphs that were found, and how many there are.
    fn hits(
        &self,
        mut found: Vec<Place>,
        wanted: &HashMap<ReportId, (String, u16)>,
        limit: usize,
    ) -> Result<(Vec<Hit>, usize), StoreError> {
        let year = |report: &ReportId| wanted.get(report).map_or(0, |(_, year)| *year);
        found.sort_by(|a, b| year(&b.0).cmp(&year(&a.0)).then_with(|| a.cmp(b)));
        let all = found.len();
        let mut looked = HashMap::new();
        let hits = found.into_iter().take(limit).filter_map(|(report, place, position)| {
            let (agency_name, year) = wanted.get(&report)?.clone();
            let sound = *looked.entry(report).or_insert_with(|| self.load(report).is_ok());
            let text = self.paragraph(report, &place, position);
            Some(text.map(|text| Hit { report, agency_name, year, place, position, text, sound }))
        });
        Ok((hits.collect::<Result<_, _>>()?, all))
    }

    /// The reports of a scope, with agency and year.
    fn wanted(&self, scope: &Scope) -> Result<HashMap<ReportId, (String, u16)>, StoreError> {
        let mut statement =
            self.connection.prepare_cached("SELECT id, agency, agency_name, year FROM report")?;
        let mut rows = statement.query(())?;
        let mut wanted = HashMap::new();
        while let Some(row) = rows.next()? {
            let (agency, year) = (AgencyId(row.get(1)?), row.get(3)?);
            let agency_wanted = scope.agencies.is_empty() || scope.agencies.contains(&agency);
            if agency_wanted && (scope.years.is_empty() || scope.years.contains(&year)) {
                wanted.insert(ReportId(row.get(0)?), (row.get(2)?, year));
            }
        }
        Ok(wanted)
    }

    fn paragraph(&self, report: ReportId, place: &str, position: u32) -> Result<String, StoreError> {
        let sql = "SELECT text, pieces FROM prose WHERE report = ?1 AND place = ?2 AND position = ?3";
        let mut statement = self.connection.prepare_cached(sql)?;
        let (text, pieces) = statement.query_row(params![report.0, place, position], |row| {
            Ok((row.get::<_, Option<String>>(0)?, row.get::<_, Option<String>>(1)?))
        })?;
        match (text, pieces) {
            (Some(text), _) => Ok(text),
            (None, pieces) => words(pieces.unwrap_or_default().as_bytes()),
        }
    }
}

/// The words of a paragraph with linked figures, without the figures.
fn words(pieces: &[u8]) -> Result<String, StoreError> {
    Ok(match serde_json::from_slice(pieces).map_err(StoreError::corrupt)? {
        ParagraphJson::Text(text) => text,
        ParagraphJson::Pieces(pieces) => {
            let text = |piece| match piece {
                PieceJson::Text(text) => text,
                PieceJson::Figure { .. } => String::new(),
            };
            pieces.into_iter().map(text).collect()
        }
    })
}
