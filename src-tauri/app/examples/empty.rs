//! An empty Tauri window that says `shown` when its page has loaded: what the program's own start is measured against.

use std::io::Write;

use tauri::http::Response;
use tauri::webview::PageLoadEvent;
use tauri::{WebviewUrl, WebviewWindowBuilder};

const PAGE: &str = "<!doctype html><html lang=\"zh-CN\"><title>empty</title><p>empty</p></html>";

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let app = tauri::Builder::default()
        .register_uri_scheme_protocol("empty", |_, _| {
            let mut page = Response::new(PAGE.as_bytes().to_vec());
            page.headers_mut().insert("content-type", tauri::http::HeaderValue::from_static("text/html"));
            page
        })
        .build(tauri::generate_context!())?;
    let url = WebviewUrl::CustomProtocol("empty://localhost/".parse()?);
    WebviewWindowBuilder::new(&app, "empty", url)
        .inner_size(1280.0, 860.0)
        .on_page_load(|_, load| {
            if load.event() == PageLoadEvent::Finished {
                let mut out = std::io::stdout();
                // Whoever measures has ended when nobody reads it.
                let _ = writeln!(out, "shown").and_then(|()| out.flush());
            }
        })
        .build()?;
    app.run(|_, _| ());
    Ok(())
}
