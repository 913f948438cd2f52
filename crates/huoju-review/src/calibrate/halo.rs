//! Halo: do experts tell criteria apart? The mean correlation between criteria, within experts.

use std::collections::BTreeMap;

use super::judges::mean;
use crate::sheet::{Dim, Mark, Sheet};

/// How alike an expert's marks of different criteria are.
#[derive(Debug, Clone, PartialEq)]
pub struct Halo {
    /// The expert.
    pub expert: u32,
    /// The mean correlation over all pairs of criteria.
    pub correlation: f64,
    /// How many pairs could be compared.
    pub pairs: usize,
}

/// Fewer entries in common than this make no correlation.
const LEAST: usize = 4;

/// The halo of every expert with at least two criteria to compare.
pub fn halos(sheet: &Sheet, n_criteria: usize) -> Vec<Halo> {
    type Marks = BTreeMap<(u32, u32), Vec<Option<f64>>>;
    let mut marks: BTreeMap<u32, Marks> = BTreeMap::new();
    for (key, mark) in &sheet.marks {
        let Mark::Given(number) = mark else { continue };
        let of_expert = marks.entry(key.at(Dim::Expert)).or_default();
        let sheet = of_expert.entry((key.at(Dim::Entry), key.at(Dim::Section)));
        let criterion = key.at(Dim::Criterion) as usize;
        // Criteria with items have many marks; they stay out.
        if key.at(Dim::Item) == crate::sheet::NONE {
            sheet.or_insert_with(|| vec![None; n_criteria])[criterion] = Some(number.to_f64());
        }
    }
    marks
        .into_iter()
        .filter_map(|(expert, marks)| halo(expert, &marks.into_values().collect::<Vec<_>>(), n_criteria))
        .collect()
}

fn halo(expert: u32, sheets: &[Vec<Option<f64>>], n_criteria: usize) -> Option<Halo> {
    let pairs = (0..n_criteria).flat_map(|a| (a + 1..n_criteria).map(move |b| (a, b)));
    let compared = pairs.filter_map(|(a, b)| {
        let both: Vec<(f64, f64)> = sheets.iter().filter_map(|sheet| sheet[a].zip(sheet[b])).collect();
        correlation(&both)
    });
    let compared: Vec<f64> = compared.collect();
    Some(Halo { expert, correlation: mean(&compared)?, pairs: compared.len() })
}

fn correlation(pairs: &[(f64, f64)]) -> Option<f64> {
    if pairs.len() < LEAST {
        return None;
    }
    let n = pairs.len() as f64;
    let (x, y) = pairs.iter().fold((0.0, 0.0), |(x, y), (a, b)| (x + a / n, y + b / n));
    let (mut xx, mut xy, mut yy) = (0.0, 0.0, 0.0);
    for (a, b) in pairs {
        xx += (a - x) * (a - x);
        xy += (a - x) * (b - y);
        yy += (b - y) * (b - y);
    }
    (xx > 0.0 && yy > 0.0).then(|| xy / (xx * yy).sqrt())
}
