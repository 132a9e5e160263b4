//! What stands where a number should and is none, `12人`, `5 1`, `十`, `见附件`: it takes the place of the number, as
//! it is written, and is in doubt. Otherwise one such cell would leave its row without numbers.

use super::{
    key::{Key, Meaning},
    scan::{Atom, What},
};
use crate::document::Row;

/// What is longer is a sentence, or another label.
const LONGEST: usize = 12;

/// What is longer, where only one number should stand, is a remark.
const LONGEST_WORD: usize = 4;

/// The same in a table that has all the form's cells, in which no other text has a place.
const LONGEST_IN_CELLS: usize = 60;

/// Takes odd texts for the values of a row of a grid, where each cell behind its label then has one.
pub(super) fn values<'a>(atoms: &mut [Atom<'a>], rows: &[Row], key: &Key<'a>, is_in_cells: bool) {
    let unlabelled = key.unlabelled.map(|line| key.lines[line].cells.len());
    for of_row in atoms.chunk_by_mut(|a, b| a.row == b.row) {
        let Some(row) = of_row.first().map(|atom| atom.row) else { continue };
        if !rows[row].has_columns() {
            continue;
        }
        let is_label = |atom: &Atom<'_>| matches!(atom.what, What::Label(_));
        let label = of_row.iter().rposition(is_label);
        let room = match label.map(|at| of_row[at].what) {
            Some(What::Label(Meaning::Line(line) | Meaning::Foreign(line))) => {
                Some(key.lines[line].cells.len())
            }
            Some(_) => None,
            None => unlabelled,
        };
        let behind = &mut of_row[label.map_or(0, |at| at + 1)..];
        if room == Some(behind.len()) && are_values(behind, is_in_cells) {
            for atom in behind.iter_mut().filter(|atom| atom.what == What::Text) {
                (atom.what, atom.is_doubtful) = (What::Value, true);
            }
        }
    }
}

/// Whether most of them are numbers or blank, and the others short; in a table of cells, whether they are numbers or words.
fn are_values(atoms: &[Atom<'_>], is_in_cells: bool) -> bool {
    let (longest, longest_word) = match is_in_cells {
        true => (LONGEST_IN_CELLS, LONGEST_IN_CELLS),
        false => (LONGEST, LONGEST_WORD),
    };
    let (texts, others): (Vec<_>, Vec<_>) = atoms.iter().partition(|atom| atom.what == What::Text);
    let are_cells = others.iter().all(|atom| matches!(atom.what, What::Value | What::Blank));
    let are_few = match (&texts[..], others.len()) {
        _ if is_in_cells => true,
        // Nothing around it shows that it is one, but that it is a word: 免收.
        ([only], 0) => only.text.chars().any(is_sign) || only.text.chars().count() <= longest_word,
        (texts, others) => texts.len() < others,
    };
    are_cells && are_few && texts.iter().all(|atom| atom.text.chars().count() <= longest)
}

/// No sentence, and no other label.
pub(super) fn is_short(text: &str) -> bool {
    text.chars().count() <= LONGEST
}

/// Whether a text is nothing but a numeral, of any script.
pub(super) fn is_numeral(text: &str) -> bool {
    is_short(text) && text.chars().all(is_sign)
}

fn is_sign(c: char) -> bool {
    c.is_numeric() || "〇零一二两三四五六七八九十百千万亿".contains(c)
}
