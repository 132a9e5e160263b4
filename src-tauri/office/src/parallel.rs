//! The same work on many things, on all cores.

use std::{
    num::NonZeroUsize,
    sync::{
        atomic::{AtomicUsize, Ordering},
        mpsc,
    },
    thread,
};

/// Does some work on each of many things, on all cores, and gives what came of it in their order. `done` hears how
/// many are finished, on the thread that asked.
pub fn on_all_cores<T: Sync, R: Send>(
    things: &[T],
    work: impl Fn(&T) -> R + Sync,
    mut done: impl FnMut(usize),
) -> Vec<R> {
    let threads = thread::available_parallelism().map_or(1, NonZeroUsize::get).min(things.len());
    let next = AtomicUsize::new(0);
    let mut results: Vec<Option<R>> = things.iter().map(|_| None).collect();
    thread::scope(|scope| {
        let (finished, results_in) = mpsc::channel();
        for _ in 0..threads {
            let (finished, next, work) = (finished.clone(), &next, &work);
            scope.spawn(move || loop {
                // Each takes the next thing nobody has begun, so that a long one keeps no other waiting.
                let at = next.fetch_add(1, Ordering::Relaxed);
                let Some(thing) = things.get(at) else { break };
                if finished.send((at, work(thing))).is_err() {
                    break;
                }
            });
        }
        drop(finished);
        for (count, (at, result)) in results_in.into_iter().enumerate() {
            if let Some(place) = results.get_mut(at) {
                *place = Some(result);
            }
            done(count + 1);
        }
    });
    results.into_iter().flatten().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn results_stand_in_the_order_of_their_things() {
        let things: Vec<u64> = (0..1_000).collect();
        let mut told = Vec::new();
        let squares = on_all_cores(&things, |n| n * n, |done| told.push(done));
        assert_eq!(squares, things.iter().map(|n| n * n).collect::<Vec<_>>());
        assert_eq!(told, (1..=1_000).collect::<Vec<_>>());
    }

    #[test]
    fn nothing_is_done_with_nothing() {
        let never = |_: &u64| -> u64 { unreachable!() };
        assert_eq!(on_all_cores(&[], never, |_| ()), [0_u64; 0]);
    }
}
