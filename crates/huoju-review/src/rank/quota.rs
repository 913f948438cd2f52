//! Who goes on: quotas per group of entries, the line, the reserve list and places that stay void.

use super::contest::Standing;
use super::rule::{AtLine, Quota, Take};
use crate::number::{Number, of_count};

/// What becomes of an entry.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Outcome {
    /// 晋级
    Taken,
    /// 候补, from 1.
    Reserve(usize),
    /// 未晋级
    Out,
    /// 未达最低分
    BelowMinimum,
    /// 线上并列: shares a place across the line, for the panel to settle.
    AtLine,
    /// 待定: it has no score.
    Undetermined,
    /// 退出
    Withdrawn,
    /// 取消资格
    Disqualified,
}

impl Outcome {
    /// Its word in files.
    pub fn word(self) -> &'static str {
        match self {
            Outcome::Taken => "taken",
            Outcome::Reserve(_) => "reserve",
            Outcome::Out => "out",
            Outcome::BelowMinimum => "below_minimum",
            Outcome::AtLine => "at_line",
            Outcome::Undetermined => "undetermined",
            Outcome::Withdrawn => "withdrawn",
            Outcome::Disqualified => "disqualified",
        }
    }
}

/// One of those that stand before a quota, in the order of their places.
#[derive(Debug, Clone, Copy)]
pub struct Candidate<'c> {
    /// Its place, equal for those that share one.
    pub place: usize,
    /// Its score.
    pub score: &'c Number,
    /// Whether it takes part.
    pub standing: Standing,
}

/// How many of a group of `n` entries go on; `None` where the rule names groups and this is none of them.
pub fn seats(take: &Take, group: &str, n: usize) -> Option<usize> {
    match take {
        Take::Each(seats) => Some(*seats),
        Take::By(seats) => seats.get(group).copied(),
        Take::Share(share) => (share * &of_count(n)).to_usize(),
    }
}

/// The outcome of each candidate, and how many seats stay void.
pub fn settle(candidates: &[Candidate<'_>], seats: usize, quota: &Quota) -> (Vec<Outcome>, usize) {
    let mut outcomes = Vec::with_capacity(candidates.len());
    let (mut left, mut reserve) = (seats, 0);
    for shared in candidates.chunk_by(|a, b| a.place == b.place) {
        let eligible = shared.iter().filter(|c| c.standing == Standing::In && reaches(c.score, quota)).count();
        let gone = shared.iter().filter(|c| c.standing == Standing::Withdrawn).count();
        let outcome = match eligible {
            _ if left == 0 => None,
            eligible if eligible <= left => Some(Outcome::Taken),
            _ => Some(match quota.at_line {
                AtLine::Review => Outcome::AtLine,
                AtLine::All => Outcome::Taken,
                AtLine::None => Outcome::Out,
            }),
        };
        let crossed = outcome.is_some() && eligible > left;
        let held = if quota.substitute { 0 } else { gone };
        left = if crossed { 0 } else { left.saturating_sub(if outcome.is_some() { eligible + held } else { 0 }) };
        let spare = reserve + 1;
        for candidate in shared {
            outcomes.push(match candidate.standing {
                Standing::Withdrawn => Outcome::Withdrawn,
                Standing::Disqualified => Outcome::Disqualified,
                Standing::In if !reaches(candidate.score, quota) => Outcome::BelowMinimum,
                Standing::In => match outcome {
                    Some(outcome) => outcome,
                    None if spare <= quota.reserve => {
                        reserve += 1;
                        Outcome::Reserve(spare)
                    }
                    None => Outcome::Out,
                },
            });
        }
    }
    let filled = outcomes.iter().filter(|o| matches!(o, Outcome::Taken | Outcome::AtLine)).count();
    (outcomes, seats.saturating_sub(filled))
}

fn reaches(score: &Number, quota: &Quota) -> bool {
    quota.minimum.as_ref().is_none_or(|minimum| score >= minimum)
}
