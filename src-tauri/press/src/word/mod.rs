//! A sheet as a Word document (.docx) on the page of GB/T 9704, to be edited further in Word or WPS.
//!
//! Headings are heading styles, tables are tables. Text flows as the program that opens it lets it flow; the lines of
//! a table's cells are broken as the PDF breaks them.

mod parts;
mod styles;
mod table;

use crate::compose::is_latin;
use crate::container::{core_properties, escape, pack, DECLARATION};
use crate::font::{Fonts, Shaper};
use crate::layout::measures::{
    Body, A3, HEIGHT, INTRODUCTION, LEFT, PAGE_HEIGHT, PAGE_WIDTH, TITLE_PITCH, TOP, WIDTH,
};
use crate::layout::{Alone, Block, Closing, Paper, Paragraph, Sheet, Span};
use crate::pdf::Meta;
use crate::PressError;

/// The namespaces of a part that holds text.
const NAMESPACES: &str = "xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\" \
     xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"";

/// Characters of a Latin word that is long.
const LONG_WORD: usize = 12;

/// Lines left blank for the seal.
const SEAL_LINES: usize = 2;

/// Points as Word counts them, on A3 half as large again.
#[derive(Clone, Copy)]
struct Scale(f64);

impl Scale {
    /// Twentieths of a point.
    fn twips(self, points: f64) -> i64 {
        (points * self.0 * 20.0).round() as i64
    }

    /// Twentieths of a point, at most so many: what must fit may not be rounded up.
    fn twips_within(self, points: f64) -> i64 {
        (points * self.0 * 20.0).floor() as i64
    }

    /// What is added to each character, in twentieths of a point.
    fn tracking(self, body: &Body) -> i64 {
        self.twips(body.tracking)
    }

    /// How long a line is that whole characters fill: the type area's width, to what rounding does. LibreOffice does
    /// not set the last character closer, so that one in 28 would be left over but for the room it takes.
    fn measure(self, body: &Body) -> i64 {
        body.characters() * (self.twips(body.size) + self.tracking(body)) + 4
    }

    /// Type sizes are in halves of a point.
    fn halves(self, points: f64) -> i64 {
        (points * self.0 * 2.0).round() as i64
    }
}

/// The bytes of a Word document.
///
/// # Errors
/// When a table does not cover its grid, its text does not fit, or a character of it is in no typeface.
pub fn write(sheet: &Sheet, fonts: &Fonts, meta: &Meta) -> Result<Vec<u8>, PressError> {
    let scale = match sheet.paper {
        Paper::A4 => Scale(1.0),
        Paper::A3 => Scale(A3.0 / PAGE_WIDTH),
    };
    let body = Body::of(sheet.body);
    let mut files = vec![
        ("[Content_Types].xml".to_owned(), parts::content_types()),
        ("_rels/.rels".to_owned(), parts::package_relations()),
        ("docProps/core.xml".to_owned(), core_properties(&sheet.title, &meta.subject, &meta.author)),
        ("word/document.xml".to_owned(), document(sheet, &body, fonts, scale)?),
        ("word/_rels/document.xml.rels".to_owned(), parts::document_relations()),
        ("word/styles.xml".to_owned(), styles::styles(&body, scale)),
        ("word/settings.xml".to_owned(), parts::settings()),
        ("word/fontTable.xml".to_owned(), styles::font_table()),
    ];
    for (name, style) in [("odd", "FooterOdd"), ("even", "FooterEven")] {
        files.push((format!("word/footer-{name}.xml"), parts::footer(style)));
    }
    pack(&files)
}

fn document(sheet: &Sheet, body: &Body, fonts: &Fonts, scale: Scale) -> Result<String, PressError> {
    let shaper = Shaper::new(fonts);
    let mut out = String::new();
    let mut is_below_table = false;
    for (index, block) in sheet.blocks.iter().enumerate() {
        // Word keeps a table and what follows it apart by the space above the latter.
        let gap = if is_below_table { scale.twips(body.gap_below_table()) } else { 0 };
        let below = if gap > 0 { format!("<w:spacing w:before=\"{gap}\"/>") } else { String::new() };
        is_below_table = false;
        match block {
            Block::Title(lines) => {
                let lines: Vec<&str> = lines.iter().map(|line| line.content.as_str()).collect();
                out += &title(&lines, body, scale);
            }
            Block::Heading1(text) => out += &paragraph("Heading1", &below, &run(&text.content)),
            Block::Heading2(text) => out += &paragraph("Heading2", &below, &run(&text.content)),
            Block::Heading3(text) => out += &paragraph("Heading3", &below, &run(&text.content)),
            Block::Heading4(text) => out += &paragraph("Heading4", &below, &run(&text.content)),
            Block::Paragraph(text) => {
                let runs: String = text.spans.iter().map(span).collect();
                let keep = if introduces_a_table(&sheet.blocks, index, body) { "<w:keepNext/>" } else { "" };
                let ragged = if has_long_word(text) { "<w:jc w:val=\"left\"/>" } else { "" };
                out += &paragraph("BodyText", &format!("{keep}{below}{ragged}"), &runs);
            }
            Block::Table(block) => {
                let table = Alone::set(block, sheet.body, &shaper)?;
                out += &table::table(&table, block, scale);
                is_below_table = true;
            }
            Block::Chart(chart) => out += &paragraph("BodyText", &below, &run(&chart.in_words())),
            Block::Closing(block) => out += &closing(block, body, scale),
        }
    }
    if is_below_table {
        // A document may not end with a table.
        out += &paragraph("BodyText", "", "");
    }
    let section = section(body, scale);
    Ok(format!("{DECLARATION}<w:document {NAMESPACES}><w:body>{out}{section}</w:body></w:document>"))
}

/// Whether the paragraph at `index` belongs to a short introduction to a table, which stays with it as in the PDF. How
/// many lines it takes is Word's to say, so it is judged by its characters.
fn introduces_a_table(blocks: &[Block], index: usize, body: &Body) -> bool {
    let is_text = |block: &Block| matches!(block, Block::Paragraph(_));
    let start = blocks[..index].iter().rposition(|block| !is_text(block)).map_or(0, |before| before + 1);
    let characters = |block: &Block| match block {
        Block::Paragraph(text) => Some(text.spans.iter().map(|span| span.text().chars().count()).sum()),
        _ => None,
    };
    let introduction: Vec<usize> = blocks[start..].iter().map_while(characters).collect();
    let a_line = body.characters() as usize;
    let lines: usize = introduction.iter().map(|length| length.div_ceil(a_line)).sum();
    lines <= INTRODUCTION && matches!(blocks.get(start + introduction.len()), Some(Block::Table(_)))
}

/// Whether a paragraph has a word, or an address, that Word would leave a hole before: it does not break it, and spreads
/// what stands before it over the line.
fn has_long_word(paragraph: &Paragraph) -> bool {
    let text: String = paragraph.spans.iter().map(Span::text).collect();
    text.split(|c: char| !is_latin(c)).any(|word| word.chars().count() >= LONG_WORD)
}

fn paragraph(style: &str, more: &str, runs: &str) -> String {
    format!("<w:p><w:pPr><w:pStyle w:val=\"{style}\"/>{more}</w:pPr>{runs}</w:p>")
}

/// Text in the style of its paragraph. Marks that both scripts have, such as “ and …, are the Chinese ones.
fn run(text: &str) -> String {
    styled_run(text, "")
}

fn styled_run(text: &str, style: &str) -> String {
    let text = escape(text);
    format!(
        "<w:r><w:rPr>{style}<w:rFonts w:hint=\"eastAsia\"/></w:rPr><w:t xml:space=\"preserve\">{text}</w:t></w:r>"
    )
}

fn span(span: &Span) -> String {
    match span {
        Span::Body(text) => run(text),
        Span::RunIn(text) => styled_run(text, "<w:rStyle w:val=\"RunInHeading\"/>"),
    }
}

/// The title stands in the middle of a whole number of the page's lines.
fn title(lines: &[&str], body: &Body, scale: Scale) -> String {
    let height = TITLE_PITCH * lines.len() as f64;
    let room = ((height + body.title_margin()) / body.pitch).ceil() * body.pitch;
    let (above, below) = (scale.twips(0.55 * (room - height)), scale.twips(0.45 * (room - height)));
    let mut out = String::new();
    for (n, line) in lines.iter().enumerate() {
        let before = if n == 0 { above } else { 0 };
        let after = if n + 1 == lines.len() { below } else { 0 };
        let spacing = format!("<w:spacing w:before=\"{before}\" w:after=\"{after}\"/>");
        out += &paragraph("Title", &spacing, &run(line));
    }
    out
}

/// 落款: the date four characters from the right edge, the agency above it, centred on it; the date keeps to the middle of
/// an agency that reaches to the edge.
fn closing(closing: &Closing, body: &Body, scale: Scale) -> String {
    let width = |text: &str| text.chars().map(|c| if c.is_ascii() { 0.5 } else { 1.0 }).sum::<f64>();
    let from_right = |characters: f64| {
        let indent = scale.twips(characters * body.indent / 2.0);
        format!("<w:keepNext/><w:ind w:right=\"{indent}\" w:firstLine=\"0\" w:firstLineChars=\"0\"/><w:jc w:val=\"right\"/>")
    };
    let blank = paragraph("BodyText", "<w:keepNext/>", "");
    let mut out = String::new();
    if let Some(signer) = &closing.signer {
        out += &blank;
        out += &paragraph("BodyText", "<w:keepNext/>", &run(signer));
    }
    out += &blank.repeat(SEAL_LINES);
    let narrower = (width(&closing.agency).min(WIDTH / body.size) - width(&closing.date)) / 2.0;
    out += &paragraph("BodyText", &from_right((4.0 - narrower).max(0.0)), &run(&closing.agency));
    let date = from_right(narrower.max(4.0));
    out += &paragraph("BodyText", &date, &run(&closing.date)).replace("<w:keepNext/>", "");
    out
}

/// The page: type area, grid of lines, page numbers outside.
fn section(body: &Body, scale: Scale) -> String {
    let (width, height) = (scale.twips(PAGE_WIDTH), scale.twips(PAGE_HEIGHT));
    let (left, top) = (scale.twips_within(LEFT), scale.twips_within(TOP));
    let right = width - left - scale.measure(body);
    let pitch = scale.twips_within(body.pitch);
    let bottom = height - top - scale.twips(HEIGHT);
    let footer = scale.twips(parts::FOOTER_FROM_EDGE);
    format!(
        "<w:sectPr><w:footerReference w:type=\"default\" r:id=\"rId4\"/><w:footerReference w:type=\"even\" r:id=\"rId5\"/>\
         <w:pgSz w:w=\"{width}\" w:h=\"{height}\"/>\
         <w:pgMar w:top=\"{top}\" w:right=\"{right}\" w:bottom=\"{bottom}\" w:left=\"{left}\" w:header=\"851\" w:footer=\"{footer}\" w:gutter=\"0\"/>\
         <w:cols w:space=\"425\"/><w:docGrid w:type=\"lines\" w:linePitch=\"{pitch}\"/></w:sectPr>"
    )
}
