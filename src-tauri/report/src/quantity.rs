//! Numbers in Chinese administrative prose: how much, of what unit, and how exactly it is said.
//!
//! `共56条`, `１２３件`, `三十二件`, `1.2万余次`, `约33.9%`, `百分之十二`. Ordinals, years, dates, document
//! numbers and article numbers are not quantities and are left out. Texts out of a PDF set spaces around
//! numbers: `共 56 条`.

use rust_decimal::Decimal;
use std::ops::Range;

/// A number that a sentence gives.
#[derive(Clone, PartialEq, Debug)]
pub struct Quantity {
    /// Where it stands, unit included, in bytes of the sentence.
    pub range: Range<usize>,
    /// How much; 万 and 亿 are multiplied in.
    pub value: Decimal,
    /// Whether the sentence says so only roughly: 余, 多, 约, 近, 超过, 以上.
    pub rough: bool,
    /// What follows the number, e.g. 件, 条, 万元; empty when nothing known does.
    pub unit: &'static str,
}

impl Quantity {
    /// The number, when it is whole, exact and counts things.
    pub fn count(&self) -> Option<u64> {
        let counts = !self.rough && !self.is_percentage();
        u64::try_from(self.value).ok().filter(|n| counts && Decimal::from(*n) == self.value)
    }

    /// Whether it is a share in percent.
    pub fn is_percentage(&self) -> bool {
        self.unit == "%"
    }
}

/// Units, longest first, so that 万元 is not read as 元.
const UNITS: &[&str] = &[
    "个百分点",
    "人次",
    "场次",
    "件次",
    "条次",
    "万元",
    "件",
    "条",
    "份",
    "宗",
    "次",
    "篇",
    "期",
    "个",
    "项",
    "元",
    "起",
    "例",
    "名",
    "人",
    "场",
    "册",
    "部",
    "页",
    "家",
    "张",
    "幅",
    "则",
    "类",
    "倍",
    "封",
];

/// What makes a number an ordinal, a date or a part of a name.
const NOT_BEHIND: &[&str] = &["年", "月", "日", "号", "时", "届", "级", "楼", "℃"];
const NOT_BEFORE: &[&str] = &["第", "〔", "［", "[", "【", "No.", "０", "-", "/", "—", "."];

const HAN_DIGITS: &str = "〇一二三四五六七八九";

/// Every quantity of a sentence, in order.
pub fn quantities(sentence: &str) -> Vec<Quantity> {
    let mut found = Vec::new();
    let mut at = 0;
    while let Some(c) = sentence[at..].chars().next() {
        match read_at(sentence, at) {
            Some(Read { end, quantity }) => {
                found.extend(quantity);
                at = end.max(at + c.len_utf8());
            }
            None => at += c.len_utf8(),
        }
    }
    found
}

/// A number of any kind, and what it means if it is a quantity.
struct Read {
    end: usize,
    quantity: Option<Quantity>,
}

/// Whether a number can begin with this character: most cannot, and are passed over at once.
fn begins_number(c: char) -> bool {
    c.is_ascii_digit() || matches!(c, '０'..='９' | '百') || is_han_numeral(c)
}

fn is_han_numeral(c: char) -> bool {
    matches!(
        c,
        '〇' | '一'
            | '二'
            | '三'
            | '四'
            | '五'
            | '六'
            | '七'
            | '八'
            | '九'
            | '零'
            | '两'
            | '十'
            | '百'
            | '千'
            | '万'
    )
}

fn read_at(sentence: &str, start: usize) -> Option<Read> {
    let rest = &sentence[start..];
    if !rest.starts_with(begins_number) {
        return None;
    }
    if let Some(rest) = rest.strip_prefix("百分之") {
        let (value, length) = arabic(rest).or_else(|| han(rest))?;
        let end = start + "百分之".len() + length;
        let rough = is_rough(sentence, start, false);
        let quantity = value.map(|value| Quantity { range: start..end, value, rough, unit: "%" });
        return Some(Read { end, quantity });
    }
    let (value, length, is_han) = match arabic(rest) {
        Some((value, length)) => (value, length, false),
        None => han(rest).map(|(value, length)| (value, length, true))?,
    };
    let mut end = start + length;
    let number_ends = end;
    // With its digits read and no meaning in them, a number too long to be one is passed over as a whole.
    let Some(mut value) = value else { return Some(Read { end, quantity: None }) };
    if let Some(end) = range_end(sentence, number_ends) {
        return Some(Read { end, quantity: None });
    }
    let mut rounded = is_han && is_vague_han(&rest[..length]);
    // 万 and 余 come in either order: 1.2万余次, 100余万次.
    loop {
        let rest = behind_space(sentence, end);
        let scaled = [("万", 10_000_u32), ("亿", 100_000_000)]
            .into_iter()
            .find(|(sign, _)| rest.starts_with(sign) && !rest.starts_with("万元"));
        let sign = if let Some((sign, scale)) = scaled.filter(|_| !is_han) {
            let Some(scaled) = value.checked_mul(scale.into()) else {
                return Some(Read { end, quantity: None });
            };
            value = scaled;
            // 1.2万件 stands for all that is rounded to it.
            rounded = true;
            sign
        } else if let Some(sign) = ["余", "多", "几", "来"].into_iter().find(|sign| rest.starts_with(sign))
        {
            rounded = true;
            sign
        } else {
            break;
        };
        end = sentence.len() - rest.len() + sign.len();
    }
    let rest = behind_space(sentence, end);
    let unit = if rest.starts_with(['%', '％']) {
        "%"
    } else {
        UNITS.iter().find(|unit| rest.starts_with(**unit)).copied().unwrap_or_default()
    };
    let length = if unit == "%" { rest.chars().next().map_or(0, char::len_utf8) } else { unit.len() };
    if length > 0 {
        end = sentence.len() - rest.len() + length;
    }
    let before = sentence[..start].trim_end_matches(GAPS);
    let is_name = NOT_BEFORE.iter().any(|sign| before.ends_with(sign))
        || NOT_BEHIND.iter().any(|sign| behind_space(sentence, number_ends).starts_with(sign))
        || (before.ends_with(|c: char| c.is_ascii_alphabetic()) && unit.is_empty());
    // Chinese numerals are words too (一是, 一体化, 三农): only with a unit of counting are they numbers.
    let is_word = is_han
        && (unit.is_empty()
            || matches!(unit, "个" | "类" | "部" | "次" | "级" | "场" | "期" | "家") && value < Decimal::TEN);
    let quantity = (!is_name && !is_word).then(|| {
        let rough = rounded || is_rough(sentence, start, is_han) || is_rough_behind(&sentence[end..]);
        Quantity { range: start..end, value, rough, unit }
    });
    Some(Read { end, quantity })
}

/// Spaces that may stand between a number and its unit.
const GAPS: [char; 3] = [' ', '\u{a0}', '\u{3000}'];

/// What follows here, one space left out.
fn behind_space(sentence: &str, at: usize) -> &str {
    let rest = &sentence[at..];
    rest.strip_prefix(GAPS).unwrap_or(rest)
}

fn is_rough(sentence: &str, start: usize, is_han: bool) -> bool {
    let before = sentence[..start].trim_end_matches(GAPS);
    let said =
        ["约", "近", "超", "超过", "逾", "不少于", "至少", "大概", "接近", "不足", "不到", "最多", "至多"];
    // 数十件, 上百件, 几千件.
    let scaled = is_han && ["数", "几", "上", "好"].iter().any(|word| before.ends_with(word));
    scaled && sentence[start..].starts_with(['十', '百', '千', '万'])
        || said.iter().any(|word| before.ends_with(word))
}

/// 12件左右, 12件以上.
fn is_rough_behind(rest: &str) -> bool {
    ["以上", "以下", "以内", "左右", "上下", "有余", "不到"].iter().any(|word| rest.starts_with(word))
}

/// Where a stretch of numbers ends that begins here, its unit included: 12至15件, 3—5条. It is no number.
fn range_end(sentence: &str, at: usize) -> Option<usize> {
    let rest = sentence.get(at..)?;
    let behind = rest.strip_prefix(['至', '到', '-', '—', '－', '~', '～'])?;
    let length = match arabic(behind) {
        Some((_, length)) => length,
        None => han(behind)?.1,
    };
    let end = sentence.len() - behind.len() + length;
    let unit = UNITS.iter().find(|unit| sentence[end..].starts_with(**unit))?;
    Some(end + unit.len())
}

/// 七八件, 三五条, 五六十件: two numerals side by side leave open which.
fn is_vague_han(word: &str) -> bool {
    let is_digit = |c: char| HAN_DIGITS.contains(c) || c == '两';
    let vague = |pair: (char, char)| is_digit(pair.0) && is_digit(pair.1);
    let side_by_side = word.chars().zip(word.chars().skip(1)).filter(|pair| vague(*pair)).count();
    // Three and more are digits in a row, as in years.
    side_by_side == 1 && !word.contains('〇')
}

/// An Arabic number with separators and decimals, half or full width; its value, unless it is too long to have
/// one, and its length in bytes.
fn arabic(text: &str) -> Option<(Option<Decimal>, usize)> {
    let plain = |c: char| match c {
        '0'..='9' => Some(c),
        '０'..='９' => char::from_u32(c as u32 - '０' as u32 + '0' as u32),
        _ => None,
    };
    let mut digits = String::new();
    let mut length = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let next_is_digit = chars.peek().is_some_and(|(_, next)| plain(*next).is_some());
        match plain(c) {
            Some(digit) => digits.push(digit),
            // A separator belongs to the number only between digits: 1,234 but not 56，其中.
            None if matches!(c, '.' | '．')
                && next_is_digit
                && !digits.contains('.')
                && !digits.is_empty() =>
            {
                digits.push('.')
            }
            None if c == ','
                && next_is_digit
                && three_follow(&text[at + 1..], plain)
                && !digits.is_empty()
                && !digits.contains('.') => {}
            None => break,
        }
        length = at + c.len_utf8();
    }
    (length > 0).then(|| (Decimal::from_str_exact(&digits).ok(), length))
}

/// Whether exactly three digits follow, as behind a thousands separator.
fn three_follow(text: &str, plain: impl Fn(char) -> Option<char>) -> bool {
    text.chars().take_while(|c| plain(*c).is_some()).count() == 3
}

/// A number in Chinese numerals: 三十二, 一百零五, 二〇二四, 两千; its value, unless it is too large, and its length in
/// bytes.
fn han(text: &str) -> Option<(Option<Decimal>, usize)> {
    let length: usize = text.chars().take_while(|c| is_han_numeral(*c)).map(char::len_utf8).sum();
    let word = &text[..length];
    (length > 0).then(|| (han_value(word).map(Decimal::from), length))
}

fn han_value(word: &str) -> Option<u64> {
    let digit = |c: char| match c {
        '零' => Some(0),
        '两' => Some(2),
        _ => HAN_DIGITS.chars().position(|d| d == c).map(|n| n as u64),
    };
    if word.chars().count() > 1 && word.chars().all(|c| HAN_DIGITS.contains(c)) {
        // Digits in a row, as in years.
        return word
            .chars()
            .filter_map(digit)
            .try_fold(0_u64, |value, d| value.checked_mul(10)?.checked_add(d));
    }
    let (mut total, mut section, mut pending) = (0_u64, 0_u64, None::<u64>);
    for c in word.chars() {
        let scale = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            '万' => {
                total = total
                    .checked_add(section.checked_add(pending.take().unwrap_or(0))?.checked_mul(10_000)?)?;
                section = 0;
                continue;
            }
            _ => {
                pending = digit(c);
                continue;
            }
        };
        section = section.checked_add(pending.take().unwrap_or(1).checked_mul(scale)?)?;
    }
    total.checked_add(section)?.checked_add(pending.unwrap_or(0))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn said(sentence: &str) -> Vec<String> {
        let shown =
            |q: &Quantity| format!("{}{}{}", if q.rough { "~" } else { "" }, q.value.normalize(), q.unit);
        quantities(sentence).iter().map(shown).collect()
    }

    #[test]
    fn arabic_numbers_with_units() {
        assert_eq!(
            said("累计发布政府信息56条，其中，政策落实类信息4条、工作动态类信息32条"),
            ["56条", "4条", "32条"]
        );
        assert_eq!(said("收到１２３４件"), ["1234件"]);
        assert_eq!(said("收到1,234件，办结 12 件"), ["1234件", "12件"]);
        assert_eq!(said("收取信息处理费2950元，占33.9%，同比增长70.3％"), ["2950元", "33.9%", "70.3%"]);
        assert_eq!(said("1.2万余次，100余万次，3万元"), ["~12000次", "~1000000次", "3万元"]);
        assert_eq!(said("约 50 件，1.2 万余次，占 33.9 %，5 个"), ["~50件", "~12000次", "33.9%", "5个"]);
        assert_eq!(said("约50件、近30条、20条以上、100余条"), ["~50件", "~30条", "~20条", "~100条"]);
        assert_eq!(said("1.2万条、12件左右、不足10件"), ["~12000条", "~12件", "~10件"]);
        assert_eq!(said("12至15件，3—5条，由5件增加至12件"), ["5件", "12件"], "a stretch is no number");
    }

    #[test]
    fn a_number_too_long_to_be_one_is_passed_over() {
        assert_eq!(said(&format!("编号{}条，另有2件", "9".repeat(5_000))), ["2件"]);
        assert_eq!(said(&format!("{}条，另有2件", "九".repeat(5_000))), ["2件"]);
    }

    #[test]
    fn chinese_numerals() {
        assert_eq!(
            said("收到申请三十二件，复议一百零五件，两千件，十二份"),
            ["32件", "105件", "2000件", "12份"]
        );
        assert_eq!(said("一万二千三百件，百分之十二"), ["12300件", "12%"]);
        assert_eq!(
            said("七八件、数十件、上百条、十几件、五六十件"),
            ["~78件", "~10件", "~100条", "~10件", "~60件"]
        );
    }

    #[test]
    fn words_dates_and_names_are_no_quantities() {
        for sentence in [
            "一是加强领导，二是三农工作，四个方面",
            "2024年1月1日至12月31日",
            "自 2023 年 1 月 1 日起，第 3 条",
            "国办公开办函〔2021〕30号",
            "第二十条第（一）项、第50条",
            "统一部署、一体化平台、十四五规划",
        ] {
            assert_eq!(said(sentence), [""; 0], "{sentence}");
        }
    }

    proptest! {
        #[test]
        fn any_text_is_read(text: String) {
            for quantity in quantities(&text) {
                prop_assert!(text.get(quantity.range).is_some());
            }
        }

        #[test]
        fn any_count_is_read(n in 0_u32..100_000_000) {
            let sentence = format!("全年共收到申请{n}件。");
            prop_assert_eq!(quantities(&sentence).iter().map(Quantity::count).collect::<Vec<_>>(), [Some(n.into())]);
        }
    }
}
