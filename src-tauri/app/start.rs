//! From the first instruction to the open window, and what is said when there is to be none.

use std::panic::{self, AssertUnwindSafe};
use std::path::{Path, PathBuf};
use std::process::{Command, ExitCode};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::Arc;

use office::Office;
use tauri::utils::platform::resource_dir;
use tauri::{App, Context, Env, Manager};
use tauri_plugin_log::{RotationStrategy, Target, TargetKind, TimezoneStrategy};

use crate::books::Books;
use crate::desk::Desk;
use crate::outside::Screen;
use crate::{ipc, painting, window};

/// Names another folder for the library than the platform's.
const DATA: &str = "NIANBAO_DATA";
/// Where this is `debug`, the log tells how long each call took.
const LOG: &str = "NIANBAO_LOG";
/// The folder the installer puts a WebView2 of a fixed version into.
const OWN_WEB_VIEW: &str = "WebView2";
const LOG_FILE: &str = "nianbao";
const LOG_BYTES: u128 = 512 * 1024;
const LOGS_KEPT: usize = 4;

const NO_WEB_VIEW: &str =
    "这台电脑缺少显示界面所需的组件（Microsoft Edge WebView2 运行时），程序无法打开。\n\
     请安装“WebView2 运行时”（可使用带离线组件的安装包，或请网络管理员安装），然后重新打开本程序。";
const NO_WINDOW: &str =
    "程序无法打开窗口。请确认已登录图形桌面，再重新打开；如仍不行，请重新安装本程序，并把日志交给维护人员。";

const CRASHED: &str = "程序遇到内部错误，需要关闭。每一步都已存盘，重新打开就能接着做。\n\
     如果又出现，请在“帮助”里导出诊断信息，交给维护人员。";

/// Asks for nothing but [`CRASHED`] to be said: what the program starts itself with when it crashes.
const SAY_CRASHED: &str = "--crashed";

/// Whether the window is there: what goes wrong before is told by [`run`].
static IS_OPEN: AtomicBool = AtomicBool::new(false);

/// Opens the window and stays until it is closed.
///
/// When the machine cannot show a window, a sentence in Chinese says so (on the standard error stream, and in
/// a native message box where there is a desktop), and the exit code is not zero.
pub fn run() -> ExitCode {
    if std::env::args_os().nth(1).is_some_and(|word| word == SAY_CRASHED) {
        say(CRASHED);
        return ExitCode::FAILURE;
    }
    match shown() {
        Ok(code) => ExitCode::from(u8::try_from(code).unwrap_or(1)),
        Err(sentence) => {
            say(&sentence);
            ExitCode::FAILURE
        }
    }
}

fn shown() -> Result<i32, String> {
    use_own_web_view();
    painting::on_processor();
    tauri::webview_version().map_err(|_| NO_WEB_VIEW)?;
    log_panics();
    let context = tauri::generate_context!();
    let office = Office::new(fonts(&context)).map_err(|error| error.to_string())?;
    // The window library panics where there is no display; silence would be the user's only message.
    let app = panic::catch_unwind(AssertUnwindSafe(|| open(context, office))).map_err(|_| NO_WINDOW)?;
    let app = app.map_err(|error| format!("{NO_WINDOW}\n（{error}）"))?;
    let desk = Arc::clone(&app.state::<Arc<Desk>>());
    IS_OPEN.store(true, Ordering::Relaxed);
    let code = app.run_return(|_, _| rehearse_crash());
    if desk.closing().is_to_start_again() {
        start_again();
    }
    Ok(code)
}

/// A WebView2 of a fixed version that the installer put beside the program, for machines that may have no other.
fn use_own_web_view() {
    if !cfg!(windows) {
        return;
    }
    let program = std::env::current_exe().unwrap_or_default();
    let own = program.with_file_name(OWN_WEB_VIEW);
    if own.join("msedgewebview2.exe").is_file() {
        std::env::set_var("WEBVIEW2_BROWSER_EXECUTABLE_FOLDER", own);
    }
}

/// For a user who opened the program while it was still closing.
fn start_again() {
    let started = std::env::current_exe().and_then(|program| Command::new(program).spawn());
    if let Err(error) = started {
        log::error!("not started again: {error}");
    }
}

fn open(context: Context, office: Office) -> tauri::Result<App> {
    let app = tauri::Builder::default()
        // First, so that a second start ends before it does anything.
        .plugin(tauri_plugin_single_instance::init(|app, words, folder| {
            window::bring_to_front(app, &words, Path::new(&folder));
        }))
        .plugin(log().build())
        .plugin(tauri_plugin_dialog::init())
        .invoke_handler(ipc::handler())
        .build(context)?;
    let data = std::env::var_os(DATA).map(PathBuf::from);
    let books = Books::new(data, Arc::new(office::local_now));
    let desk = Arc::new(Desk::new(office, books, Box::new(Screen::new(app.handle()))));
    let words: Vec<String> = std::env::args_os().map(|it| it.to_string_lossy().into_owned()).collect();
    desk.give_sources(window::files_among(&words, &std::env::current_dir().unwrap_or_default()));
    ipc::look_ahead(&desk);
    app.manage(desk);
    window::open(&app)?;
    log::info!("opened, version {}", app.package_info().version);
    Ok(app)
}

/// The bundled typefaces: where the installer put them, or where `office` knows to look.
fn fonts(context: &Context) -> PathBuf {
    let installed = resource_dir(context.package_info(), &Env::default()).map(|folder| folder.join("fonts"));
    let program = std::env::current_exe().unwrap_or_default();
    office::find_fonts(&program, installed.ok().filter(|folder| folder.is_dir()))
}

/// A rotating log in the program's own log folder. What is logged names calls and places in the source, never
/// what a report says.
fn log() -> tauri_plugin_log::Builder {
    let talkative = std::env::var_os(LOG).is_some_and(|it| it == "debug");
    let own = if talkative { log::LevelFilter::Debug } else { log::LevelFilter::Info };
    let builder = tauri_plugin_log::Builder::new()
        .clear_targets()
        .target(Target::new(TargetKind::LogDir { file_name: Some(LOG_FILE.into()) }))
        .level(log::LevelFilter::Warn)
        .level_for(env!("CARGO_CRATE_NAME"), own)
        .max_file_size(LOG_BYTES)
        .rotation_strategy(RotationStrategy::KeepSome(LOGS_KEPT))
        .timezone_strategy(TimezoneStrategy::UseLocal);
    if cfg!(debug_assertions) {
        builder.target(Target::new(TargetKind::Stderr))
    } else {
        builder
    }
}

/// A panic's message may quote the report, so only its place is logged. One in a call ends that call, and the page says
/// so; one in the window's own thread ends the program, which is not to vanish without a word.
fn log_panics() {
    let of_window = std::thread::current().id();
    let usual = panic::take_hook();
    panic::set_hook(Box::new(move |panic| {
        if let Some(place) = panic.location() {
            log::error!("panic at {}:{}", place.file(), place.line());
        }
        if cfg!(debug_assertions) {
            usual(panic);
        }
        if IS_OPEN.load(Ordering::Relaxed) && std::thread::current().id() == of_window {
            log::logger().flush();
            say_crashed();
        }
    }));
}

/// In a process of its own: the thread that crashes is the one that would have to draw the message.
fn say_crashed() {
    let started = std::env::current_exe().and_then(|program| Command::new(program).arg(SAY_CRASHED).spawn());
    if let Err(error) = started {
        log::error!("the crash is not told: {error}");
    }
}

/// The crash an end-to-end test has prepared: a file `crash` in the folder `NIANBAO_RUN_DIR`. A release build knows
/// nothing of it.
fn rehearse_crash() {
    #[cfg(debug_assertions)]
    {
        let folder = std::env::var_os("NIANBAO_RUN_DIR").map(PathBuf::from);
        assert!(!folder.is_some_and(|it| it.join("crash").exists()), "a crash was prepared");
    }
}

fn say(sentence: &str) {
    eprintln!("{sentence}");
    let desktop = cfg!(not(target_os = "linux"))
        || std::env::var_os("DISPLAY").is_some()
        || std::env::var_os("WAYLAND_DISPLAY").is_some();
    if desktop {
        rfd::MessageDialog::new()
            .set_level(rfd::MessageLevel::Error)
            .set_title("信息公开年报")
            .set_description(sentence)
            .show();
    }
}
