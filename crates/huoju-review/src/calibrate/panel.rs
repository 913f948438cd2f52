//! Whole sheets as a graph of entries and experts, taken apart where nothing connects them.

/// What one expert's sheet of one entry comes to.
#[derive(Debug, Clone, Copy, PartialEq)]
pub struct Observation {
    /// The entry.
    pub entry: u32,
    /// The expert.
    pub expert: u32,
    /// The score.
    pub score: f64,
}

/// A connected part: entries and experts by their own places from 0, so that matrices are small.
#[derive(Debug, Clone, Default)]
pub struct Panel {
    /// The entries, ascending.
    pub entries: Vec<u32>,
    /// The experts, ascending.
    pub experts: Vec<u32>,
    /// The sheets, by entry, then expert; both as places in the lists above.
    pub sheets: Vec<Observation>,
}

impl Panel {
    /// The sheets of each entry.
    pub fn by_entry(&self) -> impl Iterator<Item = &[Observation]> {
        self.sheets.chunk_by(|a, b| a.entry == b.entry)
    }

    /// How many sheets each expert has.
    pub fn loads(&self) -> Vec<usize> {
        let mut loads = vec![0; self.experts.len()];
        self.sheets.iter().for_each(|sheet| loads[sheet.expert as usize] += 1);
        loads
    }

    /// Whether all scores are one.
    pub fn constant(&self) -> bool {
        self.sheets.windows(2).all(|pair| pair[0].score == pair[1].score)
    }
}

/// The connected parts, by their first entry. Offsets of experts can be compared only inside one.
pub fn panels(observations: &[Observation]) -> Vec<Panel> {
    let n_entries = observations.iter().map(|o| o.entry + 1).max().unwrap_or(0);
    let n_experts = observations.iter().map(|o| o.expert + 1).max().unwrap_or(0);
    let mut roots: Vec<u32> = (0..n_entries + n_experts).collect();
    for sheet in observations {
        let (a, b) = (root(&mut roots, sheet.entry), root(&mut roots, n_entries + sheet.expert));
        roots[a.max(b) as usize] = a.min(b);
    }
    let mut sorted = observations.to_vec();
    sorted.sort_by_key(|o| (root(&mut roots, o.entry), o.entry, o.expert));
    sorted.chunk_by(|a, b| root(&mut roots, a.entry) == root(&mut roots, b.entry)).map(panel).collect()
}

fn root(roots: &mut [u32], mut node: u32) -> u32 {
    while roots[node as usize] != node {
        roots[node as usize] = roots[roots[node as usize] as usize];
        node = roots[node as usize];
    }
    node
}

fn panel(sheets: &[Observation]) -> Panel {
    let listed = |of: fn(&Observation) -> u32| {
        let mut list: Vec<u32> = sheets.iter().map(of).collect();
        list.sort_unstable();
        list.dedup();
        list
    };
    let (entries, experts) = (listed(|o| o.entry), listed(|o| o.expert));
    let place = |list: &[u32], of: u32| list.partition_point(|&other| other < of) as u32;
    let sheets = sheets.iter().map(|o| Observation {
        entry: place(&entries, o.entry),
        expert: place(&experts, o.expert),
        score: o.score,
    });
    let sheets = sheets.collect();
    Panel { entries, experts, sheets }
}
