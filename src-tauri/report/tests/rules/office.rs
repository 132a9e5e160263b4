//! What an office sets for itself, and findings it set aside.

use crate::draft;
use report::{
    check::{part, Around, Limits, RuleId, SetAside, Strictness},
    Finding, Severity,
};

#[test]
fn an_office_may_set_severities() {
    let severities = [(RuleId("R42"), Severity::Error)];
    let around = Around { severities: &severities, ..Around::default() };
    let found = draft().instead("申请3件，上年", "申请3条，上年").findings("R42", &around);
    assert_eq!(found[0].severity, Severity::Error);
}

#[test]
fn a_finding_is_known_again_until_its_values_change() {
    let fingerprint = |n: &str| {
        draft().cell("disclosure.normative.in_force", n).findings("R10", &Around::default())[0].fingerprint()
    };
    assert_eq!(fingerprint("0"), fingerprint("0"));
    let other = draft()
        .cell("disclosure.normative.in_force", "0")
        .cell("disclosure.normative.issued", "5")
        .findings("R10", &Around::default())[0]
        .fingerprint();
    assert_ne!(fingerprint("0"), other);
}

fn kept(finding: &Finding, reason: &str) -> SetAside {
    SetAside { rule: finding.rule.to_string(), fingerprint: finding.fingerprint(), reason: reason.to_owned() }
}

#[test]
fn what_was_set_aside_stays_aside_until_its_values_change() {
    let wrong = draft().instead("申请3件，上年", "申请7件，上年");
    let found = wrong.findings("R30", &Around::default());
    let aside = [kept(&found[0], "口径不同：含口头咨询"), kept(&found[0], "旧的理由")];

    let parted = part(wrong.findings("R30", &Around::default()), &aside);
    assert_eq!(parted.standing, []);
    assert_eq!(parted.aside[0].1, "口径不同：含口头咨询");

    let moved = wrong.clone().prose("preamble", &["新加的一段。", "统计期限为2024年1月1日至12月31日。"]);
    let parted = part(moved.findings("R30", &Around::default()), &aside);
    assert_eq!(parted.standing, [], "where it stands makes no difference");

    for changed in [
        draft().instead("申请3件，上年", "申请8件，上年"),
        wrong.clone().cell("requests.received.total", "5"),
        wrong.cell("requests.carried_in.total", "2"),
    ] {
        let parted = part(changed.findings("R30", &Around::default()), &aside);
        assert_eq!(parted.standing.len(), 1, "another number");
        assert_eq!(parted.aside, []);
    }
}

/// Rules whose sentence is always the same are told apart by the words they point at.
#[test]
fn one_of_two_findings_of_a_rule_is_set_aside() {
    let first = draft().overview("电话13800138000。").findings("R83", &Around::default());
    let two = draft().overview("电话13800138000；或者13900139000。").findings("R83", &Around::default());
    let parted = part(two, &[kept(&first[0], "值班电话")]);
    assert_eq!(parted.aside.len(), 1);
    let standing: Vec<_> = parted.standing.iter().filter_map(|finding| finding.words.as_deref()).collect();
    assert_eq!(standing, ["13900139000"]);
}

#[test]
fn a_reason_counts_for_its_rule_only() {
    let found = draft().instead("申请3件，上年", "申请7件，上年").findings("R30", &Around::default());
    let other = SetAside { rule: "R31".into(), ..kept(&found[0], "理由") };
    assert_eq!(part(found, &[other]).standing.len(), 1);
}

#[test]
fn an_office_may_set_limits() {
    let with =
        |limits: Limits, rule: &str| draft().said_with(rule, &Around { limits, ..Around::default() }).len();
    let usual = Limits::default();
    assert_eq!(with(Limits { shortest_overview: 1_000, ..usual }, "R54"), 1);
    assert_eq!(with(Limits { longest_overview: Some(100), ..usual }, "R53"), 1);
    assert_eq!(with(Limits { shortest_problems: 200, ..usual }, "R55"), 1);
    for rule in ["R53", "R54", "R55"] {
        assert_eq!(with(usual, rule), 0, "{rule}");
    }
}

#[test]
fn strictness_is_kept_as_json() {
    let strict = Strictness {
        severities: vec![(RuleId("R42"), Severity::Error), (RuleId("R53"), Severity::Hint)],
        limits: Limits { warning: 40, ..Limits::default() },
    };
    assert_eq!(Strictness::from_json(&strict.to_json()), Ok(strict));
    assert_eq!(Strictness::from_json("{}"), Ok(Strictness::default()));
    let part = Strictness::from_json(r#"{"limits": {"others": 20}}"#).unwrap();
    assert_eq!(part.limits, Limits { others: 20, ..Limits::default() });
    for (text, says) in [
        (r#"{"severities": {"R99": "error"}}"#, "没有“R99”这条校验规则"),
        (r#"{"severities": {"R42": "fatal"}}"#, "校验级别“fatal”不认识，应为 error、warning 或 hint"),
        ("[", "校验设置不合格式：第 1 行第 1 列附近"),
    ] {
        assert_eq!(Strictness::from_json(text).unwrap_err().to_string(), says);
    }
}
