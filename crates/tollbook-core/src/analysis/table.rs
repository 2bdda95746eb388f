//! Every annotation of the project as a row of a table: what stands in its columns, which rows are wanted,
//! and in which order.

use std::borrow::Cow;
use std::cmp::Ordering;

use jiff::civil::Date;

use super::answers::Incidents;
use super::incident::IncidentView;
use super::search;
use crate::model::words::words;
use crate::model::{
    Annotation, AnnotationId, Article, Claim, ClaimStatus, Code, CodeId, Coverage, CoverageId, DateRange,
    EntryId, Kind, OperationId, Outcome, Project, ReadState,
};

words! {
    /// A column of the table.
    pub enum Column ("a column such as quote") {
        /// When the article was published.
        ArticleDate = "article date",
        /// The article's title.
        Article = "article",
        /// The code.
        Code = "code",
        /// The words that were annotated.
        Quote = "quote",
        /// What sort of number the claim gives.
        Kind = "kind",
        /// What happened to the people.
        Outcome = "outcome",
        /// How many.
        Count = "count",
        /// Whose people.
        Side = "side",
        /// When it happened.
        Date = "date",
        /// The operations that the claim names.
        Operation = "operation",
        /// Where.
        Place = "place",
        /// How far the claim stands.
        Status = "status",
        /// The incident to which the claim belongs.
        Incident = "incident",
        /// The coder's notes.
        Memo = "memo",
    }
}

/// An annotation with all that its row is made of.
#[derive(Clone, Copy, Debug)]
pub struct Line<'a> {
    project: &'a Project,
    /// The annotation.
    pub annotation: &'a Annotation,
    /// What it claims.
    pub claim: Option<&'a Claim>,
    /// Where it stands.
    pub article: Option<&'a Article>,
    /// The code that it has.
    pub code: Option<&'a Code>,
    /// The incident to which its claim belongs.
    pub incident: Option<&'a IncidentView>,
}

impl<'a> Line<'a> {
    /// The row of an annotation, if it is there.
    pub fn from_annotation(project: &'a Project, views: &'a Incidents, id: AnnotationId) -> Option<Self> {
        let annotation = project.annotations.get(id)?;
        let claim = project.claims.get(id);
        let born = claim.filter(|claim| claim.kind.has_incident()).and_then(|claim| claim.incident);
        let incident = born.and_then(|born| views.get(&project.root(born)));
        Some(Self {
            project,
            annotation,
            claim,
            article: project.articles.get(annotation.article),
            code: project.codes.get(annotation.code),
            incident: incident.map(AsRef::as_ref),
        })
    }

    fn date(&self) -> Option<DateRange> {
        let reckoned = || self.incident.and_then(|incident| incident.date.value);
        self.claim.and_then(|claim| claim.date.or_else(reckoned))
    }

    fn path(&self) -> &'a str {
        self.article.map_or("", |article| article.path.as_str())
    }

    fn published(&self) -> Option<DateRange> {
        self.article.and_then(|article| article.published)
    }

    /// What stands in a column; blank for unknown.
    pub fn text(&self, column: Column) -> Cow<'a, str> {
        let claim = |text: fn(&'a Claim) -> &'a str| Cow::Borrowed(self.claim.map_or("", text));
        let date =
            |date: Option<DateRange>| Cow::Owned(date.map_or_else(String::new, |date| date.to_string()));
        match column {
            Column::ArticleDate => date(self.published()),
            Column::Article => self.article.map_or("", |article| article.title.as_str()).into(),
            Column::Code => self.code.map_or("", |code| code.name.as_str()).into(),
            Column::Quote => self.annotation.quote.as_str().into(),
            Column::Kind => claim(|claim| claim.kind.as_str()),
            Column::Outcome => claim(|claim| claim.outcome.map_or("", Outcome::as_str)),
            Column::Count => match self.claim.map(|claim| claim.count) {
                Some(count) if !count.is_blank() => count.to_string().into(),
                _ => "".into(),
            },
            Column::Side => self.claim.map_or("", |claim| self.project.entry_name(claim.side)).into(),
            Column::Date => date(self.date()),
            Column::Operation => match self.claim.map_or(&[][..], |claim| &claim.operations) {
                [] => "".into(),
                [one] => self.project.operation_name(Some(*one)).into(),
                many => {
                    let names = many.iter().map(|id| self.project.operation_name(Some(*id)));
                    names.collect::<Vec<_>>().join(", ").into()
                }
            },
            Column::Place => {
                claim(|claim| if claim.place.is_empty() { &claim.country } else { &claim.place })
            }
            Column::Status => claim(|claim| claim.status.as_str()),
            Column::Incident => self.incident.map_or("", |incident| incident.title.as_str()).into(),
            Column::Memo => self.annotation.memo.as_str().into(),
        }
    }

    /// All words of the row, as they are looked through, into `buffer`.
    fn words(&self, buffer: &mut String) {
        buffer.clear();
        let claim =
            self.claim.map(|claim| [&claim.victims, &claim.country, &claim.place, &claim.attribution]);
        let article = self.article.map(|article| [&article.title, &article.source, &article.path]);
        let names =
            [Column::Code, Column::Side, Column::Operation, Column::Incident].map(|column| self.text(column));
        let parts = [&self.annotation.quote, &self.annotation.memo].into_iter();
        let parts = parts.chain(article.into_iter().flatten()).chain(claim.into_iter().flatten());
        for part in parts.map(String::as_str).chain(names.iter().map(AsRef::as_ref)) {
            buffer.push_str(part);
            // Nothing that is looked for goes across two fields.
            buffer.push('\u{1f}');
        }
    }

    /// What the row is sorted by; `None` for a blank.
    fn key(&self, column: Column) -> Option<Key> {
        let claim = self.claim;
        match column {
            Column::ArticleDate => self.published().map(|date| Key::Day(date.first(), date.last())),
            Column::Date => self.date().map(|date| Key::Day(date.first(), date.last())),
            Column::Count => {
                let count = claim?.count;
                count.best.or(count.low).or(count.high).map(Key::Number)
            }
            Column::Kind => claim.map(|claim| Key::Number(claim.kind as u64)),
            Column::Outcome => claim?.outcome.map(|outcome| Key::Number(outcome as u64)),
            Column::Status => claim.map(|claim| Key::Number(claim.status as u64)),
            text => {
                let text = self.text(text);
                (!text.trim().is_empty()).then(|| Key::Words(text.to_lowercase()))
            }
        }
    }
}

/// What rows are sorted by; those of one column are alike.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Key {
    Day(Date, Date),
    Number(u64),
    Words(String),
}

/// Which annotations are wanted. What is `None` is not asked for; `Some(None)` asks for a blank.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AnnotationFilter {
    /// Words that stand in the row, in any of its fields.
    pub words: String,
    /// With this code, or one beneath it.
    pub code: Option<CodeId>,
    /// Whose claim names this operation.
    pub operation: Option<Option<OperationId>>,
    /// Whose claim is of this side.
    pub side: Option<Option<EntryId>>,
    /// Whose claim is of this outcome.
    pub outcome: Option<Option<Outcome>>,
    /// Whose claim is of this kind; blank is without a claim.
    pub kind: Option<Option<Kind>>,
    /// Whose claim stands so.
    pub status: Option<ClaimStatus>,
    /// Marked by this coder.
    pub coder: Option<EntryId>,
    /// In an article that has been read so far.
    pub state: Option<ReadState>,
}

/// What the table is asked: which rows, in which order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Question {
    /// Which rows.
    pub wanted: AnnotationFilter,
    /// What they are sorted by; blanks come last.
    pub sort: Column,
    /// The other way round.
    pub descending: bool,
}

impl Default for Question {
    fn default() -> Self {
        Self { wanted: AnnotationFilter::default(), sort: Column::ArticleDate, descending: false }
    }
}

impl AnnotationFilter {
    /// Whether a row is wanted, whatever its words. `reader` is whose reading counts.
    fn takes(&self, line: &Line<'_>, reader: EntryId) -> bool {
        let annotation = line.annotation;
        let of_claim =
            |asked: bool, answer: &dyn Fn(&Claim) -> bool| !asked || line.claim.is_some_and(answer);
        let read = || {
            let id = CoverageId::for_coder(annotation.article, reader);
            line.project.coverage.get(id).map_or(ReadState::Unread, |row: &Coverage| row.state)
        };
        self.coder.is_none_or(|coder| annotation.coder == coder)
            && self.kind.is_none_or(|kind| line.claim.map(|claim| claim.kind) == kind)
            && of_claim(self.status.is_some(), &|claim| Some(claim.status) == self.status)
            && of_claim(self.outcome.is_some(), &|claim| Some(claim.outcome) == self.outcome)
            && of_claim(self.side.is_some(), &|claim| Some(claim.side) == self.side)
            && of_claim(self.operation.is_some(), &|claim| match self.operation.flatten() {
                Some(operation) => claim.operations.contains(&operation),
                None => claim.operations.is_empty(),
            })
            && self.state.is_none_or(|state| read() == state)
    }
}

/// The annotations that are wanted, in order. `reader` is whose reading of the articles counts.
pub fn rows(project: &Project, views: &Incidents, question: &Question, reader: EntryId) -> Vec<AnnotationId> {
    let wanted = &question.wanted;
    // Words are no pattern, and so can always be read.
    let matcher = search::Query::words(wanted.words.as_str()).compile().ok().flatten();
    let codes = wanted.code.map(|code| beneath(project, code));
    let mut buffer = String::new();
    let mut lines: Vec<(Option<Key>, AnnotationId, Line<'_>)> = project
        .annotations
        .iter()
        .filter(|(_, annotation)| codes.as_ref().is_none_or(|codes| codes.contains(&annotation.code)))
        .filter_map(|(id, _)| Some((id, Line::from_annotation(project, views, id)?)))
        .filter(|(_, line)| wanted.takes(line, reader))
        .filter(|(_, line)| {
            matcher.as_ref().is_none_or(|matcher| {
                line.words(&mut buffer);
                matcher.is_in(&buffer)
            })
        })
        .map(|(id, line)| (line.key(question.sort), id, line))
        .collect();
    lines.sort_unstable_by(|(a_key, a_id, a), (b_key, b_id, b)| {
        let keys = match question.descending {
            true => b_key.cmp(a_key),
            false => a_key.cmp(b_key),
        };
        let blank = a_key.is_none().cmp(&b_key.is_none());
        blank.then(keys).then_with(|| in_text_order(a, b)).then(a_id.cmp(b_id))
    });
    lines.into_iter().map(|(_, id, _)| id).collect()
}

/// A code and those beneath it.
fn beneath(project: &Project, code: CodeId) -> Vec<CodeId> {
    let branch = super::codebook::tree(project).into_iter().find(|branch| branch.id == code);
    branch.map_or_else(Vec::new, |branch| branch.with_those_beneath)
}

/// Articles by date, undated ones last, and each from its beginning to its end.
fn in_text_order(a: &Line<'_>, b: &Line<'_>) -> Ordering {
    let day = |line: &Line<'_>| line.published().map(|date| date.first());
    let (a_day, b_day) = (day(a), day(b));
    let days = a_day.is_none().cmp(&b_day.is_none()).then(a_day.cmp(&b_day));
    days.then_with(|| a.path().cmp(b.path())).then(a.annotation.start.cmp(&b.annotation.start))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::{Story, story};
    use crate::model::start::code_id;

    fn example() -> Story {
        story(
            "article a 2019-11-27
             killed k 13 date=2019-11-25 op=Barkhane country=Mali
             wounded w 2 side=civilians
             article b 2019-11-20
             killed l 3 status=denied op=Serval;Barkhane
             total t 38
             article c
             strength s 600",
        )
    }

    /// What stands in a column of the rows that are wanted, in order.
    fn column(story: &Story, question: &Question, column: Column) -> Vec<String> {
        let views = story.answers.views();
        rows(&story.project, views, question, EntryId(uuid::Uuid::nil()))
            .into_iter()
            .map(|id| Line::from_annotation(&story.project, views, id).unwrap().text(column).into_owned())
            .collect()
    }

    #[test]
    fn rows_are_sorted_by_any_column_with_blanks_last_either_way() {
        let story = example();
        let sorted = |sort, descending| {
            let question = Question { sort, descending, ..Question::default() };
            column(&story, &question, Column::Count)
        };
        assert_eq!(sorted(Column::ArticleDate, false), ["3", "38", "13", "2", "600"]);
        assert_eq!(sorted(Column::ArticleDate, true), ["13", "2", "3", "38", "600"]);
        assert_eq!(sorted(Column::Count, false), ["2", "3", "13", "38", "600"]);
        assert_eq!(sorted(Column::Count, true), ["600", "38", "13", "3", "2"]);
        assert_eq!(sorted(Column::Operation, false)[..2], ["13", "3"], "Barkhane before Serval, Barkhane");
        assert_eq!(sorted(Column::Date, true)[0], "13", "the others have none");
    }

    #[test]
    fn rows_are_filtered_by_words_and_by_what_their_claims_say() {
        let story = example();
        let project = &story.project;
        let found = |wanted: AnnotationFilter| {
            let question = Question { wanted, sort: Column::Count, ..Question::default() };
            column(&story, &question, Column::Count)
        };
        let barkhane = project.operation_named("Barkhane");
        let words = |words: &str| AnnotationFilter { words: words.to_owned(), ..AnnotationFilter::default() };
        let any = AnnotationFilter::default;
        assert_eq!(found(words("mali barkhane")), ["13"], "each word in some field");
        assert_eq!(found(words("nowhere")), Vec::<String>::new());
        assert_eq!(found(AnnotationFilter { operation: Some(barkhane), ..any() }), ["3", "13"]);
        assert_eq!(found(AnnotationFilter { operation: Some(None), ..any() }), ["2", "38", "600"]);
        assert_eq!(found(AnnotationFilter { outcome: Some(Some(Outcome::Wounded)), ..any() }), ["2"]);
        assert_eq!(found(AnnotationFilter { kind: Some(Some(Kind::Total)), ..any() }), ["38"]);
        assert_eq!(found(AnnotationFilter { status: Some(ClaimStatus::Denied), ..any() }), ["3"]);
        assert_eq!(
            found(AnnotationFilter { code: Some(code_id(project.id(), "strength")), ..any() }),
            ["600"]
        );
        assert_eq!(found(AnnotationFilter { state: Some(ReadState::Read), ..any() }), Vec::<String>::new());
        assert_eq!(found(AnnotationFilter { side: Some(project.recorded_side()), ..any() }).len(), 4);
        assert_eq!(
            found(AnnotationFilter { kind: Some(None), ..any() }),
            Vec::<String>::new(),
            "all make claims"
        );
    }
}
