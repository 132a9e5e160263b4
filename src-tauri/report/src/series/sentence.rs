//! A series in one plain sentence, for whoever reads no charts.

use super::{
    change,
    compare::{is_slight, SLIGHT},
    indicator::rounded,
    names, Band, Comparability, Indicator, Point, Series, YearPoint,
};
use rust_decimal::Decimal;

/// What the last year of a series says, and what became of it since the year before that has a number.
pub fn sentence(series: &Series) -> String {
    let indicator = &series.indicator;
    let Some(last) = series.points.last() else { return String::new() };
    let label = in_a_sentence(indicator);
    let head = format!("{}年{label}", last.year);
    let shown = indicator.shown(&last.point);
    if last.point.value().is_none() {
        return match last.point {
            Point::Missing => format!("{}年没有年报，{label}不详。", last.year),
            Point::Absent => format!("{head}不在当年年报格式中。"),
            Point::NotApplicable => format!("{}年基数为零，不计算{label}。", last.year),
            _ => format!("{head}{shown}。"),
        };
    }
    let note = series.note(last).map(|it| format!("（{it}）")).unwrap_or_default();
    let head = format!("{head}为{shown}{note}");
    let Some((before, parted)) = series.before(last.year) else { return format!("{head}。") };
    if !series.is_whole(last) {
        return format!("{head}，不与以前比较。");
    }
    if let Some(part) = series.part(before) {
        return format!("{head}；{}年{part}，不作比较。", before.year);
    }
    if parted.is_some_and(|it| it.comparability == Comparability::Broken) {
        return format!("{head}；与{}年口径不同，不作比较。", before.year);
    }
    let since =
        if before.year + 1 == last.year { "上年".to_owned() } else { format!("{}年", before.year) };
    let change = change(indicator, &before.point, &last.point);
    let Some(absolute) = change.absolute else { return format!("{head}。") };
    if absolute.is_zero() {
        // Shown as the same percentage, and not quite the same.
        let nearly = if before.point == last.point { "" } else { "基本" };
        return format!("{head}，与{since}{nearly}持平。");
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
            match relative.and_then(|it| it.value()) {
                Some(percent) if is_slight(percent) => {
                    let extent = if grew { "增幅" } else { "降幅" };
                    format!("{verb}{amount}，{extent}{SLIGHT}")
                }
                Some(percent) => {
                    let verb_again = if grew { "增长" } else { "下降" };
                    format!("{verb}{amount}，{verb_again}{:.1}%", rounded(percent.abs()))
                }
                None => format!("{verb}{amount}"),
            }
        }
    };
    let close = if parted.is_some() { "（两年口径相近，不完全相同）" } else { "" };
    format!("{head}，比{since}{by}{close}。")
}

/// What an indicator is called within a sentence; a name that begins with a digit stands in quotation marks, lest it be read
/// as part of the year before it.
fn in_a_sentence(indicator: &Indicator) -> String {
    match indicator.label.starts_with(|c: char| c.is_ascii_digit()) {
        true => format!("“{}”", indicator.label),
        false => indicator.label.clone(),
    }
}

/// More than these are told by where they lie, not one by one.
const ONE_BY_ONE: usize = 6;

/// What many agencies are on one indicator in the last year: where they lie.
fn of_many(series: &[Series], first: &Series) -> String {
    let indicator = &first.indicator;
    let Some(year) = first.points.last().map(|it| it.year) else { return String::new() };
    let Some(band) = Band::of(series, year) else {
        return format!("{year}年各机关{}都没有数。", in_a_sentence(indicator));
    };
    let shown = |value: Decimal| indicator.shown(&Point::Value(value));
    let (least, most) = if indicator.is_ratio() { ("最低", "最高") } else { ("最少", "最多") };
    format!(
        "{year}年{}个机关{}的中位数为{}，中间一半在{}至{}之间，{least}{}，{most}{}。",
        band.count,
        in_a_sentence(indicator),
        shown(band.median),
        shown(band.lower),
        shown(band.upper),
        shown(band.least),
        shown(band.most),
    )
}

/// What the first series says, and what the others are in the same year.
pub fn of_several(series: &[Series]) -> String {
    let Some((first, others)) = series.split_first() else { return String::new() };
    if series.len() > ONE_BY_ONE && others.iter().all(|it| it.indicator.id == first.indicator.id) {
        return of_many(series, first);
    }
    let said = sentence(first);
    let one_subject = series.iter().all(|it| it.subject == first.subject);
    let one_indicator = series.iter().all(|it| it.indicator.id == first.indicator.id);
    let last = |it: &Series| {
        let point = it.points.last()?;
        let subject = if one_subject { "" } else { &it.subject };
        let label = if one_indicator { "" } else { &it.indicator.label };
        let part = it.part(point).map(|it| format!("（{it}）")).unwrap_or_default();
        point.point.value().map(|_| format!("{subject}{label}{}{part}", it.indicator.shown(&point.point)))
    };
    let others: Vec<String> = others.iter().filter_map(last).collect();
    let whose = if one_subject { String::new() } else { format!("{}：", first.subject) };
    match others.is_empty() {
        true => format!("{whose}{said}"),
        false => format!("{whose}{}；{}。", said.trim_end_matches('。'), others.join("，")),
    }
}

/// What the last year says of parts of one whole: the largest of them, all where several are, and their share of what
/// the parts make together.
pub fn of_parts(parts: &[Series]) -> String {
    let Some(year) = parts.first().and_then(|it| it.points.last()).map(|it| it.year) else {
        return String::new();
    };
    let names = names(parts);
    let named = parts.iter().zip(&names);
    let values: Vec<(&str, Decimal)> =
        named.filter_map(|(it, name)| Some((name.as_str(), it.at(year)?.point.value()?))).collect();
    let total = values.iter().try_fold(Decimal::ZERO, |sum, (_, value)| sum.checked_add(*value));
    let most = values.iter().map(|(_, value)| *value).max();
    let largest: Vec<&str> =
        values.iter().filter(|(_, value)| Some(*value) == most).map(|(name, _)| *name).collect();
    let indicator = parts.first().map(|it| &it.indicator);
    let unit = indicator.map_or("", |it| it.unit.as_str());
    let each = if largest.len() > 1 { "各" } else { "" };
    // Of several agencies it is one indicator that is added up, and must be named.
    let are_agencies = parts.windows(2).any(|pair| pair[0].subject != pair[1].subject);
    let one_indicator = indicator.filter(|it| parts.iter().all(|part| part.indicator.id == it.id));
    let all = match one_indicator.filter(|_| are_agencies) {
        Some(indicator) => format!("{}个机关{}", parts.len(), in_a_sentence(indicator)),
        None => "各项".to_owned(),
    };
    match (most, total) {
        // Parts of which some are not known make no whole.
        _ if values.len() < parts.len() => format!("{year}年{all}数据不全。"),
        (Some(most), Some(total)) if !total.is_zero() => {
            let shown = indicator.map(|it| it.shown(&Point::Value(most))).unwrap_or_default();
            let largest = largest.join("、");
            if indicator.is_some_and(|it| it.is_ratio()) {
                return format!("{year}年{largest}最多，{each}占{shown}。");
            }
            let share = most.checked_mul(Decimal::ONE_HUNDRED).and_then(|it| it.checked_div(total));
            let share = share.map(|it| format!("，{each}占合计的{:.1}%", rounded(it))).unwrap_or_default();
            format!("{year}年{all}合计{}{unit}，其中{largest}最多，{each}{shown}{share}。", total.normalize())
        }
        _ => format!("{year}年{all}均为0{unit}。"),
    }
}

/// The years whose parts do not add up to what the report gives as their sum, in one sentence: both are the report's own
/// numbers.
pub fn other_sums(parts: &[Series], whole: &Series) -> Option<String> {
    let of_year = |it: &YearPoint| {
        let given = it.point.value()?;
        let sum = parts.iter().map(|part| part.at(it.year)?.point.value()).sum::<Option<Decimal>>()?;
        let shown = |number| whole.indicator.shown(&Point::Value(number));
        (sum != given).then(|| format!("{}年各项之和{}，年报总计{}", it.year, shown(sum), shown(given)))
    };
    let years: Vec<String> = whole.points.iter().filter_map(of_year).collect();
    (!years.is_empty()).then(|| format!("{}。", years.join("；")))
}
