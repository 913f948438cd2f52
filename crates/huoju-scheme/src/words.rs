//! Numbers, conditions and tests in words that an officer reads, without any subject's figures.

use std::sync::LazyLock;

use arrow_buffer::i256;
use huoju_model::{Dimension, Lang, Text, Unit};

use crate::diagnostic::Say;
use crate::expression::Arithmetic;
use crate::kinds::{is_count, kind_of};
use crate::ratio::Ratio;
use crate::scheme::{Cond, Day, Grant, Input, InputKind, Linear, Num, PointsOf, Scheme, Test, TestArm, Validity};
use crate::show::{in_dimension, order};

/// The units of money, the largest first.
static MONEY: LazyLock<[Unit; 3]> = LazyLock::new(|| ["亿元", "万元", "元"].map(unit));

/// Says parts of one scheme in one language.
#[derive(Clone, Copy)]
pub(crate) struct Words<'s> {
    pub scheme: &'s Scheme,
    pub lang: Lang,
}

impl Words<'_> {
    /// One of two texts by language.
    pub fn say<T>(&self, zh: T, en: T) -> T {
        match self.lang {
            Lang::Zh => zh,
            Lang::En => en,
        }
    }

    /// The name of an input.
    pub fn input(&self, input: &Input) -> String {
        input.label(self.lang)
    }

    /// A number.
    pub fn num(&self, num: &Num) -> String {
        let list = |nums: &[Num]| nums.iter().map(|num| self.num(num)).collect::<Vec<_>>().join(self.say("、", ", "));
        match num {
            Num::Const(value, unit) => constant(*value, *unit),
            Num::Input(input) => self.input(&self.scheme.inputs[*input]),
            Num::Measure(index) => self.scheme.measures[*index].title.get(self.lang).to_owned(),
            Num::Neg(inner) => format!("−{}", self.operand(inner)),
            Num::Arithmetic(op, a, b) => {
                let sign = match op {
                    Arithmetic::Add => " + ",
                    Arithmetic::Sub => " − ",
                    Arithmetic::Mul => " × ",
                    Arithmetic::Div => " ÷ ",
                };
                let side = |num: &Num, right: bool| match num {
                    Num::Arithmetic(inner, ..) if !inner.bracketed(*op, right) => self.num(num),
                    num => self.operand(num),
                };
                format!("{}{sign}{}", side(a, false), side(b, true))
            }
            Num::Sum(nums) => format!("{}{}", self.say("合计", "sum of "), self.bracketed(&list(nums))),
            Num::Mean(nums) => format!("{}{}", self.say("平均", "mean of "), self.bracketed(&list(nums))),
            Num::Min(nums) => format!("{}{}", self.say("最小", "least of "), self.bracketed(&list(nums))),
            Num::Max(nums) => format!("{}{}", self.say("最大", "greatest of "), self.bracketed(&list(nums))),
            Num::Floor(inner, step) => {
                let step = match is_count(self.scheme, inner) {
                    true => step.to_string(),
                    false => in_dimension(*step, kind_of(self.scheme, inner).0),
                };
                self.say(
                    format!("{}满 {step} 的次数", self.operand(inner)),
                    format!("full steps of {step} in {}", self.operand(inner)),
                )
            }
            Num::Count(conds) => {
                let conds = conds.iter().map(|cond| self.cond(cond)).collect::<Vec<_>>().join(self.say("；", "; "));
                self.say(format!("满足项数（{conds}）"), format!("how many hold of ({conds})"))
            }
            Num::Days(a, b) => self.say(
                format!("{}至{}的天数", self.day(b), self.day(a)),
                format!("days from {} to {}", self.day(b), self.day(a)),
            ),
            Num::Age(day) => {
                self.say(format!("{}起的整年数", self.day(day)), format!("full years since {}", self.day(day)))
            }
            Num::FiscalYears(day) => {
                self.say(format!("{}起的会计年度数", self.day(day)), format!("fiscal years since {}", self.day(day)))
            }
            Num::Cagr(quotient, n) => match self.growing(quotient, u32::from(*n)) {
                Some(figure) => {
                    self.say(format!("{figure} {n} 年复合增长率"), format!("{n}-year compound growth of {figure}"))
                }
                None => self.say(
                    format!("{}的 {n} 年复合增长率", self.operand(quotient)),
                    format!("{n}-year compound growth of {}", self.operand(quotient)),
                ),
            },
            Num::Choose(arms, last) => {
                let arms = arms.iter().map(|(when, num)| {
                    self.say(
                        format!("{}时为{}", self.cond(when), spaced(&self.num(num))),
                        format!("{} if {}", self.num(num), self.cond(when)),
                    )
                });
                let all: Vec<String> = arms.collect();
                self.say(
                    format!("{}；其余为{}", all.join("；"), spaced(&self.num(last))),
                    format!("{}; otherwise {}", all.join("; "), self.num(last)),
                )
            }
            Num::PeerMean { of, within } => {
                let category = self.input(&self.scheme.inputs[*within]);
                self.say(
                    format!("同{category}的{}均值", self.operand(of)),
                    format!("mean of {} within the same {category}", self.operand(of)),
                )
            }
            Num::Place { of, within, descending } => {
                let (of, order) = (self.operand(of), order(self, *within, *descending));
                self.say(format!("{of}的位次占比（{order}）"), format!("share of places by {of} ({order})"))
            }
        }
    }

    /// The figure that a quotient divides by what it was `years` before.
    fn growing(&self, quotient: &Num, years: u32) -> Option<String> {
        let Num::Arithmetic(Arithmetic::Div, now, before) = quotient else { return None };
        let (Num::Input(now), Num::Input(before)) = (&**now, &**before) else { return None };
        let (now, before) = (&self.scheme.inputs[*now], &self.scheme.inputs[*before]);
        let same = now.code == before.code && u32::from(now.earlier) + years == u32::from(before.earlier);
        same.then(|| self.input(now))
    }

    /// In the brackets of the language.
    pub fn bracketed(&self, inner: &str) -> String {
        self.say(format!("（{inner}）"), format!("({inner})"))
    }

    fn operand(&self, num: &Num) -> String {
        match num {
            Num::Arithmetic(..) | Num::Choose(..) => self.bracketed(&self.num(num)),
            _ => self.num(num),
        }
    }

    /// A day.
    pub fn day(&self, day: &Day) -> String {
        match day {
            Day::Input(input) => self.input(&self.scheme.inputs[*input]),
            Day::Const(date) => date.to_string(),
            Day::PeriodStart => self.say("所属期首日", "the period's first day").into(),
            Day::PeriodEnd => self.say("所属期末日", "the period's last day").into(),
            Day::AsOf => self.say("申报日", "the day of application").into(),
        }
    }

    /// A condition.
    pub fn cond(&self, cond: &Cond) -> String {
        match cond {
            Cond::Fact(input) => self.input(&self.scheme.inputs[*input]),
            Cond::Compare(op, a, b) => format!("{} {} {}", self.num(a), op.sign(), self.num(b)),
            Cond::Points(op, linear) => self.points(*op, linear),
            Cond::Days(op, a, b) => format!("{} {} {}", self.day(a), op.sign(), self.day(b)),
            Cond::Member(input, members) => {
                let name = self.input(&self.scheme.inputs[*input]);
                match members.as_slice() {
                    [one] => self.say(format!("{name}为“{one}”"), format!("{name} is {one}")),
                    _ => {
                        let members = members.join(self.say("、", ", "));
                        self.say(format!("{name}属于{members}"), format!("{name} is {members}"))
                    }
                }
            }
            Cond::And(conds) => self.all(conds),
            Cond::Or(conds) => {
                conds.iter().map(|cond| self.nested(cond)).collect::<Vec<_>>().join(self.say("，或", " or "))
            }
            Cond::Not(inner) => match &**inner {
                Cond::Fact(input) => {
                    let fact = self.input(&self.scheme.inputs[*input]);
                    self.say(format!("{fact}：否"), format!("{fact}: no"))
                }
                inner => self.say(format!("并非（{}）", self.cond(inner)), format!("not ({})", self.cond(inner))),
            },
        }
    }

    fn nested(&self, cond: &Cond) -> String {
        match cond {
            Cond::And(_) | Cond::Or(_) => self.bracketed(&self.cond(cond)),
            _ => self.cond(cond),
        }
    }

    /// Conditions that all hold; two that hold one number between two others are one: `5% ≤ 占比 < 10%`.
    fn all(&self, conds: &[Cond]) -> String {
        let (mut said, mut rest) = (Vec::new(), conds);
        while let Some((first, after)) = rest.split_first() {
            rest = after;
            let mut one = self.nested(first);
            if let (Cond::Compare(low, _, between), Some((Cond::Compare(high, same, most), after))) =
                (first, rest.split_first())
                && low.is_upwards()
                && high.is_upwards()
                && between == same
            {
                one = format!("{one} {} {}", high.sign(), self.num(most));
                rest = after;
            }
            said.push(one);
        }
        said.join(self.say("，且", " and "))
    }

    /// `总分 ≥ 60 分`: the sum with its constant on the other side.
    fn points(&self, op: crate::expression::Comparison, linear: &Linear) -> String {
        let mut terms = String::new();
        for (of, factor) in &linear.terms {
            let name = match of {
                PointsOf::Total => self.say("总分", "total").to_owned(),
                PointsOf::Criterion(index) => {
                    let title = self.scheme.criteria[*index].title.get(self.lang);
                    self.say(format!("“{title}”得分"), title.to_owned())
                }
            };
            let (sign, size) = if factor.sign() < 0 { ("−", factor.negated()) } else { ("+", *factor) };
            terms += &match (terms.is_empty(), sign) {
                (true, "+") => String::new(),
                (true, _) => sign.to_owned(),
                (false, _) => format!(" {sign} "),
            };
            terms += &if size == Ratio::ONE { name } else { format!("{size} × {name}") };
        }
        let constant = linear.constant.negated();
        format!("{terms} {} {constant} {}", op.sign(), self.say("分", "points"))
    }

    /// `高新技术企业，有效期 3 年〔第九条〕`
    pub fn grant(&self, grant: &Grant) -> String {
        let Some(Validity { years, clause }) = &grant.valid else { return grant.title.clone() };
        let held = self.say(format!("，有效期 {years} 年"), format!(", for {years} years"));
        format!("{}{held}{}", grant.title, self.clause(clause))
    }

    /// What a tier without conditions asks.
    pub fn nothing_asked(&self) -> &'static str {
        self.say("门槛都符合即可", "all gates met is enough")
    }

    /// A test, a line a condition, each with how deep it stands under those before it.
    pub fn test(&self, test: &Test) -> Vec<(usize, String)> {
        match test {
            Test::All(conds) if conds.is_empty() => vec![(0, self.nothing_asked().to_owned())],
            Test::All(conds) => conds.iter().map(|cond| (0, self.cond(cond))).collect(),
            Test::Any(conds) => {
                let heading = (0, self.say("满足其一：", "one of:").to_owned());
                std::iter::once(heading).chain(conds.iter().map(|cond| (1, format!("· {}", self.cond(cond))))).collect()
            }
            Test::FirstOf(arms) => arms.iter().flat_map(|arm| self.test_arm(arm)).collect(),
        }
    }

    /// The case in which an arm applies.
    pub fn case(&self, when: &Cond) -> String {
        if let Cond::Not(inner) = when
            && let Cond::Fact(input) = &**inner
        {
            let name = self.input(&self.scheme.inputs[*input]);
            return self.say(format!("“{name}”为否的："), format!("if “{name}” is no:"));
        }
        self.say(format!("{}的：", self.cond(when)), format!("if {}:", self.cond(when)))
    }

    fn test_arm(&self, arm: &TestArm) -> Vec<(usize, String)> {
        let when = match &arm.when {
            Some(when) => self.case(when),
            None => self.say("其余：", "otherwise:").to_owned(),
        };
        let clause = arm.clause.as_deref().map_or(String::new(), |clause| self.clause(clause));
        match &arm.then {
            Ok(test) if asks_no_more(arm.when.as_ref(), test) => {
                vec![(0, format!("{when}{}{clause}", self.say("即符合", " met")))]
            }
            Ok(test) => {
                let asks = self.test(test).into_iter().map(|(depth, line)| (depth + 1, line));
                std::iter::once((0, format!("{when}{clause}"))).chain(asks).collect()
            }
            Err(reason) => {
                let reason = reason.get(self.lang);
                vec![(0, format!("{when}{clause}{}{reason}", self.say("待定，", " undetermined, ")))]
            }
        }
    }

    /// A clause behind what it says.
    pub fn clause(&self, clause: &str) -> String {
        let clause = cited(clause);
        self.say(format!("〔{clause}〕"), format!(" [{clause}]"))
    }
}

/// `研发费用占比〔第十一条（五）〕`: a title with the clause that it stands on.
pub fn with_clause(title: &Text, clause: &str, lang: Lang) -> String {
    let (title, clause) = (title.get(lang), cited(clause));
    match lang {
        Lang::Zh => format!("{title}〔{clause}〕"),
        Lang::En => format!("{title} [{clause}]"),
    }
}

/// A number that follows Chinese words stands off from them.
fn spaced(said: &str) -> String {
    if said.starts_with(|c: char| c.is_ascii_digit()) { format!(" {said}") } else { said.to_owned() }
}

/// A clause as documents print it: brackets are full width.
pub fn cited(clause: &str) -> String {
    clause.replace('(', "（").replace(')', "）")
}

/// Whether a test asks nothing that the case in which it applies doesn't say already.
fn asks_no_more(when: Option<&Cond>, test: &Test) -> bool {
    let Test::All(asked) = test else { return false };
    match when {
        Some(Cond::And(said)) => asked.iter().all(|cond| said.contains(cond)),
        Some(said) => asked.iter().all(|cond| cond == said),
        None => asked.is_empty(),
    }
}

/// `第 3 名，共 40 家`
pub(crate) fn place(scheme: &Scheme, at: i128, of: i128) -> Say {
    let counter = if scheme.assesses == "enterprise" { "家" } else { "个" };
    Say::new(format!("第 {at} 名，共 {of} {counter}"), format!("place {at} of {of}"))
}

/// A constant in the unit it was written in.
pub(crate) fn constant(value: Ratio, unit: Option<Unit>) -> String {
    let Some(unit) = unit else { return value.to_string() };
    let (num, den) = unit.factor();
    let shown = Ratio::new(i128::from(num), i128::from(den)).and_then(|factor| value.over(factor)).unwrap_or(value);
    if unit.symbol() == "%" { format!("{shown}%") } else { format!("{} {unit}", grouped(&shown.to_string())) }
}

/// An exact number of base units as people write it: `1.2 亿元`, `320 万元`, `15 人`, `29.99%`.
/// Where no short decimal is exact, `≈` and enough places not to look like any of `edges`.
pub(crate) fn shown(num: i256, den: i256, dimension: Dimension, input: Option<&Input>, edges: &[Ratio]) -> String {
    let own = if dimension.is_none() {
        Some(if edges.is_empty() && input.is_none() { unit("倍") } else { unit("%") })
    } else {
        match input.map(|input| &input.kind) {
            Some(InputKind::Amount { unit, .. }) => Some(*unit),
            _ => dimension.base_unit(),
        }
    };
    let units = if dimension == Unit::YUAN.dimension() { MONEY.as_slice() } else { own.as_slice() };
    for unit in units {
        let is_last = Some(unit) == units.last();
        if !is_last && !is_one_or_more(num, den, *unit) {
            continue;
        }
        if let Some(text) = exact(num, den, *unit, 4) {
            return with_unit(&text, *unit);
        }
    }
    match units.last() {
        Some(unit) => format!("≈ {}", with_unit(&near(num, den, *unit, edges), *unit)),
        None => format!("≈ {} {dimension}", near(num, den, unit("倍"), edges)),
    }
}

fn unit(symbol: &str) -> Unit {
    Unit::parse(symbol).unwrap_or(Unit::YUAN)
}

fn with_unit(text: &str, unit: Unit) -> String {
    match unit.symbol() {
        "%" => format!("{text}%"),
        "倍" => text.to_owned(),
        symbol => format!("{} {symbol}", grouped(text)),
    }
}

/// `8450.5` → `8,450.5`, as tables print it.
pub fn grouped(number: &str) -> String {
    let digits = number.trim_start_matches('-');
    let sign = &number[..number.len() - digits.len()];
    let (whole, rest) = digits.find(['.', '/']).map_or((digits, ""), |at| digits.split_at(at));
    let mut out = sign.to_owned();
    for (at, digit) in whole.chars().enumerate() {
        if at > 0 && (whole.len() - at).is_multiple_of(3) {
            out.push(',');
        }
        out.push(digit);
    }
    out + rest
}

/// `num / den` in `unit`, if at most `places` decimals say it exactly.
fn exact(num: i256, den: i256, unit: Unit, places: u32) -> Option<String> {
    let (num, den) = counted_in(unit, num, den)?;
    let widest = |places: &u32| Some((*places, rounded(num, den, *places)?));
    let (mut places, (mut digits, is_exact)) = (0..=places).rev().find_map(|places| widest(&places))?;
    while is_exact && places > 0 {
        let (shorter, rest) = divided(digits, i256::from_i128(10))?;
        if rest != i256::ZERO {
            break;
        }
        (digits, places) = (shorter, places - 1);
    }
    is_exact.then(|| text(digits, places))
}

/// `num / den` in `unit`, rounded (四舍五入) after so many places that it lies on the same side of every edge as the
/// exact number does.
fn near(num: i256, den: i256, unit: Unit, edges: &[Ratio]) -> String {
    let (factor_num, factor_den) = unit.factor();
    let Some((num, den)) = counted_in(unit, num, den) else { return "…".into() };
    let edges: Vec<Ratio> = Ratio::new(factor_num.into(), factor_den.into())
        .map_or(Vec::new(), |factor| edges.iter().filter_map(|edge| edge.over(factor)).collect());
    let says_so = |places: u32| {
        let (digits, _) = rounded(num, den, places)?;
        edges.iter().all(|edge| same_side(num, den, digits, places, *edge)).then(|| text(digits, places))
    };
    (2..=12).find_map(says_so).unwrap_or_else(|| "…".into())
}

/// Whether it is a whole one of this unit or more.
fn is_one_or_more(num: i256, den: i256, unit: Unit) -> bool {
    counted_in(unit, num, den).is_some_and(|(num, den)| num.wrapping_abs() >= den)
}

/// A number of base units as one of this unit.
fn counted_in(unit: Unit, num: i256, den: i256) -> Option<(i256, i256)> {
    let (factor_num, factor_den) = unit.factor();
    let wide = |n: i64| i256::from_i128(i128::from(n));
    Some((num.checked_mul(wide(factor_den))?, den.checked_mul(wide(factor_num))?))
}

/// `num / den` in steps of `10^-places`, half away from zero, and whether it is exact.
fn rounded(num: i256, den: i256, places: u32) -> Option<(i256, bool)> {
    let scaled = num.checked_mul(i256::from_i128(10i128.pow(places)))?;
    let (quotient, rest) = divided(scaled, den)?;
    let up = rest.wrapping_abs() >= den.checked_sub(rest.wrapping_abs())?;
    let step = if scaled < i256::ZERO { i256::MINUS_ONE } else { i256::ONE };
    Some((if up { quotient.checked_add(step)? } else { quotient }, rest == i256::ZERO))
}

/// Quotient and rest. Most often both numbers fit 128 bits, whose division is far quicker.
fn divided(num: i256, den: i256) -> Option<(i256, i256)> {
    match (num.to_i128(), den.to_i128()) {
        (Some(num), Some(den)) => {
            Some((i256::from_i128(num.checked_div(den)?), i256::from_i128(num.checked_rem(den)?)))
        }
        _ => Some((num.checked_div(den)?, num.checked_rem(den)?)),
    }
}

/// Whether `digits · 10^-places` is above, at or below an edge as `num / den` is.
fn same_side(num: i256, den: i256, digits: i256, places: u32, edge: Ratio) -> bool {
    let against = |num: i256, den: i256| {
        let (left, right) =
            (num.checked_mul(i256::from_i128(edge.den()))?, den.checked_mul(i256::from_i128(edge.num()))?);
        Some(left.cmp(&right))
    };
    let exact = against(num, den);
    exact.is_some() && exact == against(digits, i256::from_i128(10i128.pow(places)))
}

fn text(digits: i256, places: u32) -> String {
    match digits.to_i128() {
        Some(digits) => huoju_model::Decimal::new(digits, places).to_string(),
        None => "…".into(),
    }
}
