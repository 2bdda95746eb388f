//! An open project: its facts, its articles, and what is selected in it.

use std::borrow::Cow;
use std::collections::{BTreeSet, HashMap};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

use super::adjudication::AgreementView;
use super::articles::{ArticleList, ArticleRow, FileTrouble};
use super::comparison::Comparison;
use super::dependents::UndoQuestion;
use super::effect::JobId;
use super::find::Find;
use super::focus::{Area, Focus};
use super::hidden_figures::HiddenFigures;
use super::input::Input;
use super::library::{Library, Text};
use super::past::{HistoryView, Past};
use super::save::SaveState;
use super::suggestions::Suggestions;
use super::table::Table;
use super::team::TeamView;
use super::versions::Versions;
use tollbook_core::analysis::Answers;
use tollbook_core::analysis::answers::Before;
use tollbook_core::analysis::changes::DisagreementInWords;
use tollbook_core::analysis::chart::{Caption, Chart, View};
use tollbook_core::analysis::counted::Counted;
use tollbook_core::analysis::provenance::{ProvenanceInput, Subject};
use tollbook_core::analysis::timeline::{Asked, Bar, Query, Timeline};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::anchoring::{MadeOn, Reanchored};
use tollbook_core::model::history::Step;
use tollbook_core::model::merge::Merge;
use tollbook_core::model::{
    AnnotationId, Article, ArticleId, CodeId, CoverageId, Edit, EditId, EntryId, History, IncidentId,
    Project, ReadState,
};
use tollbook_files::storage::Reloaded;

/// An open project.
#[derive(Debug)]
pub struct Workspace {
    /// The folder of the articles.
    pub folder: PathBuf,
    /// What the folder holds that is no article: "3 images are not shown."
    pub not_shown: Option<String>,
    /// The project file; it is made by the first edit.
    pub file: PathBuf,
    /// Every fact.
    pub project: Project,
    /// Who annotates.
    pub coder: EntryId,
    /// The name of the coder who annotates; the first edit adds it to the list where it is new.
    pub coder_name: String,
    /// What can be undone and redone.
    pub history: History,
    /// The articles at hand.
    pub library: Library,
    /// What is known of the folder's tables, and what was dropped on the window.
    pub input: Input,
    /// How far the edits are saved.
    pub save: SaveState,
    /// Where the members of its team are.
    pub team: TeamView,

    /// What follows from the facts: index and incidents.
    pub answers: Answers,
    /// What is counted for the chart's question, and as its what-if has it.
    pub counted: Counted,
    /// What is counted without the what-if, where there is one.
    pub without_what_if: Option<Counted>,
    /// What hides the figures, where nothing is drawn.
    pub hidden: HiddenFigures,
    /// What tells a panel whether anything that it keeps has changed.
    pub versions: Versions,
    /// The list of articles.
    pub list: ArticleList,

    /// What was found by comparing incidents and articles beside the window.
    pub compared: Comparison,
    /// What was read from the articles and waits for a decision.
    pub suggestions: Suggestions,
    /// From when on decisions about suggestions count for what is learned from them; all of them without a time.
    pub(super) learned_since: Option<jiff::Timestamp>,
    /// What the chart is asked.
    pub query: Query,
    /// What is tried; nothing most of the time.
    pub what_if: WhatIf,
    /// Every annotation, as a table.
    pub table: Table,
    /// What is looked for.
    pub find: Find,
    /// What is selected.
    pub selection: Selection,
    /// What became of the annotations of the article that got a new text last, until it is put away.
    pub text_change: Option<TextChange>,
    /// A merge that waits for the coder to decide where both copies changed the same.
    pub merging: Option<MergeQuestion>,
    /// The edits of the project, as they are looked at.
    pub past_edits: HistoryView,
    /// A state of the past, while it is shown in place of the present.
    pub past: Option<Past>,
    /// How far the coders agree.
    pub agreement: AgreementView,
    /// Where the keyboard was sent last.
    pub focus: Focus,
    /// The code whose annotations alone are shown; `None` shows all.
    pub alone: Option<CodeId>,
    /// The article in which reading stopped, until it is found again.
    pub(super) resume: Option<String>,

    /// Edits made since the project was opened, for undoing them without the file.
    pub(super) edits: HashMap<EditId, Arc<Edit>>,
    /// The ids of these edits, in order.
    pub(super) made: Vec<EditId>,
    /// The edit that begins the project, until a first one is saved with it.
    pub(super) unsaved_beginning: Option<Arc<Edit>>,
    /// Whether the coder has yet to say with what the new project begins.
    pub asks_how_to_begin: bool,
    /// An undo in the way of which other edits stand.
    pub undo_question: Option<UndoQuestion>,
    /// An undo or redo that waits for its edit to come from the file.
    pub(super) awaited_edit: Option<EditId>,
    /// The hash of the text that was asked of the file.
    pub(super) awaited_text: Option<String>,
    /// The hashes of texts of the file without which an undo or redo, or others' edits, cannot go on.
    pub(super) awaited_texts: BTreeSet<String>,
    /// Edits of others that are being taken in.
    pub(super) following: Option<super::update::Following>,
    /// What others have made of the file, while it waits for these texts.
    pub(super) held_reload: Option<Box<Reloaded>>,
}

/// A merge, and what was decided about it so far.
#[derive(Clone, Debug)]
pub struct MergeQuestion {
    /// The name of the other copy's file.
    pub name: String,
    /// What it holds.
    pub merge: Arc<Merge>,
    /// On which texts its edits were made.
    pub made_on: MadeOn,
    /// Its facts.
    pub copy: Project,
    /// The edits of which the other copy's side is taken.
    pub taken: BTreeSet<EditId>,
    /// The names of its coders.
    pub coders: Vec<(EntryId, String)>,
    /// What each of the merge's conflicts is about, in words.
    pub conflicts: Vec<Vec<DisagreementInWords>>,
}

/// What became of the annotations of an article that got a new text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TextChange {
    /// The article.
    pub article: ArticleId,
    /// Its annotations, in the order of the text before.
    pub outcomes: Vec<Reanchored>,
}

/// What is selected. One selection, seen by every panel.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The article in the reader.
    pub article: Option<ArticleId>,
    /// The words selected in it, in bytes.
    pub span: Option<Range<usize>>,
    /// Where the caret stands in it, in bytes.
    pub caret: usize,
    /// The annotation.
    pub annotation: Option<AnnotationId>,
    /// The incident that the inspector shows.
    pub incident: Option<IncidentId>,
    /// The bar whose incidents are listed.
    pub bar: Option<Bar>,
    /// A span to be scrolled to; counted up at each wish, so that the same wish can be made twice.
    pub reveal: (u64, Option<Range<usize>>),
}

impl Workspace {
    /// What is known of an article.
    pub fn article(&self, id: ArticleId) -> Option<Cow<'_, Article>> {
        self.library.article(&self.project, id)
    }

    /// The title of an article; empty if it is not known.
    pub fn title(&self, id: ArticleId) -> &str {
        self.library.title(&self.project, id)
    }

    /// The text of an article.
    pub fn text(&self, id: ArticleId) -> Text {
        self.library.text(&self.project, id)
    }

    /// The text of the open article, if it is at hand.
    pub fn open_text(&self) -> Option<Arc<str>> {
        match self.text(self.selection.article?) {
            Text::Loaded(text) => Some(text),
            Text::Stored(_) | Text::None => None,
        }
    }

    /// Every article of the folder and of the project.
    pub fn article_ids(&self) -> BTreeSet<ArticleId> {
        let listed = self.library.files().map(|(id, _)| id);
        listed.chain(self.project.articles.iter().map(|(id, _)| id)).collect()
    }

    /// The edit of the coder that undo would take back.
    pub fn undo_step(&self) -> Option<&Step> {
        self.history.undo(self.coder)
    }

    /// The edit of the coder that redo would take back.
    pub fn redo_step(&self) -> Option<&Step> {
        self.history.redo(self.coder)
    }

    /// How far the coder has come with an article.
    pub fn read_state(&self, id: ArticleId) -> ReadState {
        let coverage = self.project.coverage.get(CoverageId::for_coder(id, self.coder));
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

    /// The annotations of an article that are shown, in the order of [`Self::annotations`].
    pub fn shown_annotations(&self, article: ArticleId) -> Vec<AnnotationId> {
        let mut ids = self.annotations(article);
        if let Some(code) = self.alone {
            ids.retain(|id| self.project.annotations.get(*id).is_some_and(|known| known.code == code));
        }
        ids
    }

    /// Whether the keyboard is with the fields of the selected annotation.
    pub fn is_in_form(&self) -> bool {
        self.selection.annotation.is_some() && self.focus.area() == Area::Form
    }

    /// The incident to which the selected annotation's claim belongs.
    pub fn selected_incident(&self) -> Option<IncidentId> {
        self.answers.index.incident_of(self.selection.annotation?)
    }

    /// What "How was this counted?" is asked of: the selected bar, else the selected incident.
    pub fn subject(&self) -> Option<Subject> {
        let incident = || self.selection.incident.or_else(|| self.selected_incident());
        self.selection.bar.clone().map(Subject::Bar).or_else(|| incident().map(Subject::Incident))
    }

    /// What provenance reports of the drawn figures are made from.
    pub fn provenance_input(&self) -> ProvenanceInput<'_> {
        ProvenanceInput {
            project: &self.project,
            answers: &self.answers,
            asked: self.asked(),
            counted: &self.counted,
        }
    }

    /// The words around a chart that is published.
    pub fn caption(&self, chart: &Chart) -> Caption {
        Caption::build(&self.project, &self.answers, self.asked(), &self.counted, chart)
    }

    /// Waits no longer for the answer of a job.
    pub(super) fn forget_job(&mut self, job: JobId) {
        let waiting =
            [&mut self.compared.job, &mut self.table.asked, &mut self.list.filtering, &mut self.find.all.job];
        for waiting in waiting {
            waiting.take_if(|waiting| *waiting == job);
        }
        self.undo_question.take_if(|asked| asked.job == Some(job));
        self.hidden.job.take_if(|waiting| *waiting == job);
    }

    /// Asks every panel to bring a span of the open article into view.
    pub(super) fn reveal(&mut self, span: Range<usize>) {
        self.selection.reveal = (self.selection.reveal.0 + 1, Some(span));
    }

    /// What the list shows of an article; `None` if it is neither in the folder nor in the project.
    fn row(&self, id: ArticleId) -> Option<ArticleRow> {
        let listed = self.library.listed(id);
        let article = self.library.shared_article(&self.project, id)?;
        let trouble = match listed {
            None => self.save.team.is_none().then_some(FileTrouble::Missing),
            Some(_) => self.library.has_changed(&self.project, id).then_some(FileTrouble::Changed),
        };
        let annotations = self.answers.index.annotation_count(id);
        let casualties = self.suggestions.triage(id);
        Some(ArticleRow::new(id, article, self.read_state(id), annotations, trouble, casualties))
    }

    /// Brings the list up to date with articles that are new or have changed.
    pub(super) fn list_articles(&mut self, ids: impl IntoIterator<Item = ArticleId>) {
        let rows = ids.into_iter().filter_map(|id| self.row(id)).collect();
        self.list.set_rows(rows);
    }

    /// Asks of one side or cause what was asked of another, which is gone.
    pub(super) fn ask_of_another(&mut self, gone: EntryId, instead: EntryId) {
        let asked = [&mut self.query.sides, &mut self.query.causes];
        let mut changed = false;
        for entries in asked.into_iter().flatten() {
            if entries.remove(&Some(gone)) {
                changed |= entries.insert(Some(instead));
            }
        }
        if changed {
            self.count();
        }
    }

    /// What the chart draws: the bars that are counted.
    pub fn timeline(&self) -> &Timeline {
        &self.counted.timeline
    }

    /// What the chart asks, and of which recount.
    pub fn asked(&self) -> Asked<'_> {
        Asked { query: &self.query, what_if: &self.what_if }
    }

    /// What the chart draws, all of it.
    pub fn chart(&self, view: View) -> Chart {
        let without_what_if = self.without_what_if.as_ref();
        Chart::build(&self.project, &self.answers, &self.query, view, &self.counted, without_what_if)
    }

    /// Counts everything again, for another question or another what-if.
    pub(super) fn count(&mut self) {
        let Self { project, answers, query, what_if, .. } = self;
        self.counted.ask(project, answers, query, what_if);
        self.without_what_if =
            (!what_if.is_nothing()).then(|| Counted::count(project, answers, query, &WhatIf::default()));
        self.versions.counts += 1;
    }

    /// Counts again what an edit changed; `before` is what the answers were.
    pub(super) fn recount(&mut self, before: &Before) {
        let Self { project, answers, query, what_if, .. } = self;
        self.counted.update(project, answers, query, what_if, before);
        if let Some(without_what_if) = &mut self.without_what_if {
            without_what_if.update(project, answers, query, &WhatIf::default(), before);
        }
        self.versions.counts += 1;
    }
}

impl Workspace {
    /// Whether facts can be changed.
    pub fn can_edit(&self) -> bool {
        self.why_read_only().is_none()
    }

    /// Whether a question about its edits lies over everything: of a merge, or of an undo.
    pub fn asks_question(&self) -> bool {
        self.merging.is_some() || self.undo_question.as_ref().is_some_and(|asked| asked.found.is_some())
    }

    /// Why facts cannot be changed, as a sentence, if that is so.
    pub fn why_read_only(&self) -> Option<&str> {
        const PAST: &str = "The project is shown as it was. Go back to the present first.";
        self.past.as_ref().map(|_| PAST).or(self.save.read_only.as_deref())
    }

    /// The facts as they are now, whatever moment is shown.
    pub fn present(&self) -> &Project {
        self.past.as_ref().map_or(&self.project, |past| &past.present)
    }
}
