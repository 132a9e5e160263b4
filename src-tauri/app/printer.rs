//! The way to the machine's printer: the PDF itself goes there at its own size, never the page of the window.
//!
//! Linux: CUPS, by its `lp`. Windows: the program that the machine uses for PDF is asked to print; where it knows no
//! printing (the Edge browser), it is asked to show the file.

use std::ffi::OsString;
use std::io::ErrorKind;
use std::path::Path;
use std::process::{Command, Output, Stdio};

use office::Paper;

/// What became of a PDF that was to be printed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Handed {
    /// The printer has it.
    Printer,
    /// It stands in the machine's viewer, to be printed there.
    Viewer,
}

/// Why it was not printed.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Unprinted {
    /// The machine has no printing service.
    #[error("这台机器没有打印服务（CUPS）。请先另存 PDF，再到能打印的机器上打印。")]
    NoService,
    /// The machine has no printer, or none that is the usual one.
    #[error("没有找到打印机。请在系统设置里添加打印机并设为默认，或者先另存 PDF，再到能打印的机器上打印。")]
    NoPrinter,
    /// The printing service refused, with the reason as far as it is known.
    #[error("打印服务没有接受{}。请看打印机是否开着、缺不缺纸，或者先另存 PDF 再打印。", .0.as_deref().map(|it| format!("：{it}")).unwrap_or_default())]
    Refused(Option<String>),
    /// The PDF could not be laid down.
    #[error("临时文件夹写不进去，没有打印。请清理磁盘空间后再试，或者先另存 PDF 再打印。")]
    NoRoom,
}

/// Gives `pdf` to the usual printer, at its own size; `show` opens it in the machine's viewer where nothing prints it.
///
/// # Errors
/// When there is no way to a printer, or the way is barred.
pub fn print(pdf: &Path, paper: Paper, show: impl FnOnce() -> bool) -> Result<Handed, Unprinted> {
    if cfg!(windows) {
        print_by_association(pdf, show)
    } else {
        print_by_cups(&lp(), pdf, paper)
    }
}

fn print_by_cups(lp: &OsString, pdf: &Path, paper: Paper) -> Result<Handed, Unprinted> {
    let media = match paper {
        Paper::A4 => "media=A4",
        Paper::A3 => "media=A3",
    };
    let mut command = Command::new(lp);
    command.args(["-o", media, "-o", "print-scaling=none", "--"]).arg(pdf);
    // What it says is looked through for one reason.
    command.env("LC_ALL", "C");
    match quietly(&mut command) {
        Err(ErrorKind::NotFound) => Err(Unprinted::NoService),
        Err(ErrorKind::PermissionDenied) => Err(Unprinted::Refused(Some("没有打印的权限".into()))),
        Err(_) => Err(Unprinted::Refused(None)),
        Ok(done) if done.status.success() => Ok(Handed::Printer),
        Ok(done) => Err(why(&String::from_utf8_lossy(&done.stderr))),
    }
}

/// What `lp` said, made into a reason.
fn why(said: &str) -> Unprinted {
    let said = said.trim().trim_start_matches("lp:").trim().trim_start_matches("Error -").trim();
    if said.contains("no default destination") || said.contains("No such file") {
        return Unprinted::NoPrinter;
    }
    if said.contains("onnect") || said.contains("cheduler") {
        return Unprinted::NoService;
    }
    let known = REFUSALS.iter().find(|(words, _)| words.iter().any(|it| said.contains(it)));
    let said = said.trim_end_matches('.');
    Unprinted::Refused(match known {
        Some((_, sentence)) => Some((*sentence).to_owned()),
        None if said.is_empty() => None,
        None => Some(format!("系统报告“{said}”")),
    })
}

/// Reasons that CUPS gives in English, in the office's words.
const REFUSALS: [(&[&str], &str); 4] = [
    (&["does not exist", "nknown destination"], "默认的打印机已经不在了"),
    (&["nauthorized", "orbidden", "not authorized", "not permitted", "ermission denied"], "没有打印的权限"),
    (&["not accepting"], "打印机现在不接受任务"),
    (&["nsupported", "not supported"], "打印机不认识这种文件或纸张"),
];

/// The file's name goes by the environment: in the command it would be read as a program.
fn print_by_association(pdf: &Path, show: impl FnOnce() -> bool) -> Result<Handed, Unprinted> {
    const PRINT: &str = "Start-Process -FilePath $env:NIANBAO_PRINT -Verb Print -ErrorAction Stop";
    let mut command = Command::new("powershell");
    command.args(["-NoProfile", "-NonInteractive", "-WindowStyle", "Hidden", "-Command", PRINT]);
    command.env("NIANBAO_PRINT", pdf);
    match quietly(&mut command) {
        Ok(done) if done.status.success() => Ok(Handed::Printer),
        _ if show() => Ok(Handed::Viewer),
        _ => Err(Unprinted::NoPrinter),
    }
}

fn quietly(command: &mut Command) -> Result<Output, ErrorKind> {
    #[cfg(windows)]
    {
        use std::os::windows::process::CommandExt;
        const CREATE_NO_WINDOW: u32 = 0x0800_0000;
        command.creation_flags(CREATE_NO_WINDOW);
    }
    command.stdin(Stdio::null()).output().map_err(|error| error.kind())
}

/// CUPS's program; an end-to-end test lays its own in the folder `NIANBAO_RUN_DIR`, so that nothing reaches a real
/// printer. A release build knows nothing of it.
fn lp() -> OsString {
    #[cfg(debug_assertions)]
    if let Some(folder) = std::env::var_os("NIANBAO_RUN_DIR") {
        return Path::new(&folder).join("lp").into_os_string();
    }
    OsString::from("lp")
}

#[cfg(test)]
#[cfg(unix)]
mod tests {
    use std::os::unix::fs::PermissionsExt;

    use super::*;

    /// An `lp` that writes down what it is given, then says `said` and ends with `code`.
    fn service(folder: &Path, said: &str, code: u8) -> OsString {
        let path = folder.join("lp");
        let asked = folder.join("asked").display().to_string();
        let script =
            format!("#!/bin/sh\nprintf '%s\\n' \"$@\" > '{asked}'\necho '{said}' >&2\nexit {code}\n");
        std::fs::write(&path, script).unwrap();
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o755)).unwrap();
        path.into_os_string()
    }

    #[test]
    fn the_file_goes_to_the_printer_at_its_own_size() {
        let folder = tempfile::tempdir().unwrap();
        let lp = service(folder.path(), "", 0);
        let pdf = Path::new("/那里/-o 年报.pdf");
        assert_eq!(print_by_cups(&lp, pdf, Paper::A3), Ok(Handed::Printer));
        let asked = std::fs::read_to_string(folder.path().join("asked")).unwrap();
        assert_eq!(asked, "-o\nmedia=A3\n-o\nprint-scaling=none\n--\n/那里/-o 年报.pdf\n");
    }

    #[test]
    fn what_bars_the_way_is_told() {
        let folder = tempfile::tempdir().unwrap();
        let printed =
            |said: &str| print_by_cups(&service(folder.path(), said, 1), Path::new("a.pdf"), Paper::A4);
        assert_eq!(printed("lp: Error - no default destination available."), Err(Unprinted::NoPrinter));
        assert_eq!(
            printed("lp: Error - Unable to connect to server: Bad file descriptor"),
            Err(Unprinted::NoService)
        );
        assert_eq!(printed("lp: Error - scheduler not responding."), Err(Unprinted::NoService));
        let refused = |said: &str| printed(said).unwrap_err().to_string();
        assert!(refused("lp: Queue is full.").starts_with("打印服务没有接受：系统报告“Queue is full”。"));
        assert!(refused("").starts_with("打印服务没有接受。"));
        for said in
            ["lp: The printer or class does not exist.", "lp: Error - Unauthorized", "lp: Not accepting jobs"]
        {
            let sentence = refused(&said.to_lowercase());
            assert!(!sentence.contains(|c: char| c.is_ascii_lowercase()), "{sentence}");
        }
        let none = OsString::from("/no/such/lp");
        assert_eq!(print_by_cups(&none, Path::new("a.pdf"), Paper::A4), Err(Unprinted::NoService));
        for reason in [Unprinted::NoService, Unprinted::NoPrinter, Unprinted::NoRoom] {
            assert!(reason.to_string().ends_with('。') && reason.to_string().contains("另存 PDF"));
        }
    }

    #[test]
    fn what_nothing_prints_is_shown() {
        // Nothing here prints by association.
        assert_eq!(print_by_association(Path::new("a.pdf"), || true), Ok(Handed::Viewer));
        assert_eq!(print_by_association(Path::new("a.pdf"), || false), Err(Unprinted::NoPrinter));
    }
}
