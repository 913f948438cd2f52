//! `huoju ladder`: rungs by title held and by own assessment, what the next one takes, and flows between years.

use huoju_testkit::zone::Zone;
use insta::assert_snapshot;

use crate::support::Desk;

const LADDER: &str = r#"format = "huoju.ladder/1"
id     = "test-ladder"
title  = { zh = "测试梯度", en = "test ladder" }
source = "测试〔2025〕1号"
[[rung]]
id    = "sme"
title = { zh = "中小", en = "sme" }
holds = "自治区科技型中小企业"
[[rung]]
id       = "star"
title    = { zh = "新星", en = "star" }
holds    = "科技小巨人企业"
schemes  = ["test-star"]
needs    = ["sme"]
excludes = ["hnte"]
source   = "测试〔2025〕1号"
clause   = "第一条"
[[rung]]
id    = "hnte"
title = { zh = "高企", en = "hnte" }
holds = "高新技术企业"
"#;

const LONG: &str =
    "企业名称,所属期,测试职工,测试科技人员,测试收入(万元),自治区科技型中小企业,科技小巨人企业,高新技术企业
甲公司,2024,50,15,1000,是,否,否
乙公司,2024,50,4,500,是,是,否
丙公司,2024,50,,500,否,否,否
丁公司,2024,50,4,500,,,
甲公司,2025,50,15,1000,是,是,否
乙公司,2025,50,4,500,是,否,是
丙公司,2025,50,1,500,否,否,否
丁公司,2025,50,4,500,,,
戊公司,2025,50,4,500,是,否,否
";

fn desk() -> Desk {
    let desk = Desk::new();
    desk.write("ladder.toml", LADDER);
    desk.write("long.csv", LONG);
    desk
}

#[test]
fn each_year_has_its_rung_its_next_step_and_what_it_lacks() {
    let done = desk().huoju("ladder ./ladder.toml --data long.csv");
    assert_snapshot!(done.out, @"
    id,name,year,held,held_until,before,reached,passed_by,next,next_outcome,lacks
    甲公司,,2024,sme,,,star,,star,pass,
    乙公司,,2024,star,,,,,hnte,,这一级的条件没有收录
    丙公司,,2024,none,,,,,sme,,这一级的条件没有收录
    丁公司,,2024,none,,,,,sme,,这一级的条件没有收录
    甲公司,,2025,star,,sme,star,,hnte,,这一级的条件没有收录
    乙公司,,2025,hnte,,star,,star,,,
    丙公司,,2025,none,,none,,,sme,,这一级的条件没有收录
    丁公司,,2025,none,,none,,,sme,,这一级的条件没有收录
    戊公司,,2025,sme,,,,,star,undetermined,缺数据：测试称号
    ");
    assert_snapshot!(done.err, @"
    注意：long.csv：没有主体代码列，以“企业名称”区分主体
    测试梯度（test-ladder）
    持有资格 / 预评达到   2024   2025
    高企                 0 / …  1 / …
    新星                 1 / 1  1 / 1
    中小                 1 / …  1 / …
    不在名单上               2      2
    2024 → 2025：上升 2，下降 0
      新星 → 高企  1
      中小 → 新星  1
      没有数据 → 中小  1
    ");
    assert_eq!(done.status, 0);
}

#[test]
fn a_workbook_is_for_people_and_json_for_programs() {
    let desk = desk();
    let done = desk.huoju("ladder ./ladder.toml --data long.csv --period 2025 --out ladder.json --lang en");
    assert_snapshot!(done.err, @"
    note: long.csv: no column of codes, so `企业名称` tells the subjects apart
    test ladder (test-ladder)
    title held / own assessment   2025
    hnte                         1 / …
    star                         1 / 1
    sme                          1 / …
    on no list                       2
    the result is in ladder.json
    ");
    assert_snapshot!(desk.read("ladder.json"), @r#"
    {"format":"huoju.ladder-result/1","ladder":"test-ladder","rows":[
    {"id":"甲公司","name":null,"year":"2025","held":"star","held_until":null,"before":null,"reached":"star","passed_by":null,"next":"hnte","next_outcome":null,"lacks":"this rung's conditions are in no pack"},
    {"id":"乙公司","name":null,"year":"2025","held":"hnte","held_until":null,"before":null,"reached":null,"passed_by":"star","next":null,"next_outcome":null,"lacks":null},
    {"id":"丙公司","name":null,"year":"2025","held":"none","held_until":null,"before":null,"reached":null,"passed_by":null,"next":"sme","next_outcome":null,"lacks":"this rung's conditions are in no pack"},
    {"id":"丁公司","name":null,"year":"2025","held":"none","held_until":null,"before":null,"reached":null,"passed_by":null,"next":"sme","next_outcome":null,"lacks":"this rung's conditions are in no pack"},
    {"id":"戊公司","name":null,"year":"2025","held":"sme","held_until":null,"before":null,"reached":null,"passed_by":null,"next":"star","next_outcome":"undetermined","lacks":"lacks test title"}
    ]}
    "#);
    assert_eq!(desk.huoju("ladder ./ladder.toml --data long.csv --out ladder.xlsx").status, 0);
}

#[test]
fn what_no_column_says_is_not_taken_for_no() {
    let desk = desk();
    desk.data("A1,甲公司,50,15,1000,否\n");
    let done = desk.huoju("ladder ./ladder.toml --data park.csv --period 2025");
    assert_snapshot!(done.out, @"
    id,name,year,held,held_until,before,reached,passed_by,next,next_outcome,lacks
    A1,甲公司,2025,,,,star,,sme,,这一级的条件没有收录
    ");
    assert_snapshot!(done.err, @"
    注意：文件里没有栏目说谁持有：中小、新星、高企；没有写明的不当作没有
    注意：park.csv A2：“A1”不是统一社会信用代码：应有18位，现有2位；已照原样读取
    测试梯度（test-ladder）
    持有资格 / 预评达到   2025
    高企                 … / …
    新星                 … / 1
    中小                 … / …
    不在名单上               0
    没有数据                 1
    ");
}

#[test]
fn an_edition_that_is_not_in_force_on_the_day_assesses_nobody() {
    let done = desk().huoju("ladder ./ladder.toml --data long.csv --period 2025 --day 2019-12-31");
    assert_snapshot!(done.out, @"
    id,name,year,held,held_until,before,reached,passed_by,next,next_outcome,lacks
    甲公司,,2025,star,,,,,hnte,,这一级的条件没有收录
    乙公司,,2025,hnte,,,,star,,,
    丙公司,,2025,none,,,,,sme,,这一级的条件没有收录
    丁公司,,2025,none,,,,,sme,,这一级的条件没有收录
    戊公司,,2025,sme,,,,,star,,没有按这一级的办法评价过
    ");
}

#[test]
fn the_ladders_of_the_packs_are_listed_with_their_sources() {
    let done = Desk::new().huoju("ladder");
    assert!(
        done.out.contains("nx-tech-enterprise") && done.out.contains("科技小巨人企业 → 高新技术企业 → 瞪羚企业"),
        "{}",
        done.out
    );
}

#[test]
fn what_cant_be_done_is_said_with_the_next_step() {
    let desk = desk();
    assert_snapshot!(desk.huoju("ladder nx-tech --data long.csv").err, @"错误：没有名为 `nx-tech` 的梯度；现有 cn-quality-sme、nx-tech-enterprise、sh-tech-enterprise，梯度文件请写路径，如 ./nx-tech.toml");
    assert_snapshot!(desk.huoju("ladder ./ladder.toml --data long.csv --out long.csv").err, @"错误：long.csv 不能既读又写，也不能写两次；结果请写到别的文件");
    assert_snapshot!(desk.huoju("ladder ./ladder.toml --data nobody.csv").err, @"错误：没有文件或文件夹 nobody.csv；请核对路径");
    desk.write("empty.csv", "代码,企业名称,测试职工\n");
    assert_snapshot!(desk.huoju("ladder ./ladder.toml --data empty.csv").err, @"错误：empty.csv 第1行是表头，其下没有数据");
}

#[tokio::test]
async fn a_data_directory_tells_titles_by_its_lists_and_results_by_its_last_assessment() {
    let (desk, zone) = (desk(), Zone::new(None).await);
    zone.source(1, "市科技局", "administrative", 1).await;
    zone.batch(1, 1).await;
    for id in [7, 8, 9] {
        zone.enterprise(id, 1).await;
        zone.observe(1, 1, id, "t_staff", 50).await;
        zone.observe(1, 1, id, "t_tech", 15).await;
        zone.observe(1, 1, id, "t_sales", 1_000_000_000).await;
    }
    zone.title(1, 1, 7, "自治区科技型中小企业", "2022-05-01", "2027-04-30").await;
    zone.title(2, 1, 8, "高新技术企业", "2022-06-01", "2025-05-31").await;
    zone.title(3, 1, 7, "高新技术企业", "2025-09-01", "2028-08-31").await;
    let folder = zone.store.folder().display().to_string();
    let huoju = |line: &str| desk.run(line, &[("HUOJU_DIR", &folder)]);
    assert_eq!(huoju("assess test-star --period 2025").status, 0);
    let done = huoju("ladder ./ladder.toml --period 2025 --day 2026-06-30");
    assert_snapshot!(done.out, @"
    id,name,year,held,held_until,before,reached,passed_by,next,next_outcome,lacks
    E7,企业7,2025,hnte,2028-08-31,sme,star,star,,,
    E8,企业8,2025,none,,hnte,star,,sme,,这一级的条件没有收录
    E9,企业9,2025,none,,none,star,,sme,,这一级的条件没有收录
    ");
    let done = huoju("ladder ./ladder.toml --day 2026-06-30 --lang en");
    assert_snapshot!(done.err, @"
    test ladder (test-ladder)
    title held / own assessment   2021   2022   2023   2024   2025   2026
    hnte                         … / …  1 / …  1 / …  1 / …  1 / …  1 / …
    star                         … / …  … / …  … / …  … / …  … / 3  … / …
    sme                          … / …  1 / …  1 / …  1 / …  0 / …  0 / …
    on no list                       0      1      1      1      2      2
    not told                         3      0      0      0      0      0
    2021 → 2022: 0 rose, 0 fell
      not told → hnte  1
      not told → sme  1
      not told → on no list  1
    2022 → 2023: 0 rose, 0 fell
    2023 → 2024: 0 rose, 0 fell
    2024 → 2025: 1 rose, 1 fell
      hnte → on no list  1
      sme → hnte  1
    2025 → 2026: 0 rose, 0 fell
    ");
    assert_snapshot!(huoju("ladder ./ladder.toml --period 2015 --day 2026-06-30").err, @"错误：这一年不在看得到的年份里；有：2021、2022、2023、2024、2025、2026");
}
