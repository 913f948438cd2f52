//! The parts that pages are composed of; each has one macro in `templates/part.html`.

/// A text with an address.
#[derive(Debug, Clone, Default)]
pub struct Link {
    /// What is shown.
    pub text: String,
    /// Where it leads.
    pub href: String,
}

impl Link {
    /// `text`, leading to `href`.
    pub fn new(text: impl Into<String>, href: impl Into<String>) -> Self {
        Link { text: text.into(), href: href.into() }
    }
}

/// A label with what it labels: a row of the basis line or of a profile.
#[derive(Debug, Clone, Default)]
pub struct Fact {
    /// `截至`
    pub label: String,
    /// `2026-03-16 09:40`; empty prints `…`.
    pub text: String,
    /// Where the text leads; empty for nowhere.
    pub href: String,
}

impl Fact {
    /// `label` and its `text`, leading nowhere.
    pub fn new(label: impl Into<String>, text: impl Into<String>) -> Self {
        Fact { label: label.into(), text: text.into(), href: String::new() }
    }
}

/// A clause cited: always a link into its scheme.
#[derive(Debug, Clone, Default)]
pub struct Clause {
    /// `第七条2（1）`
    pub text: String,
    /// Into the scheme's page; empty where the scheme is not in the library.
    pub href: String,
}

/// What an observation's status adds to its digit.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Mark {
    /// Actual: no mark.
    #[default]
    None,
    /// 初: provisional.
    Provisional,
    /// 修: revised.
    Revised,
}

/// What a digit may be without being one.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Presence {
    /// There is a value.
    #[default]
    Value,
    /// `…`: missing; never 0 and never blank.
    Missing,
    /// `—`: not applicable.
    NotApplicable,
    /// `*`: known and withheld.
    Suppressed,
}

/// A figure: a value that can say where it comes from.
#[derive(Debug, Clone, Default)]
pub struct Figure {
    /// `1,369`, with thousands by comma and a real minus; without its unit.
    pub value: String,
    /// `家`, `亿元`; empty where the column or label says it.
    pub unit: String,
    /// Provisional or revised.
    pub mark: Mark,
    /// Missing, not applicable or withheld: then `value` isn't read.
    pub presence: Presence,
    /// The three answers; without them the digit doesn't open.
    pub lineage: Option<Lineage>,
}

impl Figure {
    /// A figure of which nothing more is known than its value.
    pub fn plain(value: impl Into<String>, unit: impl Into<String>) -> Self {
        Figure { value: value.into(), unit: unit.into(), ..Figure::default() }
    }

    /// A missing one.
    pub fn missing() -> Self {
        Figure { presence: Presence::Missing, ..Figure::default() }
    }

    /// What is printed: the value, or the sign that stands for none.
    pub fn shown(&self) -> &str {
        match self.presence {
            Presence::Value => &self.value,
            Presence::Missing => "…",
            Presence::NotApplicable => "—",
            Presence::Suppressed => "*",
        }
    }
}

/// The three answers of a figure: 从哪来, 依何规, 如何变.
#[derive(Debug, Clone, Default)]
pub struct Lineage {
    /// What the figure is: `科技人员占比 2025 年`.
    pub title: String,
    /// The figure's own short id. Empty for none.
    pub id: String,
    /// 从哪来: every observation it stands on.
    pub origins: Vec<Origin>,
    /// 依何规: the rule in a sentence. Empty for none.
    pub rule: String,
    /// The clause behind the rule.
    pub clause: Option<Clause>,
    /// 如何变: what would change it. Empty for none.
    pub change: String,
}

/// One observation behind a figure.
#[derive(Debug, Clone, Default)]
pub struct Origin {
    /// What was observed: `职工总数 86 人`; empty where the figure is the observation.
    pub what: String,
    /// The source: `市人社局社保名册`.
    pub source: Link,
    /// The file's name; empty where there is none.
    pub file: String,
    /// The sheet; empty where there is none.
    pub sheet: String,
    /// The cell, as Excel names it: `F37`; or a row of a CSV file: `37`.
    pub cell: String,
    /// The import batch.
    pub batch: Link,
    /// What the source permits: `行政共享`.
    pub permitted: String,
    /// The observation's status: `初报`, `2024-05-20 修订，原值 221`. Empty where it is simply actual.
    pub status: String,
}

/// What an assessment came to.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Outcome {
    /// 通过
    Pass,
    /// 未通过
    Fail,
    /// 待定
    #[default]
    Undetermined,
}

impl Outcome {
    /// The ending of its classes, `hj-o--` and `hj-tag--`.
    pub fn form(self) -> &'static str {
        match self {
            Outcome::Pass => "ok",
            Outcome::Fail => "no",
            Outcome::Undetermined => "na",
        }
    }

    /// The key of its word.
    pub fn key(self) -> &'static str {
        match self {
            Outcome::Pass => "outcome-pass",
            Outcome::Fail => "outcome-fail",
            Outcome::Undetermined => "outcome-undetermined",
        }
    }

    /// The key of the word for what a tier asks: 符合.
    pub fn met_key(self) -> &'static str {
        match self {
            Outcome::Pass => "met",
            Outcome::Fail => "not-met",
            Outcome::Undetermined => "outcome-undetermined",
        }
    }

    /// The key of the word for our own result, which is no title: 预评通过.
    pub fn own_key(self) -> &'static str {
        match self {
            Outcome::Pass => "own-pass",
            Outcome::Fail => "own-fail",
            Outcome::Undetermined => "own-undetermined",
        }
    }
}

/// One band of a ruler, lowest first.
#[derive(Debug, Clone, Default)]
pub struct Band {
    /// `16`
    pub points: String,
    /// Its lower edge: `25%`.
    pub edge: String,
    /// Hit, next, or neither.
    pub state: BandState,
}

/// How a band stands to the subject's measure.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum BandState {
    /// Neither hit nor next.
    #[default]
    Plain,
    /// The measure falls here.
    Hit,
    /// The next one up.
    Next,
}

impl BandState {
    /// Its class; empty for none.
    pub fn class(self) -> &'static str {
        match self {
            BandState::Plain => "",
            BandState::Hit => "hit",
            BandState::Next => "next",
        }
    }
}

/// A figure of the ruled strip, with its label and a line of context.
#[derive(Debug, Clone, Default)]
pub struct KeyFigure {
    /// `主体库企业`
    pub label: String,
    /// The figure.
    pub figure: Figure,
    /// `本周净增 17`; empty for none.
    pub context: String,
    /// Undetermined and the like stand in their own colour.
    pub hold: bool,
}

/// One sentence above the title, with the next step.
#[derive(Debug, Clone, Default)]
pub struct Banner {
    /// The short word in the tag: `通知`, `已入库`.
    pub tag: String,
    /// The sentence.
    pub text: String,
    /// The next step.
    pub link: Option<Link>,
    /// Whether it needs a hand.
    pub hot: bool,
}

/// An empty state: what will appear here, and what to do for it.
#[derive(Debug, Clone, Default)]
pub struct Empty {
    /// `还没有导入过文件。`
    pub title: String,
    /// What will appear here.
    pub text: String,
    /// The next step.
    pub link: Option<Link>,
}

/// One choice of a select, or of a set of radio buttons.
#[derive(Debug, Clone, Default)]
pub struct Choice {
    /// What the form sends.
    pub value: String,
    /// What is shown.
    pub text: String,
    /// Whether it is the one chosen.
    pub chosen: bool,
}

impl Choice {
    /// A choice, chosen if it is the one now in force.
    pub fn new(value: impl Into<String>, text: impl Into<String>, now: &str) -> Self {
        let value = value.into();
        let chosen = value == now;
        Choice { value, text: text.into(), chosen }
    }
}

/// A field of a form: what stands in it and what is wrong with that.
#[derive(Debug, Clone, Default)]
pub struct Field {
    /// What stands in it.
    pub value: String,
    /// What is wrong and what would do instead; empty where nothing is.
    pub error: String,
}

/// A select of a form.
#[derive(Debug, Clone, Default)]
pub struct Options {
    /// Its choices.
    pub choices: Vec<Choice>,
    /// What is wrong; empty where nothing is.
    pub error: String,
}

/// A confirmation that opens in place, lists consequences, asks the reason, then acts.
#[derive(Debug, Clone, Default)]
pub struct Sure {
    /// What the closed button says: `撤销本次导入…`.
    pub open: String,
    /// Where the form posts to.
    pub action: String,
    /// What will follow, one line each.
    pub consequences: Vec<String>,
    /// Whether a reason is asked (field `reason`) and required.
    pub reason: bool,
    /// What the button that acts says: `确认撤销`.
    pub act: String,
    /// Hidden fields beside the token: what must still hold when the form arrives, such as a version.
    pub hidden: Vec<(String, String)>,
}

/// A page of a long list.
#[derive(Debug, Clone, Default)]
pub struct Pages {
    /// The first row's number: `1`.
    pub from: String,
    /// The last row's number: `50`.
    pub to: String,
    /// How many rows there are in all: `551`.
    pub total: String,
    /// The page before; `None` on the first.
    pub previous: Option<String>,
    /// The page after; `None` on the last.
    pub next: Option<String>,
    /// The numbers; a gap has an empty address and the text `…`, the page itself an empty address.
    pub numbers: Vec<PageNumber>,
}

/// A number among the pages.
#[derive(Debug, Clone, Default)]
pub struct PageNumber {
    /// `3`, or `…` for a gap.
    pub text: String,
    /// Its address; empty for the page itself and for a gap.
    pub href: String,
    /// Whether it is the page itself.
    pub here: bool,
}

impl Pages {
    /// The page `page` (from 1) of a list of `total` rows, `size` a page; `href` makes the address of a page.
    pub fn new(page: usize, size: usize, total: usize, href: impl Fn(usize) -> String) -> Self {
        let size = size.max(1);
        let last = total.div_ceil(size).max(1);
        let page = page.clamp(1, last);
        let from = if total == 0 { 0 } else { (page - 1) * size + 1 };
        Pages {
            from: grouped(from),
            to: grouped((page * size).min(total)),
            total: grouped(total),
            previous: (page > 1).then(|| href(page - 1)),
            next: (page < last).then(|| href(page + 1)),
            numbers: numbers(page, last, href),
        }
    }

    /// The number of the page asked for, which is the last one where there are fewer, and how many rows come before.
    /// `total`: how many rows there are, where that is known yet.
    pub fn place(asked: &str, size: usize, total: Option<i64>) -> (usize, i64) {
        let size = i64::try_from(size).unwrap_or(i64::MAX).max(1);
        let last = (total.unwrap_or(i64::MAX).max(1) - 1) / size + 1;
        let number = asked.parse::<i64>().unwrap_or(1).clamp(1, last);
        (usize::try_from(number).unwrap_or(1), (number - 1) * size)
    }

    /// Whether there is more than one.
    pub fn several(&self) -> bool {
        self.numbers.len() > 1
    }
}

/// The first, the last, and those around the page, with gaps between.
fn numbers(page: usize, last: usize, href: impl Fn(usize) -> String) -> Vec<PageNumber> {
    let near = |number: usize| number == 1 || number == last || number.abs_diff(page) <= 2;
    let mut numbers = Vec::new();
    let mut before = 0;
    for number in [1].into_iter().chain(page.saturating_sub(2)..=page + 2).chain([last]) {
        if number <= before || number > last || !near(number) {
            continue;
        }
        if number > before + 1 {
            numbers.push(PageNumber { text: "…".to_owned(), ..PageNumber::default() });
        }
        let here = number == page;
        let href = if here { String::new() } else { href(number) };
        numbers.push(PageNumber { text: number.to_string(), href, here });
        before = number;
    }
    numbers
}

/// A whole number with its thousands by comma.
pub fn grouped(number: usize) -> String {
    let digits = number.to_string();
    let mut grouped = String::with_capacity(digits.len() + digits.len() / 3);
    for (at, digit) in digits.chars().enumerate() {
        if at > 0 && (digits.len() - at).is_multiple_of(3) {
            grouped.push(',');
        }
        grouped.push(digit);
    }
    grouped
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shown(page: usize, total: usize) -> String {
        let pages = Pages::new(page, 50, total, |n| format!("?page={n}"));
        let numbers: Vec<_> =
            pages.numbers.iter().map(|n| if n.here { format!("[{}]", n.text) } else { n.text.clone() }).collect();
        format!("{}–{} of {}: {}", pages.from, pages.to, pages.total, numbers.join(" "))
    }

    #[test]
    fn pages_name_the_first_the_last_and_those_around() {
        assert_eq!(shown(1, 0), "0–0 of 0: [1]");
        assert_eq!(shown(1, 50), "1–50 of 50: [1]");
        assert_eq!(shown(2, 51), "51–51 of 51: 1 [2]");
        assert_eq!(shown(1, 1300), "1–50 of 1,300: [1] 2 3 … 26");
        assert_eq!(shown(10, 1300), "451–500 of 1,300: 1 … 8 9 [10] 11 12 … 26");
        assert_eq!(shown(99, 1300), "1,251–1,300 of 1,300: 1 … 24 25 [26]");
    }

    #[test]
    fn thousands_are_grouped() {
        let shown: Vec<_> = [0, 999, 1000, 1_234_567].into_iter().map(grouped).collect();
        assert_eq!(shown, ["0", "999", "1,000", "1,234,567"]);
    }
}
