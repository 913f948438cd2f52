//! The statistics of the chain, over figures in which `NaN` stands for a missing one and is passed over.
//!
//! The conventions are those of R: quantiles of type 7, standard deviation over n − 1, sample-corrected skewness (G1)
//! and excess kurtosis (G2), ties that take the least rank. `docs/reference/index-methods.md` has the formulas.

/// The figures that are there.
pub fn present(values: &[f64]) -> impl Iterator<Item = f64> + Clone + '_ {
    values.iter().copied().filter(|value| !value.is_nan())
}

/// How many figures are there.
pub fn count(values: &[f64]) -> usize {
    present(values).count()
}

/// The mean; `NaN` of nothing.
pub fn mean(values: &[f64]) -> f64 {
    let (sum, n) = present(values).fold((0.0, 0.0), |(sum, n), value| (sum + value, n + 1.0));
    sum / n
}

/// The least and the greatest; `None` of nothing.
pub fn range(values: &[f64]) -> Option<(f64, f64)> {
    present(values).fold(None, |range, value| match range {
        None => Some((value, value)),
        Some((low, high)) => Some((value.min(low), value.max(high))),
    })
}

/// The standard deviation over n − 1; `NaN` of fewer than two.
pub fn sd(values: &[f64]) -> f64 {
    let (centre, n) = (mean(values), count(values) as f64);
    if n < 2.0 {
        return f64::NAN;
    }
    (present(values).map(|value| (value - centre).powi(2)).sum::<f64>() / (n - 1.0)).sqrt()
}

/// n, and the sums of the second to fourth powers of the deviations from the mean.
fn moments(values: &[f64]) -> (f64, f64, f64, f64) {
    let centre = mean(values);
    let (mut n, mut second, mut third, mut fourth) = (0.0, 0.0, 0.0, 0.0);
    for value in present(values) {
        let square = (value - centre) * (value - centre);
        n += 1.0;
        second += square;
        third += square * (value - centre);
        fourth += square * square;
    }
    (n, second, third, fourth)
}

/// Skewness and excess kurtosis, both sample-corrected; `NaN` of fewer than three (skewness) or four (kurtosis), and
/// of figures that are all equal.
pub fn skew_and_kurtosis(values: &[f64]) -> (f64, f64) {
    let (n, second, third, fourth) = moments(values);
    let skew = n.sqrt() * third / (second * second.sqrt()) * (n * (n - 1.0)).sqrt() / (n - 2.0);
    let ratio = n * fourth / (second * second);
    let kurtosis = ((n + 1.0) * (ratio - 3.0) + 6.0) * (n - 1.0) / ((n - 2.0) * (n - 3.0));
    (if n < 3.0 { f64::NAN } else { skew }, if n < 4.0 { f64::NAN } else { kurtosis })
}

/// A quantile of type 7: linear between the order statistics at `(n − 1) p`.
pub fn quantile(values: &[f64], p: f64) -> f64 {
    let mut sorted: Vec<f64> = present(values).collect();
    sorted.sort_by(f64::total_cmp);
    let Some(last) = sorted.len().checked_sub(1) else { return f64::NAN };
    let at = last as f64 * p;
    let (below, above) = (at.floor() as usize, (at.floor() as usize + 1).min(last));
    sorted[below] + (at - at.floor()) * (sorted[above] - sorted[below])
}

/// The median.
pub fn median(values: &[f64]) -> f64 {
    quantile(values, 0.5)
}

/// Ranks from the least, which is 1; ties take the least rank, a missing figure none (`NaN`).
pub fn ranks_ascending(values: &[f64]) -> Vec<f64> {
    let mut order: Vec<usize> = (0..values.len()).filter(|&at| !values[at].is_nan()).collect();
    order.sort_by(|&a, &b| values[a].total_cmp(&values[b]));
    let mut ranks = vec![f64::NAN; values.len()];
    let mut rank = 0;
    for place in 0..order.len() {
        if place == 0 || values[order[place]] != values[order[place - 1]] {
            rank = place + 1;
        }
        ranks[order[place]] = rank as f64;
    }
    ranks
}

/// Places from the greatest, which is 1, on full precision; ties take the least place, a missing score 0.
pub fn places(scores: &[f64]) -> Vec<u32> {
    let turned: Vec<f64> = scores.iter().map(|score| 0.0 - score).collect();
    ranks_ascending(&turned).into_iter().map(|rank| if rank.is_nan() { 0 } else { rank as u32 }).collect()
}

/// Pearson's correlation over the pairs of which both are there; `NaN` where fewer than two are or one is constant.
pub fn correlation(left: &[f64], right: &[f64]) -> f64 {
    let pairs = || left.iter().zip(right).filter(|(a, b)| !a.is_nan() && !b.is_nan());
    let n = pairs().count() as f64;
    let (left_mean, right_mean) = (pairs().map(|(a, _)| a).sum::<f64>() / n, pairs().map(|(_, b)| b).sum::<f64>() / n);
    let (mut both, mut of_left, mut of_right) = (0.0, 0.0, 0.0);
    for (a, b) in pairs() {
        both += (a - left_mean) * (b - right_mean);
        of_left += (a - left_mean).powi(2);
        of_right += (b - right_mean).powi(2);
    }
    if of_left > 0.0 && of_right > 0.0 { both / (of_left * of_right).sqrt() } else { f64::NAN }
}

/// Cronbach's alpha over the rows where every column is there; `NaN` of fewer than two columns or rows.
pub fn cronbach_alpha(columns: &[&[f64]]) -> f64 {
    let k = columns.len() as f64;
    let n_rows = columns.first().map_or(0, |column| column.len());
    let whole: Vec<usize> = (0..n_rows).filter(|&row| columns.iter().all(|column| !column[row].is_nan())).collect();
    let variance = |values: Vec<f64>| sd(&values).powi(2);
    let single: f64 = columns.iter().map(|column| variance(whole.iter().map(|&row| column[row]).collect())).sum();
    let total = variance(whole.iter().map(|&row| columns.iter().map(|column| column[row]).sum()).collect());
    if columns.len() < 2 || whole.len() < 2 { f64::NAN } else { k / (k - 1.0) * (1.0 - single / total) }
}

/// The first eigenvector of a symmetric matrix, by Jacobi's rotations; its length is 1.
pub fn first_eigenvector(mut matrix: Vec<Vec<f64>>) -> Vec<f64> {
    let n = matrix.len();
    let mut vectors: Vec<Vec<f64>> = (0..n).map(|i| (0..n).map(|j| f64::from(u8::from(i == j))).collect()).collect();
    for _sweep in 0..100 {
        let off: f64 = (0..n).flat_map(|i| (0..i).map(move |j| (i, j))).map(|(i, j)| matrix[i][j].powi(2)).sum();
        if off < 1e-28 {
            break;
        }
        for p in 0..n {
            for q in p + 1..n {
                rotate(&mut matrix, &mut vectors, p, q);
            }
        }
    }
    let best = (0..n).max_by(|&a, &b| matrix[a][a].total_cmp(&matrix[b][b])).unwrap_or(0);
    vectors.iter().map(|row| row[best]).collect()
}

/// One rotation, which makes the element at `p`, `q` zero.
fn rotate(matrix: &mut [Vec<f64>], vectors: &mut [Vec<f64>], p: usize, q: usize) {
    if matrix[p][q] == 0.0 {
        return;
    }
    let theta = (matrix[q][q] - matrix[p][p]) / (2.0 * matrix[p][q]);
    let sign = if theta < 0.0 { -1.0 } else { 1.0 };
    let tangent = sign / (theta.abs() + (theta * theta + 1.0).sqrt());
    let cosine = 1.0 / (tangent * tangent + 1.0).sqrt();
    let sine = tangent * cosine;
    for row in matrix.iter_mut().chain(vectors) {
        let (a, b) = (row[p], row[q]);
        row[p] = cosine * a - sine * b;
        row[q] = sine * a + cosine * b;
    }
    let (above, below) = matrix.split_at_mut(q);
    for (a, b) in above[p].iter_mut().zip(&mut below[0]) {
        (*a, *b) = (cosine * *a - sine * *b, sine * *a + cosine * *b);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn near(found: f64, expected: f64) {
        assert!((found - expected).abs() < 1e-12, "{found} is not {expected}");
    }

    #[test]
    fn conventions_are_those_of_r() {
        let values = [2.0, f64::NAN, 4.0, 4.0, 10.0, 3.0];
        near(mean(&values), 4.6);
        near(sd(&values), 3.130_495_168_499_705_5);
        near(quantile(&values, 0.25), 3.0);
        near(quantile(&values, 0.9), 7.6);
        // e1071::skewness and e1071::kurtosis, type 2, of 2 3 4 4 10.
        let (skew, kurtosis) = skew_and_kurtosis(&values);
        near(skew, 1.838_399_911_530_440_1);
        near(kurtosis, 3.750_520_616_409_831_5);
    }

    #[test]
    fn too_few_or_equal_figures_have_no_shape() {
        assert!(skew_and_kurtosis(&[1.0, 2.0]).0.is_nan());
        assert!(skew_and_kurtosis(&[1.0, 2.0, 4.0]).1.is_nan());
        assert!(skew_and_kurtosis(&[1.0; 5]).0.is_nan());
    }

    #[test]
    fn ties_take_the_least_rank_and_a_gap_takes_none() {
        assert_eq!(places(&[3.0, 5.0, f64::NAN, 5.0, 1.0]), [3, 1, 0, 1, 4]);
        assert_eq!(places(&[0.0, -0.0]), [1, 1]);
    }

    #[test]
    fn alpha_and_the_first_component_are_the_textbooks() {
        let (a, b, c) = ([1.0, 2.0, 3.0, 4.0], [2.0, 1.0, 4.0, 3.0], [1.0, 3.0, 3.0, 5.0]);
        near(cronbach_alpha(&[&a, &b, &c]), 0.825);
        let vector = first_eigenvector(vec![vec![2.0, 1.0], vec![1.0, 2.0]]);
        near(vector[0].powi(2), 0.5);
        near(vector[1].powi(2), 0.5);
    }
}
