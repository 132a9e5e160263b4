//! What reaches out of the program: questions to the user in the system's own dialogs, the machine's PDF viewer
//! and file manager, and the window itself.

use std::path::{Path, PathBuf};
use std::process::Command;

use office::{Format, Paper};
use tauri::{AppHandle, Emitter, Manager, Wry};
use tauri_plugin_dialog::{DialogExt, FileDialogBuilder};

use crate::printer::{self, Handed, Unprinted};
use crate::work::Progress;
use crate::{ipc, window};

/// What an update is, on this system.
const INSTALLERS: &[&str] = if cfg!(windows) { &["exe", "msi"] } else { &["deb", "rpm"] };

/// Where an installer lies until the next one.
const UPDATES: &str = "updates";

/// The way out, as the [`Desk`](crate::desk::Desk) sees it; the window's is [`Screen`].
pub trait Outside: Send + Sync {
    /// Asks the user for paths. None when the user changed their mind.
    fn ask(&self, question: Question<'_>) -> Vec<PathBuf>;
    /// Opens a file with the program the machine uses for its kind.
    fn open(&self, file: &Path) -> Result<(), Unopened>;
    /// Shows a file in the machine's file manager.
    fn reveal(&self, file: &Path) -> Result<(), Unopened>;
    /// Gives a PDF of this paper to the printer.
    fn print(&self, pdf: &Path, paper: Paper) -> Result<Handed, Unprinted>;
    /// Shows the window: the page has painted.
    fn show(&self);
    /// Ends the program.
    fn end(&self);
    /// Starts an installer.
    fn install(&self, file: &Path) -> Result<Install, Unopened>;
    /// The folder an installer is laid into: the machine's, not the one that is backed up and moved with the library.
    fn updates(&self) -> Option<PathBuf>;
    /// The folder of the program's logs.
    fn logs(&self) -> Option<PathBuf>;
    /// Tells the page how far some work is.
    fn tell(&self, progress: &Progress);
}

/// A question whose answer is one path, or several where it asks for several.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Question<'a> {
    /// Which report to read.
    Source,
    /// Which documents to read beside their source.
    Documents,
    /// Which folder of documents to read.
    DocumentFolder,
    /// Which folder the library shall be in.
    Folder,
    /// Where a report goes; the suggested file name, and the kind of file.
    Target(&'a str, Format),
    /// Where a list goes as text; the suggested file name.
    Text(&'a str),
    /// Where what helps to find a mistake goes; the suggested file name.
    Diagnosis(&'a str),
    /// Which installer to update with.
    Update,
    /// Where a chart or a table goes; the suggested file name, whose ending is its kind.
    Comparison(&'a str),
}

/// What became of an installer.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Install {
    /// It runs, and goes on when this program has ended.
    Runs,
    /// The system was asked to open it, and does not tell whether anything opened.
    Asked,
}

/// The machine has no program for it, or would not start it.
#[derive(Debug, thiserror::Error)]
#[error("系统没有能打开它的程序，或者文件已被移走。请在文件夹中手工打开：{0}")]
pub struct Unopened(pub String);

/// The user's screen.
pub struct Screen {
    app: AppHandle,
}

impl Screen {
    /// The screen on which `app` runs.
    pub fn new(app: &AppHandle) -> Self {
        Self { app: app.clone() }
    }
}

impl Outside for Screen {
    fn ask(&self, question: Question<'_>) -> Vec<PathBuf> {
        if let Some(answer) = rehearsed() {
            return answer;
        }
        let mut dialog = self.app.dialog().file();
        if let Some(window) = self.app.get_webview_window(window::MAIN) {
            dialog = dialog.set_parent(&window);
        }
        let reports = |dialog: FileDialogBuilder<Wry>, title| {
            dialog
                .set_title(title)
                .add_filter(
                    "年报（网页、文本、Word、Excel、PDF、本程序的数据）",
                    &[
                        "html", "htm", "mht", "mhtml", "txt", "docx", "doc", "wps", "xlsx", "xls", "et",
                        "pdf", "json", "zip",
                    ],
                )
                .add_filter("所有文件", &["*"])
        };
        let answer = match question {
            Question::Source => reports(dialog, "打开一份年报").blocking_pick_file(),
            Question::Documents => {
                let files = reports(dialog, "导入往年年报").blocking_pick_files();
                return files.into_iter().flatten().filter_map(|file| file.into_path().ok()).collect();
            }
            Question::DocumentFolder => dialog.set_title("导入哪个文件夹里的年报").blocking_pick_folder(),
            Question::Diagnosis(name) => dialog
                .set_title("导出诊断信息")
                .add_filter("压缩文件", &["zip"])
                .set_file_name(name)
                .blocking_save_file(),
            Question::Update => dialog
                .set_title("选择新版本的安装程序")
                .add_filter("安装程序", INSTALLERS)
                .blocking_pick_file(),
            Question::Text(name) => dialog
                .set_title("保存清单")
                .add_filter("文本", &["txt"])
                .set_file_name(name)
                .blocking_save_file(),
            Question::Comparison(name) => {
                let (label, ending) = match Path::new(name).extension().and_then(|it| it.to_str()) {
                    Some("xlsx") => ("Excel 工作簿", "xlsx"),
                    Some("svg") => ("矢量图", "svg"),
                    _ => ("图片", "png"),
                };
                dialog
                    .set_title("保存图表和数据")
                    .add_filter(label, &[ending])
                    .set_file_name(name)
                    .blocking_save_file()
            }
            Question::Folder => dialog.set_title("年报库放在哪个文件夹").blocking_pick_folder(),
            Question::Target(name, format) => dialog
                .set_title(format!("另存为{}", spoken(format)))
                .add_filter(spoken(format), &[format.extension()])
                .set_file_name(name)
                .blocking_save_file(),
        };
        answer.and_then(|path| path.into_path().ok()).into_iter().collect()
    }

    fn open(&self, file: &Path) -> Result<(), Unopened> {
        tauri_plugin_opener::open_path(file, None::<&str>).map_err(|_| unopened(file))
    }

    fn reveal(&self, file: &Path) -> Result<(), Unopened> {
        // Not every Linux desktop has a file manager that points at a file; opening the folder is the next best.
        tauri_plugin_opener::reveal_item_in_dir(file)
            .or_else(|_| tauri_plugin_opener::open_path(file.parent().unwrap_or(file), None::<&str>))
            .map_err(|_| unopened(file))
    }

    fn print(&self, pdf: &Path, paper: Paper) -> Result<Handed, Unprinted> {
        printer::print(pdf, paper, || self.open(pdf).is_ok())
    }

    fn show(&self) {
        window::show(&self.app);
    }

    fn end(&self) {
        window::end(&self.app);
    }

    fn install(&self, file: &Path) -> Result<Install, Unopened> {
        if cfg!(windows) {
            return installing(file).spawn().map(|_| Install::Runs).map_err(|_| unopened(file));
        }
        // Installing a package is the system's business, and so is asking for the password. Where nothing opens
        // packages, the user still has the line to type.
        let _ = self.open(file);
        Ok(Install::Asked)
    }

    fn updates(&self) -> Option<PathBuf> {
        Some(self.app.path().app_local_data_dir().ok()?.join(UPDATES))
    }

    fn logs(&self) -> Option<PathBuf> {
        self.app.path().app_log_dir().ok()
    }

    fn tell(&self, progress: &Progress) {
        if let Err(error) = self.app.emit(ipc::WORK_PROGRESS, progress) {
            log::warn!("progress not passed on: {error}");
        }
    }
}

/// Windows runs an installer that is a program; of a package its own installer has to be told.
fn installing(file: &Path) -> Command {
    if file.extension().is_some_and(|it| it.eq_ignore_ascii_case("msi")) {
        let mut command = Command::new("msiexec");
        command.arg("/i").arg(file);
        return command;
    }
    Command::new(file)
}

/// What the user calls a kind of file.
fn spoken(format: Format) -> &'static str {
    match format {
        Format::Pdf => " PDF 文件",
        Format::Word => " Word 文档",
        Format::Excel => " Excel 工作簿",
        Format::Web => "网页",
        Format::Text => "文本",
        Format::Json => "年报数据",
    }
}

fn unopened(file: &Path) -> Unopened {
    Unopened(file.display().to_string())
}

/// The answer an end-to-end test has prepared, since the system's dialogs cannot be driven: what stands in
/// `dialog-answer` in the folder `NIANBAO_RUN_DIR`, a path a line, nothing for a user who changed their mind. A release build knows
/// nothing of it.
#[cfg(debug_assertions)]
fn rehearsed() -> Option<Vec<PathBuf>> {
    let answer =
        std::fs::read_to_string(Path::new(&std::env::var_os("NIANBAO_RUN_DIR")?).join("dialog-answer"));
    // A missing answer is a mistake of the test, and its way to see what a panic does to the window.
    assert!(answer.is_ok(), "no answer prepared");
    let answer = answer.unwrap_or_default();
    Some(answer.lines().map(PathBuf::from).collect())
}

#[cfg(not(debug_assertions))]
fn rehearsed() -> Option<Vec<PathBuf>> {
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_package_is_installed_by_windows_and_a_program_by_itself() {
        for (file, line) in [
            ("nianbao_0.2.0_windows-x86_64-setup.exe", &["nianbao_0.2.0_windows-x86_64-setup.exe"][..]),
            ("上报 机.MSI", &["msiexec", "/i", "上报 机.MSI"]),
        ] {
            let command = installing(Path::new(file));
            let words: Vec<_> = std::iter::once(command.get_program()).chain(command.get_args()).collect();
            assert_eq!(words, line);
        }
    }
}
