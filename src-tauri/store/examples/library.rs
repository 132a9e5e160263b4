//! What the store takes: a library of 3,000 agencies × 10 years (about 6 million cells), measured by a process
//! of its own, beside the same rows read by plain SQL and the same disk written to plainly.
//!
//! `cargo run --release -p nianbao-store --example library [-- --agencies N --years N]` prints one flat JSON
//! object; times are milliseconds. The library is made in the system's folder for temporary files.

use report::{
    json::from_json,
    series::{Indicators, Series},
    Forms, Report,
};
use rusqlite::{params, Connection, OpenFlags};
use std::{
    collections::BTreeMap,
    env,
    error::Error,
    fs::{self, File},
    io::Write,
    path::{Path, PathBuf},
    process::Command,
    sync::Arc,
    time::Instant,
};
use store::{Access, Agency, AgencyProfile, Level, Library, Moment, Opening, Origin, ReportId, Scope, Why};
use time::OffsetDateTime;

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const REAL: &str = include_str!("../tests/data/guantangyi-2024.json");
const LAST_YEAR: u16 = 2025;
const CELL: &str = "requests.received.total";
/// No report has a value here, so that each must be proved to have none.
const BLANK: &str = "requests.carried_in.other";
/// Stands in nearly every paragraph, which is the worst case.
const SOUGHT: &str = "公开";
const SELDOM: &str = "不足";
/// So many agencies a county has.
const COUNTY: usize = 60;
const MEASURE: &str = "--measure";

fn main() -> Outcome {
    let arguments: Vec<String> = env::args().skip(1).collect();
    let number = |name: &str, usual: u16| -> Outcome<u16> {
        let at = arguments.iter().position(|it| it == name).and_then(|at| arguments.get(at + 1));
        Ok(at.map_or(Ok(usual), |text| text.parse())?)
    };
    if let [measure, path] = arguments.as_slice() {
        if measure == MEASURE {
            return print(&measured(Path::new(path))?);
        }
    }
    let folder = Folder::new()?;
    let path = folder.0.join(store::FILE_NAME);
    let start = Instant::now();
    build(&path, number("--agencies", 3_000)?, number("--years", 10)?)?;
    let built = start.elapsed().as_secs_f64();
    // A process that did not build it: its memory is what looking and saving takes.
    let output = Command::new(env::current_exe()?).arg(MEASURE).arg(&path).output()?;
    if !output.status.success() {
        return Err(String::from_utf8_lossy(&output.stderr).into());
    }
    let mut figures: Figures = serde_json::from_slice(&output.stdout)?;
    figures.insert("build_s".into(), built);
    print(&figures)
}

type Figures = BTreeMap<String, f64>;

fn print(figures: &Figures) -> Outcome {
    println!("{}", serde_json::to_string_pretty(figures)?);
    Ok(())
}

/// A folder that goes when the bench does.
struct Folder(PathBuf);

impl Folder {
    fn new() -> Outcome<Folder> {
        let path = env::temp_dir().join(format!("nianbao-store-bench-{}", std::process::id()));
        fs::create_dir(&path)?;
        Ok(Folder(path))
    }
}

impl Drop for Folder {
    fn drop(&mut self) {
        if let Err(error) = fs::remove_dir_all(&self.0) {
            eprintln!("{}: {error}", self.0.display());
        }
    }
}

fn open(path: &Path, access: Access) -> Outcome<Library> {
    let opening = Opening::new(Forms::bundled()?, Arc::new(OffsetDateTime::now_utc), access);
    Ok(Library::open(path, opening)?)
}

/// Real content, with every agency's own name and figures.
fn build(path: &Path, agencies: u16, years: u16) -> Outcome {
    let mut library = open(path, Access::Create)?;
    let names: Vec<_> =
        (1..=agencies).map(|n| AgencyProfile::named(format!("第{n}镇人民政府"), Level::Township)).collect();
    let ids = library.add_agencies(&names)?;
    let model = from_json(REAL, library.forms())?;
    let form = model.form().clone();
    for (n, (agency, profile)) in ids.iter().zip(&names).enumerate() {
        let mut reports: Vec<Report> = Vec::new();
        for year in LAST_YEAR + 1 - years..=LAST_YEAR {
            let mut report = model.clone();
            (report.agency, report.year, report.title) = (profile.name.clone(), year, None);
            for (at, cell) in form.cells().iter().enumerate() {
                report.write(&cell.id, &((n * 7 + at * usize::from(year)) % 1_000).to_string())?;
            }
            report.set(&form.cell(BLANK).ok_or("no such cell")?.id, None)?;
            reports.push(report);
        }
        let all: Vec<_> = reports.iter().map(|report| (*agency, report)).collect();
        library.add_all(&all, &Origin::Imported("bench".into()))?;
    }
    Ok(())
}

fn measured(path: &Path) -> Outcome<Figures> {
    let mut figures = Figures::new();
    let mut put = |name: &str, value: f64| {
        figures.insert(name.to_owned(), value);
    };
    let start = Instant::now();
    let mut library = open(path, Access::Write)?;
    let agencies = library.agencies()?;
    let first = library.reports_in(LAST_YEAR)?;
    put("first_list_ms", ms(start));
    put("agencies", agencies.len() as f64);

    let all = library.reports()?;
    put("reports", all.len() as f64);
    let some: Vec<ReportId> = all.iter().step_by(all.len().div_ceil(500)).map(|it| it.id).collect();
    let one_report = times(&some, |id| Ok(library.report(*id).map(drop)?))?;
    put("report_ms", one_report.middle);
    put("report_ms_p99", one_report.late);
    let column = times(&[(); 10], |()| Ok(library.cell_in(LAST_YEAR, CELL).map(drop)?))?;
    put("cell_in_year_ms", column.middle);
    let blank = times(&[(); 3], |()| Ok(library.cell_in(LAST_YEAR, BLANK).map(drop)?))?;
    put("blank_in_year_ms", blank.middle);
    let of_county = &agencies[..agencies.len().min(COUNTY)];
    put("county_ten_years_ms", times(&[(); 10], |()| added_up(&library, of_county))?.middle);
    put("all_ten_years_ms", times(&[(); 3], |()| added_up(&library, &agencies))?.middle);
    let search = times(&[(); 5], |()| Ok(library.search(SOUGHT, &Scope::default(), 100).map(drop)?))?;
    put("search_ms", search.middle);
    let seldom = times(&[(); 5], |()| Ok(library.search(SELDOM, &Scope::default(), 100).map(drop)?))?;
    put("search_seldom_ms", seldom.middle);
    put("search_hits", f64::from(u32::try_from(library.search(SOUGHT, &Scope::default(), 1)?.1)?));
    put("peak_kib_looking", peak_kib());

    let one = first.first().ok_or("no report of the last year")?.id;
    let mut report = library.report(one)?.report;
    let cell = report.form().cell(CELL).ok_or("no such cell")?.id.clone();
    let numbers: Vec<u32> = (0..1_000).collect();
    let save = times(&numbers, |n| {
        report.write(&cell, &n.to_string())?;
        library.save(one, &report, "bench", Moment::Passing)?;
        Ok(())
    })?;
    put("save_ms", save.middle);
    put("save_ms_p99", save.late);
    put("save_ms_most", save.most);
    let disk = plain_writes(&path.with_extension("plain"))?;
    put("plain_write_ms", disk.middle);
    put("plain_write_ms_p99", disk.late);
    put("plain_write_ms_most", disk.most);
    put("peak_kib", peak_kib());
    let backups = path.with_extension("backups");
    let start = Instant::now();
    let backup = library.back_up(&backups, Why::Manual)?;
    put("backup_ms", ms(start));
    fs::remove_file(backup.path)?;
    fs::remove_dir(backups)?;
    drop(library);

    let start = Instant::now();
    drop(open(path, Access::Read)?);
    put("open_ms", ms(start));
    let sql = plain_sql(path, &some)?;
    put("cells", sql.cells);
    put("file_bytes", fs::metadata(path)?.len() as f64);
    put("sql_list_ms", sql.list);
    for (name, ours, plain) in [
        ("report", one_report.middle, sql.report),
        ("cell_in_year", column.middle, sql.column),
        ("search", search.middle, sql.search),
    ] {
        put(&format!("sql_{name}_ms"), plain);
        put(&format!("{name}_to_sql"), ours / plain);
    }
    Ok(figures)
}

/// Every main indicator of agencies over ten years, added up.
fn added_up(library: &Library, agencies: &[Agency]) -> Outcome {
    let indicators = Indicators::bundled(library.forms())?;
    let chosen: Vec<_> = indicators.main().collect();
    let cells = chosen.iter().flat_map(|it| &it.formulas).flat_map(|it| it.of.iter().chain(&it.per));
    let wanted = cells.map(|id| id.as_str()).collect();
    let members: Vec<_> = agencies.iter().map(|it| it.id).collect();
    let years = LAST_YEAR - 9..=LAST_YEAR;
    let mut of: BTreeMap<_, Vec<_>> = BTreeMap::new();
    for it in library.years_of(&members, &years, &wanted)? {
        of.entry(it.agency).or_default().push(it.figures);
    }
    for indicator in chosen {
        let members = of.values().map(Vec::as_slice);
        std::hint::black_box(Series::of(indicator, "某县", &years.clone().collect(), members));
    }
    Ok(())
}

/// Milliseconds: the middle of all, the 99th in a hundred, the most.
struct Times {
    middle: f64,
    late: f64,
    most: f64,
}

fn times<T>(all: &[T], mut work: impl FnMut(&T) -> Outcome) -> Outcome<Times> {
    let mut taken = Vec::with_capacity(all.len());
    for one in all {
        let start = Instant::now();
        work(one)?;
        taken.push(ms(start));
    }
    taken.sort_by(f64::total_cmp);
    let at = |share: usize| taken.get((taken.len() * share / 100).min(taken.len() - 1)).copied();
    let missing = "nothing to measure";
    Ok(Times { middle: at(50).ok_or(missing)?, late: at(99).ok_or(missing)?, most: at(100).ok_or(missing)? })
}

fn ms(start: Instant) -> f64 {
    start.elapsed().as_secs_f64() * 1000.0
}

/// What the disk takes for the least a save can be: 4 KiB appended and flushed.
fn plain_writes(path: &Path) -> Outcome<Times> {
    let mut file = File::create(path)?;
    let taken = times(&[(); 1_000], |()| {
        file.write_all(&[7; 4096])?;
        file.sync_data()?;
        Ok(())
    });
    fs::remove_file(path)?;
    taken
}

struct PlainSql {
    list: f64,
    report: f64,
    column: f64,
    search: f64,
    cells: f64,
}

/// The same rows, read and thrown away.
fn plain_sql(path: &Path, reports: &[ReportId]) -> Outcome<PlainSql> {
    let connection = Connection::open_with_flags(path, OpenFlags::SQLITE_OPEN_READ_ONLY)?;
    connection.pragma_update(None, "cache_size", -16_000)?;
    let rows = |sql: &str, parameters: &[&dyn rusqlite::ToSql]| -> Outcome {
        let mut statement = connection.prepare_cached(sql)?;
        let columns = statement.column_count();
        let mut rows = statement.query(parameters)?;
        while let Some(row) = rows.next()? {
            for column in 0..columns {
                std::hint::black_box(row.get_ref(column)?);
            }
        }
        Ok(())
    };
    let list = times(&[(); 10], |()| {
        rows("SELECT * FROM agency", &[])?;
        rows("SELECT * FROM report WHERE year = ?1", &[&LAST_YEAR])
    })?;
    let report = times(reports, |id| {
        rows("SELECT * FROM report WHERE id = ?1", &[&id.0])?;
        rows(
            "SELECT n.name, c.* FROM cell c JOIN cell_name n ON n.id = c.cell WHERE c.report = ?1",
            &[&id.0],
        )?;
        rows("SELECT * FROM prose WHERE report = ?1", &[&id.0])?;
        rows("SELECT * FROM note WHERE report = ?1", &[&id.0])
    })?;
    let column = times(&[(); 10], |()| {
        let sql = "SELECT r.*, c.* FROM report r JOIN cell_name n ON n.edition = r.edition AND n.name = ?2
                   LEFT JOIN cell c ON c.report = r.id AND c.cell = n.id WHERE r.year = ?1";
        rows(sql, &[&LAST_YEAR, &CELL])
    })?;
    let search = times(&[(); 5], |()| rows("SELECT * FROM prose WHERE instr(text, ?1)", &[&SOUGHT]))?;
    let cells = connection.query_row("SELECT count(*) FROM cell", params![], |row| row.get::<_, i64>(0))?;
    Ok(PlainSql {
        list: list.middle,
        report: report.middle,
        column: column.middle,
        search: search.middle,
        cells: cells as f64,
    })
}

/// The most memory this process held at once; 0 where the system does not tell.
fn peak_kib() -> f64 {
    let status = fs::read_to_string("/proc/self/status").unwrap_or_default();
    let line = status.lines().find_map(|line| line.strip_prefix("VmHWM:"));
    line.and_then(|line| line.trim().trim_end_matches(" kB").trim().parse().ok()).unwrap_or(0.0)
}
