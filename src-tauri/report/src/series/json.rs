//! Series as `nianbao.series/1`, for the window and for other programs. Numbers are decimal strings, so that none is
//! rounded on the way.

use super::{change, Break, Comparability, Indicator, Indicators, Point, Series, YearPoint};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

/// The name of the format.
pub const SCHEMA: &str = "nianbao.series/1";

/// Several series, as a file has them.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct SeriesSetJson {
    /// `nianbao.series/1`.
    pub schema: String,
    /// The years asked for, in order.
    pub years: Vec<u16>,
    /// The series.
    pub series: Vec<SeriesJson>,
}

/// One indicator over years.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct SeriesJson {
    /// Whose it is.
    pub subject: String,
    /// How many agencies it adds up, or how many names one office had.
    pub members: usize,
    /// Whether they are one office under the names it had one after the other.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub one_office: bool,
    /// What is compared.
    pub indicator: IndicatorJson,
    /// Every year asked for, in order.
    pub points: Vec<PointJson>,
    /// From each year with a number to the next with one, where nobody's number is missing from either.
    pub changes: Vec<ChangeJson>,
    /// Where editions of the form part it.
    pub breaks: Vec<BreakJson>,
    /// What it says, in one sentence.
    pub sentence: String,
}

/// What is compared.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct IndicatorJson {
    /// Its id.
    pub id: String,
    /// The id of its group.
    pub group: String,
    /// What it is called.
    pub label: String,
    /// What it counts.
    pub definition: String,
    /// Its unit; `%` for what is divided.
    pub unit: String,
    /// Whether the overview has it.
    pub main: bool,
    /// The cells it is made of, by edition.
    pub sources: Vec<SourceJson>,
    /// Editions without it, and why.
    pub absent: Vec<(String, String)>,
}

/// How an edition gives an indicator.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct SourceJson {
    /// The edition of the form.
    pub edition: String,
    /// Cells that are added up.
    pub of: Vec<String>,
    /// Cells whose sum they are divided by.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub per: Vec<String>,
    /// How it compares with the next edition: `exact`, `close`, `broken`.
    pub comparability: String,
    /// Why, where it is not exact.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub reason: String,
}

/// A year.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct PointJson {
    /// The year.
    pub year: u16,
    /// `value`, `not_applicable`, `blank`, `absent`, `missing` or `damaged`.
    pub state: String,
    /// The number, as a decimal; none where there is none.
    pub value: Option<String>,
    /// As people read it, with its unit.
    pub shown: String,
    /// How many reports there are.
    pub reported: usize,
    /// How many of them it is made of.
    pub counted: usize,
    /// Whether the number is a sum that not all are in, and no line joins it; not there where it is none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub alone: bool,
    /// What must be known with the number: whose is missing from it, what the form of that year counted instead.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
}

/// From one year with a number to the next with one.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct ChangeJson {
    /// The earlier year.
    pub from: u16,
    /// The later year.
    pub to: u16,
    /// The difference, with sign and unit, of percentages between the rounded ones that people are shown; 口径不同 where
    /// the years are not comparable.
    pub absolute: String,
    /// In percent of the earlier, or 无; empty for percentages, and where the years are not comparable.
    pub relative: String,
    /// How the two years compare: `exact`, `close`, `broken`.
    pub comparability: String,
}

/// Where editions part a series.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct BreakJson {
    /// The last year before it.
    pub before: u16,
    /// The first year after it.
    pub after: u16,
    /// `close` or `broken`.
    pub comparability: String,
    /// As people read it.
    pub label: String,
    /// Why.
    pub reason: String,
}

/// A group of indicators.
#[derive(Serialize, Deserialize, JsonSchema, Clone, Debug, PartialEq)]
pub struct GroupJson {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
    /// What it holds.
    pub indicators: Vec<IndicatorJson>,
}

impl SeriesSetJson {
    /// Several series of the same years.
    pub fn of(series: &[Series]) -> SeriesSetJson {
        let years = series.first().map(|it| it.points.iter().map(|point| point.year).collect());
        SeriesSetJson {
            schema: SCHEMA.to_owned(),
            years: years.unwrap_or_default(),
            series: series.iter().map(SeriesJson::of).collect(),
        }
    }
}

impl SeriesJson {
    /// A series.
    pub fn of(series: &Series) -> SeriesJson {
        let indicator = &series.indicator;
        let valued: Vec<&YearPoint> = series.points.iter().filter(|it| it.point.value().is_some()).collect();
        let changes = valued.windows(2).filter_map(|pair| {
            let [from, to] = pair else { return None };
            if !series.is_whole(from) || !series.is_whole(to) {
                return None;
            }
            let change = change(indicator, &from.point, &to.point);
            let comparability =
                series.worst_between(from.year, to.year).map_or(Comparability::Exact, |it| it.comparability);
            // What two forms count otherwise has not changed by anything.
            let (absolute, relative) = match comparability {
                Comparability::Broken => (comparability.label().to_owned(), String::new()),
                _ => (change.shown(indicator), change.shown_relative()),
            };
            let comparability = comparability.word().to_owned();
            Some(ChangeJson { from: from.year, to: to.year, absolute, relative, comparability })
        });
        SeriesJson {
            changes: changes.collect(),
            sentence: super::sentence(series),
            ..SeriesJson::numbers_of(series)
        }
    }

    /// A series without what is worked out and said of it: no changes, and an empty sentence.
    pub fn numbers_of(series: &Series) -> SeriesJson {
        let indicator = &series.indicator;
        SeriesJson {
            subject: series.subject.clone(),
            members: series.members,
            one_office: series.is_one_office,
            indicator: IndicatorJson::of(indicator),
            points: series.points.iter().map(|it| point(series, it)).collect(),
            changes: Vec::new(),
            breaks: series.breaks.iter().map(parted).collect(),
            sentence: String::new(),
        }
    }
}

fn point(series: &Series, it: &YearPoint) -> PointJson {
    let state = match it.point {
        Point::Value(_) => "value",
        Point::NotApplicable => "not_applicable",
        Point::Blank => "blank",
        Point::Absent => "absent",
        Point::Missing => "missing",
        Point::Damaged => "damaged",
    };
    PointJson {
        year: it.year,
        state: state.to_owned(),
        value: it.point.value().map(|value| value.normalize().to_string()),
        shown: series.indicator.shown(&it.point),
        reported: it.reported,
        counted: it.counted,
        alone: series.is_alone(it),
        note: series.note(it),
    }
}

fn parted(it: &Break) -> BreakJson {
    BreakJson {
        before: it.before,
        after: it.after,
        comparability: it.comparability.word().to_owned(),
        label: it.comparability.label().to_owned(),
        reason: it.reason.clone(),
    }
}

impl IndicatorJson {
    /// An indicator.
    pub fn of(indicator: &Indicator) -> IndicatorJson {
        let names = |cells: &[crate::CellId]| cells.iter().map(ToString::to_string).collect();
        let source = |it: &super::Formula| SourceJson {
            edition: it.edition.clone(),
            of: names(&it.of),
            per: names(&it.per),
            comparability: it.comparability.word().to_owned(),
            reason: it.reason.clone(),
        };
        IndicatorJson {
            id: indicator.id.clone(),
            group: indicator.group.clone(),
            label: indicator.label.clone(),
            definition: indicator.definition.clone(),
            unit: indicator.unit.clone(),
            main: indicator.main,
            sources: indicator.formulas.iter().map(source).collect(),
            absent: indicator.absent.clone(),
        }
    }
}

impl GroupJson {
    /// Everything that can be compared, by group.
    pub fn all(indicators: &Indicators) -> Vec<GroupJson> {
        let held = |id: &str| {
            let of_group = indicators.all.iter().filter(move |it| it.group == id);
            of_group.map(|it| IndicatorJson::of(it)).collect()
        };
        let group = |it: &super::Group| GroupJson {
            id: it.id.clone(),
            label: it.label.clone(),
            indicators: held(&it.id),
        };
        indicators.groups.iter().map(group).collect()
    }
}
