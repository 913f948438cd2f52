//! Small files and the real binary.

use std::path::{Path, PathBuf};
use std::process::Command;

/// A folder that goes when the test ends.
pub struct Desk(tempfile::TempDir);

/// What a command did.
pub struct Done {
    /// The exit status.
    pub status: i32,
    /// Standard output.
    pub out: String,
    /// Standard error.
    pub err: String,
}

/// Six indicators of a pack that only tests know.
const INDICATORS: &str = r#"format = "huoju.indicators/1"
[[indicator]]
code = "t_staff"
name = { zh = "测试职工", en = "test staff" }
unit = "人"
maximum = "1000 万人"
[[indicator]]
code = "t_tech"
name = { zh = "测试科技人员", en = "test tech staff" }
unit = "人"
maximum = "1000 万人"
[[indicator]]
code = "t_sales"
name = { zh = "测试收入", en = "test sales" }
unit = "元"
scale = 2
maximum = "1 万亿元"
[[indicator]]
code = "t_clean"
name = { zh = "测试无违法", en = "test clean record" }
kind = "fact"
presumed = true
[[indicator]]
code = "t_title"
name = { zh = "测试称号", en = "test title" }
kind = "fact"
"#;

const SOURCES: &str = r#"format = "huoju.sources/1"
[[source]]
id = "测试〔2025〕1号"
title = "测试办法"
issuer = ["测试局"]
"#;

/// A scheme of one gate, two criteria and two tiers.
pub const SCHEME: &str = r#"format = "huoju.scheme/1"
id = "test-star"
title = { zh = "测试之星", en = "test star" }
assesses = "enterprise"
period = "year"
source = "测试〔2025〕1号"
in_force = { from = 2020-01-01 }
total = 100
missing = "strict"
[[gate]]
id = "clean"
title = "无违法"
clause = "第一条"
holds = "t_clean"
[[criterion]]
id = "people"
title = { zh = "人员", en = "people" }
clause = "第二条"
measure = "t_tech / t_staff"
bands = { "30%" = 60, "10%" = 30, else = 0 }
[[criterion]]
id = "scale"
title = { zh = "规模", en = "scale" }
clause = "第三条"
measure = "t_sales"
bands = { "1000 万元" = 40, "100 万元" = 20.5, else = 0 }
[[tier]]
id = "gold"
title = { zh = "金星", en = "gold" }
clause = "第四条"
all = ["total >= 90 分"]
[[tier]]
id = "silver"
title = { zh = "银星", en = "silver" }
clause = "第五条"
any = ["total >= 60 分", "t_title"]
[[warning]]
when = "t_tech > t_staff"
says = { zh = "科技人员多于职工", en = "more tech staff than staff" }
"#;

const CASES: &str = r#"format = "huoju.cases/1"
scheme = "test-star"
given = { t_staff = "50 人", t_sales = "1000 万元", t_title = false }
[[case]]
name = "恰为30%，得60分，金星"
given = { t_tech = "15 人" }
expect = { people = "60 分", total = "100 分", tier = "gold", outcome = "pass", clean = "pass" }
[[case]]
name = "没有科技人员数，该项缺"
expect = { people = "missing", total = "40 分", total_max = "100 分", outcome = "undetermined", tier = "" }
"#;

/// The header of [`Desk::data`], then rows.
pub const HEADER: &str = "统一社会信用代码,企业名称,测试职工,测试科技人员,测试收入(万元),测试称号\n";

impl Desk {
    /// A folder with a pack in `packs/test`.
    pub fn new() -> Self {
        let desk = Desk(tempfile::tempdir().expect("a folder"));
        desk.write("packs/test/pack.toml", "format = \"huoju.pack/1\"\nid = \"test\"\ntitle = \"测试\"\n");
        desk.write("packs/test/indicators.toml", INDICATORS);
        desk.write("packs/test/sources.toml", SOURCES);
        desk.write("packs/test/schemes/test-star.toml", SCHEME);
        desk.write("packs/test/cases/test-star.toml", CASES);
        desk
    }

    /// The folder.
    pub fn path(&self) -> &Path {
        self.0.path()
    }

    /// Writes a text.
    pub fn write(&self, name: &str, text: &str) -> PathBuf {
        let path = self.path().join(name);
        std::fs::create_dir_all(path.parent().expect("a folder")).expect("the folder is made");
        std::fs::write(&path, text).expect("the file is written");
        path
    }

    /// Writes a workbook of the cells of a CSV text without quotes, numbers as numbers.
    pub fn workbook(&self, name: &str, text: &str) {
        let mut workbook = rust_xlsxwriter::Workbook::new();
        let sheet = workbook.add_worksheet();
        for (row, line) in text.lines().enumerate() {
            for (column, cell) in line.split(',').enumerate().filter(|(_, cell)| !cell.is_empty()) {
                let (row, column) = (row as u32, column as u16);
                let written = match cell.parse::<f64>() {
                    Ok(number) => sheet.write_number(row, column, number),
                    Err(_) => sheet.write_string(row, column, cell),
                };
                written.expect("a cell");
            }
        }
        workbook.save(self.path().join(name)).expect("the workbook is written");
    }

    /// Writes `park.csv` with these rows.
    pub fn data(&self, rows: &str) {
        self.write("park.csv", &format!("{HEADER}{rows}"));
    }

    /// Reads a text.
    pub fn read(&self, name: &str) -> String {
        std::fs::read_to_string(self.path().join(name)).expect("a file")
    }

    /// The files that lie in the folder itself.
    pub fn files(&self) -> Vec<String> {
        let entries = std::fs::read_dir(self.path()).expect("the folder");
        let mut names: Vec<_> =
            entries.map(|entry| entry.expect("an entry").file_name().to_string_lossy().into_owned()).collect();
        names.sort();
        names
    }

    /// Runs `huoju` here, in Chinese unless the line says otherwise. Words are split at spaces.
    pub fn huoju(&self, line: &str) -> Done {
        self.run(line, &[])
    }

    /// As [`huoju`](Self::huoju), with these in the environment.
    pub fn run(&self, line: &str, environment: &[(&str, &str)]) -> Done {
        let output = Command::new(env!("CARGO_BIN_EXE_huoju"))
            .args(line.split_whitespace())
            .current_dir(self.path())
            .env_clear()
            .env("HUOJU_PACKS", self.path().join("packs"))
            .envs(environment.iter().copied())
            .output()
            .expect("the binary runs");
        let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("UTF-8");
        Done { status: output.status.code().unwrap_or(-1), out: text(output.stdout), err: text(output.stderr) }
    }
}
