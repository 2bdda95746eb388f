//! Marking: spans become annotations, and annotations of casualties claims.

use std::collections::HashSet;
use std::ops::Range;

use super::incidents::{drop_needless, give_incident};
use super::{Outcome, articles, edit as change, ensure_article};
use crate::action::{End, Step};
use crate::focus::Area;
use crate::library::{Library, Text};
use crate::workspace::Workspace;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::wording::grouped;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, ArticleId, Claim, ClaimType, CodeId, Draft, EntryId, IncidentId, Link,
    Origin, Project, Relation, Stamp,
};
use tollbook_core::resolution::{Passage, resolve_passage, trim};
use tollbook_core::text::word;

/// Why a passage cannot be read from the present text.
pub(super) const NOT_IN_TEXT: &str =
    "The annotation's words are not in the article's present text; move it to the words that say the same.";

/// Why a passage cannot be read just now.
pub(super) const NO_TEXT: &str = "The article's text is not at hand yet; try again in a moment.";

pub(super) fn select(open: &mut Workspace, span: Option<Range<usize>>) -> Outcome {
    if span.is_some() {
        open.focus.moved_to(Area::Text);
    }
    open.selection.span = span;
    Ok(Vec::new())
}

pub(super) fn annotate_as(
    open: &mut Workspace,
    claim_type: ClaimType,
    trims: bool,
    stamp: &mut Stamp,
) -> Outcome {
    let code = open.project.code_for(claim_type).ok_or_else(|| no_code(claim_type))?;
    annotate(open, code, Some(claim_type), trims, stamp)
}

/// Why nothing can be annotated as this.
pub(super) fn no_code(claim_type: ClaimType) -> String {
    format!("The codebook has no code for {claim_type}; import a codebook that has one, or undo its removal.")
}

pub(super) fn mark_with(open: &mut Workspace, code: CodeId, trims: bool, stamp: &mut Stamp) -> Outcome {
    let claim_type = open.project.codes.get(code).ok_or("The code is no longer in the codebook.")?.claim;
    annotate(open, code, claim_type, trims, stamp)
}

fn annotate(
    open: &mut Workspace,
    code: CodeId,
    claim_type: Option<ClaimType>,
    trims: bool,
    stamp: &mut Stamp,
) -> Outcome {
    let article = open.selection.article.ok_or("Open an article first.")?;
    let span = open.selection.span.clone().ok_or("Select the words to annotate first.")?;
    let name = open.project.codes.get(code).map_or("", |code| code.name.as_str()).to_owned();
    let Text::Loaded(text) = open.text(article) else { return Err(NO_TEXT.to_owned()) };
    let span = if trims { trim(&text, span) } else { span };
    if let Some(why) = claim_type.and(text.get(span.clone())).and_then(too_long) {
        return Err(why);
    }
    let mut made = None;
    let effects = change(open, &format!("Annotate as {name}"), stamp, |draft, open| {
        if marked_with(&open.project, &open.answers, article, &span, (code, open.coder)).is_some() {
            return Err(format!("“{}” is annotated with this code already.", &text[span.clone()]));
        }
        let published = open.article(article).and_then(|article| article.published);
        let passage = Passage { text: &text, span: span.clone(), article, published };
        made = Some(add(draft, &open.library, &open.answers, &passage, code, claim_type)?);
        Ok(())
    })?;
    if let Some(id) = made {
        open.selection.annotation = Some(id);
        open.selection.incident = open.answers.index.incident_of(id);
        open.focus.send_to(Area::Form);
        open.selection.span = None;
        open.selection.caret = span.end;
        show_code(open, code);
    }
    Ok(effects)
}

/// Words of several paragraphs longer than this make no claim, in characters.
const LONGEST_CLAIM: usize = 1000;

/// Why no claim can be read from so many words: they tell of too much.
fn too_long(words: &str) -> Option<String> {
    let length = words.chars().count();
    let is_one_paragraph = words.trim().lines().filter(|line| !line.trim().is_empty()).count() < 2;
    (length > LONGEST_CLAIM && !is_one_paragraph).then(|| {
        let length = grouped(length as u64);
        format!("{length} characters are selected, which tell of more than one claim. Select the words that give the figure.")
    })
}

/// The coder's annotation of exactly this span with this code, if there is one. What another coder has annotated is
/// that coder's own.
pub(super) fn marked_with(
    project: &Project,
    answers: &Answers,
    article: ArticleId,
    span: &Range<usize>,
    (code, coder): (CodeId, EntryId),
) -> Option<AnnotationId> {
    answers.index.annotations(article).find(|&id| {
        let known = project.annotations.get(id);
        known.is_some_and(|known| known.span() == *span && known.code == code && known.coder == coder)
    })
}

/// The words of `span` in a text, with the words before and after.
fn quote(text: &str, span: &Range<usize>) -> Result<(String, String, String), String> {
    let quote = Annotation::quote(text, span)
        .ok_or("The selection does not fit the text; select the words again.")?;
    if !word::is_word(&quote.0) {
        return Err("The selection holds no word and no figure; select the words to annotate.".to_owned());
    }
    Ok(quote)
}

/// Adds an annotation of a passage, with its claim and the claim's incident.
pub(super) fn add(
    draft: &mut Draft<'_>,
    library: &Library,
    answers: &Answers,
    passage: &Passage<'_>,
    code: CodeId,
    claim_type: Option<ClaimType>,
) -> Result<AnnotationId, String> {
    let id = add_bare(draft, library, (passage.article, passage.text), &passage.span, code, Origin::Hand)?;
    if let Some(claim_type) = claim_type {
        let mut claim =
            resolve_passage(draft.project(), answers, passage, claim_type.kind(), claim_type.outcome());
        give_incident(draft, &mut claim);
        draft.set(id, claim);
    }
    Ok(id)
}

/// Adds an annotation without a claim.
pub(super) fn add_bare(
    draft: &mut Draft<'_>,
    library: &Library,
    (article, text): (ArticleId, &str),
    span: &Range<usize>,
    code: CodeId,
    origin: Origin,
) -> Result<AnnotationId, String> {
    let (quote, prefix, suffix) = quote(text, span)?;
    ensure_article(draft, library, article)?;
    let id: AnnotationId = draft.stamp.mint();
    let (coder, at) = (draft.stamp.coder, draft.stamp.at);
    let annotation = Annotation {
        article,
        code,
        start: span.start,
        end: span.end,
        quote,
        prefix,
        suffix,
        memo: String::new(),
        coder,
        created: at,
        modified: at,
        origin,
        anchor: Anchor::InPlace,
        anchor_sha256: String::new(),
        sensitive: false,
    };
    draft.set(id, annotation);
    Ok(id)
}

/// Goes back to all codes if another than this is shown alone.
fn show_code(open: &mut Workspace, code: CodeId) {
    open.alone = open.alone.filter(|alone| *alone == code);
}

/// Selects an annotation and brings it into view, in whichever article it is.
pub(super) fn show(open: &mut Workspace, id: AnnotationId) -> Outcome {
    let Some(annotation) = open.project.annotations.get(id) else { return Ok(Vec::new()) };
    let (article, span, code) = (annotation.article, annotation.span(), annotation.code);
    let effects = articles::show(open, article)?;
    show_code(open, code);
    if !(span.start..=span.end).contains(&open.selection.caret) {
        open.selection.caret = span.start;
    }
    open.selection.annotation = Some(id);
    open.selection.span = None;
    open.focus.moved_to(Area::Text);
    if let Some(incident) = open.answers.index.incident_of(id) {
        open.selection.incident = Some(incident);
    }
    open.reveal(span);
    Ok(effects)
}

/// The selected annotation, if the caret is still at it.
fn current(open: &Workspace) -> Option<AnnotationId> {
    let id = open.selection.annotation?;
    let span = open.project.annotations.get(id)?.span();
    (span.start..=span.end).contains(&open.selection.caret).then_some(id)
}

/// The annotation that is meant where the selected words or the caret are: the selected one if they are in it,
/// else the shortest around them. Where no words are selected and none is around the caret, the selected one.
pub(super) fn at_cursor(open: &Workspace) -> Option<AnnotationId> {
    let selected = open.selection.annotation;
    let Some(article) = open.selection.article else { return selected };
    let place = open.selection.span.clone().unwrap_or(open.selection.caret..open.selection.caret);
    let length = |id: &AnnotationId| {
        let span = open.project.annotations.get(*id)?.span();
        (span.start <= place.start && place.end <= span.end).then_some(span.len())
    };
    let around = open.shown_annotations(article).into_iter().filter_map(|id| Some((length(&id)?, id)));
    let around: Vec<(usize, AnnotationId)> = around.collect();
    let own = selected.filter(|id| around.iter().any(|(_, other)| other == id));
    let shortest = || around.iter().min_by_key(|(length, _)| *length).map(|(_, id)| *id);
    own.or_else(shortest).or(selected.filter(|_| open.selection.span.is_none()))
}

/// The next annotation after the selected one, or else after the caret; after the last comes the first.
pub(super) fn step(open: &mut Workspace, step: Step) -> Outcome {
    let Some(article) = open.selection.article else { return Ok(Vec::new()) };
    let ids = open.shown_annotations(article);
    let at = current(open).and_then(|id| ids.iter().position(|known| *known == id));
    // Where the caret's place is among them.
    let begins_before = |id: &AnnotationId| {
        open.project.annotations.get(*id).is_some_and(|known| known.start < open.selection.caret)
    };
    let gap = ids.partition_point(begins_before);
    let next = match (at, step) {
        (Some(at), Step::Next) => ids.get(at + 1).or(ids.first()),
        (None, Step::Next) => ids.get(gap).or(ids.first()),
        (at, Step::Previous) => at.unwrap_or(gap).checked_sub(1).map_or(ids.last(), |at| ids.get(at)),
    };
    match next {
        Some(&id) => show(open, id),
        None => Ok(Vec::new()),
    }
}

/// Goes through the annotations that overlap the selected one; without one, those at the caret.
pub(super) fn next_overlapping(open: &mut Workspace) -> Outcome {
    let Some(article) = open.selection.article else { return Ok(Vec::new()) };
    let current = current(open);
    let span = current
        .and_then(|id| open.project.annotations.get(id))
        .map_or(open.selection.caret..open.selection.caret + 1, Annotation::span);
    let mut over = open.shown_annotations(article);
    over.retain(|id| {
        let other = open.project.annotations.get(*id);
        other.is_some_and(|other| other.start < span.end && span.start < other.end)
    });
    let at = current.and_then(|current| over.iter().position(|id| *id == current));
    match at.map_or(over.first(), |at| over.get((at + 1) % over.len())) {
        Some(&id) => show(open, id),
        None => Ok(Vec::new()),
    }
}

pub(super) fn remove(open: &mut Workspace, id: AnnotationId, stamp: &mut Stamp) -> Outcome {
    let name = open
        .project
        .annotations
        .get(id)
        .and_then(|annotation| open.project.codes.get(annotation.code))
        .map_or("annotation", |code| code.name.as_str())
        .to_owned();
    change(open, &format!("Remove {name}"), stamp, |draft, open| {
        take_out(draft, open, &[id]);
        Ok(())
    })
}

/// Removes annotations with their claims, their links and the incidents that nobody else needs.
pub(super) fn take_out(draft: &mut Draft<'_>, open: &Workspace, ids: &[AnnotationId]) {
    let mut incidents = HashSet::new();
    for &id in ids {
        for link in open.answers.index.links(id.0) {
            draft.remove::<Link>(link);
        }
        incidents.extend(draft.get::<Claim>(id).and_then(|claim| claim.incident));
        draft.remove::<Claim>(id);
        draft.remove::<Annotation>(id);
    }
    drop_needless(draft, &incidents);
}

pub(super) fn move_to(
    open: &mut Workspace,
    id: AnnotationId,
    span: &Range<usize>,
    stamp: &mut Stamp,
) -> Outcome {
    let effects = change(open, "Move annotation", stamp, |draft, open| {
        let article = draft.get::<Annotation>(id).ok_or("The annotation is no longer there.")?.article;
        let Text::Loaded(text) = open.text(article) else {
            return Err(NO_TEXT.to_owned());
        };
        let (quote, prefix, suffix) = quote(&text, span)?;
        let at = draft.stamp.at;
        draft.update::<Annotation>(id, |annotation| {
            (annotation.start, annotation.end) = (span.start, span.end);
            (annotation.quote, annotation.prefix, annotation.suffix) = (quote, prefix, suffix);
            (annotation.anchor, annotation.anchor_sha256) = (Anchor::InPlace, String::new());
            annotation.modified = at;
        });
        Ok(())
    })?;
    open.selection.span = None;
    Ok(effects)
}

/// Moves an end of the selected annotation to the next word, or to the one before.
pub(super) fn move_end(open: &mut Workspace, end: End, step: Step, stamp: &mut Stamp) -> Outcome {
    let Some(id) = open.selection.annotation else { return Ok(Vec::new()) };
    let annotation = open.project.annotations.get(id).ok_or("The annotation is no longer there.")?;
    let Text::Loaded(text) = open.text(annotation.article) else { return Err(NO_TEXT.to_owned()) };
    if !annotation.matches(&text) {
        return Err(NOT_IN_TEXT.to_owned());
    }
    let Range { start, end: stop } = annotation.span();
    let moved = match (end, step) {
        (End::Begin, Step::Next) => {
            // The first word after the one that it begins with.
            let first = word::next_word(&text, start).map_or(stop, |word| word.end);
            word::next_word(&text, first).map_or(stop, |word| word.start)..stop
        }
        (End::Begin, Step::Previous) => {
            word::previous_word(&text, start).map_or(start, |word| word.start)..stop
        }
        (End::End, Step::Next) => start..word::next_word(&text, stop).map_or(stop, |word| word.end),
        (End::End, Step::Previous) => {
            let last = word::previous_word(&text, stop).map_or(start, |word| word.start);
            start..word::previous_word(&text, last).map_or(start, |word| word.end)
        }
    };
    if moved.start >= moved.end {
        return Err("An annotation keeps one word at least; Delete removes it.".to_owned());
    }
    let effects = move_to(open, id, &moved, stamp)?;
    open.selection.caret = if end == End::Begin { moved.start } else { moved.end };
    Ok(effects)
}

pub(super) fn recode(open: &mut Workspace, id: AnnotationId, code: CodeId, stamp: &mut Stamp) -> Outcome {
    change(open, "Change code", stamp, |draft, open| {
        let left = recode_in(draft, open, id, code)?;
        drop_needless(draft, &left.into_iter().collect());
        Ok(())
    })
}

/// Gives an annotation another code, and the claim that the code makes; answers the incident that its
/// claim has left, which may be needless now.
pub(super) fn recode_in(
    draft: &mut Draft<'_>,
    open: &Workspace,
    id: AnnotationId,
    code: CodeId,
) -> Result<Option<IncidentId>, String> {
    let marks = open.project.codes.get(code).ok_or("The code is no longer in the codebook.")?.claim;
    let annotation = draft.get::<Annotation>(id).ok_or("The annotation is no longer there.")?;
    if annotation.code == code {
        return Ok(None);
    }
    let left = match (marks, draft.get::<Claim>(id)) {
        (Some(claim_type), Some(claim)) => {
            let outcome = claim_type.outcome().or(claim.outcome);
            super::claims::set_kind_in(draft, open, id, claim_type.kind(), outcome)?
        }
        // From an annotation without a claim to one with a claim: read from the words, as if it were annotated now.
        (Some(claim_type), None) => {
            let Text::Loaded(text) = open.text(annotation.article) else {
                return Err(NO_TEXT.to_owned());
            };
            if !annotation.matches(&text) {
                return Err(NOT_IN_TEXT.to_owned());
            }
            let published = open.article(annotation.article).and_then(|article| article.published);
            let passage =
                Passage { text: &text, span: annotation.span(), article: annotation.article, published };
            let mut claim = resolve_passage(
                &open.project,
                &open.answers,
                &passage,
                claim_type.kind(),
                claim_type.outcome(),
            );
            give_incident(draft, &mut claim);
            draft.set(id, claim);
            None
        }
        (None, Some(claim)) => {
            draft.remove::<Claim>(id);
            drop_links_of_claim(draft, open, id);
            claim.incident
        }
        (None, None) => None,
    };
    let at = draft.stamp.at;
    draft.update::<Annotation>(id, |annotation| {
        annotation.code = code;
        annotation.modified = at;
    });
    Ok(left)
}

/// Removes the links that only a claim can have; evidence stays.
pub(super) fn drop_links_of_claim(draft: &mut Draft<'_>, open: &Workspace, id: AnnotationId) {
    for link in open.answers.index.links(id.0) {
        let relation = open.project.links.get(link).map(|link| link.relation);
        if relation.is_some_and(|relation| relation != Relation::Evidence) {
            draft.remove::<Link>(link);
        }
    }
}

/// Marks an annotation as sensitive, or no more.
pub(super) fn set_sensitive(
    open: &mut Workspace,
    id: AnnotationId,
    sensitive: bool,
    stamp: &mut Stamp,
) -> Outcome {
    let label = if sensitive { "Mark annotation as sensitive" } else { "Mark annotation as not sensitive" };
    change(open, label, stamp, |draft, _| {
        draft.update::<Annotation>(id, |annotation| annotation.sensitive = sensitive);
        Ok(())
    })
}

pub(super) fn set_memo(open: &mut Workspace, id: AnnotationId, memo: String, stamp: &mut Stamp) -> Outcome {
    change(open, "Change memo", stamp, |draft, _| {
        let at = draft.stamp.at;
        let changed = draft.get::<Annotation>(id).is_some_and(|annotation| annotation.memo != memo);
        if changed {
            draft.update::<Annotation>(id, |annotation| {
                annotation.memo = memo;
                annotation.modified = at;
            });
        }
        Ok(())
    })
}

#[cfg(test)]
pub(super) mod tests;
