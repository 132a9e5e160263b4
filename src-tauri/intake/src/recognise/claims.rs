//! What each part of a document says of whose report it is and of which year, side by side, so that a person can see
//! where they disagree.

use super::{identity, origin};
use crate::{
    document::{Document, Row},
    fold::{fold, is_space},
    reading::{Claim, ClaimedBy},
};

/// How far from its end a document is signed, in rows: a page's furniture may follow.
const SIGNED_WITHIN: usize = 60;

/// Everything that is said, in the order in which it counts.
pub(crate) fn claims(document: &Document, file_name: Option<&str>) -> Vec<Claim> {
    let rows = &document.rows;
    let begins = |row: &Row| row.only_text().is_some_and(|text| fold(text).starts_with("一、"));
    let head = &rows[..rows.iter().position(begins).unwrap_or(rows.len())];
    let lines: Vec<&str> = head.iter().map(|row| row.only_text().unwrap_or_default()).collect();
    let mut all = Vec::new();
    let title = identity::title_said(&lines, &document.said).or_else(|| identity::title_in(&lines));
    let below = title.as_ref().map_or(0, |(at, title)| at + title.lines);
    if let Some((at, title)) = title {
        let place = head.get(at).map(|row| origin(row.position));
        all.push(Claim { origin: place, ..said(ClaimedBy::Title, title) });
    }
    all.extend(head.iter().skip(below).filter_map(preamble));
    all.extend(signature(rows));
    all.extend(document.title.as_deref().and_then(identity::read_title).map(|it| said(ClaimedBy::Page, it)));
    all.extend(file_name.and_then(file));
    all
}

fn said(by: ClaimedBy, title: identity::Title) -> Claim {
    Claim { by, agency: title.agency, year: title.year, text: title.text, origin: None }
}

/// What a paragraph before section 一 says: the period of the statistics, and whose report it is.
fn preamble(row: &Row) -> Option<Claim> {
    let text = row.joined();
    let said = identity::said_in_sentence(&text);
    let period = identity::year_of_period(&text);
    let year = period
        .or_else(|| said.as_ref().and_then(|title| title.year))
        .or_else(|| identity::year_of_report(&text));
    let agency = said.and_then(|title| title.agency);
    if agency.is_none() && year.is_none() {
        return None;
    }
    let origin = Some(origin(row.position));
    Some(Claim { by: ClaimedBy::Preamble, agency, year, text: shortened(&text), origin })
}

/// The agency's name on the line above the day.
fn signature(rows: &[Row]) -> Option<Claim> {
    let from = rows.len().saturating_sub(SIGNED_WITHIN);
    let at = (from + 1..rows.len()).rev().find(|at| rows[*at].only_text().is_some_and(is_day))?;
    let row = &rows[at - 1];
    let name = row.only_text().map(without_seal).filter(|text| identity::is_name(text))?;
    Some(Claim {
        by: ClaimedBy::Signature,
        agency: Some(name.to_owned()),
        year: None,
        text: name.to_owned(),
        origin: Some(origin(row.position)),
    })
}

/// A signature without the word that says where the seal goes: 某镇人民政府（盖章）.
fn without_seal(text: &str) -> &str {
    const SEALS: [&str; 5] = ["盖章", "公章", "签章", "印章", "章"];
    let inner = text.strip_suffix(['）', ')']).and_then(|rest| rest.rsplit_once(['（', '(']));
    match inner {
        Some((name, word)) if SEALS.contains(&fold(word).as_str()) => name.trim_end_matches(is_space),
        _ => text,
    }
}

/// 2025年1月20日, and nothing else.
fn is_day(text: &str) -> bool {
    let folded: String = fold(text).chars().filter(|c| !c.is_whitespace()).collect();
    let is_short = folded.chars().count() <= 11;
    is_short && identity::find_year(&folded).is_some() && folded.contains('月') && folded.ends_with('日')
}

fn file(name: &str) -> Option<Claim> {
    let stem = name.rsplit_once('.').map_or(name, |(stem, _)| stem);
    if let Some(title) = identity::read_title(stem) {
        return Some(said(ClaimedBy::FileName, title));
    }
    let found = identity::find_year(stem);
    let before = found.as_ref().map(|(_, range)| stem[..range.start].trim_matches(is_space));
    let year = found.as_ref().map(|(year, _)| *year).or_else(|| identity::bare_year(stem))?;
    Some(Claim {
        by: ClaimedBy::FileName,
        agency: before.filter(|name| identity::is_office(name)).map(ToOwned::to_owned),
        year: Some(year),
        text: stem.to_owned(),
        origin: None,
    })
}

/// As much of a long text as says what is meant.
fn shortened(text: &str) -> String {
    const LONGEST: usize = 60;
    match text.char_indices().nth(LONGEST) {
        Some((end, _)) => format!("{}…", &text[..end]),
        None => text.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn who_signs() {
        let line = |n: usize, text: &str| Row {
            position: crate::document::Position::Line(n),
            fields: vec![crate::document::Field::new(text.to_owned(), 0)],
        };
        let signs = |name: &str| signature(&[line(1, name), line(2, "2025年1月20日")])?.agency;
        for name in ["某镇人民政府（盖章）", "某镇人民政府（公章）", "某镇人民政府"]
        {
            assert_eq!(signs(name).as_deref(), Some("某镇人民政府"), "{name}");
        }
        assert_eq!(signs("某局（某局）（盖章）").as_deref(), Some("某局（某局）"));
        assert_eq!(signs("（此件公开发布）"), None);
    }

    #[test]
    fn names_of_files() {
        let said = |name: &str| file(name).map(|claim| (claim.agency.unwrap_or_default(), claim.year));
        let is = |agency: &str| Some((agency.to_owned(), Some(2023)));
        assert_eq!(said("宿迁市2023年.xlsx"), is("宿迁市"));
        assert_eq!(said("宿迁市2023年年报.txt"), is("宿迁市"));
        assert_eq!(said("宿迁市2023年政府信息公开年报.txt"), is("宿迁市"));
        assert_eq!(said("汇总2023年.xlsx"), is(""));
        assert_eq!(said("我市2023年.xlsx"), is(""));
        assert_eq!(said("16_2023_mso.html"), is(""));
        assert_eq!(said("宿迁市.txt"), None);
    }
}
