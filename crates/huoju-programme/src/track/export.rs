//! The ledger of titles as a file (约谈、提醒名单): a row a title, with what its holder should be asked about. The store has
//! no telephone book: whom to ring are blank columns for the office to fill.

use std::path::Path;
use std::sync::Arc;

use arrow_array::{ArrayRef, Date32Array, Int64Array, StringArray};
use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Lang, Text};
use huoju_scheme::{Points, outcome_word};
use huoju_store::Store;
use huoju_store::ledger::Act;
use huoju_table::{FileFormat, OutputKind};
use jiff::civil::{Date, date};

use super::titles::{Asked, Entry, titles};
use crate::evaluate::EvaluateError;
use crate::evaluate::export::figure_words;
use crate::evaluate::why::{Why, comma, named};
use crate::sheet::{self, Column};

/// What is taken along, and what for.
#[derive(Debug, Clone, Copy)]
pub struct Wanted<'w> {
    /// Which titles.
    pub asked: &'w Asked,
    /// In whose language.
    pub lang: Lang,
    /// What for (用途).
    pub purpose: &'w str,
}

/// Writes the titles that are looked for, and one record of the ledger that says what for; how many there were comes
/// back. Without a purpose nothing is written.
pub async fn export(
    store: &Store,
    catalogue: &Catalogue,
    actor: &Actor,
    wanted: &Wanted<'_>,
    (path, format): (&Path, FileFormat),
) -> Result<usize, EvaluateError> {
    let Wanted { asked, lang, purpose } = *wanted;
    let purpose = sheet::purpose(purpose).ok_or(EvaluateError::NoPurpose)?;
    let (entries, _) = titles(store, catalogue, actor, asked, 0, i64::MAX).await?;
    let columns = columns(&entries, lang);
    let what = format!("{} {} {asked:?}", columns.len(), entries.len());
    let head = vec![("format", "huoju.titles/1".to_owned()), ("day", asked.day.to_string())];
    sheet::write(path, format, columns, head).map_err(EvaluateError::Table)?;
    let about = format!("titles {purpose}");
    store.write().await?.commit(actor, Act { name: "export", about: &about, what: &what }).await?;
    Ok(entries.len())
}

/// The columns of these titles, in the order of a call list.
fn columns(entries: &[Entry], lang: Lang) -> Vec<Column> {
    let texts = |name: &str, header: Text, of: &dyn Fn(&Entry) -> Option<String>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Text,
        array: Arc::new(entries.iter().map(of).collect::<StringArray>()),
    };
    let days = |name: &str, header: Text, of: &dyn Fn(&Entry) -> Option<i32>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Date,
        array: Arc::new(entries.iter().map(of).collect::<Date32Array>()),
    };
    let numbers = |name: &str, header: Text, scale: u8, of: &dyn Fn(&Entry) -> Option<i64>| Column {
        name: name.to_owned(),
        header: header.get(lang).to_owned(),
        kind: OutputKind::Number { scale },
        array: Arc::new(entries.iter().map(of).collect::<Int64Array>()) as ArrayRef,
    };
    let said = |text: &str| Some(text.to_owned()).filter(|text| !text.is_empty());
    vec![
        texts("name", Text::new("企业名称", "name"), &|one| said(&one.holding.name)),
        texts("id", Text::new("统一社会信用代码", "code"), &|one| one.holding.code.clone()),
        texts("title", Text::new("资格", "title"), &|one| said(&one.holding.title.title)),
        texts("number", Text::new("编号", "number"), &|one| one.holding.title.number.clone()),
        texts("batch", Text::new("名单批次", "batch of the list"), &|one| one.holding.title.batch_no.clone()),
        days("granted_on", Text::new("授予日期", "granted on"), &|one| {
            day(one.holding.title.granted_on.as_deref())
        }),
        days("valid_to", Text::new("有效期至", "valid to"), &|one| day(one.holding.title.valid_to.as_deref())),
        texts(
            "end_by",
            Text::new("有效期所依办法（名单没有写到期日）", "end by scheme (where the list has none)"),
            &|one| one.holding.title.end_by.clone(),
        ),
        numbers(
            "days_left",
            Text::new("剩余天数（负数为已到期）", "days left (less than 0: expired)"),
            0,
            &|one| one.days_left.map(i64::from),
        ),
        texts("places", Text::new("所属", "belongs to"), &|one| said(&one.places.join(comma(lang)))),
        texts("address", Text::new("地址", "address"), &|one| said(&one.address)),
        texts(
            "contact",
            Text::new("联系人（库中没有，请填写）", "contact (not in the store, to be filled in)"),
            &|_| None,
        ),
        texts(
            "phone",
            Text::new("电话（库中没有，请填写）", "telephone (not in the store, to be filled in)"),
            &|_| None,
        ),
        texts("scheme", Text::new("预评所依办法", "assessed by"), &|one| {
            Some(one.again.as_ref()?.renewal.program.scheme().title.get(lang).to_owned())
        }),
        texts("year", Text::new("评价年度", "evaluation year"), &|one| {
            Some(one.again.as_ref()?.renewal.assessment.evaluation_year.to_string())
        }),
        texts("outcome", Text::new("预评结果", "own result"), &|one| {
            Some(outcome_word(one.again.as_ref()?.row.outcome, lang).to_owned())
        }),
        texts("unmet", Text::new("不符的条款", "clauses not met"), &|one| match &one.again.as_ref()?.why {
            Why::Gates(gates) => Some(named(gates, lang)),
            _ => None,
        }),
        numbers("short", Text::new("至少差几分", "points short at least"), Points::SCALE, &|one| match one
            .again
            .as_ref()?
            .why
        {
            Why::Short(points) => Some(points.0),
            _ => None,
        }),
        texts("missing", Text::new("缺的数据", "missing figures"), &|one| {
            let again = one.again.as_ref()?;
            said(&figure_words(&again.renewal.program, &again.row.missing, lang))
        }),
        texts("open", Text::new("办法没有说到或算不出的", "undetermined by the scheme"), &|one| match &one
            .again
            .as_ref()?
            .why
        {
            Why::Open(titles) => said(&titles.iter().map(|t| t.get(lang)).collect::<Vec<_>>().join(comma(lang))),
            _ => None,
        }),
    ]
}

/// A day as files hold it: days since 1970-01-01.
fn day(said: Option<&str>) -> Option<i32> {
    let day: Date = said?.parse().ok()?;
    Some((day - date(1970, 1, 1)).get_days())
}
