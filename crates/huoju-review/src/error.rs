//! Why nothing could be assigned, drawn or shared out.

/// An error of the review. That places stay unfilled is not one: an assignment says so and why.
#[derive(Debug, Clone, PartialEq, Eq, thiserror::Error)]
pub enum ReviewError {
    /// An index that points nowhere; readers refuse unknown ids before.
    #[error("pair {entry}, {expert} names an entry or expert that is not there")]
    Unknown {
        /// The entry's place.
        entry: u32,
        /// The expert's place.
        expert: u32,
    },
    /// A similarity outside its range.
    #[error("the similarity {value} of `{entry}` and `{expert}` is not from 0 to 1000000")]
    Similarity {
        /// The entry.
        entry: String,
        /// The expert.
        expert: String,
        /// What was given.
        value: i64,
    },
    /// A panel's parts don't add up to the places needed.
    #[error("the panel of `{entry}` adds up to {sum}, but {need} are needed")]
    PanelSum {
        /// The entry.
        entry: String,
        /// Of the parts.
        sum: u32,
        /// Of the entry.
        need: u32,
    },
    /// Two rules that cross, in a mode that is exact only where they don't.
    #[error(
        "one expert per organisation and a panel's composition cross at `{entry}`; only the mode `total` solves that"
    )]
    Crossing {
        /// Where they cross first.
        entry: String,
    },
    /// The answer's proof did not come out: our bug, and no answer is given.
    #[error("the proof failed: the value {value} is not the bound {bound}; please report this with the files")]
    Unproved {
        /// What was found.
        value: i64,
        /// What the prices allow.
        bound: i64,
    },
    /// More to draw, or more rooms or experts, than there are.
    #[error("{wanted} are wanted, but there are {found}")]
    TooFew {
        /// How many are wanted.
        wanted: usize,
        /// How many there are.
        found: usize,
    },
}
