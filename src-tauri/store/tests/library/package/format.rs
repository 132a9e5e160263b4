//! What is written, and that it reads back.

use super::{
    forge::{files, Honest},
    made, of, package, packed, profile, read, with_pdf, write_all, NAME,
};
use crate::desk::{forms, real, Place};
use report::{json::from_json, Report};
use serde_json::{json, Value};
use sha2::{Digest, Sha256};
use std::fs;
use store::{
    package::{write, Budget, Packed},
    AgencyProfile, ContentHash, Level, Package, PackageError, State,
};

fn reports(package: &Package) -> Vec<Report> {
    (0..package.enclosed().len()).map(|n| package.report(n, &forms()).unwrap().unwrap()).collect()
}

#[test]
fn a_report_and_its_pdf_read_back() {
    let sent = with_pdf();
    let package = package(std::slice::from_ref(&sent));
    assert_eq!((package.name(), package.made()), (NAME, &made()));
    assert_eq!(reports(&package), [real()]);
    assert_eq!(package.pdf(0).unwrap(), sent.pdf);
    let enclosed = &package.enclosed()[0];
    assert_eq!((enclosed.agency.as_str(), enclosed.year), ("赤壁市官塘驿镇", 2024));
    assert_eq!((enclosed.edition.as_str(), enclosed.state), ("2021", State::Published));
    assert_eq!((&enclosed.profile, enclosed.pdf), (&sent.profile, Some(1_700)));
    assert_eq!(enclosed.hash, ContentHash::of(&real()).unwrap());
    assert!(package.report(1, &forms()).unwrap().is_none());
    assert!(package.pdf(1).unwrap().is_none());
}

#[test]
fn many_reports_read_back_in_their_order() {
    let sent: Vec<Packed> = (0..60)
        .map(|n| {
            let pdf = (n % 3 == 0).then(|| format!("%PDF {n}").into_bytes());
            Packed { pdf, ..of(&format!("第{}镇", n / 2), 2021 + n % 2) }
        })
        .collect();
    let package = package(&sent);
    assert_eq!(reports(&package), sent.iter().map(|it| it.report.clone()).collect::<Vec<_>>());
    for (n, it) in sent.iter().enumerate() {
        assert_eq!(package.pdf(n).unwrap(), it.pdf);
        assert_eq!(package.enclosed()[n].profile, it.profile);
    }
}

#[test]
fn the_files_are_as_documented() {
    let mut sent = with_pdf();
    sent.profile.credit_code = Some("11421281011336138X".into());
    sent.profile.contact = "张三 13800000000".into();
    let files = files(&write_all(&[sent.clone(), of("某镇", 2023)]));
    let names: Vec<_> = files.iter().map(|(name, _)| name.as_str()).collect();
    assert_eq!(names, ["manifest.json", "reports/0001.json", "reports/0001.pdf", "reports/0002.json"]);
    let seal = |n: usize| {
        let (file, content) = &files[n];
        let sha256: String = Sha256::digest(content).iter().map(|byte| format!("{byte:02x}")).collect();
        json!({ "file": file, "bytes": content.len(), "sha256": sha256 })
    };
    let manifest: Value = serde_json::from_slice(&files[0].1).unwrap();
    // Whom to call is not sent along.
    assert_eq!(
        manifest,
        json!({
            "format": "nianbao.package/1",
            "made_at": "2026-01-01T00:00:00Z",
            "made_by": "nianbao 0.1.0",
            "reports": [
                {
                    "agency": "赤壁市官塘驿镇", "year": 2024, "form": "2021", "state": "published",
                    "profile": {
                        "name": "赤壁市官塘驿镇", "level": "township", "region": "湖北省咸宁市",
                        "credit_code": "11421281011336138X"
                    },
                    "report": seal(1),
                    "pdf": seal(2)
                },
                {
                    "agency": "某镇", "year": 2023, "form": "2021", "state": "draft",
                    "profile": { "name": "某镇", "level": "township", "region": "湖北省咸宁市" },
                    "report": seal(3)
                }
            ]
        })
    );
    assert_eq!(from_json(std::str::from_utf8(&files[1].1).unwrap(), &forms()).unwrap(), real());
    assert_eq!(Some(&files[2].1), sent.pdf.as_ref());
}

#[test]
fn the_same_reports_give_the_same_bytes() {
    let sent = [with_pdf(), of("某镇", 2023)];
    let bytes = write_all(&sent);
    assert_eq!(write_all(&sent), bytes);
    let mut later = made();
    later.at += time::Duration::SECOND;
    assert_ne!(write(&sent, &later).unwrap(), bytes);
    // No moment but the one that is passed in: every file is of 1980-01-01 00:00.
    let mut zip = zip::ZipArchive::new(std::io::Cursor::new(bytes)).unwrap();
    for n in 0..zip.len() {
        assert_eq!(zip.by_index(n).unwrap().last_modified(), Some(zip::DateTime::DEFAULT));
    }
}

#[test]
fn fields_nobody_knows_are_ignored() {
    let mut honest = Honest::new();
    honest.manifest["greeting"] = json!("你好");
    honest.entry()["checked"] = json!({ "errors": 0 });
    assert_eq!(reports(&read(honest.zip()).unwrap()), [real()]);
}

#[test]
fn an_agency_that_is_called_otherwise_today_keeps_both_names() {
    let renamed = Packed { profile: profile("官塘驿镇人民政府"), ..packed(real()) };
    let package = package(&[renamed]);
    let enclosed = &package.enclosed()[0];
    assert_eq!(enclosed.agency, "赤壁市官塘驿镇");
    assert_eq!(enclosed.profile.name, "官塘驿镇人民政府");
}

#[test]
fn what_could_not_be_read_is_not_written() {
    let refused = |contents: &[Packed]| write(contents, &made()).unwrap_err();
    assert!(matches!(refused(&[]), PackageError::Empty));
    assert_eq!(
        refused(&[of("某镇", 2023), of("某镇", 2023)]).to_string(),
        "交换包里有两份“某镇”2023年的年报。请只保留一份，重新打包。"
    );
    let county = Packed { profile: AgencyProfile::named("某镇", Level::County), ..of("某镇", 2022) };
    assert!(
        matches!(refused(&[of("某镇", 2023), county]), PackageError::TwoProfiles(name) if name == "某镇")
    );
    assert!(matches!(refused(&[of(" ", 2023)]), PackageError::NoAgency));
    let heavy = Packed { pdf: Some(vec![0; (64 << 20) + 1]), ..packed(real()) };
    assert_eq!(
        refused(&[heavy]).to_string(),
        "要打包的内容太多：一个交换包最多10000份年报、512MB。没有打包。请分几次打包，或者不附PDF。"
    );
    let mut long = real();
    long.notes.push("长".repeat(1 << 20));
    assert!(matches!(refused(&[packed(long)]), PackageError::TooMuch { .. }));
}

#[test]
fn a_package_is_opened_by_its_path() {
    let place = Place::new();
    let path = place.folder().join(NAME);
    let open = || Package::open(&path, &forms(), &Budget::default());
    let missing = open().map(|_| ()).unwrap_err().to_string();
    assert!(missing.starts_with("打不开“") && missing.contains(NAME), "{missing}");
    fs::write(&path, write_all(&[with_pdf()])).unwrap();
    let package = open().unwrap();
    assert_eq!((package.name(), reports(&package)), (NAME, vec![real()]));
    // The file may go: a USB stick is pulled out.
    fs::remove_file(&path).unwrap();
    assert_eq!(package.pdf(0).unwrap(), with_pdf().pdf);
}
