//! A chart in words.

use super::Chart;
use report::series::{names, other_sums, Break, Comparability};
use std::collections::BTreeSet;

/// All a chart shows: what it says, every number of every year, and what must be known with them.
pub(super) fn description(chart: &Chart) -> String {
    let names = names(&chart.series);
    let mut told = format!("图：{}。{}", chart.title, chart.sentence);
    let years: Vec<u16> =
        chart.series.first().map(|it| it.points.iter().map(|it| it.year).collect()).unwrap_or_default();
    let year = |(place, year): (usize, &u16)| {
        let points = chart.series.iter().zip(&names).filter_map(|(series, name)| {
            let point = &series.points.get(place)?.point;
            Some(format!("{name}{}", series.indicator.shown(point)))
        });
        format!("{year}年{}", points.collect::<Vec<_>>().join("、"))
    };
    let figures: Vec<String> = years.iter().enumerate().map(year).collect();
    told += &format!("各年数据：{}。", figures.join("；"));
    told + &notes(chart).concat()
}

/// Something that must be known with the numbers.
#[derive(PartialEq)]
struct Note {
    /// What it holds of; an indicator, or whatever tells series apart.
    whose: Vec<String>,
    /// Of how many it could hold.
    among: usize,
    /// The years it holds of.
    years: BTreeSet<u16>,
    text: String,
}

/// What must be known with the numbers of a chart. What holds of several series is said once, and of which is said
/// unless it is all of them.
pub(super) fn notes(chart: &Chart) -> Vec<String> {
    let names = names(&chart.series);
    let labels: BTreeSet<&str> = chart.series.iter().map(|it| it.indicator.label.as_str()).collect();
    let mut told = breaks(chart, labels.len());
    let mut of_points: Vec<Note> = Vec::new();
    for (series, name) in chart.series.iter().zip(&names) {
        for it in &series.points {
            let Some(text) = series.note_beside_breaks(it) else { continue };
            // What a form counts is the same whoever fills it in; whose number is missing from a sum, or in doubt, is not.
            let (whose, among) = match series.part(it).is_some() || it.is_doubted {
                true => (name, names.len()),
                false => (&series.indicator.label, labels.len()),
            };
            match of_points.iter_mut().find(|note| note.text == text && note.whose[..] == [whose.as_str()]) {
                Some(note) => _ = note.years.insert(it.year),
                None => {
                    of_points.push(Note { whose: vec![whose.clone()], among, years: [it.year].into(), text });
                }
            }
        }
    }
    let mut merged: Vec<Note> = Vec::new();
    for mut note in of_points {
        match merged.iter_mut().find(|it| it.years == note.years && it.text == note.text) {
            Some(same) => same.whose.append(&mut note.whose),
            None => merged.push(note),
        }
    }
    told.extend(merged.iter().map(Note::told));
    told.extend(chart.whole.as_ref().and_then(|whole| other_sums(&chart.series, whole)));
    told
}

/// Why years must not simply be joined: for each place where the form changed all that is to be known there, in one
/// paragraph.
fn breaks(chart: &Chart, among: usize) -> Vec<String> {
    let mut places: Vec<(&Break, Vec<Note>)> = Vec::new();
    for series in &chart.series {
        for it in &series.breaks {
            let text = format!("{}，{}", it.comparability.label(), it.reason.trim_end_matches('。'));
            let label = &series.indicator.label;
            let place = places.iter().position(|(at, _)| (at.before, at.after) == (it.before, it.after));
            let place = place.unwrap_or_else(|| {
                places.push((it, Vec::new()));
                places.len() - 1
            });
            let Some((_, said)) = places.get_mut(place) else { continue };
            match said.iter_mut().find(|note| note.text == text) {
                Some(same) if same.whose.contains(label) => {}
                Some(same) => same.whose.push(label.clone()),
                None => said.push(Note { whose: vec![label.clone()], among, years: BTreeSet::new(), text }),
            }
        }
    }
    let told = |(at, said): &(&Break, Vec<Note>)| {
        let head = format!("{}处：{}年与{}年", drawn(chart, at), at.before, at.after);
        match said.as_slice() {
            [one] => format!("{}{head}{}。", one.whose(), one.text),
            many => {
                let each = many.iter().map(|it| format!("{}{}", it.whose.join("、"), it.text));
                format!("{head}，{}。", each.collect::<Vec<_>>().join("；"))
            }
        }
    };
    places.iter().map(told).collect()
}

impl Note {
    fn told(&self) -> String {
        format!("{}{}：{}。", self.whose(), years(&self.years), self.text)
    }

    /// Of which it holds; nothing where it is all of them.
    fn whose(&self) -> String {
        match self.whose.len() {
            all if all == self.among => String::new(),
            many if many > MOST_NAMED => format!("{}等{many}项：", self.whose[..MOST_NAMED].join("、")),
            _ => format!("{}：", self.whose.join("、")),
        }
    }
}

/// More names than these are only counted.
const MOST_NAMED: usize = 6;

/// How a break looks: where several stand at one place the worst of them is drawn.
fn drawn(chart: &Chart, it: &Break) -> &'static str {
    let at = |other: &&Break| (other.before, other.after) == (it.before, it.after);
    let all = chart.series.iter().flat_map(|series| &series.breaks).filter(at);
    match all.map(|other| other.comparability).max() {
        Some(Comparability::Broken) => "虚线",
        _ => "点线",
    }
}

/// Years in words; three and more in a row by the first and the last.
fn years(years: &BTreeSet<u16>) -> String {
    let years: Vec<u16> = years.iter().copied().collect();
    let run = |run: &[u16]| match run {
        [first, _, .., last] => format!("{first}年至{last}年"),
        _ => run.iter().map(|year| format!("{year}年")).collect::<Vec<_>>().join("、"),
    };
    years.chunk_by(|a, b| a + 1 == *b).map(run).collect::<Vec<_>>().join("、")
}
