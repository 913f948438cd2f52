//! Numbers in words: a result with the figures it was found from, or what it lacks.

use arrow_buffer::i256;
use huoju_model::{Decimal, Dimension};

use super::Explainer;
use crate::calendar::civil;
use crate::expression::Arithmetic;
use crate::inputs::inputs_of;
use crate::kinds::{is_count, kind_of};
use crate::program::{TRUE, Value};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Day, InputKind, Num};
use crate::words::{Words, place, shown};

/// A number in pieces.
pub(super) struct Figured {
    /// Its figures in place of its names: `15 人 ÷ 50 人`; `None` for a single figure.
    pub parts: Option<String>,
    /// What comes of them, or what is lacking.
    pub result: String,
    /// Whether it has a value.
    pub known: bool,
    /// Whether the result is a place among others, which follows its figures and doesn't equal them.
    placed: bool,
}

impl Explainer<'_> {
    /// `职工总数 ≤ 500 人：320 人`
    pub(super) fn with_figures(&self, words: Words<'_>, cond: &Cond, a: &Num, b: &Num) -> String {
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
    pub(super) fn figure(&self, words: Words<'_>, num: &Num, edges: &[Ratio]) -> String {
        let Figured { parts, result, known, placed } = self.figured(words, num, edges);
        match parts {
            Some(parts) if placed => format!("{parts}{}{result}", words.say("，", ", ")),
            Some(parts) if known && result.starts_with('≈') => format!("{parts} {result}"),
            Some(parts) if known => format!("{parts} = {result}"),
            Some(parts) => format!("{parts}{}{result}", words.say("，", ", ")),
            None => result,
        }
    }

    /// The same in pieces.
    pub(super) fn figured(&self, words: Words<'_>, num: &Num, edges: &[Ratio]) -> Figured {
        let lacks = |result: String| Figured { parts: None, result, known: false, placed: false };
        let Some(value) = self.value(num) else { return lacks(words.say("算不出", "undefined").into()) };
        if let Num::Place { of, within, .. } = self.opened(num) {
            return self.placed(words, (of, *within), &value, edges);
        }
        if !self.holds(value.present) {
            return lacks(self.absent(words, inputs_of(self.scheme, num)));
        }
        let parts = self.substituted(words, self.opened(num));
        if !self.holds(value.known) {
            let why = words.say("分母不大于零，算不出", "a denominator is not positive, so it is undefined");
            return Figured { parts, result: why.into(), known: false, placed: false };
        }
        Figured { parts, result: self.result(num, &value, edges), known: true, placed: false }
    }

    fn holds(&self, reg: Option<usize>) -> bool {
        reg.is_none_or(|reg| self.frame.bytes(reg)[0] == TRUE)
    }

    /// `80 分，第 3 名，共 40 家，前 7.5%`, or what is lacking for a place.
    fn placed(&self, words: Words<'_>, (of, within): (&Num, Option<usize>), share: &Value, edges: &[Ratio]) -> Figured {
        let figure = self.figure(words, of, &[]);
        let cell = |reg: usize| self.frame.cells(reg).wide(0);
        let (at, n) = (cell(share.num), share.den.map_or(i256::ONE, cell));
        if !self.holds(share.known) {
            let read = inputs_of(self.scheme, of) | within.map_or(0, |within| 1 << within);
            let lacks = if self.holds(share.present) { figure } else { self.absent(words, read) };
            let given = within.is_none_or(|within| self.columns.word(within, 0).is_some());
            let result = match n == i256::ZERO && given {
                true => format!("{lacks}{}{}", words.say("，", ", "), self.nobody(words, within)),
                false => lacks,
            };
            return Figured { parts: None, result, known: false, placed: true };
        }
        let shown = shown(at, n, Dimension::NONE, None, edges_or_one(edges));
        let result = match shown.strip_prefix("≈ ") {
            None => words.say(format!("前 {shown}"), format!("top {shown}")),
            Some(about) => words.say(format!("约前 {about}"), format!("about the top {about}")),
        };
        let place = place(self.scheme, at.as_i128(), n.as_i128());
        let parts = format!("{figure}{}{}", words.say("，", ", "), place.get(words.lang));
        Figured { parts: Some(parts), result, known: true, placed: true }
    }

    /// That a list is empty: nobody has the figure that it goes by.
    fn nobody(&self, words: Words<'_>, within: Option<usize>) -> String {
        match within.map(|within| (words.input(&self.scheme.inputs[within]), self.columns.word(within, 0))) {
            Some((category, word)) => {
                let word = word.unwrap_or_default();
                words.say(
                    format!("{category}“{word}”没有一家有此数，排不出名次"),
                    format!("nobody whose {category} is {word} has this figure, so there are no places"),
                )
            }
            None => words.say("没有一家有此数，排不出名次", "nobody has this figure, so there are no places").into(),
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

    pub(super) fn value(&self, num: &Num) -> Option<Value> {
        let known = self.program.code().values.iter().find(|(known, _)| known == num);
        known.map(|(_, value)| *value)
    }

    /// Which of these inputs are missing.
    fn absent(&self, words: Words<'_>, inputs: u128) -> String {
        let row_missing = self.columns.missing(0, 1);
        let bits = inputs & row_missing[0];
        let names: Vec<String> =
            self.missing(bits).into_iter().map(|(_, name)| name.get(words.lang).to_owned()).collect();
        match names.is_empty() {
            true => words.say("待定", "undetermined").into(),
            false => format!("{}{}", words.say("缺", "no figure for "), names.join(words.say("、", ", "))),
        }
    }

    fn result(&self, num: &Num, value: &Value, edges: &[Ratio]) -> String {
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
            return match rooted(over, under, value.root) {
                Some((percent, true)) => format!("{percent}%"),
                Some((percent, false)) => format!("≈ {percent}%"),
                None => "…".into(),
            };
        }
        let opened = self.opened(num);
        let (dimension, input) = kind_of(self.scheme, opened);
        let plain_count = is_count(self.scheme, opened);
        shown(over, under, dimension, input, if plain_count { &[] } else { edges_or_one(edges) })
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
                    Arithmetic::Add => "+",
                    Arithmetic::Sub => "−",
                    Arithmetic::Mul => "×",
                    Arithmetic::Div => "÷",
                };
                let side = |num: &Num, right: bool| match self.opened(num) {
                    Num::Arithmetic(inner, ..) if inner.bracketed(*op, right) => {
                        words.bracketed(&self.filled(words, self.opened(num)))
                    }
                    inner => self.filled(words, inner),
                };
                format!("{} {sign} {}", side(a, false), side(b, true))
            }
            Num::Sum(nums) => {
                words.bracketed(&nums.iter().map(|num| self.filled(words, num)).collect::<Vec<_>>().join(" + "))
            }
            Num::Mean(nums) => format!("{}{}", words.say("平均", "mean of "), words.bracketed(&list(nums))),
            Num::Min(nums) => format!("{}{}", words.say("最小", "least of "), words.bracketed(&list(nums))),
            Num::Max(nums) => format!("{}{}", words.say("最大", "greatest of "), words.bracketed(&list(nums))),
            other => words.num(other),
        }
    }

    pub(super) fn amount(&self, words: Words<'_>, input: usize) -> String {
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

    pub(super) fn day(&self, words: Words<'_>, day: &Day) -> Option<String> {
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
}

/// The `n`th root of `over / under` less one, in percent, cut off after two places, and whether it is exact. For show
/// only: comparisons take powers of both sides.
fn rooted(over: i256, under: i256, n: u8) -> Option<(Decimal, bool)> {
    const PLACES: i64 = 10_000;
    let power = |x: i64| (0..n).try_fold(i256::ONE, |product, _| product.checked_mul(i256::from_i128(x.into())));
    let scaled = over.checked_mul(power(PLACES)?)?;
    // A root too large to raise lies above.
    let reaches = |x: i64| power(x).and_then(|p| p.checked_mul(under)).is_some_and(|p| p <= scaled);
    let (mut lo, mut hi) = (0, 1_000_000 * PLACES);
    while hi - lo > 1 {
        let middle = lo + (hi - lo) / 2;
        if reaches(middle) { lo = middle } else { hi = middle }
    }
    let exact = power(lo)?.checked_mul(under)? == scaled;
    Some((Decimal::new(i128::from(lo - PLACES), 2), exact))
}

/// With no edge to tell from, a ratio still shows as a percentage.
fn edges_or_one(edges: &[Ratio]) -> &[Ratio] {
    if edges.is_empty() { &[Ratio::ZERO] } else { edges }
}
