//! Cells of the official tables: their names, what may stand in them, and how it is read and written.

use rust_decimal::Decimal;
use std::{fmt, sync::Arc};

/// The name of one number cell, `table.row.column`, e.g. `requests.received.person`.
///
/// It cannot be misspelt: it is obtained from a [`crate::Form`], never from a string.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CellId(Arc<str>);

impl CellId {
    pub(crate) fn new(table: &str, row: &str, column: &str) -> Self {
        CellId(format!("{table}.{row}.{column}").into())
    }

    /// The whole name, `table.row.column`.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn part(&self, n: usize) -> &str {
        self.0.split('.').nth(n).unwrap_or_default()
    }

    /// The id of the table the cell stands in.
    pub fn table(&self) -> &str {
        self.part(0)
    }

    /// The id of the row.
    pub fn row(&self) -> &str {
        self.part(1)
    }

    /// The id of the column.
    pub fn column(&self) -> &str {
        self.part(2)
    }
}

impl std::borrow::Borrow<str> for CellId {
    fn borrow(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Debug for CellId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// What kind of number the form wants in a cell.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum CellKind {
    /// A number of cases or documents: a whole number, not negative (R05).
    Count,
    /// 本年增/减 of the 2019 form: a whole number with sign (R13).
    Change,
    /// An amount of money: a decimal, not negative (R08).
    Amount,
}

/// The unit printed beside an amount in the cell itself (2019 form, 采购总金额).
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Debug)]
pub enum MoneyUnit {
    /// 元
    Yuan,
    /// 万元
    TenThousandYuan,
}

impl MoneyUnit {
    const ALL: [MoneyUnit; 2] = [MoneyUnit::TenThousandYuan, MoneyUnit::Yuan];

    /// The unit as it is printed.
    pub fn label(self) -> &'static str {
        match self {
            MoneyUnit::Yuan => "元",
            MoneyUnit::TenThousandYuan => "万元",
        }
    }
}

/// An amount of money as printed: an exact decimal, and the unit where the cell itself names one.
/// Without a unit the unit is the one of the form's column.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub struct Amount {
    /// The number, with the decimals it was printed with.
    pub number: Decimal,
    /// The unit that stands in the cell.
    pub unit: Option<MoneyUnit>,
}

/// A number in a cell. A blank cell has no value, and blank is not zero.
#[derive(Clone, Copy, PartialEq, Eq, Hash, Debug)]
pub enum Value {
    /// A number of cases or documents.
    Count(u64),
    /// An increase or decrease.
    Change(i64),
    /// An amount of money.
    Amount(Amount),
}

impl Value {
    /// The kind of cell the value belongs in.
    pub fn kind(&self) -> CellKind {
        match self {
            Value::Count(_) => CellKind::Count,
            Value::Change(_) => CellKind::Change,
            Value::Amount(_) => CellKind::Amount,
        }
    }

    /// The number of cases, for a count.
    pub fn count(&self) -> Option<u64> {
        match self {
            Value::Count(n) => Some(*n),
            _ => None,
        }
    }

    /// Whether the number is zero.
    pub fn is_zero(&self) -> bool {
        match self {
            Value::Count(n) => *n == 0,
            Value::Change(n) => *n == 0,
            Value::Amount(amount) => amount.number.is_zero(),
        }
    }
}

/// The one way a number is written, on paper and on the screen.
impl fmt::Display for Value {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Value::Count(n) => write!(f, "{n}"),
            Value::Change(n) => write!(f, "{n}"),
            Value::Amount(Amount { number, unit }) => {
                write!(f, "{number}{}", unit.map(MoneyUnit::label).unwrap_or_default())
            }
        }
    }
}

/// What stands in a cell that is not blank.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Entry {
    /// A number of the kind the form wants.
    Number(Value),
    /// Anything else that was written there, such as `/` or `-3`, kept as it is and found by R05, R07, R08, R13.
    Written(String),
}

impl Entry {
    /// What `text` means in a cell of this kind; `None` when it is blank.
    ///
    /// Full-width digits and signs, spaces and well-formed thousands separators are understood.
    pub fn read(kind: CellKind, text: &str) -> Option<Entry> {
        let text = text.trim_matches(is_space);
        if text.is_empty() {
            return None;
        }
        let plain = without_spaces(text);
        let number = match kind {
            CellKind::Count => read_digits(&plain).map(Value::Count),
            CellKind::Change => read_change(&plain).map(Value::Change),
            CellKind::Amount => read_amount(&plain).map(Value::Amount),
        };
        Some(number.map_or_else(|| Entry::Written(text.to_owned()), Entry::Number))
    }

    /// The value, when the entry is a number.
    pub fn value(&self) -> Option<Value> {
        match self {
            Entry::Number(value) => Some(*value),
            Entry::Written(_) => None,
        }
    }
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Entry::Number(value) => value.fmt(f),
            Entry::Written(text) => f.write_str(text),
        }
    }
}

/// White space as documents from the web and Word have it, zero-width characters included.
fn is_space(c: char) -> bool {
    c.is_whitespace() || matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}')
}

/// Half-width and without white space. A gap between digits is a thousands separator, or keeps two numbers apart.
fn without_spaces(text: &str) -> String {
    let mut plain = String::with_capacity(text.len());
    let mut gap = false;
    for c in text.chars() {
        if is_space(c) {
            gap |= c.is_whitespace();
            continue;
        }
        let c = half_width(c);
        if gap && c.is_ascii_digit() && plain.ends_with(|before: char| before.is_ascii_digit()) {
            plain.push(',');
        }
        gap = false;
        plain.push(c);
    }
    plain
}

/// Full-width digits and signs as their ASCII ones.
fn half_width(c: char) -> char {
    match c {
        '０'..='９' | '＋' | '－' | '．' | '，' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '−' | '–' | '﹣' => '-',
        _ => c,
    }
}

fn read_digits(text: &str) -> Option<u64> {
    let digits = ungroup(text)?;
    digits.parse().ok()
}

fn read_change(text: &str) -> Option<i64> {
    let (sign, rest) = match text.strip_prefix('-') {
        Some(rest) => (-1, rest),
        None => (1, text.strip_prefix('+').unwrap_or(text)),
    };
    i64::try_from(read_digits(rest)?).ok().map(|n| sign * n)
}

fn read_amount(text: &str) -> Option<Amount> {
    let (text, unit) = MoneyUnit::ALL
        .into_iter()
        .find_map(|unit| text.strip_suffix(unit.label()).map(|rest| (rest, Some(unit))))
        .unwrap_or((text, None));
    let (whole, fraction) = match text.split_once('.') {
        Some((whole, fraction)) => (whole, Some(fraction)),
        None => (text, None),
    };
    let whole = ungroup(whole)?;
    let number = match fraction {
        Some(f) if !f.is_empty() && f.bytes().all(|b| b.is_ascii_digit()) => format!("{whole}.{f}"),
        Some(_) => return None,
        None => whole,
    };
    // Exact, or not at all: rounding would change what was published.
    Decimal::from_str_exact(&number).ok().map(|number| Amount { number, unit })
}

/// Digits without their thousands separators; `None` when it is not a plain or well-grouped number.
fn ungroup(text: &str) -> Option<String> {
    let digits = |s: &str| !s.is_empty() && s.bytes().all(|b| b.is_ascii_digit());
    if digits(text) {
        return Some(text.to_owned());
    }
    let mut groups = text.split(',');
    let first = groups.next()?;
    let well_formed = digits(first) && first.len() <= 3 && groups.clone().all(|g| digits(g) && g.len() == 3);
    well_formed.then(|| text.replace(',', ""))
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn read(kind: CellKind, text: &str) -> String {
        match Entry::read(kind, text) {
            None => "blank".into(),
            Some(Entry::Number(value)) => value.to_string(),
            Some(Entry::Written(text)) => format!("written {text}"),
        }
    }

    #[test]
    fn counts() {
        use CellKind::Count;
        assert_eq!(read(Count, "0"), "0");
        assert_eq!(read(Count, " 　１２３\u{a0}"), "123");
        assert_eq!(read(Count, "1,808,595"), "1808595");
        assert_eq!(read(Count, "１，２３４"), "1234");
        assert_eq!(read(Count, " \u{200b}\u{a0}"), "blank");
        assert_eq!(read(Count, "1 808\u{a0}595"), "1808595");
        assert_eq!(read(Count, "1\u{200b}2"), "12");
        for text in
            ["/", "—", "无", "-", "-3", "3.5", "1,23", "+1", "12件", "5 1", "1 23", "99999999999999999999"]
        {
            assert_eq!(read(Count, text), format!("written {text}"));
        }
    }

    #[test]
    fn changes_carry_a_sign() {
        use CellKind::Change;
        assert_eq!(read(Change, "+1036"), "1036");
        assert_eq!(read(Change, "−18"), "-18");
        assert_eq!(read(Change, "－15"), "-15");
        assert_eq!(read(Change, "1.5"), "written 1.5");
        assert_eq!(read(Change, "-"), "written -");
    }

    #[test]
    fn amounts_are_exact_and_keep_their_unit() {
        use CellKind::Amount;
        assert_eq!(read(Amount, "59237.2449"), "59237.2449");
        assert_eq!(read(Amount, "0.10"), "0.10");
        assert_eq!(read(Amount, "251000元"), "251000元");
        assert_eq!(read(Amount, "1,234.5 万元"), "1234.5万元");
        for text in ["-1", ".5", "5.", "1.2.3", "元", "0.12345678901234567890123456789012"] {
            assert_eq!(read(Amount, text), format!("written {text}"));
        }
    }

    proptest! {
        #[test]
        fn a_written_number_reads_back(n: u64, change: i32, cents: u32) {
            prop_assert_eq!(Entry::read(CellKind::Count, &n.to_string()), Some(Entry::Number(Value::Count(n))));
            let change = Value::Change(change.into());
            prop_assert_eq!(Entry::read(CellKind::Change, &change.to_string()), Some(Entry::Number(change)));
            let amount = Value::Amount(Amount { number: Decimal::new(cents.into(), 2), unit: Some(MoneyUnit::Yuan) });
            prop_assert_eq!(Entry::read(CellKind::Amount, &amount.to_string()), Some(Entry::Number(amount)));
        }

        #[test]
        fn any_text_is_read_without_panic(text: String) {
            for kind in [CellKind::Count, CellKind::Change, CellKind::Amount] {
                Entry::read(kind, &text);
            }
        }
    }
}
