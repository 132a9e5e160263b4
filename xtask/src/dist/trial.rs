//! The package in a clean Debian: installed, started, printed with, removed.
//!
//! The Debian is made by debootstrap in a folder of its own and thrown away afterwards; it wants to be root, and the
//! mirror that apt knows.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::{cannot_write, files};
use crate::shell::{command, on_path, output, root, run as shell_run, Outcome, Stop};

/// What the system makes of the file type that the package brings.
const MADE_BY_DEBIAN: &str = "usr/share/mime/application/vnd.nianbao.package+zip.xml";
/// What the package brings, and the system makes of it: the file type among those it knows.
const FILES: [&str; 7] = [
    "usr/bin/nianbao",
    "usr/bin/nianbao-desktop",
    "usr/share/applications/nianbao.desktop",
    "usr/share/metainfo/cn.nianbao.desktop.metainfo.xml",
    "usr/share/mime/packages/nianbao.xml",
    MADE_BY_DEBIAN,
    "usr/share/icons/hicolor/128x128/apps/nianbao-desktop.png",
];
const SUITE: &str = "bookworm";
const SAMPLE: &str = "tests/data/01_guantangyi-town_2024.txt";
const TITLE: &str = "信息公开年报";
const LOG: &str = "root/.local/share/cn.nianbao.desktop/logs/nianbao.log";
/// What the program notes when its window is there.
const SHOWN: &str = "shown";
/// How long the window may take to come up in a system that has never started anything.
const PATIENCE: Duration = Duration::from_secs(60);

/// Does it all and says each step that held.
pub fn run(folder: &Path) -> Outcome {
    let made = files(folder)?;
    let package = |kind: &str| {
        let found = made.iter().find(|it| it.extension().is_some_and(|ending| ending == kind));
        found.ok_or_else(|| Stop::new(format!("target/dist 里没有 .{kind}。")))
    };
    let deb = package("deb")?;
    let system = System::new()?;
    system.take(deb, "nianbao.deb")?;
    system.take(&root()?.join(SAMPLE), "sample.txt")?;

    println!("\n== 安装");
    system.run("apt-get update -qq && apt-get install -y -qq --no-install-recommends /nianbao.deb fonts-noto-cjk xauth")?;
    for file in FILES {
        system.wants(file)?;
    }
    system.wants("usr/share/doc/nianbao/copyright")?;
    system.run("grep -q '\\*.nianbao$' /usr/share/mime/globs")?;
    system.prints_and_opens()?;
    println!("\n== 卸载");
    system.run("apt-get purge -y -qq nianbao")?;
    system.keeps_nothing_but_data()?;
    println!("\n安装、打印、打开窗口、卸载都成功；使用者的数据还在。");
    rpm(&system, package("rpm")?)
}

/// The `.rpm` in the same system, which has by now what the program needs: rpm itself is told of a system where it knows
/// of none of that.
fn rpm(system: &System, package: &Path) -> Outcome {
    println!("\n== .rpm");
    if !on_path("rpm") {
        println!("这里没有 rpm，没有试装 {}。", package.display());
        return Ok(());
    }
    shell_run(command("rpm", &["-qp", "--requires"]).arg(package))?;
    shell_run(system.rpm(&["--nodeps", "-i"]).arg(package))?;
    for file in FILES.iter().filter(|file| **file != MADE_BY_DEBIAN) {
        system.wants(file)?;
    }
    system.prints_and_opens()?;
    shell_run(&mut system.rpm(&["--nodeps", "-e", "nianbao"]))?;
    system.keeps_nothing_but_data()?;
    println!("\n.rpm 的安装、打印、打开窗口、卸载都成功。");
    Ok(())
}

/// A clean system in a folder.
struct System {
    folder: PathBuf,
}

impl System {
    fn new() -> Outcome<Self> {
        println!("\n== 准备一个干净的 Debian（{SUITE}）");
        let folder = std::env::temp_dir().join(format!("nianbao-debian-{}", std::process::id()));
        let system = Self { folder };
        shell_run(
            command("debootstrap", &["--variant=minbase", SUITE]).arg(&system.folder).stdout(Stdio::null()),
        )?;
        for place in ["proc", "dev"] {
            shell_run(command("mount", &["--rbind", &format!("/{place}")]).arg(system.folder.join(place)))?;
        }
        for file in ["etc/resolv.conf", "etc/apt/sources.list"] {
            let _ = fs::copy(Path::new("/").join(file), system.folder.join(file));
        }
        let more = "/etc/apt/apt.conf.d/.";
        let _ = command("cp", &["-r", more]).arg(system.folder.join("etc/apt/apt.conf.d")).status();
        Ok(system)
    }

    /// As somebody does who has just installed it.
    fn prints_and_opens(&self) -> Outcome {
        println!("\n== 打印");
        self.run(
            "rm -f /sample.pdf && nianbao print /sample.txt -o /sample.pdf && \
             nianbao check /sample.txt > /checked.txt || [ $? = 1 ]",
        )?;
        self.wants("sample.pdf")?;
        println!("\n== 打开窗口");
        self.shows_a_window()
    }

    fn keeps_nothing_but_data(&self) -> Outcome {
        let left = self.output("find /usr /etc /opt -iname '*nianbao*' | head");
        if left.as_deref() != Some("") {
            return Err(Stop::new(format!("卸载后还留着：{}", left.unwrap_or_default())));
        }
        self.wants("root/.local/share/cn.nianbao.desktop")
    }

    /// Debian's rpm installs into another system only when it is told that it shall.
    fn rpm(&self, words: &[&str]) -> Command {
        let mut rpm = command("rpm", &["--force-debian", "--root"]);
        rpm.arg(&self.folder).args(words);
        rpm
    }

    fn take(&self, file: &Path, name: &str) -> Outcome {
        let copy = self.folder.join(name);
        fs::copy(file, &copy).map(drop).map_err(|error| cannot_write(&copy, &error))
    }

    fn inside(&self, words: &str) -> Command {
        let mut chroot = command("chroot", &[]);
        chroot.arg(&self.folder).args(["/bin/sh", "-ec", words]);
        chroot
            .env_clear()
            .env("PATH", "/usr/sbin:/usr/bin:/sbin:/bin")
            .env("HOME", "/root")
            .env("LANG", "C.UTF-8");
        chroot.env("DEBIAN_FRONTEND", "noninteractive");
        chroot
    }

    fn run(&self, words: &str) -> Outcome {
        shell_run(&mut self.inside(words))
    }

    fn output(&self, words: &str) -> Option<String> {
        output(&mut self.inside(words))
    }

    fn wants(&self, file: &str) -> Outcome {
        let there = self.folder.join(file).exists();
        println!("{} {file}", if there { "有" } else { "没有" });
        if there {
            Ok(())
        } else {
            Err(Stop::new(format!("干净的系统里没有 /{file}。")))
        }
    }

    /// Starts the program on a display of its own, and looks for its window by its title and for its page in the log: a
    /// message that there is no window has the same title.
    fn shows_a_window(&self) -> Outcome {
        let display = format!(":{}", 200 + std::process::id() % 700);
        let screen = ["-screen", "0", "1280x900x24", "-nolisten", "tcp", "-ac"];
        let mut xvfb = Ended(
            command("Xvfb", &[&display])
                .args(screen)
                .stderr(Stdio::null())
                .spawn()
                .map_err(|error| Stop::new(format!("无法启动 Xvfb：{error}")))?,
        );
        let log = self.folder.join(LOG);
        // What a start before wrote.
        let _ = fs::remove_file(&log);
        let start = Instant::now();
        let mut program = self.inside("exec nianbao-desktop");
        program.env("DISPLAY", &display).env("WEBKIT_DISABLE_SANDBOX_THIS_IS_DANGEROUS", "1");
        let mut program =
            Ended(program.spawn().map_err(|error| Stop::new(format!("无法启动程序：{error}")))?);
        while start.elapsed() < PATIENCE {
            let windows = output(&mut command("xwininfo", &["-root", "-tree", "-display", &display]));
            let painted = || fs::read_to_string(&log).is_ok_and(|said| said.contains(SHOWN));
            if windows.is_some_and(|tree| tree.contains(TITLE)) && painted() {
                println!("窗口在 {:.1} 秒后出现", start.elapsed().as_secs_f64());
                program.end();
                xvfb.end();
                return Ok(());
            }
            sleep(Duration::from_millis(100));
        }
        Err(Stop::new(format!("{} 秒内没有出现窗口，见 /{LOG}。", PATIENCE.as_secs())))
    }
}

impl Drop for System {
    fn drop(&mut self) {
        for place in ["proc", "dev"] {
            let place = self.folder.join(place);
            let _ = command("mount", &["--make-rslave"]).arg(&place).stderr(Stdio::null()).status();
            let _ = command("umount", &["-R", "-l"]).arg(&place).stderr(Stdio::null()).status();
        }
        // What is still mounted belongs to this machine: it must not be removed with the folder.
        let inside = format!("{}/", self.folder.display());
        let mounts = fs::read_to_string("/proc/self/mounts");
        if mounts.map_or(true, |mounts| mounts.contains(&inside)) {
            eprintln!("{} 里还有挂载，没有删除。", self.folder.display());
            return;
        }
        let _ = fs::remove_dir_all(&self.folder);
    }
}

/// A program that is ended when it is no longer needed.
struct Ended(Child);

impl Ended {
    fn end(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

impl Drop for Ended {
    fn drop(&mut self) {
        self.end();
    }
}
