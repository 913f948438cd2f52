//! Marks as experts gave them: who marked what, and the three states of a mark that was expected.

use std::collections::HashMap;

use crate::number::Number;

/// What marks and values are kept apart by.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Dim {
    /// 申报
    Entry,
    /// 环节
    Section,
    /// 评价项
    Criterion,
    /// An item of an entry that is marked by itself (要素).
    Item,
    /// 专家
    Expert,
}

impl Dim {
    /// All of them, in the order of a key.
    pub const ALL: [Dim; 5] = [Dim::Entry, Dim::Section, Dim::Criterion, Dim::Item, Dim::Expert];

    /// Its word in rules and headers.
    pub fn word(self) -> &'static str {
        ["entry", "section", "criterion", "item", "expert"][self as usize]
    }

    /// The dimension of a word.
    pub fn parse(word: &str) -> Option<Dim> {
        Dim::ALL.into_iter().find(|dim| dim.word() == word)
    }
}

/// A set of dimensions.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Dims(u8);

impl Dims {
    /// The set of these.
    pub fn of(dims: &[Dim]) -> Dims {
        dims.iter().fold(Dims::default(), |set, &dim| set.with(dim))
    }

    /// With one more.
    pub fn with(self, dim: Dim) -> Dims {
        Dims(self.0 | 1 << dim as u8)
    }

    /// Those that are not in `other`.
    pub fn less(self, other: Dims) -> Dims {
        Dims(self.0 & !other.0)
    }

    /// Whether this one is in it.
    pub fn has(self, dim: Dim) -> bool {
        self.0 & 1 << dim as u8 != 0
    }

    /// Whether all of these are in `other`.
    pub fn within(self, other: Dims) -> bool {
        self.less(other) == Dims::default()
    }

    /// Its members, in the order of a key.
    pub fn list(self) -> impl Iterator<Item = Dim> {
        Dim::ALL.into_iter().filter(move |&dim| self.has(dim))
    }

    /// How many there are.
    pub fn count(self) -> usize {
        self.0.count_ones() as usize
    }
}

/// What a value belongs to: a place in the list of names per dimension, [`NONE`] where it is not kept apart.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Key(pub [u32; 5]);

/// No place in a dimension.
pub const NONE: u32 = u32::MAX;

impl Key {
    /// The key without the dimensions that are not in `dims`.
    pub fn kept(mut self, dims: Dims) -> Key {
        for dim in Dim::ALL {
            if !dims.has(dim) {
                self.0[dim as usize] = NONE;
            }
        }
        self
    }

    /// The place in a dimension.
    pub fn at(self, dim: Dim) -> u32 {
        self.0[dim as usize]
    }
}

/// Names, each with its place in the order in which they came.
#[derive(Debug, Clone, Default)]
pub struct Names {
    list: Vec<String>,
    places: HashMap<String, u32>,
}

impl Names {
    /// The place of this name, a new one at the end where it is new.
    pub fn add(&mut self, name: &str) -> u32 {
        if let Some(&place) = self.places.get(name) {
            return place;
        }
        let place = self.list.len() as u32;
        self.list.push(name.to_owned());
        self.places.insert(name.to_owned(), place);
        place
    }

    /// The place of this name.
    pub fn find(&self, name: &str) -> Option<u32> {
        self.places.get(name).copied()
    }

    /// The name at a place; empty for [`NONE`].
    pub fn name(&self, place: u32) -> &str {
        self.list.get(place as usize).map_or("", String::as_str)
    }

    /// All names, by place.
    pub fn list(&self) -> &[String] {
        &self.list
    }

    /// How many there are.
    pub fn len(&self) -> usize {
        self.list.len()
    }

    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.list.is_empty()
    }
}

/// A mark that was expected, in its three states. Only a given one counts; none of the others is ever a zero.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Mark {
    /// 给分
    Given(Number),
    /// 缺席: the expert gave none.
    Absent,
    /// 回避: the expert may not judge this entry.
    Recused,
}

/// All marks of a contest.
#[derive(Debug, Clone, Default)]
pub struct Sheet {
    /// The entries.
    pub entries: Names,
    /// The experts.
    pub experts: Names,
    /// Items that are marked one by one.
    pub items: Names,
    /// The group that each expert comes from, where it is told.
    pub groups: Vec<Option<String>>,
    /// The marks, by key once [`sort`](Self::sort) was called; each key once.
    pub marks: Vec<(Key, Mark)>,
}

impl Sheet {
    /// Puts the marks into the order of their keys.
    pub fn sort(&mut self) {
        self.marks.sort_by_key(|(key, _)| *key);
    }
}
