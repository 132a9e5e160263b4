//! The use cases of the office: read, check, print are methods of [`Office`]; what is done with years of reports
//! are methods of the [`Library`] it opens.
//!
//! The window and the command line call these and nothing below; what goes wrong is an [`OfficeError`], whose
//! text is a Chinese sentence that says what happened and what to do.

mod clock;
mod diagnosis;
mod error;
mod export;
mod file;
mod fonts;
mod library;
mod parallel;
mod places;
mod publication;
mod reading;
mod tray;
mod update;

pub use clock::{in_full, local_now, shown, shown_time, spoken, spoken_day};
pub use diagnosis::Diagnosis;
pub use error::OfficeError;
pub use export::{Exported, Format};
pub use fonts::{find_fonts, font_folders};
pub use intake::{
    Claim, ClaimedBy, Leftover, Origin, Original, OriginalRow, Place, Reading, ReadingJson, Sighting,
};
pub use library::{
    Added, Beside, Clash, Compared, Draft, Draftness, Fill, Library, NoticeSheet, NoticeWish, Overview,
    Picks, ReportCharts, Rescue, Restored, SheetState, Surroundings, Thinned, Unsettled, Wording, TITLE,
};
pub use parallel::on_all_cores;
pub use places::{find_data, Places};
pub use press::chart::Chart;
pub use press::font::Installed;
pub use press::layout::{BodySize, Paper};
pub use press::notice::{KeyFigure, Notice, MOST_CHARTS};
pub use press::official::{Charts, ChartsAt, Variant, Version};
pub use publication::{day, Publication};
pub use reading::ReadOne;
pub use store::package::{Choice, Enclosed, Incoming, Package, Standing};
pub use store::{
    unwatched, Affected, Agency, AgencyId, AgencyProfile, Backup, Clock, Damage, Deadline, Far, Level,
    Listed, Moment, Preview, ReportId, Revision, RevisionId, RevisionKind, Salvageable, Stage, State,
    Stepped, Stored, Verified, Watch, Why,
};
pub use tray::{Sheet, Tray, TrayItem, Unsure};
pub use update::Update;

use fonts::OwnFonts;
use intake::{Budget, Source};
use press::Fonts;
use report::{Finding, Forms, Report};
use std::path::{Path, PathBuf};

/// A published report to look at before one has read one's own: 官塘驿镇 2024, as copied from its page.
const SAMPLE: &str = include_str!("../../../tests/data/01_guantangyi-town_2024.txt");

/// A printed report, and what tells its pages apart from those of the one before.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Proof {
    /// The file.
    pub pdf: Vec<u8>,
    /// Of each page a number that is another one when the page looks different. It means nothing to another process.
    pub looks: Vec<u64>,
}

/// How a report is printed; by default as the form prescribes.
#[derive(Debug, Clone, PartialEq, Default)]
pub struct Printing {
    /// Which variant of the page.
    pub variant: Variant,
    /// Whether the PDF carries the report as `nianbao.report/1`.
    pub attach: bool,
    /// Charts of the years, if there are to be any; [`Library::charts_for`] makes them.
    pub charts: Charts,
    /// Whether the machine's own typefaces for official documents are used, as far as it has them and they may be
    /// embedded.
    pub own_fonts: bool,
}

/// The office: what the program can do, without a window.
pub struct Office {
    forms: Forms,
    fonts: Fonts,
    own_fonts: OwnFonts,
    budget: Budget,
}

impl Office {
    /// An office with the bundled forms and the typefaces of a folder, which are read when first needed.
    ///
    /// # Errors
    /// Only when the bundled forms are broken.
    pub fn new(fonts: PathBuf) -> Result<Office, OfficeError> {
        Ok(Office {
            forms: Forms::bundled()?,
            fonts: Fonts::in_folder(fonts),
            own_fonts: OwnFonts::in_folders(font_folders()),
            budget: Budget::default(),
        })
    }

    /// The same office on a machine that keeps its typefaces in these folders.
    #[must_use]
    pub fn with_font_folders(self, folders: Vec<PathBuf>) -> Office {
        Office { own_fonts: OwnFonts::in_folders(folders), ..self }
    }

    /// The typefaces for official documents that this machine has, one a role at most.
    pub fn own_fonts(&self) -> &[Installed] {
        self.own_fonts.found()
    }

    /// What becomes of each kind of text when the machine's own typefaces are wanted, in words.
    pub fn said_of_own_fonts(&self) -> Vec<String> {
        fonts::said_of(self.own_fonts.found())
    }

    /// The official forms.
    pub fn forms(&self) -> &Forms {
        &self.forms
    }

    /// Reads the sample report.
    ///
    /// # Errors
    /// As [`Office::read`].
    pub fn sample(&self) -> Result<Reading, OfficeError> {
        self.read(None, SAMPLE.as_bytes())
    }

    /// Reads a published report, or a report saved as `nianbao.report/1`, from a file.
    ///
    /// # Errors
    /// When the file cannot be read, or holds no annual report.
    pub fn read_file(&self, path: &Path) -> Result<Reading, OfficeError> {
        let bytes = file::read(path, self.budget.bytes)?;
        let name = path.file_name().map(|name| name.to_string_lossy());
        self.read(name.as_deref(), &bytes)
    }

    /// Reads a report from bytes; `name` is the file's name, for messages and as a last hint to agency and year.
    ///
    /// # Errors
    /// When the bytes are no text, or hold no annual report.
    pub fn read(&self, name: Option<&str>, bytes: &[u8]) -> Result<Reading, OfficeError> {
        let reading = intake::read(Source { name, bytes }, &self.forms, self.budget);
        self.is_report(name.unwrap_or("输入的内容"), reading)
    }

    /// A reading that is an annual report's, or why there is none.
    fn is_report(
        &self,
        name: &str,
        reading: Result<Reading, intake::IntakeError>,
    ) -> Result<Reading, OfficeError> {
        let reading = reading.map_err(|source| OfficeError::Unreadable { name: name.to_owned(), source })?;
        // What was published before the forms of 2019 is no such report, but its indicators can be compared.
        if reading.looks_like_report() || !reading.historic.is_empty() {
            Ok(reading)
        } else {
            Err(OfficeError::NoReport { name: name.to_owned() })
        }
    }

    /// The most bytes a document may have.
    pub fn largest_document(&self) -> u64 {
        self.budget.bytes
    }

    /// What a careful reviewer says of a report that was read.
    pub fn check(&self, reading: &Reading) -> Vec<Finding> {
        Surroundings::default().as_read(reading).check(&reading.report).standing
    }

    /// The report as a PDF in the official layout. The same report and wishes give the same bytes.
    ///
    /// # Errors
    /// When agency or year are not known, or a character is in no typeface.
    pub fn print(&self, report: &Report, printing: &Printing) -> Result<Vec<u8>, OfficeError> {
        Ok(self.proof(report, printing)?.pdf)
    }

    /// What [`Office::print`] prints, to be looked at.
    ///
    /// # Errors
    /// As [`Office::print`].
    pub fn proof(&self, report: &Report, printing: &Printing) -> Result<Proof, OfficeError> {
        let fonts = if printing.own_fonts { self.own_fonts.before(&self.fonts)? } else { &self.fonts };
        let pages = lay_out(report, &printing.variant, &printing.charts, fonts)?;
        let attachment = printing.attach.then(|| press::official::attachment(report)).transpose()?;
        let meta = press::official::meta(report, None);
        let pdf = press::pdf::write(&pages, fonts, &meta, attachment.as_ref())?;
        Ok(Proof { pdf, looks: pages.pages.iter().map(press::layout::Page::looks).collect() })
    }

    /// The pages of a report, without the PDF.
    ///
    /// # Errors
    /// As [`Office::print`].
    pub fn lay_out(&self, report: &Report, variant: &Variant) -> Result<press::Pages, OfficeError> {
        lay_out(report, variant, &Charts::default(), &self.fonts)
    }

    /// Prints a report into a file. Either the whole new file is there afterwards, or the old one as it was.
    ///
    /// # Errors
    /// As [`Office::print`], when the file cannot be written, and when it is the `source` the report was read from.
    pub fn print_file(
        &self,
        report: &Report,
        printing: &Printing,
        source: Option<&Path>,
        path: &Path,
    ) -> Result<(), OfficeError> {
        if source.is_some_and(|source| file::are_same(source, path)) {
            return Err(OfficeError::OverSource { path: path.display().to_string() });
        }
        let pdf = self.print(report, printing)?;
        file::write(path, &pdf)
    }

    /// A notice sheet as a PDF, with the same standards as a report.
    ///
    /// # Errors
    /// When something does not fit on the page, or a character is in no typeface.
    pub fn print_notice(&self, notice: &Notice) -> Result<Vec<u8>, OfficeError> {
        let pages = press::notice::lay_out(notice, &self.fonts)?;
        let subject = format!("{}年度政府信息公开工作公示图表页", notice.year);
        let meta = press::pdf::Meta { author: notice.agency.clone(), subject, created: None };
        Ok(press::pdf::write(&pages, &self.fonts, &meta, None)?)
    }

    /// Prints a notice sheet into a file: either the whole new file is there afterwards, or the old one as it was.
    ///
    /// # Errors
    /// As [`Office::print_notice`], and when the file cannot be written.
    pub fn print_notice_file(&self, notice: &Notice, path: &Path) -> Result<(), OfficeError> {
        file::write(path, &self.print_notice(notice)?)
    }

    /// A chart as an SVG of this size, in points.
    ///
    /// # Errors
    /// When a character is in no typeface.
    pub fn chart_svg(&self, chart: &Chart, width: f64, height: f64) -> Result<String, OfficeError> {
        Ok(press::svg::write(&press::chart::page(chart, width, height, &self.fonts)?))
    }

    /// Writes series of the same years as a workbook: either the whole new file is there afterwards, or the old one as
    /// it was.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_comparison(
        &self,
        series: &[report::series::Series],
        path: &Path,
    ) -> Result<(), OfficeError> {
        file::write(path, &press::excel::write_series(series, &self.forms)?)
    }

    /// Writes a picture that was drawn elsewhere: either the whole new file is there afterwards, or the old one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_picture(&self, png: &[u8], path: &Path) -> Result<(), OfficeError> {
        file::write(path, png)
    }

    /// The file name of a sheet, a chart or a table that is called so.
    pub fn file_name(&self, title: &str, extension: &str) -> String {
        format!("{}.{extension}", file::safe_name(title))
    }

    /// Writes what a comparison came to: either the whole new file is there afterwards, or the old one as it was.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_text(&self, text: &str, path: &Path) -> Result<(), OfficeError> {
        file::write(path, text.as_bytes())
    }

    /// Writes a list for a person into a file, marked as UTF-8 for the programs of Windows. Either the whole new file is there afterwards, or the old one.
    ///
    /// # Errors
    /// When the file cannot be written.
    pub fn write_list(&self, path: &Path, text: &str) -> Result<(), OfficeError> {
        file::write(path, format!("\u{feff}{text}").as_bytes())
    }
}

fn lay_out(
    report: &Report,
    variant: &Variant,
    charts: &Charts,
    fonts: &Fonts,
) -> Result<press::Pages, OfficeError> {
    if report.agency.is_empty() || report.year == 0 {
        return Err(OfficeError::NoIdentity);
    }
    let mut sheet = press::official::sheet(report, variant);
    charts.put_into(&mut sheet);
    Ok(press::lay_out(&sheet, fonts)?)
}
