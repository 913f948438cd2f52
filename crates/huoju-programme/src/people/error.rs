//! Why somebody could not sign in, be added or changed.

use huoju_model::Lang;
use huoju_store::StoreError;
use jiff::Timestamp;
use jiff::tz::Offset;

/// Why somebody could not sign in, be added or changed. Nothing was written.
#[derive(Debug, thiserror::Error)]
pub enum PeopleError {
    /// The store.
    #[error(transparent)]
    Store(#[from] StoreError),
    /// The actor may not do this.
    #[error("{0} may not change people")]
    Forbidden(String),
    /// No such login, or another password, or somebody who was stopped: whoever tries isn't told which.
    #[error("the login or the password is wrong")]
    WrongPassword,
    /// Too many tries.
    #[error("too many tries; again from {0}")]
    Locked(Timestamp),
    /// The link was used, has run out, or never was.
    #[error("the link was used or has run out")]
    SpentLink,
    /// The login has other characters than a login may have.
    #[error("`{0}` can't be a login")]
    Login(String),
    /// Nobody can be called nothing.
    #[error("the name is empty")]
    NoName,
    /// The password is too easily guessed.
    #[error("the password is weak: {0:?}")]
    Weak(Weakness),
    /// There is nobody with this login.
    #[error("there is nobody with the login `{0}`")]
    Nobody(String),
    /// They were stopped already.
    #[error("`{0}` is stopped already")]
    Stopped(String),
    /// Somebody must be able to add people.
    #[error("the last administrator stays")]
    LastAdministrator,
    /// Nobody stops themselves.
    #[error("nobody stops themselves")]
    Oneself,
    /// The hash of a password can't be made or read: our bug, or a changed row.
    #[error("the password's hash: {0}")]
    Hash(String),
}

/// What makes a password weak.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Weakness {
    /// Fewer than ten characters.
    Short,
    /// More than 128 characters.
    Long,
    /// The login or the name is in it.
    Own,
    /// Few different characters, or a run of neighbours: `1111111111`, `abcdefghij`.
    Plain,
    /// It is the one that was to be changed.
    Same,
}

impl PeopleError {
    /// What is shown, with the next step. None where the store or the program failed: those have words of their own.
    pub fn say(&self, lang: Lang) -> Option<String> {
        Some(match lang {
            Lang::Zh => self.zh()?,
            Lang::En => self.en()?,
        })
    }

    fn zh(&self) -> Option<String> {
        Some(match self {
            PeopleError::Store(_) | PeopleError::Hash(_) => return None,
            PeopleError::Forbidden(_) => "只有管理员可以增减和更改用户；请找管理员办理".to_owned(),
            PeopleError::WrongPassword => "账号或密码不对；忘了密码，请本单位管理员重设".to_owned(),
            PeopleError::Locked(until) => format!("试错太多，{} 以后再试", clock(*until)),
            PeopleError::SpentLink => "这个登录链接用过了或过期了；请另要一个，或用账号密码登录".to_owned(),
            PeopleError::Login(login) => {
                format!("“{login}”不能作账号；账号为 2 至 32 位小写字母、数字和 . - _")
            }
            PeopleError::NoName => "姓名是空的；请写上同事怎么称呼这个人".to_owned(),
            PeopleError::Weak(why) => why.zh().to_owned(),
            PeopleError::Nobody(login) => format!("没有账号“{login}”；huoju user list 列出全部用户"),
            PeopleError::Stopped(login) => format!("账号“{login}”已经停用"),
            PeopleError::Oneself => "不能停用自己；请另一位管理员办理".to_owned(),
            PeopleError::LastAdministrator => "这是最后一位管理员，不能停用；请先另增一位".to_owned(),
        })
    }

    fn en(&self) -> Option<String> {
        Some(match self {
            PeopleError::Store(_) | PeopleError::Hash(_) => return None,
            PeopleError::Forbidden(_) => "only an administrator may change people; ask one".to_owned(),
            PeopleError::WrongPassword => {
                "the account or the password is wrong; an administrator can make a new password (huoju user password LOGIN)"
                    .to_owned()
            }
            PeopleError::Locked(until) => format!("too many tries; try again after {}", clock(*until)),
            PeopleError::SpentLink => {
                "this link was used or has run out; ask for another, or sign in with account and password".to_owned()
            }
            PeopleError::Login(login) => {
                format!("`{login}` can't be an account; take 2 to 32 of a–z, 0–9, . - _")
            }
            PeopleError::NoName => "the name is empty; write what colleagues call this person".to_owned(),
            PeopleError::Weak(why) => why.en().to_owned(),
            PeopleError::Nobody(login) => format!("there is no account `{login}`; huoju user list lists them all"),
            PeopleError::Stopped(login) => format!("account `{login}` is stopped already"),
            PeopleError::Oneself => "you can't stop yourself; ask another administrator".to_owned(),
            PeopleError::LastAdministrator => {
                "this is the last administrator, who can't be stopped; add another one first".to_owned()
            }
        })
    }
}

impl Weakness {
    fn zh(self) -> &'static str {
        match self {
            Weakness::Short => "密码太短；至少 10 个字符，几个词连起来就好记又难猜",
            Weakness::Long => "密码太长；至多 128 个字符",
            Weakness::Own => "密码里有账号或姓名；请换一个",
            Weakness::Plain => "密码太容易猜：重复或连续的字符太多；请换一个",
            Weakness::Same => "新密码和旧密码一样；请换一个",
        }
    }

    fn en(self) -> &'static str {
        match self {
            Weakness::Short => "the password is short; take at least 10 characters, such as a few words",
            Weakness::Long => "the password is long; take at most 128 characters",
            Weakness::Own => "the account or the name is in the password; take another one",
            Weakness::Plain => "the password is easily guessed: too much of it repeats or runs on; take another one",
            Weakness::Same => "the new password is the old one; take another one",
        }
    }
}

/// A time of day in China, where all zones are: a log has UTC, a person does not.
fn clock(time: Timestamp) -> String {
    let offset = Offset::from_seconds(8 * 3600).unwrap_or(Offset::UTC);
    offset.to_datetime(time).strftime("%H:%M:%S").to_string()
}
