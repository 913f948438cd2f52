//! The figures that an index is made of: a row a subject (and period), a column a figure, `NaN` where it is missing.

use std::collections::HashMap;

use huoju_model::Period;

/// One row's subject and period.
#[derive(Debug, Clone, PartialEq)]
pub struct Row {
    /// The subject's id.
    pub id: String,
    /// Its name; empty where the data have none.
    pub name: String,
    /// The period, of panel data.
    pub period: Option<Period>,
}

/// Figures and categories by the codes of their columns.
#[derive(Debug, Clone, Default)]
pub struct Data {
    /// The rows.
    pub rows: Vec<Row>,
    /// Columns of figures.
    pub figures: HashMap<String, Vec<f64>>,
    /// Columns of categories.
    pub categories: HashMap<String, Vec<Option<String>>>,
}

impl Data {
    /// The rows of each period, the earliest first; all rows where there are no periods.
    pub fn periods(&self) -> Vec<Vec<usize>> {
        let mut order: Vec<usize> = (0..self.rows.len()).collect();
        order.sort_by_key(|&row| self.rows[row].period.map(Period::start));
        let mut periods: Vec<Vec<usize>> = Vec::new();
        for row in order {
            match periods.last_mut() {
                Some(last) if self.rows[last[0]].period == self.rows[row].period => last.push(row),
                _ => periods.push(vec![row]),
            }
        }
        periods
    }

    /// The rows of each subject, the earliest first.
    pub fn subjects(&self) -> Vec<Vec<usize>> {
        let mut places: HashMap<&str, usize> = HashMap::new();
        let mut subjects: Vec<Vec<usize>> = Vec::new();
        for row in self.periods().into_iter().flatten() {
            let at = *places.entry(&self.rows[row].id).or_insert_with(|| {
                subjects.push(Vec::new());
                subjects.len() - 1
            });
            subjects[at].push(row);
        }
        subjects
    }
}

/// A period as a number of years, so that time can be measured between two.
pub(crate) fn years(period: Period) -> f64 {
    f64::from(period.start().year()) + f64::from(period.start().month() - 1) / 12.0
}
