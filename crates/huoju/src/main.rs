//! The `huoju` command: files in, files out, every message in the reader's language.

mod args;
mod demo;
mod discover;
mod evaluate;
mod output;
mod report;
mod select;
mod serve;
mod words;

use std::io::IsTerminal;
use std::process::ExitCode;

use huoju_catalogue::Catalogue;

use crate::args::{Asked, Task};
use crate::report::{Exit, Failure};
use crate::words::{Words, language};

fn main() -> ExitCode {
    let args: Vec<String> = std::env::args_os().skip(1).map(|arg| arg.to_string_lossy().into_owned()).collect();
    let (lang, unknown) = match language(&args, |name| std::env::var(name).ok()) {
        Ok(lang) => (lang, None),
        Err(asked) => (huoju_model::Lang::default(), Some(asked)),
    };
    let words = Words::new(lang);
    let done = match unknown {
        Some(asked) => Err(Failure::new(words.with("args-lang", &[("value", &asked)]))),
        None => run(&args, &words),
    };
    match done {
        Ok(exit) => exit.into(),
        Err(failure) => failure.report(&words),
    }
}

fn run(args: &[String], words: &Words) -> Result<Exit, Failure> {
    let Asked { packs, task } = args::read(args, words, std::io::stdout().is_terminal())?;
    let catalogue = Catalogue::builtin().and_then(|built_in| match &packs {
        Some(folder) => built_in.overlay(folder),
        None => Ok(built_in),
    });
    let catalogue = catalogue.map_err(|error| Failure::catalogue(&error, words))?;
    match task {
        Task::Demo(asked) => discover::demo::run(&asked, catalogue, words),
        Task::Import(asked) => discover::import::run(&asked, &catalogue, words),
        Task::Undo(asked) => discover::undo(&asked, words),
        Task::Look(asked) => discover::look(&asked, &catalogue, words),
        Task::Conflicts(asked) => select::conflicts::run(&asked, words),
        Task::Assign(asked) => select::assign::run(&asked, words),
        Task::Draw(asked) => select::draw::run(&asked, words),
        Task::Init(place) => serve::init(&place, words),
        Task::Serve(asked) => serve::run(&asked, catalogue, words),
        Task::User(asked) => serve::user(&asked, words),
        Task::Verify(place) => serve::verify(&place, words),
        Task::Backup(asked) => serve::backup(&asked, words),
        Task::Restore(asked) => serve::restore(&asked, words),
        Task::Assess(asked) => evaluate::assess::run(&asked, &catalogue, words),
        Task::Explain(asked) => evaluate::explain::run(&asked, &catalogue, words),
        Task::Gap(asked) => evaluate::gap::run(&asked, &catalogue, words),
        Task::Ladder(asked) => evaluate::ladder::run(&asked, &catalogue, words),
        Task::Match(asked) => evaluate::matching::run(&asked, &catalogue, words),
        Task::Audit(asked) => evaluate::audit::run(&asked, &catalogue, words),
        Task::Compare(asked) => evaluate::compare::run(&asked, &catalogue, words),
        Task::Index(asked) => evaluate::index::run(&asked, &catalogue, words),
        Task::Rank(asked) => select::rank::run(&asked, &catalogue, words),
        Task::List { at } => evaluate::scheme::list(at, &catalogue, words),
        Task::Show { scheme } => evaluate::scheme::show(&scheme, &catalogue, words),
        Task::Check { schemes } => evaluate::scheme::check(&schemes, &catalogue, words),
        Task::Test { schemes } => evaluate::scheme::test(&schemes, &catalogue, words),
        Task::Diff { from, to } => evaluate::scheme::diff(&from, &to, &catalogue, words),
    }
}
