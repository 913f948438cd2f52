//! What figures are made of: indicators, zones with their figures, sources.

use askama::Template;

use super::{Empty, Fact, Field, Figure, Frame, KeyFigure, Link, Options, Pages};
use crate::view::subject::Series;

/// The indicators.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicators.html")]
pub struct IndicatorsPage {
    /// The frame; its `find` is the query.
    pub frame: Frame,
    /// The indicators.
    pub rows: Vec<IndicatorRow>,
    /// Shown where none fits.
    pub empty: Empty,
}

/// One indicator in the list.
#[derive(Debug, Clone, Default)]
pub struct IndicatorRow {
    /// Name and address.
    pub name: Link,
    /// Its code.
    pub code: String,
    /// Its unit.
    pub unit: String,
    /// What it is for a figure: amount, ratio, fact, category.
    pub kind: String,
    /// How many observations: `18,213`.
    pub observations: String,
    /// Which periods: `2021—2025`.
    pub periods: String,
    /// How many schemes read it.
    pub schemes: String,
}

/// One indicator.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "indicator.html")]
pub struct IndicatorPage {
    /// The frame; its title is the name.
    pub frame: Frame,
    /// Code, unit, other headers it is known by, maximum, how it adds up, where it is defined.
    pub about: Vec<Fact>,
    /// What stands in the store a period.
    pub years: Vec<IndicatorYear>,
    /// The schemes that read it, with the clause.
    pub schemes: Vec<Link>,
    /// The sources that give it.
    pub sources: Vec<Link>,
}

/// An indicator in one period.
#[derive(Debug, Clone, Default)]
pub struct IndicatorYear {
    /// `2025`
    pub period: String,
    /// How many subjects have it.
    pub subjects: String,
    /// How many lack it.
    pub missing: String,
    /// Where sources differ: how many subjects. Empty for none.
    pub differing: String,
}

/// The zones.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "zones.html")]
pub struct ZonesPage {
    /// The frame.
    pub frame: Frame,
    /// The nation that the key figures are of, with its page.
    pub nation: Option<Link>,
    /// The nation's figures that stand first.
    pub figures: Vec<KeyFigure>,
    /// The columns' heads: indicator, and unit.
    pub columns: Vec<CriterionColumn>,
    /// The zones.
    pub rows: Vec<ZoneRow>,
    /// The pages.
    pub pages: Pages,
    /// Shown where there are none.
    pub empty: Empty,
}

/// An indicator that heads a column.
#[derive(Debug, Clone, Default)]
pub struct CriterionColumn {
    /// Its name.
    pub name: String,
    /// Its unit, and period if it differs from the page's.
    pub unit: String,
}

/// One zone in the list.
#[derive(Debug, Clone, Default)]
pub struct ZoneRow {
    /// Name and address.
    pub name: Link,
    /// Its figures, in the columns' order.
    pub figures: Vec<Figure>,
}

/// One zone, or the nation.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "zone.html")]
pub struct ZonePage {
    /// The frame; its title is the name.
    pub frame: Frame,
    /// Who it is.
    pub about: Vec<Fact>,
    /// What was observed over several years; `None` for too few.
    pub series: Option<Series>,
    /// Every observation.
    pub rows: Vec<ZoneFigure>,
    /// Shown where nothing was observed.
    pub empty: Empty,
}

/// One observation of a zone.
#[derive(Debug, Clone, Default)]
pub struct ZoneFigure {
    /// The indicator.
    pub indicator: Link,
    /// The period: `2021 年`.
    pub period: String,
    /// The value with its unit and lineage.
    pub figure: Figure,
    /// The source.
    pub source: Link,
}

/// The sources.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sources.html")]
pub struct SourcesPage {
    /// The frame.
    pub frame: Frame,
    /// The sources.
    pub rows: Vec<SourceRow>,
    /// Shown where there are none.
    pub empty: Empty,
}

/// One source in the list.
#[derive(Debug, Clone, Default)]
pub struct SourceRow {
    /// Name and address.
    pub name: Link,
    /// What it permits: `统计专用`.
    pub permitted: String,
    /// Whether it may not be used to assess.
    pub barred: bool,
    /// How many batches.
    pub batches: String,
    /// How many observations.
    pub observations: String,
    /// The latest batch: `2026-03-16`. Empty for none.
    pub latest: String,
    /// Whether it was withdrawn.
    pub withdrawn: bool,
}

/// One source.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "source.html")]
pub struct SourcePage {
    /// The frame; its title is the name.
    pub frame: Frame,
    /// Code, permitted use, precedence, what it brought.
    pub about: Vec<Fact>,
    /// What the permitted use means for this source, in a sentence.
    pub meaning: String,
    /// Its batches, latest first.
    pub batches: Vec<super::imports::BatchRow>,
    /// The indicators it gives.
    pub indicators: Vec<Link>,
    /// The documents on record that let it be used to assess.
    pub authorities: Vec<Fact>,
    /// Withdrawing it; `None` where it can't be.
    pub withdraw: Option<super::Sure>,
    /// Its terms, for an administrator.
    pub terms: Option<SourceTerms>,
}

/// A form: a POST to the source's address.
#[derive(Debug, Clone, Default)]
pub struct SourceTerms {
    /// `permitted`
    pub permitted: Options,
    /// `authority`: the document that lets 统计专用 values assess one enterprise; may be empty.
    pub authority: Field,
    /// `precedence`: where sources differ, the least is taken.
    pub precedence: Field,
    /// `version`: how often the source was changed, as it was looked at.
    pub version: String,
}
