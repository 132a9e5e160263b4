//! The table `deadline`: by when a year's report has to be there.

use super::AgencyId;
use crate::StoreError;
use rusqlite::{params, Connection};
use time::{Date, Month};

/// By when a year's report has to be there.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Deadline {
    /// Whose report; `None` stands for every agency without a deadline of its own.
    pub agency: Option<AgencyId>,
    /// The year the report is on.
    pub year: u16,
    /// The last day.
    pub date: Date,
    /// Whether this is what was saved; if not, a byte has rotted.
    pub sound: bool,
}

/// Sets a deadline, or removes it.
pub(crate) fn put(
    connection: &Connection,
    agency: Option<AgencyId>,
    year: u16,
    date: Option<Date>,
) -> Result<(), StoreError> {
    let agency = agency.map(|agency| agency.0);
    let remove = "DELETE FROM deadline WHERE coalesce(agency, 0) = coalesce(?1, 0) AND year = ?2";
    connection.prepare_cached(remove)?.execute(params![agency, year])?;
    if let Some(date) = date {
        let insert =
            "INSERT INTO deadline (agency, year, date, mark) VALUES (?1, ?2, ?3, row_mark(?1, ?2, ?3))";
        connection.prepare_cached(insert)?.execute(params![agency, year, date.to_string()])?;
    }
    Ok(())
}

/// All deadlines, newest year first, the general one of a year before those of single agencies.
pub(crate) fn all(connection: &Connection) -> Result<Vec<Deadline>, StoreError> {
    let sql = "SELECT agency, year, date, mark = row_mark(agency, year, date)
               FROM deadline ORDER BY year DESC, agency";
    let mut statement = connection.prepare_cached(sql)?;
    let mut rows = statement.query(())?;
    let mut deadlines = Vec::new();
    while let Some(row) = rows.next()? {
        let text: String = row.get(2)?;
        deadlines.push(Deadline {
            agency: row.get::<_, Option<i64>>(0)?.map(AgencyId),
            year: row.get(1)?,
            date: read_date(&text).ok_or_else(|| StoreError::corrupt(text))?,
            sound: row.get(3)?,
        });
    }
    Ok(deadlines)
}

/// `YYYY-MM-DD`.
fn read_date(text: &str) -> Option<Date> {
    let mut parts = text.splitn(3, '-');
    let mut part = || parts.next()?.parse::<u16>().ok();
    let (year, month, day) = (part()?, part()?, part()?);
    let month = Month::try_from(u8::try_from(month).ok()?).ok()?;
    Date::from_calendar_date(year.into(), month, u8::try_from(day).ok()?).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_read_back() {
        let day = Date::from_calendar_date(2028, Month::February, 29).unwrap();
        assert_eq!(day.to_string(), "2028-02-29");
        assert_eq!(read_date("2028-02-29"), Some(day));
        for text in ["2027-02-29", "2028-13-01", "2028-2", "x", "2028-02-29-1", ""] {
            assert_eq!(read_date(text), None, "{text}");
        }
    }
}
