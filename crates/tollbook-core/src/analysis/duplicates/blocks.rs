//! Which incidents need be compared at all: those that share a day, a name, an article, an uncommon number of
//! people, or operation and place, so that the look-alikes of one are found without looking at all others. An
//! incident without a date is found by the days before the articles that tell of it.
//!
//! Whether one incident finds another follows from the traits of these two alone, and either finds
//! the other: so what changes of one concerns only those that it found and finds.

use std::collections::hash_map::Entry;
use std::collections::{BTreeSet, HashMap};
use std::hash::Hash;

use super::compare::{DIED_WITHIN, NEIGHBOURS};
use super::traits::{Day, Days, FINE, Traits};
use crate::model::{ArticleId, IncidentId, OperationId, Outcome};

/// A range of no more days than this is found by its date, a longer one only by what else it shares.
const MONTHS: Day = 100;

/// Incidents by what look-alikes have in common.
#[derive(Clone, Debug, Default, PartialEq)]
pub(super) struct Blocks {
    /// Those that are found by their date alone.
    days: Dated,
    /// Those without a date, by the days in which they are likely to have happened. Two of these are not found by that
    /// alone.
    news: Dated,
    /// By the days of deaths that are not the incident's: another report may have taken one for it.
    deaths: Dated,
    names: HashMap<Box<str>, Dated>,
    articles: HashMap<ArticleId, BTreeSet<IncidentId>>,
    by_place_word: HashMap<Scene, PlaceWord>,
    /// Where one of two has no date, a number of people that is not often met speaks for one event.
    by_count: HashMap<(Outcome, u64), Dated>,
}

/// Fewer people than this are met too often to find an incident by their number.
const UNCOMMON: u64 = 10;

/// A word of a place, and the operation, where there is one.
type Scene = (Option<OperationId>, String);

/// Incidents of one operation, or of none, whose places share a word.
#[derive(Clone, Debug, Default, PartialEq)]
struct PlaceWord {
    all: Dated,
    /// Those with wounded.
    hurt: Dated,
    /// Those of whom somebody is said to have died later.
    died: Dated,
}

/// Incidents by their dates. Each kind is looked through from so many days earlier as the longest of
/// its ranges lasts.
#[derive(Clone, Debug, Default, PartialEq)]
struct Dated {
    fine: BTreeSet<(Day, Day, IncidentId)>,
    months: BTreeSet<(Day, Day, IncidentId)>,
    longer: BTreeSet<(Day, Day, IncidentId)>,
    undated: BTreeSet<IncidentId>,
}

impl Dated {
    fn change(&mut self, days: Option<Days>, id: IncidentId, add: bool) {
        let Some(days) = days else {
            set_member(&mut self.undated, id, add);
            return;
        };
        let kind = if days.is_fine() {
            &mut self.fine
        } else if is_some_months(days) {
            &mut self.months
        } else {
            &mut self.longer
        };
        set_member(kind, (days.first, days.last, id), add);
    }

    /// Those that end no more than so many days before `days`, and begin no more than so many after.
    fn near(&self, days: Days, before: Day, after: Day) -> impl Iterator<Item = IncidentId> {
        let (first, last) = (days.first - before, days.last + after);
        let kinds = [(&self.fine, FINE), (&self.months, MONTHS), (&self.longer, Day::MAX)];
        kinds.into_iter().flat_map(move |(kind, longest)| {
            let from = first.saturating_sub(longest);
            let begun = kind.range((from, Day::MIN, LEAST)..=(last, Day::MAX, MOST));
            begun.filter(move |(_, end, _)| *end >= first).map(|(.., id)| *id)
        })
    }

    fn all(&self) -> impl Iterator<Item = IncidentId> {
        let dated = [&self.fine, &self.months, &self.longer].into_iter().flatten().map(|(.., id)| *id);
        dated.chain(self.undated.iter().copied())
    }
}

const LEAST: IncidentId = IncidentId(uuid::Uuid::nil());
const MOST: IncidentId = IncidentId(uuid::Uuid::max());

fn set_member<T: Ord>(set: &mut BTreeSet<T>, value: T, add: bool) {
    if add {
        set.insert(value)
    } else {
        set.remove(&value)
    };
}

/// Changes a block, which is there only as long as something is in it.
fn change<K: Hash + Eq, B: Default + PartialEq>(
    blocks: &mut HashMap<K, B>,
    key: K,
    change: impl FnOnce(&mut B),
) {
    match blocks.entry(key) {
        Entry::Occupied(mut block) => {
            change(block.get_mut());
            if *block.get() == B::default() {
                block.remove();
            }
        }
        Entry::Vacant(place) => {
            let mut block = B::default();
            change(&mut block);
            if block != B::default() {
                place.insert(block);
            }
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
        if let Some(days) = some_months(traits) {
            self.days.change(Some(days), id, add);
        }
        if let Some(news) = traits.news {
            self.news.change(Some(news), id, add);
        }
        for death in deaths(traits) {
            self.deaths.change(Some(death), id, add);
        }
        for name in &traits.names {
            change(&mut self.names, name.key.clone(), |block| block.change(traits.days, id, add));
        }
        for article in &traits.articles {
            change(&mut self.articles, *article, |block| set_member(block, id, add));
        }
        for count in counts(traits) {
            change(&mut self.by_count, count, |block| block.change(traits.days, id, add));
        }
        for scene in scenes(traits) {
            change(&mut self.by_place_word, scene, |scene| {
                scene.all.change(traits.days, id, add);
                if traits.days.is_some() && has_wounded(traits) {
                    scene.hurt.change(traits.days, id, add);
                }
                if traits.days.is_some() && has_died(traits) {
                    scene.died.change(traits.days, id, add);
                }
            });
        }
    }

    /// The incidents to compare with one of these traits, each once and in order, itself among them
    /// if it was put in.
    pub fn near(&self, traits: &Traits) -> Vec<IncidentId> {
        let mut near: Vec<IncidentId> = Vec::new();
        let dated = some_months(traits);
        if let Some(news) = traits.news {
            near.extend(self.days.near(news, 0, 0));
        }
        if let Some(days) = dated {
            near.extend(self.news.near(days, 0, 0));
            near.extend(self.days.near(days, NEIGHBOURS, NEIGHBOURS));
            near.extend(self.deaths.near(days, NEIGHBOURS, NEIGHBOURS));
        }
        for death in deaths(traits) {
            near.extend(self.days.near(death, NEIGHBOURS, NEIGHBOURS));
        }
        for name in traits.names.iter().filter_map(|name| self.names.get(&name.key)) {
            match traits.days {
                Some(days) => {
                    near.extend(
                        name.near(days, DIED_WITHIN, DIED_WITHIN).chain(name.undated.iter().copied()),
                    );
                }
                None => near.extend(name.all()),
            }
        }
        for article in &traits.articles {
            near.extend(self.articles.get(article).into_iter().flatten());
        }
        for count in counts(traits).filter_map(|count| self.by_count.get(&count)) {
            match traits.days {
                Some(_) => near.extend(&count.undated),
                None => near.extend(count.all()),
            }
        }
        for scene in scenes(traits).filter_map(|scene| self.by_place_word.get(&scene)) {
            let Some(days) = traits.days else {
                near.extend(scene.all.all());
                continue;
            };
            near.extend(&scene.all.undated);
            if dated.is_none() {
                near.extend(scene.all.near(days, 0, 0));
            } else {
                let longer = scene
                    .all
                    .longer
                    .iter()
                    .filter(|(first, last, _)| Days { first: *first, last: *last }.gap(days) == 0);
                near.extend(longer.map(|(.., id)| *id));
            }
            if has_died(traits) {
                near.extend(scene.hurt.near(days, DIED_WITHIN, 0));
            }
            if has_wounded(traits) {
                near.extend(scene.died.near(days, 0, DIED_WITHIN));
            }
        }
        near.sort_unstable();
        near.dedup();
        near
    }
}

fn is_some_months(days: Days) -> bool {
    days.last - days.first <= MONTHS
}

/// The days of an incident that is found by them alone.
fn some_months(traits: &Traits) -> Option<Days> {
    traits.days.filter(|days| is_some_months(*days))
}

/// The numbers of people by which an incident is found.
fn counts(traits: &Traits) -> impl Iterator<Item = (Outcome, u64)> {
    let best = traits.people.iter().filter_map(|people| Some((people.outcome, people.figures.best?)));
    best.filter(|(_, best)| *best >= UNCOMMON)
}

fn has_wounded(traits: &Traits) -> bool {
    traits.people.iter().any(|people| people.outcome == Outcome::Wounded)
}

/// The days of death that are not the incident's.
fn deaths(traits: &Traits) -> impl Iterator<Item = Days> {
    let deaths = traits.people.iter().filter_map(|people| people.death);
    deaths.map(|day| Days { first: day, last: day })
}

fn has_died(traits: &Traits) -> bool {
    traits.people.iter().any(|people| people.died_later || people.death.is_some())
}

fn scenes(traits: &Traits) -> impl Iterator<Item = Scene> {
    let operation = traits.operation;
    traits.place_words.iter().map(move |word| (operation, word.clone()))
}
