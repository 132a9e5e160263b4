//! The styles of a Word document: every paragraph looks as its style says, so that who goes on editing changes it in
//! one place.

use super::{Scale, NAMESPACES};
use crate::container::DECLARATION;
use crate::layout::measures::{Body, FOLIO_SIZE, TABLE_SIZE_PLAIN, TITLE_PITCH, TITLE_SIZE};

/// The typefaces GB/T 9704 names, as office programs name them; each with another to take where it is missing.
pub(super) const TITLE: &str = "方正小标宋简体";
const BODY: &str = "仿宋_GB2312";
const SECOND: &str = "楷体_GB2312";
const FIRST: &str = "黑体";
const PLAIN: &str = "宋体";
const LATIN: &str = "Times New Roman";

const FALLBACKS: [(&str, &str); 5] =
    [(TITLE, "方正小标宋_GBK"), (BODY, "仿宋"), (SECOND, "楷体"), (FIRST, "SimHei"), (PLAIN, "SimSun")];

/// Else Word puts a quarter of an em beside each number and Latin word, where the PDF has a hair, and breaks its lines
/// elsewhere.
const NO_AUTO_SPACE: &str = "<w:autoSpaceDE w:val=\"0\"/><w:autoSpaceDN w:val=\"0\"/>";

pub(super) fn font_table() -> String {
    let each = |(name, other): (&str, &str)| {
        format!("<w:font w:name=\"{name}\"><w:altName w:val=\"{other}\"/><w:charset w:val=\"86\"/><w:family w:val=\"auto\"/></w:font>")
    };
    let all: String = FALLBACKS.into_iter().map(each).collect();
    format!("{DECLARATION}<w:fonts {NAMESPACES}>{all}<w:font w:name=\"{LATIN}\"><w:charset w:val=\"00\"/><w:family w:val=\"roman\"/></w:font></w:fonts>")
}

pub(super) fn styles(body: &Body, scale: Scale) -> String {
    let size = scale.halves(body.size);
    let line = exactly(scale.twips_within(body.pitch));
    let indent = format!("<w:ind w:firstLine=\"{}\" w:firstLineChars=\"200\"/>", scale.twips(body.indent));
    // Every character is a little closer to the next, or 28 would not fill the line. A grid of characters would do the
    // same in Word, but not in every program.
    let spaced = |east_asian: &str| {
        let spacing = scale.tracking(body);
        format!(
            "<w:rFonts w:eastAsia=\"{east_asian}\"/><w:spacing w:val=\"{spacing}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>"
        )
    };
    let heading = |level: u8| {
        format!("<w:keepNext/><w:keepLines/>{line}{indent}<w:jc w:val=\"left\"/><w:outlineLvl w:val=\"{level}\"/>")
    };
    let folio = |side: &str| {
        let indent = scale.twips(FOLIO_SIZE);
        format!(
            "<w:snapToGrid w:val=\"0\"/>{}<w:ind w:{side}=\"{indent}\"/><w:jc w:val=\"{side}\"/>",
            exactly(scale.twips(20.0))
        )
    };
    let title_line = exactly(scale.twips(TITLE_PITCH));
    let all = [
        paragraph("Normal", "Normal", "", NO_AUTO_SPACE, &font(BODY, size)),
        paragraph("Title", "Title", "Normal", &format!("<w:keepNext/><w:snapToGrid w:val=\"0\"/>{title_line}<w:jc w:val=\"center\"/>"), &font(TITLE, scale.halves(TITLE_SIZE))),
        paragraph("Heading1", "heading 1", "Normal", &heading(0), &spaced(FIRST)),
        paragraph("Heading2", "heading 2", "Normal", &heading(1), &spaced(SECOND)),
        paragraph("Heading3", "heading 3", "Normal", &heading(2), &spaced(BODY)),
        paragraph("Heading4", "heading 4", "Normal", &heading(3), &spaced(BODY)),
        paragraph("BodyText", "Body Text", "Normal", &format!("<w:widowControl/>{line}{indent}<w:jc w:val=\"both\"/>"), &spaced(BODY)),
        paragraph("TableText", "表格文字", "Normal", "<w:snapToGrid w:val=\"0\"/><w:jc w:val=\"center\"/>", &font(PLAIN, scale.halves(TABLE_SIZE_PLAIN))),
        paragraph("FooterOdd", "footer", "Normal", &folio("right"), &font(PLAIN, scale.halves(FOLIO_SIZE))),
        paragraph("FooterEven", "双页页码", "Normal", &folio("left"), &font(PLAIN, scale.halves(FOLIO_SIZE))),
        format!("<w:style w:type=\"character\" w:customStyle=\"1\" w:styleId=\"RunInHeading\"><w:name w:val=\"段首标题\"/><w:qFormat/><w:rPr><w:rFonts w:eastAsia=\"{SECOND}\"/></w:rPr></w:style>"),
        "<w:style w:type=\"table\" w:default=\"1\" w:styleId=\"TableNormal\"><w:name w:val=\"Normal Table\"/><w:tblPr><w:tblInd w:w=\"0\" w:type=\"dxa\"/></w:tblPr></w:style>".to_owned(),
    ];
    format!(
        "{DECLARATION}<w:styles {NAMESPACES}><w:docDefaults><w:rPrDefault><w:rPr>\
         <w:rFonts w:ascii=\"{LATIN}\" w:hAnsi=\"{LATIN}\" w:eastAsia=\"{BODY}\" w:cs=\"{LATIN}\"/>\
         <w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/><w:lang w:val=\"en-US\" w:eastAsia=\"zh-CN\" w:bidi=\"ar-SA\"/></w:rPr></w:rPrDefault><w:pPrDefault/></w:docDefaults>{}</w:styles>",
        all.concat()
    )
}

fn exactly(twips: i64) -> String {
    format!("<w:spacing w:before=\"0\" w:after=\"0\" w:line=\"{twips}\" w:lineRule=\"exact\"/>")
}

fn font(east_asian: &str, size: i64) -> String {
    format!("<w:rFonts w:eastAsia=\"{east_asian}\"/><w:sz w:val=\"{size}\"/><w:szCs w:val=\"{size}\"/>")
}

fn paragraph(id: &str, name: &str, based_on: &str, how: &str, font: &str) -> String {
    let default = if id == "Normal" { " w:default=\"1\"" } else { "" };
    let custom = if name.is_ascii() { "" } else { " w:customStyle=\"1\"" };
    let based_on =
        if based_on.is_empty() { String::new() } else { format!("<w:basedOn w:val=\"{based_on}\"/>") };
    let next = if id.starts_with("Heading") { "<w:next w:val=\"BodyText\"/>" } else { "" };
    format!(
        "<w:style w:type=\"paragraph\"{default}{custom} w:styleId=\"{id}\"><w:name w:val=\"{name}\"/>{based_on}{next}<w:qFormat/>\
         <w:pPr>{how}</w:pPr><w:rPr>{font}</w:rPr></w:style>"
    )
}
