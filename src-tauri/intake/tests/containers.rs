//! Reports in files of other programs: the same cells out of each, and a sentence for what cannot be read.
#![cfg(test)]

mod packing;

use intake::{read, read_packed, Budget, IntakeError, Reading, Source};
use packing::zipped;
use report::{form::Content, CellId, Form, Forms, Report};
use std::{
    collections::BTreeMap, fmt::Write as _, ops::ControlFlow, path::PathBuf, sync::LazyLock, time::Instant,
};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

fn data(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)).unwrap()
}

fn read_bytes(bytes: &[u8]) -> Result<Reading, IntakeError> {
    read(Source { name: None, bytes }, &FORMS, Budget::default())
}

/// Reads all of it.
fn all(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

fn refused(bytes: &[u8]) -> String {
    read_bytes(bytes).unwrap_err().to_string()
}

fn suqian() -> Reading {
    read_bytes(&data("17_suqian-city_2023.txt")).unwrap()
}

fn cells(reading: &Reading) -> BTreeMap<CellId, String> {
    reading.sightings.iter().map(|(id, sighting)| (id.clone(), sighting.raw.clone())).collect()
}

/// The same cells as 宿迁 2023, all of them certain, and the same agency and year.
fn reads_alike(bytes: &[u8]) -> Reading {
    let original = suqian();
    let reading = read_bytes(bytes).unwrap();
    let doubts: Vec<String> = reading.uncertain().map(ToString::to_string).collect();
    assert_eq!(doubts, [""; 0], "{:?}", reading.remarks);
    let missing: Vec<String> = reading.missing().map(ToString::to_string).collect();
    assert_eq!(missing, [""; 0], "{:?} {:?}", reading.remarks, reading.leftovers);
    assert_eq!(cells(&reading), cells(&original), "{:?}", reading.remarks);
    assert_eq!((reading.report.agency.as_str(), reading.report.year), ("宿迁市", 2023));
    reading
}

/// A cell of a table as the form has it: text, columns and rows it covers.
struct Shown {
    text: String,
    column: usize,
    colspan: usize,
    rowspan: usize,
}

fn grid(report: &Report, form: &Form, table: usize) -> Vec<Vec<Shown>> {
    let shown = |cell: &report::form::GridCell| Shown {
        text: match &cell.content {
            Content::Label { text, .. } => text.clone(),
            Content::Value(id) => report.entry(id).map(ToString::to_string).unwrap_or_default(),
        },
        column: cell.column,
        colspan: cell.colspan,
        rowspan: cell.rowspan,
    };
    form.tables[table].grid.iter().map(|row| row.iter().map(shown).collect()).collect()
}

/// Everything in the order of the paper: paragraphs and tables.
enum Block {
    Line(String),
    Table(Vec<Vec<Shown>>),
}

fn blocks(report: &Report) -> Vec<Block> {
    let form = report.form();
    let mut blocks = vec![Block::Line(report.title())];
    for section in &form.sections {
        blocks.push(Block::Line(section.heading.clone()));
        blocks.extend(report.text(&section.id).into_iter().map(Block::Line));
        if let Some(table) = form.tables.iter().position(|table| table.section == section.id) {
            blocks.push(Block::Table(grid(report, form, table)));
        }
    }
    blocks
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;")
}

/// A Word document as WPS writes it: runs cut anywhere, merged cells, an instruction field, an old version's copy.
fn docx(report: &Report) -> Vec<u8> {
    let run = |text: &str| -> String {
        let chars: Vec<char> = text.chars().collect();
        chars
            .chunks(3)
            .map(|piece| {
                format!(
                    "<w:r><w:rPr><w:b/></w:rPr><w:t>{}</w:t></w:r>",
                    escaped(&piece.iter().collect::<String>())
                )
            })
            .collect()
    };
    let mut xml = String::from("<?xml version=\"1.0\"?><w:document xmlns:w=\"w\" xmlns:mc=\"mc\"><w:body>");
    for block in blocks(report) {
        match block {
            Block::Line(text) => {
                let _ = write!(xml, "<w:p>{}<mc:AlternateContent><mc:Fallback><w:t>重复</w:t></mc:Fallback></mc:AlternateContent></w:p>", run(&text));
            }
            Block::Table(rows) => {
                xml += "<w:tbl>";
                // Cells that go on from above, by column: how many rows more, and how wide.
                let mut open: BTreeMap<usize, (usize, usize)> = BTreeMap::new();
                for row in rows {
                    xml += "<w:tr>";
                    let mut here: Vec<(usize, usize, usize, Option<String>)> = open
                        .iter()
                        .filter(|(_, (rows, _))| *rows > 0)
                        .map(|(column, (_, span))| (*column, *span, 0, None))
                        .collect();
                    open.values_mut().for_each(|(rows, _)| *rows = rows.saturating_sub(1));
                    for cell in row {
                        if cell.rowspan > 1 {
                            open.insert(cell.column, (cell.rowspan - 1, cell.colspan));
                        }
                        here.push((cell.column, cell.colspan, cell.rowspan, Some(cell.text)));
                    }
                    here.sort_by_key(|(column, ..)| *column);
                    for (_, span, rowspan, text) in here {
                        let merge = match (&text, rowspan) {
                            (None, _) => "<w:vMerge/>",
                            (_, 2..) => "<w:vMerge w:val=\"restart\"/>",
                            _ => "",
                        };
                        let text = run(text.as_deref().unwrap_or("不算"));
                        let _ = write!(xml, "<w:tc><w:tcPr><w:gridSpan w:val=\"{span}\"/>{merge}</w:tcPr><w:p>{text}</w:p></w:tc>");
                    }
                    xml += "</w:tr>";
                }
                xml += "</w:tbl>";
            }
        }
    }
    xml += "</w:body></w:document>";
    zipped(&[("[Content_Types].xml", b"<Types/>"), ("word/document.xml", xml.as_bytes())])
}

#[test]
fn a_word_document() {
    let report = suqian().report;
    let reading = reads_alike(&docx(&report));
    for place in report.form().prose_places() {
        assert_eq!(reading.report.text(place), report.text(place), "{place}");
    }
    let shanghai = read_bytes(&data("14_shanghai-gov-office_2019.html")).unwrap();
    let reading = read_bytes(&docx(&shanghai.report)).unwrap();
    assert_eq!(cells(&reading), cells(&shanghai));
    assert_eq!(reading.uncertain().count(), 0);
}

fn column_name(n: usize) -> String {
    char::from(b'A' + u8::try_from(n).unwrap()).to_string()
}

/// A sheet with everything below one another, numbers as numbers, cells merged.
fn xlsx(report: &Report) -> Vec<u8> {
    let (mut rows, mut merged, mut n) = (String::new(), String::new(), 0);
    let mut line = |cells: &[Shown]| {
        n += 1;
        let _ = write!(rows, "<row r=\"{n}\">");
        for cell in cells {
            let at = format!("{}{n}", column_name(cell.column));
            if cell.text.parse::<f64>().is_ok() {
                let _ = write!(rows, "<c r=\"{at}\"><v>{}</v></c>", cell.text);
            } else {
                let _ =
                    write!(rows, "<c r=\"{at}\" t=\"inlineStr\"><is><t>{}</t></is></c>", escaped(&cell.text));
            }
            if cell.colspan * cell.rowspan > 1 {
                let end = format!("{}{}", column_name(cell.column + cell.colspan - 1), n + cell.rowspan - 1);
                let _ = write!(merged, "<mergeCell ref=\"{at}:{end}\"/>");
            }
        }
        rows += "</row>";
    };
    for block in blocks(report) {
        match block {
            Block::Line(text) => line(&[Shown { text, column: 0, colspan: 10, rowspan: 1 }]),
            Block::Table(table) => table.iter().for_each(|row| line(row)),
        }
    }
    sheet(&rows, &merged)
}

fn sheet(rows: &str, merged: &str) -> Vec<u8> {
    let main = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    let rels = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    let pack = "http://schemas.openxmlformats.org/package/2006/relationships";
    let merged = if merged.is_empty() { String::new() } else { format!("<mergeCells>{merged}</mergeCells>") };
    let workbook = format!("<workbook xmlns=\"{main}\" xmlns:r=\"{rels}\"><sheets><sheet name=\"年报\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>");
    let of_workbook = format!("<Relationships xmlns=\"{pack}\"><Relationship Id=\"rId1\" Type=\"{rels}/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>");
    let of_package = format!("<Relationships xmlns=\"{pack}\"><Relationship Id=\"rId1\" Type=\"{rels}/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>");
    let sheet = format!("<worksheet xmlns=\"{main}\"><sheetData>{rows}</sheetData>{merged}</worksheet>");
    zipped(&[
        ("[Content_Types].xml", b"<Types/>"),
        ("_rels/.rels", of_package.as_bytes()),
        ("xl/workbook.xml", workbook.as_bytes()),
        ("xl/_rels/workbook.xml.rels", of_workbook.as_bytes()),
        ("xl/worksheets/sheet1.xml", sheet.as_bytes()),
    ])
}

#[test]
fn a_sheet() {
    reads_alike(&xlsx(&suqian().report));
    let shanghai = read_bytes(&data("14_shanghai-gov-office_2019.html")).unwrap();
    let reading = read_bytes(&xlsx(&shanghai.report)).unwrap();
    let read: BTreeMap<CellId, String> =
        cells(&reading).into_iter().filter(|(_, raw)| !raw.is_empty()).collect();
    let printed: BTreeMap<CellId, String> =
        cells(&shanghai).into_iter().filter(|(_, raw)| !raw.is_empty()).collect();
    for (id, sighting) in reading.sightings.iter().filter(|(_, sighting)| sighting.certain) {
        assert_eq!(printed.get(id).map_or("", String::as_str), sighting.raw, "{id}");
    }
    assert!(read.len() + 5 > printed.len(), "{} of {}", read.len(), printed.len());
}

#[test]
fn a_pdf_of_ours() {
    let reading = reads_alike(&data("17_suqian-city_2023.pdf"));
    let original = suqian().report;
    let overview = &original.form().sections[0].id;
    assert_eq!(reading.report.text(overview), original.text(overview));
}

#[test]
fn a_saved_page() {
    let page = data("14_shanghai-gov-office_2019.html");
    let encoded: String = page
        .iter()
        .map(|b| format!("={b:02X}"))
        .collect::<Vec<_>>()
        .chunks(24)
        .map(|line| line.concat() + "=\r\n")
        .collect();
    let mail = format!(
        "From: <Saved by a browser>\r\nSubject: x\r\nMIME-Version: 1.0\r\nContent-Type: multipart/related; type=\"text/html\"; boundary=\"----x\"\r\n\r\n\
         ------x\r\nContent-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\nContent-Location: http://a.example/\r\n\r\n{encoded}\r\n\
         ------x\r\nContent-Type: image/png\r\nContent-Transfer-Encoding: base64\r\n\r\niVBORw0KGgo=\r\n------x--\r\n"
    );
    let reading = read_bytes(mail.as_bytes()).unwrap();
    assert_eq!(cells(&reading), cells(&read_bytes(&page).unwrap()));
    assert_eq!(reading.uncertain().count(), 0);
}

#[test]
fn a_packed_folder_is_read_file_by_file() {
    let text = data("17_suqian-city_2023.txt");
    let page = data("13_hangzhou-style-city_2025.html");
    let gb_name = "宿迁市";
    let packed = zipped(&[
        (&format!("年报/{gb_name}2023.txt"), &text),
        ("年报/测试市.html", &page),
        ("__MACOSX/._x", b"x"),
        ("年报/照片.png", b"\x89PNG\r\n\x1a\n\0\0\0\0"),
    ]);
    assert!(refused(&packed).contains("压缩文件"));
    let read = read_packed(&packed, &FORMS, Budget::default(), all).unwrap();
    let told: Vec<(String, String)> = read
        .iter()
        .map(|(name, reading)| {
            (name.clone(), reading.as_ref().map_or_else(ToString::to_string, |r| r.report.agency.clone()))
        })
        .collect();
    assert_eq!(told.len(), 3);
    let one =
        |done, of| if (done, of) == (0, 3) { ControlFlow::Continue(()) } else { ControlFlow::Break(()) };
    assert_eq!(read_packed(&packed, &FORMS, Budget::default(), one).unwrap().len(), 1);
    assert_eq!(told[0], ("年报/宿迁市2023.txt".into(), "宿迁市".into()));
    assert_eq!(told[1].1, "测试市");
    assert!(told[2].1.contains("文字层"), "{}", told[2].1);
}

#[test]
fn what_cannot_be_read_is_told_in_a_sentence() {
    assert!(refused(b"").contains("空的"));
    assert!(refused(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR").contains("文字层"));
    assert!(refused(b"{\\rtf1\\ansi x}").contains("RTF"));
    assert!(refused(b"PK\x03\x04 not a zip").contains("已损坏"));
    assert!(refused(b"%PDF-1.7\nnothing").contains("PDF"));
    assert!(refused(b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1 short").contains("Office"));
    let empty_page = b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj 2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj 3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]>>endobj\ntrailer<</Root 1 0 R/Size 4>>\n%%EOF";
    let sentence = refused(empty_page);
    assert!(sentence.contains("文字层") || sentence.contains("已损坏"), "{sentence}");
}

/// Sets the mark that a packed file's entries are encrypted, in their own heads and in the list at its end.
fn encrypted(mut packed: Vec<u8>) -> Vec<u8> {
    for at in 0..packed.len() - 4 {
        match &packed[at..at + 4] {
            b"PK\x03\x04" => packed[at + 6] |= 1,
            b"PK\x01\x02" => packed[at + 8] |= 1,
            _ => {}
        }
    }
    packed
}

/// A table that holds the whole report, headings and paragraphs too.
#[test]
fn paragraphs_in_rows_of_one_table_are_prose() {
    let text = String::from_utf8(data("17_suqian-city_2023.txt")).unwrap();
    let row = |line: &str| -> String {
        let cells: String = line.split('\t').map(|cell| format!("<td>{cell}</td>")).collect();
        format!("<tr>{cells}</tr>")
    };
    let rows: String = text.lines().filter(|line| !line.trim().is_empty()).map(row).collect();
    let reading = read_bytes(format!("<table>{rows}</table>").as_bytes()).unwrap();
    let form = reading.report.form();
    let whole = suqian().report;
    let has_text = |section: &&report::form::Section| !whole.text(&section.id).is_empty();
    assert_eq!(form.sections.iter().filter(has_text).count(), 3);
    for section in &form.sections {
        assert_eq!(reading.report.text(&section.id), whole.text(&section.id), "{}", section.heading);
    }
}

#[test]
fn what_is_locked_or_of_another_kind_says_so() {
    let text = data("17_suqian-city_2023.txt");
    let locked = encrypted(zipped(&[("a.txt", &text), ("b.txt", &text)]));
    let error = read_packed(&locked, &FORMS, Budget::default(), all).unwrap_err();
    assert_eq!(error.to_string(), "压缩文件设有密码，不能读取；请去掉密码后再试");
    // Where only some of the files are locked, each of them says so.
    let mut some = zipped(&[("a.txt", &text), ("b.txt", &text)]);
    let heads: Vec<usize> = (0..some.len() - 4).filter(|at| &some[*at..at + 4] == b"PK\x01\x02").collect();
    some[heads[0] + 8] |= 1;
    let read = read_packed(&some, &FORMS, Budget::default(), all).unwrap();
    assert!(matches!(read[0].1, Err(IntakeError::Locked(_))) && read[1].1.is_ok());
    assert!(refused(&encrypted(docx(&suqian().report))).contains("设有密码"));
    let mut office = cfb::CompoundFile::create(std::io::Cursor::new(Vec::new())).unwrap();
    office.create_stream("/EncryptedPackage").unwrap();
    assert!(refused(&office.into_inner().into_inner()).contains("设有密码"));
    for (what, files) in [
        ("OpenDocument 文件（.odt、.ods）", ["mimetype", "content.xml"]),
        ("OFD 版式文件", ["OFD.xml", "Doc_0/Document.xml"]),
        ("演示文稿（.pptx）", ["ppt/presentation.xml", "[Content_Types].xml"]),
        ("二进制的 Excel 文件（.xlsb）", ["xl/workbook.bin", "[Content_Types].xml"]),
    ] {
        let packed = zipped(&files.map(|name| (name, b"x".as_slice())));
        assert!(!intake::is_packed(&packed), "{what}");
        assert_eq!(refused(&packed), format!("这是{what}，不能读取；请打开它，全选复制后另存为文本再试"));
        let read = read_packed(&zipped(&[("a", &packed)]), &FORMS, Budget::default(), all).unwrap();
        assert!(matches!(read[0].1, Err(IntakeError::Unsupported(_))), "{what}");
    }
}

#[test]
fn a_bomb_does_not_go_off() {
    let started = Instant::now();
    let zeros = vec![b' '; 140 << 20];
    let bomb = zipped(&[("word/document.xml", &zeros)]);
    assert!(bomb.len() < 1 << 20);
    assert!(refused(&bomb).contains("过大"));
    let packed = zipped(&[("a.txt", &zeros), ("b.txt", b"x")]);
    let read = read_packed(&packed, &FORMS, Budget::default(), all).unwrap();
    assert!(read[0].1.is_err());
    let many: Vec<(String, &[u8])> = (0..5_001).map(|n| (format!("{n}.txt"), b"x".as_slice())).collect();
    let many: Vec<(&str, &[u8])> = many.iter().map(|(name, content)| (name.as_str(), *content)).collect();
    let refusal = read_packed(&zipped(&many), &FORMS, Budget::default(), all).map(|_| ()).unwrap_err();
    assert!(refusal.to_string().contains("5000"), "{refusal}");
    // Two cells at the far corners are two cells.
    let far = "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>";
    let _ = read_bytes(&sheet(far, "<mergeCell ref=\"A1:XFD1048576\"/>"));
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn what_is_longer_than_any_report_is_refused_at_once() {
    let started = Instant::now();
    for endless in ["<p>1</p>", "规章\n", "规章\t0\n", "<br>", "<table><tr><td>0</td></tr></table>"] {
        let text = endless.repeat((8 << 20) / endless.len());
        assert_eq!(refused(text.as_bytes()), "内容太长，不像是一份年报；请只复制年报的部分再试", "{endless}");
    }
    // A page as a word processor exports it is far from that.
    let page = format!("<p>{}</p>", "<span>年</span>".repeat(20_000));
    assert!(read_bytes(page.as_bytes()).is_ok());
    // Debug builds on busy machines; what it is compared with took minutes.
    assert!(started.elapsed().as_secs() < 120, "{:?}", started.elapsed());
}

#[test]
fn nesting_without_end_is_refused() {
    let deep = format!("<w:document xmlns:w=\"w\">{}", "<w:tbl><w:tr><w:tc>".repeat(10_000));
    assert!(refused(&zipped(&[("word/document.xml", deep.as_bytes())])).contains("已损坏"));
    let _ = read_bytes("<table><tr><td>".repeat(10_000).as_bytes());
}

/// Cut or changed anywhere, a container is read or refused, and a number that is certain is one that was there.
#[test]
fn a_damaged_container_is_read_or_refused() {
    let report = suqian().report;
    let whole = cells(&suqian());
    for (name, bytes) in
        [("docx", docx(&report)), ("xlsx", xlsx(&report)), ("pdf", data("17_suqian-city_2023.pdf"))]
    {
        for step in 1..12 {
            let cut = &bytes[..bytes.len() * step / 12];
            if let Ok(reading) = read_bytes(cut) {
                for (id, sighting) in reading.sightings.iter().filter(|(_, sighting)| sighting.certain) {
                    assert_eq!(whole.get(id), Some(&sighting.raw), "{name} cut at {step}: {id}");
                }
            }
            let mut changed = bytes.clone();
            let at = bytes.len() * step / 12 - 1;
            changed[at] ^= 0x55;
            let _ = read_bytes(&changed);
        }
    }
}
