//! The invented zone: its enterprises with their names, days, addresses and five years of figures.

use jiff::civil::{Date, date};

use crate::demo::chance::Chance;
use crate::demo::growth::{FIRST_YEAR, LAST_YEAR, Life, N_YEARS, Year, life};
use crate::demo::industries::{self, Industry};
use crate::demo::names::{Names, address, address_elsewhere, credit_code};

/// How many enterprises.
pub const N_ENTERPRISES: usize = 2000;
/// Two enterprises that share a name: registered by two offices, so no rule stopped it.
pub const NAMESAKES: [usize; 2] = [417, 1288];

/// All that the generator knows; offices each see a part.
pub struct Zone {
    /// Where chance comes from.
    pub seed: u64,
    /// In the order of their codes.
    pub enterprises: Vec<Enterprise>,
}

/// An enterprise as it truly is.
pub struct Enterprise {
    /// Its place among the others, from 0.
    pub place: usize,
    /// 统一社会信用代码
    pub code: String,
    /// Its name now.
    pub name: String,
    /// Names before, the earliest first.
    pub former: Vec<Former>,
    /// 成立日期
    pub established: Date,
    /// The day it closed.
    pub closed: Option<Date>,
    /// 注册地址
    pub registered_at: String,
    /// 经营地址
    pub works_at: String,
    /// Its class.
    pub industry: &'static Industry,
    /// How much it wants to invent and grow, about normal.
    pub drive: f64,
    /// Its figures.
    years: [Option<Year>; N_YEARS],
}

/// A name that was given up.
pub struct Former {
    /// The name.
    pub name: String,
    /// The day it changed: from here the next name holds.
    pub changed: Date,
}

impl Zone {
    /// The zone of a seed.
    pub fn new(seed: u64) -> Self {
        let mut names = Names::default();
        let mut enterprises: Vec<_> = (0..N_ENTERPRISES).map(|place| enterprise(seed, place, &mut names)).collect();
        let [first, second] = NAMESAKES;
        enterprises[second].name = enterprises[first].name.clone();
        // Neither ever changed its name: the register itself leaves the two apart by code alone.
        enterprises[first].former.clear();
        enterprises[second].former.clear();
        Zone { seed, enterprises }
    }

    /// The stream of chance of an office, for one enterprise and year.
    pub fn chance(&self, office: u8, place: usize, year: i16) -> Chance {
        let year = year.unsigned_abs();
        Chance::new(self.seed, u64::from(office) << 48 | u64::from(year) << 32 | place as u64)
    }

    /// Those with figures of the year.
    pub fn active(&self, year: i16) -> impl Iterator<Item = (&Enterprise, &Year)> {
        self.enterprises.iter().filter_map(move |enterprise| Some((enterprise, enterprise.year(year)?)))
    }
}

impl Enterprise {
    /// Its figures of a year.
    pub fn year(&self, year: i16) -> Option<&Year> {
        let index = usize::try_from(year.checked_sub(FIRST_YEAR)?).ok()?;
        self.years.get(index)?.as_ref()
    }

    /// Its name on a day.
    pub fn name_on(&self, day: Date) -> &str {
        self.former.iter().find(|former| day < former.changed).map_or(&self.name, |former| &former.name)
    }
}

fn enterprise(seed: u64, place: usize, names: &mut Names) -> Enterprise {
    let mut chance = Chance::new(seed, place as u64);
    let industry = industries::at(chance.share());
    let drive = chance.normal();
    let established = established(&mut chance);
    let Life { years, closed } = life(industry, drive, established, &mut chance);
    let name = names.new_name(industry, &mut chance);
    let former = former(&name, established, closed, industry, names, &mut chance);
    let (inside, outside) = (address(&mut chance), address_elsewhere(&mut chance));
    let (registered_at, works_at) = match chance.whole(1, 100) {
        1..=7 => (inside, outside),
        8..=11 => (outside, inside),
        _ => (inside.clone(), inside),
    };
    let code = credit_code(place + 1);
    Enterprise { place, code, name, former, established, closed, registered_at, works_at, industry, drive, years }
}

/// Zones grow: recent years saw more foundings.
fn established(chance: &mut Chance) -> Date {
    let (share, again) = (chance.share(), chance.share());
    let years_ago = (22.0 * share * (0.35 + 0.65 * again)) as i16;
    date(LAST_YEAR - years_ago, chance.whole(1, 12) as i8, chance.whole(1, 28) as i8)
}

/// One in fourteen was called otherwise before, one in a hundred twice.
fn former(
    name: &str,
    established: Date,
    closed: Option<Date>,
    industry: &Industry,
    names: &mut Names,
    chance: &mut Chance,
) -> Vec<Former> {
    let last = closed.map_or(LAST_YEAR, Date::year);
    let n = if chance.happens(0.07) { 1 + i16::from(chance.happens(0.15)) } else { 0 };
    let room = last - established.year() - 1;
    if n == 0 || room < 2 * n {
        return Vec::new();
    }
    let mut changed: Vec<i16> = (0..n).map(|i| established.year() + 1 + (room * i) / n).collect();
    changed.iter_mut().for_each(|year| *year += chance.whole(0, i64::from(room / n - 1)) as i16);
    let restyled = name.strip_suffix("股份有限公司").map(|stem| format!("{stem}有限公司"));
    changed
        .into_iter()
        .rev()
        .zip(std::iter::once(restyled).chain(std::iter::repeat(None)))
        .map(|(year, restyled)| Former {
            name: restyled.unwrap_or_else(|| names.new_name(industry, chance)),
            changed: date(year, chance.whole(1, 12) as i8, chance.whole(1, 28) as i8),
        })
        .collect::<Vec<_>>()
        .into_iter()
        .rev()
        .collect()
}
