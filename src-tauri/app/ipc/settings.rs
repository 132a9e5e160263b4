//! The settings: the agency, the deadline, how grave the rules are, the library's folder and its backups, the size of
//! everything.

use std::path::{Path, PathBuf};

use office::{AgencyId, Backup, Level, Library, OfficeError, Preview};
use report::{
    check::{Day, Rule, RULES},
    Severity,
};
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::years::{day, shown_agency};
use super::Failure;
use crate::desk::Desk;
use crate::outside::Question;

/// Under this key the library keeps how large everything is shown.
const SCALE: &str = "window.scale";
const USUAL_SCALE: u16 = 100;

/// What is set, and the backups there are.
#[derive(Debug, Serialize, TS)]
pub struct SettingsView {
    /// What is set.
    pub settings: Settings,
    /// The day by which the report is due where the agency has none of its own, as `MM-DD`.
    #[serde(rename = "usualDeadline")]
    pub usual_deadline: String,
    /// The rules of the checks, in order.
    pub rules: Vec<RuleView>,
    /// The backups, newest first.
    pub backups: Vec<BackupView>,
    /// What the user should know of the backup that was just made; mostly nothing.
    pub notice: Option<String>,
}

/// A rule, and how grave it is for this office.
#[derive(Debug, Serialize, TS)]
pub struct RuleView {
    /// Its id, e.g. R01.
    pub id: &'static str,
    /// What it demands.
    pub demand: &'static str,
    /// How grave it is by the catalogue.
    #[ts(type = "\"error\" | \"warning\" | \"hint\"")]
    pub usual: &'static str,
    /// How grave it is here, where that is set otherwise.
    #[ts(type = "\"error\" | \"warning\" | \"hint\" | null")]
    pub own: Option<&'static str>,
}

/// What can be set.
#[derive(Debug, Serialize, Deserialize, TS)]
pub struct Settings {
    /// The agency's name.
    pub agency: String,
    /// What kind of body it is.
    #[ts(as = "LevelWord")]
    pub level: String,
    /// Where it is, e.g. 湖北省咸宁市赤壁市.
    pub region: String,
    /// Whom to call.
    pub contact: String,
    /// Where it is to be found.
    pub address: String,
    /// The agency's own day by which the report is due, as `MM-DD`; null where the usual one holds.
    pub deadline: Option<String>,
    /// The folder the library is in.
    pub folder: String,
    /// In percent, 80 to 200.
    pub scale: u16,
}

/// What kind of body an agency is.
#[derive(TS)]
#[ts(
    rename = "Level",
    type = "\"township\" | \"subdistrict\" | \"department\" | \"county\" | \"city\" | \"province\" | \"other\""
)]
pub struct LevelWord;

/// A backup.
#[derive(Debug, Serialize, TS)]
pub struct BackupView {
    /// Its name.
    pub id: String,
    /// When it was made, and why.
    pub when: String,
    /// How large it is.
    pub size: String,
}

/// What a restore would change.
#[derive(Debug, Serialize, TS)]
pub struct RestoreView {
    /// Reports that are in the backup only.
    pub new: Vec<String>,
    /// Reports that are another here.
    pub changed: Vec<String>,
    /// Reports that are here only, and would be gone.
    pub lost: Vec<String>,
    /// Agencies that are here only, and would be gone.
    pub agencies_lost: Vec<String>,
    /// Agencies of which the backup knows something else.
    pub agencies_changed: Vec<String>,
    /// Earlier states that would be gone.
    pub states_lost: usize,
    /// How many of these were 定稿, 公布 and 更正.
    pub acts_lost: usize,
    /// Findings set aside here that would be back.
    pub dismissals_lost: usize,
    /// Steps that could not be undone any more.
    pub steps_lost: usize,
    /// Deadlines and settings that would be others.
    pub settings_changed: usize,
    /// Whether it is another library's backup.
    pub foreign: bool,
}

/// How large everything is shown, in percent.
pub(super) fn scale(library: &Library) -> Result<u16, OfficeError> {
    Ok(library.remembered(SCALE)?.and_then(|it| it.parse().ok()).unwrap_or(USUAL_SCALE))
}

/// A level by its word.
pub(super) fn level(word: &str) -> Result<Level, Failure> {
    Level::ALL.into_iter().find(|it| it.word() == word).ok_or_else(Failure::internal)
}

pub(super) fn settings(desk: &Desk) -> Result<SettingsView, Failure> {
    Ok(desk.books().with_library(desk.office(), |library| view(library))?)
}

fn view(library: &Library) -> Result<SettingsView, OfficeError> {
    let (agency, year) = shown(library)?;
    let profile = library.agency(agency)?;
    let folder = library.places().library().parent().unwrap_or(Path::new(""));
    let settings = Settings {
        agency: profile.name,
        level: profile.level.word().to_owned(),
        region: profile.region,
        contact: profile.contact,
        address: library.address(agency)?,
        deadline: library.own_deadline(agency, year)?.map(month_and_day),
        folder: folder.display().to_string(),
        scale: scale(library)?,
    };
    let backups = library.backups()?.iter().map(backup).collect();
    let usual_deadline = month_and_day(library.usual_deadline(agency, year)?);
    Ok(SettingsView { settings, usual_deadline, rules: rules(library)?, backups, notice: None })
}

fn month_and_day(day: Day) -> String {
    format!("{:02}-{:02}", day.month, day.day)
}

fn rules(library: &Library) -> Result<Vec<RuleView>, OfficeError> {
    let own = library.strictness()?.severities;
    let rule = |rule: &Rule| RuleView {
        id: rule.id.0,
        demand: rule.demand,
        usual: rule.severity.code(),
        own: own.iter().find(|(id, _)| *id == rule.id).map(|(_, severity)| severity.code()),
    };
    Ok(RULES.iter().map(rule).collect())
}

pub(super) fn set_severity(
    desk: &Desk,
    rule: String,
    severity: Option<String>,
) -> Result<SettingsView, Failure> {
    let rule = report::check::rule(&rule).ok_or_else(Failure::internal)?;
    let severity = match severity {
        Some(code) => Some(Severity::of_code(&code).ok_or_else(Failure::internal)?),
        None => None,
    };
    let view = desk.books().with_library(desk.office(), |library| {
        library.set_severity(rule.id, severity)?;
        view(library)
    })?;
    // What is open was checked with the severities of before.
    desk.books().put_away();
    Ok(view)
}

/// The agency that is shown, and the year it reports on now.
fn shown(library: &Library) -> Result<(AgencyId, u16), OfficeError> {
    let overview = library.overview()?;
    let agency = shown_agency(library, &overview)?.ok_or(OfficeError::NoIdentity)?;
    Ok((agency, library.today().year.saturating_sub(1)))
}

fn backup(backup: &Backup) -> BackupView {
    let now = office::local_now();
    let bytes = std::fs::metadata(&backup.path).map(|it| it.len()).unwrap_or_default();
    BackupView {
        id: name(backup),
        when: format!(
            "{} {}",
            office::spoken(backup.at.assume_offset(now.offset()), now),
            backup.why.label()
        ),
        size: format!("{} KB", bytes.div_ceil(1024)),
    }
}

fn name(backup: &Backup) -> String {
    super::last_name(&backup.path)
}

pub(super) fn change_settings(desk: &Desk, settings: Settings) -> Result<SettingsView, Failure> {
    let level = level(&settings.level)?;
    Ok(desk.books().with_library(desk.office(), |library| {
        let (agency, year) = shown(library)?;
        let mut profile = library.agency(agency)?;
        profile.name = settings.agency.trim().to_owned();
        profile.level = level;
        profile.region.clone_from(&settings.region);
        profile.contact.clone_from(&settings.contact);
        if profile != library.agency(agency)? {
            library.change_agency(agency, &profile)?;
        }
        library.set_address(agency, &settings.address)?;
        set_deadline(library, agency, year, settings.deadline.as_deref())?;
        library.remember(SCALE, &settings.scale.to_string())?;
        view(library)
    })?)
}

/// Sets the agency's own day, a month and a day of the year after the one that is reported on; none for the usual one.
fn set_deadline(
    library: &mut Library,
    agency: AgencyId,
    year: u16,
    wanted: Option<&str>,
) -> Result<(), OfficeError> {
    let own = library.own_deadline(agency, year)?;
    match wanted.map(|it| day(&format!("{:04}-{it}", year.saturating_add(1)))).transpose()? {
        Some(wanted) if own != Some(wanted) => library.set_deadline(Some(agency), year, wanted),
        None if own.is_some() => library.drop_own_deadlines(agency),
        _ => Ok(()),
    }
}

pub(super) fn choose_folder(desk: &Desk) -> Result<Option<String>, Failure> {
    let Some(folder) = desk.outside().ask(Question::Folder).pop() else { return Ok(None) };
    let mut watch = desk.watch();
    let left = desk.books().exchange(desk.office(), |library| {
        let file = library.places().library().file_name().map(PathBuf::from).unwrap_or_default();
        library.move_to(desk.office(), &folder.join(file), &mut watch)
    })?;
    Ok(Some(left.map(|it| it.display().to_string()).unwrap_or_default()))
}

pub(super) fn back_up(desk: &Desk) -> Result<SettingsView, Failure> {
    let mut watch = desk.watch();
    Ok(desk.books().with_library(desk.office(), |library| {
        let made = library.back_up(None, &mut watch)?;
        Ok(SettingsView { notice: made.notice(), ..view(library)? })
    })?)
}

pub(super) fn preview_restore(desk: &Desk, backup: String) -> Result<RestoreView, Failure> {
    let names = |reports: &[office::Affected]| {
        reports.iter().map(|it| format!("{}{}年", it.agency, it.year)).collect()
    };
    let mut watch = desk.watch();
    let preview: Preview = desk.books().with_library(desk.office(), |library| {
        library.preview_restore(&path(library, &backup)?, &mut watch)
    })?;
    Ok(RestoreView {
        new: names(&preview.new),
        changed: names(&preview.changed),
        lost: names(&preview.lost),
        agencies_lost: preview.agencies_lost,
        agencies_changed: preview.agencies_changed,
        states_lost: preview.states_lost,
        acts_lost: preview.acts_lost,
        dismissals_lost: preview.dismissals_lost,
        steps_lost: preview.steps_lost,
        settings_changed: preview.deadlines_changed + preview.settings_changed,
        foreign: preview.foreign,
    })
}

pub(super) fn restore(desk: &Desk, backup: String) -> Result<SettingsView, Failure> {
    desk.books().put_away();
    let mut watch = desk.watch();
    Ok(desk.books().with_library(desk.office(), |library| {
        let path = path(library, &backup)?;
        library.restore(&path, &mut watch)?;
        view(library)
    })?)
}

/// One of the library's own backups by its name; the page can name no other file.
fn path(library: &Library, wanted: &str) -> Result<PathBuf, OfficeError> {
    let found = library.backups()?.into_iter().find(|it| name(it) == wanted);
    found.map(|it| it.path).ok_or(OfficeError::NothingToMend)
}
