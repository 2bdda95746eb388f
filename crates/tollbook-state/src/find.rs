//! What is looked for: in the open article, and in all of them.

use std::collections::HashSet;
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::civil::Date;
use rayon::slice::ParallelSliceMut as _;

use super::JobId;
use super::action::Step;
use super::library::Library;
use super::workspace::Workspace;
use tollbook_core::analysis::search::{Matcher, Query};
use tollbook_core::model::{
    Article, ArticleId, CodeId, CoverageId, DateRange, EntryId, OperationId, Project, ReadState,
};

/// At most so many places are listed; who finds more asks too little.
pub const MOST: usize = 200_000;

/// What the user can ask of finding.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// Look for something in the open article: for the selected words, if there are some.
    OpenBar,
    /// Put the bar away; the place found last stays selected.
    CloseBar,
    /// Look for this in the open article, and select the first place from where looking began.
    Here(Query),
    /// Select the next place in the open article, or the one before.
    Step(Step),
    /// Get ready to look in all articles: for the selected words, if there are some.
    OpenAll,
    /// Look for this in all articles.
    All(Query),
    /// List only what is found in some of the articles.
    Filter(Filter),
    /// Show a place that was found, by its article and its place there.
    Show(usize, usize),
    /// Tick or untick what was found.
    Tick(TickChange, bool),
    /// Annotate what is ticked with a code.
    Mark(CodeId),
}

/// What is ticked at once.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TickChange {
    /// Everything that was found.
    All,
    /// What was found in one article.
    Article(usize),
    /// One place in an article.
    Hit(usize, usize),
}

/// Looking for words.
#[derive(Debug, Default)]
pub struct Find {
    /// In the open article.
    pub here: ArticleSearch,
    /// In all articles.
    pub all: All,
    /// The job that annotates what was ticked.
    pub annotating: Option<JobId>,
}

/// Looking for words in the open article.
#[derive(Debug, Default)]
pub struct ArticleSearch {
    /// Whether the bar is shown.
    pub open: bool,
    /// What is looked for; kept while the bar is away.
    pub query: Query,
    /// Finds it; `None` if the query is blank or cannot be read.
    pub matcher: Option<Matcher>,
    /// Why the query cannot be read, as a sentence.
    pub problem: Option<String>,
    /// Where looking began, or what it came to: typing goes on from there.
    pub(super) at: Option<(ArticleId, usize)>,
}

/// Which articles are looked through. Blank is all of them.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Filter {
    /// Those that name this operation, or have claims of it.
    pub operation: Option<OperationId>,
    /// Those published on this day or later.
    pub from: Option<Date>,
    /// Those published on this day or earlier.
    pub until: Option<Date>,
    /// Those with which the coder has come so far.
    pub state: Option<ReadState>,
    /// Those with annotations of this code.
    pub code: Option<CodeId>,
}

impl Filter {
    /// Whether every article is looked through.
    pub fn is_blank(&self) -> bool {
        *self == Self::default()
    }
}

/// Looking for words in all articles.
#[derive(Debug, Default)]
pub struct All {
    /// What is looked for.
    pub query: Query,
    /// Why the query cannot be read, as a sentence.
    pub problem: Option<String>,
    /// Which articles are looked through.
    pub filter: Filter,
    /// The search that is under way; answers of any other are dropped.
    pub job: Option<JobId>,
    /// What was found so far, in the order of the articles' dates.
    pub articles: Vec<FoundArticle>,
    /// How many places that are.
    pub hits: usize,
    /// How many of them are ticked.
    pub ticked: usize,
    /// How many articles were looked through, and of how many.
    pub searched: (usize, usize),
    /// Whether more was found than is listed.
    pub cut: bool,
    /// Counts up whenever something is found, ticked or forgotten.
    pub version: u64,
}

/// An article in which something was found.
#[derive(Clone, Debug)]
pub struct FoundArticle {
    /// The article.
    pub id: ArticleId,
    /// The text in which it was found, and its hash.
    pub text: Arc<str>,
    /// The hash of the text.
    pub sha256: String,
    /// The places, in order; never none.
    pub hits: Vec<Hit>,
    /// Where the article stands in the list in which every article and every place is a row.
    pub row: usize,
}

/// A place where something was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Hit {
    /// Its bytes.
    pub span: Range<usize>,
    /// Whether it is to be annotated.
    pub ticked: bool,
}

impl All {
    /// How many rows the list has: one for each article and one for each place.
    pub fn rows(&self) -> usize {
        self.articles.len() + self.hits
    }

    /// What stands in a row: an article, and which of its places; `None` for the article itself.
    pub fn row(&self, row: usize) -> Option<(usize, Option<usize>)> {
        let article = self.articles.partition_point(|article| article.row <= row).checked_sub(1)?;
        let found = &self.articles[article];
        let place = row - found.row;
        (place <= found.hits.len()).then_some((article, place.checked_sub(1)))
    }

    /// Forgets what was found.
    pub(super) fn clear(&mut self) {
        (self.articles, self.hits, self.ticked, self.searched, self.cut) = (Vec::new(), 0, 0, (0, 0), false);
        self.version += 1;
    }

    /// Takes in what was found in some more articles.
    pub(super) fn add(&mut self, batch: FoundBatch) {
        for mut article in batch.articles {
            article.row = self.rows();
            self.hits += article.hits.len();
            self.articles.push(article);
        }
        self.searched = (batch.searched, batch.total);
        self.cut |= batch.cut;
        self.version += 1;
    }

    pub(super) fn tick(&mut self, what: TickChange, on: bool) {
        self.version += 1;
        match what {
            TickChange::All => {
                self.articles
                    .iter_mut()
                    .flat_map(|article| &mut article.hits)
                    .for_each(|hit| hit.ticked = on);
                self.ticked = if on { self.hits } else { 0 };
            }
            TickChange::Article(article) => {
                for hit in 0..self.articles.get(article).map_or(0, |article| article.hits.len()) {
                    self.tick(TickChange::Hit(article, hit), on);
                }
            }
            TickChange::Hit(article, hit) => {
                let hit = self.articles.get_mut(article).and_then(|article| article.hits.get_mut(hit));
                if let Some(hit) = hit.filter(|hit| hit.ticked != on) {
                    hit.ticked = on;
                    self.ticked = if on { self.ticked + 1 } else { self.ticked - 1 };
                }
            }
        }
    }
}

/// What was found in some articles.
#[derive(Debug)]
pub struct FoundBatch {
    /// Those in which something was found.
    pub articles: Vec<FoundArticle>,
    /// How many articles have been looked through.
    pub searched: usize,
    /// Of how many.
    pub total: usize,
    /// Whether more was found than is handed over.
    pub cut: bool,
}

/// What a search through all articles needs. Making one costs nothing, however many articles there are.
#[derive(Clone, Debug)]
pub struct SearchRequest {
    /// What is looked for.
    pub matcher: Matcher,
    /// Which articles are looked through.
    pub filter: Filter,
    /// The facts.
    pub project: Project,
    /// The articles at hand.
    pub library: Library,
    /// Whose states of reading count.
    pub coder: EntryId,
    /// The project file, which has the texts that are not at hand.
    pub file: PathBuf,
}

impl SearchRequest {
    /// A search of an open project.
    pub fn new(open: &Workspace, matcher: Matcher, filter: Filter) -> Self {
        Self {
            matcher,
            filter,
            project: open.project.clone(),
            library: open.library.clone(),
            coder: open.coder,
            file: open.file.clone(),
        }
    }

    /// The articles to look through: by date, undated ones last, those of a day by path.
    pub fn articles(&self) -> Vec<ArticleId> {
        let coded = self.filter.code.map(|code| {
            let annotations = self.project.annotations.iter();
            annotations
                .filter(|(_, row)| row.code == code)
                .map(|(_, row)| row.article)
                .collect::<HashSet<_>>()
        });
        fn row(article: &Article) -> (Option<DateRange>, &str) {
            (article.published, article.path.as_str())
        }
        let listed = self.library.files().map(|(id, listed)| {
            let row = self.project.articles.get(id).map(row);
            (id, row.unwrap_or_else(|| (listed.published(), listed.path())))
        });
        let gone = self.project.articles.iter().filter(|(id, _)| self.library.listed(*id).is_none());
        let gone = gone.map(|(id, article)| (id, row(article)));
        let wanted = listed.chain(gone).filter(|(id, (published, _))| {
            coded.as_ref().is_none_or(|coded| coded.contains(id)) && self.is_wanted(*id, *published)
        });
        let mut articles: Vec<(bool, Option<Date>, &str, ArticleId)> = wanted
            .map(|(id, (published, path))| {
                let date = published.map(|date| date.first());
                (date.is_none(), date, path, id)
            })
            .collect();
        articles.par_sort_unstable();
        articles.into_iter().map(|(.., id)| id).collect()
    }

    fn is_wanted(&self, id: ArticleId, published: Option<DateRange>) -> bool {
        let Filter { from, until, state, .. } = self.filter;
        // A date that is only a range may lie on either side: what may be inside is.
        let late_enough = from.is_none_or(|from| published.is_some_and(|date| date.last() >= from));
        let early_enough = until.is_none_or(|until| published.is_some_and(|date| date.first() <= until));
        let known = || {
            let coverage = self.project.coverage.get(CoverageId::for_coder(id, self.coder));
            coverage.map_or(ReadState::Unread, |coverage| coverage.state)
        };
        late_enough && early_enough && state.is_none_or(|state| known() == state)
    }

    /// Tells whether an article is about the operation that is asked for: it has claims of it, or its
    /// text names it.
    pub fn about(&self) -> impl Fn(ArticleId, &str) -> bool + Sync + use<> {
        let operation = self.filter.operation.map(|id| {
            let named = |name: &str| Query { whole_words: true, text: name.to_owned(), ..Query::default() };
            let names = self.project.operations.get(id).into_iter().flat_map(|operation| operation.names());
            let names: Vec<Matcher> = names.filter_map(|name| named(name).compile().ok().flatten()).collect();
            let claims = self.project.claims.iter().filter(|(_, claim)| claim.operations.contains(&id));
            let annotations = claims.filter_map(|(id, _)| self.project.annotations.get(id));
            (names, annotations.map(|row| row.article).collect::<HashSet<ArticleId>>())
        });
        move |id, text| {
            operation.as_ref().is_none_or(|(names, claimed)| {
                claimed.contains(&id) || names.iter().any(|name| name.is_in(text))
            })
        }
    }
}
