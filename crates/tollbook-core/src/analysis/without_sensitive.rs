//! A project without what is marked sensitive: what an export gives away on request.

use std::collections::HashSet;

use uuid::Uuid;

use super::wording::counted;
use crate::model::{
    Annotation, AnnotationId, Article, ArticleId, Assignment, Claim, Coverage, Draft, EntryId, Estimate,
    Incident, IncidentId, Link, Project, Rejection, Stamp,
};

/// How much was left out.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct LeftOut {
    /// Articles that are sensitive.
    pub articles: usize,
    /// Annotations that are, or whose article is.
    pub annotations: usize,
    /// Incidents of which nothing but these annotations speaks.
    pub incidents: usize,
}

impl LeftOut {
    /// What was left out, as a sentence: "Marked sensitive and left out: 1 article, 3 annotations.".
    pub fn sentence(self) -> String {
        let parts = [(self.articles, "article"), (self.annotations, "annotation")];
        let parts = parts.into_iter().filter(|(count, _)| *count > 0);
        let parts: Vec<String> = parts.map(|(count, name)| counted(count, name)).collect();
        match parts.is_empty() {
            true => "Nothing is marked sensitive.".to_owned(),
            false => format!("Marked sensitive and left out: {}.", parts.join(", ")),
        }
    }
}

/// The project without its sensitive articles and annotations, their claims, and the incidents of which nothing
/// else speaks. Whatever is counted from it is counted without them.
pub fn without_sensitive(project: &Project) -> (Project, LeftOut) {
    let articles: HashSet<ArticleId> =
        project.articles.iter().filter(|(_, article)| article.sensitive).map(|(id, _)| id).collect();
    let annotations: HashSet<AnnotationId> = project
        .annotations
        .iter()
        .filter(|(_, annotation)| annotation.sensitive || articles.contains(&annotation.article))
        .map(|(id, _)| id)
        .collect();
    let incidents = needless(project, &annotations);
    let gone: HashSet<Uuid> =
        annotations.iter().map(|id| id.0).chain(incidents.iter().map(|id| id.0)).collect();

    let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 0);
    let mut draft = Draft::new(project, &mut stamp);
    for (id, link) in project.links.iter() {
        if gone.contains(&link.from) || gone.contains(&link.to) {
            draft.remove::<Link>(id);
        }
    }
    for id in &annotations {
        if draft.get::<Claim>(*id).is_some() {
            draft.remove::<Claim>(*id);
        }
        draft.remove::<Annotation>(*id);
    }
    for (id, claim) in project.claims.iter().filter(|(id, _)| !annotations.contains(id)) {
        let date = claim.date_incident.filter(|incident| incidents.contains(incident));
        let as_of = claim.as_of_incident.filter(|incident| incidents.contains(incident));
        if date.is_some() || as_of.is_some() {
            draft.update::<Claim>(id, |claim| {
                claim.date_incident = claim.date_incident.filter(|_| date.is_none());
                claim.as_of_incident = claim.as_of_incident.filter(|_| as_of.is_none());
            });
        }
    }
    for (id, estimate) in project.estimates.iter() {
        if incidents.contains(&estimate.incident) {
            draft.remove::<Estimate>(id);
        }
    }
    incidents.iter().for_each(|id| draft.remove::<Incident>(*id));
    for (id, _) in project.rejections.iter().filter(|(_, row)| articles.contains(&row.article)) {
        draft.remove::<Rejection>(id);
    }
    for (id, _) in project.coverage.iter().filter(|(_, row)| articles.contains(&row.article)) {
        draft.remove::<Coverage>(id);
    }
    for (id, _) in project.assignments.iter().filter(|(_, row)| articles.contains(&row.article)) {
        draft.remove::<Assignment>(id);
    }
    articles.iter().for_each(|id| draft.remove::<Article>(*id));
    let left_out =
        LeftOut { articles: articles.len(), annotations: annotations.len(), incidents: incidents.len() };
    let mut without = project.clone();
    if let Some(edit) = draft.finish("Leave out what is sensitive")
        && without.apply(&edit).is_err()
    {
        // Nothing of a project that is at odds with itself is given away.
        return (Project::default(), left_out);
    }
    (without, left_out)
}

/// The incidents that are spoken of by these claims and by nothing that stays.
fn needless(project: &Project, gone: &HashSet<AnnotationId>) -> HashSet<IncidentId> {
    let of_claims = |is_gone: bool| {
        project
            .claims
            .iter()
            .filter(move |(id, _)| gone.contains(id) == is_gone)
            .filter_map(|(_, c)| c.incident)
    };
    let mut needless: HashSet<IncidentId> = of_claims(true).collect();
    of_claims(false).for_each(|kept| {
        needless.remove(&kept);
    });
    for (_, link) in project.links.iter() {
        if link.relation == crate::model::Relation::Evidence && !gone.contains(&AnnotationId(link.from)) {
            needless.remove(&IncidentId(link.to));
        }
    }
    // One to which another is joined holds these together.
    loop {
        let held: Vec<IncidentId> = project
            .incidents
            .iter()
            .filter(|(id, _)| !needless.contains(id))
            .filter_map(|(_, incident)| incident.joined_to.filter(|to| needless.contains(to)))
            .collect();
        if held.is_empty() {
            return needless;
        }
        held.iter().for_each(|id| {
            needless.remove(id);
        });
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::analysis::Answers;
    use crate::analysis::fixture::story;

    fn mark(project: &Project, id: AnnotationId) -> Project {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 9);
        let mut draft = Draft::new(project, &mut stamp);
        draft.update::<Annotation>(id, |annotation| annotation.sensitive = true);
        draft.preview().unwrap()
    }

    #[test]
    fn sensitive_annotations_and_what_only_they_say_are_left_out() {
        let example = story(
            "article a 2019-11-27\n\
             killed k 13 date=2019-11-25\n\
             killed l 2 date=2019-11-26\n\
             article b 2019-11-28\n\
             killed m 13 date=2019-11-25\n\
             join k m",
        );
        let id = |name: &str| example.claim(name);
        let (without, left_out) = without_sensitive(&mark(&example.project, id("l")));
        assert_eq!(left_out, LeftOut { articles: 0, annotations: 1, incidents: 1 });
        assert_eq!((without.annotations.len(), without.claims.len(), without.incidents.len()), (2, 2, 2));
        // What another annotation says too stays.
        let (without, left_out) = without_sensitive(&mark(&example.project, id("m")));
        assert_eq!((left_out.annotations, left_out.incidents), (1, 0));
        assert!(without.dangling().is_empty());
        assert_eq!(
            Answers::from_project(&without).incidents().count(),
            Answers::from_project(&example.project).incidents().count()
        );
        let (same, nothing) = without_sensitive(&example.project);
        assert_eq!((same, nothing), (example.project.clone(), LeftOut::default()));
    }

    #[test]
    fn a_sensitive_article_takes_its_annotations_along() {
        let example = story("article a 2019-11-27\nkilled k 13\nread a\narticle b 2019-11-28\nkilled m 1");
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 9);
        let mut draft = Draft::new(&example.project, &mut stamp);
        let article = example.project.annotations.get(example.claim("k")).unwrap().article;
        draft.update::<Article>(article, |article| article.sensitive = true);
        let (without, left_out) = without_sensitive(&draft.preview().unwrap());
        assert_eq!(left_out, LeftOut { articles: 1, annotations: 1, incidents: 1 });
        assert_eq!((without.articles.len(), without.coverage.len()), (1, 0));
    }
}
