//! What the tests work with: a folder, a clock that is set by hand, a real report.

use report::{json::from_json, Forms, Prose, Report};
use std::{
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicI64, Ordering},
        Arc, LazyLock,
    },
};
use store::{Access, AgencyId, AgencyProfile, Clock, Level, Library, Opening, Origin, ReportId, StoreError};
use time::OffsetDateTime;

/// 官塘驿镇 2024, as it was published.
const REAL: &str = include_str!("../data/guantangyi-2024.json");

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

pub fn forms() -> Forms {
    FORMS.clone()
}

pub fn real() -> Report {
    static REPORT: LazyLock<Report> = LazyLock::new(|| from_json(REAL, &FORMS).unwrap());
    REPORT.clone()
}

/// The real report, as if it were of another year.
pub fn real_of(year: u16) -> Report {
    from_json(&REAL.replacen("\"year\": 2024", &format!("\"year\": {year}"), 1), &FORMS).unwrap()
}

pub fn write_cell(report: &mut Report, name: &str, text: &str) {
    let id = report.form().cell(name).unwrap().id.clone();
    report.write(&id, text).unwrap();
}

pub fn write_prose(report: &mut Report, place: &str, paragraphs: &[&str]) {
    let place = report.form().prose_place(place).unwrap().clone();
    report.set_prose(&place, Prose::plain(paragraphs.iter().copied())).unwrap();
}

pub const RECEIVED: &str = "requests.received.person";

/// A clock that stands until it is moved.
#[derive(Default)]
pub struct HandClock(AtomicI64);

impl HandClock {
    pub fn pass(&self, seconds: i64) {
        self.0.fetch_add(seconds, Ordering::Relaxed);
    }
}

impl Clock for HandClock {
    fn now(&self) -> OffsetDateTime {
        const START: i64 = 1_767_225_600; // 2026-01-01 00:00 UTC
        OffsetDateTime::from_unix_timestamp(START + self.0.load(Ordering::Relaxed)).unwrap()
    }
}

/// Marsaglia's xorshift64.
pub fn next(random: &mut u64) -> u64 {
    *random ^= *random << 13;
    *random ^= *random >> 7;
    *random ^= *random << 17;
    *random
}

/// A folder for one library.
pub struct Place {
    folder: tempfile::TempDir,
    pub clock: Arc<HandClock>,
}

impl Place {
    pub fn new() -> Place {
        Place { folder: tempfile::tempdir().unwrap(), clock: Arc::default() }
    }

    pub fn folder(&self) -> &Path {
        self.folder.path()
    }

    pub fn path(&self) -> PathBuf {
        self.folder().join("年报库.db")
    }

    pub fn opening<'a>(&self, access: Access) -> Opening<'a> {
        Opening::new(forms(), self.clock.clone(), access)
    }

    pub fn open(&self, access: Access) -> Result<Library, StoreError> {
        Library::open(&self.path(), self.opening(access))
    }

    pub fn library(&self) -> Library {
        self.open(Access::Create).unwrap()
    }

    /// A library with the real report in it.
    pub fn with_report(&self) -> (Library, ReportId) {
        let mut library = self.library();
        let agency = add_agency(&mut library);
        let id = library.add(agency, &real(), &Origin::Written).unwrap();
        (library, id)
    }
}

pub fn add_agency(library: &mut Library) -> AgencyId {
    library.add_agency(&AgencyProfile::named("赤壁市官塘驿镇", Level::Township)).unwrap()
}

/// Every report of a library as it reads today, in a fixed order.
pub fn contents(library: &Library) -> Vec<(ReportId, Report)> {
    let ids = library.reports().unwrap().into_iter().map(|listed| listed.id);
    ids.map(|id| (id, library.report(id).unwrap().report)).collect()
}
