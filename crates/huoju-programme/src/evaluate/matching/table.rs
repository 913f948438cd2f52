//! What came of matching as a table: a row for each enterprise and offer, in the reader's language.

use std::sync::Arc;

use arrow_array::cast::AsArray;
use arrow_array::{ArrayRef, BooleanArray, RecordBatch, StringArray};
use arrow_schema::{ArrowError, Field, Schema};
use huoju_catalogue::Offer;
use huoju_model::{Lang, Outcome, Text};
use huoju_scheme::scheme::Gate;
use huoju_scheme::{Input, with_clause};
use huoju_table::{OutputColumn, OutputKind};

use super::{Matched, Matcher};

/// The columns: name, headers, whether it is a fact.
const COLUMNS: [(&str, &str, &str, bool); 12] = [
    ("id", "统一社会信用代码", "code", false),
    ("name", "企业名称", "name", false),
    ("offer", "编号", "offer", false),
    ("title", "政策产品", "title", false),
    ("kind", "种类", "kind", false),
    ("sample", "示例", "sample", true),
    ("standing", "匹配", "standing", false),
    ("failed", "不符合的条件", "conditions that fail", false),
    ("missing", "缺的数据", "missing figures", false),
    ("benefit", "优惠", "benefit", false),
    ("gives_way_to", "就高不重复，让位于", "gives way to", false),
    ("automatic", "免申即享候选", "without application", true),
];

/// The columns as a writer takes them.
pub fn columns(lang: Lang) -> Vec<OutputColumn> {
    let column = |(name, zh, en, fact): (&str, &str, &str, bool)| OutputColumn {
        name: name.to_owned(),
        header: (if lang == Lang::Zh { zh } else { en }).to_owned(),
        kind: if fact { OutputKind::Fact } else { OutputKind::Text },
    };
    COLUMNS.map(column).into()
}

/// The rows of a population, enterprise by enterprise, of the offers that `which` (offer, row) lets in.
pub fn rows(
    matcher: &Matcher,
    matched: &Matched<'_>,
    population: &RecordBatch,
    lang: Lang,
    which: impl Fn(usize, usize) -> bool,
) -> Result<RecordBatch, ArrowError> {
    let n_offers = matcher.offers().len();
    let pairs = (0..population.num_rows()).flat_map(|row| (0..n_offers).map(move |offer| (offer, row)));
    let pairs: Vec<(usize, usize)> = pairs.filter(|(offer, row)| which(*offer, *row)).collect();
    let table = Table { matcher, matched, population, lang };
    let (mut fields, mut arrays) = (Vec::new(), Vec::<ArrayRef>::new());
    for (name, _, _, is_fact) in COLUMNS {
        let array: ArrayRef = if is_fact {
            Arc::new(pairs.iter().map(|pair| Some(table.fact(name, *pair))).collect::<BooleanArray>())
        } else {
            Arc::new(pairs.iter().map(|pair| table.text(name, *pair)).collect::<StringArray>())
        };
        fields.push(Field::new(name, array.data_type().clone(), true));
        arrays.push(array);
    }
    RecordBatch::try_new(Arc::new(Schema::new(fields)), arrays)
}

struct Table<'a> {
    matcher: &'a Matcher,
    matched: &'a Matched<'a>,
    population: &'a RecordBatch,
    lang: Lang,
}

impl Table<'_> {
    fn fact(&self, column: &str, (offer, row): (usize, usize)) -> bool {
        match column {
            "sample" => self.matcher.offers()[offer].sample,
            _ => self.matched.automatic(offer, row),
        }
    }

    fn text(&self, column: &str, (offer, row): (usize, usize)) -> Option<String> {
        let (lang, of) = (self.lang, &self.matcher.offers()[offer]);
        let said = |text: String| Some(text).filter(|text| !text.is_empty());
        match column {
            "offer" => Some(of.id.clone()),
            "title" => Some(of.title.get(lang).to_owned()),
            "kind" => Some(of.kind.name().get(lang).to_owned()),
            "standing" => Some(self.matched.standing(offer, row).name().get(lang).to_owned()),
            "failed" => said(cited(&self.matched.conditions(offer, row, Outcome::Fail), lang)),
            "missing" => said(figures(&self.matched.missing(offer, row), lang)),
            "benefit" => Some(benefit(of, lang)),
            "gives_way_to" => {
                self.matched.gives_way(offer, row).map(|other| self.matcher.offers()[other].title.get(lang).to_owned())
            }
            own => {
                let own = self.population.column_by_name(own)?.as_string_opt::<i32>()?;
                own.iter().nth(row).flatten().map(str::to_owned)
            }
        }
    }
}

/// `有研发费用〔第七条（二）〕`, several joined.
pub fn cited(gates: &[&Gate], lang: Lang) -> String {
    gates.iter().map(|gate| with_clause(&gate.title, &gate.clause, lang)).collect::<Vec<_>>().join(semicolon(lang))
}

/// The names of figures, joined.
pub fn figures(inputs: &[Input], lang: Lang) -> String {
    inputs.iter().map(|input| input.label(lang)).collect::<Vec<_>>().join(semicolon(lang))
}

/// `最高 50 万元，每家企业每年`, or the offer's own words where it is not counted in money.
pub fn benefit(offer: &Offer, lang: Lang) -> String {
    let Some(worth) = &offer.benefit.worth else { return offer.benefit.words.get(lang).to_owned() };
    let most =
        Text::new(if offer.benefit.is_cap { "最高 " } else { "" }, if offer.benefit.is_cap { "at most " } else { "" });
    let per = offer.benefit.per.as_ref().map(|per| match lang {
        Lang::Zh => format!("，{}", per.get(lang)),
        Lang::En => format!(", {}", per.get(lang)),
    });
    format!("{}{}{}", most.get(lang), worth.shown(), per.unwrap_or_default())
}

/// Conditions and names of figures hold commas themselves.
pub(super) fn semicolon(lang: Lang) -> &'static str {
    if lang == Lang::Zh { "；" } else { "; " }
}
