//! The data directory and the server over it: made, served, looked after, copied away and back.

mod guest;
mod keep;
mod troubles;
mod user;

use std::net::SocketAddr;
use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_programme::evaluate::matching::kept;
use huoju_programme::evaluate::steps::kept as reckoning;
use huoju_programme::evaluate::{job, own};
use huoju_programme::jobs::Runner;
use huoju_programme::people;
use huoju_store::{Place, Store, setting};
use huoju_web::{App, Ready, Settings, serve};
use jiff::Timestamp;
use tokio::net::TcpListener;

use crate::discover::operator;
use crate::report::{Exit, Failure, note, print};
use crate::words::Words;

pub use keep::{Backup, Restore, backup, restore, verify};
use troubles::Trouble;
pub use user::{Task as UserTask, User, role, run as user};

/// `huoju serve`
#[derive(Debug)]
pub struct Serve {
    /// The data directory.
    pub place: Place,
    /// Where it listens.
    pub listen: SocketAddr,
    /// Whether a proxy speaks TLS before it.
    pub behind_tls: bool,
    /// Whether a guest is let in by a link that works once, as to a demonstration.
    pub guest: bool,
}

/// Makes a data directory with its first administrator, or finds that it is one already.
pub fn init(place: &Place, words: &Words) -> Result<Exit, Failure> {
    let password = running(words, async {
        let store = Store::open(place, true).await?;
        let password = people::first(&store, &operator(), Timestamp::now()).await?;
        store.close().await;
        Ok(password)
    })?;
    let folder = place.folder.display().to_string();
    print(&(words.with("init-done", &[("path", &folder)]) + "\n"), words)?;
    first(password.as_deref(), words)?;
    Ok(Exit::Done)
}

/// Serves the pages until it is asked to stop.
pub fn run(asked: &Serve, catalogue: Catalogue, words: &Words) -> Result<Exit, Failure> {
    let address = asked.listen.to_string();
    if !asked.behind_tls && !asked.listen.ip().is_loopback() {
        note(&words.with("serve-bare", &[("address", &address)]), words);
    }
    let runtime = tokio::runtime::Builder::new_multi_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(error.to_string()))?;
    let opened = runtime.block_on(async {
        let store = Store::open(&asked.place, false).await?;
        own::shelve(&store, &catalogue).await?;
        let password = people::first(&store, &operator(), Timestamp::now()).await?;
        let link = if asked.guest { Some(guest::link(&store).await?) } else { None };
        let zone = store.setting(setting::ZONE).await?.unwrap_or_default();
        let demo = store.setting(setting::DEMO).await?.is_some_and(|demo| demo == "1");
        Ok((store, password, link, Settings { zone, demo, behind_tls: asked.behind_tls, ..Settings::default() }))
    });
    let (store, password, link, settings) = opened.map_err(|trouble: Trouble| trouble.said(words))?;
    let taken = |error: std::io::Error| {
        Failure::new(words.with("serve-taken", &[("address", &address), ("why", &error.to_string())]))
    };
    let listener = runtime.block_on(TcpListener::bind(asked.listen)).map_err(taken)?;
    first(password.as_deref(), words)?;
    let bound = listener.local_addr().unwrap_or(asked.listen).to_string();
    print(&(words.with("serve-ready", &[("address", &bound)]) + "\n"), words)?;
    if let Some(token) = link {
        print(&(words.with("serve-guest", &[("link", &format!("http://{bound}/enter/{token}"))]) + "\n"), words)?;
    }
    let catalogue = Arc::new(catalogue);
    let packs = Arc::clone(&catalogue);
    let offers = Arc::clone(&catalogue);
    let levers = Arc::clone(&catalogue);
    let runner = Runner::new(store.clone())
        .on(job::KIND, move |run| job::work(run, Arc::clone(&packs)))
        .on(kept::KIND, move |run| kept::work(run, Arc::clone(&offers)))
        .on(reckoning::KIND, move |run| reckoning::work(run, Arc::clone(&levers)));
    let (settings, ready) = (Arc::new(settings), Ready::default());
    let app = App { store, catalogue, ladders: Arc::default(), settings, ready };
    let served = serve::serve(app, serve::pages(), runner, listener, serve::asked_to_stop());
    runtime.block_on(served).map_err(taken)?;
    Ok(Exit::Done)
}

/// The first administrator's password, which is nowhere else.
fn first(password: Option<&str>, words: &Words) -> Result<(), Failure> {
    let Some(password) = password else { return Ok(()) };
    print(&(words.with("first-password", &[("login", people::FIRST), ("password", password)]) + "\n"), words)
}

/// Runs what waits for the store.
fn running<T>(words: &Words, work: impl Future<Output = Result<T, Trouble>>) -> Result<T, Failure> {
    let runtime = tokio::runtime::Builder::new_current_thread().enable_all().build();
    let runtime = runtime.map_err(|error| Failure::new(error.to_string()))?;
    runtime.block_on(work).map_err(|trouble| trouble.said(words))
}
