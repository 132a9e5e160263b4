//! Reading everything a library holds, and comparing it with what was saved.

use crate::{
    migrate::Number,
    open::{check_integrity, check_references},
    table::{revision, setting, step},
    watch::{go_on, interruptible},
    AgencyId, Library, ReportId, RevisionId, Stage, StoreError, Watch,
};
use std::{fmt, ops::ControlFlow};

/// What a look at everything found.
#[derive(Clone, PartialEq, Eq, Debug, Default)]
pub struct Verified {
    /// How many reports were read.
    pub reports: usize,
    /// How many earlier states of them.
    pub revisions: usize,
    /// What is not as it was saved.
    pub damaged: Vec<Damage>,
}

/// Something that is not as it was saved.
#[derive(Clone, PartialEq, Eq, Debug)]
pub enum Damage {
    /// What is known of an agency.
    Agency(AgencyId, String),
    /// A report as it is now.
    Report {
        /// Its number.
        id: ReportId,
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
    /// An earlier state of a report.
    Revision {
        /// Its number.
        id: RevisionId,
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
    /// A finding that was set aside, with its reason.
    Dismissal {
        /// The rule.
        rule: String,
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
    /// What could be undone of a report.
    Steps {
        /// The agency as it stands in the title.
        agency: String,
        /// The year.
        year: u16,
    },
    /// A deadline of this year's reports.
    Deadline(u16),
    /// A setting, by its key.
    Setting(String),
    /// The number that tells which backups are this library's.
    Number,
}

impl Damage {
    /// Whether something of a report or an agency is gone, and not only something that is quickly set again.
    pub fn is_grave(&self) -> bool {
        matches!(self, Damage::Agency(..) | Damage::Report { .. } | Damage::Revision { .. })
    }
}

impl fmt::Display for Damage {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Damage::Agency(_, name) => write!(f, "机关“{name}”的资料"),
            Damage::Report { agency, year, .. } => write!(f, "“{agency}”{year}年的年报"),
            Damage::Revision { id, agency, year } => {
                write!(f, "“{agency}”{year}年年报的第 {} 号历史版本", id.0)
            }
            Damage::Dismissal { rule, agency, year } => {
                write!(f, "“{agency}”{year}年年报里搁置 {rule} 的理由")
            }
            Damage::Steps { agency, year } => write!(f, "“{agency}”{year}年年报的撤销记录"),
            Damage::Deadline(year) => write!(f, "{year}年度年报的截止日期"),
            Damage::Setting(key) => write!(f, "设置“{key}”"),
            Damage::Number => write!(f, "年报库自己的编号（备份靠它认出是哪个库的）"),
        }
    }
}

impl Library {
    /// Reads everything: the file by SQLite's own check, each report and each earlier state by its content hash.
    /// `told` hears how many reports of how many are done.
    ///
    /// # Errors
    /// When the file contradicts itself or cannot be read. A report that is not what was saved is no error, but
    /// among [`Verified::damaged`].
    pub fn verify(&self, mut told: impl FnMut(usize, usize) + Send) -> Result<Verified, StoreError> {
        self.verify_watched(&mut |far| {
            told(far.done, far.of);
            ControlFlow::Continue(())
        })
    }

    /// The same, to be ended at any time.
    ///
    /// # Errors
    /// As [`Library::verify`]; when it was ended.
    pub fn verify_watched(&self, watch: &mut Watch) -> Result<Verified, StoreError> {
        // How many there are is told after the file as a whole was looked through.
        go_on(watch, Stage::Verifying, 0, 0)?;
        let handles = [self.connection.get_interrupt_handle()];
        interruptible(watch, Stage::Verifying, &handles, || {
            check_integrity(&self.connection)?;
            check_references(&self.connection)
        })?;
        let mut verified = Verified { damaged: self.verify_beside()?, ..Verified::default() };
        for agency in self.agencies()?.into_iter().filter(|agency| !agency.sound) {
            verified.damaged.push(Damage::Agency(agency.id, agency.profile.name));
        }
        let reports = self.reports()?;
        for (done, listed) in reports.iter().enumerate() {
            go_on(watch, Stage::Verifying, done, reports.len())?;
            let (agency, year) = (&listed.agency_name, listed.year);
            match self.report(listed.id) {
                Ok(_) => {}
                Err(StoreError::Damaged { .. }) => {
                    verified.damaged.push(Damage::Report { id: listed.id, agency: agency.clone(), year });
                }
                Err(error) => return Err(error),
            }
            verified.damaged.extend(self.verify_steps(listed.id, agency, year)?);
            for revision in self.revisions(listed.id)? {
                verified.revisions += 1;
                let rotten =
                    |desk: &crate::Desk| Ok(revision::content(desk.connection, revision.id).is_err());
                if !revision.sound || self.read(rotten)? {
                    verified.damaged.push(Damage::Revision { id: revision.id, agency: agency.clone(), year });
                }
            }
        }
        verified.reports = reports.len();
        go_on(watch, Stage::Verifying, reports.len(), reports.len())?;
        Ok(verified)
    }

    /// What is damaged beside agencies and reports.
    fn verify_beside(&self) -> Result<Vec<Damage>, StoreError> {
        let mut damaged = Vec::new();
        if Number::of(&self.connection)? == Number::Rotten {
            damaged.push(Damage::Number);
        }
        let deadlines = self.deadlines()?.into_iter().filter(|it| !it.sound);
        damaged.extend(deadlines.map(|it| Damage::Deadline(it.year)));
        let settings = self.read(|desk| setting::all(desk.connection))?.into_iter().filter(|it| !it.sound);
        damaged.extend(settings.map(|it| Damage::Setting(it.key)));
        Ok(damaged)
    }

    /// What is damaged of what was set aside in a report, and of what could be undone.
    fn verify_steps(&self, report: ReportId, agency: &str, year: u16) -> Result<Vec<Damage>, StoreError> {
        let dismissals = self.dismissals(report)?.into_iter().filter(|it| !it.sound);
        let told =
            |it: crate::Dismissal| Damage::Dismissal { rule: it.rule, agency: agency.to_owned(), year };
        let mut damaged: Vec<Damage> = dismissals.map(told).collect();
        if !self.read(|desk| step::are_sound(desk.connection, report))? {
            damaged.push(Damage::Steps { agency: agency.to_owned(), year });
        }
        Ok(damaged)
    }
}
