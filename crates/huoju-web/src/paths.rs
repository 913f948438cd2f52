//! Where each page lives: routes and links are both written with these.

/// 首页
pub const HOME: &str = "/";
/// 登录
pub const SIGN_IN: &str = "/sign-in";
/// 退出 (POST)
pub const SIGN_OUT: &str = "/sign-out";
/// One's own password (form and POST)
pub const PASSWORD: &str = "/password";
/// 主体库
pub const SUBJECTS: &str = "/subjects";
/// 导入
pub const IMPORTS: &str = "/imports";
/// 名单比对
pub const MATCHES: &str = "/matches";
/// 遴选, without rooms yet
pub const SELECT: &str = "/select";
/// 规则库
pub const SCHEMES: &str = "/schemes";
/// 评价结果
pub const ASSESSMENTS: &str = "/assessments";
/// Run an assessment (form and POST)
pub const ASSESS: &str = "/assessments/new";
/// 梯度
pub const LADDERS: &str = "/ladders";
/// 政策匹配
pub const OFFERS: &str = "/offers";
/// Match anew (POST)
pub const OFFERS_MATCH: &str = "/offers/match";
/// 任务
pub const JOBS: &str = "/jobs";
/// 资格台账
pub const TITLES: &str = "/titles";
/// The titles looked for as a file (POST)
pub const TITLES_EXPORT: &str = "/titles/export";
/// 指标
pub const INDICATORS: &str = "/indicators";
/// 高新区
pub const ZONES: &str = "/zones";
/// 来源
pub const SOURCES: &str = "/sources";
/// 账本
pub const LEDGER: &str = "/ledger";
/// 用户
pub const PEOPLE: &str = "/people";
/// 系统
pub const SYSTEM: &str = "/system";

/// One subject's page.
pub fn subject(id: &str) -> String {
    format!("{SUBJECTS}/{id}")
}

/// One subject's page with the latest assessment by a scheme open.
pub fn subject_by(id: &str, scheme: &str) -> String {
    format!("{SUBJECTS}/{id}?scheme={scheme}#{scheme}")
}

/// One import batch, dry run or committed.
pub fn import(id: &str) -> String {
    format!("{IMPORTS}/{id}")
}

/// One dry run that waits.
pub fn draft(id: &str) -> String {
    format!("{IMPORTS}/try/{id}")
}

/// The template of what a scheme reads.
pub fn template(scheme: &str) -> String {
    format!("{IMPORTS}/template/{scheme}")
}

/// One scheme.
pub fn scheme(id: &str) -> String {
    format!("{SCHEMES}/{id}")
}

/// The numbers that a scheme's document leaves to the office (form and POST).
pub fn weights(id: &str) -> String {
    format!("{SCHEMES}/{id}/weights")
}

/// One clause of a scheme: an anchor in its page.
pub fn clause(scheme: &str, anchor: &str) -> String {
    format!("{SCHEMES}/{scheme}#{anchor}")
}

/// One assessment (a run over a population).
pub fn assessment(id: &str) -> String {
    format!("{ASSESSMENTS}/{id}")
}

/// One subject's explanation in an assessment, ready for print.
pub fn explanation(assessment: &str, subject: &str) -> String {
    format!("{ASSESSMENTS}/{assessment}/subjects/{subject}")
}

/// An assessment compared with another one.
pub fn compare(id: &str) -> String {
    format!("{ASSESSMENTS}/{id}/compare")
}

/// Who stands within one unit of an edge in an assessment.
pub fn edges(id: &str) -> String {
    format!("{ASSESSMENTS}/{id}/edges")
}

/// How near those are who did not pass an assessment (form and POST).
pub fn steps(id: &str) -> String {
    format!("{ASSESSMENTS}/{id}/steps")
}

/// One offer.
pub fn offer(id: &str) -> String {
    format!("{OFFERS}/{id}")
}

/// The enterprises of an offer as a file (POST).
pub fn offer_export(id: &str) -> String {
    format!("{OFFERS}/{id}/export")
}

/// All assessments of one subject.
pub fn subject_assessments(id: &str) -> String {
    format!("{SUBJECTS}/{id}/assessments")
}

/// What fits one subject.
pub fn subject_offers(id: &str) -> String {
    format!("{SUBJECTS}/{id}/offers")
}

/// One ladder.
pub fn ladder(id: &str) -> String {
    format!("{LADDERS}/{id}")
}

/// Those on a ladder who are looked for as a file (POST).
pub fn ladder_export(id: &str) -> String {
    format!("{LADDERS}/{id}/export")
}

/// An assessment with other points.
pub fn what_if(id: &str) -> String {
    format!("{ASSESSMENTS}/{id}/what-if")
}

/// One job.
pub fn job(id: &str) -> String {
    format!("{JOBS}/{id}")
}

/// One indicator.
pub fn indicator(code: &str) -> String {
    format!("{INDICATORS}/{code}")
}

/// One zone.
pub fn zone(id: &str) -> String {
    format!("{ZONES}/{id}")
}

/// One source.
pub fn source(code: &str) -> String {
    format!("{SOURCES}/{}", crate::render::escaped(code))
}
