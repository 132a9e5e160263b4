//! Our Word and Excel files as another office program opens them: LibreOffice, which `cargo xtask setup` installs.
#![cfg(test)]
#![cfg(target_os = "linux")]

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

/// What LibreOffice makes of a file.
fn converted(folder: &Path, name: &str, bytes: &[u8], to: &str) -> Vec<u8> {
    let file = folder.join(name);
    fs::write(&file, bytes).unwrap();
    let own = format!("-env:UserInstallation=file://{}", folder.join("profile").display());
    let target = folder.join("out");
    let ran = Command::new("soffice")
        .args([own.as_str(), "--headless", "--convert-to", to, "--outdir"])
        .arg(&target)
        .arg(&file)
        .output()
        .expect("soffice, which `cargo xtask setup` installs");
    let made = fs::read(target.join(Path::new(name).with_extension(to)));
    made.unwrap_or_else(|error| panic!("{error}: {}", String::from_utf8_lossy(&ran.stderr)))
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
        let pdf = converted(folder.path(), "年报.docx", &bytes, "pdf");
        let again = office.read(Some("年报.pdf"), &pdf).unwrap().report;
        assert_eq!(wrong_cells(&report, &again), [""; 0], "{name}");
    }
}

/// What another program makes of our files in older formats reads back as the report it was made of.
#[test]
fn older_formats_read_back() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    for (name, format, file, to) in [
        ("01_guantangyi-town_2024.txt", Format::Excel, "年报.xlsx", "xls"),
        ("10_pingtan_2020_flattened.txt", Format::Excel, "年报.xlsx", "xls"),
        ("14_shanghai-gov-office_2019.html", Format::Excel, "年报.xlsx", "xls"),
        ("18_suqian-city_2024.txt", Format::Word, "年报.docx", "doc"),
    ] {
        let report = read(&office, name);
        let bytes = office.export(&report, format).unwrap();
        let older = converted(folder.path(), file, &bytes, to);
        assert!(older.starts_with(b"\xD0\xCF\x11\xE0"), "{name}: {to}");
        let reading = office.read(None, &older).unwrap();
        assert_eq!(wrong_cells(&report, &reading.report), [""; 0], "{name}: {to}");
        assert_eq!(reading.uncertain().count(), 0, "{name}: {to}");
        let again = &reading.report;
        assert_eq!((&again.agency, again.year), (&report.agency, report.year), "{name}: {to}");
        for place in report.form().prose_places() {
            assert_eq!(again.text(place), report.text(place), "{name}: {to}: {place}");
        }
    }
}

/// Rich text is not read, and it is said what to do instead.
#[test]
fn rich_text_is_refused_in_a_sentence() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    let bytes = office.export(&read(&office, "18_suqian-city_2024.txt"), Format::Word).unwrap();
    let rich = converted(folder.path(), "年报.docx", &bytes, "rtf");
    let sentence = office.read(Some("年报.rtf"), &rich).unwrap_err().to_string();
    assert_eq!(
        sentence,
        "读不了“年报.rtf”：这是 RTF 文件，不能读取；请用 Word 或 WPS 打开它，另存为 .docx 再试。"
    );
}

/// Without white space, as pages have it or not.
fn solid(text: &str) -> String {
    text.split_whitespace().collect()
}

fn text_of(pdf: &Path, how: &str) -> String {
    let ran = Command::new("pdftotext").arg(how).arg(pdf).arg("-").output().expect("pdftotext");
    String::from_utf8(ran.stdout).unwrap()
}

/// Words that the row below would cut off: nearer to what stands there than a line is high.
fn cut_lines(boxes: &str) -> Vec<String> {
    let mut cut = Vec::new();
    for page in boxes.split("<page ") {
        let words: Vec<(f64, f64, f64, &str)> = page
            .split("<word ")
            .skip(1)
            .map(|word| {
                let parts: Vec<&str> = word.split(['"', '<', '>']).collect();
                let at = |n: usize| parts[n].parse().unwrap();
                (at(1), at(5), at(3), parts[9])
            })
            .collect();
        for (n, (left, right, top, word)) in words.iter().enumerate() {
            let near = |(l, r, t, _): &&(f64, f64, f64, &str)| {
                l < right && r > left && (0.5..12.0).contains(&(t - top).abs())
            };
            cut.extend(words[n + 1..].iter().find(near).map(|it| format!("{word} / {}", it.3)));
        }
    }
    cut
}

/// All of a paragraph higher than a row, and than a page, is printed, and is one paragraph after being saved anew.
#[test]
fn a_long_paragraph_of_a_workbook_is_printed_whole() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    let mut report = read(&office, "05_pingtan_2024_flattened.txt");
    let overview = report.form().prose_places().find(|id| id.as_str() == "overview").unwrap().clone();
    let sentence = "全年主动公开政府信息1234条，答复申请56件，比上年增长7.8%，做到“应公开、尽公开”。";
    let latin =
        "The portal is run with open source software and its pages follow the WCAG guidelines, ".repeat(70);
    for more in [None, Some(sentence.repeat(150)), Some(latin)] {
        let one = match more {
            Some(more) => more + "此为末句。",
            None => report.text(&overview).concat(),
        };
        // A line cut off at the end of a sheet stands in the file all the same: over another paragraph it is found.
        report.set_prose(&overview, report::Prose::plain([one, "另一段。".into()])).unwrap();
        let bytes = office.export(&report, Format::Excel).unwrap();
        let pdf = folder.path().join("年报.pdf");
        fs::write(&pdf, converted(folder.path(), "年报.xlsx", &bytes, "pdf")).unwrap();
        let printed = solid(&text_of(&pdf, "-layout"));
        for text in report.text(&overview) {
            assert!(printed.contains(&solid(&text)), "{text}");
        }
        assert_eq!(cut_lines(&text_of(&pdf, "-bbox")), [""; 0]);
        let anew = converted(folder.path(), "年报.xlsx", &bytes, "xls");
        let again = office.read(None, &anew).unwrap().report;
        assert_eq!(again.text(&overview), report.text(&overview));
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

/// Eight digits in every cell of the tables are printed in full, on as many pages as there are sheets, red totals too.
#[test]
fn a_workbook_shows_every_digit() {
    let (office, folder) = (office(), tempfile::tempdir().unwrap());
    let mut report = read(&office, "01_guantangyi-town_2024.txt");
    let cells: Vec<_> = report.form().cells().iter().map(|cell| cell.id.clone()).collect();
    for id in &cells {
        report.write(id, "88888888").unwrap();
    }
    let amount = report.form().cell("disclosure.charges.amount").unwrap().id.clone();
    report.write(&amount, "12345678.123456").unwrap();
    let pdf = folder.path().join("年报.pdf");
    let bytes = office.export(&report, Format::Excel).unwrap();
    fs::write(&pdf, converted(folder.path(), "年报.xlsx", &bytes, "pdf")).unwrap();
    let text = text_of(&pdf, "-layout");
    assert_eq!(text.matches("88888888").count(), cells.len() - 1, "{text}");
    assert!(text.contains("12345678.123456") && !text.contains("##"), "{text}");
    for table in ["二、主动公开", "三、收到和处理", "四、政府信息公开行政复议"] {
        let pages = text.split('\u{c}').filter(|page| page.contains(table)).count();
        assert_eq!(pages, 1, "{table}: {text}");
    }
    assert_eq!(text.split('\u{c}').filter(|page| page.contains("88888888")).count(), 3);
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
        let reckoned = converted(folder.path(), "年报.xlsx", &bytes, "xlsx");
        let again = office.read(Some("年报.xlsx"), &reckoned).unwrap().report;
        assert_eq!(wrong_cells(&report, &again), [""; 0], "{name}");
    }
}
