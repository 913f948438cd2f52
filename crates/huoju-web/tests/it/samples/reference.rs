//! Samples of indicators, zones, sources, the ledger, people and upkeep.

use huoju_model::Lang;
use huoju_web::chart::{Measure, Point, bars_and_line};
use huoju_web::view::reference::*;
use huoju_web::view::subject::{Series, SeriesRow};
use huoju_web::view::system::*;
use huoju_web::view::*;

use super::{Shown, at, facts, key, link, links, options, pages, shown, told};

pub fn all(lang: Lang) -> Vec<Shown> {
    vec![
        shown("indicators", &indicators(lang)),
        shown("indicator", &indicator(lang)),
        shown("zones", &zones(lang)),
        shown("zone", &zone(lang)),
        shown("sources", &sources(lang)),
        shown("source", &source(lang)),
        shown("ledger", &ledger(lang, Verified::Holds)),
        shown("ledger-broken", &ledger(lang, Verified::Broken)),
        shown("people", &people(lang)),
        shown("system", &system(lang)),
    ]
}

fn indicators(lang: Lang) -> IndicatorsPage {
    let row = |name: &str, code: &str, unit: &str| IndicatorRow {
        name: link(name),
        code: code.to_owned(),
        unit: unit.to_owned(),
        kind: "金额".to_owned(),
        observations: "18,213".to_owned(),
        periods: "2021—2025".to_owned(),
        schemes: "3".to_owned(),
    };
    IndicatorsPage {
        frame: at(lang, Room::Indicators, ""),
        rows: vec![row("研发费用", "rnd", "元"), row("职工总数", "headcount", "人")],
        empty: Empty::default(),
    }
}

fn indicator(lang: Lang) -> IndicatorPage {
    let year = |period: &str| IndicatorYear {
        period: period.to_owned(),
        subjects: "1,998".to_owned(),
        missing: "148".to_owned(),
        differing: "212".to_owned(),
    };
    IndicatorPage {
        frame: at(lang, Room::Indicators, "研发费用"),
        about: facts(&[
            ("代码", "rnd"),
            ("单位", "元，精确到 0.01 元"),
            ("又名", "研发费用总额、研究开发费用"),
            ("上限", "1 万亿元"),
            ("合计", "可按年、按主体相加"),
            ("定义", "财税〔2015〕119号"),
        ]),
        years: vec![year("2025 年"), year("2024 年")],
        schemes: links(&["科技型中小企业评价 第七条2"]),
        sources: links(&["市税务局 预缴申报", "火炬统计"]),
    }
}

fn zones(lang: Lang) -> ZonesPage {
    let column = |name: &str, unit: &str| CriterionColumn { name: name.to_owned(), unit: unit.to_owned() };
    let row = |name: &str, figures| ZoneRow { name: link(name), figures };
    ZonesPage {
        frame: at(lang, Room::Zones, ""),
        nation: Some(link("国家高新区")),
        figures: vec![
            key("国家高新区", told("178", "家", "国家高新区", "", ""), ""),
            key("营业收入", told("51.6", "万亿元", "营业收入", "", ""), "2022 年"),
            key("企业研发投入", told("1.1", "万亿元", "研发投入", "", ""), ""),
        ],
        columns: vec![
            column("营业收入", "亿元，2025 年"),
            column("研发费用", "亿元，2025 年"),
            column("高新技术企业", "家"),
        ],
        rows: vec![
            row("云溪高新区", vec![Figure::plain("1,862.4", ""), Figure::plain("96.7", ""), Figure::plain("736", "")]),
            row("北屿高新区", vec![Figure::plain("902.0", ""), Figure::missing(), Figure::plain("311", "")]),
        ],
        pages: Pages::new(1, 50, 2, |_| String::new()),
        empty: Empty::default(),
    }
}

fn zone(lang: Lang) -> ZonePage {
    let points = [("5.4", 5.4), ("8.9", 8.9), ("15.3", 15.3)]
        .map(|(text, value)| Some(Point { value, text: text.to_owned(), provisional: false }));
    let bars = Measure {
        name: "园区生产总值".to_owned(),
        unit: "万亿元".to_owned(),
        points: points.to_vec(),
        edges: Vec::new(),
    };
    let row = |name: &str, value: &str, unit: &str| ZoneFigure {
        indicator: link(name),
        period: "2021 年".to_owned(),
        figure: told(value, unit, name, "", ""),
        source: link("公报 2022 年第 21 期"),
    };
    ZonePage {
        frame: at(lang, Room::Zones, "国家高新区（全国）"),
        about: facts(&[("范围", "全国"), ("家数", "178")]),
        series: Some(Series {
            range: "2012—2021".to_owned(),
            periods: ["2012", "2016", "2021"].map(str::to_owned).to_vec(),
            chart: Some(bars_and_line(&bars, None, "园区生产总值")),
            rows: vec![SeriesRow {
                indicator: link("园区生产总值"),
                unit: "万亿元".to_owned(),
                figures: ["5.4", "8.9", "15.3"].map(|text| Figure::plain(text, "")).to_vec(),
            }],
            notes: Vec::new(),
        }),
        rows: vec![row("园区生产总值", "15.3", "万亿元"), row("企业", "20", "万家")],
        empty: Empty::default(),
    }
}

fn sources(lang: Lang) -> SourcesPage {
    let row = |name: &str, permitted: &str, barred, withdrawn| SourceRow {
        name: link(name),
        permitted: permitted.to_owned(),
        barred,
        batches: "12".to_owned(),
        observations: "64,210".to_owned(),
        latest: "2026-03-16".to_owned(),
        withdrawn,
    };
    SourcesPage {
        frame: at(lang, Room::Sources, ""),
        rows: vec![
            row("市税务局 预缴申报", "行政共享", false, false),
            row("火炬统计", "统计专用", true, false),
            row("旧名录", "公开", false, true),
        ],
        empty: Empty::default(),
    }
}

fn source(lang: Lang) -> SourcePage {
    SourcePage {
        frame: at(lang, Room::Sources, "火炬统计"),
        about: facts(&[
            ("提供单位", "云溪高新区统计中心"),
            ("许可用途", "统计专用"),
            ("批次", "5"),
            ("最近", "2026-03-02"),
        ]),
        meaning: "统计专用：只作汇总，不用于评价。".to_owned(),
        batches: super::import::batches(),
        indicators: links(&["营业收入", "研发费用"]),
        authorities: facts(&[("云统函〔2026〕3号", "2026-02-01 赵宁记入")]),
        withdraw: Some(Sure {
            open: "撤回来源…".to_owned(),
            action: "#".to_owned(),
            consequences: vec!["5 批、6,585 个数字不再采用".to_owned()],
            reason: true,
            act: "确认撤回".to_owned(),
            hidden: Vec::new(),
        }),
        terms: Some(SourceTerms {
            permitted: options(&["统计专用", "行政共享"]),
            authority: Field { value: "云统函〔2026〕3号".to_owned(), ..Field::default() },
            precedence: Field { value: "3".to_owned(), ..Field::default() },
            version: "3".to_owned(),
        }),
    }
}

fn ledger(lang: Lang, verified: Verified) -> LedgerPage {
    let row = |number: &str, act: &str, what: &str| Record {
        number: number.to_owned(),
        at: "2026-03-16 09:40".to_owned(),
        who: "陈越（管理员）".to_owned(),
        act: act.to_owned(),
        what: link(what),
        hash: "7f3a9b02".to_owned(),
        full_hash: "7f3a9b02c21e".to_owned(),
    };
    LedgerPage {
        frame: at(lang, Room::Ledger, ""),
        verified,
        verified_at: "2026-03-16 09:00，至第 48,213 条".to_owned(),
        broken: "第 31,002 条与其摘要不符。请停止写入，用最近一次备份比对。".to_owned(),
        verify: "#".to_owned(),
        acts: options(&["全部", "导入入库"]),
        people: options(&["全部", "陈越"]),
        rows: vec![
            row("48,213", "导入入库", "第 41 批"),
            row("48,212", "撤销导入", "第 38 批"),
            row("48,211", "运行评价", "科技型中小企业评价 2026 年度"),
        ],
        pages: pages(),
    }
}

fn people(lang: Lang) -> PeoplePage {
    let sure = |open: &str| {
        Some(Sure {
            open: open.to_owned(),
            action: "#".to_owned(),
            consequences: vec!["对方须用新密码登录".to_owned()],
            act: "确认".to_owned(),
            ..Sure::default()
        })
    };
    let person = |name: &str, account: &str, role: &str, active| Person {
        account: account.to_owned(),
        name: name.to_owned(),
        role: role.to_owned(),
        last: "2026-03-16".to_owned(),
        active,
        reset: sure("换密码"),
        close: sure("停用"),
    };
    PeoplePage {
        frame: at(lang, Room::People, ""),
        rows: vec![
            person("陈越", "chenyue", "管理员", true),
            person("赵宁", "zhaoning", "经办", true),
            person("王蓓", "wangbei", "经办", false),
        ],
        account: Field {
            value: "zhaoning".to_owned(), error: "“zhaoning”已有人用。可用 zhaoning2。".to_owned()
        },
        roles: options(&["经办", "管理员"]),
        password: Some(Fact::new("赵宁的密码", "lotus-rain-copper-mill")),
        ..PeoplePage::default()
    }
}

fn system(lang: Lang) -> SystemPage {
    SystemPage {
        frame: at(lang, Room::System, ""),
        about: facts(&[("版本", "0.1.0"), ("数据库", "SQLite"), ("数据目录", "/srv/huoju"), ("大小", "1.2 GB")]),
        stock: facts(&[("主体", "4,812"), ("观测值", "264,210"), ("批次", "41"), ("账本", "48,213 条")]),
        backup: "huoju backup --to /mnt/backup".to_owned(),
        restore: "huoju restore /mnt/backup/2026-03-16 --to /srv/huoju-2".to_owned(),
        verify: "huoju verify".to_owned(),
    }
}
