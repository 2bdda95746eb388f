//! The incidents that a claim may be joined to: those of its article, and look-alikes elsewhere
//! (DESIGN, section 3, rule 2).

use std::collections::{HashMap, HashSet};

use super::{LookAlikes, apart};
use crate::analysis::Answers;
use crate::analysis::incident::IncidentView;
use crate::model::{Annotation, AnnotationId, IncidentId, Project};

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

/// The incidents on offer for `claim`: those of its article, nearest passage first and those that can
/// hardly be the same last, then its look-alikes elsewhere, most alike first. Never its own, and never one that the coder keeps apart
/// from it.
pub fn on_offer(
    project: &Project,
    answers: &Answers,
    look_alikes: &LookAlikes,
    claim: AnnotationId,
) -> Vec<Offer> {
    let Some(annotation) = project.annotations.get(claim) else { return Vec::new() };
    // What is no claim has no incident of its own, and may still speak of one.
    let own = answers.index.incident_of(claim);
    let mut taken: HashSet<IncidentId> = own.into_iter().collect();
    taken.extend(own.into_iter().flat_map(|own| apart(project, answers, own)));
    let own_view = own.and_then(|own| answers.incident(own));
    let hardly = |incident: IncidentId| {
        let views = own_view.zip(answers.incident(incident));
        views.is_some_and(|(own, other)| hardly_one(own, other))
    };
    let mut offers = in_article(project, answers, annotation, &taken, &hardly);
    taken.extend(offers.iter().map(|offer| offer.incident));
    offers.truncate(MOST_OF_THE_ARTICLE);
    let Some(own) = own else { return offers };
    let elsewhere = look_alikes.of_incident(project, answers, own).into_iter();
    let elsewhere = elsewhere.filter(|incident| !taken.contains(incident)).take(MOST - offers.len());
    offers.extend(elsewhere.map(|incident| Offer {
        incident,
        same_article: false,
        why: look_alikes.reasons(own, incident).join(", "),
    }));
    offers
}

fn in_article(
    project: &Project,
    answers: &Answers,
    annotation: &Annotation,
    taken: &HashSet<IncidentId>,
    hardly: &dyn Fn(IncidentId) -> bool,
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
    nearest.sort_by_cached_key(|(incident, (distance, other))| {
        (hardly(*incident), *distance, other.start, *incident)
    });
    let offers = nearest.into_iter().map(|(incident, (_, other))| Offer {
        incident,
        same_article: true,
        why: format!("in this article, “{}”", other.quote),
    });
    offers.collect()
}

/// How many days may lie between two dates of what an article tells as one event: who was hurt may
/// die weeks later.
const DAYS_APART: i32 = 60;

/// Whether two incidents can hardly be one: the one is recorded and the other background, or their
/// dates lie far apart.
fn hardly_one(a: &IncidentView, b: &IncidentView) -> bool {
    let dates = a.date.value.zip(b.date.value);
    let apart = dates.is_some_and(|(a, b)| {
        let (early, late) = if a.first() <= b.first() { (a, b) } else { (b, a) };
        early.last().until(late.first()).is_ok_and(|between| between.get_days() > DAYS_APART)
    });
    apart || a.recorded != b.recorded
}

/// The bytes between two spans.
fn distance(a: &Annotation, b: &Annotation) -> usize {
    a.start.max(b.start).saturating_sub(a.end.min(b.end))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::fixture::{Story, story};

    fn offers(story: &Story) -> Vec<Offer> {
        on_offer(&story.project, &story.answers, &story.look_alikes, story.claim("k"))
    }

    /// What is on offer for the claim `k`, in order, with `*` in its article.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let story = story(text);
        let offers = offers(&story);
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
        check(text, "w* near* far* b*");
        check(&format!("{text}\n join w k"), "near* far* b*");
        check(&format!("{text}\n join far w"), "far* near* b*");
        let dated = "set k date=2019-11-25\n set w date=1983\n set near date=2019-10-30";
        check(&format!("{text}\n {dated}"), "near* far* w* b*");
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
        check(text, "here* open before same after month hurt");
        check(&format!("{text}\n apart same k\n join open k"), "here* other before after hurt month undated");
        check(&format!("{text}\n set k date=-"), "here*");
        check(&format!("{text}\n set k outcome=wounded"), "here* hurt same open");
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
        let offers = offers(&story);
        let here = offers.iter().filter(|offer| offer.same_article).count();
        assert_eq!((here, offers.len()), (MOST_OF_THE_ARTICLE, MOST));
    }
}
