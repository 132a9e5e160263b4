//! Backups and restoring, on real files: what is listed is whole, what is put back is what was backed up.
#![cfg(test)]

use report::{json::from_json, Forms, Report};
use std::{
    fs,
    ops::ControlFlow,
    path::{Path, PathBuf},
    sync::Arc,
};
use store::{
    backups_in, Access, AgencyId, AgencyProfile, Damage, Level, Library, Moment, Opening, Origin, Stage,
    StoreError, Why,
};
use tempfile::TempDir;
use time::OffsetDateTime;

const REAL: &str = include_str!("data/guantangyi-2024.json");

/// 2026-01-01 00:00 UTC.
fn new_year() -> OffsetDateTime {
    OffsetDateTime::from_unix_timestamp(1_767_225_600).unwrap()
}

fn real_of(year: u16) -> Report {
    let text = REAL.replacen("\"year\": 2024", &format!("\"year\": {year}"), 1);
    from_json(&text, &Forms::bundled().unwrap()).unwrap()
}

fn write_received(report: &mut Report, text: &str) {
    let id = report.form().cell("requests.received.person").unwrap().id.clone();
    report.write(&id, text).unwrap();
}

struct Desk {
    folder: TempDir,
    library: Library,
    agency: AgencyId,
}

impl Desk {
    fn new() -> Desk {
        let folder = tempfile::tempdir().unwrap();
        let opening = Opening::new(Forms::bundled().unwrap(), Arc::new(new_year), Access::Create);
        let mut library = Library::open(&folder.path().join("年报库.db"), opening).unwrap();
        let agency = library.add_agency(&AgencyProfile::named("官塘驿镇", Level::Township)).unwrap();
        library.add(agency, &real_of(2024), &Origin::Written).unwrap();
        Desk { folder, library, agency }
    }

    fn backups(&self) -> PathBuf {
        self.folder.path().join("备份")
    }

    fn change_2024(&mut self, received: &str) {
        let id = self.library.find(self.agency, 2024, "2021").unwrap().unwrap();
        let mut report = self.library.report(id).unwrap().report;
        write_received(&mut report, received);
        self.library.save(id, &report, "改", Moment::Meaningful).unwrap();
    }

    fn report(&self, year: u16) -> Option<Report> {
        let id = self.library.find(self.agency, year, "2021").unwrap()?;
        Some(self.library.report(id).unwrap().report)
    }
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<String> =
        fs::read_dir(folder).unwrap().map(|it| it.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

#[test]
fn a_backup_is_one_file_with_everything_in_it() {
    let desk = Desk::new();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    assert_eq!(names(&desk.backups()), ["nianbao-20260101-000000-manual.db"]);
    assert_eq!(backups_in(&desk.backups()).unwrap(), std::slice::from_ref(&backup));
    let opening = Opening::new(Forms::bundled().unwrap(), Arc::new(new_year), Access::Read);
    let opened = Library::open(&backup.path, opening).unwrap();
    let id = opened.find(desk.agency, 2024, "2021").unwrap().unwrap();
    assert_eq!(opened.report(id).unwrap().report, real_of(2024));
    assert_eq!(opened.revisions(id).unwrap().len(), 1);
}

#[test]
fn two_in_one_second_are_two_files() {
    let desk = Desk::new();
    desk.library.back_up(&desk.backups(), Why::Closing).unwrap();
    desk.library.back_up(&desk.backups(), Why::Closing).unwrap();
    assert_eq!(
        names(&desk.backups()),
        ["nianbao-20260101-000000-closing.db", "nianbao-20260101-000001-closing.db"]
    );
}

#[test]
fn what_is_not_whole_or_not_ours_is_not_listed() {
    let desk = Desk::new();
    let whole = desk.library.back_up(&desk.backups(), Why::Daily).unwrap();
    let bytes = fs::read(&whole.path).unwrap();
    let put = |name: &str, bytes: &[u8]| fs::write(desk.backups().join(name), bytes).unwrap();
    put("nianbao-20260102-000000-daily.db", &bytes[..bytes.len() / 2]);
    put("nianbao-20260103-000000-daily.db", b"");
    put("nianbao-20260104-000000-daily.db", &vec![0; bytes.len()]);
    put("nianbao-20260105-000000-daily.db.part", &bytes);
    put("笔记.db", &bytes);
    fs::create_dir(desk.backups().join("nianbao-20260106-000000-daily.db")).unwrap();
    assert_eq!(backups_in(&desk.backups()).unwrap(), [whole]);
    assert_eq!(backups_in(&desk.folder.path().join("没有")).unwrap(), []);
}

#[test]
fn a_restore_says_what_changes_then_does_it_and_can_be_taken_back() {
    let mut desk = Desk::new();
    desk.library.add(desk.agency, &real_of(2022), &Origin::Written).unwrap();
    desk.library.add(desk.agency, &real_of(2021), &Origin::Written).unwrap();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    desk.change_2024("777");
    desk.library.add(desk.agency, &real_of(2023), &Origin::Written).unwrap();
    let today = desk.report(2024).unwrap();

    let preview = desk.library.preview_restore(&backup.path).unwrap();
    let years = |affected: &[store::Affected]| affected.iter().map(|it| it.year).collect::<Vec<_>>();
    assert_eq!((years(&preview.new), preview.equal), (vec![], 2));
    assert_eq!((years(&preview.changed), years(&preview.lost)), (vec![2024], vec![2023]));
    assert_eq!(desk.report(2024), Some(today.clone()), "a preview changes nothing");

    let before = desk.library.restore(&backup.path, &[&desk.backups()]).unwrap();
    assert_eq!(before.why, Why::BeforeRestore);
    assert_eq!((desk.report(2024), desk.report(2023)), (Some(real_of(2024)), None));
    // It can be worked on at once, and the state before can be had back.
    desk.change_2024("5");
    desk.library.restore(&before.path, &[&desk.backups()]).unwrap();
    assert_eq!((desk.report(2024), desk.report(2023)), (Some(today), Some(real_of(2023))));

    // The file on the disk says so too.
    let Desk { folder, library, agency } = desk;
    let path = library.path().to_owned();
    drop(library);
    let opening = Opening::new(Forms::bundled().unwrap(), Arc::new(new_year), Access::Write);
    let library = Library::open(&path, opening).unwrap();
    assert!(library.find(agency, 2023, "2021").unwrap().is_some());
    drop(folder);
}

/// A user who has had enough at the `at`th time they are told how far it is.
fn enough_at(at: usize) -> impl FnMut(store::Far) -> ControlFlow<()> {
    let mut told = 0;
    move |_| {
        told += 1;
        if told > at {
            ControlFlow::Break(())
        } else {
            ControlFlow::Continue(())
        }
    }
}

#[test]
fn a_backup_that_was_stopped_leaves_nothing() {
    let mut desk = Desk::new();
    for year in 2000..2010 {
        desk.library.add(desk.agency, &real_of(year), &Origin::Written).unwrap();
    }
    fs::create_dir(desk.backups()).unwrap();
    let mut stopped = 0;
    let made = loop {
        match desk.library.back_up_watched(&desk.backups(), Why::Manual, &mut enough_at(stopped)) {
            Ok(made) => break made,
            Err(error) => assert!(matches!(error, StoreError::Stopped), "{error}"),
        }
        assert!(names(&desk.backups()).is_empty(), "stopped at {stopped}");
        stopped += 1;
    };
    assert!(stopped >= 4, "told {stopped} times: before, between pages, at the end");
    assert_eq!(backups_in(&desk.backups()).unwrap(), [made]);
}

#[test]
fn a_restore_that_was_stopped_changed_nothing_and_the_next_one_is_done() {
    let mut desk = Desk::new();
    for year in 2000..2010 {
        desk.library.add(desk.agency, &real_of(year), &Origin::Written).unwrap();
    }
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    desk.change_2024("777");
    let (today, files) = (desk.report(2024).unwrap(), names(desk.folder.path()));
    let mut stopped = 0;
    loop {
        let folders = [desk.backups()];
        let folders: Vec<&Path> = folders.iter().map(PathBuf::as_path).collect();
        match desk.library.restore_watched(&backup.path, &folders, &mut enough_at(stopped)) {
            Ok(_) => break,
            Err(error) => assert!(matches!(error, StoreError::Stopped), "{error}"),
        }
        assert_eq!(desk.report(2024), Some(today.clone()), "stopped at {stopped}");
        assert_eq!(names(desk.folder.path()), files, "stopped at {stopped}");
        assert_eq!(backups_in(&desk.backups()).unwrap(), std::slice::from_ref(&backup), "at {stopped}");
        // It can be worked on at once.
        desk.change_2024(&stopped.to_string());
        desk.change_2024("777");
        stopped += 1;
    }
    assert!(stopped > 20, "told {stopped} times: while it is verified, and through three copies");
    assert_eq!(desk.report(2024), Some(real_of(2024)));
    assert_eq!(desk.library.verify(|_, _| ()).unwrap().damaged, []);
}

#[test]
fn a_preview_is_told_report_by_report_and_can_be_stopped() {
    let mut desk = Desk::new();
    desk.library.add(desk.agency, &real_of(2023), &Origin::Written).unwrap();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let mut stages = Vec::new();
    let mut watch = |far: store::Far| {
        stages.push((far.stage, far.done, far.of));
        ControlFlow::Continue(())
    };
    desk.library.preview_restore_watched(&backup.path, &mut watch).unwrap();
    for wanted in [(Stage::Verifying, 1, 2), (Stage::Comparing, 1, 2)] {
        assert!(stages.contains(&wanted), "{stages:?}");
    }
    for at in 0..stages.len() {
        let stopped = desk.library.preview_restore_watched(&backup.path, &mut enough_at(at));
        assert!(matches!(stopped, Err(StoreError::Stopped)), "at {at}");
    }
}

#[test]
fn a_damaged_backup_is_refused_and_the_library_stays() {
    let mut desk = Desk::new();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let mut bytes = fs::read(&backup.path).unwrap();
    // 24 bytes of the published text, wherever they stand in the rows, become others.
    let wanted = "镇".as_bytes();
    let at: Vec<usize> = (0..bytes.len() - 3).filter(|at| bytes[*at..].starts_with(wanted)).collect();
    at.iter().for_each(|at| bytes[*at..*at + 3].copy_from_slice("乡".as_bytes()));
    assert!(!at.is_empty());
    fs::write(&backup.path, &bytes).unwrap();
    desk.change_2024("777");
    let today = desk.report(2024);
    let error = desk.library.restore(&backup.path, &[&desk.backups()]).unwrap_err();
    assert!(matches!(error, StoreError::BackupUnsound { .. }), "{error}");
    assert!(error.to_string().contains("没有通过核对"), "{error}");
    assert_eq!(desk.report(2024), today);
    assert_eq!(backups_in(&desk.backups()).unwrap().len(), 1, "nothing was backed up for nothing");
}

#[test]
fn a_half_written_backup_is_refused_and_nothing_is_lost() {
    const PARTS: usize = 40;
    let mut desk = Desk::new();
    let whole = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let bytes = fs::read(&whole.path).unwrap();
    desk.change_2024("777");
    let today = desk.report(2024);
    let half = desk.folder.path().join("一半.db");
    for n in 0..PARTS {
        let end = n * bytes.len() / PARTS;
        let cut = bytes[..end].to_vec();
        // As a disk leaves it that knew the length and had not written the rest.
        let mut hollow = cut.clone();
        hollow.resize(bytes.len(), 0);
        for written in [cut, hollow] {
            fs::write(&half, &written).unwrap();
            let looked = desk.library.preview_restore(&half).unwrap_err();
            let error = desk.library.restore(&half, &[&desk.backups()]).unwrap_err();
            assert_eq!(looked.to_string(), error.to_string());
            let known = matches!(
                error,
                StoreError::BackupUnsound { .. } | StoreError::NotLibrary { .. } | StoreError::Empty { .. }
            );
            assert!(known && error.to_string().ends_with('。'), "{end}: {error:?}");
            assert_eq!(fs::read(&half).unwrap(), written);
        }
    }
    assert_eq!(desk.report(2024), today);
    assert_eq!(backups_in(&desk.backups()).unwrap(), std::slice::from_ref(&whole));
    // The whole one still does.
    desk.library.restore(&whole.path, &[&desk.backups()]).unwrap();
    assert_eq!(desk.report(2024), Some(real_of(2024)));
}

#[test]
fn a_backup_of_a_newer_program_is_refused_and_nothing_is_lost() {
    let mut desk = Desk::new();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    desk.change_2024("777");
    let today = desk.report(2024);
    for readers in [1, store::SCHEMA + 1] {
        let database = rusqlite::Connection::open(&backup.path).unwrap();
        let schema = store::SCHEMA + 1;
        database
            .execute_batch(&format!(
                "PRAGMA user_version = {schema};
                 UPDATE meta SET value = {schema} WHERE key = 'schema';
                 UPDATE meta SET value = {schema} WHERE key = 'oldest_writer';
                 UPDATE meta SET value = {readers} WHERE key = 'oldest_reader';"
            ))
            .unwrap();
        drop(database);
        let error = desk.library.restore(&backup.path, &[&desk.backups()]).unwrap_err();
        assert!(matches!(error, StoreError::Newer { .. }), "{error}");
        assert!(error.to_string().contains("请升级本程序"), "{error}");
    }
    assert_eq!(desk.report(2024), today);
    assert_eq!(backups_in(&desk.backups()).unwrap().len(), 1, "nothing was backed up for nothing");
}

#[test]
fn a_folder_that_takes_no_files_is_named() {
    let desk = Desk::new();
    let file = desk.folder.path().join("文件");
    fs::write(&file, "x").unwrap();
    let error = desk.library.back_up(&file, Why::Manual).unwrap_err();
    assert!(matches!(error, StoreError::BackupFailed { .. }), "{error}");
    assert_eq!(fs::read(&file).unwrap(), b"x");
}

#[test]
fn thinning_deletes_what_is_superseded_and_nothing_else() {
    let desk = Desk::new();
    let newest = desk.library.back_up(&desk.backups(), Why::Daily).unwrap();
    let bytes = fs::read(&newest.path).unwrap();
    let put = |name: &str| fs::write(desk.backups().join(name), &bytes).unwrap();
    put("nianbao-20251231-080000-daily.db");
    put("nianbao-20251231-170000-daily.db");
    put("nianbao-20251231-090000-manual.db");
    put("别人的文件.db");
    let gone = desk.library.thin_backups(&desk.backups()).unwrap();
    assert_eq!(gone.len(), 1);
    assert_eq!(
        names(&desk.backups()),
        [
            "nianbao-20251231-090000-manual.db",
            "nianbao-20251231-170000-daily.db",
            "nianbao-20260101-000000-daily.db",
            "别人的文件.db"
        ]
    );
}

fn open(path: &Path, access: Access) -> Library {
    Library::open(path, Opening::new(Forms::bundled().unwrap(), Arc::new(new_year), access)).unwrap()
}

fn alter(path: &Path, sql: &str) {
    rusqlite::Connection::open(path).unwrap().execute_batch(sql).unwrap();
}

#[test]
fn what_was_carried_away_has_backups_of_its_own() {
    let mut desk = Desk::new();
    let carried = desk.folder.path().join("带走.db");
    desk.library.export(&carried).unwrap();
    let other = open(&carried, Access::Write);
    // Both back up into one share.
    let ours = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let theirs = other.back_up(&desk.backups(), Why::Manual).unwrap();
    assert_eq!(desk.library.backups_in(&desk.backups()).unwrap(), std::slice::from_ref(&ours));
    assert_eq!(other.backups_in(&desk.backups()).unwrap(), std::slice::from_ref(&theirs));

    // It is known where it comes from, and what is of neither is told.
    for from in [&carried, &theirs.path, &ours.path] {
        assert!(!desk.library.preview_restore(from).unwrap().foreign, "{}", from.display());
    }
    let stranger = Desk::new();
    let foreign = stranger.library.back_up(&stranger.backups(), Why::Manual).unwrap();
    assert!(desk.library.preview_restore(&foreign.path).unwrap().foreign);
    // Restored from what was carried away, it goes on being the one it was.
    desk.library.restore(&carried, &[&desk.backups()]).unwrap();
    assert!(desk.library.backups_in(&desk.backups()).unwrap().contains(&ours));

    // What only changes its place is the same library.
    let moved = desk.folder.path().join("搬走.db");
    desk.library.copy_to_move(&moved, &mut store::unwatched).unwrap();
    assert!(open(&moved, Access::Write).backups_in(&desk.backups()).unwrap().contains(&ours));
}

#[test]
fn a_rotten_number_hides_no_backup_and_thins_none() {
    for rot in [
        "UPDATE meta SET value = value + 1 WHERE key = 'library'",
        "UPDATE meta SET value = value + 1 WHERE key = 'library_mark'",
        "DELETE FROM meta WHERE key = 'library'",
        "DELETE FROM meta WHERE key = 'library_mark'",
    ] {
        let desk = Desk::new();
        let path = desk.library.path().to_owned();
        let backup = desk.library.back_up(&desk.backups(), Why::Daily).unwrap();
        let bytes = fs::read(&backup.path).unwrap();
        fs::write(desk.backups().join("nianbao-20251231-080000-daily.db"), &bytes).unwrap();
        fs::write(desk.backups().join("nianbao-20251231-170000-daily.db"), &bytes).unwrap();
        let Desk { folder, library, .. } = desk;
        let backups = folder.path().join("备份");
        drop(library);
        alter(&path, rot);

        let mut library = open(&path, Access::Write);
        assert_eq!(library.verify(|_, _| ()).unwrap().damaged, [Damage::Number], "{rot}");
        assert_eq!(library.backups_in(&backups).unwrap().len(), 3, "{rot}");
        assert_eq!(store::backups_for(&path, &backups).unwrap().len(), 3, "{rot}");
        assert_eq!(library.thin_backups(&backups).unwrap(), [], "{rot}");
        // A restore gives it back.
        library.restore(&backup.path, &[&backups]).unwrap();
        assert_eq!(library.verify(|_, _| ()).unwrap().damaged, [], "{rot}");
        assert_eq!(library.thin_backups(&backups).unwrap().len(), 1, "{rot}");
    }
}

#[test]
fn a_preview_tells_what_stands_beside_the_reports() {
    let mut desk = Desk::new();
    let id = desk.library.find(desk.agency, 2024, "2021").unwrap().unwrap();
    let day = |day| time::Date::from_calendar_date(2026, time::Month::March, day).unwrap();
    desk.library.set_setting("甲", Some("一")).unwrap();
    desk.library.set_deadline(None, 2025, Some(day(1))).unwrap();
    let backup = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let nothing = desk.library.preview_restore(&backup.path).unwrap();
    assert_eq!(nothing, store::Preview { equal: 1, ..store::Preview::default() });

    desk.library.set_setting("甲", Some("二")).unwrap();
    desk.library.set_setting("乙", Some("三")).unwrap();
    desk.library.set_deadline(None, 2025, Some(day(2))).unwrap();
    desk.library.dismiss(id, "R31", "1", "如此").unwrap();
    desk.change_2024("777");
    let profile =
        AgencyProfile { contact: "电话".into(), ..AgencyProfile::named("官塘驿镇", Level::Township) };
    desk.library.change_agency(desk.agency, &profile).unwrap();
    desk.library.add_agency(&AgencyProfile::named("某镇", Level::Township)).unwrap();
    let preview = desk.library.preview_restore(&backup.path).unwrap();
    assert_eq!((preview.settings_changed, preview.deadlines_changed), (2, 1));
    assert_eq!((preview.dismissals_lost, preview.steps_lost), (1, 1));
    assert_eq!(
        (preview.agencies_changed, preview.agencies_lost),
        (vec!["官塘驿镇".into()], vec!["某镇".into()])
    );
}

#[test]
fn what_rots_beside_the_reports_is_told_and_keeps_no_backup_from_use() {
    let mut desk = Desk::new();
    let id = desk.library.find(desk.agency, 2024, "2021").unwrap().unwrap();
    desk.library.set_setting("甲", Some("一")).unwrap();
    let day = time::Date::from_calendar_date(2026, time::Month::March, 1).unwrap();
    desk.library.set_deadline(None, 2025, Some(day)).unwrap();
    desk.library.dismiss(id, "R31", "1", "如此").unwrap();
    desk.change_2024("777");
    let sound = desk.library.back_up(&desk.backups(), Why::Manual).unwrap();
    let agency = || real_of(2024).agency;
    for (rot, damage) in [
        ("UPDATE setting SET value = '二'", Damage::Setting("甲".into())),
        ("UPDATE deadline SET date = '2026-03-02'", Damage::Deadline(2025)),
        (
            "UPDATE dismissal SET reason = '否'",
            Damage::Dismissal { rule: "R31".into(), agency: agency(), year: 2024 },
        ),
        ("UPDATE step SET label = '别的'", Damage::Steps { agency: agency(), year: 2024 }),
    ] {
        let rotten = desk.folder.path().join("坏.db");
        fs::copy(&sound.path, &rotten).unwrap();
        alter(&rotten, rot);
        assert_eq!(open(&rotten, Access::Read).verify(|_, _| ()).unwrap().damaged, [damage], "{rot}");
        desk.library.restore(&rotten, &[&desk.backups()]).unwrap();
        assert!(desk.report(2024).is_some(), "{rot}");
    }
}

#[test]
fn a_backup_that_is_not_there_is_called_a_backup() {
    let mut desk = Desk::new();
    let nowhere = desk.folder.path().join("没有.db");
    let error = desk.library.restore(&nowhere, &[&desk.backups()]).unwrap_err();
    assert!(matches!(error, StoreError::NoBackup { .. }), "{error}");
    assert!(error.to_string().starts_with("没有找到备份"), "{error}");
}

#[test]
fn a_copy_of_the_file_that_goes_its_own_way_deletes_none_of_the_others_backups() {
    let mut desk = Desk::new();
    let copied = desk.folder.path().join("另一台.db");
    // As somebody copies it in the file manager; it is whole in one file after a restart.
    let path = desk.library.path().to_owned();
    drop(std::mem::replace(&mut desk.library, open(&desk.folder.path().join("x.db"), Access::Create)));
    fs::copy(&path, &copied).unwrap();
    desk.library = open(&path, Access::Write);
    desk.library.add(desk.agency, &real_of(2023), &Origin::Written).unwrap();
    let ours = desk.library.back_up(&desk.backups(), Why::Closing).unwrap();
    let bytes = fs::read(&ours.path).unwrap();
    let earlier = desk.backups().join("nianbao-20251231-080000-daily.db");
    fs::rename(&ours.path, &earlier).unwrap();

    let mut other = open(&copied, Access::Write);
    other.add(desk.agency, &real_of(2022), &Origin::Written).unwrap();
    for _ in 0..3 {
        other.back_up(&desk.backups(), Why::Closing).unwrap();
    }
    other.thin_backups(&desk.backups()).unwrap();
    assert_eq!(fs::read(&earlier).unwrap(), bytes, "what only the other holds stays");
}

#[test]
fn what_is_not_ours_beside_an_export_stays() {
    let desk = Desk::new();
    let (export, theirs) = (desk.folder.path().join("带走.db"), desk.folder.path().join("带走.db.part"));
    fs::write(&theirs, "a download").unwrap();
    desk.library.export(&export).unwrap();
    assert_eq!(fs::read(&theirs).unwrap(), b"a download");
    assert!(export.exists());
}

#[test]
fn a_rotten_head_is_damage_and_not_another_programs_file() {
    for (at, value) in [(18, 3), (19, 0x82), (60, 0x80), (63, 6 ^ 1), (63, 6 ^ 0x40)] {
        let desk = Desk::new();
        let path = desk.library.path().to_owned();
        let Desk { folder: _folder, library, .. } = desk;
        drop(library);
        let mut bytes = fs::read(&path).unwrap();
        bytes[at] = value;
        fs::write(&path, &bytes).unwrap();
        for access in [Access::Read, Access::Write] {
            let opening = Opening::new(Forms::bundled().unwrap(), Arc::new(new_year), access);
            let error = Library::open(&path, opening).err().unwrap();
            assert!(matches!(error, StoreError::Corrupt { .. }), "byte {at}: {error}");
        }
        assert_eq!(fs::read(&path).unwrap(), bytes);
    }
}

#[test]
fn a_lost_step_and_a_stray_dismissal_are_told() {
    for rot in [
        "UPDATE step SET change = replace(change, '777', '778')",
        "UPDATE step SET after = zeroblob(32)",
        "DELETE FROM step",
    ] {
        let mut desk = Desk::new();
        desk.change_2024("777");
        let path = desk.library.path().to_owned();
        let Desk { folder: _folder, library, .. } = desk;
        drop(library);
        alter(&path, rot);
        let damaged = open(&path, Access::Read).verify(|_, _| ()).unwrap().damaged;
        assert!(matches!(damaged.as_slice(), [Damage::Steps { year: 2024, .. }]), "{rot}: {damaged:?}");
    }
    let mut desk = Desk::new();
    let id = desk.library.find(desk.agency, 2024, "2021").unwrap().unwrap();
    desk.library.dismiss(id, "R31", "1", "如此").unwrap();
    let path = desk.library.path().to_owned();
    let Desk { folder: _folder, library, .. } = desk;
    drop(library);
    alter(&path, "PRAGMA foreign_keys = OFF; UPDATE dismissal SET report = 69");
    let told = open(&path, Access::Read).verify(|_, _| ()).err().unwrap();
    assert!(matches!(told, StoreError::Corrupt { .. }), "{told}");
}
