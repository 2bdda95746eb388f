//! Comparing beside the window, and what the coder decides on what was found.

use std::collections::HashSet;

use super::{Outcome, edit as change, ensure_article};
use crate::AppState;
use crate::comparison::{PairOrder, Since};
use crate::effect::{CompareRequest, Compared, Effect, JobId};
use crate::library::Text;
use crate::workspace::Workspace;
use tollbook_core::analysis::answers::Before;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::model::{Article, ArticleId, Change, Edit, Link, LinkId, Relation, Stamp, Touched, start};

/// An edit of more incidents than this is compared beside the window.
const MANY: usize = 200;

/// Takes in that facts have changed, as `edit` says.
pub(super) fn refresh(open: &mut Workspace, edit: &Edit, touched: &Touched, before: &Before) {
    // What is the name of an operation is no name of people.
    let few = before
        .roots()
        .filter(|roots| touched.operations.is_empty() && roots.len() + touched.claims.len() <= MANY);
    let Some(stale) = few else {
        open.compared.wanted = true;
        return;
    };
    let mut claims: HashSet<_> = touched.claims.iter().chain(&touched.annotations).copied().collect();
    for article in articles_read_anew(open, edit) {
        claims.extend(open.answers.index.annotations(article));
    }
    if stale.is_empty() && claims.is_empty() {
        return;
    }
    let Workspace { project, answers, library, compared, .. } = open;
    if compared.job.is_some() {
        compared.since.roots.extend(&stale);
        compared.since.claims.extend(&claims);
    }
    let texts = |id| match library.text(project, id) {
        Text::Loaded(text) => Some(text),
        Text::Stored(_) | Text::None => None,
    };
    compared.duplicates.update(project, answers, &stale, &claims, &texts);
    compared.settle(answers);
}

/// The articles in which other names may stand beside the claims after an edit: persons and units
/// were annotated in them, or their texts are others.
fn articles_read_anew(open: &Workspace, edit: &Edit) -> HashSet<ArticleId> {
    let codes = ["person", "unit"].map(|name| start::code_id(open.project.id(), name));
    let mut articles = HashSet::new();
    for change in &edit.changes {
        match change {
            Change::Annotation(row) => {
                let marks = row.before.iter().chain(&row.after).filter(|row| codes.contains(&row.code));
                articles.extend(marks.map(|row| row.article));
            }
            Change::Article(row) => {
                let text = |article: &Option<std::sync::Arc<Article>>| {
                    article.as_ref().map(|row| row.sha256.clone())
                };
                if text(&row.before) != text(&row.after) {
                    articles.insert(row.id);
                }
            }
            _ => {}
        }
    }
    articles
}

/// Begins to compare, if that is wanted; what is at it already is stopped.
pub(super) fn begin_if_wanted(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = state.workspace.as_mut().filter(|open| open.compared.wanted) else { return Vec::new() };
    let compared = &mut open.compared;
    compared.wanted = false;
    compared.cancelled = false;
    compared.since = Since::default();
    let before = compared.job.take();
    let request = CompareRequest { project: open.project.clone(), library: open.library.clone() };
    let mut effects = Vec::new();
    if let Some(before) = before {
        state.end_job(before);
        effects.push(Effect::Cancel(before));
    }
    let job = state.begin_job("Looking for possible duplicates", true);
    if let Some(open) = &mut state.workspace {
        open.compared.job = Some(job);
    }
    effects.push(Effect::Compare(job, Box::new(request)));
    effects
}

/// Takes in what was found; `None` if it was cancelled.
pub(super) fn compared(state: &mut AppState, job: JobId, found: Option<Compared>) {
    if !state.is_running(job) {
        return;
    }
    state.end_job(job);
    let Some(open) = state.workspace.as_mut().filter(|open| open.compared.job == Some(job)) else { return };
    let Workspace { project, answers, library, compared, .. } = open;
    compared.job = None;
    let since = std::mem::take(&mut compared.since);
    match found {
        Some(found) => {
            (compared.duplicates, compared.copies) = (found.duplicates, found.copies);
            let texts = |id| match library.text(project, id) {
                Text::Loaded(text) => Some(text),
                Text::Stored(_) | Text::None => None,
            };
            compared.duplicates.update(project, answers, &since.roots, &since.claims, &texts);
        }
        None => compared.cancelled = true,
    }
    compared.settle(answers);
}

pub(super) fn compare_again(open: &mut Workspace) -> Outcome {
    open.compared.wanted = true;
    Ok(Vec::new())
}

pub(super) fn show(open: &mut Workspace, pair: Pair) -> Outcome {
    open.compared.at = Some(pair);
    open.compared.settle(&open.answers);
    Ok(Vec::new())
}

pub(super) fn arrange(open: &mut Workspace, order: PairOrder) -> Outcome {
    open.compared.arrange(order, &open.answers);
    Ok(Vec::new())
}

pub(super) fn step(open: &mut Workspace, steps: isize) -> Outcome {
    if let Some(pair) = open.compared.beside(steps, &open.answers) {
        open.compared.at = Some(pair);
    }
    Ok(Vec::new())
}

/// Looks at the next pair once this one is decided, wherever that was done.
pub(super) fn decided(
    open: &mut Workspace,
    pair: Pair,
    decide: impl FnOnce(&mut Workspace) -> Outcome,
) -> Outcome {
    let next = (open.compared.at == Some(pair)).then(|| open.compared.after_current(&open.answers));
    let effects = decide(open)?;
    if let Some(next) = next {
        open.compared.at = next;
        open.compared.settle(&open.answers);
        open.compared.decided = Some(pair).filter(|pair| !open.compared.duplicates.is_open(*pair));
    }
    Ok(effects)
}

pub(super) fn keep_apart(open: &mut Workspace, pair: Pair, stamp: &mut Stamp) -> Outcome {
    let ends = pair.both().map(|end| open.answers.index.root(end));
    if ends[0] == ends[1] {
        return Err("They are one incident; split it first, then keep its parts apart.".to_owned());
    }
    decided(open, pair, |open| {
        change(open, "Keep incidents apart", stamp, |draft, _| {
            let id: LinkId = draft.stamp.mint();
            let [from, to] = ends.map(|end| end.0);
            draft.set(id, Link { from, relation: Relation::KeptApart, to, value: String::new() });
            Ok(())
        })
    })
}

pub(super) fn keep_apart_no_more(open: &mut Workspace, link: LinkId, stamp: &mut Stamp) -> Outcome {
    change(open, "Offer incidents as duplicates again", stamp, |draft, _| {
        draft.remove::<Link>(link);
        Ok(())
    })
}

pub(super) fn later(open: &mut Workspace, pair: Pair) -> Outcome {
    decided(open, pair, |open| {
        open.compared.put_off(pair);
        Ok(Vec::new())
    })
}

pub(super) fn one_voice(
    open: &mut Workspace,
    articles: &[ArticleId],
    source: &str,
    stamp: &mut Stamp,
) -> Outcome {
    let source = source.trim();
    if source.is_empty() {
        return Err(
            "An independent source needs a name, such as that of the agency that the articles repeat."
                .to_owned(),
        );
    }
    change(open, "Make one independent source", stamp, |draft, open| {
        for id in articles {
            ensure_article(draft, &open.library, *id)?;
            draft.update::<Article>(*id, |article| article.independent_source = source.to_owned());
        }
        Ok(())
    })
}

pub(super) fn different_voices(open: &mut Workspace, articles: &[ArticleId]) -> Outcome {
    open.compared.keep_different(articles);
    Ok(Vec::new())
}
