//! Rank rules: from a text that people write to a checked [`Rule`], with every finding at its place.

mod steps;
mod ties;

use std::collections::BTreeMap;

use huoju_model::{Decimal, Text};
use huoju_review::number::{Mode, Number, Round, of_decimal};
use huoju_review::rank::rule::{AtLine, Criterion, Named, Quota, Rule, SideTable, Take};
use huoju_review::sheet::{Dim, Dims};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::read::{Spanned, Table, Value};

use crate::pack::{File, read_file};

/// Reads a rank rule.
pub(crate) fn read(file: &File) -> (Rule, Diagnostics) {
    read_file(file, "huoju.rank/1", |root| Reader { root }.rule())
}

/// The head of a table that has `id` and `title`.
pub(crate) fn named(table: &Table<'_, '_>, example: &str) -> Named {
    let id = table.required_text("id", example);
    if id.value.contains([':', '.', '@', ' ', ',']) {
        table.report(
            Diagnostic::error(id.span, "`id` 里不能有空格和 : . @ ,", "`id` may not hold spaces nor : . @ ,")
                .mend("用字母、数字、- 和 _", "use letters, digits, - and _"),
        );
    }
    let title = table.name("title").unwrap_or_else(|| Text::zh(id.value.clone()));
    Named { id: id.value, title }
}

/// A number, or a text such as `"40%"`.
pub(crate) fn number(value: &Value<'_, '_, '_>) -> Option<Number> {
    if let Some(number) = value.number() {
        return Some(of_decimal(number.value));
    }
    let text = value.text()?.value;
    let (digits, per_cent) = text.strip_suffix('%').map_or((text.as_str(), false), |digits| (digits, true));
    let number = Decimal::parse(digits.trim()).ok().map(of_decimal)?;
    Some(if per_cent { &number / &of_decimal(Decimal::new(100, 0)) } else { number })
}

/// The number at a key; what is none is reported.
pub(crate) fn number_at(table: &Table<'_, '_>, key: &'static str) -> Option<Number> {
    let value = table.value(key)?;
    let found = number(&value);
    if found.is_none() {
        table.report(not_a_number(key, value.span()));
    }
    found
}

pub(crate) fn not_a_number(key: &str, span: std::ops::Range<usize>) -> Diagnostic {
    Diagnostic::error(span, format!("`{key}` 应为数"), format!("`{key}` must be a number"))
        .mend("写成 60、\"0.01\" 或 \"40%\"", "write 60, \"0.01\" or \"40%\"")
}

/// A count from 0 at a key.
pub(crate) fn count_at(table: &Table<'_, '_>, key: &'static str) -> Option<usize> {
    let value = table.value(key)?;
    let count = number(&value).filter(|n| n.is_integer() && !n.is_negative()).and_then(|n| n.to_usize());
    if count.is_none() {
        table.report(Diagnostic::error(
            value.span(),
            format!("`{key}` 应为不小于0的整数"),
            format!("`{key}` must be a whole number, at least 0"),
        ));
    }
    count
}

/// The place of a name in a list; what is not there is reported with what is.
pub(crate) fn place_of(table: &Table<'_, '_>, name: &Spanned<String>, known: &[&str]) -> Option<u32> {
    let found = known.iter().position(|&id| id == name.value);
    if found.is_none() {
        table.report(unknown(&name.value, name.span.clone(), known));
    }
    found.map(|at| at as u32)
}

pub(crate) fn unknown(name: &str, span: std::ops::Range<usize>, known: &[&str]) -> Diagnostic {
    let finding = Diagnostic::error(span, format!("没有 `{name}`"), format!("there is no `{name}`"));
    match nearest(name, known.iter().copied()) {
        Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => finding.mend(format!("可用：{}", known.join("、")), format!("accepted: {}", known.join(", "))),
    }
}

/// A list of dimensions at a key.
pub(crate) fn dims_at(table: &Table<'_, '_>, key: &'static str) -> Option<Dims> {
    let words = table.texts(key)?;
    let known: Vec<_> = Dim::ALL.iter().map(|dim| dim.word()).collect();
    let dims = words.iter().filter_map(|word| {
        place_of(table, word, &known)?;
        Dim::parse(&word.value)
    });
    Some(dims.fold(Dims::default(), Dims::with))
}

/// `{ to = "0.01", mode = "half_up" }`
pub(crate) fn round_at(table: &Table<'_, '_>) -> Option<Round> {
    let round = table.table("round")?;
    let to = number_at(&round, "to");
    if to.is_none() && !round.has("to") {
        round.missing("to", "to = \"0.01\"");
    }
    let modes = ["half_up", "half_even", "down", "up"];
    let mode = round.text("mode").and_then(|word| place_of(&round, &word, &modes)).unwrap_or(0);
    let mode = [Mode::HalfUp, Mode::HalfEven, Mode::Down, Mode::Up][mode as usize];
    let positive = to.as_ref().is_none_or(Number::is_positive);
    if !positive {
        round.report(Diagnostic::error(round.span(), "`to` 须大于0", "`to` must be above 0"));
    }
    round.finish();
    to.filter(|_| positive).map(|to| Round { to, mode })
}

struct Reader<'t, 'i> {
    root: &'t Table<'t, 'i>,
}

impl Reader<'_, '_> {
    fn rule(&self) -> Rule {
        let root = self.root;
        let head = named(root, "mean-of-3");
        if head.title.zh == head.id {
            root.missing("title", "title = \"三位专家平均\"");
        }
        root.name("note");
        let mut rule = Rule {
            id: head.id,
            title: head.title,
            panel: count_at(root, "panel"),
            at_least: count_at(root, "at_least").unwrap_or(1).max(1),
            sections: self.sections(),
            tables: self.tables(),
            criteria: Vec::new(),
            steps: Vec::new(),
            ties: Vec::new(),
            segments: Vec::new(),
            within: self.texts("within"),
            quota: None,
        };
        rule.criteria = self.criteria(&rule);
        for step in root.tables("step") {
            steps::read(&step, &mut rule);
        }
        self.last(&rule);
        if let Some(tie) = root.table("tie") {
            rule.ties = ties::read(&tie, "order", &rule);
            tie.finish();
        }
        rule.segments = root.tables("segment").iter().filter_map(|table| ties::segment(table, &rule)).collect();
        rule.quota = root.table("quota").and_then(|table| self.quota(&table, &rule));
        for reading in root.tables("reading") {
            reading.text("clause");
            if reading.name("text").is_none() && !reading.has("text") {
                reading.missing("text", "text = \"…\"");
            }
            reading.finish();
        }
        rule
    }

    fn texts(&self, key: &'static str) -> Vec<String> {
        self.root.texts(key).unwrap_or_default().into_iter().map(|text| text.value).collect()
    }

    fn sections(&self) -> Vec<Named> {
        let read = |table: &Table<'_, '_>| {
            let section = named(table, "short");
            table.finish();
            section
        };
        self.root.tables("section").iter().map(read).collect()
    }

    fn tables(&self) -> Vec<SideTable> {
        let read = |table: &Table<'_, '_>| {
            let id = named(table, "base").id;
            let by = dims_at(table, "by").unwrap_or_default().with(Dim::Entry);
            let side = SideTable { id, by, blank: number_at(table, "blank") };
            table.finish();
            side
        };
        self.root.tables("table").iter().map(read).collect()
    }

    fn criteria(&self, rule: &Rule) -> Vec<Criterion> {
        let criteria: Vec<_> = self.root.tables("criterion").iter().map(|table| criterion(table, rule)).collect();
        if criteria.is_empty() {
            self.root.missing("criterion", "[[criterion]]");
        }
        criteria
    }

    /// The last step is the score, so it has one value an entry.
    fn last(&self, rule: &Rule) {
        match rule.steps.last() {
            None => self.root.missing("step", "[[step]]"),
            Some(step) if step.by == Dims::of(&[Dim::Entry]) => {}
            Some(step) => self.root.report(
                Diagnostic::error(
                    0..0,
                    format!("最后一步 `{}` 不是每项申报一个分", step.name.id),
                    format!("the last step `{}` isn't one score per entry", step.name.id),
                )
                .mend("给它 by = [\"entry\"]，或再加一步", "give it by = [\"entry\"], or add a step"),
            ),
        }
    }

    fn quota(&self, table: &Table<'_, '_>, rule: &Rule) -> Option<Quota> {
        let texts = |list: Vec<Spanned<String>>| list.into_iter().map(|text| text.value).collect();
        let within: Vec<String> = table.texts("within").map_or_else(|| rule.within.clone(), texts);
        if rule.within.iter().any(|column| !within.contains(column)) {
            table.report(
                Diagnostic::error(
                    table.span(),
                    "名额的 within 比名次的 within 粗，名次之间无法比较",
                    "the quota's within is coarser than the places' within, whose places can't be compared",
                )
                .mend("把名次的 within 都写进去", "list all of the rule's within here"),
            );
        }
        let minimum = number_at(table, "minimum");
        let substitute = table.boolean("substitute").unwrap_or(false);
        let words = ["review", "all", "none"];
        let at_line = table.text("at_line").and_then(|word| place_of(table, &word, &words)).unwrap_or(0);
        let at_line = [AtLine::Review, AtLine::All, AtLine::None][at_line as usize];
        let reserve = count_at(table, "reserve").unwrap_or(0);
        let take = take(table);
        table.finish();
        Some(Quota { within, take: take?, reserve, minimum, substitute, at_line })
    }
}

/// `take = 12`, `take = { "新材料" = 8 }` or `share = "75%"`.
fn take(table: &Table<'_, '_>) -> Option<Take> {
    if table.has("share") {
        return number_at(table, "share").map(Take::Share);
    }
    let Some(value) = table.value("take") else {
        table.missing("take", "take = 12");
        return None;
    };
    let Some(by) = value.table() else { return count_at(table, "take").map(Take::Each) };
    let mut seats = BTreeMap::new();
    for (group, value) in by.entries() {
        match number(&value).filter(|n| n.is_integer() && !n.is_negative()).and_then(|n| n.to_usize()) {
            Some(count) => drop(seats.insert(group.value, count)),
            None => table.report(not_a_number("take", value.span())),
        }
    }
    Some(Take::By(seats))
}

fn criterion(table: &Table<'_, '_>, rule: &Rule) -> Criterion {
    let name = named(table, "technology");
    let ends: Vec<Number> = table.list("range").unwrap_or_default().iter().filter_map(|value| number(value)).collect();
    let range = match <[Number; 2]>::try_from(ends) {
        Ok([least, most]) if least < most => (least, most),
        _ => {
            table.missing("range", "range = [0, 100]");
            (number_of(0), number_of(100))
        }
    };
    let step = number_at(table, "to").filter(Number::is_positive).unwrap_or_else(|| number_of(1));
    let tables: Vec<&str> = rule.tables.iter().map(|table| table.id.as_str()).collect();
    let items = table.text("items").and_then(|name| place_of(table, &name, &tables)).map(|at| at as usize);
    if let Some(at) = items.filter(|&at| !rule.tables[at].by.has(Dim::Item)) {
        let id = &rule.tables[at].id;
        table.report(Diagnostic::error(
            table.span(),
            format!("附表 `{id}` 没有按 item 分列，列不出要素"),
            format!("the table `{id}` isn't kept by item, so it lists none"),
        ));
    }
    table.finish();
    Criterion { name, range, step, items }
}

fn number_of(count: i64) -> Number {
    of_decimal(Decimal::new(i128::from(count), 0))
}
