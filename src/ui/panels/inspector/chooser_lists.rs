//! What the choosers of a claim's form find in the whole project: found anew only after an edit, or when
//! other words are typed.

use std::collections::BTreeSet;

use super::{article_of, offers};
use crate::ui::widgets::cached::{Cached, Revision, revision};
use crate::ui::widgets::choose::{Choice, narrowed};
use tollbook_core::analysis::by_words::incidents_by_words;
use tollbook_core::analysis::places::same;
use tollbook_core::extract::country_names;
use tollbook_core::model::{AnnotationId, IncidentId, List};
use tollbook_state::Workspace;

/// How many incidents of other articles are offered at once.
const ELSEWHERE: usize = 40;

/// Incidents to choose from, or none.
type Incidents = Vec<Choice<Option<IncidentId>>>;

/// What was found.
#[derive(Debug, Default)]
pub struct ChooserLists {
    incidents: Cached<(Revision, AnnotationId, String), Incidents>,
    places: Cached<Revision, Vec<Choice<String>>>,
}

impl ChooserLists {
    /// The incidents that the article of a claim speaks of, then those of other articles of which `typed`
    /// are words; and none, called `none`.
    pub(super) fn incidents(
        &mut self,
        open: &Workspace,
        claim: AnnotationId,
        typed: &str,
        none: &str,
    ) -> Incidents {
        let key = (revision(open), claim, typed.to_owned());
        let found = self.incidents.get(key, || {
            let choice = |id| Some(Choice::new(Some(id), open.answers.incident(id)?.title.as_str()));
            let near: Vec<IncidentId> = offers::in_article(open, claim);
            let mut choices = narrowed(near.iter().copied().filter_map(choice).collect(), typed);
            let own = open.answers.index.incident_of(claim);
            let day = article_of(open, claim).and_then(|article| article.published).map(|day| day.last());
            let found = incidents_by_words(&open.project, &open.answers, typed, day, ELSEWHERE);
            let elsewhere = found.into_iter().filter(|id| Some(*id) != own && !near.contains(id));
            choices.extend(elsewhere.filter_map(choice).map(|mut choice| {
                choice.note = "elsewhere".to_owned();
                choice
            }));
            choices
        });
        let note = if typed.is_empty() { "type to find any" } else { "" };
        let none = Choice { value: None, name: none.to_owned(), note: note.to_owned() };
        found.iter().cloned().chain([none]).collect()
    }

    /// Named areas, countries that are in use, and all others.
    pub(super) fn places(&mut self, open: &Workspace) -> &[Choice<String>] {
        self.places.get(revision(open), || {
            let project = &open.project;
            let areas = project.list(List::Area).map(|(_, area)| {
                let note = area.parts().collect::<Vec<_>>().join(", ");
                Choice { value: area.value.clone(), name: area.value.clone(), note }
            });
            let mut choices: Vec<Choice<String>> = areas.collect();
            choices.sort_by_cached_key(|choice| choice.name.to_lowercase());
            let stated = open.answers.incidents().filter_map(|view| view.country.value.as_deref());
            let listed = project.list(List::Area).flat_map(|(_, area)| area.parts());
            let operations = project.operations.iter();
            let operations = operations.flat_map(|(_, operation)| operation.area.iter().map(String::as_str));
            let in_use: BTreeSet<&str> = stated.chain(listed).chain(operations).collect();
            let others: BTreeSet<&str> = country_names().collect();
            for name in in_use.into_iter().chain(others) {
                if !choices.iter().any(|known| same(&known.name, name)) {
                    choices.push(Choice::new(name.to_owned(), name));
                }
            }
            choices
        })
    }
}
