//! Edits that were made where articles had other texts: in another copy, before a text changed, or taken back after it.
//!
//! A span belongs to one text. [`MadeElsewhere`] follows which text each article had where the edits were made, and
//! gives the annotations of an edit, and those of an article to which it gives another text, their place in the text
//! that the article has here. What is not found there is lost, with the hash of the text to which its span belongs.

use std::collections::{BTreeMap, BTreeSet, HashMap};
use std::sync::Arc;

use super::new_text::put_at;
use super::{ChangedText, Place, Quoted};
use crate::model::reapply::{Anchored, Anchors};
use crate::model::{
    Anchor, Annotation, AnnotationId, ArticleId, Change, Conflict, Edit, EditId, Project, Row,
};

/// Which texts the articles of an edit's annotations had where and when it was made: their hashes.
pub type MadeOn = HashMap<EditId, Vec<(ArticleId, String)>>;

/// Where edits were made, as far as that is known, and the texts at hand.
pub struct MadeElsewhere<'a> {
    /// The copy in which the edits were made, with all of them.
    copy: Option<&'a Project>,
    /// What is known of the texts on which they were made.
    made_on: Option<&'a MadeOn>,
    /// Gives a text by its hash.
    texts: &'a dyn Fn(&str) -> Option<Arc<str>>,
    /// The edit that was looked at last.
    edit: Option<EditId>,
    /// The hashes of the texts that it takes and gives, the last first: several edits may have become one.
    changed: HashMap<ArticleId, Vec<String>>,
    /// The hashes of the texts that other articles had by then, judging by the edits.
    likely: HashMap<ArticleId, String>,
}

/// A place that an annotation may have had, and the hash of the text to which it belongs, if that is known.
type Candidate<'a> = (&'a Annotation, Option<&'a str>);

/// Pairs of texts, by their hashes, that are compared.
type Comparisons<'a> = BTreeMap<(&'a str, &'a str), ChangedText<'a>>;

impl<'a> MadeElsewhere<'a> {
    /// Follows `edits`, which were made one after the other. `copy` is what they led to, if it is known.
    pub fn new<'e>(
        edits: impl IntoIterator<Item = &'e Edit>,
        copy: Option<&'a Project>,
        texts: &'a dyn Fn(&str) -> Option<Arc<str>>,
    ) -> Self {
        let mut likely = HashMap::new();
        for change in edits.into_iter().flat_map(|edit| &edit.changes) {
            if let Change::Article(Row { id, before: Some(before), after: Some(after) }) = change
                && before.sha256 != after.sha256
            {
                // The first change tells what there was before all of them.
                likely.entry(*id).or_insert_with(|| before.sha256.clone());
            }
        }
        Self { copy, made_on: None, texts, edit: None, changed: HashMap::new(), likely }
    }

    /// The same, where it is known on which texts the edits were made.
    pub fn made_on(self, made_on: &'a MadeOn) -> Self {
        Self { made_on: Some(made_on), ..self }
    }

    /// The hash of the text to which a span belongs that the edit which was looked at last has given an annotation.
    fn origin(&self, row: &Annotation) -> Option<&str> {
        let article = row.article;
        let stands = |hash: &&str| (self.texts)(hash).is_some_and(|text| stands_with_context(row, &text));
        if let Some(changed) = self.changed.get(&article) {
            let mut changed = changed.iter().map(String::as_str);
            return changed.clone().find(stands).or_else(|| changed.next());
        }
        let known = self.made_on.and_then(|known| known.get(&self.edit?));
        if let Some((_, hash)) = known.and_then(|known| known.iter().find(|(id, _)| *id == article)) {
            return Some(hash);
        }
        let in_copy = || Some(&self.copy?.articles.get(article)?.sha256);
        let likely = self.likely.get(&article).or_else(in_copy)?;
        // Where the text is not at hand, nothing speaks against it.
        (self.texts)(likely).is_none_or(|text| stands_with_context(row, &text)).then_some(likely)
    }

    /// The places that an annotation may have had before an edit, most likely first. `row` is what the edit makes of it.
    fn candidates<'c>(
        &'c self,
        project: &'c Project,
        made: &'c Edit,
        id: AnnotationId,
        row: &'c Annotation,
    ) -> Vec<Candidate<'c>> {
        let before = project.annotations.get(id);
        let hash = project.articles.get(row.article).map(|article| article.sha256.as_str());
        let here = before.map(|before| (before, hash));
        let there = made_row(made, id, before.is_none()).map(|made| (made, self.origin(made)));
        match (here, there) {
            (Some(here), _) if has_anchor_of(row, here.0) => vec![here, (row, None)],
            // Where both copies gave it a place, the edit's is whole, and a mixture of both would be neither.
            (here, there) => {
                there.into_iter().chain(there.map(|(made, _)| (made, None))).chain(here).collect()
            }
        }
    }

    /// The annotation with the place that a candidate has in the text `target`; `None` if it has none.
    fn at_target(
        &self,
        row: &Annotation,
        (place, origin): Candidate<'_>,
        target: &str,
        compared: &Comparisons<'_>,
    ) -> Option<Annotation> {
        let mut placed = row.clone();
        set_anchor(&mut placed, place);
        let origin =
            if placed.anchor == Anchor::Lost { placed.anchor_sha256.clone() } else { origin?.to_owned() };
        if (self.texts)(&origin).is_some_and(|text| !placed.stands_in(&text)) {
            return None;
        }
        if origin == target {
            if placed.anchor == Anchor::Lost {
                (placed.anchor, placed.anchor_sha256) = (Anchor::InPlace, String::new());
            }
            return Some(placed);
        }
        if placed.anchor == Anchor::Lost {
            return Some(placed);
        }
        let found = compared.get(&(origin.as_str(), target)).and_then(|changed| {
            let (range, anchor) = match changed.place(&Quoted::from(&placed)) {
                Place::InPlace => (placed.span(), placed.anchor),
                Place::Moved(range) => (range, Anchor::Moved),
                Place::WordsChanged(range) => (range, Anchor::WordsChanged),
                Place::NotFound(_) => return None,
            };
            Some((range, anchor, changed.new))
        });
        match found {
            Some((range, anchor, new)) => {
                put_at(&mut placed, new, range, anchor);
            }
            None => (placed.anchor, placed.anchor_sha256) = (Anchor::Lost, origin),
        }
        Some(placed)
    }

    /// The annotation where its words and their context are in the text `target`, whichever text they are from.
    fn looked_up(&self, row: &Annotation, place: &Annotation, target: &str) -> Option<Annotation> {
        let mut placed = row.clone();
        set_anchor(&mut placed, place);
        let text = (self.texts)(target)?;
        if placed.anchor == Anchor::Lost {
            return None;
        }
        if stands_with_context(&placed, &text) {
            return Some(placed);
        }
        let quoted = Quoted { span: 0..0, ..Quoted::from(place) };
        let (range, anchor) = match ChangedText::new("", &text).place(&quoted) {
            Place::Moved(range) => (range, Anchor::Moved),
            Place::WordsChanged(range) => (range, Anchor::WordsChanged),
            Place::InPlace | Place::NotFound(_) => return None,
        };
        put_at(&mut placed, &text, range, anchor);
        Some(placed)
    }
}

impl Anchors for MadeElsewhere<'_> {
    fn look_at(&mut self, made: &Edit) {
        self.edit = Some(made.id);
        self.changed.clear();
        for change in &made.changes {
            let Change::Article(Row { id, before, after: Some(after) }) = change else { continue };
            if before.as_ref().is_some_and(|before| before.sha256 == after.sha256) {
                continue;
            }
            self.likely.insert(*id, after.sha256.clone());
            let rows = [after.as_ref()].into_iter().chain(before.as_deref());
            self.changed.entry(*id).or_default().splice(0..0, rows.map(|row| row.sha256.clone()));
        }
    }

    fn anchored(&self, project: &Project, made: &Edit, fitted: &Edit) -> Result<Option<Anchored>, Conflict> {
        let concerned = concerned(project, fitted);
        if concerned.is_empty() {
            return Ok(None);
        }
        let mut after = project.clone();
        after.apply(fitted)?;
        let rows: Vec<(AnnotationId, Arc<Annotation>, &str)> = concerned
            .into_iter()
            .filter_map(|id| {
                let row = after.annotations.share(id)?;
                let target = after.articles.get(row.article)?.sha256.as_str();
                let is_untouched =
                    project.annotations.get(id).is_some_and(|before| has_anchor_of(&row, before))
                        && project.articles.get(row.article).is_some_and(|article| article.sha256 == target);
                (!is_untouched).then_some((id, row, target))
            })
            .collect();
        let candidates: Vec<Vec<Candidate<'_>>> =
            rows.iter().map(|(id, row, _)| self.candidates(project, made, *id, row)).collect();
        let pairs: BTreeSet<(&str, &str)> = rows
            .iter()
            .zip(&candidates)
            .flat_map(|((_, _, target), all)| {
                all.iter().filter_map(move |(_, origin)| Some(((*origin)?, *target)))
            })
            .filter(|(origin, target)| origin != target)
            .collect();
        let texts: Vec<_> = pairs
            .into_iter()
            .filter_map(|pair| Some((pair, (self.texts)(pair.0)?, (self.texts)(pair.1)?)))
            .collect();
        let compared: Comparisons<'_> =
            texts.iter().map(|(pair, old, new)| (*pair, ChangedText::new(old, new))).collect();
        let mut changes: Vec<Change> = Vec::new();
        for ((id, row, target), candidates) in rows.iter().zip(&candidates) {
            let placed = candidates.iter().find_map(|candidate| match candidate.1 {
                None if candidate.0.anchor != Anchor::Lost => self.looked_up(row, candidate.0, target),
                _ => self.at_target(row, *candidate, target, &compared),
            });
            let Some(placed) = placed else {
                return Err(Conflict::NotInText { quote: row.quote.chars().take(60).collect() });
            };
            if placed != **row {
                let (before, after) = (Some(Arc::clone(row)), Some(Arc::new(placed)));
                changes.push(Row { id: *id, before, after }.into());
            }
        }
        if changes.is_empty() {
            return Ok(Some(Anchored { edit: None, after }));
        }
        let (id, coder, at) = (fitted.id, fitted.coder, fitted.at);
        let (label, parts) = (String::new(), Vec::new());
        after.apply(&Edit {
            id,
            label,
            coder,
            at,
            undoes: None,
            part_of: None,
            parts,
            changes: changes.clone(),
        })?;
        let mut edit = fitted.clone();
        if let Some(last) = edit.parts.last_mut() {
            last.changes += changes.len();
        }
        edit.changes.extend(changes);
        Ok(Some(Anchored { edit: Some(edit), after }))
    }
}

/// An edit that takes another back, with its annotations where their words are by now.
///
/// # Errors
/// A [`Conflict`] if it cannot be applied, or the words of an annotation that it brings back are not found in the text
/// that the article has now.
pub fn anchored_inverse(
    project: &Project,
    inverse: Edit,
    texts: &dyn Fn(&str) -> Option<Arc<str>>,
) -> Result<Edit, Conflict> {
    let mut elsewhere = MadeElsewhere::new([&inverse], None, texts);
    elsewhere.look_at(&inverse);
    let anchored = elsewhere.anchored(project, &inverse, &inverse)?;
    Ok(anchored.and_then(|anchored| anchored.edit).unwrap_or(inverse))
}

/// The annotations whose place an edit may change: its own, and those of articles to which it gives another text.
fn concerned(project: &Project, edit: &Edit) -> BTreeSet<AnnotationId> {
    let mut concerned = BTreeSet::new();
    let mut articles = BTreeSet::new();
    for change in &edit.changes {
        match change {
            Change::Annotation(Row { id, after: Some(_), .. }) => {
                concerned.insert(*id);
            }
            Change::Article(Row { id, after: Some(after), .. })
                if project.articles.get(*id).is_some_and(|here| here.sha256 != after.sha256) =>
            {
                articles.insert(*id);
            }
            _ => {}
        }
    }
    if !articles.is_empty() {
        let theirs = project.annotations.iter().filter(|(_, row)| articles.contains(&row.article));
        concerned.extend(theirs.map(|(id, _)| id));
    }
    concerned
}

/// An annotation as an edit leaves it, if it gives it a place; where `whole`, also if it changes something else of it.
fn made_row(made: &Edit, id: AnnotationId, whole: bool) -> Option<&Annotation> {
    made.changes.iter().rev().find_map(|change| match change {
        Change::Annotation(Row { id: changed, before, after: Some(row) }) if *changed == id => {
            // What an edit does not change may be otherwise where it was made than its rows have it.
            let places = before.as_ref().is_none_or(|before| !has_anchor_of(before, row));
            (places || whole).then_some(row.as_ref())
        }
        _ => None,
    })
}

/// Whether both are at the same place, with the same words.
fn has_anchor_of(a: &Annotation, b: &Annotation) -> bool {
    let anchor = |row: &Annotation| (row.article, row.start, row.end, row.anchor);
    anchor(a) == anchor(b)
        && (&a.quote, &a.prefix, &a.suffix) == (&b.quote, &b.prefix, &b.suffix)
        && a.anchor_sha256 == b.anchor_sha256
}

/// Puts an annotation where another is.
fn set_anchor(annotation: &mut Annotation, of: &Annotation) {
    (annotation.start, annotation.end, annotation.anchor) = (of.start, of.end, of.anchor);
    annotation.quote.clone_from(&of.quote);
    annotation.prefix.clone_from(&of.prefix);
    annotation.suffix.clone_from(&of.suffix);
    annotation.anchor_sha256.clone_from(&of.anchor_sha256);
}

/// Whether the words of an annotation and those around it stand at its place.
fn stands_with_context(annotation: &Annotation, text: &str) -> bool {
    annotation.stands_in(text)
        && text[..annotation.start].ends_with(&annotation.prefix)
        && text[annotation.end..].starts_with(&annotation.suffix)
}
