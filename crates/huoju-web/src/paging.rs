//! Lists by pages: which page is asked for, and what stands on it.

use serde::Deserialize;

use crate::view::Pages;

/// Which page of a list that has no filters.
#[derive(Debug, Default, Deserialize)]
pub struct Asked {
    /// As it stands in the address: anything that is no number is the first page.
    #[serde(default)]
    pub page: String,
}

/// The number of the page, its rows, and how many rows there are in all. `read` gives the rows after so many, and how
/// many there are; it is asked again for the last page where there are fewer pages than asked for.
pub async fn paged<T, E, F>(asked: &str, size: usize, read: impl Fn(i64) -> F) -> Result<(usize, Vec<T>, i64), E>
where
    F: Future<Output = Result<(Vec<T>, i64), E>>,
{
    let (number, skip) = Pages::place(asked, size, None);
    let (rows, total) = read(skip).await?;
    if !rows.is_empty() {
        return Ok((number, rows, total));
    }
    let (last, skip) = Pages::place(asked, size, Some(total));
    Ok((last, read(skip).await?.0, total))
}
