//! How the text of an old Word document looks where it matters: what a tracked change deleted, what is struck out,
//! hidden or raised. [MS-DOC] keeps it in pages of runs, each with the changes from its style.

use super::little_endian::{u16_at, u32_at};

/// How long a page of runs is.
const PAGE: usize = 512;

/// What changes a run's look, of the many things that do.
mod change {
    pub const DELETED: u16 = 0x0800;
    pub const STRUCK: u16 = 0x0837;
    pub const HIDDEN: u16 = 0x083C;
    pub const RAISED: u16 = 0x2A48;
    pub const STRUCK_TWICE: u16 = 0x2A53;
}

/// How a run of text looks.
#[derive(Clone, Copy, PartialEq, Eq, Debug, Default)]
pub(super) struct Look {
    /// Deleted, struck out or hidden.
    pub is_unseen: bool,
    /// Higher or lower than the line.
    pub is_raised: bool,
}

/// The runs that look so, by where their bytes are.
#[derive(Default)]
pub(super) struct Looks {
    runs: Vec<(usize, usize, Look)>,
}

impl Looks {
    /// As far as the document says it.
    pub fn of(main: &[u8], table: &[u8]) -> Looks {
        let mut looks =
            Looks { runs: pages(main, table).unwrap_or_default().into_iter().flat_map(runs).collect() };
        looks.runs.sort_by_key(|(from, ..)| *from);
        looks
    }

    /// How the text at a byte looks, and up to where.
    pub fn at(&self, byte: usize) -> (Look, usize) {
        let behind = self.runs.partition_point(|(from, ..)| *from <= byte);
        let run = behind.checked_sub(1).and_then(|n| self.runs.get(n)).filter(|(_, to, _)| byte < *to);
        match run {
            Some((_, to, look)) => (*look, *to),
            None => (Look::default(), self.runs.get(behind).map_or(usize::MAX, |(from, ..)| *from)),
        }
    }
}

fn pages<'a>(main: &'a [u8], table: &[u8]) -> Option<Vec<&'a [u8]>> {
    let (at, length) = (u32_at(main, 0xFA)? as usize, u32_at(main, 0xFE)? as usize);
    let list = table.get(at..at.checked_add(length)?)?;
    let count = length.checked_sub(4)? / 8;
    let page = |n: usize| {
        let begin = (u32_at(list, (count + 1) * 4 + n * 4)? & 0x003F_FFFF) as usize * PAGE;
        main.get(begin..begin + PAGE)
    };
    // No page is there twice.
    Some((0..count.min(main.len() / PAGE)).filter_map(page).collect())
}

/// The runs of a page that look different: where they begin and end stands at its begin, their number at its end.
fn runs(page: &[u8]) -> Vec<(usize, usize, Look)> {
    let count = page.last().map_or(0, |count| usize::from(*count));
    let run = |n: usize| {
        let (from, to) = (u32_at(page, n * 4)? as usize, u32_at(page, n * 4 + 4)? as usize);
        let at = usize::from(*page.get((count + 1) * 4 + n)?) * 2;
        let length = usize::from(*page.get(at).filter(|_| at > 0)?);
        let look = look(page.get(at + 1..at + 1 + length)?);
        Some((from, to, look)).filter(|_| look != Look::default())
    };
    (0..count).filter_map(run).collect()
}

fn look(mut changes: &[u8]) -> Look {
    let mut look = Look::default();
    while let (Some(change), Some(operand)) = (u16_at(changes, 0), changes.get(2)) {
        match change {
            // Of what a style may say too, 0x81 is the contrary of that.
            change::DELETED | change::STRUCK | change::STRUCK_TWICE | change::HIDDEN => {
                look.is_unseen |= matches!(operand, 1 | 0x81);
            }
            change::RAISED => look.is_raised = *operand != 0,
            _ => {}
        }
        let size = match change >> 13 {
            0 | 1 => 1,
            3 => 4,
            6 => 1 + usize::from(*operand),
            7 => 3,
            _ => 2,
        };
        changes = changes.get(2 + size..).unwrap_or_default();
    }
    look
}
