//! Numbers and their units: 258件, 3.5万元, 12个百分点, 三十余件 are read in one go and never parted by the end of a line;
//! a long sum is, behind a sign.

use super::class::{class, Class};

/// What stands between a number and its unit and belongs to both: 3.5万元, 10余件, 10几件.
const MAGNITUDES: &str = "十百千万亿余多几";
/// Units of several characters that official prose counts in, with or without 个 before them; any other unit is taken to
/// be one character long.
const LONG_UNITS: [&str; 45] = [
    "平方公里",
    "平方千米",
    "平方米",
    "立方米",
    "百分点",
    "工作日",
    "自然日",
    "公里",
    "千米",
    "厘米",
    "毫米",
    "公顷",
    "公斤",
    "千克",
    "小时",
    "分钟",
    "季度",
    "人次",
    "件次",
    "户次",
    "条次",
    "场次",
    "批次",
    "期次",
    "篇次",
    "项次",
    "页次",
    "课时",
    "学时",
    "周年",
    "周岁",
    "标段",
    "大类",
    "小类",
    "大项",
    "小项",
    "千瓦时",
    "千瓦",
    "兆瓦",
    "分贝",
    "毫克",
    "毫升",
    "公升",
    "海里",
    "半月",
];
/// Units in Latin letters that stand behind a blank.
const LATIN_UNITS: [&str; 22] = [
    "ms", "s", "min", "h", "mm", "cm", "m", "km", "g", "kg", "t", "B", "KB", "kB", "MB", "GB", "TB", "kW",
    "kWh", "Hz", "MHz", "GHz",
];
/// Most characters between the end of a number and the end of its unit.
const REACH: usize = 8;

/// Whether `chars[at]` belongs to a number before it, so that no line may end between them.
pub(super) fn belongs_to_number(chars: &[char], at: usize) -> bool {
    let hanzi = |at: usize| class(chars[at]) == Class::Han && !is_digit(chars[at]);
    if !hanzi(at) {
        return false;
    }
    let mut start = at;
    while start > 0 && at - start < REACH && hanzi(start - 1) {
        start -= 1;
    }
    let unit = start;
    let number = before_blanks(chars, start);
    number.is_some_and(|number| is_digit(chars[number])) && at < unit + unit_length(&chars[unit..])
}

/// What numbers in hanzi are written with: 二十五, 二〇二四, 两千, 几十.
const NUMERALS: &str = "〇零一二三四五六七八九十百千万亿两几";
/// What those count in official prose, beside [`LONG_UNITS`]. They are told by name: 一般 and 一致 count nothing.
const UNITS_OF_HANZI: &str = "件个项次人条份名家篇期场处户元年月日天批类种部位所座台套起宗例页号届轮章款";

/// Most characters of such a number with its unit.
const LONGEST_OF_HANZI: usize = 16;

/// What stands between the two numbers of a fraction: 百分之九十八, 三分之一.
const FRACTION: [char; 2] = ['分', '之'];

/// Whether `chars[at]` belongs to a number in hanzi before it: 二十五│件, 三十│余│件, 百│分│之│九十八.
pub(super) fn belongs_to_hanzi_number(chars: &[char], at: usize) -> bool {
    let is_numeral = |at: usize| chars.get(at).is_some_and(|ch| NUMERALS.contains(*ch));
    // 百分点 has a numeral in it: the number may begin before the nearest one.
    let begins = |at: &usize| is_numeral(*at) && !at.checked_sub(1).is_some_and(is_numeral);
    let reaches = |start: usize| {
        let end = (start..chars.len()).find(|at| !is_numeral(*at)).unwrap_or(chars.len());
        let more = chars[end..].iter().take_while(|ch| matches!(ch, '余' | '多')).count();
        let rest = &chars[end + more..];
        if rest.starts_with(&FRACTION) {
            let share = end + more + FRACTION.len();
            // 百分之98: digits go on by themselves.
            let numerals = (share..chars.len()).take_while(|at| is_numeral(*at)).count().max(1);
            return at < share + numerals;
        }
        let counts = rest.first().is_some_and(|ch| UNITS_OF_HANZI.contains(*ch));
        match long_unit(rest).unwrap_or(usize::from(counts)) {
            0 => at < end,
            unit => at < end + more + unit,
        }
    };
    (at.saturating_sub(LONGEST_OF_HANZI)..at).filter(begins).any(reaches)
}

/// Whether a number, or what names one, goes on at `chars[at]` behind a blank: 850 ms, 1 234, ￥ 35, No. 711.
pub(super) fn goes_on_behind_a_blank(chars: &[char], at: usize) -> bool {
    let Some(before) = before_blanks(chars, at) else { return false };
    let word: String = chars[at..].iter().take_while(|ch| ch.is_ascii_alphanumeric()).collect();
    let is_number = is_digit(chars[at]);
    let is_named = class(chars[before]) == Class::Prefix || chars[..=before].ends_with(&['N', 'o', '.']);
    // Only blanks that part thousands: the digits before them are at most three, or such a group themselves.
    let group = chars[..=before].iter().rev().take_while(|ch| ch.is_ascii_digit()).count();
    let is_thousands =
        (1..=3).contains(&group) && word.len() == 3 && word.bytes().all(|digit| digit.is_ascii_digit());
    (is_number && (is_named || is_thousands))
        || (is_digit(chars[before]) && LATIN_UNITS.contains(&word.as_str()))
}

/// Whether a number in full-width digits goes on at `chars[at]`: ３５, １２．５.
pub(super) fn goes_on_in_full_width(chars: &[char], at: usize) -> bool {
    let is_point = chars[at - 1] == '．' && at >= 2 && is_digit(chars[at - 2]);
    is_digit(chars[at]) && (is_point || (is_digit(chars[at - 1]) && class(chars[at]) == Class::Han))
}

/// Longest sum that is read in one go.
const LONGEST_WHOLE_SUM: usize = 8;

/// Whether a long sum may be parted before `chars[at]`, behind one of its signs: 3746+63+│19+2=│3830. Whole, it would
/// leave a hole in the line before it.
pub(super) fn is_joint_of_sum(chars: &[char], at: usize) -> bool {
    let is_sign = |ch: char| matches!(ch, '+' | '-' | '=' | '*' | '/' | '.');
    let is_joint =
        at >= 2 && is_digit(chars[at - 2]) && matches!(chars[at - 1], '+' | '=') && is_digit(chars[at]);
    if !is_joint {
        return false;
    }
    let is_latin = |ch: &&char| class(**ch) == Class::Latin;
    let before = chars[..at].iter().rev().take_while(is_latin);
    let after = chars[at..].iter().take_while(is_latin);
    let sum = || before.clone().chain(after.clone());
    // The marks around it are no part of it; an address is no sum.
    let length = sum().filter(|ch| is_digit(**ch) || is_sign(**ch)).count();
    length > LONGEST_WHOLE_SUM && !sum().any(|ch| ch.is_alphabetic())
}

fn is_digit(ch: char) -> bool {
    ch.is_ascii_digit() || ('０'..='９').contains(&ch)
}

/// The character before the blanks that end at `at`.
fn before_blanks(chars: &[char], at: usize) -> Option<usize> {
    chars[..at].iter().rposition(|ch| class(*ch) != Class::Space)
}

/// How many characters after a number belong to it.
fn unit_length(chars: &[char]) -> usize {
    // 百分点 begins like a magnitude.
    let magnitude = match long_unit(chars) {
        Some(_) => 0,
        None => chars.iter().take_while(|ch| MAGNITUDES.contains(**ch)).count(),
    };
    let rest = &chars[magnitude..];
    let unit = match (long_unit(rest), rest.first()) {
        (Some(length), _) => length,
        (None, Some(first)) if class(*first) == Class::Han => 1,
        (None, _) => 0,
    };
    magnitude + unit
}

/// How long the unit of several characters is that `chars` begin with.
fn long_unit(chars: &[char]) -> Option<usize> {
    let counted = usize::from(chars.first() == Some(&'个'));
    let named = &chars[counted..];
    let begins =
        |unit: &&&str| unit.chars().count() <= named.len() && unit.chars().zip(named).all(|(a, b)| a == *b);
    let unit = LONG_UNITS.iter().find(begins).map(|unit| unit.chars().count());
    let month = (counted > 0 && named.first() == Some(&'月')).then_some(1);
    unit.or(month).map(|length| counted + length)
}

/// Whether thousands go on at `chars[at]` behind a mark in full width: 1，│234件.
pub(super) fn goes_on_behind_a_comma(chars: &[char], at: usize) -> bool {
    let digits = |chars: &mut dyn Iterator<Item = &char>| chars.take_while(|ch| is_digit(**ch)).count();
    chars[at - 1] == '，'
        && (1..=3).contains(&digits(&mut chars[..at - 1].iter().rev()))
        && digits(&mut chars[at..].iter()) == 3
}

/// Whether 至 or 到 at `at` stands between two numbers: 5至10件.
pub(super) fn is_to(chars: &[char], at: usize) -> bool {
    let digit = |at: Option<usize>| at.and_then(|at| chars.get(at)).is_some_and(|ch| is_digit(*ch));
    matches!(chars.get(at), Some('至' | '到')) && digit(at.checked_sub(1)) && digit(at.checked_add(1))
}
