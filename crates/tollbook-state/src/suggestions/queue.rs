//! The queue: what waits for a decision in all articles, in order.

use std::cmp::Reverse;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use tollbook_core::model::{ArticleId, Kind, Outcome};
use tollbook_core::resolution::{SHOWN, SuggestionHead};

use super::Suggestions;
use super::read::{Group, ReadArticle};
use crate::workspace::Workspace;

/// The order of the queue.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum QueueOrder {
    /// The most certain suggestions first.
    #[default]
    Certain,
    /// Those of the latest articles first; undated articles last.
    Recent,
}

impl QueueOrder {
    /// Every order, with its name.
    pub const ALL: [(Self, &'static str); 2] =
        [(Self::Certain, "Most certain first"), (Self::Recent, "Most recent first")];
}

/// Which suggestions the queue lists: all, or those of one kind and outcome.
pub type QueueFilter = Option<(Kind, Option<Outcome>)>;

/// A suggestion in the queue: one of those of an article that claim the same and are equally certain.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The article.
    pub article: ArticleId,
    kind: Kind,
    outcome: Option<Outcome>,
    /// How certain it is before anything is learned.
    read_certainty: u8,
    /// How certain it is, with what was learned.
    pub certainty: u8,
    /// How many like it stand before it in the text.
    before: u16,
}

/// The queue lists so many suggestions; others come once these are decided.
const LONGEST_QUEUE: usize = 10_000;
/// Percentages, from 0 to 100.
const PERCENT: u8 = 101;

/// How certain suggestions of each kind, outcome and percentage are with what was learned, looked up once for all
/// articles; `None` for those that are not shown.
#[derive(Default)]
struct Certainties(Vec<Option<u8>>);

impl Certainties {
    /// How certain the open suggestions of a group are; `None` where none is open.
    fn for_group(&self, group: &Group) -> Option<u8> {
        let outcomes = Outcome::ALL.len() + 1;
        let outcome = group.outcome.map_or(outcomes - 1, |outcome| outcome as usize);
        let row = group.kind as usize * outcomes + outcome;
        let at = row * usize::from(PERCENT) + usize::from(group.certainty.min(PERCENT - 1));
        self.0.get(at).copied().flatten().filter(|_| group.open > 0)
    }
}

impl Suggestions {
    /// The suggestion that the queue lists, while it waits.
    pub fn queued(&self, open: &Workspace, queued: Queued) -> Option<SuggestionHead> {
        let heads = self.open_heads(open, queued.article).into_iter();
        let claims_the_same = |head: &SuggestionHead| {
            (head.kind, head.outcome, head.certainty) == (queued.kind, queued.outcome, queued.read_certainty)
        };
        heads.filter(claims_the_same).nth(queued.before.into())
    }

    /// How certain each suggestion is that may be in the queue.
    fn certainties(&self, filter: QueueFilter) -> Certainties {
        let mut certainties = Certainties::default();
        for kind in Kind::ALL {
            for outcome in Outcome::ALL.iter().copied().map(Some).chain([None]) {
                let is_wanted = filter.is_none_or(|it| it == (*kind, outcome));
                let certainty = |percent| {
                    let certainty = self.learned.certainty(*kind, outcome, percent);
                    (is_wanted && certainty >= SHOWN).then_some(certainty)
                };
                certainties.0.extend((0..PERCENT).map(certainty));
            }
        }
        certainties
    }

    /// How many suggestions wait for a decision, as far as the filter lets them through.
    pub fn waiting(&self) -> usize {
        *self.waiting.get_or_init(|| {
            let certainties = self.certainties(self.filter);
            let count = |read: &ReadArticle| -> usize {
                let waits =
                    self.articles.groups(read).iter().filter(|group| certainties.for_group(group).is_some());
                waits.map(|group| usize::from(group.open)).sum()
            };
            self.articles.iter().map(|(_, read)| count(read)).sum()
        })
    }

    /// What waits for a decision, in the queue's order: of very many those that come first.
    pub fn queue(&self, open: &Workspace) -> Arc<[Queued]> {
        self.queue.get_or_init(|| self.make_queue(open, LONGEST_QUEUE).into()).clone()
    }

    pub(crate) fn make_queue(&self, open: &Workspace, longest: usize) -> Vec<Queued> {
        // By a number that says how late it comes: the certainty where it is asked for, then the day, latest first. What
        // cannot be among the first is let go of on the way, since there may be millions.
        let certainties = self.certainties(self.filter);
        let mut found: Vec<(u64, ArticleId, u16)> = Vec::new();
        for (id, read) in self.articles.iter() {
            for (number, group) in (0..).zip(self.articles.groups(read)) {
                if let Some(certainty) = certainties.for_group(group) {
                    let first = if self.order == QueueOrder::Certain { 100 - certainty.min(100) } else { 0 };
                    found.push((u64::from(first) << 32 | u64::from(u32::MAX - read.day), *id, number));
                }
            }
            if found.len() > 4 * longest {
                found.select_nth_unstable(longest);
                found.truncate(longest);
            }
        }
        let mut found: Vec<(u64, &str, u16, ArticleId)> = found
            .into_iter()
            .map(|(late, id, number)| (late, open.library.path(&open.project, id), number, id))
            .collect();
        found.sort_unstable();
        let rows = found.into_iter().flat_map(|(.., number, article)| {
            let read = self.articles.get(article);
            let group = read.and_then(|read| self.articles.groups(read).get(usize::from(number)).copied());
            group.into_iter().flat_map(move |Group { kind, outcome, certainty: read_certainty, open }| {
                let certainty = self.learned.certainty(kind, outcome, read_certainty);
                (0..open).map(move |before| Queued {
                    article,
                    kind,
                    outcome,
                    read_certainty,
                    certainty,
                    before,
                })
            })
        });
        rows.take(longest).collect()
    }

    /// The article to go to from `from`: of those with suggestions, the one that comes after it in the order of the
    /// queue, or before it; after the last comes the first.
    pub(crate) fn article_beside(
        &self,
        open: &Workspace,
        from: Option<ArticleId>,
        forward: bool,
    ) -> Option<ArticleId> {
        // By the most certain of its suggestions, decided or not, so that an article keeps its place while its
        // suggestions are decided.
        let rank = |read: &ReadArticle| {
            let best = self.articles.groups(read).iter().map(|group| group.certainty).max().unwrap_or(0);
            let best = if self.order == QueueOrder::Certain { best } else { 0 };
            (Reverse(best), Reverse(read.day))
        };
        type Ranked = ((Reverse<u8>, Reverse<u32>), ArticleId);
        let path = |id| open.library.path(&open.project, id);
        let compare =
            |a: &Ranked, b: &Ranked| a.0.cmp(&b.0).then_with(|| path(a.1).cmp(path(b.1))).then(a.1.cmp(&b.1));
        let certainties = self.certainties(None);
        let is_shown = |group: &Group| certainties.for_group(group).is_some();
        let others = self
            .articles
            .iter()
            .filter(|(id, read)| Some(*id) != from && self.articles.groups(read).iter().any(is_shown));
        let ranked = || others.clone().map(|(id, read)| (rank(read), *id));
        let here: Option<Ranked> = from.and_then(|id| Some((rank(self.articles.get(id)?), id)));
        let is_beyond = |other: &Ranked| match &here {
            Some(here) if forward => compare(other, here).is_gt(),
            Some(here) => compare(other, here).is_lt(),
            None => true,
        };
        let beyond = ranked().filter(is_beyond);
        let nearest = if forward { beyond.min_by(compare) } else { beyond.max_by(compare) };
        let around = || if forward { ranked().min_by(compare) } else { ranked().max_by(compare) };
        nearest.or_else(around).map(|(_, id)| id)
    }
}
