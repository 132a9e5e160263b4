//! Sentences as offices write them, and everything that the rules on figures say of each. The snapshot was looked at one
//! by one: what is said is so, and of the others nothing can be said for certain.

use crate::{draft, of};
use report::check::{check, Around};

const SENTENCES: &str = include_str!("../data/sentences.txt");

/// R21–R42, beside the table's own.
fn is_on_figures(rule: &str) -> bool {
    rule == "R27" || ("R30".."R43").contains(&rule)
}

#[test]
fn everything_that_is_said_of_common_sentences() {
    let mut last = of("2021", "某县青山镇", 2023).cell("requests.received.total", "2").0;
    last.year = 2023;
    let around = Around { previous: Some(&last), ..Around::default() };
    let mut told = String::new();
    for sentence in SENTENCES.lines() {
        told += &format!("{sentence}\n");
        let report = draft().prose("overview", &[sentence]).0;
        for finding in check(&report, &around).iter().filter(|finding| is_on_figures(finding.rule.0)) {
            let words = finding.words.as_deref().unwrap_or_default();
            let words: String = words.chars().take(24).collect();
            told += &format!("    {} {} 〔{words}〕\n", finding.rule, finding.message);
        }
    }
    insta::assert_snapshot!(told);
}
