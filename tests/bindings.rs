//! The page's side of the calls is written from the program's side; this fails when it is stale.
//!
//! `UPDATE_BINDINGS=1 cargo test --test bindings` writes it.

use std::path::Path;

#[test]
fn the_page_knows_the_calls_as_they_are() {
    let file = Path::new(env!("CARGO_MANIFEST_DIR")).join("ui/src/ipc/generated.ts");
    let should_be = nianbao_desktop::ipc::typescript();
    if std::env::var_os("UPDATE_BINDINGS").is_some() {
        std::fs::write(&file, &should_be).unwrap();
    }
    let is = std::fs::read_to_string(&file).unwrap_or_default();
    assert!(is == should_be, "stale: run UPDATE_BINDINGS=1 cargo test --test bindings");
}
