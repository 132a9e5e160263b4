//! Saved pages.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: reading::let_decoders_panic(), |data: &[u8]| {
    let head: &[u8] = b"MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"x\"\r\n";
    reading::document(&[head, data].concat());
});
