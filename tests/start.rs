//! A machine that cannot show the window is told so, in words and by the exit code.
#![cfg(target_os = "linux")]

use std::process::Command;

#[test]
fn without_a_desktop_there_is_a_sentence_and_an_exit_code() {
    let home = tempfile::tempdir().unwrap();
    let started = Command::new(env!("CARGO_BIN_EXE_nianbao-desktop"))
        .env_remove("DISPLAY")
        .env_remove("WAYLAND_DISPLAY")
        .env("HOME", home.path())
        .env("XDG_DATA_HOME", home.path())
        .output()
        .unwrap();
    let said = String::from_utf8_lossy(&started.stderr);
    assert!(!started.status.success(), "{said}");
    assert!(said.contains("程序无法打开窗口。请确认已登录图形桌面"), "{said}");
}
