//! From the text of `forms/*.toml` to a [`Form`], with every reference resolved.

use super::{
    file::{
        BalanceFile, CarryFile, ColumnFile, FormFile, GridCellFile, KindFile, MappingFile, OpeningFile,
        QualityFile, RowFile, SectionFile, StockFile, SumFile, TableFile,
    },
    grid, opening, Balance, Carry, Cell, Column, Content, Document, Form, FormError, GridCell, Group, Join,
    Label, Mapping, Quality, Row, Section, SectionId, Statistics, Stock, Sum, Table,
};
use crate::cell::{CellId, CellKind};
use std::collections::HashMap;

pub(super) fn parse(text: &str) -> Result<Form, FormError> {
    let file: FormFile =
        toml::from_str(text).map_err(|error| FormError { edition: "?".into(), what: error.to_string() })?;
    let edition = file.edition.clone();
    build(file).map_err(|what| FormError { edition, what })
}

fn build(file: FormFile) -> Result<Form, String> {
    let mut sections = Vec::new();
    let mut openings = Vec::new();
    for source in file.sections {
        let (section, its_openings) = section(source);
        sections.push(section);
        openings.push(its_openings);
    }
    all_different(sections.iter().map(|section| section.id.as_str()), "section")?;
    let mut form = Form {
        edition: file.edition,
        name: file.name,
        title: file.title,
        document: file.document.map(|it| Document { number: it.number, title: it.title, date: it.date }),
        statistics: file.statistics.map(|it| Statistics {
            heading: it.heading,
            year: it.year,
            cumulative: it.cumulative,
            units: it.units,
        }),
        first_year: file.years.first,
        last_year: file.years.last,
        sections,
        tables: Vec::new(),
        sums: Vec::new(),
        balances: Vec::new(),
        carries: Vec::new(),
        stocks: Vec::new(),
        mapping: None,
        cells: Vec::new(),
        index: HashMap::new(),
        preamble: SectionId("preamble".into()),
    };
    if form.years().is_empty() {
        return Err("its last year is before its first".into());
    }
    all_different(file.tables.iter().map(|table| table.id.as_str()), "table")?;
    for source in file.tables {
        table(&mut form, source)?;
    }
    // Their figures are cells of the tables.
    for (at, source) in openings.into_iter().enumerate() {
        let id = form.sections[at].id.clone();
        form.sections[at].openings =
            opening::openings(&form, source).map_err(|what| format!("section {id}: {what}"))?;
    }
    if let Some(source) = file.mapping {
        form.mapping = Some(mapping(&form, source)?);
    }
    Ok(form)
}

/// A section, still without its openings.
fn section(file: SectionFile) -> (Section, Vec<OpeningFile>) {
    let section = Section {
        id: SectionId(file.id.into()),
        heading: file.heading,
        variants: file.variants,
        guidance: file.guidance,
        length_limit: file.length_limit,
        openings: Vec::new(),
    };
    (section, file.openings)
}

/// Adds a table, its cells and its arithmetic to the form.
fn table(form: &mut Form, file: TableFile) -> Result<(), String> {
    let in_table = |what: String| format!("table {}: {what}", file.id);
    let section = form
        .section(&file.section)
        .map(|section| section.id.clone())
        .ok_or_else(|| in_table(format!("no section {}", file.section)))?;
    let mut table = Table {
        id: file.id.clone(),
        section,
        name: file.name,
        widths: file.widths,
        head_rows: file.head_rows,
        rows: file.rows.into_iter().map(row).collect(),
        columns: file.columns.into_iter().map(column).collect(),
        groups: file.groups.into_iter().map(|g| Group { id: g.id, label: g.label }).collect(),
        grid: Vec::new(),
    };
    all_different(table.rows.iter().map(|row| row.id.as_str()), "row").map_err(in_table)?;
    all_different(table.columns.iter().map(|column| column.id.as_str()), "column").map_err(in_table)?;
    all_different(table.groups.iter().map(|group| group.id.as_str()), "group").map_err(in_table)?;
    for row in &table.rows {
        if let Some(group) = row.group.as_ref().filter(|id| !table.groups.iter().any(|g| g.id == **id)) {
            return Err(in_table(format!("row {} names group {group}, which is not there", row.id)));
        }
    }
    let mut grid = Vec::with_capacity(file.grid.rows.len());
    for source in &file.grid.rows {
        grid.push(grid_row(&table, source).map_err(in_table)?);
    }
    grid::place(&mut grid, table.widths.len()).map_err(in_table)?;
    if table.head_rows >= grid.len() || reaches_below(&grid, table.head_rows) {
        return Err(in_table("its head rows are not whole".into()));
    }
    table.grid = grid;
    for id in table.values() {
        let cell = cell(&table, id).ok_or_else(|| in_table(format!("cell {id} has no row or column")))?;
        if form.index.insert(id.clone(), form.cells.len()).is_some() {
            return Err(in_table(format!("cell {id} stands twice")));
        }
        form.cells.push(cell);
    }
    form.tables.push(table);
    arithmetic(form, &file.id, &file.sums, &file.balances, &file.carries, &file.stocks)
        .map_err(|what| format!("table {}: {what}", file.id))
}

fn row(file: RowFile) -> Row {
    Row {
        id: file.id,
        label: file.label,
        aliases: file.aliases,
        group: file.group,
        articles: file.articles,
        guidance: file.guidance,
    }
}

fn column(file: ColumnFile) -> Column {
    Column {
        id: file.id,
        label: file.label,
        aliases: file.aliases,
        kind: kind(file.kind),
        unit: file.unit,
        own_unit: file.own_unit,
    }
}

pub(super) fn kind(file: KindFile) -> CellKind {
    match file {
        KindFile::Count => CellKind::Count,
        KindFile::Change => CellKind::Change,
        KindFile::Amount => CellKind::Amount,
    }
}

fn cell(table: &Table, id: &CellId) -> Option<Cell> {
    let (row, column) = (table.row(id.row())?, table.column(id.column())?);
    let name = format!("{}{}{}", table.name, super::quoted(&row.label), column.label);
    Some(Cell { id: id.clone(), kind: column.kind, name })
}

fn reaches_below(grid: &[Vec<GridCell>], rows: usize) -> bool {
    grid.iter().take(rows).enumerate().any(|(r, row)| row.iter().any(|cell| r + cell.rowspan > rows))
}

fn grid_row(table: &Table, sources: &[GridCellFile]) -> Result<Vec<GridCell>, String> {
    let mut cells = Vec::new();
    for source in sources {
        let (colspan, rowspan) = (source.colspan, source.rowspan);
        for content in contents(table, source)? {
            cells.push(GridCell { content, column: 0, rowspan, colspan });
        }
    }
    Ok(cells)
}

fn contents(table: &Table, source: &GridCellFile) -> Result<Vec<Content>, String> {
    let label = |label: Label, text: &str| vec![Content::Label { label, text: text.to_owned() }];
    let missing = |what: &str, id: &str| format!("the grid names {what} {id}, which is not there");
    match source {
        GridCellFile { band: Some(text), .. } => Ok(label(Label::Band, text)),
        GridCellFile { head: Some(text), .. } => Ok(label(Label::Head, text)),
        GridCellFile { note: Some(text), .. } => Ok(label(Label::Note, text)),
        GridCellFile { column: Some(id), .. } => {
            let column = table.column(id).ok_or_else(|| missing("column", id))?;
            Ok(label(Label::Column(id.clone()), &column.label))
        }
        GridCellFile { row: Some(id), .. } => {
            let row = table.row(id).ok_or_else(|| missing("row", id))?;
            Ok(label(Label::Row(id.clone()), &row.label))
        }
        GridCellFile { group: Some(id), .. } => {
            let group =
                table.groups.iter().find(|group| group.id == *id).ok_or_else(|| missing("group", id))?;
            Ok(label(Label::Group(id.clone()), &group.label))
        }
        GridCellFile { value: Some(name), .. } => {
            let (row, column) =
                name.split_once('.').ok_or_else(|| format!("value {name} is not row.column"))?;
            Ok(vec![Content::Value(CellId::new(&table.id, row, column))])
        }
        GridCellFile { values: Some(row), .. } => {
            let value = |column: &Column| Content::Value(CellId::new(&table.id, row, &column.id));
            Ok(table.columns.iter().map(value).collect())
        }
        _ => Err("a grid cell says nothing".into()),
    }
}

fn arithmetic(
    form: &mut Form,
    table: &str,
    sums: &[SumFile],
    balances: &[BalanceFile],
    carries: &[CarryFile],
    stocks: &[StockFile],
) -> Result<(), String> {
    let within = |pattern: &str| format!("{table}.{pattern}");
    for source in sums {
        for (star, total) in expand(form, &within(&source.total))? {
            let parts = fill_all(form, table, &source.parts, &star)?;
            form.sums.push(Sum { rule: source.rule.clone(), total, parts });
        }
    }
    for source in balances {
        let first = source.left.first().ok_or("a balance without a left side")?;
        for (star, _) in expand(form, &within(first))? {
            let left = fill_all(form, table, &source.left, &star)?;
            let right = fill_all(form, table, &source.right, &star)?;
            form.balances.push(Balance { rule: source.rule.clone(), left, right });
        }
    }
    for source in carries {
        for (star, into) in expand(form, &within(&source.into))? {
            let from = fill(form, &within(&source.from), &star)?;
            form.carries.push(Carry { into, from });
        }
    }
    for source in stocks {
        for (star, stock) in expand(form, &within(&source.stock))? {
            let plus = fill(form, &within(&source.plus), &star)?;
            let minus = fill(form, &within(&source.minus), &star)?;
            form.stocks.push(Stock { rule: source.rule.clone(), stock, plus, minus });
        }
    }
    Ok(())
}

fn fill_all(form: &Form, table: &str, patterns: &[String], star: &str) -> Result<Vec<CellId>, String> {
    patterns.iter().map(|pattern| fill(form, &format!("{table}.{pattern}"), star)).collect()
}

/// The cell that `pattern` names when its `*` stands for `star`.
fn fill(form: &Form, pattern: &str, star: &str) -> Result<CellId, String> {
    let name = pattern.replace('*', star);
    form.cell(&name).map(|cell| cell.id.clone()).ok_or_else(|| format!("there is no cell {name}"))
}

/// All cells that `pattern` names, each with what its `*` (a row or a column, at most one) stands for.
fn expand(form: &Form, pattern: &str) -> Result<Vec<(String, CellId)>, String> {
    let Some((before, after)) = pattern.split_once('*') else {
        return Ok(vec![(String::new(), fill(form, pattern, "")?)]);
    };
    let star_of = |id: &CellId| -> Option<String> {
        let star = id.as_str().strip_prefix(before)?.strip_suffix(after)?;
        (!star.is_empty() && !star.contains('.')).then(|| star.to_owned())
    };
    let found: Vec<_> =
        form.cells().iter().filter_map(|cell| Some((star_of(&cell.id)?, cell.id.clone()))).collect();
    if found.is_empty() {
        return Err(format!("no cell fits {pattern}"));
    }
    Ok(found)
}

fn mapping(form: &Form, file: MappingFile) -> Result<Mapping, String> {
    let mut joins: Vec<Join> = Vec::new();
    for pattern in &file.same {
        for (_, from) in expand(form, pattern)? {
            joins.push(Join {
                to: vec![from.to_string()],
                from,
                quality: Quality::Exact,
                note: String::new(),
            });
        }
    }
    for source in &file.cells {
        let quality = match source.quality {
            QualityFile::Exact => Quality::Exact,
            QualityFile::Close => Quality::Close,
            QualityFile::Sum => Quality::Sum,
            QualityFile::Broken => Quality::Broken,
            QualityFile::None => Quality::None,
        };
        for (star, from) in expand(form, &source.from)? {
            let to = source.to.iter().map(|name| name.replace('*', &star)).collect();
            joins.push(Join { from, to, quality, note: source.note.clone() });
        }
    }
    all_different(joins.iter().map(|join| join.from.as_str()), "mapped cell")?;
    if let Some(cell) = form.cells().iter().find(|cell| !joins.iter().any(|join| join.from == cell.id)) {
        return Err(format!("the mapping says nothing of {}", cell.id));
    }
    Ok(Mapping { edition: file.edition, joins })
}

/// Proves that a mapping leads to cells that exist in the later form.
pub(super) fn resolve_mapping(form: &Form, forms: &[Form]) -> Result<(), FormError> {
    let Some(mapping) = &form.mapping else { return Ok(()) };
    let wrong = |what: String| FormError { edition: form.edition.clone(), what };
    let later = forms.iter().find(|later| later.edition == mapping.edition).ok_or_else(|| {
        wrong(format!("the mapping leads to edition {}, which is not there", mapping.edition))
    })?;
    for join in &mapping.joins {
        if let Some(name) = join.to.iter().find(|name| later.cell(name).is_none()) {
            return Err(wrong(format!("{} continues in {name}, which is not there", join.from)));
        }
        if join.to.is_empty() != (join.quality == Quality::None) {
            return Err(wrong(format!(
                "{}: a cell continues nowhere exactly when its quality is none",
                join.from
            )));
        }
    }
    Ok(())
}

pub(super) fn all_different<'a>(names: impl Iterator<Item = &'a str>, what: &str) -> Result<(), String> {
    let mut seen = std::collections::HashSet::new();
    for name in names {
        if !seen.insert(name) {
            return Err(format!("{what} {name} stands twice"));
        }
    }
    Ok(())
}
