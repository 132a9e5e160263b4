//! Text with other ends of lines and other borders between fields reads as the same text with tabs.
#![cfg(test)]

use intake::{read, Budget, Source};
use report::Forms;
use std::{collections::BTreeMap, path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

static TEXT: LazyLock<String> = LazyLock::new(|| {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/17_suqian-city_2023.txt");
    std::fs::read_to_string(data).unwrap()
});

/// The cells of a text, and whether they are certain.
fn cells(text: &str) -> BTreeMap<String, (String, bool)> {
    let reading = read(Source { name: None, bytes: text.as_bytes() }, &FORMS, Budget::default()).unwrap();
    reading.sightings.iter().map(|(id, it)| (id.to_string(), (it.raw.clone(), it.certain))).collect()
}

/// The text with every line of fields written anew.
fn rewritten(fields: impl Fn(&[&str]) -> String) -> String {
    let line = |line: &str| {
        let texts: Vec<&str> = line.split('\t').collect();
        fields(&texts) + "\n"
    };
    TEXT.lines().map(line).collect()
}

#[test]
fn ends_of_lines() {
    let whole = cells(&TEXT);
    assert!(whole.len() == 200 && whole.values().all(|(_, certain)| *certain));
    for end in ["\r\n", "\r", "\u{0b}", "\u{85}", "\u{2028}", "\u{2029}"] {
        assert!(cells(&TEXT.replace('\n', end)) == whole, "{end:?}");
        let one_a_line = TEXT.replace('\t', "\n");
        assert!(cells(&one_a_line.replace('\n', end)) == cells(&one_a_line), "{end:?}");
    }
}

#[test]
fn drawn_borders() {
    let whole = cells(&TEXT);
    for stroke in ["|", "｜", "￨", "│", "┃", "║"] {
        let drawn = rewritten(|fields| match fields {
            [one] => (*one).to_owned(),
            _ => format!("{stroke} {} {stroke}\n├──┼──┼──┤\n+--+--+--+", fields.join(stroke)),
        });
        assert!(cells(&drawn) == whole, "{stroke}");
    }
}

/// As sheets and programs export it: fields in quotes where they must be, or all; as wide as the widest, or not.
#[test]
fn separated_values() {
    let whole = cells(&TEXT);
    let widest = TEXT.lines().map(|line| line.split('\t').count()).max().unwrap();
    for (separator, quotes_all, pads) in
        [(",", false, false), (",", false, true), (",", true, true), (";", false, false), (";", true, true)]
    {
        let quoted = |text: &str| {
            if quotes_all || text.contains(separator) || text.contains('"') {
                format!("\"{}\"", text.replace('"', "\"\""))
            } else {
                text.to_owned()
            }
        };
        let exported = rewritten(|fields| {
            let end = if pads { widest - fields.len() } else { 0 };
            let texts: Vec<String> = fields.iter().map(|text| quoted(text)).collect();
            texts.join(separator) + &separator.repeat(end)
        });
        let read = cells(&exported);
        assert!(
            read == whole,
            "{separator} {quotes_all} {pads}: {:?}",
            read.iter().find(|(id, cell)| whole.get(*id) != Some(*cell))
        );
    }
}

/// The number of a page is none of the cell above it.
#[test]
fn numbers_of_pages_at_form_feeds() {
    let mut page = 0;
    let paged: String = TEXT
        .lines()
        .map(|line| {
            if !line.starts_with("行政处罚") && !line.starts_with("行政事业性收费") {
                return format!("{line}\n");
            }
            page += 1;
            let label = line.split('\t').next().unwrap_or_default();
            format!("{label}\n{page}\n\u{0c}")
        })
        .collect();
    assert_eq!(page, 2);
    let read = cells(&paged);
    for id in ["disclosure.penalties.decided", "disclosure.charges.amount"] {
        assert!(read.get(id).is_none_or(|(raw, _)| raw.is_empty()), "{id}: {:?}", read.get(id));
    }
    assert!(read.len() > 190, "{}", read.len());
}
