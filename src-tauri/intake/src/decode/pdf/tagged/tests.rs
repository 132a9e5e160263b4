use crate::{
    decode::{
        guard::guarded,
        pdf::{decode, By},
        Decoded,
    },
    document::Row,
};
use proptest::prelude::*;
use std::time::Duration;

/// A page with a heading and a table of two columns, the second of which is blank in its second row; each object as it
/// stands in the file, from 1.
fn objects() -> Vec<String> {
    let content = "/P <</MCID 0>> BDC BT /F 12 Tf 9 700 Td (Ti) Tj [(tle) -900 (s)] TJ ET EMC \
        /Artifact BMC BT /F 12 Tf (page 1) Tj ET EMC \
        /TD <</MCID 1>> BDC BT /F 12 Tf 9 600 Td (A) Tj ET EMC \
        /TD <</MCID 2>> BDC BT /F 12 Tf 90 600 Td (12) Tj ET EMC \
        /TD <</MCID 3>> BDC BT /F 12 Tf 9 500 Td (B) Tj ET EMC";
    let element = |kind: &str, rest: &str| format!("<</Type/StructElem/S/{kind}/P 6 0 R/Pg 3 0 R {rest}>>");
    vec![
        "<</Type/Catalog/Pages 2 0 R/MarkInfo<</Marked true>>/StructTreeRoot 6 0 R>>".to_owned(),
        "<</Type/Pages/Kids[3 0 R]/Count 1>>".to_owned(),
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/StructParents 0/Resources<</Font<</F 5 0 R>>>>>>"
            .to_owned(),
        format!("<</Length {}>>stream\n{content}\nendstream", content.len()),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>".to_owned(),
        "<</Type/StructTreeRoot/K 7 0 R/ParentTree 16 0 R/RoleMap<</Head/P/Odd/Odder/Odder/Odd>>>>".to_owned(),
        element("Document", "/K[8 0 R 9 0 R]"),
        element("Head", "/K 0"),
        element("Table", "/K[10 0 R 11 0 R]"),
        element("TR", "/K[12 0 R 13 0 R]"),
        element("TR", "/K[14 0 R 15 0 R]"),
        element("TH", "/K 1"),
        element("TD", "/K[<</Type/MCR/Pg 3 0 R/MCID 2>>]"),
        element("TH", "/K 3"),
        element("TD", ""),
        "<</Nums[0[8 0 R 12 0 R 13 0 R 14 0 R]]>>".to_owned(),
    ]
}

fn file(objects: &[String]) -> Vec<u8> {
    let mut out = b"%PDF-1.7\n".to_vec();
    let mut table = String::new();
    for (n, object) in objects.iter().enumerate() {
        table += &format!("{:010} 00000 n \n", out.len());
        out.extend(format!("{} 0 obj\n{object}\nendobj\n", n + 1).bytes());
    }
    let (size, at) = (objects.len() + 1, out.len());
    let head = format!("xref\n0 {size}\n0000000000 65535 f \n{table}");
    out.extend(format!("{head}trailer\n<</Size {size}/Root 1 0 R>>\nstartxref\n{at}\n%%EOF\n").bytes());
    out
}

/// The rows of a file, each field with its column; nothing where its structure is not read.
fn rows(objects: &[String]) -> Option<Vec<Vec<(usize, String)>>> {
    let file = file(objects);
    match guarded("PDF", Duration::from_secs(20), move || decode(file, By::Structure)) {
        Ok(Decoded::Tagged { pages, .. }) => {
            let fields =
                |row: &Row| row.fields.iter().map(|field| (field.column, field.text.clone())).collect();
            Some(pages.rows.iter().map(fields).collect())
        }
        // Its text is there all the same.
        Ok(Decoded::Document(pages)) => {
            assert!(!pages.rows.is_empty());
            None
        }
        other => panic!("{:?}", other.err()),
    }
}

/// The rows where something in the file is something else.
fn with(changes: &[(&str, &str)]) -> Option<Vec<Vec<(usize, String)>>> {
    let mut objects = objects();
    for (from, to) in changes {
        assert!(objects.iter().any(|object| object.contains(from)), "{from}");
        objects.iter_mut().for_each(|object| *object = object.replace(from, to));
        // What a stream is long.
        if let Some((_, content)) = objects[3].clone().split_once("stream\n") {
            let content = content.trim_end_matches("\nendstream");
            objects[3] = format!("<</Length {}>>stream\n{content}\nendstream", content.len());
        }
    }
    rows(&objects)
}

fn said(rows: &[&[(usize, &str)]]) -> Option<Vec<Vec<(usize, String)>>> {
    let row = |row: &&[(usize, &str)]| row.iter().map(|(at, text)| (*at, (*text).to_owned())).collect();
    Some(rows.iter().map(row).collect())
}

#[test]
fn lines_and_cells_are_what_the_tree_says() {
    let cells: [&[(usize, &str)]; 2] = [&[(0, "A"), (1, "12")], &[(0, "B"), (1, "")]];
    let usual = said(&[&[(0, "Titles")], cells[0], cells[1]]);
    assert_eq!(with(&[]), usual);
    for same in [
        // Said of what is around it; written within it; nothing at all.
        [("/Type/StructElem/S/TD/P 6 0 R/Pg 3 0 R", "/Type/StructElem/S/TD/P 6 0 R")],
        [("/Nums[0[8 0 R 12 0 R 13 0 R 14 0 R]]", "/Kids[<</Nums[0[8 0 R 12 0 R 13 0 R 14 0 R]]>>]")],
        [("/K[8 0 R 9 0 R]", "/K[8 0 R 9 0 R null]")],
        [("/S/Head", "/S/Odd")],
        [("/S/Head", "/S/Unknown")],
        [("/S/Document", "/S/NonStruct")],
        [("/K[12 0 R 13 0 R]", "/K[12 0 R 77 13 0 R]")],
        [("(page 1)", "(page 1) Tj /Span <</ActualText (9)>> BDC (8) Tj EMC ()")],
    ] {
        assert_eq!(with(&same), usual, "{same:?}");
    }
    let two = with(&[
        ("/K[14 0 R 15 0 R]", "/K[14 0 R]"),
        ("/S/TH/P 6 0 R/Pg 3 0 R /K 3", "/S/TH/Pg 3 0 R/A[<</O/Table/ColSpan 2>> 0]/K 3"),
    ]);
    assert_eq!(two, said(&[&[(0, "Titles")], cells[0], &[(0, "B")]]));
    let two = with(&[
        ("/K[14 0 R 15 0 R]", "/K[15 0 R]"),
        ("/S/TH/P 6 0 R/Pg 3 0 R /K 1", "/S/TH/Pg 3 0 R/A<</O/Table/RowSpan 2>>/K[1 3]"),
        ("13 0 R 14 0 R]]", "13 0 R 12 0 R]]"),
    ]);
    assert_eq!(two, said(&[&[(0, "Titles")], &[(0, "AB"), (1, "12")]]));
}

#[test]
fn a_caption_goes_with_its_picture() {
    let of = |top: &str| with(&[("/K[8 0 R 9 0 R]", top), ("/S/Head", "/S/Caption")]).map(|rows| rows.len());
    assert_eq!(of("/K[8 0 R 9 0 R]"), Some(3));
    assert_eq!(of("/K[<</S/Figure/Alt(1, 2)>> 8 0 R 9 0 R]"), Some(2));
    assert_eq!(of("/K[<</S/Figure>> 8 0 R 9 0 R]"), Some(3));
    assert_eq!(of("/K[<</S/Figure/Alt(1, 2)>> 9 0 R 8 0 R]"), Some(3));
}

#[test]
fn what_stands_for_text_is_read_in_its_place() {
    let of = |change| with(&[change]).map(|rows| rows[0][0].1.clone());
    let title = |text: &str| Some(text.to_owned());
    assert_eq!(of(("/S/Head", "/ActualText<FEFF5E74>/S/Head")), title("年"));
    assert_eq!(of(("(Ti) Tj", "/Span <</ActualText <FEFF5E74>>> BDC (Ti) Tj EMC")), title("年tles"));
    assert_eq!(of(("(Ti) Tj", "( T\\000 i) Tj")), title("T  itles"));
}

#[test]
fn a_tree_that_contradicts_itself_or_the_pages_is_not_read() {
    for change in [
        ("/Marked true", "/Marked false"),
        ("/Marked true", "/Marked true/Suspects true"),
        // It comes back to itself, or to what was.
        ("/K[12 0 R 13 0 R]", "/K[12 0 R 13 0 R 7 0 R]"),
        ("/K[8 0 R 9 0 R]", "/K[8 0 R 9 0 R 7 0 R]"),
        ("/K[8 0 R 9 0 R]", "/K[8 0 R 8 0 R 9 0 R]"),
        // Content that stands twice, in none, or in two pieces.
        ("/K 3", "/K[3 1]"),
        ("/K 3", "/K 4"),
        ("<</MCID 3>>", "<</MCID 1>>"),
        ("/P <</MCID 0>> BDC", "/P BMC"),
        ("/Artifact BMC", "/P BMC"),
        // What is opened is not closed, or more is.
        ("(B) Tj ET EMC", "(B) Tj ET"),
        ("(B) Tj ET EMC", "(B) Tj ET EMC EMC"),
        // Pages and owners that are not there, or others.
        ("/StructElem/S/Head/P 6 0 R/Pg 3 0 R", "/StructElem/S/Head/Pg 2 0 R"),
        ("/Type/MCR/Pg 3 0 R", "/Type/MCR/Pg 99 0 R"),
        ("/Type/MCR/Pg 3 0 R", "/Type/MCR/Stm 4 0 R/Pg 3 0 R"),
        ("/ParentTree 16 0 R", ""),
        ("/Nums[0[8 0 R 12 0 R", "/Nums[0[8 0 R 13 0 R"),
        ("/Nums[0", "/Nums[1"),
        ("/Nums[0", "/Kids[16 0 R]/Nums[0"),
        ("/StructParents 0", "/StructParents -1"),
        // Tables with holes, over one another, out of their own bounds, within one another, or none.
        ("/K[14 0 R 15 0 R]", "/K[14 0 R]"),
        ("/K[14 0 R 15 0 R]", "/K[14 0 R 15 0 R<</S/TD>>]"),
        ("/S/TH/P", "/A<</O/Table/RowSpan 2>>/S/TH/P"),
        ("/S/TD/P", "/A<</O/Table/ColSpan -1>>/S/TD/P"),
        ("/S/TD/P", "/A<</O/Table/ColSpan 999999999999>>/S/TD/P"),
        ("/S/TD/P", "/C/Wide/S/TD/P"),
        ("/K[12 0 R 13 0 R]", "/K[12 0 R 13 0 R<</S/P>>]"),
        ("/K[<</Type/MCR", "/K[<</S/Table>><</Type/MCR"),
        ("/S/Table", "/S/Div"),
        // Text that cannot be told.
        ("/Encoding/WinAnsiEncoding", ""),
        ("/Type1", "/Type0"),
        ("/F 12 Tf 9 700", "/G 12 Tf 9 700"),
        ("BT /F 12 Tf 9 700 Td (Ti)", "Q BT /F 12 Tf 9 700 Td (Ti)"),
        ("(B) Tj ET", "(B) Tj ET /X Do"),
    ] {
        assert_eq!(with(&[change]), None, "{change:?}");
    }
}

#[test]
fn a_tree_is_no_deeper_and_no_larger_than_a_document() {
    let around = |times: usize| {
        let (open, close) = ("<</S/Div/K ".repeat(times), ">>".repeat(times));
        with(&[("/K 7 0 R", &format!("/K {open}7 0 R{close}"))]).is_some()
    };
    assert!(around(50));
    assert!(!around(70) && !around(1_000));
    // Numbers that stand nowhere are no harm, as long as they can be counted.
    let beside = |times: u32| {
        let numbers: String = (100..100 + times).map(|n| format!("{n} ")).collect();
        with(&[("/K 0", &format!("/K[0 {numbers}]"))]).is_some()
    };
    assert!(beside(1_000));
    assert!(!beside(200_000));
    let mut chain = objects();
    for n in 0..5_000 {
        chain.push(format!("<</S/Div/K {} 0 R>>", 18 + n));
    }
    chain[6] = chain[6].replace("/K[8 0 R", "/K[17 0 R 8 0 R");
    assert_eq!(rows(&chain), None);
}

proptest! {
    /// Whatever the numbers and names in it are, a file is read or refused.
    #[test]
    fn no_file_is_too_broken(changes in prop::collection::vec((any::<prop::sample::Index>(), any::<prop::sample::Index>()), 1..6)) {
        let mut bytes = file(&objects());
        let end = bytes.windows(4).rposition(|window| window == b"xref").unwrap_or(bytes.len());
        let signs: Vec<usize> = (9..end).filter(|at| bytes[*at].is_ascii_alphanumeric()).collect();
        for (at, other) in changes {
            let (at, other) = (signs[at.index(signs.len())], signs[other.index(signs.len())]);
            bytes[at] = bytes[other];
        }
        let _ = decode(bytes, By::Structure);
    }
}
