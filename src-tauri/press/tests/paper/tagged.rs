//! The structure: whole, regular, and in the order the report is read. The rules are those of ISO 14289-1 (PDF/UA-1)
//! and of level A of ISO 19005-2 that concern what we write.

use std::collections::{BTreeMap, BTreeSet};

use lopdf::{Object, ObjectId};
use report::form::Content;
use report::Report;

use crate::opened::content::{self, Drawing};
use crate::opened::element::Element;
use crate::opened::Opened;
use crate::samples;

/// What is wrong with the structure.
pub fn faults(opened: &Opened) -> Vec<String> {
    let Some(root) = Element::root(opened) else { return vec!["no structure".to_owned()] };
    let mut faults = Vec::new();
    let mark_info = opened.dictionary(opened.catalog(), "MarkInfo");
    if mark_info.and_then(|info| info.get(b"Marked").ok()?.as_bool().ok()) != Some(true) {
        faults.push("not said to be marked".to_owned());
    }
    if opened.catalog().get(b"Lang").and_then(Object::as_str).ok() != Some(b"zh-CN") {
        faults.push("no language".to_owned());
    }
    faults.extend(content_faults(opened, &root));
    faults.extend(nesting_faults(opened, &root));
    faults.extend(heading_faults(&root));
    faults
        .extend(root.all().into_iter().filter(|e| e.kind == "Figure").flat_map(|e| figure_faults(opened, e)));
    faults.extend(root.all().into_iter().filter(|e| e.kind == "Table").flat_map(table_faults));
    faults
}

fn drawings(opened: &Opened) -> BTreeMap<ObjectId, Drawing> {
    opened.pages().into_iter().map(|page| (page, content::read(opened, page))).collect()
}

/// Every marked content sequence belongs to one element, and every element's content exists, is not an artifact, and
/// is found from the page too; elements read a page in the order it is drawn.
fn content_faults(opened: &Opened, root: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let drawings = drawings(opened);
    let mut drawn = BTreeMap::new();
    for (page, drawing) in &drawings {
        faults.extend(drawing.faults.iter().cloned());
        for sequence in &drawing.sequences {
            match sequence.number {
                None if sequence.tag != "Artifact" => faults.push(format!("unnumbered {sequence:?}")),
                None => {}
                Some(_) if sequence.tag == "Artifact" => faults.push(format!("numbered {sequence:?}")),
                Some(number) if drawn.insert((*page, number), sequence).is_some() => {
                    faults.push(format!("sequence {number} twice on a page"));
                }
                Some(_) => {}
            }
        }
        if opened.name(opened.page(*page), "Tabs") != Some("S") {
            faults.push("tabs do not follow the structure".to_owned());
        }
    }
    let mut last: BTreeMap<ObjectId, i64> = BTreeMap::new();
    let mut reached = BTreeSet::new();
    for (element, page, number) in root.content() {
        let key = page.map(|page| (page, number)).filter(|key| drawn.contains_key(key));
        let Some(key) = key else {
            faults.push(format!("{} has content {number} that is drawn nowhere", element.kind));
            continue;
        };
        if !reached.insert(key) {
            faults.push(format!("sequence {number} in two elements"));
        }
        if drawn[&key].tag != element.kind {
            faults.push(format!("{} is drawn as {}", element.kind, drawn[&key].tag));
        }
        if owner_by_parent_tree(opened, key.0, number) != Some(element.id) {
            faults.push(format!("the parent tree has another owner for sequence {number}"));
        }
        if last.insert(key.0, number).is_some_and(|last| last > number) {
            faults.push(format!("sequence {number} is read after a later one"));
        }
    }
    let lost = drawn.iter().filter(|(key, _)| !reached.contains(key));
    faults.extend(lost.map(|(_, sequence)| format!("in no element: {sequence:?}")));
    faults
}

fn owner_by_parent_tree(opened: &Opened, page: ObjectId, number: i64) -> Option<ObjectId> {
    let key = opened.integer(opened.page(page), "StructParents")?;
    let root = opened.dictionary(opened.catalog(), "StructTreeRoot")?;
    let numbers = opened.array(opened.dictionary(root, "ParentTree")?, "Nums")?;
    let entry = numbers.chunks_exact(2).find(|entry| entry[0].as_i64().ok() == Some(key))?;
    let owners = opened.document.dereference(&entry[1]).ok()?.1.as_array().ok()?;
    owners.get(usize::try_from(number).ok()?)?.as_reference().ok()
}

/// Elements know their parents, and stand only where they may.
fn nesting_faults(opened: &Opened, root: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let tree = opened.catalog().get(b"StructTreeRoot").and_then(Object::as_reference).ok();
    if root.kind != "Document" || root.parent != tree {
        faults.push(format!("the top is {}", root.kind));
    }
    for element in root.all() {
        for kid in element.elements() {
            let may = match kid.kind.as_str() {
                "H1" | "H2" | "H3" | "P" | "Table" | "Figure" | "Caption" => element.kind == "Document",
                "TR" => element.kind == "Table",
                "TH" | "TD" => element.kind == "TR",
                _ => false,
            };
            if !may {
                faults.push(format!("{} in {}", kid.kind, element.kind));
            }
            if kid.parent != Some(element.id) {
                faults.push(format!("{} does not know its {}", kid.kind, element.kind));
            }
        }
    }
    faults
}

/// Headings begin with the title and go down one level at a time.
fn heading_faults(root: &Element) -> Vec<String> {
    let mut last = 0;
    let mut faults = Vec::new();
    for kind in root.all().into_iter().filter_map(|element| element.kind.strip_prefix('H')) {
        let level: u8 = kind.parse().unwrap();
        if level > last + 1 {
            faults.push(format!("H{level} after H{last}"));
        }
        last = level;
    }
    faults
}

/// A figure says what it shows (ISO 14289-1, 7.3), and where it stands.
fn figure_faults(opened: &Opened, figure: &Element) -> Vec<String> {
    let entry = opened.document.get_dictionary(figure.id).unwrap();
    let mut faults = Vec::new();
    if !entry.get(b"Alt").and_then(Object::as_str).is_ok_and(|alt| alt.len() > 2) {
        faults.push("a figure without description".to_owned());
    }
    let attributes = opened.dictionary(entry, "A");
    if attributes.and_then(|of| opened.array(of, "BBox")).is_none_or(|edges| edges.len() != 4) {
        faults.push("a figure that does not say where it stands".to_owned());
    }
    faults
}

/// Rows have the same width, cells do not overlap, heads say what they head.
fn table_faults(table: &Element) -> Vec<String> {
    let mut faults = Vec::new();
    let mut taken: BTreeSet<(usize, usize)> = BTreeSet::new();
    for (row, cells) in table.elements().enumerate() {
        for cell in cells.elements() {
            let column = (0..).find(|column| !taken.contains(&(row, *column))).unwrap();
            for r in row..row + cell.rows {
                for c in column..column + cell.columns {
                    if !taken.insert((r, c)) {
                        faults.push(format!("two cells in row {r}, column {c}"));
                    }
                }
            }
            if cell.kind == "TH" && !matches!(cell.scope.as_deref(), Some("Row" | "Column" | "Both")) {
                faults.push("a head cell without scope".to_owned());
            }
        }
    }
    let width = taken.iter().map(|(_, column)| column + 1).max().unwrap_or(0);
    if taken.len() != width * table.elements().count() {
        faults.push("the table's rows are of different width".to_owned());
    }
    faults
}

/// The text of the structure, in its order, a line for each element that has any; without white space.
fn read_aloud(opened: &Opened) -> Vec<String> {
    let drawings = drawings(opened);
    let mut said: Vec<(ObjectId, String)> = Vec::new();
    for (element, page, number) in Element::root(opened).unwrap().content() {
        let sequences = &drawings[&page.unwrap()].sequences;
        let text = &sequences.iter().find(|s| s.number == Some(number)).unwrap().text;
        match said.last_mut() {
            Some((id, line)) if *id == element.id => line.push_str(text),
            _ => said.push((element.id, text.clone())),
        }
    }
    said.into_iter().map(|(_, line)| without_space(&line)).collect()
}

fn without_space(text: &str) -> String {
    text.chars().filter(|c| !c.is_whitespace()).collect()
}

/// The report as one would read it out: title, prose, tables row by row.
fn spoken(report: &Report) -> Vec<String> {
    let form = report.form();
    let mut spoken = vec![report.title_lines().concat()];
    spoken.extend(report.text(form.preamble()));
    for section in &form.sections {
        spoken.push(section.heading.clone());
        spoken.extend(report.text(&section.id));
        for cell in form.table_in(&section.id).into_iter().flat_map(|table| table.grid.iter().flatten()) {
            spoken.push(match &cell.content {
                Content::Label { text, .. } => text.clone(),
                Content::Value(id) => report.entry(id).map(ToString::to_string).unwrap_or_default(),
            });
        }
    }
    spoken.iter().map(|text| without_space(text)).filter(|text| !text.is_empty()).collect()
}

/// A table of the form so long that it is cut: its labels three times over.
fn long_report() -> press::Sheet {
    let mut sheet = press::official::sheet(&samples::report("suqian-2024"), &Default::default());
    for block in &mut sheet.blocks {
        if let press::layout::Block::Table(table) = block {
            for cell in table.rows.iter_mut().flatten().filter(|cell| cell.text.chars().count() > 4) {
                cell.text = cell.text.repeat(3);
            }
        }
    }
    sheet
}

fn printed(sheet: &press::Sheet) -> Opened {
    let fonts = samples::fonts();
    let pages = press::lay_out(sheet, &fonts).unwrap();
    Opened::new(&press::pdf::write(&pages, &fonts, &Default::default(), None).unwrap())
}

#[test]
fn the_structure_of_every_sample_is_whole() {
    for name in samples::ALL {
        assert_eq!(faults(&Opened::new(&samples::pdf(&samples::report(name)))), [""; 0], "{name}");
    }
}

#[test]
fn a_screen_reader_reads_the_report_as_it_is_written() {
    for name in samples::ALL {
        let report = samples::report(name);
        assert_eq!(read_aloud(&Opened::new(&samples::pdf(&report))), spoken(&report), "{name}");
    }
}

#[test]
fn a_table_on_two_pages_is_one_table_and_its_head_is_said_once() {
    let opened = printed(&long_report());
    assert_eq!(faults(&opened), [""; 0]);
    let tables = Element::root(&opened).unwrap();
    assert_eq!(tables.all().iter().filter(|element| element.kind == "Table").count(), 3);
    let said = read_aloud(&opened);
    assert_eq!(said.iter().filter(|line| line.starts_with("申请人情况")).count(), 1);
    let again = drawings(&opened).into_values().flat_map(|d| d.sequences);
    let again = again.filter(|s| s.tag == "Artifact" && s.text.contains("申请人情况")).count();
    assert!(again > 0, "the head stands on the second page too");
}

#[test]
fn what_is_no_content_is_an_artifact() {
    let opened = Opened::new(&samples::pdf(&samples::report("guantangyi-2024")));
    for (index, page) in opened.pages().into_iter().enumerate() {
        let drawing = content::read(&opened, page);
        let artifacts: String =
            drawing.sequences.iter().filter(|s| s.number.is_none()).map(|s| s.text.as_str()).collect();
        assert_eq!(without_space(&artifacts), format!("—{}—", index + 1));
    }
}

#[test]
fn every_break_of_the_structure_is_found() {
    let bytes = samples::pdf(&samples::report("guantangyi-2024"));
    let broken = |how: &dyn Fn(&mut Opened, &Element)| {
        let mut opened = Opened::new(&bytes);
        let root = Element::root(&opened).unwrap();
        how(&mut opened, &root);
        faults(&opened)
    };
    let found = |kind: &str, root: &Element| root.all().into_iter().find(|e| e.kind == kind).unwrap().id;
    let entry = |opened: &mut Opened, id: ObjectId, key: &str, value: Option<Object>| {
        let entry = opened.document.get_object_mut(id).unwrap().as_dict_mut().unwrap();
        match value {
            Some(value) => entry.set(key, value),
            None => drop(entry.remove(key.as_bytes())),
        }
    };
    let name = |name: &str| Some(Object::Name(name.into()));
    let says = |faults: Vec<String>, what: &str| {
        assert!(faults.iter().any(|fault| fault.contains(what)), "{what}: {faults:?}");
    };
    says(broken(&|o, r| entry(o, found("TH", r), "A", None)), "without scope");
    says(broken(&|o, r| entry(o, found("TH", r), "A", None)), "different width");
    says(broken(&|o, r| entry(o, found("P", r), "K", None)), "in no element");
    says(broken(&|o, r| entry(o, found("P", r), "K", Some(9999.into()))), "drawn nowhere");
    says(broken(&|o, r| entry(o, found("P", r), "S", name("TD"))), "TD in Document");
    says(broken(&|o, r| entry(o, found("H2", r), "S", name("H3"))), "H3 after H1");
    says(broken(&|o, r| entry(o, found("P", r), "P", None)), "does not know");
    let page = |o: &Opened| o.pages()[0];
    says(broken(&|o, _| entry(o, page(o), "StructParents", Some(3.into()))), "another owner");
    says(broken(&|o, _| entry(o, page(o), "Tabs", None)), "tabs");
    let catalog = |o: &Opened| o.document.trailer.get(b"Root").unwrap().as_reference().unwrap();
    says(broken(&|o, _| entry(o, catalog(o), "MarkInfo", None)), "marked");
    says(broken(&|o, _| entry(o, catalog(o), "Lang", None)), "language");
    says(broken(&|o, _| entry(o, catalog(o), "StructTreeRoot", None)), "no structure");
}
