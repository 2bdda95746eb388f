//! What is compared beside the window: incidents that may be the same event, and articles that copy
//! one another; and how far the coder has come with them.

use std::collections::HashSet;
use std::sync::{Arc, OnceLock};

use super::effect::JobId;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::{Duplicates, Pair};
use tollbook_core::analysis::near_duplicates::{Group, NearDuplicates, groups};
use tollbook_core::model::{AnnotationId, ArticleId, IncidentId, LinkId, Project, Relation};

/// By what the pairs of possible duplicates are sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum PairSort {
    /// Those most alike first.
    #[default]
    MostAlike,
    /// By the days of their incidents, earliest first.
    Date,
    /// By the titles of their incidents.
    Title,
}

impl PairSort {
    /// Every order.
    pub const ALL: [Self; 3] = [Self::MostAlike, Self::Date, Self::Title];

    /// How it is called in the window.
    pub fn name(self) -> &'static str {
        match self {
            Self::MostAlike => "Most alike first",
            Self::Date => "By date",
            Self::Title => "By title",
        }
    }
}

/// Which pairs of possible duplicates are listed, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PairOrder {
    /// By what they are sorted.
    pub sort: PairSort,
    /// Words that the title of one of the two incidents must hold; blank for all.
    pub words: String,
}

impl PairOrder {
    /// Whether one of these titles holds the words.
    pub fn admits<'a>(&self, mut titles: impl Iterator<Item = &'a str>) -> bool {
        let wanted = self.words.trim().to_lowercase();
        wanted.is_empty() || titles.any(|title| title.to_lowercase().contains(&wanted))
    }
}

/// What was found by comparing, and what is left to be decided.
#[derive(Debug, Default)]
pub struct Comparison {
    /// Incidents that may be the same event.
    pub duplicates: Duplicates,
    /// Articles that copy one another.
    pub copies: Vec<NearDuplicates>,
    /// Counts up whenever something else is found, or put off.
    pub generation: u64,
    /// Why nothing was compared to the end.
    pub cancelled: bool,
    /// Which pairs are listed, and in which order.
    pub(super) order: PairOrder,
    /// The open pairs in the order in which they are looked at, once somebody asks.
    queue: OnceLock<Arc<[Pair]>>,
    /// Pairs that were put off, first put off first; until the project is closed.
    later: Vec<Pair>,
    /// The same, to be looked up.
    is_later: HashSet<Pair>,
    /// Articles that have sources of their own although their texts agree; until the project is closed.
    different: HashSet<(ArticleId, ArticleId)>,
    /// The pair that is looked at.
    pub(super) at: Option<Pair>,
    /// The pair that was decided last: it is looked at again once that is undone.
    pub(super) decided: Option<Pair>,
    /// Whether all has to be compared anew.
    pub(super) wanted: bool,
    /// The job that compares.
    pub(super) job: Option<JobId>,
    /// What was changed while it did.
    pub(super) since: Since,
}

/// What was changed since a job began.
#[derive(Debug, Default)]
pub(super) struct Since {
    pub roots: HashSet<IncidentId>,
    pub claims: HashSet<AnnotationId>,
}

impl Comparison {
    /// Whether a job is at it.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }

    /// How many pairs are open, those put off included.
    pub fn open_pairs(&self) -> usize {
        self.duplicates.open().len()
    }

    /// Which pairs are listed, and in which order.
    pub fn order(&self) -> &PairOrder {
        &self.order
    }

    /// The open pairs that are listed, in the order in which they are looked at; those that were put off are last.
    pub fn queue(&self, answers: &Answers) -> Arc<[Pair]> {
        let queue = || {
            let title = |incident| answers.incident(incident).map_or("", |view| view.title.as_str());
            let titles = |pair: &Pair| pair.both().map(title);
            let day = |pair: &Pair| {
                let days = pair.both().map(|incident| answers.incident(incident)?.date.value);
                days.into_iter().flatten().map(|date| date.first()).min()
            };
            let mut queue: Vec<Pair> = self.duplicates.open().filter(|pair| !self.is_later(*pair)).collect();
            match self.order.sort {
                PairSort::MostAlike => {}
                // Those without a date are last.
                PairSort::Date => queue.sort_by_cached_key(|pair| (day(pair).is_none(), day(pair))),
                PairSort::Title => {
                    queue.sort_by_cached_key(|pair| titles(pair).map(str::to_lowercase));
                }
            }
            queue.extend(self.later.iter().copied().filter(|pair| self.duplicates.is_open(*pair)));
            queue.retain(|pair| self.order.admits(titles(pair).into_iter()));
            queue.into()
        };
        self.queue.get_or_init(queue).clone()
    }

    /// Lists other pairs, or in another order; of these one is looked at.
    pub(super) fn arrange(&mut self, order: PairOrder, answers: &Answers) {
        self.order = order;
        self.is_otherwise();
        let queue = self.queue(answers);
        if self.at.is_none_or(|at| !queue.contains(&at)) {
            self.at = queue.first().copied().or(self.at);
        }
    }

    /// Whether a pair was put off.
    pub fn is_later(&self, pair: Pair) -> bool {
        self.is_later.contains(&pair)
    }

    /// The pair that is looked at; none once nothing is open.
    pub fn current(&self) -> Option<Pair> {
        self.at
    }

    /// Takes note that other pairs may be open now.
    pub(super) fn settle(&mut self, answers: &Answers) {
        self.is_otherwise();
        if let Some(undone) = self.decided.take_if(|pair| self.duplicates.is_open(*pair)) {
            self.at = Some(undone);
        }
        if self.at.is_none_or(|at| !self.duplicates.is_open(at)) {
            let first = self.duplicates.open().find(|pair| !self.is_later(*pair));
            self.at = first.or_else(|| self.queue(answers).first().copied());
        }
    }

    fn is_otherwise(&mut self) {
        self.generation += 1;
        self.queue = OnceLock::new();
    }

    /// The pair so many steps from the one that is looked at.
    pub(super) fn beside(&self, steps: isize, answers: &Answers) -> Option<Pair> {
        let queue = self.queue(answers);
        let at = self.current().and_then(|current| queue.iter().position(|pair| *pair == current))?;
        queue.get(at.checked_add_signed(steps)?).copied()
    }

    /// The pair to look at once the one that is looked at is decided: the next, or the one before if that
    /// was the last.
    pub(super) fn after_current(&self, answers: &Answers) -> Option<Pair> {
        self.beside(1, answers).or_else(|| self.beside(-1, answers))
    }

    pub(super) fn put_off(&mut self, pair: Pair) {
        self.later.retain(|known| *known != pair);
        self.later.push(pair);
        self.is_later.insert(pair);
        self.is_otherwise();
    }

    pub(super) fn keep_different(&mut self, articles: &[ArticleId]) {
        for one in articles {
            self.different.extend(articles.iter().filter(|other| one < other).map(|other| (*one, *other)));
        }
        self.generation += 1;
    }

    /// The groups of articles that copy one another and are not decided yet.
    pub fn groups(&self, project: &Project) -> Vec<Group> {
        groups(project, &self.copies, |a, b| self.different.contains(&(a.min(b), a.max(b))))
    }
}

/// The incidents that the coder keeps apart, latest first.
pub fn kept_apart(project: &Project) -> Vec<(LinkId, IncidentId, IncidentId)> {
    let links = project.links.iter().rev().filter(|(_, link)| link.relation == Relation::KeptApart);
    links.map(|(id, link)| (id, IncidentId(link.from), IncidentId(link.to))).collect()
}
