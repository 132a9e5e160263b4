//! Which glibc a program needs: the newest version among the symbols it is linked with.

use std::path::Path;

use crate::shell::{command, output, Outcome, Stop};

/// Stops when a program needs a newer glibc than this.
pub fn no_newer_than(program: &Path, version: &str) -> Outcome {
    let symbols = output(command("objdump", &["-T"]).arg(program))
        .ok_or_else(|| Stop::new(format!("objdump 读不出 {}。", program.display())))?;
    let (newest, most) = (newest(&symbols), numbers(version));
    let said = |version: &[u32]| version.iter().map(u32::to_string).collect::<Vec<_>>().join(".");
    if newest.is_empty() {
        return Err(Stop::new(format!("{} 没有 glibc 的符号，不像是可用的程序。", program.display())));
    }
    if newest > most {
        return Err(Stop::new(format!(
            "{} 需要 glibc {}，超过 {version}。",
            program.display(),
            said(&newest)
        )));
    }
    println!("{} 需要 glibc {}（限 {version}）", program.display(), said(&newest));
    Ok(())
}

/// The newest `GLIBC_x.y` that is named; empty when none is.
fn newest(symbols: &str) -> Vec<u32> {
    let named = symbols.split("GLIBC_").skip(1);
    let versions = named.map(|rest| {
        let end = rest.find(|c: char| !c.is_ascii_digit() && c != '.').unwrap_or(rest.len());
        numbers(&rest[..end])
    });
    versions.max().unwrap_or_default()
}

fn numbers(version: &str) -> Vec<u32> {
    version.split('.').filter_map(|part| part.parse().ok()).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn versions_are_compared_as_numbers() {
        let symbols =
            "0 DF *UND* 0 (GLIBC_2.2.5) read\n0 DF *UND* 0 (GLIBC_2.17) clock\n0 DO x 0 (GLIBC_PRIVATE) y";
        assert_eq!(newest(symbols), [2, 17]);
        assert!(numbers("2.28") > numbers("2.9"));
        assert!(newest("no symbols").is_empty());
    }
}
