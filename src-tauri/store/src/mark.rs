//! CRC-32 of what a row means, so that a rotten byte is noticed where no content hash is compared.

use flate2::Crc;
use rusqlite::{functions::FunctionFlags, types::ValueRef, Connection};

/// Teaches a connection `row_mark(…)`, the mark over its arguments: a row's own statements write and compare it.
pub(crate) fn teach(connection: &Connection) -> rusqlite::Result<()> {
    let flags =
        FunctionFlags::SQLITE_UTF8 | FunctionFlags::SQLITE_DETERMINISTIC | FunctionFlags::SQLITE_INNOCUOUS;
    connection.create_scalar_function("row_mark", -1, flags, |row| {
        Ok((0..row.len()).fold(Mark::new(), |mark, n| mark.value(row.get_raw(n))).sum())
    })
}

/// Gathers the fields of a row; each is told apart from its neighbours.
pub(crate) struct Mark(Crc);

impl Mark {
    pub(crate) fn new() -> Mark {
        Mark(Crc::new())
    }

    pub(crate) fn int(mut self, n: i64) -> Mark {
        self.0.update(&n.to_le_bytes());
        self
    }

    pub(crate) fn bytes(mut self, bytes: &[u8]) -> Mark {
        self.0.update(&(bytes.len() as u64).to_le_bytes());
        self.0.update(bytes);
        self
    }

    pub(crate) fn text(self, text: &str) -> Mark {
        self.bytes(text.as_bytes())
    }

    /// `None` and the empty text are different.
    pub(crate) fn maybe(self, text: Option<&str>) -> Mark {
        match text {
            None => self.int(0),
            Some(text) => self.int(1).text(text),
        }
    }

    pub(crate) fn value(self, value: ValueRef) -> Mark {
        match value {
            ValueRef::Null => self.int(0),
            ValueRef::Integer(n) => self.int(1).int(n),
            ValueRef::Text(text) => self.int(2).bytes(text),
            ValueRef::Blob(bytes) => self.int(3).bytes(bytes),
            ValueRef::Real(n) => self.int(4).bytes(&n.to_le_bytes()),
        }
    }

    /// As a signed number: in SQLite it takes four bytes like this, and six otherwise.
    pub(crate) fn sum(self) -> i64 {
        i64::from(self.0.sum() as i32)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn fields_are_told_apart() {
        let marks = [
            Mark::new().text("ab").text("c").sum(),
            Mark::new().text("a").text("bc").sum(),
            Mark::new().text("abc").text("").sum(),
            Mark::new().maybe(None).sum(),
            Mark::new().maybe(Some("")).sum(),
            Mark::new().int(1).int(2).sum(),
            Mark::new().int(2).int(1).sum(),
        ];
        let distinct: std::collections::BTreeSet<_> = marks.iter().collect();
        assert_eq!(distinct.len(), marks.len());
    }
}
