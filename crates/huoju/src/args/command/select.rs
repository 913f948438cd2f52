//! The commands of 遴选.

use clap::{ArgAction, Command};

use super::{flag, option, styled};
use crate::words::Words;

/// `conflicts`
pub fn conflicts(words: &Words) -> Command {
    styled(Command::new("conflicts"), words, &words.get("conflicts-usage"))
        .about(words.get("conflicts-about"))
        .arg(option(words, "entries", "value-file", "assign-entries").required(true))
        .arg(option(words, "experts", "value-file", "assign-experts").required(true))
        .arg(option(words, "as-of", "value-date", "conflicts-as-of").required(true))
        .arg(option(words, "declared", "value-file", "conflicts-declared").action(ArgAction::Append))
        .arg(option(words, "ties", "value-file", "conflicts-ties").action(ArgAction::Append))
        .arg(option(words, "years", "value-count", "conflicts-years"))
        .arg(option(words, "out", "value-file", "assess-out"))
        .after_help(words.get("conflicts-after"))
}

/// `assign`
pub fn assign(words: &Words) -> Command {
    styled(Command::new("assign"), words, &words.get("assign-usage"))
        .about(words.get("assign-about"))
        .arg(option(words, "entries", "value-file", "assign-entries").required(true))
        .arg(option(words, "experts", "value-file", "assign-experts").required(true))
        .arg(option(words, "similarity", "value-file", "assign-similarity").required(true))
        .arg(option(words, "conflicts", "value-file", "assign-conflicts").action(ArgAction::Append))
        .arg(option(words, "need", "value-count", "assign-need"))
        .arg(option(words, "panel", "value-panel", "assign-panel"))
        .arg(flag(words, "one-per-org", "assign-one-per-org"))
        .arg(option(words, "mode", "value-mode", "assign-mode"))
        .arg(option(words, "k", "value-count", "assign-k"))
        .arg(option(words, "seed", "value-seed", "assign-seed"))
        .arg(option(words, "balance", "value-count", "assign-balance"))
        .arg(option(words, "link", "value-count", "assign-link"))
        .arg(option(words, "rooms", "value-count", "assign-rooms"))
        .arg(option(words, "size", "value-count", "assign-size"))
        .arg(option(words, "why", "value-pair", "assign-why").action(ArgAction::Append))
        .arg(option(words, "out", "value-file", "assess-out"))
        .arg(option(words, "format", "value-format", "assign-format"))
        .arg(option(words, "certificate", "value-file", "assign-certificate"))
        .after_help(words.get("assign-after"))
}

/// `draw`
pub fn draw(words: &Words) -> Command {
    styled(Command::new("draw"), words, &words.get("draw-usage"))
        .about(words.get("draw-about"))
        .arg(option(words, "candidates", "value-file", "draw-candidates").required(true))
        .arg(option(words, "seed", "value-seed", "draw-seed"))
        .arg(option(words, "count", "value-count", "draw-count"))
        .arg(option(words, "commitment", "value-hash", "draw-commitment"))
        .arg(option(words, "out", "value-file", "assess-out"))
        .after_help(words.get("draw-after"))
}
