//! The tables, one module each: its SQL and its row type. Nothing here opens a transaction.

pub(crate) mod agency;
pub(crate) mod cell;
pub(crate) mod deadline;
pub(crate) mod dismissal;
pub(crate) mod note;
pub(crate) mod prose;
pub(crate) mod report;
pub(crate) mod revision;
pub(crate) mod setting;
pub(crate) mod step;

pub use agency::{Agency, AgencyId, AgencyProfile, Level};
pub use deadline::Deadline;
pub use dismissal::Dismissal;
pub use report::{ReportId, State};
pub use revision::{Revision, RevisionId, RevisionKind};

use crate::StoreError;
use time::OffsetDateTime;

/// A moment as it is stored: milliseconds since 1970 UTC.
pub(crate) fn to_stored(moment: OffsetDateTime) -> i64 {
    (moment.unix_timestamp_nanos() / 1_000_000) as i64
}

/// A stored moment, in UTC.
pub(crate) fn from_stored(milliseconds: i64) -> Result<OffsetDateTime, StoreError> {
    OffsetDateTime::from_unix_timestamp_nanos(i128::from(milliseconds) * 1_000_000)
        .map_err(StoreError::corrupt)
}

/// The variants of an enum and the words they are stored as.
macro_rules! stored_words {
    ($type:ident { $($variant:ident = $word:literal,)+ }) => {
        impl $type {
            /// The word it is stored as.
            pub fn word(self) -> &'static str {
                match self {
                    $($type::$variant => $word,)+
                }
            }

            pub(crate) fn of_word(word: &str) -> Result<$type, $crate::StoreError> {
                match word {
                    $($word => Ok($type::$variant),)+
                    _ => Err($crate::StoreError::corrupt(word)),
                }
            }
        }
    };
}
pub(crate) use stored_words;
