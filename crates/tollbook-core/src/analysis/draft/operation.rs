//! Under which operation it happened: named in the passage, else in the same article where days and
//! place fit, else the only one that fits. Never carried over from another article.

use std::ops::Range;

use super::name::{Name, find};
use super::scene::Scene;
use super::sentence::{gap, meets};
use crate::analysis::places;
use crate::model::{Claim, DateRange, Kind, OperationBasis, OperationId, Precision, Project};

/// Where operations of the project are named in `text`, in order.
pub(super) fn named(project: &Project, text: &str) -> Vec<(Range<usize>, OperationId)> {
    let mut names = Vec::new();
    for (id, operation) in project.operations.iter() {
        let own: Vec<Name<OperationId>> = operation.names().filter_map(|name| Name::new(name, id)).collect();
        names.extend(own);
    }
    let mut found = find(text, &names);
    found.retain(|(range, _)| !is_direction(text, range));
    // "Operation Serval" holds "Serval": one mention.
    let mut end = 0;
    found.retain(|(range, _)| {
        let again = range.start < end;
        end = end.max(range.end);
        !again
    });
    found
}

/// "شمال" is Chammal, and north: it is the operation only between quotation marks or after the word
/// for one.
fn is_direction(text: &str, range: &Range<usize>) -> bool {
    if !matches!(&text[range.clone()], "شمال" | "جنوب" | "شرق" | "غرب") {
        return false;
    }
    let before = text[..range.start].trim_end();
    let quoted = before.ends_with(['«', '“', '"', '”', '\'']);
    let named = ["عملية", "العملية", "لعملية", "بعملية"].iter().any(|word| before.ends_with(word));
    !quoted && !named
}

/// The operations of a claim, of which all but the operations are drafted already, and how they are
/// known.
pub(super) fn operations(
    project: &Project,
    scene: &Scene<'_>,
    claim: &Claim,
    goes_on: bool,
) -> (Vec<OperationId>, Option<OperationBasis>) {
    let here = named(project, scene.here.text);
    let stated: Vec<OperationId> =
        once(here.iter().filter(|(range, _)| meets(range, &scene.span)).map(|(_, id)| *id));
    let in_sentence = || once(here.iter().map(|(_, id)| *id));
    match claim.kind {
        Kind::Total => {
            // The scope of a total may be said anywhere in its sentence, and may be several.
            if !stated.is_empty() {
                return (stated, Some(OperationBasis::Stated));
            }
            let all = in_sentence();
            if !all.is_empty() {
                return (all, Some(OperationBasis::Inferred));
            }
            let before = scene.earlier().first().filter(|_| goes_on);
            inferred(before.map(|before| once(named(project, before.text).into_iter().map(|(_, id)| id))))
        }
        Kind::Background | Kind::Strength => match stated.as_slice() {
            [only] => (vec![*only], Some(OperationBasis::Stated)),
            [] => {
                let fits = |id: &OperationId| fits(project, *id, scene, claim);
                let own = project.recorded_side();
                let is_own = claim.kind == Kind::Strength && own.is_some() && claim.side == own;
                let elsewhere = || is_own.then(|| in_article(project, scene, fits)).flatten();
                inferred(nearest(&here, &scene.span, fits).or_else(elsewhere).map(|id| vec![id]))
            }
            _ => (Vec::new(), None),
        },
        Kind::Incident | Kind::Part => {
            let fits = |id: &OperationId| fits(project, *id, scene, claim);
            let fitting: Vec<OperationId> = stated.iter().copied().filter(fits).collect();
            match (stated.as_slice(), fitting.as_slice()) {
                ([only], _) | (_, [only]) => return (vec![*only], Some(OperationBasis::Stated)),
                ([], _) => {}
                _ => return (Vec::new(), None),
            }
            let own = project.recorded_side();
            if own.is_none() || claim.side != own {
                return (Vec::new(), None);
            }
            let near = nearest(&here, &scene.span, fits);
            let elsewhere = || in_article(project, scene, fits);
            let only = || {
                let known = claim.date.is_some() && !claim.country.is_empty();
                let mut fitting = project.operations.iter().map(|(id, _)| id).filter(fits);
                let only = fitting.next().filter(|_| known)?;
                fitting.next().is_none().then_some(only)
            };
            inferred(near.or_else(elsewhere).or_else(only).map(|id| vec![id]))
        }
    }
}

/// The fitting operation that the article names nearest to the passage.
fn in_article(
    project: &Project,
    scene: &Scene<'_>,
    fits: impl Fn(&OperationId) -> bool,
) -> Option<OperationId> {
    let start = scene.here.start;
    let span = start + scene.span.start..start + scene.span.end;
    nearest(&named(project, scene.text), &span, fits)
}

fn inferred(ids: Option<Vec<OperationId>>) -> (Vec<OperationId>, Option<OperationBasis>) {
    let ids = ids.unwrap_or_default();
    let basis = (!ids.is_empty()).then_some(OperationBasis::Inferred);
    (ids, basis)
}

fn once(ids: impl Iterator<Item = OperationId>) -> Vec<OperationId> {
    let mut seen = Vec::new();
    for id in ids {
        if !seen.contains(&id) {
            seen.push(id);
        }
    }
    seen
}

fn nearest(
    named: &[(Range<usize>, OperationId)],
    span: &Range<usize>,
    fits: impl Fn(&OperationId) -> bool,
) -> Option<OperationId> {
    let fitting = named.iter().filter(|(_, id)| fits(id));
    fitting.min_by_key(|(range, _)| gap(range, span)).map(|(_, id)| *id)
}

/// Whether the days and the country of the claim, as far as they are known, are the operation's. An
/// undated event is taken to be news: it fits what was going on, or just over, when the article appeared.
fn fits(project: &Project, id: OperationId, scene: &Scene<'_>, claim: &Claim) -> bool {
    const NEWS: i32 = -31;
    let news = || {
        let published = scene.published?;
        let first = published.shifted(NEWS).map_or(published.first(), |earlier| earlier.first());
        DateRange::new(first, published.last(), Precision::Range)
    };
    let date = claim.date.or_else(news);
    project
        .operations
        .get(id)
        .is_some_and(|operation| places::fits(project, operation, date.as_ref(), &claim.country))
}
