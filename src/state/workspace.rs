//! An open project: its facts, its articles, and what is selected in it.

use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::articles::{ArticleRow, Sort};
use super::compared::Compared;
use super::library::{Library, Text};
use super::save::SaveState;
use crate::analysis::Answers;
use crate::analysis::timeline::{Bar, Query, Timeline};
use crate::model::{
    AnnotationId, Article, ArticleId, CoverageId, Edit, EditId, EntryId, History, IncidentId, Project,
    ReadState,
};

/// An open project.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of the articles.
    pub folder: PathBuf,
    /// The project file; it is made by the first edit.
    pub file: PathBuf,
    /// Every fact.
    pub project: Project,
    /// Who marks.
    pub coder: EntryId,
    /// The name of who marks; the first edit adds it to the list where it is new.
    pub coder_name: String,
    /// What can be undone and redone.
    pub history: History,
    /// The articles at hand.
    pub library: Library,
    /// How far the edits are saved.
    pub save: SaveState,

    /// What follows from the facts: index and incidents.
    pub answers: Answers,
    /// What the chart draws; another one after every edit and every other question.
    pub timeline: Arc<Timeline>,
    /// The rows of the list of articles.
    pub rows: Vec<ArticleRow>,
    /// Whether articles have come that the rows do not show yet.
    pub(super) rows_are_stale: bool,

    /// What was found by comparing incidents and articles beside the window.
    pub compared: Compared,
    /// Counts up whenever a fact or an article changes, so that panels can tell what they drew from.
    pub revision: u64,
    /// What the chart is asked.
    pub query: Query,
    /// Words that the list is filtered by.
    pub filter: String,
    /// What the list is sorted by.
    pub sort: Sort,
    /// What is selected.
    pub selection: Selection,

    /// Edits made since the project was opened, for undoing them without the file.
    pub(super) edits: HashMap<EditId, Arc<Edit>>,
    /// The edit that begins the project, until a first one is saved with it.
    pub(super) unsaved_beginning: Option<Arc<Edit>>,
    /// An undo or redo that waits for its edit to come from the file.
    pub(super) awaited_edit: Option<EditId>,
}

/// What is selected. One selection, seen by every panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The article in the reader.
    pub article: Option<ArticleId>,
    /// The words selected in it, in bytes.
    pub span: Option<Range<usize>>,
    /// The annotation.
    pub annotation: Option<AnnotationId>,
    /// Whether the annotation's card is open.
    pub card: bool,
    /// The incident that the inspector shows.
    pub incident: Option<IncidentId>,
    /// The bar whose incidents are listed.
    pub bar: Option<Bar>,
    /// A span to be scrolled to; counted up at each wish, so that the same wish can be made twice.
    pub reveal: (u64, Option<Range<usize>>),
}

impl Workspace {
    /// What is known of an article.
    pub fn article(&self, id: ArticleId) -> Option<&Article> {
        self.library.article(&self.project, id)
    }

    /// The text of an article.
    pub fn text(&self, id: ArticleId) -> Text {
        self.library.text(&self.project, id)
    }

    /// The text of the open article, if it is at hand.
    pub fn open_text(&self) -> Option<Arc<str>> {
        match self.text(self.selection.article?) {
            Text::Here(text) => Some(text),
            Text::Stored(_) | Text::None => None,
        }
    }

    /// Every article of the folder and of the project.
    pub fn article_ids(&self) -> BTreeSet<ArticleId> {
        let listed = self.library.files().map(|(id, _)| id);
        listed.chain(self.project.articles.iter().map(|(id, _)| id)).collect()
    }

    /// How far the coder has come with an article.
    pub fn read_state(&self, id: ArticleId) -> ReadState {
        let coverage = self.project.coverage.get(CoverageId::of(id, self.coder));
        coverage.map_or(ReadState::Unread, |coverage| coverage.state)
    }

    /// The annotations of an article in the order of the text; of those that begin together the
    /// longest comes first.
    pub fn annotations(&self, article: ArticleId) -> Vec<AnnotationId> {
        let mut ids: Vec<(usize, std::cmp::Reverse<usize>, AnnotationId)> = self
            .answers
            .index
            .annotations(article)
            .filter_map(|id| {
                let annotation = self.project.annotations.get(id)?;
                Some((annotation.start, std::cmp::Reverse(annotation.end), id))
            })
            .collect();
        ids.sort_unstable();
        ids.into_iter().map(|(_, _, id)| id).collect()
    }

    /// The incident to which the selected annotation's claim belongs.
    pub fn selected_incident(&self) -> Option<IncidentId> {
        self.answers.index.incident_of(self.selection.annotation?)
    }

    /// Asks every panel to bring a span of the open article into view.
    pub(super) fn reveal(&mut self, span: Range<usize>) {
        self.selection.reveal = (self.selection.reveal.0 + 1, Some(span));
    }

    pub(super) fn refresh_rows(&mut self) {
        self.rows = super::articles::rows(self);
        self.rows_are_stale = false;
    }

    /// Counts the annotations of the articles in the list anew.
    pub(super) fn recount_rows(&mut self) {
        for row in &mut self.rows {
            row.annotations = self.answers.index.annotation_count(row.id);
        }
    }

    pub(super) fn refresh_timeline(&mut self) {
        self.timeline = Arc::new(self.answers.timeline(&self.query));
    }
}

impl Workspace {
    /// Whether facts can be changed.
    pub fn can_edit(&self) -> bool {
        self.save.read_only.is_none()
    }
}
