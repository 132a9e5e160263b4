//! The recogniser: from the rows of a document to a report in one of the official forms.

mod furniture;
mod identity;
mod published;
mod sections;
mod table;

use crate::{
    document::{Document, Position, Row},
    fold::{fold, likeness},
    punctuation::widen,
    reading::{Leftover, Origin, Reading, Sighting},
};
use furniture::is_furniture;
use identity::Title;
use report::{
    check::{Day, Printed},
    form::Table,
    CellId, Form, Forms, Prose, Report, SectionId,
};
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// Makes a report of a document, and says how sure it is.
pub(crate) fn recognise(document: &Document, file_name: Option<&str>, forms: &Forms) -> Reading {
    let hint = identity::title_of(document, file_name);
    let form = form_of(document, hint.as_ref().and_then(|title| title.year), forms);
    let parts = sections::parts(&document.rows, &form);
    let head = parts.first().map_or(document.rows.len(), |part| part.heading_row);
    let mut draft = Draft { published: published::day_of(&document.rows), ..Draft::default() };
    let title = draft.head(&document.rows[..head], &form);
    let (agency, year) = draft.identity(title.as_ref(), hint.as_ref(), &form);
    let mut next = head;
    let last = parts.len().saturating_sub(1);
    for (n, part) in parts.iter().enumerate() {
        draft.leave_rows(&document.rows[next..part.heading_row]);
        next = part.rows.end;
        draft.sections.insert(part.section.to_string());
        draft.printed.sections.push(part.section.clone());
        // At its end a document may be cut off within a heading.
        let official = form.section(part.section.as_str()).map(|section| fold(&section.heading));
        let is_cut = |heading: &str| {
            part.heading_row + 1 == document.rows.len()
                && official.as_ref().is_some_and(|official| official.starts_with(&fold(heading)))
        };
        if let Some(heading) = part.unusual.as_ref().filter(|heading| !is_cut(heading)) {
            draft.remarks.push(format!("标题“{heading}”不是官方写法，按意思归入相应部分。"));
            draft.printed.unusual.push((part.section.clone(), heading.clone()));
        }
        draft.part(&document.rows[part.rows.clone()], &part.section, n == last, &form);
    }
    draft.leave_rows(&document.rows[next..]);
    if parts.last().is_some_and(|part| form.table_in(&part.section).is_some()) {
        draft.cut_off(document);
    }
    draft.finish(form, agency, year, title)
}

/// The form whose labels the document has most of; of the year's form when there are none.
fn form_of(document: &Document, year: Option<u16>, forms: &Forms) -> Arc<Form> {
    let texts: HashSet<String> =
        document.rows.iter().flat_map(|row| &row.fields).map(|field| fold(&field.text)).collect();
    let labels = |form: &Form| -> usize {
        let labels = form.tables.iter().flat_map(|table| {
            let rows = table.rows.iter().map(|row| &row.label);
            rows.chain(table.columns.iter().map(|column| &column.label))
        });
        labels.filter(|label| texts.contains(&fold(label))).count()
    };
    let best = forms.iter().map(|form| (labels(form), form)).max_by_key(|(n, _)| *n);
    let by_labels = best.filter(|(n, _)| *n > 0).map(|(_, form)| form);
    let by_year = year.and_then(|year| forms.for_year(year));
    by_labels.or(by_year).unwrap_or(forms.newest()).clone()
}

/// A report in the making.
#[derive(Default)]
struct Draft {
    prose: BTreeMap<SectionId, Vec<String>>,
    sightings: BTreeMap<CellId, Sighting>,
    sections: BTreeSet<String>,
    leftovers: Vec<Leftover>,
    remarks: Vec<String>,
    printed: Printed,
    published: Option<Day>,
    widened: usize,
}

impl Draft {
    /// What stands before section 一: furniture, the title, the preamble.
    fn head(&mut self, rows: &[Row], form: &Form) -> Option<Title> {
        let lines: Vec<&str> = rows.iter().map(|row| row.only_text().unwrap_or_default()).collect();
        let title = identity::title_in(&lines);
        let below = title.as_ref().map_or(0, |(n, title)| n + title.lines);
        for (n, row) in rows.iter().enumerate() {
            let is_title = title.as_ref().is_some_and(|(at, _)| (*at..below).contains(&n));
            // Without a title nothing but whole sentences can be told from navigation.
            let is_text =
                n >= below && (title.is_some() || lines[n].ends_with('。')) && !is_furniture(lines[n]);
            match row.only_text() {
                _ if is_title => {}
                Some(text) if is_text => self.paragraph(form.preamble(), text),
                _ => self.leave(row),
            }
        }
        title.map(|(_, title)| title)
    }

    /// Agency and year from title, page or file title, preamble, in that order.
    fn identity(&mut self, title: Option<&Title>, hint: Option<&Title>, form: &Form) -> (String, u16) {
        let agency_of = |title: &Title| title.agency.clone();
        let agency = title.and_then(agency_of).or_else(|| hint.and_then(agency_of));
        let preamble = self.prose.get(form.preamble());
        let period = preamble.and_then(|lines| lines.iter().find_map(|line| identity::year_of_period(line)));
        let years = [title.and_then(|title| title.year), period, hint.and_then(|title| title.year)];
        let year = years.into_iter().flatten().next();
        if let Some(other) = years.into_iter().flatten().find(|other| Some(*other) != year) {
            let year = year.unwrap_or_default();
            self.remarks.push(format!("报告年度有不同说法：{year}年、{other}年；取前者。"));
        }
        if agency.is_none() {
            self.remarks.push("没有找到机关名称。".into());
        }
        if year.is_none() {
            self.remarks.push("没有找到报告年度。".into());
        }
        (self.widened(&agency.unwrap_or_default()), year.unwrap_or_default())
    }

    fn part(&mut self, rows: &[Row], section: &SectionId, is_last: bool, form: &Form) {
        let Some(table) = form.table_in(section) else { return self.text(rows, section, is_last) };
        let reading = table::read(rows, table);
        self.printed.labels.extend(odd_labels(table, &reading));
        self.sightings.extend(reading.cells);
        self.remarks.extend(reading.remarks);
        for (position, text) in reading.rest {
            if is_sentence(&text) && !is_furniture(&text) {
                self.paragraph(section, &text);
            } else {
                self.leftovers.push(Leftover { origin: origin(position), text });
            }
        }
    }

    /// Running text. Behind the last section a page goes on with its furniture.
    fn text(&mut self, rows: &[Row], section: &SectionId, is_last: bool) {
        let mut page_goes_on = false;
        for row in rows {
            let text = row.joined();
            let furniture = is_furniture(&text);
            page_goes_on |= is_last && furniture;
            if page_goes_on || furniture || matches!(row.position, Position::TableRow { .. }) {
                self.leave(row);
            } else {
                self.paragraph(section, &text);
            }
        }
    }

    /// The document ends within a table: its last number may be cut off too.
    fn cut_off(&mut self, document: &Document) {
        self.remarks.push("内容在表格中间结束，可能不完整；最后读到的数字请核对。".into());
        let last = document.rows.last().map(|row| row.position);
        let in_last = |sighting: &&mut Sighting| last.is_some_and(|last| sighting.origin.is_in(last));
        self.sightings.values_mut().filter(in_last).for_each(|sighting| sighting.certain = false);
    }

    fn paragraph(&mut self, place: &SectionId, text: &str) {
        let text = self.widened(text);
        self.prose.entry(place.clone()).or_default().push(text);
    }

    fn widened(&mut self, text: &str) -> String {
        let (text, changed) = widen(text);
        self.widened += changed;
        text
    }

    fn leave(&mut self, row: &Row) {
        self.leftovers.push(Leftover { origin: origin(row.position), text: row.joined() });
    }

    fn leave_rows(&mut self, rows: &[Row]) {
        rows.iter().for_each(|row| self.leave(row));
    }

    fn finish(mut self, form: Arc<Form>, agency: String, year: u16, title: Option<Title>) -> Reading {
        let title = title.map(|title| self.widened(&title.text));
        let mut report = Report::new(form, agency, year);
        report.title = title.filter(|title| *title != report.title());
        for (place, paragraphs) in self.prose {
            let set = report.set_prose(&place, Prose::plain(paragraphs));
            self.remarks.extend(set.err().map(|error| error.to_string()));
        }
        for (id, sighting) in &mut self.sightings {
            let written = report.write(id, &sighting.raw);
            self.remarks.extend(written.err().map(|error| error.to_string()));
            // What is written there is no number: a person must see it.
            sighting.certain &= sighting.raw.is_empty() || report.value(id).is_some();
        }
        let unread = report.form().cells().iter().filter(|cell| !self.sightings.contains_key(&cell.id));
        self.printed.unread = unread.map(|cell| cell.id.clone()).collect();
        if self.widened > 0 {
            self.remarks.push(format!("正文中有 {} 处半角标点紧挨汉字，已改为全角。", self.widened));
        }
        Reading {
            report,
            sightings: self.sightings,
            sections: self.sections,
            printed: Some(self.printed),
            published: self.published,
            leftovers: self.leftovers,
            remarks: self.remarks,
        }
    }
}

/// How alike a label must be to one of the form's to be that one, misprinted.
const MISPRINTED: f64 = 0.6;

/// Labels that are none of the form's, but nearly the label of a row that was not found: a cell of that row, and the
/// label as it stands.
fn odd_labels(table: &Table, reading: &table::TableReading) -> Vec<(CellId, String)> {
    let found = |row: &str| reading.cells.keys().any(|id| id.row() == row);
    let mut lost: Vec<_> = table.rows.iter().filter(|row| !found(&row.id)).collect();
    let mut odd = Vec::new();
    // A table of which nothing was read has no odd labels: its layout is not known.
    let texts = reading.rest.iter().filter(|_| !reading.cells.is_empty());
    let texts = texts.map(|(_, text)| text).filter(|text| text.chars().count() <= LONGEST_LABEL);
    for text in texts.take(MOST_ODD) {
        let text_folded = fold(text);
        // Two labels in one line are no misprint, but a layout.
        let alike = |label: &str| match fold(label) {
            label if text_folded.contains(&label) => 0.0,
            label => likeness(&label, &text_folded),
        };
        let nearest = lost.iter().enumerate().map(|(n, row)| (n, alike(&row.label)));
        let nearest = nearest.max_by(|a, b| a.1.total_cmp(&b.1)).filter(|(_, alike)| *alike >= MISPRINTED);
        if let Some(row) = nearest.map(|(n, _)| lost.remove(n)) {
            odd.extend(table.cells_of(&row.id).next().map(|id| (id.clone(), text.clone())));
        }
    }
    odd
}

/// So many odd labels are looked at: a table has twenty-five rows.
const MOST_ODD: usize = 100;
/// The longest row label is that of 其他处理's second row.
const LONGEST_LABEL: usize = 60;

/// Running text rather than a stray label.
fn is_sentence(text: &str) -> bool {
    text.chars().count() > 10 && text.contains(['。', '，', ',', '；', ';'])
}

fn origin(position: Position) -> Origin {
    match position {
        Position::Line(line) => Origin::Line { line, field: None },
        Position::TableRow { table, row } => Origin::Cell { table, row, column: 1 },
    }
}
