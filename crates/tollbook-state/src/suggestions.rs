//! Suggestions: what was read from each article beside the window, which of it waits for a decision, and the
//! one that is looked at.

use std::cmp::Reverse;
use std::collections::{BTreeMap, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

use serde::{Deserialize, Serialize};

use super::effect::JobId;
use super::library::{KnownArticle, Library, Text};
use super::workspace::Workspace;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_core::model::{Article, ArticleId, ClaimField, DateRange, Figures, Kind, Outcome, Project};
use tollbook_core::resolution::{
    Learned, ReadHeads, Rejected, SHOWN, Suggestion, SuggestionHead, open_heads, read_heads,
};

/// What was read from an article. Most articles of a large folder have no suggestion, and then little is kept.
#[derive(Clone, Debug)]
pub struct ReadArticle {
    /// Marks what it was read from.
    version: u32,
    /// How likely it is that it states casualties, in percent.
    pub triage: u8,
    found: Option<Box<Found>>,
}

#[derive(Clone, Debug)]
struct Found {
    /// Suggestions in the order of the text.
    heads: Box<[PackedHead]>,
}

/// A suggestion's head in a third of the space: a large folder has millions of them.
#[derive(Clone, Copy, Debug)]
struct PackedHead {
    /// Begin and end of the words to annotate, then of those that say what happened, in bytes.
    places: [u32; 4],
    /// Low, best and high; [`UNKNOWN`] where there is none.
    count: [u32; 3],
    kind: Kind,
    outcome: Option<Outcome>,
    certainty: u8,
    /// Whether it is neither annotated nor rejected.
    is_open: bool,
}

/// No figure. No text counts so many people.
const UNKNOWN: u32 = u32::MAX;

impl PackedHead {
    fn new(head: &SuggestionHead) -> Self {
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

    fn head(&self) -> SuggestionHead {
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

impl Found {
    /// Says which suggestions are open, by their places.
    fn set_open(&mut self, open: &[u32]) {
        self.heads.iter_mut().for_each(|head| head.is_open = false);
        for at in open {
            if let Some(head) = self.heads.get_mut(*at as usize) {
                head.is_open = true;
            }
        }
    }
}

impl ReadArticle {
    fn packed(&self) -> &[PackedHead] {
        self.found.as_ref().map_or(&[], |found| &found.heads)
    }

    /// Its suggestions in the order of the text.
    pub fn heads(&self) -> impl DoubleEndedIterator<Item = SuggestionHead> + '_ {
        self.packed().iter().map(PackedHead::head)
    }

    /// The suggestion at this place among them.
    pub fn head(&self, at: u32) -> Option<SuggestionHead> {
        self.packed().get(at as usize).map(PackedHead::head)
    }

    /// Those that are neither annotated nor rejected, with their places.
    fn open(&self) -> impl DoubleEndedIterator<Item = (u32, SuggestionHead)> + '_ {
        let heads = self.packed();
        let places = (0..u32::try_from(heads.len()).unwrap_or(u32::MAX)).zip(heads);
        places.filter(|(_, head)| head.is_open).map(|(at, head)| (at, head.head()))
    }
}

/// What suggestions are read from: they are read again when it is another.
#[derive(Clone, Debug, Hash)]
struct TextVersion {
    sha256: String,
    published: Option<DateRange>,
    language: String,
}

impl TextVersion {
    fn current(project: &Project, library: &Library, id: ArticleId) -> Option<Self> {
        let Article { sha256, published, language, .. } = library.article(project, id)?.into_owned();
        Some(Self { sha256, published, language })
    }

    /// A number that tells it from others.
    fn mark(&self) -> u32 {
        let mut hasher = DefaultHasher::new();
        self.hash(&mut hasher);
        hasher.finish() as u32
    }

    /// What the library cache calls the suggestions of a text: dates and language decide them, too.
    fn kept_as(&self) -> String {
        let days = self.published.map_or_else(String::new, |date| {
            format!("{} {} {}", date.first(), date.last(), date.precision())
        });
        format!("suggestions {days} {}", self.language)
    }

    /// The language as extraction wants it.
    pub(super) fn language(&self) -> Option<&str> {
        Some(self.language.as_str()).filter(|language| !language.is_empty())
    }
}

/// A suggestion by its place: the article, its words and its trigger.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SuggestionPlace {
    /// The article.
    pub article: ArticleId,
    /// The words to annotate.
    pub span: Range<usize>,
    /// The words that say what happened.
    pub trigger: Range<usize>,
}

impl SuggestionPlace {
    /// The place of a suggestion of an article.
    pub fn new(article: ArticleId, head: &SuggestionHead) -> Self {
        Self { article, span: head.span.clone(), trigger: head.trigger.clone() }
    }

    /// Whether it is that of `head`, which is in the same article.
    pub fn is(&self, head: &SuggestionHead) -> bool {
        self.span == head.span && self.trigger == head.trigger
    }
}

/// The suggestion that is looked at.
#[derive(Clone, Debug)]
pub struct Selected {
    /// Where it is.
    pub place: SuggestionPlace,
    /// What is kept of it.
    pub head: SuggestionHead,
    /// The claim that accepting it makes, and why.
    pub suggestion: Arc<Suggestion>,
    /// The incidents that the claim could be joined to, best first.
    pub offers: Arc<[Offer]>,
}

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

/// A suggestion in the queue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Queued {
    /// The article.
    pub article: ArticleId,
    /// The place among the article's suggestions.
    pub at: u32,
    /// How certain it is, with what was learned.
    pub certainty: u8,
}

/// The suggestions of a project.
#[derive(Debug, Default)]
pub struct Suggestions {
    articles: BTreeMap<ArticleId, ReadArticle>,
    rejected: Rejected,
    learned: Learned,
    /// What the queue lists.
    pub filter: QueueFilter,
    /// Its order.
    pub order: QueueOrder,
    queue: OnceLock<Arc<[Queued]>>,
    /// How many articles had been read when the queue was made last.
    queued_articles: usize,
    /// Counts up whenever a panel would show something else.
    pub generation: u64,
    pub(super) selected: Option<Selected>,
    /// Whether articles may have come that were not read.
    pub(super) wanted: bool,
    pub(super) job: Option<JobId>,
    /// Whether reading was cancelled, so that some articles have no suggestions yet.
    pub cancelled: bool,
}

impl Suggestions {
    /// Whether articles are being read.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }

    /// What was read from an article, if it was.
    pub fn article(&self, id: ArticleId) -> Option<&ReadArticle> {
        self.articles.get(&id)
    }

    /// The suggestion that is looked at.
    pub fn selected(&self) -> Option<&Selected> {
        self.selected.as_ref()
    }

    /// What was learned from those that were decided.
    pub fn learned(&self) -> &Learned {
        &self.learned
    }

    /// How certain a suggestion is, with what was learned.
    pub fn certainty(&self, head: &SuggestionHead) -> u8 {
        self.learned.certainty(head.kind, head.outcome, head.certainty)
    }

    /// How certain a field of a suggestion is, with what was learned; `None` where it was not read.
    pub fn field_certainty(&self, suggestion: &Suggestion, field: ClaimField) -> Option<u8> {
        Some(self.learned.field(field, suggestion.claim.certainty.for_field(field)?))
    }

    /// The suggestions of an article that are shown, in the order of its text.
    pub fn shown(&self, id: ArticleId) -> impl DoubleEndedIterator<Item = SuggestionHead> + '_ {
        let read = self.articles.get(&id);
        let open = read.into_iter().flat_map(|read| read.open().map(|(_, head)| head));
        open.filter(|head| self.certainty(head) >= SHOWN)
    }

    /// The suggestion at a place, while it is shown.
    pub fn at(&self, place: &SuggestionPlace) -> Option<SuggestionHead> {
        self.shown(place.article).find(|head| place.is(head))
    }

    /// Everything that waits for a decision, in the queue's order.
    pub fn queue(&self, open: &Workspace) -> Arc<[Queued]> {
        let make = || {
            let with_open =
                self.articles.iter().filter(|(_, read)| read.packed().iter().any(|head| head.is_open));
            let known = with_open
                .filter_map(|(id, read)| Some((open.library.shared_article(&open.project, *id)?, *id, read)));
            let mut articles: Vec<(KnownArticle, ArticleId, &ReadArticle)> = known.collect();
            let latest = |known: &KnownArticle| Reverse(known.published().map(|date| date.first()));
            articles.sort_unstable_by(|(a, ..), (b, ..)| (latest(a), a.path()).cmp(&(latest(b), b.path())));
            // Certainty, the article by its number here, and the place in it: little for each, since there may be millions.
            let mut queue: Vec<(Reverse<u8>, u32, u32)> = Vec::new();
            for (number, (.., read)) in (0..).zip(&articles) {
                for (at, head) in read.open() {
                    let certainty = self.certainty(&head);
                    if self.filter.is_none_or(|filter| filter == (head.kind, head.outcome))
                        && certainty >= SHOWN
                    {
                        queue.push((Reverse(certainty), number, at));
                    }
                }
            }
            if self.order == QueueOrder::Certain {
                queue.sort_unstable();
            }
            let article = |number: u32| articles[number as usize].1;
            let queued = queue.iter().map(|&(Reverse(certainty), number, at)| Queued {
                article: article(number),
                at,
                certainty,
            });
            queued.collect()
        };
        self.queue.get_or_init(make).clone()
    }

    /// The article to go to from `from`: of those with suggestions, the one that comes after it in the order of the
    /// queue, or before it; after the last comes the first.
    pub(super) fn article_beside(
        &self,
        open: &Workspace,
        from: Option<ArticleId>,
        forward: bool,
    ) -> Option<ArticleId> {
        // By the most certain of its suggestions, decided or not, so that an article keeps its place while its
        // suggestions are decided.
        let rank = |id: ArticleId| {
            let known = open.library.shared_article(&open.project, id)?;
            let read = self.articles.get(&id)?;
            let best = read.packed().iter().map(|head| head.certainty).max().unwrap_or(0);
            let best = if self.order == QueueOrder::Certain { best } else { 0 };
            Some((
                Reverse(best),
                Reverse(known.published().map(|date| date.first())),
                known.path().to_owned(),
            ))
        };
        let here = from.and_then(rank);
        let others = self.articles.keys().copied().filter(|id| Some(*id) != from);
        let others = others.filter(|id| self.shown(*id).next().is_some());
        let ranked: Vec<_> = others.filter_map(|id| Some((rank(id)?, id))).collect();
        let is_beyond = |rank: &_| match &here {
            Some(here) if forward => rank > here,
            Some(here) => rank < here,
            None => true,
        };
        let beyond = ranked.iter().filter(|(rank, _)| is_beyond(rank));
        let nearest = if forward { beyond.min() } else { beyond.max() };
        let around = || if forward { ranked.iter().min() } else { ranked.iter().max() };
        nearest.or_else(around).map(|(_, id)| *id)
    }

    /// Notes that a panel would show something else.
    pub(super) fn is_otherwise(&mut self) {
        self.generation += 1;
        self.queue = OnceLock::new();
    }

    /// Takes in what was read from articles.
    pub(super) fn add_readings(&mut self, project: &Project, answers: &Answers, read: Vec<Reading>) {
        for Reading { article, source, text, read: ReadHeads { heads, triage }, .. } in read {
            let found = (!heads.is_empty()).then(|| {
                let mut found = Found { heads: heads.iter().map(PackedHead::new).collect() };
                found.set_open(&open_heads(project, &answers.index, &self.rejected, article, &text, &heads));
                Box::new(found)
            });
            self.articles.insert(article, ReadArticle { version: source.mark(), triage, found });
        }
        self.generation += 1;
        // Of a long queue that still fills, an eighth is worth making it anew.
        if self.articles.len() >= self.queued_articles + self.queued_articles / 8 {
            self.queued_articles = self.articles.len();
            self.is_otherwise();
        }
    }

    /// Looks again at what is decided in an article.
    pub(super) fn decide_again(
        &mut self,
        project: &Project,
        answers: &Answers,
        library: &Library,
        id: ArticleId,
    ) {
        let found = self.articles.get_mut(&id).and_then(|read| read.found.as_mut());
        let Some(found) = found else { return };
        let Text::Loaded(text) = library.text(project, id) else { return };
        let heads: Vec<SuggestionHead> = found.heads.iter().map(PackedHead::head).collect();
        found.set_open(&open_heads(project, &answers.index, &self.rejected, id, &text, &heads));
    }

    /// The articles that were read.
    pub(super) fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.keys().copied()
    }

    /// Looks up the rejections again.
    pub(super) fn set_rejected(&mut self, project: &Project) {
        self.rejected = Rejected::from_project(project);
    }

    /// Counts the decisions again.
    pub(super) fn set_learned(&mut self, learned: Learned) {
        if self.learned != learned {
            self.learned = learned;
            self.is_otherwise();
        }
    }

    /// Forgets everything, for suggestions that are switched off.
    pub(super) fn clear(&mut self) {
        self.articles.clear();
        self.selected = None;
        self.is_otherwise();
    }

    /// Forgets articles that are no longer there, and gives those that have to be read.
    pub(super) fn unread(&mut self, project: &Project, library: &Library) -> Vec<ArticleId> {
        let mut unread = Vec::new();
        let gone = project.articles.iter().map(|(id, _)| id).filter(|id| library.listed(*id).is_none());
        for id in library.files().map(|(id, _)| id).chain(gone) {
            let version = TextVersion::current(project, library, id).map(|version| version.mark());
            if self.articles.get(&id).map(|read| read.version) != version {
                unread.push(id);
            }
        }
        self.articles.retain(|id, _| project.articles.contains(*id) || library.listed(*id).is_some());
        unread
    }
}

/// What is read beside the window.
#[derive(Clone, Debug)]
pub struct Request {
    /// The articles.
    pub articles: Vec<ArticleId>,
    project: Project,
    library: Library,
    /// The project file, which has the texts that are not at hand.
    pub file: PathBuf,
}

/// What was read from one article.
#[derive(Debug)]
pub struct Reading {
    article: ArticleId,
    source: TextVersion,
    text: Arc<str>,
    read: ReadHeads,
    /// Whether it is not in the library cache yet.
    is_new: bool,
}

impl Reading {
    /// The article that was read.
    pub fn article(&self) -> ArticleId {
        self.article
    }
}

impl Request {
    /// Asks for these articles of an open project.
    pub(super) fn new(open: &Workspace, articles: Vec<ArticleId>) -> Self {
        Self {
            articles,
            project: open.project.clone(),
            library: open.library.clone(),
            file: open.file.clone(),
        }
    }

    /// The text of an article.
    pub fn text(&self, id: ArticleId) -> Text {
        self.library.text(&self.project, id)
    }

    /// Reads one article, or takes what was read from the same text before from the library cache.
    pub fn read(&self, article: ArticleId, text: Arc<str>) -> Option<Reading> {
        let source = TextVersion::current(&self.project, &self.library, article)?;
        let kept = self.library.derived(&source.sha256, &source.kept_as());
        let kept = kept.and_then(|kept| ReadHeads::from_kept(std::str::from_utf8(&kept).ok()?, &text));
        let is_new = kept.is_none();
        let read = kept.unwrap_or_else(|| read_heads(&text, source.published, source.language()));
        // Nobody asks for the text of an article without suggestions, and many may wait for the window.
        let text = if read.heads.is_empty() { Arc::default() } else { text };
        Some(Reading { article, source, text, read, is_new })
    }

    /// Keeps what was read in the library cache.
    pub fn store_in_cache(&self, read: &[Reading]) {
        let mut by_kind: HashMap<String, Vec<(String, Vec<u8>)>> = HashMap::new();
        for Reading { source, read, .. } in read.iter().filter(|reading| reading.is_new) {
            let value = (source.sha256.clone(), read.to_kept().into_bytes());
            by_kind.entry(source.kept_as()).or_default().push(value);
        }
        for (kind, values) in by_kind {
            self.library.keep_derived(&kind, &values);
        }
    }
}
