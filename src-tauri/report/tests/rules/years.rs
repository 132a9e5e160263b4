//! R21–R28: this year against the one before.

use crate::{draft, of, Draft, NOTHING};

/// Last year, from which this year follows.
fn last_year() -> Draft {
    let mut last = of("2021", "某县青山镇", 2023);
    last = last.cell("requests.carried_out.person", "1").cell("requests.carried_out.total", "1");
    last.cell("disclosure.normative.in_force", "8")
}
use report::check::Around;

#[test]
fn a_year_that_follows_from_the_last_has_no_findings() {
    for rule in ["R21", "R22", "R23", "R24", "R25", "R26", "R27", "R28"] {
        assert_eq!(draft().after(&last_year(), rule), NOTHING, "{rule}");
        assert_eq!(draft().said(rule), NOTHING, "{rule} without last year");
    }
}

#[test]
fn r21_r22_what_was_carried_over() {
    let last = last_year().cell("requests.carried_out.total", "4").cell("requests.carried_out.legal", "3");
    assert_eq!(draft().after(&last, "R21"), ["上年结转 1 件，与上年年报结转下年度 4 件不一致。"]);
    assert_eq!(draft().after(&last, "R22"), ["法律服务机构：上年结转 0 件，上年年报结转 3 件。"]);
    let unknown = last_year().cell("requests.carried_out.total", "");
    assert_eq!(draft().after(&unknown, "R21"), NOTHING, "a missing figure is not zero");
}

#[test]
fn r21_holds_across_editions() {
    let last = of("2019", "某县青山镇", 2020).cell("requests.carried_out.total", "4");
    assert_eq!(draft().after(&last, "R21").len(), 1);
}

#[test]
fn r23_r24_what_is_in_force() {
    let last = last_year().cell("disclosure.normative.in_force", "12").cell("disclosure.rules.in_force", "1");
    assert_eq!(
        draft().after(&last, "R23"),
        ["行政规范性文件现行有效 9 件，按上年 12 件加制发 2 件减废止 1 件应为 13 件。如因集中清理或口径调整，请备注。"]
    );
    assert_eq!(
        draft().after(&last, "R24"),
        ["规章现行有效 0 件，按上年 1 件加制发 0 件减废止 0 件应为 1 件。如因集中清理或口径调整，请备注。"]
    );
    let other_form = of("2019", "某县青山镇", 2020).cell("disclosure.normative.total_public", "166");
    assert_eq!(draft().after(&other_form, "R23"), NOTHING);
}

#[test]
fn r25_jumps() {
    let jump = draft().cell("disclosure.penalties.decided", "60");
    assert_eq!(
        jump.after(&last_year(), "R25"),
        ["行政处罚由上年 4 件变为 60 件，变动较大，请核对并在正文说明。"]
    );
    assert_eq!(draft().cell("disclosure.penalties.decided", "20").after(&last_year(), "R25"), NOTHING);
}

#[test]
fn r26_pending_cases_vanish() {
    let last = last_year().cell("disputes.direct_suit.pending", "2");
    assert_eq!(draft().after(&last, "R26"), ["未经复议直接起诉：上年有 2 件尚未审结，本年无结果，请核对。"]);
    assert_eq!(draft().cell("disputes.direct_suit.upheld", "2").after(&last, "R26"), NOTHING);
}

/// 宿迁 2024: 3646 after 3607 is 1.08 %, written 1.05 %; 邹城市太平镇: 2 requests, one more than last year.
#[test]
fn r27_changes_against_last_year() {
    let written = |sentence: &str| {
        draft()
            .cell("requests.received.total", "3525")
            .cell("requests.carried_in.total", "121")
            .overview(sentence)
    };
    let last = last_year().cell("requests.received.total", "3511").cell("requests.carried_in.total", "96");
    assert_eq!(written("共收办政府信息公开申请3646件，同比增长1.05%。").after(&last, "R27"), NOTHING);
    assert_eq!(
        written("共收办政府信息公开申请3646件，同比增长70.3%。").after(&last, "R27"),
        ["正文写申请数量同比增长 70.3%，按两年表格计算为 0.4% 或 1.1%。"]
    );
    let few = |sentence: &str| {
        draft().cell("requests.received.total", "2").cell("requests.carried_in.total", "0").overview(sentence)
    };
    let last = last_year().cell("requests.received.total", "1").cell("requests.carried_in.total", "0");
    assert_eq!(few("共收到政府信息公开申请2件，比去年增加1件。").after(&last, "R27"), NOTHING);
    assert_eq!(few("共收到政府信息公开申请2件，比去年减少1件。").after(&last, "R27").len(), 1);
    assert_eq!(
        few("收到申请2件，主动公开政府信息比去年增加30%。").after(&last, "R27"),
        NOTHING,
        "another thing grew"
    );
}

#[test]
fn r28_forms_differ() {
    let last = of("2019", "某县青山镇", 2020);
    assert_eq!(
        draft().after(&last, "R28"),
        ["两年表格格式不同，规章本年废止件数、规章现行有效件数、行政规范性文件本年废止件数、行政规范性文件现行有效件数、行政事业性收费本年收费金额（单位：万元） 无可比口径。"]
    );
}

/// 平潭 has 2020, 2022 and 2024: none of them is the year before another.
#[test]
fn a_report_of_another_year_is_no_previous_one() {
    let two_years_ago = of("2021", "某县青山镇", 2022).cell("requests.carried_out.total", "9");
    let around = Around { previous: Some(&two_years_ago.0), ..Around::default() };
    for rule in ["R21", "R22", "R23", "R24", "R25", "R26", "R27", "R28", "R57", "R58"] {
        assert_eq!(draft().said_with(rule, &around), NOTHING, "{rule}");
    }
}

#[test]
fn r21_marks_the_words_that_tell_it_too() {
    let mut last = last_year().cell("requests.carried_out.total", "4").0;
    last.year = 2023;
    let around = Around { previous: Some(&last), ..Around::default() };
    let found = draft().findings("R21", &around);
    let report = draft().0;
    let words = |place: &report::Place| match place {
        report::Place::Words { place, paragraph, range } => {
            report.text(place)[*paragraph][range.clone()].to_owned()
        }
        _ => String::new(),
    };
    assert_eq!(found[0].also.iter().map(words).collect::<Vec<_>>(), ["1件"]);
}

#[test]
fn r27_every_wording_of_a_change() {
    let last = last_year().cell("requests.received.total", "2");
    let said = |text: &str| {
        draft().prose("overview", &[&format!("收到政府信息公开申请3件，{text}。")]).after(&last, "R27")
    };
    for right in [
        "比上年增加1件，增长50%",
        "较2023年增加1件",
        "同比上涨50%",
        "同比增幅为50%",
        "是上年的1.5倍",
        "较上年同期增长了1件",
        "较2022年增加5件",
        "网站访问量同比增长20%",
        "办结3件，同比增长20%",
        "其中自然人3件，同比增长20%",
        "自然人申请同比增长20%",
        "同比约增长20%",
        "同比增长近两成",
        "环比增长20%",
        "同比上升20个百分点",
    ] {
        assert_eq!(said(right), NOTHING, "{right}");
    }
    for (wrong, message) in [
        ("较2023年增加5件", "正文写申请比上年增加 5 件，按两年表格计算为 +1 件。"),
        ("比去年少1件", "正文写申请比上年减少 1 件，按两年表格计算为 +1 件。"),
        ("同比上涨20%", "正文写申请数量同比增长 20%，按两年表格计算为 50% 或 33.3%。"),
        ("同比增幅为20%", "正文写申请数量同比增长 20%，按两年表格计算为 50% 或 33.3%。"),
        ("与上年持平", "正文写申请数量与上年持平，按两年表格计算为 +1 件。"),
        ("是上年的3倍", "正文写申请数量为上年的 3 倍，按两年表格计算为 50% 或 33.3%。"),
        ("同比增长3倍", "正文写申请数量同比增长 3 倍，按两年表格计算为 50% 或 33.3%。"),
    ] {
        assert_eq!(said(wrong), [message], "{wrong}");
    }
    let mut before = last.0.clone();
    before.year = 2023;
    let around = Around { previous: Some(&before), ..Around::default() };
    let found = draft().overview("政府信息公开申请同比增长20%。").findings("R27", &around);
    let against: Vec<&str> =
        found[0].against.iter().flat_map(report::Place::cells).map(|id| id.as_str()).collect();
    assert_eq!(against, ["requests.received.total", "requests.carried_in.total"]);
}
