//! What can go wrong, as a sentence for the user and a code for the screen.

use intake::IntakeError;
use press::PressError;
use report::{check::StrictnessError, FormError, ReportError};
use std::io;
use store::StoreError;

/// Why a use case did not come to its end. Nothing was changed then.
#[derive(Debug, thiserror::Error)]
pub enum OfficeError {
    /// A file cannot be opened or read.
    #[error("打不开“{path}”：{}", reason(.source))]
    Open {
        /// The file as the user named it.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// A folder where a file was wanted.
    #[error("“{path}”是文件夹，请选择一个文件。")]
    Folder {
        /// The folder as the user named it.
        path: String,
    },
    /// A device, a pipe or the like where a file was wanted.
    #[error("“{path}”不是普通文件。请选择一个文件；要读取别的程序给的内容，请用“-”表示标准输入。")]
    NoPlainFile {
        /// The path as the user named it.
        path: String,
    },
    /// A device, a pipe or the like where a file was to be written.
    #[error("“{path}”不是普通文件，写不进去。请换一个名称或位置。")]
    NoPlainTarget {
        /// The path as the user named it.
        path: String,
    },
    /// A file that its owner protects from being written.
    #[error("“{path}”是只读文件，没有改动。请换一个名称或位置，或者先取消它的只读属性。")]
    ReadOnlyFile {
        /// The path as the user named it.
        path: String,
    },
    /// Writing would replace the document that was read.
    #[error("“{path}”就是读取的那个文件，写上去会毁掉它。请换一个文件名。")]
    OverSource {
        /// The path as the user named it.
        path: String,
    },
    /// The content is of no readable kind.
    #[error("读不了“{name}”：{source}。")]
    Unreadable {
        /// The document's name.
        name: String,
        /// Why.
        source: IntakeError,
    },
    /// It was read, and is no annual report.
    #[error("“{name}”里没有找到政府信息公开工作年度报告的标题和表格。请确认打开的是年报正文，而不是列表页或其他文章。")]
    NoReport {
        /// The document's name.
        name: String,
    },
    /// A file's name does not say what kind of file is wanted.
    #[error("从“{path}”看不出要写成哪种文件。文件名请以 .pdf、.docx、.xlsx、.html、.txt 或 .json 结尾。")]
    NoFormat {
        /// The path as the user named it.
        path: String,
    },
    /// A report cannot be written as JSON.
    #[error("无法写成 JSON：{0}。请将这份年报反馈给开发者。")]
    Json(String),
    /// Agency or year are not known.
    #[error("还不知道机关名称或报告年度，写不出标题。请先补上再试。")]
    NoIdentity,
    /// The page cannot be set.
    #[error(transparent)]
    Press(#[from] PressError),
    /// A file cannot be written.
    #[error("写不了“{path}”：{}", reason(.source))]
    Write {
        /// The file as the user named it.
        path: String,
        /// What the system said.
        source: io::Error,
    },
    /// The library cannot do it.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// There was one: its backups are there, or the user has put it elsewhere.
    #[error("没有找到年报库“{path}”，但以前有过。如果它在U盘或共享盘上，请先接好；如果已经丢失，请从备份恢复。没有另建新的年报库。")]
    LibraryGone {
        /// Where it was.
        path: String,
    },
    /// A package may replace a package, and nothing else.
    #[error("“{path}”已经存在，而且不是交换包，没有动它。请换一个文件名。")]
    NoPackageThere {
        /// The file.
        path: String,
    },
    /// The library's file is gone.
    #[error("年报库文件不在了，没有可以抢救的。请从备份恢复。")]
    NothingToSalvage,
    /// Nothing is wrong with the library.
    #[error("年报库“{path}”完好，不需要抢救。要另存一份，请用“导出”（nianbao db export）。")]
    NothingToRescue {
        /// The library.
        path: String,
    },
    /// A report that is to be stored must say whose it is and of which year.
    #[error("“{name}”里没有认出机关名称或报告年度，不能存入年报库。请先补上，或者写明机关。")]
    Unidentified {
        /// The document's name.
        name: String,
    },
    /// The library has no such report.
    #[error("年报库里没有“{agency}”{year}年的年报。请核对机关名称和年度，或者先添加它。")]
    NotInLibrary {
        /// The agency as it was asked for.
        agency: String,
        /// The year.
        year: u16,
    },
    /// The library has no such agency.
    #[error("年报库里没有“{name}”。请核对机关名称，用 nianbao db list 可以看到库里的机关。")]
    NoSuchAgency {
        /// The agency as it was asked for.
        name: String,
    },
    /// There is no such indicator or chart.
    #[error("没有“{name}”这个指标或图表。用 nianbao compare --list 可以看到全部名称。")]
    NoSuchIndicator {
        /// As it was asked for.
        name: String,
    },
    /// A sentence is given for a chart that is not on the sheet.
    #[error("有一句话写给图表“{name}”，但这页没有这张图，没有印。请改正图表的名称，或者把这张图加上。")]
    NoChartToSay {
        /// The chart as it was named.
        name: String,
    },
    /// There are no reports to compare.
    #[error("年报库里没有这些机关在所选年度的年报，没有可以对比的。请先添加年报，或者换年度。")]
    NothingToCompare,
    /// No form is made for the year.
    #[error("没有适用于{year}年度的年报格式。请核对年度。")]
    NoForm {
        /// The year.
        year: u16,
    },
    /// A cell or section that the form does not have.
    #[error("{0}。请重新打开这份年报再试。")]
    Report(#[from] ReportError),
    /// There is nothing to mend, or no longer.
    #[error("这里已经改过，不能再一键改正。请看最新的校验结果。")]
    NothingToMend,
    /// Errors stand against it.
    #[error("还有 {errors} 个错误，不能定稿。请逐个改正；确实无误的，写明理由搁置。")]
    ErrorsStand {
        /// How many.
        errors: usize,
    },
    /// A section is still last year's.
    #[error("“{place}”还是沿用上年的内容，不能定稿。请修改；不需要修改的，点“已核对”。")]
    StillLastYears {
        /// The section.
        place: String,
    },
    /// The calendar does not have it.
    #[error("日历上没有这一天。请重新选择日期。")]
    NoSuchDay,
    /// What is kept of the office's strictness cannot be understood.
    #[error("校验设置读不懂：{0}。请在设置里重新选择。")]
    Strictness(#[from] StrictnessError),
    /// The platform has no folder for data.
    #[error("系统没有说明应用数据放在哪个文件夹。请用 NIANBAO_DATA 指定一个，或者写明年报库的路径。")]
    NoDataFolder,
    /// What is remembered of the library's place is not readable.
    #[error("记着年报库位置的文件“{path}”读不懂（{detail}）。年报库没有改动；请改正或删除这个文件，删除后使用默认位置。")]
    Places {
        /// The file.
        path: String,
        /// What is wrong with it.
        detail: String,
    },
    /// The bundled forms are broken.
    #[error("程序自带的年报格式已损坏，请重新安装本程序（{0}）。")]
    Forms(#[from] FormError),
    /// A document is asked for that was not read.
    #[error("这份文件已经不在读取结果里，或者没有读出来。请重新选择文件。")]
    NoSuchDocument,
    /// No signature lies beside an update.
    #[error("“{name}”旁边没有签名文件（.minisig 或 .sig），不能确认它是谁做的，没有安装。请把两个文件放在同一个文件夹里，再选一次。")]
    Unsigned {
        /// The file.
        name: String,
    },
    /// The signature beside an update is not ours, or not of this file.
    #[error(
        "“{name}”的签名不对：文件不完整、被改过，或者不是本程序的更新，没有安装。请从原来的地方重新取一份。"
    )]
    Forged {
        /// The file.
        name: String,
    },
    /// This program was built without a key to know updates by.
    #[error("这个版本没有带核对更新用的公钥，不能在这里安装更新。请关闭程序，直接运行新版本的安装程序；年报库不受影响。")]
    NoUpdateKey,
    /// An update is not newer than the program.
    #[error("这个文件是 {version} 版，现在用的是 {running} 版，没有安装。装回旧版本后，新版本用过的年报库只能看、不能改；确实需要的，请看安装说明。")]
    NoNewer {
        /// The version of the file.
        version: String,
        /// The version of the program.
        running: String,
    },
    /// Something is written into a cell that is no number of its kind.
    #[error("“{text}”不是这一格能填的数字。请只填数字，没有就留空。")]
    NoNumber {
        /// What is written.
        text: String,
    },
}

impl OfficeError {
    /// Whether a document holds no text, so that only entering it by hand is left.
    pub fn has_no_text(&self) -> bool {
        matches!(self, OfficeError::Unreadable { source: intake::IntakeError::NoText, .. })
    }

    /// A stable name for what the screen must tell apart.
    pub fn code(&self) -> &'static str {
        match self {
            OfficeError::Open { .. } | OfficeError::Folder { .. } | OfficeError::NoPlainFile { .. } => "open",
            OfficeError::ReadOnlyFile { .. } => "read-only-file",
            OfficeError::OverSource { .. } => "over-source",
            OfficeError::Unreadable { .. } => "unreadable",
            OfficeError::NoReport { .. } => "no-report",
            OfficeError::NoIdentity => "no-identity",
            OfficeError::NoFormat { .. } => "no-format",
            OfficeError::Json(_) => "json",
            OfficeError::Press(_) => "press",
            OfficeError::Write { .. } | OfficeError::NoPlainTarget { .. } => "write",
            OfficeError::Forms(_) => "forms",
            OfficeError::Unsigned { .. } => "unsigned",
            OfficeError::Forged { .. } => "forged",
            OfficeError::NoUpdateKey => "no-update-key",
            OfficeError::NoNewer { .. } => "no-newer",
            OfficeError::Store(StoreError::Corrupt { .. }) => "library-damaged",
            OfficeError::Store(
                StoreError::NotLibrary { .. } | StoreError::Empty { .. } | StoreError::Orphaned { .. },
            )
            | OfficeError::LibraryGone { .. } => "library-lost",
            OfficeError::Store(StoreError::Missing { .. }) => "library-missing",
            OfficeError::Store(StoreError::InUse { .. }) => "library-in-use",
            OfficeError::Store(StoreError::Stopped) => "stopped",
            OfficeError::Store(_)
            | OfficeError::NothingToSalvage
            | OfficeError::NothingToRescue { .. }
            | OfficeError::NoPackageThere { .. }
            | OfficeError::Unidentified { .. }
            | OfficeError::NotInLibrary { .. }
            | OfficeError::NoSuchAgency { .. }
            | OfficeError::NoSuchIndicator { .. }
            | OfficeError::NoChartToSay { .. }
            | OfficeError::NothingToCompare
            | OfficeError::NoForm { .. }
            | OfficeError::Report(_)
            | OfficeError::NothingToMend
            | OfficeError::ErrorsStand { .. }
            | OfficeError::StillLastYears { .. }
            | OfficeError::NoSuchDay
            | OfficeError::NoSuchDocument
            | OfficeError::NoNumber { .. }
            | OfficeError::Strictness(_)
            | OfficeError::NoDataFolder
            | OfficeError::Places { .. } => "library",
        }
    }
}

/// What Windows says of a file that another program holds open, or has locked a part of.
const HELD_ELSEWHERE: [i32; 2] = [32, 33];

/// What the system said, and what to do about it.
fn reason(error: &io::Error) -> String {
    match error.kind() {
        _ if cfg!(windows) && error.raw_os_error().is_some_and(|code| HELD_ELSEWHERE.contains(&code)) => {
            "文件正被其他程序打开，请关闭后再试，或换一个位置。".into()
        }
        io::ErrorKind::NotFound => "没有这个文件或文件夹，请检查路径。".into(),
        io::ErrorKind::PermissionDenied => {
            "没有权限，或者文件正被其他程序占用，请关闭后再试，或换一个位置。".into()
        }
        io::ErrorKind::StorageFull => "磁盘已满，请腾出空间再试。".into(),
        io::ErrorKind::QuotaExceeded => "可用的磁盘配额已经用完，请腾出空间再试，或换一个位置。".into(),
        io::ErrorKind::FileTooLarge => "这里存不下这么大的文件，请换一个位置。".into(),
        io::ErrorKind::ReadOnlyFilesystem => "磁盘是只读的，请换一个位置。".into(),
        io::ErrorKind::IsADirectory => "这是一个文件夹，请写明文件名。".into(),
        io::ErrorKind::AlreadyExists => "已有同名的文件，请换一个名称或位置。".into(),
        io::ErrorKind::NotADirectory => "路径中间有一段不是文件夹，请检查路径。".into(),
        io::ErrorKind::InvalidFilename => "文件名不能用，请换一个。".into(),
        _ => format!("系统报告“{error}”。请稍后再试，或换一个位置。"),
    }
}

#[cfg(all(test, target_os = "linux"))]
mod tests {
    use super::*;

    /// What the system itself says when nothing more goes on a disk.
    #[test]
    fn a_full_disk_is_told_in_words() {
        use std::io::Write;
        let mut full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
        let error = full.write_all(b"%PDF-1.7").unwrap_err();
        assert_eq!(reason(&error), "磁盘已满，请腾出空间再试。");
    }
}
