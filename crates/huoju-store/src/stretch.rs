//! Where a page of a list lies: what is nearer the list's end is read from there, as an engine walks over all that is
//! skipped.

/// A page of a list whose length is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) struct Stretch {
    /// So many rows.
    pub n: i64,
    /// After so many, counted from where it is read.
    pub skip: i64,
    /// Whether it is read from the end, the last row first.
    pub from_end: bool,
}

impl Stretch {
    /// At most `n` rows after `skip` of a list of `n_all`; `None` where there are none.
    pub fn of(n_all: i64, skip: i64, n: i64) -> Option<Self> {
        let n = n.min(n_all.saturating_sub(skip));
        let after = n_all.saturating_sub(skip).saturating_sub(n);
        let from_end = after < skip;
        (n > 0).then_some(Stretch { n, skip: if from_end { after } else { skip }, from_end })
    }

    /// The rows as the list has them.
    pub fn in_order<T>(self, mut rows: Vec<T>) -> Vec<T> {
        if self.from_end {
            rows.reverse();
        }
        rows
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn each_page_is_read_from_where_it_is_nearer_and_comes_in_order() {
        let list: Vec<i64> = (0..107).collect();
        let mut seen = Vec::new();
        while let Some(page) = Stretch::of(107, seen.len() as i64, 10) {
            let from: Vec<i64> = if page.from_end { list.iter().rev().copied().collect() } else { list.clone() };
            assert!(page.skip <= 53, "{page:?} is far from its end");
            let rows = from.into_iter().skip(page.skip as usize).take(page.n as usize).collect();
            seen.extend(page.in_order(rows));
        }
        assert_eq!(seen, list);
    }

    #[test]
    fn past_the_end_there_is_nothing() {
        assert_eq!(Stretch::of(0, 0, 50), None);
        assert_eq!(Stretch::of(50, 50, 50), None);
        assert_eq!(Stretch::of(50, i64::MAX, i64::MAX), None);
        assert_eq!(Stretch::of(50, 0, i64::MAX), Some(Stretch { n: 50, skip: 0, from_end: false }));
    }
}
