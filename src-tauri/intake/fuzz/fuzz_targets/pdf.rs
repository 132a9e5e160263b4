//! PDFs.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: reading::let_decoders_panic(), |data: &[u8]| {
    reading::document(&[b"%PDF-1.7\n", data].concat());
});
