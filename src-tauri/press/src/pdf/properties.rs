//! What the file says about itself, twice over: in the old information dictionary, which every reader shows, and in XMP,
//! which PDF/A and PDF/UA ask for. Both are written from the same values, for they must agree to the letter.

use lopdf::{dictionary, Dictionary, Object, Stream};

use super::finish::{name, text};
use super::{Meta, Timestamp};

/// Named as the program that made the document.
const CREATOR: &str = "信息公开年报";
/// Named as the library that wrote the file.
const PRODUCER: &str = concat!("nianbao-press ", env!("CARGO_PKG_VERSION"), " (printpdf 0.12.8)");

/// The part of ISO 19005 a file keeps to, at level A: 2, or 3 if it carries another file.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Archive {
    Two,
    Three,
}

/// The values both places tell.
pub(super) struct Properties {
    title: String,
    author: String,
    subject: String,
    created: Option<Timestamp>,
}

impl Properties {
    pub fn new(title: &str, meta: &Meta) -> Properties {
        // XML has no place for control characters.
        let clean = |text: &str| text.chars().filter(|c| !c.is_control()).collect::<String>();
        let (title, author, subject) = (clean(title), clean(&meta.author), clean(&meta.subject));
        Properties { title, author, subject, created: meta.created }
    }

    /// The information dictionary.
    pub fn info(&self) -> Dictionary {
        let mut info = dictionary! {
            "Title" => text(&self.title),
            "Creator" => text(CREATOR),
            "Producer" => text(PRODUCER),
        };
        for (key, value) in [("Author", &self.author), ("Subject", &self.subject)] {
            if !value.is_empty() {
                info.set(key, text(value));
            }
        }
        if let Some(created) = &self.created {
            info.set("CreationDate", Object::string_literal(pdf_date(created)));
            info.set("ModDate", Object::string_literal(pdf_date(created)));
        }
        info
    }

    /// The metadata stream. It stays uncompressed, so that a program that knows nothing of PDF can find it.
    pub fn metadata(&self, archive: Archive) -> Stream {
        let entry = dictionary! { "Type" => name("Metadata"), "Subtype" => name("XML") };
        Stream::new(entry, self.xmp(archive).into_bytes()).with_compression(false)
    }

    fn xmp(&self, archive: Archive) -> String {
        let part = match archive {
            Archive::Two => 2,
            Archive::Three => 3,
        };
        let mut said = vec![
            "<dc:format>application/pdf</dc:format>".to_owned(),
            format!("<dc:title>{}</dc:title>", in_default_language(&self.title)),
            "<dc:language><rdf:Bag><rdf:li>zh-CN</rdf:li></rdf:Bag></dc:language>".to_owned(),
            format!("<xmp:CreatorTool>{}</xmp:CreatorTool>", escaped(CREATOR)),
            format!("<pdf:Producer>{}</pdf:Producer>", escaped(PRODUCER)),
            format!("<pdfaid:part>{part}</pdfaid:part><pdfaid:conformance>A</pdfaid:conformance>"),
            "<pdfuaid:part>1</pdfuaid:part>".to_owned(),
        ];
        if !self.author.is_empty() {
            let author = escaped(&self.author);
            said.push(format!("<dc:creator><rdf:Seq><rdf:li>{author}</rdf:li></rdf:Seq></dc:creator>"));
        }
        if !self.subject.is_empty() {
            said.push(format!("<dc:description>{}</dc:description>", in_default_language(&self.subject)));
        }
        if let Some(created) = &self.created {
            let date = xmp_date(created);
            said.extend(
                ["CreateDate", "ModifyDate", "MetadataDate"].map(|k| format!("<xmp:{k}>{date}</xmp:{k}>")),
            );
        }
        let said = said.join("\n");
        format!("{PACKET_BEGIN}{PACKET_HEAD}{said}\n</rdf:Description>\n{UA_SCHEMA}\n</rdf:RDF></x:xmpmeta>\n<?xpacket end=\"r\"?>")
    }
}

/// The byte order mark tells whoever searches the file's bytes how the packet is encoded.
const PACKET_BEGIN: &str = "<?xpacket begin=\"\u{feff}\" id=\"W5M0MpCehiHzreSzNTczkc9d\"?>";

const PACKET_HEAD: &str = r#"
<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description rdf:about=""
 xmlns:dc="http://purl.org/dc/elements/1.1/"
 xmlns:xmp="http://ns.adobe.com/xap/1.0/"
 xmlns:pdf="http://ns.adobe.com/pdf/1.3/"
 xmlns:pdfaid="http://www.aiim.org/pdfa/ns/id/"
 xmlns:pdfuaid="http://www.aiim.org/pdfua/ns/id/">
"#;

/// PDF/A knows its own words only; those of PDF/UA must be explained where they are used (ISO 19005-2, 6.6.2.3).
const UA_SCHEMA: &str = r##"<rdf:Description rdf:about=""
 xmlns:pdfaExtension="http://www.aiim.org/pdfa/ns/extension/"
 xmlns:pdfaSchema="http://www.aiim.org/pdfa/ns/schema#"
 xmlns:pdfaProperty="http://www.aiim.org/pdfa/ns/property#">
<pdfaExtension:schemas><rdf:Bag><rdf:li rdf:parseType="Resource">
<pdfaSchema:schema>PDF/UA identification</pdfaSchema:schema>
<pdfaSchema:namespaceURI>http://www.aiim.org/pdfua/ns/id/</pdfaSchema:namespaceURI>
<pdfaSchema:prefix>pdfuaid</pdfaSchema:prefix>
<pdfaSchema:property><rdf:Seq><rdf:li rdf:parseType="Resource">
<pdfaProperty:name>part</pdfaProperty:name>
<pdfaProperty:valueType>Integer</pdfaProperty:valueType>
<pdfaProperty:category>internal</pdfaProperty:category>
<pdfaProperty:description>Part of ISO 14289 the file keeps to</pdfaProperty:description>
</rdf:li></rdf:Seq></pdfaSchema:property>
</rdf:li></rdf:Bag></pdfaExtension:schemas>
</rdf:Description>"##;

fn in_default_language(text: &str) -> String {
    format!("<rdf:Alt><rdf:li xml:lang=\"x-default\">{}</rdf:li></rdf:Alt>", escaped(text))
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;")
}

/// `D:20250103090000+08'00'`
pub(super) fn pdf_date(t: &Timestamp) -> String {
    let (year, month, day, hour, minute, second) = (t.year, t.month, t.day, t.hour, t.minute, t.second);
    let (sign, hours, minutes) = offset(t);
    format!("D:{year:04}{month:02}{day:02}{hour:02}{minute:02}{second:02}{sign}{hours:02}'{minutes:02}'")
}

/// `2025-01-03T09:00:00+08:00`
fn xmp_date(t: &Timestamp) -> String {
    let (year, month, day, hour, minute, second) = (t.year, t.month, t.day, t.hour, t.minute, t.second);
    let (sign, hours, minutes) = offset(t);
    format!("{year:04}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}{sign}{hours:02}:{minutes:02}")
}

/// Sign, hours and minutes ahead of UTC.
fn offset(t: &Timestamp) -> (char, u16, u16) {
    let minutes = t.utc_offset.unsigned_abs();
    (if t.utc_offset < 0 { '-' } else { '+' }, minutes / 60, minutes % 60)
}

#[cfg(test)]
mod tests {
    use super::*;

    const CHINA: Timestamp =
        Timestamp { year: 2025, month: 1, day: 3, hour: 9, minute: 5, second: 0, utc_offset: 480 };

    #[test]
    fn dates_are_written_as_pdf_and_xmp_want_them() {
        assert_eq!(pdf_date(&CHINA), "D:20250103090500+08'00'");
        assert_eq!(xmp_date(&CHINA), "2025-01-03T09:05:00+08:00");
        let west = Timestamp { utc_offset: -570, ..CHINA };
        assert_eq!(pdf_date(&west), "D:20250103090500-09'30'");
        assert_eq!(xmp_date(&west), "2025-01-03T09:05:00-09:30");
    }

    #[test]
    fn marks_of_xml_and_control_characters_do_no_harm() {
        let meta = Meta { author: "甲<乙>&\u{7}丙".into(), ..Meta::default() };
        let properties = Properties::new("年报", &meta);
        let xmp = properties.xmp(Archive::Two);
        assert!(xmp.contains("<rdf:li>甲&lt;乙&gt;&amp;丙</rdf:li>"), "{xmp}");
        assert_eq!(properties.info().get(b"Author").unwrap(), &text("甲<乙>&丙"));
    }

    #[test]
    fn what_is_not_known_is_not_said() {
        let properties = Properties::new("年报", &Meta::default());
        let xmp = properties.xmp(Archive::Three);
        for absent in ["dc:creator", "dc:description", "CreateDate", "ModifyDate"] {
            assert!(!xmp.contains(absent), "{xmp}");
        }
        assert!(xmp.contains("<pdfaid:part>3<"));
    }
}
