//! What the calls do: each one step with the desk, the office and the user.

use std::path::PathBuf;

use super::{Failure, Opened, Printed};
use crate::desk::Desk;
use crate::outside::Question;

pub(super) fn painted(desk: &Desk) -> Result<(), Failure> {
    desk.outside().show();
    Ok(())
}

pub(super) fn open_sample(desk: &Desk) -> Result<Opened, Failure> {
    let reading = desk.lay(desk.office().sample()?);
    Ok(Opened::new(&reading, &desk.office().check(&reading.report), None))
}

pub(super) fn choose_source(desk: &Desk) -> Result<bool, Failure> {
    let path = desk.outside().ask(Question::Source);
    Ok(path.map(|path| desk.choose_source(path)).is_some())
}

pub(super) fn read_source(desk: &Desk) -> Result<Opened, Failure> {
    let path = desk.take_source().ok_or_else(Failure::nothing_chosen)?;
    let reading = desk.lay(desk.office().read_file(&path)?);
    Ok(Opened::new(&reading, &desk.office().check(&reading.report), Some(&path)))
}

pub(super) fn choose_target(desk: &Desk) -> Result<bool, Failure> {
    let reading = desk.open().ok_or_else(Failure::nothing_open)?;
    let path = desk.outside().ask(Question::Target(&desk.office().pdf_name(&reading.report)));
    Ok(path.map(|path| desk.choose_target(as_pdf(path))).is_some())
}

pub(super) fn print_target(desk: &Desk) -> Result<Printed, Failure> {
    let reading = desk.open().ok_or_else(Failure::nothing_open)?;
    let path = desk.take_target().ok_or_else(Failure::nothing_chosen)?;
    desk.office().print_file(&reading.report, &path)?;
    desk.set_printed(&path);
    Ok(Printed::new(&path))
}

pub(super) fn open_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().open(&path)?)
}

pub(super) fn reveal_printed(desk: &Desk) -> Result<(), Failure> {
    let path = desk.printed().ok_or_else(Failure::nothing_chosen)?;
    Ok(desk.outside().reveal(&path)?)
}

/// GTK's dialog gives the name as typed, without the ending; an existing file of the longer name was not asked about.
fn as_pdf(path: PathBuf) -> PathBuf {
    if path.extension().is_some() {
        return path;
    }
    let longer = path.with_extension("pdf");
    if longer.exists() {
        path
    } else {
        longer
    }
}
