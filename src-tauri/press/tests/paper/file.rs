//! The file itself: sound, small, and the same every time.

use press::PressError;

use crate::samples::{self, Printed};
use crate::tools;

#[test]
fn qpdf_finds_nothing_to_say() {
    for name in samples::ALL {
        let printed = Printed::of(name);
        let said = tools::run("qpdf", &["--check".as_ref(), printed.path().as_ref()]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        assert!(!said.contains("WARNING"), "{said}");
    }
}

#[test]
fn the_file_says_what_it_is() {
    let printed = Printed::of("guantangyi-2024");
    let info = tools::run("pdfinfo", &["-isodates".as_ref(), printed.path().as_ref()]);
    let says = |key: &str, value: &str| {
        let line = info.lines().find(|line| line.starts_with(key)).unwrap_or_else(|| panic!("{key}: {info}"));
        assert!(line.contains(value), "{line}");
    };
    says("Title:", "赤壁市官塘驿镇2024年政府信息公开工作年度报告");
    says("Author:", "赤壁市官塘驿镇");
    says("CreationDate:", "2025-01-03T09:00:00+08");
    says("Pages:", "5");
    says("Page size:", "A4");
    says("PDF version:", "1.7");
}

#[test]
fn language_outline_labels_and_print_preferences_are_set() {
    let printed = Printed::of("guantangyi-2024");
    let plain = printed.folder().join("plain.pdf");
    let args = ["--qdf", "--object-streams=disable", "--no-original-object-ids"].map(AsRef::as_ref);
    let files = [printed.path(), plain.clone()];
    tools::run("qpdf", &[&args[..], &files.each_ref().map(|f| f.as_os_str())[..]].concat());
    let bytes = std::fs::read(plain).unwrap();
    let file = String::from_utf8_lossy(&bytes);
    for expected in [
        "/Lang (zh-CN)",
        "/DisplayDocTitle true",
        "/PrintScaling /None",
        "/PageMode /UseOutlines",
        "/PageLabels",
    ] {
        assert!(file.contains(expected), "{expected}");
    }
    // Six sections on the top level; five headings under 一 and two under 五.
    assert_eq!(file.matches("/XYZ").count(), 13);
    assert!(file.contains("/Count 13") && file.contains("/Count 5") && file.contains("/Count 2"));
}

#[test]
fn fonts_are_embedded_as_subsets_with_their_text() {
    let printed = Printed::of("guantangyi-2024");
    let fonts = tools::run("pdffonts", &[printed.path().as_ref()]);
    let rows: Vec<&str> = fonts.lines().skip(2).collect();
    assert_eq!(rows.len(), 5, "one for each role: {fonts}");
    for row in rows {
        // A bare CFF program is what every viewer draws alike.
        assert!(row.contains("CID Type 0C") && row.contains("Identity-H"), "{row}");
        let flags: Vec<&str> = row.split_whitespace().filter(|w| matches!(*w, "yes" | "no")).collect();
        assert_eq!(flags, ["yes", "yes", "yes"], "embedded, subset, ToUnicode: {row}");
        assert_eq!(row.find('+'), Some(6), "{row}");
    }
}

#[test]
fn the_same_report_gives_the_same_bytes() {
    for name in samples::ALL {
        let first = samples::pdf(&samples::report(name));
        let second = samples::pdf(&samples::report(name));
        let elsewhere = std::thread::spawn(|| samples::pdf(&samples::report(name))).join().unwrap();
        assert!(first == second && first == elsewhere, "{name}");
    }
}

#[test]
fn another_report_has_another_identifier() {
    let identifier = |bytes: &[u8]| {
        let at = bytes.windows(4).rposition(|w| w == b"/ID[").unwrap();
        bytes[at..at + 40].to_vec()
    };
    let [a, b, _] = samples::ALL.map(|name| identifier(&samples::pdf(&samples::report(name))));
    assert_ne!(a, b);
}

#[test]
fn threads_share_one_set_of_fonts() {
    let fonts = samples::fonts();
    let printing: Vec<_> = (0..4)
        .map(|_| {
            let fonts = fonts.clone();
            std::thread::spawn(move || {
                let report = samples::report("suqian-2024");
                let pages =
                    press::lay_out(&press::official::sheet(&report, &Default::default()), &fonts).unwrap();
                press::pdf::write(&pages, &fonts, &samples::meta(&report), None).unwrap()
            })
        })
        .collect();
    let files: Vec<Vec<u8>> = printing.into_iter().map(|thread| thread.join().unwrap()).collect();
    assert!(files.iter().all(|file| *file == files[0]));
}

#[test]
fn the_five_page_report_is_under_250_kilobytes() {
    let size = samples::pdf(&samples::report("guantangyi-2024")).len();
    assert!(size < 250_000, "{size}");
}

#[test]
fn without_a_date_the_file_has_none() {
    let report = samples::report("guantangyi-2024");
    let meta = press::pdf::Meta { created: None, ..samples::meta(&report) };
    let bytes = press::pdf::write(&samples::pages(&report), &samples::fonts(), &meta, None).unwrap();
    let info = tools::run("pdfinfo", &[Printed::new(&bytes).path().as_ref()]);
    assert!(!info.contains("CreationDate"), "{info}");
}

#[test]
fn a_report_with_a_character_no_font_has_is_refused_with_its_place() {
    let mut report = samples::report("guantangyi-2024");
    let place = report.form().prose_place("problems").unwrap().clone();
    report.set_prose(&place, report::Prose::plain(["公开不够及时。", "联系人杜\u{32350}。"])).unwrap();
    let error =
        press::lay_out(&press::official::sheet(&report, &Default::default()), &samples::fonts()).unwrap_err();
    assert_eq!(
        error,
        PressError::MissingGlyph {
            ch: '\u{32350}',
            place: "“五、存在的主要问题及改进情况”第 2 段".into(),
            sentence: "联系人杜\u{32350}。".into(),
            others: Vec::new(),
        }
    );
}

#[test]
fn eight_digit_numbers_are_printed_in_every_cell_of_the_form() {
    let mut report = samples::report("suqian-2024");
    let ids: Vec<_> = report.form().cells().iter().map(|cell| cell.id.clone()).collect();
    for id in &ids {
        report.write(id, "88888888").unwrap();
    }
    let text = tools::run(
        "pdftotext",
        &["-raw".as_ref(), Printed::new(&samples::pdf(&report)).path().as_ref(), "-".as_ref()],
    );
    assert_eq!(text.matches("88888888").count(), 200);
}
