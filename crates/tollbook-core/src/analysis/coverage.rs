//! How far the articles have been read, by when they were published: a dip in the chart is not
//! the same as unread articles (docs/glossary.md).

use std::collections::{BTreeMap, HashMap};

use super::timeline::{Grain, Period};
use crate::model::{ArticleId, DateRange, EntryId, Project, ReadState};

/// How many articles have been read how far.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Articles {
    /// Not opened.
    pub unread: usize,
    /// Read, and not finished.
    pub read: usize,
    /// Read and completely annotated.
    pub done: usize,
}

impl Articles {
    /// All of them.
    pub fn count(&self) -> usize {
        self.unread + self.read + self.done
    }

    fn add(&mut self, state: ReadState) {
        match state {
            ReadState::Unread => self.unread += 1,
            ReadState::Read => self.read += 1,
            ReadState::Done => self.done += 1,
        }
    }
}

/// How far the articles of each period have been read.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct PeriodCoverage {
    /// By the period of publication; only periods that have an article.
    pub periods: BTreeMap<Period, Articles>,
    /// Those of which the day of publication is not known as finely as a period.
    pub undated: Articles,
}

/// How far `articles` have been read by `coder`, or by whoever came furthest with each.
///
/// The articles are the caller's to list, with when each was published: one that no edit has
/// concerned yet has no row in the project, and counts as unread.
pub fn coverage(
    project: &Project,
    articles: impl IntoIterator<Item = (ArticleId, Option<DateRange>)>,
    coder: Option<EntryId>,
    grain: Grain,
) -> PeriodCoverage {
    let mut states: HashMap<ArticleId, ReadState> = HashMap::new();
    let rows = project.coverage.iter().filter(|(_, row)| coder.is_none_or(|coder| row.coder == coder));
    for (_, row) in rows {
        let furthest = states.entry(row.article).or_insert(row.state);
        *furthest = row.state.max(*furthest);
    }
    let mut so_far = PeriodCoverage::default();
    for (article, published) in articles {
        let articles = match published.and_then(|published| grain.period_of_range(&published)) {
            Some(period) => so_far.periods.entry(period).or_default(),
            None => &mut so_far.undated,
        };
        articles.add(states.get(&article).copied().unwrap_or(ReadState::Unread));
    }
    so_far
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    #[test]
    fn articles_are_counted_by_how_far_they_have_been_read_and_when_they_were_published() {
        let mut story = story(
            "article a 2019-11-27\n article b 2019-11\n article c 2019-12-01\n article d 2019\n article e
            done a\n read b\n read e",
        );
        let count = |story: &crate::analysis::fixture::Story, coder, grain| {
            let articles = story.project.articles.iter().map(|(id, article)| (id, article.published));
            let so_far = coverage(&story.project, articles, coder, grain);
            let say =
                |articles: &Articles| format!("{}/{}/{}", articles.unread, articles.read, articles.done);
            let periods =
                so_far.periods.iter().map(|(period, articles)| format!("{period} {}", say(articles)));
            let all: usize = so_far.periods.values().map(Articles::count).sum();
            assert_eq!(all + so_far.undated.count(), 5);
            periods.chain([format!("undated {}", say(&so_far.undated))]).collect::<Vec<_>>().join(", ")
        };
        assert_eq!(count(&story, None, Grain::Month), "2019-11 0/1/1, 2019-12 1/0/0, undated 1/1/0");
        assert_eq!(count(&story, None, Grain::Year), "2019 2/1/1, undated 0/1/0");
        // Another coder begins again; together they are as far as whoever came furthest.
        let (ada, other) = (story.stamp.coder, story.project.recorded_side());
        story.stamp.coder = other.unwrap();
        story.tell("read a\n done b");
        assert_eq!(count(&story, Some(ada), Grain::Month), "2019-11 0/1/1, 2019-12 1/0/0, undated 1/1/0");
        assert_eq!(count(&story, other, Grain::Month), "2019-11 0/1/1, 2019-12 1/0/0, undated 2/0/0");
        assert_eq!(count(&story, None, Grain::Month), "2019-11 0/0/2, 2019-12 1/0/0, undated 1/1/0");
    }
}
