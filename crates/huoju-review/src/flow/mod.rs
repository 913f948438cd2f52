//! Our own exact minimum-cost flow, in whole numbers, for networks of the shape of an assignment.
//!
//! [`optimum`] bids for prices and makes them exact: `auction` may be as rough as it likes, for `exact` is right from any
//! prices and ends with those that prove it. [`cover`] says how many places can be filled at all, and why not more.

mod auction;
mod cover;
mod exact;
mod network;
mod state;

pub use cover::{Cover, Shortage, cover};
pub use exact::Optimum;
pub use network::{Choice, Limits, NONE, Network};
pub use state::State;

/// The optimum over these choices, and the network it is told in; `origin` leads back to the choices.
pub fn optimum(limits: Limits, choices: &[Choice], start: Option<&[i64]>) -> (Network, Optimum) {
    let network = Network::new(limits, choices);
    let most = choices.iter().map(|choice| choice.value).max().unwrap_or(0);
    let raise = (most / RAISE).max(1);
    let prices = start.map_or_else(|| auction::prices(&network, raise), <[i64]>::to_vec);
    let optimum = exact::solve(&network, &prices);
    (network, optimum)
}

/// Bids rise by this part of the greatest value: more of them, and the start is better but takes longer.
const RAISE: i64 = 20_000;
