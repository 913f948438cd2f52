//! Figures of a bulletin (公报数字): a row a figure, of a zone, the nation, a contest; each is an observation whose source
//! is the bulletin, with the words that the number alone leaves out: 超, 比2016年.

use std::collections::HashMap;

use huoju_catalogue::Catalogue;
use huoju_model::{Amount, Decimal, Period, Unit};
use huoju_store::names::key;
use huoju_store::observation::{NewObservation, Status, Value};
use huoju_store::register::{Membership, Name};
use huoju_store::subject::NewSubject;
use huoju_store::{StoreError, Write};
use huoju_table::{Layout, Why};

use super::import::{Brought, Findings};
use super::kind::{SUBJECT_KINDS, figure};
use super::read::{Read, Row};
use crate::ProgrammeError;

/// Columns without which a row is no figure, each with its Chinese header.
const NEEDED: [(&str, &str); 4] =
    [(figure::KIND, "主体类别"), (figure::INDICATOR, "指标"), (figure::PERIOD, "所属期"), (figure::VALUE, "数值")];

/// Kinds that bulletins name besides the store's own.
const OTHERS: [&str; 2] = ["cluster", "recognition"];
/// Statistics that are the indicator's own figure; any other is an indicator of its own, `gdp_growth_pct`.
const OWN: [&str; 5] = ["", "level", "share_pct", "added_gross", "times_of_nation"];
/// How a bulletin words a number that is not exact.
const QUALIFIERS: [(&str, &str); 4] = [("over", "超"), ("at_least", "以上"), ("nearly", "近"), ("about", "约")];
/// The endings that a zone's whole name and its short one differ in.
const ENDINGS: [&str; 3] = ["高新技术产业开发区", "高新技术产业园区", "高新区"];

/// One figure, read.
struct Figure {
    kind: &'static str,
    code: String,
    period: Period,
    value: i64,
    words: Option<String>,
}

/// A column and why its cell is refused.
type Refused = (&'static str, Why);

/// Whether the file has the columns of figures.
pub(super) fn check_columns(layout: &Layout) -> Result<(), ProgrammeError> {
    let lacks = NEEDED.iter().find(|(code, _)| layout.found.iter().all(|found| found.code != *code));
    lacks.map_or(Ok(()), |(_, header)| Err(ProgrammeError::NoColumn((*header).to_owned())))
}

/// Refuses rows that are no figures of indicators that are declared, and those that say one figure again.
pub(super) fn check(read: &mut Read, catalogue: &Catalogue) {
    let mut first: HashMap<(String, String, Period), (u64, i64)> = HashMap::new();
    let mut whys = Vec::new();
    for row in &read.rows {
        match figure_of(row, catalogue) {
            Err((column, why)) => whys.push((row.number, column, why)),
            Ok(figure) => {
                let (number, value) = (row.number, figure.value);
                let (first, old) = *first.entry((key(&row.id), figure.code, figure.period)).or_insert((number, value));
                if first != number {
                    whys.push((number, figure::INDICATOR, Why::Duplicate { first, equal: old == value }));
                }
            }
        }
    }
    read.refuse(whys);
}

fn figure_of(row: &Row, catalogue: &Catalogue) -> Result<Figure, Refused> {
    let said = |column| row.said(column).unwrap_or_default();
    let period = Period::parse(said(figure::PERIOD)).map_err(|_| (figure::PERIOD, Why::NotAPeriod))?;
    let (indicator, statistic) = (said(figure::INDICATOR), said(figure::STATISTIC));
    let code = if OWN.contains(&statistic) { indicator.to_owned() } else { format!("{indicator}_{statistic}") };
    let amount = catalogue.dictionary().get(&code).and_then(|indicator| indicator.amount());
    let amount = amount.ok_or((figure::INDICATOR, Why::NoSuchIndicator))?;
    let value = value(said(figure::VALUE), said(figure::UNIT), amount)?;
    Ok(Figure { kind: kind(said(figure::KIND))?, code, period, value, words: words(row) })
}

fn kind(word: &str) -> Result<&'static str, Refused> {
    if OTHERS.contains(&word) {
        return Ok("other");
    }
    // Enterprises are known by their codes, which a bulletin doesn't give.
    let kinds = SUBJECT_KINDS.iter().filter(|(code, _)| *code != "enterprise");
    let found = kinds.clone().find(|(code, words)| *code == word || words.contains(&word));
    let accepted = kinds.map(|(code, _)| (*code).to_owned()).collect();
    found.map(|(code, _)| *code).ok_or((figure::KIND, Why::UnknownValue { accepted, near: None }))
}

/// A number with its unit in the smallest units of an amount, exactly.
fn value(number: &str, unit: &str, amount: &Amount) -> Result<i64, Refused> {
    let exact =
        Decimal::parse(&number.replace(',', "")).map_err(|_| (figure::VALUE, Why::NotANumber { unit: amount.unit }))?;
    let given = if unit.is_empty() { Some(amount.unit) } else { Unit::parse(unit) };
    let given = given.ok_or((figure::UNIT, Why::NoSuchUnit))?;
    let wrong = || Why::WrongUnit { found: unit.to_owned(), accepted: amount.accepted_units().collect() };
    let (num, den) = amount.conversion(given).ok_or_else(|| (figure::UNIT, wrong()))?;
    let scaled = exact.times(num, den).and_then(|exact| exact.to_scaled(u32::from(amount.scale)).ok());
    let value = scaled.ok_or((figure::VALUE, Why::TooFine { unit: amount.unit, scale: amount.scale }))?;
    let shown = |bound: i64| format!("{} {}", Decimal::new(bound.into(), amount.scale.into()), amount.unit);
    match value {
        value if value > amount.maximum => Err((figure::VALUE, Why::Beyond { maximum: shown(amount.maximum) })),
        value if value < amount.minimum => Err((figure::VALUE, Why::Below { minimum: shown(amount.minimum) })),
        value => Ok(value),
    }
}

/// `超`, `比2016年`: what the number alone leaves out.
fn words(row: &Row) -> Option<String> {
    let qualifier = row.said(figure::QUALIFIER).filter(|word| *word != "exact");
    let qualifier = qualifier.map(|word| QUALIFIERS.iter().find(|(code, _)| *code == word).map_or(word, |(_, zh)| zh));
    let base = row.said(figure::BASE).and_then(|base| Period::parse(base).ok()).map(|base| format!("比{}", base.zh()));
    let words: Vec<String> = qualifier.map(str::to_owned).into_iter().chain(base).collect();
    (!words.is_empty()).then(|| words.join("，"))
}

/// Writes a bulletin's figures.
pub(super) async fn write(
    write: &mut Write,
    (batch, source): (i64, i64),
    catalogue: &Catalogue,
    read: &Read,
) -> Result<Brought, ProgrammeError> {
    let mut subjects = Subjects { known: HashMap::new(), n_new: 0, parts: Vec::new(), names: Vec::new(), batch };
    let mut observations = Vec::new();
    for row in &read.rows {
        let Ok(Figure { kind, code, period, value, words }) = figure_of(row, catalogue) else { continue };
        let subject_id = subjects.of(write, kind, &row.id, row.said(figure::ZONE)).await?;
        let place = row.cells.iter().find(|cell| cell.code == figure::VALUE).map(|cell| cell.place.clone());
        let (indicator, place) = (code, place.unwrap_or_default());
        observations.push(NewObservation { subject_id, indicator, period, value: Value::Whole(value), words, place });
    }
    let Subjects { n_new, parts, names, .. } = subjects;
    let of: Vec<i64> = parts.iter().map(|part| part.subject_id).collect();
    write.set_names(batch, names).await?;
    let n_memberships = write.set_memberships(batch, "part", &of, parts).await?;
    let written = write.observe(batch, source, Status::Actual, observations).await?;
    Ok(Brought { n_subjects: n_new, written, findings: Findings { n_memberships, ..Findings::default() } })
}

/// Whom the figures are of.
struct Subjects {
    known: HashMap<&'static str, HashMap<String, i64>>,
    n_new: usize,
    parts: Vec<Membership>,
    names: Vec<Name>,
    batch: i64,
}

impl Subjects {
    /// The subject of a row: the zone itself, by its whole or its short name, or a part of it, or another.
    async fn of(
        &mut self,
        write: &mut Write,
        kind: &'static str,
        name: &str,
        zone: Option<&str>,
    ) -> Result<i64, StoreError> {
        let Some(zone) = zone else { return self.named(write, kind, name).await };
        let of_id = self.named(write, "zone", zone).await?;
        if kind == "zone" && short(name) == short(zone) {
            let name = Name { subject_id: of_id, name: name.to_owned(), valid_from: None, valid_to: None };
            if !self.names.contains(&name) {
                self.names.push(name);
            }
            return Ok(of_id);
        }
        // A part of a zone is never taken for the zone.
        let subject_id = self.named(write, if kind == "zone" { "other" } else { kind }, name).await?;
        let part = Membership { subject_id, of_id, role: "part".to_owned(), valid_from: None, valid_to: None };
        if !self.parts.contains(&part) {
            self.parts.push(part);
        }
        Ok(subject_id)
    }

    async fn named(&mut self, write: &mut Write, kind: &'static str, name: &str) -> Result<i64, StoreError> {
        if !self.known.contains_key(kind) {
            self.known.insert(kind, write.keys_of_kind(kind).await?);
        }
        let known = self.known.entry(kind).or_default();
        if let Some(&id) = known.get(&key(name)) {
            return Ok(id);
        }
        let new = NewSubject { kind, code: None, name: name.to_owned(), since: None };
        let id = write.add_subjects(self.batch, &[new]).await?.first().copied().unwrap_or_default();
        known.insert(key(name), id);
        self.n_new += 1;
        Ok(id)
    }
}

fn short(name: &str) -> &str {
    ENDINGS.iter().find_map(|ending| name.strip_suffix(ending)).unwrap_or(name)
}
