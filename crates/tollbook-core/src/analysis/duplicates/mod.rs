//! Incidents that may be the same event (docs/counting-rules.md). Nothing joins by itself: what is
//! found here is put before a coder.
//!
//! Two incidents are compared by their dates, places, operations, people and the names beside their
//! claims ([`mod@compare`]); only those are compared that have something in common ([`blocks`]). What is
//! found is kept, and brought up to date edit by edit.

mod blocks;
mod compare;
pub mod fit;
mod name;
pub mod offers;
mod traits;

use std::cmp::Reverse;
use std::collections::{BTreeSet, HashMap, HashSet};
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

use rayon::prelude::*;

use self::blocks::Blocks;
use self::compare::{ON_OFFER, OPEN, compare};
use self::name::{Name, Names, NamesBeside};
use self::traits::{Role, Traits};
use super::Answers;
use crate::model::{AnnotationId, ArticleId, Incident, IncidentId, Project, Record as _, Relation};

/// Gives the text of an article, where it is at hand.
pub type Texts<'a> = dyn Fn(ArticleId) -> Option<Arc<str>> + Sync + 'a;

/// Of one incident no more look-alikes than this are kept open at once: in a crowd that is all alike
/// the next come up when these are decided.
const MOST: usize = 24;

/// Two incidents, as roots; the one that was made first comes first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Pair {
    /// The one that was made first.
    pub first: IncidentId,
    /// The other.
    pub second: IncidentId,
}

impl Pair {
    /// The pair of two incidents, whichever is named first.
    pub fn new(a: IncidentId, b: IncidentId) -> Self {
        Self { first: a.min(b), second: a.max(b) }
    }

    /// Both incidents.
    pub fn both(self) -> [IncidentId; 2] {
        [self.first, self.second]
    }

    /// How the two are joined: which one, and to which. The one stays on its own account of which the
    /// coder has said more, since of an incident that is joined nothing is used but its claims.
    pub fn join(self, project: &Project, answers: &Answers) -> (IncidentId, IncidentId) {
        let incident_claims = |id: IncidentId| {
            let own = project.incidents.get(id).map_or(0, set_by_coder);
            own + answers.index.estimates(id).count()
        };
        if incident_claims(self.second) > incident_claims(self.first) {
            (self.first, self.second)
        } else {
            (self.second, self.first)
        }
    }
}

/// How many of an incident's columns the coder has filled.
fn set_by_coder(own: &Incident) -> usize {
    let blank = Incident::blank();
    own.cells().iter().zip(blank.cells()).filter(|(own, blank)| **own != *blank).count()
}

/// A pair and how alike the two are; in the order in which pairs are looked at, most alike first,
/// then earliest.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
struct Alike {
    score: Reverse<i32>,
    pair: Pair,
}

/// An incident and how alike it is to the one in question; most alike first, then earliest.
type Other = (Reverse<i32>, IncidentId);

fn alike(root: IncidentId, (score, other): Other) -> Alike {
    Alike { score, pair: Pair::new(root, other) }
}

/// What incidents are compared by, and the pairs that somebody should look at.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Duplicates {
    names: HashMap<AnnotationId, Names>,
    traits: HashMap<IncidentId, Arc<Traits>>,
    blocks: Blocks,
    /// Of each incident that has some: those most like it, no more than [`MOST`].
    nearest: HashMap<IncidentId, Vec<Other>>,
    /// The pairs of which one is among the nearest of the other.
    open: BTreeSet<Alike>,
}

impl Duplicates {
    /// Compares all incidents of a project. `go_on` is told how many are done and of how many; `None`
    /// once it says no.
    pub fn find(
        project: &Project,
        answers: &Answers,
        texts: &Texts<'_>,
        go_on: &(dyn Fn(u64, u64) -> bool + Sync),
    ) -> Option<Self> {
        let claims = project.claims.iter().filter(|(_, claim)| claim.kind.has_incident());
        // In the order in which they stand in the articles.
        let places = claims.filter_map(|(id, _)| {
            let annotation = project.annotations.get(id)?;
            Some((annotation.article, annotation.start, id))
        });
        let mut claims: Vec<(ArticleId, usize, AnnotationId)> = places.collect();
        claims.par_sort_unstable();
        let articles: Vec<_> = claims.chunk_by(|a, b| a.0 == b.0).collect();
        let done = AtomicU64::new(0);
        let steps = (claims.len() + answers.incidents().count()) as u64;
        let step = || {
            let done = done.fetch_add(1, Ordering::Relaxed);
            !done.is_multiple_of(512) || go_on(done, steps)
        };
        let names: Option<Vec<Vec<(AnnotationId, Names)>>> = articles
            .par_iter()
            .map(|claims| {
                let mut beside = NamesBeside::new(project, &answers.index, texts);
                claims.iter().map(|(.., id)| step().then(|| (*id, beside.names_beside(*id)))).collect()
            })
            .collect();
        let mut found = Self { names: names?.into_iter().flatten().collect(), ..Self::default() };
        let roots: Vec<IncidentId> = answers.incidents().map(|view| view.root).collect();
        let traits: Vec<(IncidentId, Arc<Traits>)> = roots
            .par_iter()
            .filter_map(|root| Some((*root, Arc::new(found.traits_of(project, answers, *root)?))))
            .collect();
        traits.iter().for_each(|(root, traits)| found.blocks.insert(*root, traits));
        found.traits = traits.into_iter().collect();
        let nearest: Option<Vec<(IncidentId, Vec<Other>)>> = roots
            .par_iter()
            .map(|root| step().then(|| (*root, found.nearest_of(project, answers, *root))))
            .collect();
        found.nearest = nearest?.into_iter().filter(|(_, others)| !others.is_empty()).collect();
        let pairs = found.nearest.par_iter();
        let mut open: Vec<Alike> =
            pairs.flat_map_iter(|(root, others)| others.iter().map(|other| alike(*root, *other))).collect();
        open.par_sort_unstable();
        found.open = open.into_iter().collect();
        Some(found)
    }

    /// Brings what is known up to date: `roots` are the incidents that may now be answered
    /// differently, as [`Answers::update`] says, `claims` those whose words or victims may now be
    /// others. What comes out is equal to [`Duplicates::find`] the project.
    pub fn update(
        &mut self,
        project: &Project,
        answers: &Answers,
        roots: &HashSet<IncidentId>,
        claims: &HashSet<AnnotationId>,
        texts: &Texts<'_>,
    ) {
        let mut stale = roots.clone();
        let mut beside = NamesBeside::new(project, &answers.index, texts);
        for id in claims {
            let claim = project.claims.get(*id).filter(|claim| claim.kind.has_incident());
            if claim.is_some() {
                self.names.insert(*id, beside.names_beside(*id));
                stale.extend(answers.index.incident_of(*id));
            } else {
                self.names.remove(id);
            }
        }
        // Whose nearest are others now: those that had or have one of these among them.
        let mut anew: HashSet<IncidentId> = stale.iter().flat_map(|root| self.listed_by(*root)).collect();
        for root in &stale {
            if let Some(traits) = self.traits.remove(root) {
                self.blocks.remove(*root, &traits);
            }
            if answers.incident(*root).is_some_and(|view| view.root == *root)
                && let Some(traits) = self.traits_of(project, answers, *root)
            {
                self.blocks.insert(*root, &traits);
                self.traits.insert(*root, Arc::new(traits));
            }
        }
        for root in &stale {
            let all = self.may_be_open(project, answers, *root).into_iter();
            anew.extend(all.filter(|(score, id)| self.comes_near(*id, (*score, *root))).map(|(_, id)| id));
        }
        anew.extend(stale);
        let mut before: Vec<Alike> = Vec::new();
        for root in &anew {
            let others = self.nearest_of(project, answers, *root);
            self.open.extend(others.iter().map(|other| alike(*root, *other)));
            let known = match others.is_empty() {
                true => self.nearest.remove(root),
                false => self.nearest.insert(*root, others),
            };
            before.extend(known.into_iter().flatten().map(|other| alike(*root, other)));
        }
        for alike in before {
            if !self.lists(alike) {
                self.open.remove(&alike);
            }
        }
    }

    /// The incidents that have this one among their nearest.
    fn listed_by(&self, root: IncidentId) -> impl Iterator<Item = IncidentId> {
        let near = self.traits.get(&root).map(|traits| self.blocks.near(traits)).unwrap_or_default();
        let lists = move |id: &IncidentId| {
            self.nearest.get(id).is_some_and(|others| others.iter().any(|(_, other)| *other == root))
        };
        near.into_iter().filter(lists)
    }

    /// Whether another incident would be among the nearest of `root`.
    fn comes_near(&self, root: IncidentId, other: Other) -> bool {
        let nearest = self.nearest.get(&root).filter(|others| others.len() == MOST);
        nearest.and_then(|others| others.last()).is_none_or(|last| other < *last)
    }

    /// Whether one of a pair is among the nearest of the other, just so alike.
    fn lists(&self, Alike { score, pair }: Alike) -> bool {
        let Pair { first, second } = pair;
        [(first, second), (second, first)].iter().any(|(root, other)| {
            self.nearest.get(root).is_some_and(|others| others.binary_search(&(score, *other)).is_ok())
        })
    }

    fn traits_of(&self, project: &Project, answers: &Answers, root: IncidentId) -> Option<Traits> {
        let view = answers.incident(root)?;
        let mut names: Vec<Arc<Name>> = Vec::new();
        for name in view.claims.iter().filter_map(|id| self.names.get(id)).flat_map(|names| names.iter()) {
            if !names.contains(name) {
                names.push(name.clone());
            }
        }
        Some(Traits::from_incident(project, view, names))
    }

    /// The nearest of one incident, no more than [`MOST`].
    fn nearest_of(&self, project: &Project, answers: &Answers, root: IncidentId) -> Vec<Other> {
        let mut others = self.may_be_open(project, answers, root);
        others.truncate(MOST);
        others.shrink_to_fit();
        others
    }

    /// All that are so alike to one incident that somebody should look at the pair.
    fn may_be_open(&self, project: &Project, answers: &Answers, root: IncidentId) -> Vec<Other> {
        let is_background =
            |id: IncidentId| self.traits.get(&id).map(|traits| traits.role == Role::Background);
        let own = is_background(root);
        let mut others = self.alike(project, answers, root, OPEN);
        // Background is never counted, so that it cannot be counted twice beside what is recorded.
        others.retain(|(_, id)| is_background(*id) == own);
        others
    }

    /// The incidents that are at least so alike to `root`, most alike first, without those that the
    /// coder keeps apart from it.
    fn alike(&self, project: &Project, answers: &Answers, root: IncidentId, least: i32) -> Vec<Other> {
        let Some(own) = self.traits.get(&root) else { return Vec::new() };
        let apart = apart(project, answers, root);
        let near = self.blocks.near(own).into_iter().filter(|id| *id != root && !apart.contains(id));
        let mut alike: Vec<Other> = near
            .filter_map(|id| Some((Reverse(compare(own, self.traits.get(&id)?, |_| {})?), id)))
            .filter(|(score, _)| score.0 >= least)
            .collect();
        alike.sort_unstable();
        alike
    }

    /// The incidents that may be the same as `root`, most alike first: more than are open, for a coder
    /// who has just annotated something.
    pub fn candidates(&self, project: &Project, answers: &Answers, root: IncidentId) -> Vec<IncidentId> {
        self.alike(project, answers, root, ON_OFFER).into_iter().map(|(_, id)| id).collect()
    }

    /// How alike two incidents are; `None` if something excludes that they are one.
    fn score(&self, a: IncidentId, b: IncidentId) -> Option<i32> {
        compare(self.traits.get(&a)?, self.traits.get(&b)?, |_| {})
    }

    /// Every pair of candidates with its score, best first, then earliest.
    pub fn ranked(&self, project: &Project, answers: &Answers) -> Vec<(Pair, i32)> {
        let roots: Vec<IncidentId> = self.traits.keys().copied().collect();
        let pairs = roots.into_par_iter().flat_map_iter(|root| {
            let others = self.alike(project, answers, root, ON_OFFER).into_iter();
            others.filter(move |(_, other)| root < *other).map(move |other| alike(root, other))
        });
        let mut pairs: Vec<Alike> = pairs.collect();
        pairs.par_sort_unstable();
        pairs.into_iter().map(|alike| (alike.pair, alike.score.0)).collect()
    }

    /// The pairs that somebody should look at, most alike first.
    pub fn open(&self) -> impl ExactSizeIterator<Item = Pair> + DoubleEndedIterator {
        self.open.iter().map(|alike| alike.pair)
    }

    /// Whether a pair is open.
    pub fn is_open(&self, pair: Pair) -> bool {
        let lists = |root: IncidentId, other: IncidentId| {
            self.nearest.get(&root).is_some_and(|others| others.iter().any(|(_, id)| *id == other))
        };
        lists(pair.first, pair.second) || lists(pair.second, pair.first)
    }

    /// What speaks for two incidents being one event, in words.
    pub fn reasons(&self, a: IncidentId, b: IncidentId) -> Vec<String> {
        let mut reasons = Vec::new();
        if let (Some(a), Some(b)) = (self.traits.get(&a), self.traits.get(&b)) {
            compare(a, b, |reason| reasons.push(reason.to_string()));
        }
        reasons
    }
}

/// The incidents that are kept apart from `root`, as roots.
fn apart(project: &Project, answers: &Answers, root: IncidentId) -> Vec<IncidentId> {
    let index = &answers.index;
    let links = index.members(root).into_iter().flat_map(|member| index.links(member.0));
    let links = links.filter_map(|id| project.links.get(id));
    let links = links.filter(|link| link.relation == Relation::KeptApart);
    let ends = links.flat_map(|link| [link.from, link.to]).map(|end| index.root(IncidentId(end)));
    ends.filter(|end| *end != root).collect()
}

#[cfg(test)]
mod tests;
