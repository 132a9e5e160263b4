//! Years of agencies as numbers: some cells of many reports at once, without their prose.

use crate::{
    table::{
        cell::{self, Found},
        report::{self, ReportRow},
        AgencyId, ReportId, State,
    },
    Desk, Library, StoreError,
};
use ::report::series::Figures;
use rusqlite::params;
use std::{collections::HashSet, ops::RangeInclusive};

/// The numbers of a report, and which it is.
#[derive(Clone, Debug)]
pub struct YearOf {
    /// The report.
    pub report: ReportId,
    /// Whose it is.
    pub agency: AgencyId,
    /// How far it has come.
    pub state: State,
    /// Its numbers; a cell that is not what was saved says so.
    pub figures: Figures,
}

impl Library {
    /// The cells named in `wanted`, of all reports of these agencies in these years; by agency and year.
    ///
    /// # Errors
    /// When the file cannot be read, or has a report in a form nobody knows.
    pub fn years_of(
        &self,
        agencies: &[AgencyId],
        years: &RangeInclusive<u16>,
        wanted: &HashSet<&str>,
    ) -> Result<Vec<YearOf>, StoreError> {
        self.read(|desk| {
            let names = cell::Names::of(desk.connection)?;
            let mut found = Vec::new();
            for agency in agencies {
                for row in desk.rows_of(*agency, years)? {
                    found.push(desk.year_of(row, &names, wanted)?);
                }
            }
            Ok(found)
        })
    }
}

impl Desk<'_> {
    fn rows_of(&self, agency: AgencyId, years: &RangeInclusive<u16>) -> Result<Vec<ReportRow>, StoreError> {
        let mut statement = self.connection.prepare_cached(&format!(
            "SELECT {} FROM report r WHERE r.agency = ?1 AND r.year BETWEEN ?2 AND ?3
             ORDER BY r.year, r.edition",
            report::COLUMNS
        ))?;
        let mut rows = statement.query(params![agency.0, years.start(), years.end()])?;
        let mut found = Vec::new();
        while let Some(row) = rows.next()? {
            found.push(report::read(row)?);
        }
        Ok(found)
    }

    fn year_of(
        &self,
        row: ReportRow,
        names: &cell::Names,
        wanted: &HashSet<&str>,
    ) -> Result<YearOf, StoreError> {
        let form = self.forms.edition(&row.edition).ok_or_else(|| row.damaged())?;
        let mut figures = Figures::new(form.clone(), row.year);
        let wanted_here = |name: &str| wanted.contains(name);
        let entries = cell::some_of(self.connection, &row, form, names, wanted_here)?;
        for known in form.cells().iter().filter(|known| wanted_here(known.id.as_str())) {
            let name = known.id.as_str();
            let found = match entries.get(name) {
                Some(Some(found)) => found.clone(),
                // Only the whole report can tell.
                Some(None) | None => self.found_in_whole(row.id, name),
            };
            match found {
                Found::Entry(entry) => figures.put(&known.id, Some(&entry)),
                Found::Blank => figures.put(&known.id, None),
                Found::Damaged => figures.put_damaged(&known.id),
            }
        }
        Ok(YearOf { report: row.id, agency: row.agency, state: row.state, figures })
    }
}
