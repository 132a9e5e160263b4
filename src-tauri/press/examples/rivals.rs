//! The same report printed by others on this machine, in one run: LibreOffice from our Word file, headless Chromium from
//! our web page, Typst from a source with the same content and typefaces. Each in a new process, as ours.
//!
//! `cargo run --release -p nianbao-press --example rivals` prints a table; who is not installed is left out. Typst is
//! looked for as `typst`, or as `NIANBAO_TYPST` says. Memory is what GNU time tells.

use std::error::Error;
use std::fmt::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::Instant;

use press::layout::{Block, Cell, Span, TableBlock};
use press::{Fonts, Sheet};
use report::{Forms, Report};

type Outcome<T = ()> = Result<T, Box<dyn Error>>;

const SAMPLE: &str = "tests/data/suqian-2024.json";
const ROUNDS: usize = 7;
/// Says that this process is one of ours that prints.
const PRINT: &str = "NIANBAO_PRINT_TO";

fn main() -> Outcome {
    let here = Path::new(env!("CARGO_MANIFEST_DIR"));
    let fonts = here.join("../../fonts");
    let report = report::json::from_json(&std::fs::read_to_string(here.join(SAMPLE))?, &Forms::bundled()?)?;
    if let Some(target) = std::env::var_os(PRINT) {
        return Ok(std::fs::write(target, print(&report, &Fonts::in_folder(fonts))?)?);
    }

    let folder = tempfile::tempdir()?;
    let at = |name: &str| folder.path().join(name);
    let sheet = press::official::sheet(&report, &Default::default());
    let meta = press::official::meta(&report, None);
    std::fs::write(at("a.docx"), press::word::write(&sheet, &Fonts::in_folder(&fonts), &meta)?)?;
    std::fs::write(at("a.html"), press::web::write(&sheet, ""))?;
    std::fs::write(at("a.typ"), typst(&sheet)?)?;

    let mut ours = Command::new(std::env::current_exe()?);
    ours.env(PRINT, at("ours.pdf"));
    let mut typst = Command::new(std::env::var_os("NIANBAO_TYPST").unwrap_or("typst".into()));
    typst.arg("compile").arg("--ignore-system-fonts").arg("--font-path").arg(&fonts);
    typst.arg(at("a.typ")).arg(at("typst.pdf"));
    let mut office = Command::new("soffice");
    office.arg(format!("-env:UserInstallation=file://{}", at("profile").display()));
    office.args(["--headless", "--convert-to", "pdf", "--outdir"]).arg(at("office")).arg(at("a.docx"));
    let mut chromium = Command::new("chromium");
    chromium.args(["--headless", "--no-sandbox", "--disable-gpu", "--no-pdf-header-footer"]);
    chromium.arg(format!("--user-data-dir={}", at("chromium").display()));
    let mut to = std::ffi::OsString::from("--print-to-pdf=");
    to.push(at("chromium.pdf"));
    chromium.arg(to).arg(at("a.html"));

    let rivals: [(&str, Command, PathBuf); 4] = [
        ("nianbao", ours, at("ours.pdf")),
        ("Typst", typst, at("typst.pdf")),
        ("LibreOffice", office, at("office/a.pdf")),
        ("Chromium", chromium, at("chromium.pdf")),
    ];
    println!("| | ms | × | CPU ms | × | MiB | × | KB | × |");
    let mut first: Option<[f64; 4]> = None;
    for (name, mut command, pdf) in rivals {
        let Some(figures) = measured(&mut command, &pdf, &at("time"))? else {
            println!("| {name} | 没有装 |");
            continue;
        };
        let ours = *first.get_or_insert(figures);
        let shown = figures.iter().zip(ours).map(|(it, ours)| format!("{it:.0} | {:.1}", it / ours));
        println!("| {name} | {} |", shown.collect::<Vec<_>>().join(" | "));
    }
    Ok(())
}

fn print(report: &Report, fonts: &Fonts) -> Outcome<Vec<u8>> {
    let pages = press::lay_out(&press::official::sheet(report, &Default::default()), fonts)?;
    Ok(press::pdf::write(&pages, fonts, &press::official::meta(report, None), None)?)
}

/// Milliseconds on the clock, of processors, MiB at most, KB of the file: the middle of some rounds after a first one.
/// None where there is no such program.
fn measured(command: &mut Command, pdf: &Path, notes: &Path) -> Outcome<Option<[f64; 4]>> {
    let mut rounds: [Vec<f64>; 3] = Default::default();
    for round in 0..=ROUNDS {
        let _ = std::fs::remove_file(pdf);
        let mut timed = Command::new("/usr/bin/time");
        timed.args(["-q", "-f", "%U %S %M", "-o"]).arg(notes).arg(command.get_program());
        timed
            .args(command.get_args())
            .envs(command.get_envs().filter_map(|(name, value)| Some((name, value?))));
        timed.stdin(Stdio::null()).stdout(Stdio::null()).stderr(Stdio::null());
        let begun = Instant::now();
        let ended = timed.status()?;
        let took = begun.elapsed().as_secs_f64() * 1e3;
        if ended.code() == Some(127) {
            return Ok(None);
        }
        if !ended.success() || !pdf.is_file() {
            return Err(format!("{:?} made no PDF", command.get_program()).into());
        }
        let said = std::fs::read_to_string(notes)?;
        let said: Vec<f64> = said.split_whitespace().map(str::parse).collect::<Result<_, _>>()?;
        let [user, system, kib] = said.as_slice() else { return Err("time said something else".into()) };
        if round > 0 {
            let figures = [took, (user + system) * 1e3, kib / 1024.0];
            rounds.iter_mut().zip(figures).for_each(|(all, figure)| all.push(figure));
        }
    }
    let [took, busy, memory] = rounds.map(|mut all| {
        all.sort_by(f64::total_cmp);
        all.get(all.len() / 2).copied().unwrap_or(f64::NAN)
    });
    Ok(Some([took, busy.max(10.0), memory, std::fs::metadata(pdf)?.len() as f64 / 1e3]))
}

/// The sheet in Typst's words: the same text, typefaces, sizes and tables; none of our rules for breaking.
fn typst(sheet: &Sheet) -> Outcome<String> {
    const HEAD: &str = "#set page(paper: \"a4\", margin: (top: 37mm, bottom: 35mm, left: 28mm, right: 26mm), numbering: \"— 1 —\")\n\
        #set text(lang: \"zh\", font: (\"FandolFang R\", \"Noto Serif CJK SC\", \"Nianbao Fallback\"), size: 16pt)\n\
        #set par(first-line-indent: (amount: 2em, all: true), justify: true, leading: 12.9pt, spacing: 12.9pt)\n\
        #show heading: set text(font: \"Noto Sans CJK SC\", size: 16pt, weight: \"medium\")\n";
    let mut source = format!("#set document(title: \"{}\")\n{HEAD}", sheet.title);
    for block in &sheet.blocks {
        match block {
            Block::Title(lines) => {
                for line in lines {
                    writeln!(
                        source,
                        "#align(center, text(font: \"Noto Serif CJK SC\", weight: \"bold\", size: 22pt)[{}])",
                        escaped(&line.content)
                    )?;
                }
            }
            Block::Heading1(text) => writeln!(source, "= {}", escaped(&text.content))?,
            Block::Heading3(text) | Block::Heading4(text) => {
                writeln!(source, "{}\n", escaped(&text.content))?
            }
            Block::Heading2(text) => {
                writeln!(source, "\n#text(font: \"FandolKai\")[{}]\n", escaped(&text.content))?
            }
            Block::Paragraph(paragraph) => {
                for span in &paragraph.spans {
                    match span {
                        Span::RunIn(text) => write!(source, "#text(font: \"FandolKai\")[{}]", escaped(text))?,
                        Span::Body(text) => write!(source, "{}", escaped(text))?,
                    }
                }
                source.push_str("\n\n");
            }
            Block::Table(table) => typst_table(&mut source, table)?,
            // Neither is part of what is compared.
            Block::Closing(_) | Block::Chart(_) => {}
        }
    }
    Ok(source)
}

fn typst_table(source: &mut String, table: &TableBlock) -> Outcome {
    let widths: Vec<String> = table.widths.iter().map(|width| format!("{width}fr")).collect();
    writeln!(
        source,
        "#text(font: \"Noto Serif CJK SC\", size: 9pt)[#set par(first-line-indent: 0em, leading: 3pt)"
    )?;
    writeln!(source, "#table(columns: ({},), align: center + horizon,", widths.join(", "))?;
    for Cell { text, colspan, rowspan, .. } in table.rows.iter().flatten() {
        writeln!(source, "  table.cell(colspan: {colspan}, rowspan: {rowspan})[{}],", escaped(text))?;
    }
    writeln!(source, ")]\n")?;
    Ok(())
}

fn escaped(text: &str) -> String {
    let escape = |c: char| if "\\#*_`$<>@=-+/~[]\"'.".contains(c) { format!("\\{c}") } else { c.to_string() };
    text.chars().map(escape).collect()
}
