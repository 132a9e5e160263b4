//! The program as its users run it: a real process, real files, exit codes and sentences.
#![cfg(test)]

use std::{
    fs,
    io::Write,
    path::{Path, PathBuf},
    process::{Command, Output, Stdio},
};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn data(name: &str) -> String {
    root().join("tests/data").join(name).display().to_string()
}

const SEED: &str = "01_guantangyi-town_2024.txt";

struct Ran {
    code: Option<i32>,
    out: String,
    err: String,
}

fn run_with(args: &[&str], stdin: &[u8]) -> Ran {
    let mut child = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(args)
        .env("NIANBAO_FONTS", root().join("fonts"))
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .spawn()
        .unwrap();
    // A program that refuses its input early closes the pipe.
    let _closed_early = child.stdin.take().unwrap().write_all(stdin);
    let Output { status, stdout, stderr } = child.wait_with_output().unwrap();
    let text = |bytes| String::from_utf8(bytes).unwrap();
    Ran { code: status.code(), out: text(stdout), err: text(stderr) }
}

fn run(args: &[&str]) -> Ran {
    run_with(args, b"")
}

/// Every verb refuses this file with exit code 2 and a Chinese sentence, prints nothing and writes nothing.
fn refused(file: &Path, sentence: &str) {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.pdf").display().to_string();
    let file = file.display().to_string();
    let verbs: [&[&str]; 5] = [
        &["read", &file],
        &["read", &file, "--json"],
        &["check", &file],
        &["check", &file, "--json"],
        &["print", &file, "-o", &target],
    ];
    // A folder of reports can be read.
    let verbs = if Path::new(&file).is_dir() { &verbs[2..] } else { &verbs };
    for args in verbs.iter().copied() {
        let ran = run(args);
        assert_eq!(ran.code, Some(2), "{args:?}: {}", ran.err);
        assert!(ran.err.contains(sentence), "{args:?}: {}", ran.err);
        assert_eq!(ran.err.lines().count(), 1, "{args:?}: {}", ran.err);
        assert_eq!(ran.out, "", "{args:?}");
    }
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0, "a partial output file");
}

fn file_of(bytes: &[u8]) -> tempfile::NamedTempFile {
    let mut file = tempfile::Builder::new().suffix(".txt").tempfile().unwrap();
    file.write_all(bytes).unwrap();
    file
}

#[test]
fn a_missing_file() {
    refused(Path::new("没有这份年报.txt"), "没有这个文件或文件夹");
}

#[test]
fn a_folder() {
    refused(&root().join("tests"), "是文件夹");
}

#[test]
fn an_empty_file() {
    refused(file_of(b"").path(), "内容是空的");
    refused(file_of(" \r\n\u{3000}\n".as_bytes()).path(), "内容是空的");
}

#[test]
fn a_binary_file() {
    refused(file_of(b"\x7fELF\x02\x01\x01\0\0\0\0").path(), "程序文件");
    refused(file_of(b"%PDF-1.7\n%\xE2\xE3\xCF\xD3\n").path(), "PDF");
    refused(&root().join("fonts/FandolFang-Regular.otf"), "二进制");
}

/// 200 MB, sparse: it is refused before it is read.
#[test]
fn a_huge_file() {
    let file = file_of("一、总体情况\n".as_bytes());
    file.as_file().set_len(200 << 20).unwrap();
    refused(file.path(), "超过 32 MB");
}

#[test]
fn an_unknown_encoding() {
    refused(file_of(&[0xff, 0x30, 0x81, 0x20, 0xff, 0x80]).path(), "认不出文字编码");
}

#[test]
fn a_page_that_is_no_report() {
    let page =
        "<html><title>某镇通知公告</title><p>关于召开会议的通知。</p><a href='#'>政府信息公开年报</a></html>";
    refused(file_of(page.as_bytes()).path(), "没有找到政府信息公开工作年度报告");
}

#[test]
fn json_that_is_no_report() {
    refused(file_of(b"{\"schema\":\"other/1\"}").path(), "不是有效的 nianbao.report/1");
    refused(file_of(b"{").path(), "不是有效的 nianbao.report/1");
}

#[test]
fn gb18030_simply_works() {
    let text = fs::read_to_string(data(SEED)).unwrap();
    let file = file_of(&encoding_rs::GB18030.encode(&text).0);
    let gb = run(&["read", &file.path().display().to_string(), "--json"]);
    let utf8 = run(&["read", &data(SEED), "--json"]);
    assert_eq!(gb.code, Some(0), "{}", gb.err);
    assert_eq!(gb.out, utf8.out);
}

#[test]
fn read_prints_the_reading_as_documented() {
    let ran = run(&["read", &data("17_suqian-city_2023.txt"), "--json"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    let reading: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(reading["agency"], "宿迁市");
    assert_eq!(reading["year"], 2023);
    assert_eq!(reading["form"], "2021");
    assert_eq!(reading["title"], "宿迁市2023年政府信息公开工作年度报告");
    assert_eq!(reading["cells"]["requests.received.total"], 3511);
    assert_eq!(reading["cells"]["disclosure.charges.amount"], "59237.2449");
    assert_eq!(reading["prose"]["problems"].as_array().unwrap().len(), 1);
    for list in ["uncertain", "missing", "leftovers"] {
        assert!(reading[list].is_array(), "{list}");
    }
}

#[test]
fn read_from_standard_input_and_read_its_own_json_again() {
    let first = run_with(&["read", "-", "--json"], &fs::read(data(SEED)).unwrap());
    assert_eq!(first.code, Some(0), "{}", first.err);
    let again = run_with(&["read", "-", "--json"], first.out.as_bytes());
    let value = |text: &str| -> serde_json::Value { serde_json::from_str(text).unwrap() };
    let (first, again) = (value(&first.out), value(&again.out));
    for part in ["agency", "year", "form", "title", "cells", "prose"] {
        assert_eq!(first[part], again[part], "{part}");
    }
}

#[test]
fn read_tells_what_was_published_before_the_forms() {
    let path = data("12_pingtan_2014-2018.txt");
    let ran = run(&["read", &path]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(
        ran.out.contains("2014年的历史指标（7）") && ran.out.contains("2018年的历史指标（7）"),
        "{}",
        ran.out
    );
    assert!(!ran.out.contains("第二十条"), "no empty report: {}", ran.out);
    let json: serde_json::Value = serde_json::from_str(&run(&["read", &path, "--json"]).out).unwrap();
    let received = &json["historic"]["2014"]["received"];
    assert_eq!((received["value"].as_str(), received["certain"].as_bool()), (Some("1"), Some(true)));

    let folder = tempfile::tempdir().unwrap();
    fs::copy(&path, folder.path().join("旧.txt")).unwrap();
    let many = run(&["read", &folder.path().display().to_string(), "--agency", "某管委会", "--year", "2023"]);
    assert!(many.out.contains("旧.txt（2017年历史指标）　某管委会　2017年　确定 7"), "{}", many.out);

    let db = folder.path().join("库.db").display().to_string();
    let added =
        run(&["db", "add", "--db", &db, "--agency", "某管委会", &path, &data("16_pingtan_2022_mso.html")]);
    assert_eq!((added.code, added.out.lines().count()), (Some(0), 4), "{}{}", added.out, added.err);
    let compared = run(&[
        "compare",
        "--db",
        &db,
        "--agency",
        "某管委会",
        "--indicators",
        "received",
        "--years",
        "2018..2022",
    ]);
    let row = "新收申请\t件\t0\t缺年报\t缺年报\t缺年报\t74\t2018→2022\t74\t";
    assert!(
        compared.out.contains(row) && compared.out.contains("2018年与2022年口径相近"),
        "{}",
        compared.out
    );
}

/// What the file is called is a guess; what it says is not.
#[test]
fn read_takes_the_year_of_the_command_line_before_the_files_name() {
    let named = run(&["read", &data("28_xiongxian-township_2019.txt"), "--year", "2020"]);
    assert!(named.out.contains("年度：2020"), "{}", named.out);
    let said = run(&["read", &data("01_guantangyi-town_2024.txt"), "--year", "2020", "--agency", "某镇"]);
    assert!(said.out.contains("机关：赤壁市官塘驿镇　年度：2024"), "{}", said.out);
}

#[test]
fn read_a_folder_file_by_file() {
    let folder = tempfile::tempdir().unwrap();
    let inner = folder.path().join("往年");
    fs::create_dir(&inner).unwrap();
    fs::copy(data("17_suqian-city_2023.pdf"), inner.join("宿迁.pdf")).unwrap();
    fs::copy(data("30_nileke-town_2023.txt"), folder.path().join("a.txt")).unwrap();
    fs::write(folder.path().join("b.png"), b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").unwrap();
    let path = folder.path().display().to_string();
    let ran = run(&["read", &path, "--agency", "某镇", "--year", "2023"]);
    assert_eq!(ran.code, Some(0), "{}", ran.err);
    assert!(ran.out.contains("a.txt　某镇　2023年　确定 73　存疑 0　未读到 127"), "{}", ran.out);
    assert!(ran.out.contains("宿迁.pdf　宿迁市　2023年　确定 200　存疑 0　未读到 0"), "{}", ran.out);
    assert!(ran.out.contains("文字层"), "{}", ran.out);
    assert!(ran.out.contains("共 3 个文件，读出年报 2 份，没有读成 1 个。"), "{}", ran.out);
    let lines = run(&["read", &path, "--json"]).out;
    let lines: Vec<serde_json::Value> =
        lines.lines().map(|line| serde_json::from_str(line).unwrap()).collect();
    assert_eq!(lines.len(), 3);
    assert_eq!(lines[1]["file"], "b.png");
    assert!(lines[1]["error"].is_string() && lines[1]["reading"].is_null());
    let empty = tempfile::tempdir().unwrap();
    assert_eq!(run(&["read", &empty.path().display().to_string()]).code, Some(2));
}

#[test]
fn read_for_people_shows_prose_tables_and_doubts() {
    let ran = run(&["read", &data(SEED)]);
    for text in [
        "机关：赤壁市官塘驿镇　年度：2024",
        "一、总体情况",
        "规章 | 0 | 0 | 0",
        "没有用上的内容（5）",
        "分享到:",
    ] {
        assert!(ran.out.contains(text), "{text}");
    }
}

#[test]
fn check_finds_no_error_in_a_balanced_report() {
    let ran = run(&["check", &data("17_suqian-city_2023.txt"), &data("18_suqian-city_2024.txt")]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert_eq!(ran.out.matches("  错误 0，").count(), 2);
}

#[test]
fn check_ends_with_1_when_an_error_stands() {
    let ran = run(&["check", &data("14_shanghai-gov-office_2019.html"), "--json"]);
    assert_eq!(ran.code, Some(1));
    let checked: serde_json::Value = serde_json::from_str(&ran.out).unwrap();
    let first = &checked[0]["findings"][0];
    assert_eq!((&first["rule"], &first["severity"]), (&"R06".into(), &"error".into()));
    assert!(first["message"].as_str().unwrap().contains("未填写"));
}

#[test]
fn check_shows_a_table_with_places() {
    let ran = run(&["check", &data("18_suqian-city_2024.txt")]);
    assert!(ran.out.contains("  提醒 R37  一 第1段  正文写行政复议 134 件，表四 170 件。\n"), "{}", ran.out);
    assert!(ran.out.contains("  提示 R16  表三      无正当理由大量反复申请 3 件"), "{}", ran.out);
}

/// 宿迁 2024 carries in what 2023 carried out, so only another 2023 can differ.
#[test]
fn check_compares_with_last_year() {
    let (last, this) = (data("17_suqian-city_2023.txt"), data("18_suqian-city_2024.txt"));
    let years = "R21,R22,R23,R24,R27";
    let ran = run(&["check", &this, "--previous", &last, "--rules", years]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    assert!(ran.out.contains("错误 0，提醒 0，提示 0"), "{}", ran.out);

    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("2023.txt");
    let text = fs::read_to_string(&last).unwrap();
    assert!(text.contains("四、结转下年度继续办理\t118\t3\t0\t0\t0\t0\t121"));
    fs::write(&other, text.replace("\t118\t3\t0\t0\t0\t0\t121", "\t117\t3\t0\t0\t0\t0\t120")).unwrap();
    let ran = run(&["check", &this, "--previous", &other.display().to_string(), "--rules", "r21"]);
    assert_eq!(ran.code, Some(1));
    assert!(ran.out.contains("上年结转 121 件，与上年年报结转下年度 120 件不一致。"), "{}", ran.out);
    assert!(!ran.out.contains("R22"), "{}", ran.out);

    let ran = run(&["check", &last, "--previous", &this]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("2023 年度年报的上一年应是 2022 年度"), "{}", ran.err);
}

/// Somebody may take the wrong file; an office may have been renamed. It is told, and nothing is refused.
#[test]
fn check_tells_of_another_agencys_last_year() {
    let (last, this) = (data("17_suqian-city_2023.txt"), data("18_suqian-city_2024.txt"));
    let folder = tempfile::tempdir().unwrap();
    let other = folder.path().join("2023.txt");
    fs::write(&other, fs::read_to_string(last).unwrap().replace("宿迁市2023年", "徐州市2023年")).unwrap();
    let ran = run(&["check", &this, "--previous", &other.display().to_string(), "--rules", "R21"]);
    assert_eq!(ran.code, Some(0));
    assert_eq!(ran.err, "注意：上一年的年报是“徐州市”的，要核对的是“宿迁市”的；与上年比较的结果请留意。\n");
}

/// 官塘驿镇 2024 was published on 3 January 2025, as its page says.
#[test]
fn check_reads_the_day_of_publication_from_the_page() {
    let page = data("01_guantangyi-town_2024.txt");
    let ran = run(&["check", &page, "--rules", "R73"]);
    assert!(ran.out.contains("错误 0，提醒 0，提示 0"), "{}", ran.out);
    let text = fs::read_to_string(&page).unwrap();
    assert!(text.contains("2025-01-03"));
    for (day, says) in
        [("2025-03-03", "发布日期晚于 1 月 31 日。"), ("2024-12-25", "发布日期早于统计期末（12月31日）。")]
    {
        let file = file_of(text.replace("2025-01-03", day).as_bytes());
        let ran = run(&["check", &file.path().display().to_string(), "--rules", "R73"]);
        assert!(ran.out.contains(says), "{}", ran.out);
    }
}

#[test]
fn check_takes_last_year_from_a_library() {
    let folder = tempfile::tempdir().unwrap();
    let library = folder.path().join("年报库.db").display().to_string();
    let text = fs::read_to_string(data("17_suqian-city_2023.txt")).unwrap();
    let last = folder.path().join("2023.txt");
    fs::write(&last, text.replace("规章\t2\t0\t11", "规章\t2\t0\t10")).unwrap();
    assert_eq!(run(&["db", "add", &last.display().to_string(), "--db", &library]).code, Some(0));
    let check = ["check", &data("18_suqian-city_2024.txt"), "--rules", "R24", "--library", &library];
    let ran = run(&check);
    assert!(
        ran.out.contains("规章现行有效 12 件，按上年 10 件加制发 2 件减废止 1 件应为 11 件"),
        "{}{}",
        ran.out,
        ran.err
    );
    let ran = run(&["check", &data("18_suqian-city_2024.txt"), "--library", "没有.db"]);
    assert_eq!(ran.code, Some(2));
}

#[test]
fn check_explains_a_rule() {
    let ran = run(&["check", "--explain", "R23"]);
    assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
    for text in ["R23　提醒", "要求：", "依据：", "例：行政规范性文件现行有效 9 件"] {
        assert!(ran.out.contains(text), "{}", ran.out);
    }
    let json: serde_json::Value =
        serde_json::from_str(&run(&["check", "--explain", "R01,R43", "--json"]).out).unwrap();
    assert_eq!((&json[0]["rule"], &json[1]["severity"]), (&"R01".into(), &"error".into()));
    for id in (1..=28).chain(30..=46).chain(50..=65).chain(70..=78).chain(80..=87) {
        let ran = run(&["check", "--explain", &format!("r{id:02}")]);
        assert_eq!(ran.code, Some(0), "R{id:02}");
        let example = ran.out.split("例：").nth(1).unwrap_or_default();
        assert!(example.chars().count() > 8, "R{id:02}: {}", ran.out);
    }
    assert!(run(&["check", "--explain", "r1"]).out.starts_with("R01"));
    let ran = run(&["check", "--explain", "R99"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("没有“R99”这条校验规则"), "{}", ran.err);
}

/// The exit code is that of the rules asked for: 洪泽 2023 has errors, but none of R12.
#[test]
fn check_ends_with_what_the_rules_asked_for_say() {
    let file = data("02_hongze-district_2023_layout.txt");
    for (rules, code) in [("R04", 1), ("R61", 0), ("R12", 0), ("R12,R04", 1), ("r4", 1)] {
        let ran = run(&["check", &file, "--rules", rules]);
        assert_eq!((ran.code, ran.err.as_str()), (Some(code), ""), "{rules}: {}", ran.out);
        let named: Vec<&str> = ran.out.lines().filter_map(|line| line.split_whitespace().nth(1)).collect();
        let asked = |id: &&&str| id.starts_with('R') && id.len() == 3;
        let others =
            named.iter().filter(asked).filter(|id| !rules.to_uppercase().replace("R4", "R04").contains(**id));
        assert_eq!(others.count(), 0, "{rules}: {}", ran.out);
    }
}

/// 洪泽 2023 and 2024 print three rows of the form as one.
#[test]
fn check_tells_of_rows_that_were_printed_as_one() {
    for file in [
        "02_hongze-district_2023_layout.txt",
        "02b_hongze-district_2023_raw.txt",
        "03_hongze-district_2024_layout.txt",
    ] {
        let ran = run(&["check", &data(file), "--rules", "R06,R61"]);
        assert_eq!(ran.out.matches("R06").count(), 0, "{file}: {}", ran.out);
        let rows = "表三“（六）其他处理”原文只印了一行（2019年试行格式的印法），应按官方格式印 3 行";
        assert!(ran.out.contains(rows), "{file}: {}", ran.out);
    }
}

/// The order of the files, whichever was read first.
#[test]
fn check_reads_many_files_at_once_and_tells_of_them_in_order() {
    let (seventeen, eighteen) = (data("17_suqian-city_2023.txt"), data("18_suqian-city_2024.txt"));
    let files: Vec<&str> = [seventeen.as_str(), eighteen.as_str()].into_iter().cycle().take(24).collect();
    let ran = run(&[&["check", "--json"], files.as_slice()].concat());
    let checked: Vec<serde_json::Value> = serde_json::from_str(&ran.out).unwrap();
    assert_eq!(checked.iter().map(|it| it["file"].as_str().unwrap()).collect::<Vec<_>>(), files);
    assert_eq!(ran.err, "", "progress is for a person at a terminal");
}

#[test]
fn check_goes_on_after_a_file_that_cannot_be_read() {
    let ran = run(&["check", "没有.txt", &data("17_suqian-city_2023.txt")]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.out.contains("宿迁市2023年"));
    assert!(ran.err.contains("没有.txt") && ran.err.contains("1 个文件没有读成"), "{}", ran.err);
}

#[test]
fn print_writes_a_pdf_and_replaces_an_old_one_whole() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("赤壁市官塘驿镇 2024.pdf");
    fs::write(&target, "old").unwrap();
    let shown = target.display().to_string();
    let ran = run(&["print", &data(SEED), "-o", &shown]);
    assert_eq!((ran.code, ran.err.as_str(), ran.out.as_str()), (Some(0), "", ""));
    let first = fs::read(&target).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    assert_eq!(run(&["print", &data(SEED), "-o", &shown]).code, Some(0));
    assert!(fs::read(&target).unwrap() == first, "the same report gives the same bytes");
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn print_attaches_the_report_when_asked() {
    let folder = tempfile::tempdir().unwrap();
    let printed = |name: &str, options: &[&str]| {
        let target = folder.path().join(name).display().to_string();
        let seed = data(SEED);
        let ran = run(&[&["print", &seed, "-o", &target], options].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""));
        fs::read(target).unwrap()
    };
    let says = |pdf: &[u8], what: &str| String::from_utf8_lossy(pdf).contains(what);
    // The XMP lies open in the file.
    let plain = printed("年报.pdf", &[]);
    assert!(says(&plain, "<pdfaid:part>2<") && !says(&plain, "<pdfaid:part>3<"));
    let attached = printed("附.pdf", &["--attach"]);
    assert!(says(&attached, "<pdfaid:part>3<") && says(&attached, "application#2Fjson"));
    assert!(attached.len() > plain.len());
}

#[test]
fn print_knows_its_variants() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.pdf").display().to_string();
    let seed = data(SEED);
    let mut seen: Vec<Vec<u8>> = Vec::new();
    for options in [
        &[][..],
        &["--variant", "signed"],
        &["--variant", "签署", "--date", "2025-01-31"],
        &["--body", "小三"],
        &["--body", "四号"],
        &["--paper", "a3"],
    ] {
        let ran = run(&[&["print", &seed, "-o", &target], options].concat());
        assert_eq!((ran.code, ran.err.as_str()), (Some(0), ""), "{options:?}");
        let pdf = fs::read(&target).unwrap();
        assert!(!seen.contains(&pdf), "{options:?} changes nothing");
        seen.push(pdf);
    }
    for same in [&["--variant", "public"][..], &["--body", "三号"], &["--paper", "a4"]] {
        assert_eq!(run(&[&["print", &seed, "-o", &target], same].concat()).code, Some(0));
        assert!(fs::read(&target).unwrap() == seen[0], "{same:?} is the default");
    }
    fs::remove_file(&target).unwrap();
    for (options, sentence) in [
        (&["--variant", "secret"][..], "“secret”不能用"),
        (&["--paper", "a5"], "“a5”不能用"),
        (&["--body", "五号"], "“五号”不能用"),
        (&["--variant", "signed", "--date", "2025-02-30"], "不是日期"),
        (&["--date", "2025-01-31"], "--variant signed"),
    ] {
        let ran = run(&[&["print", &seed, "-o", &target], options].concat());
        assert_eq!(ran.code, Some(2), "{options:?}");
        assert!(ran.err.contains(sentence), "{}", ran.err);
        assert!(!Path::new(&target).exists());
    }
}

#[test]
fn print_never_replaces_what_it_prints() {
    let folder = tempfile::tempdir().unwrap();
    let source = folder.path().join("年报.txt");
    fs::copy(data(SEED), &source).unwrap();
    let link = folder.path().join("年报.pdf");
    fs::hard_link(&source, &link).unwrap();
    for target in [&source, &link] {
        let ran = run(&["print", &source.display().to_string(), "-o", &target.display().to_string()]);
        assert_eq!(ran.code, Some(2));
        assert!(ran.err.contains("就是读取的那个文件"), "{}", ran.err);
    }
    assert_eq!(fs::read(&source).unwrap(), fs::read(data(SEED)).unwrap());
    let ran = run(&["print", &data(SEED), "-o", "-"]);
    assert!(ran.code == Some(2) && ran.err.contains("写明文件名"), "{}", ran.err);
}

/// What a full disk swallowed is not done, and a pipe is not waited for.
#[test]
#[cfg(target_os = "linux")]
fn full_disks_and_pipes() {
    let full = fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let program = Command::new(env!("CARGO_BIN_EXE_nianbao"))
        .args(["read", &data(SEED), "--json"])
        .stdout(full)
        .stderr(Stdio::piped())
        .output()
        .unwrap();
    assert_eq!(program.status.code(), Some(2));
    assert!(String::from_utf8(program.stderr).unwrap().contains("输出没有写完"));
    let folder = tempfile::tempdir().unwrap();
    let pipe = folder.path().join("管道");
    assert!(Command::new("mkfifo").arg(&pipe).status().unwrap().success());
    refused(&pipe, "不是普通文件");
}

#[test]
fn print_into_a_folder_that_is_not_there() {
    let ran = run(&["print", &data(SEED), "-o", "/没有/这个/年报.pdf"]);
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("没有这个文件或文件夹"), "{}", ran.err);
}

#[test]
fn print_names_a_character_no_typeface_has() {
    let text = fs::read_to_string(data(SEED)).unwrap().replacen("多维度", "多\u{32350}度", 1);
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("a.pdf").display().to_string();
    let ran = run_with(&["print", "-", "-o", &target], text.as_bytes());
    assert_eq!(ran.code, Some(2));
    assert!(ran.err.contains("U+32350") && ran.err.contains("总体情况"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn print_writes_no_pdf_under_the_name_of_another_kind() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.docx").display().to_string();
    let ran = run(&["print", &data(SEED), "-o", &target]);
    assert!(ran.code != Some(0) && ran.err.contains("nianbao export"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn a_report_is_exported_in_the_variant_that_is_asked_for() {
    let folder = tempfile::tempdir().unwrap();
    let said = |more: &[&str]| -> String {
        let target = folder.path().join("年报.txt").display().to_string();
        let ran = run(&[&["export", &data(SEED), "-o", &target][..], more].concat());
        assert_eq!(ran.code, Some(0), "{}", ran.err);
        fs::read_to_string(&target).unwrap()
    };
    assert!(!said(&[]).contains("2025年1月31日"));
    let signed = said(&["--variant", "signed", "--date", "2025-01-31", "--no-preamble"]);
    assert!(
        signed.trim_end().ends_with("2025年1月31日") && signed.contains("主要负责人（签字）："),
        "{signed}"
    );
    let target = folder.path().join("其他.docx").display().to_string();
    let ran = run(&["export", &data(SEED), "-o", &target, "--date", "2025-01-31"]);
    assert!(ran.code == Some(2) && ran.err.contains("--variant signed"), "{}", ran.err);
    let all = folder.path().display().to_string();
    assert_eq!(run(&["export", "--all", &all, "--variant", "signed"]).code, Some(2));
}

#[test]
fn what_is_of_no_year_is_not_exported_as_a_report_nobody_can_read() {
    let folder = tempfile::tempdir().unwrap();
    let target = folder.path().join("年报.json").display().to_string();
    let ran = run(&["export", &data("12_pingtan_2014-2018.txt"), "-o", &target]);
    assert!(ran.code == Some(2) && ran.err.contains("报告年度"), "{}", ran.err);
    assert_eq!(fs::read_dir(folder.path()).unwrap().count(), 0);
}

#[test]
fn wrong_command_lines_are_explained_in_chinese() {
    for (args, sentence) in [
        (&["reed"][..], "没有“reed”这个命令"),
        (&["read"], "用法"),
        (&["read", "a.txt", "b.txt"], "只能写一个文件"),
        (&["print", "a.txt", "-o"], "后面缺少"),
        (&["print", "a.txt"], "缺少"),
        (&["check", "a.txt", "--jsno"], "不认识的选项“--jsno”"),
        (&["check", "a.txt", "--json", "--json"], "--json 写了不止一次"),
        (&["check", "--explain", "R23", "--rules", "R01"], "--explain <编号> 不能和 --rules <编号> 一起用"),
        (&["check", "--explain", ","], "没有写规则的编号"),
        (&["check", "a.txt", "--rules", ","], "没有写规则的编号"),
        (&["check", "a.txt", "--rules", "R01,R29"], "没有“R29”这条校验规则；编号从 R01 到 R87"),
        (&["check", "a.txt", "--rules", "一"], "没有“一”这条校验规则"),
        (&["check", "--previous", "a.txt"], "缺少 <文件>"),
    ] {
        let ran = run(args);
        assert!(
            ran.err.contains(sentence) || ran.out.contains(sentence),
            "{args:?}: {} {}",
            ran.out,
            ran.err
        );
        assert!(!ran.out.contains("Usage") && !ran.err.contains("error"), "{args:?}");
        assert_eq!(ran.code, Some(2), "{args:?}");
    }
    let help = run(&["--help"]);
    assert_eq!(help.code, Some(0));
    for text in ["用法：nianbao", "read", "check", "print", "退出码"] {
        assert!(help.out.contains(text), "{text}\n{}", help.out);
    }
    assert!(!help.out.contains("bench"));
    assert!(run(&["print", "--help"]).out.contains("写到哪个文件"));
    assert!(run(&["check", "--help"]).out.contains("退出码：0 没有错误级的意见，1 有，2 没有办成。"));
    assert!(run(&["--version"]).out.contains(env!("CARGO_PKG_VERSION")));
}
