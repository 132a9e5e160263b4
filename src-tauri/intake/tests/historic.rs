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
fn what_is_no_plain_count_of_its_own_row_is_in_doubt_or_unread() {
    let table = |rows: &str| shown(&read_text(&format!("某县2016年政府信息公开工作年度报告\n{rows}")));
    let is = |id: &str, raw: &str, sure: bool| (2016, id.to_owned(), raw.to_owned(), sure);
    let plain = "指标名称\t单位\t2016年度\n";
    assert_eq!(table(&format!("{plain}行政复议数\t件\t1,234")), [is("review", "1,234", true)]);
    assert_eq!(table(&format!("{plain}行政复议数\t件\t12.5")), [is("review", "12.5", false)]);
    assert_eq!(table(&format!("{plain}行政复议数\t件\t12万")), [is("review", "12", false)]);
    // All years' column first; where one of the two is blank, nobody knows which.
    let turned = "指标名称\t单位\t历年累计\t2016年度\n";
    assert_eq!(table(&format!("{turned}行政复议数\t件\t34\t5")), [is("review", "5", true)]);
    assert_eq!(table(&format!("{turned}行政复议数\t件\t34\t")), []);
    assert_eq!(table("指标名称\t2015年度\t2016年度\n行政复议数\t3\t5"), []);
    // The next row's serial number is not this row's.
    let numbered = "序号\t指标名称\t单位\t2016年度\n5\t行政复议数\t件\t\n6\t行政诉讼数\t件\t3";
    assert_eq!(table(numbered), [is("suit", "3", true)]);
    // The table of 2014, whose column does not name its year.
    let of_2014 = "（一）收到申请数\t宗\t57\n2.同意公开答复数\t件\t20";
    let read = table(&format!("统计指标\t单位\t统计数\n{of_2014}"));
    assert_eq!(read, [is("granted", "20", true), is("received", "57", true)]);
}

#[test]
fn of_two_offices_in_one_document_nothing_is_sure() {
    let one = "某县2016年政府信息公开工作年度报告\n指标名称\t单位\t2016年度\n行政复议数\t件\t12\n";
    let reading = read_text(&format!("{one}乙市2017年政府信息公开工作年度报告\n\n乙市\n2018年1月10日"));
    let parts = reading.into_parts();
    assert_eq!(parts.len(), 1);
    assert!(parts[0].sightings.values().all(|it| !it.certain), "{:?}", parts[0].claims);
    assert_eq!(parts[0].report.agency, "某县");
    let alone = read_text(one).into_parts();
    assert!(alone[0].sightings.values().all(|it| it.certain));
}

#[test]
fn years_of_the_forms_are_none() {
    assert_eq!(shown(&read_text("指标名称 计量单位 2021年度 历年累计 行政复议数 件 1 2")), []);
}
