//! R37–R39: what the prose says of disputes, documents and decisions, against tables 四 and 二.

use super::{
    figures::{any, judge, Candidates},
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
        let counted = |said: &&Statement| matches!(said.quantity.unit, "件" | "起" | "宗" | "例" | "次" | "");
        for said in view.overview().filter(counted) {
            if said.period != Period::Reported || said.running || !is_about_openness(view, said) {
                continue;
            }
            let (name, column) = match said.act() {
                Some(Act::Result(name, column)) => (name, column),
                // What came of them otherwise is no number of the table.
                Some(Act::Outcome(..) | Act::Publish | Act::End) => continue,
                _ if !said.is_named || said.acts.len() > 1 => continue,
                _ => ("", "total"),
            };
            for things in groups(said) {
                let Some((what, cells)) =
                    cells_of(&things, "disputes", column, &[Thing::Review, Thing::Suit])
                else {
                    continue;
                };
                let candidates = Candidates::sum(view, "表四", &cells);
                findings.extend(judge(rule, view, said, &format!("{what}{name}"), candidates));
            }
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
    demand: "正文所写规章、规范性文件的制发、废止、现行有效件数等于表二。",
    source: "西柳镇 2023：0、0、0 对 4、0、32",
    example: "正文写制发规范性文件 0 件，表二 4 件。",
    run: |rule, view, findings| {
        let mut own = Vec::new();
        for kind in [Thing::Rules, Thing::Normative] {
            for (act, name, column) in DOCUMENT_ACTS {
                let of_this = |said: &&Statement| {
                    // 制发规章0件、规范性文件3件: the second is issued too.
                    let again =
                        said.acts.is_empty() && said.before == Some(act) && view.lead(said).starts_with('、');
                    let acts = said.act() == Some(act) || said.told == Told::None && said.acts.contains(&act);
                    (said.thing() == Some(kind) || said.each && said.things.contains(&kind))
                        && (acts || again)
                        && is_of_all_documents(view, said, act)
                };
                let told: Vec<&Statement> = view.overview().filter(of_this).collect();
                let Some((what, cells)) = cells_of(&[kind], "disclosure", column, &[kind]) else { continue };
                let this_year = told.iter().copied().filter(|said| said.period == Period::Reported);
                // Only another year's figures: they were left over from an old text.
                let only_old = this_year.clone().next().is_none();
                let mut told: Vec<&Statement> = if only_old { told.clone() } else { this_year.collect() };
                let candidates = || cells.first().and_then(|cell| Candidates::cell(view, "表二", cell));
                if let Some(candidates) = candidates().filter(|_| act == Act::Repeal) {
                    // 废止1件，宣布失效0件: the table has one column for both.
                    let beside = told.clone();
                    told.retain(|said| {
                        let beside = beside.iter().filter(|it| it.passage == said.passage);
                        let counts = beside.filter_map(|it| it.count());
                        let all = counts.fold(0_u64, u64::saturating_add);
                        !candidates.has(all) || said.count().is_some_and(|n| candidates.has(n))
                    });
                }
                for said in told {
                    let candidates = candidates();
                    own.extend(
                        judge(rule, view, said, &format!("{name}{what}"), candidates)
                            .map(|finding| Finding {
                                severity: if names_its_year(view, said) {
                                    Severity::Error
                                } else {
                                    finding.severity
                                },
                                ..finding
                            })
                            .map(|finding| (said.passage, said.range.start, finding)),
                    );
                }
            }
        }
        own.sort_by_key(|(passage, at, _)| (*passage, *at));
        findings.extend(own.into_iter().map(|(.., finding)| finding));
    },
};

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
    demand: "正文所写行政许可、行政处罚、行政强制的件数等于表二（合写一个数的，等于合计）。",
    source: "龙泉市某镇 2024",
    example: "正文写行政处罚 5 件，表二 4 件。",
    run: |rule, view, findings| {
        let kinds = [Thing::Licence, Thing::Penalty, Thing::Coercion];
        for said in
            view.overview().filter(|said| matches!(said.quantity.unit, "件" | "宗" | "起" | "例" | "次" | ""))
        {
            // 公开、公示了N件 are those published, 受理N件 those asked for.
            let decided = |act: &Act| matches!(act, Act::Decide | Act::Process | Act::Handle);
            let published = matches!(said.before, Some(Act::Publish | Act::Else)) && said.acts.is_empty();
            let of_some = said.scope.part || said.scope.about || said.scope.channel || said.in_brackets;
            let this_year = said.period == Period::Reported && !said.running;
            if !said.is_named || published || of_some || !this_year || !said.acts.iter().all(decided) {
                continue;
            }
            for things in groups(said) {
                let Some((what, cells)) = cells_of(&things, "disclosure", "decided", &kinds) else {
                    continue;
                };
                let candidates = Candidates::sum(view, "表二", &cells);
                findings.extend(judge(rule, view, said, &what, candidates));
            }
        }
    },
};
