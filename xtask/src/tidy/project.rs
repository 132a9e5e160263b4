//! The texts of the project that the rules look at.

use std::fs;
use std::path::Path;

use super::source::Source;
use crate::shell::{Outcome, Stop};

/// Folders of things made, not written; git's own is a file in a second worktree.
const MADE: &[&str] = &[".git", "target", "node_modules", "gen", "dist", "out"];

/// Every text file of the checkout.
pub struct Project {
    /// In the order of their paths.
    pub files: Vec<TextFile>,
}

/// A file that is UTF-8.
pub struct TextFile {
    /// From the root of the checkout, with `/`.
    pub path: String,
    /// All of it.
    pub text: String,
}

impl Project {
    /// Reads the checkout; fonts, pictures and other files that are no UTF-8 are left out.
    pub fn load(root: &Path) -> Outcome<Self> {
        let mut files = Vec::new();
        collect(root, "", &mut files)
            .map_err(|error| Stop::new(format!("无法读取 {}：{error}", root.display())))?;
        files.sort_by(|one, other| one.path.cmp(&other.path));
        Ok(Self { files })
    }

    /// A made-up project.
    #[cfg(test)]
    pub fn of(files: &[(&str, &str)]) -> Self {
        let file = |(path, text): &(&str, &str)| TextFile { path: (*path).into(), text: (*text).into() };
        Self { files: files.iter().map(file).collect() }
    }

    /// The file of this path.
    pub fn file(&self, path: &str) -> Option<&TextFile> {
        self.files.iter().find(|file| file.path == path)
    }

    /// The Rust files of the product, tests left out.
    pub fn product_rust(&self) -> impl Iterator<Item = (&TextFile, Source)> {
        let files = self.files.iter().filter(|file| {
            file.path.starts_with("src-tauri/") && file.path.ends_with(".rs") && !file.is_test()
        });
        files.map(|file| (file, Source::rust(&file.text)))
    }

    /// The TypeScript and Vue files of the front end, tests left out.
    pub fn product_ui(&self) -> impl Iterator<Item = (&TextFile, Source)> {
        let files = self.files.iter().filter(|file| file.path.starts_with("ui/src/") && !file.is_test());
        files.filter_map(|file| {
            let source = match file.path.rsplit('.').next()? {
                "ts" => Source::script(&file.text),
                "vue" => Source::vue(&file.text),
                _ => return None,
            };
            Some((file, source))
        })
    }
}

impl TextFile {
    /// Whether the file holds nothing but tests.
    pub fn is_test(&self) -> bool {
        self.path.contains("/tests/")
            || ["/tests.rs", ".test.ts", ".spec.ts"].iter().any(|end| self.path.ends_with(end))
    }

    /// The lines, counted from 1.
    pub fn lines(&self) -> impl Iterator<Item = (usize, &str)> {
        self.text.split('\n').enumerate().map(|(index, line)| (index + 1, line))
    }
}

fn collect(folder: &Path, prefix: &str, files: &mut Vec<TextFile>) -> std::io::Result<()> {
    for entry in fs::read_dir(folder)? {
        let entry = entry?;
        let Ok(name) = entry.file_name().into_string() else { continue };
        if MADE.contains(&name.as_str()) {
            continue;
        }
        let path = format!("{prefix}{name}");
        if entry.file_type()?.is_dir() {
            collect(&entry.path(), &format!("{path}/"), files)?;
        } else if let Ok(text) = String::from_utf8(fs::read(entry.path())?) {
            files.push(TextFile { path, text });
        }
    }
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_checkout_is_read_without_what_was_made_in_it() {
        let project = Project::load(&crate::shell::root().unwrap()).unwrap();
        assert!(project.file("xtask/src/tidy/project.rs").is_some());
        assert!(project.file("forms/2021.toml").is_some());
        assert!(!project.files.iter().any(|file| file.path.contains("node_modules/")));
        let paths = |files: Vec<(&TextFile, Source)>| -> Vec<String> {
            files.into_iter().map(|(file, _)| file.path.clone()).collect()
        };
        assert!(paths(project.product_rust().collect()).contains(&"src-tauri/report/src/lib.rs".into()));
        assert!(paths(project.product_ui().collect()).contains(&"ui/src/main.ts".into()));
    }

    #[test]
    fn tests_are_told_from_the_product() {
        let is_test = |path: &str| Project::of(&[(path, "")]).files[0].is_test();
        assert!(is_test("src-tauri/press/tests/pages.rs"));
        assert!(is_test("src-tauri/report/src/form/tests.rs"));
        assert!(is_test("ui/src/form/OfficialTable.test.ts"));
        assert!(!is_test("src-tauri/report/src/check.rs"));
    }
}
