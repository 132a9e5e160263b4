//! The command line, in Chinese.

use crate::{check, compare, db, export, failure::Failure, notice, print, read};
use clap::{
    error::{ContextKind, ContextValue, ErrorKind},
    Arg, ArgAction, ArgMatches, Command,
};
use office::{Claim, ClaimedBy, Reading};
use std::path::PathBuf;

/// Where a document comes from.
#[derive(Clone, Debug)]
pub(crate) enum Input {
    /// Standard input.
    Stdin,
    /// A file.
    File(PathBuf),
}

/// What is asked for.
pub(crate) enum Verb {
    Read(read::Wish),
    Check(check::Wish),
    Print(print::Wish),
    Export(export::Wish),
    Db(db::Wish),
    Compare(compare::Wish),
    Notice(notice::Wish),
    Bench { file: Input, runs: usize },
}

const TEMPLATE: &str = "{about-with-newline}\n用法：{usage}\n\n{all-args}{after-help}";
/// What a document may be.
pub(crate) const SOURCES: &str =
    "年报文件：从网页复制的文本、网页（.html、.mht）、Word（.docx、.doc、.wps）、Excel（.xlsx、.xls、.et）、PDF、nianbao.report/1（.json）；“-”表示标准输入";

fn command() -> Command {
    Command::new("nianbao")
        .about("信息公开年报：读取、校验、打印政府信息公开工作年度报告")
        .override_usage("nianbao <命令> [选项]")
        .help_template(
            "{about-with-newline}\n用法：{usage}\n\n命令：\n{subcommands}\n\n选项：\n{options}\n{after-help}",
        )
        .after_help(
            "退出码：0 正常，1 有错误级的校验结果，2 没有办成。用 nianbao <命令> --help 查看各命令的用法。",
        )
        .version(env!("CARGO_PKG_VERSION"))
        .disable_version_flag(true)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg_required_else_help(true)
        .subcommand_required(true)
        .arg(help().help_heading(None::<&str>))
        .arg(Arg::new("version").short('V').long("version").action(ArgAction::Version).help("显示版本"))
        .subcommand(read::command())
        .subcommand(check::command())
        .subcommand(print::command())
        .subcommand(export::command())
        .subcommand(db::command())
        .subcommand(compare::command())
        .subcommand(notice::command())
        .subcommand(
            verb("bench", "测量读取、校验、打印的用时和内存").hide(true).arg(file()).arg(
                Arg::new("runs")
                    .long("runs")
                    .default_value("30")
                    .value_parser(clap::value_parser!(usize))
                    .help("次数"),
            ),
        )
}

/// Whose report it is and of which year, where the document does not say.
pub(crate) fn unsaid() -> [Arg; 2] {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).help_heading("选项")
    };
    [
        option("agency", "机关", "机关名称，在文件里没有写明时用"),
        option("year", "年度", "报告年度，在文件里没有写明时用")
            .value_parser(clap::value_parser!(u16).range(2000..=2099)),
    ]
}

/// What the command line says of a document that does not say it itself.
pub(crate) struct Unsaid {
    agency: Option<String>,
    year: Option<u16>,
}

impl Unsaid {
    /// What [`unsaid`] was given.
    pub(crate) fn of(matches: &ArgMatches) -> Unsaid {
        let agency = matches.get_one::<String>("agency").map(|name| name.trim().to_owned());
        Unsaid {
            agency: agency.filter(|name| !name.is_empty()),
            year: matches.get_one::<u16>("year").copied(),
        }
    }

    /// Puts it in. What the document says stands; what only its file is called does not.
    pub(crate) fn complete(&self, reading: &mut Reading) {
        let only_named = |says: &dyn Fn(&Claim) -> bool| {
            let mut all = reading.claims.iter().filter(|claim| says(claim)).peekable();
            all.peek().is_some() && all.all(|claim| claim.by == ClaimedBy::FileName)
        };
        let agency_open = reading.report.agency.is_empty() || only_named(&|claim| claim.agency.is_some());
        let year_open = reading.report.year == 0 || only_named(&|claim| claim.year.is_some());
        if let Some(agency) = self.agency.as_ref().filter(|_| agency_open) {
            reading.report.agency.clone_from(agency);
        }
        if let Some(year) = self.year.filter(|_| year_open) {
            reading.report.year = year;
        }
    }
}

/// The one document a command is about.
pub(crate) fn file() -> Arg {
    Arg::new("file").value_name("文件").help(SOURCES).required(true).help_heading("参数")
}

/// A command with its help in Chinese.
pub(crate) fn verb(name: &'static str, about: &'static str) -> Command {
    Command::new(name)
        .about(about)
        .help_template(TEMPLATE)
        .disable_help_flag(true)
        .arg(help())
        .arg_required_else_help(true)
}

/// `--json`.
pub(crate) fn json() -> Arg {
    let arg = Arg::new("json").long("json").action(ArgAction::SetTrue);
    arg.help("以 JSON 输出，供其他程序使用").help_heading("选项")
}

/// `--help`.
pub(crate) fn help() -> Arg {
    Arg::new("help").short('h').long("help").action(ArgAction::Help).help("显示用法").help_heading("选项")
}

/// Reads the command line of this process.
pub(crate) fn parse() -> Result<Verb, Failure> {
    let matches = command().try_get_matches().map_err(explain)?;
    match matches.subcommand() {
        Some(("read", m)) => read::wish(m).map(Verb::Read),
        Some(("check", m)) => check::wish(m).map(Verb::Check),
        Some(("print", m)) => print::wish(m).map(Verb::Print),
        Some(("export", m)) => export::wish(m).map(Verb::Export),
        Some(("db", m)) => db::wish(m).map(Verb::Db),
        Some(("compare", m)) => compare::wish(m).map(Verb::Compare),
        Some(("notice", m)) => notice::wish(m).map(Verb::Notice),
        Some(("bench", m)) => {
            let runs = m.get_one::<usize>("runs").copied().unwrap_or(1).max(1);
            Ok(Verb::Bench { file: input(m)?, runs })
        }
        _ => Err(Failure::Usage("缺少命令。".into())),
    }
}

/// The documents that are named.
pub(crate) fn inputs(matches: &ArgMatches) -> Vec<Input> {
    let named = matches.get_raw("file").into_iter().flatten();
    named.map(|name| if name == "-" { Input::Stdin } else { Input::File(PathBuf::from(name)) }).collect()
}

/// The one document that is named.
pub(crate) fn input(matches: &ArgMatches) -> Result<Input, Failure> {
    inputs(matches).into_iter().next().ok_or_else(|| Failure::Usage("没有写明文件。".into()))
}

/// What a document is called in what is said of it.
pub(crate) fn named(file: &Input) -> String {
    match file {
        Input::Stdin => "-".into(),
        Input::File(path) => path.display().to_string(),
    }
}

/// What was wrong with the command line, in Chinese; or the help that was asked for.
fn explain(error: clap::Error) -> Failure {
    let context = |kind: ContextKind| match error.get(kind) {
        Some(ContextValue::String(text)) => text.clone(),
        Some(ContextValue::Strings(texts)) => texts.join("、"),
        _ => String::new(),
    };
    let argument = context(ContextKind::InvalidArg);
    Failure::Usage(match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => return Failure::Help(error.to_string()),
        // A script with an empty variable must not take the help for success.
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => return Failure::Incomplete(error.to_string()),
        ErrorKind::UnknownArgument if !argument.starts_with('-') => {
            format!("只能写一个文件，多出了“{argument}”。")
        }
        ErrorKind::UnknownArgument => format!("不认识的选项“{argument}”。"),
        ErrorKind::InvalidSubcommand => {
            format!("没有“{}”这个命令。", context(ContextKind::InvalidSubcommand))
        }
        ErrorKind::MissingRequiredArgument => format!("缺少 {argument}。"),
        ErrorKind::MissingSubcommand => "缺少命令。".into(),
        ErrorKind::InvalidValue if context(ContextKind::InvalidValue).is_empty() => {
            format!("{argument} 后面缺少内容。")
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation => {
            format!("{argument} 的值“{}”不能用。", context(ContextKind::InvalidValue))
        }
        ErrorKind::ArgumentConflict => match context(ContextKind::PriorArg) {
            other if other.is_empty() || other == argument => format!("{argument} 写了不止一次。"),
            other => format!("{argument} 不能和 {other} 一起用。"),
        },
        _ => "命令写得不对。".into(),
    })
}
