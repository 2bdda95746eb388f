//! What changes no bar, and what changes all of them alike.

use jiff::ToSpan as _;
use jiff::civil::Date;
use proptest::prelude::*;
use uuid::Uuid;

use super::*;
use crate::analysis::Answers;
use crate::analysis::estimate::Rule;
use crate::analysis::timeline::{Key, Period, Sum};
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Claim, DateRange, Draft, Incident, IncidentId, Link,
    LinkId, ListEntry, Project, Relation, Stamp,
};

/// Whether a claim of an incident counts, or the coder gave it figures: so that nothing is dated from passages that
/// never count.
fn is_counted(story: &Story, name: &str) -> bool {
    let view = story.has(name).then(|| story.answers.incident_of(story.claim(name))).flatten();
    view.is_some_and(|view| {
        let mut claims = view.claims.iter().filter_map(|id| story.project.claims.get(*id));
        view.recorded
            && (claims.any(Claim::counts) || story.answers.index.estimates(view.root).next().is_some())
    })
}

/// A claim that is denied or superseded, whatever it says, and to which claim's incident it is joined.
fn denied() -> impl Strategy<Value = (String, String)> {
    let mark = word(&["killed", "killed", "wounded", "part", "background"]);
    let status = word(&["denied", "superseded"]);
    let joined = (0..7).prop_map(|n| format!("c{n}"));
    (mark, figures(), date(), field(), status, joined).prop_map(
        |(mark, figures, date, field, status, joined)| {
            (format!("article a0\n{mark} u0 {figures} date={date} op=Serval {field} status={status}"), joined)
        },
    )
}

/// The project with something done to it.
fn changed(project: &Project, change: impl FnOnce(&mut Draft<'_>)) -> Project {
    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, crate::model::EntryId(Uuid::nil()), 77);
    let mut draft = Draft::new(project, &mut stamp);
    change(&mut draft);
    let mut changed = project.clone();
    if let Some(edit) = draft.finish("Change") {
        changed.apply(&edit).unwrap();
    }
    changed
}

fn timeline_of(project: &Project) -> (Answers, Timeline) {
    let answers = Answers::from_project(project);
    let timeline = crate::analysis::counted::timeline_of(project, &answers, &Query::everything());
    (answers, timeline)
}

/// What is drawn for every project in which each article has a source of its own name.
fn with_named_sources(project: &Project) -> Project {
    changed(project, |draft| {
        for (id, article) in
            project.articles.iter().filter(|(_, article)| article.independent_source.trim().is_empty())
        {
            draft.update::<Article>(id, |row| row.independent_source.clone_from(&article.path));
        }
    })
}

/// The id that comes right after: what is doubled keeps its place among what was annotated at one time.
fn next(id: Uuid) -> Uuid {
    Uuid::from_u128(id.as_u128() + 1)
}

/// Every article once more, with its annotations, their incidents joined to those of the first.
fn doubled(project: &Project, source: impl Fn(&str) -> String) -> Project {
    let twin = |id: ArticleId| ArticleId(next(id.0));
    changed(project, |draft| {
        for (id, article) in project.articles.iter() {
            let (path, source) = (format!("{} again", article.path), source(&article.independent_source));
            draft.set(twin(id), Article { path, independent_source: source, ..article.clone() });
        }
        for (id, annotation) in project.annotations.iter() {
            let article = twin(annotation.article);
            draft.set(AnnotationId(next(id.0)), Annotation { article, ..annotation.clone() });
        }
        for (id, claim) in project.claims.iter() {
            let mut claim = claim.clone();
            if let Some(incident) = claim.incident {
                let own = IncidentId(next(incident.0));
                draft.set(own, Incident { joined_to: Some(incident), ..Incident::blank() });
                claim.incident = Some(own);
            }
            draft.set(AnnotationId(next(id.0)), claim);
        }
        for (id, link) in project.links.iter().filter(|(_, link)| link.relation == Relation::FigureChosen) {
            draft.set(LinkId(next(id.0)), Link { from: next(link.from), ..link.clone() });
        }
    })
}

/// The figures of every estimate, by whose people they are, without by how many sources.
fn figures_of(answers: &Answers) -> Vec<String> {
    let estimates = answers.incidents().flat_map(|view| {
        view.estimates
            .iter()
            .map(|e| format!("{} {:?} {} {} {:?}", view.root, e.side, e.outcome, e.figures, e.death))
    });
    estimates.collect()
}

/// How many independent sources each estimate has.
fn sources_of(answers: &Answers) -> Vec<usize> {
    answers.incidents().flat_map(|view| view.estimates.iter().map(|estimated| estimated.sources)).collect()
}

/// The same day so many years later.
fn later(day: Date) -> Date {
    // From 1904 to 2096 the calendar repeats its leap years every four years.
    day.checked_add(4.years()).unwrap()
}

fn later_range(range: DateRange) -> DateRange {
    DateRange::new(later(range.first()), later(range.last()), range.precision()).unwrap()
}

/// The project four years later.
fn shifted(project: &Project) -> Project {
    changed(project, |draft| {
        for (id, _) in project.articles.iter() {
            draft.update::<Article>(id, |row| row.published = row.published.map(later_range));
        }
        for (id, _) in project.incidents.iter() {
            draft.update::<Incident>(id, |row| row.date = row.date.map(later_range));
        }
        for (id, _) in project.claims.iter() {
            draft.update::<Claim>(id, |claim| {
                claim.date = claim.date.map(later_range);
                claim.as_of = claim.as_of.map(later_range);
                claim.death_date = claim.death_date.map(later);
                claim.scope_from = claim.scope_from.map(later);
            });
        }
    })
}

proptest! {
    #[test]
    fn totals_parts_background_and_strengths_never_change_a_bar(edits in many(edit()), others in many(uncounted())) {
        let mut story = story_after(&edits);
        let before = everything(&story);
        for (marked, joined) in others {
            tell(&mut story, &[marked]);
            if is_counted(&story, &joined) {
                tell(&mut story, &[format!("join u0 {joined}")]);
            }
        }
        prop_assert_eq!(everything(&story), before);
    }

    #[test]
    fn denied_and_superseded_claims_never_change_a_bar(edits in many(edit()), others in many(denied())) {
        let mut story = story_after(&edits);
        let before = everything(&story);
        for (marked, joined) in others {
            tell(&mut story, &[marked]);
            if story.has(&joined) {
                tell(&mut story, &[format!("join u0 {joined}")]);
            }
        }
        prop_assert_eq!(everything(&story), before);
    }

    #[test]
    fn renaming_sides_changes_no_bar(edits in many(edit()), names in prop::collection::vec("[A-Za-z]{3,9}", 5)) {
        let story = story_after(&edits);
        let sides: Vec<_> = story.project.list(crate::model::List::Side).map(|(id, _)| id).collect();
        let renamed = changed(&story.project, |draft| {
            for (id, name) in sides.into_iter().zip(&names) {
                draft.update::<ListEntry>(id, |side| side.value.clone_from(name));
            }
        });
        prop_assert_eq!(timeline_of(&renamed).1, everything(&story));
    }

    #[test]
    fn every_article_doubled_in_its_source_changes_nothing(edits in many(edit())) {
        let project = with_named_sources(&story_after(&edits).project);
        let ((before, bars), (after, bars_after)) = (timeline_of(&project), timeline_of(&doubled(&project, str::to_owned)));
        prop_assert_eq!(bars, bars_after);
        prop_assert_eq!(figures_of(&before), figures_of(&after));
        prop_assert_eq!(sources_of(&before), sources_of(&after));
    }

    #[test]
    fn every_article_doubled_in_another_source_changes_only_the_number_of_sources(edits in many(edit())) {
        let project = with_named_sources(&story_after(&edits).project);
        let copy = doubled(&project, |source| format!("{source} again"));
        let ((before, bars), (after, bars_after)) = (timeline_of(&project), timeline_of(&copy));
        prop_assert_eq!(bars, bars_after);
        prop_assert_eq!(figures_of(&before), figures_of(&after));
        let twice: Vec<usize> = sources_of(&before).into_iter().map(|sources| sources * 2).collect();
        prop_assert_eq!(twice, sources_of(&after));
    }

    #[test]
    fn dates_shifted_by_four_years_shift_the_series(edits in many(edit())) {
        let story = story_after(&edits);
        let months = |period: Period| Period { number: period.number + 48, ..period };
        let moved = |(key, sum): (Key, Sum)| (Key { period: months(key.period), ..key }, sum);
        let (answers, timeline) = timeline_of(&shifted(&story.project));
        prop_assert_eq!(timeline.series, everything(&story).series.into_iter().map(moved).collect());
        let compared = |answers: &Answers| -> Vec<_> {
            answers.totals.iter().map(|total| (total.counted, total.difference, total.verdict)).collect()
        };
        prop_assert_eq!(compared(&answers), compared(&story.answers));
    }

    #[test]
    fn an_estimate_by_the_rules_never_has_a_best_that_no_claim_gives(edits in many(edit())) {
        let story = story_after(&edits);
        for estimated in story.answers.incidents().flat_map(|view| &view.estimates) {
            let summed = matches!(estimated.rule, Rule::Coder | Rule::Added(_));
            let given = estimated.claims.iter().filter_map(|id| story.project.claims.get(*id)?.count.best);
            if let (Some(best), false) = (estimated.figures.best, summed) {
                prop_assert!(given.into_iter().any(|given| given == best));
            }
        }
    }
}
