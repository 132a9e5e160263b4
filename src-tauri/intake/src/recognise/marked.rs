//! Which lines may open a section: in a file that marks all the form's headings as such, those that are marked.

use super::sections;
use crate::document::{Document, Position, Row};
use report::{Form, SectionId};
use std::collections::{BTreeMap, HashSet};

/// The marked headings of a file; nothing where not all of them are marked, and any line may be one.
#[derive(Default)]
pub(super) struct Marked(Option<HashSet<Position>>);

impl Marked {
    /// Those of the first level on which the form's sections stand, each once and in its order, their tables below them.
    /// A list of contents has no tables, and of a page that marks some headings the others must be found, too.
    pub fn of(document: &Document, form: &Form) -> Marked {
        if document.headings.is_empty() {
            return Marked::default();
        }
        let labels = sections::labels(form);
        let mut levels: BTreeMap<u8, Vec<(usize, &SectionId)>> = BTreeMap::new();
        for (n, row) in document.rows.iter().enumerate() {
            let Some(level) = document.headings.get(&row.position) else { continue };
            let known = row.only_text().and_then(|text| sections::heading(text, form, &labels));
            if let Some((section, true)) = known {
                levels.entry(*level).or_default().push((n, &section.id));
            }
        }
        let whole = levels.into_values().find(|level| is_whole(level, &document.rows, form));
        Marked(whole.map(|level| level.iter().map(|(n, _)| document.rows[*n].position).collect()))
    }

    /// Whether any line may be one.
    pub fn is_empty(&self) -> bool {
        self.0.is_none()
    }

    /// Whether a row may be a heading.
    pub fn may_open(&self, row: &Row) -> bool {
        self.0.as_ref().is_none_or(|marked| marked.contains(&row.position))
    }
}

fn is_whole(level: &[(usize, &SectionId)], rows: &[Row], form: &Form) -> bool {
    let has_table = |k: usize, n: usize| {
        let end = level.get(k + 1).map_or(rows.len(), |(next, _)| *next);
        rows[n + 1..end].iter().any(Row::has_columns)
    };
    level.iter().map(|(_, section)| *section).eq(form.sections.iter().map(|section| &section.id))
        && level.iter().enumerate().all(|(k, (n, id))| form.table_in(id).is_none() || has_table(k, *n))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::document::{Field, Rows};
    use report::Forms;

    const TITLE: &str = "某镇2024年政府信息公开工作年度报告";
    const FAKE: &str = "二、主动公开政府信息情况";

    /// Rows, marked ones with their levels; a tab parts fields.
    fn whole(rows: &[(Option<u8>, &str)]) -> Option<usize> {
        let mut all = Rows::default();
        for (n, (level, text)) in rows.iter().enumerate() {
            let fields = text.split('\t').map(|text| Field::new(text.to_owned(), 0)).collect();
            let row = Row { position: Position::Line(n + 1), fields };
            match level {
                Some(level) => all.push_heading(row, *level).unwrap(),
                None => all.push(row).unwrap(),
            }
        }
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        Marked::of(&all.into_document(), &form).0.map(|marked| marked.len())
    }

    fn report(level: impl Fn(usize) -> Option<u8>) -> Vec<(Option<u8>, String)> {
        let form = Forms::bundled().unwrap().edition("2021").unwrap().clone();
        let mut rows = vec![(Some(1), TITLE.to_owned())];
        for (n, section) in form.sections.iter().enumerate() {
            rows.push((level(n), section.heading.clone()));
            rows.push((None, FAKE.to_owned()));
            rows.extend(form.table_in(&section.id).map(|_| (None, "规章\t0".to_owned())));
        }
        rows
    }

    fn of(rows: &[(Option<u8>, String)]) -> Option<usize> {
        whole(&rows.iter().map(|(level, text)| (*level, text.as_str())).collect::<Vec<_>>())
    }

    #[test]
    fn all_are_marked_or_none_counts() {
        assert_eq!(of(&report(|_| Some(2))), Some(6));
        assert_eq!(of(&report(|_| None)), None);
        assert_eq!(of(&report(|n| (n != 4).then_some(2))), None);
        assert_eq!(of(&report(|n| Some(if n == 4 { 3 } else { 2 }))), None);
        // A heading below marked as one of theirs, and one of another level.
        let mut twice = report(|_| Some(2));
        twice[2].0 = Some(2);
        assert_eq!(of(&twice), None);
        twice[2].0 = Some(3);
        assert_eq!(of(&twice), Some(6));
    }

    #[test]
    fn a_list_of_contents_has_no_tables() {
        let contents = report(|_| Some(2)).into_iter().filter(|(level, _)| level.is_some());
        let rows: Vec<_> = contents.chain(report(|_| None)).collect();
        assert_eq!(of(&rows), None);
    }
}
