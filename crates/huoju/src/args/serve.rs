//! What the commands of the data directory and its server are given.

use std::net::SocketAddr;
use std::path::PathBuf;

use clap::ArgMatches;
use huoju_programme::people::NewUser;

use super::{Task, bad, one, required, store_place};
use crate::discover::demo::Demo;
use crate::report::Failure;
use crate::serve::{Backup, Restore, Serve, User, UserTask, role};
use crate::words::Words;

/// `huoju demo`
pub fn demo(given: &ArgMatches, words: &Words) -> Result<Demo, Failure> {
    let mut place = store_place(given);
    if given.get_one::<String>("dir").is_none() {
        place.folder = PathBuf::from("huoju-demo");
    }
    Ok(Demo { place, listen: listen(given, words)?, only_make: given.get_flag("only-make") })
}

/// `huoju serve`
pub fn serve(given: &ArgMatches, words: &Words) -> Result<Task, Failure> {
    let listen = listen(given, words)?;
    Ok(Task::Serve(Serve { place: store_place(given), listen, behind_tls: given.get_flag("behind-tls"), guest: false }))
}

fn listen(given: &ArgMatches, words: &Words) -> Result<SocketAddr, Failure> {
    let listen = one(given, "listen").unwrap_or_else(|| "127.0.0.1:8173".to_owned());
    listen.parse().map_err(|_| bad(words, "serve-bad-address", &listen))
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
