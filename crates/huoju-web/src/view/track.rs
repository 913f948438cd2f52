//! 资格台账: whose title ends when.

use askama::Template;

use super::{Empty, Field, Frame, KeyFigure, Link, Options, Outcome, Pages, Sure};

/// The ledger of titles.
///
/// Its form is a GET to [`crate::paths::TITLES`] with `title`, `ends`, `scheme`, `day`, `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "titles.html")]
pub struct TitlesPage {
    /// The frame; its basis names the day and the assessments.
    pub frame: Frame,
    /// How many ended, and how many end within some months.
    pub figures: Vec<KeyFigure>,
    /// `title`: which title.
    pub titles: Options,
    /// `ends`: by when it ends.
    pub ends: Options,
    /// `scheme`: by which scheme its holder was assessed.
    pub schemes: Options,
    /// `day`: as of which day.
    pub day: Field,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// How many there are: `213 项`.
    pub counted: String,
    /// The rows of this page.
    pub rows: Vec<TitleRow>,
    /// The pages.
    pub pages: Pages,
    /// The offer to take the list along.
    pub take: Sure,
    /// Shown in place of the table where nothing was found or nothing is there yet.
    pub empty: Empty,
}

impl TitlesPage {
    /// Whether it is known of anybody where to find them.
    pub fn has_places(&self) -> bool {
        self.rows.iter().any(|row| !row.place.is_empty())
    }
}

/// A title that somebody holds or held.
#[derive(Debug, Clone, Default)]
pub struct TitleRow {
    /// Who, leading to the subject's page.
    pub subject: Link,
    /// `高新技术企业`
    pub title: String,
    /// Its number. Empty for none.
    pub number: String,
    /// `2023-11-15`; empty where its list doesn't say.
    pub granted: String,
    /// Its last day; empty where its list doesn't say.
    pub valid_to: String,
    /// The scheme that this day follows from. Empty where the list says it itself.
    pub end_by: Link,
    /// How the day stands to its last day.
    pub left: Left,
    /// Days that are left or over: `45`.
    pub days: String,
    /// How its holder came out when last assessed; `None` where it was not.
    pub outcome: Option<Outcome>,
    /// Why, leading to the explanation.
    pub why: Link,
    /// The zone it belongs to and its address. Empty for neither.
    pub place: String,
}

/// How a day stands to the last day of a title.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Left {
    /// The list doesn't say when it ends.
    #[default]
    Unknown,
    /// So many days are left.
    Days,
    /// It is the last day.
    LastDay,
    /// It ended so many days ago.
    Over,
}
