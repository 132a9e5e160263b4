//! R57–R59: copied text.

use crate::{draft, of, NOTHING, OVERVIEW, PROBLEMS};
use report::{
    check::{marks, Around, Elsewhere, Limits},
    Severity,
};

/// A library of one other report.
struct One(&'static str, Vec<u64>);

impl Elsewhere for One {
    fn holders(&self, marks: &[u64]) -> Vec<(String, usize)> {
        vec![(self.0.to_owned(), marks.iter().filter(|mark| self.1.contains(mark)).count())]
    }
}

#[test]
fn r57_r58_the_same_as_last_year() {
    let same = of("2021", "某县青山镇", 2023);
    assert_eq!(draft().after(&same, "R57"), ["第五部分与上年重复 100%。"]);
    assert_eq!(draft().after(&same, "R58"), ["正文与上年重复 100%。"]);
    let around = Around { previous: Some(&same.0), ..Around::default() };
    assert_eq!(draft().findings("R57", &around)[0].severity, Severity::Error);
    let other = same
        .clone()
        .prose("problems", &["主要问题是宣传渠道少，群众知晓率低。今后要走村入户宣传，设置流动公开栏。"])
        .prose("overview", &["换了写法的一段完整的说明文字，内容与今年毫无关系。"]);
    assert_eq!(draft().after(&other, "R57"), NOTHING);
    assert_eq!(draft().after(&other, "R58"), NOTHING);
    assert_eq!(draft().said("R57"), NOTHING);
    let lenient = Around { limits: Limits { warning: 100, error: 100 }, ..around };
    assert_eq!(draft().said_with("R57", &lenient), NOTHING);
}

#[test]
fn r59_the_same_as_somebody_else() {
    let all: Vec<u64> = OVERVIEW.iter().chain(PROBLEMS).flat_map(|text| marks(text)).collect();
    let other = One("某县绿水镇2023年年报", all.clone());
    let around = Around { elsewhere: Some(&other), ..Around::default() };
    let said = draft().said_with("R59", &around);
    assert_eq!(said, ["与“某县绿水镇2023年年报”有 7 处大段相同文字。"]);
    let stranger = One("别处", all[..1].to_vec());
    assert_eq!(
        draft().said_with("R59", &Around { elsewhere: Some(&stranger), ..Around::default() }),
        NOTHING
    );
}
