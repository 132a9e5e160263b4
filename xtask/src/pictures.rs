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

    /// The pictures that a page of ours shows, as its links name them.
    fn linked(page: &str) -> Vec<&str> {
        let after = page.split("](").skip(1).filter_map(|rest| rest.split(')').next());
        after.filter(|link| link.ends_with(".png") || link.ends_with(".svg")).collect()
    }

    #[test]
    fn every_picture_that_is_linked_is_there() {
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("..");
        let handbook = fs::read_dir(root.join("docs/handbook")).unwrap().map(|entry| entry.unwrap().path());
        let pages = handbook.filter(|path| path.extension().is_some_and(|it| it == "md"));
        let mut found = 0;
        for page in pages.chain([root.join("README.md")]) {
            let text = fs::read_to_string(&page).unwrap();
            for link in linked(&text) {
                found += 1;
                assert!(page.with_file_name(link).is_file(), "{}: {link}", page.display());
            }
        }
        assert!(found > 20, "{found}");
        assert_eq!(linked("![甲](a.png) [乙](b.md) ![丙](c.svg)"), ["a.png", "c.svg"]);
    }

    #[test]
    fn only_looks_are_kept() {
        assert!(is_a_look("fill-dark-150.png"));
        assert!(!is_a_look("fill-error.png") && !is_a_look("years-dark-150.txt"));
    }
}
