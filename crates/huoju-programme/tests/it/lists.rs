//! Lists that come as names only: who is meant surely, who is left to a person, and how that is undone.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse, Scope};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{Imported, Kind, Listed, Request, import, undo};
use huoju_programme::discover::lists::Names;
use huoju_programme::discover::matches::{Said, answer, take_back};
use huoju_store::observation::Value;
use huoju_store::{NOW, StoreError};
use huoju_testkit::{Testkit, on_both};

const SCOPE: Scope = Scope { within: None };
const REGISTER: &str = "企业名称,统一社会信用代码,曾用名,更名日期\n\
    云溪青禾农机有限公司,91649900EX0000037X,,\n\
    云溪星海储能有限公司,91649900EX0000061E,云溪晨星电源有限公司,2022-05-01\n\
    云溪同名科技有限公司,91649900EX0000101E,,\n\
    云溪同名科技有限公司,91649900EX0000102E,,\n";
const LIST: &str = "企业名称,证书编号,批次,公告日期,有效期至\n\
    云溪 青禾农机有限公司,GR1,2024年认定,2024-12-16,2027-12-16\n\
    云溪晨星电源有限公司,GR2,2021年认定,2021-12-20,2024-12-20\n\
    云溪晨星电源有限公司,GR3,2024年认定,2024-12-16,2027-12-16\n\
    云溪同名科技有限公司,GR4,2024年认定,2024-12-16,2027-12-16\n\
    云溪禾青农机股份有限公司,GR5,2024年认定,2024-12-16,2027-12-16\n\
    云溪未央远岫科技有限公司,GR6,2024年认定,2024-12-16,2027-12-16\n";

async fn brought(kit: &Testkit, kind: Kind, text: &str) -> Result<Imported, ProgrammeError> {
    let request = Request {
        name: format!("{}.csv", kind.zh()),
        kind,
        source: kind.code().into(),
        new_source: Some((kind.zh().into(), PermittedUse::Public)),
        period: Period::of_year(2025).ok(),
        title: (kind == Kind::Titles).then(|| "高新技术企业".into()),
        ..Request::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await
}

async fn listed(kit: &Testkit) -> Imported {
    brought(kit, Kind::Register, REGISTER).await.expect("registered");
    brought(kit, Kind::Titles, LIST).await.expect("imported")
}

fn names(listed: &[Listed]) -> String {
    listed.iter().map(|one| format!("{} {}", one.place, one.name)).collect::<Vec<_>>().join("\n")
}

async fn titles(kit: &Testkit, subject: i64) -> Vec<String> {
    let titles = kit.store.titles_of(SCOPE, subject).await.expect("titles").into_iter();
    titles.map(|(title, _)| format!("{} {}", title.number.unwrap_or_default(), title.place)).collect()
}

#[test]
fn a_name_is_taken_where_one_alone_bore_it_on_the_day() {
    on_both(async |kit| {
        let done = listed(kit).await;
        assert_eq!((done.written.n_new, done.read.n_refused), (2, 0));
        assert_eq!(titles(kit, 1).await, ["GR1 A2"]);
        assert_eq!(titles(kit, 2).await, ["GR2 A3"], "a former name, while it was borne");
        assert_eq!(
            names(&done.findings.unsure),
            ["A4 云溪晨星电源有限公司", "A5 云溪同名科技有限公司", "A6 云溪禾青农机股份有限公司"].join("\n")
        );
        assert_eq!(names(&done.findings.unknown).to_string(), "A7 云溪未央远岫科技有限公司");
        let open = kit.store.open_matches(None, 0, 10).await.expect("matches");
        assert_eq!(open.iter().map(|one| one.why.as_str()).collect::<Vec<_>>(), ["former", "several", "similar"]);
    });
}

#[test]
fn a_title_whose_end_the_list_leaves_out_ends_as_its_scheme_says() {
    on_both(async |kit| {
        brought(kit, Kind::Register, REGISTER).await.expect("registered");
        let list = LIST
            .replace(",2024-12-16,2027-12-16", ",2024-12-16,")
            .replace("GR1,2024年认定,2024-12-16,", "GR1,2024年认定,2024-02-29,");
        brought(kit, Kind::Titles, &list).await.expect("imported");
        let ends = async |subject| {
            let titles = kit.store.titles_of(SCOPE, subject).await.expect("titles").into_iter();
            titles
                .map(|(title, _)| [title.valid_to, title.end_by].map(Option::unwrap_or_default).join(" "))
                .collect::<Vec<_>>()
        };
        assert_eq!(ends(1).await, ["2027-02-28 cn-hnte"]);
        assert_eq!(ends(2).await, ["2024-12-20 "], "what the list says stands");
        // On its last day it is held, and on the next no more: also by what schemes ask of titles.
        let held = async |day| kit.store.titles_on(&[1], day).await.expect("titles").len();
        assert_eq!((held("2027-02-28").await, held("2027-03-01").await), (1, 0));
        // A name that a person settles gets the same end.
        let open = kit.store.open_matches(None, 0, 10).await.expect("matches");
        answer(&kit.store, &Actor::System, open[0].id, Said::Subject(2)).await.expect("answered");
        assert_eq!(ends(2).await, ["2027-12-16 cn-hnte", "2024-12-20 "]);
        // The list that says the day itself replaces what was reckoned, and undoing it gives that back.
        let done = brought(kit, Kind::Titles, &list.replace(",2024-02-29,", ",2024-02-29,2027-02-28"))
            .await
            .expect("imported");
        assert_eq!(ends(1).await, ["2027-02-28 "]);
        undo(&kit.store, &Actor::System, done.batch, "名单有误").await.expect("undone");
        assert_eq!(ends(1).await, ["2027-02-28 cn-hnte"]);
    });
}

#[test]
fn who_may_be_meant_is_found_by_former_name_slip_and_code() {
    on_both(async |kit| {
        listed(kit).await;
        let known = Names::of(kit.store.bearers().await.expect("names"));
        let said = |listed: &str| {
            let found = known.candidates(listed);
            found
                .iter()
                .map(|one| format!("{} {:?}", one.bearer.name.name, one.likeness))
                .collect::<Vec<_>>()
                .join("；")
        };
        assert_eq!(said("云溪晨星电源有限公司").to_string(), "云溪晨星电源有限公司 Same");
        assert_eq!(said("云溪同名科技有限公司").to_string(), "云溪同名科技有限公司 Same；云溪同名科技有限公司 Same");
        assert_eq!(said("云溪禾青农机有限公司").to_string(), "云溪青禾农机有限公司 OneSlip");
        assert_eq!(said("云溪青禾农机股份有限公司").to_string(), "云溪青禾农机有限公司 Form");
        assert_eq!(said("91649900EX0000061E").to_string(), "云溪星海储能有限公司 Same");
        assert_eq!(said("云溪未央远岫科技有限公司").to_string(), "");
    });
}

#[test]
fn an_answer_gives_the_title_and_can_be_taken_back() {
    on_both(async |kit| {
        listed(kit).await;
        let open = kit.store.open_matches(None, 0, 10).await.expect("matches");
        answer(&kit.store, &Actor::System, open[0].id, Said::Subject(2)).await.expect("answered");
        answer(&kit.store, &Actor::System, open[1].id, Said::Nobody).await.expect("answered");
        assert_eq!(titles(kit, 2).await, ["GR3 A4", "GR2 A3"]);
        let again = answer(&kit.store, &Actor::System, open[0].id, Said::Nobody).await;
        assert!(matches!(again, Err(ProgrammeError::Store(StoreError::Stale("match")))));
        let counts = kit.store.match_counts(None).await.expect("counts");
        assert_eq!((counts.n_open, counts.n_chosen, counts.n_nobody), (1, 1, 1));
        for one in &open[..2] {
            take_back(&kit.store, &Actor::System, one.id).await.expect("taken back");
        }
        assert_eq!(titles(kit, 2).await, ["GR2 A3"]);
        assert_eq!(kit.store.match_counts(None).await.expect("counts").n_open, 3);
    });
}

#[test]
fn undoing_a_list_undoes_the_answers_to_its_names() {
    on_both(async |kit| {
        let done = listed(kit).await;
        let open = kit.store.open_matches(None, 0, 10).await.expect("matches");
        answer(&kit.store, &Actor::System, open[0].id, Said::Subject(2)).await.expect("answered");
        undo(&kit.store, &Actor::System, done.batch, "名单有误").await.expect("undone");
        assert_eq!(titles(kit, 2).await, [] as [&str; 0]);
        assert_eq!(kit.store.open_matches(None, 0, 10).await.expect("matches"), []);
        brought(kit, Kind::Titles, LIST).await.expect("imported again");
        assert_eq!(titles(kit, 2).await, ["GR2 A3"]);
    });
}

#[test]
fn a_list_sent_again_with_another_day_replaces_what_it_said() {
    on_both(async |kit| {
        listed(kit).await;
        let mended = LIST.replace("2024-12-20", "2025-12-20");
        let done = brought(kit, Kind::Titles, &mended).await.expect("imported");
        assert_eq!((done.written.n_same, done.written.n_changed, done.written.n_new), (1, 1, 0));
        undo(&kit.store, &Actor::System, done.batch, "以原名单为准").await.expect("undone");
        let (title, _) = kit.store.titles_of(SCOPE, 2).await.expect("titles").remove(0);
        assert_eq!(title.valid_to.as_deref(), Some("2024-12-20"));
    });
}

#[test]
fn a_negative_list_denies_a_clean_record() {
    on_both(async |kit| {
        brought(kit, Kind::Register, REGISTER).await.expect("registered");
        let list = "企业名称,列入原因,公告日期\n云溪青禾农机有限公司,拖欠农民工工资,2026-02-06\n云溪同名科技有限公司,重大税收违法,2026-02-06\n";
        let done = brought(kit, Kind::Negatives, list).await.expect("imported");
        assert_eq!((done.written.n_new, done.findings.unsure.len()), (1, 1));
        let known = kit.store.observations_of(SCOPE, 1, NOW).await.expect("observations");
        let said = known.iter().find(|one| one.indicator == "clean_record").expect("denied");
        assert_eq!((&said.value, said.words.as_deref()), (&Some(Value::Whole(0)), Some("拖欠农民工工资")));
        let open = kit.store.open_matches(None, 0, 10).await.expect("matches");
        answer(&kit.store, &Actor::System, open[0].id, Said::Subject(3)).await.expect("answered");
        assert_eq!(kit.store.observations_of(SCOPE, 3, NOW).await.expect("observations").len(), 1);
    });
}

#[test]
fn a_list_of_titles_says_which_title() {
    on_both(async |kit| {
        let request =
            Request { name: "名单.csv".into(), kind: Kind::Titles, source: "x".into(), ..Request::default() };
        let catalogue = Catalogue::builtin().expect("the packs");
        let refused = import(&kit.store, &catalogue, &Actor::System, &request, LIST.as_bytes(), None).await;
        assert!(matches!(refused, Err(ProgrammeError::NoTitle)));
    });
}
