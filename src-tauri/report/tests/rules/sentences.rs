//! Sentences as offices write them, and everything that the rules on figures say of each. The snapshot was looked at one
//! by one: what is said is so, and of the others nothing can be said for certain.

use crate::{draft, of, Draft};
use report::check::{check, run, Around, RULES};
use std::sync::LazyLock;

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

const TIMES: &[&str] = &[
    "",
    "2024年，",
    "2024年度",
    "全年",
    "本年度",
    "今年以来，",
    "年内",
    "截至2024年12月31日，",
    "2024年1月1日至12月31日，",
    "2024年全年",
];
const WHO: &[&str] = &["", "我镇", "本机关", "全县各级行政机关", "镇人民政府", "我单位"];
const AMOUNTS: &[&str] = &["", "共", "共计", "累计", "总共", "新"];

/// What is said by the rules on figures of a sentence alone.
fn said(sentence: &str) -> Vec<&'static str> {
    static DRAFT: LazyLock<Draft> = LazyLock::new(draft);
    let report = DRAFT.clone().prose("overview", &[sentence]).0;
    let on_figures = RULES.iter().filter(|rule| is_on_figures(rule.id.0));
    run(&report, &Around::default(), on_figures).iter().map(|finding| finding.rule.0).collect()
}

/// Every combination is silent with the right number, and found once with a wrong one.
fn holds(rule: &str, sentence: impl Fn(&str) -> String, right: &str, wrong: &str) {
    assert_eq!(said(&sentence(right)), [""; 0], "{}", sentence(right));
    assert_eq!(said(&sentence(wrong)), [rule], "{}", sentence(wrong));
}

fn numbers() -> [(&'static str, &'static str); 4] {
    [("3件", "8件"), ("３件", "８件"), ("三件", "十八件"), ("3 件", "1,208 件")]
}

#[test]
fn receipts_in_every_order() {
    let verbs =
        ["收到", "受理", "收办", "接到", "收到公民、法人和其他组织提交的", "收到群众提出的", "接收各类"];
    let things = [
        "政府信息公开申请",
        "信息公开申请",
        "依申请公开",
        "依申请公开申请",
        "依申请公开件",
        "依申请公开事项",
        "关于政府信息公开的申请",
        "公开政府信息的申请",
        "申请",
    ];
    let mut n = 0;
    for verb in verbs {
        for thing in things {
            for amount in AMOUNTS.iter().filter(|amount| **amount != "新" || verb == "收到") {
                let (time, who) = (TIMES[n % TIMES.len()], WHO[n % WHO.len()]);
                let (right, wrong) = numbers()[n % 4];
                n += 1;
                if *amount == "累计" && time.starts_with("截至") {
                    continue;
                }
                holds("R30", |number| format!("{time}{who}{amount}{verb}{thing}{number}。"), right, wrong);
                holds(
                    "R30",
                    |number| format!("{time}{who}{amount}{verb}{number}{thing}，均已办结。"),
                    right,
                    wrong,
                );
                holds(
                    "R30",
                    |number| {
                        format!("{time}{who}{verb}{thing}{amount}{number}，同比持平。").replace("新", "共")
                    },
                    right,
                    wrong,
                );
            }
        }
    }
}

/// Every pair of a beginning and an end.
fn pairs<'a>(ones: &'a [&'a str], others: &'a [&'a str]) -> impl Iterator<Item = (&'a str, &'a str)> {
    ones.iter().flat_map(|one| others.iter().map(|other| (*one, *other)))
}

#[test]
fn what_became_of_requests_in_every_order() {
    let first = "全年收到政府信息公开申请3件，";
    for (verb, amount) in pairs(
        &["办结", "答复", "已办结", "办理完毕", "已答复", "回复", "依法答复", "全部办结"],
        &["", "共", "共计"],
    ) {
        holds("R32", |n| format!("{first}{amount}{verb}{n}。"), "3件", "8件");
        holds("R32", |n| format!("{first}{verb}申请{n}。"), "3件", "8件");
        holds("R32", |n| format!("{first}{verb}{n}申请。"), "3件", "8件");
    }
    for (what, end) in pairs(
        &[
            "结转下年度",
            "结转至下年度",
            "结转下一年度",
            "转下年度办理",
            "结转到2025年",
            "结转2025年",
            "顺延至下年度",
            "结转下年度继续办理",
            "转结下年",
        ],
        &["", "办理", "继续办理", "的", "答复"],
    ) {
        holds("R33", |n| format!("{first}{what}{end}{n}。"), "1件", "5件");
        holds("R33", |n| format!("{first}{n}{what}{end}。"), "1件", "5件");
    }
    for what in [
        "上年结转",
        "上年度结转",
        "上一年度结转",
        "去年结转",
        "2023年结转",
        "上年结转申请",
        "结转上年",
        "上年度结转政府信息公开申请",
    ] {
        holds("R33", |n| format!("{first}{what}{n}，办结3件。"), "1件", "5件");
        holds("R33", |n| format!("{first}（含{what}{n}）。"), "1件", "5件");
    }
    for (outcome, end) in pairs(
        &["予以公开", "作出予以公开", "决定予以公开", "属于予以公开的", "同意予以公开"],
        &["", "决定", "的", "申请"],
    ) {
        holds("R34", |n| format!("{first}其中{outcome}{end}{n}。"), "3件", "2件");
    }
}

#[test]
fn disputes_documents_and_decisions_in_every_order() {
    for (verb, end) in pairs(
        &["引起的", "引发", "被提起", "被申请", "产生", "涉及", "发生的", "提起的", "引发的"],
        &["", "案件", "案", "申请", "共", "案件共"],
    ) {
        holds("R37", |n| format!("全年因政府信息公开{verb}行政复议{end}{n}。"), "1件", "4件");
        holds("R37", |n| format!("全年因政府信息公开{verb}行政复议{end}{n}、行政诉讼0件。"), "1件", "4件");
    }
    for (thing, end) in pairs(&["规范性文件", "行政规范性文件"], &["", "共", "共计"]) {
        for verb in ["制发", "制定", "出台", "印发", "发布", "共制发", "制定发布", "新制定"]
        {
            holds("R38", |n| format!("本年{verb}{thing}{end}{n}。"), "2件", "6件");
            holds("R38", |n| format!("本年{thing}{verb}{end}{n}。"), "2件", "6件");
            holds("R38", |n| format!("本年{verb}{n}{thing}。"), "2件", "6份");
        }
        holds("R38", |n| format!("本年废止{thing}{end}{n}。"), "1件", "6件");
        holds("R38", |n| format!("截至年底，现行有效的{thing}{end}{n}。"), "9件", "6件");
        holds("R38", |n| format!("{thing}现行有效{end}{n}。"), "9件", "6件");
    }
    for (verb, end) in pairs(
        &["", "办理", "作出", "实施", "全镇共办理", "依法作出", "办结"],
        &["", "案件", "决定", "事项", "共", "案件共"],
    ) {
        holds("R39", |n| format!("本年{verb}行政处罚{end}{n}。"), "4件", "6起");
        holds("R39", |n| format!("本年{verb}行政许可{end}{n}，行政处罚4件。"), "15件", "16件");
        if !verb.is_empty() {
            holds("R39", |n| format!("本年{verb}{n}行政处罚案件。"), "4件", "6件");
        }
    }
}

#[test]
fn none_in_every_order() {
    let requests = [
        "政府信息公开申请",
        "依申请公开",
        "依申请公开事项",
        "依申请公开件",
        "公民、法人或其他组织的政府信息公开申请",
        "信息公开申请件",
    ];
    for (verb, thing) in pairs(
        &["未收到", "没有收到", "未接到", "尚未收到", "未受理", "无", "没有", "未收到任何", "暂未收到"],
        &requests,
    ) {
        for (time, who) in pairs(TIMES, WHO) {
            let sentence = format!("{time}{who}{verb}{thing}。");
            assert_eq!(said(&sentence), ["R31"], "{sentence}");
        }
    }
    for (verb, end) in pairs(
        &["未发生", "没有发生", "无", "未产生", "未出现", "没有因", "未收到"],
        &["", "案件", "情况", "的情况", "案"],
    ) {
        let sentence = format!("本年{verb}政府信息公开行政复议、行政诉讼{end}。");
        assert_eq!(said(&sentence), ["R37"], "{sentence}");
        let sentence = format!("本年{verb}政府信息公开行政诉讼{end}。");
        assert_eq!(said(&sentence), [""; 0], "{sentence}");
    }
    for verb in ["未制发", "没有制定", "未出台", "未新制定", "无新制发", "未印发", "未制定发布"]
    {
        let sentence = format!("本年{verb}行政规范性文件。");
        assert_eq!(said(&sentence), ["R38"], "{sentence}");
        assert_eq!(said(&format!("本年{verb}规章。")), [""; 0]);
    }
}

/// Other things are counted with the same verbs, in the same sentences.
#[test]
fn other_things_are_left_alone() {
    let others = [
        "群众来信",
        "信访投诉",
        "政协提案",
        "人大代表建议",
        "网民留言",
        "12345热线工单",
        "低保申请",
        "临时救助申请",
        "行政许可申请",
        "群众诉求",
        "便民服务事项",
        "锦旗",
        "咨询",
        "意见建议",
        "政务服务办件",
        "入党申请书",
        "矛盾纠纷",
        "公文",
        "宣传资料",
        "复议后起诉案件",
    ];
    for (verb, thing) in pairs(
        &["收到", "受理", "办结", "答复", "办理", "共收到", "处理", "回复", "新增", "累计受理"],
        &others,
    ) {
        for sentence in [
            format!("全年{verb}{thing}12件，全部办结。"),
            format!("收到政府信息公开申请3件，办结3件，{verb}{thing}12件。"),
            format!("收到政府信息公开申请3件，{verb}{thing}12件，办结12件，同比增长20%。"),
            format!("（二）依申请公开。收到申请3件。{verb}{thing}12件，办结12件。"),
            format!("{verb}12件{thing}，办结率100%。"),
        ] {
            assert_eq!(said(&sentence), [""; 0], "{sentence}");
        }
    }
    for part in [
        "其中",
        "涉及土地征收的",
        "通过信函",
        "自然人",
        "网上",
        "某部门",
        "按期",
        "延期",
        "去年",
        "近三年",
        "上半年",
        "2023年",
        "约",
        "每月平均",
        "12月份",
    ] {
        for verb in ["收到", "办结", "答复"] {
            let sentence = format!("收到政府信息公开申请3件，办结3件，{part}{verb}申请12件。");
            let others = said(&sentence).into_iter().filter(|rule| *rule != "R36").collect::<Vec<_>>();
            assert_eq!(others, [""; 0], "{sentence}");
            let sentence = format!("{part}{verb}申请12件。");
            assert_eq!(
                said(&sentence).into_iter().filter(|rule| *rule != "R36").collect::<Vec<_>>(),
                [""; 0],
                "{sentence}"
            );
        }
    }
}

#[test]
fn changes_in_every_order() {
    // 3 after 2: one more, 50 %.
    let (mut last, this) = (of("2021", "某县青山镇", 2023).cell("requests.received.total", "2").0, draft());
    last.year = 2023;
    let around = Around { previous: Some(&last), ..Around::default() };
    let said = |sentence: &str| {
        let report = this.clone().prose("overview", &[sentence]).0;
        run(&report, &around, RULES.iter().filter(|rule| rule.id.0 == "R27")).len()
    };
    let bases = [
        "同比",
        "比上年",
        "较上年",
        "较去年",
        "比2023年",
        "较2023年度",
        "与上年相比",
        "较上年同期",
        "与2023年相比",
        "比上年度",
    ];
    let ups = ["增加", "增长", "上升", "上涨", "多", "增加了", "增幅为", "提高"];
    let subjects = ["政府信息公开申请", "申请量", "申请数量", "申请总数", "依申请公开件数", "信息公开申请数"];
    for (base, up) in pairs(&bases, &ups) {
        for (right, wrong) in [("1件", "4件"), ("50%", "20%")] {
            let behind = |n: &str| format!("收到政府信息公开申请3件，{base}{up}{n}。");
            assert_eq!((said(&behind(right)), said(&behind(wrong))), (0, 1), "{}", behind(wrong));
            for subject in subjects {
                let own = |n: &str| format!("2024年{subject}{base}{up}{n}。");
                assert_eq!((said(&own(right)), said(&own(wrong))), (0, 1), "{}", own(wrong));
                let apart = |n: &str| format!("{base}，{subject}{up}{n}。");
                assert_eq!((said(&apart(right)), said(&apart(wrong))), (0, 1), "{}", apart(wrong));
            }
        }
        for other in [
            "办结率",
            "网站访问量",
            "主动公开信息",
            "自然人申请",
            "网上申请",
            "行政复议",
            "办结量",
            "满意度",
            "咨询量",
            "行政许可申请",
        ] {
            let sentence = format!("收到政府信息公开申请3件，{other}{base}{up}20%。");
            assert_eq!(said(&sentence), 0, "{sentence}");
            let sentence = format!("收到政府信息公开申请3件，{base}，{other}{up}20件。");
            assert_eq!(said(&sentence), 0, "{sentence}");
        }
    }
}

#[test]
fn lists_in_every_form() {
    for (opens, between) in pairs(
        &["，其中", "，其中：", "。其中，", "（其中", "，具体包括", "，分别为", "，包括：", "。其中："],
        &["，", "、", "；"],
    ) {
        let end = if opens.starts_with('（') { "）" } else { "" };
        let list = |other: &str| {
            format!(
                "全年公开信息60条{opens}政策类信息4条{between}工作动态32条{between}其他信息{other}{end}。"
            )
        };
        holds("R40", list, "24条", "25条");
        let grown = |other: &str| {
            format!("全年公开信息60条，同比增加8条{opens}政策类信息4条{between}工作动态32条{between}其他信息{other}{end}。")
        };
        holds("R40", grown, "24条", "25条");
        assert_eq!(said(&list("20余条")), [""; 0]);
        assert_eq!(said(&list("20条等")), [""; 0]);
    }
}
