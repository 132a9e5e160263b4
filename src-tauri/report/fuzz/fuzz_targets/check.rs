//! Checks a report made of arbitrary lines: whatever they say, the rules answer, and point at words that are there.
//!
//! `cargo +nightly fuzz run check --fuzz-dir src-tauri/report/fuzz -- -dict=src-tauri/report/fuzz/check.dict`
//!
//! A line `requests.received.total|3` fills a cell, `overview|…` adds a paragraph, `<` before either puts it into
//! last year's report; any other line is a paragraph of section one.
#![no_main]

use libfuzzer_sys::fuzz_target;
use report::{
    check::{check, Around, Known},
    Forms, Place, Prose, Report,
};
use std::{collections::BTreeMap, sync::LazyLock};

static FORMS: LazyLock<Option<Forms>> = LazyLock::new(|| Forms::bundled().ok());

fuzz_target!(|data: &[u8]| {
    let text = String::from_utf8_lossy(data);
    let Some(forms) = FORMS.as_ref() else { return };
    let edition = if text.starts_with('2') { "2019" } else { "2021" };
    let Some(form) = forms.edition(edition) else { return };
    let mut reports =
        [Report::new(form.clone(), "某县青山镇", 2024), Report::new(form.clone(), "某县青山镇", 2023)];
    let mut prose: [BTreeMap<String, Vec<String>>; 2] = Default::default();
    for line in text.lines() {
        let (year, line) = line.strip_prefix('<').map_or((0, line), |line| (1, line));
        let (place, words) = line.split_once('|').unwrap_or(("overview", line));
        if let Some(id) = form.cell(place).map(|cell| cell.id.clone()) {
            let _ = reports[year].write(&id, words);
        } else {
            prose[year].entry(place.to_owned()).or_default().push(words.to_owned());
        }
    }
    for (report, prose) in reports.iter_mut().zip(prose) {
        for (place, paragraphs) in prose {
            if let Some(id) = form.prose_place(&place).cloned() {
                let _ = report.set_prose(&id, Prose::plain(paragraphs));
            }
        }
    }
    let [report, previous] = &reports;
    let others = [Known::of(previous)];
    let around = Around { previous: Some(previous), others: &others, ..Around::default() };
    for finding in check(report, &around) {
        assert!(!finding.message.is_empty());
        for place in finding.also.iter().chain(&finding.against).chain([&finding.place]) {
            if let Place::Words { place, paragraph, range } = place {
                let texts = report.text(place);
                assert!(
                    texts.get(*paragraph).is_some_and(|text| text.get(range.clone()).is_some()),
                    "{finding:?}"
                );
            }
        }
    }
});
