//! A rank rule (排序规则) as data: which marks there are, the steps from marks to a score, ties and quotas.
//!
//! Its text (`huoju.rank/1`) is read and checked by the catalogue; names are looked up there, so what stands here refers
//! to sections, criteria, tables and steps by their place.

use std::collections::BTreeMap;

use huoju_model::Text;

use crate::number::{Number, Round};
use crate::sheet::{Dim, Dims};

/// A checked rank rule.
#[derive(Debug, Clone)]
pub struct Rule {
    /// Its id, which is its file's name.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// How many experts judge an entry; a panel of another size is remarked.
    pub panel: Option<usize>,
    /// The fewest marks from which a mean over experts is taken; with fewer it is missing.
    pub at_least: usize,
    /// The sections (环节) that are marked apart; none where there is one.
    pub sections: Vec<Named>,
    /// What experts mark.
    pub criteria: Vec<Criterion>,
    /// Files beside the marks that the steps name.
    pub tables: Vec<SideTable>,
    /// From marks to the score, in order; the last one is the score of each entry.
    pub steps: Vec<Step>,
    /// How equal scores are told apart, in order; what is equal in all shares a place.
    pub ties: Vec<Tie>,
    /// Rankings of single sections, with their own ties.
    pub segments: Vec<Segment>,
    /// The columns of the entries within whose equal values places are counted.
    pub within: Vec<String>,
    /// Who goes on.
    pub quota: Option<Quota>,
}

/// An id with a title.
#[derive(Debug, Clone)]
pub struct Named {
    /// The id in marks and rules.
    pub id: String,
    /// What people read.
    pub title: Text,
}

/// What experts mark.
#[derive(Debug, Clone)]
pub struct Criterion {
    /// Its id and title.
    pub name: Named,
    /// The lowest and the highest mark.
    pub range: (Number, Number),
    /// Marks are multiples of this.
    pub step: Number,
    /// The table that lists the items of an entry that are marked one by one.
    pub items: Option<usize>,
}

/// A file beside the marks: a value per entry, or finer.
#[derive(Debug, Clone)]
pub struct SideTable {
    /// The id that steps and the command line name.
    pub id: String,
    /// Its key columns; `Entry` is among them.
    pub by: Dims,
    /// The value of what has no row; without one that is missing.
    pub blank: Option<Number>,
}

/// One step: from one set of values to another.
#[derive(Debug, Clone)]
pub struct Step {
    /// Its name and title.
    pub name: Named,
    /// The clause that says so.
    pub clause: Option<String>,
    /// Whose values it takes.
    pub of: Source,
    /// Of marks: only those of these criteria; empty: all.
    pub only: Vec<u32>,
    /// What its values are kept apart by.
    pub by: Dims,
    /// What it does.
    pub act: Act,
    /// The rounding of its values.
    pub round: Option<Round>,
}

/// Where a step's values come from.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Source {
    /// The marks.
    Marks,
    /// A step before, by its place.
    Step(usize),
    /// A side table, by its place.
    Table(usize),
}

/// What a step does.
#[derive(Debug, Clone)]
pub enum Act {
    /// The mean.
    Mean,
    /// The mean without the `0` highest and the `0` lowest.
    TrimmedMean(usize),
    /// The middle one, or the mean of the two in the middle.
    Median,
    /// The sum.
    Sum,
    /// Each times its weight, added up; divided by the sum of weights where `mean`.
    Weighted {
        /// What the weights belong to.
        over: Dim,
        /// The weight of each.
        weights: Vec<(u32, Number)>,
        /// Whether it is a mean.
        mean: bool,
    },
    /// Times a factor.
    Multiply(Operand),
    /// Plus a value.
    Add(Operand),
    /// Minus a value.
    Subtract(Operand),
}

/// What a value is multiplied with, or what is added to it.
#[derive(Debug, Clone)]
pub enum Operand {
    /// One number for all.
    Constant(Number),
    /// A number per section or criterion.
    Each {
        /// What the numbers belong to.
        over: Dim,
        /// The number of each.
        values: BTreeMap<u32, Number>,
    },
    /// The value of a step before or of a table, where the keys agree.
    Value(Source),
}

/// One way to tell equal scores apart.
#[derive(Debug, Clone)]
pub struct Tie {
    /// What is compared.
    pub by: TieBy,
    /// Whether more is better.
    pub descending: bool,
    /// As it is written, `criterion:technology desc`.
    pub text: String,
}

/// What a tie is broken by.
#[derive(Debug, Clone)]
pub enum TieBy {
    /// A step's value of the entry, of one section or criterion where it is finer.
    Value {
        /// The step.
        step: usize,
        /// The section.
        section: Option<u32>,
        /// The criterion.
        criterion: Option<u32>,
    },
    /// The median of its experts' means.
    Median,
    /// The highest less the lowest of its experts' means.
    Spread,
}

/// The ranking of one section by itself.
#[derive(Debug, Clone)]
pub struct Segment {
    /// The section.
    pub section: u32,
    /// The step with its scores.
    pub step: usize,
    /// Its own ties.
    pub ties: Vec<Tie>,
}

/// Who goes on (晋级).
#[derive(Debug, Clone)]
pub struct Quota {
    /// The columns of the entries that have a quota for each of their values.
    pub within: Vec<String>,
    /// How many.
    pub take: Take,
    /// How many stand on the reserve list (候补).
    pub reserve: usize,
    /// The lowest score that may go on; places that nobody reaches stay void (空缺).
    pub minimum: Option<Number>,
    /// Whether the next in order takes the place of one that withdrew; else the place stays void.
    pub substitute: bool,
    /// What happens where a shared place straddles the line.
    pub at_line: AtLine,
}

/// How many go on.
#[derive(Debug, Clone)]
pub enum Take {
    /// As many from each group.
    Each(usize),
    /// By the group's values, joined by `/`.
    By(BTreeMap<String, usize>),
    /// At most this share of the group's entries, rounded down.
    Share(Number),
}

/// What happens to entries that share a place across the line.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum AtLine {
    /// They are left open for the panel (待议).
    Review,
    /// All go on.
    All,
    /// None goes on.
    None,
}

impl Rule {
    /// The dimensions of the marks of these criteria (none: of all), besides entry and expert only what can differ.
    pub fn dims_of_marks(&self, only: &[u32]) -> Dims {
        let chosen = |at: usize| only.is_empty() || only.contains(&(at as u32));
        let criteria: Vec<_> = self.criteria.iter().enumerate().filter(|(at, _)| chosen(*at)).collect();
        let mut dims = Dims::of(&[Dim::Entry, Dim::Expert]);
        if !self.sections.is_empty() {
            dims = dims.with(Dim::Section);
        }
        if criteria.len() > 1 {
            dims = dims.with(Dim::Criterion);
        }
        if criteria.iter().any(|(_, criterion)| criterion.items.is_some()) {
            dims = dims.with(Dim::Item);
        }
        dims
    }

    /// The columns of the entries that this rule reads.
    pub fn entry_columns(&self) -> Vec<&str> {
        let quota = self.quota.iter().flat_map(|quota| &quota.within);
        let mut columns: Vec<&str> = self.within.iter().chain(quota).map(String::as_str).collect();
        columns.sort_unstable();
        columns.dedup();
        columns
    }
}
