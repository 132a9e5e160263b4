//! Every shape that published reports come in: how many cells are right, and none wrong in silence.
#![cfg(test)]

use intake::{read, Budget, Reading, Sighting, Source};
use report::{CellId, Entry, Forms};
use serde_json::{Map, Value};
use std::{fmt::Write, path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// The complete reports and whose they are.
const COMPLETE: &[(&str, &str)] = &[
    ("01_guantangyi-town_2024.txt", "guantangyi_2024"),
    ("02_hongze-district_2023_layout.txt", "hongze_2023"),
    ("02b_hongze-district_2023_raw.txt", "hongze_2023"),
    ("03_hongze-district_2024_layout.txt", "hongze_2024"),
    ("05_pingtan_2024_flattened.txt", "pingtan_2024"),
    ("10_pingtan_2020_flattened.txt", "pingtan_2020"),
    ("13_hangzhou-style-city_2025.html", "hangzhou_2025"),
    ("14_shanghai-gov-office_2019.html", "shanghai_office_2019"),
    ("16_pingtan_2022_mso.html", "pingtan_2022"),
    ("17_suqian-city_2023.txt", "suqian_2023"),
    ("18_suqian-city_2024.txt", "suqian_2024"),
];

/// Some cells and what stands in them.
type Values = &'static [(&'static str, &'static str)];

/// Those that break off, or are no whole report: cells read and sure, read and uncertain, and some of their values.
const PARTIAL: &[(&str, usize, usize, Values)] = &[
    ("12_pingtan_2014-2018.txt", 0, 0, &[]),
    (
        "23_liyuan-subdistrict_2020.txt",
        12,
        0,
        &[("disclosure.rules.made", "5"), ("disclosure.other_services.change", "0")],
    ),
    ("28_xiongxian-township_2019.txt", 0, 1, &[("disclosure.rules.made", "0")]),
    (
        "30_nileke-town_2023.txt",
        73,
        0,
        &[("disclosure.rules.in_force", "6"), ("requests.refused_internal.total", "0")],
    ),
    (
        "32_xiliu-town_2023.txt",
        10,
        0,
        &[("disclosure.normative.issued", "4"), ("disclosure.normative.in_force", "32")],
    ),
    ("36_taiping-town_2022.txt", 58, 1, &[("requests.refused_safety_stability.total", "0")]),
    (
        "38_beipo-town_2022.txt",
        10,
        0,
        &[("disclosure.penalties.decided", "4"), ("disclosure.charges.amount", "190.457379")],
    ),
    (
        "45_suqian-city_2025.txt",
        0,
        28,
        &[("disclosure.normative.in_force", "422"), ("requests.received.total", "3830")],
    ),
    (
        "46_city_2019.txt",
        23,
        9,
        &[
            ("disclosure.rules.total_public", "3"),
            ("disclosure.rules.made", "1"),
            ("disclosure.normative.total_public", "841"),
            ("disclosure.normative.made", "117"),
            ("disclosure.licences.change", "+1036"),
            ("disclosure.licences.decided", "474339"),
            ("disclosure.coercion.change", "+14"),
            ("disclosure.charges.items_last_year", "240"),
            ("disclosure.charges.change", "+4"),
            ("requests.received.company", "2"),
            ("requests.received.total", "62"),
        ],
    ),
];

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

fn read_file(name: &str) -> Reading {
    let bytes = std::fs::read(data(name)).unwrap();
    read(Source { name: Some(name), bytes: &bytes }, &FORMS, Budget::default()).unwrap()
}

fn expected(key: &str) -> Map<String, Value> {
    let all: Value = serde_json::from_slice(&std::fs::read(data("expected.json")).unwrap()).unwrap();
    all[key]["cells"].as_object().unwrap().clone()
}

#[derive(Default, PartialEq, Debug)]
struct Score {
    right: usize,
    /// Uncertain, and what is offered is right all the same.
    offered: usize,
    /// Uncertain, and what is offered is wrong.
    uncertain: usize,
    missing: usize,
    wrong: Vec<String>,
}

fn all(reading: &Reading) -> impl Iterator<Item = (&CellId, &Sighting)> {
    reading.sightings.iter().chain(&reading.foreign)
}

fn score(reading: &Reading, truth: &Map<String, Value>) -> Score {
    let mut score = Score::default();
    for (name, value) in truth {
        let Some((id, sighting)) = all(reading).find(|(id, _)| id.as_str() == name) else {
            score.missing += 1;
            continue;
        };
        let kind = FORMS.iter().find_map(|form| form.cell(id.as_str())).unwrap().kind;
        let read = Entry::read(kind, &sighting.raw).map(|entry| entry.to_string());
        let truth = match value {
            Value::Null => None,
            Value::String(text) => Some(text.clone()),
            other => Some(other.to_string()),
        };
        match (read == truth, sighting.certain) {
            (true, true) => score.right += 1,
            (true, false) => score.offered += 1,
            (false, false) => score.uncertain += 1,
            (false, true) => score.wrong.push(format!("{name}: {read:?} instead of {truth:?}")),
        }
    }
    score
}

/// The table that `docs/reading.md` shows.
fn exactness() -> String {
    let mut table = String::from(
        "| 文件 | 格数 | 确定且正确 | 存疑，所示正确 | 存疑，所示有误 | 未读到 | 确定而错误 |\n|---|---|---|---|---|---|---|\n",
    );
    for (file, key) in COMPLETE {
        let truth = expected(key);
        let Score { right, offered, uncertain, missing, wrong } = score(&read_file(file), &truth);
        let cells = truth.len();
        let wrong = wrong.len();
        let _ =
            writeln!(table, "| {file} | {cells} | {right} | {offered} | {uncertain} | {missing} | {wrong} |");
    }
    for (file, sure, unsure, _) in PARTIAL {
        let _ = writeln!(table, "| {file}（不完整） | — | {sure} | {unsure} | — | — | — |");
    }
    table
}

#[test]
fn nothing_is_wrong_in_silence() {
    for (file, key) in COMPLETE {
        assert_eq!(score(&read_file(file), &expected(key)).wrong, [""; 0], "{file}");
    }
}

/// Only where digits have run together without a sum to divide them by is anything uncertain.
#[test]
fn complete_reports_are_read_whole() {
    for (file, key) in COMPLETE {
        let reading = read_file(file);
        let score = score(&reading, &expected(key));
        let doubts: Vec<&CellId> = reading.uncertain().collect();
        assert_eq!(score.missing, 0, "{file}");
        assert_eq!(score.right + doubts.len(), expected(key).len(), "{file}: {doubts:?}");
        let glued = matches!(*key, "pingtan_2024" | "pingtan_2020");
        assert!(glued || doubts.is_empty(), "{file}: {doubts:?}");
        assert!(doubts.iter().all(|id| id.table() == "disclosure"), "{file}: {doubts:?}");
        // Several ways to divide are all told; where there is one, a cell may have been left blank.
        assert!(doubts.iter().all(|id| reading.sightings[*id].others.len() != 1), "{file}");
    }
}

#[test]
fn digits_that_ran_together_are_told_with_all_their_readings() {
    let reading = read_file("05_pingtan_2024_flattened.txt");
    let id = &reading.report.form().cell("disclosure.normative.in_force").unwrap().id;
    let sighting = &reading.sightings[id];
    assert_eq!((sighting.raw.as_str(), sighting.certain), ("440", false));
    assert!(sighting.others.iter().any(|other| other == "3440"), "{:?}", sighting.others);
    assert_eq!(reading.uncertain().count(), 3);
}

#[test]
fn a_row_of_the_older_form_is_kept_apart() {
    let reading = read_file("02_hongze-district_2023_layout.txt");
    assert_eq!(reading.report.form().edition, "2021");
    let foreign: Vec<(&str, &str)> =
        reading.foreign.iter().map(|(id, sighting)| (id.as_str(), sighting.raw.as_str())).collect();
    assert_eq!(foreign.len(), 7);
    assert!(foreign.contains(&("requests.closed.total", "0")));
    assert!(reading.missing().all(|id| id.row().starts_with("closed_")));
    assert!(reading.remarks.iter().any(|remark| remark.contains("旧格式")), "{:?}", reading.remarks);
    assert!(reading.remarks.iter().any(|remark| remark.contains("行政止公开")), "{:?}", reading.remarks);
}

#[test]
fn of_a_row_of_the_older_form_only_zeros_say_what_its_parts_are() {
    let text = std::fs::read_to_string(data("03_hongze-district_2024_layout.txt")).unwrap();
    let row = text.lines().find(|line| line.contains("（六）其他处理")).unwrap().to_owned();
    let parts = |text: &str| -> Vec<String> {
        let reading = read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap();
        let form = reading.report.form().clone();
        let entry = |id: &str| reading.report.entry(&form.cell(id).unwrap().id).map(ToString::to_string);
        let told = reading.remarks.iter().any(|it| it.contains("旧格式"));
        assert!(told, "{:?}", reading.remarks);
        ["person", "company", "total"]
            .map(|column| entry(&format!("requests.closed_other.{column}")).unwrap_or_default())
            .into()
    };
    assert_eq!(parts(&text), ["0", "0", "0"]);
    let counted = text.replace(&row, "（六）其他处理 3 0 0 0 0 0 3");
    assert_eq!(parts(&counted), ["", "0", ""]);
}

#[test]
fn what_is_there_of_a_broken_report_is_read() {
    for (file, sure, unsure, values) in PARTIAL {
        let reading = read_file(file);
        let doubts = reading.uncertain().count();
        assert_eq!(
            (reading.sightings.len() - doubts, doubts),
            (*sure, *unsure),
            "{file}: {:?}",
            reading.remarks
        );
        for (name, raw) in *values {
            let found = reading.sightings.iter().find(|(id, _)| id.as_str() == *name);
            assert_eq!(found.map(|(_, sighting)| sighting.raw.as_str()), Some(*raw), "{file}: {name}");
        }
    }
}

#[test]
fn two_reports_in_one_document_are_noticed() {
    let reading = read_file("45_suqian-city_2025.txt");
    assert!(reading.remarks.iter().any(|remark| remark.contains("不止一份年报")), "{:?}", reading.remarks);
}

/// `docs/reading.md` shows these figures; `UPDATE_READING=1 cargo test -p nianbao-intake --test shapes` writes them.
#[test]
fn the_page_on_reading_is_up_to_date() {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../docs/reading.md");
    let page = std::fs::read_to_string(&path).unwrap();
    let (before, rest) = page.split_once("<!-- exactness -->\n").unwrap();
    let (_, after) = rest.split_once("<!-- /exactness -->").unwrap();
    let written = format!("{before}<!-- exactness -->\n{}<!-- /exactness -->{after}", exactness());
    if std::env::var_os("UPDATE_READING").is_some() {
        std::fs::write(&path, &written).unwrap();
        return;
    }
    assert!(page == written, "out of date: UPDATE_READING=1 cargo test -p nianbao-intake --test shapes");
}
