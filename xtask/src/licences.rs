//! What the program is made of and under whose licences: `cargo xtask licences` writes the list for the page “帮助”, and
//! a release has the licences' texts and a bill of materials (CycloneDX) beside it.

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use serde_json::{json, Value};

use crate::shell::{cargo, output, root, Outcome, Stop};

const FILE: &str = "src-tauri/app/licences.json";
/// The systems it is handed out for.
const TRIPLES: [&str; 2] = ["x86_64-unknown-linux-gnu", "x86_64-pc-windows-msvc"];
/// The typefaces' licences, whose texts lie in `fonts/licences`.
const TYPEFACES: [(&str, &str); 5] = [
    ("Fandol", "GPL-3.0-or-later WITH Font-exception-2.0"),
    ("NianbaoFallback", "OFL-1.1"),
    ("NotoSansCJK", "OFL-1.1"),
    ("NotoSansSymbols2", "OFL-1.1"),
    ("NotoSerifCJK", "OFL-1.1"),
];

/// What is in the programs or in the installer without being a package: name, licence, its text.
const WITHIN: [(&str, &str, &[&str]); 4] = [
    (
        "Rust standard library",
        "MIT OR Apache-2.0",
        &["Copyright (c) The Rust Project Contributors", include_str!("licences/MIT.txt")],
    ),
    ("NSIS", "Zlib AND CPL-1.0 AND MIT", &[include_str!("licences/nsis.txt")]),
    ("mingw-w64 runtime", "ZPL-2.1", &[include_str!("licences/mingw-w64.txt")]),
    ("libgcc", "GPL-3.0-or-later WITH GCC-exception-3.1", &[include_str!("licences/gcc-runtime.txt")]),
];
/// The texts for packages that name a licence and do not bring it, in the order in which we choose among several.
const STANDARD: [(&str, &str); 4] = [
    ("MIT", include_str!("licences/MIT.txt")),
    ("BSD-3-Clause", include_str!("licences/BSD-3-Clause.txt")),
    ("MPL-2.0", include_str!("licences/MPL-2.0.txt")),
    ("Apache-2.0", include_str!("../../LICENSE")),
];

/// What others made: kind, name, version, licence.
type Part = (&'static str, String, String, String);

/// Writes the list.
pub fn run() -> Outcome {
    let text = list()?;
    let path = root()?.join(FILE);
    fs::write(&path, text).map_err(|error| Stop::new(format!("无法写入 {FILE}：{error}")))?;
    println!("已写入 {FILE}。");
    Ok(())
}

fn list() -> Outcome<String> {
    let line = |(kind, name, version, licence): Part| {
        json!({ "kind": kind, "name": name, "version": version, "licence": licence }).to_string()
    };
    let lines: Vec<String> = parts()?.into_iter().map(line).collect();
    Ok(format!("[\n  {}\n]\n", lines.join(",\n  ")))
}

/// Everything others made, in order.
fn parts() -> Outcome<BTreeSet<Part>> {
    let mut parts: BTreeSet<Part> = BTreeSet::new();
    parts.extend(typefaces()?);
    parts.extend(packages_of_the_page()?.into_iter().map(|(part, _)| part));
    parts.extend(
        WITHIN.map(|(name, licence, _)| ("program", name.to_owned(), String::new(), licence.to_owned())),
    );
    for triple in TRIPLES {
        parts.extend(crates(triple)?);
    }
    match parts.iter().find(|(_, _, _, licence)| licence.is_empty()) {
        Some((_, name, version, _)) => Err(Stop::new(format!("{name} {version} 没有写明许可证。"))),
        None => Ok(parts),
    }
}

/// A bill of materials, in CycloneDX.
pub fn bill_of_materials() -> Outcome<String> {
    let sums = checksums()?;
    let component = |(kind, name, version, licence): Part| {
        let place = match kind {
            "page" => Some(format!("pkg:npm/{}@{version}", name.replacen('@', "%40", 1))),
            "program" if !version.is_empty() => Some(format!("pkg:cargo/{name}@{version}")),
            _ => None,
        };
        let mut component = json!({
            "type": if kind == "typeface" { "data" } else { "library" },
            "name": name, "licenses": [{ "expression": licence }],
        });
        if let Some(place) = place {
            component["version"] = json!(version);
            component["bom-ref"] = json!(place);
            component["purl"] = json!(place);
        }
        let sum = sums.iter().find(|(of, at, _)| *of == name && *at == version && kind == "program");
        if let Some((_, _, sum)) = sum {
            component["hashes"] = json!([{ "alg": "SHA-256", "content": sum }]);
        }
        component
    };
    let bill = json!({
        "bomFormat": "CycloneDX", "specVersion": "1.5", "version": 1,
        "metadata": { "component": {
            "type": "application", "name": "nianbao", "version": env!("CARGO_PKG_VERSION"),
            "licenses": [{ "expression": env!("CARGO_PKG_LICENSE") }],
        } },
        "components": parts()?.into_iter().map(component).collect::<Vec<_>>(),
    });
    serde_json::to_string_pretty(&bill).map_err(|error| Stop::new(error.to_string()))
}

/// Name, version and checksum of every crate that is locked.
fn checksums() -> Outcome<Vec<(String, String, String)>> {
    let text = fs::read_to_string(root()?.join("Cargo.lock"))
        .map_err(|error| Stop::new(format!("读不到 Cargo.lock：{error}")))?;
    let lock: toml::Table = text.parse().map_err(|error| Stop::new(format!("Cargo.lock：{error}")))?;
    let told = |package: &toml::Value, key: &str| Some(package.get(key)?.as_str()?.to_owned());
    let packages = lock.get("package").and_then(toml::Value::as_array).into_iter().flatten();
    Ok(packages
        .filter_map(|it| Some((told(it, "name")?, told(it, "version")?, told(it, "checksum")?)))
        .collect())
}

/// The texts of all licences, each once, with the names of what is under it. Those of the typefaces lie beside them.
pub fn texts() -> Outcome<String> {
    let told = output(&mut cargo(&["metadata", "--locked", "--format-version", "1"]))
        .ok_or_else(|| Stop::new("cargo metadata 没有成功。"))?;
    let metadata: Value = serde_json::from_str(&told).map_err(|error| Stop::new(error.to_string()))?;
    let crates = metadata["packages"].as_array().into_iter().flatten();
    let crates: Vec<Package> = crates.filter_map(package).collect();
    let pages = packages_of_the_page()?;
    let mut by_text: BTreeMap<String, Vec<String>> = BTreeMap::new();
    for part in parts()? {
        let (kind, name, version, licence) = &part;
        let texts = if *kind == "typeface" {
            continue;
        } else if let Some((_, _, texts)) = WITHIN.iter().find(|it| version.is_empty() && it.0 == name) {
            vec![clean(&texts.join("\n\n"))]
        } else if *kind == "page" {
            let places = pages.iter().filter(|it| it.0 == part).map(|it| it.1.as_path());
            texts_of(places, name, "", licence)
        } else {
            let package = crates.iter().find(|it| it.name == *name && it.version == *version);
            let authors = package.map(|it| it.authors.as_str()).unwrap_or_default();
            texts_of(package.map(|it| it.folder.as_path()).into_iter(), name, authors, licence)
        };
        if texts.is_empty() {
            return Err(Stop::new(format!("{name} {version}（{licence}）没有许可证的全文。")));
        }
        for text in texts {
            by_text.entry(text).or_default().push(format!("{name} {version} ({licence})"));
        }
    }
    let rule = "=".repeat(80);
    let each = by_text.iter().map(|(text, who)| format!("{rule}\n{}\n\n{text}\n", who.join("\n")));
    Ok(each.collect())
}

/// What Cargo knows of a crate.
struct Package {
    name: String,
    version: String,
    authors: String,
    folder: PathBuf,
}

fn package(told: &Value) -> Option<Package> {
    let authors = told["authors"].as_array().into_iter().flatten().filter_map(Value::as_str);
    Some(Package {
        name: told["name"].as_str()?.to_owned(),
        version: told["version"].as_str()?.to_owned(),
        authors: authors.collect::<Vec<_>>().join(", "),
        folder: Path::new(told["manifest_path"].as_str()?).parent()?.to_owned(),
    })
}

/// The texts that a package brings, wherever it is installed; else the standard one of its licence.
fn texts_of<'a>(
    folders: impl Iterator<Item = &'a Path>,
    name: &str,
    authors: &str,
    licence: &str,
) -> Vec<String> {
    let brought = folders.map(texts_in).find(|texts| !texts.is_empty());
    brought.unwrap_or_else(|| standard(name, authors, licence).into_iter().collect())
}

/// The standard text of one of the licences among which one may choose, under the name of those who gave it.
fn standard(name: &str, authors: &str, licence: &str) -> Option<String> {
    let offered: Vec<&str> = licence.split(" OR ").collect();
    let (_, text) = STANDARD.iter().find(|(id, _)| offered.contains(id))?;
    let authors = if authors.is_empty() { format!("the authors of {name}") } else { authors.to_owned() };
    Some(clean(&format!("Copyright (c) {authors}\n\n{}", text.trim())))
}

fn clean(text: &str) -> String {
    text.trim().replace("\r\n", "\n")
}

fn texts_in(folder: &Path) -> Vec<String> {
    let is_text = |name: &str| {
        let name = name.to_uppercase();
        ["LICENSE", "LICENCE", "COPYING", "NOTICE", "UNLICENSE"].iter().any(|it| name.starts_with(it))
    };
    let entries = fs::read_dir(folder).into_iter().flatten().flatten();
    let mut files: Vec<PathBuf> = entries
        .filter(|entry| is_text(&entry.file_name().to_string_lossy()))
        .map(|entry| entry.path())
        .collect();
    files.sort();
    files.iter().filter_map(|file| fs::read_to_string(file).ok()).map(|it| clean(&it)).collect()
}

fn typefaces() -> Outcome<Vec<Part>> {
    let folder = root()?.join("fonts");
    let entries = fs::read_dir(&folder).map_err(|error| Stop::new(format!("读不到 fonts：{error}")))?;
    let files = entries.flatten().filter(|entry| entry.path().is_file());
    files
        .map(|entry| {
            let name = entry.file_name().to_string_lossy().into_owned();
            let known = TYPEFACES.iter().find(|(start, _)| name.starts_with(start));
            let (_, licence) = known.ok_or_else(|| Stop::new(format!("不知道字体 {name} 的许可证。")))?;
            Ok(("typeface", name, String::new(), (*licence).to_owned()))
        })
        .collect()
}

/// What npm installs for the page itself, not for building it, and where.
fn packages_of_the_page() -> Outcome<Vec<(Part, PathBuf)>> {
    let root = root()?;
    let text = fs::read_to_string(root.join("package-lock.json"))
        .map_err(|error| Stop::new(format!("读不到 package-lock.json：{error}")))?;
    let lock: Value = serde_json::from_str(&text).map_err(|error| Stop::new(error.to_string()))?;
    let mut parts = Vec::new();
    for (place, package) in lock["packages"].as_object().into_iter().flatten() {
        let Some((_, name)) = place.rsplit_once("node_modules/") else { continue };
        if ["dev", "link", "optional"].iter().any(|it| package[it].as_bool() == Some(true)) {
            continue;
        }
        let told = |key: &str| package[key].as_str().unwrap_or_default().to_owned();
        parts.push((("page", name.to_owned(), told("version"), told("license")), root.join(place)));
    }
    Ok(parts)
}

fn crates(triple: &str) -> Outcome<Vec<Part>> {
    let told = output(&mut cargo(&[
        "tree",
        "--locked",
        "--package",
        "nianbao-desktop",
        "--package",
        "nianbao-cli",
        "--edges",
        "normal",
        "--prefix",
        "none",
        "--target",
        triple,
        "--format",
        "{p}|{l}",
    ]));
    let told = told.ok_or_else(|| Stop::new("cargo tree 没有成功。"))?;
    Ok(told.lines().filter_map(named).collect())
}

/// From `name v1.2.3 (more)|licence (*)`; ours, whose place is a folder, are left out.
fn named(line: &str) -> Option<Part> {
    let (package, licence) = line.split_once('|')?;
    let mut words = package.split(' ');
    let (name, version) = (words.next()?, words.next()?.strip_prefix('v')?);
    if words.any(|word| word.starts_with("(/") || word.contains(":\\")) {
        return None;
    }
    let licence = licence.trim_end_matches(" (*)").trim();
    // How it was written before SPDX had expressions.
    Some(("program", name.to_owned(), version.to_owned(), licence.replace('/', " OR ").replace("  ", " ")))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_of_the_tree_names_a_package() {
        let part = ("program", "serde".to_owned(), "1.0.2".to_owned(), "MIT OR Apache-2.0".to_owned());
        assert_eq!(named("serde v1.0.2|MIT OR Apache-2.0"), Some(part.clone()));
        assert_eq!(named("serde v1.0.2 (proc-macro)|MIT/Apache-2.0 (*)"), Some(part));
        assert_eq!(named("report v0.1.0 (/somewhere/report)|Apache-2.0"), None);
        assert_eq!(named(""), None);
    }

    #[test]
    fn the_bill_names_every_part_with_its_sum() {
        let bill: Value = serde_json::from_str(&bill_of_materials().unwrap()).unwrap();
        let components = bill["components"].as_array().unwrap();
        assert_eq!(components.len(), parts().unwrap().len());
        let tauri = components.iter().find(|it| it["name"] == "tauri").unwrap();
        assert!(tauri["purl"].as_str().unwrap().starts_with("pkg:cargo/tauri@2."));
        assert_eq!(tauri["hashes"][0]["content"].as_str().unwrap().len(), 64);
        assert!(components
            .iter()
            .any(|it| it["purl"].as_str().is_some_and(|it| it.starts_with("pkg:npm/vue@"))));
    }

    #[test]
    fn texts_are_found_under_their_usual_names() {
        let texts = texts().unwrap();
        assert!(texts.contains("\ntauri 2.") && texts.contains("Permission is hereby granted"));
        assert!(texts_in(&root().unwrap()).iter().any(|it| it.contains("Apache License")));
        assert!(texts_in(&root().unwrap().join("forms")).is_empty());
    }

    #[test]
    fn who_brings_no_text_gets_the_standard_one() {
        let text = standard("ts-rs", "Moritz", "Apache-2.0 OR MIT").unwrap();
        assert!(text.starts_with("Copyright (c) Moritz\n\nPermission is hereby granted"), "{text}");
        assert!(standard("webview2-com", "", "MIT").unwrap().contains("the authors of webview2-com"));
        assert!(standard("selectors", "Servo", "MPL-2.0").unwrap().contains("Mozilla Public License"));
        assert_eq!(standard("none", "", "MIT AND Unicode-3.0"), None, "both are needed");
    }

    #[test]
    fn the_list_is_up_to_date() {
        let file = fs::read_to_string(root().unwrap().join(FILE)).unwrap_or_default();
        assert!(list().unwrap() == file, "stale: run cargo xtask licences");
    }
}
