//! Writes reports out: the official PDF, and the same report as Word, Excel, web page and text.
//!
//! The way from text to bytes is four pure steps, each with its own module:
//!
//! ```text
//! font      which face draws a character           text → glyphs, or an error that names the character
//! compose   where a line may end, and its spacing  glyphs → lines
//! layout    what stands where on which page        Sheet → Pages (frames: runs of glyphs, rules, fills)
//! pdf       the bytes                              Pages → PDF
//! ```
//!
//! [`Sheet`] is the input: a document of blocks that knows nothing of reports. [`lay_out`] makes [`Pages`], which
//! tests can read; [`pdf::write()`] makes the file. Nothing reads a clock, the system's fonts or the locale: the same
//! sheet gives the same bytes.
//!
//! [`word`], [`web`] and [`plain`] write a [`Sheet`] in their own ways; [`excel`] writes a report itself, because its
//! sums are formulas. All flow their text themselves: only tables are measured here, as the PDF does it.

pub mod chart;
mod compose;
mod container;
mod error;
pub mod excel;
pub mod font;
pub mod layout;
pub mod notice;
pub mod official;
pub mod pdf;
pub mod plain;
pub mod svg;
pub mod web;
pub mod word;

pub use container::pack as pack_texts;
pub use error::PressError;
pub use font::Fonts;
pub use layout::{lay_out, Pages, Sheet};

#[cfg(test)]
pub(crate) mod tests {
    use std::path::PathBuf;

    /// The bundled fonts of the repository.
    pub(crate) fn fonts_folder() -> PathBuf {
        PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../fonts")
    }

    pub(crate) fn fonts() -> crate::font::Fonts {
        crate::font::Fonts::in_folder(fonts_folder())
    }
}
