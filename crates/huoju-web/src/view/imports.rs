//! 导入: batches, the form, the dry run with every refused cell, a batch with its undo, and names to be matched.

use askama::Template;

use super::{Empty, Fact, Field, Frame, KeyFigure, Link, Options, Pages, Sure};

/// The list of batches, with the form above it.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "imports.html")]
pub struct ImportsPage {
    /// The frame.
    pub frame: Frame,
    /// The form.
    pub form: ImportForm,
    /// Batches, latest first.
    pub rows: Vec<BatchRow>,
    /// The pages.
    pub pages: Pages,
    /// Shown where no file was ever imported.
    pub empty: Empty,
}

/// The form: a multipart POST to [`crate::paths::IMPORTS`] with `kind`, `source` or else `source_name` and `permitted`,
/// `period`, `status`, `sheet`, `title`, `file`, `csrf`.
#[derive(Debug, Clone, Default)]
pub struct ImportForm {
    /// `kind`: what the file is.
    pub kinds: Options,
    /// `source`: who sent it; empty for a source that is not there yet.
    pub sources: Options,
    /// `source_name`: the name of a source that is not there yet.
    pub source_name: Field,
    /// `permitted`: what the values of such a source may be used for.
    pub permitted: Options,
    /// `period`: which period it describes; may be left empty where the file says so.
    pub period: Field,
    /// `status`: whether the figures are final.
    pub statuses: Options,
    /// `sheet`: which sheet of a workbook; may be left empty.
    pub sheet: Field,
    /// `title`: of a list of titles, which.
    pub title: Field,
    /// `file`: only its error is read, since no browser fills it in again.
    pub file: Field,
    /// Templates to download: an empty workbook a kind.
    pub templates: Vec<Link>,
    /// The largest file taken: `50 MB`.
    pub largest: String,
}

/// Where a batch stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BatchState {
    /// 试读: read and not committed.
    #[default]
    DryRun,
    /// 已入库
    Committed,
    /// 已撤销
    Undone,
    /// 正在入库: a job is at it.
    Running,
    /// 读不了: nothing of the file could be read.
    Unreadable,
    /// 已办: no file, but an undoing or a name that was decided.
    Done,
}

impl BatchState {
    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            BatchState::DryRun => "batch-dry-run",
            BatchState::Committed => "batch-committed",
            BatchState::Undone => "batch-undone",
            BatchState::Running => "batch-running",
            BatchState::Unreadable => "batch-unreadable",
            BatchState::Done => "batch-done",
        }
    }

    /// The ending of its mark's class.
    pub fn form(self) -> &'static str {
        match self {
            BatchState::Committed | BatchState::Done => "ok",
            BatchState::DryRun | BatchState::Running => "na",
            BatchState::Undone | BatchState::Unreadable => "no",
        }
    }
}

/// One batch in the list.
#[derive(Debug, Clone, Default)]
pub struct BatchRow {
    /// The batch's number and address.
    pub batch: Link,
    /// The file's name as it was sent.
    pub file: String,
    /// What it is: `企业年度指标`.
    pub kind: String,
    /// Who sent it.
    pub source: Link,
    /// Which period; empty for none.
    pub period: String,
    /// Rows taken.
    pub taken: String,
    /// Rows refused; empty for none.
    pub refused: String,
    /// By whom and when: `陈越 2026-03-16 09:12`.
    pub by: String,
    /// Where it stands.
    pub state: BatchState,
}

/// One batch: its dry run, or what was committed.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "import.html")]
pub struct ImportPage {
    /// The frame; its title is the file's name.
    pub frame: Frame,
    /// Where it stands.
    pub state: BatchState,
    /// What was given: kind, source, permitted use, period, sheet, file's hash, who.
    pub given: Vec<Fact>,
    /// Counts: rows, taken, refused, new subjects, cells, changed figures.
    pub counts: Vec<KeyFigure>,
    /// What stands in the way of committing: a sentence and the next step. Empty where nothing does.
    pub blocked: String,
    /// Codes that are read as they stand and may be mistyped.
    pub doubts: Vec<Remark>,
    /// Refused cells, the first hundred.
    pub refusals: Vec<Refusal>,
    /// How many cells are refused in all: `232`.
    pub refusals_all: String,
    /// How many are not shown: `132`. Empty for none.
    pub refusals_more: String,
    /// The marked workbook, to go back to its sender. Empty where nothing was refused.
    pub marked: String,
    /// What was understood in a way worth saying: units, headers, skipped rows.
    pub remarks: Vec<Remark>,
    /// The first rows as they will be stored; `None` after the commit.
    pub preview: Option<Preview>,
    /// What will change among what is stored: `研发费用 2024 年：221 → 228 万元`.
    pub changes: Vec<Change>,
    /// How many changes are not shown. Empty for none.
    pub changes_more: String,
    /// The commit: POST of `csrf` and its hidden fields (the file's hash, so that nothing else is committed).
    pub commit: Option<Sure>,
    /// The undo, with a reason.
    pub undo: Option<Sure>,
    /// Assessments that used the batch; they say so once it is undone.
    pub used_by: Vec<Link>,
    /// Names that wait for a person, where it is a list of names: how many, and where.
    pub unsure: Option<Link>,
    /// The original file and others: downloads.
    pub files: Vec<Link>,
}

impl ImportPage {
    /// Whether there is anything to read beside what was given.
    pub fn has_findings(&self) -> bool {
        !(self.doubts.is_empty() && self.refusals.is_empty() && self.changes.is_empty() && self.preview.is_none())
    }
}

/// One refused cell or row.
#[derive(Debug, Clone, Default)]
pub struct Refusal {
    /// Excel's row number.
    pub row: String,
    /// Excel's column and its header: `F 研发费用（万元）`. Empty where the whole row is refused.
    pub column: String,
    /// The value as it stood; empty where there was none.
    pub value: String,
    /// What is wrong.
    pub why: String,
    /// How to mend it. Empty where `why` says it.
    pub mend: String,
}

/// Something that was understood and is worth saying.
#[derive(Debug, Clone, Default)]
pub struct Remark {
    /// Where: `第 3 行`, `G 列`. Empty for the whole file.
    pub place: String,
    /// What.
    pub text: String,
}

/// The first rows of a file as they will be stored.
#[derive(Debug, Clone, Default)]
pub struct Preview {
    /// The columns, the subject first.
    pub columns: Vec<PreviewColumn>,
    /// The rows, each with as many cells as there are columns.
    pub rows: Vec<PreviewRow>,
}

/// A column of the preview.
#[derive(Debug, Clone, Default)]
pub struct PreviewColumn {
    /// The indicator, or what the column is.
    pub name: String,
    /// Its unit; empty for none.
    pub unit: String,
    /// Whether its cells are numbers and right-aligned.
    pub number: bool,
}

/// A row of the preview.
#[derive(Debug, Clone, Default)]
pub struct PreviewRow {
    /// Excel's row number.
    pub row: String,
    /// The cells as they will be stored; `…` where missing.
    pub cells: Vec<String>,
}

/// A stored figure that the batch would replace.
#[derive(Debug, Clone, Default)]
pub struct Change {
    /// The subject.
    pub subject: Link,
    /// The figure and its period: `研发费用 2024 年`.
    pub what: String,
    /// What is stored: `221 万元`.
    pub from: String,
    /// What it would become: `228 万元`.
    pub to: String,
}

/// 名单比对: names of a list that no subject surely bears; a person decides each.
///
/// One form, a POST to `action`: for each name a field `name.<id>` with a subject's id, `none`, or `later`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "matches.html")]
pub struct MatchesPage {
    /// The frame.
    pub frame: Frame,
    /// Where the form posts to.
    pub action: String,
    /// The batch they came in; `None` where the page shows those of all batches.
    pub batch: Option<Link>,
    /// How many wait, were matched surely, and were decided by a person.
    pub counts: Vec<KeyFigure>,
    /// The names of this page.
    pub names: Vec<UnsureName>,
    /// What was decided last.
    pub answered: Vec<Answered>,
    /// The pages.
    pub pages: Pages,
    /// Shown where nothing waits.
    pub empty: Empty,
}

/// A listed name and those who may be meant.
#[derive(Debug, Clone, Default)]
pub struct UnsureName {
    /// Its id in the form.
    pub id: String,
    /// The name as listed.
    pub name: String,
    /// Where it stands: file, sheet, row.
    pub place: String,
    /// What the list gives it: `科技型中小企业 2025 年第 4 批`.
    pub gives: String,
    /// Who may be meant, likeliest first.
    pub candidates: Vec<Candidate>,
}

/// A subject that may be meant.
#[derive(Debug, Clone, Default)]
pub struct Candidate {
    /// The subject's id, as the form sends it.
    pub id: String,
    /// Its name and address.
    pub subject: Link,
    /// Its code. Empty for none.
    pub code: String,
    /// Why it may be meant, and what speaks against it: `曾用名相同，至 2020-03；名单日期在其后`.
    pub why: String,
}

/// A name that was decided.
#[derive(Debug, Clone, Default)]
pub struct Answered {
    /// The name as listed.
    pub name: String,
    /// What the list gives it.
    pub gives: String,
    /// Who is meant; without an address where nobody is.
    pub subject: Link,
    /// By whom.
    pub by: String,
    /// Where taking it back is sent to: a POST with `csrf`.
    pub action: String,
}
