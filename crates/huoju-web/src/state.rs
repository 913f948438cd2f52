//! What every handler shares.

use std::sync::Arc;

use huoju_catalogue::Catalogue;
use huoju_programme::evaluate::ladder::Kept;
use huoju_store::Store;

use crate::evaluate::Ready;

/// What every handler shares. Cheap to clone.
#[derive(Clone)]
pub struct App {
    /// The rows.
    pub store: Store,
    /// The packs.
    pub catalogue: Arc<Catalogue>,
    /// Who stands where on which ladder, once it was asked.
    pub ladders: Arc<Kept>,
    /// How this server is set up.
    pub settings: Arc<Settings>,
    /// The assessments that are ready to be tried with other points.
    pub ready: Ready,
}

/// How a server is set up.
#[derive(Debug, Clone)]
pub struct Settings {
    /// The zone whose office this is: 云溪高新技术产业开发区.
    pub zone: String,
    /// Whether all data is invented.
    pub demo: bool,
    /// Whether a proxy stands before the server and speaks TLS to the browsers: cookies are then for TLS alone, and
    /// the last address of `X-Forwarded-For` is who asks. Without such a proxy anybody could write that header.
    pub behind_tls: bool,
    /// How many bytes a file that is sent in may have.
    pub upload_limit: usize,
}

impl Default for Settings {
    fn default() -> Self {
        Settings { zone: String::new(), demo: false, behind_tls: false, upload_limit: 64 << 20 }
    }
}
