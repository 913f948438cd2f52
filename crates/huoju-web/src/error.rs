//! What goes wrong, as a page in the reader's language that says the next step.
//!
//! A handler answers with a [`PageError`]; [`worded`] puts words on it once it is known who reads. What is our fault or
//! the machine's is logged there, once, under a number that the page shows too.

use std::sync::Arc;

use axum::http::StatusCode;
use axum::http::header::{CONTENT_TYPE, LOCATION};
use axum::response::{Html, IntoResponse, Response};
use huoju_model::Lang;
use huoju_programme::people::PeopleError;
use huoju_store::StoreError;
use huoju_store::ledger::random_hex;

use crate::{Visitor, render, sign_in};

/// Why there is no page, or another one.
#[derive(Debug)]
pub enum PageError {
    /// Somebody must sign in first; afterwards they come back to this path.
    SignIn(String),
    /// They must choose a password first.
    ChangePassword,
    /// There is no such page or row.
    NotFound,
    /// The form is not one of this session: it is old, or another site's.
    Form,
    /// More bytes than are taken.
    TooLarge(usize),
    /// What was asked can't be done, in both languages.
    Refused {
        /// 403, 409, 422.
        status: StatusCode,
        /// In Chinese.
        zh: String,
        /// In English.
        en: String,
    },
    /// People and passwords.
    People(PeopleError),
    /// The store.
    Store(StoreError),
    /// What the status says alone.
    Status(StatusCode),
    /// Our bug.
    Bug(String),
}

impl From<StoreError> for PageError {
    fn from(error: StoreError) -> Self {
        match error {
            StoreError::NotFound { .. } => PageError::NotFound,
            error => PageError::Store(error),
        }
    }
}

impl From<PeopleError> for PageError {
    fn from(error: PeopleError) -> Self {
        match error {
            PeopleError::Store(error) => error.into(),
            PeopleError::Hash(why) => PageError::Bug(why),
            error => PageError::People(error),
        }
    }
}

impl IntoResponse for PageError {
    fn into_response(self) -> Response {
        let to = match &self {
            PageError::SignIn(back) => Some(sign_in::with_way_back(back)),
            PageError::ChangePassword => Some(sign_in::PASSWORD.to_owned()),
            _ => None,
        };
        match to {
            Some(to) => (StatusCode::SEE_OTHER, [(LOCATION, to)]).into_response(),
            None => {
                let mut response = self.status().into_response();
                response.extensions_mut().insert(Arc::new(self));
                response
            }
        }
    }
}

/// Puts words on an answer that is an error and has none yet.
pub(crate) fn worded(response: Response, visitor: &Visitor, path: &str) -> Response {
    let status = response.status();
    let page = response.headers().get(CONTENT_TYPE).is_some_and(|kind| kind.as_bytes().starts_with(b"text/html"));
    if page || !(status.is_client_error() || status.is_server_error()) {
        return response;
    }
    match response.extensions().get::<Arc<PageError>>() {
        Some(error) => error.page(visitor, path),
        None => PageError::Status(status).page(visitor, path),
    }
}

impl PageError {
    /// A bug of ours, for the log.
    pub fn bug(what: &str) -> Self {
        PageError::Bug(what.to_owned())
    }

    /// What can't be done, in both languages.
    pub fn refused(status: StatusCode, zh: impl Into<String>, en: impl Into<String>) -> Self {
        PageError::Refused { status, zh: zh.into(), en: en.into() }
    }

    pub(crate) fn page(&self, visitor: &Visitor, path: &str) -> Response {
        let status = self.status();
        let mut number = String::new();
        if status.is_server_error() {
            number = random_hex(4);
            // A log that can't be written has nobody to complain to.
            let _ =
                std::io::Write::write_all(&mut std::io::stderr(), format!("{number} {path}: {self:?}\n").as_bytes());
        }
        let text = match visitor.lang {
            Lang::Zh => self.zh(),
            Lang::En => self.en(),
        };
        (status, Html(render::error(visitor, status.as_u16(), &text, &number))).into_response()
    }

    fn status(&self) -> StatusCode {
        match self {
            PageError::SignIn(_) | PageError::ChangePassword => StatusCode::SEE_OTHER,
            PageError::NotFound => StatusCode::NOT_FOUND,
            PageError::Form => StatusCode::FORBIDDEN,
            PageError::TooLarge(_) => StatusCode::PAYLOAD_TOO_LARGE,
            PageError::Refused { status, .. } | PageError::Status(status) => *status,
            PageError::People(error) => people(error),
            PageError::Store(error) => store(error),
            PageError::Bug(_) => StatusCode::INTERNAL_SERVER_ERROR,
        }
    }

    /// In Chinese; empty where the status says it all.
    fn zh(&self) -> String {
        match self {
            PageError::Status(status) => unsaid(*status)[0].to_owned(),
            PageError::Form => "这张表单已过期，没有办理；请退回去刷新页面，再提交一次".to_owned(),
            PageError::TooLarge(limit) => format!("文件太大，没有收；最多 {}", size(*limit)),
            PageError::Refused { zh, .. } => zh.clone(),
            PageError::People(error) => error.say(Lang::Zh).unwrap_or_default(),
            PageError::Store(error) => match error {
                StoreError::Stale("job") => "任务已经做完或已取消，不能再取消".to_owned(),
                StoreError::Stale("batch") => "这一批已经撤销过，没有再撤销".to_owned(),
                StoreError::Stale("match") => "这个名称已有人定过，没有写入；请刷新页面，看过再办".to_owned(),
                StoreError::Stale(_) => "别人刚刚改过这一项，没有写入；请刷新页面，看过再办".to_owned(),
                StoreError::Exists { which, .. } => format!("“{which}”已经有了，没有再写一次"),
                StoreError::Full => "磁盘满了，没有写入；请管理员腾出空间后再办".to_owned(),
                StoreError::ReadOnly(_) => "数据目录只能读，没有写入；请管理员检查目录的权限".to_owned(),
                _ => String::new(),
            },
            _ => String::new(),
        }
    }

    /// In English; empty where the status says it all.
    fn en(&self) -> String {
        match self {
            PageError::Status(status) => unsaid(*status)[1].to_owned(),
            PageError::Form => {
                "this form has run out, nothing was done; go back, reload the page and send it again".to_owned()
            }
            PageError::TooLarge(limit) => format!("the file is too large and was not taken; at most {}", size(*limit)),
            PageError::Refused { en, .. } => en.clone(),
            PageError::People(error) => error.say(Lang::En).unwrap_or_default(),
            PageError::Store(error) => match error {
                StoreError::Stale("job") => "the job has ended already and can't be cancelled".to_owned(),
                StoreError::Stale("batch") => "this batch was undone already; nothing was undone again".to_owned(),
                StoreError::Stale("match") => {
                    "this name was decided already, nothing was written; reload the page and look again".to_owned()
                }
                StoreError::Stale(_) => {
                    "somebody has just changed this, nothing was written; reload the page and look again".to_owned()
                }
                StoreError::Exists { which, .. } => format!("`{which}` is there already and was not written again"),
                StoreError::Full => {
                    "the disk is full, nothing was written; ask the administrator to make room".to_owned()
                }
                StoreError::ReadOnly(_) => {
                    "the data directory can only be read, nothing was written; ask the administrator".to_owned()
                }
                _ => String::new(),
            },
            _ => String::new(),
        }
    }
}

/// What statuses say that no handler chose: an address or a form that can't be read.
fn unsaid(status: StatusCode) -> [&'static str; 2] {
    match status {
        StatusCode::METHOD_NOT_ALLOWED => ["这里要从页面上的按钮进入", "this is reached by a button of a page"],
        StatusCode::UNSUPPORTED_MEDIA_TYPE => {
            ["提交的不是表单，没有办理", "what was sent is no form, and nothing was done"]
        }
        status if status.is_client_error() && status != StatusCode::NOT_FOUND => [
            "地址或表单里有读不懂的值，没有办理；请退回去核对",
            "the address or the form holds a value that can't be read, nothing was done; go back and check it",
        ],
        _ => ["", ""],
    }
}

fn people(error: &PeopleError) -> StatusCode {
    match error {
        PeopleError::Forbidden(_) | PeopleError::SpentLink => StatusCode::FORBIDDEN,
        PeopleError::Locked(_) => StatusCode::TOO_MANY_REQUESTS,
        PeopleError::Nobody(_) => StatusCode::NOT_FOUND,
        PeopleError::Stopped(_) | PeopleError::LastAdministrator | PeopleError::Oneself => StatusCode::CONFLICT,
        PeopleError::Store(_) | PeopleError::Hash(_) => StatusCode::INTERNAL_SERVER_ERROR,
        PeopleError::WrongPassword | PeopleError::Login(_) | PeopleError::NoName | PeopleError::Weak(_) => {
            StatusCode::UNPROCESSABLE_ENTITY
        }
    }
}

fn store(error: &StoreError) -> StatusCode {
    match error {
        StoreError::Stale(_) | StoreError::Exists { .. } => StatusCode::CONFLICT,
        StoreError::Full => StatusCode::INSUFFICIENT_STORAGE,
        StoreError::NotFound { .. } => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// So many bytes, as people say it.
pub(crate) fn size(bytes: usize) -> String {
    if bytes >= 1 << 20 { format!("{} MB", bytes >> 20) } else { format!("{} KB", bytes >> 10) }
}
