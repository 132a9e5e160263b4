//! A sheet as a web page: for the editor of a portal, which keeps tags and drops most else.
//!
//! One file, no script, nothing from elsewhere. What a table needs to be one after pasting stands on its own tags.

use crate::container::escape;
use crate::layout::{Block, Cell, CellRole, Closing, Sheet, Span, TableBlock};

const STYLE: &str = "body{max-width:48em;margin:2em auto;padding:0 1em;font-size:16px;line-height:1.8;\
font-family:FangSong,仿宋,STFangsong,serif}h1{text-align:center;font-size:1.5em}h2,h3{font-size:1.1em}\
p{text-indent:2em;margin:.5em 0}table{width:100%;font-size:.9em;line-height:1.4;margin:.8em 0}\
th{font-weight:normal}caption{padding:.3em}";

/// The web page; `author` is the agency whose report it is.
pub fn write(sheet: &Sheet, author: &str) -> String {
    let title = escape(&sheet.title);
    let author = escape(author);
    let blocks = with_captions(sheet);
    let body: String = blocks.map(|(block, caption)| self::block(block, caption)).collect();
    format!(
        "<!DOCTYPE html>\n<html lang=\"zh-CN\">\n<head>\n<meta charset=\"utf-8\">\n\
         <meta name=\"viewport\" content=\"width=device-width, initial-scale=1\">\n<title>{title}</title>\n\
         <meta name=\"author\" content=\"{author}\">\n\
         <style>{STYLE}</style>\n</head>\n<body>\n{body}</body>\n</html>\n"
    )
}

/// Every block with the heading above it: what a table is called where only tables are listed.
fn with_captions(sheet: &Sheet) -> impl Iterator<Item = (&Block, &str)> {
    let mut heading = "";
    sheet.blocks.iter().map(move |block| {
        if let Block::Heading1(text) = block {
            heading = &text.content;
        }
        (block, heading)
    })
}

fn block(block: &Block, caption: &str) -> String {
    match block {
        Block::Title(lines) => {
            let lines: Vec<_> = lines.iter().map(|line| escape(&line.content)).collect();
            format!("<h1>{}</h1>\n", lines.join("<br>"))
        }
        Block::Heading1(text) => format!("<h2>{}</h2>\n", escape(&text.content)),
        Block::Heading2(text) => format!("<h3>{}</h3>\n", escape(&text.content)),
        Block::Heading3(text) => format!("<h4>{}</h4>\n", escape(&text.content)),
        Block::Heading4(text) => format!("<h5>{}</h5>\n", escape(&text.content)),
        Block::Paragraph(paragraph) => {
            let spans: String = paragraph.spans.iter().map(span).collect();
            format!("<p>{spans}</p>\n")
        }
        Block::Table(table) => self::table(table, caption),
        Block::Chart(chart) => format!("<p>{}</p>\n", escape(&chart.in_words())),
        Block::Closing(closing) => self::closing(closing),
    }
}

fn span(span: &Span) -> String {
    match span {
        Span::RunIn(text) => format!("<strong>{}</strong>", escape(text)),
        Span::Body(text) => escape(text).into_owned(),
    }
}

fn closing(Closing { signer, agency, date }: &Closing) -> String {
    let right = |text: &str| format!("<p style=\"text-align:right\">{}</p>\n", escape(text));
    let signer = signer.as_ref().map(|signer| format!("<p>{}</p>\n", escape(signer))).unwrap_or_default();
    signer + &right(agency) + &right(date)
}

fn table(table: &TableBlock, caption: &str) -> String {
    let places = places(table);
    let is_banded = table.rows.iter().flatten().any(|cell| cell.role == CellRole::Band);
    let row = |(at, row): (usize, &Vec<Cell>)| -> String {
        let cells = row.iter().zip(&places[at]);
        let cells: String = cells
            .map(|(cell, column)| {
                // Under a band other heads begin, which by their place alone would add to those above it: there it is said.
                let named = match (is_banded, cell.role) {
                    (false, _) => String::new(),
                    (true, CellRole::Value) => {
                        format!(" headers=\"{}\"", heads_of(table, &places, at, *column).join(" "))
                    }
                    (true, _) => format!(" id=\"{}\"", id(at, *column)),
                };
                self::cell(cell, at < table.head_rows, &named)
            })
            .collect();
        format!("<tr>{cells}</tr>\n")
    };
    let rows: String = table.rows.iter().enumerate().map(row).collect();
    // The page has the heading already; it is said again to who goes from table to table.
    let hidden = "position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)";
    format!(
        "<table border=\"1\" style=\"border-collapse:collapse;text-align:center\">\n\
         <caption><span style=\"{hidden}\">{}</span></caption>\n{rows}</table>\n",
        escape(caption)
    )
}

/// The column each cell begins in: the first that is free in its row.
fn places(table: &TableBlock) -> Vec<Vec<usize>> {
    // Of each column: the first row that no cell above reaches into.
    let mut free = vec![0; table.widths.len()];
    let mut places = Vec::with_capacity(table.rows.len());
    for (at, row) in table.rows.iter().enumerate() {
        let mut column = 0;
        let mut of_row = Vec::with_capacity(row.len());
        for cell in row {
            column += free.iter().skip(column).take_while(|until| **until > at).count();
            of_row.push(column);
            free.iter_mut().skip(column).take(cell.colspan).for_each(|until| *until = at + cell.rowspan);
            column += cell.colspan;
        }
        places.push(of_row);
    }
    places
}

/// A cell with the attributes by which it is named or names what heads it.
fn cell(cell: &Cell, is_head: bool, named: &str) -> String {
    let scope = match cell.role {
        CellRole::Value | CellRole::Note => None,
        CellRole::Band | CellRole::Head => Some("col"),
        // The rows of a table that lies on its side are named above.
        CellRole::RowLabel if is_head => Some("col"),
        CellRole::RowLabel | CellRole::GroupLabel => Some("row"),
    };
    let (tag, scope) = match scope {
        Some(scope) => ("th", format!(" scope=\"{scope}\"")),
        None => ("td", String::new()),
    };
    let span = |name: &str, n: usize| if n > 1 { format!(" {name}=\"{n}\"") } else { String::new() };
    // As on the paper: what counts 1. 2. 3. begins at the left.
    let is_counted = cell.role == CellRole::RowLabel && cell.text.starts_with(|c: char| c.is_ascii_digit());
    let look = match cell.role {
        CellRole::Band => " style=\"background:#c6d9f1\"",
        _ if is_counted => " style=\"text-align:left\"",
        _ => "",
    };
    let (columns, rows) = (span("colspan", cell.colspan), span("rowspan", cell.rowspan));
    format!("<{tag}{scope}{named}{columns}{rows}{look}>{}</{tag}>", escape(&cell.text))
}

fn id(row: usize, column: usize) -> String {
    format!("nianbao-{row}-{column}")
}

/// The cells that name the one at `row` and `column`: the band above it, the heads between the two, the label of its row.
fn heads_of(table: &TableBlock, places: &[Vec<usize>], row: usize, column: usize) -> Vec<String> {
    let has_band = |at: &usize| table.rows[*at].iter().any(|cell| cell.role == CellRole::Band);
    let first = (0..=row).rev().find(has_band).unwrap_or_default();
    let names = |at: usize, cell: &Cell, begins: usize| match cell.role {
        CellRole::Band | CellRole::Head => at < row && (begins..begins + cell.colspan).contains(&column),
        CellRole::RowLabel => at == row,
        CellRole::Value | CellRole::Note | CellRole::GroupLabel => false,
    };
    let cells = (first..=row).flat_map(|at| table.rows[at].iter().zip(&places[at]).map(move |it| (at, it)));
    cells
        .filter(|(at, (cell, begins))| names(*at, cell, **begins))
        .map(|(at, (_, begins))| id(at, *begins))
        .collect()
}
