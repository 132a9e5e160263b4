//! `nianbao check`: findings as lines for people or JSON for programs.

use crate::{
    args::{named, Input},
    failure::Failure,
    say, FOUND,
};
use office::Office;
use report::{json::CheckedJson, Finding, Severity};

pub(crate) fn run(office: &Office, files: &[Input], json: bool) -> Result<u8, Failure> {
    let mut checked = Vec::new();
    let mut failed = 0;
    for file in files {
        match say::read(office, file) {
            Ok(reading) => {
                let findings = office.check(&reading.report);
                checked.push((named(file), reading.report, findings));
            }
            // One file alone fails as itself; of several each is named and the others go on.
            Err(failure) if files.len() == 1 => return Err(failure),
            Err(failure) => {
                say::err(&failure.to_string());
                failed += 1;
            }
        }
    }
    if json {
        let list: Vec<CheckedJson> =
            checked.iter().map(|(file, report, findings)| CheckedJson::new(file, report, findings)).collect();
        let text = serde_json::to_string_pretty(&list).map_err(|error| Failure::Json(error.to_string()))?;
        say::out(&(text + "\n"))?;
    } else {
        for (file, report, findings) in &checked {
            say::out(&told(file, &report.title(), findings))?;
        }
    }
    if failed > 0 {
        return Err(Failure::Some { failed, done: checked.len() });
    }
    let errors = checked.iter().any(|(.., findings)| findings.iter().any(|f| f.severity == Severity::Error));
    Ok(if errors { FOUND } else { 0 })
}

/// The findings of one report, a line each.
fn told(file: &str, title: &str, findings: &[Finding]) -> String {
    let mut text = format!("{file}　{title}\n");
    for finding in findings {
        text += &format!("  {} {}  {}\n", finding.severity.label(), finding.rule, finding.message);
    }
    let count = |severity: Severity| findings.iter().filter(|finding| finding.severity == severity).count();
    let [errors, warnings, hints] = [Severity::Error, Severity::Warning, Severity::Hint].map(count);
    text + &format!("  错误 {errors}，提醒 {warnings}，提示 {hints}\n")
}
