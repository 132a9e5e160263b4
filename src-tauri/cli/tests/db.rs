//! `nianbao db` as its users run it: a real process, real files, exit codes and sentences.
#![cfg(test)]

use std::{
    fs,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const AGENCY: &str = "赤壁市官塘驿镇";

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

/// A user with a data folder of their own.
struct User {
    folder: TempDir,
}

impl User {
    fn new() -> User {
        User { folder: tempfile::tempdir().unwrap() }
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn data(&self) -> PathBuf {
        self.path("数据 2026")
    }

    fn run(&self, args: &[&str]) -> Ran {
        let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .arg("db")
            .args(args)
            .env("NIANBAO_FONTS", root().join("fonts"))
            .env("NIANBAO_DATA", self.data())
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        Ran { code: output.status.code(), out: text(output.stdout), err: text(output.stderr) }
    }

    /// What is printed; everything went well.
    fn done(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{args:?}");
        ran.out
    }

    /// The one sentence of what could not be done.
    fn refused(&self, args: &[&str]) -> String {
        let ran = self.run(args);
        assert_eq!((ran.code, ran.out.as_str()), (Some(2), ""), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
        ran.err
    }

    fn add_the_sample(&self) {
        self.done(&["add", &data("01_guantangyi-town_2024.txt")]);
    }

    /// The sample with a word changed.
    fn changed(&self) -> String {
        let text = fs::read_to_string(data("01_guantangyi-town_2024.txt")).unwrap();
        let changed = text.replacen("主动公开镇政府的政务信息", "主动公开镇里的政务信息", 1);
        assert_ne!(changed, text);
        let path = self.path("改过.txt");
        fs::write(&path, changed).unwrap();
        path.display().to_string()
    }
}

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data(name: &str) -> String {
    root().join("tests/data").join(name).display().to_string()
}

fn shown(path: &Path) -> String {
    path.display().to_string()
}

#[test]
fn reports_are_added_once_and_listed() {
    let user = User::new();
    let files =
        ["01_guantangyi-town_2024.txt", "17_suqian-city_2023.txt", "18_suqian-city_2024.txt"].map(data);
    let mut args = vec!["add"];
    args.extend(files.iter().map(String::as_str));
    assert_eq!(user.done(&args).matches("已存入年报库").count(), 3);
    assert_eq!(user.done(&args).matches("内容相同").count(), 3);

    let list = user.done(&["list"]);
    let lines: Vec<&str> = list.lines().map(|line| line.rsplit_once('　').map_or(line, |it| it.0)).collect();
    assert_eq!(
        lines,
        [
            "赤壁市官塘驿镇（乡镇）",
            "  2024年　2021格式　起草中",
            "宿迁市（市级政府）",
            "  2024年　2021格式　起草中",
            "  2023年　2021格式　起草中",
            "共 3 份年报"
        ]
    );
    assert!(user.done(&["list", "--year", "2023"]).ends_with("共 1 份年报\n"));
    let json: serde_json::Value =
        serde_json::from_str(&user.done(&["list", "--agency", AGENCY, "--json"])).unwrap();
    assert_eq!(json[0]["agency"], AGENCY);
    assert_eq!((json[0]["year"].as_u64(), json[0]["sound"].as_bool()), (Some(2024), Some(true)));
}

#[test]
fn what_differs_is_kept_apart_until_it_is_wanted() {
    let user = User::new();
    user.add_the_sample();
    let changed = user.changed();
    let ran = user.run(&["add", &changed]);
    assert_eq!(ran.code, Some(2));
    assert!(
        ran.out.contains("内容不同（0 格、1 段），没有存入") && ran.out.contains("--replace"),
        "{}",
        ran.out
    );
    assert!(user.done(&["add", &changed, "--replace"]).contains("原来的在历史版本里"));

    let of = ["history", "--agency", AGENCY, "--year", "2024"];
    let history = user.done(&of);
    assert_eq!(history.lines().count(), 3, "{history}");
    assert!(history.contains("导入　位置：") && history.contains("01_guantangyi"), "{history}");
    let diff = user.done(&[&of[..], &["--diff", "1"]].concat());
    assert!(
        diff.contains("  - ") && diff.contains("公开镇政府的政务") && diff.contains("公开镇里的政务"),
        "{diff}"
    );
    let then = user.done(&[&of[..], &["--show", "1"]].concat());
    assert!(then.contains("nianbao.report/1") && then.contains("公开镇政府的政务"));
    assert!(user.done(&[&of[..], &["--revert", "1"]].concat()).contains("已回到第 1 号版本"));
    assert_eq!(user.done(&[&of[..], &["--diff", "1"]].concat()), "与现在相同。\n");
    assert!(user.refused(&[&of[..], &["--revert", "99"]].concat()).contains("没有这个历史版本"));
}

#[test]
fn a_library_is_backed_up_carried_and_restored() {
    let user = User::new();
    user.add_the_sample();
    let carried = shown(&user.path("带走 2026.db"));
    user.done(&["export", &carried]);
    user.done(&["add", &user.changed(), "--replace"]);
    user.done(&["add", &data("17_suqian-city_2023.txt")]);

    let preview = user.done(&["restore", &carried]);
    for said in ["改回备份时的内容：1 份", "消失（备份里没有）：1 份", "宿迁市 2023年", "还没有恢复", "--yes"]
    {
        assert!(preview.contains(said), "{said}: {preview}");
    }
    assert!(user.done(&["list"]).contains("宿迁市"), "a preview changes nothing");
    let restored = user.done(&["restore", &carried, "--yes"]);
    let before = restored.split(['“', '”']).nth(1).unwrap();
    assert!(!user.done(&["list"]).contains("宿迁市"));
    // What was there before can be had back.
    user.done(&["restore", before, "--yes"]);
    assert!(user.done(&["list"]).contains("宿迁市"));

    let backed_up = user.done(&["backup"]);
    assert!(backed_up.contains("-manual.db”，与库里的一致"), "{backed_up}");
    let stick = user.path("U盘");
    user.done(&["backup", "--to", &shown(&stick), "--always"]);
    assert!(user.done(&["backups"]).contains("U盘"));
    assert!(user.refused(&["backup", "--to", &shown(&user.path("没有/这里"))]).contains("U盘或共享盘"));
    assert!(user.refused(&["restore", &data("expected.json"), "--yes"]).contains("不是年报库文件"));
    assert!(user.done(&["verify"]).ends_with("全部完好。\n"));
}

#[test]
fn reports_go_to_another_office_and_overwrite_nothing() {
    let (sender, receiver) = (User::new(), User::new());
    sender.done(&["add", &sender.changed(), &data("17_suqian-city_2023.txt")]);
    let package = shown(&sender.path("上报.nianbao"));
    sender.done(&["pack", "-o", &package, "--pdf"]);
    assert!(sender.refused(&["pack", "-o", &package, "--year", "1999"]).contains("请"));

    receiver.add_the_sample();
    let look = receiver.done(&["unpack", &package]);
    assert!(look.contains("宿迁市 2023年（对方起草中，附 PDF）　年报库里没有"), "{look}");
    assert!(
        look.contains("赤壁市官塘驿镇 2024年（对方起草中，附 PDF）　与年报库里的不同（0 格、1 段"),
        "{look}"
    );
    assert!(look.contains("没有收下任何一份"), "{look}");
    assert!(receiver.done(&["list"]).ends_with("共 1 份年报\n"));
    assert!(receiver.done(&["unpack", &package, "--add"]).ends_with("已收下 1 份；被换下的在历史版本里。\n"));
    assert!(receiver.done(&["unpack", &package, "--add", "--replace"]).contains("已收下 1 份"));
    let again = receiver.done(&["unpack", &package, "--add", "--replace"]);
    assert_eq!(again.matches("相同").count(), 2, "{again}");
    let history = receiver.done(&["history", "--agency", AGENCY, "--year", "2024"]);
    assert!(history.contains("上报.nianbao"), "{history}");
    for wrong in [data("expected.json"), data("01_guantangyi-town_2024.txt")] {
        assert!(receiver.refused(&["unpack", &wrong]).contains("交换包"));
    }
}

#[test]
fn a_damaged_library_says_what_can_be_done() {
    let user = User::new();
    user.add_the_sample();
    let library = user.data().join("nianbao.db");
    let mut bytes = fs::read(&library).unwrap();
    bytes[100..4096].fill(b'x');
    fs::write(&library, &bytes).unwrap();
    let said = user.refused(&["list"]);
    assert!(said.contains("已损坏") && said.contains("恢复") && said.contains("抢救"), "{said}");
    assert_eq!(fs::read(&library).unwrap(), bytes);

    let rescued = shown(&user.path("抢救.db"));
    let told = user.done(&["recover", "-o", &rescued]);
    assert!(told.contains("最近的完好备份：") && told.contains("-closing.db"), "{told}");
    assert!(told.contains("还能抢救出 1 份年报") && told.contains("赤壁市官塘驿镇 2024年"), "{told}");
    let asked = user.run(&["restore", &rescued]);
    assert!(asked.out.contains("--yes") && asked.out.contains("会留在旁边"), "{}", asked.out);
    assert_eq!(fs::read(&library).unwrap(), bytes);
    let ran = user.run(&["restore", &rescued, "--yes"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(user.done(&["list"]).contains("赤壁市官塘驿镇"));
    assert_eq!(
        fs::read_dir(user.data())
            .unwrap()
            .filter(|it| { it.as_ref().unwrap().file_name().to_string_lossy().contains("-damaged-") })
            .count(),
        1
    );
}

#[test]
fn a_library_moves_or_is_named_by_hand() {
    let user = User::new();
    user.add_the_sample();
    let new = user.path("资料/镇政府.db");
    assert!(user.refused(&["move", &shown(&new)]).contains("请"));
    fs::create_dir(user.path("资料")).unwrap();
    user.done(&["move", &shown(&new)]);
    assert!(!user.data().join("nianbao.db").exists());
    assert!(user.done(&["list"]).contains(AGENCY), "it is found where it is now");

    let other = shown(&user.path("另一个.db"));
    assert!(user.refused(&["list", "--db", &other]).contains("没有找到年报库"));
    assert!(!user.path("另一个.db").exists(), "to look makes none");
    user.done(&["add", &data("18_suqian-city_2024.txt"), "--db", &other]);
    assert!(user.done(&["list", "--db", &other]).contains("宿迁市"));
    assert!(!user.done(&["list"]).contains("宿迁市"));
}

#[test]
fn wrong_command_lines_are_explained() {
    let user = User::new();
    for (args, sentence) in [
        (&["forget"][..], "没有“forget”这个命令"),
        (&["add", "--replace"], "缺少"),
        (&["history", "--agency", AGENCY], "缺少"),
        (&["history", "--agency", AGENCY, "--year", "一九"], "不能用"),
        (&["backup", "--always"], "缺少"),
        (&["list"], "没有找到年报库"),
    ] {
        let said = user.refused(args);
        assert!(said.contains(sentence), "{args:?}: {said}");
    }
    assert!(!user.data().join("nianbao.db").exists());
    assert_eq!(user.run(&[]).code, Some(2));
    assert!(user.run(&["--help"]).out.contains("recover"));
}

#[test]
fn of_a_package_only_what_is_wanted_is_taken() {
    let (sender, receiver) = (User::new(), User::new());
    let cities = [data("17_suqian-city_2023.txt"), data("18_suqian-city_2024.txt")];
    sender.done(&["add", &data("01_guantangyi-town_2024.txt"), &cities[0], &cities[1]]);
    let package = shown(&sender.path("上报.nianbao"));
    sender.done(&["pack", "-o", &package]);

    let look = receiver.done(&["unpack", &package]);
    assert_eq!(look.matches("年报库里没有").count(), 3, "without a library all of it is new: {look}");
    assert!(!receiver.data().join("nianbao.db").exists());
    receiver.add_the_sample();
    let took = receiver.done(&["unpack", &package, "--add", "--agency", "宿迁市", "--year", "2024"]);
    assert!(took.contains("已收下 1 份"), "{took}");
    assert!(receiver.done(&["list", "--agency", "宿迁市"]).ends_with("共 1 份年报\n"));
    assert!(receiver.done(&["unpack", &package, "--add", "--agency", "某镇"]).contains("没有可以收下的"));
    assert!(receiver.done(&["unpack", &package, "--add"]).contains("已收下 1 份"));
    assert!(receiver.done(&["list", "--agency", "宿迁市"]).ends_with("共 2 份年报\n"));
}

#[test]
fn a_sound_library_wants_no_rescue_and_a_folder_is_none() {
    let user = User::new();
    user.add_the_sample();
    let said = user.refused(&["recover"]);
    assert!(said.contains("完好，不需要抢救"), "{said}");
    fs::create_dir(user.path("文件夹")).unwrap();
    let said = user.refused(&["recover", "--db", &shown(&user.path("文件夹"))]);
    assert!(said.contains("是文件夹"), "{said}");
    let said = user.refused(&["restore", &shown(&user.path("没有.db"))]);
    assert!(said.contains("没有找到备份"), "{said}");
    // A head whose version has rotted is damage, and is had back.
    const USER_VERSION: std::ops::Range<usize> = 60..64;
    let mut bytes = fs::read(user.data().join("nianbao.db")).unwrap();
    bytes[USER_VERSION].copy_from_slice(&99_u32.to_be_bytes());
    fs::write(user.data().join("nianbao.db"), bytes).unwrap();
    assert!(user.refused(&["add", &data("18_suqian-city_2024.txt")]).contains("已损坏"));
    let told = user.done(&["recover"]);
    let backup = told.lines().find_map(|line| line.strip_prefix("最近的完好备份：")).unwrap().to_owned();
    assert_eq!(user.run(&["restore", &backup, "--yes"]).code, Some(0));
    assert!(user.done(&["list"]).contains(AGENCY));
}

#[test]
fn the_log_of_a_lost_library_is_kept_and_named() {
    let user = User::new();
    user.add_the_sample();
    let (library, log) = (user.data().join("nianbao.db"), user.data().join("nianbao.db-wal"));
    let bytes = b"what was saved last".repeat(1_000);
    fs::remove_file(&library).unwrap();
    fs::write(&log, &bytes).unwrap();

    let told = user.done(&["recover"]);
    assert!(told.contains("还能抢救出 0 份年报"), "{told}");
    let backup = told.lines().find_map(|line| line.strip_prefix("最近的完好备份：")).unwrap().to_owned();
    let ran = user.run(&["restore", &backup, "--yes"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    let kept = ran.out.split('“').nth(1).unwrap().split('”').next().unwrap().to_owned();
    assert_eq!(fs::read(kept).unwrap(), bytes, "{}", ran.out);
}

#[test]
fn a_library_named_by_hand_says_where_its_backups_stay() {
    let user = User::new();
    let (old, new) = (user.path("甲/年报.db"), user.path("乙/年报.db"));
    ["甲", "乙"].iter().for_each(|name| fs::create_dir(user.path(name)).unwrap());
    user.done(&["add", &data("18_suqian-city_2024.txt"), "--db", &shown(&old)]);
    let told = user.done(&["move", &shown(&new), "--db", &shown(&old)]);
    assert!(told.contains(&format!("以前的备份留在“{}”", shown(&user.path("甲").join("backups")))), "{told}");
    assert!(told.contains(&format!("以后备份到“{}”", shown(&user.path("乙").join("backups")))), "{told}");
    assert!(user.path("甲/backups").is_dir());
}

#[test]
fn of_two_forms_of_one_year_either_can_be_asked_for() {
    let user = User::new();
    let sample = root().join("src-tauri/store/tests/data/guantangyi-2024.json");
    let text = fs::read_to_string(sample).unwrap();
    let other = user.path("2019.json");
    let blank = format!(
        r#"{{"schema": "nianbao.report/1", "agency": "{AGENCY}", "year": 2024, "form": "2019", "cells": {{}}, "prose": {{"preamble": ["旧格式"]}}}}"#
    );
    fs::write(&other, blank).unwrap();
    let newer = user.path("2021.json");
    fs::write(&newer, text).unwrap();
    user.done(&["add", &shown(&other), &shown(&newer)]);
    let show = |form: &[&str], n: &str| {
        let asked = [&["history", "--agency", AGENCY, "--year", "2024", "--show", n], form].concat();
        user.done(&asked)
    };
    assert!(show(&[], "2").contains("\"form\": \"2021\""));
    assert!(show(&["--form", "2019"], "1").contains("旧格式"));
    let said = user.refused(&["history", "--agency", AGENCY, "--year", "2024", "--form", "1999"]);
    assert!(said.contains("没有"), "{said}");
}

/// A county may demand more; what it set counts for every check with its library.
#[test]
fn severities_are_set_for_the_office() {
    let user = User::new();
    let sample = root().join("tests/data/01_guantangyi-town_2024.txt").display().to_string();
    user.done(&["add", &sample]);
    assert_eq!(user.done(&["severity"]), "没有另定的校验级别，都按规则本来的。\n");
    let set = user.done(&["severity", "R53=错误", "r12=warning"]);
    assert!(set.contains("R53　提醒改为错误") && set.contains("R12　提示改为提醒"), "{set}");
    let json: serde_json::Value = serde_json::from_str(&user.done(&["severity", "--json"])).unwrap();
    assert_eq!(json, serde_json::json!({"R12": "warning", "R53": "error"}));

    let library = user.data().join("nianbao.db");
    let check = |user: &User| {
        let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", &sample, "--rules", "R53", "--library", &library.display().to_string()])
            .env("NIANBAO_DATA", user.data())
            .output()
            .unwrap();
        (output.status.code(), String::from_utf8(output.stdout).unwrap())
    };
    let (code, out) = check(&user);
    assert_eq!(code, Some(1), "{out}");
    assert!(out.contains("错误 R53"), "{out}");
    let set = user.done(&["severity", "R53=默认"]);
    assert!(!set.contains("R53"), "{set}");
    assert_eq!(check(&user).0, Some(0));
    for (wrong, says) in
        [("R99=错误", "没有“R99”这条校验规则"), ("R53=致命", "没有“致命”这个级别"), ("R53", "“R53”写得不对")]
    {
        assert!(user.refused(&["severity", wrong]).contains(says), "{wrong}");
    }
}

/// What is long, short or alike is the office's to say.
#[test]
fn limits_are_set_for_the_office() {
    let user = User::new();
    let sample = data("01_guantangyi-town_2024.txt");
    user.done(&["add", &sample]);
    assert!(user.done(&["limits"]).contains("重复=50　"));
    let library = shown(&user.data().join("nianbao.db"));
    let check = || {
        let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(["check", &sample, "--rules", "R53", "--library", &library])
            .env("NIANBAO_DATA", user.data())
            .output()
            .unwrap();
        String::from_utf8(output.stdout).unwrap()
    };
    let before = check();
    let set = user.done(&["limits", "最长=100字", "重复=60%"]);
    assert!(set.contains("最长=100（另定）") && set.contains("重复=60（另定）"), "{set}");
    assert!(check().contains("R53") && check() != before, "{}", check());
    let set = user.done(&["limits", "最长=默认", "重复=默认"]);
    assert!(!set.contains("另定"), "{set}");
    assert_eq!(check(), before);
    for (wrong, says) in [
        ("高低=3", "没有“高低”这个界限"),
        ("重复=101", "超过了 100 %"),
        ("最短=一百", "写得不对"),
        ("最短", "写得不对"),
    ] {
        assert!(user.refused(&["limits", wrong]).contains(says), "{wrong}");
    }
}

/// What the reader was not sure of is told and kept with the report: nothing doubtful passes for sure.
#[test]
fn what_is_in_doubt_is_told_and_noted() {
    let user = User::new();
    let glued = data("10_pingtan_2020_flattened.txt");
    let added = user.done(&["add", &glued]);
    assert!(added.contains("存疑 17 格") && added.contains("备注"), "{added}");
    let cut = user.done(&["add", "--agency", "某镇", &data("30_nileke-town_2023.txt")]);
    assert!(cut.contains("未读到 127 格"), "{cut}");
    let sure = user.done(&["add", &data("17_suqian-city_2023.txt")]);
    assert!(!sure.contains("存疑") && !sure.contains("未读到"), "{sure}");
    // The same file again, wherever it lies, is the same.
    let copy = user.folder.path().join("10_pingtan_2020_flattened.txt");
    std::fs::copy(&glued, &copy).unwrap();
    let again = user.done(&["add", &copy.display().to_string()]);
    assert!(again.contains("内容相同"), "{again}");
}
