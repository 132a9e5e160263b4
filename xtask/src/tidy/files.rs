//! What holds for every text file: its name, its ends of line, and what must not stand in it.

use super::project::{Project, TextFile};
use super::Offence;

/// A name says what is inside; these names say that anything may be.
pub fn names_say_what_is_inside(project: &Project) -> Vec<Offence> {
    const EMPTY_NAMES: &[&str] =
        &["util", "utils", "helper", "helpers", "common", "misc", "manager", "service", "services"];
    let says_nothing = |name: &str| {
        let stem = name.split('.').next().unwrap_or(name).to_lowercase();
        EMPTY_NAMES.contains(&stem.as_str())
    };
    project
        .files
        .iter()
        .filter(|file| file.path.split('/').any(says_nothing))
        .map(|file| Offence::new(&file.path, 0, "a name that does not say what is inside"))
        .collect()
}

/// No blanks at the end of a line, LF between lines, one at the end of the file.
pub fn lines_end_cleanly(project: &Project) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in written(project) {
        let unclean = file.lines().filter(|(_, line)| line.ends_with(char::is_whitespace));
        offences.extend(
            unclean.map(|(number, _)| Offence::new(&file.path, number, "blank at the end of the line")),
        );
        if !file.text.is_empty() && (!file.text.ends_with('\n') || file.text.ends_with("\n\n")) {
            let last = file.text.trim_end_matches('\n').split('\n').count();
            offences.push(Offence::new(&file.path, last, "a file ends with one line feed"));
        }
    }
    offences
}

/// What is to be done stands in an issue, not in the source.
pub fn nothing_is_half_done(project: &Project) -> Vec<Offence> {
    // Put together here, so that this file does not offend.
    const MARKS: &[&str] =
        &[concat!("TO", "DO"), concat!("FIX", "ME"), concat!("db", "g!("), concat!("unimplemented", "!(")];
    having(project, MARKS, "half done")
}

/// The next machine has other folders.
pub fn no_path_of_one_machine(project: &Project) -> Vec<Offence> {
    const FOLDERS: &[&str] =
        &[concat!("/ho", "me/"), concat!("/ro", "ot/"), concat!("/wo", "rk/"), concat!("/Us", "ers/")];
    having(project, FOLDERS, "a path of one machine")
}

/// Lines with one of these words that does not continue another word.
fn having(project: &Project, words: &[&str], what: &str) -> Vec<Offence> {
    let mut offences = Vec::new();
    for file in written(project) {
        for (number, line) in file.lines() {
            let stands_alone = |start: usize| {
                !line[..start].ends_with(|c: char| c.is_alphanumeric() || matches!(c, '_' | '.' | '}'))
            };
            if words.iter().any(|word| line.match_indices(word).any(|(start, _)| stands_alone(start))) {
                offences.push(Offence::new(&file.path, number, what));
            }
        }
    }
    offences
}

/// Files that somebody here wrote: no lock files, no real reports, no snapshots, no licences.
fn written(project: &Project) -> impl Iterator<Item = &TextFile> {
    project.files.iter().filter(|file| {
        let path = file.path.as_str();
        !matches!(path, "Cargo.lock" | "package-lock.json" | "LICENSE")
            && !format!("/{path}").contains("/tests/data/")
            && !path.starts_with("fonts/licences/")
            && !path.ends_with(".snap")
    })
}

#[cfg(test)]
mod tests {
    use super::super::tests::assert_caught;
    use super::*;

    #[test]
    fn a_name_that_says_nothing_is_caught() {
        let rule = names_say_what_is_inside;
        assert_caught(rule, &[("src-tauri/press/src/lines.rs", "")], &[]);
        assert_caught(rule, &[("src-tauri/press/src/utils.rs", "")], &["src-tauri/press/src/utils.rs:0"]);
        assert_caught(rule, &[("ui/src/helpers/date.ts", "")], &["ui/src/helpers/date.ts:0"]);
    }

    #[test]
    fn an_unclean_line_is_caught() {
        let rule = lines_end_cleanly;
        assert_caught(rule, &[("a.rs", "one\n\ntwo\n"), ("empty", "")], &[]);
        assert_caught(rule, &[("a.rs", "one \ntwo\t\n")], &["a.rs:1", "a.rs:2"]);
        assert_caught(rule, &[("a.rs", "one\r\ntwo\n")], &["a.rs:1"]);
        assert_caught(rule, &[("a.rs", "one\ntwo")], &["a.rs:2"]);
        assert_caught(rule, &[("a.rs", "one\n\n")], &["a.rs:1"]);
        assert_caught(rule, &[("tests/data/a.txt", "one \r\ntwo")], &[]);
    }

    #[test]
    fn a_mark_for_later_is_caught() {
        let rule = nothing_is_half_done;
        assert_caught(rule, &[("a.rs", "// done\n")], &[]);
        assert_caught(rule, &[("a.rs", concat!("\n// TO", "DO: more\n"))], &["a.rs:2"]);
        assert_caught(rule, &[("a.ts", concat!("// FIX", "ME\n"))], &["a.ts:1"]);
        assert_caught(rule, &[("a.rs", concat!("db", "g!(x);\n"))], &["a.rs:1"]);
    }

    #[test]
    fn a_path_of_ones_own_machine_is_caught() {
        let rule = no_path_of_one_machine;
        assert_caught(rule, &[("a.md", concat!("see /ho", "me/li/report.pdf\n"))], &["a.md:1"]);
        assert_caught(rule, &[("a.rs", concat!("let p = \"/ro", "ot/x\";\n"))], &["a.rs:1"]);
        assert_caught(rule, &[("a.md", concat!("https://www.example.gov.cn/ho", "me/1.html\n"))], &[]);
    }
}
