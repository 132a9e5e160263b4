//! What the page may do, pinned: a wider permission or policy is a decision, not an oversight.

use serde_json::{json, Value};

const CAPABILITY: &str = include_str!("../src-tauri/app/capabilities/main.json");
const CONFIGURATION: &str = include_str!("../tauri.conf.json");

#[test]
fn the_page_may_only_hear_events() {
    let capability: Value = serde_json::from_str(CAPABILITY).unwrap();
    assert_eq!(capability["windows"], json!(["main"]));
    assert_eq!(capability["permissions"], json!(["core:event:allow-listen", "core:event:allow-unlisten"]));
    assert_eq!(capability.get("remote"), None);
}

#[test]
fn the_page_loads_and_runs_only_what_is_in_the_program() {
    let configuration: Value = serde_json::from_str(CONFIGURATION).unwrap();
    let app = &configuration["app"];
    assert_eq!(app["withGlobalTauri"], json!(false));
    assert_eq!(app["security"]["freezePrototype"], json!(true));
    let policy = app["security"]["csp"].as_object().unwrap();
    assert_eq!(policy["default-src"], json!("'self'"));
    assert_eq!(policy["connect-src"], json!("ipc: http://ipc.localhost"));
    for (directive, sources) in policy.iter().filter(|(directive, _)| *directive != "connect-src") {
        assert!(sources == "'self'" || sources == "'none'", "{directive}: {sources}");
    }
}
