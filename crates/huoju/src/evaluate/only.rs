//! `--only`: the subjects asked for.

use std::collections::HashSet;
use std::io::Read;
use std::path::Path;

use crate::report::Failure;
use crate::words::Words;

/// Ids separated by commas, a file with one id a line, or `-` for stdin.
pub fn read(only: &str, words: &Words) -> Result<HashSet<String>, Failure> {
    let unreadable = |error: std::io::Error| {
        Failure::new(words.with("only-unreadable", &[("path", only), ("why", &error.to_string())]))
    };
    let text = match only {
        "-" => {
            let mut text = String::new();
            std::io::stdin().read_to_string(&mut text).map_err(unreadable)?;
            text
        }
        path if Path::new(path).is_file() => std::fs::read_to_string(path).map_err(unreadable)?,
        ids => ids.replace([',', '，'], "\n"),
    };
    let ids: HashSet<String> = text
        .lines()
        .map(|line| line.trim().trim_start_matches('\u{feff}'))
        .filter(|id| !id.is_empty())
        .map(str::to_owned)
        .collect();
    if ids.is_empty() { Err(Failure::new(words.get("only-empty"))) } else { Ok(ids) }
}
