//! A data directory from its first day: made, peopled, served, verified, copied away and back.

use std::io::{BufRead, BufReader, Read, Write};
use std::net::TcpStream;
use std::process::{Child, Command, Stdio};

use crate::support::{Desk, Done};

/// The password at the end of a sentence that shows one.
fn password(said: &str) -> String {
    let after = said.split("password ").nth(1).unwrap_or_default();
    after.split(' ').next().unwrap_or_default().to_owned()
}

fn en(desk: &Desk, line: &str) -> Done {
    desk.huoju(&format!("--lang en {line}"))
}

#[test]
fn the_first_day_has_one_administrator_whose_password_is_said_once() {
    let desk = Desk::new();
    let made = en(&desk, "init --dir zone");
    assert_eq!((made.status, made.err.as_str()), (0, ""));
    assert_eq!(password(&made.out).len(), 23, "{}", made.out);
    let again = en(&desk, "init --dir zone");
    assert_eq!((again.status, again.out.as_str()), (0, "the data directory is zone\n"));
    assert_eq!(en(&desk, "user list --dir zone").out, "admin  administrator  active  管理员\n");
}

#[test]
fn people_are_added_changed_and_stopped() {
    let desk = Desk::new();
    en(&desk, "init --dir zone");
    let added = en(&desk, "user add chen --name 陈晓 --dir zone");
    let changed = en(&desk, "user password chen --dir zone");
    assert_ne!(password(&added.out), password(&changed.out));
    assert_eq!(en(&desk, "user stop chen --dir zone").out, "chen is stopped\n");
    let list = desk.huoju("user list --dir zone").out;
    assert_eq!(list, "admin  管理员  在用  管理员\nchen   专员  停用  陈晓\n");
    for (line, said) in [
        ("user stop chen", "error: account `chen` is stopped already\n"),
        ("user stop wang", "error: there is no account `wang`; huoju user list lists them all\n"),
        ("user stop admin", "error: this is the last administrator, who can't be stopped; add another one first\n"),
        ("user add chen --name x", "error: account `chen` is there already\n"),
        ("user add Ch/en --name x", "error: `Ch/en` can't be an account; take 2 to 32 of a–z, 0–9, . - _\n"),
        ("user add wang --name x --role boss", "error: there is no role `boss`; take administrator or officer\n"),
    ] {
        let refused = en(&desk, &format!("{line} --dir zone"));
        assert_eq!((refused.status, refused.err.as_str()), (2, said), "{line}");
    }
    let verified = en(&desk, "verify --dir zone");
    assert_eq!(verified.status, 0, "{}", verified.out);
    assert!(verified.out.starts_with("4 records of the ledger, all hold; the last is "), "{}", verified.out);
}

#[test]
fn without_a_data_directory_nothing_is_made() {
    let desk = Desk::new();
    for line in ["user list", "verify", "serve", "backup --to away"] {
        let refused = en(&desk, &format!("{line} --dir none"));
        assert_eq!(refused.status, 2, "{line}");
        assert_eq!(refused.err, "error: there are no data in none yet; run huoju init first\n", "{line}");
    }
    assert_eq!(desk.files(), ["packs"]);
}

#[test]
fn a_backup_comes_back_and_a_changed_one_does_not() {
    let desk = Desk::new();
    en(&desk, "init --dir zone");
    let made = en(&desk, "backup --dir zone --to away/monday");
    assert_eq!(made.status, 0, "{}{}", made.out, made.err);
    assert!(made.out.starts_with("backed up in away/monday: 1 files, 0."), "{}", made.out);
    let over = en(&desk, "restore away/monday --dir zone");
    assert_eq!((over.status, over.err.contains("is there and not empty")), (2, true), "{}", over.err);
    let restored = en(&desk, "restore away/monday --dir other");
    assert_eq!(restored.status, 0, "{}{}", restored.out, restored.err);
    assert_eq!(en(&desk, "verify --dir other").out, en(&desk, "verify --dir zone").out);
    let mut rows = std::fs::read(desk.path().join("away/monday/huoju.db")).expect("rows");
    *rows.last_mut().expect("a byte") ^= 1;
    std::fs::write(desk.path().join("away/monday/huoju.db"), rows).expect("changed");
    let damaged = en(&desk, "restore away/monday --dir third");
    assert_eq!((damaged.status, damaged.err.contains("not those of the backup's list")), (2, true), "{}", damaged.err);
    assert!(!desk.path().join("third").exists());
}

/// A server of its own, ended when the test ends.
struct Server {
    child: Child,
    address: String,
    said: String,
}

impl Server {
    fn start(desk: &Desk) -> Self {
        let mut child = Command::new(env!("CARGO_BIN_EXE_huoju"))
            .args(["--lang", "en", "serve", "--dir", "zone", "--listen", "127.0.0.1:0"])
            .current_dir(desk.path())
            .env_clear()
            .stdout(Stdio::piped())
            .spawn()
            .expect("the binary runs");
        let (mut said, mut address) = (String::new(), None);
        let mut out = BufReader::new(child.stdout.take().expect("stdout"));
        while address.is_none() && out.read_line(&mut said).expect("a line") > 0 {
            let last = said.lines().last().unwrap_or_default();
            address = last.split("http://").nth(1).and_then(|rest| rest.split(';').next()).map(str::to_owned);
        }
        Server { child, address: address.expect("it says where it is"), said }
    }

    fn get(&self, path: &str) -> String {
        let mut stream = TcpStream::connect(&self.address).expect("a connection");
        write!(stream, "GET {path} HTTP/1.1\r\nHost: {}\r\nConnection: close\r\n\r\n", self.address).expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).expect("an answer");
        answer
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        let _ = self.child.kill();
        let _ = self.child.wait();
    }
}

#[test]
fn the_server_leads_strangers_to_its_form_and_stops_when_asked() {
    let desk = Desk::new();
    let made = en(&desk, "init --dir zone");
    assert_eq!(made.status, 0);
    let mut server = Server::start(&desk);
    assert!(!server.said.contains("password"), "it was said by init: {}", server.said);
    assert!(server.get("/sign-in").contains("name=\"csrf\""));
    let led = server.get("/password");
    assert!(led.starts_with("HTTP/1.1 303") && led.contains("location: /sign-in?next=/password"), "{led}");
    let pid = server.child.id().to_string();
    assert!(Command::new("kill").args(["-TERM", &pid]).status().expect("kill").success());
    assert!(server.child.wait().expect("an end").success());
}

#[test]
fn an_address_that_is_none_or_taken_is_said() {
    let desk = Desk::new();
    en(&desk, "init --dir zone");
    let bad = en(&desk, "serve --dir zone --listen 8173");
    assert_eq!(
        (bad.status, bad.err.as_str()),
        (2, "error: `8173` is no address and port; write something like 127.0.0.1:8173\n")
    );
    let taken = std::net::TcpListener::bind("127.0.0.1:0").expect("a port");
    let address = taken.local_addr().expect("an address").to_string();
    let refused = en(&desk, &format!("serve --dir zone --listen {address}"));
    assert_eq!(refused.status, 2);
    assert!(refused.err.starts_with(&format!("error: can't listen on {address}: ")), "{}", refused.err);
}
