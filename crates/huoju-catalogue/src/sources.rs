//! `sources.toml`: the documents that schemes and indicators cite, each described once.

use huoju_model::{PermittedUse, Source, Text};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics};
use huoju_scheme::read::{Spanned, Table};

use crate::pack::{File, read_file};

/// A source with the place of its id.
pub(crate) type Described = Spanned<Source>;

/// Every source of a file.
pub(crate) fn read(file: &File) -> (Vec<Described>, Diagnostics) {
    read_file(file, "huoju.sources/1", |root| root.tables("source").iter().map(source).collect())
}

fn source(table: &Table<'_, '_>) -> Described {
    let id = table.required_text("id", "国科发〔2025〕1号");
    let title = table.name("title");
    if title.is_none() && !table.has("title") {
        table.missing("title", "title = \"某某认定办法\"");
    }
    let issuer = table.texts("issuer").unwrap_or_default();
    if issuer.is_empty() && !table.has("issuer") {
        table.missing("issuer", "issuer = [\"科技部\"]");
    }
    let issued = table.date("issued").map(|day| day.value);
    in_force(table);
    let note = table.name("note");
    let numbered = table.boolean("numbered").unwrap_or(true);
    table.finish();
    let source = Source {
        id: id.value,
        numbered,
        title: title.unwrap_or_else(|| Text::zh("")),
        issuer: issuer.into_iter().map(|office| office.value).collect(),
        issued,
        permitted_use: PermittedUse::Public,
        note,
    };
    Spanned::new(source, id.span)
}

/// The days in force are stated for readers; they must be dates in order.
fn in_force(table: &Table<'_, '_>) {
    let Some(days) = table.table("in_force") else { return };
    let (from, to) = (days.date("from"), days.date("to"));
    if let (Some(from), Some(to)) = (&from, &to)
        && to.value < from.value
    {
        table.report(Diagnostic::error(to.span.clone(), "`to` 早于 `from`", "`to` is before `from`"));
    }
    days.finish();
}
