//! Typefaces of the machine: used before the bundled ones, carried as subsets only where that is permitted.

use std::collections::BTreeSet;

use press::font::{installed, Role, Typeface};
use press::layout::Frame;
use press::{Fonts, PressError};

use crate::samples;
use crate::{archive, renamed::renamed};

/// A machine with these typefaces: each a bundled one under another name, with embedding permissions.
fn machine(faces: &[(Typeface, &str, u16)]) -> (tempfile::TempDir, Fonts) {
    let folder = tempfile::tempdir().unwrap();
    for (at, (typeface, name, permissions)) in faces.iter().enumerate() {
        let font = std::fs::read(samples::fonts_folder().join(typeface.file_name())).unwrap();
        std::fs::write(folder.path().join(format!("{at}.ttf")), renamed(&font, name, *permissions)).unwrap();
    }
    let fonts = samples::fonts().with(&installed(&[folder.path().to_owned()])).unwrap();
    (folder, fonts)
}

fn used(pages: &press::Pages) -> BTreeSet<Typeface> {
    let frames = pages.pages.iter().flat_map(|page| &page.frames);
    frames.filter_map(|frame| if let Frame::Run(run) = frame { Some(run.face) } else { None }).collect()
}

#[test]
fn they_go_first_and_the_bundled_ones_draw_what_they_lack() {
    let (_folder, fonts) = machine(&[
        // Outlines of the other kind, and the bundled fallback, which lacks what everybody writes.
        (Typeface::Kai, "仿宋_GB2312", 8),
        (Typeface::Fallback, "方正小标宋_GBK", 0),
        (Typeface::Kai, "黑体", 2),
    ]);
    let report = samples::report("suqian-2024");
    let pages = press::lay_out(&press::official::sheet(&report, &Default::default()), &fonts).unwrap();
    let faces = used(&pages);
    assert!(faces.contains(&Typeface::Own(Role::Body)) && !faces.contains(&Typeface::Fang), "{faces:?}");
    assert!(faces.contains(&Typeface::SongBold), "the title's own face has not all of it: {faces:?}");
    assert!(
        !faces.contains(&Typeface::Own(Role::Heading1)) && faces.contains(&Typeface::Hei),
        "this one may not be embedded: {faces:?}"
    );
    let bytes = press::pdf::write(&pages, &fonts, &samples::meta(&report), None).unwrap();
    // The widths in the file cannot be held against a face it does not know; every other rule is kept.
    let mut faults = archive::faults(&bytes);
    faults.retain(|fault| !fault.ends_with("OfOthers: not one of ours"));
    assert_eq!(faults, [""; 0]);
    let text = crate::tools::run("pdffonts", &[samples::Printed::new(&bytes).path().as_os_str()]);
    assert!(text.contains("OfOthers") && !text.contains("FandolFang"), "{text}");
}

#[test]
fn a_character_that_only_the_bundled_ones_have_is_drawn_by_them() {
    let (_folder, fonts) = machine(&[(Typeface::Fallback, "楷体_GB2312", 0)]);
    let mut report = samples::report("guantangyi-2024");
    let place = report.form().prose_place("overview").unwrap().clone();
    report.set_prose(&place, report::Prose::plain(["（一）概况、𬭚"])).unwrap();
    let pages = press::lay_out(&press::official::sheet(&report, &Default::default()), &fonts).unwrap();
    let faces = used(&pages);
    assert!(faces.contains(&Typeface::Own(Role::Heading2)) && faces.contains(&Typeface::Kai), "{faces:?}");
}

#[test]
fn one_that_is_broken_or_gone_is_told_with_what_to_do() {
    let folder = tempfile::tempdir().unwrap();
    let font = std::fs::read(samples::fonts_folder().join(Typeface::Fallback.file_name())).unwrap();
    let file = folder.path().join("1.ttf");
    std::fs::write(&file, renamed(&font, "仿宋", 0)).unwrap();
    let found = installed(&[folder.path().to_owned()]);
    std::fs::write(&file, "no font").unwrap();
    for gone in [false, true] {
        if gone {
            std::fs::remove_file(&file).unwrap();
        }
        let error = samples::fonts().with(&found).err().unwrap();
        assert!(matches!(error, PressError::OwnFont { .. }), "{error}");
        assert!(error.to_string().contains("1.ttf") && error.to_string().contains("自带"), "{error}");
    }
}
