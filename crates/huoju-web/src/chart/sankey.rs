//! Who went where from year to year, drawn over a table of years: a lane a rung, a bar a year, a ribbon a way.
//!
//! Bars end where the digits of the table's columns end. A ribbon that goes up rose, one that goes down fell; those on no
//! rung are not a bar, as they would dwarf the rest: the lowest lane is only where ribbons come from and go to.

use super::{FIRST, Svg, closed, escaped, opened, put};

/// Years side by side, and the ways between them.
#[derive(Debug, Clone, Default)]
pub struct Sankey {
    /// The lanes, the highest rung first: its name, and how many stand there in each year.
    pub lanes: Vec<Lane>,
    /// What the lowest lane is called, on which nobody is counted.
    pub outside: String,
    /// How many years.
    pub n_years: usize,
    /// The ways between years.
    pub ways: Vec<Way>,
    /// What a screen reader says of it; the table holds the figures.
    pub label: String,
}

/// A rung through the years.
#[derive(Debug, Clone, Default)]
pub struct Lane {
    /// Its name.
    pub name: String,
    /// How many stand there, a year each.
    pub counts: Vec<usize>,
}

/// So many went from one lane to another. A lane beyond the last is outside.
#[derive(Debug, Clone, Copy, Default)]
pub struct Way {
    /// The place of the earlier year.
    pub year: usize,
    /// From which lane.
    pub from: usize,
    /// To which lane.
    pub to: usize,
    /// How many.
    pub n: usize,
}

/// What all bars together take at most, in pixels.
const TALL: f64 = 230.0;
/// Between lanes, with room for a digit.
const GAP: f64 = 22.0;
/// How wide a bar is, in pixels.
const BAR: f64 = 8.0;
/// Where something is, it can be seen.
const THIN: f64 = 0.8;

/// Where everything stands, in pixels from the top.
struct Plan {
    /// The top of each lane, outside last.
    tops: Vec<f64>,
    /// Pixels for one subject.
    each: f64,
    height: f64,
}

impl Plan {
    fn of(given: &Sankey) -> Self {
        let passing = |is: &dyn Fn(&Way) -> bool, year: usize| -> usize {
            given.ways.iter().filter(|way| way.year == year && is(way)).map(|way| way.n).sum()
        };
        let outside = given.lanes.len();
        let through = (0..given.n_years)
            .map(|year| passing(&|way| way.to == outside, year).max(passing(&|way| way.from == outside, year)))
            .max()
            .unwrap_or(0);
        let most: Vec<usize> =
            given.lanes.iter().map(|lane| lane.counts.iter().copied().max().unwrap_or(0)).chain([through]).collect();
        let each = TALL / (most.iter().sum::<usize>().max(1) as f64);
        let mut top = 0.0;
        let tops = most.iter().map(|n| {
            top += GAP;
            let own = top;
            top += (*n as f64 * each).max(THIN);
            own
        });
        let tops = tops.collect();
        Plan { tops, each, height: top + 6.0 }
    }

    fn tall(&self, n: usize) -> f64 {
        if n == 0 { 0.0 } else { (n as f64 * self.each).max(THIN) }
    }
}

/// The drawing.
pub fn sankey(given: &Sankey) -> Svg {
    let plan = Plan::of(given);
    let mut svg = opened("hj-ch hj-ch--on", plan.height.ceil() as u32, &given.label);
    svg.push_str(r#"<g class="pull">"#);
    ribbons(&mut svg, given, &plan);
    svg.push_str("</g>");
    for (lane, name) in given.lanes.iter().map(|lane| lane.name.as_str()).chain([given.outside.as_str()]).enumerate() {
        let class = if lane < given.lanes.len() { "lane k" } else { "lane" };
        let y = plan.tops[lane] + 4.0;
        put(&mut svg, format_args!(r#"<text x="0" y="{y:.1}" class="{class}">{}</text>"#, escaped(name)));
    }
    svg.push_str(r#"<g class="pull">"#);
    for (lane, counts) in given.lanes.iter().map(|lane| &lane.counts).enumerate() {
        for (year, &n) in counts.iter().enumerate().filter(|(_, n)| **n > 0) {
            bar(&mut svg, end(year, given.n_years), plan.tops[lane], plan.tall(n), n);
        }
    }
    names_beside_bars(&mut svg, given, &plan);
    svg.push_str("</g>");
    closed(svg)
}

/// On a narrow page nothing stands left of the first year, so the names stand right of its bars, beneath the digits.
fn names_beside_bars(svg: &mut String, given: &Sankey, plan: &Plan) {
    let x = end(0, given.n_years);
    let names = given.lanes.iter().map(|lane| lane.name.as_str()).chain([given.outside.as_str()]);
    for (name, top) in names.zip(&plan.tops) {
        let y = top + 12.0;
        put(svg, format_args!(r#"<text x="{x:.2}%" dx="5" y="{y:.1}" class="lane-s k">{}</text>"#, escaped(name)));
    }
}

/// Where a year's column ends, in percent.
fn end(year: usize, n_years: usize) -> f64 {
    FIRST + (100.0 - FIRST) * (year + 1) as f64 / n_years.max(1) as f64
}

fn bar(svg: &mut String, x: f64, top: f64, tall: f64, n: usize) {
    put(
        svg,
        format_args!(
            r#"<svg x="{x:.2}%" overflow="visible"><rect x="-{BAR}" width="{BAR}" y="{top:.1}" height="{tall:.1}" class="nd"/></svg>"#
        ),
    );
    let y = top - 4.0;
    put(svg, format_args!(r#"<text x="{x:.2}%" y="{y:.1}" class="e k">{}</text>"#, crate::view::grouped(n)));
}

/// Ribbons leave and reach a bar from its top in the order of the lanes, so that none crosses needlessly.
fn ribbons(svg: &mut String, given: &Sankey, plan: &Plan) {
    for year in 1..given.n_years {
        let (left, right) = (end(year - 1, given.n_years), end(year, given.n_years));
        let mut ways: Vec<&Way> = given.ways.iter().filter(|way| way.year == year - 1 && way.n > 0).collect();
        ways.sort_by_key(|way| (way.from, way.to));
        let mut leave = plan.tops.clone();
        let starts: Vec<f64> = ways.iter().map(|way| taken(&mut leave[way.from], plan.tall(way.n))).collect();
        let mut order: Vec<usize> = (0..ways.len()).collect();
        order.sort_by_key(|&at| (ways[at].to, ways[at].from));
        let mut reach = plan.tops.clone();
        put(
            svg,
            format_args!(
                r#"<svg x="{left:.2}%" width="{:.2}%" height="{h:.0}" viewBox="0 0 100 {h:.0}" preserveAspectRatio="none">"#,
                right - left,
                h = plan.height.ceil()
            ),
        );
        for at in order {
            let (way, tall) = (ways[at], plan.tall(ways[at].n));
            let (from, to) = (starts[at], taken(&mut reach[way.to], tall));
            let class = match way.to.cmp(&way.from) {
                std::cmp::Ordering::Less => "up",
                std::cmp::Ordering::Greater => "dn",
                std::cmp::Ordering::Equal => "st",
            };
            put(
                svg,
                format_args!(
                    r#"<path d="M0,{from:.1}C50,{from:.1} 50,{to:.1} 100,{to:.1}V{:.1}C50,{:.1} 50,{:.1} 0,{:.1}Z" class="{class}"/>"#,
                    to + tall,
                    to + tall,
                    from + tall,
                    from + tall
                ),
            );
        }
        svg.push_str("</svg>");
    }
}

/// Takes so much of a side, and says where it began.
fn taken(side: &mut f64, tall: f64) -> f64 {
    let began = *side;
    *side += tall;
    began
}

#[cfg(test)]
mod tests {
    use super::*;

    fn drawn(ways: Vec<Way>) -> String {
        let lane = |name: &str, counts: [usize; 2]| Lane { name: name.to_owned(), counts: counts.to_vec() };
        let given = Sankey {
            lanes: vec![lane("高企", [10, 12]), lane("<中小>", [20, 15])],
            outside: "其余".to_owned(),
            n_years: 2,
            ways,
            label: "流动".to_owned(),
        };
        sankey(&given).0
    }

    #[test]
    fn a_bar_ends_where_its_column_ends_and_is_as_tall_as_many_stand_there() {
        let svg = drawn(Vec::new());
        assert!(
            svg.contains(r#"<svg x="62.50%" overflow="visible"><rect x="-8" width="8" y="22.0" height="71.9""#),
            "{svg}"
        );
        assert!(svg.contains(r#"<text x="100.00%" y="18.0" class="e k">12</text>"#), "{svg}");
        assert!(svg.contains("&lt;中小&gt;"), "{svg}");
    }

    #[test]
    fn a_ribbon_that_rises_and_one_that_falls_differ_and_as_many_leave_as_arrive() {
        let way = |from, to, n| Way { year: 0, from, to, n };
        let svg = drawn(vec![way(1, 0, 4), way(0, 0, 8), way(0, 2, 2), way(1, 1, 15)]);
        let count = |class: &str| svg.matches(&format!(r#"class="{class}""#)).count();
        assert_eq!([count("up"), count("dn"), count("st")], [1, 1, 2]);
        assert!(svg.contains(r#"preserveAspectRatio="none""#), "x is in percent: {svg}");
    }

    #[test]
    fn nothing_to_draw_is_drawn_as_nothing() {
        let svg = sankey(&Sankey::default()).0;
        assert!(!svg.contains("NaN") && !svg.contains("inf"), "{svg}");
    }
}
