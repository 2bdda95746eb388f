//! What the user can ask.

use std::ops::Range;
use std::path::PathBuf;

use jiff::civil::Date;

use super::JobId;
use super::effect::Output;
use super::preferences::Preferences;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::provenance::Subject;
use tollbook_core::analysis::table::Question;
use tollbook_core::analysis::timeline::{Bar, Query};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{
    AnnotationId, ArticleId, ClaimField, ClaimStatus, CodeId, Colour, DateBasis, DateRange, EntryId,
    EstimateId, Figures, Hostile, IncidentId, Kind, LinkId, List, Mark, OperationId, Outcome, ReadState,
    SideKind,
};
use tollbook_files::exchange::{ExportFormat, picture};

/// What the user can ask. Each is carried out by [`super::update()`] and by nothing else.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    // Projects
    /// Ask for a folder and open it.
    OpenFolder,
    /// Ask for a project file and open it.
    OpenFile,
    /// Open a folder or a project file.
    Open(PathBuf),
    /// Open the sample.
    OpenSample,
    /// Close the project.
    CloseProject,
    /// Begin the new project with a setting; it has no effect once something is saved.
    Begin(Beginning),
    /// Leave the question which file or folder is meant.
    StopAsking,
    /// Read the folder again.
    Rescan,
    /// Close the window, once everything is saved.
    Quit,
    /// Close the window although something is not saved.
    QuitUnsaved,
    /// Stay, although the window was to close.
    Stay,
    /// Try again what could not be saved.
    RetrySave,
    /// Stop a job.
    Cancel(JobId),
    /// Put a notice away.
    Dismiss(usize),
    /// Change the preferences.
    SetPreferences(Box<Preferences>),

    // Articles
    /// Show an article.
    ShowArticle(ArticleId),
    /// Show the next article of the list, or the one before.
    StepArticle(Step),
    /// Filter the list by words of title, source and path.
    Filter(String),
    /// Hide the articles under a heading of the list, or show them again.
    ToggleGroup(String),
    /// Say how far the article has been read.
    SetReadState(ArticleId, ReadState),
    /// The open article is read; show the next that is unread.
    ReadNextUnread,
    /// Correct what is known of an article.
    EditArticle(ArticleId, ArticleEdit),
    /// Open an article's file in the program that the system has for it.
    OpenArticleFile(ArticleId),
    /// Remember where reading stopped in the open article: the first byte of the window's first line,
    /// and the caret.
    KeepPlace(usize, usize),
    /// Take the text of the file as it is now for the article's text.
    TakeNewText(ArticleId),

    // Marking
    /// Select a span of the open article; `None` selects nothing.
    Select(Option<Range<usize>>),
    /// The caret of the open article stands before this byte.
    PutCaret(usize),
    /// Show the marks of one code alone, or of all.
    ShowAlone(Option<CodeId>),
    /// Mark the selection as a claim.
    Mark(Mark),
    /// Mark the selection with a code.
    MarkWith(CodeId),
    /// Select an annotation, wherever it is, and show it.
    ShowAnnotation(AnnotationId),
    /// Select the next annotation of the open article, or the one before.
    StepAnnotation(Step),
    /// Select the next of the annotations that lie over each other at the selection.
    NextOverlapping,
    /// Leave the card and go back to the text.
    CloseCard,
    /// Open the card of the selected annotation.
    OpenCard,
    /// Remove an annotation, its claim and, if nobody else needs it, its incident.
    RemoveAnnotation(AnnotationId),
    /// Move an annotation to another span of its article.
    MoveAnnotation(AnnotationId, Range<usize>),
    /// Move an end of the selected annotation by a word.
    MoveEnd(End, Step),
    /// Give an annotation another code.
    Recode(AnnotationId, CodeId),
    /// Write an annotation's memo.
    SetAnnotationMemo(AnnotationId, String),
    /// Change a claim by hand.
    EditClaim(AnnotationId, ClaimEdit),
    /// Read a field of a claim from the words again.
    Redraft(AnnotationId, ClaimField),

    // Incidents
    /// Select an incident and list its claims.
    ShowIncident(Option<IncidentId>),
    /// Join an incident to another.
    Join(IncidentId, IncidentId),
    /// Make an incident stand on its own again.
    Split(IncidentId),
    /// Change an incident by hand.
    EditIncident(IncidentId, IncidentEdit),
    /// Set the coder's own estimate.
    SetEstimate {
        /// Of which incident.
        incident: IncidentId,
        /// Whose people.
        side: Option<EntryId>,
        /// What happened to them.
        outcome: Outcome,
        /// How many.
        figures: Figures,
        /// Why.
        reason: String,
    },
    /// Go back to what the claims give.
    ClearEstimate(EstimateId),
    /// Let a claim's figure speak for its voice, or its voice's latest one again.
    ChooseFigure(AnnotationId, bool),

    // Look-alikes
    /// Look at a pair of incidents that may be the same.
    ShowPair(Pair),
    /// Look at the next pair, or the one before.
    StepPair(Step),
    /// Join the two incidents of a pair.
    JoinPair(Pair),
    /// Keep two incidents apart that look alike.
    KeepApart(Pair),
    /// Keep two incidents apart no more.
    KeepApartNoMore(LinkId),
    /// Put a pair off until the others are decided.
    Later(Pair),
    /// Compare all incidents and articles again.
    CompareAgain,
    /// Give articles that copy one another one voice.
    OneVoice(Vec<ArticleId>, String),
    /// Leave articles whose texts agree their own voices.
    DifferentVoices(Vec<ArticleId>),

    // Operations and codes
    /// Make an operation.
    AddOperation(String),
    /// Change an operation.
    EditOperation(OperationId, OperationEdit),
    /// Remove an operation that nothing names.
    RemoveOperation(OperationId),
    /// Move all that names the first operation to the second, and remove the first.
    MergeOperation(OperationId, OperationId),

    // Lists
    /// Make an entry of a list.
    AddEntry(List, String),
    /// Change an entry.
    EditEntry(EntryId, EntryEdit),
    /// Remove an entry that nothing names.
    RemoveEntry(EntryId),
    /// Move all that names the first entry to the second, and remove the first.
    MergeEntry(EntryId, EntryId),

    // Totals
    /// Take an incident out of a total.
    ExcludeFromTotal(IncidentId, AnnotationId),
    /// Put it back.
    IncludeInTotal(IncidentId, AnnotationId),
    /// Record people of whom only a total knows as an incident of its own.
    RecordRemainder(Box<Remainder>),
    /// Make a code.
    AddCode(String),
    /// Change a code.
    EditCode(CodeId, CodeEdit),
    /// Remove a code with all that is marked with it; the codes beneath it move up.
    RemoveCode(CodeId),
    /// Give the marks of the first code to the second, which claims the same, and remove the first.
    MergeCodes(CodeId, CodeId),
    /// Give the marks of the first code the second.
    MoveMarks(CodeId, CodeId),

    // The table of annotations
    /// Ask the table for other rows, or another order.
    AskTable(Box<Question>),
    /// Bring the table's rows up to date.
    Tabulate,

    // Many annotations at once
    /// Change a field of many claims.
    EditAll(Vec<AnnotationId>, ClaimEdit),
    /// Give many annotations another code.
    RecodeAll(Vec<AnnotationId>, CodeId),
    /// Remove many annotations.
    RemoveAll(Vec<AnnotationId>),

    // Evidence and notes
    /// Say that an annotation is evidence of an incident.
    AttachEvidence(AnnotationId, IncidentId),
    /// Take that back.
    DetachEvidence(LinkId),
    /// Write the project's memo.
    SetProjectMemo(String),

    // The chart
    /// Ask another question of the timeline.
    SetQuery(Query),
    /// Try a recount; one that tries nothing leaves the trial.
    Try(WhatIf),
    /// Select a bar; its incidents are listed.
    ShowBar(Option<Bar>),

    /// Look for words.
    Find(super::find::Ask),

    // Facts in and out
    /// Take the last edit back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Ask where to and export the package.
    AskExport(ExportFormat),
    /// Export the package to a folder or file.
    Export(ExportFormat, PathBuf),
    /// Ask where to and save a paper.
    AskSave(Output),
    /// Copy the chart as a picture.
    CopyChart(String, picture::Format),
    /// Copy how a figure was counted, as Markdown.
    CopyAccount(Subject),
    /// Save a paper to a file.
    Save(Output, PathBuf),
    /// Ask for files and import them.
    AskImport,
    /// Import files.
    Import(Vec<PathBuf>),
    /// Ask for a codebook and import it.
    AskCodebook,
    /// Import a codebook.
    ImportCodebook(PathBuf),
}

/// Which way to go.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Step {
    /// Onward.
    Next,
    /// Back.
    Previous,
}

/// An end of an annotation.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Where it begins.
    Begin,
    /// Where it ends.
    End,
}

/// A correction of what is known of an article.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleEdit {
    /// The title.
    Title(String),
    /// When it was published.
    Published(Option<DateRange>),
    /// Who published it.
    Source(String),
    /// Whose voice it speaks with.
    Voice(String),
    /// Notes.
    Memo(String),
}

/// A change of one field of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimEdit {
    /// The kind.
    Kind(Kind),
    /// The standing.
    Status(ClaimStatus),
    /// The outcome.
    Outcome(Option<Outcome>),
    /// The side.
    Side(Option<EntryId>),
    /// The victims.
    Victims(String),
    /// How many.
    Count(Figures),
    /// When, and how that is known.
    Date(Option<DateRange>, Option<DateBasis>),
    /// When, so many days after another incident.
    DateFrom(IncidentId, i32),
    /// Whether they died of wounds, and when.
    Death(bool, Option<Date>),
    /// The operations.
    Operations(Vec<OperationId>),
    /// The country.
    Country(String),
    /// The place.
    Place(String),
    /// The cause.
    Cause(Option<EntryId>),
    /// Whether it was hostile.
    Hostile(Option<Hostile>),
    /// Who says so.
    Attribution(String),
    /// Whether a part overlaps no other.
    PartExclusive(bool),
    /// Whether other figures include those who died of wounds.
    InOtherFigures(Option<bool>),
    /// Of a total: countries and areas.
    Scope(Vec<String>, Vec<EntryId>),
    /// Of a total: what it counts.
    Definition(Option<EntryId>),
    /// Of a total: its first day.
    From(Option<Date>),
    /// Of a total: when it held.
    AsOf(Option<DateRange>),
    /// Of a total: the incident that it was given with.
    AsOfIncident(Option<IncidentId>),
}

/// A change of one field of an incident; blank goes back to what the claims say.
#[derive(Clone, Debug, PartialEq)]
pub enum IncidentEdit {
    /// The name.
    Title(String),
    /// The operation.
    Operation(Option<OperationId>),
    /// When.
    Date(Option<DateRange>),
    /// The country.
    Country(String),
    /// The place.
    Place(String),
    /// The cause.
    Cause(Option<EntryId>),
    /// Whether it was hostile.
    Hostile(Option<Hostile>),
    /// Notes.
    Memo(String),
}

/// A change of one field of an operation.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationEdit {
    /// The name.
    Name(String),
    /// Other names.
    Aliases(Vec<String>),
    /// The first day.
    Begins(Option<Date>),
    /// The last day.
    Ends(Option<Date>),
    /// Countries and areas.
    Area(Vec<String>),
    /// The operation before it.
    Follows(Option<OperationId>),
    /// The colour.
    Colour(Colour),
}

/// With what a new project begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The name of the template; blank for none.
    pub template: String,
    /// The names of the sides whose casualties are recorded; all if there is none.
    pub recorded: Vec<String>,
}

/// A change of one field of a list's entry.
#[derive(Clone, Debug, PartialEq)]
pub enum EntryEdit {
    /// The name.
    Name(String),
    /// Of a side: whether its casualties are recorded.
    Recorded(bool),
    /// Of a side: the country whose it is.
    Country(String),
    /// Of a side: what sort of people it is.
    Kind(Option<SideKind>),
    /// Of a definition: the values of hostile that it includes.
    Includes(Vec<Hostile>),
    /// Of an area: its countries.
    Countries(Vec<String>),
}

/// People of whom only a total knows.
#[derive(Clone, Debug, PartialEq)]
pub struct Remainder {
    /// The total.
    pub total: AnnotationId,
    /// How many they are.
    pub figure: u64,
    /// When.
    pub date: Option<DateRange>,
    /// Under which operation.
    pub operation: Option<OperationId>,
    /// Why they are recorded.
    pub reason: String,
}

/// A change of one field of a code.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeEdit {
    /// The name.
    Name(String),
    /// The key.
    Key(String),
    /// The colour.
    Colour(Colour),
    /// What it is for.
    Description(String),
    /// The code above it.
    Parent(Option<CodeId>),
}
