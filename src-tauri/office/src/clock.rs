//! The time of this machine, in its own time zone, and days as people write them.

use chrono::{Local, Offset};
use report::check::Day;
use time::{Date, Month, OffsetDateTime, UtcOffset};

/// Now, as the clock on the wall shows it.
pub fn local_now() -> OffsetDateTime {
    let offset = Local::now().offset().fix().local_minus_utc();
    let now = OffsetDateTime::now_utc();
    let now = UtcOffset::from_whole_seconds(offset).map_or(now, |offset| now.to_offset(offset));
    told_day().map_or(now, |day| now.replace_date(day))
}

/// The day that a debug build takes for today, `2026-01-12` in the variable `NIANBAO_TODAY`: the handbook's pictures are
/// of a January. A release build knows none of this.
#[cfg(debug_assertions)]
fn told_day() -> Option<Date> {
    let said = std::env::var("NIANBAO_TODAY").ok()?;
    let mut parts = said.splitn(3, '-');
    let mut next = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (next()?, u8::try_from(next()?).ok()?, u8::try_from(next()?).ok()?);
    Date::from_calendar_date(i32::from(year), Month::try_from(month).ok()?, day).ok()
}

#[cfg(not(debug_assertions))]
fn told_day() -> Option<Date> {
    None
}

/// A moment as the clock on the wall showed it, to the minute.
pub fn shown(at: OffsetDateTime) -> String {
    let at = on_the_wall(at);
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

/// The time of day, e.g. 15:04.
pub fn shown_time(at: OffsetDateTime) -> String {
    let at = on_the_wall(at);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// A moment as one would say it, e.g. 1月12日 15:04; with its year where that is another than that of `now`.
pub fn spoken(at: OffsetDateTime, now: OffsetDateTime) -> String {
    format!("{} {}", spoken_day(at, now), shown_time(at))
}

/// The day of a moment as one would say it, e.g. 1月12日.
pub fn spoken_day(at: OffsetDateTime, now: OffsetDateTime) -> String {
    let day = day_of(on_the_wall(at).date());
    if on_the_wall(now).year() == i32::from(day.year) {
        format!("{}月{}日", day.month, day.day)
    } else {
        in_full(day)
    }
}

/// A day in full, e.g. 2026年1月31日.
pub fn in_full(day: Day) -> String {
    format!("{}年{}月{}日", day.year, day.month, day.day)
}

fn on_the_wall(at: OffsetDateTime) -> OffsetDateTime {
    // A package may tell any moment; at the ends of the calendar it stays in its own offset.
    at.checked_to_offset(local_now().offset()).unwrap_or(at)
}

pub(crate) fn day_of(date: Date) -> Day {
    Day { year: u16::try_from(date.year()).unwrap_or_default(), month: date.month().into(), day: date.day() }
}

pub(crate) fn date(day: Day) -> Option<Date> {
    Date::from_calendar_date(day.year.into(), Month::try_from(day.month).ok()?, day.day).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_ends_of_the_calendar_are_told_too() {
        use time::{PrimitiveDateTime, Time};
        for (date, hours) in [(Date::MAX, -23), (Date::MIN, 23)] {
            let offset = UtcOffset::from_hms(hours, 0, 0).unwrap();
            let time = if hours < 0 { Time::MAX } else { Time::MIDNIGHT };
            let at = PrimitiveDateTime::new(date, time).assume_offset(offset);
            assert!(shown(at).starts_with(&date.to_string()), "{}", shown(at));
        }
    }

    #[test]
    fn it_is_now() {
        let apart = OffsetDateTime::now_utc() - local_now();
        assert!(apart.abs() < time::Duration::seconds(5), "{apart}");
        let now = local_now();
        let wall = now.replace_offset(UtcOffset::UTC);
        assert_eq!(shown(now), format!("{} {:02}:{:02}", wall.date(), wall.hour(), wall.minute()));
    }

    #[test]
    fn a_day_of_another_year_is_said_with_its_year() {
        let now = local_now();
        let today = day_of(now.date());
        assert_eq!(spoken_day(now, now), format!("{}月{}日", today.month, today.day));
        let long_ago = now - time::Duration::days(800);
        assert!(spoken(long_ago, now).starts_with(&in_full(day_of(long_ago.date()))));
    }
}
