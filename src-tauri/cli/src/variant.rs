//! How a report is laid out: the options of whatever writes one for people.

use crate::failure::Failure;
use clap::{builder::PossibleValue, Arg, ArgAction, ArgMatches};
use office::{BodySize, Paper, Variant, Version};

/// The options, in the order they are told.
pub(crate) fn args() -> [Arg; 6] {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading("选项");
    let switch = |name| option(name).action(ArgAction::SetTrue);
    let one_of = |arg: Arg, values: &[(&'static str, &'static str)]| {
        let values = values.iter().map(|(value, also)| PossibleValue::new(*value).alias(*also));
        arg.value_parser(values.collect::<Vec<_>>()).hide_possible_values(true)
    };
    [
        one_of(option("variant").value_name("版本"), &[("public", "公开"), ("signed", "签署")])
            .help("版本：public 公开（默认），signed 签署（文末有签字处、落款、成文日期和用印的空白）"),
        option("date").value_name("日期").help("签署版的成文日期，如 2025-01-31；不写则留空手填"),
        switch("no-preamble").help("不印第一部分之前的前言"),
        one_of(option("body").value_name("字号"), &[("三号", "3"), ("小三", "s3"), ("四号", "4")])
            .help("正文字号：三号（默认）、小三、四号"),
        one_of(option("paper").value_name("纸张"), &[("a4", "A4"), ("a3", "A3")])
            .help("纸张：a4（默认），a3（整页放大，供张贴）"),
        switch("no-shades").help("表格里各条例项目的横栏不加底色，供黑白复印"),
    ]
}

/// Reads them.
pub(crate) fn of(matches: &ArgMatches) -> Result<Variant, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map(String::as_str);
    let day = match value("date") {
        None => None,
        Some(text) => Some(office::day(text).ok_or_else(|| {
            Failure::Usage(format!("--date 的值“{text}”不是日期，请写成 2025-01-31 的样子。"))
        })?),
    };
    let version = match value("variant") {
        Some("signed" | "签署") => Version::Signed(day),
        _ if day.is_some() => {
            return Err(Failure::Usage("只有签署版印成文日期：请同时写 --variant signed。".into()));
        }
        _ => Version::Public,
    };
    let body = match value("body") {
        Some("小三" | "s3") => BodySize::SmallThree,
        Some("四号" | "4") => BodySize::Four,
        _ => BodySize::Three,
    };
    let paper = match value("paper") {
        Some("a3" | "A3") => Paper::A3,
        _ => Paper::A4,
    };
    Ok(Variant {
        version,
        without_preamble: matches.get_flag("no-preamble"),
        body,
        paper,
        without_shades: matches.get_flag("no-shades"),
    })
}
