//! One assessment: how its totals lie, what the undetermined lack, and everybody's result.

use std::collections::{BTreeMap, HashMap};

use axum::extract::{Path, Query, State};
use axum::response::Html;
use huoju_model::{Actor, Decimal, MissingMode, Outcome as Came, Text};
use huoju_programme::evaluate::export::{figure_words, tier_word};
use huoju_programme::evaluate::results::{self as made, Basis};
use huoju_programme::evaluate::why::why;
use huoju_scheme::scheme::Tier;
use huoju_scheme::{Points, Ratio, Scheme, outcome_word};
use huoju_store::assessment::{Assessment, Happened, Since};
use huoju_store::results::{Filter, Listed, Order};
use huoju_store::tally::Tally;
use serde::Deserialize;

use super::conclusion::giver;
use super::export;
use super::results::{ON_A_PAGE, short};
use super::why::reason;
use crate::chart::{Bin, Histogram, Standing, histogram, position, position_axis};
use crate::discover::{came, points};
use crate::figure::thousands;
use crate::paging::paged;
use crate::view::result::{AssessmentPage, BinRow, CriterionHead, Distribution, Lack, ResultRow};
use crate::view::{Choice, Empty, Fact, Field, Figure, Frame, KeyFigure, Link, Options, Pages, Room, grouped};
use crate::who::Who;
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// How far around the pass mark lies what is near it, and how wide a stretch of totals is, in points.
const STRETCH: i64 = 10;

/// Which results are asked for, as the form of filters sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    q: String,
    outcome: String,
    tier: String,
    points: String,
    missing: String,
    order: String,
    page: String,
}

impl Asked {
    /// The same as the store takes it. What can't be read doesn't filter.
    pub fn filter(&self) -> Filter {
        let given = |text: &str| Some(plain(text)).filter(|text| !text.is_empty());
        let stretch = self
            .points
            .split_once('-')
            .and_then(|(least, below)| Some((ten_thousandths(least)?, ten_thousandths(below)?)));
        Filter {
            outcome: OUTCOMES.into_iter().find(|outcome| outcome.code() == self.outcome),
            tier: given(&self.tier),
            least: stretch.map(|(least, _)| least),
            below: stretch.map(|(_, below)| below),
            lacks: given(&self.missing),
            words: plain(&self.q),
            order: ORDERS.iter().find(|(code, ..)| *code == self.order).map_or(Order::Highest, |(.., order)| *order),
        }
    }

    /// All that filters, by the name of its field.
    pub fn fields(&self) -> [(&'static str, &str); 6] {
        [
            ("q", &self.q),
            ("outcome", &self.outcome),
            ("tier", &self.tier),
            ("points", &self.points),
            ("missing", &self.missing),
            ("order", &self.order),
        ]
    }

    /// The address of a page of the results.
    fn address(&self, hash: &str, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}#rows", paths::assessment(hash), pairs.collect::<String>())
    }
}

const OUTCOMES: [Came; 3] = [Came::Pass, Came::Fail, Came::Undetermined];

const ORDERS: [(&str, &str, Order); 4] = [
    ("", "order-highest", Order::Highest),
    ("lowest", "order-lowest", Order::Lowest),
    ("name", "order-name", Order::Name),
    ("code", "order-code", Order::Code),
];

const ORDERS_WITHOUT_POINTS: [(&str, &str, Order); 2] =
    [("", "order-name", Order::Highest), ("code", "order-code", Order::Code)];

/// Without what no name or code holds and PostgreSQL takes in no text.
fn plain(text: &str) -> String {
    text.replace('\0', "")
}

/// Points as they are written, to four decimals.
pub fn points_of(given: Decimal) -> Option<Points> {
    Ratio::decimal(given).and_then(Points::of)
}

fn ten_thousandths(points: &str) -> Option<i64> {
    points.parse::<i64>().ok()?.checked_mul(10_000)
}

/// `GET /assessments/{assessment}`
pub async fn result(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let made = app.store.assessment(&assessment).await?;
    let basis = made::basis(&app.store, &app.catalogue, &made.hash)?;
    let of = Of { words: Words::of(visitor.lang), app: &app, visitor: &visitor, actor: &actor, basis, made };
    render::page(&of.page(&asked).await?)
}

/// One assessment with all it takes to show it.
struct Of<'a> {
    words: &'a Words,
    app: &'a App,
    visitor: &'a Visitor,
    actor: &'a Actor,
    /// Its scheme as it stood, and who was left out.
    basis: Basis,
    made: Assessment,
}

impl Of<'_> {
    async fn page(&self, asked: &Asked) -> Result<AssessmentPage, PageError> {
        let hash = &self.made.hash;
        let filter = asked.filter();
        let store = &self.app.store;
        let read = |skip| made::rows(store, self.actor, hash, &filter, skip, ON_A_PAGE as i64);
        // What doesn't wait for one another is asked for side by side.
        let ((number, listed, n), tally, frame, stale, givers, seals) = tokio::try_join!(
            async { paged(&asked.page, ON_A_PAGE, read).await.map_err(PageError::from) },
            async { made::tally(store, self.actor, hash).await.map_err(PageError::from) },
            self.frame(),
            self.stale(),
            async { store.givers(self.made.data_period).await.map_err(PageError::from) },
            seals(&self.made, self.app, self.words),
        )?;
        let lacking = tally.lacking();
        let scheme = self.scheme();
        Ok(AssessmentPage {
            frame,
            href: paths::assessment(hash),
            actions: vec![
                Link::new(self.words.get("steps"), paths::steps(hash)),
                Link::new(self.words.get("edges"), paths::edges(hash)),
                Link::new(self.words.get("whatif"), paths::what_if(hash)),
                Link::new(self.words.get("compare"), paths::compare(hash)),
                Link::new(self.words.get("run-again"), format!("{}?scheme={}", paths::ASSESS, self.made.scheme)),
            ],
            stale,
            figures: self.figures(),
            distribution: self.distribution(&tally),
            lacks: self.lacks(&lacking, &givers),
            undetermined: thousands(&self.made.counts.n_undetermined.to_string()),
            tiers: self.tiers(&tally),
            query: Field { value: asked.q.clone(), ..Field::default() },
            outcomes: self.outcomes(asked),
            in_tiers: self.in_tiers(asked),
            points: self.stretches(asked),
            missing: self.missing(asked, &lacking),
            orders: self.orders(asked),
            applied: self.applied(asked),
            clear: format!("{}#rows", paths::assessment(hash)),
            criteria: scheme
                .criteria
                .iter()
                .map(|c| CriterionHead { title: self.said(&c.title), full: c.item.max.to_string() })
                .collect(),
            full: scheme.total.map_or(String::new(), |total| total.to_string()),
            axis: scheme.total.map(|total| position_axis(drawn(total.0), self.pass())),
            rows: listed.iter().map(|one| self.row(one)).collect(),
            pages: Pages::new(number, ON_A_PAGE, usize::try_from(n).unwrap_or(0), |page| asked.address(hash, page)),
            exports: export::offers(self.words, hash, asked, n),
            seals,
            empty: Empty {
                title: self.words.get("results-none"),
                text: self.words.get("results-none-more"),
                link: None,
            },
        })
    }

    fn scheme(&self) -> &Scheme {
        self.basis.program.scheme()
    }

    fn said(&self, text: &Text) -> String {
        text.get(self.visitor.lang).to_owned()
    }

    fn pass(&self) -> Option<f64> {
        self.scheme().pass_mark().map(|mark| drawn(mark.0))
    }

    async fn frame(&self) -> Result<Frame, PageError> {
        let (words, made) = (self.words, &self.made);
        let year = made.evaluation_year.to_string();
        let title = words.with("scheme-year", &[("scheme", &self.said(&self.scheme().title)), ("year", &year)]);
        let run = self.app.store.runs(&[&made.hash]).await?.get(&made.hash).copied().unwrap_or(1);
        let as_of = [("period", made.data_period.to_string()), ("batch", made.as_of_batch.to_string())];
        let as_of = words.with("data-as-of", &as_of.each_ref().map(|(key, value)| (*key, value.as_str())));
        let mut basis = vec![
            Fact::new(words.get("as-of"), render::moment(&made.made_at)),
            Fact { label: words.get("scheme"), text: self.scheme().source.clone(), href: paths::scheme(&made.scheme) },
            Fact::new(words.get("data-year"), as_of),
            Fact::new(words.get("evaluation-year"), year),
            Fact::new(words.get("missing-mode"), words.get(mode_key(made.missing))),
        ];
        if let Some(place) = self.basis.within {
            let name = self.app.store.name_of(self.actor.scope(), place).await?;
            basis
                .push(Fact { href: paths::subject(&place.to_string()), ..Fact::new(words.get("assessed-whom"), name) });
        }
        basis.push(Fact::new(words.get("nature"), words.get("own-only")));
        let sample = self.scheme().sample.as_ref();
        basis.extend(sample.map(|sample| Fact::new(words.get("scheme-sample"), self.said(sample))));
        Ok(Frame {
            subtitle: words.with("run-nth", &[("n", &run.to_string())]),
            basis,
            ..render::frame(self.visitor, Room::Assessments, title)
        })
    }

    async fn stale(&self) -> Result<String, PageError> {
        let since = made::since(&self.app.store, &self.made.hash).await?;
        Ok(since.iter().map(|one| happened(one, self.words)).collect())
    }

    fn figures(&self) -> Vec<KeyFigure> {
        let counts = &self.made.counts;
        let share = |n: i64| if counts.n == 0 { String::new() } else { percent(n, counts.n) };
        let key = |label: &str, n: i64, context: String| KeyFigure {
            label: self.words.get(label),
            figure: Figure::plain(thousands(&n.to_string()), self.words.get("count")),
            context,
            hold: label == "outcome-undetermined",
        };
        let ended = match self.basis.ended {
            0 => String::new(),
            n => self.words.with("assessed-ended", &[("n", &grouped(n))]),
        };
        vec![
            key("assessed", counts.n, ended),
            key("outcome-pass", counts.n_pass, share(counts.n_pass)),
            key("outcome-fail", counts.n_fail, share(counts.n_fail)),
            key("outcome-undetermined", counts.n_undetermined, share(counts.n_undetermined)),
        ]
    }

    fn distribution(&self, tally: &Tally) -> Option<Distribution> {
        let most = whole(self.scheme().total?);
        let n_bins = usize::try_from((most + STRETCH - 1) / STRETCH).unwrap_or(0).max(1);
        let mut bins = bins(tally, n_bins);
        let rows = bins.iter().enumerate().map(|(at, bin)| BinRow {
            range: stretch(at as i64, n_bins as i64, most),
            passed: grouped(bin.passed),
            undetermined: grouped(bin.undetermined),
            failed: grouped(bin.failed),
        });
        let rows = rows.collect();
        let n = thousands(&self.made.counts.n.to_string());
        let caption = match undrawn(&mut bins) {
            0 => self.words.with("distribution-of", &[("n", &n)]),
            more => self.words.with("distribution-crowd", &[("n", &n), ("more", &grouped(more))]),
        };
        let mark = self.scheme().pass_mark().map(|mark| self.words.with("pass-mark", &[("n", &mark.to_string())]));
        let drawing = Histogram {
            full: (bins.len() as i64 * STRETCH) as f64,
            bins,
            pass: self.pass().zip(mark),
            counted: self.words.get("count"),
            scored: self.words.get("unit-points"),
            label: self.words.get("distribution"),
        };
        Some(Distribution { caption, chart: histogram(&drawing), bins: rows })
    }

    fn lacks(&self, lacking: &[(String, i64)], givers: &HashMap<String, Vec<String>>) -> Vec<Lack> {
        let lack = |(code, n): &(String, i64)| {
            let undetermined = Came::Undetermined.code().to_owned();
            let asked = Asked { missing: code.clone(), outcome: undetermined, ..Asked::default() };
            Lack {
                indicator: self.figure(code),
                from: self.from(givers, code),
                count: thousands(&n.to_string()),
                href: asked.address(&self.made.hash, 1),
            }
        };
        lacking.iter().map(lack).collect()
    }

    /// The sources that give this figure of others.
    fn from(&self, givers: &HashMap<String, Vec<String>>, column: &str) -> String {
        let input = self.basis.program.inputs().iter().find(|input| input.column() == column);
        giver(givers, input, column, self.words)
    }

    fn tiers(&self, tally: &Tally) -> Vec<Fact> {
        let fact = |tier: &Tier| {
            let n = tally.tiers.get(&tier.id).copied().unwrap_or_default();
            Fact {
                label: self.said(&tier.title),
                text: self.words.with("count-subjects", &[("n", &thousands(&n.to_string()))]),
                href: Asked { tier: tier.id.clone(), ..Asked::default() }.address(&self.made.hash, 1),
            }
        };
        self.scheme().tiers.iter().map(fact).collect()
    }

    fn choices(&self, now: &str, choices: impl IntoIterator<Item = (String, String)>) -> Options {
        let all = std::iter::once(Choice::new("", self.words.get("all"), now));
        let others = choices.into_iter().map(|(value, text)| Choice::new(value, text, now));
        Options { choices: all.chain(others).collect(), ..Options::default() }
    }

    fn outcomes(&self, asked: &Asked) -> Options {
        let lang = self.visitor.lang;
        let choice = |came: Came| (came.code().to_owned(), outcome_word(came, lang).to_owned());
        self.choices(&asked.outcome, OUTCOMES.map(choice))
    }

    fn in_tiers(&self, asked: &Asked) -> Options {
        self.choices(&asked.tier, self.scheme().tiers.iter().map(|tier| (tier.id.clone(), self.said(&tier.title))))
    }

    /// Around the pass mark, then stretches of ten points from the highest.
    fn stretches(&self, asked: &Asked) -> Options {
        let Some(total) = self.scheme().total else { return Options::default() };
        let most = whole(total);
        let n = (most + STRETCH - 1) / STRETCH;
        let near = self.scheme().pass_mark().map(|mark| {
            let mark = whole(mark);
            (format!("{}-{}", mark - STRETCH, mark + STRETCH), self.words.get("near-pass"))
        });
        let stretches = (0..n).rev().map(|at| {
            let below = if at + 1 == n { most + 1 } else { (at + 1) * STRETCH };
            (format!("{}-{below}", at * STRETCH), stretch(at, n, most))
        });
        self.choices(&asked.points, near.into_iter().chain(stretches))
    }

    fn missing(&self, asked: &Asked, lacking: &[(String, i64)]) -> Options {
        self.choices(&asked.missing, lacking.iter().map(|(code, _)| (code.clone(), self.figure(code))))
    }

    fn orders(&self, asked: &Asked) -> Options {
        let orders: &[_] = if self.scheme().total.is_none() { &ORDERS_WITHOUT_POINTS } else { &ORDERS };
        let choice = |&(value, key, _): &(&str, &str, Order)| Choice::new(value, self.words.get(key), &asked.order);
        Options { choices: orders.iter().map(choice).collect(), ..Options::default() }
    }

    /// The filters in force, each leading to the list without it.
    fn applied(&self, asked: &Asked) -> Vec<Link> {
        let chosen =
            |options: Options| options.choices.into_iter().find(|choice| choice.chosen).map(|choice| choice.text);
        let without =
            |text: Option<String>, rest: Asked| Link::new(text.unwrap_or_default(), rest.address(&self.made.hash, 1));
        let lacking =
            (!asked.missing.is_empty()).then(|| self.words.with("lacks-of", &[("n", &self.figure(&asked.missing))]));
        let each = [
            (&asked.q, Some(asked.q.clone()), Asked { q: String::new(), ..asked.clone() }),
            (&asked.outcome, chosen(self.outcomes(asked)), Asked { outcome: String::new(), ..asked.clone() }),
            (&asked.tier, chosen(self.in_tiers(asked)), Asked { tier: String::new(), ..asked.clone() }),
            (&asked.points, chosen(self.stretches(asked)), Asked { points: String::new(), ..asked.clone() }),
            (&asked.missing, lacking, Asked { missing: String::new(), ..asked.clone() }),
        ];
        each.into_iter().filter(|(value, ..)| !value.is_empty()).map(|(_, text, rest)| without(text, rest)).collect()
    }

    fn row(&self, one: &Listed) -> ResultRow {
        let got: BTreeMap<String, Option<i64>> = serde_json::from_str(&one.row.points).unwrap_or_default();
        let shown = |id: &str| match got.get(id).copied().flatten() {
            Some(points) => Points(points).to_string(),
            None => "…".to_owned(),
        };
        let outcome = came(one.row.outcome);
        let standing = |full: Points| Standing {
            least: drawn(one.row.total_min),
            most: drawn(one.row.total_max),
            full: drawn(full.0),
            pass: self.pass(),
            outcome,
        };
        ResultRow {
            subject: Link::new(&one.name, paths::explanation(&self.made.hash, &one.row.subject_id.to_string())),
            code: one.code.clone().unwrap_or_default(),
            points: self.scheme().criteria.iter().map(|criterion| shown(&criterion.id)).collect(),
            total: points(&one.row),
            position: self.scheme().total.map(|full| position(standing(full))),
            outcome,
            tier: one
                .row
                .tier
                .as_deref()
                .map_or(String::new(), |tier| tier_word(&self.basis.program, tier, self.visitor.lang)),
            remark: reason(self.words, &self.basis.program, &why(&self.basis.program, &one.row), self.visitor.lang),
        }
    }

    fn figure(&self, code: &str) -> String {
        figure_words(&self.basis.program, code, self.visitor.lang)
    }
}

/// By what an assessment can be verified: its hash, its scheme's, and the record of the ledger.
pub async fn seals(made: &Assessment, app: &App, words: &Words) -> Result<Vec<Fact>, PageError> {
    let records = app.store.ledger_about(&format!("assessment {}", made.hash)).await?;
    let record = records.last().map(|record| {
        let about = [("n", thousands(&record.seq.to_string())), ("hash", short(&record.hash).to_owned())];
        let text = words.with("ledger-record", &about.each_ref().map(|(key, value)| (*key, value.as_str())));
        Fact { label: words.get("room-ledger"), text, href: paths::LEDGER.to_owned() }
    });
    let by = Who::of(&app.store).await?.name(&made.made_by, words);
    let mut seals = vec![
        Fact::new(words.get("seal-assessment"), &made.hash),
        Fact::new(words.get("seal-scheme"), &made.scheme_hash),
        Fact::new(words.get("by-whom"), format!("{by} {}", render::moment(&made.made_at))),
    ];
    seals.extend(record);
    Ok(seals)
}

/// What happened since to a batch that was used, and what to do.
pub fn happened(since: &Since, words: &Words) -> String {
    let key = match since.what {
        Happened::Undone => "since-undone",
        Happened::Withdrawn => "since-withdrawn",
    };
    let batch = since.batch_id.to_string();
    let file = since.file.as_deref().unwrap_or("—");
    words.with(key, &[("batch", &batch), ("file", file), ("source", &since.source), ("reason", &since.reason)])
}

/// The key of the word for a treatment of missing figures.
pub fn mode_key(mode: MissingMode) -> &'static str {
    match mode {
        MissingMode::Strict => "missing-strict",
        MissingMode::Settled => "missing-settled",
    }
}

/// So many bins of totals; the most that a scheme gives belongs to the last.
fn bins(tally: &Tally, n_bins: usize) -> Vec<Bin> {
    let mut bins = vec![Bin::default(); n_bins];
    for (at, counts) in &tally.stretches {
        let at = usize::try_from(*at).unwrap_or(0).min(n_bins.saturating_sub(1));
        let count = |n: i64| usize::try_from(n).unwrap_or(0);
        if let Some(bin) = bins.get_mut(at) {
            bin.passed += count(counts.n_pass);
            bin.undetermined += count(counts.n_undetermined);
            bin.failed += count(counts.n_fail);
        }
    }
    bins
}

/// Takes the undetermined of whom hardly anything is known out of a drawing in which they would dwarf all others, and
/// says how many they are.
fn undrawn(bins: &mut [Bin]) -> usize {
    let others = bins.iter().skip(1).map(|bin| bin.passed + bin.undetermined + bin.failed).max().unwrap_or(0);
    match bins.first_mut() {
        Some(first) if first.undetermined > others.saturating_mul(4) => std::mem::take(&mut first.undetermined),
        _ => 0,
    }
}

/// `60–69`; the last stretch holds the most there is.
fn stretch(at: i64, n: i64, most: i64) -> String {
    let to = if at + 1 == n { most } else { (at + 1) * STRETCH - 1 };
    format!("{}–{to}", at * STRETCH)
}

/// `63.8%`, rounded half up; for reading only.
fn percent(n: i64, of: i64) -> String {
    let tenths = (n * 2_000 + of) / (of * 2);
    format!("{}.{}%", tenths / 10, tenths % 10)
}

/// Points as a drawing takes them.
fn drawn(ten_thousandths: i64) -> f64 {
    ten_thousandths as f64 / 10_000.0
}

/// Whole points, rounded up.
fn whole(points: Points) -> i64 {
    (points.0 + 9_999) / 10_000
}

#[cfg(test)]
mod tests {
    use huoju_store::assessment::Counts;

    use super::*;

    #[test]
    fn a_hundred_of_a_hundred_is_in_the_last_bin() {
        let passed = |n| Counts { n, n_pass: n, ..Counts::default() };
        let tally = Tally { stretches: [(0, passed(1)), (9, passed(2)), (10, passed(3))].into(), ..Tally::default() };
        let drawn: Vec<usize> = bins(&tally, 10).iter().map(|bin| bin.passed).collect();
        assert_eq!(drawn, [1, 0, 0, 0, 0, 0, 0, 0, 0, 5]);
    }
}
