//! Packs of data: indicators, sources, schemes and their cases.
