//! Who may import whom. What a manifest does not name cannot be imported, so manifests are enough.

use super::packages::{manifests, Manifest};
use super::project::Project;
use super::Offence;

/// Every room of the house; the package of room `x` is `nianbao-x`, or `x` in the workspace's table.
const ROOMS: &[&str] = &["report", "intake", "store", "press", "office", "cli", "app"];

/// `report` is the ground: it imports none of ours.
pub fn report_imports_none_of_ours(project: &Project) -> Vec<Offence> {
    allow_only(project, &["report"], &[])
}

/// Reading, keeping and writing out know the domain, not each other.
pub fn intake_store_and_press_never_import_one_another(project: &Project) -> Vec<Offence> {
    allow_only(project, &["intake", "store", "press"], &["report"])
}

/// The use cases serve any face, so they know none.
pub fn office_knows_no_face(project: &Project) -> Vec<Offence> {
    allow_only(project, &["office"], &["report", "intake", "store", "press"])
}

/// The window and the command line come in through the office.
pub fn faces_import_only_office_and_report(project: &Project) -> Vec<Offence> {
    allow_only(project, &["cli", "app"], &["office", "report"])
}

fn allow_only(project: &Project, rooms: &[&str], allowed: &[&str]) -> Vec<Offence> {
    let mut offences = Vec::new();
    for manifest in manifests(project).filter(|it| rooms.contains(&it.room())) {
        for (line, other) in ours(&manifest) {
            if !allowed.contains(&other) {
                let what = format!("`{}` must not import `{other}`", manifest.room());
                offences.push(Offence::new(manifest.path, line, what));
            }
        }
    }
    offences
}

/// The rooms a manifest depends on, for whatever purpose and platform.
fn ours(manifest: &Manifest) -> Vec<(usize, &'static str)> {
    let known = |name: &str| {
        let name = name.strip_prefix("nianbao-").unwrap_or(name);
        ROOMS.iter().copied().find(|room| *room == if name == "desktop" { "app" } else { name })
    };
    manifest.dependencies().into_iter().filter_map(|it| Some((it.line, known(&it.package)?))).collect()
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    const REPORT: &str = "src-tauri/report/Cargo.toml";
    const PRESS: &str = "src-tauri/press/Cargo.toml";
    const OFFICE: &str = "src-tauri/office/Cargo.toml";

    #[test]
    fn an_import_into_the_ground_is_caught() {
        let rule = report_imports_none_of_ours;
        assert_caught(rule, &[(REPORT, "[dependencies]\nserde = \"1\"\n")], &[]);
        assert_caught(
            rule,
            &[(REPORT, "[dependencies]\nintake.workspace = true\n")],
            &["src-tauri/report/Cargo.toml:2"],
        );
        assert_caught(
            rule,
            &[(REPORT, "[dev-dependencies]\npages = { package = \"nianbao-press\", path = \"../press\" }\n")],
            &["src-tauri/report/Cargo.toml:2"],
        );
        assert_caught(
            rule,
            &[(REPORT, "[target.'cfg(windows)'.dependencies]\nnianbao-cli = { path = \"../cli\" }\n")],
            &["src-tauri/report/Cargo.toml:2"],
        );
    }

    #[test]
    fn an_import_between_neighbours_is_caught() {
        let rule = intake_store_and_press_never_import_one_another;
        assert_caught(rule, &[(PRESS, "[dependencies]\nreport.workspace = true\n")], &[]);
        assert_caught(
            rule,
            &[(PRESS, "[dependencies]\nreport.workspace = true\nintake.workspace = true\n")],
            &["src-tauri/press/Cargo.toml:3"],
        );
    }

    #[test]
    fn an_office_with_a_face_is_caught() {
        let rule = office_knows_no_face;
        assert_caught(rule, &[(OFFICE, "[dependencies]\npress.workspace = true\n")], &[]);
        assert_caught(
            rule,
            &[(OFFICE, "[dependencies]\n\nnianbao-desktop = { path = \"../..\" }\n")],
            &["src-tauri/office/Cargo.toml:3"],
        );
    }

    #[test]
    fn a_face_that_goes_round_the_office_is_caught() {
        let rule = faces_import_only_office_and_report;
        let desktop = "[package]\nname = \"nianbao-desktop\"\n[dependencies]\noffice.workspace = true\npress.workspace = true\n";
        assert_caught(rule, &[("Cargo.toml", desktop)], &["Cargo.toml:5"]);
        let cli = "[dependencies]\nreport.workspace = true\nintake.workspace = true\n";
        assert_caught(rule, &[("src-tauri/cli/Cargo.toml", cli)], &["src-tauri/cli/Cargo.toml:3"]);
    }
}
