//! A library in which bytes have rotted or the end is missing: nothing panics, and whatever is shown without a
//! mark or an error is what was saved.

use crate::desk::{next, real, real_of, write_cell, write_prose, HandClock, Place, RECEIVED};
use report::Report;
use std::{collections::BTreeMap, env, fs, path::Path, sync::Arc, thread};
use store::{
    Access, AgencyId, AgencyProfile, Deadline, Dismissal, Found, Level, Library, Listed, Moment, Opening,
    Origin, ReportId, Revision, RevisionId, Scope, Stepped, StoreError,
};
use time::{Date, Month};

/// How many single bits and bytes are flipped; a release wants 10,000.
const ROUNDS: &str = "NIANBAO_FLIP_ROUNDS";
const CELLS: [&str; 4] =
    [RECEIVED, "requests.granted.legal", "disclosure.charges.amount", "requests.carried_in.other"];
const SEARCHED: &str = "公开";

/// One thing a library shows.
#[derive(Clone, PartialEq, Debug)]
enum Fact {
    Agency(AgencyProfile),
    Listed(Box<Listed>),
    Report(Box<Report>),
    Revision(Box<Revision>),
    Label(Option<String>),
    Dismissal(Dismissal),
    Deadline(Deadline),
    Text(Option<String>),
    Cell(Found),
}

impl Fact {
    /// Whether it says that there is nothing, which hides nothing that reports hold.
    fn is_nothing(&self) -> bool {
        matches!(self, Fact::Label(None) | Fact::Text(None))
    }
}

/// All a library shows, by what it is about; `None` where it says itself that something is wrong.
#[derive(Default)]
struct Facts(BTreeMap<String, Option<Fact>>);

impl Facts {
    fn tell(&mut self, about: String, fact: Option<Fact>) {
        self.0.insert(about, fact);
    }

    /// What was read, or that it was refused with a sentence.
    fn read<T>(&mut self, about: &str, read: Result<T, StoreError>) -> Option<T> {
        read.map_err(|error| {
            is_a_sentence(&error);
            self.tell(about.to_owned(), None);
        })
        .ok()
    }

    fn of(library: &Library, places: &Places) -> Facts {
        let mut facts = Facts::default();
        for it in facts.read("agencies", library.agencies()).into_iter().flatten() {
            facts.tell(format!("agency {}", it.id.0), it.sound.then_some(Fact::Agency(it.profile)));
        }
        let lists = [
            ("all", library.reports()),
            ("of 2024", library.reports_in(2024)),
            ("of 2", library.reports_of(AgencyId(2))),
        ];
        for (name, list) in lists {
            for it in facts.read(&format!("reports {name}"), list).into_iter().flatten() {
                let fact = it.sound.then(|| Fact::Listed(Box::new(it.clone())));
                facts.tell(format!("listed {name} {}", it.id.0), fact);
            }
        }
        for id in &places.reports {
            facts.of_report(library, *id);
        }
        for id in &places.revisions {
            let about = format!("content of revision {}", id.0);
            if let Some(report) = facts.read(&about, library.revision(*id)) {
                facts.tell(about, Some(Fact::Report(Box::new(report))));
            }
        }
        for it in facts.read("deadlines", library.deadlines()).into_iter().flatten() {
            let about = format!("deadline {:?} {}", it.agency, it.year);
            facts.tell(about, it.sound.then_some(Fact::Deadline(it)));
        }
        if let Some(text) = facts.read("setting", library.setting("备份文件夹")) {
            facts.tell("setting".into(), Some(Fact::Text(text)));
        }
        for cell in CELLS {
            let about = format!("cell {cell}");
            for (id, _, found) in facts.read(&about, library.cell_in(2024, cell)).into_iter().flatten() {
                let fact = (found != Found::Damaged).then_some(Fact::Cell(found));
                facts.tell(format!("{about} of {}", id.0), fact);
            }
        }
        let found = library.search(SEARCHED, &Scope::default(), 100);
        for it in facts.read("search", found).into_iter().flat_map(|(hits, _)| hits) {
            let about = format!("hit {} {} {}", it.report.0, it.place, it.position);
            let text = format!("{} {} {}", it.agency_name, it.year, it.text);
            facts.tell(about, it.sound.then_some(Fact::Text(Some(text))));
        }
        facts
    }

    fn of_report(&mut self, library: &Library, id: ReportId) {
        let about = format!("report {}", id.0);
        if let Some(stored) = self.read(&about, library.report(id)) {
            self.tell(about, Some(Fact::Report(Box::new(stored.report))));
            let fact = stored.listed.sound.then(|| Fact::Listed(Box::new(stored.listed.clone())));
            self.tell(format!("listed with report {}", id.0), fact);
        }
        for it in self.read(&format!("revisions of {}", id.0), library.revisions(id)).into_iter().flatten() {
            let fact = it.sound.then(|| Fact::Revision(Box::new(it.clone())));
            self.tell(format!("revision {}", it.id.0), fact);
        }
        for (act, label) in [("undo", library.can_undo(id)), ("redo", library.can_redo(id))] {
            let about = format!("{act} of {}", id.0);
            if let Some(label) = self.read(&about, label) {
                self.tell(about, Some(Fact::Label(label)));
            }
        }
        let dismissals = self.read(&format!("dismissals of {}", id.0), library.dismissals(id));
        for it in dismissals.into_iter().flatten() {
            let about = format!("dismissal {} {} {}", id.0, it.rule, it.fingerprint);
            self.tell(about, it.sound.then_some(Fact::Dismissal(it)));
        }
    }
}

/// What is asked for by number.
struct Places {
    reports: Vec<ReportId>,
    revisions: Vec<RevisionId>,
}

/// A library as it was closed, what it says, and what undoing leads to in one report.
struct Sound {
    bytes: Vec<u8>,
    places: Places,
    facts: Facts,
    undone: (ReportId, Report),
    clock: Arc<HandClock>,
}

impl Sound {
    fn new() -> Sound {
        let place = Place::new();
        let undone = fill(&place);
        let library = place.open(Access::Read).unwrap();
        let reports: Vec<_> = library.reports().unwrap().into_iter().map(|it| it.id).collect();
        let of = |id: &ReportId| library.revisions(*id).unwrap().into_iter().map(|it| it.id);
        let revisions = reports.iter().flat_map(of).collect();
        let places = Places { reports, revisions };
        let facts = Facts::of(&library, &places);
        assert!(facts.0.values().all(Option::is_some), "it is sound");
        drop(library);
        Sound { bytes: fs::read(place.path()).unwrap(), places, facts, undone, clock: place.clock.clone() }
    }

    fn open(&self, path: &Path, access: Access) -> Result<Library, StoreError> {
        let clock = self.clock.clone();
        Library::open(path, Opening::new(crate::desk::forms(), clock, access))
    }
}

/// Some of everything; gives what undoing in one report leads to.
fn fill(place: &Place) -> (ReportId, Report) {
    let mut library = place.library();
    let county = library.add_agency(&AgencyProfile::named("赤壁市人民政府", Level::County)).unwrap();
    let town = AgencyProfile {
        parent: Some(county),
        region: "湖北省咸宁市".into(),
        credit_code: Some("00000000000000000X".into()),
        ..AgencyProfile::named("赤壁市官塘驿镇", Level::Township)
    };
    let town = library.add_agency(&town).unwrap();
    let first = library.add(town, &real(), &Origin::Imported("官塘驿镇.html".into())).unwrap();
    library.finalise(first).unwrap();
    library.publish(first, Some("市政府门户网站")).unwrap();
    let mut report = real();
    write_cell(&mut report, RECEIVED, "57");
    report.notes.push("据复核更正".into());
    library.save(first, &report, "更正新收", Moment::Meaningful).unwrap();
    library.correct(first, "统计口径有误", None).unwrap();
    library.dismiss(first, "R55", "disputes", "确无复议诉讼").unwrap();
    let undone = report.clone();
    write_prose(&mut report, "problems", &["信息公开仍有不足。", "改进措施。"]);
    library.save(first, &report, "改写问题", Moment::Passing).unwrap();

    let second = library.add(town, &real_of(2023), &Origin::Written).unwrap();
    for n in 1..=3 {
        let mut report = real_of(2023);
        write_cell(&mut report, RECEIVED, &n.to_string());
        library.save(second, &report, &format!("第{n}次"), Moment::Meaningful).unwrap();
        place.clock.pass(40);
    }
    library.undo(second).unwrap();
    let mut of_county = Report::new(real().form().clone(), "赤壁市人民政府", 2024);
    write_cell(&mut of_county, "requests.granted.legal", "/");
    write_prose(&mut of_county, "preamble", &["本报告公开。"]);
    library.add(county, &of_county, &Origin::Written).unwrap();
    let date = Date::from_calendar_date(2026, Month::March, 31).unwrap();
    library.set_deadline(None, 2025, Some(date)).unwrap();
    library.set_deadline(Some(town), 2025, date.previous_day()).unwrap();
    library.set_setting("备份文件夹", Some("E:\\备份")).unwrap();
    (first, undone)
}

fn is_a_sentence(error: &StoreError) {
    let text = error.to_string();
    let chinese = text.chars().filter(|c| ('\u{4e00}'..='\u{9fff}').contains(c)).count();
    assert!(chinese >= 5 && text.ends_with('。'), "{text}");
}

/// What came of damaged libraries.
#[derive(Default)]
struct Tally {
    refused: usize,
    opened: usize,
    flagged: usize,
    /// What was there and is not shown any more, by kind: nothing tells that it is missing.
    vanished: BTreeMap<String, usize>,
    /// States that are not listed any more, of which a look at the whole file, as each backup takes it, tells.
    told_by_verify: usize,
    wrong: Vec<String>,
}

impl Tally {
    fn add(&mut self, other: Tally) {
        self.refused += other.refused;
        self.opened += other.opened;
        self.flagged += other.flagged;
        self.told_by_verify += other.told_by_verify;
        self.wrong.extend(other.wrong);
        for (kind, n) in other.vanished {
            *self.vanished.entry(kind).or_default() += n;
        }
    }

    /// Reads everything of a damaged library that opens, and compares it.
    fn judge(&mut self, sound: &Sound, library: &Library, damage: &str) {
        let found = Facts::of(library, &sound.places);
        let flagged = found.0.values().any(Option::is_none);
        self.flagged += usize::from(flagged);
        for (about, fact) in &found.0 {
            let Some(fact) = fact else { continue };
            let saved = sound.facts.0.get(about).and_then(Option::as_ref);
            if saved != Some(fact) && !fact.is_nothing() {
                self.wrong.push(format!("{damage}: {about}: {fact:?}"));
            }
        }
        if flagged {
            return;
        }
        for (about, fact) in &sound.facts.0 {
            let is_lost = match (found.0.get(about), fact) {
                (None, _) => true,
                (Some(Some(found)), Some(saved)) => found.is_nothing() && !saved.is_nothing(),
                _ => false,
            };
            let kind = about.split(' ').next().unwrap_or_default();
            let is_told = || library.verify(|_, _| ()).map_or(true, |found| !found.damaged.is_empty());
            if is_lost && kind == "revision" && is_told() {
                self.told_by_verify += 1;
            } else if is_lost {
                *self.vanished.entry(kind.to_owned()).or_default() += 1;
            }
        }
    }

    /// Opens damaged bytes, to write and, where that is refused, to look.
    fn meet(&mut self, sound: &Sound, path: &Path, bytes: &[u8], damage: &str, undo: bool) {
        fs::write(path, bytes).unwrap();
        match sound.open(path, Access::Write) {
            Ok(mut library) => {
                self.opened += 1;
                self.judge(sound, &library, damage);
                if undo {
                    self.undo(sound, &mut library, damage);
                }
            }
            Err(error) => {
                self.refused += 1;
                is_a_sentence(&error);
                assert!(fs::read(path).unwrap() == bytes, "{damage}: what is refused is left as it was");
                match sound.open(path, Access::Read) {
                    Ok(library) => self.judge(sound, &library, damage),
                    Err(error) => is_a_sentence(&error),
                }
                assert!(fs::read(path).unwrap() == bytes, "{damage}: what is looked at is left as it was");
            }
        }
    }

    fn undo(&mut self, sound: &Sound, library: &mut Library, damage: &str) {
        let (id, undone) = &sound.undone;
        match library.undo(*id) {
            Ok(Some(Stepped { report, .. })) => {
                if report != *undone {
                    self.wrong.push(format!("{damage}: undone"));
                }
                match library.report(*id) {
                    Ok(stored) if stored.report != *undone => {
                        self.wrong.push(format!("{damage}: read after undoing"));
                    }
                    Ok(_) => {}
                    Err(error) => is_a_sentence(&error),
                }
            }
            Ok(None) => *self.vanished.entry("undo".into()).or_default() += 1,
            Err(error) => is_a_sentence(&error),
        }
    }
}

#[test]
fn cut_off_anywhere_it_is_refused_and_left_alone() {
    const OFFSETS: usize = 1_000;
    let sound = Sound::new();
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("年报库.db");
    let mut tally = Tally::default();
    for n in 0..OFFSETS {
        let end = n * sound.bytes.len() / OFFSETS;
        tally.meet(&sound, &path, &sound.bytes[..end], &format!("cut off at {end}"), false);
    }
    println!("cut off at {OFFSETS} offsets of {} bytes: {} refused", sound.bytes.len(), tally.refused);
    assert_eq!((tally.refused, tally.opened, tally.wrong), (OFFSETS, 0, vec![]));
}

#[test]
fn a_rotten_byte_is_never_shown_as_what_was_saved() {
    const THREADS: u64 = 2;
    let rounds: u64 = env::var(ROUNDS).map_or(1_000, |rounds| rounds.parse().unwrap());
    let sound = Sound::new();
    let mut tally = Tally::default();
    thread::scope(|scope| {
        let flip = |thread: u64| {
            let sound = &sound;
            move || {
                let folder = tempfile::tempdir().unwrap();
                let path = folder.path().join("年报库.db");
                let mut random = 0x6e69_616e_6261_6f02 + thread;
                let mut tally = Tally::default();
                for round in (thread..rounds).step_by(THREADS as usize) {
                    let at = next(&mut random) as usize % sound.bytes.len();
                    // One bit, or a byte that becomes another.
                    let flip = match round % 4 {
                        0 | 1 => 1 << (next(&mut random) % 8),
                        _ => (next(&mut random) % 255) as u8 + 1,
                    };
                    let mut bytes = sound.bytes.clone();
                    bytes[at] ^= flip;
                    let undo = next(&mut random).is_multiple_of(8);
                    tally.meet(sound, &path, &bytes, &format!("byte {at} ^ {flip:#04x}"), undo);
                }
                tally
            }
        };
        let threads: Vec<_> = (0..THREADS).map(|thread| scope.spawn(flip(thread))).collect();
        for thread in threads {
            tally.add(thread.join().unwrap());
        }
    });
    println!(
        "{rounds} flips in {} bytes: {} refused, {} opened, of which {} flagged something; vanished {:?}, and {} states of \
         which verifying tells; wrong {}",
        sound.bytes.len(), tally.refused, tally.opened, tally.flagged, tally.vanished, tally.told_by_verify,
        tally.wrong.len()
    );
    for wrong in &tally.wrong {
        println!("{}", wrong.chars().take(300).collect::<String>());
    }
    assert!(tally.wrong.is_empty());
    // A row whose key has rotted is not found. That may cost a step to be done again or a finding that was set
    // aside, never a report, and a state of one only where verifying
    // tells of it: its index has rotted.
    let may_vanish = ["undo", "redo", "dismissal", "deadline", "setting", "hit"];
    assert!(tally.vanished.keys().all(|kind| may_vanish.contains(&kind.as_str())));
}

#[test]
fn a_lost_entry_is_not_taken_for_a_blank() {
    let place = Place::new();
    fill(&place);
    let lose = |sql: &str| {
        rusqlite::Connection::open(place.path()).unwrap().execute_batch(sql).unwrap();
        let library = place.open(Access::Read).unwrap();
        let found = library.cell_in(2024, RECEIVED).unwrap();
        found.into_iter().map(|(_, _, found)| found).collect::<Vec<_>>()
    };
    let sound = lose("");
    assert!(matches!(sound[..], [Found::Blank, Found::Entry(_)]), "{sound:?}");
    assert_eq!(lose("DELETE FROM filled"), sound, "a report that was saved before there were notes of it");
    let place = Place::new();
    fill(&place);
    let mut library = place.library();
    let id = library.cell_in(2024, RECEIVED).unwrap()[1].0;
    let mut report = library.report(id).unwrap().report;
    write_cell(&mut report, RECEIVED, "");
    library.save(id, &report, "清空", Moment::Meaningful).unwrap();
    let emptied = library.cell_in(2024, RECEIVED).unwrap();
    assert!(emptied.iter().all(|(_, _, found)| *found == Found::Blank), "{emptied:?}");
    write_cell(&mut report, RECEIVED, "7");
    library.save(id, &report, "再填", Moment::Meaningful).unwrap();
    drop(library);
    let database = rusqlite::Connection::open(place.path()).unwrap();
    database
        .execute_batch(
            "DELETE FROM cell WHERE cell = (SELECT id FROM cell_name
           WHERE name = 'requests.received.person' AND edition = '2021')",
        )
        .unwrap();
    let found = place.open(Access::Read).unwrap().cell_in(2024, RECEIVED).unwrap();
    assert!(matches!(found[..], [(_, _, Found::Blank), (_, _, Found::Damaged)]), "{found:?}");
}

#[test]
fn a_stray_entry_keeps_nobody_from_writing() {
    for stray in [-3_i64, 1 << 40, i64::MAX] {
        let place = Place::new();
        fill(&place);
        let database = rusqlite::Connection::open(place.path()).unwrap();
        database.pragma_update(None, "foreign_keys", false).unwrap();
        let insert = "INSERT INTO cell (report, cell, count, mark) VALUES (1, ?1, 5, 0)";
        database.execute(insert, [stray]).unwrap();
        drop(database);
        let mut library = place.open(Access::Write).unwrap();
        let id = library.reports().unwrap()[0].id;
        let mut report = library.report(id).unwrap().report;
        write_cell(&mut report, RECEIVED, "8");
        library.save(id, &report, "填", Moment::Meaningful).unwrap();
        assert_eq!(library.report(id).unwrap().report, report);
    }
}
