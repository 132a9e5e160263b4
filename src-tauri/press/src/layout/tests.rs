use super::*;

fn fonts() -> Fonts {
    crate::tests::fonts()
}

fn laid_out(blocks: Vec<Block>) -> Pages {
    lay_out(&Sheet { title: "测试".into(), blocks, ..Sheet::default() }, &fonts()).unwrap()
}

fn body(text: &str) -> Block {
    Block::Paragraph(Paragraph { spans: vec![Span::Body(text.into())], place: "正文".into() })
}

/// A paragraph of exactly so many lines.
fn lines(count: usize) -> Block {
    body(&"政".repeat(26 + 28 * (count - 1)))
}

fn heading(text: &str) -> Block {
    Block::Heading1(Text::new(text, "标题"))
}

fn cell(text: &str, role: CellRole, rowspan: usize, colspan: usize) -> Cell {
    Cell { text: text.into(), role, colspan, rowspan }
}

fn table(widths: &[f64], head_rows: usize, rows: Vec<Vec<Cell>>) -> Block {
    Block::Table(TableBlock { widths: widths.to_vec(), head_rows, rows, place: "表三".into() })
}

/// A head row, a label beside all rows, and `count` numbered rows.
fn long_table(count: usize) -> Block {
    let mut rows = vec![vec![cell("项目", CellRole::Head, 1, 2), cell("数量", CellRole::Head, 1, 1)]];
    for n in 0..count {
        let mut row = Vec::new();
        if n == 0 {
            row.push(cell("办理结果", CellRole::GroupLabel, count, 1));
        }
        row.push(cell(&format!("{}.事项", n + 1), CellRole::RowLabel, 1, 1));
        row.push(cell(&(1000 + n).to_string(), CellRole::Value, 1, 1));
        rows.push(row);
    }
    table(&[1.0, 3.0, 1.0], 1, rows)
}

fn page_texts(pages: &Pages) -> Vec<Vec<String>> {
    let mut texts = vec![Vec::new(); pages.pages.len()];
    for line in pages.lines().into_iter().filter(|line| line.owner != Owner::PageNumber) {
        texts[line.page].push(line.text);
    }
    texts
}

#[test]
fn the_page_is_a4_with_22_lines_of_28_characters_where_the_standard_puts_them() {
    let pages = laid_out(vec![body(&"政".repeat(26 + 28 * 30))]);
    assert!((pages.width - 595.276).abs() < 0.001 && (pages.height - 841.890).abs() < 0.001);
    let first: Vec<TextLine> =
        pages.lines().into_iter().filter(|l| l.page == 0 && l.owner == Owner::Node(1)).collect();
    assert_eq!(first.len(), 22);
    assert_eq!(first[5].text.chars().count(), 28);
    for pair in first.windows(2) {
        assert!((pair[1].baseline - pair[0].baseline - 28.99).abs() < 0.01);
    }
    // The em boxes of all lines lie in the type area: from 37 mm, 225 mm high.
    assert!(first[0].baseline - 0.88 * 16.0 >= 104.88 && first[21].baseline + 0.12 * 16.0 <= 742.68);
    let Frame::Run(run) = &pages.pages[0].frames[1] else { panic!("a run of text") };
    assert!((run.glyphs[0].x - 79.37).abs() < 0.01, "left edge at 28 mm");
    assert!((run.glyphs[27].x + 16.0 - 521.57).abs() < 0.25, "right edge at 184 mm");
}

#[test]
fn page_numbers_stand_outside_one_character_in() {
    let pages = laid_out(vec![lines(30)]);
    let folio = |page: usize| {
        let frame = pages.pages[page].frames.last().unwrap();
        let Frame::Run(run) = frame else { panic!("the page number") };
        run.clone()
    };
    let (odd, even) = (folio(0), folio(1));
    assert_eq!((odd.text().as_str(), even.text().as_str()), ("— 1 —", "— 2 —"));
    assert_eq!(odd.size, 14.0);
    let last = odd.glyphs.last().unwrap();
    assert!((last.x + last.advance - (521.57 - 14.0)).abs() < 0.01);
    assert!((even.glyphs[0].x - (79.37 + 14.0)).abs() < 0.01);
    // The dash, 0.38 em above the base line, lies 7 mm under the type area.
    assert!((odd.baseline - 0.38 * 14.0 - (742.68 + 19.84)).abs() < 0.01);
}

#[test]
fn no_paragraph_leaves_one_line_behind_or_ahead() {
    for before in 15..=22 {
        for count in [2, 3, 4, 5] {
            let pages = laid_out(vec![lines(before), lines(count)]);
            let on_page =
                |page| pages.lines().iter().filter(|l| l.page == page && l.owner == Owner::Node(2)).count();
            let split = (on_page(0), on_page(1));
            assert_eq!(split.0 + split.1, count);
            assert!(split.0 != 1 && split.1 != 1, "{before} lines, then {count} split {split:?}");
        }
    }
}

#[test]
fn a_heading_never_ends_a_page() {
    for before in 17..=22 {
        let pages = laid_out(vec![lines(before), heading("一、总体情况"), heading("（一）概况"), lines(4)]);
        let texts = page_texts(&pages);
        let last = texts[0].last().unwrap();
        assert!(!last.starts_with('一') && !last.starts_with('（'), "after {before} lines: {last}");
    }
}

#[test]
fn a_chain_of_headings_goes_with_the_text_under_it() {
    for before in 15..=22 {
        let small = |text: &str| Block::Heading2(Text::new(text, "标题"));
        let third = |text: &str| Block::Heading3(Text::new(text, "标题"));
        let pages = laid_out(vec![lines(before), small("（一）概况"), third("1.领导"), lines(4)]);
        let page_of = |text: &str| pages.lines().iter().find(|l| l.text == text).unwrap().page;
        let text = pages.lines().iter().find(|l| l.owner == Owner::Node(4)).unwrap().page;
        assert_eq!((page_of("（一）概况"), page_of("1.领导")), (text, text), "after {before} lines");
        assert_eq!(pages.outline.len(), 1, "the outline goes no deeper");
    }
}

#[test]
fn heading_levels_leave_no_gap() {
    let small = || Block::Heading2(Text::new("（一）机构信息", "标题"));
    let title = || Block::Title(vec![Text::new("年度报告", "标题")]);
    let levels = |blocks: Vec<Block>| {
        let nodes = laid_out(blocks).nodes.into_iter();
        let level = |node: Node| match node.tag {
            Tag::Heading(level) => Some(level),
            _ => None,
        };
        nodes.filter_map(level).collect::<Vec<u8>>()
    };
    assert_eq!(levels(vec![title(), small(), heading("一、概况"), small()]), [1, 2, 2, 3]);
    assert_eq!(levels(vec![heading("一、概况"), small(), heading("二、表格")]), [1, 2, 2]);
}

#[test]
fn a_heading_moves_with_its_table() {
    for before in 10..=22 {
        let pages = laid_out(vec![lines(before), heading("二、表格"), long_table(10)]);
        let page_of = |text: &str| pages.lines().iter().find(|l| l.text == text).unwrap().page;
        assert_eq!(page_of("二、表格"), page_of("项目"), "after {before} lines");
        assert_eq!(page_of("项目"), page_of("1009"), "a table that fits a page is not cut");
    }
}

#[test]
fn a_short_introduction_moves_with_its_table_and_a_long_one_does_not() {
    let mut moved = 0;
    for before in 8..=22 {
        for introduction in [1, 3, 6] {
            let introduced = body(&"引".repeat(26 + 28 * (introduction - 1)));
            let pages = laid_out(vec![lines(before), heading("二、表格"), introduced, long_table(30)]);
            let page_of =
                |begin: &str| pages.lines().iter().find(|l| l.text.starts_with(begin)).unwrap().page;
            let (heading, text, table) = (page_of("二、表格"), page_of("引"), page_of("项目"));
            let case = format!("{introduction} lines after {before}");
            assert_eq!(heading, text, "{case}");
            assert_eq!(page_of("1029"), table, "{case}: a table that fits a page is not cut");
            if introduction < 6 {
                assert_eq!(text, table, "{case}");
                moved += usize::from(table == 1);
            } else if before < 15 {
                assert_eq!((text, table), (0, 1), "{case}");
            }
        }
    }
    assert!(moved > 10, "{moved}");
}

#[test]
fn a_table_takes_smaller_type_rather_than_leave_its_heading() {
    // Under five lines 460.8 pt are left, most of the page: with the head, 35 rows of 12.96 pt (8 pt type) stay there;
    // under ten lines 315.8 pt, where no type smaller than 9.5 pt is worth it: 20 rows of 15.39 pt. A fresh page leaves
    // 605.8 pt under the heading: up to 46 rows stay whole.
    for (above, fewest) in [(5, 35), (10, 20)] {
        for rows in 15..60 {
            let pages = laid_out(vec![lines(above), heading("二、表格"), long_table(rows)]);
            let page_of = |text: &str| pages.lines().iter().find(|l| l.text == text).unwrap().page;
            assert_eq!(page_of("二、表格"), page_of("项目"), "{rows} rows");
            let moved = pages.pages.len() == 2 && page_of("项目") == 1;
            assert_eq!(moved, (fewest..=45).contains(&rows), "{rows} rows under {above} lines");
        }
    }
}

#[test]
fn text_after_a_table_stands_on_the_lines_of_the_page() {
    let pages = laid_out(vec![heading("二、表格"), long_table(5), heading("三、以后")]);
    let after = pages.lines().into_iter().find(|l| l.text == "三、以后").unwrap();
    let line = (after.baseline - 104.88 - 20.58) / 28.99;
    assert!((line - line.round()).abs() < 0.01, "{line}");
}

#[test]
fn a_table_longer_than_a_page_is_cut_between_rows_with_head_and_label_again() {
    let pages = laid_out(vec![heading("三、表格"), long_table(60)]);
    let texts = page_texts(&pages);
    assert_eq!(texts.len(), 2);
    assert_eq!(texts[0][..4], ["三、表格", "项目", "数量", "办理结果"]);
    assert_eq!(texts[1][..3], ["项目", "数量", "办理结果"], "head and label are printed again");
    let numbers = |page: &[String]| page.iter().filter(|t| t.len() == 4 && t.starts_with('1')).count();
    assert_eq!(numbers(&texts[0]) + numbers(&texts[1]), 60, "every row once");

    let reprints: Vec<TextLine> =
        pages.lines().into_iter().filter(|l| matches!(l.owner, Owner::Reprint(_))).collect();
    let reprinted: Vec<&str> = reprints.iter().map(|l| l.text.as_str()).collect();
    assert_eq!(reprinted, ["项目", "数量", "办理结果"]);
    assert!(reprints.iter().all(|l| l.page == 1));

    for page in &pages.pages {
        let rules = page.frames.iter().filter_map(|f| match f {
            Frame::Rule(rule) if rule.thickness > 0.6 => Some(rule),
            _ => None,
        });
        assert_eq!(rules.count(), 4, "each piece has a closed frame");
    }
}

#[test]
fn a_table_is_cut_between_groups_where_that_leaves_little_blank() {
    // Groups of seven rows: 35 rows and the head fit under the heading, at 17 pt each.
    let mut rows = vec![vec![cell("项目", CellRole::Head, 1, 2), cell("数量", CellRole::Head, 1, 1)]];
    for n in 0..63 {
        let mut row = Vec::new();
        if n % 7 == 0 {
            row.push(cell(&format!("第{}组", n / 7 + 1), CellRole::GroupLabel, 7, 1));
        }
        row.push(cell(&format!("{}.事项", n + 1), CellRole::RowLabel, 1, 1));
        row.push(cell(&(1000 + n).to_string(), CellRole::Value, 1, 1));
        rows.push(row);
    }
    let pages = laid_out(vec![heading("三、表格"), table(&[1.0, 3.0, 1.0], 1, rows)]);
    let reprinted: Vec<String> =
        pages.lines().into_iter().filter(|l| matches!(l.owner, Owner::Reprint(_))).map(|l| l.text).collect();
    assert_eq!(pages.pages.len(), 2);
    assert_eq!(reprinted, ["项目", "数量"], "no group is cut, so no label is printed again");
    assert_eq!(page_texts(&pages)[1][2], "第5组");
}

#[test]
fn every_rule_and_text_of_a_table_stays_inside_the_type_area() {
    let pages = laid_out(vec![heading("三、表格"), long_table(60)]);
    for page in &pages.pages {
        for frame in &page.frames {
            match frame {
                Frame::Rule(r) => assert!(r.y2 <= 742.69 && r.x2 <= 521.96 && r.x1 >= 78.99, "{r:?}"),
                Frame::Run(run) if run.owner != Owner::PageNumber => assert!(run.baseline < 742.68),
                Frame::Run(_) | Frame::Fill(_) | Frame::Path(_) => {}
            }
        }
    }
}

/// Fifteen columns, as in table 四: each is 29.5 pt wide.
fn narrow(values: [&str; 15]) -> Block {
    let row = values.iter().map(|v| cell(v, CellRole::Value, 1, 1)).collect();
    table(&[1.0; 15], 0, vec![row])
}

#[test]
fn eight_digits_fit_the_narrowest_cell_in_smaller_type() {
    let mut values = ["0"; 15];
    values[3] = "12345678";
    let pages = laid_out(vec![narrow(values)]);
    let runs: Vec<&Run> = pages.pages[0]
        .frames
        .iter()
        .filter_map(|f| match f {
            Frame::Run(run) if run.owner != Owner::PageNumber => Some(run),
            _ => None,
        })
        .collect();
    let width = 442.205 / 15.0;
    for (column, run) in runs.iter().enumerate() {
        let left = 79.37 + width * column as f64;
        let last = run.glyphs.last().unwrap();
        assert!(
            run.glyphs[0].x > left + 0.5 && last.x + last.advance < left + width - 0.5,
            "column {column}"
        );
        assert_eq!(run.size < 10.5, column == 3, "only the long number is set smaller");
    }
    assert_eq!(runs[3].text(), "12345678");
    assert!(runs[3].size > 5.0, "and can still be read: {}", runs[3].size);
}

/// Sizes of the type of a table's text, by text.
fn sizes(pages: &Pages) -> Vec<(String, f64)> {
    let frames = pages.pages.iter().flat_map(|page| &page.frames);
    let run = |frame: &Frame| match frame {
        Frame::Run(run) => Some((run.text(), run.size)),
        _ => None,
    };
    frames.filter_map(run).collect()
}

#[test]
fn a_table_with_room_is_set_as_large_as_offices_print_it() {
    let pages = laid_out(vec![heading("二、表格"), long_table(10)]);
    let size = |text: &str| sizes(&pages).into_iter().find(|(t, _)| t == text).unwrap().1;
    assert_eq!((size("项目"), size("1.事项"), size("1009")), (12.0, 12.0, 12.0));
}

#[test]
fn where_labels_step_down_numbers_stay_large_and_rows_as_high() {
    let pages = laid_out(vec![heading("二、表格"), long_table(36)]);
    let size = |text: &str| sizes(&pages).into_iter().find(|(t, _)| t == text).unwrap().1;
    let label = size("1.事项");
    assert!(label < 10.5, "{label}");
    assert!((size("1035") - (1.25 * label).min(12.0)).abs() < 1e-9, "{label}");
    assert_eq!(pages.pages.len(), 1);
}

#[test]
fn larger_type_never_costs_a_cell_another_line() {
    // Eight characters in 91.2 pt: they fit in 11 pt and would break in 12.
    let row = vec![cell("其他管理事项数量", CellRole::RowLabel, 1, 1), cell("0", CellRole::Value, 1, 1)];
    let pages = laid_out(vec![table(&[1.0, 3.85], 0, vec![row])]);
    let found = sizes(&pages);
    assert_eq!(found[0], ("其他管理事项数量".to_owned(), 11.0));
}

#[test]
fn heads_of_two_characters_keep_air_beside_them() {
    let heads = (0..15).map(|_| cell("总计", CellRole::Head, 1, 1)).collect();
    let values = (0..15).map(|_| cell("13", CellRole::Value, 1, 1)).collect();
    let found = sizes(&laid_out(vec![table(&[1.0; 15], 1, vec![heads, values])]));
    assert_eq!((found[0].1, found[15].1), (10.5, 12.0));
}

#[test]
fn a_number_nobody_could_read_is_an_error() {
    let mut values = ["0"; 15];
    values[0] = "12345678901234567890";
    let error =
        lay_out(&Sheet { title: String::new(), blocks: vec![narrow(values)], ..Sheet::default() }, &fonts())
            .unwrap_err();
    assert_eq!(
        error,
        PressError::CellTooNarrow { place: "表三".into(), text: "12345678901234567890".into() }
    );
}

#[test]
fn bands_are_shaded_and_nothing_else() {
    let pages = laid_out(vec![table(
        &[1.0, 1.0],
        0,
        vec![
            vec![cell("第二十条第（一）项", CellRole::Band, 1, 2)],
            vec![cell("规章", CellRole::RowLabel, 1, 1), cell("0", CellRole::Value, 1, 1)],
        ],
    )]);
    let fills: Vec<&Fill> = pages.pages[0]
        .frames
        .iter()
        .filter_map(|f| match f {
            Frame::Fill(fill) => Some(fill),
            _ => None,
        })
        .collect();
    assert_eq!(fills.len(), 1);
    assert_eq!(fills[0].colour, [0xC6, 0xD9, 0xF1]);
    assert!((fills[0].width - 442.205).abs() < 0.01);
}

#[test]
fn cells_that_do_not_cover_the_grid_are_an_error_that_says_where() {
    let one = |rowspan, colspan| cell("格", CellRole::Head, rowspan, colspan);
    let fault = |rows: Vec<Vec<Cell>>| {
        let blocks = vec![table(&[1.0, 1.0], 0, rows)];
        lay_out(&Sheet { title: String::new(), blocks, ..Sheet::default() }, &fonts()).unwrap_err()
    };
    let at = |row, column| PressError::TableGrid { place: "表三".into(), row, column };
    assert_eq!(fault(vec![vec![one(1, 2)], vec![one(1, 1)]]), at(2, 2), "a hole");
    assert_eq!(fault(vec![vec![one(1, 3)]]), at(1, 3), "beyond the columns");
    assert_eq!(fault(vec![vec![one(2, 1), one(1, 1)]]), at(2, 1), "beyond the rows");
    assert_eq!(fault(vec![vec![one(1, 1), one(1, 1), one(1, 1)]]), at(1, 3), "one too many");
}

#[test]
fn a_row_taller_than_a_page_is_an_error() {
    let text = "字".repeat(9000);
    let blocks = vec![table(&[1.0], 0, vec![vec![cell(&text, CellRole::RowLabel, 1, 1)]])];
    let error = lay_out(&Sheet { title: String::new(), blocks, ..Sheet::default() }, &fonts()).unwrap_err();
    assert_eq!(error, PressError::RowTooTall { place: "表三".into(), row: 1 });
}

#[test]
fn a_missing_character_is_found_wherever_it_stands() {
    let place_of = |block: Block| {
        let sheet = Sheet { title: String::new(), blocks: vec![block], ..Sheet::default() };
        match lay_out(&sheet, &fonts()).unwrap_err() {
            PressError::MissingGlyph { ch: '\u{32350}', place, .. } => place,
            other => panic!("{other}"),
        }
    };
    let text = Text::new("杜\u{32350}镇", "标题");
    assert_eq!(place_of(Block::Title(vec![text.clone()])), "标题");
    assert_eq!(place_of(Block::Heading1(text.clone())), "标题");
    assert_eq!(place_of(Block::Heading2(text)), "标题");
    assert_eq!(place_of(body("杜\u{32350}镇")), "正文");
    let row = vec![cell("杜\u{32350}", CellRole::Head, 1, 1)];
    assert_eq!(place_of(table(&[1.0], 0, vec![row])), "表三");
}

#[test]
fn all_missing_characters_are_named_at_once() {
    let blocks = vec![
        heading("一、杜\u{32350}镇"),
        body("又是\u{32350}，还有\u{32351}和\u{e5e5}。"),
        table(&[1.0], 0, vec![vec![cell("\u{32351}", CellRole::Head, 1, 1)]]),
    ];
    let told = lay_out(&Sheet { title: String::new(), blocks, ..Sheet::default() }, &fonts()).unwrap_err();
    let told = told.to_string();
    assert!(told.starts_with("字体缺字：“\u{32350}”（U+32350）"), "{told}");
    assert!(told.ends_with("另外还缺：“\u{32351}”（U+32351）在正文；U+E5E5在正文。"), "{told}");
}

#[test]
fn the_outline_nests_headings_run_in_ones_too() {
    let run_in = Paragraph {
        spans: vec![Span::RunIn("（一）主要问题。".into()), Span::Body("公开不够及时。".into())],
        place: "正文".into(),
    };
    let pages = laid_out(vec![
        Block::Title(vec![Text::new("年度报告", "标题")]),
        heading("一、总体情况"),
        Block::Heading2(Text::new("（一）概况。", "标题")),
        lines(30),
        heading("二、问题"),
        Block::Paragraph(run_in),
    ]);
    let entries: Vec<_> = pages.outline.iter().map(|e| (e.level, e.title.as_str(), e.page)).collect();
    assert_eq!(
        entries,
        [(0, "一、总体情况", 0), (1, "（一）概况", 0), (0, "二、问题", 1), (1, "（一）主要问题", 1)]
    );
}

#[test]
fn a_run_in_heading_is_kai_and_its_text_fang() {
    let pages = laid_out(vec![Block::Paragraph(Paragraph {
        spans: vec![Span::RunIn("（一）问题。".into()), Span::Body("不够及时。".into())],
        place: "正文".into(),
    })]);
    let runs: Vec<_> = pages.pages[0]
        .frames
        .iter()
        .filter_map(|f| match f {
            Frame::Run(run) if run.owner != Owner::PageNumber => Some((run.face, run.text())),
            _ => None,
        })
        .collect();
    use crate::font::Typeface::{Fang, Kai};
    assert_eq!(runs, [(Kai, "（一）问题。".to_owned()), (Fang, "不够及时。".to_owned())]);
}

#[test]
fn every_text_belongs_to_a_node_whose_parents_stand_before_it() {
    let pages = laid_out(vec![heading("三、表格"), long_table(3), body("完。")]);
    let tags: Vec<Tag> = pages.nodes.iter().map(|n| n.tag).collect();
    assert_eq!(tags[0], Tag::Document);
    assert_eq!(tags[1], Tag::Heading(1));
    assert_eq!(tags[2], Tag::Table);
    assert_eq!(tags[3..7], [Tag::Row; 4]);
    assert_eq!(tags[7], Tag::HeaderCell(CellSpan { rows: 1, columns: 2 }, Scope::Column));
    assert_eq!(tags[9], Tag::HeaderCell(CellSpan { rows: 3, columns: 1 }, Scope::Row));
    assert_eq!(tags[11], Tag::DataCell(CellSpan { rows: 1, columns: 1 }));
    for (id, node) in pages.nodes.iter().enumerate() {
        assert!(node.parent.map_or(id == 0, |parent| parent < id));
    }
    let mut last = 0;
    for line in pages.lines() {
        let Owner::Node(id) = line.owner else { continue };
        assert!(id >= last, "runs stand in reading order");
        last = id;
    }
}

#[test]
fn the_dump_names_runs_rules_and_headings() {
    let dump = laid_out(vec![heading("一、总体情况"), long_table(1)]).to_string();
    assert!(dump.contains("page 1\n  run   111.0  125.5  16 Hei  H1 1  一、总体情况\n"), "{dump}");
    assert!(dump.contains("  rule   79.0"), "{dump}");
    assert!(dump.contains("outline 一、总体情况 → 1"), "{dump}");
}

#[test]
fn an_empty_sheet_is_one_numbered_page() {
    let pages = laid_out(Vec::new());
    assert_eq!(pages.lines().iter().map(|l| l.text.as_str()).collect::<Vec<_>>(), ["— 1 —"]);
}
