//! What printpdf leaves out, added to its object graph: version, catalog, structure, outline, properties,
//! output intent.

use lopdf::{dictionary, Dictionary, Document, Object, ObjectId, Stream, StringFormat};

use super::attachment::{attach, Attachment};
use super::properties::{Archive, Properties};
use super::{crossref, failed, profile, structure, Meta};
use crate::layout::{NodeId, OutlineEntry, Pages};
use crate::PressError;

/// Finishes printpdf's `document` and saves it. `marked` says to which node each page's marked content belongs.
pub(super) fn finish(
    mut document: Document,
    pages: &Pages,
    marked: &[Vec<NodeId>],
    meta: &Meta,
    attachment: Option<&Attachment>,
) -> Result<Vec<u8>, PressError> {
    document.version = "1.7".to_owned();
    let page_ids: Vec<ObjectId> = document.get_pages().values().copied().collect();
    for id in &page_ids {
        tidy_page(&mut document, *id)?;
    }
    let catalog_id = document.trailer.get(b"Root").and_then(Object::as_reference).map_err(failed)?;
    let page_tree =
        document.get_dictionary(catalog_id).and_then(|c| c.get(b"Pages")).map_err(failed)?.clone();
    let mut catalog = catalog(&mut document, page_tree, pages, &page_ids)?;
    catalog.set("StructTreeRoot", structure::write(&mut document, pages, marked, &page_ids)?);
    catalog.set("MarkInfo", dictionary! { "Marked" => true });
    let properties = Properties::new(&pages.title, meta);
    let archive = if attachment.is_some() { Archive::Three } else { Archive::Two };
    catalog.set("Metadata", document.add_object(properties.metadata(archive)));
    if let Some(attachment) = attachment {
        attach(&mut document, &mut catalog, attachment);
    }
    let intent: Vec<Object> = vec![output_intent(&mut document).into()];
    catalog.set("OutputIntents", intent);
    document.set_object(catalog_id, catalog);
    let info_id = document.trailer.get(b"Info").and_then(Object::as_reference).map_err(failed)?;
    document.set_object(info_id, properties.info());

    document.prune_objects();
    document.renumber_objects();
    document.compress();
    crossref::save(document)
}

/// Drops what printpdf writes for every page and no page here has.
fn tidy_page(document: &mut Document, id: ObjectId) -> Result<(), PressError> {
    let page = document.get_object_mut(id).and_then(Object::as_dict_mut).map_err(failed)?;
    for key in [b"TrimBox".as_slice(), b"CropBox", b"Annots"] {
        page.remove(key);
    }
    let resources_id = page.get(b"Resources").and_then(Object::as_reference).map_err(failed)?;
    let resources = document.get_object_mut(resources_id).and_then(Object::as_dict_mut).map_err(failed)?;
    for key in [b"XObject".as_slice(), b"ExtGState", b"Shading"] {
        resources.remove(key);
    }
    Ok(())
}

fn catalog(
    document: &mut Document,
    page_tree: Object,
    pages: &Pages,
    page_ids: &[ObjectId],
) -> Result<Dictionary, PressError> {
    let first_label: Vec<Object> = vec![0.into(), dictionary! { "S" => name("D"), "St" => 1 }.into()];
    let mut catalog = dictionary! {
        "Type" => name("Catalog"),
        "Pages" => page_tree,
        "Lang" => Object::string_literal("zh-CN"),
        "PageLabels" => dictionary! { "Nums" => first_label },
        // The form is to be printed in its true size, not fitted to the printer's margins.
        "ViewerPreferences" => dictionary! { "DisplayDocTitle" => true, "PrintScaling" => name("None") },
    };
    if !pages.outline.is_empty() {
        let outline = outline(document, pages, page_ids)?;
        catalog.set("Outlines", outline);
        catalog.set("PageMode", name("UseOutlines"));
    }
    Ok(catalog)
}

/// What the colours of the file mean: sRGB.
fn output_intent(document: &mut Document) -> Dictionary {
    let profile = document.add_object(Stream::new(dictionary! { "N" => 3 }, profile::srgb()));
    dictionary! {
        "Type" => name("OutputIntent"),
        "S" => name("GTS_PDFA1"),
        "OutputConditionIdentifier" => Object::string_literal("sRGB"),
        "Info" => Object::string_literal("sRGB IEC61966-2.1"),
        "DestOutputProfile" => profile,
    }
}

/// Adds the outline's objects and returns its root. It stands open: a report has few headings.
fn outline(document: &mut Document, pages: &Pages, page_ids: &[ObjectId]) -> Result<ObjectId, PressError> {
    let entries = &pages.outline;
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = entries.iter().map(|_| document.new_object_id()).collect();
    let parents: Vec<Option<usize>> =
        (0..entries.len()).map(|i| (0..i).rev().find(|j| entries[*j].level < entries[i].level)).collect();
    let children =
        |parent: Option<usize>| (0..entries.len()).filter(|i| parents[*i] == parent).collect::<Vec<usize>>();
    for parent in std::iter::once(None).chain((0..entries.len()).map(Some)) {
        let siblings = children(parent);
        let parent_id = parent.map_or(root, |i| ids[i]);
        for (place, index) in siblings.iter().enumerate() {
            let mut item = outline_item(&entries[*index], pages.height, page_ids)?;
            item.set("Parent", parent_id);
            if place > 0 {
                item.set("Prev", ids[siblings[place - 1]]);
            }
            if let Some(next) = siblings.get(place + 1) {
                item.set("Next", ids[*next]);
            }
            link_children(&mut item, &children(Some(*index)), &ids, descendants(&parents, *index));
            document.set_object(ids[*index], item);
        }
    }
    let mut top = dictionary! { "Type" => name("Outlines") };
    link_children(&mut top, &children(None), &ids, entries.len());
    document.set_object(root, top);
    Ok(root)
}

fn outline_item(entry: &OutlineEntry, height: f64, page_ids: &[ObjectId]) -> Result<Dictionary, PressError> {
    let page = page_ids.get(entry.page).ok_or_else(|| failed("目录指向不存在的页"))?;
    let top = Object::Real((height - entry.y) as f32);
    let destination: Vec<Object> = vec![(*page).into(), name("XYZ"), Object::Null, top, Object::Null];
    Ok(dictionary! { "Title" => text(&entry.title), "Dest" => destination })
}

fn link_children(item: &mut Dictionary, children: &[usize], ids: &[ObjectId], count: usize) {
    if let (Some(first), Some(last)) = (children.first(), children.last()) {
        item.set("First", ids[*first]);
        item.set("Last", ids[*last]);
        item.set("Count", count as i64);
    }
}

fn descendants(parents: &[Option<usize>], of: usize) -> usize {
    let children = (0..parents.len()).filter(|i| parents[*i] == Some(of));
    children.map(|child| 1 + descendants(parents, child)).sum()
}

pub(super) fn name(name: &str) -> Object {
    Object::Name(name.as_bytes().to_vec())
}

/// A text string in UTF-16, which every reader understands.
pub(super) fn text(text: &str) -> Object {
    let bytes = std::iter::once(0xFEFF).chain(text.encode_utf16()).flat_map(u16::to_be_bytes).collect();
    Object::String(bytes, StringFormat::Hexadecimal)
}
