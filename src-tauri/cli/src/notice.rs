//! `nianbao notice`: 公示图表页, a sheet for the notice board.

use crate::{args, compare, failure::Failure, say};
use clap::{builder::PossibleValue, Arg, ArgAction, ArgMatches, Command};
use office::{NoticeWish, Office, Paper, Unsettled};
use std::path::PathBuf;

/// What is to be printed, and where to.
pub(crate) struct Wish {
    library: Option<PathBuf>,
    notice: NoticeWish,
    output: PathBuf,
}

pub(crate) fn command() -> Command {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading("选项");
    let paper = [("a4", "A4"), ("a3", "A3")].map(|(value, also)| PossibleValue::new(value).alias(also));
    let list = |name, value| option(name).value_name(value);
    args::verb("notice", "印公示图表页：一页纸，主要数字和各年图表，供张贴")
        .override_usage("nianbao notice --agency <机关> --year <年度> -o <公示.pdf> [选项]")
        .arg(compare::library())
        .arg(option("agency").value_name("机关").required(true).help("机关名称"))
        .arg(
            option("year")
                .value_name("年度")
                .required(true)
                .value_parser(clap::value_parser!(u16))
                .help("报告年度"),
        )
        .arg(
            option("output")
                .short('o')
                .value_name("公示.pdf")
                .required(true)
                .value_parser(clap::value_parser!(PathBuf))
                .help("写到哪个文件；已有的文件会被整个替换"),
        )
        .arg(
            option("since")
                .value_name("年度")
                .value_parser(clap::value_parser!(u16))
                .help("图表从哪年起；不写则最多七年，不早于2019年"),
        )
        .arg(
            list("charts", "图表")
                .help("图表或指标的名称，用逗号分开，最多六张；名称见 nianbao compare --list"),
        )
        .arg(list("figures", "指标").help("大字印出的指标，用逗号分开"))
        .arg(
            option("sentence")
                .value_name("图表=句子")
                .action(ArgAction::Append)
                .help("自己写图下的一句话，如 requests=今年申请增多。；可以写几次"),
        )
        .arg(option("qr").value_name("文字").help("印一个二维码，内容是这段文字，如年报的网址"))
        .arg(
            option("paper")
                .value_name("纸张")
                .value_parser(paper.to_vec())
                .hide_possible_values(true)
                .help("纸张：a4（默认），a3（整页放大）"),
        )
        .arg(option("landscape").action(ArgAction::SetTrue).help("横放"))
}

/// Reads what is asked for.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let value = |name: &str| matches.get_one::<String>(name).cloned();
    let all = |name: &str| -> Vec<String> {
        matches.get_many::<String>(name).into_iter().flatten().cloned().collect()
    };
    let sentence = |text: String| match text.split_once('=') {
        Some((chart, sentence)) => Ok((chart.trim().to_owned(), sentence.trim().to_owned())),
        None => Err(Failure::Usage(format!("--sentence 的值“{text}”不能用，请写成 图表=句子 的样子。"))),
    };
    let output = matches.get_one::<PathBuf>("output").cloned().unwrap_or_default();
    if !output.extension().is_some_and(|it| it.eq_ignore_ascii_case("pdf")) {
        let name = output.display();
        return Err(Failure::Usage(format!("公示图表页是 PDF，“{name}”的末尾请写成 .pdf。")));
    }
    let names = |name: &str| value(name).map(|text| compare::names(&text));
    let paper = match value("paper").as_deref() {
        Some("a3" | "A3") => Paper::A3,
        _ => Paper::A4,
    };
    let year = matches.get_one::<u16>("year").copied().unwrap_or_default();
    let since = matches.get_one::<u16>("since").copied();
    if since.is_some_and(|since| since > year) {
        return Err(Failure::Usage("--since 的年度在 --year 之后，图上没有年度可画。".into()));
    }
    Ok(Wish {
        library: matches.get_one::<PathBuf>("db").cloned(),
        output,
        notice: NoticeWish {
            agency: value("agency").unwrap_or_default(),
            year,
            since,
            charts: names("charts").unwrap_or_default(),
            figures: names("figures"),
            sentences: all("sentence").into_iter().map(sentence).collect::<Result<_, _>>()?,
            code: value("qr").filter(|text| !text.trim().is_empty()),
            paper,
            is_landscape: matches.get_flag("landscape"),
        },
    })
}

pub(crate) fn run(office: &Office, wish: &Wish) -> Result<u8, Failure> {
    let sheet = compare::look(office, wish.library.as_deref())?.notice_sheet(&wish.notice)?;
    office.print_notice_file(&sheet.notice, &wish.output)?;
    warn(&sheet.unsettled);
    Ok(0)
}

/// Says which numbers of what was printed are not settled.
pub(crate) fn warn(unsettled: &[Unsettled]) {
    unsettled.iter().flat_map(Unsettled::told).for_each(|line| say::err(&format!("注意：{line}")));
}
