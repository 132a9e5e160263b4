//! Which of very many reports are most like a new one, in milliseconds.
//!
//! Of every report a sixteenth of its shingles is kept, always the same ones (Broder's sampling modulo m), so the
//! shared part of two samples estimates how much of one text stands in the other. What is near by that estimate is
//! then measured exactly, by [`repetition`](super::repetition()).

use super::repetition::for_each_shingle;
use std::collections::BTreeMap;

/// One shingle in so many is kept.
const SAMPLE: u64 = 16;
/// So many marks in common at least: less is chance.
const LEAST: u16 = 3;
/// So many new marks are looked through one by one; with more they are sorted in.
const TAIL: usize = 1 << 14;

/// A library of texts, by the marks of their sentences. About 8 bytes a mark and a hundred marks a report.
#[derive(Default)]
pub struct Library {
    /// Marks and the slots of the reports that have them; the first `sorted` are in order.
    marks: Vec<(u32, u32)>,
    sorted: usize,
    /// Which report is in which slot; the slot of a report that was replaced is left empty.
    slots: Vec<Option<u64>>,
    of: BTreeMap<u64, u32>,
}

/// A report that shares text with another.
#[derive(Clone, Copy, PartialEq, Eq, Debug)]
pub struct Near {
    /// The report, by the number it was put in with.
    pub report: u64,
    /// The estimated share of the text asked for, in percent.
    pub percent: u8,
}

impl Library {
    /// A library without reports.
    pub fn new() -> Library {
        Library::default()
    }

    /// How many reports it has.
    pub fn len(&self) -> usize {
        self.of.len()
    }

    /// Whether it has none.
    pub fn is_empty(&self) -> bool {
        self.of.is_empty()
    }

    /// About how much memory it takes.
    pub fn bytes(&self) -> usize {
        self.marks.len() * size_of::<(u32, u32)>() + self.slots.len() * size_of::<Option<u64>>()
    }

    /// Adds the paragraphs of a report, or puts them in place of those it had.
    pub fn put<T: AsRef<str>>(&mut self, report: u64, texts: &[T]) {
        self.remove(report);
        // More reports than a u32 counts would not fit in memory.
        let Ok(slot) = u32::try_from(self.slots.len()) else { return };
        self.slots.push(Some(report));
        self.of.insert(report, slot);
        self.marks.extend(marks(texts).into_iter().map(|mark| (mark, slot)));
        // Sorting all when the new ones are half of the old keeps the whole of many additions cheap.
        if self.marks.len() - self.sorted > TAIL.max(self.sorted / 2) {
            self.settle();
        }
    }

    /// Takes a report out.
    pub fn remove(&mut self, report: u64) {
        if let Some(slot) = self.of.remove(&report).and_then(|slot| self.slots.get_mut(slot as usize)) {
            *slot = None;
        }
    }

    /// Sorts in what was added, and forgets what was taken out. Called when a library has been filled.
    pub fn settle(&mut self) {
        let slots = &self.slots;
        self.marks.retain(|(_, slot)| slots.get(*slot as usize).is_some_and(Option::is_some));
        self.marks.sort_unstable();
        self.sorted = self.marks.len();
    }

    /// The reports that most of a text stands in, at most `most`, without those that `skip` names: an agency's own
    /// other years.
    pub fn nearest<T: AsRef<str>>(&self, texts: &[T], skip: impl Fn(u64) -> bool, most: usize) -> Vec<Near> {
        let own = marks(texts);
        let mut shared = vec![0_u16; self.slots.len()];
        let (sorted, tail) = self.marks.split_at(self.sorted);
        for mark in &own {
            let start = sorted.partition_point(|(other, _)| other < mark);
            let same = sorted[start..].iter().take_while(|(other, _)| other == mark);
            for (_, slot) in same {
                count(&mut shared, *slot);
            }
        }
        for (_, slot) in tail.iter().filter(|(mark, _)| own.binary_search(mark).is_ok()) {
            count(&mut shared, *slot);
        }
        let held = shared.iter().zip(&self.slots).filter(|(n, _)| **n >= LEAST);
        let mut near: Vec<(u16, u64)> = held
            .filter_map(|(n, report)| Some((*n, (*report)?)))
            .filter(|(_, report)| !skip(*report))
            .collect();
        // The newest of equals first: later numbers are later reports.
        near.sort_unstable_by(|a, b| b.cmp(a));
        near.truncate(most);
        let percent = |n: u16| (usize::from(n) * 100).checked_div(own.len()).unwrap_or(0);
        let near = near.into_iter();
        near.map(|(n, report)| Near { report, percent: u8::try_from(percent(n)).unwrap_or(100) }).collect()
    }
}

fn count(shared: &mut [u16], slot: u32) {
    if let Some(n) = shared.get_mut(slot as usize) {
        *n = n.saturating_add(1);
    }
}

/// The sampled shingles of some paragraphs, in order and each once.
fn marks<T: AsRef<str>>(texts: &[T]) -> Vec<u32> {
    let mut marks = Vec::new();
    for_each_shingle(texts, |shingle| {
        if shingle % SAMPLE == 0 {
            // The upper half: the lower bits chose the sample.
            marks.push((shingle >> 32) as u32);
        }
    });
    marks.sort_unstable();
    marks.dedup();
    marks
}

#[cfg(test)]
mod tests {
    use super::*;

    /// Sentences of their own for every seed, of the length of a real report.
    fn text(seed: u32) -> Vec<String> {
        let word = |n: u32| {
            let mut x = u64::from(n).wrapping_mul(0x9e37_79b9_7f4a_7c15);
            x = (x ^ (x >> 29)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
            char::from_u32(0x4e00 + (x >> 40) as u32 % 6_000).unwrap()
        };
        (0..40)
            .map(|n| (0..40).map(|at| word(seed * 100_000 + n * 100 + at)).collect::<String>() + "。")
            .collect()
    }

    fn ids(near: &[Near]) -> Vec<u64> {
        near.iter().map(|near| near.report).collect()
    }

    #[test]
    fn a_copy_is_found_among_many() {
        let mut library = Library::new();
        for n in 0..500 {
            library.put(n, &text(n as u32));
        }
        let half: Vec<String> =
            text(7).into_iter().take(20).chain(text(1_000).into_iter().take(20)).collect();
        for settled in [false, true] {
            if settled {
                library.settle();
            }
            let near = library.nearest(&half, |_| false, 5);
            assert_eq!(ids(&near), [7]);
            assert!((35..=65).contains(&near[0].percent), "{near:?}");
            assert_eq!(library.nearest(&half, |report| report == 7, 5), []);
        }
    }

    #[test]
    fn what_was_replaced_or_taken_out_is_gone() {
        let mut library = Library::new();
        library.put(1, &text(1));
        library.put(1, &text(2));
        library.put(3, &text(3));
        library.remove(3);
        for settled in [false, true] {
            if settled {
                library.settle();
            }
            assert_eq!(ids(&library.nearest(&text(1), |_| false, 5)), [0_u64; 0]);
            assert_eq!(ids(&library.nearest(&text(2), |_| false, 5)), [1]);
            assert_eq!(ids(&library.nearest(&text(3), |_| false, 5)), [0_u64; 0]);
            assert_eq!(library.len(), 1);
        }
    }

    #[test]
    fn nothing_is_like_nothing() {
        let mut library = Library::new();
        library.put(1, &text(1));
        assert_eq!(library.nearest::<&str>(&[], |_| false, 5), []);
        assert_eq!(library.nearest(&["加强领导。"], |_| false, 5), []);
    }
}
