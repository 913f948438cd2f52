//! Samples of 本区权重.

use huoju_model::Lang;
use huoju_web::view::weights::*;
use huoju_web::view::whatif::Law;
use huoju_web::view::*;

use super::{Shown, at, clause, link, shown};

pub fn all(lang: Lang) -> Vec<Shown> {
    let faults = vec!["初创期：各项合计 98 分，办法的满分是 100 分，差 2 分".to_owned()];
    let law =
        Law { place: "技术创新指标1 研发费用金额 满分".into(), before: "6".into(), after: "8".into() };
    let sound = WeightsPage { sound: true, changes: vec![("初创期".to_owned(), vec![law])], ..weights(lang, "100") };
    vec![shown("weights", &WeightsPage { faults, ..weights(lang, "98") }), shown("weights-sound", &sound)]
}

fn weights(lang: Lang, sum: &str) -> WeightsPage {
    let part = |name: &str, sum: &str| Part {
        name: name.to_owned(),
        base: ("base.0".to_owned(), "points".to_owned(), link("工作指引（全国试行版）")),
        label: "示例".to_owned(),
        sum: sum.to_owned(),
        total: "100".to_owned(),
        off: sum != "100",
    };
    let cell = |part: &str, weight: &str, end: Option<(&str, &str)>| {
        Some(Cell {
            part: part.to_owned(),
            weight: ("w".to_owned(), weight.to_owned()),
            end: end.map(|(value, unit)| ("e".to_owned(), value.to_owned(), unit.to_owned())),
        })
    };
    let row = |cited: &str, title: &str, cells| Row { clause: clause(cited), title: title.to_owned(), cells };
    let amount = [cell("初创期", "6", Some(("100", "万元"))), cell("成长期", "8", Some(("500", "万元"))), None];
    let growth = [cell("初创期", "8", Some(("50%", ""))), cell("成长期", "8", None), cell("稳定期", "9", None)];
    let group =
        |title: &str, rows| Group { title: title.to_owned(), rows, sums: ["58", "54", "50"].map(Into::into).into() };
    WeightsPage {
        frame: at(lang, Room::Schemes, "填本区权重"),
        action: "#".to_owned(),
        parts: vec![part("初创期", sum), part("成长期", "100"), part("稳定期", "100")],
        groups: vec![
            group("技术创新指标", vec![row("技术创新指标1", "研发费用金额", amount.into())]),
            group("成长经营指标", vec![row("成长经营指标3", "营业收入增长率", growth.into())]),
        ],
        from: Field { value: "2026-01-01".to_owned(), ..Field::default() },
        ..WeightsPage::default()
    }
}
