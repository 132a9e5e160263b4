//! Breaking by sense, where lines are few and short: titles, table heads, row labels.
//!
//! Chinese marks no words. What helps without a dictionary: pauses, enumerators, a few particles, and that official
//! vocabulary is nearly all two-character words, so an even cut (社会│公益│组织) seldom tears one.

use std::ops::Range;

use super::class::{class, is_pause, Class};
use super::Shape;

/// What one more line costs where lines are centred: less than a torn phrase.
const LINE_CENTRED: f64 = 1.2;
/// The same where they are flush left: such labels are long, and filled first.
const LINE_LEFT: f64 = 10.0;
/// What uneven lines cost: times the square of the empty share of each line.
const SLACK: f64 = 1.5;
/// A cut inside a phrase that began in the middle of the line.
const PHRASE_TORN: f64 = 3.0;
/// A cut inside a phrase, as far as can be told between two words.
const WORDS_KEPT: f64 = 0.5;
/// A cut inside a word of two characters, as far as can be told.
const WORD_TORN: f64 = 4.0;

/// The kind of place before a character.
#[derive(Clone, Copy, PartialEq)]
enum Seam {
    /// After a pause or an enumerator.
    Pause,
    /// Before an opening mark.
    Opening,
    /// Beside a particle.
    Particle,
    /// After the name of a province, a city, a county.
    Region,
    /// Inside a phrase.
    None,
}

/// A label's seams: where its phrases begin.
pub(super) struct Breaks {
    seams: Vec<Seam>,
    /// The phrase each character belongs to, without the mark that ends it.
    phrase: Vec<Range<usize>>,
    line: f64,
}

impl Breaks {
    pub fn new(chars: &[char], shape: Shape) -> Breaks {
        let enumerator = enumerator_length(chars);
        let seams: Vec<Seam> = (0..chars.len()).map(|at| seam(chars, at, enumerator)).collect();
        let mut starts: Vec<usize> =
            (0..chars.len()).filter(|at| *at == 0 || seams[*at] != Seam::None).collect();
        starts.push(chars.len());
        let mut phrase = Vec::with_capacity(chars.len());
        for pair in starts.windows(2) {
            let (start, end) = (pair[0], pair[1]);
            let marks = chars[start..end].iter().rev().take_while(|c| class(**c) == Class::Close).count();
            phrase.extend(std::iter::repeat_n(start..end - marks, end - start));
        }
        let line = if shape == Shape::Left { LINE_LEFT } else { LINE_CENTRED };
        Breaks { seams, phrase, line }
    }

    /// Cost of a line of which the share `slack` stays empty, and of ending it where it ends.
    pub fn line_cost(&self, line: Range<usize>, slack: f64) -> f64 {
        let cut = if line.end == self.seams.len() { 0.0 } else { self.cut_cost(&line) };
        self.line + SLACK * slack * slack + cut
    }

    fn cut_cost(&self, line: &Range<usize>) -> f64 {
        match self.seams[line.end] {
            Seam::Pause => 0.0,
            Seam::Opening => 0.1,
            Seam::Particle | Seam::Region => 0.2,
            Seam::None => {
                let phrase = &self.phrase[line.end];
                let torn = if line.start < phrase.start { PHRASE_TORN } else { 0.0 };
                let after_is_even = (phrase.end - line.end).is_multiple_of(2);
                torn + match phrase.len().is_multiple_of(2) {
                    _ if after_is_even => WORDS_KEPT,
                    true => WORD_TORN,
                    // Somewhere in a phrase of odd length stands a word of one or three: more often early than late.
                    false => 2.0 * WORDS_KEPT,
                }
            }
        }
    }
}

fn seam(chars: &[char], at: usize, enumerator: usize) -> Seam {
    if at == 0 {
        return Seam::None;
    }
    let (before, after) = (chars[at - 1], chars[at]);
    if at == enumerator || is_pause(before) || before == ' ' {
        Seam::Pause
    } else if class(after) == Class::Open {
        Seam::Opening
    } else if before == '的' || (matches!(after, '或' | '和' | '与' | '及' | '其') && goes_on(chars, at + 1))
    {
        Seam::Particle
    } else if ends_region(chars, at) {
        Seam::Region
    } else {
        Seam::None
    }
}

/// Whether the name of a region ends before `at`, as in 伊犁哈萨克自治州│察布查尔锡伯自治县: a name of two characters at
/// least, and no word that merely has its last one, such as 区分 or 市场.
fn ends_region(chars: &[char], at: usize) -> bool {
    let name = chars[..at - 1].iter().rev().take_while(|c| class(**c) == Class::Han).count();
    let is_word =
        |words: [&str; 8]| words.iter().any(|word| word.chars().eq(chars[at - 1..].iter().copied().take(2)));
    let marks = |wanted: Class| chars[..at].iter().filter(|c| class(**c) == wanted).count();
    matches!(chars[at - 1], '省' | '市' | '州' | '县' | '区' | '旗' | '盟')
        && name >= 2
        // What stands in brackets is one phrase.
        && marks(Class::Open) <= marks(Class::Close)
        && goes_on(chars, at)
        && !is_word(["区分", "区域", "区划", "区别", "市场", "市民", "市容", "县域"])
}

/// Whether hanzi follow: 「和」 before a comma is the end of 「之和」, no particle.
fn goes_on(chars: &[char], at: usize) -> bool {
    chars.get(at).is_some_and(|c| class(*c) == Class::Han)
}

/// Length of a leading 「三、」 or 「（三）」; a leading 「1.」 stays on its line and counts as none.
fn enumerator_length(chars: &[char]) -> usize {
    let numeral = |c: &char| "一二三四五六七八九十".contains(*c);
    match chars {
        ['（', rest @ ..] => {
            let digits = rest.iter().take_while(|c| numeral(c)).count();
            if digits > 0 && rest.get(digits) == Some(&'）') {
                digits + 2
            } else {
                0
            }
        }
        _ => {
            let digits = chars.iter().take_while(|c| numeral(c)).count();
            if digits > 0 && chars.get(digits) == Some(&'、') {
                digits + 1
            } else {
                0
            }
        }
    }
}
