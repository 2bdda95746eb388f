//! Marking what was found: drafted beside the window, since a claim is read from the words of each place,
//! and taken in as one edit.

use std::collections::{HashMap, HashSet};
use std::ops::Range;
use std::sync::Arc;

use super::{Outcome, annotating, apply, check_writable};
use crate::AppState;
use crate::effect::{Effect, JobId};
use crate::find::{All, TickChange};
use crate::library::Library;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_core::model::{ArticleId, ClaimType, CodeId, Draft, Edit, EntryId, Project, Stamp};
use tollbook_core::resolution::{Passage, trim};
use tollbook_core::text::word::is_word;

/// At most so many places are annotated at once.
const MOST: usize = 10_000;

/// What places are annotated from: a snapshot of the facts.
#[derive(Clone, Debug)]
pub struct Request {
    /// Who annotates.
    pub coder: EntryId,
    coder_name: String,
    code: CodeId,
    /// The code's name, and the claims that it makes.
    code_name: String,
    claim_type: Option<ClaimType>,
    ticked: Vec<Ticked>,
    project: Project,
    library: Library,
    /// Of which revision the facts and articles are.
    revision: u64,
}

/// The places of an article that are to be annotated.
#[derive(Clone, Debug)]
struct Ticked {
    article: ArticleId,
    /// The text in which they were found, and its hash.
    text: Arc<str>,
    sha256: String,
    spans: Vec<Range<usize>>,
}

/// What came of it.
#[derive(Debug)]
pub struct Marked {
    request: Request,
    edit: Option<Edit>,
    made: usize,
    /// How many had the code already.
    known: usize,
    /// How many were found in a text that is another now.
    stale: usize,
    /// How many hold no word.
    wordless: usize,
    /// What has the code now.
    settled: HashMap<ArticleId, HashSet<Range<usize>>>,
}

/// Begins to annotate what is ticked.
pub(super) fn ask(state: &mut AppState, code: CodeId) -> Outcome {
    let Some(open) = &state.workspace else { return Ok(Vec::new()) };
    if open.find.annotating.is_some() {
        return Err("The places ticked before are still being annotated; wait, or cancel that.".to_owned());
    }
    let ticked = open.find.all.ticked;
    if ticked > MOST {
        let (ticked, most) = (counted(ticked, "place"), grouped(MOST as u64));
        return Err(format!("{ticked} are ticked; at most {most} are annotated at once, so tick fewer."));
    }
    let ticked = open.find.all.what_is_ticked();
    begin(state, code, ticked)
}

fn begin(state: &mut AppState, code: CodeId, ticked: Vec<Ticked>) -> Outcome {
    let Some(open) = &state.workspace else { return Ok(Vec::new()) };
    check_writable(open)?;
    let row = open.project.codes.get(code).ok_or("The code is no longer in the codebook.")?;
    let request = Request {
        coder: open.coder,
        coder_name: open.coder_name.clone(),
        code,
        code_name: row.name.clone(),
        claim_type: row.claim,
        ticked,
        project: open.project.clone(),
        library: open.library.clone(),
        revision: open.versions.contents(),
    };
    let job = state.begin_job("Annotating", true);
    if let Some(open) = &mut state.workspace {
        open.find.annotating = Some(job);
    }
    Ok(vec![Effect::AnnotateFound(job, Box::new(request))])
}

impl All {
    /// What is ticked, by article.
    fn what_is_ticked(&self) -> Vec<Ticked> {
        let articles = self.articles.iter().map(|found| {
            let hits = found.hits.iter().filter(|hit| hit.ticked);
            Ticked {
                article: found.id,
                text: found.text.clone(),
                sha256: found.sha256.clone(),
                spans: hits.map(|hit| hit.span.clone()).collect(),
            }
        });
        articles.filter(|article| !article.spans.is_empty()).collect()
    }

    /// Unticks what is `settled`.
    fn untick(&mut self, settled: &HashMap<ArticleId, HashSet<Range<usize>>>) {
        let mut places = Vec::new();
        for (at, found) in self.articles.iter().enumerate() {
            let Some(spans) = settled.get(&found.id) else { continue };
            let hits = found.hits.iter().enumerate().filter(|(_, hit)| spans.contains(&hit.span));
            places.extend(hits.map(|(hit, _)| TickChange::Hit(at, hit)));
        }
        places.into_iter().for_each(|place| self.tick(place, false));
    }
}

impl Request {
    /// Annotates each place, and reads its claim from the words; `None` once `go_on`, which is told how many
    /// places are done and of how many, says no.
    ///
    /// # Errors
    /// A sentence that says why nothing can be annotated.
    pub fn draft(
        self,
        stamp: &mut Stamp,
        go_on: &dyn Fn(u64, u64) -> bool,
    ) -> Result<Option<Box<Marked>>, String> {
        let Self { project, library, code, claim_type, .. } = &self;
        let answers = Answers::from_project(project);
        let mut draft = Draft::new(project, stamp);
        let (mut made, mut known, mut stale, mut wordless) = (0, 0, 0, 0);
        let mut settled: HashMap<_, HashSet<_>> = HashMap::new();
        let total = self.ticked.iter().map(|article| article.spans.len() as u64).sum();
        let places =
            self.ticked.iter().flat_map(|ticked| ticked.spans.iter().map(move |span| (ticked, span)));
        for (done, (ticked, found)) in (0..).zip(places) {
            if !go_on(done, total) {
                return Ok(None);
            }
            let Ticked { article, text, sha256, .. } = ticked;
            let row = library.article(project, *article).filter(|row| row.sha256 == *sha256);
            let span = trim(text, found.clone());
            match row {
                None => stale += 1,
                Some(_) if !text.get(span.clone()).is_some_and(is_word) => wordless += 1,
                Some(row) => {
                    let own = (*code, draft.stamp.coder);
                    if annotating::marked_with(project, &answers, *article, &span, own).is_some() {
                        known += 1;
                    } else {
                        let passage = Passage { text, span, article: *article, published: row.published };
                        annotating::add(&mut draft, library, &answers, &passage, *code, *claim_type)?;
                        made += 1;
                    }
                    settled.entry(*article).or_default().insert(found.clone());
                }
            }
        }
        draft.ensure_coder(&self.coder_name);
        let edit = draft.finish(&match made {
            1 => format!("Annotate as {}", self.code_name),
            n => format!("Annotate {} as {}", counted(n, "place"), self.code_name),
        });
        Ok(Some(Box::new(Marked { request: self, edit, made, known, stale, wordless, settled })))
    }
}

impl Marked {
    /// What was done, and what was not.
    fn report(&self) -> String {
        let places = |n: usize| counted(n, "place");
        let mut report = match self.made {
            0 => "Nothing was annotated.".to_owned(),
            n => format!("{} annotated as “{}”.", places(n), self.request.code_name),
        };
        if self.known > 0 {
            report += &format!(" Annotated so already: {}.", places(self.known));
        }
        if self.stale > 0 {
            report +=
                &format!(" {} stayed ticked: the text has changed, so search again.", places(self.stale));
        }
        if self.wordless > 0 {
            report += &format!(" {} stayed ticked: there is no word to annotate.", places(self.wordless));
        }
        report
    }
}

/// Takes in what was annotated, or has it annotated again if facts have changed meanwhile.
pub(super) fn marked(
    state: &mut AppState,
    job: JobId,
    answer: Result<Option<Box<Marked>>, String>,
) -> Vec<Effect> {
    if !state.is_running(job) {
        return Vec::new();
    }
    state.end_job(job);
    if let Some(open) = &mut state.workspace {
        open.find.annotating = None;
    }
    let taken = answer.and_then(|marked| add_annotations(state, marked));
    taken.unwrap_or_else(|why| {
        state.warn(why);
        Vec::new()
    })
}

fn add_annotations(state: &mut AppState, marked: Option<Box<Marked>>) -> Outcome {
    let Some(open) = &mut state.workspace else { return Ok(Vec::new()) };
    let Some(mut marked) = marked else {
        state.tell("Annotating was cancelled: nothing was annotated, and the places are still ticked.");
        return Ok(Vec::new());
    };
    if marked.request.revision != open.versions.contents() {
        return begin(state, marked.request.code, marked.request.ticked);
    }
    check_writable(open)?;
    let edit = marked.edit.as_ref().map(|edit| edit.id);
    let effects = marked.edit.take().map_or(Ok(Vec::new()), |edit| apply(open, edit))?;
    open.find.all.untick(&marked.settled);
    state.tell_of_edit(marked.report(), edit);
    Ok(effects)
}
