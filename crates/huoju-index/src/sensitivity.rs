//! Which choice moves the ranking: first- and total-order Sobol indices of what is uncertain.
//!
//! Sampling by Saltelli et al. (2010): runs A and B are drawn apart, and for each input a run that is A with this
//! input taken from B. First order by their estimator, total order by Jansen's (1999). [OECD/JRC Handbook, ch. 7]

use crate::chain::Chain;
use crate::document::{WeightDraw, Weighting};
use crate::draw::key;
use crate::robustness::{Scales, on_threads, shift};

/// An input that is uncertain.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Input {
    /// What fills gaps.
    Impute,
    /// What is done about outliers.
    Treat,
    /// How indicators come to one scale.
    Normalise,
    /// How groups are aggregated.
    Aggregate,
    /// All weights together, as one group of inputs.
    Weights,
}

impl Input {
    /// Its name in files.
    pub fn code(self) -> &'static str {
        match self {
            Input::Impute => "impute",
            Input::Treat => "treat",
            Input::Normalise => "normalise",
            Input::Aggregate => "aggregate",
            Input::Weights => "weights",
        }
    }

    /// The purposes whose streams it takes.
    fn purposes(self) -> &'static [u64] {
        match self {
            Input::Impute => &[1, 2],
            Input::Treat => &[3],
            Input::Normalise => &[4],
            Input::Aggregate => &[5],
            Input::Weights => &[6],
        }
    }
}

/// The share of variance that an input explains.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Sobol {
    /// Alone.
    pub first: f64,
    /// With all its interactions.
    pub total: f64,
}

/// What an input comes to.
#[derive(Debug, Clone, PartialEq)]
pub struct Sensitivity {
    /// The input.
    pub input: Input,
    /// Of each row's place; `None` where the place doesn't vary.
    pub of_places: Vec<Option<Sobol>>,
    /// Of the mean absolute shift of places.
    pub of_shift: Option<Sobol>,
}

impl Chain<'_> {
    /// The indices of each uncertain input from `n` base draws; the chain runs `n · (inputs + 2)` times.
    pub fn sensitivity(&self, n: usize, seed: u64, threads: usize) -> Vec<Sensitivity> {
        let inputs = self.inputs();
        let nominal = self.run(&self.nominal(), false);
        let scales = Scales::of(self);
        let run = |base: usize, from_b: &dyn Fn(u64) -> bool| {
            let bits = |purpose| key(seed, 2 * base as u64 + u64::from(from_b(purpose)), purpose);
            scales.places(&self.drawn(&bits, &nominal.weights))
        };
        let runs: Vec<Vec<Vec<u32>>> = on_threads(n, threads, |base| {
            let ends = [run(base, &|_| false), run(base, &|_| true)];
            let crossed = inputs.iter().map(|input| run(base, &|purpose| input.purposes().contains(&purpose)));
            ends.into_iter().chain(crossed).collect()
        });
        let indices = |at: usize, value: &dyn Fn(&[u32]) -> f64| {
            let one = |runs: &Vec<Vec<u32>>| [&runs[0], &runs[1], &runs[at + 2]].map(|places| value(places));
            sobol(&runs.iter().map(one).collect::<Vec<_>>())
        };
        let place = |places: &[u32], row: usize| if places[row] == 0 { f64::NAN } else { f64::from(places[row]) };
        let one = |(at, input)| Sensitivity {
            input,
            of_places: (0..nominal.places.len()).map(|row| indices(at, &|places| place(places, row))).collect(),
            of_shift: indices(at, &|places| shift(places, &nominal.places).0),
        };
        inputs.iter().copied().enumerate().map(one).collect()
    }

    /// The inputs that the file leaves open.
    fn inputs(&self) -> Vec<Input> {
        let robust = &self.index.robustness;
        let unknown = self.index.nodes.iter().any(|node| node.weights == Weighting::Unknown);
        [
            (Input::Impute, !robust.impute.is_empty()),
            (Input::Treat, !robust.treat.is_empty()),
            (Input::Normalise, !robust.normalise.is_empty()),
            (Input::Aggregate, !robust.aggregate.is_empty()),
            (Input::Weights, unknown || robust.weights != WeightDraw::None),
        ]
        .into_iter()
        .filter_map(|(input, open)| open.then_some(input))
        .collect()
    }
}

/// The indices from runs `[A, B, A with the input of B]`; runs with a missing one are passed over.
fn sobol(runs: &[[f64; 3]]) -> Option<Sobol> {
    let runs: Vec<&[f64; 3]> = runs.iter().filter(|run| run.iter().all(|value| !value.is_nan())).collect();
    let n = runs.len() as f64;
    let centre = runs.iter().map(|[a, b, _]| a + b).sum::<f64>() / (2.0 * n);
    let square = |x: f64| x * x;
    let variance = runs.iter().map(|[a, b, _]| square(a - centre) + square(b - centre)).sum::<f64>() / (2.0 * n);
    let first = runs.iter().map(|[a, b, crossed]| (b - centre) * (crossed - a)).sum::<f64>() / n;
    let total = runs.iter().map(|[a, _, crossed]| square(a - crossed)).sum::<f64>() / (2.0 * n);
    (variance > 0.0).then(|| Sobol { first: first / variance, total: total / variance })
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::draw::Stream;

    /// The indices of each of two inputs, evenly from [0, 1).
    fn of(model: impl Fn(f64, f64) -> f64) -> [Sobol; 2] {
        let mut stream = Stream::of(7);
        let draws: Vec<[f64; 4]> = (0..50_000).map(|_| [(); 4].map(|()| stream.unit())).collect();
        let one = |crossed: fn(&[f64; 4]) -> (f64, f64)| {
            let run = |d: &[f64; 4]| {
                let (x, y) = crossed(d);
                [model(d[0], d[1]), model(d[2], d[3]), model(x, y)]
            };
            sobol(&draws.iter().map(run).collect::<Vec<_>>()).expect("it varies")
        };
        [one(|d| (d[2], d[1])), one(|d| (d[0], d[3]))]
    }

    fn near(found: f64, wanted: f64) {
        assert!((found - wanted).abs() < 0.02, "{found} is not {wanted}");
    }

    #[test]
    fn in_an_additive_model_first_is_total_and_they_sum_to_one() {
        let [x, y] = of(|x, y| x + 2.0 * y);
        [(x.first, 0.2), (x.total, 0.2), (y.first, 0.8), (y.total, 0.8)]
            .into_iter()
            .for_each(|(found, wanted)| near(found, wanted));
    }

    #[test]
    fn in_a_product_the_interaction_is_in_the_total_alone() {
        let [x, y] = of(|x, y| x * y);
        [x, y].iter().for_each(|sobol| near(sobol.first, 3.0 / 7.0));
        [x, y].iter().for_each(|sobol| near(sobol.total, 4.0 / 7.0));
    }

    #[test]
    fn what_does_not_vary_has_no_indices() {
        assert_eq!(sobol(&[[1.0; 3]; 4]), None);
        assert_eq!(sobol(&[]), None);
    }
}
