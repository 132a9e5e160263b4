//! The architecture page is held to its word.

use super::project::Project;
use super::source::Source;
use super::{Offence, RULES};

const PAGE: &str = "docs/ARCHITECTURE.md";

/// Every numbered invariant of the page names the test that holds it, and that test exists.
pub fn invariants_name_tests_that_exist(project: &Project) -> Vec<Offence> {
    let Some(page) = project.file(PAGE) else {
        return vec![Offence::new(PAGE, 0, "the architecture page is missing")];
    };
    let tests = test_names(project);
    let mut offences = Vec::new();
    for (line, invariant) in invariants(&page.text) {
        let Some((_, holders)) = invariant.split_once("Held by") else {
            offences.push(Offence::new(PAGE, line, "an invariant without the test that holds it"));
            continue;
        };
        let named: Vec<&str> = holders.split('`').skip(1).step_by(2).collect();
        if named.is_empty() {
            offences.push(Offence::new(PAGE, line, "an invariant without the test that holds it"));
        }
        for name in named {
            let exists = match name.strip_prefix("tidy::") {
                Some(rule) => RULES.iter().any(|(known, _)| *known == rule),
                None => tests.iter().any(|test| test == name.rsplit("::").next().unwrap_or(name)),
            };
            if !exists {
                offences.push(Offence::new(PAGE, line, format!("there is no test `{name}`")));
            }
        }
    }
    offences
}

/// The numbered items of the section on invariants, each with the line it begins on.
fn invariants(page: &str) -> Vec<(usize, String)> {
    let mut items: Vec<(usize, String)> = Vec::new();
    let mut in_section = false;
    for (index, line) in page.lines().enumerate() {
        if line.starts_with("## ") {
            in_section = line == "## Invariants";
        } else if in_section && line.starts_with(|c: char| c.is_ascii_digit()) {
            items.push((index + 1, line.to_owned()));
        } else if let Some((_, item)) = items.last_mut().filter(|_| in_section && line.starts_with(' ')) {
            item.push_str(line);
        }
    }
    items
}

/// The functions marked as tests in Rust, and the titles of the tests of the front end.
fn test_names(project: &Project) -> Vec<String> {
    let mut names = Vec::new();
    for file in &project.files {
        if file.path.ends_with(".rs") {
            names.extend(rust_tests(&file.text));
        } else if file.path.ends_with(".test.ts") {
            names.extend(Source::script(&file.text).literals.into_iter().map(|literal| literal.text));
        }
    }
    names
}

fn rust_tests(text: &str) -> Vec<String> {
    let mut is_test = false;
    let mut names = Vec::new();
    for line in text.lines().map(str::trim) {
        if line.starts_with("#[") {
            is_test |= line.contains("test]") || line.contains("test(");
        } else if let Some((_, rest)) = line.split_once("fn ").filter(|_| is_test) {
            names.extend(rest.split(['(', '<']).next().map(str::to_owned));
            is_test = false;
        } else if !line.starts_with("//") {
            is_test = false;
        }
    }
    names
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    fn page(invariants: &str) -> String {
        format!("# Architecture\n\n1. not an invariant\n\n## Invariants\n\n{invariants}\n## Words\n\n2. nor this\n")
    }

    #[test]
    fn an_invariant_that_nothing_holds_is_caught() {
        let rule = invariants_name_tests_that_exist;
        assert_caught(rule, &[], &["docs/ARCHITECTURE.md:0"]);
        assert_caught(rule, &[(PAGE, &page("1. `report` reads no clock.\n"))], &["docs/ARCHITECTURE.md:7"]);
        assert_caught(rule, &[(PAGE, &page("1. It stands. Held by prayer.\n"))], &["docs/ARCHITECTURE.md:7"]);
        let of_two_lines =
            page("1. One.\n   Held by `tidy::sql_stays_in_store`.\n2. Two. Held by `press::no_such`.\n");
        assert_caught(rule, &[(PAGE, &of_two_lines)], &["docs/ARCHITECTURE.md:9"]);
        assert_caught(
            rule,
            &[(PAGE, &page("1. One. Held by `tidy::no_such`.\n"))],
            &["docs/ARCHITECTURE.md:7"],
        );
    }

    #[test]
    fn tests_are_known_by_name() {
        let rule = invariants_name_tests_that_exist;
        let page = page("1. One. Held by `report::form::grid_is_covered` and `shows a blank cell`.\n");
        let rust = ("src-tauri/report/src/form.rs", "#[test]\nfn grid_is_covered() {}\n");
        let ui = ("ui/src/form/Cell.test.ts", "it('shows a blank cell', () => {})\n");
        assert_caught(rule, &[(PAGE, &page), rust, ui], &[]);
        let no_test = ("src-tauri/report/src/form.rs", "fn grid_is_covered() {}\n");
        assert_caught(rule, &[(PAGE, &page), no_test, ui], &["docs/ARCHITECTURE.md:7"]);
    }
}
