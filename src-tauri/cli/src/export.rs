//! `nianbao export`: a report as Word, Excel, web page, text, JSON or PDF; or all of a library.

use crate::{
    args::{self, Input, Unsaid},
    failure::Failure,
    say, variant, FAILED,
};
use clap::{builder::PossibleValuesParser, value_parser, Arg, ArgMatches, Command};
use office::{find_data, local_now, Format, Office, Places, Variant};
use std::{
    io::{self, IsTerminal, Write},
    path::PathBuf,
    sync::{
        atomic::{AtomicBool, Ordering},
        Arc,
    },
};

/// What is to be written.
pub(crate) enum Wish {
    One { file: Input, unsaid: Unsaid, variant: Variant, output: PathBuf },
    All { folder: PathBuf, library: Option<PathBuf>, format: Format },
}

pub(crate) fn command() -> Command {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading("选项");
    let path = |name: &'static str| option(name).value_parser(value_parser!(PathBuf));
    args::verb("export", "把年报写成 Word、Excel、网页、文本、JSON 或 PDF")
        .override_usage(
            "nianbao export <文件> -o <年报.docx|.xlsx|.html|.txt|.json|.pdf>\n      nianbao export --all <文件夹> [--format docx] [--db <年报库>]",
        )
        .arg(args::file().required(false).required_unless_present("all").conflicts_with("all"))
        .arg(
            path("output")
                .short('o')
                .value_name("年报.docx")
                .help("写到哪个文件，按文件名的结尾决定写成哪种；已有的文件会被整个替换")
                .required_unless_present("all")
                .conflicts_with("all"),
        )
        .args(variant::args().map(|arg| arg.conflicts_with("all")))
        .args(args::unsaid().map(|arg| arg.conflicts_with("all")))
        .arg(path("all").value_name("文件夹").help("把年报库里的年报全部写到这个文件夹；同名的文件会被替换"))
        .arg(
            option("format")
                .value_name("格式")
                .value_parser(PossibleValuesParser::new(Format::ALL.map(Format::extension)))
                .hide_possible_values(true)
                .requires("all")
                .help("全部写成哪种：docx（默认）、xlsx、html、txt、json、pdf"),
        )
        .arg(path("db").value_name("年报库").requires("all").help("年报库文件；不写则用本机的年报库"))
}

/// Reads what is asked for.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    if let Some(folder) = path("all") {
        let format = matches.get_one::<String>("format").and_then(|name| Format::named(name));
        return Ok(Wish::All { folder, library: path("db"), format: format.unwrap_or(Format::Word) });
    }
    Ok(Wish::One {
        file: args::input(matches)?,
        unsaid: Unsaid::of(matches),
        variant: variant::of(matches)?,
        output: path("output").unwrap_or_default(),
    })
}

pub(crate) fn run(office: &Office, wish: &Wish) -> Result<u8, Failure> {
    match wish {
        Wish::One { file, unsaid, variant, output } => {
            // Before anything is read: a slip in the name is told at once.
            Format::of(output)?;
            let (report, unsure) = say::report(office, file, unsaid)?;
            let source = match file {
                Input::File(path) => Some(path.as_path()),
                Input::Stdin => None,
            };
            office.export_file(&report, variant, source, output)?;
            unsure.iter().for_each(|line| say::err(line));
            Ok(0)
        }
        Wish::All { folder, library, format } => {
            let places = match library {
                Some(path) => Places::of_library(path),
                None => Places::of_user(&find_data(std::env::var_os("NIANBAO_DATA").map(Into::into))?)?,
            };
            let library = office.look_into_library(places, Arc::new(local_now))?;
            let reports = library.overview()?.reports;
            let stopped = on_interrupt()?;
            let go_on = || !stopped.load(Ordering::Relaxed);
            let tell = |done| progress(done, reports.len());
            let all = library.export_all(office, &reports, *format, folder, go_on, tell)?;
            let mut failed = 0;
            for one in &all {
                if let Err(error) = &one.file {
                    say::err(&format!("{}：{error}", one.title));
                    failed += 1;
                }
            }
            say::out(&format!("已写出 {} 份年报，在“{}”。\n", all.len() - failed, folder.display()))?;
            let left = reports.len() - all.len();
            if left > 0 {
                say::err(&format!("按您的要求停下了，还有 {left} 份没有写；已写出的都是完整的。"));
            }
            Ok(if failed > 0 || left > 0 { FAILED } else { 0 })
        }
    }
}

/// Becomes true when the user stops the program with Ctrl+C: by itself it would end at once and leave what it is just
/// writing beside the files.
fn on_interrupt() -> Result<Arc<AtomicBool>, Failure> {
    let stopped = Arc::new(AtomicBool::new(false));
    let heard = Arc::clone(&stopped);
    ctrlc::set_handler(move || heard.store(true, Ordering::Relaxed))
        .map_err(|error| Failure::Interrupt(error.to_string()))?;
    Ok(stopped)
}

/// Tells how far it has come, where somebody is looking.
fn progress(done: usize, total: usize) {
    let mut stderr = io::stderr().lock();
    if stderr.is_terminal() {
        let end = if done == total { "\n" } else { "" };
        let _reader_gone = write!(stderr, "\r已写出 {done}/{total}{end}").and_then(|()| stderr.flush());
    }
}
