//! The typefaces: which face a text role asks for, and where its bytes come from. The bundled ones, and before them
//! those of the machine that the office chose.
//!
//! [`Fonts`] reads a face from its folder the first time it is asked for and keeps it; clones share what was read,
//! also between threads. [`Shaper`] turns text into glyphs by walking a role's chain of faces.

mod installed;
mod renamed;
mod shaper;
mod subset;

use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, OnceLock};

use ttf_parser::FaceParsingError;

use crate::PressError;
pub use installed::{installed, Installed};
pub(crate) use shaper::is_invisible;
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

/// One face.
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
    /// 宋体 for what 通用规范汉字表 and GB 2312 have not: traditional characters, kana, rarer letters.
    Rare,
    /// Boxes, ticks, arrows and stars that no face of hanzi has.
    Signs,
    /// The machine's own face for a role, where the office chose it; it goes before the bundled one.
    Own(Role),
}

impl Typeface {
    /// Every bundled face, in the order fallback goes through them once a role's own faces have failed.
    pub const ALL: [Typeface; 8] = [
        Typeface::Fallback,
        Typeface::Song,
        Typeface::Hei,
        Typeface::Kai,
        Typeface::Fang,
        Typeface::SongBold,
        Typeface::Rare,
        Typeface::Signs,
    ];

    /// Faces with places of their own: the bundled ones, and one for each role.
    const COUNT: usize = Typeface::ALL.len() + 5;

    /// Name of its file in the fonts folder; a face of the machine lies elsewhere.
    pub fn file_name(self) -> &'static str {
        match self {
            Typeface::Own(_) => "",
            Typeface::SongBold => "NotoSerifCJKsc-Bold.otf",
            Typeface::Fang => "FandolFang-Regular.otf",
            Typeface::Hei => "NotoSansCJKsc-Medium.otf",
            Typeface::Kai => "FandolKai-Regular.otf",
            Typeface::Song => "NotoSerifCJKsc-Regular.otf",
            Typeface::Fallback => "NianbaoFallback-Light.ttf",
            Typeface::Rare => "NotoSerifCJKsc-Rare.otf",
            Typeface::Signs => "NotoSansSymbols2-Regular.ttf",
        }
    }

    fn index(self) -> usize {
        match self {
            Typeface::SongBold => 0,
            Typeface::Fang => 1,
            Typeface::Hei => 2,
            Typeface::Kai => 3,
            Typeface::Song => 4,
            Typeface::Fallback => 5,
            Typeface::Rare => 6,
            Typeface::Signs => 7,
            Typeface::Own(role) => Typeface::ALL.len() + role as usize,
        }
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
    index: u32,
    bytes: Vec<u8>,
    postscript_name: String,
}

impl Face {
    /// The bytes of the font file.
    pub fn bytes(&self) -> &[u8] {
        &self.bytes
    }

    /// Which face of its file it is.
    pub(crate) fn index(&self) -> u32 {
        self.index
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
        ttf_parser::Face::parse(&self.bytes, self.index).map_err(|error| self.broken(unparsed(error)))
    }

    pub(crate) fn broken(&self, reason: impl Into<String>) -> PressError {
        let (file, reason) = (self.file.clone(), reason.into());
        match self.typeface {
            Typeface::Own(_) => PressError::OwnFont { file, reason },
            _ => PressError::FontBroken { file, reason },
        }
    }

    fn load(folder: &Path, typeface: Typeface) -> Result<Face, PressError> {
        let file = folder.join(typeface.file_name());
        let bytes = std::fs::read(&file).map_err(|e| match e.kind() {
            std::io::ErrorKind::NotFound => PressError::FontMissing { file: file.clone() },
            _ => PressError::FontUnreadable { file: file.clone(), reason: unread(&e) },
        })?;
        let mut face = Face { typeface, file, index: 0, bytes, postscript_name: String::new() };
        face.postscript_name = face.said_name()?.ok_or_else(|| face.broken("没有字体名称"))?;
        Ok(face)
    }

    fn own(installed: &Installed) -> Result<Face, PressError> {
        let (typeface, file) = (Typeface::Own(installed.role), installed.file.clone());
        let bytes = std::fs::read(&file)
            .map_err(|e| PressError::OwnFont { file: file.clone(), reason: unread(&e) })?;
        let mut face = Face { typeface, file, index: installed.index, bytes, postscript_name: String::new() };
        // What a font of elsewhere calls itself has to be a name in a PDF.
        let mut name = face.said_name()?.unwrap_or_default();
        name.retain(|c| c.is_ascii_alphanumeric() || c == '-' || c == '_');
        face.postscript_name = if name.is_empty() { format!("Own{:?}", installed.role) } else { name };
        // One that draws no hanzi would be chosen and never seen: the bundled faces would stand in for all of it.
        if !face.draws_hanzi()? {
            return Err(face.broken("里面没有汉字，或者文件内容不完整"));
        }
        Ok(face)
    }

    fn draws_hanzi(&self) -> Result<bool, PressError> {
        let tables = self.tables()?;
        let has_outlines = tables.tables().glyf.is_some() || tables.tables().cff.is_some();
        let maps = tables.tables().cmap.into_iter().flat_map(|it| it.subtables);
        let mut any = false;
        maps.filter(|map| map.is_unicode()).for_each(|map| map.codepoints(|code| any |= is_hanzi(code)));
        Ok(has_outlines && any)
    }

    fn said_name(&self) -> Result<Option<String>, PressError> {
        let names = self.tables()?.names();
        let mut of_postscript = names
            .into_iter()
            .filter(|n| n.name_id == ttf_parser::name_id::POST_SCRIPT_NAME && n.is_unicode());
        Ok(of_postscript.find_map(|n| n.to_string()))
    }
}

fn is_hanzi(code: u32) -> bool {
    matches!(code, 0x3400..=0x9FFF | 0x20000..=0x3FFFF)
}

/// What is wrong with bytes that are no font of ours, in the office's words.
fn unparsed(error: FaceParsingError) -> &'static str {
    match error {
        FaceParsingError::UnknownMagic => "这不是字体文件",
        FaceParsingError::FaceIndexOutOfBounds => "文件里没有要用的那一种字体",
        FaceParsingError::MalformedFont
        | FaceParsingError::NoHeadTable
        | FaceParsingError::NoHheaTable
        | FaceParsingError::NoMaxpTable => "文件内容不完整",
    }
}

/// Why a file did not open, in the office's words as far as we have them.
fn unread(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::NotFound => "没有这个文件".into(),
        io::ErrorKind::PermissionDenied => "没有读取的权限".into(),
        io::ErrorKind::IsADirectory => "这是一个文件夹".into(),
        _ => format!("系统报告“{error}”"),
    }
}

/// The typefaces of one fonts folder. Cloning is cheap and shares what has been read.
#[derive(Clone)]
pub struct Fonts {
    shelf: Arc<Shelf>,
}

struct Shelf {
    folder: PathBuf,
    faces: [OnceLock<Result<Face, PressError>>; Typeface::COUNT],
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

    /// The same, with these faces of the machine before the bundled ones, as far as they may be embedded.
    ///
    /// # Errors
    /// [`PressError::OwnFont`] for one that cannot be read.
    pub fn with(&self, own: &[Installed]) -> Result<Fonts, PressError> {
        let fonts = Fonts::in_folder(&self.shelf.folder);
        for installed in own.iter().filter(|it| it.may_be_embedded) {
            let slot = &fonts.shelf.faces[Typeface::Own(installed.role).index()];
            // Read now: a face that fails is told before anything is laid out.
            let _ = slot.set(Ok(Face::own(installed)?));
        }
        Ok(fonts)
    }

    /// Whether a face of the machine goes before the bundled one.
    fn has_own(&self, role: Role) -> bool {
        self.shelf.faces[Typeface::Own(role).index()].get().is_some()
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
        let said = error.to_string();
        assert!(said.contains("FandolKai-Regular.otf") && said.contains("这不是字体文件"), "{said}");
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
