//! What the checks take: one report of 6,000 characters, one keystroke in it, 3,000 reports on two cores, and a
//! library of 30,000 reports searched for copied text.
//!
//! `cargo run --release -p nianbao-report --example checks` prints one flat JSON object; times are milliseconds
//! unless their name says otherwise.

use report::{
    check::{check, links, own_text, repetition, Around, Known, LastYear, Library, Memory},
    json::from_json,
    Forms, Paragraph, Prose, Report,
};
use std::{collections::BTreeMap, error::Error, hint::black_box, num::NonZeroUsize, time::Instant};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const MODEL: &str = include_str!("../tests/data/published/01.json");
/// Others' prose, to make a report long.
const MORE: [&str; 3] = [
    include_str!("../tests/data/published/02.json"),
    include_str!("../tests/data/published/05.json"),
    include_str!("../tests/data/published/10.json"),
];
const LENGTH: usize = 6_000;
const MANY: usize = 3_000;
const LIBRARY: u64 = 30_000;

fn main() -> Outcome {
    let forms = Forms::bundled()?;
    let report = long_report(&forms)?;
    let mut previous = report.clone();
    previous.year -= 1;
    let others: Vec<Known> =
        MORE.iter().map(|text| Ok(Known::of(&from_json(text, &forms)?))).collect::<Outcome<Vec<_>>>()?;
    let last_year = LastYear::of(&previous);
    let around = Around {
        previous: Some(&previous),
        last_year: Some(&last_year),
        others: &others,
        ..Around::default()
    };

    let mut figures: BTreeMap<String, f64> = BTreeMap::new();
    let length: usize =
        report.form().prose_places().flat_map(|id| report.text(id)).map(|t| t.chars().count()).sum();
    figures.insert("characters".into(), length as f64);
    put(
        &mut figures,
        "check",
        &times(500, |_| {
            black_box(check(&report, &around));
        }),
    );
    put(
        &mut figures,
        "links",
        &times(500, |_| {
            black_box(links(&report));
        }),
    );
    put(&mut figures, "key_in_table", &keys_in_table(&report, &around)?);
    put(&mut figures, "key_in_sentence", &keys_in_sentence(&report, &around, true)?);
    put(
        &mut figures,
        "key_in_one_paragraph",
        &keys_in_sentence(&in_one_paragraph(&report)?, &around, false)?,
    );
    figures.insert("reports_3000_s".into(), many(&report, &around));
    library(&mut figures, &report);
    hostile(&mut figures, &report)?;
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

/// A real report with the prose of others behind its own, until it is long.
fn long_report(forms: &Forms) -> Outcome<Report> {
    let mut report = from_json(MODEL, forms)?;
    let place = report.form().prose_place("overview").cloned().ok_or("no section one")?;
    let mut texts = report.text(&place);
    let more: Vec<String> =
        MORE.iter().map(|text| Ok(own_text(&from_json(text, forms)?))).collect::<Outcome<Vec<_>>>()?.concat();
    let mut length: usize = texts.iter().map(|text| text.chars().count()).sum();
    for text in more.iter().cycle() {
        if length >= LENGTH {
            break;
        }
        length += text.chars().count();
        texts.push(text.clone());
    }
    report.set_prose(&place, Prose::plain(texts))?;
    for (at, cell) in report.form().clone().cells().iter().enumerate() {
        report.write(&cell.id, &(at % 7).to_string())?;
    }
    Ok(report)
}

/// The same with all of section one in a single paragraph: the worst case for what is kept of paragraphs.
fn in_one_paragraph(report: &Report) -> Outcome<Report> {
    let mut report = report.clone();
    let place = report.form().prose_place("overview").cloned().ok_or("no section one")?;
    let whole = report.text(&place).concat();
    report.set_prose(&place, Prose::plain([whole]))?;
    Ok(report)
}

/// The times of some runs in milliseconds, in order.
fn times(runs: usize, mut run: impl FnMut(usize)) -> Vec<f64> {
    let mut times: Vec<f64> = (0..runs)
        .map(|n| {
            let start = Instant::now();
            run(n);
            start.elapsed().as_secs_f64() * 1_000.0
        })
        .collect();
    times.sort_by(f64::total_cmp);
    times
}

fn put(figures: &mut BTreeMap<String, f64>, name: &str, times: &[f64]) {
    let at = |share: usize| {
        times.get((times.len() * share / 100).min(times.len() - 1)).copied().unwrap_or(f64::NAN)
    };
    figures.insert(format!("{name}_p50_ms"), at(50));
    figures.insert(format!("{name}_p99_ms"), at(99));
}

/// One digit more in one cell after another, checked each time.
fn keys_in_table(report: &Report, around: &Around<'_>) -> Outcome<Vec<f64>> {
    let mut report = report.clone();
    let memory = Memory::default();
    let around = &Around { memory: Some(&memory), ..*around };
    let cells: Vec<_> = report.form().cells().iter().map(|cell| cell.id.clone()).collect();
    let mut failed = None;
    let times = times(cells.len() * 5, |n| {
        let cell = &cells[n % cells.len()];
        if let Err(error) = report.write(cell, &(n % 100).to_string()) {
            failed = Some(error);
        }
        black_box(check(&report, around));
    });
    failed.map_or(Ok(times), |error| Err(error.into()))
}

/// One character more at the end of section one, checked each time; in a paragraph of its own, or in the last one.
fn keys_in_sentence(report: &Report, around: &Around<'_>, apart: bool) -> Outcome<Vec<f64>> {
    let mut report = report.clone();
    let memory = Memory::default();
    let around = &Around { memory: Some(&memory), ..*around };
    let place = report.form().prose_place("overview").cloned().ok_or("no section one")?;
    let mut before = report.prose(&place).to_vec();
    let last = report.text(&place).pop().filter(|_| !apart).unwrap_or_default();
    before.pop();
    let mut typed = String::new();
    let words: Vec<char> = "2024年，我镇共收到政府信息公开申请12件，其中予以公开9件。".chars().collect();
    let mut failed = None;
    let times = times(1_000, |n| {
        typed.push(words[n % words.len()]);
        let mut paragraphs = before.clone();
        paragraphs.push(Paragraph::text(format!("{last}{typed}")));
        if let Err(error) = report.set_prose(&place, Prose { paragraphs }) {
            failed = Some(error);
        }
        black_box(check(&report, around));
        if n % words.len() == words.len() - 1 {
            typed.clear();
        }
    });
    failed.map_or(Ok(times), |error| Err(error.into()))
}

/// Seconds for many reports on two threads, each with the report before it.
fn many(report: &Report, around: &Around<'_>) -> f64 {
    let threads = std::thread::available_parallelism().map_or(1, NonZeroUsize::get).min(2);
    let start = Instant::now();
    std::thread::scope(|scope| {
        for thread in 0..threads {
            scope.spawn(move || {
                for _ in (thread..MANY).step_by(threads) {
                    black_box(check(report, around));
                }
            });
        }
    });
    start.elapsed().as_secs_f64()
}

/// Texts made to be slow: one pattern over and over. Four times the text may take four times as long.
fn hostile(figures: &mut BTreeMap<String, f64>, report: &Report) -> Outcome {
    const PATTERNS: [&str; 17] = [
        "1件，",
        "1件",
        "（",
        "（1件",
        "其中1条、",
        "《",
        "1",
        "一",
        "国办〔2021〕3号",
        "1/",
        "，一是",
        "申请1件占1%，",
        "信息公开行政复议1件维持1件",
        "申请同比增长1%",
        "\n1件。",
        "\n《",
        "\n2023年，",
    ];
    let place = report.form().prose_place("overview").cloned().ok_or("no section one")?;
    let mut long = report.clone();
    let mut time = |pattern: &str, characters: usize| -> Outcome<f64> {
        let text = pattern.repeat(characters / pattern.chars().count());
        long.set_prose(&place, Prose::plain(text.lines()))?;
        // The quickest of some: what else the machine does is no growth.
        let times = times(3, |_| {
            black_box(check(&long, &Around::default()));
        });
        times.first().copied().ok_or_else(|| "nothing to measure".into())
    };
    let (mut slowest, mut growth) = (0.0_f64, 0.0_f64);
    for pattern in PATTERNS {
        let (short, long) = (time(pattern, 50_000)?, time(pattern, 200_000)?);
        slowest = slowest.max(long);
        growth = growth.max(long / short);
    }
    figures.insert("hostile_200000_characters_ms".into(), slowest);
    figures.insert("hostile_growth_of_4".into(), growth);
    Ok(())
}

/// Half of every text is boilerplate that all share, half is its own.
fn library(figures: &mut BTreeMap<String, f64>, report: &Report) {
    let real = own_text(report);
    let sentences: Vec<&str> = real.iter().flat_map(|text| text.split_inclusive('。')).collect();
    let text = |seed: u64| -> Vec<String> {
        let own = |n: usize, sentence: &str| -> String {
            // Every Chinese character moved by an amount of the report's own.
            let moved = |(at, c): (usize, char)| match u32::from(c) {
                code @ 0x4e00..=0x9fff => {
                    let by = (seed * 7_919 + n as u64 * 131 + at as u64 * 17) % 5_000;
                    char::from_u32(0x4e00 + (code - 0x4e00 + by as u32) % 0x5000).unwrap_or(c)
                }
                _ => c,
            };
            sentence.chars().enumerate().map(moved).collect()
        };
        let some = sentences.iter().cycle().skip(seed as usize % sentences.len()).take(40).enumerate();
        some.map(|(n, s)| if n % 2 == 0 { (*s).to_owned() } else { own(n, s) }).collect()
    };
    let texts = |from: u64| (from..from + 1_000).map(text).collect::<Vec<_>>();
    let mut library = Library::new();
    let mut build = 0.0;
    for thousand in 0..LIBRARY / 1_000 {
        let texts = texts(thousand * 1_000);
        let start = Instant::now();
        for (n, text) in texts.iter().enumerate() {
            library.put(thousand * 1_000 + n as u64, text);
        }
        build += start.elapsed().as_secs_f64();
    }
    let start = Instant::now();
    library.settle();
    figures.insert("library_build_s".into(), build + start.elapsed().as_secs_f64());
    figures.insert("library_mb".into(), library.bytes() as f64 / 1e6);
    let searched = texts(LIBRARY / 2);
    put(
        figures,
        "nearest_of_30000",
        &times(200, |n| {
            black_box(library.nearest(&searched[n], |_| false, 5));
        }),
    );
    let known = Known::new("", &searched[1]);
    put(
        figures,
        "compare_one",
        &times(200, |n| {
            black_box(repetition(&searched[n], &known));
        }),
    );
    let mut n = LIBRARY;
    put(
        figures,
        "library_put",
        &times(200, |at| {
            n += 1;
            library.put(n, &searched[at]);
        }),
    );
}
