//! Suggestions: what was read from each article beside the window, which of it waits for a decision, and the
//! one that is looked at.

mod queue;
mod read;

use std::collections::{BTreeSet, HashMap};
use std::hash::{DefaultHasher, Hash, Hasher as _};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::{Arc, OnceLock};

pub use self::queue::{QueueFilter, QueueOrder, Queued};
use self::read::{Group, Heads, PackedHead, ReadArticles};
use super::effect::JobId;
use super::library::{Library, Text};
use super::workspace::Workspace;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::duplicates::offers::Offer;
use tollbook_core::model::{Article, ArticleId, ClaimField, DateRange, Project};
use tollbook_core::resolution::{
    Learned, ReadHeads, Rejected, SHOWN, Suggestion, SuggestionHead, open_heads, read_heads,
};

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

    /// A number for the day of the article: later days have larger ones, and 0 is none.
    fn day(&self) -> u32 {
        let number = |day: jiff::civil::Date| {
            1 + (i32::from(day.year()) + 10_000).unsigned_abs() * 400
                + day.day_of_year().unsigned_abs() as u32
        };
        self.published.map_or(0, |date| number(date.first()))
    }

    /// What was read from this text before, if the library cache has it.
    fn kept(&self, library: &Library, text: &str) -> Option<ReadHeads> {
        let kept = library.derived(&self.sha256, &self.kept_as())?;
        ReadHeads::from_kept(std::str::from_utf8(&kept).ok()?, text)
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

/// The suggestions of a project.
#[derive(Debug, Default)]
pub struct Suggestions {
    articles: ReadArticles,
    heads: Heads,
    rejected: Rejected,
    learned: Learned,
    /// What the queue lists.
    pub filter: QueueFilter,
    /// Its order.
    pub order: QueueOrder,
    queue: OnceLock<Arc<[Queued]>>,
    waiting: OnceLock<usize>,
    /// How many articles had been read when the queue was made last.
    queued_articles: usize,
    /// Counts up whenever a panel would show something else.
    pub generation: u64,
    pub(super) selected: Option<Selected>,
    /// Whether articles may have come that were not read.
    pub(super) wanted: bool,
    /// Articles that have changed, or in which something was decided while their suggestions were not at hand.
    stale: BTreeSet<ArticleId>,
    pub(super) job: Option<JobId>,
    /// Whether reading was cancelled, so that some articles have no suggestions yet.
    pub cancelled: bool,
}

/// What decides which suggestions are open, and where their texts are.
#[derive(Clone, Copy)]
pub(super) struct Facts<'a> {
    pub project: &'a Project,
    pub answers: &'a Answers,
    pub library: &'a Library,
}

impl<'a> Facts<'a> {
    pub(super) fn of_workspace(open: &'a Workspace) -> Self {
        Self { project: &open.project, answers: &open.answers, library: &open.library }
    }
}

impl Suggestions {
    /// Whether articles are being read.
    pub fn is_under_way(&self) -> bool {
        self.job.is_some()
    }

    /// How likely it is that an article states casualties, in percent, if it was read.
    pub fn triage(&self, id: ArticleId) -> Option<u8> {
        Some(self.articles.get(id)?.triage)
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
    pub fn shown(&self, open: &Workspace, id: ArticleId) -> Vec<SuggestionHead> {
        let heads = self.open_heads(open, id);
        heads.into_iter().filter(|head| self.certainty(head) >= SHOWN).collect()
    }

    /// The suggestions of an article that are neither annotated nor rejected.
    fn open_heads(&self, open: &Workspace, id: ArticleId) -> Vec<SuggestionHead> {
        if self.articles.get(id).is_none_or(|read| self.articles.groups(read).is_empty()) {
            return Vec::new();
        }
        let heads = self.heads.get(id, || self.heads_anew(Facts::of_workspace(open), id));
        heads.iter().filter(|head| head.is_open).map(PackedHead::head).collect()
    }

    /// The suggestions of an article, taken from the library cache or read from its text once more.
    fn heads_anew(&self, facts: Facts<'_>, id: ArticleId) -> Arc<[PackedHead]> {
        let Facts { project, library, .. } = facts;
        let Some(source) = TextVersion::current(project, library, id) else { return Arc::default() };
        let Text::Loaded(text) = library.text(project, id) else { return Arc::default() };
        let read = source.kept(library, &text);
        let read = read.unwrap_or_else(|| read_heads(&text, source.published, source.language()));
        self.decided(facts, id, &text, &read.heads)
    }

    /// Says of suggestions which are open.
    fn decided(
        &self,
        Facts { project, answers, .. }: Facts<'_>,
        id: ArticleId,
        text: &str,
        heads: &[SuggestionHead],
    ) -> Arc<[PackedHead]> {
        let open = open_heads(project, &answers.index, &self.rejected, id, text, heads);
        let mut packed: Vec<PackedHead> = heads.iter().map(PackedHead::new).collect();
        for at in open {
            if let Some(head) = packed.get_mut(at as usize) {
                head.is_open = true;
            }
        }
        packed.into()
    }

    /// The suggestion at a place, while it is shown.
    pub fn at(&self, open: &Workspace, place: &SuggestionPlace) -> Option<SuggestionHead> {
        self.shown(open, place.article).into_iter().find(|head| place.is(head))
    }

    /// Notes that a panel would show something else.
    pub(super) fn is_otherwise(&mut self) {
        self.generation += 1;
        self.queue = OnceLock::new();
        self.waiting = OnceLock::new();
    }

    /// Takes in what was read from articles.
    pub(super) fn add_readings(&mut self, facts: Facts<'_>, read: Vec<Reading>) {
        let mut added = Vec::with_capacity(read.len());
        for Reading { article, source, read: ReadHeads { heads, triage }, is_kept } in read {
            let text =
                if heads.is_empty() { Arc::default() } else { self.text_for_rejections(facts, article) };
            let decided = self.decided(facts, article, &text, &heads);
            // The cache serves only beside a text that is at hand.
            let listed = facts.library.listed(article).filter(|listed| listed.has_text(&source.sha256));
            let is_kept = is_kept && listed.is_some();
            let groups = Group::groups_of(&decided);
            self.heads.forget(article);
            if !is_kept && !heads.is_empty() {
                self.heads.hold(article, decided);
            }
            added.push((article, source.mark(), source.day(), triage, groups));
        }
        self.articles.add(added);
        self.generation += 1;
        // Of a long queue that still fills, an eighth is worth making it anew.
        if self.articles.len() >= self.queued_articles + self.queued_articles / 8 {
            self.queued_articles = self.articles.len();
            self.is_otherwise();
        }
    }

    /// Looks again at what is decided in articles. Where their suggestions are not at hand, that is done beside the window.
    pub(super) fn decide_again(&mut self, facts: Facts<'_>, articles: impl IntoIterator<Item = ArticleId>) {
        for id in articles {
            if self.articles.get(id).is_none_or(|read| self.articles.groups(read).is_empty()) {
                continue;
            }
            let Some(known) = self.heads.at_hand(id) else {
                self.articles.set_stale(id);
                self.stale.insert(id);
                continue;
            };
            let heads: Vec<SuggestionHead> = known.iter().map(PackedHead::head).collect();
            let decided = self.decided(facts, id, &self.text_for_rejections(facts, id), &heads);
            self.articles.set_open(id, &Group::groups_of(&decided));
            self.heads.replace(id, decided);
        }
    }

    /// Takes in that articles have changed: those with another text, date or language are read again.
    pub(super) fn articles_changed(
        &mut self,
        project: &Project,
        library: &Library,
        articles: impl IntoIterator<Item = ArticleId>,
    ) {
        for id in articles {
            let version = TextVersion::current(project, library, id).map(|version| version.mark());
            if version.is_none() {
                self.wanted = true;
            } else if self.articles.get(id).map(|read| read.version) != version {
                self.stale.insert(id);
            }
        }
    }

    /// The text of an article, with which rejected words are compared; empty where nothing was rejected.
    fn text_for_rejections(&self, facts: Facts<'_>, id: ArticleId) -> Arc<str> {
        if self.rejected.is_empty() {
            return Arc::default();
        }
        match facts.library.text(facts.project, id) {
            Text::Loaded(text) => text,
            Text::Stored(_) | Text::None => Arc::default(),
        }
    }

    /// Lets go of what is at hand, as if the library cache had it.
    #[cfg(test)]
    pub(super) fn let_go(&mut self) {
        self.heads = Heads::default();
    }

    /// The articles that have to be read again.
    pub(super) fn take_stale(&mut self) -> Vec<ArticleId> {
        std::mem::take(&mut self.stale).into_iter().collect()
    }

    /// The articles that were read.
    pub(super) fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.articles.iter().map(|(id, _)| *id)
    }

    /// The articles of which something is decided.
    pub(super) fn decided_articles(&self, project: &Project) -> BTreeSet<ArticleId> {
        let annotated = project.annotations.iter().map(|(_, annotation)| annotation.article);
        let mut decided: BTreeSet<ArticleId> = annotated.chain(self.rejected.articles()).collect();
        decided.extend(self.articles.iter().filter(|(_, read)| read.has_decided).map(|(id, _)| *id));
        decided
    }

    /// Looks up the rejections again; says whether other words are rejected wherever they stand.
    pub(super) fn set_rejected(&mut self, project: &Project) -> bool {
        let before = std::mem::replace(&mut self.rejected, Rejected::from_project(project));
        !before.rejects_everywhere_as(&self.rejected)
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
        self.articles = ReadArticles::default();
        self.heads = Heads::default();
        self.stale.clear();
        self.selected = None;
        self.is_otherwise();
    }

    /// Forgets articles that are no longer there, and gives those that have to be read.
    pub(super) fn unread(&mut self, project: &Project, library: &Library) -> Vec<ArticleId> {
        self.stale.clear();
        let mut unread = Vec::new();
        let gone = project.articles.iter().map(|(id, _)| id).filter(|id| library.listed(*id).is_none());
        for id in library.files().map(|(id, _)| id).chain(gone) {
            let version = TextVersion::current(project, library, id).map(|version| version.mark());
            if self.articles.get(id).map(|read| read.version) != version {
                unread.push(id);
            }
        }
        let is_there = |id| project.articles.contains(id) || library.listed(id).is_some();
        self.articles.retain(is_there);
        self.heads.retain(is_there);
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
    read: ReadHeads,
    /// Whether the library cache has it.
    is_kept: bool,
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
    pub fn read(&self, article: ArticleId, text: &str) -> Option<Reading> {
        let source = TextVersion::current(&self.project, &self.library, article)?;
        let kept = source.kept(&self.library, text);
        let is_kept = kept.is_some();
        let read = kept.unwrap_or_else(|| read_heads(text, source.published, source.language()));
        Some(Reading { article, source, read, is_kept })
    }

    /// Keeps what was read in the library cache.
    pub fn store_in_cache(&self, read: &mut [Reading]) {
        let mut by_kind: HashMap<String, Vec<(String, Vec<u8>)>> = HashMap::new();
        for Reading { source, read, .. } in read.iter().filter(|reading| !reading.is_kept) {
            let value = (source.sha256.clone(), read.to_kept().into_bytes());
            by_kind.entry(source.kept_as()).or_default().push(value);
        }
        let kept: HashMap<String, bool> = by_kind
            .into_iter()
            .map(|(kind, values)| {
                let is_kept = self.library.keep_derived(&kind, &values);
                (kind, is_kept)
            })
            .collect();
        for reading in read.iter_mut().filter(|reading| !reading.is_kept) {
            reading.is_kept = kept.get(&reading.source.kept_as()).copied().unwrap_or(false);
        }
    }
}
