//! The form that sends a file in to be tried, and what is wrong with what was filled in.

use axum::extract::{Multipart, State};
use axum::http::StatusCode;
use axum::response::{IntoResponse, Redirect, Response};
use huoju_model::{Actor, Period, PermittedUse};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{Kind, Request};
use huoju_programme::discover::{TableError, draft};

use super::{aside, list, trouble};
use crate::discover::scheme_title;
use crate::view::imports::ImportForm;
use crate::view::{Banner, Choice, Field, Link, Options};
use crate::words::Words;
use crate::{App, PageError, Visitor, figure, paths};

/// The kinds of files, the most frequent first.
const KINDS: [Kind; 5] = [Kind::Figures, Kind::Register, Kind::Titles, Kind::Negatives, Kind::Bulletin];

/// What was filled in.
#[derive(Debug, Default)]
pub struct Sent {
    kind: String,
    source: String,
    source_name: String,
    permitted: String,
    period: String,
    status: String,
    sheet: String,
    title: String,
    file: Option<(String, Vec<u8>)>,
    /// The field that is wrong, and what is.
    wrong: Option<(Place, String)>,
}

/// A field of the form.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Place {
    Source,
    SourceName,
    Period,
    Sheet,
    Title,
    File,
}

/// `POST /imports`: try the file. What can't be read at all comes back with the form.
pub async fn send(
    State(app): State<App>,
    visitor: Visitor,
    actor: Actor,
    mut parts: Multipart,
) -> Result<Response, PageError> {
    let mut sent = Sent::read(&mut parts).await?;
    let tried = match sent.request(&visitor) {
        Ok((request, bytes)) => tried(&app, &visitor, &actor, request, bytes).await?,
        Err(wrong) => Err(wrong),
    };
    match tried {
        Ok(id) => Ok(Redirect::to(&paths::draft(&id)).into_response()),
        Err(wrong) => {
            let words = Words::of(visitor.lang);
            let banner = Banner { tag: words.get("import-not-tried"), text: wrong.1.clone(), link: None, hot: true };
            sent.wrong = Some(wrong);
            let form = form(&app, &visitor, &sent).await?;
            let page = list::shown(&app, &visitor, form, &list::Asked::default(), Some(banner)).await?;
            Ok((StatusCode::UNPROCESSABLE_ENTITY, page).into_response())
        }
    }
}

async fn tried(
    app: &App,
    visitor: &Visitor,
    actor: &Actor,
    request: Request,
    bytes: Vec<u8>,
) -> Result<Result<String, (Place, String)>, PageError> {
    let (app, actor) = (app.clone(), actor.clone());
    let done =
        aside(move || async move { draft::lay_by(&app.store, &app.catalogue, &actor, &request, &bytes).await }).await?;
    let error = match done {
        Ok(id) => return Ok(Ok(id)),
        Err(ProgrammeError::Store(error)) => return Err(error.into()),
        Err(error) => error,
    };
    let place = match &error {
        ProgrammeError::NoPeriod => Place::Period,
        ProgrammeError::NoTitle => Place::Title,
        ProgrammeError::NoSource(_) | ProgrammeError::OtherSource(_) => Place::SourceName,
        ProgrammeError::Table(TableError::SheetTie { .. } | TableError::NoSheet { .. }) => Place::Sheet,
        _ => Place::File,
    };
    Ok(Err((place, trouble::said(&error, Words::of(visitor.lang), visitor.lang))))
}

impl Sent {
    async fn read(parts: &mut Multipart) -> Result<Self, PageError> {
        let unread = |_| PageError::Status(StatusCode::BAD_REQUEST);
        let mut sent = Sent::default();
        while let Some(part) = parts.next_field().await.map_err(unread)? {
            let name = part.name().unwrap_or_default().to_owned();
            if name == "file" {
                let called = part.file_name().map(base).unwrap_or_default();
                let bytes = part.bytes().await.map_err(unread)?.to_vec();
                sent.file = Some((called, bytes)).filter(|(called, _)| !called.is_empty());
                continue;
            }
            let said = part.text().await.map_err(unread)?.trim().to_owned();
            match name.as_str() {
                "kind" => sent.kind = said,
                "source" => sent.source = said,
                "source_name" => sent.source_name = said,
                "permitted" => sent.permitted = said,
                "period" => sent.period = said,
                "status" => sent.status = said,
                "sheet" => sent.sheet = said,
                "title" => sent.title = said,
                _ => {}
            }
        }
        Ok(sent)
    }

    /// What is asked for, and the file's bytes; or the field that is wrong.
    fn request(&mut self, visitor: &Visitor) -> Result<(Request, Vec<u8>), (Place, String)> {
        let words = Words::of(visitor.lang);
        let period = match self.period.as_str() {
            "" => None,
            text => Some(Period::parse(text).map_err(|_| (Place::Period, words.get("import-bad-period")))?),
        };
        let (source, new_source) = match (self.source.as_str(), self.source_name.as_str()) {
            ("", "") => return Err((Place::SourceName, words.get("import-no-source"))),
            ("", name) => {
                let used = PermittedUse::parse(&self.permitted).unwrap_or(PermittedUse::StatisticsOnly);
                (name.to_owned(), Some((name.to_owned(), used)))
            }
            (code, "") => (code.to_owned(), None),
            _ => return Err((Place::Source, words.get("import-two-sources"))),
        };
        let (name, bytes) = self.file.take().ok_or_else(|| (Place::File, words.get("import-no-file")))?;
        let some = |text: &String| Some(text.clone()).filter(|text| !text.is_empty());
        let kind = Kind::parse(&self.kind).unwrap_or_default();
        let (sheet, title, provisional) = (some(&self.sheet), some(&self.title), self.status == "provisional");
        Ok((Request { name, kind, source, new_source, period, title, sheet, provisional }, bytes))
    }

    fn field(&self, value: &str, place: Place) -> Field {
        Field { value: value.to_owned(), error: self.error(place) }
    }

    fn error(&self, place: Place) -> String {
        let here = self.wrong.as_ref().filter(|(wrong, _)| *wrong == place);
        here.map_or_else(String::new, |(_, why)| why.clone())
    }
}

/// Some browsers send the whole path.
fn base(name: &str) -> String {
    name.rsplit(['/', '\\']).next().unwrap_or_default().to_owned()
}

/// A template for each scheme: the headers of what it reads.
fn templates(app: &App, visitor: &Visitor) -> Vec<Link> {
    let schemes = app.catalogue.schemes();
    schemes.map(|entry| Link::new(scheme_title(app, entry.id, visitor.lang), paths::template(entry.id))).collect()
}

/// The form as it was filled in.
pub async fn form(app: &App, visitor: &Visitor, sent: &Sent) -> Result<ImportForm, PageError> {
    let words = Words::of(visitor.lang);
    let sources = app.store.sources().await?;
    let in_use = sources.iter().filter(|source| source.withdrawn.is_none());
    let known = in_use.map(|source| Choice::new(&source.code, &source.name, &sent.source));
    let other = Choice::new("", words.get("import-other-source"), &sent.source);
    let choice = |value: &str, key: &str, now: &str| Choice::new(value, words.get(key), now);
    let options = |choices: Vec<Choice>| Options { choices, error: String::new() };
    let used = PermittedUse::ALL.iter();
    let uses = used.map(|used| Choice::new(used.code(), figure::use_word(*used, visitor.lang), &sent.permitted));
    Ok(ImportForm {
        kinds: options(KINDS.map(|kind| choice(kind.code(), list::kind_key(kind.code()), &sent.kind)).to_vec()),
        title: sent.field(&sent.title, Place::Title),
        sources: Options { choices: known.chain([other]).collect(), error: sent.error(Place::Source) },
        source_name: sent.field(&sent.source_name, Place::SourceName),
        permitted: options(uses.collect()),
        period: sent.field(&sent.period, Place::Period),
        statuses: options(vec![
            choice("actual", "actual", &sent.status),
            choice("provisional", "provisional", &sent.status),
        ]),
        sheet: sent.field(&sent.sheet, Place::Sheet),
        // A browser never fills a file in again.
        file: match &sent.wrong {
            Some((place, _)) if *place != Place::File => {
                Field { value: String::new(), error: words.get("import-file-again") }
            }
            _ => sent.field("", Place::File),
        },
        templates: templates(app, visitor),
        largest: crate::error::size(app.settings.upload_limit),
    })
}
