//! Which numbers of the prose are offered to be linked.
#![cfg(test)]

use report::{check::links, json::from_json, Forms, Inline, Paragraph, Prose, Report};

const REAL: &str = include_str!("data/published/14.json");

fn report(cells: &[(&str, &str)], paragraphs: Vec<Paragraph>) -> Report {
    let forms = Forms::bundled().unwrap();
    let mut report = Report::new(forms.edition("2021").unwrap().clone(), "某镇人民政府", 2024);
    let form = report.form().clone();
    for cell in form.cells() {
        report.write(&cell.id, "0").unwrap();
    }
    for (name, text) in cells {
        report.write(&form.cell(name).unwrap().id, text).unwrap();
    }
    report.set_prose(form.prose_place("overview").unwrap(), Prose { paragraphs }).unwrap();
    report
}

/// What is offered: the digits, and the cell they would follow.
fn offered(report: &Report) -> Vec<(String, String)> {
    let told = |link: report::check::Link| {
        let text = report.text(&link.place).swap_remove(link.paragraph);
        (text[link.range].to_owned(), link.cell.to_string())
    };
    links(report).into_iter().map(told).collect()
}

fn of_text(cells: &[(&str, &str)], text: &str) -> Vec<(String, String)> {
    offered(&report(cells, vec![Paragraph::text(text)]))
}

fn pair(digits: &str, cell: &str) -> (String, String) {
    (digits.into(), cell.into())
}

const RECEIVED: (&str, &str) = ("requests.received.total", "56");

#[test]
fn a_number_that_equals_its_cell_is_offered() {
    let cells = [RECEIVED, ("requests.handled.total", "54"), ("requests.carried_out.total", "2")];
    assert_eq!(
        of_text(&cells, "2024年，我镇收到政府信息公开申请56件，办结54件，结转下年度继续办理2件。"),
        [
            pair("56", "requests.received.total"),
            pair("54", "requests.handled.total"),
            pair("2", "requests.carried_out.total")
        ]
    );
    let penalties = ("disclosure.penalties.decided", "7");
    assert_eq!(of_text(&[penalties], "全年作出行政处罚7件。"), [pair("7", penalties.0)]);
}

#[test]
fn a_number_that_is_another_or_counts_something_else_is_not() {
    for text in [
        "2024年，我镇收到政府信息公开申请55件。",
        "2024年，我镇收到群众来信56件。",
        "2024年，我镇收到政府信息公开申请五十六件。",
        "2024年，我镇收到政府信息公开申请560件。",
        "56",
        "",
    ] {
        assert_eq!(of_text(&[RECEIVED], text), [], "{text}");
    }
    // 新收加上年结转 is right, and no cell's.
    let cells = [("requests.received.total", "0"), ("requests.carried_in.total", "5")];
    assert_eq!(of_text(&cells, "我镇共收到政府信息公开申请5件。"), []);
}

#[test]
fn what_follows_its_cell_already_is_not_offered_again() {
    let cell = report(&[RECEIVED], vec![]).form().cell(RECEIVED.0).unwrap().id.clone();
    let text = |text: &str| Inline::Text(text.into());
    let linked = Paragraph {
        inlines: vec![text("我镇收到政府信息公开申请"), Inline::Figure(cell), text("件，其中受理申请56件。")],
    };
    let links = offered(&report(&[RECEIVED], vec![linked]));
    assert_eq!(links, []);
    let whole = Paragraph { inlines: vec![text("我镇收到政府信息公开申请56件。")] };
    assert_eq!(offered(&report(&[RECEIVED], vec![whole])).len(), 1);
}

#[test]
fn in_a_published_report_only_what_its_tables_say_is_offered() {
    let report = from_json(REAL, &Forms::bundled().unwrap()).unwrap();
    let offered = offered(&report);
    for (digits, cell) in &offered {
        let id = report.form().cell(cell).unwrap().id.clone();
        assert_eq!(&report.entry(&id).unwrap().to_string(), digits);
    }
    let expected = [
        pair("859", "requests.received.total"),
        pair("805", "requests.handled.total"),
        pair("18", "requests.carried_in.total"),
        pair("72", "requests.carried_out.total"),
        pair("7", "disputes.review.total"),
    ];
    assert_eq!(offered, expected);
}
