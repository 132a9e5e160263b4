//! What an office sets for itself, and findings it set aside.

use crate::draft;
use report::{
    check::{Around, RuleId},
    Severity,
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
