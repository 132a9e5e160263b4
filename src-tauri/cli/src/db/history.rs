//! `nianbao db history`: earlier states of a report, what changed since, and the way back.

use super::{
    args::{Report as Wanted, Then},
    Room,
};
use crate::{failure::Failure, say};
use office::{shown, Library, Revision, RevisionId};
use report::{
    difference::{Change, ParagraphChange, ProseChange},
    json::to_json,
    Difference, Entry, Paragraph, Report,
};
use std::fmt::Write;

pub(super) fn run(room: &Room, wanted: &Wanted, then: &Then) -> Result<u8, Failure> {
    let Wanted { agency, year, edition } = wanted;
    let find = |library: &Library| library.find(agency, *year, edition.as_deref());
    match then {
        Then::Tell => {
            let library = room.look()?;
            let listed = find(&library)?;
            let mut text = format!("{agency} {year}年，新的在前\n");
            library.revisions(listed.id)?.iter().for_each(|it| text += &line(it));
            say::out(&text)?;
        }
        Then::Show(n) => {
            let library = room.look()?;
            let report = library.revision(find(&library)?.id, RevisionId(*n))?;
            say::out(&to_json(&report).map_err(|error| Failure::Json(error.to_string()))?)?;
        }
        Then::Compare(n) => {
            let library = room.look()?;
            let then = library.revision(find(&library)?.id, RevisionId(*n))?;
            let difference = library.compare(RevisionId(*n), None)?;
            say::out(&compared(&then, &difference))?;
        }
        Then::Revert(n) => {
            let mut library = room.change()?;
            let id = find(&library)?.id;
            let new = library.revert(id, RevisionId(*n))?;
            room.close(library);
            say::out(&if new.0 == *n {
                format!("现在就是第 {n} 号版本的内容，没有改动。\n")
            } else {
                format!("已回到第 {n} 号版本，记为第 {} 号；之前的内容仍在历史版本里。\n", new.0)
            })?;
        }
    }
    Ok(0)
}

fn line(revision: &Revision) -> String {
    let mut text = format!("  {:>5}　{}　{}", revision.id.0, shown(revision.at), revision.kind.label());
    if let Some(source) = revision.source {
        let _ = write!(text, "（第 {} 号）", source.0);
    }
    let said = [("原因", &revision.reason), ("位置", &revision.place)];
    for (what, said) in said.iter().filter_map(|(what, said)| Some((what, said.as_ref()?))) {
        let _ = write!(text, "　{what}：{said}");
    }
    text + "\n"
}

/// How much changed, in a few words.
pub(super) fn counted(difference: &Difference) -> String {
    let paragraphs: usize =
        difference.prose.iter().map(|change| change.shown().iter().filter(|it| is_change(it)).count()).sum();
    format!("{} 格、{paragraphs} 段", difference.cells.len())
}

fn is_change(change: &ParagraphChange<'_>) -> bool {
    !matches!(change, ParagraphChange::Kept(_))
}

/// Cell by cell and paragraph by paragraph: what stood there, what stands there now.
fn compared(then: &Report, difference: &Difference) -> String {
    if difference.is_empty() {
        return "与现在相同。\n".into();
    }
    let form = then.form();
    let entry = |entry: &Option<Entry>| entry.as_ref().map_or_else(|| "（空）".into(), Entry::to_string);
    let mut text = String::new();
    for change in &difference.cells {
        let name = form.cell(change.id.as_str()).map_or(change.id.as_str(), |cell| cell.name.as_str());
        let _ = writeln!(text, "{name}：{} → {}", entry(&change.entry.before), entry(&change.entry.after));
    }
    for change in &difference.prose {
        text += &prose(then, change);
    }
    let maybe = |text: &Option<String>| text.clone().unwrap_or_else(|| "（按格式）".into());
    if let Some(Change { before, after }) = &difference.title {
        let _ = writeln!(text, "标题：{} → {}", maybe(before), maybe(after));
    }
    if let Some(Change { before, after }) = &difference.agency {
        let _ = writeln!(text, "机关名称：{before} → {after}");
    }
    if let Some(Change { before, after }) = &difference.notes {
        let _ = writeln!(text, "备注：{} → {}", before.join("；"), after.join("；"));
    }
    text
}

fn prose(then: &Report, change: &ProseChange) -> String {
    let mut text = format!("{}\n", then.form().place_name(&change.place));
    let words = |paragraph: &Paragraph| then.paragraph_text(paragraph);
    for change in change.shown() {
        let _ = match change {
            ParagraphChange::Kept(_) => Ok(()),
            ParagraphChange::Removed(it) => writeln!(text, "  - {}", words(it)),
            ParagraphChange::Added(it) => writeln!(text, "  + {}", words(it)),
            ParagraphChange::Reworded { before, after } => {
                writeln!(text, "  - {}\n  + {}", words(before), words(after))
            }
        };
    }
    text
}
