//! Every command, defined once: its name, its place in the menus and its key. Menus, keys, the
//! palette, tooltips and the list of keys all come from here.

use super::action::{Action, End, Step};
use super::find::Ask;
use super::keys::Chord;
use super::workspace::Workspace;
use super::{AppState, Dock, Theme};
use crate::analysis::chart::Mode;
use crate::analysis::look_alikes::Pair;
use crate::analysis::trial::Trial;
use crate::model::{IncidentId, Kind, Mark, ReadState, Relation};

/// A menu of the window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Menu {
    /// Projects, import and export.
    File,
    /// Undo and redo.
    Edit,
    /// Marking.
    Code,
    /// Panels, zoom, theme, and moving about.
    View,
    /// What the chart shows.
    Chart,
    /// Help.
    Help,
}

impl Menu {
    /// Every menu, from left to right.
    pub const ALL: [Self; 6] = [Self::File, Self::Edit, Self::Code, Self::View, Self::Chart, Self::Help];

    /// Its name.
    pub fn name(self) -> &'static str {
        match self {
            Self::File => "File",
            Self::Edit => "Edit",
            Self::Code => "Code",
            Self::View => "View",
            Self::Chart => "Chart",
            Self::Help => "Help",
        }
    }
}

/// Declares the commands: variant, menu, name, key, what it does.
macro_rules! commands {
    ($($variant:ident, $menu:ident, $name:literal, $key:literal, $help:literal;)*) => {
        /// Something that the user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = $help] $variant,)*
        }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];

            /// What preferences call it. Another name in this list loses the keys that users chose for it.
            pub fn id(self) -> &'static str {
                match self { $(Self::$variant => stringify!($variant),)* }
            }

            /// Its name, as the menu has it.
            pub fn name(self) -> &'static str {
                match self { $(Self::$variant => $name,)* }
            }

            /// The menu in which it stands.
            pub fn menu(self) -> Menu {
                match self { $(Self::$variant => Menu::$menu,)* }
            }

            /// Its usual keys, such as `Ctrl+Shift+Z`, several with a blank between; may be blank. Those that
            /// the user has are in [`super::keys::Keymap`].
            pub fn keys(self) -> &'static str {
                match self { $(Self::$variant => $key,)* }
            }

            /// What it does, as a sentence.
            pub fn help(self) -> &'static str {
                match self { $(Self::$variant => $help,)* }
            }
        }
    };
}

commands! {
    OpenFolder, File, "Open folder…", "Ctrl+O", "Open a folder of articles.";
    OpenFile, File, "Open project file…", "Ctrl+Shift+O", "Open a project by its .tollbook file.";
    OpenSample, File, "Open the sample", "", "Open the sample articles and their finished project.";
    Rescan, File, "Read the folder again", "F5", "Look for new and changed articles.";
    OpenArticleFile, File, "Open the article's file", "", "Open the article's file in its own program.";
    Export, File, "Export CSV…", "Ctrl+E", "Write the annotations, incidents, totals and series as a CSV package.";
    ExportChart, File, "Export chart…", "Ctrl+Shift+S", "Save the chart as a picture (SVG, PNG) or its values (CSV), or copy it.";
    ByteOrderMark, File, "CSV with a byte-order mark", "", "Begin exported files with a byte-order mark, for spreadsheets that need one.";
    FormulaGuard, File, "CSV guarded against formulas", "", "Put an apostrophe before exported text that a spreadsheet would take for a formula.";
    Import, File, "Import CSV…", "Ctrl+Shift+E", "Bring in an edited package, or annotations from elsewhere.";
    ImportCodebook, File, "Import codebook…", "", "Bring in codes from a CSV file: of a package, or with a column of names.";
    CloseProject, File, "Close project", "Ctrl+W", "Close the project and go back to the start page.";
    Quit, File, "Quit", "Ctrl+Q", "Close the window once everything is saved.";

    Undo, Edit, "Undo", "Ctrl+Z", "Take the last edit back.";
    Redo, Edit, "Redo", "Ctrl+Shift+Z Ctrl+Y", "Take the last undo back.";
    CopyReference, Edit, "Copy with reference", "Ctrl+Shift+C", "Copy the selected words, or the selected mark's, with title, date and file.";
    WholeWords, Edit, "Drag selects whole words", "", "A drag takes whole words once it has left the word in which it began; with Ctrl it is exact.";
    RemoveAnnotation, Edit, "Remove annotation", "Delete", "Remove the selected annotation and its claim.";
    FindHere, Edit, "Find in the article…", "Ctrl+F", "Look for words in the open article.";
    FindNext, Edit, "Find next", "F3", "Select the next place that was found in the open article.";
    FindPrevious, Edit, "Find previous", "Shift+F3", "Select the place before.";
    FindAll, Edit, "Find in all articles…", "Ctrl+Shift+F", "Look for words in every article, and mark what is found.";
    RetrySave, Edit, "Save again now", "Ctrl+S", "Edits are saved as you go; try again after a failure.";

    MarkKilled, Code, "Mark killed", "K", "Mark the selection as people killed.";
    MarkWounded, Code, "Mark wounded", "W", "Mark the selection as people wounded.";
    MarkMissing, Code, "Mark missing", "M", "Mark the selection as people missing.";
    MarkCaptured, Code, "Mark captured", "C", "Mark the selection as people captured.";
    MarkTotal, Code, "Mark total", "T", "Mark a running total: compared, never added.";
    MarkPart, Code, "Mark part", "R", "Mark some of an incident's people.";
    MarkBackground, Code, "Mark background", "B", "Mark an event outside what is being recorded.";
    MarkStrength, Code, "Mark strength", "S", "Mark people who are not casualties.";
    MarkWith, Code, "Mark with…", "/", "Mark the selection with a code by its name.";
    TrimMarks, Code, "Trim marks", "", "New marks leave out space at their ends and punctuation after the last word.";
    MoveMarkHere, Code, "Move mark to selection", "Ctrl+M", "The selected annotation marks the selected words from now on.";
    EndOn, Code, "Mark ends a word later", "Alt+Right", "Move the end of the selected annotation to the next word.";
    EndBack, Code, "Mark ends a word earlier", "Alt+Left", "Move the end of the selected annotation a word back.";
    BeginOn, Code, "Mark begins a word later", "Alt+Shift+Right", "Move the beginning of the selected annotation to the next word.";
    BeginBack, Code, "Mark begins a word earlier", "Alt+Shift+Left", "Move the beginning of the selected annotation a word back.";
    EditCard, Code, "Edit the claim", "Enter", "Open the card of the selected annotation.";
    Join, Code, "Join to incident…", "=", "Join the selected claim's incident to one that is on offer.";
    ChooseFigure, Code, "Figure speaks for its voice", "Shift+F", "Let the selected claim's figure speak for its voice, or its latest one again.";
    Split, Code, "Split from incident", "X", "Make the selected claim's incident stand on its own again.";
    Lists, Code, "Lists…", "Ctrl+Shift+L", "Edit the sides, causes, definitions of totals and named areas.";

    JoinPair, Code, "Join the look-alikes", "J", "The two incidents that are shown side by side are one event: join them.";
    KeepPairApart, Code, "Keep the look-alikes apart", "D", "The two incidents that are shown side by side are two events: keep them apart.";
    PairLater, Code, "Look-alikes later", "Q", "Put the two incidents off until the others are decided.";
    NextPair, Code, "Next look-alikes", ".", "Look at the next pair of incidents that may be one.";
    PreviousPair, Code, "Previous look-alikes", ",", "Look at the pair before.";
    OpenFirst, Code, "Open the left look-alike", "V", "Show the passage of the incident at the left in the article.";
    OpenSecond, Code, "Open the right look-alike", "Shift+V", "Show the passage of the incident at the right in the article.";

    NextAnnotation, View, "Next annotation", "N", "Select the next annotation of the article.";
    PreviousAnnotation, View, "Previous annotation", "Shift+N", "Select the annotation before.";
    NextOverlapping, View, "Next overlapping annotation", "O", "Go through the annotations that lie over each other.";
    ShowAlone, View, "This code alone, or all", "A", "Show the marks of the selected annotation's code alone; again, and all are shown.";
    CodeLabels, View, "Codes over the words", "L", "Every mark says the key or the short name of its code.";
    ParagraphNumbers, View, "Paragraph numbers", "Shift+G", "Show or hide the numbers of the paragraphs.";
    GoToParagraph, View, "Go to paragraph…", "G", "Type the number of a paragraph to go there.";
    NextArticle, View, "Next article", "Ctrl+PageDown", "Show the next article of the list.";
    PreviousArticle, View, "Previous article", "Ctrl+PageUp", "Show the article before.";
    ReadNextUnread, View, "Read, next unread", "Ctrl+Enter", "The open article is read; show the next that is unread.";
    MarkDone, View, "Article is done", "Ctrl+D", "The open article is read and completely marked.";
    MarkUnread, View, "Article is unread", "Ctrl+U", "Put the open article back among the unread.";
    NextState, View, "Unread, read, done", "Ctrl+Shift+D", "Put the open article into its next state: unread, read, done, and round again.";
    FilterArticles, View, "Filter articles", "Ctrl+L", "Type words of title, source, path, date or text.";
    FocusArticles, View, "Go to the list", "Shift+F6", "Give the keyboard to the list of articles.";
    FocusReader, View, "Go to the text", "F6", "Put the caret into the article's text.";
    ShowArticles, View, "Articles", "Ctrl+1", "Show or hide the list of articles.";
    ShowInspector, View, "Inspector", "Ctrl+2", "Show or hide the inspector.";
    ShowChart, View, "Chart", "Ctrl+3", "Show or hide the chart.";
    ShowAnnotations, View, "Annotations", "Ctrl+4", "Show or hide the table of every annotation.";
    ShowTotals, View, "Totals", "Ctrl+5", "Show or hide the running totals against what is counted.";
    ShowLookAlikes, View, "Look-alikes", "Ctrl+6", "Show or hide the incidents that may be the same.";
    ShowFound, View, "Found", "Ctrl+7", "Show or hide what was found in all articles.";
    ZoomIn, View, "Zoom in", "Ctrl+Plus Ctrl+Equals", "Make everything larger.";
    ZoomOut, View, "Zoom out", "Ctrl+Minus", "Make everything smaller.";
    ZoomReset, View, "Usual size", "Ctrl+0", "Go back to the usual size.";
    ThemeSystem, View, "Theme of the system", "", "Light or dark as the system has it.";
    ThemeLight, View, "Light theme", "", "Dark words on light paper.";
    ThemeDark, View, "Dark theme", "", "Light words on dark paper.";

    ByMonth, Chart, "By month", "", "One bar for each month.";
    ByQuarter, Chart, "By quarter", "", "One bar for each quarter.";
    ByYear, Chart, "By year", "", "One bar for each year.";
    ChartStacked, Chart, "Stacked bars", "", "A bar for each period, the operations on top of each other.";
    ChartSideBySide, Chart, "Bars side by side", "", "A bar for each period and operation.";
    ChartSmallMultiples, Chart, "Small multiples", "", "A small chart for each operation, on one scale.";
    ChartCumulative, Chart, "Cumulative lines", "", "Sums from the beginning on, a line of steps for each operation.";
    ChartSpread, Chart, "Low and high", "", "Draw low and high: whiskers on bars, bands on lines. Summed, they overstate the spread.";
    ChartTotals, Chart, "Totals on cumulative lines", "", "Draw totals as hollow marks on the line of their own scope.";
    ChartLives, Chart, "Begin and end of operations", "", "Shade the time from an operation's begin to its end.";
    ChartTable, Chart, "As a table", "", "Show the figures as a table in the place of bars.";
    ChartFilters, Chart, "Filters…", "Ctrl+Shift+I", "Let only some causes, operations, sources or coders through.";
    ChartReset, Chart, "Reset filters and time", "", "Ask as the chart starts: the project's own side, all causes, all of the time.";
    TrialRecount, Chart, "Trial recount…", "Ctrl+Shift+T", "See what would be counted without an article, a voice or a coder, or otherwise.";
    LeaveTrial, Chart, "Leave trial", "", "Go back to what is counted.";
    Account, Chart, "How was this counted?…", "Ctrl+H", "Tell the selected bar or incident line by line, down to its words.";
    Operations, Chart, "Operations…", "Ctrl+G", "Make, rename and colour operations.";

    Palette, Help, "Find a command…", "Ctrl+Shift+P", "Find any command by its name.";
    Keys, Help, "Keys…", "F1", "List every key, and change keys.";
    Guide, Help, "Guide", "Shift+F1", "How Tollbook counts: the rules, where they come from, and an example.";
    About, Help, "About Tollbook", "", "What the program is, its version and its licences.";
}

impl Command {
    /// Its usual keys.
    pub fn usual_keys(self) -> impl Iterator<Item = Chord> {
        super::keys::read(self.keys())
    }

    /// The command that preferences call so.
    pub fn of_id(id: &str) -> Option<Self> {
        Self::ALL.iter().copied().find(|command| command.id() == id)
    }

    /// The command of a mark.
    pub fn of_mark(mark: Mark) -> Self {
        match mark {
            Mark::Killed => Self::MarkKilled,
            Mark::Wounded => Self::MarkWounded,
            Mark::Missing => Self::MarkMissing,
            Mark::Captured => Self::MarkCaptured,
            Mark::Total => Self::MarkTotal,
            Mark::Part => Self::MarkPart,
            Mark::Background => Self::MarkBackground,
            Mark::Strength => Self::MarkStrength,
        }
    }

    /// Whether it marks the selection.
    pub fn is_mark(self) -> bool {
        self == Self::MarkWith || Mark::ALL.iter().any(|mark| Self::of_mark(*mark) == self)
    }

    /// The name with what it would do now: "Undo mark killed".
    pub fn name_now(self, state: &AppState) -> String {
        let step = state.workspace.as_ref().and_then(|open| match self {
            Self::Undo => open.history.undo(),
            Self::Redo => open.history.redo(),
            _ => None,
        });
        match step {
            Some(step) => format!("{} {}", self.name(), lower_first(&step.label)),
            None => self.name().to_owned(),
        }
    }

    /// What it asks of the state now; `None` if there is nothing that it could do, or if it
    /// concerns the window alone.
    pub fn action(self, state: &AppState) -> Option<Action> {
        let open = state.workspace.as_ref();
        let set = |change: &dyn Fn(&mut super::Preferences)| {
            let mut preferences = state.preferences.clone();
            change(&mut preferences);
            Some(Action::SetPreferences(Box::new(preferences)))
        };
        match self {
            Self::OpenFolder => Some(Action::OpenFolder),
            Self::OpenFile => Some(Action::OpenFile),
            Self::OpenSample => state.sample.is_some().then_some(Action::OpenSample),
            Self::Rescan => open.map(|_| Action::Rescan),
            Self::Export => open.map(|_| Action::AskExport),
            Self::Import => open.filter(|open| open.can_edit()).map(|_| Action::AskImport),
            Self::ImportCodebook => open.filter(|open| open.can_edit()).map(|_| Action::AskCodebook),
            Self::CloseProject => open.map(|_| Action::CloseProject),
            Self::Quit => Some(Action::Quit),
            Self::Undo => open?.history.undo().map(|_| Action::Undo),
            Self::Redo => open?.history.redo().map(|_| Action::Redo),
            Self::RemoveAnnotation => open?.selection.annotation.map(Action::RemoveAnnotation),
            Self::FindHere => open?.selection.article.map(|_| Action::Find(Ask::OpenBar)),
            Self::FindNext => find(open?, Step::Next),
            Self::FindPrevious => find(open?, Step::Previous),
            Self::RetrySave => open.map(|_| Action::RetrySave),
            Self::MarkKilled => mark(open?, Mark::Killed),
            Self::MarkWounded => mark(open?, Mark::Wounded),
            Self::MarkMissing => mark(open?, Mark::Missing),
            Self::MarkCaptured => mark(open?, Mark::Captured),
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
            Self::ShowLookAlikes => set(&|preferences| preferences.toggle(Dock::LookAlikes)),
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
            Self::ByMonth => grain(open?, crate::analysis::timeline::Grain::Month),
            Self::ByQuarter => grain(open?, crate::analysis::timeline::Grain::Quarter),
            Self::ByYear => grain(open?, crate::analysis::timeline::Grain::Year),
            Self::ChartStacked => mode(state, Mode::Stacked),
            Self::ChartSideBySide => mode(state, Mode::SideBySide),
            Self::ChartSmallMultiples => mode(state, Mode::SmallMultiples),
            Self::ChartCumulative => mode(state, Mode::Cumulative),
            Self::ChartSpread => set(&|preferences| preferences.chart.spread = !preferences.chart.spread),
            Self::ChartTotals => set(&|preferences| preferences.chart.totals = !preferences.chart.totals),
            Self::ChartLives => set(&|preferences| preferences.chart.lives = !preferences.chart.lives),
            Self::ChartTable => set(&|preferences| preferences.chart_table = !preferences.chart_table),
            Self::ChartReset => open.map(|open| Action::SetQuery(open.query.reset(open.project.own_side()))),
            Self::LeaveTrial => {
                open.filter(|open| !open.trial.is_nothing()).map(|_| Action::Try(Trial::default()))
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
            | Self::Account
            | Self::ExportChart
            | Self::Operations
            | Self::Lists
            | Self::Palette
            | Self::Keys
            | Self::Guide
            | Self::About => None,
        }
    }

    /// Whether the window itself carries the command out.
    pub fn is_for_window(self) -> bool {
        matches!(
            self,
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
                | Self::Account
                | Self::ExportChart
                | Self::Operations
                | Self::Lists
                | Self::Palette
                | Self::Keys
                | Self::Guide
                | Self::About
        )
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
            Self::Account => open.is_some_and(|open| open.subject().is_some()),
            Self::MarkWith => open.is_some_and(|open| open.can_edit() && open.selection.span.is_some()),
            Self::Join => open.is_some_and(|open| open.can_edit() && open.selected_incident().is_some()),
            Self::CopyReference => {
                open.is_some_and(|open| open.selection.span.is_some() || open.selection.annotation.is_some())
            }
            Self::GoToParagraph => open.is_some_and(|open| open.selection.article.is_some()),
            _ => self.action(state).is_some(),
        }
    }
}

impl Command {
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
    let is_shown = state.preferences.show_dock && state.preferences.dock == Dock::LookAlikes;
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

fn grain(open: &Workspace, grain: crate::analysis::timeline::Grain) -> Option<Action> {
    Some(Action::SetQuery(crate::analysis::timeline::Query { grain, ..open.query.clone() }))
}

/// Another way of drawing brings the chart to the front.
fn mode(state: &AppState, mode: Mode) -> Option<Action> {
    let mut preferences = state.preferences.clone();
    preferences.chart.mode = mode;
    (preferences.show_dock, preferences.dock) = (true, Dock::Chart);
    Some(Action::SetPreferences(Box::new(preferences)))
}

fn lower_first(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use std::collections::HashSet;

    use super::*;

    #[test]
    fn no_two_commands_share_a_key() {
        let mut seen = HashSet::new();
        for command in Command::ALL {
            let written = command.keys().split_whitespace().count();
            assert_eq!(command.usual_keys().count(), written, "{} is no key", command.keys());
            for key in command.usual_keys() {
                assert!(seen.insert(key.clone()), "{key} is taken twice");
            }
        }
    }
}
