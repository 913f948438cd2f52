//! Files in, populations out, and back: what offices send, through the public face.

mod broken;
mod csv;
mod dirt;
mod hostile;
mod kit;
mod long;
mod office;
mod parquet;
mod write;
