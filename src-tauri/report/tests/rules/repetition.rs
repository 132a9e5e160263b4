//! R57–R59: copied text.

use crate::{draft, of, Draft, NOTHING, OVERVIEW};
use report::{
    check::{own_text, Around, Known, LastYear, Library, Limits},
    Place, Severity,
};

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
    let lenient = Around { limits: Limits { warning: 100, ..Limits::default() }, ..around };
    assert_eq!(draft().said_with("R57", &lenient), NOTHING);
    let patient = Around { limits: Limits { error: 100, ..Limits::default() }, ..around };
    assert_eq!(draft().findings("R57", &patient)[0].severity, Severity::Warning);
}

#[test]
fn last_year_prepared_says_the_same() {
    let same = of("2021", "某县青山镇", 2023).prose("overview", &OVERVIEW[..3]);
    let last_year = LastYear::of(&same.0);
    let plain = Around { previous: Some(&same.0), ..Around::default() };
    let prepared = Around { last_year: Some(&last_year), ..plain };
    for rule in ["R57", "R58"] {
        assert_eq!(draft().findings(rule, &prepared), draft().findings(rule, &plain), "{rule}");
        assert_eq!(draft().findings(rule, &plain).len(), 1, "{rule}");
    }
}

#[test]
fn every_repeated_sentence_is_shown() {
    let before = of("2021", "某县青山镇", 2023).prose("problems", &["无。"]);
    let around = Around { previous: Some(&before.0), ..Around::default() };
    let found = draft().findings("R58", &around);
    let places = std::iter::once(&found[0].place).chain(&found[0].also);
    let shown: Vec<bool> = places.map(|place| matches!(place, Place::Words { .. })).collect();
    // Of the six paragraphs two only give figures, which are the form's words.
    assert_eq!(shown, [true; 4]);
    assert_eq!(found[0].words.as_deref(), Some(OVERVIEW[0]));
}

/// 某县绿水镇, whose text 青山镇 took over with its own name and numbers.
fn copied_from() -> Draft {
    let theirs = |text: &str| text.replace("青山镇", "绿水镇").replace("56", "71").replace("2024", "2023");
    let overview: Vec<String> = OVERVIEW.iter().map(|text| theirs(text)).collect();
    of("2021", "某县绿水镇", 2023).prose("overview", &overview.iter().map(String::as_str).collect::<Vec<_>>())
}

#[test]
fn r59_the_same_as_somebody_else() {
    let others =
        [Known::new("另一份", &["毫不相干的一段文字，讲的是天气和收成。"]), Known::of(&copied_from().0)];
    let around = Around { others: &others, ..Around::default() };
    let found = draft().findings("R59", &around);
    let said: Vec<&str> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(said, ["与“某县绿水镇2023年年报”有 6 处相同文字，占正文 100%。"]);
    assert_eq!(found[0].also.len(), 5, "a name changed in one sentence leaves it the same sentence");
    let lenient = Around { limits: Limits { others: 100, ..Limits::default() }, ..around };
    assert_eq!(draft().said_with("R59", &lenient), NOTHING);
    let quotation = [Known::new("别处", &OVERVIEW[..1])];
    let around = Around { others: &quotation, ..Around::default() };
    assert_eq!(draft().said_with("R59", &around), NOTHING, "one sentence is often a quotation from above");
}

#[test]
fn a_library_finds_whom_it_was_copied_from() {
    let mut library = Library::new();
    library.put(1, &own_text(&of("2021", "某县青山镇", 2023).0));
    library.put(2, &own_text(&copied_from().0));
    library.put(3, &["毫不相干的一段文字，讲的是天气和收成，以及田里的庄稼长势如何。"]);
    let near = library.nearest(&own_text(&draft().0), |report| report == 1, 5);
    assert_eq!(near.iter().map(|near| near.report).collect::<Vec<_>>(), [2]);
    assert!(near[0].percent > 50, "{near:?}");
}
