//! Years as numbers say what the reports say, and never what was not saved.

use crate::desk::{forms, real, real_of, write_cell, Place, RECEIVED};
use report::series::{Figure, Figures};
use std::collections::HashSet;
use store::{Access, AgencyId, AgencyProfile, Level, Library, Origin};

/// Two agencies, years 2022 to 2024 each, with numbers of their own.
fn filled(place: &Place) -> Vec<AgencyId> {
    let mut library = place.library();
    let names: Vec<_> =
        ["甲镇", "乙镇"].iter().map(|name| AgencyProfile::named(*name, Level::Township)).collect();
    let agencies = library.add_agencies(&names).unwrap();
    for (n, agency) in agencies.iter().enumerate() {
        for year in 2022..=2024 {
            let mut report = real_of(year);
            write_cell(&mut report, RECEIVED, &(100 * n + usize::from(year) - 2000).to_string());
            write_cell(&mut report, "disclosure.charges.amount", "12.50");
            write_cell(&mut report, "requests.received.other", "");
            write_cell(&mut report, "requests.received.legal", "/");
            library.add(*agency, &report, &Origin::Written).unwrap();
        }
    }
    agencies
}

fn names() -> HashSet<&'static str> {
    let form = Box::leak(Box::new(real().form().clone()));
    form.cells().iter().map(|cell| cell.id.as_str()).collect()
}

#[test]
fn years_are_the_reports_numbers() {
    let place = Place::new();
    let agencies = filled(&place);
    let library = place.open(Access::Read).unwrap();
    let (all, names) = (library.years_of(&agencies, &(2023..=2024), &names()).unwrap(), names());
    let told: Vec<_> = all.iter().map(|it| (it.agency, it.figures.year())).collect();
    let [a, b] = agencies[..] else { panic!() };
    assert_eq!(told, [(a, 2023), (a, 2024), (b, 2023), (b, 2024)]);
    for it in &all {
        let whole = Figures::of(&library.report(it.report).unwrap().report);
        for cell in whole.form().cells() {
            assert!(names.contains(cell.id.as_str()));
            assert_eq!(it.figures.figure(&cell.id), whole.figure(&cell.id), "{}", cell.id);
        }
    }
}

#[test]
fn what_is_not_wanted_is_not_read() {
    let place = Place::new();
    let agencies = filled(&place);
    let library = place.open(Access::Read).unwrap();
    let all = library.years_of(&agencies[1..], &(2024..=2024), &HashSet::from([RECEIVED])).unwrap();
    let form = forms().edition("2021").unwrap().clone();
    let figure = |name: &str| all[0].figures.figure(&form.cell(name).unwrap().id);
    assert_eq!(figure(RECEIVED), Figure::Number(124.into()));
    assert_eq!(figure("disclosure.charges.amount"), Figure::Blank);
    assert!(library.years_of(&agencies, &(1990..=2000), &HashSet::new()).unwrap().is_empty());
}

#[test]
fn what_was_lost_or_has_rotted_is_damaged_and_not_blank() {
    let received = |library: &Library, agency: AgencyId| {
        let id = forms().edition("2021").unwrap().cell(RECEIVED).unwrap().id.clone();
        let years = library.years_of(&[agency], &(2024..=2024), &HashSet::from([RECEIVED])).unwrap();
        years[0].figures.figure(&id)
    };
    let after = |sql: &str| {
        let place = Place::new();
        let agency = filled(&place)[0];
        rusqlite::Connection::open(place.path()).unwrap().execute_batch(sql).unwrap();
        received(&place.open(Access::Read).unwrap(), agency)
    };
    const CELL: &str = "cell = (SELECT id FROM cell_name WHERE name = 'requests.received.person')";
    assert_eq!(after(""), Figure::Number(24.into()));
    assert_eq!(after("DELETE FROM filled"), Figure::Number(24.into()));
    assert_eq!(after(&format!("DELETE FROM cell WHERE {CELL}")), Figure::Damaged);
    assert_eq!(after(&format!("DELETE FROM filled; DELETE FROM cell WHERE {CELL}")), Figure::Damaged);
    assert_eq!(after(&format!("UPDATE cell SET count = 7 WHERE {CELL}")), Figure::Damaged);
    assert_eq!(after("UPDATE report SET year = year + 100 WHERE year <> 2024"), Figure::Number(24.into()));
    assert_eq!(after("UPDATE report SET agency_name = '丙镇'"), Figure::Damaged);
}
