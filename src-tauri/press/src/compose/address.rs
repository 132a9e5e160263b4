//! Addresses of pages and mailboxes, which may be parted at their joints: whole, they would leave a hole in the line
//! before them.

use super::class::{class, Class};
use std::ops::Range;

/// Fewest characters of an address on either side of a break.
const LEAST: usize = 4;

/// Where an address inside `part` may be parted: before these characters.
pub(super) fn joints(chars: &[char], part: Range<usize>) -> Vec<usize> {
    let is_latin = |at: &usize| class(chars[*at]) == Class::Latin;
    let mut found = Vec::new();
    let mut at = part.start;
    while at < part.end {
        let run = at..(at..part.end).find(|at| !is_latin(at)).unwrap_or(part.end);
        if is_address(&chars[run.clone()]) {
            let inner = run.start + LEAST..(run.end + 1).saturating_sub(LEAST);
            found.extend(inner.filter(|at| is_joint(chars, *at)));
        }
        at = run.end + 1;
    }
    found
}

fn is_address(run: &[char]) -> bool {
    let has = |what: &str| {
        let what: Vec<char> = what.chars().collect();
        run.windows(what.len()).any(|part| part == what)
    };
    has("://") || has("www.") || has("@")
}

/// Whether a word of Latin letters has a joint before `at`: behind a mark that is not followed by another.
pub(super) fn is_joint(chars: &[char], at: usize) -> bool {
    let is_mark = |ch: char| matches!(ch, '/' | '@' | '-' | '.' | '?' | '&' | '=' | '_' | '#');
    is_mark(chars[at - 1]) && chars.get(at).is_some_and(|ch| !is_mark(*ch))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks each joint.
    fn check(marked: &str) {
        let chars: Vec<char> = marked.chars().filter(|c| *c != '|').collect();
        let joints = joints(&chars, 0..chars.len());
        let mut found = String::new();
        for (at, ch) in chars.iter().enumerate() {
            if joints.contains(&at) {
                found.push('|');
            }
            found.push(*ch);
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn an_address_is_parted_behind_its_marks() {
        check("http://|www.|chibi.|gov.|cn/|a?|id=123");
        check("见www.|suqian.|gov.cn，邮箱yangdazhen@|126.com。");
    }

    #[test]
    fn a_number_a_word_and_a_sum_are_none() {
        check("电话0715-5650001，传真86-715-5650001，见GB/T 9704-2012，12+3-0=15");
    }
}
