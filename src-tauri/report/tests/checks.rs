//! Rules R01–R08 and R13: each finds what is wrong, with both values, and stays silent otherwise.
#![cfg(test)]

use report::{
    check::{check, Around, Printed},
    Entry, Finding, Forms, Report, Severity, Value,
};

/// A report in which every cell is zero: nothing to find.
fn zeros(edition: &str) -> Report {
    let form = Forms::bundled().unwrap().edition(edition).unwrap().clone();
    let mut report = Report::new(form.clone(), "某镇", form.first_year);
    for cell in form.cells() {
        report.write(&cell.id, "0").unwrap();
    }
    report
}

fn write(report: &mut Report, cells: &[(&str, &str)]) {
    for (name, text) in cells {
        let id = report.form().cell(name).unwrap().id.clone();
        report.write(&id, text).unwrap();
    }
}

/// What is said of a report of zeros with these cells written over.
fn said(edition: &str, cells: &[(&str, &str)]) -> Vec<String> {
    findings(edition, cells).iter().map(|finding| format!("{} {}", finding.rule, finding.message)).collect()
}

fn findings(edition: &str, cells: &[(&str, &str)]) -> Vec<Finding> {
    let mut report = zeros(edition);
    write(&mut report, cells);
    of_tables(&report)
}

/// What the rules of this file say.
fn of_tables(report: &Report) -> Vec<Finding> {
    let here = ["R01", "R02", "R03", "R04", "R05", "R06", "R07", "R08", "R13"];
    let mut findings = check(report, &Around::default());
    findings.retain(|finding| here.contains(&finding.rule.0));
    findings
}

#[test]
fn zeros_are_fine() {
    assert_eq!(said("2021", &[]), [""; 0]);
    assert_eq!(said("2019", &[]), [""; 0]);
}

#[test]
fn r01_a_row_that_does_not_add_up() {
    let row = [
        ("requests.received.person", "2"),
        ("requests.received.company", "1"),
        ("requests.received.total", "4"),
        ("requests.carried_out.person", "2"),
        ("requests.carried_out.company", "1"),
        ("requests.carried_out.total", "3"),
    ];
    assert_eq!(
        said("2021", &row),
        [
            "R01 一、本年新收政府信息公开申请数量：前六列之和为 3，与总计列 4 不一致。",
            "R03 总计：第一项加第二项之和（4）不等于第三项总计加第四项之和（3）。",
        ]
    );
    let finding = &findings("2021", &row)[0];
    assert_eq!(finding.severity, Severity::Error);
    assert_eq!(finding.place.cells()[0].as_str(), "requests.received.total");
    assert_eq!(finding.against.as_ref().map(|place| place.cells().len()), Some(6));
    assert_eq!(finding.found, Some(Entry::Number(Value::Count(4))));
    assert_eq!(finding.expected, Some(Entry::Number(Value::Count(3))));
}

#[test]
fn r01_the_fix_mends_it() {
    let mut report = zeros("2021");
    write(
        &mut report,
        &[("requests.granted.legal", "5"), ("requests.handled.legal", "5"), ("requests.handled.total", "5")],
    );
    write(&mut report, &[("requests.received.legal", "5"), ("requests.received.total", "5")]);
    let findings = of_tables(&report);
    assert_eq!(findings.len(), 2, "R01 of the row, R02 of the total column");
    let fix = findings[0].fix.clone().unwrap();
    assert_eq!(fix.label, "总计改为 5");
    for (id, entry) in fix.cells {
        report.set(&id, entry.value()).unwrap();
    }
    assert_eq!(of_tables(&report), []);
}

/// 平潭 2020 as published: results of the 自然人 column add up to 26, 总计 says 20.
#[test]
fn r02_a_column_that_does_not_add_up() {
    let cells = [
        ("requests.received.person", "20"),
        ("requests.received.total", "20"),
        ("requests.granted.person", "26"),
        ("requests.granted.total", "26"),
        ("requests.handled.person", "20"),
        ("requests.handled.total", "20"),
    ];
    assert_eq!(
        said("2019", &cells),
        [
            "R02 自然人：各项办理结果之和为 26，（七）总计填写为 20。",
            "R02 总计：各项办理结果之和为 26，（七）总计填写为 20。",
        ]
    );
}

#[test]
fn r03_the_printed_balance() {
    let cells = [("requests.carried_in.person", "3"), ("requests.carried_in.total", "3")];
    let found = findings("2021", &cells);
    let said: Vec<_> = found.iter().map(|finding| finding.message.as_str()).collect();
    assert_eq!(
        said,
        [
            "自然人：第一项加第二项之和（3）不等于第三项总计加第四项之和（0）。",
            "总计：第一项加第二项之和（3）不等于第三项总计加第四项之和（0）。",
        ]
    );
    assert!(found.iter().all(|finding| finding.fix.is_none()), "which side is wrong is not evident");
}

/// 洪泽 2023 as published: 行政复议 adds up to 11, 总计 says 0.
#[test]
fn r04_disputes_that_do_not_add_up() {
    let cells = [("disputes.review.upheld", "8"), ("disputes.review.other", "3")];
    assert_eq!(said("2021", &cells), ["R04 行政复议：四项结果之和为 11，总计填写为 0。"]);
    let cells = [("disputes.suit_after_review.pending", "5"), ("disputes.suit_after_review.total", "5")];
    assert_eq!(said("2021", &cells), [""; 0]);
}

#[test]
fn r05_counts_are_whole_and_not_negative() {
    for text in ["-3", "1.5", "约10", "１０件"] {
        assert_eq!(
            said("2021", &[("disputes.review.upheld", text)]),
            [format!("R05 表四“行政复议”结果维持 应为不小于 0 的整数，现为“{text}”。")]
        );
    }
    assert_eq!(said("2021", &[("disclosure.licences.decided", "1,808,595")]), [""; 0]);
}

#[test]
fn r06_blanks() {
    let found = findings("2021", &[("requests.granted.legal", "  "), ("requests.granted.other", "")]);
    assert_eq!(found.len(), 1, "sums with a blank in them are not assessable");
    assert_eq!(found[0].message, "表三“（一）予以公开”法律服务机构、其他 未填写；没有发生的请填 0。");
    assert_eq!(found[0].place.cells().len(), 2);
}

#[test]
fn r06_a_blank_row_and_quotes_within_quotes() {
    let row = ["person", "company", "research", "charity", "legal", "other", "total"];
    let cells: Vec<String> =
        row.iter().map(|column| format!("requests.refused_safety_stability.{column}")).collect();
    let cells: Vec<(&str, &str)> = cells.iter().map(|name| (name.as_str(), "")).collect();
    assert_eq!(said("2021", &cells), ["R06 表三“3.危及‘三安全一稳定’”整行未填写；没有发生的请填 0。"]);
}

#[test]
fn r06_a_table_that_is_being_filled_in_is_one_finding() {
    let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
    let table = form.table("requests").unwrap();
    let blank: Vec<(&str, &str)> =
        table.values().map(|id| (id.as_str(), if id.row() == "carried_in" { "0" } else { "" })).collect();
    let told = said("2021", &blank);
    let told: Vec<_> = told.iter().filter(|said| said.starts_with("R06")).collect();
    let (rows, cells) = (table.rows.len() - 1, table.values().count() - 7);
    let expected = format!(
        "R06 表三从“一、本年新收政府信息公开申请数量”起有 {rows} 行共 {cells} 格未填写；没有发生的请填 0。"
    );
    assert_eq!(told, [&expected]);
    let found = findings("2021", &blank);
    let fix = found.iter().find(|finding| finding.rule.0 == "R06").unwrap().fix.as_ref().unwrap();
    assert_eq!(fix.cells.len(), cells, "zeros, and the totals they come to");
}

/// 上海市政府办公厅 2019 as published: 272 granted, the total left blank. Zero would be wrong there.
#[test]
fn r06_the_fix_adds_up_blank_totals() {
    let cells = [
        ("requests.granted.person", "258"),
        ("requests.granted.company", "14"),
        ("requests.granted.legal", ""),
        ("requests.granted.total", ""),
    ];
    let found = findings("2019", &cells);
    let blank = found.iter().find(|finding| finding.rule.0 == "R06").unwrap();
    let fix: Vec<String> =
        blank.fix.as_ref().unwrap().cells.iter().map(|(id, entry)| format!("{id}={entry}")).collect();
    assert_eq!(fix, ["requests.granted.legal=0", "requests.granted.total=272"]);
}

#[test]
fn r07_signs_for_nothing() {
    for text in ["/", "—", "无", "-", "——", "／"] {
        assert_eq!(
            said("2021", &[("disclosure.charges.amount", text)]),
            [format!("R07 表二“行政事业性收费”本年收费金额（单位：万元） 填写了“{text}”，请改为数字；没有发生的填 0。")]
        );
    }
}

#[test]
fn r07_in_a_table_of_counts() {
    assert_eq!(
        said("2021", &[("requests.declined_repeat.person", "/")]),
        ["R07 表三“2.重复申请”自然人 填写了“/”，请改为数字；没有发生的填 0。"]
    );
}

#[test]
fn r08_amounts() {
    assert_eq!(
        said("2021", &[("disclosure.charges.amount", "-0.5")]),
        ["R08 表二“行政事业性收费”本年收费金额（单位：万元） 应为不小于 0 的数字，单位万元，现为“-0.5”。"]
    );
    for fine in ["0", "59237.2449", "0.123456"] {
        assert_eq!(said("2021", &[("disclosure.charges.amount", fine)]), [""; 0]);
    }
}

#[test]
fn r13_changes_may_be_negative_and_counts_may_not() {
    assert_eq!(
        said("2019", &[("disclosure.penalties.change", "-18"), ("disclosure.charges.change", "+4")]),
        [""; 0]
    );
    assert_eq!(
        said("2019", &[("disclosure.penalties.change", "减少3"), ("disclosure.penalties.decided", "-3")]),
        [
            "R05 表二“行政处罚”处理决定数量 应为不小于 0 的整数，现为“-3”。",
            "R13 表二“行政处罚”本年增/减 应为整数，减少的写负数，现为“减少3”。",
        ]
    );
}

/// A count that somebody mistyped may be as large as there are numbers.
#[test]
fn the_largest_counts_are_judged_like_others() {
    for edition in ["2021", "2019"] {
        let form = Forms::bundled().unwrap().edition(edition).unwrap().clone();
        let largest = u64::MAX.to_string();
        for table in &form.tables {
            let all: Vec<(&str, &str)> = table.values().map(|id| (id.as_str(), largest.as_str())).collect();
            findings(edition, &all);
        }
        for row in form.table("requests").unwrap().rows.iter() {
            findings(edition, &[(format!("requests.{}.total", row.id).as_str(), largest.as_str())]);
        }
    }
}

/// What does not add up is told of the largest numbers, too.
#[test]
fn sums_larger_than_a_cell() {
    let most = u64::MAX.to_string();
    let cells = [
        ("requests.received.person", most.as_str()),
        ("requests.received.total", most.as_str()),
        ("requests.carried_in.person", "5"),
        ("requests.carried_in.total", "5"),
    ];
    let said = said("2021", &cells);
    assert!(
        said.contains(
            &"R03 自然人：第一项加第二项之和（18446744073709551620）不等于第三项总计加第四项之和（0）。"
                .to_owned()
        ),
        "{said:?}"
    );
    let row = [
        ("requests.granted.person", most.as_str()),
        ("requests.granted.company", most.as_str()),
        ("requests.granted.total", most.as_str()),
    ];
    let found = findings("2021", &row);
    let of_row = found.iter().find(|finding| finding.rule.0 == "R01").unwrap();
    assert_eq!(
        of_row.message,
        "（一）予以公开：前六列之和为 36893488147419103230，与总计列 18446744073709551615 不一致。"
    );
    assert_eq!(of_row.fix, None, "no cell takes the sum");
}

#[test]
fn r07_every_sign_for_nothing() {
    for sign in
        ["/", "—", "——", "-", "无", "零", "空", "不适用", "N/A", "暂无", "未发生", "没有", "／", "/ /"]
    {
        let said = said("2021", &[("requests.declined_repeat.person", sign)]);
        assert_eq!(
            said,
            [format!("R07 表三“2.重复申请”自然人 填写了“{sign}”，请改为数字；没有发生的填 0。")],
            "{sign}"
        );
    }
    assert_eq!(said("2021", &[("requests.declined_repeat.person", "三")]).len(), 1);
    assert!(said("2021", &[("requests.declined_repeat.person", "三")])[0].starts_with("R05"));
}

/// 洪泽 2023 and 2024 print （六）其他处理 in one row, as the form before did: three rows of the form were not read.
#[test]
fn r06_rows_that_were_printed_as_one() {
    let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
    let mut report = Report::new(form.clone(), "淮安市洪泽区", 2023);
    let merged = |id: &report::CellId| id.row().starts_with("closed_");
    for cell in form.cells().iter().filter(|cell| !merged(&cell.id)) {
        report.write(&cell.id, "0").unwrap();
    }
    let unread = |merged: &dyn Fn(&report::CellId) -> bool| Printed {
        unread: form.cells().iter().map(|cell| &cell.id).filter(|id| merged(id)).cloned().collect(),
        ..Printed::default()
    };
    let said = |printed: &Printed| -> Vec<String> {
        let around = Around { printed: Some(printed), ..Around::default() };
        let found = check(&report, &around).into_iter().filter(|finding| finding.rule.0 == "R06");
        found.map(|finding| finding.message).collect()
    };
    assert_eq!(
        said(&unread(&merged)),
        ["表三“（六）其他处理”的 3 行没有读到；原文只印了“（六）其他处理”一行的（2019年试行格式的印法），请按官方格式分行补填。"]
    );
    // Zero in one row is zero in three: nothing is left to be filled in, and the form is another all the same.
    let mut filled = report.clone();
    for cell in form.cells().iter().filter(|cell| merged(&cell.id)) {
        filled.write(&cell.id, "0").unwrap();
    }
    let as_one = form.cells().iter().map(|cell| cell.id.clone()).filter(|id| merged(id)).collect();
    let printed = Printed { as_one, ..Printed::default() };
    let found = check(&filled, &Around { printed: Some(&printed), ..Around::default() });
    assert!(!found.iter().any(|finding| finding.rule.0 == "R06"));
    let told = found.iter().filter(|finding| finding.rule.0 == "R61").map(|finding| finding.message.as_str());
    assert_eq!(
        told.collect::<Vec<_>>(),
        ["表三“（六）其他处理”原文只印了一行（2019年试行格式的印法），应按官方格式印 3 行；那一行都是 0，各行已填 0。"]
    );
    // Blank in the document, and not missing from it: each row is told of.
    let blank = said(&unread(&|_| false));
    assert_eq!(blank.len(), 3, "{blank:?}");
    assert!(blank.iter().all(|said| said.ends_with("整行未填写；没有发生的请填 0。")), "{blank:?}");
}
