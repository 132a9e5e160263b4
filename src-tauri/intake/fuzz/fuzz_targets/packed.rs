//! Packed files as they are, read as a document and as a folder.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(|data: &[u8]| {
    let bytes = [b"PK\x03\x04", data].concat();
    reading::document(&bytes);
    reading::folder(&bytes);
});
