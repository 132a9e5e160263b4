//! Headings in another order than the form's: no number under a heading that is another's is certain.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::{form::Content, Form, Forms};
use std::{collections::BTreeMap, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn read_text(text: &str) -> Reading {
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap()
}

/// A cell of a page: its text, how far it spans, and the cell of the report it shows.
#[derive(Clone)]
struct Shown {
    text: String,
    cell: Option<String>,
    spans: (usize, usize),
}

/// The rows of each section of a report in which every number is another.
type Page = Vec<(String, Vec<Vec<Shown>>)>;

fn page(form: &Form) -> Page {
    let mut number = 100;
    let mut shown = |cell: &report::form::GridCell| {
        let text = match &cell.content {
            Content::Label { text, .. } => text.clone(),
            Content::Value(_) => {
                number += 1;
                number.to_string()
            }
        };
        let cell_id = cell.value().map(ToString::to_string);
        Shown { text, cell: cell_id, spans: (cell.colspan, cell.rowspan) }
    };
    form.sections
        .iter()
        .map(|section| {
            let table = form.table_in(&section.id);
            let rows = table
                .map(|table| table.grid.iter().map(|row| row.iter().map(&mut shown).collect()).collect());
            (section.heading.clone(), rows.unwrap_or_default())
        })
        .collect()
}

fn title(form: &Form) -> String {
    format!("某县{}年政府信息公开工作年度报告", form.edition)
}

/// With another text between the fields of a row.
fn text(form: &Form, page: &Page, between: &str) -> String {
    let row = |row: &Vec<Shown>| row.iter().map(|it| it.text.as_str()).collect::<Vec<_>>().join(between);
    let section = |(heading, rows): &(String, Vec<Vec<Shown>>)| {
        let rows: Vec<String> = rows.iter().map(row).collect();
        format!("{heading}\n{}", if rows.is_empty() { "工作有序开展。".into() } else { rows.join("\n") })
    };
    let sections: Vec<String> = page.iter().map(section).collect();
    format!("{}\n{}", title(form), sections.join("\n"))
}

fn html(form: &Form, page: &Page) -> String {
    let cell = |it: &Shown| format!("<td colspan={} rowspan={}>{}</td>", it.spans.0, it.spans.1, it.text);
    let row = |row: &Vec<Shown>| format!("<tr>{}</tr>", row.iter().map(cell).collect::<String>());
    let section = |(heading, rows): &(String, Vec<Vec<Shown>>)| {
        let rows: String = rows.iter().map(row).collect();
        let below = if rows.is_empty() {
            "<p>工作有序开展。</p>".into()
        } else {
            format!("<table>{rows}</table>")
        };
        format!("<p>{heading}</p>{below}")
    };
    let sections: String = page.iter().map(section).collect();
    format!("<meta charset=utf-8><p>{}</p>{sections}", title(form))
}

fn all(form: &Form, page: &Page) -> Vec<(&'static str, String)> {
    vec![
        ("html", html(form, page)),
        ("tabs", text(form, page, "\t")),
        ("strokes", text(form, page, " | ")),
        ("lines", text(form, page, "\n")),
        ("spaces", text(form, page, "   ")),
    ]
}

/// What the page shows, and which of it is certain and otherwise, or not certain.
fn wrong_and_unsure(page: &Page, reading: &Reading) -> (Vec<String>, Vec<String>) {
    let cells = page.iter().flat_map(|(_, rows)| rows.iter().flatten());
    let truth: BTreeMap<String, String> =
        cells.filter_map(|it| Some((it.cell.clone()?, it.text.clone()))).collect();
    let mut wrong = Vec::new();
    let mut unsure = Vec::new();
    for (id, it) in &reading.sightings {
        if !it.certain {
            unsure.push(id.to_string());
        } else if truth.get(id.as_str()) != Some(&it.raw) {
            wrong.push(id.to_string());
        }
    }
    (wrong, unsure)
}

/// The cells of a row put into another order: headings and, where they tell, the numbers below move together.
fn swap_headings(page: &mut Page, section: usize, row: usize, a: usize, b: usize) {
    page[section].1[row].swap(a, b);
}

/// The cells shown by two stretches of a row trade places, their numbers stay.
fn trade(page: &mut Page, section: usize, row: usize, (a, b): (usize, usize), length: usize) {
    let row = &mut page[section].1[row];
    for n in 0..length {
        let (one, other) = (row[a + n].cell.clone(), row[b + n].cell.clone());
        (row[a + n].cell, row[b + n].cell) = (other, one);
    }
}

const DISPUTES: usize = 3;

#[test]
fn the_form_itself_is_read_in_every_shape() {
    for edition in ["2019", "2021"] {
        let form = FORMS.edition(edition).unwrap();
        let page = page(form);
        for (shape, text) in all(form, &page) {
            let reading = read_text(&text);
            let none = (Vec::<String>::new(), Vec::<String>::new());
            assert_eq!(wrong_and_unsure(&page, &reading), none, "{edition} {shape} {:?}", reading.remarks);
            let missing: Vec<String> = reading.missing().map(ToString::to_string).collect();
            assert_eq!(missing, [""; 0], "{edition} {shape} {:?}", reading.leftovers);
        }
    }
}

#[test]
fn groups_of_table_four_in_another_order_are_uncertain() {
    for edition in ["2019", "2021"] {
        let form = FORMS.edition(edition).unwrap();
        let mut suits = page(form);
        swap_headings(&mut suits, DISPUTES, 1, 5, 6);
        trade(&mut suits, DISPUTES, 3, (5, 10), 5);
        let mut review_last = page(form);
        swap_headings(&mut review_last, DISPUTES, 0, 0, 1);
        for page in [suits, review_last] {
            for (shape, text) in all(form, &page) {
                let reading = read_text(&text);
                let (wrong, unsure) = wrong_and_unsure(&page, &reading);
                assert_eq!(wrong, [""; 0], "{edition} {shape}");
                assert_eq!(unsure.iter().filter(|id| id.starts_with("disputes.")).count(), 15, "{shape}");
                assert_eq!(unsure.len(), 15, "{edition} {shape}");
                assert!(reading.remarks.iter().any(|remark| remark.contains("表四的表头")), "{shape}");
            }
        }
    }
}

#[test]
fn columns_of_one_group_of_table_four_in_another_order_are_uncertain() {
    let form = FORMS.edition("2021").unwrap();
    for (row, at) in [(1, 0), (2, 0), (2, 5), (2, 8)] {
        let mut page = page(form);
        swap_headings(&mut page, DISPUTES, row, at, at + 1);
        let value = if row == 1 { at } else { at + 5 };
        trade(&mut page, DISPUTES, 3, (value, value + 1), 1);
        for (shape, text) in all(form, &page) {
            let (wrong, unsure) = wrong_and_unsure(&page, &read_text(&text));
            assert_eq!(wrong, [""; 0], "{row} {at} {shape}");
            assert_eq!(unsure.len(), 15, "{row} {at} {shape}");
        }
    }
}

#[test]
fn a_lost_group_of_table_four_makes_it_uncertain() {
    let form = FORMS.edition("2021").unwrap();
    let page = page(form);
    for (shape, text) in all(form, &page) {
        let (wrong, unsure) = wrong_and_unsure(&page, &read_text(&text.replace("复议后起诉", "某")));
        assert_eq!((wrong.len(), unsure.len()), (0, 15), "{shape}");
    }
}

#[test]
fn two_tables_four_in_one_section_are_uncertain() {
    let form = FORMS.edition("2021").unwrap();
    let page = page(form);
    let second: Vec<Vec<Shown>> = page[DISPUTES].1.clone();
    let twice = |rows: Vec<Vec<Shown>>| {
        let mut page = page.clone();
        page[DISPUTES].1.extend(rows);
        page
    };
    // The same numbers again say nothing new.
    for (shape, text) in all(form, &twice(second.clone())) {
        let (wrong, unsure) = wrong_and_unsure(&page, &read_text(&text));
        assert_eq!((wrong.len(), unsure.len()), (0, 0), "{shape}");
    }
    let mut other = second;
    other[3].iter_mut().for_each(|it| it.text.insert(0, '7'));
    for (shape, text) in all(form, &twice(other)) {
        let reading = read_text(&text);
        let (wrong, unsure) = wrong_and_unsure(&page, &reading);
        assert_eq!((wrong.len(), unsure.len()), (0, 15), "{shape}");
        assert!(
            reading.remarks.iter().any(|remark| remark.contains("表四出现两次")),
            "{:?}",
            reading.remarks
        );
    }
}

#[test]
fn the_nearest_headings_count() {
    let form = FORMS.edition("2019").unwrap();
    let mut page = page(form);
    // The heads of 第二十条第（五）项 and （六）项 are alike; the second one is turned.
    let (section, head) = (1, 9);
    assert_eq!(page[section].1[head][1].text, "上一年项目数量");
    swap_headings(&mut page, section, head, 1, 3);
    for row in [head + 1, head + 2] {
        trade(&mut page, section, row, (1, 3), 1);
    }
    for (shape, text) in all(form, &page) {
        let reading = read_text(&text);
        let (wrong, unsure) = wrong_and_unsure(&page, &reading);
        assert_eq!(wrong, [""; 0], "{shape}");
        let of_rows =
            |id: &String| id.starts_with("disclosure.penalties.") || id.starts_with("disclosure.coercion.");
        assert!(unsure.iter().all(of_rows), "{shape}: {unsure:?}");
        // In a grid each number stands under its own heading.
        assert_eq!(unsure.len(), if matches!(shape, "lines" | "spaces") { 6 } else { 0 }, "{shape}");
    }
}

#[test]
fn two_tables_three_in_one_section_are_uncertain() {
    let form = FORMS.edition("2021").unwrap();
    let first = page(form);
    let mut page = first.clone();
    let mut other = first[2].1.clone();
    // The second one breaks off: what only the first has is no more certain.
    other.truncate(12);
    other.iter_mut().flatten().filter(|it| it.cell.is_some()).for_each(|it| it.text.insert(0, '7'));
    page[2].1.extend(other);
    for (shape, text) in all(form, &page) {
        let (wrong, unsure) = wrong_and_unsure(&first, &read_text(&text));
        assert_eq!((wrong.len(), unsure.len()), (0, 175), "{shape}");
    }
}
