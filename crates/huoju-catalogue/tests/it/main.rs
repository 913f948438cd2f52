//! Packs on disk, read through the catalogue's public face.

mod builtin;
mod families;
mod ladders;
mod levers;
mod offers;
mod packs;
