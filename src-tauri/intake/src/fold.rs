//! Text as it is compared: labels differ in width of punctuation, in spaces and in quotes from copy to copy.

/// White space as documents from the web and Word have it, zero-width characters included.
pub(crate) fn is_space(c: char) -> bool {
    c.is_whitespace() || takes_no_room(c)
}

/// What counts as white space and is none to be seen.
pub(crate) fn takes_no_room(c: char) -> bool {
    matches!(c, '\u{200b}'..='\u{200d}' | '\u{feff}' | '\u{2060}' | '\u{ad}')
}

/// Whether a character is a Chinese character or CJK punctuation.
pub(crate) fn is_han(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}'
        | '\u{ff01}'..='\u{ff5e}' | '\u{20000}'..='\u{3ffff}' | '“' | '”' | '‘' | '’' | '—' | '…')
}

/// Without white space, with half-width ASCII and plain quotes, traditional characters simplified.
pub(crate) fn fold(text: &str) -> String {
    text.chars().filter(|c| !is_space(*c)).map(fold_char).collect()
}

/// One character as it is compared: half-width, with plain quotes and dashes, simplified.
pub(crate) fn fold_char(c: char) -> char {
    match c {
        '0'..='9' | '\u{21}'..='\u{2f}' => c,
        '\u{ff01}'..='\u{ff5e}' => char::from_u32(c as u32 - 0xFEE0).unwrap_or(c),
        '“' | '”' | '„' | '〝' | '〞' => '"',
        '‘' | '’' => '\'',
        '−' | '–' | '—' | '―' => '-',
        '﹒' => '.',
        _ => report::check::simplified(c).unwrap_or(c),
    }
}

/// How alike two folded texts are, from 0 to 1: the share of character pairs they have in common (Dice).
pub(crate) fn likeness(a: &str, b: &str) -> f64 {
    let pairs = |s: &str| -> Vec<(char, char)> { s.chars().zip(s.chars().skip(1)).collect() };
    let (a, mut b) = (pairs(a), pairs(b));
    let all = a.len() + b.len();
    if all == 0 {
        return 0.0;
    }
    let mut common = 0;
    for pair in a {
        if let Some(found) = b.iter().position(|other| *other == pair) {
            b.swap_remove(found);
            common += 1;
        }
    }
    2.0 * f64::from(common) / all as f64
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn labels_fold_alike() {
        assert_eq!(fold("3.危及“三安全 一稳定”"), fold("３．危及\"三安全\u{a0}一稳定\""));
        assert_eq!(fold("（一）予以公开"), fold("(一)予以\n公开"));
        assert_ne!(fold("总计"), fold("（七）总计"));
    }

    #[test]
    fn likeness_of_headings() {
        assert_eq!(likeness("一二三", "一二三"), 1.0);
        assert_eq!(likeness("一二三", "四五六"), 0.0);
        assert!(likeness("五、存在的主要问题及改进情况", "五、存在主要问题及改进情况") > 0.8);
    }
}
