//! 首页: what waits, the figures that matter, the doors by post, what came in.

use askama::Template;

use super::{Frame, KeyFigure, Link, Mark};
use crate::view::imports::Refusal;

/// The home page.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "home.html")]
pub struct HomePage {
    /// The frame; its subtitle is the day: `3 月 16 日，星期一`.
    pub frame: Frame,
    /// Four to six figures with their lineage.
    pub figures: Vec<KeyFigure>,
    /// What waits for a hand, the most pressing first.
    pub todos: Vec<Todo>,
    /// Doors by post: 企业培育, 统计 and so on.
    pub doors: Vec<Post>,
    /// The latest assessments.
    pub assessments: Vec<RecentAssessment>,
    /// The latest refusals, the first few cells; `None` where nothing was refused.
    pub refused: Option<RecentRefusals>,
    /// What came in from each source, latest first.
    pub updates: Vec<Update>,
}

/// Something that waits.
#[derive(Debug, Clone, Default)]
pub struct Todo {
    /// `逾期 1 日`, `今日`, `余 2 工作日`; empty where nothing is due.
    pub due: String,
    /// Whether it is overdue: the only thing in ember.
    pub late: bool,
    /// What, and where it is done.
    pub what: Link,
    /// From whom, in which batch.
    pub about: String,
    /// One verb: `查看`.
    pub act: String,
}

/// A post's doors.
#[derive(Debug, Clone, Default)]
pub struct Post {
    /// `企业培育`
    pub name: String,
    /// Where its work is done.
    pub links: Vec<Link>,
}

/// An assessment that was run.
#[derive(Debug, Clone, Default)]
pub struct RecentAssessment {
    /// Scheme and period.
    pub what: Link,
    /// When: `2026-03-15`.
    pub at: String,
    /// How many passed.
    pub passed: String,
    /// How many failed.
    pub failed: String,
    /// How many are undetermined.
    pub undetermined: String,
    /// How many were assessed.
    pub total: String,
}

/// The cells that the latest import refused.
#[derive(Debug, Clone, Default)]
pub struct RecentRefusals {
    /// The batch: source, period and file.
    pub batch: Link,
    /// How many rows were refused: `14`.
    pub n_rows: String,
    /// The first few cells.
    pub cells: Vec<Refusal>,
    /// The marked workbook.
    pub marked: String,
}

/// What came in from a source last.
#[derive(Debug, Clone, Default)]
pub struct Update {
    /// The source.
    pub source: Link,
    /// Which period: `2025`; `—` for a list.
    pub period: String,
    /// Provisional or revised.
    pub mark: Mark,
    /// Rows taken.
    pub rows: String,
    /// When, leading to the batch: `2026-03-13`.
    pub at: Link,
}
