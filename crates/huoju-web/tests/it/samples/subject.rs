//! Samples of 主体库 and of one subject.

use huoju_model::Lang;
use huoju_web::chart::{Edge, Measure, Point, bars_and_line};
use huoju_web::view::subject::*;
use huoju_web::view::subjects::*;
use huoju_web::view::*;

use super::{Shown, at, clause, facts, link, links, options, pages, shown, told};

pub fn all(lang: Lang) -> Vec<Shown> {
    let empty = Empty {
        title: "没有找到“lxcg”。".to_owned(),
        text: "可试全名、曾用名、信用代码或拼音首字母。".to_owned(),
        link: Some(link("看全部主体")),
    };
    let none = SubjectsPage { rows: Vec::new(), empty, pages: Pages::new(1, 50, 0, |_| String::new()), ..list(lang) };
    let bare = SubjectPage {
        frame: at(lang, Room::Subjects, "云溪致远半导体有限公司"),
        profile: facts(&[("统一社会信用代码", "91990108MA7K3HQ2XK"), ("成立", "")]),
        ..SubjectPage::default()
    };
    vec![
        shown("subjects", &list(lang)),
        shown("subjects-none", &none),
        shown("subject", &one(lang)),
        shown("subject-bare", &bare),
        shown("subject-assessments", &past(lang)),
    ]
}

fn past(lang: Lang) -> SubjectAssessmentsPage {
    let mut frame = at(lang, Room::Subjects, "知衡软件有限公司：各项预评");
    frame.crumbs = links(&["知衡软件有限公司"]);
    let row = |scheme: &str, period: &str, outcome, points: &str| PastAssessment {
        what: link(scheme),
        period: period.to_owned(),
        outcome,
        points: points.to_owned(),
    };
    SubjectAssessmentsPage {
        rows: vec![
            row("科技型中小企业评价", "2025 年", Outcome::Pass, "68"),
            row("高新技术企业认定", "2025 年", Outcome::Undetermined, "50–80"),
            row("宁夏瞪羚企业认定", "2024 年", Outcome::Fail, "—"),
        ],
        pages: pages(),
        empty: Empty::default(),
        frame,
    }
}

fn list(lang: Lang) -> SubjectsPage {
    let names = [
        "云溪砺行数据服务有限公司",
        "知衡软件有限公司",
        "云溪思砚机器人有限公司",
        "云溪鹿鸣传感技术股份有限公司",
        "远瞻检测技术有限公司",
        "云溪怀瑾生物科技有限公司",
        "拓衡半导体有限公司",
    ];
    let rows = names.iter().enumerate().map(|(at, name)| SubjectRow {
        name: link(name),
        found_by: if at == 3 { "曾用名 云溪鹿鸣电子有限公司".to_owned() } else { String::new() },
        code: format!("91990108MA0RB1A{at}QT"),
        industry: "软件和信息技术服务业".to_owned(),
        titles: if at % 2 == 0 { "科小、高企".to_owned() } else { String::new() },
        outcome: [Some(Outcome::Pass), Some(Outcome::Fail), Some(Outcome::Undetermined), None][at % 4],
        points: ["74", "52", "50–80", ""][at % 4].to_owned(),
    });
    SubjectsPage {
        frame: Frame { find: "yx".to_owned(), ..at(lang, Room::Subjects, "") },
        kinds: options(&["企业", "高新区"]),
        zones: options(&["全部", "云溪高新区"]),
        titles: options(&["不限", "科技型中小企业"]),
        outcomes: options(&["不限", "通过", "待定"]),
        applied: links(&["名称 yx"]),
        clear: "#".to_owned(),
        assessed_by: "科技型中小企业 2025 年度".to_owned(),
        counted: "1,280 家".to_owned(),
        rows: rows.collect(),
        pages: pages(),
        empty: Empty::default(),
    }
}

fn one(lang: Lang) -> SubjectPage {
    let mut frame = at(lang, Room::Subjects, "云溪砺行传感技术有限公司");
    frame.basis = facts(&[
        ("截至", "2026-03-16 09:40"),
        ("办法", "国科发政〔2017〕115号 科技型中小企业评价"),
        ("所属期", "2025 年"),
        ("性质", "预评，本区自算，资格以入库公告为准"),
    ]);
    SubjectPage {
        frame,
        own_results: vec![("科技型中小企业评价".to_owned(), Outcome::Pass)],
        actions: links(&["导出依据", "打印依据"]),
        profile: facts(&[
            ("统一社会信用代码", "91990108MA7K3HQ2XK"),
            ("成立", "2018-06-11，存续"),
            ("登记地 / 经营地", "云溪高新区 / 云溪高新区"),
            ("行业（GB/T 4754）", "4021 工业自动控制系统装置制造"),
            ("曾用名", "云溪砺行电子有限公司（至 2020-03）"),
            ("持有资格", "科技型中小企业，2025 年入库"),
            ("数据来源", "8 处，38 个观测值"),
            ("有效期", "2025 年当年有效"),
        ]),
        series: Some(series()),
        differing: vec![Differing {
            what: "研发费用 2025 年".to_owned(),
            unit: "万元".to_owned(),
            versions: vec![
                Version {
                    source: link("加计扣除 预缴申报"),
                    permitted: "行政共享".to_owned(),
                    figure: Figure { mark: Mark::Provisional, ..told("318", "", "研发费用 2025 年", "", "") },
                    taken: true,
                    barred: false,
                },
                Version {
                    source: link("火炬统计"),
                    permitted: "统计专用".to_owned(),
                    figure: Figure::plain("325", ""),
                    taken: false,
                    barred: true,
                },
            ],
            difference: "7".to_owned(),
            taken: "318，依".to_owned(),
            clause: Some(clause("第七条2")),
        }],
        assessed: vec![
            ByScheme { anchor: "tech-sme".to_owned(), open: Some(assessed()), ..ByScheme::default() },
            ByScheme {
                anchor: "hnte".to_owned(),
                caption: "高新技术企业 · 2026 年度".to_owned(),
                href: "/subjects/1?scheme=hnte#hnte".to_owned(),
                open: None,
            },
        ],
        assessments: vec![PastAssessment {
            what: link("科技型中小企业"),
            period: "2024 年".to_owned(),
            outcome: Outcome::Pass,
            points: "68".to_owned(),
        }],
        all_assessments: link("全部 412 次"),
        titles: vec![HeldTitle {
            title: "科技型中小企业".to_owned(),
            number: "202599010800001372".to_owned(),
            batch: link("2025 年第 4 批"),
            since: "2025-06-18".to_owned(),
            until: "2025-12-31".to_owned(),
            end_by: link("科技型中小企业评价"),
            valid: false,
        }],
        former_names: vec![FormerName {
            name: "云溪砺行电子有限公司".to_owned(),
            until: "2020-03".to_owned(),
            source: link("企业登记"),
        }],
        history: vec![
            Event {
                on: "2026-03-15".to_owned(),
                text: "2025 年度预评通过，74 分（上年 68 分）".to_owned(),
                href: "#".to_owned(),
                record: "48,101".to_owned(),
            },
            Event {
                on: "2024-05-20".to_owned(),
                text: "税务修订 2023 年研发费用 221 → 228 万元".to_owned(),
                ..Event::default()
            },
        ],
    }
}

fn series() -> Series {
    let revenue = ["2,860", "3,410", "4,385", "5,270", "6,240"];
    let share = ["4.51", "4.81", "5.20", "5.10", "5.10"];
    let points = |texts: [&str; 5]| {
        texts
            .iter()
            .enumerate()
            .map(|(at, text)| {
                let value = text.replace(',', "").parse().unwrap_or_default();
                Some(Point { value, text: (*text).to_owned(), provisional: at == 4 })
            })
            .collect()
    };
    let edge = |value, text: &str| Edge { value, text: text.to_owned() };
    let bars =
        Measure {
            name: "营业收入".to_owned(), unit: "万元".to_owned(), points: points(revenue), edges: Vec::new()
        };
    let line = Measure {
        name: "研发费用占比".to_owned(),
        unit: "%".to_owned(),
        points: points(share),
        edges: vec![edge(5.0, "5%得40"), edge(6.0, "6%得50")],
    };
    let row = |name: &str, unit: &str, texts: [&str; 5], told_at: usize| SeriesRow {
        indicator: link(name),
        unit: unit.to_owned(),
        figures: texts
            .iter()
            .enumerate()
            .map(|(at, text)| match *text {
                "…" => Figure::missing(),
                text if at >= told_at => Figure {
                    mark: if at == 4 { Mark::Provisional } else { Mark::Revised },
                    ..told(text, "", name, "", "")
                },
                text => Figure::plain(text, ""),
            })
            .collect(),
    };
    Series {
        range: "2021—2025".to_owned(),
        periods: ["2021", "2022", "2023", "2024", "2025"].map(str::to_owned).to_vec(),
        chart: Some(bars_and_line(&bars, Some(&line), "营业收入与研发费用占比，2021—2025 年")),
        rows: vec![
            row("营业收入", "万元", revenue, 4),
            row("研发费用", "万元", ["129", "164", "228", "269", "318"], 2),
            row("研发费用占比", "%", share, 4),
            row("净利润", "万元", ["−42", "88", "206", "312", "402"], 5),
            row("职工总数", "人", ["47", "55", "64", "75", "86"], 0),
            row("Ⅱ类知识产权", "项", ["0", "1", "…", "2", "3"], 5),
        ],
        notes: vec!["修：2024-05-20 修订，原值 221。比重先合计后相除，不作平均。".to_owned()],
    }
}

/// Bands by points and edges; `hit` is the one hit.
pub fn ruler(bands: &[(&str, &str)], hit: usize) -> Vec<Band> {
    let state = |at: usize| match at {
        at if at == hit => BandState::Hit,
        at if at == hit + 1 => BandState::Next,
        _ => BandState::Plain,
    };
    bands
        .iter()
        .enumerate()
        .map(|(at, (points, edge))| Band { points: (*points).to_owned(), edge: (*edge).to_owned(), state: state(at) })
        .collect()
}

pub fn assessed() -> Assessed {
    let line = |text: &str| Line { depth: 0, text: text.to_owned() };
    let staff = [("0", "0%"), ("4", "10%"), ("8", "15%"), ("12", "20%"), ("16", "25%"), ("20", "30%")];
    let rnd = [("0", "0%"), ("10", "2%"), ("20", "3%"), ("30", "4%"), ("40", "5%"), ("50", "6%")];
    let costs = [("0", "0%"), ("10", "10%"), ("20", "15%"), ("30", "20%"), ("40", "25%"), ("50", "30%")];
    let ip = [("0", "无"), ("6", "Ⅱ类1"), ("12", "Ⅱ类2"), ("18", "Ⅱ类3"), ("24", "Ⅱ类4"), ("30", "Ⅰ类1")];
    let source = |name: &str, at: &str, mark| ClauseSource { source: link(name), at: at.to_owned(), mark };
    let gate = |cited: &str, title: &str, inputs: &[&str], value: &str| ClauseRow {
        clause: clause(cited),
        title: title.to_owned(),
        taken: true,
        inputs: inputs.iter().map(|&text| line(text)).collect(),
        value: Figure::plain(value, ""),
        fall: Fall::Gate(Outcome::Pass),
        sources: vec![source("企业登记", "2026-03-13", Mark::None)],
        ..ClauseRow::default()
    };
    let criterion =
        |cited: &str, title: &str, aside: &str, input: &str, value: Figure, bands, points: &str, full: &str| {
            ClauseRow {
                clause: clause(cited),
                title: title.to_owned(),
                aside: aside.to_owned(),
                taken: aside != "未采用",
                inputs: vec![line(input)],
                value,
                fall: Fall::Bands(bands),
                points: points.to_owned(),
                full: full.to_owned(),
                sources: vec![source("预缴申报", "2025 年", Mark::Provisional)],
                ..ClauseRow::default()
            }
        };
    Assessed {
        caption: "科技型中小企业 · 2025 年度预评 · 第 3 次运行".to_owned(),
        scheme: link("办法全文"),
        assessment: link("本次评价"),
        explanation: "#".to_owned(),
        rows: vec![
            gate("第六条（一）", "居民企业", &["登记机关：云溪市市场监管局"], "是"),
            gate(
                "第六条（二）",
                "规模",
                &["职工 86 人 ≤ 500 人", "销售收入 6,240 万元 ≤ 2 亿元", "资产总额 7,915 万元 ≤ 2 亿元"],
                "三项均符",
            ),
            ClauseRow {
                group: true,
                clause: clause("第七条"),
                title: "评价指标".to_owned(),
                points: "62".to_owned(),
                full: "100".to_owned(),
                ..ClauseRow::default()
            },
            criterion(
                "第七条1",
                "科技人员",
                "",
                "科技人员 25 人 ÷ 职工总数 86 人",
                told(
                    "29.07%",
                    "",
                    "科技人员占比 2025 年",
                    "25 × 100 ≥ 25 × 86，落 25%（含）—30% 档，得 16 分",
                    "2026 年度职工不变，26 人（30.23%）即得 20 分",
                ),
                ruler(&staff, 4),
                "16",
                "20",
            ),
            criterion(
                "第七条2（1）",
                "研发投入",
                "择一，取高",
                "研发费用 318 万元 ÷ 销售收入 6,240 万元",
                told("5.10%", "", "研发费用占比", "", ""),
                ruler(&rnd, 4),
                "40",
                "50",
            ),
            criterion(
                "第七条2（2）",
                "研发投入",
                "未采用",
                "研发费用 318 万元 ÷ 成本费用 5,710 万元",
                Figure::plain("5.57%", ""),
                ruler(&costs, 0),
                "0",
                "50",
            ),
            criterion(
                "第七条3",
                "科技成果",
                "",
                "Ⅰ类 0 项，Ⅱ类 3 项（实用新型 2、软著 1）",
                Figure::plain("Ⅱ类 3 项", ""),
                ruler(&ip, 3),
                "18",
                "30",
            ),
        ],
        conclusion: "通过：评分入库，总分 74 分，合格线 60 分".to_owned(),
        total: TotalRow {
            clause: clause("第六条（五）"),
            rule: "总分不低于 60 分，且科技人员得分不为 0".to_owned(),
            outcome: Outcome::Pass,
            points: "74".to_owned(),
            full: "100".to_owned(),
            remark: Link::new("无缺项；含初报，汇算后重算", ""),
            ..TotalRow::default()
        },
        notes: vec!["初：2025 年预缴申报（初报），汇算清缴后以终报重算。".to_owned()],
    }
}
