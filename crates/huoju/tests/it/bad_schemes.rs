//! Schemes that are wrong: found, shown with their mend, and nothing is assessed by them.

use crate::support::{Desk, SCHEME};

const BANDS: &str = "bands = { \"30%\" = 60, \"10%\" = 30, else = 0 }";

/// A scheme with something replaced, and what is said of it in both languages.
struct Wrong {
    replaced: &'static str,
    by: &'static str,
    zh: &'static [&'static str],
    en: &'static [&'static str],
}

const WRONGS: &[Wrong] = &[
    // a cycle
    Wrong {
        replaced: "[[gate]]",
        by: "[[measure]]\nid = \"round\"\ntitle = \"圈\"\nvalue = \"trip\"\n[[measure]]\nid = \"trip\"\ntitle = \"程\"\nvalue = \"round\"\n[[gate]]",
        zh: &["绕回了自己", "拆开循环"],
        en: &["leads back to itself", "break the cycle"],
    },
    // a hole
    Wrong {
        replaced: BANDS,
        by: "bands = { \"30%\" = 60, \"10%\" = 30 }",
        zh: &["低于 `10%` 的没有分档", "else = 0"],
        en: &["no band takes what lies below `10%`", "else = 0"],
    },
    // an overlap: one edge twice, and lower edges beside upper ones
    Wrong {
        replaced: BANDS,
        by: "bands = { \"30%\" = 60, \"0.3\" = 40, else = 0 }",
        zh: &["分档重叠"],
        en: &["overlap"],
    },
    Wrong {
        replaced: BANDS,
        by: "bands = { \"30%\" = 60, \"<= 40%\" = 40, else = 0 }",
        zh: &["上限和下限混写"],
        en: &["upper and lower edges are mixed"],
    },
    // a wrong total
    Wrong {
        replaced: "total = 100",
        by: "total = 90",
        zh: &["声明总分 90，各评价项满分合计 100"],
        en: &["the declared total is 90"],
    },
    // an unknown key, and with it a missing clause
    Wrong {
        replaced: "clause = \"第二条\"",
        by: "cluase = \"第二条\"",
        zh: &["不认识的键 `cluase`", "是不是 `clause`？", "没有写明条款"],
        en: &["unknown key `cluase`", "did you mean `clause`?", "no clause is cited"],
    },
    // a missing citation, and one that nobody described
    Wrong {
        replaced: "source = \"测试〔2025〕1号\"\n", by: "", zh: &["缺少 `source`"], en: &["`source` is missing"]
    },
    Wrong {
        replaced: "测试〔2025〕1号", by: "测试〔2025〕2号", zh: &["测试〔2025〕2号"], en: &["测试〔2025〕2号"]
    },
    // units that don't match
    Wrong {
        replaced: "\"total >= 90 分\"",
        by: "\"t_sales >= 90 人\"",
        zh: &["单位对不上：左边是 元，右边是 人"],
        en: &["units don't match: the left is 元, the right is 人"],
    },
    Wrong {
        replaced: "\"t_tech / t_staff\"",
        by: "\"t_tech / t_sales\"",
        zh: &["分档边 `30%` 的单位与度量（人/元）不同"],
        en: &["人/元"],
    },
    // a figure that nobody knows
    Wrong {
        replaced: "t_tech / t_staff",
        by: "t_tech / t_stuff",
        zh: &["t_stuff", "是不是 `t_staff`？"],
        en: &["t_stuff", "did you mean `t_staff`?"],
    },
    // a TOML that isn't one
    Wrong { replaced: "total = 100", by: "total = = 100", zh: &["TOML 语法有误"], en: &["TOML"] },
    Wrong { replaced: SCHEME, by: "这不是 TOML，是一段话。\n", zh: &["TOML 语法有误"], en: &["TOML"] },
    Wrong { replaced: SCHEME, by: "\u{0}\u{1}", zh: &["TOML 语法有误"], en: &["TOML"] },
    Wrong { replaced: SCHEME, by: "", zh: &["huoju.scheme/1"], en: &["huoju.scheme/1"] },
];

#[test]
fn a_wrong_scheme_is_shown_and_assesses_nobody() {
    let desk = Desk::new();
    desk.data("A1,甲公司,50,15,1000,否\n");
    for Wrong { replaced, by, zh, en } in WRONGS {
        assert!(SCHEME.contains(replaced), "{replaced}");
        desk.write("draft.toml", &SCHEME.replacen(replaced, by, 1));
        let before = desk.files();
        for (lang, parts) in [("zh", zh), ("en", en)] {
            let check = desk.huoju(&format!("scheme check ./draft.toml --lang {lang}"));
            let line = "assess ./draft.toml --data park.csv --period 2025 --out out.csv --refused refused.csv";
            let assess = desk.huoju(&format!("{line} --lang {lang}"));
            assert_eq!((check.status, assess.status, assess.out.as_str()), (1, 2, ""), "{by}: {}", assess.err);
            for part in *parts {
                assert!(check.out.contains(part), "{part} in {}", check.out);
                assert!(assess.err.contains(part), "{part} in {}", assess.err);
            }
            assert!(check.out.contains("draft.toml:"), "{}", check.out);
            assert!(!check.err.contains("panicked") && !assess.err.contains("panicked"), "{}", assess.err);
        }
        assert_eq!(desk.files(), before, "{by}");
    }
}

#[test]
fn a_scheme_that_is_no_text_says_so() {
    let desk = Desk::new();
    desk.data("A1,甲公司,50,15,1000,否\n");
    std::fs::write(desk.path().join("draft.toml"), b"id = \"\xb0\xec\xb7\xa8\"").expect("a file in GBK");
    for (lang, said) in [("zh", "不是 UTF-8 文本；请另存为 UTF-8"), ("en", "is not UTF-8 text; save it as UTF-8")]
    {
        for line in ["scheme check ./draft.toml", "assess ./draft.toml --data park.csv --out out.csv"] {
            let done = desk.huoju(&format!("{line} --lang {lang}"));
            assert_eq!((done.status, done.out.as_str()), (2, ""));
            assert!(done.err.contains(said), "{}", done.err);
        }
    }
}
