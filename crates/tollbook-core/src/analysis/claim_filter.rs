//! Whose claims are heard: incidents as they would be if some of what is said of them were not.
//!
//! A filter by source or coder and a trial recount leave claims out. The estimates of the incidents
//! that they touch are made again from the rest; all others are as they stand, and nothing that
//! stands is changed.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Answers;
use super::answers::Views;
use super::incident::{IncidentView, view_of};
use super::timeline::Query;
use super::what_if::WhatIf;
use crate::model::{AnnotationId, Article, ArticleId, EntryId, IncidentId, Project};

/// Whose claims are heard.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Only sources and voices of these names, in lower case; blank is an article with neither.
    only_sources: Option<BTreeSet<String>>,
    only_coders: Option<BTreeSet<EntryId>>,
    without_articles: BTreeSet<ArticleId>,
    /// In lower case.
    without_voices: BTreeSet<String>,
    without_coders: BTreeSet<EntryId>,
}

/// The names by which an article is asked for: its source and its voice, or blank.
pub fn sources_of(article: &Article) -> impl Iterator<Item = &str> {
    let (source, voice) = (article.source.trim(), article.independent_source.trim());
    let neither = source.is_empty() && voice.is_empty();
    let names = [Some(source), Some(voice).filter(|voice| *voice != source)];
    names.into_iter().flatten().filter(move |name| neither || !name.is_empty())
}

fn lower(names: &BTreeSet<String>) -> BTreeSet<String> {
    names.iter().map(|name| name.trim().to_lowercase()).collect()
}

impl ClaimFilter {
    /// Who is heard where a question and a trial are asked.
    pub fn of(query: &Query, what_if: &WhatIf) -> Self {
        Self {
            only_sources: query.sources.as_ref().map(lower),
            only_coders: query.coders.clone(),
            without_articles: what_if.articles.clone(),
            without_voices: lower(&what_if.voices),
            without_coders: what_if.coders.clone(),
        }
    }

    /// Whether everybody is heard.
    pub fn is_everyone(&self) -> bool {
        *self == Self::default()
    }

    /// Whether only some are let through, so that what nobody says is not there either.
    fn is_of_few(&self) -> bool {
        self.only_sources.is_some() || self.only_coders.is_some()
    }

    /// Whether a claim is heard.
    pub fn includes_claim(&self, project: &Project, claim: AnnotationId) -> bool {
        let Some(annotation) = project.annotations.get(claim) else { return true };
        let coder = annotation.coder;
        if self.without_coders.contains(&coder)
            || self.only_coders.as_ref().is_some_and(|only| !only.contains(&coder))
            || self.without_articles.contains(&annotation.article)
        {
            return false;
        }
        if self.only_sources.is_none() && self.without_voices.is_empty() {
            return true;
        }
        let Some(article) = project.articles.get(annotation.article) else { return true };
        let voice = article.independent_source.trim();
        let silenced = !voice.is_empty() && self.without_voices.contains(&voice.to_lowercase());
        let heard = self
            .only_sources
            .as_ref()
            .is_none_or(|only| sources_of(article).any(|name| only.contains(&name.to_lowercase())));
        heard && !silenced
    }
}

/// The incidents as they are heard.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilteredIncidents {
    hearing: ClaimFilter,
    /// Those of which not everything is heard; `None` is one of which nothing is.
    made_again: BTreeMap<IncidentId, Option<Arc<IncidentView>>>,
}

impl FilteredIncidents {
    /// What is heard of every incident.
    pub fn of(project: &Project, answers: &Answers, hearing: ClaimFilter) -> Self {
        if hearing.is_everyone() {
            return Self::default();
        }
        let views: Vec<&Arc<IncidentView>> = answers.incidents().collect();
        let made_again = views
            .into_par_iter()
            .filter_map(|view| Some((view.root, again(project, answers, &hearing, view)?)))
            .collect();
        Self { hearing, made_again }
    }

    /// Whose claims are heard.
    pub fn hearing(&self) -> &ClaimFilter {
        &self.hearing
    }

    /// Brings what is heard up to date with an edit that changed the incidents `changed`. What
    /// comes out is equal to [`FilteredIncidents::of`] the project.
    pub fn update(&mut self, project: &Project, answers: &Answers, changed: &HashSet<IncidentId>) {
        if self.hearing.is_everyone() {
            return;
        }
        for &root in changed {
            match answers.view(root).and_then(|view| again(project, answers, &self.hearing, view)) {
                Some(heard) => self.made_again.insert(root, heard),
                None => self.made_again.remove(&root),
            };
        }
    }

    /// What was heard of incidents that are about to be brought up to date.
    pub(super) fn heard_before(&self, before: &Views) -> Vec<(IncidentId, Option<Arc<IncidentView>>)> {
        let was = |root: &IncidentId, view: &Option<Arc<IncidentView>>| {
            self.made_again.get(root).cloned().unwrap_or_else(|| view.clone())
        };
        before.iter().map(|(root, view)| (*root, was(root, view))).collect()
    }

    /// What is heard of an incident that is not joined to another.
    pub(super) fn view<'a>(
        &'a self,
        answers: &'a Answers,
        root: IncidentId,
    ) -> Option<&'a Arc<IncidentView>> {
        let view = answers.view(root)?;
        self.made_again.get(&root).map_or(Some(view), Option::as_ref)
    }

    /// What is heard of the incident that `id` has been joined to in the end.
    pub fn incident<'a>(&'a self, answers: &'a Answers, id: IncidentId) -> Option<&'a Arc<IncidentView>> {
        self.view(answers, answers.index.root(id))
    }

    /// Every incident of which something is heard, by id.
    pub fn incidents<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Arc<IncidentView>> {
        let everyone = self.made_again.is_empty();
        answers.incidents().filter_map(move |view| match everyone {
            true => Some(view),
            false => self.made_again.get(&view.root).map_or(Some(view), Option::as_ref),
        })
    }
}

/// An incident as it is heard, if that is not as it stands; `None` inside if nothing is.
fn again(
    project: &Project,
    answers: &Answers,
    hearing: &ClaimFilter,
    view: &IncidentView,
) -> Option<Option<Arc<IncidentView>>> {
    let includes_claim = |claim: AnnotationId| hearing.includes_claim(project, claim);
    let heard = view.claims.iter().filter(|claim| includes_claim(**claim)).count();
    let silent = heard == 0 && (hearing.is_of_few() || !view.claims.is_empty());
    if silent {
        return Some(None);
    }
    // A date that is reckoned from another incident may change with that.
    let reckoned = || {
        view.claims
            .iter()
            .any(|id| project.claims.get(*id).is_some_and(|claim| claim.date_incident.is_some()))
    };
    let touched = heard < view.claims.len() || reckoned();
    touched.then(|| Some(Arc::new(view_of(project, &answers.index, view.root, &includes_claim))))
}
