//! R75: what a report calls itself.

use super::{dates::years, Place, Rule, RuleId, Severity};

pub(super) const R75: Rule = Rule {
    id: RuleId("R75"),
    severity: Severity::Hint,
    demand: "标题有年份和“工作”，不写两个“年度”；通行的写法是“机关名称＋年份＋政府信息公开工作年度报告”。",
    source: "已公布年报的通行写法",
    example: "建议标题：某县青山镇2024年政府信息公开工作年度报告",
    run: |rule, view, findings| {
        let official = view.report.form().title_lines(&view.report.agency, view.report.year).concat();
        let Some(title) = view.report.title.as_ref().filter(|_| view.year().is_some()) else { return };
        let plain: String = title.chars().filter(|c| !c.is_whitespace()).collect();
        // Offices order agency and year in more than one way; only what is plainly amiss is worth a word.
        let doubled = plain.matches("年度").count() > 1;
        let flawed = doubled || !plain.contains("工作") || years(&plain).is_empty();
        if flawed && !view.report.agency.is_empty() {
            let place = Place::Section(view.report.form().preamble().clone());
            findings.push(rule.finding(place, format!("建议标题：{official}")));
        }
    },
};
