//! What a character is to a line: which marks may not begin or end it, and what is never torn apart.
//!
//! Sources: GB/T 15834-2011 (5.1, places of punctuation) and the W3C's requirements for Chinese text layout (避头尾).

use super::unit::{
    belongs_to_hanzi_number, belongs_to_number, goes_on_behind_a_blank, goes_on_behind_a_comma,
    goes_on_in_full_width, is_joint_of_sum, is_to,
};

/// How a character behaves at the edges of a line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Class {
    /// Hanzi and everything that sits in the grid like one.
    Han,
    /// Opening marks: never end a line.
    Open,
    /// Closing marks: never begin a line.
    Close,
    /// Signs that belong to the number before them (％ ℃ ㎡): never begin a line.
    Postfix,
    /// Signs that belong to the number after them (￥ № ≥): never end a line.
    Prefix,
    /// Marks between two halves of one name, range or sum (· ～ ×): neither begin nor end a line.
    Joiner,
    /// The dash —: never begins a line; two of them are one mark.
    Dash,
    /// The ellipsis …: two of them are one mark.
    Ellipsis,
    /// Latin letters, digits and their marks: words and numbers stay whole.
    Latin,
    /// Blanks, which hang beyond the end of a line.
    Space,
}

/// The class of `ch`.
pub(super) fn class(ch: char) -> Class {
    match ch {
        '（' | '《' | '〈' | '【' | '〔' | '〖' | '［' | '｛' | '“' | '‘' | '「' | '『' => {
            Class::Open
        }
        '，' | '。' | '、' | '；' | '：' | '？' | '！' | '．' | '）' | '》' | '〉' | '】' | '〕' | '〗'
        | '］' | '｝' | '”' | '’' | '」' | '』' => Class::Close,
        '％' | '‰' | '℃' | '°' | '²' | '³' | '\u{3371}'..='\u{33DF}' => Class::Postfix,
        '￥' | '¥' | '＄' | '€' | '£' | '￡' | '№' | '§' | '≥' | '≤' | '±' | '≈' => {
            Class::Prefix
        }
        '·' | '・' | '•' | '～' | '〜' | '／' | '∶' | '–' | '−' | '－' | '×' | '÷' | '＋' | '＝' => {
            Class::Joiner
        }
        '—' => Class::Dash,
        '…' => Class::Ellipsis,
        ' ' | '\u{a0}' | '\u{3000}' => Class::Space,
        _ if is_latin(ch) => Class::Latin,
        _ => Class::Han,
    }
}

/// Latin, Greek and Cyrillic letters, digits, and ASCII marks.
pub(crate) fn is_latin(ch: char) -> bool {
    let letters = matches!(ch, '\u{c0}'..='\u{52f}' | '\u{1e00}'..='\u{1eff}');
    ch.is_ascii_graphic() || (letters && ch.is_alphabetic())
}

/// Full-width punctuation whose ink fills only one half of its square.
pub(crate) fn has_blank_half(ch: char) -> bool {
    matches!(class(ch), Class::Open | Class::Close)
}

/// Marks at which a reader pauses.
pub(super) fn is_pause(ch: char) -> bool {
    matches!(ch, '，' | '、' | '；' | '：' | '。' | '？' | '！')
}

fn closes_in_ascii(ch: char) -> bool {
    matches!(ch, ',' | '.' | ';' | ':' | '!' | '?' | ')' | ']' | '}' | '%')
}

fn opens_in_ascii(ch: char) -> bool {
    matches!(ch, '(' | '[' | '{' | '$')
}

/// Whether the mark at `at`, typed in ASCII, stands between two halves of one name or range: 互联网+政务, 10元/件,
/// 1月-12月. In an address it is one of its letters, and before a number it may be its sign.
fn joins_in_ascii(chars: &[char], at: usize) -> bool {
    let neighbour = |at: Option<usize>| at.and_then(|at| chars.get(at)).map(|ch| class(*ch));
    let is_kind = |it: Option<Class>| matches!(it, Some(Class::Han | Class::Latin | Class::Joiner));
    let (before, after) = (at.checked_sub(1), at.checked_add(1));
    if !matches!(chars[at], '/' | '+' | '~' | '-' | '=' | '&') || !is_kind(neighbour(before)) {
        return false;
    }
    let is_sign = matches!(chars[at], '+' | '-')
        && chars.get(at + 1).is_some_and(char::is_ascii_digit)
        && before.is_some_and(|before| class(chars[before]) == Class::Han && !ends_a_number(chars, before));
    let is_latin = |ch: &&char| class(**ch) == Class::Latin;
    let word =
        || chars[..at].iter().rev().take_while(is_latin).chain(chars[at..].iter().take_while(is_latin));
    let is_address =
        word().any(|ch| matches!(ch, ':' | '@' | '.' | '?')) && word().any(char::is_ascii_alphabetic);
    (is_kind(neighbour(after)) || neighbour(after) == Some(Class::Open)) && !is_sign && !is_address
}

/// Whether a number or its unit ends with `chars[at]`.
fn ends_a_number(chars: &[char], at: usize) -> bool {
    at > 0 && (belongs_to_number(chars, at) || belongs_to_hanzi_number(chars, at))
}

/// Whether a line may end between `chars[at - 1]` and `chars[at]`.
pub(crate) fn may_break(chars: &[char], at: usize) -> bool {
    let (before, after) = (chars[at - 1], chars[at]);
    let (b, a) = (class(before), class(after));
    // A minus behind a mark or a blank joins nothing: it is the sign of the number after it.
    let is_sign = matches!(after, '－' | '−' | '–') && matches!(b, Class::Close | Class::Space);
    let never_begins =
        matches!(a, Class::Close | Class::Postfix | Class::Joiner | Class::Dash | Class::Space) && !is_sign;
    let never_ends = matches!(b, Class::Open | Class::Prefix | Class::Joiner);
    if never_begins || never_ends || closes_in_ascii(after) || opens_in_ascii(before) {
        return false;
    }
    let is_within_word = (b, a) == (Class::Latin, Class::Latin);
    if !is_within_word && (joins_in_ascii(chars, at) || joins_in_ascii(chars, at - 1)) {
        return false;
    }
    match (b, a) {
        (Class::Ellipsis, Class::Ellipsis) => false,
        (Class::Latin, Class::Latin) => is_joint_of_sum(chars, at),
        _ if is_to(chars, at) || is_to(chars, at - 1) || goes_on_behind_a_comma(chars, at) => false,
        // A single dash joins a range (1月—12月, 2021—2024); only the long one —— parts sentences.
        (Class::Dash, _) => at >= 2 && class(chars[at - 2]) == Class::Dash,
        // The full stop of an enumerator stays with what it counts: 1.属于国家秘密.
        (Class::Latin, _) if before == '.' => false,
        (Class::Space, _) if goes_on_behind_a_blank(chars, at) => false,
        _ if goes_on_in_full_width(chars, at) => false,
        _ => !belongs_to_number(chars, at) && !belongs_to_hanzi_number(chars, at),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    /// `|` marks each place where a line may end.
    fn check(marked: &str) {
        let chars: Vec<char> = marked.chars().filter(|c| *c != '|').collect();
        let mut found = String::from(chars[0]);
        for at in 1..chars.len() {
            if may_break(&chars, at) {
                found.push('|');
            }
            found.push(chars[at]);
        }
        assert_eq!(found, marked);
    }

    #[test]
    fn no_line_begins_with_a_closing_mark() {
        check("公|开，|条|例》|是”|吗？|好！|例；|如：|甲、|乙。");
        check("文）|字〉|书】|号〕|引」|用』|了’|了");
    }

    #[test]
    fn no_line_ends_with_an_opening_mark() {
        check("在|（文|《书|〈篇|【注|〔年|「引|『用|“话|‘语");
    }

    #[test]
    fn marks_in_a_row_stay_together() {
        check("依|据|《条|例》，|以|（“公|开”）。");
    }

    #[test]
    fn numbers_keep_their_signs() {
        check("增|长|12.5％|和|37%，|气|温|25℃|共|￥300元|共|¥300元|限|20个工作日|和|15场次");
        check("第|№5号|约|10～20件，|3×100件，|≥50％，|－5℃，|1∶3");
        check("爱|新|觉|罗・启|功，|爱|新|觉|罗•启|功");
        check("面|积|120m²，|土|方|35m³|左|右");
    }

    #[test]
    fn numbers_keep_their_units() {
        check("受|理|申|请|258件，|其|中|自|然|人|7期次");
        check("自|2024年|1月|1日|起|至|12月|31日|止");
        check("收|费|3.5万元，|比|上|年|增|加|12.5个百分点|左|右");
        check("办|结|10余件，|接|待|1200人次|以|上");
        check("有 |1 件|申|请，|收|费 |380 元|整，|20 余件");
        check("用|时 |850 ms|左|右，|共 |3.2 MB，|长 |25 km²，|装 |Windows |10 |and |11");
        check("共 |1 234 件，|收|费|￥ 35 元，|见 |No. 711，|在 |2024 |2025 号");
        check("办|理|３５件，|占|１２．５％，|收|费|３５０万元，|２０２４年");
        check("提|高|28.6百分点，|用|电|10千瓦时，|分|12个批次|公|开，|培|训|3学时，|接|待|10几件，|历|时|3个月");
        check("公|布|1，234件，|在|2024，|234件，|办|理|5至10件，|回|到|5楼");
        check("对|5个|发|挥|作|用|不|明|显|的|账|号");
    }

    #[test]
    fn numbers_in_hanzi_keep_their_units() {
        check("受|理|三十余件，|办|结|二十五件，|召|开|两次|会|议，|一千二百人次|参|加");
        check("二〇二四年|十二月|三十一日|前，|共|十二个百分点，|第|三批|目|录");
        check("占|百分之九十八，|减|少|三分之一，|约|百分之98，|几十件|申|请");
        check("一|般|做|法，|统|一|标|准，|十|分|重|要，|一|致|同|意，|万一|有|误");
    }

    #[test]
    fn a_long_sum_is_parted_behind_its_signs_and_a_short_one_is_not() {
        check("规|章|12+|3-0=|15相|符，|计|3746+|63+|0+|0+|19+|2=|3830;|左");
        check("即|1+2=3件，|1234-5=9，|电|话|+86-715-5650001，|见|http://a.cn/b?c=1234+5678=9，|网");
    }

    #[test]
    fn long_dashes_and_ellipses_are_never_split() {
        check("等——|即|此|……|完");
        check("1月—12月|份");
        check("2021—2024年|度");
    }

    #[test]
    fn words_and_addresses_stay_whole() {
        check("见|http://www.chibi.gov.cn/a-b?c=d|网|站");
        check("用|Word |文|档");
        check("属|于|1.属|于|国|家");
    }

    #[test]
    fn ascii_marks_join_what_is_on_both_sides() {
        check("推|进|“互|联|网+政|务|服|务”，|许|可/处|罚|信|息，|每|件|10元/件，|40元/人·次");
        check("自|1月-12月，|3月~5月，|二月-三月|止");
        check("增|长|-5%，|变|化|+3件，|由|3件|增|至|5件");
        check("见|www.a.cn/b/|网|站，|写|信|至|a-b@c.cn|邮|箱");
    }

    #[test]
    fn ascii_marks_beside_hanzi_obey_the_same_rules() {
        check("公|开,|条|例|(试|行)|第|一");
    }
}
