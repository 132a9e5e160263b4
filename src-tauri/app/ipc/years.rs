//! The home page: the agency's years, starting one; and a library that does not open.

use office::{
    AgencyId, Level, Library, Listed, OfficeError, Overview, Publication, Reading, RevisionKind, Sheet,
    State, Unsure,
};
use report::check::Day;
use report::{Report, Severity};
use serde::Serialize;
use ts_rs::TS;

use super::paper::missing;
use super::{last_name, Failure};
use crate::desk::Desk;
use crate::work::Progress;

/// Under this key the library keeps which agency the window shows.
const AGENCY: &str = "window.agency";

/// What the home page shows.
#[derive(Debug, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum Home {
    /// The library is open.
    Open {
        /// Whose years are shown; null in a library without agencies.
        agency: Option<i64>,
        /// All agencies there are.
        agencies: Vec<AgencyView>,
        /// The agency's years, newest first.
        years: Vec<YearCard>,
        /// The year to report on now.
        present: u16,
        /// The years before the forms that the agency has no numbers of, newest first.
        early: Vec<u16>,
        /// What the user should know about the library, a sentence.
        notice: Option<String>,
        /// How large everything is shown, in percent.
        scale: u16,
    },
    /// The library does not open.
    Closed {
        /// Why, and what to do.
        failure: Failure,
        /// What can be had back, where it is damaged.
        rescue: Option<RescueView>,
    },
}

/// An agency of the library.
#[derive(Debug, Serialize, TS)]
pub struct AgencyView {
    /// Its number.
    pub id: i64,
    /// Its name.
    pub name: String,
}

/// A year of the agency.
#[derive(Debug, Serialize, TS)]
pub struct YearCard {
    /// The report's number.
    pub report: i64,
    /// The year it is on.
    pub year: u16,
    /// How far it has come; `imported` is one that was read and not changed since, `historic` no report at all but
    /// numbers from before the forms.
    #[ts(as = "YearState")]
    pub state: &'static str,
    /// When and where it was published; null while it is not.
    pub published: Option<PublishedView>,
    /// What is still missing, as the paper calls it.
    pub missing: Vec<String>,
    /// How many errors stand.
    pub errors: usize,
    /// How many warnings stand.
    pub warnings: usize,
    /// By when it is due; null when it is done.
    pub deadline: Option<DeadlineView>,
    /// When it was last saved, e.g. 1月12日 15:04.
    pub saved: String,
    /// Why it cannot be read, a sentence; null when it can.
    pub damaged: Option<String>,
}

/// How far a report has come.
#[derive(TS)]
#[ts(
    type = "\"draft\" | \"imported\" | \"final\" | \"published\" | \"changed\" | \"corrected\" | \"historic\""
)]
pub struct YearState;

/// When and where a report was published.
#[derive(Debug, Serialize, TS)]
pub struct PublishedView {
    /// The day, e.g. 2026年1月20日.
    pub date: String,
    /// The place; may be empty.
    pub place: String,
}

/// By when a report is due.
#[derive(Debug, Serialize, TS)]
pub struct DeadlineView {
    /// The day, e.g. 2026年1月31日.
    pub date: String,
    /// The days until then; negative when it has passed.
    pub days: i64,
    /// Whether it is the agency's own day, not the usual one.
    pub own: bool,
}

/// What can be had back of a damaged library.
#[derive(Debug, Serialize, TS)]
pub struct RescueView {
    /// When the newest sound backup was made; null without one.
    pub backup: Option<String>,
    /// The reports that can be saved from the file itself.
    pub salvageable: Vec<String>,
}

/// What became of a report that was to be put into the library.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Added {
    /// It is there now.
    New,
    /// It was there already, word for word.
    Equal,
    /// The library has another of this agency and year, and kept that.
    Different,
    /// The library had another, which is history now.
    Replaced,
}

impl From<&office::Added> for Added {
    fn from(added: &office::Added) -> Self {
        match added {
            office::Added::New(_) => Added::New,
            office::Added::Equal(_) => Added::Equal,
            office::Added::Different(..) => Added::Different,
            office::Added::Replaced(_) => Added::Replaced,
        }
    }
}

pub(super) fn home(desk: &Desk) -> Result<Home, Failure> {
    desk.books().put_away();
    desk.take_first_look().unwrap_or_else(|| look(desk))
}

/// Looks at the library, whatever is known of it.
pub(super) fn look(desk: &Desk) -> Result<Home, Failure> {
    match desk.books().with_library(desk.office(), |library| open_home(desk, library)) {
        Ok(home) => Ok(home),
        Err(error) => {
            let failure = Failure::from(error);
            let rescue = BEYOND_OPENING
                .contains(&failure.code.as_str())
                .then(|| rescue(desk))
                .transpose()
                .unwrap_or_default();
            Ok(Home::Closed { failure, rescue })
        }
    }
}

/// The codes of the failures that something can be done about here.
const BEYOND_OPENING: [&str; 2] = ["library-damaged", "library-lost"];

fn open_home(desk: &Desk, library: &mut Library) -> Result<Home, OfficeError> {
    let overview = library.overview()?;
    let shown = shown_agency(library, &overview)?;
    let mut years = Vec::new();
    let of_agency: Vec<_> = overview.reports.iter().rev().filter(|it| Some(it.agency) == shown).collect();
    for (done, listed) in of_agency.iter().enumerate() {
        let doing = format!("{}年", listed.year);
        desk.outside().tell(&Progress { done, of: of_agency.len(), share: false, doing });
        years.push(card(library, listed)?);
    }
    let agency = |it: &office::Agency| AgencyView { id: it.id.0, name: it.profile.name.clone() };
    Ok(Home::Open {
        agency: shown.map(|id| id.0),
        agencies: overview.agencies.iter().map(agency).collect(),
        years,
        present: library.today().year.saturating_sub(1),
        early: early(library, &of_agency),
        notice: library.notice().map(str::to_owned),
        scale: super::settings::scale(library)?,
    })
}

/// The years of which only a few numbers can be kept, and none are.
fn early(library: &Library, known: &[&Listed]) -> Vec<u16> {
    let years = library.forms().statistics().flat_map(|form| form.years());
    let mut early: Vec<u16> = years.filter(|year| known.iter().all(|it| it.year != *year)).collect();
    early.sort_unstable_by(|a, b| b.cmp(a));
    early
}

/// The agency that was chosen, or the first.
pub(super) fn shown_agency(library: &Library, overview: &Overview) -> Result<Option<AgencyId>, OfficeError> {
    let chosen = library.remembered(AGENCY)?.and_then(|id| id.parse().ok()).map(AgencyId);
    let ids = || overview.agencies.iter().map(|it| it.id);
    Ok(ids().find(|id| Some(*id) == chosen).or_else(|| ids().next()))
}

fn card(library: &Library, listed: &Listed) -> Result<YearCard, OfficeError> {
    let revisions = library.revisions(listed.id)?;
    let last = revisions.iter().find(|it| it.kind == RevisionKind::Published);
    let published = last.map(|it| PublishedView {
        date: office::in_full(library.published_on(it)),
        place: it.place.as_deref().map(|place| Publication::kept(place).place).unwrap_or_default(),
    });
    let is_imported = revisions.first().is_some_and(|it| it.kind == RevisionKind::Imported);
    let state = state_word(library, listed, is_imported);
    let deadline = match state {
        "draft" | "final" => {
            let day = library.deadline(listed.agency, listed.year)?;
            let own = library.own_deadline(listed.agency, listed.year)?.is_some();
            Some(DeadlineView { date: office::in_full(day), days: library.days_until(day), own })
        }
        _ => None,
    };
    let mut card = YearCard {
        report: listed.id.0,
        year: listed.year,
        state,
        published,
        missing: Vec::new(),
        errors: 0,
        warnings: 0,
        deadline,
        saved: office::spoken(listed.saved_at, office::local_now()),
        damaged: None,
    };
    match library.report(listed.id).and_then(|stored| Ok((library.check(listed.id)?, stored.report))) {
        Ok((found, report)) => {
            let count = |severity| found.standing.iter().filter(|it| it.severity == severity).count();
            card.missing = missing(&report);
            card.errors = count(Severity::Error);
            card.warnings = count(Severity::Warning);
        }
        // One that cannot be read must not hide the others.
        Err(error) => card.damaged = Some(error.to_string()),
    }
    Ok(card)
}

pub(super) fn state_word(library: &Library, listed: &Listed, is_imported: bool) -> &'static str {
    if library.forms().edition(&listed.edition).is_some_and(|form| !form.is_report()) {
        return "historic";
    }
    match listed.state {
        State::Draft if is_imported => "imported",
        State::Published | State::Corrected if listed.differs_from_published => "changed",
        state => state.word(),
    }
}

/// Gives what the user should know of it; mostly nothing.
pub(super) fn back_up_daily(desk: &Desk) -> Result<Option<String>, Failure> {
    let mut watch = desk.watch();
    let made = desk.books().with_library(desk.office(), |library| library.back_up_daily(&mut watch))?;
    Ok(made.and_then(|made| made.notice()))
}

pub(super) fn guess_level(_: &Desk, name: String) -> Result<&'static str, Failure> {
    Ok(Level::from(report::agency::Level::of_name(name.trim())).word())
}

pub(super) fn add_agency(desk: &Desk, name: String, level: String) -> Result<(), Failure> {
    let level = super::settings::level(&level)?;
    Ok(desk.books().with_library(desk.office(), |library| {
        let agency = library.add_agency(&name, level)?;
        library.remember(AGENCY, &agency.0.to_string())
    })?)
}

pub(super) fn show_agency(desk: &Desk, agency: i64) -> Result<(), Failure> {
    Ok(desk.books().with_library(desk.office(), |library| library.remember(AGENCY, &agency.to_string()))?)
}

pub(super) fn begin_year(desk: &Desk, agency: i64, year: u16, from_last: bool) -> Result<i64, Failure> {
    let begun = desk
        .books()
        .with_library(desk.office(), |library| library.begin(AgencyId(agency), year, from_last))?;
    Ok(begun.0)
}

fn called(report: &Report) -> String {
    format!("{}{}年", report.agency, report.year)
}

pub(super) fn keep_opened(desk: &Desk, replace: bool) -> Result<Added, Failure> {
    let reading = desk.open().ok_or_else(Failure::nothing_open)?;
    let from = desk.read_from().as_deref().map_or_else(|| called(&reading.report), last_name);
    // What the reader was not sure of is named in the notes.
    let report = Sheet::new(Reading::clone(&reading)).finished(&from, Unsure::Kept)?;
    let added =
        desk.books().with_library(desk.office(), |library| library.add(&report, &from, None, replace))?;
    Ok(Added::from(&added))
}

fn rescue(desk: &Desk) -> Result<RescueView, Failure> {
    let rescue = desk.office().rescue(&desk.books().places()?, desk.books().clock())?;
    let now = office::local_now();
    Ok(RescueView {
        backup: rescue.backup.map(|it| office::spoken(it.at.assume_offset(now.offset()), now)),
        salvageable: rescue.salvageable.iter().map(|it| format!("{}{}年", it.agency, it.year)).collect(),
    })
}

pub(super) fn use_backup(desk: &Desk) -> Result<String, Failure> {
    let (places, clock) = (desk.books().places()?, desk.books().clock());
    let backup = desk.office().rescue(&places, clock)?.backup.ok_or_else(Failure::nothing_chosen)?;
    Ok(named(&desk.office().replace_damaged(&places, &backup.path, clock, &mut desk.watch())?))
}

pub(super) fn use_rescued(desk: &Desk) -> Result<String, Failure> {
    let (places, clock) = (desk.books().places()?, desk.books().clock());
    let rescue = desk.office().rescue(&places, clock)?;
    let rescued = places.library().with_extension("rescued");
    // An earlier try may have been cut off.
    let _ = std::fs::remove_file(&rescued);
    desk.office().write_rescued(&rescue, &rescued, clock)?;
    let kept = desk.office().replace_damaged(&places, &rescued, clock, &mut desk.watch())?;
    // It has been copied; what cannot be removed does no harm.
    let _ = std::fs::remove_file(rescued);
    Ok(named(&kept))
}

/// The first of the files that were kept is the library itself, where it was there.
fn named(kept: &[std::path::PathBuf]) -> String {
    kept.first().map(|it| it.display().to_string()).unwrap_or_default()
}

/// A day as the page writes it, `YYYY-MM-DD`.
pub(super) fn day(text: &str) -> Result<Day, OfficeError> {
    office::day(text).ok_or(OfficeError::NoSuchDay)
}
