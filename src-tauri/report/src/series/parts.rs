//! Several series together: what tells them apart, and whether they are parts of one whole.

use super::Series;
use rust_decimal::Decimal;

/// What tells series apart: the indicator, or the agency, or both.
pub fn names(series: &[Series]) -> Vec<String> {
    let one_subject = series.windows(2).all(|pair| pair[0].subject == pair[1].subject);
    let one_indicator = series.windows(2).all(|pair| pair[0].indicator.id == pair[1].indicator.id);
    let name = |it: &Series| match (one_subject, one_indicator) {
        (true, _) => it.indicator.label.clone(),
        (false, true) => it.subject.clone(),
        (false, false) => format!("{}{}", it.subject, it.indicator.label),
    };
    series.iter().map(name).collect()
}

/// Whether series can be stacked: none of them counts what another of the same agency counts too, nor do they stand on the
/// two sides of a balance; and shares make no more than a whole in any year, but for what rounding adds.
pub fn are_parts(series: &[Series]) -> bool {
    let overlap = |(at, one): (usize, &Series)| {
        let mut others = series[..at].iter().filter(|other| other.subject == one.subject);
        others.any(|other| one.indicator.overlaps(&other.indicator))
    };
    !series.iter().enumerate().any(overlap) && !make_more_than_the_whole(series)
}

fn make_more_than_the_whole(series: &[Series]) -> bool {
    let most = Decimal::new(1005, 1);
    let sum =
        |at: usize| -> Decimal { series.iter().filter_map(|it| it.points.get(at)?.point.value()).sum() };
    let years = series.first().map_or(0, |it| it.points.len());
    series.iter().all(|it| it.indicator.is_ratio()) && (0..years).any(|at| sum(at) > most)
}
