//! A chart in words.

use super::Chart;
use report::series::Series;

/// All a chart shows: what it says, every number of every year, and where years must not be joined.
pub(super) fn description(chart: &Chart) -> String {
    let names = names(&chart.series);
    let mut told = format!("图：{}。{}", chart.title, chart.sentence);
    let years: Vec<u16> =
        chart.series.first().map(|it| it.points.iter().map(|it| it.year).collect()).unwrap_or_default();
    let year = |(place, year): (usize, &u16)| {
        let points = chart.series.iter().zip(&names).filter_map(|(series, name)| {
            let point = &series.points.get(place)?.point;
            Some(format!("{name}{}", series.indicator.shown(point)))
        });
        format!("{year}年{}", points.collect::<Vec<_>>().join("、"))
    };
    let figures: Vec<String> = years.iter().enumerate().map(year).collect();
    told += &format!("各年数据：{}。", figures.join("；"));
    for (series, name) in chart.series.iter().zip(&names) {
        for it in &series.breaks {
            told += &format!(
                "{name}：{}年与{}年{}，{}",
                it.before,
                it.after,
                it.comparability.label(),
                it.reason
            );
        }
    }
    told
}

/// What tells series apart: the indicator, or the agency, or both.
pub(super) fn names(series: &[Series]) -> Vec<String> {
    let one_subject = series.windows(2).all(|pair| pair[0].subject == pair[1].subject);
    let one_indicator = series.windows(2).all(|pair| pair[0].indicator.id == pair[1].indicator.id);
    let name = |it: &Series| match (one_subject, one_indicator) {
        (true, _) => it.indicator.label.clone(),
        (false, true) => it.subject.clone(),
        (false, false) => format!("{}{}", it.subject, it.indicator.label),
    };
    series.iter().map(name).collect()
}
