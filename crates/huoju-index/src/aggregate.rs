//! From children's scores to a group's, with weights that rescale over gaps.

use crate::document::{Aggregate, MissingRule};
use crate::error::What;

/// Closer than this two sums of weights count as equal in Copeland's rule.
const EVEN: f64 = 1e-12;

/// The group's scores, and the rows at which a mean met a zero or a negative number.
pub(crate) fn aggregate(
    children: &[&[f64]],
    weights: &[f64],
    how: Aggregate,
    rule: MissingRule,
) -> (Vec<f64>, Vec<(usize, What)>) {
    let n_rows = children.first().map_or(0, |child| child.len());
    let mut met = Vec::new();
    let there = |row: usize| {
        let n = children.iter().filter(|child| !child[row].is_nan()).count();
        n > 0 && (!rule.void || n == children.len()) && n as f64 / children.len() as f64 >= rule.at_least
    };
    let scores = (0..n_rows).map(|row| {
        if !there(row) || how == Aggregate::Copeland {
            return f64::NAN;
        }
        let (score, what) = mean(children, weights, how, row);
        met.extend(what.map(|what| (row, what)));
        score
    });
    let mut scores: Vec<f64> = scores.collect();
    if how == Aggregate::Copeland {
        let rows: Vec<usize> = (0..n_rows).filter(|&row| there(row)).collect();
        for &row in &rows {
            scores[row] = rows.iter().map(|&other| duel(children, weights, row, other)).sum();
        }
    }
    (scores, met)
}

/// The weighted mean of one row over the children that are there.
fn mean(children: &[&[f64]], weights: &[f64], how: Aggregate, row: usize) -> (f64, Option<What>) {
    let pairs = || {
        children
            .iter()
            .zip(weights)
            .map(|(child, &weight)| (child[row], weight))
            .filter(|(x, w)| !x.is_nan() && *w > 0.0)
    };
    let total: f64 = pairs().map(|(_, weight)| weight).sum();
    let sum = |formula: &dyn Fn(f64) -> f64| pairs().map(|(x, weight)| weight * formula(x)).sum::<f64>();
    if total <= 0.0 {
        return (f64::NAN, None);
    }
    let positive = match how {
        Aggregate::Arithmetic | Aggregate::Copeland => true,
        Aggregate::Power(p) if p > 0.0 => pairs().all(|(x, _)| x >= 0.0),
        _ => pairs().all(|(x, _)| x > 0.0),
    };
    if !positive {
        let negative = pairs().any(|(x, _)| x < 0.0);
        return if negative { (f64::NAN, Some(What::NegativeInMean)) } else { (0.0, Some(What::ZeroInMean)) };
    }
    let score = match how {
        Aggregate::Arithmetic | Aggregate::Copeland => sum(&|x| x) / total,
        Aggregate::Geometric => (sum(&f64::ln) / total).exp(),
        Aggregate::Harmonic => total / sum(&|x| 1.0 / x),
        Aggregate::Power(p) => (sum(&|x| x.powf(p)) / total).powf(1.0 / p),
    };
    (score, None)
}

/// Whether `row` beats `other` (1), is beaten (−1) or neither (0), by weight over the children that both have.
fn duel(children: &[&[f64]], weights: &[f64], row: usize, other: usize) -> f64 {
    let lead: f64 = children
        .iter()
        .zip(weights)
        .map(|(child, weight)| match child[row].partial_cmp(&child[other]) {
            Some(std::cmp::Ordering::Greater) => *weight,
            Some(std::cmp::Ordering::Less) => -*weight,
            _ => 0.0,
        })
        .sum();
    if lead.abs() < EVEN { 0.0 } else { lead.signum() }
}
