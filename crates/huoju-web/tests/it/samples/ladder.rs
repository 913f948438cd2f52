//! Samples of ladders.

use huoju_model::Lang;
use huoju_web::chart::sankey::{Lane, Sankey, Way, sankey};
use huoju_web::view::ladder::*;
use huoju_web::view::*;

use super::{Shown, at, facts, key, link, links, options, pages, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let ladders = LaddersPage {
        frame: at(lang, Room::Ladders, ""),
        rows: vec![LadderRow {
            title: link("宁夏科技型企业梯度"),
            place: "宁夏回族自治区".to_owned(),
            rungs: RUNGS.map(str::to_owned).to_vec(),
            source: link("公报2022年第21期"),
        }],
        empty: Empty::default(),
    };
    let none = LadderPage {
        chart: None,
        ways: Vec::new(),
        rows: Vec::new(),
        expiring: Vec::new(),
        empty: Empty { title: "没有符合的企业。".to_owned(), ..Empty::default() },
        pages: Pages::new(1, 50, 0, |_| String::new()),
        ..ladder(lang)
    };
    vec![shown("ladders", &ladders), shown("ladder", &ladder(lang)), shown("ladder-nobody", &none)]
}

const RUNGS: [&str; 3] = ["自治区科技型中小企业", "科技小巨人企业", "高新技术企业"];

fn ladder(lang: Lang) -> LadderPage {
    let mut frame = at(lang, Room::Ladders, "宁夏科技型企业梯度");
    frame.basis = facts(&[("地方", "宁夏回族自治区"), ("文号", "公报2022年第21期"), ("资格算至", "2026-03-16")]);
    let cell = |held: &str, reached: &str| CountCell { held: link(held), reached: link(reached) };
    let count = |name: &str, cells: [(&str, &str); 3]| CountRow {
        name: name.to_owned(),
        cells: cells.map(|(held, reached)| cell(held, reached)).to_vec(),
    };
    LadderPage {
        frame,
        href: "#".to_owned(),
        figures: [("2025 在梯度上", "860"), ("2025 上升", "173"), ("2025 下降", "14"), ("12 个月内到期", "432")]
            .map(|(label, n)| key(label, Figure::plain(n, "家"), "与上一年末相比"))
            .to_vec(),
        expiring: links(&["高新技术企业 78 项", "科技小巨人企业 74 项"]),
        note: "自治区科技型中小企业的有效期未核到。".to_owned(),
        chart: Some(chart()),
        years: [("2024", ""), ("2025", ""), ("2026", "至 03-16")].map(|(a, b)| (a.to_owned(), b.to_owned())).to_vec(),
        counts: vec![
            count(RUNGS[2], [("234", ""), ("249", "预评 86"), ("249", "")]),
            count(RUNGS[1], [("…", ""), ("204", "预评 0"), ("141", "")]),
            count(RUNGS[0], [("300", ""), ("317", ""), ("265", "")]),
            count("不在名单上", [("1,233", ""), ("1,140", ""), ("1,255", "")]),
        ],
        notes: vec!["一家只算在持有的最高一级。".to_owned()],
        ways: vec![WayRow {
            from: RUNGS[1].to_owned(),
            to: RUNGS[2].to_owned(),
            cells: vec![Link::default(), link("4"), link("11")],
        }],
        rungs: vec![
            rung(RUNGS[2], "3 年", "国科发火〔2016〕32号 第九条", ""),
            RungRow { schemes: Vec::new(), ..rung(RUNGS[0], "", "", "认定条件未核到，没有预评。") },
        ],
        year: options(&["2026", "2025", "2024"]),
        spot: options(&["全部", "高新技术企业"]),
        moved: options(&["全部", "上升", "下降"]),
        words: Field::default(),
        applied: links(&["下降"]),
        clear: "#".to_owned(),
        counted: "14 家".to_owned(),
        rows: climbers(),
        pages: pages(),
        take: Sure {
            open: "导出名单 XLSX…".to_owned(), reason: true, act: "导出 XLSX".to_owned(), ..Sure::default()
        },
        empty: Empty::default(),
    }
}

fn climbers() -> Vec<ClimberRow> {
    vec![
        ClimberRow {
            subject: link("云溪砺行数据服务有限公司"),
            held: RUNGS[2].to_owned(),
            until: "2028-12-12".to_owned(),
            moved: "上升".to_owned(),
            before: RUNGS[0].to_owned(),
            reached: RUNGS[2].to_owned(),
            passed_by: RUNGS[1].to_owned(),
            ..ClimberRow::default()
        },
        ClimberRow {
            subject: link("云溪思砚机器人有限公司"),
            held: "不在名单上".to_owned(),
            moved: "下降".to_owned(),
            fell: true,
            before: RUNGS[2].to_owned(),
            why: "资格到 2025-12-14 止；预评未通过：高新技术产品（服务）收入占比〔第十一条（六）〕不符".to_owned(),
            next: RUNGS[1].to_owned(),
            outcome: Some(Outcome::Fail),
            lacks: link("近两年增长（认定条件4）不符"),
            ..ClimberRow::default()
        },
    ]
}

fn rung(name: &str, valid: &str, clause: &str, note: &str) -> RungRow {
    RungRow {
        name: name.to_owned(),
        schemes: links(&["高新技术企业认定"]),
        needs: RUNGS[0].to_owned(),
        valid: valid.to_owned(),
        clause: Clause { text: clause.to_owned(), href: String::new() },
        note: note.to_owned(),
        ..RungRow::default()
    }
}

fn chart() -> huoju_web::chart::Svg {
    let lane = |name: &str, counts: [usize; 3]| Lane { name: name.to_owned(), counts: counts.to_vec() };
    let way = |year, from, to, n| Way { year, from, to, n };
    sankey(&Sankey {
        lanes: vec![lane(RUNGS[2], [234, 249, 249]), lane(RUNGS[1], [0, 204, 141]), lane(RUNGS[0], [300, 317, 265])],
        outside: "其余".to_owned(),
        n_years: 3,
        ways: vec![way(0, 0, 0, 230), way(0, 2, 0, 19), way(0, 2, 2, 270), way(1, 1, 2, 33), way(1, 2, 3, 85)],
        label: "各级的家数和逐年的流动".to_owned(),
    })
}
