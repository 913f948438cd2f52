//! What the command line asks for, taken apart once and trusted afterwards.

mod command;
mod discover;
mod mistake;
mod select;
mod serve;

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use huoju_model::{MissingMode, Period};
use huoju_review::calibrate::MOST_DRAWS;
use huoju_store::Place;
use jiff::civil::Date;

pub use command::command;

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

/// Which figures are judged by which scheme, and how.
#[derive(Debug)]
pub struct Basis {
    /// An id or a path.
    pub scheme: String,
    /// The population.
    pub data: Data,
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
    /// The year that an assessment of the store is made for, where one is given.
    pub evaluation_year: Option<i16>,
}

/// Where the figures are.
#[derive(Debug)]
pub enum Data {
    /// A file, or a folder of Parquet.
    File(PathBuf),
    /// A data directory.
    Store(Place),
}

impl Data {
    /// The file or the directory.
    pub fn path(&self) -> &Path {
        match self {
            Data::File(file) => file,
            Data::Store(place) => &place.folder,
        }
    }
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

/// `huoju gap`
#[derive(Debug)]
pub struct Gap {
    /// What is judged by what.
    pub basis: Basis,
    /// A file of levers instead of those of the packs.
    pub levers: Option<PathBuf>,
    /// An id or a name; `None`: all subjects, as a table.
    pub subject: Option<String>,
    /// The tier to reach; any, if `None`.
    pub tier: Option<String>,
    /// Whether one subject's answer is JSON.
    pub json: bool,
    /// Where the result goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// The format of a table.
    pub format: Format,
    /// How many threads.
    pub threads: usize,
}

/// `huoju index`
#[derive(Debug)]
pub struct Index {
    /// An id or a path.
    pub index: String,
    /// The figures.
    pub data: PathBuf,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Where the result goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// Whether the result is JSON rather than CSV.
    pub json: bool,
    /// The folder of every step's table.
    pub steps: Option<PathBuf>,
    /// Where the text report goes.
    pub report: Option<PathBuf>,
    /// The subject whose report is printed.
    pub subject: Option<String>,
    /// How many draws.
    pub draws: usize,
    /// How many base draws of the sensitivity.
    pub sensitivity: usize,
    /// The seed of the draws.
    pub seed: u64,
    /// A file of weight sets.
    pub weights: Option<PathBuf>,
    /// How many threads.
    pub threads: usize,
}

/// `huoju rank`
#[derive(Debug)]
pub struct Rank {
    /// A rank rule: an id or a path.
    pub rule: String,
    /// The marks.
    pub marks: PathBuf,
    /// Who takes part, where a list is given.
    pub entries: Option<PathBuf>,
    /// Side tables by the names that the rule has for them.
    pub tables: Vec<(String, PathBuf)>,
    /// Where the table goes; `None`: stdout, as text.
    pub out: Option<PathBuf>,
    /// Where the report goes.
    pub report: Option<PathBuf>,
    /// Fixes every draw.
    pub seed: u64,
    /// How many draws; 0: no statistics.
    pub draws: usize,
    /// How many threads.
    pub threads: usize,
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
        Some(("assess", given)) => Ok(Task::Assess(Box::new(assess(given, words, terminal)?))),
        Some(("explain", given)) => Ok(Task::Explain(explain(given, words)?)),
        Some(("gap", given)) => Ok(Task::Gap(Box::new(gap(given, words)?))),
        Some(("index", given)) => Ok(Task::Index(Box::new(index(given, words)?))),
        Some(("rank", given)) => Ok(Task::Rank(Box::new(rank(given, words)?))),
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

fn index(given: &ArgMatches, words: &Words) -> Result<Index, Failure> {
    let path = |name| one(given, name).map(PathBuf::from);
    let whole = |name: &str| match one(given, name) {
        None => Ok(0),
        Some(text) => text
            .parse::<u64>()
            .map_err(|_| Failure::new(words.with("args-whole", &[("option", &format!("--{name}")), ("value", &text)]))),
    };
    let out = path("out");
    let ending = out.as_ref().and_then(|path| path.extension()).map(|ending| ending.to_string_lossy().to_lowercase());
    match (&out, ending.as_deref()) {
        (None, _) | (_, Some("csv" | "json")) => {}
        (Some(path), _) => {
            return Err(Failure::new(words.with("index-out-format", &[("path", &path.display().to_string())])));
        }
    }
    Ok(Index {
        index: required(given, "index"),
        data: PathBuf::from(required(given, "data")),
        sheet: one(given, "sheet"),
        json: ending.as_deref() == Some("json"),
        out,
        steps: path("steps"),
        report: path("report"),
        subject: one(given, "subject"),
        draws: usize::try_from(whole("robustness")?).unwrap_or(usize::MAX).min(1_000_000),
        sensitivity: usize::try_from(whole("sensitivity")?).unwrap_or(usize::MAX).min(100_000),
        seed: whole("seed")?,
        weights: path("weights"),
        threads: threads(given, words)?,
    })
}

fn rank(given: &ArgMatches, words: &Words) -> Result<Rank, Failure> {
    let path = |name: &str| one(given, name).map(PathBuf::from);
    let count = |name: &str, usual: u64, most: u64| match one(given, name) {
        None => Ok(usual),
        Some(text) => text.parse().ok().filter(|count| *count <= most).ok_or_else(|| {
            Failure::new(words.with(
                "args-count",
                &[("option", &format!("--{name}")), ("value", &text), ("least", "0"), ("most", &most.to_string())],
            ))
        }),
    };
    let asked = Rank {
        rule: required(given, "rule"),
        marks: PathBuf::from(required(given, "marks")),
        entries: path("entries"),
        tables: many(given, "table").iter().map(|text| table(text, words)).collect::<Result<_, _>>()?,
        out: path("out"),
        report: path("report"),
        seed: count("seed", 1, u64::MAX)?,
        draws: count("draws", 10_000, MOST_DRAWS as u64)? as usize,
        threads: threads(given, words)?,
    };
    if let Some(path) = overwritten(&asked) {
        return Err(Failure::new(words.with("args-overwrites", &[("path", &path.display().to_string())])));
    }
    Ok(asked)
}

/// A result that would go over a file that is read, or over the other result.
fn overwritten(asked: &Rank) -> Option<&PathBuf> {
    let tables = asked.tables.iter().map(|(_, path)| path);
    let read: Vec<&PathBuf> = std::iter::once(&asked.marks).chain(&asked.entries).chain(tables).collect();
    let twice = asked.report.as_ref().filter(|_| asked.out == asked.report);
    [&asked.out, &asked.report].into_iter().flatten().find(|path| read.contains(path)).or(twice)
}

/// `base=scores/base.csv`
fn table(text: &str, words: &Words) -> Result<(String, PathBuf), Failure> {
    let (id, path) = text.split_once('=').ok_or_else(|| bad(words, "args-table", text))?;
    Ok((id.trim().to_owned(), PathBuf::from(path.trim())))
}

/// An assessment of the store is explained as it was made; what would make another one is asked for there.
fn explain(given: &ArgMatches, words: &Words) -> Result<Explain, Failure> {
    let asked =
        Explain { basis: basis(given, words)?, subject: required(given, "subject"), json: given.get_flag("json") };
    let Basis { as_of, missing, presume, .. } = &asked.basis;
    let another = as_of.is_some() || missing.is_some() || !presume || asked.basis.evaluation_year.is_some();
    if another && matches!(asked.basis.data, Data::Store(_)) {
        return Err(Failure::new(words.with("args-explain-store", &[("scheme", &asked.basis.scheme)])));
    }
    fitting(&asked.basis, false, words)?;
    Ok(asked)
}

fn gap(given: &ArgMatches, words: &Words) -> Result<Gap, Failure> {
    let (out, subject) = (one(given, "out").map(PathBuf::from), one(given, "subject"));
    // One subject's answer is text wherever it goes.
    let format = match (&subject, &out) {
        (None, Some(path)) => of_ending(path, words)?,
        _ => Format::Csv,
    };
    let asked = Gap {
        basis: basis(given, words)?,
        levers: one(given, "levers").map(PathBuf::from),
        subject,
        tier: one(given, "to"),
        json: given.get_flag("json"),
        out,
        format,
        threads: threads(given, words)?,
    };
    if let Data::Store(_) = asked.basis.data {
        return Err(Failure::new(words.with("gap-no-data", &[("scheme", &asked.basis.scheme)])));
    }
    fitting(&asked.basis, false, words)?;
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let read = [Some(asked.basis.data.path()), asked.levers.as_deref()];
    let is_read = |out: &&PathBuf| read.into_iter().flatten().any(|path| real(path) == real(out));
    if let Some(out) = asked.out.as_ref().filter(is_read) {
        return Err(Failure::new(words.with("args-overwrites", &[("path", &out.display().to_string())])));
    }
    Ok(asked)
}

/// What single options can't see: those that don't go together, and a result over its own input.
fn check(asked: &Assess, words: &Words) -> Result<(), Failure> {
    fitting(&asked.basis, asked.refused.is_some(), words)?;
    let fail = |key: &str, about: &[(&str, &str)]| Err(Failure::new(words.with(key, about)));
    if asked.explain && !matches!(asked.format, Format::Table | Format::Json) {
        return fail("args-explain-format", &[("format", asked.format.code())]);
    }
    if asked.explain && asked.columns.is_some() {
        return fail("args-explain-columns", &[]);
    }
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    let (data, out) = (real(asked.basis.data.path()), asked.out.as_deref().map(real));
    let shown = |path: &PathBuf| path.display().to_string();
    if let Some(out) = asked.out.as_ref().filter(|path| real(path) == data) {
        return fail("args-same-file", &[("path", &shown(out))]);
    }
    let Some(refused) = &asked.refused else { return Ok(()) };
    if real(refused) == data || Some(real(refused)) == out {
        return fail("args-same-refused", &[("path", &shown(refused))]);
    }
    let ending = refused_ending(asked.basis.data.path());
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
        data: match one(given, "data") {
            Some(file) => Data::File(PathBuf::from(file)),
            None => Data::Store(store_place(given)),
        },
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        as_of: one(given, "as-of").map(|text| date(&text, words)).transpose()?,
        sheet: one(given, "sheet"),
        missing: one(given, "missing").map(|word| missing(&word, words)).transpose()?,
        presume: !given.get_flag("no-presume"),
        evaluation_year: one(given, "evaluation-year").map(|text| year(&text, words)).transpose()?,
    })
}

/// `--dir`, else `HUOJU_DIR`, else `huoju-data` here; `DATABASE_URL` names a PostgreSQL database that holds the rows.
fn store_place(given: &ArgMatches) -> Place {
    let variable = |name| std::env::var(name).ok().filter(|value| !value.is_empty());
    let folder = one(given, "dir").or_else(|| variable("HUOJU_DIR")).unwrap_or_else(|| "huoju-data".to_owned());
    Place { folder: PathBuf::from(folder), database: variable("DATABASE_URL") }
}

/// What goes with a file only, and with the store only.
fn fitting(basis: &Basis, refused: bool, words: &Words) -> Result<(), Failure> {
    let stray = match &basis.data {
        Data::Store(_) if basis.sheet.is_some() => "--sheet",
        Data::Store(_) if refused => "--refused",
        Data::File(_) if basis.evaluation_year.is_some() => "--evaluation-year",
        _ => return Ok(()),
    };
    let key = if matches!(basis.data, Data::Store(_)) { "args-file-only" } else { "args-store-only" };
    Err(Failure::new(words.with(key, &[("option", stray)])))
}

/// The format asked for, else the ending's, else what suits where it goes.
fn format(given: &ArgMatches, out: Option<&PathBuf>, words: &Words, terminal: bool) -> Result<Format, Failure> {
    let format = match (one(given, "format"), out) {
        (Some(word), _) => Format::parse(&word).ok_or_else(|| bad(words, "args-format", &word))?,
        (None, Some(path)) => of_ending(path, words)?,
        (None, None) if terminal || given.get_flag("explain") => Format::Table,
        (None, None) => Format::Csv,
    };
    if out.is_none() && matches!(format, Format::Xlsx | Format::Parquet) {
        return Err(Failure::new(words.with("args-stdout-format", &[("format", format.code())])));
    }
    Ok(format)
}

fn of_ending(path: &Path, words: &Words) -> Result<Format, Failure> {
    let format = path.extension().and_then(|ending| Format::parse(&ending.to_string_lossy().to_lowercase()));
    format.ok_or_else(|| Failure::new(words.with("args-out-format", &[("path", &path.display().to_string())])))
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
