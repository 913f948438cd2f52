//! Which of those who did not pass are asked for.

use huoju_model::Text;
use huoju_programme::evaluate::steps::Nearness;
use huoju_store::gap::GapFilter;
use serde::Deserialize;

use crate::view::{Choice, Link, Options};
use crate::words::Words;
use crate::{Visitor, paths, render};

/// As the form of filters sends it.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Asked {
    pub state: String,
    pub lever: String,
    pub find: String,
    pub page: String,
}

impl Asked {
    /// The same as the store takes it. What can't be read doesn't filter.
    pub fn filter(&self) -> GapFilter {
        // PostgreSQL takes no such character in a text, and no name has one.
        let plain = |text: &str| text.trim().replace('\0', "");
        GapFilter {
            state: Nearness::parse(&self.state).map(|nearness| nearness.code().to_owned()),
            lever: Some(plain(&self.lever)).filter(|lever| !lever.is_empty()),
            words: plain(&self.find),
        }
    }

    /// All that filters, by the name of its field.
    pub fn fields(&self) -> [(&'static str, &str); 3] {
        [("state", &self.state), ("lever", &self.lever), ("find", &self.find)]
    }

    /// The address of a page of the list.
    pub fn address(&self, hash: &str, page: usize) -> String {
        let given = self.fields().into_iter().filter(|(_, value)| !value.is_empty());
        let pairs = given.map(|(name, value)| format!("{name}={}&", render::escaped(value)));
        format!("{}?{}page={page}#list", paths::steps(hash), pairs.collect::<String>())
    }

    pub fn states(&self, visitor: &Visitor) -> Options {
        let choice = |one: Nearness| Choice::new(one.code(), one.name().get(visitor.lang), &self.state);
        options(Nearness::ALL.map(choice), &self.state, visitor)
    }

    /// The levers that are enough by themselves for anybody.
    pub fn levers(&self, levers: &[(String, Text, i64)], visitor: &Visitor) -> Options {
        let choice = |(id, title, _): &(String, Text, i64)| Choice::new(id, title.get(visitor.lang), &self.lever);
        options(levers.iter().map(choice), &self.lever, visitor)
    }

    /// The filters in force, each leading to the list without it.
    pub fn applied(&self, levers: &[(String, Text, i64)], hash: &str, visitor: &Visitor) -> Vec<Link> {
        let chosen = |options: Options| {
            let chosen = options.choices.into_iter().find(|choice| choice.chosen);
            chosen.map_or_else(String::new, |choice| choice.text)
        };
        let each = [
            (&self.state, chosen(self.states(visitor)), Asked { state: String::new(), ..self.clone() }),
            (&self.lever, chosen(self.levers(levers, visitor)), Asked { lever: String::new(), ..self.clone() }),
            (&self.find, self.find.clone(), Asked { find: String::new(), ..self.clone() }),
        ];
        let given = each.into_iter().filter(|(value, text, _)| !value.is_empty() && !text.is_empty());
        given.map(|(_, text, rest)| Link::new(text, rest.address(hash, 1))).collect()
    }
}

fn options(choices: impl IntoIterator<Item = Choice>, now: &str, visitor: &Visitor) -> Options {
    let all = std::iter::once(Choice::new("", Words::of(visitor.lang).get("all"), now));
    Options { choices: all.chain(choices).collect(), ..Options::default() }
}
