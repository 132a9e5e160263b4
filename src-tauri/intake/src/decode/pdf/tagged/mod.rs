//! PDFs with a structure tree: paragraphs and tables as the program that wrote them says they are, blank cells and spans
//! included, which no reader of places can tell.
//!
//! A tree is read only where nothing in it contradicts itself or the pages: all text stands in it, once, and both of its
//! directions agree. Whether it says more than the places do is for whoever knows the form; see [`crate::read`].

mod codes;
mod content;
mod element;
mod flow;
mod owners;
mod role;
#[cfg(test)]
mod tests;

use super::bounds::{self, Drawn};
use crate::{document::Document, IntakeError};
use element::{Element, Kid, Mark};
use oxidize_pdf::parser::{
    objects::{PdfDictionary, PdfObject, PdfStream},
    PdfDocument,
};
use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

/// The text of each marked piece of content, by its page and its number there.
type Marked = HashMap<Mark, String>;

/// What the structure tree says; nothing where there is none that can be trusted, or no table in it.
pub(super) fn document<R: Read + Seek>(
    pdf: &PdfDocument<R>,
    catalog: &PdfDictionary,
    pages: u32,
) -> Result<Option<Document>, IntakeError> {
    let file = File { pdf };
    let Some(root) = file.tree(catalog) else { return Ok(None) };
    let mut drawn = Drawn::of(pdf);
    let mut content = content::Content::of(&file);
    let mut places = HashMap::new();
    let mut parents = Vec::new();
    for number in 0..pages {
        if !drawn.page(number)? {
            return Ok(None);
        }
        let Ok(page) = pdf.get_page(number) else { return Ok(None) };
        if content.page(number, &page).is_none() {
            return Ok(None);
        }
        places.insert(page.obj_ref, number);
        parents.push(page.dict.get("StructParents").and_then(PdfObject::as_integer));
    }
    let Some(tree) = element::tree(&file, &root, &places) else { return Ok(None) };
    let marked = content.into_marked();
    let owners = owners::of(&file, &root, &parents);
    if !owners.is_some_and(|owners| agree(&tree, &marked, &owners)) {
        return Ok(None);
    }
    flow::document(&tree, &marked)
}

/// Whether each piece of text stands in the tree, once, and belongs to the element that the pages say it does.
fn agree(tree: &Element, marked: &Marked, owners: &HashMap<Mark, element::Id>) -> bool {
    let mut seen = HashSet::new();
    let agrees = tree.all().all(|element| {
        element.kids.iter().all(|kid| match kid {
            Kid::Element(_) => true,
            Kid::Content(mark) => {
                let is_blank = marked.get(mark).is_none_or(|text| text.trim().is_empty());
                seen.insert(*mark) && (is_blank || owners.get(mark) == element.id.as_ref())
            }
        })
    });
    agrees && marked.iter().all(|(mark, text)| seen.contains(mark) || text.trim().is_empty())
}

/// A file whose objects are looked up: what is not there, or is not what it ought to be, is nothing.
struct File<'a, R: Read + Seek> {
    pdf: &'a PdfDocument<R>,
}

impl<R: Read + Seek> File<'_, R> {
    /// The root of the structure tree of a file that says it is tagged.
    fn tree(&self, catalog: &PdfDictionary) -> Option<PdfDictionary> {
        let says = self.dict(catalog.get("MarkInfo")?)?;
        let is = |key: &str| says.get(key).and_then(PdfObject::as_bool).unwrap_or_default();
        if !is("Marked") || is("Suspects") {
            return None;
        }
        self.dict(catalog.get("StructTreeRoot")?)
    }

    fn object(&self, object: &PdfObject) -> Option<PdfObject> {
        self.pdf.resolve(object).ok()
    }

    fn dict(&self, object: &PdfObject) -> Option<PdfDictionary> {
        match self.object(object)? {
            PdfObject::Dictionary(dict) => Some(dict),
            _ => None,
        }
    }

    /// An array, or a single thing where one may stand for it.
    fn list(&self, object: &PdfObject) -> Option<Vec<PdfObject>> {
        Some(match self.object(object)? {
            PdfObject::Array(array) => array.0,
            PdfObject::Null => Vec::new(),
            _ => vec![object.clone()],
        })
    }

    fn name(&self, object: &PdfObject) -> Option<String> {
        self.object(object)?.as_name().map(|name| name.0.clone())
    }

    fn text(&self, object: &PdfObject) -> Option<String> {
        self.object(object)?.as_string().map(|text| text.to_text())
    }

    fn stream(&self, object: &PdfObject) -> Option<PdfStream> {
        match self.object(object)? {
            PdfObject::Stream(stream) => Some(stream),
            _ => None,
        }
    }

    fn bytes(&self, stream: &PdfStream) -> Option<Vec<u8>> {
        self.pdf.decode_stream_with_limit(stream, bounds::LARGEST_STREAM).ok()
    }
}
