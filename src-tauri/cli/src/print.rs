//! `nianbao print`: the official PDF.

use crate::{args::Input, failure::Failure, say};
use office::Office;
use std::path::Path;

pub(crate) fn run(office: &Office, file: &Input, output: &Path) -> Result<u8, Failure> {
    if output == Path::new("-") {
        return Err(Failure::Usage("PDF 要写进文件，请在 -o 后面写明文件名。".into()));
    }
    let reading = say::read(office, file)?;
    let source = match file {
        Input::File(path) => Some(path.as_path()),
        Input::Stdin => None,
    };
    office.print_file(&reading.report, source, output)?;
    Ok(0)
}
