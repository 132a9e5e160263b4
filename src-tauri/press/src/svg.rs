//! Pages as SVG: the same frames as in the PDF. Text stays text, in the system's fonts, each line as long as on paper.

use crate::font::Typeface;
use crate::layout::{Fill, Frame, Pages, Path, Rule, Run};
use std::fmt::Write;

/// The first of `pages` as an SVG document; charts have no more.
pub fn write(pages: &Pages) -> String {
    let (width, height) = (pages.width, pages.height);
    let mut svg = format!(
        "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"{width}\" height=\"{height}\" \
         viewBox=\"0 0 {width} {height}\" role=\"img\" lang=\"zh-CN\">\n<title>{}</title>\n",
        escaped(&pages.title)
    );
    for figure in pages.figures.values() {
        line(&mut svg, format_args!("<desc>{}</desc>", escaped(&figure.description)));
    }
    line(&mut svg, format_args!("<rect width=\"100%\" height=\"100%\" fill=\"#ffffff\"/>"));
    for frame in pages.pages.first().into_iter().flat_map(|page| &page.frames) {
        match frame {
            Frame::Run(run) => text(&mut svg, run),
            Frame::Rule(Rule { x1, y1, x2, y2, thickness }) => line(
                &mut svg,
                format_args!(
                    "<path d=\"M{x1:.2} {y1:.2}L{x2:.2} {y2:.2}\" stroke=\"#000000\" stroke-width=\"{thickness:.2}\"/>"
                ),
            ),
            Frame::Fill(Fill { x, y, width, height, colour }) => line(
                &mut svg,
                format_args!(
                    "<rect x=\"{x:.2}\" y=\"{y:.2}\" width=\"{width:.2}\" height=\"{height:.2}\" fill=\"{}\"/>",
                    hex(*colour)
                ),
            ),
            Frame::Path(it) => path(&mut svg, it),
        }
    }
    svg.push_str("</svg>\n");
    svg
}

fn line(svg: &mut String, content: std::fmt::Arguments) {
    // Writing into a string cannot fail.
    let _ = writeln!(svg, "{content}");
}

fn text(svg: &mut String, run: &Run) {
    let (Some(first), Some(last)) = (run.glyphs.first(), run.glyphs.last()) else { return };
    let family = match run.face {
        Typeface::Hei => "'Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',SimHei,sans-serif",
        _ => "'Noto Serif CJK SC','Source Han Serif SC',SimSun,serif",
    };
    let weight = if run.face == Typeface::SongBold { " font-weight=\"700\"" } else { "" };
    let length = last.x + last.advance - first.x;
    line(
        svg,
        format_args!(
            "<text x=\"{:.2}\" y=\"{:.2}\" font-size=\"{:.2}\" font-family=\"{family}\"{weight} \
             textLength=\"{length:.2}\" xml:space=\"preserve\">{}</text>",
            first.x,
            run.baseline,
            run.size,
            escaped(&run.text())
        ),
    );
}

fn path(svg: &mut String, path: &Path) {
    let mut d = String::new();
    for (n, (x, y)) in path.points.iter().enumerate() {
        let _ = write!(d, "{}{x:.2} {y:.2}", if n == 0 { "M" } else { "L" });
    }
    if path.is_closed {
        d.push('Z');
    }
    let fill = path.fill.map_or_else(|| "none".to_owned(), hex);
    let stroke = match &path.stroke {
        Some(stroke) => {
            let dash = stroke.dash.map(|(dash, gap)| format!(" stroke-dasharray=\"{dash:.2} {gap:.2}\""));
            format!(
                " stroke=\"{}\" stroke-width=\"{:.2}\"{}",
                hex(stroke.colour),
                stroke.thickness,
                dash.unwrap_or_default()
            )
        }
        None => String::new(),
    };
    line(svg, format_args!("<path d=\"{d}\" fill=\"{fill}\"{stroke}/>"));
}

fn hex([red, green, blue]: [u8; 3]) -> String {
    format!("#{red:02x}{green:02x}{blue:02x}")
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
