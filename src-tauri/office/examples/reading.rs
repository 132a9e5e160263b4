//! What reading takes: every document of the test data by itself, and a folder of a thousand mixed ones.
//!
//! `cargo run --release -p nianbao-office --example reading` prints one flat JSON object. The folder is made of reports that
//! were never published, in every shape and kind of file, and of old Word and Excel files that another program wrote;
//! another process reads it, so that its peak of memory is that of reading alone.

#[path = "../tests/generated/made.rs"]
#[allow(dead_code)]
mod made;
#[path = "../tests/generated/paper.rs"]
mod paper;
// What a shape is called, and how well it ought to be read, is of no interest here.
#[path = "../tests/generated/shapes.rs"]
#[allow(dead_code)]
mod shapes;

use made::{made, Dice};
use office::{Format, Office};
use shapes::{Kind, SHAPES};
use std::{
    collections::BTreeMap,
    error::Error,
    fs,
    io::{Cursor, Write},
    path::{Path, PathBuf},
    process::Command,
    time::Instant,
};
use zip::{write::SimpleFileOptions, ZipWriter};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const DOCUMENTS: u64 = 1_000;

/// So many of them lie in packed files of so many.
const PACKED: u64 = 40;
const IN_ONE: u64 = 20;

/// How often each document of the test data is read; the middle time counts.
const ROUNDS: usize = 15;

/// Old files of another program, which nothing of ours writes.
const OLD: [&str; 2] = ["01_guantangyi-town_2024.doc", "01_guantangyi-town_2024.xls"];

fn main() -> Outcome {
    let office = Office::new(root().join("fonts"))?;
    if let Some(folder) = std::env::args().nth(1) {
        return measure(&office, Path::new(&folder));
    }
    let mut figures = fixtures(&office)?;
    let folder = tempfile::tempdir()?;
    fill(&office, folder.path())?;
    let child = Command::new(std::env::current_exe()?).arg(folder.path()).output()?;
    let told: BTreeMap<String, f64> = serde_json::from_slice(&child.stdout)?;
    figures.extend(told);
    println!("{}", serde_json::to_string_pretty(&figures)?);
    Ok(())
}

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("../..")
}

/// Milliseconds for each document of the test data.
fn fixtures(office: &Office) -> Outcome<BTreeMap<String, f64>> {
    let mut figures = BTreeMap::new();
    for entry in fs::read_dir(root().join("tests/data"))? {
        let path = entry?.path();
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        // The true cells are no document, nor is what updates are tried with.
        if name == "expected.json" || path.is_dir() {
            continue;
        }
        let bytes = fs::read(&path)?;
        let mut times = Vec::with_capacity(ROUNDS);
        for _ in 0..ROUNDS {
            let start = Instant::now();
            let _ = std::hint::black_box(office.read(Some(&name), &bytes));
            times.push(start.elapsed().as_secs_f64() * 1_000.0);
        }
        times.sort_by(f64::total_cmp);
        figures.insert(format!("fixture {name}"), times[ROUNDS / 2]);
    }
    Ok(figures)
}

/// A folder of mixed documents, the same every time.
fn fill(office: &Office, folder: &Path) -> Outcome {
    let mut packed = Vec::new();
    for seed in 0..DOCUMENTS {
        let (name, bytes) = document(office, seed)?;
        if seed >= DOCUMENTS - PACKED {
            packed.push((name, bytes));
        } else {
            fs::write(folder.join(name), bytes)?;
        }
    }
    for (n, files) in packed.chunks(IN_ONE as usize).enumerate() {
        let mut zip = ZipWriter::new(Cursor::new(Vec::new()));
        for (name, bytes) in files {
            zip.start_file(name.as_str(), SimpleFileOptions::default())?;
            zip.write_all(bytes)?;
        }
        fs::write(folder.join(format!("年报{n}.zip")), zip.finish()?.into_inner())?;
    }
    Ok(())
}

/// A document: as many of each kind as of every other.
fn document(office: &Office, seed: u64) -> Outcome<(String, Vec<u8>)> {
    let kinds = SHAPES.len() as u64 + 5;
    let (kind, dice) = (seed % kinds, &mut Dice(seed));
    if let Some(shape) = SHAPES.get(kind as usize) {
        let made = made(office.forms(), shape.kind, dice);
        return Ok((format!("{seed:04}.txt"), (shape.write)(office, &made, dice)));
    }
    let report = made(office.forms(), Kind::Official, dice);
    let page = || shapes::export(office, &report, Format::Web);
    let (end, bytes) = match kind - SHAPES.len() as u64 {
        0 => ("json", shapes::export(office, &report, Format::Json)),
        1 => ("pdf", shapes::export(office, &report, Format::Pdf)),
        2 => ("mht", saved(&page())),
        n => {
            let old = OLD[(n - 3) as usize % OLD.len()];
            (if old.ends_with("doc") { "doc" } else { "xls" }, fs::read(root().join("tests/data").join(old))?)
        }
    };
    Ok((format!("{seed:04}.{end}"), bytes))
}

/// A page as a browser saves it with its pictures.
fn saved(page: &[u8]) -> Vec<u8> {
    let body: String = page
        .iter()
        .map(|byte| format!("={byte:02X}"))
        .collect::<Vec<_>>()
        .chunks(24)
        .fold(String::new(), |body, line| body + &line.concat() + "=\r\n");
    let head = "MIME-Version: 1.0\r\nContent-Type: multipart/related; boundary=\"--x\"\r\n\r\n----x\r\n\
                Content-Type: text/html; charset=utf-8\r\nContent-Transfer-Encoding: quoted-printable\r\n\r\n";
    format!("{head}{body}\r\n----x--\r\n").into_bytes()
}

/// Reads the folder, on all cores, and prints what that took.
fn measure(office: &Office, folder: &Path) -> Outcome {
    let start = Instant::now();
    let all = office.read_many(folder, |_| ())?;
    let took = start.elapsed().as_secs_f64();
    let refused = all.iter().filter(|one| one.reading.is_err()).count();
    let figures = serde_json::json!({
        "documents": all.len(),
        "refused": refused,
        "documents_a_second": all.len() as f64 / took,
        "peak_kib": peak_kib().unwrap_or_default(),
    });
    println!("{figures}");
    Ok(())
}

/// The most memory this process has had resident; nothing where the system does not say.
fn peak_kib() -> Option<u64> {
    let status = fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"))?;
    line.trim().trim_end_matches("kB").trim().parse().ok()
}
