//! Statistics from before the forms of 2019 give the indicators that can be compared, each only as surely as it is read.
#![cfg(test)]

use intake::{read, Budget, Reading, Source};
use report::Forms;
use std::path::Path;

fn read_text(text: &str) -> Reading {
    let forms = Forms::bundled().unwrap();
    read(Source { name: None, bytes: text.as_bytes() }, &forms, Budget::default()).unwrap()
}

/// Year, indicator, what is read, whether it is sure.
fn shown(reading: &Reading) -> Vec<(u16, String, String, bool)> {
    let of_year = |year: &intake::HistoricYear| {
        let year_is = year.year;
        let one = move |(id, it): (&report::CellId, &intake::Sighting)| {
            (year_is, id.row().to_owned(), it.raw.clone(), it.certain)
        };
        year.sightings.iter().map(one).collect::<Vec<_>>()
    };
    reading.historic.iter().flat_map(of_year).collect()
}

#[test]
fn three_years_of_a_published_table() {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/12_pingtan_2014-2018.txt");
    let reading = read_text(&std::fs::read_to_string(path).unwrap());
    let ids = ["granted", "handled", "partial", "received", "refused", "review", "suit"];
    let mut expected = Vec::new();
    for (year, ones) in [(2014, ["granted", "handled", "received"].as_slice()), (2017, &[]), (2018, &[])] {
        for id in ids {
            let value = if ones.contains(&id) { "1" } else { "0" };
            expected.push((year, id.to_owned(), value.to_owned(), true));
        }
    }
    assert_eq!(shown(&reading), expected);
    assert!(reading.remarks.iter().any(|remark| remark.contains("历史指标")), "{:?}", reading.remarks);
}

#[test]
fn what_may_be_two_numbers_or_others_is_in_doubt() {
    let table = |rows: &str| format!("政府信息公开情况统计表指标名称计量单位2016年度历年累计{rows}");
    let of = |rows: &str| shown(&read_text(&table(rows)));
    let is = |id: &str, raw: &str, sure: bool| vec![(2016, id.to_owned(), raw.to_owned(), sure)];
    assert_eq!(of("受理依申请公开信息总数条1234"), is("received", "12", false));
    assert_eq!(of("受理依申请公开信息总数条12 34"), is("received", "12", true));
    // Of two numbers one is blank, and which is not to be seen.
    assert_eq!(of("受理依申请公开信息总数条5"), []);
    assert_eq!(of("受理依申请公开信息总数条1 2 3"), is("received", "1", false));
    // A piece of another label is none.
    assert_eq!(of("接受行政诉讼、举报数件12 34"), []);
    assert_eq!(of("因公开引起的行政复议数件12 34"), []);
    // The same twice, and not the same.
    assert_eq!(of("行政复议数件1 2行政复议数量件3 4"), is("review", "1", false));
}

#[test]
fn lines_and_cells_and_one_column() {
    let html = "<table><tr><td>指标名称</td><td>单位</td><td>2015年度</td></tr>\
                <tr><td>行政复议数</td><td>件</td><td>12</td></tr><tr><td>行政诉讼数</td><td>件</td><td></td></tr></table>";
    assert_eq!(shown(&read_text(html)), [(2015, "review".into(), "12".into(), true)]);
    let lines = "指标名称\n单位\n2015年度\n历年累计\n行政复议数\n件\n12\n34\n行政诉讼数\n件\n0\n5";
    let is = |id: &str, raw: &str| (2015, id.to_owned(), raw.to_owned(), true);
    assert_eq!(shown(&read_text(lines)), [is("review", "12"), is("suit", "0")]);
}

#[test]
fn every_number_knows_its_place() {
    let origin = |text: &str, row: &str| {
        let reading = read_text(text);
        let year = &reading.historic[0];
        let (_, it) = year.sightings.iter().find(|(id, _)| id.row() == row).unwrap();
        it.origin.to_string()
    };
    let line = "统计\n表 指标名称 2016年度 历年累计 受理依申请公开信息总数 条 12 34 行政复议数 件 0 5";
    let second = line.lines().nth(1).unwrap();
    let received = second.chars().count() - "12 34 行政复议数 件 0 5".chars().count() + 1;
    assert_eq!(origin(line, "received"), format!("第 2 行第 {received} 字"));
    assert_eq!(origin(line, "review"), format!("第 2 行第 {} 字", second.chars().count() - 2));
    let html = "<table><tr><td>指标名称</td><td>单位</td><td>2015年度</td></tr>\
                <tr><td>行政复议数</td><td>件</td><td>12</td></tr></table>";
    assert_eq!(origin(html, "review"), "第 1 个表格第 2 行第 3 列");
    assert_eq!(origin("指标名称\t单位\t2015年度\n行政复议数\t件\t12", "review"), "第 2 行第 3 栏");
}

#[test]
fn years_of_the_forms_are_none() {
    assert_eq!(shown(&read_text("指标名称 计量单位 2021年度 历年累计 行政复议数 件 1 2")), []);
}
