//! Who is how near as a file, with what it is for in the ledger. A figure whose source is 统计专用 by now and has no
//! authority on record is left out.

use std::collections::HashSet;
use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Int64Array, StringArray};
use huoju_model::{Actor, Lang, Text, Unit};
use huoju_scheme::diagnostic::Say;
use huoju_scheme::gap::{Brief, Figure};
use huoju_scheme::{InputKind, Program};
use huoju_store::Store;
use huoju_store::gap::{GapFilter, Gaps, Near};
use huoju_store::ledger::Act;
use huoju_table::{FileFormat, OutputKind};

use super::{Nearness, told};
use crate::evaluate::export::figure_words;
use crate::evaluate::why::why;
use crate::evaluate::{EvaluateError, canonical};
use crate::sheet::{self, Column};

/// What is taken along, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// The reckoning.
    pub gaps: &'w Gaps,
    /// The scheme as it stood.
    pub program: &'w Program,
    /// Which rows.
    pub filter: &'w GapFilter,
    /// The reader's language.
    pub lang: Lang,
    /// What for (用途).
    pub purpose: &'w str,
}

/// Writes the rows that are looked for, and one record of the ledger that says what for; how many there were comes back.
/// Without a purpose nothing is written.
pub async fn export(
    store: &Store,
    actor: &Actor,
    wanted: &Wanted<'_>,
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let Wanted { gaps, program, filter, lang, purpose } = *wanted;
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let (rows, _) = store.nearest(actor.scope(), gaps.id, filter, 0, i64::MAX).await?;
    let withheld = withheld(store, &gaps.assessment).await?;
    let rows: Vec<Row> = rows.iter().map(|near| Row::of(near, &withheld)).collect();
    let head = vec![
        ("format", "huoju.steps/1".to_owned()),
        ("assessment", gaps.assessment.clone()),
        ("period", gaps.period.to_string()),
    ];
    sheet::write(path, format, columns(&rows, program, lang), head).map_err(EvaluateError::Table)?;
    let (about, what) = (format!("gap {} {purpose}", gaps.assessment), format!("{} {filter:?}", rows.len()));
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(rows.len())
}

/// Whose figures may not be told, by subject and column.
async fn withheld(store: &Store, assessment: &str) -> Result<HashSet<(i64, String)>, EvaluateError> {
    let origins = store.origins(&store.assessment_inputs(assessment).await?).await?;
    if origins.values().all(|origin| origin.may_be_told) {
        return Ok(HashSet::new());
    }
    let lines = canonical::lines(&store.assessment_text(assessment)?);
    let lines = lines.ok_or_else(|| EvaluateError::Damaged(assessment.to_owned()))?;
    let untold = |batch: i64| origins.get(&batch).is_some_and(|origin| !origin.may_be_told);
    let of = |line: canonical::Line| {
        let (subject, figures) = (line.subject_id, line.figures.into_iter());
        figures.filter(|(_, figure)| untold(figure.batch_id)).map(|(column, _)| (subject, column)).collect::<Vec<_>>()
    };
    Ok(lines.into_iter().flat_map(of).collect())
}

/// A row with its plans read.
struct Row<'r> {
    near: &'r Near,
    step: Option<Brief>,
    plan: Option<Brief>,
}

impl<'r> Row<'r> {
    fn of(near: &'r Near, withheld: &HashSet<(i64, String)>) -> Self {
        let read = |kept: &Option<String>| {
            let mut plan = kept.as_deref().and_then(told::read)?;
            for figure in plan.moves.iter_mut().flat_map(|step| &mut step.figures) {
                if withheld.contains(&(near.row.subject_id, figure.code.clone())) {
                    figure.from = Say::new("统计专用，不导出", "for statistics only, left out");
                    (figure.to, figure.by, figure.amount) = (figure.from.clone(), Say::new("", ""), None);
                }
            }
            Some(plan)
        };
        Row { near, step: read(&near.row.step), plan: read(&near.row.plan) }
    }

    /// What must be known first, or why it is not a pass.
    fn reason(&self, program: &Program, lang: Lang) -> String {
        match Nearness::parse(&self.near.row.state) {
            Some(Nearness::Undetermined) if !self.near.row.missing.is_empty() => {
                figure_words(program, &self.near.row.missing, lang)
            }
            Some(Nearness::Undetermined | Nearness::Beyond) => why(program, &self.near.result).said(program, lang),
            _ => String::new(),
        }
    }
}

/// Decimal places of the numbers: a 分 is a millionth of 万元.
const SCALE: u8 = 6;

/// A figure as numbers that can be added up, and their unit.
struct Amounts {
    from: i64,
    to: i64,
    unit: String,
}

/// Money in 万元, all else in the indicator's own unit; `None` for what is no amount.
fn amounts(program: &Program, figure: &Figure) -> Option<Amounts> {
    let input = program.inputs().iter().find(|input| input.code == figure.code && input.earlier == 0)?;
    let InputKind::Amount { unit, scale, .. } = input.kind else { return None };
    let (from, to) = figure.amount?;
    let places = if unit == Unit::YUAN { scale + 4 } else { scale };
    let each = 10i64.checked_pow(u32::from(SCALE.checked_sub(places)?))?;
    let unit = if unit == Unit::YUAN { "万元".to_owned() } else { unit.to_string() };
    Some(Amounts { from: from.checked_mul(each)?, to: to.checked_mul(each)?, unit })
}

fn columns(rows: &[Row<'_>], program: &Program, lang: Lang) -> Vec<Column> {
    let texts = |name: &str, header: Text, of: &dyn Fn(&Row<'_>) -> Option<String>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(rows.iter().map(|row| of(row).filter(|said| !said.is_empty())).collect::<StringArray>())
            as ArrayRef,
    };
    let numbers = |name: &str, header: Text, of: &dyn Fn(&Row<'_>) -> Option<i64>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Number { scale: SCALE },
        array: Arc::new(rows.iter().map(of).collect::<Int64Array>()) as ArrayRef,
    };
    let step = |row: &Row<'_>| row.step.as_ref().and_then(|step| step.moves.first().cloned());
    let figure = |row: &Row<'_>| step(row).and_then(|step| step.figures.first().cloned());
    let cheapest = |row: &Row<'_>| row.plan.clone().or_else(|| row.step.clone());
    let yes = |proven: bool| if proven { Text::new("是", "yes") } else { Text::new("否", "no") };
    vec![
        texts("name", Text::new("企业名称", "name"), &|row| Some(row.near.name.clone())),
        texts("id", Text::new("统一社会信用代码", "code"), &|row| row.near.code.clone()),
        texts("state", Text::new("与目标", "nearness"), &|row| {
            Nearness::parse(&row.near.row.state).map(|one| one.name().get(lang).to_owned())
        }),
        texts("step", Text::new("这一步", "step"), &|row| Some(told::times(&step(row)?, lang))),
        texts("indicator", Text::new("指标", "indicator"), &|row| Some(figure(row)?.name.get(lang).to_owned())),
        numbers("from", Text::new("现在", "from"), &|row| Some(amounts(program, &figure(row)?)?.from)),
        numbers("to", Text::new("达到", "to"), &|row| Some(amounts(program, &figure(row)?)?.to)),
        numbers("by", Text::new("差", "by"), &|row| {
            let Amounts { from, to, .. } = amounts(program, &figure(row)?)?;
            to.checked_sub(from).and_then(i64::checked_abs)
        }),
        texts("unit", Text::new("单位", "unit"), &|row| Some(amounts(program, &figure(row)?)?.unit)),
        texts("turn", Text::new("不是数的，怎么变", "what turns, where it is no number"), &|row| {
            let figure = figure(row).filter(|figure| figure.amount.is_none())?;
            let (from, to) = (figure.from.get(lang), figure.to.get(lang));
            Some(if from == to { from.to_owned() } else { format!("{from} → {to}") })
        }),
        texts("with", Text::new("跟着动的", "moves with it"), &|row| {
            Some(told::moved(step(row)?.figures.get(1..)?, lang))
        }),
        texts("cost", Text::new("费用", "cost"), &|row| Some(row.step.as_ref()?.cost.1.clone())),
        texts("plan", Text::new("最省的办法", "cheapest plan"), &|row| Some(told::planned(&cheapest(row)?, lang))),
        texts("plan_cost", Text::new("最省的费用", "its cost"), &|row| Some(cheapest(row)?.cost.1)),
        texts("proven", Text::new("已证明", "proven"), &|row| {
            cheapest(row).map(|_| yes(row.near.row.proven).get(lang).to_owned())
        }),
        texts(
            "reason",
            Text::new("先要知道的、达不到的原因", "to be known first, or why out of reach"),
            &|row| Some(row.reason(program, lang)),
        ),
    ]
}
