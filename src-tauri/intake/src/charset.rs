//! From bytes to text: UTF-8, UTF-16 with a byte order mark, what a page declares, else GB18030.

use crate::IntakeError;
use encoding_rs::{Encoding, GB18030, UTF_8};
use std::borrow::Cow;

/// How far into a page its `<meta charset>` is looked for, as browsers do.
const META_WITHIN: usize = 2048;

/// Containers that are not text, by the bytes they begin with.
const CONTAINERS: &[(&[u8], &str)] = &[
    (b"%PDF", "PDF 文件"),
    (b"PK\x03\x04", "Word、Excel 或压缩文件"),
    (b"\xD0\xCF\x11\xE0", "旧版 Word 或 Excel 文件"),
    (b"{\\rtf", "RTF 文件"),
    (b"\x89PNG", "图片"),
    (b"\xFF\xD8\xFF", "图片"),
    (b"GIF8", "图片"),
    (b"SQLite format 3\0", "数据库文件"),
    (b"\x1F\x8B", "压缩文件"),
    (b"Rar!", "压缩文件"),
    (b"7z\xBC\xAF", "压缩文件"),
    (b"MZ", "程序文件"),
    (b"\x7FELF", "程序文件"),
];

/// The text of a document.
pub(crate) fn decode(bytes: &[u8]) -> Result<Cow<'_, str>, IntakeError> {
    if let Some((_, what)) = CONTAINERS.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        return Err(IntakeError::Unsupported(what));
    }
    if let Some((encoding, mark)) = Encoding::for_bom(bytes) {
        return exact(encoding, &bytes[mark..]);
    }
    if bytes.contains(&0) {
        return Err(IntakeError::Unsupported("二进制文件"));
    }
    if let Ok(text) = std::str::from_utf8(bytes) {
        return Ok(Cow::Borrowed(text));
    }
    let declared = declared(bytes).filter(|encoding| *encoding != UTF_8);
    exact(declared.unwrap_or(GB18030), bytes)
}

/// Decodes without replacing anything: a wrong guess must not become a report with holes.
fn exact<'a>(encoding: &'static Encoding, bytes: &'a [u8]) -> Result<Cow<'a, str>, IntakeError> {
    let text =
        encoding.decode_without_bom_handling_and_without_replacement(bytes).ok_or(IntakeError::Encoding)?;
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
        let gb = GB18030.encode("<meta http-equiv='x' content='text/html; charset=gb2312'>镕").0.into_owned();
        assert!(ok(&gb).ends_with('镕'));
    }

    #[test]
    fn what_is_not_text() {
        let err = |bytes: &[u8]| decode(bytes).unwrap_err().to_string();
        assert!(err(b"%PDF-1.7\n").contains("PDF"));
        assert!(err(b"PK\x03\x04rest").contains("Word"));
        assert!(err(b"some\0thing").contains("二进制"));
        assert!(err(&[0x81, 0x20, 0xff, 0x80]).contains("编码"));
        assert!(err(&[0xb9, 0xd9, 0x01, 0x02]).contains("二进制"));
    }
}
