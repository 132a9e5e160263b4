//! What can be saved from a damaged library: every state of every report that is still whole.
//!
//! A revision carries its report's whole content and the hash of it, so each one that is found in the file's
//! pages and agrees with its hash is exactly what was saved, whatever became of the trees around it.

mod pages;

use crate::{
    backup::open_sound,
    content::{Content, ContentHash},
    mark::Mark,
    place::{behind_links, part_of, remove_database, with_end},
    table::{
        agency, from_stored,
        report::{self, ReportRow},
        revision::{self, Saying},
        step, AgencyId, ReportId, RevisionKind, State,
    },
    watch::unwatched,
    Access, AgencyProfile, Clock, Desk, Level, Library, Opening, RevisionId, StoreError,
};
use ::report::{Difference, Forms, Report};
use pages::{Field, Record};
use rusqlite::types::ValueRef;
use std::{collections::BTreeMap, fs, path::Path, sync::Arc};
use time::OffsetDateTime;

/// Everything that is whole in a damaged library.
pub struct Salvage {
    agencies: BTreeMap<i64, AgencyProfile>,
    /// Which agency a report belongs to, where its row is whole.
    owners: BTreeMap<i64, i64>,
    found: BTreeMap<Identity, Vec<Saved>>,
}

/// Which report a state is of.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord)]
struct Identity {
    agency: String,
    year: u16,
    edition: String,
}

/// A state of a report, its content still deflated.
struct Saved {
    /// States on pages that a newer one has replaced come first: they are history at best.
    order: (bool, i64),
    /// The number of its report; `None` where its row is not as it was saved.
    report: Option<i64>,
    kind: RevisionKind,
    reason: Option<String>,
    place: Option<String>,
    /// The state that was gone back to, by its number in the damaged file.
    source: Option<i64>,
    /// When it was saved; unknown where its row is not as it was saved.
    at: Option<i64>,
    hash: ContentHash,
    body: Vec<u8>,
}

/// A report that can be saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Salvageable {
    /// The agency.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The edition of the form.
    pub edition: String,
    /// When the newest whole state was saved, where that is known.
    pub saved_at: Option<OffsetDateTime>,
    /// How many whole states there are.
    pub states: usize,
}

impl Salvage {
    /// Looks through every page of a library file and of its log. The file is only read.
    ///
    /// # Errors
    /// When the file cannot be read at all. One that is gone and has left its log is read from that.
    pub fn of(path: &Path, forms: &Forms) -> Result<Salvage, StoreError> {
        let path = &behind_links(path);
        if path.is_dir() {
            return Err(StoreError::Folder { path: path.to_owned() });
        }
        let mut salvage =
            Salvage { agencies: BTreeMap::new(), owners: BTreeMap::new(), found: BTreeMap::new() };
        let mut saved = BTreeMap::new();
        pages::records(path, |record| salvage.take(&record, forms, &mut saved))
            .map_err(|source| StoreError::Unreachable { path: path.to_owned(), source })?;
        for (identity, state) in saved.into_values() {
            salvage.found.entry(salvage.owned(identity, state.report)).or_default().push(state);
        }
        salvage.found.values_mut().for_each(|states| states.sort_by_key(|state| state.order));
        Ok(salvage)
    }

    /// The reports that can be saved, by agency and year.
    ///
    /// # Errors
    /// When a moment is beyond the calendar.
    pub fn reports(&self) -> Result<Vec<Salvageable>, StoreError> {
        let told = |(identity, states): (&Identity, &Vec<Saved>)| {
            let newest = states.last().and_then(|state| state.at);
            Ok(Salvageable {
                agency: identity.agency.clone(),
                year: identity.year,
                edition: identity.edition.clone(),
                saved_at: newest.map(from_stored).transpose()?,
                states: states.len(),
            })
        };
        self.found.iter().map(told).collect()
    }

    /// Makes a library at `into` from what was found; where there is a sound backup, from that and what was found
    /// beyond it. Deadlines, settings and findings that were set aside come from the backup only.
    ///
    /// # Errors
    /// When the backup is not sound, or there is something at `into`, or it cannot be written. No library is there
    /// then.
    pub fn write(
        &self,
        backup: Option<&Path>,
        into: &Path,
        forms: &Forms,
        clock: &Arc<dyn Clock>,
    ) -> Result<(), StoreError> {
        let opening = |access| Opening::new(forms.clone(), clock.clone(), access);
        if into.exists() {
            return Err(StoreError::Occupied { path: into.to_owned() });
        }
        // A library that holds a part would pass for one that holds all: it gets its name at the end.
        let part = part_of(into);
        if let Some(backup) = backup {
            open_sound(backup, opening(Access::Read))?.copy_out(&part, |_| Ok(()), &mut unwatched)?;
        }
        let written = Library::open(&part, opening(Access::Create)).and_then(|mut library| {
            library.write(|desk| {
                self.found.iter().try_for_each(|(identity, states)| self.put(desk, identity, states))
            })?;
            library.copy_to_move(into, &mut unwatched)
        });
        // The lock beside it goes, too.
        let _ = remove_database(&part).and_then(|()| fs::remove_file(with_end(&part, ".lock")));
        written
    }

    fn take(&mut self, record: &Record, forms: &Forms, saved: &mut BTreeMap<i64, (Identity, Saved)>) {
        if let Some((id, profile)) = agency_in(record) {
            self.agencies.insert(id, profile);
        } else if let Some(row) = report_in(record) {
            self.owners.insert(row.id.0, row.agency.0);
        } else if let Some(state) = state_in(record) {
            let Some(content) = Content::inflate(&state.body, state.hash) else { return };
            let Ok(report) = content.report(forms) else { return };
            let newer =
                |(_, known): &(Identity, Saved)| (known.order.0, known.at) < (state.order.0, state.at);
            if saved.get(&record.row).is_none_or(newer) {
                let edition = report.form().edition.clone();
                let identity = Identity { agency: report.agency, year: report.year, edition };
                saved.insert(record.row, (identity, state));
            }
        }
    }

    /// The agency as the library calls it, which may not be as it stands in the title.
    fn owned(&self, identity: Identity, report: Option<i64>) -> Identity {
        let profile =
            report.and_then(|report| self.owners.get(&report)).and_then(|agency| self.agencies.get(agency));
        match profile {
            Some(profile) => Identity { agency: profile.name.clone(), ..identity },
            None => identity,
        }
    }

    fn put(&self, desk: &Desk, identity: &Identity, states: &[Saved]) -> Result<(), StoreError> {
        let agency = match agency::id_of(desk.connection, &identity.agency)? {
            Some(id) => id,
            None => agency::insert(desk.connection, &self.profile(identity))?,
        };
        let known = report::id_of(desk.connection, agency, identity.year, &identity.edition)?;
        let Some(newest) = states.last() else { return Ok(()) };
        let (content, present) = newest.read(desk.forms)?;
        let id = match known {
            Some(id) => id,
            None => desk.put_salvaged(agency, &content, &present, newest.at.unwrap_or(desk.now))?,
        };
        let before = revision::of(desk.connection, id)?;
        let last = before.first().map(|last| crate::table::to_stored(last.at));
        // Under which number each state stands now.
        let mut stands: BTreeMap<i64, RevisionId> = BTreeMap::new();
        for state in states {
            let same = |it: &&crate::Revision| {
                let told = |at| it.kind == state.kind && crate::table::to_stored(it.at) == at;
                it.hash == state.hash && state.at.is_none_or(told)
            };
            let number = match before.iter().find(same) {
                Some(known) => known.id,
                None => {
                    let (content, _) = state.read(desk.forms)?;
                    let saying = Saying {
                        kind: state.kind,
                        reason: state.reason.as_deref(),
                        place: state.place.as_deref(),
                        source: state.source.and_then(|source| stands.get(&source)).copied(),
                    };
                    revision::insert(desk.connection, id, &saying, state.at.unwrap_or(desk.now), &content)?
                }
            };
            stands.insert(state.order.1, number);
        }
        // What the backup knows to be newer stays as it is.
        if last.is_none_or(|last| newest.at.is_some_and(|at| last < at)) {
            desk.make_present(id, &content, &present)?;
        }
        Ok(())
    }

    fn profile(&self, identity: &Identity) -> AgencyProfile {
        let known = self.agencies.values().find(|profile| profile.name == identity.agency);
        let profile = known.cloned().unwrap_or_else(|| {
            let level = ::report::agency::Level::of_name(&identity.agency);
            AgencyProfile::named(&identity.agency, level.into())
        });
        // Numbers of other agencies are those of the damaged library.
        AgencyProfile { parent: None, ..profile }
    }
}

impl Saved {
    fn read(&self, forms: &Forms) -> Result<(Content, Report), StoreError> {
        let damaged = || StoreError::DamagedRevision(RevisionId(self.order.1));
        let content = Content::inflate(&self.body, self.hash).ok_or_else(damaged)?;
        let report = content.report(forms)?;
        Ok((content, report))
    }
}

impl Desk<'_> {
    /// A report without any history yet.
    fn put_salvaged(
        &self,
        agency: AgencyId,
        content: &Content,
        report: &Report,
        at: i64,
    ) -> Result<ReportId, StoreError> {
        let row = ReportRow {
            id: report::next_id(self.connection)?,
            agency,
            year: report.year,
            edition: report.form().edition.clone(),
            agency_name: report.agency.clone(),
            title: report.title.clone(),
            state: State::Draft,
            hash: content.hash(),
            saved_at: at,
            undo_at: 0,
            sound: true,
        };
        report::insert(self.connection, &row)?;
        Ok(row.id)
    }

    /// Makes a content the report's present one, with the state that its history tells.
    fn make_present(&self, id: ReportId, content: &Content, report: &Report) -> Result<(), StoreError> {
        let row = report::get(self.connection, id)?;
        let row = self.change(row, &Difference::default(), report, 0, content)?;
        self.put_all(&row, report)?;
        step::clear(self.connection, id)?;
        let mut state = State::Draft;
        let mut last = None;
        for revision in revision::of(self.connection, id)?.into_iter().rev() {
            state = match (revision.kind, state) {
                (RevisionKind::Finalised, _) => State::Final,
                (RevisionKind::Published, _) => State::Published,
                (RevisionKind::Corrected, _) => State::Corrected,
                (_, State::Final) if last != Some(revision.hash) => State::Draft,
                (_, state) => state,
            };
            last = Some(revision.hash);
        }
        report::update(self.connection, &ReportRow { state, ..row })
    }
}

fn agency_in(record: &Record) -> Option<(i64, AgencyProfile)> {
    use Field::{Blob, Integer, Null, Text};
    let [Null, Text(name), Text(level), Text(region), code, parent, Text(contact), Integer(mark)] =
        record.fields.as_slice()
    else {
        return None;
    };
    let credit_code = match code {
        Text(code) => Some(code.clone()),
        Null => None,
        Integer(_) | Blob(_) => return None,
    };
    let profile = AgencyProfile {
        name: name.clone(),
        level: Level::of_word(level).ok()?,
        region: region.clone(),
        credit_code,
        parent: if let Integer(parent) = parent { Some(AgencyId(*parent)) } else { None },
        contact: contact.clone(),
    };
    (profile.mark(AgencyId(record.row)) == *mark).then_some((record.row, profile))
}

fn report_in(record: &Record) -> Option<ReportRow> {
    use Field::{Blob, Integer, Null, Text};
    let [Null, Integer(agency), Integer(year), Text(edition), Text(agency_name), title, Text(state), Blob(hash), Integer(saved_at), Integer(undo_at), Integer(mark)] =
        record.fields.as_slice()
    else {
        return None;
    };
    let row = ReportRow {
        id: ReportId(record.row),
        agency: AgencyId(*agency),
        year: u16::try_from(*year).ok()?,
        edition: edition.clone(),
        agency_name: agency_name.clone(),
        title: text(title),
        state: State::of_word(state).ok()?,
        hash: ContentHash(hash.as_slice().try_into().ok()?),
        saved_at: *saved_at,
        undo_at: *undo_at,
        sound: true,
    };
    (row.mark() == *mark).then_some(row)
}

/// A revision, whose content is still to be compared with its hash. Where the row's mark is wrong, only the content
/// counts: it names its agency and year itself.
fn state_in(record: &Record) -> Option<Saved> {
    use Field::{Blob, Integer, Null, Text};
    const MARKED: std::ops::Range<usize> = 1..9;
    let [Null, Integer(report), Text(kind), reason, place, source, Integer(_), Integer(at), Blob(hash), Blob(body), rest @ ..] =
        record.fields.as_slice()
    else {
        return None;
    };
    let (hash, body) = (ContentHash(hash.as_slice().try_into().ok()?), body.clone());
    // Schemas before 4 had no mark.
    let is_sound = match rest {
        [_, mark] => {
            let marked = record.fields.get(MARKED)?.iter();
            let sum = marked.fold(Mark::new().value(ValueRef::Integer(record.row)), |mark, field| {
                mark.value(field.as_value())
            });
            *mark == Integer(sum.sum())
        }
        _ => true,
    };
    let kind = RevisionKind::of_word(kind).ok().filter(|_| is_sound);
    Some(match kind {
        Some(kind) => Saved {
            order: (!record.stale, record.row),
            report: Some(*report),
            kind,
            reason: text(reason),
            place: text(place),
            source: if let Integer(source) = source { Some(*source) } else { None },
            at: Some(*at),
            hash,
            body,
        },
        None => Saved {
            order: (false, record.row),
            report: None,
            kind: RevisionKind::Restored,
            reason: None,
            place: None,
            source: None,
            at: None,
            hash,
            body,
        },
    })
}

fn text(field: &Field) -> Option<String> {
    match field {
        Field::Text(text) => Some(text.clone()),
        _ => None,
    }
}
