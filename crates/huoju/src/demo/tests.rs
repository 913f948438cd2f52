//! The files as those who import them will read them, and the zone as the schemes will judge it.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::fmt::Write as _;
use std::path::{Path, PathBuf};

use arrow_array::cast::AsArray;
use arrow_array::types::{Date32Type, Int64Type};
use arrow_array::{Array, RecordBatch};
use arrow_schema::DataType;
use huoju_catalogue::Catalogue;
use huoju_model::{Kind as Values, Outcome, PermittedUse};
use huoju_scheme::Settings;
use huoju_table::{Batch, IgnoredBecause, Layout, Wanted};

use super::*;

const SEED: u64 = 20_260_101;

struct Made {
    _folder: tempfile::TempDir,
    files: Vec<DemoFile>,
    catalogue: Catalogue,
}

fn made() -> Made {
    let folder = tempfile::tempdir().expect("a folder");
    let files = generate(folder.path(), SEED).expect("files");
    Made { _folder: folder, files, catalogue: Catalogue::builtin().expect("packs") }
}

/// All figures of the dictionary, of the file's period and the three before.
fn everything(catalogue: &Catalogue) -> Wanted {
    let codes = catalogue.dictionary().iter().map(|indicator| indicator.code.clone());
    let columns = codes.flat_map(|code| (0..4).map(move |earlier| (code.clone(), earlier))).collect();
    Wanted { columns, ..Wanted::default() }
}

fn read(path: &Path, catalogue: &Catalogue) -> (Layout, Vec<Batch>) {
    let table = huoju_table::open(path, &everything(catalogue), catalogue.dictionary()).expect("a table");
    let batches = table.read_part(0).expect("a part").map(|batch| batch.expect("a batch")).collect();
    (table.layout().clone(), batches)
}

fn bytes(files: &[DemoFile]) -> Vec<Vec<u8>> {
    files.iter().map(|file| std::fs::read(&file.path).expect("bytes")).collect()
}

#[test]
fn the_same_seed_gives_the_same_bytes_and_another_gives_others() {
    let (first, again) = (made(), made());
    assert!(bytes(&first.files) == bytes(&again.files));
    let names = |seed| Zone::new(seed).enterprises.into_iter().map(|one| one.name).collect::<Vec<_>>();
    assert!(names(SEED) != names(SEED + 1));
}

#[test]
fn all_files_are_small_and_say_that_they_are_samples() {
    let made = made();
    assert!(bytes(&made.files).iter().map(Vec::len).sum::<usize>() < 10_000_000);
    for file in made.files.iter().filter(|file| file.kind != Kind::Bulletin) {
        assert!(file.source.title.contains("示例数据"), "{}", file.path.display());
    }
    let uses: BTreeSet<_> = made.files.iter().map(|file| file.source.permitted_use.zh()).collect();
    assert_eq!(uses.len(), PermittedUse::ALL.len(), "each permitted use is shown: {uses:?}");
}

#[test]
fn offices_files_are_read_without_a_refusal_or_a_column_that_nobody_knows() {
    let made = made();
    for file in made.files.iter().filter(|file| file.kind == Kind::Figures && !file.by_hand) {
        let (layout, batches) = read(&file.path, &made.catalogue);
        let unknown = layout.ignored.iter().filter(|ignored| matches!(ignored.why, IgnoredBecause::Unknown(_)));
        let unknown: Vec<_> = unknown.map(|ignored| &ignored.column.header).collect();
        let refusals: Vec<_> = batches.iter().flat_map(|batch| &batch.refusals).collect();
        assert!(unknown.is_empty() && refusals.is_empty(), "{}: {unknown:?} {refusals:?}", file.path.display());
        assert!(batches.iter().map(|batch| batch.population.num_rows()).sum::<usize>() > 20);
        assert_eq!(layout.period_column.is_none(), file.period.is_some(), "{}", file.path.display());
    }
}

#[test]
fn the_first_hours_workbook_has_cells_to_mend_and_a_right_value_for_each() {
    let made = made();
    let file = made.files.iter().find(|file| file.by_hand).expect("the workbook");
    let (_, batches) = read(&file.path, &made.catalogue);
    let refusals: Vec<_> = batches.iter().flat_map(|batch| &batch.refusals).collect();
    let read: usize = batches.iter().map(|batch| batch.population.num_rows()).sum();
    assert_eq!((refusals.len(), read), (14, 47), "{refusals:#?}");
    assert_eq!(refusals_when_mended(&file.path.with_file_name("mended.xlsx"), &made.catalogue), 3, "rows sent twice");
}

/// Every cell of the second sheet put right in the first, as an officer would.
fn refusals_when_mended(path: &Path, catalogue: &Catalogue) -> usize {
    let mut sheets = first_hour::sheets(&Zone::new(SEED), "示例");
    let (_, mends) = sheets.pop().expect("the second sheet");
    for mend in mends.rows {
        let (column, row) = place(&word(&mend[0]));
        sheets[0].1.rows[row][column] = mend[3].clone();
    }
    sheet::write(path, &sheets).expect("written");
    read(path, catalogue).1.iter().map(|batch| batch.refusals.len()).sum()
}

/// `D10`: the fourth column and, below a header in row 3, the seventh row.
fn place(cell: &str) -> (usize, usize) {
    let (letter, row) = cell.split_at(1);
    (usize::from(letter.as_bytes()[0] - b'A'), row.parse::<usize>().expect("a row") - 4)
}

#[test]
fn lists_of_names_have_what_makes_them_hard() {
    let zone = Zone::new(SEED);
    let now: BTreeSet<&str> = zone.enterprises.iter().map(|enterprise| enterprise.name.as_str()).collect();
    let former = |name: &str| zone.enterprises.iter().any(|one| one.former.iter().any(|former| former.name == name));
    assert_eq!(now.len(), zone.enterprises.len() - 1, "two share a name");
    let lists: Vec<_> = files::entries().expect("entries").into_iter().filter(|entry| entry.titles.is_some()).collect();
    for entry in lists {
        let sheet = titles::list(&zone, &entry).expect("a list");
        let names: Vec<String> = sheet.rows.iter().map(|row| word(&row[1])).collect();
        let exact = names.iter().filter(|name| now.contains(name.as_str())).count();
        assert!(exact * 10 > names.len() * 7 && exact < names.len(), "{}: {exact} of {}", entry.name, names.len());
        let strangers =
            names.iter().filter(|name| !now.contains(plain(name).as_str()) && !former(&plain(name))).count();
        let batches = entry.titles.map_or(0, |titles| titles.batches.len());
        assert_eq!(strangers, 2 * batches, "{}: one slip and one stranger a batch", entry.name);
    }
}

fn word(cell: &sheet::Cell) -> String {
    match cell {
        sheet::Cell::Text(text) => text.clone(),
        other => panic!("{other:?}"),
    }
}

fn plain(name: &str) -> String {
    name.replace([' ', '\u{3000}'], "").replace('(', "（").replace(')', "）")
}

#[test]
fn the_bulletins_figures_name_zones_of_the_national_list() {
    let zones = include_str!("../../../../packs/cn-national/zones.csv");
    let zones: BTreeSet<&str> = zones.lines().skip(1).filter_map(|line| line.split(',').next()).collect();
    assert_eq!(zones.len(), 178);
    let rows: Vec<Vec<&str>> = FIGURES.lines().skip(1).map(|line| line.split(',').collect()).collect();
    let ids: BTreeSet<&str> = rows.iter().map(|row| row[0]).collect();
    assert_eq!((rows.len(), ids.len()), (110, 110));
    for row in &rows {
        assert_eq!(row.len(), FIGURES.lines().next().map_or(0, |header| header.split(',').count()), "{row:?}");
        assert!(row[4].is_empty() || zones.contains(row[4]), "{row:?}");
        assert!(row[3] != "zone" || !row[4].is_empty(), "{row:?}");
        huoju_model::Decimal::parse(row[9]).expect("a value");
        Period::parse(row[7]).expect("a period");
    }
}

/// What the offices know of each enterprise, by column, newest word last.
#[derive(Default)]
struct Known(HashMap<String, BTreeMap<String, String>>);

impl Known {
    fn add(&mut self, population: &RecordBatch, catalogue: &Catalogue, earlier: u8) {
        let ids = population.column(0).as_string::<i32>();
        for (field, values) in population.schema().fields().iter().zip(population.columns()).skip(1) {
            let (code, back) = field.name().split_once("@-").unwrap_or((field.name(), "0"));
            let Some(indicator) = catalogue.dictionary().get(code) else { continue };
            // What a register says in words judges nobody.
            if indicator.kind == Values::Text {
                continue;
            }
            let back = back.parse::<u8>().expect("a number") + earlier;
            let column = if back == 0 { code.to_owned() } else { format!("{code}@-{back}") };
            for (row, id) in ids.iter().enumerate().filter(|(row, _)| values.is_valid(*row)) {
                let value = shown(values.as_ref(), row, &indicator.kind);
                self.0.entry(id.expect("an id").to_owned()).or_default().insert(column.clone(), value);
            }
        }
    }

    fn csv(&self) -> String {
        let columns: BTreeSet<&String> = self.0.values().flat_map(BTreeMap::keys).collect();
        let mut text = String::from("id");
        columns.iter().for_each(|column| write!(text, ",{column}").expect("text"));
        for (id, values) in &self.0 {
            write!(text, "\n{id}").expect("text");
            for column in &columns {
                write!(text, ",{}", values.get(*column).map_or("", String::as_str)).expect("text");
            }
        }
        text
    }
}

fn shown(values: &dyn Array, row: usize, kind: &Values) -> String {
    match (values.data_type(), kind) {
        (DataType::Boolean, _) => if values.as_boolean().value(row) { "是" } else { "否" }.to_owned(),
        (DataType::Date32, _) => day(values.as_primitive::<Date32Type>().value(row)).to_string(),
        (_, Values::Amount(amount)) => {
            let value = values.as_primitive::<Int64Type>().value(row);
            huoju_model::Decimal::new(value.into(), amount.scale.into()).to_string()
        }
        _ => panic!("no such figure in these files"),
    }
}

/// One file of the year 2025 with earlier years beside it, as an officer would join it; what is for statistics only and
/// what waits for a person stays out. Who was closed stays out, and who holds a certificate is said.
fn joined(made: &Made) -> PathBuf {
    let mut known = Known::default();
    for file in made.files.iter().filter(|file| !file.by_hand && file.source.permitted_use.may_judge_one()) {
        if matches!(file.kind, Kind::Register | Kind::Figures) {
            let earlier = file.period.map_or(0, |period| 2025 - period.year()) as u8;
            let (_, batches) = read(&file.path, &made.catalogue);
            batches.iter().for_each(|batch| known.add(&batch.population, &made.catalogue, earlier));
        }
    }
    let zone = Zone::new(SEED);
    let open: BTreeSet<_> = zone.enterprises.iter().filter(|one| one.closed.is_none()).map(|one| &one.code).collect();
    known.0.retain(|id, _| open.contains(id));
    for code in certified(&zone) {
        known.0.entry(code).and_modify(|of| drop(of.insert("hnte_certificate".to_owned(), "是".to_owned())));
    }
    let path = made._folder.path().join("joined.csv");
    std::fs::write(&path, known.csv()).expect("written");
    path
}

/// Whose certificates of the last three years name them as the register does.
fn certified(zone: &Zone) -> Vec<String> {
    let entries = files::entries().expect("entries");
    let entry = entries.iter().find(|entry| entry.sheet == "certified").expect("the list");
    let rows = titles::list(zone, entry).expect("a list").rows;
    let names: BTreeSet<String> =
        rows.iter().filter(|row| word(&row[3]).as_str() >= "2023").map(|row| word(&row[1])).collect();
    zone.enterprises.iter().filter(|one| names.contains(&one.name)).map(|one| one.code.clone()).collect()
}

/// How many pass, fail and stay undetermined, in thousandths of all.
fn judged_by(scheme: &str, path: &Path, catalogue: &Catalogue) -> [usize; 3] {
    let program = catalogue.compiled(scheme).expect("a scheme");
    let columns = program.inputs().iter().map(|input| (input.code.clone(), input.earlier)).collect();
    let table =
        huoju_table::open(path, &Wanted { columns, ..Wanted::default() }, catalogue.dictionary()).expect("a table");
    let settings = Settings::of(Period::of_year(2025).expect("a year"));
    let mut counts = [0; 3];
    for batch in table.read_part(0).expect("a part") {
        let assessed = program.assess(&batch.expect("a batch").population, &settings).expect("assessed");
        for row in 0..assessed.n_rows() {
            counts[match assessed.outcome(row) {
                Outcome::Pass => 0,
                Outcome::Fail => 1,
                Outcome::Undetermined => 2,
            }] += 1;
        }
    }
    let all: usize = counts.iter().sum();
    assert!(all > 1_500, "{all} enterprises");
    counts.map(|count| count * 1000 / all)
}

#[test]
fn every_outcome_of_a_scheme_that_the_offices_feed_is_met_in_plausible_shares() {
    let made = made();
    let path = joined(&made);
    let schemes = files::schemes().expect("schemes");
    let shares: Vec<_> = schemes.iter().map(|scheme| judged_by(scheme, &path, &made.catalogue)).collect();
    assert_eq!(shares.len(), 3);
    for [pass, fail, undetermined] in &shares {
        assert!(*pass > 3 && *fail > 100 && *undetermined > 30, "{shares:?}");
    }
    let broad = |[pass, fail, undetermined]: &[usize; 3]| {
        (530..=680).contains(pass) && (230..=390).contains(fail) && (60..=110).contains(undetermined)
    };
    assert!(shares.iter().any(broad), "most pass one of them, a good part fail, some lack figures: {shares:?}");
}

/// Arrow counts days from 1970.
fn day(days: i32) -> Date {
    jiff::civil::date(1970, 1, 1).saturating_add(jiff::Span::new().days(days))
}
