//! The recogniser: from the rows of a document to a report in one of the official forms.

mod claims;
mod closing;
mod furniture;
mod historic;
mod identity;
mod marked;
mod pages;
mod prose;
mod published;
mod sections;
mod table;

use crate::{
    document::{Document, Field, Position, Row, Said},
    fold::fold,
    original::Original,
    punctuation::widen,
    reading::{Claim, Leftover, Origin, Reading, Sighting},
};
use furniture::is_furniture;
use identity::Title;
use marked::Marked;
use report::{
    check::{Day, Printed},
    CellId, Form, Forms, Prose, Report, SectionId,
};
use sections::Part;
use std::{
    collections::{BTreeMap, BTreeSet, HashSet},
    sync::Arc,
};

/// Makes a report of a document, and says how sure it is.
pub(crate) fn recognise(document: &Document, file_name: Option<&str>, forms: &Forms) -> Reading {
    let document = &if document.is_laid_out { document.clone() } else { with_titles_apart(document) };
    let claims = claims::claims(document, file_name);
    let form = form_of(document, claims.iter().find_map(|claim| claim.year), forms);
    let remarks = document.remarks.iter().map(|remark| (*remark).to_owned()).collect();
    let published = published::day_of(&document.rows);
    let marked = Marked::of(document, &form);
    let is_its_own = is_its_own(document, &marked);
    let mut draft = Draft { published, remarks, is_its_own, ..Draft::default() };
    let rows = draft.without_page_numbers(sections::at_headings(&document.rows, &form, &marked));
    let mut parts = sections::parts(&rows, &form, &marked);
    let has_headings = !parts.is_empty();
    if has_headings {
        sections::add_unheaded(&mut parts, &rows, &form);
    } else {
        parts = sections::bare_tables(&rows, &form);
    }
    let head = parts.first().map_or(rows.len(), |part| part.heading_row);
    draft.width = line_width(&rows, &parts, &form).filter(|_| !document.is_laid_out);
    draft.pages = pages::perhaps(&rows, &parts, &form);
    let title = draft.head(&rows[..head], &form, &document.said).map(|title| match document.is_laid_out {
        true => with_whole_name(title, &form),
        false => title,
    });
    let (agency, year) = draft.identity(title.as_ref(), &claims);
    let mut next = head;
    let last = parts.len().saturating_sub(1);
    for (n, part) in parts.iter().enumerate() {
        draft.leave_rows(&rows[next..part.heading_row]);
        next = part.rows.end;
        if !part.is_bare {
            draft.sections.insert(part.section.to_string());
            draft.printed.sections.push(part.section.clone());
        }
        if part.is_bare && has_headings {
            let heading = form.section(part.section.as_str()).map_or("", |section| section.heading.as_str());
            draft.remarks.push(format!("没有读到标题“{heading}”，按表格里的行名认出这一部分。"));
        }
        if part.has_rival && !part.is_bare {
            // A second report in the same document.
            draft.printed.sections.push(part.section.clone());
        }
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
        draft.part(&rows[part.rows.clone()], part, n == last, &form, forms);
    }
    draft.leave_rows(&rows[next..]);
    if parts.last().is_some_and(|part| form.table_in(&part.section).is_some()) {
        draft.cut_off(&rows);
    }
    let is_bare_again = parts.iter().any(|part| part.is_bare && part.has_rival);
    if is_bare_again
        || sections::start_over(&rows, &form, &marked)
        || is_named_again(&rows, &parts, &agency, year, &form)
    {
        draft.several_reports();
    }
    let historic = historic::years(&document.rows, year, forms);
    for year in &historic {
        let unsure = year.sightings.values().filter(|it| !it.certain).count();
        let doubt = if unsure > 0 { format!("，其中 {unsure} 项存疑") } else { String::new() };
        let many = year.sightings.len();
        draft
            .remarks
            .push(format!("读到 {}年的历史指标 {many} 项{doubt}（2019年以前的统计表）。", year.year));
    }
    Reading { claims, historic, ..draft.finish(form, agency, year, title) }
}

/// A title that is known to be nothing else: in the official one all that stands before the year is the office's name, and
/// in any other that names no office by itself.
fn with_whole_name(title: Title, form: &Form) -> Title {
    let Some(year) = title.year else { return title };
    let Some(at) = title.text.find(&year.to_string()) else { return title };
    let (name, rest) = title.text.split_at(at);
    let is_official = rest == form.title_lines("", year).concat();
    let name = Some(name).filter(|name| !matches!(*name, "" | "关于")).map(str::to_owned);
    let agency = if is_official { name.or(title.agency) } else { title.agency.or(name) };
    Title { agency, ..title }
}

/// A text that is laid out as we do it and has all the form's headings, or a file that begins with the title and the office
/// it says it has, and marks its headings: a report and no page with one in it.
fn is_its_own(document: &Document, marked: &Marked) -> bool {
    /// A title has no more.
    const LINES: usize = 4;
    let first = document.rows.iter().take(LINES);
    let lines: Vec<&str> = first.map(|row| row.only_text().unwrap_or_default()).collect();
    let said = &document.said;
    let is_said = || {
        identity::title_said(&lines, said)
            .is_some_and(|(at, title)| at == 0 && title.agency.as_deref() == Some(said.author.as_str()))
    };
    (document.is_laid_out && !marked.is_empty()) || (!document.headings.is_empty() && is_said())
}

/// Whether another report's title stands between the first heading and a table.
fn is_named_again(rows: &[Row], parts: &[Part], agency: &str, year: u16, form: &Form) -> bool {
    let Some(first) = parts.first() else { return false };
    let is_table =
        |part: &&Part| form.table_in(&part.section).is_some() && sections::is_table(&rows[part.rows.clone()]);
    let Some(last) = parts.iter().filter(is_table).map(|part| part.heading_row).max() else { return false };
    (first.heading_row + 1..last.max(first.heading_row + 1)).any(|n| {
        let lines = [&rows[n - 1], &rows[n]].map(|row| row.only_text().unwrap_or_default());
        let Some(title) = identity::read_title(lines[1]) else { return false };
        let title = identity::title_in(&lines).map_or(title, |(_, title)| title);
        title.year.is_some_and(|other| other != year)
            || title.agency.is_some_and(|other| !identity::is_same_office(agency, &other))
    })
}

/// The document with the title on a line of its own, where the text has run into it.
fn with_titles_apart(document: &Document) -> Document {
    let apart = |row: &Row| -> Vec<Row> {
        let split = row.fields.first().filter(|_| !row.has_columns());
        let Some((title, rest)) = split.and_then(|field| identity::split_title(&field.text)) else {
            return vec![row.clone()];
        };
        let column = row.fields.first().map_or(0, |field| field.column);
        let line = |text: &str, column| Row {
            position: row.position,
            fields: vec![Field::new(text.to_owned(), column)],
        };
        vec![line(title, column), line(rest, column + title.chars().count())]
    };
    let rows = document.rows.iter().flat_map(apart).collect();
    Document { rows, ..document.clone() }
}

/// The form whose labels the document has most of; of the year's form when there are none.
fn form_of(document: &Document, year: Option<u16>, forms: &Forms) -> Arc<Form> {
    let fields = document.rows.iter().flat_map(|row| &row.fields).map(|field| fold(&field.text));
    let texts: HashSet<String> = fields.clone().collect();
    // Where everything has run into a few lines, or labels are broken over several, they stand within the text.
    let mut running = String::new();
    for text in fields {
        let room = LONGEST_LOOK.saturating_sub(running.len());
        let fits = (0..=room.min(text.len())).rev().find(|at| text.is_char_boundary(*at));
        running.push_str(&text[..fits.unwrap_or_default()]);
        if room == 0 {
            break;
        }
    }
    let labels = |form: &Form| -> usize {
        let labels = form.tables.iter().flat_map(|table| {
            let rows = table.rows.iter().map(|row| &row.label);
            rows.chain(table.columns.iter().map(|column| &column.label))
        });
        let stands = |label: &&String| {
            let label = fold(label);
            texts.contains(&label) || (label.chars().count() >= 4 && running.contains(&label))
        };
        labels.filter(stands).count()
    };
    let best = forms.reports().map(|form| (labels(form), form)).max_by_key(|(n, _)| *n);
    let by_labels = best.filter(|(n, _)| *n > 0).map(|(_, form)| form);
    let by_year = year.and_then(|year| forms.for_year(year)).filter(|form| form.is_report());
    by_labels.or(by_year).unwrap_or(forms.newest()).clone()
}

/// How long the lines of the running text are, where a page's width has broken them.
fn line_width(rows: &[Row], parts: &[Part], form: &Form) -> Option<usize> {
    let in_table = |n: usize| {
        let part = parts.iter().find(|part| part.rows.contains(&n));
        part.is_some_and(|part| form.table_in(&part.section).is_some())
    };
    let lines = rows.iter().enumerate().filter(|(n, row)| !in_table(*n) && !row.has_columns());
    prose::width(lines.filter_map(|(_, row)| row.only_text()))
}

/// How much text is searched for labels, in bytes.
const LONGEST_LOOK: usize = 1 << 20;

/// A report in the making.
#[derive(Default)]
struct Draft {
    prose: BTreeMap<SectionId, Vec<String>>,
    sightings: BTreeMap<CellId, Sighting>,
    foreign: BTreeMap<CellId, Sighting>,
    /// The cells read last.
    last: Vec<CellId>,
    sections: BTreeSet<String>,
    leftovers: Vec<Leftover>,
    remarks: Vec<String>,
    printed: Printed,
    published: Option<Day>,
    widened: usize,
    /// Lines of tables that may be page numbers.
    pages: BTreeSet<usize>,
    /// How long its lines are, where a page's width has broken its text.
    width: Option<usize>,
    /// Whether the document is the report itself, with nothing of a page around it.
    is_its_own: bool,
}

impl Draft {
    fn is_furniture(&self, text: &str) -> bool {
        !self.is_its_own && is_furniture(text)
    }

    /// What stands before section 一: furniture, the title, the preamble.
    fn head(&mut self, rows: &[Row], form: &Form, said: &Said) -> Option<Title> {
        let lines: Vec<&str> = rows.iter().map(|row| row.only_text().unwrap_or_default()).collect();
        let title = identity::title_said(&lines, said).or_else(|| identity::title_in(&lines));
        let below = title.as_ref().map_or(0, |(n, title)| n + title.lines);
        let mut kept = Vec::new();
        for (n, row) in rows.iter().enumerate() {
            let is_title = title.as_ref().is_some_and(|(at, _)| (*at..below).contains(&n));
            // Without a title nothing but whole sentences can be told from navigation.
            let is_text = n >= below
                && (title.is_some() || self.width.is_some() || lines[n].ends_with('。'))
                && !self.is_furniture(lines[n]);
            match row.only_text() {
                _ if is_title => {}
                Some(text) if is_text => kept.push((indent(row), text.to_owned())),
                _ => self.leave(row),
            }
        }
        self.paragraphs(form.preamble(), kept);
        title.map(|(_, title)| title)
    }

    /// Agency and year from title, preamble, signature, the page's own title, file name, in that order.
    fn identity(&mut self, title: Option<&Title>, claims: &[Claim]) -> (String, u16) {
        let of_title = title.and_then(|title| title.agency.clone());
        let agencies: Vec<String> =
            of_title.into_iter().chain(claims.iter().filter_map(|claim| claim.agency.clone())).collect();
        let of_title = title.and_then(|title| title.year);
        let years: Vec<u16> =
            of_title.into_iter().chain(claims.iter().filter_map(|claim| claim.year)).collect();
        let (agency, year) = (agencies.first(), years.first());
        if let Some((year, other)) =
            year.and_then(|year| Some((year, years.iter().find(|other| *other != year)?)))
        {
            self.remarks.push(format!("报告年度有不同说法：{year}年、{other}年；取前者。"));
        }
        let other = agency.and_then(|agency| {
            let other = agencies.iter().find(|other| !identity::is_same_office(agency, other))?;
            Some((agency, other))
        });
        if let Some((agency, other)) = other {
            self.remarks.push(format!("机关名称有不同说法：{agency}、{other}；取前者。"));
        }
        if agency.is_none() {
            self.remarks.push("没有找到机关名称。".into());
        }
        if year.is_none() {
            self.remarks.push("没有找到报告年度。".into());
        }
        (self.widened(agency.map_or("", String::as_str)), year.copied().unwrap_or_default())
    }

    /// Page numbers stand between rows wherever a page ends.
    fn without_page_numbers(&mut self, rows: Vec<Row>) -> Vec<Row> {
        if self.is_its_own {
            return rows;
        }
        let (numbers, rows): (Vec<Row>, Vec<Row>) =
            rows.into_iter().partition(|row| row.only_text().is_some_and(pages::is_page_number));
        self.leave_rows(&numbers);
        rows
    }

    fn part(&mut self, rows: &[Row], part: &Part, is_last: bool, form: &Form, forms: &Forms) {
        let section = &part.section;
        let Some(table) = form.table_in(section) else { return self.text(rows, section, is_last) };
        // Before and behind a table of cells no line is a part of it, whatever number or label it begins with.
        let (start, end) = table::in_cells(rows, table).map_or((0, rows.len()), |it| (it.start, it.end));
        let mut reading = table::read(&rows[start..end], table, form, forms, &self.pages);
        if part.has_rival && !reading.cells.is_empty() {
            let heading = form.place_name(section);
            self.remarks
                .push(format!("“{heading}”出现两次，文中可能不止一份年报；只取其一，各格请逐一核对。"));
            reading.doubt_all();
        }
        self.printed.labels.extend(reading.labels);
        self.printed.as_one.extend(reading.as_one);
        self.sightings.extend(reading.cells);
        self.foreign.extend(reading.foreign);
        self.last = reading.last;
        self.remarks.extend(reading.remarks);
        let labels: String = table.grid.iter().flatten().filter_map(|cell| cell.text()).map(fold).collect();
        // A page's layout breaks labels anywhere, and puts pieces of several beside one another.
        let is_of_labels = |text: &str| text.split_whitespace().all(|piece| labels.contains(&fold(piece)));
        for row in rows[..start].iter().chain(&rows[end..]) {
            let text = row.joined();
            // Of a report without a page around it every line is text.
            let is_text = self.is_its_own
                || ((is_sentence(&text) || text.ends_with(['。', '：', '；']))
                    && !is_furniture(&text)
                    && !is_of_labels(&text));
            self.keep_or_leave(section, row.position, text, is_text);
        }
        for (position, text) in reading.rest {
            // Of a table's own row only what reads like text is; a line of its own need only end like one.
            let is_text = is_sentence(&text)
                || (matches!(position, Position::Line(_)) && text.ends_with(['。', '：', '；']));
            let is_text = is_text && !self.is_furniture(&text) && !is_of_labels(&text);
            self.keep_or_leave(section, position, text, is_text);
        }
    }

    fn keep_or_leave(&mut self, section: &SectionId, position: Position, text: String, is_text: bool) {
        if is_text {
            self.paragraph(section, &text);
        } else {
            self.leftovers.push(Leftover { origin: origin(position), text });
        }
    }

    /// Running text. Behind the last section a page goes on with its furniture.
    fn text(&mut self, rows: &[Row], section: &SectionId, is_last: bool) {
        let mut page_goes_on = false;
        let mut kept = Vec::new();
        let end = closing::begins(rows).filter(|_| is_last).unwrap_or(rows.len());
        let (rows, closing) = rows.split_at(end);
        let is_prose = |row: Option<&Row>| {
            row.and_then(Row::only_text).is_some_and(|text| {
                !is_furniture(text) && (is_sentence(text) || text.ends_with(['。', '：', '；']))
            })
        };
        for (n, row) in rows.iter().enumerate() {
            let text = row.joined();
            let is_within = !is_last
                && is_prose(n.checked_sub(1).and_then(|before| rows.get(before)))
                && is_prose(rows.get(n + 1));
            let furniture = self.is_furniture(&text) && !(is_within && furniture::may_be_text(&text));
            page_goes_on |= is_last && furniture;
            // Text may stand in a table that holds the whole report, or in a sheet.
            let is_table = matches!(row.position, Position::TableRow { .. })
                && !row.only_text().is_some_and(|text| is_sentence(text) && text.contains('。'));
            if page_goes_on || furniture || is_table {
                self.leave(row);
            } else {
                kept.push((indent(row), text));
            }
        }
        self.leave_rows(closing);
        self.paragraphs(section, kept);
    }

    /// Which table is whose is not to be seen.
    fn several_reports(&mut self) {
        let all = self.sightings.values_mut().chain(self.foreign.values_mut());
        all.for_each(|sighting| sighting.certain = false);
        if !self.sightings.is_empty() && !self.remarks.iter().any(|remark| remark.contains("不止一份年报"))
        {
            self.remarks.push("标题或表格重新开始，文中可能不止一份年报；各格请逐一核对。".into());
        }
    }

    /// The document ends within a table: its last number may be cut off too.
    fn cut_off(&mut self, rows: &[Row]) {
        self.remarks.push("内容在表格中间结束，可能不完整；最后读到的数字请核对。".into());
        let Some(last) = rows.last().map(|row| row.position) else { return };
        for id in &self.last {
            let sightings = self.sightings.get_mut(id).into_iter().chain(self.foreign.get_mut(id));
            sightings
                .filter(|sighting| sighting.origin.is_in(last))
                .for_each(|sighting| sighting.certain = false);
        }
    }

    fn paragraphs(&mut self, place: &SectionId, lines: Vec<prose::Line>) {
        match self.width {
            Some(width) => {
                prose::paragraphs(lines, width).iter().for_each(|text| self.paragraph(place, text))
            }
            None => lines.iter().for_each(|(_, text)| self.paragraph(place, text)),
        }
    }

    fn paragraph(&mut self, place: &SectionId, text: &str) {
        let text = self.widened(text);
        self.prose.entry(place.clone()).or_default().push(text);
    }

    /// A report that has no page around it says what it says; from pages, half-width marks come with the copying.
    fn widened(&mut self, text: &str) -> String {
        if self.is_its_own {
            return text.to_owned();
        }
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
            foreign: self.foreign,
            sections: self.sections,
            printed: Some(self.printed),
            published: self.published,
            leftovers: self.leftovers,
            remarks: self.remarks,
            historic: Vec::new(),
            claims: Vec::new(),
            original: Original::default(),
        }
    }
}

/// Running text rather than a stray label.
fn is_sentence(text: &str) -> bool {
    text.chars().count() > 10 && text.contains(['。', '，', ',', '；', ';'])
}

fn indent(row: &Row) -> usize {
    row.fields.first().map_or(0, |field| field.column)
}

fn origin(position: Position) -> Origin {
    match position {
        Position::Line(line) => Origin::Line { line, field: None },
        Position::TableRow { table, row } => Origin::Cell { table, row, column: 1 },
    }
}
