//! Reading TOML that people write: every key is asked for by name, so what nobody asked for is an unknown key.
//!
//! A [`Table`] hands out its values once each with their place in the file. Problems are gathered, not thrown:
//! a value of the wrong kind is reported and read as absent, and the rest of the file is still checked.

use std::cell::RefCell;
use std::ops::Range;

use huoju_model::{Decimal, Text};
use toml::de::{DeTable, DeValue};

use crate::diagnostic::{Diagnostic, Diagnostics, nearest};

/// A value with the bytes it stands at.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Spanned<T> {
    /// The value.
    pub value: T,
    /// Its bytes in the file.
    pub span: Range<usize>,
}

impl<T> Spanned<T> {
    /// A value at a place.
    pub fn new(value: T, span: Range<usize>) -> Self {
        Spanned { value, span }
    }
}

/// Parses a file and lets `read` take it apart, its findings going to `found`. Where the text is not TOML, only that is
/// said, once a line: what follows a slip on its line, or is missing for its sake, would only be noise.
pub fn document<T>(found: &RefCell<Diagnostics>, text: &str, read: impl FnOnce(&Table<'_, '_>) -> T) -> T {
    let (root, errors) = DeTable::parse_recoverable(text);
    let table = Table::new(root.get_ref(), root.span(), found);
    let value = read(&table);
    table.finish();
    if !errors.is_empty() {
        let mut found = found.borrow_mut();
        found.clear();
        let mut lines = Vec::new();
        for error in &errors {
            let span = error.span().unwrap_or(0..0);
            let line = text.get(..span.start).map_or(0, |before| before.matches('\n').count());
            if !lines.contains(&line) {
                lines.push(line);
                found.push(not_toml(span, error.message()));
            }
        }
    }
    value
}

fn not_toml(span: Range<usize>, said: &str) -> Diagnostic {
    Diagnostic::error(span, format!("TOML 语法有误：{said}"), format!("not valid TOML: {said}")).mend(
        "写成 键 = 值；文字两头加引号，列表用 [ ]，表头如 [[gate]]",
        "write key = value; quote texts, put lists in [ ], head tables as [[gate]]",
    )
}

/// A table whose keys are taken one by one.
pub struct Table<'t, 'i> {
    entries: &'t DeTable<'i>,
    span: Range<usize>,
    found: &'t RefCell<Diagnostics>,
    asked: RefCell<Vec<&'static str>>,
}

impl<'t, 'i> Table<'t, 'i> {
    fn new(entries: &'t DeTable<'i>, span: Range<usize>, found: &'t RefCell<Diagnostics>) -> Self {
        Table { entries, span, found, asked: RefCell::default() }
    }

    fn child(&self, entries: &'t DeTable<'i>, span: Range<usize>) -> Table<'t, 'i> {
        Table::new(entries, span, self.found)
    }

    /// Where the table stands.
    pub fn span(&self) -> Range<usize> {
        self.span.clone()
    }

    /// Where the findings of the whole file go.
    pub(crate) fn findings(&self) -> &'t RefCell<Diagnostics> {
        self.found
    }

    /// Adds a finding.
    pub fn report(&self, finding: Diagnostic) {
        self.found.borrow_mut().push(finding);
    }

    /// Whether the key is there, without taking it.
    pub fn has(&self, key: &'static str) -> bool {
        self.asked.borrow_mut().push(key);
        self.entries.get(key).is_some()
    }

    fn take(&self, key: &'static str) -> Option<&'t toml::Spanned<DeValue<'i>>> {
        self.asked.borrow_mut().push(key);
        self.entries.get(key)
    }

    fn wrong(&self, value: &toml::Spanned<DeValue<'i>>, key: &str, zh: &str, en: &str) {
        let given = value.get_ref().type_str();
        self.report(Diagnostic::error(
            value.span(),
            format!("`{key}` 应为{zh}，这里是 {given}"),
            format!("`{key}` must be {en}, not {given}"),
        ));
    }

    /// A missing key that must be there.
    pub fn missing(&self, key: &str, example: &str) {
        self.report(
            Diagnostic::error(self.heading(), format!("缺少 `{key}`"), format!("`{key}` is missing"))
                .mend(format!("补上，如 {example}"), format!("add it, such as {example}")),
        );
    }

    /// The first line of the table, so that a finding about the whole does not underline a page.
    fn heading(&self) -> Range<usize> {
        self.span.start..self.span.end.min(self.span.start + 40).max(self.span.start)
    }

    /// A text.
    pub fn text(&self, key: &'static str) -> Option<Spanned<String>> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::String(text) => Some(Spanned::new(text.to_string(), value.span())),
            _ => {
                self.wrong(value, key, "文字", "a text");
                None
            }
        }
    }

    /// A text that must be there.
    pub fn required_text(&self, key: &'static str, example: &str) -> Spanned<String> {
        let absent = self.entries.get(key).is_none();
        let text = self.text(key);
        if absent {
            self.missing(key, &format!("{key} = \"{example}\""));
        }
        text.unwrap_or_else(|| Spanned::new(String::new(), self.heading()))
    }

    /// A name: `"科技人员"` or `{ zh = "科技人员", en = "sci-tech staff" }`.
    pub fn name(&self, key: &'static str) -> Option<Text> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::String(zh) => Some(Text::zh(zh.to_string())),
            DeValue::Table(entries) => {
                let table = self.child(entries, value.span());
                let name = Text {
                    zh: table.required_text("zh", "科技人员").value,
                    en: table.text("en").map(|en| en.value),
                };
                table.finish();
                Some(name)
            }
            _ => {
                self.wrong(value, key, "文字或 { zh = \"…\", en = \"…\" }", "a text or { zh = \"…\", en = \"…\" }");
                None
            }
        }
    }

    /// True or false.
    pub fn boolean(&self, key: &'static str) -> Option<bool> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => {
                self.wrong(value, key, " true 或 false", "true or false");
                None
            }
        }
    }

    /// A day.
    pub fn date(&self, key: &'static str) -> Option<Spanned<jiff::civil::Date>> {
        let value = self.take(key)?;
        if let DeValue::Datetime(when) = value.get_ref()
            && let (Some(date), None) = (when.date, when.time)
            && let Ok(day) = jiff::civil::Date::new(date.year as i16, date.month as i8, date.day as i8)
        {
            return Some(Spanned::new(day, value.span()));
        }
        self.wrong(value, key, "日期，如 2022-08-01", "a date such as 2022-08-01");
        None
    }

    /// A number, exact.
    pub fn number(&self, key: &'static str) -> Option<Spanned<Decimal>> {
        let value = self.take(key)?;
        let number = Value { table: self, value }.number();
        if number.is_none() {
            self.wrong(value, key, "数字", "a number");
        }
        number
    }

    /// A value of any kind.
    pub fn value(&self, key: &'static str) -> Option<Value<'_, 't, 'i>> {
        self.take(key).map(|value| Value { table: self, value })
    }

    /// A list of texts.
    pub fn texts(&self, key: &'static str) -> Option<Vec<Spanned<String>>> {
        let list = self.list(key)?;
        Some(
            list.into_iter()
                .filter_map(|value| {
                    let text = value.text();
                    if text.is_none() {
                        self.wrong(value.value, key, "文字的列表", "a list of texts");
                    }
                    text
                })
                .collect(),
        )
    }

    /// A list of values.
    pub fn list(&self, key: &'static str) -> Option<Vec<Value<'_, 't, 'i>>> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::Array(items) => Some(items.iter().map(|value| Value { table: self, value }).collect()),
            _ => {
                self.wrong(value, key, "列表", "a list");
                None
            }
        }
    }

    /// A table inside this one. Call [`finish`](Table::finish) on it when all its keys were asked for.
    pub fn table(&self, key: &'static str) -> Option<Table<'t, 'i>> {
        let value = self.take(key)?;
        match value.get_ref() {
            DeValue::Table(entries) => Some(self.child(entries, value.span())),
            _ => {
                self.wrong(value, key, "表", "a table");
                None
            }
        }
    }

    /// The tables of `[[key]]`, or of a list of inline tables.
    pub fn tables(&self, key: &'static str) -> Vec<Table<'t, 'i>> {
        let Some(value) = self.take(key) else { return Vec::new() };
        let DeValue::Array(items) = value.get_ref() else {
            self.wrong(value, key, &format!("一组表，写作 [[{key}]]"), &format!("tables, written [[{key}]]"));
            return Vec::new();
        };
        let mut tables = Vec::new();
        for item in items.iter() {
            match item.get_ref() {
                DeValue::Table(entries) => tables.push(self.child(entries, item.span())),
                _ => self.wrong(item, key, "表", "a table"),
            }
        }
        tables
    }

    /// Every entry, for tables whose keys are data (bands, the given figures of a case).
    pub fn entries(&self) -> Vec<(Spanned<String>, Value<'_, 't, 'i>)> {
        self.entries
            .iter()
            .map(|(key, value)| (Spanned::new(key.get_ref().to_string(), key.span()), Value { table: self, value }))
            .collect()
    }

    /// Reports every key that was not asked for.
    pub fn finish(&self) {
        let asked = self.asked.borrow();
        for (key, _) in self.entries.iter() {
            let name: &str = key.get_ref();
            if asked.contains(&name) {
                continue;
            }
            let known = || asked.iter().copied().collect::<std::collections::BTreeSet<_>>();
            let finding =
                Diagnostic::error(key.span(), format!("不认识的键 `{name}`"), format!("unknown key `{name}`"));
            self.report(match nearest(name, known()) {
                Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
                None => {
                    let all = known().into_iter().collect::<Vec<_>>().join("、");
                    finding.mend(format!("这里可以写：{all}"), format!("accepted here: {}", all.replace('、', ", ")))
                }
            });
        }
    }
}

/// A value of a table or a list.
pub struct Value<'a, 't, 'i> {
    table: &'a Table<'t, 'i>,
    value: &'t toml::Spanned<DeValue<'i>>,
}

impl<'t, 'i> Value<'_, 't, 'i> {
    /// Where it stands.
    pub fn span(&self) -> Range<usize> {
        self.value.span()
    }

    /// What it is, in TOML's words.
    pub fn kind(&self) -> &'static str {
        self.value.get_ref().type_str()
    }

    /// A text.
    pub fn text(&self) -> Option<Spanned<String>> {
        match self.value.get_ref() {
            DeValue::String(text) => Some(Spanned::new(text.to_string(), self.span())),
            _ => None,
        }
    }

    /// True or false.
    pub fn boolean(&self) -> Option<bool> {
        match self.value.get_ref() {
            DeValue::Boolean(b) => Some(*b),
            _ => None,
        }
    }

    /// A day.
    pub fn date(&self) -> Option<jiff::civil::Date> {
        match self.value.get_ref() {
            DeValue::Datetime(when) if when.time.is_none() => {
                let date = when.date?;
                jiff::civil::Date::new(date.year as i16, date.month as i8, date.day as i8).ok()
            }
            _ => None,
        }
    }

    /// A number, exact: TOML's floats are read as the decimals that were written.
    pub fn number(&self) -> Option<Spanned<Decimal>> {
        let decimal = match self.value.get_ref() {
            DeValue::Integer(integer) if integer.radix() == 10 => {
                Decimal::parse(&integer.as_str().replace('_', "")).ok()?
            }
            DeValue::Float(float) => Decimal::parse(&float.as_str().replace('_', "")).ok()?,
            _ => return None,
        };
        Some(Spanned::new(decimal, self.span()))
    }

    /// The values of a list.
    pub fn list(&self) -> Option<Vec<Value<'_, 't, 'i>>> {
        match self.value.get_ref() {
            DeValue::Array(items) => Some(items.iter().map(|value| Value { table: self.table, value }).collect()),
            _ => None,
        }
    }

    /// A table. Call [`finish`](Table::finish) on it when all its keys were asked for.
    pub fn table(&self) -> Option<Table<'t, 'i>> {
        match self.value.get_ref() {
            DeValue::Table(entries) => Some(self.table.child(entries, self.span())),
            _ => None,
        }
    }
}
