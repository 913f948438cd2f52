//! What changed between two schemes: nothing hidden, nothing invented.

use huoju_model::Lang;
use huoju_scheme::{Scheme, diff, show};
use insta::assert_snapshot;

use crate::language::RICH;
use crate::sme::SME;
use crate::support::read;

/// What `RICH` leaves out.
const MORE: &str = r#"
[[criterion]]
id = "place"
title = "位次"
clause = "八"
measure = "rnd / sales"
rank = { within = "field", order = "desc" }
bands = { "<= 25%" = 10, else = 0 }
[[criterion]]
id = "sum"
title = "合计"
clause = "九"
at_most = 8
sum_of = [
  { clause = "(1)", title = "专家评定", given = "mark", within = [0, 6] },
  { clause = "(2)", first_of = [ { when = "ip_class_1 >= 1 项", points = 3 }, { silent = "没有规定" } ] },
]
[[gate]]
id = "range"
title = "销售"
clause = "十"
all = ["sales >= 1 元", "sales <= 5 亿元"]
[[tier]]
id = "rest"
title = "其他"
clause = "十一"
holds = "total >= 1 分"
[[warning]]
when = "rnd > sales"
says = "研发费用大于销售收入"
[[reading]]
clause = "三"
text = "项数按授权日计"
[[reading]]
clause = "三"
text = "同族专利计一项"
"#;

fn rich() -> String {
    format!("note = \"试行\"\n{}{MORE}", RICH.replace("total = 45", "total = 63"))
}

fn scheme(text: &str) -> Scheme {
    read(text).unwrap_or_else(|found| panic!("{found}"))
}

fn changes(a: &str, b: &str, lang: Lang) -> Vec<String> {
    diff(&scheme(a), &scheme(b), lang).iter().map(|change| change.text(lang)).collect()
}

fn mutated(from: &str, to: &str) -> (String, String) {
    let text = rich();
    assert!(text.contains(from), "{from}");
    let changed = text.replacen(from, to, 1);
    (text, changed)
}

#[test]
fn a_scheme_does_not_differ_from_itself() {
    for lang in [Lang::Zh, Lang::En] {
        for text in [rich(), RICH.into(), SME.into()] {
            assert_eq!(changes(&text, &text, lang), Vec::<String>::new());
        }
    }
}

#[test]
fn every_single_change_is_listed_both_ways() {
    let mutations = [
        ("undefined = 0", "undefined = 1"),
        ("undefined = 0\n", ""),
        ("to = \"0.1\"", "to = \"0.01\""),
        ("to = \"8%\"", "to = \"9%\""),
        ("per = \"2 年\"", "per = \"3 年\""),
        ("points = 1.5", "points = 2"),
        ("given = \"mark\"\nbands", "given = \"fine_mark\"\nbands"),
        ("given = \"mark\", within", "given = \"fine_mark\", within"),
        ("[3, 4]", "[2, 4]"),
        ("一两项的没有分档", "一两项未规定"),
        ("\"<= 5%\" = 0", "\"< 5%\" = 0"),
        ("order = \"desc\"", "order = \"asc\""),
        ("within = \"field\", ", ""),
        ("clause = \"一\"", "clause = \"一甲\""),
        ("clause = \"四\"", "clause = \"四甲\""),
        ("clause = \"七\"", "clause = \"七甲\""),
        ("clause = \"(1)\"", "clause = \"(1甲)\""),
        ("clause = \"(2)\", ", ""),
        ("id = \"growth_rate\"", "id = \"growth_rate\"\nclause = \"附\""),
        ("title = \"专家评定\", ", ""),
        ("title = \"资历\"", "title = \"经历\""),
        ("没有规定", "未规定"),
        ("ip_class_1 >= 1 项", "ip_class_1 >= 2 项"),
        ("rnd > sales", "rnd >= sales"),
        ("\"研发费用大于销售收入\"", "\"研发费用偏大\""),
        ("\"研发费用大于销售收入\"", "{ zh = \"研发费用大于销售收入\", en = \"too much\" }"),
        ("项数按授权日计", "项数按申请日计"),
        ("clause = \"三\"\ntext = \"同族", "clause = \"四\"\ntext = \"同族"),
        ("note = \"试行\"", "note = \"正式\""),
        ("note = \"试行\"\n", ""),
        ("missing = \"settled\"", "missing = \"strict\""),
        ("growth(sales)@-1..0", "growth(sales)@-2..0"),
        (">= 365 天", "> 365 天"),
        ("cagr(sales, 2)", "cagr(sales, 1)"),
        ("total - debt", "total - steps"),
    ];
    for (from, to) in mutations {
        let (a, b) = mutated(from, to);
        for lang in [Lang::Zh, Lang::En] {
            assert!(!changes(&a, &b, lang).is_empty(), "{from} → {to}");
            assert!(!changes(&b, &a, lang).is_empty(), "{to} → {from}");
        }
    }
}

#[test]
fn what_it_assesses_and_the_order_of_tiers_count() {
    let a = scheme(&rich());
    let mut b = a.clone();
    b.assesses = "project".into();
    b.tiers.reverse();
    let texts: Vec<String> = diff(&a, &b, Lang::Zh).iter().map(|change| change.text(Lang::Zh)).collect();
    assert_snapshot!(texts.join("\n"));
}

#[test]
fn both_bounds_of_one_figure_are_kept_apart() {
    let bounds = "all = [\"sales >= 1 元\", \"sales <= 5 亿元\"]";
    let mut lines = Vec::new();
    for one in ["[\"sales >= 1 元\"]", "[\"sales <= 5 亿元\"]", "[\"sales >= 2 元\", \"sales <= 5 亿元\"]"] {
        let (a, b) = mutated(bounds, &format!("all = {one}"));
        lines.extend(changes(&a, &b, Lang::Zh));
        lines.extend(changes(&b, &a, Lang::En));
    }
    let (twice, once) = mutated(bounds, "all = [\"sales >= 1 元\", \"sales >= 1 元\"]");
    assert!(changes(&once, &once, Lang::Zh).is_empty());
    lines.extend(changes(&twice, &once, Lang::Zh));
    assert_snapshot!(lines.join("\n"));
}

#[test]
fn changes_read_as_policy_text() {
    let mut lines = Vec::new();
    for (from, to) in [
        ("undefined = 0\n", ""),
        ("to = \"0.1\"", "to = \"0.01\""),
        ("per = \"2 年\"", "per = \"3 年\""),
        ("within = \"field\", ", ""),
        ("given = \"mark\"\nbands", "given = \"fine_mark\"\nbands"),
        ("clause = \"(1)\"", "clause = \"(1甲)\""),
        ("rnd > sales", "rnd >= sales"),
        ("项数按授权日计", "项数按申请日计"),
        ("note = \"试行\"\n", ""),
    ] {
        let (a, b) = mutated(from, to);
        lines.extend(changes(&a, &b, Lang::Zh));
        lines.extend(changes(&a, &b, Lang::En));
    }
    assert_snapshot!(lines.join("\n"));
}

#[test]
fn a_shown_scheme_hides_nothing_diff_lists() {
    let shown = scheme(&rich());
    assert_snapshot!(format!("{}\n{}", show(&shown, Lang::Zh), show(&shown, Lang::En)));
}
