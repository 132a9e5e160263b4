//! What is struck out, hidden or stands apart in a cell is no part of its number, in whatever file it stands.
#![cfg(test)]

mod packing;

use intake::{read, Budget, Reading, Source};
use packing::zipped;
use report::{CellId, Forms};
use std::{path::PathBuf, sync::LazyLock};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// A report of which every line with tabs is a row of a table.
static LINES: LazyLock<String> = LazyLock::new(|| {
    let data = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data/17_suqian-city_2023.txt");
    std::fs::read_to_string(data).unwrap()
});

/// The cell that is changed, and its row.
const CELL: &str = "disclosure.licences.decided";
const ROW: &str = "行政许可";

fn read_bytes(bytes: &[u8]) -> Reading {
    read(Source { name: None, bytes }, &FORMS, Budget::default()).unwrap()
}

/// What the cell is read as, if that is certain, and how many others are not.
fn seen(bytes: &[u8]) -> (Option<String>, usize) {
    let reading = read_bytes(bytes);
    let is_it = |id: &CellId| id.to_string() == CELL;
    let others = reading.uncertain().chain(reading.missing()).filter(|id| !is_it(id)).count();
    let sighting = reading.sightings.iter().find(|(id, sighting)| is_it(id) && sighting.certain);
    (sighting.map(|(_, sighting)| sighting.raw.clone()), others)
}

/// The report with a table for every run of rows, put together by a format's own marks. `cell` is the content of the
/// cell that is changed.
fn built(
    cell: &str,
    line: impl Fn(&str) -> String,
    field: impl Fn(&str) -> String,
    [table, end, row, row_end]: [&str; 4],
) -> String {
    let mut all = String::new();
    let mut in_table = false;
    for text in LINES.lines() {
        let fields: Vec<&str> = text.split('\t').collect();
        if (fields.len() > 1) != in_table {
            in_table = !in_table;
            all += if in_table { table } else { end };
        }
        if in_table {
            let is_changed = fields[0] == ROW && fields.len() == 2;
            all += row;
            all += &field(fields[0]);
            fields[1..]
                .iter()
                .for_each(|text| all += &if is_changed { cell.to_owned() } else { field(text) });
            all += row_end;
        } else {
            all += &line(text);
        }
    }
    all
}

fn page(cell: &str) -> Vec<u8> {
    let field = |text: &str| format!("<td>{text}</td>");
    let marks = ["<table>", "</table>", "<tr>", "</tr>"];
    built(&field(cell), |text| format!("<p>{text}</p>"), field, marks).into_bytes()
}

#[test]
fn in_a_page() {
    assert_eq!(seen(&page("66")), (Some("66".into()), 0));
    for cell in
        ["<del>55</del>66", "<s>5</s>66", "<span style=\"display:none\">9</span>66", "<i hidden>9</i>66"]
    {
        assert_eq!(seen(&page(cell)), (Some("66".into()), 0), "{cell}");
    }
    for cell in ["5<sup>1</sup>", "5<br>6", "<p>5</p><p>6</p>", "5<table><tr><td>6</td></tr></table>"] {
        let (certain, others) = seen(&page(cell));
        assert_eq!(certain, None, "{cell}");
        assert!(others < 20, "{cell}: {others}");
    }
    assert_eq!(seen(&page("<table><tr><td>6</td></tr></table>")).0, Some("6".into()));
    // Nothing in the place of what is struck out, or something that is no text, is no blank.
    let styled = |cell: &str| [b"<style>.x{display:none}</style>".to_vec(), page(cell)].concat();
    for cell in ["<s>55</s>", "<img src=\"5.png\">", "<input value=\"5\">", "<i class=\"x\">9</i>66"] {
        assert_eq!(seen(&styled(cell)), (None, 0), "{cell}");
    }
    assert_eq!(seen(&styled("<i class=\"y\">66</i>")), (Some("66".into()), 0));
}

/// A run of text in a Word document, with how it looks.
fn run(look: &str, text: &str) -> String {
    format!("<w:r><w:rPr>{look}</w:rPr><w:t>{text}</w:t></w:r>")
}

fn paragraph(runs: &str) -> String {
    format!("<w:p><w:pPr><w:rPr><w:vanish/></w:rPr></w:pPr>{runs}</w:p>")
}

fn word_body(cell: &str) -> String {
    let cell_of = |content: &str| format!("<w:tc>{content}</w:tc>");
    let plain = |text: &str| paragraph(&run("", text));
    let marks = ["<w:tbl>", "</w:tbl>", "<w:tr>", "</w:tr>"];
    built(&cell_of(cell), plain, |text| cell_of(&plain(text)), marks)
}

fn word_of(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", xml.as_bytes())])
}

fn word(cell: &str) -> Vec<u8> {
    word_of(&word_body(cell))
}

#[test]
fn in_a_word_document() {
    let six = run("", "66");
    let changed = "<w:strike w:val=\"0\"/><w:rPrChange><w:rPr><w:strike/></w:rPr></w:rPrChange>";
    for runs in [
        six.clone(),
        run("<w:strike/>", "55") + &six,
        run("<w:dstrike w:val=\"true\"/>", "55") + &six,
        run("<w:vanish/>", "9") + &six,
        format!("<w:moveFrom>{}</w:moveFrom>{six}", run("", "9")),
        format!("<w:del>{}<w:r><w:br/></w:r></w:del>{six}", run("", "9")),
        format!("<w:r><w:ruby><w:rt>{}</w:rt><w:rubyBase>{six}</w:rubyBase></w:ruby></w:r>", run("", "9")),
        run("<w:strike w:val=\"false\"/>", "6") + &run(changed, "6"),
    ] {
        assert_eq!(seen(&word(&paragraph(&runs))), (Some("66".into()), 0), "{runs}");
    }
    // Nothing in the place of what is struck out, or something that is no text, is no blank; white is not seen.
    for runs in [
        run("<w:strike/>", "55"),
        format!("<w:del>{}</w:del>", run("", "9")),
        "<w:r><w:drawing/></w:r>".to_owned(),
        "<w:r><w:sym w:char=\"F081\"/></w:r>".to_owned(),
        run("<w:color w:val=\"FFFFFF\"/>", "9") + &six,
    ] {
        assert_eq!(seen(&word(&paragraph(&runs))), (None, 0), "{runs}");
    }
    assert_eq!(seen(&word(&paragraph("<w:r/>"))), (Some(String::new()), 0));
    let raised = run("", "5") + &run("<w:vertAlign w:val=\"superscript\"/>", "1");
    let higher = run("", "5") + &run("<w:position w:val=\"10\"/>", "1");
    for cell in [paragraph(&raised), paragraph(&higher), paragraph(&run("", "5")) + &paragraph(&run("", "6"))]
    {
        assert_eq!(seen(&word(&cell)), (None, 0), "{cell}");
    }
}

#[test]
fn in_a_row_of_a_word_document() {
    let body = word_body(&paragraph(&run("", "66")));
    let row = format!("<w:tr><w:tc>{}</w:tc>", paragraph(&run("", ROW)));
    assert!(body.contains(&row));
    for (looks, is_seen) in [
        ("<w:cantSplit/>", true),
        ("<w:hidden w:val=\"0\"/>", true),
        ("<w:hidden/>", false),
        ("<w:del w:id=\"1\"/>", false),
    ] {
        let looked = row.replace("<w:tr>", &format!("<w:tr><w:trPr>{looks}</w:trPr>"));
        let (seen, others) = seen(&word_of(&body.replace(&row, &looked)));
        assert_eq!((seen.is_some(), others), (is_seen, 0), "{looks}");
    }
}

/// A style may strike out or hide too, or the one it is based on.
#[test]
fn in_a_word_document_with_styles() {
    let styles = "<w:styles xmlns:w=\"w\"><w:docDefaults><w:rPr/></w:docDefaults>\
        <w:style w:styleId=\"a\"><w:basedOn w:val=\"b\"/></w:style>\
        <w:style w:styleId=\"b\"><w:rPr><w:strike/></w:rPr></w:style>\
        <w:style w:styleId=\"c\"><w:rPr><w:strike w:val=\"0\"/></w:rPr></w:style></w:styles>";
    let styled = |style: &str, text: &str| run(&format!("<w:rStyle w:val=\"{style}\"/>"), text);
    for (runs, is_seen) in [
        (styled("a", "5") + &run("", "66"), Some("66")),
        (styled("b", "5") + &styled("c", "66"), Some("66")),
        (styled("a", "66"), None),
    ] {
        let body = word_body(&paragraph(&runs));
        let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
        let bytes = zipped(&[("word/document.xml", xml.as_bytes()), ("word/styles.xml", styles.as_bytes())]);
        assert_eq!(seen(&bytes), (is_seen.map(ToOwned::to_owned), 0), "{runs}");
    }
}

#[test]
fn a_minus_that_stays_with_its_number_is_one() {
    let minus = "<w:r><w:noBreakHyphen/><w:t>66</w:t></w:r>";
    // No count is negative: what is written there is in doubt.
    assert_eq!(seen(&word(&paragraph(minus))), (None, 0));
}

#[test]
fn a_table_in_a_cell_is_what_the_cell_says() {
    let table = |content: &str| {
        let cell = format!("<w:tc>{}</w:tc>", paragraph(&run("", content)));
        format!("<w:p/><w:tbl><w:tr>{cell}</w:tr></w:tbl><w:p/>")
    };
    assert_eq!(seen(&word(&table("57"))), (Some("57".into()), 0));
    assert_eq!(seen(&word(&(paragraph(&run("", "5")) + &table("6")))), (None, 0));
    // A table around everything is how the page is laid out.
    let body = word_body(&paragraph(&run("", "57")));
    let around = format!("<w:tbl><w:tr><w:tc>{body}</w:tc></w:tr></w:tbl>");
    assert_eq!(seen(&word_of(&around)), (Some("57".into()), 0));
}

const WORKBOOK: &str = "<workbook><sheets><sheet name=\"a\" state=\"hidden\" r:id=\"r1\"/><sheet name=\"b\" state=\"visible\" r:id=\"r2\"/></sheets></workbook>";
const RELATIONS: &str = "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/><Relationship Id=\"r2\" Target=\"worksheets/sheet2.xml\"/></Relationships>";

/// A workbook with the report in its second sheet; the first is hidden, and holds the report with another number.
fn workbook(cell: &str) -> Vec<u8> {
    let sheet = |cell: &str| -> Vec<u8> {
        let row = |(n, line): (usize, &str)| -> String {
            let fields: Vec<&str> = line.split('\t').collect();
            let is_changed = fields[0] == ROW && fields.len() == 2;
            let one = |(column, text): (usize, &&str)| -> String {
                let at = format!("{}{}", char::from(b'A' + u8::try_from(column).unwrap()), n + 1);
                if is_changed && column == 1 {
                    return cell.replace('#', &at);
                }
                format!("<c r=\"{at}\" t=\"inlineStr\"><is><t>{text}</t></is></c>")
            };
            let cells: String = fields.iter().enumerate().map(one).collect();
            format!("<row r=\"{}\">{cells}</row>", n + 1)
        };
        let rows: String = LINES.lines().enumerate().map(row).collect();
        format!("<worksheet><sheetData>{rows}</sheetData></worksheet>").into_bytes()
    };
    zipped(&[
        ("xl/workbook.xml", WORKBOOK.as_bytes()),
        ("xl/_rels/workbook.xml.rels", RELATIONS.as_bytes()),
        ("xl/worksheets/sheet1.xml", &sheet("<c r=\"#\"><v>7</v></c>")),
        ("xl/worksheets/sheet2.xml", &sheet(cell)),
    ])
}

#[test]
fn in_a_sheet() {
    for cell in [
        "<c r=\"#\"><v>66</v></c>",
        "<c r=\"#\"><f>60+6</f><v>66</v></c>",
        "<c r=\"#\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>55</t></r><r><t>66</t></r></is></c>",
        "<c r=\"#\" t=\"inlineStr\"><is><t>66</t><rPh sb=\"0\" eb=\"1\"><t>9</t></rPh></is></c>",
    ] {
        assert_eq!(seen(&workbook(cell)), (Some("66".into()), 0), "{cell}");
    }
    // What a formula gives is not known before somebody reckons it.
    for cell in [
        "<c r=\"#\"><f>60+6</f></c>",
        "<c r=\"#\"><f>60+6</f><v></v></c>",
        "<c r=\"#\"><f t=\"shared\" si=\"0\"/><v/></c>",
        "<c r=\"#\" t=\"inlineStr\"><is><r><t>5</t></r><r><rPr><vertAlign val=\"superscript\"/></rPr><t>1</t></r></is></c>",
    ] {
        assert_eq!(seen(&workbook(cell)), (None, 0), "{cell}");
    }
    // Nothing in the place of what is struck out is no blank; a truth or an error is no number, and white is not seen.
    for cell in [
        "<c r=\"#\" t=\"inlineStr\"><is><r><rPr><strike/></rPr><t>55</t></r></is></c>",
        "<c r=\"#\" t=\"inlineStr\"><is><r><rPr><color rgb=\"FFFFFFFF\"/></rPr><t>5</t></r><r><t>6</t></r></is></c>",
        "<c r=\"#\" t=\"b\"><v>1</v></c>",
        "<c r=\"#\" t=\"e\"><v>#REF!</v></c>",
    ] {
        assert_eq!(seen(&workbook(cell)), (None, 0), "{cell}");
    }
    assert_eq!(seen(&workbook("<c r=\"#\" t=\"str\"><f>\"\"</f><v></v></c>")), (Some(String::new()), 0));
}
