//! The pages of this skeleton, in plain HTML: the one place where a look is put on them.

use std::sync::LazyLock;

use huoju_model::Lang;

use crate::{Visitor, sign_in};

/// A file that pages load.
#[derive(Debug)]
pub struct Asset {
    /// Its name, with a hash of its content.
    pub name: String,
    /// Its media type.
    pub media: &'static str,
    /// Its bytes.
    pub plain: Vec<u8>,
    /// Its bytes, gzipped; empty for none.
    pub gzip: Vec<u8>,
}

static STYLE: LazyLock<Asset> = LazyLock::new(|| Asset {
    name: "plain-1.css".to_owned(),
    media: "text/css; charset=utf-8",
    plain: b"body { font: 16px/1.6 sans-serif; max-width: 40em; margin: 2em auto; }".to_vec(),
    gzip: Vec::new(),
});

/// The asset of this name.
pub fn asset(name: &str) -> Option<&'static Asset> {
    Some(&*STYLE).filter(|asset| asset.name == name)
}

/// The form to sign in with. `first`: nobody has ever signed in.
pub fn sign_in(visitor: &Visitor, name: &str, error: &str, next: &str, first: bool) -> String {
    let hint = [
        "第一次启动时，管理员 admin 的密码印在服务器的屏幕上",
        "At the first start, the password of admin was printed on the server's screen",
    ];
    let hint = if first { format!("<p>{}</p>", said(visitor, hint)) } else { String::new() };
    let body = format!(
        "{}{hint}<form method=\"post\" action=\"{}\">{}<input type=\"hidden\" name=\"next\" value=\"{}\">{}{}<button>{}</button></form>",
        alert(error),
        sign_in::SIGN_IN,
        token(visitor),
        escaped(next),
        field("name", said(visitor, ["账号", "Account"]), "text", name),
        field("password", said(visitor, ["密码", "Password"]), "password", ""),
        said(visitor, ["登录", "Sign in"]),
    );
    page(visitor, said(visitor, ["登录", "Sign in"]), &body)
}

/// One's own password; the errors stand above their fields.
pub fn password(visitor: &Visitor, old_error: &str, new_error: &str, generated: bool) -> String {
    let hint = ["现在的密码是系统生成的，请换成自己的", "The password in force was made for you; choose your own"];
    let hint = if generated { format!("<p>{}</p>", said(visitor, hint)) } else { String::new() };
    let body = format!(
        "{hint}<form method=\"post\" action=\"{}\">{}{}{}{}{}<button>{}</button></form>",
        sign_in::PASSWORD,
        token(visitor),
        alert(old_error),
        field("old", said(visitor, ["现在的密码", "Present password"]), "password", ""),
        alert(new_error),
        field("new", said(visitor, ["新密码", "New password"]), "password", ""),
        said(visitor, ["更换", "Change"]),
    );
    page(visitor, said(visitor, ["更换密码", "Change password"]), &body)
}

/// What went wrong. `text` is empty where the status says it all; `number` where nothing was logged.
pub fn error(visitor: &Visitor, status: u16, text: &str, number: &str) -> String {
    let common = match status {
        403 => ["没有办这件事的权限", "You may not do this"],
        404 => ["找不到这一页", "There is no such page"],
        400..=499 => ["这样办不了", "This can't be done"],
        _ => [
            "程序出错，没有办成；请告诉管理员编号",
            "The program failed, nothing was done; tell the administrator the number",
        ],
    };
    let text = if text.is_empty() { said(visitor, common) } else { text };
    let body = format!(
        "<p>{}</p><p>{}</p><p><a href=\"/\">{}</a></p>",
        escaped(text),
        number,
        said(visitor, ["首页", "Home"])
    );
    page(visitor, &status.to_string(), &body)
}

fn page(visitor: &Visitor, title: &str, body: &str) -> String {
    let tag = said(visitor, ["zh-CN", "en"]);
    format!(
        "<!doctype html>\n<html lang=\"{tag}\"><head><meta charset=\"utf-8\"><title>{title}</title>\
         <link rel=\"stylesheet\" href=\"/assets/{}\"></head><body><h1>{title}</h1>{body}</body></html>\n",
        STYLE.name
    )
}

fn said<'t>(visitor: &Visitor, [zh, en]: [&'t str; 2]) -> &'t str {
    match visitor.lang {
        Lang::Zh => zh,
        Lang::En => en,
    }
}

fn token(visitor: &Visitor) -> String {
    format!("<input type=\"hidden\" name=\"csrf\" value=\"{}\">", escaped(&visitor.csrf))
}

fn field(name: &str, label: &str, kind: &str, value: &str) -> String {
    format!(
        "<p><label>{label} <input type=\"{kind}\" name=\"{name}\" value=\"{}\" required></label></p>",
        escaped(value)
    )
}

fn alert(error: &str) -> String {
    if error.is_empty() { String::new() } else { format!("<p role=\"alert\">{}</p>", escaped(error)) }
}

fn escaped(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}
