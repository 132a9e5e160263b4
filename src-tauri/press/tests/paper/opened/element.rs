//! The structure tree of a file.

use lopdf::{Object, ObjectId};

use super::Opened;

/// A structure element with all below it.
#[derive(Debug, Clone)]
pub struct Element {
    pub id: ObjectId,
    pub parent: Option<ObjectId>,
    pub kind: String,
    pub scope: Option<String>,
    pub rows: usize,
    pub columns: usize,
    pub kids: Vec<Kid>,
}

/// What stands below an element.
#[derive(Debug, Clone)]
pub enum Kid {
    Element(Element),
    /// The marked content sequence `number` of a page.
    Content {
        page: Option<ObjectId>,
        number: i64,
    },
}

impl Element {
    /// Reads the tree below the file's structure root; none when the file has no structure.
    pub fn root(opened: &Opened) -> Option<Element> {
        let root = opened.dictionary(opened.catalog(), "StructTreeRoot")?;
        let top = match root.get(b"K").ok()? {
            Object::Array(kids) => kids.first()?.as_reference().ok()?,
            kid => kid.as_reference().ok()?,
        };
        Some(Element::read(opened, top))
    }

    fn read(opened: &Opened, id: ObjectId) -> Element {
        let entry = opened.document.get_dictionary(id).unwrap();
        let page = entry.get(b"Pg").and_then(Object::as_reference).ok();
        let attributes = opened.dictionary(entry, "A");
        let span = |key: &str| attributes.and_then(|a| opened.integer(a, key)).unwrap_or(1) as usize;
        let kids = match entry.get(b"K") {
            Ok(Object::Array(kids)) => kids.as_slice(),
            Ok(kid) => std::slice::from_ref(kid),
            Err(_) => &[],
        };
        Element {
            id,
            parent: entry.get(b"P").and_then(Object::as_reference).ok(),
            kind: opened.name(entry, "S").unwrap_or_default().to_owned(),
            scope: attributes.and_then(|a| opened.name(a, "Scope")).map(str::to_owned),
            rows: span("RowSpan"),
            columns: span("ColSpan"),
            kids: kids.iter().map(|kid| Kid::read(opened, kid, page)).collect(),
        }
    }

    /// Its child elements.
    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Content { .. } => None,
        })
    }

    /// It and all below it, in reading order.
    pub fn all(&self) -> Vec<&Element> {
        let below = self.elements().flat_map(Element::all);
        std::iter::once(self).chain(below).collect()
    }

    /// All content in reading order, with the element it belongs to.
    pub fn content(&self) -> Vec<(&Element, Option<ObjectId>, i64)> {
        let mut content = Vec::new();
        for kid in &self.kids {
            match kid {
                Kid::Element(element) => content.extend(element.content()),
                Kid::Content { page, number } => content.push((self, *page, *number)),
            }
        }
        content
    }
}

impl Kid {
    fn read(opened: &Opened, kid: &Object, page: Option<ObjectId>) -> Kid {
        match kid {
            Object::Integer(number) => Kid::Content { page, number: *number },
            Object::Dictionary(reference) => {
                let page = reference.get(b"Pg").and_then(Object::as_reference).ok().or(page);
                Kid::Content { page, number: opened.integer(reference, "MCID").unwrap() }
            }
            other => Kid::Element(Element::read(opened, other.as_reference().unwrap())),
        }
    }
}
