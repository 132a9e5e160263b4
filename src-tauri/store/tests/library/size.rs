//! How large years of work become on the disk.

use crate::desk::{add_agency, real_of, write_cell, Place, RECEIVED};
use report::Prose;
use std::fs;
use store::{Moment, Origin};

#[test]
fn ten_years_of_two_hundred_revisions_stay_small() {
    const YEARS: std::ops::Range<u16> = 2015..2025;
    const REVISIONS: usize = 200;
    const LARGEST: u64 = 20_000_000;
    let place = Place::new();
    let mut library = place.library();
    let agency = add_agency(&mut library);
    let mut revisions = 0;
    for year in YEARS {
        let mut report = real_of(year);
        let id = library.add(agency, &report, &Origin::Written).unwrap();
        let places = report.form().prose_places().cloned().collect::<Vec<_>>();
        for n in 1..REVISIONS {
            // A figure is filled in, or somewhere a sentence is added to a paragraph or taken back.
            if n % 2 == 0 {
                write_cell(&mut report, RECEIVED, &(n * usize::from(year)).to_string());
            } else {
                let place = &places[n % places.len()];
                let mut texts = report.text(place);
                match texts.last_mut() {
                    Some(text) if n % 6 != 1 => {
                        text.push_str(&format!("其中，第{n}项工作已于{year}年完成。"))
                    }
                    Some(text) => text.truncate(text.find('。').map_or(0, |end| end + '。'.len_utf8())),
                    None => texts.push(format!("本年度第{n}项工作正常开展。")),
                }
                report.set_prose(place, Prose::plain(texts)).unwrap();
            }
            library.save(id, &report, "编辑", Moment::Meaningful).unwrap();
            place.clock.pass(600);
        }
        revisions += library.revisions(id).unwrap().len();
    }
    drop(library);
    let size = fs::metadata(place.path()).unwrap().len();
    println!("{revisions} revisions: {size} bytes");
    assert!(revisions > 1_900, "nearly every edit is one: {revisions}");
    assert!(size < LARGEST, "{size}");
}
