//! Years that were compared are kept, and never longer than they are true.

use crate::keeping::{change, received};
use crate::room::{Room, RECEIVED};
use office::Library;
use report::series::Point;

/// The newest number of an indicator, of all agencies.
fn told(library: &Library, indicator: &str) -> Vec<String> {
    let indicators = library.indicators().unwrap();
    let indicator = indicators.get(indicator).unwrap();
    let names: Vec<String> =
        library.overview().unwrap().agencies.into_iter().map(|it| it.profile.name).collect();
    let compared = library.compare_years(&names, None, [indicator]).unwrap();
    let of = |it: report::series::Series| match it.points.last().unwrap().point {
        Point::Value(value) => value.normalize().to_string(),
        ref other => format!("{other:?}"),
    };
    compared.each(indicator).into_iter().map(of).collect()
}

#[test]
fn what_is_compared_is_what_is_saved_now() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let looker = room.open_to_look();
    let before = told(&library, RECEIVED);
    assert_eq!(before, [received(&library)]);
    assert_eq!(told(&looker, RECEIVED), before);
    change(&mut library, "38472");
    assert_eq!(told(&library, RECEIVED), ["38472"]);
    assert_eq!(told(&looker, RECEIVED), ["38472"], "another program's change is seen");
    drop(looker);

    let backup = library.back_up(None, &mut office::unwatched).unwrap().made;
    change(&mut library, "7");
    assert_eq!(told(&library, RECEIVED), ["7"]);
    library.restore(&backup.path, &mut office::unwatched).unwrap();
    assert_eq!(told(&library, RECEIVED), ["38472"]);
}

#[test]
fn every_change_is_another_state_and_looking_is_none() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let looker = room.open_to_look();
    let states = |library: &Library| [library.state().unwrap(), looker.state().unwrap()];
    let mut seen = vec![states(&library)];
    told(&library, RECEIVED);
    told(&looker, RECEIVED);
    assert_eq!(states(&library), seen[0]);
    let backup = library.back_up(None, &mut office::unwatched).unwrap().made;
    change(&mut library, "38472");
    seen.push(states(&library));
    library.restore(&backup.path, &mut office::unwatched).unwrap();
    seen.push(states(&library));
    drop(library);
    seen.push(states(&room.open()));
    let all: std::collections::BTreeSet<&String> = seen.iter().flatten().collect();
    // Opened again, it is another library to who opened it, and for who looked on the same.
    assert_eq!(all.len(), 2 * seen.len() - 1, "{seen:?}");
}

#[test]
fn other_indicators_years_and_agencies_are_told_as_if_they_were_the_first() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    assert_eq!(told(&library, RECEIVED).len(), 1);
    let handled = told(&library, "handled");
    assert_eq!(handled, told(&room.open_to_look(), "handled"));
    let mut other = room.sample();
    other.agency = "乙镇".to_owned();
    other.year -= 1;
    library.add(&other, "乙", None, false).unwrap();
    assert_eq!(told(&library, "handled").len(), 2);
    let names = ["乙镇".to_owned()];
    let indicators = library.indicators().unwrap();
    let one = indicators.get("handled").unwrap();
    let missing = library.compare_years(&names, Some(other.year + 1..=other.year + 1), [one]);
    assert!(missing.is_err(), "there is no report of that year");
    assert!(library.compare_years(&names, Some(other.year..=other.year), [one]).is_ok());
}

#[test]
fn numbers_that_are_read_one_after_the_other_are_those_that_are_read_at_once() {
    let room = Room::new();
    room.fill();
    let mut library = room.open();
    let mut other = room.sample();
    other.agency = "乙镇".to_owned();
    library.add(&other, "乙", None, false).unwrap();
    let indicators = library.indicators().unwrap();
    let agencies = library.overview().unwrap().agencies;
    let names: Vec<String> = agencies.iter().map(|it| it.profile.name.clone()).collect();

    // Of one what is usual, of the other a single cell; then everything, one indicator after the other.
    library.read_ahead(agencies[0].id).unwrap();
    library.compare_years(&names[1..], None, indicators.get(RECEIVED)).unwrap();
    let at_once = room.open_to_look().compare_years(&names, None, &indicators.all).unwrap();
    for indicator in &indicators.all {
        let compared = library.compare_years(&names, None, [indicator]).unwrap();
        assert_eq!(compared.each(indicator), at_once.each(indicator), "{}", indicator.id);
        assert_eq!(compared.sources, at_once.sources);
    }
}
