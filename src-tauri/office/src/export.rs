//! A report as a file of another kind: for portals, superiors, other programs.

use crate::{file, library::Library, parallel::on_all_cores, Office, OfficeError, Printing, Variant};
use report::Report;
use std::{
    collections::BTreeSet,
    fs,
    path::{Path, PathBuf},
};
use store::Listed;

/// How many reports are in memory at a time.
const AT_A_TIME: usize = 64;

/// A kind of file a report can be written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// The official PDF.
    Pdf,
    /// A Word document.
    Word,
    /// An Excel workbook.
    Excel,
    /// A web page.
    Web,
    /// Plain text.
    Text,
    /// `nianbao.report/1`.
    Json,
}

impl Format {
    /// All of them.
    pub const ALL: [Format; 6] =
        [Format::Pdf, Format::Word, Format::Excel, Format::Web, Format::Text, Format::Json];

    /// How names of such files end, without the dot.
    pub fn extension(self) -> &'static str {
        match self {
            Format::Pdf => "pdf",
            Format::Word => "docx",
            Format::Excel => "xlsx",
            Format::Web => "html",
            Format::Text => "txt",
            Format::Json => "json",
        }
    }

    /// The kind of file with this ending.
    pub fn named(extension: &str) -> Option<Format> {
        let extension = extension.to_ascii_lowercase();
        Format::ALL.into_iter().find(|format| format.extension() == extension)
    }

    /// The kind of file a path asks for by its ending.
    ///
    /// # Errors
    /// When it asks for none of them.
    pub fn of(path: &Path) -> Result<Format, OfficeError> {
        let extension = path.extension().and_then(|extension| extension.to_str());
        let shown = || path.display().to_string();
        extension.and_then(Format::named).ok_or_else(|| OfficeError::NoFormat { path: shown() })
    }
}

/// What became of one report of a library that was written out.
pub struct Exported {
    /// The report's title.
    pub title: String,
    /// Its file, or why there is none.
    pub file: Result<PathBuf, OfficeError>,
}

impl Office {
    /// A report as the bytes of a file. The same report gives the same bytes.
    ///
    /// # Errors
    /// When agency or year are not known, or its content cannot be set in this kind of file.
    pub fn export(&self, report: &Report, format: Format) -> Result<Vec<u8>, OfficeError> {
        self.export_as(report, format, &Variant::default())
    }

    /// The same in another variant: what is signed, left out, and how large it is, as far as this kind of file shows
    /// it. Workbooks and data are the report itself and have no variants.
    ///
    /// # Errors
    /// As [`Office::export`].
    pub fn export_as(
        &self,
        report: &Report,
        format: Format,
        variant: &Variant,
    ) -> Result<Vec<u8>, OfficeError> {
        // What has no year is not of a year yet: nobody reads it back as a report, either.
        if report.year == 0 {
            return Err(OfficeError::NoIdentity);
        }
        if format == Format::Json {
            let json = report::json::to_json(report).map_err(|error| OfficeError::Json(error.to_string()))?;
            return Ok(json.into_bytes());
        }
        if report.agency.is_empty() {
            return Err(OfficeError::NoIdentity);
        }
        // A program that is given the PDF finds the very report in it.
        let printing = Printing { attach: true, variant: *variant, ..Printing::default() };
        let sheet = || press::official::sheet(report, variant);
        let meta = press::official::meta(report, None);
        Ok(match format {
            Format::Pdf => self.print(report, &printing)?,
            Format::Word => press::word::write(&sheet(), &self.fonts, &meta)?,
            Format::Excel => press::excel::write(report)?,
            Format::Web => press::web::write(&sheet(), &report.agency).into_bytes(),
            Format::Text | Format::Json => press::plain::write(&sheet()).into_bytes(),
        })
    }

    /// Writes a report, in one of its variants, into a file of the kind its name asks for. Either the whole new file is there afterwards, or
    /// the old one as it was.
    ///
    /// # Errors
    /// As [`Office::export`], when the name asks for no kind of file, when the file cannot be written, and when it is
    /// the `source` the report was read from.
    pub fn export_file(
        &self,
        report: &Report,
        variant: &Variant,
        source: Option<&Path>,
        path: &Path,
    ) -> Result<(), OfficeError> {
        let format = Format::of(path)?;
        if source.is_some_and(|source| file::are_same(source, path)) {
            return Err(OfficeError::OverSource { path: path.display().to_string() });
        }
        file::write(path, &self.export_as(report, format, variant)?)
    }

    /// The file name an exported report gets unless the user says otherwise.
    pub fn export_name(&self, report: &Report, format: Format) -> String {
        format!("{}.{}", file::safe_name(&report.title()), format.extension())
    }
}

impl Library {
    /// Writes these reports of the library into a folder, on all cores; `done` hears how many are finished. What
    /// cannot be written is told with its reason, and the others are written. Once `go_on` says no, the files that
    /// are begun are finished and no other is: what is told then is what was written until then.
    ///
    /// # Errors
    /// When the folder cannot be made.
    pub fn export_all(
        &self,
        office: &Office,
        reports: &[Listed],
        format: Format,
        folder: &Path,
        go_on: impl Fn() -> bool + Sync,
        mut done: impl FnMut(usize),
    ) -> Result<Vec<Exported>, OfficeError> {
        let failed = |source| OfficeError::Write { path: folder.display().to_string(), source };
        fs::create_dir_all(folder).map_err(failed)?;
        file::require_writable(folder)?;
        let mut taken = BTreeSet::new();
        let mut exported = Vec::new();
        for some in reports.chunks(AT_A_TIME) {
            // The library's file is one, so reading is one after the other; setting and writing is not.
            let before = exported.len();
            let mut loaded = Vec::new();
            for listed in some.iter().take_while(|_| go_on()) {
                match self.report(listed.id) {
                    Ok(stored) => {
                        let path = folder.join(free_name(&stored.report, format, &mut taken));
                        loaded.push((stored.report, path));
                    }
                    Err(error) => {
                        let title = format!("{}{}年", listed.agency_name, listed.year);
                        exported.push(Exported { title, file: Err(error) });
                    }
                }
            }
            let damaged = exported.len() - before;
            let write = |(report, path): &(Report, PathBuf)| {
                go_on().then(|| Exported {
                    title: report.title(),
                    file: office.export_file(report, &Variant::default(), None, path).map(|()| path.clone()),
                })
            };
            let written = on_all_cores(&loaded, write, |count| {
                if go_on() {
                    done(before + damaged + count);
                }
            });
            exported.extend(written.into_iter().flatten());
        }
        Ok(exported)
    }
}

/// A name no other report of this run has: two agencies may have one title, and a title that names none says it before.
/// Not every file system tells cases apart.
fn free_name(report: &Report, format: Format, taken: &mut BTreeSet<String>) -> String {
    let title = report.title();
    let whose = if title.contains(&report.agency) { "" } else { report.agency.as_str() };
    let title = file::safe_name(&format!("{whose}{title}"));
    let mut stem = title.clone();
    let mut number = 1;
    while !taken.insert(stem.to_lowercase()) {
        number += 1;
        stem = format!("{title}（{number}）");
    }
    format!("{stem}.{}", format.extension())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_asks_for_a_kind_of_file() {
        assert_eq!(Format::of(Path::new("年报.DOCX")).unwrap(), Format::Word);
        for name in ["年报", "年报.doc", ".html"] {
            let said = Format::of(Path::new(name)).unwrap_err().to_string();
            assert!(said.contains(name) && said.contains(".docx"), "{said}");
        }
    }
}
