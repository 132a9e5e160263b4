//! Charts of the years as figures of a report: where they are wished, whole on their page, and told in words.

use press::layout::{Frame, Owner, Pages, Tag};
use press::official::{self, Charts, ChartsAt, Variant, Version};

use crate::notice::{chart, pingtan};
use crate::{archive, samples};

fn charts(at: ChartsAt, ids: &[&str]) -> Charts {
    let (years, reports) = ((2019..=2024).collect::<std::collections::BTreeSet<u16>>(), pingtan());
    Charts { at, charts: ids.iter().map(|id| chart(id, years.clone(), &reports)).collect(), note: None }
}

fn laid_out(charts: &Charts, variant: &Variant) -> Pages {
    let mut sheet = official::sheet(&samples::report("guantangyi-2024"), variant);
    charts.put_into(&mut sheet);
    press::lay_out(&sheet, &samples::fonts()).unwrap()
}

/// The lines of text in reading order, without those of figures and page numbers.
fn told(pages: &Pages) -> Vec<String> {
    let is_text = |owner| match owner {
        Owner::Node(node) | Owner::Reprint(node) => pages.nodes[node].tag != Tag::Figure,
        Owner::PageNumber => false,
    };
    pages.lines().into_iter().filter(|it| is_text(it.owner)).map(|it| it.text).collect()
}

fn place(told: &[String], text: &str) -> usize {
    told.iter().position(|line| line.contains(text)).unwrap_or_else(|| panic!("{text}: {told:?}"))
}

#[test]
fn charts_stand_behind_section_one_or_at_the_end_before_whoever_signs() {
    let signed = Variant { version: Version::Signed(None), ..Variant::default() };
    let first = told(&laid_out(&charts(ChartsAt::AfterSectionOne, &["requests", "documents"]), &signed));
    assert!(place(&first, "一、总体情况") < place(&first, "图1\u{3000}收到和办结的公开申请"));
    assert!(place(&first, "图1\u{3000}") < place(&first, "图2\u{3000}现行有效的行政规范性文件"));
    assert!(place(&first, "图2\u{3000}") < place(&first, "二、主动公开政府信息情况"));
    let last = told(&laid_out(&charts(ChartsAt::End, &["requests", "documents"]), &signed));
    assert!(place(&last, "六、其他需要报告的事项") < place(&last, "图1\u{3000}"));
    assert!(place(&last, "图2\u{3000}") < place(&last, "主要负责人（签字）"));
    // Why a line is parted stands below its chart.
    assert!(place(&last, "2020年与2021年口径不同") > place(&last, "图2\u{3000}"));
    // What must be known of the numbers stands below the last.
    let note = Some("2023年数据未定稿。".to_owned());
    let noted = Charts { note, ..charts(ChartsAt::End, &["requests", "documents"]) };
    let noted = told(&laid_out(&noted, &signed));
    assert!(place(&noted, "2023年数据未定稿。") > place(&noted, "图2\u{3000}"));
    assert_eq!(noted.iter().filter(|line| line.contains("未定稿")).count(), 1);
    let none = told(&laid_out(&Charts::default(), &signed));
    assert!(!none.iter().any(|line| line.contains('图')), "{none:?}");
}

#[test]
fn every_chart_is_whole_on_its_page_and_within_the_type_area() {
    for at in [ChartsAt::AfterSectionOne, ChartsAt::End] {
        let ids = ["requests", "outcomes", "rates", "documents", "decisions"];
        let pages = laid_out(&charts(at, &ids), &Variant::default());
        assert_eq!(pages.figures.len(), 5);
        let left = pages.figures.values().map(|it| it.x).fold(f64::MAX, f64::min);
        for (node, figure) in &pages.figures {
            let is_its = |frame: &Frame| match frame {
                Frame::Path(path) => path.figure == *node,
                Frame::Run(run) => run.owner == Owner::Node(*node),
                Frame::Rule(_) | Frame::Fill(_) => false,
            };
            let on = pages.pages.iter().filter(|page| page.frames.iter().any(is_its)).count();
            assert_eq!(on, 1, "{}", figure.description);
            for frame in pages.pages.iter().flat_map(|page| &page.frames).filter(|it| is_its(it)) {
                if let Frame::Path(path) = frame {
                    assert!(path.points.iter().all(|(x, _)| (left..left + figure.width + 0.1).contains(x)));
                }
            }
            assert!(figure.y + figure.height < pages.height - 90.0, "above the foot of the page");
        }
        // Two of them share a page.
        let drawn =
            pages.pages.iter().filter(|page| page.frames.iter().any(|it| matches!(it, Frame::Path(_))));
        assert_eq!(drawn.count(), 3);
    }
}

#[test]
fn a_report_with_charts_keeps_the_rules_of_the_archive() {
    for version in [Version::Public, Version::Signed(None)] {
        let variant = Variant { version, ..Variant::default() };
        let pages = laid_out(&charts(ChartsAt::AfterSectionOne, &["outcomes", "rates"]), &variant);
        let meta = samples::meta(&samples::report("guantangyi-2024"));
        let bytes = press::pdf::write(&pages, &samples::fonts(), &meta, None).unwrap();
        assert_eq!(archive::faults(&bytes), [""; 0], "{version:?}");
        let figures: Vec<&str> = pages.figures.values().map(|it| it.description.as_str()).collect();
        assert!(figures[0].contains("2024年予以公开71件"), "{figures:?}");
    }
}
