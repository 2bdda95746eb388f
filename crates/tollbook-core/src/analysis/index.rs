//! Who belongs to whom: the claims of each incident, the annotations of each article.
//!
//! The index holds no judgement and can be brought up to date row by row.

use std::collections::{BTreeSet, HashMap, HashSet};

use uuid::Uuid;

use crate::model::{AnnotationId, ArticleId, EstimateId, IncidentId, LinkId, Project, Touched};

/// The project's rows by what they belong to.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Index {
    annotations: HashMap<ArticleId, BTreeSet<AnnotationId>>,
    article_of: HashMap<AnnotationId, ArticleId>,
    born: HashMap<IncidentId, BTreeSet<AnnotationId>>,
    incident_of: HashMap<AnnotationId, IncidentId>,
    joined: HashMap<IncidentId, BTreeSet<IncidentId>>,
    joined_to: HashMap<IncidentId, IncidentId>,
    dated_from: HashMap<IncidentId, BTreeSet<AnnotationId>>,
    date_of: HashMap<AnnotationId, IncidentId>,
    estimates: HashMap<IncidentId, BTreeSet<EstimateId>>,
    estimate_of: HashMap<EstimateId, IncidentId>,
    links_from: HashMap<Uuid, BTreeSet<LinkId>>,
    from_of: HashMap<LinkId, Uuid>,
    links_to: HashMap<Uuid, BTreeSet<LinkId>>,
    to_of: HashMap<LinkId, Uuid>,
}

/// Moves `member` from the group that it was in to `group`.
fn regroup<G, M>(groups: &mut HashMap<G, BTreeSet<M>>, of: &mut HashMap<M, G>, member: M, group: Option<G>)
where
    G: Copy + Eq + std::hash::Hash,
    M: Copy + Ord + std::hash::Hash,
{
    let was = match group {
        Some(group) => of.insert(member, group),
        None => of.remove(&member),
    };
    if was == group {
        return;
    }
    if let Some(was) = was
        && let Some(members) = groups.get_mut(&was)
    {
        members.remove(&member);
        if members.is_empty() {
            groups.remove(&was);
        }
    }
    if let Some(group) = group {
        groups.entry(group).or_default().insert(member);
    }
}

impl Index {
    /// The index of a whole project.
    pub fn from_project(project: &Project) -> Self {
        let mut index = Self::default();
        for (id, _) in project.annotations.iter() {
            index.place_annotation(project, id);
        }
        for (id, _) in project.claims.iter() {
            index.place_claim(project, id);
        }
        for (id, _) in project.incidents.iter() {
            index.place_incident(project, id);
        }
        for (id, _) in project.estimates.iter() {
            index.place_estimate(project, id);
        }
        for (id, _) in project.links.iter() {
            index.place_link(project, id);
        }
        index
    }

    fn place_annotation(&mut self, project: &Project, id: AnnotationId) {
        let article = project.annotations.get(id).map(|annotation| annotation.article);
        regroup(&mut self.annotations, &mut self.article_of, id, article);
    }

    fn place_claim(&mut self, project: &Project, id: AnnotationId) {
        let claim = project.claims.get(id);
        // A total or a strength belongs to no incident, even if it was annotated as something else.
        let born = claim.filter(|claim| claim.kind.has_incident()).and_then(|claim| claim.incident);
        regroup(&mut self.born, &mut self.incident_of, id, born);
        regroup(&mut self.dated_from, &mut self.date_of, id, claim.and_then(|claim| claim.date_incident));
    }

    fn place_incident(&mut self, project: &Project, id: IncidentId) {
        let joined_to = project.incidents.get(id).and_then(|incident| incident.joined_to);
        regroup(&mut self.joined, &mut self.joined_to, id, joined_to);
    }

    fn place_estimate(&mut self, project: &Project, id: EstimateId) {
        let incident = project.estimates.get(id).map(|estimate| estimate.incident);
        regroup(&mut self.estimates, &mut self.estimate_of, id, incident);
    }

    fn place_link(&mut self, project: &Project, id: LinkId) {
        let link = project.links.get(id);
        regroup(&mut self.links_from, &mut self.from_of, id, link.map(|link| link.from));
        regroup(&mut self.links_to, &mut self.to_of, id, link.map(|link| link.to));
    }

    /// Brings the index up to date with an edit, and says which incidents (as roots) may now be
    /// answered differently. `project` is as the edit left it.
    pub fn update(&mut self, project: &Project, touched: &Touched) -> HashSet<IncidentId> {
        // Before and after: an incident that leaves a group changes the group that it leaves.
        let mut stale = self.near(touched);
        for &id in &touched.annotations {
            self.place_annotation(project, id);
        }
        for &id in &touched.claims {
            self.place_claim(project, id);
        }
        for &id in &touched.incidents {
            self.place_incident(project, id);
        }
        for &id in &touched.estimates {
            self.place_estimate(project, id);
        }
        for &id in &touched.links {
            self.place_link(project, id);
        }
        stale.extend(self.near(touched));
        self.spread(&mut stale);
        stale
    }

    /// The roots of the incidents whose rows an edit touched.
    fn near(&self, touched: &Touched) -> HashSet<IncidentId> {
        let said_by = touched.articles.iter().flat_map(|&article| self.annotations(article));
        let said_by = said_by.chain(touched.claims.iter().chain(&touched.annotations).copied());
        let said_by = said_by.filter_map(|claim| self.incident_of.get(&claim).copied());
        let estimated = touched.estimates.iter().filter_map(|id| self.estimate_of.get(id).copied());
        let linked = touched.links.iter().filter_map(|id| self.to_of.get(id).map(|to| IncidentId(*to)));
        let near = touched.incidents.iter().copied().chain(said_by).chain(estimated).chain(linked);
        near.map(|incident| self.root(incident)).collect()
    }

    /// Adds every incident whose date is counted from one that is stale.
    fn spread(&self, stale: &mut HashSet<IncidentId>) {
        let mut todo: Vec<IncidentId> = stale.iter().copied().collect();
        while let Some(root) = todo.pop() {
            for member in self.members(root) {
                for claim in self.dated_from.get(&member).into_iter().flatten() {
                    let Some(&incident) = self.incident_of.get(claim) else { continue };
                    let dependent = self.root(incident);
                    if stale.insert(dependent) {
                        todo.push(dependent);
                    }
                }
            }
        }
    }

    /// The annotations of an article, in the order in which they were made.
    pub fn annotations(&self, article: ArticleId) -> impl Iterator<Item = AnnotationId> {
        self.annotations.get(&article).into_iter().flatten().copied()
    }

    /// The article that an annotation is in.
    pub fn article_of(&self, annotation: AnnotationId) -> Option<ArticleId> {
        self.article_of.get(&annotation).copied()
    }

    /// How many annotations an article has.
    pub fn annotation_count(&self, article: ArticleId) -> usize {
        self.annotations.get(&article).map_or(0, BTreeSet::len)
    }

    /// The coder's own estimates of an incident.
    pub fn estimates(&self, incident: IncidentId) -> impl Iterator<Item = EstimateId> {
        self.estimates.get(&incident).into_iter().flatten().copied()
    }

    /// The links that begin or end at a row.
    pub fn links(&self, row: Uuid) -> impl Iterator<Item = LinkId> {
        let ends = [self.links_from.get(&row), self.links_to.get(&row)];
        ends.into_iter().flatten().flatten().copied()
    }

    /// The incident to which `id` has been joined in the end.
    pub fn root(&self, id: IncidentId) -> IncidentId {
        let mut root = id;
        for _ in 0..=self.joined_to.len() {
            match self.joined_to.get(&root) {
                Some(&next) => root = next,
                None => break,
            }
        }
        root
    }

    /// `root` and every incident that has been joined to it.
    pub fn members(&self, root: IncidentId) -> Vec<IncidentId> {
        let mut members = vec![root];
        let mut at = 0;
        while let Some(&member) = members.get(at) {
            members.extend(self.joined.get(&member).into_iter().flatten());
            at += 1;
            if members.len() > self.joined_to.len() + 1 {
                break;
            }
        }
        members
    }

    /// The claims that were born with an incident, earliest annotated first.
    pub fn born(&self, incident: IncidentId) -> Vec<AnnotationId> {
        self.born.get(&incident).into_iter().flatten().copied().collect()
    }

    /// The claims of `root` and of all that has been joined to it, earliest annotated first.
    pub fn claims(&self, root: IncidentId) -> Vec<AnnotationId> {
        let mut claims: Vec<AnnotationId> = self
            .members(root)
            .iter()
            .flat_map(|member| self.born.get(member).into_iter().flatten().copied())
            .collect();
        claims.sort_unstable();
        claims
    }

    /// The root of the incident that a claim belongs to.
    pub fn incident_of(&self, claim: AnnotationId) -> Option<IncidentId> {
        self.incident_of.get(&claim).map(|&incident| self.root(incident))
    }
}
