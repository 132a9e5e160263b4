//! The invariants of `docs/ARCHITECTURE.md`, each a function from the project to its offences.
//!
//! `cargo test -p xtask` holds them, `cargo xtask tidy` lists what offends. A rule looks at the
//! texts of the project only, so its own test shows it a made-up project that breaks it.

mod arrows;
mod files;
mod labels;
mod packages;
mod papers;
mod project;
mod rooms;
mod source;

use std::fmt;

use crate::shell::{root, Outcome, Stop};
use project::Project;

/// A rule of the house.
type Rule = fn(&Project) -> Vec<Offence>;

/// One place where a rule is broken.
#[derive(Debug, PartialEq, Eq)]
struct Offence {
    path: String,
    /// Counted from 1; 0 when the whole file is meant.
    line: usize,
    what: String,
}

impl Offence {
    fn new(path: &str, line: usize, what: impl Into<String>) -> Self {
        Self { path: path.to_owned(), line, what: what.into() }
    }
}

impl fmt::Display for Offence {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self.line {
            0 => write!(f, "{}: {}", self.path, self.what),
            line => write!(f, "{}:{line}: {}", self.path, self.what),
        }
    }
}

/// Lists the rules once, for the command and for the tests alike, so that none is forgotten.
macro_rules! rules {
    ($($module:ident::$rule:ident,)*) => {
        const RULES: &[(&str, Rule)] = &[$((stringify!($rule), $module::$rule)),*];

        #[cfg(test)]
        mod the_project_keeps {
            $(#[test]
            fn $rule() {
                super::tests::assert_kept(super::$module::$rule);
            })*
        }
    };
}

rules! {
    arrows::report_imports_none_of_ours,
    arrows::intake_store_and_press_never_import_one_another,
    arrows::office_knows_no_face,
    arrows::faces_import_only_office_and_report,
    rooms::tauri_stays_in_app,
    rooms::pdf_writers_stay_in_press_pdf,
    rooms::sql_stays_in_store,
    rooms::report_reads_no_clock_file_or_network,
    rooms::ui_imports_tauri_only_in_ipc,
    labels::official_labels_stand_only_in_forms,
    packages::packages_inherit_the_lints,
    packages::crates_open_with_their_job,
    packages::anyhow_is_nowhere,
    packages::capabilities_reach_no_files_network_or_shell,
    packages::locks_name_only_the_public_registries,
    files::names_say_what_is_inside,
    files::lines_end_cleanly,
    files::nothing_is_half_done,
    files::no_path_of_one_machine,
    papers::invariants_name_tests_that_exist,
}

/// Prints every offence and stops when there is one.
pub fn run() -> Outcome {
    let project = Project::load(&root()?)?;
    let mut count = 0;
    for (name, rule) in RULES {
        for offence in rule(&project) {
            println!("{offence}  [{name}]");
            count += 1;
        }
    }
    if count == 0 {
        return Ok(());
    }
    Err(Stop::new(format!("共 {count} 处违反约定，各条约定见 docs/ARCHITECTURE.md。")))
}

#[cfg(test)]
mod tests {
    use super::*;

    /// The project as it stands keeps the rule.
    pub fn assert_kept(rule: Rule) {
        let offences = rule(&Project::load(&root().unwrap()).unwrap());
        let lines: Vec<_> = offences.iter().map(ToString::to_string).collect();
        assert!(lines.is_empty(), "\n{}\n", lines.join("\n"));
    }

    /// A project of these files breaks the rule at exactly these places, each `path:line`.
    #[track_caller]
    pub fn assert_caught(rule: Rule, files: &[(&str, &str)], places: &[&str]) {
        let offences = rule(&Project::of(files));
        let found: Vec<_> = offences.iter().map(|it| format!("{}:{}", it.path, it.line)).collect();
        assert_eq!(found, places);
    }

    #[test]
    fn an_offence_says_where() {
        assert_eq!(Offence::new("a/b.rs", 3, "no").to_string(), "a/b.rs:3: no");
        assert_eq!(Offence::new("a/b.rs", 0, "no").to_string(), "a/b.rs: no");
    }
}
