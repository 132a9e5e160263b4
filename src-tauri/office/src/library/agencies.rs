//! Whose reports they are, by when these are due, and what the faces remember.

use super::Library;
use crate::{clock, OfficeError};
use report::{agency::Level as TownLevel, check::Day};
use store::{AgencyId, AgencyProfile, Level};
use time::Date;

/// In the library's settings, before an agency's number.
const ADDRESS: &str = "agency.address.";

impl Library {
    /// Adds an agency; gives its number.
    ///
    /// # Errors
    /// When it has no name or one that is taken.
    pub fn add_agency(&mut self, name: &str, level: Level) -> Result<AgencyId, OfficeError> {
        Ok(self.store.add_agency(&AgencyProfile::named(name.trim(), level))?)
    }

    /// What is known of an agency.
    ///
    /// # Errors
    /// When there is none of this number.
    pub fn agency(&self, id: AgencyId) -> Result<AgencyProfile, OfficeError> {
        Ok(self.store.agency(id)?.profile)
    }

    /// Changes what is known of an agency. Its reports keep the name that stands in their titles.
    ///
    /// # Errors
    /// When it would have no name or a taken one.
    pub fn change_agency(&mut self, id: AgencyId, profile: &AgencyProfile) -> Result<(), OfficeError> {
        Ok(self.store.change_agency(id, profile)?)
    }

    /// Where an agency is to be found; empty when nobody has said.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn address(&self, agency: AgencyId) -> Result<String, OfficeError> {
        Ok(self.store.setting(&format!("{ADDRESS}{}", agency.0))?.unwrap_or_default())
    }

    /// Sets where an agency is to be found.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn set_address(&mut self, agency: AgencyId, address: &str) -> Result<(), OfficeError> {
        let address = Some(address).filter(|it| !it.is_empty());
        Ok(self.store.set_setting(&format!("{ADDRESS}{}", agency.0), address)?)
    }

    /// What a face remembers under a key of its own.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn remembered(&self, key: &str) -> Result<Option<String>, OfficeError> {
        Ok(self.store.setting(key)?)
    }

    /// Remembers something for a face.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn remember(&mut self, key: &str, value: &str) -> Result<(), OfficeError> {
        Ok(self.store.set_setting(key, Some(value))?)
    }

    /// By when an agency's report on a year has to be there: the agency's own day, or the usual one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn deadline(&self, agency: AgencyId, year: u16) -> Result<Day, OfficeError> {
        match self.own_deadline(agency, year)? {
            Some(day) => Ok(day),
            None => self.usual_deadline(agency, year),
        }
    }

    /// The day that was set for an agency, for the year or for the last year before it that has one.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn own_deadline(&self, agency: AgencyId, year: u16) -> Result<Option<Day>, OfficeError> {
        self.newest_deadline(Some(agency), year)
    }

    /// The day for an agency without one of its own: as set for all of them, or as the law says for its level.
    ///
    /// # Errors
    /// When the file cannot be read.
    pub fn usual_deadline(&self, agency: AgencyId, year: u16) -> Result<Day, OfficeError> {
        if let Some(day) = self.newest_deadline(None, year)? {
            return Ok(day);
        }
        let level = self.store.agency(agency)?.profile.level.told().unwrap_or(TownLevel::Township);
        let (month, day) = level.deadline();
        Ok(Day { year: year.saturating_add(1), month, day })
    }

    /// Sets by when an agency's reports have to be there, or those of all agencies without a day of their own, from a
    /// year on.
    ///
    /// # Errors
    /// When the calendar has no such day, or the file cannot be written.
    pub fn set_deadline(&mut self, agency: Option<AgencyId>, year: u16, day: Day) -> Result<(), OfficeError> {
        let date = clock::date(day).ok_or(OfficeError::NoSuchDay)?;
        Ok(self.store.set_deadline(agency, year, Some(date))?)
    }

    /// Lets the usual day hold for an agency again, whatever was set for it and when.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn drop_own_deadlines(&mut self, agency: AgencyId) -> Result<(), OfficeError> {
        let own = self.store.deadlines()?.into_iter().filter(|it| it.agency == Some(agency));
        for deadline in own {
            self.store.set_deadline(Some(agency), deadline.year, None)?;
        }
        Ok(())
    }

    /// The day that somebody set, for the year or one before it: an agency's own, or the general one.
    pub(super) fn deadline_set(
        &self,
        agency: Option<AgencyId>,
        year: u16,
    ) -> Result<Option<Day>, OfficeError> {
        match agency.map(|agency| self.own_deadline(agency, year)).transpose()?.flatten() {
            Some(day) => Ok(Some(day)),
            None => self.newest_deadline(None, year),
        }
    }

    /// The newest day that was set for exactly this agency, or for exactly all of them.
    fn newest_deadline(&self, agency: Option<AgencyId>, year: u16) -> Result<Option<Day>, OfficeError> {
        let applies = |it: &store::Deadline| it.sound && it.year <= year && it.agency == agency;
        // The newest year comes first.
        let set = self.store.deadlines()?.into_iter().find(applies);
        Ok(set.map(|it| moved(it.date, year - it.year)))
    }

    /// Today.
    pub fn today(&self) -> Day {
        clock::day_of(self.clock.now().date())
    }

    /// How many days there are from today to a day; negative when it has passed.
    pub fn days_until(&self, day: Day) -> i64 {
        clock::date(day).map_or(0, |day| (day - self.clock.now().date()).whole_days())
    }
}

/// The same day some years later; 29 February is the 28th in a common year.
fn moved(date: Date, years: u16) -> Day {
    let same = Day { year: clock::day_of(date).year.saturating_add(years), ..clock::day_of(date) };
    match clock::date(same) {
        Some(_) => same,
        None => Day { day: 28, ..same },
    }
}
