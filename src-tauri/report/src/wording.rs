//! What two years' reports say, paragraph beside paragraph: which words stayed, went and came, and how much is repeated.

use crate::{
    check::{own_text, repetition, Known},
    report::Report,
};
use similar::{capture_diff_slices, Algorithm, DiffOp};
use std::collections::HashSet;

/// A stretch of text in a comparison.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Kept {
    /// In both.
    Same,
    /// Only in the earlier.
    Gone,
    /// Only in the later.
    New,
}

/// Text, and in which of the two it stands.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Stretch {
    /// Where it stands.
    pub kept: Kept,
    /// The text.
    pub text: String,
}

/// What a place says in both years.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct PlaceBeside {
    /// What the place is called.
    pub heading: String,
    /// How much of the later text stands in the earlier, in percent; none where the later says nothing.
    pub repeated: Option<u8>,
    /// Its paragraphs, in reading order.
    pub paragraphs: Vec<Vec<Stretch>>,
}

/// The texts of two reports beside one another.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Beside {
    /// How much of what the office wrote itself (第一、第五部分) is repeated, in percent, as the checks measure it.
    pub repeated: u8,
    /// The places in the order of the later form.
    pub places: Vec<PlaceBeside>,
}

/// Beyond this length a paragraph is not looked into letter by letter.
const LONGEST: usize = 20_000;
/// Beyond this many pairs paragraphs are not matched by what they say, but by their order.
const MOST_PAIRS: usize = 250_000;
/// From so many hundredths of common letter pairs on, two paragraphs are two wordings of one.
const ALIKE: u32 = 35;
/// Fewer letters between two changes are chance: what is around them is one change.
const SHORTEST: usize = 2;

/// The texts of two reports, which may be on different years and in different forms.
pub fn beside(before: &Report, after: &Report) -> Beside {
    let later = after.form().prose_places().map(|place| {
        let earlier = before.form().prose_place(place.as_str());
        let texts = (earlier.map(|it| before.text(it)).unwrap_or_default(), after.text(place));
        place_beside(after.form().place_name(place), texts)
    });
    // What only the earlier form has a place for.
    let only = before.form().prose_places().filter(|it| after.form().prose_place(it.as_str()).is_none());
    let only = only.map(|it| place_beside(before.form().place_name(it), (before.text(it), Vec::new())));
    let repeated = repetition(&own_text(after), &Known::of(before)).percent;
    Beside { repeated, places: later.chain(only).filter(|it| !it.paragraphs.is_empty()).collect() }
}

fn place_beside(heading: &str, (before, after): (Vec<String>, Vec<String>)) -> PlaceBeside {
    let repeated = (!after.is_empty()).then(|| repetition(&after, &Known::new("", &before)).percent);
    PlaceBeside { heading: heading.to_owned(), repeated, paragraphs: paragraphs(&before, &after) }
}

fn paragraphs(before: &[String], after: &[String]) -> Vec<Vec<Stretch>> {
    let whole = |kept: Kept, text: &String| vec![Stretch { kept, text: text.clone() }];
    let (mut b, mut a) = (0, 0);
    let mut shown = Vec::new();
    for (pair_b, pair_a) in pairs(before, after).into_iter().chain([(before.len(), after.len())]) {
        shown.extend(before[b..pair_b].iter().map(|text| whole(Kept::Gone, text)));
        shown.extend(after[a..pair_a].iter().map(|text| whole(Kept::New, text)));
        if let (Some(old), Some(new)) = (before.get(pair_b), after.get(pair_a)) {
            shown.push(wording(old, new));
        }
        (b, a) = (pair_b + 1, pair_a + 1);
    }
    shown
}

/// Which paragraphs are two wordings of one, in order and so that as much as possible is common.
fn pairs(before: &[String], after: &[String]) -> Vec<(usize, usize)> {
    if before.len().saturating_mul(after.len()) > MOST_PAIRS {
        return (0..before.len().min(after.len())).map(|at| (at, at)).collect();
    }
    let letters = |text: &String| -> HashSet<(char, char)> {
        let kept: Vec<char> = text.chars().filter(|c| c.is_alphabetic()).collect();
        kept.windows(2).filter_map(|pair| Some((*pair.first()?, *pair.last()?))).collect()
    };
    let (old, new): (Vec<_>, Vec<_>) =
        (before.iter().map(letters).collect(), after.iter().map(letters).collect());
    let alike = |b: usize, a: usize| -> u32 {
        if before[b] == after[a] {
            return 100;
        }
        let common = old[b].intersection(&new[a]).count();
        let all = (old[b].len() + new[a].len()).max(1);
        u32::try_from(common * 200 / all).unwrap_or(0)
    };
    // best[b * width + a]: how much before[b..] and after[a..] can have in common.
    let width = after.len() + 1;
    let mut best = vec![0_u32; (before.len() + 1) * width];
    let mut gain = vec![0_u32; before.len() * after.len()];
    for b in (0..before.len()).rev() {
        for a in (0..after.len()).rev() {
            let here = Some(alike(b, a)).filter(|it| *it >= ALIKE).unwrap_or(0);
            gain[b * after.len() + a] = here;
            let joined = if here > 0 { best[(b + 1) * width + a + 1] + here } else { 0 };
            best[b * width + a] = joined.max(best[(b + 1) * width + a]).max(best[b * width + a + 1]);
        }
    }
    let mut found = Vec::new();
    let (mut b, mut a) = (0, 0);
    while b < before.len() && a < after.len() {
        let here = gain[b * after.len() + a];
        if here > 0 && best[b * width + a] == best[(b + 1) * width + a + 1] + here {
            found.push((b, a));
            (b, a) = (b + 1, a + 1);
        } else if best[(b + 1) * width + a] >= best[b * width + a + 1] {
            b += 1;
        } else {
            a += 1;
        }
    }
    found
}

/// What became of a paragraph: put together, what is same and gone is the earlier, what is same and new the later.
pub fn wording(before: &str, after: &str) -> Vec<Stretch> {
    let mut shown = Shown::default();
    if before.chars().count().max(after.chars().count()) > LONGEST {
        shown.changed(&[before], &[after]);
        return shown.done();
    }
    let (old, new) = (pieces(before), pieces(after));
    let ops = capture_diff_slices(Algorithm::Myers, &old, &new);
    for (at, op) in ops.iter().enumerate() {
        let (was, is) = (&old[op.old_range()], &new[op.new_range()]);
        let is_chance = || {
            let length = was.iter().map(|it| it.chars().count()).sum::<usize>();
            at > 0 && at + 1 < ops.len() && length < SHORTEST
        };
        match op {
            DiffOp::Equal { .. } if !is_chance() => shown.same(was),
            _ => shown.changed(was, is),
        }
    }
    shown.done()
}

/// A text in characters, a number in one piece: 2023 became 2024, not its last digit another.
fn pieces(text: &str) -> Vec<&str> {
    let mut pieces = Vec::new();
    let mut rest = text;
    while let Some(first) = rest.chars().next() {
        let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
        let whole = digits(rest);
        let decimals = rest[whole..].strip_prefix('.').map_or(0, digits);
        let number = if whole > 0 && decimals > 0 { whole + 1 + decimals } else { whole };
        let (piece, more) = rest.split_at(number.max(first.len_utf8()));
        pieces.push(piece);
        rest = more;
    }
    pieces
}

/// Stretches so far, and the change that may still go on.
#[derive(Default)]
struct Shown {
    stretches: Vec<Stretch>,
    gone: String,
    new: String,
}

impl Shown {
    fn changed(&mut self, gone: &[&str], new: &[&str]) {
        self.gone.extend(gone.iter().copied());
        self.new.extend(new.iter().copied());
    }

    fn same(&mut self, text: &[&str]) {
        self.flush();
        self.stretches.push(Stretch { kept: Kept::Same, text: text.concat() });
    }

    fn flush(&mut self) {
        for (kept, text) in [(Kept::Gone, &mut self.gone), (Kept::New, &mut self.new)] {
            if !text.is_empty() {
                self.stretches.push(Stretch { kept, text: std::mem::take(text) });
            }
        }
    }

    fn done(mut self) -> Vec<Stretch> {
        self.flush();
        self.stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn told(stretches: &[Stretch]) -> String {
        let mark = |it: &Stretch| match it.kept {
            Kept::Same => it.text.clone(),
            Kept::Gone => format!("[-{}]", it.text),
            Kept::New => format!("[+{}]", it.text),
        };
        stretches.iter().map(mark).collect()
    }

    #[test]
    fn changed_words_are_told_and_chance_letters_are_not() {
        assert_eq!(
            told(&wording("2023年我镇公开信息50条。", "2024年我镇公开信息68条。")),
            "[-2023][+2024]年我镇公开信息[-50][+68]条。"
        );
        assert_eq!(told(&wording("共12.5万元", "共12.8万元")), "共[-12.5][+12.8]万元");
        assert_eq!(told(&wording("", "新增一段")), "[+新增一段]");
        assert_eq!(told(&wording("全文不变。", "全文不变。")), "全文不变。");
        assert_eq!(told(&wording("甲的乙", "丙的丁")), "[-甲的乙][+丙的丁]");
    }

    #[test]
    fn paragraphs_are_matched_by_what_they_say() {
        let texts = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let before = texts(&["公开形式较为单一，群众参与度不高。", "业务人员培训不够，水平有待提高。"]);
        let after = texts(&["平台建设已经完成。", "业务人员培训仍然不够，水平有待提高。"]);
        let shown: Vec<String> = paragraphs(&before, &after).iter().map(|it| told(it)).collect();
        assert_eq!(
            shown,
            [
                "[-公开形式较为单一，群众参与度不高。]",
                "[+平台建设已经完成。]",
                "业务人员培训[+仍然]不够，水平有待提高。"
            ]
        );
    }

    proptest! {
        #[test]
        fn both_texts_are_whole(before in "[甲乙丙丁0-9，。]{0,40}", after in "[甲乙丙丁0-9，。]{0,40}") {
            let stretches = wording(&before, &after);
            let of = |not: Kept| -> String {
                stretches.iter().filter(|it| it.kept != not).map(|it| it.text.as_str()).collect()
            };
            prop_assert_eq!(of(Kept::New), before);
            prop_assert_eq!(of(Kept::Gone), after);
        }
    }
}
