//! R09–R20: what can hardly be so within one year.

use crate::{draft, of, Draft, CELLS, NOTHING};

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
    // 平潭 2025: two were not paid, and section six says only that nothing was collected.
    assert_eq!(
        unpaid.clone().prose("other_matters", &["2025年，无收取信息处理费情况。"]).said("R15").len(),
        1
    );
    for told in [
        "对2件申请发出收费通知，申请人逾期未缴纳，未收取信息处理费。",
        "2025年全市实际收取信息处理费共计400元。",
    ] {
        assert_eq!(unpaid.clone().prose("other_matters", &[told]).said("R15"), NOTHING, "{told}");
    }
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
