//! Old Word documents: the first byte says whether the container is arbitrary too, or the two streams in a sound one.
#![no_main]

use libfuzzer_sys::fuzz_target;

fuzz_target!(init: reading::let_decoders_panic(), |data: &[u8]| {
    let Some((first, rest)) = data.split_first() else { return };
    if first % 2 == 0 {
        reading::document(&[b"\xD0\xCF\x11\xE0", rest].concat());
        return;
    }
    let [main, table] = reading::parts(rest);
    let streams = [("/WordDocument", main), ("/0Table", table), ("/1Table", table)];
    if let Some(bytes) = reading::compound(&streams) {
        reading::document(&bytes);
    }
});
