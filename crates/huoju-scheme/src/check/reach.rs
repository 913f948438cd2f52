//! Tiers that no subject could ever reach, because one tried before them takes everybody, or there are not that many
//! points.

use super::section::sum;
use super::{Checker, heading};
use crate::diagnostic::Diagnostic;
use crate::expression::Comparison::{Ge, Gt};
use crate::read::{Spanned, Table};
use crate::scheme::{Cond, Criterion, Points, Test, Tier};

impl Checker<'_, '_> {
    /// A tier after one without conditions is never reached.
    pub(super) fn after_always(&self, id: &Spanned<String>, before: &[Tier]) {
        if let Some(before) = before.iter().find(|tier| always(&tier.test)) {
            self.report(
                Diagnostic::error(
                    id.span.clone(),
                    format!("档次 `{}` 永远轮不到：前面的 `{}` 总能满足", id.value, before.id),
                    format!("the tier `{}` is never reached: `{}` before it always holds", id.value, before.id),
                )
                .mend("调整次序或补上条件", "reorder them or give that one a condition"),
            );
        }
    }

    /// A tier whose pass mark lies no lower than that of a tier tried before it is never reached.
    pub(super) fn unreachable_tiers(&self, tables: &[Table<'_, '_>], tiers: &[Tier], criteria: &[Criterion]) {
        self.beyond_the_total(tables, tiers, sum(criteria));
        for (index, tier) in tiers.iter().enumerate() {
            let shadow = tiers[..index].iter().find(|before| implies(&tier.test, &before.test));
            if let Some(before) = shadow {
                self.report(
                    Diagnostic::error(
                        heading(&tables[index]),
                        format!("档次 `{}` 永远轮不到：满足它的都先满足 `{}`", tier.id, before.id),
                        format!(
                            "the tier `{}` is never reached: whatever meets it meets `{}` first",
                            tier.id, before.id
                        ),
                    )
                    .mend("要求高的档次写在前面", "put the more demanding tier first"),
                );
            }
        }
    }

    /// A tier that asks for more points than there are.
    fn beyond_the_total(&self, tables: &[Table<'_, '_>], tiers: &[Tier], most: Points) {
        let marks = tiers.iter().zip(tables).filter_map(|(tier, table)| Some((tier, table, tier.least_total()?)));
        for (tier, table, mark) in marks.filter(|(.., mark)| *mark > most) {
            self.report(
                Diagnostic::error(
                    heading(table),
                    format!("档次 `{}` 永远达不到：要 {mark} 分，总分最多 {most} 分", tier.id),
                    format!("the tier `{}` is never reached: it asks for {mark} of {most} points", tier.id),
                )
                .mend("把分数线降到总分以内", "ask for no more points than the criteria give"),
            );
        }
    }
}

/// A test that holds for everybody.
fn always(test: &Test) -> bool {
    matches!(test, Test::All(conds) if conds.is_empty())
}

/// Whether meeting `a` plainly means meeting `b`: `b` asks a subset of what `a` asks, pass marks compared by value.
fn implies(a: &Test, b: &Test) -> bool {
    let (Test::All(a), Test::All(b)) = (a, b) else { return false };
    let covers = |have: &Cond, want: &Cond| match (have, want) {
        (Cond::Points(have_op, x), Cond::Points(want_op, y)) if x.terms == y.terms => {
            // Points + constant ≥ 0: the smaller constant is the higher mark.
            matches!((have_op, want_op), (Ge, Ge) | (Gt, Gt) | (Gt, Ge)) && x.constant <= y.constant
        }
        _ => have == want,
    };
    !b.is_empty() && b.iter().all(|want| a.iter().any(|have| covers(have, want)))
}
