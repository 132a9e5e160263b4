//! R37–R39: what the prose says of disputes, documents and decisions, against tables 四 and 二.

use super::{
    figures::{any, judge, told_of, Candidates},
    statement::{Period, Statement, Told},
    words::{Act, Thing},
    Finding, Rule, RuleId, Severity, View,
};

/// What things are called in a finding, with their rows.
fn rows_of(thing: Thing) -> Option<(&'static str, &'static [&'static str])> {
    match thing {
        Thing::Review => Some(("行政复议", &["review"])),
        Thing::Suit => Some(("行政诉讼", &["direct_suit", "suit_after_review"])),
        Thing::Rules => Some(("规章", &["rules"])),
        Thing::Normative => Some(("规范性文件", &["normative"])),
        Thing::Licence => Some(("行政许可", &["licences"])),
        Thing::Penalty => Some(("行政处罚", &["penalties"])),
        Thing::Coercion => Some(("行政强制", &["coercion"])),
        Thing::Request | Thing::Other => None,
    }
}

/// The groups that a figure is told for: all its things together, or each of them.
fn groups(said: &Statement) -> Vec<Vec<Thing>> {
    if said.each {
        said.things.iter().map(|thing| vec![*thing]).collect()
    } else {
        vec![said.things.clone()]
    }
}

/// The cells of some things in one column, with what they are called; none when one of them is no thing of the table.
fn cells_of(things: &[Thing], table: &str, column: &str, kinds: &[Thing]) -> Option<(String, Vec<String>)> {
    let known: Vec<_> =
        things.iter().filter(|thing| kinds.contains(thing)).filter_map(|thing| rows_of(*thing)).collect();
    let names: Vec<&str> = known.iter().map(|(name, _)| *name).collect();
    let rows = known.iter().flat_map(|(_, rows)| rows.iter());
    let cells = rows.map(|row| format!("{table}.{row}.{column}")).collect();
    (!known.is_empty() && known.len() == things.len()).then(|| (names.join("、"), cells))
}

pub(super) const R37: Rule = Rule {
    id: RuleId("R37"),
    severity: Severity::Warning,
    demand: "正文所写行政复议、行政诉讼的件数（及其中维持、纠正、其他、尚未审结的件数）等于表四。",
    source: "宿迁 2024：134≠170，57≠77",
    example: "正文写行政复议 134 件，表四 170 件。",
    run: |rule, view, findings| {
        let told = told_of(view, |said| {
            let counted = matches!(said.quantity.unit, "件" | "起" | "宗" | "例" | "次" | "");
            if !counted || said.period != Period::Reported || said.running || !is_about_openness(view, said) {
                return Vec::new();
            }
            let (name, column) = match said.act() {
                Some(Act::Result(name, column)) => (name, column),
                // What came of them otherwise is no number of the table.
                Some(Act::Outcome(..) | Act::Publish | Act::End) => return Vec::new(),
                _ if !said.is_named || said.acts.len() > 1 => return Vec::new(),
                _ => ("", "total"),
            };
            let of = |things: Vec<Thing>| {
                let (what, cells) = cells_of(&things, "disputes", column, &[Thing::Review, Thing::Suit])?;
                Some((format!("{what}{name}"), cells))
            };
            groups(said).into_iter().filter_map(of).collect()
        });
        for (said, (what, cells)) in told {
            findings.extend(judge(rule, view, said, &what, Candidates::sum(view, "表四", &cells)));
        }
    },
};

/// Whether the disputes are about openness of information: their sentence up to the number says so, or the sentence
/// before. Where it is said only later in the sentence, the number is one of all disputes: 120件，其中涉及信息公开1件.
fn is_about_openness(view: &View<'_>, said: &Statement) -> bool {
    let words = ["信息公开", "依申请", "政务公开"];
    let before = view.words_of(said, said.sentence_before..said.sentence.start);
    let told = view.words_of(said, said.sentence.start..said.range.end);
    if any(told, &words) {
        return true;
    }
    let later = any(view.sentence(said), &words);
    !later && (any(before, &words) || follows_requests(view, said))
}

/// How many figures back requests may have been told that disputes follow from.
const NEAR: usize = 6;

/// Whether requests were counted just before, in the sentence or the one before it: 收到申请3件，未引发行政复议.
fn follows_requests(view: &View<'_>, said: &Statement) -> bool {
    let all = view.statements();
    let at = all.partition_point(|it| (it.passage, it.range.start) < (said.passage, said.range.start));
    let near = all.get(at.saturating_sub(NEAR)..at).unwrap_or_default();
    near.iter().any(|it| {
        let same = it.passage == said.passage && it.sentence.end >= said.sentence.start;
        same && it.is_named && it.things.contains(&Thing::Request)
    })
}

/// What is said of documents, with the column it is told in (2021 form).
const DOCUMENT_ACTS: [(Act, &str, &str); 3] = [
    (Act::Issue, "制发", "issued"),
    (Act::Repeal, "废止", "repealed"),
    (Act::InForce, "现行有效", "in_force"),
];

pub(super) const R38: Rule = Rule {
    id: RuleId("R38"),
    severity: Severity::Warning,
    demand:
        "正文所写规章、规范性文件的制发、废止、现行有效件数等于表二（公布现行有效的，也可以不含本年制发的）。",
    source: "西柳镇 2023：0、0、0 对 4、0、32；平潭 2022、2023 相符",
    example: "正文写制发规范性文件 0 件，表二 4 件。",
    run: |rule, view, findings| {
        let mut own = Vec::new();
        for kind in [Thing::Rules, Thing::Normative] {
            for (act, name, column) in DOCUMENT_ACTS {
                for said in told_of_documents(view, kind, act) {
                    let Some((what, candidates)) = documents(view, said, kind, act, column) else { continue };
                    let Some(finding) = judge(rule, view, said, &format!("{name}{what}"), Some(candidates))
                    else {
                        continue;
                    };
                    // Of those made public in a collection some may be left out on purpose.
                    let certain = names_its_year(view, said) && !is_collection(view, said);
                    let severity = if certain { Severity::Error } else { finding.severity };
                    own.push((said.passage, said.range.start, Finding { severity, ..finding }));
                }
            }
        }
        own.sort_by_key(|(passage, at, _)| (*passage, *at));
        findings.extend(own.into_iter().map(|(.., finding)| finding));
    },
};

/// What a figure of documents may be, with what they are called.
fn documents<'v>(
    view: &'v View<'v>,
    said: &Statement,
    kind: Thing,
    act: Act,
    column: &str,
) -> Option<(String, Candidates<'v>)> {
    let (what, cells) = cells_of(&[kind], "disclosure", column, &[kind])?;
    let cell = cells.first()?;
    let all = view.count(cell);
    let candidates = if act == Act::InForce && is_collection(view, said) {
        // 清理并集中发布现行有效393件，动态更新本年度制发的77件: 470 are in force at the end of the year.
        let (_, issued) = cells_of(&[kind], "disclosure", "issued", &[kind])?;
        let issued = issued.first()?;
        let before = all.and_then(|all| all.checked_sub(view.count(issued)?));
        Candidates::of(view, &[("表二", all), ("减去本年制发", before.or(all))], &[cell, issued])
    } else {
        Candidates::cell(view, "表二", cell)
    };
    candidates.map(|candidates| (what, candidates))
}

/// 集中公开现行有效规范性文件698件: those in force, made public together.
fn is_collection(view: &View<'_>, said: &Statement) -> bool {
    said.acts.contains(&Act::InForce) && any(view.lead(said), &["公开", "发布", "公布"])
}

/// The figures that say how many documents of a kind were issued, repealed or are in force: those of section one, or
/// else of the other text, and of this year if there are any. Only another year's were left over from an old text.
fn told_of_documents<'v>(view: &'v View<'v>, kind: Thing, act: Act) -> Vec<&'v Statement> {
    let of_this = |said: &&Statement| {
        // 制发规章0件、规范性文件3件: the second is issued too.
        let again = said.acts.is_empty() && said.before == Some(act) && view.lead(said).starts_with('、');
        let collected = act == Act::InForce
            && said.told == Told::Level
            && is_collection(view, said)
            && said
                .acts
                .iter()
                .all(|act| matches!(act, Act::InForce | Act::Issue | Act::Publish | Act::Else));
        let acts = said.act() == Some(act) || said.told == Told::None && said.acts.contains(&act);
        (said.thing() == Some(kind) || said.each && said.things.contains(&kind))
            && (acts || again || collected)
            && is_of_all_documents(view, said, act)
    };
    let mut told: Vec<&Statement> = view.overview().filter(of_this).collect();
    if told.is_empty() {
        // What is old there was written for another year's problems.
        let now = |said: &&Statement| said.period == Period::Reported;
        told = view.elsewhere().filter(of_this).filter(now).collect();
    }
    let this_year = |said: &&Statement| said.period == Period::Reported;
    if told.iter().any(this_year) {
        told.retain(this_year);
    }
    if act == Act::Repeal {
        // 废止1件，宣布失效0件: the table has one column for both.
        let cell = cells_of(&[kind], "disclosure", "repealed", &[kind])
            .and_then(|(_, cells)| view.count(cells.first()?));
        let beside = told.clone();
        told.retain(|said| {
            let counts = beside.iter().filter(|it| it.passage == said.passage).filter_map(|it| it.count());
            let all = counts.fold(0_u64, u64::saturating_add);
            cell != Some(all) || said.count() == cell
        });
    }
    told
}

/// Whether a figure counts the documents that the table counts: not those of some, nor those of many years, nor what a
/// clearing-up brought about.
fn is_of_all_documents(view: &View<'_>, said: &Statement, act: Act) -> bool {
    let counted = matches!(said.quantity.unit, "件" | "条" | "个" | "份" | "部" | "");
    let of_all = !said.scope.part && !said.scope.channel && !said.scope.about && !said.in_brackets;
    let in_time = match said.period {
        Period::Reported => act == Act::InForce || !said.running,
        Period::Named(_) => !said.running,
        Period::Other => false,
    };
    let cleared =
        act != Act::Issue && any(view.head(said), &["清理", "梳理"]) && !view.lead(said).contains("现行有效");
    counted && of_all && in_time && !cleared && (said.is_named || said.is_clear)
}

/// The sentence names the report's own year: it can mean nothing else.
fn names_its_year(view: &View<'_>, said: &Statement) -> bool {
    let named = view.year().is_some_and(|year| view.sentence(said).contains(&format!("{year}年")));
    said.period == Period::Reported && named
}

pub(super) const R39: Rule = Rule {
    id: RuleId("R39"),
    severity: Severity::Warning,
    demand: "正文所写行政许可、行政处罚、行政强制的件数等于表二（合写一个数的，等于合计）；公开、公示的件数不多于表二。",
    source: "龙泉市某镇 2024、垫江县鹤游镇 2023 相符",
    example: "正文写行政处罚 5 件，表二 4 件。",
    run: |rule, view, findings| {
        let told = told_of(view, |said| match how_told(said) {
            Some(how) => {
                let kinds = [Thing::Licence, Thing::Penalty, Thing::Coercion];
                let of = |things: Vec<Thing>| cells_of(&things, "disclosure", "decided", &kinds);
                groups(said).into_iter().filter_map(of).map(|cells| (how, cells)).collect()
            }
            None => Vec::new(),
        });
        for (said, (how, (what, cells))) in told {
            let Some(candidates) = Candidates::sum(view, "表二", &cells) else { continue };
            match how {
                Decisions::Made => findings.extend(judge(rule, view, said, &what, Some(candidates))),
                // Not all that was decided must be published, but no more than that can be.
                Decisions::Published => {
                    let what = format!("公开{what}");
                    let more = said.count().is_some_and(|n| candidates.all_below(n));
                    findings.extend(judge(rule, view, said, &what, Some(candidates).filter(|_| more)));
                }
            }
        }
    },
};

/// How decisions are counted.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
enum Decisions {
    /// 作出, 办理, or no verb at all.
    Made,
    /// 公开, 公示.
    Published,
}

/// How a figure counts all decisions of the year, if it does.
fn how_told(said: &Statement) -> Option<Decisions> {
    let counted = matches!(said.quantity.unit, "件" | "宗" | "起" | "例" | "次" | "");
    let of_some = said.scope.part || said.scope.about || said.scope.channel || said.in_brackets;
    let this_year = said.period == Period::Reported && !said.running;
    // 受理N件 are those asked for.
    let decided = |act: &Act| matches!(act, Act::Decide | Act::Process | Act::Handle);
    if !counted || !said.is_named || of_some || !this_year {
        None
    } else if said.act() == Some(Act::Publish) || said.acts.is_empty() && said.before == Some(Act::Publish) {
        Some(Decisions::Published)
    } else {
        let other = said.acts.is_empty() && said.before == Some(Act::Else);
        (!other && said.acts.iter().all(decided)).then_some(Decisions::Made)
    }
}
