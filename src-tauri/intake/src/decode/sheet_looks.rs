//! How a sheet shows what its cells hold: struck out, in white, as a day, as a percentage, not at all. What is kept is
//! then not what a person saw.

use super::sheet::{attribute, walk};
use quick_xml::events::BytesStart;
use std::{cell::RefCell, collections::BTreeMap};

/// The most looks of a workbook; Excel allows as many.
pub(super) const MOST: usize = 65_536;

/// How a cell looks, as far as it matters.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Look {
    pub is_struck: bool,
    /// White, or in a format that shows another number, a day, or nothing.
    pub is_disguised: bool,
    /// A zero is shown as a blank.
    pub hides_zero: bool,
}

impl Look {
    /// Of a format by its number among those that every workbook has.
    pub fn of_number(format: u32) -> Look {
        let is_disguised = matches!(format, 9..=22 | 27..=36 | 45..=48 | 50..=58);
        Look { is_disguised, ..Look::default() }
    }

    /// Of a format as a workbook writes it: `#,##0_ `, `yyyy"年"m"月"`, `0;-0;;@`.
    pub fn of_format(code: &str) -> Look {
        let bare = placeholders(code);
        let mut sections = bare.split(';');
        let first = sections.next().unwrap_or_default();
        let shows = |section: &str| section.contains(['0', '#', '?', '@']) || section.contains("general");
        let is_scaled = {
            let digits: Vec<char> = first.chars().filter(|c| "0#?,.".contains(*c)).collect();
            let whole = digits.split(|c| *c == '.').next().unwrap_or_default();
            whole.last() == Some(&',') || digits.last() == Some(&',')
        };
        let is_other =
            first.replace("general", "").contains(|c: char| c.is_ascii_alphabetic() || "%/".contains(c));
        // Text in quotes is shown in place of the number: "-" for a zero says what a zero is.
        let zero = sections.nth(1);
        Look {
            is_struck: false,
            is_disguised: !shows(first) || is_scaled || is_other,
            hides_zero: zero.is_some_and(|zero| !shows(zero) && !zero.contains('-')),
        }
    }

    /// With another look besides.
    pub fn and(self, other: Look) -> Look {
        Look {
            is_struck: self.is_struck || other.is_struck,
            is_disguised: self.is_disguised || other.is_disguised,
            hides_zero: self.hides_zero || other.hides_zero,
        }
    }
}

/// What a format says without its literal text, in small letters; a literal minus stays.
fn placeholders(code: &str) -> String {
    let mut out = String::new();
    let mut chars = code.chars();
    while let Some(c) = chars.next() {
        match c {
            '"' => out.extend(chars.by_ref().take_while(|c| *c != '"').filter(|c| *c == '-')),
            '[' => chars.by_ref().take_while(|c| *c != ']').for_each(drop),
            '\\' | '_' | '*' => drop(chars.next()),
            c => out.push(c.to_ascii_lowercase()),
        }
    }
    out
}

/// The looks of a workbook's styles, by the number with which a cell names them.
pub(super) fn looks(xml: &str) -> Vec<Look> {
    #[derive(Default)]
    struct Styles {
        formats: BTreeMap<String, Look>,
        fonts: Vec<Look>,
        looks: Vec<Look>,
        in_fonts: bool,
        in_looks: bool,
    }
    let styles = RefCell::new(Styles::default());
    let open = |tag: &BytesStart<'_>| {
        let styles = &mut *styles.borrow_mut();
        if styles.fonts.len() + styles.looks.len() + styles.formats.len() > MOST {
            return;
        }
        match tag.local_name().as_ref() {
            "numFmt" => {
                if let (Some(id), Some(code)) = (attribute(tag, "numFmtId"), attribute(tag, "formatCode")) {
                    styles.formats.insert(id, Look::of_format(&unescaped(&code)));
                }
            }
            "fonts" => styles.in_fonts = true,
            "cellXfs" => styles.in_looks = true,
            "font" if styles.in_fonts => styles.fonts.push(Look::default()),
            "strike" if styles.in_fonts => {
                let is_struck = attribute(tag, "val").is_none_or(|text| !matches!(&*text, "0" | "false"));
                styles.fonts.last_mut().into_iter().for_each(|font| font.is_struck = is_struck);
            }
            "color" if styles.in_fonts => {
                let is = |name: &str, value: &str| attribute(tag, name).is_some_and(|text| text == value);
                let is_white = is("rgb", "FFFFFFFF")
                    || is("indexed", "9")
                    || (is("theme", "0") && attribute(tag, "tint").is_none());
                styles.fonts.last_mut().into_iter().for_each(|font| font.is_disguised = is_white);
            }
            "xf" if styles.in_looks => {
                let format = attribute(tag, "numFmtId").unwrap_or_default();
                let own = styles.formats.get(&format).copied();
                let format = own.unwrap_or_else(|| Look::of_number(format.parse().unwrap_or_default()));
                let font = attribute(tag, "fontId").and_then(|id| id.parse().ok());
                let font = font.and_then(|id: usize| styles.fonts.get(id).copied()).unwrap_or_default();
                styles.looks.push(format.and(font));
            }
            _ => {}
        }
    };
    let close = |name: &str| {
        let styles = &mut *styles.borrow_mut();
        match name {
            "fonts" => styles.in_fonts = false,
            "cellXfs" => styles.in_looks = false,
            _ => {}
        }
    };
    walk(xml, open, |_| (), close);
    styles.into_inner().looks
}

/// The quotes of a format are written as entities in an attribute.
fn unescaped(code: &str) -> String {
    code.replace("&quot;", "\"").replace("&amp;", "&")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn formats() {
        for code in [
            "General",
            "0",
            "#,##0",
            "0.0000",
            "0\"件\"",
            "#,##0_ ;[Red]\\-#,##0\\ ",
            "_ * #,##0.00_ ;_ * -#,##0.00_ ;_ * \"-\"??_ ;_ @_ ",
            "@",
            "[DBNum1]General",
            "0_);(0)",
        ] {
            assert_eq!(Look::of_format(code), Look::default(), "{code}");
        }
        for code in [
            "yyyy\"年\"m\"月\"d\"日\"",
            "m-d",
            "0%",
            "# ?/?",
            ";;;",
            "#,##0,",
            "0.0,",
            "0.00E+00",
            "\"无\"",
            "h:mm",
        ] {
            assert!(Look::of_format(code).is_disguised, "{code}");
        }
        assert_eq!(Look::of_format("0;-0;;@"), Look { hides_zero: true, ..Look::default() });
        assert!(Look::of_number(14).is_disguised && !Look::of_number(4).is_disguised);
    }

    #[test]
    fn looks_of_a_workbook() {
        let xml = "<styleSheet><numFmts><numFmt numFmtId=\"164\" formatCode=\"0&quot;d&quot;;-0;;@\"/></numFmts>\
            <fonts><font/><font><strike/></font><font><strike val=\"0\"/><color rgb=\"FFFFFFFF\"/></font></fonts>\
            <cellStyleXfs><xf numFmtId=\"14\" fontId=\"1\"/></cellStyleXfs>\
            <cellXfs><xf numFmtId=\"0\" fontId=\"0\"/><xf numFmtId=\"14\" fontId=\"1\"/><xf numFmtId=\"164\" fontId=\"2\"/></cellXfs>\
            <dxfs><dxf><font><strike/></font></dxf></dxfs></styleSheet>";
        let look = |is_struck, is_disguised, hides_zero| Look { is_struck, is_disguised, hides_zero };
        assert_eq!(looks(xml), [Look::default(), look(true, true, false), look(false, true, true)]);
    }
}
