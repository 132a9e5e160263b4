//! The command line of `nianbao check`.

use crate::{
    args::{inputs, json, verb, Input, SOURCES},
    failure::Failure,
};
use clap::{value_parser, Arg, ArgMatches, Command};
use report::check::{rule, Rule};
use std::path::PathBuf;

/// What is to be checked, or explained.
pub(crate) enum Wish {
    Check(Check),
    Explain { rules: Vec<&'static Rule>, json: bool },
}

/// What is to be checked, and with what around it.
pub(crate) struct Check {
    pub(super) files: Vec<Input>,
    /// Last year's report.
    pub(super) previous: Option<Input>,
    /// The library's file.
    pub(super) library: Option<PathBuf>,
    /// Only what these rules say; all of them when empty.
    pub(super) rules: Vec<&'static Rule>,
    pub(super) json: bool,
}

/// The command.
pub(crate) fn command() -> Command {
    let option = |name: &'static str, value: &'static str, help: &'static str| {
        Arg::new(name).long(name).value_name(value).help(help).help_heading("选项")
    };
    verb("check", "校验年报，列出错误和提醒")
        .override_usage(
            "nianbao check <文件>… [--previous <文件>] [--library <年报库>] [--rules <编号,…>] [--json]\n      nianbao check --explain <编号,…> [--json]",
        )
        .arg(
            Arg::new("file")
                .value_name("文件")
                .help(SOURCES)
                .num_args(1..)
                .required_unless_present("explain")
                .help_heading("参数"),
        )
        .arg(
            option("previous", "文件", "上一年的年报，用来核对结转、现行有效件数和重复率")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(
            option("library", "年报库", "用年报库里同一机关上一年的年报、其他机关的年报和本机关的校验设置")
                .value_parser(value_parser!(PathBuf)),
        )
        .arg(option("rules", "编号", "只看这些规则，如 R01,R43"))
        .arg(option("explain", "编号", "说明规则的要求、依据和例子，如 R23").conflicts_with_all([
            "file", "previous", "library", "rules",
        ]))
        .arg(json())
        .after_help("退出码：0 没有错误级的意见，1 有，2 没有办成。")
}

/// Reads the command's part of the command line.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let json = matches.get_flag("json");
    if let Some(named) = matches.get_one::<String>("explain") {
        return Ok(Wish::Explain { rules: rules(named)?, json });
    }
    let path = |name: &str| matches.get_one::<PathBuf>(name).cloned();
    let named = matches.get_one::<String>("rules");
    Ok(Wish::Check(Check {
        files: inputs(matches),
        previous: path("previous").map(Input::File),
        library: path("library"),
        rules: named.map_or(Ok(Vec::new()), |named| rules(named))?,
        json,
    }))
}

/// The rules of a list such as R01,R43; R1 is R01.
fn rules(named: &str) -> Result<Vec<&'static Rule>, Failure> {
    let ids = named.split([',', '，', '、', ' ']).filter(|id| !id.is_empty());
    let known = |id: &str| {
        let unknown = || {
            Failure::Usage(format!("没有“{id}”这条校验规则；编号从 R01 到 R87，全部规则见 docs/checks.md。"))
        };
        let number = id.strip_prefix(['R', 'r']).ok_or_else(unknown)?;
        rule(&format!("R{number:0>2}")).ok_or_else(unknown)
    };
    let rules: Vec<&Rule> = ids.map(known).collect::<Result<_, _>>()?;
    // A script with an empty variable must not take silence, or all the rules, for what it asked.
    if rules.is_empty() {
        return Err(Failure::Usage("没有写规则的编号，例如 R01,R43。".into()));
    }
    Ok(rules)
}
