//! Real published reports: every cell as printed, nothing wrong in silence.
#![cfg(test)]

use intake::{read, Budget, Reading, ReadingJson, Source};
use report::{
    check::{check, Around},
    Forms,
};
use serde_json::Value;
use std::path::PathBuf;

fn data(name: &str) -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)
}

fn read_file(name: &str) -> Reading {
    let bytes = std::fs::read(data(name)).unwrap();
    read(Source { name: Some(name), bytes: &bytes }, &Forms::bundled().unwrap(), Budget::default()).unwrap()
}

fn expected(key: &str) -> Value {
    let all: Value = serde_json::from_slice(&std::fs::read(data("expected.json")).unwrap()).unwrap();
    all[key].clone()
}

/// Every cell right, none uncertain, none missing, and agency, year and form as listed.
fn check_file(name: &str, key: &str) {
    let reading = read_file(name);
    let expected = expected(key);
    let read: Value = serde_json::from_str(&ReadingJson::from(&reading).to_text().unwrap()).unwrap();
    let wrong: Vec<String> = expected["cells"]
        .as_object()
        .unwrap()
        .iter()
        .filter(|(id, value)| read["cells"].get(id.as_str()) != Some(value))
        .map(|(id, value)| format!("{id}: {} instead of {value}", read["cells"][id]))
        .collect();
    assert_eq!(wrong, [""; 0], "{name}");
    assert_eq!(read["cells"].as_object().unwrap().len(), expected["cells"].as_object().unwrap().len());
    for field in ["agency", "year", "form"] {
        assert_eq!(read[field], expected[field], "{name}: {field}");
    }
    assert_eq!(read["uncertain"], serde_json::json!([]), "{name}");
    assert_eq!(read["missing"], serde_json::json!([]), "{name}");
}

#[test]
fn a_cell_a_line() {
    check_file("01_guantangyi-town_2024.txt", "guantangyi_2024");
}

#[test]
fn plain_html() {
    check_file("13_hangzhou-style-city_2025.html", "hangzhou_2025");
}

#[test]
fn html_with_blank_cells() {
    check_file("14_shanghai-gov-office_2019.html", "shanghai_office_2019");
}

#[test]
fn tab_separated() {
    check_file("17_suqian-city_2023.txt", "suqian_2023");
    check_file("18_suqian-city_2024.txt", "suqian_2024");
}

/// The rest of a reading, and what the checks say of it, in a form to be read by people.
fn told(name: &str) -> String {
    let reading = read_file(name);
    let report = &reading.report;
    let mut out = format!("标题 {}\n", report.title());
    for place in report.form().prose_places() {
        for paragraph in report.text(place) {
            out += &format!("{place} | {paragraph}\n");
        }
    }
    for leftover in &reading.leftovers {
        out += &format!("剩余 {} | {}\n", leftover.origin, leftover.text);
    }
    for remark in &reading.remarks {
        out += &format!("说明 | {remark}\n");
    }
    for finding in check(report, &Around::default()) {
        out += &format!("{} {} | {}\n", finding.severity.label(), finding.rule, finding.message);
    }
    out
}

#[test]
fn prose_leftovers_and_findings() {
    for name in [
        "01_guantangyi-town_2024.txt",
        "13_hangzhou-style-city_2025.html",
        "14_shanghai-gov-office_2019.html",
        "17_suqian-city_2023.txt",
        "18_suqian-city_2024.txt",
        "02_hongze-district_2023_layout.txt",
        "02b_hongze-district_2023_raw.txt",
        "05_pingtan_2024_flattened.txt",
        "10_pingtan_2020_flattened.txt",
        "30_nileke-town_2023.txt",
    ] {
        insta::assert_snapshot!(name.split('_').next().unwrap(), told(name));
    }
}
