//! Findings and rules for people.

use report::{
    check::{Parted, Rule},
    Finding, Place, Report, SectionId, Severity,
};

/// The findings of one report, as a table.
pub(super) fn findings(file: &str, report: &Report, parted: &Parted) -> String {
    let mut text = format!("{file}　{}\n", report.title());
    let rows: Vec<(String, &Finding)> =
        parted.standing.iter().map(|finding| (place(report, &finding.place), finding)).collect();
    let width = rows.iter().map(|(place, _)| columns(place)).max().unwrap_or(0);
    for (place, finding) in rows {
        let gap = " ".repeat(width - columns(&place));
        text +=
            &format!("  {} {}  {place}{gap}  {}\n", finding.severity.label(), finding.rule, finding.message);
    }
    let of =
        |severity: Severity| parted.standing.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, hints] = [Severity::Error, Severity::Warning, Severity::Hint].map(of);
    text += &format!("  错误 {errors}，提醒 {warnings}，提示 {hints}");
    if !parted.aside.is_empty() {
        text += &format!("，另有 {} 条已注明理由", parted.aside.len());
    }
    text + "\n"
}

/// Where a finding is, in a few characters: 表三, 一 第3段.
fn place(report: &Report, place: &Place) -> String {
    let section = |id: &SectionId| match report.form().section(id.as_str()) {
        Some(section) => section.heading.split('、').next().unwrap_or_default().to_owned(),
        None => "前言".to_owned(),
    };
    match place {
        Place::Cells(cells) => {
            let table = cells.first().and_then(|id| report.form().table(id.table()));
            table.map(|table| table.name.clone()).unwrap_or_default()
        }
        Place::Section(id) => section(id),
        Place::Words { place, paragraph, .. } => format!("{} 第{}段", section(place), paragraph + 1),
    }
}

/// How many columns of a terminal a text takes: Chinese characters take two.
fn columns(text: &str) -> usize {
    text.chars().map(|c| if c.is_ascii() { 1 } else { 2 }).sum()
}

/// A rule, explained.
pub(super) fn rule(rule: &Rule) -> String {
    format!(
        "{}　{}\n  要求：{}\n  依据：{}\n  例：{}\n",
        rule.id,
        rule.severity.label(),
        rule.demand,
        rule.source,
        rule.example
    )
}

/// A rule for programs.
pub(super) fn rule_as_json(rule: &Rule) -> serde_json::Value {
    serde_json::json!({
        "rule": rule.id.0,
        "severity": rule.severity.code(),
        "demand": rule.demand,
        "source": rule.source,
        "example": rule.example,
    })
}
