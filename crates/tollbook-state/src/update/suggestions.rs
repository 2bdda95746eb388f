//! Suggestions: reading them beside the window, going through them, accepting and rejecting.

use std::collections::BTreeSet;
use std::ops::Range;

use super::annotating::{self, NO_TEXT};
use super::incidents::give_incident;
use super::{Outcome, articles, check_writable, edit as change, ensure_article};
use crate::AppState;
use crate::action::{Step, SuggestionAction};
use crate::effect::{Effect, JobId};
use crate::focus::Area;
use crate::library::Text;
use crate::suggestions::{Facts, Reading, Request, Selected, SuggestionPlace};
use crate::workspace::Workspace;
use tollbook_core::analysis::duplicates::fit::Fit;
use tollbook_core::analysis::duplicates::offers::{Offer, on_offer};
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::{
    AnnotationId, ArticleId, Change, ClaimType, Draft, Edit, Incident, Origin, Rejection, RejectionId, Stamp,
};
use tollbook_core::resolution::{Learned, Passage, Suggestion, SuggestionHead, suggestion_at};

/// Why there is nothing to accept or reject.
const NONE_SELECTED: &str = "Select a suggestion first.";

/// Begins to read the articles that were not read yet, if that is wanted.
pub(super) fn begin_if_wanted(state: &mut AppState) -> Vec<Effect> {
    let is_on = state.preferences.suggestions;
    let Some(open) = state.workspace.as_mut().filter(|_| is_on) else { return Vec::new() };
    let Workspace { project, library, suggestions, .. } = open;
    let is_wanted = std::mem::take(&mut suggestions.wanted);
    if !is_wanted && suggestions.job.is_some() {
        return Vec::new();
    }
    let unread = if is_wanted {
        suggestions.cancelled = false;
        suggestions.unread(project, library)
    } else {
        suggestions.take_stale()
    };
    let before = open.suggestions.job.take();
    let mut effects = Vec::new();
    if let Some(before) = before {
        state.end_job(before);
        effects.push(Effect::Cancel(before));
    }
    if unread.is_empty() {
        return effects;
    }
    // A few that are looked at again are not worth telling.
    let job = if is_wanted { state.begin_job("Reading suggestions", true) } else { state.next_job() };
    if let Some(open) = &mut state.workspace {
        open.suggestions.job = Some(job);
        effects.push(Effect::Suggest(job, Box::new(Request::new(open, unread))));
    }
    effects
}

/// Takes in what was read from some articles.
pub(super) fn read(state: &mut AppState, job: JobId, read: Vec<Reading>) {
    let Some(open) = state.workspace.as_mut().filter(|open| open.suggestions.job == Some(job)) else {
        return;
    };
    let articles: Vec<ArticleId> = read.iter().map(Reading::article).collect();
    let Workspace { project, answers, library, suggestions, .. } = open;
    suggestions.add_readings(Facts { project, answers, library }, read);
    open.list_articles(articles);
}

/// Notes that all were read, or that it was cancelled.
pub(super) fn finished(state: &mut AppState, job: JobId, cancelled: bool) {
    state.end_job(job);
    if let Some(open) = state.workspace.as_mut().filter(|open| open.suggestions.job == Some(job)) {
        open.suggestions.job = None;
        open.suggestions.cancelled |= cancelled;
        open.suggestions.is_otherwise();
    }
}

/// Switches suggestions on or off.
pub(super) fn switched(state: &mut AppState) {
    let is_on = state.preferences.suggestions;
    let Some(open) = &mut state.workspace else { return };
    if is_on {
        open.suggestions.wanted = true;
    } else {
        let known: Vec<ArticleId> = open.suggestions.articles().collect();
        open.suggestions.clear();
        open.list_articles(known);
    }
}

/// Takes in that facts have changed, as `edit` says.
pub(super) fn refresh(open: &mut Workspace, edit: &Edit) {
    read_selected_again(open);
    let [mut decided, mut changed]: [BTreeSet<ArticleId>; 2] = Default::default();
    let [mut rejections, mut everywhere] = [false; 2];
    for change in &edit.changes {
        match change {
            Change::Annotation(row) => {
                decided.extend(row.before.iter().chain(&row.after).map(|row| row.article));
            }
            Change::Claim(row) => decided.extend(open.answers.index.article_of(row.id)),
            Change::Rejection(row) => {
                rejections = true;
                let rows = row.before.iter().chain(&row.after);
                decided.extend(rows.clone().map(|row| row.article));
                everywhere |= rows.clone().any(|row| row.everywhere);
            }
            Change::Article(row) => changed.extend([row.id]),
            _ => {}
        }
    }
    let Workspace { project, answers, library, suggestions, learned_since, .. } = open;
    suggestions.articles_changed(project, library, changed);
    if decided.is_empty() {
        return;
    }
    if rejections {
        suggestions.set_rejected(project);
    }
    if everywhere {
        decided.extend(suggestions.articles());
    }
    suggestions.decide_again(Facts { project, answers, library }, decided);
    suggestions.is_otherwise();
    let mut learned = suggestions.learned().clone();
    learned.update(project, edit, *learned_since);
    suggestions.set_learned(learned);
}

/// Reads the claim of the suggestion that is looked at again: it names what is in the project's lists.
fn read_selected_again(open: &mut Workspace) {
    let Some(mut selected) = open.suggestions.selected.take() else { return };
    let Text::Loaded(text) = open.text(selected.place.article) else { return };
    let Some(suggestion) = claim_of(open, &selected.place, &text) else { return };
    selected.suggestion = suggestion.into();
    open.suggestions.selected = Some(selected);
}

/// Takes in that any fact may have changed.
pub(super) fn decide_all_again(open: &mut Workspace) {
    read_selected_again(open);
    let Workspace { project, answers, library, suggestions, learned_since, .. } = open;
    suggestions.wanted = true;
    let everywhere = suggestions.set_rejected(project);
    let mut decided = suggestions.decided_articles(project);
    if everywhere {
        decided.extend(suggestions.articles());
    }
    suggestions.decide_again(Facts { project, answers, library }, decided);
    suggestions.is_otherwise();
    suggestions.set_learned(Learned::from_project(project, *learned_since));
}

/// Lets go of the suggestion that is looked at where something else was selected, or where it is decided.
pub(super) fn forget_if_left(open: &mut Workspace) {
    let Some(selected) = &open.suggestions.selected else { return };
    let (selection, whole) = (&open.selection, selected.head.whole());
    let is_kept = selection.article == Some(selected.place.article)
        && selection.annotation.is_none()
        && selection.incident.is_none()
        && selection.span.is_none()
        && (whole.start..=whole.end).contains(&selection.caret)
        && open.suggestions.at(open, &selected.place).is_some();
    if !is_kept {
        open.suggestions.selected = None;
    }
}

pub(super) fn act(open: &mut Workspace, action: SuggestionAction, stamp: &mut Stamp) -> Outcome {
    match action {
        SuggestionAction::Step(step) => step_to(open, step, stamp),
        SuggestionAction::Show(place) => show(open, &place, stamp),
        SuggestionAction::Accept => accept(open, None, stamp),
        SuggestionAction::AcceptAndCorrect => accept_and_correct(open, stamp),
        SuggestionAction::AcceptAndJoin(offer) => accept(open, Some(offer), stamp),
        SuggestionAction::AcceptAllOfKind => accept_all_of_kind(open, stamp),
        SuggestionAction::Reject => reject(open, false, stamp),
        SuggestionAction::RejectEverywhere => reject(open, true, stamp),
        SuggestionAction::Order(order) => {
            open.suggestions.order = order;
            open.suggestions.is_otherwise();
            Ok(Vec::new())
        }
        SuggestionAction::Filter(filter) => {
            open.suggestions.filter = filter;
            open.suggestions.is_otherwise();
            Ok(Vec::new())
        }
        SuggestionAction::ReadAgain => {
            open.suggestions.wanted = true;
            Ok(Vec::new())
        }
    }
}

/// Shows a suggestion, and reads its claim from the text as the project is now.
fn show(open: &mut Workspace, place: &SuggestionPlace, stamp: &mut Stamp) -> Outcome {
    let Some(head) = open.suggestions.at(open, place) else {
        return Err("This suggestion was accepted or rejected already.".to_owned());
    };
    let mut effects = articles::show(open, place.article)?;
    let Text::Loaded(text) = open.text(place.article) else { return Ok(effects) };
    let Some(suggestion) = claim_of(open, place, &text) else {
        effects.clear();
        return Err("The text no longer says what was suggested; it is read again.".to_owned());
    };
    let whole = head.whole();
    let selection = &mut open.selection;
    (selection.annotation, selection.incident, selection.span) = (None, None, None);
    selection.caret = head.span.start;
    open.alone = None;
    open.reveal(whole);
    open.focus.send_to(Area::Text);
    let offers = offers_for(open, place.article, &text, &suggestion, stamp).into();
    let (place, suggestion) = (place.clone(), suggestion.into());
    open.suggestions.selected = Some(Selected { place, head, suggestion, offers });
    Ok(effects)
}

/// The claim of a suggestion with its reasons.
fn claim_of(open: &Workspace, place: &SuggestionPlace, text: &str) -> Option<Suggestion> {
    let article = open.article(place.article)?;
    let passage =
        Passage { text, span: place.span.clone(), article: place.article, published: article.published };
    let language = Some(article.language.as_str()).filter(|language| !language.is_empty());
    suggestion_at(&open.project, &open.answers, &passage, &place.trigger, language)
}

/// The incidents that the claim of a suggestion could be joined to: found as for an annotation, by making one and
/// taking it back before anybody sees it.
fn offers_for(
    open: &mut Workspace,
    article: ArticleId,
    text: &str,
    suggestion: &Suggestion,
    stamp: &mut Stamp,
) -> Vec<Offer> {
    if !suggestion.claim.kind.has_incident() {
        return Vec::new();
    }
    let base = open.project.clone();
    let mut draft = Draft::new(&base, stamp);
    let Ok(id) = add(&mut draft, open, article, text, suggestion) else { return Vec::new() };
    draft.ensure_coder(&open.coder_name);
    let Some(edit) = draft.finish("Look for incidents") else { return Vec::new() };
    let mut project = base.clone();
    let Ok(touched) = project.apply(&edit) else { return Vec::new() };
    let Workspace { answers, library, compared, .. } = open;
    let texts = |id| match library.text(&base, id) {
        Text::Loaded(text) => Some(text),
        Text::Stored(_) | Text::None => None,
    };
    let mut bring = |project: &_, touched: &_| {
        let before = answers.update(project, touched);
        let roots = before.roots().unwrap_or_default();
        compared.duplicates.update(project, answers, &roots, &[id].into(), &texts);
        on_offer(project, answers, &compared.duplicates, id)
    };
    let offers = bring(&project, &touched);
    if let Ok(touched) = project.apply(&edit.inverse(stamp)) {
        bring(&project, &touched);
    }
    offers.into_iter().filter(|offer| !matches!(offer.fit, Fit::Apart(_))).collect()
}

/// The next suggestion after the caret, or the one before it; after the last of the article, the first of the next
/// article that has some.
fn step_to(open: &mut Workspace, step: Step, stamp: &mut Stamp) -> Outcome {
    let here = open.selection.article.and_then(|article| beside(open, article, step));
    let place = here.or_else(|| {
        let forward = step == Step::Next;
        let article = open.suggestions.article_beside(open, open.selection.article, forward)?;
        first_of(open, article, step)
    });
    // Where only this article has suggestions, round again.
    let place = place.or_else(|| first_of(open, open.selection.article?, step));
    match place {
        Some(place) => show(open, &place, stamp),
        None if open.suggestions.is_under_way() => {
            Err("The articles are still being read; try again in a moment.".to_owned())
        }
        None => Err("No suggestion is left.".to_owned()),
    }
}

/// The first suggestion of an article, or the last.
fn first_of(open: &Workspace, article: ArticleId, step: Step) -> Option<SuggestionPlace> {
    let shown = open.suggestions.shown(open, article);
    let head = if step == Step::Next { shown.first() } else { shown.last() };
    head.map(|head| SuggestionPlace::new(article, head))
}

/// The suggestion of an article after the one that is looked at, or else at or after the caret; or the one before.
fn beside(open: &Workspace, article: ArticleId, step: Step) -> Option<SuggestionPlace> {
    let shown = open.suggestions.shown(open, article);
    let selected = open.suggestions.selected().filter(|selected| selected.place.article == article);
    let at = selected.and_then(|selected| shown.iter().position(|head| selected.place.is(head)));
    let gap = || shown.partition_point(|head| head.span.start < open.selection.caret);
    let next = match (at, step) {
        (Some(at), Step::Next) => Some(at + 1),
        (None, Step::Next) => Some(gap()),
        (at, Step::Previous) => at.unwrap_or_else(gap).checked_sub(1),
    };
    next.and_then(|at| shown.get(at)).map(|head| SuggestionPlace::new(article, head))
}

/// Adds an annotation with the claim of a suggestion, as if it were annotated by hand.
fn add(
    draft: &mut Draft<'_>,
    open: &Workspace,
    article: ArticleId,
    text: &str,
    suggestion: &Suggestion,
) -> Result<AnnotationId, String> {
    let mut claim = suggestion.claim.clone();
    let claim_type = ClaimType::for_claim(claim.kind, claim.outcome);
    let code = open.project.code_for(claim_type).ok_or_else(|| annotating::no_code(claim_type))?;
    let id = annotating::add_bare(
        draft,
        &open.library,
        (article, text),
        &suggestion.span,
        code,
        Origin::Suggestion,
    )?;
    give_incident(draft, &mut claim);
    draft.set(id, claim);
    Ok(id)
}

/// What is said of a suggestion in the names of edits: "killed", "strength".
fn named(head: &SuggestionHead) -> String {
    ClaimType::for_claim(head.kind, head.outcome).to_string()
}

/// The suggestion that is looked at, with its article's text.
fn selected(open: &Workspace) -> Result<(Selected, std::sync::Arc<str>), String> {
    check_writable(open)?;
    let selected = open.suggestions.selected().cloned().ok_or(NONE_SELECTED)?;
    let Text::Loaded(text) = open.text(selected.place.article) else { return Err(NO_TEXT.to_owned()) };
    Ok((selected, text))
}

/// Accepts the suggestion that is looked at, joins its incident to the offer of this number, and shows the next
/// suggestion of the article, or else what was accepted.
fn accept(open: &mut Workspace, offer: Option<usize>, stamp: &mut Stamp) -> Outcome {
    let (effects, id, next) = accept_selected(open, offer, stamp)?;
    let shown = match next {
        Some(next) => show(open, &next, stamp),
        None => annotating::show(open, id),
    };
    Ok(effects.into_iter().chain(shown?).collect())
}

/// Accepts the suggestion that is looked at and goes to the fields of its claim.
fn accept_and_correct(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    let (mut effects, id, _) = accept_selected(open, None, stamp)?;
    effects.extend(annotating::show(open, id)?);
    open.focus.send_to(Area::Form);
    Ok(effects)
}

/// Accepts the suggestion that is looked at; answers with the annotation and the next suggestion of its article.
fn accept_selected(
    open: &mut Workspace,
    offer: Option<usize>,
    stamp: &mut Stamp,
) -> Result<(Vec<Effect>, AnnotationId, Option<SuggestionPlace>), String> {
    let (selected, text) = selected(open)?;
    let Selected { place, head, suggestion, offers } = selected;
    let to = match offer {
        None => None,
        Some(n) => {
            let offer = offers.get(n).filter(|offer| n > 0 || offer.fit == Fit::Fits);
            Some(
                offer.ok_or("No incident on offer fits; accept it first, and join it in its form.")?.incident,
            )
        }
    };
    let label = match to {
        None => format!("Accept suggested {}", named(&head)),
        Some(_) => format!("Accept suggested {} and join", named(&head)),
    };
    let mut made = None;
    let effects = change(open, &label, stamp, |draft, open| {
        let id = add(draft, open, place.article, &text, &suggestion)?;
        let own = draft.get::<tollbook_core::model::Claim>(id).and_then(|claim| claim.incident);
        if let (Some(own), Some(to)) = (own, to) {
            let root = open.answers.index.root(to);
            draft.update::<Incident>(own, |incident| incident.joined_to = Some(root));
        }
        made = Some(id);
        Ok(())
    })?;
    let id = made.ok_or("Nothing was accepted.")?;
    Ok((effects, id, after(open, place.article, &head.span)))
}

/// The first suggestion of an article that begins at or after a span.
fn after(open: &Workspace, article: ArticleId, span: &Range<usize>) -> Option<SuggestionPlace> {
    let next = open.suggestions.shown(open, article).into_iter().find(|head| head.span.start >= span.start);
    next.map(|head| SuggestionPlace::new(article, &head))
}

/// Accepts every suggestion of the open article that claims the same as the one that is looked at, as one edit.
fn accept_all_of_kind(open: &mut Workspace, stamp: &mut Stamp) -> Outcome {
    let (selected, text) = selected(open)?;
    let (article, head) = (selected.place.article, selected.head);
    let same: Vec<SuggestionPlace> = open
        .suggestions
        .shown(open, article)
        .into_iter()
        .filter(|other| (other.kind, other.outcome) == (head.kind, head.outcome))
        .map(|other| SuggestionPlace::new(article, &other))
        .collect();
    let label = format!("Accept {} suggested as {}", counted(same.len(), "passage"), named(&head));
    let mut last = None;
    let mut effects = change(open, &label, stamp, |draft, open| {
        for place in &same {
            if let Some(suggestion) = claim_of(open, place, &text) {
                last = Some(add(draft, open, article, &text, &suggestion)?);
            }
        }
        Ok(())
    })?;
    let next = first_of(open, article, Step::Next);
    effects.extend(match (next, last) {
        (Some(next), _) => show(open, &next, stamp)?,
        (None, Some(last)) => annotating::show(open, last)?,
        (None, None) => Vec::new(),
    });
    Ok(effects)
}

/// Rejects the suggestion that is looked at, here or wherever its words stand, and shows the next of the article.
fn reject(open: &mut Workspace, everywhere: bool, stamp: &mut Stamp) -> Outcome {
    let (selected, text) = selected(open)?;
    let (article, head) = (selected.place.article, selected.head);
    let whole = head.whole();
    let label = match everywhere {
        false => format!("Reject suggested {}", named(&head)),
        true => format!("Reject suggested {} everywhere", named(&head)),
    };
    let mut effects = change(open, &label, stamp, |draft, open| {
        ensure_article(draft, &open.library, article)?;
        let id: RejectionId = draft.stamp.mint();
        let (coder, created) = (draft.stamp.coder, draft.stamp.at);
        let quote = text.get(whole.clone()).unwrap_or_default().to_owned();
        let (start, end, kind, outcome) = (whole.start, whole.end, head.kind, head.outcome);
        let row = Rejection { article, start, end, quote, kind, outcome, everywhere, coder, created };
        draft.set(id, row);
        Ok(())
    })?;
    if let Some(next) = after(open, article, &head.span) {
        effects.extend(show(open, &next, stamp)?);
    }
    Ok(effects)
}

/// Begins to learn anew: what was decided until now no longer shifts the certainty.
pub(super) fn reset_learned(state: &mut AppState, stamp: &Stamp) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    open.learned_since = Some(stamp.at);
    open.suggestions.set_learned(Learned::from_project(&open.project, open.learned_since));
    state.preferences.learn_since.insert(open.project.id().0, stamp.at);
    vec![Effect::SavePreferences(state.preferences.clone())]
}

#[cfg(test)]
mod tests;
