//! Entries (申报), experts (专家) and how well they suit each other.

use std::collections::HashSet;

use crate::error::ReviewError;

/// The greatest similarity: 1, in millionths.
pub const SIMILARITY_MOST: i64 = 1_000_000;

/// An entry that wants a panel (专家组).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its field (领域).
    pub field: String,
    /// The organisation that files it; empty: unknown.
    pub org: String,
    /// How many experts it needs.
    pub need: u32,
    /// How many of which kind, in all `need`; empty: of any.
    pub panel: Vec<(String, u32)>,
}

/// An expert of the pool.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Expert {
    /// The id.
    pub id: String,
    /// The field.
    pub field: String,
    /// The employer; empty: unknown.
    pub org: String,
    /// How many entries the expert takes at most.
    pub cap: u32,
    /// What kind of expert: technical, investment, finance.
    pub kind: String,
}

/// How well an expert suits an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Pair {
    /// The entry's place in the list.
    pub entry: u32,
    /// The expert's place in the list.
    pub expert: u32,
    /// Similarity times 1,000,000.
    pub similarity: i64,
}

/// All that an assignment starts from.
#[derive(Debug, Clone, Default)]
pub struct Pool {
    /// The entries.
    pub entries: Vec<Entry>,
    /// The experts.
    pub experts: Vec<Expert>,
    /// Who may judge what; a pair that is not here is not eligible.
    pub pairs: Vec<Pair>,
    /// Who must keep away from what (回避).
    pub conflicts: HashSet<(u32, u32)>,
}

impl Pool {
    /// A pool whose pairs point to entries and experts, with similarities in range, and whose panels add up.
    pub fn checked(self) -> Result<Self, ReviewError> {
        for pair in &self.pairs {
            let entry = self.entries.get(pair.entry as usize);
            let (Some(entry), Some(expert)) = (entry, self.experts.get(pair.expert as usize)) else {
                return Err(ReviewError::Unknown { entry: pair.entry, expert: pair.expert });
            };
            if !(0..=SIMILARITY_MOST).contains(&pair.similarity) {
                let (entry, expert) = (entry.id.clone(), expert.id.clone());
                return Err(ReviewError::Similarity { entry, expert, value: pair.similarity });
            }
        }
        for entry in &self.entries {
            let sum = entry.panel.iter().map(|(_, n)| n).sum();
            if !entry.panel.is_empty() && sum != entry.need {
                return Err(ReviewError::PanelSum { entry: entry.id.clone(), sum, need: entry.need });
            }
        }
        Ok(self)
    }

    /// Whether an expert must keep away from an entry.
    pub fn is_barred(&self, entry: u32, expert: u32) -> bool {
        self.conflicts.contains(&(entry, expert))
    }

    /// How many places are wanted.
    pub fn need(&self) -> u64 {
        self.entries.iter().map(|entry| u64::from(entry.need)).sum()
    }

    /// How many places the experts have.
    pub fn places(&self) -> u64 {
        self.experts.iter().map(|expert| u64::from(expert.cap)).sum()
    }
}
