//! Signing in, and the pages shown when something doesn't go as asked.

use askama::Template;

use super::{Field, Frame, Link};

/// The sign-in page: a POST to [`crate::paths::SIGN_IN`] with `name`, `password`, `next`, `csrf`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "sign_in.html")]
pub struct SignInPage {
    /// The frame, without a user.
    pub frame: Frame,
    /// `name`: who signs in.
    pub name: Field,
    /// What went wrong, with the next step: a wrong password, too many tries. Empty where nothing did.
    pub error: String,
    /// Where to go afterwards; hidden field `next`.
    pub next: String,
    /// Before anyone ever signed in: where the administrator's password was printed. Empty afterwards.
    pub first: String,
}

/// Changing one's password: a POST to [`crate::paths::PASSWORD`] with `old`, `new`, `csrf`.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "password.html")]
pub struct PasswordPage {
    /// The frame.
    pub frame: Frame,
    /// `old`: only its error is read.
    pub old: Field,
    /// `new`: only its error is read.
    pub new: Field,
    /// Whether the password in force is the generated one, so that it should be changed.
    pub generated: bool,
}

/// A page that says what went wrong and what to do next.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "error.html")]
pub struct ErrorPage {
    /// The frame; its title says what happened: `找不到这一页`.
    pub frame: Frame,
    /// The HTTP status: 403, 404, 409, 422, 429, 500.
    pub status: u16,
    /// What was asked and why it can't be, in a sentence or more; empty takes the words of the status.
    pub text: String,
    /// Particulars, one a line: which row, which version.
    pub details: Vec<String>,
    /// Next steps.
    pub steps: Vec<Link>,
    /// The number under which the log has it; empty for none.
    pub number: String,
}

impl ErrorPage {
    /// The key of what happened, in a few words.
    pub fn title(status: u16) -> &'static str {
        match status {
            403 => "error-title-403",
            404 => "error-title-404",
            405 => "error-title-405",
            409 => "error-title-409",
            413 => "error-title-413",
            422 => "error-title-422",
            429 => "error-title-429",
            500.. => "error-title-500",
            _ => "error-title",
        }
    }

    /// The key of what the status means, for a page that has no words of its own.
    pub fn key(&self) -> &'static str {
        match self.status {
            403 => "error-403",
            404 => "error-404",
            409 => "error-409",
            413 => "error-413",
            422 => "error-422",
            429 => "error-429",
            _ => "error-500",
        }
    }
}

/// A word of the spine without rooms yet: it says what will appear.
#[derive(Debug, Clone, Default, Template)]
#[template(path = "soon.html")]
pub struct SoonPage {
    /// The frame; its room is [`super::Room::Select`].
    pub frame: Frame,
}
