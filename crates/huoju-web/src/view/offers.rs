//! 政策匹配: what is on offer, whom an offer fits, and what fits one enterprise.

use askama::Template;

use super::schemes::Gate;
use super::{Clause, Empty, Fact, Field, Frame, Link, Options, Pages, Sure};

/// What is on offer.
///
/// Its form is a GET to [`crate::paths::OFFERS`] with `kind` and `open`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "offers.html")]
pub struct OffersPage {
    /// The frame; its basis names the matching.
    pub frame: Frame,
    /// `kind`: policy, loan or service.
    pub kinds: Options,
    /// `open`: whether it can be applied for now.
    pub open: Options,
    /// How many there are: `12 项`.
    pub counted: String,
    /// The offers.
    pub rows: Vec<OfferRow>,
    /// The pages.
    pub pages: Pages,
    /// What a new matching will do, and its button.
    pub renew: Sure,
    /// Whether anything was matched yet.
    pub matched: bool,
    /// Shown in place of the table where there is nothing.
    pub empty: Empty,
}

/// One offer in the list.
#[derive(Debug, Clone, Default)]
pub struct OfferRow {
    /// Its title, leading to its page.
    pub offer: Link,
    /// Whether it is invented.
    pub sample: bool,
    /// `政策`
    pub kind: String,
    /// `最高 50 万元，每家企业每年`
    pub benefit: String,
    /// `2026-03-01 至 2026-12-20`
    pub window: String,
    /// What keeps it from being applied for: `已截止`. Empty where nothing does.
    pub shut: String,
    /// Whom it fits, leading to them.
    pub fits: Link,
    /// Who is one condition away.
    pub one_away: Link,
    /// Of whom something is missing.
    pub open: Link,
    /// To whom it may be granted without being applied for. Empty where it is applied for.
    pub automatic: Link,
}

/// One offer.
///
/// Its form is a GET to [`crate::paths::offer`] with `standing`, `find` and `page`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "offer.html")]
pub struct OfferPage {
    /// The frame; its basis names the document and the matching.
    pub frame: Frame,
    /// Whether it is invented.
    pub sample: bool,
    /// Department, benefit, window, budget.
    pub about: Vec<Fact>,
    /// Its conditions.
    pub conditions: Vec<Gate>,
    /// What is handed in.
    pub documents: Vec<String>,
    /// What is taken back, clause and words.
    pub clawback: Vec<(Clause, String)>,
    /// `standing`: how it stands to them.
    pub standings: Options,
    /// `find`: name or code.
    pub find: Field,
    /// The filters in force, each leading to the list without it.
    pub applied: Vec<Link>,
    /// The list without any filter.
    pub clear: String,
    /// How many there are: `213 家`.
    pub counted: String,
    /// The rows of this page.
    pub rows: Vec<FitRow>,
    /// The pages.
    pub pages: Pages,
    /// The offer to take the list along.
    pub take: Sure,
    /// Shown in place of the table where nothing was found.
    pub empty: Empty,
}

/// How an offer stands to an enterprise.
#[derive(Debug, Clone, Default)]
pub struct FitRow {
    /// The enterprise or the offer, leading to its page.
    pub of: Link,
    /// `最高 50 万元`; empty in the list of one offer.
    pub benefit: String,
    /// `符合`
    pub standing: String,
    /// The ending of its class `hj-o--`.
    pub form: &'static str,
    /// Whether it may be granted without being applied for.
    pub automatic: bool,
    /// The conditions that fail. Empty for none.
    pub failed: String,
    /// The figures that are missing. Empty for none.
    pub missing: String,
    /// What stands instead. Empty for none.
    pub gives_way: String,
}

/// What fits one enterprise.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "subject_offers.html")]
pub struct SubjectOffersPage {
    /// The frame; its basis names the matching.
    pub frame: Frame,
    /// What fits, what nearly does, and what lacks figures.
    pub rows: Vec<FitRow>,
    /// Shown in place of the table where there is nothing.
    pub empty: Empty,
}
