//! `nianbao`: the office without a window. Arguments in, one call of `office`, text out.

mod args;
mod bench;
mod check;
mod compare;
mod db;
mod export;
mod failure;
mod notice;
mod print;
mod read;
mod say;
mod variant;

use args::Verb;
use failure::Failure;
use office::Office;
use std::process::ExitCode;

/// Exit code when an error-level finding stands.
const FOUND: u8 = 1;
/// Exit code when something could not be done.
const FAILED: u8 = 2;

fn main() -> ExitCode {
    match args::parse().and_then(run) {
        Ok(code) => ExitCode::from(code),
        Err(Failure::Help(text)) => match say::out(&text) {
            Ok(()) => ExitCode::SUCCESS,
            Err(failure) => failed(&failure),
        },
        Err(failure) => failed(&failure),
    }
}

fn failed(failure: &Failure) -> ExitCode {
    say::err(&failure.to_string());
    ExitCode::from(FAILED)
}

fn run(verb: Verb) -> Result<u8, Failure> {
    let program = std::env::current_exe().unwrap_or_default();
    let office =
        Office::new(office::find_fonts(&program, std::env::var_os("NIANBAO_FONTS").map(Into::into)))?;
    match verb {
        Verb::Read(wish) => read::run(&office, &wish),
        Verb::Check(wish) => check::run(&office, wish),
        Verb::Print(wish) => print::run(&office, &wish),
        Verb::Export(wish) => export::run(&office, &wish),
        Verb::Db(wish) => db::run(&office, wish),
        Verb::Compare(wish) => compare::run(&office, &wish),
        Verb::Notice(wish) => notice::run(&office, &wish),
        Verb::Bench { file, runs } => bench::run(&office, &file, runs),
    }
}
