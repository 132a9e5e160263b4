//! The small parts of a Word document: what it consists of, its settings, its page numbers.

use super::NAMESPACES;
use crate::container::{self, relations, DECLARATION};

/// How far the page number's line ends above the lower edge of the paper, in points: its dash is 7 mm below the type
/// area then.
pub(super) const FOOTER_FROM_EDGE: f64 = 69.4;

pub(super) fn content_types() -> String {
    let word = [
        ("word/document.xml", "wordprocessingml.document.main"),
        ("word/styles.xml", "wordprocessingml.styles"),
        ("word/settings.xml", "wordprocessingml.settings"),
        ("word/fontTable.xml", "wordprocessingml.fontTable"),
        ("word/footer-odd.xml", "wordprocessingml.footer"),
        ("word/footer-even.xml", "wordprocessingml.footer"),
        ("docProps/core.xml", "core-properties"),
    ];
    container::content_types(word.map(|(part, kind)| (part.to_owned(), kind)))
}

pub(super) fn package_relations() -> String {
    relations([
        ("rId1".to_owned(), "officeDocument", "word/document.xml".to_owned()),
        ("rId2".to_owned(), "core-properties", "docProps/core.xml".to_owned()),
    ])
}

pub(super) fn document_relations() -> String {
    let all = [
        ("styles", "styles.xml"),
        ("settings", "settings.xml"),
        ("fontTable", "fontTable.xml"),
        ("footer", "footer-odd.xml"),
        ("footer", "footer-even.xml"),
    ];
    let each = |(n, (kind, target)): (usize, (&'static str, &str))| {
        (format!("rId{}", n + 1), kind, target.to_owned())
    };
    relations(all.into_iter().enumerate().map(each))
}

pub(super) fn settings() -> String {
    format!(
        "{DECLARATION}<w:settings {NAMESPACES}><w:zoom w:percent=\"100\"/><w:evenAndOddHeaders/>\
         <w:drawingGridVerticalSpacing w:val=\"156\"/><w:characterSpacingControl w:val=\"compressPunctuation\"/>\
         <w:compat><w:spaceForUL/><w:balanceSingleByteDoubleByteWidth/><w:doNotLeaveBackslashAlone/><w:ulTrailSpace/>\
         <w:doNotExpandShiftReturn/><w:useFELayout/>\
         <w:compatSetting w:name=\"compatibilityMode\" w:uri=\"http://schemas.microsoft.com/office/word\" w:val=\"15\"/></w:compat>\
         <w:themeFontLang w:val=\"en-US\" w:eastAsia=\"zh-CN\"/></w:settings>"
    )
}

/// — 1 —, on the outer side of the page.
pub(super) fn footer(style: &str) -> String {
    let text = |text: &str| format!("<w:r><w:t xml:space=\"preserve\">{text}</w:t></w:r>");
    let field = |kind: &str| format!("<w:r><w:fldChar w:fldCharType=\"{kind}\"/></w:r>");
    format!(
        "{DECLARATION}<w:ftr {NAMESPACES}><w:p><w:pPr><w:pStyle w:val=\"{style}\"/></w:pPr>{}{}\
         <w:r><w:instrText xml:space=\"preserve\"> PAGE </w:instrText></w:r>{}{}{}{}</w:p></w:ftr>",
        text("— "),
        field("begin"),
        field("separate"),
        text("1"),
        field("end"),
        text(" —")
    )
}
