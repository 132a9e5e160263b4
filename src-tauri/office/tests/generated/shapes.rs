//! The shapes in which published reports lie about: the same cells in each.

use crate::{
    made::{prose, Dice, Made, PREAMBLE},
    paper::{Paper, Spot},
};
use office::{Format, Office, Printing};
use std::fmt::Write as _;

/// A shape, and what its cells may come to.
pub struct Shape {
    pub name: &'static str,
    pub write: fn(&Office, &Made, &mut Dice) -> Vec<u8>,
    /// Every cell is told by itself: all of them must be read, and be certain.
    pub is_plain: bool,
    /// What the paper has that the form has not.
    pub kind: Kind,
}

/// How a report departs from its form.
#[derive(Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// Not at all.
    Official,
    /// 法人小计, and rows that add up a group: eight columns, 28 rows.
    Subtotals,
    /// The rows of 2021, with the one row （六）其他处理 of 2019.
    Hybrid,
}

const fn shape(name: &'static str, is_plain: bool, write: fn(&Office, &Made, &mut Dice) -> Vec<u8>) -> Shape {
    Shape { name, write, is_plain, kind: Kind::Official }
}

pub const SHAPES: &[Shape] = &[
    shape("网页表格", true, |_, made, _| page(made, &Html::default())),
    shape("网页表格，Word/WPS 标记", true, |_, made, _| {
        page(made, &Html { nested: true, ..Html::default() })
    }),
    shape("网页表格，空格子代替合并", true, |_, made, _| {
        page(made, &Html { unmerged: true, ..Html::default() })
    }),
    shape("网页表格，GB18030", true, |_, made, _| {
        gb18030(&page(made, &Html { gb: true, ..Html::default() }))
    }),
    shape("一格一行", true, |_, made, dice| lines(made, dice, Noise::None)),
    shape("一格一行，有页码、重复表头", false, |_, made, dice| lines(made, dice, Noise::Pages)),
    shape("一格一行，行名有空格、缺字、序号误", false, |_, made, dice| {
        lines(made, dice, Noise::Labels)
    }),
    shape("制表符", true, |_, made, _| rows(made, "\t", "")),
    shape("竖线", true, |_, made, _| rows(made, " | ", "")),
    shape("Markdown", false, |_, made, _| rows(made, " | ", "| ")),
    shape("按版面的文字", false, |_, made, dice| layout(made, dice)),
    shape("挤成一行", false, |_, made, _| flattened(made)),
    shape("中途断开", false, |_, made, dice| cut(made, dice)),
    shape("UTF-16 文本", true, |_, made, _| utf16(&rows(made, "\t", ""))),
    shape("本程序的 .docx", true, |office, made, _| export(office, made, Format::Word)),
    shape("本程序的 .xlsx", true, |office, made, _| export(office, made, Format::Excel)),
    shape("本程序的 PDF（不附数据）", true, printed),
    shape("本程序的网页", true, |office, made, _| export(office, made, Format::Web)),
    shape("本程序的文本", true, |office, made, _| export(office, made, Format::Text)),
    Shape {
        name: "8×28，法人小计，网页表格",
        write: |_, made, _| page(made, &Html::default()),
        is_plain: true,
        kind: Kind::Subtotals,
    },
    Shape {
        name: "8×28，法人小计，一格一行",
        write: |_, made, dice| lines(made, dice, Noise::None),
        is_plain: true,
        kind: Kind::Subtotals,
    },
    Shape {
        name: "8×28，法人小计，制表符",
        write: |_, made, _| rows(made, "\t", ""),
        is_plain: true,
        kind: Kind::Subtotals,
    },
    Shape {
        name: "旧式“其他处理”，网页表格",
        write: |_, made, _| page(made, &Html::default()),
        is_plain: true,
        kind: Kind::Hybrid,
    },
    Shape {
        name: "旧式“其他处理”，一格一行",
        write: |_, made, dice| lines(made, dice, Noise::None),
        is_plain: true,
        kind: Kind::Hybrid,
    },
    Shape {
        name: "旧式“其他处理”，按版面的文字",
        write: |_, made, dice| layout(made, dice),
        is_plain: false,
        kind: Kind::Hybrid,
    },
    Shape {
        name: "旧式“其他处理”，挤成一行",
        write: |_, made, _| flattened(made),
        is_plain: false,
        kind: Kind::Hybrid,
    },
];

/// What the office makes of it.
pub fn export(office: &Office, made: &Made, format: Format) -> Vec<u8> {
    office.export(&made.report(), format).unwrap_or_default()
}

/// Our own PDF, its pages alone: what is attached would tell everything.
fn printed(office: &Office, made: &Made, _: &mut Dice) -> Vec<u8> {
    office.print(&made.report(), &Printing::default()).unwrap_or_default()
}

fn utf16(utf8: &[u8]) -> Vec<u8> {
    let units = String::from_utf8_lossy(utf8).into_owned();
    [0xFF, 0xFE].into_iter().chain(units.encode_utf16().flat_map(u16::to_le_bytes)).collect()
}

/// Title, preamble, and every section with its table as `write` writes it.
fn around(made: &Made, mut write: impl FnMut(&Paper, &mut String)) -> String {
    let mut text = made.form.title_lines(&made.agency, made.year).concat();
    let _ = write!(text, "\n{PREAMBLE}\n");
    for section in &made.form.sections {
        let _ = writeln!(text, "{}", section.heading);
        match made.form.table_in(&section.id) {
            Some(table) => write(&made.paper(table), &mut text),
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
        for row in &table.rows {
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
                let _ = write!(text, "<td{spans}>{}</td>", inner(&cell.text, html.nested));
                if html.unmerged {
                    *text += &"<td></td>".repeat(cell.colspan - 1);
                }
                column = cell.column + cell.colspan;
            }
            if html.unmerged {
                *text += &"<td></td>".repeat(table.width - column);
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
        for (n, row) in table.rows.iter().enumerate() {
            if noise == Noise::Pages && n > table.head_rows && dice.one_in(8) {
                page += 1;
                let _ = writeln!(text, "- {page} -\n");
                if dice.one_in(2) {
                    for cell in table.rows[..table.head_rows].iter().flatten() {
                        let _ = writeln!(text, "{}\n", cell.text);
                    }
                }
            }
            for cell in row {
                let mut words = cell.text.clone();
                if noise == Noise::Labels && !cell.is_number && dice.one_in(3) {
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
        for (n, row) in table.rows.iter().enumerate() {
            let cells: Vec<String> = row.iter().map(|cell| cell.text.clone()).collect();
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
        for row in &table.rows {
            if dice.one_in(12) {
                page += 1;
                let _ = writeln!(text, "\n                    - {page} -\n");
            }
            let labels: Vec<String> =
                row.iter().filter(|cell| !cell.is_number).map(|cell| cell.text.clone()).collect();
            let numbers: Vec<String> =
                row.iter().filter(|cell| cell.is_number).map(|cell| format!("{:>10}", cell.text)).collect();
            let _ = writeln!(text, "   {}   {}", labels.join("     "), numbers.concat());
        }
    });
    text.into_bytes()
}

/// Every table run together, without anything between its cells.
fn flattened(made: &Made) -> Vec<u8> {
    let text = around(made, |table, text| {
        let cells: String = table.rows.iter().flatten().map(|cell: &Spot| cell.text.as_str()).collect();
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
