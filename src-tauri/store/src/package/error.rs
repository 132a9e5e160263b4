//! What can be wrong with a package, as a sentence that says what to do.

use report::json::JsonError;
use std::{io, path::PathBuf};

/// Why a package was not written, read or taken. Nothing was changed.
#[derive(Debug, thiserror::Error)]
pub enum PackageError {
    /// The system does not let it be read.
    #[error("打不开“{}”：系统报告“{source}”。请检查文件是否还在、U盘或网络是否连好，再试一次。", path.display())]
    Unreadable {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: io::Error,
    },
    /// Another kind of file, or one that was cut off.
    #[error("这个文件不是年报交换包（.nianbao），或者传输时没有传完。没有读取。请选择交换包文件，或请对方重新发送。")]
    NotPackage,
    /// A newer program wrote it.
    #[error("这个交换包是用更新版本的程序打的（格式“{0}”），这个版本读不了。没有读取。请升级本程序后再试。")]
    Newer(String),
    /// More files than a package has.
    #[error("这个交换包里的文件太多，最多{most}个。没有读取。请对方分几次打包。")]
    TooMany {
        /// The most there may be.
        most: usize,
    },
    /// It, or something in it, is larger than we take.
    #[error("{what}太大，最多{}MB。没有读取。请确认它来自可信的机关；如果确实有这么多内容，请对方分几次打包。", most >> 20)]
    TooLarge {
        /// What is.
        what: String,
        /// The most bytes it may have.
        most: u64,
    },
    /// Bytes that belong to no file, files that overlap, or one of them packed otherwise than we do.
    #[error(
        "这个交换包的内部结构和本程序打的包不一样，可能损坏或被改动过。没有读取。请对方用本程序重新打包。"
    )]
    Disordered,
    /// A file that wants a password.
    #[error("交换包里的“{0}”加了密码。没有读取。请对方用本程序重新打包，不要另加密码。")]
    Encrypted(String),
    /// A link or a folder.
    #[error("交换包里的“{0}”是链接或文件夹，不是文件。没有读取。请对方用本程序重新打包。")]
    NoFile(String),
    /// Two files of one name.
    #[error("交换包里有两个同名的文件，不知道该用哪一个。没有读取。请对方用本程序重新打包。")]
    Twice,
    /// A file that the manifest does not name, or by a name we never give.
    #[error("交换包里有不该有的文件“{0}”，这不是本程序打的包，或者被改动过。没有读取。请确认它来自可信的机关，并请对方重新打包。")]
    Stranger(String),
    /// A file that the manifest names is not there.
    #[error("交换包里缺少文件“{0}”。没有读取。请对方重新打包。")]
    Missing(String),
    /// A file is not what was packed.
    #[error("交换包里的“{0}”和清单里的校验值不符，传输时损坏或被改动过。没有读取。请对方重新发送。")]
    Altered(String),
    /// The manifest says nothing we understand.
    #[error("交换包的清单不合格式（{0}）。没有读取。请对方用本程序重新打包。")]
    Manifest(String),
    /// The manifest and a report say different things.
    #[error(
        "清单里说“{0}”是另一个机关、年度或格式版本的年报，和文件里写的不一致。没有读取。请对方重新打包。"
    )]
    Contradiction(String),
    /// A report that cannot be read.
    #[error("交换包里的“{file}”不能读取：{source}。如果对方用的是更新版本的程序，请升级本程序后再试。")]
    Report {
        /// Which.
        file: String,
        /// Why.
        source: JsonError,
    },
    /// Two reports of one agency, year and form.
    #[error("交换包里有两份“{agency}”{year}年的年报。请只保留一份，重新打包。")]
    SameReport {
        /// The agency.
        agency: String,
        /// The year.
        year: u16,
    },
    /// One agency as two kinds of body, or in two regions.
    #[error("交换包里对机关“{0}”有两种说法（级别、地区或代码不同）。请先统一，再重新打包。")]
    TwoProfiles(String),
    /// A report of nobody.
    #[error("交换包里有一份年报没有机关名称。请先填写名称，再重新打包。")]
    NoAgency,
    /// Nothing to pack, or nothing in it.
    #[error("交换包里没有年报。请先选择要打包的年报。")]
    Empty,
    /// More than a package may hold.
    #[error("要打包的内容太多：一个交换包最多{}份年报、{}MB。没有打包。请分几次打包，或者不附PDF。", most.reports, most.all >> 20)]
    TooMuch {
        /// How much it may hold.
        most: super::Budget,
    },
    /// It could not be put together.
    #[error("打包时出错（{0}）。没有打包，年报库没有改动。请关闭一些程序后再试。")]
    Packing(String),
    /// The choices are not those of this package.
    #[error("所作的选择和交换包里的年报对不上。没有导入。请重新打开交换包。")]
    Choices,
    /// The library changed since the preview.
    #[error("“{agency}”{year}年的年报在您查看之后又有改动。没有导入。请重新打开交换包，再比较一次。")]
    Outdated {
        /// The agency.
        agency: String,
        /// The year.
        year: u16,
    },
}
