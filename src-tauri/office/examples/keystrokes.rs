//! What one keystroke takes while a library lies open: ten years of sixty townships, the report of the last year being
//! written, 6,000 characters long.
//!
//! `cargo run --release -p nianbao-office --example keystrokes` prints one flat JSON object in milliseconds: `check_…` is
//! the rules alone with what the library knows around the report, `act_…` what the window waits for, which is that and
//! the save on the disk. The library is made in the system's folder for temporary files.

use office::{local_now, Draft, Fill, Library, Office, Places, Surroundings, Wording};
use report::{Paragraph, Prose, Report};
use std::{collections::BTreeMap, error::Error, hint::black_box, path::Path, sync::Arc, time::Instant};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;
type Figures = BTreeMap<&'static str, f64>;

const TOWNS: usize = 60;
const YEARS: std::ops::RangeInclusive<u16> = 2019..=2028;
const LENGTH: usize = 6_000;
const KEYS: usize = 1_000;
/// A save on the disk takes many times as long as a check.
const ACTS: usize = 300;
/// What is typed at the end of section one, over and over.
const TYPED: &str = "2024年，我镇共收到政府信息公开申请12件，其中予以公开9件。";

fn main() -> Outcome {
    let folder = tempfile::tempdir()?;
    let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
    let office = Office::new(fonts)?;
    let places = Places::of_library(&folder.path().join(store::FILE_NAME));
    let mut library = office.open_library(places, Arc::new(local_now))?;
    let model = office.sample()?.report;

    let start = Instant::now();
    for town in 0..TOWNS {
        for year in YEARS {
            library.add(&written(&office, &model, town, year)?, "示例", None, false)?;
        }
    }
    let built = start.elapsed().as_secs_f64();

    let last = library.find(&name(0), *YEARS.end(), None)?.id;
    let start = Instant::now();
    let mut draft = library.open_draft(last)?;
    let mut figures = Figures::from([
        ("reports", (TOWNS * YEARS.count()) as f64),
        ("characters", length(draft.report()) as f64),
        ("build_s", built),
        ("open_first_ms", start.elapsed().as_secs_f64() * 1_000.0),
    ]);
    let start = Instant::now();
    let around = library.surroundings(last)?;
    figures.insert("open_again_ms", start.elapsed().as_secs_f64() * 1_000.0);

    let check = checked_in_table(draft.report(), &around)?;
    put(&mut figures, ["check_in_table_p50_ms", "check_in_table_p99_ms"], check);
    let check = checked_in_sentence(draft.report(), &around)?;
    put(&mut figures, ["check_in_sentence_p50_ms", "check_in_sentence_p99_ms"], check);
    put(
        &mut figures,
        ["act_in_table_p50_ms", "act_in_table_p99_ms"],
        acts_in_table(&mut library, &mut draft)?,
    );
    let acts = acts_in_sentence(&mut library, &mut draft)?;
    put(&mut figures, ["act_in_sentence_p50_ms", "act_in_sentence_p99_ms"], acts);
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn name(town: usize) -> String {
    const NAMES: [&str; 10] =
        ["青山", "绿水", "白云", "石桥", "柳河", "龙泉", "大兴", "新民", "永安", "双溪"];
    format!("某县{}{}镇", NAMES[town / 10 % 10], NAMES[town % 10])
}

/// A township's report of a year: the sample's prose over and over, its own name, its own numbers.
fn written(office: &Office, model: &Report, town: usize, year: u16) -> Outcome<Report> {
    let form = office.forms().for_year(year).cloned().ok_or("no form for the year")?;
    let mut report = Report::new(form.clone(), name(town), year);
    let own = |text: &str| text.replace("官塘驿", &name(town)[6..name(town).len() - 3]);
    for place in form.prose_places() {
        if model.form().prose_place(place.as_str()).is_none() {
            continue;
        }
        let mut texts: Vec<String> = model.text(place).iter().map(|text| own(text)).collect();
        if place.as_str() == "overview" {
            let count = |texts: &[String]| -> usize { texts.iter().map(|text| text.chars().count()).sum() };
            let first = texts.clone();
            for text in first.iter().cycle() {
                if count(&texts) >= LENGTH {
                    break;
                }
                texts.push(text.clone());
            }
        }
        report.set_prose(place, Prose::plain(texts))?;
    }
    for (at, cell) in form.cells().iter().enumerate() {
        report.write(&cell.id, &((at + town + usize::from(year)) % 7).to_string())?;
    }
    Ok(report)
}

fn length(report: &Report) -> usize {
    let texts = report.form().prose_places().flat_map(|id| report.text(id));
    texts.map(|text| text.chars().count()).sum()
}

fn timed(run: impl FnOnce() -> Outcome) -> Outcome<f64> {
    let start = Instant::now();
    run()?;
    Ok(start.elapsed().as_secs_f64() * 1_000.0)
}

fn put(figures: &mut Figures, [half, most]: [&'static str; 2], mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    let at = |share: usize| times.get(times.len() * share / 100).copied().unwrap_or(f64::NAN);
    figures.insert(half, at(50));
    figures.insert(most, at(99));
}

/// One cell after another, its number another each time.
fn checked_in_table(report: &Report, around: &Surroundings) -> Outcome<Vec<f64>> {
    let mut report = report.clone();
    let cells: Vec<_> = report.form().cells().iter().map(|cell| cell.id.clone()).collect();
    let key = |n: usize| {
        report.write(&cells[n % cells.len()], &(n % 100).to_string())?;
        timed(|| {
            black_box(around.check(&report));
            Ok(())
        })
    };
    (0..KEYS).map(key).collect()
}

/// The last paragraph of section one as it stands after so many keystrokes.
fn typed(report: &Report, n: usize) -> Outcome<Prose> {
    let place = report.form().prose_place("overview").ok_or("no section one")?;
    let mut paragraphs = report.prose(place).to_vec();
    paragraphs.pop();
    let upto = n % TYPED.chars().count() + 1;
    paragraphs.push(Paragraph::text(TYPED.chars().take(upto).collect::<String>()));
    Ok(Prose { paragraphs })
}

fn checked_in_sentence(report: &Report, around: &Surroundings) -> Outcome<Vec<f64>> {
    let mut report = report.clone();
    let place = report.form().prose_place("overview").cloned().ok_or("no section one")?;
    let key = |n: usize| {
        let prose = typed(&report, n)?;
        report.set_prose(&place, prose)?;
        timed(|| {
            black_box(around.check(&report));
            Ok(())
        })
    };
    (0..KEYS).map(key).collect()
}

fn acts_in_table(library: &mut Library, draft: &mut Draft) -> Outcome<Vec<f64>> {
    let cells: Vec<_> = draft.report().form().cells().iter().map(|cell| cell.id.clone()).collect();
    let key = |n: usize| {
        let entry = (cells[n % cells.len()].clone(), (n % 100).to_string());
        timed(|| Ok(library.fill_in(draft, &[entry], Fill::Typed)?))
    };
    (0..ACTS).map(key).collect()
}

fn acts_in_sentence(library: &mut Library, draft: &mut Draft) -> Outcome<Vec<f64>> {
    let place = draft.report().form().prose_place("overview").cloned().ok_or("no section one")?;
    let key = |n: usize| {
        let prose = typed(draft.report(), n)?;
        timed(|| Ok(library.write_prose(draft, &place, prose, Wording::Typed)?))
    };
    (0..ACTS).map(key).collect()
}
