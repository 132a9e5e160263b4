//! The shapes in which published reports lie about: the same cells in each.

use crate::made::{Dice, Made};
use report::form::{Content, GridCell, Table};
use std::fmt::Write as _;

/// A shape, and what its cells may come to.
pub struct Shape {
    pub name: &'static str,
    pub write: fn(&Made, &mut Dice) -> Vec<u8>,
    /// Every cell is told by itself: all of them must be read, and be certain.
    pub is_plain: bool,
}

pub const SHAPES: &[Shape] = &[
    Shape { name: "网页表格", write: |made, _| page(made, &Html::default()), is_plain: true },
    Shape {
        name: "网页表格，Word/WPS 标记",
        write: |made, _| page(made, &Html { nested: true, ..Html::default() }),
        is_plain: true,
    },
    Shape {
        name: "网页表格，空格子代替合并",
        write: |made, _| page(made, &Html { unmerged: true, ..Html::default() }),
        is_plain: false,
    },
    Shape {
        name: "网页表格，GB18030",
        write: |made, _| gb18030(&page(made, &Html { gb: true, ..Html::default() })),
        is_plain: true,
    },
    Shape { name: "一格一行", write: |made, dice| lines(made, dice, Noise::None), is_plain: true },
    Shape {
        name: "一格一行，有页码、重复表头",
        write: |made, dice| lines(made, dice, Noise::Pages),
        is_plain: false,
    },
    Shape {
        name: "一格一行，行名有空格、缺字、序号误",
        write: |made, dice| lines(made, dice, Noise::Labels),
        is_plain: false,
    },
    Shape { name: "制表符", write: |made, _| rows(made, "\t", ""), is_plain: true },
    Shape { name: "竖线", write: |made, _| rows(made, " | ", ""), is_plain: true },
    Shape { name: "Markdown", write: |made, _| rows(made, " | ", "| "), is_plain: false },
    Shape { name: "按版面的文字", write: layout, is_plain: false },
    Shape { name: "挤成一行", write: |made, _| flattened(made), is_plain: false },
    Shape { name: "中途断开", write: cut, is_plain: false },
];

const PREAMBLE: &str = "根据《中华人民共和国政府信息公开条例》编制本报告。";

fn prose(section: &str) -> &'static str {
    match section {
        "overview" => "本年度严格落实条例要求，通过政府网站主动公开政府信息56条。",
        "problems" => "公开形式还不够丰富。下一步将加强培训，提升公开质量。",
        "other_matters" => "本年度未收取信息处理费。",
        _ => "",
    }
}

/// The text of a cell; what stands in the same cell as a unit stays with it.
fn shown(made: &Made, cell: &GridCell) -> String {
    match &cell.content {
        Content::Label { text, .. } => text.clone(),
        Content::Value(id) => made.cells.get(id).cloned().unwrap_or_default(),
    }
}

/// Title, preamble, and every section with its table as `write` writes it.
fn around(made: &Made, mut write: impl FnMut(&Table, &mut String)) -> String {
    let mut text = made.form.title_lines(&made.agency, made.year).concat();
    let _ = write!(text, "\n{PREAMBLE}\n");
    for section in &made.form.sections {
        let _ = writeln!(text, "{}", section.heading);
        match made.form.table_in(&section.id) {
            Some(table) => write(table, &mut text),
            None => {
                let _ = writeln!(text, "{}", prose(section.id.as_str()));
            }
        }
    }
    text
}

#[derive(Default)]
struct Html {
    nested: bool,
    unmerged: bool,
    gb: bool,
}

fn page(made: &Made, html: &Html) -> Vec<u8> {
    let charset = if html.gb { "gb18030" } else { "utf-8" };
    let mut page = format!(
        "<html><head><meta charset=\"{charset}\"></head><body><div class=\"nav\">首页 &gt; 政务公开</div>"
    );
    let around = around(made, |table, text| {
        *text += "<table>";
        for row in &table.grid {
            *text += "<tr>";
            // Where the merging is lost, the columns that a cell from above covers are empty cells.
            let mut column = 0;
            for cell in row {
                if html.unmerged {
                    *text += &"<td></td>".repeat(cell.column - column);
                }
                let spans = if html.unmerged {
                    String::new()
                } else {
                    format!(" rowspan=\"{}\" colspan=\"{}\"", cell.rowspan, cell.colspan)
                };
                let _ = write!(text, "<td{spans}>{}</td>", inner(&shown(made, cell), html.nested));
                if html.unmerged {
                    *text += &"<td></td>".repeat(cell.colspan - 1);
                }
                column = cell.column + cell.colspan;
            }
            if html.unmerged {
                *text += &"<td></td>".repeat(table.widths.len() - column);
            }
            *text += "</tr>";
        }
        *text += "</table>\n";
    });
    for line in around.lines() {
        if line.starts_with("<table") {
            page += line;
        } else {
            let _ = write!(page, "<p>{}</p>", inner(line, html.nested));
        }
    }
    page += "<div>分享到：微信</div></body></html>";
    page.into_bytes()
}

/// Text as word processors export it: spans cut anywhere, empty ones between, a blank at the end.
fn inner(text: &str, nested: bool) -> String {
    if !nested {
        return text.to_owned();
    }
    let chars: Vec<char> = text.chars().collect();
    let mut html = String::from("<p class=\"MsoNormal\">");
    for piece in chars.chunks(3) {
        let piece: String = piece.iter().collect();
        let _ =
            write!(html, "<span style=\"mso-font\"><span lang=\"EN-US\">{piece}</span></span><span></span>");
    }
    html + "<span>&nbsp;</span></p>"
}

fn gb18030(utf8: &[u8]) -> Vec<u8> {
    encoding_rs::GB18030.encode(&String::from_utf8_lossy(utf8)).0.into_owned()
}

#[derive(Clone, Copy, PartialEq)]
enum Noise {
    None,
    /// Page numbers between rows, and the table's head again after some of them.
    Pages,
    /// Labels with spaces within, shortened, misspelt or numbered otherwise.
    Labels,
}

fn lines(made: &Made, dice: &mut Dice, noise: Noise) -> Vec<u8> {
    let mut page = 1;
    let text = around(made, |table, text| {
        for (n, row) in table.grid.iter().enumerate() {
            if noise == Noise::Pages && n > table.head_rows && dice.one_in(8) {
                page += 1;
                let _ = writeln!(text, "- {page} -\n");
                if dice.one_in(2) {
                    for cell in table.grid[..table.head_rows].iter().flatten() {
                        let _ = writeln!(text, "{}\n", shown(made, cell));
                    }
                }
            }
            for cell in row {
                let mut words = shown(made, cell);
                if noise == Noise::Labels && cell.value().is_none() && dice.one_in(3) {
                    words = disturbed(&words, dice);
                }
                let _ = writeln!(text, "{words}\n");
            }
        }
    });
    text.into_bytes()
}

/// A label as people and programs spoil it.
fn disturbed(label: &str, dice: &mut Dice) -> String {
    let chars: Vec<char> = label.chars().collect();
    let at = dice.below(chars.len() as u64) as usize;
    match dice.below(4) {
        0 => chars[..at].iter().chain([&' ']).chain(&chars[at..]).collect(),
        1 if chars.len() > 5 => chars[..at].iter().chain(&chars[at + 1..]).collect(),
        2 => label.replacen('.', "、", 1),
        _ => label.replace('（', "(").replace('）', ")"),
    }
}

/// A row a line, its cells parted; what spans rows is told in the first of them.
fn rows(made: &Made, between: &str, before: &str) -> Vec<u8> {
    let text = around(made, |table, text| {
        for (n, row) in table.grid.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| shown(made, cell)).collect();
            let after = if before.is_empty() { "" } else { " |" };
            let _ = writeln!(text, "{before}{}{after}", cells.join(between));
            if !before.is_empty() && n == 0 {
                let _ = writeln!(text, "|{}", "---|".repeat(cells.len()));
            }
        }
    });
    text.into_bytes()
}

/// As `pdftotext -layout` gives it: the label, then its numbers in columns.
fn layout(made: &Made, dice: &mut Dice) -> Vec<u8> {
    let mut page = 1;
    let text = around(made, |table, text| {
        for row in &table.grid {
            if dice.one_in(12) {
                page += 1;
                let _ = writeln!(text, "\n                    - {page} -\n");
            }
            let labels: Vec<String> =
                row.iter().filter(|cell| cell.value().is_none()).map(|cell| shown(made, cell)).collect();
            let numbers: Vec<String> = row
                .iter()
                .filter(|cell| cell.value().is_some())
                .map(|cell| format!("{:>10}", shown(made, cell)))
                .collect();
            let _ = writeln!(text, "   {}   {}", labels.join("     "), numbers.concat());
        }
    });
    text.into_bytes()
}

/// Every table run together, without anything between its cells.
fn flattened(made: &Made) -> Vec<u8> {
    let text = around(made, |table, text| {
        let cells: String = table.grid.iter().flatten().map(|cell| shown(made, cell)).collect();
        let _ = writeln!(text, "{cells}");
    });
    text.into_bytes()
}

/// Broken off anywhere behind the first table.
fn cut(made: &Made, dice: &mut Dice) -> Vec<u8> {
    let whole = String::from_utf8_lossy(&lines(made, dice, Noise::None)).into_owned();
    let keep = whole.chars().count() * (30 + dice.below(60) as usize) / 100;
    whole.chars().take(keep).collect::<String>().into_bytes()
}
