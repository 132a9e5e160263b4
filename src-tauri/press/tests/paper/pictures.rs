//! Pages as pictures, compared with golden ones in `tests/pages/` at the root of the repository.
//!
//! `NIANBAO_UPDATE_PAGES=1 cargo test -p nianbao-press` writes them anew: look at every one before committing it.
//! A failing comparison writes a page with the differences into the target folder and names it.

use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use crate::samples::{self, Printed};
use crate::tools;

/// Dots per inch: enough to see a digit change, small enough to keep.
const RESOLUTION: &str = "72";
/// Side of the squares that are compared, about the size of a printed digit; they overlap by half.
const SQUARE: usize = 10;
/// Mean difference of a square, of 255, above which the pages differ. A 2 that becomes a 3 gives 18, one that
/// vanishes 26; the same PDF drawn again gives 0, and what is left is for other versions of the rasteriser.
const TOLERANCE: u32 = 15;

/// A grey picture.
#[derive(Clone, PartialEq)]
struct Picture {
    width: usize,
    height: usize,
    grey: Vec<u8>,
}

impl Picture {
    /// Reads a binary PGM, as pdftoppm writes it: `P5`, width, height and 255, each followed by one white space.
    fn read_pgm(file: &Path) -> Picture {
        let bytes = std::fs::read(file).unwrap();
        let mut fields = bytes.splitn(5, |byte| byte.is_ascii_whitespace());
        let mut field = || std::str::from_utf8(fields.next().unwrap()).unwrap();
        assert_eq!(field(), "P5");
        let (width, height) = (field().parse().unwrap(), field().parse().unwrap());
        assert_eq!(field(), "255");
        let grey = fields.next().unwrap().to_vec();
        assert_eq!(grey.len(), width * height);
        Picture { width, height, grey }
    }

    fn read(file: &Path) -> Picture {
        let open = std::fs::File::open(file).unwrap_or_else(|e| panic!("{}: {e}", file.display()));
        let mut reader = png::Decoder::new(std::io::BufReader::new(open)).read_info().unwrap();
        let mut grey = vec![0; reader.output_buffer_size().unwrap()];
        let info = reader.next_frame(&mut grey).unwrap();
        assert_eq!((info.color_type, info.bit_depth), (png::ColorType::Grayscale, png::BitDepth::Eight));
        Picture { width: info.width as usize, height: info.height as usize, grey }
    }

    fn write(&self, file: &Path) {
        let create = std::fs::File::create(file).unwrap();
        let mut encoder = png::Encoder::new(create, self.width as u32, self.height as u32);
        encoder.set_color(png::ColorType::Grayscale);
        encoder.set_depth(png::BitDepth::Eight);
        encoder.set_compression(png::Compression::High);
        encoder.write_header().unwrap().write_image_data(&self.grey).unwrap();
    }

    /// Where the pictures differ: the corners of squares whose mean difference is above tolerance.
    fn differences(&self, other: &Picture) -> Vec<(usize, usize)> {
        if (self.width, self.height) != (other.width, other.height) {
            return vec![(0, 0)];
        }
        let mut found = Vec::new();
        for top in (0..self.height - SQUARE).step_by(SQUARE / 2) {
            for left in (0..self.width - SQUARE).step_by(SQUARE / 2) {
                let rows = (top..top + SQUARE).map(|y| y * self.width + left..y * self.width + left + SQUARE);
                let sum: u32 = rows
                    .flat_map(|row| self.grey[row.clone()].iter().zip(&other.grey[row]))
                    .map(|(a, b)| u32::from(a.abs_diff(*b)))
                    .sum();
                if sum / (SQUARE * SQUARE) as u32 > TOLERANCE {
                    found.push((left, top));
                }
            }
        }
        found
    }

    /// The other picture in light grey with the differing squares inverted.
    fn marked(&self, squares: &[(usize, usize)]) -> Picture {
        let mut marked = self.clone();
        marked.grey.iter_mut().for_each(|pixel| *pixel = 128 + *pixel / 2);
        for (left, top) in squares {
            for y in *top..(top + SQUARE).min(self.height) {
                for x in *left..(left + SQUARE).min(self.width) {
                    marked.grey[y * self.width + x] = 255 - self.grey[y * self.width + x];
                }
            }
        }
        marked
    }
}

fn golden_folder() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../../tests/pages")
}

/// The pictures of a printed report, page by page.
fn rasterise(printed: &Printed) -> Vec<Picture> {
    let root = printed.folder().join("page");
    let options = ["-gray", "-r", RESOLUTION].map(AsRef::as_ref);
    tools::run("pdftoppm", &[&options[..], &[printed.path().as_ref(), root.as_ref()]].concat());
    let mut files: Vec<PathBuf> = std::fs::read_dir(printed.folder())
        .unwrap()
        .map(|entry| entry.unwrap().path())
        .filter(|path| path.extension().is_some_and(|e| e == "pgm"))
        .collect();
    files.sort();
    files.iter().map(|file| Picture::read_pgm(file)).collect()
}

pub fn check(name: &str, printed: &Printed) {
    let pictures = rasterise(printed);
    let golden = |page: usize| golden_folder().join(format!("{name}-{page}.png"));
    if std::env::var_os("NIANBAO_UPDATE_PAGES").is_some() {
        std::fs::create_dir_all(golden_folder()).unwrap();
        for (index, picture) in pictures.iter().enumerate() {
            // A page that looks the same keeps its file, byte for byte.
            let file = golden(index + 1);
            if !file.exists() || Picture::read(&file) != *picture {
                picture.write(&file);
            }
        }
        return;
    }
    assert!(!golden(pictures.len() + 1).exists(), "{name} has lost a page");
    let mut failed = String::new();
    for (index, picture) in pictures.iter().enumerate() {
        let page = index + 1;
        assert!(golden(page).exists(), "{name} has a page {page} that has no golden picture");
        let expected = Picture::read(&golden(page));
        let differences = expected.differences(picture);
        if !differences.is_empty() {
            show_difference(&mut failed, &format!("{name}-{page}"), &expected, picture, &differences);
        }
    }
    if !failed.is_empty() {
        let page = report_folder().join(format!("{name}.html"));
        std::fs::write(&page, format!("<!doctype html><meta charset=utf-8><title>{name}</title>{failed}"))
            .unwrap();
        panic!("{name} looks different; see {}", page.display());
    }
}

fn report_folder() -> PathBuf {
    let folder = Path::new(env!("CARGO_TARGET_TMPDIR")).join("pages");
    std::fs::create_dir_all(&folder).unwrap();
    folder
}

fn show_difference(
    html: &mut String,
    name: &str,
    expected: &Picture,
    found: &Picture,
    squares: &[(usize, usize)],
) {
    let marked = found.marked(squares);
    write!(html, "<h2>{name}: {} squares differ</h2>", squares.len()).unwrap();
    for (kind, picture) in [("expected", expected), ("found", found), ("difference", &marked)] {
        let file = format!("{name}-{kind}.png");
        picture.write(&report_folder().join(&file));
        write!(html, "<figure style=\"display:inline-block\"><figcaption>{kind}</figcaption><img src=\"{file}\"></figure>")
            .unwrap();
    }
}

#[test]
fn the_township_report_looks_as_it_did() {
    check("guantangyi-2024", &Printed::of("guantangyi-2024"));
}

#[test]
fn the_city_report_looks_as_it_did() {
    check("suqian-2024", &Printed::of("suqian-2024"));
}

#[test]
fn the_report_in_the_2019_form_looks_as_it_did() {
    check("shanghai-office-2019", &Printed::of("shanghai-office-2019"));
}

#[test]
fn one_changed_digit_is_seen() {
    let mut report = samples::report("suqian-2024");
    let before = rasterise(&Printed::new(&samples::pdf(&report)));
    let cell = report.form().cell("requests.granted.legal").unwrap().id.clone();
    report.write(&cell, "3").unwrap();
    let after = rasterise(&Printed::new(&samples::pdf(&report)));
    let seen: Vec<usize> = before.iter().zip(&after).map(|(a, b)| a.differences(b).len()).collect();
    assert_eq!(seen.iter().filter(|count| **count > 0).count(), 1, "on one page only: {seen:?}");
}
