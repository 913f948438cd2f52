//! The commands of the data directory and its server.

use clap::Command;

use super::{flag, option, positional, styled};
use crate::words::Words;

/// `serve`
pub fn serve(words: &Words) -> Command {
    bare("serve", ["serve-about", "serve-after"], words)
        .arg(option(words, "listen", "value-address", "serve-listen"))
        .arg(flag(words, "behind-tls", "serve-behind-tls"))
}

/// `user`
pub fn user(words: &Words) -> Command {
    let login = || positional(words, "login", "value-login", "user-login").required(true);
    let add = part(words, Command::new("add").arg(login()), ["user-add-usage", "user-add-about", "user-add-after"])
        .arg(option(words, "name", "value-person", "user-name").required(true))
        .arg(option(words, "role", "value-role", "user-role"));
    let texts = ["user-login-usage", "user-password-about", "user-password-after"];
    let password = part(words, Command::new("password").arg(login()), texts);
    let stop =
        part(words, Command::new("stop").arg(login()), ["user-login-usage", "user-stop-about", "user-stop-after"]);
    styled(Command::new("user"), words, &words.get("user-usage"))
        .about(words.get("user-about"))
        .subcommand_required(true)
        .subcommand_help_heading(words.get("heading-commands"))
        .subcommands([add, part(words, Command::new("list"), ["usage-options", "user-list-about", "user-list-after"])])
        .subcommands([password, stop])
}

/// A command of `user`.
fn part(words: &Words, command: Command, [usage, about, after]: [&str; 3]) -> Command {
    let name = command.get_name().to_owned();
    stored(styled(command, words, ""), words)
        .override_usage(format!("huoju user {name} {}", words.get(usage)))
        .about(words.get(about))
        .after_help(words.get(after))
}

/// `backup`
pub fn backup(words: &Words) -> Command {
    stored(styled(Command::new("backup"), words, &words.get("backup-usage")), words)
        .about(words.get("backup-about"))
        .arg(option(words, "to", "value-folder", "backup-to").required(true))
        .arg(option(words, "rows", "value-file", "backup-rows"))
        .after_help(words.get("backup-after"))
}

/// `restore`
pub fn restore(words: &Words) -> Command {
    let command =
        Command::new("restore").arg(positional(words, "backup", "value-folder", "restore-from").required(true));
    stored(styled(command, words, &words.get("restore-usage")), words)
        .about(words.get("restore-about"))
        .after_help(words.get("restore-after"))
}

/// `init` and `verify`, which take nothing but the data directory.
pub fn bare(name: &'static str, [about, after]: [&str; 2], words: &Words) -> Command {
    stored(styled(Command::new(name), words, &words.get("usage-options")), words)
        .about(words.get(about))
        .after_help(words.get(after))
}

fn stored(command: Command, words: &Words) -> Command {
    command.arg(option(words, "dir", "value-folder", "option-dir"))
}
