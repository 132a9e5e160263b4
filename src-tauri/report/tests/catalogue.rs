//! `docs/checks.md` lists every rule, generated from the rules themselves.
#![cfg(test)]

use report::check::RULES;
use std::collections::BTreeSet;

/// Rules of the catalogue (official-form f) that have no code here, and why.
const ELSEWHERE: &[(&str, &str)] = &[(
    "R61",
    "行名、列名由格式定义印出，报告里不会出错；读取已公布的年报时，与官方写法不同的表头和标题由读取结果的“说明”指出。",
)];

fn page() -> String {
    let mut page = String::from(
        "# 校验规则\n\n本页由规则本身生成（`UPDATE_CHECKS=1 cargo test -p nianbao-report --test catalogue`）。\n\
         “错误”定稿前必须改正或写明理由；“提醒”多半有误；“提示”值得看一眼。缺数字的不判断，从不当作 0。\n\n\
         重复率（R57–R59）按句子的五字片段计算：一句话有五分之四以上的片段见于另一篇，即算重复；数字和标点不计。\n\n\
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
    page += "\n## 不在这里检查的\n\n";
    for (id, why) in ELSEWHERE {
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
    let all: BTreeSet<String> =
        ours.iter().cloned().chain(ELSEWHERE.iter().map(|(id, _)| (*id).to_owned())).collect();
    assert_eq!(wanted.collect::<BTreeSet<_>>(), all);
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
