//! When and where a report was published, as a revision's place keeps both.

use report::check::Day;
use std::{fmt, ops::RangeInclusive};

/// When and where a report was published.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Publication {
    /// The day, where somebody said it; else it counts as the one on which the act was recorded.
    pub day: Option<Day>,
    /// The place, e.g. 镇政府门户网站; may be empty.
    pub place: String,
}

impl Publication {
    /// Reads what a revision keeps as its place.
    pub fn kept(text: &str) -> Publication {
        let parted = text.split_once(' ').unwrap_or((text, ""));
        match day(parted.0) {
            Some(day) => Publication { day: Some(day), place: parted.1.to_owned() },
            None => Publication { day: None, place: text.to_owned() },
        }
    }
}

/// What a revision keeps as its place: the day as `YYYY-MM-DD`, then the place.
impl fmt::Display for Publication {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.day {
            Some(Day { year, month, day }) => write!(f, "{year:04}-{month:02}-{day:02} {}", self.place),
            None => f.write_str(&self.place),
        }
    }
}

/// A day written `YYYY-MM-DD`, or as people write it, 2026年1月20日, 2026-1-20, 2026/1/20, 2026.1.20, if the calendar has
/// it.
pub fn day(text: &str) -> Option<Day> {
    let text = text.trim();
    let in_words = text.strip_suffix('日').filter(|it| it.contains('年') && it.contains('月'));
    let (text, between) = match in_words {
        Some(words) => (words, ['年', '月', '月']),
        None => (text, ['-', '/', '.']),
    };
    let mut parts = text.split(between);
    let mut part = |lengths: RangeInclusive<usize>| {
        let digits = parts.next().filter(|it| lengths.contains(&it.len()))?;
        digits.bytes().all(|it| it.is_ascii_digit()).then(|| digits.parse::<u16>().ok())?
    };
    let (year, month, day) =
        (part(4..=4)?, u8::try_from(part(1..=2)?).ok()?, u8::try_from(part(1..=2)?).ok()?);
    let whole = parts.next().is_none();
    let day = Day { year, month, day };
    (whole && crate::clock::date(day).is_some()).then_some(day)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn day_and_place_read_back() {
        let january = Day { year: 2026, month: 1, day: 20 };
        for (day, place) in
            [(Some(january), "镇政府 门户网站"), (Some(january), ""), (None, "镇政府 网站"), (None, "")]
        {
            let said = Publication { day, place: place.into() };
            assert_eq!(Publication::kept(&said.to_string()), said);
        }
        assert_eq!(Publication { day: Some(january), place: "网站".into() }.to_string(), "2026-01-20 网站");
    }

    #[test]
    fn only_days_of_the_calendar() {
        assert!(day("2028-02-29").is_some());
        for text in ["2026年1月5日", "2026-1-5", "2026/01/05", "2026.1.5", " 2026-01-05 "] {
            assert_eq!(day(text), Some(Day { year: 2026, month: 1, day: 5 }), "{text}");
        }
        for text in [
            "2026-02-29",
            "2026-001-20",
            "2026-01-20-",
            "20260120",
            "2026年1月",
            "2026-+1-20",
            "26-1-5",
            "",
            "网站",
        ] {
            assert_eq!(day(text), None, "{text}");
        }
    }
}
