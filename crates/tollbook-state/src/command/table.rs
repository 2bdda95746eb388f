//! The declarations, in the order of the menus.

use super::answer::*;
use super::needs::*;
use super::{Declaration, Does, Menu};
use crate::action::*;
use crate::find::Ask;
use crate::focus::Area;
use crate::preferences::{Dock, PreferenceChange, Switch, Tab, Theme};
use tollbook_core::analysis::chart::Mode;
use tollbook_core::analysis::timeline::Grain;
use tollbook_core::model::{ClaimType, ReadState};
use tollbook_files::exchange::ExportFormat;

/// Declares the commands: what they are called in the program and in preferences, their menu and submenu, name,
/// keys, what they do in a sentence, what they need, and what they do.
macro_rules! commands {
    ($($variant:ident: $menu:ident / $submenu:literal, $name:literal, $keys:literal, $help:literal,
        [$($need:ident)*], $does:expr;)*) => {
        /// Something that the user can do.
        #[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Command {
            $(#[doc = $help] $variant,)*
        }

        impl Command {
            /// Every command, in the order of the menus.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
        }

        pub(super) static DECLARATIONS: &[Declaration] = &[$(Declaration {
            id: stringify!($variant),
            name: $name,
            menu: Menu::$menu,
            submenu: $submenu,
            keys: $keys,
            help: $help,
            needs: &[$($need),*],
            does: $does,
        }),*];
    };
}

use Does::{Act, Choose, Window};

/// Turns a preference on or off.
const fn switch(switch: Switch) -> Does {
    Does::Switch(switch)
}

commands! {
    OpenFolder: File / "", "Open folder…", "Ctrl+O", "Open a folder of articles.", [],
        Act(|_| ask(PathPurpose::OpenFolder));
    OpenFile: File / "", "Open project file…", "Ctrl+Shift+O", "Open a project by its .tollbook file.", [],
        Act(|_| ask(PathPurpose::OpenFile));
    OpenSample: File / "", "Open the sample", "", "Open the sample articles and their finished project.", [SAMPLE],
        Act(|_| Some(Action::Project(ProjectAction::OpenSample)));
    Rescan: File / "", "Read the folder again", "F5", "Look for new and changed articles.", [PROJECT],
        Act(|_| Some(Action::Project(ProjectAction::Rescan)));
    OpenArticleFile: File / "Articles", "Open the article's file", "", "Open the article's file in the program that usually opens it.",
        [PROJECT ARTICLE], Act(|state| Some(Action::Article(ArticleAction::OpenFile(article(state)?))));
    PasteArticle: File / "Articles", "Paste as a new article…", "Ctrl+Shift+V",
        "Write what is on the clipboard into the folder as an article.", [PROJECT], Window;
    TableColumns: File / "Articles", "Columns of a table…", "",
        "Say which columns of a CSV, Excel or JSON table hold texts, titles and dates.", [PROJECT], Window;
    OpenAddress: File / "Articles", "Open the article's address", "", "Open the page of the article in the browser.",
        [PROJECT ARTICLE], Act(|state| Some(Action::Input(InputAction::OpenAddress(article(state)?))));
    KeepOriginal: File / "Articles", "Keep a copy of the article's file", "",
        "Copy the file into a folder beside the project, named by its hash, so that it outlasts its link.",
        [PROJECT ARTICLE], Act(|state| Some(Action::Input(InputAction::KeepOriginal(article(state)?))));
    RetrySave: File / "", "Save now", "Ctrl+S", "Edits are saved as you go; this tries again after a failure.",
        [PROJECT], Act(|_| Some(Action::Project(ProjectAction::RetrySave)));
    Restore: File / "", "Restore…", "",
        "Get a project back from one of the backups that are made as you work.", [],
        Act(|_| Some(Action::Restore(RestoreAction::Ask)));
    TeamProject: File / "", "Team project…", "",
        "Record a project together with others through a database: begin one from the open project, or join one.", [],
        Act(|_| Some(Action::Team(TeamAction::Ask)));
    Import: File / "Import", "Import CSV…", "Ctrl+Shift+E",
        "Bring in an edited package, or annotations from elsewhere.", [PROJECT EDITABLE],
        Act(|_| ask(PathPurpose::Import));
    ImportCodebook: File / "Import", "Import codebook…", "",
        "Bring in codes from a CSV file: of a package, or with a column of names.", [PROJECT EDITABLE],
        Act(|_| ask(PathPurpose::Codebook));
    MergeProject: File / "Import", "Merge project…", "",
        "Take in what was done in another copy of this project.", [PROJECT EDITABLE],
        Act(|_| ask(PathPurpose::Merge));
    Export: File / "Export", "Export CSV package…", "Ctrl+E",
        "Write the annotations, incidents, totals and series as a CSV package.", [PROJECT],
        Act(|_| ask(PathPurpose::Export(ExportFormat::Csv)));
    ExportWorkbook: File / "Export", "Export Excel workbook…", "",
        "Write the same tables and the chart as one Excel workbook (.xlsx).", [PROJECT],
        Act(|_| ask(PathPurpose::Export(ExportFormat::Xlsx)));
    ExportChart: File / "Export", "Export chart…", "Ctrl+Shift+S",
        "Save the chart as a picture (SVG, PNG, PDF) or its values (CSV), or copy it.", [PROJECT], Window;
    ByteOrderMark: File / "Export", "Byte-order mark in CSV files", "",
        "Begin exported files with a byte-order mark, for spreadsheets that need one.", [],
        switch(Switch::ByteOrderMark);
    FormulaGuard: File / "Export", "Guard CSV files against formulas", "",
        "Put an apostrophe before exported text that a spreadsheet would take for a formula.", [],
        switch(Switch::FormulaGuard);
    WithoutSensitive: File / "Export", "Leave out what is sensitive", "",
        "Leave what is marked sensitive out of CSV packages, workbooks, charts and reports, which then say so.", [],
        switch(Switch::WithoutSensitive);
    CloseProject: File / "", "Close project", "Ctrl+W", "Close the project and go back to the start page.", [PROJECT],
        Act(|_| Some(Action::Project(ProjectAction::Close)));
    Quit: File / "", "Quit", "Ctrl+Q", "Close the window once everything is saved.", [],
        Act(|_| Some(Action::Program(ProgramAction::Quit)));

    Undo: Edit / "", "Undo", "Ctrl+Z", "Take back the last edit.", [PROJECT UNDO],
        Act(|_| Some(Action::Project(ProjectAction::Undo)));
    Redo: Edit / "", "Redo", "Ctrl+Shift+Z Ctrl+Y", "Make the edit again that was undone last.", [PROJECT REDO],
        Act(|_| Some(Action::Project(ProjectAction::Redo)));
    CopyReference: Edit / "", "Copy with reference", "Ctrl+Shift+C",
        "Copy the selected words, or the selected annotation's, with title, date and file.",
        [PROJECT WORDS_OR_ANNOTATION], Window;
    FindHere: Edit / "Find", "Find in the article…", "Ctrl+F", "Look for words in the open article.",
        [PROJECT ARTICLE], Act(|_| Some(Action::Find(Ask::OpenBar)));
    FindNext: Edit / "Find", "Find next", "F3", "Select the next match in the open article.", [PROJECT ARTICLE],
        Act(|state| find(state, Step::Next));
    FindPrevious: Edit / "Find", "Find previous", "Shift+F3", "Select the previous match.", [PROJECT ARTICLE],
        Act(|state| find(state, Step::Previous));
    FindAll: Edit / "Find", "Find in all articles…", "Ctrl+Shift+F",
        "Look for words in every article, and annotate what is found.", [PROJECT],
        Act(|_| Some(Action::Find(Ask::OpenAll)));
    Operations: Edit / "", "Operations…", "Ctrl+G", "Add, rename and colour operations.", [PROJECT], Window;
    Lists: Edit / "", "Lists…", "Ctrl+Shift+L", "Edit the sides, causes, definitions of totals and named areas.",
        [PROJECT], Window;
    Agreement: Edit / "", "Agreement between coders…", "",
        "Measure how far coders who read the same articles agree, and decide where they differ.", [PROJECT],
        Act(|_| Some(Action::Agreement(AgreementAction::Show(true))));
    CoderName: Edit / "", "Your name…", "", "Say in whose name annotations and other edits are made.", [],
        Act(|_| Some(Action::Coder(CoderAction::Ask)));
    WholeWords: Edit / "", "Select whole words when dragging", "",
        "A drag selects whole words once it has left the word in which it began; with Ctrl it is exact.", [],
        switch(Switch::WholeWords);
    TrimMarks: Edit / "", "Trim new annotations", "",
        "New annotations leave out space at their ends and punctuation after the last word.", [],
        switch(Switch::TrimAnnotations);

    AnnotateKilled: Annotate / "", "Annotate as killed", "K", "Annotate the selection as people killed.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Killed));
    AnnotateWounded: Annotate / "", "Annotate as wounded", "W", "Annotate the selection as people wounded.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Wounded));
    AnnotateMissing: Annotate / "", "Annotate as missing", "M", "Annotate the selection as people missing.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Missing));
    AnnotateCaptured: Annotate / "", "Annotate as captured", "C", "Annotate the selection as people captured.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Captured));
    AnnotateCasualties: Annotate / "", "Annotate as casualties", "Y",
        "Annotate the selection as people killed or wounded, where the words do not tell which.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Casualties));
    AnnotateTotal: Annotate / "", "Annotate as total", "T", "Annotate a running total: compared, never added.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Total));
    AnnotatePart: Annotate / "", "Annotate as part", "R", "Annotate some of an incident's people.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Part));
    AnnotateBackground: Annotate / "", "Annotate as background", "B", "Annotate an event outside what is recorded.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Background));
    AnnotateStrength: Annotate / "", "Annotate as strength", "S", "Annotate people who are not casualties.",
        [PROJECT EDITABLE ARTICLE WORDS], Act(|_| annotate(ClaimType::Strength));
    AnnotateWith: Annotate / "", "Annotate with code…", "/", "Annotate the selection with a code by its name.",
        [PROJECT EDITABLE ARTICLE WORDS], Window;
    EditCard: Annotate / "Selected annotation", "Edit the claim", "Enter",
        "Go to the fields of the selected annotation.", [PROJECT ANNOTATION],
        Act(|_| Some(Action::Annotation(AnnotationAction::OpenForm)));
    MoveAnnotationHere: Annotate / "Selected annotation", "Move annotation to selection", "Ctrl+M",
        "Move the selected annotation to the selected words.", [PROJECT EDITABLE ANNOTATION WORDS],
        Act(|state| Some(Action::Annotation(AnnotationAction::Move(annotation(state)?, words(state)?))));
    EndOn: Annotate / "Selected annotation", "End a word later", "Alt+Right",
        "Move the end of the selected annotation to the next word.", [PROJECT EDITABLE ANNOTATION],
        Act(|_| move_end(End::End, Step::Next));
    EndBack: Annotate / "Selected annotation", "End a word earlier", "Alt+Left",
        "Move the end of the selected annotation a word back.", [PROJECT EDITABLE ANNOTATION],
        Act(|_| move_end(End::End, Step::Previous));
    BeginOn: Annotate / "Selected annotation", "Begin a word later", "Alt+Shift+Right",
        "Move the beginning of the selected annotation to the next word.", [PROJECT EDITABLE ANNOTATION],
        Act(|_| move_end(End::Begin, Step::Next));
    BeginBack: Annotate / "Selected annotation", "Begin a word earlier", "Alt+Shift+Left",
        "Move the beginning of the selected annotation a word back.", [PROJECT EDITABLE ANNOTATION],
        Act(|_| move_end(End::Begin, Step::Previous));
    RemoveAnnotation: Annotate / "Selected annotation", "Remove annotation", "Delete",
        "Remove the selected annotation and its claim.", [PROJECT EDITABLE ANNOTATION],
        Act(|state| Some(Action::Annotation(AnnotationAction::Remove(annotation(state)?))));
    Join: Annotate / "", "Could be the same as…", "=",
        "Join the selected claim's incident to one that could be the same.", [PROJECT EDITABLE INCIDENT],
        Act(|_| Some(Action::Annotation(AnnotationAction::OpenForm)));
    Split: Annotate / "", "Split from incident", "X", "Make the selected claim's incident one of its own again.",
        [PROJECT EDITABLE JOINED], Act(|state| Some(Action::Incident(IncidentAction::Split(joined(open(state)?)?))));
    ChooseFigure: Annotate / "Selected annotation", "Use this figure for its source", "Shift+F",
        "Use the selected claim's figure for its independent source, or its latest one again.",
        [PROJECT EDITABLE INCIDENT_CLAIM], Act(choose_figure);

    NextSuggestion: Annotate / "Suggestions", "Next suggestion", "]",
        "Show the next suggestion; after the last of the article, the first of the next article.", [PROJECT SUGGESTIONS],
        Act(|_| suggestion(SuggestionAction::Step(Step::Next)));
    PreviousSuggestion: Annotate / "Suggestions", "Previous suggestion", "[", "Show the previous suggestion.",
        [PROJECT SUGGESTIONS], Act(|_| suggestion(SuggestionAction::Step(Step::Previous)));
    AcceptSuggestion: Annotate / "Suggestions", "Accept", "",
        "Annotate the words as suggested, and look at the next suggestion of the article.", [PROJECT EDITABLE SUGGESTION],
        Act(|_| suggestion(SuggestionAction::Accept));
    AcceptAndCorrect: Annotate / "Suggestions", "Accept and correct…", "E",
        "Annotate the words as suggested, and go to the fields of the claim.", [PROJECT EDITABLE SUGGESTION],
        Act(|_| suggestion(SuggestionAction::AcceptAndCorrect));
    AcceptAndJoin: Annotate / "Suggestions", "Accept and join", "",
        "Annotate the words as suggested, and join their incident to the first on offer.",
        [PROJECT EDITABLE SUGGESTION], Act(|_| suggestion(SuggestionAction::AcceptAndJoin(0)));
    AcceptAllOfKind: Annotate / "Suggestions", "Accept all of this kind", "Shift+E",
        "Accept every suggestion of the article that claims the same as this one, as one edit.",
        [PROJECT EDITABLE SUGGESTION], Act(|_| suggestion(SuggestionAction::AcceptAllOfKind));
    RejectSuggestion: Annotate / "Suggestions", "Reject", "", "Do not suggest this again at this place.",
        [PROJECT EDITABLE SUGGESTION], Act(|_| suggestion(SuggestionAction::Reject));
    RejectEverywhere: Annotate / "Suggestions", "Reject wherever these words stand", "Shift+X",
        "Do not suggest this again, here or in any other place with the same words.", [PROJECT EDITABLE SUGGESTION],
        Act(|_| suggestion(SuggestionAction::RejectEverywhere));
    Suggestions: Annotate / "Suggestions", "Show suggestions", "H",
        "Read what the articles state and suggest claims, or hide all suggestions.", [],
        switch(Switch::Suggestions);

    JoinPair: Annotate / "Possible duplicates", "Join the pair", "J",
        "The two incidents that are shown side by side are one event: join them.", [PROJECT EDITABLE PAIR],
        Act(|state| Some(Action::Duplicate(DuplicateAction::Join(pair(state)?))));
    KeepPairApart: Annotate / "Possible duplicates", "Keep the pair apart", "D",
        "The two incidents that are shown side by side are two events: keep them apart.", [PROJECT EDITABLE PAIR],
        Act(|state| Some(Action::Duplicate(DuplicateAction::KeepApart(pair(state)?))));
    PairLater: Annotate / "Possible duplicates", "Decide the pair later", "Q",
        "Come back to the two incidents once the others are decided.", [PROJECT PAIR],
        Act(|state| Some(Action::Duplicate(DuplicateAction::Postpone(pair(state)?))));
    NextPair: Annotate / "Possible duplicates", "Next pair", ".", "Show the next pair of possible duplicates.",
        [PROJECT PAIR], Act(|_| Some(Action::Duplicate(DuplicateAction::Step(Step::Next))));
    PreviousPair: Annotate / "Possible duplicates", "Previous pair", ",", "Show the previous pair.",
        [PROJECT PAIR], Act(|_| Some(Action::Duplicate(DuplicateAction::Step(Step::Previous))));
    OpenFirst: Annotate / "Possible duplicates", "Show the left passage", "V",
        "Show the passage of the incident at the left in the article.", [PROJECT PAIR],
        Act(|state| passage(state, pair(state)?.first));
    OpenSecond: Annotate / "Possible duplicates", "Show the right passage", "Shift+V",
        "Show the passage of the incident at the right in the article.", [PROJECT PAIR],
        Act(|state| passage(state, pair(state)?.second));

    ShowArticles: View / "Panels", "Articles", "Ctrl+1", "Show or hide the list of articles.", [],
        switch(Switch::Articles);
    ShowInspector: View / "Panels", "Inspector", "Ctrl+2", "Show or hide the inspector.", [], switch(Switch::Inspector);
    ShowChart: View / "Panels", "Chart", "Ctrl+3", "Show or hide the chart.", [],
        Choose(|state| shown(state, Dock::Chart), |_| dock(Dock::Chart));
    ShowAnnotations: View / "Panels", "Annotations", "Ctrl+4", "Show or hide the table of every annotation.", [],
        Choose(|state| shown(state, Dock::Annotations), |_| dock(Dock::Annotations));
    ShowTotals: View / "Panels", "Totals", "Ctrl+5", "Show or hide the running totals against what is counted.", [],
        Choose(|state| shown(state, Dock::Totals), |_| dock(Dock::Totals));
    ShowLookAlikes: View / "Panels", "Possible duplicates", "Ctrl+6",
        "Show or hide the pairs of incidents that may be one event.", [],
        Choose(|state| shown(state, Dock::Duplicates), |_| dock(Dock::Duplicates));
    ShowFound: View / "Panels", "Search results", "Ctrl+7", "Show or hide what was found in all articles.", [],
        Choose(|state| shown(state, Dock::Found), |_| dock(Dock::Found));
    ShowQueue: View / "Panels", "Suggestions", "Ctrl+9",
        "Show or hide the suggestions of all articles that wait for a decision.", [],
        Choose(|state| shown(state, Dock::Suggestions), |_| dock(Dock::Suggestions));
    ShowHistory: View / "Panels", "History", "Ctrl+Shift+H",
        "Show or hide who changed what when, and the project as it was.", [],
        Choose(|state| shown(state, Dock::History), |_| dock(Dock::History));
    FoldDock: View / "Panels", "Panel below the text", "F4", "Fold the panel below the text, or unfold it.", [],
        switch(Switch::Dock);
    FillDock: View / "Panels", "Fill the window with the panel below", "Shift+F4",
        "Give the panel below the text all the room of the text, or only its own.", [], switch(Switch::FillDock);
    Codebook: View / "Panels", "Codebook", "Ctrl+8", "Show the codebook in the inspector, or the selection again.", [],
        Choose(|state| Some(state.preferences.tab == Tab::Codebook), codebook);
    NextAnnotation: View / "Go to", "Next annotation", "N", "Select the next annotation of the article.",
        [PROJECT ARTICLE], Act(|_| Some(Action::Annotation(AnnotationAction::Step(Step::Next))));
    PreviousAnnotation: View / "Go to", "Previous annotation", "Shift+N", "Select the annotation before.",
        [PROJECT ARTICLE], Act(|_| Some(Action::Annotation(AnnotationAction::Step(Step::Previous))));
    NextOverlapping: View / "Go to", "Next overlapping annotation", "O",
        "Go through the annotations that overlap.", [PROJECT ARTICLE],
        Act(|_| Some(Action::Annotation(AnnotationAction::NextOverlapping)));
    GoToParagraph: View / "Go to", "Paragraph…", "G", "Type the number of a paragraph to go there.",
        [PROJECT ARTICLE], Window;
    NextArticle: View / "Go to", "Next article", "Ctrl+PageDown", "Show the next article of the list.", [PROJECT],
        Act(|_| Some(Action::Article(ArticleAction::Step(Step::Next))));
    PreviousArticle: View / "Go to", "Previous article", "Ctrl+PageUp", "Show the article before.", [PROJECT],
        Act(|_| Some(Action::Article(ArticleAction::Step(Step::Previous))));
    FilterArticles: View / "Go to", "Filter articles", "Ctrl+L",
        "Type words of title, source, path, date or text.", [PROJECT], Act(|_| focus(Area::ArticleFilter));
    FocusArticles: View / "Go to", "List of articles", "Shift+F6", "Give the keyboard to the list of articles.",
        [PROJECT], Act(|_| focus(Area::ArticleList));
    FocusReader: View / "Go to", "Text", "F6", "Put the caret into the article's text.", [PROJECT],
        Act(|_| focus(Area::Text));
    ReadNextUnread: View / "Reading state", "Set state to read, then next unread", "Ctrl+Enter",
        "The open article is read; show the next that is unread.", [PROJECT EDITABLE],
        Act(|_| Some(Action::Article(ArticleAction::ReadNextUnread)));
    SetDone: View / "Reading state", "Set state to done", "Ctrl+D",
        "The open article is read and completely annotated.", [PROJECT ARTICLE EDITABLE],
        Act(|state| read_state(state, ReadState::Done));
    SetUnread: View / "Reading state", "Set state to unread", "Ctrl+U", "The open article is unread again.",
        [PROJECT ARTICLE EDITABLE], Act(|state| read_state(state, ReadState::Unread));
    NextState: View / "Reading state", "Set next state", "Ctrl+Shift+D",
        "Step through the states of the open article: unread, read, done, and unread again.",
        [PROJECT ARTICLE EDITABLE],
        Act(|state| read_state(state, open(state)?.read_state(article(state)?).next()));
    TakeArticle: View / "Reading state", "Take the article, or give it back", "Ctrl+T",
        "Assign the open article to yourself before your team; again, and nobody has it.", [PROJECT ARTICLE TEAM],
        Act(take_article);
    NextFree: View / "Reading state", "Next unread that nobody has", "Ctrl+Shift+Enter",
        "Show the next unread article that no member of your team has taken or open, and take it.", [PROJECT TEAM],
        Act(|_| Some(Action::Team(TeamAction::NextFree)));
    BackToPresent: View / "Go to", "Back to the present", "", "Show the project as it is now.", [PROJECT PAST],
        Act(|_| Some(Action::History(HistoryAction::BackToPresent)));
    ShowAlone: View / "", "Show only this code", "A",
        "Show only annotations with the selected annotation's code; again, and all are shown.", [PROJECT CODE],
        Act(show_only);
    CodeLabels: View / "", "Show codes above the words", "L",
        "Every annotation shows the key or the short name of its code.", [], switch(Switch::CodeLabels);
    ParagraphNumbers: View / "", "Paragraph numbers", "Shift+G", "Show or hide the numbers of the paragraphs.", [],
        switch(Switch::ParagraphNumbers);
    LinesAsWritten: View / "", "Lines as in the file", "",
        "Show the lines of hard-wrapped text as they are in the file, not joined to paragraphs.", [],
        switch(Switch::LinesAsWritten);
    ZoomIn: View / "Zoom", "Zoom in", "Ctrl+Plus Ctrl+Equals", "Make everything larger.", [],
        Act(|_| prefer(PreferenceChange::ZoomBy(1)));
    ZoomOut: View / "Zoom", "Zoom out", "Ctrl+Minus", "Make everything smaller.", [],
        Act(|_| prefer(PreferenceChange::ZoomBy(-1)));
    ZoomReset: View / "Zoom", "Reset zoom", "Ctrl+0", "Go back to 100 %.", [],
        Act(|_| prefer(PreferenceChange::ZoomReset));
    ThemeSystem: View / "Theme", "System", "", "Follow the light or dark theme of the system.", [],
        Choose(|state| Some(state.preferences.theme == Theme::System), |_| theme(Theme::System));
    ThemeLight: View / "Theme", "Light", "", "Dark text on a light background.", [],
        Choose(|state| Some(state.preferences.theme == Theme::Light), |_| theme(Theme::Light));
    ThemeDark: View / "Theme", "Dark", "", "Light text on a dark background.", [],
        Choose(|state| Some(state.preferences.theme == Theme::Dark), |_| theme(Theme::Dark));

    ByMonth: Chart / "Period", "By month", "", "One bar for each month.", [PROJECT],
        Choose(|state| by(state, Grain::Month), |_| period(Grain::Month));
    ByQuarter: Chart / "Period", "By quarter", "", "One bar for each quarter.", [PROJECT],
        Choose(|state| by(state, Grain::Quarter), |_| period(Grain::Quarter));
    ByYear: Chart / "Period", "By year", "", "One bar for each year.", [PROJECT],
        Choose(|state| by(state, Grain::Year), |_| period(Grain::Year));
    ChartStacked: Chart / "Drawn as", "Stacked bars", "", "A bar for each period, the operations on top of each other.",
        [], Choose(|state| drawn(state, Mode::Stacked), |_| draw(Mode::Stacked));
    ChartSideBySide: Chart / "Drawn as", "Bars side by side", "", "A bar for each period and operation.", [],
        Choose(|state| drawn(state, Mode::SideBySide), |_| draw(Mode::SideBySide));
    ChartSmallMultiples: Chart / "Drawn as", "Small multiples", "",
        "A small chart for each operation, on one scale.", [],
        Choose(|state| drawn(state, Mode::SmallMultiples), |_| draw(Mode::SmallMultiples));
    ChartCumulative: Chart / "Drawn as", "Cumulative lines", "",
        "Sums from the beginning on, a line of steps for each operation.", [],
        Choose(|state| drawn(state, Mode::Cumulative), |_| draw(Mode::Cumulative));
    ChartSpread: Chart / "", "Low and high", "",
        "Draw low and high: whiskers on bars, bands on lines. Summed, they overstate the spread.", [],
        switch(Switch::ChartSpread);
    ChartTotals: Chart / "", "Totals on cumulative lines", "",
        "Draw totals as hollow markers on the line of their own scope.", [], switch(Switch::ChartTotals);
    ChartLives: Chart / "", "Active periods of operations", "",
        "Shade the time from an operation's beginning to its end.", [], switch(Switch::ChartActivePeriods);
    ChartTable: Chart / "", "Show as a table", "", "Show the figures as a table in place of bars.", [],
        switch(Switch::ChartTable);
    ChartFilters: Chart / "", "Filters…", "Ctrl+Shift+I", "Filter by cause, operation, source or coder.", [PROJECT],
        Window;
    ChartReset: Chart / "", "Reset filters and time", "",
        "Show the recorded sides, all causes and all of the time again.", [PROJECT],
        Act(|_| Some(Action::Chart(ChartAction::Ask(ChartQuestion::Reset))));
    TrialRecount: Chart / "", "What-if…", "Ctrl+Shift+T",
        "See what would be counted without an article, a source or a coder, or otherwise.", [PROJECT], Window;
    LeaveTrial: Chart / "", "Leave what-if", "", "Go back to what is counted.", [PROJECT WHAT_IF],
        Act(|_| Some(Action::Chart(ChartAction::WhatIf(WhatIfChange::Leave))));
    Provenance: Chart / "", "How was this counted?…", "Ctrl+H",
        "Show how the selected bar or incident was counted, with quotes.", [PROJECT SUBJECT], Window;

    Palette: Help / "", "Find a command…", "Ctrl+Shift+P", "Find any command by its name.", [], Window;
    Keys: Help / "", "Keyboard shortcuts…", "F1", "List every key, and change keys.", [], Window;
    Guide: Help / "", "Guide", "Shift+F1", "How Tollbook counts: the rules, where they come from, and an example.", [],
        Window;
    About: Help / "", "About Tollbook", "", "Version, licences, and where files are kept.", [], Window;
}
