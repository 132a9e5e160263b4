//! What the codes of an embedded font mean when text is found, copied or read aloud (ISO 32000-1, 9.10.3).
//!
//! printpdf writes a line for each code. The codes of a subset follow on one another, so ranges say the same in a third of
//! the room; with it, a kilobyte or two of each report.

use std::collections::BTreeMap;
use std::fmt::Write;

/// A range must not leave the codes of one first byte.
const CODES: u16 = 0x100;

/// The map of a font whose codes have two bytes and these meanings.
pub(super) fn map(meanings: &BTreeMap<u16, char>) -> Vec<u8> {
    let mut ranges: Vec<(u16, Vec<char>)> = Vec::new();
    for (code, ch) in meanings {
        match ranges.last_mut() {
            Some((first, meant))
                if usize::from(code - *first) == meant.len() && code / CODES == *first / CODES =>
            {
                meant.push(*ch);
            }
            _ => ranges.push((*code, vec![*ch])),
        }
    }
    let mut map = String::from(
        "/CIDInit/ProcSet findresource begin 12 dict begin begincmap\n\
         /CIDSystemInfo<</Registry(Adobe)/Ordering(UCS)/Supplement 0>>def\n\
         /CMapName/Adobe-Identity-UCS def/CMapType 2 def\n\
         1 begincodespacerange<0000><FFFF>endcodespacerange\n",
    );
    // At most a hundred ranges stand in one block.
    for block in ranges.chunks(100) {
        let _ = writeln!(map, "{} beginbfrange", block.len());
        for (first, meant) in block {
            let last = first + (meant.len() as u16 - 1);
            let _ = write!(map, "<{first:04X}><{last:04X}>[");
            for ch in meant {
                map.push('<');
                for unit in ch.encode_utf16(&mut [0; 2]) {
                    let _ = write!(map, "{unit:04X}");
                }
                map.push('>');
            }
            map.push_str("]\n");
        }
        map.push_str("endbfrange\n");
    }
    map.push_str("endcmap CMapName currentdict/CMap defineresource pop end end");
    map.into_bytes()
}

#[cfg(test)]
mod tests {
    use super::map;

    fn ranges(meanings: &[(u16, char)]) -> Vec<String> {
        let map = String::from_utf8(map(&meanings.iter().copied().collect())).unwrap();
        map.lines().filter(|line| line.ends_with("]")).map(str::to_owned).collect()
    }

    #[test]
    fn codes_that_follow_on_one_another_are_one_range() {
        assert_eq!(
            ranges(&[(1, '政'), (2, '务'), (3, '𬭚'), (5, 'a')]),
            ["<0001><0003>[<653F><52A1><D872DF5A>]", "<0005><0005>[<0061>]"]
        );
        assert!(ranges(&[]).is_empty());
    }

    #[test]
    fn a_range_keeps_its_first_byte() {
        assert_eq!(ranges(&[(0xFF, '政'), (0x100, '务')]), ["<00FF><00FF>[<653F>]", "<0100><0100>[<52A1>]"]);
    }
}
