//! Which paragraph became which, for people to read.

use crate::prose::Paragraph;

/// One paragraph of a comparison, in reading order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ParagraphChange<'a> {
    /// The same in both.
    Kept(&'a Paragraph),
    /// Only in the earlier state.
    Removed(&'a Paragraph),
    /// Only in the later state.
    Added(&'a Paragraph),
    /// Another wording in the same position.
    Reworded {
        /// As it was.
        before: &'a Paragraph,
        /// As it is.
        after: &'a Paragraph,
    },
}

/// Beyond this many pairs no paragraph is looked for elsewhere: the table would outgrow its use.
const MOST_PAIRS: usize = 4_000_000;

/// Keeps as many paragraphs as possible; what is replaced in one position is shown as reworded.
pub(super) fn compare<'a>(before: &'a [Paragraph], after: &'a [Paragraph]) -> Vec<ParagraphChange<'a>> {
    let mut shown = Vec::new();
    let (mut b, mut a) = (0, 0);
    let end = (before.len(), after.len());
    for (kept_b, kept_a) in longest_common(before, after).into_iter().chain([end]) {
        replaced(&before[b..kept_b], &after[a..kept_a], &mut shown);
        shown.extend(before.get(kept_b).filter(|_| kept_a < after.len()).map(ParagraphChange::Kept));
        (b, a) = (kept_b + 1, kept_a + 1);
    }
    shown
}

fn replaced<'a>(before: &'a [Paragraph], after: &'a [Paragraph], shown: &mut Vec<ParagraphChange<'a>>) {
    let both = before.len().min(after.len());
    let pairs = before.iter().zip(after);
    shown.extend(pairs.map(|(before, after)| ParagraphChange::Reworded { before, after }));
    shown.extend(before[both..].iter().map(ParagraphChange::Removed));
    shown.extend(after[both..].iter().map(ParagraphChange::Added));
}

/// Positions of a longest common subsequence, by the textbook table.
fn longest_common(before: &[Paragraph], after: &[Paragraph]) -> Vec<(usize, usize)> {
    let width = after.len() + 1;
    if before.len().saturating_mul(after.len()) > MOST_PAIRS {
        return Vec::new();
    }
    // lengths[b * width + a]: how many of before[b..] and after[a..] can be kept.
    let mut lengths = vec![0_u32; (before.len() + 1) * width];
    for b in (0..before.len()).rev() {
        for a in (0..after.len()).rev() {
            lengths[b * width + a] = if before[b] == after[a] {
                lengths[(b + 1) * width + a + 1] + 1
            } else {
                lengths[(b + 1) * width + a].max(lengths[b * width + a + 1])
            };
        }
    }
    let mut kept = Vec::new();
    let (mut b, mut a) = (0, 0);
    while b < before.len() && a < after.len() {
        if before[b] == after[a] {
            kept.push((b, a));
            (b, a) = (b + 1, a + 1);
        } else if lengths[(b + 1) * width + a] >= lengths[b * width + a + 1] {
            b += 1;
        } else {
            a += 1;
        }
    }
    kept
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Letters are paragraphs: `=a` kept, `-a` removed, `+a` added, `a>b` reworded.
    #[track_caller]
    fn check(before: &str, after: &str, expected: &str) {
        let paragraphs = |text: &str| text.chars().map(Paragraph::text).collect::<Vec<_>>();
        let (before, after) = (paragraphs(before), paragraphs(after));
        let letter = |paragraph: &Paragraph| match &paragraph.inlines[..] {
            [crate::Inline::Text(text)] => text.clone(),
            _ => panic!("a letter"),
        };
        let shown = compare(&before, &after).into_iter().map(|change| match change {
            ParagraphChange::Kept(it) => format!("={}", letter(it)),
            ParagraphChange::Removed(it) => format!("-{}", letter(it)),
            ParagraphChange::Added(it) => format!("+{}", letter(it)),
            ParagraphChange::Reworded { before, after } => format!("{}>{}", letter(before), letter(after)),
        });
        assert_eq!(shown.collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn paragraphs_find_their_partners() {
        check("", "", "");
        check("abc", "abc", "=a =b =c");
        check("abc", "axc", "=a b>x =c");
        check("abc", "ac", "=a -b =c");
        check("ac", "abc", "=a +b =c");
        check("ab", "xab", "+x =a =b");
        check("", "ab", "+a +b");
        check("ab", "", "-a -b");
        check("abcd", "axyd", "=a b>x c>y =d");
        check("abc", "x", "a>x -b -c");
    }

    #[test]
    fn a_huge_comparison_stays_small() {
        let before = vec![Paragraph::text("a"); 5_000];
        let after = vec![Paragraph::text("b"); 5_001];
        let shown = compare(&before, &after);
        assert_eq!(shown.len(), 5_001);
        assert!(matches!(shown.last(), Some(ParagraphChange::Added(_))));
    }
}
