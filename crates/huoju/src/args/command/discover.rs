//! The commands of 发现, and those of the data directory.

use clap::Command;

use super::{flag, option, positional, styled};
use crate::words::Words;

/// `import`
pub fn import(words: &Words) -> Command {
    let command = Command::new("import").arg(positional(words, "file", "value-file", "import-file").required(true));
    stored(styled(command, words, &words.get("import-usage")), words)
        .about(words.get("import-about"))
        .arg(option(words, "as", "value-kind", "import-as"))
        .arg(option(words, "source", "value-source", "import-source").required(true))
        .arg(option(words, "source-name", "value-name", "import-source-name"))
        .arg(option(words, "use", "value-use", "import-use"))
        .arg(option(words, "period", "value-period", "import-period"))
        .arg(option(words, "title", "value-title", "import-title"))
        .arg(option(words, "sheet", "value-sheet", "assess-sheet"))
        .arg(flag(words, "provisional", "import-provisional"))
        .arg(flag(words, "dry-run", "import-dry-run"))
        .arg(option(words, "refused", "value-file", "assess-refused"))
        .after_help(words.get("import-after"))
}

/// `undo`
pub fn undo(words: &Words) -> Command {
    let command = Command::new("undo").arg(positional(words, "batch", "value-batch", "undo-batch").required(true));
    stored(styled(command, words, &words.get("undo-usage")), words)
        .about(words.get("undo-about"))
        .arg(option(words, "reason", "value-text", "undo-reason").required(true))
        .after_help(words.get("undo-after"))
}

/// `subject`
pub fn subject(words: &Words) -> Command {
    let command =
        Command::new("subject").arg(positional(words, "subject", "value-subject", "subject-subject").required(true));
    stored(styled(command, words, &words.get("subject-usage")), words)
        .about(words.get("subject-about"))
        .after_help(words.get("subject-after"))
}

/// `demo`
pub fn demo(words: &Words) -> Command {
    stored(styled(Command::new("demo"), words, &words.get("usage-options")), words)
        .about(words.get("demo-about"))
        .arg(option(words, "listen", "value-address", "serve-listen"))
        .arg(flag(words, "only-make", "demo-only-make"))
        .after_help(words.get("demo-after"))
}

fn stored(command: Command, words: &Words) -> Command {
    command.arg(option(words, "dir", "value-folder", "option-dir"))
}
