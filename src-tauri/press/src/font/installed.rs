//! The typefaces of official documents that a machine has: found by the names their files give them, and whether their
//! makers let a document carry them.
//!
//! Only the tables with names and permissions are read of each file; a machine has hundreds of megabytes of fonts.

use std::collections::BTreeMap;
use std::fs::File;
use std::io::{Read, Seek, SeekFrom};
use std::path::{Path, PathBuf};

use ttf_parser::{name, name_id, os2, Permissions};

use super::Role;

/// What an office installs for each role, the first preferred: file names say nothing, so these are names inside.
const WANTED: [(Role, &[&str]); 4] = [
    (Role::Title, &["方正小标宋_GBK", "方正小标宋简体", "FZXiaoBiaoSong-B05", "FZXiaoBiaoSong-B05S"]),
    (
        Role::Body,
        &[
            "仿宋_GB2312",
            "FangSong_GB2312",
            "方正仿宋_GBK",
            "方正仿宋_GB2312",
            "方正仿宋简体",
            "仿宋",
            "FangSong",
        ],
    ),
    (Role::Heading1, &["黑体", "SimHei", "方正黑体_GBK", "方正黑体_GB2312", "方正黑体简体"]),
    (
        Role::Heading2,
        &["楷体_GB2312", "KaiTi_GB2312", "方正楷体_GBK", "方正楷体_GB2312", "方正楷体简体", "楷体", "KaiTi"],
    ),
];

/// Folders in folders are looked into so deep.
const DEPTH: usize = 6;
/// A table with names or permissions is smaller; a file that says otherwise is no font.
const TABLE_LIMIT: u32 = 1 << 20;
/// More faces in one file, or tables in one face, there are not.
const MOST: u32 = 256;

/// A typeface of the machine that an official document asks for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Installed {
    /// What it is for.
    pub role: Role,
    /// What it calls itself.
    pub name: String,
    /// Its file.
    pub file: PathBuf,
    /// Which face of its file.
    pub index: u32,
    /// Whether its maker lets a document carry a part of it.
    pub may_be_embedded: bool,
}

/// The typefaces of official documents in these folders, for each role the one preferred; one that may be embedded
/// before one that may not. What cannot be read is left out.
pub fn installed(folders: &[PathBuf]) -> Vec<Installed> {
    let mut files = Vec::new();
    folders.iter().for_each(|folder| fonts_in(folder, DEPTH, &mut files));
    files.sort();
    let mut best: BTreeMap<Role, (bool, usize, Installed)> = BTreeMap::new();
    for file in files {
        for (index, face) in faces(&file).unwrap_or_default().into_iter().enumerate() {
            let Some((role, rank, name)) = face.wanted() else { continue };
            let may_be_embedded = face.may_be_embedded;
            let better = |(not, at, _): &(bool, usize, Installed)| (!may_be_embedded, rank) < (*not, *at);
            if best.get(&role).is_none_or(better) {
                let index = index as u32;
                let found = Installed { role, name, file: file.clone(), index, may_be_embedded };
                best.insert(role, (!may_be_embedded, rank, found));
            }
        }
    }
    best.into_values().map(|(_, _, found)| found).collect()
}

fn fonts_in(folder: &Path, depth: usize, into: &mut Vec<PathBuf>) {
    let Ok(entries) = std::fs::read_dir(folder) else { return };
    for path in entries.flatten().map(|entry| entry.path()) {
        let ending = path.extension().map(|ending| ending.to_ascii_lowercase());
        if path.is_dir() {
            if depth > 0 {
                fonts_in(&path, depth - 1, into);
            }
        } else if ending.is_some_and(|it| ["ttf", "ttc", "otf", "otc"].iter().any(|known| it == *known)) {
            into.push(path);
        }
    }
}

/// What a face says of itself.
struct Said {
    names: Vec<String>,
    may_be_embedded: bool,
}

impl Said {
    /// The role it is wanted for, how much it is preferred there, and the name it is wanted by.
    fn wanted(&self) -> Option<(Role, usize, String)> {
        WANTED.iter().find_map(|(role, wanted)| {
            let rank = wanted.iter().position(|name| self.names.iter().any(|own| own == name))?;
            Some((*role, rank, (*wanted.get(rank)?).to_owned()))
        })
    }
}

/// The faces of a font file. None where it is no font.
fn faces(path: &Path) -> Option<Vec<Said>> {
    let mut file = File::open(path).ok()?;
    let head = part(&mut file, 0, 12)?;
    if !head.starts_with(b"ttcf") {
        return Some(vec![face(&mut file, 0)?]);
    }
    let count = number(&head, 8)?.min(MOST);
    let places = part(&mut file, 12, count * 4)?;
    Some((0..count).filter_map(|at| face(&mut file, number(&places, at as usize * 4)?)).collect())
}

fn face(file: &mut File, at: u32) -> Option<Said> {
    let head = part(file, at, 12)?;
    let tables = u32::from(u16::from_be_bytes([*head.get(4)?, *head.get(5)?])).min(MOST);
    let directory = part(file, at.checked_add(12)?, tables * 16)?;
    let mut table = |tag: &[u8]| {
        let entry = directory.chunks_exact(16).find(|entry| entry.starts_with(tag))?;
        part(file, number(entry, 8)?, number(entry, 12)?)
    };
    let names = table(b"name")?;
    let names = name::Table::parse(&names)?.names;
    let known = [name_id::FAMILY, name_id::FULL_NAME, name_id::POST_SCRIPT_NAME, name_id::TYPOGRAPHIC_FAMILY];
    let names = names.into_iter().filter(|it| known.contains(&it.name_id)).filter_map(|it| it.to_string());
    let names = names.collect();
    // Without a word on it nothing is permitted.
    let said = table(b"OS/2");
    let may_be_embedded = said.as_deref().and_then(os2::Table::parse).is_some_and(|it| permits(&it));
    Some(Said { names, may_be_embedded })
}

/// Whether a document may carry a part of the outlines, to be looked at and printed.
fn permits(said: &os2::Table) -> bool {
    let embeds = matches!(
        said.permissions(),
        Some(Permissions::Installable | Permissions::Editable | Permissions::PreviewAndPrint)
    );
    embeds && said.is_subsetting_allowed() && said.is_outline_embedding_allowed()
}

fn part(file: &mut File, at: u32, length: u32) -> Option<Vec<u8>> {
    if length > TABLE_LIMIT {
        return None;
    }
    file.seek(SeekFrom::Start(at.into())).ok()?;
    let mut bytes = vec![0; length as usize];
    file.read_exact(&mut bytes).ok()?;
    Some(bytes)
}

fn number(bytes: &[u8], at: usize) -> Option<u32> {
    let four = bytes.get(at..at.checked_add(4)?)?;
    Some(u32::from_be_bytes(four.try_into().ok()?))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::font::{Fonts, Typeface};

    fn renamed(typeface: Typeface, name: &str, permissions: u16) -> Vec<u8> {
        let file = crate::tests::fonts_folder().join(typeface.file_name());
        super::super::renamed::renamed(&std::fs::read(file).unwrap(), name, permissions)
    }

    fn found(files: &[(&str, Vec<u8>)]) -> Vec<(Role, String, bool)> {
        let folder = tempfile::tempdir().unwrap();
        std::fs::create_dir_all(folder.path().join("a/b")).unwrap();
        for (name, bytes) in files {
            std::fs::write(folder.path().join(name), bytes).unwrap();
        }
        let found = installed(&[folder.path().to_owned(), "/no/such/folder".into()]);
        found.into_iter().map(|it| (it.role, it.name, it.may_be_embedded)).collect()
    }

    #[test]
    fn faces_are_found_by_the_names_inside() {
        let found = found(&[
            ("a/b/1.TTF", renamed(Typeface::Fallback, "仿宋_GB2312", 0)),
            ("x.otf", renamed(Typeface::Hei, "黑体", 8)),
            ("仿宋_GB2312.ttf", renamed(Typeface::Fallback, "某体", 0)),
            ("y.ttf", b"no font at all".to_vec()),
            ("z.ttf", renamed(Typeface::Fallback, "楷体", 0)[..40].to_vec()),
        ]);
        assert_eq!(found, [(Role::Body, "仿宋_GB2312".into(), true), (Role::Heading1, "黑体".into(), true)]);
    }

    #[test]
    fn the_preferred_one_is_taken_but_rather_one_that_may_be_embedded() {
        let kai = |name, permissions| renamed(Typeface::Fallback, name, permissions);
        let both = found(&[("1.ttf", kai("楷体", 0)), ("2.ttf", kai("楷体_GB2312", 0))]);
        assert_eq!(both, [(Role::Heading2, "楷体_GB2312".into(), true)]);
        let one = found(&[("1.ttf", kai("楷体", 0)), ("2.ttf", kai("楷体_GB2312", 2))]);
        assert_eq!(one, [(Role::Heading2, "楷体".into(), true)]);
    }

    #[test]
    fn permissions_are_those_of_the_font() {
        // Installable, restricted, preview and print, editable, no subsetting, bitmaps only.
        for (bits, may) in [(0, true), (2, false), (4, true), (8, true), (0x100, false), (0x200, false)] {
            let found = found(&[("1.ttf", renamed(Typeface::Fallback, "仿宋", bits))]);
            assert_eq!(found, [(Role::Body, "仿宋".into(), may)], "{bits:#x}");
        }
    }

    #[test]
    fn a_collection_is_looked_through() {
        let (one, two) = (renamed(Typeface::Fallback, "某体", 0), renamed(Typeface::Hei, "仿宋_GB2312", 0));
        let second = 20 + one.len();
        let moved = |font: &[u8], by: usize| {
            let mut font = font.to_vec();
            let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
            for entry in font[12..12 + count * 16].chunks_exact_mut(16) {
                let at = number(entry, 8).unwrap() + by as u32;
                entry[8..12].copy_from_slice(&at.to_be_bytes());
            }
            font
        };
        let mut both = b"ttcf\0\x01\0\0".to_vec();
        both.extend([2_u32, 20, second as u32].map(u32::to_be_bytes).concat());
        both.extend(moved(&one, 20));
        both.extend(moved(&two, second));
        assert_eq!(found(&[("both.ttc", both.clone())]), [(Role::Body, "仿宋_GB2312".into(), true)]);

        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("both.ttc");
        std::fs::write(&file, both).unwrap();
        let fonts = Fonts::in_folder(crate::tests::fonts_folder());
        let own = fonts.with(&installed(&[folder.path().to_owned()])).unwrap();
        assert_eq!(own.face(Typeface::Own(Role::Body)).unwrap().index(), 1);
    }

    #[test]
    fn one_that_draws_nothing_is_refused() {
        let whole = renamed(Typeface::Hei, "仿宋_GB2312", 0);
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("仿宋.ttf");
        let fonts = Fonts::in_folder(crate::tests::fonts_folder());
        let refused = |bytes: &[u8]| {
            std::fs::write(&file, bytes).unwrap();
            let found = installed(&[folder.path().to_owned()]);
            fonts.with(&found).err().map(|error| error.to_string())
        };
        assert_eq!(refused(&whole), None);
        let mut without_map = whole.clone();
        let at = without_map.windows(4).position(|tag| tag == b"cmap").unwrap();
        without_map[at..at + 4].copy_from_slice(b"none");
        let said = refused(&without_map).unwrap();
        assert!(said.contains("仿宋.ttf") && said.contains("请改用本程序自带的字体"), "{said}");
    }
}
