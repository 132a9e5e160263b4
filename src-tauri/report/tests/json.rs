//! `nianbao.report/1`: what is written reads back the same, and what does not fit is refused.
#![cfg(test)]

use proptest::prelude::*;
use report::{
    json::{from_json, to_json, ReportJson},
    Forms, Inline, Paragraph, Prose, Report,
};

fn forms() -> Forms {
    Forms::bundled().unwrap()
}

/// A report with some of everything in it.
fn sample() -> Report {
    let form = forms().edition("2019").unwrap().clone();
    let mut report = Report::new(form.clone(), "某市\"人民\"政府", 2019);
    let cell = |name: &str| form.cell(name).unwrap().id.clone();
    report.write(&cell("requests.received.person"), "12").unwrap();
    report.write(&cell("disclosure.penalties.change"), "-18").unwrap();
    report.write(&cell("disclosure.procurement.amount"), "73802895.90元").unwrap();
    report.write(&cell("requests.granted.legal"), "/").unwrap();
    report.notes.push("依据公开网页录入".into());
    report.title = Some("某市人民政府2019年度报告".into());
    let linked = Paragraph {
        inlines: vec![
            Inline::Text("新收申请".into()),
            Inline::Figure(cell("requests.received.person")),
            Inline::Text("件。".into()),
        ],
    };
    let overview = form.prose_place("overview").unwrap();
    report
        .set_prose(overview, Prose { paragraphs: vec![Paragraph::text("（一）主动公开"), linked] })
        .unwrap();
    report.set_prose(form.preamble(), Prose::plain(["根据《条例》编制。"])).unwrap();
    report
}

#[test]
fn everything_reads_back() {
    let report = sample();
    assert_eq!(from_json(&to_json(&report).unwrap(), &forms()).unwrap(), report);
    assert_eq!(report.text(report.form().prose_place("overview").unwrap())[1], "新收申请12件。");
}

#[test]
fn the_shape_is_the_documented_one() {
    let value: serde_json::Value = serde_json::from_str(&to_json(&sample()).unwrap()).unwrap();
    assert_eq!(value["schema"], "nianbao.report/1");
    assert_eq!(value["cells"]["requests.received.person"], 12);
    assert_eq!(value["cells"]["disclosure.penalties.change"], -18);
    assert_eq!(value["cells"]["disclosure.procurement.amount"], "73802895.90元");
    assert_eq!(value["cells"]["requests.granted.company"], serde_json::Value::Null);
    assert_eq!(value["cells"]["requests.granted.legal"], serde_json::Value::Null);
    assert_eq!(value["written"]["requests.granted.legal"], "/");
    assert_eq!(value["prose"]["overview"][1][1]["figure"], "requests.received.person");
    assert_eq!(value["cells"].as_object().unwrap().len(), 198);
}

#[test]
fn what_does_not_fit_is_refused() {
    let json = to_json(&sample()).unwrap();
    let refused = |from: &str, to: &str| {
        assert!(json.contains(from), "{from}");
        from_json(&json.replacen(from, to, 1), &forms()).unwrap_err().to_string()
    };
    assert!(refused("nianbao.report/1", "nianbao.report/2").contains("nianbao.report/2"));
    assert!(refused("\"form\": \"2019\"", "\"form\": \"1999\"").contains("1999"));
    assert!(refused("requests.received.person\": 12", "requests.received.nobody\": 12").contains("nobody"));
    assert!(refused("requests.received.person\": 12", "requests.received.person\": -12").contains("-12"));
    assert!(refused("requests.received.person\": 12", "requests.received.person\": 1.5")
        .contains("自然人不能填写 1.5"));
    assert!(refused("\"overview\"", "\"overwiev\"").contains("overwiev"));
    assert!(refused("\"year\": 2019", "\"year\": 19").contains("19"));
    assert!(from_json("", &forms()).is_err());
    assert!(from_json("[]", &forms()).is_err());
}

/// `docs/nianbao.report-1.schema.json` is generated; `UPDATE_SCHEMA=1` writes it anew.
#[test]
fn the_schema_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/nianbao.report-1.schema.json");
    let schema = serde_json::to_string_pretty(&schemars::schema_for!(ReportJson)).unwrap() + "\n";
    if std::env::var_os("UPDATE_SCHEMA").is_some() {
        std::fs::write(path, &schema).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == schema, "out of date: UPDATE_SCHEMA=1 cargo test -p nianbao-report --test json");
}

proptest! {
    #[test]
    fn any_cells_and_prose_read_back(
        cells in prop::collection::vec((0_usize..200, "[0-9]{1,9}|/|-[0-9]{1,3}|[0-9]{1,6}\\.[0-9]{1,4}"), 0..60),
        paragraphs in prop::collection::vec("\\PC{0,40}", 0..6),
        agency in "\\PC{0,12}",
        year in 1949_u16..2999,
    ) {
        let forms = forms();
        let form = forms.edition("2021").unwrap();
        let mut report = Report::new(form.clone(), agency, year);
        for (n, text) in cells {
            report.write(&form.cells()[n].id, &text).unwrap();
        }
        report.set_prose(form.prose_place("problems").unwrap(), Prose::plain(paragraphs)).unwrap();
        prop_assert_eq!(from_json(&to_json(&report).unwrap(), &forms).unwrap(), report);
    }
}
