//! The notice sheet, judged as the report is: by the rules of the archive, by what is on the page, by its pictures.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use lopdf::Object;
use press::chart::Chart;
use press::layout::{Frame, Paper};
use press::notice::{self, KeyFigure, Notice};
use press::{Pages, PressError};
use report::series::{Figures, Indicator, Indicators, Series};
use report::{Forms, Value};

use crate::opened::element::Element;
use crate::opened::Opened;
use crate::samples::{fonts, Printed};
use crate::{archive, tools};

/// 平潭 2020, 2022 and 2024 as published, and the years between made to follow.
pub fn pingtan() -> Vec<Figures> {
    let forms = Forms::bundled().unwrap();
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests/data/published");
    let published = |name: &str| {
        report::json::from_json(&std::fs::read_to_string(folder.join(name)).unwrap(), &forms).unwrap()
    };
    let (early, middle, late) = (published("10.json"), published("16.json"), published("05.json"));
    let made = |from: &report::Report, year: u16, percent: u64| {
        let mut report = from.clone();
        report.year = year;
        for cell in from.form().cells() {
            if let Some(Value::Count(n)) = from.value(&cell.id) {
                report.set(&cell.id, Some(Value::Count(n * percent / 100))).unwrap();
            }
        }
        balanced(&mut report);
        Figures::of(&report)
    };
    vec![
        made(&early, 2019, 70),
        Figures::of(&early),
        made(&middle, 2021, 80),
        Figures::of(&middle),
        made(&late, 2023, 90),
        Figures::of(&late),
        made(&late, 2025, 110),
    ]
}

/// What percentages cut off is put right: totals are the sums of their parts, and as many came as were dealt with.
fn balanced(report: &mut report::Report) {
    let form = report.form().clone();
    let count = |report: &report::Report, id: &report::CellId| match report.value(id) {
        Some(Value::Count(n)) => n,
        _ => 0,
    };
    let add_up = |report: &mut report::Report| {
        // Totals of totals: so often as there are steps.
        for sum in form.sums.iter().cycle().take(4 * form.sums.len()) {
            if report.value(&sum.total).is_some() {
                let total = sum.parts.iter().map(|it| count(report, it)).sum();
                report.set(&sum.total, Some(Value::Count(total))).unwrap();
            }
        }
    };
    add_up(report);
    for balance in &form.balances {
        let [first, others @ ..] = balance.left.as_slice() else { continue };
        let right: u64 = balance.right.iter().map(|it| count(report, it)).sum();
        let others: u64 = others.iter().map(|it| count(report, it)).sum();
        report.set(first, Some(Value::Count(right.saturating_sub(others)))).unwrap();
    }
    add_up(report);
}

pub fn chart(id: &str, years: BTreeSet<u16>, reports: &[Figures]) -> Chart {
    let indicators = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let plan = indicators.charts.iter().find(|it| it.id == id).unwrap();
    let series = plan.of.iter().map(|it| Series::of(it, "平潭综合实验区", &years, [reports]));
    Chart::new(&plan.title, plan.kind, series.collect())
}

const CHARTS: [&str; 6] = ["requests", "outcomes", "rates", "documents", "decisions", "disputes"];

pub fn sample(paper: Paper, is_landscape: bool) -> Notice {
    let reports = pingtan();
    let years: BTreeSet<u16> = (2019..=2025).collect();
    let indicators = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let figure = |indicator: &Arc<Indicator>| {
        let series = Series::of(indicator, "平潭综合实验区", &years, [reports.as_slice()]);
        let point = series.at(2025).unwrap();
        KeyFigure {
            label: indicator.label.clone(),
            number: indicator.number(&point.point).into(),
            unit: indicator.unit.clone(),
            note: series.note(point),
        }
    };
    Notice {
        agency: "平潭综合实验区管理委员会".into(),
        year: 2025,
        figures: indicators.figures.iter().map(figure).collect(),
        charts: CHARTS.map(|id| chart(id, years.clone(), &reports)).into(),
        source: "数据来源：平潭综合实验区2019年至2025年政府信息公开工作年度报告。".into(),
        code: Some("https://www.pingtan.gov.cn/zfxxgknb".into()),
        paper,
        is_landscape,
    }
}

pub fn pages(notice: &Notice) -> Pages {
    notice::lay_out(notice, &fonts()).unwrap()
}

fn pdf(notice: &Notice) -> Vec<u8> {
    press::pdf::write(&pages(notice), &fonts(), &Default::default(), None).unwrap()
}

const ALL: [(Paper, bool); 4] =
    [(Paper::A4, false), (Paper::A4, true), (Paper::A3, false), (Paper::A3, true)];

#[test]
fn every_notice_keeps_the_rules_of_the_report() {
    for (paper, is_landscape) in ALL {
        let bytes = pdf(&sample(paper, is_landscape));
        assert_eq!(archive::faults(&bytes), [""; 0], "{paper:?} {is_landscape}");
        let printed = Printed::new(&bytes);
        let said = tools::run("qpdf", &["--check".as_ref(), printed.path().as_ref()]);
        assert!(said.contains("No syntax or stream encoding errors found"), "{said}");
        let info = tools::run("pdfinfo", &[printed.path().as_ref()]);
        let size = match (paper, is_landscape) {
            (Paper::A4, false) => "595.276 x 841.89",
            (Paper::A4, true) => "841.89 x 595.276",
            (Paper::A3, false) => "841.89 x 1190.55",
            (Paper::A3, true) => "1190.55 x 841.89",
        };
        assert!(info.contains(size) && info.contains("Pages:           1"), "{info}");
    }
}

#[test]
fn every_figure_is_described_with_its_numbers() {
    let bytes = pdf(&sample(Paper::A4, false));
    let opened = Opened::new(&bytes);
    let root = Element::root(&opened).unwrap();
    let figures: Vec<String> = root
        .all()
        .into_iter()
        .filter(|it| it.kind == "Figure")
        .map(|it| {
            let alt =
                opened.document.get_dictionary(it.id).unwrap().get(b"Alt").and_then(Object::as_str).unwrap();
            let units: Vec<u16> =
                alt.chunks_exact(2).skip(1).map(|it| u16::from_be_bytes([it[0], it[1]])).collect();
            String::from_utf16(&units).unwrap()
        })
        .collect();
    assert_eq!(figures.len(), 7, "six charts and a code");
    assert_eq!(
        figures[3],
        "图：现行有效的行政规范性文件。2025年规范性文件现行有效为484件，比上年增加44件，增长10.0%。\
         各年数据：2019年规范性文件现行有效116件；2020年规范性文件现行有效166件；2021年规范性文件现行有效558件；\
         2022年规范性文件现行有效698件；2023年规范性文件现行有效396件；2024年规范性文件现行有效440件；\
         2025年规范性文件现行有效484件。虚线处：2020年与2021年口径不同，\
         “对外公开总数量”是历年公开的总数，不是现行有效件数。"
    );
    assert_eq!(figures[6], "二维码：https://www.pingtan.gov.cn/zfxxgknb");
}

#[test]
fn all_of_it_stands_on_the_paper_and_the_smallest_type_is_as_said() {
    for (paper, is_landscape) in ALL {
        let pages = pages(&sample(paper, is_landscape));
        let margin = 20.0;
        let mut smallest = f64::MAX;
        let inside = |x: f64, y: f64| {
            assert!(
                (margin..pages.width - margin).contains(&x) && (margin..pages.height - margin).contains(&y),
                "{paper:?} {is_landscape}: {x} {y}"
            );
        };
        for frame in &pages.pages[0].frames {
            match frame {
                Frame::Run(run) => {
                    smallest = smallest.min(run.size);
                    let last = run.glyphs.last().unwrap();
                    inside(run.glyphs[0].x, run.baseline - run.size);
                    inside(last.x + last.advance, run.baseline);
                }
                Frame::Path(path) => path.points.iter().for_each(|(x, y)| inside(*x, *y)),
                Frame::Rule(rule) => inside(rule.x2, rule.y2),
                Frame::Fill(fill) => inside(fill.x + fill.width, fill.y + fill.height),
            }
        }
        let said = if paper == Paper::A3 { 13.4 } else { 9.5 };
        assert!((smallest - said).abs() < 0.05, "{smallest}");
    }
}

#[test]
fn the_same_notice_gives_the_same_bytes() {
    assert!(pdf(&sample(Paper::A3, true)) == pdf(&sample(Paper::A3, true)));
}

#[test]
fn what_does_not_fit_is_named() {
    let refused = |change: &dyn Fn(&mut Notice)| {
        let mut notice = sample(Paper::A4, false);
        change(&mut notice);
        match notice::lay_out(&notice, &fonts()) {
            Err(PressError::NoRoom { place }) => place,
            other => panic!("{other:?}"),
        }
    };
    let long = "很长的一句话，".repeat(40);
    assert_eq!(refused(&|it| it.charts[2].sentence = long.clone()), long);
    assert_eq!(refused(&|it| it.agency = "某".repeat(80)), "某".repeat(80));
    assert_eq!(refused(&|it| it.charts.clear()), "0 张图表");
    assert_eq!(refused(&|it| it.charts.extend(it.charts.clone())), "12 张图表");
    let crowded = |it: &mut Notice| it.figures.extend(it.figures.clone());
    assert_eq!(refused(&crowded), "规范性文件现行有效");
    assert_eq!(refused(&|it| it.figures[1].number = "9".repeat(40)), "9".repeat(40));
}

#[test]
fn large_numbers_are_of_one_size_and_their_labels_stand_in_their_columns() {
    for (paper, is_landscape) in ALL {
        let mut notice = sample(paper, is_landscape);
        notice.figures[1].label = "行政规范性文件制发件".into();
        notice.figures[2].label = "行政规范性文件废止件".into();
        notice.figures[3].number = "123456789".into();
        let pages = pages(&notice);
        let numbers: Vec<&str> = notice.figures.iter().map(|it| it.number.as_str()).collect();
        let runs = || {
            pages.pages[0].frames.iter().filter_map(|frame| match frame {
                Frame::Run(run) => Some(run),
                _ => None,
            })
        };
        let sizes: Vec<f64> = runs()
            .filter(|run| run.size > pages.width / 60.0 && numbers.contains(&run.text().as_str()))
            .map(|run| run.size)
            .collect();
        assert_eq!(sizes.len(), 4, "{sizes:?}");
        assert!(sizes.iter().all(|size| *size == sizes[0]), "{sizes:?}");
        let labels = notice.figures.iter().map(|it| {
            let run = runs().find(|run| run.text() == it.label).unwrap();
            (run.glyphs[0].x, run.glyphs.last().map(|it| it.x + it.advance).unwrap())
        });
        let labels: Vec<(f64, f64)> = labels.collect();
        assert!(labels.windows(2).all(|pair| pair[0].1 + 10.0 < pair[1].0), "{labels:?}");
    }
}

#[test]
fn a_code_too_dense_for_a_telephone_is_refused() {
    let with = |paper, code: String| {
        let mut notice = sample(paper, false);
        notice.code = Some(code);
        notice::lay_out(&notice, &fonts()).map(|_| ())
    };
    let refused = |length| Err(PressError::CodeTooDense { length });
    assert_eq!(with(Paper::A4, "长".repeat(3000)), refused(3000));
    // 0.4 mm a square: what is too dense on A4 may be read on A3.
    assert_eq!(with(Paper::A4, "a".repeat(150)), Ok(()));
    assert_eq!(with(Paper::A4, "a".repeat(200)), refused(200));
    assert_eq!(with(Paper::A3, "a".repeat(200)), Ok(()));
    assert_eq!(with(Paper::A3, "a".repeat(500)), refused(500));
    let told = PressError::CodeTooDense { length: 3000 }.to_string();
    assert!(told.starts_with("二维码的文字太长（3000 个字）"), "{told}");
}

/// The text of a page, as it is read.
pub fn told(pages: &Pages) -> String {
    pages.lines().into_iter().map(|line| line.text).collect()
}

#[test]
fn what_must_be_known_with_the_numbers_stands_in_the_foot() {
    let reason = "虚线处：2020年与2021年口径不同，“对外公开总数量”是历年公开的总数，不是现行有效件数。";
    for (paper, is_landscape) in ALL {
        let mut notice = sample(paper, is_landscape);
        notice.figures[0].note = Some("4个机关中3个有数".into());
        let said = told(&pages(&notice));
        for note in [
            &format!("现行有效的行政规范性文件：{reason}"),
            "行政许可、处罚和强制决定：点线处：2020年与2021年口径相近，",
            "新收申请：4个机关中3个有数。",
        ] {
            assert!(said.contains(note), "{said}");
            assert!(said.find(note) < said.find("数据来源"), "{said}");
        }
    }
}
