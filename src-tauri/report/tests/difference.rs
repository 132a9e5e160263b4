//! Differences are exact: applied they give the other state, turned round the first, also by way of JSON.
#![cfg(test)]

use proptest::prelude::*;
use report::{
    difference::{DifferenceError, DifferenceJson, ParagraphChange},
    Difference, Form, Forms, Inline, Paragraph, Prose, Report,
};
use std::sync::{Arc, LazyLock};

fn form(edition: &str) -> Arc<Form> {
    // Read once: the property tests ask for it thousands of times.
    static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());
    FORMS.edition(edition).unwrap().clone()
}

fn written(cells: &[(&str, &str)]) -> Report {
    let form = form("2019");
    let mut report = Report::new(form.clone(), "某镇", 2019);
    for (name, text) in cells {
        report.write(&form.cell(name).unwrap().id, text).unwrap();
    }
    report
}

const RECEIVED: &str = "requests.received.person";
const PROCUREMENT: &str = "disclosure.procurement.amount";

#[test]
fn cells_differ_as_they_are_printed() {
    let cells = |before: &[_], after: &[_]| {
        let difference = Difference::between(&written(before), &written(after)).unwrap();
        let text = |entry: &Option<report::Entry>| entry.as_ref().map_or("空".into(), |it| it.to_string());
        let shown = difference
            .cells
            .iter()
            .map(|it| format!("{} {} → {}", it.id, text(&it.entry.before), text(&it.entry.after)));
        shown.collect::<Vec<_>>()
    };
    assert_eq!(cells(&[(RECEIVED, "1")], &[(RECEIVED, "1")]), Vec::<String>::new());
    // Blank is not zero, and 1.00 is not printed as 1.0.
    assert_eq!(cells(&[], &[(RECEIVED, "0")]), ["requests.received.person 空 → 0"]);
    assert_eq!(cells(&[(RECEIVED, "56")], &[(RECEIVED, "/")]), ["requests.received.person 56 → /"]);
    assert_eq!(
        cells(&[(PROCUREMENT, "1.0万元")], &[(PROCUREMENT, "1.00万元")]),
        ["disclosure.procurement.amount 1.0万元 → 1.00万元"]
    );
}

#[test]
fn prose_differs_by_paragraphs() {
    let overview = form("2019").prose_place("overview").unwrap().clone();
    let with = |paragraphs: &[&str]| {
        let mut report = written(&[]);
        report.set_prose(&overview, Prose::plain(paragraphs.iter().copied())).unwrap();
        report
    };
    let before = with(&["开头", "甲", "乙", "结尾"]);
    let after = with(&["开头", "甲改", "乙", "丙", "结尾"]);
    let difference = Difference::between(&before, &after).unwrap();
    assert_eq!(difference.prose.len(), 1);
    assert_eq!(difference.prose[0].at, 1);
    let (was, is, same, new) =
        (Paragraph::text("甲"), Paragraph::text("甲改"), Paragraph::text("乙"), Paragraph::text("丙"));
    assert_eq!(
        difference.prose[0].shown(),
        [
            ParagraphChange::Reworded { before: &was, after: &is },
            ParagraphChange::Kept(&same),
            ParagraphChange::Added(&new)
        ]
    );
    assert_eq!(difference.apply(&before).unwrap(), after);
}

#[test]
fn other_reports_and_other_states_are_refused() {
    let before = written(&[(RECEIVED, "1")]);
    let mut next_year = before.clone();
    next_year.year = 2020;
    assert_eq!(Difference::between(&before, &next_year), Err(DifferenceError::OtherReport));
    let other_form = Report::new(form("2021"), "某镇", 2019);
    assert_eq!(Difference::between(&before, &other_form), Err(DifferenceError::OtherReport));

    let mut after = written(&[(RECEIVED, "2")]);
    after.title = Some("报告".into());
    after.set_prose(after.form().clone().preamble(), Prose::plain(["甲"])).unwrap();
    let difference = Difference::between(&before, &after).unwrap();
    let refused = |report: &Report| difference.apply(report).unwrap_err().to_string();
    assert!(refused(&written(&[(RECEIVED, "3")])).contains("自然人"));
    let mut titled = before.clone();
    titled.title = Some("别的".into());
    assert!(refused(&titled).contains("标题"));

    let back = difference.inverse();
    let mut reworded = after.clone();
    reworded.set_prose(after.form().clone().preamble(), Prose::plain(["乙"])).unwrap();
    assert!(back.apply(&reworded).unwrap_err().to_string().contains("前言"));
}

#[test]
fn a_record_of_another_form_is_refused() {
    let refused = |json: &str| {
        let json: DifferenceJson = serde_json::from_str(json).unwrap();
        json.into_difference(&form("2021")).unwrap_err().to_string()
    };
    assert!(refused(r#"{"cells":{"a.b.c":{"before":null,"after":"1"}}}"#).contains("a.b.c"));
    assert!(refused(r#"{"prose":{"seventh":{"at":0,"before":[],"after":["x"]}}}"#).contains("seventh"));
}

fn paragraph() -> impl Strategy<Value = Paragraph> {
    let form = form("2021");
    let cells: Vec<_> = form.cells().iter().map(|cell| cell.id.clone()).take(3).collect();
    prop_oneof![
        "[甲乙丙]{1,2}".prop_map(Paragraph::text),
        (prop::sample::select(cells), "[甲乙]{1,2}")
            .prop_map(|(id, text)| Paragraph { inlines: vec![Inline::Text(text), Inline::Figure(id)] }),
    ]
}

/// Reports with few cells and paragraphs, so that two of them often agree.
fn report() -> impl Strategy<Value = Report> {
    let cells = prop::collection::vec((0_usize..12, "[0-2]|/|1\\.0|1\\.00"), 0..8);
    let prose = prop::collection::vec((0_usize..3, prop::collection::vec(paragraph(), 0..5)), 0..3);
    let rest = ("[甲乙]", prop::option::of("[甲乙]"), prop::collection::vec("[甲乙]", 0..3));
    (cells, prose, rest).prop_map(|(cells, prose, (agency, title, notes))| {
        let form = form("2021");
        let mut report = Report::new(form.clone(), agency, 2024);
        for (n, text) in cells {
            report.write(&form.cells()[n].id, &text).unwrap();
        }
        for (n, paragraphs) in prose {
            report.set_prose(form.prose_places().nth(n).unwrap(), Prose { paragraphs }).unwrap();
        }
        report.title = title;
        report.notes = notes;
        report
    })
}

/// Equal in every printed digit: `==` alone holds 1.0 and 1.00 for the same.
fn printed(report: &Report) -> String {
    report::json::to_json(report).unwrap()
}

proptest! {
    #[test]
    fn applied_it_gives_the_other_state(a in report(), b in report()) {
        let difference = Difference::between(&a, &b).unwrap();
        let reached = difference.apply(&a).unwrap();
        prop_assert_eq!(&reached, &b);
        prop_assert_eq!(printed(&reached), printed(&b));
        let back = difference.inverse().apply(&b).unwrap();
        prop_assert_eq!(&back, &a);
        prop_assert_eq!(printed(&back), printed(&a));
    }

    #[test]
    fn nothing_differs_from_itself(a in report(), b in report()) {
        prop_assert!(Difference::between(&a, &a).unwrap().is_empty());
        let difference = Difference::between(&a, &b).unwrap();
        prop_assert_eq!(difference.is_empty(), a == b && printed(&a) == printed(&b));
    }

    #[test]
    fn the_record_reads_back(a in report(), b in report()) {
        let difference = Difference::between(&a, &b).unwrap();
        let json = serde_json::to_string(&DifferenceJson::from(&difference)).unwrap();
        let read: DifferenceJson = serde_json::from_str(&json).unwrap();
        let read = read.into_difference(a.form()).unwrap();
        prop_assert_eq!(printed(&read.apply(&a).unwrap()), printed(&b));
        prop_assert_eq!(read, difference);
    }
}
