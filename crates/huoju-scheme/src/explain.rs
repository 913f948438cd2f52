//! The explanation (依据) of one assessment, clause by clause, read off the registers that decided it.
//!
//! Nothing is computed a second time: the figures, bands and truths shown are the cells of the program's own run
//! over that one row. Only wording happens here.

use arrow_array::{RecordBatch, cast::AsArray};
use arrow_buffer::i256;
use huoju_model::{Dimension, Lang, MissingMode, Outcome, Period, Text};

use crate::assess::{AssessError, Assessed, NO_TIER, Program, Scored, Settings, given_points, score};
use crate::diagnostic::Say;
use crate::program::{FALSE, ItemCode, ItemCodeKind, NO_BAND, TRUE, UNKNOWN, Value};
use crate::ratio::Ratio;
use crate::run::{Columns, Frame, Params, civil};
use crate::scheme::{Award, Band, Cond, Day, Input, InputKind, Item, ItemKind, Measured, Num, Points, Scheme, Test};
use crate::words::{Words, shown};

/// Why one subject got what it got.
#[derive(Debug, Clone)]
pub struct Explanation {
    /// The subject's id, and its name where the population has one.
    pub subject: (String, Option<String>),
    /// The scheme's id, title and document.
    pub scheme: (String, Text, String),
    /// The period that the figures describe.
    pub period: Period,
    /// How missing figures were treated.
    pub missing_mode: MissingMode,
    /// The outcome.
    pub outcome: Outcome,
    /// The tier: its id, title and clause.
    pub tier: Option<(String, Text, String)>,
    /// Total, least and most possible total, and the most there is; `None` where nothing is scored.
    pub total: Option<(Points, Points, Points, Points)>,
    /// The gates, in order.
    pub gates: Vec<Entry>,
    /// The criteria, in order.
    pub criteria: Vec<Entry>,
    /// The tiers, in order.
    pub tiers: Vec<Entry>,
    /// Figures that deserve a second look.
    pub warnings: Vec<Text>,
    /// How ambiguous words were read.
    pub readings: Vec<(String, Text)>,
    /// Figures that are missing: code and name.
    pub missing: Vec<(String, Say)>,
}

/// A gate, criterion or tier with its reasons.
#[derive(Debug, Clone)]
pub struct Entry {
    /// Its id.
    pub id: String,
    /// Its title.
    pub title: Text,
    /// The clause.
    pub clause: String,
    /// What came of it.
    pub state: State,
    /// Why, line by line.
    pub reasons: Vec<Reason>,
}

/// What came of an entry.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// A gate or tier: met, not met or unknown.
    Truth(Outcome),
    /// A criterion: these points of so many.
    Points(Points, Points),
    /// A criterion that is missing: between these.
    Missing(Points, Points),
}

/// A line of reasons.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Reason {
    /// How deep it stands.
    pub depth: usize,
    /// Its own clause, where it has one.
    pub clause: Option<String>,
    /// What it says.
    pub says: Say,
}

impl Program {
    /// Explains one row of a population.
    pub fn explain(
        &self,
        population: &RecordBatch,
        row: usize,
        settings: &Settings,
    ) -> Result<Explanation, AssessError> {
        let one = population.slice(row, 1);
        let columns = Columns::new(self.scheme(), &one, settings.presume)?;
        let params = Params::new(settings);
        let mut frame = self.frame(settings)?;
        let mode = settings.missing.unwrap_or(self.scheme().missing);
        let assessed = self.assess(&one, settings)?;
        let mut again = assessed.clone();
        self.chunk(&columns, &params, &mut frame, 0, 1, mode, &mut again)?;
        let explainer = Explainer { program: self, scheme: self.scheme(), columns: &columns, frame: &frame, settings };
        Ok(explainer.explanation(&one, &assessed, mode))
    }
}

struct Explainer<'a> {
    program: &'a Program,
    scheme: &'a Scheme,
    columns: &'a Columns,
    frame: &'a Frame<'a>,
    settings: &'a Settings,
}

/// Lines under construction.
#[derive(Default)]
struct Lines(Vec<Reason>);

impl Lines {
    fn add(&mut self, depth: usize, says: Say) {
        self.0.push(Reason { depth, clause: None, says });
    }

    fn cited(&mut self, depth: usize, clause: Option<&String>, says: Say) {
        self.0.push(Reason { depth, clause: clause.cloned(), says });
    }
}

impl Explainer<'_> {
    fn explanation(&self, one: &RecordBatch, assessed: &Assessed, missing_mode: MissingMode) -> Explanation {
        let (scheme, code) = (self.scheme, self.program.code());
        let tier = (assessed.tier[0] != NO_TIER).then(|| &scheme.tiers[usize::from(assessed.tier[0])]);
        let points = |p: i32| Points(i64::from(p) * 10i64.pow(u32::from(Points::SCALE - scheme.points_scale)));
        let gates = scheme.gates.iter().zip(&code.gates).map(|(gate, (reg, _))| {
            self.truth_entry(&gate.id, &gate.title, &gate.clause, &gate.test, self.frame.bytes(*reg)[0])
        });
        let tiers = scheme.tiers.iter().zip(&code.tiers).map(|(tier, (reg, _))| {
            self.truth_entry(&tier.id, &tier.title, &tier.clause, &tier.test, self.frame.bytes(*reg)[0])
        });
        let criteria =
            scheme.criteria.iter().zip(&code.criteria).zip(&assessed.criteria).map(|((criterion, code), column)| {
                let mut lines = Lines::default();
                let scored = self.item(&criterion.item, &code.item, 0, &mut lines);
                let state = match column.missing[0] {
                    0 => State::Points(points(column.points[0]), criterion.item.max),
                    // Strict treatment widens what the item alone would leave.
                    _ if scored.missing[0] == 0 => {
                        lines.add(0, self.incomplete(code.inputs));
                        State::Missing(criterion.item.min, criterion.item.max)
                    }
                    _ => State::Missing(points(scored.lo[0]), points(scored.hi[0])),
                };
                Entry {
                    id: criterion.id.clone(),
                    title: criterion.title.clone(),
                    clause: criterion.clause.clone(),
                    state,
                    reasons: lines.0,
                }
            });
        Explanation {
            subject: subject(one),
            scheme: (scheme.id.clone(), scheme.title.clone(), scheme.source.clone()),
            period: self.settings.period,
            missing_mode,
            outcome: assessed.outcome(0),
            tier: tier.map(|tier| (tier.id.clone(), tier.title.clone(), tier.clause.clone())),
            total: (!scheme.criteria.is_empty()).then(|| {
                let max = scheme.total.unwrap_or_default();
                (points(assessed.total[0]), points(assessed.total_min[0]), points(assessed.total_max[0]), max)
            }),
            gates: gates.collect(),
            criteria: criteria.collect(),
            tiers: tiers.collect(),
            warnings: (scheme.warnings.iter().zip(&code.warnings))
                .filter(|(_, reg)| self.frame.bytes(**reg)[0] == TRUE)
                .map(|(warning, _)| warning.says.clone())
                .collect(),
            readings: scheme.readings.iter().map(|r| (r.clause.clone(), r.text.clone())).collect(),
            missing: self.missing(assessed.missing[0]),
        }
    }

    fn say(&self, of: impl Fn(Words<'_>) -> String) -> Say {
        let words = |lang| Words { scheme: self.scheme, lang };
        Say::new(of(words(Lang::Zh)), of(words(Lang::En)))
    }

    fn missing(&self, bits: u128) -> Vec<(String, Say)> {
        let each = self.scheme.inputs.iter().enumerate().filter(|(index, _)| bits & (1 << index) != 0);
        each.map(|(_, input)| (input.column(), self.say(|words| words.input(input)))).collect()
    }

    fn incomplete(&self, inputs: u128) -> Say {
        let row_missing = self.columns.missing(0, 1);
        let names = self.missing(row_missing[0] & inputs);
        if names.is_empty() {
            return Say::new(
                "从严处理：有一项算不出来，本项按缺数计",
                "strict treatment: one measure is undefined, so the criterion is missing",
            );
        }
        let list = |lang: Lang, sep: &str| names.iter().map(|(_, name)| name.get(lang)).collect::<Vec<_>>().join(sep);
        Say::new(
            format!("从严处理：缺{}，本项按缺数计", list(Lang::Zh, "、")),
            format!("strict treatment: without {} the criterion is missing", list(Lang::En, ", ")),
        )
    }

    fn truth_entry(&self, id: &str, title: &Text, clause: &str, test: &Test, truth: u8) -> Entry {
        let mut lines = Lines::default();
        self.test(test, 0, &mut lines);
        let (id, title, clause) = (id.to_owned(), title.clone(), clause.to_owned());
        Entry { id, title, clause, state: State::Truth(outcome(truth)), reasons: lines.0 }
    }

    fn truth(&self, cond: &Cond) -> u8 {
        let known = self.program.code().truths.iter().find(|(known, _)| known == cond);
        known.map_or(UNKNOWN, |(_, reg)| self.frame.bytes(*reg)[0])
    }

    fn test(&self, test: &Test, depth: usize, lines: &mut Lines) {
        match test {
            Test::All(conds) if conds.is_empty() => {
                lines.add(depth, Say::new("没有其他条件", "no further condition"));
            }
            Test::All(conds) => conds.iter().for_each(|cond| self.cond(cond, depth, lines)),
            Test::Any(conds) => {
                lines.add(depth, Say::new("满足其一：", "one of:"));
                conds.iter().for_each(|cond| self.cond(cond, depth + 1, lines));
            }
            Test::FirstOf(arms) => {
                for arm in arms {
                    let truth = arm.when.as_ref().map_or(TRUE, |when| self.truth(when));
                    if truth == FALSE {
                        continue;
                    }
                    match &arm.when {
                        Some(when) => self.cond(when, depth, lines),
                        None => lines.cited(depth, arm.clause.as_ref(), Say::new("其余情形：", "otherwise:")),
                    }
                    match &arm.then {
                        Ok(test) => self.test(test, depth + 1, lines),
                        Err(reason) => lines.cited(depth + 1, arm.clause.as_ref(), silent(reason)),
                    }
                    if truth == TRUE {
                        break;
                    }
                }
            }
        }
    }

    /// A condition with the figures that decide it.
    fn cond(&self, cond: &Cond, depth: usize, lines: &mut Lines) {
        let truth = self.truth(cond);
        match cond {
            Cond::And(conds) | Cond::Or(conds) => {
                let heading = self.say(|words| words.cond(cond));
                lines.add(depth, verdict(heading, truth));
                conds.iter().for_each(|cond| self.cond(cond, depth + 1, lines));
            }
            Cond::Not(inner) => {
                lines.add(depth, verdict(self.say(|words| words.cond(cond)), truth));
                self.cond(inner, depth + 1, lines);
            }
            Cond::Fact(input) => lines.add(depth, self.fact(*input, truth)),
            Cond::Compare(_, a, b) => {
                let figures = self.say(|words| self.with_figures(words, cond, a, b));
                lines.add(depth, verdict(figures, truth));
            }
            Cond::Days(_, a, b) => {
                let figures = self.say(|words| {
                    let days = [a, b].map(|day| self.day(words, day));
                    format!(
                        "{}：{}",
                        words.cond(cond),
                        days.into_iter().flatten().collect::<Vec<_>>().join(words.say("，", ", "))
                    )
                });
                lines.add(depth, verdict(figures, truth));
            }
            Cond::Member(input, _) => {
                let figures = self.say(|words| match self.columns.word(*input, 0) {
                    Some(word) => format!("{}（{word}）", words.cond(cond)),
                    None => format!("{}（{}）", words.cond(cond), words.say("未填", "not given")),
                });
                lines.add(depth, verdict(figures, truth));
            }
            Cond::Points(..) => lines.add(depth, verdict(self.say(|words| words.cond(cond)), truth)),
        }
    }

    fn fact(&self, input: usize, truth: u8) -> Say {
        let presumed = self.columns.is_presumed(input, 0);
        self.say(|words| {
            let name = words.input(&self.scheme.inputs[input]);
            let value = match (truth, presumed) {
                (UNKNOWN, _) => words.say("未填，待定", "not given, undetermined"),
                (TRUE, true) => words.say("是（推定）", "yes (presumed)"),
                (TRUE, false) => words.say("是", "yes"),
                (_, true) => words.say("否（推定）", "no (presumed)"),
                (_, false) => words.say("否", "no"),
            };
            format!("{name}{}{value}", words.say("：", ": "))
        })
    }

    /// `职工总数 ≤ 500 人：320 人`
    fn with_figures(&self, words: Words<'_>, cond: &Cond, a: &Num, b: &Num) -> String {
        let edges: Vec<Ratio> =
            [a, b].iter().filter_map(|num| if let Num::Const(c, _) = num { Some(*c) } else { None }).collect();
        let figures: Vec<String> = [a, b]
            .into_iter()
            .filter(|num| !matches!(num, Num::Const(..)))
            .map(|num| self.figure(words, num, &edges))
            .collect();
        format!("{}{}{}", words.cond(cond), words.say("：", ": "), figures.join(words.say("，", ", ")))
    }

    /// A number with its parts: `15 人 ÷ 50 人 = 30%`, or what it lacks.
    fn figure(&self, words: Words<'_>, num: &Num, edges: &[Ratio]) -> String {
        let Some(value) = self.value(num) else { return words.say("算不出", "undefined").into() };
        let holds = |reg: Option<usize>| reg.is_none_or(|reg| self.frame.bytes(reg)[0] == TRUE);
        if !holds(value.present) {
            return self.absent(words, num);
        }
        let parts = self.substituted(words, self.opened(num));
        if !holds(value.known) {
            let parts = parts.map_or(String::new(), |parts| format!("{parts}{}", words.say("，", ", ")));
            return format!(
                "{parts}{}",
                words.say("分母不大于零，算不出", "a denominator is not positive, so it is undefined")
            );
        }
        let result = self.result(words, num, &value, edges);
        match parts {
            Some(parts) => {
                let sign = if result.starts_with('≈') { "" } else { "= " };
                format!("{parts} {sign}{result}")
            }
            None => result,
        }
    }

    /// A measure's own expression.
    fn opened<'n>(&'n self, num: &'n Num) -> &'n Num {
        match num {
            Num::Measure(index) => self.opened(&self.scheme.measures[*index].value),
            Num::Choose(arms, last) => {
                let chosen = arms.iter().find(|(when, _)| self.truth(when) == TRUE).map_or(&**last, |(_, num)| num);
                self.opened(chosen)
            }
            num => num,
        }
    }

    fn value(&self, num: &Num) -> Option<Value> {
        let known = self.program.code().values.iter().find(|(known, _)| known == num);
        known.map(|(_, value)| *value)
    }

    fn absent(&self, words: Words<'_>, num: &Num) -> String {
        let row_missing = self.columns.missing(0, 1);
        let bits = crate::inputs::inputs_of(self.scheme, num) & row_missing[0];
        let names: Vec<String> =
            self.missing(bits).into_iter().map(|(_, name)| name.get(words.lang).to_owned()).collect();
        match names.is_empty() {
            true => words.say("待定", "undetermined").into(),
            false => format!("{}{}", words.say("缺", "no figure for "), names.join(words.say("、", ", "))),
        }
    }

    fn result(&self, words: Words<'_>, num: &Num, value: &Value, edges: &[Ratio]) -> String {
        let cell = |reg: usize| self.frame.cells(reg).wide(0);
        let wide = |n: i128| i256::from_i128(n);
        let parts = || {
            Some((
                cell(value.num).checked_mul(wide(value.k.num()))?,
                value.den.map_or(i256::ONE, cell).checked_mul(wide(value.k.den()))?,
            ))
        };
        let Some((over, under)) = parts() else { return "…".into() };
        if value.root > 1 {
            return words.say("增长率见比较", "see the comparison").into();
        }
        let opened = self.opened(num);
        let (dimension, input) = self.kind_of(opened);
        let plain_count = dimension.is_none() && matches!(opened, Num::Floor(..) | Num::Count(_));
        shown(over, under, dimension, input, if plain_count { &[] } else { edges_or_one(edges) })
    }

    fn kind_of(&self, num: &Num) -> (Dimension, Option<&Input>) {
        match num {
            Num::Input(input) => match &self.scheme.inputs[*input].kind {
                InputKind::Amount { unit, .. } => (unit.dimension(), Some(&self.scheme.inputs[*input])),
                _ => (Dimension::NONE, None),
            },
            Num::Const(_, unit) => (unit.map_or(Dimension::NONE, huoju_model::Unit::dimension), None),
            Num::Measure(index) => (self.scheme.measures[*index].dimension, None),
            Num::Neg(inner) => self.kind_of(inner),
            Num::Sum(nums) | Num::Mean(nums) | Num::Min(nums) | Num::Max(nums) => {
                nums.first().map_or((Dimension::NONE, None), |num| self.kind_of(num))
            }
            Num::Arithmetic(op, a, b) => {
                let ((a, input), (b, _)) = (self.kind_of(a), self.kind_of(b));
                match op {
                    crate::expression::Arithmetic::Mul => (a.times(b), None),
                    crate::expression::Arithmetic::Div => (a.over(b), None),
                    _ => (a, input),
                }
            }
            Num::Choose(_, last) => self.kind_of(last),
            Num::PeerMean { of, .. } => self.kind_of(of),
            Num::Days(..) => (base("天"), None),
            Num::Age(_) | Num::FiscalYears(_) => (base("年"), None),
            Num::Floor(..) | Num::Count(_) | Num::Cagr(..) => (Dimension::NONE, None),
        }
    }

    /// The expression with figures in place of names; `None` for a single figure.
    fn substituted(&self, words: Words<'_>, num: &Num) -> Option<String> {
        match num {
            Num::Arithmetic(..) | Num::Sum(_) | Num::Mean(_) | Num::Min(_) | Num::Max(_) => {
                Some(self.filled(words, num))
            }
            Num::Cagr(quotient, _) => self.substituted(words, quotient),
            Num::Floor(inner, _) => self.substituted(words, inner),
            Num::Days(a, b) => {
                let (a, b) = (self.day(words, a)?, self.day(words, b)?);
                Some(format!("{a} − {b}"))
            }
            Num::Age(day) | Num::FiscalYears(day) => self.day(words, day),
            _ => None,
        }
    }

    fn filled(&self, words: Words<'_>, num: &Num) -> String {
        let list = |nums: &[Num]| {
            nums.iter().map(|num| self.filled(words, num)).collect::<Vec<_>>().join(words.say("、", ", "))
        };
        match num {
            Num::Input(input) => self.amount(words, *input),
            Num::Measure(_) | Num::Choose(..) => self.filled(words, self.opened(num)),
            Num::Neg(inner) => format!("−{}", self.filled(words, inner)),
            Num::Arithmetic(op, a, b) => {
                let sign = match op {
                    crate::expression::Arithmetic::Add => "+",
                    crate::expression::Arithmetic::Sub => "−",
                    crate::expression::Arithmetic::Mul => "×",
                    crate::expression::Arithmetic::Div => "÷",
                };
                let side = |num: &Num| match self.opened(num) {
                    inner @ Num::Arithmetic(..) => format!("（{}）", self.filled(words, inner)),
                    inner => self.filled(words, inner),
                };
                format!("{} {sign} {}", side(a), side(b))
            }
            Num::Sum(nums) => {
                format!("（{}）", nums.iter().map(|num| self.filled(words, num)).collect::<Vec<_>>().join(" + "))
            }
            Num::Mean(nums) => format!("{}（{}）", words.say("平均", "mean of "), list(nums)),
            Num::Min(nums) => format!("{}（{}）", words.say("最小", "least of "), list(nums)),
            Num::Max(nums) => format!("{}（{}）", words.say("最大", "greatest of "), list(nums)),
            other => words.num(other),
        }
    }

    fn amount(&self, words: Words<'_>, input: usize) -> String {
        let Some(int) = self.columns.int(input, 0) else { return words.say("缺", "missing").into() };
        let InputKind::Amount { step, unit, .. } = &self.scheme.inputs[input].kind else { return int.to_string() };
        let over = i256::from_i128(i128::from(int)).checked_mul(i256::from_i128(step.num()));
        shown(
            over.unwrap_or(i256::ZERO),
            i256::from_i128(step.den()),
            unit.dimension(),
            Some(&self.scheme.inputs[input]),
            &[],
        )
    }

    fn day(&self, words: Words<'_>, day: &Day) -> Option<String> {
        match day {
            Day::Input(input) => Some(match self.columns.int(*input, 0) {
                Some(days) => {
                    let (y, m, d) = civil(days);
                    format!("{} {y:04}-{m:02}-{d:02}", words.input(&self.scheme.inputs[*input]))
                }
                None => format!("{}{}", words.say("缺", "no "), words.input(&self.scheme.inputs[*input])),
            }),
            Day::Const(_) => None,
            Day::PeriodStart => Some(self.settings.period.start().to_string()),
            Day::PeriodEnd => Some(self.settings.period.end().to_string()),
            Day::AsOf => {
                let day = self.settings.as_of.unwrap_or(self.settings.period.end());
                Some(format!("{} {day}", words.say("申报日", "application")))
            }
        }
    }

    /// An item's lines; its points come back so that the caller can say which was taken.
    fn item(&self, item: &Item, code: &ItemCode, depth: usize, lines: &mut Lines) -> Scored {
        let scored = score(code, self.program.code(), self.columns, self.frame, 0);
        match (&item.kind, &code.kind) {
            (ItemKind::Fixed(points), _) => lines.cited(depth, item.clause.as_ref(), got(*points)),
            (ItemKind::Judged { given }, _) => {
                lines.cited(depth, item.clause.as_ref(), self.judged(item, *given, item.min, item.max))
            }
            (ItemKind::Banded { measure, bands, given }, ItemCodeKind::Banded { band, .. }) => {
                let place = self.frame.bytes(*band)[0];
                self.banded(item, measure, bands, *given, place, depth, lines);
            }
            (ItemKind::Ranked { measure, bands, .. }, ItemCodeKind::Banded { value, band, .. }) => {
                let place = self.frame.bytes(*band)[0];
                self.ranked(item, measure, bands, value, place, depth, lines);
            }
            (ItemKind::Steps { measure, .. } | ItemKind::Linear { measure, .. }, _) => {
                let figure = self.say(|words| {
                    format!(
                        "{}{}{}",
                        words.num(&measure.num),
                        words.say("：", ": "),
                        self.figure(words, &measure.num, &[])
                    )
                });
                lines.cited(depth, item.clause.as_ref(), self.then(figure, &scored));
            }
            (ItemKind::BestOf(items), ItemCodeKind::BestOf(codes)) => {
                lines.cited(depth, item.clause.as_ref(), Say::new("取其高者：", "the best of:"));
                self.inner(items, codes, depth + 1, lines);
            }
            (ItemKind::SumOf(items), ItemCodeKind::SumOf(codes)) => {
                let cap = item.max;
                lines.cited(
                    depth,
                    item.clause.as_ref(),
                    Say::new(format!("各项相加，至多 {cap} 分："), format!("the sum of, at most {cap}:")),
                );
                self.inner(items, codes, depth + 1, lines);
            }
            (ItemKind::FirstOf(arms), ItemCodeKind::FirstOf(codes)) => {
                for (arm, (_, code)) in arms.iter().zip(codes) {
                    let truth = arm.when.as_ref().map_or(TRUE, |when| self.truth(when));
                    if truth == FALSE {
                        continue;
                    }
                    if let Some(when) = &arm.when {
                        self.cond(when, depth, lines);
                    }
                    match (&arm.then, code) {
                        (Ok(item), Some(code)) => {
                            self.item(item, code, depth, lines);
                        }
                        (Err(reason), _) => lines.add(depth, silent(reason)),
                        _ => {}
                    }
                    if truth == TRUE {
                        break;
                    }
                }
            }
            _ => {}
        }
        scored
    }

    fn inner(&self, items: &[Item], codes: &[ItemCode], depth: usize, lines: &mut Lines) {
        for (item, code) in items.iter().zip(codes) {
            if let Some(title) = &item.title {
                let title = title.clone();
                lines.add(depth, self.say(|words| format!("{}{}", title.get(words.lang), words.say("：", ":"))));
                self.item(item, code, depth + 1, lines);
            } else {
                self.item(item, code, depth, lines);
            }
        }
    }

    /// The name, range and points of a judge.
    fn judged(&self, item: &Item, given: usize, lo: Points, hi: Points) -> Say {
        let name = |words: Words<'_>| match &item.title {
            Some(title) => title.get(words.lang).to_owned(),
            None => words.input(&self.scheme.inputs[given]),
        };
        let scale = self.scheme.points_scale;
        let points = given_points(self.program.code(), self.columns, given, 0)
            .map(|p| Points(i64::from(p) * 10i64.pow(u32::from(Points::SCALE - scale))));
        let raw = self.columns.int(given, 0).is_some();
        self.say(|words| match points {
            Some(points) if (lo..=hi).contains(&points) => words.say(
                format!("{}：评定 {points} 分（可给 {lo}–{hi} 分）", name(words)),
                format!("{}: given {points} points (of {lo}–{hi})", name(words)),
            ),
            _ if raw => words.say(
                format!("{}：评定分 {} 不在可给的 {lo}–{hi} 分之内，不予采用", name(words), self.amount(words, given)),
                format!(
                    "{}: the points given, {}, lie outside {lo}–{hi} and don't count",
                    name(words),
                    self.amount(words, given)
                ),
            ),
            _ => words.say(
                format!("{}：尚未评定，可给 {lo}–{hi} 分", name(words)),
                format!("{}: not judged yet, {lo}–{hi} points", name(words)),
            ),
        })
    }

    #[expect(clippy::too_many_arguments, reason = "the parts of one item")]
    fn banded(
        &self,
        item: &Item,
        measure: &Measured,
        bands: &[Band],
        given: Option<usize>,
        place: u8,
        depth: usize,
        lines: &mut Lines,
    ) {
        let edges: Vec<Ratio> = bands.iter().filter_map(|band| band.from).map(|(edge, _)| edge).collect();
        let figure = self.say(|words| {
            format!("{}{}{}", words.num(&measure.num), words.say("：", ": "), self.figure(words, &measure.num, &edges))
        });
        if place == NO_BAND {
            let present = self
                .value(&measure.num)
                .is_some_and(|value| value.present.is_none_or(|reg| self.frame.bytes(reg)[0] == TRUE));
            let says = match measure.undefined {
                Some(points) if present => joined(figure, got(points)),
                _ => figure,
            };
            return lines.cited(depth, item.clause.as_ref(), says);
        }
        let band = &bands[usize::from(place)];
        let falls = self.say(|words| {
            let label = &band.label;
            match (&band.from, words.lang) {
                (None, Lang::Zh) if label == "else" => "落在最低一档".into(),
                (None, Lang::En) if label == "else" => "in the lowest band".into(),
                (_, Lang::Zh) => format!("落在「{label}」档"),
                (_, Lang::En) => format!("in the band `{label}`"),
            }
        });
        let says = joined(figure, falls);
        match &band.award {
            Award::Points(points) => lines.cited(depth, item.clause.as_ref(), joined(says, got(*points))),
            Award::Silent(reason) => lines.cited(depth, item.clause.as_ref(), joined(says, silent(reason))),
            Award::Within(lo, hi) => {
                lines.cited(
                    depth,
                    item.clause.as_ref(),
                    joined(says, Say::new(format!("{lo}–{hi} 分"), format!("{lo}–{hi} points"))),
                );
                if let Some(given) = given {
                    lines.add(depth + 1, self.judged(item, given, *lo, *hi));
                }
            }
        }
    }

    /// `营业收入：320 万元，第 12 名，共 240 家，落在「<= 5%」档`
    #[expect(clippy::too_many_arguments, reason = "the parts of one item")]
    fn ranked(
        &self,
        item: &Item,
        measure: &Measured,
        bands: &[Band],
        share: &Value,
        place: u8,
        depth: usize,
        lines: &mut Lines,
    ) {
        let figure = self.say(|words| {
            format!("{}{}{}", words.num(&measure.num), words.say("：", ": "), self.figure(words, &measure.num, &[]))
        });
        if place == NO_BAND {
            return lines.cited(depth, item.clause.as_ref(), figure);
        }
        let cell = |reg: usize| self.frame.cells(reg).wide(0).as_i128();
        let (at, of) = (cell(share.num), share.den.map_or(0, cell));
        let ranked = joined(figure, Say::new(format!("第 {at} 名，共 {of} 个"), format!("place {at} of {of}")));
        let band = &bands[usize::from(place)];
        let falls =
            joined(ranked, Say::new(format!("落在「{}」档", band.label), format!("in the band `{}`", band.label)));
        lines.cited(
            depth,
            item.clause.as_ref(),
            match &band.award {
                Award::Points(points) => joined(falls, got(*points)),
                Award::Silent(reason) => joined(falls, silent(reason)),
                Award::Within(..) => falls,
            },
        );
    }

    fn then(&self, figure: Say, scored: &Scored) -> Say {
        if scored.missing[0] != 0 {
            return figure;
        }
        let points =
            Points(i64::from(scored.points[0]) * 10i64.pow(u32::from(Points::SCALE - self.scheme.points_scale)));
        joined(figure, got(points))
    }
}

fn base(symbol: &str) -> Dimension {
    huoju_model::Unit::parse(symbol).map_or(Dimension::NONE, huoju_model::Unit::dimension)
}

/// With no edge to tell from, a ratio still shows as a percentage.
fn edges_or_one(edges: &[Ratio]) -> &[Ratio] {
    if edges.is_empty() { &[Ratio::ZERO] } else { edges }
}

fn joined(a: Say, b: Say) -> Say {
    Say::new(format!("{}，{}", a.zh, b.zh), format!("{}, {}", a.en, b.en))
}

fn got(points: Points) -> Say {
    Say::new(format!("得 {points} 分"), format!("{points} points"))
}

fn silent(reason: &str) -> Say {
    Say::new(format!("待定：{reason}"), format!("undetermined: {reason}"))
}

fn verdict(says: Say, truth: u8) -> Say {
    let (zh, en) = match truth {
        TRUE => ("符合", "holds"),
        FALSE => ("不符合", "does not hold"),
        _ => ("待定", "undetermined"),
    };
    Say::new(format!("{}，{zh}", says.zh), format!("{}, {en}", says.en))
}

fn outcome(truth: u8) -> Outcome {
    match truth {
        TRUE => Outcome::Pass,
        FALSE => Outcome::Fail,
        _ => Outcome::Undetermined,
    }
}

/// The id and name of a one-row population.
fn subject(one: &RecordBatch) -> (String, Option<String>) {
    let text = |column: &str| {
        let array = one.column_by_name(column)?;
        match array.as_string_opt::<i32>() {
            Some(texts) => arrow_array::Array::is_valid(texts, 0).then(|| texts.value(0).to_owned()),
            None => array.as_primitive_opt::<arrow_array::types::Int64Type>().map(|ints| ints.value(0).to_string()),
        }
    };
    (text("id").unwrap_or_default(), text("name"))
}
