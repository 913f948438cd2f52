//! Gates that are settled before anybody is looked at: nobody can fail them, or nobody can pass. What the maxima of
//! indicators leave possible decides, as it does the width of the arithmetic.

use arrow_buffer::i256;

use crate::diagnostic::Diagnostic;
use crate::expression::Comparison;
use crate::program::{Code, Op, Reg};
use crate::scheme::{Gate, Scheme};

/// A warning for each such gate. It is no error: a document may well ask for what everybody has.
pub(super) fn settled_gates(scheme: &Scheme, code: &Code) -> Vec<Diagnostic> {
    let warning = |(gate, (reg, _)): (&Gate, &(Reg, u128))| {
        let (zh, en) = match verdict(code, *reg)? {
            true => ("谁也不会不符合", "nobody can fail"),
            false => ("谁也不会符合", "nobody can meet"),
        };
        let what = (format!("门槛 `{}` {zh}", gate.id), format!("{en} the gate `{}`", gate.id));
        Some(Diagnostic::warning(gate.place.clone(), what.0, what.1).mend(
            "核对它的数和方向，以及指标的 minimum、maximum",
            "check its number and direction, and minimum and maximum of its indicators",
        ))
    };
    scheme.gates.iter().zip(&code.gates).filter_map(warning).collect()
}

/// How a truth comes out whatever the figures are, where it is known at all.
fn verdict(code: &Code, reg: Reg) -> Option<bool> {
    match &code.steps[reg].op {
        Op::Compare { op, left, right, .. } => compared(*op, code.steps[*left].bounds(), code.steps[*right].bounds()),
        Op::Not(inner) => verdict(code, *inner).map(|holds| !holds),
        Op::And(regs) => joined(code, regs, false),
        Op::Or(regs) => joined(code, regs, true),
        Op::FirstOf(arms) => {
            let mut each = arms.iter().map(|(_, then)| verdict(code, (*then)?));
            let first = each.next()??;
            each.all(|other| other == Some(first)).then_some(first)
        }
        _ => None,
    }
}

/// `enough`: the truth of one that is enough for all.
fn joined(code: &Code, regs: &[Reg], enough: bool) -> Option<bool> {
    let each: Vec<Option<bool>> = regs.iter().map(|reg| verdict(code, *reg)).collect();
    if each.contains(&Some(enough)) {
        return Some(enough);
    }
    each.iter().all(|one| *one == Some(!enough)).then_some(!enough)
}

fn compared(op: Comparison, a: (i256, i256), b: (i256, i256)) -> Option<bool> {
    let at_least = |a: (i256, i256), b: (i256, i256)| match (a.0 >= b.1, a.1 < b.0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let equal = || match (a.0 == a.1 && a == b, a.1 < b.0 || b.1 < a.0) {
        (true, _) => Some(true),
        (_, true) => Some(false),
        _ => None,
    };
    let not = |holds: bool| !holds;
    match op {
        Comparison::Ge => at_least(a, b),
        Comparison::Le => at_least(b, a),
        Comparison::Lt => at_least(a, b).map(not),
        Comparison::Gt => at_least(b, a).map(not),
        Comparison::Eq => equal(),
        Comparison::Ne => equal().map(not),
    }
}
