//! Half-width punctuation beside Chinese becomes full-width: many pages are normalised (NFKC) when copied.

use crate::fold::is_han;

/// The text with full-width punctuation beside Chinese, and how many marks were changed.
///
/// Punctuation within numbers, times, addresses and Latin text stays as it is.
pub(crate) fn widen(text: &str) -> (String, usize) {
    let chars: Vec<char> = text.chars().collect();
    let mut out = chars.clone();
    let mut changed = 0;
    let han_at = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(|c| is_han(*c));
    let digit_at = |i: Option<usize>| i.and_then(|i| chars.get(i)).is_some_and(char::is_ascii_digit);
    for i in 0..chars.len() {
        let wide = match chars[i] {
            ',' => '，',
            ';' => '；',
            ':' => '：',
            '?' => '？',
            '!' => '！',
            _ => continue,
        };
        let (before, after) = (i.checked_sub(1), Some(i + 1));
        let beside_han = han_at(before) || han_at(after);
        if beside_han && !(digit_at(before) && digit_at(after)) {
            out[i] = wide;
            changed += 1;
        }
    }
    for (open, close) in brackets(&chars) {
        let inside = chars[open + 1..close].iter().any(|c| is_han(*c));
        if inside || han_at(open.checked_sub(1)) || han_at(Some(close + 1)) {
            (out[open], out[close]) = ('（', '）');
            changed += 2;
        }
    }
    (out.into_iter().collect(), changed)
}

/// Matching pairs of half-width brackets.
fn brackets(chars: &[char]) -> Vec<(usize, usize)> {
    let mut open = Vec::new();
    let mut pairs = Vec::new();
    for (i, c) in chars.iter().enumerate() {
        match c {
            '(' => open.push(i),
            ')' => pairs.extend(open.pop().map(|start| (start, i))),
            _ => {}
        }
    }
    pairs
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn widened(text: &str) -> String {
        widen(text).0
    }

    #[test]
    fn beside_chinese() {
        assert_eq!(widened("2024年,官塘驿镇;我镇:好"), "2024年，官塘驿镇；我镇：好");
        assert_eq!(widened("(一)主动公开(含人事)"), "（一）主动公开（含人事）");
        assert_eq!(widened("网站(www.a.cn)公开"), "网站（www.a.cn）公开");
        assert_eq!(widened("共56条,其中"), "共56条，其中");
        assert_eq!(widen("《条例》,好(").1, 1);
    }

    #[test]
    fn elsewhere_nothing_changes() {
        for text in ["1,234件", "10:30", "http://a.cn/b?c=1", "f(x), g(y)", "1.5万元", ")("] {
            assert_eq!(widened(text), text);
        }
    }

    proptest! {
        #[test]
        fn only_width_changes(text: String) {
            prop_assert_eq!(crate::fold::fold(&widened(&text)), crate::fold::fold(&text));
        }
    }
}
