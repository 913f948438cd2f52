//! Help that teaches, in both languages, and mistakes on the command line.

use insta::assert_snapshot;

use crate::support::Desk;

#[test]
fn the_top_lists_commands_under_the_words_of_the_spine() {
    let done = Desk::new().huoju("--help");
    assert_eq!(done.status, 0);
    assert_snapshot!(done.out, @"
    火炬：每个数字都答得出——从哪来、依何规、如何变

    用法：huoju <命令> [选项]

    发现
      import     导入一份表：登记、指标或名单，每个数记下来源、文件、单元格和批次
      undo       撤销一次导入：它带来的数不再算，被它取代的数恢复
      subject    查一个主体：已知的每个数，连同来源、文件和单元格

    遴选
      conflicts  找出哪位专家须回避哪个项目，附依据和日期
      assign     把专家分派给项目：证明最优，附证书；或分组路演
      rank       按排序规则由打分算出分数、名次和晋级名单，另附可靠程度的统计
      draw       抽签：先公布名单的哈希，后用公开的种子定顺序，谁都能核对

    评价
      assess     按一个办法给主体打分、分档
      explain    逐条说明一个主体的评价依据
      gap        差多少、怎样达到：最省的几步，用主体自己的数说明
      ladder     梯度培育：谁在哪一级、下一级还缺什么、逐年怎样流动
      match      政策匹配：哪些政策、贷款、服务适合谁，差哪一条，缺什么数据
      audit      边界审计：谁离一条边不到一个单位，动一个单位怎么变
      compare    推演：同一批主体按两个办法（或两版、改过的草案）评，谁进、谁出、谁变
      index      编制综合指数，给出名次及其可靠程度
      scheme     规则库：列出、查看、检查、测试、比较办法

    系统
      demo       用示例数据建一个数据目录：虚构的高新区，两千家企业，五年的数
      init       建数据目录：此后导入的数、文件和账本都在其中
      serve      开启服务，用浏览器办公
      user       用户：增加、列出、重设密码、停用
      verify     核验账本和文件：改过一个字节也会指出
      backup     备份：行、文件和评价结果放进一个新文件夹，附每个文件的哈希
      restore    从备份恢复出一个数据目录

    选项
          --lang <语言>     显示语言：zh 或 en（默认看环境变量 LC_ALL、LC_MESSAGES、LANG，都没有则 zh）
          --packs <文件夹>  存放规则包的文件夹，同名的规则包取代内置的（也可设环境变量 HUOJU_PACKS）
      -h, --help            显示本帮助
      -V, --version         显示版本

    每个命令的用法：huoju <命令> --help
    ");
}

#[test]
fn a_commands_help_has_examples_and_exit_statuses() {
    assert_snapshot!(Desk::new().huoju("assess --help --lang en").out, @"
    Assess subjects by a published scheme

    Usage: huoju assess <SCHEME> [--data <FILE>] [OPTIONS]

    Arguments:
      <SCHEME>  A scheme of a pack, or a file: cn-tech-sme, ./draft.toml

    Options:
          --data <FILE>               A population file, one row a subject, instead of the data directory: csv, xlsx, xls,
                                      ods, parquet, or a folder of parquet
          --dir <DIR>                 The data directory [default: environment variable HUOJU_DIR, else ./huoju-data;
                                      where DATABASE_URL names a PostgreSQL database, the rows lie there]
          --period <PERIOD>           The period that the figures describe: 2025, 2025Q1 [default: the latest in the file,
                                      else the last full year]
          --as-of <DATE>              The day of application, such as 2026-03-31 [default: the period's last day]; of a
                                      rule with several editions, the one in force then
          --sheet <SHEET>             Which sheet of a workbook
          --missing <MODE>            When a criterion is missing: strict (a figure it reads is missing) or settled (what
                                      is known does not settle it) [default: as the scheme says]
          --no-presume                Presume nothing: a fact without a record is missing
          --evaluation-year <PERIOD>  The year that the assessment is made for; only with a data directory [default: the
                                      year after the period]
          --only <IDS|FILE>           Only these subjects: ids separated by commas, a file with one id a line, or - for
                                      stdin
          --columns <COLUMNS>         Only these columns, separated by commas: id,name,outcome,total [default: all; csv,
                                      json and parquet without name]
          --out <FILE>                Where the result goes [default: stdout]
          --format <FORMAT>           table, csv, xlsx, parquet or json [default: by the ending of --out; table on a
                                      terminal, csv into a pipe]
          --explain                   Instead of a table, under each subject the clause behind every point (table and
                                      json)
          --refused <FILE>            Write a copy of the file that marks each refused cell and row with its reason, to go
                                      back to its sender
          --threads <N>               How many threads [default: all processors]
          --lang <LANG>               Language: zh or en [default: by LC_ALL, LC_MESSAGES, LANG, else zh]
          --packs <DIR>               A folder of packs laid over the built-in ones (or set HUOJU_PACKS)
      -h, --help                      Show this help

    Exit status: 0 all rows read and assessed, 1 some rows refused and the rest assessed, 2 nothing could be assessed
    Examples:
      huoju assess cn-tech-sme --data park.xlsx --period 2025 --explain
      huoju assess cn-tech-sme --data park.xlsx --out result.xlsx --refused refused.xlsx
    ");
}

#[test]
fn the_language_follows_the_environment_and_lang_overrides_it() {
    let desk = Desk::new();
    let first =
        |line: &str, set: &[(&str, &str)]| desk.run(line, set).out.lines().next().unwrap_or_default().to_owned();
    let (zh, en) =
        ("规则库：列出、查看、检查、测试、比较办法", "The rule library: list, show, check, test and compare schemes");
    assert_eq!(first("scheme --help", &[]), zh);
    assert_eq!(first("scheme --help", &[("LANG", "C")]), zh);
    assert_eq!(first("scheme --help", &[("LANG", "en_US.UTF-8")]), en);
    assert_eq!(first("--lang zh scheme --help", &[("LANG", "en_US.UTF-8")]), zh);
}

#[test]
fn a_mistake_says_what_was_meant_and_where_the_usage_is() {
    let desk = Desk::new();
    let said = |line: &str| {
        let done = desk.huoju(line);
        assert_eq!((done.status, done.out.as_str()), (2, ""), "{line}");
        done.err.trim_end().to_owned()
    };
    assert_snapshot!(said(""), @"
    错误：没有写命令
    用法见：huoju --help
    ");
    assert_snapshot!(said("asess"), @r"
    错误：没有命令 asess；是不是 assess？
    用法见：huoju --help
    ");
    assert_snapshot!(said("explain test-star"), @"
    错误：缺少 --subject <主体>
    用法见：huoju explain --help
    ");
    assert_snapshot!(said("assess test-star --data a.csv --perod 2025"), @r"
    错误：没有选项 --perod；是不是 --period？
    用法见：huoju assess --help
    ");
    assert_snapshot!(said("assess test-star --data a.csv --period 2025年13月"), @"错误：“2025年13月”不是所属期；请写 2025、2025Q1、2025-03 或 2025年1—5月");
    assert_snapshot!(said("assess test-star --data a.csv --out"), @"
    错误：--out <文件> 后面没有写值
    用法见：huoju assess --help
    ");
    assert_snapshot!(said("assess test-star --data a.csv --out a.doc"), @"错误：从 a.doc 的扩展名看不出格式；请用 .csv、.xlsx、.parquet、.json，或加 --format");
    assert_snapshot!(said("assess test-star --data a.csv --format xlsx"), @"错误：xlsx 不能写到标准输出；请用 --out 指定文件");
    assert_snapshot!(said("assess test-star --data a.csv --format csv --explain"), @"错误：--explain 只用于 table 和 json，不能用于 csv");
    assert_snapshot!(said("assess test-star --data a.csv --threads 0"), @"错误：--threads 须是 1 至 256 的整数");
    assert_snapshot!(said("assess test-star --data a.xlsx --refused b.csv"), @"错误：--refused 的文件扩展名应为 .xlsx，不能是 b.csv");
    assert_snapshot!(said("--lang fr scheme list"), @"错误：没有语言“fr”；可用 zh、en");
    assert_snapshot!(said("scheme list --at 明年"), @"错误：“明年”既不是日期也不是所属期；请写 2024-06-30 或 2024");
    assert_snapshot!(said("scheme shw a"), @r"
    错误：没有命令 shw；是不是 show？
    用法见：huoju scheme --help
    ");
    assert_snapshot!(said("--lang en assess test-star"), @r"
    error: There are no data in huoju-data; run huoju init and huoju import first, or give a file as --data
    ");
}
