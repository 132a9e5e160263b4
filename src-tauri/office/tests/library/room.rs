//! What the tests work with: a folder for the program's data, a clock that is moved by hand, the sample report.

use office::{Clock, Library, Office, Places};
use report::Report;
use std::{
    path::{Path, PathBuf},
    sync::{
        atomic::{AtomicI64, Ordering},
        Arc,
    },
};
use tempfile::TempDir;
use time::OffsetDateTime;

pub const DAY: i64 = 86_400;
pub const RECEIVED: &str = "requests.received.person";

/// A real report.
pub fn data(name: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

/// A clock that stands until it is moved.
pub struct HandClock(AtomicI64);

impl Clock for HandClock {
    fn now(&self) -> OffsetDateTime {
        OffsetDateTime::from_unix_timestamp(self.0.load(Ordering::Relaxed)).unwrap()
    }
}

pub struct Room {
    pub folder: TempDir,
    pub office: Office,
    pub clock: Arc<HandClock>,
}

impl Room {
    pub fn new() -> Room {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        Room {
            folder: tempfile::tempdir().unwrap(),
            office: Office::new(root.join("fonts")).unwrap(),
            // 2026-01-05 08:00 UTC, a Monday.
            clock: Arc::new(HandClock(AtomicI64::new(1_767_600_000))),
        }
    }

    pub fn pass(&self, seconds: i64) {
        self.clock.0.fetch_add(seconds, Ordering::Relaxed);
    }

    pub fn data(&self) -> PathBuf {
        self.folder.path().join("数据")
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    pub fn places(&self) -> Places {
        Places::of_user(&self.data()).unwrap()
    }

    pub fn open(&self) -> Library {
        self.office.open_library(self.places(), self.clock.clone()).unwrap()
    }

    /// The same library as another program sees it.
    pub fn open_to_look(&self) -> Library {
        self.office.look_into_library(self.places(), self.clock.clone()).unwrap()
    }

    pub fn sample(&self) -> Report {
        self.office.sample().unwrap().report
    }

    /// A library with the sample in it, closed.
    pub fn fill(&self) {
        let mut library = self.open();
        library.add(&self.sample(), "示例", None, false).unwrap();
        library.close().unwrap();
    }
}
