//! All statistics of a contest, beside its ranking.

use super::additive::additive;
use super::draws::{MOST_DRAWS, RankOdds, Standing, odds};
use super::gap::{Gap, benjamini_hochberg, gap};
use super::halo::{Halo, halos};
use super::judges::{Judge, differences, judges};
use super::leave_one::{LeftOut, left_out};
use super::mixed::{Fit, fit};
use super::panel::{Observation, Panel, panels};
use super::reliability::icc;
use crate::rank::compute::{View, compute};
use crate::rank::{Cell, Contest, Ranking, Rule};
use crate::sheet::Dim;

/// What the statistics are made with.
#[derive(Debug, Clone, Copy)]
pub struct Settings {
    /// Fixes every draw.
    pub seed: u64,
    /// How many draws of the ranking, up to 60,000.
    pub draws: usize,
    /// How many threads; they change nothing in a result.
    pub threads: usize,
}

/// The statistics of a contest.
#[derive(Debug, Clone)]
pub struct Calibration {
    /// How many whole sheets they rest on.
    pub sheets: usize,
    /// ICC(1,1), ICC(1,k) and k over all sheets.
    pub reliability: Option<(f64, f64, f64)>,
    /// The connected parts, by their first entry.
    pub components: Vec<Component>,
    /// By the place of the entry in the sheet; none without a whole sheet.
    pub entries: Vec<Option<Calibrated>>,
    /// Every expert with a whole sheet, by component.
    pub judges: Vec<Judge>,
    /// Experts who marked their own group's entries and others.
    pub gaps: Vec<Gap>,
    /// How alike each expert's criteria are.
    pub halos: Vec<Halo>,
    /// Experts without whom others would go on.
    pub left_out: Vec<LeftOut>,
}

/// A connected part.
#[derive(Debug, Clone)]
pub struct Component {
    /// How many entries, experts and sheets.
    pub size: (usize, usize, usize),
    /// The fitted model; none where it could not be fitted.
    pub fit: Option<Fit>,
    /// Whether all its scores are equal.
    pub constant: bool,
}

/// What the statistics say of one entry.
#[derive(Debug, Clone)]
pub struct Calibrated {
    /// Its component.
    pub component: usize,
    /// The plain mean of its sheets.
    pub mean: f64,
    /// Its level by additive least squares, where there is more than one sheet to compare.
    pub additive: Option<f64>,
    /// Its level by the mixed model: the mean of its component and its own effect, shrunk.
    pub level: Option<f64>,
    /// What draws say of its place in its pool; none where the pool spans components, or nothing
    /// tells its entries apart.
    pub odds: Option<RankOdds>,
    /// Whether the 90 % interval of its place holds both sides of the line: 建议复议.
    pub crosses: bool,
}

/// Makes the statistics of a ranked contest.
pub fn calibrate(rule: &Rule, contest: &Contest, ranking: &Ranking, settings: Settings) -> Calibration {
    let sheets = observations(rule, contest);
    let panels = panels(&sheets);
    let fits = || panels.iter().map(fit).collect::<Vec<_>>();
    let others = || {
        let gaps: Vec<Gap> = panels.iter().flat_map(|panel| gaps(panel, contest, settings)).collect();
        let halos = halos(&contest.sheet, rule.criteria.len());
        (gaps, halos, left_out(rule, contest, ranking, settings.threads.saturating_sub(1)))
    };
    let (fits, (mut gaps, halos, left_out)) = beside(settings.threads, fits, others);
    benjamini_hochberg(&mut gaps);
    let mut calibration = Calibration {
        sheets: sheets.len(),
        reliability: icc(&sheets),
        components: Vec::new(),
        entries: vec![None; contest.entries.len()],
        judges: Vec::new(),
        gaps,
        halos,
        left_out,
    };
    for (at, (panel, fit)) in panels.iter().zip(fits).enumerate() {
        levels(panel, at, fit.as_ref(), &mut calibration.entries);
        // Where nothing tells the entries apart, any order of them is as likely, and an interval would say otherwise.
        if let Some(fit) = fit.as_ref().filter(|fit| fit.entry_variance > 0.0) {
            places(panel, at, fit, ranking, settings, &mut calibration.entries);
        }
        calibration.judges.extend(judges(panel, fit.as_ref()));
        let size = (panel.entries.len(), panel.experts.len(), panel.sheets.len());
        calibration.components.push(Component { size, fit, constant: panel.constant() });
    }
    calibration
}

/// Both results, made side by side where there is a thread to spare.
fn beside<A, B: Send>(threads: usize, one: impl FnOnce() -> A, other: impl FnOnce() -> B + Send) -> (A, B) {
    if threads < 2 {
        return (one(), other());
    }
    std::thread::scope(|scope| {
        let other = scope.spawn(other);
        (one(), other.join().unwrap_or_else(|panic| std::panic::resume_unwind(panic)))
    })
}

/// Whole sheets: the rule run on each expert's marks alone.
fn observations(rule: &Rule, contest: &Contest) -> Vec<Observation> {
    let steps = compute(rule, contest, View { alone: true, ..View::default() });
    let cells = steps.last().map(|values| values.cells.as_slice()).unwrap_or_default();
    let whole = cells.iter().filter_map(|(key, cell)| match cell {
        Cell::Is(number) => {
            Some(Observation { entry: key.at(Dim::Entry), expert: key.at(Dim::Expert), score: number.to_f64() })
        }
        Cell::Missing(_) => None,
    });
    whole.collect()
}

fn levels(panel: &Panel, component: usize, fit: Option<&Fit>, entries: &mut [Option<Calibrated>]) {
    let plain = if panel.experts.len() > 1 { additive(panel).map(|(levels, _)| levels) } else { None };
    for (at, sheets) in panel.by_entry().enumerate() {
        let mean = sheets.iter().map(|o| o.score).sum::<f64>() / sheets.len() as f64;
        entries[panel.entries[at] as usize] = Some(Calibrated {
            component,
            mean,
            additive: plain.as_ref().map(|levels| levels[at]),
            level: fit.map(|fit| fit.mean + fit.entries[at]),
            odds: None,
            crosses: false,
        });
    }
}

/// Odds of places for every pool whose placed entries all lie in this panel.
fn places(
    panel: &Panel,
    component: usize,
    fit: &Fit,
    ranking: &Ranking,
    settings: Settings,
    entries: &mut [Option<Calibrated>],
) {
    let mut groups = Vec::new();
    for pool in &ranking.pools {
        let placed = pool.entries.iter().filter(|&&entry| ranking.rows[entry as usize].placed.is_some());
        let members: Option<Vec<usize>> = placed.map(|entry| panel.entries.binary_search(entry).ok()).collect();
        if let Some(members) = members.filter(|members| !members.is_empty()) {
            groups.push(Standing { members, seats: pool.seats.unwrap_or(0) });
        }
    }
    if groups.is_empty() {
        return;
    }
    let draws = settings.draws.min(MOST_DRAWS);
    let found = odds(panel, fit, &groups, (settings.seed, component as u64), draws, settings.threads);
    for (group, odds) in groups.iter().zip(found) {
        for (&member, odds) in group.members.iter().zip(odds) {
            if let Some(entry) = &mut entries[panel.entries[member] as usize] {
                entry.crosses = odds.ninety.0 <= group.seats && group.seats < odds.ninety.1;
                entry.odds = Some(odds);
            }
        }
    }
}

/// Gaps of the experts whose group is told, against the `org` of the entries.
fn gaps(panel: &Panel, contest: &Contest, settings: Settings) -> Vec<Gap> {
    let org = |entry: u32| contest.entries[entry as usize].columns.get("org").map_or("", String::as_str);
    let of = |(at, differences): (usize, Vec<(u32, f64)>)| {
        let expert = panel.experts[at];
        let group = contest.sheet.groups.get(expert as usize)?.as_deref()?;
        let told = differences.iter().filter(|(entry, _)| !org(panel.entries[*entry as usize]).is_empty());
        let own = told.map(|(entry, value)| (org(panel.entries[*entry as usize]) == group, *value));
        gap(expert, &own.collect::<Vec<_>>(), (settings.seed, u64::MAX), settings.draws)
    };
    differences(panel).into_iter().enumerate().filter_map(of).collect()
}
