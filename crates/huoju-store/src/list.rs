//! Pages of long lists: the rows alone, what stands in them is asked for by itself. Joined to a page, either engine may
//! look each row of a table up in it.
//!
//! Where the length of a list is known, a page is read from the end it is nearer to, as an engine walks over all that is
//! skipped; where each row must be looked at anyhow, page and count are one look.

use sqlx::Row as _;

use crate::conditions::Conditions;
use crate::rows::int;
use crate::{Store, StoreError};

/// A list of rows in an order.
pub(crate) struct List {
    /// Which rows.
    pub all: Conditions,
    /// What is read: `subject s`.
    pub from: &'static str,
    /// The column that is a row's number: `s.id`.
    pub id: &'static str,
    /// In which order.
    pub order: &'static str,
    /// The same from its end.
    pub order_from_end: &'static str,
}

impl Store {
    /// How many rows a list has.
    pub(crate) async fn length_of(&self, list: &List) -> Result<i64, StoreError> {
        let sql = format!("select count(*) as n from {} where {}", list.from, list.all.sql());
        int(&list.all.query(sql).fetch_one(&self.reads).await?, "n")
    }

    /// At most `n` rows after `skip` of a list of `n_all`.
    pub(crate) async fn page_of(&self, list: &List, n_all: i64, skip: i64, n: i64) -> Result<Vec<i64>, StoreError> {
        let Some(page) = Stretch::of(n_all, skip, n) else { return Ok(Vec::new()) };
        let order = if page.from_end { list.order_from_end } else { list.order };
        let ([most, after], rows) = (list.all.next(), list.all.sql());
        let sql =
            format!("select {} from {} where {rows} order by {order} limit {most} offset {after}", list.id, list.from);
        let rows = list.all.query(sql).bind(page.n).bind(page.skip).fetch_all(&self.reads).await?;
        let ids = rows.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?;
        Ok(page.in_order(ids))
    }

    /// At most `n` rows after `skip` of a list that takes a look at each row, and how many it has.
    pub(crate) async fn page_and_length(&self, list: &List, skip: i64, n: i64) -> Result<(Vec<i64>, i64), StoreError> {
        let ([most, after], rows) = (list.all.next(), list.all.sql());
        let sql = format!(
            "select {}, count(*) over () as n_all from {} where {rows} order by {} limit {most} offset {after}",
            list.id, list.from, list.order
        );
        let found = list.all.query(sql).bind(n).bind(skip).fetch_all(&self.reads).await?;
        let n_all = match found.first() {
            Some(row) => int(row, "n_all")?,
            None if skip == 0 => 0,
            None => self.length_of(list).await?,
        };
        Ok((found.iter().map(|row| row.try_get(0)).collect::<Result<_, _>>()?, n_all))
    }
}

/// Where a page lies in a list whose length is known.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
struct Stretch {
    /// So many rows.
    n: i64,
    /// After so many, counted from where it is read.
    skip: i64,
    /// Whether it is read from the end, the last row first.
    from_end: bool,
}

impl Stretch {
    /// At most `n` rows after `skip` of a list of `n_all`; `None` where there are none.
    fn of(n_all: i64, skip: i64, n: i64) -> Option<Self> {
        let n = n.min(n_all.saturating_sub(skip));
        let after = n_all.saturating_sub(skip).saturating_sub(n);
        let from_end = after < skip;
        (n > 0).then_some(Stretch { n, skip: if from_end { after } else { skip }, from_end })
    }

    /// The rows as the list has them.
    fn in_order<T>(self, mut rows: Vec<T>) -> Vec<T> {
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
