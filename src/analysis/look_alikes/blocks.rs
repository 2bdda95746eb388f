//! Which incidents need be compared at all: those that share a day, a month, a name, an article, or
//! operation and place, so that the look-alikes of one are found without looking at all others.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::hash::Hash;

use super::compare::DIED_WITHIN;
use super::traits::{Day, Days, Traits};
use crate::model::{ArticleId, IncidentId, OperationId, Outcome};

/// A range that is no longer than this many days is found by the months that it touches, a longer one
/// by no date at all.
const MONTHS: Day = 100;
/// More incidents than this in one block are no look-alikes but a crowd: the earliest stand for all.
const CROWD: usize = 2_000;

/// Operation and one word of the place; both must be known.
type Scene = (OperationId, String);

/// Incidents by what look-alikes have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Blocks {
    /// By the days of the incident, and those of deaths.
    days: BTreeMap<Day, BTreeSet<IncidentId>>,
    /// By stretches of 30 days.
    months: BTreeMap<i32, BTreeSet<IncidentId>>,
    names: HashMap<String, BTreeSet<IncidentId>>,
    articles: HashMap<ArticleId, BTreeSet<IncidentId>>,
    /// All of a scene, by their first possible day.
    scenes: HashMap<Scene, BTreeSet<(Day, IncidentId)>>,
    /// Those of a scene that no date finds.
    vague: HashMap<Scene, BTreeSet<IncidentId>>,
    /// Those of a scene with wounded, by day.
    hurt: HashMap<Scene, BTreeSet<(Day, IncidentId)>>,
    /// Those of a scene of whom somebody is said to have died later, by day.
    died: HashMap<Scene, BTreeSet<(Day, IncidentId)>>,
}

fn change<K: Hash + Eq, V: Ord>(blocks: &mut HashMap<K, BTreeSet<V>>, key: K, value: V, add: bool) {
    if add {
        blocks.entry(key).or_default().insert(value);
    } else if let Some(block) = blocks.get_mut(&key) {
        block.remove(&value);
        if block.is_empty() {
            blocks.remove(&key);
        }
    }
}

fn change_in_order(blocks: &mut BTreeMap<i32, BTreeSet<IncidentId>>, key: i32, id: IncidentId, add: bool) {
    if add {
        blocks.entry(key).or_default().insert(id);
    } else if let Some(block) = blocks.get_mut(&key) {
        block.remove(&id);
        if block.is_empty() {
            blocks.remove(&key);
        }
    }
}

impl Blocks {
    /// Puts an incident where look-alikes will find it.
    pub fn insert(&mut self, id: IncidentId, traits: &Traits) {
        self.change(id, traits, true);
    }

    /// Takes an incident out that was put in with these traits.
    pub fn remove(&mut self, id: IncidentId, traits: &Traits) {
        self.change(id, traits, false);
    }

    fn change(&mut self, id: IncidentId, traits: &Traits, add: bool) {
        let dated = traits.days.filter(|days| is_some_months(*days));
        match dated {
            Some(days) if days.is_fine() => {
                (days.first..=days.last).for_each(|day| change_in_order(&mut self.days, day, id, add));
            }
            Some(days) => months(days).for_each(|month| change_in_order(&mut self.months, month, id, add)),
            None => {}
        }
        for day in deaths(traits) {
            change_in_order(&mut self.days, day, id, add);
        }
        for name in &traits.names {
            change(&mut self.names, name.key(), id, add);
        }
        for article in &traits.articles {
            change(&mut self.articles, *article, id, add);
        }
        let day = traits.days.map_or(Day::MAX, |days| days.first);
        for scene in scenes(traits) {
            if dated.is_none() {
                change(&mut self.vague, scene.clone(), id, add);
            }
            if has_wounded(traits) {
                change(&mut self.hurt, scene.clone(), (day, id), add);
            }
            if has_died(traits) {
                change(&mut self.died, scene.clone(), (day, id), add);
            }
            change(&mut self.scenes, scene, (day, id), add);
        }
    }

    /// The incidents to compare with one of these traits, each once and in order, itself among them
    /// if it was put in.
    pub fn near(&self, traits: &Traits) -> Vec<IncidentId> {
        let mut near: Vec<IncidentId> = Vec::new();
        let dated = traits.days.filter(|days| is_some_months(*days));
        if let Some(days) = dated {
            near.extend(self.days.range(days.first - 1..=days.last + 1).flat_map(|(_, ids)| ids));
            near.extend(months(days).filter_map(|month| self.months.get(&month)).flatten());
        }
        let died = deaths(traits).flat_map(|day| self.days.range(day - 1..=day + 1));
        near.extend(died.flat_map(|(_, ids)| ids));
        for name in &traits.names {
            near.extend(self.names.get(&name.key()).into_iter().flatten().take(CROWD));
        }
        for article in &traits.articles {
            near.extend(self.articles.get(article).into_iter().flatten().take(CROWD));
        }
        for scene in scenes(traits) {
            near.extend(self.vague.get(&scene).into_iter().flatten().take(CROWD));
            let mut from = |block: &HashMap<Scene, BTreeSet<(Day, IncidentId)>>, first: Day, last: Day| {
                let ids =
                    block.get(&scene).into_iter().flat_map(|ids| ids.range((first, LEAST)..=(last, MOST)));
                near.extend(ids.map(|(_, id)| *id).take(CROWD));
            };
            match (dated, traits.days) {
                (Some(days), _) => {
                    if has_died(traits) {
                        from(&self.hurt, days.first - DIED_WITHIN, days.last);
                    }
                    if has_wounded(traits) {
                        from(&self.died, days.first, days.last + DIED_WITHIN);
                    }
                }
                (None, Some(days)) => from(&self.scenes, days.first, days.last),
                (None, None) => from(&self.scenes, Day::MIN, Day::MAX),
            }
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

const LEAST: IncidentId = IncidentId(uuid::Uuid::nil());
const MOST: IncidentId = IncidentId(uuid::Uuid::max());

fn is_some_months(days: Days) -> bool {
    days.last - days.first <= MONTHS
}

/// The stretches of 30 days that a range touches, with a day before and after: as good for finding as
/// calendar months.
fn months(days: Days) -> impl Iterator<Item = i32> {
    (days.first - 1).div_euclid(30)..=(days.last + 1).div_euclid(30)
}

fn has_wounded(traits: &Traits) -> bool {
    traits.people.iter().any(|people| people.outcome == Outcome::Wounded)
}

/// The days of death that are not the incident's: another report may have taken one for it.
fn deaths(traits: &Traits) -> impl Iterator<Item = Day> {
    traits.people.iter().filter_map(|people| people.death)
}

fn has_died(traits: &Traits) -> bool {
    traits.people.iter().any(|people| people.died_later || people.death.is_some())
}

fn scenes(traits: &Traits) -> impl Iterator<Item = Scene> {
    let operation = traits.operation;
    traits.place_words.iter().filter_map(move |word| Some((operation?, word.clone())))
}
