//! What the checks say, as the page is told: of a report that was read by severity, of one that is being written with
//! what can be done about it.

use std::collections::BTreeMap;

use office::Draft;
use report::{CellId, Finding, Place, Report, Severity};
use serde::Serialize;
use ts_rs::TS;

use super::view::cell_name;

/// The findings of one severity.
#[derive(Debug, Serialize, TS)]
pub struct FindingGroup {
    /// `error`, `warning` or `hint`.
    #[ts(type = "\"error\" | \"warning\" | \"hint\"")]
    pub severity: &'static str,
    /// What the severity is called, e.g. 错误.
    pub label: &'static str,
    /// What is found.
    pub findings: Vec<FindingView>,
}

/// One thing a rule says.
#[derive(Debug, Serialize, TS)]
pub struct FindingView {
    /// The rule, e.g. R01.
    pub rule: String,
    /// The sentence.
    pub message: String,
    /// What would mend it, where that is evident.
    pub fix: Option<String>,
    /// The section it is about.
    pub section: Option<String>,
    /// The words it is about, when it is about words.
    pub words: Option<WordsView>,
    /// Further words it is about, and those of the other side of a conflict.
    pub also: Vec<WordsView>,
    /// The cells to look at, the first one first.
    pub cells: Vec<String>,
    /// The other side of a conflict.
    pub against: Vec<String>,
}

/// Words of a paragraph.
#[derive(Debug, Serialize, TS)]
pub struct WordsView {
    /// The section, or `preamble`.
    pub section: String,
    /// Which of its paragraphs, from 0.
    pub paragraph: u32,
    /// Where they begin, in UTF-16 code units of the paragraph, as the page counts.
    pub start: u32,
    /// Where they end.
    pub end: u32,
}

/// One thing the checks say of the report that is being written.
#[derive(Debug, Serialize, TS)]
pub struct Standing {
    /// The same for the same finding at the next check.
    pub key: String,
    /// How grave it is.
    #[ts(type = "\"error\" | \"warning\" | \"hint\"")]
    pub severity: &'static str,
    /// What stands against what, with both values.
    pub sides: Vec<Side>,
    /// What is said of any report.
    #[serde(flatten)]
    pub finding: FindingView,
}

/// One side of a conflict.
#[derive(Debug, Serialize, TS)]
pub struct Side {
    /// What it is called.
    pub name: String,
    /// Its value as printed.
    pub shown: String,
}

/// A finding that was set aside.
#[derive(Debug, Serialize, TS)]
pub struct Aside {
    /// The finding.
    pub finding: Standing,
    /// Why.
    pub reason: String,
    /// The day, e.g. 1月12日.
    pub when: String,
}

/// What the side of a conflict is called that stands in the text.
const PROSE: &str = "正文";
/// The rules whose other side is in last year's report, or follows from it, and what that is called.
const BY_LAST_YEAR: [&str; 3] = ["R21", "R22", "R23"];
const LAST_YEAR: &str = "按上年年报应为";

const SEVERITIES: [Severity; 3] = [Severity::Error, Severity::Warning, Severity::Hint];

/// The findings by severity, gravest first; every severity has its group.
pub(super) fn groups(report: &Report, findings: &[Finding]) -> Vec<FindingGroup> {
    SEVERITIES.map(|severity| group(report, severity, findings)).into()
}

fn group(report: &Report, severity: Severity, findings: &[Finding]) -> FindingGroup {
    let findings = findings.iter().filter(|finding| finding.severity == severity);
    FindingGroup {
        severity: severity.code(),
        label: severity.label(),
        findings: findings.map(|finding| FindingView::new(report, finding)).collect(),
    }
}

impl FindingView {
    fn new(report: &Report, finding: &Finding) -> Self {
        let ids = |place: &Place| place.cells().iter().map(CellId::to_string).collect();
        Self {
            rule: finding.rule.to_string(),
            message: finding.message.clone(),
            fix: finding.fix.as_ref().map(|fix| fix.label.clone()),
            section: section_of(report, &finding.place),
            words: words(report, &finding.place),
            also: further_words(report, finding),
            cells: ids(&finding.place),
            against: finding.against.as_ref().map(ids).unwrap_or_default(),
        }
    }
}

/// The section a place is in.
pub(super) fn section_of(report: &Report, place: &Place) -> Option<String> {
    match place {
        Place::Section(place) | Place::Words { place, .. } => Some(place.to_string()),
        Place::Cells(cells) => {
            let table = report.form().table(cells.first()?.table())?;
            Some(table.section.to_string())
        }
    }
}

/// The words of a finding beside those it begins with: every repeated sentence, the other side of a conflict.
fn further_words(report: &Report, finding: &Finding) -> Vec<WordsView> {
    finding.also.iter().chain(&finding.against).filter_map(|place| words(report, place)).collect()
}

pub(super) fn words(report: &Report, place: &Place) -> Option<WordsView> {
    let Place::Words { place, paragraph, range } = place else { return None };
    let texts = report.text(place);
    let text = texts.get(*paragraph)?;
    let units = |end: usize| Some(u32::try_from(text.get(..end)?.encode_utf16().count()).unwrap_or(u32::MAX));
    Some(WordsView {
        section: place.to_string(),
        paragraph: u32::try_from(*paragraph).ok()?,
        start: units(range.start)?,
        end: units(range.end)?,
    })
}

impl Standing {
    pub(super) fn new(report: &Report, key: String, finding: &Finding) -> Self {
        let side = |place: &Place, value: &Option<report::Entry>| {
            let name = match place {
                Place::Cells(cells) if cells.len() == 1 => cell_name(report, cells.first()?),
                Place::Cells(cells) => format!("{}等 {} 格", cell_name(report, cells.first()?), cells.len()),
                Place::Words { .. } | Place::Section(_) => PROSE.to_owned(),
            };
            Some(Side { name, shown: value.as_ref()?.to_string() })
        };
        let last_year = BY_LAST_YEAR.contains(&finding.rule.0).then_some(&finding.expected);
        let other = match last_year {
            Some(value) => {
                value.as_ref().map(|value| Side { name: LAST_YEAR.to_owned(), shown: value.to_string() })
            }
            None => finding.against.as_ref().and_then(|place| side(place, &finding.expected)),
        };
        Self {
            key,
            severity: finding.severity.code(),
            sides: [side(&finding.place, &finding.found), other].into_iter().flatten().collect(),
            finding: FindingView::new(report, finding),
        }
    }
}

/// What was set aside in a draft.
pub(super) fn aside(draft: &Draft) -> Vec<Aside> {
    let aside = &draft.findings().aside;
    let keyed = keyed(aside.iter().map(|(finding, _)| finding));
    let view = |((key, finding), (_, reason)): ((String, &Finding), &(Finding, String))| Aside {
        when: draft
            .set_aside_at(finding)
            .map(|at| office::spoken_day(at, office::local_now()))
            .unwrap_or_default(),
        finding: Standing::new(draft.report(), key, finding),
        reason: reason.clone(),
    };
    keyed.into_iter().zip(aside).map(view).collect()
}

/// Findings with the names by which the page knows them: the rule and the fingerprint, and a number where the same
/// is said more than once.
pub(super) fn keyed<'a>(findings: impl Iterator<Item = &'a Finding>) -> Vec<(String, &'a Finding)> {
    let mut seen = BTreeMap::<String, usize>::new();
    let key = |finding: &'a Finding| {
        let said = format!("{}/{}", finding.rule, finding.fingerprint());
        let times = seen.entry(said.clone()).or_default();
        *times += 1;
        (if *times == 1 { said } else { format!("{said}/{times}") }, finding)
    };
    findings.map(key).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use report::{
        check::{check, Around},
        json::from_json,
        Forms, Prose,
    };

    /// The sides of what a rule says of a real report whose section one says this.
    fn sides(rule: &str, words: &str) -> Vec<(String, String)> {
        let forms = Forms::bundled().unwrap();
        let model = include_str!("../../report/tests/data/published/01.json");
        let mut report = from_json(model, &forms).unwrap();
        let mut previous = report.clone();
        previous.year -= 1;
        for (cell, n) in [("requests.carried_out.total", "4"), ("disclosure.normative.in_force", "12")] {
            let id = previous.form().cell(cell).unwrap().id.clone();
            previous.write(&id, n).unwrap();
        }
        let place = report.form().prose_place("overview").unwrap().clone();
        report.set_prose(&place, Prose::plain([words])).unwrap();
        let around = Around { previous: Some(&previous), ..Around::default() };
        let findings = check(&report, &around);
        let found = findings.iter().find(|it| it.rule.0 == rule).unwrap();
        let standing = Standing::new(&report, String::new(), found);
        standing.sides.into_iter().map(|side| (side.name, side.shown)).collect()
    }

    #[test]
    fn words_and_cells_are_both_shown_with_their_values() {
        let told = sides("R30", "2024年，我镇共收到政府信息公开申请17件。");
        assert_eq!(told.len(), 2, "{told:?}");
        assert_eq!(told[0], (PROSE.into(), "17".into()));
        assert_eq!(told[1].1, "0");
        assert!(told[1].0.contains("新收"), "{told:?}");
    }

    #[test]
    fn last_years_value_is_shown_beside_this_years() {
        let told = sides("R21", "2024年没有收到申请。");
        assert_eq!(told.last(), Some(&(LAST_YEAR.into(), "4".into())), "{told:?}");
        assert_eq!(told.len(), 2, "{told:?}");
        let told = sides("R23", "2024年没有收到申请。");
        assert_eq!(told.last(), Some(&(LAST_YEAR.into(), "12".into())), "{told:?}");
    }
}
