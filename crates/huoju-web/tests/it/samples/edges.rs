//! Samples of 边界审计.

use huoju_model::Lang;
use huoju_web::view::edges::*;
use huoju_web::view::*;

use super::{Shown, at, clause, facts, links, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let empty = Empty { title: "没有企业在边上。".to_owned(), ..Empty::default() };
    let none = EdgesPage { sides: Vec::new(), empty, ..page(lang) };
    vec![shown("edges", &page(lang)), shown("edges-none", &none)]
}

fn page(lang: Lang) -> EdgesPage {
    let mut frame = at(lang, Room::Assessments, "边界审计：科技型中小企业评价 2026 年度");
    frame.basis = facts(&[("数据年度", "2025"), ("一个单位", "金额 1 万元，其余 1 个计量单位")]);
    let key = |label: &str, n: &str| KeyFigure {
        label: label.to_owned(),
        figure: Figure::plain(n, "家"),
        ..KeyFigure::default()
    };
    let row = |title: &str, moved: &str, change: &str, turned: &str| EdgeRow {
        clause: if title == "结果" { Clause::default() } else { clause("第七条1") },
        title: title.to_owned(),
        moved: moved.to_owned(),
        change: change.to_owned(),
        n: "12".to_owned(),
        turned: turned.to_owned(),
        who: links(&["青禾农机（示例）有限公司", "星海储能（示例）有限公司"]),
        more: if turned.is_empty() { "10".to_owned() } else { String::new() },
    };
    let side = |title: &str| Side {
        title: title.to_owned(),
        about: "差一个单位就到边下，核查先看这些".to_owned(),
        rows: vec![
            row("结果", "科技人员 减 1 人", "通过 → 未通过", "12"),
            row("科技人员", "科技人员 减 1 人", "16 → 12 分", ""),
        ],
    };
    EdgesPage {
        takes: Vec::new(),
        figures: vec![
            key("刚够，结果会变", "31"),
            key("刚够，任何一条边", "204"),
            key("只差一点，结果会变", "28"),
            key("只差一点，任何一条边", "187"),
        ],
        sides: vec![side("刚够"), side("只差一点")],
        empty: Empty::default(),
        frame,
    }
}
