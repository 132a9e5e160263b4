//! How the cells of the workbook look.

use super::NAMESPACES;
use crate::container::DECLARATION;

/// The looks of a cell, by their numbers in the file; 0 is that of a cell nothing was said of.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub(super) enum Style {
    /// The report's title.
    Title = 1,
    /// 一、 and its like.
    Heading,
    /// A paragraph.
    Text,
    /// A line across the table.
    Band,
    /// A label of the table.
    Label,
    /// A label that begins at the left.
    Counted,
    /// A number.
    Number,
    /// A total that is reckoned.
    Total,
    /// A total that is not what its parts add up to.
    Off,
    /// Whether a balance holds.
    Check,
    /// An amount nobody has filled in: whoever does sees the decimals he types.
    Amount,
    /// A total that shows nothing until its parts are filled in.
    Blank,
}

/// An amount with so many decimals; the number of its look follows those of [`Style`].
pub(super) fn decimals(scale: u32) -> usize {
    Style::Blank as usize + 1 + (scale as usize).min(MOST_DECIMALS)
}

/// Of the fifteen digits Excel has, one stands before the point.
const MOST_DECIMALS: usize = 14;
/// The format `0`: the general one writes 1E+07 where a column is narrow.
const WHOLE: usize = 1;
/// The general format: of formulas that give words, or nothing, because LibreOffice saves those as 0 in an .xls where the
/// format is one of numbers.
const GENERAL: usize = 0;
/// The first number a format of one's own may have.
const OWN_FORMATS: usize = 164;

pub(super) fn styles() -> String {
    let font = |name: &str, size: &str, more: &str| {
        format!("<font>{more}<sz val=\"{size}\"/><name val=\"{name}\"/><charset val=\"134\"/></font>")
    };
    let fonts = [
        font("宋体", "10", ""),
        font("方正小标宋简体", "18", ""),
        font("黑体", "14", ""),
        font("仿宋_GB2312", "12", ""),
        font("宋体", "10", "<b/>").replace("<name", "<color rgb=\"FFC00000\"/><name"),
    ];
    let fills = [
        "<fill><patternFill patternType=\"none\"/></fill>",
        "<fill><patternFill patternType=\"gray125\"/></fill>",
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFC6D9F1\"/><bgColor indexed=\"64\"/></patternFill></fill>",
        "<fill><patternFill patternType=\"solid\"><fgColor rgb=\"FFF2F2F2\"/><bgColor indexed=\"64\"/></patternFill></fill>",
    ];
    let side = |name: &str| format!("<{name} style=\"thin\"><color auto=\"1\"/></{name}>");
    let all_sides: String = ["left", "right", "top", "bottom"].map(side).concat();
    let look = |format: usize, font: usize, fill: usize, border: usize, align: &str| {
        format!(
            "<xf numFmtId=\"{format}\" fontId=\"{font}\" fillId=\"{fill}\" borderId=\"{border}\" xfId=\"0\" applyNumberFormat=\"1\" applyFont=\"1\" \
             applyFill=\"1\" applyBorder=\"1\" applyAlignment=\"1\"><alignment {align}/></xf>"
        )
    };
    let (centred, left) = (
        "horizontal=\"center\" vertical=\"center\" wrapText=\"1\"",
        "horizontal=\"left\" vertical=\"center\" wrapText=\"1\"",
    );
    // A number is never broken nor shown as hashes: what is typed later, and is longer than its column, shrinks.
    let number = "horizontal=\"center\" vertical=\"center\" shrinkToFit=\"1\"";
    let mut looks = vec![
        "<xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\" xfId=\"0\"/>".to_owned(),
        look(0, 1, 0, 0, centred),
        look(0, 2, 0, 0, left),
        look(0, 3, 0, 0, "horizontal=\"left\" vertical=\"top\" wrapText=\"1\""),
        look(0, 0, 2, 1, centred),
        look(0, 0, 0, 1, centred),
        look(0, 0, 0, 1, left),
        look(WHOLE, 0, 0, 1, number),
        look(WHOLE, 0, 3, 1, number),
        look(WHOLE, 4, 0, 1, number),
        look(GENERAL, 0, 3, 0, number),
        look(GENERAL, 0, 0, 1, number),
        look(GENERAL, 0, 3, 1, number),
    ];
    looks.extend((0..=MOST_DECIMALS).map(|n| look(OWN_FORMATS + n, 0, 0, 1, number)));
    let formats: String = (0..=MOST_DECIMALS)
        .map(|n| {
            let decimals = if n == 0 { String::new() } else { format!(".{}", "0".repeat(n)) };
            format!("<numFmt numFmtId=\"{}\" formatCode=\"0{decimals}\"/>", OWN_FORMATS + n)
        })
        .collect();
    format!(
        "{DECLARATION}<styleSheet {NAMESPACES}><numFmts count=\"{}\">{formats}</numFmts><fonts count=\"{}\">{}</fonts><fills count=\"{}\">{}</fills>\
         <borders count=\"2\"><border><left/><right/><top/><bottom/><diagonal/></border><border>{all_sides}<diagonal/></border></borders>\
         <cellStyleXfs count=\"1\"><xf numFmtId=\"0\" fontId=\"0\" fillId=\"0\" borderId=\"0\"/></cellStyleXfs><cellXfs count=\"{}\">{}</cellXfs>\
         <cellStyles count=\"1\"><cellStyle name=\"常规\" xfId=\"0\" builtinId=\"0\"/></cellStyles>\
         <dxfs count=\"1\"><dxf><numFmt numFmtId=\"{OWN_FORMATS}\" formatCode=\"0\"/></dxf></dxfs></styleSheet>",
        MOST_DECIMALS + 1,
        fonts.len(),
        fonts.concat(),
        fills.len(),
        fills.concat(),
        looks.len(),
        looks.concat()
    )
}
