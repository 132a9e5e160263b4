//! Series as the rows of a table.

use super::{change, ChangeJson, Comparability, Point, Series, SeriesJson, SeriesSetJson};

/// The head and the rows, cell by cell: a row a series. A percentage is a number of percent.
pub fn rows(series: &[Series]) -> Vec<Vec<String>> {
    let json = SeriesSetJson::of(series);
    let mut head = vec!["机关".to_owned(), "指标".to_owned(), "单位".to_owned()];
    head.extend(json.years.iter().map(|year| format!("{year}年")));
    head.extend(["比较的年度", "增减", "增减幅度", "说明"].map(str::to_owned));
    let row = |(series, json): (&Series, &SeriesJson)| {
        let mut cells = vec![json.subject.clone(), json.indicator.label.clone(), json.indicator.unit.clone()];
        cells.extend(series.points.iter().map(|it| series.indicator.number(&it.point).into_owned()));
        cells.extend(json.changes.last().map(|it| last_change(series, it)).unwrap_or_default());
        let breaks = json
            .breaks
            .iter()
            .map(|it| format!("{}年与{}年{}：{}", it.before, it.after, it.label, it.reason));
        let notes = series.points.iter().filter_map(|it| Some((it.year, series.note_beside_breaks(it)?)));
        let notes = notes.map(|(year, note)| format!("{year}年：{note}。"));
        cells.push(breaks.chain(notes).collect());
        cells
    };
    std::iter::once(head).chain(series.iter().zip(&json.series).map(row)).collect()
}

/// The two years, and what became of the number; a word where they do not count the same.
fn last_change(series: &Series, it: &ChangeJson) -> [String; 3] {
    let years = format!("{}→{}", it.from, it.to);
    // A difference of percentages is none of the column's unit.
    if it.comparability == Comparability::Broken.word() || series.indicator.is_ratio() {
        return [years, it.absolute.clone(), it.relative.clone()];
    }
    let point = |year| series.at(year).map_or(Point::Missing, |it| it.point);
    let change = change(&series.indicator, &point(it.from), &point(it.to));
    let absolute = change.absolute.map(|it| series.indicator.number(&Point::Value(it)).into_owned());
    [years, absolute.unwrap_or_default(), change.shown_relative()]
}
