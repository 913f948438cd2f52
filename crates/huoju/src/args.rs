//! What the command line asks for, taken apart once and trusted afterwards.

mod command;
mod mistake;
mod serve;

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use huoju_model::{MissingMode, Period};
use huoju_store::Place;
use jiff::civil::Date;

pub use command::command;

use crate::report::Failure;
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

/// Which figures are judged by which scheme, and how.
#[derive(Debug)]
pub struct Basis {
    /// An id or a path.
    pub scheme: String,
    /// The population.
    pub data: PathBuf,
    /// The period, where one is given.
    pub period: Option<Period>,
    /// The day of application.
    pub as_of: Option<Date>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The mode of missing figures, where it overrides the scheme's.
    pub missing: Option<MissingMode>,
    /// Whether facts may be presumed.
    pub presume: bool,
}

/// `huoju assess`
#[derive(Debug)]
pub struct Assess {
    /// What is judged by what.
    pub basis: Basis,
    /// Only these subjects: ids, a file or `-`.
    pub only: Option<String>,
    /// Only these columns.
    pub columns: Option<Vec<String>>,
    /// Where the result goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// The result's format.
    pub format: Format,
    /// Whether the clause behind every point is shown.
    pub explain: bool,
    /// Where the refused rows go.
    pub refused: Option<PathBuf>,
    /// How many threads.
    pub threads: usize,
}

/// `huoju explain`
#[derive(Debug)]
pub struct Explain {
    /// What is judged by what.
    pub basis: Basis,
    /// An id or a name.
    pub subject: String,
    /// Whether JSON is written.
    pub json: bool,
}

/// What a result is written as.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Format {
    /// Aligned text for a terminal.
    Table,
    /// CSV in UTF-8.
    Csv,
    /// A workbook.
    Xlsx,
    /// Parquet.
    Parquet,
    /// JSON.
    Json,
}

impl Format {
    const ALL: [Format; 5] = [Format::Table, Format::Csv, Format::Xlsx, Format::Parquet, Format::Json];

    /// The word of `--format`.
    pub fn code(self) -> &'static str {
        match self {
            Format::Table => "table",
            Format::Csv => "csv",
            Format::Xlsx => "xlsx",
            Format::Parquet => "parquet",
            Format::Json => "json",
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == word)
    }
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
        Some(("init", given)) => Ok(Task::Init(serve::place(given))),
        Some(("serve", given)) => serve::serve(given, words),
        Some(("user", given)) => serve::user(given, words),
        Some(("verify", given)) => Ok(Task::Verify(serve::place(given))),
        Some(("backup", given)) => Ok(serve::backup(given)),
        Some(("restore", given)) => Ok(serve::restore(given)),
        Some(("assess", given)) => Ok(Task::Assess(Box::new(assess(given, words, terminal)?))),
        Some(("explain", given)) => Ok(Task::Explain(Explain {
            basis: basis(given, words)?,
            subject: required(given, "subject"),
            json: given.get_flag("json"),
        })),
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

fn assess(given: &ArgMatches, words: &Words, terminal: bool) -> Result<Assess, Failure> {
    let out = one(given, "out").map(PathBuf::from);
    let asked = Assess {
        basis: basis(given, words)?,
        only: one(given, "only"),
        columns: one(given, "columns").map(|list| list.split([',', '，']).map(|c| c.trim().to_owned()).collect()),
        format: format(given, out.as_ref(), words, terminal)?,
        out,
        explain: given.get_flag("explain"),
        refused: one(given, "refused").map(PathBuf::from),
        threads: threads(given, words)?,
    };
    check(&asked, words)?;
    Ok(asked)
}

/// What single options can't see: those that don't go together, and a result over its own input.
fn check(asked: &Assess, words: &Words) -> Result<(), Failure> {
    let fail = |key: &str, about: &[(&str, &str)]| Err(Failure::new(words.with(key, about)));
    if asked.explain && !matches!(asked.format, Format::Table | Format::Json) {
        return fail("args-explain-format", &[("format", asked.format.code())]);
    }
    if asked.explain && asked.columns.is_some() {
        return fail("args-explain-columns", &[]);
    }
    let real = |path: &PathBuf| path.canonicalize().unwrap_or_else(|_| path.clone());
    let (data, out) = (real(&asked.basis.data), asked.out.as_ref().map(real));
    let shown = |path: &PathBuf| path.display().to_string();
    if let Some(out) = asked.out.as_ref().filter(|path| real(path) == data) {
        return fail("args-same-file", &[("path", &shown(out))]);
    }
    let Some(refused) = &asked.refused else { return Ok(()) };
    if real(refused) == data || Some(real(refused)) == out {
        return fail("args-same-refused", &[("path", &shown(refused))]);
    }
    let ending = refused_ending(&asked.basis.data);
    match refused.extension() {
        Some(own) if own.eq_ignore_ascii_case(ending) => Ok(()),
        _ => fail("args-refused-ending", &[("ending", ending), ("path", &shown(refused))]),
    }
}

/// The marked-up copy of a workbook is a workbook, of anything else a CSV.
fn refused_ending(data: &Path) -> &'static str {
    let own = data.extension().map(|ending| ending.to_string_lossy().to_lowercase());
    if own.is_some_and(|own| ["xlsx", "xls", "xlsm", "ods"].contains(&own.as_str())) { "xlsx" } else { "csv" }
}

fn basis(given: &ArgMatches, words: &Words) -> Result<Basis, Failure> {
    Ok(Basis {
        scheme: required(given, "scheme"),
        data: PathBuf::from(required(given, "data")),
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        as_of: one(given, "as-of").map(|text| date(&text, words)).transpose()?,
        sheet: one(given, "sheet"),
        missing: one(given, "missing").map(|word| missing(&word, words)).transpose()?,
        presume: !given.get_flag("no-presume"),
    })
}

/// The format asked for, else the ending's, else what suits where it goes.
fn format(given: &ArgMatches, out: Option<&PathBuf>, words: &Words, terminal: bool) -> Result<Format, Failure> {
    let ending = |path: &PathBuf| Format::parse(&path.extension()?.to_string_lossy().to_lowercase());
    let format = match (one(given, "format"), out) {
        (Some(word), _) => Format::parse(&word).ok_or_else(|| bad(words, "args-format", &word))?,
        (None, Some(path)) => ending(path)
            .ok_or_else(|| Failure::new(words.with("args-out-format", &[("path", &path.display().to_string())])))?,
        (None, None) if terminal || given.get_flag("explain") => Format::Table,
        (None, None) => Format::Csv,
    };
    if out.is_none() && matches!(format, Format::Xlsx | Format::Parquet) {
        return Err(Failure::new(words.with("args-stdout-format", &[("format", format.code())])));
    }
    Ok(format)
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

fn missing(word: &str, words: &Words) -> Result<MissingMode, Failure> {
    MissingMode::parse(word).ok_or_else(|| bad(words, "args-missing-mode", word))
}

fn period(text: &str, words: &Words) -> Result<Period, Failure> {
    Period::parse(text).map_err(|_| bad(words, "args-period", text))
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
