//! What is made to hurt: every file is read or refused with a sentence, at once and without filling the memory.
#![cfg(test)]

mod packing;

use intake::{read, read_packed, Budget, IntakeError, Reading, ReadingJson, Source};
use packing::zipped;
use report::Forms;
use std::{
    fmt::Write as _,
    io::Write as _,
    ops::ControlFlow,
    path::PathBuf,
    sync::{LazyLock, Mutex},
    time::{Duration, Instant},
};

static FORMS: LazyLock<Forms> = LazyLock::new(|| Forms::bundled().unwrap());

/// One at a time: each is to have the machine for itself while its time is taken.
static TURN: Mutex<()> = Mutex::new(());

/// Five seconds as the program is shipped; the build for tests is many times slower.
const LONGEST: Duration = Duration::from_secs(if cfg!(debug_assertions) { 40 } else { 5 });

/// The build for tests gets a part of what has to be read to the end.
const PART: usize = if cfg!(debug_assertions) { 10 } else { 1 };

fn data(name: &str) -> Vec<u8> {
    std::fs::read(PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../tests/data").join(name)).unwrap()
}

/// What is said of a file, within the time.
fn of(name: &str, bytes: &[u8]) -> Result<Reading, IntakeError> {
    let _turn = TURN.lock().unwrap_or_else(std::sync::PoisonError::into_inner);
    let started = Instant::now();
    let read = read(Source { name: None, bytes }, &FORMS, Budget::default());
    let took = started.elapsed();
    let said = read.as_ref().map_or_else(ToString::to_string, |_| "read".to_owned());
    println!("{name}: {} ms: {said}", took.as_millis());
    assert!(took < LONGEST, "{name}: {took:?}");
    read
}

/// The sentence with which a file is refused: it says what happened, and what to do or what was expected.
fn refused(name: &str, bytes: &[u8]) -> String {
    match of(name, bytes) {
        Ok(reading) => panic!("{name} was read: {} cells", reading.sightings.len()),
        Err(error) => error.to_string(),
    }
}

/// Read or refused; if read, nothing of it is certain, for there is no report in it.
fn harmless(name: &str, bytes: &[u8]) {
    if let Ok(reading) = of(name, bytes) {
        let sure = reading.sightings.values().filter(|sighting| sighting.certain).count();
        assert_eq!(sure, 0, "{name}");
    }
}

fn document(body: &str) -> Vec<u8> {
    let xml = format!("<w:document xmlns:w=\"w\"><w:body>{body}</w:body></w:document>");
    zipped(&[("word/document.xml", xml.as_bytes())])
}

fn workbook(shared: &str, sheet: &str) -> Vec<u8> {
    let sheets = "<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";
    let relations =
        "<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
    zipped(&[
        ("xl/workbook.xml", sheets.as_bytes()),
        ("xl/_rels/workbook.xml.rels", relations.as_bytes()),
        ("xl/sharedStrings.xml", format!("<sst>{shared}</sst>").as_bytes()),
        ("xl/worksheets/sheet1.xml", format!("<worksheet>{sheet}</worksheet>").as_bytes()),
    ])
}

fn to_the_end(_: usize, _: usize) -> ControlFlow<()> {
    ControlFlow::Continue(())
}

#[test]
fn bombs_in_packed_files() {
    let blank = vec![b' '; 140 << 20];
    for name in ["word/document.xml", "xl/workbook.xml"] {
        let bomb = zipped(&[(name, &blank), ("xl/_rels/workbook.xml.rels", b"<a/>")]);
        assert!(bomb.len() < 1 << 20);
        assert_eq!(refused(name, &bomb), "压缩的内容解开后过大，不像是年报；请只留下年报，另存后再试");
    }
    // In a packed folder the others are read all the same.
    let text = data("17_suqian-city_2023.txt");
    let packed = zipped(&[("b.txt", &text), ("a.txt", &blank)]);
    let started = Instant::now();
    let all = read_packed(&packed, &FORMS, Budget::default(), to_the_end).unwrap();
    assert!(started.elapsed() < LONGEST, "{:?}", started.elapsed());
    assert!(all[0].1.is_ok());
    assert!(matches!(all[1].1, Err(IntakeError::Unpacked)));
    // Packed files within packed files are not opened.
    let within = zipped(&[("a.zip", &zipped(&[("b.zip", &zipped(&[("c.txt", &text)]))]))]);
    let all = read_packed(&within, &FORMS, Budget::default(), to_the_end).unwrap();
    assert!(matches!(all[0].1, Err(IntakeError::Several)));
}

#[test]
fn more_files_than_anybody_packs() {
    let names: Vec<String> = (0..5_001).map(|n| format!("{n}.txt")).collect();
    let files: Vec<(&str, &[u8])> = names.iter().map(|name| (name.as_str(), b"".as_slice())).collect();
    let error = read_packed(&zipped(&files), &FORMS, Budget::default(), to_the_end).unwrap_err();
    assert_eq!(error.to_string(), "压缩文件里的文件超过 5000 个，请分几次读取");
}

#[test]
fn files_larger_than_any_report() {
    let page = "<p>公开</p>".repeat((200 << 20) / 16);
    assert_eq!(
        refused("200 MB of HTML", page.as_bytes()),
        "文件超过 32 MB，不像是一份年报；请只留下年报的部分，另存后再试"
    );
    let most = &page[..32 << 20];
    assert!(refused("32 MB of HTML", most.as_bytes()).contains("内容太长"));
}

#[test]
fn text_without_end() {
    for (name, piece) in [
        ("tabs", "0\t"),
        ("strokes", "0|"),
        ("full-width strokes", "0｜"),
        ("lines", "a\n"),
        ("rows", "a\tb\tc\td\te\tf\tg\th\n"),
    ] {
        let text = piece.repeat((4 << 20) / piece.len());
        assert!(refused(name, text.as_bytes()).contains("内容太长"), "{name}");
    }
    // One line, or a few: they are looked at, and are no table.
    for piece in [
        "公",
        "0",
        "规章0",
        "一、总体情况",
        "第二十条",
        "（一）",
        "1.属于国家秘密",
        "政府信息公开工作年度报告 2023年",
    ] {
        harmless(piece, piece.repeat((7 << 20) / PART / piece.len()).as_bytes());
        let lines = format!("{piece}\n").repeat(90_000 / PART);
        harmless(&format!("{piece} a line"), lines.as_bytes());
    }
}

/// What is looked for from the begin again for every line takes minutes.
#[test]
fn lines_in_the_notation_of_programs_without_end() {
    let table = "{ '规章': { 甲: 1, 乙: 2 }, '文件': { 甲: 1, 乙: 2 } }\n";
    harmless("lines behind a notation", (table.to_owned() + &"表三: 列\n".repeat(45_000)).as_bytes());
}

#[test]
fn markup_without_end() {
    let attributes = |n: usize| (0..n).fold(String::new(), |all, n| all + " a" + &n.to_string());
    let fonts: String = (0..20_000 / PART).map(|n| format!("<font size={n}>")).collect();
    let pages = [
        ("a tag with a million words", format!("<p{}>一", attributes(1_000_000))),
        ("fonts that open again in every paragraph", format!("<p>{fonts}{}", "<p>一".repeat(100_000 / PART))),
        ("tables in tables", "<table><tr><td>".repeat(10_000) + "0"),
        ("tables beside tables in tables", "<table><tr><td>".repeat(10_000) + &"<table></table>".repeat(50_000)),
        ("divisions in divisions", "<div>".repeat(350_000 / PART) + "0"),
        ("misnested", "<b><i><a><p>".repeat(50_000)),
        ("wide cells", format!("<table><tr>{}", "<td colspan=64>0".repeat(300_000 / PART))),
        ("tall cells", format!("<table>{}", "<tr><td rowspan=64>0<td rowspan=64>0".repeat(90_000))),
        ("references", "<p>".to_owned() + &"&NotNestedGreaterGreater;&#x4e00;&lt".repeat(600_000 / PART)),
        ("a tag that does not end", "<p title=\"".to_owned() + &"规章0".repeat(3_000_000 / PART)),
        ("comments", "<p>".to_owned() + &"<!--".repeat(300_000 / PART)),
        ("a frame, a script and a file", "<iframe src=\"file:///etc/passwd\"></iframe><script src=\"http://a.example/\">alert(1)</script><img src=x onerror=alert(1)><p>无".to_owned()),
    ];
    for (name, page) in pages {
        harmless(name, page.as_bytes());
        let head = "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n";
        harmless(&format!("{name}, saved"), format!("{head}{page}\n--x--\n").as_bytes());
    }
}

#[test]
fn saved_pages_within_saved_pages() {
    let mut mail = String::new();
    for n in 0..10_000 {
        let _ = write!(mail, "MIME-Version: 1.0\nContent-Type: multipart/related; boundary=b{n}\n\n--b{n}\n");
    }
    assert!(refused("nested mail", mail.as_bytes()).contains("网页存档文件"));
}

#[test]
fn word_documents_without_end() {
    let deep = "<w:tbl><w:tr><w:tc>".repeat(10_000);
    assert!(refused("tables in tables", &document(&deep)).contains("Word 文件已损坏"));
    assert!(refused("cells in cells", &document(&"<w:tc>".repeat(1_000_000))).contains("Word 文件已损坏"));
    let row = format!("<w:tbl><w:tr>{}</w:tr></w:tbl>", "<w:tc><w:p/></w:tc>".repeat(10_000));
    assert!(refused("a row of ten thousand cells", &document(&row)).contains("内容太长"));
    let lines = "<w:p><w:r><w:t>0</w:t></w:r></w:p>".repeat(110_000);
    assert!(refused("a hundred thousand paragraphs", &document(&lines)).contains("内容太长"));
    harmless(
        "a paragraph of 7 MB",
        &document(&format!("<w:p><w:r><w:t>{}</w:t></w:r></w:p>", "规章0".repeat(8 << 17))),
    );
}

/// Entities that stand for a thousand million others, and for a file.
#[test]
fn entities_stand_for_nothing() {
    let mut xml = String::from("<!DOCTYPE x [<!ENTITY a0 \"哈\"><!ENTITY f SYSTEM \"file:///etc/passwd\">");
    for n in 1..10 {
        let _ = write!(xml, "<!ENTITY a{n} \"{}\">", format!("&a{};", n - 1).repeat(10));
    }
    xml += "]><w:document xmlns:w=\"w\"><w:body><w:p><w:r><w:t>一&a9;二&f;三</w:t></w:r></w:p></w:body></w:document>";
    let reading = of("entities", &zipped(&[("word/document.xml", xml.as_bytes())])).unwrap();
    let left: Vec<&str> = reading.leftovers.iter().map(|left| left.text.as_str()).collect();
    assert_eq!(left, ["一二三"]);
}

/// A template, a picture and a frame from elsewhere: nothing is fetched, and the document reads as without them.
#[test]
fn relations_to_the_outside_lead_nowhere() {
    let body = "<w:p><w:r><w:t>某镇2024年政府信息公开工作年度报告</w:t></w:r></w:p><w:p><w:r><w:t>一、总体情况</w:t></w:r></w:p><w:p><w:hyperlink r:id=\"r2\"><w:r><w:t>已公布。</w:t></w:r></w:hyperlink><w:r><w:drawing><a:blip r:link=\"r3\"/></w:drawing></w:r></w:p>";
    let xml =
        format!("<w:document xmlns:w=\"w\" xmlns:r=\"r\" xmlns:a=\"a\"><w:body>{body}</w:body></w:document>");
    // Nobody listens there: whoever asked would wait, or fail.
    let relations = "<Relationships><Relationship Id=\"r1\" Type=\"attachedTemplate\" Target=\"http://127.0.0.1:9/a.dotm\" TargetMode=\"External\"/><Relationship Id=\"r2\" Type=\"hyperlink\" Target=\"file:///etc/passwd\" TargetMode=\"External\"/><Relationship Id=\"r3\" Type=\"image\" Target=\"\\\\127.0.0.1\\a.png\" TargetMode=\"External\"/><Relationship Id=\"r4\" Type=\"officeDocument\" Target=\"../../../etc/passwd\"/></Relationships>";
    let with = zipped(&[
        ("word/document.xml", xml.as_bytes()),
        ("word/_rels/document.xml.rels", relations.as_bytes()),
        ("../../../tmp/outside.txt", b"x"),
    ]);
    let without = zipped(&[("word/document.xml", xml.as_bytes())]);
    let (with, without) = (of("relations", &with).unwrap(), of("no relations", &without).unwrap());
    assert!(with == without);
    let overview = &with.report.form().sections[0].id;
    assert_eq!(with.report.text(overview), ["已公布。"]);
}

#[test]
fn workbooks_without_end() {
    let cells = |n: usize, of: &str| -> String {
        let rows = (1..=n).map(|row| {
            format!("<row><c r=\"A{row}\" t=\"s\"><v>0</v></c>{}</row>", of.replace('#', &row.to_string()))
        });
        format!("<sheetData>{}</sheetData>", rows.collect::<String>())
    };
    let long = format!("<si><t>{}</t></si>", "规章".repeat(1 << 20));
    assert!(
        refused("a text of 6 MB in 1,000 cells", &workbook(&long, &cells(1_000, ""))).contains("内容太长")
    );
    let far = cells(5_000, "<c r=\"IV#\"><v>1</v></c>");
    assert!(refused("cells far apart", &workbook("<si><t>规章</t></si>", &far)).contains("内容太长"));
    let merged = format!("<mergeCells>{}</mergeCells>", "<mergeCell ref=\"A1:CV40\"/>".repeat(1_000));
    let merged = cells(2, "") + &merged;
    assert!(
        refused("a thousand merged regions", &workbook("<si><t>规章</t></si>", &merged)).contains("内容太长")
    );
    let across: String =
        (1..=90_000 / PART).map(|row| format!("<mergeCell ref=\"A{row}:B{row}\"/>")).collect();
    let across = cells(90_000 / PART, "") + &format!("<mergeCells>{across}</mergeCells>");
    harmless("rows across", &workbook("<si><t>规章</t></si>", &across));
    assert!(refused("shared texts", &workbook(&"<si/>".repeat(500_000), &cells(1, ""))).contains("内容太长"));
}

/// Objects of a PDF and the table that says where they are.
fn pdf(objects: &[String], trailer: &str) -> Vec<u8> {
    let mut bytes = b"%PDF-1.5\n".to_vec();
    let mut places = Vec::new();
    for (n, object) in objects.iter().enumerate() {
        places.push(bytes.len());
        let _ = write!(bytes, "{} 0 obj\n{object}\nendobj\n", n + 1);
    }
    let at = bytes.len();
    let _ = write!(bytes, "xref\n0 {}\n0000000000 65535 f \n", places.len() + 1);
    for place in &places {
        let _ = writeln!(bytes, "{place:010} 00000 n ");
    }
    let trailer = trailer.replace("SELF", &at.to_string());
    let _ = write!(
        bytes,
        "trailer\n<</Size {}/Root 1 0 R{trailer}>>\nstartxref\n{at}\n%%EOF\n",
        places.len() + 1
    );
    bytes
}

fn stream(dict: &str, content: &str) -> String {
    format!("<<{dict}/Length {}>>\nstream\n{content}\nendstream", content.len())
}

const CATALOG: &str = "<</Type/Catalog/Pages 2 0 R>>";
const PAGES: &str = "<</Type/Pages/Kids[3 0 R]/Count 1>>";

/// A page that draws an object of its own.
fn drawing(resources: &str, content: &str, more: &[String]) -> Vec<u8> {
    let page = format!("<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<<{resources}/Font<</F 5 0 R>>>>>>");
    let mut objects = vec![
        CATALOG.to_owned(),
        PAGES.to_owned(),
        page,
        stream("", content),
        "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>".to_owned(),
    ];
    objects.extend_from_slice(more);
    pdf(&objects, "")
}

#[test]
fn pdfs_that_go_round() {
    let catalog = CATALOG.to_owned();
    let loops = [
        ("a page tree that holds itself", pdf(&[catalog.clone(), "<</Type/Pages/Kids[2 0 R 2 0 R]/Count 99999999>>".into()], "")),
        ("page trees that hold one another", pdf(&[catalog.clone(), "<</Type/Pages/Kids[3 0 R]/Count 9>>".into(), "<</Type/Pages/Parent 2 0 R/Kids[2 0 R 3 0 R]/Count 9>>".into()], "")),
        ("a page that is its own parent", pdf(&[catalog.clone(), PAGES.into(), "<</Type/Page/Parent 3 0 R>>".into()], "")),
        ("a table before itself", pdf(&[catalog.clone(), PAGES.into(), "<</Type/Page/Parent 2 0 R>>".into()], "/Prev SELF/XRefStm SELF")),
        ("an object that is itself", pdf(&["1 0 R".into(), "2 0 R".into()], "")),
        ("a length that is its stream", pdf(&[catalog.clone(), PAGES.into(), "<</Type/Page/Parent 2 0 R/Contents 4 0 R>>".into(), "<</Length 4 0 R>>\nstream\nx\nendstream".into()], "")),
        ("object streams that extend one another", pdf(&[catalog.clone(), PAGES.into(), stream("/Type/ObjStm/N 1/First 4/Extends 4 0 R", "9 0 <<>>"), stream("/Type/ObjStm/N 1/First 4/Extends 3 0 R", "8 0 <<>>")], "")),
        ("a table in a stream before itself", b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 1/W[1 2 1]/Root 1 0 R/Prev 9/Length 4>>\nstream\n\0\0\0\0\nendstream\nendobj\nstartxref\n9\n%%EOF".to_vec()),
        ("the catalog in an object stream that is in itself", b"%PDF-1.5\n1 0 obj\n<</Type/XRef/Size 3/W[1 1 1]/Root 2 0 R/Length 9>>\nstream\n\x01\x09\x00\x02\x02\x00\x02\x02\x00\nendstream\nendobj\nstartxref\n9\n%%EOF".to_vec()),
    ];
    for (name, bytes) in loops {
        let sentence = refused(name, &bytes);
        assert!(sentence.contains("文字层") || sentence.contains("PDF 文件"), "{name}: {sentence}");
    }
}

#[test]
fn pdfs_that_draw_without_end() {
    let say = "BT /F 12 Tf 9 9 Td (0) Tj ET ";
    let form = |content: &str, named: &str| {
        stream(
            &format!(
                "/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</Font<</F 5 0 R>>/XObject<<{named}>>>>"
            ),
            content,
        )
    };
    // A form that paints itself.
    let itself = drawing(
        "/XObject<</X 6 0 R>>",
        "/X Do",
        &[form(&format!("{say}{}", "/X Do ".repeat(10)), "/X 6 0 R")],
    );
    // Forms that each paint the next a hundred times.
    let chain: Vec<String> = (0..10)
        .map(|n| form(&format!("{say}{}", "/X Do ".repeat(100)), &format!("/X {} 0 R", n + 7)))
        .collect();
    let chain = drawing("/XObject<</X 6 0 R>>", &"/X Do ".repeat(100), &chain);
    for (name, bytes) in [("a form that paints itself", itself), ("forms that paint forms", chain)] {
        assert!(refused(name, &bytes).contains("PDF 文件太复杂"), "{name}");
    }
    // One that is painted a few times is drawn as often.
    let plain = drawing("/XObject<</X 6 0 R>>", "/X Do", &[form(say, "")]);
    assert_eq!(of("a form", &plain).unwrap().leftovers.len(), 1);
    // A stream may say elsewhere how long it is.
    let elsewhere = stream("", &format!("{say} ")).replace("/Length 30", "/Length 6 0 R");
    let page =
        "<</Type/Page/Parent 2 0 R/MediaBox[0 0 600 800]/Contents 4 0 R/Resources<</Font<</F 5 0 R>>>>>>";
    let font = "<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>";
    let objects = [CATALOG, PAGES, page, &elsewhere, font, "30"].map(String::from);
    assert!(objects[3].contains("6 0 R"), "{}", objects[3]);
    assert_eq!(of("a length elsewhere", &pdf(&objects, "")).unwrap().leftovers.len(), 1);
    // Two bytes stand for a hundred and twenty-eight.
    let bomb = [129, b'q'].repeat(1 << 18);
    let mut bytes = b"%PDF-1.5\n1 0 obj\n<</Type/Catalog/Pages 2 0 R>>\nendobj\n2 0 obj\n<</Type/Pages/Kids[3 0 R]/Count 1>>\nendobj\n3 0 obj\n<</Type/Page/Parent 2 0 R/MediaBox[0 0 9 9]/Contents[4 0 R 4 0 R 4 0 R]>>\nendobj\n".to_vec();
    let _ = write!(bytes, "4 0 obj\n<</Filter/RunLengthDecode/Length {}>>\nstream\n", bomb.len());
    bytes.extend(&bomb);
    bytes.extend(b"\nendstream\nendobj\ntrailer\n<</Root 1 0 R/Size 5>>\n%%EOF");
    assert!(bytes.len() < 1 << 20);
    assert!(refused("a bomb of a page", &bytes).contains("PDF 文件"));
}

#[test]
fn pdfs_that_nest_without_end() {
    for (name, piece) in [
        ("arrays", "["),
        ("dictionaries", "<</A "),
        ("both", "[<</A "),
        ("semicolons", ";"),
        ("strange bytes", "\u{1}"),
    ] {
        for count in [3_900, 1_000_000] {
            let deep = piece.repeat(count);
            for bytes in [
                pdf(&[CATALOG.into(), PAGES.into(), deep.clone()], ""),
                pdf(std::slice::from_ref(&deep), ""),
                drawing("", &deep, &[]),
                format!("%PDF-1.4\n{deep}").into_bytes(),
                format!("%PDF-1.4\ntrailer{deep}").into_bytes(),
            ] {
                let sentence = refused(name, &bytes);
                assert!(sentence.contains("文字层") || sentence.contains("PDF 文件"), "{name}: {sentence}");
            }
        }
    }
}

#[test]
fn bytes_that_say_nothing() {
    assert!(refused("zeros", &vec![0; 30 << 20]).contains("二进制文件"));
    assert!(
        refused("NUL in a text", "某镇2024年\0政府信息公开工作年度报告".as_bytes()).contains("二进制文件")
    );
    let mut text = data("17_suqian-city_2023.txt");
    let at = text.len() / 2;
    text[at] = 0;
    assert!(refused("NUL in a report", &text).contains("二进制文件"));
    let noise: Vec<u8> =
        (0_u64..1 << 20).map(|n| (n.wrapping_mul(0x9E37_79B9_7F4A_7C15) >> 56) as u8).collect();
    refused("noise", &noise);
    for magic in [
        b"PK\x03\x04".as_slice(),
        b"%PDF-1.7\n",
        b"\xD0\xCF\x11\xE0\xA1\xB1\x1A\xE1",
        b"{",
        b"\xFF\xFE",
        b"\xFE\xFF",
    ] {
        refused("noise behind a magic", &[magic, &noise].concat());
    }
}

/// Text in encodings that no report has, or in two at once: refused, or read as what it is not without a certain cell.
#[test]
fn wrong_encodings() {
    let text = String::from_utf8(data("17_suqian-city_2023.txt")).unwrap();
    let gb = encoding_rs::GB18030.encode(&text).0.into_owned();
    let both = [text.as_bytes(), &gb].concat();
    assert!(refused("UTF-8 and GB18030", &both).contains("编码"));
    let japanese =
        encoding_rs::SHIFT_JIS.encode("情報公開の年次報告、申請は零件。ひらがなカタカナ").0.repeat(2_000);
    harmless("Shift JIS", &japanese);
    harmless("Latin", &encoding_rs::WINDOWS_1252.encode("été à la façon §").0.repeat(9_000));
    // A page that names another encoding than its own.
    let page = format!("<meta charset=\"utf-8\"><p>{text}");
    let gb_page = encoding_rs::GB18030.encode(&page).0.into_owned();
    assert_eq!(of("GB18030 that calls itself UTF-8", &gb_page).unwrap().report.year, 2023);
}

/// Broken off anywhere, a file of any kind is read or refused, and what is certain of it is certain of the whole.
#[test]
fn files_that_break_off() {
    let page = data("13_hangzhou-style-city_2025.html");
    let text = String::from_utf8(data("17_suqian-city_2023.txt")).unwrap();
    let utf16: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
    let head = b"MIME-Version: 1.0\nContent-Type: multipart/related; boundary=x\n\n--x\nContent-Type: text/html; charset=utf-8\n\n";
    let reading = of("the report", text.as_bytes()).unwrap();
    let json = ReadingJson::from(&reading).to_text().unwrap();
    for (name, whole) in [
        ("page", page.clone()),
        ("saved page", [head.as_slice(), &page, b"\n--x--\n"].concat()),
        ("GB18030", encoding_rs::GB18030.encode(&text).0.into_owned()),
        ("UTF-16", [b"\xFF\xFE".as_slice(), &utf16].concat()),
        ("JSON", json.into_bytes()),
        ("ZIP", zipped(&[("a.txt", text.as_bytes())])),
    ] {
        let truth = read(Source { name: None, bytes: &whole }, &FORMS, Budget::default());
        for part in 1..40 {
            let cut = &whole[..whole.len() * part / 40];
            match read(Source { name: None, bytes: cut }, &FORMS, Budget::default()) {
                Ok(reading) => {
                    let truth = truth.as_ref().unwrap();
                    for (id, sighting) in reading.sightings.iter().filter(|(_, sighting)| sighting.certain) {
                        assert_eq!(truth.sightings[id].raw, sighting.raw, "{name}, {part} of 40: {id}");
                    }
                }
                Err(error) => assert!(error.to_string().chars().count() > 5, "{name}: {error}"),
            }
        }
        println!(
            "{name}: {:?}",
            truth.map(|reading| reading.uncertain().count()).map_err(|error| error.to_string())
        );
    }
}
