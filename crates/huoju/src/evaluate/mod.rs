//! 评价: assess a population, explain one subject, and look after the rules.

pub mod assess;
pub mod audit;
pub mod compare;
pub mod explain;
pub mod gap;
pub mod index;
pub mod ladder;
pub mod matching;
mod only;
mod pool;
pub mod population;
pub mod scheme;
pub mod stored;
mod summary;
