//! `nianbao print`: the official PDF.

use crate::{args::Input, failure::Failure, say};
use office::Office;
use std::path::Path;

pub(crate) fn run(office: &Office, file: &Input, output: &Path) -> Result<u8, Failure> {
    let reading = say::read(office, file)?;
    office.print_file(&reading.report, output)?;
    Ok(0)
}
