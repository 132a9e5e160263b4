//! A PDF opened by its object graph, as a reader sees it: its fonts, what each page draws, its structure.

pub mod content;
pub mod element;
pub mod font;

use lopdf::{Dictionary, Document, Object, ObjectId, Stream};

/// A file in objects, with the look-ups every check needs.
pub struct Opened {
    pub document: Document,
}

impl Opened {
    pub fn new(bytes: &[u8]) -> Opened {
        Opened { document: Document::load_mem(bytes).unwrap() }
    }

    pub fn catalog(&self) -> &Dictionary {
        self.document.catalog().unwrap()
    }

    /// The value of a key, followed to where it stands.
    pub fn get<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a Object> {
        let object = of.get(key.as_bytes()).ok()?;
        Some(self.document.dereference(object).ok()?.1)
    }

    pub fn dictionary<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a Dictionary> {
        self.get(of, key)?.as_dict().ok()
    }

    pub fn array<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a [Object]> {
        Some(self.get(of, key)?.as_array().ok()?.as_slice())
    }

    pub fn stream<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a Stream> {
        self.get(of, key)?.as_stream().ok()
    }

    pub fn name<'a>(&'a self, of: &'a Dictionary, key: &str) -> Option<&'a str> {
        std::str::from_utf8(self.get(of, key)?.as_name().ok()?).ok()
    }

    pub fn integer(&self, of: &Dictionary, key: &str) -> Option<i64> {
        self.get(of, key)?.as_i64().ok()
    }

    /// The pages in order.
    pub fn pages(&self) -> Vec<ObjectId> {
        self.document.get_pages().into_values().collect()
    }

    pub fn page(&self, id: ObjectId) -> &Dictionary {
        self.document.get_dictionary(id).unwrap()
    }
}

/// What a stream holds once it is decoded.
pub fn decoded(stream: &Stream) -> Vec<u8> {
    stream.decompressed_content().unwrap_or_else(|_| stream.content.clone())
}
