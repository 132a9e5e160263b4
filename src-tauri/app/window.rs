//! The one window: where it may go, and when it is seen.

use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tauri::{
    App, AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::desk::Desk;
use crate::ipc;

/// The window's label in `tauri.conf.json`.
pub const MAIN: &str = "main";

/// What the log says when the window is seen; `cargo xtask bench` waits for it.
const SHOWN: &str = "shown";

/// A page that has not painted by then never will; the window is shown all the same, with what there is.
const PATIENCE: Duration = Duration::from_secs(6);

/// Makes the window, unseen until the page has painted (see [`show`]) or [`PATIENCE`] is at its end.
pub fn open(app: &App) -> tauri::Result<()> {
    let configured = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = configured.ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?.on_navigation(is_ours).build()?;
    take_dropped_files(&window);
    close_library_first(&window);
    thread::spawn(move || {
        thread::sleep(PATIENCE);
        if !window.is_visible().unwrap_or(true) {
            log::warn!("the page has not painted; showing the window as it is");
            show(window.app_handle());
        }
    });
    Ok(())
}

/// Shows the window and gives it the keyboard.
pub fn show(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        match window.show().and_then(|()| window.set_focus()) {
            Ok(()) => log::info!("{SHOWN}"),
            Err(error) => log::warn!("window not shown: {error}"),
        }
    }
}

/// For a second start: the first one's window comes to the front.
pub fn bring_to_front(app: &AppHandle) {
    if let Some(window) = app.get_webview_window(MAIN) {
        if let Err(error) = window.unminimize() {
            log::warn!("window not restored: {error}");
        }
    }
    show(app);
}

/// The page never leaves: not for a link in a report, not for a file dropped on it.
fn is_ours(url: &Url) -> bool {
    let host = url.host_str().unwrap_or_default();
    match url.scheme() {
        "tauri" => host == "localhost",
        "http" | "https" => host == "tauri.localhost" || (cfg!(dev) && host == "localhost"),
        _ => false,
    }
}

fn take_dropped_files(window: &WebviewWindow) {
    let page = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::DragDrop(DragDropEvent::Drop { paths, .. }) = event else { return };
        if paths.is_empty() {
            return;
        }
        page.state::<Arc<Desk>>().choose_sources(paths.clone());
        if let Err(error) = page.emit(ipc::SOURCE_DROPPED, ()) {
            log::warn!("drop not passed on: {error}");
        }
    });
}

/// The window goes at once; the program ends when the library is closed and backed up.
fn close_library_first(window: &WebviewWindow) {
    let page = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else { return };
        api.prevent_close();
        let _ = page.hide();
        let page = page.clone();
        thread::spawn(move || {
            match page.state::<Arc<Desk>>().books().close() {
                Ok(notice) => {
                    notice.iter().for_each(|_| log::warn!("the backup at the end is not as it should be"))
                }
                Err(error) => log::error!("no backup at the end: {}", error.code()),
            }
            page.app_handle().exit(0);
        });
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_page_stays_in_the_program() {
        for ours in ["tauri://localhost/", "http://tauri.localhost/index.html", "https://tauri.localhost/"] {
            assert!(is_ours(&ours.parse().unwrap()), "{ours}");
        }
        for foreign in [
            "https://www.gov.cn/",
            "file:///tmp/report.html",
            "data:text/html,x",
            "http://tauri.localhost.example.cn/",
            "tauri://example.cn/",
        ] {
            assert!(!is_ours(&foreign.parse().unwrap()), "{foreign}");
        }
    }
}
