//! Which backups may go: the newest of 7 days, of 8 weeks and of every year stay.

use crate::backup::{Backup, Why};
use time::{Date, PrimitiveDateTime};

const DAYS: usize = 7;
const WEEKS: usize = 8;

/// The backups that are no longer needed at the local time `now`.
///
/// Of each of the last 7 days with backups the newest stays, and so of 8 weeks (Monday to Sunday) and of every
/// year. Those before a migration, a restore or a move stay as long as their day is one of the 7; those somebody asked
/// for stay for ever. What is dated after `now`, because the clock was turned back, stays and counts for nothing.
pub fn superseded(backups: &[Backup], now: PrimitiveDateTime) -> Vec<&Backup> {
    let mut counted: Vec<&Backup> =
        backups.iter().filter(|it| it.why != Why::Manual && it.at <= now).collect();
    counted.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| b.path.cmp(&a.path)));
    let (mut days, mut weeks, mut years) = (Vec::new(), Vec::new(), Vec::new());
    counted.retain(|backup| {
        let date = backup.at.date();
        let newest = [
            is_newest(&mut days, date, DAYS),
            is_newest(&mut weeks, monday(date), WEEKS),
            is_newest(&mut years, date.year(), usize::MAX),
        ];
        let before_a_change =
            matches!(backup.why, Why::BeforeMigration | Why::BeforeRestore | Why::BeforeMove);
        !(newest.contains(&true) || before_a_change && days.contains(&date))
    });
    counted
}

/// Whether this is the first of its span, which is the newest, and the span one of the last `most`.
fn is_newest<T: PartialEq>(spans: &mut Vec<T>, span: T, most: usize) -> bool {
    let new = !spans.contains(&span) && spans.len() < most;
    if new {
        spans.push(span);
    }
    new
}

/// What tells a week from another, across the turn of the year too.
fn monday(date: Date) -> i32 {
    date.to_julian_day() - i32::from(date.weekday().number_days_from_monday())
}

#[cfg(test)]
mod tests {
    use super::*;
    use time::{Duration, Month, Time};

    fn at(year: i32, month: u8, day: u8, hour: u8) -> PrimitiveDateTime {
        let date = Date::from_calendar_date(year, Month::try_from(month).unwrap(), day).unwrap();
        PrimitiveDateTime::new(date, Time::from_hms(hour, 0, 0).unwrap())
    }

    fn backup(at: PrimitiveDateTime, why: Why) -> Backup {
        Backup { path: format!("{at}").into(), at, why }
    }

    fn staying(backups: &[Backup], now: PrimitiveDateTime) -> Vec<PrimitiveDateTime> {
        let gone = superseded(backups, now);
        backups.iter().filter(|it| !gone.contains(it)).map(|it| it.at).collect()
    }

    #[test]
    fn a_year_of_days_across_a_leap_day() {
        // 2024-03-10 is a Sunday, and 2024 has a 29 February.
        let now = at(2024, 3, 10, 12);
        let all: Vec<Backup> = (0..400).map(|days| backup(now - Duration::days(days), Why::Daily)).collect();
        let mut expected: Vec<_> = (4..=10).rev().map(|day| at(2024, 3, day, 12)).collect();
        // Sundays before: the first of the eight is 10 March itself.
        expected.extend(
            [(3, 3), (2, 25), (2, 18), (2, 11), (2, 4), (1, 28), (1, 21)].map(|(m, d)| at(2024, m, d, 12)),
        );
        // 400 days back is 2023-02-05: one other year.
        expected.push(at(2023, 12, 31, 12));
        assert_eq!(staying(&all, now), expected);
    }

    #[test]
    fn the_leap_day_is_a_day() {
        let all = [28, 29].map(|day| backup(at(2024, 2, day, 9), Why::Daily));
        assert!(superseded(&all, at(2024, 3, 1, 9)).is_empty());
    }

    #[test]
    fn the_newest_of_a_day_stays() {
        let all = [9, 17, 12].map(|hour| backup(at(2025, 5, 5, hour), Why::Closing));
        assert_eq!(staying(&all, at(2025, 5, 5, 18)), [at(2025, 5, 5, 17)]);
    }

    #[test]
    fn a_week_across_the_turn_of_the_year_is_one() {
        // Monday 2024-12-30 to Sunday 2025-01-05; seven later days push them out of the days.
        let mut all: Vec<Backup> =
            [backup(at(2024, 12, 31, 9), Why::Daily), backup(at(2025, 1, 1, 9), Why::Daily)].into();
        all.extend((6..13).map(|day| backup(at(2025, 1, day, 9), Why::Daily)));
        // 31 December is the newest of its year, 1 January the newest of its week.
        assert!(superseded(&all, at(2025, 1, 12, 10)).is_empty());
        all.push(backup(at(2024, 12, 30, 9), Why::Daily));
        assert_eq!(superseded(&all, at(2025, 1, 12, 10)), [&all[9]]);
    }

    #[test]
    fn asked_for_stays_for_ever_and_takes_no_place() {
        let mut all: Vec<Backup> =
            (0..50).map(|hour| backup(at(2020, 1, 1, 0) + Duration::hours(hour), Why::Manual)).collect();
        all.push(backup(at(2020, 1, 1, 1), Why::Daily));
        assert!(superseded(&all, at(2026, 1, 1, 0)).is_empty());
    }

    #[test]
    fn before_a_restore_stays_for_a_week_of_backups() {
        let mut all =
            vec![backup(at(2025, 5, 1, 9), Why::BeforeRestore), backup(at(2025, 5, 1, 10), Why::Daily)];
        assert!(superseded(&all, at(2025, 5, 1, 11)).is_empty());
        all.extend((2..=8).map(|day| backup(at(2025, 5, day, 9), Why::Daily)));
        let gone = superseded(&all, at(2025, 5, 8, 11));
        assert!(gone.contains(&&all[0]), "{gone:?}");
    }

    #[test]
    fn a_clock_turned_back_costs_nothing() {
        // Ten days of a future that was none, then the clock is right again.
        let mut all: Vec<Backup> = (1..=10).map(|day| backup(at(2031, 6, day, 9), Why::Daily)).collect();
        all.extend((1..=7).map(|day| backup(at(2025, 6, day, 9), Why::Daily)));
        assert!(superseded(&all, at(2025, 6, 7, 9)).is_empty());
    }
}
