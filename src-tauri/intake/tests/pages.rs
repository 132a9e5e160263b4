//! Page numbers between the rows of a table: no cell takes one for its own number and is certain.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::Forms;
use std::{path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn read_text(text: &str) -> Reading {
    read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap()
}

fn suqian() -> String {
    let path = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/17_suqian-city_2023.txt");
    std::fs::read_to_string(path).unwrap()
}

const FEE: &str = "行政事业性收费\t";

/// The fee is blank, and behind it stands a page number.
fn blank_fee(text: &str, page: &str) -> String {
    let row = text.lines().find(|line| line.starts_with(FEE)).unwrap();
    text.replace(row, &format!("{}\n{page}", FEE.trim()))
}

fn fee(reading: &Reading) -> Option<(String, bool)> {
    let (_, it) = reading.sightings.iter().find(|(id, _)| id.as_str() == "disclosure.charges.amount")?;
    Some((it.raw.clone(), it.certain))
}

#[test]
fn what_can_only_be_a_page_number_is_none_of_the_cells() {
    for page in ["4 / 7", "4 页", "第 4 页 共 7 页", "- 4 -", "第４页，共７页"] {
        for between in ["\t", "\n", "   "] {
            let reading = read_text(&blank_fee(&suqian(), page).replace('\t', between));
            assert_eq!(fee(&reading), None, "{page} {between:?}");
            assert!(reading.leftovers.iter().any(|left| left.text == page), "{page}");
        }
    }
}

#[test]
fn a_number_alone_where_others_stand_behind_their_labels_is_uncertain() {
    for page in ["2", "４", "                    4"] {
        for between in ["\t", "   ", " | "] {
            let reading = read_text(&blank_fee(&suqian(), page).replace('\t', between));
            assert!(fee(&reading).is_none_or(|(_, sure)| !sure), "{page} {between:?}");
            assert!(reading.remarks.iter().any(|remark| remark.contains("页码")), "{:?}", reading.remarks);
            let doubts = reading.uncertain().count();
            assert!(doubts <= 1, "{page} {between:?} {doubts}");
        }
    }
}

#[test]
fn a_blank_in_a_row_and_a_page_number_behind_it_are_uncertain() {
    let text = suqian().replace('\t', "   ");
    let row = text.lines().find(|line| line.starts_with("2.重复申请")).unwrap();
    let (shorter, _) = row.rsplit_once("   ").unwrap();
    let reading = read_text(&text.replace(row, &format!("{shorter}\n\n                  3\n\u{0c}")));
    let doubts: Vec<String> = reading.uncertain().map(ToString::to_string).collect();
    assert_eq!(doubts.len(), 7, "{doubts:?}");
    assert!(doubts.iter().all(|id| id.starts_with("requests.declined_repeat.")), "{doubts:?}");
}

#[test]
fn a_number_that_goes_on_from_the_pages_around_is_uncertain() {
    let lines = blank_fee(&suqian(), "2").replace('\t', "\n");
    // Nothing says that pages are numbered: it is the value.
    assert_eq!(fee(&read_text(&lines)), Some(("2".into(), true)));
    let numbered = lines
        .replace("二、主动公开政府信息情况", "1\n二、主动公开政府信息情况")
        .replace("六、其他需要报告的事项", "6\n六、其他需要报告的事项");
    assert_eq!(fee(&read_text(&numbered)), Some(("2".into(), false)));
    // 9 is no page between 1 and 6.
    assert_eq!(fee(&read_text(&numbered.replace("收费\n2\n", "收费\n9\n"))), Some(("9".into(), true)));
    let not_rising = numbered.replace("\n6\n六、", "\n1\n六、");
    assert_eq!(fee(&read_text(&not_rising)), Some(("2".into(), true)));
}
