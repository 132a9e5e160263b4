//! R43–R56, R60–R65: what the sections must say.

use crate::{draft, of, NOTHING, OVERVIEW};
use report::{
    agency::Level,
    check::{Around, Printed},
    Severity,
};

#[test]
fn r43_r44_r46_the_fee_is_reported_in_section_six() {
    let six = |text: &str| draft().prose("other_matters", &[text]);
    assert_eq!(
        six("本年度没有建议提案办理事项需要说明。行政事业性收费0元。").said("R43"),
        ["第六部分未报告收取信息处理费情况（没有收取也要写明）。"]
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
    assert_eq!(
        no_table.said("R62"),
        ["第四部分没有表格数据；原文有表格的，是没有读出来（图片，或者排版认不出），请照原文补填。"]
    );
    assert_eq!(no_table.said("R06"), NOTHING, "one sentence for a table without numbers");
}

#[test]
fn r51_r52_aspects() {
    assert_eq!(
        draft().prose("overview", &[OVERVIEW[0], OVERVIEW[1], OVERVIEW[2]]).said("R51"),
        ["总体情况未写“政府信息管理”“平台建设”“监督保障”。"]
    );
    let untold = draft().instead("，工作考核、社会评议良好，没有责任追究情形", "");
    assert_eq!(untold.said("R52"), ["各级人民政府应写明工作考核、社会评议和责任追究结果。"]);
    assert_eq!(
        untold.said_with("R52", &Around { level: Some(Level::Department), ..Around::default() }),
        NOTHING
    );
}

/// What is told under the heading of another aspect tells nothing of this one.
#[test]
fn r51_each_aspect_under_its_own_heading() {
    let missing = |lines: &[&str]| draft().prose("overview", lines).said("R51");
    let under = |third: &str| {
        let lines = [OVERVIEW[1], "（二）依申请公开。办理规范。", third, OVERVIEW[4], OVERVIEW[5]];
        missing(&lines)
    };
    assert_eq!(under("（三）信息管理。制发文件时确定公开属性。"), NOTHING);
    assert_eq!(under("严格保密审查。"), ["总体情况未写“政府信息管理”。"], "still under （二）");
    // Without headings, and where all has run together, a word anywhere is enough.
    let plain: Vec<String> = OVERVIEW
        .iter()
        .map(|line| line.split_once('）').map_or(*line, |(_, rest)| rest).to_owned())
        .collect();
    let plain: Vec<&str> = plain.iter().map(String::as_str).collect();
    assert_eq!(missing(&plain), NOTHING);
    assert_eq!(missing(&[&OVERVIEW.concat()]), NOTHING);
}

#[test]
fn r43_other_fees_are_no_report_of_it() {
    let six = |text: &str| draft().prose("other_matters", &[text]).said("R43").len();
    for told in
        ["全年办理政府信息公开申请未收取任何费用。", "未产生费用。", "收取信息处理费230元。", "无收费情况。"]
    {
        assert_eq!(six(told), 0, "{told}");
    }
    for other in ["及时公示停车收费标准和学校收费目录。", "收取行政事业性收费12万元。"]
    {
        assert_eq!(six(other), 1, "{other}");
    }
}

/// The fees of administration (table 二) and those for working on information (section six) are two things.
#[test]
fn the_two_fees_are_never_compared() {
    let said = |fee: &str, six: &str| {
        let draft = draft().cell("disclosure.charges.amount", fee).prose("other_matters", &[six]);
        let found = report::check::check(&draft.0, &Around::default());
        found.into_iter().map(|finding| finding.message).collect::<Vec<_>>()
    };
    for (fee, six) in [
        ("12.5", "2024年，本机关未收取政府信息公开信息处理费。"),
        ("0", "2024年，本机关收取政府信息公开信息处理费400元。"),
        ("0.04", "2024年，本机关收取政府信息公开信息处理费2230元。"),
    ] {
        assert_eq!(said(fee, six), NOTHING, "{fee} {six}");
    }
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
    // 上海市政府办公厅 2019: the heading is there, and nothing under it.
    let under = |last: &[&str]| {
        let first =
            ["（一）主要问题", "一是学习仍需加强；二是公开专栏有待规范；三是精准解读效果还需进一步显现。"];
        draft().prose("problems", &[&first, last].concat()).said("R56")
    };
    assert_eq!(under(&["（二）改进措施"]), ["第五部分缺少改进内容。"]);
    assert_eq!(under(&["（二）改进措施", "将组织专题学习。"]), NOTHING);
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
    // One slip is told once, and another one too: 二 was left out, then 五 came twice.
    assert_eq!(
        draft().overview("一是加强领导；三是加强培训；三是加强监督；四是加强考核。").said("R63"),
        ["序号不连续：“一是”之后是“三是”。"]
    );
    assert_eq!(
        draft().overview("一是领导；三是培训；四是监督；七是考核；一是其他。").said("R63"),
        ["序号不连续：“一是”之后是“三是”。", "序号不连续：“四是”之后是“七是”。"]
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

/// 西咸新区太平镇 2022: the agency's name ends in 人民政府, and its text calls it 太平镇.
#[test]
fn r65_an_agency_is_called_by_its_short_name() {
    let text = "各级各部门认真贯彻条例，太平镇深入推行政务公开，依申请公开规范办理，信息管理、平台建设、监督保障有序推进。";
    assert_eq!(of("2021", "太平镇人民政府", 2022).prose("overview", &[text]).said("R65"), NOTHING);
}

#[test]
fn r63_numbering_within_a_paragraph() {
    let problems = |text: &str| draft().prose("problems", &[text]).said("R63");
    assert_eq!(
        problems("（一）存在的问题。形式单一。（三）改进措施。将加强培训。"),
        ["序号不连续：“（一）”之后是“（三）”。"]
    );
    for fine in [
        "（一）存在的问题。形式单一。（二）改进措施。将加强培训。",
        "（一）存在的问题。依据《条例》第二十条第（三）项公开不全面，将改进。",
        "分为以下几类（三）有待改进，将完善。",
    ] {
        assert_eq!(problems(fine), NOTHING, "{fine}");
    }
}

#[test]
fn r63_half_width_numbering() {
    assert_eq!(
        draft().prose("problems", &["(一)存在的主要问题有不足。", "(三)改进措施将加强。"]).said("R63"),
        ["序号不连续：“（一）”之后是“（三）”。"]
    );
}

/// What a section says that says nothing, in the words of many.
#[test]
fn r44_r55_nothing_in_many_words() {
    let six = |text: &str| draft().prose("other_matters", &[text]);
    for nothing in [
        "无。",
        "本年度暂无其他需要报告的事项。",
        "2024年，我镇无其他需要报告的事项。",
        "暂无。",
        "没有需要报告的其它事项。",
    ] {
        assert_eq!(six(nothing).said("R44").len(), 1, "{nothing}");
        assert_eq!(six(nothing).said("R43"), NOTHING, "{nothing}");
    }
    for told in
        ["全年未收取任何费用。", "2024年收取信息公开处理费0元。", "本年度未产生政府信息公开信息处理费。"]
    {
        assert_eq!(six(told).said("R43"), NOTHING, "{told}");
        assert_eq!(six(told).said("R44"), NOTHING, "{told}");
    }
    let five = |text: &str| draft().prose("problems", &[text]).findings("R55", &Around::default());
    for nothing in [
        "暂无问题。",
        "无",
        "本年度我镇不存在问题。",
        "目前未发现问题。",
        "政府信息公开工作暂不存在明显问题。",
        "无存在的主要问题",
    ] {
        assert_eq!(five(nothing).first().map(|found| found.severity), Some(Severity::Error), "{nothing}");
    }
    assert_eq!(five("公开形式单一，将改进。")[0].severity, Severity::Warning);
}

/// 宿迁 2024: what follows the list belongs to something else.
#[test]
fn r45_the_list_ends_with_its_sentence() {
    let text = "2024年收取信息处理费500元。其中，沭阳县2件，收取300元；泗阳县1件，收取200元。另行政复议纠错2件，退费80元。";
    assert_eq!(draft().prose("other_matters", &[text]).said("R45"), NOTHING);
    let many = format!("收取信息处理费1元。其中，{}", "甲9999999999999999999999999999元；".repeat(12));
    assert_eq!(draft().prose("other_matters", &[&many]).said("R45"), NOTHING, "too large to be added up");
}

#[test]
fn r63_points_in_paragraphs_of_their_own() {
    let problems = |points: &[&str]| draft().prose("problems", points).said("R63");
    assert_eq!(
        problems(&["一是形式单一，有待改进。", "二是质量不高。", "四是更新不及时。"]),
        ["序号不连续：“二是”之后是“四是”。"]
    );
    assert_eq!(problems(&["一是形式单一。", "二是质量不高。", "三是更新慢。"]), NOTHING);
    assert_eq!(
        problems(&["（一）问题。一是形式单一；二是质量不高。", "（二）措施。一是丰富形式；二是提高质量。"]),
        NOTHING
    );
}

/// 和平县合水镇 2024 lists six and writes seven; others list five and write six.
#[test]
fn r64_what_the_list_has() {
    let preamble = |text: &str| draft().prose("preamble", &[text]).said("R64");
    assert_eq!(
        preamble("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、政府信息公开行政复议和行政诉讼情况、存在的主要问题及改进情况六个部分组成。"),
        ["前言写由 6 部分组成，只列出 5 部分。"]
    );
    assert_eq!(
        preamble("本报告由总体情况、主动公开政府信息情况、收到和处理政府信息公开申请情况、行政复议诉讼情况、存在的主要问题及改进情况、其他需要报告的事项六个部分组成。"),
        NOTHING
    );
    assert_eq!(preamble("本报告包括总体情况等六个部分。"), NOTHING);
}

#[test]
fn r50_r61_what_was_printed_otherwise() {
    let report = draft();
    let form = report.0.form().clone();
    let section = |id: &str| form.section(id).unwrap().id.clone();
    let all = ["overview", "disclosure", "requests", "disputes", "problems", "other_matters"];
    let mut printed = Printed { sections: all.map(section).into(), ..Printed::default() };
    let said = |printed: &Printed, rule: &str| {
        report.said_with(rule, &Around { printed: Some(printed), ..Around::default() })
    };
    assert_eq!(said(&printed, "R50"), NOTHING);
    assert_eq!(said(&printed, "R61"), NOTHING);

    // 平潭 2023 prints 行政法复议; another numbers its fourth section 三.
    printed.unusual.push((section("disputes"), "三、政府信息公开行政复议、行政诉讼情况".into()));
    assert_eq!(
        said(&printed, "R50"),
        ["标题应为“四、政府信息公开行政复议、行政诉讼情况”，现为“三、政府信息公开行政复议、行政诉讼情况”。"]
    );
    printed.unusual.clear();
    printed.sections.swap(4, 5);
    assert_eq!(
        said(&printed, "R50"),
        ["次序应与格式一致：“五、存在的主要问题及改进情况”排在“六、其他需要报告的事项”之后。"]
    );
    printed.sections.swap(4, 5);

    // 宿迁市 2025 with a second report behind it.
    printed.sections.extend([section("disclosure"), section("requests"), section("disputes")]);
    assert_eq!(
        said(&printed, "R50"),
        ["“二、主动公开政府信息情况”的标题出现了两次；文件里如有两份年报，请分开后分别核对。"]
    );
    printed.sections.truncate(6);

    // 洪泽 2023.
    let row = form.cell("requests.refused_by_law.person").unwrap().id.clone();
    printed.labels.push((row, "2.其他法律行政止公开".into()));
    assert_eq!(
        said(&printed, "R61"),
        ["行名与官方模板不一致：“2.其他法律行政止公开”应为“2.其他法律行政法规禁止公开”。"]
    );
}

/// A document that breaks off in table 三: what it does not have is told once.
#[test]
fn r50_a_missing_section_is_told_once() {
    let cut = draft().prose("problems", &[]).prose("other_matters", &[]);
    let section = |id: &str| cut.0.form().section(id).unwrap().id.clone();
    let printed =
        Printed { sections: vec![section("overview"), section("disclosure")], ..Printed::default() };
    let around = Around { printed: Some(&printed), ..Around::default() };
    assert_eq!(
        cut.said_with("R50", &around),
        [
            "缺少“三、收到和处理政府信息公开申请情况”。",
            "缺少“四、政府信息公开行政复议、行政诉讼情况”。",
            "缺少“五、存在的主要问题及改进情况”。",
            "缺少“六、其他需要报告的事项”。",
        ]
    );
    for rule in ["R43", "R44", "R55", "R62"] {
        assert_eq!(cut.said_with(rule, &around), NOTHING, "{rule}");
    }
}

/// Brackets that nothing closes are not searched to the end of the text from each of them: that took half a minute.
#[test]
fn r63_takes_no_longer_for_brackets_that_nothing_closes() {
    let brackets = "（".repeat(200_000);
    let start = std::time::Instant::now();
    let rule = report::check::RULES.iter().filter(|rule| rule.id.0 == "R63");
    assert_eq!(report::check::run(&draft().overview(&brackets).0, &Around::default(), rule), []);
    assert!(start.elapsed().as_secs() < 10, "{:?}", start.elapsed());
}
