//! Numbers and their units: 258件, 3.5万元, 12个百分点 are read in one go and never parted by the end of a line.

use super::class::{class, Class};

/// What stands between a number and its unit and belongs to both: 3.5万元, 10余件.
const MAGNITUDES: &str = "十百千万亿余多";
/// Units of several characters that official prose counts in; any other unit is taken to be one character long.
const LONG_UNITS: [&str; 16] = [
    "个百分点",
    "平方公里",
    "平方米",
    "立方米",
    "百分点",
    "工作日",
    "公里",
    "公顷",
    "小时",
    "分钟",
    "个月",
    "人次",
    "件次",
    "户次",
    "条次",
    "周年",
];
/// Most characters between the end of a number and the end of its unit.
const REACH: usize = 8;

/// Whether `chars[at]` belongs to a number before it, so that no line may end between them.
pub(super) fn belongs_to_number(chars: &[char], at: usize) -> bool {
    let hanzi = |at: usize| class(chars[at]) == Class::Han;
    if !hanzi(at) {
        return false;
    }
    let mut start = at;
    while start > 0 && at - start < REACH && hanzi(start - 1) {
        start -= 1;
    }
    let unit = start;
    while start > 0 && chars[start - 1] == ' ' {
        start -= 1;
    }
    start > 0 && chars[start - 1].is_ascii_digit() && at < unit + unit_length(&chars[unit..])
}

/// How many characters after a number belong to it.
fn unit_length(chars: &[char]) -> usize {
    let magnitude = chars.iter().take_while(|ch| MAGNITUDES.contains(**ch)).count();
    let rest = &chars[magnitude..];
    let named = LONG_UNITS
        .iter()
        .find(|unit| unit.chars().count() <= rest.len() && unit.chars().zip(rest).all(|(a, b)| a == *b));
    let unit = match (named, rest.first()) {
        (Some(unit), _) => unit.chars().count(),
        (None, Some(first)) if class(*first) == Class::Han => 1,
        (None, _) => 0,
    };
    magnitude + unit
}
