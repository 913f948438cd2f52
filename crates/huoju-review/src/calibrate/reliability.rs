//! How much of a mean of k marks is the entry itself: ICC(1,k) after Shrout and Fleiss (Psychol. Bull. 86, 1979).

use super::panel::Observation;

/// ICC(1,1) and ICC(1,k) of sheets in the order of their entries, with k, the (harmonic-like) mean number of sheets an
/// entry. Negative estimates are zero; `None` where nothing is repeated or everything is equal.
pub fn icc(sheets: &[Observation]) -> Option<(f64, f64, f64)> {
    let groups: Vec<&[Observation]> = sheets.chunk_by(|a, b| a.entry == b.entry).collect();
    let (n, g) = (sheets.len() as f64, groups.len() as f64);
    if g < 2.0 || n <= g {
        return None;
    }
    let grand = sheets.iter().map(|o| o.score).sum::<f64>() / n;
    let (mut between, mut within, mut squares) = (0.0, 0.0, 0.0);
    for group in groups {
        let k = group.len() as f64;
        let mean = group.iter().map(|o| o.score).sum::<f64>() / k;
        between += k * (mean - grand).powi(2);
        within += group.iter().map(|o| (o.score - mean).powi(2)).sum::<f64>();
        squares += k * k;
    }
    let (between, within) = (between / (g - 1.0), within / (n - g));
    let k = (n - squares / n) / (g - 1.0);
    let entry = ((between - within) / k).max(0.0);
    let total = entry + within;
    (total > 0.0).then(|| (entry / total, entry / (entry + within / k), k))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_example_of_shrout_and_fleiss() {
        let rows = [[9, 2, 5, 8], [6, 1, 3, 2], [8, 4, 6, 8], [7, 1, 2, 6], [10, 5, 6, 9], [6, 2, 4, 7]];
        let sheets: Vec<_> = (0..24u32)
            .map(|at| Observation {
                entry: at / 4,
                expert: at % 4,
                score: f64::from(rows[at as usize / 4][at as usize % 4]),
            })
            .collect();
        let (one, four, k) = icc(&sheets).expect("it varies");
        assert_eq!((format!("{one:.2}"), format!("{four:.2}"), k), ("0.17".into(), "0.44".into(), 4.0));
    }
}
