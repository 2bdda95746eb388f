//! Looking for words, in the open article and in all of them.

use std::ops::Range;

use super::{annotate_found, articles};
use crate::AppState;
use crate::action::Step;
use crate::effect::{Effect, JobId};
use crate::find::{ArticleSearch, Ask, Filter, FoundBatch, MOST, SearchRequest};
use crate::focus::Area;
use crate::workspace::Workspace;
use tollbook_core::analysis::search::{Mode, Query};

/// Of a longer selection nobody looks for the words.
const LONGEST: usize = 200;

pub(super) fn ask(state: &mut AppState, ask: Ask) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let done = match ask {
        Ask::OpenBar => Ok(open_bar(open)),
        Ask::CloseBar => {
            open.find.here.open = false;
            open.focus.send_to(Area::Text);
            Ok(Vec::new())
        }
        Ask::Here(query) => Ok(look_here(open, query)),
        Ask::Step(step) => Ok(go(open, step)),
        Ask::Show(article, hit) => {
            open.focus.send_to(Area::Text);
            show(open, article, hit)
        }
        Ask::Tick(what, on) => {
            open.find.all.tick(what, on);
            Ok(Vec::new())
        }
        Ask::Mark(code) => annotate_found::ask(state, code),
        Ask::OpenAll => {
            open.focus.send_to(Area::FindField);
            let Some(text) = selected_words(open) else { return Vec::new() };
            let query = Query { text, ..as_phrase(&open.find.all.query) };
            return look_everywhere(state, query);
        }
        Ask::All(query) => return look_everywhere(state, query),
        Ask::Filter(filter) => return look_with(state, filter),
    };
    done.unwrap_or_else(|why| {
        state.warn(why);
        Vec::new()
    })
}

/// The words that are selected, if they are few enough to be looked for.
fn selected_words(open: &Workspace) -> Option<String> {
    let span = open.selection.span.clone().filter(|span| span.len() <= LONGEST)?;
    let text = open.open_text()?;
    let words = text.get(span)?.split_whitespace().collect::<Vec<_>>().join(" ");
    (!words.is_empty()).then_some(words)
}

/// The query with words taken from a text, which are no pattern.
fn as_phrase(query: &Query) -> Query {
    let mode = if query.mode == Mode::Pattern { Mode::Phrase } else { query.mode };
    Query { mode, ..query.clone() }
}

fn open_bar(open: &mut Workspace) -> Vec<Effect> {
    open.find.here.open = true;
    open.focus.send_to(Area::FindBar);
    open.find.here.at = open.selection.article.zip(open.selection.span.as_ref().map(|span| span.start));
    match selected_words(open) {
        Some(text) => look_here(open, Query { text, ..as_phrase(&open.find.here.query) }),
        None => Vec::new(),
    }
}

fn look_here(open: &mut Workspace, query: Query) -> Vec<Effect> {
    open.find.here.ask(query);
    let from = open.find.here.at.filter(|(article, _)| Some(*article) == open.selection.article);
    let from = from.map_or(0, |(_, from)| from);
    let spans = places(open);
    match spans.iter().find(|span| span.start >= from).or(spans.first()) {
        Some(span) => select(open, span.clone()),
        None => open.selection.span = None,
    }
    Vec::new()
}

impl ArticleSearch {
    fn ask(&mut self, query: Query) {
        (self.matcher, self.problem) = match query.compile() {
            Ok(matcher) => (matcher, None),
            Err(why) => (None, Some(why)),
        };
        self.query = query;
    }
}

/// Every place in the open article.
fn places(open: &Workspace) -> Vec<Range<usize>> {
    let text = open.open_text();
    let found = open.find.here.matcher.as_ref().zip(text).map(|(matcher, text)| matcher.spans(&text, MOST));
    found.unwrap_or_default()
}

fn go(open: &mut Workspace, step: Step) -> Vec<Effect> {
    open.find.here.open = true;
    let spans = places(open);
    let known = open.find.here.at.filter(|(article, _)| Some(*article) == open.selection.article);
    let at = open.selection.span.as_ref().map(|span| span.start).or(known.map(|(_, at)| at));
    let next = match (step, at) {
        (Step::Next, Some(at)) => spans.iter().find(|span| span.start > at).or(spans.first()),
        (Step::Next, None) => spans.first(),
        (Step::Previous, Some(at)) => spans.iter().rfind(|span| span.start < at).or(spans.last()),
        (Step::Previous, None) => spans.last(),
    };
    if let Some(span) = next {
        select(open, span.clone());
    }
    Vec::new()
}

/// Selects a place of the open article, and brings it into view.
fn select(open: &mut Workspace, span: Range<usize>) {
    open.find.here.at = open.selection.article.map(|article| (article, span.start));
    open.selection.span = Some(span.clone());
    open.focus.moved_to(Area::Text);
    open.reveal(span);
}

fn look_everywhere(state: &mut AppState, query: Query) -> Vec<Effect> {
    if let Some(open) = &mut state.workspace {
        open.find.all.query = query;
    }
    look_again(state)
}

fn look_with(state: &mut AppState, filter: Filter) -> Vec<Effect> {
    if let Some(open) = &mut state.workspace {
        open.find.all.filter = filter;
    }
    look_again(state)
}

/// Looks through all articles, in place of the search before.
pub(super) fn look_again(state: &mut AppState) -> Vec<Effect> {
    let Some(open) = &mut state.workspace else { return Vec::new() };
    let all = &mut open.find.all;
    let compiled = all.query.compile();
    all.clear();
    let mut effects: Vec<Effect> = Vec::new();
    let before = all.job.take();
    all.problem = compiled.as_ref().err().cloned();
    let request = compiled.ok().flatten().map(|matcher| {
        let filter = open.find.all.filter.clone();
        Box::new(SearchRequest::new(open, matcher, filter))
    });
    if let Some(job) = before {
        state.end_job(job);
        effects.push(Effect::Cancel(job));
    }
    if let Some(request) = request {
        let job = state.begin_job("Finding", true);
        if let Some(open) = &mut state.workspace {
            open.find.all.job = Some(job);
        }
        effects.push(Effect::Search(job, request));
    }
    effects
}

/// Takes in what was found in some articles.
pub(super) fn add_batch(state: &mut AppState, job: JobId, batch: FoundBatch) {
    let progress = state.running.iter_mut().find(|running| running.job == job);
    if let (Some(running), Some(open)) = (progress, &mut state.workspace) {
        (running.done, running.total) = (batch.searched as u64, Some(batch.total as u64));
        if open.find.all.job == Some(job) {
            open.find.all.add(batch);
        }
    }
}

/// A search came to its end.
pub(super) fn searched(state: &mut AppState, job: JobId, problem: Option<String>) {
    if !state.is_running(job) {
        return;
    }
    state.end_job(job);
    if let Some(open) = state.workspace.as_mut().filter(|open| open.find.all.job == Some(job)) {
        open.find.all.job = None;
        if let Some(problem) = problem {
            state.warn(problem);
        }
    }
}

fn show(open: &mut Workspace, article: usize, hit: usize) -> super::Outcome {
    let all = &open.find.all;
    let Some(found) = all.articles.get(article) else { return Ok(Vec::new()) };
    let Some(span) = found.hits.get(hit).map(|hit| hit.span.clone()) else { return Ok(Vec::new()) };
    let (id, sha256, query) = (found.id, found.sha256.clone(), all.query.clone());
    if open.article(id).is_none_or(|article| article.sha256 != sha256) {
        return Err("The article's text has changed; search again.".to_owned());
    }
    let effects = articles::show(open, id)?;
    if open.find.here.query != query {
        open.find.here.ask(query);
    }
    open.find.here.open = true;
    select(open, span);
    Ok(effects)
}
