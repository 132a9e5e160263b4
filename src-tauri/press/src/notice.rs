//! 公示图表页: one sheet for the notice board, with the year's key figures large and charts of the years.
//!
//! Laid out on A4 and enlarged as a whole for A3, so that both read alike. Sizes on A3, to be read from 1.5 m: the
//! smallest type 13.4 pt (hanzi 4.7 mm high, 10.8′), sentences 16.3 pt (5.7 mm), headings 18.4 pt, figures 39.6 pt.

use crate::chart::{self, Anchor, Area, Canvas, Chart};
use crate::compose::Line;
use crate::font::{Fonts, Role, Shaper};
use crate::layout::{
    Figure, Node, NodeId, OutlineEntry, Owner, Page, Pages, Paper, Tag, A3, PAGE_HEIGHT, PAGE_WIDTH,
};
use crate::PressError;
use qrcodegen::{QrCode, QrCodeEcc};
use std::collections::BTreeMap;

/// A number that is printed large.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct KeyFigure {
    /// What it counts.
    pub label: String,
    /// The number, or the word that stands in its place.
    pub number: String,
    /// Its unit; empty where it has none.
    pub unit: String,
    /// What must be known with it, as [`report::series::Series::note`] says.
    pub note: Option<String>,
}

/// What the sheet says.
#[derive(Debug, Clone, PartialEq)]
pub struct Notice {
    /// Whose it is.
    pub agency: String,
    /// The year.
    pub year: u16,
    /// The numbers that are printed large; a handful.
    pub figures: Vec<KeyFigure>,
    /// The charts: at most six.
    pub charts: Vec<Chart>,
    /// Where the numbers come from.
    pub source: String,
    /// The text of a QR code, if there is to be one.
    pub code: Option<String>,
    /// The paper.
    pub paper: Paper,
    /// Whether it lies on its side.
    pub is_landscape: bool,
}

impl Notice {
    /// Its title in one line, for the file.
    pub fn title(&self) -> String {
        format!("{}{}", self.agency, self.subtitle())
    }

    fn subtitle(&self) -> String {
        format!("{}年政府信息公开工作图表", self.year)
    }
}

const MARGIN: f64 = 36.0;
const TITLE: f64 = 24.0;
const NUMBER: f64 = 28.0;
const HEADING: f64 = 13.0;
const SENTENCE: f64 = 11.5;
/// The smallest type of the sheet.
const SMALL: f64 = 9.5;
/// Between what stands side by side.
const GUTTER: f64 = 20.0;
/// Between a large number and its unit.
const BESIDE: f64 = 2.0;
/// Edge of the QR code, without the blank around it.
const CODE: f64 = 58.0;
/// Least edge of its squares on the paper, 0.4 mm: smaller ones no telephone reads.
const LEAST_MODULE: f64 = 0.4 / 25.4 * 72.0;
/// Least height of a chart that can be read.
const LEAST: f64 = 84.0;
/// Lines of a sentence under its chart.
const SENTENCE_LINES: usize = 4;
/// Distance of base lines, for type of size 1.
const LEADING: f64 = 1.4;
/// The most charts a sheet has room for.
pub const MOST_CHARTS: usize = 6;

/// Lays the sheet out on one page.
///
/// # Errors
/// [`PressError::NoRoom`] names what does not fit; else as [`crate::lay_out`].
pub fn lay_out(notice: &Notice, fonts: &Fonts) -> Result<Pages, PressError> {
    if notice.charts.is_empty() || notice.charts.len() > MOST_CHARTS {
        return Err(PressError::NoRoom { place: format!("{} 张图表", notice.charts.len()) });
    }
    let shaper = Shaper::new(fonts);
    let (width, height) =
        if notice.is_landscape { (PAGE_HEIGHT, PAGE_WIDTH) } else { (PAGE_WIDTH, PAGE_HEIGHT) };
    let mut sheet = Sheet {
        canvas: Canvas::new(&shaper, "公示图表页"),
        nodes: vec![Node { tag: Tag::Document, parent: None }],
        figures: BTreeMap::new(),
        outline: Vec::new(),
        inner: Area { x: MARGIN, y: MARGIN, width: width - 2.0 * MARGIN, height: height - 2.0 * MARGIN },
    };
    sheet.head(notice)?;
    sheet.key_figures(&notice.figures)?;
    let told = sheet.foot_lines(notice)?;
    let foot = foot_height(notice, &told);
    sheet.charts(notice, foot)?;
    sheet.foot(notice, &told, foot)?;
    let pages = Pages {
        title: notice.title(),
        width,
        height,
        pages: vec![Page { frames: sheet.canvas.frames }],
        nodes: sheet.nodes,
        outline: sheet.outline,
        figures: sheet.figures,
    };
    Ok(match (notice.paper, notice.is_landscape) {
        (Paper::A4, _) => pages,
        (Paper::A3, false) => pages.enlarged(A3),
        (Paper::A3, true) => pages.enlarged((A3.1, A3.0)),
    })
}

/// The sheet so far; `inner` is what is left of it.
struct Sheet<'s, 'f> {
    canvas: Canvas<'s, 'f>,
    nodes: Vec<Node>,
    figures: BTreeMap<NodeId, Figure>,
    outline: Vec<OutlineEntry>,
    inner: Area,
}

impl Sheet<'_, '_> {
    fn node(&mut self, tag: Tag) -> NodeId {
        self.nodes.push(Node { tag, parent: Some(0) });
        self.nodes.len() - 1
    }

    fn own(&mut self, tag: Tag) {
        let node = self.node(tag);
        self.canvas.own(Owner::Node(node));
    }

    /// Takes the top of what is left.
    fn take(&mut self, height: f64) -> Area {
        let taken = Area { height, ..self.inner };
        self.inner.y += height;
        self.inner.height -= height;
        taken
    }

    fn head(&mut self, notice: &Notice) -> Result<(), PressError> {
        let subtitle = notice.subtitle();
        let one_line = notice.title();
        let fits = |canvas: &Canvas, text: &str| -> Result<bool, PressError> {
            Ok(canvas.width(text, Role::Title, TITLE)? <= self.inner.width)
        };
        let lines = match fits(&self.canvas, &one_line)? {
            true => vec![one_line],
            false => vec![notice.agency.clone(), subtitle],
        };
        self.own(Tag::Heading(1));
        for text in lines {
            let size = self.fitting(&text, Role::Title, TITLE, self.inner.width)?;
            let area = self.take(TITLE * 1.35);
            let at = (area.x + area.width / 2.0, area.y + TITLE);
            self.canvas.text(&text, Role::Title, size, at, Anchor::Middle)?;
        }
        self.take(8.0);
        Ok(())
    }

    /// The size at which a text fits, not larger than `size`.
    fn fitting(&self, text: &str, role: Role, size: f64, width: f64) -> Result<f64, PressError> {
        let needed = self.canvas.width(text, role, size)?;
        let fitting = if needed > width { size * width / needed } else { size };
        if fitting < SMALL {
            return Err(PressError::NoRoom { place: text.to_owned() });
        }
        Ok(fitting)
    }

    fn key_figures(&mut self, figures: &[KeyFigure]) -> Result<(), PressError> {
        if figures.is_empty() {
            return Ok(());
        }
        let area = self.take(NUMBER * 1.15 + SENTENCE * 1.7);
        self.canvas.rule((area.x, area.y), (area.right(), area.y), 1.2);
        let each = area.width / figures.len() as f64;
        // One size for all of a row: a number is not less because it has more digits.
        let (mut labels, mut numbers) = (SENTENCE, NUMBER);
        for figure in figures {
            labels = labels.min(self.fitting(&figure.label, Role::Heading1, SENTENCE, each - GUTTER)?);
            let unit = self.canvas.width(&figure.unit, Role::Table, SENTENCE)? + BESIDE;
            numbers = numbers.min(self.fitting(&figure.number, Role::Title, NUMBER, each - GUTTER - unit)?);
        }
        for (n, figure) in figures.iter().enumerate() {
            self.own(Tag::Paragraph);
            let middle = area.x + (n as f64 + 0.5) * each;
            let unit = self.canvas.width(&figure.unit, Role::Table, SENTENCE)?;
            let number = self.canvas.width(&figure.number, Role::Title, numbers)?;
            let label = (middle, area.y + SENTENCE * 1.5);
            self.canvas.text(&figure.label, Role::Heading1, labels, label, Anchor::Middle)?;
            let base = area.y + SENTENCE * 1.6 + NUMBER;
            let left = middle - (number + BESIDE + unit) / 2.0;
            self.canvas.text(&figure.number, Role::Title, numbers, (left, base), Anchor::Start)?;
            let beside = (left + number + BESIDE, base);
            self.canvas.text(&figure.unit, Role::Table, SENTENCE, beside, Anchor::Start)?;
        }
        let line = self.take(10.0).y + 2.0;
        self.canvas.rule((area.x, line), (area.right(), line), 1.2);
        Ok(())
    }

    fn charts(&mut self, notice: &Notice, foot: f64) -> Result<(), PressError> {
        let count = notice.charts.len();
        let columns = match (notice.is_landscape, count) {
            (_, 1) | (false, 2) => 1,
            (false, _) | (true, 2) | (true, 4) => 2,
            (true, _) => 3,
        };
        let rows = count.div_ceil(columns);
        let width = (self.inner.width - (columns - 1) as f64 * GUTTER) / columns as f64;
        let height = (self.inner.height - foot) / rows as f64;
        let sentences: Vec<Vec<Line>> = notice
            .charts
            .iter()
            .map(|chart| self.canvas.lines(&chart.sentence, Role::Table, SENTENCE, width))
            .collect::<Result<_, _>>()?;
        // Charts in a row stand on one line, whatever is said below them.
        for (row, charts) in notice.charts.chunks(columns).enumerate() {
            let said = &sentences[row * columns..(row * columns + charts.len())];
            let lines = said.iter().map(Vec::len).max().unwrap_or(0);
            if lines > SENTENCE_LINES {
                let long = charts.iter().zip(said).find(|(_, lines)| lines.len() > SENTENCE_LINES);
                let place = long.map_or(String::new(), |(chart, _)| chart.sentence.clone());
                return Err(PressError::NoRoom { place });
            }
            let below = lines as f64 * SENTENCE * LEADING + 6.0;
            for (column, (chart, said)) in charts.iter().zip(said).enumerate() {
                let cell = Area {
                    x: self.inner.x + column as f64 * (width + GUTTER),
                    y: self.inner.y + row as f64 * height,
                    width,
                    height,
                };
                self.chart(chart, said, cell, below)?;
            }
        }
        self.inner.y += rows as f64 * height;
        self.inner.height -= rows as f64 * height;
        Ok(())
    }

    fn chart(&mut self, chart: &Chart, said: &[Line], cell: Area, below: f64) -> Result<(), PressError> {
        self.own(Tag::Heading(2));
        self.outline.push(OutlineEntry { title: chart.title.clone(), level: 0, page: 0, y: cell.y });
        let size = self.fitting(&chart.title, Role::Heading1, HEADING, cell.width)?;
        let at = (cell.x, cell.y + HEADING * 1.25);
        self.canvas.text(&chart.title, Role::Heading1, size, at, Anchor::Start)?;
        let above = HEADING * 1.6;
        let area = Area { y: cell.y + above, height: cell.height - above - below, ..cell };
        if area.height < LEAST {
            return Err(PressError::NoRoom { place: chart.title.clone() });
        }
        let figure = self.node(Tag::Figure);
        self.canvas.figure(figure);
        let drawn = chart::draw(chart, area, SMALL, &mut self.canvas)?;
        self.figures.insert(figure, drawn);
        self.own(Tag::Paragraph);
        for (n, line) in said.iter().enumerate() {
            let base = area.bottom() + (n as f64 + 0.9) * SENTENCE * LEADING;
            self.canvas.line(line, SENTENCE, cell.x, base);
        }
        Ok(())
    }

    /// Width of the foot's lines, beside the code if there is one.
    fn foot_width(&self, notice: &Notice) -> f64 {
        self.inner.width - if notice.code.is_some() { CODE + GUTTER } else { 0.0 }
    }

    /// The paragraphs of the foot: what must be known with the numbers, and where they come from.
    fn foot_lines(&self, notice: &Notice) -> Result<Vec<Vec<Line>>, PressError> {
        let width = self.foot_width(notice);
        let notes = notes(notice);
        let paragraphs = notes.iter().chain([&notice.source]);
        paragraphs.map(|it| self.canvas.lines(it, Role::Table, SMALL, width)).collect()
    }

    fn foot(&mut self, notice: &Notice, told: &[Vec<Line>], height: f64) -> Result<(), PressError> {
        let width = self.foot_width(notice);
        let area = self.take(height);
        self.canvas.rule((area.x, area.y + 2.0), (area.x + width, area.y + 2.0), 0.5);
        let mut base = area.y + 6.0 - 0.5 * SMALL;
        for paragraph in told {
            self.own(Tag::Paragraph);
            for line in paragraph {
                base += SMALL * LEADING;
                self.canvas.line(line, SMALL, area.x, base);
            }
        }
        match &notice.code {
            Some(text) => self.code(
                text,
                enlargement(notice.paper),
                Area { x: area.right() - CODE, y: area.bottom() - CODE, width: CODE, height: CODE },
            ),
            None => Ok(()),
        }
    }

    /// A QR code; what it says is its description.
    fn code(&mut self, text: &str, enlargement: f64, area: Area) -> Result<(), PressError> {
        let too_dense = || PressError::CodeTooDense { length: text.chars().count() };
        let code = QrCode::encode_text(text, QrCodeEcc::Medium).map_err(|_| too_dense())?;
        let module = area.width / f64::from(code.size());
        if module * enlargement < LEAST_MODULE {
            return Err(too_dense());
        }
        let figure = self.node(Tag::Figure);
        self.canvas.figure(figure);
        for row in 0..code.size() {
            let mut column = 0;
            while column < code.size() {
                let run = (column..code.size()).take_while(|at| code.get_module(*at, row)).count() as i32;
                if run > 0 {
                    let dark = Area {
                        x: area.x + f64::from(column) * module,
                        y: area.y + f64::from(row) * module,
                        width: f64::from(run) * module,
                        height: module,
                    };
                    self.canvas.rectangle(dark, [0, 0, 0], None);
                }
                column += run.max(1);
            }
        }
        let Area { x, y, width, height } = area;
        self.figures.insert(figure, Figure { description: format!("二维码：{text}"), x, y, width, height });
        Ok(())
    }
}

fn foot_height(notice: &Notice, told: &[Vec<Line>]) -> f64 {
    let lines: usize = told.iter().map(Vec::len).sum();
    let text = lines as f64 * SMALL * LEADING + 8.0;
    if notice.code.is_some() {
        text.max(CODE + 8.0)
    } else {
        text
    }
}

/// How much larger the paper is than what is laid out.
fn enlargement(paper: Paper) -> f64 {
    match paper {
        Paper::A4 => 1.0,
        Paper::A3 => A3.0 / PAGE_WIDTH,
    }
}

/// What must be known with the numbers, each with the charts or the large number it holds of.
fn notes(notice: &Notice) -> Vec<String> {
    let mut told: Vec<(Vec<&str>, String)> = Vec::new();
    let of_figures =
        notice.figures.iter().filter_map(|it| Some((&it.label, format!("{}。", it.note.as_ref()?))));
    let of_charts =
        notice.charts.iter().flat_map(|it| it.notes().into_iter().map(move |note| (&it.title, note)));
    for (whose, note) in of_figures.chain(of_charts) {
        match told.iter_mut().find(|(_, other)| *other == note) {
            Some((all, _)) => all.push(whose),
            None => told.push((vec![whose], note)),
        }
    }
    told.into_iter().map(|(whose, note)| format!("{}：{note}", whose.join("、"))).collect()
}
