//! From the structure tree to rows: text that stands by itself becomes a line, tables become grids.

use super::{
    element::{Element, Kid, Mark},
    role::Role,
    Marked,
};
use crate::{
    decode::push_apart,
    document::{Document, Field, Position, Row, Rows, WIDEST_ROW},
    fold::is_space,
    IntakeError,
};

/// The longest span of a cell; a table of more rows or columns is none of a report.
const LARGEST_SPAN: usize = 64;

/// The rows of a tree; nothing where a table has holes, or there is none.
pub(super) fn document(tree: &Element, marked: &Marked) -> Result<Option<Document>, IntakeError> {
    let mut flow = Flow {
        marked,
        rows: Rows::default(),
        line: Line::default(),
        lines: 0,
        tables: 0,
        is_below_picture: false,
    };
    let is_sound = flow.element(tree)?;
    flow.end_line()?;
    Ok((is_sound && flow.tables > 0).then(|| flow.rows.into_document()))
}

/// Text that is being put together.
#[derive(Default)]
struct Line {
    text: String,
    /// It is no more than the number of what comes.
    is_label: bool,
    /// The level of the heading it is.
    heading: Option<u8>,
}

struct Flow<'a> {
    marked: &'a Marked,
    rows: Rows,
    line: Line,
    lines: usize,
    tables: usize,
    /// Nothing has been said since the last picture that is described.
    is_below_picture: bool,
}

impl Flow<'_> {
    /// Adds an element with all below it, and says whether it is sound.
    fn element(&mut self, element: &Element) -> Result<bool, IntakeError> {
        match element.role {
            Role::Silent => return Ok(true),
            Role::Figure if element.is_described => {
                self.is_below_picture = true;
                return Ok(true);
            }
            // It goes with its picture.
            Role::Caption if self.is_below_picture => return Ok(true),
            // Rows and cells outside of a table.
            Role::Rows | Role::Row | Role::Cell => return Ok(false),
            Role::Table => {
                self.is_below_picture = false;
                self.end_line()?;
                return self.table(element);
            }
            Role::Line | Role::Heading(_) | Role::Group | Role::Figure | Role::Caption => {
                if !self.line.is_label {
                    self.end_line()?;
                }
            }
            Role::Inline | Role::Label => {}
        }
        if let Role::Heading(level) = element.role {
            self.line.heading = Some(level);
        }
        let is_label = element.role == Role::Label && self.line.text.is_empty();
        if let Some(actual) = &element.actual {
            self.push(actual);
        } else {
            for kid in &element.kids {
                match kid {
                    Kid::Content(mark) => self.push(self.marked.get(mark).map_or("", String::as_str)),
                    Kid::Element(below) => {
                        if !self.element(below)? {
                            return Ok(false);
                        }
                    }
                }
            }
        }
        match element.role {
            Role::Label => self.line.is_label = is_label,
            Role::Inline => {}
            _ => self.end_line()?,
        }
        Ok(true)
    }

    fn push(&mut self, text: &str) {
        self.is_below_picture &= text.trim().is_empty();
        self.line.is_label &= text.trim().is_empty();
        self.line.text.push_str(text);
    }

    fn end_line(&mut self) -> Result<(), IntakeError> {
        let line = std::mem::take(&mut self.line);
        let text = line.text.trim_matches(is_space);
        if !text.is_empty() {
            self.lines += 1;
            let fields = vec![Field::new(text.to_owned(), 0)];
            let row = Row { position: Position::Line(self.lines), fields };
            match line.heading {
                Some(level) => self.rows.push_heading(row, level)?,
                None => self.rows.push(row)?,
            }
        }
        Ok(())
    }

    /// Adds a table whose cells fill it, none over another.
    fn table(&mut self, table: &Element) -> Result<bool, IntakeError> {
        let Some(rows) = self.rows_of(table)? else { return Ok(false) };
        self.tables += 1;
        // For each column: how many further rows it is covered from above.
        let mut covered: Vec<usize> = Vec::new();
        for (number, tr) in rows.iter().enumerate() {
            let mut fields = Vec::new();
            let mut here = covered.clone();
            let mut column = 0;
            let Some(cells) = self.only(tr, Role::Cell) else { return Ok(false) };
            for cell in cells {
                let (down, across) = cell.span;
                if !(1..=LARGEST_SPAN).contains(&down) || !(1..=LARGEST_SPAN).contains(&across) {
                    return Ok(false);
                }
                while here.get(column).is_some_and(|rows| *rows > 0) {
                    column += 1;
                }
                let end = column + across;
                if end > WIDEST_ROW || down > rows.len() - number {
                    return Ok(false);
                }
                if number == 0 {
                    here.resize(here.len().max(end), 0);
                }
                let Some(slots) =
                    here.get_mut(column..end).filter(|slots| slots.iter().all(|rows| *rows == 0))
                else {
                    return Ok(false);
                };
                slots.fill(down);
                let Some(field) = self.cell(cell, column) else { return Ok(false) };
                fields.push(field);
                column = end;
            }
            if here.contains(&0) {
                return Ok(false);
            }
            covered = here.iter().map(|rows| rows - 1).collect();
            let position = Position::TableRow { table: self.tables, row: number + 1 };
            let row = Row { position, fields };
            if !row.is_blank() {
                self.rows.push(row)?;
            }
        }
        Ok(true)
    }

    /// The rows of a table, its caption set before it.
    fn rows_of<'e>(&mut self, table: &'e Element) -> Result<Option<Vec<&'e Element>>, IntakeError> {
        let mut rows = Vec::new();
        for kid in &table.kids {
            match kid {
                Kid::Element(row) if row.role == Role::Row => rows.push(row),
                // Chromium says of a body that it is nothing.
                Kid::Element(group) if matches!(group.role, Role::Rows | Role::Inline) => {
                    let Some(of_group) = self.only(group, Role::Row) else { return Ok(None) };
                    rows.extend(of_group);
                }
                Kid::Element(caption) if caption.role == Role::Caption => {
                    if !self.element(caption)? {
                        return Ok(None);
                    }
                }
                Kid::Content(mark) if self.is_blank(mark) => {}
                Kid::Element(_) | Kid::Content(_) => return Ok(None),
            }
        }
        Ok(Some(rows).filter(|rows| !rows.is_empty()))
    }

    /// The children of an element, all of which are of one role; there may be drawing beside them, and no text.
    fn only<'e>(&self, element: &'e Element, role: Role) -> Option<Vec<&'e Element>> {
        let mut all = Vec::new();
        for kid in &element.kids {
            match kid {
                Kid::Element(kid) if kid.role == role => all.push(kid),
                Kid::Content(mark) if self.is_blank(mark) => {}
                Kid::Element(_) | Kid::Content(_) => return None,
            }
        }
        Some(all)
    }

    fn is_blank(&self, mark: &Mark) -> bool {
        self.marked.get(mark).is_none_or(|text| text.trim().is_empty())
    }

    /// What a cell says; nothing for one that holds a table: which of the two is the report's is not to be seen here.
    fn cell(&self, cell: &Element, column: usize) -> Option<Field> {
        let mut said = Said::default();
        self.say(cell, &mut said)?;
        let text = said.text.trim_matches(is_space).to_owned();
        let is_doubtful = said.has_picture && text.is_empty();
        Some(Field { text, column, is_doubtful })
    }

    fn say(&self, element: &Element, said: &mut Said) -> Option<()> {
        said.is_apart |= element.role.stands_apart();
        match element.role {
            Role::Silent => return Some(()),
            Role::Figure => {
                said.has_picture = true;
                return Some(());
            }
            Role::Table | Role::Rows | Role::Row => return None,
            Role::Line
            | Role::Heading(_)
            | Role::Inline
            | Role::Label
            | Role::Group
            | Role::Cell
            | Role::Caption => {}
        }
        if let Some(actual) = &element.actual {
            said.add(actual);
            return Some(());
        }
        for kid in &element.kids {
            match kid {
                Kid::Content(mark) => said.add(self.marked.get(mark).map_or("", String::as_str)),
                Kid::Element(below) => self.say(below, said)?,
            }
        }
        said.is_apart |= element.role.stands_apart();
        Some(())
    }
}

/// What a cell says so far.
#[derive(Default)]
struct Said {
    text: String,
    /// What comes stands on a line of its own.
    is_apart: bool,
    has_picture: bool,
}

impl Said {
    fn add(&mut self, text: &str) {
        if text.is_empty() {
            return;
        }
        if self.is_apart {
            push_apart(&mut self.text, text);
        } else {
            self.text.push_str(text);
        }
        self.is_apart = false;
    }
}
