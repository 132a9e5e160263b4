//! `nianbao db limits`: from where on lengths and repetition are told.

use super::Room;
use crate::{failure::Failure, say};
use report::check::Limits;
use std::fmt::Write;

/// A limit by the name that the user gives it.
struct Limit {
    name: &'static str,
    /// What it means, with its unit.
    meaning: &'static str,
    is_percent: bool,
    get: fn(&Limits) -> Option<usize>,
    set: fn(&mut Limits, Option<usize>),
}

const ALL: [Limit; 6] = [
    Limit {
        name: "重复",
        meaning: "与上年重复超过多少 % 提醒（R57、R58）",
        is_percent: true,
        get: |it| Some(it.warning.into()),
        set: |it, n| it.warning = percent(n, |usual| usual.warning),
    },
    Limit {
        name: "雷同",
        meaning: "第五部分与上年重复超过多少 % 算错误（R57）",
        is_percent: true,
        get: |it| Some(it.error.into()),
        set: |it, n| it.error = percent(n, |usual| usual.error),
    },
    Limit {
        name: "他处",
        meaning: "与其他机关重复超过多少 % 提示（R59）",
        is_percent: true,
        get: |it| Some(it.others.into()),
        set: |it, n| it.others = percent(n, |usual| usual.others),
    },
    Limit {
        name: "最长",
        meaning: "第一部分最多多少字（R53；默认按格式）",
        is_percent: false,
        get: |it| it.longest_overview,
        set: |it, n| it.longest_overview = n,
    },
    Limit {
        name: "最短",
        meaning: "第一部分少于多少字提醒（R54）",
        is_percent: false,
        get: |it| Some(it.shortest_overview),
        set: |it, n| it.shortest_overview = n.unwrap_or(Limits::default().shortest_overview),
    },
    Limit {
        name: "问题",
        meaning: "第五部分少于多少字提醒（R55、R56）",
        is_percent: false,
        get: |it| Some(it.shortest_problems),
        set: |it, n| it.shortest_problems = n.unwrap_or(Limits::default().shortest_problems),
    },
];

/// Within 100, as [`wish`] saw to; the catalogue's where none is given.
fn percent(n: Option<usize>, usual: fn(&Limits) -> u8) -> u8 {
    n.and_then(|n| u8::try_from(n).ok()).unwrap_or(usual(&Limits::default()))
}

/// 重复=60: which of [`ALL`], and its number; none for 默认.
pub(super) fn wish(text: &str) -> Result<(usize, Option<usize>), Failure> {
    let wrong = || Failure::Usage(format!("“{text}”写得不对，应如 重复=60。"));
    let (name, number) = text.split_once(['=', '＝']).ok_or_else(wrong)?;
    let names = || ALL.iter().map(|it| it.name).collect::<Vec<_>>().join("、");
    let at = ALL
        .iter()
        .position(|it| it.name == name.trim())
        .ok_or_else(|| Failure::Usage(format!("没有“{name}”这个界限，应为 {}。", names())))?;
    let number = match number.trim() {
        "默认" | "default" => None,
        number => Some(number.trim_end_matches(['%', '字']).parse::<usize>().map_err(|_| wrong())?),
    };
    if ALL[at].is_percent && number.is_some_and(|n| n > 100) {
        return Err(Failure::Usage(format!("“{text}”超过了 100 %。")));
    }
    Ok((at, number))
}

pub(super) fn run(room: &Room, set: &[(usize, Option<usize>)]) -> Result<u8, Failure> {
    let limits = if set.is_empty() {
        room.look()?.strictness()?.limits
    } else {
        let mut library = room.change()?;
        let mut strictness = library.strictness()?;
        for (at, number) in set {
            (ALL[*at].set)(&mut strictness.limits, *number);
        }
        library.set_strictness(&strictness)?;
        room.close(library);
        strictness.limits
    };
    let mut text = String::new();
    for it in &ALL {
        let number = (it.get)(&limits).map_or_else(|| "默认".to_owned(), |n| n.to_string());
        let own = if (it.get)(&limits) == (it.get)(&Limits::default()) { "" } else { "（另定）" };
        let _ = writeln!(text, "  {}={number}{own}　{}", it.name, it.meaning);
    }
    say::out(&text)?;
    Ok(0)
}
