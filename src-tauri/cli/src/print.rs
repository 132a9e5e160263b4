//! `nianbao print`: the official PDF, as the standard sets it or in another variant.

use crate::{
    args::{self, Input, Unsaid},
    compare,
    failure::Failure,
    notice, say,
};
use clap::{builder::PossibleValue, Arg, ArgAction, ArgMatches, Command};
use office::{BodySize, Charts, ChartsAt, Format, Office, Paper, Printing, Variant, Version};
use std::path::{Path, PathBuf};

/// What is to be printed, how and where to.
pub(crate) struct Wish {
    file: Input,
    unsaid: Unsaid,
    output: PathBuf,
    printing: Printing,
    charts: Option<ChartsAt>,
    /// Which charts; the usual ones where there are none.
    of: Vec<String>,
    library: Option<PathBuf>,
}

pub(crate) fn command() -> Command {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading("选项");
    let one_of = |values: &[(&'static str, &'static str)]| -> Vec<PossibleValue> {
        values.iter().map(|(value, also)| PossibleValue::new(*value).alias(*also)).collect()
    };
    let switch = |name| option(name).action(ArgAction::SetTrue);
    let output = option("output").short('o').value_name("年报.pdf").required(true);
    let variant =
        option("variant").value_name("版本").value_parser(one_of(&[("public", "公开"), ("signed", "签署")]));
    let body = option("body").value_name("字号");
    let body = body.value_parser(one_of(&[("三号", "3"), ("小三", "s3"), ("四号", "4")]));
    args::verb("print", "把年报印成官方版式的 PDF")
        .override_usage("nianbao print <文件> -o <年报.pdf> [选项]")
        .arg(args::file())
        .arg(output.help("写到哪个文件；已有的文件会被整个替换").value_parser(clap::value_parser!(PathBuf)))
        .arg(
            variant
                .hide_possible_values(true)
                .help("版本：public 公开（默认），signed 签署（文末有签字处、落款、成文日期和用印的空白）"),
        )
        .arg(option("date").value_name("日期").help("签署版的成文日期，如 2025-01-31；不写则留空手填"))
        .arg(switch("no-preamble").help("不印第一部分之前的前言"))
        .arg(body.hide_possible_values(true).help("正文字号：三号（默认）、小三、四号"))
        .arg(
            option("paper")
                .value_name("纸张")
                .value_parser(one_of(&[("a4", "A4"), ("a3", "A3")]))
                .hide_possible_values(true)
                .help("纸张：a4（默认），a3（整页放大，供张贴）"),
        )
        .arg(
            option("charts")
                .value_name("位置")
                .value_parser(one_of(&[("after-section-one", "第一部分后"), ("end", "文末")]))
                .hide_possible_values(true)
                .help("附上历年图表：after-section-one 排在第一部分后，end 排在文末；往年的数取自年报库"),
        )
        .arg(
            option("charts-of")
                .value_name("图表")
                .value_delimiter(',')
                .requires("charts")
                .help("附哪些图表，用逗号分开；名称见 nianbao compare --list，不写则是前四张"),
        )
        .args(args::unsaid())
        .arg(compare::library())
        .arg(switch("no-shades").help("表格里各条例项目的横栏不加底色，供黑白复印"))
        .arg(switch("attach").help("在 PDF 里附上这份年报的 nianbao.report/1（PDF/A-3）"))
        .arg(
            switch("own-fonts")
                .help("用这台机器上的小标宋、仿宋、黑体、楷体（字体许可嵌入的才用）；没有的用自带字体"),
        )
}

/// Reads what is asked for.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
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
    let variant = Variant {
        version,
        without_preamble: matches.get_flag("no-preamble"),
        body,
        paper,
        without_shades: matches.get_flag("no-shades"),
    };
    let charts = value("charts").map(|at| match at {
        "end" | "文末" => ChartsAt::End,
        _ => ChartsAt::AfterSectionOne,
    });
    Ok(Wish {
        charts,
        of: matches.get_many::<String>("charts-of").into_iter().flatten().cloned().collect(),
        library: matches.get_one::<PathBuf>("db").cloned(),
        file: args::input(matches)?,
        unsaid: Unsaid::of(matches),
        output: matches.get_one::<PathBuf>("output").cloned().unwrap_or_default(),
        printing: Printing {
            variant,
            attach: matches.get_flag("attach"),
            charts: Charts::default(),
            own_fonts: matches.get_flag("own-fonts"),
        },
    })
}

pub(crate) fn run(office: &Office, wish: &Wish) -> Result<u8, Failure> {
    if wish.output == Path::new("-") {
        return Err(Failure::Usage("PDF 要写进文件，请在 -o 后面写明文件名。".into()));
    }
    let (report, unsure) = say::report(office, &wish.file, &wish.unsaid)?;
    let source = match &wish.file {
        Input::File(path) => Some(path.as_path()),
        Input::Stdin => None,
    };
    let is_other = Format::of(&wish.output).is_ok_and(|format| format != Format::Pdf);
    if is_other && source != Some(wish.output.as_path()) {
        let name = wish.output.display();
        return Err(Failure::Usage(format!(
            "print 只写 PDF，“{name}”不是 PDF 的文件名；另存为别的文件请用 nianbao export。"
        )));
    }
    let mut printing = wish.printing.clone();
    let mut unsettled = Vec::new();
    if let Some(at) = wish.charts {
        let library = compare::look(office, wish.library.as_deref())?;
        let made = library.charts_for(&report, &wish.of, at)?;
        (printing.charts, unsettled) = (made.charts, made.unsettled);
    }
    office.print_file(&report, &printing, source, &wish.output)?;
    unsure.iter().for_each(|line| say::err(line));
    notice::warn(&unsettled);
    if wish.printing.own_fonts {
        office.said_of_own_fonts().iter().for_each(|line| say::err(line));
    }
    Ok(0)
}
