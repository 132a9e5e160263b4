//! Checking a report with what the library knows around it: last year's, other agencies', what was set aside.

use super::Library;
use crate::{clock, OfficeError, Publication, Reading};
use report::{
    agency::Level,
    check::{self, Around, Day, Known, LastYear, Memory, Parted, Printed, RuleId, SetAside, Strictness},
    Report, Severity,
};
use store::{AgencyId, ReportId, Revision, RevisionKind};
use time::OffsetDateTime;

/// Under this name the library keeps how strict its office is.
const STRICTNESS: &str = "check.strictness";
/// So many other reports are compared word by word: those that are most alike.
const ALIKE: usize = 5;

/// What the library knows around a report; prepared once, it serves for every keystroke.
#[derive(Default)]
pub struct Surroundings {
    previous: Option<Report>,
    last_year: Option<LastYear>,
    level: Option<Level>,
    deadline: Option<Day>,
    published: Option<Day>,
    printed: Option<Printed>,
    others: Vec<Known>,
    strictness: Strictness,
    set_aside: Vec<SetAside>,
    /// When each of these was.
    set_aside_at: Vec<OffsetDateTime>,
    /// What the check before found out: a keystroke changes one paragraph.
    memory: Memory,
}

impl Surroundings {
    /// What a careful reviewer says of the report as it stands.
    pub fn check(&self, report: &Report) -> Parted {
        let around = Around {
            previous: self.previous.as_ref(),
            last_year: self.last_year.as_ref(),
            level: self.level,
            published: self.published,
            printed: self.printed.as_ref(),
            deadline: self.deadline,
            limits: self.strictness.limits,
            others: &self.others,
            severities: &self.strictness.severities,
            memory: Some(&self.memory),
        };
        check::part(check::check(report, &around), &self.set_aside)
    }

    /// The same with this one as last year's report.
    pub fn after(self, previous: Report) -> Surroundings {
        let last_year = Some(LastYear::of(&previous));
        Surroundings { previous: Some(previous), last_year, ..self }
    }

    /// The same of a report that was read from a document: with how it is printed, and when it was published.
    pub fn as_read(self, reading: &Reading) -> Surroundings {
        let published = self.published.or(reading.published);
        Surroundings { printed: reading.printed.clone(), published, ..self }
    }

    /// Last year's report of the same agency.
    pub fn previous(&self) -> Option<&Report> {
        self.previous.as_ref()
    }

    /// When a finding was set aside.
    pub(super) fn set_aside_at(&self, finding: &report::Finding) -> Option<OffsetDateTime> {
        let fingerprint = finding.fingerprint();
        let mut kept = self.set_aside.iter().zip(&self.set_aside_at);
        let is_it = |it: &SetAside| it.rule == finding.rule.0 && it.fingerprint == fingerprint;
        kept.find(|(it, _)| is_it(it)).map(|(_, at)| *at)
    }
}

impl Library {
    /// What a careful reviewer says of a report of the library.
    ///
    /// # Errors
    /// When there is none of this number, or it is damaged.
    pub fn check(&self, id: ReportId) -> Result<Parted, OfficeError> {
        Ok(self.surroundings(id)?.check(&self.store.report(id)?.report))
    }

    /// What the library knows around a report of its own.
    ///
    /// # Errors
    /// When there is none of this number, or it or last year's is damaged.
    pub fn surroundings(&self, id: ReportId) -> Result<Surroundings, OfficeError> {
        let stored = self.store.report(id)?;
        let mut around = self.surroundings_of(&stored.report, Some(stored.listed.agency))?;
        let revisions = self.store.revisions(id)?;
        let published = revisions.iter().find(|it| it.kind == RevisionKind::Published);
        around.published = published.map(|it| self.published_on(it));
        let aside = self.store.dismissals(id)?.into_iter().filter(|it| it.sound);
        for it in aside {
            around.set_aside_at.push(it.at);
            around.set_aside.push(SetAside { rule: it.rule, fingerprint: it.fingerprint, reason: it.reason });
        }
        Ok(around)
    }

    /// What the library knows around a report that need not be its own; `agency` is whose it is, if the library
    /// knows it.
    ///
    /// # Errors
    /// When the library cannot be read.
    pub fn surroundings_of(
        &self,
        report: &Report,
        agency: Option<AgencyId>,
    ) -> Result<Surroundings, OfficeError> {
        let agency = match agency {
            Some(agency) => Some(agency),
            None => self.store.agency_named(&report.agency)?,
        };
        let mut around =
            Surroundings { strictness: self.strictness()?, deadline: None, ..Surroundings::default() };
        around.deadline = self.deadline_set(agency, report.year)?;
        if let Some(agency) = agency {
            around.previous = self.previous(agency, report.year)?;
            around.last_year = around.previous.as_ref().map(LastYear::of);
            around.level = self.store.agency(agency)?.profile.level.told();
        }
        around.others = self.alike(report, agency)?;
        Ok(around)
    }

    /// How strict the office is.
    ///
    /// # Errors
    /// When what is kept of it cannot be understood.
    pub fn strictness(&self) -> Result<Strictness, OfficeError> {
        match self.store.setting(STRICTNESS)? {
            None => Ok(Strictness::default()),
            Some(text) => Ok(Strictness::from_json(&text)?),
        }
    }

    /// Sets how strict the office is.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn set_strictness(&mut self, strictness: &Strictness) -> Result<(), OfficeError> {
        Ok(self.store.set_setting(STRICTNESS, Some(&strictness.to_json()))?)
    }

    /// Sets how grave a rule is for this office; without a severity it is as grave as the catalogue says again.
    ///
    /// # Errors
    /// When what is kept cannot be understood, or the library cannot be written.
    pub fn set_severity(&mut self, rule: RuleId, severity: Option<Severity>) -> Result<(), OfficeError> {
        let mut strictness = self.strictness()?;
        strictness.severities.retain(|(id, _)| *id != rule);
        strictness.severities.extend(severity.map(|severity| (rule, severity)));
        strictness.severities.sort();
        self.set_strictness(&strictness)
    }

    /// Sets a finding of a report aside, with a reason.
    ///
    /// # Errors
    /// When there is no reason, or no such report.
    pub fn set_aside(
        &mut self,
        id: ReportId,
        finding: &report::Finding,
        reason: &str,
    ) -> Result<(), OfficeError> {
        Ok(self.store.dismiss(id, finding.rule.0, &finding.fingerprint(), reason)?)
    }

    /// Takes a finding that was set aside up again.
    ///
    /// # Errors
    /// When the library cannot be written.
    pub fn take_up_again(&mut self, id: ReportId, finding: &report::Finding) -> Result<(), OfficeError> {
        Ok(self.store.take_up_again(id, finding.rule.0, &finding.fingerprint())?)
    }

    /// Reports of other agencies that share text with this one, the most alike first.
    fn alike(&self, report: &Report, agency: Option<AgencyId>) -> Result<Vec<Known>, OfficeError> {
        let own: Vec<u64> = match agency {
            Some(agency) => self.store.reports_of(agency)?.iter().map(|it| it.id.0.unsigned_abs()).collect(),
            None => Vec::new(),
        };
        let mut index = self.index.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
        if index.is_none() {
            let mut made = check::Library::new();
            self.store.texts_in(check::OWN, |id, texts| made.put(id.0.unsigned_abs(), texts))?;
            made.settle();
            *index = Some(made);
        }
        let near = index
            .as_ref()
            .map(|index| index.nearest(&check::own_text(report), |id| own.contains(&id), ALIKE));
        let known = |near: check::Near| {
            let id = ReportId(i64::try_from(near.report).ok()?);
            // One that is damaged is not compared with.
            Some(Known::of(&self.store.report(id).ok()?.report))
        };
        Ok(near.unwrap_or_default().into_iter().filter_map(known).collect())
    }

    /// The day a report was published: as somebody said, else that on which it was recorded.
    pub fn published_on(&self, revision: &Revision) -> Day {
        let said = revision.place.as_deref().and_then(|place| Publication::kept(place).day);
        let offset = self.clock.now().offset();
        let at = revision.at.checked_to_offset(offset).unwrap_or(revision.at);
        said.unwrap_or_else(|| clock::day_of(at.date()))
    }
}
