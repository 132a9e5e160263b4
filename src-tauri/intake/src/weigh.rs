//! Of two readings of one PDF, by its structure tree and by the places of its text, the one to be shown.

use crate::{IntakeError, Reading};

/// The reading that says more of a report: the one with more cells that are sure, then with more cells, then with more
/// sections; by the tree, where they say as much. A tree that leaves no cell open is not held against the places at all,
/// be it that what stands in a cell is no number: the places would only make one of a part of it.
/// Programs tag what they write with more or less care: some make of each line of a table a paragraph.
pub(crate) fn better(tagged: Reading, places: impl FnOnce() -> Result<Reading, IntakeError>) -> Reading {
    let is_whole = tagged.missing().next().is_none()
        && tagged
            .uncertain()
            .all(|id| tagged.report.entry(id).is_some() && tagged.report.value(id).is_none())
        && tagged.sections.len() == tagged.report.form().sections.len();
    if is_whole {
        return tagged;
    }
    let says = |reading: &Reading| {
        let all = reading.sightings.len();
        (all - reading.uncertain().count(), all, reading.sections.len())
    };
    match places() {
        Ok(places) if says(&places) > says(&tagged) => places,
        _ => tagged,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::{read, Budget, Source};
    use report::Forms;

    const WHOLE: &str = include_str!("../../../tests/data/17_suqian-city_2023.txt");

    fn of(text: &str) -> Reading {
        let forms = Forms::bundled().unwrap();
        read(Source { name: None, bytes: text.as_bytes() }, &forms, Budget::default()).unwrap()
    }

    #[test]
    fn what_says_more_is_shown() {
        let cut = of(&WHOLE[..WHOLE.find("（七）总计").unwrap()]);
        let shorter = of(&WHOLE[..WHOLE.find("四、政府信息公开行政").unwrap()]);
        let whole = of(WHOLE);
        assert!(cut.missing().count() > 0 && cut.sightings.len() < shorter.sightings.len());
        let shown = |tagged: &Reading, places: &Reading| better(tagged.clone(), || Ok(places.clone()));
        assert_eq!(shown(&cut, &whole), whole);
        assert_eq!(shown(&cut, &shorter), shorter);
        assert_eq!(shown(&shorter, &cut), shorter);
        let mut in_doubt = whole.clone();
        in_doubt.sightings.values_mut().for_each(|sighting| sighting.certain = false);
        assert_eq!(shown(&in_doubt, &cut), cut);
        // As much: the tree. And it stands where the places are not to be had, or not looked at.
        let mut same = shorter.clone();
        same.remarks.push("places".to_owned());
        assert_eq!(shown(&shorter, &same), shorter);
        assert_eq!(better(cut.clone(), || Err(IntakeError::NoText)), cut);
        assert_eq!(better(whole.clone(), || unreachable!("it leaves nothing open")), whole);
    }
}
