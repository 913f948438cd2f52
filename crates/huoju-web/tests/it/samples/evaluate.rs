//! Samples of 规则库, of running an assessment, and of its results.

use huoju_model::Lang;
use huoju_web::chart::{Bin, Histogram, Standing, histogram, position, position_axis};
use huoju_web::view::assess::*;
use huoju_web::view::compare::*;
use huoju_web::view::result::*;
use huoju_web::view::schemes::*;
use huoju_web::view::subject::Line;
use huoju_web::view::whatif::{self, BandKnob, Knob, Law, Tried, WhatIfPage};
use huoju_web::view::*;

use super::subject::{assessed, ruler};
use super::{Shown, at, clause, facts, key, link, links, options, pages, shown, told};

pub fn all(lang: Lang) -> Vec<Shown> {
    let empty = Empty {
        title: "还没有评价过。".to_owned(),
        text: "运行后，每一次评价的办法、数据年度与结果列在这里。".to_owned(),
        link: Some(link("运行评价")),
    };
    let none = AssessmentsPage { frame: at(lang, Room::Assessments, ""), empty, ..AssessmentsPage::default() };
    vec![
        shown("schemes", &schemes(lang)),
        shown("scheme", &scheme(lang)),
        shown("assess", &assess(lang)),
        shown("job-running", &job(lang, JobState::Running)),
        shown("job-failed", &job(lang, JobState::Failed)),
        shown("jobs", &jobs(lang)),
        shown("assessments", &assessments(lang)),
        shown("assessments-none", &none),
        shown("assessment", &assessment(lang)),
        shown("explanation", &explanation(lang)),
        shown("compare", &compared(lang)),
        shown("whatif", &whatif(lang)),
    ]
}

fn compared(lang: Lang) -> ComparePage {
    let stood = |outcome, what: &str| Some(Stood { outcome, what: what.to_owned() });
    let moved = |name: &str, before, after, difference: &str| Moved {
        subject: link(name),
        code: "91649900EX0000037X".to_owned(),
        before,
        after,
        difference: difference.to_owned(),
    };
    let enter = Group {
        title: "新进".to_owned(),
        n: "302".to_owned(),
        rows: vec![
            moved("云溪晨星电源有限公司", stood(Outcome::Fail, "58"), stood(Outcome::Pass, "74，合格"), "+16"),
            moved("云溪青禾农机有限公司", None, stood(Outcome::Pass, "66，合格"), ""),
        ],
        more: "300".to_owned(),
    };
    ComparePage {
        frame: at(lang, Room::Assessments, "比较"),
        href: "#".to_owned(),
        others: options(&["科技型中小企业评价 2025 年度，第 1 次运行"]),
        figures: vec![
            key("原来通过", Figure::plain("1,102", "家"), "参评 2,087 家"),
            key("现在通过", Figure::plain("1,369", "家"), "参评 2,146 家"),
            key("新进", Figure::plain("302", "家"), ""),
            key("退出", Figure::plain("35", "家"), ""),
            key("有变动", Figure::plain("811", "家"), ""),
        ],
        groups: vec![enter],
        empty: None,
    }
}

fn whatif(lang: Lang) -> WhatIfPage {
    let knob = |name: &str, label: &str, now: &str, value: &str, tick: &str| Knob {
        name: name.to_owned(),
        label: label.to_owned(),
        now: now.to_owned(),
        value: value.to_owned(),
        most: "100".to_owned(),
        tick: tick.to_owned(),
        moved: now != value,
        bands: ["6%", "5%"]
            .map(|edge| BandKnob {
                name: format!("d{name}{edge}"),
                label: format!("第七条2(1) {edge}"),
                now: now.to_owned(),
                follows: value.to_owned(),
                ..BandKnob::default()
            })
            .into(),
    };
    let share = |name: &str, before: &str, enter: &str, leave: &str, after: &str| whatif::Share {
        name: name.to_owned(),
        before: before.to_owned(),
        after: after.to_owned(),
        enter: enter.to_owned(),
        leave: leave.to_owned(),
    };
    let from = |outcome, to: [&str; 4], same: usize| whatif::From {
        outcome,
        to: to.iter().enumerate().map(|(at, n)| ((*n).to_owned(), at == same || at == 3)).collect(),
    };
    WhatIfPage {
        frame: at(lang, Room::Assessments, "推演：科技型中小企业评价"),
        href: "#".to_owned(),
        weights: vec![knob("w0", "科技人员", "20", "20", "33.3%"), knob("w1", "研发投入", "50", "40", "50%")],
        total: "90".to_owned(),
        marks: vec![knob("d17", "综合评价合格：分数线", "60", "60", "60%")],
        refused: Vec::new(),
        tried: Tried {
            figures: vec![
                key("进入", Figure::plain("+41", "家"), "原未通过 35，原待定 6"),
                key("退出", Figure::plain("−51", "家"), "变未通过 48，变待定 3"),
                key("通过合计", Figure::plain("1,359", "家"), "现行 1,369，净减 10"),
                key("不受影响", Figure::plain("2,045", "家"), "另有 9 家只是分数变了"),
            ],
            from: vec![
                from(Outcome::Pass, ["1,318", "48", "3", "1,369"], 0),
                from(Outcome::Fail, ["35", "591", "4", "630"], 1),
                from(Outcome::Undetermined, ["6", "5", "136", "147"], 2),
            ],
            sums: ["1,359", "644", "143", "2,146"].map(str::to_owned).into(),
            industries: vec![share("仪器仪表", "120", "+4", "−13", "111")],
            sizes: vec![share("小型", "700", "+20", "−31", "689")],
            groups: compared(lang).groups,
            law: vec![Law {
                place: "第七条2(1) 研发费用占销售收入 「6%」档".to_owned(),
                before: "50 分".to_owned(),
                after: "40 分".to_owned(),
            }],
            draft: "#".to_owned(),
            exports: Vec::new(),
        },
        empty: None,
    }
}

fn schemes(lang: Lang) -> SchemesPage {
    let row = |title: &str, document: &str, in_force: &str, now, latest| SchemeRow {
        title: link(title),
        label: String::new(),
        document: document.to_owned(),
        pack: "cn".to_owned(),
        in_force: in_force.to_owned(),
        now,
        cases: "42".to_owned(),
        latest,
    };
    let rows = vec![
        row("科技型中小企业评价", "国科发政〔2017〕115号", "2017-05-03—", true, link("2025 年度 第 3 次")),
        row("示例市培育库入库办法", "示科发〔2021〕8号", "2021-03-01—2024-12-31", false, Link::default()),
    ];
    SchemesPage { frame: at(lang, Room::Schemes, ""), rows, empty: Empty::default() }
}

fn scheme(lang: Lang) -> SchemePage {
    let gate = |cited: &str, title: &str, conditions: &[&str], any| Gate {
        heading: None,
        anchor: title.to_owned(),
        clause: clause(cited),
        title: title.to_owned(),
        conditions: conditions.iter().map(|&text| Line { depth: 0, text: text.to_owned() }).collect(),
        any,
        by_case: false,
    };
    let arm = |cited: &str, measure: &str, bands: &[(&str, &str)], words: &str| Arm {
        clause: if cited.is_empty() { Clause::default() } else { clause(cited) },
        measure: measure.to_owned(),
        bands: ruler(bands, usize::MAX - 1),
        words: words.to_owned(),
    };
    let criterion = |cited: &str, title: &str, full: &str, together: &str, arms| Criterion {
        heading: None,
        anchor: title.to_owned(),
        clause: clause(cited),
        title: title.to_owned(),
        full: full.to_owned(),
        together: together.to_owned(),
        arms,
    };
    let reading = |cited: &str, text: &str| Reading { clause: clause(cited), text: text.to_owned() };
    let staff = [("0", "0%"), ("4", "10%"), ("8", "15%"), ("12", "20%"), ("16", "25%"), ("20", "30%")];
    let rnd = [("0", "0%"), ("10", "2%"), ("20", "3%"), ("30", "4%"), ("40", "5%"), ("50", "6%")];
    let ip = [("0", "0 项"), ("6", "1 项"), ("12", "2 项"), ("18", "3 项"), ("24", "4 项")];
    SchemePage {
        frame: at(lang, Room::Schemes, "科技型中小企业评价"),
        actions: links(&["下载文本", "按此评价"]),
        about: facts(&[
            ("文号", "国科发政〔2017〕115号"),
            ("发文", "科技部 财政部 税务总局"),
            ("施行", "自 2017-05-03"),
            ("满分", "100 分"),
            ("评价对象", "企业"),
            ("所属期", "年"),
            ("缺项口径", "从严"),
            ("规则包", "cn"),
        ]),
        notes: vec!["工作指引未另发。".into()],
        second_looks: vec!["科技人员多于职工总数".into()],
        measures: vec![reading("第七条2", "研发强度：研发费用 ÷ 销售收入")],
        gates: vec![gate(
            "第六条（二）",
            "规模",
            &["职工总数 ≤ 500 人", "销售收入 ≤ 2 亿元", "资产总额 ≤ 2 亿元"],
            false,
        )],
        criteria: vec![
            Criterion {
                heading: Some(Heading {
                    clause: clause("第七条"), title: "评价指标".into(), full: "100".into()
                }),
                ..criterion("第七条1", "科技人员", "20", "", vec![arm("", "科技人员 ÷ 职工总数", &staff, "")])
            },
            criterion(
                "第七条2",
                "研发投入",
                "50",
                "择一，取高",
                vec![
                    arm("（1）", "研发费用 ÷ 销售收入", &rnd, ""),
                    arm(
                        "（2）",
                        "研发费用 ÷ 成本费用",
                        &[("0", "0%"), ("10", "10%"), ("20", "15%"), ("30", "20%"), ("40", "25%"), ("50", "30%")],
                        "",
                    ),
                ],
            ),
            criterion(
                "第七条3",
                "科技成果",
                "30",
                "依次取先符者",
                vec![arm("", "Ⅰ类知识产权 ≥ 1 项", &[], "30 分"), arm("", "Ⅱ类知识产权", &ip, "")],
            ),
        ],
        tiers: vec![
            gate("第八条", "直接确认", &["持有高新技术企业证书", "国家科技奖前三", "省级以上研发机构"], true),
            gate("第六条（五）", "评分入库", &["总分 ≥ 60 分", "科技人员得分 > 0 分"], false),
        ],
        readings: vec![reading("第七条2", "“选择一个指标”读作取得分高者。")],
        silent: vec![reading("第七条1", "职工总数为 0 时未定。")],
        editions: vec![Edition {
            edition: link("国科发政〔2017〕115号"),
            in_force: "2017-05-03—".to_owned(),
            change: "现行".to_owned(),
            here: true,
            compare: "#".to_owned(),
        }],
        changes: None,
        indicators: links(&["职工总数", "科技人员", "研发费用", "销售收入", "成本费用", "资产总额"]),
        cases: "42 例，全部符合".to_owned(),
        case_rows: vec![Case {
            name: "职工50人中科技人员15人，恰为30%，得20分".to_owned(), holds: true
        }],
    }
}

fn assess(lang: Lang) -> AssessPage {
    let as_of = Field { value: "3月31".to_owned(), error: "写成 2026-03-31 这样的日期。".to_owned() };
    AssessPage {
        frame: at(lang, Room::Assessments, "运行评价"),
        schemes: options(&["科技型中小企业评价 国科发政〔2017〕115号"]),
        periods: options(&["2025 年", "2024 年"]),
        edition: options(&["填了申报日的，取这天施行的一版", "就用选的这一版"]),
        missing: options(&["照办法", "从严", "已知足以定论的不待定"]),
        as_of,
        barred: facts(&[("火炬统计", "统计专用，没有批准依据")]),
        stock: facts(&[("2025 年", "2,146 家"), ("2024 年", "2,087 家")]),
        ..AssessPage::default()
    }
}

fn job(lang: Lang, state: JobState) -> JobPage {
    let running = state == JobState::Running;
    let failure = if running {
        ""
    } else {
        "磁盘已满，写到第 1,280 家时停下；已写的都未生效。腾出空间后再运行一次。"
    };
    let cancel = Sure {
        open: "取消任务…".to_owned(),
        action: "#".to_owned(),
        consequences: vec!["已算的 1,280 家不留".to_owned()],
        act: "确认取消".to_owned(),
        ..Sure::default()
    };
    JobPage {
        frame: Frame {
            refresh: running.then_some(2), ..at(lang, Room::Jobs, "评价 科技型中小企业 2025 年度")
        },
        state,
        percent: running.then_some(60),
        progress: "第 1,280 家，共 2,146 家".to_owned(),
        about: facts(&[("办法", "科技型中小企业评价"), ("数据年度", "2025 年"), ("经办", "陈越 2026-03-16 09:41")]),
        failure: failure.to_owned(),
        cancel: running.then_some(cancel),
        log: facts(&[("09:41:02", "开始"), ("09:41:03", "读入 2,146 家")]),
        ..JobPage::default()
    }
}

fn jobs(lang: Lang) -> JobsPage {
    let states = [JobState::Running, JobState::Waiting, JobState::Done, JobState::Failed, JobState::Cancelled];
    let rows = states.map(|state| JobRow {
        what: link("评价 科技型中小企业 2025 年度"),
        state,
        progress: "60%".to_owned(),
        by: "陈越".to_owned(),
        began: "2026-03-16 09:41".to_owned(),
        took: "0.4 秒".to_owned(),
    });
    JobsPage { frame: at(lang, Room::Jobs, ""), rows: rows.to_vec(), pages: pages(), empty: Empty::default() }
}

fn assessments(lang: Lang) -> AssessmentsPage {
    let row = |run: &str, stale| AssessmentRow {
        what: link("科技型中小企业评价 2026 年度"),
        period: "2025 年".to_owned(),
        run: run.to_owned(),
        at: "2026-03-15 18:02".to_owned(),
        total: "2,146".to_owned(),
        passed: "1,369".to_owned(),
        failed: "630".to_owned(),
        undetermined: "147".to_owned(),
        hash: "9c41…07be".to_owned(),
        stale,
    };
    AssessmentsPage {
        frame: at(lang, Room::Assessments, ""),
        rows: vec![row("第 3 次", false), row("第 2 次", true)],
        pages: pages(),
        empty: Empty::default(),
    }
}

/// (passed, undetermined, failed) by ten points.
const BINS: [(usize, usize, usize); 10] = [
    (0, 1, 9),
    (0, 13, 33),
    (0, 28, 56),
    (0, 31, 100),
    (0, 18, 127),
    (0, 29, 177),
    (223, 7, 39),
    (332, 13, 35),
    (236, 5, 18),
    (180, 2, 10),
];

fn distribution() -> Distribution {
    let given = Histogram {
        bins: BINS.iter().map(|&(passed, undetermined, failed)| Bin { passed, undetermined, failed }).collect(),
        full: 100.0,
        pass: Some((60.0, "合格线 60 分".to_owned())),
        counted: "家".to_owned(),
        scored: "分".to_owned(),
        label: "总分分布".to_owned(),
    };
    let bins = BINS.iter().enumerate().map(|(at, (passed, undetermined, failed))| BinRow {
        range: format!("{}–{}", at * 10, at * 10 + 9),
        passed: passed.to_string(),
        undetermined: undetermined.to_string(),
        failed: failed.to_string(),
    });
    Distribution {
        caption: "评分企业 1,722 家，直接确认者不计".to_owned(),
        chart: histogram(&given),
        bins: bins.collect(),
    }
}

fn results() -> Vec<ResultRow> {
    let row = |name: &str, points: [&str; 3], total: &str, least: f64, most: f64, outcome, remark: &str| ResultRow {
        subject: link(name),
        code: "91990108MA0RB1ARQT".to_owned(),
        points: points.map(str::to_owned).to_vec(),
        total: total.to_owned(),
        position: Some(position(Standing { least, most, full: 100.0, pass: Some(60.0), outcome })),
        outcome,
        tier: String::new(),
        remark: remark.to_owned(),
    };
    vec![
        row("云溪砺行数据服务有限公司", ["8", "30", "30"], "68", 68.0, 68.0, Outcome::Pass, ""),
        row("知衡软件有限公司", ["20", "30", "18"], "68", 68.0, 68.0, Outcome::Pass, ""),
        row(
            "云溪怀瑾生物科技有限公司",
            ["20", "30", "…"],
            "50–80",
            50.0,
            80.0,
            Outcome::Undetermined,
            "缺知识产权状态",
        ),
        row("云溪昆岚半导体有限公司", ["0", "50", "12"], "62", 62.0, 62.0, Outcome::Fail, "科技人员得 0 分"),
        row("云溪昆岚精密仪器有限公司", ["…", "30", "24"], "54–74", 54.0, 74.0, Outcome::Undetermined, "缺科技人员"),
        row("清源半导体有限公司", ["8", "50", "0"], "58", 58.0, 58.0, Outcome::Fail, "差 2 分"),
    ]
}

fn assessment(lang: Lang) -> AssessmentPage {
    let mut frame = at(lang, Room::Assessments, "科技型中小企业评价 2026 年度");
    frame.subtitle = "第 3 次运行".to_owned();
    frame.basis = facts(&[
        ("截至", "2026-03-15 18:02，用时 0.4 秒"),
        ("办法", "国科发政〔2017〕115号 自 2017-05-03 施行"),
        ("数据", "2025 年，快照 9c41…07be"),
        ("性质", "预评，资格以入库公告为准"),
    ]);
    let lack = |indicator: &str, from: &str, count: &str| Lack {
        indicator: indicator.to_owned(),
        from: from.to_owned(),
        count: count.to_owned(),
        href: "#".to_owned(),
    };
    let head = |title: &str, full: &str| CriterionHead { title: title.to_owned(), full: full.to_owned() };
    AssessmentPage {
        frame,
        href: "#".to_owned(),
        actions: links(&["打印", "重新运行"]),
        stale: "第 38 批导入已于 2026-03-16 撤销，本次用过其中 212 个数字。请重新运行。".to_owned(),
        figures: vec![
            key("参评", Figure::plain("2,146", "家"), "登记地在区内的居民企业"),
            key(
                "通过",
                told("1,369", "家", "通过", "第六条五项全部符合，或第八条直接确认", ""),
                "63.8% · 直接确认 398",
            ),
            key("未通过", Figure::plain("630", "家"), "29.4% · 其中门槛不符 104"),
            key("待定", Figure::plain("147", "家"), "6.8% · 补齐后最多 147 家可通过"),
        ],
        distribution: Some(distribution()),
        lacks: vec![
            lack("研发费用", "市税务局 预缴申报", "85"),
            lack("科技人员", "企业 科技人员名册", "48"),
            lack("资产总额", "企业 资产负债表", "9"),
        ],
        undetermined: "147".to_owned(),
        tiers: facts(&[("直接确认", "398 家"), ("评分入库", "971 家")]),
        outcomes: options(&["全部", "通过", "未通过", "待定"]),
        points: options(&["不限", "52–68 分"]),
        missing: options(&["不限", "研发费用"]),
        applied: links(&["总分 52–68 分"]),
        clear: "#".to_owned(),
        criteria: vec![head("科技人员", "20"), head("研发投入", "50"), head("科技成果", "30")],
        full: "100".to_owned(),
        axis: Some(position_axis(100.0, Some(60.0))),
        rows: results(),
        pages: pages(),
        in_tiers: options(&["全部", "直接确认", "评分入库"]),
        orders: options(&["总分从高到低", "名称"]),
        exports: vec![Sure {
            open: "导出 XLSX…".to_owned(),
            action: "#".to_owned(),
            consequences: vec!["551 家，每个数都带来源".to_owned(), "谁、何时、作何用，记入账本".to_owned()],
            reason: true,
            act: "导出 XLSX".to_owned(),
            ..Sure::default()
        }],
        seals: facts(&[("评价摘要", "9c41d0e2b7a1f35c07be"), ("办法文本摘要", "51aa6d03")]),
        ..AssessmentPage::default()
    }
}

fn explanation(lang: Lang) -> ExplanationPage {
    let origin = Origin {
        source: link("市税务局 预缴申报"),
        file: "预缴申报2025（三月）.xlsx".to_owned(),
        sheet: "企业".to_owned(),
        cell: "F37".to_owned(),
        batch: link("第 41 批"),
        permitted: "行政共享".to_owned(),
        status: "初报".to_owned(),
        ..Origin::default()
    };
    let input = |what: &str, value: &str, origin: Option<Origin>, remark: &str| Input {
        what: what.to_owned(),
        value: value.to_owned(),
        origin,
        remark: remark.to_owned(),
    };
    ExplanationPage {
        frame: Frame {
            crumbs: links(&["科技型中小企业评价 2026 年度"]),
            ..at(lang, Room::Assessments, "云溪砺行传感技术有限公司")
        },
        profile: facts(&[
            ("统一社会信用代码", "91990108MA7K3HQ2XK"),
            ("登记地", "云溪高新区"),
            ("数据年度", "2025 年"),
            ("评价年度", "2026 年"),
        ]),
        assessed: assessed(),
        inputs: vec![
            input("研发费用 2025 年", "318 万元", Some(origin.clone()), ""),
            input(
                "职工总数 2025 年",
                "86 人",
                Some(Origin { status: String::new(), cell: "E37".to_owned(), ..origin }),
                "",
            ),
            input("居民企业", "是", None, "推定：各局不逐企记载"),
            input("Ⅰ类知识产权", "…", None, "应由市知识产权局给"),
        ],
        gap: Some(GapCard {
            title: "2025 年度未通过，目标定在 2026 年度".to_owned(),
            about: "2025 年度已结账，账不能改。".to_owned(),
            missed: vec!["科技人员 +1 人（是 25 人，要 26 人）".to_owned()],
            plans: vec![GapPlan {
                title: "最省的办法：20 万元".to_owned(),
                moves: vec![GapMove {
                    what: "科技人员".to_owned(),
                    by: "招聘科技人员".to_owned(),
                    from: "25 人".to_owned(),
                    to: "26 人".to_owned(),
                    difference: "+1 人".to_owned(),
                }],
                turns: vec![(clause("第七条1"), "科技人员：29.07% → 30.23%".to_owned())],
                total: "总分 56 → 60".to_owned(),
            }],
            why: Vec::new(),
            notes: vec!["费用是示例，不是规定。".to_owned()],
        }),
        lacks: vec![LackGroup { from: "市知识产权局".to_owned(), names: vec!["Ⅰ类知识产权".to_owned()] }],
        seals: facts(&[
            ("评价摘要", "9c41d0e2b7a1f35c07be"),
            ("办法文本摘要", "51aa6d03"),
            ("账本", "第 48,101 条 7f3a…c21e"),
        ]),
    }
}
