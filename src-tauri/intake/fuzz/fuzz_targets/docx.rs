//! Word documents: arbitrary XML in a sound container.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    if let Some(bytes) = reading::packed(&[("word/document.xml", data)]) {
        reading::document(&bytes);
    }
});
