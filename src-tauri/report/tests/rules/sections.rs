//! R43–R56, R60–R65: what the sections must say.

use crate::{draft, of, NOTHING, OVERVIEW};
use report::{agency::Level, check::Around, Severity};

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

/// 西咸新区太平镇 2022: the agency's name ends in 人民政府, and its text calls it 太平镇.
#[test]
fn r65_an_agency_is_called_by_its_short_name() {
    let text = "各级各部门认真贯彻条例，太平镇深入推行政务公开，依申请公开规范办理，信息管理、平台建设、监督保障有序推进。";
    assert_eq!(of("2021", "太平镇人民政府", 2022).prose("overview", &[text]).said("R65"), NOTHING);
}

#[test]
fn r63_half_width_numbering() {
    assert_eq!(
        draft().prose("problems", &["(一)存在的主要问题有不足。", "(三)改进措施将加强。"]).said("R63"),
        ["序号不连续：“（一）”之后是“（三）”。"]
    );
}
