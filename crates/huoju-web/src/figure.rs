//! Figures for pages: a stored value as offices write it, with the three answers behind it.

use std::collections::{BTreeSet, HashMap};

use huoju_catalogue::Catalogue;
use huoju_model::{Decimal, Indicator, Kind, Lang, PermittedUse, Unit};
use huoju_store::batch::Batch;
use huoju_store::observation::{Observation, Status, Value};
use huoju_store::source::Source;
use huoju_store::{Store, StoreError};
use jiff::ToSpan;
use jiff::civil::Date;

use crate::paths;
use crate::view::{Figure, Lineage, Link, Mark, Origin, Presence};
use crate::words::Words;

/// What it takes to show observations: where each came from.
pub struct Sheet<'a> {
    catalogue: &'a Catalogue,
    lang: Lang,
    /// By row.
    pub sources: HashMap<i64, Source>,
    /// Each indicator's place in the dictionary.
    pub places: HashMap<&'a str, usize>,
    batches: HashMap<i64, Batch>,
}

impl<'a> Sheet<'a> {
    /// Looks up the sources and batches of these observations.
    pub async fn of(
        store: &Store,
        catalogue: &'a Catalogue,
        lang: Lang,
        observations: &[Observation],
    ) -> Result<Self, StoreError> {
        let sources = store.sources().await?.into_iter().map(|source| (source.id, source)).collect();
        let ids: BTreeSet<i64> = observations.iter().map(|observation| observation.from_batch).collect();
        let ids: Vec<i64> = ids.into_iter().collect();
        let batches = store.batches_of(&ids).await?.into_iter().map(|batch| (batch.id, batch)).collect();
        let places = catalogue.dictionary().iter().enumerate().map(|(place, one)| (one.code.as_str(), place)).collect();
        Ok(Sheet { catalogue, lang, sources, places, batches })
    }

    /// The indicator of an observation.
    pub fn indicator(&self, code: &str) -> Option<&'a Indicator> {
        self.catalogue.dictionary().get(code)
    }

    /// An observation as a figure that says where it comes from.
    pub fn figure(&self, observation: &Observation) -> Figure {
        let indicator = self.indicator(&observation.indicator);
        let name = indicator.map_or(observation.indicator.as_str(), |indicator| indicator.name.get(self.lang));
        let (value, unit) = shown(observation.value.as_ref(), indicator, self.lang);
        let lineage = Lineage {
            title: format!("{name} {}", observation.period),
            origins: vec![self.origin(observation)],
            ..Lineage::default()
        };
        Figure {
            value: qualified(value, observation.words.as_deref(), self.lang),
            unit,
            mark: mark(observation.status),
            presence: presence(observation.status),
            lineage: Some(lineage),
        }
    }

    /// Where an observation comes from.
    pub fn origin(&self, observation: &Observation) -> Origin {
        let words = Words::of(self.lang);
        let source = self.sources.get(&observation.source_id);
        let batch = self.batches.get(&observation.from_batch);
        let status = match observation.status {
            Status::Provisional => words.get("provisional"),
            Status::Revised => words.get("revised"),
            _ => String::new(),
        };
        Origin {
            what: observation.words.clone().unwrap_or_default(),
            source: source.map_or_else(Link::default, |source| Link::new(&source.name, paths::source(&source.code))),
            file: batch.and_then(|batch| batch.file.as_ref()).map_or(String::new(), |(_, name)| name.clone()),
            sheet: batch.and_then(|batch| batch.sheet.clone()).unwrap_or_default(),
            cell: observation.place.clone().unwrap_or_default(),
            batch: Link::new(
                words.with("batch-number", &[("n", &observation.from_batch.to_string())]),
                paths::import(&observation.from_batch.to_string()),
            ),
            permitted: source.map_or(String::new(), |source| permitted(source, self.lang)),
            status,
        }
    }
}

/// What a source permits, in the reader's language.
pub fn permitted(source: &Source, lang: Lang) -> String {
    use_word(source.permitted_use, lang).to_owned()
}

/// A permitted use, in the reader's language.
pub fn use_word(used: PermittedUse, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => used.zh(),
        Lang::En => used.code(),
    }
}

/// The mark that a status puts beside its digit.
pub fn mark(status: Status) -> Mark {
    match status {
        Status::Provisional => Mark::Provisional,
        Status::Revised => Mark::Revised,
        _ => Mark::None,
    }
}

fn presence(status: Status) -> Presence {
    match status {
        Status::Missing => Presence::Missing,
        Status::NotApplicable => Presence::NotApplicable,
        Status::Suppressed => Presence::Suppressed,
        _ => Presence::Value,
    }
}

/// A number that is a bound or rounded is told with its word: `超 50`.
fn qualified(value: String, words: Option<&str>, lang: Lang) -> String {
    let key = match words.and_then(|words| words.split('，').next()) {
        Some("超") => "qualifier-over",
        Some("以上") => "qualifier-at-least",
        Some("近") => "qualifier-nearly",
        Some("约") => "qualifier-about",
        _ => return value,
    };
    Words::of(lang).with(key, &[("value", &value)])
}

/// A value and its unit as offices write them: money in 万元, thousands by comma, a real minus.
pub fn shown(value: Option<&Value>, indicator: Option<&Indicator>, lang: Lang) -> (String, String) {
    let words = Words::of(lang);
    match (value, indicator.map(|indicator| &indicator.kind)) {
        (None, _) => ("…".to_owned(), String::new()),
        (Some(Value::Said(said)), _) => (said.clone(), String::new()),
        (Some(Value::Whole(whole)), Some(Kind::Amount(amount))) => {
            let (unit, scale) = office_unit(amount.unit, amount.scale);
            (thousands(&Decimal::new(i128::from(*whole), scale).to_string()), unit_word(unit, lang).to_owned())
        }
        (Some(Value::Whole(whole)), Some(Kind::Fact { .. })) => {
            (words.get(if *whole == 0 { "no" } else { "yes" }), String::new())
        }
        (Some(Value::Whole(whole)), Some(Kind::Date)) => (day(*whole), String::new()),
        (Some(Value::Whole(whole)), _) => (thousands(&whole.to_string()), String::new()),
    }
}

/// The unit that offices read an amount in, and the decimals that its smallest unit then has: 元 are read in 万元.
pub fn office_unit(unit: Unit, scale: u8) -> (Unit, u32) {
    let scale = u32::from(scale);
    match Unit::parse("万元").filter(|_| unit == Unit::YUAN) {
        Some(wan) => (wan, scale + 4),
        None => (unit, scale),
    }
}

/// The office unit of an indicator, in the reader's language; empty where it has none.
pub fn unit_of(indicator: Option<&Indicator>, lang: Lang) -> String {
    let amount = indicator.and_then(Indicator::amount);
    amount.map_or_else(String::new, |amount| unit_word(office_unit(amount.unit, amount.scale).0, lang).to_owned())
}

/// A unit in the reader's language.
pub fn unit_word(unit: Unit, lang: Lang) -> &'static str {
    match lang {
        Lang::Zh => unit.symbol(),
        Lang::En => unit.en(),
    }
}

/// An amount of smallest units in the largest unit that it is a whole number of: `1 万亿元`.
pub fn round_amount(whole: i64, unit: Unit, scale: u8, lang: Lang) -> String {
    let exact = Decimal::new(i128::from(whole), u32::from(scale));
    let in_unit = |larger: Unit| {
        let (num, den) = larger.conversion(unit)?;
        let step = i128::from(num).checked_mul(10i128.pow(u32::from(scale)))?;
        let fits = den == 1 && i128::from(whole) % step == 0;
        fits.then(|| {
            (num, format!("{} {}", thousands(&(i128::from(whole) / step).to_string()), unit_word(larger, lang)))
        })
    };
    let largest = unit.siblings().filter_map(in_unit).max_by_key(|(num, _)| *num);
    largest.map_or_else(|| format!("{} {}", thousands(&exact.to_string()), unit_word(unit, lang)), |(_, said)| said)
}

fn day(since: i64) -> String {
    Date::constant(1970, 1, 1).checked_add(since.days()).map_or_else(|_| since.to_string(), |day| day.to_string())
}

/// `-1234567.5` → `−1,234,567.5`
pub fn thousands(number: &str) -> String {
    let (sign, number) = number.strip_prefix('-').map_or(("", number), |rest| ("−", rest));
    let (whole, rest) = number.find('.').map_or((number, ""), |dot| number.split_at(dot));
    let digits: Vec<char> = whole.chars().collect();
    let groups: Vec<String> = digits.rchunks(3).rev().map(|group| group.iter().collect()).collect();
    format!("{sign}{}{rest}", groups.join(","))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn thousands_stand_apart_and_the_minus_is_a_real_one() {
        for (number, shown) in [("0", "0"), ("999", "999"), ("1000", "1,000"), ("-1234567.5", "−1,234,567.5")] {
            assert_eq!(thousands(number), shown);
        }
    }

    #[test]
    fn days_are_counted_from_1970() {
        assert_eq!((day(0).as_str(), day(16302).as_str()), ("1970-01-01", "2014-08-20"));
    }
}
