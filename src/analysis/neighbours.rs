//! The incidents that a claim may be joined to: those of its article, and look-alikes elsewhere
//! (DESIGN, section 3, rule 2). Nothing joins by itself.

use std::collections::{HashMap, HashSet};

use super::Answers;
use super::incident::IncidentView;
use crate::model::{Annotation, AnnotationId, Claim, DateRange, IncidentId, Project, Relation};

/// An incident that a claim may be joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The incident.
    pub incident: IncidentId,
    /// Whether the claim's own article speaks of it.
    pub same_article: bool,
    /// Why it is on offer, as words.
    pub why: String,
}

/// More than this is no choice but a search.
const MOST: usize = 12;

/// Of an article with many incidents so many are offered, so that those elsewhere are seen.
const MOST_OF_THE_ARTICLE: usize = 8;

/// Dates further apart than this are not neighbours: reports of one night differ by a day.
const DAYS_APART: i64 = 1;

/// The incidents on offer for `claim`: those of its article, nearest passage first, then those
/// elsewhere of its side, outcome and date, nearest date first. Never its own, and never one that
/// the coder keeps apart from it.
pub fn on_offer(project: &Project, answers: &Answers, claim: AnnotationId) -> Vec<Offer> {
    let Some(annotation) = project.annotations.get(claim) else { return Vec::new() };
    let own = answers.incident_of(claim);
    let mut taken = own.map(|own| apart(project, answers, own.root)).unwrap_or_default();
    let mut offers = in_article(project, answers, annotation, &taken);
    taken.extend(offers.iter().map(|offer| offer.incident));
    offers.truncate(MOST_OF_THE_ARTICLE);
    if let (Some(own), Some(claim)) = (own, project.claims.get(claim)) {
        offers.extend(elsewhere(answers, own, claim, &taken));
    }
    offers.truncate(MOST);
    offers
}

/// `own` and the incidents that are kept apart from it.
fn apart(project: &Project, answers: &Answers, own: IncidentId) -> HashSet<IncidentId> {
    let index = &answers.index;
    let links = index.members(own).into_iter().flat_map(|member| index.links(member.0));
    let links = links.filter_map(|id| project.links.get(id));
    let links = links.filter(|link| link.relation == Relation::KeptApart);
    let ends = links.flat_map(|link| [link.from, link.to]).map(|end| index.root(IncidentId(end)));
    ends.chain([own]).collect()
}

fn in_article(
    project: &Project,
    answers: &Answers,
    annotation: &Annotation,
    taken: &HashSet<IncidentId>,
) -> Vec<Offer> {
    let mut nearest: HashMap<IncidentId, (usize, &Annotation)> = HashMap::new();
    for id in answers.index.annotations(annotation.article) {
        let Some(incident) = answers.index.incident_of(id).filter(|incident| !taken.contains(incident))
        else {
            continue;
        };
        let Some(other) = project.annotations.get(id) else { continue };
        let distance = distance(annotation, other);
        let known = nearest.entry(incident).or_insert((distance, other));
        if distance < known.0 {
            *known = (distance, other);
        }
    }
    let mut nearest: Vec<_> = nearest.into_iter().collect();
    nearest.sort_unstable_by_key(|(incident, (distance, other))| (*distance, other.start, *incident));
    let offers = nearest.into_iter().map(|(incident, (_, other))| Offer {
        incident,
        same_article: true,
        why: format!("in this article, “{}”", other.quote),
    });
    offers.collect()
}

/// The bytes between two spans.
fn distance(a: &Annotation, b: &Annotation) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

fn elsewhere(
    answers: &Answers,
    own: &IncidentView,
    claim: &Claim,
    taken: &HashSet<IncidentId>,
) -> Vec<Offer> {
    let (Some(date), Some(outcome)) = (own.date.value, claim.outcome) else { return Vec::new() };
    // A side that is not known may be any.
    let same_people = |view: &IncidentView| {
        view.estimates.iter().any(|estimated| {
            let side = estimated.side.is_none() || claim.side.is_none() || estimated.side == claim.side;
            estimated.outcome == outcome && side && !estimated.stands_for_nobody()
        })
    };
    let views = answers.incidents().filter(|view| view.recorded && !taken.contains(&view.root));
    let mut near: Vec<(Apart, IncidentId, DateRange)> = views
        .filter_map(|view| {
            let other = view.date.value?;
            let apart = Apart::of(&date, &other);
            (apart.gap <= DAYS_APART && same_people(view)).then_some((apart, view.root, other))
        })
        .collect();
    near.sort_unstable_by_key(|(apart, root, _)| (*apart, *root));
    let offers = near.into_iter().take(MOST).map(|(apart, incident, other)| {
        let when = match apart {
            Apart { gap: 0, ends: 0 } => "same date",
            Apart { gap: 0, .. } => "overlapping dates",
            Apart { .. } => "a day apart",
        };
        Offer { incident, same_article: false, why: format!("{when}, {other}: also {outcome}") }
    });
    offers.collect()
}

/// How far apart two dates are.
#[derive(Clone, Copy, PartialEq, Eq, PartialOrd, Ord)]
struct Apart {
    /// Days from the end of one to the beginning of the other; 0 where they overlap.
    gap: i64,
    /// Days between their first days and between their last days, together.
    ends: i64,
}

impl Apart {
    fn of(a: &DateRange, b: &DateRange) -> Self {
        let days = |from: jiff::civil::Date, to: jiff::civil::Date| i64::from((to - from).get_days());
        let gap = days(a.last(), b.first()).max(days(b.last(), a.first())).max(0);
        Self { gap, ends: days(a.first(), b.first()).abs() + days(a.last(), b.last()).abs() }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::story;

    /// What is on offer for the claim `k`, in order, with `*` in its article.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let story = story(text);
        let offers = on_offer(&story.project, &story.answers, story.claim("k"));
        let say = |offer: &Offer| {
            format!("{}{}", story.name_of(offer.incident), if offer.same_article { "*" } else { "" })
        };
        assert_eq!(offers.iter().map(say).collect::<Vec<_>>().join(" "), expected);
    }

    #[test]
    fn the_incidents_of_the_article_come_nearest_first_and_never_ones_own() {
        let text = "article a
            killed far 1 at=500
            killed near 2 at=100
            wounded w 3 at=210
            background b 58 at=180
            total t 38 at=205
            killed k 1 at=200";
        check(text, "w* b* near* far*");
        check(&format!("{text}\n join w k"), "b* near* far*");
        check(&format!("{text}\n join far w"), "far* b* near*");
        check(&format!("{text}\n apart b k"), "w* near* far*");
        check(&format!("{text}\n join w b\n apart b far\n apart k w"), "near* far*");
    }

    #[test]
    fn look_alikes_elsewhere_have_the_same_people_and_a_neighbouring_date() {
        let text = "article a
            killed k 13 date=2019-11-25
            killed here 1 date=2019-11-25
            article b 2020-01-01
            killed month 13 date=2019-11
            killed before 13 date=2019-11-24
            killed same 12 date=2019-11-25
            killed after 13 date=2019-11-26..2019-11-30
            killed open 13 date=2019-11-25 side=-
            killed late 13 date=2019-11-27
            killed undated 13
            killed other 13 date=2019-11-25 side=Armed
            killed denied 13 date=2019-11-25 standing=denied
            wounded hurt 13 date=2019-11-25
            background back 13 date=2019-11-25
            incident denied date=2019-11-25";
        check(text, "here* same open month before after");
        check(&format!("{text}\n apart same k\n join open k"), "here* month before after");
        check(&format!("{text}\n set k date=-"), "here*");
        check(&format!("{text}\n set k outcome=wounded"), "here* hurt");
    }

    #[test]
    fn dates_that_move_with_another_incident_are_compared_where_they_are_now() {
        let text = "article a\n killed base 1 date=2020-01-02\n killed k 3 after=base:-5
            article b\n killed same 3 date=2019-12-28\n killed later 3 date=2020-01-04";
        check(text, "base* same");
        check(&format!("{text}\n set base date=2020-01-09"), "base* later");
    }

    #[test]
    fn there_are_never_too_many_to_choose_from() {
        let mut text = String::from("article a\n killed k 1 date=2020-01-01\n");
        for n in 0..20 {
            text +=
                &format!("article a\n killed here{n} 1\n article b\n killed there{n} 1 date=2020-01-01\n");
        }
        let story = story(&text);
        let offers = on_offer(&story.project, &story.answers, story.claim("k"));
        let here = offers.iter().filter(|offer| offer.same_article).count();
        assert_eq!((here, offers.len()), (MOST_OF_THE_ARTICLE, MOST));
    }
}
