//! How sure a place is: the chain run many times over with other weights and other choices.
//!
//! Draw `d` of seed `s` has streams of its own, so that any number of threads gives the same result.

use std::sync::OnceLock;

use crate::chain::{Chain, Scaled, Setting};
use crate::document::{Impute, WeightDraw, Weighting};
use crate::draw::{Stream, choice, key};
use crate::error::IndexError;

/// The weight sets of a file: a set a row, `(element, weights of the rows)`.
pub type Sets = Vec<Vec<(usize, f64)>>;

/// What the draws come to, a row each.
#[derive(Debug, Clone, Default)]
pub struct Robust {
    /// How many draws.
    pub n_draws: usize,
    /// The interval of places, of the share that the file asks for; `None` where a row never had a score.
    pub interval: Vec<Option<(u32, u32)>>,
    /// The mean of the place drawn less the place by the file.
    pub mean_shift: Vec<f64>,
    /// The chance of being among the first n, for each n asked for.
    pub top: Vec<Vec<f64>>,
    /// In how many draws the row had no score.
    pub n_without: Vec<usize>,
    /// The mean over rows of the absolute shift: how much the ranking as a whole moves.
    pub mean_absolute_shift: f64,
}

/// What taking an element out does to the ranking.
#[derive(Debug, Clone, PartialEq)]
pub struct Removal {
    /// The element.
    pub element: usize,
    /// The mean absolute shift of places.
    pub mean: f64,
    /// The greatest, and the row that it befalls.
    pub greatest: (u32, usize),
}

/// What chance chose.
pub(crate) struct Drawn<'a> {
    setting: Setting<'a>,
    /// The number of its imputation, treatment and normalisation among all that may be drawn.
    scale: usize,
}

/// Indicators on their scales under every choice that may be drawn, each made when it is first asked for: draws differ
/// in weights far more often than in these.
pub(crate) struct Scales<'a> {
    chain: &'a Chain<'a>,
    made: Vec<OnceLock<Scaled>>,
}

impl<'a> Scales<'a> {
    pub(crate) fn of(chain: &'a Chain<'a>) -> Self {
        let robust = &chain.index.robustness;
        let n = (robust.impute.len() + 1) * (robust.treat.len() + 1) * (robust.normalise.len() + 1);
        Scales { chain, made: (0..n).map(|_| OnceLock::new()).collect() }
    }

    /// Each row's place under these choices.
    pub(crate) fn places(&self, Drawn { setting, scale }: &Drawn<'_>) -> Vec<u32> {
        let make = || self.chain.scaled(setting, false);
        // What a hot deck fills in is drawn anew each time.
        if *setting.impute == Impute::HotDeck {
            return self.chain.scored(&make(), setting).places;
        }
        self.chain.scored(self.made[*scale].get_or_init(make), setting).places
    }
}

impl Chain<'_> {
    /// Runs `n` draws on `threads` threads. `sets` are weight sets to take in turn instead of drawn weights.
    pub fn robustness(&self, n: usize, seed: u64, sets: Option<&Sets>, threads: usize) -> Robust {
        let nominal = self.run(&self.nominal(), false);
        let scales = Scales::of(self);
        let places = on_threads(n, threads, |draw| scales.places(&self.draw(draw, seed, sets, &nominal.weights)));
        self.summary(&places, &nominal.places)
    }

    /// Refuses the first set that leaves every child of a group at zero.
    pub fn check_sets(&self, sets: &Sets) -> Result<(), IndexError> {
        let given = self.run(&self.nominal(), false).weights;
        for (at, set) in sets.iter().enumerate() {
            let mut weights = given.clone();
            set.iter().for_each(|&(element, weight)| weights[element] = weight);
            let empty = |node: &&usize| {
                let sum = |of: &[f64]| self.tree.children[**node].iter().map(|&child| of[child]).sum::<f64>();
                sum(&weights) == 0.0 && sum(&given) > 0.0
            };
            if let Some(&node) = self.tree.upwards.iter().find(empty) {
                let element = self.index.id_of(node).to_owned();
                return Err(IndexError::WeightSet { row: at + 1, element, weight: 0.0 });
            }
        }
        Ok(())
    }

    fn draw(&self, draw: usize, seed: u64, sets: Option<&Sets>, given: &[f64]) -> Drawn<'_> {
        let mut drawn = self.drawn(&|purpose| key(seed, draw as u64, purpose), given);
        if let Some(sets) = sets {
            drawn.setting.weights = sets.get(draw).map(|set| {
                let mut weights = given.to_vec();
                set.iter().for_each(|&(element, weight)| weights[element] = weight);
                weights
            });
        }
        drawn
    }

    /// The choices that chance makes; `bits` gives the key of each purpose.
    pub(crate) fn drawn(&self, bits: &dyn Fn(u64) -> u64, given: &[f64]) -> Drawn<'_> {
        let robust = &self.index.robustness;
        // 0 is the file's own choice, n the n-th alternative.
        let pick = |purpose, n: usize| choice(bits(purpose), n + 1);
        let (impute, treat) = (pick(2, robust.impute.len()), pick(3, robust.treat.len()));
        let (normalise, aggregate) = (pick(4, robust.normalise.len()), pick(5, robust.aggregate.len()));
        let own = self.nominal();
        let setting = Setting {
            impute: nth(&robust.impute, impute).unwrap_or(own.impute),
            treat: nth(&robust.treat, treat).copied().unwrap_or(own.treat),
            normalise: nth(&robust.normalise, normalise).unwrap_or(own.normalise),
            aggregate: nth(&robust.aggregate, aggregate).copied(),
            weights: Some(self.drawn_weights(given, Stream::of(bits(6)))),
            key: bits(1),
            ..own
        };
        let scale = (impute * (robust.treat.len() + 1) + treat) * (robust.normalise.len() + 1) + normalise;
        Drawn { setting, scale }
    }

    fn drawn_weights(&self, given: &[f64], mut stream: Stream) -> Vec<f64> {
        let mut weights = given.to_vec();
        for &node in &self.tree.upwards {
            let unknown = self.index.node(node).is_some_and(|node| node.weights == Weighting::Unknown);
            for &child in &self.tree.children[node] {
                weights[child] = match self.index.robustness.weights {
                    _ if unknown => stream.gamma(1.0),
                    WeightDraw::None => given[child],
                    WeightDraw::Spread(spread) => given[child] * (1.0 + spread * (2.0 * stream.unit() - 1.0)),
                    WeightDraw::Dirichlet(_) if given[child] == 0.0 => 0.0,
                    WeightDraw::Dirichlet(concentration) => stream.gamma(concentration * given[child]),
                };
            }
        }
        weights
    }

    fn summary(&self, places: &[Vec<u32>], nominal: &[u32]) -> Robust {
        let robust = &self.index.robustness;
        let mut out = Robust { n_draws: places.len(), top: vec![Vec::new(); robust.top.len()], ..Robust::default() };
        for (row, &own) in nominal.iter().enumerate() {
            let mut drawn: Vec<u32> = places.iter().map(|places| places[row]).filter(|&place| place > 0).collect();
            drawn.sort_unstable();
            let n = drawn.len() as f64;
            let tail = (1.0 - robust.interval) / 2.0;
            let at = |p: f64| drawn.get(((p * n - 1e-9).ceil() as usize).saturating_sub(1)).copied();
            out.interval.push(at(tail).zip(at(1.0 - tail)));
            out.n_without.push(places.len() - drawn.len());
            let known = own > 0;
            let shift = drawn.iter().map(|&place| f64::from(place) - f64::from(own)).sum::<f64>() / n;
            out.mean_shift.push(if known { shift } else { f64::NAN });
            for (chances, &top) in out.top.iter_mut().zip(&robust.top) {
                chances.push(drawn.iter().filter(|&&place| place as usize <= top).count() as f64 / places.len() as f64);
            }
        }
        let shifts = places.iter().map(|drawn| shift(drawn, nominal).0).sum::<f64>();
        out.mean_absolute_shift = shifts / places.len() as f64;
        out
    }

    /// What leaving out each element, the root aside, does to the ranking.
    pub fn removals(&self) -> Vec<Removal> {
        let scaled = self.scaled(&self.nominal(), false);
        let nominal = self.scored(&scaled, &self.nominal()).places;
        let elements = (0..self.tree.parent.len()).filter(|&element| element != self.tree.root);
        let one = |element| {
            let setting = Setting { without: Some(element), ..self.nominal() };
            let (mean, greatest) = shift(&self.scored(&scaled, &setting).places, &nominal);
            Removal { element, mean, greatest }
        };
        elements.map(one).collect()
    }
}

/// The n-th of these, from 1.
fn nth<T>(of: &[T], n: usize) -> Option<&T> {
    of.get(n.checked_sub(1)?)
}

/// Does `0..n` on threads, in order of the numbers whatever the threads.
pub(crate) fn on_threads<T: Send>(n: usize, threads: usize, one: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let numbers: Vec<usize> = (0..n).collect();
    let per_thread = n.div_ceil(threads.max(1)).max(1);
    std::thread::scope(|scope| {
        let one = &one;
        let part = |part: &'_ [usize]| part.iter().map(|&number| one(number)).collect::<Vec<T>>();
        let parts: Vec<_> = numbers.chunks(per_thread).map(|numbers| scope.spawn(move || part(numbers))).collect();
        parts
            .into_iter()
            .flat_map(|part| part.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
            .collect()
    })
}

/// The mean absolute shift over the rows that both rank, and the greatest with its row.
pub(crate) fn shift(places: &[u32], nominal: &[u32]) -> (f64, (u32, usize)) {
    let both = places.iter().zip(nominal).enumerate().filter(|(_, (a, b))| **a > 0 && **b > 0);
    let shifts: Vec<(u32, usize)> = both.map(|(row, (a, b))| (a.abs_diff(*b), row)).collect();
    let total: u32 = shifts.iter().map(|(shift, _)| shift).sum();
    let greatest = shifts.iter().max_by_key(|(shift, row)| (*shift, usize::MAX - row)).copied().unwrap_or((0, 0));
    (if shifts.is_empty() { 0.0 } else { f64::from(total) / shifts.len() as f64 }, greatest)
}
