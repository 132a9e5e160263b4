//! The numbers that were compared last: who ticks one year after another is not to wait for the same reports each time.

use crate::OfficeError;
use std::{
    collections::{BTreeMap, HashMap, HashSet},
    ops::RangeInclusive,
};
use store::{AgencyId, Stamp, StoreError, YearOf};

/// More agencies than a county has townships are read anew each time: their numbers would fill the memory.
pub(super) const MOST: usize = 200;

/// The numbers of all years of some agencies, as they were at one moment.
#[derive(Default)]
pub(super) struct KeptYears {
    stamp: Option<Stamp>,
    of: HashMap<AgencyId, Kept>,
}

/// Some cells of all years of an agency.
#[derive(Default)]
struct Kept {
    cells: HashSet<String>,
    years: Vec<YearOf>,
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
        if self.stamp != Some(stamp) || self.of.len() + agencies.len() > 2 * MOST {
            *self = Self { stamp: Some(stamp), ..Self::default() };
        }
        if self.read(store, agencies, wanted).is_err() {
            // What is wrong with other years is no reason to say nothing of these.
            return Ok(store.years_of(agencies, years, wanted)?);
        }
        let of = |agency: &AgencyId| self.of.get(agency).map(|it| it.years.as_slice()).unwrap_or_default();
        let found = agencies.iter().flat_map(of).filter(|it| years.contains(&it.figures.year()));
        Ok(found.cloned().collect())
    }

    /// Reads what is not known yet; who lacks the same cells is read at once.
    fn read(
        &mut self,
        store: &store::Library,
        agencies: &[AgencyId],
        wanted: &HashSet<&str>,
    ) -> Result<(), StoreError> {
        let mut lacking: BTreeMap<Vec<&str>, Vec<AgencyId>> = BTreeMap::new();
        for agency in agencies {
            let known = self.of.get(agency);
            let lacks = |cell: &str| known.is_none_or(|it| !it.cells.contains(cell));
            let mut cells: Vec<&str> = wanted.iter().copied().filter(|cell| lacks(cell)).collect();
            if known.is_none() || !cells.is_empty() {
                cells.sort_unstable();
                lacking.entry(cells).or_default().push(*agency);
            }
        }
        for (cells, agencies) in lacking {
            let read = store.years_of(&agencies, &(0..=u16::MAX), &cells.iter().copied().collect())?;
            for agency in agencies {
                let kept = self.of.entry(agency).or_default();
                kept.cells.extend(cells.iter().map(|cell| (*cell).to_owned()));
            }
            for it in read {
                let years = &mut self.of.entry(it.agency).or_default().years;
                match years.iter_mut().find(|known| known.report == it.report) {
                    Some(known) => known.figures.add(it.figures),
                    None => years.push(it),
                }
            }
        }
        Ok(())
    }
}
