//! What holds for every package: its manifest, its first lines, its permissions, its lock.

use toml::{Table, Value};

use super::project::{Project, TextFile};
use super::Offence;

/// A `Cargo.toml` of a package.
pub struct Manifest<'a> {
    /// Where it lies.
    pub path: &'a str,
    text: &'a str,
    table: Table,
}

/// Something a manifest asks for.
pub struct Dependency {
    /// The line that names it, counted from 1.
    pub line: usize,
    /// The package, not the name given to it.
    pub package: String,
}

/// The manifests of the project, a broken one as an empty one: Cargo says it better.
pub fn manifests(project: &Project) -> impl Iterator<Item = Manifest<'_>> {
    let files = project.files.iter().filter(|it| it.path == "Cargo.toml" || it.path.ends_with("/Cargo.toml"));
    files.map(|file| Manifest {
        path: &file.path,
        text: &file.text,
        table: file.text.parse().unwrap_or_default(),
    })
}

impl Manifest<'_> {
    /// The room it belongs to: its folder, and `app` for the one in the root.
    pub fn room(&self) -> &str {
        match self.path.rsplit('/').nth(1) {
            None => "app",
            Some(folder) => folder,
        }
    }

    /// Dependencies of every kind and platform.
    pub fn dependencies(&self) -> Vec<Dependency> {
        let platforms =
            self.table.get("target").and_then(Value::as_table).into_iter().flat_map(Table::values);
        let owners = platforms.filter_map(Value::as_table).chain([&self.table]);
        let kinds = owners.flat_map(|owner| {
            ["dependencies", "dev-dependencies", "build-dependencies"]
                .iter()
                .filter_map(|kind| owner.get(*kind).and_then(Value::as_table))
        });
        kinds
            .flatten()
            .map(|(name, wanted)| Dependency {
                line: self.line_of_dependency(name),
                package: wanted.get("package").and_then(Value::as_str).unwrap_or(name).to_owned(),
            })
            .collect()
    }

    /// The line a dependency stands on, after the first table of dependencies.
    fn line_of_dependency(&self, name: &str) -> usize {
        let own = |line: &&str| line.contains("dependencies]") && !line.contains("workspace");
        let Some(table) = self.text.lines().position(|line| own(&line)) else { return 0 };
        let names = |line: &str| {
            let word = line.trim_start_matches(['"', '\'']);
            word.strip_prefix(name).is_some_and(|after| after.starts_with([' ', '.', '=', '"', '\'']))
        };
        self.text.lines().skip(table).position(names).map_or(0, |line| table + line + 1)
    }
}

/// One set of lints holds everywhere.
pub fn packages_inherit_the_lints(project: &Project) -> Vec<Offence> {
    manifests(project)
        .filter(|it| it.table.contains_key("package"))
        .filter(|it| {
            let lints = it.table.get("lints").and_then(|lints| lints.get("workspace"));
            lints.and_then(Value::as_bool) != Some(true)
        })
        .map(|it| Offence::new(it.path, 0, "[lints] workspace = true is missing"))
        .collect()
}

/// Each crate opens with a doc comment that says its one job.
pub fn crates_open_with_their_job(project: &Project) -> Vec<Offence> {
    let is_root = |file: &&TextFile| {
        let file_name = file.path.rsplit('/').next();
        matches!(file_name, Some("lib.rs" | "main.rs")) && !file.is_test()
    };
    let roots = project.files.iter().filter(is_root);
    roots
        .filter(|file| !file.text.trim_start().starts_with("//!"))
        .map(|file| Offence::new(&file.path, 1, "a crate opens with a doc comment that says its job"))
        .collect()
}

/// Errors are one `thiserror` enum a crate.
pub fn anyhow_is_nowhere(project: &Project) -> Vec<Offence> {
    let mut offences = Vec::new();
    for manifest in manifests(project) {
        for dependency in manifest.dependencies() {
            if matches!(dependency.package.as_str(), "anyhow" | "eyre" | "color-eyre") {
                let what = format!("`{}` hides which errors there are", dependency.package);
                offences.push(Offence::new(manifest.path, dependency.line, what));
            }
        }
    }
    offences
}

/// The page reaches files, network and programs only through our own commands.
pub fn capabilities_reach_no_files_network_or_shell(project: &Project) -> Vec<Offence> {
    const REACHES: &[&str] =
        &["\"fs:", "\"http:", "\"shell:", "\"process:", "\"websocket:", "\"upload:", "\"sql:"];
    let mut offences = Vec::new();
    let files = project.files.iter().filter(|it| it.path.starts_with("src-tauri/app/capabilities/"));
    for file in files {
        for (number, line) in file.lines() {
            if REACHES.iter().any(|it| line.contains(it)) || line.contains("\"remote\"") {
                offences.push(Offence::new(&file.path, number, "a permission the page must not have"));
            }
        }
    }
    offences
}

/// A mirror's address in a lock file would bind everyone to that mirror.
pub fn locks_name_only_the_public_registries(project: &Project) -> Vec<Offence> {
    const LOCKS: &[(&str, &str, &str)] = &[
        ("Cargo.lock", "source = \"", "registry+https://github.com/rust-lang/crates.io-index\""),
        ("package-lock.json", "\"resolved\": \"http", "s://registry.npmjs.org/"),
    ];
    let mut offences = Vec::new();
    for (path, key, public) in LOCKS {
        let Some(file) = project.file(path) else { continue };
        for (number, line) in file.lines() {
            let source = line.trim_start().strip_prefix(key);
            if source.is_some_and(|source| !source.starts_with(public)) {
                offences.push(Offence::new(path, number, "not a public registry"));
            }
        }
    }
    offences
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    #[test]
    fn a_package_with_lints_of_its_own_is_caught() {
        let rule = packages_inherit_the_lints;
        assert_caught(rule, &[("a/Cargo.toml", "[package]\nname = \"a\"\n[lints]\nworkspace = true\n")], &[]);
        assert_caught(rule, &[("a/Cargo.toml", "[package]\nname = \"a\"\n")], &["a/Cargo.toml:0"]);
        assert_caught(
            rule,
            &[("a/Cargo.toml", "[package]\nname = \"a\"\n[lints.rust]\nunsafe_code = \"allow\"\n")],
            &["a/Cargo.toml:0"],
        );
        assert_caught(rule, &[("Cargo.toml", "[workspace]\nmembers = []\n")], &[]);
    }

    #[test]
    fn a_crate_that_does_not_say_its_job_is_caught() {
        let rule = crates_open_with_their_job;
        assert_caught(rule, &[("src-tauri/a/src/lib.rs", "//! Reads.\n")], &[]);
        assert_caught(rule, &[("src-tauri/a/src/lib.rs", "// Reads.\n")], &["src-tauri/a/src/lib.rs:1"]);
        assert_caught(rule, &[("src-tauri/a/src/read.rs", "fn read() {}\n")], &[]);
    }

    #[test]
    fn an_error_that_hides_its_kinds_is_caught() {
        let rule = anyhow_is_nowhere;
        assert_caught(rule, &[("a/Cargo.toml", "[dependencies]\nthiserror = \"2\"\n")], &[]);
        assert_caught(rule, &[("a/Cargo.toml", "[dependencies]\nanyhow = \"1\"\n")], &["a/Cargo.toml:2"]);
    }

    #[test]
    fn a_permission_on_the_disk_is_caught() {
        let rule = capabilities_reach_no_files_network_or_shell;
        let with = |permission: &str| {
            format!("{{\n  \"permissions\": [\n    \"core:default\",\n    \"{permission}\"\n  ]\n}}\n")
        };
        let path = "src-tauri/app/capabilities/main.json";
        assert_caught(rule, &[(path, &with("dialog:allow-open"))], &[]);
        assert_caught(
            rule,
            &[(path, &with("fs:allow-read-file"))],
            &["src-tauri/app/capabilities/main.json:4"],
        );
        assert_caught(
            rule,
            &[(path, &with("shell:allow-open"))],
            &["src-tauri/app/capabilities/main.json:4"],
        );
    }

    #[test]
    fn a_mirror_in_a_lock_file_is_caught() {
        let rule = locks_name_only_the_public_registries;
        let npm = |host: &str| format!("  \"resolved\": \"https://{host}/vue/-/vue-3.5.45.tgz\",\n");
        assert_caught(rule, &[("package-lock.json", &npm("registry.npmjs.org"))], &[]);
        assert_caught(rule, &[("package-lock.json", &npm("mirror.example"))], &["package-lock.json:1"]);
        let cargo = "[[package]]\nsource = \"registry+https://mirror.example/index\"\n";
        assert_caught(rule, &[("Cargo.lock", cargo)], &["Cargo.lock:2"]);
        assert_caught(rule, &[("package-lock.json", "  \"resolved\": \"ui\",\n")], &[]);
    }
}
