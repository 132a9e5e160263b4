//! Whatever is read: nothing is invented, nothing wrong is certain, nothing panics.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use proptest::prelude::*;
use report::{CellId, Forms};
use std::{collections::BTreeMap, path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn text_of(name: &str) -> String {
    std::fs::read_to_string(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name))
        .unwrap()
}

fn read_text(text: &str) -> Option<Reading> {
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).ok()
}

fn certain(reading: &Reading) -> BTreeMap<CellId, String> {
    let certain = reading.sightings.iter().filter(|(_, sighting)| sighting.certain);
    certain.map(|(id, sighting)| (id.clone(), sighting.raw.clone())).collect()
}

/// Text copied out of a page breaks off anywhere, also within a number.
#[test]
fn a_truncated_report_has_no_wrong_cell_that_is_certain() {
    for name in ["01_guantangyi-town_2024.txt", "17_suqian-city_2023.txt", "18_suqian-city_2024.txt"] {
        let text = text_of(name);
        let whole = certain(&read_text(&text).unwrap());
        let mut read_some = 0;
        for (end, _) in text.char_indices().step_by(7) {
            let Some(part) = read_text(&text[..end]) else { continue };
            let part = certain(&part);
            for (id, raw) in &part {
                assert_eq!(whole.get(id), Some(raw), "{name} cut at {end}: {id}");
            }
            read_some = read_some.max(part.len());
        }
        assert!(read_some >= 190, "{name}: {read_some}");
    }
}

#[test]
fn a_row_with_a_number_too_few_or_too_many_is_not_certain() {
    let text = text_of("17_suqian-city_2023.txt");
    let row = "一、本年新收政府信息公开申请数量\t3402\t99\t0\t4\t5\t1\t3511";
    assert!(text.contains(row));
    for other in [row.replace("\t99", ""), format!("{row}\t7")] {
        let reading = read_text(&text.replace(row, &other)).unwrap();
        let doubts: Vec<String> = reading.uncertain().map(CellId::to_string).collect();
        assert!(doubts.iter().any(|id| id == "requests.received.person"), "{doubts:?}");
        assert!(doubts.iter().all(|id| id.starts_with("requests.received.")), "{doubts:?}");
    }
}

/// One cell in which something else is written leaves the others of its row as they are.
#[test]
fn what_is_no_number_is_in_doubt_in_the_place_of_one() {
    let text = text_of("17_suqian-city_2023.txt");
    let row = "一、本年新收政府信息公开申请数量\t3402\t99\t0\t4\t5\t1\t3511";
    for odd in ["9 9", "99①", "99人", "约99", "九十九", "见附件", "#REF!", "9l", "99（注1）"] {
        let reading = read_text(&text.replace(row, &row.replace("99", odd))).unwrap();
        assert_eq!(reading.missing().count(), 0, "{odd}");
        let doubts: Vec<&CellId> = reading.uncertain().collect();
        assert!(matches!(doubts[..], [id] if id.as_str() == "requests.received.company"), "{odd} {doubts:?}");
        assert_eq!(reading.sightings[doubts[0]].raw, odd);
        assert_eq!(reading.report.value(doubts[0]), None, "{odd}");
    }
    // A single number has no others beside it that show what it is.
    for (odd, is_read) in [("约20件", true), ("二十", true), ("处理决定数量", false)] {
        let reading = read_text(&text.replace("行政强制\t20163", &format!("行政强制\t{odd}"))).unwrap();
        let doubts: Vec<&str> = reading.uncertain().map(CellId::as_str).collect();
        assert_eq!(doubts == ["disclosure.coercion.decided"], is_read, "{odd} {doubts:?}");
    }
    // With a note behind the numbers it is not to be seen which is which.
    let reading =
        read_text(&text.replace(row, &row.replace("\t99", "").replace("3511", "3511\t见附件\t"))).unwrap();
    assert!(reading.sightings.iter().all(|(id, it)| id.row() != "received" || !it.certain));
}

/// The same in lines, where nothing but the number of values shows which is which.
#[test]
fn what_is_written_to_a_number_in_a_line_leaves_the_line_in_doubt() {
    let text = text_of("01_guantangyi-town_2024.txt");
    let whole = read_text(&text).unwrap();
    let (label, behind) = text.split_once("二、上年结转政府信息公开申请数量").unwrap();
    for odd in ["0人", "①", "零件"] {
        let changed = format!("{label}二、上年结转政府信息公开申请数量{}", behind.replacen('0', odd, 1));
        let reading = read_text(&changed).unwrap();
        let of_row = |reading: &Reading, certain: bool| {
            let it =
                reading.sightings.iter().filter(|(id, _)| id.as_str().starts_with("requests.carried_in."));
            it.filter(|(_, it)| it.certain == certain).count()
        };
        assert_eq!((of_row(&whole, true), of_row(&reading, true)), (7, 0), "{odd}");
        if odd != "零件" {
            assert_eq!(of_row(&reading, false), 7, "{odd}");
        }
    }
    // What is written far from the number is no part of it.
    let far = format!("{label}二、上年结转政府信息公开申请数量{}", behind.replacen('0', "0人  次", 1));
    for (id, sighting) in &read_text(&far).unwrap().sightings {
        assert!(far.contains(&sighting.raw), "{id}: {}", sighting.raw);
    }
}

/// Below the numbers of table 四 there may be last year's, or an office's of several.
#[test]
fn a_second_line_of_numbers_leaves_the_first_in_doubt() {
    let text = text_of("17_suqian-city_2023.txt");
    let row = text.lines().find(|line| line.split('\t').count() == 15 && line.starts_with("309")).unwrap();
    for parting in ["\t", " "] {
        let second = row.replace('\t', parting).replace("309", "308");
        let reading = read_text(&text.replace(row, &format!("{row}\n{second}"))).unwrap();
        let doubts: Vec<&str> = reading.uncertain().map(CellId::as_str).collect();
        assert!(doubts.len() == 15 && doubts.iter().all(|id| id.starts_with("disputes.")), "{doubts:?}");
    }
    // A number or two are no line.
    let reading = read_text(&text.replace(row, &format!("{row}\n12\t7"))).unwrap();
    assert_eq!(reading.uncertain().count(), 0);
}

/// Numbers above their labels: each row would be given those of the next.
#[test]
fn numbers_above_their_labels_are_not_certain() {
    let text = text_of("17_suqian-city_2023.txt");
    let turned = |line: &str| match line.split_once('\t') {
        Some((label, numbers)) if numbers.starts_with(|c: char| c.is_ascii_digit()) => {
            format!("{numbers}\n{label}\n")
        }
        _ => format!("{line}\n"),
    };
    let whole = certain(&read_text(&text).unwrap());
    let reading = read_text(&text.lines().map(turned).collect::<String>()).unwrap();
    for (id, raw) in certain(&reading) {
        assert_eq!(whole.get(&id), Some(&raw), "{id}");
    }
    assert!(reading.remarks.iter().any(|remark| remark.contains("上一行")), "{:?}", reading.remarks);
}

/// Cells below one another that were copied with the tab behind each.
#[test]
fn a_tab_behind_every_cell_makes_no_blanks() {
    let text = text_of("01_guantangyi-town_2024.txt");
    let whole = read_text(&text).unwrap();
    for end in ["\t\n", "\t\t\n"] {
        let reading = read_text(&text.replace('\n', end)).unwrap();
        assert_eq!(certain(&reading), certain(&whole), "{end:?}");
    }
    // Beside a table whose tabs part its columns it is not to be seen what a blank is: the number below may be meant.
    let text = text_of("17_suqian-city_2023.txt");
    let row = "行政强制\t20163";
    let blank = read_text(&text.replace(row, "行政强制\t")).unwrap();
    let below = read_text(&text.replace(row, "行政强制\t\n20163\t")).unwrap();
    assert_eq!((blank.uncertain().count(), below.uncertain().count()), (0, 1));
}

/// A sign for nothing takes the place of a number among numbers below one another too.
#[test]
fn a_stroke_among_lines_is_one_cell() {
    let text = text_of("01_guantangyi-town_2024.txt");
    let (before, behind) = text.split_once("二、上年结转政府信息公开申请数量").unwrap();
    for sign in ["/", "-", "—", "无"] {
        let changed = format!("{before}二、上年结转政府信息公开申请数量{}", behind.replacen('0', sign, 1));
        let reading = read_text(&changed).unwrap();
        let doubts: Vec<&str> = reading.uncertain().map(CellId::as_str).collect();
        assert_eq!(doubts, ["requests.carried_in.person"], "{sign}");
        assert_eq!(reading.missing().count(), 0, "{sign}");
    }
}

#[test]
fn numbers_behind_an_unknown_label_belong_to_no_cell() {
    let text = text_of("17_suqian-city_2023.txt").replace("2.重复申请\t", "2.大量再次申请\t");
    let reading = read_text(&text).unwrap();
    let missing: Vec<String> = reading.missing().map(CellId::to_string).collect();
    assert_eq!(missing.len(), 7);
    assert!(missing.iter().all(|id| id.starts_with("requests.declined_repeat.")), "{missing:?}");
    assert!(reading.leftovers.iter().any(|leftover| leftover.text == "2.大量再次申请"));
}

#[test]
fn columns_in_another_order_are_read_by_the_heading_above_each_number() {
    let text = text_of("17_suqian-city_2023.txt");
    let cell = |reading: &Reading, name: &str| {
        let (_, it) = reading.sightings.iter().find(|(id, _)| id.as_str() == name).unwrap();
        (it.raw.clone(), it.certain)
    };
    let names = ["requests.received.company", "requests.received.research"];
    let before = names.map(|name| cell(&read_text(&text).unwrap(), name));
    assert_ne!(before[0], before[1]);
    let turned = text.replace("商业企业\t科研机构", "科研机构\t商业企业");
    let after = names.map(|name| cell(&read_text(&turned).unwrap(), name));
    assert_eq!([&after[1], &after[0]], [&before[0], &before[1]]);
    // One heading too few: which number is whose is not to be seen any more.
    let fewer = read_text(&turned.replace("\t商业企业", "")).unwrap();
    assert_eq!(fewer.uncertain().filter(|id| id.table() == "requests").count(), 175);
}

#[test]
fn columns_in_another_order_make_their_table_uncertain_where_no_grid_is_shown() {
    let text = text_of("01_guantangyi-town_2024.txt");
    let turned = text.replace("商业企业", "某").replace("科研机构", "商业企业").replace('某', "科研机构");
    let reading = read_text(&turned).unwrap();
    assert_eq!(reading.uncertain().filter(|id| id.table() == "requests").count(), 175);
    assert_eq!(reading.uncertain().filter(|id| id.table() != "requests").count(), 0);
    assert!(reading.remarks.iter().any(|remark| remark.contains("表三的表头")));
}

#[test]
fn what_is_no_number_is_kept_and_uncertain() {
    let text = text_of("18_suqian-city_2024.txt").replace("行政强制\t29351", "行政强制\t/");
    let reading = read_text(&text).unwrap();
    let id = &reading.report.form().cell("disclosure.coercion.decided").unwrap().id;
    assert_eq!(reading.report.entry(id).map(ToString::to_string).as_deref(), Some("/"));
    assert!(reading.uncertain().any(|uncertain| uncertain == id));
}

/// Lines such as reports are made of, in any order.
fn line() -> impl Strategy<Value = String> {
    let labels: Vec<String> = FORMS
        .iter()
        .flat_map(|form| {
            let headings = form.sections.iter().map(|section| section.heading.clone());
            let grids = form.tables.iter().flat_map(|table| table.grid.iter().flatten());
            headings.chain(grids.filter_map(|cell| cell.text().map(String::from))).collect::<Vec<_>>()
        })
        .collect();
    let piece = prop_oneof![
        4 => prop::sample::select(labels),
        4 => "[0-9]{1,8}",
        1 => Just(String::new()),
        1 => "\\PC{0,12}",
        1 => Just("某镇2024年政府信息公开工作年度报告".to_owned()),
    ];
    prop::collection::vec(piece, 1..9).prop_map(|fields| fields.join("\t"))
}

/// Tables without end, spaces without end, one line without end: no table, and no time lost on it.
#[test]
fn what_is_too_long_for_a_table_is_left() {
    let started = std::time::Instant::now();
    let head = "某镇2024年政府信息公开工作年度报告\n一、总体情况\n好。\n二、主动公开政府信息情况\n";
    for piece in ["规章", "规章 0 0 ", "0", "1.属于国家秘密", "行政许可\n", "\t0", " ", "规章|0|\n", "（一）"]
    {
        let text = format!("{head}{}", piece.repeat(3_000_000 / piece.len()));
        // As lines they are too many to be looked at.
        let Some(reading) = read_text(&text) else {
            assert!(piece.ends_with('\n') || piece.starts_with('\t'), "{piece}");
            continue;
        };
        assert!(reading.sightings.values().all(|sighting| !sighting.certain), "{piece}");
    }
    assert!(started.elapsed().as_secs() < 180, "{:?}", started.elapsed());
}

proptest! {
    #[test]
    fn every_value_stands_in_the_source(lines in prop::collection::vec(line(), 0..60)) {
        let text = lines.join("\n");
        if let Some(reading) = read_text(&text) {
            for (id, sighting) in &reading.sightings {
                prop_assert!(text.contains(&sighting.raw), "{id}: {}", sighting.raw);
                if let Some(value) = reading.report.value(id) {
                    let shown = value.to_string();
                    prop_assert_eq!(shown.trim_start_matches('0'), sighting.raw.trim_start_matches(['0', '+']));
                }
            }
        }
    }

    #[test]
    fn any_bytes_are_read_or_refused(bytes: Vec<u8>) {
        let _ = read(Source { name: Some("x"), bytes: &bytes }, &FORMS, Budget::default());
    }

    #[test]
    fn any_markup_is_read_or_refused(html in "(<(table|tr|td|p|div|br|title|script)( colspan=[0-9]{1,3})?>|</(table|tr|td|p|div)>|[一二0-9]{1,3}|&nbsp;){0,60}") {
        let _ = read_text(&html);
    }
}
