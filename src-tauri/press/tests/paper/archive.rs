//! Is the file what it claims to be: PDF/A-2a, or -3a with an attachment, and PDF/UA-1? These are our own checks of the
//! rules of ISO 19005-2 and -3 that concern what we write, read from the standards' text; no outside validator's.

use std::collections::BTreeSet;

use lopdf::{Dictionary, Document, Object, ObjectId};

use crate::opened::font::{descendant, Font};
use crate::opened::{content, decoded, Opened};
use crate::samples::{self, Printed};
use crate::{tagged, tools};

/// Keys that stand for something we never write and an archive may not or need not hold: scripts, actions, forms,
/// encryption, transparency, layers, annotations, images.
const ABSENT: [&str; 21] = [
    "AA",
    "AcroForm",
    "Annots",
    "BM",
    "CA",
    "Encrypt",
    "ExtGState",
    "Group",
    "JS",
    "JavaScript",
    "Launch",
    "NeedsRendering",
    "OCProperties",
    "OpenAction",
    "Perms",
    "Requirements",
    "SMask",
    "TR",
    "XFA",
    "XObject",
    "ca",
];
/// The operators our pages are drawn with; all are of ISO 32000-1.
const OPERATORS: [&str; 25] = [
    "BDC", "d", "BT", "EMC", "ET", "S", "TJ", "Tc", "Tf", "Tj", "Tm", "f", "g", "h", "l", "m", "re", "rg",
    "w", "q", "Q", "Td", "n", "G", "RG",
];

/// What is wrong with the file.
pub fn faults(bytes: &[u8]) -> Vec<String> {
    let mut faults = document_faults(bytes);
    if !counts_objects_from_zero(bytes) {
        faults.push("object 0 does not head the cross-references".to_owned());
    }
    faults
}

/// What is wrong with what is in the file, however its objects are found.
fn document_faults(bytes: &[u8]) -> Vec<String> {
    let opened = Opened::new(bytes);
    let mut faults = frame_faults(bytes, &opened.document);
    faults.extend(object_faults(&opened));
    faults.extend(intent_faults(&opened));
    faults.extend(page_faults(&opened));
    faults.extend(metadata_faults(&opened));
    faults.extend(attachment_faults(&opened));
    faults.extend(tagged::faults(&opened));
    faults
}

/// 6.1.2 to 6.1.4: head, trailer and end of the file.
fn frame_faults(bytes: &[u8], document: &Document) -> Vec<String> {
    let mut faults = Vec::new();
    let comment = bytes.get(8..14).unwrap_or_default();
    if !bytes.starts_with(b"%PDF-1.7")
        || !comment.starts_with(b"\n%")
        || comment[2..].iter().any(|b| *b < 128)
    {
        faults.push("the head is not that of PDF 1.7 with a binary comment".to_owned());
    }
    if !bytes.trim_ascii_end().ends_with(b"%%EOF") {
        faults.push("something follows the end".to_owned());
    }
    let id = document.trailer.get(b"ID").and_then(Object::as_array);
    let whole = |part: &Object| part.as_str().is_ok_and(|text| text.len() == 16);
    if !id.is_ok_and(|id| id.len() == 2 && id.iter().all(whole)) {
        faults.push("no identifier".to_owned());
    }
    faults
}

/// Whether the cross-reference stream begins with object 0, free and never used again (ISO 32000-1, 7.5.4, 7.5.8).
/// Asked of the bytes: a file that was read and saved again has the stream of another writer.
fn counts_objects_from_zero(bytes: &[u8]) -> bool {
    let text = bytes.trim_ascii_end().strip_suffix(b"%%EOF").unwrap().trim_ascii_end();
    let digits = text.iter().rev().take_while(|byte| byte.is_ascii_digit()).count();
    let start: usize = std::str::from_utf8(&text[text.len() - digits..]).unwrap().parse().unwrap();
    let said = String::from_utf8_lossy(&bytes[start..]);
    let dictionary = said.split_once("stream").unwrap().0;
    let number = |key: &str| {
        let (_, after) = dictionary.split_once(key).unwrap();
        after.split(|c: char| !c.is_ascii_digit()).next().unwrap().parse::<usize>().unwrap()
    };
    let stream = &bytes[start + dictionary.len() + "stream\n".len()..][..number("/Length ")];
    let entries = match dictionary.contains("/FlateDecode") {
        true => {
            let mut entries = Vec::new();
            std::io::Read::read_to_end(&mut flate2::read::ZlibDecoder::new(stream), &mut entries).unwrap();
            entries
        }
        false => stream.to_vec(),
    };
    let from_zero = !dictionary.contains("/Index") || dictionary.contains("/Index[0 ");
    from_zero && entries.len() == 7 * number("/Size ") && entries.starts_with(&[0, 0, 0, 0, 0, 0xFF, 0xFF])
}

/// 6.1.7, 6.1.13, 6.2.10, 6.3 to 6.5, 6.9: nothing that may not be there, and every object within its limits.
fn object_faults(opened: &Opened) -> Vec<String> {
    let mut faults = Vec::new();
    let trailer = Object::Dictionary(opened.document.trailer.clone());
    for object in opened.document.objects.values().chain([&trailer]) {
        walk(object, &mut |object| match object {
            Object::Stream(stream) => {
                let filters = stream.filters().unwrap_or_default();
                if filters.iter().any(|filter| *filter != b"FlateDecode") || stream.dict.has(b"F") {
                    faults.push("a stream is packed in another way than Flate, or lies elsewhere".to_owned());
                }
            }
            Object::Dictionary(entry) => {
                let keys = ABSENT.iter().filter(|key| entry.has(key.as_bytes()));
                faults.extend(keys.map(|key| format!("there is {key}")));
            }
            Object::Name(name) if name.len() > 127 => faults.push("a name is too long".to_owned()),
            Object::String(text, _) if text.len() > 32_767 => faults.push("a string is too long".to_owned()),
            Object::Integer(value) if i32::try_from(*value).is_err() => faults.push(format!("{value}")),
            _ => {}
        });
    }
    faults
}

fn walk(object: &Object, see: &mut impl FnMut(&Object)) {
    see(object);
    match object {
        Object::Array(parts) => parts.iter().for_each(|part| walk(part, see)),
        Object::Dictionary(entry) => entry.iter().for_each(|(_, value)| walk(value, see)),
        Object::Stream(stream) => walk(&Object::Dictionary(stream.dict.clone()), see),
        _ => {}
    }
}

/// 6.2.3: one output intent with a profile of three colours.
fn intent_faults(opened: &Opened) -> Vec<String> {
    let intents = opened.array(opened.catalog(), "OutputIntents").unwrap_or_default();
    let [Object::Dictionary(intent)] = intents else { return vec!["no output intent".to_owned()] };
    let Some(profile) = opened.stream(intent, "DestOutputProfile") else {
        return vec!["no colour profile".to_owned()];
    };
    let colours = opened.integer(&profile.dict, "N");
    let profile = decoded(profile);
    let length = profile.get(..4).map(|size| u32::from_be_bytes(size.try_into().unwrap()) as usize);
    let is_sound = length == Some(profile.len())
        && profile[8] <= 4
        && profile[12..20] == *b"mntrRGB "
        && profile[36..40] == *b"acsp";
    if opened.name(intent, "S") != Some("GTS_PDFA1") || colours != Some(3) || !is_sound {
        return vec!["the output intent is not sound".to_owned()];
    }
    Vec::new()
}

/// 6.2.2 and 6.2.11: known operators, and fonts that are whole.
fn page_faults(opened: &Opened) -> Vec<String> {
    let mut faults = Vec::new();
    let mut seen: BTreeSet<(ObjectId, BTreeSet<u16>)> = BTreeSet::new();
    for page in opened.pages() {
        let drawing = content::read(opened, page);
        let unknown = drawing.operators.iter().filter(|operator| !OPERATORS.contains(&operator.as_str()));
        faults.extend(unknown.map(|operator| format!("operator {operator}")));
        seen.extend(drawing.codes);
    }
    for (font, codes) in seen {
        faults.extend(font_faults(opened, opened.document.get_dictionary(font).unwrap(), &codes));
    }
    faults
}

fn font_faults(opened: &Opened, entry: &Dictionary, codes: &BTreeSet<u16>) -> Vec<String> {
    let font = Font::read(opened, entry);
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(format!("{}: {what}", font.name));
    if opened.name(entry, "Subtype") != Some("Type0") || opened.name(entry, "Encoding") != Some("Identity-H")
    {
        fault("not a composite font with its own codes");
    }
    let Some(below) = descendant(opened, entry) else { return vec![format!("{}: no CID font", font.name)] };
    let Some(descriptor) = opened.dictionary(below, "FontDescriptor") else {
        return vec![format!("{}: no descriptor", font.name)];
    };
    if opened.name(descriptor, "FontName") != Some(&font.name)
        || opened.name(below, "BaseFont") != Some(&font.name)
    {
        fault("goes by different names");
    }
    // A set of characters may be left out; one that is there must be whole, and we leave it out.
    if descriptor.has(b"CIDSet") {
        fault("a CIDSet");
    }
    let embedded = match opened.name(below, "Subtype") {
        Some("CIDFontType0") => opened.stream(descriptor, "FontFile3").and_then(|file| {
            let is_bare = opened.name(&file.dict, "Subtype") == Some("CIDFontType0C");
            is_bare.then(|| cff_codes(&decoded(file)))
        }),
        Some("CIDFontType2") => opened.stream(descriptor, "FontFile2").and_then(|file| {
            let is_plain = opened.name(below, "CIDToGIDMap") == Some("Identity");
            is_plain.then(|| truetype_codes(&decoded(file)))
        }),
        _ => None,
    };
    let Some(embedded) = embedded else {
        return vec![format!("{}: not embedded as it should be", font.name)];
    };
    let Some(face) = face_of(&font.name) else { return vec![format!("{}: not one of ours", font.name)] };
    let face = ttf_parser::Face::parse(&face, 0).unwrap();
    for code in codes {
        match font.text.get(code) {
            None => fault(&format!("code {code} means nothing")),
            Some(text)
                if text
                    .chars()
                    .any(|c| matches!(c, '\0' | '\u{feff}' | '\u{fffe}' | '\u{e000}'..='\u{f8ff}')) =>
            {
                fault(&format!("code {code} means {text:?}"));
            }
            Some(_) if *code == 0 => fault("the missing glyph is shown"),
            Some(_) => {}
        }
        if !embedded.contains(code) {
            fault(&format!("code {code} is not in the program"));
        }
        let said = font.widths.get(code).copied();
        let is = font.text.get(code).and_then(|text| width_in(&face, text));
        // The file cuts to whole thousandths of an em; the standard allows for one more or less.
        if !said.zip(is).is_some_and(|(said, is)| (said - is).abs() <= 1.0) {
            fault(&format!("code {code} is said to be {said:?} wide and is {is:?}"));
        }
    }
    faults
}

/// The characters of a bare CFF program.
fn cff_codes(program: &[u8]) -> BTreeSet<u16> {
    let table = ttf_parser::cff::Table::parse(program).unwrap();
    (0..table.number_of_glyphs()).filter_map(|glyph| table.glyph_cid(ttf_parser::GlyphId(glyph))).collect()
}

fn truetype_codes(program: &[u8]) -> BTreeSet<u16> {
    let face = ttf_parser::RawFace::parse(program, 0).unwrap();
    let table = face.table(ttf_parser::Tag::from_bytes(b"maxp")).unwrap();
    (0..ttf_parser::maxp::Table::parse(table).unwrap().number_of_glyphs.get()).collect()
}

/// The bytes of the face a subset was cut from.
fn face_of(subset: &str) -> Option<Vec<u8>> {
    let name = subset.split_once('+')?.1;
    let file = ["otf", "ttf"].map(|kind| samples::fonts_folder().join(format!("{name}.{kind}")));
    file.iter().find_map(|file| std::fs::read(file).ok())
}

/// The width of a character in thousandths of an em.
fn width_in(face: &ttf_parser::Face, text: &str) -> Option<f64> {
    let advance = face.glyph_hor_advance(face.glyph_index(text.chars().next()?)?)?;
    Some(f64::from(advance) * 1000.0 / f64::from(face.units_per_em()))
}

/// 6.6: XMP that can be read as it lies there, claims what holds, and agrees with the information dictionary.
fn metadata_faults(opened: &Opened) -> Vec<String> {
    let Some(stream) = opened.stream(opened.catalog(), "Metadata") else { return vec!["no XMP".to_owned()] };
    let mut faults = Vec::new();
    let mut fault = |what: &str| faults.push(what.to_owned());
    let xmp = String::from_utf8_lossy(&stream.content);
    if stream.dict.has(b"Filter") || opened.name(&stream.dict, "Subtype") != Some("XML") {
        fault("the XMP is packed");
    }
    let opening = xmp.split("?>").next().unwrap_or_default();
    if !opening.starts_with("<?xpacket begin=\"\u{feff}\"")
        || opening.contains("bytes=")
        || opening.contains("encoding=")
    {
        fault("the XMP packet is not sound");
    }
    let said = |key: &str| {
        let inside = xmp.split(&format!("<{key}>")).nth(1)?.split(&format!("</{key}>")).next()?;
        let text = inside.rsplit("</rdf:li>").nth(1).map_or(inside, |li| li.rsplit('>').next().unwrap());
        Some(text.replace("&lt;", "<").replace("&gt;", ">").replace("&amp;", "&"))
    };
    let part = if opened.catalog().has(b"AF") { "3" } else { "2" };
    if said("pdfaid:part").as_deref() != Some(part) || said("pdfaid:conformance").as_deref() != Some("A") {
        fault("the claim of PDF/A is not that of the file");
    }
    if said("pdfuaid:part").as_deref() != Some("1") || !xmp.contains("<pdfaSchema:prefix>pdfuaid<") {
        fault("PDF/UA is not claimed, or not explained");
    }
    let preferences = opened.dictionary(opened.catalog(), "ViewerPreferences");
    let shows = preferences.and_then(|of| of.get(b"DisplayDocTitle").ok()?.as_bool().ok());
    if said("dc:title").is_none_or(|title| title.is_empty()) || shows != Some(true) {
        fault("no title to show");
    }
    let Some(info) = opened.dictionary(&opened.document.trailer, "Info") else {
        return vec!["no Info".to_owned()];
    };
    for (key, value) in info.iter() {
        let key = String::from_utf8_lossy(key);
        let value = value.as_str().unwrap();
        let mirrored = match key.as_ref() {
            "Title" => said("dc:title"),
            "Author" => said("dc:creator"),
            "Subject" => said("dc:description"),
            "Creator" => said("xmp:CreatorTool"),
            "Producer" => said("pdf:Producer"),
            "CreationDate" => said("xmp:CreateDate"),
            "ModDate" => said("xmp:ModifyDate"),
            _ => None,
        };
        let is_date = key.ends_with("Date");
        let value = if is_date { String::from_utf8_lossy(value).into_owned() } else { utf16(value) };
        let digits = |text: &str| text.chars().filter(char::is_ascii_digit).collect::<String>();
        let agrees =
            mirrored.is_some_and(|xmp| if is_date { digits(&xmp) == digits(&value) } else { xmp == value });
        if !agrees {
            fault(&format!("{key} is not the same in the XMP"));
        }
    }
    faults
}

fn utf16(bytes: &[u8]) -> String {
    let units: Vec<u16> =
        bytes.chunks_exact(2).skip(1).map(|unit| u16::from_be_bytes([unit[0], unit[1]])).collect();
    String::from_utf16(&units).unwrap()
}

/// 6.8 of part 3: what is attached says what it is and how it belongs to the document.
fn attachment_faults(opened: &Opened) -> Vec<String> {
    let names = opened.dictionary(opened.catalog(), "Names");
    let listed = names.and_then(|names| opened.array(opened.dictionary(names, "EmbeddedFiles")?, "Names"));
    let associated = opened.array(opened.catalog(), "AF").unwrap_or_default();
    let listed: Vec<&Object> = listed.unwrap_or_default().iter().skip(1).step_by(2).collect();
    let mut faults = Vec::new();
    if listed != associated.iter().collect::<Vec<_>>() {
        faults.push("what is attached is not associated".to_owned());
    }
    for file in listed {
        let entry = opened.document.dereference(file).unwrap().1.as_dict().unwrap();
        let embedded = opened.dictionary(entry, "EF").and_then(|of| opened.stream(of, "F"));
        let has_type = embedded.and_then(|stream| opened.name(&stream.dict, "Subtype")).is_some();
        let params = embedded.and_then(|stream| opened.dictionary(&stream.dict, "Params"));
        if !params.is_some_and(|params| params.has(b"ModDate") && params.has(b"Size")) {
            faults.push("an attachment does not say of when it is".to_owned());
        }
        if !has_type || !["F", "UF", "AFRelationship", "Desc"].iter().all(|key| entry.has(key.as_bytes())) {
            faults.push("an attachment does not say what it is".to_owned());
        }
    }
    faults
}

#[test]
fn every_sample_keeps_the_rules_it_claims() {
    for name in samples::ALL {
        assert_eq!(faults(&samples::pdf(&samples::report(name))), [""; 0], "{name}");
    }
}

#[test]
fn a_file_that_forgets_object_zero_is_found() {
    let mut opened = Opened::new(&samples::pdf(&samples::report("guantangyi-2024")));
    let mut bytes = Vec::new();
    opened.document.save_to(&mut bytes).unwrap();
    assert_eq!(faults(&bytes), ["object 0 does not head the cross-references"]);
}

#[test]
fn rare_characters_and_every_face_keep_the_rules() {
    use press::layout::{Block, Paragraph, Span, Text};
    let paragraph = |text: &str| {
        Block::Paragraph(Paragraph { spans: vec![Span::Body(text.into())], place: "正文".into() })
    };
    let title = "2024年年报";
    let blocks = vec![
        Block::Title(vec![Text::new(title, "标题")]),
        Block::Heading1(Text::new("一、总体情况", "标题")),
        Block::Heading2(Text::new("（一）概况", "标题")),
        paragraph("鿏、𬭚、𫍯、堽：以上都是规范汉字，Windows 10 与 https://www.gov.cn 也在。"),
    ];
    let fonts = samples::fonts();
    let pages =
        press::lay_out(&press::Sheet { title: title.into(), blocks, ..press::Sheet::default() }, &fonts)
            .unwrap();
    let bytes = press::pdf::write(&pages, &fonts, &Default::default(), None).unwrap();
    assert_eq!(faults(&bytes), [""; 0]);
}

#[test]
fn an_attached_report_is_the_report_and_makes_it_part_three() {
    let report = samples::report("suqian-2024");
    let attachment = press::official::attachment(&report).unwrap();
    let bytes = samples::pdf_with(&report, Some(&attachment));
    assert_eq!(faults(&bytes), [""; 0]);
    let printed = Printed::new(&bytes);
    let folder = printed.folder().join("attached");
    std::fs::create_dir(&folder).unwrap();
    tools::run(
        "pdfdetach",
        &["-saveall".as_ref(), "-o".as_ref(), folder.as_os_str(), printed.path().as_ref()],
    );
    let json = std::fs::read_to_string(folder.join("nianbao.report-1.json")).unwrap();
    let back = report::json::from_json(&json, &report::Forms::bundled().unwrap()).unwrap();
    assert!(back == report);
    let said = tools::run("qpdf", &["--check".as_ref(), printed.path().as_ref()]);
    assert!(
        said.contains("No syntax or stream encoding errors found") && !said.contains("WARNING"),
        "{said}"
    );
}

#[test]
fn every_break_of_a_rule_is_found() {
    let good = samples::pdf(&samples::report("guantangyi-2024"));
    let breaks = |how: &dyn Fn(&mut Opened)| {
        let mut opened = Opened::new(&good);
        how(&mut opened);
        let mut bytes = Vec::new();
        opened.document.save_to(&mut bytes).unwrap();
        document_faults(&bytes)
    };
    assert_eq!(breaks(&|_| {}), [""; 0], "saving again breaks nothing");
    let says = |faults: Vec<String>, what: &str| {
        assert!(faults.iter().any(|fault| fault.contains(what)), "{what}: {faults:?}");
    };
    let catalog = |o: &mut Opened, key: &str, value: Option<Object>| {
        let catalog = o.document.catalog_mut().unwrap();
        match value {
            Some(value) => catalog.set(key, value),
            None => drop(catalog.remove(key.as_bytes())),
        }
    };
    says(breaks(&|o| catalog(o, "OpenAction", Some(Dictionary::new().into()))), "OpenAction");
    says(breaks(&|o| catalog(o, "OutputIntents", None)), "output intent");
    says(breaks(&|o| catalog(o, "Metadata", None)), "no XMP");
    says(breaks(&|o| catalog(o, "AF", Some(Object::Array(vec![1.into()])))), "not associated");
    says(breaks(&|o| catalog(o, "AF", Some(Object::Array(vec![])))), "the claim of PDF/A");
    says(breaks(&|o| catalog(o, "ViewerPreferences", None)), "no title");
    says(breaks(&|o| drop(o.document.trailer.remove(b"ID"))), "identifier");
    says(breaks(&|o| o.document.compress()), "the XMP is packed");
    let info = |o: &mut Opened, key: &str, value: Object| {
        let id = o.document.trailer.get(b"Info").unwrap().as_reference().unwrap();
        o.document.get_object_mut(id).unwrap().as_dict_mut().unwrap().set(key, value);
    };
    says(breaks(&|o| info(o, "ModDate", Object::string_literal("D:20260103090000+08'00'"))), "ModDate");
    says(breaks(&|o| info(o, "Keywords", Object::string_literal("\u{fe}\u{ff}"))), "Keywords");
    let fonts = |o: &mut Opened, key: &str, how: &dyn Fn(&mut Dictionary)| {
        let has = |object: &Object| object.as_dict().is_ok_and(|entry| entry.has(key.as_bytes()));
        let found: Vec<ObjectId> =
            o.document.objects.iter().filter(|(_, x)| has(x)).map(|(id, _)| *id).collect();
        assert!(!found.is_empty(), "{key}");
        found.iter().for_each(|id| how(o.document.get_object_mut(*id).unwrap().as_dict_mut().unwrap()));
    };
    says(breaks(&|o| fonts(o, "ToUnicode", &|font| drop(font.remove(b"ToUnicode")))), "means nothing");
    says(breaks(&|o| fonts(o, "FontFile3", &|font| drop(font.remove(b"FontFile3")))), "not embedded");
    says(
        breaks(&|o| fonts(o, "FontFile3", &|font| font.set("FontName", Object::Name(b"X".into())))),
        "names",
    );
    says(breaks(&|o| fonts(o, "FontFile3", &|font| font.set("CIDSet", 1))), "CIDSet");
    says(breaks(&|o| fonts(o, "MediaBox", &|page| page.set("Group", Dictionary::new()))), "Group");
    let wide = |font: &mut Dictionary| {
        let below =
            font.get_mut(b"DescendantFonts").unwrap().as_array_mut().unwrap()[0].as_dict_mut().unwrap();
        below.set("W", vec![0.into(), 9.into(), 500.into()]);
    };
    says(breaks(&|o| fonts(o, "DescendantFonts", &wide)), "is said to be");
    let mut tail = good.clone();
    tail.extend(b"more");
    says(document_faults(&tail), "something follows");
    let mut head = good.clone();
    head[10..12].copy_from_slice(b"ab");
    says(document_faults(&head), "binary comment");
}
