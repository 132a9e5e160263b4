//! `docs/checks.md` lists every rule, generated from the rules themselves.
#![cfg(test)]

use report::check::RULES;
use std::collections::BTreeSet;

/// Rules that do less than the catalogue asks, and why.
const PARTLY: &[(&str, &str)] = &[
    ("R50、R61", "标题、次序、行名由格式定义印出，在本程序里写的年报不会出错；只有读入的年报才查。"),
    ("R30–R42", "只判断说清楚数的是什么的数字；只说一部分（网上申请、某部门）、约数、别的年度、历年累计的，不判断；几项合说一个数的，与合计比较。"),
    ("R27", "只比较申请的件数；许可、处罚等的增减不查。"),
    ("R30、R32", "同一项写了几个数的，有一个对就不再说其余的（常常先说一部分，再说全部）。"),
    ("R37", "复议后起诉和未经复议直接起诉在正文中难以分清，只核对诉讼合计。"),
    ("R33–R39", "先看总体情况；总体情况没有写的，再看前言、第五和第六部分，那里也有别的口径的数字，所以不一并比较。"),
    ("R39", "公开、公示的件数可以少于作出的，多于表二时才说；以“条”计的是信息，不是处理决定，不查。"),
    ("R40", "按渠道分的（网站、公众号、公开栏）同一条可以几处都发，各项之和大于总数的不查；只列两项又没写“其余”的，看作举例。"),
    ("R60", "2021 年度起仍把“（六）其他处理”印成一行的（洪泽区 2023、2024），读入时少了三行，由 R06 说明。"),
    ("R63", "只查“一是”“二是”和段首、句首的“（一）”“（二）”；其他编号不查。"),
    ("R71", "只查说明“何时做了什么”的年份；比较、跨年度的时段、文件的名称和日期、打算做的事，以及同一句里也写了报告年度的，不查。"),
    ("R73", "发布日期由使用者填写，或者从读入的网页上“发布日期”一类的字样读出；都没有的看正文末尾单独成行的落款日期。都没有的不判断。"),
    ("R74", "“我镇”“我局”等自称在哪里都查；“我县”“我区”以及别的乡镇、街道、部门、县作句首主语时才算。市级以上政府的正文里出现下级名称是正常的，不查。"),
    ("R84", "只查能通过校验、62 开头或者写明是账号的银行卡号，和后面写着内容的住址、姓名。"),
    ("R86", "一句话只说第一处。"),
];

fn page() -> String {
    let mut page = String::from(
        "# 校验规则\n\n本页由规则本身生成（`UPDATE_CHECKS=1 cargo test -p nianbao-report --test catalogue`）。\n\
         “错误”定稿前必须改正或写明理由；“提醒”多半有误；“提示”值得看一眼。缺数字的不判断，从不当作 0。\n\n\
         重复率（R57–R59）按句子的五字片段计算（Broder 包含度）：一句话有五分之四以上的片段见于另一篇，即算重复；数字和标点\
         不计。与其他机关的年报比较时，先按片段抽样从资料库中找出最接近的几份，再逐句计算。\n\n\
         级别（`nianbao db severity`，或窗口的设置）和字数、重复率的界限（`nianbao db limits`），各机关可以自行设定。\n\n\
         怎样使用，见[校验](handbook/校验.md)；拿已公布的年报试下来准不准，见[校验准不准](checks-precision.md)。\n\n\
         | 编号 | 级别 | 要求 | 依据 | 例 |\n|---|---|---|---|---|\n",
    );
    let cell = |text: &str| text.replace('|', "\\|");
    for rule in RULES {
        page += &format!(
            "| {} | {} | {} | {} | {} |\n",
            rule.id,
            rule.severity.label(),
            cell(rule.demand),
            cell(rule.source),
            cell(rule.example)
        );
    }
    page += "\n## 只查一部分的\n\n";
    for (id, why) in PARTLY {
        page += &format!("- {id}：{why}\n");
    }
    page
}

#[test]
fn the_page_is_up_to_date() {
    let path = concat!(env!("CARGO_MANIFEST_DIR"), "/../../docs/checks.md");
    if std::env::var_os("UPDATE_CHECKS").is_some() {
        std::fs::write(path, page()).unwrap();
    }
    let kept = std::fs::read_to_string(path).unwrap_or_default();
    assert!(kept == page(), "out of date: UPDATE_CHECKS=1 cargo test -p nianbao-report --test catalogue");
}

#[test]
fn the_catalogue_is_complete_and_in_order() {
    let wanted =
        (1..=28).chain(30..=46).chain(50..=65).chain(70..=78).chain(80..=87).map(|n| format!("R{n:02}"));
    let ours: Vec<String> = RULES.iter().map(|rule| rule.id.to_string()).collect();
    assert_eq!(wanted.collect::<BTreeSet<_>>(), ours.iter().cloned().collect::<BTreeSet<_>>());
    assert!(ours.windows(2).all(|pair| pair[0] < pair[1]), "{ours:?}");
}

/// What the page shows as an example is what the tests of the rules see, to the letter.
#[test]
fn every_example_is_seen_in_a_test() {
    let folder = concat!(env!("CARGO_MANIFEST_DIR"), "/tests");
    let files = ["", "/rules"].iter().flat_map(|sub| std::fs::read_dir(format!("{folder}{sub}")).unwrap());
    let files =
        files.map(|file| file.unwrap().path()).filter(|path| path.extension().is_some_and(|e| e == "rs"));
    let tests: String = files.map(|path| std::fs::read_to_string(path).unwrap()).collect();
    // Sentences are built from figures; their wording must be the tests' own.
    let words = |text: &str| text.chars().filter(|c| c.is_alphabetic()).collect::<String>();
    let tests = words(&tests);
    let unseen: Vec<String> = RULES
        .iter()
        .filter(|rule| !tests.contains(&words(rule.example)))
        .map(|rule| rule.id.to_string())
        .collect();
    assert_eq!(unseen, [""; 0]);
}
