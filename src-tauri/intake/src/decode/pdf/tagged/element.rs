//! The structure tree as it stands in the file, walked from its root: as deep and as large as a document's can be.

use super::{role::Role, File};
use oxidize_pdf::parser::objects::{PdfDictionary, PdfObject};
use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

/// The deepest nesting of elements.
const DEEPEST: usize = 64;

/// The most elements and pieces of content; a long report has two thousand.
const MOST: usize = 100_000;

/// How often a type may be said to be another.
const MOST_NAMES: usize = 8;

/// The most attributes of an element.
const MOST_ATTRIBUTES: usize = 64;

/// An object's number.
pub(super) type Id = (u32, u16);

/// A marked piece of content: its page, counted from 0, and its number there.
pub(super) type Mark = (u32, u32);

/// An element of the structure tree.
pub(super) struct Element {
    /// Nothing for one that is written within another.
    pub id: Option<Id>,
    pub role: Role,
    pub kids: Vec<Kid>,
    /// How many rows and columns a cell takes.
    pub span: (usize, usize),
    /// What it says, in place of its content.
    pub actual: Option<String>,
    /// Whether it is described to whoever does not see it.
    pub is_described: bool,
}

/// What stands in an element.
pub(super) enum Kid {
    Element(Element),
    Content(Mark),
}

impl Element {
    /// It and all below it.
    pub fn all(&self) -> impl Iterator<Item = &Element> {
        let mut open = vec![self];
        std::iter::from_fn(move || {
            let next = open.pop()?;
            open.extend(next.elements());
            Some(next)
        })
    }

    pub fn elements(&self) -> impl Iterator<Item = &Element> {
        self.kids.iter().filter_map(|kid| match kid {
            Kid::Element(element) => Some(element),
            Kid::Content(_) => None,
        })
    }
}

/// The tree below `root`; nothing where it comes back to itself, or is no tree of a document.
pub(super) fn tree<R: Read + Seek>(
    file: &File<'_, R>,
    root: &PdfDictionary,
    pages: &HashMap<Id, u32>,
) -> Option<Element> {
    let roles = root.get("RoleMap").and_then(|roles| file.dict(roles)).unwrap_or_default();
    let mut walk = Walk { file, roles, pages, seen: HashSet::new(), left: MOST };
    let kids = walk.kids(root, None, 0)?;
    Some(Element { id: None, role: Role::Group, kids, span: (1, 1), actual: None, is_described: false })
}

struct Walk<'a, 'f, R: Read + Seek> {
    file: &'a File<'f, R>,
    roles: PdfDictionary,
    pages: &'a HashMap<Id, u32>,
    seen: HashSet<Id>,
    left: usize,
}

impl<R: Read + Seek> Walk<'_, '_, R> {
    fn element(
        &mut self,
        entry: &PdfDictionary,
        id: Option<Id>,
        page: Option<u32>,
        depth: usize,
    ) -> Option<Element> {
        let page = match entry.get("Pg") {
            Some(page) => Some(*self.pages.get(&page.as_reference()?)?),
            None => page,
        };
        let file = self.file;
        let role = self.role(file.name(entry.get("S")?)?);
        let text = |key: &str| entry.get(key).and_then(|text| file.text(text));
        Some(Element {
            id,
            role,
            kids: self.kids(entry, page, depth)?,
            span: if role == Role::Cell { self.span(entry)? } else { (1, 1) },
            actual: text("ActualText"),
            is_described: text("Alt").is_some_and(|text| !text.is_empty()),
        })
    }

    fn kids(&mut self, entry: &PdfDictionary, page: Option<u32>, depth: usize) -> Option<Vec<Kid>> {
        if depth > DEEPEST {
            return None;
        }
        let mut kids = Vec::new();
        for kid in entry.get("K").map_or(Some(Vec::new()), |kids| self.file.list(kids))? {
            self.left = self.left.checked_sub(1)?;
            kids.extend(self.kid(&kid, page, depth)?);
        }
        Some(kids)
    }

    /// One of an element's children; nothing in its place for one that is no text.
    fn kid(&mut self, kid: &PdfObject, page: Option<u32>, depth: usize) -> Option<Option<Kid>> {
        let id = kid.as_reference();
        if id.is_some_and(|id| !self.seen.insert(id)) {
            return None;
        }
        let entry = match self.file.object(kid)? {
            PdfObject::Integer(number) => {
                return Some(Some(Kid::Content((page?, u32::try_from(number).ok()?))))
            }
            PdfObject::Dictionary(entry) => entry,
            PdfObject::Null => return Some(None),
            _ => return None,
        };
        match entry.get_type() {
            // An annotation, or a picture.
            Some("OBJR") => Some(None),
            // Content of something that is painted on a page has numbers of its own.
            Some("MCR") if entry.contains_key("Stm") => None,
            Some("MCR") => {
                let page = match entry.get("Pg") {
                    Some(page) => *self.pages.get(&page.as_reference()?)?,
                    None => page?,
                };
                let number = entry.get("MCID").and_then(PdfObject::as_integer)?;
                Some(Some(Kid::Content((page, u32::try_from(number).ok()?))))
            }
            _ => Some(Some(Kid::Element(self.element(&entry, id, page, depth + 1)?))),
        }
    }

    /// What a type is, or what it is said to be like. Text of a type that nobody knows stands by itself.
    fn role(&self, mut kind: String) -> Role {
        for _ in 0..MOST_NAMES {
            if let Some(role) = Role::of(&kind) {
                return role;
            }
            match self.roles.get(&kind).and_then(|other| self.file.name(other)) {
                Some(other) => kind = other,
                None => break,
            }
        }
        Role::Line
    }

    /// How many rows and columns a cell says it takes.
    fn span(&self, entry: &PdfDictionary) -> Option<(usize, usize)> {
        // Spans that stand in a class would have to be looked up there; nobody is known to write them so.
        if entry.contains_key("C") {
            return None;
        }
        let mut span = (1, 1);
        let all = entry.get("A").map_or(Some(Vec::new()), |all| self.file.list(all))?;
        for attributes in all.iter().take(MOST_ATTRIBUTES).filter_map(|it| self.file.dict(it)) {
            let of = |key: &str| match attributes.get(key) {
                Some(value) => usize::try_from(self.file.object(value)?.as_integer()?).ok(),
                None => Some(1),
            };
            let is_table =
                attributes.get("O").and_then(|owner| self.file.name(owner)).is_some_and(|it| it == "Table");
            if is_table {
                span = (span.0.max(of("RowSpan")?), span.1.max(of("ColSpan")?));
            }
        }
        Some(span)
    }
}
