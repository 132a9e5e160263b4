//! The notice sheet, judged as the report is: by the rules of the archive, by what is on the page, by its pictures.

use std::collections::BTreeSet;
use std::path::Path;
use std::sync::Arc;

use lopdf::Object;
use press::chart::Chart;
use press::layout::{Frame, Owner, Paper, Tag};
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
fn told(pages: &Pages) -> String {
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

#[test]
fn a_chart_that_stands_alone_has_its_notes_and_a_long_heading_in_lines() {
    let years: BTreeSet<u16> = (2019..=2025).collect();
    let mut chart = chart("documents", years, &pingtan());
    let short = press::chart::page(&chart, 480.0, 300.0, &fonts()).unwrap();
    assert!(told(&short).contains("“对外公开总数量”是历年公开的总数"), "{}", told(&short));
    chart.title = "平潭综合实验区管理委员会".repeat(5);
    let pages = press::chart::page(&chart, 480.0, 300.0, &fonts()).unwrap();
    assert!(told(&pages).contains(&chart.title));
    assert!(pages.height > short.height);
    for frame in &pages.pages[0].frames {
        let Frame::Run(run) = frame else { continue };
        let last = run.glyphs.last().unwrap();
        assert!(run.glyphs[0].x >= 0.0 && last.x + last.advance <= pages.width, "{}", run.text());
        assert!(run.baseline < pages.height, "{}", run.text());
    }
}

fn series(id: &str, subject: &str, years: impl IntoIterator<Item = u16>, reports: &[&[Figures]]) -> Series {
    let indicators = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let years = years.into_iter().collect();
    Series::of(indicators.get(id).unwrap(), subject, &years, reports.iter().copied())
}

#[test]
fn a_note_says_whose_it_is_unless_it_is_everyones_and_how_its_line_is_drawn() {
    let reports = pingtan();
    let of = |id: &str| series(id, "平潭", 2019..=2022, &[&reports]);
    let chart = |series: Vec<Series>| Chart::new("图", report::series::ChartKind::Line, series);
    let several = chart(vec![of("received"), of("normative_in_force"), of("licences")]).notes();
    // Where two breaks stand at one place one line is drawn, the worse one's, and both are told in one paragraph.
    assert_eq!(
        several,
        ["虚线处：2020年与2021年，规范性文件现行有效口径不同，“对外公开总数量”是历年公开的总数，不是现行有效件数；\
          行政许可口径相近，2021年格式写明包括依法未公开的处理决定。"]
    );
    let alone = chart(vec![of("licences")]).notes();
    assert!(alone[0].starts_with("点线处：2020年与2021年口径相近，"), "{alone:?}");
    // Years of the earlier form alone: no line parts them, and the number must still be known for what it is.
    let early = series("normative_in_force", "平潭", [2019, 2020], &[&reports]);
    let early = chart(vec![early]).notes();
    assert_eq!(early.len(), 1, "{early:?}");
    assert!(early[0].starts_with("2019年、2020年：“对外公开总数量”是"), "{early:?}");
}

#[test]
fn parts_that_do_not_add_up_to_the_reports_own_total_are_told() {
    let reports = pingtan();
    let plan = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let plan = plan.charts.iter().find(|it| it.id == "outcomes").unwrap();
    let of =
        |it: &std::sync::Arc<report::series::Indicator>| series(&it.id, "平潭", 2020..=2022, &[&reports]);
    let chart = Chart::new(&plan.title, plan.kind, plan.of.iter().map(of).collect());
    assert!(!chart.notes().iter().any(|it| it.contains("各项之和")));
    let chart = chart.of_whole(plan.whole.as_ref().map(of));
    assert_eq!(chart.notes().last().unwrap(), "2020年各项之和27件，年报总计21件。");
}

#[test]
fn shares_that_add_up_to_a_whole_but_for_their_last_digits_are_drawn_as_the_whole() {
    let reports = pingtan();
    let shares =
        ["granted_share", "partial_share", "refused_share", "unable_share", "declined_share", "closed_share"];
    let of = |id: &str| series(id, "平潭", [2022, 2024], &[&reports]);
    let chart = Chart::new("图", report::series::ChartKind::Stacked, shares.map(of).into());
    let pages = press::chart::page(&chart, 480.0, 300.0, &fonts()).unwrap();
    let words: Vec<String> = pages.pages[0]
        .frames
        .iter()
        .filter_map(|frame| match frame {
            Frame::Run(run) => Some(run.text()),
            _ => None,
        })
        .collect();
    assert_eq!(words.iter().filter(|it| *it == "100.0").count(), 2, "{words:?}");
    assert!(words.contains(&"100".to_owned()) && !words.contains(&"120".to_owned()), "{words:?}");
}

#[test]
fn shares_of_different_wholes_are_not_stacked() {
    let reports = pingtan();
    let shares = ["handled_rate", "granted_share"].map(|id| series(id, "平潭", [2022, 2024], &[&reports]));
    let chart = Chart::new("图", report::series::ChartKind::Stacked, shares.into());
    assert_eq!(chart.kind, report::series::ChartKind::Grouped);
    assert!(!chart.sentence.contains("占1"), "{}", chart.sentence);
}

#[test]
fn no_number_of_two_lines_lies_on_the_years_or_on_another() {
    let reports = pingtan();
    let lines = ["handled_rate", "declined_share"].map(|id| series(id, "平潭", 2020..=2024, &[&reports]));
    let drawn = texts(&Chart::new("图", report::series::ChartKind::Line, lines.into()), 480.0);
    let years = drawn.iter().find(|it| it.0 == "2024").unwrap().1;
    let numbers: Vec<_> = drawn.iter().filter(|it| it.0.contains('.')).collect();
    assert!(numbers.len() > 4, "{drawn:?}");
    for (at, (text, y, left, right)) in numbers.iter().enumerate() {
        assert!(years - y > 9.0, "{text} at {y}, the years at {years}");
        let meets = |it: &(String, f64, f64, f64)| it.2 < *right && *left < it.3 && (it.1 - y).abs() < 8.0;
        assert!(!numbers[..at].iter().any(|it| meets(it)), "{text}: {drawn:?}");
    }
}

#[test]
fn a_note_on_a_part_of_a_sum_names_the_sum() {
    let reports = pingtan();
    let some: Vec<Figures> = reports.iter().filter(|it| it.year() != 2024).cloned().collect();
    let whole = series("received", "甲县", 2022..=2025, &[&reports, &reports]);
    let part = series("received", "乙县", 2022..=2025, &[&reports, &some]);
    let notes = Chart::new("图", report::series::ChartKind::Line, vec![whole, part]).notes();
    assert_eq!(notes, ["乙县：2024年：2个机关中1个有数。"]);
}

#[test]
fn an_axis_has_steps_that_what_it_measures_can_take() {
    let said = |id: &str, years: &[u16], reports: &[Figures]| -> Vec<String> {
        let series = series(id, "某", years.iter().copied(), &[reports]);
        let chart = Chart::new("图", report::series::ChartKind::Line, vec![series]);
        let svg = press::svg::write(&press::chart::page(&chart, 480.0, 300.0, &fonts()).unwrap());
        svg.split("<text").skip(1).map(|it| it.split(['>', '<']).nth(1).unwrap().to_owned()).collect()
    };
    let of = |cell: &str, text: &str| {
        let forms = Forms::bundled().unwrap();
        let mut report = report::Report::new(forms.for_year(2024).unwrap().clone(), "某", 2024);
        let id = report.form().cell(cell).unwrap().id.clone();
        report.write(&id, text).unwrap();
        [Figures::of(&report)]
    };
    let has = |said: &[String], all: &[&str]| {
        assert!(all.iter().all(|it| said.iter().any(|other| other == it)), "{all:?}: {said:?}");
    };
    // 64 yuan in 万元 do not lie on zero; half a case is not to be had.
    has(
        &said("charges", &[2024], &of("disclosure.charges.amount", "0.0064")),
        &["0.002", "0.004", "0.006", "0.0064"],
    );
    let one = said("received", &[2024], &of("requests.received.total", "1"));
    assert!(!one.iter().any(|it| it.contains('.')), "{one:?}");
    has(&said("received", &[2024], &of("requests.received.total", "1234567")), &["50万", "100万"]);
    // One unit for all of a scale.
    let mixed = said("received", &[2024], &of("requests.received.total", "126812"));
    has(&mixed, &["0", "5万", "10万", "15万"]);
    assert!(!mixed.iter().any(|it| it == "50000"), "{mixed:?}");
    // All zero is read off the scale of all percent; where nothing is known there is nothing to be read off.
    has(&said("handled_rate", &[2020], &pingtan()), &["0", "20", "100"]);
    let none = said("received", &[2010, 2011], &pingtan());
    assert!(none.iter().filter_map(|it| it.parse::<u16>().ok()).eq([2010, 2011]), "{none:?}");
}

#[test]
fn where_years_stand_close_some_of_a_lines_numbers_are_written() {
    let numbers = |width: f64| -> Vec<String> {
        let chart = chart("documents", (2019..=2025).collect(), &pingtan());
        let svg = press::svg::write(&press::chart::page(&chart, width, 250.0, &fonts()).unwrap());
        let said = svg.split("<text").skip(1).map(|it| it.split(['>', '<']).nth(1).unwrap().to_owned());
        let values: Vec<String> = chart.series[0]
            .points
            .iter()
            .filter(|it| it.point.value().is_some())
            .map(|it| chart.series[0].indicator.number(&it.point).into_owned())
            .collect();
        said.filter(|it| values.contains(it)).collect()
    };
    let (wide, narrow) = (numbers(480.0), numbers(170.0));
    assert!(wide.len() > narrow.len() && narrow.len() >= 2, "{wide:?} {narrow:?}");
    assert_eq!(wide.last(), narrow.last(), "the last year's is always there");
}

#[test]
fn a_line_is_drawn_only_between_years_that_may_be_joined() {
    // Two stretches of 现行有效: before the form changed, and after.
    let reports = pingtan();
    let lines = |years: &[u16]| {
        let chart = chart("documents", years.iter().copied().collect(), &reports);
        let pages = press::chart::page(&chart, 400.0, 250.0, &fonts()).unwrap();
        let is_line = |frame: &&Frame| {
            // Wider than the ground's lines and in colour.
            matches!(frame, Frame::Path(it) if !it.is_closed
                && it.stroke.is_some_and(|stroke| stroke.thickness > 1.5 && stroke.colour != [60, 60, 60]))
        };
        let frames = pages.pages[0].frames.iter().filter(is_line);
        frames
            .map(|frame| match frame {
                Frame::Path(it) => it.points.len(),
                _ => 0,
            })
            .collect::<Vec<_>>()
    };
    assert_eq!(lines(&[2019, 2020, 2021, 2022, 2023, 2024, 2025]), [2, 5]);
    assert_eq!(lines(&[2022, 2023, 2024]), [3]);
    assert_eq!(lines(&[2017, 2018, 2019, 2020]), [2], "years without a report are no points");
}

#[test]
fn a_chart_is_an_svg_with_its_numbers() {
    let years: BTreeSet<u16> = (2019..=2025).collect();
    let chart = chart("requests", years, &pingtan());
    let pages = press::chart::page(&chart, 480.0, 300.0, &fonts()).unwrap();
    assert!(pages.nodes.iter().any(|node| node.tag == Tag::Figure));
    let svg = press::svg::write(&pages);
    assert!(svg.starts_with("<svg ") && svg.ends_with("</svg>\n"));
    assert!(svg.contains("<desc>图：收到和办结的公开申请。"), "{svg}");
    for number in ["2019", "2025", "237", "218"] {
        assert!(svg.contains(&format!(">{number}</text>")), "{number}");
    }
}

/// The texts of a chart on a page of this width, each with its base line, its left and its right edge.
fn texts(chart: &Chart, width: f64) -> Vec<(String, f64, f64, f64)> {
    let pages = press::chart::page(chart, width, 300.0, &fonts()).unwrap();
    let is_drawn = |owner| matches!(owner, Owner::Node(node) if pages.nodes[node].tag == Tag::Figure);
    let text = |frame: &Frame| match frame {
        Frame::Run(run) if is_drawn(run.owner) => {
            let (first, last) = (run.glyphs.first()?, run.glyphs.last()?);
            Some((run.text(), run.baseline, first.x, last.x + last.advance))
        }
        _ => None,
    };
    pages.pages[0].frames.iter().filter_map(text).collect()
}

#[test]
fn bars_that_stand_too_close_for_their_numbers_have_them_in_a_table() {
    let reports = pingtan();
    for (id, years, width) in
        [("requests", 2019, 200.0), ("decisions", 2019, 300.0), ("decisions", 2008, 480.0)]
    {
        let chart = chart(id, (years..=2025).collect(), &reports);
        let texts = texts(&chart, width);
        let is_year = |text: &str| text.len() == 4 && text.starts_with("20");
        let shown: Vec<u16> =
            texts.iter().filter(|it| is_year(&it.0)).map(|it| it.0.parse().unwrap()).collect();
        assert_eq!((shown.first(), shown.last()), (Some(&years), Some(&2025)), "{id} {width}");
        for series in &chart.series {
            for year in &shown {
                let number = series.indicator.number(&series.at(*year).unwrap().point);
                let number = if number == "缺年报" { "—".into() } else { number.into_owned() };
                assert!(texts.iter().any(|it| it.0 == number), "{id} {width}: {year} {number}: {texts:?}");
            }
        }
        // No number runs into another one.
        for (at, (text, y, left, right)) in texts.iter().enumerate() {
            for (other, at_y, from, to) in &texts[at + 1..] {
                let is_beside = (y - at_y).abs() > 4.0 || right <= from || to <= left;
                assert!(is_beside, "{id} {width}: {text} and {other}");
            }
        }
    }
    // Where there is room they stand above their bars.
    let rows = |width| {
        let texts = texts(&chart("requests", (2019..=2025).collect(), &reports), width);
        let years = texts.iter().find(|it| it.0 == "2025").unwrap().1;
        texts.iter().filter(|it| it.1 > years + 1.0).count()
    };
    assert_eq!((rows(480.0), rows(260.0)), (0, 14));
}

#[test]
fn of_stacked_bars_that_stand_too_close_some_have_their_total_and_the_last_does() {
    let reports = pingtan();
    let sums = |first: u16, width| {
        let chart = chart("applicants", (first..=2025).collect(), &reports);
        let texts = texts(&chart, width);
        let total = |year| -> rust_decimal::Decimal {
            chart.series.iter().filter_map(|it| it.at(year).unwrap().point.value()).sum()
        };
        (2019..=2025).map(|year| texts.iter().any(|it| it.0 == total(year).to_string())).collect::<Vec<_>>()
    };
    assert_eq!(sums(2019, 300.0), [true; 7]);
    assert_eq!(sums(2000, 300.0), [true, false, true, false, true, false, true]);
}

#[test]
fn more_agencies_than_can_be_told_apart_are_thin_lines_and_a_median() {
    let indicators = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let received = indicators.get("received").unwrap();
    let (years, reports): (BTreeSet<u16>, _) = ((2019..=2025).collect(), pingtan());
    let towns = |count: usize| -> Vec<Series> {
        (1..=count).map(|n| Series::of(received, format!("第{n}镇"), &years, [reports.as_slice()])).collect()
    };
    let chart = Chart::new("新收申请", report::series::ChartKind::Line, towns(60));
    let svg = press::svg::write(&press::chart::page(&chart, 520.0, 320.0, &fonts()).unwrap());
    assert!(svg.contains("细线：另54个") && svg.contains("第6镇") && !svg.contains(">第7镇<"), "{svg}");
    assert!(svg.contains("60个机关新收申请的中位数"), "{svg}");
    assert!(svg.contains("灰带：中间一半"), "{svg}");
    // A year between two gaps is seen of each of them, though it makes no line.
    let alone: BTreeSet<u16> = [2019].into();
    let one = |n: usize| Series::of(received, format!("第{n}镇"), &alone, [reports.as_slice()]);
    let chart = Chart::new("新收申请", report::series::ChartKind::Line, (1..=60).map(one).collect());
    let pages = press::chart::page(&chart, 520.0, 320.0, &fonts()).unwrap();
    let dashes = pages.pages[0].frames.iter().filter(|frame| {
        matches!(frame, Frame::Path(it) if it.points.len() == 2
            && it.stroke.is_some_and(|stroke| stroke.colour == [150, 150, 150]))
    });
    assert_eq!(dashes.count(), 54);
    for (kind, count) in [(report::series::ChartKind::Grouped, 7), (report::series::ChartKind::Stacked, 60)] {
        let chart = Chart::new("新收申请", kind, towns(count));
        let refused = press::chart::page(&chart, 520.0, 320.0, &fonts());
        let said = Err(PressError::TooManySeries { place: "新收申请".into(), count, as_lines: true });
        assert_eq!(refused, said);
    }
    // Seven indicators of one agency are no crowd: there is no median of them.
    let indicators: Vec<Series> =
        ["received", "handled", "granted", "refused", "unable", "licences", "penalties"]
            .map(|id| Series::of(indicators.get(id).unwrap(), "某镇", &years, [reports.as_slice()]))
            .into();
    for kind in [report::series::ChartKind::Line, report::series::ChartKind::Grouped] {
        let refused = press::chart::page(&Chart::new("多", kind, indicators.clone()), 520.0, 320.0, &fonts());
        assert_eq!(refused, Err(PressError::TooManySeries { place: "多".into(), count: 7, as_lines: false }));
    }
    let few = Chart::new("新收申请", report::series::ChartKind::Grouped, towns(6));
    assert!(press::chart::page(&few, 520.0, 320.0, &fonts()).is_ok());
}

#[test]
fn half_of_a_crowd_lies_in_the_grey_band() {
    let reports = pingtan();
    let indicators = Indicators::bundled(&Forms::bundled().unwrap()).unwrap();
    let years: BTreeSet<u16> = (2019..=2025).collect();
    // Towns of one, two, three … times the numbers.
    let drawn = |id: &str| {
        let towns = (1..=9).map(|n| {
            let members = vec![reports.as_slice(); n];
            Series::of(indicators.get(id).unwrap(), format!("第{n}镇"), &years, members)
        });
        let chart = Chart::new(id, report::series::ChartKind::Line, towns.collect());
        press::chart::page(&chart, 520.0, 320.0, &fonts()).unwrap()
    };
    let pages = drawn("received");
    let frames = &pages.pages[0].frames;
    let bands = frames.iter().enumerate().filter_map(|(at, frame)| match frame {
        Frame::Path(path) if path.fill == Some([222, 222, 222]) => Some((at, path)),
        _ => None,
    });
    let bands: Vec<_> = bands.collect();
    assert_eq!(bands.len(), 1);
    let (at, band) = bands[0];
    assert_eq!(band.points.len(), 14, "below and above seven years");
    let is_line = |frame: &Frame| matches!(frame, Frame::Path(path) if path.stroke.is_some());
    assert!(!frames[..at].iter().any(is_line), "the band lies below all lines");
    // No area joins years that do not count the same: 2019 and 2020, 2021 to 2025.
    let parted = drawn("normative_in_force");
    let areas = parted.pages[0].frames.iter().filter_map(|frame| match frame {
        Frame::Path(path) if path.fill == Some([222, 222, 222]) => Some(path.points.len()),
        _ => None,
    });
    assert_eq!(areas.collect::<Vec<_>>(), [4, 10]);
}
