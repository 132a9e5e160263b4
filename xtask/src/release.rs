//! What a release says of itself: its version, which stands in `Cargo.toml` alone, and its section of the changelog.

use std::fs;

use crate::shell::{root, Outcome, Stop};

const VERSION: &str = env!("CARGO_PKG_VERSION");
const CHANGELOG: &str = "CHANGELOG.md";
/// Where the software centre reads which releases there are.
const METAINFO: &str = "src-tauri/packaging/linux/cn.nianbao.desktop.metainfo.xml";

/// Stops unless this is the version that is built, and the changelog and the software centre know it.
pub fn is(version: &str) -> Outcome {
    if version != VERSION {
        return Err(Stop::new(format!("标签是 {version}，Cargo.toml 里是 {VERSION}。")));
    }
    section(&text(CHANGELOG)?, version)?;
    if !text(METAINFO)?.contains(&format!("<release version=\"{version}\"")) {
        return Err(Stop::new(format!("{METAINFO} 里没有 {version}。")));
    }
    println!("{version}");
    Ok(())
}

/// Prints what the changelog says of a version.
pub fn notes(version: &str) -> Outcome {
    println!("{}", section(&text(CHANGELOG)?, version)?);
    Ok(())
}

fn text(file: &str) -> Outcome<String> {
    fs::read_to_string(root()?.join(file)).map_err(|error| Stop::new(format!("读不到 {file}：{error}")))
}

/// What stands below the heading of a version, up to the next one.
fn section(changelog: &str, version: &str) -> Outcome<String> {
    let heading = format!("## [{version}]");
    let mut lines = changelog.lines().skip_while(|line| !line.starts_with(&heading)).skip(1);
    let body: Vec<&str> = lines.by_ref().take_while(|line| !line.starts_with("## ")).collect();
    let body = body.join("\n").trim().to_owned();
    if body.is_empty() {
        return Err(Stop::new(format!("{CHANGELOG} 里没有 {version} 的内容。")));
    }
    Ok(body)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_section_ends_at_the_next_version() {
        let changelog =
            "# 更新记录\n\n## [0.2.0] - 未发布\n\n- 乙\n\n## [0.1.0] - 2026-11-26\n\n### 新增\n\n- 甲\n";
        assert_eq!(section(changelog, "0.2.0").ok().as_deref(), Some("- 乙"));
        assert_eq!(section(changelog, "0.1.0").ok().as_deref(), Some("### 新增\n\n- 甲"));
        assert!(section(changelog, "0.3.0").is_err());
        assert!(section(changelog, "0.1").is_err());
    }

    #[test]
    fn the_version_stands_in_one_place() {
        for file in ["package.json", "ui/package.json", "tauri.conf.json"] {
            let text = text(file).unwrap();
            assert!(!text.contains("\"version\""), "{file} names a version of its own");
        }
    }

    #[test]
    fn the_changelog_and_the_software_centre_know_the_version() {
        assert!(is(VERSION).is_ok());
        assert!(is("99.0.0").is_err());
    }
}
