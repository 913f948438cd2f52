//! Conditions of an offer on how an enterprise came out by a scheme: `assessed = "…"` with what is asked of it.

use std::cell::RefCell;

use huoju_model::Text;
use huoju_scheme::diagnostic::{Diagnostic, nearest};
use huoju_scheme::read::{Spanned, Table};
use huoju_scheme::{Brought, Points, Program, Scheme};

use super::{Asks, Assessed, ENTERPRISE};
use crate::quantity::number_and_unit;
use crate::{Catalogue, CatalogueError};

/// What the column of such a fact begins with.
const COLUMN: &str = "assessed";

/// The fact that a condition asks for, added to `told`; `None` where the condition names no scheme, and `Some(None)` where
/// what it says is wrong, which is then reported.
pub(super) fn read(
    table: &Table<'_, '_>,
    catalogue: &Catalogue,
    told: &RefCell<Vec<Assessed>>,
) -> Option<Option<Brought>> {
    let (outcome, tier, total) = (table.text("outcome"), table.text("tier"), table.text("total"));
    let named = table.text("assessed")?;
    let Some(program) = program(table, &named, catalogue) else { return Some(None) };
    let scheme = program.scheme();
    let asks = match (outcome, tier, total) {
        (Some(outcome), None, None) => pass(table, outcome),
        (None, Some(tier), None) => reached(table, tier, scheme),
        (None, None, Some(total)) => points(table, total, scheme),
        _ => {
            table.report(one_way(named.span));
            None
        }
    };
    Some(asks.map(|(asks, word)| {
        let column = format!("{COLUMN}.{}.{word}", scheme.id);
        let name = name(scheme, asks);
        let mut told = told.borrow_mut();
        if told.iter().all(|other| other.column != column) {
            told.push(Assessed { column: column.clone(), program: program.clone(), asks });
        }
        Brought { column, name }
    }))
}

fn program(table: &Table<'_, '_>, named: &Spanned<String>, catalogue: &Catalogue) -> Option<Program> {
    let id = &named.value;
    let wrong = |zh: String, en: String| Diagnostic::error(named.span.clone(), zh, en);
    // An id only: what a file on somebody's disk says, the next one can't look up.
    let read = match catalogue.schemes().any(|entry| entry.id == *id) {
        true => catalogue.compiled(id),
        false => Err(CatalogueError::Unknown { id: id.clone(), near: None }),
    };
    match read {
        Ok(program) if program.needs_survey() => {
            table.report(
                wrong(
                    format!("办法 `{id}` 要拿企业互相比较，不能作政策的条件"),
                    format!("the scheme `{id}` compares enterprises with one another, so no offer can ask for it"),
                )
                .mend("换一个只看企业自己的办法", "take a scheme that looks at one enterprise alone"),
            );
            None
        }
        Ok(program) if program.scheme().assesses != ENTERPRISE => {
            let other = &program.scheme().assesses;
            table.report(wrong(
                format!("办法 `{id}` 评的是 {other}，政策产品给的是企业"),
                format!("the scheme `{id}` assesses {other}, offers are for enterprises"),
            ));
            None
        }
        Ok(program) => Some(program),
        Err(CatalogueError::Unknown { .. }) => {
            let finding = wrong(format!("没有办法 `{id}`"), format!("there is no scheme `{id}`"));
            table.report(match nearest(id, catalogue.schemes().map(|entry| entry.id)) {
                Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
                None => finding.mend("见 huoju scheme list", "see huoju scheme list"),
            });
            None
        }
        Err(_) => {
            let finding = wrong(format!("办法 `{id}` 有错"), format!("the scheme `{id}` has errors"));
            table.report(finding.mend("见 huoju scheme check", "see huoju scheme check"));
            None
        }
    }
}

fn pass(table: &Table<'_, '_>, outcome: Spanned<String>) -> Option<(Asks, String)> {
    if outcome.value == "pass" {
        return Some((Asks::Pass, outcome.value));
    }
    table.report(
        Diagnostic::error(
            outcome.span,
            format!("`outcome` 不能是 `{}`", outcome.value),
            format!("`outcome` can't be `{}`", outcome.value),
        )
        .mend("写 outcome = \"pass\"", "write outcome = \"pass\""),
    );
    None
}

fn reached(table: &Table<'_, '_>, tier: Spanned<String>, scheme: &Scheme) -> Option<(Asks, String)> {
    let ids = || scheme.tiers.iter().map(|tier| tier.id.as_str());
    if let Some(place) = ids().position(|id| id == tier.value) {
        return Some((Asks::Tier(place), tier.value));
    }
    let known: Vec<&str> = ids().collect();
    table.report(
        Diagnostic::error(
            tier.span,
            format!("办法 `{}` 没有档次 `{}`", scheme.id, tier.value),
            format!("the scheme `{}` has no tier `{}`", scheme.id, tier.value),
        )
        .mend(format!("可写：{}", known.join("、")), format!("accepted here: {}", known.join(", "))),
    );
    None
}

fn points(table: &Table<'_, '_>, total: Spanned<String>, scheme: &Scheme) -> Option<(Asks, String)> {
    let is_points = |unit: huoju_model::Unit| unit.symbol() == "分";
    let read = number_and_unit(&total.value).filter(|(_, unit)| is_points(*unit));
    let points = read.and_then(|(number, _)| number.to_scaled(u32::from(Points::SCALE)).ok()).map(Points);
    match points.filter(|points| scheme.total.is_some_and(|most| *points > Points::ZERO && *points <= most)) {
        Some(points) => Some((Asks::Total(points), points.to_string())),
        None => {
            let most = scheme.total.unwrap_or(Points::ZERO);
            table.report(
                Diagnostic::error(
                    total.span,
                    format!("`total` 不能是 `{}`：办法 `{}` 满分 {most} 分", total.value, scheme.id),
                    format!("`total` can't be `{}`: the scheme `{}` has at most {most} 分", total.value, scheme.id),
                )
                .mend(
                    "写大于 0、不超过满分的分值，如 \"60 分\"",
                    "write points above 0 and within that, such as \"60 分\"",
                ),
            );
            None
        }
    }
}

fn one_way(span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::error(span, "`assessed` 要配且只配一种要求", "`assessed` needs one of what may be asked").mend(
        "写 outcome = \"pass\"、tier = \"档次\" 或 total = \"60 分\"",
        "write outcome = \"pass\", tier = \"…\" or total = \"60 分\"",
    )
}

/// `《科技型中小企业评价》预评通过`
fn name(scheme: &Scheme, asks: Asks) -> Text {
    let (zh, en) = (&scheme.title.zh, scheme.title.get(huoju_model::Lang::En));
    match asks {
        Asks::Pass => Text::new(format!("《{zh}》预评通过"), format!("own assessment by {en}: pass")),
        Asks::Tier(tier) => {
            let tier = &scheme.tiers[tier].title;
            let said = tier.get(huoju_model::Lang::En);
            Text::new(format!("《{zh}》预评为{}", tier.zh), format!("own assessment by {en}: {said}"))
        }
        Asks::Total(points) => Text::new(
            format!("《{zh}》预评不低于{points}分"),
            format!("own assessment by {en}: at least {points} points"),
        ),
    }
}
