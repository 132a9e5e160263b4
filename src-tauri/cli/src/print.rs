//! `nianbao print`: the official PDF, as the standard sets it or in another variant.

use crate::{
    args::{self, Input, Unsaid},
    compare,
    failure::Failure,
    notice, say, variant,
};
use clap::{builder::PossibleValue, Arg, ArgAction, ArgMatches, Command};
use office::{Charts, ChartsAt, Format, Office, Printing};
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
    args::verb("print", "把年报印成官方版式的 PDF")
        .override_usage("nianbao print <文件> -o <年报.pdf> [选项]")
        .arg(args::file())
        .arg(output.help("写到哪个文件；已有的文件会被整个替换").value_parser(clap::value_parser!(PathBuf)))
        .args(variant::args())
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
        .arg(switch("attach").help("在 PDF 里附上这份年报的 nianbao.report/1（PDF/A-3）"))
        .arg(
            switch("own-fonts")
                .help("用这台机器上的小标宋、仿宋、黑体、楷体（字体许可嵌入的才用）；没有的用自带字体"),
        )
}

/// Reads what is asked for.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).map(String::as_str);
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
            variant: variant::of(matches)?,
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
