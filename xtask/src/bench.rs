//! `cargo xtask bench`: what the release build takes to read, check and print a real report, and to keep 30,000.

#[cfg(target_os = "linux")]
pub mod window;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::time::{Duration, Instant};

use crate::shell::{cannot_start, cargo, output, root, run as shell_run, target, Outcome, Stop};

const PACKAGE: &str = "nianbao-cli";
const PROGRAM: &str = "nianbao";
const REPORT: &str = "tests/data/01_guantangyi-town_2024.txt";

/// Process launches, and rounds inside one process, of which the middle one counts.
const LAUNCHES: usize = 20;
const ROUNDS: u32 = 200;

/// Builds the release program, measures it from outside, lets it measure itself, prints a table.
pub fn run() -> Outcome {
    shell_run(&mut cargo(&["build", "--release", "--package", PACKAGE]))?;
    let bench = Bench {
        program: target()?.join("release").join(format!("{PROGRAM}{}", std::env::consts::EXE_SUFFIX)),
        report: root()?.join(REPORT),
        pdf: std::env::temp_dir().join(format!("nianbao-bench-{}.pdf", std::process::id())),
    };
    let rows = bench.rows();
    let _ = std::fs::remove_file(&bench.pdf);
    println!("\n{REPORT}：新进程取 {LAUNCHES} 次的中位数，进程内取 {ROUNDS} 遍的中位数\n");
    println!("{:>12}   {:<10}   项目", "实测", "目标");
    for row in rows? {
        println!("{row}");
    }
    printing()?;
    reading()?;
    checks()?;
    keystrokes()?;
    library()?;
    crashes()?;
    flips()
}

/// A figure of an example: its name, how it is shown, what is aimed at, what it is.
type Wanted<'a> = (&'a str, &'a dyn Fn(f64) -> String, &'a str, &'a str);

/// What an example of a package says of itself, each figure a row.
fn example(package: &str, name: &str, wanted: &[Wanted]) -> Outcome {
    let figures = figures(package, name)?;
    for (name, show, aim, what) in wanted {
        println!("{}", row(figures.get(name), show, aim, what));
    }
    Ok(())
}

/// What an example of a package says of itself.
fn figures(package: &str, name: &str) -> Outcome<Measures> {
    let json = output(&mut cargo(&["run", "--release", "--package", package, "--example", name]));
    let json = json.ok_or_else(|| Stop::new(format!("{package} 的测量没有成功。")))?;
    Ok(Measures::from_flat_json(&json))
}

/// Printing alone: the same again, edited, and many that differ. What others do with the same report is for
/// `cargo run --release -p nianbao-press --example rivals`.
fn printing() -> Outcome {
    println!("\n打印，不算读取；“处理器”是处理器实际做了多久，不受机器上别的事影响\n");
    let seconds = |seconds: f64| format!("{seconds:.1} s");
    let kb = |bytes: f64| format!("{:.1} KB", bytes / 1000.0);
    example(
        "nianbao-press",
        "printing",
        &[
            ("cold_ms", &ms, "≤ 75 ms", "第一遍（含读字体）"),
            ("cold_cpu_ms", &ms, "", "第一遍，处理器"),
            ("again_p50_ms", &ms, "≤ 15 ms", "同一份再印，中位数"),
            ("again_cpu_ms", &ms, "", "同一份再印，处理器"),
            ("edited_p50_ms", &ms, "≤ 15 ms", "改一格再印，中位数"),
            ("edited_cpu_ms", &ms, "", "改一格再印，处理器"),
            ("lay_out_p50_ms", &ms, "", "其中排版，中位数"),
            ("reports_300_s", &seconds, "≤ 4 s", "300 份各不相同的，全部处理器"),
            ("reports_300_cpu_s", &seconds, "", "300 份各不相同的，处理器"),
            ("largest_sample_bytes", &kb, "≤ 250 KB", "最大的一份 PDF"),
            ("peak_one_kib", &mib, "≤ 30 MB", "内存峰值，印一份"),
            ("after_300_kib", &mib, "", "印 300 份以后的内存"),
            ("after_1000_kib", &mib, "不增长", "印 1,000 份以后的内存"),
        ],
    )
}

/// A folder of mixed documents, and every document of the test data.
fn reading() -> Outcome {
    const FIXTURE: &str = "fixture ";
    println!("\n读取：一个文件夹，各种写法、各种文件的年报混在一起，另一进程读取\n");
    let figures = figures("nianbao-office", "reading")?;
    let count = |n: f64| format!("{n:.0}");
    println!("{}", row(figures.get("documents"), count, "", "份"));
    println!("{}", row(figures.get("refused"), count, "0", "没有读成"));
    println!(
        "{}",
        row(figures.get("documents_a_second"), |n| format!("{n:.0} /s"), ">= 100 /s", "每秒，全部处理器")
    );
    println!("{}", row(figures.get("peak_kib"), mib, "< 300 MiB", "内存峰值"));
    for (name, measured) in &figures.0 {
        if let Some(file) = name.strip_prefix(FIXTURE) {
            println!("{}", row(Some(*measured), ms, "", file));
        }
    }
    Ok(())
}

/// The checks of a long report, of many, and beside a large library.
fn checks() -> Outcome {
    println!("\n校验：6,000 字的年报，上年和相似年报备好\n");
    let seconds = |seconds: f64| format!("{seconds:.1} s");
    let mb = |mb: f64| format!("{mb:.0} MB");
    let times = |ratio: f64| format!("{ratio:.1} ×");
    example(
        "nianbao-report",
        "checks",
        &[
            ("check_p50_ms", &ms, "< 20 ms", "全部规则"),
            ("key_in_table_p99_ms", &ms, "< 4 ms", "改一格后重新校验，第 99 百分位"),
            ("key_in_sentence_p99_ms", &ms, "< 4 ms", "改一字后重新校验，第 99 百分位"),
            ("key_in_one_paragraph_p99_ms", &ms, "< 4 ms", "同上，第一部分只有一段，第 99 百分位"),
            ("reports_3000_s", &seconds, "< 20 s", "3,000 份，全部处理器"),
            ("nearest_of_30000_p99_ms", &ms, "< 1000 ms", "在 30,000 份中找相似的，第 99 百分位"),
            ("library_build_s", &seconds, "", "建立 30,000 份的索引"),
            ("library_mb", &mb, "", "索引大小"),
            ("hostile_200000_characters_ms", &ms, "", "刁难的 200,000 字（每种取最快一次），最慢的一种"),
            ("hostile_growth_of_4", &times, "", "刁难的文字长到 4 倍，时间长到几倍，最差的一种"),
        ],
    )
}

/// One keystroke beside a library of ten years.
fn keystrokes() -> Outcome {
    println!("\n打开 60 个乡镇 × 10 年的年报库，写一份 6,000 字的年报\n");
    example(
        "nianbao-office",
        "keystrokes",
        &[
            ("open_first_ms", &ms, "", "打开库后第一次打开年报（含建立相似索引）"),
            ("check_in_table_p50_ms", &ms, "", "改一格后重新校验，中位数"),
            ("check_in_table_p99_ms", &ms, "< 4 ms", "改一格后重新校验，第 99 百分位"),
            ("check_in_sentence_p50_ms", &ms, "", "改一字后重新校验，中位数"),
            ("check_in_sentence_p99_ms", &ms, "< 4 ms", "改一字后重新校验，第 99 百分位"),
            ("act_in_table_p50_ms", &ms, "", "改一格：校验并落盘，中位数"),
            ("act_in_table_p99_ms", &ms, "", "改一格：校验并落盘，第 99 百分位"),
            ("act_in_sentence_p50_ms", &ms, "", "改一字：校验并落盘，中位数"),
            ("act_in_sentence_p99_ms", &ms, "", "改一字：校验并落盘，第 99 百分位"),
        ],
    )
}

/// The store beside a library of 30,000 reports, which its own example makes and measures.
fn library() -> Outcome {
    println!("\n年报库：3,000 个机关 × 10 年，另一进程读取和保存\n");
    let mb = |bytes: f64| format!("{:.0} MB", bytes / 1e6);
    let times = |ratio: f64| format!("{ratio:.1} ×");
    let millions = |n: f64| format!("{:.1} 百万", n / 1e6);
    example(
        "nianbao-store",
        "library",
        &[
            ("cells", &millions, "", "数字格"),
            ("file_bytes", &mb, "", "文件大小"),
            ("peak_kib", &mib, "", "内存峰值"),
            ("first_list_ms", &ms, "< 50 ms", "打开并列出一年"),
            ("report_ms", &ms, "< 2 ms", "打开一份年报"),
            ("report_ms_p99", &ms, "", "打开一份年报，第 99 百分位"),
            ("cell_in_year_ms", &ms, "< 60 ms", "一格，一年全部机关"),
            ("blank_in_year_ms", &ms, "< 60 ms", "一格，一年全部机关都是空白"),
            ("county_ten_years_ms", &ms, "< 500 ms", "全县（60 个机关）十年的主要指标"),
            ("all_ten_years_ms", &ms, "", "全部机关十年的主要指标"),
            ("search_ms", &ms, "< 500 ms", "全文搜索，常见词"),
            ("search_seldom_ms", &ms, "< 500 ms", "全文搜索，少见词"),
            ("backup_ms", &ms, "< 3000 ms", "备份并核对"),
            ("save_ms", &ms, "", "保存一格（落盘）"),
            ("save_ms_p99", &ms, "< 落盘 + 30 ms", "保存一格，第 99 百分位"),
            ("plain_write_ms_p99", &ms, "", "同一磁盘只写 4 KiB 并落盘，第 99 百分位"),
            ("report_to_sql", &times, "", "打开一份年报，与只用 SQL 取行之比"),
            ("cell_in_year_to_sql", &times, "", "一格一年，与只用 SQL 取行之比"),
            ("search_to_sql", &times, "", "全文搜索，与只用 SQL 扫描之比"),
        ],
    )
}

/// A thousand kills while a process saves; the test says how many saves were acknowledged and lost.
fn crashes() -> Outcome {
    println!("\n保存时强行结束进程 1,000 次\n");
    long_test(
        ["faults", "crash::no_acknowledged_save_is_lost"],
        ("NIANBAO_CRASH_ROUNDS", "1000"),
        |line| line.starts_with("kills"),
        "有保存丢失，或测试没有成功。",
    )
}

/// Ten thousand rotten bytes, one at a time; the test says how many were shown as what was saved.
fn flips() -> Outcome {
    println!("\n年报库文件里改坏一个字节，10,000 次\n");
    long_test(
        ["library", "corruption::a_rotten_byte_is_never_shown_as_what_was_saved"],
        ("NIANBAO_FLIP_ROUNDS", "10000"),
        |line| line.contains("flips in"),
        "有改坏的内容被当作原来的显示，或测试没有成功。",
    )
}

/// A test of the store with more rounds than in a change's tests; gives the lines with its figures.
fn long_test(
    [file, name]: [&str; 2],
    (rounds, count): (&str, &str),
    is_figure: impl Fn(&str) -> bool,
    failed: &str,
) -> Outcome {
    let mut command = cargo(&["test", "--release", "--package", "nianbao-store", "--test", file]);
    command.args(["--", "--nocapture", "--exact", name]).env(rounds, count);
    let said = output(&mut command).ok_or_else(|| Stop::new(failed))?;
    said.lines().filter(|line| is_figure(line)).for_each(|line| println!("{line}"));
    Ok(())
}

struct Bench {
    program: PathBuf,
    report: PathBuf,
    pdf: PathBuf,
}

impl Bench {
    fn rows(&self) -> Outcome<Vec<String>> {
        let read = self.launched(&["read", "--json"], &[])?;
        let check = self.launched(&["check"], &[])?;
        let print = self.launched(&["print"], &["-o".as_ref(), self.pdf.as_path()])?;
        let once = self.measured_by_itself(1)?;
        let warm = self.measured_by_itself(ROUNDS)?;
        Ok(vec![
            row(Some(read), ms, "", "读取，新进程"),
            row(Some(check), ms, "", "检查，新进程（含读取）"),
            row(Some(print), ms, "< 120 ms", "打印，新进程（含读取）"),
            row(warm.get("read_ms_cold"), ms, "", "读取，进程内第一遍"),
            row(warm.get("read_ms"), ms, "", "读取，进程内"),
            row(warm.get("check_ms"), ms, "", "检查，进程内"),
            row(warm.get("print_ms_cold"), ms, "", "打印，进程内第一遍"),
            row(warm.get("print_ms"), ms, "< 30 ms", "打印，进程内"),
            row(warm.get("print_ms_p99"), ms, "", "打印，进程内，第 99 百分位"),
            row(once.get("peak_kib"), mib, "< 60 MiB", "内存峰值，读取、检查、打印各一遍"),
            row(warm.get("peak_kib"), mib, "", "内存峰值，读取、检查、打印各多遍"),
            row(warm.get("pdf_bytes"), |bytes| format!("{:.1} KB", bytes / 1000.0), "< 250 KB", "PDF 大小"),
            row(warm.get("pages"), |pages| format!("{pages:.0}"), "", "PDF 页数"),
        ])
    }

    /// The middle of the times, in milliseconds, that new processes take from start to end.
    fn launched(&self, verb: &[&str], rest: &[&Path]) -> Outcome<f64> {
        let mut times = Vec::with_capacity(LAUNCHES);
        for _ in 0..LAUNCHES {
            let mut command = Command::new(&self.program);
            command.args(verb).arg(&self.report).args(rest).stdout(Stdio::null());
            let start = Instant::now();
            let status = command.status().map_err(|error| cannot_start(&command, &error))?;
            times.push(start.elapsed());
            // 1 says that the report has errors, which is an answer; 2 that there was none.
            if !matches!(status.code(), Some(0 | 1)) {
                return Err(Stop::new(format!("{} 没有成功：{status}", verb.join(" "))));
            }
        }
        Ok(middle(times).as_secs_f64() * 1000.0)
    }

    fn measured_by_itself(&self, rounds: u32) -> Outcome<Measures> {
        let mut command = Command::new(&self.program);
        command.arg("bench").arg(&self.report).args(["--runs", &rounds.to_string()]);
        let json = output(&mut command).ok_or_else(|| Stop::new("nianbao bench 没有成功。"))?;
        Ok(Measures::from_flat_json(&json))
    }
}

/// The figures of `nianbao bench`, by name.
struct Measures(BTreeMap<String, f64>);

impl Measures {
    /// Reads one flat object of numbers, which is all the program prints; anything else is left out.
    fn from_flat_json(json: &str) -> Self {
        let pairs = json.trim().trim_start_matches('{').trim_end_matches('}').split(',');
        let figures = pairs.filter_map(|pair| {
            let (name, value) = pair.split_once(':')?;
            Some((name.trim().trim_matches('"').to_owned(), value.trim().parse().ok()?))
        });
        Self(figures.collect())
    }

    /// The figure, unless this machine cannot tell it.
    fn get(&self, name: &str) -> Option<f64> {
        self.0.get(name).copied()
    }
}

fn middle(mut times: Vec<Duration>) -> Duration {
    times.sort_unstable();
    times[times.len() / 2]
}

fn ms(milliseconds: f64) -> String {
    let decimals = if milliseconds < 1.0 { 3 } else { 1 };
    format!("{milliseconds:.decimals$} ms")
}

fn mib(kib: f64) -> String {
    format!("{:.1} MiB", kib / 1024.0)
}

/// Figures first: Chinese words last need no measuring to stay aligned.
fn row(measured: Option<f64>, show: impl Fn(f64) -> String, aim: &str, what: &str) -> String {
    let measured = measured.map_or("-".into(), show);
    format!("{measured:>14}   {aim:<12}   {what}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_middle_is_not_the_mean() {
        let times = [3, 900, 1].map(Duration::from_millis).to_vec();
        assert_eq!(middle(times), Duration::from_millis(3));
    }

    #[test]
    fn figures_are_read_from_the_programs_own_account() {
        let measures = Measures::from_flat_json("{\"read_ms\": 1.25,\n \"pages\":7,\"peak_kib\":null}\n");
        assert_eq!(measures.get("read_ms"), Some(1.25));
        assert_eq!(measures.get("pages"), Some(7.0));
        assert_eq!(measures.get("peak_kib"), None);
    }

    #[test]
    fn a_row_says_what_cannot_be_told() {
        assert_eq!(row(Some(2048.0), mib, "< 60 MiB", "内存"), "       2.0 MiB   < 60 MiB       内存");
        assert_eq!(row(None, mib, "", "内存"), "             -                  内存");
    }
}
