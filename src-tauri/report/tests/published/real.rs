//! For every rule the real cases: where it speaks of a published report, and where it must not.
//!
//! A silence counts only if the rule can speak there: each is changed in one place, after which it must. A fault that
//! was published is mended in the same way, after which the rule must be silent.
#![cfg(test)]

use crate::{published, Known};
use report::{
    check::{run, Around, Day, Printed, RULES},
    Finding, Form, Prose, Report,
};
use std::{collections::BTreeMap, sync::LazyLock};

static REPORTS: LazyLock<BTreeMap<String, (Report, bool)>> = LazyLock::new(published);

/// One change to a real report, or to that of the year before.
#[derive(Clone, Copy)]
enum Change {
    /// Words of the prose, wherever they stand.
    Words(&'static str, &'static str),
    /// The paragraphs of a whole section.
    Text(&'static str, &'static str),
    Cell(&'static str, &'static str),
    /// A cell of last year's report.
    Before(&'static str, &'static str),
    /// The same text as last year's.
    AsBefore(&'static str),
    Title(&'static str),
    Published(u16, u8, u8),
    /// Read from a document that prints these headings and labels.
    Heading(&'static str, &'static str),
    Label(&'static str, &'static str),
    /// Rows that are not in the document.
    Missing(&'static str),
}
use Change::{AsBefore, Before, Cell, Heading, Label, Missing, Published, Text, Title, Words};

/// A real report as it stands, what a rule says of it, and what changes that.
struct Real {
    file: &'static str,
    /// How it was published or printed, which its data do not have.
    around: &'static [Change],
    /// How the sentence begins; nothing when the rule must be silent.
    says: &'static str,
    changed: &'static [Change],
}

/// A published fault: the rule speaks, and is silent when it is mended.
const fn fault(file: &'static str, says: &'static str, changed: &'static [Change]) -> Real {
    Real { file, around: &[], says, changed }
}

/// Nothing wrong: the rule is silent, and speaks when something is changed.
const fn right(file: &'static str, changed: &'static [Change]) -> Real {
    Real { file, around: &[], says: "", changed }
}

impl Real {
    const fn around(self, around: &'static [Change]) -> Real {
        Real { around, ..self }
    }

    fn sentences(&self, rule: &str, changes: &[&[Change]]) -> Vec<String> {
        let (report, _) = REPORTS.get(self.file).unwrap_or_else(|| panic!("{} is not there", self.file));
        let same =
            |other: &&(Report, bool)| other.0.agency == report.agency && other.0.year + 1 == report.year;
        let mut previous = REPORTS.values().find(same).map(|(report, _)| report.clone());
        let mut report = report.clone();
        let (mut printed, mut day) = (None, None);
        for change in changes.iter().copied().flatten() {
            change.apply(&mut report, &mut previous, &mut printed, &mut day);
        }
        let others: Vec<Known> = match rule {
            "R59" => {
                let others = REPORTS.values().filter(|(other, _)| other.agency != report.agency);
                others.map(|(other, _)| Known::of(other)).collect()
            }
            _ => Vec::new(),
        };
        let around = Around {
            previous: previous.as_ref(),
            others: &others,
            printed: printed.as_ref(),
            published: day,
            ..Around::default()
        };
        let found: Vec<Finding> = run(&report, &around, RULES.iter().filter(|one| one.id.0 == rule));
        found.into_iter().map(|finding| finding.message).collect()
    }
}

fn write(report: &mut Report, cell: &str, text: &str) {
    let id = report.form().cell(cell).unwrap_or_else(|| panic!("{cell}")).id.clone();
    report.write(&id, text).unwrap();
}

fn set_text(report: &mut Report, place: &str, paragraphs: Vec<String>) {
    let place = report.form().prose_place(place).unwrap().clone();
    report.set_prose(&place, Prose::plain(paragraphs)).unwrap();
}

fn whole(form: &Form) -> Printed {
    Printed {
        sections: form.sections.iter().map(|section| section.id.clone()).collect(),
        ..Printed::default()
    }
}

impl Change {
    fn apply(
        self,
        report: &mut Report,
        previous: &mut Option<Report>,
        printed: &mut Option<Printed>,
        day: &mut Option<Day>,
    ) {
        match self {
            Words(from, to) => {
                let places: Vec<String> =
                    report.form().prose_places().map(|place| place.as_str().to_owned()).collect();
                let mut found = false;
                for name in places {
                    let place = report.form().prose_place(&name).unwrap().clone();
                    let texts = report.text(&place);
                    if texts.iter().any(|text| text.contains(from)) {
                        found = true;
                        set_text(report, &name, texts.iter().map(|text| text.replace(from, to)).collect());
                    }
                }
                assert!(found, "“{from}” is not in the report");
            }
            Text(place, text) => set_text(report, place, text.lines().map(str::to_owned).collect()),
            Cell(cell, text) => write(report, cell, text),
            Before(cell, text) => write(previous.as_mut().expect("last year's report"), cell, text),
            AsBefore(name) => {
                let last = previous.as_ref().expect("last year's report");
                let place = last.form().prose_place(name).unwrap().clone();
                let texts = last.text(&place).iter().map(|text| (*text).to_string()).collect();
                set_text(report, name, texts);
            }
            Title(title) => report.title = Some(title.to_owned()),
            Published(year, month, of_month) => *day = Some(Day { year, month, day: of_month }),
            Heading(section, text) => {
                let form = report.form().clone();
                let printed = printed.get_or_insert_with(|| whole(&form));
                printed.unusual.retain(|(id, _)| id.as_str() != section);
                if !text.is_empty() {
                    printed.unusual.push((form.section(section).unwrap().id.clone(), text.to_owned()));
                }
            }
            Label(cell, text) => {
                let form = report.form().clone();
                let printed = printed.get_or_insert_with(|| whole(&form));
                printed.labels.retain(|(id, _)| id.as_str() != cell);
                if !text.is_empty() {
                    printed.labels.push((form.cell(cell).unwrap().id.clone(), text.to_owned()));
                }
            }
            Missing(rows) => {
                let form = report.form().clone();
                let printed = printed.get_or_insert_with(|| whole(&form));
                for cell in form.cells().iter().filter(|cell| cell.id.row().starts_with(rows)) {
                    printed.unread.insert(cell.id.clone());
                    report.write(&cell.id, "").unwrap();
                }
            }
        }
    }
}

const SUQIAN_FEES: &[Change] = &[Words("1件，收取420元", "1件，收取410元")];

/// The real cases of a rule.
#[rustfmt::skip]
fn cases(rule: &str) -> Vec<Real> {
    match rule {
        "R01" => vec![
            right("17", &[Cell("requests.received.person", "3494")]),
            right("05", &[Cell("requests.received.total", "217")]),
            // The total column is blank: not assessable, and not 0.
            right("14", &[]),
        ],
        "R02" => vec![
            fault("10", "自然人：各项办理结果之和为 26，（七）总计填写为 20。", &[Cell("requests.handled.person", "26"), Cell("requests.handled.total", "27")]),
            right("11", &[Cell("requests.granted.person", "8")]),
            right("09", &[Cell("requests.handled.person", "146")]),
        ],
        "R03" => vec![
            fault("46", "自然人：第一项加第二项之和（60）不等于第三项总计加第四项之和（61）。", &[Cell("requests.received.person", "61"), Cell("requests.received.total", "63")]),
            right("17", &[Cell("requests.carried_out.total", "120")]),
            right("13", &[Cell("requests.carried_in.legal", "19")]),
        ],
        "R04" => vec![
            fault("02", "行政复议：四项结果之和为 11，总计填写为 0。", &[Cell("disputes.review.total", "11"), Cell("disputes.suit_after_review.total", "5")]),
            right("18", &[Cell("disputes.review.total", "134")]),
            right("09", &[Cell("disputes.direct_suit.upheld", "6")]),
        ],
        "R05" => vec![right("18", &[Cell("requests.received.total", "3646余")])],
        "R06" => vec![
            fault("50j", "表三从“一、本年新收政府信息公开申请数量”起有", &[]),
            fault("14", "表四“复议后起诉”整行未填写", &[]),
            fault("02", "表三“（六）其他处理”的 3 行没有读到", &[]).around(&[Missing("closed_")]),
            right("01", &[Cell("requests.granted.legal", "")]),
        ],
        "R07" => vec![
            fault("50f", "表二“规章”本年制发件数 填写了“/”", &[Cell("disclosure.rules.issued", "0"), Cell("disclosure.rules.repealed", "0"), Cell("disclosure.rules.in_force", "0")]),
            right("50e", &[Cell("disclosure.rules.issued", "—")]),
        ],
        "R08" => vec![
            // Six decimals, as the table of a town and a whole region prints them.
            right("38", &[Cell("disclosure.charges.amount", "-190.457379")]),
            right("06", &[Cell("disclosure.charges.amount", "5949.088667万")]),
        ],
        "R09" => vec![
            right("38", &[Cell("disclosure.charges.amount", "1904573.79")]),
            right("09", &[Cell("disclosure.charges.amount", "4166241619")]),
        ],
        "R10" => vec![
            right("16", &[Cell("disclosure.normative.in_force", "32")]),
            right("50d", &[Cell("disclosure.normative.in_force", "1")]),
        ],
        "R11" => vec![
            fault("23", "规章由设区的市级以上政府", &[Cell("disclosure.rules.total_public", "0"), Cell("disclosure.rules.made", "0"), Cell("disclosure.rules.newly_public", "0")]),
            fault("30", "规章由设区的市级以上政府", &[Cell("disclosure.rules.in_force", "0")]),
            fault("50d", "规章由设区的市级以上政府", &[Cell("disclosure.rules.issued", "0"), Cell("disclosure.rules.in_force", "0")]),
            right("36", &[Cell("disclosure.rules.in_force", "6")]),
            right("17", &[]),
        ],
        "R12" => vec![fault("01", "各表均为 0", &[Cell("disclosure.licences.decided", "1")]), right("02", &[])],
        "R13" => vec![
            fault("50g", "表二“行政许可”本年增/减 应为整数，减少的写负数，现为“减4”。", &[Cell("disclosure.licences.change", "-4")]),
            // −18 and −15 as 平潭 printed them.
            right("10", &[Cell("disclosure.penalties.change", "减18")]),
        ],
        "R14" => vec![
            right("17", &[Cell("requests.closed_other.total", "800")]),
            right("13", &[Cell("requests.closed_not_corrected.total", "3180")]),
            // 4 of 21 is nearly a fifth, and too few to tell.
            right("10", &[Cell("requests.closed.total", "5")]),
        ],
        "R15" => vec![
            fault("09", "表三有逾期未缴费 2 件", &[Text("other_matters", "2件申请经发出收费通知，申请人逾期未缴纳。")]),
            right("13", &[Words("400元", "0元")]),
        ],
        "R16" => vec![
            fault("17", "无正当理由大量反复申请 58 件", &[Cell("requests.declined_excessive.total", "0")]),
            fault("18", "无正当理由大量反复申请 3 件", &[Cell("requests.declined_excessive.total", "0")]),
            right("05", &[Cell("requests.declined_excessive.total", "1")]),
        ],
        "R17" => vec![right("05", &[Cell("disputes.review.total", "0"), Before("disputes.review.total", "0")])],
        "R18" => vec![right("09", &[
            Cell("requests.received.total", "0"), Before("requests.received.total", "0"), Before("requests.carried_in.total", "0"),
        ])],
        // 37 of 75 is not yet half.
        "R19" => vec![right("16", &[Cell("requests.unable_not_held.total", "38")]), right("05", &[Cell("requests.unable_not_held.total", "110")])],
        "R20" => vec![right("50d", &[Cell("disclosure.penalties.decided", "100000")])],
        "R21" => vec![
            right("16", &[Cell("requests.carried_in.total", "2")]),
            right("18", &[Cell("requests.carried_in.total", "120")]),
            right("09", &[Before("requests.carried_out.total", "3")]),
            right("08", &[Before("requests.carried_out.total", "3")]),
        ],
        "R22" => vec![
            right("18", &[Cell("requests.carried_in.company", "99")]),
            right("16", &[Before("requests.carried_out.person", "0")]),
        ],
        "R23" => vec![
            fault("06", "行政规范性文件现行有效 470 件，按上年 698 件加制发 77 件减废止 132 件应为 643 件。", &[Cell("disclosure.normative.in_force", "643")]),
            fault("05", "行政规范性文件现行有效 440 件", &[Cell("disclosure.normative.in_force", "499")]),
            fault("09", "行政规范性文件现行有效 546 件", &[Before("disclosure.normative.in_force", "533")]),
            right("16", &[Cell("disclosure.normative.in_force", "697")]),
            right("18", &[Cell("disclosure.normative.repealed", "226")]),
            right("45", &[Cell("disclosure.normative.issued", "60")]),
            right("03", &[Cell("disclosure.normative.in_force", "9")]),
        ],
        "R24" => vec![right("18", &[Cell("disclosure.rules.in_force", "11")]), right("45", &[Cell("disclosure.rules.in_force", "14")])],
        "R25" => vec![
            fault("03", "新收申请由上年 21 件变为 95 件", &[Cell("requests.received.total", "40")]),
            fault("16", "行政许可由上年 2293 件变为 10690 件", &[Before("disclosure.licences.decided", "9000")]),
            fault("05", "行政事业性收费由上年 5949.088667 万元变为 18651.06 万元", &[Cell("disclosure.charges.amount", "8651.06")]),
            // 81 to 218 is much, and less than three times as many.
            right("09", &[Cell("requests.received.total", "1154")]),
        ],
        "R26" => vec![
            fault("05", "未经复议直接起诉：上年有 1 件尚未审结", &[Cell("disputes.direct_suit.upheld", "1")]),
            right("09", &[
                Cell("disputes.review.upheld", "0"), Cell("disputes.review.corrected", "0"), Cell("disputes.review.other", "0"), Cell("disputes.review.total", "0"),
            ]),
        ],
        "R27" => vec![
            right("18", &[Words("同比增长1.05%", "同比增长10.5%")]),
            right("17", &[]),
            right("42c", &[]),
        ],
        "R28" => vec![fault("08", "两年表格格式不同，规章本年废止件数", &[]), right("16", &[])],
        "R30" => vec![
            fault("03", "正文写收到申请 17 件，表三为新收 95 件", &[Words("申请 17 件", "申请 95 件")]),
            fault("50e", "正文写收到申请 2 件，表三为新收 3 件", &[Words("申请2件", "申请3件")]),
            right("17", &[Words("3607件", "3670件")]),
            right("18", &[Words("3646件", "3664件")]),
            right("16", &[Words("申请75件", "申请57件")]),
            right("06", &[Words("共计81件", "共计18件")]),
            right("08", &[Words("收到70件申请", "收到71件申请")]),
            right("09", &[Words("申请154件", "申请145件")]),
            right("05", &[Words("申请218件", "申请219件")]),
            right("02", &[Words("申请 21 件", "申请 12 件")]),
        ],
        "R31" => vec![
            right("50c", &[Cell("requests.received.total", "1")]),
            right("50u", &[Cell("requests.received.total", "1")]),
            right("42a", &[Cell("requests.received.total", "2")]),
            right("01", &[]),
        ],
        "R32" => vec![
            right("08", &[Words("办结69件", "办结70件")]),
            right("09", &[Words("办结148件", "办结154件")]),
            right("06", &[Words("办结依申请公开81件", "办结依申请公开80件")]),
        ],
        "R33" => vec![
            right("08", &[Cell("requests.carried_out.total", "2")]),
            right("09", &[Words("结转至2026年6件", "结转至2026年4件")]),
            right("17", &[Words("转下年度办理121件", "转下年度办理112件")]),
            right("18", &[Words("转下年度办理125件", "转下年度办理152件")]),
        ],
        "R34" => vec![
            right("06", &[Words("无法提供31件", "无法提供30件")]),
            right("17", &[Words("不予公开142件", "不予公开124件")]),
            right("18", &[Words("不予处理117件", "不予处理171件")]),
            // 258 written, 272 in the columns, and the total left blank: not assessable until it is filled in.
            right("14", &[Cell("requests.granted.total", "272"), Cell("requests.partial.total", "3")]),
        ],
        "R35" => vec![
            fault("14", "258 件占比应为 32%，正文写 33.9%。", &[Words("33.9%", "32.0%")]),
            right("06", &[Words("51.85%", "58.15%")]),
        ],
        "R36" => vec![
            right("06", &[Words("自然人80件", "自然人81件")]),
            right("16", &[Words("商业企业3件", "商业企业4件")]),
            right("17", &[Words("自然人申请3493件", "自然人申请3439件")]),
        ],
        "R37" => vec![
            fault("18", "正文写行政复议 134 件，表四 170 件。", &[Words("134件", "170件"), Words("57件", "77件")]),
            right("06", &[Words("行政诉讼案件7件", "行政诉讼案件5件")]),
            right("09", &[Words("行政复议36起", "行政复议63起")]),
            right("16", &[Cell("disputes.review.total", "3")]),
            right("50d", &[]),
        ],
        "R38" => vec![
            fault("32", "正文写制发规范性文件 0 件，表二 4 件。", &[Cell("disclosure.normative.issued", "0"), Cell("disclosure.normative.in_force", "0")]),
            right("05", &[Words("规范性文件62件", "规范性文件26件")]),
            right("06", &[Words("规范性文件393件", "规范性文件339件")]),
            right("16", &[Words("规范性文件698件", "规范性文件689件")]),
            right("50c", &[Cell("disclosure.normative.issued", "3")]),
        ],
        "R39" => vec![right("50c", &[Cell("disclosure.licences.decided", "3")]), right("42e", &[])],
        "R40" => vec![
            fault("42g", "正文写共 21 条，分项合计 14 条。", &[Words("规章文件4条", "规章文件11条")]),
            fault("10", "正文写共 2602 条，分项合计 2603 条。", &[Words("2602条", "2603条")]),
            fault("11", "正文写共 2599 条，分项合计 2533 条。", &[Words("2599条", "2533条")]),
            fault("50r", "正文写共 10300 条，分项合计 7670 条。", &[Words("10300条", "7670条")]),
            right("01", &[Words("信息32条", "信息23条")]),
            right("42b", &[Words("工作动态8条", "工作动态9条")]),
            right("42h", &[Words("重点工作186条", "重点工作168条")]),
            right("42k", &[Words("领导成员10条", "领导成员11条")]),
            right("17", &[Words("沭阳县477件", "沭阳县474件")]),
            right("50m", &[]),
            // With 等 in them nobody says that they are complete, though they are.
            right("50l", &[]),
            right("50n", &[]),
            right("50o", &[Words("政务动态1215条", "政务动态1225条")]),
            right("50p", &[Words("概况类69条", "概况类96条")]),
            right("50q", &[]),
            right("50s", &[Words("重点信息15条", "重点信息51条")]),
            right("50a", &[Words("政务活动25条", "政务活动52条")]),
        ],
        "R41" => vec![right("42a", &[]), right("42k", &[])],
        "R42" => vec![
            fault("50b", "政府信息公开申请宜以“件”计。", &[Words("申请0条", "申请0件")]),
            right("50c", &[Words("未收到群众要求政府信息公开的申请", "收到政府信息公开申请0条")]),
        ],
        "R43" => vec![
            right("05", &[Text("other_matters", "建议提案均已按期办理。")]),
            // No report that is due before the form asks for it.
            right("11", &[]),
        ],
        "R44" => vec![right("05", &[Text("other_matters", "无其他需要报告的事项")]), right("14", &[]), right("10", &[]), right("11", &[])],
        "R45" => vec![right("17", SUQIAN_FEES), right("18", &[Words("收取信息处理费2230元", "收取信息处理费2320元")])],
        "R50" => vec![
            fault("16", "标题应为“四、政府信息公开行政复议、行政诉讼情况”，现为“四、政府信息公开行政法复议、行政诉讼情况”。", &[Heading("disputes", "")])
                .around(&[Heading("disputes", "四、政府信息公开行政法复议、行政诉讼情况")]),
            right("17", &[Text("overview", "")]),
        ],
        "R51" => vec![
            fault("13", "总体情况未写“政府信息管理”“平台建设”“监督保障”。", &[Words("（二）依申请公开。", "（三）信息管理、平台建设、监督保障有序推进。")]),
            fault("14", "总体情况未写“政府信息管理”", &[]),
            fault("11", "总体情况未写“依申请公开”。", &[]),
            right("09", &[Words("（三）政府信息管理方面。", "（三）"), Words("规范性文件", "文件"), Words("保密审查", "审查"), Words("清理", "整理")]),
            right("05", &[]),
        ],
        "R52" => vec![
            fault("02", "各级人民政府应写明", &[Words("执行信息审核发布制度", "执行考核制度")]),
            right("03", &[Words("考核", "工作")]),
        ],
        "R53" => vec![
            fault("01", "总体情况 1124 字", &[Text("overview", "2024年，官塘驿镇累计发布政府信息56条。")]),
            fault("05", "总体情况 1115 字", &[]),
            right("09", &[Words("（一）", "（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。（一）本段重复。")]),
        ],
        "R54" => vec![fault("13", "总体情况过于简略，只有 73 字。", &[]), right("09", &[Text("overview", "2025年工作有序开展。")])],
        "R55" => vec![right("13", &[Text("problems", "无。")]), right("09", &[Text("problems", "存在一些不足，将改进。")])],
        "R56" => vec![
            fault("13", "第五部分缺少改进内容。", &[Words("还需进一步规范。", "还需进一步规范。下一步将健全制度。")]),
            fault("14", "第五部分缺少改进内容。", &[Words("（二）改进措施", "（二）改进措施：将加强学习。")]),
            right("06", &[Text("problems", "部分单位信息发布属性界定还不够精确，部分栏目存在信息噪音，开拓创新不够有力。")]),
            right("10", &[]),
        ],
        "R57" => vec![right("09", &[AsBefore("problems")]), right("03", &[AsBefore("problems")])],
        "R58" => vec![right("05", &[AsBefore("problems"), AsBefore("overview")]), right("16", &[AsBefore("problems"), AsBefore("overview")])],
        "R59" => vec![right("05", &[]), right("50k", &[])],
        "R60" => vec![
            fault("50h", "2023 年度不适用2019年试行格式", &[]),
            fault("50i", "2022 年度不适用2019年试行格式", &[]),
            right("10", &[]),
            right("08", &[]),
        ],
        "R61" => vec![
            fault("02", "行名与官方模板不一致：“2.其他法律行政止公开”", &[Label("requests.refused_by_law.person", "")])
                .around(&[Label("requests.refused_by_law.person", "2.其他法律行政止公开")]),
            right("16", &[Label("requests.refused_by_law.person", "2.其他法律行政止公开")]).around(&[Heading("disputes", "四、政府信息公开行政法复议、行政诉讼情况")]),
        ],
        "R62" => vec![
            fault("42g", "第二部分没有表格数据", &[]),
            fault("50k", "第四部分没有表格数据", &[]),
            right("13", &[]),
        ],
        "R63" => vec![
            fault("06", "序号不连续：“一是”之后是“三是”。", &[Words("；三是开拓创新", "；二是开拓创新")]),
            right("16", &[Words("二是做好各类规划公开", "三是做好各类规划公开")]),
            right("08", &[Words("（二）改进措施", "（三）改进措施")]),
        ],
        "R64" => vec![
            fault("50f", "前言写由 6 部分组成，只列出 5 部分。", &[Words("存在问题", "行政复议诉讼情况、存在问题")]),
            right("09", &[Words("共分6个部分", "共分7个部分")]),
            right("50n", &[Words("六部分组成", "七部分组成")]),
        ],
        "R65" => vec![
            fault("42m", "总体情况没有本机关的具体情况和数据。", &[Words("多数部门", "全县120个部门中多数")]),
            fault("50z", "总体情况没有本机关的具体情况和数据。", &[]),
            right("50v", &[]),
        ],
        "R70" => vec![right("05", &[Words("统计期限为2024年1月1日至2024年12月31日", "统计期限为2023年1月1日至2023年12月31日")])],
        "R71" => vec![
            fault("32", "正文出现“2022年”", &[Words("2022年，西柳镇", "2023年，西柳镇")]),
            right("16", &[Words("2022年，全区收到", "2021年，全区收到")]),
            right("50d", &[]),
            right("08", &[]),
        ],
        "R72" => vec![
            fault("32", "统计期限应为 2023年1月1日至12月31日。", &[Words("12月31止", "12月31日止")]),
            right("05", &[Words("2024年12月31日", "2024年12月30日")]),
            right("50m", &[Words("2022年1月1日起至12月31日止", "2022年1月1日起至12月25日止")]),
        ],
        "R73" => vec![
            fault("42l", "发布日期早于统计期末", &[Published(2021, 1, 25)]).around(&[Published(2020, 12, 25)]),
            fault("23", "发布日期晚于", &[Published(2021, 1, 25)]).around(&[Published(2021, 2, 20)]),
            right("50k", &[Published(2023, 2, 11)]).around(&[Published(2023, 1, 11)]),
            right("50i", &[Published(2023, 2, 1)]).around(&[Published(2023, 1, 31)]),
        ],
        "R74" => vec![
            fault("50a", "正文出现“我局”", &[Words("我局", "我镇")]),
            right("50e", &[Words("本年度我局", "本年度我镇")]),
            right("42b", &[Words("我镇", "我街道")]),
        ],
        "R75" => vec![
            fault("05", "建议标题：平潭综合实验区2024年政府信息公开工作年度报告", &[Title("平潭综合实验区2024年政府信息公开工作年度报告")]),
            fault("50i", "建议标题：佳县螅镇2022年政府信息公开工作年度报告", &[]),
            right("50a", &[Title("龙游县横山镇2023年度政府信息公开年度报告")]),
        ],
        "R76" => vec![
            fault("36", "引用的“国办公开办函〔2019〕60号”已被替代", &[Words("〔2019〕60号", "〔2021〕30号"), Words("年度报告有关事项的通知", "年度报告格式的通知")]),
            fault("42j", "引用的“国办公开办函【2021】30号”已被替代，或与文件名不匹配", &[Words("关于政府信息公开工作年度报告有关事项的通知", "关于印发政府信息公开工作年度报告格式的通知")]),
            right("05", &[Words("〔2021〕30号", "〔2019〕60号")]),
            // Another document of 2019, on platforms.
            right("50s", &[Words("〔2019〕61号", "〔2019〕60号")]),
            right("10", &[]),
            right("50h", &[]),
        ],
        "R77" => vec![
            fault("42j", "发文字号年份应使用〔〕", &[Words("【2021】", "〔2021〕")]),
            right("05", &[Words("〔2021〕", "[2021]")]),
        ],
        "R78" => vec![right("50t", &[Words("按照《舟曲县", "根据贵办要求，按照《舟曲县")])],
        "R80" => vec![
            // As it is pasted out of its page.
            fault("01", "正文残留网页内容“./t20250103_3865366_xzapp.shtml”", &[Text("other_matters", "我镇政府信息公开信息处理费为0。")])
                .around(&[Text("other_matters", "我镇政府信息公开信息处理费为0。\n附件:\n分享到:\n./t20250103_3865366_xzapp.shtml")]),
            fault("08", "正文残留网页内容“附件下载”", &[Words("附件下载", "")]),
            right("09", &[Words("2025年，无收取", "【打印】2025年，无收取")]),
        ],
        "R81" => vec![
            fault("30", "模板占位内容未替换：“该部分以表格形式报告”。", &[Text("disclosure", ""), Text("requests", "")]),
            fault("42n", "模板占位内容未替换：“具体重大政策名称”。", &[Words("“具体重大政策名称”", "《某办法》")]),
            right("36", &[Words("太平镇认真", "XX镇认真")]),
        ],
        // An organisation's code of 18 digits, as a town's page has it in its address.
        "R82" => vec![right("42b", &[Words("召开1次", "申请人11010519491231002X，召开1次")])
            .around(&[Words("嘉祥县政府网站", "嘉祥县政府网站（http://jiaxiang.gov.cn/module/xxgk/xxgkAnnualReport.jsp?area=113708290043337186）")])],
        "R83" => vec![right("08", &[Words("0591-23165370", "13800138000")])],
        "R84" => vec![right("08", &[Words("联系地址：平潭", "家庭住址：平潭")])],
        "R85" => vec![
            fault("10", "标点、空格不规范", &[Words("(其中", "（其中"), Words("1053条)", "1053条）"), Words("主要问题:", "主要问题：")]),
            right("09", &[Words("聚焦民生关切，", "聚焦民生关切,")]),
        ],
        "R86" => vec![
            fault("16", "书名号里的书名号应为“〈〉”", &[Words("<", "〈"), Words(">", "〉")]),
            fault("50n", "书名号里的书名号应为“〈〉”", &[Words("<", "〈"), Words(">", "〉")]),
            right("05", &[Words("格式〉", "格式")]),
        ],
        "R87" => vec![
            fault("38", "正文含繁体字：“鎮網務動態條過縣”。", &[Text("overview", "全镇更新信息73条。")]),
            right("50m", &[Words("砲里街道严格", "砲里街道嚴格")]),
        ],
        _ => Vec::new(),
    }
}

/// Rules without any real case, and why: no report that could be had shows one.
const MADE_UP: &[(&str, &str)] = &[("R46", "第六部分没有写、只在第一部分写了信息处理费的年报，手头没有")];

/// Rules of which no published fault could be had: only what must stay silent is real.
const WITHOUT_A_REAL_FAULT: &[&str] = &[
    "R01", "R05", "R08", "R09", "R10", "R14", "R17", "R18", "R19", "R20", "R21", "R22", "R24", "R27", "R31",
    "R32", "R33", "R34", "R36", "R39", "R41", "R43", "R44", "R45", "R46", "R55", "R57", "R58", "R59", "R70",
    "R78", "R82", "R83", "R84",
];

#[test]
fn what_was_published_wrong_is_told_and_nothing_else() {
    let mut wrong: Vec<String> = Vec::new();
    for rule in RULES {
        let id = rule.id.0;
        for case in cases(id) {
            let file = case.file;
            let said = case.sentences(id, &[case.around]);
            let changed = || case.sentences(id, &[case.around, case.changed]);
            if case.says.is_empty() {
                if !said.is_empty() {
                    wrong.push(format!("{id} {file}: nothing is wrong, and it says {said:?}"));
                }
                if !case.changed.is_empty() && changed().is_empty() {
                    wrong.push(format!("{id} {file}: it cannot speak there"));
                }
            } else {
                let tells = |said: &[String]| said.iter().any(|said| said.starts_with(case.says));
                if !tells(&said) {
                    wrong.push(format!("{id} {file}: it does not say “{}” but {said:?}", case.says));
                }
                if !case.changed.is_empty() && tells(&changed()) {
                    wrong.push(format!("{id} {file}: it says so of what is mended, too"));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// No rule is without a real case for want of looking: what is missing is named above, and nothing is named in vain.
#[test]
fn every_rule_has_its_real_cases() {
    for rule in RULES {
        let id = rule.id.0;
        let cases = cases(id);
        let made_up = MADE_UP.iter().any(|(named, _)| *named == id);
        assert_eq!(cases.is_empty(), made_up, "{id}: real cases, or why there are none");
        let fault = cases.iter().any(|case| !case.says.is_empty());
        assert_eq!(
            !fault,
            WITHOUT_A_REAL_FAULT.contains(&id),
            "{id}: a published fault, or named as without one"
        );
        let silence = cases.iter().any(|case| case.says.is_empty());
        assert!(made_up || silence, "{id}: a report it must be silent of");
    }
}

/// What a rule names as its source is among its cases.
#[test]
fn a_report_named_as_source_is_a_case() {
    let named = [
        ("官塘驿镇", "01"),
        ("洪泽", "02"),
        ("洪泽", "03"),
        ("宿迁", "17"),
        ("宿迁", "18"),
        ("丽园街道", "23"),
        ("尼勒克县某镇", "30"),
        ("西柳镇", "32"),
        ("太平镇 2022", "36"),
        ("北坡镇", "38"),
        ("合水镇", "42g"),
        ("中村乡", "42j"),
        ("上营乡", "42l"),
        ("温泉县", "42m"),
        ("紫金县", "42n"),
        ("上海市政府办公厅", "14"),
        ("邹城", "42c"),
        ("龙泉", "42e"),
        ("鹤游镇", "50c"),
        ("平潭 2020", "10"),
        ("平潭 2022", "16"),
        ("永靖县", "50n"),
        ("区统计局", "50f"),
        ("平潭 2023", "06"),
        ("平潭 2025", "09"),
        ("平潭 2024", "05"),
        ("平潭 2021", "08"),
        ("横山镇", "50a"),
        ("昭化区", "50b"),
        ("松木塘镇", "50d"),
        ("退役军人", "50e"),
        ("县民政局", "50h"),
        ("螅镇", "50i"),
        ("甘谷县", "50r"),
        ("某局 2020", "50g"),
    ];
    for rule in RULES {
        for (name, _) in named.iter().filter(|(name, _)| rule.source.contains(name)) {
            let files: Vec<&str> =
                named.iter().filter(|(other, _)| other == name).map(|(_, file)| *file).collect();
            let has = cases(rule.id.0).iter().any(|case| files.contains(&case.file));
            // 宿迁's rules for assessing reports are no report.
            assert!(has || rule.source.contains("考核细则"), "{} names {name}", rule.id);
        }
    }
}
