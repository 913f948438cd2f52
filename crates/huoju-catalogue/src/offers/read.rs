//! Taking an offer's file apart.

use std::cell::RefCell;

use huoju_model::{Text, Unit};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::read::{Spanned, Table};
use huoju_scheme::scheme::InForce;
use huoju_scheme::{Heading, Program, read_conditions};
use jiff::civil::Date;

use super::{Benefit, Budget, Clawback, ENTERPRISE, Offer, OfferKind, Places, Window, Worth, assessed, sound};
use crate::Catalogue;
use crate::pack::{File, read_file};
use crate::quantity::number_and_unit;

/// The offer of a file, `None` where anything in it is wrong.
pub(super) fn read(file: &File, catalogue: &Catalogue) -> (Option<(Offer, Places)>, Diagnostics) {
    let (offer, found) = read_file(file, "huoju.offer/1", |root| offer(root, file, catalogue));
    (offer.filter(|_| !found.has_errors()), found)
}

fn offer(root: &Table<'_, '_>, file: &File, catalogue: &Catalogue) -> Option<(Offer, Places)> {
    let id = id(root, file);
    let title = titled(root, "title", "高企认定奖补");
    let kind = kind(root);
    let source = source(root, catalogue);
    let in_force = in_force(root);
    let window = window(root, in_force.as_ref());
    let exclusive = root.text("exclusive");
    let benefit = benefit(root, kind, exclusive.is_some());
    let (most, most_a_year) = (worth(root, "most"), worth(root, "most_a_year"));
    let caps = [("most", &most), ("most_a_year", &most_a_year)];
    sound::caps(root, &benefit, &caps);
    let told = RefCell::new(Vec::new());
    let head = Heading {
        id: id.value.clone(),
        title: title.clone(),
        assesses: ENTERPRISE.to_owned(),
        source: source.value.clone(),
    };
    let brought = |table: &Table<'_, '_>| assessed::read(table, catalogue, &told);
    let places = Places { id: id.span, exclusive: exclusive.as_ref().map_or(0..0, |set| set.span.clone()) };
    let offer = Rest {
        sample: root.boolean("sample").unwrap_or(false),
        department: titled(root, "department", "科技创新局"),
        automatic: root.boolean("automatic").unwrap_or(false),
        budget: budget(root),
        documents: documents(root),
        clawback: root.tables("clawback").iter().map(clawback).collect(),
        note: root.name("note"),
    };
    // Last, as it comes to nothing where anything before it is wrong.
    let scheme = read_conditions(root, &file.text, head, catalogue.dictionary(), &brought)?;
    let Rest { sample, department, automatic, budget, documents, clawback, note } = offer;
    let offer = Offer {
        id: id.value,
        title,
        kind: kind?,
        sample,
        department,
        source: source.value,
        in_force: in_force?.value,
        window,
        automatic,
        exclusive: exclusive.map(|set| set.value),
        benefit: benefit.value,
        most: most.map(|most| most.value),
        most_a_year: most_a_year.map(|most| most.value),
        budget,
        documents,
        clawback,
        note,
        program: Program::compile(scheme),
        assessed: told.into_inner(),
    };
    Some((offer, places))
}

/// The keys that nothing else of the file depends on.
struct Rest {
    sample: bool,
    department: Text,
    automatic: bool,
    budget: Option<Budget>,
    documents: Vec<Text>,
    clawback: Vec<Clawback>,
    note: Option<Text>,
}

fn id(root: &Table<'_, '_>, file: &File) -> Spanned<String> {
    let id = root.required_text("id", file.stem());
    let fits = |c: char| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '-';
    if !id.value.is_empty() && (!id.value.chars().all(fits) || id.value != file.stem()) {
        root.report(
            Diagnostic::error(
                id.span.clone(),
                format!("id `{}` 要与文件名相同，只用小写字母、数字和 -", id.value),
                format!("the id `{}` must be the file's name, of lower-case letters, digits and -", id.value),
            )
            .mend(format!("如 {}.toml", id.value), format!("such as {}.toml", id.value)),
        );
    }
    id
}

fn titled(table: &Table<'_, '_>, key: &'static str, example: &str) -> Text {
    let said = table.name(key);
    if said.is_none() && !table.has(key) {
        table.missing(key, &format!("{key} = \"{example}\""));
    }
    said.unwrap_or_default()
}

fn kind(root: &Table<'_, '_>) -> Option<OfferKind> {
    let word = root.required_text("kind", "policy");
    let kind = OfferKind::parse(&word.value);
    if kind.is_none() && !word.value.is_empty() {
        root.report(
            Diagnostic::error(
                word.span,
                format!("`kind` 不能是 `{}`", word.value),
                format!("`kind` can't be `{}`", word.value),
            )
            .mend(
                "写 \"policy\"（政策）、\"loan\"（贷款）或 \"service\"（服务）",
                "write \"policy\", \"loan\" or \"service\"",
            ),
        );
    }
    kind
}

fn source(root: &Table<'_, '_>, catalogue: &Catalogue) -> Spanned<String> {
    let source = root.required_text("source", "国科发〔2025〕1号");
    if !source.value.is_empty() && catalogue.source(&source.value).is_none() {
        let id = &source.value;
        let finding = Diagnostic::error(
            source.span.clone(),
            format!("文件 `{id}` 不在任何 sources.toml 中"),
            format!("the document `{id}` is in no sources.toml"),
        );
        let known = catalogue.source_ids();
        root.report(match nearest(id, known) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend("在 sources.toml 里加一条 [[source]]", "add a [[source]] to sources.toml"),
        });
    }
    source
}

fn in_force(root: &Table<'_, '_>) -> Option<Spanned<InForce>> {
    let Some(table) = root.table("in_force") else {
        if !root.has("in_force") {
            root.missing("in_force", "in_force = { from = 2026-01-01, to = 2027-12-31 }");
        }
        return None;
    };
    let (from, to) = days(&table, ["from", "to"]);
    Some(Spanned::new(InForce { from: from?, to: to.map(|to| to.value) }, table.span()))
}

fn window(root: &Table<'_, '_>, in_force: Option<&Spanned<InForce>>) -> Option<Window> {
    let table = root.has("window").then(|| root.table("window")).flatten()?;
    let (opens, closes) = days(&table, ["opens", "closes"]);
    let window = Window { opens: opens?, closes: closes.map(|day| day.value) };
    if let Some(in_force) = in_force {
        sound::window(&table, window, in_force.value);
    }
    Some(window)
}

/// The first day, which must be there, and the last; in this order.
fn days(table: &Table<'_, '_>, [from, to]: [&'static str; 2]) -> (Option<Date>, Option<Spanned<Date>>) {
    let (first, last) = (table.date(from), table.date(to));
    if first.is_none() && !table.has(from) {
        table.missing(from, &format!("{from} = 2026-03-01"));
    }
    if let (Some(first), Some(last)) = (&first, &last)
        && last.value < first.value
    {
        table.report(
            Diagnostic::error(last.span.clone(), format!("`{to}` 早于 `{from}`"), format!("`{to}` is before `{from}`"))
                .mend("核对两个日子，或对调", "check the two days, or exchange them"),
        );
    }
    table.finish();
    (first.map(|day| day.value), last)
}

fn benefit(root: &Table<'_, '_>, kind: Option<OfferKind>, counted: bool) -> Spanned<Benefit> {
    let example = "[benefit] amount = \"20 万元\", words = \"一次性奖励20万元\"";
    let Some(table) = root.table("benefit") else {
        if !root.has("benefit") {
            root.missing("benefit", example);
        }
        let none = Benefit { worth: None, is_cap: false, per: None, words: Text::default() };
        return Spanned::new(none, root.span());
    };
    let (amount, cap) = (worth(&table, "amount"), worth(&table, "cap"));
    let given = [table.has("amount"), table.has("cap")];
    let benefit = Benefit {
        is_cap: cap.is_some(),
        worth: amount.or(cap).map(|worth| worth.value),
        per: table.name("per"),
        words: titled(&table, "words", "一次性奖励20万元"),
    };
    table.finish();
    let needed = counted || kind != Some(OfferKind::Service);
    if given == [true, true] || (needed && given == [false, false]) {
        table.report(sound::how_much(table.span(), given[0]));
    }
    sound::permitted(root, &table, &benefit);
    Spanned::new(benefit, table.span())
}

fn budget(root: &Table<'_, '_>) -> Option<Budget> {
    let table = root.has("budget").then(|| root.table("budget")).flatten()?;
    let total = worth(&table, "total");
    if total.is_none() && !table.has("total") {
        table.missing("total", "total = \"3000 万元\"");
    }
    let (left, day) = (worth(&table, "left"), table.date("as_of"));
    if left.is_some() && day.is_none() && !table.has("as_of") {
        table.missing("as_of", "as_of = 2026-06-30");
    }
    table.finish();
    if let (Some(total), Some(left)) = (&total, &left) {
        sound::left(&table, total, left);
    }
    Some(Budget { total: total?.value, left: left.zip(day).map(|(left, day)| (left.value, day.value)) })
}

fn documents(root: &Table<'_, '_>) -> Vec<Text> {
    let document = |table: &Table<'_, '_>| {
        let title = titled(table, "title", "营业执照");
        table.finish();
        title
    };
    root.tables("document").iter().map(document).collect()
}

fn clawback(table: &Table<'_, '_>) -> Clawback {
    let clause = table.required_text("clause", "第十条").value;
    let when = titled(table, "when", "三年内迁出园区");
    let what = titled(table, "what", "退回全部补助");
    table.finish();
    Clawback { clause, when, what }
}

/// `20 万元`, not less than nothing.
fn worth(table: &Table<'_, '_>, key: &'static str) -> Option<Spanned<Worth>> {
    let written = table.has(key).then(|| table.text(key)).flatten()?;
    let read = number_and_unit(&written.value).and_then(|(number, unit)| {
        let base = unit.dimension().base_unit()?;
        let (num, den) = unit.conversion(base)?;
        let hundredths = number.times(num, den)?.to_scaled(2).ok().filter(|sum| *sum >= 0)?;
        Some(Worth { written: format!("{number} {unit}"), unit: base, hundredths })
    });
    if read.is_none() {
        let bare = number_and_unit(&format!("{}元", written.value)).is_some();
        let (zh, en) = if bare { ("没有单位", "has no unit") } else { ("读不出金额", "is no sum") };
        table.report(
            Diagnostic::error(
                written.span.clone(),
                format!("`{key}` 的 `{}` {zh}", written.value),
                format!("`{}` of `{key}` {en}", written.value),
            )
            .mend(
                "写不小于 0 的数字加单位，最细到 0.01，如 \"20 万元\"",
                "write a number of 0 or more with its unit, 0.01 of it at the finest, such as \"20 万元\"",
            ),
        );
    }
    Some(Spanned::new(read?, written.span))
}

/// Whether two sums can be compared.
pub(super) fn comparable(one: &Worth, other: &Worth) -> bool {
    Unit::conversion(one.unit, other.unit).is_some()
}
