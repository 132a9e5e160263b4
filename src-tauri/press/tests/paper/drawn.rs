//! Charts by themselves: what is drawn, what is written beside it, and what must be known with it.

use std::collections::BTreeSet;

use press::chart::Chart;
use press::layout::{Frame, Owner, Tag};
use press::PressError;
use report::series::{Figures, Indicators, Point, Series};
use report::Forms;

use crate::notice::{chart, pingtan, told};
use crate::samples::fonts;

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

/// Two lines of shares with these numbers.
fn two_lines(one: &[i64], other: &[i64]) -> Chart {
    let of = |id: &str, tenths: &[i64]| {
        let mut series = series(id, "平潭", 2022..2022 + tenths.len() as u16, &[&pingtan()]);
        for (it, tenths) in series.points.iter_mut().zip(tenths) {
            it.point = Point::Value(rust_decimal::Decimal::new(*tenths, 1));
        }
        series
    };
    let series = vec![of("handled_rate", one), of("granted_share", other)];
    Chart::new("图", report::series::ChartKind::Line, series)
}

#[test]
fn of_two_lines_the_upper_has_its_numbers_above_and_the_lower_below() {
    // They cross: whose number stands above is of the year, not of the line.
    let drawn = texts(&two_lines(&[714, 560, 457, 340], &[321, 457, 596, 708]), 480.0);
    let y =
        |text: &str| drawn.iter().find(|it| it.0 == text).unwrap_or_else(|| panic!("{text}: {drawn:?}")).1;
    assert!(y("71.4") < y("32.1") && y("34.0") > y("70.8"), "{drawn:?}");
}

#[test]
fn numbers_that_have_no_room_at_their_points_stand_under_the_years() {
    let drawn = texts(&two_lines(&[5, 3, 2, 4], &[20, 22, 21, 999]), 480.0);
    let years = drawn.iter().find(|it| it.0 == "2022").unwrap().1;
    let numbers: Vec<_> = drawn.iter().filter(|it| it.0.contains('.')).collect();
    assert_eq!(numbers.len(), 8, "{drawn:?}");
    assert!(numbers.iter().all(|it| it.1 > years), "{drawn:?}");
}

#[test]
fn what_a_table_says_of_a_year_without_a_number_is_not_said_above_it_too() {
    let ids = ["licences", "penalties", "coercion", "received", "review"];
    let all = ids.map(|id| series(id, "平潭", 2010..=2025, &[&pingtan()]));
    let drawn = texts(&Chart::new("图", report::series::ChartKind::Grouped, all.into()), 480.0);
    let years = drawn.iter().find(|it| it.0 == "2025").unwrap().1;
    let dashes: Vec<_> = drawn.iter().filter(|it| it.0 == "—").collect();
    assert!(!dashes.is_empty() && dashes.iter().all(|it| it.1 > years), "{drawn:?}");
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
