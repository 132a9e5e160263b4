//! Sentences to begin with: those of the form, and the one that says where the agency is found.

use office::{Draft, Library, OfficeError};
use report::form::{Ask, Opening, Part, Section};
use report::Report;
use serde::Serialize;
use ts_rs::TS;

use super::paper::entry_word;

/// A sentence to begin with, offered for one aspect of a place.
#[derive(Debug, Serialize, TS)]
pub struct OpeningView {
    /// Its name.
    pub id: String,
    /// What its button says.
    pub label: String,
    /// The numbers to be asked for.
    pub asks: Vec<AskView>,
    /// The sentence.
    pub text: Vec<OpeningPart>,
    /// The sentence for when the first number of `text` is 0; null where there is none.
    pub nothing: Option<Vec<OpeningPart>>,
}

/// A number to be asked for.
#[derive(Debug, Serialize, TS)]
pub struct AskView {
    /// Its name in the sentence.
    pub id: String,
    /// What is asked.
    pub label: String,
    /// What it is counted in.
    pub unit: String,
    /// What it takes.
    #[ts(type = "\"count\" | \"change\" | \"amount\"")]
    pub entry: &'static str,
}

/// A part of an opening's sentence.
#[derive(Debug, PartialEq, Eq, Serialize, TS)]
#[serde(tag = "kind", rename_all = "lowercase")]
pub enum OpeningPart {
    /// Text as it stands.
    Text {
        /// The text.
        text: String,
    },
    /// A figure that is always the present value of a cell.
    Figure {
        /// The cell.
        cell: String,
    },
    /// A number that was asked for.
    Asked {
        /// Its name.
        ask: String,
    },
}

/// The openings of a section, for a report.
pub(super) fn of_section(report: &Report, section: &Section) -> Vec<OpeningView> {
    section.openings.iter().map(|opening| view(report, opening)).collect()
}

fn view(report: &Report, opening: &Opening) -> OpeningView {
    let sentence = |parts: &Vec<Part>| parts.iter().map(|it| part(report, it)).collect();
    let ask = |ask: &Ask| AskView {
        id: ask.id.clone(),
        label: ask.label.clone(),
        unit: ask.unit.clone(),
        entry: entry_word(Some(ask.kind)),
    };
    OpeningView {
        id: opening.id.clone(),
        label: opening.label.clone(),
        asks: opening.asks.iter().map(ask).collect(),
        text: sentence(&opening.text),
        nothing: opening.nothing.as_ref().map(sentence),
    }
}

fn part(report: &Report, part: &Part) -> OpeningPart {
    match part {
        Part::Text(text) => OpeningPart::Text { text: text.clone() },
        Part::Agency => OpeningPart::Text { text: report.agency.clone() },
        Part::Year => OpeningPart::Text { text: report.year.to_string() },
        Part::Figure(cell) => OpeningPart::Figure { cell: cell.to_string() },
        Part::Asked(ask) => OpeningPart::Asked { ask: ask.clone() },
    }
}

/// The sentence that says where the agency is found, when it has been said.
pub(super) fn contact(library: &Library, draft: &Draft) -> Result<Vec<OpeningView>, OfficeError> {
    let profile = library.agency(draft.agency())?;
    let address = library.address(draft.agency())?;
    let told = [("地址：", address), ("联系电话：", profile.contact)];
    let told: Vec<_> =
        told.iter().filter(|(_, it)| !it.is_empty()).map(|(what, it)| format!("{what}{it}")).collect();
    if told.is_empty() {
        return Ok(Vec::new());
    }
    let text = format!("如对本报告有疑问，请与{}联系（{}）。", draft.report().agency, told.join("，"));
    Ok(vec![OpeningView {
        id: "contact".into(),
        label: "联系方式".into(),
        asks: Vec::new(),
        text: vec![OpeningPart::Text { text }],
        nothing: None,
    }])
}

#[cfg(test)]
mod tests {
    use report::Forms;

    use super::*;

    #[test]
    fn the_openings_of_the_form_come_with_the_reports_name_and_year() {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let report = Report::new(form.clone(), "某镇", 2024);
        let fee = &of_section(&report, form.section("other_matters").unwrap())[0];
        assert_eq!(fee.text[0], OpeningPart::Text { text: "2024".into() });
        assert_eq!(fee.text[2], OpeningPart::Text { text: "某镇".into() });
        assert!(fee.text.contains(&OpeningPart::Asked { ask: "amount".into() }));
        assert_eq!(fee.asks.iter().map(|it| it.entry).collect::<Vec<_>>(), ["count", "amount"]);
        assert!(fee.nothing.is_some());
        let overview = of_section(&report, form.section("overview").unwrap());
        let figure = OpeningPart::Figure { cell: "requests.received.total".into() };
        assert!(overview[1].text.contains(&figure), "{:?}", overview[1].text);
    }
}
