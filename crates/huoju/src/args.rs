//! What the command line asks for, taken apart once and trusted afterwards.

mod command;
mod discover;
mod evaluate;
mod mistake;
mod select;
mod serve;

use std::path::PathBuf;

use clap::ArgMatches;
use huoju_model::Period;
use huoju_store::Place;
use jiff::civil::Date;

pub use command::command;
pub use evaluate::{Assess, Audit, Basis, Compare, Data, Explain, Format, Gap, Index, Ladder, Match};
pub use select::Rank;

use crate::discover::demo::Demo;
use crate::discover::import::Import;
use crate::discover::{Look, Undo};
use crate::report::Failure;
use crate::select::assign::Assign;
use crate::select::conflicts::Conflicts;
use crate::select::draw::Draw;
use crate::serve::{Backup, Restore, Serve, User};
use crate::words::Words;

/// What is asked for.
#[derive(Debug)]
pub struct Asked {
    /// A folder of packs laid over the built-in ones.
    pub packs: Option<PathBuf>,
    /// The command.
    pub task: Task,
}

/// A command with what it was given.
#[derive(Debug)]
pub enum Task {
    /// 示例
    Demo(Demo),
    /// 导入
    Import(Box<Import>),
    /// 撤销导入
    Undo(Undo),
    /// 查主体
    Look(Look),
    /// 回避
    Conflicts(Box<Conflicts>),
    /// 分派
    Assign(Box<Assign>),
    /// 抽签
    Draw(Draw),
    /// 建数据目录
    Init(Place),
    /// 开启服务
    Serve(Serve),
    /// 用户
    User(User),
    /// 核验
    Verify(Place),
    /// 备份
    Backup(Backup),
    /// 恢复
    Restore(Restore),
    /// 评价
    Assess(Box<Assess>),
    /// 依据
    Explain(Explain),
    /// 差距
    Gap(Box<Gap>),
    /// 梯度
    Ladder(Box<Ladder>),
    /// 政策匹配
    Match(Box<Match>),
    /// 边界审计
    Audit(Box<Audit>),
    /// 推演
    Compare(Box<Compare>),
    /// 综合指数
    Index(Box<Index>),
    /// 排序
    Rank(Box<Rank>),
    /// 列出办法
    List {
        /// Only those in force between these days.
        at: Option<(Date, Date)>,
    },
    /// 查看办法
    Show {
        /// An id or a path.
        scheme: String,
    },
    /// 检查办法
    Check {
        /// Ids or paths.
        schemes: Vec<String>,
    },
    /// 跑用例
    Test {
        /// Ids or paths; none: all of the library.
        schemes: Vec<String>,
    },
    /// 比较办法
    Diff {
        /// The earlier one.
        from: String,
        /// The later one.
        to: String,
    },
}

/// Reads the command line. `Err` is what to print and the exit status: help goes to stdout with 0.
pub fn read(args: &[String], words: &Words, terminal: bool) -> Result<Asked, Failure> {
    let program = std::iter::once("huoju".to_owned()).chain(args.iter().cloned());
    let matches =
        command(words).try_get_matches_from(program).map_err(|error| mistake::failure(&error, args, words))?;
    let packs = matches.get_one::<String>("packs").map(PathBuf::from);
    let packs = packs.or_else(|| std::env::var_os("HUOJU_PACKS").filter(|v| !v.is_empty()).map(PathBuf::from));
    Ok(Asked { packs, task: task(&matches, words, terminal)? })
}

fn task(matches: &ArgMatches, words: &Words, terminal: bool) -> Result<Task, Failure> {
    match matches.subcommand() {
        Some(("demo", given)) => Ok(Task::Demo(serve::demo(given, words)?)),
        Some(("import", given)) => Ok(Task::Import(Box::new(discover::import(given, words)?))),
        Some(("undo", given)) => Ok(Task::Undo(discover::undo(given, words)?)),
        Some(("subject", given)) => Ok(Task::Look(discover::look(given))),
        Some(("conflicts", given)) => Ok(Task::Conflicts(Box::new(select::conflicts(given, words)?))),
        Some(("assign", given)) => Ok(Task::Assign(Box::new(select::assign(given, words)?))),
        Some(("draw", given)) => Ok(Task::Draw(select::draw(given, words)?)),
        Some(("init", given)) => Ok(Task::Init(store_place(given))),
        Some(("serve", given)) => serve::serve(given, words),
        Some(("user", given)) => serve::user(given, words),
        Some(("verify", given)) => Ok(Task::Verify(store_place(given))),
        Some(("backup", given)) => Ok(serve::backup(given)),
        Some(("restore", given)) => Ok(serve::restore(given)),
        Some(("assess", given)) => Ok(Task::Assess(Box::new(evaluate::assess(given, words, terminal)?))),
        Some(("explain", given)) => Ok(Task::Explain(evaluate::explain(given, words)?)),
        Some(("gap", given)) => Ok(Task::Gap(Box::new(evaluate::gap(given, words)?))),
        Some(("ladder", given)) => Ok(Task::Ladder(Box::new(evaluate::ladder(given, words)?))),
        Some(("match", given)) => Ok(Task::Match(Box::new(evaluate::offers(given, words)?))),
        Some(("audit", given)) => Ok(Task::Audit(Box::new(evaluate::audit(given, words)?))),
        Some(("compare", given)) => Ok(Task::Compare(Box::new(evaluate::compare(given, words)?))),
        Some(("index", given)) => Ok(Task::Index(Box::new(evaluate::index(given, words)?))),
        Some(("rank", given)) => Ok(Task::Rank(Box::new(select::rank(given, words)?))),
        Some(("scheme", given)) => scheme(given, words),
        _ => Err(Failure::new(words.get("args-no-command"))),
    }
}

fn scheme(matches: &ArgMatches, words: &Words) -> Result<Task, Failure> {
    match matches.subcommand() {
        Some(("list", given)) => Ok(Task::List { at: one(given, "at").map(|text| days_at(&text, words)).transpose()? }),
        Some(("show", given)) => Ok(Task::Show { scheme: required(given, "scheme") }),
        Some(("check", given)) => Ok(Task::Check { schemes: many(given, "files") }),
        Some(("test", given)) => Ok(Task::Test { schemes: many(given, "schemes") }),
        Some(("diff", given)) => Ok(Task::Diff { from: required(given, "from"), to: required(given, "to") }),
        _ => Err(Failure::new(words.get("args-no-command"))),
    }
}

/// `--dir`, else `HUOJU_DIR`, else `huoju-data` here; `DATABASE_URL` names a PostgreSQL database that holds the rows.
fn store_place(given: &ArgMatches) -> Place {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let folder = one(given, "dir").or_else(|| variable("HUOJU_DIR")).unwrap_or_else(|| "huoju-data".to_owned());
    Place { folder: PathBuf::from(folder), database: variable("DATABASE_URL") }
}

fn threads(given: &ArgMatches, words: &Words) -> Result<usize, Failure> {
    let Some(text) = one(given, "threads") else { return Ok(processors()) };
    let count = text.parse::<usize>().ok().filter(|count| (1..=256).contains(count));
    count.ok_or_else(|| Failure::new(words.get("args-threads")))
}

/// How many threads this machine runs side by side.
pub fn processors() -> usize {
    std::thread::available_parallelism().map_or(1, usize::from)
}

fn period(text: &str, words: &Words) -> Result<Period, Failure> {
    Period::parse(text).map_err(|_| bad(words, "args-period", text))
}

fn year(text: &str, words: &Words) -> Result<i16, Failure> {
    period(text, words).map(Period::year)
}

fn date(text: &str, words: &Words) -> Result<Date, Failure> {
    text.parse().map_err(|_| bad(words, "args-date", text))
}

/// A day, or a period's first and last.
fn days_at(text: &str, words: &Words) -> Result<(Date, Date), Failure> {
    if let Ok(period) = Period::parse(text) {
        return Ok((period.start(), period.end()));
    }
    text.parse().map(|day: Date| (day, day)).map_err(|_| bad(words, "args-at", text))
}

fn bad(words: &Words, key: &str, value: &str) -> Failure {
    Failure::new(words.with(key, &[("value", value)]))
}

fn one(given: &ArgMatches, name: &str) -> Option<String> {
    given.get_one::<String>(name).cloned()
}

fn required(given: &ArgMatches, name: &str) -> String {
    one(given, name).unwrap_or_default()
}

fn many(given: &ArgMatches, name: &str) -> Vec<String> {
    given.get_many::<String>(name).map(|all| all.cloned().collect()).unwrap_or_default()
}
