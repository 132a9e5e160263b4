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
        ["正文写办结 3278 件，表三总计 3277 件、减去上年结转 3200 件。"]
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
    assert_eq!(
        draft().instead("办结3件", "办结5件").said("R32"),
        ["正文写办结 5 件，表三总计 3 件、减去上年结转 2 件。"]
    );
    // Of those that came in this year: 3 came in, 1 had been carried in, 1 is carried out.
    for right in [
        "全年受理依申请公开3件，已答复2件，其余1件正在办理。",
        "全年收到政府信息公开申请3件，截至12月31日办结2件，另有1件结转2025年办理。",
        "全年新收政府信息公开申请3件，当年办结2件，结转下年度1件。",
        "本年新收申请3件中已答复2件，其余1件将于2025年1月答复。",
    ] {
        assert_eq!(draft().instead("办结3件", "").overview(right).said("R32"), NOTHING, "{right}");
    }
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

/// The paragraph on requests is these words alone.
fn said(rule: &str, text: &str) -> Vec<String> {
    draft().prose("overview", &[text]).said(rule)
}

const SEVEN: &str = "正文写收到申请 7 件，表三为新收 3 件、新收加上年结转 4 件。";

/// 邹城市太平镇 2024: 来自公民、法人或者其他组织对依申请公开政府信息的申请2件.
#[test]
fn r30_all_applicants_are_no_part_of_them() {
    for right in
        ["公民、法人和其他组织提出的政府信息公开申请", "来自公民、法人或者其他组织对依申请公开政府信息的申请"]
    {
        assert_eq!(said("R30", &format!("我镇共收到{right}7件。")), [SEVEN], "{right}");
        assert_eq!(said("R30", &format!("我镇共收到{right}3件。")), NOTHING, "{right}");
    }
    for part in [
        "收到自然人申请7件。",
        "收到法人和其他组织申请7件。",
        "通过信函收到申请7件。",
        "通过网站收到申请3件+信函收到申请5件。",
    ] {
        assert_eq!(said("R30", part), NOTHING, "{part}");
    }
    assert_eq!(said("R30", "通过网站、信函、当面等方式收到申请7件。"), [SEVEN]);
}

#[test]
fn r30_the_number_before_its_noun() {
    for text in ["收到7件申请。", "共收到７件政府信息公开申请，均已答复。", "全年受理七件依申请公开申请。"]
    {
        assert_eq!(said("R30", text), [SEVEN], "{text}");
        let right = text.replace(['7', '７', '七'], "4");
        assert_eq!(said("R30", &right), NOTHING, "with those carried in: {right}");
    }
    assert_eq!(said("R30", "收到7件群众投诉。"), NOTHING);
    assert_eq!(said("R30", "收到7件低保申请。"), NOTHING);
    assert_eq!(said("R39", "作出9件行政处罚决定。"), ["正文写行政处罚 9 件，表二 4 件。"]);
    assert_eq!(said("R39", "作出4件行政处罚决定。"), NOTHING);
}

#[test]
fn r30_other_years_and_rough_figures_are_not_this_years() {
    for other in [
        "近三年共收到政府信息公开申请7件。",
        "2023年收到政府信息公开申请7件。",
        "上年收到政府信息公开申请7件，本年收到政府信息公开申请3件。",
        "上半年收到政府信息公开申请7件。",
        "2024年1—11月收到政府信息公开申请7件。",
        "自2020年以来累计收到政府信息公开申请7件。",
        "约收到政府信息公开申请7件。",
        "收到政府信息公开申请六七件。",
        "收到政府信息公开申请5至7件。",
    ] {
        assert_eq!(said("R30", other), NOTHING, "{other}");
    }
    for own in ["2024年1月1日至12月31日，收到政府信息公开申请7件。", "今年以来，收到政府信息公开申请7件。"]
    {
        assert_eq!(said("R30", own), [SEVEN], "{own}");
    }
}

#[test]
fn r30_without_a_verb_or_with_an_open_one() {
    let vague = ["正文写申请 7 件，表三为新收 3 件、新收加上年结转 4 件、总计 3 件。"];
    assert_eq!(said("R30", "全年办理政府信息公开申请7件。"), vague);
    assert_eq!(said("R30", "全年依申请公开7件，均已答复。"), vague);
    assert_eq!(said("R30", "全年办理政府信息公开申请4件。"), NOTHING);
    assert_eq!(said("R30", "举办政府信息公开申请办理培训7次。"), NOTHING);
}

/// The forms in which offices say that there were none.
#[test]
fn r31_none_in_every_wording() {
    for none in [
        "本年度政府信息公开申请为零。",
        "本年度依申请公开数量为0。",
        "2024年无人申请公开政府信息。",
        "未收到公民、法人或者其他组织的政府信息公开申请。",
        "我镇没有接到关于政府信息公开的申请。",
        "未收到任何依申请公开事项，无收费情况。",
        "本年度无依申请公开、无行政复议、无行政诉讼。",
        "零申请、零复议、零诉讼。",
    ] {
        assert_eq!(said("R31", none), ["正文称未收到申请，表三新收 3 件。"], "{none}");
        assert_eq!(
            draft().prose("overview", &[none]).cell("requests.received.total", "0").said("R31"),
            NOTHING
        );
    }
    for other in [
        "2023年未收到政府信息公开申请。",
        "无逾期未答复的政府信息公开申请。",
        "未收到自然人申请。",
        "无政府信息公开申请逾期答复情况。",
        "未发生因政府信息公开申请引起的投诉。",
    ] {
        assert_eq!(said("R31", other), NOTHING, "{other}");
    }
}

#[test]
fn r32_is_of_this_year_and_of_all() {
    assert_eq!(
        said("R32", "（二）依申请公开。全年共收到3件，答复5件。"),
        ["正文写办结 5 件，表三总计 3 件、减去上年结转 2 件。"]
    );
    assert_eq!(said("R32", "收到政府信息公开申请3件，答复3件。"), NOTHING);
    assert_eq!(said("R32", "办结上年结转申请1件，按期办结2件，去年办结申请5件。"), NOTHING);
}

#[test]
fn r33_what_is_counted_in_is_no_figure_of_its_own() {
    assert_eq!(said("R33", "共收到政府信息公开申请（含上年结转）4件。"), NOTHING);
    assert_eq!(said("R33", "本年新收和上年结转政府信息公开申请共4件。"), NOTHING);
    assert_eq!(said("R30", "本年新收和上年结转政府信息公开申请共4件。"), NOTHING);
    let wrong = ["正文写上年结转 5 件，表三上年结转 1 件。"];
    assert_eq!(said("R33", "2023年结转5件，本年新收政府信息公开申请3件。"), wrong);
    assert_eq!(said("R33", "结转上年度政府信息公开申请5件。"), wrong);
    assert_eq!(said("R33", "2023年结转1件。"), NOTHING);
    assert_eq!(said("R33", "结转至2025年办理5件。"), ["正文写结转下年度 5 件，表三结转下年度 1 件。"]);
    assert_eq!(said("R33", "无结转下年度继续办理申请。"), ["正文写结转下年度 0 件，表三结转下年度 1 件。"]);
}

#[test]
fn r37_none_together_and_each() {
    let none = ["正文写行政复议 0 件，表四 1 件。"];
    for text in [
        "未发生因政府信息公开引起的行政复议、行政诉讼。",
        "全年未发生针对本单位有关政府信息公开事务的行政复议案、行政诉讼案和有关的申诉案。",
        "收到政府信息公开申请3件，未引发行政复议和行政诉讼。",
        "政府信息公开行政复议、行政诉讼均为0件。",
    ] {
        assert_eq!(said("R37", text), none, "{text}");
    }
    assert_eq!(said("R37", "未发生因政府信息公开引起的行政诉讼。"), NOTHING);
    assert_eq!(
        said("R37", "政府信息公开行政复议、行政诉讼共3件。"),
        ["正文写行政复议、行政诉讼 3 件，表四 1 件。"]
    );
    assert_eq!(said("R37", "政府信息公开行政复议、行政诉讼共1件。"), NOTHING);
    assert_eq!(
        said("R37", "政府信息公开行政复议案件1件，撤销复议申请2件。"),
        NOTHING,
        "an end without a column"
    );
    assert_eq!(
        said("R37", "全县受理行政复议案件120件，其中涉及政府信息公开1件。"),
        NOTHING,
        "of all matters"
    );
}

#[test]
fn r38_none_and_what_is_not_of_this_year_or_this_office() {
    assert_eq!(said("R38", "本年度未制发规范性文件。"), ["正文写制发规范性文件 0 件，表二 2 件。"]);
    assert_eq!(said("R38", "未制定规章。"), NOTHING);
    assert_eq!(said("R38", "制发规章0件、规范性文件3件。"), ["正文写制发规范性文件 3 件，表二 2 件。"]);
    for other in [
        "累计制发规范性文件36件。",
        "截至2024年底，累计制发规范性文件36件。",
        "2020年以来制发规范性文件36件。",
        "清理规范性文件30件，废止12件，继续有效18件。",
        "自清理工作开展以来废止规范性文件12件。",
        "执行县级规范性文件12件，制发县级规范性文件3件。",
        "2023年制发规范性文件5件，2024年制发规范性文件2件。",
        "主动公开规章13件，行政规范性文件60件。",
    ] {
        assert_eq!(said("R38", other), NOTHING, "{other}");
    }
    let zero = draft().prose("overview", &["2024年累计制发规范性文件3件。"]);
    assert_eq!(zero.said("R38").len(), 1, "累计 of the year is the year's");
}

#[test]
fn r39_one_number_for_two_things() {
    assert_eq!(said("R39", "作出行政许可和行政处罚共19件。"), NOTHING);
    assert_eq!(
        said("R39", "作出行政许可和行政处罚共20件。"),
        ["正文写行政许可、行政处罚 20 件，表二 19 件。"]
    );
    assert_eq!(said("R39", "办理行政许可、行政确认等事项1200件。"), NOTHING);
    assert_eq!(said("R39", "办理行政许可、行政处罚各15件。"), ["正文写行政处罚 15 件，表二 4 件。"]);
    assert_eq!(said("R39", "受理行政许可申请16件，其中简易程序行政处罚3件。"), NOTHING);
}

/// 行政事业性收费 of table 二 and 信息处理费 of section six are two fees.
#[test]
fn two_fees_are_never_compared() {
    let report = draft()
        .cell("disclosure.charges.amount", "12.5")
        .overview("全年行政事业性收费3万元，收取信息处理费2950元。")
        .prose("other_matters", &["2024年收取政府信息公开信息处理费2950元。"]);
    let found = report::check::check(&report.0, &Around::default());
    let figures = found.iter().filter(|finding| ("R09".."R46").contains(&finding.rule.0));
    assert_eq!(figures.map(|finding| finding.message.as_str()).collect::<Vec<_>>(), NOTHING);
}

/// How the office's own documents are to be published is told in the same words as requests.
#[test]
fn r30_r34_the_openness_of_documents_is_no_request() {
    let documents = "全年产生公文30件，其中主动公开12件，依申请公开8件，不予公开10件。";
    for rule in ["R30", "R31", "R34"] {
        assert_eq!(said(rule, documents), NOTHING, "{rule}");
        assert_eq!(said(rule, "主动公开公文2条，依申请公开0条，免于公开0条。"), NOTHING, "{rule}");
    }
    let requests = "主动公开信息56条，收到政府信息公开申请3件，不予公开10件。";
    assert_eq!(said("R34", requests), ["正文写不予公开 10 件，表三合计 0 件。"]);
}

#[test]
fn r45_growth_is_no_fee() {
    let fees = |growth: &str, last: &str| {
        let text = format!(
            "2024年对3件申请收取信息处理费2230元，{growth}其中，甲镇1件，收取880元；乙镇1件，收取1080元；丙镇1件，收取{last}元。"
        );
        draft().prose("other_matters", &[&text]).said("R45")
    };
    assert_eq!(fees("比上年增加300元。", "270"), NOTHING);
    assert_eq!(fees("比上年增加300元。", "280"), ["信息处理费金额分项合计 2240 元，总数写 2230 元。"]);
}

/// The table has one column for 废止 and 失效.
#[test]
fn repealed_and_lapsed_documents_are_one_number() {
    for right in [
        "废止规范性文件1件，宣布失效0件，继续有效9件。",
        "废止规范性文件0件，宣布失效1件。",
        "废止规范性文件1件、修改0件、宣布失效0件。",
    ] {
        assert_eq!(draft().overview(right).said("R38"), NOTHING, "{right}");
    }
    for wrong in ["废止规范性文件5件，宣布失效0件。", "废止规范性文件2件。"] {
        assert!(draft().overview(wrong).said("R38") != NOTHING, "{wrong}");
    }
}

/// The catalogue looks at section one first, then at the whole text.
#[test]
fn r33_to_r39_what_section_one_does_not_say_is_looked_for_elsewhere() {
    let untold =
        || draft().prose("overview", &["2024年，青山镇认真贯彻落实《条例》，推进政府信息公开工作。"]);
    for (rule, wrong, right) in [
        (
            "R33",
            "本年收到政府信息公开申请3件，结转下年度2件。",
            "本年收到政府信息公开申请3件，结转下年度1件。",
        ),
        ("R34", "政府信息公开申请中予以公开2件。", "政府信息公开申请中予以公开3件。"),
        ("R36", "政府信息公开申请中自然人申请2件。", "政府信息公开申请中自然人申请3件。"),
        ("R37", "因政府信息公开引起行政复议2件。", "因政府信息公开引起行政复议1件。"),
        ("R38", "本年度制发规范性文件5件。", "本年度制发规范性文件2件。"),
        ("R39", "本年度作出行政处罚5件。", "本年度作出行政处罚4件。"),
    ] {
        for place in ["preamble", "problems", "other_matters"] {
            assert_eq!(untold().prose(place, &[wrong]).said(rule).len(), 1, "{rule} {place}");
            assert_eq!(untold().prose(place, &[right]).said(rule), NOTHING, "{rule} {place}");
            // Section one says it, and rightly: another number elsewhere is of something else.
            assert_eq!(draft().overview(right).prose(place, &[wrong]).said(rule), NOTHING, "{rule} {place}");
        }
    }
    let old = untold().prose("problems", &["2023年制发规范性文件5件，清理不够及时。"]);
    assert_eq!(old.said("R38"), NOTHING, "another year's problem");
}

/// 龙泉市某镇 2024 publishes decisions: not all must be, but no more than there were.
#[test]
fn r39_what_is_published_is_no_more_than_was_decided() {
    let said = |sentence: &str| draft().overview(sentence).said("R39");
    assert_eq!(said("公示行政处罚3件，公开行政许可15件。"), NOTHING);
    assert_eq!(said("公示行政处罚5件。"), ["正文写公开行政处罚 5 件，表二 4 件。"]);
    assert_eq!(
        said("主动公开财政信息2条，行政许可16宗、行政处罚0宗。"),
        ["正文写公开行政许可 16 件，表二 15 件。"]
    );
    assert_eq!(said("公示行政处罚信息5条。"), NOTHING, "pieces of information, not decisions");
}

/// 平潭 2022: 集中公开现行有效行政规范性文件698件; 2023: 393件 after a clearing-up, and 77 issued since, come to 470.
#[test]
fn r38_those_in_force_that_are_published_together() {
    let said = |sentence: &str| draft().instead("，现行有效9件", "").overview(sentence).said("R38");
    assert_eq!(said("集中公开现行有效行政规范性文件9件。"), NOTHING);
    assert_eq!(said("清理并集中发布现行有效行政规范性文件7件。"), NOTHING, "without the 2 issued this year");
    let wrong = ["正文写现行有效规范性文件 8 件，表二 9 件、减去本年制发 7 件。"];
    assert_eq!(said("2024年集中公开现行有效行政规范性文件8件。"), wrong);
    let found = draft()
        .instead("，现行有效9件", "")
        .overview("2024年集中公开现行有效行政规范性文件8件。")
        .findings("R38", &Around::default());
    assert_eq!(found[0].severity, Severity::Warning, "some may be left out");
}
