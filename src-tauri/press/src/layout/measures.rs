//! The measures of the official page: GB/T 9704-2012, clauses 5.2 (paper and type area) and 7 (elements).

/// Points in a millimetre.
const MM: f64 = 72.0 / 25.4;

/// A4.
pub(super) const PAGE_WIDTH: f64 = 210.0 * MM;
/// A4.
pub(super) const PAGE_HEIGHT: f64 = 297.0 * MM;
/// 订口: blank left of the type area.
pub(super) const LEFT: f64 = 28.0 * MM;
/// 天头: blank above the type area.
pub(super) const TOP: f64 = 37.0 * MM;
/// 版心: width of the type area.
pub(super) const WIDTH: f64 = 156.0 * MM;
/// 版心: height of the type area.
pub(super) const HEIGHT: f64 = 225.0 * MM;
/// 每面排 22 行: distance between base lines.
pub(super) const PITCH: f64 = HEIGHT / 22.0;

/// 三号: body text and headings.
pub(super) const BODY_SIZE: f64 = 16.0;
/// 每行排 28 个字: added to each character, since 28 of them at 16 pt are a hand wider than 156 mm.
pub(super) const BODY_TRACKING: f64 = WIDTH / 28.0 - BODY_SIZE;
/// 左空二字: indent of paragraphs and headings.
pub(super) const INDENT: f64 = 2.0 * WIDTH / 28.0;

/// 二号: the title.
pub(super) const TITLE_SIZE: f64 = 22.0;
/// Distance between the lines of the title.
pub(super) const TITLE_PITCH: f64 = 34.0;
/// Least blank above and below the title together.
pub(super) const TITLE_MARGIN: f64 = 0.9 * PITCH;

/// 四号: the page number.
pub(super) const FOLIO_SIZE: f64 = 14.0;
/// 一字线上距版心下边缘 7 mm.
pub(super) const FOLIO_DROP: f64 = 7.0 * MM;

/// Type sizes a table is tried in, largest first: 五号 down to the smallest that is read without effort.
pub(super) const TABLE_SIZES: [f64; 6] = [10.5, 10.0, 9.5, 9.0, 8.5, 8.0];
/// The smallest of them a table may take just to stay on a page that is already begun.
pub(super) const TABLE_SIZE_TO_STAY: f64 = 9.5;
/// Blank between a heading and the table under it.
pub(super) const TABLE_GAP_ABOVE: f64 = 3.0;
/// Least blank between a table and what follows.
pub(super) const TABLE_GAP_BELOW: f64 = 0.35 * PITCH;

/// Where the base line runs inside the em box of hanzi, from its top: centres them on their line.
pub(super) const ASCENT: f64 = 0.88;
