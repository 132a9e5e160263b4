//! What a restore would change.

use crate::{
    migrate,
    table::{setting, step},
    watch::{go_on, unwatched},
    Agency, AgencyProfile, ContentHash, Library, RevisionKind, Stage, State, StoreError, Watch,
};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::Path,
};
use time::{Date, OffsetDateTime};

/// A report as a restore would find or leave it.
#[derive(Clone, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub struct Affected {
    /// The agency as the library knows it.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The edition of the form.
    pub edition: String,
}

/// What a restore would change.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Preview {
    /// In the backup, and not in the library.
    pub new: Vec<Affected>,
    /// In both, and not the same.
    pub changed: Vec<Affected>,
    /// In the library, and not in the backup: gone after the restore.
    pub lost: Vec<Affected>,
    /// In both, and the same, with the same history.
    pub equal: usize,
    /// Earlier states of reports that are in both, which the backup does not have.
    pub states_lost: usize,
    /// How many of these were to be kept for ever: 定稿, 公布, 更正.
    pub acts_lost: usize,
    /// Agencies that the backup does not know.
    pub agencies_lost: Vec<String>,
    /// Agencies of which the backup knows something else: level, region, contact, superior.
    pub agencies_changed: Vec<String>,
    /// Findings that were set aside here and not there, or for another reason.
    pub dismissals_lost: usize,
    /// Steps here that could be undone and that the backup does not have.
    pub steps_lost: usize,
    /// Deadlines that are not those of the backup.
    pub deadlines_changed: usize,
    /// Settings that are not those of the backup.
    pub settings_changed: usize,
    /// Whether it is neither a backup of this library nor carried away from it, or does not say.
    pub foreign: bool,
}

/// What is compared of a report.
#[derive(PartialEq, Eq)]
struct Shape {
    hash: ContentHash,
    state: State,
    sound: bool,
    /// When, why and what each of its states was.
    history: BTreeSet<(OffsetDateTime, &'static str, ContentHash)>,
    /// Rule, finding and reason.
    dismissals: BTreeSet<(String, String, String)>,
    /// What each step led from and to.
    steps: BTreeSet<(ContentHash, ContentHash)>,
}

impl Library {
    /// What [`Library::restore`] would change.
    ///
    /// # Errors
    /// When the backup is not sound.
    pub fn preview_restore(&self, backup: &Path) -> Result<Preview, StoreError> {
        self.preview_restore_watched(backup, &mut unwatched)
    }

    /// The same, to be ended at any time.
    ///
    /// # Errors
    /// As [`Library::preview_restore`]; when it was ended.
    pub fn preview_restore_watched(&self, backup: &Path, watch: &mut Watch) -> Result<Preview, StoreError> {
        let backup = self.open_backup(backup, watch)?;
        let (then, now) = (backup.contents(watch)?, self.contents(watch)?);
        let mut preview = Preview {
            deadlines_changed: differing(&self.deadline_dates()?, &backup.deadline_dates()?),
            settings_changed: differing(&self.settings()?, &backup.settings()?),
            foreign: !migrate::are_related(&self.connection, &backup.connection)?,
            ..Preview::default()
        };
        for (report, shape) in &then {
            let Some(present) = now.get(report) else {
                preview.new.push(report.clone());
                continue;
            };
            let lost = present.history.difference(&shape.history);
            for (_, kind, _) in lost {
                preview.states_lost += 1;
                preview.acts_lost +=
                    usize::from(RevisionKind::of_word(kind).is_ok_and(RevisionKind::is_kept));
            }
            preview.dismissals_lost += present.dismissals.difference(&shape.dismissals).count();
            preview.steps_lost += present.steps.difference(&shape.steps).count();
            if present == shape {
                preview.equal += 1;
            } else {
                preview.changed.push(report.clone());
            }
        }
        let known = backup.profiles()?;
        for (name, profile) in self.profiles()? {
            match known.get(&name) {
                None => preview.agencies_lost.push(name),
                Some(then) if *then != profile => preview.agencies_changed.push(name),
                Some(_) => {}
            }
        }
        preview.lost = now.into_keys().filter(|report| !then.contains_key(report)).collect();
        Ok(preview)
    }

    fn contents(&self, watch: &mut Watch) -> Result<BTreeMap<Affected, Shape>, StoreError> {
        let agencies: BTreeMap<_, _> =
            self.agencies()?.into_iter().map(|agency| (agency.id, agency.profile.name)).collect();
        let named = |listed: crate::Listed| {
            let history = self.revisions(listed.id)?.into_iter().map(|it| (it.at, it.kind.word(), it.hash));
            let shape = Shape {
                hash: listed.hash,
                state: listed.state,
                sound: self.report(listed.id).is_ok(),
                history: history.collect(),
                dismissals: self
                    .dismissals(listed.id)?
                    .into_iter()
                    .map(|it| (it.rule, it.fingerprint, it.reason))
                    .collect(),
                steps: self.read(|desk| step::ends_of(desk.connection, listed.id))?,
            };
            let agency = agencies.get(&listed.agency).cloned().unwrap_or(listed.agency_name);
            Ok((Affected { agency, year: listed.year, edition: listed.edition }, shape))
        };
        let reports = self.reports()?;
        let of = reports.len();
        let told = |(done, listed)| {
            go_on(watch, Stage::Comparing, done, of)?;
            named(listed)
        };
        reports.into_iter().enumerate().map(told).collect()
    }

    /// What is known of each agency, its superior by name: numbers differ from library to library.
    fn profiles(&self) -> Result<BTreeMap<String, (AgencyProfile, Option<String>)>, StoreError> {
        let agencies = self.agencies()?;
        let name_of = |id| agencies.iter().find(|it| it.id == id).map(|it| it.profile.name.clone());
        let told = |it: &Agency| {
            let parent = it.profile.parent.and_then(name_of);
            (it.profile.name.clone(), (AgencyProfile { parent: None, ..it.profile.clone() }, parent))
        };
        Ok(agencies.iter().map(told).collect())
    }

    fn deadline_dates(&self) -> Result<BTreeMap<(Option<String>, u16), Date>, StoreError> {
        let agencies = self.agencies()?;
        let name_of = |id| agencies.iter().find(|it| it.id == id).map(|it| it.profile.name.clone());
        Ok(self
            .deadlines()?
            .into_iter()
            .map(|it| ((it.agency.and_then(name_of), it.year), it.date))
            .collect())
    }

    fn settings(&self) -> Result<BTreeMap<String, String>, StoreError> {
        self.read(|desk| {
            Ok(setting::all(desk.connection)?.into_iter().map(|it| (it.key, it.value)).collect())
        })
    }
}

/// How many keys have another value, or one in only one of the two.
fn differing<K: Ord, V: PartialEq>(one: &BTreeMap<K, V>, other: &BTreeMap<K, V>) -> usize {
    let keys: BTreeSet<&K> = one.keys().chain(other.keys()).collect();
    keys.into_iter().filter(|key| one.get(key) != other.get(key)).count()
}
