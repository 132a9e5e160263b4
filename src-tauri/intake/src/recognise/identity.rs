//! Whose report it is, and of which year: from the title, the page's own title, the preamble, the file name.

use crate::{
    document::Said,
    fold::{fold, fold_char, is_han, is_space},
};

/// What a title says.
#[derive(Clone, PartialEq, Eq, Debug)]
pub(super) struct Title {
    /// The whole title, in one line.
    pub text: String,
    /// The agency, as far as the title names it.
    pub agency: Option<String>,
    /// The year, if it names one.
    pub year: Option<u16>,
    /// How many lines of the document it takes.
    pub lines: usize,
}

/// The longest line that may be a title, in characters.
const LONGEST_TITLE: usize = 80;

/// The title that the file says it has, where it stands among these lines, however it is broken; whose report it is says
/// the file's author, if the title names it, or it is an office and the title names none.
pub(super) fn title_said(lines: &[&str], said: &Said) -> Option<(usize, Title)> {
    const MOST_LINES: usize = 6;
    const SHORTEST: usize = 6;
    let bare = |text: &str| -> String { text.chars().filter(|c| !is_space(*c)).collect() };
    let wanted = bare(&said.title);
    wanted.chars().nth(SHORTEST)?;
    let stands = |n: &usize| -> Option<usize> {
        let mut so_far = String::new();
        let of = lines.iter().skip(*n).take(MOST_LINES).position(|line| {
            so_far += &bare(line);
            so_far.len() >= wanted.len()
        });
        of.filter(|_| so_far == wanted).map(|last| last + 1)
    };
    let (at, taken) = (0..lines.len()).find_map(|n| Some((n, stands(&n)?)))?;
    let read = read_title(&said.title);
    let author = bare(&said.author);
    let agency = if !author.is_empty() && wanted.contains(&author) {
        Some(said.author.clone())
    } else {
        let named = read.as_ref().and_then(|title| title.agency.clone());
        named.or_else(|| is_office(&said.author).then(|| said.author.clone()))
    };
    let year = read.and_then(|title| title.year).or_else(|| Some(find_year(&said.title)?.0));
    Some((at, Title { text: said.title.clone(), agency, year, lines: taken }))
}

/// The title among the lines before section 一: the last one that reads like a title, since navigation comes first. It may
/// be broken in the middle, and have the agency in the line above it and the year in the one below.
pub(super) fn title_in(lines: &[&str]) -> Option<(usize, Title)> {
    let mut whole = lines.iter().enumerate().filter_map(|(n, line)| Some((n, read_title(line)?)));
    let broken = || {
        let pairs = lines.windows(2).enumerate();
        pairs.filter_map(|(n, pair)| Some((n, Title { lines: 2, ..read_title(&pair.concat())? })))
    };
    let (n, title) = whole.next_back().or_else(|| broken().next_back())?;
    if let Some(name) =
        lines[n..].first().filter(|_| n == 0 && title.lines == 1).and_then(|line| whole_name(line))
    {
        return Some((n, Title { agency: Some(name), ..title }));
    }
    let title = with_year_below(title, |title| lines.get(n + title.lines).copied());
    if title.agency.is_none() {
        // 赤壁市官塘驿镇 ⏎ 2024年政府信息公开工作年度报告, or 2019年某厅 ⏎ 政府信息公开工作年度报告
        if let Some(above) = n.checked_sub(1).and_then(|above| lines.get(above)) {
            let (year, name) = match find_year(above) {
                Some((year, range)) if title.year.is_none() && range.start == 0 => {
                    (Some(year), above[range.end..].trim_start_matches('度'))
                }
                _ => (title.year, *above),
            };
            if is_name(name) {
                let text = format!("{above}{}", title.text);
                let lines = title.lines + 1;
                return Some((n - 1, Title { text, agency: Some(name.to_owned()), year, lines }));
            }
        }
    }
    Some((n, title))
}

/// The office of a line that is nothing but its name, the year and what is reported: whatever the name has in it, it is
/// all of it. Not where a site or another matter may stand before or behind it.
fn whole_name(line: &str) -> Option<String> {
    const REPORTS: [&str; 4] =
        ["政府信息公开工作年度报告", "政府信息公开年度报告", "政府信息公开工作年报", "政府信息公开年报"];
    let line = tighten(line);
    let (_, year) = find_year(&line)?;
    let behind = fold(line[year.end..].trim_start_matches('度'));
    let name = line[..year.start].trim_matches(is_space);
    let words: Vec<&str> = name.split(is_space).filter(|word| !word.is_empty()).collect();
    // 首页 某局, and letters that are set apart: 宿 迁 市.
    let is_one_name = match words.as_slice() {
        [_] => true,
        [first, second] => {
            !matches!(*first, "首页" | "主页")
                && [first, second].iter().all(|word| word.chars().nth(1).is_some())
        }
        _ => false,
    };
    let is_apart = |c: char| matches!(c, '>' | '|' | '—' | '-' | '：' | ':' | '【' | '《' | '“');
    let is_bare = !name.contains(is_apart)
        && !["关于", "暨", "及", "和", "与"].iter().any(|end| name.ends_with(end))
        && !name.starts_with("关于");
    (REPORTS.contains(&behind.as_str()) && is_one_name && is_bare).then(|| name.to_owned())
}

/// A title without a year, with that of the line below it: （2023年度）.
fn with_year_below<'a>(title: Title, below: impl Fn(&Title) -> Option<&'a str>) -> Title {
    let said = below(&title).filter(|_| title.year.is_none()).and_then(|line| {
        let inner = tighten(line);
        let bare = inner.trim_matches(|c: char| "()（）[]〔〕".contains(c)).trim_end_matches('度');
        let (year, range) = find_year(bare)?;
        (range == (0..bare.len())).then(|| (year, inner.clone()))
    });
    match said {
        Some((year, line)) => {
            Title { text: title.text + &line, year: Some(year), lines: title.lines + 1, ..title }
        }
        None => title,
    }
}

/// A line that begins with a title and goes on with text, as pages copied in one piece have it: the title, and the rest.
pub(super) fn split_title(line: &str) -> Option<(&str, &str)> {
    const SHORTEST_REST: usize = 12;
    let ends = line.match_indices("年度报告").map(|(at, end)| at + end.len()).next()?;
    let (title, rest) = (line[..ends].trim(), line[ends..].trim_matches(is_space));
    // 《…年度报告》 is spoken of, and …年度报告（以下简称… is a sentence's beginning.
    let is_apart = rest.chars().nth(SHORTEST_REST).is_some()
        && rest.contains('。')
        && rest.chars().next().is_some_and(|c| is_han(c) && !"》”」（，、。：；的已是由".contains(c));
    let of_office = |title: &Title| title.agency.as_deref().is_some_and(is_office);
    read_title(title).filter(|title| is_apart && title.year.is_some() && of_office(title))?;
    Some((title, rest))
}

/// Whose report a sentence of the preamble says it is: 现编制形成了《某镇人民政府2023年政府信息公开工作年度报告》, or 本报告由某局编制.
pub(super) fn said_in_sentence(text: &str) -> Option<Title> {
    let quoted = text.match_indices('《').filter_map(|(at, mark)| {
        let inner = &text[at + mark.len()..];
        read_title(&inner[..inner.find('》')?])
    });
    let of_office = |title: &Title| title.agency.as_deref().is_some_and(is_office);
    if let Some(title) = quoted.into_iter().find(of_office) {
        return Some(title);
    }
    text.match_indices('由').find_map(|(at, by)| {
        let rest = &text[at + by.len()..];
        let ends =
            ["编制", "编写", "发布", "公布", "汇总"].iter().filter_map(|verb| rest.find(verb)).min()?;
        let name = rest[..ends].trim_matches(is_space).trim_end_matches("负责").trim_end_matches("组织");
        let title = || Title { text: text.to_owned(), agency: Some(name.to_owned()), year: None, lines: 0 };
        (is_name(name) && is_office(name)).then(title)
    })
}

/// Whether a name ends as those of offices do.
pub(super) fn is_office(name: &str) -> bool {
    const ENDS: [&str; 28] = [
        "省",
        "市",
        "州",
        "盟",
        "县",
        "区",
        "旗",
        "镇",
        "乡",
        "街道",
        "办事处",
        "政府",
        "办公室",
        "办公厅",
        "厅",
        "局",
        "委",
        "委员会",
        "部",
        "院",
        "署",
        "总队",
        "支队",
        "中心",
        "管委会",
        "兵团",
        "团",
        "场",
    ];
    // Nobody by name: 本机关, 我镇, 各乡镇.
    let is_named = !["本", "我", "各", "该", "其"].iter().any(|begin| name.starts_with(begin));
    // What it is called besides stands in brackets behind its name.
    let first = name.find(['（', '(']).filter(|_| is_bracketed(name)).map_or(name, |at| &name[..at]);
    is_named && is_name(name) && ENDS.iter().any(|end| first.ends_with(end))
}

/// Whether two names are one office's: 某镇 and 某县某镇人民政府.
pub(super) fn is_same_office(a: &str, b: &str) -> bool {
    let bare = |name: &str| {
        let name: String = fold(name);
        let ends = ["人民政府办公室", "人民政府办公厅", "人民政府", "办公室", "办公厅"];
        let cut = ends.iter().find_map(|end| name.strip_suffix(end)).filter(|rest| !rest.is_empty());
        cut.unwrap_or(&name).to_owned()
    };
    let (a, b) = (bare(a), bare(b));
    a.contains(&b) || b.contains(&a)
}

/// A year that stands by itself among other signs, as in file names: 16_2022_年报.
pub(super) fn bare_year(text: &str) -> Option<u16> {
    let digits = text.split(|c: char| !c.is_ascii_digit());
    let mut years = digits.filter(|run| run.len() == 4).filter_map(|run| run.parse().ok());
    let year = years.find(|year| (2000..=2099).contains(year))?;
    years.all(|other| other == year).then_some(year)
}

/// What a line says, if it is a title.
pub(super) fn read_title(line: &str) -> Option<Title> {
    if line.chars().nth(LONGEST_TITLE * 4).is_some() {
        return None;
    }
    let line = tighten(line);
    // 标题：… is what some sites put before it.
    let line = match line.split_once(['：', ':']) {
        Some((before, title)) if fold(before) == "标题" => title.trim(),
        _ => line.as_str(),
    };
    // 【年报】… is how some sites sort their pages.
    let line = match line.strip_prefix('【').and_then(|rest| rest.split_once('】')) {
        Some((_, title)) => title.trim(),
        None => line,
    };
    let folded = fold(line);
    let is_title =
        folded.contains("政府信息公开") && (folded.contains("年度报告") || folded.contains("年报"));
    if !is_title || line.chars().count() > LONGEST_TITLE || line.contains(['。', '；', '《', '，']) {
        return None;
    }
    // In traditional characters or with spaces in it, the title is what it means.
    let start = begin_of(line, "政府信息公开")?;
    let spread = joined(&line[..start]);
    let before = spread.as_str();
    let (year, around) = match find_year(before) {
        Some((year, range)) => (
            Some(year),
            format!("{}{}", &before[..range.start], before[range.end..].trim_start_matches('度')),
        ),
        None => (find_year(line).map(|(year, _)| year), before.to_owned()),
    };
    let agency = without_marks(around.trim().trim_start_matches("关于"));
    // The site's name and the breadcrumb come before the agency's.
    let agency = agency.rsplit(['>', '|', ' ', '—', '-', '：']).next().unwrap_or_default().trim();
    // 某市关于2023年度…, but not 某室关于政府信息公开…的通知; and 某市2022-2023年….
    let agency = if find_year(before).is_some() { agency.trim_end_matches("关于") } else { agency };
    let agency = apart_from_other_matters(agency.trim_end_matches(|c: char| c.is_ascii_digit()));
    Some(Title {
        text: joined(line.trim()),
        agency: Some(agency.to_owned()).filter(|agency| !agency.is_empty()),
        year,
        lines: 1,
    })
}

/// A text without the marks around it; a bracket that belongs to it stays: 某局（某局）.
fn without_marks(text: &str) -> &str {
    let is_mark = |c: char| !is_han(c) && !c.is_alphanumeric();
    let text = text.trim_start_matches(is_mark);
    let bare = text.trim_end_matches(is_mark);
    let closed = &text[..bare.len() + text[bare.len()..].chars().next().map_or(0, char::len_utf8)];
    if is_bracketed(closed) {
        closed
    } else {
        bare
    }
}

/// Whether a text ends with a bracket, and all its brackets are closed.
fn is_bracketed(text: &str) -> bool {
    let count = |marks: [char; 2]| text.chars().filter(|c| marks.contains(c)).count();
    text.ends_with(['）', ')']) && count(['（', '(']) == count(['）', ')'])
}

/// The office of a title that speaks of two matters, as in 某镇法治政府建设暨政府信息公开: what stands before the other
/// one. Nobody, where that matter is not known: where the name ends cannot be told then.
fn apart_from_other_matters(agency: &str) -> &str {
    const MATTERS: [&str; 5] = ["法治政府", "政务公开", "依法行政", "法治建设", "政务服务"];
    let Some(both) = agency.strip_suffix(['暨', '及', '和', '与']) else { return agency };
    MATTERS.iter().filter_map(|matter| both.find(matter)).min().map_or("", |at| &both[..at])
}

/// Where a text begins in a line, whatever its spaces and whether its characters are traditional or not.
fn begin_of(line: &str, wanted: &str) -> Option<usize> {
    let signs: Vec<(usize, char)> =
        line.char_indices().filter(|(_, c)| !is_space(*c)).map(|(at, c)| (at, fold_char(c))).collect();
    let wanted: Vec<char> = wanted.chars().collect();
    let here = |window: &&[(usize, char)]| window.iter().map(|(_, c)| c).eq(wanted.iter());
    signs.windows(wanted.len()).find(here).and_then(|window| window.first()).map(|(at, _)| *at)
}

/// A text without its spaces, where they stand between all of its characters: 宿 迁 市.
fn joined(text: &str) -> String {
    let mut words = text.split(is_space).filter(|word| !word.is_empty());
    let is_spread = text.contains(is_space)
        && words.all(|word| word.chars().count() == 1 || word.contains(|c: char| digit(c).is_some()));
    if is_spread {
        text.chars().filter(|c| !is_space(*c)).collect()
    } else {
        text.to_owned()
    }
}

/// Without the spaces that word processors put around digits: 2023 年.
fn tighten(line: &str) -> String {
    let chars: Vec<char> = line.trim_matches(is_space).chars().collect();
    let digit_at = |i: usize| chars.get(i).is_some_and(|c| digit(*c).is_some());
    let beside_digit = |i: usize| {
        let before = chars[..i].iter().rposition(|c| !is_space(*c));
        let after = chars[i..].iter().position(|c| !is_space(*c)).map(|n| i + n);
        before.is_some_and(digit_at) || after.is_some_and(digit_at)
    };
    let kept = chars.iter().enumerate().filter(|(i, c)| !(is_space(**c) && beside_digit(*i)));
    kept.map(|(_, c)| *c).collect()
}

/// Whether a line could be an agency's name.
pub(super) fn is_name(line: &str) -> bool {
    const LONGEST: usize = 40;
    // 某局（某局）, and 中国（某地）自由贸易试验区某委员会.
    let mut depth = 0_usize;
    let is_of_name = |c: char| match c {
        '（' | '(' if depth == 0 => {
            depth = 1;
            true
        }
        '）' | ')' if depth == 1 => {
            depth = 0;
            true
        }
        _ => is_han(c) && !"，。、；：？！（）《》“”".contains(c),
    };
    let length = line.chars().count();
    let begins = line.chars().next().is_some_and(|c| c != '（' && c != '(');
    (2..=LONGEST).contains(&length) && begins && line.chars().all(is_of_name) && depth == 0
}

/// The year that a statistics period names: 统计期限为2025年1月1日至12月31日.
pub(super) fn year_of_period(text: &str) -> Option<u16> {
    let folded = fold(text);
    let (start, _) = folded.match_indices("年1月1日").next()?;
    find_year(&folded[..start + "年".len()]).map(|(year, _)| year)
}

/// The year of the report that a sentence speaks of: 现编制2023年政府信息公开工作年度报告.
pub(super) fn year_of_report(text: &str) -> Option<u16> {
    let folded = fold(text);
    let (start, _) = folded.match_indices("政府信息公开工作年度报告").next()?;
    let before = folded[..start].trim_end_matches('度');
    find_year(before).filter(|(_, range)| range.end == before.len()).map(|(year, _)| year)
}

/// The last `20xx年` (Arabic or Chinese digits) in a text, and where it stands.
pub(super) fn find_year(text: &str) -> Option<(u16, std::ops::Range<usize>)> {
    text.match_indices('年')
        .filter_map(|(end, nian)| {
            let digits: Vec<(usize, u16)> =
                text[..end].char_indices().rev().take(4).map_while(|(i, c)| Some((i, digit(c)?))).collect();
            let start = digits.last().filter(|_| digits.len() == 4)?.0;
            let year = digits.iter().rev().fold(0, |year, (_, d)| year * 10 + d);
            (2000..=2099).contains(&year).then_some((year, start..end + nian.len()))
        })
        .next_back()
}

fn digit(c: char) -> Option<u16> {
    const HAN: &str = "〇一二三四五六七八九";
    match c {
        '○' | '零' => Some(0),
        '０'..='９' => Some((c as u32 - '０' as u32) as u16),
        _ => c
            .to_digit(10)
            .or_else(|| HAN.chars().position(|han| han == c).map(|n| n as u32))
            .map(|n| n as u16),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn said(line: &str) -> Option<(String, Option<u16>)> {
        read_title(line).map(|title| (title.agency.unwrap_or_default(), title.year))
    }

    #[test]
    fn titles_of_several_lines() {
        let read = |lines: &[&str]| {
            title_in(lines).map(|(n, it)| (n, it.lines, it.text, it.agency.unwrap_or_default(), it.year))
        };
        let is =
            |n, lines, text: &str, year| Some((n, lines, text.to_owned(), "某县教育局".to_owned(), year));
        let title = "某县教育局2023年政府信息公开工作年度报告";
        assert_eq!(read(&["首页", title]), is(1, 1, title, Some(2023)));
        assert_eq!(
            read(&["某县教育局2023年政府信息", "公开工作年度报告", "正文"]),
            is(0, 2, title, Some(2023))
        );
        assert_eq!(read(&["某县教育局", "2023年政府信息公开工作", "年度报告"]), is(0, 3, title, Some(2023)));
        let below = "某县教育局政府信息公开工作年度报告（2023年度）";
        assert_eq!(
            read(&["某县教育局政府信息公开工作年度报告", "（2023 年度）"]),
            is(0, 2, below, Some(2023))
        );
        assert_eq!(
            read(&["某县教育局", "政府信息公开工作年度报告", "（2023年度）", "正文"]),
            is(0, 3, below, Some(2023))
        );
        // A sentence with a year, or another year below one that is there, says nothing of the title.
        for line in ["2023年，我局…", "2023年1月5日", "2022年"] {
            let (_, found) = title_in(&[title, line]).unwrap();
            assert_eq!((found.lines, found.year), (1, Some(2023)), "{line}");
        }
        assert_eq!(read(&["某县教育局政府信息", "公开指南"]), None);
    }

    #[test]
    fn the_title_a_file_says_it_has() {
        let title = "某县教育局（某县科技局）2023年政府信息公开工作年度报告";
        let lines = ["首页", "某县教育局（某县科技局）", "2023年政府信息公开", "工作年度报告", "正文"];
        let read = |title: &str, author: &str| {
            let (at, found) = title_said(&lines, &Said::new(title, author))?;
            Some((at, found.lines, found.agency.unwrap_or_default(), found.year))
        };
        let office = "某县教育局（某县科技局）".to_owned();
        assert_eq!(read(title, &office), Some((1, 3, office.clone(), Some(2023))));
        // Whoever typed it is no office, and an office the title does not name is not believed.
        for author in ["", "张三", "某镇人民政府"] {
            assert_eq!(read(title, author), Some((1, 3, office.clone(), Some(2023))), "{author}");
        }
        // A file that was made from another one's.
        assert_eq!(read("某县教育局2022年政府信息公开工作年度报告", &office), None);
        assert_eq!(read("", &office), None);
    }

    #[test]
    fn names_with_brackets() {
        for name in ["某局（某局）", "中国（上海）自由贸易试验区管理委员会"] {
            assert!(is_name(name) && is_office(name), "{name}");
        }
        for line in ["（一）主动公开", "某局（某局", "某局）", "某局（（某局））", "（联系人：张三）"]
        {
            assert!(!is_name(line), "{line}");
        }
    }

    #[test]
    fn titles() {
        let is = |agency: &str, year: u16| Some((agency.to_owned(), Some(year)));
        assert_eq!(said("赤壁市官塘驿镇2024年政府信息公开工作年度报告"), is("赤壁市官塘驿镇", 2024));
        assert_eq!(
            said("2019年上海市人民政府办公厅政府信息公开工作年度报告"),
            is("上海市人民政府办公厅", 2019)
        );
        assert_eq!(said("某区二〇二三年度政府信息公开工作年度报告"), is("某区", 2023));
        assert_eq!(said("首页 > 政务公开 > 某镇2022年政府信息公开年报"), is("某镇", 2022));
        assert_eq!(said("【年报】宿迁市2025年政府信息公开工作年度报告"), is("宿迁市", 2025));
        assert_eq!(said("宿迁市 2025 年政府信息公开工作年度报告"), is("宿迁市", 2025));
        assert_eq!(said("标题: 某区2024年度政府信息公开工作年度报告"), is("某区", 2024));
        assert_eq!(said("2024年政府信息公开工作年度报告"), is("", 2024));
        assert_eq!(said("2023 年政府信息公开工作年度报告"), is("", 2023));
        assert_eq!(said("某局政府信息公开工作年度报告(2021年)"), is("某局", 2021));
        assert_eq!(
            said("某县市监局（知识产权局）2023年政府信息公开工作年度报告"),
            is("某县市监局（知识产权局）", 2023)
        );
        assert_eq!(said("宿迁市2023年政府信息公開工作年度報告"), is("宿迁市", 2023));
        assert_eq!(said("宿迁市2023 年政府信息公 开工作年度 报告"), is("宿迁市", 2023));
        assert_eq!(said("宿 迁 市 2 0 2 3 年 政 府 信 息 公 开 工 作 年 度 报 告"), is("宿迁市", 2023));
        assert_eq!(said("宿迁市关于2023年度政府信息公开工作的年度报告"), is("宿迁市", 2023));
        assert_eq!(said("宿迁市2022-2023年政府信息公开工作年度报告"), is("宿迁市", 2023));
        assert_eq!(said("某镇2023年法治政府建设暨政府信息公开工作年度报告"), is("某镇", 2023));
        assert_eq!(said("2023年某市政务公开和政府信息公开工作年度报告"), is("某市", 2023));
        // Where the office ends and the other matter begins is not known.
        assert_eq!(said("某镇2023年河湖管护暨政府信息公开工作年度报告"), is("", 2023));
    }

    #[test]
    fn lines_that_are_no_title() {
        assert_eq!(said("根据《条例》编制2024年政府信息公开工作年度报告。"), None);
        assert_eq!(said("政府信息公开指南"), None);
        let (agency, _) = said("某室关于政府信息公开工作年度报告有关事项的通知").unwrap();
        assert!(!is_office(&agency), "{agency}");
        assert_eq!(said("2024年政府工作报告"), None);
    }

    #[test]
    fn a_title_on_two_lines() {
        let (n, title) =
            title_in(&["某网", "赤壁市官塘驿镇", "2024年政府信息公开工作年度报告", "根据条例，报告如下。"])
                .unwrap();
        assert_eq!((n, title.lines, title.agency.as_deref()), (1, 2, Some("赤壁市官塘驿镇")));
        assert_eq!(title.text, "赤壁市官塘驿镇2024年政府信息公开工作年度报告");
        let (_, title) = title_in(&["2019年度某市某厅", "政府信息公开工作年度报告"]).unwrap();
        assert_eq!((title.agency.as_deref(), title.year, title.lines), (Some("某市某厅"), Some(2019), 2));
        let (_, title) = title_in(&["2019年工作，已公布。", "政府信息公开工作年度报告"]).unwrap();
        assert_eq!((title.agency, title.lines), (None, 1));
    }

    #[test]
    fn a_name_that_is_the_whole_of_the_first_line() {
        let read = |lines: &[&str]| title_in(lines).and_then(|(_, title)| title.agency).unwrap_or_default();
        for name in [
            "某市政府信息公开办公室",
            "某市人民政府政务服务和政府信息公开工作领导小组办公室",
            "某市 某局",
            "ABC Town",
        ] {
            let title = format!("{name}2024年政府信息公开工作年度报告");
            assert_eq!(read(&[&title, "正文。"]), name);
        }
        for (line, name) in [
            ("首页 某局2024年政府信息公开工作年度报告", "某局"),
            ("首页 > 某镇2022年政府信息公开年报", "某镇"),
            ("某市关于2023年度政府信息公开工作年度报告", "某市"),
            ("某市政府信息公开年度报告", "某市"),
            ("某镇2023年法治政府建设暨政府信息公开工作年度报告", "某镇"),
            ("宿 迁 市 2 0 2 3 年 政 府 信 息 公 开 工 作 年 度 报 告", "宿迁市"),
        ] {
            assert_eq!(read(&[line, "正文。"]), name, "{line}");
        }
        // Below a page's head.
        assert_eq!(read(&["某网", "某市 某局2024年政府信息公开年度报告"]), "某局");
    }

    #[test]
    fn a_title_that_has_run_into_the_text() {
        let line = "某区2020年政府信息公开工作年度报告 根据《条例》和有关要求编制本报告，现予公布。";
        let split =
            Some(("某区2020年政府信息公开工作年度报告", "根据《条例》和有关要求编制本报告，现予公布。"));
        assert_eq!(split_title(line), split);
        for line in [
            "某区2020年政府信息公开工作年度报告（以下简称报告）由某办编制，现予以公布。",
            "某区2020年政府信息公开工作年度报告",
            "某区政府信息公开工作年度报告 根据《条例》和有关要求编制本报告，现予公布。",
            "做好 2023 年政府信息公开工作年度报告编制发布等工作的具体要求,结合实际,编制本报告。",
        ] {
            assert_eq!(split_title(line), None, "{line}");
        }
    }

    #[test]
    fn whose_report_a_sentence_says_it_is() {
        let said = |text: &str| said_in_sentence(text).map(|it| (it.agency.unwrap_or_default(), it.year));
        let quoted = "现编制形成了《西柳镇人民政府2023年政府信息公开工作年度报告》。";
        assert_eq!(said(quoted), Some(("西柳镇人民政府".into(), Some(2023))));
        let by = "根据《条例》要求，由某县自然资源局编制2023年度报告。";
        assert_eq!(said(by), Some(("某县自然资源局".into(), None)));
        for text in
            ["本报告由总体情况等六部分组成。", "由本机关编制并公布。", "根据《条例》编制。", "由各乡镇汇总。"]
        {
            assert_eq!(said(text), None, "{text}");
        }
    }

    #[test]
    fn one_office_by_two_names() {
        assert!(is_same_office("赤壁市官塘驿镇", "官塘驿镇人民政府"));
        assert!(is_same_office("某市", "某市人民政府办公室"));
        assert!(!is_same_office("某市财政局", "某市教育局"));
    }

    #[test]
    fn years_in_file_names() {
        assert_eq!(bare_year("16_pingtan_2022_mso"), Some(2022));
        for name in ["20220119", "2021-2022", "12_3", "1999"] {
            assert_eq!(bare_year(name), None, "{name}");
        }
    }

    #[test]
    fn periods() {
        assert_eq!(year_of_period("数据统计期限为2025年1月1日至12月31日。"), Some(2025));
        assert_eq!(year_of_period("自 2023 年 1 月 1 日起"), Some(2023));
        assert_eq!(year_of_period("2023年工作"), None);
    }
}
