//! A process that saves in a loop is killed at random moments: whatever it said was saved is there afterwards.

use crate::{
    again,
    desk::{forms, next, real, HandClock},
};
use report::{Entry, Report};
use std::{
    env,
    io::{BufRead, BufReader},
    path::Path,
    process::Stdio,
    sync::Arc,
    thread::sleep,
    time::Duration,
};
use store::{
    Access, AgencyProfile, Level, Library, Moment, Opening, Origin, ReportId, RevisionId, StoreError,
};

/// Names the library to the child.
const LIBRARY: &str = "NIANBAO_CRASH_LIBRARY";
const ROUNDS: &str = "NIANBAO_CRASH_ROUNDS";
const SAVED: &str = "saved ";
const CELL: &str = "requests.received.person";
/// A new library after so many kills, so that some meet it while it is being made.
const KILLS_OF_ONE: usize = 20;

fn open(path: &Path) -> Result<Library, StoreError> {
    Library::open(path, Opening::new(forms(), Arc::new(HandClock::default()), Access::Create))
}

/// The only report, which is added where it is not there yet.
fn the_report(library: &mut Library) -> ReportId {
    if let Some(listed) = library.reports().unwrap().first() {
        return listed.id;
    }
    let report = real();
    let agency = library.agency_named(&report.agency).unwrap();
    let agency = agency.unwrap_or_else(|| {
        library.add_agency(&AgencyProfile::named(&report.agency, Level::Township)).unwrap()
    });
    library.add(agency, &report, &Origin::Written).unwrap()
}

fn number(report: &Report) -> u64 {
    let entry = report.entry(&report.form().cell(CELL).unwrap().id).map(Entry::to_string);
    entry.unwrap().parse().unwrap()
}

/// Runs in the process that is killed; by itself it does nothing.
#[test]
fn child() {
    let Some(path) = env::var_os(LIBRARY) else { return };
    let mut library = open(Path::new(&path)).unwrap();
    let id = the_report(&mut library);
    let mut report = library.report(id).unwrap().report;
    let cell = report.form().cell(CELL).unwrap().id.clone();
    for n in number(&report) + 1.. {
        report.write(&cell, &n.to_string()).unwrap();
        let revision = library.save(id, &report, "填写新收", Moment::Meaningful).unwrap();
        println!("{SAVED}{} {n}", revision.0);
    }
}

/// Kills a child and gives what it said was saved: revisions and their numbers.
fn kill_one(path: &Path, random: &mut u64) -> Vec<(RevisionId, u64)> {
    let mut child = again::begun(again::child("crash::child").env(LIBRARY, path).stderr(Stdio::null()));
    let mut told = BufReader::new(child.stdout.take().unwrap());
    let mut lines = Vec::new();
    // One in eight is killed while it opens, the others while they save.
    if !next(random).is_multiple_of(8) {
        while !lines.last().is_some_and(|line: &String| line.contains(SAVED)) {
            let mut line = String::new();
            assert!(told.read_line(&mut line).unwrap() > 0, "the child ended by itself");
            lines.push(line);
        }
    }
    sleep(Duration::from_micros(next(random) % 60_000));
    child.kill().unwrap();
    child.wait().unwrap();
    let mut rest = String::new();
    while told.read_line(&mut rest).unwrap() > 0 {
        lines.push(std::mem::take(&mut rest));
    }
    lines.iter().filter_map(|line| acknowledged(line)).collect()
}

fn acknowledged(line: &str) -> Option<(RevisionId, u64)> {
    let (_, said) = line.strip_suffix('\n')?.split_once(SAVED)?;
    let (revision, n) = said.split_once(' ')?;
    Some((RevisionId(revision.parse().ok()?), n.parse().ok()?))
}

#[test]
fn no_acknowledged_save_is_lost() {
    let rounds = env::var(ROUNDS).map_or(200, |rounds| rounds.parse().unwrap());
    let mut random = 0x6e69_616e_6261_6f01;
    let (mut saves, mut lost) = (0, 0);
    let mut folder = tempfile::tempdir().unwrap();
    let mut known = Vec::new();
    for round in 0..rounds {
        if usize::is_multiple_of(round, KILLS_OF_ONE) {
            folder = tempfile::tempdir().unwrap();
            known.clear();
        }
        let path = folder.path().join("年报库.db");
        let told = kill_one(&path, &mut random);
        saves += told.len();
        let mut library = open(&path).unwrap();
        let raw = rusqlite::Connection::open(&path).unwrap();
        let found: String = raw.query_row("PRAGMA integrity_check", (), |row| row.get(0)).unwrap();
        assert_eq!(found, "ok", "round {round}");
        let id = the_report(&mut library);
        let today = number(&library.report(id).unwrap().report);
        assert!(told.last().is_none_or(|(_, n)| *n <= today), "round {round}");
        let right = |(id, n): &(RevisionId, u64)| library.revision(*id).is_ok_and(|it| number(&it) == *n);
        lost += told.iter().filter(|save| !right(save)).count();
        known.extend(told.into_iter().map(|(id, _)| id));
        let all: std::collections::BTreeSet<_> =
            library.revisions(id).unwrap().into_iter().map(|it| it.id).collect();
        lost += known.iter().filter(|id| !all.contains(id)).count();
    }
    println!("kills {rounds}, acknowledged saves {saves}, lost {lost}");
    assert_eq!(lost, 0);
    assert!(saves >= rounds, "it was killed while it saved: {saves}");
}
