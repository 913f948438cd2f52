//! Samples of 差一步.

use huoju_model::Lang;
use huoju_web::chart::share;
use huoju_web::view::steps::*;
use huoju_web::view::*;

use super::{Shown, at, facts, link, links, options, pages, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let empty = Empty { title: "还没有测算过。".to_owned(), ..Empty::default() };
    let nobody = Empty { title: "没有符合的企业。".to_owned(), ..Empty::default() };
    let none = StepsPage { reckoned: false, of: Steps::default(), empty, ..page(lang) };
    let nobody = StepsPage { of: Steps { rows: Vec::new(), levers: Vec::new(), ..of() }, empty: nobody, ..page(lang) };
    vec![shown("steps", &page(lang)), shown("steps-none", &none), shown("steps-nobody", &nobody)]
}

fn page(lang: Lang) -> StepsPage {
    let mut frame = at(lang, Room::Assessments, "差一步：科技型中小企业评价 2026 年度");
    frame.basis = facts(&[("数据年度", "2025"), ("目标年度", "2026"), ("测算于", "2026-03-16 09:40")]);
    StepsPage {
        href: "#".to_owned(),
        renew: Some(Sure { open: "测算…".to_owned(), act: "开始测算".to_owned(), ..Sure::default() }),
        about: vec!["2025 年度已结账，账不能改。2026 年度按 2025 年度的数字照旧算。".to_owned()],
        reckoned: true,
        of: of(),
        empty: Empty::default(),
        frame,
    }
}

fn of() -> Steps {
    let key = |label: &str, n: &str| KeyFigure {
        label: label.to_owned(),
        figure: Figure::plain(n, "家"),
        context: "拉一项就到".to_owned(),
        hold: label == "待定",
    };
    let lever =
        |title: &str, n: f64| LeverRow { lever: title.to_owned(), count: link(&n.to_string()), bar: share(n, 185.0) };
    Steps {
        figures: [("差一步", "330"), ("差几步", "132"), ("照旧即达", "0"), ("待定", "185"), ("可调项达不到", "131")]
            .map(|(label, n)| key(label, n))
            .to_vec(),
        levers: vec![lever("增加研发费用", 185.0), lever("招聘科技人员", 37.0)],
        states: options(&["全部", "差一步", "待定"]),
        in_levers: options(&["全部", "增加研发费用"]),
        find: Field::default(),
        applied: links(&["差一步"]),
        clear: "#".to_owned(),
        counted: "778 家".to_owned(),
        rows: rows(),
        pages: pages(),
        take: Sure { open: "导出名单 XLSX…".to_owned(), reason: true, ..Sure::default() },
        notes: vec!["费用是示例，不是规定。".to_owned()],
    }
}

fn rows() -> Vec<StepRow> {
    let one = StepMove {
        target: "科技人员 再增 2 人，到 42 人".to_owned(),
        by: "现 40 人；招聘科技人员 × 2".to_owned(),
        with: "职工总数 100 人 → 102 人".to_owned(),
    };
    let row = |subject: &str, nearness: &str, form, moves: Vec<StepMove>, reason: &str| StepRow {
        subject: link(subject),
        code: "91649900EX0000037X".to_owned(),
        nearness: nearness.to_owned(),
        form,
        cost: if moves.is_empty() { String::new() } else { "40 万元".to_owned() },
        moves,
        reason: reason.to_owned(),
        cheaper: String::new(),
    };
    let cheaper = "更省的是几项一起：招聘科技人员：科技人员 40 人 → 41 人，共 36 万元".to_owned();
    vec![
        StepRow { cheaper, ..row("青禾农机（示例）有限公司", "差一步", "no", vec![one.clone()], "") },
        row("星海储能（示例）有限公司", "差几步", "no", vec![one.clone(), one], ""),
        row("云岭软件（示例）有限公司", "待定", "na", Vec::new(), "先要知道：研发费用"),
        row("鸣沙新材料（示例）有限公司", "可调项达不到", "no", Vec::new(), "不符：规模〔第六条（二）〕"),
    ]
}
