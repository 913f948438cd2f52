//! The head of a scheme: what it is called, which rule it is an edition of, what it cites and when it is in force.

use huoju_model::{MissingMode, Text};
use jiff::civil::Date;

use super::{Checker, heading};
use crate::diagnostic::Diagnostic;
use crate::ratio::Ratio;
use crate::read::Table;
use crate::scheme::{Grant, InForce, Num, Part, Validity};

/// No title is known to hold for longer.
const MOST_YEARS: u8 = 30;

impl Checker<'_, '_> {
    pub(super) fn id(&self, root: &Table<'_, '_>) -> String {
        let id = root.required_text("id", "my-scheme");
        if !id.value.is_empty() && !id.value.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-')
        {
            self.report(
                Diagnostic::error(
                    id.span,
                    format!("编号 `{}` 不合规", id.value),
                    format!("the id `{}` is not usable", id.value),
                )
                .mend("用小写字母、数字和 -", "use lower-case letters, digits and -"),
            );
        }
        id.value
    }

    pub(super) fn family(&self, root: &Table<'_, '_>) -> Option<String> {
        let family = root.text("family")?;
        let fits = |b: u8| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'-';
        if family.value.is_empty() || !family.value.bytes().all(fits) {
            self.report(
                Diagnostic::error(
                    family.span,
                    format!("办法的总编号 `{}` 不合规", family.value),
                    format!("the family `{}` is not usable", family.value),
                )
                .mend(
                    "用小写字母、数字和 -，各版写同一个",
                    "use lower-case letters, digits and -, the same in every edition",
                ),
            );
            return None;
        }
        Some(family.value)
    }

    /// `part = { number = 1, zh = "初创期", en = "startup stage" }`
    pub(super) fn part(&self, root: &Table<'_, '_>) -> Option<Part> {
        let table = root.table("part")?;
        let number = table.number("number").and_then(|number| Ratio::decimal(number.value)).and_then(|n| n.at_scale(0));
        if number.is_none() {
            table.report(
                Diagnostic::error(heading(&table), "`number` 应为整数", "`number` must be a whole number")
                    .mend("写它在各部里排第几，如 number = 1", "say which of the parts it is, such as number = 1"),
            );
        }
        let title = Text { zh: table.required_text("zh", "初创期").value, en: table.text("en").map(|en| en.value) };
        table.finish();
        Some(Part { number: number?, title })
    }

    pub(super) fn format(&self, root: &Table<'_, '_>) {
        let format = root.required_text("format", "huoju.scheme/1");
        if !format.value.is_empty() && format.value != "huoju.scheme/1" {
            self.report(
                Diagnostic::error(
                    format.span,
                    format!("不认识的格式 `{}`", format.value),
                    format!("unknown format `{}`", format.value),
                )
                .mend("办法文件写 format = \"huoju.scheme/1\"", "a scheme says format = \"huoju.scheme/1\""),
            );
        }
    }

    pub(super) fn period(&self, root: &Table<'_, '_>) {
        let period = root.required_text("period", "year");
        if !period.value.is_empty() && period.value != "year" {
            self.report(
                Diagnostic::error(
                    period.span,
                    format!("不认识的所属期 `{}`", period.value),
                    format!("unknown period `{}`", period.value),
                )
                .mend("写 period = \"year\"", "write period = \"year\""),
            );
        }
    }

    pub(super) fn source(&self, root: &Table<'_, '_>) -> String {
        let source = root.required_text("source", "国科发〔2025〕1号");
        if !source.value.is_empty() && !(self.vocabulary.sources)(&source.value) {
            self.report(
                Diagnostic::error(
                    source.span,
                    format!("文件 `{}` 没有在 sources.toml 里说明", source.value),
                    format!("the document `{}` is not described in sources.toml", source.value),
                )
                .mend(
                    "在 sources.toml 里加一条 [[source]]，写明文号、名称、发文机关",
                    "add a [[source]] with its number, title and issuers",
                ),
            );
        }
        source.value
    }

    pub(super) fn in_force(&self, root: &Table<'_, '_>) -> InForce {
        let fallback = InForce { from: Date::MIN, to: None };
        let Some(table) = root.table("in_force") else {
            if !root.has("in_force") {
                root.missing("in_force", "in_force = { from = 2017-05-03 }");
            }
            return fallback;
        };
        let from = table.date("from");
        let to = table.date("to");
        if from.is_none() {
            table.missing("from", "from = 2017-05-03");
        }
        table.finish();
        let in_force = InForce { from: from.map_or(fallback.from, |d| d.value), to: to.as_ref().map(|d| d.value) };
        if let Some(to) = to.filter(|to| to.value < in_force.from) {
            self.report(Diagnostic::error(to.span, "失效日早于施行日", "it ends before it begins"));
        }
        in_force
    }

    /// `"高新技术企业"`, or `{ title = "高新技术企业", valid = "3 年", clause = "第九条" }`.
    pub(super) fn grants(&mut self, root: &Table<'_, '_>) -> Option<Grant> {
        let plain = root.value("grants")?.text();
        let (title, valid) = match plain {
            Some(title) => (title, None),
            None => {
                let table = root.table("grants")?;
                let title = table.required_text("title", "高新技术企业");
                let valid = self.validity(&table);
                table.finish();
                (title, valid)
            }
        };
        if title.value.trim().is_empty() {
            self.report(Diagnostic::error(title.span, "资格是空的", "the title is empty").mend(
                "写名单上的叫法，如 grants = \"高新技术企业\"；不授予资格的，删去这一行",
                "write what lists call it, such as grants = \"高新技术企业\"; leave the line out where none is granted",
            ));
            return None;
        }
        Some(Grant { title: title.value, valid })
    }

    fn validity(&mut self, table: &Table<'_, '_>) -> Option<Validity> {
        let valid = table.text("valid")?;
        let clause = self.clause(table);
        let years = self.expression(&valid).and_then(|node| self.number(&node, 0)).and_then(|typed| match typed {
            (Num::Const(years, Some(unit)), _) if unit.symbol() == "年" => years.at_scale(0),
            _ => None,
        });
        let years = years.and_then(|years| u8::try_from(years).ok()).filter(|years| (1..=MOST_YEARS).contains(years));
        if years.is_none() {
            self.report(
                Diagnostic::error(
                    valid.span,
                    format!("`valid` 是资格有效几年，1 至 {MOST_YEARS} 的整数"),
                    format!("`valid` is how many years the title holds, a whole number from 1 to {MOST_YEARS}"),
                )
                .mend("如 valid = \"3 年\"；不知道的不写", "such as valid = \"3 年\"; leave out what is not known"),
            );
        }
        Some(Validity { years: years?, clause })
    }

    pub(super) fn missing(&self, root: &Table<'_, '_>) -> MissingMode {
        let word = root.required_text("missing", "strict");
        MissingMode::parse(&word.value).unwrap_or_else(|| {
            if !word.value.is_empty() {
                self.report(
                    Diagnostic::error(
                        word.span,
                        format!("不认识的缺数处理 `{}`", word.value),
                        format!("unknown treatment `{}`", word.value),
                    )
                    .mend(
                        "写 \"strict\"（缺一即缺）或 \"settled\"（已知足以定论的不算缺）",
                        "write \"strict\" or \"settled\"",
                    ),
                );
            }
            MissingMode::Strict
        })
    }
}
