//! Charts as SVG whose x is in percent and y in pixels, so that letters keep their size at any width and one drawing
//! serves desktop, phone and paper.
//!
//! Numbers here are for drawing only: the text printed beside a mark is given, never computed from its height.

pub mod sankey;

use std::fmt::Write as _;

use crate::view::Outcome;

/// A drawing, ready to stand in a page: made only here, from numbers and escaped texts.
#[derive(Debug, Clone, Default)]
pub struct Svg(String);

impl Svg {
    /// Its markup.
    pub fn markup(&self) -> &str {
        &self.0
    }
}

/// One measure over the columns of a table.
#[derive(Debug, Clone, Default)]
pub struct Measure {
    /// `营业收入`
    pub name: String,
    /// `万元`
    pub unit: String,
    /// One point a column; `None` where the figure is missing.
    pub points: Vec<Option<Point>>,
    /// Edges of a rule, drawn as broken lines: `5%得40`.
    pub edges: Vec<Edge>,
}

/// A point of a measure.
#[derive(Debug, Clone, Default)]
pub struct Point {
    /// Its height.
    pub value: f64,
    /// What is printed at it: the figure as the table shows it.
    pub text: String,
    /// Provisional figures are hollow.
    pub provisional: bool,
}

/// A line that decides.
#[derive(Debug, Clone, Default)]
pub struct Edge {
    /// Its height.
    pub value: f64,
    /// `5%得40`
    pub text: String,
}

/// The table below has a first column of 25% and the rest shared equally; bars end where its digits end.
const FIRST: f64 = 25.0;
/// Where gridlines begin.
const LEFT: f64 = 16.0;

/// Bars of one measure and, beneath, the line of another: stands on a table of class `hj-t--under`.
///
/// `label` is what a screen reader says of it; the table holds the figures.
pub fn bars_and_line(bars: &Measure, line: Option<&Measure>, label: &str) -> Svg {
    let height = if line.is_some() { 262 } else { 166 };
    let mut svg = opened("hj-ch hj-ch--on", height, label);
    let columns = bars.points.len().max(1);
    draw_bars(&mut svg, bars, columns);
    if let Some(line) = line {
        draw_line(&mut svg, line, columns);
    }
    closed(svg)
}

/// The right end of a column, and how wide it is, in percent.
fn column(at: usize, columns: usize) -> (f64, f64) {
    let width = (100.0 - FIRST) / columns as f64;
    (FIRST + width * (at + 1) as f64, width)
}

fn draw_bars(svg: &mut String, measure: &Measure, columns: usize) {
    let values = || measure.points.iter().flatten().map(|point| point.value);
    let scale = Scale::new(values().fold(0.0, f64::min), values().fold(0.0, f64::max), 156.0, 33.0);
    name(svg, measure, 10.0);
    put(svg, format_args!(r#"<line x1="{LEFT}%" x2="100%" y1="{0:.1}" y2="{0:.1}" class="ax"/>"#, scale.y(0.0)));
    for value in scale.lines() {
        let y = scale.y(value);
        put(svg, format_args!(r#"<line x1="{LEFT}%" x2="100%" y1="{y:.1}" y2="{y:.1}" class="g"/>"#));
        put(svg, format_args!(r#"<text x="{LEFT}%" y="{:.1}">{}</text>"#, y - 4.0, round(value)));
    }
    svg.push_str(r#"<g class="pull">"#);
    for (at, point) in measure.points.iter().enumerate() {
        let (end, width) = column(at, columns);
        let (mark, text, class) = match point {
            Some(point) => (bar(&scale, point, end, width * 0.56), point.text.as_str(), "e k"),
            None => (String::new(), "…", "e"),
        };
        let top = point.as_ref().map_or(scale.y(0.0), |point| scale.y(point.value.max(0.0)));
        svg.push_str(&mark);
        put(svg, format_args!(r#"<text x="{end:.2}%" y="{:.1}" class="{class}">{}</text>"#, top - 6.0, escaped(text)));
    }
    svg.push_str("</g>");
}

fn bar(scale: &Scale, point: &Point, end: f64, width: f64) -> String {
    let (zero, tip) = (scale.y(0.0), scale.y(point.value));
    let (top, height) = (zero.min(tip), (zero - tip).abs());
    let class = if point.provisional { "b0" } else { "b1" };
    format!(r#"<rect x="{:.2}%" width="{width:.2}%" y="{top:.1}" height="{height:.1}" class="{class}"/>"#, end - width)
}

fn draw_line(svg: &mut String, measure: &Measure, columns: usize) {
    let points = || measure.points.iter().flatten().map(|point| point.value);
    let all = || points().chain(measure.edges.iter().map(|edge| edge.value));
    let scale = Scale { low: all().fold(f64::MAX, f64::min), high: all().fold(f64::MIN, f64::max), y: (238.0, 200.0) };
    name(svg, measure, 178.0);
    for edge in &measure.edges {
        let y = scale.y(edge.value);
        put(svg, format_args!(r#"<line x1="{LEFT}%" x2="100%" y1="{y:.1}" y2="{y:.1}" class="ed"/>"#));
        put(svg, format_args!(r#"<text x="{LEFT}%" y="{:.1}">{}</text>"#, y - 4.0, escaped(&edge.text)));
    }
    svg.push_str(r#"<g class="pull">"#);
    let place =
        |at: usize| measure.points.get(at).and_then(Option::as_ref).map(|p| (centre(at, columns), scale.y(p.value)));
    for at in 1..columns {
        if let (Some((x1, y1)), Some((x2, y2))) = (place(at - 1), place(at)) {
            put(svg, format_args!(r#"<line x1="{x1:.2}%" y1="{y1:.1}" x2="{x2:.2}%" y2="{y2:.1}" class="l1"/>"#));
        }
    }
    for (at, point) in measure.points.iter().enumerate() {
        let (Some(point), Some((x, y))) = (point, place(at)) else { continue };
        let class = if point.provisional { "d0" } else { "d1" };
        // A rising line would cross a text above its point.
        let rises = place(at + 1).is_some_and(|(_, next)| next < y - 4.0);
        let below = if rises { y + 19.0 } else { y - 10.0 };
        put(svg, format_args!(r#"<circle cx="{x:.2}%" cy="{y:.1}" r="4" class="{class}"/>"#));
        let (end, _) = column(at, columns);
        put(svg, format_args!(r#"<text x="{end:.2}%" y="{below:.1}" class="e k">{}</text>"#, escaped(&point.text)));
    }
    svg.push_str("</g>");
}

/// The middle of a column's bar.
fn centre(at: usize, columns: usize) -> f64 {
    let (end, width) = column(at, columns);
    end - width * 0.28
}

fn name(svg: &mut String, measure: &Measure, y: f64) {
    let (name, unit) = (escaped(&measure.name), escaped(&measure.unit));
    put(svg, format_args!(r#"<text x="0" y="{y}"><tspan class="k">{name}</tspan>"#));
    if !unit.is_empty() {
        put(svg, format_args!("（{unit}）"));
    }
    svg.push_str("</text>");
}

/// From values to pixels.
struct Scale {
    low: f64,
    high: f64,
    /// The pixels of `low` and `high`.
    y: (f64, f64),
}

impl Scale {
    fn new(low: f64, high: f64, bottom: f64, top: f64) -> Self {
        let high = if high > low { high } else { low + 1.0 };
        Scale { low, high, y: (bottom, top) }
    }

    fn y(&self, value: f64) -> f64 {
        let span = self.high - self.low;
        let share = if span > 0.0 { (value - self.low) / span } else { 0.5 };
        self.y.0 + (self.y.1 - self.y.0) * share
    }

    /// Round values for gridlines, zero aside, four at most.
    fn lines(&self) -> Vec<f64> {
        let span = self.high - self.low;
        let power = 10_f64.powf((span / 4.0).log10().floor());
        let step = [1.0, 2.0, 5.0, 10.0].iter().map(|n| n * power).find(|step| span / step <= 4.0);
        let step = step.unwrap_or(power * 10.0);
        let from = (self.low / step).ceil() as i64;
        let to = (self.high / step).floor() as i64;
        (from..=to).filter(|n| *n != 0).map(|n| n as f64 * step).collect()
    }
}

/// A gridline's number: whole with its thousands grouped, or with the places its step needs.
fn round(value: f64) -> String {
    if value.abs() >= 1.0 {
        let whole = crate::view::grouped(value.abs().round() as usize);
        if value < 0.0 { format!("−{whole}") } else { whole }
    } else {
        format!("{value:.2}").replace('-', "−")
    }
}

/// How many subjects a range of totals holds.
#[derive(Debug, Clone, Copy, Default)]
pub struct Bin {
    /// How many passed.
    pub passed: usize,
    /// How many are undetermined, counted where the least they can have falls.
    pub undetermined: usize,
    /// How many failed.
    pub failed: usize,
}

impl Bin {
    fn total(self) -> usize {
        self.passed + self.undetermined + self.failed
    }
}

/// A distribution of totals from 0 to `full`, equal ranges, with the pass mark drawn in.
#[derive(Debug, Clone, Default)]
pub struct Histogram {
    /// The ranges, lowest first.
    pub bins: Vec<Bin>,
    /// Full points.
    pub full: f64,
    /// The pass mark, and what is printed at it: `合格线 60 分`.
    pub pass: Option<(f64, String)>,
    /// What is counted: `家`.
    pub counted: String,
    /// What is scored: `分`.
    pub scored: String,
    /// What a screen reader says of it.
    pub label: String,
}

/// Where the histogram's first bin begins.
const BINS_LEFT: f64 = 6.0;

/// The histogram: failed below, undetermined hatched, passed above.
pub fn histogram(given: &Histogram) -> Svg {
    let mut svg = opened("hj-ch", 240, &given.label);
    let tallest = given.bins.iter().map(|bin| bin.total()).max().unwrap_or(0).max(1);
    let scale = Scale::new(0.0, tallest as f64, 214.0, 40.0);
    svg.push_str(r#"<line x1="0" x2="100%" y1="214" y2="214" class="ax"/>"#);
    let lines = scale.lines();
    for (at, value) in lines.iter().enumerate() {
        let y = scale.y(*value);
        let unit = if at + 1 == lines.len() { format!(" {}", escaped(&given.counted)) } else { String::new() };
        put(&mut svg, format_args!(r#"<line x1="0" x2="100%" y1="{y:.1}" y2="{y:.1}" class="g"/>"#));
        put(&mut svg, format_args!(r#"<text x="0" y="{:.1}">{}{unit}</text>"#, y - 4.0, round(*value)));
    }
    let width = (100.0 - BINS_LEFT) / given.bins.len().max(1) as f64;
    for (at, bin) in given.bins.iter().enumerate() {
        stacked(&mut svg, *bin, &scale, BINS_LEFT + width * at as f64, width);
    }
    scores(&mut svg, given);
    closed(svg)
}

fn stacked(svg: &mut String, bin: Bin, scale: &Scale, left: f64, width: f64) {
    let (x, wide) = (left + width * 0.08, width * 0.84);
    let mut below = 0;
    for (count, class) in [(bin.failed, "b5"), (bin.undetermined, "ha"), (bin.passed, "b1")] {
        let (bottom, top) = (scale.y(below as f64), scale.y((below + count) as f64));
        below += count;
        if count == 0 {
            continue;
        }
        // A pattern is found by the page's address, so it can't stand in the stylesheet.
        let fill = if class == "ha" { r#" fill="url(#ha)""# } else { "" };
        let height = bottom - top;
        put(
            svg,
            format_args!(
                r#"<rect x="{x:.2}%" width="{wide:.2}%" y="{top:.1}" height="{height:.1}" class="{class}"{fill}/>"#
            ),
        );
    }
    if below > 0 {
        let (middle, y) = (left + width / 2.0, scale.y(below as f64) - 5.0);
        put(
            svg,
            format_args!(r#"<text x="{middle:.2}%" y="{y:.1}" class="m k">{}</text>"#, crate::view::grouped(below)),
        );
    }
}

/// The axis of scores: every second edge, and the pass mark as a line.
fn scores(svg: &mut String, given: &Histogram) {
    let n = given.bins.len().max(1);
    let across = |score: f64| BINS_LEFT + (100.0 - BINS_LEFT) * score / given.full.max(f64::MIN_POSITIVE);
    let pass = given.pass.as_ref().map(|(mark, _)| *mark);
    for at in (0..=n).filter(|at| at % 2 == 0) {
        let score = given.full * at as f64 / n as f64;
        if pass.is_some_and(|mark| (across(mark) - across(score)).abs() < 4.0) {
            continue;
        }
        let (class, unit) = if at == n { ("e", format!(" {}", escaped(&given.scored))) } else { ("m", String::new()) };
        put(
            svg,
            format_args!(r#"<text x="{:.2}%" y="230" class="{class}">{}{unit}</text>"#, across(score), plain(score)),
        );
    }
    if let Some((mark, text)) = &given.pass {
        let x = across(*mark);
        put(svg, format_args!(r#"<line x1="{x:.2}%" x2="{x:.2}%" y1="12" y2="214" class="cutl"/>"#));
        put(svg, format_args!(r#"<text x="{x:.2}%" y="230" class="m hot">{}</text>"#, plain(*mark)));
        // The text stands left of its line, where there are fewer tall bars, unless there is no room.
        let (class, dx) = if x > 30.0 { ("e hot", -6) } else { ("hot", 6) };
        put(svg, format_args!(r#"<text x="{x:.2}%" dx="{dx}" y="20" class="{class}">{}</text>"#, escaped(text)));
    }
}

/// A score without needless places.
fn plain(score: f64) -> String {
    let text = format!("{score:.1}");
    text.strip_suffix(".0").map_or(text.clone(), str::to_owned)
}

/// Where a total stands between 0 and full points: a square where it is settled, a hatched span where it isn't.
#[derive(Debug, Clone, Copy, Default)]
pub struct Standing {
    /// The least it can be.
    pub least: f64,
    /// The most it can be.
    pub most: f64,
    /// Full points.
    pub full: f64,
    /// The pass mark.
    pub pass: Option<f64>,
    /// How it came out.
    pub outcome: Outcome,
}

/// A score position, 104 by 16 pixels. The row's own digits say the same, so readers of screens skip it.
pub fn position(given: Standing) -> Svg {
    let mut svg = small();
    let across = |score: f64| 2.0 + 100.0 * score / given.full.max(f64::MIN_POSITIVE);
    svg.push_str(r#"<line x1="2" x2="102" y1="8.5" y2="8.5" class="rl"/>"#);
    if let Some(pass) = given.pass {
        put(&mut svg, format_args!(r#"<line x1="{0:.1}" x2="{0:.1}" y1="2" y2="15" class="cutl"/>"#, across(pass)));
    }
    let (left, right) = (across(given.least), across(given.most));
    if right - left > 0.01 {
        put(
            &mut svg,
            format_args!(
                r#"<rect x="{left:.1}" y="5.5" width="{:.1}" height="6" class="ha" fill="url(#ha)"/>"#,
                right - left
            ),
        );
    } else {
        let class = if given.outcome == Outcome::Pass { "ok" } else { "no" };
        put(&mut svg, format_args!(r#"<rect x="{:.1}" y="5" width="7" height="7" class="{class}"/>"#, left - 3.5));
    }
    closed(svg)
}

/// The axis that heads a column of positions.
pub fn position_axis(full: f64, pass: Option<f64>) -> Svg {
    let mut svg = small();
    svg.push_str(r#"<text x="2" y="13">0</text>"#);
    if let Some(pass) = pass {
        let x = 2.0 + 100.0 * pass / full.max(f64::MIN_POSITIVE);
        put(&mut svg, format_args!(r#"<text x="{x:.1}" y="13" class="m hot">{}</text>"#, plain(pass)));
    }
    put(&mut svg, format_args!(r#"<text x="104" y="13" class="e">{}</text>"#, plain(full)));
    closed(svg)
}

/// How much of the most a count is: a bar in a cell beside its digit, which says the same.
pub fn share(n: f64, most: f64) -> Svg {
    let width = if most > 0.0 { 100.0 * n / most } else { 0.0 };
    Svg(format!(
        r#"<svg class="hj-ch" height="20" aria-hidden="true"><rect width="{width:.2}%" y="5" height="10" class="b1"/></svg>"#
    ))
}

fn small() -> String {
    r#"<svg class="hj-ch" width="104" height="16" aria-hidden="true">"#.to_owned()
}

fn opened(class: &str, height: u32, label: &str) -> String {
    format!(r#"<svg class="{class}" height="{height}" role="img" aria-label="{}">"#, escaped(label))
}

fn closed(mut svg: String) -> Svg {
    svg.push_str("</svg>");
    Svg(svg)
}

/// Writing to a `String` doesn't fail.
fn put(svg: &mut String, text: std::fmt::Arguments<'_>) {
    let _ = svg.write_fmt(text);
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

#[cfg(test)]
mod tests {
    use super::*;

    fn point(value: f64) -> Option<Point> {
        Some(Point { value, text: value.to_string(), provisional: false })
    }

    #[test]
    fn a_bar_ends_where_its_column_ends_and_stands_on_zero() {
        let bars = Measure { points: vec![point(50.0), None, point(100.0)], ..Measure::default() };
        let svg = bars_and_line(&bars, None, "").0;
        assert!(svg.contains(r#"<rect x="36.00%" width="14.00%" y="94.5" height="61.5" class="b1"/>"#), "{svg}");
        assert!(svg.contains(r#"<text x="75.00%" y="150.0" class="e">…</text>"#), "a missing figure has no bar: {svg}");
        assert!(svg.contains(r#"<text x="100.00%" y="27.0" class="e k">100</text>"#), "{svg}");
    }

    #[test]
    fn a_negative_bar_hangs_from_zero() {
        let bars = Measure { points: vec![point(-50.0), point(50.0)], ..Measure::default() };
        let svg = bars_and_line(&bars, None, "").0;
        assert!(svg.contains(r#"y="94.5" height="61.5""#) && svg.contains(r#"y="33.0" height="61.5""#), "{svg}");
    }

    #[test]
    fn texts_are_escaped() {
        let bars = Measure { name: "<script>".to_owned(), ..Measure::default() };
        assert!(!bars_and_line(&bars, None, "\"><b>").0.contains("<script>"));
    }

    #[test]
    fn a_histogram_stacks_failed_undetermined_and_passed_and_draws_the_pass_mark() {
        let given = Histogram {
            bins: vec![Bin { failed: 2, undetermined: 1, passed: 0 }, Bin { passed: 1, ..Bin::default() }],
            full: 100.0,
            pass: Some((60.0, "合格线 60 分".to_owned())),
            ..Histogram::default()
        };
        let svg = histogram(&given).0;
        assert_eq!(svg.matches("url(#ha)").count(), 1);
        assert!(svg.contains(r#"<line x1="62.40%" x2="62.40%" y1="12" y2="214" class="cutl"/>"#), "{svg}");
    }

    #[test]
    fn nothing_to_draw_is_drawn_as_nothing() {
        for svg in [histogram(&Histogram::default()), bars_and_line(&Measure::default(), Some(&Measure::default()), "")]
        {
            assert!(!svg.0.contains("NaN") && !svg.0.contains("inf"), "{}", svg.0);
        }
        assert!(!position(Standing::default()).0.contains("NaN"));
    }

    #[test]
    fn a_settled_score_is_a_square_and_an_open_one_a_span() {
        let open = Standing { least: 50.0, most: 80.0, full: 100.0, pass: Some(60.0), outcome: Outcome::Undetermined };
        assert!(position(open).0.contains(r#"<rect x="52.0" y="5.5" width="30.0""#));
        let settled = Standing { least: 68.0, most: 68.0, outcome: Outcome::Pass, ..open };
        assert!(position(settled).0.contains(r#"<rect x="66.5" y="5" width="7" height="7" class="ok"/>"#));
    }
}
