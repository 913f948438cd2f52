//! Which figures a part of a scheme reads: a bit for each of the scheme's inputs.

use crate::scheme::{Cond, Day, Item, ItemKind, Num, Scheme, Test};

/// The inputs that a number reads, a bit each.
pub(crate) fn inputs_of(scheme: &Scheme, num: &Num) -> u128 {
    let list = |nums: &[Num]| nums.iter().fold(0, |bits, num| bits | inputs_of(scheme, num));
    match num {
        Num::Const(..) => 0,
        Num::Input(input) => 1 << input,
        Num::Measure(index) => inputs_of(scheme, &scheme.measures[*index].value),
        Num::Neg(inner) | Num::Floor(inner, _) | Num::Cagr(inner, _) => inputs_of(scheme, inner),
        Num::Arithmetic(_, a, b) => inputs_of(scheme, a) | inputs_of(scheme, b),
        Num::Sum(nums) | Num::Mean(nums) | Num::Min(nums) | Num::Max(nums) => list(nums),
        Num::Count(conds) => conds.iter().fold(0, |bits, cond| bits | inputs_of_cond(scheme, cond)),
        Num::Days(a, b) => input_of_day(a) | input_of_day(b),
        Num::Age(day) | Num::FiscalYears(day) => input_of_day(day),
        Num::Choose(arms, last) => arms.iter().fold(inputs_of(scheme, last), |bits, (when, num)| {
            bits | inputs_of_cond(scheme, when) | inputs_of(scheme, num)
        }),
        Num::PeerMean { of, within } => inputs_of(scheme, of) | 1 << within,
        Num::Place { of, within, .. } => inputs_of(scheme, of) | within.map_or(0, |within| 1 << within),
    }
}

fn input_of_day(day: &Day) -> u128 {
    if let Day::Input(input) = day { 1 << input } else { 0 }
}

/// The inputs that a condition reads, a bit each; points' own inputs are not counted.
pub(crate) fn inputs_of_cond(scheme: &Scheme, cond: &Cond) -> u128 {
    match cond {
        Cond::Fact(input) | Cond::Member(input, _) => 1 << input,
        Cond::Compare(_, a, b) => inputs_of(scheme, a) | inputs_of(scheme, b),
        Cond::Points(..) => 0,
        Cond::Days(_, a, b) => input_of_day(a) | input_of_day(b),
        Cond::And(conds) | Cond::Or(conds) => conds.iter().fold(0, |bits, cond| bits | inputs_of_cond(scheme, cond)),
        Cond::Not(inner) => inputs_of_cond(scheme, inner),
    }
}

/// The inputs that a test reads.
pub(crate) fn inputs_of_test(scheme: &Scheme, test: &Test) -> u128 {
    let mut bits = 0;
    test.visit(&mut |cond| bits |= inputs_of_cond(scheme, cond));
    bits
}

/// The inputs that an item reads.
pub(crate) fn inputs_of_item(scheme: &Scheme, item: &Item) -> u128 {
    let mut bits = 0;
    item.visit(&mut |item| match &item.kind {
        ItemKind::Banded { measure, given, .. } => {
            bits |= inputs_of(scheme, &measure.num) | given.map_or(0, |given| 1 << given)
        }
        ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. } => bits |= inputs_of(scheme, &measure.num),
        ItemKind::Judged { given } => bits |= 1 << given,
        ItemKind::FirstOf(arms) => {
            arms.iter().filter_map(|arm| arm.when.as_ref()).for_each(|when| bits |= inputs_of_cond(scheme, when))
        }
        _ => {}
    });
    bits
}
