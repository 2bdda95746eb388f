//! The incidents that a claim may be joined to: those of its article, and look-alikes elsewhere
//! (docs/counting-rules.md).

use std::cmp::Reverse;
use std::collections::{HashMap, HashSet};

use super::fit::{ClaimSought, Fit};
use super::{Duplicates, apart};
use crate::analysis::Answers;
use crate::model::{Annotation, AnnotationId, IncidentId, Project};

/// An incident that a claim may be joined to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Offer {
    /// The incident.
    pub incident: IncidentId,
    /// Whether the claim's own article speaks of it.
    pub same_article: bool,
    /// How well it fits the claim.
    pub fit: Fit,
    /// Why it is on offer and what speaks against it, as words.
    pub why: String,
}

/// More than this is no choice but a search.
const MOST: usize = 12;

/// Of an article with many incidents so many are offered, so that those elsewhere are seen.
const MOST_OF_THE_ARTICLE: usize = 8;

/// An offer, and what it is ranked by: how well it fits, how alike the two are, in how much of side, operation and
/// days they agree, and how far away the article speaks of it.
type Ranked = ((u8, Reverse<Option<i32>>, usize, usize, IncidentId), Offer);

/// The incidents on offer for `claim`: those that fit, then what is doubtful, then what can hardly be the
/// same; of each the most alike first, by the scores of [`Duplicates`], whether its own article speaks of them or
/// another. Never its own, and never one that the coder keeps apart from it.
pub fn on_offer(
    project: &Project,
    answers: &Answers,
    duplicates: &Duplicates,
    claim: AnnotationId,
) -> Vec<Offer> {
    let Some(annotation) = project.annotations.get(claim) else { return Vec::new() };
    // What is no claim has no incident of its own, and may still speak of one.
    let own = answers.index.incident_of(claim);
    let claim_sought = ClaimSought::for_claim(project, answers, claim);
    let mut taken: HashSet<IncidentId> = own.into_iter().collect();
    taken.extend(own.into_iter().flat_map(|own| apart(project, answers, own)));
    let score = |incident: IncidentId| duplicates.score(own?, incident);
    let mut offers = in_article(project, answers, annotation, &taken, claim_sought.as_ref(), &score);
    taken.extend(offers.iter().map(|(_, offer)| offer.incident));
    offers.truncate(MOST_OF_THE_ARTICLE);
    if let (Some(own), Some(claim_sought)) = (own, claim_sought) {
        let elsewhere = duplicates.candidates(project, answers, own).into_iter();
        let elsewhere = elsewhere.filter(|incident| !taken.contains(incident)).take(MOST - offers.len());
        offers.extend(elsewhere.filter_map(|incident| {
            let view = answers.incident(incident)?;
            let fit = claim_sought.fit(view, false);
            let reasons = fit.doubt().map(str::to_owned).into_iter().chain(duplicates.reasons(own, incident));
            let why = reasons.collect::<Vec<_>>().join(", ");
            let rank = (
                fit.rank(),
                Reverse(score(incident)),
                claim_sought.disagreements(view),
                usize::MAX,
                incident,
            );
            Some((rank, Offer { incident, same_article: false, fit, why }))
        }));
    }
    offers.sort_unstable_by_key(|(rank, _)| *rank);
    offers.into_iter().map(|(_, offer)| offer).collect()
}

/// The incidents of which the article of an annotation speaks, in the order in which they are offered.
fn in_article(
    project: &Project,
    answers: &Answers,
    annotation: &Annotation,
    taken: &HashSet<IncidentId>,
    claim_sought: Option<&ClaimSought<'_>>,
    score: &dyn Fn(IncidentId) -> Option<i32>,
) -> Vec<Ranked> {
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
    let mut ranked: Vec<Ranked> = nearest
        .into_iter()
        .map(|(incident, (distance, other))| {
            let held = claim_sought.zip(answers.incident(incident));
            let (fit, disagreements) = held.map_or((Fit::Fits, 0), |(claim_sought, view)| {
                (claim_sought.fit(view, true), claim_sought.disagreements(view))
            });
            let doubt = fit.doubt().map_or_else(String::new, |doubt| format!("{doubt}, "));
            let why = format!("{doubt}in this article, “{}”", other.quote);
            let rank = (fit.rank(), Reverse(score(incident)), disagreements, distance, incident);
            (rank, Offer { incident, same_article: true, fit, why })
        })
        .collect();
    ranked.sort_unstable_by_key(|(rank, _)| *rank);
    ranked
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
        on_offer(&story.project, &story.answers, &story.duplicates, story.claim("k"))
    }

    /// What is on offer for the claim `k`, in order, with `*` in its article, `?` where it is doubtful
    /// and `!` where it can hardly be.
    #[track_caller]
    fn check(text: &str, expected: &str) {
        let story = story(text);
        let offers = offers(&story);
        let say = |offer: &Offer| {
            let doubt = ["", "?", "!"][usize::from(offer.fit.rank())];
            let here = if offer.same_article { "*" } else { "" };
            format!("{}{here}{doubt}", story.name_of(offer.incident))
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
        check(text, "w* far* near*? b*?");
        check(&format!("{text}\n join w k"), "far* near*? b*?");
        check(&format!("{text}\n join far w"), "far* near*? b*?");
        check(&format!("{text}\n apart b k"), "w* far* near*?");
        check(&format!("{text}\n join w b\n apart b far\n apart k w"), "far* near*?");
    }

    #[test]
    fn what_cannot_be_one_event_comes_last_and_never_fits() {
        let text = "operation Barkhane begins=2014-08-01 area=Mali
            article a 2019-11-27
            killed old 1 at=90 date=2019-01-02 op=Barkhane
            killed sniper 1 at=110 side=Armed date=2019-11-25
            background beirut 58 at=120 date=1983
            killed news 13 at=500 date=2019-11-25 op=Barkhane
            part k 7 at=100";
        let check = |line: &str, expected: &str| check(&format!("{text}\n {line}"), expected);
        // An undated part is a part of the news, and no more than its whole.
        check("", "news* sniper*? beirut*? old*?");
        check("set k op=Barkhane side=-", "news* beirut*? old*? sniper*?");
        check("set k kind=incident count=1 op=Barkhane", "old* sniper*? news*? beirut*?");
        check("set k kind=incident count=1 date=2019-11-26", "sniper*? news*? old*! beirut*!");
        check("set k kind=background date=1983", "beirut* old*! news*! sniper*!");
        check("set k kind=incident count=13 after=news:-5", "old*! news*! sniper*! beirut*!");
        check("set k kind=incident count=1 date=2019-01-20 died=2019-01-20", "old* news*! sniper*! beirut*!");
        check("set k op=Serval", "sniper*? news*? beirut*? old*?");
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
            killed denied 13 date=2019-11-25 status=denied
            wounded hurt 13 date=2019-11-25
            background back 13 date=2019-11-25
            incident denied date=2019-11-25";
        check(text, "open same before after back month hurt undated other? here*?");
        check(
            &format!("{text}\n apart same k\n join open k"),
            "undated hurt before after back month other? here*?",
        );
        check(&format!("{text}\n set k date=-"), "month before after late undated open back here*?");
        check(
            &format!("{text}\n set k outcome=wounded"),
            "hurt here* same open before after back month other?",
        );
    }

    #[test]
    fn dates_that_move_with_another_incident_are_compared_where_they_are_now() {
        let text = "article a\n killed base 1 date=2020-01-02\n killed k 3 after=base:-5
            article b\n killed same 3 date=2019-12-28\n killed later 3 date=2020-01-04";
        check(text, "same base*!");
        check(&format!("{text}\n set base date=2020-01-09"), "later base*!");
    }

    #[test]
    fn the_same_day_elsewhere_comes_before_what_contradicts_it_in_the_article() {
        let text = "article a 2020-01-20
            killed k 2 date=2020-01-06 country=Mali hostile=yes
            killed accident 2 date=2020-01-05 country=Mali hostile=no
            killed crash 2 date=2020-01-07 country=Mali hostile=no
            killed illness 2 date=2020-01-05 country=Mali hostile=no
            article b 2020-01-21
            killed same 2 date=2020-01-06 country=Mali hostile=yes";
        check(text, "same accident*? crash*? illness*?");
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
