//! The official forms hold together, hold everything, and a new edition is a new file.
#![cfg(test)]

use report::{
    form::{Content, Label, Quality},
    CellKind, Form, Forms, Report, Value,
};
use std::collections::BTreeSet;

const FORM_2019: &str = include_str!("../../../forms/2019.toml");
const FORM_2021: &str = include_str!("../../../forms/2021.toml");
const MADE_UP: &str = include_str!("made-up-edition.toml");

fn bundled() -> Forms {
    Forms::bundled().unwrap()
}

fn sizes(edition: &str) -> Vec<(String, usize)> {
    let forms = bundled();
    let form = forms.edition(edition).unwrap();
    form.tables.iter().map(|table| (table.id.clone(), table.values().count())).collect()
}

fn sized(sizes: &[(&str, usize)]) -> Vec<(String, usize)> {
    sizes.iter().map(|(table, n)| ((*table).to_owned(), *n)).collect()
}

#[test]
fn the_2021_form_has_10_175_15_cells() {
    assert_eq!(sizes("2021"), sized(&[("disclosure", 10), ("requests", 175), ("disputes", 15)]));
}

#[test]
fn the_2019_form_has_22_161_15_cells() {
    assert_eq!(sizes("2019"), sized(&[("disclosure", 22), ("requests", 161), ("disputes", 15)]));
}

/// Counts for itself, apart from the parser, that no place of a grid is free or taken twice.
#[test]
fn every_grid_is_covered_exactly() {
    for form in bundled().iter() {
        for table in &form.tables {
            let mut cover = vec![vec![0; table.widths.len()]; table.grid.len()];
            for (r, row) in table.grid.iter().enumerate() {
                for cell in row {
                    for line in &mut cover[r..r + cell.rowspan] {
                        line[cell.column..cell.column + cell.colspan].iter_mut().for_each(|n| *n += 1);
                    }
                }
            }
            assert!(cover.iter().flatten().all(|n| *n == 1), "{} {}", form.edition, table.id);
        }
    }
}

#[test]
fn every_row_column_and_group_is_on_the_paper() {
    for form in bundled().iter() {
        for table in &form.tables {
            let printed: BTreeSet<String> =
                table.grid.iter().flatten().filter_map(|cell| cell.text()).map(String::from).collect();
            let rows = table.rows.iter().map(|row| &row.label);
            let columns = table.columns.iter().map(|column| &column.label);
            let groups = table.groups.iter().map(|group| &group.label);
            for label in rows.chain(columns).chain(groups) {
                assert!(printed.contains(label), "{} {}: {label}", form.edition, table.id);
            }
        }
    }
}

#[test]
fn every_2019_cell_says_how_it_continues() {
    let forms = bundled();
    let form = forms.edition("2019").unwrap();
    let mapping = form.mapping.as_ref().unwrap();
    assert_eq!(mapping.joins.len(), form.cells().len());
    let quality = |name: &str| {
        mapping.joins.iter().find(|join| join.from.as_str() == name).map(|join| (join.quality, join.to.len()))
    };
    assert_eq!(quality("requests.granted.legal"), Some((Quality::Exact, 1)));
    assert_eq!(quality("requests.closed.person"), Some((Quality::Sum, 3)));
    assert_eq!(quality("disclosure.normative.made"), Some((Quality::Close, 1)));
    assert_eq!(quality("disclosure.normative.total_public"), Some((Quality::Broken, 1)));
    assert_eq!(quality("disclosure.charges.change"), Some((Quality::None, 0)));
}

#[test]
fn arithmetic_is_all_there() {
    let forms = bundled();
    for (edition, results) in [("2019", 19), ("2021", 21)] {
        let form = forms.edition(edition).unwrap();
        let of = |rule: &str| form.sums.iter().filter(|sum| sum.rule == rule).collect::<Vec<_>>();
        let rows = form.table("requests").unwrap().rows.len();
        assert_eq!(of("R01").len(), rows);
        assert!(of("R01").iter().all(|sum| sum.parts.len() == 6));
        assert_eq!(of("R02").len(), 7);
        assert!(of("R02").iter().all(|sum| sum.parts.len() == results), "{edition}");
        assert_eq!(of("R04").len(), 3);
        assert_eq!((form.balances.len(), form.carries.len()), (7, 7));
    }
    assert_eq!(forms.edition("2021").unwrap().stocks.len(), 2);
}

#[test]
fn kinds_and_units() {
    let forms = bundled();
    let kind = |edition: &str, name: &str| forms.edition(edition).unwrap().cell(name).map(|cell| cell.kind);
    assert_eq!(kind("2021", "disclosure.charges.amount"), Some(CellKind::Amount));
    assert_eq!(kind("2019", "disclosure.penalties.change"), Some(CellKind::Change));
    assert_eq!(kind("2019", "disclosure.procurement.amount"), Some(CellKind::Amount));
    assert_eq!(kind("2021", "requests.closed.person"), None);
    assert_eq!(kind("2019", "requests.closed.person"), Some(CellKind::Count));
}

#[test]
fn the_form_of_a_year() {
    let forms = bundled();
    let of = |year| forms.for_year(year).map(|form| form.edition.clone());
    assert_eq!(
        [of(2019), of(2020), of(2021), of(2030)],
        [Some("2019".into()), Some("2019".into()), Some("2021".into()), Some("2021".into())]
    );
    // Before the forms there are only numbers to be compared, from the year the 条例 came into force.
    assert_eq!([of(2007), of(2008), of(2018)], [None, Some("2014".into()), Some("2014".into())]);
    let kinds = forms.iter().map(|form| (form.edition.as_str(), form.is_report()));
    assert_eq!(kinds.collect::<Vec<_>>(), [("2014", false), ("2019", true), ("2021", true)]);
    assert_eq!(forms.newest().edition, "2021");
}

#[test]
fn the_title_reads_as_published() {
    let forms = bundled();
    let lines = forms.edition("2021").unwrap().title_lines("赤壁市官塘驿镇", 2024);
    assert_eq!(lines, ["赤壁市官塘驿镇", "2024年政府信息公开工作年度报告"]);
}

/// A third edition is a new file: other rows, a seventh applicant column, its own labels and sums.
#[test]
fn a_made_up_edition_works_without_a_code_change() {
    let forms = Forms::parse(&[FORM_2021, MADE_UP, FORM_2019]).unwrap();
    let form = forms.for_year(2031).unwrap();
    assert_eq!((form.edition.as_str(), form.tables.len()), ("2031", 1));
    assert_eq!(forms.newest().edition, "2031");
    let mut report = Report::new(form.clone(), "某镇", 2031);
    for (cell, n) in form.cells().iter().zip([3, 4, 8, 1, 1, 2]) {
        report.set(&cell.id, Some(Value::Count(n))).unwrap();
    }
    let words = form.prose_place("words").unwrap();
    report.set_prose(words, report::Prose::plain(["情况如下。"])).unwrap();
    let findings = report::check::check(&report, &report::check::Around::default());
    let said: Vec<&str> = findings.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["线上申请：前二列之和为 7，与总计列 8 不一致。"]);
    let json = report::json::to_json(&report).unwrap();
    assert_eq!(report::json::from_json(&json, &forms).unwrap(), report);
    let bands = form.tables[0]
        .grid
        .iter()
        .flatten()
        .filter(|cell| matches!(&cell.content, Content::Label { label: Label::Band, .. }));
    assert_eq!(bands.count(), 1);
}

#[test]
fn a_wrong_form_file_says_what_is_wrong() {
    let broken = |from: &str, to: &str| {
        assert!(MADE_UP.contains(from), "{from}");
        Form::parse(&MADE_UP.replacen(from, to, 1)).map(|_| ()).unwrap_err().to_string()
    };
    assert!(broken("colspan = 4", "colspan = 3").contains("leaves column 4 empty"));
    assert!(broken("colspan = 4", "colspan = 5").contains("leaves the grid"));
    assert!(broken("rowspan = 2", "rowspan = 1").contains("leaves"));
    assert!(broken("values = \"online\"", "values = \"onlime\"").contains("onlime"));
    assert!(broken("column = \"adult\"", "column = \"adlut\"").contains("adlut"));
    assert!(broken("\"*.adult\"", "\"*.nobody\"").contains("nobody"));
    assert!(broken("section = \"figures\"", "section = \"nowhere\"").contains("nowhere"));
    assert!(broken("edition = \"2031\"", "edition = 2031").contains("edition"));
    assert!(broken("values = \"online\"", "values = \"paper\"").contains("stands twice"));
}
