//! `nianbao compare` and `nianbao notice` as their users run them: real reports in, real files out.
#![cfg(test)]

use std::{
    fs,
    io::Read,
    path::{Path, PathBuf},
    process::Command,
};
use tempfile::TempDir;

const AGENCY: &str = "平潭综合实验区";

/// What is told of a document that was not wholly read for sure.
const UNSURE: &str = "注意：读取时有3格存疑。请用 nianbao read 看是哪些，核对以后再用写出的文件。\n";

/// What the first charts show of 平潭 and nobody has compared with its source.
const UNSETTLED: &str = "注意：2020年的年报有1格读取时没有把握，还没有对照原文核对：表二“规范性文件”对外公开总数量（原文“166”）。\n";

struct User {
    folder: TempDir,
}

impl User {
    /// With 平潭 2020, 2022 and 2024 and 宿迁 2023 and 2024 in the library.
    fn new() -> User {
        let user = User { folder: tempfile::tempdir().unwrap() };
        let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
        for name in
            ["10_pingtan_2020_flattened.txt", "05_pingtan_2024_flattened.txt", "17_suqian-city_2023.txt"]
        {
            user.done(&["db", "add", &root.join("tests/data").join(name).display().to_string()]);
        }
        let excerpt = root.join("src-tauri/report/tests/data/published/16.json");
        user.done(&["db", "add", &excerpt.display().to_string()]);
        user
    }

    fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    fn run(&self, args: &[&str]) -> (Option<i32>, String, String) {
        let fonts = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../fonts");
        let output = Command::new(env!("CARGO_BIN_EXE_nianbao"))
            .args(args)
            .current_dir(self.folder.path())
            .env("NIANBAO_FONTS", fonts)
            .env("NIANBAO_DATA", self.path("data"))
            .output()
            .unwrap();
        let text = |bytes| String::from_utf8(bytes).unwrap();
        (output.status.code(), text(output.stdout), text(output.stderr))
    }

    fn done(&self, args: &[&str]) -> String {
        let (out, told) = self.done_with_warnings(args);
        assert_eq!(told, "", "{args:?}");
        out
    }

    /// What it says on the side, too.
    fn done_with_warnings(&self, args: &[&str]) -> (String, String) {
        let (code, out, err) = self.run(args);
        assert_eq!(code, Some(0), "{args:?}: {err}");
        (out, err)
    }

    fn refused(&self, args: &[&str]) -> String {
        let (code, out, err) = self.run(args);
        assert_eq!((code, out.as_str()), (Some(2), ""), "{args:?}: {err}");
        err.trim_end().to_owned()
    }
}

/// The numbers of a workbook's first sheet, row by row; words are none.
fn cells(path: &Path) -> Vec<String> {
    let mut archive = zip::ZipArchive::new(fs::File::open(path).unwrap()).unwrap();
    let mut text = String::new();
    archive.by_name("xl/worksheets/sheet1.xml").unwrap().read_to_string(&mut text).unwrap();
    text.split("<v>").skip(1).filter_map(|it| Some(it.split_once("</v>")?.0.to_owned())).collect()
}

#[test]
fn years_are_compared_as_the_reports_have_them() {
    let user = User::new();
    let (table, doubtful) = user.done_with_warnings(&[
        "compare",
        "--agency",
        AGENCY,
        "--indicators",
        "received,normative_in_force",
    ]);
    // What nobody has compared with its source is not compared silently.
    let lines: Vec<&str> = doubtful.lines().collect();
    assert!(
        lines[0] == UNSETTLED.trim_end() && lines[1].contains("2024年") && lines.len() == 2,
        "{doubtful}"
    );
    assert_eq!(
        table,
        "机关\t指标\t单位\t2020年\t2021年\t2022年\t2023年\t2024年\t比较的年度\t增减\t增减幅度\t说明\n\
         平潭综合实验区\t新收申请\t件\t21\t缺年报\t74\t缺年报\t218\t2022→2024\t144\t+194.6%\t\n\
         平潭综合实验区\t规范性文件现行有效\t件\t166\t缺年报\t698\t缺年报\t440\t2022→2024\t-258\t-37.0%\t\
         2020年与2022年口径不同：“对外公开总数量”是历年公开的总数，不是现行有效件数。\
         2020年：读取时没有把握，还没有对照原文核对。2024年：读取时没有把握，还没有对照原文核对。\n"
    );
    let some = ["compare", "--agency", AGENCY, "--years", "2020，2024", "--indicators"];
    assert!(user.done(&[&some[..], &["新收申请"]].concat()).contains("\t2020年\t2024年\t"));
    // What is doubtful in a year that is not shown is not told.
    let one = ["compare", "--agency", AGENCY, "--years", "2022,2024", "--indicators", "normative_in_force"];
    assert!(!user.done_with_warnings(&one).1.contains("2020年"));
    // The chart of this name, with what its parts do not say.
    let svg = user.path("办理结果.svg");
    user.done(&[&some[..], &["outcomes", "--kind", "stacked", "-o", &svg.display().to_string()]].concat());
    let svg = fs::read_to_string(svg).unwrap();
    assert!(svg.contains("2020年各项之和27件") && svg.contains("年报总计21件"), "{svg}");
    let two = user.done(&[
        "compare",
        "--agency",
        AGENCY,
        "--agency",
        "宿迁市",
        "--years",
        "2023..2024",
        "--indicators",
        "received",
        "--together",
        "合计",
    ]);
    assert!(two.contains("合计\t新收申请\t件\t3511\t218\t"), "{two}");
    // Named twice it is one; names as people type them; a sum of whom some did not report is compared with nothing.
    let typed = ["compare", "--agency", AGENCY, "--agency", AGENCY, "--indicators", "新收申请， handled"];
    assert_eq!(user.done(&typed).lines().count(), 3);
    let town = user.path("某镇.json");
    let model = Path::new(env!("CARGO_MANIFEST_DIR")).join("../report/tests/data/published/05.json");
    fs::write(&town, fs::read_to_string(model).unwrap().replace(AGENCY, "某镇")).unwrap();
    user.done(&["db", "add", &town.display().to_string()]);
    let partial =
        ["compare", "--agency", AGENCY, "--agency", "宿迁市", "--agency", "某镇", "--together", "合计"];
    let partial = user.done(&[&partial[..], &["--indicators", "received"]].concat());
    assert!(partial.contains("\t436\t\t\t\t"), "{partial}");
    assert!(partial.contains("2023年：3个机关中1个有数。2024年：3个机关中2个有数。"), "{partial}");
    // One office under two names is whole with one of them; who is not said to be one office is a sum.
    let names =
        ["compare", "--agency", "宿迁市", "--agency", AGENCY, "--years", "2023..2024", "--together", "某局"];
    let names = [&names[..], &["--indicators", "received"]].concat();
    let sum = user.done(&names);
    assert!(sum.contains("2023年：2个机关中1个有数。2024年：2个机关中1个有数。"), "{sum}");
    let office = user.done(&[&names[..], &["--renamed"]].concat());
    assert!(office.contains("某局\t新收申请\t件\t3511\t218\t2023→2024\t-3293\t-93.8%\t\n"), "{office}");
    let said = user.done(&["compare", "--list", "--indicators", "规范性文件现行有效"]);
    assert!(said.starts_with("normative_in_force\t规范性文件现行有效\t件\n  "), "{said}");
    assert!(
        said.contains("\n  2019年试行格式（2019年至2020年）：表二“规范性文件”对外公开总数量；与2021年格式口径不同：“对外公开总数量”是")
            && said.ends_with("\n  2021年格式（2021年起）：表二“行政规范性文件”现行有效件数\n"),
        "{said}"
    );
    let all = user.done(&["compare", "--list"]);
    assert!(
        all.contains("  handled_rate\t办结率\t%\n") && all.contains("  requests.granted.person\t"),
        "{all}"
    );
}

#[test]
fn a_comparison_is_written_as_data_table_and_chart() {
    let user = User::new();
    let of = ["compare", "--agency", AGENCY, "--years", "2020..2024", "--indicators", "granted,partial"];
    let write = |name: &str| {
        user.done(&[&of[..], &["-o", name]].concat());
        fs::read_to_string(user.path(name)).unwrap()
    };
    let json: serde_json::Value = serde_json::from_str(&write("a.json")).unwrap();
    assert_eq!(json["schema"], "nianbao.series/1");
    let points = &json["series"][0]["points"];
    assert_eq!((&points[0]["value"], &points[1]["value"]), (&"7".into(), &serde_json::Value::Null));
    assert_eq!(points[1]["state"], "missing");
    let csv = write("a.csv");
    assert!(
        csv.starts_with('\u{feff}')
            && csv.contains("予以公开,件,7,缺年报,21,缺年报,71,2022→2024,50,+238.1%,"),
        "{csv}"
    );
    user.done(&[&of[..], &["-o", "A.XLSX"]].concat());
    fs::rename(user.path("A.XLSX"), user.path("a.xlsx")).unwrap();
    assert_eq!(
        cells(&user.path("a.xlsx")),
        ["7", "21", "71", "50", "6", "9", "29", "20"],
        "what the reports say, and what became of it"
    );
    let svg = write("a.svg");
    assert!(svg.starts_with("<svg ") && svg.contains(">71</text>"), "{svg}");
    // Of no indicator in particular, the first chart.
    user.done(&["compare", "--agency", AGENCY, "-o", "b.svg"]);
    let usual = fs::read_to_string(user.path("b.svg")).unwrap();
    assert!(usual.contains("新收申请") && usual.contains("办结申请"), "{usual}");
    assert_eq!(
        user.refused(&[&of[..], &["-o", "a.docx"]].concat()),
        "nianbao：“a.docx”不是能写的类型，请写成 .xlsx、.csv、.svg 或 .json。用 nianbao --help 查看用法。"
    );
}

#[test]
fn a_notice_is_one_page_with_the_numbers() {
    let user = User::new();
    let of = ["notice", "--agency", AGENCY, "--year", "2024", "-o", "公示.pdf"];
    let usual_charts = |more: &[&str]| {
        let (_, told) = user.done_with_warnings(&[&of[..], more].concat());
        let lines: Vec<&str> = told.lines().collect();
        // What is not settled is not printed silently.
        assert!(
            lines[0].starts_with("注意：2020年的年报有4格读取时没有把握，还没有对照原文核对：表二")
                && lines[1].ends_with("“行政规范性文件”现行有效件数（原文“440”）。")
                && lines.len() == 2,
            "{told}"
        );
    };
    usual_charts(&["--paper", "a3", "--landscape", "--sentence", "requests=今年申请明显增多。"]);
    let first = fs::read(user.path("公示.pdf")).unwrap();
    assert!(first.starts_with(b"%PDF-1.7"));
    usual_charts(&[]);
    let usual = fs::read(user.path("公示.pdf")).unwrap();
    assert!(usual != first);
    // An empty code is none; an indicator alone is a chart, and a chart named twice is one.
    usual_charts(&["--qr", " "]);
    assert!(fs::read(user.path("公示.pdf")).unwrap() == usual);
    let chosen = |charts: &str| {
        user.done(&[&of[..], &["--charts", charts, "--figures", "received"]].concat());
        fs::read(user.path("公示.pdf")).unwrap()
    };
    let mine = chosen("received，requests,requests");
    assert!(mine != usual && mine == chosen("received,requests") && mine != chosen("requests"));
}

/// Statistics from before the forms are shown where they are asked for, not of themselves.
#[test]
fn a_notice_begins_with_the_first_form_of_the_report() {
    let user = User::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let old = root.join("tests/data/12_pingtan_2014-2018.txt").display().to_string();
    user.done_with_warnings(&["db", "add", &old, "--agency", AGENCY]);
    let source = |more: &[&str]| {
        let of = ["notice", "--agency", AGENCY, "--year", "2022", "-o", "n.pdf", "--charts", "requests"];
        user.done_with_warnings(&[&of[..], more].concat());
        fs::read(user.path("n.pdf")).unwrap()
    };
    let usual = source(&[]);
    assert!(usual == source(&["--since", "2020"]) && usual != source(&["--since", "2018"]));
}

#[test]
fn a_report_is_printed_with_charts_of_the_years_in_the_library() {
    let user = User::new();
    let root = Path::new(env!("CARGO_MANIFEST_DIR")).join("../..");
    let file = root.join("tests/data/05_pingtan_2024_flattened.txt").display().to_string();
    let plain = ["print", &file, "-o", "年报.pdf"];
    let pdf = |more: &[&str]| {
        let (_, told) = user.done_with_warnings(&[&plain[..], more].concat());
        let told = told.strip_prefix(UNSURE).unwrap();
        let shows_it = more.contains(&"--charts") && !more.contains(&"--charts-of");
        assert_eq!(told, if shows_it { UNSETTLED } else { "" }, "{more:?}");
        fs::read(user.path("年报.pdf")).unwrap()
    };
    let without = pdf(&[]);
    let (first, end) = (pdf(&["--charts", "after-section-one"]), pdf(&["--charts", "文末"]));
    assert!(without.len() < first.len() && first != end);
    let one = pdf(&["--charts", "end", "--charts-of", "requests"]);
    assert!(without.len() < one.len() && one.len() < end.len());
    // What is printed reads back as the same numbers, figures or none.
    let read = |name: &str| -> serde_json::Value {
        let (_, out, err) = user.run(&["read", "--json", name]);
        serde_json::from_str(&out).unwrap_or_else(|error| panic!("{error}: {err}"))
    };
    let (printed, source) = (read("年报.pdf"), read(&file));
    assert_eq!(source["cells"]["requests.received.total"], 218);
    assert_eq!(printed["cells"], source["cells"]);
    let refused = |more: &[&str]| user.refused(&[&plain[..], more].concat());
    assert!(refused(&["--charts", "end", "--charts-of", "x"]).contains("没有“x”"));
    assert!(refused(&["--charts-of", "requests"]).contains("--charts"));
    assert!(refused(&["--charts", "end", "--db", "没有.db"]).contains("没有找到年报库"));
}

#[test]
fn what_cannot_be_compared_is_told() {
    let user = User::new();
    let refused = |args: &[&str]| user.refused(args);
    assert!(refused(&["compare", "--agency", "某镇"]).starts_with("nianbao：年报库里没有“某镇”。"));
    assert!(refused(&["compare", "--agency", AGENCY, "--indicators", "x"])
        .starts_with("nianbao：没有“x”这个指标"));
    assert!(refused(&["compare", "--agency", AGENCY, "--years", "1990..1995"]).contains("没有可以对比的"));
    assert!(refused(&["compare", "--agency", AGENCY, "--years", "2024..2020"])
        .contains("请写成 2019..2025 或 2020,2023 的样子"));
    assert!(refused(&["compare", "--years", "2024"]).contains("没有写明机关"));
    let notice = |more: &[&str]| refused(&[&["notice", "--agency", AGENCY, "-o", "x.pdf"], more].concat());
    assert!(notice(&["--year", "2023"]).contains("年报库里没有“平潭综合实验区”2023年的年报"));
    assert!(notice(&["--year", "2024", "--charts", "x"]).contains("没有“x”"));
    assert!(notice(&["--year", "2024", "--sentence", "x"]).contains("图表=句子"));
    assert!(notice(&["--year", "2024", "--sentence", "nosuch=话"]).contains("“nosuch”，但这页没有这张图"));
    let other = ["notice", "--agency", AGENCY, "--year", "2024", "-o", "x.png"];
    assert!(refused(&other).contains("末尾请写成 .pdf"));
    let long = format!("requests={}", "很长的话，".repeat(60));
    assert!(notice(&["--year", "2024", "--sentence", &long]).contains("放不下"));
    assert!(!user.path("x.pdf").exists());
    let mixed = ["compare", "--agency", AGENCY, "--indicators", "received,handled_rate", "-o", "x.svg"];
    assert!(refused(&mixed).contains("同一个单位"));
    for output in [&[][..], &["-o", "x.xlsx"]] {
        let kind = [&["compare", "--agency", AGENCY, "--kind", "bars"][..], output].concat();
        assert!(refused(&kind).contains(".svg"));
    }
    assert!(notice(&["--year", "2024", "--since", "2025"]).contains("--since"));
}
