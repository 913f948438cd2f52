//! Reading a cases file: every figure by its indicator, every expectation by the scheme it speaks of.

use huoju_model::{Dictionary, Kind, MissingMode, Period, Unit};
use huoju_scheme::Scheme;
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, Say, nearest};
use huoju_scheme::read::{Spanned, Table, Value};
use jiff::civil::Date;

use super::{Case, Cases, Expected, Given, Wanted};
use crate::pack::{File, read_file};
use crate::quantity::{number_and_unit, within_bounds};

/// Reads the cases of `scheme`.
pub(crate) fn read(file: &File, scheme: &Scheme, dictionary: &Dictionary) -> (Cases, Diagnostics) {
    let reader = Reader { scheme, dictionary, lines: line_starts(&file.text) };
    let (cases, found) = read_file(file, "huoju.cases/1", |root| reader.cases(root));
    (Cases { path: file.path.clone(), cases }, found)
}

fn line_starts(text: &str) -> Vec<usize> {
    std::iter::once(0).chain(text.match_indices('\n').map(|(at, _)| at + 1)).collect()
}

struct Reader<'a> {
    scheme: &'a Scheme,
    dictionary: &'a Dictionary,
    lines: Vec<usize>,
}

type Figures = Vec<(String, Option<Given>)>;

/// So many others may have the same figures.
const MOST_OTHERS: u32 = 10_000;

/// Figures with others in their place where both have one.
fn laid_over(under: &Figures, over: Figures) -> Figures {
    let kept = under.iter().filter(|(name, _)| over.iter().all(|(other, _)| other != name)).cloned();
    let mut all: Figures = kept.collect();
    all.extend(over);
    all
}

/// Those that were not taken away.
fn there(figures: Figures) -> Vec<(String, Given)> {
    figures.into_iter().filter_map(|(name, figure)| Some((name, figure?))).collect()
}

impl Reader<'_> {
    fn cases(&self, root: &Table<'_, '_>) -> Vec<Case> {
        let key = if root.has("offer") { "offer" } else { "scheme" };
        let id = root.required_text(key, &self.scheme.id);
        if !id.value.is_empty() && id.value != self.scheme.id {
            root.report(Diagnostic::error(
                id.span,
                format!("这些用例写的是 `{}`，办法却是 `{}`", id.value, self.scheme.id),
                format!("these cases are of `{}`, the scheme is `{}`", id.value, self.scheme.id),
            ));
        }
        let defaults = self.given(root);
        root.tables("case").iter().map(|table| self.case(table, &defaults)).collect()
    }

    fn case(&self, table: &Table<'_, '_>, defaults: &Figures) -> Case {
        let given = laid_over(defaults, self.given(table));
        let case = Case {
            name: table.required_text("name", "职工50人中科技人员15人，恰为30%，得20分").value,
            line: self.lines.partition_point(|&start| start <= table.span().start),
            others: self.others(table, &given),
            given: there(given),
            period: period(table),
            as_of: table.date("as_of").map(|day| day.value),
            missing: missing_mode(table),
            presume: table.boolean("presume").unwrap_or(true),
            expect: self.expect(table),
        };
        table.finish();
        case
    }

    fn given(&self, table: &Table<'_, '_>) -> Figures {
        let Some(given) = table.has("given").then(|| table.table("given")).flatten() else { return Vec::new() };
        self.figures(table, given.entries())
    }

    fn figures(&self, table: &Table<'_, '_>, entries: Vec<(Spanned<String>, Value<'_, '_, '_>)>) -> Figures {
        entries.iter().filter_map(|(key, value)| self.figure(table, key, value)).collect()
    }

    /// Those with whom the subject is compared, whose figures are the subject's own but for what stands here.
    fn others(&self, table: &Table<'_, '_>, given: &Figures) -> Vec<(Vec<(String, Given)>, u32)> {
        if !table.has("others") {
            return Vec::new();
        }
        if !self.scheme.compares_subjects() {
            table.report(
                Diagnostic::error(
                    table.span(),
                    "这个办法只看企业自己，others 用不上",
                    "this scheme looks at one subject alone, so `others` change nothing",
                )
                .mend("去掉 others", "remove `others`"),
            );
        }
        table.tables("others").iter().map(|other| self.other(other, given)).collect()
    }

    fn other(&self, table: &Table<'_, '_>, given: &Figures) -> (Vec<(String, Given)>, u32) {
        let (mut times, mut figures) = (1, Vec::new());
        for (key, value) in table.entries() {
            if key.value != "times" {
                figures.push((key, value));
                continue;
            }
            let whole = value.number().and_then(|number| number.value.to_scaled(0).ok());
            match whole.and_then(|n| u32::try_from(n).ok()).filter(|n| (1..=MOST_OTHERS).contains(n)) {
                Some(n) => times = n,
                None => table.report(Diagnostic::error(
                    value.span(),
                    format!("times 应为 1 到 {MOST_OTHERS} 的整数"),
                    format!("`times` must be a whole number from 1 to {MOST_OTHERS}"),
                )),
            }
        }
        (there(laid_over(given, self.figures(table, figures))), times)
    }

    /// One figure with the name of its column; `None` inside where `"missing"` takes a default away.
    fn figure(
        &self,
        table: &Table<'_, '_>,
        key: &Spanned<String>,
        value: &Value<'_, '_, '_>,
    ) -> Option<(String, Option<Given>)> {
        if self.is_brought(&key.value) {
            let fact = value.boolean().map(Given::Fact);
            if fact.is_none() && value.text().is_none_or(|text| text.value != "missing") {
                let (zh, en) = ("应为 true、false 或 \"missing\"", "true, false or \"missing\" is expected");
                table.report(Diagnostic::error(value.span(), zh, en));
            }
            return Some((key.value.clone(), fact));
        }
        let (code, earlier) = match key.value.split_once("@-") {
            Some((code, periods)) => (code, periods.parse::<u8>().ok()),
            None => (key.value.as_str(), Some(0)),
        };
        let Some(indicator) = self.dictionary.get(code).filter(|_| earlier.is_some()) else {
            table.report(self.unknown_indicator(code, key));
            return None;
        };
        if value.text().is_some_and(|text| text.value == "missing") {
            return Some((key.value.clone(), None));
        }
        match figure(&indicator.kind, value) {
            Ok(given) => Some((key.value.clone(), Some(given))),
            Err(say) => {
                table.report(Diagnostic::error(value.span(), say.zh, say.en));
                None
            }
        }
    }

    /// Whether this is a fact of the conditions that is no indicator.
    fn is_brought(&self, name: &str) -> bool {
        self.scheme.inputs.iter().any(|input| input.code == name) && self.dictionary.get(name).is_none()
    }

    fn unknown_indicator(&self, code: &str, key: &Spanned<String>) -> Diagnostic {
        let finding = Diagnostic::error(
            key.span.clone(),
            format!("没有指标 `{}`", key.value),
            format!("there is no indicator `{}`", key.value),
        );
        match nearest(code, self.dictionary.iter().map(|indicator| indicator.code.as_str())) {
            Some(near) if near != code => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            _ => finding.mend(
                "写 indicators.toml 里的代码，往期如 sales@-1",
                "write a code of indicators.toml, an earlier period as sales@-1",
            ),
        }
    }

    fn expect(&self, table: &Table<'_, '_>) -> Vec<Expected> {
        let Some(expect) = table.has("expect").then(|| table.table("expect")).flatten() else {
            if !table.has("expect") {
                table.missing("expect", "expect = { personnel = \"20 分\" }");
            }
            return Vec::new();
        };
        let entries = expect.entries();
        entries.iter().filter_map(|(key, value)| self.expected(table, key, value)).collect()
    }

    fn expected(&self, table: &Table<'_, '_>, key: &Spanned<String>, value: &Value<'_, '_, '_>) -> Option<Expected> {
        let Some((column, words)) = self.column(&key.value) else {
            table.report(self.unknown_expectation(key));
            return None;
        };
        let text = value.text().map(|text| text.value);
        match text.as_deref().and_then(|text| wanted(text, &words)) {
            Some(is) => Some(Expected { key: key.value.clone(), column, is }),
            None => {
                table.report(wrong_expectation(key, value, &words));
                None
            }
        }
    }

    /// The column of the outcome that a key speaks of, and the words it takes; none for points.
    fn column(&self, key: &str) -> Option<(String, Vec<String>)> {
        let scheme = self.scheme;
        let words = |words: &[&str]| words.iter().map(|&word| word.to_owned()).collect();
        match key {
            "outcome" => Some((key.to_owned(), words(&["pass", "fail", "undetermined"]))),
            "tier" => {
                let tiers = scheme.tiers.iter().map(|tier| tier.id.clone());
                Some((key.to_owned(), tiers.chain([String::new()]).collect()))
            }
            "total" | "total_min" | "total_max" => Some((key.to_owned(), Vec::new())),
            _ if scheme.criteria.iter().any(|c| c.id == key) => Some((format!("criterion.{key}"), Vec::new())),
            _ if scheme.gates.iter().any(|gate| gate.id == key) => {
                Some((format!("gate.{key}"), words(&["pass", "fail", "undetermined"])))
            }
            _ => None,
        }
    }

    fn unknown_expectation(&self, key: &Spanned<String>) -> Diagnostic {
        let scheme = self.scheme;
        let known: Vec<&str> = ["outcome", "tier", "total", "total_min", "total_max"]
            .into_iter()
            .chain(scheme.criteria.iter().map(|criterion| criterion.id.as_str()))
            .chain(scheme.gates.iter().map(|gate| gate.id.as_str()))
            .collect();
        let finding = Diagnostic::error(
            key.span.clone(),
            format!("办法 `{}` 没有 `{}`", scheme.id, key.value),
            format!("the scheme `{}` has no `{}`", scheme.id, key.value),
        );
        match nearest(&key.value, known.iter().copied()) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend(format!("可写：{}", known.join("、")), format!("accepted here: {}", known.join(", "))),
        }
    }
}

/// What a text asks of points (no `words`) or of a word.
fn wanted(text: &str, words: &[String]) -> Option<Wanted> {
    if !words.is_empty() {
        return words.iter().any(|word| word == text).then(|| Wanted::Word(text.to_owned()));
    }
    if text == "missing" {
        return Some(Wanted::Missing);
    }
    let (number, unit) = number_and_unit(text)?;
    (Unit::parse("分") == Some(unit)).then_some(Wanted::Points(number))
}

fn wrong_expectation(key: &Spanned<String>, value: &Value<'_, '_, '_>, words: &[String]) -> Diagnostic {
    let key = &key.value;
    if words.is_empty() {
        return Diagnostic::error(
            value.span(),
            format!("`{key}` 应为 \"20 分\" 这样的分值或 \"missing\""),
            format!("`{key}` must be points such as \"20 分\", or \"missing\""),
        );
    }
    let accepted: Vec<_> = words.iter().map(|word| format!("\"{word}\"")).collect();
    Diagnostic::error(
        value.span(),
        format!("`{key}` 应为 {} 之一", accepted.join("、")),
        format!("`{key}` must be one of {}", accepted.join(", ")),
    )
}

/// A value of a case as the indicator's column holds it.
fn figure(kind: &Kind, value: &Value<'_, '_, '_>) -> Result<Given, Say> {
    let text = value.text().map(|text| text.value);
    match kind {
        Kind::Amount(amount) => {
            let text = text.ok_or_else(|| {
                Say::new(
                    format!("应为数字加单位，如 \"1 {}\"", amount.unit),
                    format!("a number with its unit is expected, such as \"1 {}\"", amount.unit),
                )
            })?;
            within_bounds(&text, amount).map(Given::Amount)
        }
        Kind::Fact { .. } => {
            value.boolean().map(Given::Fact).ok_or_else(|| Say::new("应为 true 或 false", "true or false is expected"))
        }
        Kind::Date => value
            .date()
            .map(|day| Given::Day(days_since_epoch(day)))
            .ok_or_else(|| Say::new("应为日期，如 2020-01-01", "a date is expected, such as 2020-01-01")),
        Kind::Text => text.map(Given::Word).ok_or_else(|| Say::new("应为文字", "a text is expected")),
        Kind::Category(values) => {
            let names: Vec<_> = values.iter().map(|value| value.name.as_str()).collect();
            let is = |text: &String| values.iter().find(|v| v.name == *text || v.also.contains(text));
            text.as_ref().and_then(is).map(|value| Given::Word(value.name.clone())).ok_or_else(|| {
                Say::new(format!("应为：{}", names.join("、")), format!("expected one of: {}", names.join(", ")))
            })
        }
    }
}

fn days_since_epoch(day: Date) -> i32 {
    let epoch = jiff::civil::date(1970, 1, 1);
    (day - epoch).get_days()
}

fn period(table: &Table<'_, '_>) -> Option<Period> {
    let written = table.has("period").then(|| table.text("period")).flatten()?;
    match Period::parse(&written.value) {
        Ok(period) => Some(period),
        Err(error) => {
            table.report(Diagnostic::error(
                written.span,
                format!("`{}` 不是期；写 2025、2025Q1 或 2025-03", written.value),
                error.to_string(),
            ));
            None
        }
    }
}

fn missing_mode(table: &Table<'_, '_>) -> Option<MissingMode> {
    let written = table.has("missing").then(|| table.text("missing")).flatten()?;
    let mode = MissingMode::parse(&written.value);
    if mode.is_none() {
        let finding = Diagnostic::error(
            written.span,
            format!("`missing` 不能是 `{}`", written.value),
            format!("`missing` can't be `{}`", written.value),
        );
        table.report(finding.mend("可写：strict、settled", "accepted here: strict, settled"));
    }
    mode
}
