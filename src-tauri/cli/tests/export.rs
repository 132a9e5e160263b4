//! `nianbao export` as its users run it.
#![cfg(test)]

use std::{fs, path::PathBuf, process::Command};

const SEED: &str = "01_guantangyi-town_2024.txt";

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data(name: &str) -> String {
    root().join("tests/data").join(name).display().to_string()
}

/// Exit code, output and what was said.
fn run(args: &[&str]) -> (Option<i32>, String, String) {
    let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(args)
        .env("NIANBAO_FONTS", root().join("fonts"))
        .output()
        .unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    (output.status.code(), text(output.stdout), text(output.stderr))
}

#[test]
fn a_file_is_of_the_kind_its_name_asks_for_and_replaces_an_old_one_whole() {
    let folder = tempfile::tempdir().unwrap();
    for (ending, begins) in [
        ("docx", &b"PK\x03\x04"[..]),
        ("xlsx", b"PK\x03\x04"),
        ("html", b"<!DOCTYPE html>"),
        ("txt", "\u{feff}赤壁市".as_bytes()),
        ("json", b"{"),
        ("pdf", b"%PDF-1.7"),
    ] {
        let target = folder.path().join(format!("年报.{ending}"));
        fs::write(&target, "old").unwrap();
        let ran = run(&["export", &data(SEED), "-o", &target.display().to_string()]);
        assert_eq!(ran, (Some(0), String::new(), String::new()));
        assert!(fs::read(&target).unwrap().starts_with(begins), "{ending}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 6);
}

#[test]
fn what_cannot_be_written_is_said_and_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("年报.txt");
    fs::copy(data(SEED), &source).unwrap();
    let source = source.display().to_string();
    let at = |name: &str| folder.path().join(name).display().to_string();
    fs::create_dir(at("夹.docx")).unwrap();
    for (target, sentence) in [
        (at("年报.doc"), "看不出要写成哪种文件"),
        (at("没有/年报.docx"), "没有这个文件或文件夹"),
        (at("夹.docx"), "这是一个文件夹"),
        (source.clone(), "就是读取的那个文件"),
    ] {
        let (code, out, err) = run(&["export", &source, "-o", &target]);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{target}");
        assert!(err.contains(sentence), "{err}");
    }
    assert_eq!(fs::read(&source).unwrap(), fs::read(data(SEED)).unwrap());
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 2);
}

/// A page that does not say whose report it is.
#[test]
fn who_has_no_name_in_the_file_may_be_named() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.txt").display().to_string();
    let nameless = data("28_xiongxian-township_2019.txt");
    let (code, _, err) = run(&["export", &nameless, "-o", &target]);
    assert!(code == Some(2) && err.starts_with("nianbao：") && err.contains("还不知道机关名称"), "{err}");
    let (code, _, err) = run(&["export", &nameless, "--agency", "雄县某乡", "-o", &target]);
    assert!(code == Some(0) && err.starts_with("注意：读取时有1格存疑，有197格没有读到。"), "{err}");
    assert!(fs::read_to_string(&target).unwrap().contains("雄县某乡2019年政府信息公开工作年度报告"));
    // Whoever has a name and a year keeps them.
    let (code, ..) = run(&["export", &data(SEED), "--agency", "雄县某乡", "--year", "2021", "-o", &target]);
    assert!(code == Some(0));
    let text = fs::read_to_string(&target).unwrap();
    assert!(!text.contains("雄县") && text.contains("2024年政府信息公开工作年度报告"));
    let (code, _, err) = run(&[
        "export",
        &data("38_beipo-town_2022.txt"),
        "--agency",
        "某镇",
        "--year",
        "2022",
        "-o",
        &target,
    ]);
    assert!(code == Some(0) && err.starts_with("注意：读取时有190格没有读到。"), "{err}");
    assert!(fs::read_to_string(&target).unwrap().contains("某镇2022年政府信息公开工作年度报告"));
}

/// A device behind the name is not written to.
#[cfg(target_os = "linux")]
#[test]
fn a_file_that_is_no_file_is_left_alone() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.json");
    std::os::unix::fs::symlink("/dev/full", &target).unwrap();
    let (code, _, err) = run(&["export", &data(SEED), "-o", &target.display().to_string()]);
    assert_eq!(code, Some(2));
    assert!(err.contains("不是普通文件"), "{err}");
}

/// A disk on which nothing more fits, as far as one can have one without being its owner: the shell's limit for files,
/// which the system enforces in the middle of writing.
#[cfg(unix)]
#[test]
fn where_the_file_does_not_fit_the_old_one_stays_and_nothing_beside_it() {
    let folder = tempfile::tempdir().unwrap();
    for (verb, name) in [("print", "年报.pdf"), ("export", "年报.docx"), ("export", "年报.xlsx")] {
        let target = folder.path().join(name);
        fs::write(&target, "old").unwrap();
        // Eight blocks of half a kilobyte. The signal that goes with it is passed over, as it is on a full disk.
        let output = Command::new("sh")
            .args(["-c", "ulimit -f 8; trap '' XFSZ; exec \"$@\"", "sh", env!("CARGO_BIN_EXE_nianbao")])
            .args([verb, &data(SEED), "-o", &target.display().to_string()])
            .env("NIANBAO_FONTS", root().join("fonts"))
            .output()
            .unwrap();
        let said = String::from_utf8(output.stderr).unwrap();
        assert_eq!(output.status.code(), Some(2), "{name}: {said}");
        assert!(said.contains(name) && said.contains("存不下这么大的文件，请换一个位置"), "{said}");
        assert_eq!(fs::read(&target).unwrap(), b"old", "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 3, "nothing half done is left");
}

/// Names as people give them: blanks, brackets, marks that a shell or an address would take for its own.
#[test]
fn any_name_the_system_takes_is_written_to() {
    let folder = tempfile::tempdir().unwrap();
    let mut names =
        vec!["年报 （定稿）【2024】.pdf", "-o.pdf", "100%&#号'年报'.pdf", "𬭚水镇.pdf", ".年报.pdf"];
    if cfg!(unix) {
        names.extend(["a\"b?*:|<>.pdf", "行\n尾.pdf"]);
    }
    for name in &names {
        let target = folder.path().join(name);
        let ran = run(&["export", &data(SEED), "-o", &target.display().to_string()]);
        assert_eq!(ran, (Some(0), String::new(), String::new()), "{name}");
        assert!(fs::read(&target).unwrap().starts_with(b"%PDF-1.7"), "{name}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), names.len());
}

/// A library of a township's and a city's report.
fn library_of_two(folder: &tempfile::TempDir) -> String {
    let library = folder.path().join("年报库.db").display().to_string();
    let (code, _, err) = run(&["db", "add", &data(SEED), &data("18_suqian-city_2024.txt"), "--db", &library]);
    assert_eq!(code, Some(0), "{err}");
    library
}

#[test]
fn a_whole_library_is_written_into_a_folder() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_of_two(&folder);
    let target = folder.path().join("全部");
    let shown = target.display().to_string();
    for (format, ending) in [(&[][..], "docx"), (&["--format", "xlsx"], "xlsx")] {
        let (code, out, err) = run(&[&["export", "--all", &shown, "--db", &library], format].concat());
        assert_eq!((code, err.as_str()), (Some(0), ""));
        assert!(out.contains("已写出 2 份年报"), "{out}");
        let name = format!("宿迁市2024年政府信息公开工作年度报告.{ending}");
        let (code, read, err) = run(&["read", &target.join(name).display().to_string()]);
        assert_eq!(code, Some(0), "{err}");
        assert!(read.contains("宿迁市"), "{read}");
    }
    assert_eq!(fs::read_dir(&target).unwrap().count(), 4);
}

/// Where nothing can be written, that is said once and not of every report.
#[cfg(target_os = "linux")]
#[test]
fn a_folder_that_takes_no_files_is_told_once() {
    let folder = tempfile::tempdir().unwrap();
    let library = library_of_two(&folder);
    let (code, out, err) = run(&["export", "--all", "/proc", "--db", &library]);
    assert_eq!((code, out.as_str(), err.lines().count()), (Some(2), "", 1), "{err}");
    assert!(err.contains("写不了“/proc”"), "{err}");
}

/// Ctrl+C: what is begun is finished, nothing more is begun, nothing is left beside the files.
#[cfg(unix)]
#[test]
fn stopped_in_the_middle_it_leaves_whole_files_only() {
    const NAMES: &str = "东西南北中上下左右山水田林路村石桥河江湖海云风雨雪花草木金银铜铁春夏秋冬日月";
    const MANY: usize = 38;
    let folder = tempfile::tempdir().unwrap();
    let at = |name: &str| folder.path().join(name).display().to_string();
    let library = at("年报库.db");
    let seed = fs::read_to_string(data(SEED)).unwrap();
    let mut add = vec!["db".to_owned(), "add".to_owned()];
    for hanzi in NAMES.chars().take(MANY) {
        let file = at(&format!("{hanzi}.txt"));
        fs::write(&file, seed.replace("官塘驿镇", &format!("官塘驿{hanzi}镇"))).unwrap();
        add.push(file);
    }
    add.extend(["--db".to_owned(), library.clone()]);
    let (code, _, err) = run(&add.iter().map(String::as_str).collect::<Vec<_>>());
    assert_eq!(code, Some(0), "{err}");

    let target = folder.path().join("全部");
    let child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["export", "--all", &at("全部"), "--format", "pdf", "--db", &library])
        .env("NIANBAO_FONTS", root().join("fonts"))
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    let names = || -> Vec<PathBuf> {
        fs::read_dir(&target).into_iter().flatten().map(|entry| entry.unwrap().path()).collect()
    };
    let until = std::time::Instant::now() + std::time::Duration::from_secs(60);
    while names().len() < 3 {
        assert!(std::time::Instant::now() < until, "nothing is written");
        std::thread::sleep(std::time::Duration::from_millis(2));
    }
    assert!(Command::new("kill").args(["-INT", &child.id().to_string()]).status().unwrap().success());
    let output = child.wait_with_output().unwrap();
    let (out, err) = (String::from_utf8(output.stdout).unwrap(), String::from_utf8(output.stderr).unwrap());
    let written = names();
    assert_eq!(output.status.code(), Some(2), "{out}{err}");
    assert!(written.len() < MANY, "it was stopped too late to tell");
    assert!(out.contains(&format!("已写出 {} 份年报", written.len())), "{out}");
    assert!(err.contains(&format!("还有 {} 份没有写", MANY - written.len())), "{err}");
    for file in written {
        let bytes = fs::read(&file).unwrap();
        let is_whole = bytes.starts_with(b"%PDF-1.7") && bytes.trim_ascii_end().ends_with(b"%%EOF");
        assert!(is_whole && file.extension().is_some_and(|it| it == "pdf"), "{}", file.display());
    }
}

#[test]
fn wrong_command_lines_are_explained() {
    for (args, sentence) in [
        (&["export"][..], "用法"),
        (&["export", "年报.txt"], "缺少"),
        (&["export", "--all", "夹", "--format", "doc"], "“doc”不能用"),
        (&["export", "年报.txt", "--all", "夹", "-o", "年报.docx"], "nianbao："),
    ] {
        let (code, out, err) = run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}");
        assert!(err.contains(sentence), "{args:?}: {err}");
    }
}

#[test]
fn whoever_has_an_unsure_document_written_as_another_file_is_told() {
    let folder = tempfile::tempdir().unwrap();
    for (verb, name) in [("export", "年报.json"), ("print", "年报.pdf")] {
        let target = folder.path().join(name).display().to_string();
        let (code, _, err) = run(&[verb, &data("05_pingtan_2024_flattened.txt"), "-o", &target]);
        assert_eq!(code, Some(0));
        assert_eq!(err, "注意：读取时有3格存疑。请用 nianbao read 看是哪些，核对以后再用写出的文件。\n");
    }
}
