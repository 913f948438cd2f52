//! Samples of 导入 and 名单比对.

use huoju_model::Lang;
use huoju_web::view::imports::*;
use huoju_web::view::*;

use super::{Shown, at, facts, key, link, links, options, pages, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let first = ImportsPage {
        rows: Vec::new(),
        empty: Empty {
            title: "还没有导入过文件。".to_owned(),
            text: "导入后，每一批的来源、行数与经办列在这里。".to_owned(),
            link: None,
        },
        form: ImportForm {
            file: Field {
                value: String::new(), error: "“年报.pdf”不是表格。请给 XLSX、XLS、ODS 或 CSV。".to_owned()
            },
            ..form()
        },
        ..list(lang)
    };
    let none = MatchesPage {
        names: Vec::new(),
        empty: Empty {
            title: "没有待定的名称。".to_owned(),
            text: "导入名单时不能确定的，会列在这里。".to_owned(),
            link: None,
        },
        ..matches(lang)
    };
    vec![
        shown("imports", &list(lang)),
        shown("imports-first", &first),
        shown("import-dry-run", &dry_run(lang)),
        shown("import-committed", &committed(lang)),
        shown("matches", &matches(lang)),
        shown("matches-none", &none),
    ]
}

fn form() -> ImportForm {
    ImportForm {
        kinds: options(&["企业年度指标", "企业名录", "资格名单"]),
        sources: options(&["市税务局 预缴申报", "市人社局 社保名册", "新来源，名称写在下面"]),
        permitted: options(&["统计专用", "行政共享", "企业授权", "公开"]),
        statuses: options(&["终报", "初报"]),
        templates: links(&["企业年度指标", "企业名录", "资格名单"]),
        largest: "50 MB".to_owned(),
        ..ImportForm::default()
    }
}

pub fn batches() -> Vec<BatchRow> {
    let states =
        [BatchState::DryRun, BatchState::Committed, BatchState::Undone, BatchState::Running, BatchState::Unreadable];
    let rows = states.iter().enumerate().map(|(at, state)| BatchRow {
        batch: link(&format!("第 {} 批", 42 - at)),
        file: "预缴申报2025（三月）.xlsx".to_owned(),
        kind: "企业年度指标".to_owned(),
        source: link("市税务局"),
        period: "2025 年".to_owned(),
        taken: "2,132".to_owned(),
        refused: if at == 0 { "14".to_owned() } else { String::new() },
        by: "陈越 2026-03-16 09:12".to_owned(),
        state: *state,
    });
    rows.collect()
}

fn list(lang: Lang) -> ImportsPage {
    ImportsPage {
        frame: at(lang, Room::Imports, ""),
        form: form(),
        rows: batches(),
        pages: pages(),
        empty: Empty::default(),
    }
}

pub fn refusals() -> Vec<Refusal> {
    let refusal = |row: &str, column: &str, value: &str, why: &str, mend: &str| Refusal {
        row: row.to_owned(),
        column: column.to_owned(),
        value: value.to_owned(),
        why: why.to_owned(),
        mend: mend.to_owned(),
    };
    vec![
        refusal("37", "F 研发费用（万元）", "1,2O8.5", "数字里混入字母 O", "若为 1,208.5 请直接改正"),
        refusal("112", "C 统一社会信用代码", "91990108MA7K3HQ2XX", "校验位应为 K", "核对营业执照"),
        refusal("205", "E 职工总数", "４８ 人半", "不是整数", "人数须为整数，如 48"),
        refusal("418", "", "", "与第 33 行同一企业、同一年", "留下一行"),
    ]
}

fn given() -> Vec<Fact> {
    facts(&[
        ("类别", "企业年度指标"),
        ("来源", "市税务局 预缴申报"),
        ("许可用途", "行政共享"),
        ("所属期", "2025 年"),
        ("工作表", "企业"),
        ("文件摘要", "9c41…07be"),
        ("经办", "陈越 2026-03-16 09:12"),
    ])
}

fn dry_run(lang: Lang) -> ImportPage {
    let column =
        |name: &str, unit: &str, number| PreviewColumn { name: name.to_owned(), unit: unit.to_owned(), number };
    let row =
        |row: &str, cells: [&str; 5]| PreviewRow { row: row.to_owned(), cells: cells.map(str::to_owned).to_vec() };
    ImportPage {
        frame: at(lang, Room::Imports, "预缴申报2025（三月）.xlsx"),
        state: BatchState::DryRun,
        given: given(),
        counts: vec![
            key("读到", Figure::plain("2,146", "行"), "表头在第 3、4 行"),
            key("可入库", Figure::plain("2,132", "行"), "12,792 个数字"),
            key("退回", Figure::plain("14", "行"), "18 处"),
            key("新主体", Figure::plain("23", "家"), "按信用代码新建"),
            key("将改动", Figure::plain("6", "个"), "已有数字"),
        ],
        refusals: refusals(),
        refusals_more: "14".to_owned(),
        marked: "#".to_owned(),
        remarks: vec![
            Remark { place: "第 2 行".to_owned(), text: "单位：万元，用于全表金额列".to_owned() },
            Remark { place: "第 2,151 行".to_owned(), text: "合计行，未读".to_owned() },
        ],
        preview: Some(Preview {
            columns: vec![
                column("企业", "", false),
                column("统一社会信用代码", "", false),
                column("营业收入", "万元", true),
                column("研发费用", "万元", true),
                column("职工总数", "人", true),
            ],
            rows: vec![
                row("5", ["云溪砺行传感技术有限公司", "91990108MA7K3HQ2XK", "6,240", "318", "86"]),
                row("6", ["知衡软件有限公司", "91990108MA0X9TC29F", "1,820", "…", "31"]),
            ],
        }),
        changes: vec![Change {
            subject: link("云溪思砚机器人有限公司"),
            what: "研发费用 2024 年".to_owned(),
            from: "221 万元".to_owned(),
            to: "228 万元".to_owned(),
        }],
        changes_more: "5".to_owned(),
        commit: Some(Sure {
            open: "入库 2,132 行…".to_owned(),
            action: "#".to_owned(),
            consequences: [
                "2,132 行、12,792 个数字入库，来源记为市税务局 预缴申报",
                "退回的 14 行不入库",
                "入库后可撤销",
            ]
            .map(str::to_owned)
            .to_vec(),
            reason: false,
            act: "确认入库".to_owned(),
            hidden: vec![("hash".to_owned(), "9c41".to_owned())],
        }),
        files: links(&["原文件", "标注文件"]),
        ..ImportPage::default()
    }
}

fn committed(lang: Lang) -> ImportPage {
    ImportPage {
        frame: at(lang, Room::Imports, "2025年第4批名单.xlsx"),
        state: BatchState::Committed,
        given: given(),
        counts: vec![
            key("入库", Figure::plain("1,203", "行"), ""),
            key("退回", Figure::plain("0", "行"), ""),
            key("待人定", Figure::plain("3", "个"), "名称不能确定"),
        ],
        unsure: Some(link("3 个名称要由人来定")),
        used_by: links(&["科技型中小企业评价 2025 年度 第 3 次运行"]),
        undo: Some(Sure {
            open: "撤销本批…".to_owned(),
            action: "#".to_owned(),
            consequences: [
                "1,203 个数字自本批起不再有效，原值恢复",
                "1 次评价用过本批，将注明须重算",
                "原文件与账本记录保留",
            ]
            .map(str::to_owned)
            .to_vec(),
            reason: true,
            act: "确认撤销".to_owned(),
            hidden: Vec::new(),
        }),
        files: links(&["原文件"]),
        ..ImportPage::default()
    }
}

fn matches(lang: Lang) -> MatchesPage {
    let candidate = |id: &str, name: &str, why: &str| Candidate {
        id: id.to_owned(),
        subject: link(name),
        code: "91990108MA7K3HQ2XK".to_owned(),
        why: why.to_owned(),
    };
    let name = |id: &str, name: &str, candidates| UnsureName {
        id: id.to_owned(),
        name: name.to_owned(),
        place: "2025年第4批名单.xlsx › 名单 › 第 88 行".to_owned(),
        gives: "科技型中小企业 2025 年第 4 批".to_owned(),
        candidates,
    };
    MatchesPage {
        frame: at(lang, Room::Matches, ""),
        action: "/matches".to_owned(),
        batch: Some(link("第 39 批")),
        counts: vec![
            key("已确定", Figure::plain("1,200", "个"), "名称或曾用名相同"),
            key("待人定", Figure::plain("3", "个"), ""),
            key("人已定", Figure::plain("0", "个"), ""),
        ],
        names: vec![
            name(
                "n1",
                "云溪砺行电子有限公司",
                vec![
                    candidate("s1", "云溪砺行传感技术有限公司", "曾用名相同，至 2020-03；名单日期在其后"),
                    candidate("s2", "砺行电子（云溪）有限公司", "去地名与括号后相同"),
                ],
            ),
            name(
                "n2",
                "云溪鹿鸣传感股份公司",
                vec![candidate("s3", "云溪鹿鸣传感技术股份有限公司", "差“技术”“有限”四字")],
            ),
        ],
        answered: vec![Answered {
            name: "云溪砺行电子有限公司".to_owned(),
            gives: "科技型中小企业 2025 年第 3 批".to_owned(),
            subject: link("云溪砺行传感技术有限公司"),
            by: "person:chen".to_owned(),
            action: "/matches/7/take-back".to_owned(),
        }],
        pages: Pages::new(1, 50, 2, |_| String::new()),
        empty: Empty::default(),
    }
}
