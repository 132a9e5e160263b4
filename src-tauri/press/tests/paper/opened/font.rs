//! A font of the file: what its codes mean and how wide they are.

use std::collections::BTreeMap;

use lopdf::{Dictionary, Object};

use super::{decoded, Opened};

#[derive(Default)]
pub struct Font {
    pub name: String,
    /// The text of each code.
    pub text: BTreeMap<u16, String>,
    /// The declared width of each code.
    pub widths: BTreeMap<u16, f64>,
}

impl Font {
    pub fn read(opened: &Opened, font: &Dictionary) -> Font {
        let name = opened.name(font, "BaseFont").unwrap_or_default().to_owned();
        let text = opened.stream(font, "ToUnicode").map(|map| texts(&decoded(map))).unwrap_or_default();
        let widths = descendant(opened, font).and_then(|of| opened.array(of, "W")).map(widths);
        Font { name, text, widths: widths.unwrap_or_default() }
    }
}

/// The CID font below a composite one.
pub fn descendant<'a>(opened: &'a Opened, font: &'a Dictionary) -> Option<&'a Dictionary> {
    let below = opened.array(font, "DescendantFonts")?.first()?;
    opened.document.dereference(below).ok()?.1.as_dict().ok()
}

/// The pairs and ranges of a ToUnicode map.
fn texts(map: &[u8]) -> BTreeMap<u16, String> {
    let map = String::from_utf8_lossy(map);
    let mut texts = BTreeMap::new();
    for part in map.split("beginbfchar").skip(1) {
        let part = hex_strings(part.split("endbfchar").next().unwrap());
        texts.extend(part.chunks_exact(2).map(|pair| (pair[0][0], String::from_utf16(&pair[1]).unwrap())));
    }
    for part in map.split("beginbfrange").skip(1) {
        for range in part.split("endbfrange").next().unwrap().split(']').filter(|it| it.contains('[')) {
            let strings = hex_strings(range);
            let (ends, texts_of_range) = strings.split_at(2);
            let codes = ends[0][0]..=ends[1][0];
            assert_eq!((codes.len(), ends[0][0] >> 8), (texts_of_range.len(), ends[1][0] >> 8), "{range}");
            texts.extend(codes.zip(texts_of_range.iter().map(|text| String::from_utf16(text).unwrap())));
        }
    }
    texts
}

/// Every `<…>` as 16-bit units.
fn hex_strings(text: &str) -> Vec<Vec<u16>> {
    let strings = text.split('<').skip(1).filter_map(|part| part.split('>').next());
    let units = |hex: &str| {
        let digits: Vec<char> = hex.chars().filter(char::is_ascii_hexdigit).collect();
        digits
            .chunks(4)
            .map(|unit| u16::from_str_radix(&unit.iter().collect::<String>(), 16).unwrap())
            .collect()
    };
    strings.map(units).collect()
}

/// `first [w w w]` and `first last w`.
fn widths(array: &[Object]) -> BTreeMap<u16, f64> {
    let number = |object: &Object| f64::from(object.as_float().unwrap());
    let mut widths = BTreeMap::new();
    let mut rest = array;
    while let [first, second, after @ ..] = rest {
        let first = first.as_i64().unwrap() as u16;
        if let Ok(each) = second.as_array() {
            widths.extend((first..).zip(each.iter().map(number)));
            rest = after;
        } else {
            let (width, after) = after.split_first().unwrap();
            widths.extend((first..=second.as_i64().unwrap() as u16).map(|code| (code, number(width))));
            rest = after;
        }
    }
    widths
}
