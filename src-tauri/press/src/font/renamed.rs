//! Fonts as others make them: a font under another name, with other permissions.
#![cfg(test)]

/// A font under another name, with these embedding permissions (OS/2 fsType).
pub fn renamed(font: &[u8], name: &str, permissions: u16) -> Vec<u8> {
    let number = |at: usize| u32::from_be_bytes(font[at..at + 4].try_into().unwrap()) as usize;
    let count = usize::from(u16::from_be_bytes([font[4], font[5]]));
    let mut tables: Vec<(&[u8], Vec<u8>)> = Vec::new();
    for entry in (0..count).map(|n| 12 + n * 16) {
        let (at, length) = (number(entry + 8), number(entry + 12));
        let tag = &font[entry..entry + 4];
        let mut table = font[at..at + length].to_vec();
        if tag == b"name" {
            table = names(name);
        } else if tag == b"OS/2" {
            table[8..10].copy_from_slice(&permissions.to_be_bytes());
        }
        tables.push((tag, table));
    }
    let mut whole = font[..12].to_vec();
    let mut at = 12 + count * 16;
    for (tag, table) in &tables {
        whole.extend_from_slice(tag);
        whole.extend([0, at, table.len()].map(|n| (n as u32).to_be_bytes()).concat());
        at += table.len().next_multiple_of(4);
    }
    for (_, table) in tables {
        whole.extend(&table);
        whole.resize(whole.len().next_multiple_of(4), 0);
    }
    whole
}

/// A table of names: family and full name as given, an ASCII PostScript name.
fn names(name: &str) -> Vec<u8> {
    let utf16 = |text: &str| text.encode_utf16().flat_map(u16::to_be_bytes).collect::<Vec<u8>>();
    let texts = [(1_u16, utf16(name)), (4, utf16(name)), (6, utf16("OfOthers"))];
    let mut table = [0_u16, 3, 6 + 12 * 3].map(u16::to_be_bytes).concat();
    let mut at = 0;
    for (id, text) in &texts {
        // Windows, Unicode, 中文（中国）.
        table.extend([3_u16, 1, 0x804, *id, text.len() as u16, at].map(u16::to_be_bytes).concat());
        at += text.len() as u16;
    }
    texts.into_iter().for_each(|(_, text)| table.extend(text));
    table
}
