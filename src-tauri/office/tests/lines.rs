//! Every report of the test data, printed in every size of body text: the rules for lines and pages hold.
#![cfg(test)]

use office::{BodySize, Office, Variant};
use press::layout::{Frame, Owner, Pages, Tag, TextLine};
use std::{fs, path::PathBuf};

fn root() -> PathBuf {
    PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../..")
}

fn is_hanzi(ch: char) -> bool {
    ('\u{4e00}'..='\u{9fff}').contains(&ch)
}

/// What is wrong with these pages.
fn faults(pages: &Pages) -> Vec<String> {
    let lines: Vec<TextLine> =
        pages.lines().into_iter().filter(|line| line.owner != Owner::PageNumber).collect();
    let tag = |line: &TextLine| match line.owner {
        Owner::Node(node) => Some(pages.nodes[node].tag),
        Owner::PageNumber | Owner::Reprint(_) => None,
    };
    let on_page =
        |line: &TextLine| lines.iter().filter(|l| l.owner == line.owner && l.page == line.page).count();
    let mut faults = Vec::new();
    for pair in lines.windows(2) {
        let (line, next) = (&pair[0], &pair[1]);
        let is_heading = matches!(tag(line), Some(Tag::Heading(_)));
        if is_heading && line.page != next.page {
            faults.push(format!("a heading ends its page: {}", line.text));
        }
        if line.owner != next.owner || !(is_heading || tag(line) == Some(Tag::Paragraph)) {
            continue;
        }
        let (Some(end), Some(begin)) = (line.text.chars().last(), next.text.chars().next()) else { continue };
        if "，。、；：？！）》”’〉】〕」』％℃%—～·".contains(begin) || "（《“‘〈【〔「『￥～·".contains(end)
        {
            faults.push(format!("a mark at the wrong end: {}|{}", line.text, next.text));
        }
        let is_digit = |ch: char| ch.is_ascii_digit() || ('０'..='９').contains(&ch);
        if is_digit(end) && (is_hanzi(begin) || is_digit(begin)) {
            faults.push(format!("a number parted from its unit: {}|{}", line.text, next.text));
        }
        if end == '…' && begin == '…' {
            faults.push(format!("an ellipsis parted: {}", line.text));
        }
        if line.page != next.page && (on_page(line) < 2 || on_page(next) < 2) {
            faults.push(format!("a line alone on its page: {}|{}", line.text, next.text));
        }
    }
    faults
}

/// The widest gap between two hanzi of body text, in em: above 0.1 poppler reads a blank, and no search finds the word.
fn widest_between_hanzi(pages: &Pages) -> f64 {
    let frames = pages.pages.iter().flat_map(|page| &page.frames);
    let gaps = frames.flat_map(|frame| match frame {
        Frame::Run(run) => {
            let hanzi = run.glyphs.windows(2).filter(|pair| is_hanzi(pair[0].ch) && is_hanzi(pair[1].ch));
            hanzi.map(|pair| (pair[1].x - pair[0].x - pair[0].advance) / run.size).collect()
        }
        Frame::Rule(_) | Frame::Fill(_) | Frame::Path(_) => Vec::new(),
    });
    gaps.fold(0.0, f64::max)
}

#[test]
fn every_report_read_keeps_the_rules_of_lines_in_every_size() {
    let office = Office::new(root().join("fonts")).unwrap();
    let fonts = press::Fonts::in_folder(root().join("fonts"));
    let mut printed = 0;
    for entry in fs::read_dir(root().join("tests/data")).unwrap() {
        let path = entry.unwrap().path();
        let Ok(reading) = office.read_file(&path) else { continue };
        let mut report = reading.report;
        if report.year == 0 {
            continue;
        }
        if report.agency.is_empty() {
            report.agency = "某某镇".to_owned();
        }
        for body in [BodySize::Three, BodySize::SmallThree, BodySize::Four] {
            let sheet = press::official::sheet(&report, &Variant { body, ..Variant::default() });
            let pages = press::lay_out(&sheet, &fonts);
            let pages = pages.unwrap_or_else(|error| panic!("{}: {error}", path.display()));
            assert_eq!(faults(&pages), [""; 0], "{}, {body:?}", path.display());
            let widest = widest_between_hanzi(&pages);
            assert!(widest < 0.09 + 1e-6, "{}, {body:?}: {widest} em between hanzi", path.display());
            printed += 1;
        }
    }
    assert!(printed >= 3 * 18, "only {printed} were printed");
}
