//! The system packages on Debian and Ubuntu.
//!
//! A C compiler is not in the table: Cargo needs one to link this very program.

use std::path::Path;
use std::process::{Command, Stdio};

use super::Purpose;
use crate::shell::{command, on_path, output, run, Outcome, Stop};

/// How one sees that a package is there, however it was installed.
enum Sign {
    Programs(&'static [&'static str]),
    File(&'static str),
    Library(&'static str),
    ChineseFont,
}

struct Package {
    name: &'static str,
    sign: Sign,
    purpose: Purpose,
    what_for: &'static str,
}

/// Both programs are one `soffice`, which is there when either is.
const WRITER: &str = "/usr/lib/libreoffice/program/libswlo.so";
const CALC: &str = "/usr/lib/libreoffice/program/libsclo.so";

/// Java's own until its eleventh edition.
const JAXB: &str = "/usr/share/java/jaxb-runtime.jar";

const PACKAGES: &[Package] = &[
    package("pkg-config", Sign::Programs(&["pkg-config"]), Purpose::Run, "查找系统库"),
    package("libwebkit2gtk-4.1-dev", Sign::Library("webkit2gtk-4.1"), Purpose::Run, "程序的窗口"),
    package("fontconfig", Sign::Programs(&["fc-list"]), Purpose::Run, "查找字体"),
    package("fonts-noto-cjk", Sign::ChineseFont, Purpose::Run, "窗口里的中文"),
    package("webkit2gtk-driver", Sign::Programs(&["WebKitWebDriver"]), Purpose::Test, "操作真实窗口"),
    package("xvfb", Sign::Programs(&["Xvfb"]), Purpose::Test, "没有显示器时的屏幕"),
    // `dbus` rather than `dbus-daemon`: older Ubuntu has no package of the second name.
    package("dbus", Sign::Programs(&["dbus-run-session"]), Purpose::Test, "窗口测试的消息总线"),
    package(
        "poppler-utils",
        Sign::Programs(&["pdftotext", "pdftoppm"]),
        Purpose::Test,
        "取出 PDF 的文字，把 PDF 画成图片",
    ),
    package("python3-pip", Sign::Programs(&["python3", "pip3"]), Purpose::Test, "取来验证归档格式的程序"),
    package("default-jre-headless", Sign::Programs(&["java"]), Purpose::Test, "运行验证归档格式的程序"),
    package("libjaxb-java", Sign::File(JAXB), Purpose::Test, "它读取规则用的库"),
    package("libreoffice-writer-nogui", Sign::File(WRITER), Purpose::Test, "像用户那样打开 Word 文件"),
    package("libreoffice-calc-nogui", Sign::File(CALC), Purpose::Test, "像用户那样打开 Excel 文件，重算公式"),
    package("qpdf", Sign::Programs(&["qpdf"]), Purpose::Test, "检查 PDF 的结构"),
    package("python3-pip", Sign::Programs(&["python3", "pip3"]), Purpose::Dist, "取来链接命令行程序的 zig"),
    package("binutils", Sign::Programs(&["objdump"]), Purpose::Dist, "查看程序要用多新的 glibc"),
    package("xz-utils", Sign::Programs(&["xz"]), Purpose::Dist, "压缩安装包"),
    package(
        "gcc-mingw-w64-x86-64",
        Sign::Programs(&["x86_64-w64-mingw32-gcc"]),
        Purpose::Windows,
        "编译和链接 Windows 程序",
    ),
    package("rustc-web", Sign::File("/usr/bin/rustc"), Purpose::Windows, "与下面的源代码同一版本的 Rust"),
    package("cargo-web", Sign::File("/usr/bin/cargo"), Purpose::Windows, "同一版本的 Cargo"),
    package(
        "rust-web-src",
        Sign::File("/usr/lib/rustlib/src/rust/library/std/Cargo.toml"),
        Purpose::Windows,
        "Windows 用的 Rust 标准库",
    ),
    package("nsis", Sign::Programs(&["makensis"]), Purpose::Windows, "制作 Windows 安装程序"),
    package("wine", Sign::Programs(&["wine", "wineserver"]), Purpose::Windows, "运行 Windows 程序"),
    package("wine64", Sign::File("/usr/lib/wine/wine64"), Purpose::Windows, "64 位的 Wine"),
    package("xvfb", Sign::Programs(&["Xvfb"]), Purpose::Windows, "没有显示器时的屏幕"),
    package("x11-utils", Sign::Programs(&["xwininfo"]), Purpose::Windows, "查看打开的窗口"),
];

const fn package(name: &'static str, sign: Sign, purpose: Purpose, what_for: &'static str) -> Package {
    Package { name, sign, purpose, what_for }
}

impl Package {
    fn is_needed_for(&self, purpose: Purpose) -> bool {
        match purpose {
            Purpose::Run | Purpose::Windows => self.purpose == purpose,
            Purpose::Dist => matches!(self.purpose, Purpose::Run | Purpose::Dist),
            Purpose::Test => matches!(self.purpose, Purpose::Run | Purpose::Test),
        }
    }

    fn is_present(&self) -> bool {
        match self.sign {
            Sign::Programs(programs) => programs.iter().all(|program| on_path(program)),
            Sign::File(path) => Path::new(path).is_file(),
            Sign::Library(library) => succeeds("pkg-config", &["--exists", library]),
            Sign::ChineseFont => {
                output(&mut command("fc-list", &[":lang=zh-cn", "family"])).is_some_and(|it| !it.is_empty())
            }
        }
    }
}

/// Installs the packages that are missing, when we may; else stops with the line to type.
pub fn prepare(purpose: Purpose) -> Outcome {
    let missing = missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    println!("缺少以下系统软件包：");
    for package in &missing {
        println!("  {:<24}{}", package.name, package.what_for);
    }
    let names = names(&missing);
    let Some(prefix) = root_prefix() else {
        return Err(Stop::new(by_hand(&names)));
    };
    run(&mut as_root(prefix, &["apt-get", "update"]))
        .and_then(|()| run(&mut as_root(prefix, &install(&names))))
        .map_err(|stop| Stop::new(format!("{stop}\n{}", by_hand(&names))))?;
    let missing = self::missing(purpose);
    if missing.is_empty() {
        return Ok(());
    }
    Err(Stop::new(format!("安装之后仍然找不到：{}", self::names(&missing).join("、"))))
}

fn missing(purpose: Purpose) -> Vec<&'static Package> {
    PACKAGES.iter().filter(|it| it.is_needed_for(purpose) && !it.is_present()).collect()
}

fn names(packages: &[&'static Package]) -> Vec<&'static str> {
    packages.iter().map(|it| it.name).collect()
}

fn install<'a>(names: &[&'a str]) -> Vec<&'a str> {
    let mut words = vec!["apt-get", "install", "-y", "--no-install-recommends"];
    words.extend(names);
    words
}

fn by_hand(names: &[&str]) -> String {
    format!("请运行下面这一行，然后重试：\n  sudo apt-get update && sudo {}", install(names).join(" "))
}

/// What to put before a command to run it as root: nothing, sudo, or there is no way.
fn root_prefix() -> Option<&'static [&'static str]> {
    if !on_path("apt-get") {
        return None;
    }
    if output(&mut command("id", &["-u"])).as_deref() == Some("0") {
        return Some(&[]);
    }
    // `-n`: never wait for a password in a script.
    succeeds("sudo", &["-n", "true"]).then_some(&["sudo", "-n"])
}

fn as_root(prefix: &[&str], words: &[&str]) -> Command {
    // `env` because sudo drops the variables of its caller.
    let line = [prefix, &["env", "DEBIAN_FRONTEND=noninteractive"], words].concat();
    command(line[0], &line[1..])
}

/// Whether a quiet look at the machine succeeds; a program that is not there is a no.
fn succeeds(program: &str, arguments: &[&str]) -> bool {
    command(program, arguments)
        .stdin(Stdio::null())
        .stdout(Stdio::null())
        .stderr(Stdio::null())
        .status()
        .is_ok_and(|status| status.success())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn opening_the_program_needs_no_test_tools() {
        let needed = |purpose| -> Vec<_> {
            PACKAGES.iter().filter(|it| it.is_needed_for(purpose)).map(|it| it.name).collect()
        };
        assert_eq!(
            needed(Purpose::Run),
            ["pkg-config", "libwebkit2gtk-4.1-dev", "fontconfig", "fonts-noto-cjk"]
        );
        assert!(needed(Purpose::Dist).contains(&"python3-pip") && !needed(Purpose::Dist).contains(&"qpdf"));
        let all = needed(Purpose::Test).len() + needed(Purpose::Windows).len() + needed(Purpose::Dist).len();
        assert_eq!(all - needed(Purpose::Run).len(), PACKAGES.len());
        assert!(needed(Purpose::Windows).contains(&"wine") && !needed(Purpose::Test).contains(&"wine"));
    }

    #[test]
    fn the_line_to_type_is_complete() {
        assert_eq!(
            by_hand(&["poppler-utils", "qpdf"]),
            "请运行下面这一行，然后重试：\n  \
             sudo apt-get update && sudo apt-get install -y --no-install-recommends poppler-utils qpdf"
        );
    }

    #[test]
    fn a_package_is_present_when_all_its_programs_are() {
        let with = |programs| package("any", Sign::Programs(programs), Purpose::Run, "");
        assert!(with(&["sh", "ls"]).is_present());
        assert!(!with(&["sh", "no-such-program"]).is_present());
    }

    #[test]
    fn sudo_keeps_apt_from_asking() {
        let asked = as_root(&["sudo", "-n"], &["apt-get", "update"]);
        let words: Vec<_> = asked.get_args().collect();
        assert_eq!(asked.get_program(), "sudo");
        assert_eq!(words, ["-n", "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "update"]);
    }
}
