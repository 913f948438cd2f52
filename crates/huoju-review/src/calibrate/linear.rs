//! The little linear algebra that mixed models need: a dense Cholesky factor, written for the compiler to vectorise.

/// How many columns are eliminated together.
const BLOCK: usize = 48;

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
            for (k, factor) in row[..i].iter().enumerate() {
                let other = &above[k * n..k * n + k + 1];
                own.iter_mut().zip(other).for_each(|(value, other)| *value -= factor * other);
            }
            own.iter_mut().for_each(|value| *value /= row[i]);
            own[i] = 1.0 / row[i];
        }
        let mut inverse = vec![0.0; n * n];
        for row in 0..n {
            let source = &lower[row * n..row * n + row + 1];
            for (i, factor) in source.iter().enumerate() {
                let target = &mut inverse[i * n..i * n + i + 1];
                target.iter_mut().zip(source).for_each(|(value, other)| *value += factor * other);
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
