//! A process that is killed while it migrates, backs up or restores: afterwards everything is as before or as
//! it was to become, and nothing half.

use crate::{
    again,
    desk::{add_agency, forms, next, real_of, write_cell, HandClock, RECEIVED},
};
use report::Report;
use std::{
    env, fs,
    io::{BufRead, BufReader},
    path::{Path, PathBuf},
    process::{ChildStdout, Stdio},
    sync::Arc,
    thread::sleep,
    time::{Duration, Instant},
};
use store::{
    backups_in, Access, Library, Moment, Opening, Origin, ReportId, Revision, StoreError, Why, SCHEMA,
};

/// Names to the child where it is to work; what is put back lies beside.
const FOLDER: &str = "NIANBAO_KILLS_FOLDER";
const ROUNDS: &str = "NIANBAO_KILLS_ROUNDS";
const BEGUN: &str = "it begins";
const DONE: &str = "it is done";
const YEARS: std::ops::Range<u16> = 2019..2025;

fn rounds() -> usize {
    env::var(ROUNDS).map_or(100, |rounds| rounds.parse().unwrap())
}

fn library_in(folder: &Path) -> PathBuf {
    folder.join("年报库.db")
}

fn backups_beside(folder: &Path) -> PathBuf {
    folder.join("备份")
}

/// Another test that starts its child in the same moment holds a copy of our lock until that child runs.
fn open(path: &Path, access: Access) -> Library {
    let deadline = Instant::now() + Duration::from_secs(5);
    loop {
        match Library::open(path, Opening::new(forms(), Arc::new(HandClock::default()), access)) {
            Err(StoreError::InUse { .. }) if Instant::now() < deadline => sleep(Duration::from_millis(5)),
            opened => return opened.unwrap(),
        }
    }
}

fn lay_down(library: &Path, folder: &Path) {
    fs::copy(library, library_in(folder)).unwrap();
}

/// All a library holds: every report, and all its revisions with their contents.
type Contents = Vec<(ReportId, Report, Vec<(Revision, Report)>)>;

fn contents(path: &Path, access: Access) -> Contents {
    let library = open(path, access);
    assert_eq!(library.verify(|_, _| ()).unwrap().damaged, []);
    let of = |id: ReportId| {
        let all = library.revisions(id).unwrap().into_iter();
        let revisions = all.map(|it| (it.clone(), library.revision(it.id).unwrap())).collect();
        (id, library.report(id).unwrap().report, revisions)
    };
    library.reports().unwrap().into_iter().map(|it| of(it.id)).collect()
}

/// Tells that something begins, does it, tells that it is done, and waits for its end.
fn watched(act: impl FnOnce(&Path)) {
    let Some(folder) = env::var_os(FOLDER) else { return };
    let folder = PathBuf::from(folder);
    act(&folder);
    println!("{DONE}");
    sleep(Duration::from_secs(60));
}

#[test]
fn migrating() {
    watched(|folder| {
        println!("{BEGUN}");
        drop(open(&library_in(folder), Access::Write));
    });
}

#[test]
fn backing_up() {
    watched(|folder| {
        let library = open(&library_in(folder), Access::Write);
        println!("{BEGUN}");
        library.back_up(&backups_beside(folder), Why::Manual).unwrap();
    });
}

#[test]
fn restoring() {
    watched(|folder| {
        let mut library = open(&library_in(folder), Access::Write);
        println!("{BEGUN}");
        library.restore(&folder.join("从前.db"), &[&backups_beside(folder)]).unwrap();
    });
}

fn wait_for(told: &mut BufReader<ChildStdout>, wanted: &str) {
    let mut line = String::new();
    while !line.contains(wanted) {
        line.clear();
        assert!(told.read_line(&mut line).unwrap() > 0, "the child ended by itself");
    }
}

/// Lets a child work in `folder` and kills it after `life`, or, without one, when it is done. Gives how long
/// it worked when it came to the end.
fn kill(test: &str, folder: &Path, life: Option<Duration>) -> Option<Duration> {
    let mut child = again::begun(again::child(test).env(FOLDER, folder).stderr(Stdio::null()));
    let mut told = BufReader::new(child.stdout.take().unwrap());
    wait_for(&mut told, BEGUN);
    let begun = Instant::now();
    match life {
        Some(life) => sleep(life),
        None => wait_for(&mut told, DONE),
    }
    let worked = begun.elapsed();
    child.kill().unwrap();
    child.wait().unwrap();
    let rest = told.lines().map_while(Result::ok).any(|line| line.contains(DONE));
    (rest || life.is_none()).then_some(worked)
}

/// Kills `test` again and again at moments spread over the time it takes: before each, `prepare` lays the files
/// down; after each, `judge` looks at them.
fn kill_often(test: &str, prepare: impl Fn(&Path), judge: impl Fn(&Path)) {
    let mut random = 0x6e69_616e_6261_6f03;
    let mut takes: Vec<Duration> = (0..5)
        .filter_map(|_| {
            let folder = tempfile::tempdir().unwrap();
            prepare(folder.path());
            let took = kill(test, folder.path(), None);
            judge(folder.path());
            took
        })
        .collect();
    takes.sort();
    let takes = takes[2];
    let (rounds, mut ended) = (rounds(), 0);
    for _ in 0..rounds {
        let folder = tempfile::tempdir().unwrap();
        prepare(folder.path());
        let life = takes.mul_f64((next(&mut random) % 1_000) as f64 / 1_000.0);
        ended += usize::from(kill(test, folder.path(), Some(life)).is_some());
        judge(folder.path());
    }
    println!("{test}: takes {takes:?}; {rounds} kills, {} before it was done", rounds - ended);
    assert!(ended < rounds, "it was killed while it worked");
}

#[test]
fn a_migration_happened_or_did_not() {
    // Elsewhere: to look at it leaves files beside.
    let folder = tempfile::tempdir().unwrap();
    let kept = library_in(folder.path());
    lay_down(&Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/libraries/schema-1.db"), folder.path());
    let before = contents(&kept, Access::Read);
    assert_eq!(before.len(), 3);
    kill_often(
        "kills::migrating",
        |folder| lay_down(&kept, folder),
        |folder| {
            let path = library_in(folder);
            assert!(contents(&path, Access::Read) == before);
            assert!(contents(&path, Access::Write) == before);
            let database = rusqlite::Connection::open(&path).unwrap();
            let schema: i64 = database.pragma_query_value(None, "user_version", |row| row.get(0)).unwrap();
            assert_eq!(schema, SCHEMA);
        },
    );
}

/// A library of some years; `received` tells it from another.
fn make(path: &Path, received: &str) {
    let mut library = open(path, Access::Create);
    let agency = add_agency(&mut library);
    for year in YEARS {
        let id = library.add(agency, &real_of(year), &Origin::Written).unwrap();
        let mut report = real_of(year);
        write_cell(&mut report, RECEIVED, received);
        library.save(id, &report, "填写", Moment::Meaningful).unwrap();
    }
}

#[test]
fn a_backup_is_whole_or_not_listed() {
    let kept = tempfile::tempdir().unwrap();
    let source = library_in(kept.path());
    make(&source, "777");
    let known = contents(&source, Access::Read);
    kill_often(
        "kills::backing_up",
        |folder| lay_down(&source, folder),
        |folder| {
            assert!(contents(&library_in(folder), Access::Write) == known);
            for backup in backups_in(&backups_beside(folder)).unwrap() {
                assert!(contents(&backup.path, Access::Read) == known);
            }
        },
    );
}

#[test]
fn a_restore_is_all_or_nothing_and_can_be_taken_back() {
    let kept = tempfile::tempdir().unwrap();
    let (today, then) = (kept.path().join("今天.db"), kept.path().join("从前.db"));
    make(&today, "777");
    make(&then, "5");
    let known = [&today, &then].map(|path| contents(path, Access::Read));
    kill_often(
        "kills::restoring",
        |folder| {
            lay_down(&today, folder);
            fs::copy(&then, folder.join("从前.db")).unwrap();
        },
        |folder| {
            let found = contents(&library_in(folder), Access::Write);
            let backups = backups_in(&backups_beside(folder)).unwrap();
            let own = open(&library_in(folder), Access::Write).backups_in(&backups_beside(folder)).unwrap();
            assert_eq!(own, backups, "it is the library it was, and they are its own");
            for backup in &backups {
                assert!(contents(&backup.path, Access::Read) == known[0]);
            }
            assert!(found == known[0] || found == known[1] && backups.len() == 1);
        },
    );
}
