//! Packages made by enemies and by accidents: each is refused with a sentence, and nothing is written.

use super::{
    forge::{zip, Honest, Part, MANIFEST, REPORT},
    take::bytes_in,
    with_pdf, write_all, NAME,
};
use crate::desk::{contents, forms, Place};
use serde_json::json;
use std::fs::{self, File};
use store::{package::Budget, Library, Package};

const NOT_A_PACKAGE: &str =
    "这个文件不是年报交换包（.nianbao），或者传输时没有传完。没有读取。请选择交换包文件，或请对方重新发送。";
const DISORDERED: &str =
    "这个交换包的内部结构和本程序打的包不一样，可能损坏或被改动过。没有读取。请对方用本程序重新打包。";

fn stranger(name: &str) -> String {
    format!("交换包里有不该有的文件“{name}”，这不是本程序打的包，或者被改动过。没有读取。请确认它来自可信的机关，并请对方重新打包。")
}

fn altered(file: &str) -> String {
    format!("交换包里的“{file}”和清单里的校验值不符，传输时损坏或被改动过。没有读取。请对方重新发送。")
}

thread_local! {
    /// One for each test.
    static PLACE: (Place, Library) = {
        let place = Place::new();
        let (library, _) = place.with_report();
        (place, library)
    };
}

/// Opens the package in a folder with a library: refused, no file is changed and none is made.
fn refused(bytes: &[u8]) -> String {
    PLACE.with(|(place, library)| {
        let path = place.folder().join(NAME);
        fs::write(&path, bytes).unwrap();
        let before = (contents(library), bytes_in(place.folder()));
        let error = Package::open(&path, &forms(), &Budget::default()).map(|_| ()).unwrap_err();
        assert_eq!((contents(library), bytes_in(place.folder())), before);
        error.to_string()
    })
}

/// The honest package with one more file.
fn with(name: impl AsRef<[u8]>) -> Vec<u8> {
    let mut parts = Honest::new().parts();
    parts.push(Part::new(name, b"x"));
    zip(&parts)
}

/// Changes what the headers say of the report.
fn report_part(change: impl FnOnce(&mut Part)) -> Vec<u8> {
    let mut parts = Honest::new().parts();
    change(&mut parts[1]);
    zip(&parts)
}

#[test]
fn the_forger_can_be_honest() {
    // Otherwise everything here would be refused for another reason than it should.
    let read = |bytes: Vec<u8>| Package::read(NAME, bytes, &forms(), &Budget::default());
    read(Honest::new().zip()).unwrap();
    read(Honest::new().edit("\"schema\"", "\"later\": [], \"schema\"").zip()).unwrap();
}

#[test]
fn names_that_lead_elsewhere() {
    for name in [
        "../../etc/passwd",
        "reports/../../x.json",
        "reports/./0001.json",
        "/etc/passwd",
        r"..\..\x.json",
        r"reports\0001.json",
        r"C:\Windows\win.ini",
        "C:x.json",
        r"\\server\share\x.json",
        r"\\?\C:\x.json",
        "//server/share/x.json",
        "CON",
        "reports/NUL.json",
        "COM1.json",
        "reports/0001.json.",
        "reports/0001.json ",
        "reports/0001.json:stream",
        "Reports/0001.json",
        "reports/0001.JSON",
        "MANIFEST.JSON",
        "reports/0002.json",
        "reports/0001.pdf",
        "inner.zip",
        "reports/inner.nianbao",
        "年报.json",
        "",
    ] {
        assert_eq!(refused(&with(name)), stranger(name), "{name}");
    }
    assert_eq!(refused(&with("reports/0001.json\0.exe")), stranger(r"reports/0001.json\0.exe"));
    assert_eq!(refused(&with("a\u{202e}nosj.exe")), stranger(r"a\u{202e}nosj.exe"));
    assert_eq!(refused(&with(b"\xd0\xc2.json")), stranger("\u{fffd}\u{fffd}.json"));
    assert_eq!(refused(&with("长".repeat(20_000))), stranger(&("长".repeat(60) + "…")));
}

#[test]
fn the_manifest_names_no_other_files_either() {
    for name in ["../0001.json", "reports/0002.json", MANIFEST, "reports/0001.JSON"] {
        let mut honest = Honest::new();
        honest.entry()["report"]["file"] = json!(name);
        let mut parts = honest.parts();
        parts[1].name = name.into();
        // Twice of one name is said first.
        if name != MANIFEST {
            assert_eq!(refused(&zip(&parts)), stranger(name));
        }
        assert_eq!(refused(&honest.zip()), stranger(name));
    }
    let mut honest = Honest::new();
    honest.entry()["pdf"] = honest.entry()["report"].clone();
    assert_eq!(refused(&honest.zip()), stranger(REPORT));
    let parts = Honest::new().parts();
    let missing = "交换包里缺少文件“reports/0001.json”。没有读取。请对方重新打包。";
    assert_eq!(refused(&zip(&parts[..1])), missing);
}

#[test]
fn two_files_of_one_name() {
    let twice = "交换包里有两个同名的文件，不知道该用哪一个。没有读取。请对方用本程序重新打包。";
    assert_eq!(refused(&with(REPORT)), twice);
    assert_eq!(refused(&with(MANIFEST)), twice);
}

#[test]
fn links_folders_passwords_and_other_packings() {
    let no_file = |name: &str| {
        format!("交换包里的“{name}”是链接或文件夹，不是文件。没有读取。请对方用本程序重新打包。")
    };
    assert_eq!(refused(&report_part(|part| part.attributes = 0o120_777 << 16)), no_file(REPORT));
    assert_eq!(refused(&with("reports/")), no_file("reports/"));
    assert_eq!(
        refused(&report_part(|part| part.flags = 1)),
        "交换包里的“reports/0001.json”加了密码。没有读取。请对方用本程序重新打包，不要另加密码。"
    );
    // Stored, bzip2, LZMA, zstd, AES, one that does not exist.
    for method in [0, 12, 14, 93, 99, 1234] {
        assert_eq!(refused(&report_part(|part| part.method = method)), DISORDERED, "{method}");
    }
}

#[test]
fn bytes_that_belong_to_no_file() {
    let honest = Honest::new().zip();
    assert_eq!(refused(&[b"#!/bin/sh\n", honest.as_slice()].concat()), NOT_A_PACKAGE);
    assert_eq!(refused(&[honest.as_slice(), b"x"].concat()), NOT_A_PACKAGE);
    // A comment.
    let mut comment = honest.clone();
    let end = comment.len();
    comment[end - 2] = 1;
    assert_eq!(refused(&[comment.as_slice(), b"x"].concat()), NOT_A_PACKAGE);
    // A gap before the directory, with the offset put right.
    let start = u32::from_le_bytes(honest[end - 6..end - 2].try_into().unwrap());
    let (files, rest) = honest.split_at(start as usize);
    let mut gap = [files, &b"hidden"[..], rest].concat();
    let end = gap.len();
    gap[end - 6..end - 2].copy_from_slice(&(start + 6).to_le_bytes());
    assert_eq!(refused(&gap), DISORDERED);
    // Behind the end of the deflated data, where an inflater looks no more.
    assert_eq!(refused(&report_part(|part| part.data.extend(b"hidden"))), altered(REPORT));
    // A package behind a package: the last directory is not the whole truth.
    let twice = [honest.as_slice(), honest.as_slice()].concat();
    assert_eq!(refused(&twice), NOT_A_PACKAGE);
}

#[test]
fn files_that_overlap() {
    // The second line of the directory points at the first file: one piece of data, inflated again and again.
    let parts = Honest::new().parts();
    let mut bytes = zip(&parts);
    let line = bytes.windows(4).rposition(|it| it == b"PK\x01\x02").unwrap();
    bytes[line + 42..line + 46].fill(0);
    assert_eq!(refused(&bytes), DISORDERED);
}

#[test]
fn no_package_at_all() {
    for bytes in [&b""[..], b"PK", b"PK\x05\x06", b"%PDF-1.7", b"SQLite format 3\0", &[0; 1 << 20]] {
        assert_eq!(refused(bytes), NOT_A_PACKAGE);
    }
    // Another zip: a document, an empty one.
    assert_eq!(refused(&zip(&[Part::new("word/document.xml", b"<w:document/>")])), NOT_A_PACKAGE);
    assert_eq!(refused(&zip(&[])), NOT_A_PACKAGE);
}

#[test]
fn other_versions_and_kinds() {
    let of_format = |format: &str| {
        let mut honest = Honest::new();
        honest.manifest["format"] = json!(format);
        refused(&honest.zip())
    };
    let newer = |format: &str| {
        format!("这个交换包是用更新版本的程序打的（格式“{format}”），这个版本读不了。没有读取。请升级本程序后再试。")
    };
    assert_eq!(of_format("nianbao.package/2"), newer("nianbao.package/2"));
    assert_eq!(of_format("nianbao.package/4294967295"), newer("nianbao.package/4294967295"));
    for format in ["nianbao.package/0", "nianbao.package/", "nianbao.package/x", "nianbao.report/1", ""] {
        assert_eq!(of_format(format), NOT_A_PACKAGE, "{format}");
    }
    // Of a newer one nothing else is asked.
    let later = json!({ "format": "nianbao.package/2", "agencies": [] }).to_string();
    let parts = [Part::new(MANIFEST, later.as_bytes()), Part::new("agencies/1.bin", b"?")];
    assert_eq!(refused(&zip(&parts)), newer("nianbao.package/2"));
}

#[test]
fn manifests_that_say_nothing() {
    let unclear =
        |detail: &str| format!("交换包的清单不合格式（{detail}）。没有读取。请对方用本程序重新打包。");
    let of_manifest = |text: &[u8]| refused(&zip(&[Part::new(MANIFEST, text)]));
    assert_eq!(of_manifest(b""), unclear("第1行第0列附近"));
    assert_eq!(of_manifest(b"\xff"), unclear("第1行第1列附近"));
    // A parser that recurses would run out of stack.
    assert!(of_manifest(&b"[".repeat(1 << 20)).starts_with("交换包的清单不合格式"));
    assert!(of_manifest(br#"{"format":"nianbao.package/1"}"#).starts_with("交换包的清单不合格式"));
    let empty = json!({ "format": "nianbao.package/1", "made_at": "2026-01-01T00:00:00Z", "made_by": "",
        "reports": [] });
    let none = "交换包里没有年报。请先选择要打包的年报。";
    assert_eq!(of_manifest(empty.to_string().as_bytes()), none);

    let changed = |field: &str, value: serde_json::Value| {
        let mut honest = Honest::new();
        honest.entry()[field] = value;
        refused(&honest.zip())
    };
    assert_eq!(changed("state", json!("secret")), unclear("secret"));
    let profile = |name: &str, level: &str| json!({ "name": name, "level": level, "region": "" });
    assert_eq!(changed("profile", profile("某镇", "empire")), unclear("empire"));
    assert_eq!(
        changed("profile", profile("\u{3000}", "township")),
        "交换包里有一份年报没有机关名称。请先填写名称，再重新打包。"
    );
    // Names that would turn the line they stand in, or act on a terminal.
    for name in ["某\u{202e}镇", "某镇\u{1b}[2J", "某\u{200b}镇"] {
        let sentence = changed("profile", profile(name, "township"));
        assert!(sentence.starts_with("交换包的清单不合格式（某"), "{sentence}");
        assert!(!sentence.contains(['\u{202e}', '\u{1b}', '\u{200b}']), "{sentence:?}");
    }
    assert!(changed("year", json!(-1)).starts_with("交换包的清单不合格式"));
    let mut honest = Honest::new();
    honest.manifest["made_at"] = json!("yesterday");
    assert!(refused(&honest.zip()).starts_with("交换包的清单不合格式"));
}

#[test]
fn a_manifest_that_contradicts_the_report() {
    let contradiction =
        "清单里说“reports/0001.json”是另一个机关、年度或格式版本的年报，和文件里写的不一致。没有读取。请对方重新打包。";
    for (field, value) in [("agency", json!("别的镇")), ("year", json!(2023)), ("form", json!("2019"))] {
        let mut honest = Honest::new();
        honest.entry()[field] = value;
        assert_eq!(refused(&honest.zip()), contradiction, "{field}");
    }
}

#[test]
fn one_report_twice() {
    let mut honest = Honest::new();
    let mut second = honest.entry().clone();
    second["report"]["file"] = json!("reports/0002.json");
    honest.manifest["reports"].as_array_mut().unwrap().push(second);
    let mut parts = honest.parts();
    parts.push(Part { name: b"reports/0002.json".to_vec(), ..parts[1].clone() });
    assert_eq!(refused(&zip(&parts)), "交换包里有两份“赤壁市官塘驿镇”2024年的年报。请只保留一份，重新打包。");
}

#[test]
fn wrong_hashes_and_lengths() {
    let mut honest = Honest::new();
    honest.entry()["report"]["sha256"] = json!("0".repeat(64));
    assert_eq!(refused(&honest.zip()), altered(REPORT));
    let length = Honest::new().report.len() as i64;
    for wrong in [0, 1, length - 1, length + 1] {
        let mut honest = Honest::new();
        honest.entry()["report"]["bytes"] = json!(wrong);
        assert_eq!(refused(&honest.zip()), altered(REPORT), "{wrong}");
    }
    // One digit of a report, in a zip whose own checksum is right.
    let mut honest = Honest::new();
    let at = honest.report.windows(4).position(|it| it == b"2024").unwrap();
    honest.report[at] = b'3';
    assert_eq!(refused(&honest.zip()), altered(REPORT));
    // And one whose checksum is not.
    assert_eq!(refused(&report_part(|part| part.crc ^= 1)), altered(REPORT));
}

#[test]
fn a_pdf_is_checked_too() {
    let mut bytes = write_all(&[with_pdf()]);
    // Its header ends in its name; the data follow.
    let name = b"reports/0001.pdf";
    let at = bytes.windows(name.len()).position(|it| it == name).unwrap() + name.len();
    bytes[at + 10] ^= 1;
    assert_eq!(refused(&bytes), altered("reports/0001.pdf"));
}

#[test]
fn reports_that_are_none() {
    let of_report = |honest: Honest| refused(&honest.zip());
    let unfit = |detail: &str| {
        format!("交换包里的“reports/0001.json”不能读取：{detail}。如果对方用的是更新版本的程序，请升级本程序后再试。")
    };
    let edit = |from: &str, to: &str| of_report(Honest::new().edit(from, to));
    assert_eq!(
        edit("nianbao.report/1", "nianbao.report/2"),
        unfit("文件的格式是“nianbao.report/2”，本程序能读的是“nianbao.report/1”；如果是新版本的程序写的，请更新本程序")
    );
    assert_eq!(edit("\"form\": \"2021\"", "\"form\": \"2035\""), unfit("不认识的年报格式版本“2035”"));
    assert_eq!(edit("\"year\": 2024", "\"year\": 1024"), unfit("报告年度“1024”不合理"));
    assert!(edit("requests.received.person", "requests.received.robot").contains("robot"));
    assert!(of_report(Honest::new().seal(b"\xff\xfe")).contains("第 1 行"));
    assert!(of_report(Honest::new().seal(&b"[".repeat(1 << 20))).contains("第 1 行"));
    // A package within a package.
    let inner = Honest::new().zip();
    assert!(of_report(Honest::new().seal(&inner)).contains("第 1 行"));
}

#[test]
fn two_gigabytes_of_zeros() {
    let too_large = |what: &str, most: u64| {
        format!("{what}太大，最多{most}MB。没有读取。请确认它来自可信的机关；如果确实有这么多内容，请对方分几次打包。")
    };
    let report = "交换包里的“reports/0001.json”";
    let mut honest = Honest::new();
    let mut parts = honest.parts();
    parts[1] = Part::bomb(REPORT);
    // The manifest says something else than the bomb.
    assert_eq!(refused(&zip(&parts)), altered(REPORT));
    // The headers say so, too.
    parts[1].size = 5;
    assert_eq!(refused(&zip(&parts)), altered(REPORT));
    // The manifest says how large it is, or more than can be.
    for bytes in [1_u64 << 31, u64::MAX, (2 << 20) + 1] {
        honest.entry()["report"]["bytes"] = json!(bytes);
        parts[0] = honest.parts().remove(0);
        assert_eq!(refused(&zip(&parts)), too_large(report, 2));
    }
    // It is the manifest.
    parts[0] = Part::bomb(MANIFEST);
    assert_eq!(refused(&zip(&parts)), too_large("交换包里的“manifest.json”", 8));
    // It is a PDF.
    let mut honest = Honest::new();
    honest.entry()["pdf"] = json!({ "file": "reports/0001.pdf", "bytes": 1_u64 << 31, "sha256": "" });
    let mut parts = honest.parts();
    parts.push(Part::bomb("reports/0001.pdf"));
    assert_eq!(refused(&zip(&parts)), too_large("交换包里的“reports/0001.pdf”", 64));

    // Each small enough, and together too large.
    let mut honest = Honest::new();
    let entry = honest.entry().clone();
    let entries = (1..=257).map(|n| {
        let mut entry = entry.clone();
        entry["report"] = json!({ "file": format!("reports/{n:04}.json"), "bytes": 2 << 20, "sha256": "" });
        entry
    });
    honest.manifest["reports"] = entries.collect();
    assert_eq!(refused(&honest.zip()), too_large("这个交换包", 512));

    // The file itself: it is not even read.
    let place = Place::new();
    let path = place.folder().join(NAME);
    File::create(&path).unwrap().set_len(1 << 31).unwrap();
    let error = Package::open(&path, &forms(), &Budget::default()).map(|_| ()).unwrap_err();
    assert_eq!(error.to_string(), too_large("这个交换包", 512));
}

#[test]
fn too_many_files() {
    let many: Vec<Part> = (0..20_002).map(|n| Part::new(format!("{n}"), b"")).collect();
    let too_many = "这个交换包里的文件太多，最多20001个。没有读取。请对方分几次打包。";
    assert_eq!(refused(&zip(&many)), too_many);
    // An end that only says so, and one that points to a larger directory elsewhere (zip64).
    let mut bytes = Honest::new().zip();
    let end = bytes.len() - 22;
    bytes[end + 8..end + 12].fill(0xff);
    assert_eq!(refused(&bytes), too_many);
    let mut bytes = Honest::new().zip();
    bytes[end + 12..end + 20].fill(0xff);
    assert_eq!(refused(&bytes), NOT_A_PACKAGE);
    // Fewer than there are: the rest is hidden.
    let mut bytes = with("reports/0002.json");
    let end = bytes.len() - 22;
    for at in [8, 10] {
        bytes[end + at] -= 1;
    }
    assert_eq!(refused(&bytes), DISORDERED);
}
