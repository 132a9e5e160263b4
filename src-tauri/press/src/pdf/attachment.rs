//! A file carried inside the PDF: the document's own source, for machines (ISO 19005-3, 6.8; ISO 32000-2, 14.13).

use lopdf::{dictionary, Dictionary, Document, Object, Stream};

use super::finish::{name, text};
use super::properties::pdf_date;
use super::Timestamp;

/// A file that goes with the printed one.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Attachment {
    /// Its name, such as `report.json`.
    pub name: String,
    /// What it is, for people.
    pub description: String,
    /// What it is, for programs: `application/json`.
    pub media_type: String,
    /// The moment its content tells of, shown as its date: validators of ISO 19005-3, 6.8 want one.
    pub as_of: Timestamp,
    /// Its content.
    pub bytes: Vec<u8>,
}

/// Adds `attachment` and names it in `catalog`: in the list a reader shows, and as what the document was made from.
pub(super) fn attach(document: &mut Document, catalog: &mut Dictionary, attachment: &Attachment) {
    let params = dictionary! {
        "Size" => attachment.bytes.len() as i64,
        "ModDate" => Object::string_literal(pdf_date(&attachment.as_of)),
    };
    let entry = dictionary! {
        "Type" => name("EmbeddedFile"),
        "Subtype" => name(&attachment.media_type),
        "Params" => params,
    };
    let file = document.add_object(Stream::new(entry, attachment.bytes.clone()));
    let specification = document.add_object(dictionary! {
        "Type" => name("Filespec"),
        "F" => text(&attachment.name),
        "UF" => text(&attachment.name),
        "Desc" => text(&attachment.description),
        "AFRelationship" => name("Source"),
        "EF" => dictionary! { "F" => file, "UF" => file },
    });
    let listed: Vec<Object> = vec![text(&attachment.name), specification.into()];
    catalog.set("Names", dictionary! { "EmbeddedFiles" => dictionary! { "Names" => listed } });
    let associated: Vec<Object> = vec![specification.into()];
    catalog.set("AF", associated);
}
