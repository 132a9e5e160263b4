//! Reading a package. Everything in it is checked at once; reports and PDFs are inflated when they are wanted,
//! and checked again.

use super::{
    archive::{shown, Archive},
    manifest::{require_all, Entry, Manifest, Profile},
    require_distinct, Budget, Made, PackageError,
};
use crate::{content::Content, AgencyProfile, ContentHash, Level, State};
use report::{json::JsonError, json::ReportJson, Forms, Report};
use std::{fs::File, io::Read, ops::RangeInclusive, path::Path, sync::Arc};
use time::{format_description::well_known::Rfc3339, OffsetDateTime};

/// A package that was read and found sound.
#[derive(Clone)]
pub struct Package {
    name: String,
    made: Made,
    entries: Arc<[Entry]>,
    enclosed: Vec<Enclosed>,
    archive: Archive,
}

/// A report in a package, without its content.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Enclosed {
    /// The agency as it stands in the title.
    pub agency: String,
    /// The year it is on.
    pub year: u16,
    /// The edition of its form.
    pub edition: String,
    /// How far the sender says it has come. Here it has not: the acts of another office are not ours.
    pub state: State,
    /// What the sender knows of the agency.
    pub profile: AgencyProfile,
    /// What its content hashes to.
    pub hash: ContentHash,
    /// How many bytes its PDF has, where one is enclosed.
    pub pdf: Option<u64>,
}

impl Package {
    /// Reads the package at `path`.
    ///
    /// # Errors
    /// As [`Package::read`], and when the file cannot be read.
    pub fn open(path: &Path, forms: &Forms, budget: &Budget) -> Result<Package, PackageError> {
        let unreadable = |source| PackageError::Unreadable { path: path.to_owned(), source };
        let mut bytes = Vec::new();
        let file = File::open(path).map_err(unreadable)?;
        // Asked before it is read, and not believed while it is.
        require_all(file.metadata().map_err(unreadable)?.len(), budget)?;
        file.take(budget.all.saturating_add(1)).read_to_end(&mut bytes).map_err(unreadable)?;
        let name = path.file_name().unwrap_or_default().to_string_lossy();
        Package::read(&name, bytes, forms, budget)
    }

    /// Reads a package of this name.
    ///
    /// # Errors
    /// When anything in it is not as [`write`](super::write()) makes it, is damaged, or goes beyond `budget`.
    pub fn read(
        name: &str,
        bytes: impl Into<Arc<[u8]>>,
        forms: &Forms,
        budget: &Budget,
    ) -> Result<Package, PackageError> {
        let bytes = bytes.into();
        require_all(bytes.len() as u64, budget)?;
        let archive = Archive::open(bytes, budget.files())?;
        let manifest = Manifest::of(&archive, budget)?;
        let at =
            OffsetDateTime::parse(&manifest.made_at, &Rfc3339).map_err(|_| unclear(&manifest.made_at))?;
        let enclosed = manifest.reports.iter().map(|entry| entry.check(&archive, forms));
        let enclosed = enclosed.collect::<Result<Vec<_>, _>>()?;
        require_distinct(enclosed.iter().map(|it| (&it.profile, it.year, it.edition.as_str())))?;
        Ok(Package {
            name: name.to_owned(),
            made: Made { at, by: manifest.made_by },
            entries: manifest.reports.into(),
            enclosed,
            archive,
        })
    }

    /// What its file is called.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who made it, and when, as it says itself.
    pub fn made(&self) -> &Made {
        &self.made
    }

    /// The reports in it.
    pub fn enclosed(&self) -> &[Enclosed] {
        &self.enclosed
    }

    /// The report of this position, as a library would store it; `None` beyond the last.
    ///
    /// # Errors
    /// When the forms are not those it was read with.
    pub fn report(&self, n: usize, forms: &Forms) -> Result<Option<Report>, PackageError> {
        let report = |entry: &Entry| Ok(entry.content(&self.archive, forms)?.1);
        self.entries.get(n).map(report).transpose()
    }

    /// The PDF of the report of this position, where one is enclosed.
    ///
    /// # Errors
    /// When it cannot be inflated.
    pub fn pdf(&self, n: usize) -> Result<Option<Vec<u8>>, PackageError> {
        let pdf = self.entries.get(n).and_then(|entry| entry.pdf.as_ref());
        pdf.map(|pdf| pdf.content(&self.archive)).transpose()
    }
}

impl Entry {
    /// Reads everything the entry names, and keeps only what it is.
    fn check(&self, archive: &Archive, forms: &Forms) -> Result<Enclosed, PackageError> {
        let (content, report) = self.content(archive, forms)?;
        if !is_plain(&self.agency) {
            return Err(unclear(&self.agency));
        }
        if (&report.agency, report.year, &report.form().edition) != (&self.agency, self.year, &self.form) {
            return Err(PackageError::Contradiction(self.report.file.clone()));
        }
        if let Some(pdf) = &self.pdf {
            pdf.inflate(archive, |_| {})?;
        }
        Ok(Enclosed {
            agency: report.agency,
            year: report.year,
            edition: self.form.clone(),
            state: State::of_word(&self.state).map_err(|_| unclear(&self.state))?,
            profile: self.profile.profile()?,
            hash: content.hash(),
            pdf: self.pdf.as_ref().map(|pdf| pdf.bytes()),
        })
    }

    fn content(&self, archive: &Archive, forms: &Forms) -> Result<(Content, Report), PackageError> {
        let unfit = |source| PackageError::Report { file: self.report.file.clone(), source };
        let json = self.report.content(archive)?;
        let json = serde_json::from_slice::<ReportJson>(&json).map_err(JsonError::from).map_err(unfit)?;
        let content = json.into_report(forms).and_then(|report| Content::of(&report)).map_err(unfit)?;
        let report = content.report(forms).map_err(unfit)?;
        Ok((content, report))
    }
}

impl Profile {
    fn profile(&self) -> Result<AgencyProfile, PackageError> {
        let level = Level::of_word(&self.level).map_err(|_| unclear(&self.level))?;
        let said = [Some(&self.name), Some(&self.region), self.credit_code.as_ref()];
        if let Some(said) = said.into_iter().flatten().find(|said| !is_plain(said)) {
            return Err(unclear(said));
        }
        Ok(AgencyProfile {
            region: self.region.clone(),
            credit_code: self.credit_code.clone(),
            ..AgencyProfile::named(&self.name, level)
        })
    }
}

/// Whether a name is one that reads as it is written: not with blanks around it, nor with signs that are not seen or
/// turn the line.
fn is_plain(name: &str) -> bool {
    let trimmed = name.trim();
    (trimmed == name || trimmed.is_empty()) && !name.chars().any(is_invisible)
}

fn is_invisible(c: char) -> bool {
    const UNSEEN: [RangeInclusive<char>; 11] = [
        '\u{ad}'..='\u{ad}',
        '\u{61c}'..='\u{61c}',
        '\u{115f}'..='\u{1160}',
        '\u{180b}'..='\u{180e}',
        '\u{200b}'..='\u{200f}',
        '\u{2028}'..='\u{202e}',
        '\u{2060}'..='\u{206f}',
        '\u{3164}'..='\u{3164}',
        '\u{fe00}'..='\u{fe0f}',
        '\u{fff0}'..='\u{fffb}',
        '\u{e0000}'..='\u{e0fff}',
    ];
    c.is_control() || c == '\u{feff}' || UNSEEN.iter().any(|range| range.contains(&c))
}

fn unclear(what: impl ToString) -> PackageError {
    PackageError::Manifest(shown(what.to_string().as_bytes()))
}
