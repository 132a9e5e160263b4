//! Every rule of the catalogue against a report in which it must speak, and one a step away in which it must not.
//!
//! The other modules show the wordings and the hard cases; this one holds that no rule is without both sides.

use crate::{draft, of, Draft, CELLS, NOTHING, OVERVIEW};
use report::check::{run, Around, Day, Known, Printed, RULES};

/// A report and what is known around it.
struct Case {
    draft: Draft,
    previous: Option<Draft>,
    other: Option<Known>,
    printed: Option<Printed>,
    published: Option<Day>,
}

impl From<Draft> for Case {
    fn from(draft: Draft) -> Case {
        Case { draft, previous: None, other: None, printed: None, published: None }
    }
}

impl Case {
    fn said(&self, rule: &str) -> Vec<String> {
        let previous = self.previous.as_ref().map(|last| {
            let mut last = last.0.clone();
            last.year = self.draft.0.year - 1;
            last
        });
        let others: Vec<Known> = self.other.iter().cloned().collect();
        let around = Around {
            previous: previous.as_ref(),
            others: &others,
            printed: self.printed.as_ref(),
            published: self.published,
            ..Around::default()
        };
        let rules = RULES.iter().filter(|one| one.id.0 == rule);
        run(&self.draft.0, &around, rules).into_iter().map(|finding| finding.message).collect()
    }
}

/// Last year, from which the draft follows.
fn last() -> Draft {
    of("2021", "某县青山镇", 2023)
        .cell("requests.carried_out.person", "1")
        .cell("requests.carried_out.total", "1")
        .cell("disclosure.normative.in_force", "8")
}

fn after(draft: Draft, previous: Draft) -> Case {
    Case { previous: Some(previous), ..draft.into() }
}

fn like(draft: Draft, texts: &[&str]) -> Case {
    Case { other: Some(Known::new("另一份", texts)), ..draft.into() }
}

fn published(month: u8, day: u8) -> Case {
    Case { published: Some(Day { year: 2025, month, day }), ..draft().into() }
}

/// How a document was printed whose heading or row may read otherwise.
fn printed(heading: Option<&str>, label: Option<&str>) -> Case {
    let draft = draft();
    let form = draft.0.form().clone();
    let sections = ["overview", "disclosure", "requests", "disputes", "problems", "other_matters"];
    let section = |id: &str| form.section(id).unwrap().id.clone();
    let row = form.cell("requests.refused_by_law.person").unwrap().id.clone();
    let printed = Printed {
        sections: sections.map(section).into(),
        unusual: heading.map(|text| (section("disputes"), text.to_owned())).into_iter().collect(),
        labels: label.map(|text| (row, text.to_owned())).into_iter().collect(),
        ..Printed::default()
    };
    Case { printed: Some(printed), ..draft.into() }
}

fn preamble(text: &str) -> Case {
    draft().prose("preamble", &[text]).into()
}

fn problems(text: &str) -> Case {
    draft().prose("problems", &[text]).into()
}

fn six(text: &str) -> Case {
    draft().prose("other_matters", &[text]).into()
}

fn overview(sentence: &str) -> Case {
    draft().overview(sentence).into()
}

fn cell(name: &str, text: &str) -> Case {
    draft().cell(name, text).into()
}

fn instead(from: &str, to: &str) -> Case {
    draft().instead(from, to).into()
}

/// The report in which the rule speaks, and the one in which it is silent.
fn pair(rule: &str) -> Option<(Case, Case)> {
    let disputes = |draft: Draft| {
        let blank = |draft: Draft, id: &str| draft.cell(id, "");
        let ids: Vec<String> =
            draft.0.form().table("disputes").unwrap().values().map(|id| id.as_str().to_owned()).collect();
        ids.iter().fold(draft, |draft, id| blank(draft, id))
    };
    let nothing = || CELLS.iter().fold(draft(), |draft, (name, _)| draft.cell(name, "0"));
    let without =
        |draft: Draft| draft.cell("requests.received.total", "0").cell("requests.carried_in.total", "0");
    let fees = "2024年对3件申请收取信息处理费300元。其中，甲镇1件，收取100元；乙镇2件，收取200元。";
    Some(match rule {
        "R01" => (cell("requests.received.company", "1"), draft().into()),
        "R02" => (cell("requests.granted.company", "1"), draft().into()),
        "R03" => (cell("requests.carried_out.person", "2"), draft().into()),
        "R04" => (cell("disputes.review.corrected", "2"), draft().into()),
        "R05" => (cell("disputes.review.upheld", "1.5"), cell("disputes.review.upheld", "１")),
        "R06" => (cell("requests.granted.legal", ""), cell("requests.granted.legal", "0")),
        "R07" => (cell("requests.granted.legal", "无"), cell("requests.granted.legal", "0")),
        "R08" => (cell("disclosure.charges.amount", "-0.5"), cell("disclosure.charges.amount", "0.5")),
        "R09" => (cell("disclosure.charges.amount", "12000"), cell("disclosure.charges.amount", "12")),
        "R10" => (cell("disclosure.normative.in_force", "0"), cell("disclosure.normative.in_force", "1")),
        "R11" => {
            let rules = |agency: &str| of("2021", agency, 2024).cell("disclosure.rules.in_force", "6").into();
            (rules("某县青山镇"), rules("宿迁市"))
        }
        "R12" => (nothing().into(), nothing().cell("disclosure.licences.decided", "1").into()),
        "R13" => {
            let change =
                |text: &str| of("2019", "某县青山镇", 2020).cell("disclosure.penalties.change", text).into();
            (change("减少3"), change("-3"))
        }
        "R14" => {
            let of_all = |n: &str| {
                draft().cell("requests.closed_other.total", n).cell("requests.handled.total", "30").into()
            };
            (of_all("9"), of_all("6"))
        }
        "R15" => {
            let unpaid = draft().cell("requests.closed_not_paid.total", "2");
            let told = "对2件申请发出收费通知，申请人逾期未缴纳，未收取信息处理费。";
            (unpaid.clone().into(), unpaid.prose("other_matters", &[told]).into())
        }
        "R16" => (cell("requests.declined_excessive.total", "3"), draft().into()),
        "R17" => {
            let suit =
                draft().cell("disputes.suit_after_review.total", "2").cell("disputes.review.total", "0");
            (after(suit.clone(), draft().cell("disputes.review.total", "0")), after(suit, draft()))
        }
        "R18" => (after(without(draft()), without(draft())), after(without(draft()), draft())),
        "R19" => {
            let of_all = |n: &str| {
                draft().cell("requests.unable_not_held.total", n).cell("requests.handled.total", "12").into()
            };
            (of_all("7"), of_all("6"))
        }
        "R20" => {
            let many =
                |agency: &str| of("2021", agency, 2024).cell("disclosure.penalties.decided", "100000").into();
            (many("某县青山镇"), many("宿迁市"))
        }
        "R21" => (after(draft(), last().cell("requests.carried_out.total", "4")), after(draft(), last())),
        "R22" => (after(draft(), last().cell("requests.carried_out.legal", "3")), after(draft(), last())),
        "R23" => (after(draft(), last().cell("disclosure.normative.in_force", "12")), after(draft(), last())),
        "R24" => (after(draft(), last().cell("disclosure.rules.in_force", "1")), after(draft(), last())),
        "R25" => {
            let penalties = |n: &str| after(draft().cell("disclosure.penalties.decided", n), last());
            (penalties("60"), penalties("20"))
        }
        "R26" => {
            let last = last().cell("disputes.direct_suit.pending", "2");
            let told = draft().cell("disputes.direct_suit.upheld", "2");
            (after(draft(), last.clone()), after(told, last))
        }
        "R27" => {
            let last = last().cell("requests.received.total", "2");
            let more = |n: u8| {
                let sentence = format!("收到政府信息公开申请3件，比上年增加{n}件。");
                after(draft().prose("overview", &[&sentence]), last.clone())
            };
            (more(5), more(1))
        }
        "R28" => (after(draft(), of("2019", "某县青山镇", 2020)), after(draft(), last())),
        "R30" => (instead("申请3件，上年", "申请7件，上年"), instead("申请3件，上年", "申请4件，上年")),
        "R31" => {
            let none = draft().instead("共收到政府信息公开申请3件", "我镇未收到政府信息公开申请");
            (none.clone().into(), none.cell("requests.received.total", "0").into())
        }
        "R32" => (instead("办结3件", "办结5件"), instead("办结3件", "办结2件")),
        "R33" => (instead("上年结转1件", "上年结转2件"), draft().into()),
        "R34" => (instead("予以公开3件", "予以公开2件"), draft().into()),
        "R35" => (overview("申请中予以公开3件，占90%。"), overview("申请中予以公开3件，占75%。")),
        "R36" => (overview("申请中自然人申请2件。"), overview("申请中自然人申请3件。")),
        "R37" => (overview("政府信息公开行政复议2件。"), overview("政府信息公开行政复议1件。")),
        "R38" => (instead("制发规范性文件2件", "制发规范性文件5件"), draft().into()),
        "R39" => (overview("作出行政处罚5件。"), overview("作出行政处罚4件。")),
        "R40" => (instead("其他类信息20条", "其他类信息21条"), draft().into()),
        "R41" => {
            let twice = |n: &str| {
                let second = format!("年内累计主动公开政府信息{n}条。");
                draft().prose("overview", &["累计主动公开政府信息60条。", &second]).into()
            };
            (twice("58"), twice("60"))
        }
        "R42" => (instead("申请3件，上年", "申请3条，上年"), draft().into()),
        "R43" => (six("行政事业性收费0元，建议提案均已办理。"), six("未收取信息处理费，建议提案均已办理。")),
        "R44" => (six("无。"), six("未收取信息处理费。")),
        "R45" => (six(&fees.replace("收取100元", "收取110元")), six(fees)),
        "R46" => {
            let elsewhere = || draft().overview("全年未收取信息处理费。");
            let unsaid = elsewhere().prose("other_matters", &["无其他需要报告的事项。"]);
            (unsaid.into(), elsewhere().into())
        }
        "R50" => (
            printed(Some("三、政府信息公开行政复议、行政诉讼情况"), None),
            printed(None, Some("2.其他法律行政止公开")),
        ),
        "R51" => (draft().prose("overview", &OVERVIEW[..3]).into(), draft().into()),
        "R52" => (instead("，工作考核、社会评议良好，没有责任追究情形", ""), draft().into()),
        "R53" => (overview(&"公开。".repeat(400)), overview(&"公开。".repeat(200))),
        "R54" => (draft().prose("overview", &["2024年我镇公开政府信息5条。"]).into(), draft().into()),
        "R55" => (problems("暂无问题。"), draft().into()),
        "R56" => (
            problems("一是公开形式不够丰富，二是解读质量差，三是平台更新慢，四是人手少，五是经费少。"),
            draft().into(),
        ),
        "R57" => {
            let other = "主要问题是宣传渠道少，群众知晓率低。今后要走村入户宣传，设置流动公开栏。";
            (
                after(draft(), of("2021", "某县青山镇", 2023)),
                after(draft(), last().prose("problems", &[other])),
            )
        }
        "R58" => {
            let other = last().prose("overview", &["换了写法的一段说明文字，与今年毫无关系。"]);
            let other = other.prose("problems", &["主要问题是宣传渠道少。今后要走村入户宣传。"]);
            (after(draft(), last()), after(draft(), other.prose("other_matters", &["收取了一次费用。"])))
        }
        "R59" => (like(draft(), OVERVIEW), like(draft(), &OVERVIEW[..1])),
        "R60" => (of("2019", "某县青山镇", 2022).into(), of("2019", "某县青山镇", 2020).into()),
        "R61" => (
            printed(None, Some("2.其他法律行政止公开")),
            printed(Some("三、政府信息公开行政复议、行政诉讼情况"), None),
        ),
        "R62" => (disputes(draft()).into(), disputes(draft()).cell("disputes.review.total", "0").into()),
        "R63" => (
            overview("一是加强领导；三是加强培训；四是加强监督。"),
            overview("一是加强领导；二是加强培训；三是加强监督。"),
        ),
        "R64" => (preamble("本报告由总体情况等7个部分组成。"), preamble("本报告由总体情况等6个部分组成。")),
        "R65" => {
            let generic =
                "各级政府部门通过政府网站、政务新媒体等多渠道积极主动公开信息，依申请公开规范办理，信息管理、平台建设、监督保障和考核评议有序推进。";
            let own = format!("青山镇{generic}");
            (draft().prose("overview", &[generic]).into(), draft().prose("overview", &[&own]).into())
        }
        "R70" => (
            preamble("数据统计期限为2023年1月1日至12月31日。"),
            preamble("数据统计期限为2024年1月1日至12月31日。"),
        ),
        "R71" => (overview("2022年，我镇共制定制度若干。"), overview("与2022年相比有所提高。")),
        "R72" => (
            preamble("数据统计期限为2024年1月1日至12月30日。"),
            preamble("数据统计期限为2024年1月1日至12月31日。"),
        ),
        "R73" => (published(3, 26), published(1, 31)),
        "R74" => (overview("我局高度重视。"), overview("我镇高度重视。")),
        "R75" => (
            draft().titled("某县青山镇2024年度政府信息公开年度报告").into(),
            draft().titled("某县青山镇2024年政府信息公开工作年度报告").into(),
        ),
        "R76" => {
            (preamble("根据国办公开办函〔2019〕60号编制。"), preamble("根据国办公开办函〔2021〕30号编制。"))
        }
        "R77" => {
            (preamble("根据国办公开办函[2021]30号编制。"), preamble("根据国办公开办函〔2021〕30号编制。"))
        }
        "R78" => (preamble("根据贵办要求，现将情况报告如下。"), preamble("现将情况报告如下。")),
        "R80" => (overview("分享到：微信"), overview("通过微信分享政策解读。")),
        "R81" => (overview("全年公开信息XX条。"), overview("X光机1台。")),
        // The example of GB 11643, and the same digits as an organisation's code.
        "R82" => (overview("申请人11010519491231002X。"), overview("统一社会信用代码11010519491231002X。")),
        "R83" => (overview("电话13800138000。"), overview("电话0715-5212345。")),
        "R84" => (overview("家庭住址：某路1号。"), overview("不公开家庭住址等个人隐私。")),
        "R85" => (overview("加强领导,健全机制。"), overview("加强领导，健全机制。")),
        "R86" => (overview("落实《条例规定。"), overview("落实《条例》规定。")),
        "R87" => (overview("我鎮認真落實。"), overview("我镇认真落实。")),
        _ => return None,
    })
}

#[test]
fn every_rule_speaks_and_is_silent() {
    for rule in RULES {
        let id = rule.id.0;
        let (wrong, right) = pair(id).unwrap_or_else(|| panic!("{id} is without a case"));
        assert!(!wrong.said(id).is_empty(), "{id} says nothing of what is wrong");
        assert_eq!(right.said(id), NOTHING, "{id} says something of what is right");
    }
}
