//! An index file (指数文件) as the engine sees it: a tree of indicators, and every choice of the chain written down.
//!
//! The text is read by the catalogue, which knows places in files; here are only the choices and their defaults.

use huoju_model::Text;

/// A composite index (综合指数).
#[derive(Debug, Clone, PartialEq)]
pub struct Index {
    /// Its id: lower-case letters, digits, `-`.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The document that sets it up, an id of `sources.toml`; `None` where it is somebody's own.
    pub source: Option<String>,
    /// What should be known when it is read.
    pub note: Option<Text>,
    /// How words of the document were read, and what was not known of it.
    pub readings: Vec<Text>,
    /// Which columns of the data hold what is not an indicator.
    pub columns: Columns,
    /// Whether panel data share one set of parameters.
    pub parameters: Parameters,
    /// The steps before weighting, in the order in which they run; [`Step::Normalise`] is the last.
    pub order: Vec<Step>,
    /// What fills a gap.
    pub impute: Impute,
    /// Which subjects have too few figures.
    pub screen: Screen,
    /// What is done about outliers.
    pub treat: Treat,
    /// How indicators come to one scale.
    pub normalise: Normalise,
    /// Nodes (节点), the root among them: groups of indicators and of groups.
    pub nodes: Vec<Node>,
    /// Leaves (指标), each an indicator.
    pub leaves: Vec<Leaf>,
    /// What is uncertain, for the draws.
    pub robustness: Robustness,
}

/// The headers of columns that are not indicators. `None`: the usual ones.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Columns {
    /// The column of the subjects' codes.
    pub id: Option<String>,
    /// The column of their names.
    pub name: Option<String>,
    /// The column of periods.
    pub period: Option<String>,
    /// Columns of categories within which subjects are ranked as well.
    pub groups: Vec<String>,
}

/// Whose figures set the parameters (means, ranges, treatment) where there are several periods.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Parameters {
    /// One set over all periods: scores can be compared over time.
    #[default]
    Pooled,
    /// One set a period: each is an index of its own.
    ByPeriod,
}

/// A step before weighting.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Step {
    /// Divide by a size.
    Denominate,
    /// Fill gaps.
    Impute,
    /// Leave out subjects with too few figures.
    Screen,
    /// Tame outliers.
    Treat,
    /// Bring to one scale.
    Normalise,
}

impl Step {
    /// The order of the steps where the file gives none.
    pub const USUAL: [Step; 5] = [Step::Denominate, Step::Impute, Step::Screen, Step::Treat, Step::Normalise];

    /// Its word in an index file.
    pub fn code(self) -> &'static str {
        match self {
            Step::Denominate => "denominate",
            Step::Impute => "impute",
            Step::Screen => "screen",
            Step::Treat => "treat",
            Step::Normalise => "normalise",
        }
    }
}

/// What fills a gap. Nothing is filled where there is nothing to fill it from.
#[derive(Debug, Clone, PartialEq, Default)]
pub enum Impute {
    /// Gaps stay gaps.
    #[default]
    None,
    /// The indicator's mean.
    Mean,
    /// The indicator's median.
    Median,
    /// The mean over the subjects of the same category of this column.
    GroupMean(String),
    /// The median over the subjects of the same category of this column.
    GroupMedian(String),
    /// A number.
    Constant(f64),
    /// The subject's figure of the latest earlier period.
    Latest,
    /// Between the subject's nearest earlier and later period, linear in time; beyond them the nearer.
    Linear,
    /// A figure drawn from those that are there, for draws only: every draw fills the gaps anew.
    HotDeck,
}

/// Which subjects are left out for want of figures.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub struct Screen {
    /// The least share of indicators that must be there.
    pub at_least: f64,
    /// The least share of indicators that must be there and not 0; 0 asks for none.
    pub not_zero: f64,
}

/// What is done about an indicator whose |skewness| and kurtosis both exceed their thresholds.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Treat {
    /// Most points that may be winsorised; `None`: no winsorising.
    pub winsorise: Option<usize>,
    /// What follows where winsorising is not enough.
    pub then: Transform,
    /// Whether that works on the winsorised figures rather than the original ones.
    pub combine: bool,
    /// Below this |skewness| an indicator is left alone.
    pub skew: f64,
    /// Below this kurtosis (excess) an indicator is left alone.
    pub kurtosis: f64,
}

impl Treat {
    /// No treatment.
    pub const NONE: Treat = Treat { winsorise: None, then: Transform::None, combine: false, skew: 2.0, kurtosis: 3.5 };
}

/// A transformation of a skewed indicator.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Transform {
    /// None.
    #[default]
    None,
    /// `ln(x)`.
    Log,
    /// `ln(x − min + 0.01 · (max − min))`, COINr's `log_CT`.
    LogCt,
    /// As [`Transform::LogCt`] for a positive skew, `−ln(max − x + 0.01 · (max − min))` for a negative one.
    LogCtBoth,
    /// `ln(x − min + 1)`, the COIN tool's own.
    LogShift,
    /// `ln((max − 1)(x − min)/(max − min) + 1)`, the Global Innovation Index's.
    LogGii,
}

impl Transform {
    /// The word that index files and tables have for it.
    pub fn word(self) -> &'static str {
        match self {
            Transform::None => "none",
            Transform::Log => "log",
            Transform::LogCt => "log_ct",
            Transform::LogCtBoth => "log_ct_both",
            Transform::LogShift => "log_shift",
            Transform::LogGii => "log_gii",
        }
    }
}

/// How indicators come to one scale, higher being better whatever their direction.
#[derive(Debug, Clone, PartialEq)]
pub enum Normalise {
    /// Least to greatest onto `to`.
    MinMax {
        /// The scores of the worst and the best.
        to: (f64, f64),
    },
    /// Standard scores.
    ZScore {
        /// The mean that they get.
        mean: f64,
        /// The standard deviation that they get.
        sd: f64,
    },
    /// Ranks, the worst 1; ties take the least.
    Rank,
    /// Ranks less one: how many are beaten.
    Borda,
    /// `(rank − 1) / (n − 1)` onto `to`.
    Percentile {
        /// The scores of the worst and the best.
        to: (f64, f64),
    },
    /// Distance to the best: `1 − (max − x)/(max − min)` onto `to`.
    Maximum {
        /// The scores of the worst and the best.
        to: (f64, f64),
    },
    /// Share of the greatest: `x / max` onto `to`.
    ShareOfMaximum {
        /// The scores of 0 and of the greatest.
        to: (f64, f64),
    },
    /// Distance to a subject: `1 − (ref − x)/(ref − min)` onto `to`.
    Reference {
        /// Its id.
        subject: String,
        /// Whether those that exceed it get no more than it.
        cap: bool,
        /// The scores of the worst and of the reference.
        to: (f64, f64),
    },
    /// Distance to the leaf's target: `(x − min)/(target − min)` onto `to`.
    Target {
        /// Whether those that exceed it get no more than it.
        cap: bool,
        /// The scores of the worst and of the target.
        to: (f64, f64),
    },
    /// Between the leaf's goalposts: `(x − low)/(high − low)` onto `to`.
    Goalposts {
        /// Whether scores end at the posts.
        cap: bool,
        /// The scores of the posts.
        to: (f64, f64),
    },
}

/// How the weights within a group come about.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Weighting {
    /// As the file gives them.
    #[default]
    Given,
    /// All equal.
    Equal,
    /// Squared loadings on the first principal component.
    Pca,
    /// Not known: equal for the score, drawn evenly from all possible weights for its interval.
    Unknown,
}

/// How a group's score comes from its children's.
#[derive(Debug, Clone, Copy, PartialEq, Default)]
pub enum Aggregate {
    /// Weighted arithmetic mean.
    #[default]
    Arithmetic,
    /// Weighted geometric mean.
    Geometric,
    /// Weighted harmonic mean.
    Harmonic,
    /// Weighted power mean of this exponent, not 0.
    Power(f64),
    /// Copeland's rule over pairs of subjects.
    Copeland,
}

/// What a group does about children that are missing.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct MissingRule {
    /// Whether any missing child voids the group.
    pub void: bool,
    /// The least share of children that must be there.
    pub at_least: f64,
}

impl Default for MissingRule {
    fn default() -> Self {
        MissingRule { void: false, at_least: 0.0 }
    }
}

/// A group (节点) of indicators or groups, with the rules that hold for its children.
#[derive(Debug, Clone, PartialEq)]
pub struct Node {
    /// Its id, of one namespace with the indicators.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The group it belongs to; `None`: it is the root.
    pub parent: Option<String>,
    /// Its weight among its siblings.
    pub weight: f64,
    /// How its children are aggregated; `None`: as its level is.
    pub aggregate: Aggregate,
    /// How its children are weighted.
    pub weights: Weighting,
    /// What it does about missing children.
    pub missing: MissingRule,
}

/// An indicator's place in an index.
#[derive(Debug, Clone, PartialEq)]
pub struct Leaf {
    /// The indicator's code.
    pub indicator: String,
    /// Its title.
    pub title: Text,
    /// The group it belongs to.
    pub parent: String,
    /// Whether less is better.
    pub less: bool,
    /// Its weight among its siblings.
    pub weight: f64,
    /// The code of what it is divided by.
    pub denominator: Option<String>,
    /// What it is multiplied by after that.
    pub per: f64,
    /// Its own treatment.
    pub treat: Option<Treat>,
    /// Its own normalisation.
    pub normalise: Option<Normalise>,
    /// Its target.
    pub target: Option<f64>,
    /// Its goalposts, low and high.
    pub goalposts: Option<(f64, f64)>,
}

/// What is uncertain. Each draw takes one of every list of alternatives, the file's own choice among them.
#[derive(Debug, Clone, PartialEq)]
pub struct Robustness {
    /// How weights vary.
    pub weights: WeightDraw,
    /// Other imputations.
    pub impute: Vec<Impute>,
    /// Other treatments.
    pub treat: Vec<Treat>,
    /// Other normalisations, of indicators that have none of their own.
    pub normalise: Vec<Normalise>,
    /// Other aggregations, of every group.
    pub aggregate: Vec<Aggregate>,
    /// The share of draws that an interval of ranks holds.
    pub interval: f64,
    /// The places whose chances are asked for.
    pub top: Vec<usize>,
}

impl Default for Robustness {
    fn default() -> Self {
        Robustness {
            weights: WeightDraw::Spread(0.25),
            impute: Vec::new(),
            treat: Vec::new(),
            normalise: Vec::new(),
            aggregate: Vec::new(),
            interval: 0.9,
            top: vec![10],
        }
    }
}

/// How the draws vary weights; those that are [`Weighting::Unknown`] are always drawn evenly.
#[derive(Debug, Clone, Copy, PartialEq)]
pub enum WeightDraw {
    /// Not at all.
    None,
    /// Each evenly between `w (1 − spread)` and `w (1 + spread)`.
    Spread(f64),
    /// Each group's from a Dirichlet distribution around them of this concentration.
    Dirichlet(f64),
}
