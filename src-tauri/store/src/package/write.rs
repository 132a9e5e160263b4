//! Writing a package: the same reports always give the same bytes.

use super::{
    manifest::{self, pdf_file, report_file, Entry, Manifest, Profile, Sealed},
    require_distinct, Budget, Made, PackageError,
};
use crate::{AgencyProfile, State};
use report::{
    json::{to_json, JsonError},
    Report,
};
use std::io::{Cursor, Write};
use time::format_description::well_known::Rfc3339;
use zip::{write::SimpleFileOptions, CompressionMethod, System, ZipWriter};

/// A report that is to be packed.
#[derive(Clone, PartialEq, Debug)]
pub struct Packed {
    /// The report.
    pub report: Report,
    /// Whose it is.
    pub profile: AgencyProfile,
    /// How far it has come.
    pub state: State,
    /// As it was printed, where that is to be enclosed.
    pub pdf: Option<Vec<u8>>,
}

/// A package of these reports.
///
/// # Errors
/// When there are none, two are of one agency, year and form, an agency is described in two ways, or they go
/// beyond the [`Budget`] there is for reading them.
pub fn write(contents: &[Packed], made: &Made) -> Result<Vec<u8>, PackageError> {
    require_distinct(contents.iter().map(Packed::key))?;
    let most = Budget::default();
    let jsons = contents.iter().map(|it| to_json(&it.report)).collect::<Result<Vec<_>, JsonError>>();
    let jsons = jsons.map_err(failed)?;
    let mut files = Vec::new();
    for (n, (packed, json)) in contents.iter().zip(&jsons).enumerate() {
        files.push((report_file(n), json.as_bytes(), most.report));
        files.extend(packed.pdf.iter().map(|pdf| (pdf_file(n), pdf.as_slice(), most.pdf)));
    }
    let fits = files.iter().all(|(_, content, most)| content.len() as u64 <= *most);
    let all: u64 = files.iter().map(|(_, content, _)| content.len() as u64).sum();
    if !fits || all > most.all || contents.len() > most.reports {
        return Err(PackageError::TooMuch { most });
    }

    let entries = contents.iter().zip(&jsons).enumerate();
    let entries = entries.map(|(n, (packed, json))| packed.entry(n, json)).collect();
    let made_at = made.at.format(&Rfc3339).map_err(failed)?;
    let manifest = Manifest::new(made_at, made.by.clone(), entries);
    let manifest = serde_json::to_string_pretty(&manifest).map_err(failed)? + "\n";
    files.insert(0, (manifest::FILE.to_owned(), manifest.as_bytes(), manifest::LARGEST));
    let package = zip(&files).map_err(failed)?;
    if manifest.len() as u64 > manifest::LARGEST || package.len() as u64 > most.all {
        return Err(PackageError::TooMuch { most });
    }
    Ok(package)
}

fn zip(files: &[(String, &[u8], u64)]) -> zip::result::ZipResult<Vec<u8>> {
    // Everything that could tell one machine or moment from another is fixed.
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, content, _) in files {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(content)?;
    }
    Ok(zip.finish()?.into_inner())
}

impl Packed {
    fn key(&self) -> (&AgencyProfile, u16, &str) {
        (&self.profile, self.report.year, &self.report.form().edition)
    }

    fn entry(&self, n: usize, json: &str) -> Entry {
        Entry {
            agency: self.report.agency.clone(),
            year: self.report.year,
            form: self.report.form().edition.clone(),
            state: self.state.word().to_owned(),
            profile: Profile {
                name: self.profile.name.clone(),
                level: self.profile.level.word().to_owned(),
                region: self.profile.region.clone(),
                credit_code: self.profile.credit_code.clone(),
            },
            report: Sealed::new(report_file(n), json.as_bytes()),
            pdf: self.pdf.as_ref().map(|pdf| Sealed::new(pdf_file(n), pdf)),
        }
    }
}

fn failed(error: impl ToString) -> PackageError {
    PackageError::Packing(error.to_string())
}
