//! What a person reads on stderr: failures with their next step, refused rows, remarks, and the summary.

mod remarks;

use std::io::{IsTerminal, Write};
use std::path::Path;
use std::process::ExitCode;

use huoju_catalogue::CatalogueError;
use huoju_model::Lang;
use huoju_scheme::AssessError;
use huoju_table::{Refusal, TableError, io_en, io_zh};

pub use remarks::Remarks;

use crate::words::Words;

/// How a command ended.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Exit {
    /// Done.
    Done,
    /// Done, but rows were refused, or what was checked has errors.
    Refused,
}

impl From<Exit> for ExitCode {
    fn from(exit: Exit) -> ExitCode {
        match exit {
            Exit::Done => ExitCode::SUCCESS,
            Exit::Refused => ExitCode::from(1),
        }
    }
}

/// Why nothing could be done, in the reader's language.
#[derive(Debug)]
pub enum Failure {
    /// Help was asked for: no failure.
    Help(String),
    /// What went wrong, with the next step.
    Said(String),
    /// Findings that carry their own headings.
    Findings(String),
    /// Whoever read the output has closed it: no failure either.
    Closed,
}

impl Failure {
    /// A sentence in the reader's language.
    pub fn new(said: String) -> Self {
        Failure::Said(said)
    }

    /// Help, for stdout.
    pub fn help(text: String) -> Self {
        Failure::Help(text)
    }

    /// A library's error about packs and schemes.
    pub fn catalogue(error: &CatalogueError, words: &Words) -> Self {
        let text = error.render(words.lang, colour(&std::io::stderr()));
        match error {
            CatalogueError::Findings(_) => Failure::Findings(text),
            _ => Failure::Said(text),
        }
    }

    /// A library's error about a file.
    pub fn table(error: &TableError, words: &Words) -> Self {
        Failure::Said(pick(words, error.zh(), error.en()))
    }

    /// A library's error about the result on its way to `out`, or to stdout.
    pub fn output(error: &TableError, out: Option<&Path>, words: &Words) -> Self {
        match error {
            TableError::Io { source, .. } => Failure::unwritable(out, source, words),
            _ => Failure::table(error, words),
        }
    }

    /// The engine's error.
    pub fn assess(error: &AssessError, words: &Words) -> Self {
        Failure::Said(pick(words, assess_zh(error), assess_en(error)))
    }

    /// A file, or stdout, that can't be written. Whoever read stdout may have closed it.
    pub fn unwritable(out: Option<&Path>, error: &std::io::Error, words: &Words) -> Self {
        if error.kind() == std::io::ErrorKind::BrokenPipe {
            return Failure::Closed;
        }
        let stdout = words.get("stdout");
        let path = out.unwrap_or(Path::new(&stdout));
        let said = match words.lang {
            Lang::Zh => io_zh(path, error),
            Lang::En => words.with("out-unwritable", &[("path", &path.display().to_string()), ("why", &io_en(error))]),
        };
        Failure::Said(said)
    }

    /// Prints it and says the exit status: 0 for help, else 2.
    pub fn report(&self, words: &Words) -> ExitCode {
        match self {
            Failure::Help(text) => {
                // A closed pipe is the reader's choice.
                let _ = std::io::stdout().write_all(text.as_bytes());
                return ExitCode::SUCCESS;
            }
            Failure::Closed => return ExitCode::SUCCESS,
            Failure::Said(said) => {
                let text = format!("{}{}{said}\n", words.get("error-prefix"), words.get("colon"));
                let _ = std::io::stderr().write_all(text.as_bytes());
            }
            Failure::Findings(text) => {
                let _ = std::io::stderr().write_all(text.as_bytes());
            }
        }
        ExitCode::from(2)
    }
}

/// Whether this stream takes colours.
pub fn colour(stream: &impl IsTerminal) -> bool {
    stream.is_terminal() && std::env::var_os("NO_COLOR").is_none_or(|value| value.is_empty())
}

/// Writes to stdout; a closed pipe ends the program quietly.
pub fn print(text: &str, words: &Words) -> Result<(), Failure> {
    let written = std::io::stdout().write_all(text.as_bytes());
    written.map_err(|error| Failure::unwritable(None, &error, words))
}

/// A line on stderr; there is nobody to tell if that fails.
pub fn say(line: &str) {
    let _ = writeln!(std::io::stderr(), "{line}");
}

/// A remark on stderr.
pub fn note(line: &str, words: &Words) {
    say(&format!("{}{}{line}", words.get("warning-prefix"), words.get("colon")));
}

fn pick(words: &Words, zh: String, en: String) -> String {
    match words.lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

/// How many refusals are printed.
const SHOWN_REFUSALS: usize = 20;

/// The refused cells and rows, the first of them in full. `more` were counted and not kept.
pub fn refusals(refusals: &[Refusal], rows: u64, more: usize, words: &Words) {
    if refusals.is_empty() {
        return;
    }
    say(&words.with("refused-heading", &[("rows", &rows.to_string())]));
    for refusal in refusals.iter().take(SHOWN_REFUSALS) {
        say(&format!("  {}", refused(refusal, words)));
    }
    let rest = refusals.len().saturating_sub(SHOWN_REFUSALS) + more;
    if rest > 0 {
        say(&format!("  {}", words.with("refused-more", &[("count", &rest.to_string())])));
    }
}

/// One refusal as a line.
pub fn refused(refusal: &Refusal, words: &Words) -> String {
    let place = place(refusal, words);
    let why = pick(words, refusal.why.zh(), refusal.why.en());
    if refusal.value.is_empty() {
        return words.with("refused-line-bare", &[("place", &place), ("why", &why)]);
    }
    words.with("refused-line", &[("place", &place), ("value", &refusal.value), ("why", &why)])
}

/// `park.xlsx [Sheet1] C17“营业收入”`
fn place(refusal: &Refusal, words: &Words) -> String {
    let file = file(&refusal.file, refusal.sheet.as_deref());
    let mut place = match &refusal.cell {
        Some(cell) => words.with("place-cell", &[("file", &file), ("cell", cell)]),
        None => words.with("place-row", &[("file", &file), ("row", &refusal.row.to_string())]),
    };
    if let Some(who) = refusal.name.as_ref().or(refusal.id.as_ref()) {
        place += &words.with("place-subject", &[("subject", who)]);
    }
    if let Some(column) = &refusal.column {
        place += &words.with("place-column", &[("column", column)]);
    }
    place
}

/// A file, and its sheet where it has sheets.
fn file(file: &str, sheet: Option<&str>) -> String {
    sheet.map_or_else(|| file.to_owned(), |sheet| format!("{file} [{sheet}]"))
}

fn assess_zh(error: &AssessError) -> String {
    match error {
        AssessError::NotInForce { scheme, from, to, period, as_of } => {
            let until = to.map_or_else(|| format!("{from} 起"), |to| format!("{from} 至 {to} "));
            let then = as_of.map_or_else(|| period.to_string(), |day| day.to_string());
            let what = as_of.map_or_else(|| format!("不能评价{}", period.zh()), |day| format!("{day} 的申报不能用它"));
            format!("办法 `{scheme}` 自 {until}施行，{what}；当时施行的办法见 `huoju scheme list --at {then}`")
        }
        AssessError::Period { scheme, period } => {
            format!("办法 `{scheme}` 按年评价，{}不是年；请给 --period 2025 这样的年份", period.zh())
        }
        AssessError::Column { column, found, wanted } => {
            format!("列 {column} 的类型是 {found}，应为 {wanted}；请核对文件里的这一列")
        }
        AssessError::Bounds { column, value, .. } => {
            format!("列 {column} 的数 {value} 超出该指标的范围；请核对数值和计量单位")
        }
        other => format!("程序内部错误，请连同办法文件一起报告：{other}"),
    }
}

fn assess_en(error: &AssessError) -> String {
    match error {
        AssessError::NotInForce { period, as_of, .. } => {
            let then = as_of.map_or_else(|| period.to_string(), |day| day.to_string());
            format!("{error}; `huoju scheme list --at {then}` shows what was in force")
        }
        AssessError::Period { .. } => format!("{error}; give a year, such as --period 2025"),
        AssessError::Column { .. } => format!("{error}; check this column of the file"),
        AssessError::Bounds { .. } => format!("{error}; check the number and its unit"),
        other => other.to_string(),
    }
}
