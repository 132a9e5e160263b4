//! A series in one plain sentence, for whoever reads no charts.

use super::{change, indicator::rounded, Comparability, Point, Series};
use rust_decimal::Decimal;

/// What the last year of a series says, and what became of it since the year before that has a number.
pub fn sentence(series: &Series) -> String {
    let indicator = &series.indicator;
    let Some(last) = series.points.last() else { return String::new() };
    let head = format!("{}年{}", last.year, indicator.label);
    let shown = indicator.shown(&last.point);
    if last.point.value().is_none() {
        return match last.point {
            Point::Missing => format!("{}年没有年报，{}不详。", last.year, indicator.label),
            Point::Absent => format!("{head}不在当年年报格式中。"),
            Point::NotApplicable => format!("{head}为“无”。"),
            _ => format!("{head}{shown}。"),
        };
    }
    let Some((before, parted)) = series.before(last.year) else { return format!("{head}为{shown}。") };
    if parted.is_some_and(|it| it.comparability == Comparability::Broken) {
        return format!("{head}为{shown}；与{}年口径不同，不作比较。", before.year);
    }
    let since =
        if before.year + 1 == last.year { "上年".to_owned() } else { format!("{}年", before.year) };
    let change = change(indicator, &before.point, &last.point);
    let Some(absolute) = change.absolute else { return format!("{head}为{shown}。") };
    if absolute.is_zero() {
        return format!("{head}为{shown}，与{since}持平。");
    }
    let grew = absolute.is_sign_positive();
    let by = match (indicator.is_ratio(), change.relative) {
        (true, _) => {
            let verb = if grew { "提高" } else { "下降" };
            format!("{verb}{:.1}个百分点", rounded(absolute.abs()))
        }
        (false, relative) => {
            let verb = if grew { "增加" } else { "减少" };
            let amount = indicator.shown(&Point::Value(absolute.abs()));
            match relative.value() {
                Some(percent) => {
                    let verb_again = if grew { "增长" } else { "下降" };
                    format!("{verb}{amount}，{verb_again}{:.1}%", rounded(percent.abs()))
                }
                None => format!("{verb}{amount}"),
            }
        }
    };
    let close = if parted.is_some() { "（两年口径相近，不完全相同）" } else { "" };
    format!("{head}为{shown}，比{since}{by}{close}。")
}

/// What the first series says, and what the others are in the same year.
pub fn of_several(series: &[Series]) -> String {
    let Some((first, others)) = series.split_first() else { return String::new() };
    let said = sentence(first);
    let last = |it: &Series| {
        let point = it.points.last()?;
        let name = if it.subject == first.subject { &it.indicator.label } else { &it.subject };
        point.point.value().map(|_| format!("{name}{}", it.indicator.shown(&point.point)))
    };
    let others: Vec<String> = others.iter().filter_map(last).collect();
    let one_subject = series.iter().all(|it| it.subject == first.subject);
    let whose = if one_subject { String::new() } else { format!("{}：", first.subject) };
    match others.is_empty() {
        true => format!("{whose}{said}"),
        false => format!("{whose}{}；{}。", said.trim_end_matches('。'), others.join("，")),
    }
}

/// What the last year says of parts of one whole: the largest of them, and its share.
pub fn of_parts(parts: &[Series]) -> String {
    let Some(year) = parts.first().and_then(|it| it.points.last()).map(|it| it.year) else {
        return String::new();
    };
    let values: Vec<(&Series, Decimal)> =
        parts.iter().filter_map(|series| Some((series, series.at(year)?.point.value()?))).collect();
    let total = values.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value));
    let largest = values.iter().rev().max_by_key(|(_, value)| *value);
    let unit = parts.first().map_or("", |it| it.indicator.unit.as_str());
    match (largest, total) {
        // Parts of which some are not known make no whole.
        _ if values.len() < parts.len() => format!("{year}年各项数据不全。"),
        (Some((series, value)), Some(total)) if !total.is_zero() => {
            let share = value.checked_mul(Decimal::ONE_HUNDRED).and_then(|it| it.checked_div(total));
            let share = share.map(|it| format!("，占{:.1}%", rounded(it))).unwrap_or_default();
            format!(
                "{year}年各项合计{}{unit}，其中{}最多，{}{share}。",
                total.normalize(),
                series.indicator.label,
                series.indicator.shown(&Point::Value(*value)),
            )
        }
        _ => format!("{year}年各项均为0{unit}。"),
    }
}
