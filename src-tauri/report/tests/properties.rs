//! What holds for any report: tables that balance are silent, one wrong cell is found, and no text breaks a rule.
#![cfg(test)]

use proptest::{collection::vec, prelude::*, sample::select};
use report::{
    check::{check, run, Around, Memory, RULES},
    Forms, Place, Prose, Report, Value,
};
use std::sync::LazyLock;

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// What a column of table 三 is made from: the outcomes, what was carried in and out.
type Column = (Vec<u64>, u64, u64);

const APPLICANTS: [&str; 6] = ["person", "company", "research", "charity", "legal", "other"];
const RESULTS: [&str; 4] = ["upheld", "corrected", "other", "pending"];

fn put(report: &mut Report, name: &str, n: u64) {
    let id = report.form().cell(name).unwrap_or_else(|| panic!("{name}")).id.clone();
    report.set(&id, Some(Value::Count(n))).unwrap();
}

/// A report whose tables 三 and 四 obey what the form prints beside them; everything else is blank.
fn balanced(edition: &str, columns: &[Column], disputes: &[[u64; 4]]) -> Report {
    let form = FORMS.edition(edition).unwrap().clone();
    let mut report = Report::new(form.clone(), "某县青山镇", form.first_year);
    let not_outcomes = ["received", "carried_in", "handled", "carried_out"];
    let rows = || form.table("requests").unwrap().rows.iter().map(|row| row.id.as_str());
    let outcomes: Vec<&str> = rows().filter(|row| !not_outcomes.contains(row)).collect();
    let mut totals = std::collections::BTreeMap::new();
    for (applicant, (counts, carried_in, carried_out)) in APPLICANTS.iter().zip(columns) {
        let handled: u64 = counts.iter().take(outcomes.len()).sum();
        let carried_in = (*carried_in).min(handled + carried_out);
        let mut column: Vec<(&str, u64)> = outcomes.iter().copied().zip(counts.iter().copied()).collect();
        column.push(("handled", handled));
        column.push(("carried_out", *carried_out));
        column.push(("carried_in", carried_in));
        column.push(("received", handled + carried_out - carried_in));
        for (row, n) in column {
            put(&mut report, &format!("requests.{row}.{applicant}"), n);
            *totals.entry(row.to_owned()).or_insert(0) += n;
        }
    }
    for (row, n) in totals {
        put(&mut report, &format!("requests.{row}.total"), n);
    }
    for (row, results) in ["review", "direct_suit", "suit_after_review"].iter().zip(disputes) {
        for (result, n) in RESULTS.iter().zip(results) {
            put(&mut report, &format!("disputes.{row}.{result}"), *n);
        }
        put(&mut report, &format!("disputes.{row}.total"), results.iter().sum());
    }
    report
}

/// What the rules of arithmetic say.
fn arithmetic(report: &Report) -> Vec<String> {
    let sums = RULES.iter().filter(|rule| ["R01", "R02", "R03", "R04"].contains(&rule.id.0));
    run(report, &Around::default(), sums).into_iter().map(|finding| finding.message).collect()
}

fn a_column() -> impl Strategy<Value = Column> {
    (vec(0_u64..2_000, 25), 0_u64..300, 0_u64..300)
}

fn a_report() -> impl Strategy<Value = Report> {
    let disputes = vec([0_u64..500, 0..500, 0..500, 0..500], 3);
    (select(vec!["2019", "2021"]), vec(a_column(), 6), disputes)
        .prop_map(|(edition, columns, disputes)| balanced(edition, &columns, &disputes))
}

/// Words the rules look for, and what stands around them; strung together they look like anything.
fn some_words() -> impl Strategy<Value = String> {
    let words = [
        "收到",
        "申请",
        "件",
        "条",
        "12",
        "３",
        "三十二",
        "其中",
        "，",
        "。",
        "；",
        "（",
        "）",
        "(",
        ")",
        "《",
        "》",
        "、",
        "：",
        "2024年",
        "2023年",
        "1月1日",
        "至12月31日",
        "统计期限",
        "数据",
        "予以公开",
        "占",
        "%",
        "同比增长",
        "结转",
        "下年度",
        "行政复议",
        "诉讼",
        "规范性文件",
        "现行有效",
        "制发",
        "百分之",
        "万",
        "余",
        "一是",
        "三是",
        "国办公开办函",
        "〔2021〕30号",
        "【2019】60号",
        "未收到",
        "无",
        "为零",
        "无人",
        "较",
        "上年",
        "持平",
        "3倍",
        "各",
        "均为",
        "包括",
        "至",
        "12月",
        "维持",
        "自然人",
        "法人",
        "信息处理费",
        "元",
        "部分组成",
        "本报告",
        "绿水镇",
        "认真",
        "我局",
        "XX",
        "./t2",
        "鎮",
        " ",
        "约",
        "11010519491231002X",
        "13800138000",
        ",",
        ".",
        "9999999999999999999999999999999",
        "9999999999999999999999999999",
        "2023 年",
        "二〇二三年",
        "截至",
        "底",
        "以来",
        "我区",
        "138 1234 5678",
        "110105 19491231 002X",
        "＋８６",
        "Ｘ",
        "20XX年",
        "（ ）",
        "浏览次数：",
        "&nbsp;",
        "<",
        ">",
        "〈",
        "瞭",
        "国务院令第492号",
        "从",
        "止",
        "十二月",
        "一日",
    ];
    prop_oneof![
        8 => vec(select(words.to_vec()), 0..60).prop_map(|words| words.concat()),
        1 => any::<String>(),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(96))]

    #[test]
    fn tables_that_balance_are_silent(report in a_report()) {
        prop_assert_eq!(arithmetic(&report), [""; 0]);
    }

    #[test]
    fn one_wrong_cell_is_found(mut report in a_report(), at in any::<prop::sample::Index>(), by in 1_u64..100) {
        let form = report.form().clone();
        let cells: Vec<_> = form.cells().iter().filter(|cell| cell.id.table() != "disclosure").collect();
        let cell = &cells[at.index(cells.len())].id;
        let right = report.value(cell).and_then(|value| value.count()).unwrap();
        for wrong in [Some(right + by), right.checked_sub(by)].into_iter().flatten() {
            report.set(cell, Some(Value::Count(wrong))).unwrap();
            prop_assert!(!arithmetic(&report).is_empty(), "{cell}: {right} as {wrong}");
        }
    }

    #[test]
    fn a_blank_is_never_taken_for_zero(mut report in a_report(), at in any::<prop::sample::Index>()) {
        let form = report.form().clone();
        let cells: Vec<_> = form.cells().iter().filter(|cell| cell.id.table() != "disclosure").collect();
        report.set(&cells[at.index(cells.len())].id, None).unwrap();
        prop_assert_eq!(arithmetic(&report), [""; 0]);
    }

    #[test]
    fn any_text_is_answered(
        mut report in a_report(),
        texts in vec(vec(some_words(), 0..4), 7),
        before in vec(vec(some_words(), 0..4), 7),
    ) {
        let form = report.form().clone();
        let mut previous = report.clone();
        previous.year -= 1;
        for (place, (now, before)) in form.prose_places().zip(texts.iter().zip(&before)) {
            report.set_prose(place, Prose::plain(now.iter().cloned())).unwrap();
            previous.set_prose(place, Prose::plain(before.iter().cloned())).unwrap();
        }
        let around = Around { previous: Some(&previous), ..Around::default() };
        let findings = check(&report, &around);
        for finding in &findings {
            for place in finding.also.iter().chain(&finding.against).chain([&finding.place]) {
                if let Place::Words { place, paragraph, range } = place {
                    let texts = report.text(place);
                    prop_assert!(texts[*paragraph].get(range.clone()).is_some_and(|words| !words.is_empty()), "{finding:?}");
                }
            }
            prop_assert!(finding.message.ends_with(['。', '告']), "{}", finding.message);
        }
        prop_assert_eq!(check(&report, &around), findings, "the same report gives the same findings");
    }

    #[test]
    fn what_is_kept_between_checks_changes_nothing(
        mut report in a_report(),
        steps in vec((0..7_usize, vec(some_words(), 0..3), 0..8_u8), 1..8),
    ) {
        let memory = Memory::default();
        let places: Vec<_> = report.form().prose_places().cloned().collect();
        let mut previous = report.clone();
        previous.year -= 1;
        for (place, words, other) in steps {
            // Mostly the words of one place change; sometimes more is put before them, or whose and when it is.
            let mut texts = report.text(&places[place % places.len()]);
            match other {
                0 => report.agency = "某县民政局".into(),
                1 => report.agency = "某县青山镇".into(),
                2 => report.year += 1,
                3 => texts.insert(0, "2023年，我局收到申请3件，其中予以公开1件、不予公开1件。".into()),
                4 => texts.extend(words),
                _ => texts = words,
            }
            report.set_prose(&places[place % places.len()], Prose::plain(texts)).unwrap();
            let fresh = Around { previous: Some(&previous), ..Around::default() };
            let kept = Around { memory: Some(&memory), ..fresh };
            prop_assert_eq!(check(&report, &kept), check(&report, &fresh));
        }
    }
}
