//! Every rule of the catalogue beyond the tables' own arithmetic: what it finds, and what it lets pass.
//!
//! Each test takes a report in which there is nothing to find and changes one thing.
#![cfg(test)]

use report::{
    agency::Level,
    check::{check, marks, Around, Day, Elsewhere, Limits, RuleId},
    Finding, Forms, Place, Prose, Report, Severity,
};

const OVERVIEW: &[&str] = &[
    "2024年，青山镇认真贯彻落实《中华人民共和国政府信息公开条例》，围绕群众关切推进政府信息公开工作。",
    "（一）主动公开。全年通过政府网站主动公开政府信息56条，其中，政策落实类信息4条、工作动态类信息32条；其他类信息20条。",
    "（二）依申请公开。全年共收到政府信息公开申请3件，上年结转1件，办结3件，其中予以公开3件，结转下年度1件。",
    "（三）政府信息管理。制发规范性文件2件，废止1件，现行有效9件，严格落实保密审查。",
    "（四）平台建设。维护政务公开专栏和微信公众号。",
    "（五）监督保障。开展业务培训一次，工作考核、社会评议良好，没有责任追究情形。",
];
const PROBLEMS: &[&str] =
    &["一是公开形式不够丰富，二是解读质量有待提高。下一步，将加强培训，完善制度，提升公开质量和群众满意度。"];
const OTHER: &[&str] = &["2024年，本机关未收取政府信息公开信息处理费。"];
const CELLS: &[(&str, &str)] = &[
    ("requests.received.person", "3"),
    ("requests.received.total", "3"),
    ("requests.carried_in.person", "1"),
    ("requests.carried_in.total", "1"),
    ("requests.granted.person", "3"),
    ("requests.granted.total", "3"),
    ("requests.handled.person", "3"),
    ("requests.handled.total", "3"),
    ("requests.carried_out.person", "1"),
    ("requests.carried_out.total", "1"),
    ("disclosure.normative.issued", "2"),
    ("disclosure.normative.repealed", "1"),
    ("disclosure.normative.in_force", "9"),
    ("disclosure.licences.decided", "15"),
    ("disclosure.penalties.decided", "4"),
    ("disputes.review.upheld", "1"),
    ("disputes.review.total", "1"),
];

/// A report with nothing to find, to be changed.
#[derive(Clone)]
struct Draft(Report);

fn draft() -> Draft {
    of("2021", "某县青山镇", 2024)
}

fn of(edition: &str, agency: &str, year: u16) -> Draft {
    let form = Forms::bundled().unwrap().edition(edition).unwrap().clone();
    let mut report = Report::new(form.clone(), agency, year);
    for cell in form.cells() {
        report.write(&cell.id, "0").unwrap();
    }
    let mut draft = Draft(report);
    if edition == "2021" {
        for (name, text) in CELLS {
            draft = draft.cell(name, text);
        }
    }
    let preamble = format!("根据《条例》编制，数据统计期限为{year}年1月1日至12月31日。");
    draft
        .prose("preamble", &[&preamble])
        .prose("overview", OVERVIEW)
        .prose("problems", PROBLEMS)
        .prose("other_matters", OTHER)
}

impl Draft {
    fn cell(mut self, name: &str, text: &str) -> Draft {
        let id = self.0.form().cell(name).unwrap_or_else(|| panic!("{name}")).id.clone();
        self.0.write(&id, text).unwrap();
        self
    }

    fn prose(mut self, place: &str, paragraphs: &[&str]) -> Draft {
        let place = self.0.form().prose_place(place).unwrap().clone();
        self.0.set_prose(&place, Prose::plain(paragraphs.iter().copied())).unwrap();
        self
    }

    /// Section one with a sentence more.
    fn overview(self, sentence: &str) -> Draft {
        let more: Vec<&str> = OVERVIEW.iter().copied().chain([sentence]).collect();
        self.prose("overview", &more)
    }

    /// Section one with some words replaced.
    fn instead(self, from: &str, to: &str) -> Draft {
        assert!(OVERVIEW.iter().any(|line| line.contains(from)), "{from}");
        let lines: Vec<String> = OVERVIEW.iter().map(|line| line.replace(from, to)).collect();
        self.prose("overview", &lines.iter().map(String::as_str).collect::<Vec<_>>())
    }

    fn titled(mut self, title: &str) -> Draft {
        self.0.title = Some(title.into());
        self
    }

    fn findings(&self, rule: &str, around: &Around<'_>) -> Vec<Finding> {
        check(&self.0, around).into_iter().filter(|finding| finding.rule.0 == rule).collect()
    }

    /// The sentences of one rule.
    fn said(&self, rule: &str) -> Vec<String> {
        self.said_with(rule, &Around::default())
    }

    fn said_with(&self, rule: &str, around: &Around<'_>) -> Vec<String> {
        self.findings(rule, around).into_iter().map(|finding| finding.message).collect()
    }

    /// The sentences of one rule, with last year's report at hand.
    fn after(&self, previous: &Draft, rule: &str) -> Vec<String> {
        self.said_with(rule, &Around { previous: Some(&previous.0), ..Around::default() })
    }

    /// The words a rule points at.
    fn words(&self, rule: &str) -> Vec<String> {
        let words = |finding: Finding| match finding.place {
            Place::Words { place, paragraph, range } => {
                Some(self.0.text(&place)[paragraph][range].to_owned())
            }
            _ => None,
        };
        self.findings(rule, &Around::default()).into_iter().filter_map(words).collect()
    }
}

const NOTHING: [&str; 0] = [];

#[test]
fn a_careful_report_has_no_findings() {
    let said: Vec<String> =
        check(&draft().0, &Around::default()).iter().map(|f| format!("{} {}", f.rule, f.message)).collect();
    assert_eq!(said, NOTHING);
}

// ------------------------------------------------------------------ plausibility

#[test]
fn r09_yuan_for_ten_thousand_yuan() {
    let fee = |fee: &str| draft().cell("disclosure.charges.amount", fee);
    assert_eq!(fee("12000").said("R09"), ["行政事业性收费 12000 万元偏大，请核对单位是否误用“元”。"]);
    assert_eq!(fee("190.457379").said("R09"), NOTHING);
    assert_eq!(fee("5000").after(&fee("3"), "R09").len(), 1);
    assert_eq!(fee("50").after(&fee("3"), "R09"), NOTHING);
    assert_eq!(
        of("2021", "宿迁市", 2024).cell("disclosure.charges.amount", "59237.2449").said("R09"),
        NOTHING
    );
}

#[test]
fn r10_less_in_force_than_issued() {
    let in_force = |n: &str| draft().cell("disclosure.normative.in_force", n);
    assert_eq!(
        in_force("0").said("R10"),
        ["行政规范性文件：现行有效 0 件，小于本年制发 2 件减废止 1 件，请核对。"]
    );
    assert_eq!(in_force("1").said("R10"), NOTHING);
}

#[test]
fn r11_rules_of_a_township() {
    let rules = |draft: Draft| draft.cell("disclosure.rules.in_force", "6");
    assert_eq!(rules(draft()).said("R11"), ["规章由设区的市级以上政府和国务院部门制定，乡镇一般应填 0。"]);
    assert_eq!(rules(of("2021", "宿迁市", 2024)).said("R11"), NOTHING);
    let town_in_2020 = of("2019", "伊州区丽园街道办事处", 2020).cell("disclosure.rules.made", "5");
    assert_eq!(town_in_2020.said("R11").len(), 1);
}

#[test]
fn r12_nothing_at_all() {
    let zeros = CELLS.iter().fold(draft(), |draft, (name, _)| draft.cell(name, "0"));
    assert_eq!(zeros.said("R12"), ["各表均为 0，请确认不是漏填。"]);
    assert_eq!(draft().said("R12"), NOTHING);
    assert_eq!(zeros.cell("disputes.review.pending", "").said("R12"), NOTHING, "a blank is not zero");
}

#[test]
fn r14_many_closed_otherwise() {
    let closed = |n: &str, handled: &str| {
        draft().cell("requests.closed_other.total", n).cell("requests.handled.total", handled)
    };
    assert_eq!(
        closed("6", "20").said("R14"),
        ["“其他处理” 6 件，占办结 20 件的 30%，占比偏高，主管部门会重点关注，请核对分类。"]
    );
    assert_eq!(closed("6", "30").said("R14"), NOTHING);
    assert_eq!(closed("4", "4").said("R14"), NOTHING);
}

#[test]
fn r15_unpaid_fees_are_explained() {
    let unpaid = draft().cell("requests.closed_not_paid.total", "2");
    assert_eq!(
        unpaid.clone().prose("other_matters", &["没有其他事项，情况良好。"]).said("R15"),
        ["表三有逾期未缴费 2 件，第六部分应说明收费通知和收取情况。"]
    );
    assert_eq!(unpaid.said("R15"), NOTHING);
}

#[test]
fn r16_excessive_requests() {
    let excessive = draft().cell("requests.declined_excessive.total", "3");
    assert_eq!(
        excessive.said("R16"),
        ["无正当理由大量反复申请 3 件，请留存要求说明理由和不予处理的告知材料。"]
    );
    assert_eq!(draft().said("R16"), NOTHING);
}

#[test]
fn r17_suits_after_no_review() {
    let suit = draft().cell("disputes.suit_after_review.total", "2").cell("disputes.review.total", "0");
    let before = draft().cell("disputes.review.total", "0");
    assert_eq!(
        suit.after(&before, "R17"),
        ["有复议后起诉案件 2 件，但本年和上年均无行政复议，请核对案件归类。"]
    );
    assert_eq!(suit.after(&draft(), "R17"), NOTHING);
    assert_eq!(suit.said("R17"), NOTHING, "nobody knows last year");
}

#[test]
fn r18_disputes_without_requests() {
    let none = || draft().cell("requests.received.total", "0").cell("requests.carried_in.total", "0");
    assert_eq!(
        none().after(&none(), "R18"),
        ["没有申请却有复议或诉讼，请核对口径（共同被告案件只计原行为主体）。"]
    );
    assert_eq!(none().after(&draft(), "R18"), NOTHING);
    assert_eq!(none().cell("disputes.review.total", "0").after(&none(), "R18"), NOTHING);
}

#[test]
fn r19_mostly_not_held() {
    let not_held = |n: &str, handled: &str| {
        draft().cell("requests.unable_not_held.total", n).cell("requests.handled.total", handled)
    };
    assert_eq!(
        not_held("6", "11").said("R19"),
        ["“本机关不掌握” 6 件，超过办结 11 件的一半，请核对是否应归入其他情形。"]
    );
    assert_eq!(not_held("5", "10").said("R19"), NOTHING);
    assert_eq!(not_held("6", "9").said("R19"), NOTHING);
}

#[test]
fn r20_too_many_decisions_for_a_township() {
    let decided = |draft: Draft| draft.cell("disclosure.penalties.decided", "100000");
    assert_eq!(decided(draft()).said("R20"), ["行政处罚 100000 件偏大，请核对。"]);
    assert_eq!(decided(of("2021", "宿迁市", 2024)).said("R20"), NOTHING);
}

// ------------------------------------------------------------------ years

/// Last year, from which this year follows.
fn last_year() -> Draft {
    let mut last = of("2021", "某县青山镇", 2023);
    last = last.cell("requests.carried_out.person", "1").cell("requests.carried_out.total", "1");
    last.cell("disclosure.normative.in_force", "8")
}

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

// ------------------------------------------------------------------ figures in the prose

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

/// The real lists of official reports, right and wrong.
#[test]
fn r40_lists_add_up() {
    let with = |sentence: &str| draft().overview(sentence).said("R40");
    for right in [
        "主动公开信息共计444条，政府网站发布信息118条，其中工作信息（新闻）70条，栏目信息（预算决算、公示公告）48条。",
        "主动公开政府信息35条，其中，工作动态8条，通知公告6条，滚动信息1条、其他法定公开20条。",
        "公开总数146条，其中在政府信息公开网站公开政府信息101条，政务微信公开政府信息45条。",
        "我镇主动公开信息420条，完成目标任务。其中重点工作186条，文化体育5条，生态环境3条，公共卫生27条，安全生产67条，食品药品8条，社会救助类33条，其他信息91条。",
        "新增主动公开政府信息50条。其中机构类信息20条，内有领导成员10条、机构职能4条、机构概况1条、直属单位5条；工作类信息11条，其中镇街动态3条、计划总结3条、通知公告5条；政策文件类信息4条；民生事项类信息8条；财政管理类信息7条，其中部门预决算2条、专项经费5条。",
        "召开1次新闻发布会，其中主要负责同志参加1次。",
        "公开信息100余条，其中动态8条、公告6条。",
        "公开信息100条，其中动态8条、公告6条等。",
        "收办申请3607件，其中，自然人申请3493件，法人或其他组织申请114件；予以公开3266件、部分公开341件。",
    ] {
        assert_eq!(with(right), NOTHING, "{right}");
    }
    assert_eq!(
        with("主动公开政府信息21条，其中，规章文件4条，规范计划5条，其他文件4条，政务动态信息0条，年度报告1条。"),
        ["正文写共 21 条，分项合计 14 条。"]
    );
}

#[test]
fn r41_one_thing_two_numbers() {
    let twice = draft().overview("全年主动公开政府信息60条。").overview("通过政府网站主动公开政府信息60条。");
    assert_eq!(twice.said("R41"), NOTHING);
    let said = draft()
        .prose(
            "overview",
            &["累计主动公开政府信息60条。", "年内累计主动公开政府信息58条。", "累计主动公开政府信息58条。"],
        )
        .said("R41");
    assert_eq!(said, ["同一项目“累计主动公开政府信息”出现不同数字：60、58。"]);
}

#[test]
fn r42_requests_are_counted_in_cases() {
    assert_eq!(
        draft().instead("申请3件，上年", "申请3条，上年").said("R42"),
        ["政府信息公开申请宜以“件”计。"]
    );
    assert_eq!(draft().said("R42"), NOTHING);
}

// ------------------------------------------------------------------ section six

#[test]
fn r43_r44_r46_the_fee_is_reported_in_section_six() {
    let six = |text: &str| draft().prose("other_matters", &[text]);
    assert_eq!(
        six("本年度没有建议提案办理事项需要说明。").said("R43"),
        ["第六部分未报告收取信息处理费情况。"]
    );
    assert_eq!(
        six("无。").said("R44"),
        ["第六部分不能只写“无”或留空，请报告收取信息处理费情况（没有也要写明）。"]
    );
    assert_eq!(six("无。").said("R43"), NOTHING, "one sentence is enough");
    assert_eq!(six("本年度，我镇政府信息公开信息处理费为0，暂无其他需报告的事项。").said("R44"), NOTHING);
    assert_eq!(of("2019", "某县青山镇", 2019).prose("other_matters", &["无。"]).said("R44"), NOTHING);
    let elsewhere = six("无其他需要报告的事项。").overview("全年未收取信息处理费。");
    assert_eq!(elsewhere.said("R46"), ["信息处理费情况应在第六部分报告。"]);
    assert_eq!(draft().overview("全年未收取信息处理费。").said("R46"), NOTHING);
}

/// 宿迁 2023: 25 cases, 2950 元.
#[test]
fn r45_fee_items() {
    let text = "2023年对25件政府信息公开申请案件收取了信息处理费2950元。其中，沭阳县1件，收取420元；泗洪县2件，收取290元；泗洪县公安局15件，收取1500元；宿城分局1件，收取140元；宿迁市公安局6件，收取600元。";
    assert_eq!(draft().prose("other_matters", &[text]).said("R45"), NOTHING);
    assert_eq!(
        draft().prose("other_matters", &[&text.replace("420元", "400元")]).said("R45"),
        ["信息处理费金额分项合计 2930 元，总数写 2950 元。"]
    );
}

// ------------------------------------------------------------------ sections

#[test]
fn r50_r55_r62_something_in_every_section() {
    assert_eq!(draft().prose("overview", &[]).said("R50"), ["缺少“一、总体情况”的内容。"]);
    assert_eq!(draft().prose("problems", &[]).said("R50"), NOTHING, "that is R55's");
    assert_eq!(draft().prose("problems", &["无。"]).said("R55"), ["第五部分须写明具体问题和改进情况。"]);
    let short = draft().prose("problems", &["公开形式单一，将改进。"]);
    assert_eq!(short.findings("R55", &Around::default())[0].severity, Severity::Warning);
    let form = draft().0.form().clone();
    let no_table =
        form.table("disputes").unwrap().values().fold(draft(), |draft, id| draft.cell(id.as_str(), ""));
    assert_eq!(no_table.said("R62"), ["第四部分没有表格数据。"]);
    assert_eq!(no_table.said("R06"), NOTHING, "one sentence for a table without numbers");
}

#[test]
fn r51_r52_aspects() {
    assert_eq!(
        draft().prose("overview", &[OVERVIEW[0], OVERVIEW[1], OVERVIEW[2]]).said("R51"),
        ["总体情况未写“政府信息管理”“监督保障”。"]
    );
    let untold = draft().instead("，工作考核、社会评议良好，没有责任追究情形", "");
    assert_eq!(untold.said("R52"), ["各级人民政府应写明工作考核、社会评议和责任追究结果。"]);
    assert_eq!(
        untold.said_with("R52", &Around { level: Some(Level::Department), ..Around::default() }),
        NOTHING
    );
}

#[test]
fn r53_r54_length() {
    let long = draft().overview(&"公开。".repeat(400));
    assert_eq!(long.said("R53"), ["总体情况 1467 字，超过 1000 字。"]);
    assert_eq!(
        draft().prose("overview", &["2024年我镇公开政府信息5条。"]).said("R54"),
        ["总体情况过于简略，只有 16 字。"]
    );
}

#[test]
fn r56_problem_and_measure() {
    let problems = |text: &str| draft().prose("problems", &[text]).said("R56");
    assert_eq!(
        problems("一是公开形式不够丰富，二是解读质量差，三是平台更新慢，四是人手少，五是经费少。"),
        ["第五部分缺少改进内容。"]
    );
    assert_eq!(
        problems("将继续加强学习，完善制度，优化平台，健全机制，扩大公开范围，提升公开质量和水平。"),
        ["第五部分缺少问题内容。"]
    );
}

#[test]
fn r60_the_form_of_the_year() {
    assert_eq!(
        of("2019", "某县青山镇", 2022).said("R60"),
        ["2022 年度不适用2019年试行格式（国办公开办函〔2019〕60号）。"]
    );
    assert_eq!(of("2019", "某县青山镇", 2020).said("R60"), NOTHING);
}

#[test]
fn r63_numbering() {
    assert_eq!(
        draft().overview("一是加强领导；三是加强培训；四是加强监督。").said("R63"),
        ["序号不连续：“一是”之后是“三是”。"]
    );
    assert_eq!(
        draft().prose("problems", &["（一）存在的主要问题有不足。", "（三）改进措施将加强。"]).said("R63"),
        ["序号不连续：“（一）”之后是“（三）”。"]
    );
    assert_eq!(draft().overview("一是加强领导；二是加强培训。又如一是平台，二是队伍。").said("R63"), NOTHING);
}

#[test]
fn r64_parts_named() {
    let preamble = |text: &str| draft().prose("preamble", &[text]).said("R64");
    assert_eq!(preamble("本报告由总体情况等7个部分组成。"), ["前言写由 7 部分组成，实际为 6 部分。"]);
    assert_eq!(preamble("本报告由六部分组成。"), NOTHING);
    assert_eq!(preamble("本报告共分6个部分：总体情况等。"), NOTHING);
}

#[test]
fn r65_generic_text() {
    let generic = "各级政府部门通过政府网站、政务新媒体等多渠道积极主动公开信息，依申请公开规范办理，信息管理、平台建设、监督保障和考核评议有序推进。";
    assert_eq!(draft().prose("overview", &[generic]).said("R65"), ["总体情况没有本机关的具体情况和数据。"]);
    assert_eq!(draft().said("R65"), NOTHING);
}

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

// ------------------------------------------------------------------ identity

#[test]
fn r70_r72_years_and_period() {
    let period = |text: &str| draft().prose("preamble", &[text]);
    assert_eq!(
        period("本报告数据统计期限为2023年1月1日至12月31日。").said("R70"),
        ["标题年份 2024、统计期限 2023、报告年度 2024 不一致。"]
    );
    assert_eq!(draft().titled("某县青山镇2023年政府信息公开工作年度报告").said("R70").len(), 1);
    assert_eq!(
        period("所列数据的统计期限从2024年1月1日至12月31止。").said("R72"),
        ["统计期限应为 2024年1月1日至12月31日。"]
    );
    for right in [
        "统计期限为2024年1月1日至12月31日。",
        "统计期限自2024年1月1日起至2024年12月31日止。",
        "统计期限从2024年1月1日到12月31日止。",
    ] {
        assert_eq!(period(right).said("R72"), NOTHING, "{right}");
        assert_eq!(period(right).said("R70"), NOTHING, "{right}");
    }
}

#[test]
fn r71_years_in_the_text() {
    assert_eq!(
        draft().overview("2022年，我镇办公室共制定制度若干。").said("R71"),
        ["正文出现“2022年”，请核对是否沿用旧稿。"]
    );
    assert_eq!(draft().overview("与2023年相比有所提高。").said("R71"), NOTHING);
    assert_eq!(draft().overview("按照2019年修订的《条例》办理。").said("R71"), NOTHING);
    let next = draft().prose(
        "problems",
        &["存在解读质量不高的问题。2025年，我镇将进一步加强培训，完善制度，提升质量和水平。"],
    );
    assert_eq!(next.said("R71"), NOTHING);
}

#[test]
fn r73_publication() {
    let on = |year, month, day| Around { published: Some(Day { year, month, day }), ..Around::default() };
    assert_eq!(draft().said_with("R73", &on(2024, 12, 25)), ["发布日期早于统计期末（12月31日）。"]);
    assert_eq!(draft().said_with("R73", &on(2025, 3, 26)), ["发布日期晚于 1 月 31 日。"]);
    assert_eq!(draft().said_with("R73", &on(2025, 1, 31)), NOTHING);
    let county = Around { deadline: Some(Day { year: 2025, month: 1, day: 20 }), ..on(2025, 1, 25) };
    assert_eq!(draft().said_with("R73", &county), ["发布日期晚于 1 月 20 日。"]);
}

#[test]
fn r74_another_level() {
    assert_eq!(
        draft().overview("我局高度重视。我局积极推进。").said("R74"),
        ["正文出现“我局”，与本机关（某县青山镇）不符，请核对。"]
    );
    assert_eq!(draft().overview("我镇高度重视，我县要求。").said("R74"), NOTHING);
}

#[test]
fn r75_titles() {
    let said = |title: &str| draft().titled(title).said("R75");
    assert_eq!(
        said("某县青山镇2024年度政府信息公开年度报告"),
        ["建议标题：某县青山镇2024年政府信息公开工作年度报告"]
    );
    assert_eq!(said("2024年某县青山镇政府信息公开工作年度报告"), NOTHING);
    assert_eq!(draft().said("R75"), NOTHING);
}

#[test]
fn r76_r77_citations() {
    let cites = |text: &str| draft().prose("preamble", &[text]);
    let old = cites("根据《关于政府信息公开工作年度报告有关事项的通知》（国办公开办函〔2019〕60号）编制。");
    assert_eq!(
        old.said("R76"),
        ["引用的“国办公开办函〔2019〕60号”已被替代，或与文件名不匹配；现行的是国办公开办函〔2021〕30号。"]
    );
    let mixed = cites("落实《国务院办公厅政府信息与政务公开办公室关于政府信息公开工作年度报告有关事项的通知》（国办公开办函【2021】30号）的精神。");
    assert_eq!(mixed.said("R76").len(), 1);
    assert_eq!(mixed.said("R77"), ["发文字号年份应使用〔〕：“国办公开办函〔2021〕30号”。"]);
    assert_eq!(cites("根据国办发〔2021〕30号编制。").said("R76").len(), 1);
    let right = cites("按照《中华人民共和国政府信息公开工作年度报告格式》（国办公开办函〔2021〕30号）编制。");
    assert_eq!(right.said("R76"), NOTHING);
    assert_eq!(right.said("R77"), NOTHING);
    let form_2019 = of("2019", "某县青山镇", 2019).prose("preamble", &["根据国办公开办函〔2019〕60号编制。"]);
    assert_eq!(form_2019.said("R76"), NOTHING);
}

#[test]
fn r78_addressed_to_a_superior() {
    assert_eq!(
        draft().prose("preamble", &["根据贵办要求，现将情况报告如下。"]).said("R78"),
        ["公开版不宜保留报送用语“根据贵”。"]
    );
    assert_eq!(draft().said("R78"), NOTHING);
}

// ------------------------------------------------------------------ residue

#[test]
fn r80_web_furniture() {
    for (text, word) in [
        ("详见附件下载。", "附件下载"),
        ("./t20250103_3865366_xzapp.shtml", "./t20250103_3865366_xzapp.shtml"),
        ("分享到：微信", "分享到"),
    ] {
        assert_eq!(draft().overview(text).said("R80"), [format!("正文残留网页内容“{word}”，请删除。")]);
    }
    assert_eq!(draft().overview("点击附件下载全文。").said("R80"), ["正文残留网页内容“附件下载”，请删除。"]);
    assert_eq!(draft().said("R80"), NOTHING);
}

#[test]
fn r81_placeholders() {
    assert_eq!(
        draft().overview("在“具体重大政策名称”发布时解读。").said("R81"),
        ["模板占位内容未替换：“具体重大政策名称”。"]
    );
    assert_eq!(draft().overview("共培训XX次。").said("R81").len(), 1);
}

/// 11010519491231002X is the example of GB 11643; 113708290043337186 is an organisation's code in an address.
#[test]
fn r82_identity_numbers() {
    let with = |text: &str| draft().overview(text);
    assert_eq!(with("申请人身份证号11010519491231002X。").said("R82"), ["正文含身份证号码，请删除。"]);
    for fine in [
        "编号110105194912310021。",
        "http://jiaxiang.gov.cn/x?area=113708290043337186&f=2024",
        "代码113708290043337186。",
    ] {
        assert_eq!(with(fine).said("R82"), NOTHING, "{fine}");
    }
    let old = with("证号110105491231002。");
    assert_eq!(old.findings("R82", &Around::default())[0].severity, Severity::Warning);
}

#[test]
fn r83_r84_phones_and_cards() {
    assert_eq!(
        draft().overview("联系电话13800138000。").said("R83"),
        ["正文含手机号码，公开版请改用办公电话。"]
    );
    assert_eq!(draft().overview("联系电话0715-5212345，12345热线。").said("R83"), NOTHING);
    assert_eq!(
        draft().overview("账号6222020200112233442。").said("R84"),
        NOTHING,
        "the check digit is wrong"
    );
    assert_eq!(draft().overview("账号4111111111111111。").said("R84"), ["疑似银行卡号，请核对。"]);
}

#[test]
fn r85_punctuation_and_its_fix() {
    let mixed = draft().overview("加强领导,完善 制度。。健全机制。");
    let found = mixed.findings("R85", &Around::default());
    assert_eq!(mixed.said("R85"), ["标点不统一，或汉字间夹有空格。"]);
    assert_eq!(
        found[0].fix.as_ref().and_then(|fix| fix.words.as_deref()),
        Some("加强领导，完善制度。健全机制。")
    );
    assert_eq!(draft().overview("访问www.a.gov.cn/b,c，比例1,234：10:30。").said("R85"), NOTHING);
}

#[test]
fn r86_title_marks() {
    assert_eq!(draft().overview("落实《条例〉规定。").said("R86").len(), 1);
    assert_eq!(draft().overview("落实《关于印发〈办法〉的通知》。").said("R86"), NOTHING);
    assert_eq!(draft().overview("落实《条例规定。").words("R86"), ["《"]);
    assert_eq!(draft().overview("落实《条例规定。").said("R86"), ["书名号不成对：“《”。"]);
}

#[test]
fn r87_traditional_characters() {
    assert_eq!(draft().overview("我鎮政府網站全年更新。").said("R87"), ["正文含繁体字：“鎮網”。"]);
    assert_eq!(draft().said("R87"), NOTHING);
}
