//! The time of this machine, in its own time zone.

use chrono::{Local, Offset};
use time::{OffsetDateTime, UtcOffset};

/// Now, as the clock on the wall shows it.
pub fn local_now() -> OffsetDateTime {
    let offset = Local::now().offset().fix().local_minus_utc();
    let now = OffsetDateTime::now_utc();
    UtcOffset::from_whole_seconds(offset).map_or(now, |offset| now.to_offset(offset))
}

/// A moment as the clock on the wall showed it, to the minute.
pub fn shown(at: OffsetDateTime) -> String {
    let at = at.to_offset(local_now().offset());
    format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn it_is_now() {
        let apart = OffsetDateTime::now_utc() - local_now();
        assert!(apart.abs() < time::Duration::seconds(5), "{apart}");
        let now = local_now();
        let wall = now.replace_offset(UtcOffset::UTC);
        assert_eq!(shown(now), format!("{} {:02}:{:02}", wall.date(), wall.hour(), wall.minute()));
    }
}
