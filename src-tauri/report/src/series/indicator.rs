//! What can be compared over years, and how each edition of the form gives it.

use super::{counts::Counts, source, Point};
use crate::{
    cell::CellId,
    form::{FormError, Forms},
};
use std::{borrow::Cow, sync::Arc};

/// How well an edition's number compares with that of the next one; from best to worst.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Debug)]
pub enum Comparability {
    /// The same thing.
    Exact,
    /// Nearly the same; the scope differs a little.
    Close,
    /// Not the same thing: years must not be joined.
    Broken,
}

impl Comparability {
    /// The name used in files.
    pub fn word(self) -> &'static str {
        match self {
            Comparability::Exact => "exact",
            Comparability::Close => "close",
            Comparability::Broken => "broken",
        }
    }

    /// What the user reads.
    pub fn label(self) -> &'static str {
        match self {
            Comparability::Exact => "口径一致",
            Comparability::Close => "口径相近",
            Comparability::Broken => "口径不同",
        }
    }
}

/// How an edition gives an indicator.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Formula {
    /// The edition.
    pub edition: String,
    /// Cells that are added up.
    pub of: Vec<CellId>,
    /// Cells whose sum they are divided by; empty unless it is a percentage.
    pub per: Vec<CellId>,
    /// How it compares with the next edition.
    pub comparability: Comparability,
    /// Why, where it is not exact.
    pub reason: String,
}

/// Something that is compared over years: a cell, or what is worked out from several.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicator {
    /// Its name in files and on the command line; of a cell, the cell's.
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
    /// How each edition gives it that does, oldest first.
    pub formulas: Vec<Formula>,
    /// Editions that do not have it, and why, as a sentence.
    pub absent: Vec<(String, String)>,
    /// What it counts, apart from what it is divided by.
    pub counts: Counts,
}

impl Indicator {
    /// Whether it is a percentage.
    pub fn is_ratio(&self) -> bool {
        self.formulas.iter().any(|it| !it.per.is_empty())
    }

    /// Whether something is counted in both, or what the one counts is what became of the other: they are no parts of one
    /// whole.
    pub fn overlaps(&self, other: &Indicator) -> bool {
        self.counts.overlaps(&other.counts)
    }

    /// How an edition gives it.
    pub fn formula(&self, edition: &str) -> Option<&Formula> {
        self.formulas.iter().find(|it| it.edition == edition)
    }

    /// How the numbers of two editions compare, and why; `None` when they are one edition, or one does not have it.
    pub fn between(&self, a: &str, b: &str) -> Option<(Comparability, &str)> {
        let at = |edition| self.formulas.iter().position(|it| it.edition == edition);
        let (a, b) = (at(a)?, at(b)?);
        let steps = &self.formulas[a.min(b)..a.max(b)];
        steps.iter().max_by_key(|it| it.comparability).map(|it| (it.comparability, it.reason.as_str()))
    }

    /// What an edition counts instead of what the newest one has under this name, as a sentence; `None` where it is the
    /// same, or nearly.
    pub fn otherwise(&self, edition: &str) -> Option<&str> {
        let (comparability, reason) = self.between(edition, &self.formulas.last()?.edition)?;
        (comparability == Comparability::Broken).then_some(reason)
    }

    /// A point as people read it, with its unit.
    pub fn shown(&self, point: &Point) -> String {
        match (point, point.word()) {
            (Point::Value(_), _) if self.is_ratio() => format!("{}%", self.number(point)),
            (Point::Value(_), _) => format!("{}{}", self.number(point), self.unit),
            (_, word) => word.unwrap_or_default().to_owned(),
        }
    }

    /// A point as it stands in a table whose head names the unit: percentages have one decimal.
    pub fn number(&self, point: &Point) -> Cow<'static, str> {
        match (point, point.word()) {
            (Point::Value(value), _) if self.is_ratio() => format!("{:.1}", rounded(*value)).into(),
            (Point::Value(value), _) => value.normalize().to_string().into(),
            (_, word) => word.unwrap_or_default().into(),
        }
    }
}

/// To one decimal, halves away from zero, as people round.
pub(super) fn rounded(value: rust_decimal::Decimal) -> rust_decimal::Decimal {
    value.round_dp_with_strategy(1, rust_decimal::RoundingStrategy::MidpointAwayFromZero)
}

/// Indicators that belong together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Group {
    /// Its id.
    pub id: String,
    /// What it is called.
    pub label: String,
}

/// How a chart draws its series.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum ChartKind {
    /// Lines over the years.
    Line,
    /// Bars beside one another.
    Grouped,
    /// Bars stacked to a whole.
    Stacked,
}

/// A chart that is offered: indicators that are best seen together.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct ChartPlan {
    /// Its name on the command line.
    pub id: String,
    /// Its heading.
    pub title: String,
    /// How it is drawn.
    pub kind: ChartKind,
    /// What it shows.
    pub of: Vec<Arc<Indicator>>,
    /// What the report gives as their sum, where they are parts of a whole.
    pub whole: Option<Arc<Indicator>>,
}

impl ChartPlan {
    /// All that must be known of a report to draw it.
    pub fn needs(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.of.iter().chain(&self.whole)
    }
}

/// All that can be compared.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Indicators {
    /// The groups in the order they are offered.
    pub groups: Vec<Group>,
    /// What they hold, in the order it is offered.
    pub all: Vec<Arc<Indicator>>,
    /// The charts of the notice sheet, in the order they are offered.
    pub charts: Vec<ChartPlan>,
    /// What the notice sheet prints large.
    pub figures: Vec<Arc<Indicator>>,
}

impl Indicators {
    /// Those of `forms/series/indicators.toml`, then every cell of every form.
    ///
    /// # Errors
    /// Only when the file is wrong, which a test of this crate rules out for what is shipped.
    pub fn bundled(forms: &Forms) -> Result<Indicators, FormError> {
        Indicators::parse(include_str!("../../../../forms/series/indicators.toml"), forms)
    }

    /// Those of a file's text, then every cell of every form.
    ///
    /// # Errors
    /// Says what is wrong in the file.
    pub fn parse(text: &str, forms: &Forms) -> Result<Indicators, FormError> {
        source::parse(text, forms)
    }

    /// The indicator of this id.
    pub fn get(&self, id: &str) -> Option<&Arc<Indicator>> {
        self.all.iter().find(|it| it.id == id)
    }

    /// The indicator of this id, or that is called so.
    pub fn named(&self, name: &str) -> Option<&Arc<Indicator>> {
        self.get(name).or_else(|| self.all.iter().find(|it| it.label == name))
    }

    /// The chart of this id, or with this heading.
    pub fn chart_named(&self, name: &str) -> Option<&ChartPlan> {
        let by_id = self.charts.iter().find(|it| it.id == name);
        by_id.or_else(|| self.charts.iter().find(|it| it.title == name))
    }

    /// The chart that shows exactly these.
    pub fn chart_of(&self, indicators: &[Arc<Indicator>]) -> Option<&ChartPlan> {
        let has = |plan: &&ChartPlan| {
            plan.of.len() == indicators.len() && plan.of.iter().all(|it| indicators.contains(it))
        };
        self.charts.iter().find(has)
    }

    /// Those of the overview.
    pub fn main(&self) -> impl Iterator<Item = &Arc<Indicator>> {
        self.all.iter().filter(|it| it.main)
    }
}
