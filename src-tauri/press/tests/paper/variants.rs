//! Other ways to print the same report: every one keeps every rule, and says what it should.

use press::layout::{BodySize, Frame, Owner, Pages, Paper, TextLine};
use press::official::{self, Variant, Version};
use report::check::Day;
use report::Report;

use crate::samples::{self, Printed};
use crate::{archive, tools};

const DAY: Day = Day { year: 2025, month: 1, day: 31 };

fn laid_out(report: &Report, variant: Variant) -> Pages {
    press::lay_out(&official::sheet(report, &variant), &samples::fonts()).unwrap()
}

fn pdf(report: &Report, variant: Variant) -> Vec<u8> {
    press::pdf::write(&laid_out(report, variant), &samples::fonts(), &samples::meta(report), None).unwrap()
}

fn signed(day: Option<Day>) -> Variant {
    Variant { version: Version::Signed(day), ..Variant::default() }
}

/// All combinations.
fn all() -> Vec<Variant> {
    let mut all = Vec::new();
    for version in [Version::Public, Version::Signed(None), Version::Signed(Some(DAY))] {
        for body in [BodySize::Three, BodySize::SmallThree, BodySize::Four] {
            for paper in [Paper::A4, Paper::A3] {
                let without_preamble = body == BodySize::Four;
                let without_shades = body == BodySize::SmallThree;
                all.push(Variant { version, without_preamble, body, paper, without_shades });
            }
        }
    }
    all
}

fn close(a: f64, b: f64) -> bool {
    (a - b).abs() < 0.01
}

/// Each variant with each sample in turn, with and without the report attached: our own checks find nothing, qpdf
/// neither, and poppler reads from it what was laid out.
#[test]
fn every_variant_keeps_the_rules_of_the_archive_and_says_what_was_laid_out() {
    let without_space = |text: &str| text.chars().filter(|c| !c.is_whitespace()).collect::<String>();
    for (at, variant) in all().into_iter().enumerate() {
        for (turn, attached) in [false, true].into_iter().enumerate() {
            let name = samples::ALL[(at + turn) % samples::ALL.len()];
            let what = format!("{name}, {variant:?}, attached: {attached}");
            let report = samples::report(name);
            let attachment = attached.then(|| official::attachment(&report).unwrap());
            let pages = laid_out(&report, variant);
            let (fonts, meta) = (samples::fonts(), samples::meta(&report));
            let bytes = press::pdf::write(&pages, &fonts, &meta, attachment.as_ref()).unwrap();
            assert_eq!(archive::faults(&bytes), [""; 0], "{what}");

            let printed = Printed::new(&bytes);
            let said = tools::run("qpdf", &["--check".as_ref(), printed.path().as_ref()]);
            assert!(said.contains("No syntax or stream encoding errors found"), "{what}: {said}");
            assert!(!said.contains("WARNING"), "{what}: {said}");
            let read = tools::run("pdftotext", &["-raw".as_ref(), printed.path().as_ref(), "-".as_ref()]);
            let drawn: String = pages.lines().iter().map(|line| line.text.as_str()).collect();
            assert_eq!(without_space(&read), without_space(&drawn), "{what}");
        }
    }
}

#[test]
fn bands_are_shaded_unless_they_are_wanted_white() {
    let report = samples::report("guantangyi-2024");
    let fills = |without_shades| {
        let pages = laid_out(&report, Variant { without_shades, ..Variant::default() });
        pages.pages.iter().flat_map(|page| &page.frames).filter(|f| matches!(f, Frame::Fill(_))).count()
    };
    assert_eq!((fills(false), fills(true)), (4, 0));
}

#[test]
fn the_text_is_the_same_in_every_size_and_on_every_paper() {
    let report = samples::report("suqian-2024");
    let text = |variant| {
        let lines = laid_out(&report, variant).lines().into_iter().filter(|l| l.owner != Owner::PageNumber);
        lines.map(|line| line.text).collect::<String>().replace(' ', "")
    };
    let expected = text(Variant::default());
    for variant in all().into_iter().filter(|v| v.version == Version::Public) {
        assert_eq!(text(Variant { without_preamble: false, ..variant }), expected, "{variant:?}");
    }
}

#[test]
fn smaller_body_has_more_lines_of_more_characters() {
    let report = samples::report("guantangyi-2024");
    for (body, size, characters) in
        [(BodySize::Three, 16.0, 28), (BodySize::SmallThree, 15.0, 29), (BodySize::Four, 14.0, 32)]
    {
        let pages = laid_out(&report, Variant { body, ..Variant::default() });
        let lines = pages.lines().into_iter().map(|line| line.text.chars().count());
        let longest = lines.max().unwrap();
        // Squeezed marks and digits let a line hold a few more.
        assert!((characters..characters + 12).contains(&longest), "{body:?}: {longest}");
        let runs = pages.pages.iter().flat_map(|page| &page.frames).filter_map(|frame| match frame {
            Frame::Run(run) => Some(run.size),
            _ => None,
        });
        assert!(runs.filter(|s| *s == size).count() > 40, "{body:?}");
    }
}

#[test]
fn a3_is_the_same_page_half_as_large_again() {
    let report = samples::report("guantangyi-2024");
    let small = laid_out(&report, Variant::default());
    let large = laid_out(&report, Variant { paper: Paper::A3, ..Variant::default() });
    assert!(close(large.width, 841.89) && close(large.height, 1190.55));
    let frames = |pages: &Pages| pages.pages.iter().flat_map(|page| page.frames.clone()).collect::<Vec<_>>();
    let factor = 297.0 / 210.0;
    for (a, b) in frames(&small).into_iter().zip(frames(&large)) {
        match (a, b) {
            (Frame::Run(a), Frame::Run(b)) => {
                assert!(close(a.size * factor, b.size) && close(a.baseline * factor, b.baseline));
                let ends = [&a, &b].map(|run| run.glyphs.last().unwrap()).map(|g| g.x + g.advance);
                assert!(close(ends[0] * factor, ends[1]) && ends[1] < large.width);
            }
            (Frame::Rule(a), Frame::Rule(b)) => {
                assert!(close(a.x2 * factor, b.x2) && close(a.y2 * factor, b.y2))
            }
            (Frame::Fill(a), Frame::Fill(b)) => {
                assert!(close(a.width * factor, b.width) && close(a.height * factor, b.height));
            }
            other => panic!("{other:?}"),
        }
    }
    let info = tools::run(
        "pdfinfo",
        &[Printed::new(&pdf(&report, Variant { paper: Paper::A3, ..Variant::default() })).path().as_ref()],
    );
    assert!(info.contains("(A3)"), "{info}");
}

#[test]
fn without_preamble_the_sections_follow_the_title() {
    let report = samples::report("shanghai-office-2019");
    let preamble = report.text(report.form().preamble()).concat();
    let start: String = preamble.trim().chars().take(10).collect();
    let has = |variant| laid_out(&report, variant).lines().iter().any(|line| line.text.contains(&start));
    assert!(has(Variant::default()), "{start}");
    assert!(!has(Variant { without_preamble: true, ..Variant::default() }));
}

/// The last lines of a signed report: signer, agency, date; with the distance of each from its edges.
fn closing(pages: &Pages) -> Vec<(TextLine, f64, f64)> {
    let mut lines: Vec<TextLine> = pages.lines();
    lines.retain(|line| line.owner != Owner::PageNumber);
    let last = lines.split_off(lines.len() - 3);
    let ends = |line: &TextLine| {
        let runs = pages.pages[line.page].frames.iter().filter_map(|frame| match frame {
            Frame::Run(run) if run.owner == line.owner && run.baseline == line.baseline => Some(run),
            _ => None,
        });
        let glyphs: Vec<_> = runs.flat_map(|run| &run.glyphs).collect();
        (glyphs[0].x, glyphs.last().map(|g| g.x + g.advance).unwrap())
    };
    last.into_iter().map(|line| (line.clone(), ends(&line).0, ends(&line).1)).collect()
}

#[test]
fn a_signed_report_ends_with_signer_agency_and_date_on_one_page_with_room_for_the_seal() {
    for name in samples::ALL {
        let report = samples::report(name);
        let pages = laid_out(&report, signed(Some(DAY)));
        let [signer, agency, date] = &closing(&pages)[..] else { panic!("three lines") };
        assert_eq!(signer.0.text, "主要负责人（签字）：");
        assert_eq!((agency.0.text.as_str(), date.0.text.as_str()), (report.agency.as_str(), "2025年1月31日"));
        assert!(signer.0.page == date.0.page && date.0.page == pages.pages.len() - 1);
        // The date ends four characters from the right edge; the agency is centred on it.
        let is_at_the_edge = agency.2 > 521.57 - 0.5;
        assert!((date.2 - (521.57 - 4.0 * 15.79)).abs() < 0.5 || is_at_the_edge, "{name}: {}", date.2);
        let middles = [agency, date].map(|(_, start, end)| (start + end) / 2.0);
        assert!((middles[0] - middles[1]).abs() < 0.5, "{name}: {middles:?}");
        assert!(agency.2 <= 521.57 + 0.5);
        // 42 mm of seal: its upper part lies in the blank above the agency, its foot inside the type area.
        let gap = agency.0.baseline - signer.0.baseline;
        assert!(close(gap, 3.0 * 28.99) || (gap - 3.0 * 28.99).abs() < 0.05, "{gap}");
        assert!(date.0.baseline + 28.99 <= 742.68 + 0.5, "{}", date.0.baseline);
    }
}

#[test]
fn an_agency_of_any_length_has_its_date_at_its_middle() {
    let mut report = samples::report("guantangyi-2024");
    for length in [2, 8, 14, 20, 26] {
        report.agency =
            "黄石市西塞山区临江街道办事处黄石市西塞山区临江街道办事处".chars().take(length).collect();
        let pages = laid_out(&report, signed(Some(DAY)));
        let [_, agency, date] = &closing(&pages)[..] else { panic!("three lines") };
        let middles = [agency, date].map(|(_, start, end)| (start + end) / 2.0);
        assert!((middles[0] - middles[1]).abs() < 0.5, "{length}: {middles:?}");
        assert!(agency.2 <= 521.57 + 0.5 && date.2 <= 521.57 - 4.0 * 15.79 + 0.5, "{length}");
    }
}

#[test]
fn a_day_not_given_is_left_to_be_written_in() {
    let pages = laid_out(&samples::report("suqian-2024"), signed(None));
    let date = &closing(&pages)[2].0.text;
    assert_eq!(date.chars().filter(|c| !c.is_whitespace()).collect::<String>(), "年月日");
    assert!(date.chars().filter(|c| *c == '\u{3000}').count() >= 6, "{date:?}");
}

#[test]
fn the_closing_is_never_cut_by_the_end_of_a_page() {
    let mut report = samples::report("guantangyi-2024");
    let place = report.form().prose_place("other_matters").unwrap().clone();
    let others = ["没有需要报告的事项。", "（一）没有需要报告的事项", "（一）无需要报告的事项。"];
    // The last section may also have nothing but its heading.
    let texts = others.iter().flat_map(|it| (1..24).map(move |count| (*it, count))).chain([("", 0)]);
    for (text, count) in texts {
        report.set_prose(&place, report::Prose::plain(vec![text; count])).unwrap();
        let pages = laid_out(&report, signed(None));
        let found = closing(&pages);
        assert!(found[0].0.page == found[2].0.page, "after {count} paragraphs");
        assert!(found[2].0.baseline + 28.99 <= 742.68 + 0.5, "after {count} paragraphs");
        let text = pages.lines().into_iter().filter(|line| line.page == found[0].0.page);
        let above = text.take_while(|line| line.owner != found[0].0.owner).count();
        assert!(above > 0, "after {count} paragraphs it stands alone");
        for page in 0..pages.pages.len() {
            let mut lines =
                pages.lines().into_iter().filter(|l| l.page == page && l.owner != Owner::PageNumber);
            let last = lines.next_back().unwrap();
            assert!(!last.text.starts_with("六、"), "after {count} paragraphs the heading ends page {page}");
        }
    }
}
