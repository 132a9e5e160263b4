//! The sentences to begin with: they belong to their sections, follow the tables, and the checks have nothing against
//! them.
#![cfg(test)]

use report::{
    check::{check, Around},
    form::{Form, Opening, Part},
    CellKind, Forms, Inline, Paragraph, Prose, Report,
};
use std::sync::Arc;

const MADE_UP: &str = include_str!("made-up-edition.toml");

const SECTION: &str = r#"guidance = "写明情况。"
[[sections.openings]]
id = "online"
label = "线上"
asks = [{ id = "visits", label = "次数", unit = "次" }]
text = "{year}年{agency}接待{visits}次，收到{counts.online.total}件。"
nothing = "{year}年没有接待。"
"#;

fn made_up(section: &str) -> Result<Form, String> {
    let text = MADE_UP.replacen("guidance = \"写明情况。\"\n", section, 1);
    assert_ne!(text, MADE_UP);
    Form::parse(&text).map_err(|error| error.to_string())
}

#[test]
fn a_sentence_is_cut_at_its_tokens() {
    let form = made_up(SECTION).unwrap();
    let opening = &form.section("words").unwrap().openings[0];
    let text = |words: &str| Part::Text(words.into());
    let cell = form.cell("counts.online.total").unwrap().id.clone();
    let asked = Part::Asked("visits".into());
    assert_eq!(
        opening.text,
        [
            Part::Year,
            text("年"),
            Part::Agency,
            text("接待"),
            asked,
            text("次，收到"),
            Part::Figure(cell),
            text("件。")
        ]
    );
    assert_eq!(opening.nothing.as_deref(), Some([Part::Year, text("年没有接待。")].as_slice()));
    assert_eq!((opening.asks[0].kind, opening.asks[0].unit.as_str()), (CellKind::Count, "次"));
    assert!(form.section("figures").unwrap().openings.is_empty());
}

#[test]
fn a_wrong_opening_says_what_is_wrong() {
    for (from, to, said) in [
        (
            "counts.online.total",
            "counts.online.all",
            "section words: opening online: there is no cell counts.online.all",
        ),
        ("{visits}", "几", "visits is asked and not written"),
        ("{visits}", "{guests}", "there is no cell guests"),
        ("年没有接待", "年没有接待{visits}", "there is no cell visits"),
        ("total}件", "total件", "is not closed"),
        ("接待{visits}次，收到{counts.online.total}件", "接待", "asked and not written"),
        ("text =", "sentence =", "sentence"),
    ] {
        assert!(SECTION.contains(from), "{from}");
        let error = made_up(&SECTION.replacen(from, to, 1)).unwrap_err();
        assert!(error.contains(said), "{to}: {error}");
    }
    let twice = format!("{SECTION}[[sections.openings]]\nid = \"online\"\nlabel = \"又\"\ntext = \"又。\"\n");
    assert!(made_up(&twice).unwrap_err().contains("opening online stands twice"));
    let pointless = SECTION.replace("asks = [{ id = \"visits\", label = \"次数\", unit = \"次\" }]\n", "");
    let pointless = pointless.replace("{visits}次，收到{counts.online.total}件", "");
    assert!(made_up(&pointless).unwrap_err().contains("has no number"));
}

fn form(edition: &str) -> Arc<Form> {
    Forms::bundled().unwrap().edition(edition).unwrap().clone()
}

/// A paragraph as the window writes it.
fn written(report: &Report, parts: &[Part], answers: &[(&str, &str)]) -> Paragraph {
    let inline = |part: &Part| match part {
        Part::Text(text) => Inline::Text(text.clone()),
        Part::Agency => Inline::Text(report.agency.clone()),
        Part::Year => Inline::Text(report.year.to_string()),
        Part::Figure(cell) => Inline::Figure(cell.clone()),
        Part::Asked(id) => Inline::Text(answers.iter().find(|(ask, _)| ask == id).unwrap().1.to_owned()),
    };
    Paragraph { inlines: parts.iter().map(inline).collect() }
}

/// A town's report whose tables are `number` in every place that is typed by hand.
fn report(edition: &str, number: &str) -> Report {
    let form = form(edition);
    let year = if edition == "2019" { 2020 } else { 2024 };
    let mut report = Report::new(form.clone(), "某县某镇", year);
    for cell in form.cells() {
        report.write(&cell.id, number).unwrap();
    }
    report
}

fn place(report: &mut Report, section: &str, choose: impl Fn(&Opening) -> &[Part], answers: &[(&str, &str)]) {
    let form = report.form().clone();
    let section = form.section(section).unwrap();
    let paragraphs = section.openings.iter().map(|it| written(report, choose(it), answers)).collect();
    report.set_prose(&section.id, Prose { paragraphs }).unwrap();
}

/// What the rules of prose against tables, of aspects and of the fee say of the openings.
fn said(report: &Report) -> Vec<String> {
    let of_prose = |rule: &str| ("R30"..="R52").contains(&rule);
    let findings = check(report, &Around::default());
    let told = findings.iter().filter(|it| of_prose(&it.rule.to_string()));
    told.map(|it| format!("{} {}", it.rule, it.message)).filter(|it| !it.contains("第五部分")).collect()
}

#[test]
fn the_checks_have_nothing_against_the_openings() {
    let mut report = report("2021", "3");
    place(&mut report, "overview", |it| &it.text, &[]);
    place(&mut report, "other_matters", |it| &it.text, &[("cases", "3"), ("amount", "2230.50")]);
    assert_eq!(said(&report), Vec::<String>::new());
    let overview = report.form().prose_place("overview").unwrap().clone();
    let text = report.text(&overview);
    assert!(text[1].contains("新收政府信息公开申请3件"), "{text:?}");
}

#[test]
fn nor_against_those_of_the_earlier_form() {
    for number in ["3", "0"] {
        let mut report = report("2019", number);
        let of_number = |it: &Opening| -> Vec<Part> {
            it.nothing.clone().filter(|_| number == "0").unwrap_or_else(|| it.text.clone())
        };
        let form = report.form().clone();
        let overview = form.section("overview").unwrap();
        let paragraphs = overview.openings.iter().map(|it| written(&report, &of_number(it), &[])).collect();
        report.set_prose(&overview.id, Prose { paragraphs }).unwrap();
        let no_more = Prose { paragraphs: vec![Paragraph { inlines: vec![Inline::Text("无。".into())] }] };
        report.set_prose(&form.section("other_matters").unwrap().id, no_more).unwrap();
        assert_eq!(said(&report), Vec::<String>::new(), "{number}");
        let text = report.text(&overview.id);
        assert_eq!(text.len(), 5);
        let requests = if number == "0" {
            "未收到政府信息公开申请"
        } else {
            "新收政府信息公开申请3件"
        };
        assert!(text[1].contains(requests), "{text:?}");
        assert!(text[2].contains(&format!("制作规范性文件{number}件")), "{text:?}");
    }
}

#[test]
fn nor_against_those_for_nothing() {
    let mut report = report("2021", "0");
    let nothing = |it: &Opening| -> Vec<Part> { it.nothing.clone().unwrap_or_else(|| it.text.clone()) };
    for section in ["overview", "other_matters"] {
        let form = report.form().clone();
        let section = form.section(section).unwrap();
        let paragraphs = section.openings.iter().map(|it| written(&report, &nothing(it), &[])).collect();
        report.set_prose(&section.id, Prose { paragraphs }).unwrap();
    }
    assert_eq!(said(&report), Vec::<String>::new());
    let fee = report.text(report.form().prose_place("other_matters").unwrap());
    assert_eq!(fee, ["2024年，某县某镇没有收取政府信息公开信息处理费。"]);
}

#[test]
fn section_one_has_one_for_every_aspect_and_section_six_the_fee() {
    let form = form("2021");
    let labels =
        |id: &str| form.section(id).unwrap().openings.iter().map(|it| it.label.clone()).collect::<Vec<_>>();
    assert_eq!(labels("overview").len(), 5);
    assert_eq!(labels("other_matters").len(), 1);
    let fee = &form.section("other_matters").unwrap().openings[0];
    let asks: Vec<_> = fee.asks.iter().map(|ask| (ask.kind, ask.unit.as_str())).collect();
    assert_eq!(asks, [(CellKind::Count, "件"), (CellKind::Amount, "元")]);
}
