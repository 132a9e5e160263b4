//! Series as the rows of a table.

use super::{change, Point, Series, SeriesJson, SeriesSetJson};

/// The head and the rows, cell by cell: a row a series. A percentage is a number of percent.
pub fn rows(series: &[Series]) -> Vec<Vec<String>> {
    let json = SeriesSetJson::of(series);
    let mut head = vec!["机关".to_owned(), "指标".to_owned(), "单位".to_owned()];
    head.extend(json.years.iter().map(|year| format!("{year}年")));
    head.extend(["最近增减", "最近增减幅度", "口径"].map(str::to_owned));
    let row = |(series, json): (&Series, &SeriesJson)| {
        let mut cells = vec![json.subject.clone(), json.indicator.label.clone(), json.indicator.unit.clone()];
        cells.extend(series.points.iter().map(|it| series.indicator.number(&it.point).into_owned()));
        let valued: Vec<&Point> =
            series.points.iter().map(|it| &it.point).filter(|it| it.value().is_some()).collect();
        let last = match valued.as_slice() {
            [.., before, after] => Some(change(&series.indicator, before, after)),
            _ => None,
        };
        let absolute =
            last.and_then(|it| it.absolute).map(|it| series.indicator.number(&Point::Value(it)).into_owned());
        cells.push(absolute.unwrap_or_default());
        cells.push(last.map(|it| it.shown_relative()).unwrap_or_default());
        let breaks: Vec<String> = json
            .breaks
            .iter()
            .map(|it| format!("{}年与{}年{}：{}", it.before, it.after, it.label, it.reason))
            .collect();
        cells.push(breaks.concat());
        cells
    };
    std::iter::once(head).chain(series.iter().zip(&json.series).map(row)).collect()
}
