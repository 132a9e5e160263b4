//! An office that prints with the typefaces its machine has: chosen for each library, told where they may not be used.
#![cfg(test)]

use office::{local_now, Office, Places, Printing};
use std::{fs, path::PathBuf, sync::Arc};

#[path = "../../press/src/font/renamed.rs"]
mod renamed;

fn bundled() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fonts")
}

/// An office on a machine with these typefaces: the bundled 楷体 under another name, with embedding permissions.
fn on_machine(faces: &[(&str, u16)]) -> (tempfile::TempDir, Office) {
    let folder = tempfile::tempdir().unwrap();
    let font = fs::read(bundled().join("FandolKai-Regular.otf")).unwrap();
    for (at, (name, permissions)) in faces.iter().enumerate() {
        let renamed = renamed::renamed(&font, name, *permissions);
        fs::write(folder.path().join(format!("{at}.otf")), renamed).unwrap();
    }
    let office = Office::new(bundled()).unwrap().with_font_folders(vec![folder.path().to_owned()]);
    (folder, office)
}

const OWN: Printing = Printing {
    own_fonts: true,
    attach: false,
    variant: VARIANT,
    charts: office::Charts { at: office::ChartsAt::AfterSectionOne, charts: Vec::new(), note: None },
};
const VARIANT: office::Variant = office::Variant {
    version: office::Version::Public,
    without_preamble: false,
    body: office::BodySize::Three,
    paper: office::Paper::A4,
    without_shades: false,
};

#[test]
fn what_is_permitted_is_used_and_the_rest_is_told() {
    let (_folder, office) = on_machine(&[("仿宋_GB2312", 0), ("黑体", 2)]);
    assert_eq!(
        office.said_of_own_fonts(),
        [
            "标题：本机没有小标宋，用自带的",
            "正文：仿宋_GB2312",
            "一级标题：“黑体”的许可标志不让嵌入 PDF，仍用自带的黑体",
            "二级标题：本机没有楷体，用自带的",
        ]
    );
    let report = office.sample().unwrap().report;
    let (own, usual) =
        (office.print(&report, &OWN).unwrap(), office.print(&report, &Printing::default()).unwrap());
    assert_ne!(own, usual);
    assert_eq!(office.print(&report, &OWN).unwrap(), own, "the same bytes each time");
    assert_eq!(office.read(Some("年报.pdf"), &own).unwrap().report.title(), report.title());
}

#[test]
fn a_machine_without_them_prints_as_usual() {
    let (_folder, office) = on_machine(&[("某体", 0), ("黑体", 2)]);
    let report = office.sample().unwrap().report;
    assert_eq!(office.print(&report, &OWN).unwrap(), office.print(&report, &Printing::default()).unwrap());
}

#[test]
fn the_choice_is_the_librarys() {
    let (_folder, office) = on_machine(&[]);
    let folder = tempfile::tempdir().unwrap();
    let open = |name: &str| {
        office.open_library(Places::of_library(&folder.path().join(name)), Arc::new(local_now)).unwrap()
    };
    let mut library = open("a.db");
    assert!(!library.prints_with_own_fonts().unwrap());
    library.print_with_own_fonts(true).unwrap();
    drop(library);
    assert!(open("a.db").prints_with_own_fonts().unwrap());
    assert!(!open("b.db").prints_with_own_fonts().unwrap());
    open("a.db").print_with_own_fonts(false).unwrap();
    assert!(!open("a.db").prints_with_own_fonts().unwrap());
}
