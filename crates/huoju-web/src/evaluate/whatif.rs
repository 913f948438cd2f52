//! 推演: an assessment with other points. Each slider asks again; without scripts a button does.

use std::collections::{BTreeMap, VecDeque};
use std::sync::{Arc, Mutex};

use axum::Form;
use axum::extract::{Path, Query, State};
use axum::response::{Html, Response};
use huoju_catalogue::CatalogueError;
use huoju_model::{Actor, Decimal, Lang, Outcome as Came, Scope};
use huoju_programme::evaluate::EvaluateError;
use huoju_programme::evaluate::whatif::{self, Base, Tried};
use huoju_scheme::dial::{Dial, DialOf, Turned};
use huoju_scheme::{Points, Program, Scheme, Share, Verdict, cited};

use super::result::points_of;
use super::results::short;
use crate::discover::{came, scheme_title};
use crate::figure::thousands;
use crate::taken;
use crate::view::compare::{Group, Moved, Stood};
use crate::view::whatif::{BandKnob, From, Knob, Law, Share as ShareRow, Tried as Shown, WhatIfPage};
use crate::view::{Empty, Fact, Figure, Frame, KeyFigure, Link, Room, Sure, grouped};
use crate::words::Words;
use crate::{App, PageError, Visitor, paths, render};

/// As many of a group as are shown.
const SHOWN: usize = 50;
/// As many industries as are shown.
const INDUSTRIES: usize = 12;
/// As many assessments as are kept ready.
const READY: usize = 4;

/// Which assessments are ready to be tried: reading their figures takes longer than all the rest.
#[derive(Clone, Default)]
pub struct Ready(Arc<Mutex<VecDeque<Kept>>>);

/// An assessment by its hash, as one scope sees it.
type Kept = (String, Scope, Arc<Base>);

impl Ready {
    pub(super) async fn of(&self, app: &App, actor: &Actor, hash: &str) -> Result<Arc<Base>, PageError> {
        let made = app.store.assessment(hash).await?;
        let found = |ready: &VecDeque<Kept>| {
            let kept = ready.iter().find(|(kept, scope, _)| *kept == made.hash && *scope == actor.scope());
            kept.map(|(.., base)| Arc::clone(base))
        };
        if let Some(base) = self.0.lock().ok().and_then(|ready| found(&ready)) {
            return Ok(base);
        }
        let hash = made.hash.clone();
        let base = Arc::new(whatif::base(&app.store, &app.catalogue, actor, made).await?);
        if let Ok(mut ready) = self.0.lock() {
            ready.truncate(READY - 1);
            ready.push_front((hash, actor.scope(), Arc::clone(&base)));
        }
        Ok(base)
    }
}

/// What was moved, by the name of its field.
type Asked = BTreeMap<String, String>;

/// `GET /assessments/{assessment}/what-if`
pub async fn whatif(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Html<String>, PageError> {
    let base = app.ready.of(&app, &actor, &assessment).await?;
    let of = Of { app: &app, words: Words::of(visitor.lang), visitor: &visitor, base: &base, asked: &asked };
    render::page(&of.page()?)
}

/// `GET /assessments/{assessment}/what-if/scheme`: the scheme with these points, as a file.
pub async fn scheme(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Query(asked): Query<Asked>,
) -> Result<Response, PageError> {
    let base = app.ready.of(&app, &actor, &assessment).await?;
    let of = Of { app: &app, words: Words::of(visitor.lang), visitor: &visitor, base: &base, asked: &asked };
    let tried = whatif::tried(&base, &app.catalogue, &of.turned())?;
    let text = tried.program.scheme().text.to_string();
    Ok(render::attached(&format!("{}.toml", tried.program.scheme().id), "application/toml", text.into_bytes()))
}

/// `POST /assessments/{assessment}/what-if/export`: who would enter, leave and move, as a workbook.
pub async fn export(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    Path(assessment): Path<String>,
    Form(order): Form<Asked>,
) -> Result<Response, PageError> {
    let base = app.ready.of(&app, &actor, &assessment).await?;
    let of = Of { app: &app, words: Words::of(visitor.lang), visitor: &visitor, base: &base, asked: &order };
    let tried = whatif::tried(&base, &app.catalogue, &of.turned())?;
    let reason = order.get("reason").map_or("", String::as_str);
    let title = scheme_title(&app, &base.assessment.scheme, visitor.lang);
    let name = format!("{} {title} {}.xlsx", of.words.get("whatif"), short(&base.assessment.hash));
    let lang = visitor.lang;
    taken::workbook(&name, async |to| whatif::export(&app.store, &actor, &tried, (lang, reason), to).await).await
}

/// An assessment with what is asked of it.
struct Of<'a> {
    app: &'a App,
    words: &'a Words,
    visitor: &'a Visitor,
    base: &'a Base,
    asked: &'a Asked,
}

/// The field of a criterion's full points, and of one dial.
fn weight_name(criterion: usize) -> String {
    format!("w{criterion}")
}

fn dial_name(dial: usize) -> String {
    format!("d{dial}")
}

impl Of<'_> {
    fn scheme(&self) -> &Scheme {
        self.base.cells.program().scheme()
    }

    fn lang(&self) -> Lang {
        self.visitor.lang
    }

    /// Points that were asked for in a field; what can't be read is not asked.
    fn given(&self, name: &str) -> Option<Points> {
        let given = Decimal::parse(self.asked.get(name)?.trim()).ok()?;
        points_of(given).filter(|points| points.0 >= 0)
    }

    /// The fields in which something else than points was written, in words.
    fn misread(&self) -> impl Iterator<Item = String> {
        let scheme = self.scheme();
        let weights = scheme.criteria.iter().enumerate().map(|(place, of)| (weight_name(place), &of.title));
        let dials = scheme.dials.iter().enumerate().map(|(place, dial)| (dial_name(place), &dial.title));
        weights.chain(dials).filter_map(|(name, title)| {
            let value = self.asked.get(&name).filter(|value| !value.trim().is_empty())?;
            let about = [("field", title.get(self.lang())), ("value", value.as_str())];
            self.given(&name).is_none().then(|| self.words.with("whatif-misread", &about))
        })
    }

    /// The dials that are turned: those of a weight in proportion, and one by one.
    fn turned(&self) -> Turned {
        let scheme = self.scheme();
        let mut turned = Turned::new();
        for criterion in 0..scheme.criteria.len() {
            let weight = self.given(&weight_name(criterion));
            turned.extend(weight.map(|weight| scheme.weighed(criterion, weight)).unwrap_or_default());
        }
        for place in 0..scheme.dials.len() {
            turned.extend(self.given(&dial_name(place)).map(|points| (place, points)));
        }
        turned.retain(|place, points| scheme.dials[*place].points != *points);
        turned
    }

    fn page(&self) -> Result<WhatIfPage, PageError> {
        let turned = self.turned();
        let frame = self.frame();
        let href = paths::what_if(&self.base.assessment.hash);
        if self.scheme().dials.is_empty() {
            let empty = Empty {
                title: self.words.get("whatif-nothing"),
                text: self.words.get("whatif-nothing-more"),
                link: Some(Link::new(self.words.get("compare"), paths::compare(&self.base.assessment.hash))),
            };
            return Ok(WhatIfPage { frame, href, empty: Some(empty), ..WhatIfPage::default() });
        }
        let (tried, refused) = match whatif::tried(self.base, &self.app.catalogue, &turned) {
            Ok(tried) => (tried, Vec::new()),
            Err(EvaluateError::Catalogue(CatalogueError::Findings(found))) => {
                let said = found.iter().flat_map(|found| found.list()).map(|one| one.what.get(self.lang()).to_owned());
                let said = said.map(|why| self.words.with("whatif-senseless", &[("why", &why)]));
                (whatif::tried(self.base, &self.app.catalogue, &Turned::new())?, said.collect())
            }
            Err(error) => return Err(error.into()),
        };
        let refused = self.misread().chain(refused).collect();
        let scheme = tried.program.scheme();
        Ok(WhatIfPage {
            weights: self.weights(&turned),
            total: scheme.total.map_or(String::new(), |total| total.to_string()),
            marks: self.marks(),
            tried: self.shown(&tried),
            refused,
            frame,
            href,
            empty: None,
        })
    }

    fn frame(&self) -> Frame {
        let (words, made) = (self.words, &self.base.assessment);
        let title = scheme_title(self.app, &made.scheme, self.lang());
        let of = words.with("scheme-year", &[("scheme", &title), ("year", &made.evaluation_year.to_string())]);
        let everybody = words.with("count-subjects", &[("n", &grouped(self.base.members.len()))]);
        Frame {
            crumbs: vec![Link::new(of, paths::assessment(&made.hash))],
            basis: vec![
                Fact::new(words.get("as-of"), render::moment(&made.made_at)),
                Fact::new(words.get("whatif-population"), everybody),
                Fact {
                    label: words.get("scheme"),
                    text: self.scheme().source.clone(),
                    href: paths::scheme(&made.scheme),
                },
                Fact::new(words.get("nature"), words.get("whatif-nature")),
            ],
            ..render::frame(self.visitor, Room::Assessments, words.with("whatif-of", &[("scheme", &title)]))
        }
    }

    fn weights(&self, turned: &Turned) -> Vec<Knob> {
        let scheme = self.scheme();
        let most = scheme.total.unwrap_or_default();
        let weights = scheme.criteria.iter().enumerate().filter_map(|(place, criterion)| {
            let dials = scheme.dials.iter().enumerate().filter(|(_, dial)| dial.of == DialOf::Criterion(place));
            let bands: Vec<BandKnob> = dials.map(|(dial, of)| self.band(dial, of, turned)).collect();
            let now = criterion.item.max;
            let name = weight_name(place);
            let value = self.given(&name).unwrap_or(now);
            let label = criterion.title.get(self.lang()).to_owned();
            let knob = Knob { bands, ..knob(name, label, now, value, most) };
            (!knob.bands.is_empty()).then_some(knob)
        });
        weights.collect()
    }

    fn band(&self, place: usize, dial: &Dial, turned: &Turned) -> BandKnob {
        let name = dial_name(place);
        let title = dial.title.get(self.lang());
        let clause = cited(&dial.clause);
        let parts = [clause.as_str(), if dial.label.is_empty() { title } else { &dial.label }];
        BandKnob {
            label: parts.join(" "),
            now: dial.points.to_string(),
            value: self.given(&name).map_or(String::new(), |points| points.to_string()),
            follows: turned.get(&place).unwrap_or(&dial.points).to_string(),
            name,
        }
    }

    fn marks(&self) -> Vec<Knob> {
        let scheme = self.scheme();
        let most = scheme.total.unwrap_or_default();
        let marks = scheme.dials.iter().enumerate().filter(|(_, dial)| matches!(dial.of, DialOf::Tier(_)));
        let mark = |(place, dial): (usize, &Dial)| {
            let name = dial_name(place);
            let value = self.given(&name).unwrap_or(dial.points);
            let label = self.words.with("whatif-mark", &[("tier", dial.title.get(self.lang()))]);
            knob(name, label, dial.points, value, most)
        };
        marks.map(mark).collect()
    }

    fn shown(&self, tried: &Tried<'_>) -> Shown {
        let (hash, changes) = (&self.base.assessment.hash, tried.changes(self.lang()));
        let comparison = &tried.comparison;
        let groups = [
            ("whatif-enter", &comparison.entrants),
            ("whatif-leave", &comparison.leavers),
            ("whatif-move", &comparison.moved),
        ];
        let groups = groups.into_iter().filter(|(_, rows)| !rows.is_empty());
        let (from, sums) = self.matrix(tried);
        Shown {
            figures: self.figures(tried),
            from,
            sums,
            industries: tried.by_industry().into_iter().take(INDUSTRIES).map(|share| self.share(share)).collect(),
            sizes: tried.by_size().into_iter().map(|share| self.share(share)).collect(),
            groups: groups.map(|(key, rows)| self.group(key, rows, tried)).collect(),
            draft: if changes.is_empty() {
                String::new()
            } else {
                format!("{}/scheme?{}", paths::what_if(hash), self.query())
            },
            law: changes.into_iter().map(law).collect(),
            exports: self.exports(comparison.entrants.len() + comparison.leavers.len() + comparison.moved.len()),
        }
    }

    fn query(&self) -> String {
        let pairs =
            self.asked.iter().map(|(name, value)| format!("{}={}", render::escaped(name), render::escaped(value)));
        pairs.collect::<Vec<_>>().join("&")
    }

    fn figures(&self, tried: &Tried<'_>) -> Vec<KeyFigure> {
        let comparison = &tried.comparison;
        let key = |label: &str, n: String, context: String| KeyFigure {
            label: self.words.get(label),
            figure: Figure::plain(n, self.words.get("count")),
            context,
            ..KeyFigure::default()
        };
        let signed = |sign: &str, n: usize| if n == 0 { "0".to_owned() } else { format!("{sign}{}", grouped(n)) };
        let (before, after) = (comparison.before.pass, comparison.after.pass);
        let net = match after.cmp(&before) {
            std::cmp::Ordering::Equal => self.words.with("whatif-even", &[("n", &grouped(before))]),
            std::cmp::Ordering::Greater => {
                self.words.with("whatif-more-pass", &[("n", &grouped(before)), ("net", &grouped(after - before))])
            }
            std::cmp::Ordering::Less => {
                self.words.with("whatif-fewer-pass", &[("n", &grouped(before)), ("net", &grouped(before - after))])
            }
        };
        let n_moved = comparison.entrants.len() + comparison.leavers.len() + comparison.moved.len();
        let same = self.base.members.len() - n_moved - comparison.n_rescored;
        let rescored = self.words.with("whatif-rescored", &[("n", &grouped(comparison.n_rescored))]);
        vec![
            key(
                "whatif-enter",
                signed("+", comparison.entrants.len()),
                self.by_outcome(&comparison.entrants, tried, 0),
            ),
            key("whatif-leave", signed("−", comparison.leavers.len()), self.by_outcome(&comparison.leavers, tried, 1)),
            key("whatif-passed", grouped(after), net),
            key("whatif-same", grouped(same), rescored),
        ]
    }

    /// Where those who enter come from, or where those who leave go.
    fn by_outcome(&self, rows: &[usize], tried: &Tried<'_>, side: usize) -> String {
        let n = |outcome| rows.iter().filter(|row| tried.verdicts(**row)[side].outcome == outcome).count();
        let keys = ["whatif-entered-from", "whatif-left-to"];
        let about = [("failed", grouped(n(Came::Fail))), ("open", grouped(n(Came::Undetermined)))];
        if rows.is_empty() {
            return String::new();
        }
        self.words.with(keys[side], &about.each_ref().map(|(key, value)| (*key, value.as_str())))
    }

    fn matrix(&self, tried: &Tried<'_>) -> (Vec<From>, Vec<String>) {
        const ALL: [Came; 3] = [Came::Pass, Came::Fail, Came::Undetermined];
        let mut counts = [[0usize; 3]; 3];
        let place = |outcome: Came| ALL.iter().position(|one| *one == outcome).unwrap_or(0);
        for row in 0..self.base.members.len() {
            let [was, is] = tried.verdicts(row);
            counts[place(was.outcome)][place(is.outcome)] += 1;
        }
        let from = ALL.iter().enumerate().map(|(was, outcome)| {
            let to = counts[was].iter().enumerate().map(|(is, n)| (grouped(*n), is == was));
            let all = (grouped(counts[was].iter().sum()), true);
            From { outcome: came(*outcome), to: to.chain([all]).collect() }
        });
        let column = |is: usize| counts.iter().map(|row| row[is]).sum::<usize>();
        let sums = (0..3).map(column).chain([self.base.members.len()]).map(grouped);
        (from.collect(), sums.collect())
    }

    fn share(&self, (name, share): (Option<&str>, Share)) -> ShareRow {
        let signed = |sign: &str, n: usize| if n == 0 { "0".to_owned() } else { format!("{sign}{}", grouped(n)) };
        ShareRow {
            name: name.map_or_else(|| self.words.get("whatif-unknown"), str::to_owned),
            before: grouped(share.before),
            after: grouped(share.after),
            enter: signed("+", share.entrants),
            leave: signed("−", share.leavers),
        }
    }

    fn group(&self, key: &str, rows: &[usize], tried: &Tried<'_>) -> Group {
        let more = rows.len().saturating_sub(SHOWN);
        Group {
            title: self.words.get(key),
            n: grouped(rows.len()),
            rows: rows.iter().take(SHOWN).map(|row| self.moved(*row, tried)).collect(),
            more: if more == 0 { String::new() } else { grouped(more) },
        }
    }

    fn moved(&self, row: usize, tried: &Tried<'_>) -> Moved {
        let member = &self.base.members[row];
        let [was, is] = tried.verdicts(row);
        let difference = match was.total.zip(is.total).map(|(was, is)| Points(is.0 - was.0)) {
            None => String::new(),
            Some(more) if more.0 > 0 => format!("+{more}"),
            Some(less) => thousands(&less.to_string()),
        };
        Moved {
            subject: Link::new(&member.name, paths::explanation(&self.base.assessment.hash, &member.id.to_string())),
            code: member.code.clone().unwrap_or_default(),
            before: Some(self.stood(&was, self.base.cells.program())),
            after: Some(self.stood(&is, &tried.program)),
            difference,
        }
    }

    fn stood(&self, verdict: &Verdict, program: &Program) -> Stood {
        let points = verdict.total.map(|points| points.to_string());
        let tier = verdict.tier.map(|tier| program.scheme().tiers[tier].title.get(self.lang()).to_owned());
        let what = points.into_iter().chain(tier).collect::<Vec<_>>().join(&self.words.get("match-and"));
        Stood { outcome: came(verdict.outcome), what }
    }

    fn exports(&self, n: usize) -> Vec<Sure> {
        if n == 0 {
            return Vec::new();
        }
        let follows =
            vec![self.words.with("export-rows", &[("n", &grouped(n))]), self.words.get("whatif-export-changes")];
        let (open, action) = (
            self.words.with("export-as", &[("n", "XLSX")]),
            format!("{}/export", paths::what_if(&self.base.assessment.hash)),
        );
        vec![taken::offer(self.words, &open, action, follows, self.asked.clone().into_iter().collect())]
    }
}

fn knob(name: String, label: String, now: Points, value: Points, total: Points) -> Knob {
    // Room to double what is in force, and never less than ten points.
    let most = total.0.min((now.0 * 2).max(100_000)).max(now.0).max(value.0).max(1);
    let tenths = now.0 * 1_000 / most;
    Knob {
        name,
        label,
        now: now.to_string(),
        value: value.to_string(),
        most: Points(most).to_string(),
        tick: format!("{}.{}%", tenths / 10, tenths % 10),
        moved: value != now,
        bands: Vec::new(),
    }
}

/// A change of a scheme's text.
pub(super) fn law(change: huoju_scheme::Change) -> Law {
    let place = [change.clause, change.what].into_iter().filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ");
    Law { place, before: change.before.unwrap_or_default(), after: change.after.unwrap_or_default() }
}
