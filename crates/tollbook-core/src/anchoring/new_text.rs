//! Giving an article a new text, with its annotations.

use std::ops::Range;

use super::{ChangedText, Missing, Place, Quoted};
use crate::model::{Anchor, Annotation, AnnotationId, Article, ArticleId, Draft};

/// What became of an annotation when its article got another text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Reanchored {
    /// The annotation.
    pub annotation: AnnotationId,
    /// Where its words are now.
    pub anchor: Anchor,
    /// Why they are not found.
    pub missing: Option<Missing>,
    /// Its words in the text before, with their context.
    pub before: [String; 3],
    /// Its words in the new text, with their context; blank if they are not found.
    pub after: [String; 3],
}

/// Gives an article the text `new` with the hash `sha256` in place of `old`, and every annotation its place
/// there. What is not found keeps its span, and the hash of the text to which that belongs.
pub fn use_new_text(
    draft: &mut Draft<'_>,
    article: ArticleId,
    (old, new): (&str, &str),
    sha256: &str,
) -> Vec<Reanchored> {
    let Some(row) = draft.get::<Article>(article) else { return Vec::new() };
    let changed = ChangedText::new(old, new);
    let mut annotations: Vec<(AnnotationId, Annotation)> = draft
        .rows::<Annotation>()
        .filter(|(_, annotation)| annotation.article == article)
        .map(|(id, annotation)| (id, annotation.clone()))
        .collect();
    annotations.sort_by_key(|(id, annotation)| (annotation.start, annotation.end, *id));
    let mut outcomes = Vec::new();
    for (id, mut annotation) in annotations {
        let before = [annotation.prefix.clone(), annotation.quote.clone(), annotation.suffix.clone()];
        let mut quoted = Quoted::from(&annotation);
        // The span of an annotation that is lost belongs to a text that may have come back.
        let is_back = annotation.anchor == Anchor::Lost && annotation.anchor_sha256 == sha256;
        if annotation.anchor == Anchor::Lost {
            quoted.span = 0..0;
        }
        let place = match is_back && annotation.stands_in(new) {
            true => Place::Moved(annotation.span()),
            false => changed.place(&quoted),
        };
        let (range, anchor, missing) = match place {
            Place::InPlace => (Some(annotation.span()), annotation.anchor, None),
            Place::Moved(range) => (Some(range), Anchor::Moved, None),
            Place::WordsChanged(range) => (Some(range), Anchor::WordsChanged, None),
            Place::NotFound(missing) => (None, Anchor::Lost, Some(missing)),
        };
        let mut after = [String::new(), String::new(), String::new()];
        if range.is_some_and(|range| put_at(&mut annotation, new, range, anchor)) {
            after = [annotation.prefix.clone(), annotation.quote.clone(), annotation.suffix.clone()];
        } else {
            if annotation.anchor != Anchor::Lost {
                annotation.anchor_sha256 = row.sha256.clone();
            }
            annotation.anchor = Anchor::Lost;
        }
        outcomes.push(Reanchored { annotation: id, anchor, missing, before, after });
        draft.set(id, annotation);
    }
    draft.update::<Article>(article, |article| article.sha256 = sha256.to_owned());
    outcomes
}

/// Gives an annotation the words of a place in a text; whether that is a place of some words.
pub(super) fn put_at(annotation: &mut Annotation, text: &str, range: Range<usize>, anchor: Anchor) -> bool {
    let Some((quote, prefix, suffix)) = Annotation::quote(text, &range) else { return false };
    (annotation.start, annotation.end) = (range.start, range.end);
    (annotation.quote, annotation.prefix, annotation.suffix) = (quote, prefix, suffix);
    // Words that changed once are still to be looked at when they only move the next time.
    if annotation.anchor != Anchor::WordsChanged {
        annotation.anchor = anchor;
    }
    annotation.anchor_sha256 = String::new();
    true
}
