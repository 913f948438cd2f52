//! What the commands of 评价 are given.

use std::path::{Path, PathBuf};

use clap::ArgMatches;
use huoju_model::{MissingMode, Period};
use huoju_store::Place;
use huoju_table::FileFormat;
use jiff::civil::Date;

use super::{bad, date, one, period, required, store_place, threads, year};
use crate::report::Failure;
use crate::words::Words;

/// Which figures are judged by which scheme, and how.
#[derive(Debug, Clone)]
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
#[derive(Debug, Clone)]
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

/// `huoju ladder`
#[derive(Debug)]
pub struct Ladder {
    /// An id or a path; `None`: list them.
    pub ladder: Option<String>,
    /// The population.
    pub data: Data,
    /// Only this year; all that are there, if `None`.
    pub period: Option<Period>,
    /// The day on which titles are held and editions in force.
    pub day: Option<Date>,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// Where the result goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// The result's format.
    pub format: Format,
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

/// `huoju match`
#[derive(Debug)]
pub struct Match {
    /// Ids or paths of offers, joined by commas; `None`: all of the packs.
    pub offers: Option<String>,
    /// The figures.
    pub data: Data,
    /// The sheet of a workbook.
    pub sheet: Option<String>,
    /// The year that the figures describe.
    pub period: Option<Period>,
    /// The day of application; today, if `None`.
    pub as_of: Option<Date>,
    /// Whether facts may be presumed.
    pub presume: bool,
    /// An id or a name; `None`: all, as a table.
    pub subject: Option<String>,
    /// Where the result goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// The format of a table.
    pub format: Format,
    /// How many threads.
    pub threads: usize,
}

/// `huoju audit`
#[derive(Debug)]
pub struct Audit {
    /// What is judged by what.
    pub basis: Basis,
    /// Where the list goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// Its format.
    pub format: Format,
    /// How many threads.
    pub threads: usize,
}

/// `huoju compare`
#[derive(Debug)]
pub struct Compare {
    /// What is judged, and by what first.
    pub basis: Basis,
    /// The same, by what then.
    pub other: Basis,
    /// Where the list goes; `None`: stdout.
    pub out: Option<PathBuf>,
    /// Its format.
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

    /// As which file a table is written; where there is none, as what a pipe gets.
    pub fn file(self) -> FileFormat {
        match self {
            Format::Xlsx => FileFormat::Xlsx,
            Format::Parquet => FileFormat::Parquet,
            Format::Json => FileFormat::Json,
            Format::Csv | Format::Table => FileFormat::Csv,
        }
    }

    fn parse(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|format| format.code() == word)
    }
}

/// `huoju assess`
pub fn assess(given: &ArgMatches, words: &Words, terminal: bool) -> Result<Assess, Failure> {
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

/// `huoju audit`
pub fn audit(given: &ArgMatches, words: &Words) -> Result<Audit, Failure> {
    let out = one(given, "out").map(PathBuf::from);
    let format = out.as_ref().map_or(Ok(Format::Csv), |path| of_ending(path, words))?;
    let basis = basis(given, words)?;
    if let Data::Store(_) = basis.data {
        return Err(Failure::new(words.with("audit-no-data", &[("scheme", &basis.scheme)])));
    }
    fitting(&basis, false, words)?;
    over_its_input(out.as_ref(), &[basis.data.path()], words)?;
    Ok(Audit { basis, out, format, threads: threads(given, words)? })
}

/// `huoju compare`
pub fn compare(given: &ArgMatches, words: &Words) -> Result<Compare, Failure> {
    let out = one(given, "out").map(PathBuf::from);
    let format = out.as_ref().map_or(Ok(Format::Csv), |path| of_ending(path, words))?;
    let basis = basis(given, words)?;
    if let Data::Store(_) = basis.data {
        return Err(Failure::new(words.get("compare-no-data")));
    }
    fitting(&basis, false, words)?;
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    if let Some(out) = out.as_ref().filter(|out| real(out) == real(basis.data.path())) {
        return Err(Failure::new(words.with("args-overwrites", &[("path", &out.display().to_string())])));
    }
    let other = Basis { scheme: required(given, "other"), ..basis.clone() };
    Ok(Compare { basis, other, out, format, threads: threads(given, words)? })
}

/// `huoju index`
pub fn index(given: &ArgMatches, words: &Words) -> Result<Index, Failure> {
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

/// An assessment of the store is explained as it was made; what would make another one is asked for there.
pub fn explain(given: &ArgMatches, words: &Words) -> Result<Explain, Failure> {
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

/// `huoju gap`
pub fn gap(given: &ArgMatches, words: &Words) -> Result<Gap, Failure> {
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
    let read: Vec<&Path> = [Some(asked.basis.data.path()), asked.levers.as_deref()].into_iter().flatten().collect();
    over_its_input(asked.out.as_ref(), &read, words)?;
    Ok(asked)
}

/// `huoju ladder`
pub fn ladder(given: &ArgMatches, words: &Words) -> Result<Ladder, Failure> {
    let out = one(given, "out").map(PathBuf::from);
    let format = out.as_deref().map_or(Ok(Format::Csv), |path| of_ending(path, words))?;
    let asked = Ladder {
        ladder: one(given, "ladder"),
        data: data(given),
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        day: one(given, "day").map(|text| date(&text, words)).transpose()?,
        sheet: one(given, "sheet"),
        out,
        format,
    };
    if matches!(asked.data, Data::Store(_)) && asked.sheet.is_some() {
        return Err(Failure::new(words.with("args-file-only", &[("option", "--sheet")])));
    }
    over_its_input(asked.out.as_ref(), &[asked.data.path()], words)?;
    Ok(asked)
}

/// `huoju match`
pub fn offers(given: &ArgMatches, words: &Words) -> Result<Match, Failure> {
    let (out, subject) = (one(given, "out").map(PathBuf::from), one(given, "subject"));
    let format = match (&subject, &out) {
        (None, Some(path)) => of_ending(path, words)?,
        _ => Format::Csv,
    };
    let asked = Match {
        offers: one(given, "offers"),
        data: data(given),
        sheet: one(given, "sheet"),
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        as_of: one(given, "as-of").map(|text| date(&text, words)).transpose()?,
        presume: !given.get_flag("no-presume"),
        subject,
        out,
        format,
        threads: threads(given, words)?,
    };
    if matches!(asked.data, Data::Store(_)) && asked.sheet.is_some() {
        return Err(Failure::new(words.with("args-file-only", &[("option", "--sheet")])));
    }
    over_its_input(asked.out.as_ref(), &[asked.data.path()], words)?;
    Ok(asked)
}

/// A result doesn't take the place of what it is made from.
fn over_its_input(out: Option<&PathBuf>, read: &[&Path], words: &Words) -> Result<(), Failure> {
    let real = |path: &Path| path.canonicalize().unwrap_or_else(|_| path.to_owned());
    match out.filter(|out| read.iter().any(|path| real(path) == real(out))) {
        Some(out) => Err(Failure::new(words.with("args-overwrites", &[("path", &out.display().to_string())]))),
        None => Ok(()),
    }
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

/// A file, else the data directory.
fn data(given: &ArgMatches) -> Data {
    match one(given, "data") {
        Some(file) => Data::File(PathBuf::from(file)),
        None => Data::Store(store_place(given)),
    }
}

fn basis(given: &ArgMatches, words: &Words) -> Result<Basis, Failure> {
    Ok(Basis {
        scheme: required(given, "scheme"),
        data: data(given),
        period: one(given, "period").map(|text| period(&text, words)).transpose()?,
        as_of: one(given, "as-of").map(|text| date(&text, words)).transpose()?,
        sheet: one(given, "sheet"),
        missing: one(given, "missing").map(|word| missing(&word, words)).transpose()?,
        presume: !given.get_flag("no-presume"),
        evaluation_year: one(given, "evaluation-year").map(|text| year(&text, words)).transpose()?,
    })
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

fn missing(word: &str, words: &Words) -> Result<MissingMode, Failure> {
    MissingMode::parse(word).ok_or_else(|| bad(words, "args-missing-mode", word))
}
