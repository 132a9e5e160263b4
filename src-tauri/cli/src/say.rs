//! Text to the terminal. A reader that goes away, such as `head`, is no error.

use std::{
    fmt::Write as _,
    io::{self, Read, Write},
};

use crate::{
    args::{Input, Unsaid},
    failure::Failure,
};
use office::{Office, Reading};
use report::Report;

/// What no terminal is to act on, and what turns the direction of a line, as it is written in JSON; text comes from
/// outside.
fn tame(text: &str) -> String {
    let mut tamed = String::with_capacity(text.len());
    for c in text.chars() {
        let is_plain = matches!(c, '\n' | '\t') || !(c.is_control() || is_turning(c));
        if is_plain {
            tamed.push(c);
        } else {
            let _ = write!(tamed, "\\u{:04x}", u32::from(c));
        }
    }
    tamed
}

fn is_turning(c: char) -> bool {
    matches!(c, '\u{200e}' | '\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}')
}

/// Writes to standard output. What a full disk swallowed is not said to be done.
pub(crate) fn out(text: &str) -> Result<(), Failure> {
    let mut out = io::stdout().lock();
    match out.write_all(tame(text).as_bytes()).and_then(|()| out.flush()) {
        Err(error) if error.kind() != io::ErrorKind::BrokenPipe => Err(Failure::Stdout(error)),
        _ => Ok(()),
    }
}

/// Writes a line to standard error.
pub(crate) fn err(text: &str) {
    let _reader_gone = writeln!(io::stderr().lock(), "{}", tame(text));
}

/// Reads a document from where the command line says.
pub(crate) fn read(office: &Office, input: &Input) -> Result<Reading, Failure> {
    match input {
        Input::File(path) => Ok(office.read_file(path)?),
        Input::Stdin => {
            let mut bytes = Vec::new();
            let one_more = office.largest_document() + 1;
            io::stdin().lock().take(one_more).read_to_end(&mut bytes).map_err(Failure::Stdin)?;
            Ok(office.read(None, &bytes)?)
        }
    }
}

/// The report of a document, to be written as another file, and what is to be told when it is written: what reading left
/// open nobody sees there.
pub(crate) fn report(
    office: &Office,
    input: &Input,
    unsaid: &Unsaid,
) -> Result<(Report, Option<String>), Failure> {
    let mut reading = read(office, input)?;
    unsaid.complete(&mut reading);
    let open = left_open(&reading);
    let told =
        open.map(|open| format!("注意：读取时{open}。请用 nianbao read 看是哪些，核对以后再用写出的文件。"));
    Ok((reading.report, told))
}

/// How many cells of a document were not read for sure; none where all were.
fn left_open(reading: &Reading) -> Option<String> {
    let counts = [(reading.uncertain().count(), "格存疑"), (reading.missing().count(), "格没有读到")];
    let told: Vec<String> = counts
        .iter()
        .filter(|(count, _)| *count > 0)
        .map(|(count, what)| format!("有{count}{what}"))
        .collect();
    (!told.is_empty()).then(|| told.join("，"))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_terminal_would_act_on_is_shown() {
        assert_eq!(tame("某镇\t56\n"), "某镇\t56\n");
        assert_eq!(tame("\u{1b}[2J某\u{202e}镇\r"), r"\u001b[2J某\u202e镇\u000d");
        let json = serde_json::to_string("某\u{202e}镇").unwrap();
        assert_eq!(serde_json::from_str::<String>(&tame(&json)).unwrap(), "某\u{202e}镇");
    }
}
