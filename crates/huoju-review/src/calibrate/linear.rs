//! The little linear algebra that mixed models need: a dense Cholesky factor, written for the compiler to vectorise.

/// How many columns are eliminated together.
const BLOCK: usize = 48;
/// How many rows are added to another in one pass.
const TOGETHER: usize = 4;

/// The lower factor of a symmetric positive definite matrix, by rows, with its transpose above the diagonal.
#[derive(Debug, Clone)]
pub struct Cholesky {
    n: usize,
    rows: Vec<f64>,
}

impl Cholesky {
    /// Factors the matrix of which `rows` holds the lower half, by rows of `n`; `None` where it is not positive
    /// definite.
    pub fn of(mut rows: Vec<f64>, n: usize) -> Option<Cholesky> {
        for from in (0..n).step_by(BLOCK) {
            let to = (from + BLOCK).min(n);
            for i in from..n {
                let (above, below) = rows.split_at_mut(i * n);
                let own = &mut below[..n];
                for j in from..to.min(i) {
                    let other = &above[j * n..j * n + n];
                    own[j] = (own[j] - dot(&own[from..j], &other[from..j])) / other[j];
                }
                if i < to {
                    let square = own[i] - dot(&own[from..i], &own[from..i]);
                    if square.is_nan() || square <= 1e-12 * own[i].abs() {
                        return None;
                    }
                    own[i] = square.sqrt();
                }
            }
            trail(&mut rows, n, from, to);
        }
        // The factor's transpose fills the upper half, for solving from the end.
        for i in 0..n {
            for j in 0..i {
                rows[j * n + i] = rows[i * n + j];
            }
        }
        Some(Cholesky { n, rows })
    }

    /// The logarithm of the determinant of what was factored.
    pub fn log_determinant(&self) -> f64 {
        2.0 * (0..self.n).map(|i| self.rows[i * self.n + i].ln()).sum::<f64>()
    }

    /// Solves for one right-hand side.
    pub fn solve(&self, right: &[f64]) -> Vec<f64> {
        let mut x = right.to_vec();
        for i in 0..self.n {
            let row = &self.rows[i * self.n..i * self.n + i + 1];
            x[i] = (x[i] - dot(&row[..i], &x[..i])) / row[i];
        }
        for i in (0..self.n).rev() {
            let row = &self.rows[i * self.n + i..(i + 1) * self.n];
            x[i] = (x[i] - dot(&row[1..], &x[i + 1..])) / row[0];
        }
        x
    }

    /// Solves `Lᵀ x = z` in place for `WIDTH` vectors laid side by side: draws whose covariance is the inverse.
    pub fn back<const WIDTH: usize>(&self, x: &mut [[f64; WIDTH]]) {
        for i in (0..self.n).rev() {
            let row = &self.rows[i * self.n + i..(i + 1) * self.n];
            let (before, after) = x.split_at_mut(i + 1);
            let mut own = before[i];
            for (factor, other) in row[1..].iter().zip(after.iter()) {
                for lane in 0..WIDTH {
                    own[lane] -= factor * other[lane];
                }
            }
            before[i] = own.map(|value| value / row[0]);
        }
    }

    /// The inverse of what was factored, whole, by rows.
    pub fn inverse(&self) -> Vec<f64> {
        let n = self.n;
        let mut lower = vec![0.0; n * n];
        for i in 0..n {
            let row = &self.rows[i * n..i * n + i + 1];
            let (above, own) = lower.split_at_mut(i * n);
            let own = &mut own[..i + 1];
            for (part, factors) in row[..i].chunks(TOGETHER).enumerate() {
                let factors: Vec<f64> = factors.iter().map(|factor| -factor).collect();
                add_rows(own, &factors, &above[part * TOGETHER * n..], n);
            }
            own[..i].iter_mut().for_each(|value| *value /= row[i]);
            own[i] = 1.0 / row[i];
        }
        let mut inverse = vec![0.0; n * n];
        for (part, rows) in lower.chunks(TOGETHER * n).enumerate() {
            let mut factors = [0.0; TOGETHER];
            let n_rows = rows.len() / n;
            for i in 0..part * TOGETHER + n_rows {
                factors.iter_mut().zip(rows[i..].iter().step_by(n)).for_each(|(factor, value)| *factor = *value);
                add_rows(&mut inverse[i * n..i * n + i + 1], &factors[..n_rows], rows, n);
            }
        }
        for i in 0..n {
            for j in 0..i {
                inverse[j * n + i] = inverse[i * n + j];
            }
        }
        inverse
    }
}

/// Adds some rows, each times its factor, to a row: in order, in one pass where there are four.
fn add_rows(target: &mut [f64], factors: &[f64], rows: &[f64], n: usize) {
    let width = target.len();
    let row = |k: usize| &rows[k * n..k * n + width];
    let Ok([a, b, c, d]) = <[f64; TOGETHER]>::try_from(factors) else {
        for (factor, row) in factors.iter().zip(rows.chunks_exact(n)) {
            target.iter_mut().zip(row).for_each(|(value, other)| *value += factor * other);
        }
        return;
    };
    let [first, second, third, fourth] = [0, 1, 2, 3].map(row);
    for ((((value, w), x), y), z) in target.iter_mut().zip(first).zip(second).zip(third).zip(fourth) {
        *value = *value + a * w + b * x + c * y + d * z;
    }
}

/// Takes the finished columns `from..to` out of the rows below them.
fn trail(rows: &mut [f64], n: usize, from: usize, to: usize) {
    for i in to..n {
        let (above, below) = rows.split_at_mut(i * n);
        let (done, open) = below[..n].split_at_mut(to);
        let own = &done[from..to];
        for j in to..i {
            open[j - to] -= dot(own, &above[j * n + from..j * n + to]);
        }
        open[i - to] -= dot(own, own);
    }
}

/// The scalar product, in eight sums so that it can run side by side. The order of addition is fixed.
fn dot(a: &[f64], b: &[f64]) -> f64 {
    let mut sums = [0.0; 8];
    let (a8, b8) = (a.chunks_exact(8), b.chunks_exact(8));
    let rest: f64 = a8.remainder().iter().zip(b8.remainder()).map(|(x, y)| x * y).sum();
    for (x, y) in a8.zip(b8) {
        for k in 0..8 {
            sums[k] += x[k] * y[k];
        }
    }
    sums.iter().sum::<f64>() + rest
}

#[cfg(test)]
mod tests {
    use super::*;

    /// A positive definite matrix whose entries are of no pattern.
    fn matrix(n: usize) -> Vec<f64> {
        let entry = |i: usize, j: usize| ((i.max(j) * 31 + i.min(j) * 17) % 23) as f64 / 23.0;
        (0..n * n).map(|at| entry(at / n, at % n) + if at / n == at % n { n as f64 } else { 0.0 }).collect()
    }

    #[test]
    fn the_inverse_and_both_solutions_undo_the_matrix() {
        for n in [1, 3, 4, 7, 101] {
            let rows = matrix(n);
            let factor = Cholesky::of(rows.clone(), n).expect("it is positive definite");
            let inverse = factor.inverse();
            let x: Vec<f64> = (0..n).map(|i| (i % 5) as f64 - 2.0).collect();
            let times = |m: &[f64]| -> Vec<f64> {
                m.chunks_exact(n).map(|row| row.iter().zip(&x).map(|(a, b)| a * b).sum()).collect()
            };
            let near = |a: &[f64], b: &[f64]| a.iter().zip(b).all(|(a, b)| (a - b).abs() < 1e-9);
            assert!(near(&factor.solve(&times(&rows)), &x), "{n}");
            assert!(near(&factor.solve(&x), &times(&inverse)), "{n}");
            // Lᵀ z = x means zᵀ A z = xᵀ x.
            let mut z: Vec<[f64; 2]> = x.iter().map(|&x| [x, 2.0 * x]).collect();
            factor.back(&mut z);
            let form = |lane: usize| -> f64 {
                let term = |at: usize| z[at / n][lane] * rows[at] * z[at % n][lane];
                (0..n * n).map(term).sum()
            };
            let square: f64 = x.iter().map(|x| x * x).sum();
            assert!((form(0) - square).abs() < 1e-9 && (form(1) - 4.0 * square).abs() < 1e-9, "{n}");
        }
    }
}
