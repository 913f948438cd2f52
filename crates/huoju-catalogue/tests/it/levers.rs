//! Files of levers: read, joined, and every fault with its mend.

use std::path::Path;

use huoju_catalogue::Catalogue;
use huoju_model::Lang;
use insta::assert_snapshot;

/// A file of these levers, as the built-in packs read it.
fn read(levers: &str) -> Result<String, String> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("levers.toml");
    std::fs::write(&path, format!("format = \"huoju.levers/1\"\n{levers}")).expect("the file is written");
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    match catalogue.levers(Some(&path)) {
        Ok(levers) => Ok(format!("{:?}", levers.list)),
        Err(error) => {
            let text = error.render(Lang::En, false);
            Err(text.replace(&path.display().to_string(), "levers.toml"))
        }
    }
}

/// The first line of what is wrong, and the mend.
fn wrong(levers: &str) -> String {
    let said = read(levers).expect_err("it is refused");
    let telling = |line: &&str| line.contains('×') || line.contains("mend");
    said.lines().filter(telling).map(str::trim).collect::<Vec<_>>().join("\n")
}

const HIRE: &str =
    "[[lever]]\nid = 'hire'\nmoves = { tech_staff = '1 人', headcount = '1 人' }\nmost = 30\ncost = '20 万元'\n";

#[test]
fn the_packs_levers_are_sound_and_labelled_a_sample() {
    let levers = Catalogue::builtin().expect("the packs are sound").levers(None).expect("their levers are sound");
    assert!(levers.sample && levers.list.len() > 10, "{} levers", levers.list.len());
}

#[test]
fn a_lever_is_read_into_smallest_units() {
    assert_snapshot!(read(HIRE).expect("a lever"), @r#"[Lever { id: "hire", title: Text { zh: "hire", en: None }, moves: [("tech_staff", By(1)), ("headcount", By(1))], most: Some(30), cost: 20000000 }]"#);
    assert_snapshot!(read("[[lever]]\nid = 'a'\nmoves = { hnte_certificate = true, rnd = '-0.5 万元' }\ncost = '3 天'\n").expect("a lever"), @r#"[Lever { id: "a", title: Text { zh: "a", en: None }, moves: [("hnte_certificate", Set(true)), ("rnd", By(-500000))], most: None, cost: 300 }]"#);
}

#[test]
fn a_bad_lever_is_named_with_its_mend() {
    assert_snapshot!(wrong(&HIRE.replace("tech_staff", "tech_stuff")), @r#"
    × there is no indicator `tech_stuff`
    mend: did you mean `tech_staff`?
    "#);
    assert_snapshot!(wrong(&HIRE.replace("headcount = '1 人'", "headcount = '1 元'")), @"× the unit 元 of `1 元` does not convert to 人; accepted: 人, 万人");
    assert_snapshot!(wrong(&HIRE.replace("headcount = '1 人'", "headcount = '0 人'")), @"× a step of 0 moves nothing");
    assert_snapshot!(wrong(&HIRE.replace("headcount = '1 人'", "headcount = true")), @r#"× a number with its unit is expected, such as "1 人" or "-1 人""#);
    assert_snapshot!(wrong(&HIRE.replace("headcount = '1 人'", "tech_field = '其他'")), @"× `tech_field` is neither an amount nor a fact, so nothing moves it");
    assert_snapshot!(wrong(&HIRE.replace("headcount = '1 人'", "resident = 'yes'")), @"× true or false is expected");
    assert_snapshot!(wrong(&HIRE.replace("20 万元", "0 元")), @r#"
    × `cost` must be above 0 with its unit, 0.01 of it at the finest, not `0 元`
    mend: such as cost = "20 万元"; what costs nothing still takes something, such as "1 元", or there is
    "#);
    assert_snapshot!(wrong(&HIRE.replace("20 万元", "dear")), @r#"
    × `cost` must be above 0 with its unit, 0.01 of it at the finest, not `dear`
    mend: such as cost = "20 万元"; what costs nothing still takes something, such as "1 元", or there is
    "#);
    assert_snapshot!(wrong(&HIRE.replace("most = 30", "most = 0")), @r#"
    × `most` is how many steps at most, a whole number from 1 to 10000000
    mend: such as most = 30
    "#);
    assert_snapshot!(wrong(&format!("{HIRE}{HIRE}")), @r#"
    × the lever `hire` is in levers.toml already
    mend: change the id of one of them
    "#);
    assert_snapshot!(wrong(&format!("{HIRE}{}", HIRE.replace("'hire'", "'other'").replace("万元", "天"))), @r#"
    × the lever `other` costs 天 where the others cost 元, so they don't add up
    mend: write every cost in one kind of unit
    "#);
    assert_snapshot!(wrong(""), @r#"
    × `lever` is missing
    mend: add it, such as [[lever]]
    "#);
    assert_snapshot!(wrong(&HIRE.replace("cost", "price")), @r#"
    × `cost` is missing
    mend: add it, such as cost = "20 万元"
    × unknown key `price`
    mend: accepted here: cost, id, most, moves, note, title
    "#);
}

#[test]
fn a_file_that_is_not_there_is_said() {
    let catalogue = Catalogue::builtin().expect("the packs are sound");
    assert!(catalogue.levers(Some(Path::new("no-such.toml"))).is_err());
}
