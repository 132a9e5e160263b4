//! `nianbao bench`: how long reading, checking and printing take, as JSON for `cargo xtask bench`.

use crate::{args::Input, failure::Failure, say};
use office::{Office, Printing, Variant};
use std::time::Instant;

pub(crate) fn run(office: &Office, file: &Input, runs: usize) -> Result<u8, Failure> {
    let (read_cold, reading) = timed(|| say::read(office, file));
    let reading = reading?;
    let report = &reading.report;
    let (print_cold, pdf) = timed(|| office.print(report, &Printing::default()));
    let (pdf, pages) = (pdf?, office.lay_out(report, &Variant::default())?.pages.len());
    // Standard input can be read only once.
    let again = matches!(file, Input::File(_));
    let read = times(runs, || !again || say::read(office, file).is_ok());
    let check = times(runs, || !office.check(&reading).is_empty());
    let print = times(runs, || {
        office.print(report, &Printing::default()).is_ok_and(|bytes| bytes.len() == pdf.len())
    });
    let figures = serde_json::json!({
        "read_ms_cold": read_cold,
        "read_ms": at(&read, 0.5),
        "check_ms": at(&check, 0.5),
        "print_ms_cold": print_cold,
        "print_ms": at(&print, 0.5),
        "print_ms_p99": at(&print, 0.99),
        "pdf_bytes": pdf.len(),
        "pages": pages,
        "peak_kib": peak_kib(),
    });
    say::out(&format!("{figures}\n"))?;
    Ok(0)
}

fn timed<T>(work: impl FnOnce() -> T) -> (f64, T) {
    let start = Instant::now();
    let result = work();
    (start.elapsed().as_secs_f64() * 1e3, result)
}

/// Sorted milliseconds of that many runs. The result is looked at, so that no work is optimised away.
fn times(runs: usize, mut work: impl FnMut() -> bool) -> Vec<f64> {
    let mut times: Vec<f64> = (0..runs).map(|_| timed(|| std::hint::black_box(work())).0).collect();
    times.sort_by(f64::total_cmp);
    times
}

fn at(sorted: &[f64], share: f64) -> f64 {
    let last = sorted.len().saturating_sub(1);
    sorted.get((last as f64 * share).round() as usize).copied().unwrap_or_default()
}

/// The most memory this process has had resident, in KiB; null where the system does not say.
fn peak_kib() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
