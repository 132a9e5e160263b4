//! The Windows installer in a Windows of Wine's: installed without a word, looked at, refused, removed.

use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Stdio};
use std::thread::sleep;
use std::time::{Duration, Instant};

use super::cannot_write;
use crate::shell::{cannot_start, cargo, command, output, root, run as shell_run, target, Outcome, Stop};
use crate::window::{screen, Started};
use crate::windows::prefix::Prefix;

const SAMPLE: &str = "tests/data/01_guantangyi-town_2024.txt";
const TITLE: &str = "信息公开年报";
const DATA: &str = "cn.nianbao.desktop";
const UNINSTALL: &str = r"HKCU\Software\Microsoft\Windows\CurrentVersion\Uninstall\cn.nianbao.desktop";
const FILE_TYPE: &str = r"HKCU\Software\Classes\nianbao.package";
const RUNTIME: &str = r"HKCU\Software\Microsoft\EdgeUpdate\Clients\{F3017226-FE2A-4295-8BDF-00C3A9A7E4C5}";
const RUNTIME_STAND_IN: &str = include_str!("runtime_stand_in.c");
const WINDOW_STAND_IN: &str = include_str!("window_stand_in.c");
const FILE_STAND_IN: &str = include_str!("file_stand_in.c");
/// How long Wine may take for what Windows does at once.
const PATIENCE: Duration = Duration::from_secs(120);
const BREATH: Duration = Duration::from_millis(200);

/// What the installer ends with.
const RUNNING: i32 = 3;
const NEWER: i32 = 6;
const EVERYBODYS: i32 = 7;

/// What a program without a console says it is.
const WINDOWED: u16 = 2;

/// What a program of Windows says it is: a number in its second header, where the first one says that lies.
fn subsystem(program: &[u8]) -> Option<u16> {
    const WHERE: usize = 0x3c;
    const BEHIND: usize = 0x5c;
    let header = u32::from_le_bytes(program.get(WHERE..WHERE + 4)?.try_into().ok()?);
    let at = usize::try_from(header).ok()?.checked_add(BEHIND)?;
    Some(u16::from_le_bytes(program.get(at..at.checked_add(2)?)?.try_into().ok()?))
}

/// Goes through the life of an installation; gives how many things held.
pub fn run(installer: &Path) -> Outcome<u32> {
    println!("\n== 安装程序：在 Wine 里安装、打开、卸载");
    let home = target()?.join("windows/installed");
    let _ = fs::remove_dir_all(&home);
    fs::create_dir_all(&home).map_err(|error| cannot_write(&home, &error))?;
    let (_screen, display) = screen(&home)?;
    let prefix = Prefix::new()?;
    let setup = home.join("setup.exe");
    fs::copy(installer, &setup).map_err(|error| cannot_write(&setup, &error))?;
    let mut trial = Trial { prefix, display, setup, home, held: 0 };
    trial.pretend_windows_10()?;
    trial.installs()?;
    trial.prints()?;
    trial.says_what_is_missing()?;
    trial.refuses()?;
    trial.removes()?;
    trial.brings_the_runtime()?;
    trial.serves_everybody()?;
    Ok(trial.held)
}

struct Trial {
    prefix: Prefix,
    display: String,
    setup: PathBuf,
    home: PathBuf,
    held: u32,
}

impl Trial {
    fn holds(&mut self, what: &str, does: bool) -> Outcome {
        println!("{} {what}", if does { "✓" } else { "✗" });
        if !does {
            return Err(Stop::new(format!("安装程序：不成立：{what}")));
        }
        self.held += 1;
        Ok(())
    }

    fn wine(&self, program: &Path, words: &[&str]) -> Command {
        let mut wine = command("wine", &[]);
        self.prefix.within(wine.arg(program).args(words)).env("DISPLAY", &self.display);
        wine.stdin(Stdio::null()).stderr(Stdio::null());
        wine
    }

    fn code(&self, program: &Path, words: &[&str]) -> Outcome<i32> {
        let mut wine = self.wine(program, words);
        let status = wine.status().map_err(|error| cannot_start(&wine, &error))?;
        Ok(status.code().unwrap_or(-1))
    }

    fn setup(&self, words: &[&str]) -> Outcome<i32> {
        self.code(&self.setup, &[&["/S"], words].concat())
    }

    fn registry(&self, words: &[&str]) -> Option<String> {
        output(&mut self.wine(Path::new("reg"), words))
    }

    fn value(&self, key: &str, name: &[&str]) -> String {
        self.registry(&[&["query", key], name].concat()).unwrap_or_default()
    }

    fn set(&self, key: &str, name: &str, value: &str) -> Outcome {
        let words = ["add", key, "/v", name, "/d", value, "/f"];
        self.registry(&words).map(drop).ok_or_else(|| Stop::new(format!("Wine 没有写入 {key}")))
    }

    fn installed(&self) -> PathBuf {
        self.prefix.local().join("Programs/nianbao")
    }

    /// Wine calls itself an older Windows; the installer asks. The program itself must not be told: Wine's own parts
    /// fail on what it would do then.
    fn pretend_windows_10(&self) -> Outcome {
        for program in ["setup.exe", "uninstall.exe"] {
            self.set(&format!(r"HKCU\Software\Wine\AppDefaults\{program}"), "Version", "win10")?;
        }
        Ok(())
    }

    fn installs(&mut self) -> Outcome {
        let start = Instant::now();
        let code = self.setup(&[])?;
        self.holds(&format!("静默安装，{:.1} 秒", start.elapsed().as_secs_f64()), code == 0)?;
        let folder = self.installed();
        for file in [
            "nianbao-desktop.exe",
            "nianbao.exe",
            "WebView2Loader.dll",
            "uninstall.exe",
            "LICENSE",
            "THIRD-PARTY.txt",
            "fonts/FandolFang-Regular.otf",
            "fonts/licences/noto-cjk.txt",
        ] {
            self.holds(file, folder.join(file).is_file())?;
        }
        let size = output(command("du", &["-sb"]).arg(&folder)).unwrap_or_default();
        let bytes: f64 = size.split_whitespace().next().and_then(|it| it.parse().ok()).unwrap_or_default();
        println!("  安装后 {:.1} MB", bytes / 1e6);
        let program = folder.join("nianbao-desktop.exe");
        let program = fs::read(&program).map_err(|error| cannot_write(&program, &error))?;
        self.holds("程序没有控制台窗口", subsystem(&program) == Some(WINDOWED))?;
        for declared in ["PerMonitorV2", "longPathAware", "Microsoft.Windows.Common-Controls"] {
            let has = program.windows(declared.len()).any(|part| part == declared.as_bytes());
            self.holds(&format!("程序声明 {declared}"), has)?;
        }
        let version = self.value(UNINSTALL, &["/v", "DisplayVersion"]);
        self.holds("“应用和功能”里的版本", version.contains(env!("CARGO_PKG_VERSION")))?;
        let opens = self.value(&format!(r"{FILE_TYPE}\shell\open\command"), &["/ve"]);
        self.holds(".nianbao 用本程序打开", opens.contains("nianbao-desktop.exe"))?;
        for shortcut in self.shortcuts() {
            let name = shortcut.file_name().unwrap_or_default().to_string_lossy().into_owned();
            self.holds(&format!("快捷方式 {name}"), shortcut.is_file())?;
        }
        Ok(())
    }

    fn shortcuts(&self) -> [PathBuf; 2] {
        let name = format!("{TITLE}.lnk");
        [self.prefix.start_menu().join(&name), self.prefix.desktop().join(&name)]
    }

    /// With the typefaces that were installed, and the same bytes as here.
    fn prints(&mut self) -> Outcome {
        shell_run(&mut cargo(&["build", "--package", "nianbao-cli"]))?;
        let sample = root()?.join(SAMPLE);
        let [there, here] = ["Windows.pdf", "本机.pdf"].map(|name| self.home.join(name));
        let words = |pdf: &Path| {
            ["print", &sample.to_string_lossy(), "-o", &pdf.to_string_lossy()].map(str::to_owned)
        };
        let mut windows = self.wine(&self.installed().join("nianbao.exe"), &[]);
        let printed = windows.args(words(&there)).stdout(Stdio::null()).status();
        self.holds("装好的命令行程序能打印", printed.is_ok_and(|status| status.success()))?;
        shell_run(command(&target()?.join("debug/nianbao").to_string_lossy(), &[]).args(words(&here)))?;
        let same = fs::read(&there).ok().is_some_and(|bytes| fs::read(&here).is_ok_and(|it| it == bytes));
        self.holds("印出的 PDF 与本机的逐字节相同", same)
    }

    /// Wine has no WebView2: the program must say so, and in Chinese.
    fn says_what_is_missing(&mut self) -> Outcome {
        let heard = self.home.join("没有 WebView2.txt");
        let file = fs::File::create(&heard).map_err(|error| cannot_write(&heard, &error))?;
        let mut program = self.wine(&self.installed().join("nianbao-desktop.exe"), &[]);
        let program = program.stdout(Stdio::null()).stderr(file).spawn();
        let program = program.map_err(|error| Stop::new(format!("无法启动程序：{error}")))?;
        let _program = Started::new(program);
        let seen = self.waits_for(|trial| {
            let mut look = command("xwininfo", &["-root", "-tree", "-display", &trial.display]);
            output(&mut look).is_some_and(|tree| tree.contains(TITLE))
        });
        let picture = self.home.join("没有 WebView2.png");
        let _ = output(command("import", &["-display", &self.display, "-window", "root"]).arg(&picture));
        // Every message has this title; what it says stands on the standard error stream as well, where Wine gives one.
        let heard = fs::read_to_string(&heard).unwrap_or_default();
        let another = heard.contains("程序") && !heard.contains("WebView2");
        if heard.is_empty() {
            println!("  Wine 没有传出那句话，只看到了窗口：{}", picture.display());
        }
        self.holds("没有 WebView2 时用中文说明", seen && !another)
    }

    fn waits_for(&self, happens: impl Fn(&Self) -> bool) -> bool {
        let deadline = Instant::now() + PATIENCE;
        while Instant::now() < deadline {
            if happens(self) {
                return true;
            }
            sleep(BREATH);
        }
        false
    }

    fn refuses(&mut self) -> Outcome {
        self.set(UNINSTALL, "DisplayVersion", "99.0.0")?;
        let code = self.setup(&[])?;
        self.holds("已装较新版本时拒绝", code == NEWER)?;
        let kept = self.value(UNINSTALL, &["/v", "DisplayVersion"]);
        self.holds("拒绝后什么也没有改", kept.contains("99.0.0"))?;
        let code = self.setup(&["/DOWNGRADE"])?;
        self.holds("/DOWNGRADE 装回旧版本", code == 0)?;
        let code = self.setup(&[])?;
        self.holds("同一版本可以再装一遍", code == 0)?;
        self.refuses_while_running()
    }

    fn removes(&mut self) -> Outcome {
        let data = self.prefix.roaming().join(DATA);
        let library = data.join("nianbao.db");
        fs::create_dir_all(&data)
            .and_then(|()| fs::write(&library, "the user's"))
            .map_err(|error| cannot_write(&library, &error))?;
        self.uninstalls(&[])?;
        self.holds("卸载后程序文件夹没有了", !self.installed().exists())?;
        for shortcut in self.shortcuts() {
            self.holds("卸载后快捷方式没有了", !shortcut.exists())?;
        }
        for key in [UNINSTALL, FILE_TYPE] {
            self.holds("卸载后注册表项没有了", self.value(key, &[]).is_empty())?;
        }
        self.holds("卸载后使用者的数据还在", library.is_file())?;

        // Without a blank: Wine would quote the word, which NSIS wants bare.
        let folder = r"C:\工具\年报";
        let code = self.setup(&["/NODESKTOP", &format!("/D={folder}")])?;
        let there = self.prefix.drive_c().join("工具/年报");
        self.holds("装到指定的文件夹", code == 0 && there.join("nianbao.exe").is_file())?;
        self.holds("/NODESKTOP 不放桌面快捷方式", !self.shortcuts()[1].exists())?;
        let code = self.setup(&[])?;
        self.holds("更新时也不放", code == 0 && !self.shortcuts()[1].exists())?;
        let code = self.code(&there.join("uninstall.exe"), &["/S", "/DELETEDATA"])?;
        let gone = self.waits_for(|_| !there.exists() && !data.exists());
        self.holds("/DELETEDATA 才删除数据", code == 0 && gone)?;
        self.spares_others_folders()
    }

    /// A folder with a `fonts` of somebody else's: the program gets one of its own inside.
    fn spares_others_folders(&mut self) -> Outcome {
        let theirs = self.prefix.drive_c().join("别人的");
        let font = theirs.join("fonts/自己的.ttf");
        fs::create_dir_all(theirs.join("fonts"))
            .and_then(|()| fs::write(&font, "theirs"))
            .map_err(|error| cannot_write(&font, &error))?;
        let code = self.setup(&[r"/D=C:\别人的"])?;
        let ours = theirs.join("nianbao");
        let there = ours.join("nianbao-desktop.exe").is_file() && ours.join("fonts").is_dir();
        self.holds("别人的文件夹里另建一个", code == 0 && there && font.is_file())?;
        let code = self.code(&ours.join("uninstall.exe"), &["/S"])?;
        let gone = self.waits_for(|_| !ours.exists());
        self.holds("卸载不动别人的文件夹", code == 0 && gone && font.is_file())
    }

    /// It goes on after its first process has ended, from a copy of itself.
    fn uninstalls(&mut self, words: &[&str]) -> Outcome {
        let folder = self.installed();
        let code = self.code(&folder.join("uninstall.exe"), &[&["/S"], words].concat())?;
        let gone = self.waits_for(|_| !folder.join("uninstall.exe").exists() && !folder.exists());
        let left = output(command("find", &[]).arg(&folder)).unwrap_or_default();
        self.holds(&format!("静默卸载（返回 {code}，留下：{left}）"), code == 0 && gone)
    }

    /// What lies in the folder `WebView2` beside the installer.
    fn brings_the_runtime(&mut self) -> Outcome {
        let beside = self.home.join("WebView2");
        let fixed = beside.join("fixed");
        fs::create_dir_all(&fixed).map_err(|error| cannot_write(&fixed, &error))?;
        let offline = beside.join("MicrosoftEdgeWebView2RuntimeInstallerX64.exe");
        self.compiles(RUNTIME_STAND_IN, &offline)?;
        let code = self.setup(&[])?;
        let noted = self.value(RUNTIME, &["/v", "pv"]);
        self.holds("旁边的离线安装程序被用上", code == 0 && noted.contains("999.0.0.1"))?;

        let browser = fixed.join("msedgewebview2.exe");
        fs::write(&browser, "a runtime").map_err(|error| cannot_write(&browser, &error))?;
        let code = self.setup(&[])?;
        let copied = self.installed().join("WebView2/msedgewebview2.exe").is_file();
        self.holds("旁边的固定版本运行时被复制", code == 0 && copied)?;
        self.uninstalls(&[])
    }

    /// For all users of the machine: Wine's user is an administrator.
    fn serves_everybody(&mut self) -> Outcome {
        let code = self.setup(&["/ALLUSERS"])?;
        let folder = self.prefix.drive_c().join("Program Files/nianbao");
        let there = folder.join("nianbao-desktop.exe").is_file() && !self.installed().exists();
        self.holds("/ALLUSERS 装到 Program Files", code == 0 && there)?;
        let key = UNINSTALL.replace("HKCU", "HKLM");
        let version = self.value(&key, &["/v", "DisplayVersion"]);
        self.holds("为所有用户登记了版本", version.contains(env!("CARGO_PKG_VERSION")))?;
        let code = self.setup(&[])?;
        self.holds(
            "为所有用户装好的，不再为一个人另装一份",
            code == EVERYBODYS && !self.installed().exists(),
        )?;
        let code = self.setup(&["/ALLUSERS"])?;
        self.holds("/ALLUSERS 可以更新它", code == 0)?;
        let code = self.code(&folder.join("uninstall.exe"), &["/S"])?;
        let gone = self.waits_for(|_| !folder.exists());
        self.holds("为所有用户安装的卸载干净", code == 0 && gone && self.value(&key, &[]).is_empty())
    }

    fn refuses_while_running(&mut self) -> Outcome {
        let mark = self.installed().join("fonts/old.txt");
        for (what, stand_in) in
            [("程序正在运行时拒绝", WINDOW_STAND_IN), ("程序文件被占用时拒绝，什么也没有删", FILE_STAND_IN)]
        {
            let program = self.home.join("running.exe");
            self.compiles(stand_in, &program)?;
            let running = self.wine(&program, &[]).spawn();
            let running =
                Started::new(running.map_err(|error| Stop::new(format!("无法启动 Wine：{error}")))?);
            let mut refused = false;
            // What it does takes a moment; an installation before that deletes the mark.
            for _ in 0..5 {
                sleep(Duration::from_secs(2));
                fs::write(&mark, "of the version before").map_err(|error| cannot_write(&mark, &error))?;
                refused = self.setup(&[])? == RUNNING;
                if refused {
                    break;
                }
            }
            self.holds(what, refused && mark.is_file())?;
            let program = self.installed().join("nianbao-desktop.exe");
            let waited_for = format!(r"_?=C:\{}", self.prefix.local_of_windows(r"Programs\nianbao"));
            let code = self.code(&self.installed().join("uninstall.exe"), &["/S", &waited_for])?;
            self.holds("卸载也拒绝", code == RUNNING && program.is_file() && mark.is_file())?;
            drop(running);
        }
        let code = self.setup(&[])?;
        self.holds("关闭以后可以安装", code == 0 && !mark.exists())
    }

    fn compiles(&self, text: &str, program: &Path) -> Outcome {
        let source = program.with_extension("c");
        fs::write(&source, text).map_err(|error| cannot_write(&source, &error))?;
        let mut compiler = command("x86_64-w64-mingw32-gcc", &["-O2", "-mwindows", "-o"]);
        shell_run(compiler.arg(program).arg(&source).arg("-ladvapi32"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_program_with_a_console_is_told_from_one_without() {
        let mut program = vec![0; 0x200];
        program[0x3c] = 0x80;
        program[0x80 + 0x5c] = 3;
        assert_eq!(subsystem(&program), Some(3));
        program[0x80 + 0x5c] = 2;
        assert_eq!(subsystem(&program), Some(WINDOWED));
        assert_eq!(subsystem(b"MZ"), None);
    }
}
