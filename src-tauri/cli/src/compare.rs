//! `nianbao compare`: years of one or several agencies side by side, as a table, a chart or data.

use crate::{args, failure::Failure, say};
use clap::{builder::PossibleValue, Arg, ArgAction, ArgMatches, Command};
use office::{local_now, Chart, Clock, Compared, Office, Places};
use report::series::{rows, ChartKind, GroupJson, Indicator, Indicators, Series, SeriesSetJson};
use std::{
    collections::BTreeSet,
    path::{Path, PathBuf},
    sync::Arc,
};

/// What is to be compared, and where it goes.
pub(crate) struct Wish {
    library: Option<PathBuf>,
    agencies: Vec<String>,
    /// Those asked for; all there are where nothing is said.
    years: Option<BTreeSet<u16>>,
    indicators: Vec<String>,
    together: Option<String>,
    is_one_office: bool,
    kind: Option<ChartKind>,
    list: bool,
    output: Option<PathBuf>,
}

/// Size of a chart, in points: as wide as the type area of a page.
const CHART: (f64, f64) = (520.0, 320.0);

/// `--db`: the library.
pub(crate) fn library() -> Arg {
    let arg = Arg::new("db").long("db").value_name("年报库.db").help_heading("选项");
    arg.help("年报库文件；不写则用本机的年报库").value_parser(clap::value_parser!(PathBuf))
}

/// Where the library lies.
pub(crate) fn places(library: Option<&Path>) -> Result<Places, Failure> {
    Ok(match library {
        Some(path) => Places::of_library(path),
        None => Places::of_user(&office::find_data(std::env::var_os("NIANBAO_DATA").map(Into::into))?)?,
    })
}

/// The library, to look.
pub(crate) fn look(office: &Office, library: Option<&Path>) -> Result<office::Library, Failure> {
    let clock: Arc<dyn Clock> = Arc::new(local_now);
    Ok(office.look_into_library(places(library)?, clock)?)
}

pub(crate) fn command() -> Command {
    let option = |name: &'static str| Arg::new(name).long(name).help_heading("选项");
    let kind = [("line", "折线"), ("bars", "柱形"), ("stacked", "堆叠")]
        .map(|(value, also)| PossibleValue::new(value).alias(also));
    args::verb("compare", "历年对比：各年的指标并排列出，或画成图")
        .override_usage("nianbao compare --agency <机关> [--years 2019..2025] [选项]")
        .arg(library())
        .arg(
            option("agency")
                .value_name("机关")
                .action(ArgAction::Append)
                .help("机关名称；可以写几次，几个机关对比"),
        )
        .arg(
            option("years")
                .value_name("年度")
                .help("从哪年到哪年，如 2019..2025；或者哪几年，如 2020,2023；不写则是库里的全部年度"),
        )
        .arg(option("indicators").value_name("指标").help(
            "指标或图表的名称，用逗号分开，中文名也可以；不写则是主要指标，画 SVG 则是收到和办结的申请",
        ))
        .arg(option("together").value_name("名称").help("把所选机关合计为一个，以这个名称列出"))
        .arg(
            option("renamed")
                .action(ArgAction::SetTrue)
                .requires("together")
                .help("所选的是同一机关更名前后的名称，不是几个机关"),
        )
        .arg(
            option("kind")
                .value_name("图形")
                .value_parser(kind.to_vec())
                .hide_possible_values(true)
                .help("SVG 的图形：line 折线（写明指标时默认），bars 柱形，stacked 堆叠"),
        )
        .arg(
            option("list")
                .action(ArgAction::SetTrue)
                .help("列出可以对比的全部指标；同时写 --indicators 则说明所写指标的含义和各格式里的出处"),
        )
        .arg(option("output").short('o').value_name("文件").value_parser(clap::value_parser!(PathBuf)).help(
            "写到文件：.xlsx（数据）、.csv（表）、.svg（图）、.json（nianbao.series/1）；不写则列在屏幕上",
        ))
}

/// Reads what is asked for.
pub(crate) fn wish(matches: &ArgMatches) -> Result<Wish, Failure> {
    let all = |name: &str| matches.get_many::<String>(name).into_iter().flatten().cloned().collect();
    let value = |name: &str| matches.get_one::<String>(name).cloned();
    let wish = Wish {
        library: matches.get_one::<PathBuf>("db").cloned(),
        agencies: all("agency"),
        years: value("years").map(|text| years(&text)).transpose()?,
        indicators: value("indicators").map(|text| names(&text)).unwrap_or_default(),
        together: value("together"),
        is_one_office: matches.get_flag("renamed"),
        kind: match value("kind").as_deref() {
            Some("bars" | "柱形") => Some(ChartKind::Grouped),
            Some("stacked" | "堆叠") => Some(ChartKind::Stacked),
            Some(_) => Some(ChartKind::Line),
            None => None,
        },
        list: matches.get_flag("list"),
        output: matches.get_one::<PathBuf>("output").cloned(),
    };
    if wish.agencies.is_empty() && !wish.list {
        return Err(Failure::Usage("没有写明机关，请用 --agency 写上。".into()));
    }
    Ok(wish)
}

/// Names in a row, as they are typed: with commas of either width, and blanks.
pub(crate) fn names(text: &str) -> Vec<String> {
    let names = text.split([',', '，', '、']).map(str::trim);
    names.filter(|it| !it.is_empty()).map(str::to_owned).collect()
}

/// `2019..2025`, `2020,2023`, or one year.
fn years(text: &str) -> Result<BTreeSet<u16>, Failure> {
    let read = |part: &str| part.trim().parse::<u16>().ok();
    let span = |text: &str| {
        let (first, last) = match text.split_once("..") {
            Some((first, last)) => read(first).zip(read(last.trim_start_matches('='))),
            None => read(text).map(|year| (year, year)),
        }?;
        (first <= last && last - first <= 100).then_some(first..=last)
    };
    let spans: Option<Vec<_>> = names(text).iter().map(|it| span(it)).collect();
    match spans {
        Some(spans) if !spans.is_empty() => Ok(spans.into_iter().flatten().collect()),
        _ => Err(Failure::Usage(format!(
            "--years 的值“{text}”不能用，请写成 2019..2025 或 2020,2023 的样子。"
        ))),
    }
}

pub(crate) fn run(office: &Office, wish: &Wish) -> Result<u8, Failure> {
    if wish.list {
        return list(office, &wish.indicators);
    }
    let ending = wish.output.as_ref().and_then(|it| it.extension()?.to_str()).map(str::to_ascii_lowercase);
    if wish.kind.is_some() && ending.as_deref() != Some("svg") {
        return Err(Failure::Usage("--kind 是 SVG 的图形，请用 -o 写一个末尾是 .svg 的文件名。".into()));
    }
    let library = look(office, wish.library.as_deref())?;
    let indicators = library.indicators()?;
    // All main indicators are of several units: one chart shows the first that belong together.
    let plan = indicators.charts.first();
    let plan = plan.filter(|_| wish.indicators.is_empty() && ending.as_deref() == Some("svg"));
    let chosen = match plan {
        Some(plan) => plan.of.clone(),
        None => chosen(&indicators, &wish.indicators)?,
    };
    let whole = indicators.chart_of(&chosen).and_then(|it| it.whole.clone());
    let span = wish.years.as_ref().and_then(|it| Some(*it.first()?..=*it.last()?));
    let mut compared = library.compare_years(&wish.agencies, span, chosen.iter().chain(&whole))?;
    wish.years.iter().for_each(|years| compared.keep(years));
    let doubtful = library.doubtful_in(&compared, &chosen)?;
    let made = |indicators: &[Arc<Indicator>]| series(&compared, indicators, wish);
    let mut series = made(&chosen);
    for (agency, it) in &doubtful {
        it.note_in(agency, wish.together.is_some(), &mut series);
    }
    let warn = || {
        for (agency, it) in &doubtful {
            let whose = if wish.agencies.len() > 1 { format!("{agency}：") } else { String::new() };
            it.told().iter().for_each(|line| say::err(&format!("注意：{whose}{line}")));
        }
    };
    let Some(output) = &wish.output else {
        say::out(&table(&series))?;
        warn();
        return Ok(0);
    };
    let text = match ending.as_deref() {
        Some("json") => serde_json::to_string_pretty(&SeriesSetJson::of(&series))
            .map_err(|error| Failure::Json(error.to_string()))?,
        Some("csv") => csv(&series),
        Some("xlsx") => {
            office.write_comparison(&series, output)?;
            warn();
            return Ok(0);
        }
        Some("svg") => {
            let usual = plan.map_or(ChartKind::Line, |it| it.kind);
            let chart = chart(series, wish.kind.unwrap_or(usual))?;
            // What the parts of one agency make together, its report says too.
            let whole = whole.map(|it| made(&[it])).filter(|it| it.len() == 1).and_then(|mut it| it.pop());
            office.chart_svg(&chart.of_whole(whole), CHART.0, CHART.1)?
        }
        _ => {
            return Err(Failure::Usage(format!(
                "“{}”不是能写的类型，请写成 .xlsx、.csv、.svg 或 .json。",
                output.display()
            )))
        }
    };
    office.write_text(&text, output)?;
    warn();
    Ok(0)
}

/// What can be compared; of indicators that are named, what they mean and where each edition of the form has them.
fn list(office: &Office, named: &[String]) -> Result<u8, Failure> {
    let forms = office.forms();
    let indicators = &Indicators::bundled(forms).map_err(office::OfficeError::from)?;
    let mut told = String::new();
    if !named.is_empty() {
        for it in chosen(indicators, named)? {
            told += &format!("{}\t{}\t{}\n  {}\n", it.id, it.label, it.unit, it.definition);
            it.editions(forms).iter().for_each(|edition| told += &format!("  {}\n", edition.line()));
        }
        say::out(&told)?;
        return Ok(0);
    }
    for group in GroupJson::all(indicators) {
        told += &format!("{}\n", group.label);
        for it in group.indicators {
            told += &format!("  {}\t{}\t{}\n", it.id, it.label, it.unit);
        }
    }
    told += "公示图表页的图表\n";
    for plan in &indicators.charts {
        told += &format!("  {}\t{}\n", plan.id, plan.title);
    }
    say::out(&told)?;
    Ok(0)
}

fn chosen(indicators: &Indicators, ids: &[String]) -> Result<Vec<Arc<Indicator>>, Failure> {
    if ids.is_empty() {
        return Ok(indicators.main().cloned().collect());
    }
    let mut chosen = Vec::new();
    for name in ids {
        match (indicators.named(name), indicators.chart_named(name)) {
            (Some(indicator), _) => chosen.push(indicator.clone()),
            (None, Some(chart)) => chosen.extend(chart.of.iter().cloned()),
            (None, None) => {
                return Err(office::OfficeError::NoSuchIndicator { name: name.clone() }.into());
            }
        }
    }
    Ok(chosen)
}

fn series(compared: &Compared, chosen: &[Arc<Indicator>], wish: &Wish) -> Vec<Series> {
    match &wish.together {
        Some(name) if wish.is_one_office => {
            chosen.iter().map(|it| compared.as_one_office(name, it)).collect()
        }
        Some(name) => chosen.iter().map(|it| compared.together(name, it)).collect(),
        None => chosen.iter().flat_map(|it| compared.each(it)).collect(),
    }
}

fn chart(series: Vec<Series>, kind: ChartKind) -> Result<Chart, Failure> {
    let unit = |it: &Series| it.indicator.unit.clone();
    if series.windows(2).any(|pair| unit(&pair[0]) != unit(&pair[1])) {
        return Err(Failure::Usage("一张图里的指标要用同一个单位，请用 --indicators 选择。".into()));
    }
    let mut labels: Vec<&str> = Vec::new();
    for it in &series {
        if !labels.contains(&it.indicator.label.as_str()) {
            labels.push(&it.indicator.label);
        }
    }
    let title = match labels.as_slice() {
        [first, second, third, _, ..] => format!("{first}、{second}、{third}等{}项", labels.len()),
        few => few.join("、"),
    };
    let one = series.windows(2).all(|pair| pair[0].subject == pair[1].subject);
    let title = match series.first() {
        Some(first) if one => format!("{}：{title}", first.subject),
        _ => title,
    };
    Ok(Chart::new(title, kind, series))
}

fn table(series: &[Series]) -> String {
    rows(series).iter().map(|row| row.join("\t") + "\n").collect()
}

/// As a spreadsheet program opens it: with a mark that says UTF-8, and lines that end as in Windows.
fn csv(series: &[Series]) -> String {
    let quoted = |cell: &String| {
        // What a spreadsheet would take for a formula is only text here.
        let is_number = cell.trim_end_matches('%').parse::<f64>().is_ok();
        let is_formula = cell.starts_with(['=', '@', '+', '-', '\t', '\r']) && !is_number;
        let cell = if is_formula { format!("'{cell}") } else { cell.clone() };
        match cell.contains([',', '"', '\n', '\r']) {
            true => format!("\"{}\"", cell.replace('"', "\"\"")),
            false => cell,
        }
    };
    let line = |row: &Vec<String>| row.iter().map(quoted).collect::<Vec<_>>().join(",") + "\r\n";
    "\u{feff}".to_owned() + &rows(series).iter().map(line).collect::<String>()
}
