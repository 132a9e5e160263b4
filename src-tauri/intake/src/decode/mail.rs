//! Saved pages (.mht, .mhtml): the page within; what it shows besides is left where it is.

use crate::{charset, IntakeError};
use mailparse::ParsedMail;

/// The deepest nesting of parts.
const DEEPEST: usize = 8;

/// Whether bytes are a saved page: they begin as a mail does.
pub(super) fn is_mail(bytes: &[u8]) -> bool {
    let head = String::from_utf8_lossy(&bytes[..bytes.len().min(4096)]).to_ascii_lowercase();
    let begins = [
        "mime-version:",
        "from:",
        "subject:",
        "date:",
        "snapshot-content-location:",
        "content-type: multipart",
    ];
    begins.iter().any(|begin| head.starts_with(begin))
        && head.contains("content-type:")
        && head.contains("multipart/related")
}

/// The page's markup.
pub(super) fn page(bytes: &[u8]) -> Result<String, IntakeError> {
    let broken = || IntakeError::Broken("网页存档文件");
    let mail = mailparse::parse_mail(bytes).map_err(|_| broken())?;
    let part = html_of(&mail, 0).ok_or_else(broken)?;
    let body = part.get_body_raw().map_err(|_| broken())?;
    // What the part's own head says of its encoding goes before what the page says.
    let declared =
        part.ctype.params.get("charset").and_then(|name| encoding_rs::Encoding::for_label(name.as_bytes()));
    match declared {
        Some(encoding) => Ok(encoding.decode(&body).0.into_owned()),
        None => Ok(charset::decode(&body)?.into_owned()),
    }
}

fn html_of<'a>(mail: &'a ParsedMail<'a>, depth: usize) -> Option<&'a ParsedMail<'a>> {
    if mail.subparts.is_empty() {
        return mail.ctype.mimetype.eq_ignore_ascii_case("text/html").then_some(mail);
    }
    if depth > DEEPEST {
        return None;
    }
    mail.subparts.iter().find_map(|part| html_of(part, depth + 1))
}
