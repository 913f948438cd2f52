//! Parts of a file worked on by several threads, their results taken in the file's order and in bounded memory.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Condvar, Mutex, MutexGuard, PoisonError};

/// How many results of one part may wait to be taken.
const WAITING: usize = 2;

/// Whoever takes results has stopped: there is no use in going on.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Stopped;

/// Works on parts `0..n` with `threads` threads. `work` hands each result of a part to its second argument;
/// `take` gets them on this thread, in the order of parts and within a part in the order they were handed over.
/// The first error of either stops all.
pub fn in_order<T: Send, E: Send>(
    n: usize,
    threads: usize,
    work: impl Fn(usize, &mut dyn FnMut(T) -> Result<(), Stopped>) -> Result<(), E> + Sync,
    mut take: impl FnMut(T) -> Result<(), E>,
) -> Result<(), E> {
    let queue = Queue { state: Mutex::new(State::new()), changed: Condvar::new(), n, ahead: 2 * threads };
    std::thread::scope(|scope| {
        for _ in 0..threads.min(n) {
            scope.spawn(|| {
                let _guard = StopOnPanic(&queue);
                while let Some(part) = queue.claim() {
                    let done = work(part, &mut |result| queue.hand_over(part, result));
                    queue.finish(part, done.err());
                }
            });
        }
        let _guard = StopOnPanic(&queue);
        while let Some(result) = queue.next()? {
            if let Err(error) = take(result) {
                queue.stop();
                return Err(error);
            }
        }
        Ok(())
    })
}

struct State<T, E> {
    /// The next part to work on.
    next: usize,
    /// The part whose results are being taken.
    current: usize,
    waiting: BTreeMap<usize, VecDeque<T>>,
    finished: BTreeMap<usize, Option<E>>,
    stopped: bool,
}

impl<T, E> State<T, E> {
    fn new() -> Self {
        State { next: 0, current: 0, waiting: BTreeMap::new(), finished: BTreeMap::new(), stopped: false }
    }
}

struct Queue<T, E> {
    state: Mutex<State<T, E>>,
    changed: Condvar,
    n: usize,
    ahead: usize,
}

impl<T, E> Queue<T, E> {
    fn lock(&self) -> MutexGuard<'_, State<T, E>> {
        self.state.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn wait<'q>(&'q self, state: MutexGuard<'q, State<T, E>>) -> MutexGuard<'q, State<T, E>> {
        self.changed.wait(state).unwrap_or_else(PoisonError::into_inner)
    }

    /// The next part, once it is not too far ahead of what was taken.
    fn claim(&self) -> Option<usize> {
        let mut state = self.lock();
        while !state.stopped && state.next < self.n && state.next >= state.current + self.ahead {
            state = self.wait(state);
        }
        if state.stopped || state.next >= self.n {
            return None;
        }
        state.next += 1;
        Some(state.next - 1)
    }

    fn hand_over(&self, part: usize, result: T) -> Result<(), Stopped> {
        let mut state = self.lock();
        while !state.stopped && state.waiting.get(&part).is_some_and(|results| results.len() >= WAITING) {
            state = self.wait(state);
        }
        if state.stopped {
            return Err(Stopped);
        }
        state.waiting.entry(part).or_default().push_back(result);
        self.changed.notify_all();
        Ok(())
    }

    fn finish(&self, part: usize, error: Option<E>) {
        self.lock().finished.insert(part, error);
        self.changed.notify_all();
    }

    /// The next result in order; `None` after the last.
    fn next(&self) -> Result<Option<T>, E> {
        let mut state = self.lock();
        loop {
            let current = state.current;
            if let Some(result) = state.waiting.get_mut(&current).and_then(VecDeque::pop_front) {
                self.changed.notify_all();
                return Ok(Some(result));
            }
            if let Some(error) = state.finished.remove(&current) {
                state.waiting.remove(&current);
                state.current += 1;
                state.stopped |= error.is_some();
                self.changed.notify_all();
                match error {
                    Some(error) => return Err(error),
                    None => continue,
                }
            }
            if current >= self.n || state.stopped {
                return Ok(None);
            }
            state = self.wait(state);
        }
    }

    fn stop(&self) {
        self.lock().stopped = true;
        self.changed.notify_all();
    }
}

/// A thread that panics must not leave the others waiting for it.
struct StopOnPanic<'q, T, E>(&'q Queue<T, E>);

impl<T, E> Drop for StopOnPanic<'_, T, E> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.stop();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn numbers(n: usize, threads: usize, fails: Option<usize>) -> (Vec<usize>, Result<(), String>) {
        let mut taken = Vec::new();
        let done = in_order(
            n,
            threads,
            |part, give| {
                for k in 0..5 {
                    if Some(part * 10 + k) == fails {
                        return Err(format!("part {part}"));
                    }
                    if give(part * 10 + k).is_err() {
                        return Ok(());
                    }
                }
                Ok(())
            },
            |number| {
                taken.push(number);
                Ok(())
            },
        );
        (taken, done)
    }

    #[test]
    fn results_come_in_order_on_any_number_of_threads() {
        let expected: Vec<usize> = (0..40).flat_map(|part| (0..5).map(move |k| part * 10 + k)).collect();
        for threads in [1, 2, 3, 8] {
            assert_eq!(numbers(40, threads, None), (expected.clone(), Ok(())));
        }
        assert_eq!(numbers(0, 4, None), (Vec::new(), Ok(())));
    }

    #[test]
    fn the_first_error_stops_all_after_what_came_before_it() {
        let (taken, done) = numbers(40, 4, Some(62));
        assert_eq!(done, Err("part 6".to_owned()));
        assert_eq!(taken.last(), Some(&61));
    }

    #[test]
    fn a_taker_that_fails_stops_all() {
        let done = in_order(
            1000,
            4,
            |part, give| give(part).map_err(|_| "stopped"),
            |n| if n < 7 { Ok(()) } else { Err("full") },
        );
        assert_eq!(done, Err("full"));
    }
}
