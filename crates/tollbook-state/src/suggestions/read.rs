//! What is held of the suggestions of each article: little, since a folder may hold a million articles with many each.
//!
//! Of every article only how many suggestions of which kind it has is held. The suggestions themselves lie in the library
//! cache, and are taken from there when the article is opened or its rows of the queue are shown; where the cache does
//! not have them, as in a small folder, they are held.

use std::collections::{HashMap, VecDeque};
use std::sync::{Arc, Mutex, PoisonError};

use tollbook_core::growth::make_room;
use tollbook_core::model::{ArticleId, Figures, Kind, Outcome};
use tollbook_core::resolution::SuggestionHead;

/// Suggestions of so many articles that were taken from the cache last are held.
const RECENT: usize = 64;

/// The version of an article that has to be read again.
const STALE: u32 = 0;

/// What was read from an article.
#[derive(Clone, Copy, Debug)]
pub(super) struct ReadArticle {
    /// Marks what it was read from.
    pub version: u32,
    /// A number for its day.
    pub day: u32,
    /// Where its groups begin among those of all articles, and how many they are.
    first: u32,
    groups: u16,
    /// How likely it is that it states casualties, in percent.
    pub triage: u8,
    /// Whether any suggestion of it is annotated or rejected.
    pub has_decided: bool,
}

/// The suggestions of an article that claim the same kind and outcome and are equally certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Group {
    pub kind: Kind,
    pub outcome: Option<Outcome>,
    /// How certain they are before anything is learned.
    pub certainty: u8,
    /// How many of them are neither annotated nor rejected.
    pub open: u16,
}

impl Group {
    /// The groups of an article's suggestions, in the order of its text, and whether any suggestion is decided.
    pub fn groups_of(heads: &[PackedHead]) -> (Vec<Self>, bool) {
        let mut groups: Vec<Self> = Vec::new();
        for PackedHead { kind, outcome, certainty, is_open, .. } in heads {
            let is_it = |it: &&mut Self| (it.kind, it.outcome, it.certainty) == (*kind, *outcome, *certainty);
            match groups.iter_mut().find(is_it) {
                Some(group) => group.open = group.open.saturating_add(u16::from(*is_open)),
                None => groups.push(Self {
                    kind: *kind,
                    outcome: *outcome,
                    certainty: *certainty,
                    open: u16::from(*is_open),
                }),
            }
        }
        (groups, heads.iter().any(|head| !head.is_open))
    }
}

/// What is added of an article: its id, version, day, percentage and groups.
pub(super) type Added = (ArticleId, u32, u32, u8, (Vec<Group>, bool));

/// The articles that were read, in the order of their ids.
#[derive(Debug, Default)]
pub(super) struct ReadArticles {
    articles: Vec<(ArticleId, ReadArticle)>,
    /// The groups of all articles.
    groups: Vec<Group>,
}

impl ReadArticles {
    pub fn len(&self) -> usize {
        self.articles.len()
    }

    pub fn iter(&self) -> std::slice::Iter<'_, (ArticleId, ReadArticle)> {
        self.articles.iter()
    }

    fn place(&self, id: ArticleId) -> Result<usize, usize> {
        // They mostly come in the order of their ids.
        match self.articles.last() {
            Some((last, _)) if *last < id => Err(self.articles.len()),
            _ => self.articles.binary_search_by_key(&id, |(id, _)| *id),
        }
    }

    pub fn get(&self, id: ArticleId) -> Option<&ReadArticle> {
        Some(&self.articles[self.place(id).ok()?].1)
    }

    pub fn groups(&self, read: &ReadArticle) -> &[Group] {
        let first = read.first as usize;
        self.groups.get(first..first + usize::from(read.groups)).unwrap_or_default()
    }

    /// Adds articles, or replaces what was read from them before.
    pub fn add(&mut self, added: Vec<Added>) {
        let mut new = Vec::new();
        make_room(&mut self.groups, added.iter().map(|(.., (groups, _))| groups.len()).sum());
        for (id, version, day, triage, (groups, has_decided)) in added {
            let count = u16::try_from(groups.len()).unwrap_or(u16::MAX);
            let first = u32::try_from(self.groups.len()).unwrap_or(u32::MAX);
            self.groups.extend(groups.into_iter().take(count.into()));
            let read = ReadArticle { version, day, first, groups: count, triage, has_decided };
            match self.place(id) {
                Ok(at) => self.articles[at].1 = read,
                Err(_) => new.push((id, read)),
            }
        }
        let is_in_order = |pair: &[(ArticleId, ReadArticle)]| pair[0].0 < pair[1].0;
        let goes_on = match (self.articles.last(), new.first()) {
            (Some((last, _)), Some((first, _))) => last < first,
            _ => true,
        };
        let is_sorted = goes_on && new.windows(2).all(is_in_order);
        make_room(&mut self.articles, new.len());
        self.articles.extend(new);
        if !is_sorted {
            // Two sorted runs are merged in no time.
            self.articles.sort_by_key(|(id, _)| *id);
            self.articles.dedup_by_key(|(id, _)| *id);
        }
    }

    /// Says which suggestions of an article are open now.
    pub fn set_open(&mut self, id: ArticleId, (groups, has_decided): &(Vec<Group>, bool)) {
        let Ok(at) = self.place(id) else { return };
        let read = &mut self.articles[at].1;
        read.has_decided = *has_decided;
        let first = read.first as usize;
        match self.groups.get_mut(first..first + usize::from(read.groups)) {
            Some(known) if known.len() == groups.len() => known.copy_from_slice(groups),
            _ => self.set_stale(id),
        }
    }

    /// Lets an article be read again.
    pub fn set_stale(&mut self, id: ArticleId) {
        if let Ok(at) = self.place(id) {
            let read = &mut self.articles[at].1;
            read.version = STALE;
        }
    }

    /// Forgets the articles that are not there, and the groups that belong to none.
    pub fn retain(&mut self, is_there: impl Fn(ArticleId) -> bool) {
        self.articles.retain(|(id, _)| is_there(*id));
        let used: usize = self.articles.iter().map(|(_, read)| usize::from(read.groups)).sum();
        if used < self.groups.len() {
            let mut groups = Vec::with_capacity(used);
            for (_, read) in &mut self.articles {
                let from = read.first as usize;
                read.first = groups.len() as u32;
                groups.extend_from_slice(&self.groups[from..from + usize::from(read.groups)]);
            }
            self.groups = groups;
        }
    }
}

/// The suggestions of articles: those that the library cache does not have, and those that were taken from it last.
#[derive(Debug, Default)]
pub(super) struct Heads {
    held: HashMap<ArticleId, Arc<[PackedHead]>>,
    recent: Mutex<VecDeque<(ArticleId, Arc<[PackedHead]>)>>,
}

impl Heads {
    /// The suggestions of an article, if they are at hand.
    pub fn at_hand(&self, id: ArticleId) -> Option<Arc<[PackedHead]>> {
        let recent = || {
            let recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
            recent.iter().find(|(known, _)| *known == id).map(|(_, heads)| heads.clone())
        };
        self.held.get(&id).cloned().or_else(recent)
    }

    /// Puts others in the place of suggestions that are at hand.
    pub fn replace(&mut self, id: ArticleId, heads: Arc<[PackedHead]>) {
        let recent = self.recent.get_mut().unwrap_or_else(PoisonError::into_inner);
        let known = recent.iter_mut().find(|(known, _)| *known == id).map(|(_, heads)| heads);
        if let Some(known) = self.held.get_mut(&id).or(known) {
            *known = heads;
        }
    }

    /// Holds the suggestions of an article, which the cache does not have.
    pub fn hold(&mut self, id: ArticleId, heads: Arc<[PackedHead]>) {
        self.held.insert(id, heads);
    }

    /// The suggestions of an article; `make` is asked where they are not at hand.
    pub fn get(&self, id: ArticleId, make: impl FnOnce() -> Arc<[PackedHead]>) -> Arc<[PackedHead]> {
        if let Some(heads) = self.at_hand(id) {
            return heads;
        }
        let heads = make();
        let mut recent = self.recent.lock().unwrap_or_else(PoisonError::into_inner);
        recent.push_front((id, heads.clone()));
        recent.truncate(RECENT);
        heads
    }

    /// Forgets what is at hand of an article.
    pub fn forget(&mut self, id: ArticleId) {
        self.held.remove(&id);
        self.recent.get_mut().unwrap_or_else(PoisonError::into_inner).retain(|(known, _)| *known != id);
    }

    /// Forgets the articles that are not there.
    pub fn retain(&mut self, is_there: impl Fn(ArticleId) -> bool) {
        self.held.retain(|id, _| is_there(*id));
        self.recent.get_mut().unwrap_or_else(PoisonError::into_inner).retain(|(id, _)| is_there(*id));
    }
}

/// A suggestion's head in a third of the space.
#[derive(Clone, Copy, Debug)]
pub(super) struct PackedHead {
    /// Begin and end of the words to annotate, then of those that say what happened, in bytes.
    places: [u32; 4],
    /// Low, best and high; [`UNKNOWN`] where there is none.
    count: [u32; 3],
    kind: Kind,
    outcome: Option<Outcome>,
    certainty: u8,
    /// Whether it is neither annotated nor rejected.
    pub is_open: bool,
}

/// No figure. No text counts so many people.
const UNKNOWN: u32 = u32::MAX;

impl PackedHead {
    /// A head of which nothing says that it is open.
    pub fn new(head: &SuggestionHead) -> Self {
        let place = |at: usize| u32::try_from(at).unwrap_or(u32::MAX);
        let figure = |figure: Option<u64>| {
            figure.map_or(UNKNOWN, |figure| u32::try_from(figure).unwrap_or(UNKNOWN).min(UNKNOWN - 1))
        };
        let SuggestionHead { span, trigger, kind, outcome, count, certainty } = head;
        Self {
            places: [span.start, span.end, trigger.start, trigger.end].map(place),
            count: [count.low, count.best, count.high].map(figure),
            kind: *kind,
            outcome: *outcome,
            certainty: *certainty,
            is_open: false,
        }
    }

    pub fn head(&self) -> SuggestionHead {
        let [start, end, from, to] = self.places.map(|at| at as usize);
        let [low, best, high] =
            self.count.map(|figure| Some(u64::from(figure)).filter(|_| figure != UNKNOWN));
        SuggestionHead {
            span: start..end,
            trigger: from..to,
            kind: self.kind,
            outcome: self.outcome,
            count: Figures { low, best, high },
            certainty: self.certainty,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn id(n: u128) -> ArticleId {
        ArticleId(uuid::Uuid::from_u128(n))
    }

    fn group(certainty: u8, open: u16) -> Group {
        Group { kind: Kind::Incident, outcome: Some(Outcome::Killed), certainty, open }
    }

    #[test]
    fn what_was_read_is_found_again_in_whatever_order_it_came() {
        let mut read = ReadArticles::default();
        read.add(vec![
            (id(5), 1, 10, 90, (vec![group(80, 2)], false)),
            (id(9), 1, 11, 0, (Vec::new(), false)),
        ]);
        read.add(vec![(id(2), 1, 12, 50, (vec![group(60, 1), group(70, 4)], true))]);
        // Read again from another text.
        read.add(vec![
            (id(5), 2, 13, 95, (vec![group(85, 3)], false)),
            (id(7), 1, 14, 1, (vec![group(40, 1)], false)),
        ]);
        let ids: Vec<ArticleId> = read.iter().map(|(id, _)| *id).collect();
        assert_eq!(ids, [id(2), id(5), id(7), id(9)]);
        let groups = |read: &ReadArticles, n| read.groups(read.get(id(n)).unwrap()).to_vec();
        assert_eq!(groups(&read, 2), [group(60, 1), group(70, 4)]);
        assert_eq!(groups(&read, 5), [group(85, 3)]);
        assert_eq!(read.get(id(5)).map(|read| (read.version, read.triage)), Some((2, 95)));

        read.set_open(id(2), &(vec![group(60, 0), group(70, 4)], true));
        assert_eq!(groups(&read, 2), [group(60, 0), group(70, 4)]);
        read.set_open(id(7), &(Vec::new(), false));
        assert_ne!(read.get(id(7)).unwrap().version, 1, "what does not fit is read again");

        read.retain(|known| known != id(5));
        assert!(read.get(id(5)).is_none());
        assert_eq!((groups(&read, 2).len(), groups(&read, 7).len(), read.groups.len()), (2, 1, 3));
    }

    #[test]
    fn suggestions_that_were_taken_from_the_cache_are_held_for_a_while() {
        let mut heads = Heads::default();
        let asked = std::cell::Cell::new(0);
        let get = |heads: &Heads, n| {
            heads.get(id(n), || {
                asked.set(asked.get() + 1);
                Arc::default()
            });
        };
        get(&heads, 1);
        get(&heads, 1);
        assert_eq!(asked.get(), 1);
        (2..100).for_each(|n| get(&heads, n));
        assert_eq!(heads.recent.lock().unwrap().len(), RECENT);
        heads.hold(id(200), Arc::default());
        get(&heads, 200);
        assert_eq!(asked.get(), 99);
        heads.forget(id(200));
        get(&heads, 200);
        assert_eq!(asked.get(), 100);
    }
}
