//! What may be named only in its own room.

use super::packages::manifests;
use super::project::{Project, TextFile};
use super::source::Source;
use super::Offence;

/// Below the window nothing knows that there is a window.
pub fn tauri_stays_in_app(project: &Project) -> Vec<Offence> {
    let is_window = |name: &str| {
        let name = name.replace('_', "-");
        name == "tauri" || name.starts_with("tauri-") || name == "wry" || name == "tao"
    };
    let inside = |path: &str| path.starts_with("src-tauri/app/");
    named_elsewhere(project, "app", inside, is_window, "the window is known in src-tauri/app only")
}

/// The PDF libraries may be changed without touching the lay-out.
pub fn pdf_writers_stay_in_press_pdf(project: &Project) -> Vec<Offence> {
    let is_writer = |name: &str| matches!(name, "printpdf" | "lopdf");
    let inside = |path: &str| path.starts_with("src-tauri/press/src/pdf");
    named_elsewhere(project, "press", inside, is_writer, "PDF is written in press::pdf only")
}

/// Only the store speaks SQL.
pub fn sql_stays_in_store(project: &Project) -> Vec<Offence> {
    const STATEMENTS: &[&str] = &[
        "SELECT ",
        "INSERT INTO ",
        "UPDATE ",
        "DELETE FROM ",
        "CREATE TABLE ",
        "CREATE INDEX ",
        "ALTER TABLE ",
        "DROP TABLE ",
        "PRAGMA ",
    ];
    let is_database = |name: &str| matches!(name, "rusqlite" | "libsqlite3-sys" | "libsqlite3_sys" | "sqlx");
    let inside = |path: &str| path.starts_with("src-tauri/store/");
    let why = "SQL is spoken in the store only";
    let mut offences = named_elsewhere(project, "store", inside, is_database, why);
    for (file, source) in project.product_rust().filter(|(file, _)| !inside(&file.path)) {
        for literal in &source.literals {
            let text = literal.text.trim_start();
            if STATEMENTS.iter().any(|statement| text.starts_with(statement)) {
                offences.push(Offence::new(&file.path, literal.line, why));
            }
        }
    }
    let scripts = project.files.iter().filter(|file| file.path.ends_with(".sql") && !inside(&file.path));
    offences.extend(scripts.map(|file| Offence::new(&file.path, 0, why)));
    offences
}

/// The domain is a pure function of what it is given.
pub fn report_reads_no_clock_file_or_network(project: &Project) -> Vec<Offence> {
    const OUTSIDE: &[&str] = &["time", "fs", "env", "net", "process", "thread", "io"];
    const NAMES: &[&str] = &["SystemTime", "Instant", "chrono", "rand", "tempfile"];
    let reaches_out = |path: &[String]| {
        let names: Vec<_> = path.iter().map(String::as_str).collect();
        matches!(names[..], ["std", module, ..] if OUTSIDE.contains(&module))
            || names.iter().any(|name| NAMES.contains(name))
    };
    let report = project.product_rust().filter(|(file, _)| file.path.starts_with("src-tauri/report/src/"));
    report
        .flat_map(|(file, source)| offending_paths(file, &source, &reaches_out, "report does no I/O"))
        .collect()
}

/// The page knows an interface, not the window behind it.
pub fn ui_imports_tauri_only_in_ipc(project: &Project) -> Vec<Offence> {
    let what = "Tauri is imported in ui/src/ipc only";
    let mut offences = Vec::new();
    let elsewhere = project.product_ui().filter(|(file, _)| !file.path.starts_with("ui/src/ipc/"));
    for (file, source) in elsewhere {
        let imports = source.literals.iter().filter(|it| it.text.starts_with("@tauri-apps/"));
        offences.extend(imports.map(|it| Offence::new(&file.path, it.line, what)));
        let globals = source.code.split('\n').enumerate().filter(|(_, line)| line.contains("__TAURI"));
        offences.extend(globals.map(|(index, _)| Offence::new(&file.path, index + 1, what)));
    }
    offences
}

/// Crates of a kind that are named in code outside their place, or asked for by another room.
fn named_elsewhere(
    project: &Project,
    room: &str,
    inside: impl Fn(&str) -> bool,
    is_meant: impl Fn(&str) -> bool,
    why: &str,
) -> Vec<Offence> {
    let mut offences = Vec::new();
    for manifest in manifests(project).filter(|it| it.room() != room) {
        let asked = manifest.dependencies().into_iter().filter(|it| is_meant(&it.package));
        offences.extend(asked.map(|it| Offence::new(manifest.path, it.line, why)));
    }
    let begins_so = |path: &[String]| path.first().is_some_and(|name| is_meant(name));
    for (file, source) in project.product_rust().filter(|(file, _)| !inside(&file.path)) {
        offences.extend(offending_paths(file, &source, &begins_so, why));
    }
    offences
}

fn offending_paths(
    file: &TextFile,
    source: &Source,
    offends: &dyn Fn(&[String]) -> bool,
    why: &str,
) -> Vec<Offence> {
    let paths = source.paths().into_iter().filter(|(_, path)| offends(path));
    paths
        .map(|(line, path)| Offence::new(&file.path, line, format!("`{}`: {why}", path.join("::"))))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    #[test]
    fn a_window_below_the_window_is_caught() {
        let rule = tauri_stays_in_app;
        let command = "#[tauri::command]\nfn read() {}\n";
        assert_caught(rule, &[("src-tauri/app/commands.rs", command)], &[]);
        assert_caught(
            rule,
            &[("src-tauri/office/src/read.rs", command)],
            &["src-tauri/office/src/read.rs:1"],
        );
        assert_caught(rule, &[("src-tauri/office/src/read.rs", "// tauri::command\n")], &[]);
        let manifest = "[dependencies]\ntauri-plugin-dialog = \"2\"\n";
        assert_caught(rule, &[("src-tauri/cli/Cargo.toml", manifest)], &["src-tauri/cli/Cargo.toml:2"]);
        assert_caught(rule, &[("Cargo.toml", manifest)], &[]);
    }

    #[test]
    fn a_pdf_type_in_the_lay_out_is_caught() {
        let rule = pdf_writers_stay_in_press_pdf;
        let import = "use std::fs;\nuse printpdf::{Mm, Pt};\n";
        assert_caught(rule, &[("src-tauri/press/src/pdf.rs", import)], &[]);
        assert_caught(rule, &[("src-tauri/press/src/pdf/fonts.rs", import)], &[]);
        let lines = ["src-tauri/press/src/lay_out.rs:2", "src-tauri/press/src/lay_out.rs:2"];
        assert_caught(rule, &[("src-tauri/press/src/lay_out.rs", import)], &lines);
        assert_caught(rule, &[("src-tauri/press/tests/pages.rs", "use lopdf::Document;\n")], &[]);
        let manifest = "[dependencies]\nlopdf = \"0.39\"\n";
        assert_caught(rule, &[("src-tauri/cli/Cargo.toml", manifest)], &["src-tauri/cli/Cargo.toml:2"]);
    }

    #[test]
    fn sql_outside_the_store_is_caught() {
        let rule = sql_stays_in_store;
        let query = "fn f() {\n    query(\"SELECT id FROM report\");\n}\n";
        assert_caught(rule, &[("src-tauri/store/src/table/report.rs", query)], &[]);
        assert_caught(rule, &[("src-tauri/office/src/save.rs", query)], &["src-tauri/office/src/save.rs:2"]);
        assert_caught(
            rule,
            &[("src-tauri/office/src/save.rs", "use rusqlite::Connection;\n")],
            &["src-tauri/office/src/save.rs:1"],
        );
        assert_caught(rule, &[("src-tauri/office/src/one.sql", "")], &["src-tauri/office/src/one.sql:0"]);
        assert_caught(rule, &[("src-tauri/office/src/save.rs", "const A: &str = \"SELECTED\";\n")], &[]);
    }

    #[test]
    fn a_domain_that_looks_outside_is_caught() {
        let rule = report_reads_no_clock_file_or_network;
        let path = "src-tauri/report/src/check.rs";
        let caught = |text: &str| assert_caught(rule, &[(path, text)], &["src-tauri/report/src/check.rs:2"]);
        caught("\nuse std::{collections::BTreeMap, time};\n");
        caught("\nfn f() { ::std::fs::read(\"x\"); }\n");
        caught("\nfn f() { let t = SystemTime::now(); }\n");
        caught("\nuse std::env;\n");
        let innocent =
            "use std::collections::BTreeMap;\n// std::fs\n#[cfg(test)]\nmod tests {\n    use std::fs;\n}\n";
        assert_caught(rule, &[(path, innocent)], &[]);
        assert_caught(rule, &[("src-tauri/office/src/read.rs", "use std::fs;\n")], &[]);
    }

    #[test]
    fn a_page_that_knows_the_window_is_caught() {
        let rule = ui_imports_tauri_only_in_ipc;
        let import = "import { ref } from 'vue'\nimport { invoke } from '@tauri-apps/api/core'\n";
        assert_caught(rule, &[("ui/src/ipc/window.ts", import)], &[]);
        assert_caught(rule, &[("ui/src/pages/read.ts", import)], &["ui/src/pages/read.ts:2"]);
        let component =
            format!("<script setup lang=\"ts\">\n{import}</script>\n<template><p>it's</p></template>\n");
        assert_caught(rule, &[("ui/src/App.vue", &component)], &["ui/src/App.vue:3"]);
        assert_caught(
            rule,
            &[("ui/src/main.ts", "if ('x' in window.__TAURI_INTERNALS__) {}\n")],
            &["ui/src/main.ts:1"],
        );
    }
}
