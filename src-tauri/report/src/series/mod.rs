//! Years compared: one indicator over the years of one agency, or of several together, honest across the editions of
//! the form.
//!
//! [`Indicators`] says what can be compared and how each edition gives it. [`Figures`] are the numbers of one report.
//! [`Series::of`] puts them together; window and paper draw the same [`Series`], so that they never differ.

mod compare;
mod counts;
mod figures;
mod indicator;
mod json;
mod parts;
mod rows;
mod sentence;
mod source;
mod told;

pub use compare::{change, ranking, Band, Change, Ranked};
pub use counts::Counts;
pub use figures::{Figure, Figures};
pub use indicator::{ChartKind, ChartPlan, Comparability, Formula, Group, Indicator, Indicators};
pub use json::{
    BreakJson, ChangeJson, GroupJson, IndicatorJson, PointJson, SeriesJson, SeriesSetJson, SourceJson, SCHEMA,
};
pub use parts::{are_parts, names};
pub use rows::rows;
pub use sentence::{of_parts, of_several, other_sums, sentence};
pub use told::EditionTold;

use crate::cell::CellId;
use figures::Share;
use rust_decimal::Decimal;
use std::{collections::BTreeSet, sync::Arc};

/// What a year says. Only a value is a number: a gap is never drawn as zero.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub enum Point {
    /// A number; of a percentage, the percent.
    Value(Decimal),
    /// 无: nothing to divide by.
    NotApplicable,
    /// The report has the cell, and no number stands there that can be used.
    Blank,
    /// The form of that year does not have it.
    Absent,
    /// There is no report on that year.
    Missing,
    /// What is stored is not what was saved.
    Damaged,
}

impl Point {
    /// The number, if it is one.
    pub fn value(&self) -> Option<Decimal> {
        match self {
            Point::Value(value) => Some(*value),
            _ => None,
        }
    }

    /// What stands in place of a number.
    pub fn word(&self) -> Option<&'static str> {
        match self {
            Point::Value(_) => None,
            Point::NotApplicable => Some("无"),
            Point::Blank => Some("未填"),
            Point::Absent => Some("无此项"),
            Point::Missing => Some("缺年报"),
            Point::Damaged => Some("已损坏"),
        }
    }
}

/// A year of a series.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct YearPoint {
    /// The year.
    pub year: u16,
    /// What it says.
    pub point: Point,
    /// The editions of the forms its numbers stand in.
    pub editions: BTreeSet<String>,
    /// How many reports on the year there are.
    pub reported: usize,
    /// How many of them the number is made of.
    pub counted: usize,
    /// Whether it is made of a cell that was read in doubt and that nobody has compared with the document, as far as
    /// [`Series::doubt`] was told.
    pub is_doubted: bool,
}

/// Where years must not simply be joined: between two that stand in different editions.
#[derive(Clone, PartialEq, Eq, Debug)]
pub struct Break {
    /// The last year before it.
    pub before: u16,
    /// The first year after it.
    pub after: u16,
    /// Close or broken; where it is exact there is no break.
    pub comparability: Comparability,
    /// Why, as a sentence.
    pub reason: String,
}

/// What is told with a number that was read in doubt.
const DOUBT: &str = "读取时没有把握，还没有对照原文核对";

/// One indicator over years.
#[derive(Clone, PartialEq, Debug)]
pub struct Series {
    /// What is compared.
    pub indicator: Arc<Indicator>,
    /// Whose it is: an agency, or several together.
    pub subject: String,
    /// How many agencies it adds up, or how many names one office had.
    pub members: usize,
    /// Whether they are one office under the names it had one after the other.
    pub is_one_office: bool,
    /// Every year asked for, in order.
    pub points: Vec<YearPoint>,
    /// Where editions part it.
    pub breaks: Vec<Break>,
}

impl Series {
    /// The series of `indicator` over `years`, of agencies added up; `members` has the reports of each. The order of
    /// years and reports does not matter. A year is whole with all of them: that two never reported on one year does not
    /// make them one office.
    pub fn of<'a>(
        indicator: &Arc<Indicator>,
        subject: impl Into<String>,
        years: &BTreeSet<u16>,
        members: impl IntoIterator<Item = &'a [Figures]>,
    ) -> Series {
        Series::made(indicator, subject.into(), years, members.into_iter().collect(), false)
    }

    /// The same of one office under the names it had one after the other, which only people know. A year is whole with
    /// the one that reported on it; where two did, nobody knows what stands in both.
    pub fn of_one_office<'a>(
        indicator: &Arc<Indicator>,
        subject: impl Into<String>,
        years: &BTreeSet<u16>,
        names: impl IntoIterator<Item = &'a [Figures]>,
    ) -> Series {
        Series::made(indicator, subject.into(), years, names.into_iter().collect(), true)
    }

    fn made(
        indicator: &Arc<Indicator>,
        subject: String,
        years: &BTreeSet<u16>,
        members: Vec<&[Figures]>,
        is_one_office: bool,
    ) -> Series {
        let points: Vec<YearPoint> =
            years.iter().map(|year| year_point(indicator, *year, &members)).collect();
        let breaks = breaks(indicator, &points);
        Series {
            indicator: indicator.clone(),
            subject,
            members: members.len(),
            is_one_office,
            points,
            breaks,
        }
    }

    /// The year's point, if it was asked for.
    pub fn at(&self, year: u16) -> Option<&YearPoint> {
        self.points.iter().find(|it| it.year == year)
    }

    /// The last year before `year` that has a number, and the worst break between them.
    pub fn before(&self, year: u16) -> Option<(&YearPoint, Option<&Break>)> {
        let before = self.points.iter().rev().find(|it| it.year < year && it.point.value().is_some())?;
        Some((before, self.worst_between(before.year, year)))
    }

    /// The worst break between two years: it may lie at a year in between whose form is known and which has no number.
    pub(crate) fn worst_between(&self, before: u16, after: u16) -> Option<&Break> {
        let between = self.breaks.iter().filter(|it| it.after > before && it.before < after);
        between.max_by_key(|it| it.comparability)
    }

    /// Whether nobody's number is missing from the year's, nor any in it twice: else it cannot be compared with another
    /// year's.
    pub fn is_whole(&self, it: &YearPoint) -> bool {
        if self.is_one_office {
            it.reported == 1 && it.counted == 1
        } else {
            it.counted >= self.members
        }
    }

    /// How many of how many agencies a number is made of, where that is not all of them.
    pub fn part(&self, it: &YearPoint) -> Option<String> {
        let is_part = it.point.value().is_some() && !self.is_whole(it);
        is_part.then(|| match self.is_one_office {
            true => format!("{}个名称当年都有年报，{}个有数，不知是否重复", it.reported, it.counted),
            false => format!("{}个机关中{}个有数", self.members, it.counted),
        })
    }

    /// Notes that a cell of the year's report is in doubt.
    pub fn doubt(&mut self, year: u16, cell: &CellId) {
        let indicator = &self.indicator;
        let is_of = |edition: &String| {
            indicator.formula(edition).is_some_and(|it| it.of.contains(cell) || it.per.contains(cell))
        };
        for it in self.points.iter_mut().filter(|it| it.year == year) {
            it.is_doubted |= it.editions.iter().any(is_of);
        }
    }

    /// What must be known with a number: whose is missing from it, that it was read in doubt, and what the form of that
    /// year counted under the name instead.
    pub fn note(&self, it: &YearPoint) -> Option<String> {
        it.point.value()?;
        let otherwise = it.editions.iter().find_map(|edition| self.indicator.otherwise(edition));
        let otherwise = otherwise.map(|it| it.trim_end_matches('。').to_owned());
        let doubt = it.is_doubted.then(|| DOUBT.to_owned());
        let notes: Vec<String> = self.part(it).into_iter().chain(doubt).chain(otherwise).collect();
        (!notes.is_empty()).then(|| notes.join("；"))
    }

    /// The same without what is said where the years are parted.
    pub fn note_beside_breaks(&self, it: &YearPoint) -> Option<String> {
        let note = self.note(it)?;
        let reasons = self.breaks.iter().map(|it| it.reason.trim_end_matches('。'));
        let rest = reasons.filter_map(|reason| note.strip_suffix(reason)).next().unwrap_or(&note);
        let rest = rest.trim_end_matches('；');
        (!rest.is_empty()).then(|| rest.to_owned())
    }

    /// Whether a year's number stands for itself: of those that are added up not all have one.
    pub fn is_alone(&self, it: &YearPoint) -> bool {
        self.part(it).is_some()
    }

    /// What a line through the years joins: stretches of years that follow one another, each with a number, parted
    /// at gaps, where the form changed its meaning, and beside a sum that not all are in.
    pub fn stretches(&self) -> Vec<&[YearPoint]> {
        let is_broken = |before: u16, after: u16| {
            self.breaks.iter().any(|it| {
                it.comparability == Comparability::Broken && it.before == before && it.after == after
            })
        };
        let joined = |a: &YearPoint, b: &YearPoint| {
            let have_numbers = a.point.value().is_some() && b.point.value().is_some();
            have_numbers && !is_broken(a.year, b.year) && !self.is_alone(a) && !self.is_alone(b)
        };
        self.points
            .chunk_by(joined)
            .filter(|stretch| stretch.iter().all(|it| it.point.value().is_some()))
            .collect()
    }
}

fn year_point(indicator: &Indicator, year: u16, members: &[&[Figures]]) -> YearPoint {
    let mut told = YearPoint {
        year,
        point: Point::Missing,
        editions: BTreeSet::new(),
        reported: 0,
        counted: 0,
        is_doubted: false,
    };
    let (mut of, mut per) = (Some(Decimal::ZERO), Some(Decimal::ZERO));
    // The most telling of what there is instead of numbers.
    let mut instead = Point::Missing;
    for figures in members.iter().filter_map(|reports| figures::of_year(reports, year)) {
        told.reported += 1;
        match figures.share(indicator) {
            Share::Parts { of: more, per: base } => {
                told.counted += 1;
                told.editions.insert(figures.form().edition.clone());
                of = of.and_then(|it| it.checked_add(more));
                per = per.and_then(|it| it.checked_add(base.unwrap_or_default()));
            }
            Share::Damaged => instead = Point::Damaged,
            Share::Blank if instead != Point::Damaged => instead = Point::Blank,
            Share::Absent if instead == Point::Missing => instead = Point::Absent,
            Share::Blank | Share::Absent => {}
        }
    }
    told.point = match (told.counted, indicator.is_ratio()) {
        (0, _) => instead,
        // Beyond what 28 digits hold nobody counts: no number is better than a wrong one.
        (_, false) => of.map_or(Point::Damaged, Point::Value),
        (_, true) => match (of, per) {
            (Some(_), Some(per)) if per.is_zero() => Point::NotApplicable,
            (Some(of), Some(per)) => (of.checked_mul(Decimal::ONE_HUNDRED))
                .and_then(|it| it.checked_div(per))
                .map_or(Point::Damaged, Point::Value),
            _ => Point::Damaged,
        },
    };
    told
}

fn breaks(indicator: &Indicator, points: &[YearPoint]) -> Vec<Break> {
    let counted: Vec<&YearPoint> = points.iter().filter(|it| it.counted > 0).collect();
    let between = |pair: &[&YearPoint]| {
        let [before, after] = pair else { return None };
        let pairs = before.editions.iter().flat_map(|a| after.editions.iter().map(move |b| (a, b)));
        let (comparability, reason) =
            pairs.filter_map(|(a, b)| indicator.between(a, b)).max_by_key(|(worst, _)| *worst)?;
        (comparability != Comparability::Exact).then(|| Break {
            before: before.year,
            after: after.year,
            comparability,
            reason: reason.to_owned(),
        })
    };
    counted.windows(2).filter_map(between).collect()
}
