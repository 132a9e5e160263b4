//! Every rule of the catalogue beyond the tables' own arithmetic: what it finds, and what it lets pass.
//!
//! Each test takes a report in which there is nothing to find and changes one thing.
#![cfg(test)]

mod correct;
mod figures;
mod identity;
mod lists;
mod office;
mod pairs;
mod plausibility;
mod repetition;
mod residue;
mod sections;
mod sentences;
mod years;

use report::{
    check::{check, Around},
    Finding, Forms, Place, Prose, Report,
};
use std::sync::LazyLock;

const OVERVIEW: &[&str] = &[
    "2024年，青山镇认真贯彻落实《中华人民共和国政府信息公开条例》，围绕群众关切推进政府信息公开工作。",
    "（一）主动公开。全年通过政府网站主动公开政府信息56条，其中，政策落实类信息4条、工作动态类信息32条；其他类信息20条。",
    "（二）依申请公开。全年共收到政府信息公开申请3件，上年结转1件，办结3件，其中予以公开3件，结转下年度1件。",
    "（三）政府信息管理。制发规范性文件2件，废止1件，现行有效9件，严格落实保密审查。",
    "（四）平台建设。维护政务公开专栏和微信公众号。",
    "（五）监督保障。开展业务培训一次，工作考核、社会评议良好，没有责任追究情形。",
];
const PROBLEMS: &[&str] =
    &["一是公开形式不够丰富，二是解读质量有待提高。下一步，将加强培训，完善制度，提升公开质量和群众满意度。"];
const OTHER: &[&str] = &["2024年，本机关未收取政府信息公开信息处理费。"];
const CELLS: &[(&str, &str)] = &[
    ("requests.received.person", "3"),
    ("requests.received.total", "3"),
    ("requests.carried_in.person", "1"),
    ("requests.carried_in.total", "1"),
    ("requests.granted.person", "3"),
    ("requests.granted.total", "3"),
    ("requests.handled.person", "3"),
    ("requests.handled.total", "3"),
    ("requests.carried_out.person", "1"),
    ("requests.carried_out.total", "1"),
    ("disclosure.normative.issued", "2"),
    ("disclosure.normative.repealed", "1"),
    ("disclosure.normative.in_force", "9"),
    ("disclosure.licences.decided", "15"),
    ("disclosure.penalties.decided", "4"),
    ("disputes.review.upheld", "1"),
    ("disputes.review.total", "1"),
];

/// Reading the forms takes longer than any of these tests.
static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// A report with nothing to find, to be changed.
#[derive(Clone)]
struct Draft(Report);

fn draft() -> Draft {
    of("2021", "某县青山镇", 2024)
}

fn of(edition: &str, agency: &str, year: u16) -> Draft {
    let form = FORMS.edition(edition).unwrap().clone();
    let mut report = Report::new(form.clone(), agency, year);
    for cell in form.cells() {
        report.write(&cell.id, "0").unwrap();
    }
    let mut draft = Draft(report);
    if edition == "2021" {
        for (name, text) in CELLS {
            draft = draft.cell(name, text);
        }
    }
    let preamble = format!("根据《条例》编制，数据统计期限为{year}年1月1日至12月31日。");
    draft
        .prose("preamble", &[&preamble])
        .prose("overview", OVERVIEW)
        .prose("problems", PROBLEMS)
        .prose("other_matters", OTHER)
}

impl Draft {
    fn cell(mut self, name: &str, text: &str) -> Draft {
        let id = self.0.form().cell(name).unwrap_or_else(|| panic!("{name}")).id.clone();
        self.0.write(&id, text).unwrap();
        self
    }

    fn prose(mut self, place: &str, paragraphs: &[&str]) -> Draft {
        let place = self.0.form().prose_place(place).unwrap().clone();
        self.0.set_prose(&place, Prose::plain(paragraphs.iter().copied())).unwrap();
        self
    }

    /// Section one with a sentence more.
    fn overview(self, sentence: &str) -> Draft {
        let more: Vec<&str> = OVERVIEW.iter().copied().chain([sentence]).collect();
        self.prose("overview", &more)
    }

    /// Section one with some words replaced.
    fn instead(self, from: &str, to: &str) -> Draft {
        assert!(OVERVIEW.iter().any(|line| line.contains(from)), "{from}");
        let lines: Vec<String> = OVERVIEW.iter().map(|line| line.replace(from, to)).collect();
        self.prose("overview", &lines.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn titled(mut self, title: &str) -> Draft {
        self.0.title = Some(title.into());
        self
    }

    fn findings(&self, rule: &str, around: &Around<'_>) -> Vec<Finding> {
        check(&self.0, around).into_iter().filter(|finding| finding.rule.0 == rule).collect()
    }

    /// The sentences of one rule.
    fn said(&self, rule: &str) -> Vec<String> {
        self.said_with(rule, &Around::default())
    }

    fn said_with(&self, rule: &str, around: &Around<'_>) -> Vec<String> {
        self.findings(rule, around).into_iter().map(|finding| finding.message).collect()
    }

    /// The sentences of one rule, with another report as that of the year before.
    fn after(&self, previous: &Draft, rule: &str) -> Vec<String> {
        let mut previous = previous.0.clone();
        previous.year = self.0.year - 1;
        self.said_with(rule, &Around { previous: Some(&previous), ..Around::default() })
    }

    /// The words a rule points at.
    fn words(&self, rule: &str) -> Vec<String> {
        let words = |finding: Finding| match finding.place {
            Place::Words { place, paragraph, range } => {
                Some(self.0.text(&place)[paragraph][range].to_owned())
            }
            _ => None,
        };
        self.findings(rule, &Around::default()).into_iter().filter_map(words).collect()
    }
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_careful_report_has_no_findings() {
    let said: Vec<String> =
        check(&draft().0, &Around::default()).iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
    assert_eq!(said, NOTHING);
}
