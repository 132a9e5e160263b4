//! What `nianbao db` says.

use super::Which;
use crate::failure::Failure;
use office::{
    shown, Added, Backup, Damage, Incoming, Listed, Overview, Package, Places, Preview, Rescue, Restored,
    Sheet, Standing, Verified,
};
use report::{
    check::{rule, RuleId, Strictness},
    Severity,
};
use std::{fmt::Write, path::Path};

/// Agencies with their reports, newest year first.
pub(super) fn listed(overview: &Overview, reports: &[&Listed], which: &Which) -> String {
    let mut text = String::new();
    let mut rest = reports;
    for agency in &overview.agencies {
        // Both are in the order of the agencies.
        let own;
        (own, rest) = rest.split_at(rest.partition_point(|it| it.agency <= agency.id));
        if own.is_empty() && (which.agency.is_some() || which.year.is_some()) {
            continue;
        }
        let damaged = if agency.sound { "" } else { "　资料已损坏" };
        let _ = writeln!(text, "{}（{}）{damaged}", agency.profile.name, agency.profile.level.label());
        for listed in own.iter().rev() {
            let _ = writeln!(text, "  {}", line(listed));
        }
    }
    let _ = writeln!(text, "共 {} 份年报", reports.len());
    text
}

fn line(listed: &Listed) -> String {
    let differs = if listed.differs_from_published { "，有未更正的改动" } else { "" };
    let damaged = if listed.sound { "" } else { "，已损坏" };
    format!(
        "{}年　{}格式　{}{differs}{damaged}　{}",
        listed.year,
        listed.edition,
        listed.state.label(),
        shown(listed.saved_at)
    )
}

pub(super) fn listed_as_json(overview: &Overview, reports: &[&Listed]) -> Result<String, Failure> {
    let list: Vec<_> = reports
        .iter()
        .map(|it| {
            serde_json::json!({
                "agency": overview.agency_of(it),
                "year": it.year,
                "form": it.edition,
                "state": it.state.word(),
                "differs_from_published": it.differs_from_published,
                "saved_at": it.saved_at.unix_timestamp(),
                "sha256": it.hash.to_string(),
                "sound": it.sound,
            })
        })
        .collect();
    pretty(&list.into())
}

/// How sure one may be of what was read.
pub(super) struct Doubts {
    unsure: usize,
    missing: usize,
}

impl Doubts {
    pub(super) fn of(sheet: &Sheet) -> Doubts {
        // Statistics from before the forms never have all that can be compared.
        let is_report = sheet.report().form().is_report();
        let missing = if is_report { sheet.reading().missing().count() } else { 0 };
        Doubts { unsure: sheet.unsure().len(), missing }
    }

    fn told(&self) -> String {
        let unsure = match self.unsure {
            0 => String::new(),
            n => format!("；存疑 {n} 格，按读出的存入，已记在年报的备注里，请在窗口里对照原文核对"),
        };
        let missing = if self.missing > 0 {
            format!("；未读到 {} 格，留空", self.missing)
        } else {
            String::new()
        };
        unsure + &missing
    }
}

pub(super) fn added(file: &str, title: &str, added: &Added, doubts: &Doubts) -> String {
    let doubts = doubts.told();
    match added {
        Added::New(_) => format!("{file}　{title}　已存入年报库{doubts}\n"),
        Added::Equal(_) => format!("{file}　{title}　年报库里已有，内容相同\n"),
        Added::Replaced(_) => format!("{file}　{title}　已换成新读到的，原来的在历史版本里{doubts}\n"),
        Added::Different(_, difference) => format!(
            "{file}　{title}　年报库里已有，内容不同（{}），没有存入。要换成新读到的，请加上 --replace。\n",
            super::history::counted(difference)
        ),
    }
}

pub(super) fn backups(folder: &Path, backups: &[Backup]) -> String {
    let mut text = format!("备份文件夹：{}\n", folder.display());
    for backup in backups {
        let elsewhere = backup.path.parent() != Some(folder);
        let name =
            if elsewhere { backup.path.as_os_str() } else { backup.path.file_name().unwrap_or_default() };
        let (at, name) = (backup.at, name.to_string_lossy());
        let at = format!("{} {:02}:{:02}", at.date(), at.hour(), at.minute());
        let _ = writeln!(text, "  {at}　{}　{name}", backup.why.label());
    }
    let _ = writeln!(text, "共 {} 个备份", backups.len());
    text
}

/// What a package would bring, report by report.
pub(super) fn incoming(package: &Package, incoming: &[Incoming]) -> String {
    let made = package.made();
    let mut text = format!("“{}”，{} 打包，{} 份年报：\n", package.name(), shown(made.at), incoming.len());
    for it in incoming {
        let (agency, year, theirs) = (&it.enclosed.profile.name, it.enclosed.year, it.enclosed.state.label());
        let pdf = if it.enclosed.pdf.is_some() { "，附 PDF" } else { "" };
        let here = match &it.standing {
            Standing::New => "年报库里没有".to_owned(),
            Standing::Equal(_) => "与年报库里的相同".to_owned(),
            Standing::Different { listed, difference } => format!(
                "与年报库里的不同（{}；库里的{}）",
                super::history::counted(difference),
                listed.state.label()
            ),
            Standing::Damaged(_) => "年报库里的已损坏，不能比较".to_owned(),
        };
        let known =
            if it.profile_differs() { "；机关资料与库里的不同，仍用库里的" } else { "" };
        let _ = writeln!(text, "  {agency} {year}年（对方{theirs}{pdf}）　{here}{known}");
    }
    text
}

pub(super) fn taken(taken: usize, asked: bool) -> String {
    match (taken, asked) {
        (0, false) => "没有收下任何一份。收下新的请加上 --add，收下不同的请加上 --replace；只收某个机关、某个年度的，再加上 --agency、--year。\n".into(),
        (0, true) => "没有可以收下的。\n".into(),
        (n, _) => format!("已收下 {n} 份；被换下的在历史版本里。\n"),
    }
}

/// What a restore would change, report by report.
pub(super) fn preview(preview: &Preview) -> String {
    let mut text = String::from("恢复会带来这些改动：\n");
    for (heading, reports) in [
        ("恢复回来（现在没有）", &preview.new),
        ("改回备份时的内容", &preview.changed),
        ("消失（备份里没有）", &preview.lost),
    ] {
        let _ = writeln!(text, "  {heading}：{} 份", reports.len());
        for report in reports {
            let _ = writeln!(text, "    {} {}年（{}格式）", report.agency, report.year, report.edition);
        }
    }
    let _ = writeln!(text, "  不变：{} 份", preview.equal);
    if preview.states_lost > 0 {
        let (states, acts) = (preview.states_lost, preview.acts_lost);
        let _ = writeln!(text, "  备份里没有的历史版本：{states} 个，其中定稿、公布、更正 {acts} 个");
    }
    if !preview.agencies_lost.is_empty() {
        let _ = writeln!(text, "  备份里没有的机关：{}", preview.agencies_lost.join("、"));
    }
    if !preview.agencies_changed.is_empty() {
        let _ = writeln!(text, "  机关资料改回备份时的：{}", preview.agencies_changed.join("、"));
    }
    for (count, what) in [
        (preview.dismissals_lost, "备份里没有的搁置理由"),
        (preview.steps_lost, "备份里没有的撤销步骤"),
        (preview.deadlines_changed, "与备份不同的截止日期"),
        (preview.settings_changed, "与备份不同的设置"),
    ] {
        if count > 0 {
            let _ = writeln!(text, "  {what}：{count} 个");
        }
    }
    if preview.foreign {
        text += "  注意：这不是本年报库的备份，而是另一个年报库。\n";
    }
    text
}

/// What became of the library that was there.
pub(super) fn restored(restored: &Restored) -> String {
    match restored {
        Restored::Over(before) => {
            format!("已恢复。恢复前的内容备份在“{}”。\n", before.path.display())
        }
        Restored::Instead(kept) => {
            let mut text = String::from("已恢复。\n");
            for file in kept {
                let _ = writeln!(text, "  原来的文件留在“{}”。", file.display());
            }
            text
        }
    }
}

pub(super) fn verified(verified: &Verified) -> String {
    let Verified { reports, revisions, damaged } = verified;
    let mut text = format!("通读了 {reports} 份年报、{revisions} 个历史版本。\n");
    for damage in damaged {
        let _ = writeln!(text, "  已损坏：{damage}");
    }
    text += if damaged.is_empty() {
        "全部完好。\n"
    } else {
        "请用 nianbao db recover 看看能恢复什么。\n"
    };
    text
}

pub(super) fn verified_as_json(verified: &Verified) -> Result<String, Failure> {
    pretty(&serde_json::json!({
        "reports": verified.reports,
        "revisions": verified.revisions,
        "damaged": verified.damaged.iter().map(Damage::to_string).collect::<Vec<_>>(),
    }))
}

/// The rules that the office has set otherwise than the catalogue.
pub(super) fn severities(strictness: &Strictness) -> String {
    let line = |(id, severity): &(RuleId, Severity)| {
        let (usual, demand) = rule(id.0).map(|rule| (rule.severity.label(), rule.demand)).unwrap_or_default();
        format!("  {id}　{usual}改为{}　{demand}\n", severity.label())
    };
    match strictness.severities.as_slice() {
        [] => "没有另定的校验级别，都按规则本来的。\n".into(),
        set => format!("另定的校验级别：\n{}", set.iter().map(line).collect::<String>()),
    }
}

pub(super) fn severities_as_json(strictness: &Strictness) -> Result<String, Failure> {
    let set = strictness.severities.iter().map(|(id, severity)| (id.to_string(), severity.code().into()));
    pretty(&serde_json::Value::Object(set.collect()))
}

pub(super) fn rescue(places: &Places, rescue: &Rescue) -> String {
    let mut text = match &rescue.backup {
        Some(backup) => {
            format!("最近的完好备份：{}\n  恢复它：nianbao db restore <备份> --yes\n", backup.path.display())
        }
        None => format!("在“{}”里没有完好的备份。\n", places.backups().display()),
    };
    let _ = writeln!(text, "文件里还能抢救出 {} 份年报：", rescue.salvageable.len());
    for it in &rescue.salvageable {
        let (at, states) = (it.saved_at.map_or_else(|| "时间不明".into(), shown), it.states);
        let _ =
            writeln!(text, "  {} {}年（{}格式）　存于 {at}　{states} 个版本", it.agency, it.year, it.edition);
    }
    text
}

pub(super) fn rescued(into: &Path, backed_up: bool) -> String {
    let from = if backed_up {
        "已把备份和抢救出的内容合成"
    } else {
        "没有备份，只用抢救出的年报和历史版本（没有设置、截止日期、搁置理由、撤销记录和上级机关）合成"
    };
    format!(
        "{from}新的年报库“{}”。\n  请打开看看；确认无误后用 nianbao db restore 让它代替损坏的年报库。\n",
        into.display()
    )
}

fn pretty(value: &serde_json::Value) -> Result<String, Failure> {
    let text = serde_json::to_string_pretty(value).map_err(|error| Failure::Json(error.to_string()))?;
    Ok(text + "\n")
}
