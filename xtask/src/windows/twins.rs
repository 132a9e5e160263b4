//! The same command lines for the program of Windows and for that of this system: whatever they say, end with
//! and write must be the same, byte by byte in JSON and PDF.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};

use super::prefix::{Prefix, SHARE};
use super::toolchain::cannot_write;
use crate::shell::{cannot_start, command, root, target, Outcome, Stop};

/// Real reports, which are copied here; each twin has its own folder.
const REPORTS: &str = "tests/data";
/// What a report is read from there.
const KINDS: [&str; 5] = [".txt", ".html", ".doc", ".xls", ".pdf"];
/// What is compared over the years.
const INDICATOR: &str = "requests.received.total";
/// What a report is written as, besides PDF.
const EXPORTS: [&str; 5] = ["docx", "xlsx", "html", "txt", "json"];
const AGENCIES: [(&str, &str); 2] = [("赤壁市官塘驿镇", "2024"), ("宿迁市", "2023")];

/// Compares; gives how many answers and files were the same.
pub fn compare(prefix: &Prefix, windows: &Path, here: &Path) -> Outcome<u32> {
    let home = target()?.join("windows/twins");
    let _ = fs::remove_dir_all(&home);
    let reports = lay_down(&home)?;
    let mut twins = Twins { prefix, windows, here, home, fonts: root()?.join("fonts"), same: 0 };
    for report in &reports {
        twins.paper(report)?;
    }
    let plain = reports.iter().find(|it| it.ends_with(".txt")).map_or("", String::as_str);
    twins.exports(plain)?;
    twins.library(&reports, plain)?;
    twins.years()?;
    twins.exchange()?;
    twins.places()?;
    Ok(twins.same)
}

/// The reports in both folders, and their names there.
fn lay_down(home: &Path) -> Outcome<Vec<String>> {
    let source = root()?.join(REPORTS);
    let entries = fs::read_dir(&source).map_err(|error| cannot_write(&source, &error))?;
    let mut names = Vec::new();
    for path in entries.flatten().map(|entry| entry.path()) {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        if !KINDS.iter().any(|kind| name.ends_with(kind)) {
            continue;
        }
        for side in [Side::Windows, Side::Here] {
            let folder = home.join(side.folder());
            fs::create_dir_all(&folder)
                .and_then(|()| fs::copy(&path, folder.join(&name)))
                .map_err(|error| cannot_write(&folder, &error))?;
        }
        names.push(name);
    }
    names.sort();
    if names.is_empty() {
        return Err(Stop::new(format!("{} 里没有年报。", source.display())));
    }
    Ok(names)
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Windows,
    Here,
}

impl Side {
    fn folder(self) -> &'static str {
        match self {
            Self::Windows => "Windows 版",
            Self::Here => "本机版",
        }
    }
}

/// What a program said, and what it ended with.
#[derive(Debug, PartialEq, Eq)]
struct Said {
    code: Option<i32>,
    out: String,
    err: String,
}

struct Twins<'a> {
    prefix: &'a Prefix,
    windows: &'a Path,
    here: &'a Path,
    home: PathBuf,
    fonts: PathBuf,
    same: u32,
}

impl Twins<'_> {
    fn folder(&self, side: Side) -> PathBuf {
        self.home.join(side.folder())
    }

    fn command(&self, side: Side, words: &[&str]) -> Command {
        let mut command = match side {
            Side::Windows => command("wine", &[]),
            Side::Here => command(&self.here.to_string_lossy(), &[]),
        };
        if side == Side::Windows {
            self.prefix.within(command.arg(self.windows));
        }
        // Seen from the folder it runs in, so that both are told the same.
        command.args(words).current_dir(self.folder(side)).stdin(Stdio::null());
        command.env("NIANBAO_DATA", "数据 2026").env("NIANBAO_FONTS", &self.fonts);
        command
    }

    fn said(&self, side: Side, words: &[&str]) -> Outcome<Said> {
        let mut command = self.command(side, words);
        let output = command.output().map_err(|error| cannot_start(&command, &error))?;
        let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
        // Wine puts in a word of its own now and then.
        let err = text(&output.stderr);
        let err = err.split_inclusive('\n').filter(|line| !line.starts_with("wine: ")).collect();
        Ok(Said { code: output.status.code(), out: text(&output.stdout), err })
    }

    /// Both say the same, and it went well.
    fn both(&mut self, words: &[&str]) -> Outcome {
        if self.alike(words)? {
            return Ok(());
        }
        Err(Stop::new(format!("nianbao {} 没有办成。", words.join(" "))))
    }

    /// Both say the same; gives whether it went well, for what is refused is refused with the same words.
    fn alike(&mut self, words: &[&str]) -> Outcome<bool> {
        let [windows, here] = [self.said(Side::Windows, words)?, self.said(Side::Here, words)?];
        let line = words.join(" ");
        if !matches!(here.code, Some(0..=2)) {
            return Err(Stop::new(format!("本机的 nianbao {line} 出了错：{here:?}")));
        }
        let went_well = here.code != Some(2);
        let is_json = words.iter().any(|word| matches!(*word, "--json" | "--show"));
        let seen = |side, said: Said| {
            // Windows sees this system's files on a drive of its own.
            let folder = self.folder(side).display().to_string();
            let plain =
                |text: &str| text.replace('\\', "/").replace(&format!("Z:{folder}"), "").replace(&folder, "");
            let out = if is_json { said.out } else { plain(&said.out) };
            Said { code: said.code, out: timeless(&out), err: timeless(&plain(&said.err)) }
        };
        let (windows, here) = (seen(Side::Windows, windows), seen(Side::Here, here));
        self.must_be_same(&line, &windows, &here)?;
        Ok(went_well)
    }

    fn must_be_same<T: PartialEq + std::fmt::Debug>(&mut self, what: &str, windows: &T, here: &T) -> Outcome {
        if windows != here {
            return Err(Stop::new(format!("{what}：与本机的不同\n  Windows：{windows:?}\n  本机：{here:?}")));
        }
        self.same += 1;
        Ok(())
    }

    fn must_have_same_bytes(&mut self, name: &str) -> Outcome {
        let bytes = |side| {
            let path = self.folder(side).join(name);
            fs::read(&path).map_err(|error| Stop::new(format!("读不到 {}：{error}", path.display())))
        };
        let (windows, here) = (bytes(Side::Windows)?, bytes(Side::Here)?);
        if windows != here {
            return Err(Stop::new(format!("{name} 与本机写的不同，两个文件在 {}。", self.home.display())));
        }
        self.same += 1;
        Ok(())
    }

    /// Reading, checking and printing.
    fn paper(&mut self, report: &str) -> Outcome {
        for words in [
            &["read", report][..],
            &["read", report, "--json"],
            &["check", report],
            &["check", report, "--json"],
        ] {
            self.both(words)?;
        }
        let pdf = format!("{report} 印好.pdf");
        // One whose agency or year is not known is not printed.
        if self.alike(&["print", report, "-o", &pdf])? {
            self.must_have_same_bytes(&pdf)?;
        }
        Ok(())
    }

    /// Every kind of file a report is written as, and read from again.
    fn exports(&mut self, report: &str) -> Outcome {
        for kind in EXPORTS {
            let file = format!("写出.{kind}");
            self.both(&["export", report, "-o", &file])?;
            self.must_have_same_bytes(&file)?;
            self.both(&["read", &file, "--json"])?;
        }
        Ok(())
    }

    /// What is made of the years in the library.
    fn years(&mut self) -> Outcome {
        let (agency, last) = ("宿迁市", "2025");
        let years = format!("2023..{last}");
        for file in ["历年.json", "历年.csv", "历年.svg"] {
            let of = ["compare", "--agency", agency, "--years", &years, "--indicators", INDICATOR];
            self.both(&[&of[..], &["-o", file]].concat())?;
            self.must_have_same_bytes(file)?;
        }
        self.both(&["notice", "--agency", agency, "--year", last, "-o", "公示.pdf"])?;
        self.must_have_same_bytes("公示.pdf")
    }

    /// A library's life.
    fn library(&mut self, reports: &[String], plain: &str) -> Outcome {
        let mut add = vec!["db", "add"];
        add.extend(reports.iter().map(String::as_str));
        // Some say of no agency or year, which is told of them; the others are stored.
        self.alike(&add)?;
        self.everything()?;
        self.alike(&add)?;
        for words in [
            "db backup",
            "db backup --to 备份",
            "db backups",
            "db export 带走.db",
            "db pack -o 交换.nianbao --pdf",
        ] {
            self.both(&words.split(' ').collect::<Vec<_>>())?;
        }

        let changed = "改过的.txt";
        for side in [Side::Windows, Side::Here] {
            let folder = self.folder(side);
            let text =
                fs::read_to_string(folder.join(plain)).map_err(|error| Stop::new(error.to_string()))?;
            let path = folder.join(changed);
            fs::write(&path, text.replacen("主动公开", "依法公开", 1))
                .map_err(|error| cannot_write(&path, &error))?;
        }
        self.both(&["db", "add", changed, "--replace"])?;
        self.everything()?;
        self.both(&["db", "unpack", "交换.nianbao"])?;
        self.both(&["db", "unpack", "交换.nianbao", "--replace"])?;
        self.both(&["db", "add", changed, "--replace"])?;
        self.both(&["db", "restore", "带走.db"])?;
        self.both(&["db", "restore", "带走.db", "--yes"])?;
        self.both(&["db", "move", "搬家.db"])?;
        self.everything()
    }

    /// All a library tells of itself.
    fn everything(&mut self) -> Outcome {
        for words in ["db list", "db list --json", "db verify", "db verify --json"] {
            self.both(&words.split(' ').collect::<Vec<_>>())?;
        }
        for (agency, year) in AGENCIES {
            let of = ["db", "history", "--agency", agency, "--year", year];
            self.both(&of)?;
            let own = self.said(Side::Here, &of)?.out;
            let newest =
                own.lines().nth(1).and_then(|line| line.split_whitespace().next()).unwrap_or_default();
            self.both(&[&of[..], &["--show", newest]].concat())?;
        }
        Ok(())
    }

    /// Each takes what the other wrote.
    fn exchange(&mut self) -> Outcome {
        for (reader, writer) in [(Side::Here, Side::Windows), (Side::Windows, Side::Here)] {
            let of_other = |name: &str| format!("../{}/{name}", writer.folder());
            let (library, package) = (of_other("带走.db"), of_other("交换.nianbao"));
            for act in ["list", "verify"] {
                let theirs = self.said(reader, &["db", act, "--json", "--db", &library])?;
                let own = self.said(reader, &["db", act, "--json", "--db", "带走.db"])?;
                self.must_be_same(&library, &timeless(&theirs.out), &timeless(&own.out))?;
            }
            let offered = self.said(reader, &["db", "unpack", &package])?;
            let reports = offered.out.matches("（对方").count();
            let equal = offered.out.matches("附 PDF）　与年报库里的相同").count();
            if reports == 0 || equal != reports {
                return Err(Stop::new(format!(
                    "{package}：应与年报库里的相同\n{}{}",
                    offered.out, offered.err
                )));
            }
            self.same += 1;
        }
        Ok(())
    }

    /// Where Windows puts a library by itself, and what is said of one on a share.
    fn places(&mut self) -> Outcome {
        let mut usual = self.command(Side::Windows, &["db", "add", "改过的.txt"]);
        let output =
            usual.env_remove("NIANBAO_DATA").output().map_err(|error| cannot_start(&usual, &error))?;
        let library = self.prefix.roaming().join("cn.nianbao.desktop/nianbao.db");
        if !library.is_file() {
            let said = String::from_utf8_lossy(&output.stderr).into_owned();
            return Err(Stop::new(format!("没有写到用户的数据文件夹：{said}")));
        }
        self.same += 1;

        let library = format!(r"{SHARE}\年报库.db");
        let said = self.said(Side::Windows, &["db", "add", "改过的.txt", "--db", &library])?;
        if said.code != Some(0) || !said.err.contains("年报库在网络共享盘上") {
            return Err(Stop::new(format!("没有认出共享盘：{said:?}")));
        }
        self.same += 1;
        Ok(())
    }
}

/// A text with the digits of moments taken out: the twins run one after the other.
fn timeless(text: &str) -> String {
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(start) = rest.find(|c: char| c.is_ascii_alphanumeric()) {
        let word = &rest[start..];
        let end =
            word.find(|c: char| !(c.is_ascii_alphanumeric() || matches!(c, '-' | ':'))).unwrap_or(word.len());
        told += &rest[..start];
        told += &without_moment(&word[..end]);
        rest = &word[end..];
    }
    told + rest
}

/// A moment is digits with dashes or colons, alone or within a file name, or a number of seconds.
fn without_moment(word: &str) -> String {
    let digits =
        word.split('-').any(|part| part.len() >= 6 && part.bytes().all(|byte| byte.is_ascii_digit()));
    let clock = word.contains(':') || word.split('-').filter(|part| part.parse::<u16>().is_ok()).count() >= 3;
    if digits || clock {
        word.chars().map(|c| if c.is_ascii_digit() { '0' } else { c }).collect()
    } else {
        word.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn moments_are_taken_out_and_nothing_else() {
        assert_eq!(
            timeless("2026-11-25 03:18　手动　nianbao-20261125-031800-manual.db"),
            "0000-00-00 00:00　手动　nianbao-00000000-000000-manual.db"
        );
        assert_eq!(timeless("\"saved_at\": 1795000000,"), "\"saved_at\": 0000000000,");
        for kept in [
            "  2024年　2021格式　起草中",
            "\"total\": 3511, \"amount\": \"59237.2449\"",
            "\"sha256\": \"0a9912345678ff\"",
            "共 3 份",
            "",
        ] {
            assert_eq!(timeless(kept), kept);
        }
    }
}
