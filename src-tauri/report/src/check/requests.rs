//! R30–R36, R42: what the prose says of requests, against table 三.

use super::{
    figures::{any, judge, judge_any, sum, told_of, without_tail, Candidates},
    statement::{Period, Statement, Told},
    words::{Act, Thing},
    Finding, Fix, Rule, RuleId, Severity, View,
};
use rust_decimal::Decimal;

const NEW: &str = "requests.received.total";
const CARRIED_IN: &str = "requests.carried_in.total";
const CARRIED_OUT: &str = "requests.carried_out.total";
const HANDLED: &str = "requests.handled.total";

/// Whether a figure counts requests for information, all those of the year.
fn is_of_all_requests(said: &Statement) -> bool {
    let unit =
        matches!(said.quantity.unit, "件" | "件次" | "条" | "宗" | "份" | "次" | "例" | "起" | "封" | "");
    let this_year = said.period == Period::Reported && !said.until;
    unit && this_year && said.thing() == Some(Thing::Request) && said.scope.is_whole() && !said.in_brackets
}

/// The figures that count requests: those of section one, then those of the other text.
fn of_requests<'v>(view: &'v View<'_>) -> impl Iterator<Item = &'v Statement> {
    view.overview().chain(view.elsewhere()).filter(|said| is_of_all_requests(said))
}

/// What came in: the new ones, or those with what was carried in.
fn received<'v>(view: &'v View<'v>) -> Option<Candidates<'v>> {
    let (new, carried) = (view.count(NEW), view.count(CARRIED_IN));
    let both = new.and_then(|new| new.checked_add(carried?));
    Candidates::of(view, &[("表三为新收", new), ("新收加上年结转", both)], &[NEW, CARRIED_IN])
}

/// What was answered: all, or only of what came in this year (新收16件，已答复14件，其余2件正在办理).
fn handled<'v>(view: &'v View<'v>) -> Option<Candidates<'v>> {
    let (all, carried) = (view.count(HANDLED), view.count(CARRIED_IN).filter(|carried| *carried > 0));
    match all.zip(carried).and_then(|(all, carried)| all.checked_sub(carried)) {
        Some(new) => {
            Candidates::of(view, &[("表三总计", all), ("减去上年结转", Some(new))], &[HANDLED, CARRIED_IN])
        }
        None => Candidates::cell(view, "表三总计", HANDLED),
    }
}

/// 办理, or no verb at all: what came in or what was answered.
fn received_or_handled<'v>(view: &'v View<'v>) -> Option<Candidates<'v>> {
    let (new, carried, handled) = (view.count(NEW), view.count(CARRIED_IN), view.count(HANDLED));
    let both = new.and_then(|new| new.checked_add(carried?));
    let named = [("表三为新收", new), ("新收加上年结转", both), ("总计", handled)];
    Candidates::of(view, &named, &[NEW, CARRIED_IN, HANDLED])
}

/// Whether a figure says how many requests came in.
fn is_receipt(said: &Statement) -> bool {
    said.act() == Some(Act::Receive)
}

/// 办理申请12件, 全年政府信息公开申请12件: the verb leaves open whether those that came in are meant.
fn is_vague(said: &Statement) -> bool {
    let bare =
        said.acts.is_empty() && said.is_clear && said.told == Told::Level && said.quantity.unit != "条";
    said.is_named && (said.act() == Some(Act::Process) || bare && !is_of_openness(said))
}

/// 主动公开12件，依申请公开8件，不予公开10件: how the office's own documents are to be published, and no request.
fn is_of_openness(said: &Statement) -> bool {
    said.before == Some(Act::Publish)
}

pub(super) const R30: Rule = Rule {
    id: RuleId("R30"),
    severity: Severity::Warning,
    demand: "正文所写收到申请的件数等于表三的新收，或者新收加上年结转（写办理的，也可以等于总计）。",
    source: "宿迁用合计，平潭用新收；洪泽 2024：17≠95；长春市退役军人事务局 2023：2≠3",
    example: "正文写收到申请 7 件，表三为新收 3 件、新收加上年结转 4 件。",
    run: |rule, view, findings| {
        // None at all is R31's.
        let some = || of_requests(view).filter(|said| said.count() != Some(0));
        if some().any(is_receipt) {
            findings.extend(judge_any(
                rule,
                view,
                some().filter(|said| is_receipt(said)),
                "收到申请",
                received(view),
            ));
        } else {
            let vague = some().filter(|said| is_vague(said));
            findings.extend(judge_any(rule, view, vague, "申请", received_or_handled(view)));
        }
    },
};

pub(super) const R31: Rule = Rule {
    id: RuleId("R31"),
    severity: Severity::Error,
    demand: "正文称未收到申请（或者写 0 件）时，表三新收为 0。",
    source: "推断",
    example: "正文称未收到申请，表三新收 3 件。",
    run: |rule, view, findings| {
        let Some(new) = view.count(NEW).filter(|n| *n > 0) else { return };
        let told = || of_requests(view).filter(|said| is_receipt(said) || is_none(said));
        // With some told before, what was not received is of another kind.
        if told().any(|said| said.quantity.value > Decimal::ZERO) {
            return;
        }
        let none = told().find(|said| said.count() == Some(0));
        if let Some(place) = none.and_then(|said| view.figure(said)) {
            findings.push(rule.finding(place, format!("正文称未收到申请，表三新收 {new} 件。")));
        }
    },
};

/// 申请0件, 无政府信息公开申请: no verb is needed to say that there was none.
fn is_none(said: &Statement) -> bool {
    let plain = said.is_clear && !is_of_openness(said) && said.quantity.unit != "条";
    let none = said.told == Told::None || plain;
    said.acts.is_empty() && said.is_named && none && said.count() == Some(0)
}

pub(super) const R32: Rule = Rule {
    id: RuleId("R32"),
    severity: Severity::Warning,
    demand: "正文所写办结、答复的件数等于表三总计，或者总计减去上年结转（只说本年新收的）。",
    source: "平潭 2021、平潭 2023、平潭 2025 相符",
    example: "正文写办结 5 件，表三总计 3 件、减去上年结转 2 件。",
    run: |rule, view, findings| {
        let told =
            of_requests(view).filter(|said| said.act() == Some(Act::Handle) && said.told == Told::Level);
        findings.extend(judge_any(rule, view, told, "办结", handled(view)));
    },
};

pub(super) const R33: Rule = Rule {
    id: RuleId("R33"),
    severity: Severity::Warning,
    demand: "正文所写结转的件数等于表三。",
    source: "平潭 2021、平潭 2025、宿迁 2024 相符",
    example: "正文写结转下年度 3 件，表三结转下年度 1 件。",
    run: |rule, view, findings| {
        let counted = |said: &Statement| matches!(said.quantity.unit, "件" | "宗" | "份" | "例" | "");
        let told = told_of(view, |said| {
            let of_requests = said.things.is_empty() || said.thing() == Some(Thing::Request);
            let of_some = said.scope.applicant || said.scope.channel || said.scope.part;
            let this_year = said.period == Period::Reported;
            let plain = counted(said) && of_requests && !of_some && this_year;
            match said.act().filter(|_| plain) {
                Some(Act::CarryIn) => vec![("上年结转", "表三上年结转", CARRIED_IN)],
                Some(Act::CarryOut) => vec![("结转下年度", "表三结转下年度", CARRIED_OUT)],
                _ => Vec::new(),
            }
        });
        for (said, (what, name, cell)) in told {
            findings.extend(judge(rule, view, said, what, Candidates::cell(view, name, cell)));
        }
    },
};

/// Figures that say how many requests came to some outcome, with the outcome's name and rows.
fn outcomes<'v>(view: &'v View<'_>) -> Vec<(&'v Statement, (String, Vec<&'static str>))> {
    told_of(view, |said| {
        let of_requests = said.things.is_empty() || said.thing() == Some(Thing::Request);
        let of_some = said.scope.applicant || said.scope.channel || said.scope.part || said.scope.about;
        let counted = said.quantity.unit == "件" && said.period == Period::Reported;
        let about_requests = said.thing().is_some() || any(view.sentence(said), &["申请", "答复"]);
        if !of_requests || of_some || !counted || !about_requests || is_of_openness(said) {
            return Vec::new();
        }
        let outcome = |act: &Act| match act {
            Act::Outcome(name, rows) => Some((*name, *rows)),
            _ => None,
        };
        let all: Vec<(&str, &[&str])> = said.acts.iter().filter_map(outcome).collect();
        let names: Vec<&str> = all.iter().map(|(name, _)| *name).collect();
        let rows = all.iter().flat_map(|(_, rows)| rows.iter().copied()).collect();
        let plain = !all.is_empty() && all.len() == said.acts.len();
        plain.then(|| (names.join("、"), rows)).into_iter().collect()
    })
}

pub(super) const R34: Rule = Rule {
    id: RuleId("R34"),
    severity: Severity::Warning,
    demand: "正文所写各类办理结果的件数等于表三该类合计。",
    source: "宿迁 2023、2024 相符；上海市政府办公厅 2019 不符",
    example: "正文写予以公开 2 件，表三合计 3 件。",
    run: |rule, view, findings| {
        for (said, (outcome, rows)) in outcomes(view) {
            let candidates =
                row_totals(view, &rows).and_then(|cells| Candidates::sum(view, "表三合计", &cells));
            findings.extend(judge(rule, view, said, &outcome, candidates));
        }
    },
};

/// The total cells of some rows, a group standing for its rows.
fn row_totals(view: &View<'_>, rows: &[&str]) -> Option<Vec<String>> {
    let table = view.report.form().table("requests")?;
    let named = |row: &&crate::form::Row| {
        rows.iter().any(|name| match name.strip_prefix("group:") {
            Some(group) => row.group.as_deref() == Some(group) || row.id == group,
            None => row.id == *name,
        })
    };
    Some(table.rows.iter().filter(named).map(|row| format!("requests.{}.total", row.id)).collect())
}

pub(super) const R35: Rule = Rule {
    id: RuleId("R35"),
    severity: Severity::Hint,
    demand: "正文所写占比与件数相符（占办结、新收或合计）。",
    source: "平潭 2023 相符；上海市政府办公厅 2019 不符",
    example: "273 件占比应为 33.9%，正文写 43.9%。",
    run: |rule, view, findings| {
        let (new, carried, handled) = (view.count(NEW), view.count(CARRIED_IN), view.count(HANDLED));
        let (Some(new), Some(carried), Some(handled)) = (new, carried, handled) else { return };
        let wholes = [handled, new, new.saturating_add(carried)];
        let shares: Vec<&Statement> =
            view.statements().iter().filter(|said| said.told == Told::Share).collect();
        for (said, ..) in outcomes(view) {
            // The share stands right behind its number.
            let next = shares
                .partition_point(|share| (share.passage, share.range.start) < (said.passage, said.range.end));
            let follows = |share: &&&Statement| {
                let between = view.words_of(said, said.range.end..share.lead.start);
                (share.passage, share.sentence.start) == (said.passage, said.sentence.start)
                    && between.chars().all(|c| !c.is_alphanumeric())
                    && share.is_clear
                    && !share.quantity.rough
            };
            let (Some(n), Some(share)) = (said.count(), shares.get(next).filter(follows)) else { continue };
            let written = share.quantity.value;
            let tolerance = Decimal::new(6, 2).max(Decimal::new(5, written.scale() + 1));
            let of = |whole: u64| Decimal::from(n) * Decimal::ONE_HUNDRED / Decimal::from(whole.max(1));
            if !wholes.iter().any(|whole| (of(*whole) - written).abs() <= tolerance) {
                let right = of(handled).round_dp(1).normalize();
                let message = format!("{n} 件占比应为 {right}%，正文写 {written}%。");
                findings.extend(view.figure(share).map(|place| rule.finding(place, message)));
            }
        }
    },
};

pub(super) const R36: Rule = Rule {
    id: RuleId("R36"),
    severity: Severity::Warning,
    demand: "正文所写各类申请人的件数等于表三该列（新收，或者新收加上年结转）。",
    source: "平潭 2022、平潭 2023、宿迁 2023 相符",
    example: "正文写自然人 2 件，表三新收 3 件、新收加上年结转 4 件。",
    run: |rule, view, findings| {
        let told = told_of(view, |said| {
            let of_requests = said.thing() == Some(Thing::Request) && said.period == Period::Reported;
            // How many were answered is told by applicant too.
            let received = said.acts.is_empty() || is_receipt(said);
            let answered = matches!(said.before, Some(Act::Handle | Act::Process | Act::Outcome(..)))
                && !is_receipt(said);
            // 81件，涉及自然人80件 tells who asked, and not what they asked about.
            let about = said.scope.about
                && !view.lead(said).trim_start_matches(['，', '、', ',']).starts_with("涉及");
            let of_some = !said.scope.applicant || said.scope.part || said.scope.channel || about;
            let counted = said.quantity.unit == "件" && of_requests && received && !answered && !of_some;
            counted.then(|| applicant(view, said)).flatten().into_iter().collect()
        });
        for (said, (who, columns)) in told {
            let of_row = |row: &str| -> Vec<String> {
                columns.iter().map(|column| format!("requests.{row}.{column}")).collect()
            };
            let (received, carried) = (of_row("received"), of_row("carried_in"));
            let new = sum(view, &received);
            let both = new.and_then(|new| new.checked_add(sum(view, &carried)?));
            let cells: Vec<&str> = received.iter().chain(&carried).map(String::as_str).collect();
            let candidates = Candidates::of(view, &[("表三新收", new), ("新收加上年结转", both)], &cells);
            findings.extend(judge(rule, view, said, who, candidates));
        }
    },
};

/// The applicants that a figure counts, as the form or the prose calls them, with their columns.
fn applicant<'v>(view: &View<'v>, said: &Statement) -> Option<(&'v str, Vec<&'v str>)> {
    let table = view.report.form().table("requests")?;
    let fillers = ["为", "共", "有", "的", "提出", "提交", "申请", "政府信息公开", "信息公开", "各"];
    let lead = without_tail(view.lead(said), &fillers);
    let named = table
        .columns
        .iter()
        .find(|column| !matches!(column.id.as_str(), "total" | "other") && lead.ends_with(&column.label));
    match named {
        Some(column) => Some((&column.label, vec![&column.id])),
        None if lead.ends_with("法人或其他组织") || lead.ends_with("法人和其他组织") => {
            let not_person = |id: &&str| !matches!(*id, "person" | "total");
            let columns = table.columns.iter().map(|column| column.id.as_str()).filter(not_person);
            Some(("法人或其他组织", columns.collect()))
        }
        None => None,
    }
}

pub(super) const R42: Rule = Rule {
    id: RuleId("R42"),
    severity: Severity::Hint,
    demand: "政府信息公开申请以“件”计。",
    source: "已公布年报：广元市昭化区某镇 2023",
    example: "政府信息公开申请宜以“件”计。",
    run: |rule, view, findings| {
        let Some(said) = of_requests(view).find(|said| is_receipt(said) && said.quantity.unit == "条")
        else {
            return;
        };
        let Some(place) = view.figure(said) else { return };
        let words = view.words_of(said, said.range.clone());
        let fix = words.strip_suffix("条").map(|number| Fix::of_words(format!("{number}件")));
        findings.push(Finding {
            fix, ..rule.finding(place, "政府信息公开申请宜以“件”计。".into())
        });
    },
};
