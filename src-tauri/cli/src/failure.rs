//! Why a command did not come to its end.

use office::OfficeError;

/// What is said on standard error before the program ends with exit code 2.
#[derive(Debug, thiserror::Error)]
pub(crate) enum Failure {
    /// Not a failure: help or version was asked for.
    #[error("{0}")]
    Help(String),
    /// The command line says too little; the help says what is missing.
    #[error("{0}")]
    Incomplete(String),
    /// The command line is wrong.
    #[error("nianbao：{0}用 nianbao --help 查看用法。")]
    Usage(String),
    /// A use case failed.
    #[error("nianbao：{0}")]
    Office(#[from] OfficeError),
    /// Standard input cannot be read.
    #[error("nianbao：读不了标准输入：{0}。请改为写明文件。")]
    Stdin(std::io::Error),
    /// Standard output takes no more.
    #[error("nianbao：输出没有写完：{0}。请检查磁盘空间或输出的去处，再试一次。")]
    Stdout(std::io::Error),
    /// The result cannot be written as JSON.
    #[error("nianbao：无法输出 JSON：{0}。请把文件反馈给开发者。")]
    Json(String),
    /// The system does not tell of Ctrl+C.
    #[error("nianbao：系统不让程序知道 Ctrl+C：{0}。没有写任何文件，请再试一次。")]
    Interrupt(String),
    /// The report named as last year's is that of another year.
    #[error("nianbao：--previous 写的是 {found} 年度的年报，{wanted} 年度年报的上一年应是 {} 年度。请换一份。", wanted - 1)]
    NotLastYear {
        /// Its year.
        found: u16,
        /// The year of the report that is checked.
        wanted: u16,
    },
    /// Some of several files failed, and each has been named already.
    #[error("nianbao：{failed} 个文件没有读成，其余 {done} 个已校验。")]
    Some {
        /// How many failed.
        failed: usize,
        /// How many did not.
        done: usize,
    },
}
