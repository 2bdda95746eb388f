//! Which claims a query and a what-if include, and the incidents computed from these claims alone.
//!
//! A filter by source or coder and a what-if leave claims out. The incidents that lose a claim are
//! computed again from the rest; all others are the answers' own.

use std::collections::{BTreeMap, BTreeSet, HashSet};
use std::sync::Arc;

use rayon::prelude::*;

use super::Answers;
use super::answers::Views;
use super::incident::{IncidentView, view_of};
use super::timeline::Query;
use super::what_if::WhatIf;
use crate::model::{AnnotationId, Article, ArticleId, EntryId, IncidentId, Project};

/// Which claims are included, by their sources, coders and articles.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ClaimFilter {
    /// Only sources and independent sources of these names, in lower case; blank is an article with neither.
    only_sources: Option<BTreeSet<String>>,
    only_coders: Option<BTreeSet<EntryId>>,
    without_articles: BTreeSet<ArticleId>,
    /// In lower case.
    without_sources: BTreeSet<String>,
    without_coders: BTreeSet<EntryId>,
}

/// The names by which an article is filtered: its source and its independent source, or blank.
pub fn sources_of(article: &Article) -> impl Iterator<Item = &str> {
    let (source, independent) = (article.source.trim(), article.independent_source.trim());
    let neither = source.is_empty() && independent.is_empty();
    let names = [Some(source), Some(independent).filter(|independent| *independent != source)];
    names.into_iter().flatten().filter(move |name| neither || !name.is_empty())
}

fn lower(names: &BTreeSet<String>) -> BTreeSet<String> {
    names.iter().map(|name| name.trim().to_lowercase()).collect()
}

impl ClaimFilter {
    /// What a query and a what-if include.
    pub fn from_query(query: &Query, what_if: &WhatIf) -> Self {
        Self {
            only_sources: query.sources.as_ref().map(lower),
            only_coders: query.coders.clone(),
            without_articles: what_if.articles.clone(),
            without_sources: lower(&what_if.sources),
            without_coders: what_if.coders.clone(),
        }
    }

    /// Whether every claim is included.
    pub fn includes_all(&self) -> bool {
        *self == Self::default()
    }

    /// Whether only some sources or coders are included, so that an incident without claims is not.
    fn is_selective(&self) -> bool {
        self.only_sources.is_some() || self.only_coders.is_some()
    }

    /// Whether a claim is included.
    pub fn includes_claim(&self, project: &Project, claim: AnnotationId) -> bool {
        let Some(annotation) = project.annotations.get(claim) else { return true };
        let coder = annotation.coder;
        if self.without_coders.contains(&coder)
            || self.only_coders.as_ref().is_some_and(|only| !only.contains(&coder))
            || self.without_articles.contains(&annotation.article)
        {
            return false;
        }
        if self.only_sources.is_none() && self.without_sources.is_empty() {
            return true;
        }
        let Some(article) = project.articles.get(annotation.article) else { return true };
        let independent = article.independent_source.trim();
        let excluded = !independent.is_empty() && self.without_sources.contains(&independent.to_lowercase());
        let wanted = self
            .only_sources
            .as_ref()
            .is_none_or(|only| sources_of(article).any(|name| only.contains(&name.to_lowercase())));
        wanted && !excluded
    }
}

/// The incidents, computed from the claims that a filter includes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FilteredIncidents {
    filter: ClaimFilter,
    /// Those that lose a claim; `None` where no claim is left.
    recomputed: BTreeMap<IncidentId, Option<Arc<IncidentView>>>,
}

impl FilteredIncidents {
    /// Every incident, from the claims that `filter` includes.
    pub fn build(project: &Project, answers: &Answers, filter: ClaimFilter) -> Self {
        if filter.includes_all() {
            return Self::default();
        }
        let views: Vec<&Arc<IncidentView>> = answers.incidents().collect();
        let recomputed = views
            .into_par_iter()
            .filter_map(|view| Some((view.root, recompute(project, answers, &filter, view)?)))
            .collect();
        Self { filter, recomputed }
    }

    /// Which claims are included.
    pub fn filter(&self) -> &ClaimFilter {
        &self.filter
    }

    /// Brings the incidents up to date with an edit that changed `changed`. The result is equal to [`FilteredIncidents::build`] the project.
    pub fn update(&mut self, project: &Project, answers: &Answers, changed: &HashSet<IncidentId>) {
        if self.filter.includes_all() {
            return;
        }
        for &root in changed {
            match answers.view(root).and_then(|view| recompute(project, answers, &self.filter, view)) {
                Some(view) => self.recomputed.insert(root, view),
                None => self.recomputed.remove(&root),
            };
        }
    }

    /// What the incidents that an edit changed were before it.
    pub(super) fn before(&self, before: &Views) -> Vec<(IncidentId, Option<Arc<IncidentView>>)> {
        let was = |root: &IncidentId, view: &Option<Arc<IncidentView>>| {
            self.recomputed.get(root).cloned().unwrap_or_else(|| view.clone())
        };
        before.iter().map(|(root, view)| (*root, was(root, view))).collect()
    }

    /// An incident that is not joined to another.
    pub(super) fn view<'a>(
        &'a self,
        answers: &'a Answers,
        root: IncidentId,
    ) -> Option<&'a Arc<IncidentView>> {
        let view = answers.view(root)?;
        self.recomputed.get(&root).map_or(Some(view), Option::as_ref)
    }

    /// The incident that `id` has been joined to in the end.
    pub fn incident<'a>(&'a self, answers: &'a Answers, id: IncidentId) -> Option<&'a Arc<IncidentView>> {
        self.view(answers, answers.index.root(id))
    }

    /// Every incident that is left, by id.
    pub fn incidents<'a>(&'a self, answers: &'a Answers) -> impl Iterator<Item = &'a Arc<IncidentView>> {
        let all = self.recomputed.is_empty();
        answers.incidents().filter_map(move |view| match all {
            true => Some(view),
            false => self.recomputed.get(&view.root).map_or(Some(view), Option::as_ref),
        })
    }
}

/// An incident from the included claims, if it loses one or may have another date; `None` inside if no claim
/// is left.
fn recompute(
    project: &Project,
    answers: &Answers,
    filter: &ClaimFilter,
    view: &IncidentView,
) -> Option<Option<Arc<IncidentView>>> {
    let includes_claim = |claim: AnnotationId| filter.includes_claim(project, claim);
    let included = view.claims.iter().filter(|claim| includes_claim(**claim)).count();
    let gone = included == 0 && (filter.is_selective() || !view.claims.is_empty());
    if gone {
        return Some(None);
    }
    // A date that is counted from another incident may change with that.
    let is_dated_from_another = || {
        view.claims
            .iter()
            .any(|id| project.claims.get(*id).is_some_and(|claim| claim.date_incident.is_some()))
    };
    let touched = included < view.claims.len() || is_dated_from_another();
    touched.then(|| Some(Arc::new(view_of(project, &answers.index, view.root, &includes_claim))))
}
