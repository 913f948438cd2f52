//! Samples of the ledger of titles.

use huoju_model::Lang;
use huoju_web::view::track::*;
use huoju_web::view::*;

use super::{Shown, at, facts, key, link, links, options, pages, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let empty = Empty {
        title: "没有符合的资格。".to_owned(),
        text: "换一个条件，或看全部。".to_owned(),
        link: Some(link("不论何时")),
    };
    let none = TitlesPage { rows: Vec::new(), empty, pages: Pages::new(1, 50, 0, |_| String::new()), ..list(lang) };
    vec![shown("titles", &list(lang)), shown("titles-none", &none)]
}

fn list(lang: Lang) -> TitlesPage {
    let row = |name: &str, left: Left, days: &str, outcome: Option<Outcome>, why: &str| TitleRow {
        subject: link(name),
        title: "高新技术企业".to_owned(),
        number: "GR202399000217".to_owned(),
        granted: "2023-11-15".to_owned(),
        valid_to: if left == Left::Unknown { String::new() } else { "2026-11-15".to_owned() },
        end_by: if left == Left::Over { link("高新技术企业认定") } else { Link::default() },
        left,
        days: days.to_owned(),
        outcome,
        why: if why.is_empty() { Link::default() } else { link(why) },
        place: "云溪高新技术产业开发区；云溪市砺行路 18 号".to_owned(),
    };
    let mut frame = at(lang, Room::Titles, "");
    frame.basis = facts(&[("截至日", "2026-03-16"), ("预评", "高新技术企业认定 2026 年度")]);
    TitlesPage {
        frame,
        figures: [("已到期", "1,204"), ("3 个月内到期", "12"), ("6 个月内到期", "31"), ("12 个月内到期", "213")]
            .map(|(label, n)| key(label, Figure::plain(n, "项"), ""))
            .to_vec(),
        titles: options(&["全部", "高新技术企业"]),
        ends: options(&["12 个月内到期", "已到期"]),
        schemes: options(&["全部", "高新技术企业认定"]),
        day: Field { value: "2026-03-16".to_owned(), ..Field::default() },
        applied: links(&["高新技术企业"]),
        clear: "#".to_owned(),
        counted: "213 项".to_owned(),
        rows: vec![
            row("云溪砺行数据服务有限公司", Left::Days, "244", Some(Outcome::Pass), "逐条依据"),
            row("知衡软件有限公司", Left::LastDay, "", Some(Outcome::Fail), "研发费用占比〔第十一条（五）〕不符"),
            row("云溪思砚机器人有限公司", Left::Over, "1", Some(Outcome::Undetermined), "缺研发费用、近三年研发费用"),
            row("云溪怀瑾生物科技有限公司", Left::Unknown, "", None, ""),
        ],
        pages: pages(),
        take: Sure {
            open: "导出提醒名单 XLSX…".to_owned(),
            reason: true,
            act: "导出 XLSX".to_owned(),
            ..Sure::default()
        },
        empty: Empty::default(),
    }
}
