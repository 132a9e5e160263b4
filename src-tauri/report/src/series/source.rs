//! From the text of `forms/series/indicators.toml` to [`Indicators`]: how earlier editions give an indicator follows
//! from the mappings of their forms.

use super::counts::Apart;
use super::indicator::{ChartKind, ChartPlan, Comparability, Formula, Group, Indicator, Indicators};
use crate::{
    cell::{CellId, CellKind},
    form::{Form, FormError, Forms, Join, Quality},
};
use serde::Deserialize;
use std::{collections::HashSet, sync::Arc};

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct File {
    #[serde(default)]
    figures: Vec<String>,
    groups: Vec<GroupFile>,
    indicators: Vec<IndicatorFile>,
    #[serde(default)]
    charts: Vec<ChartFile>,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct ChartFile {
    id: String,
    title: String,
    kind: KindFile,
    of: Vec<String>,
    #[serde(default)]
    whole: Option<String>,
}

#[derive(Deserialize)]
#[serde(rename_all = "lowercase")]
enum KindFile {
    Line,
    Grouped,
    Stacked,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct GroupFile {
    id: String,
    label: String,
}

#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
struct IndicatorFile {
    id: String,
    group: String,
    label: String,
    definition: String,
    unit: String,
    of: Vec<String>,
    #[serde(default)]
    per: Vec<String>,
    #[serde(default)]
    main: bool,
}

pub(super) fn parse(text: &str, forms: &Forms) -> Result<Indicators, FormError> {
    let wrong = |what: String| FormError { edition: "indicators".into(), what };
    let file: File = toml::from_str(text).map_err(|error| wrong(error.to_string()))?;
    let mut groups: Vec<Group> =
        file.groups.into_iter().map(|it| Group { id: it.id, label: it.label }).collect();
    let mut all = Vec::new();
    let apart = Apart::new(forms.newest());
    for source in file.indicators {
        if !groups.iter().any(|group| group.id == source.group) {
            return Err(wrong(format!("{} is of group {}, which is not there", source.id, source.group)));
        }
        let id = source.id.clone();
        all.push(derived(source, forms, &apart).map_err(|what| wrong(format!("{id}: {what}")))?);
    }
    for form in forms.iter().rev() {
        for (group, cells) in cells(form, forms) {
            if !cells.is_empty() {
                groups.push(group);
                all.extend(cells);
            }
        }
    }
    let mut seen = HashSet::new();
    if let Some(twice) = all.iter().find(|it| !seen.insert(it.id.as_str())) {
        return Err(wrong(format!("{} stands twice", twice.id)));
    }
    let all: Vec<Arc<Indicator>> = all.into_iter().map(Arc::new).collect();
    let figure = |id: &String| {
        let found = all.iter().find(|it| it.id == *id).cloned();
        found.ok_or_else(|| wrong(format!("the figures name {id}, which is not there")))
    };
    let figures = file.figures.iter().map(figure).collect::<Result<_, _>>()?;
    let charts = file.charts.into_iter().map(|source| chart(source, &all)).collect::<Result<_, _>>();
    Ok(Indicators { charts: charts.map_err(wrong)?, figures, groups, all })
}

fn chart(source: ChartFile, all: &[Arc<Indicator>]) -> Result<ChartPlan, String> {
    let find = |id: &String| {
        let found = all.iter().find(|it| it.id == *id).cloned();
        found.ok_or_else(|| format!("chart {} shows {id}, which is not there", source.id))
    };
    let of: Vec<Arc<Indicator>> = source.of.iter().map(find).collect::<Result<_, _>>()?;
    let whole = source.whole.as_ref().map(find).transpose()?;
    let units = || of.iter().chain(&whole).map(|it| &it.unit);
    if units().zip(units().skip(1)).any(|(one, other)| one != other) || of.is_empty() {
        return Err(format!("chart {} has not one unit", source.id));
    }
    let kind = match source.kind {
        KindFile::Line => ChartKind::Line,
        KindFile::Grouped => ChartKind::Grouped,
        KindFile::Stacked => ChartKind::Stacked,
    };
    Ok(ChartPlan { id: source.id, title: source.title, kind, of, whole })
}

fn derived(source: IndicatorFile, forms: &Forms, apart: &Apart) -> Result<Indicator, String> {
    let form = forms.newest();
    let cell = |name: &String| {
        form.cell(name).map(|cell| cell.id.clone()).ok_or_else(|| format!("there is no cell {name}"))
    };
    let of = source.of.iter().map(cell).collect::<Result<Vec<_>, _>>()?;
    let per = source.per.iter().map(cell).collect::<Result<Vec<_>, _>>()?;
    if of.is_empty() {
        return Err("it adds up nothing".into());
    }
    if (source.unit == "%") == per.is_empty() {
        return Err("what is divided is a percentage, and nothing else is".into());
    }
    let counts = apart.counts(&of);
    let (formulas, absent) = formulas(form, forms, of, per);
    Ok(Indicator {
        counts,
        id: source.id,
        group: source.group,
        label: source.label,
        definition: source.definition,
        unit: source.unit,
        main: source.main,
        formulas,
        absent,
    })
}

/// The cells of a form as indicators, by table; of an earlier form, only those that do not continue in a later one.
fn cells(form: &Arc<Form>, forms: &Forms) -> Vec<(Group, Vec<Indicator>)> {
    let is_newest = form.edition == forms.newest().edition;
    let apart = Apart::new(form);
    let ends_here = |id: &CellId| match &form.mapping {
        // What continues in one cell is compared there.
        Some(mapping) => mapping.joins.iter().any(|it| it.from == *id && it.to.len() != 1),
        None => true,
    };
    let tables = form.tables.iter().map(|table| {
        let group = if is_newest {
            Group { id: format!("table.{}", table.id), label: table.name.clone() }
        } else {
            Group {
                id: format!("table.{}.{}", form.edition, table.id),
                // The statistics of the years before the forms are one table of the same name.
                label: match form.name.starts_with(&table.name) {
                    true => form.name.clone(),
                    false => format!("{}（{}）", table.name, form.name),
                },
            }
        };
        let of_table = form.cells().iter().filter(|cell| cell.id.table() == table.id);
        let indicators = of_table.filter(|cell| is_newest || ends_here(&cell.id)).filter_map(|cell| {
            let (row, column) = (table.row(cell.id.row())?, table.column(cell.id.column())?);
            let unit = match (cell.kind, &column.unit) {
                (_, Some(unit)) => unit.clone(),
                (CellKind::Amount, None) => "元".to_owned(),
                (CellKind::Count | CellKind::Change, None) if is_newest => "件".to_owned(),
                (CellKind::Count | CellKind::Change, None) => String::new(),
            };
            let counts = apart.counts(std::slice::from_ref(&cell.id));
            let (formulas, absent) = formulas(form, forms, vec![cell.id.clone()], Vec::new());
            let id = if is_newest { cell.id.to_string() } else { format!("{}:{}", form.edition, cell.id) };
            Some(Indicator {
                id,
                group: group.id.clone(),
                label: format!("{} {}", row.label, column.label),
                definition: row.guidance.clone(),
                unit,
                main: false,
                formulas,
                absent,
                counts,
            })
        });
        let indicators: Vec<Indicator> = indicators.collect();
        (group, indicators)
    });
    tables.collect()
}

/// How the editions give what `home` gives as `of` and `per`, oldest first; and which do not, and why.
fn formulas(
    home: &Form,
    forms: &Forms,
    of: Vec<CellId>,
    per: Vec<CellId>,
) -> (Vec<Formula>, Vec<(String, String)>) {
    let (mut formulas, mut absent) = (Vec::new(), Vec::new());
    for later in forms.iter().filter(|it| it.first_year > home.first_year) {
        let joins = home.mapping.iter().flat_map(|mapping| &mapping.joins);
        let why =
            joins.filter(|it| of.contains(&it.from)).map(|it| it.note.as_str()).find(|it| !it.is_empty());
        absent.push((later.edition.clone(), why.map_or_else(|| not_there(later), str::to_owned)));
    }
    let mut next = Formula {
        edition: home.edition.clone(),
        of,
        per,
        comparability: Comparability::Exact,
        reason: String::new(),
    };
    let mut is_gone = false;
    for earlier in forms.iter().rev().filter(|it| it.first_year < home.first_year) {
        // What one edition lacks nobody can follow further back.
        let found = if is_gone { Err(not_there(earlier)) } else { in_earlier(earlier, &next) };
        match found {
            Ok(formula) => formulas.push(std::mem::replace(&mut next, formula)),
            Err(reason) => {
                absent.push((earlier.edition.clone(), reason));
                is_gone = true;
            }
        }
    }
    formulas.push(next);
    formulas.reverse();
    (formulas, absent)
}

fn not_there(form: &Form) -> String {
    format!("{}没有这一项。", form.name)
}

/// The formula of the edition before the one `next` is of.
fn in_earlier(form: &Form, next: &Formula) -> Result<Formula, String> {
    let joins = match &form.mapping {
        Some(mapping) if mapping.edition == next.edition => mapping.joins.as_slice(),
        _ => return Err(not_there(form)),
    };
    let of = covering(form, joins, &next.of)?;
    let per = covering(form, joins, &next.per)?;
    let worst = of.iter().chain(&per).max_by_key(|join| comparability(join.quality));
    let comparability = worst.map_or(Comparability::Exact, |join| comparability(join.quality));
    let reason = worst.filter(|_| comparability != Comparability::Exact).map(|join| join.note.clone());
    let ids = |joins: Vec<&Join>| joins.into_iter().map(|join| join.from.clone()).collect();
    Ok(Formula {
        edition: form.edition.clone(),
        of: ids(of),
        per: ids(per),
        comparability,
        reason: reason.unwrap_or_default(),
    })
}

fn comparability(quality: Quality) -> Comparability {
    match quality {
        // A sum whose parts are all wanted is the same thing.
        Quality::Exact | Quality::Sum => Comparability::Exact,
        Quality::Close => Comparability::Close,
        Quality::Broken | Quality::None => Comparability::Broken,
    }
}

/// The joins that lead to exactly these cells, each once; or why there are none.
fn covering<'a>(form: &Form, joins: &'a [Join], cells: &[CellId]) -> Result<Vec<&'a Join>, String> {
    let wanted: HashSet<&str> = cells.iter().map(CellId::as_str).collect();
    let leads_in =
        |join: &&Join| !join.to.is_empty() && join.to.iter().all(|to| wanted.contains(to.as_str()));
    let found: Vec<&Join> = joins.iter().filter(leads_in).collect();
    let mut reached = HashSet::new();
    let once = found.iter().flat_map(|join| &join.to).all(|to| reached.insert(to.as_str()));
    if once && reached.len() == wanted.len() {
        return Ok(found);
    }
    let partly = joins
        .iter()
        .find(|join| join.to.iter().any(|to| wanted.contains(to.as_str()) && !reached.contains(to.as_str())));
    Err(partly.map_or_else(|| not_there(form), |join| join.note.clone()))
}
