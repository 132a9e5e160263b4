//! What leaves the program: the very PDF to look at, to the printer, and the report as a file of any kind.

use std::path::{Path, PathBuf};

use base64::{prelude::BASE64_STANDARD, Engine};
use office::{
    day, BodySize, Charts, ChartsAt, Format, Paper, Printing, ReportCharts, Unsettled, Variant, Version,
};
use report::Report;
use serde::{Deserialize, Serialize};
use ts_rs::TS;

use super::{Failure, Printed};
use crate::desk::Desk;
use crate::outside::Question;
use crate::printer::Handed;

/// Which of the open reports is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "lowercase")]
pub enum Printable {
    /// The one that was read.
    Reading,
    /// The one that is being written.
    Draft,
}

/// How the PDF is made.
#[derive(Clone, Debug, Deserialize, TS)]
#[serde(rename_all = "camelCase")]
pub struct PrintChoice {
    /// Whether it is the version to be signed.
    pub signed: bool,
    /// The day under the signature as YYYY-MM-DD; empty where it is written in by hand.
    pub day: String,
    /// Whether the text before section 一 is printed.
    pub preamble: bool,
    /// Size of the body text.
    pub body: BodyChoice,
    /// Whether it is for the wall, on A3.
    pub large: bool,
    /// Whether the bands of table 二 are shaded.
    pub shades: bool,
    /// Whether the PDF carries the report's data.
    pub attach: bool,
    /// Whether the machine's own typefaces are used.
    pub own_fonts: bool,
    /// Where charts of the years are printed, if anywhere.
    pub charts: ChartsChoice,
}

/// Where charts of the years are printed.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum ChartsChoice {
    /// Nowhere.
    None,
    /// Behind section one.
    AfterSectionOne,
    /// At the end.
    End,
}

/// The printed report, to be looked at.
#[derive(Debug, Serialize, TS)]
pub struct ProofView {
    /// The PDF, in base64.
    pub pdf: String,
    /// Of each page what is another text when the page looks different.
    pub looks: Vec<String>,
    /// What whoever prints it must know of the numbers in its charts, a sentence each.
    pub told: Vec<String>,
}

/// The typefaces a report is printed with.
#[derive(Debug, Serialize, TS)]
pub struct PrintFonts {
    /// Whether this office uses the machine's own.
    pub own: bool,
    /// Whether the machine has any for official documents.
    pub any: bool,
    /// What becomes of each kind of text then.
    pub faces: Vec<String>,
}

/// Sizes of body text.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, TS)]
#[serde(rename_all = "kebab-case")]
pub enum BodyChoice {
    /// 三号, the standard's.
    Three,
    /// 小三.
    SmallThree,
    /// 四号.
    Four,
}

impl PrintChoice {
    fn variant(&self) -> Result<Variant, Failure> {
        let day = match self.day.trim() {
            "" => None,
            text => Some(day(text).ok_or_else(|| Failure::no_day(text))?),
        };
        Ok(Variant {
            version: if self.signed { Version::Signed(day) } else { Version::Public },
            without_preamble: !self.preamble,
            body: match self.body {
                BodyChoice::Three => BodySize::Three,
                BodyChoice::SmallThree => BodySize::SmallThree,
                BodyChoice::Four => BodySize::Four,
            },
            paper: if self.large { Paper::A3 } else { Paper::A4 },
            without_shades: !self.shades,
        })
    }

    fn printing(&self, desk: &Desk, report: &Report) -> Result<Printing, Failure> {
        self.printing_of(self.charts_of(desk, report)?.charts)
    }

    fn printing_of(&self, charts: Charts) -> Result<Printing, Failure> {
        Ok(Printing { variant: self.variant()?, attach: self.attach, charts, own_fonts: self.own_fonts })
    }

    fn charts_of(&self, desk: &Desk, report: &Report) -> Result<ReportCharts, Failure> {
        let at = match self.charts {
            ChartsChoice::None => return Ok(ReportCharts::default()),
            ChartsChoice::AfterSectionOne => ChartsAt::AfterSectionOne,
            ChartsChoice::End => ChartsAt::End,
        };
        Ok(desk.books().with_library(desk.office(), |it| it.charts_for(report, &[], at))?)
    }
}

fn report(desk: &Desk, of: Printable) -> Result<Report, Failure> {
    match of {
        Printable::Reading => Ok(desk.open().ok_or_else(Failure::nothing_open)?.report.clone()),
        Printable::Draft => {
            Ok(desk.books().with_draft(desk.office(), |_, draft| Ok(draft.report().clone()))?)
        }
    }
}

pub(super) fn preview(desk: &Desk, of: Printable, choice: PrintChoice) -> Result<ProofView, Failure> {
    let report = report(desk, of)?;
    let ReportCharts { charts, unsettled } = choice.charts_of(desk, &report)?;
    let proof = desk.office().proof(&report, &choice.printing_of(charts)?)?;
    let looks = proof.looks.iter().map(|look| format!("{look:016x}")).collect();
    let told = unsettled.iter().flat_map(Unsettled::told).collect();
    Ok(ProofView { pdf: BASE64_STANDARD.encode(proof.pdf), looks, told })
}

pub(super) fn print_fonts(desk: &Desk) -> Result<PrintFonts, Failure> {
    let office = desk.office();
    // Without a library nobody has chosen.
    let own = desk.books().with_library(office, |library| library.prints_with_own_fonts()).unwrap_or(false);
    Ok(PrintFonts { own, any: !office.own_fonts().is_empty(), faces: office.said_of_own_fonts() })
}

pub(super) fn choose_print_fonts(desk: &Desk, own: bool) -> Result<PrintFonts, Failure> {
    desk.books().with_library(desk.office(), |library| library.print_with_own_fonts(own))?;
    print_fonts(desk)
}

pub(super) fn choose_target(desk: &Desk, of: Printable, format: String) -> Result<bool, Failure> {
    let format = Format::named(&format).ok_or_else(Failure::nothing_chosen)?;
    let name = desk.office().export_name(&report(desk, of)?, format);
    let path = desk.outside().ask(Question::Target(&name, format)).pop();
    Ok(path.map(|path| desk.choose_target(with_ending(path, format.extension()))).is_some())
}

pub(super) fn print_target(desk: &Desk, of: Printable, choice: PrintChoice) -> Result<Printed, Failure> {
    let report = report(desk, of)?;
    let path = desk.take_target().ok_or_else(Failure::nothing_chosen)?;
    let source = desk.read_from().filter(|_| of == Printable::Reading);
    match Format::of(&path)? {
        Format::Pdf => {
            let printing = choice.printing(desk, &report)?;
            desk.office().print_file(&report, &printing, source.as_deref(), &path)?;
        }
        // Charts are in the PDF only.
        _ => desk.office().export_file(&report, &choice.variant()?, source.as_deref(), &path)?,
    }
    desk.set_printed(&path);
    Ok(Printed::new(&path))
}

pub(super) fn send_to_printer(desk: &Desk, of: Printable, choice: PrintChoice) -> Result<bool, Failure> {
    let report = report(desk, of)?;
    let printing = choice.printing(desk, &report)?;
    let path = desk.spool()?.join(desk.office().export_name(&report, Format::Pdf));
    desk.office().print_file(&report, &printing, None, &path)?;
    Ok(desk.outside().print(&path, printing.variant.paper)? == Handed::Printer)
}

pub(super) fn open_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().open(&path)?)
}

pub(super) fn reveal_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().reveal(&path)?)
}

/// GTK's dialog gives the name as typed, without the ending; an existing file of the longer name was not asked about,
/// and the kind of file follows its name.
pub(super) fn with_ending(path: PathBuf, wanted: &str) -> PathBuf {
    if path.extension().is_some_and(|ending| ending.eq_ignore_ascii_case(wanted)) {
        return path;
    }
    let named = |more: &str| {
        let mut longer = path.clone().into_os_string();
        longer.push(format!("{more}.{wanted}"));
        PathBuf::from(longer)
    };
    let free = |path: &PathBuf| !Path::exists(path);
    // One of so many is free, or the last is asked for and the user told.
    let further = (1..100).map(|n| named(&format!("（{n}）")));
    std::iter::once(named("")).chain(further).find(free).unwrap_or_else(|| named(""))
}

#[cfg(test)]
mod tests {
    use super::super::calls::open_sample;
    use super::*;
    use crate::ipc::rehearsal::desk;

    fn as_usual() -> PrintChoice {
        PrintChoice {
            signed: false,
            day: String::new(),
            preamble: true,
            body: BodyChoice::Three,
            large: false,
            shades: true,
            attach: false,
            own_fonts: false,
            charts: ChartsChoice::None,
        }
    }

    #[test]
    fn the_open_report_is_printed_to_the_chosen_place() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk(Some(folder.path().join("年报")));
        assert_eq!(choose_target(&desk, Printable::Reading, "pdf".into()).unwrap_err().code, "nothing_open");
        assert_eq!(open_printed(&desk).unwrap_err().code, "nothing_chosen");

        open_sample(&desk).unwrap();
        assert!(choose_target(&desk, Printable::Reading, "pdf".into()).unwrap());
        let printed = print_target(&desk, Printable::Reading, as_usual()).unwrap();
        assert_eq!(printed.name, "年报.pdf");
        assert_eq!(Path::new(&printed.folder), folder.path());
        let pdf = folder.path().join("年报.pdf");
        assert!(std::fs::read(&pdf).unwrap().starts_with(b"%PDF-"));

        open_printed(&desk).unwrap();
        assert_eq!(reveal_printed(&desk).unwrap_err().code, "unopened");
        let asked = "target? 赤壁市官塘驿镇2024年政府信息公开工作年度报告.pdf".to_owned();
        assert_eq!(*heard.lock().unwrap(), [asked.clone(), format!("open {}", pdf.display())]);
    }

    #[test]
    fn each_kind_of_file_is_written_under_its_own_ending() {
        let folder = tempfile::tempdir().unwrap();
        for format in Format::ALL {
            let (desk, heard) = desk(Some(folder.path().join("年报")));
            open_sample(&desk).unwrap();
            assert!(choose_target(&desk, Printable::Reading, format.extension().into()).unwrap());
            let printed = print_target(&desk, Printable::Reading, as_usual()).unwrap();
            assert_eq!(printed.name, format!("年报.{}", format.extension()));
            assert!(heard.lock().unwrap()[0].ends_with(&format!("报告.{}", format.extension())));
            assert!(std::fs::metadata(folder.path().join(&printed.name)).unwrap().len() > 1_000);
        }
        let (desk, _) = desk(Some(folder.path().join("年报")));
        open_sample(&desk).unwrap();
        assert_eq!(
            choose_target(&desk, Printable::Reading, "exe".into()).unwrap_err().code,
            "nothing_chosen"
        );
    }

    #[test]
    fn what_is_looked_at_is_what_is_printed() {
        let folder = tempfile::tempdir().unwrap();
        let (desk, heard) = desk(Some(folder.path().join("年报.pdf")));
        open_sample(&desk).unwrap();
        let signed = PrintChoice {
            signed: true,
            day: "2025-01-20".into(),
            preamble: false,
            body: BodyChoice::Four,
            large: true,
            shades: false,
            attach: true,
            own_fonts: false,
            charts: ChartsChoice::None,
        };
        let seen =
            BASE64_STANDARD.decode(preview(&desk, Printable::Reading, signed.clone()).unwrap().pdf).unwrap();
        let usual =
            BASE64_STANDARD.decode(preview(&desk, Printable::Reading, as_usual()).unwrap().pdf).unwrap();
        assert_ne!(seen, usual);
        choose_target(&desk, Printable::Reading, "pdf".into()).unwrap();
        print_target(&desk, Printable::Reading, signed.clone()).unwrap();
        assert_eq!(std::fs::read(folder.path().join("年报.pdf")).unwrap(), seen);

        // What can be worked on goes out as it is looked at, too.
        for (choice, is_signed) in [(signed.clone(), true), (as_usual(), false)] {
            choose_target(&desk, Printable::Reading, "txt".into()).unwrap();
            let printed = print_target(&desk, Printable::Reading, choice).unwrap();
            let text = std::fs::read_to_string(folder.path().join(printed.name)).unwrap();
            assert_eq!(text.trim_end().ends_with("2025年1月20日"), is_signed, "{text}");
        }

        assert!(send_to_printer(&desk, Printable::Reading, signed.clone()).unwrap());
        let said = heard.lock().unwrap().last().cloned().unwrap();
        assert!(said.starts_with("print ") && said.ends_with("报告.pdf A3"), "{said}");
        let sent = said.trim_start_matches("print ").trim_end_matches(" A3");
        assert_eq!(std::fs::read(sent).unwrap(), seen);

        // A library without other years has the report's own to draw.
        let drawn = PrintChoice { charts: ChartsChoice::End, ..as_usual() };
        let drawn = BASE64_STANDARD.decode(preview(&desk, Printable::Reading, drawn).unwrap().pdf).unwrap();
        assert!(drawn.len() > usual.len(), "{} and {}", drawn.len(), usual.len());

        let wrong = PrintChoice { day: "2025-02-30".into(), ..signed };
        let failure = preview(&desk, Printable::Reading, wrong).unwrap_err();
        assert!(
            failure.message.contains("2025-02-30") && failure.message.ends_with('。'),
            "{}",
            failure.message
        );
    }

    #[test]
    fn a_missing_ending_is_added_and_nothing_is_overwritten_unasked() {
        let folder = tempfile::tempdir().unwrap();
        let at = |name: &str| folder.path().join(name);
        assert_eq!(with_ending(at("年报.PDF"), "pdf"), at("年报.PDF"));
        assert_eq!(with_ending(at("年报"), "pdf"), at("年报.pdf"));
        assert_eq!(with_ending(at("某局2024.1"), "docx"), at("某局2024.1.docx"));
        std::fs::write(at("年报.pdf"), "").unwrap();
        std::fs::write(at("年报（1）.pdf"), "").unwrap();
        assert_eq!(with_ending(at("年报"), "pdf"), at("年报（2）.pdf"));
    }
}
