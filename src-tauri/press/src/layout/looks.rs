//! Whether a page looks as it did: what a preview needs not draw again.

use std::hash::{DefaultHasher, Hash, Hasher};

use super::pages::{Fill, Frame, Page, Path, Rule, Run, Stroke};

impl Page {
    /// A number that is the same for pages that look the same and, but for chance, for no others. It holds while the
    /// program runs and in the same typefaces; what a run belongs to has no part in it.
    pub fn looks(&self) -> u64 {
        let mut hash = DefaultHasher::new();
        for frame in &self.frames {
            std::mem::discriminant(frame).hash(&mut hash);
            match frame {
                Frame::Run(run) => run_looks(run, &mut hash),
                Frame::Rule(Rule { x1, y1, x2, y2, thickness }) => {
                    lengths(&[*x1, *y1, *x2, *y2, *thickness], &mut hash);
                }
                Frame::Fill(Fill { x, y, width, height, colour }) => {
                    lengths(&[*x, *y, *width, *height], &mut hash);
                    colour.hash(&mut hash);
                }
                Frame::Path(path) => path_looks(path, &mut hash),
            }
        }
        hash.finish()
    }
}

fn run_looks(run: &Run, hash: &mut DefaultHasher) {
    run.face.hash(hash);
    lengths(&[run.size, run.baseline], hash);
    for glyph in &run.glyphs {
        glyph.id.hash(hash);
        lengths(&[glyph.x], hash);
    }
}

fn path_looks(path: &Path, hash: &mut DefaultHasher) {
    path.points.iter().for_each(|(x, y)| lengths(&[*x, *y], hash));
    (path.is_closed, path.fill).hash(hash);
    if let Some(Stroke { thickness, colour, dash }) = &path.stroke {
        lengths(&[*thickness], hash);
        colour.hash(hash);
        dash.iter().for_each(|(dash, gap)| lengths(&[*dash, *gap], hash));
    }
}

fn lengths(lengths: &[f64], hash: &mut DefaultHasher) {
    lengths.iter().for_each(|length| length.to_bits().hash(hash));
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::Typeface;
    use crate::layout::{Owner, RunGlyph};

    fn page(x: f64, owner: usize, colour: u8) -> u64 {
        let glyphs = vec![RunGlyph { ch: '年', id: 7, x, advance: 16.0 }];
        let owner = Owner::Node(owner);
        let run = Run { face: Typeface::Fang, size: 16.0, baseline: 90.0, glyphs, owner };
        let fill = Fill { x: 1.0, y: 2.0, width: 3.0, height: 4.0, colour: [colour; 3] };
        Page { frames: vec![Frame::Fill(fill), Frame::Run(run)] }.looks()
    }

    #[test]
    fn a_page_that_looks_the_same_has_the_same_number_and_no_other_has() {
        assert_eq!(page(80.0, 1, 9), page(80.0, 2, 9), "what a run belongs to is not seen");
        assert_ne!(page(80.0, 1, 9), page(80.5, 1, 9));
        assert_ne!(page(80.0, 1, 9), page(80.0, 1, 8));
    }
}
