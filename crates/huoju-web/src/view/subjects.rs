//! 主体库: every subject, found by name, former name, code or pinyin initials.

use askama::Template;

use super::{Empty, Frame, Link, Options, Outcome, Pages};

/// The list of subjects.
///
/// Its form is a GET to [`crate::paths::SUBJECTS`] with `q`, `kind`, `zone`, `title`, `outcome`, `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "subjects.html")]
pub struct SubjectsPage {
    /// The frame; its `find` is the query shown in the search field.
    pub frame: Frame,
    /// `kind`: enterprise, zone, project.
    pub kinds: Options,
    /// `zone`: which zone the subject is a member of.
    pub zones: Options,
    /// `title`: which title is held.
    pub titles: Options,
    /// `outcome`: how the latest assessment came out.
    pub outcomes: Options,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// Which scheme and period the column 评价 shows: `科技型中小企业 2025 年度`. Empty hides the column.
    pub assessed_by: String,
    /// How many there are: `2,000 家`, `17 个`.
    pub counted: String,
    /// The rows of this page.
    pub rows: Vec<SubjectRow>,
    /// The pages.
    pub pages: Pages,
    /// Shown in place of the table where nothing was found or nothing is there yet.
    pub empty: Empty,
}

impl SubjectsPage {
    /// Whether any industry is known.
    pub fn has_industry(&self) -> bool {
        self.rows.iter().any(|row| !row.industry.is_empty())
    }

    /// Whether any title is held.
    pub fn has_titles(&self) -> bool {
        self.rows.iter().any(|row| !row.titles.is_empty())
    }
}

/// One subject in the list.
#[derive(Debug, Clone, Default)]
pub struct SubjectRow {
    /// Name and address.
    pub name: Link,
    /// Why it was found where that isn't the name: `曾用名 云溪砺行电子有限公司`. Empty for none.
    pub found_by: String,
    /// 统一社会信用代码, or another id. Empty for none.
    pub code: String,
    /// Industry. Empty for unknown.
    pub industry: String,
    /// Titles held today: `高新技术企业、瞪羚企业`.
    pub titles: String,
    /// The latest outcome of the scheme named above.
    pub outcome: Option<Outcome>,
    /// Its points: `74`, `50–80`. Empty for none.
    pub points: String,
}
