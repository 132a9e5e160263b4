//! R30–R39, R42: figures in the prose against the tables.

use crate::{draft, NOTHING, OVERVIEW};
use report::{check::Around, Place, Severity};

#[test]
fn r30_requests_received() {
    assert_eq!(
        draft().instead("申请3件，上年", "申请7件，上年").said("R30"),
        ["正文写收到申请 7 件，表三为新收 3 件、新收加上年结转 4 件。"]
    );
    assert_eq!(draft().instead("收到政府信息公开申请3件", "收办政府信息公开申请4件").said("R30"), NOTHING);
    assert_eq!(draft().instead("申请3件，上年", "申请10余件，上年").said("R30"), NOTHING, "roughly said");
    assert_eq!(
        draft().cell("requests.carried_in.total", "").instead("申请3件，上年", "申请7件，上年").said("R30"),
        NOTHING,
        "not assessable"
    );
    assert_eq!(draft().instead("申请3件，上年", "申请7件，上年").words("R30"), ["7件"]);
}

#[test]
fn both_sides_of_a_conflict_are_named() {
    let found = draft().instead("申请3件，上年", "申请7件，上年").findings("R30", &Around::default());
    let against: Vec<&str> = found[0].against.iter().flat_map(Place::cells).map(|id| id.as_str()).collect();
    assert_eq!(against, ["requests.received.total", "requests.carried_in.total"]);
    let found = draft().instead("予以公开3件", "不予公开1件").findings("R34", &Around::default());
    assert_eq!(found[0].against.iter().flat_map(Place::cells).count(), 8, "the rows of the group");
}

/// 受理3259件，答复3278件（含上年结转77件，另有58件顺延）: the hard case of others.
#[test]
fn r30_to_r33_with_carried_and_deferred_requests() {
    let text = "（二）依申请公开。全年受理政府信息公开申请3259件，答复3278件（含上年结转77件，另有58件顺延到下年度答复）。";
    let report = draft()
        .prose("overview", &[OVERVIEW[0], OVERVIEW[1], text, OVERVIEW[3], OVERVIEW[4], OVERVIEW[5]])
        .cell("requests.received.total", "3259")
        .cell("requests.carried_in.total", "77")
        .cell("requests.handled.total", "3278")
        .cell("requests.carried_out.total", "58");
    for rule in ["R30", "R31", "R32", "R33"] {
        assert_eq!(report.said(rule), NOTHING, "{rule}");
    }
    assert_eq!(
        report.clone().cell("requests.handled.total", "3277").said("R32"),
        ["正文写办结 3278 件，表三总计 3277 件。"]
    );
    assert_eq!(
        report.clone().cell("requests.carried_in.total", "78").said("R33"),
        ["正文写上年结转 77 件，表三上年结转 78 件。"]
    );
    assert_eq!(
        report.cell("requests.carried_out.total", "59").said("R33"),
        ["正文写结转下年度 58 件，表三结转下年度 59 件。"]
    );
}

#[test]
fn r31_no_requests() {
    let none = draft().instead(
        "共收到政府信息公开申请3件，上年结转1件，办结3件，其中予以公开3件，结转下年度1件",
        "我镇未收到政府信息公开申请",
    );
    assert_eq!(none.said("R31"), ["正文称未收到申请，表三新收 3 件。"]);
    assert_eq!(none.cell("requests.received.total", "0").said("R31"), NOTHING);
    assert_eq!(draft().overview("全年未收到因依申请公开答复而引起的行政复议和诉讼。").said("R31"), NOTHING);
}

#[test]
fn r32_r33_handled_and_carried() {
    assert_eq!(draft().instead("办结3件", "办结2件").said("R32"), ["正文写办结 2 件，表三总计 3 件。"]);
    assert_eq!(draft().overview("办结政协提案12件。").said("R32"), NOTHING);
    assert_eq!(
        draft().instead("上年结转1件", "上年结转2件").said("R33"),
        ["正文写上年结转 2 件，表三上年结转 1 件。"]
    );
    assert_eq!(
        draft().instead("结转下年度1件", "结转下年度3件").said("R33"),
        ["正文写结转下年度 3 件，表三结转下年度 1 件。"]
    );
}

#[test]
fn r34_outcomes() {
    assert_eq!(
        draft().instead("予以公开3件", "予以公开2件、不予公开1件").said("R34"),
        ["正文写予以公开 2 件，表三合计 3 件。", "正文写不予公开 1 件，表三合计 0 件。",]
    );
    let suqian = draft()
        .overview("申请中作其他处理（含申请人主动撤回申请）341件。")
        .cell("requests.closed_other.total", "291")
        .cell("requests.closed_not_corrected.total", "40")
        .cell("requests.closed_not_paid.total", "10");
    assert_eq!(suqian.said("R34"), NOTHING);
    assert_eq!(suqian.cell("requests.closed_other.total", "290").said("R34").len(), 1);
}

#[test]
fn r35_shares() {
    let share = |p: &str| {
        draft()
            .cell("requests.received.total", "859")
            .cell("requests.carried_in.total", "18")
            .cell("requests.handled.total", "805")
            .cell("requests.granted.total", "273")
            .overview(&format!("申请中予以公开273件，占{p}。"))
    };
    assert_eq!(share("33.9%").said("R35"), NOTHING);
    assert_eq!(share("31.13%").said("R35"), NOTHING, "of what came in with the carried");
    assert_eq!(share("43.9%").said("R35"), ["273 件占比应为 33.9%，正文写 43.9%。"]);
}

#[test]
fn r36_applicants() {
    assert_eq!(draft().overview("申请中自然人申请4件，商业企业0件。").said("R36"), NOTHING);
    assert_eq!(
        draft().overview("申请中自然人申请2件，法人或其他组织申请1件。").said("R36"),
        [
            "正文写自然人 2 件，表三新收 3 件、新收加上年结转 4 件。",
            "正文写法人或其他组织 1 件，表三新收 0 件、新收加上年结转 0 件。",
        ]
    );
}

/// 宿迁 2024: 134≠170 and 57≠77.
#[test]
fn r37_disputes() {
    let report = draft()
        .cell("disputes.review.total", "170")
        .cell("disputes.direct_suit.total", "25")
        .cell("disputes.suit_after_review.total", "52");
    let sentence = "全市备案政府信息依申请公开领域行政复议案件134件，行政诉讼案件57件。";
    assert_eq!(
        report.clone().overview(sentence).said("R37"),
        ["正文写行政复议 134 件，表四 170 件。", "正文写行政诉讼 57 件，表四 77 件。"]
    );
    assert_eq!(report.overview("政府信息公开行政复议170件，行政诉讼77件。").said("R37"), NOTHING);
    assert_eq!(
        draft().overview("办理行政复议案件20件。").said("R37"),
        NOTHING,
        "not said to be about openness"
    );
}

/// 西柳镇 2023 writes zeros of 2022 where the table says 4, 0, 32.
#[test]
fn r38_documents() {
    let report = draft()
        .cell("disclosure.normative.issued", "4")
        .cell("disclosure.normative.repealed", "0")
        .cell("disclosure.normative.in_force", "32");
    let old = report.clone().instead(
        "制发规范性文件2件，废止1件，现行有效9件",
        "2022年，共制定规范性文件0件，废止规范性文件0件，现行有效的规范性文件0件",
    );
    assert_eq!(
        old.said("R38"),
        ["正文写制发规范性文件 0 件，表二 4 件。", "正文写现行有效规范性文件 0 件，表二 32 件。"]
    );
    assert_eq!(old.findings("R38", &Around::default())[0].severity, Severity::Warning);
    let own = report.instead("制发规范性文件2件", "2024年制发规范性文件3件");
    assert_eq!(own.findings("R38", &Around::default())[0].severity, Severity::Error);
    assert_eq!(draft().overview("清理规范性文件30件，公开规范性文件12件。").said("R38"), NOTHING);
    assert_eq!(
        draft().overview("本年度行政规范性文件发布2件，废止数量1件，现行有效数量9件。").said("R38"),
        NOTHING
    );
}

#[test]
fn r39_decisions() {
    assert_eq!(
        draft().overview("办理行政许可15宗、行政处罚5宗。").said("R39"),
        ["正文写行政处罚 5 件，表二 4 件。"]
    );
    assert_eq!(draft().overview("公开行政许可3件。").said("R39"), NOTHING);
}

#[test]
fn r42_requests_are_counted_in_cases() {
    assert_eq!(
        draft().instead("申请3件，上年", "申请3条，上年").said("R42"),
        ["政府信息公开申请宜以“件”计。"]
    );
    assert_eq!(draft().said("R42"), NOTHING);
}

#[test]
fn r30_one_right_figure_is_enough() {
    let part_first = "区政府办收到政府信息公开申请2件。";
    assert_eq!(draft().overview(part_first).said("R30"), NOTHING, "3 stands there too");
    let only_part = draft().instead("共收到政府信息公开申请3件", part_first);
    assert_eq!(only_part.said("R30").len(), 1);
    let told_elsewhere = draft()
        .instead(
            "共收到政府信息公开申请3件，上年结转1件，办结3件，其中予以公开3件，结转下年度1件",
            "规范办理申请",
        )
        .prose(
            "problems",
            &["全年收到政府信息公开申请8件，答复质量有待提高，下一步将加强培训和指导，完善制度。"],
        );
    assert_eq!(told_elsewhere.words("R30"), ["8件"], "section one first, then the other text");
}

#[test]
fn r31_zero_told_as_a_figure() {
    let zero = draft().instead("共收到政府信息公开申请3件", "受理依申请公开0件");
    assert_eq!(zero.said("R31"), ["正文称未收到申请，表三新收 3 件。"]);
    assert_eq!(zero.said("R30"), NOTHING, "one sentence is enough");
    assert_eq!(zero.clone().cell("requests.received.total", "0").said("R31"), NOTHING);
    assert_eq!(zero.cell("requests.received.total", "").said("R31"), NOTHING, "not assessable");
    assert_eq!(draft().overview("未收到其他形式的申请。").said("R31"), NOTHING);
    assert_eq!(draft().overview("未收到以信函提出的政府信息公开申请。").said("R31"), NOTHING);
}

#[test]
fn r36_answers_by_applicant_are_another_number() {
    assert_eq!(draft().overview("办结申请3件，自然人申请3件。").said("R36"), NOTHING);
    assert_eq!(draft().overview("答复申请情况：答复自然人2件。").said("R36"), NOTHING);
}

#[test]
fn r37_results_of_disputes() {
    let report = draft()
        .cell("disputes.review.upheld", "5")
        .cell("disputes.review.corrected", "1")
        .cell("disputes.review.pending", "1")
        .cell("disputes.review.total", "7")
        .cell("disputes.direct_suit.upheld", "2")
        .cell("disputes.direct_suit.total", "2");
    let said = |sentence: &str| report.clone().overview(sentence).said("R37");
    assert_eq!(
        said("政府信息公开行政复议7件，其中结果维持5件、被纠正1件、尚未审结1件；行政诉讼2件，结果维持2件。"),
        NOTHING
    );
    assert_eq!(
        said("政府信息公开行政复议7件，其中维持6件、尚未审结1件。"),
        ["正文写行政复议维持 6 件，表四 5 件。"]
    );
    assert_eq!(said("政府信息公开行政复议、行政诉讼共9件。"), NOTHING, "one number for both");
    assert_eq!(said("因政府信息公开申请被行政复议案件共0件。").len(), 1);
    assert_eq!(said("政府信息公开复议后起诉3件。"), NOTHING, "told apart only in the table");
}

#[test]
fn r38_r39_what_is_published_or_given_for_two_things() {
    let said = |sentence: &str| draft().overview(sentence).said("R38");
    assert_eq!(said("制发规章、规范性文件5件。"), NOTHING);
    assert_eq!(said("落实规范性文件审查制度，发布公告3件。"), NOTHING, "a notice is no such document");
    assert_eq!(said("有效推进规范性文件管理，召开会议3次。"), NOTHING);
    assert_eq!(draft().overview("主动公开财政信息2条，行政许可0宗、行政处罚0宗。").said("R39"), NOTHING);
}

/// 洪泽 2023, out of its PDF: spaces around the number. 西柳镇 2023: half-width punctuation.
#[test]
fn figures_with_spaces_and_half_width_punctuation() {
    let spaced = draft().instead("共收到政府信息公开申请3件", "受理政府信息公开申请 7 件");
    assert_eq!(spaced.words("R30"), ["7 件"]);
    let narrow = draft().instead(
        "共收到政府信息公开申请3件，上年结转1件，办结3件，其中予以公开3件",
        "共收到政府信息公开申请3件(含上年结转2件),办结3件,其中予以公开2件",
    );
    assert_eq!(narrow.said("R33"), ["正文写上年结转 2 件，表三上年结转 1 件。"]);
    assert_eq!(narrow.said("R34"), ["正文写予以公开 2 件，表三合计 3 件。"]);
}

#[test]
fn r42_has_a_fix() {
    let found = draft().instead("申请3件，上年", "申请3条，上年").findings("R42", &Around::default());
    assert_eq!(found[0].fix.as_ref().and_then(|fix| fix.words.as_deref()), Some("3件"));
}

#[test]
fn dump() {
    let Ok(file) = std::env::var("DUMP") else { return };
    let last = crate::of("2021", "某县青山镇", 2023).cell("requests.received.total", "2");
    let mut last = last.0;
    last.year = 2023;
    for line in std::fs::read_to_string(file).unwrap().lines() {
        println!("# {line}");
        let report = draft().prose("overview", &[line]);
        let around = Around { previous: Some(&last), ..Around::default() };
        for finding in report::check::check(&report.0, &around) {
            let n: u32 = finding.rule.0[1..].parse().unwrap();
            if n == 27 || (30..43).contains(&n) {
                println!(
                    "    {} {} 〔{}〕",
                    finding.rule,
                    finding.message,
                    finding.words.unwrap_or_default()
                );
            }
        }
    }
}
