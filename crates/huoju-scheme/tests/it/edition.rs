//! Own editions: another head and other numbers in the same text.

use huoju_model::{Decimal, Text};
use huoju_scheme::edition::Edition;
use huoju_scheme::{Points, Scheme, Vocabulary};

use crate::support::{dictionary, read_whole};

const BASE: &str = r#"format = "huoju.scheme/1"
id = "points"
title = { zh = "积分（示例）", en = "Points (sample)" }
family = "all-points"
part = { number = 1, zh = "初创期", en = "startup" }
assesses = "enterprise"
period = "year"
source = "试〔2025〕1号"
in_force = { from = 2024-08-01 }      # 日子未核到
total = 10
missing = "settled"
sample = "分值是编的"  # 待填
note = "没有合格线"

[[criterion]]
id = "amount"
title = "研发费用"
clause = "甲1"
measure = "rnd"
from = "0 元"
to = "100 万元"
points = [0, 6]
round = { to = "0.01", mode = "half_up" }

[[criterion]]
id = "share"
title = "研发投入"
clause = "甲2"
measure = "rnd / sales"
bands = { "6%" = 4, "3%" = 2, "0%" = 0 }

[[tier]]
id = "counted"
clause = "甲"
all = []
"#;

fn edition(weights: [i64; 2], end: &str) -> Result<Scheme, String> {
    let base = read_whole(BASE).expect("a scheme");
    let mut points = base.weighed(0, Points(weights[0]));
    points.extend(base.weighed(1, Points(weights[1])));
    let edition = Edition {
        id: "points-own-1".into(),
        title: Text::new("云溪\"积分\"（初创期）", "Points of Yunxi (startup)"),
        source: "试〔2026〕7号".into(),
        from: jiff::civil::date(2026, 1, 1),
        points,
        ends: [(0, Decimal::parse(end).expect("a number"))].into(),
    };
    let dictionary = dictionary();
    let vocabulary = Vocabulary { dictionary: &dictionary, sources: &|id| id == "试〔2026〕7号" };
    base.edition(&edition, &vocabulary).map_err(|found| found.list()[0].what.zh.clone())
}

#[test]
fn an_edition_is_a_whole_scheme_file_with_another_head_and_other_numbers() {
    let own = edition([40_000, 60_000], "250.5").expect("an edition");
    insta::assert_snapshot!(own.text, @r#"
    format = "huoju.scheme/1"
    id = "points-own-1"
    title = { zh = "云溪\"积分\"（初创期）", en = "Points of Yunxi (startup)" }
    family = "all-points"
    part = { number = 1, zh = "初创期", en = "startup" }
    assesses = "enterprise"
    period = "year"
    source = "试〔2026〕7号"
    in_force = { from = 2026-01-01 }
    total = 10
    missing = "settled"
    note = "没有合格线"

    [[criterion]]
    id = "amount"
    title = "研发费用"
    clause = "甲1"
    measure = "rnd"
    from = "0 元"
    to = "250.5 万元"
    points = [0, 4]
    round = { to = "0.01", mode = "half_up" }

    [[criterion]]
    id = "share"
    title = "研发投入"
    clause = "甲2"
    measure = "rnd / sales"
    bands = { "6%" = 6, "3%" = 3, "0%" = 0 }

    [[tier]]
    id = "counted"
    clause = "甲"
    all = []
    "#);
    assert_eq!((own.title.zh.as_str(), own.sample), ("云溪\"积分\"（初创期）", None));
    assert_eq!((own.family.as_str(), own.ends[0].unit.as_str()), ("all-points", "万元"));
}

#[test]
fn weights_that_do_not_add_up_and_ends_at_nothing_are_refused() {
    assert!(edition([40_000, 59_900], "100").is_err(), "below the total by the least there is");
    assert!(edition([40_000, 60_100], "100").is_err(), "above it");
    assert_eq!(edition([40_000, 60_000], "0").expect_err("no proportion"), "from 应小于 to");
}

#[test]
fn what_gave_nothing_can_be_given_points_again() {
    let none = edition([0, 100_000], "100").expect("an edition");
    let again = none.weighed(0, Points(30_000));
    assert_eq!(
        again.into_iter().map(|(dial, points)| (none.dials[dial].label.clone(), points)).collect::<Vec<_>>(),
        [("100 万元".to_owned(), Points(30_000))]
    );
}
