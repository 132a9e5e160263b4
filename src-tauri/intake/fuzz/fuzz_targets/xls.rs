//! Old workbooks: arbitrary records in a sound container.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: reading::let_decoders_panic(), |data: &[u8]| {
    if let Some(bytes) = reading::compound(&[("/Workbook", data)]) {
        reading::document(&bytes);
    }
});
