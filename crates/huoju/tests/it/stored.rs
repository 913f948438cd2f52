//! `huoju assess` and `huoju explain` on a data directory.

use insta::assert_snapshot;

use crate::support::{Desk, Done};
use huoju_testkit::zone::Zone;

/// E7 with all figures, E8 without its tech staff, both from 市税务局; 市人社局 says otherwise of E7 and comes second.
async fn zone() -> Zone {
    let zone = Zone::new(None).await;
    zone.source(1, "市税务局", "administrative", 1).await;
    zone.source(2, "市人社局", "administrative", 2).await;
    zone.batch(1, 1).await;
    zone.batch(2, 2).await;
    for id in [7, 8] {
        zone.enterprise(id, 1).await;
        zone.observe(1, 1, id, "t_staff", 50).await;
        zone.observe(1, 1, id, "t_sales", 1_000_000_000).await;
    }
    zone.observe(1, 1, 7, "t_tech", 15).await;
    zone.observe(2, 2, 7, "t_tech", 14).await;
    zone
}

fn huoju(desk: &Desk, zone: &Zone, line: &str) -> Done {
    let folder = zone.store.folder().display().to_string();
    desk.run(line, &[("HUOJU_DIR", &folder)])
}

/// The hash and the time are another each day.
fn said(text: &str) -> String {
    let word = |word: &str| match word {
        hash if hash.len() == 12 && hash.chars().all(|c| c.is_ascii_hexdigit()) => "<hash>".to_owned(),
        time if time.ends_with('Z') && time.starts_with("20") => "<time>".to_owned(),
        other => other.to_owned(),
    };
    let line = |line: &str| {
        let clauses = line.split('，').map(|clause| clause.split(' ').map(word).collect::<Vec<_>>().join(" "));
        clauses.collect::<Vec<_>>().join("，")
    };
    text.lines().map(line).collect::<Vec<_>>().join("\n")
}

#[tokio::test]
async fn the_store_is_assessed_where_no_file_is_given() {
    let (desk, zone) = (Desk::new(), zone().await);
    let done = huoju(&desk, &zone, "assess test-star --period 2025");
    assert_eq!(done.status, 0, "{}", done.err);
    assert_snapshot!(done.out, @r#"
    id,outcome,tier,total,total_min,total_max,criterion.people,criterion.scale,gate.clean,missing
    E7,pass,gold,100,100,100,60,40,pass,t_title
    E8,undetermined,,40,40,100,,40,pass,"t_tech;t_title"
    "#);
    assert_snapshot!(said(&done.err), @"
    测试之星（test-star），2025年
    行数：读取 2，评价 2，退回 0
    结果：通过 1，未通过 0，待定 1
    档次：金星 1、银星 0
    缺得最多的指标：测试称号 2、测试科技人员 1
    预评结果 <hash> 已存入数据目录，评价年度 2026
    ");
    let again = huoju(&desk, &zone, "assess test-star --period 2025 --only E8 --columns id,total");
    assert_eq!(again.out, "id,total\nE8,40\n");
    assert!(again.err.contains("完全相同"), "{}", again.err);
}

#[tokio::test]
async fn each_figure_is_shown_with_every_source() {
    let (desk, zone) = (Desk::new(), zone().await);
    huoju(&desk, &zone, "assess test-star --period 2025");
    let done = huoju(&desk, &zone, "explain test-star --subject 企业7");
    assert_eq!(done.status, 0, "{}", done.err);
    let (_, figures) = done.out.split_once("数字从哪来").expect("where figures are from");
    assert_snapshot!(said(figures), @"
    
      测试无违法 没有采用的数
      测试科技人员 15 人  市税务局，1.xlsx [Sheet1] C7，第 1 批
      另有 14 人  市人社局，2.xlsx [Sheet1] C7，第 2 批
      测试职工 50 人  市税务局，1.xlsx [Sheet1] C7，第 1 批
      测试收入 10000000 元  市税务局，1.xlsx [Sheet1] C7，第 1 批
      测试称号 没有采用的数

    预评结果 <hash>，评价年度 2026，<time>
    ");
    let json = huoju(&desk, &zone, "explain test-star --subject E7 --json");
    let json: serde_json::Value = serde_json::from_str(&json.out).expect("JSON");
    assert_eq!(json["figures"][1]["sources"][0]["place"], "C7");
    assert_eq!(json["figures"][1]["sources"][1]["taken"], false);
    zone.put("update source set state = 'withdrawn', reason = '口径有误' where id = 1").await;
    let done = huoju(&desk, &zone, "explain test-star --subject E7");
    assert!(done.out.contains("来源市税务局已停用：口径有误"), "{}", done.out);
    let done = huoju(&desk, &zone, "assess test-star --period 2025");
    assert!(done.err.contains("没有采用市税务局的 5 个数"), "{}", done.err);
}

#[tokio::test]
async fn what_cannot_be_done_says_the_next_step() {
    let (desk, zone) = (Desk::new(), zone().await);
    assert_snapshot!(desk.huoju("assess test-star --period 2025").err, @"错误：huoju-data 里没有数据；请先用 huoju init 建数据目录、用 huoju import 导入，或用 --data 给出文件");
    assert_snapshot!(huoju(&desk, &zone, "explain test-star --subject E7").err, @"错误：数据目录里还没有按 test-star 作出的（该期）评价；请先用 huoju assess test-star");
    assert_snapshot!(huoju(&desk, &zone, "assess test-star --sheet 一").err, @"错误：--sheet 只用于 --data 给出的文件");
    assert_snapshot!(huoju(&desk, &zone, "explain test-star --subject E7 --missing settled").err, @"错误：数据目录里的评价结果按作出时的口径说明；要换口径，先用 huoju assess test-star 另评一次");
    assert_snapshot!(desk.huoju("assess test-star --data a.csv --evaluation-year 2026").err, @"错误：--evaluation-year 只用于数据目录，不与 --data 同用");
    huoju(&desk, &zone, "assess test-star --period 2025");
    let folder = zone.store.folder().display().to_string();
    let unknown = huoju(&desk, &zone, "explain test-star --subject 企业").err.replace(&folder, "<dir>");
    assert_snapshot!(unknown, @"
    错误：<dir> 里没有主体“企业”
    相近的有：
      E7  企业7
      E8  企业8
    ");
}
