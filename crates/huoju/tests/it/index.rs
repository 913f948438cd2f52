//! `huoju index`: from two files to ranks, and what can't be done said by name.

use std::path::Path;
use std::process::{Command, Output};

const INDEX: &str = r#"format = "huoju.index/1"
id = "toy"
title = "toy"
missing = { aggregate = "rescale", at_least = "50%" }
[[node]]
id = "root"
[[leaf]]
indicator = "x"
parent = "root"
weight = 3
[[leaf]]
indicator = "y"
parent = "root"
direction = "less"
denominator = "pop"
"#;
const DATA: &str = "id,pop,x,y\na,1,10,4\nb,2,5,\nc,1,0,2\nd,1,10,4\n";

fn index(folder: &Path, index: &str, data: &str, more: &str) -> Output {
    std::fs::write(folder.join("i.toml"), index).expect("an index");
    std::fs::write(folder.join("d.csv"), data).expect("data");
    let args = ["index", "./i.toml", "--data", "d.csv", "--lang", "en"];
    let mut command = Command::new(env!("CARGO_BIN_EXE_huoju"));
    command.current_dir(folder).args(args).args(more.split_whitespace()).output().expect("huoju runs")
}

fn run(index_text: &str, data: &str, more: &str) -> (i32, String, String) {
    let folder = tempfile::tempdir().expect("a folder");
    let done = index(folder.path(), index_text, data, more);
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).expect("text");
    (done.status.code().unwrap_or(-1), text(done.stdout), text(done.stderr))
}

#[test]
fn ranks_share_the_least_place_and_a_gap_rescales_the_weights() {
    let (status, out, _) = run(INDEX, DATA, "");
    assert_eq!(status, 0);
    assert_eq!(out, "id,score,rank\na,75,1\nb,50,3\nc,25,4\nd,75,1\n");
}

#[test]
fn the_same_seed_gives_the_same_intervals_on_any_number_of_threads() {
    let one = run(INDEX, DATA, "--robustness 101 --seed 9 --threads 1");
    let three = run(INDEX, DATA, "--robustness 101 --seed 9 --threads 3");
    assert_eq!(one, three);
    assert!(one.1.starts_with("id,score,rank,rank_low,rank_high,mean_shift,top_10,"));
}

#[test]
fn what_is_wrong_is_named_with_its_place() {
    for (file, data, said) in [
        (
            INDEX.replace(
                "\"root\"\n[[leaf]]\nindicator = \"x\"",
                "\"root\"\n[[node]]\nid = \"b\"\n[[leaf]]\nindicator = \"x\"",
            ),
            DATA.to_owned(),
            "two roots",
        ),
        (
            INDEX.replace("id = \"root\"\n", "id = \"root\"\n[[node]]\nid = \"b\"\nparent = \"root\"\n"),
            DATA.to_owned(),
            "no children",
        ),
        (
            INDEX
                .replace("weight = 3", "weight = 0")
                .replace("parent = \"root\"\ndirection", "parent = \"root\"\nweight = 0\ndirection"),
            DATA.to_owned(),
            "all zero",
        ),
        (INDEX.to_owned(), DATA.replace("a,1,10", "a,1,ten"), "row 2 `x`: `ten` is not a number"),
        (INDEX.to_owned(), "id,pop,x,y\na,1,1,1\n".to_owned(), "one subject only"),
        (INDEX.to_owned(), "id,pop,x,y\na,1,,\nb,1,,\n".to_owned(), "every indicator is missing or constant"),
        (INDEX.to_owned(), "id,x,y\na,1,1\nb,1,2\n".to_owned(), "no column `pop`"),
        (INDEX.to_owned(), DATA.replace("b,2,5", "a,2,5"), "twice"),
    ] {
        let (status, _, err) = run(&file, &data, "");
        assert_eq!(status, 2, "{said}: {err}");
        assert!(err.contains(said), "{said}: {err}");
    }
}

#[test]
fn what_is_remarkable_is_said_and_the_index_is_made() {
    let (status, out, err) = run(INDEX, &DATA.replace("c,1", "c,0"), "");
    assert_eq!(status, 0);
    assert!(err.contains("the denominator of c is zero"), "{err}");
    assert!(out.contains("c,0,4"), "{out}");
    let geometric = INDEX.replace("missing =", "aggregate = \"geometric\"\nmissing =");
    let (_, out, err) = run(&geometric, DATA, "");
    assert!(err.contains("a child of a scores zero"), "{err}");
    assert!(out.contains("a,0,"), "{out}");
    let (_, _, err) = run(INDEX, &DATA.replace("10,4", "0,4").replace("5,", "0,"), "");
    assert!(err.contains("`x`: all figures are equal"), "{err}");
}

#[test]
fn the_only_choice_left_open_explains_what_moves() {
    let even = "id,pop,x,y\na,1,10,4\nb,1,0,2\nc,1,6,3\n";
    let (status, _, said) = run(INDEX, even, "--sensitivity 200 --seed 3");
    assert_eq!(status, 0);
    assert!(said.contains("for weights to explain") || said.contains("weights explains"), "{said}");
    let folder = tempfile::tempdir().expect("a folder");
    let open = INDEX.replace("[[node]]", "[robustness]\naggregate = [\"copeland\"]\n[[node]]");
    let done = index(folder.path(), &open, DATA, "--sensitivity 50 --steps st --out o.json");
    assert!(done.status.success());
    let shift = std::fs::read_to_string(folder.path().join("st/sensitivity-shift.csv")).expect("a table");
    assert!(shift.contains("\naggregate,") && shift.contains("\nweights,"), "{shift}");
    let json = std::fs::read_to_string(folder.path().join("o.json")).expect("a result");
    assert!(json.contains("\"mean_absolute_shift\""), "{json}");
}
