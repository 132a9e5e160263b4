//! The desktop program; its parts are in the library, where tests reach them.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

fn main() -> std::process::ExitCode {
    nianbao_desktop::run()
}
