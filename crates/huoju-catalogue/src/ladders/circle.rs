//! Rungs that can't be climbed: one excludes another that, step by step, needs it.

use huoju_model::Rung;
use huoju_scheme::diagnostic::Diagnostic;
use huoju_scheme::read::Table;

use super::Draft;

/// Reports every rung that needs or excludes its way back to itself.
pub(super) fn find(root: &Table<'_, '_>, drafts: &[Draft], rungs: &[Rung]) {
    for (at, draft) in drafts.iter().enumerate() {
        let mut way = vec![at];
        // Each circle is told once, at its lowest rung.
        if goes_back(rungs, &mut way) && way.iter().all(|rung| *rung >= at) {
            let ids: Vec<&str> = way.iter().chain([&at]).map(|&rung| rungs[rung].id.as_str()).collect();
            root.report(
                Diagnostic::error(
                    draft.id.span.clone(),
                    format!("要求和排除绕成一圈：{}", ids.join(" → ")),
                    format!("needs and excludes go round in a circle: {}", ids.join(" → ")),
                )
                .mend(
                    "要有下面一级才能上的，下面一级就不能排除它；删去其中的 needs 或 excludes",
                    "a rung can't exclude one that is reached by it only; take out the `needs` or the `excludes`",
                ),
            );
        }
    }
}

/// Whether the way, whose last rung goes on to those that it needs or excludes, comes back to its first; it is then whole.
fn goes_back(rungs: &[Rung], way: &mut Vec<usize>) -> bool {
    let (first, last) = (way[0], way[way.len() - 1]);
    for &next in rungs[last].needs.iter().chain(&rungs[last].excludes) {
        if next == first {
            return true;
        }
        if way.contains(&next) {
            continue;
        }
        way.push(next);
        if goes_back(rungs, way) {
            return true;
        }
        way.pop();
    }
    false
}
