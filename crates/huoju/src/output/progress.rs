//! Progress on stderr, where it is a terminal and the work is long.

use std::fs;
use std::io::{IsTerminal, stdout};
use std::path::Path;
use std::time::{Duration, Instant};

use indicatif::{ProgressBar, ProgressDrawTarget, ProgressStyle};

use crate::args::Assess;
use crate::words::Words;

/// Work that is done sooner shows nothing.
const LONG: Duration = Duration::from_millis(500);
/// A workbook of this size takes a moment to open.
const BIG: u64 = 2 << 20;

/// How far an assessment has come.
pub struct Progress {
    bar: ProgressBar,
    began: Instant,
    /// Whether it is shown once the work turns out long: a table on the same terminal would be torn by it.
    waits: bool,
}

impl Progress {
    /// Of so many rows, where that is known.
    pub fn new(asked: &Assess, n_rows: Option<u64>, words: &Words) -> Self {
        let bar = ProgressBar::with_draw_target(n_rows, ProgressDrawTarget::hidden());
        let template = if n_rows.is_some() { "{wide_bar} {percent}% {msg} {eta}" } else { "{spinner} {msg} {elapsed}" };
        if let Ok(style) = ProgressStyle::with_template(template) {
            bar.set_style(style);
        }
        bar.set_message(words.with("progress", &[("rows", "0")]));
        Progress { bar, began: Instant::now(), waits: asked.out.is_some() || !stdout().is_terminal() }
    }

    /// So many rows more.
    pub fn add(&mut self, rows: usize, words: &Words) {
        if self.waits && self.began.elapsed() > LONG {
            self.waits = false;
            self.bar.set_draw_target(ProgressDrawTarget::stderr());
        }
        self.bar.inc(rows as u64);
        if !self.bar.is_hidden() {
            self.bar.set_message(words.with("progress", &[("rows", &self.bar.position().to_string())]));
        }
    }

    /// Done.
    pub fn clear(&self) {
        self.bar.finish_and_clear();
    }
}

/// Says that a big file is being opened, until it is.
pub fn opening<T>(path: &Path, words: &Words, open: impl FnOnce() -> T) -> T {
    if fs::metadata(path).is_ok_and(|file| file.is_dir() || file.len() < BIG) {
        return open();
    }
    let spinner = ProgressBar::new_spinner();
    spinner.set_message(words.with("opening", &[("path", &path.display().to_string())]));
    spinner.enable_steady_tick(LONG);
    let opened = open();
    spinner.finish_and_clear();
    opened
}
