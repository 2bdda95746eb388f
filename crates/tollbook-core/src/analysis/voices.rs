//! What each voice says of an incident's people, and which of its figures speaks for it (DESIGN,
//! section 3, rule 4).

use std::collections::{BTreeSet, HashMap};

use super::Answers;
use super::deaths::{Groups, Whom};
use super::estimate::speaking;
use super::incident::{Estimated, IncidentView, chosen, reports, sort_by_article};
use super::said::{Said, Voice, said};
use crate::model::{AnnotationId, Project};

/// A voice, and all that it says of some people.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Voiced {
    /// The agency, as it is written; `None` where an article speaks for itself.
    pub agency: Option<String>,
    /// Its claims, earliest article first.
    pub claims: Vec<Word>,
}

/// A claim as one word of its voice.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Word {
    /// The claim.
    pub claim: AnnotationId,
    /// Whether its figure speaks for the voice.
    pub speaks: bool,
    /// Whether the coder chose that.
    pub chosen: bool,
}

/// What each voice says of the people of an estimate, the earliest voice first.
pub fn voices(project: &Project, answers: &Answers, view: &IncidentView, of: &Estimated) -> Vec<Voiced> {
    let all = said(project, &answers.index, view.root);
    let mut all: Vec<&Said<'_>> = all.iter().filter(|said| of.claims.contains(&said.id)).collect();
    sort_by_article(&mut all);
    let chosen = chosen(project, &answers.index, view.root);
    let counting = all.iter().copied().filter(|said| said.claim.counts()).collect();
    let groups = Groups::of(counting, |said: &&Said<'_>| Whom::of(said.claim));
    let mut speakers = BTreeSet::new();
    for group in [&groups.first, &groups.later] {
        speakers.extend(speaking(&reports(group, &chosen)).into_iter().map(|at| group[at].id));
    }
    let mut voices: Vec<Voiced> = Vec::new();
    let mut places: HashMap<&Voice, usize> = HashMap::new();
    for said in all {
        let place = *places.entry(&said.voice).or_insert_with(|| {
            let agency = match &said.voice {
                Voice::Agency(_) => {
                    project.articles.get(said.article).map(|article| article.voice.trim().to_owned())
                }
                Voice::Article(_) => None,
            };
            voices.push(Voiced { agency, claims: Vec::new() });
            voices.len() - 1
        });
        let word = Word {
            claim: said.id,
            speaks: speakers.contains(&said.id),
            chosen: chosen.contains(&said.id) && speakers.contains(&said.id),
        };
        voices[place].claims.push(word);
    }
    voices
}
