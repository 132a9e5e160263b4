//! Two points, and several agencies, beside one another.

use super::{indicator::rounded, Indicator, Point, Series};
use rust_decimal::Decimal;

/// What became of a number from one year to another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Change {
    /// The later less the earlier; of percentages, in percentage points. `None` where one is no number.
    pub absolute: Option<Decimal>,
    /// In percent of the earlier; 无 where that is zero. `None` for percentages, of which nobody takes one, and where one
    /// is no number.
    pub relative: Option<Point>,
}

/// What became of `before`.
pub fn change(indicator: &Indicator, before: &Point, after: &Point) -> Change {
    let (Some(a), Some(b)) = (before.value(), after.value()) else {
        return Change { absolute: None, relative: None };
    };
    // Of percentages the reader sees the rounded ones: what he reckons from them must be what he is told.
    let (a, b) = if indicator.is_ratio() { (rounded(a), rounded(b)) } else { (a, b) };
    let absolute = b.checked_sub(a);
    let percent = absolute.and_then(|it| it.checked_mul(Decimal::ONE_HUNDRED)?.checked_div(a.abs()));
    let relative = (!indicator.is_ratio()).then(|| percent.map_or(Point::NotApplicable, Point::Value));
    Change { absolute, relative }
}

impl Change {
    /// The difference with its sign, e.g. `+12件`; `-` as it is typed.
    pub fn shown(&self, indicator: &Indicator) -> String {
        let Some(absolute) = self.absolute else {
            return Point::NotApplicable.word().unwrap_or_default().into();
        };
        let sign = if absolute.is_sign_positive() && !absolute.is_zero() { "+" } else { "" };
        match indicator.is_ratio() {
            true => format!("{sign}{:.1}个百分点", rounded(absolute)),
            false => format!("{sign}{}{}", absolute.normalize(), indicator.unit),
        }
    }

    /// The relative change with its sign, e.g. `+8.3%`; empty where there is none to be told.
    pub fn shown_relative(&self) -> String {
        let Some(relative) = self.relative else { return String::new() };
        match relative {
            Point::Value(percent) if is_slight(percent) => SLIGHT.to_owned(),
            Point::Value(percent) => {
                let sign = if percent.is_sign_positive() && !percent.is_zero() { "+" } else { "" };
                format!("{sign}{:.1}%", rounded(percent))
            }
            other => other.word().unwrap_or_default().to_owned(),
        }
    }
}

/// What is told of a change that one decimal would make none.
pub(super) const SLIGHT: &str = "不足0.1%";

/// Whether a change in percent is one, and one decimal would make it none.
pub(super) fn is_slight(percent: Decimal) -> bool {
    !percent.is_zero() && rounded(percent).is_zero()
}

/// A place in a ranking.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Ranked {
    /// The place, from 1; equals share one, and the next place counts them all.
    pub rank: usize,
    /// Which of the series.
    pub of: usize,
    /// Its number.
    pub value: Decimal,
}

/// Series by their number in a year, largest first; those without one are left out. Equals stay in their order.
pub fn ranking(series: &[Series], year: u16) -> Vec<Ranked> {
    let mut valued = values(series, year);
    valued.sort_by_key(|(of, value)| (std::cmp::Reverse(*value), *of));
    let rank = |value: &Decimal| valued.iter().take_while(|(_, other)| other > value).count() + 1;
    valued.iter().map(|(of, value)| Ranked { rank: rank(value), of: *of, value: *value }).collect()
}

fn values(series: &[Series], year: u16) -> Vec<(usize, Decimal)> {
    let value = |(of, series): (usize, &Series)| Some((of, series.at(year)?.point.value()?));
    series.iter().enumerate().filter_map(value).collect()
}

/// Where the numbers of several agencies lie in a year.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Band {
    /// How many numbers there are.
    pub count: usize,
    /// The least.
    pub least: Decimal,
    /// A quarter lies below.
    pub lower: Decimal,
    /// Half lies below.
    pub median: Decimal,
    /// A quarter lies above.
    pub upper: Decimal,
    /// The most.
    pub most: Decimal,
}

impl Band {
    /// The band of a year; `None` where nobody has a number.
    pub fn of(series: &[Series], year: u16) -> Option<Band> {
        let mut sorted: Vec<Decimal> = values(series, year).into_iter().map(|(_, value)| value).collect();
        sorted.sort_unstable();
        let (least, most) = (*sorted.first()?, *sorted.last()?);
        Some(Band {
            count: sorted.len(),
            least,
            lower: quarter(&sorted, 1)?,
            median: quarter(&sorted, 2)?,
            upper: quarter(&sorted, 3)?,
            most,
        })
    }
}

/// The number that `quarters` quarters lie below, between two neighbours by proportion.
fn quarter(sorted: &[Decimal], quarters: usize) -> Option<Decimal> {
    let at = (sorted.len() - 1) * quarters;
    let (low, rest) = (*sorted.get(at / 4)?, at % 4);
    let high = *sorted.get(at / 4 + usize::from(rest > 0))?;
    low.checked_add(high.checked_sub(low)?.checked_mul(Decimal::from(rest))?.checked_div(Decimal::from(4))?)
}
