//! The structure tree: what a screen reader reads, in its order, and which marked content belongs to what
//! (ISO 32000-1, 14.7 and 14.8).

use lopdf::{dictionary, Dictionary, Document, Object, ObjectId};

use super::failed;
use super::finish::{name, text};
use crate::layout::{CellSpan, Figure, Node, NodeId, Pages, Scope, Tag};
use crate::PressError;

/// The standard structure type of a node.
pub(super) fn type_name(tag: Tag) -> String {
    match tag {
        Tag::Document => "Document".to_owned(),
        Tag::Heading(level) => format!("H{level}"),
        Tag::Paragraph => "P".to_owned(),
        Tag::Table => "Table".to_owned(),
        Tag::Row => "TR".to_owned(),
        Tag::HeaderCell(..) => "TH".to_owned(),
        Tag::DataCell(_) => "TD".to_owned(),
        Tag::Figure => "Figure".to_owned(),
        Tag::Caption => "Caption".to_owned(),
    }
}

/// Adds the structure of `nodes` and returns its root. `marked` has, for each page, the node of each marked content
/// sequence.
pub(super) fn write(
    document: &mut Document,
    content: &Pages,
    marked: &[Vec<NodeId>],
    page_ids: &[ObjectId],
) -> Result<ObjectId, PressError> {
    let nodes = content.nodes.as_slice();
    let root = document.new_object_id();
    let ids: Vec<ObjectId> = nodes.iter().map(|_| document.new_object_id()).collect();
    let mut elements = elements(nodes, &ids, root)?;
    for (node, figure) in &content.figures {
        let element = elements.get_mut(*node).ok_or_else(|| failed("图不属于任何段落"))?;
        describe(&mut element.entry, figure, content.height);
    }

    let mut parents: Vec<Object> = Vec::new();
    for (page, owners) in marked.iter().enumerate() {
        let page_id = *page_ids.get(page).ok_or_else(|| failed("文件的页数不对"))?;
        let mut of_page: Vec<Object> = Vec::new();
        for (number, node) in owners.iter().enumerate() {
            let element = elements.get_mut(*node).ok_or_else(|| failed("文字不属于任何段落"))?;
            element.add_content(page_id, number as i64);
            of_page.push(ids[*node].into());
        }
        parents.extend([Object::Integer(page as i64), document.add_object(of_page).into()]);
        let page = document.get_object_mut(page_id).and_then(Object::as_dict_mut).map_err(failed)?;
        page.set("StructParents", (parents.len() / 2 - 1) as i64);
        // Whoever goes through the page by keyboard goes as the structure does.
        page.set("Tabs", name("S"));
    }
    for (id, element) in ids.iter().zip(elements) {
        document.set_object(*id, element.dictionary());
    }
    let parent_tree = document.add_object(dictionary! { "Nums" => parents });
    let top: Vec<Object> = ids.first().map(|id| (*id).into()).into_iter().collect();
    let root_entry = dictionary! {
        "Type" => name("StructTreeRoot"),
        "K" => top,
        "ParentTree" => parent_tree,
        "ParentTreeNextKey" => marked.len() as i64,
    };
    document.set_object(root, root_entry);
    Ok(root)
}

/// A structure element that is being filled.
struct Element {
    entry: Dictionary,
    /// The page its first content stands on.
    page: Option<ObjectId>,
    kids: Vec<Object>,
}

impl Element {
    /// Adds the marked content sequence `number` of a page.
    fn add_content(&mut self, page: ObjectId, number: i64) {
        let first = *self.page.get_or_insert(page);
        self.kids.push(if first == page {
            number.into()
        } else {
            dictionary! { "Type" => name("MCR"), "Pg" => page, "MCID" => number }.into()
        });
    }

    fn dictionary(mut self) -> Dictionary {
        if let Some(page) = self.page {
            self.entry.set("Pg", page);
        }
        // A blank cell has neither children nor content.
        if self.kids.len() == 1 {
            self.entry.set("K", self.kids.remove(0));
        } else if !self.kids.is_empty() {
            self.entry.set("K", self.kids);
        }
        self.entry
    }
}

/// The elements with their children, before any content is added.
fn elements(nodes: &[Node], ids: &[ObjectId], root: ObjectId) -> Result<Vec<Element>, PressError> {
    let mut elements: Vec<Element> = Vec::with_capacity(nodes.len());
    for (node, id) in nodes.iter().zip(ids) {
        let parent = match node.parent {
            None => root,
            Some(parent) => {
                let above = elements.get_mut(parent).ok_or_else(|| failed("段落先于它所属的部分"))?;
                above.kids.push((*id).into());
                ids[parent]
            }
        };
        let mut entry = dictionary! { "S" => name(&type_name(node.tag)), "P" => parent };
        if let Some(attributes) = table_attributes(node.tag) {
            entry.set("A", attributes);
        }
        elements.push(Element { entry, page: None, kids: Vec::new() });
    }
    Ok(elements)
}

/// What a figure says to whoever does not see it, and where it stands.
fn describe(entry: &mut Dictionary, figure: &Figure, height: f64) {
    let edges = [figure.x, height - figure.y - figure.height, figure.x + figure.width, height - figure.y];
    let edges: Vec<Object> = edges.iter().map(|edge| Object::Real(*edge as f32)).collect();
    entry.set("Alt", text(&figure.description));
    entry.set("A", dictionary! { "O" => name("Layout"), "Placement" => name("Block"), "BBox" => edges });
}

/// What a cell says of its place in the table; nothing where the defaults are right.
fn table_attributes(tag: Tag) -> Option<Dictionary> {
    let (span, scope) = match tag {
        Tag::HeaderCell(span, scope) => (span, Some(scope)),
        Tag::DataCell(span) => (span, None),
        Tag::Document
        | Tag::Heading(_)
        | Tag::Paragraph
        | Tag::Table
        | Tag::Row
        | Tag::Figure
        | Tag::Caption => return None,
    };
    let CellSpan { rows, columns } = span;
    let mut attributes = dictionary! { "O" => name("Table") };
    if let Some(scope) = scope {
        attributes.set("Scope", name(if scope == Scope::Column { "Column" } else { "Row" }));
    }
    if rows > 1 {
        attributes.set("RowSpan", rows as i64);
    }
    if columns > 1 {
        attributes.set("ColSpan", columns as i64);
    }
    (attributes.len() > 1).then_some(attributes)
}
