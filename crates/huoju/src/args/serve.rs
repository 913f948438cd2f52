//! What the commands of the data directory and its server are given.

use std::path::PathBuf;

use clap::ArgMatches;
use huoju_programme::people::NewUser;

use super::{Task, bad, one, required, store_place};
use crate::report::Failure;
use crate::serve::{Backup, Restore, Serve, User, UserTask, role};
use crate::words::Words;

/// `huoju serve`
pub fn serve(given: &ArgMatches, words: &Words) -> Result<Task, Failure> {
    let listen = one(given, "listen").unwrap_or_else(|| "127.0.0.1:8173".to_owned());
    let listen = listen.parse().map_err(|_| bad(words, "serve-bad-address", &listen))?;
    Ok(Task::Serve(Serve { place: store_place(given), listen, behind_tls: given.get_flag("behind-tls") }))
}

/// `huoju user`
pub fn user(given: &ArgMatches, words: &Words) -> Result<Task, Failure> {
    let Some((name, given)) = given.subcommand() else { return Err(Failure::new(words.get("args-no-command"))) };
    let task = match name {
        "add" => UserTask::Add(new_user(given, words)?),
        "password" => UserTask::Password(required(given, "login")),
        "stop" => UserTask::Stop(required(given, "login")),
        _ => UserTask::List,
    };
    Ok(Task::User(User { place: store_place(given), task }))
}

fn new_user(given: &ArgMatches, words: &Words) -> Result<NewUser, Failure> {
    let word = one(given, "role");
    let role = role(word.as_deref()).ok_or_else(|| bad(words, "user-bad-role", &word.unwrap_or_default()))?;
    Ok(NewUser { login: required(given, "login"), name: required(given, "name"), role })
}

/// `huoju backup`
pub fn backup(given: &ArgMatches) -> Task {
    let (to, rows) = (PathBuf::from(required(given, "to")), one(given, "rows").map(PathBuf::from));
    Task::Backup(Backup { place: store_place(given), to, rows })
}

/// `huoju restore`
pub fn restore(given: &ArgMatches) -> Task {
    Task::Restore(Restore { place: store_place(given), from: PathBuf::from(required(given, "backup")) })
}
