//! `ladders/*.toml`: titles in order, each a rung with its title, its schemes, what it needs and what it excludes.
//!
//! Rungs are named by their ids in the text and are places in the list afterwards. What can't stand together, a title or
//! a scheme that nobody knows, a rung that is needed and excluded in a circle, is a finding with its mend.

mod circle;

use std::ops::Range;
use std::path::Path;

use huoju_model::ladder::MOST_RUNGS;
use huoju_model::{Ladder, Rung, Text};
use huoju_scheme::diagnostic::{Diagnostic, Diagnostics, nearest};
use huoju_scheme::read::{Spanned, Table};
use huoju_scheme::{Grant, Program};

use crate::catalogue::{is_path, misnamed};
use crate::pack::{File, read_file};
use crate::{Catalogue, CatalogueError, Entry};

impl Catalogue {
    /// The ladders of all packs, in the packs' order.
    pub fn ladders(&self) -> impl Iterator<Item = Entry<'_>> {
        self.packs().iter().flat_map(|pack| pack.ladders.iter().map(move |file| Entry { id: file.stem(), pack, file }))
    }

    /// Reads the ladder of an id, or of a file where `named` is a path.
    pub fn ladder(&self, named: &str) -> Result<Ladder, CatalogueError> {
        let ids = || self.ladders().map(|entry| entry.id);
        let file = if is_path(named) {
            File::of_disk(Path::new(named))?
        } else {
            let found = self.ladders().find(|entry| entry.id == named).map(|entry| entry.file.clone());
            found.ok_or_else(|| CatalogueError::UnknownLadder {
                id: named.to_owned(),
                near: nearest(named, ids()).map(str::to_owned),
                known: ids().map(str::to_owned).collect(),
            })?
        };
        let schemes: Vec<&str> = self.schemes().map(|entry| entry.id).collect();
        let compiled = |id: &str| self.compiled(id).ok();
        let of_facts = self.dictionary().iter().filter_map(|indicator| indicator.title.clone());
        let granted = schemes.iter().filter_map(|id| Some(compiled(id)?.scheme().grants.clone()?.title));
        let titles: Vec<String> = granted.chain(of_facts).collect();
        let is_source = |id: &str| self.source(id).is_some();
        let known = Known { source: &is_source, schemes: &schemes, compiled: &compiled, titles: &titles };
        let (ladder, found) = read(&file, &known);
        CatalogueError::unless_clean(vec![found])?;
        if !is_path(named) && ladder.id != named {
            return Err(CatalogueError::Findings(vec![misnamed(&file, &ladder.id)]));
        }
        Ok(ladder)
    }
}

/// What a ladder may speak of.
struct Known<'k> {
    /// Whether a source is described.
    source: &'k dyn Fn(&str) -> bool,
    /// The ids of the schemes.
    schemes: &'k [&'k str],
    /// A scheme, where it reads.
    compiled: &'k dyn Fn(&str) -> Option<Program>,
    /// The titles that a scheme grants or an indicator stands for.
    titles: &'k [String],
}

/// A rung whose fellows are still named by their ids.
struct Draft {
    rung: Rung,
    id: Spanned<String>,
    excludes: Vec<Spanned<String>>,
    needs: Vec<Spanned<String>>,
}

/// Reads a ladder.
fn read(file: &File, known: &Known<'_>) -> (Ladder, Diagnostics) {
    read_file(file, "huoju.ladder/1", |root| ladder(root, known))
}

fn ladder(root: &Table<'_, '_>, known: &Known<'_>) -> Ladder {
    let id = root.required_text("id", "nx-tech-enterprise").value;
    let title = root.name("title");
    if title.is_none() && !root.has("title") {
        root.missing("title", "title = \"宁夏科技型企业梯度\"");
    }
    let place = root.name("place");
    let source = root.required_text("source", "文件的文号");
    if !source.value.is_empty() {
        cited(root, &source, known);
    }
    let note = root.name("note");
    let tables = root.tables("rung");
    let drafts: Vec<Draft> = tables.iter().map(|table| draft(table, known)).collect();
    if !(2..=MOST_RUNGS).contains(&drafts.len()) {
        root.report(how_many(tables.last().map_or_else(|| root.span(), Table::span), drafts.len()));
    }
    twice(root, &drafts);
    let rungs = joined(root, &drafts);
    circle::find(root, &drafts, &rungs);
    Ladder { id, title: title.unwrap_or_default(), place, source: source.value, note, rungs }
}

fn draft(table: &Table<'_, '_>, known: &Known<'_>) -> Draft {
    let id = table.required_text("id", "little_giant");
    let title = table.name("title").unwrap_or_else(|| Text::zh(id.value.clone()));
    let holds = table.text("holds");
    let schemes = table.texts("schemes").unwrap_or_default();
    if holds.is_none() && schemes.is_empty() && !table.has("holds") {
        table.missing("holds", "holds = \"高新技术企业\"");
    }
    for scheme in &schemes {
        judged(table, scheme, holds.as_ref(), known);
    }
    if let Some(title) = holds.as_ref().filter(|title| !known.titles.contains(&title.value)) {
        table.report(unknown_title(title, known));
    }
    let (years, by_scheme) = (years(table), by_scheme(&schemes, known));
    if by_scheme.is_some() && table.has("years") {
        table.report(said_already(id.span.clone()));
    }
    let (excludes, needs) = (table.texts("excludes").unwrap_or_default(), table.texts("needs").unwrap_or_default());
    let source = table.text("source");
    if let Some(source) = &source {
        cited(table, source, known);
    }
    let clause = table.text("clause");
    let says = !excludes.is_empty() || !needs.is_empty() || years.is_some();
    if says && (source.is_none() || clause.is_none()) {
        table.report(uncited(id.span.clone()));
    }
    let note = table.name("note");
    table.finish();
    let rung = Rung {
        id: id.value.clone(),
        title,
        holds: holds.map(|title| title.value),
        years: by_scheme.as_ref().map(|(years, ..)| *years).or(years),
        schemes: schemes.into_iter().map(|scheme| scheme.value).collect(),
        excludes: Vec::new(),
        needs: Vec::new(),
        source: source.map(|source| source.value).or_else(|| by_scheme.as_ref().map(|(_, source, _)| source.clone())),
        clause: clause.map(|clause| clause.value).or_else(|| by_scheme.map(|(.., clause)| clause)),
        note,
    };
    Draft { rung, id, excludes, needs }
}

/// For how many years the last of a rung's schemes says that its title holds, with its document and clause.
fn by_scheme(schemes: &[Spanned<String>], known: &Known<'_>) -> Option<(u8, String, String)> {
    schemes.iter().rev().find_map(|id| {
        let program = (known.compiled)(&id.value)?;
        let valid = program.scheme().grants.as_ref()?.valid.clone()?;
        Some((valid.years, program.scheme().source.clone(), valid.clause))
    })
}

/// A scheme that is there, and that grants the rung's title.
fn judged(table: &Table<'_, '_>, scheme: &Spanned<String>, holds: Option<&Spanned<String>>, known: &Known<'_>) {
    let id = &scheme.value;
    if !known.schemes.contains(&id.as_str()) {
        let finding =
            Diagnostic::error(scheme.span.clone(), format!("没有办法 `{id}`"), format!("there is no scheme `{id}`"));
        table.report(match nearest(id, known.schemes.iter().copied()) {
            Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
            None => finding.mend(
                "全部办法见 `huoju scheme list`；没有办法的一级只写 holds",
                "`huoju scheme list` shows them all; a rung without a scheme has `holds` alone",
            ),
        });
        return;
    }
    let granted = (known.compiled)(id).and_then(|program| program.scheme().grants.clone());
    let Some((Grant { title: granted, .. }, holds)) = granted.zip(holds) else { return };
    if granted != holds.value {
        table.report(
            Diagnostic::error(
                scheme.span.clone(),
                format!("办法 `{id}` 授予的是“{granted}”，这一级的资格却是“{}”", holds.value),
                format!("the scheme `{id}` grants “{granted}”, and the rung's title is “{}”", holds.value),
            )
            .mend("改 holds，或换成授予它的办法", "change `holds`, or name a scheme that grants it"),
        );
    }
}

fn unknown_title(title: &Spanned<String>, known: &Known<'_>) -> Diagnostic {
    let finding = Diagnostic::error(
        title.span.clone(),
        format!("没有见过资格“{}”", title.value),
        format!("no title “{}” is known", title.value),
    );
    match nearest(&title.value, known.titles.iter().map(String::as_str)) {
        Some(near) => finding.mend(format!("是不是“{near}”？"), format!("did you mean “{near}”?")),
        None => finding.mend(
            "写办法的 grants 或指标的 title 里有的资格",
            "write a title that a scheme's `grants` or an indicator's `title` names",
        ),
    }
}

fn years(table: &Table<'_, '_>) -> Option<u8> {
    let years = table.number("years")?;
    match years
        .value
        .to_scaled(0)
        .ok()
        .and_then(|years| u8::try_from(years).ok())
        .filter(|years| (1..=30).contains(years))
    {
        Some(years) => Some(years),
        None => {
            table.report(
                Diagnostic::error(
                    years.span,
                    "`years` 是资格有效几年，1 至 30 的整数",
                    "`years` is how many years the title holds, a whole number from 1 to 30",
                )
                .mend("如 years = 3；不知道的不写", "such as years = 3; leave out what is not known"),
            );
            None
        }
    }
}

fn said_already(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        span,
        "资格有效几年，这一级的办法已经写了",
        "for how many years the title holds, the rung's scheme says already",
    )
    .mend("去掉 years；办法写得不对的，改办法的 grants", "remove `years`; where the scheme is wrong, mend its `grants`")
}

fn cited(table: &Table<'_, '_>, source: &Spanned<String>, known: &Known<'_>) {
    if !(known.source)(&source.value) {
        table.report(
            Diagnostic::error(
                source.span.clone(),
                format!("来源 `{}` 不在任何 sources.toml 中", source.value),
                format!("the source `{}` is in no sources.toml", source.value),
            )
            .mend("在 sources.toml 里加一条 [[source]]", "add a [[source]] to sources.toml"),
        );
    }
}

fn uncited(span: Range<usize>) -> Diagnostic {
    Diagnostic::error(
        span,
        "写了 excludes、needs 或 years，却没有写出处",
        "`excludes`, `needs` or `years` stands without its source",
    )
    .mend("补上 source 和 clause", "add `source` and `clause`")
}

fn how_many(span: Range<usize>, n: usize) -> Diagnostic {
    Diagnostic::error(
        span.start..span.start,
        format!("梯度要有 2 至 {MOST_RUNGS} 级，这里有 {n}"),
        format!("a ladder has 2 to {MOST_RUNGS} rungs, and this one {n}"),
    )
    .mend("每级一个 [[rung]]，从低到高", "one [[rung]] a rung, the lowest first")
}

/// A rung, and a title, once each.
fn twice(root: &Table<'_, '_>, drafts: &[Draft]) {
    for (at, draft) in drafts.iter().enumerate() {
        let id = &draft.id.value;
        if drafts[..at].iter().any(|before| before.id.value == *id) {
            let what = (format!("这一级 `{id}` 写了两次"), format!("the rung `{id}` stands twice"));
            root.report(
                Diagnostic::error(draft.id.span.clone(), what.0, what.1)
                    .mend("删去一个，或改它的 id", "take one out, or change its id"),
            );
        } else if let Some(title) = &draft.rung.holds
            && let Some(before) = drafts[..at].iter().find(|before| before.rung.holds.as_ref() == Some(title))
        {
            let other = &before.id.value;
            root.report(
                Diagnostic::error(
                    draft.id.span.clone(),
                    format!("资格“{title}”已在 `{other}` 这一级"),
                    format!("the title “{title}” is on the rung `{other}` already"),
                )
                .mend("一项资格只在一级上", "a title is on one rung only"),
            );
        }
    }
}

/// The rungs, with the places of those that they need and exclude.
fn joined(root: &Table<'_, '_>, drafts: &[Draft]) -> Vec<Rung> {
    let each = drafts.iter().enumerate().map(|(at, draft)| {
        let mut rung = draft.rung.clone();
        rung.excludes = draft.excludes.iter().filter_map(|id| place(root, drafts, at, id, Side::Above)).collect();
        rung.needs = draft.needs.iter().filter_map(|id| place(root, drafts, at, id, Side::Below)).collect();
        rung
    });
    each.collect()
}

/// On which side of a rung another one must stand.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Side {
    Above,
    Below,
}

fn place(root: &Table<'_, '_>, drafts: &[Draft], at: usize, id: &Spanned<String>, side: Side) -> Option<usize> {
    let Some(found) = drafts.iter().position(|draft| draft.id.value == id.value) else {
        root.report(not_there(drafts, id));
        return None;
    };
    let stands = if found > at { Some(Side::Above) } else { (found < at).then_some(Side::Below) };
    if stands == Some(side) {
        return Some(found);
    }
    let (own, other) = (&drafts[at].id.value, &id.value);
    root.report(match side {
        Side::Above => Diagnostic::error(
            id.span.clone(),
            format!("`{own}` 的 excludes 写了 `{other}`，它不在上面"),
            format!("`{own}` excludes `{other}`, which is not above it"),
        )
        .mend("excludes 只写更高的级", "`excludes` names higher rungs only"),
        Side::Below => Diagnostic::error(
            id.span.clone(),
            format!("`{own}` 的 needs 写了 `{other}`，它不在下面"),
            format!("`{own}` needs `{other}`, which is not below it"),
        )
        .mend("needs 只写更低的级；要先有的排在前面", "`needs` names lower rungs only; what comes first stands first"),
    });
    None
}

fn not_there(drafts: &[Draft], id: &Spanned<String>) -> Diagnostic {
    let finding = Diagnostic::error(
        id.span.clone(),
        format!("这个梯度里没有 `{}` 这一级", id.value),
        format!("the rung `{}` is not on this ladder", id.value),
    );
    match nearest(&id.value, drafts.iter().map(|draft| draft.id.value.as_str())) {
        Some(near) => finding.mend(format!("是不是 `{near}`？"), format!("did you mean `{near}`?")),
        None => finding.mend("补上这一级的 [[rung]]，或删去这里", "add its [[rung]], or take it out here"),
    }
}
