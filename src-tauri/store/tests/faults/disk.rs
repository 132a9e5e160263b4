//! A disk that is full, or fails, at the k-th call for every k: what was acknowledged is there, and what is tried
//! again when the disk is right works.

use crate::{
    again,
    desk::{forms, write_cell, write_prose, HandClock, RECEIVED},
};
use report::{Entry, Report};
use std::{
    env, fs,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    thread,
};
use store::{
    backups_in, Access, AgencyProfile, Level, Library, Moment, Opening, Origin, ReportId, RevisionId, State,
    StoreError, Why,
};

/// Names to the child and to the loaded functions where it stands what is to fail.
const CONTROL: &str = "NIANBAO_FAULT_CONTROL";
const PLAN: &str = "NIANBAO_FAULT_PLAN";

/// What fails, as `disk.c` numbers it.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Fault {
    /// The k-th and every later write finds no room.
    Full = 1,
    /// The same; of the k-th write the first half comes through.
    Short,
    /// The k-th write, flush, renaming, deleting or opening to write fails.
    WriteError,
    /// The k-th reading fails.
    ReadError,
    /// Nothing can be written, made, renamed or deleted.
    ReadOnly,
}

pub const KINDS: [Fault; 4] = [Fault::Full, Fault::Short, Fault::WriteError, Fault::ReadError];

/// What the child does when a fault was told.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
enum Then {
    /// The disk is mended, and the same is tried again.
    Retry,
    /// It ends there.
    GiveUp,
}

/// The file the loaded functions read: four numbers and a folder.
pub struct Control(PathBuf);

impl Control {
    const SIZE: usize = 4096;

    pub fn arm(&self, fault: Fault, at: i64, folder: &Path) {
        let mut bytes = [0; Control::SIZE];
        bytes[..8].copy_from_slice(&(fault as i64).to_ne_bytes());
        bytes[8..16].copy_from_slice(&at.to_ne_bytes());
        let folder = folder.as_os_str().as_encoded_bytes();
        bytes[32..32 + folder.len()].copy_from_slice(folder);
        self.put(&bytes);
    }

    /// Mends the disk; gives how often it failed.
    pub fn lift(&self) -> i64 {
        let bytes = fs::read(&self.0).unwrap();
        self.put(&[0; 8]);
        i64::from_ne_bytes(bytes[24..32].try_into().unwrap())
    }

    /// Into the file as it lies there: the child has it mapped.
    fn put(&self, bytes: &[u8]) {
        use std::io::Write;
        fs::OpenOptions::new().write(true).open(&self.0).unwrap().write_all(bytes).unwrap();
    }
}

/// In memory where there is such a place: what fails here is not the disk, and flushing costs nothing there.
pub fn quick_folder() -> tempfile::TempDir {
    tempfile::tempdir_in("/dev/shm").or_else(|_| tempfile::tempdir()).unwrap()
}

/// Compiles the functions that fail on demand.
pub fn failing_disk(folder: &Path) -> PathBuf {
    let source = Path::new(env!("CARGO_MANIFEST_DIR")).join("tests/faults/disk.c");
    let object = folder.join("disk.so");
    let mut cc = Command::new("cc");
    cc.args(["-O1", "-Wall", "-Werror", "-shared", "-fPIC", "-o"]).arg(&object).arg(source);
    assert!(cc.status().unwrap().success(), "the C compiler");
    object
}

/// Runs a test of this program on a disk that fails as a control file says; gives what it printed.
pub fn run_on(object: &Path, control: &Path, test: &str, plan: &str) -> String {
    // It is mapped when the child is loaded, and keeps its size from then on.
    fs::write(control, [0; Control::SIZE]).unwrap();
    let mut child = again::child(test);
    let run = child.env("LD_PRELOAD", object).env(CONTROL, control).env(PLAN, plan).output().unwrap();
    let text = String::from_utf8_lossy(&run.stdout).into_owned();
    assert!(run.status.success(), "{plan}: {text}\n{}", String::from_utf8_lossy(&run.stderr));
    text
}

/// What the child is told by [`run_on`]; `None` in a run of all tests.
pub fn told() -> Option<(Control, String)> {
    Some((Control(env::var_os(CONTROL)?.into()), env::var(PLAN).unwrap()))
}

pub fn open(path: &Path, access: Access) -> Result<Library, StoreError> {
    Library::open(path, Opening::new(forms(), Arc::new(HandClock::default()), access))
}

fn report(n: usize) -> Report {
    let mut report = Report::new(forms().edition("2021").unwrap().clone(), "某镇", 2024);
    write_cell(&mut report, RECEIVED, &n.to_string());
    write_prose(&mut report, "preamble", &[&"本年度公开。".repeat(n + 1)]);
    report
}

fn number(report: &Report) -> usize {
    let entry = report.entry(&report.form().cell(RECEIVED).unwrap().id);
    entry.map(Entry::to_string).unwrap().parse().unwrap()
}

/// What was acknowledged.
#[derive(Default)]
struct Acknowledged {
    made: bool,
    report: Option<ReportId>,
    saves: Vec<(RevisionId, usize)>,
    last: usize,
    is_final: bool,
    backup: Option<PathBuf>,
}

/// One life of a library on a failing disk.
struct Life<'a> {
    folder: &'a Path,
    control: &'a Control,
    fault: Fault,
    then: Then,
    known: Acknowledged,
}

/// It told of the fault and ended.
struct GaveUp;

impl Life<'_> {
    fn path(&self) -> PathBuf {
        self.folder.join("年报库.db")
    }

    fn backups(&self) -> PathBuf {
        self.folder.join("备份")
    }

    /// Does something; where it fails, looks at what is said, and tries again or gives up.
    fn attempt<T>(&self, mut act: impl FnMut() -> Result<T, StoreError>) -> Result<T, GaveUp> {
        let error = match act() {
            Ok(done) => return Ok(done),
            Err(error) => error,
        };
        let text = error.to_string();
        let is_sentence =
            text.chars().any(|c| ('\u{4e00}'..='\u{9fff}').contains(&c)) && text.ends_with('。');
        let names_it = text.contains("磁盘已满") || !matches!(self.fault, Fault::Full | Fault::Short);
        assert!(is_sentence && names_it, "{:?}: {error:?}: {text}", self.fault);
        if self.then == Then::GiveUp {
            return Err(GaveUp);
        }
        self.control.lift();
        Ok(act().expect("it works when the disk is right again"))
    }

    fn live(&mut self) -> Result<(), GaveUp> {
        let path = self.path();
        let mut library = self.attempt(|| open(&path, Access::Create))?;
        self.known.made = true;
        let profile = AgencyProfile::named("某镇", Level::Township);
        let id = self.attempt(|| library.add_of(&profile, &report(0), &Origin::Written))?;
        self.known.report = Some(id);
        for n in 1..=3 {
            self.known.last = n;
            let saved = self.attempt(|| library.save(id, &report(n), "填写", Moment::Meaningful))?;
            self.known.saves.push((saved, n));
        }
        self.attempt(|| library.finalise(id))?;
        self.known.is_final = true;
        let backup = self.attempt(|| library.back_up(&self.backups(), Why::Manual))?;
        self.known.backup = Some(backup.path);
        Ok(())
    }

    /// Looks at everything on a disk that is right again.
    fn verify(&self, at: &str) {
        let known = &self.known;
        match open(&self.path(), Access::Write) {
            Err(StoreError::Missing { .. }) if !known.made => {}
            opened => self.verify_library(opened.unwrap(), at),
        }
        let backups = backups_in(&self.backups()).unwrap();
        for backup in &backups {
            let backup = open(&backup.path, Access::Read).unwrap();
            assert_eq!(backup.verify(|_, _| ()).unwrap().damaged, [], "{at}");
        }
        let listed = |path: &PathBuf| backups.iter().any(|it| it.path == *path);
        assert!(known.backup.as_ref().is_none_or(listed), "{at}");
        // One may be whole that nobody was told of, because only the last flush failed.
        assert!(backups.len() <= 1 + usize::from(self.fault == Fault::WriteError), "{at}");
    }

    fn verify_library(&self, mut library: Library, at: &str) {
        let known = &self.known;
        assert_eq!(library.verify(|_, _| ()).unwrap().damaged, [], "{at}");
        let (agencies, reports) = (library.agencies().unwrap(), library.reports().unwrap());
        assert_eq!(agencies.len(), reports.len(), "{at}: an agency and its first report come together");
        for (id, n) in &known.saves {
            assert_eq!(library.revision(*id).unwrap(), report(*n), "{at}");
        }
        let Some(id) = known.report else { return };
        let stored = library.report(id).unwrap();
        let n = number(&stored.report);
        assert_eq!(stored.report, report(n), "{at}");
        let acknowledged = known.saves.last().map_or(0, |(_, n)| *n);
        assert!((acknowledged..=known.last).contains(&n), "{at}: {n}");
        assert!(!known.is_final || stored.listed.state == State::Final, "{at}");
        // And it can be worked on.
        library.save(id, &report(9), "填写", Moment::Meaningful).unwrap();
        assert_eq!(library.report(id).unwrap().report, report(9), "{at}");
    }
}

/// Runs on the failing disk; by itself it does nothing.
#[test]
fn child() {
    let Some((control, plan)) = told() else { return };
    let fault = *KINDS.iter().find(|kind| plan.starts_with(&format!("{kind:?} "))).unwrap();
    let then = if plan.ends_with("Retry") { Then::Retry } else { Then::GiveUp };
    let mut at = 0;
    loop {
        at += 1;
        let folder = quick_folder();
        control.arm(fault, at, folder.path());
        let known = Acknowledged::default();
        let mut life = Life { folder: folder.path(), control: &control, fault, then, known };
        let lived = life.live();
        // It was closed on the failing disk.
        let failed = control.lift();
        life.verify(&format!("{plan} at {at}"));
        if failed == 0 && lived.is_ok() {
            break;
        }
    }
    println!("faults {}", at - 1);
}

#[test]
fn at_every_call_nothing_acknowledged_is_lost() {
    let folder = tempfile::tempdir().unwrap();
    let object = failing_disk(folder.path());
    let run = |(kind, then): (Fault, Then)| {
        let plan = format!("{kind:?} {then:?}");
        let text = run_on(&object, &folder.path().join(&plan), "disk::child", &plan);
        let (_, n) = text.split_once("faults ").unwrap();
        let n: usize = n.lines().next().unwrap().parse().unwrap();
        assert!(n > 20, "{plan}: the disk failed {n} times only");
        println!("{plan}: at each of {n} calls");
        n
    };
    let plans = [Then::Retry, Then::GiveUp].map(|then| KINDS.map(|kind| (kind, then)));
    let all: usize = thread::scope(|scope| {
        let threads = plans.map(|plans| scope.spawn(move || plans.map(run).iter().sum::<usize>()));
        threads.into_iter().map(|thread| thread.join().unwrap()).sum()
    });
    println!("{all} faults of {} kinds, each met by retrying and by ending", KINDS.len());
}
