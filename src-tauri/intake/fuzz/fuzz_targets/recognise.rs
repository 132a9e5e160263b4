//! Lines and tables of a report, in any order: the recogniser invents nothing.
//!
//! A byte from 128 on stands for a piece of the official forms, any other for itself.
#![no_main]

use libfuzzer_sys::fuzz_target;
use report::Forms;
use std::sync::LazyLock;

/// Headings, labels and what stands around them.
static PIECES: LazyLock<Vec<String>> = LazyLock::new(|| {
    let mut pieces: Vec<String> = [
        "某镇2024年政府信息公开工作年度报告",
        "指标名称",
        "2016年度历年累计",
        "\t",
        "\n",
        "21710000218",
        "- 3 -",
        "。",
        " | ",
        "　",
    ]
    .map(String::from)
    .into();
    let Ok(forms) = Forms::bundled() else { return pieces };
    for form in forms.iter() {
        pieces.extend(form.sections.iter().map(|section| format!("{}\n", section.heading)));
        let grids = form.tables.iter().flat_map(|table| table.grid.iter().flatten());
        pieces.extend(grids.filter_map(|cell| cell.text().map(String::from)));
    }
    pieces
});

fuzz_target!(|data: &[u8]| {
    let mut text = String::new();
    let mut bytes = data.iter();
    while let Some(byte) = bytes.next() {
        match byte.checked_sub(128) {
            Some(high) => {
                let low = bytes.next().copied().unwrap_or_default();
                let n = (usize::from(high) * 256 + usize::from(low)) % PIECES.len();
                text += &PIECES[n];
            }
            None => text.push(char::from(*byte)),
        }
    }
    reading::nothing_is_invented(&text);
});
