//! How equal scores are told apart: `"criterion:technology desc"`, `"median desc"`, `"technical@short desc"`, `"share"`.

use huoju_review::rank::rule::{Rule, Segment, Tie, TieBy};
use huoju_review::sheet::{Dim, Dims};
use huoju_scheme::diagnostic::Diagnostic;
use huoju_scheme::read::{Spanned, Table};

use super::{place_of, unknown};

/// The ties of a list, whose last word may be `share`.
pub fn read(table: &Table<'_, '_>, key: &'static str, rule: &Rule) -> Vec<Tie> {
    let list = table.texts(key).unwrap_or_default();
    let last = list.len().saturating_sub(1);
    let ties = list.iter().enumerate().filter(|(at, text)| text.value != "share" || *at != last);
    ties.filter_map(|(_, text)| tie(table, text, rule)).collect()
}

fn tie(table: &Table<'_, '_>, text: &Spanned<String>, rule: &Rule) -> Option<Tie> {
    let Some((what, way)) = text.value.rsplit_once(' ').filter(|(_, way)| ["desc", "asc"].contains(way)) else {
        table.report(
            Diagnostic::error(
                text.span.clone(),
                format!("`{}` 没有写方向，或 share 不在最后", text.value),
                format!("`{}` names no direction, or share isn't the last", text.value),
            )
            .mend(
                "写成 \"median desc\"、\"spread asc\"，最后 \"share\"",
                "write \"median desc\", \"spread asc\", and \"share\" last",
            ),
        );
        return None;
    };
    let by = match what {
        "median" => TieBy::Median,
        "spread" => TieBy::Spread,
        _ => value(table, what, text, rule)?,
    };
    Some(Tie { by, descending: way == "desc", text: text.value.clone() })
}

/// `criterion:ID`, or `STEP[@SECTION][:CRITERION]`.
fn value(table: &Table<'_, '_>, what: &str, text: &Spanned<String>, rule: &Rule) -> Option<TieBy> {
    let (left, criterion) = what.split_once(':').map_or((what, None), |(left, right)| (left, Some(right)));
    let (step, section) = left.split_once('@').map_or((left, None), |(left, right)| (left, Some(right)));
    let spanned = |name: &str| Spanned::new(name.to_owned(), text.span.clone());
    let sections: Vec<&str> = rule.sections.iter().map(|section| section.id.as_str()).collect();
    let criteria: Vec<&str> = rule.criteria.iter().map(|criterion| criterion.name.id.as_str()).collect();
    let section =
        section.map(|name| place_of(table, &spanned(name), &sections)).map_or(Some(None), |at| at.map(Some))?;
    let criterion =
        criterion.map(|name| place_of(table, &spanned(name), &criteria)).map_or(Some(None), |at| at.map(Some))?;
    let mut needs = Dims::of(&[Dim::Entry]);
    needs = if section.is_some() { needs.with(Dim::Section) } else { needs };
    needs = if criterion.is_some() { needs.with(Dim::Criterion) } else { needs };
    let fits = |at: &usize| rule.steps[*at].by == needs;
    let step = if step == "criterion" {
        (0..rule.steps.len()).rev().find(fits)
    } else {
        rule.steps.iter().position(|found| found.name.id == step).filter(fits)
    };
    if step.is_none() {
        let known: Vec<&str> =
            rule.steps.iter().enumerate().filter(|(at, _)| fits(at)).map(|(_, step)| step.name.id.as_str()).collect();
        table.report(unknown(what, text.span.clone(), &known));
    }
    step.map(|step| TieBy::Value { step, section, criterion })
}

/// The ranking of a section by itself.
pub fn segment(table: &Table<'_, '_>, rule: &Rule) -> Option<Segment> {
    let sections: Vec<&str> = rule.sections.iter().map(|section| section.id.as_str()).collect();
    let steps: Vec<&str> = rule.steps.iter().map(|step| step.name.id.as_str()).collect();
    let section = place_of(table, &table.required_text("section", "short"), &sections);
    let name = table.required_text("step", "segment");
    let step = place_of(table, &name, &steps).map(|at| at as usize);
    let ties = read(table, "tie", rule);
    table.finish();
    let step = step?;
    if rule.steps[step].by != Dims::of(&[Dim::Entry, Dim::Section]) {
        table.report(Diagnostic::error(
            name.span,
            format!("步骤 `{}` 不是每项申报每个环节一个分", name.value),
            format!("the step `{}` isn't one score per entry and section", name.value),
        ));
    }
    Some(Segment { section: section?, step, ties })
}
