//! The container of Word and Excel files: parts in XML, zipped, the same bytes everywhere.

use std::borrow::Cow;
use std::io::{Cursor, Write};

use zip::{write::SimpleFileOptions, CompressionMethod, System, ZipWriter};

use crate::PressError;

/// What every part begins with.
pub(crate) const DECLARATION: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";

/// Zips texts, each a name and what it says, in this order.
///
/// # Errors
/// When the writer of the container fails.
pub fn pack(parts: &[(String, String)]) -> Result<Vec<u8>, PressError> {
    zipped(parts).map_err(|error| PressError::Container { reason: error.to_string() })
}

fn zipped(parts: &[(String, String)]) -> zip::result::ZipResult<Vec<u8>> {
    // Everything that could tell one machine or moment from another is fixed.
    let options = SimpleFileOptions::DEFAULT
        .compression_method(CompressionMethod::Deflated)
        .compression_level(Some(6))
        .system(System::Unix)
        .unix_permissions(0o644);
    let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
    for (name, xml) in parts {
        zip.start_file(name.as_str(), options)?;
        zip.write_all(xml.as_bytes())?;
    }
    Ok(zip.finish()?.into_inner())
}

/// A text without the characters that XML 1.0 does not know: nobody sees them, no typeface has them, and a text with them
/// is taken for no text.
pub(crate) fn known(text: &str) -> Cow<'_, str> {
    let is_known = |c: char| !c.is_control() && !matches!(c, '\u{fffe}' | '\u{ffff}') || "\t\n\r".contains(c);
    if text.chars().all(is_known) {
        Cow::Borrowed(text)
    } else {
        Cow::Owned(text.chars().filter(|c| is_known(*c)).collect())
    }
}

/// Text as it may stand in XML: marks escaped, and characters left out that XML 1.0 does not know.
pub(crate) fn escape(text: &str) -> Cow<'_, str> {
    match known(text) {
        Cow::Borrowed(text) => quick_xml::escape::escape(text),
        Cow::Owned(text) => Cow::Owned(quick_xml::escape::escape(text).into_owned()),
    }
}

/// The properties both kinds of files have: title, subject and author.
pub(crate) fn core_properties(title: &str, subject: &str, author: &str) -> String {
    format!(
        "{DECLARATION}<cp:coreProperties \
         xmlns:cp=\"http://schemas.openxmlformats.org/package/2006/metadata/core-properties\" \
         xmlns:dc=\"http://purl.org/dc/elements/1.1/\"><dc:title>{}</dc:title><dc:subject>{}</dc:subject>\
         <dc:creator>{}</dc:creator><dc:language>zh-CN</dc:language></cp:coreProperties>",
        escape(title),
        escape(subject),
        escape(author)
    )
}

/// A part of relations: id, the last part of its type's address, target.
pub(crate) fn relations<'a>(all: impl IntoIterator<Item = (String, &'a str, String)>) -> String {
    let each = |(id, kind, target): (String, &str, String)| {
        let base = match kind {
            "core-properties" => "http://schemas.openxmlformats.org/package/2006/relationships/metadata",
            _ => "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
        };
        format!("<Relationship Id=\"{id}\" Type=\"{base}/{kind}\" Target=\"{target}\"/>")
    };
    let all: String = all.into_iter().map(each).collect();
    format!(
        "{DECLARATION}<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">{all}</Relationships>"
    )
}

/// The part that says of what type every part is.
pub(crate) fn content_types<'a>(all: impl IntoIterator<Item = (String, &'a str)>) -> String {
    let each = |(part, kind): (String, &str)| {
        let base = match kind {
            "core-properties" => "application/vnd.openxmlformats-package",
            _ => "application/vnd.openxmlformats-officedocument",
        };
        format!("<Override PartName=\"/{part}\" ContentType=\"{base}.{kind}+xml\"/>")
    };
    let all: String = all.into_iter().map(each).collect();
    format!(
        "{DECLARATION}<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">\
         <Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>\
         <Default Extension=\"xml\" ContentType=\"application/xml\"/>{all}</Types>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn marks_are_escaped_and_what_xml_does_not_know_is_left_out() {
        assert_eq!(escape("公开<&\u{7}\u{ffff}>"), "公开&lt;&amp;&gt;");
        assert_eq!(escape("一\n二"), "一\n二");
    }

    #[test]
    fn the_same_parts_give_the_same_bytes() {
        let parts = vec![("a.xml".to_owned(), "<a/>".to_owned()), ("b/c.xml".to_owned(), "<c/>".to_owned())];
        assert_eq!(pack(&parts).unwrap(), pack(&parts).unwrap());
    }
}
