//! The numbers that were compared last: who ticks one year after another is not to wait for the same reports each time.

use crate::OfficeError;
use std::{
    collections::{HashMap, HashSet},
    ops::RangeInclusive,
};
use store::{AgencyId, Stamp, YearOf};

/// More agencies than a county has townships are read anew each time: their numbers would fill the memory.
const MOST: usize = 200;

/// The numbers of some cells of all years of some agencies, as they were at one moment.
#[derive(Default)]
pub(super) struct KeptYears {
    stamp: Option<Stamp>,
    wanted: HashSet<String>,
    of: HashMap<AgencyId, Vec<YearOf>>,
}

impl KeptYears {
    /// As [`store::Library::years_of`]; more cells may be told than are wanted.
    pub(super) fn years_of(
        &mut self,
        store: &store::Library,
        agencies: &[AgencyId],
        years: &RangeInclusive<u16>,
        wanted: &HashSet<&str>,
    ) -> Result<Vec<YearOf>, OfficeError> {
        if agencies.len() > MOST {
            return Ok(store.years_of(agencies, years, wanted)?);
        }
        let stamp = store.stamp()?;
        if self.stamp != Some(stamp) {
            *self = Self { stamp: Some(stamp), ..Self::default() };
        }
        if wanted.iter().any(|name| !self.wanted.contains(*name)) {
            self.wanted.extend(wanted.iter().map(|name| (*name).to_owned()));
            self.of.clear();
        }
        if self.of.len() + agencies.len() > 2 * MOST {
            self.of.clear();
        }
        let unknown: Vec<AgencyId> =
            agencies.iter().filter(|agency| !self.of.contains_key(agency)).copied().collect();
        if !unknown.is_empty() {
            let cells = self.wanted.iter().map(String::as_str).collect();
            let Ok(read) = store.years_of(&unknown, &(0..=u16::MAX), &cells) else {
                // What is wrong with other years is no reason to say nothing of these.
                return Ok(store.years_of(agencies, years, wanted)?);
            };
            self.of.extend(unknown.into_iter().map(|agency| (agency, Vec::new())));
            for it in read {
                self.of.entry(it.agency).or_default().push(it);
            }
        }
        let of = |agency: &AgencyId| self.of.get(agency).map(Vec::as_slice).unwrap_or_default();
        let found = agencies.iter().flat_map(of).filter(|it| years.contains(&it.figures.year()));
        Ok(found.cloned().collect())
    }
}
