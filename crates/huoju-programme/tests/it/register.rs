//! Registers: who there is, with former names, and where they belong.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, Period, PermittedUse, Scope};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{Imported, Kind, Request, dry_run, foresee, import, undo};
use huoju_store::register::{Membership, Name};
use huoju_store::{NOW, setting};
use huoju_testkit::{Testkit, on_both};

const SCOPE: Scope = Scope { within: None };
const HEADER: &str = "企业名称,统一社会信用代码,曾用名,更名日期,注册地址,被合并至,行业\n";
const QING: &str = "91649900EX0000037X";
const XING: &str = "91649900EX0000061E";

fn request(kind: Kind) -> Request {
    Request {
        name: "登记.csv".into(),
        kind,
        source: "register".into(),
        new_source: Some(("市场监管局".into(), PermittedUse::Public)),
        period: Period::of_year(2025).ok(),
        ..Request::default()
    }
}

async fn brought(kit: &Testkit, kind: Kind, text: &str) -> Result<Imported, ProgrammeError> {
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request(kind), text.as_bytes(), None).await
}

async fn register(kit: &Testkit, rows: &str) -> Imported {
    brought(kit, Kind::Register, &format!("{HEADER}{rows}")).await.expect("imported")
}

/// `星海储能 〔晨星电源 —2019-03-02〕`, of whoever answers to a code or name.
async fn called(kit: &Testkit, called: &str) -> String {
    let mut lines = Vec::new();
    for subject in kit.store.subjects_called(SCOPE, called).await.expect("subjects") {
        let names = kit.store.names_of(SCOPE, subject.id).await.expect("names").into_iter();
        let former = names.filter(|(name, _)| name.name != subject.name).map(|(name, _)| dated(&name));
        lines.push([subject.name.clone()].into_iter().chain(former).collect::<Vec<_>>().join(" "));
    }
    lines.join("\n")
}

fn dated(name: &Name) -> String {
    let day = |day: &Option<String>| day.clone().unwrap_or_default();
    format!("〔{} {}—{}〕", name.name, day(&name.valid_from), day(&name.valid_to))
}

#[test]
fn a_register_brings_former_names_with_their_days() {
    on_both(async |kit| {
        let row =
            format!("星海储能有限公司,{XING},晨星电源有限公司；星海电源有限公司,2019-03-02；2022/5/1,,,电池制造\n");
        let done = register(kit, &row).await;
        assert_eq!((done.n_subjects, done.written.n_new, done.read.n_refused), (1, 1, 0));
        assert_eq!(
            called(kit, "晨星电源有限公司").await.to_string(),
            "星海储能有限公司 〔晨星电源有限公司 —2019-03-02〕 〔星海电源有限公司 2019-03-02—2022-05-01〕"
        );
        let known = kit.store.observations_of(SCOPE, 1, NOW).await.expect("observations");
        assert_eq!((known[0].indicator.as_str(), known[0].place.as_deref()), ("industry", Some("G2")));
    });
}

#[test]
fn a_code_that_bears_another_name_is_renamed_and_undoing_gives_the_old_name_back() {
    on_both(async |kit| {
        let figures = format!("统一社会信用代码,企业名称,职工总数\n{XING},星海电源有限公司,12\n");
        brought(kit, Kind::Figures, &figures).await.expect("imported");
        let row = format!("星海储能有限公司,{XING},星海电源有限公司,2022-05-01,,,\n");
        let done = register(kit, &row).await;
        assert_eq!(done.n_subjects, 0);
        assert_eq!(done.findings.renamed[0].from, "星海电源有限公司");
        assert_eq!(called(kit, XING).await.to_string(), "星海储能有限公司 〔星海电源有限公司 —2022-05-01〕");
        assert_eq!(register(kit, &(row.clone() + "\n")).await.findings.renamed, []);
        undo(&kit.store, &Actor::System, done.batch, "发错了文件").await.expect("undone");
        assert_eq!(called(kit, XING).await.to_string(), "星海电源有限公司");
    });
}

#[test]
fn two_enterprises_of_one_name_stay_two_and_are_said() {
    on_both(async |kit| {
        let done = register(kit, &format!("青禾农机有限公司,{QING},,,,,\n青禾农机有限公司,{XING},,,,,\n")).await;
        assert_eq!(done.n_subjects, 2);
        assert_eq!(done.findings.namesakes[0].codes, [QING, XING]);
        assert_eq!(called(kit, "青禾农机有限公司").await.lines().count(), 2);
    });
}

#[test]
fn a_merged_enterprise_names_its_successor_until_that_is_undone() {
    on_both(async |kit| {
        let rows = format!("青禾农机有限公司,{QING},,,,{XING},\n星海储能有限公司,{XING},,,,,\n");
        let done = register(kit, &rows).await;
        assert_eq!(done.findings.n_merged, 1);
        assert_eq!(kit.store.subject(SCOPE, 1).await.expect("the merged one").merged_into, Some(2));
        let later = register(
            kit,
            &format!("青禾农机有限公司,{QING},,,,91649900EX0000999X,\n星海储能有限公司,{XING},,,,,电池\n"),
        )
        .await;
        assert_eq!(
            later.read.refusals[0].to_string(),
            "登记.csv F2 (青禾农机有限公司) `被合并至`: no subject has this code, nor does the file; register it first, or check the code"
        );
        undo(&kit.store, &Actor::System, done.batch, "合并未登记").await.expect("undone");
    });
}

#[test]
fn names_and_days_that_do_not_go_together_are_refused() {
    on_both(async |kit| {
        let rows =
            format!("青禾农机有限公司,{QING},青禾,2019-03-02；2020-01-01,,,\n星海储能有限公司,{XING},星海,去年,,,\n");
        let text = format!("{HEADER}{rows}");
        let catalogue = Catalogue::builtin().expect("the packs");
        let mut read = dry_run(&kit.store, &catalogue, &request(Kind::Register), text.as_bytes()).expect("read");
        foresee(&kit.store, &request(Kind::Register), &mut read).await.expect("seen");
        let said: Vec<String> = read
            .refusals
            .iter()
            .map(|refusal| format!("{} {}", refusal.cell.clone().unwrap_or_default(), refusal.why))
            .collect();
        assert_eq!(said.join("\n"), ["D2 1 former names and 2 days of change; give one day a name, the earliest first, with `；` between, or no day", "D3 not a date; write it as 2025-03-01"].join("\n"));
        assert!(matches!(brought(kit, Kind::Register, &text).await, Err(ProgrammeError::Nothing)));
    });
}

#[test]
fn an_address_that_names_the_zone_makes_a_member_and_moving_away_ends_it() {
    on_both(async |kit| {
        let mut write = kit.store.write().await.expect("a change");
        write.set(setting::ZONE, "云溪高新技术产业开发区").await.expect("set");
        write.commit_quietly().await.expect("committed");
        let row = |address| format!("青禾农机有限公司,{QING},,,{address},,\n");
        let here = register(kit, &row("云溪市云溪高新技术产业开发区创新大道9号")).await;
        assert_eq!(here.findings.n_memberships, 1);
        let of = async || kit.store.memberships_of(SCOPE, 1).await.expect("memberships");
        let (Membership { role, .. }, zone) = of().await.remove(0);
        assert_eq!((role.as_str(), zone.as_str()), ("registered", "云溪高新技术产业开发区"));
        let gone = register(kit, &row("云溪市东湾区北岸路3号")).await;
        assert_eq!(of().await, []);
        undo(&kit.store, &Actor::System, gone.batch, "地址有误").await.expect("undone");
        assert_eq!(of().await.len(), 1);
    });
}
