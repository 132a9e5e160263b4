//! The other direction of the structure: to which element each marked piece of a page belongs, as the parent tree says.

use super::{
    element::{Id, Mark},
    File,
};
use oxidize_pdf::parser::objects::{PdfDictionary, PdfObject};
use std::{
    collections::{HashMap, HashSet},
    io::{Read, Seek},
};

/// The deepest nesting of the parent tree.
const DEEPEST: usize = 32;

/// The most entries of the parent tree, and the most owners.
const MOST: usize = 100_000;

/// The owners of the pieces of all pages, whose entries in the parent tree are `parents`.
pub(super) fn of<R: Read + Seek>(
    file: &File<'_, R>,
    root: &PdfDictionary,
    parents: &[Option<i64>],
) -> Option<HashMap<Mark, Id>> {
    let mut entries = Entries { file, seen: HashSet::new(), all: HashMap::new() };
    entries.add(root.get("ParentTree")?, 0)?;
    let mut owners = HashMap::new();
    for (page, key) in parents.iter().enumerate() {
        // A page without text needs no owners.
        let Some(entry) = key.and_then(|key| entries.all.get(&key)) else { continue };
        let PdfObject::Array(list) = file.object(entry)? else { return None };
        if owners.len() + list.0.len() > MOST {
            return None;
        }
        let numbered = list.0.iter().enumerate().filter_map(|(n, owner)| Some((n, owner.as_reference()?)));
        for (number, owner) in numbered {
            owners.insert((u32::try_from(page).ok()?, u32::try_from(number).ok()?), owner);
        }
    }
    Some(owners)
}

struct Entries<'a, 'f, R: Read + Seek> {
    file: &'a File<'f, R>,
    seen: HashSet<Id>,
    all: HashMap<i64, PdfObject>,
}

impl<R: Read + Seek> Entries<'_, '_, R> {
    fn add(&mut self, node: &PdfObject, depth: usize) -> Option<()> {
        if depth > DEEPEST || node.as_reference().is_some_and(|id| !self.seen.insert(id)) {
            return None;
        }
        let node = self.file.dict(node)?;
        let of = |key: &str| node.get(key).map_or(Some(Vec::new()), |list| self.file.list(list));
        for pair in of("Nums")?.chunks_exact(2) {
            if self.all.len() >= MOST || self.all.insert(pair[0].as_integer()?, pair[1].clone()).is_some() {
                return None;
            }
        }
        of("Kids")?.iter().try_for_each(|kid| self.add(kid, depth + 1))
    }
}
