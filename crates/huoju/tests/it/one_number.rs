//! One number from end to end: cell H7 of the sample workbook, 338 万元 of R&D expense, through the import, the store, an
//! assessment, its explanation, the pages and an export. Each step must still say its value, its source and its rule.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::path::Path;
use std::process::{Child, Command, Stdio};

use huoju_model::{Actor, Role, Scope};
use huoju_programme::people::{self, NewUser};
use huoju_store::observation::Value;
use huoju_store::subject::Search;
use huoju_store::{NOW, Place, Store};
use jiff::Timestamp;
use serde_json::Value as Json;

use crate::support::Desk;

const ENTERPRISE: &str = "91649900EX0000037X";
const SCHEME: &str = "cn-tech-sme";

#[test]
fn a_cell_keeps_its_value_source_and_rule_on_its_whole_way() {
    let desk = Desk::new();
    let workbook = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../examples/sample-park.xlsx");
    assert_eq!(desk.huoju("init --dir zone").status, 0);
    let line =
        format!("import {} --source tax --source-name 市税务局 --use administrative --dir zone", workbook.display());
    let imported = desk.huoju(&line);
    assert!(imported.out.contains("已入库，第 1 批"), "{}{}", imported.out, imported.err);
    let assessed = desk.huoju(&format!("assess {SCHEME} --period 2025 --dir zone"));
    says("the assessment", &assessed.out, &["91649900EX0000037X,undetermined,,46,46,76,16,30,"]);
    explained(&desk);
    let (subject, link) = observed(&desk);
    pages(&desk, subject, &link);
}

fn says(what: &str, text: &str, all: &[&str]) {
    let absent: Vec<_> = all.iter().filter(|said| !text.contains(**said)).collect();
    assert!(absent.is_empty(), "{what} has lost {absent:?}: {text}");
}

/// The explanation, as another program reads it.
fn explained(desk: &Desk) {
    let said = desk.huoju(&format!("explain {SCHEME} --subject {ENTERPRISE} --period 2025 --json --dir zone"));
    let explained: Json = serde_json::from_str(&said.out).expect("JSON");
    let figures = explained["figures"].as_array().expect("figures");
    let figure = figures.iter().find(|figure| figure["code"] == "rnd").expect("the figure");
    let source = &figure["sources"][0];
    let of = |key: &str| source[key].as_str().unwrap_or_default().to_owned();
    let found = ["source", "file", "sheet", "place"].map(of);
    assert_eq!(found, ["市税务局", "sample-park.xlsx", "企业情况表", "H7"]);
    assert_eq!((source["taken"].as_bool(), of("value").as_str()), (Some(true), "3380000 元"));
    says("the rule", &said.out, &["338 万元 ÷ 8,450 万元 = 4%", "第七条2(1)"]);
}

/// The observation in the store; the enterprise's row and a link that signs in once.
#[tokio::main(flavor = "current_thread")]
async fn observed(desk: &Desk) -> (i64, String) {
    let place = Place { folder: desk.path().join("zone"), database: None };
    let store = Store::open(&place, false).await.expect("the store");
    let scope: Scope = Actor::System.scope();
    let search = Search { words: ENTERPRISE.to_owned(), ..Search::default() };
    let (found, _) = store.subjects(scope, &search, 0, 2).await.expect("subjects");
    let subject = found.first().expect("the enterprise").id;
    let known = store.observations_of(scope, subject, NOW).await.expect("observations");
    let one = known.iter().find(|one| one.indicator == "rnd").expect("the observation");
    assert_eq!((&one.value, one.place.as_deref()), (&Some(Value::Whole(338_000_000)), Some("H7")));
    assert_eq!(one.period.to_string(), "2025");
    (subject, link(&store).await)
}

async fn link(store: &Store) -> String {
    let (actor, now) = (Actor::System, Timestamp::now());
    let new = NewUser { login: "chen".into(), name: "陈晓".into(), role: Role::Officer };
    let password = people::add(store, &actor, &new, now).await.expect("added");
    let token = people::link(store, &actor, "chen", now).await.expect("a link");
    let entered = people::enter(store, &token, now).await.expect("inside");
    let who = people::session(store, &entered.token, now).await.expect("a session").expect("somebody");
    people::change_password(store, &who, &password, "tea4lunch!", now).await.expect("changed");
    people::link(store, &actor, "chen", now).await.expect("a link")
}

/// What the browser shows, and the file that it takes along.
fn pages(desk: &Desk, subject: i64, link: &str) {
    let server = Server::start(desk, link);
    let page = server.get(&format!("/subjects/{subject}"));
    let cited = ["338", "市税务局", "sample-park.xlsx", "企业情况表", "H7", "第 1 批", "行政共享"];
    says("the subject's page", &page, &cited);
    let path = page.split("href=\"/assessments/").nth(1).and_then(|rest| rest.split('"').next()).expect("an address");
    let assessment = format!("/assessments/{}", path.split('/').next().unwrap_or_default());
    let page = server.get(&format!("{assessment}/subjects/{subject}"));
    says("the explanation's page", &page, &cited);
    says(
        "the explanation's page",
        &page,
        &["第七条2（1）", "338 万元 ÷ 8,450 万元", "4%", r#"<li class="hit"><b>30</b>4%</li>"#],
    );
    let csrf = page.split("name=\"csrf\" value=\"").nth(1).and_then(|rest| rest.split('"').next()).expect("a token");
    let form = format!("csrf={csrf}&format=csv&q={ENTERPRISE}&reason=check");
    let file = server.post(&format!("{assessment}/export"), &form);
    says("the export", &file, &["3380000", "市税务局，sample-park.xlsx [企业情况表] H7，第 1 批"]);
}

/// A server of its own, ended when the test ends, and the session of whoever asks it.
struct Server {
    child: Child,
    address: String,
    cookie: String,
}

impl Server {
    fn start(desk: &Desk, link: &str) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_huoju"))
            .args(["--lang", "en", "serve", "--dir", "zone", "--listen", "127.0.0.1:0"])
            .current_dir(desk.path())
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let mut out = BufReader::new(child.stdout.take().expect("stdout"));
        let mut said = String::new();
        while !said.contains("http://") && out.read_line(&mut said).expect("a line") > 0 {}
        let address = said.split("http://").nth(1).and_then(|rest| rest.split(';').next()).expect("an address");
        let mut server = Server { child, address: address.trim().to_owned(), cookie: String::new() };
        let entered = server.get(&format!("/enter/{link}"));
        let cookies = entered.lines().filter_map(|line| line.strip_prefix("set-cookie: ")?.split(';').next());
        server.cookie = cookies.collect::<Vec<_>>().join("; ");
        server
    }

    fn get(&self, path: &str) -> String {
        self.ask("GET", path, "")
    }

    fn post(&self, path: &str, form: &str) -> String {
        self.ask("POST", path, form)
    }

    fn ask(&self, method: &str, path: &str, form: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        let (host, cookie, n) = (&self.address, &self.cookie, form.len());
        let head = format!(
            "{method} {path} HTTP/1.1\r\nHost: {host}\r\nCookie: {cookie}\r\nConnection: close\r\n\
             Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {n}\r\n\r\n"
        );
        stream.write_all((head + form).as_bytes()).expect("sent");
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer).expect("an answer");
        String::from_utf8_lossy(&answer).into_owned()
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}
