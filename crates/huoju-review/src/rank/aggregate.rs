//! Means, medians and sums of exact numbers.

use crate::number::{Number, of_count};

/// The sum.
pub fn sum<'n>(values: impl IntoIterator<Item = &'n Number>) -> Number {
    values.into_iter().fold(Number::whole(0), |sum, value| &sum + value)
}

/// The mean; `None` of nothing.
pub fn mean(values: &[&Number]) -> Option<Number> {
    (!values.is_empty()).then(|| &sum(values.iter().copied()) / &of_count(values.len()))
}

/// The mean without the `drop` highest and the `drop` lowest (equal ones among them too); `None` where none is left.
pub fn trimmed_mean(mut values: Vec<&Number>, drop: usize) -> Option<Number> {
    values.sort();
    let kept = values.len().checked_sub(2 * drop)?;
    mean(&values[drop..drop + kept])
}

/// The middle one, or the mean of the two in the middle; `None` of nothing.
pub fn median(mut values: Vec<&Number>) -> Option<Number> {
    values.sort();
    let (low, high) = (values.len().checked_sub(1)? / 2, values.len() / 2);
    mean(&values[low..=high])
}
