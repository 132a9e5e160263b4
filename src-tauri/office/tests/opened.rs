//! Our Word and Excel files as another office program opens them. Needs LibreOffice; says so where it is not there.
#![cfg(test)]

use office::{Format, Office};
use report::Report;
use std::{
    fs,
    io::{Cursor, Read, Write},
    path::{Path, PathBuf},
    process::Command,
};
use zip::{write::SimpleFileOptions, ZipArchive, ZipWriter};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn office() -> Office {
    Office::new(root().join("fonts")).unwrap()
}

/// What LibreOffice makes of a file; nothing where there is no LibreOffice.
fn converted(folder: &Path, name: &str, bytes: &[u8], to: &str) -> Option<Vec<u8>> {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    let own = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let target = folder.join("out");
    let ran = Command::new("soffice")
        .args([own.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(&target)
        .arg(&file)
        .output();
    if ran.is_err() {
        eprintln!("NOT RUN: there is no soffice here, so nothing was opened in LibreOffice");
        return None;
    }
    Some(fs::read(target.join(Path::new(name).with_extension(to))).unwrap())
}

fn read(office: &Office, name: &str) -> Report {
    office.read_file(&root().join("tests/data").join(name)).unwrap().report
}

fn wrong_cells(report: &Report, again: &Report) -> Vec<String> {
    let cells = report.form().cells().iter();
    let wrong = cells.filter(|cell| report.entry(&cell.id) != again.entry(&cell.id));
    wrong.map(|cell| format!("{} {:?}", cell.id, again.entry(&cell.id))).collect()
}

#[test]
fn a_word_document_shows_every_number() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    for name in ["01_guantangyi-town_2024.txt", "18_suqian-city_2024.txt"] {
        let report = read(&office, name);
        let bytes = office.export(&report, Format::Word).unwrap();
        let Some(pdf) = converted(folder.path(), "年报.docx", &bytes, "pdf") else { return };
        let again = office.read(Some("年报.pdf"), &pdf).unwrap().report;
        assert_eq!(wrong_cells(&report, &again), [""; 0], "{name}");
    }
}

/// The workbook without what its formulas showed when it was written.
fn unreckoned(bytes: &[u8]) -> (Vec<u8>, usize) {
    let mut from = ZipArchive::new(Cursor::new(bytes)).unwrap();
    let mut to = ZipWriter::new(Cursor::new(Vec::new()));
    let mut formulas = 0;
    for n in 0..from.len() {
        let mut file = from.by_index(n).unwrap();
        let name = file.name().unwrap().into_owned();
        let mut xml = String::new();
        file.read_to_string(&mut xml).unwrap();
        let mut pieces = xml.split("</f><v>");
        let mut out = pieces.next().unwrap().to_owned();
        for piece in pieces {
            formulas += 1;
            out += "</f>";
            out += piece.split_once("</v>").unwrap().1;
        }
        to.start_file(name, SimpleFileOptions::DEFAULT).unwrap();
        to.write_all(out.as_bytes()).unwrap();
    }
    (to.finish().unwrap().into_inner(), formulas)
}

#[test]
fn a_workbook_reckons_the_same_totals() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    for name in ["18_suqian-city_2024.txt", "10_pingtan_2020_flattened.txt"] {
        let report = read(&office, name);
        let (bytes, formulas) = unreckoned(&office.export(&report, Format::Excel).unwrap());
        assert!(formulas > 30, "{name}: {formulas}");
        let bare = office.read(Some("年报.xlsx"), &bytes).unwrap().report;
        assert!(!wrong_cells(&report, &bare).is_empty(), "nothing was taken out");
        let Some(reckoned) = converted(folder.path(), "年报.xlsx", &bytes, "xlsx") else { return };
        let again = office.read(Some("年报.xlsx"), &reckoned).unwrap().report;
        assert_eq!(wrong_cells(&report, &again), [""; 0], "{name}");
    }
}
