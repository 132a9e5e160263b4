//! The one window: where it may go, and when it is seen.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::thread;
use std::time::Duration;

use tauri::{
    App, AppHandle, DragDropEvent, Emitter, Manager, Url, WebviewWindow, WebviewWindowBuilder, WindowEvent,
};

use crate::desk::Desk;
use crate::{ipc, painting};

/// The window's label in `tauri.conf.json`.
pub const MAIN: &str = "main";

/// What the log says when the window is seen; `cargo xtask bench` waits for it.
const SHOWN: &str = "shown";

/// A page that has not painted by then never will; the window is shown all the same, with what there is.
const PATIENCE: Duration = Duration::from_secs(6);

/// A page that gives no sign of life for so long is dead, and has nothing to save.
const SILENCE: Duration = Duration::from_secs(3);

/// Makes the window, unseen until the page has painted (see [`show`]) or [`PATIENCE`] is at its end.
pub fn open(app: &App) -> tauri::Result<()> {
    let configured = app.config().app.windows.iter().find(|window| window.label == MAIN);
    let config = configured.ok_or(tauri::Error::WindowNotFound)?;
    let window = WebviewWindowBuilder::from_config(app, config)?.on_navigation(is_ours).build()?;
    painting::in_one_layer(&window);
    take_dropped_files(&window);
    ask_before_closing(&window);
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
        if app.try_state::<Arc<Desk>>().is_some_and(|desk| desk.are_given()) {
            if let Err(error) = window.emit(ipc::SOURCE_DROPPED, ()) {
                log::warn!("a file given at the start not passed on: {error}");
            }
        }
    }
}

/// The files among the words the program was started with, e.g. by a double click on an exchange package.
pub fn files_among(words: &[String], folder: &Path) -> Vec<PathBuf> {
    let paths = words.iter().skip(1).map(|word| folder.join(word));
    paths.filter(|path| path.is_file()).collect()
}

/// For a second start: the first one's window comes to the front; while it is ending, it is started anew afterwards.
pub fn bring_to_front(app: &AppHandle, words: &[String], folder: &Path) {
    if app.try_state::<Arc<Desk>>().is_some_and(|desk| desk.closing().start_again()) {
        return;
    }
    if let Some(desk) = app.try_state::<Arc<Desk>>() {
        desk.give_sources(files_among(words, folder));
    }
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

/// The page is asked first: what is typed there and not saved yet would be gone.
fn ask_before_closing(window: &WebviewWindow) {
    let page = window.clone();
    window.on_window_event(move |event| {
        let WindowEvent::CloseRequested { api, .. } = event else { return };
        api.prevent_close();
        let app = page.app_handle().clone();
        let question = app.state::<Arc<Desk>>().closing().ask();
        if let Err(error) = page.emit(ipc::CLOSE_ASKED, ()) {
            log::warn!("the page could not be asked: {error}");
            end(&app);
            return;
        }
        thread::spawn(move || {
            thread::sleep(SILENCE);
            if !app.state::<Arc<Desk>>().closing().is_answered(question) {
                log::warn!("the page does not answer; closing all the same");
                end(&app);
            }
        });
    });
}

/// The window goes at once; the program ends when the library is closed and backed up.
pub fn end(app: &AppHandle) {
    if !app.state::<Arc<Desk>>().closing().begin() {
        return;
    }
    if let Some(window) = app.get_webview_window(MAIN) {
        let _ = window.hide();
    }
    let app = app.clone();
    thread::spawn(move || {
        let desk = app.state::<Arc<Desk>>();
        // Nobody sees it any more; it leaves everything as it was.
        desk.work().stop();
        match desk.books().close() {
            Ok(notice) => {
                notice.iter().for_each(|_| log::warn!("the backup at the end is not as it should be"))
            }
            Err(error) => log::error!("no backup at the end: {}", error.code()),
        }
        app.exit(0);
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_files_among_the_words_are_opened() {
        let folder = tempfile::tempdir().unwrap();
        let package = folder.path().join("上报 2024.nianbao");
        std::fs::write(&package, "").unwrap();
        let words = |all: &[&str]| all.iter().map(|it| (*it).to_owned()).collect::<Vec<_>>();
        let given = words(&["nianbao-desktop", "--flag", "上报 2024.nianbao", "gone.nianbao", "."]);
        assert_eq!(files_among(&given, folder.path()), std::slice::from_ref(&package));
        let whole = words(&["nianbao-desktop", &package.display().to_string()]);
        assert_eq!(files_among(&whole, Path::new("/")), [package]);
        assert!(files_among(&words(&["nianbao-desktop"]), folder.path()).is_empty());
    }

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
