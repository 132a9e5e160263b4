//! The text of the pages' content by the marked pieces it stands in, letter by letter: between words stand blanks, and
//! no gap is taken for one.

use super::{codes::Codes, File, Marked};
use crate::document::MOST_TEXT;
use oxidize_pdf::parser::{
    content::{ContentOperation, ContentParser, MarkedContentProps, MarkedContentValue, TextElement},
    objects::{PdfDictionary, PdfObject, PdfString},
    ParsedPage,
};
use std::{
    collections::HashMap,
    io::{Read, Seek},
    rc::Rc,
};

type Font = Option<Rc<Codes>>;

/// The marked pieces of the pages so far.
pub(super) struct Content<'a, 'f, R: Read + Seek> {
    file: &'a File<'f, R>,
    /// Fonts by their object: pages share them.
    fonts: HashMap<(u32, u16), Font>,
    marked: Marked,
    /// How much more text there may be.
    room: usize,
}

/// An open piece of content, as what is around it makes it.
#[derive(Clone, Copy, Default)]
struct Open {
    /// Its number, or that of the piece around it.
    number: Option<u32>,
    /// It is no content.
    is_artifact: bool,
    /// What it says was said when it was opened.
    is_said: bool,
}

impl<'a, 'f, R: Read + Seek> Content<'a, 'f, R> {
    pub fn of(file: &'a File<'f, R>) -> Self {
        Content { file, fonts: HashMap::new(), marked: Marked::new(), room: MOST_TEXT }
    }

    pub fn into_marked(self) -> Marked {
        self.marked
    }

    /// Adds a page; nothing when some of its text is in no marked piece, or cannot be told.
    pub fn page(&mut self, number: u32, page: &ParsedPage) -> Option<()> {
        let own = page.dict.get("Resources").and_then(|own| self.file.dict(own));
        let resources = own.or_else(|| page.get_resources().cloned()).unwrap_or_default();
        let streams = self.file.pdf.get_page_content_streams(page).ok()?;
        let operations = ContentParser::parse_content_streams(&streams).ok()?;
        let mut walk = Walk {
            page: number,
            fonts: self.named(&resources, "Font"),
            forms: self.named(&resources, "XObject"),
            properties: self.named(&resources, "Properties"),
            states: self.named(&resources, "ExtGState"),
            font: None,
            saved: Vec::new(),
            open: Vec::new(),
            content: self,
        };
        operations.iter().try_for_each(|operation| walk.step(operation))?;
        walk.open.is_empty().then_some(())
    }

    fn named(&self, resources: &PdfDictionary, kind: &str) -> PdfDictionary {
        resources.get(kind).and_then(|named| self.file.dict(named)).unwrap_or_default()
    }

    fn font(&mut self, font: &PdfObject) -> Font {
        let codes = |font: &PdfObject| Some(Rc::new(Codes::of(self.file, &self.file.dict(font)?)?));
        match font.as_reference() {
            Some(id) => match self.fonts.get(&id) {
                Some(known) => known.clone(),
                None => {
                    let codes = codes(font);
                    self.fonts.insert(id, codes.clone());
                    codes
                }
            },
            None => codes(font),
        }
    }
}

struct Walk<'c, 'a, 'f, R: Read + Seek> {
    content: &'c mut Content<'a, 'f, R>,
    page: u32,
    fonts: PdfDictionary,
    forms: PdfDictionary,
    properties: PdfDictionary,
    states: PdfDictionary,
    font: Font,
    saved: Vec<Font>,
    open: Vec<Open>,
}

impl<R: Read + Seek> Walk<'_, '_, '_, R> {
    fn step(&mut self, operation: &ContentOperation) -> Option<()> {
        match operation {
            ContentOperation::BeginMarkedContent(tag) => self.begin(tag, None, None),
            ContentOperation::BeginMarkedContentWithProps(tag, properties) => {
                let (number, said) = self.properties(properties)?;
                self.begin(tag, number, said.as_deref())
            }
            ContentOperation::EndMarkedContent => self.open.pop().map(|_| ()),
            ContentOperation::SaveGraphicsState => {
                self.saved.push(self.font.clone());
                Some(())
            }
            ContentOperation::RestoreGraphicsState => {
                self.font = self.saved.pop()?;
                Some(())
            }
            ContentOperation::SetFont(name, _) => {
                self.font = self.fonts.get(name).and_then(|font| self.content.font(font));
                Some(())
            }
            // A font may stand in a state of graphics, too.
            ContentOperation::SetGraphicsStateParams(name) => {
                let state = self.states.get(name).and_then(|state| self.content.file.dict(state));
                state.is_none_or(|state| !state.contains_key("Font")).then_some(())
            }
            ContentOperation::ShowText(text)
            | ContentOperation::NextLineShowText(text)
            | ContentOperation::SetSpacingNextLineShowText(_, _, text) => self.show(text),
            ContentOperation::ShowTextArray(pieces) => pieces.iter().try_for_each(|piece| match piece {
                TextElement::Text(text) => self.show(text),
                TextElement::Spacing(_) => Some(()),
            }),
            ContentOperation::PaintXObject(name) => self.paint(name),
            _ => Some(()),
        }
    }

    fn begin(&mut self, tag: &str, number: Option<u32>, said: Option<&str>) -> Option<()> {
        let around = self.open.last().copied().unwrap_or_default();
        let open = Open {
            number: number.or(around.number),
            is_artifact: around.is_artifact || tag == "Artifact",
            is_said: around.is_said || said.is_some(),
        };
        self.open.push(open);
        if let Some(number) = number.filter(|_| !open.is_artifact) {
            // A number stands for one piece of a page.
            if self.content.marked.insert((self.page, number), String::new()).is_some() {
                return None;
            }
        }
        match said {
            Some(said) if !around.is_said => self.add(open, |text| {
                text.push_str(said);
                Some(())
            }),
            _ => Some(()),
        }
    }

    fn show(&mut self, string: &[u8]) -> Option<()> {
        let open = self.open.last().copied().unwrap_or_default();
        if open.is_said {
            return Some(());
        }
        let font = self.font.clone();
        self.add(open, |text| font?.read(string, text))
    }

    fn add(&mut self, open: Open, add: impl FnOnce(&mut String) -> Option<()>) -> Option<()> {
        if open.is_artifact {
            return Some(());
        }
        let Some(number) = open.number else {
            let mut stray = String::new();
            add(&mut stray)?;
            return stray.trim().is_empty().then_some(());
        };
        let text = self.content.marked.entry((self.page, number)).or_default();
        let before = text.len();
        add(text)?;
        self.content.room = self.content.room.checked_sub(text.len() - before)?;
        Some(())
    }

    /// A form may have text in it, whose pieces have numbers of their own.
    fn paint(&self, name: &str) -> Option<()> {
        if self.open.last().is_some_and(|open| open.is_artifact) {
            return Some(());
        }
        let painted = self.forms.get(name).and_then(|painted| self.content.file.stream(painted))?;
        let kind = painted.dict.get("Subtype").and_then(PdfObject::as_name)?;
        (kind.0 == "Image").then_some(())
    }

    /// The number and the text that the properties of a marked piece give it.
    fn properties(&self, properties: &MarkedContentProps) -> Option<(Option<u32>, Option<String>)> {
        match properties {
            MarkedContentProps::Inline(all) => {
                let number = match all.get("MCID") {
                    Some(MarkedContentValue::Integer(number)) => Some(u32::try_from(*number).ok()?),
                    Some(_) => return None,
                    None => None,
                };
                let said = match all.get("ActualText") {
                    Some(MarkedContentValue::String(bytes)) => Some(PdfString::new(bytes.clone()).to_text()),
                    _ => None,
                };
                Some((number, said))
            }
            MarkedContentProps::ResourceRef(name) => {
                // Layers of a page have names, too, and no numbers.
                let all = self.properties.get(name).and_then(|all| self.content.file.dict(all));
                let all = all.unwrap_or_default();
                let number = match all.get("MCID").and_then(PdfObject::as_integer) {
                    Some(number) => Some(u32::try_from(number).ok()?),
                    None => None,
                };
                Some((number, all.get("ActualText").and_then(|said| self.content.file.text(said))))
            }
        }
    }
}
