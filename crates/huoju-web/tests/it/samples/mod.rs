//! Invented subjects and figures (示例数据) for every page. Data stands in Chinese in both languages, as in the store.

mod edges;
mod evaluate;
mod import;
mod ladder;
mod offers;
mod reference;
mod steps;
mod subject;
mod track;
mod weights;

use huoju_model::Lang;
use huoju_web::assets;
use huoju_web::view::home::*;
use huoju_web::view::sign_in::*;
use huoju_web::view::*;

use askama::Template;

/// A page of the gallery: its file's name and its markup.
pub struct Shown {
    /// `subject`, `subject-open`.
    pub name: &'static str,
    /// The whole document.
    pub html: String,
}

fn shown(name: &'static str, page: &impl Template) -> Shown {
    Shown { name, html: page.render().expect("a page renders") }
}

/// Every page in one language.
pub fn all(lang: Lang) -> Vec<Shown> {
    let mut pages = vec![
        shown("sign-in", &sign_in(lang)),
        shown("sign-in-refused", &refused(lang)),
        shown(
            "password",
            &PasswordPage { frame: at(lang, Room::Home, "更改密码"), generated: true, ..PasswordPage::default() },
        ),
        shown("error-404", &error(lang, 404)),
        shown("error-409", &error(lang, 409)),
        shown("home", &home(lang)),
        shown("home-empty", &HomePage { frame: at(lang, Room::Home, ""), ..HomePage::default() }),
        shown("select", &SoonPage { frame: at(lang, Room::Select, "") }),
    ];
    pages.extend(subject::all(lang));
    pages.extend(import::all(lang));
    pages.extend(evaluate::all(lang));
    pages.extend(ladder::all(lang));
    pages.extend(reference::all(lang));
    pages.extend(offers::all(lang));
    pages.extend(steps::all(lang));
    pages.extend(edges::all(lang));
    pages.extend(track::all(lang));
    pages.extend(weights::all(lang));
    pages
}

/// The frame of a page; an empty title is the room's own page.
pub fn at(lang: Lang, room: Room, title: &str) -> Frame {
    Frame {
        lang,
        room,
        title: title.to_owned(),
        zone: "云溪高新技术产业开发区".to_owned(),
        demo: true,
        user: Some(User { name: "陈越".to_owned(), office: "科技创新局".to_owned(), administrator: true }),
        csrf: "b2f0c6".to_owned(),
        waiting: [2, 0, 1, 0, 0],
        path: room.href().to_owned(),
        basis: facts(&[("截至", "2026-03-16 09:40"), ("来源", "市场监管、税务、人社、知识产权等 8 处")]),
        stamp: Stamp {
            made: "2026-03-16 09:40".to_owned(),
            record: "48,213".to_owned(),
            digest: "7f3a…c21e".to_owned(),
        },
        ..Frame::default()
    }
}

pub fn facts(rows: &[(&str, &str)]) -> Vec<Fact> {
    rows.iter().map(|(label, text)| Fact::new(*label, *text)).collect()
}

pub fn link(text: &str) -> Link {
    Link::new(text, "#")
}

pub fn links(texts: &[&str]) -> Vec<Link> {
    texts.iter().map(|text| link(text)).collect()
}

pub fn options(texts: &[&str]) -> Options {
    let choices = texts.iter().map(|text| Choice::new(*text, *text, texts.first().unwrap_or(&""))).collect();
    Options { choices, error: String::new() }
}

pub fn clause(text: &str) -> Clause {
    Clause { text: text.to_owned(), href: "#".to_owned() }
}

/// A figure with its three answers.
pub fn told(value: &str, unit: &str, title: &str, rule: &str, change: &str) -> Figure {
    let origin = Origin {
        source: link("市税务局 预缴申报"),
        file: "预缴申报2025.xlsx".to_owned(),
        sheet: "企业".to_owned(),
        cell: "F37".to_owned(),
        batch: link("第 41 批"),
        permitted: "行政共享".to_owned(),
        status: "初报".to_owned(),
        ..Origin::default()
    };
    let lineage = Lineage {
        title: title.to_owned(),
        id: "f-2026-0012".to_owned(),
        origins: vec![origin],
        rule: rule.to_owned(),
        clause: Some(clause("第七条1")),
        change: change.to_owned(),
    };
    Figure { value: value.to_owned(), unit: unit.to_owned(), lineage: Some(lineage), ..Figure::default() }
}

pub fn key(label: &str, figure: Figure, context: &str) -> KeyFigure {
    KeyFigure { label: label.to_owned(), figure, context: context.to_owned(), hold: label == "待定" }
}

/// As many pages as 551 rows fill.
pub fn pages() -> Pages {
    Pages::new(1, 50, 551, |page| format!("?page={page}"))
}

fn sign_in(lang: Lang) -> SignInPage {
    let frame = Frame { user: None, basis: Vec::new(), ..at(lang, Room::Home, "登录") };
    let first = "管理员账号 admin 的密码已印在启动本系统的终端上，只印一次；登录后请即更改。".to_owned();
    SignInPage { frame, first, ..SignInPage::default() }
}

fn refused(lang: Lang) -> SignInPage {
    let name = Field { value: "chenyue".to_owned(), error: String::new() };
    let error = "账号或密码不对。还可试 3 次，之后须等 5 分钟；忘了密码请找管理员。".to_owned();
    SignInPage { name, error, first: String::new(), ..sign_in(lang) }
}

fn error(lang: Lang, status: u16) -> ErrorPage {
    ErrorPage {
        frame: at(lang, Room::Home, if status == 404 { "找不到这一页" } else { "别人已先改过" }),
        status,
        details: vec!["第 41 批已由赵宁于 2026-03-16 09:38 入库".to_owned()],
        steps: links(&["看第 41 批", "回到导入"]),
        number: "e-7c21".to_owned(),
        ..ErrorPage::default()
    }
}

fn home(lang: Lang) -> HomePage {
    let mut frame = at(lang, Room::Home, "");
    frame.subtitle = "3 月 16 日，星期一".to_owned();
    let text = "科技型中小企业评价 2025 年度补正期到 3 月 31 日止。".to_owned();
    frame.banner = Some(Banner { tag: "通知".to_owned(), text, link: Some(link("补正口径")), hot: false });
    let todo = |due: &str, late, what: &str, about: &str, act: &str| Todo {
        due: due.to_owned(),
        late,
        what: link(what),
        about: about.to_owned(),
        act: act.to_owned(),
    };
    let post = |name: &str, texts: &[&str]| Post { name: name.to_owned(), links: links(texts) };
    HomePage {
        frame,
        figures: vec![
            key(
                "主体库企业",
                told("4,812", "家", "主体库企业", "同一信用代码只计一次", "本周净增 17 家"),
                "本周净增 17",
            ),
            key(
                "科技型中小企业",
                told("1,369", "家", "2025 年度预评通过", "第六条、第八条", "另有待定 147 家"),
                "待定 147 · 未通过 630",
            ),
            key("高新技术企业", told("736", "家", "有效期内", "证书三年有效", "今年到期 211 家"), "今年到期 211"),
            key(
                "营业收入",
                Figure {
                    mark: Mark::Provisional,
                    ..told("1,862.4", "亿元", "营业收入 2025 年", "按法人汇总", "尚有 9 家未报")
                },
                "2025 年 · 同比 +7.8%",
            ),
            key(
                "研发费用",
                Figure {
                    mark: Mark::Provisional, ..told("96.7", "亿元", "研发费用 2025 年", "先合计后相除", "")
                },
                "占营业收入 5.19%",
            ),
            key(
                "有效发明专利",
                told("11,480", "件", "有效发明专利", "按第一权利人计", "年内届满 312 件"),
                "每万名从业人员 642",
            ),
        ],
        todos: vec![
            todo("今日", false, "确认税务导入退回的 14 行", "市税务局 2025 年度预缴申报（初报）", "查看"),
            todo("逾期 1 日", true, "定 3 个不能确定的名称", "科技型中小企业 2025 年第 4 批名单", "比对"),
            todo("", false, "重算科技型中小企业 2025 年度", "所用第 38 批导入已撤销", "重算"),
        ],
        doors: vec![
            post("企业培育", &["主体库", "评价结果", "运行评价"]),
            post("数据", &["导入", "名单比对", "来源"]),
            post("统计", &["指标", "高新区"]),
        ],
        assessments: vec![RecentAssessment {
            what: link("科技型中小企业评价 2025 年度"),
            at: "2026-03-15".to_owned(),
            failed: "204".to_owned(),
            passed: "1,369".to_owned(),
            undetermined: "147".to_owned(),
            total: "2,146".to_owned(),
        }],
        refused: Some(RecentRefusals {
            batch: link("市税务局 2025 年度预缴申报"),
            n_rows: "14".to_owned(),
            cells: import::refusals(),
            marked: "#".to_owned(),
        }),
        updates: vec![
            Update {
                source: link("市税务局"),
                period: "2025 年".to_owned(),
                mark: Mark::Provisional,
                rows: "2,132".to_owned(),
                at: link("2026-03-16"),
            },
            Update {
                source: link("市市场监管局"),
                period: "3 月 13 日".to_owned(),
                mark: Mark::None,
                rows: "4,812".to_owned(),
                at: link("2026-03-13"),
            },
        ],
    }
}

/// The three files that pages load, for a gallery that opens without a server.
pub fn loaded() -> [&'static assets::Asset; 3] {
    [assets::style(), assets::script(), assets::icon()]
}
