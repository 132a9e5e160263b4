//! The bundled typefaces: which face a text role asks for, and where its bytes come from.
//!
//! [`Fonts`] reads a face from its folder the first time it is asked for and keeps it; clones share what was read,
//! also between threads. [`Shaper`] turns text into glyphs by walking a role's chain of faces.

mod shaper;
mod subset;

use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use crate::PressError;
pub use shaper::{Glyph, Shaper};
pub(crate) use subset::Subset;

/// What a text is on the paper; decides its typeface (GB/T 9704 names the classical one).
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Role {
    /// 小标宋: the title.
    Title,
    /// 仿宋: body text.
    Body,
    /// 黑体: headings 「一、」.
    Heading1,
    /// 楷体: headings 「（一）」, also run in before body text.
    Heading2,
    /// 宋体: tables and page numbers.
    Table,
}

/// One bundled face.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Typeface {
    /// Noto Serif CJK SC Bold, for 小标宋.
    SongBold,
    /// FandolFang, for 仿宋.
    Fang,
    /// Noto Sans CJK SC Medium, for 黑体.
    Hei,
    /// FandolKai, for 楷体.
    Kai,
    /// Noto Serif CJK SC Regular, for 宋体; also Latin and digits beside 仿宋 and 楷体.
    Song,
    /// The hanzi of 通用规范汉字表 that the Fandol faces lack.
    Fallback,
}

impl Typeface {
    /// Every bundled face, in the order fallback goes through them once a role's own faces have failed.
    pub const ALL: [Typeface; 6] = [
        Typeface::Fallback,
        Typeface::Song,
        Typeface::Hei,
        Typeface::Kai,
        Typeface::Fang,
        Typeface::SongBold,
    ];

    /// Name of its file in the fonts folder.
    pub fn file_name(self) -> &'static str {
        match self {
            Typeface::SongBold => "NotoSerifCJKsc-Bold.otf",
            Typeface::Fang => "FandolFang-Regular.otf",
            Typeface::Hei => "NotoSansCJKsc-Medium.otf",
            Typeface::Kai => "FandolKai-Regular.otf",
            Typeface::Song => "NotoSerifCJKsc-Regular.otf",
            Typeface::Fallback => "NianbaoFallback-Light.ttf",
        }
    }

    fn index(self) -> usize {
        self as usize
    }
}

impl Role {
    /// The face of its hanzi and full-width marks.
    fn own_face(self) -> Typeface {
        match self {
            Role::Title => Typeface::SongBold,
            Role::Body => Typeface::Fang,
            Role::Heading1 => Typeface::Hei,
            Role::Heading2 => Typeface::Kai,
            Role::Table => Typeface::Song,
        }
    }

    /// The face of its Latin letters and digits. Those of the Fandol faces are bold Computer Modern, which spots
    /// the page, so 仿宋 and 楷体 borrow from 宋体 as the official form does.
    fn latin_face(self) -> Typeface {
        match self {
            Role::Body | Role::Heading2 => Typeface::Song,
            Role::Title | Role::Heading1 | Role::Table => self.own_face(),
        }
    }
}

/// A face in memory, proven to parse.
pub struct Face {
    typeface: Typeface,
    file: PathBuf,
    bytes: Vec<u8>,
    postscript_name: String,
}

impl Face {
    /// The bytes of the font file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// PostScript name, such as `FandolFang-Regular`.
    pub fn postscript_name(&self) -> &str {
        &self.postscript_name
    }

    /// Which face this is.
    pub fn typeface(&self) -> Typeface {
        self.typeface
    }

    /// The parsed tables. Cheap (offsets only), so it is done per use instead of keeping a borrow of ourselves.
    pub(crate) fn tables(&self) -> Result<ttf_parser::Face<'_>, PressError> {
        ttf_parser::Face::parse(&self.bytes, 0)
            .map_err(|e| PressError::FontBroken { file: self.file.clone(), reason: e.to_string() })
    }

    pub(crate) fn broken(&self, reason: impl ToString) -> PressError {
        PressError::FontBroken { file: self.file.clone(), reason: reason.to_string() }
    }

    fn load(folder: &Path, typeface: Typeface) -> Result<Face, PressError> {
        let file = folder.join(typeface.file_name());
        let bytes = std::fs::read(&file).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => PressError::FontMissing { file: file.clone() },
            _ => PressError::FontUnreadable { file: file.clone(), reason: e.to_string() },
        })?;
        let mut face = Face { typeface, file, bytes, postscript_name: String::new() };
        let tables = face.tables()?;
        let name = tables
            .names()
            .into_iter()
            .find(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME && n.is_unicode())
            .and_then(|n| n.to_string());
        face.postscript_name = name.ok_or_else(|| face.broken("没有字体名称"))?;
        Ok(face)
    }
}

/// The typefaces of one fonts folder. Cloning is cheap and shares what has been read.
#[derive(Clone)]
pub struct Fonts {
    shelf: Arc<Shelf>,
}

struct Shelf {
    folder: PathBuf,
    faces: [OnceLock<Result<Face, PressError>>; Typeface::ALL.len()],
    subsets: subset::Subsets,
}

impl Fonts {
    /// Fonts from `folder`. Nothing is read until a face is needed.
    pub fn in_folder(folder: impl Into<PathBuf>) -> Fonts {
        Fonts {
            shelf: Arc::new(Shelf {
                folder: folder.into(),
                faces: Default::default(),
                subsets: Default::default(),
            }),
        }
    }

    /// The face, read from disk on first use.
    ///
    /// # Errors
    /// [`PressError::FontMissing`], [`PressError::FontUnreadable`] or [`PressError::FontBroken`], the same ones each
    /// time for one `Fonts`.
    pub fn face(&self, typeface: Typeface) -> Result<&Face, PressError> {
        let slot = &self.shelf.faces[typeface.index()];
        slot.get_or_init(|| Face::load(&self.shelf.folder, typeface)).as_ref().map_err(Clone::clone)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fonts_are_shared_between_threads() {
        fn shared<T: Send + Sync>() {}
        shared::<Fonts>();
    }

    #[test]
    fn a_missing_face_is_named_and_asks_for_nothing_before() {
        let folder = tempfile::tempdir().unwrap();
        let fonts = Fonts::in_folder(folder.path());
        let error = fonts.face(Typeface::Kai).err().unwrap();
        assert_eq!(error, PressError::FontMissing { file: folder.path().join("FandolKai-Regular.otf") });
        assert!(error.to_string().contains("FandolKai-Regular.otf"));
    }

    #[test]
    fn a_damaged_face_is_an_error_that_names_its_file() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("FandolKai-Regular.otf"), b"not a font").unwrap();
        let error = Fonts::in_folder(folder.path()).face(Typeface::Kai).err().unwrap();
        assert!(matches!(error, PressError::FontBroken { .. }), "{error}");
        assert!(error.to_string().contains("FandolKai-Regular.otf"), "{error}");
    }

    #[test]
    fn a_truncated_face_is_an_error_not_a_panic() {
        let folder = tempfile::tempdir().unwrap();
        let whole = std::fs::read(crate::tests::fonts_folder().join("NianbaoFallback-Light.ttf")).unwrap();
        for share in [2, 3, 10] {
            std::fs::write(folder.path().join("NianbaoFallback-Light.ttf"), &whole[..whole.len() / share])
                .unwrap();
            let fonts = Fonts::in_folder(folder.path());
            let outcome = fonts.face(Typeface::Fallback);
            assert!(matches!(outcome, Err(PressError::FontBroken { .. })), "cut to 1/{share}");
        }
    }

    #[test]
    fn every_bundled_face_loads() {
        let fonts = crate::tests::fonts();
        for typeface in Typeface::ALL {
            let face = fonts.face(typeface).unwrap();
            assert!(!face.postscript_name().is_empty());
        }
    }
}
