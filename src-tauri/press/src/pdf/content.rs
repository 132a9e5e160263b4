//! A page's frames as drawing operations, every one inside a marked content sequence: text in that of its structure
//! node, all else in an artifact, which is no content. So nothing is read aloud twice or out of place.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, DictItem, Greyscale, Line, LineDashPattern, LinePoint, Op, PaintMode, PdfFontHandle,
    Point, Polygon, PolygonRing, Pt, Rect, Rgb, TextItem, TextMatrix, WindingOrder,
};

use super::failed;
use super::fonts::{EmbeddedFont, EmbeddedGlyph};
use super::structure;
use crate::font::Typeface;
use crate::layout::{Fill, Frame, Node, NodeId, Owner, Page, Path, Rule, Run, Stroke};
use crate::PressError;

/// How a page is drawn.
pub(super) struct Content {
    /// The operations in order.
    pub ops: Vec<Op>,
    /// The structure node of each marked content sequence, by its number on the page.
    pub marked: Vec<NodeId>,
}

/// The operations that draw `page`, whose height turns our downward y into PDF's upward one.
pub(super) fn page_content(
    page: &Page,
    height: f64,
    nodes: &[Node],
    fonts: &BTreeMap<Typeface, EmbeddedFont>,
) -> Result<Content, PressError> {
    let content = Content { ops: Vec::new(), marked: Vec::new() };
    let (mark, font, thickness, colour) = (None, None, None, None);
    let (line_colour, dash) = (BLACK, None);
    let mut writer = Writer {
        content,
        height,
        nodes,
        fonts,
        mark,
        in_text: false,
        font,
        spacing: 0.0,
        thickness,
        colour,
        line_colour,
        dash,
    };
    for frame in &page.frames {
        match frame {
            Frame::Run(run) => writer.run(run)?,
            Frame::Rule(rule) => writer.rule(rule)?,
            Frame::Fill(fill) => writer.fill(fill)?,
            Frame::Path(path) => writer.path(path)?,
        }
    }
    writer.leave_text();
    writer.unmark();
    Ok(writer.content)
}

/// Operations so far and the graphics state they leave behind.
struct Writer<'a> {
    content: Content,
    height: f64,
    nodes: &'a [Node],
    fonts: &'a BTreeMap<Typeface, EmbeddedFont>,
    /// The marked content sequence that is open.
    mark: Option<Mark>,
    in_text: bool,
    font: Option<(Typeface, f64)>,
    /// The blank behind every glyph, in points.
    spacing: f32,
    thickness: Option<f64>,
    colour: Option<[u8; 3]>,
    line_colour: [u8; 3],
    /// Lengths of dash and gap, where lines are broken.
    dash: Option<(f64, f64)>,
}

/// What a marked content sequence holds.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Mark {
    /// Text of a structure node.
    Node(NodeId),
    /// A page number or a head printed again (ISO 32000-1, 14.8.2.2: pagination).
    Pagination,
    /// The rules and shades of a table.
    Layout,
}

impl Mark {
    fn of(owner: Owner) -> Mark {
        match owner {
            Owner::Node(node) => Mark::Node(node),
            Owner::PageNumber | Owner::Reprint(_) => Mark::Pagination,
        }
    }
}

const BLACK: [u8; 3] = [0, 0, 0];

impl Writer<'_> {
    fn run(&mut self, run: &Run) -> Result<(), PressError> {
        let fonts = self.fonts;
        let font = fonts.get(&run.face).ok_or_else(|| failed(format!("字体 {:?} 没有嵌入", run.face)))?;
        if !self.in_text {
            self.unmark();
            self.set_colour(BLACK);
            self.content.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
        self.mark(Mark::of(run.owner))?;
        if self.font != Some((run.face, run.size)) {
            let handle = PdfFontHandle::External(font.id.clone());
            self.content.ops.push(Op::SetFont { font: handle, size: pt(run.size) });
            self.font = Some((run.face, run.size));
        }
        let Some(first) = run.glyphs.first() else { return Ok(()) };
        let origin = [1.0, 0.0, 0.0, 1.0, pt(first.x).0, self.up(run.baseline).0];
        self.content.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(origin) });

        let ids: Vec<EmbeddedGlyph> = run
            .glyphs
            .iter()
            .map(|glyph| font.glyph(glyph.id).ok_or_else(|| failed(format!("字形 {} 没有嵌入", glyph.id))))
            .collect::<Result<_, _>>()?;
        if let Some(spacing) = usual_spacing(run, &ids).filter(|usual| *usual != self.spacing) {
            self.content.ops.push(Op::SetCharacterSpacing { multiplier: spacing });
            self.spacing = spacing;
        }
        let mut glyphs = Vec::with_capacity(ids.len());
        let mut pen = first.x;
        for (index, (embedded, placed)) in ids.iter().zip(&run.glyphs).enumerate() {
            pen += embedded.width * run.size / 1000.0 + f64::from(self.spacing);
            // Thousandths of an em the viewer's pen goes back, to where the next glyph stands. One is not worth its
            // bytes until there are two.
            let back = match run.glyphs.get(index + 1) {
                Some(next) => ((pen - next.x) / run.size * 1000.0).round(),
                None => 0.0,
            };
            let back = if back.abs() < 2.0 { 0.0 } else { back };
            pen -= back * run.size / 1000.0;
            let codepoint =
                Codepoint { gid: embedded.id, offset: back as f32, cid: Some(embedded.ch.to_string()) };
            if embedded.ch == placed.ch {
                glyphs.push(codepoint);
                continue;
            }
            // The face draws two characters with this glyph, and its meaning is the other one: it is said here.
            self.show(std::mem::take(&mut glyphs));
            self.content.ops.push(spoken(placed.ch));
            self.show(vec![codepoint]);
            self.content.ops.push(Op::EndMarkedContentWithProperties);
        }
        self.show(glyphs);
        Ok(())
    }

    fn show(&mut self, glyphs: Vec<Codepoint>) {
        if !glyphs.is_empty() {
            self.content.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        }
    }

    fn rule(&mut self, rule: &Rule) -> Result<(), PressError> {
        self.leave_text();
        self.mark(Mark::Layout)?;
        self.set_stroke(&Stroke { thickness: rule.thickness, colour: BLACK, dash: None });
        let point = |x: f64, y: f64| LinePoint { p: Point { x: pt(x), y: self.up(y) }, bezier: false };
        let points = vec![point(rule.x1, rule.y1), point(rule.x2, rule.y2)];
        self.content.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
        Ok(())
    }

    fn fill(&mut self, fill: &Fill) -> Result<(), PressError> {
        self.leave_text();
        self.mark(Mark::Layout)?;
        self.set_colour(fill.colour);
        let rectangle = Rect {
            x: pt(fill.x),
            y: self.up(fill.y + fill.height),
            width: pt(fill.width),
            height: pt(fill.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.content.ops.push(Op::DrawRectangle { rectangle });
        Ok(())
    }

    fn path(&mut self, path: &Path) -> Result<(), PressError> {
        self.leave_text();
        self.mark(Mark::Node(path.figure))?;
        let point = |(x, y): &(f64, f64)| LinePoint { p: Point { x: pt(*x), y: self.up(*y) }, bezier: false };
        let points: Vec<LinePoint> = path.points.iter().map(point).collect();
        if let Some(colour) = path.fill {
            self.set_colour(colour);
            let rings = vec![PolygonRing { points: points.clone() }];
            let polygon = Polygon { rings, mode: PaintMode::Fill, winding_order: WindingOrder::NonZero };
            self.content.ops.push(Op::DrawPolygon { polygon });
        }
        if let Some(stroke) = &path.stroke {
            self.set_stroke(stroke);
            self.content.ops.push(Op::DrawLine { line: Line { points, is_closed: path.is_closed } });
        }
        Ok(())
    }

    fn set_stroke(&mut self, stroke: &Stroke) {
        if self.thickness != Some(stroke.thickness) {
            self.content.ops.push(Op::SetOutlineThickness { pt: pt(stroke.thickness) });
            self.thickness = Some(stroke.thickness);
        }
        if self.line_colour != stroke.colour {
            self.content.ops.push(Op::SetOutlineColor { col: colour_of(stroke.colour) });
            self.line_colour = stroke.colour;
        }
        if self.dash != stroke.dash {
            let lengths: Vec<f32> = stroke.dash.iter().flat_map(|(a, b)| [pt(*a).0, pt(*b).0]).collect();
            self.content.ops.push(Op::SetLineDashPattern { dash: LineDashPattern::new(0.0, &lengths) });
            self.dash = stroke.dash;
        }
    }

    /// Opens a marked content sequence unless this very one is open.
    fn mark(&mut self, mark: Mark) -> Result<(), PressError> {
        if self.mark == Some(mark) {
            return Ok(());
        }
        self.unmark();
        let name = |name: &str| DictItem::Name(name.as_bytes().to_vec());
        let (tag, key, value) = match mark {
            Mark::Node(id) => {
                let node = self.nodes.get(id).ok_or_else(|| failed("文字不属于任何段落"))?;
                self.content.marked.push(id);
                let number = DictItem::Int(self.content.marked.len() as i64 - 1);
                (structure::type_name(node.tag), "MCID", number)
            }
            Mark::Pagination => ("Artifact".to_owned(), "Type", name("Pagination")),
            Mark::Layout => ("Artifact".to_owned(), "Type", name("Layout")),
        };
        let properties = DictItem::Dict { map: BTreeMap::from([(key.to_owned(), value)]) };
        self.content.ops.push(Op::BeginMarkedContentWithProperties { tag, properties });
        self.mark = Some(mark);
        Ok(())
    }

    fn unmark(&mut self) {
        if self.mark.take().is_some() {
            self.content.ops.push(Op::EndMarkedContentWithProperties);
        }
    }

    /// Closes the text object; sequence and object nest, so the sequence inside it first.
    fn leave_text(&mut self) {
        if self.in_text {
            self.unmark();
            self.content.ops.push(Op::EndTextSection);
            self.in_text = false;
            self.font = None;
        }
    }

    fn set_colour(&mut self, colour: [u8; 3]) {
        if self.colour == Some(colour) {
            return;
        }
        self.content.ops.push(Op::SetFillColor { col: colour_of(colour) });
        self.colour = Some(colour);
    }

    /// PDF's y for a y that runs down the page.
    fn up(&self, y: f64) -> Pt {
        pt(self.height - y)
    }
}

/// The beginning of a sequence that stands for a character whatever its glyph means (ISO 32000-1, 14.9.4).
fn spoken(ch: char) -> Op {
    let mut data = vec![0xFE, 0xFF];
    data.extend(ch.encode_utf16(&mut [0; 2]).iter().flat_map(|unit| unit.to_be_bytes()));
    let text = DictItem::String { data, literal: false };
    let properties = DictItem::Dict { map: BTreeMap::from([("ActualText".to_owned(), text)]) };
    Op::BeginMarkedContentWithProperties { tag: "Span".to_owned(), properties }
}

/// The blank, in points, behind most glyphs of the run: said once, it need not be said behind each. None of one glyph.
fn usual_spacing(run: &Run, ids: &[EmbeddedGlyph]) -> Option<f32> {
    let mut counts: BTreeMap<i32, usize> = BTreeMap::new();
    for (pair, embedded) in run.glyphs.windows(2).zip(ids) {
        let blank = pair[1].x - pair[0].x - embedded.width * run.size / 1000.0;
        *counts.entry((blank * 1000.0).round() as i32).or_default() += 1;
    }
    let usual = counts.into_iter().max_by_key(|(blank, count)| (*count, std::cmp::Reverse(blank.abs())));
    usual.map(|(thousandths, _)| thousandths as f32 / 1000.0)
}

fn colour_of(colour: [u8; 3]) -> Color {
    let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
    if colour == BLACK {
        Color::Greyscale(Greyscale::new(0.0, None))
    } else {
        Color::Rgb(Rgb::new(r, g, b, None))
    }
}

/// Points to a hundredth, 3.5 µm: finer than any printer, and short in the file.
fn pt(points: f64) -> Pt {
    Pt(((points * 100.0).round() / 100.0) as f32)
}
