//! A mistake on the command line, said in the reader's language.

use clap::Error;
use clap::error::{ContextKind, ContextValue, ErrorKind};

use crate::report::Failure;
use crate::words::Words;

/// What to print for clap's error: help and version are no failures.
pub fn failure(error: &Error, args: &[String], words: &Words) -> Failure {
    match error.kind() {
        ErrorKind::DisplayHelp | ErrorKind::DisplayVersion => {
            Failure::help(punctuated(&error.render().to_string(), words))
        }
        ErrorKind::DisplayHelpOnMissingArgumentOrSubcommand => Failure::new(words.get("args-no-command")),
        _ => Failure::new(format!("{}\n{}", what(error, words), see(args, words))),
    }
}

/// The colon behind a heading, which clap sets, as the reader's language writes it.
fn punctuated(help: &str, words: &Words) -> String {
    let colon = words.get("colon");
    let heading = |line: &str| line.strip_suffix(':').filter(|line| !line.starts_with(' ')).map(str::to_owned);
    let line = |line: &str| heading(line).map_or_else(|| line.to_owned(), |line| line + colon.trim_end()) + "\n";
    help.lines().map(line).collect()
}

fn what(error: &Error, words: &Words) -> String {
    let said = |kind| context(error, kind).unwrap_or_default();
    // The nearest of several stands last.
    let near = |sentence: String, kind| match context(error, kind).as_deref().and_then(|all| all.rsplit(' ').next()) {
        Some(near) => sentence + &words.get("semicolon") + &words.with("args-near", &[("near", near)]),
        None => sentence,
    };
    match error.kind() {
        ErrorKind::UnknownArgument => {
            let option = said(ContextKind::InvalidArg);
            near(words.with("args-unknown-option", &[("option", &option)]), ContextKind::SuggestedArg)
        }
        ErrorKind::InvalidSubcommand => {
            let command = said(ContextKind::InvalidSubcommand);
            near(words.with("args-unknown-command", &[("command", &command)]), ContextKind::SuggestedSubcommand)
        }
        ErrorKind::MissingRequiredArgument => words.with("args-missing", &[("what", &said(ContextKind::InvalidArg))]),
        ErrorKind::MissingSubcommand => words.get("args-no-command"),
        ErrorKind::ArgumentConflict | ErrorKind::TooManyValues => {
            words.with("args-conflict", &[("option", &said(ContextKind::InvalidArg))])
        }
        ErrorKind::InvalidValue | ErrorKind::ValueValidation if !said(ContextKind::InvalidValue).is_empty() => {
            let (option, value) = (said(ContextKind::InvalidArg), said(ContextKind::InvalidValue));
            words.with("args-bad-value", &[("option", &option), ("value", &value)])
        }
        ErrorKind::InvalidValue | ErrorKind::TooFewValues | ErrorKind::WrongNumberOfValues => {
            words.with("args-no-value", &[("option", &said(ContextKind::InvalidArg))])
        }
        _ => error.render().to_string().trim().to_owned(),
    }
}

const COMMANDS: [&str; 18] = [
    "import",
    "undo",
    "subject",
    "conflicts",
    "assign",
    "rank",
    "draw",
    "assess",
    "explain",
    "index",
    "scheme",
    "demo",
    "init",
    "serve",
    "user",
    "verify",
    "backup",
    "restore",
];

/// Where the usage stands: the command that was being given.
fn see(args: &[String], words: &Words) -> String {
    let is_command = |arg: &&String| COMMANDS.contains(&arg.as_str());
    let command = args.iter().find(is_command);
    let parts: &[&str] = match command.map(String::as_str) {
        Some("scheme") => &["list", "show", "check", "test", "diff"],
        Some("user") => &["add", "list", "password", "stop"],
        _ => &[],
    };
    let part = args.iter().find(|arg| parts.contains(&arg.as_str()));
    let named: Vec<&str> =
        std::iter::once("huoju").chain([command, part].into_iter().flatten().map(String::as_str)).collect();
    words.with("args-see", &[("command", &named.join(" "))])
}

fn context(error: &Error, kind: ContextKind) -> Option<String> {
    let value = match error.get(kind)? {
        ContextValue::String(text) => text.clone(),
        ContextValue::Strings(texts) => texts.join(" "),
        ContextValue::StyledStr(text) => text.to_string(),
        ContextValue::StyledStrs(texts) => texts.iter().map(ToString::to_string).collect::<Vec<_>>().join(" "),
        other => other.to_string(),
    };
    Some(value)
}
