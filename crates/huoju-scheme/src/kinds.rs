//! What a number of a scheme is, for those who word it: its dimension, and whether it counts.

use huoju_model::{Dimension, Unit};

use crate::expression::Arithmetic;
use crate::scheme::{Input, InputKind, Num, Scheme};

/// The dimension of a number, and the figure that it is where it is one.
pub(crate) fn kind_of<'s>(scheme: &'s Scheme, num: &Num) -> (Dimension, Option<&'s Input>) {
    let of = |num: &Num| kind_of(scheme, num);
    match num {
        Num::Input(input) => match &scheme.inputs[*input].kind {
            InputKind::Amount { unit, .. } => (unit.dimension(), Some(&scheme.inputs[*input])),
            _ => (Dimension::NONE, None),
        },
        Num::Const(_, unit) => (unit.map_or(Dimension::NONE, Unit::dimension), None),
        Num::Measure(index) => (scheme.measures[*index].dimension, None),
        Num::Neg(inner) => of(inner),
        Num::Sum(nums) | Num::Mean(nums) | Num::Min(nums) | Num::Max(nums) => {
            nums.first().map_or((Dimension::NONE, None), of)
        }
        Num::Arithmetic(op, a, b) => {
            let ((a, input), (b, _)) = (of(a), of(b));
            match op {
                Arithmetic::Mul => (a.times(b), None),
                Arithmetic::Div => (a.over(b), None),
                _ => (a, input),
            }
        }
        Num::Choose(_, last) => of(last),
        Num::PeerMean { of: inner, .. } => of(inner),
        Num::Days(..) => (base("天"), None),
        Num::Age(_) | Num::FiscalYears(_) => (base("年"), None),
        Num::Floor(..) | Num::Count(_) | Num::Cagr(..) | Num::Place { .. } => (Dimension::NONE, None),
    }
}

/// Over how many periods a number is a compound growth, by itself or by its name; `None` where it is none.
pub(crate) fn growth_of(scheme: &Scheme, num: &Num) -> Option<u8> {
    match num {
        Num::Cagr(_, n) => Some(*n),
        Num::Measure(index) => growth_of(scheme, &scheme.measures[*index].value),
        _ => None,
    }
}

fn base(symbol: &str) -> Dimension {
    Unit::parse(symbol).map_or(Dimension::NONE, Unit::dimension)
}

/// Whether a number counts steps or conditions, as the sum or the least of such do: it is no ratio to be told in percent.
pub(crate) fn is_count(scheme: &Scheme, num: &Num) -> bool {
    let of = |num: &Num| is_count(scheme, num);
    let all = |nums: &[&Num]| {
        nums.iter().any(|num| of(num)) && nums.iter().all(|num| of(num) || matches!(num, Num::Const(_, None)))
    };
    match num {
        Num::Floor(..) | Num::Count(_) => true,
        Num::Measure(index) => of(&scheme.measures[*index].value),
        Num::Neg(inner) => of(inner),
        Num::Choose(arms, last) => all(&arms.iter().map(|(_, num)| num).chain([&**last]).collect::<Vec<_>>()),
        Num::Sum(nums) | Num::Min(nums) | Num::Max(nums) => all(&nums.iter().collect::<Vec<_>>()),
        Num::Arithmetic(Arithmetic::Add | Arithmetic::Sub | Arithmetic::Mul, a, b) => all(&[a, b]),
        _ => false,
    }
}
