//! What is said of the columns that were found and of those that were not: units, slips of the pen, duplicates.

use std::path::Path;

use huoju_model::{Dictionary, Indicator, Kind, Unit, indicator::folded};

use super::{Column, Header, IgnoredBecause, Layout, letter};
use crate::Wanted;
use crate::error::{HeaderUnit, TableError};
use crate::header::{self, Role};
use crate::notice::Remark;

/// Refuses headers whose unit can't be their indicator's, all of them at once: to read such a column would be to guess.
pub(super) fn wrong_units(
    path: &Path,
    layout: &Layout,
    header: &Header,
    wanted: &Wanted,
    dictionary: &Dictionary,
) -> Result<(), TableError> {
    let row = header.rows.last().map(u64::to_string).unwrap_or_default();
    let wrong = |(index, (text, role)): (usize, &(String, Role))| {
        let Role::Indicator { code, unit: Some(found), .. } = role else { return None };
        let amount = dictionary.get(code)?.amount()?;
        let is_wanted = wanted.columns.iter().any(|(wanted, _)| wanted == code);
        (is_wanted && amount.conversion(*found).is_none()).then(|| HeaderUnit {
            cell: if row.is_empty() { String::new() } else { letter(index) + &row },
            header: text.clone(),
            found: *found,
            accepted: amount.accepted_units().collect(),
        })
    };
    let columns: Vec<_> = header.columns.iter().enumerate().filter_map(wrong).collect();
    if columns.is_empty() {
        return Ok(());
    }
    Err(TableError::HeaderUnit { path: path.to_owned(), sheet: layout.sheet.as_deref().map(str::to_owned), columns })
}

/// What an unknown header was perhaps meant to be: one of the wanted figures that have no column.
pub(super) fn hint(layout: &mut Layout, dictionary: &Dictionary) {
    let absent: Vec<_> = layout.absent.iter().filter_map(|(code, _)| dictionary.get(code)).collect();
    let names = || absent.iter().flat_map(|i| [&i.code, &i.name.zh].into_iter().chain(&i.also)).map(String::as_str);
    for ignored in &mut layout.ignored {
        if let IgnoredBecause::Unknown(near) = &mut ignored.why {
            let header = &ignored.column.header;
            // The group's header stands before the column's own.
            let own = header.rsplit_once(' ').map(|(_, own)| own);
            let near_to = |header| header::near(header, names());
            *near = near_to(header).or_else(|| own.and_then(near_to)).map(str::to_owned);
        }
    }
}

/// Gives every amount without a unit the note's or its own, and says so where another was likely.
pub(super) fn units(layout: &mut Layout, notes: &[(Unit, u64)], dictionary: &Dictionary) {
    let mut assumed = Vec::new();
    let mut noted: Vec<(Unit, u64)> = Vec::new();
    for found in &mut layout.found {
        let Some(indicator) = dictionary.get(&found.code) else { continue };
        let Kind::Amount(amount) = &indicator.kind else { continue };
        let of_its_own = notes.iter().find(|(unit, _)| unit.dimension() == amount.dimension());
        let note = of_its_own.or_else(|| notes.iter().find(|(unit, _)| amount.is_also(*unit)));
        let columns = [(&found.column, &mut found.unit)];
        let others = found.duplicates.iter_mut().map(|(column, unit)| (&*column, unit));
        for (column, unit) in columns.into_iter().chain(others) {
            if unit.is_some() {
                continue;
            }
            let by_code = folded(&column.header).starts_with(&indicator.code);
            match note {
                Some((of_note, row)) if !by_code => {
                    *unit = Some(*of_note);
                    if !noted.contains(&(*of_note, *row)) {
                        noted.push((*of_note, *row));
                    }
                }
                _ => {
                    *unit = Some(amount.unit);
                    if !by_code && (amount.dimension() == Unit::YUAN.dimension() || amount.dimension().is_none()) {
                        assumed.push((column.header.to_string(), amount.unit));
                    }
                }
            }
        }
    }
    for (unit, row) in noted {
        layout.remark(Remark::UnitFromNote { unit, row });
    }
    if !assumed.is_empty() {
        layout.remark(Remark::UnitAssumed { columns: assumed });
    }
}

/// Says which columns are given in a unit that is not their indicator's own and is read one for one.
pub(super) fn also_units(layout: &mut Layout, dictionary: &Dictionary) {
    let mut remarks: Vec<((Unit, Unit), Vec<String>)> = Vec::new();
    for found in &layout.found {
        let Some(amount) = dictionary.get(&found.code).and_then(Indicator::amount) else { continue };
        let others = found.duplicates.iter().map(|(column, unit)| (column, *unit));
        for (column, unit) in std::iter::once((&found.column, found.unit)).chain(others) {
            let Some(units) = unit.and_then(|unit| amount.one_for_one(unit)) else { continue };
            let header = column.header.to_string();
            match remarks.iter_mut().find(|(known, _)| *known == units) {
                Some((_, columns)) => columns.push(header),
                None => remarks.push((units, vec![header])),
            }
        }
    }
    for ((given, own), columns) in remarks {
        layout.remark(Remark::UnitAlso { columns, given, own });
    }
}

/// Says which columns of one figure are compared.
pub(super) fn duplicates(layout: &mut Layout) {
    let name = |column: &Column| format!("{}{}", column.letter, column.header);
    let remarks: Vec<_> = layout
        .found
        .iter()
        .filter(|found| !found.duplicates.is_empty())
        .map(|found| Remark::DuplicateColumn {
            read: name(&found.column),
            others: found.duplicates.iter().map(|(column, _)| name(column)).collect(),
        })
        .collect();
    remarks.into_iter().for_each(|remark| layout.remark(remark));
}
