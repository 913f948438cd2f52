//! From a workbook's cell to an observation and back.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse, Scope};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{Imported, Request, dry_run, import, undo};
use huoju_programme::discover::template;
use huoju_store::ledger::Verdict;
use huoju_store::observation::{Observation, Status, Value};
use huoju_store::subject::Search;
use huoju_store::{NOW, Store, StoreError};
use huoju_testkit::{Testkit, on_both};

const SCOPE: Scope = Scope { within: None };
const CODE: &str = "91649900EX0000037X";

struct Zone {
    store: Store,
    catalogue: Catalogue,
    actor: Actor,
}

impl Zone {
    fn of(kit: &Testkit) -> Self {
        let catalogue = Catalogue::builtin().expect("the packs");
        Zone { store: kit.store.clone(), catalogue, actor: Actor::Operator("test".into()) }
    }

    async fn import(&self, text: &str, request: &Request) -> Result<Imported, ProgrammeError> {
        import(&self.store, &self.catalogue, &self.actor, request, text.as_bytes(), None).await
    }

    async fn rnd(&self, as_of: i64) -> Vec<Observation> {
        let (found, _) = self
            .store
            .subjects(SCOPE, &Search { words: CODE.into(), ..Search::default() }, 0, 10)
            .await
            .expect("subjects");
        let Some(subject) = found.first() else { return Vec::new() };
        let all = self.store.observations_of(SCOPE, subject.id, as_of).await.expect("observations");
        all.into_iter().filter(|o| o.indicator == "rnd").collect()
    }

    async fn chain_holds(&self) -> bool {
        matches!(self.store.verify_ledger().await, Ok(Verdict::Holds { .. }))
    }
}

fn tax() -> Request {
    Request {
        name: "税务.csv".into(),
        source: "tax".into(),
        new_source: Some(("市税务局".into(), PermittedUse::Administrative)),
        period: Period::of_year(2025).ok(),
        ..Request::default()
    }
}

fn table(rnd: &str) -> String {
    format!(
        "统一社会信用代码,企业名称,研发费用(万元),职工总数\n{CODE},青禾农机（示例）有限公司,{rnd},120\n91649900EX0000061E,星海储能（示例）有限公司,12.5,—\n"
    )
}

fn values(found: &[Observation]) -> Vec<(Option<Value>, Status, Option<&str>)> {
    found.iter().map(|o| (o.value.clone(), o.status, o.place.as_deref())).collect()
}

#[test]
fn a_cell_becomes_an_observation_with_its_source_and_place() {
    on_both(async |kit| a_cell_becomes_an_observation_with_its_source_and_place_in(&Zone::of(kit)).await);
}

async fn a_cell_becomes_an_observation_with_its_source_and_place_in(zone: &Zone) {
    let done = zone.import(&table("338"), &tax()).await.expect("imported");
    assert_eq!((done.n_subjects, done.written.n_new, done.read.n_refused), (2, 3, 0));
    let found = zone.rnd(NOW).await;
    assert_eq!(values(&found), [(Some(Value::Whole(338_000_000)), Status::Actual, Some("C2"))]);
    let batch = zone.store.batch(found[0].from_batch).await.expect("its batch");
    assert_eq!(batch.file.as_ref().map(|(_, name)| name.as_str()), Some("税务.csv"));
    let kept = std::fs::read(zone.store.file_path(&batch.file.expect("a file").0, "税务.csv")).expect("the bytes");
    assert_eq!(kept, table("338").as_bytes());
    assert!(zone.chain_holds().await);
}

#[test]
fn a_dash_is_missing_and_never_zero() {
    on_both(async |kit| a_dash_is_missing_and_never_zero_in(&Zone::of(kit)).await);
}

async fn a_dash_is_missing_and_never_zero_in(zone: &Zone) {
    zone.import(&table("338"), &tax()).await.expect("imported");
    let other = zone.store.subjects_called(SCOPE, "星海储能(示例)有限公司").await.expect("found");
    let known = zone.store.observations_of(SCOPE, other[0].id, NOW).await.expect("observations");
    assert_eq!(known.iter().map(|o| o.indicator.as_str()).collect::<Vec<_>>(), ["rnd"]);
}

#[test]
fn the_same_file_is_taken_once() {
    on_both(async |kit| the_same_file_is_taken_once_in(&Zone::of(kit)).await);
}

async fn the_same_file_is_taken_once_in(zone: &Zone) {
    zone.import(&table("338"), &tax()).await.expect("imported");
    let again = zone.import(&table("338"), &tax()).await;
    assert!(matches!(again, Err(ProgrammeError::Store(StoreError::Exists { what: "batch", .. }))));
    assert_eq!(zone.store.batches(0, 10).await.expect("batches").len(), 1);
}

#[test]
fn another_figure_of_the_same_source_is_a_revision_and_the_old_one_can_be_read() {
    on_both(async |kit| {
        another_figure_of_the_same_source_is_a_revision_and_the_old_one_can_be_read_in(&Zone::of(kit)).await
    });
}

async fn another_figure_of_the_same_source_is_a_revision_and_the_old_one_can_be_read_in(zone: &Zone) {
    let first = zone.import(&table("338"), &tax()).await.expect("imported");
    let second = zone.import(&table("340"), &tax()).await.expect("imported");
    assert_eq!((second.written.n_changed, second.written.n_same), (1, 2));
    assert_eq!(values(&zone.rnd(NOW).await), [(Some(Value::Whole(340_000_000)), Status::Revised, Some("C2"))]);
    assert_eq!(values(&zone.rnd(first.batch).await), [(Some(Value::Whole(338_000_000)), Status::Actual, Some("C2"))]);
}

#[test]
fn undoing_an_import_brings_back_what_it_had_replaced() {
    on_both(async |kit| undoing_an_import_brings_back_what_it_had_replaced_in(&Zone::of(kit)).await);
}

async fn undoing_an_import_brings_back_what_it_had_replaced_in(zone: &Zone) {
    zone.import(&table("338"), &tax()).await.expect("imported");
    let second = zone.import(&table("340"), &tax()).await.expect("imported");
    undo(&zone.store, &zone.actor, second.batch, "发错了文件").await.expect("undone");
    assert_eq!(values(&zone.rnd(NOW).await), [(Some(Value::Whole(338_000_000)), Status::Actual, Some("C2"))]);
    assert_eq!(values(&zone.rnd(second.batch).await)[0].0, Some(Value::Whole(340_000_000)));
    let twice = undo(&zone.store, &zone.actor, second.batch, "再撤一次").await;
    assert!(matches!(twice, Err(ProgrammeError::Store(StoreError::Stale("batch")))));
    assert!(zone.chain_holds().await);
    zone.import(&table("340"), &tax()).await.expect("an undone file may come again");
}

#[test]
fn a_file_that_changed_since_the_dry_run_is_refused() {
    on_both(async |kit| a_file_that_changed_since_the_dry_run_is_refused_in(&Zone::of(kit)).await);
}

async fn a_file_that_changed_since_the_dry_run_is_refused_in(zone: &Zone) {
    let seen = dry_run(&zone.store, &zone.catalogue, &tax(), table("338").as_bytes()).expect("read");
    assert_eq!(seen.n_values(), 3);
    let other = table("339");
    let done = import(&zone.store, &zone.catalogue, &zone.actor, &tax(), other.as_bytes(), Some(&seen.kept.hash)).await;
    assert!(matches!(done, Err(ProgrammeError::Replaced { .. })));
    assert_eq!(zone.store.newest_batch().await.expect("a number"), 0);
}

#[test]
fn a_refused_row_is_named_and_the_others_are_taken() {
    on_both(async |kit| a_refused_row_is_named_and_the_others_are_taken_in(&Zone::of(kit)).await);
}

async fn a_refused_row_is_named_and_the_others_are_taken_in(zone: &Zone) {
    let done = zone.import(&table("3O8"), &tax()).await.expect("imported");
    assert_eq!((done.read.n_refused, done.written.n_new), (1, 1));
    assert_eq!(done.read.refusals[0].cell.as_deref(), Some("C2"));
    assert_eq!(&*done.read.refusals[0].file, "税务.csv");
    assert!(zone.rnd(NOW).await.is_empty());
}

#[test]
fn two_officers_may_import_at_once() {
    on_both(async |kit| two_officers_may_import_at_once_in(&Zone::of(kit)).await);
}

async fn two_officers_may_import_at_once_in(zone: &Zone) {
    let hr =
        Request {
            source: "hr".into(), new_source: Some(("市人社局".into(), PermittedUse::Administrative)), ..tax()
        };
    let (one, other) = (table("338"), table("351"));
    let tax = tax();
    let (a, b) = tokio::join!(zone.import(&one, &tax), zone.import(&other, &hr));
    let (a, b) = (a.expect("imported"), b.expect("imported"));
    assert_ne!(a.batch, b.batch);
    assert_eq!(zone.rnd(NOW).await.len(), 2);
    assert_eq!(zone.store.subjects(SCOPE, &Search::default(), 0, 10).await.expect("subjects").1, 2);
    assert!(zone.chain_holds().await);
}

#[test]
fn a_filled_in_template_is_read_whole() {
    on_both(async |kit| {
        let zone = Zone::of(kit);
        for entry in zone.catalogue.schemes() {
            let headers = template::headers(&zone.catalogue, entry.id).expect("headers");
            let row = format!("{CODE},青禾农机（示例）有限公司{}", ",".repeat(headers.len() - 2));
            let text = format!("{}\n{row}\n", headers.join(","));
            let read = dry_run(&zone.store, &zone.catalogue, &tax(), text.as_bytes()).expect("read");
            let ignored: Vec<_> = read.layout.ignored.iter().map(|ignored| &ignored.column.header).collect();
            assert_eq!((ignored.as_slice(), read.layout.found.len()), (&[][..], headers.len() - 2), "{}", entry.id);
            assert!(template::workbook(&headers).expect("a workbook").starts_with(b"PK"));
        }
    });
}

#[test]
fn a_subject_is_found_by_name_code_and_pinyin_initials() {
    on_both(async |kit| a_subject_is_found_by_name_code_and_pinyin_initials_in(&Zone::of(kit)).await);
}

async fn a_subject_is_found_by_name_code_and_pinyin_initials_in(zone: &Zone) {
    zone.import(&table("338"), &tax()).await.expect("imported");
    for words in ["青禾", "91649900ex0000037x", "qhnj", "农机(示例)"] {
        let found = zone
            .store
            .subjects(SCOPE, &Search { words: words.into(), ..Search::default() }, 0, 10)
            .await
            .expect("subjects");
        assert_eq!(found.1, 1, "{words}");
        assert_eq!(found.0[0].code.as_deref(), Some(CODE), "{words}");
    }
}
