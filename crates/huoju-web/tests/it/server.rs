//! The server itself: it answers over TCP, works through jobs, and stops when asked.

use std::time::Duration;

use huoju_model::Actor;
use huoju_programme::jobs::{self, Finished, Runner};
use huoju_store::job::JobState;
use huoju_testkit::on_both;
use huoju_web::{Settings, serve};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};
use tokio::sync::oneshot;

use crate::browser::{app, pages};

#[test]
fn it_answers_works_and_stops() {
    on_both(async |kit| {
        let mut app = app(kit, Settings::default());
        app.store = kit.again().await;
        let id = jobs::add(&kit.store, &Actor::System, "count", "{}").await.expect("lined up");
        let runner = Runner::new(app.store.clone()).on("count", async |_| Ok(Finished::With("counted".into())));
        let listener = TcpListener::bind("127.0.0.1:0").await.expect("a port");
        let address = listener.local_addr().expect("an address");
        let (stop, stopped) = oneshot::channel::<()>();
        let server = tokio::spawn(serve::serve(app, pages(), runner, listener, async { drop(stopped.await) }));
        let mut stream = TcpStream::connect(address).await.expect("a connection");
        stream.write_all(b"GET /sign-in HTTP/1.1\r\nHost: a\r\nConnection: close\r\n\r\n").await.expect("sent");
        let mut answer = String::new();
        stream.read_to_string(&mut answer).await.expect("an answer");
        assert!(answer.starts_with("HTTP/1.1 200 OK"), "{answer}");
        while kit.store.job(id).await.expect("the job").state != JobState::Done {
            tokio::time::sleep(Duration::from_millis(20)).await;
        }
        stop.send(()).expect("asked");
        tokio::time::timeout(Duration::from_secs(5), server).await.expect("it stops").expect("an end").expect("served");
        assert!(TcpStream::connect(address).await.is_err(), "nobody answers any more");
    });
}
