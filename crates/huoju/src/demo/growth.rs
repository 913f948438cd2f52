//! Five years of one enterprise: sizes are lognormal, growth persists with noise, R&D follows trade, size and drive,
//! IP follows R&D, and the weak close. Everything hangs on a few traits that stay, so that figures go together.

use jiff::civil::{Date, date};

use crate::demo::chance::{Chance, exp};
use crate::demo::industries::Industry;

/// The first year of figures.
pub const FIRST_YEAR: i16 = 2021;
/// The last, which is provisional.
pub const LAST_YEAR: i16 = 2025;
/// How many years.
pub const N_YEARS: usize = 5;

/// One enterprise's figures of one year. Money in hundredths of 万元.
#[derive(Debug, Clone, Default)]
pub struct Year {
    /// 职工总数
    pub staff: i64,
    /// 科技人员
    pub tech: i64,
    /// 销售收入
    pub sales: i64,
    /// 营业收入
    pub revenue: i64,
    /// 总收入
    pub income: i64,
    /// 高新技术产品（服务）收入
    pub hightech: i64,
    /// 成本费用支出总额
    pub costs: i64,
    /// 研发费用
    pub rnd: i64,
    /// 境内研发费用
    pub rnd_in_china: i64,
    /// 净利润
    pub profit: i64,
    /// 资产总额, at the year's end.
    pub assets: i64,
    /// 负债总额, at the year's end.
    pub liabilities: i64,
    /// Class I IP rights in force.
    pub class_1: i64,
    /// Class II IP rights in force.
    pub class_2: i64,
    /// Class II IP rights of this year and the two before.
    pub class_2_recent: i64,
    /// Results converted in the year.
    pub converted: i64,
}

/// Five years, `None` where there were no accounts, and the day it closed.
pub struct Life {
    /// From [`FIRST_YEAR`] to [`LAST_YEAR`].
    pub years: [Option<Year>; N_YEARS],
    /// 注销
    pub closed: Option<Date>,
}

/// What stays with an enterprise.
struct Traits {
    industry: &'static Industry,
    drive: f64,
    per_head: f64,
    trend: f64,
    rnd: f64,
    abroad: f64,
    tech: f64,
    margin: f64,
    other_income: f64,
    hightech: f64,
    assets: f64,
    debt: f64,
    unsold: bool,
}

/// What a year hands to the next.
struct State {
    staff: f64,
    sales: f64,
    momentum: f64,
    class_1: i64,
    class_2: i64,
    new_class_2: [i64; 3],
}

/// The life of an enterprise of this trade and `drive` (about normal: how much it wants to invent and grow).
pub fn life(industry: &'static Industry, drive: f64, established: Date, chance: &mut Chance) -> Life {
    let traits = traits(industry, drive, chance);
    let mut life = Life { years: Default::default(), closed: None };
    let mut state = None;
    for (year, slot) in (FIRST_YEAR..=LAST_YEAR).zip(&mut life.years) {
        if established.year() > year {
            continue;
        }
        let age = f64::from(year - established.year());
        let mut now = match state.take() {
            None => begun(&traits, age, chance),
            Some(before) => grown(before, &traits, age, chance),
        };
        if age > 0.0 && chance.happens(hazard(&now)) {
            life.closed = Some(date(year, chance.whole(1, 12) as i8, chance.whole(1, 28) as i8));
            break;
        }
        let share = if age < 1.0 { f64::from(13 - i16::from(established.month())) / 24.0 } else { 1.0 };
        *slot = Some(figures(&mut now, &traits, share, chance));
        state = Some(now);
    }
    life
}

fn traits(industry: &'static Industry, drive: f64, chance: &mut Chance) -> Traits {
    let idle = if industry.rnd < 0.05 { 0.16 } else { 0.03 };
    let research = if chance.happens(idle) { 0.0 } else { industry.rnd * exp(0.3 * drive + 0.5 * chance.normal()) };
    Traits {
        industry,
        drive,
        per_head: industry.sales_per_head * exp(0.45 * chance.normal()),
        trend: 0.05 + 0.05 * drive + 0.06 * chance.normal(),
        rnd: research,
        abroad: if chance.happens(0.04) { chance.share() * 0.5 } else { 0.0 },
        tech: industry.tech * exp(0.15 * drive + 0.3 * chance.normal()),
        margin: 0.08 + 0.02 * drive + 0.07 * chance.normal(),
        other_income: if chance.happens(0.6) { 0.0 } else { 0.06 * chance.share() },
        hightech: 0.72 + 0.07 * drive + 0.15 * chance.normal() - if industry.supported { 0.0 } else { 0.3 },
        assets: industry.assets * exp(0.4 * chance.normal()),
        debt: 0.5 + 0.17 * chance.normal(),
        unsold: industry.rnd > 0.15 && chance.happens(0.08),
    }
}

/// Its size when it is first seen: the old are larger.
fn begun(traits: &Traits, age: f64, chance: &mut Chance) -> State {
    let staff = exp(2.3 + 0.2 * age.min(6.0) + 0.15 * traits.drive + 1.05 * chance.normal()).max(2.0);
    let sales = staff * traits.per_head;
    let rnd = sales * traits.rnd / 1000.0;
    let known = 0.6 * age.min(8.0);
    let pace = exp(0.35 * traits.drive);
    let class_1 = chance.count(rnd * traits.industry.class_1 * pace * known);
    let class_2 = chance.count(rnd * traits.industry.class_2 * pace * known);
    let mut left = class_2;
    let new_class_2 = [0; 3].map(|_| {
        let new = left / 3;
        left -= new;
        new
    });
    State { staff, sales, momentum: traits.trend, class_1, class_2, new_class_2 }
}

fn grown(before: State, traits: &Traits, age: f64, chance: &mut Chance) -> State {
    let young = if age <= 3.0 { 0.18 } else { 0.0 };
    let momentum = 0.55 * before.momentum + 0.45 * (traits.trend + young) + 0.09 * chance.normal();
    State {
        staff: (before.staff * exp(0.6 * momentum + 0.04 * chance.normal())).max(2.0),
        sales: before.sales * exp(momentum + 0.06 * chance.normal()),
        momentum,
        ..before
    }
}

/// How likely it closes this year: the small and the shrinking more than others.
fn hazard(state: &State) -> f64 {
    let small = if state.staff < 8.0 { 0.02 } else { 0.0 };
    let shrinking = if state.momentum < -0.08 { 0.03 } else { 0.0 };
    0.005 + small + shrinking
}

/// The year's figures; `share` is how much of an ordinary year's business it did.
fn figures(state: &mut State, traits: &Traits, share: f64, chance: &mut Chance) -> Year {
    let staff = state.staff.round();
    let usual = state.sales * share;
    let sales = if traits.unsold { 0.0 } else { usual };
    let damping = exp(-0.1 * (state.staff / 100.0).min(8.0));
    let rnd = usual * traits.rnd.min(0.9) * damping * exp(0.12 * chance.normal());
    let costs = (sales * (1.0 - traits.margin + 0.03 * chance.normal())).max(rnd * 1.2 + staff * 6.0 * share);
    let revenue = sales * (1.0 + traits.other_income);
    let income = revenue * (1.0 + if chance.happens(0.3) { 0.02 * chance.share() } else { 0.0 });
    let before_tax = revenue - costs;
    let assets = state.sales * traits.assets * exp(0.08 * chance.normal());
    inventions(state, traits, rnd, chance);
    Year {
        staff: staff as i64,
        tech: (staff * traits.tech.min(0.95)).round() as i64,
        sales: hundredths(sales),
        revenue: hundredths(revenue),
        income: hundredths(income),
        hightech: hundredths(income * traits.hightech.clamp(0.02, 0.99)),
        costs: hundredths(costs),
        rnd: hundredths(rnd),
        rnd_in_china: hundredths(rnd * (1.0 - traits.abroad)),
        profit: hundredths(if before_tax > 0.0 { before_tax * 0.85 } else { before_tax }),
        assets: hundredths(assets),
        liabilities: hundredths(assets * (traits.debt + 0.03 * chance.normal()).clamp(0.05, 1.3)),
        class_1: state.class_1,
        class_2: state.class_2,
        class_2_recent: state.new_class_2.iter().sum::<i64>().min(state.class_2),
        converted: chance.count((rnd / 110.0 + 0.9) * exp(0.3 * traits.drive)).min(30),
    }
}

/// The year's new rights, and those of class II that lapse.
fn inventions(state: &mut State, traits: &Traits, rnd: f64, chance: &mut Chance) {
    let pace = exp(0.35 * traits.drive) * rnd / 1000.0;
    let new_class_2 = chance.count(pace * traits.industry.class_2);
    let lapsed = chance.count(0.04 * state.class_2 as f64).min(state.class_2);
    state.class_1 += chance.count(pace * traits.industry.class_1);
    state.class_2 += new_class_2 - lapsed;
    state.new_class_2 = [state.new_class_2[1], state.new_class_2[2], new_class_2];
}

/// 万元 to hundredths of it: here figures leave the floats.
fn hundredths(amount: f64) -> i64 {
    (amount * 100.0).round() as i64
}
