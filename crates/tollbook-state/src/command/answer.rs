//! What a command does now, and whether it can be carried out.

use super::{Command, Menu};
use crate::action::{Action, End, Step};
use crate::find::Ask;
use crate::workspace::Workspace;
use crate::{AppState, Dock, Preferences, Theme};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::timeline::{Grain, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{IncidentId, Kind, Mark, ReadState, Relation};
use tollbook_files::exchange::ExportFormat;

impl Command {
    /// What it asks of the state now; `None` if there is nothing that it could do, or if it
    /// concerns the window alone.
    pub fn action(self, state: &AppState) -> Option<Action> {
        let open = state.workspace.as_ref();
        let set = |change: &dyn Fn(&mut Preferences)| {
            let mut preferences = state.preferences.clone();
            change(&mut preferences);
            Some(Action::SetPreferences(Box::new(preferences)))
        };
        match self {
            Self::OpenFolder => Some(Action::OpenFolder),
            Self::OpenFile => Some(Action::OpenFile),
            Self::OpenSample => state.sample.is_some().then_some(Action::OpenSample),
            Self::Rescan => open.map(|_| Action::Rescan),
            Self::Export => open.map(|_| Action::AskExport(ExportFormat::Csv)),
            Self::ExportWorkbook => open.map(|_| Action::AskExport(ExportFormat::Xlsx)),
            Self::Import => open.filter(|open| open.can_edit()).map(|_| Action::AskImport),
            Self::ImportCodebook => open.filter(|open| open.can_edit()).map(|_| Action::AskCodebook),
            Self::CloseProject => open.map(|_| Action::CloseProject),
            Self::Quit => Some(Action::Quit),
            Self::Undo => open.and_then(|open| open.history.undo(open.coder)).map(|_| Action::Undo),
            Self::Redo => open.and_then(|open| open.history.redo(open.coder)).map(|_| Action::Redo),
            Self::RemoveAnnotation => open?.selection.annotation.map(Action::RemoveAnnotation),
            Self::FindHere => open?.selection.article.map(|_| Action::Find(Ask::OpenBar)),
            Self::FindNext => find(open?, Step::Next),
            Self::FindPrevious => find(open?, Step::Previous),
            Self::RetrySave => open.map(|_| Action::RetrySave),
            Self::MarkKilled => mark(open?, Mark::Killed),
            Self::MarkWounded => mark(open?, Mark::Wounded),
            Self::MarkMissing => mark(open?, Mark::Missing),
            Self::MarkCaptured => mark(open?, Mark::Captured),
            Self::MarkCasualties => mark(open?, Mark::Casualties),
            Self::MarkTotal => mark(open?, Mark::Total),
            Self::MarkPart => mark(open?, Mark::Part),
            Self::MarkBackground => mark(open?, Mark::Background),
            Self::MarkStrength => mark(open?, Mark::Strength),
            Self::EditCard => open?
                .selection
                .annotation
                .filter(|_| open.is_some_and(|open| !open.selection.card))
                .map(|_| Action::OpenCard),
            Self::ChooseFigure => {
                let id = open?.selection.annotation.filter(|_| open.is_some_and(Workspace::can_edit))?;
                let of_incident = open?.project.claims.get(id)?.kind == Kind::Incident;
                let chosen = open?.answers.index.links(id.0).any(|link| {
                    let link = open.and_then(|open| open.project.links.get(link));
                    link.is_some_and(|link| link.relation == Relation::FigureChosen)
                });
                of_incident.then_some(Action::ChooseFigure(id, !chosen))
            }
            Self::Split => {
                let own = open?.project.claims.get(open?.selection.annotation?)?.incident?;
                open?.project.incidents.get(own)?.joined_to.map(|_| Action::Split(own))
            }
            Self::JoinPair => {
                pair(state).filter(|_| open.is_some_and(|open| open.can_edit())).map(Action::JoinPair)
            }
            Self::KeepPairApart => {
                pair(state).filter(|_| open.is_some_and(|open| open.can_edit())).map(Action::KeepApart)
            }
            Self::PairLater => pair(state).map(Action::Later),
            Self::NextPair => pair(state).map(|_| Action::StepPair(Step::Next)),
            Self::PreviousPair => pair(state).map(|_| Action::StepPair(Step::Previous)),
            Self::OpenFirst => passage(open?, pair(state)?.first),
            Self::OpenSecond => passage(open?, pair(state)?.second),
            Self::NextAnnotation => open?.selection.article.map(|_| Action::StepAnnotation(Step::Next)),
            Self::PreviousAnnotation => {
                open?.selection.article.map(|_| Action::StepAnnotation(Step::Previous))
            }
            Self::NextOverlapping => open?.selection.article.map(|_| Action::NextOverlapping),
            Self::NextArticle => open.map(|_| Action::StepArticle(Step::Next)),
            Self::PreviousArticle => open.map(|_| Action::StepArticle(Step::Previous)),
            Self::ReadNextUnread => open.filter(|open| open.can_edit()).map(|_| Action::ReadNextUnread),
            Self::MarkDone => read_state(open?, ReadState::Done),
            Self::NextState => {
                let id = open?.selection.article?;
                read_state(open?, open?.read_state(id).next())
            }
            Self::MarkUnread => read_state(open?, ReadState::Unread),
            Self::OpenArticleFile => open?.selection.article.map(Action::OpenArticleFile),
            Self::MoveMarkHere => {
                let span = open.filter(|open| open.can_edit())?.selection.span.clone()?;
                Some(Action::MoveAnnotation(open?.selection.annotation?, span))
            }
            Self::EndOn => move_end(open?, End::End, Step::Next),
            Self::EndBack => move_end(open?, End::End, Step::Previous),
            Self::BeginOn => move_end(open?, End::Begin, Step::Next),
            Self::BeginBack => move_end(open?, End::Begin, Step::Previous),
            Self::ShowAlone => {
                let selected = open?.selection.annotation.and_then(|id| open?.project.annotations.get(id));
                match (open?.alone, selected) {
                    (Some(_), _) => Some(Action::ShowAlone(None)),
                    (None, selected) => selected.map(|annotation| Action::ShowAlone(Some(annotation.code))),
                }
            }
            Self::CodeLabels => set(&|preferences| preferences.code_labels = !preferences.code_labels),
            Self::ParagraphNumbers => {
                set(&|preferences| preferences.paragraph_numbers = !preferences.paragraph_numbers)
            }
            Self::WholeWords => set(&|preferences| preferences.whole_words = !preferences.whole_words),
            Self::TrimMarks => set(&|preferences| preferences.trim_marks = !preferences.trim_marks),
            Self::ShowArticles => set(&|preferences| preferences.show_articles = !preferences.show_articles),
            Self::ShowInspector => {
                set(&|preferences| preferences.show_inspector = !preferences.show_inspector)
            }
            Self::ShowChart => set(&|preferences| preferences.toggle(Dock::Chart)),
            Self::ShowAnnotations => set(&|preferences| preferences.toggle(Dock::Annotations)),
            Self::ShowTotals => set(&|preferences| preferences.toggle(Dock::Totals)),
            Self::ShowLookAlikes => set(&|preferences| preferences.toggle(Dock::Duplicates)),
            Self::ShowFound => set(&|preferences| preferences.toggle(Dock::Found)),
            Self::ByteOrderMark => {
                set(&|preferences| preferences.byte_order_mark = !preferences.byte_order_mark)
            }
            Self::FormulaGuard => set(&|preferences| preferences.formula_guard = !preferences.formula_guard),
            Self::ZoomIn => set(&|preferences| preferences.zoom = (preferences.zoom + 0.1).min(3.0)),
            Self::ZoomOut => set(&|preferences| preferences.zoom = (preferences.zoom - 0.1).max(0.8)),
            Self::ZoomReset => set(&|preferences| preferences.zoom = 1.0),
            Self::ThemeSystem => set(&|preferences| preferences.theme = Theme::System),
            Self::ThemeLight => set(&|preferences| preferences.theme = Theme::Light),
            Self::ThemeDark => set(&|preferences| preferences.theme = Theme::Dark),
            Self::ByMonth => grain(open?, Grain::Month),
            Self::ByQuarter => grain(open?, Grain::Quarter),
            Self::ByYear => grain(open?, Grain::Year),
            Self::ChartStacked => mode(state, Mode::Stacked),
            Self::ChartSideBySide => mode(state, Mode::SideBySide),
            Self::ChartSmallMultiples => mode(state, Mode::SmallMultiples),
            Self::ChartCumulative => mode(state, Mode::Cumulative),
            Self::ChartSpread => set(&|preferences| preferences.chart.spread = !preferences.chart.spread),
            Self::ChartTotals => set(&|preferences| preferences.chart.totals = !preferences.chart.totals),
            Self::ChartLives => set(&|preferences| preferences.chart.lives = !preferences.chart.lives),
            Self::ChartTable => set(&|preferences| preferences.chart_table = !preferences.chart_table),
            Self::ChartReset => {
                open.map(|open| Action::SetQuery(open.query.reset(open.project.recorded_sides())))
            }
            Self::LeaveTrial => {
                open.filter(|open| !open.what_if.is_nothing()).map(|_| Action::Try(WhatIf::default()))
            }
            Self::MarkWith
            | Self::Join
            | Self::CopyReference
            | Self::GoToParagraph
            | Self::FindAll
            | Self::FilterArticles
            | Self::FocusArticles
            | Self::FocusReader
            | Self::ChartFilters
            | Self::TrialRecount
            | Self::Provenance
            | Self::ExportChart
            | Self::Operations
            | Self::Lists
            | Self::Palette
            | Self::Keys
            | Self::Guide
            | Self::About => None,
        }
    }

    /// Whether it can be carried out now.
    pub fn is_enabled(self, state: &AppState) -> bool {
        let open = state.workspace.as_ref();
        match self {
            Self::Palette | Self::Keys | Self::Guide | Self::About => true,
            Self::FindAll
            | Self::FilterArticles
            | Self::FocusArticles
            | Self::FocusReader
            | Self::ChartFilters
            | Self::TrialRecount
            | Self::Operations
            | Self::Lists
            | Self::ExportChart => open.is_some(),
            Self::Provenance => open.is_some_and(|open| open.subject().is_some()),
            Self::MarkWith => open.is_some_and(|open| open.can_edit() && open.selection.span.is_some()),
            Self::Join => open.is_some_and(|open| open.can_edit() && open.selected_incident().is_some()),
            Self::CopyReference => {
                open.is_some_and(|open| open.selection.span.is_some() || open.selection.annotation.is_some())
            }
            Self::GoToParagraph => open.is_some_and(|open| open.selection.article.is_some()),
            _ => self.action(state).is_some(),
        }
    }

    /// Why it cannot be carried out now, as a sentence; `None` if it can.
    pub fn why_not(self, state: &AppState) -> Option<&'static str> {
        if self.is_enabled(state) {
            return None;
        }
        let Some(open) = &state.workspace else { return Some("Open a folder of articles first.") };
        Some(match self {
            Self::Undo => "Nothing has been done that could be taken back.",
            Self::Redo => "Nothing has been taken back.",
            Self::OpenSample => "The sample was not found beside the program.",
            Self::Split => "Select a claim whose incident was joined to another first.",
            Self::Join => "Select a claim with an incident first.",
            Self::JoinPair
            | Self::KeepPairApart
            | Self::PairLater
            | Self::NextPair
            | Self::PreviousPair
            | Self::OpenFirst
            | Self::OpenSecond => "Show two look-alikes first (Look-alikes, below the text).",
            Self::EditCard if open.selection.card => "The card is open.",
            Self::EditCard | Self::RemoveAnnotation => "Select an annotation first.",
            _ if open.selection.article.is_none() => "Show an article first.",
            _ if !open.can_edit() => "This project can only be read.",
            _ if self.menu() == Menu::Code => "Select words in the text first.",
            _ => "There is nothing that it could do now.",
        })
    }
}

/// The pair that is looked at, while it can be seen.
fn pair(state: &AppState) -> Option<Pair> {
    let is_shown = state.preferences.show_dock && state.preferences.dock == Dock::Duplicates;
    state.workspace.as_ref().filter(|_| is_shown)?.compared.current()
}

/// Shows the first passage of an incident.
fn passage(open: &Workspace, incident: IncidentId) -> Option<Action> {
    open.answers.incident(incident)?.claims.first().copied().map(Action::ShowAnnotation)
}

fn mark(open: &Workspace, mark: Mark) -> Option<Action> {
    (open.can_edit() && open.selection.span.is_some()).then_some(Action::Mark(mark))
}

fn move_end(open: &Workspace, end: End, step: Step) -> Option<Action> {
    open.selection.annotation.filter(|_| open.can_edit()).map(|_| Action::MoveEnd(end, step))
}

fn read_state(open: &Workspace, state: ReadState) -> Option<Action> {
    open.selection.article.filter(|_| open.can_edit()).map(|id| Action::SetReadState(id, state))
}

/// The next place of what is looked for; a first time, the bar to say what.
fn find(open: &Workspace, step: Step) -> Option<Action> {
    let ask = if open.find.here.query.is_blank() { Ask::OpenBar } else { Ask::Step(step) };
    open.selection.article.map(|_| Action::Find(ask))
}

fn grain(open: &Workspace, grain: Grain) -> Option<Action> {
    Some(Action::SetQuery(Query { grain, ..open.query.clone() }))
}

/// Another way of drawing brings the chart to the front.
fn mode(state: &AppState, mode: Mode) -> Option<Action> {
    let mut preferences = state.preferences.clone();
    preferences.chart.mode = mode;
    (preferences.show_dock, preferences.dock) = (true, Dock::Chart);
    Some(Action::SetPreferences(Box::new(preferences)))
}
