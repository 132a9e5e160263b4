//! What can go wrong with a library, as a sentence that says what to do.

use crate::{
    place::is_full,
    table::{AgencyId, ReportId, RevisionId},
    PackageError,
};
use report::{difference::DifferenceError, json::JsonError};
use rusqlite::ErrorCode;
use std::{
    io,
    path::{Path, PathBuf},
};

/// Why the store did not do what was asked. The library is as it was.
#[derive(Debug, thiserror::Error)]
pub enum StoreError {
    /// There is no such file.
    #[error("没有找到年报库“{}”。请检查路径，或者在这里新建一个年报库。", path.display())]
    Missing {
        /// The library.
        path: PathBuf,
    },
    /// There is no such folder.
    #[error("没有文件夹“{}”。请检查路径；如果它在U盘或共享盘上，请先插好或连上。", path.display())]
    NoFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A folder where a file was wanted.
    #[error("“{}”是文件夹。请选择里面的年报库文件（{}）。", path.display(), crate::FILE_NAME)]
    Folder {
        /// The folder.
        path: PathBuf,
    },
    /// SQLite cannot take such a path.
    #[error("“{}”的路径太长（{bytes} 字节，最多 {most} 字节，一个汉字占 3 字节），放不了年报库。没有改动任何文件。请换一个层次浅一些、名字短一些的文件夹。", path.display())]
    LongPath {
        /// The file.
        path: PathBuf,
        /// How long.
        bytes: usize,
        /// How long it may be.
        most: usize,
    },
    /// The file is gone, and its log is not.
    #[error("“{}”不在了，旁边还留着它的日志，里面可能有最后保存的内容。请把原来的文件放回来，或者从备份恢复（日志会留在旁边）。", path.display())]
    Orphaned {
        /// The file that is gone.
        path: PathBuf,
    },
    /// The file has no bytes.
    #[error("“{}”是空文件，里面没有年报。如果这里本来有年报，请从备份恢复；如果没有，请删除这个空文件再试。", path.display())]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// Another kind of file.
    #[error("“{}”不是年报库文件，或者文件头已经损坏。没有改动它。请选择本程序建立的年报库，或从备份恢复。", path.display())]
    NotLibrary {
        /// The file.
        path: PathBuf,
    },
    /// A newer program wrote it.
    #[error("年报库“{}”是用更新版本的程序建立的，这个版本{}。没有改动它。请升级本程序后再打开。", path.display(),
        if *.readable { "只能查看，不能改动" } else { "读不了" })]
    Newer {
        /// The library.
        path: PathBuf,
        /// Whether it may be opened to look.
        readable: bool,
    },
    /// Another process holds it.
    #[error("年报库“{}”正被另一个程序打开。请先关闭那个程序（也可能在别的电脑上），再试一次。", path.display())]
    InUse {
        /// The library.
        path: PathBuf,
    },
    /// Its log has to be brought into it before it can be read, and its folder takes no files.
    #[error("年报库“{}”上次没有正常关闭，而这个位置不能写文件，现在读不了。没有改动它。请把它和旁边同名的 -wal、-journal 文件一起复制到可以写的文件夹，再打开。", path.display())]
    Unsettled {
        /// The library.
        path: PathBuf,
    },
    /// Its folder takes no files.
    #[error("不能在文件夹“{}”里写文件，年报库只能查看。请把年报库移到可以写的位置，或请管理员开放写权限。", path.display())]
    ReadOnlyFolder {
        /// The folder.
        path: PathBuf,
    },
    /// It takes no changes.
    #[error("年报库“{}”是只读的，只能查看。请去掉文件的“只读”属性，或请管理员开放写权限。", path.display())]
    ReadOnlyFile {
        /// The library.
        path: PathBuf,
    },
    /// The place cannot keep a second program out.
    #[error("“{}”所在的位置不支持文件锁（{source}），无法防止两个程序同时改动。请把年报库放在本机硬盘上。", path.display())]
    NoLock {
        /// The library.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The system does not let it be opened.
    #[error("打不开年报库“{}”：系统报告“{source}”。请检查权限和磁盘后再试。", path.display())]
    Unreachable {
        /// The library.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// The file contradicts itself.
    #[error("年报库文件已损坏（{detail}）。请从最近的备份恢复，或者把还完好的年报抢救到新的年报库里。")]
    Corrupt {
        /// What SQLite or we found.
        detail: String,
    },
    /// No room.
    #[error("磁盘已满，这次的改动没有保存，以前保存的都在。请腾出空间再试。")]
    DiskFull,
    /// The disk fails.
    #[error(
        "读写磁盘时出错（{detail}），这次的改动没有保存，以前保存的都在。请检查磁盘、U盘或网络连接后再试。"
    )]
    Disk {
        /// What the system said.
        detail: String,
    },
    /// Somebody reads or writes for longer than we wait.
    #[error("年报库正忙，这次的改动没有保存。请稍等片刻再试。")]
    Busy,
    /// It was opened to look only.
    #[error("年报库是以只读方式打开的，不能改动。")]
    ReadOnly,
    /// What stands there is not what was saved.
    #[error("“{agency}”{year}年的年报数据已损坏，没有显示。请回到它最近一个完好的版本，或从备份恢复。")]
    Damaged {
        /// The agency.
        agency: String,
        /// The year.
        year: u16,
    },
    /// A revision is not what was saved.
    #[error("这个历史版本的数据已损坏，没有显示。请选择别的版本，或从备份恢复。")]
    DamagedRevision(RevisionId),
    /// A step is not what was recorded.
    #[error("撤销记录已损坏，不能撤销或重做。请到历史版本里选择要回到的版本。")]
    DamagedStep,
    /// A setting is not what was saved.
    #[error("设置“{0}”的数据已损坏，没有采用。请重新设置一次。")]
    DamagedSetting(String),
    /// No such agency.
    #[error("年报库里没有这个机关，可能已被改动。请刷新列表。")]
    NoAgency(AgencyId),
    /// No such report.
    #[error("年报库里没有这份年报，可能已被改动。请刷新列表。")]
    NoReport(ReportId),
    /// No such revision of this report.
    #[error("这份年报没有这个历史版本。请刷新列表。")]
    NoRevision(RevisionId),
    /// There is such an agency.
    #[error("年报库里已经有“{0}”。请直接使用它，或者换一个名称。")]
    AgencyExists(String),
    /// An agency cannot be its own superior.
    #[error("“{0}”不能是自己的上级。请重新选择上级机关。")]
    ParentLoop(String),
    /// Something that must have a name has none.
    #[error("机关名称不能为空。请填写名称。")]
    NoName,
    /// There is such a report.
    #[error("年报库里已经有“{agency}”{year}年的年报。请打开它来修改，或者先比较两者的差异。")]
    ReportExists {
        /// The agency.
        agency: String,
        /// The year.
        year: u16,
    },
    /// Final, and unchanged since.
    #[error("这份年报已经定稿，之后没有改动。")]
    AlreadyFinal,
    /// Published: it is not finalised again, but corrected.
    #[error("这份年报已经公布，不能重新定稿或公布。如果有改动，请用“更正”，并写明原因。")]
    AlreadyPublished,
    /// Only what is published is corrected.
    #[error("这份年报还没有公布，直接修改就可以，不需要更正。")]
    NotPublished,
    /// Nothing differs from what was published.
    #[error("内容和已公布的一样，没有需要更正的地方。")]
    NothingToCorrect,
    /// A correction or a dismissal without a reason.
    #[error("请写明原因。")]
    NoReason,
    /// They cannot be compared.
    #[error("不能比较：{0}。")]
    Difference(#[from] DifferenceError),
    /// The report cannot be stored.
    #[error("这份年报不能存入年报库：{0}。")]
    Report(#[from] JsonError),
    /// Something is there already.
    #[error("“{}”已经存在，没有动它。请换一个文件名，或者先把它移开。", path.display())]
    Occupied {
        /// The file.
        path: PathBuf,
    },
    /// There is no such backup.
    #[error("没有找到备份“{}”。年报库没有改动。请检查路径；如果它在U盘或共享盘上，请先插好或连上。", path.display())]
    NoBackup {
        /// The backup.
        path: PathBuf,
    },
    /// A backup or another copy could not be written or read.
    #[error("没能写到“{}”（{detail}）。年报库和以前的备份都没有受影响。请检查这个位置，或者换一个文件夹再试。", folder.display())]
    BackupFailed {
        /// Where.
        folder: PathBuf,
        /// What the system said.
        detail: String,
    },
    /// A backup does not hold what it should.
    #[error("备份“{}”没有通过核对（{detail}），不能使用。年报库没有改动。请换一个备份，或者重新备份。", path.display())]
    BackupUnsound {
        /// The backup.
        path: PathBuf,
        /// What is wrong.
        detail: String,
    },
    /// Somebody has had enough of it.
    #[error("已停止。年报库没有改动，做了一半的文件已经删除。")]
    Stopped,
    /// A package cannot be taken.
    #[error(transparent)]
    Package(#[from] PackageError),
    /// Something no user can mend.
    #[error("年报库报告了意外的错误（{0}），这次的改动没有保存。请重新启动程序再试。")]
    Unexpected(rusqlite::Error),
}

impl StoreError {
    /// Says what SQLite could not tell of a library that is open to write: that the disk is full, or lets nothing be
    /// written.
    pub(crate) fn told_apart(self, path: &Path) -> StoreError {
        match self {
            StoreError::Disk { .. } | StoreError::ReadOnly if is_full(path) => StoreError::DiskFull,
            // It was opened to write; the system does not let it be.
            StoreError::ReadOnly => StoreError::ReadOnlyFile { path: path.to_owned() },
            error => error,
        }
    }

    pub(crate) fn corrupt(detail: impl ToString) -> StoreError {
        StoreError::Corrupt { detail: detail.to_string() }
    }
}

impl From<rusqlite::Error> for StoreError {
    fn from(error: rusqlite::Error) -> Self {
        let Some(code) = error.sqlite_error_code() else {
            // A value of another type than we wrote, or text that is no UTF-8.
            return StoreError::corrupt(error);
        };
        match code {
            ErrorCode::DiskFull => StoreError::DiskFull,
            ErrorCode::SystemIoFailure | ErrorCode::CannotOpen | ErrorCode::PermissionDenied => {
                StoreError::Disk { detail: error.to_string() }
            }
            ErrorCode::DatabaseBusy | ErrorCode::DatabaseLocked => StoreError::Busy,
            ErrorCode::ReadOnly => StoreError::ReadOnly,
            ErrorCode::ConstraintViolation | ErrorCode::OperationAborted | ErrorCode::ApiMisuse => {
                StoreError::Unexpected(error)
            }
            ErrorCode::DatabaseCorrupt | ErrorCode::NotADatabase => {
                StoreError::corrupt(crate::open::CONTRADICTS)
            }
            // Tables or columns that are not there, values beyond all bounds: our statements are tested, the
            // bytes they met are not ours.
            _ => StoreError::corrupt(error),
        }
    }
}
