//! Parsers of others' making, on bytes of others' making.
//!
//! Some panic on damaged files (calamine on a reversed dimension, arrow on false definition levels). Where panics
//! unwind, that is an error like any other; a build with `panic = "abort"` can't be guarded so.

use std::panic::{AssertUnwindSafe, catch_unwind};

/// What `parse` returns, or what it panicked with. Nothing that `parse` touched is used again after a panic.
pub(crate) fn guarded<T>(parse: impl FnOnce() -> T) -> Result<T, String> {
    catch_unwind(AssertUnwindSafe(parse)).map_err(|panic| {
        let text = panic.downcast_ref::<&str>().map(|text| (*text).to_owned());
        text.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_else(|| "the parser gave up".into())
    })
}
