//! What surrounds every page: who reads it, where it stands among the five words, and what it rests on.

use huoju_model::Lang;

use super::{Banner, Fact, Link, Pages};
use crate::paths;
use crate::words::Words;

/// The frame around a page: brand line, spine, rooms, title, basis, foot.
#[derive(Debug, Clone, Default)]
pub struct Frame {
    /// The reader's language.
    pub lang: Lang,
    /// The room the page is in.
    pub room: Room,
    /// The page's title; empty where the page is the room itself and bears its name.
    pub title: String,
    /// A few words after the title in smaller type: `第 3 次运行`. Empty for none.
    pub subtitle: String,
    /// What stands between the room and this page in the breadcrumb.
    pub crumbs: Vec<Link>,
    /// The line that makes the page quotable: as of when, source or scheme, period, reading.
    pub basis: Vec<Fact>,
    /// The zone whose office this is: `云溪高新技术产业开发区`.
    pub zone: String,
    /// Whether all data is invented: then 示例数据 stands beside the zone.
    pub demo: bool,
    /// Who is signed in; `None` on the sign-in page.
    pub user: Option<User>,
    /// The token that every form carries in its hidden field `csrf`.
    pub csrf: String,
    /// How many to-dos wait in each word of the spine, in its order: 发现 遴选 评价 跟踪 发布.
    pub waiting: [usize; 5],
    /// What was last asked in the search box of the brand line.
    pub find: String,
    /// The page's own path with its query, for the switch of language.
    pub path: String,
    /// One sentence above the title: what was just done, or what needs a hand.
    pub banner: Option<Banner>,
    /// What the foot says of this very page.
    pub stamp: Stamp,
    /// Reload after this many seconds: a job that is still running.
    pub refresh: Option<u8>,
}

/// Who is signed in.
#[derive(Debug, Clone, Default)]
pub struct User {
    /// Name as colleagues know it.
    pub name: String,
    /// Department: `科技创新局`. Empty for none.
    pub office: String,
    /// Whether this person may add people and see the system's rooms.
    pub administrator: bool,
}

/// When the page was made, and the ledger it was made on.
#[derive(Debug, Clone, Default)]
pub struct Stamp {
    /// `2026-03-16 09:40`
    pub made: String,
    /// The number of the ledger's last record: `48,213`. Empty before the first.
    pub record: String,
    /// The first and last digits of that record's hash: `7f3a…c21e`.
    pub digest: String,
}

/// A word of the spine, home before it and the system after it.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Word {
    /// 首页
    #[default]
    Home,
    /// 发现
    Discover,
    /// 遴选
    Select,
    /// 评价
    Evaluate,
    /// 跟踪
    Track,
    /// 发布
    Publish,
    /// 系统
    System,
}

/// A room: a page that the navigation names.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub enum Room {
    /// 首页
    #[default]
    Home,
    /// 主体库
    Subjects,
    /// 导入
    Imports,
    /// 名单比对
    Matches,
    /// 遴选, empty so far
    Select,
    /// 规则库
    Schemes,
    /// 评价结果
    Assessments,
    /// 梯度
    Ladders,
    /// 政策匹配
    Offers,
    /// 任务
    Jobs,
    /// 资格台账
    Titles,
    /// 指标
    Indicators,
    /// 高新区
    Zones,
    /// 来源
    Sources,
    /// 账本
    Ledger,
    /// 用户
    People,
    /// 维护: backup, version
    System,
}

/// Every room in the order of the navigation, with its word, address and the key of its name.
const ROOMS: &[(Room, Word, &str, &str)] = &[
    (Room::Home, Word::Home, paths::HOME, "room-home"),
    (Room::Subjects, Word::Discover, paths::SUBJECTS, "room-subjects"),
    (Room::Imports, Word::Discover, paths::IMPORTS, "room-imports"),
    (Room::Matches, Word::Discover, paths::MATCHES, "room-matches"),
    (Room::Select, Word::Select, paths::SELECT, "word-select"),
    (Room::Schemes, Word::Evaluate, paths::SCHEMES, "room-schemes"),
    (Room::Assessments, Word::Evaluate, paths::ASSESSMENTS, "room-assessments"),
    (Room::Ladders, Word::Evaluate, paths::LADDERS, "room-ladders"),
    (Room::Offers, Word::Evaluate, paths::OFFERS, "room-offers"),
    (Room::Jobs, Word::Evaluate, paths::JOBS, "room-jobs"),
    (Room::Titles, Word::Track, paths::TITLES, "room-titles"),
    (Room::Zones, Word::Publish, paths::ZONES, "room-zones"),
    (Room::Indicators, Word::Publish, paths::INDICATORS, "room-indicators"),
    (Room::System, Word::System, paths::SYSTEM, "room-system"),
    (Room::Sources, Word::System, paths::SOURCES, "room-sources"),
    (Room::Ledger, Word::System, paths::LEDGER, "room-ledger"),
    (Room::People, Word::System, paths::PEOPLE, "room-people"),
];

/// The spine: each word, the key of its name, and how it joins the one before.
const SPINE: &[(Word, &str, &str)] = &[
    (Word::Discover, "word-discover", "first"),
    (Word::Select, "word-select", "to"),
    (Word::Evaluate, "word-evaluate", "to"),
    (Word::Track, "word-track", "to"),
    (Word::Publish, "word-publish", "on"),
    (Word::System, "word-system", "sys"),
];

/// A place in the navigation.
#[derive(Debug, Clone)]
pub struct Door {
    /// Its name.
    pub text: String,
    /// Its address.
    pub href: &'static str,
    /// Whether the page is in it.
    pub here: bool,
    /// How a word joins the one before it: `first`, `to` (a line), `on` (a dot), `sys` (far right).
    pub join: &'static str,
    /// To-dos that wait there; 0 shows nothing.
    pub waiting: usize,
}

impl Room {
    fn row(self) -> (Word, &'static str, &'static str) {
        let found = ROOMS.iter().find(|row| row.0 == self);
        found.map_or((Word::Home, paths::HOME, "room-home"), |row| (row.1, row.2, row.3))
    }

    /// The word that the room stands under.
    pub fn word(self) -> Word {
        self.row().0
    }

    /// The room's address.
    pub fn href(self) -> &'static str {
        self.row().1
    }
}

impl Frame {
    /// The words behind `key` in the reader's language.
    pub fn t(&self, key: &str) -> String {
        Words::of(self.lang).get(key)
    }

    /// The words behind `key`, speaking of one thing that they call `n`.
    pub fn n(&self, key: &str, n: impl std::fmt::Display) -> String {
        Words::of(self.lang).with(key, &[("n", &n.to_string())])
    }

    /// Which rows of a long list are shown.
    pub fn pages(&self, pages: &Pages) -> String {
        let about = [("from", pages.from.as_str()), ("to", pages.to.as_str()), ("total", pages.total.as_str())];
        Words::of(self.lang).with("pages-range", &about)
    }

    /// The tag for `<html lang>`.
    pub fn tag(&self) -> &'static str {
        match self.lang {
            Lang::Zh => "zh-CN",
            Lang::En => "en",
        }
    }

    /// The page's title: its own, or the room's name.
    pub fn heading(&self) -> String {
        if self.title.is_empty() { self.room_name() } else { self.title.clone() }
    }

    /// The room's name.
    pub fn room_name(&self) -> String {
        self.t(self.room.row().2)
    }

    /// The name of the word that the page is under.
    pub fn word_name(&self) -> String {
        let word = self.room.word();
        SPINE.iter().find(|row| row.0 == word).map_or_else(|| self.t("room-home"), |row| self.t(row.1))
    }

    /// Whether the page is a room's own and not one inside it.
    pub fn is_room(&self) -> bool {
        self.title.is_empty()
    }

    /// How its own door in the navigation marks this page: as itself, or as what it is inside of.
    pub fn current(&self) -> &'static str {
        if self.is_room() { "page" } else { "true" }
    }

    /// The spine: five words and the system.
    pub fn spine(&self) -> Vec<Door> {
        let doors = SPINE.iter().enumerate().map(|(at, &(word, key, join))| Door {
            text: self.t(key),
            href: ROOMS.iter().find(|row| row.1 == word).map_or(paths::HOME, |row| row.2),
            here: self.room.word() == word,
            join,
            waiting: self.waiting.get(at).copied().unwrap_or(0),
        });
        doors.collect()
    }

    /// The rooms of the word that the page is under; none where the word has a single one.
    pub fn rooms(&self) -> Vec<Door> {
        let rooms = ROOMS.iter().filter(|row| row.1 == self.room.word());
        let doors: Vec<Door> = rooms
            .map(|&(room, _, href, key)| Door {
                text: self.t(key),
                href,
                here: room == self.room,
                join: "first",
                waiting: 0,
            })
            .collect();
        if doors.len() > 1 { doors } else { Vec::new() }
    }

    /// This page in the other language.
    pub fn other_language(&self) -> String {
        let other = if self.lang == Lang::Zh { "en" } else { "zh" };
        let path = if self.path.is_empty() { paths::HOME } else { &self.path };
        let joint = if path.contains('?') { '&' } else { '?' };
        format!("{path}{joint}lang={other}")
    }
}
