//! Rules for Chinese lines hold on every line that is printed, and the tables are whole.

use press::layout::{Frame, Owner, Pages, Run, Tag, TextLine};

use crate::samples;

/// Lines of paragraphs and headings that another line of the same text follows.
fn broken_lines(pages: &Pages) -> Vec<(TextLine, TextLine)> {
    let is_running_text = |line: &TextLine| match line.owner {
        Owner::Node(node) => matches!(pages.nodes[node].tag, Tag::Paragraph | Tag::Heading(_)),
        Owner::PageNumber | Owner::Reprint(_) => false,
    };
    let lines: Vec<TextLine> = pages.lines().into_iter().filter(is_running_text).collect();
    let pairs = lines.windows(2).filter(|pair| pair[0].owner == pair[1].owner);
    pairs.map(|pair| (pair[0].clone(), pair[1].clone())).collect()
}

/// No line begins or ends against the rules, and no number is parted from its unit.
pub fn check_lines(name: &str, pages: &Pages) {
    for (line, next) in broken_lines(pages) {
        let (end, begin) = (line.text.chars().last().unwrap(), next.text.chars().next().unwrap());
        assert!(!"，。、；：？！）》”’〉】〕」』％℃%—～·・•×".contains(begin), "{name}: {}", next.text);
        assert!(!"（《“‘〈【〔「『￥～·・•×≥".contains(end), "{name}: {}", line.text);
        assert!(!(end == '…' && begin == '…'), "{name}: {}", line.text);
        // An address longer than a line is torn at its joints.
        let torn_word = end.is_ascii_alphanumeric() && begin.is_ascii_alphanumeric();
        assert!(!torn_word, "{name}: {}|{}", line.text, next.text);
        let is_hanzi = ('\u{4e00}'..='\u{9fff}').contains(&begin);
        let is_digit = end.is_ascii_digit() || ('０'..='９').contains(&end);
        let goes_on = is_hanzi || ('０'..='９').contains(&begin);
        assert!(!(is_digit && goes_on), "{name}: parted from its unit: {}|{begin}", line.text);
        // Rows of hyphens are drawn, not joined.
        let joins = "/+~=&".contains(begin) && ('\u{4e00}'..='\u{9fff}').contains(&end);
        assert!(!joins, "{name}: {}|{}", line.text, next.text);
        let is_counted = "十百千万".contains(end) && "余件个人".contains(begin);
        assert!(!is_counted, "{name}: parted from its unit: {}|{begin}", line.text);
    }
}

/// No heading ends a page, and no page begins or ends with one line of a paragraph that goes on.
pub fn check_pages(name: &str, pages: &Pages) {
    let lines: Vec<TextLine> =
        pages.lines().into_iter().filter(|line| line.owner != Owner::PageNumber).collect();
    let tag = |line: &TextLine| match line.owner {
        Owner::Node(node) => Some(pages.nodes[node].tag),
        Owner::PageNumber | Owner::Reprint(_) => None,
    };
    for pair in lines.windows(2).filter(|pair| pair[0].page != pair[1].page) {
        let last = &pair[0];
        assert!(!matches!(tag(last), Some(Tag::Heading(_))), "{name}: {} ends its page", last.text);
        if pair[0].owner == pair[1].owner && tag(last) == Some(Tag::Paragraph) {
            for side in pair {
                let together = lines.iter().filter(|l| l.owner == side.owner && l.page == side.page).count();
                assert!(together >= 2, "{name}: {} stands alone on its page", side.text);
            }
        }
    }
}

#[test]
fn no_printed_line_begins_or_ends_against_the_rules() {
    for name in samples::ALL {
        let pages = samples::pages(&samples::report(name));
        assert!(broken_lines(&pages).len() > 10, "{name} has lines to judge");
        check_lines(name, &pages);
        check_pages(name, &pages);
    }
}

fn runs(pages: &Pages) -> impl Iterator<Item = &Run> {
    pages.pages.iter().flat_map(|page| &page.frames).filter_map(|frame| match frame {
        Frame::Run(run) => Some(run),
        Frame::Rule(_) | Frame::Fill(_) | Frame::Path(_) => None,
    })
}

#[test]
fn full_lines_end_at_the_right_edge() {
    for name in samples::ALL {
        let pages = samples::pages(&samples::report(name));
        for (line, _) in broken_lines(&pages) {
            let run = runs(&pages)
                .filter(|run| run.owner == line.owner && run.baseline == line.baseline)
                .last()
                .unwrap();
            if run.size != 16.0 {
                continue;
            }
            let last = run.glyphs.last().unwrap();
            let far = last.x + last.advance;
            // 184 mm, or half a character beyond where a mark hangs its blank.
            assert!((521.3..=521.57 + 8.3).contains(&far), "{name}: {} ends at {far}", line.text);
            let hangs = far > 521.57 + 0.3;
            assert!(!hangs || "，。、；：？！）》”’".contains(last.ch), "{name}: {}", line.text);
        }
    }
}

#[test]
fn text_runs_on_no_rule() {
    for name in samples::ALL {
        let pages = samples::pages(&samples::report(name));
        for page in &pages.pages {
            let rules = page.frames.iter().filter_map(|frame| match frame {
                Frame::Rule(rule) => Some(*rule),
                _ => None,
            });
            let upright: Vec<_> = rules.filter(|rule| rule.x1 == rule.x2).collect();
            for frame in &page.frames {
                let Frame::Run(run) = frame else { continue };
                let middle = run.baseline - 0.38 * run.size;
                for rule in upright.iter().filter(|rule| (rule.y1..rule.y2).contains(&middle)) {
                    for glyph in &run.glyphs {
                        // The blank half of a mark may reach over a rule; ink may not: half its advance is a fair guess.
                        let marks = "，。、；：）”》（“《".contains(glyph.ch);
                        let ink = if marks { glyph.advance * 0.5 } else { glyph.advance };
                        let start = if "（“《".contains(glyph.ch) { glyph.x + ink } else { glyph.x };
                        let crosses = start < rule.x1 - 0.3 && start + ink > rule.x1 + 0.3;
                        assert!(!crosses, "{name}: {} crosses x={}", run.text(), rule.x1);
                    }
                }
            }
        }
    }
}

#[test]
fn the_table_of_requests_stands_on_one_page_under_its_heading() {
    for name in samples::ALL {
        let report = samples::report(name);
        let pages = samples::pages(&report);
        let heading = &report.form().section("requests").unwrap().heading;
        let table = report.form().table("requests").unwrap();
        let page_of = |text: &str| pages.lines().iter().find(|line| line.text == text).map(|line| line.page);
        let page = page_of(heading);
        assert!(page.is_some());
        assert_eq!(page_of("申请人情况"), page);
        assert_eq!(page_of(&table.rows.last().unwrap().label), page, "{name}");
        assert!(pages.lines().iter().all(|line| !matches!(line.owner, Owner::Reprint(_))));
    }
}

#[test]
fn titles_stand_on_two_lines_broken_by_meaning() {
    let title = |name: &str| {
        let pages = samples::pages(&samples::report(name));
        let lines = pages.lines().into_iter().filter(|line| line.owner == Owner::Node(1));
        lines.map(|line| line.text).collect::<Vec<_>>()
    };
    assert_eq!(title("guantangyi-2024"), ["赤壁市官塘驿镇", "2024年政府信息公开工作年度报告"]);
    assert_eq!(title("shanghai-office-2019"), ["2019年上海市人民政府办公厅", "政府信息公开工作年度报告"]);
}
