//! The tree of an index: who is whose child, on which level, and every fault that makes it no tree.

use std::collections::HashMap;

use crate::document::{Index, Node, Normalise, Weighting};
use crate::error::{Fault, FaultKind};

/// A checked tree. Elements are counted from 0: the leaves in the file's order, then the nodes.
#[derive(Debug, Clone)]
pub struct Tree {
    /// How many elements are leaves.
    pub n_leaves: usize,
    /// Each element's parent; the root has none.
    pub parent: Vec<Option<usize>>,
    /// Each element's children, in the file's order.
    pub children: Vec<Vec<usize>>,
    /// Each element's level: a leaf's is 0, a node's one more than its highest child's.
    pub level: Vec<usize>,
    /// The nodes, every child before its parent.
    pub upwards: Vec<usize>,
    /// The root.
    pub root: usize,
}

impl Tree {
    /// The tree of an index, or everything that is wrong with it.
    pub fn of(index: &Index) -> Result<Self, Vec<Fault>> {
        let mut faults = Vec::new();
        let places = places(index, &mut faults);
        let parent = parents(index, &places, &mut faults);
        let root = root(index, &mut faults);
        values(index, &mut faults);
        let mut children = vec![Vec::new(); parent.len()];
        for (child, parent) in parent.iter().enumerate() {
            if let Some(parent) = parent {
                children[*parent].push(child);
            }
        }
        groups(index, &children, &mut faults);
        let (Some(root), true) = (root, faults.is_empty()) else { return Err(faults) };
        let mut tree = Tree {
            n_leaves: index.leaves.len(),
            level: vec![0; parent.len()],
            upwards: Vec::new(),
            parent,
            children,
            root,
        };
        tree.climb(root);
        let reached = |at: &usize| tree.upwards.contains(at);
        let circle = (tree.n_leaves..tree.parent.len()).find(|at| !reached(at));
        match circle {
            Some(at) => Err(vec![Fault::new(index.id_of(at), FaultKind::Circle)]),
            None => Ok(tree),
        }
    }

    fn climb(&mut self, node: usize) {
        for child in self.children[node].clone() {
            if child >= self.n_leaves {
                self.climb(child);
            }
            self.level[node] = self.level[node].max(self.level[child] + 1);
        }
        self.upwards.push(node);
    }

    /// The leaves below an element, itself where it is one.
    pub fn leaves_below(&self, element: usize) -> Vec<usize> {
        if element < self.n_leaves {
            return vec![element];
        }
        self.children[element].iter().flat_map(|&child| self.leaves_below(child)).collect()
    }
}

impl Index {
    /// The id of an element: an indicator's code or a node's id.
    pub fn id_of(&self, element: usize) -> &str {
        match self.leaves.get(element) {
            Some(leaf) => &leaf.indicator,
            None => self.nodes.get(element - self.leaves.len()).map_or("", |node| &node.id),
        }
    }

    /// The title of an element.
    pub fn title_of(&self, element: usize) -> Option<&huoju_model::Text> {
        match self.leaves.get(element) {
            Some(leaf) => Some(&leaf.title),
            None => self.nodes.get(element - self.leaves.len()).map(|node| &node.title),
        }
    }

    /// The node that is element `element`.
    pub fn node(&self, element: usize) -> Option<&Node> {
        element.checked_sub(self.leaves.len()).and_then(|at| self.nodes.get(at))
    }

    /// The weight that the file gives an element.
    pub fn weight_of(&self, element: usize) -> f64 {
        self.leaves.get(element).map(|leaf| leaf.weight).or(self.node(element).map(|node| node.weight)).unwrap_or(1.0)
    }

    /// How a leaf is normalised, where nothing overrides the file's choice.
    pub fn normalise_of(&self, leaf: usize) -> &Normalise {
        self.leaves.get(leaf).and_then(|leaf| leaf.normalise.as_ref()).unwrap_or(&self.normalise)
    }
}

/// Where each id stands, ids that are there twice being faults.
fn places<'i>(index: &'i Index, faults: &mut Vec<Fault>) -> HashMap<&'i str, usize> {
    let mut places = HashMap::new();
    for element in 0..index.leaves.len() + index.nodes.len() {
        let id = index.id_of(element);
        if places.insert(id, element).is_some() {
            faults.push(Fault::new(id, FaultKind::Twice));
        }
    }
    places
}

fn parents(index: &Index, places: &HashMap<&str, usize>, faults: &mut Vec<Fault>) -> Vec<Option<usize>> {
    let of_leaves = index.leaves.iter().map(|leaf| (leaf.indicator.as_str(), Some(leaf.parent.as_str())));
    let of_nodes = index.nodes.iter().map(|node| (node.id.as_str(), node.parent.as_deref()));
    let mut find = |(id, parent): (&str, Option<&str>)| {
        let parent = parent?;
        match places.get(parent) {
            Some(&at) if at >= index.leaves.len() => Some(at),
            Some(_) => {
                faults.push(Fault::new(id, FaultKind::ParentIsIndicator(parent.to_owned())));
                None
            }
            None => {
                faults.push(Fault::new(id, FaultKind::NoSuchParent(parent.to_owned())));
                None
            }
        }
    };
    of_leaves.chain(of_nodes).map(&mut find).collect()
}

fn root(index: &Index, faults: &mut Vec<Fault>) -> Option<usize> {
    let roots: Vec<usize> = (0..index.nodes.len()).filter(|&at| index.nodes[at].parent.is_none()).collect();
    match roots.as_slice() {
        [] => faults.push(Fault::new("", FaultKind::NoRoot)),
        [_] => {}
        [first, others @ ..] => {
            let first = index.nodes[*first].id.clone();
            faults.extend(others.iter().map(|&at| Fault::new(&index.nodes[at].id, FaultKind::TwoRoots(first.clone()))));
        }
    }
    roots.first().map(|at| index.leaves.len() + at)
}

/// Weights, targets and goalposts that can't be meant.
fn values(index: &Index, faults: &mut Vec<Fault>) {
    for element in 0..index.leaves.len() + index.nodes.len() {
        let weight = index.weight_of(element);
        if !(weight >= 0.0 && weight.is_finite()) {
            faults.push(Fault::new(index.id_of(element), FaultKind::Weight(weight)));
        }
    }
    for (at, leaf) in index.leaves.iter().enumerate() {
        let choices = index.robustness.normalise.iter().filter(|_| leaf.normalise.is_none());
        for choice in choices.chain([index.normalise_of(at)]) {
            match (choice, leaf.target, leaf.goalposts) {
                (Normalise::Target { .. }, None, _) => faults.push(Fault::new(&leaf.indicator, FaultKind::NoTarget)),
                (Normalise::Goalposts { .. }, _, None) => {
                    faults.push(Fault::new(&leaf.indicator, FaultKind::NoGoalposts));
                }
                (Normalise::Goalposts { .. }, _, Some((low, high))) if low >= high => {
                    faults.push(Fault::new(&leaf.indicator, FaultKind::Goalposts(low, high)));
                }
                _ => {}
            }
        }
    }
}

fn groups(index: &Index, children: &[Vec<usize>], faults: &mut Vec<Fault>) {
    for (at, node) in index.nodes.iter().enumerate() {
        let own = &children[index.leaves.len() + at];
        if own.is_empty() {
            faults.push(Fault::new(&node.id, FaultKind::NoChildren));
        } else if node.weights == Weighting::Given && own.iter().all(|&child| index.weight_of(child) == 0.0) {
            faults.push(Fault::new(&node.id, FaultKind::NoWeight));
        }
    }
}
