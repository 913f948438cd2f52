//! Figures of a bulletin: whom they are of, in which unit, and what the number alone leaves out.

use huoju_catalogue::Catalogue;
use huoju_model::{Actor, PermittedUse, Scope};
use huoju_programme::ProgrammeError;
use huoju_programme::discover::import::{Imported, Kind, Request, import, undo};
use huoju_store::NOW;
use huoju_store::observation::Value;
use huoju_testkit::{Testkit, on_both};

const SCOPE: Scope = Scope { within: None };
const HEADER: &str = "subject,kind,zone,indicator,period,statistic,value,unit,qualifier,base_period\n";
const ROWS: &str = "\
    大连高新区,zone,大连高新技术产业园区,gdp,2021,level,400,亿元,over,\n\
    大连高新区,zone,大连高新技术产业园区,gdp,2021,growth_pct,45,%,exact,2011\n\
    大连高新区生命科学创新中心,carrier,大连高新技术产业园区,biomed_firms,2022,level,14,家,exact,\n\
    国家高新区,nation,,gdp,2021,level,15.3,万亿元,exact,\n";

async fn brought(kit: &Testkit, text: &str) -> Result<Imported, ProgrammeError> {
    let request = Request {
        name: "公报.csv".into(),
        kind: Kind::Bulletin,
        source: "bulletin".into(),
        new_source: Some(("公报".into(), PermittedUse::Public)),
        ..Request::default()
    };
    let catalogue = Catalogue::builtin().expect("the packs");
    import(&kit.store, &catalogue, &Actor::System, &request, text.as_bytes(), None).await
}

async fn known(kit: &Testkit, called: &str) -> Vec<String> {
    let subjects = kit.store.subjects_called(SCOPE, called).await.expect("subjects");
    let [subject] = subjects.as_slice() else { panic!("{called}: {subjects:?}") };
    let known = kit.store.observations_of(SCOPE, subject.id, NOW).await.expect("observations");
    let line = |one: &huoju_store::observation::Observation| {
        let Some(Value::Whole(value)) = one.value else { panic!("{one:?}") };
        let words = one.words.clone().unwrap_or_default();
        format!("{} {} {value} {words} {}", one.indicator, one.period, one.place.clone().unwrap_or_default())
    };
    known.iter().map(line).collect()
}

#[test]
fn a_bulletins_figures_are_of_zones_and_the_nation_in_exact_units() {
    on_both(async |kit| {
        let done = brought(kit, &format!("{HEADER}{ROWS}")).await.expect("imported");
        assert_eq!((done.n_subjects, done.written.n_new, done.read.n_refused), (3, 4, 0));
        let zone = ["gdp 2021 40000 超 G2", "gdp_growth_pct 2021 4500 比2011年 G3"];
        assert_eq!(known(kit, "大连高新技术产业园区").await, zone);
        assert_eq!(known(kit, "大连高新区").await, zone, "its short name");
        assert_eq!(known(kit, "国家高新区").await, ["gdp 2021 15300000  G5"]);
        let part = kit.store.subjects_called(SCOPE, "大连高新区生命科学创新中心").await.expect("found").remove(0);
        let of = kit.store.memberships_of(SCOPE, part.id).await.expect("memberships").remove(0);
        assert_eq!((of.0.role.as_str(), of.1.as_str()), ("part", "大连高新技术产业园区"));
        undo(&kit.store, &Actor::System, done.batch, "另有一期").await.expect("undone");
        assert_eq!(kit.store.subjects_called(SCOPE, "大连高新区").await.expect("none"), []);
    });
}

#[test]
fn rows_that_are_no_figures_are_refused_with_the_mend() {
    on_both(async |kit| {
        let rows = "\
            甲,zone,,nobody_knows,2021,level,1,家,exact,\n\
            甲,zone,,gdp,去年,level,1,亿元,exact,\n\
            甲,zone,,gdp,2021,level,1,人,exact,\n\
            甲,zone,,gdp,2020,level,1,两,exact,\n\
            甲,enterprise,,gdp,2019,level,1,亿元,exact,\n\
            甲,zone,,gdp,2018,level,1,亿元,exact,\n\
            甲,zone,,gdp,2018,level,2,亿元,exact,\n";
        let done = brought(kit, &format!("{HEADER}{rows}")).await.expect("one row stands");
        let said: Vec<String> = done.read.refusals.iter().filter_map(|refusal| refusal.cell.clone()).collect();
        assert_eq!(said, ["D2", "E3", "H4", "H5", "B6", "D8"]);
        assert!(matches!(
            brought(kit, "subject,gdp\n甲,3\n").await,
            Err(ProgrammeError::NoColumn(_) | ProgrammeError::Table(_))
        ));
    });
}

#[test]
fn all_figures_of_a_real_bulletin_are_taken() {
    on_both(async |kit| {
        let done = brought(kit, include_str!("../../../huoju/src/demo/figures.csv")).await.expect("imported");
        assert_eq!((done.written.n_new, done.read.n_refused), (110, 0), "{:#?}", done.read.refusals);
    });
}
