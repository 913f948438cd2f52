//! Running an assessment: the form, the job it becomes, and the list of jobs.

use askama::Template;

use super::{Empty, Fact, Field, Frame, Link, Options, Pages, Sure};

/// The form: a POST to [`crate::paths::ASSESS`] with `scheme`, `period`, `year`, `as_of`, `missing`, `within`, `csrf`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "assess.html")]
pub struct AssessPage {
    /// The frame.
    pub frame: Frame,
    /// `scheme`
    pub schemes: Options,
    /// `period`: the data's year.
    pub periods: Options,
    /// `year`: the year that it is made for; may be empty.
    pub year: Field,
    /// `as_of`: the day of application; may be empty.
    pub as_of: Field,
    /// `missing`: as the scheme says, strict, settled.
    pub missing: Options,
    /// `edition`: the one in force on the day of application, or just the one chosen.
    pub edition: Options,
    /// `within`: everybody, or who belongs to one zone or carrier.
    pub within: Options,
    /// What stands in the store: counts a period.
    pub stock: Vec<Fact>,
    /// The sources whose values are not used, and why.
    pub barred: Vec<Fact>,
    /// What is wrong with the form as a whole. Empty where nothing is.
    pub error: String,
}

/// Where a job stands.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum JobState {
    /// 排队
    #[default]
    Waiting,
    /// 进行中
    Running,
    /// 完成
    Done,
    /// 失败
    Failed,
    /// 已取消
    Cancelled,
}

impl JobState {
    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            JobState::Waiting => "job-waiting",
            JobState::Running => "job-running",
            JobState::Done => "job-done",
            JobState::Failed => "job-failed",
            JobState::Cancelled => "job-cancelled",
        }
    }

    /// The ending of its mark's class.
    pub fn form(self) -> &'static str {
        match self {
            JobState::Done => "ok",
            JobState::Waiting | JobState::Running => "na",
            JobState::Failed | JobState::Cancelled => "no",
        }
    }

    /// Whether it still goes on.
    pub fn open(self) -> bool {
        matches!(self, JobState::Waiting | JobState::Running)
    }
}

/// One job. While it is open the frame's `refresh` reloads the page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "job.html")]
pub struct JobPage {
    /// The frame; its title says what the job does.
    pub frame: Frame,
    /// Where it stands.
    pub state: JobState,
    /// How far, in percent; `None` where it isn't known.
    pub percent: Option<u8>,
    /// How far in words: `第 1,280 家，共 2,146 家`. Empty for none.
    pub progress: String,
    /// What was asked: scheme, period, by whom, when, tries.
    pub about: Vec<Fact>,
    /// Why it failed and what to do. Empty where it didn't.
    pub failure: String,
    /// Where its result is. `None` before it is done.
    pub result: Option<Link>,
    /// Cancelling it; `None` where it can't be.
    pub cancel: Option<Sure>,
    /// What it said on its way, latest last.
    pub log: Vec<Fact>,
}

/// The list of jobs.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "jobs.html")]
pub struct JobsPage {
    /// The frame.
    pub frame: Frame,
    /// Jobs, latest first.
    pub rows: Vec<JobRow>,
    /// The pages.
    pub pages: Pages,
    /// Shown where none ever ran.
    pub empty: Empty,
}

/// One job in the list.
#[derive(Debug, Clone, Default)]
pub struct JobRow {
    /// What it does, with its address.
    pub what: Link,
    /// Where it stands.
    pub state: JobState,
    /// `100%`, `60%`; empty for unknown.
    pub progress: String,
    /// By whom.
    pub by: String,
    /// When it began.
    pub began: String,
    /// How long it took: `0.4 秒`. Empty while it goes on.
    pub took: String,
}
