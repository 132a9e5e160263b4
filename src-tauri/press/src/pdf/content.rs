//! A page's frames as drawing operations.

use std::collections::BTreeMap;

use printpdf::{
    Codepoint, Color, Greyscale, Line, LinePoint, Op, PaintMode, PdfFontHandle, Point, Pt, Rect, Rgb,
    TextItem, TextMatrix,
};

use super::failed;
use super::fonts::EmbeddedFont;
use crate::font::Typeface;
use crate::layout::{Fill, Frame, Page, Rule, Run};
use crate::PressError;

/// The operations that draw `page`, whose height turns our downward y into PDF's upward one.
pub(super) fn page_ops(
    page: &Page,
    height: f64,
    fonts: &BTreeMap<Typeface, EmbeddedFont>,
) -> Result<Vec<Op>, PressError> {
    let mut writer =
        Writer { ops: Vec::new(), height, fonts, in_text: false, font: None, thickness: None, colour: None };
    for frame in &page.frames {
        match frame {
            Frame::Run(run) => writer.run(run)?,
            Frame::Rule(rule) => writer.rule(rule),
            Frame::Fill(fill) => writer.fill(fill),
        }
    }
    writer.leave_text();
    Ok(writer.ops)
}

/// Operations so far and the graphics state they leave behind.
struct Writer<'a> {
    ops: Vec<Op>,
    height: f64,
    fonts: &'a BTreeMap<Typeface, EmbeddedFont>,
    in_text: bool,
    font: Option<(Typeface, f64)>,
    thickness: Option<f64>,
    colour: Option<[u8; 3]>,
}

const BLACK: [u8; 3] = [0, 0, 0];

impl Writer<'_> {
    fn run(&mut self, run: &Run) -> Result<(), PressError> {
        let fonts = self.fonts;
        let font = fonts.get(&run.face).ok_or_else(|| failed(format!("字体 {:?} 没有嵌入", run.face)))?;
        if !self.in_text {
            self.set_colour(BLACK);
            self.ops.push(Op::StartTextSection);
            self.in_text = true;
        }
        if self.font != Some((run.face, run.size)) {
            let handle = PdfFontHandle::External(font.id.clone());
            self.ops.push(Op::SetFont { font: handle, size: pt(run.size) });
            self.font = Some((run.face, run.size));
        }
        let Some(first) = run.glyphs.first() else { return Ok(()) };
        let origin = [1.0, 0.0, 0.0, 1.0, pt(first.x).0, self.up(run.baseline).0];
        self.ops.push(Op::SetTextMatrix { matrix: TextMatrix::Raw(origin) });

        let mut glyphs = Vec::with_capacity(run.glyphs.len());
        let mut pen = first.x;
        for (index, glyph) in run.glyphs.iter().enumerate() {
            let embedded =
                font.glyph(glyph.id).ok_or_else(|| failed(format!("字形 {} 没有嵌入", glyph.id)))?;
            pen += embedded.width * run.size / 1000.0;
            // Thousandths of an em the viewer's pen goes back, to where the next glyph stands.
            let back = match run.glyphs.get(index + 1) {
                Some(next) => ((pen - next.x) / run.size * 1000.0).round(),
                None => 0.0,
            };
            pen -= back * run.size / 1000.0;
            glyphs.push(Codepoint {
                gid: embedded.id,
                offset: back as f32,
                cid: Some(embedded.ch.to_string()),
            });
        }
        self.ops.push(Op::ShowText { items: vec![TextItem::GlyphIds(glyphs)] });
        Ok(())
    }

    fn rule(&mut self, rule: &Rule) {
        self.leave_text();
        if self.thickness != Some(rule.thickness) {
            self.ops.push(Op::SetOutlineThickness { pt: pt(rule.thickness) });
            self.thickness = Some(rule.thickness);
        }
        let point = |x: f64, y: f64| LinePoint { p: Point { x: pt(x), y: self.up(y) }, bezier: false };
        let points = vec![point(rule.x1, rule.y1), point(rule.x2, rule.y2)];
        self.ops.push(Op::DrawLine { line: Line { points, is_closed: false } });
    }

    fn fill(&mut self, fill: &Fill) {
        self.leave_text();
        self.set_colour(fill.colour);
        let rectangle = Rect {
            x: pt(fill.x),
            y: self.up(fill.y + fill.height),
            width: pt(fill.width),
            height: pt(fill.height),
            mode: Some(PaintMode::Fill),
            winding_order: None,
        };
        self.ops.push(Op::DrawRectangle { rectangle });
    }

    fn leave_text(&mut self) {
        if self.in_text {
            self.ops.push(Op::EndTextSection);
            self.in_text = false;
            self.font = None;
        }
    }

    fn set_colour(&mut self, colour: [u8; 3]) {
        if self.colour == Some(colour) {
            return;
        }
        let [r, g, b] = colour.map(|part| f32::from(part) / 255.0);
        let col = if colour == BLACK {
            Color::Greyscale(Greyscale::new(0.0, None))
        } else {
            Color::Rgb(Rgb::new(r, g, b, None))
        };
        self.ops.push(Op::SetFillColor { col });
        self.colour = Some(colour);
    }

    /// PDF's y for a y that runs down the page.
    fn up(&self, y: f64) -> Pt {
        pt(self.height - y)
    }
}

/// Points to a thousandth: finer than any printer, and short in the file.
fn pt(points: f64) -> Pt {
    Pt(((points * 1000.0).round() / 1000.0) as f32)
}
