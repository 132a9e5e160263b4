//! The edge: an error becomes a code for the page and a sentence for the user.

use office::OfficeError;
use serde::Serialize;
use ts_rs::TS;

use crate::books::Unavailable;
use crate::outside::Unopened;
use crate::printer::Unprinted;

/// Why a call did not do what it was asked.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, TS)]
pub struct Failure {
    /// Stable, for the page to tell apart; `internal` is a mistake of the program's own.
    pub code: String,
    /// What happened and what to do, in Chinese.
    pub message: String,
}

impl Failure {
    fn new(code: &str, message: impl Into<String>) -> Self {
        Self { code: code.into(), message: message.into() }
    }

    /// A mistake of the program's own.
    pub(super) fn internal() -> Self {
        Self::new(
            "internal",
            "程序内部出错，这一步没有完成；已打开的内容不受影响。请再试一次；如仍出错，请把日志交给维护人员。",
        )
    }

    /// A call for a report when none lies open.
    pub(super) fn nothing_open() -> Self {
        Self::new("nothing_open", "还没有打开年报。请先打开示例或读取一份年报。")
    }

    /// A day that is none.
    pub(super) fn no_day(text: &str) -> Self {
        Self::new("no_day", format!("“{text}”不是日期，请写成 2025-01-31 的样子，或者留空，印好后手填。"))
    }

    /// A call for a file when none was chosen.
    pub(super) fn nothing_chosen() -> Self {
        Self::new("nothing_chosen", "还没有选择文件。请重新选择。")
    }
}

impl From<OfficeError> for Failure {
    fn from(error: OfficeError) -> Self {
        Self::new(error.code(), error.to_string())
    }
}

impl From<Unavailable> for Failure {
    fn from(error: Unavailable) -> Self {
        let code = match &error {
            Unavailable::Office(error) => error.code(),
            Unavailable::NoDraft => "no-draft",
            Unavailable::Shut => "shut",
        };
        Self::new(code, error.to_string())
    }
}

impl From<Unprinted> for Failure {
    fn from(error: Unprinted) -> Self {
        Self::new("unprinted", error.to_string())
    }
}

impl From<Unopened> for Failure {
    fn from(error: Unopened) -> Self {
        Self::new("unopened", error.to_string())
    }
}
