//! Which suggestions wait for a decision.

use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::learned::Group;
use super::select::people_span;
use super::{certainty, figures, triage};
use crate::analysis::index::Index;
use crate::extract::{Context, Languages, Statement, extract};
use crate::model::{
    Anchor, Annotation, ArticleId, Claim, DateRange, Figures, Kind, Outcome, Project, Rejection,
};

/// What is kept of a suggestion for every article; the claim itself is read again when it is looked at.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SuggestionHead {
    /// The words to annotate.
    pub span: Range<usize>,
    /// The words that say what happened.
    pub trigger: Range<usize>,
    /// The kind of the claim.
    pub kind: Kind,
    /// Its outcome.
    pub outcome: Option<Outcome>,
    /// How many.
    pub count: Figures,
    /// How certain it is that the passage makes this claim, in percent, before anything is learned.
    pub certainty: u8,
}

impl SuggestionHead {
    fn from_statement(statement: &Statement) -> Self {
        Self {
            span: people_span(statement).unwrap_or(statement.trigger).range(),
            trigger: statement.trigger.range(),
            kind: statement.kind,
            outcome: statement.outcome.filter(|_| statement.kind != Kind::Strength),
            count: figures(statement),
            certainty: certainty::statement_certainty(statement),
        }
    }

    /// From the first of its words to the last: people and trigger.
    pub fn whole(&self) -> Range<usize> {
        self.span.start.min(self.trigger.start)..self.span.end.max(self.trigger.end)
    }

    /// What it claims.
    fn group(&self) -> Group {
        (self.kind, self.outcome)
    }
}

/// What is read from an article for the list of articles and the queue.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ReadHeads {
    /// What is kept of its suggestions, in the order of the text: one for each group of people, not for each time
    /// that they are spoken of.
    pub heads: Vec<SuggestionHead>,
    /// How likely it is that the article states casualties, in percent, as [`super::triage()`] has it.
    pub triage: u8,
}

impl ReadHeads {
    /// As text, from which [`Self::from_kept`] makes it again. Each build of the program may write it otherwise.
    pub fn to_kept(&self) -> String {
        let number = |number: Option<u64>| number.map_or_else(|| "-".to_owned(), |number| number.to_string());
        let line = |head: &SuggestionHead| {
            let SuggestionHead { span, trigger, kind, outcome, count, certainty } = head;
            format!(
                "\n{} {} {} {} {kind} {} {} {} {} {certainty}",
                span.start,
                span.end,
                trigger.start,
                trigger.end,
                outcome.map_or("-", Outcome::as_str),
                number(count.low),
                number(count.best),
                number(count.high),
            )
        };
        self.heads.iter().map(line).fold(self.triage.to_string(), |all, line| all + &line)
    }

    /// What [`Self::to_kept`] wrote of a text of so many bytes; `None` if it is anything else.
    pub fn from_kept(kept: &str, text: &str) -> Option<Self> {
        let mut lines = kept.split('\n');
        let triage = lines.next()?.parse().ok()?;
        let number = |word: &str| if word == "-" { Some(None) } else { word.parse().ok().map(Some) };
        let head = |line: &str| {
            let words: Vec<&str> = line.split(' ').collect();
            let [start, end, from, to, kind, outcome, low, best, high, certainty] = words[..] else {
                return None;
            };
            let range = |start: &str, end: &str| -> Option<Range<usize>> {
                let range = start.parse().ok()?..end.parse().ok()?;
                text.get(range.clone()).map(|_| range)
            };
            Some(SuggestionHead {
                span: range(start, end)?,
                trigger: range(from, to)?,
                kind: kind.parse().ok()?,
                outcome: if outcome == "-" { None } else { Some(outcome.parse().ok()?) },
                count: Figures { low: number(low)?, best: number(best)?, high: number(high)? },
                certainty: certainty.parse().ok()?,
            })
        };
        let heads = lines.map(head).collect::<Option<_>>()?;
        Some(Self { heads, triage })
    }
}

/// Reads an article. `language` is a code such as "en"; without one, or with one that has no pack, the language is
/// detected. It asks for no project, so that an article needs to be read once only.
pub fn read_heads(text: &str, published: Option<DateRange>, language: Option<&str>) -> ReadHeads {
    let languages = Languages::builtin();
    let language = language.filter(|code| languages.pack(code).is_some()).map(str::to_owned);
    let statements = extract(text, &Context { published, language, ..Context::default() }, languages);
    let is_first = |statement: &&Statement| !statement.repeat.is_some_and(|repeat| repeat.certain);
    let heads = statements.iter().filter(is_first).map(SuggestionHead::from_statement).collect();
    ReadHeads { heads, triage: triage::score(&statements) }
}

/// The rejections of a project, to be looked up.
#[derive(Clone, Debug, Default)]
pub struct Rejected {
    by_article: HashMap<ArticleId, Vec<Rejection>>,
    everywhere: HashSet<(String, Group)>,
}

impl Rejected {
    /// Those of a project.
    pub fn from_project(project: &Project) -> Self {
        let mut rejected = Self::default();
        for (_, rejection) in project.rejections.iter() {
            if rejection.everywhere {
                let group = (rejection.kind, rejection.outcome);
                rejected.everywhere.insert((folded(&rejection.quote), group));
            }
            rejected.by_article.entry(rejection.article).or_default().push(rejection.clone());
        }
        rejected
    }

    /// The articles in which a suggestion was rejected.
    pub fn articles(&self) -> impl Iterator<Item = ArticleId> {
        self.by_article.keys().copied()
    }

    /// Whether any suggestion was rejected.
    pub fn is_empty(&self) -> bool {
        self.by_article.is_empty()
    }

    /// Whether the same words were rejected wherever they stand.
    pub fn rejects_everywhere_as(&self, other: &Self) -> bool {
        self.everywhere == other.everywhere
    }

    /// Whether a suggestion was rejected: at this place, where the text was another at its words wherever
    /// these stand now, or wherever its words stand.
    fn contains(&self, article: ArticleId, text: &str, head: &SuggestionHead) -> bool {
        let whole = head.whole();
        let words = folded(text.get(whole.clone()).unwrap_or_default());
        let here = |rejection: &Rejection| {
            let span = rejection.start..rejection.end;
            let is_there = span == whole || text.get(span) != Some(rejection.quote.as_str());
            (rejection.kind, rejection.outcome) == head.group()
                && is_there
                && folded(&rejection.quote) == words
        };
        self.by_article.get(&article).is_some_and(|rejections| rejections.iter().any(here))
            || self.everywhere.contains(&(words, head.group()))
    }
}

/// Words that are the same whatever their case and the spaces and line ends between them.
fn folded(words: &str) -> String {
    words.split_whitespace().collect::<Vec<_>>().join(" ").to_lowercase()
}

/// The suggestions of an article that are neither annotated nor rejected, by their places in `heads`.
///
/// An annotation with a claim decides the suggestion of its own words; where it has words of several, those
/// whose figures it gives, and all of them if it gives the figures of none.
pub fn open_heads(
    project: &Project,
    index: &Index,
    rejected: &Rejected,
    article: ArticleId,
    text: &str,
    heads: &[SuggestionHead],
) -> Vec<u32> {
    let mut is_decided = vec![false; heads.len()];
    for id in index.annotations(article) {
        let annotated = project.annotations.get(id).zip(project.claims.get(id));
        if let Some((annotation, claim)) = annotated.filter(|(row, _)| row.anchor != Anchor::Lost) {
            decided_by(annotation, claim, heads).into_iter().for_each(|at| is_decided[at] = true);
        }
    }
    let is_open =
        |(at, head): &(usize, &SuggestionHead)| !is_decided[*at] && !rejected.contains(article, text, head);
    heads.iter().enumerate().filter(is_open).map(|(at, _)| at as u32).collect()
}

/// The suggestions that an annotation decides.
fn decided_by(annotation: &Annotation, claim: &Claim, heads: &[SuggestionHead]) -> Vec<usize> {
    let span = annotation.span();
    let has_outcome = |head: &SuggestionHead| {
        head.outcome.is_none() || claim.outcome.is_none() || head.outcome == claim.outcome
    };
    let meets = |head: &SuggestionHead| head.span.start < span.end && span.start < head.span.end;
    let met: Vec<usize> =
        (0..heads.len()).filter(|at| meets(&heads[*at]) && has_outcome(&heads[*at])).collect();
    let only = |passes: &dyn Fn(&SuggestionHead) -> bool| {
        let some: Vec<usize> = met.iter().copied().filter(|at| passes(&heads[*at])).collect();
        Some(some).filter(|some| !some.is_empty())
    };
    only(&|head| head.span == span)
        .or_else(|| only(&|head| head.count == claim.count))
        .unwrap_or_else(|| met.clone())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::{Story, story};
    use crate::model::{Draft, EntryId, RejectionId};
    use crate::resolution::{Passage, suggestion_at, suggestions};

    const TEXT: &str = "Two guards were killed near Gorda on Monday. Five villagers were wounded, and \
        one nurse was killed.";

    fn articles(story: &Story) -> Vec<ArticleId> {
        story.project.articles.iter().map(|(id, _)| id).collect()
    }

    fn heads_in(text: &str) -> Vec<SuggestionHead> {
        read_heads(text, None, Some("en")).heads
    }

    fn words<'a>(text: &'a str, heads: &[SuggestionHead], open: &[u32]) -> Vec<&'a str> {
        open.iter().map(|at| &text[heads[*at as usize].span.clone()]).collect()
    }

    fn reject(story: &mut Story, article: ArticleId, head: &SuggestionHead, text: &str, everywhere: bool) {
        let project = story.project.clone();
        let mut draft = Draft::new(&project, &mut story.stamp);
        let (whole, at) = (head.whole(), draft.stamp.at);
        let id: RejectionId = draft.stamp.mint();
        let coder: EntryId = draft.stamp.coder;
        let quote = text[whole.clone()].to_owned();
        let (start, end, kind, outcome) = (whole.start, whole.end, head.kind, head.outcome);
        let row = Rejection { article, start, end, quote, kind, outcome, everywhere, coder, created: at };
        draft.set(id, row);
        let edit = draft.finish("Reject").unwrap();
        story.project.apply(&edit).unwrap();
    }

    fn open(story: &Story, article: ArticleId, text: &str, heads: &[SuggestionHead]) -> Vec<u32> {
        open_heads(
            &story.project,
            &story.answers.index,
            &Rejected::from_project(&story.project),
            article,
            text,
            heads,
        )
    }

    #[test]
    fn the_suggestion_at_a_place_is_what_reading_the_article_gives() {
        let story = story("");
        let (article, text) =
            (ArticleId(uuid::Uuid::nil()), format!("{}{TEXT}", "All was calm.\n\n".repeat(4_000)));
        let heads = heads_in(&text);
        let all = suggestions(&story.project, &story.answers, article, &text, None, Some("en"));
        assert_eq!((heads.len(), all.len()), (3, 3));
        for (head, whole) in heads.iter().zip(&all) {
            let passage = Passage { text: &text, span: head.span.clone(), article, published: None };
            let one =
                suggestion_at(&story.project, &story.answers, &passage, &head.trigger, Some("en")).unwrap();
            assert_eq!((&one.span, &one.claim, &one.reason), (&whole.span, &whole.claim, &whole.reason));
            assert_eq!(
                (head.kind, head.outcome, head.count),
                (one.claim.kind, one.claim.outcome, one.claim.count)
            );
            assert_eq!(head.certainty, one.certainty);
        }
        let passage = Passage { text: &text, span: 0..3, article, published: None };
        assert!(suggestion_at(&story.project, &story.answers, &passage, &(4..7), Some("en")).is_none());
    }

    #[test]
    fn a_rejection_holds_at_its_place_and_elsewhere_only_when_asked() {
        let mut story = story("article a\n article b");
        let [a, b] = articles(&story)[..] else { panic!() };
        let heads = heads_in(TEXT);
        assert_eq!(
            words(TEXT, &heads, &open(&story, a, TEXT, &heads)),
            ["Two guards", "Five villagers", "one nurse"]
        );
        reject(&mut story, a, &heads[0], TEXT, false);
        assert_eq!(words(TEXT, &heads, &open(&story, a, TEXT, &heads)), ["Five villagers", "one nurse"]);
        assert_eq!(open(&story, b, TEXT, &heads).len(), 3);
        reject(&mut story, a, &heads[1], TEXT, true);
        let wrapped = TEXT.replace("Five villagers", "FIVE\nvillagers");
        let again = heads_in(&wrapped);
        let left = open(&story, b, &wrapped, &again);
        assert_eq!(words(&wrapped, &again, &left), ["Two guards", "one nurse"]);
    }

    #[test]
    fn a_rejection_follows_its_words_into_a_changed_text() {
        let mut story = story("article a");
        let a = articles(&story)[0];
        let heads = heads_in(TEXT);
        reject(&mut story, a, &heads[0], TEXT, false);
        let longer = format!("A correction was made.\n\n{TEXT}");
        let again = heads_in(&longer);
        assert_eq!(
            words(&longer, &again, &open(&story, a, &longer, &again)),
            ["Five villagers", "one nurse"]
        );
    }
}
