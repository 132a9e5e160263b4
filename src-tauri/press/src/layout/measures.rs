//! The measures of the official page: GB/T 9704-2012, clauses 5.2 (paper and type area) and 7 (elements).

use super::sheet::BodySize;

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// A4.
pub(crate) const PAGE_WIDTH: f64 = 210.0 * MM;
/// A4.
pub(crate) const PAGE_HEIGHT: f64 = 297.0 * MM;
/// A3: as wide as A4 is high, and as much higher, to a tenth of a millimetre.
pub(crate) const A3: (f64, f64) = (297.0 * MM, 420.0 * MM);
/// 订口: blank left of the type area.
pub(crate) const LEFT: f64 = 28.0 * MM;
/// 天头: blank above the type area.
pub(crate) const TOP: f64 = 37.0 * MM;
/// 版心: width of the type area.
pub(crate) const WIDTH: f64 = 156.0 * MM;
/// 版心: height of the type area.
pub(crate) const HEIGHT: f64 = 225.0 * MM;

/// The measures of body text and headings in one size.
#[derive(Debug, Clone, Copy, PartialEq)]
pub(crate) struct Body {
    /// Type size.
    pub size: f64,
    /// Added to each character, so that a whole number of them fills the line.
    pub tracking: f64,
    /// 左空二字: indent of paragraphs and headings.
    pub indent: f64,
    /// Distance between base lines.
    pub pitch: f64,
}

impl Body {
    /// 三号 as the standard sets it, 22 lines of 28 characters; the smaller sizes with lines as far apart for their
    /// size, and as many characters as come nearest to standing solid.
    pub fn of(size: BodySize) -> Body {
        let (size, characters, lines) = match size {
            BodySize::Three => (16.0, 28.0, 22.0),
            BodySize::SmallThree => (15.0, 29.0, 23.0),
            BodySize::Four => (14.0, 32.0, 25.0),
        };
        let each = WIDTH / characters;
        Body { size, tracking: each - size, indent: 2.0 * each, pitch: HEIGHT / lines }
    }

    /// How many characters fill a line.
    pub fn characters(&self) -> i64 {
        (WIDTH / (self.size + self.tracking)).round() as i64
    }

    /// Least blank above and below the title together.
    pub fn title_margin(&self) -> f64 {
        0.9 * self.pitch
    }

    /// Least blank between a table and what follows.
    pub fn gap_below_table(&self) -> f64 {
        0.35 * self.pitch
    }
}

/// 二号: the title.
pub(crate) const TITLE_SIZE: f64 = 22.0;
/// Distance between the lines of the title.
pub(crate) const TITLE_PITCH: f64 = 34.0;

/// 四号: the page number.
pub(crate) const FOLIO_SIZE: f64 = 14.0;
/// 一字线上距版心下边缘 7 mm.
pub(crate) const FOLIO_DROP: f64 = 7.0 * MM;

/// Type sizes a table is tried in, largest first: 小四, as offices print it, down to the smallest that is read without
/// effort.
pub(crate) const TABLE_SIZES: [f64; 8] = [12.0, 11.0, 10.5, 10.0, 9.5, 9.0, 8.5, 8.0];
/// 五号: the size of a table nobody can say the place of yet.
pub(crate) const TABLE_SIZE_PLAIN: f64 = 10.5;
/// The smallest of them a table may take just to stay on a page that is already begun.
pub(crate) const TABLE_SIZE_TO_STAY: f64 = 9.5;
/// Blank between a heading and the table under it.
pub(crate) const TABLE_GAP_ABOVE: f64 = 3.0;

/// Most lines of an introduction that goes to the next page with its table: a longer one would leave too much blank.
pub(crate) const INTRODUCTION: usize = 5;

/// Where the base line runs inside the em box of hanzi, from its top: centres them on their line.
pub(crate) const ASCENT: f64 = 0.88;
