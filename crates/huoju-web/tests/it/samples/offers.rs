//! Samples of 政策匹配.

use huoju_model::Lang;
use huoju_web::view::offers::*;
use huoju_web::view::schemes::Gate;
use huoju_web::view::subject::Line;
use huoju_web::view::*;

use super::{Shown, at, facts, link, links, options, pages, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let none = OffersPage { rows: Vec::new(), ..list(lang) };
    let empty = Empty { title: "没有可列的政策产品。".to_owned(), ..Empty::default() };
    let nothing = SubjectOffersPage { rows: Vec::new(), empty, ..subject(lang) };
    vec![
        shown("offers", &list(lang)),
        shown("offers-none", &none),
        shown("offer", &one(lang)),
        shown("subject-offers", &subject(lang)),
        shown("subject-offers-none", &nothing),
    ]
}

fn framed(lang: Lang, title: &str) -> Frame {
    let mut frame = at(lang, Room::Offers, title);
    frame.basis = facts(&[("申请日", "2026-11-28"), ("数据年度", "2025"), ("匹配于", "2026-11-28 09:40")]);
    frame
}

fn list(lang: Lang) -> OffersPage {
    let row = |title: &str, benefit: &str, shut: &str, automatic: &str| OfferRow {
        offer: link(title),
        sample: true,
        kind: "政策".to_owned(),
        benefit: benefit.to_owned(),
        window: "2026-04-01 至 2026-12-20".to_owned(),
        shut: shut.to_owned(),
        fits: link("213"),
        one_away: link("1,021"),
        open: Link::new("0", ""),
        automatic: if automatic.is_empty() { Link::default() } else { link(automatic) },
    };
    OffersPage {
        kinds: options(&["全部", "政策", "贷款", "服务"]),
        open: options(&["全部", "现在可申请"]),
        counted: "12 项".to_owned(),
        pages: super::pages(),
        rows: vec![
            row("高新技术企业认定奖补", "20 万元，每家企业一次", "", "198"),
            row("高新技术企业研发后补助", "最高 100 万元，每家企业每年", "预算已用完", ""),
        ],
        renew: Sure { open: "重新匹配…".to_owned(), act: "现在匹配".to_owned(), ..Sure::default() },
        matched: lang == Lang::Zh,
        empty: Empty { title: "没有这样的政策产品。".to_owned(), ..Empty::default() },
        frame: framed(lang, ""),
    }
}

fn row(of: &str, benefit: &str, standing: &str, form: &'static str, why: [&str; 3]) -> FitRow {
    let [failed, missing, gives_way] = why.map(str::to_owned);
    FitRow {
        of: link(of),
        benefit: benefit.to_owned(),
        standing: standing.to_owned(),
        form,
        automatic: form == "ok",
        failed,
        missing,
        gives_way,
    }
}

fn one(lang: Lang) -> OfferPage {
    let gate = Gate {
        anchor: "rnd".to_owned(),
        clause: Clause { text: "第五条(二)".to_owned(), href: String::new() },
        title: "上年度研发费用不低于100万元".to_owned(),
        conditions: vec![Line { depth: 0, text: "研发费用 ≥ 100 万元".to_owned() }],
        ..Gate::default()
    };
    let cited = Clause { text: "第十二条".to_owned(), href: String::new() };
    OfferPage {
        sample: true,
        about: facts(&[("种类", "政策"), ("优惠", "最高 50 万元，每家企业每年"), ("预算", "3000 万元")]),
        conditions: vec![gate],
        documents: vec!["上年度审计报告".to_owned()],
        clawback: vec![(cited, "认定被撤销：退回全部补助".to_owned())],
        standings: options(&["全部", "符合", "差一条", "待定", "免申即享候选"]),
        find: Field::default(),
        applied: links(&["符合"]),
        clear: "#".to_owned(),
        counted: "213 家".to_owned(),
        rows: vec![
            row("云溪砺行数据服务有限公司", "", "符合", "ok", ["", "", "高新技术企业研发后补助（示例）"]),
            row("知衡软件有限公司", "", "差一条", "no", ["上年度研发费用不低于100万元〔第五条（二）〕", "", ""]),
            row("云溪思砚机器人有限公司", "", "待定", "na", ["", "研发费用；上年研发费用", ""]),
        ],
        pages: pages(),
        take: Sure { open: "导出名单 XLSX…".to_owned(), reason: true, ..Sure::default() },
        empty: Empty::default(),
        frame: framed(lang, "科技型中小企业研发后补助"),
    }
}

fn subject(lang: Lang) -> SubjectOffersPage {
    let mut frame = framed(lang, "知衡软件有限公司：政策匹配");
    frame.crumbs = links(&["知衡软件有限公司"]);
    SubjectOffersPage {
        rows: vec![
            row("高新技术企业认定奖补（示例）", "20 万元，每家企业一次", "符合", "ok", ["", "", ""]),
            row(
                "科技创新券（示例）",
                "最高 10 万元，每家企业每年",
                "差一条",
                "no",
                ["有研发费用〔第七条（二）〕", "", ""],
            ),
        ],
        empty: Empty::default(),
        frame,
    }
}
