//! What printing takes: the first report of a process, the same again, and reports that differ, on all cores. Names with
//! `cpu` are what processors worked, which does not grow with what else the machine does.
//!
//! `cargo run --release -p nianbao-press --example printing` prints one flat JSON object.

use std::collections::BTreeMap;
use std::error::Error;
use std::path::Path;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Instant;

use press::{pdf, Fonts};
use report::{prose::Prose, Forms, Report};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const SAMPLES: [&str; 3] = ["guantangyi-2024", "suqian-2024", "shanghai-office-2019"];
const ROUNDS: usize = 100;
const MANY: usize = 300;
const VERY_MANY: usize = 1_000;

fn main() -> Outcome {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let forms = Forms::bundled()?;
    let mut samples = Vec::new();
    for name in SAMPLES {
        let json = std::fs::read_to_string(here.join(format!("tests/data/{name}.json")))?;
        samples.push(report::json::from_json(&json, &forms)?);
    }
    let fonts = Fonts::in_folder(here.join("../../fonts"));
    let first = samples.first().ok_or("no sample")?;

    let busy = main_cpu_ms()?;
    let (cold, bytes) = timed(|| print(first, &fonts))?;
    let mut figures = BTreeMap::from([
        ("cold_ms", cold),
        ("cold_cpu_ms", main_cpu_ms()? - busy),
        ("pdf_bytes", bytes as f64),
        ("peak_one_kib", peak_kib()?),
    ]);
    let busy = main_cpu_ms()?;
    let mut again = Vec::new();
    for _ in 0..ROUNDS {
        again.push(timed(|| print(first, &fonts))?.0);
    }
    put(&mut figures, ["again_p50_ms", "again_p99_ms"], again);
    figures.insert("again_cpu_ms", (main_cpu_ms()? - busy) / ROUNDS as f64);
    // As the preview does it: one number is another, the glyphs are the same or one more.
    let busy = main_cpu_ms()?;
    let mut edited = Vec::new();
    for round in 0..ROUNDS {
        let mut report = first.clone();
        let cell = report.form().cell("requests.received.person").ok_or("no such cell")?.id.clone();
        report.write(&cell, &round.to_string())?;
        edited.push(timed(|| print(&report, &fonts))?.0);
    }
    put(&mut figures, ["edited_p50_ms", "edited_p99_ms"], edited);
    figures.insert("edited_cpu_ms", (main_cpu_ms()? - busy) / ROUNDS as f64);
    let busy = main_cpu_ms()?;
    let mut lays = Vec::new();
    for _ in 0..ROUNDS {
        lays.push(timed(|| Ok(press::lay_out(&sheet(first), &fonts)?.pages.len()))?.0);
    }
    put(&mut figures, ["lay_out_p50_ms", "lay_out_p99_ms"], lays);
    figures.insert("lay_out_cpu_ms", (main_cpu_ms()? - busy) / ROUNDS as f64);
    let mut largest = 0;
    for sample in &samples {
        largest = largest.max(print(sample, &fonts)?);
    }
    figures.insert("largest_sample_bytes", largest as f64);

    let (begun, busy) = (Instant::now(), cpu_s()?);
    let largest = print_many(&samples, &fonts, 0..MANY)?;
    figures.insert("reports_300_s", begun.elapsed().as_secs_f64());
    figures.insert("reports_300_cpu_s", cpu_s()? - busy);
    figures.insert("largest_bytes", largest as f64);
    figures.insert("peak_300_kib", peak_kib()?);
    figures.insert("after_300_kib", resident_kib()?);
    print_many(&samples, &fonts, MANY..VERY_MANY)?;
    figures.insert("after_1000_kib", resident_kib()?);
    figures.insert("peak_1000_kib", peak_kib()?);
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn sheet(report: &Report) -> press::Sheet {
    press::official::sheet(report, &Default::default())
}

fn print(report: &Report, fonts: &Fonts) -> Outcome<usize> {
    let pages = press::lay_out(&sheet(report), fonts)?;
    Ok(pdf::write(&pages, fonts, &press::official::meta(report, None), None)?.len())
}

/// The `at`th of many reports, no two alike: a sample's form and numbers, and half of its sentences.
fn varied(samples: &[Report], at: usize) -> Outcome<Report> {
    let sample = samples.get(at % samples.len()).ok_or("no sample")?;
    let mut report = Report::new(sample.form().clone(), format!("某县第{at}镇"), sample.year);
    for cell in sample.form().cells() {
        if let Some(entry) = sample.entry(&cell.id) {
            report.write(&cell.id, &entry.to_string())?;
        }
    }
    for place in sample.form().prose_places() {
        let kept = |paragraph: &str, place: usize| -> String {
            let keep = |(n, _): &(usize, &str)| (at / 3 + place * 7 + n * 5) % 11 < 8;
            paragraph.split_inclusive('。').enumerate().filter(keep).map(|(_, sentence)| sentence).collect()
        };
        let texts = sample.text(place);
        let paragraphs: Vec<String> = texts.iter().enumerate().map(|(n, text)| kept(text, n)).collect();
        report.set_prose(place, Prose::plain(paragraphs.iter().map(String::as_str)))?;
    }
    Ok(report)
}

/// Prints them on all cores; gives the size of the largest.
fn print_many(samples: &[Report], fonts: &Fonts, which: std::ops::Range<usize>) -> Outcome<usize> {
    let (next, largest) = (AtomicUsize::new(which.start), AtomicUsize::new(0));
    let threads = std::thread::available_parallelism().map_or(1, usize::from);
    let work = || -> Result<(), String> {
        loop {
            let at = next.fetch_add(1, Ordering::Relaxed);
            if at >= which.end {
                return Ok(());
            }
            let report = varied(samples, at).map_err(|error| error.to_string())?;
            let bytes = print(&report, fonts).map_err(|error| error.to_string())?;
            largest.fetch_max(bytes, Ordering::Relaxed);
        }
    };
    std::thread::scope(|scope| -> Outcome {
        let at_work: Vec<_> = (0..threads).map(|_| scope.spawn(work)).collect();
        for thread in at_work {
            thread.join().map_err(|_| "a thread panicked")??;
        }
        Ok(())
    })?;
    Ok(largest.into_inner())
}

fn timed<T>(work: impl FnOnce() -> Outcome<T>) -> Outcome<(f64, T)> {
    let start = Instant::now();
    let result = work()?;
    Ok((start.elapsed().as_secs_f64() * 1e3, result))
}

/// The median and the 99th percentile under these names.
fn put(figures: &mut BTreeMap<&'static str, f64>, names: [&'static str; 2], mut times: Vec<f64>) {
    times.sort_by(f64::total_cmp);
    for (name, percent) in names.into_iter().zip([50, 99]) {
        figures.insert(name, times.get(times.len() * percent / 100).copied().unwrap_or(f64::NAN));
    }
}

fn peak_kib() -> Outcome<f64> {
    status("VmHWM:")
}

fn resident_kib() -> Outcome<f64> {
    status("VmRSS:")
}

fn status(name: &str) -> Outcome<f64> {
    let status = std::fs::read_to_string("/proc/self/status")?;
    let line = status.lines().find_map(|line| line.strip_prefix(name)).ok_or("not in the status")?;
    Ok(line.trim().trim_end_matches("kB").trim().parse()?)
}

/// What a processor has worked for the first thread, in milliseconds.
fn main_cpu_ms() -> Outcome<f64> {
    let said = std::fs::read_to_string("/proc/self/schedstat")?;
    let nanoseconds: f64 = said.split_whitespace().next().ok_or("not in the status")?.parse()?;
    Ok(nanoseconds / 1e6)
}

/// What processors have worked for this process, in seconds: does not grow with what others do beside it.
fn cpu_s() -> Outcome<f64> {
    let stat = std::fs::read_to_string("/proc/self/stat")?;
    let after = stat.rsplit(')').next().ok_or("not in the status")?;
    let ticks: Vec<f64> =
        after.split_whitespace().skip(11).take(2).map(str::parse).collect::<Result<_, _>>()?;
    Ok(ticks.iter().sum::<f64>() / 100.0)
}
