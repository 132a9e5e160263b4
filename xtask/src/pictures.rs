//! `cargo xtask pictures`: the handbook's pictures, taken of the real window.

use std::fs;
use std::path::Path;

use crate::setup::{self, Purpose};
use crate::shell::{command, on_path, root, run as shell_run, Outcome, Stop};
use crate::{test, window};

/// The file of the window's tests that takes them.
const TESTS: &str = "pages";
/// The day of the pictures, for the program and its tests: one on which a clerk is at work on the report.
const TODAY: (&str, &str) = ("NIANBAO_TODAY", "2026-01-12");
const FOLDER: &str = "docs/handbook/pictures";
/// What makes a picture small: so many colours are enough for an interface.
const SHRINK: &str = "pngquant";
const COLOURS: &str = "48";

/// Takes every picture anew and puts it, made small, in its place.
pub fn run() -> Outcome {
    if !on_path(SHRINK) {
        return Err(Stop::new(format!("缺少 {SHRINK}（缩小截图用）：apt-get install {SHRINK}")));
    }
    setup::prepare(Purpose::Test)?;
    test::in_the_window(Some(TESTS), 1, &[TODAY])?;
    let folder = root()?.join(FOLDER);
    let cannot = |error: std::io::Error| Stop::new(format!("无法读写截图：{error}"));
    fs::create_dir_all(&folder).map_err(cannot)?;
    for entry in fs::read_dir(window::pictures()?).map_err(cannot)? {
        let path = entry.map_err(cannot)?.path();
        if let Some(name) = path.file_name().and_then(|name| name.to_str()).filter(|name| is_a_look(name)) {
            shrink(&path, &folder.join(name))?;
        }
    }
    Ok(())
}

fn shrink(from: &Path, to: &Path) -> Outcome {
    let mut small = command(SHRINK, &["--force", "--strip", "--nofs", "--speed", "1", "--output"]);
    shell_run(small.arg(to).arg(COLOURS).arg(from))
}

/// Whether a picture shows a page in one of its looks; the others show a moment of a test.
fn is_a_look(name: &str) -> bool {
    let looks = ["-light-100.png", "-light-150.png", "-dark-100.png", "-dark-150.png"];
    looks.iter().any(|look| name.ends_with(look))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_looks_are_kept() {
        assert!(is_a_look("fill-dark-150.png"));
        assert!(!is_a_look("fill-error.png") && !is_a_look("years-dark-150.txt"));
    }
}
