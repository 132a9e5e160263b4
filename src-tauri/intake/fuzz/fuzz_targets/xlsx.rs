//! Workbooks: arbitrary XML for the sheet and the texts it shares, in a sound container.
#![no_main]

use libfuzzer_sys::fuzz_target;

const RELATIONS: &[u8] =
    b"<Relationships><Relationship Id=\"r1\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const WORKBOOK: &[u8] = b"<workbook><sheets><sheet name=\"a\" r:id=\"r1\"/></sheets></workbook>";

fuzz_target!(|data: &[u8]| {
    let [sheet, shared] = reading::parts(data);
    let files = [
        ("xl/workbook.xml", WORKBOOK),
        ("xl/_rels/workbook.xml.rels", RELATIONS),
        ("xl/sharedStrings.xml", shared),
        ("xl/worksheets/sheet1.xml", sheet),
    ];
    if let Some(bytes) = reading::packed(&files) {
        reading::document(&bytes);
    }
});
