//! The commands with their help, built at run time so that it speaks the reader's language.

mod discover;
mod select;
mod serve;

use clap::{Arg, ArgAction, Command};

use crate::words::Words;

/// The whole command line.
pub fn command(words: &Words) -> Command {
    let top = Command::new("huoju").version(env!("CARGO_PKG_VERSION"));
    styled(top, words, &words.get("usage-tail"))
        .about(words.get("about"))
        .help_template(top_help(words))
        .disable_version_flag(true)
        .subcommand_required(true)
        .arg(option(words, "lang", "value-lang", "option-lang").global(true).display_order(100))
        .arg(option(words, "packs", "value-folder", "option-packs").global(true).display_order(101))
        .arg(flag(words, "version", "option-version").short('V').action(ArgAction::Version).display_order(103))
        .subcommand(discover::import(words))
        .subcommand(discover::undo(words))
        .subcommand(discover::subject(words))
        .subcommand(select::conflicts(words))
        .subcommand(select::assign(words))
        .subcommand(rank(words))
        .subcommand(select::draw(words))
        .subcommand(assess(words))
        .subcommand(explain(words))
        .subcommand(gap(words))
        .subcommand(ladder(words))
        .subcommand(offers(words))
        .subcommand(audit(words))
        .subcommand(compare(words))
        .subcommand(index(words))
        .subcommand(scheme(words))
        .subcommand(discover::demo(words))
        .subcommand(serve::bare("init", ["init-about", "init-after"], words))
        .subcommand(serve::serve(words))
        .subcommand(serve::user(words))
        .subcommand(serve::bare("verify", ["verify-about", "verify-after"], words))
        .subcommand(serve::backup(words))
        .subcommand(serve::restore(words))
}

/// The commands under the words of the spine: 发现, 遴选, 评价, 跟踪, 发布. Those that hold none yet are left out.
fn top_help(words: &Words) -> String {
    let line = |name: &str, about: &str| format!("  {name:<11}{}\n", words.get(about));
    let discover = line("import", "import-about") + &line("undo", "undo-about") + &line("subject", "subject-about");
    let system = line("demo", "demo-about")
        + &line("init", "init-about")
        + &line("serve", "serve-about")
        + &line("user", "user-about")
        + &line("verify", "verify-about")
        + &line("backup", "backup-about")
        + &line("restore", "restore-about");
    let select = line("conflicts", "conflicts-about")
        + &line("assign", "assign-about")
        + &line("rank", "rank-about")
        + &line("draw", "draw-about");
    let evaluate = line("assess", "assess-about")
        + &line("explain", "explain-about")
        + &line("gap", "gap-about")
        + &line("ladder", "ladder-about")
        + &line("match", "match-about")
        + &line("audit", "audit-about")
        + &line("compare", "compare-about")
        + &line("index", "index-about")
        + &line("scheme", "scheme-about");
    let (usage, more) = (usage_prefix(words), words.get("more-help"));
    let groups = [
        ("stage-discover", discover),
        ("stage-select", select),
        ("stage-evaluate", evaluate),
        ("stage-system", system),
    ];
    let groups: String = groups.map(|(word, lines)| format!("{}\n{lines}\n", words.get(word))).concat();
    format!("{{about}}\n\n{usage}{{usage}}\n\n{groups}{{options-heading}}\n{{options}}\n\n{more}\n")
        .replace("{options-heading}", &words.get("heading-options"))
}

fn usage_prefix(words: &Words) -> String {
    words.get("usage") + &words.get("colon")
}

/// What all commands share: their own help flag, headings and usage line.
fn styled(command: Command, words: &Words, tail: &str) -> Command {
    let name = command.get_name().to_owned();
    let usage = if name == "huoju" { format!("huoju {tail}") } else { format!("huoju {name} {tail}") };
    command
        .override_usage(usage)
        .term_width(118)
        .disable_help_flag(true)
        .disable_help_subcommand(true)
        .help_template(format!("{{about}}\n\n{}{{usage}}\n\n{{all-args}}{{after-help}}", usage_prefix(words)))
        .arg(
            Arg::new("help")
                .short('h')
                .long("help")
                .action(ArgAction::Help)
                .help(words.get("option-help"))
                .display_order(102)
                .help_heading(words.get("heading-options")),
        )
}

fn assess(words: &Words) -> Command {
    let tail = words.get("assess-usage");
    let command = styled(Command::new("assess").arg(one_scheme(words)), words, &tail).about(words.get("assess-about"));
    basis(command, words)
        .arg(option(words, "only", "value-ids", "assess-only"))
        .arg(option(words, "columns", "value-columns", "assess-columns"))
        .arg(option(words, "out", "value-file", "assess-out"))
        .arg(option(words, "format", "value-format", "assess-format"))
        .arg(flag(words, "explain", "assess-explain"))
        .arg(option(words, "refused", "value-file", "assess-refused"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("assess-after"))
}

fn rank(words: &Words) -> Command {
    let rule = positional(words, "rule", "value-rule", "rank-rule").required(true);
    styled(Command::new("rank").arg(rule), words, &words.get("rank-usage"))
        .about(words.get("rank-about"))
        .arg(option(words, "marks", "value-file", "rank-marks").required(true))
        .arg(option(words, "entries", "value-file", "rank-entries"))
        .arg(option(words, "table", "value-table", "rank-table").action(ArgAction::Append))
        .arg(option(words, "out", "value-file", "rank-out-option"))
        .arg(option(words, "report", "value-file", "rank-report"))
        .arg(option(words, "seed", "value-count", "rank-seed"))
        .arg(option(words, "draws", "value-count", "rank-draws-option"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("rank-after"))
}

fn explain(words: &Words) -> Command {
    let tail = words.get("explain-usage");
    let command =
        styled(Command::new("explain").arg(one_scheme(words)), words, &tail).about(words.get("explain-about"));
    basis(command, words)
        .arg(option(words, "subject", "value-subject", "explain-subject").required(true))
        .arg(flag(words, "json", "explain-json"))
        .after_help(words.get("explain-after"))
}

fn gap(words: &Words) -> Command {
    let command = styled(Command::new("gap").arg(one_scheme(words)), words, &words.get("gap-usage"))
        .about(words.get("gap-about"));
    basis(command, words)
        .arg(option(words, "levers", "value-file", "gap-levers"))
        .arg(option(words, "subject", "value-subject", "gap-subject"))
        .arg(option(words, "to", "value-tier", "gap-to"))
        .arg(flag(words, "json", "gap-json").requires("subject"))
        .arg(option(words, "out", "value-file", "gap-out"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("gap-after"))
}

fn ladder(words: &Words) -> Command {
    let which = positional(words, "ladder", "value-ladder", "ladder-ladder");
    styled(Command::new("ladder").arg(which), words, &words.get("ladder-usage"))
        .about(words.get("ladder-about"))
        .arg(option(words, "data", "value-file", "ladder-data"))
        .arg(option(words, "dir", "value-folder", "option-dir").conflicts_with("data"))
        .arg(option(words, "period", "value-period", "ladder-period"))
        .arg(option(words, "day", "value-date", "ladder-day"))
        .arg(option(words, "sheet", "value-sheet", "assess-sheet"))
        .arg(option(words, "out", "value-file", "ladder-out"))
        .after_help(words.get("ladder-after"))
}

fn audit(words: &Words) -> Command {
    let command = styled(Command::new("audit").arg(one_scheme(words)), words, &words.get("audit-usage"))
        .about(words.get("audit-about"));
    basis(command, words)
        .arg(option(words, "out", "value-file", "audit-out"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("audit-after"))
}

fn compare(words: &Words) -> Command {
    let other = positional(words, "other", "value-scheme", "compare-other").required(true);
    let command = Command::new("compare").arg(one_scheme(words)).arg(other);
    let command = styled(command, words, &words.get("compare-usage")).about(words.get("compare-about"));
    basis(command, words)
        .arg(option(words, "out", "value-file", "compare-out"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("compare-after"))
}

fn offers(words: &Words) -> Command {
    styled(Command::new("match"), words, &words.get("match-usage"))
        .about(words.get("match-about"))
        .arg(option(words, "offers", "value-offers", "match-offers"))
        .arg(option(words, "data", "value-file", "assess-data"))
        .arg(option(words, "dir", "value-folder", "option-dir").conflicts_with("data"))
        .arg(option(words, "sheet", "value-sheet", "assess-sheet"))
        .arg(option(words, "period", "value-period", "assess-period"))
        .arg(option(words, "as-of", "value-date", "match-as-of"))
        .arg(flag(words, "no-presume", "assess-no-presume"))
        .arg(option(words, "subject", "value-subject", "match-subject"))
        .arg(option(words, "out", "value-file", "match-out"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("match-after"))
}

fn index(words: &Words) -> Command {
    let which = positional(words, "index", "value-index", "index-index").required(true);
    styled(Command::new("index").arg(which), words, &words.get("index-usage"))
        .about(words.get("index-about"))
        .arg(option(words, "data", "value-file", "index-data").required(true))
        .arg(option(words, "sheet", "value-sheet", "assess-sheet"))
        .arg(option(words, "out", "value-file", "index-out"))
        .arg(option(words, "steps", "value-folder", "index-steps"))
        .arg(option(words, "report", "value-file", "index-report"))
        .arg(option(words, "subject", "value-subject", "index-subject"))
        .arg(option(words, "robustness", "value-count", "index-robustness"))
        .arg(option(words, "sensitivity", "value-count", "index-sensitivity"))
        .arg(option(words, "seed", "value-count", "index-seed"))
        .arg(option(words, "weights", "value-file", "index-weights").conflicts_with("robustness"))
        .arg(option(words, "threads", "value-count", "assess-threads"))
        .after_help(words.get("index-after"))
}

/// Which figures are judged by which scheme, and how.
fn basis(command: Command, words: &Words) -> Command {
    command
        .arg(option(words, "data", "value-file", "assess-data"))
        .arg(option(words, "dir", "value-folder", "option-dir").conflicts_with("data"))
        .arg(option(words, "period", "value-period", "assess-period"))
        .arg(option(words, "as-of", "value-date", "assess-as-of"))
        .arg(option(words, "sheet", "value-sheet", "assess-sheet"))
        .arg(option(words, "missing", "value-mode", "assess-missing"))
        .arg(flag(words, "no-presume", "assess-no-presume"))
        .arg(option(words, "evaluation-year", "value-period", "assess-evaluation-year"))
}

fn scheme(words: &Words) -> Command {
    styled(Command::new("scheme"), words, &words.get("scheme-usage"))
        .about(words.get("scheme-about"))
        .subcommand_required(true)
        .subcommand_help_heading(words.get("heading-commands"))
        .subcommand(part(words, "list", Vec::new(), ["", "scheme-list-about", "scheme-list-after"]).arg(option(
            words,
            "at",
            "value-date",
            "scheme-list-at",
        )))
        .subcommand(part(
            words,
            "show",
            vec![one_scheme(words)],
            ["scheme-show-usage", "scheme-show-about", "scheme-show-after"],
        ))
        .subcommand(part(
            words,
            "check",
            vec![several(words, "files", "value-file", "scheme-check-files").required(true)],
            ["scheme-check-usage", "scheme-check-about", "scheme-check-after"],
        ))
        .subcommand(part(
            words,
            "test",
            vec![several(words, "schemes", "value-scheme", "scheme-test-schemes")],
            ["scheme-test-usage", "scheme-test-about", "scheme-test-after"],
        ))
        .subcommand(part(
            words,
            "diff",
            vec![
                positional(words, "from", "value-scheme", "scheme-diff-a").required(true),
                positional(words, "to", "value-scheme", "scheme-diff-b").required(true),
            ],
            ["scheme-diff-usage", "scheme-diff-about", "scheme-diff-after"],
        ))
}

/// A command of `scheme`. Positionals come before the shared options, so that help lists them first.
fn part(words: &Words, name: &'static str, positionals: Vec<Arg>, [usage, about, after]: [&str; 3]) -> Command {
    let own = if usage.is_empty() { String::new() } else { words.get(usage) };
    let tail = format!("{own} {}", words.get("usage-options"));
    styled(Command::new(name).args(positionals), words, "")
        .override_usage(format!("huoju scheme {name} {}", tail.trim()))
        .about(words.get(about))
        .after_help(words.get(after))
}

fn one_scheme(words: &Words) -> Arg {
    positional(words, "scheme", "value-scheme", "assess-scheme").required(true)
}

fn several(words: &Words, name: &'static str, value: &str, about: &str) -> Arg {
    positional(words, name, value, about).action(ArgAction::Append).num_args(1..)
}

fn positional(words: &Words, name: &'static str, value: &str, about: &str) -> Arg {
    Arg::new(name).value_name(words.get(value)).help(words.get(about)).help_heading(words.get("heading-arguments"))
}

fn option(words: &Words, name: &'static str, value: &str, about: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .value_name(words.get(value))
        .help(words.get(about))
        .help_heading(words.get("heading-options"))
}

fn flag(words: &Words, name: &'static str, about: &str) -> Arg {
    Arg::new(name)
        .long(name)
        .action(ArgAction::SetTrue)
        .help(words.get(about))
        .help_heading(words.get("heading-options"))
}
