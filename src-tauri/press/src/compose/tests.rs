use proptest::prelude::*;

use super::*;
use crate::font::{Role, Shaper};

/// The body of the official page: 28 characters of 16 pt on 156 mm.
const BODY: Setting = Setting {
    size: 16.0,
    width: 442.205,
    indent: 32.0,
    tracking: 442.205 / 28.0 - 16.0,
    shape: Shape::Justified,
};

fn set(text: &str, setting: Setting) -> Vec<Line> {
    let fonts = crate::tests::fonts();
    let glyphs = Shaper::new(&fonts).shape(Role::Body, text, "").unwrap();
    compose(&glyphs, &setting)
}

fn texts(lines: &[Line]) -> Vec<String> {
    lines.iter().map(|l| l.glyphs.iter().map(|p| p.glyph.ch).collect()).collect()
}

/// Right edge of the last ink of a line, in points.
fn ink_end(line: &Line, size: f64) -> f64 {
    let last = line.glyphs.iter().rev().find(|p| p.glyph.ch != ' ').unwrap();
    last.x + (last.glyph.advance - last.glyph.blank_after) * size
}

#[test]
fn twenty_eight_characters_fill_a_line() {
    let lines = set(&"政".repeat(28 * 3), Setting { indent: 0.0, ..BODY });
    assert_eq!(texts(&lines), vec!["政".repeat(28); 3]);
    let last = lines[0].glyphs[27];
    assert!((last.x + 16.0 - 442.2).abs() < 0.3, "{}", last.x);
}

#[test]
fn the_first_line_is_indented_two_characters() {
    let lines = set(&"政".repeat(26 + 28 + 5), Setting { indent: 2.0 * 442.205 / 28.0, ..BODY });
    assert_eq!(texts(&lines).iter().map(|l| l.chars().count()).collect::<Vec<_>>(), [26, 28, 5]);
    assert!((lines[0].glyphs[0].x - 31.586).abs() < 0.01);
    assert_eq!(lines[1].glyphs[0].x, 0.0);
}

#[test]
fn a_lone_character_makes_no_last_line() {
    let lines = set(&"政".repeat(29), Setting { indent: 0.0, ..BODY });
    assert_eq!(texts(&lines), ["政".repeat(27), "政".repeat(2)]);
    let lines = set(&format!("{}。", "政".repeat(28)), Setting { indent: 0.0, ..BODY });
    assert_eq!(texts(&lines), ["政".repeat(26), "政政。".to_owned()], "nor does one with its stop");
}

#[test]
fn rather_is_a_line_a_little_short_than_a_character_alone() {
    let each = 442.205 / 29.0;
    let body = Setting { size: 15.0, width: 442.205, indent: 2.0 * each, tracking: each - 15.0, ..BODY };
    let lines = set("我市各级行政机关全面贯彻落实党中央国务院关于政务公开工。", body);
    assert_eq!(texts(&lines)[1], "开工。");
    assert!((442.205 - body.indent - lines[0].width) / 15.0 < 0.5, "{}", lines[0].width);
}

#[test]
fn a_comma_at_the_end_hangs_its_blank() {
    let text = format!("{}，{}", "政".repeat(28), "务".repeat(10));
    let lines = set(&text, Setting { indent: 0.0, ..BODY });
    assert!(!texts(&lines)[1].starts_with('，'));
    assert!(lines.iter().all(|l| ink_end(l, 16.0) <= BODY.width + 0.3));
}

#[test]
fn neighbouring_marks_are_set_closer() {
    let lines = set("在《条例》（试行）中", Setting { indent: 0.0, ..BODY });
    let x = |n: usize| lines[0].glyphs[n].x;
    let pitch = 442.205 / 28.0;
    assert!((x(2) - x(1) - pitch).abs() < 0.01, "《 keeps its width before a hanzi");
    assert!((x(5) - x(4) - (pitch - 0.3 * 16.0)).abs() < 0.01, "》 gives 0.3 em before （");
}

#[test]
fn no_gap_is_squeezed_more_than_three_tenths_of_an_em() {
    let text = "公开、透明，“公正”、《条例》、（试行）。高效、便民，“及时”、《办法》、（修订）。".repeat(5);
    for line in set(&text, BODY) {
        for pair in line.glyphs.windows(2) {
            let step = pair[1].x - pair[0].x;
            let least = (pair[0].glyph.advance - 0.3) * 16.0 - 0.22;
            assert!(step >= least - 1e-6, "{}{}: {step}", pair[0].glyph.ch, pair[1].glyph.ch);
        }
    }
}

#[test]
fn all_lines_but_the_last_fill_the_measure() {
    let text = "2024年，官塘驿镇人民政府深入贯彻落实《中华人民共和国政府信息公开条例》，多维度全面推进政府信息公开工作，\
                全力打造透明、高效政府形象，积极促进公众知情权与监督权的实现。";
    let lines = set(text, BODY);
    assert!(lines.len() >= 3);
    let edge = |line: &Line| {
        let last = line.glyphs.last().unwrap();
        (
            last.x + last.glyph.advance * 16.0,
            last.x + (last.glyph.advance - last.glyph.blank_after.min(0.5)) * 16.0,
        )
    };
    for line in &lines[..lines.len() - 1] {
        let (far, near) = edge(line);
        assert!(far >= BODY.width - 0.3 && near <= BODY.width + 0.3, "{near} … {far}");
    }
}

#[test]
fn digits_stand_off_from_hanzi_by_a_hair() {
    let lines = set("自2024年起", Setting { indent: 0.0, ..BODY });
    let placed = &lines[0].glyphs;
    let gap = placed[5].x - placed[4].x - placed[4].glyph.advance * 16.0;
    assert!((gap - 0.08 * 16.0).abs() < 1e-6, "{gap}");
    let inside = placed[2].x - placed[1].x - placed[1].glyph.advance * 16.0;
    assert!(inside.abs() < 1e-6, "no gap inside a number: {inside}");
}

#[test]
fn a_blank_typed_beside_a_number_widens_no_more_than_other_gaps() {
    // A word that does not fit leaves a line to be stretched.
    let text = format!("{}自 2025 年abcdefghijklmnop{}", "政".repeat(22), "务".repeat(10));
    let lines = set(&text, Setting { indent: 0.0, ..BODY });
    let placed = &lines[0].glyphs;
    let gap = |n: usize| placed[n + 1].x - placed[n].x - placed[n].glyph.advance * 16.0;
    let between_hanzi = gap(3) - BODY.tracking;
    assert!(between_hanzi > 0.1, "the line is stretched: {between_hanzi}");
    let blank = placed.iter().position(|p| p.glyph.ch == ' ').unwrap();
    let both_sides = gap(blank - 1) - BODY.tracking + gap(blank);
    assert!(both_sides < between_hanzi + 0.01, "{both_sides} beside the blank, {between_hanzi} elsewhere");
}

/// The widest gap between two hanzi of a line, in em.
fn widest_between_hanzi(line: &Line, size: f64) -> f64 {
    let is_hanzi = |placed: &Placed| class::class(placed.glyph.ch) == class::Class::Han;
    let gaps = line.glyphs.windows(2).filter(|pair| is_hanzi(&pair[0]) && is_hanzi(&pair[1]));
    gaps.map(|pair| (pair[1].x - pair[0].x) / size - pair[0].glyph.advance).fold(0.0, f64::max)
}

#[test]
fn marks_and_blanks_take_what_hanzi_do_not() {
    let text = format!("{}，{}，有 1 件abcdefghijklmnop", "政".repeat(10), "务".repeat(10));
    let line = &set(&text, Setting { indent: 0.0, ..BODY })[0];
    assert!(texts(std::slice::from_ref(line))[0].ends_with('件'));
    let gap = |ch: char| {
        let at = line.glyphs.iter().position(|placed| placed.glyph.ch == ch).unwrap();
        (line.glyphs[at + 1].x - line.glyphs[at].x) / 16.0 - line.glyphs[at].glyph.advance
    };
    assert!((widest_between_hanzi(line, 16.0) - paragraph::WIDEST).abs() < 1e-6);
    assert!(gap('，') > 0.2 && gap('，') < 0.5 + 1e-6, "{}", gap('，'));
    assert!((gap('，') - gap(' ')).abs() < 0.02 && gap('1') < 0.02, "{} {}", gap(' '), gap('1'));
    assert!((line.width - BODY.width).abs() < 1e-6, "{}", line.width);
}

#[test]
fn a_line_that_hanzi_cannot_fill_stays_short() {
    let text = format!("{}abcdefghijklmnopqrstuvwxyz政", "政".repeat(20));
    let line = &set(&text, Setting { indent: 0.0, ..BODY })[0];
    assert_eq!(texts(std::slice::from_ref(line)), ["政".repeat(20)]);
    assert!(widest_between_hanzi(line, 16.0) < 1e-6, "it is not torn open either");
    assert!(line.width < BODY.width - 5.0 * 16.0);
}

#[test]
fn a_long_sum_goes_on_in_the_next_line() {
    let text = format!("{}，即3746+63+0+0+19+2=3830件相符", "政".repeat(20));
    let lines = texts(&set(&text, Setting { indent: 0.0, ..BODY }));
    assert!(lines[0].ends_with('+'), "{lines:?}");
}

#[test]
fn an_address_longer_than_a_line_breaks_at_its_joints() {
    let url = format!("http://www.chibi.gov.cn/{}index.shtml", "zwgk/".repeat(14));
    let lines = set(&format!("详见{url}。"), BODY);
    for pair in texts(&lines).windows(2) {
        let (end, begin) = (pair[0].chars().last().unwrap(), pair[1].chars().next().unwrap());
        if is_latin(end) && is_latin(begin) {
            assert!("/-.?&=_".contains(end), "broken at {end}|{begin}");
        }
    }
    assert_eq!(texts(&lines).concat(), format!("详见{url}。"));
}

#[test]
fn lines_with_addresses_are_hardly_short() {
    // By how much the line that ends too early the most does so, in em.
    let shortest = |text: &str| {
        let lines = set(text, BODY);
        let indent = |index: usize| if index == 0 { BODY.indent } else { 0.0 };
        let full = lines[..lines.len() - 1].iter().enumerate();
        full.map(|(index, line)| (BODY.width - indent(index) - line.width) / 16.0).fold(0.0, f64::max)
    };
    let contact = "如对本年度报告有疑问，请与市政务公开办公室联系，地址：宿迁市宿城区洪泽湖路150号，邮编223800，\
                   网址http://www.suqian.gov.cn/zwgk/gkzn/index.shtml，电子邮箱sqszwgk@suqian.gov.cn，电话0527-84368050。";
    for cut in 0..40 {
        let text: String = contact.chars().skip(cut).collect();
        assert!(shortest(&text) < 4.2, "{} em: {:?}", shortest(&text), texts(&set(&text, BODY)));
    }
}

#[test]
fn an_address_that_nearly_fits_stays_whole() {
    let text = format!("{}，http://www.suqian.gov.cn/index.shtml", "政".repeat(26));
    let lines = texts(&set(&text, Setting { indent: 0.0, ..BODY }));
    assert!(lines[1].starts_with("http"), "{lines:?}");
}

fn cell(text: &str, size: f64, width: f64) -> Vec<String> {
    let fonts = crate::tests::fonts();
    let glyphs = Shaper::new(&fonts).shape(Role::Table, text, "").unwrap();
    texts(&compose(&glyphs, &Setting { size, width, indent: 0.0, tracking: 0.0, shape: Shape::Centred }))
}

#[test]
fn narrow_heads_stack_words_of_two() {
    assert_eq!(cell("结果维持", 10.0, 25.0), ["结果", "维持"]);
    assert_eq!(cell("社会公益组织", 10.0, 27.0), ["社会", "公益", "组织"]);
    assert_eq!(cell("法律服务机构", 10.0, 32.0), ["法律", "服务", "机构"]);
    assert_eq!(cell("法律服务机构", 10.0, 42.0), ["法律服务", "机构"]);
    assert_eq!(cell("总计", 10.0, 25.0), ["总计"]);
}

#[test]
fn labels_break_by_sense() {
    assert_eq!(cell("三、本年度办理结果", 10.0, 32.0), ["三、", "本年度", "办理", "结果"]);
    assert_eq!(cell("（三）不予公开", 10.0, 38.0), ["（三）", "不予", "公开"]);
    assert_eq!(
        cell("（二）部分公开（区分处理的，只计这一情形，不计其他情形）", 10.0, 190.0),
        ["（二）部分公开（区分处理的，", "只计这一情形，不计其他情形）"]
    );
}

#[test]
fn long_names_of_agencies_break_between_regions() {
    assert_eq!(
        cell("新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县米粮泉回族乡人民政府", 22.0, 442.2),
        ["新疆维吾尔自治区伊犁哈萨克自治州", "察布查尔锡伯自治县米粮泉回族乡人民政府"]
    );
    assert_eq!(cell("某某市市场监督管理局", 10.0, 75.0), ["某某市", "市场监督管理局"]);
}

#[test]
fn a_stretched_line_widens_no_range_and_no_sign() {
    let text = format!("{}GB/T9704—2012增10～20％abcdefghijklmnop", "政".repeat(14));
    let lines = set(&text, Setting { indent: 0.0, ..BODY });
    let placed = &lines[0].glyphs;
    assert!(texts(&lines)[0].ends_with('％'));
    let gap = |n: usize| placed[n + 1].x - placed[n].x - placed[n].glyph.advance * 16.0;
    assert!(gap(3) > 0.1, "the line is stretched: {}", gap(3));
    let around = ['—', '～'].map(|mark| placed.iter().position(|p| p.glyph.ch == mark).unwrap());
    for at in around.into_iter().flat_map(|at| [at - 1, at]).chain([placed.len() - 2]) {
        assert!(
            gap(at) < BODY.tracking + 1e-6 || gap(at).abs() < 1e-6,
            "{}: {}",
            placed[at].glyph.ch,
            gap(at)
        );
    }
}

#[test]
fn what_fits_on_one_line_stays_on_one() {
    assert_eq!(cell("本年收费金额（单位：万元）", 10.5, 300.0), ["本年收费金额（单位：万元）"]);
}

#[test]
fn centring_goes_by_ink() {
    let fonts = crate::tests::fonts();
    let glyphs = Shaper::new(&fonts).shape(Role::Table, "总计）", "").unwrap();
    let setting = Setting { size: 10.0, width: 100.0, indent: 0.0, tracking: 0.0, shape: Shape::Centred };
    let line = &compose(&glyphs, &setting)[0];
    let left = line.glyphs[0].x;
    let right = 100.0 - ink_end(line, 10.0);
    assert!((left - right).abs() < 1e-6, "{left} {right}");
}

#[test]
fn no_text_gives_no_lines() {
    assert!(set("", BODY).is_empty());
}

/// No line begins with one of these.
const NEVER_FIRST: &str = "，。、；：？！）》”’〉】〕」』％℃%～—";

fn latin_start(line: &str) -> String {
    line.chars().take_while(|c| is_latin(*c)).collect()
}

fn latin_end(line: &str) -> String {
    let reversed: String = line.chars().rev().take_while(|c| is_latin(*c)).collect();
    reversed.chars().rev().collect()
}

#[test]
fn an_address_is_torn_when_the_marks_behind_it_leave_no_room() {
    const ADDRESS: &str = "http://aaaaaaa.gov.cn/aaa.shtml";
    let setting = Setting { width: 22.0 * 16.0, ..BODY };
    let lines = texts(&set(&format!("{ADDRESS}，——，——"), setting));
    let room = setting.width - setting.indent;
    assert!(body_width(ADDRESS) < room && body_width(ADDRESS) + 6.0 * 16.0 > room);
    assert_eq!(lines.len(), 2);
    assert!(lines[1].ends_with("，——，——") && lines[1].starts_with(is_latin), "{lines:?}");
}

fn body_width(text: &str) -> f64 {
    let fonts = crate::tests::fonts();
    natural_width(&Shaper::new(&fonts).shape(Role::Body, text, "").unwrap(), 16.0)
}

/// Pieces of official prose; at most three marks follow one another, as in real text.
fn prose() -> impl Strategy<Value = String> {
    let piece = prop_oneof![
        10 => "[政府信息公开工作年度报告情况]{1,9}",
        3 => "[0-9]{1,4}(\\.[0-9])?[%％]?",
        1 => "(Word|WPS|nianbao|COVID-19)",
        1 => "http://[a-z]{2,8}\\.gov\\.cn/[a-z]{1,6}\\.s?html",
        2 => "《[条例办法]{2,6}》",
        2 => "“[公开透明]{2,6}”",
        2 => "（[含人事采购]{2,6}）",
        1 => Just("——".to_owned()),
        1 => Just("……".to_owned()),
        1 => "约[0-9]{1,2}～[0-9]{1,2}件",
        1 => "￥[0-9]{1,6}",
        1 => "[０-９]{1,4}(．[０-９])?[件％]",
        1 => "[0-9]{1,3} (ms|MB|kg|km²)",
        1 => "[0-9]{1,2}[－–×∶][0-9]{1,2}件",
        1 => "[0-9]{1,4}(\\+[0-9]{1,4}){1,5}=[0-9]{2,5}件?",
        1 => "[一二三]、",
    ];
    let pause = prop_oneof![4 => Just(""), 2 => Just("，"), 1 => Just("、"), 1 => Just("。"), 1 => Just("；"), 1 => Just("：")];
    prop::collection::vec((piece, pause), 1..60)
        .prop_map(|pieces| pieces.into_iter().map(|(piece, pause)| piece + pause).collect())
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(1000))]

    #[test]
    fn random_prose_obeys_every_rule(text in prose(), measure in 18u8..40) {
        let setting = Setting { width: f64::from(measure) * 16.0, tracking: 0.0, ..BODY };
        let lines = set(&text, setting);
        prop_assert_eq!(texts(&lines).concat(), text.clone(), "text is preserved");
        for line in &lines {
            prop_assert!(ink_end(line, 16.0) <= setting.width + 1e-6, "within the measure");
            prop_assert!(line.glyphs[0].x >= 0.0);
            prop_assert!(widest_between_hanzi(line, 16.0) <= paragraph::WIDEST + 1e-6, "hanzi stay together");
            for pair in line.glyphs.windows(2) {
                prop_assert!(pair[1].x > pair[0].x, "reading order");
            }
        }
        for pair in texts(&lines).windows(2) {
            let end = pair[0].chars().last().unwrap();
            let begin = pair[1].chars().next().unwrap();
            prop_assert!(!NEVER_FIRST.contains(begin), "line begins with {}", begin);
            prop_assert!(!"（《“‘〈【〔「『￥～".contains(end), "line ends with {}", end);
            prop_assert!(!(end == '…' && begin == '…'));
            let is_full_width = ('０'..='９').contains(&end);
            prop_assert!(!is_full_width || class::class(begin) != class::Class::Han, "{}|{} parted", end, begin);
            if end.is_ascii_digit() && class::class(begin) == class::Class::Han {
                let room = setting.width - setting.indent - 5.0 * 16.0;
                prop_assert!(body_width(&latin_end(&pair[0])) > room, "{}|{} parted", end, begin);
            }
            let is_sum_parted = "+=".contains(end) && begin.is_ascii_digit();
            let word: String = latin_end(&pair[0]) + &latin_start(&pair[1]);
            let is_address_parted = word.contains("://") && "/.-".contains(end);
            if is_latin(end) && is_latin(begin) && !is_sum_parted && !is_address_parted {
                // Marks that must stay with the word mostly take up to four characters, ￥…——， and seldom more:
                // ，——，——; and a number may go on in full width, with its unit: 2200０００．０件
                let behind = pair[1].trim_start_matches(is_latin);
                let goes_on = behind.chars().take_while(|c| ('０'..='９').contains(c) || *c == '．').count();
                // Or it is the first of two that one sign joins: 00－0件，——
                let joined = match behind.starts_with(['－', '–', '×', '∶', '～']) {
                    true => behind.chars().take_while(|c| "－–×∶～0123456789件".contains(*c)).count(),
                    false => 0,
                };
                let marks = behind.chars().skip(joined).take_while(|c| NEVER_FIRST.contains(*c)).count();
                let stuck = (joined + marks).max(goes_on + 1).max(4);
                let room = setting.width - setting.indent - stuck as f64 * 16.0;
                prop_assert!(body_width(&word) > room, "{} was torn and needed not be", word);
            }
        }
    }

    #[test]
    fn random_labels_fit_their_cells(text in "[政府信息公开]{1,20}(（[不予处理]{2,8}）)?[一二]?", width in 31.0..200.0f64) {
        let fonts = crate::tests::fonts();
        let glyphs = Shaper::new(&fonts).shape(Role::Table, &text, "").unwrap();
        for shape in [Shape::Centred, Shape::Left] {
            let lines = compose(&glyphs, &Setting { size: 10.0, width, indent: 0.0, tracking: 0.0, shape });
            prop_assert_eq!(texts(&lines).concat(), text.clone());
            for line in lines {
                let ink_start = line.glyphs[0].x + line.glyphs[0].glyph.blank_before * 10.0;
                prop_assert!(ink_start >= -1e-6 && ink_end(&line, 10.0) <= width + 1e-6);
            }
        }
    }
}
