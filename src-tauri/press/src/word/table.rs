//! A table of a Word document: merged cells, heads repeated on every page, rows that stay whole.

use super::Scale;
use crate::container::escape;
use crate::layout::{Alone, AloneCell, CellRole, TableBlock};

/// Light blue of the bands, as in the PDF.
const BAND: &str = "C6D9F1";
/// Blank left and right of a label that is flush left, and of all else, in points.
const PAD: (f64, f64) = (2.6, 0.6);

pub(super) fn table(table: &Alone, block: &TableBlock, scale: Scale) -> String {
    let edges = edges(&table.widths, scale);
    let width = edges.last().copied().unwrap_or_default();
    let columns: String =
        edges.windows(2).map(|edge| format!("<w:gridCol w:w=\"{}\"/>", edge[1] - edge[0])).collect();
    let rows: String = (0..table.heights.len()).map(|at| row(table, block, at, &edges, scale)).collect();
    let side = |name: &str, eighths: u8| {
        format!("<w:{name} w:val=\"single\" w:sz=\"{eighths}\" w:space=\"0\" w:color=\"000000\"/>")
    };
    let frame: String = ["top", "left", "bottom", "right"].map(|name| side(name, 6)).concat();
    let inner: String = ["insideH", "insideV"].map(|name| side(name, 4)).concat();
    let pad = scale.twips(PAD.1);
    format!(
        "<w:tbl><w:tblPr><w:tblW w:w=\"{width}\" w:type=\"dxa\"/><w:jc w:val=\"center\"/><w:tblBorders>{frame}{inner}</w:tblBorders>\
         <w:tblLayout w:type=\"fixed\"/><w:tblCellMar><w:left w:w=\"{pad}\" w:type=\"dxa\"/><w:right w:w=\"{pad}\" w:type=\"dxa\"/></w:tblCellMar>\
         <w:tblCaption w:val=\"{}\"/></w:tblPr><w:tblGrid>{columns}</w:tblGrid>{rows}</w:tbl>",
        escape(&block.place)
    )
}

/// The edges of the columns, so that what is rounded away in one comes back in the next.
fn edges(widths: &[f64], scale: Scale) -> Vec<i64> {
    let mut sum = 0.0;
    let mut edges = vec![0];
    for width in widths {
        sum += width;
        edges.push(scale.twips(sum));
    }
    edges
}

fn row(table: &Alone, block: &TableBlock, at: usize, edges: &[i64], scale: Scale) -> String {
    let head = if at < block.head_rows { "<w:tblHeader/>" } else { "" };
    let height = scale.twips_within(table.heights[at]);
    // What fits a page is kept on one: its paragraphs stay with the next row's.
    let keep = table.is_whole && at + 1 < table.heights.len();
    let mut cells = String::new();
    let mut column = 0;
    while let Some(owner) = table.owner[at].get(column) {
        let cell = &table.cells[*owner];
        cells += &square(cell, at, edges, keep, scale);
        column = cell.column + cell.colspan.max(1);
    }
    format!(
        "<w:tr><w:trPr><w:cantSplit/><w:trHeight w:val=\"{height}\" w:hRule=\"atLeast\"/>{head}<w:jc w:val=\"center\"/></w:trPr>{cells}</w:tr>"
    )
}

/// A cell in one of its rows: its text in the first, nothing in those it goes on in.
fn square(cell: &AloneCell, at: usize, edges: &[i64], keep: bool, scale: Scale) -> String {
    let width = edges[cell.column + cell.colspan] - edges[cell.column];
    let mut how = format!("<w:tcW w:w=\"{width}\" w:type=\"dxa\"/>");
    if cell.colspan > 1 {
        how += &format!("<w:gridSpan w:val=\"{}\"/>", cell.colspan);
    }
    let is_first = at == cell.row;
    if cell.rowspan > 1 {
        how += if is_first { "<w:vMerge w:val=\"restart\"/>" } else { "<w:vMerge/>" };
    }
    if cell.role == CellRole::Band {
        how += &format!("<w:shd w:val=\"clear\" w:color=\"auto\" w:fill=\"{BAND}\"/>");
    }
    if cell.is_flush_left {
        let pad = scale.twips(PAD.0);
        how += &format!("<w:tcMar><w:left w:w=\"{pad}\" w:type=\"dxa\"/></w:tcMar>");
    }
    how += "<w:vAlign w:val=\"center\"/>";
    let keep = if keep { "<w:keepNext/>" } else { "" };
    let lead = scale.twips_within(cell.lead);
    let align = if cell.is_flush_left { "<w:jc w:val=\"left\"/>" } else { "" };
    let size = scale.halves(cell.size);
    let size = format!("<w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>");
    let lines = match (is_first, cell.role) {
        (false, _) => Vec::new(),
        // What is written in a number's place is one word, wherever Word breaks it.
        (true, CellRole::Value) if !cell.lines.is_empty() => vec![cell.lines.concat()],
        (true, _) => cell.lines.clone(),
    };
    let pieces: Vec<String> = lines
        .iter()
        .map(|line| format!("<w:t xml:space=\"preserve\">{}</w:t>", escape(line.trim())))
        .collect();
    let run = match pieces.is_empty() {
        true => String::new(),
        false => {
            format!(
                "<w:r><w:rPr><w:rFonts w:hint=\"eastAsia\"/>{size}</w:rPr>{}</w:r>",
                pieces.join("<w:br/>")
            )
        }
    };
    format!(
        "<w:tc><w:tcPr>{how}</w:tcPr><w:p><w:pPr><w:pStyle w:val=\"TableText\"/>{keep}\
         <w:spacing w:line=\"{lead}\" w:lineRule=\"exact\"/>{align}<w:rPr>{size}</w:rPr></w:pPr>{run}</w:p></w:tc>"
    )
}
