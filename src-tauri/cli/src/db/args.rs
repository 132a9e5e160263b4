//! The command line of `nianbao db`.

use super::limits;
use crate::{
    args::{help, inputs, json, verb, Input, SOURCES},
    failure::Failure,
};
use clap::{value_parser, Arg, ArgAction, ArgMatches, Command};
use report::{
    check::{rule, RuleId},
    Severity,
};
use std::path::PathBuf;

/// What is asked of a library, and of which.
pub(crate) struct Wish {
    /// The library's file; the user's own where it is not named.
    pub(super) library: Option<PathBuf>,
    pub(super) act: Act,
}

/// What is asked for.
pub(super) enum Act {
    List { which: Which, json: bool },
    Add { files: Vec<Input>, agency: Option<String>, replace: bool },
    Export { to: PathBuf },
    Backup { folder: Option<PathBuf>, choose: bool },
    Backups,
    Restore { from: PathBuf, yes: bool },
    Verify { json: bool },
    Pack { to: PathBuf, which: Which, pdf: bool },
    Unpack { from: PathBuf, which: Which, add: bool, replace: bool },
    History { which: Report, then: Then },
    Severity { set: Vec<(RuleId, Option<Severity>)>, json: bool },
    Limits { set: Vec<(usize, Option<usize>)> },
    Recover { into: Option<PathBuf> },
    Move { to: PathBuf },
}

/// Which reports of the library.
pub(super) struct Which {
    pub(super) agency: Option<String>,
    pub(super) year: Option<u16>,
}

impl Which {
    pub(super) fn takes(&self, agency: &str, year: u16) -> bool {
        self.agency.as_deref().is_none_or(|name| name == agency) && self.year.is_none_or(|it| it == year)
    }
}

/// Which report of the library.
pub(super) struct Report {
    pub(super) agency: String,
    pub(super) year: u16,
    /// The edition of its form; the newest where it is not named.
    pub(super) edition: Option<String>,
}

/// What is to be done with a report's history.
pub(super) enum Then {
    Tell,
    Show(i64),
    Compare(i64),
    Revert(i64),
}

const GROUP: &str =
    "{about-with-newline}\n用法：nianbao db <命令> [选项] [--db <年报库>]\n\n命令：\n{subcommands}\n\n选项：\n{options}";

/// The command.
pub(crate) fn command() -> Command {
    Command::new("db")
        .about("年报库：历年年报的保存、备份、恢复和交换")
        .help_template(GROUP)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .arg_required_else_help(true)
        .subcommand_required(true)
        .arg(help().help_heading(None::<&str>))
        .subcommand(
            act("list", "列出机关和年报", "[--agency <机关>] [--year <年度>] [--json]")
                .arg_required_else_help(false)
                .args(which())
                .arg(json()),
        )
        .subcommand(
            act("add", "读取年报文件并存入年报库；库中已有的不覆盖", "<文件>… [--agency <机关>] [--replace]")
                .arg(path("file", "文件", SOURCES).num_args(1..))
                .arg(option("agency", "机关", "存到这个机关名下；不写则按年报里的机关名称"))
                .arg(flag("replace", "库中已有而内容不同的，换成新读到的；原来的留在历史版本里")),
        )
        .subcommand(act("export", "把整个年报库写成一个文件，便于带走", "<文件>").arg(path(
            "file",
            "文件",
            "写到哪个文件",
        )))
        .subcommand(
            act("backup", "备份年报库，并核对备份", "[--to <文件夹> [--always]]")
                .arg_required_else_help(false)
                .arg(place("to", "文件夹", "备份到哪个文件夹；不写则用选定的备份文件夹"))
                .arg(flag("always", "以后都备份到 --to 的文件夹").requires("to")),
        )
        .subcommand(act("backups", "列出备份", "").arg_required_else_help(false))
        .subcommand(
            act("restore", "从备份或带来的年报库恢复；先说明会改动什么", "<文件> [--yes]")
                .arg(path("file", "文件", "备份文件，或 export 写出的文件"))
                .arg(flag("yes", "确认恢复；恢复前先备份现在的内容")),
        )
        .subcommand(
            act("verify", "通读整个年报库，核对每份年报和每个历史版本", "[--json]")
                .arg_required_else_help(false)
                .arg(json()),
        )
        .subcommand(
            act(
                "pack",
                "把年报打成交换包，交给别的机关",
                "-o <交换包.nianbao> [--agency <机关>] [--year <年度>] [--pdf]",
            )
            .arg(output("交换包.nianbao"))
            .args(which())
            .arg(flag("pdf", "附上印好的 PDF")),
        )
        .subcommand(
            act(
                "unpack",
                "看交换包里有什么：新的、相同的、不同的；由您决定收下哪些",
                "<交换包.nianbao> [--add] [--replace] [--agency <机关>] [--year <年度>]",
            )
            .arg(path("file", "交换包.nianbao", "别的机关交来的交换包"))
            .args(which())
            .arg(flag("add", "收下库中没有的年报"))
            .arg(flag("replace", "收下与库中不同的年报；原来的留在历史版本里")),
        )
        .subcommand(
            act(
                "history",
                "一份年报的历史版本",
                "--agency <机关> --year <年度> [--form <格式>] [--show <号> | --diff <号> | --revert <号>]",
            )
            .args(which().map(|arg| arg.required(true)))
            .arg(option("form", "格式", "哪种格式的，如 2021；不写则是最新的一种"))
            .arg(revision("show", "显示这个版本的全文（nianbao.report/1）"))
            .arg(revision("diff", "这个版本与现在相比改了什么").conflicts_with("show"))
            .arg(revision("revert", "回到这个版本").conflicts_with_all(["show", "diff"])),
        )
        .subcommand(
            act("limits", "本机关的字数和重复率界限：列出，或改定", "[<名称=数>…]")
                .arg_required_else_help(false)
                .arg(
                    Arg::new("set")
                        .value_name("名称=数")
                        .num_args(0..)
                        .help("如 重复=60、最长=800；“默认”恢复原来的")
                        .help_heading("参数"),
                ),
        )
        .subcommand(
            act("severity", "本机关的校验级别：列出，或改定", "[<编号=级别>…] [--json]")
                .arg_required_else_help(false)
                .arg(
                    Arg::new("set")
                        .value_name("编号=级别")
                        .num_args(0..)
                        .help("如 R42=错误；级别是 错误、提醒、提示，“默认”恢复规则本来的级别")
                        .help_heading("参数"),
                )
                .arg(json()),
        )
        .subcommand(
            act("recover", "年报库损坏时：最近完好的备份，以及还能抢救出什么", "[-o <新年报库.db>]")
                .arg_required_else_help(false)
                .arg(output("新年报库.db").required(false)),
        )
        .subcommand(act("move", "把年报库移到别的位置，以后从那里打开", "<文件>").arg(path(
            "file",
            "文件",
            "新的位置",
        )))
}

fn act(name: &'static str, about: &'static str, usage: &str) -> Command {
    let usage = format!("nianbao db {name} {usage} [--db <年报库>]").replace("  ", " ");
    verb(name, about).override_usage(usage).arg(place("db", "年报库", "年报库文件；不写则用本机的年报库"))
}

fn which() -> [Arg; 2] {
    let year = option("year", "年度", "只要这个年度的").value_parser(value_parser!(u16));
    [option("agency", "机关", "只要这个机关的"), year]
}

fn path(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    let arg = Arg::new(id).value_name(name).help(help).required(true).help_heading("参数");
    arg.value_parser(value_parser!(PathBuf))
}

fn option(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    Arg::new(id).long(id).value_name(name).help(help).help_heading("选项")
}

fn place(id: &'static str, name: &'static str, help: &'static str) -> Arg {
    option(id, name, help).value_parser(value_parser!(PathBuf))
}

fn revision(id: &'static str, help: &'static str) -> Arg {
    option(id, "号", help).value_parser(value_parser!(i64))
}

fn output(name: &'static str) -> Arg {
    place("output", name, "写到哪个文件").short('o').required(true)
}

fn flag(id: &'static str, help: &'static str) -> Arg {
    Arg::new(id).long(id).action(ArgAction::SetTrue).help(help).help_heading("选项")
}

/// Reads what stands behind `nianbao db`.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let (name, m) = matches.subcommand().ok_or_else(|| Failure::Usage("缺少命令。".into()))?;
    let file = || path_of(m, "file").ok_or_else(|| Failure::Usage("没有写明文件。".into()));
    let output = || path_of(m, "output").ok_or_else(|| Failure::Usage("没有写明 -o。".into()));
    let which = || Which { agency: m.get_one("agency").cloned(), year: m.get_one("year").copied() };
    let revision = |id: &str| m.get_one::<i64>(id).copied();
    let act = match name {
        "list" => Act::List { which: which(), json: m.get_flag("json") },
        "add" => {
            let agency = m.get_one("agency").cloned();
            Act::Add { files: inputs(m), agency, replace: m.get_flag("replace") }
        }
        "export" => Act::Export { to: file()? },
        "backup" => Act::Backup { folder: path_of(m, "to"), choose: m.get_flag("always") },
        "backups" => Act::Backups,
        "restore" => Act::Restore { from: file()?, yes: m.get_flag("yes") },
        "verify" => Act::Verify { json: m.get_flag("json") },
        "pack" => Act::Pack { to: output()?, which: which(), pdf: m.get_flag("pdf") },
        "unpack" => {
            let (add, replace) = (m.get_flag("add"), m.get_flag("replace"));
            Act::Unpack { from: file()?, which: which(), add, replace }
        }
        "history" => Act::History {
            which: Report {
                agency: m.get_one("agency").cloned().unwrap_or_default(),
                year: m.get_one("year").copied().unwrap_or_default(),
                edition: m.get_one("form").cloned(),
            },
            then: match (revision("show"), revision("diff"), revision("revert")) {
                (Some(n), ..) => Then::Show(n),
                (_, Some(n), _) => Then::Compare(n),
                (.., Some(n)) => Then::Revert(n),
                (None, None, None) => Then::Tell,
            },
        },
        "severity" => {
            let set = m.get_many::<String>("set").into_iter().flatten();
            Act::Severity {
                set: set.map(|set| severity(set)).collect::<Result<_, _>>()?,
                json: m.get_flag("json"),
            }
        }
        "limits" => {
            let set = m.get_many::<String>("set").into_iter().flatten();
            Act::Limits { set: set.map(|set| limits::wish(set)).collect::<Result<_, _>>()? }
        }
        "recover" => Act::Recover { into: path_of(m, "output") },
        _ => Act::Move { to: file()? },
    };
    Ok(Wish { library: path_of(m, "db"), act })
}

/// R42=错误.
fn severity(set: &str) -> Result<(RuleId, Option<Severity>), Failure> {
    let (id, level) = set
        .split_once(['=', '＝'])
        .ok_or_else(|| Failure::Usage(format!("“{set}”写得不对，应如 R42=错误。")))?;
    let rule = rule(&id.trim().to_ascii_uppercase())
        .ok_or_else(|| Failure::Usage(format!("没有“{id}”这条校验规则，全部规则见 docs/checks.md。")))?;
    let level = level.trim();
    let named = Severity::ALL.into_iter().find(|it| it.label() == level || it.code() == level);
    match named {
        None if !matches!(level, "默认" | "default") => {
            Err(Failure::Usage(format!("没有“{level}”这个级别，应为 错误、提醒、提示 或 默认。")))
        }
        named => Ok((rule.id, named)),
    }
}

fn path_of(matches: &ArgMatches, id: &str) -> Option<PathBuf> {
    matches.get_one::<PathBuf>(id).cloned()
}
