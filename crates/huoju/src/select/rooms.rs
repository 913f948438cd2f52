//! Rooms for road shows: a row for each entry, with its room, its place in the drawn order and its panel.

use std::io::Write;
use std::path::Path;

use huoju_review::panel::Pool;
use huoju_review::rooms::{Plan, share};

use crate::report::{Exit, Failure, note, say};
use crate::select::assign::{cell, write};
use crate::select::report;
use crate::words::Words;

/// Shares out and writes.
pub fn run(pool: &Pool, plan: &Plan, out: Option<&Path>, words: &Words) -> Result<Exit, Failure> {
    let shared = share(pool, plan).map_err(|error| report::failure(&error, words))?;
    write(out, words, |out| {
        writeln!(out, "room,order,entry_id,experts")?;
        for (number, room) in shared.rooms.iter().enumerate() {
            let panel: Vec<&str> = room.experts.iter().map(|&at| pool.experts[at as usize].id.as_str()).collect();
            for (place, &entry) in room.entries.iter().enumerate() {
                let entry = cell(&pool.entries[entry as usize].id);
                writeln!(out, "{},{},{entry},{}", number + 1, place + 1, cell(&panel.join(";")))?;
            }
        }
        Ok(())
    })?;
    let sizes = words.list(shared.rooms.iter().map(|room| room.entries.len().to_string()));
    say(&words.with("rooms-done", &[("rooms", &plan.rooms.to_string()), ("sizes", &sizes), ("seed", &plan.seed)]));
    say(&words.with("rooms-total", &[("total", &report::millionths(shared.total))]));
    if shared.left.is_empty() && shared.empty_seats == 0 {
        return Ok(Exit::Done);
    }
    let ids = words.list(shared.left.iter().map(|&at| &pool.entries[at as usize].id));
    note(&words.with("rooms-left", &[("ids", &ids), ("seats", &shared.empty_seats.to_string())]), words);
    Ok(Exit::Refused)
}
