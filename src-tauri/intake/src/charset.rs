//! From bytes to text: UTF-8, UTF-16, what a page declares, else GB18030 or Big5.

use crate::IntakeError;
use encoding_rs::{Encoding, BIG5, GB18030, UTF_16BE, UTF_16LE, UTF_8};
use std::borrow::Cow;

/// How far into a page its `<meta charset>` is looked for, as browsers do.
const META_WITHIN: usize = 2048;

/// The most bytes of a character in GB18030.
const LONGEST_CHARACTER: usize = 4;

/// Containers that are not text, by the bytes they begin with.
const CONTAINERS: &[(&[u8], &str)] = &[
    (b"SQLite format 3\0", "数据库文件"),
    (b"\x1F\x8B", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xBC\xAF", "压缩文件"),
    (b"MZ", "程序文件"),
    (b"\x7FELF", "程序文件"),
];

/// Pictures, by the bytes they begin with.
const PICTURES: &[&[u8]] = &[b"\x89PNG", b"\xFF\xD8\xFF", b"GIF8", b"BM", b"II*\0", b"MM\0*", b"RIFF"];

/// The text of a document.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, IntakeError> {
    // A text may begin with these letters too, but not with what a picture has among its first bytes.
    let is_binary = bytes[..bytes.len().min(512)].iter().any(|b| *b < 0x09);
    if PICTURES.iter().any(|magic| bytes.starts_with(magic)) && is_binary {
        return Err(IntakeError::NoText);
    }
    if bytes.starts_with(b"{\\rtf") {
        return Err(IntakeError::RichText);
    }
    if let Some((_, what)) = CONTAINERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(IntakeError::Unsupported(what));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return exact(encoding, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return exact(utf16(bytes).ok_or(IntakeError::Unsupported("二进制文件"))?, bytes);
    }
    match std::str::from_utf8(bytes) {
        Ok(text) => return Ok(Cow::Borrowed(text)),
        // Broken off within its last character: what is before it has been UTF-8 all along.
        Err(end) if end.error_len().is_none() && !bytes[..end.valid_up_to()].is_ascii() => {
            return exact(UTF_8, &bytes[..end.valid_up_to()]);
        }
        Err(_) => {}
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    exact(declared.unwrap_or_else(|| likelier(bytes)), bytes)
}

/// UTF-16 without its mark: in whichever order of bytes the words of a report come out.
fn utf16(bytes: &[u8]) -> Option<&'static Encoding> {
    let says = |encoding: &&'static Encoding| {
        words(encoding, bytes, SIMPLIFIED) + words(encoding, bytes, TRADITIONAL) > 0
    };
    [UTF_16LE, UTF_16BE].into_iter().filter(|_| bytes.len().is_multiple_of(2)).find(says)
}

/// GB18030 or, on mirror pages, Big5: in whichever the text has more of the words every report has.
fn likelier(bytes: &[u8]) -> &'static Encoding {
    if words(BIG5, bytes, TRADITIONAL) > words(GB18030, bytes, SIMPLIFIED) {
        BIG5
    } else {
        GB18030
    }
}

/// Words that every report has.
const SIMPLIFIED: &[&str] = &["政府", "信息", "公开", "年度", "报告", "申请"];
const TRADITIONAL: &[&str] = &["政府", "信息", "公開", "年度", "報告", "申請"];

/// How many of these words the bytes have in an encoding.
fn words(encoding: &'static Encoding, bytes: &[u8], words: &[&str]) -> usize {
    let text = whole_characters(encoding, bytes);
    text.map_or(0, |text| words.iter().filter(|word| text.contains(**word)).count())
}

/// The text of bytes that may break off within their last character.
fn whole_characters<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Option<Cow<'a, str>> {
    let decoded = |cut: usize| {
        encoding.decode_without_bom_handling_and_without_replacement(&bytes[..bytes.len().checked_sub(cut)?])
    };
    (0..LONGEST_CHARACTER).find_map(decoded)
}

/// Decodes without replacing anything: a wrong guess must not become a report with holes.
fn exact<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, IntakeError> {
    let text = whole_characters(encoding, bytes).ok_or(IntakeError::Encoding)?;
    // Random bytes decode as GB18030 more often than not, but not without control characters.
    if text.chars().any(|c| c.is_control() && !matches!(c, '\n' | '\r' | '\t' | '\x0c')) {
        return Err(IntakeError::Unsupported("二进制文件"));
    }
    Ok(text)
}

/// The encoding a page names in its head. GB2312 and GBK mean GB18030, their superset.
fn declared(bytes: &[u8]) -> Option<&'static Encoding> {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(META_WITHIN)]).to_ascii_lowercase();
    let (_, rest) = head.split_once("charset=")?;
    let label: String = rest
        .trim_start_matches(['"', '\''])
        .chars()
        .take_while(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_'))
        .collect();
    let encoding = Encoding::for_label(label.as_bytes())?;
    Some(if encoding == encoding_rs::GBK { GB18030 } else { encoding })
}

#[cfg(test)]
mod tests {
    use super::*;

    const TEXT: &str = "官塘驿镇2024年政府信息公开工作年度报告，镕、䶮";

    fn ok(bytes: &[u8]) -> String {
        decode(bytes).unwrap().into_owned()
    }

    #[test]
    fn encodings() {
        assert_eq!(ok(TEXT.as_bytes()), TEXT);
        assert_eq!(ok(&[b"\xEF\xBB\xBF", TEXT.as_bytes()].concat()), TEXT);
        assert_eq!(ok(&GB18030.encode(TEXT).0), TEXT);
        let utf16: Vec<u8> = TEXT.encode_utf16().flat_map(u16::to_le_bytes).collect();
        assert_eq!(ok(&[b"\xFF\xFE".as_slice(), &utf16].concat()), TEXT);
        let big5 = encoding_rs::BIG5.encode("<meta charset=\"big5\">遂溪縣").0.into_owned();
        assert_eq!(ok(&big5), "<meta charset=\"big5\">遂溪縣");
        for (swapped, mark) in [(false, false), (true, false), (true, true)] {
            let pair = |unit: u16| if swapped { unit.to_be_bytes() } else { unit.to_le_bytes() };
            let bytes: Vec<u8> = TEXT.encode_utf16().flat_map(pair).collect();
            let bytes = if mark { [b"\xFE\xFF".as_slice(), &bytes].concat() } else { bytes };
            assert_eq!(ok(&bytes), TEXT);
        }
        let mirror = "遂溪縣北坡鎮政府信息公開工作年度報告，收到申請0件。";
        assert_eq!(ok(&BIG5.encode(mirror).0), mirror);
        let gb = GB18030.encode("<meta http-equiv='x' content='text/html; charset=gb2312'>镕").0.into_owned();
        assert!(ok(&gb).ends_with('镕'));
    }

    /// Cut off within its last character, a text is what stands before it; damaged within, it is refused.
    #[test]
    fn a_broken_off_character() {
        let text = format!("{}。", TEXT.replace('䶮', ""));
        let (kept, _) = text.split_at(text.len() - "。".len());
        let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        let utf16 = [b"\xFF\xFE".as_slice(), &utf16].concat();
        for whole in [text.clone().into_bytes(), GB18030.encode(&text).0.into_owned(), utf16] {
            assert_eq!(ok(&whole[..whole.len() - 1]), kept);
        }
        let mut within = text.into_bytes();
        within.remove(1);
        assert!(matches!(decode(&within), Err(IntakeError::Encoding)), "{:?}", decode(&within));
    }

    #[test]
    fn what_is_not_text() {
        let err = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(err(b"{\\rtf1 x}").contains("RTF"));
        assert!(err(b"\x89PNG\r\n\x1a\n\0\0").contains("文字层"));
        assert!(err(b"some\0thing").contains("二进制"));
        assert!(err(&[0x81, 0x20, 0xff, 0x80]).contains("编码"));
        assert!(err(&[0xb9, 0xd9, 0x01, 0x02]).contains("二进制"));
    }
}
