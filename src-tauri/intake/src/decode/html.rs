//! Web pages: paragraphs become lines, tables of text become grids. Markup is parsed, never rendered, and
//! nothing it names is loaded.

use super::{
    html_style::Styles,
    html_text::{is_unseen, name, shown, text_of, text_of_cell, Edge, Line, NodeId, NodeRef, INLINE},
};
use crate::{
    document::{Document, Field, Position, Row, Rows, Said, WIDEST_ROW},
    IntakeError,
};
use html5ever::{driver, tendril::TendrilSink};
use scraper::{Html, HtmlTreeSink, Node};
use std::{
    collections::HashSet,
    time::{Duration, Instant},
};

/// What is said to be read.
pub(super) const WHAT: &str = "网页";

/// A span may claim any number; a page that says more than this is broken or hostile.
const LARGEST_SPAN: usize = 64;

/// The largest page seen, as a word processor exports it, has some ten thousand; each of them takes memory.
const MOST_TAGS: usize = 400_000;

/// A page makes more nodes than it has tags: what is bold or slanted is opened again in every paragraph.
const MOST_NODES: usize = 2 * MOST_TAGS;

/// The most words in a tag; what a tag says twice is looked for among all it says.
const MOST_WORDS: usize = 256;

/// Gives up after a time: what is nested deep takes one that grows with its square.
pub(crate) fn decode(source: &str, limit: Duration) -> Result<Document, IntakeError> {
    if source.bytes().filter(|byte| *byte == b'<').count() > MOST_TAGS {
        return Err(IntakeError::TooLong);
    }
    let page = parsed(source, limit)?;
    let title = page.tree.nodes().find(|node| name(node) == Some("title")).map(text_of);
    let mut walk = Walk {
        rows: Rows::default(),
        line: Line::default(),
        lines: 0,
        heading: None,
        tables_seen: 0,
        tables: data_tables(&page),
        styles: Styles::of(&page),
    };
    walk.flow(page.tree.root())?;
    walk.end_line()?;
    let title = title.filter(|title| !title.is_empty());
    let said = Said::new(title.as_deref().unwrap_or_default(), author(&page).unwrap_or_default());
    Ok(Document { title, said, ..walk.rows.into_document() })
}

/// Who a page says wrote it.
fn author(page: &Html) -> Option<&str> {
    let metas =
        page.tree.nodes().filter_map(|node| node.value().as_element()).filter(|it| it.name() == "meta");
    metas.filter(|it| it.attr("name") == Some("author")).find_map(|it| it.attr("content"))
}

/// The page as a tree, built a tag at a time, so that it is noticed when one makes too much of it.
fn parsed(source: &str, limit: Duration) -> Result<Html, IntakeError> {
    let started = Instant::now();
    let sink = HtmlTreeSink::new(Html::new_document());
    let mut parser = driver::parse_document(sink, driver::ParseOpts::default());
    let mut silent = None;
    let mut rest = source;
    while !rest.is_empty() {
        let end = rest.char_indices().skip(1).find(|(_, c)| *c == '<').map_or(rest.len(), |(at, _)| at);
        let (piece, behind) = rest.split_at(end);
        rest = behind;
        // What stands in a script is no tag, whatever it looks like.
        match silent {
            Some(name) if begins_tag(piece, "</", name) => silent = None,
            Some(_) => {}
            None => {
                silent = ["script", "style"].into_iter().find(|name| begins_tag(piece, "<", name));
                if words_of_tag(piece) > MOST_WORDS {
                    return Err(IntakeError::TooLong);
                }
            }
        }
        if started.elapsed() > limit {
            return Err(IntakeError::TooSlow(WHAT));
        }
        parser.process(piece.into());
        if parser.tokenizer.sink.sink.0.borrow().tree.values().len() > MOST_NODES {
            return Err(IntakeError::TooLong);
        }
    }
    Ok(parser.finish())
}

fn begins_tag(piece: &str, mark: &str, name: &str) -> bool {
    let rest = piece.strip_prefix(mark).and_then(|rest| rest.get(..name.len()));
    rest.is_some_and(|begin| begin.eq_ignore_ascii_case(name))
}

/// How many words stand in the tag that a piece of a page begins with, what is quoted counted as one.
fn words_of_tag(piece: &str) -> usize {
    // The page may begin with text: its first piece is no tag.
    let begins = |rest: &str| rest.starts_with(|c: char| c.is_ascii_alphabetic() || c == '/');
    if !piece.strip_prefix('<').is_some_and(begins) {
        return 0;
    }
    let mut quote = None;
    let mut in_word = false;
    let mut words = 0;
    for c in piece.chars() {
        match quote {
            Some(open) if c == open => (quote, in_word) = (None, false),
            Some(_) => {}
            None if c == '>' => break,
            None if matches!(c, '"' | '\'') => quote = Some(c),
            None if c.is_ascii_whitespace() || c == '/' => in_word = false,
            None => {
                words += usize::from(!in_word);
                in_word = true;
            }
        }
    }
    words
}

/// Tables that hold no other table; tables around tables are page layout.
fn data_tables(page: &Html) -> HashSet<NodeId> {
    let mut data = HashSet::new();
    // The tables around, the innermost last, and whether another was met in them.
    let mut around: Vec<bool> = Vec::new();
    for edge in shown(page.tree.root()) {
        match edge {
            Edge::Open(node) if name(&node) == Some("table") => {
                around.iter_mut().rev().take(1).for_each(|holds_another| *holds_another = true);
                around.push(false);
            }
            Edge::Close(node) if name(&node) == Some("table") => {
                let holds_another = around.pop().unwrap_or_default();
                if !holds_another {
                    data.insert(node.id());
                }
            }
            _ => {}
        }
    }
    data
}

struct Walk {
    rows: Rows,
    line: Line,
    lines: usize,
    /// The level of the heading that is being read.
    heading: Option<u8>,
    tables_seen: usize,
    tables: HashSet<NodeId>,
    styles: Styles,
}

impl Walk {
    /// Walks without recursion: pages nest as deep as they like.
    fn flow(&mut self, root: NodeRef<'_>) -> Result<(), IntakeError> {
        let mut skip_until: Option<NodeId> = None;
        // How deep in text whose line ends are its own.
        let mut as_typed = 0_usize;
        for edge in shown(root) {
            let (node, opens) = match edge {
                Edge::Open(node) => (node, true),
                Edge::Close(node) => (node, false),
            };
            if let Some(id) = skip_until {
                if !opens && node.id() == id {
                    skip_until = None;
                }
                continue;
            }
            match node.value() {
                Node::Text(text) if opens && as_typed > 0 => {
                    for (n, line) in text.split('\n').enumerate() {
                        if n > 0 {
                            self.end_line()?;
                        }
                        self.line.push(line);
                    }
                }
                Node::Text(text) if opens => self.line.push(text),
                Node::Element(element) => {
                    if opens && self.tables.contains(&node.id()) {
                        self.end_line()?;
                        self.table(node)?;
                        skip_until = Some(node.id());
                        continue;
                    }
                    self.line.edge(edge);
                    if matches!(element.name(), "pre" | "xmp" | "listing") {
                        as_typed = if opens { as_typed + 1 } else { as_typed.saturating_sub(1) };
                    }
                    if !INLINE.contains(&element.name()) {
                        self.end_line()?;
                    }
                    if let Some(level) = heading_level(element.name()) {
                        self.heading = opens.then_some(level);
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn end_line(&mut self) -> Result<(), IntakeError> {
        let text = self.line.take();
        if !text.is_empty() {
            self.lines += 1;
            let fields = vec![Field::new(text, 0)];
            let row = Row { position: Position::Line(self.lines), fields };
            match self.heading {
                Some(level) => self.rows.push_heading(row, level)?,
                None => self.rows.push(row)?,
            }
        }
        Ok(())
    }

    fn table(&mut self, table: NodeRef<'_>) -> Result<(), IntakeError> {
        self.tables_seen += 1;
        // For each column: how many further rows it is covered from above.
        let mut covered: Vec<usize> = Vec::new();
        let rows = shown(table).filter_map(|edge| match edge {
            Edge::Open(node) if name(&node) == Some("tr") => Some(node),
            _ => None,
        });
        for (number, tr) in rows.enumerate() {
            let is_hidden = self.styles.hide(&tr);
            let mut fields = Vec::new();
            let mut column = 0;
            let mut covers = Vec::new();
            // A cell that is not displayed takes no place: the one before it, or above, mostly covers it.
            let is_cell = |node: &NodeRef<'_>| matches!(name(node), Some("td" | "th")) && !is_unseen(node);
            for cell in tr.children().filter(is_cell) {
                while covered.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                if column > WIDEST_ROW {
                    return Err(IntakeError::TooLong);
                }
                let (colspan, rowspan) = (span(&cell, "colspan"), span(&cell, "rowspan"));
                let (text, is_doubtful) = text_of_cell(cell, &self.styles);
                let is_doubtful = is_doubtful || is_hidden;
                fields.push(Field { text, column, is_doubtful });
                covers.push((column, colspan, rowspan));
                column += colspan;
            }
            covered.iter_mut().for_each(|rows| *rows = rows.saturating_sub(1));
            for (column, colspan, rowspan) in covers {
                covered.resize(covered.len().max(column + colspan), 0);
                covered[column..column + colspan].iter_mut().for_each(|rows| *rows = rowspan - 1);
            }
            let row =
                Row { position: Position::TableRow { table: self.tables_seen, row: number + 1 }, fields };
            if !row.is_blank() {
                self.rows.push(row)?;
            }
        }
        Ok(())
    }
}

/// Of h1 to h6.
fn heading_level(name: &str) -> Option<u8> {
    name.strip_prefix('h')?.parse().ok().filter(|level| (1..=6).contains(level))
}

fn span(cell: &NodeRef<'_>, attribute: &str) -> usize {
    let value = cell.value().as_element().and_then(|element| element.attr(attribute));
    value.and_then(|text| text.trim().parse().ok()).unwrap_or(1).clamp(1, LARGEST_SPAN)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn page(html: &str) -> Result<Document, IntakeError> {
        decode(html, Duration::from_secs(60))
    }

    fn rows(html: &str) -> Vec<Vec<String>> {
        page(html)
            .unwrap()
            .rows
            .iter()
            .map(|row| row.fields.iter().map(|field| field.text.clone()).collect())
            .collect()
    }

    #[test]
    fn paragraphs_and_breaks_are_lines() {
        assert_eq!(
            rows("<p>一<b>二</b></p>三<br>四<div>五<span>六</span></div>"),
            [["一二"], ["三"], ["四"], ["五六"]]
        );
        assert_eq!(rows("<pre>一\n二<b>三\n</b>四</pre>五\n六"), [["一"], ["二三"], ["四"], ["五六"]]);
        assert_eq!(rows("<p>政府\n  信息</p><p>&nbsp;</p><p>a\n b</p>"), [["政府信息"], ["a b"]]);
    }

    #[test]
    fn text_before_the_first_tag_is_a_line() {
        assert_eq!(rows("某县2024年年报<p>一、总体情况</p>"), [["某县2024年年报"], ["一、总体情况"]]);
        assert_eq!(rows("年"), [["年"]]);
        assert_eq!(rows("<"), [["<"]]);
    }

    #[test]
    fn scripts_comments_and_styles_are_not_text() {
        assert_eq!(rows("<p>一<script>二</script><!-- 三 --><style>四</style></p>"), [["一"]]);
        assert_eq!(rows("<table><tr><td>一<script>二</script></td></tr></table>"), [["一"]]);
    }

    #[test]
    fn what_is_struck_out_or_hidden_is_no_text() {
        for cell in [
            "<del>55</del>66",
            "<s>5</s>66",
            "<STRIKE>5</STRIKE>66",
            "<span style='text-decoration: Line-Through'>5</span>66",
            "<span style='color:red;display: none'>5</span>66",
            "<span style='visibility:hidden'>5</span>66",
            "<span hidden>5</span>66",
            "<ruby>66<rt>5</rt></ruby>",
            "<u style='text-decoration:underline'>66</u><div hidden><table><tr><td>5</td></tr></table></div>",
        ] {
            assert_eq!(rows(&format!("<table><tr><td>{cell}</td></tr></table>")), [["66"]], "{cell}");
            assert_eq!(rows(&format!("<div>{cell}</div>")), [["66"]], "{cell}");
        }
        // A cell that another covers is there, and not displayed.
        let html = "<table><tr><td rowspan=2>甲</td><td>乙</td></tr><tr><td style='display:none'></td><td>3</td></tr><tr hidden><td>9</td></tr></table>";
        assert_eq!(page(html).unwrap().rows[1].fields, [Field::new("3".into(), 1)]);
        assert_eq!(rows(html).len(), 2);
    }

    #[test]
    fn what_may_not_be_what_is_seen_is_in_doubt() {
        let sheet = "<style>.x{display:none} td .d{text-decoration:line-through}</style>";
        for (cell, text) in [
            ("<s>5</s>", ""),
            ("<span hidden>5</span>", ""),
            ("<input value=5>", ""),
            ("<img src=5.png>", ""),
            ("<span class=x>5</span>66", "66"),
            ("<i class=d>5</i>66", "66"),
            ("<b style='font-size: 0px'>5</b>66", "66"),
            ("<b style='opacity:0'>5</b>66", "66"),
            ("<b style='color:#FFF'>5</b>66", "566"),
            ("<td class=x>66", "66"),
        ] {
            let document = page(&format!("{sheet}<table><tr><td>甲<td>{cell}")).unwrap();
            let field = document.rows[0].fields.iter().rfind(|field| field.is_doubtful);
            assert_eq!(field.map(|field| field.text.as_str()), Some(text), "{cell}");
        }
        for cell in
            ["", "<s></s>", "&nbsp;", "<s>5</s>66", "<b style='font-size:0.9em'>5</b>", "<i class=y>5</i>"]
        {
            let document = page(&format!("{sheet}<table><tr><td>甲<td>{cell}")).unwrap();
            assert!(document.rows[0].fields.iter().all(|field| !field.is_doubtful), "{cell}");
        }
        // A page's menus are hidden until somebody asks for them: what is no table is read.
        assert_eq!(rows(&format!("{sheet}<p class=x>一</p>")), [["一"]]);
    }

    #[test]
    fn what_stands_apart_is_not_joined() {
        for cell in [
            "5<sup>6</sup>",
            "<sub>5</sub>6",
            "5<span style='vertical-align: super'>6</span>",
            "5<br>6",
            "<p>5</p><p>6</p>",
            "5<div>6</div>",
            "<ul><li>5<li>6</ul>",
        ] {
            assert_eq!(rows(&format!("<table><tr><td>{cell}</td></tr></table>")), [["5 6"]], "{cell}");
        }
        assert_eq!(rows("<p>5<sup>6</sup>件，10m<sup>2</sup>。</p>"), [["5 6件，10m2。"]]);
        // Labels are broken anywhere.
        assert_eq!(rows("<table><tr><td>行政<br>许可<p>数</p>量</td></tr></table>"), [["行政许可数量"]]);
    }

    #[test]
    fn blank_cells_are_kept_and_spans_counted() {
        let html = "<table><tr><td rowspan=2>甲</td><td colspan=2>乙</td></tr><tr><td>&nbsp;</td><td><p>3</p></td></tr></table>";
        let document = page(html).unwrap();
        let columns: Vec<Vec<(usize, &str)>> = document
            .rows
            .iter()
            .map(|row| row.fields.iter().map(|field| (field.column, field.text.as_str())).collect())
            .collect();
        assert_eq!(columns, [vec![(0, "甲"), (1, "乙")], vec![(1, ""), (2, "3")]]);
    }

    #[test]
    fn layout_tables_are_not_grids() {
        let html = "<table><tr><td>页眉<table><tr><td>规章</td><td>3</td></tr></table></td></tr></table>";
        assert_eq!(rows(html), [vec!["页眉"], vec!["规章", "3"]]);
    }

    #[test]
    fn the_page_title() {
        assert_eq!(
            page("<html><head><title> 某镇 </title></head><p>文").unwrap().title.as_deref(),
            Some("某镇")
        );
        assert_eq!(page("<p>文</p>").unwrap().title, None);
    }

    #[test]
    fn hostile_spans_and_nesting_are_bounded() {
        assert_eq!(rows("<table><tr><td colspan=99999999 rowspan=-1>1</td></tr></table>"), [["1"]]);
        let deep = format!("{}深{}", "<div>".repeat(3_000), "</div>".repeat(3_000));
        assert_eq!(rows(&deep), [["深"]]);
    }

    #[test]
    fn what_makes_too_much_of_a_page_is_refused() {
        let attributes: String = (0..2_000).map(|n| format!(" a{n}=\"x y z\"")).collect();
        let fonts: String = (0..1_500).map(|n| format!("<font size={n}>")).collect();
        let open_again = format!("<p>{fonts}{}", "<p>一".repeat(2_000));
        let wide = format!("<table><tr>{}", "<td colspan=64>1".repeat(2_000));
        for source in [format!("<p{attributes}>一"), open_again, wide] {
            assert!(matches!(page(&source), Err(IntakeError::TooLong)), "{}", &source[..60]);
        }
        // A script may be as long as it likes.
        let script = format!("<script>if (a<b {}) c</script><p>一", "&& d ".repeat(2_000));
        assert_eq!(rows(&script), [["一"]]);
    }
}
