//! What the user can ask, grouped by area.

use std::ops::Range;
use std::path::PathBuf;

use jiff::Timestamp;
use jiff::civil::Date;

use super::JobId;
use super::adjudication::Verdict;
use super::comparison::PairOrder;
use super::effect::{ChartExport, Output};
use super::find::Ask;
use super::focus::Area;
use super::past::About;
use super::preferences::PreferenceChange;
use super::suggestions::{QueueFilter, QueueOrder, SuggestionPlace};
use super::team::{JoinTeam, Password, TypedConnection};
use crate::code_edit::CodeEdit;
use tollbook_core::analysis::agreement::Unit;
use tollbook_core::analysis::duplicates::Pair;
use tollbook_core::analysis::provenance::Subject;
use tollbook_core::analysis::table::Column;
use tollbook_core::analysis::timeline::{Bar, DaySpan, Grain, Group, Grouping};
use tollbook_core::analysis::what_if::Taken;
use tollbook_core::model::{
    AnnotationId, ArticleId, ClaimField, ClaimStatus, ClaimType, CodeId, Colour, DateBasis, DateRange,
    EditId, EntryId, EstimateId, Figures, Hostile, IncidentId, Kind, LinkId, List, OperationId, Outcome,
    ReadState, SideKind,
};
use tollbook_files::collecting::NewArticle;
use tollbook_files::exchange::ExportFormat;
use tollbook_files::reading::table::ColumnMapping;

/// What the user can ask. Each is carried out by [`super::update()`] and by nothing else.
#[derive(Clone, Debug, PartialEq)]
pub enum Action {
    /// Of the program.
    Program(ProgramAction),
    /// Change one preference.
    Preference(PreferenceChange),
    /// Send the keyboard to a part of the window.
    Focus(Area),
    /// The keyboard has gone to a part of the window by a click or Tab.
    FocusMoved(Area),
    /// Ask for a path; what it is for is done once there is one.
    AskPath(PathPurpose),
    /// Of the project as a whole.
    Project(ProjectAction),
    /// Of the merge that waits for an answer.
    Merge(MergeAction),
    /// Of articles.
    Article(ArticleAction),
    /// Of bringing articles in.
    Input(InputAction),
    /// Look for words.
    Find(Ask),
    /// Of annotations.
    Annotation(AnnotationAction),
    /// Of claims.
    Claim(ClaimAction),
    /// Of incidents.
    Incident(IncidentAction),
    /// Of possible duplicates.
    Duplicate(DuplicateAction),
    /// Of suggestions.
    Suggestion(SuggestionAction),
    /// Count what was decided about suggestions no longer, and learn anew.
    ResetLearned,
    /// Of operations.
    Operation(OperationAction),
    /// Of lists.
    List(ListAction),
    /// Of running totals.
    Total(TotalAction),
    /// Of codes.
    Code(CodeAction),
    /// Of the table of annotations.
    Table(TableAction),
    /// Of the chart.
    Chart(ChartAction),
    /// Of restoring a project from a backup.
    Restore(RestoreAction),
    /// Of the history that is looked at.
    History(HistoryAction),
    /// Of the agreement between coders.
    Agreement(AgreementAction),
    /// Of the coder's name.
    Coder(CoderAction),
    /// Of a team's project.
    Team(TeamAction),
}

/// Restoring a project from a backup.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RestoreAction {
    /// Ask from which backup the open project is restored; without one, which project first.
    Ask,
    /// Ask from which backup this project file is restored.
    OfProject(PathBuf),
    /// Put this backup in the project's place, once everything is saved.
    InPlace(PathBuf),
    /// Write this backup to a new file.
    IntoNew(PathBuf, PathBuf),
    /// Restore nothing.
    Close,
}

/// The history that is looked at. Edits are named by their numbers.
#[derive(Clone, Debug, PartialEq)]
pub enum HistoryAction {
    /// Change one thing of which edits are shown.
    Filter(HistoryFilterChange),
    /// Select an edit and show what it changed.
    Select(i64),
    /// Show the project as it was after an edit.
    ShowAsItWas(i64),
    /// Show the project as it is now.
    BackToPresent,
    /// Find what differs between the states after two edits; without a second one, between the first and now.
    Compare {
        /// The first.
        from: i64,
        /// The second.
        to: Option<i64>,
    },
    /// Put away what differs.
    CloseComparison,
}

/// A change of one thing of which edits are shown.
#[derive(Clone, Debug, PartialEq)]
pub enum HistoryFilterChange {
    /// Words in what an edit is called.
    Words(String),
    /// Who made it.
    Coder(Option<EntryId>),
    /// What it changed.
    About(About),
    /// When it was made: the first moment, and the first one after.
    Within(Option<(Timestamp, Timestamp)>),
    /// Show every edit.
    Clear,
}

/// The agreement between coders.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AgreementAction {
    /// Open its window, or close it.
    Show(bool),
    /// Count kappa over these units.
    Unit(Unit),
    /// Decide about annotations of two coders that differ.
    Decide([Option<AnnotationId>; 2], Verdict),
}

/// The coder's name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CoderAction {
    /// Ask for it.
    Ask,
    /// From now on edits are made in this name; those that waited for it are made.
    SetName(String),
    /// Leave the name as it is; edits that waited for it are not made.
    Cancel,
}

/// A team's project: beginning and joining it, its password, and who has which article.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TeamAction {
    /// Open the dialog.
    Ask,
    /// Close the dialog.
    Close,
    /// Connect, and say what is there.
    Test(TypedConnection),
    /// Make the open project a team's, with its whole history.
    Begin(TypedConnection),
    /// Make the replica in this folder.
    ChooseFolder(PathBuf),
    /// Join a team project in a folder.
    Join(Box<JoinTeam>),
    /// Keep the password for the open replica's server until the program ends.
    GivePassword {
        /// The password.
        password: Password,
        /// Whether the system's keyring is to keep it as well.
        in_keyring: bool,
    },
    /// Go on without the server that asks for a password, or be asked for it again.
    WorkOffline(bool),
    /// Assign an article to a coder, or to nobody.
    Assign(ArticleId, Option<EntryId>),
    /// Show the next unread article that nobody has, and take it.
    NextFree,
}

/// The program: closing the window, its jobs and notices.
#[derive(Clone, Debug, PartialEq)]
pub enum ProgramAction {
    /// Close the window, once everything is saved.
    Quit,
    /// Close the window although something is not saved.
    QuitUnsaved,
    /// Stay, although the window was to close.
    Stay,
    /// Stop a job.
    Cancel(JobId),
    /// Put a notice away.
    Dismiss(usize),
    /// Remember what stands in the forms of the open project and is not entered yet.
    KeepUnfinished(crate::unfinished_text::Fields),
    /// Open the file of a notice.
    OpenNoticeFile(usize),
    /// Say that the program ended by a mistake when it ran before, of which these are the reports.
    TellCrashes(Vec<PathBuf>),
}

/// The project as a whole: opening, closing, saving, import and export, undo.
#[derive(Clone, Debug, PartialEq)]
pub enum ProjectAction {
    /// Open a folder or a project file.
    Open(PathBuf),
    /// Open the sample.
    OpenSample,
    /// Close the project.
    Close,
    /// Begin the new project with a setting; it has no effect once something is saved.
    Begin(Beginning),
    /// Leave the question which file or folder is meant, or the question for a path.
    StopAsking,
    /// Read the folder again.
    Rescan,
    /// Try again what could not be saved.
    RetrySave,
    /// Say what this window does while another edits the project.
    TakeTurns(crate::save::Turn),
    /// Write the project's memo.
    SetMemo(String),
    /// Take the last edit back.
    Undo,
    /// Take the last undo back.
    Redo,
    /// Take the edit back together with what depends on it.
    UndoTogether,
    /// Leave it and what depends on it as they are.
    LeaveUndo,
    /// Export the package to a folder or file.
    Export(ExportFormat, PathBuf),
    /// Merge another copy of the project.
    Merge(PathBuf),
    /// Import files.
    Import(Vec<PathBuf>),
    /// Import a codebook.
    ImportCodebook(PathBuf),
    /// Save a paper to a file.
    Save(Output, PathBuf),
}

/// What is decided about a merge.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MergeAction {
    /// Take the other copy's side of one edit, or keep this copy's.
    Take(EditId, bool),
    /// The same of every edit that does not fit.
    TakeAll(bool),
    /// Merge with what was decided.
    Finish,
    /// Merge nothing.
    Cancel,
}

/// With what a new project begins.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Beginning {
    /// The name of the template; blank for none.
    pub template: String,
    /// The names of the sides whose casualties are recorded; all if there is none. Those that the template does not
    /// have are added.
    pub recorded: Vec<String>,
    /// The names of sides that are the forces of a state, each with its country.
    pub countries: Vec<(String, String)>,
}

/// Articles: which one is shown, what is known of it, how far it is read.
#[derive(Clone, Debug, PartialEq)]
pub enum ArticleAction {
    /// Show an article.
    Show(ArticleId),
    /// Show the next article of the list, or the one before.
    Step(Step),
    /// Filter the list by words of title, source and path.
    Filter(String),
    /// Show only articles that state casualties, or may; or all again.
    ShowOnlyCasualties(bool),
    /// Hide the articles under a heading of the list, or show them again.
    ToggleGroup(String),
    /// Say how far the article has been read.
    SetReadState(ArticleId, ReadState),
    /// The open article is read; show the next that is unread.
    ReadNextUnread,
    /// Correct what is known of an article.
    Edit(ArticleId, ArticleEdit),
    /// Open an article's file in the program that the system has for it.
    OpenFile(ArticleId),
    /// Remember where reading stopped in the open article: the first byte of the window's first line,
    /// and the caret.
    KeepPlace(usize, usize),
    /// Take the text of the file as it is now for the article's text.
    UseNewText(ArticleId),
    /// Put away the list of what became of the annotations of a changed text.
    CloseTextChange,
}

/// Bringing articles in: tables, files, pasted text, originals.
#[derive(Clone, Debug, PartialEq)]
pub enum InputAction {
    /// Look at the columns of a table of the folder.
    LookAtTable(String),
    /// Say which columns of a table hold what, and read the folder again.
    SetColumns(String, ColumnMapping),
    /// Leave the table as it is.
    LeaveTable,
    /// These files and folders were dropped on the window.
    Drop(Vec<PathBuf>),
    /// Copy files and folders into the folder of the project.
    AddFiles(Vec<PathBuf>),
    /// Do nothing with what was dropped.
    LeaveDropped,
    /// Write an article into the folder.
    AddArticle(NewArticle),
    /// Keep a copy of an article's file beside the project.
    KeepOriginal(ArticleId),
    /// Open an article's address.
    OpenAddress(ArticleId),
    /// Open the address of a link in a text.
    OpenLink(String),
}

/// Annotations and what is selected in the text.
#[derive(Clone, Debug, PartialEq)]
pub enum AnnotationAction {
    /// Select a span of the open article; `None` selects nothing.
    Select(Option<Range<usize>>),
    /// The caret of the open article stands before this byte.
    PlaceCaret(usize),
    /// Show the annotations of one code alone, or of all.
    ShowOnly(Option<CodeId>),
    /// Annotate the selection as a claim.
    Add(ClaimType),
    /// Annotate the selection with a code.
    AddWithCode(CodeId),
    /// Select an annotation, wherever it is, and show it.
    Show(AnnotationId),
    /// Select the next annotation of the open article, or the one before.
    Step(Step),
    /// Select the next of the annotations that lie over each other at the selection.
    NextOverlapping,

    /// Show the selected annotation and go to its fields.
    OpenForm,
    /// Remove an annotation, its claim and, if nobody else needs it, its incident.
    Remove(AnnotationId),
    /// Move an annotation to another span of its article.
    Move(AnnotationId, Range<usize>),
    /// Say that annotations of a changed text are where they belong.
    AcceptAnchors(Vec<AnnotationId>),
    /// Move an end of the selected annotation by a word.
    MoveEnd(End, Step),
    /// Give an annotation another code.
    SetCode(AnnotationId, CodeId),
    /// Write an annotation's memo.
    SetMemo(AnnotationId, String),
    /// Mark an annotation as sensitive, or no more.
    SetSensitive(AnnotationId, bool),
    /// Give many annotations another code.
    SetCodeOfAll(Vec<AnnotationId>, CodeId),
    /// Remove many annotations.
    RemoveAll(Vec<AnnotationId>),
}

/// Claims: their fields, one at a time.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimAction {
    /// Change a claim by hand.
    Edit(AnnotationId, ClaimEdit),
    /// Read a field of a claim from the words again.
    ReadAgain(AnnotationId, ClaimField),
    /// Change a field of many claims.
    EditAll(Vec<AnnotationId>, ClaimEdit),
    /// Let a claim's figure speak for its source, or its source's latest one again.
    ChooseFigure(AnnotationId, bool),
}

/// Incidents: joining, splitting, overrides, estimates and evidence.
#[derive(Clone, Debug, PartialEq)]
pub enum IncidentAction {
    /// Select an incident and list its claims.
    Show(Option<IncidentId>),
    /// Join an incident to another.
    Join(IncidentId, IncidentId),
    /// Make an incident stand on its own again.
    Split(IncidentId),
    /// Change an incident by hand.
    Edit(IncidentId, IncidentEdit),
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
    /// Say that an annotation is evidence of an incident.
    AttachEvidence(AnnotationId, IncidentId),
    /// Take that back.
    DetachEvidence(LinkId),
}

/// Possible duplicates: pairs of incidents, and articles that copy one another.
#[derive(Clone, Debug, PartialEq)]
pub enum DuplicateAction {
    /// Look at a pair of incidents that may be the same.
    Show(Pair),
    /// List other pairs, or in another order.
    Arrange(PairOrder),
    /// Look at the next pair, or the one before.
    Step(Step),
    /// Join the two incidents of a pair.
    Join(Pair),
    /// Keep two incidents apart that look alike.
    KeepApart(Pair),
    /// Keep two incidents apart no more.
    ForgetKeptApart(LinkId),
    /// Put a pair off until the others are decided.
    Postpone(Pair),
    /// Compare all incidents and articles again.
    CompareAgain,
    /// Give articles that copy one another one source.
    OneSource(Vec<ArticleId>, String),
    /// Leave articles whose texts agree their own sources.
    DifferentSources(Vec<ArticleId>),
}

/// Suggestions: going through them and deciding them.
#[derive(Clone, Debug, PartialEq)]
pub enum SuggestionAction {
    /// Look at the next suggestion, in the next article too, or at the one before.
    Step(Step),
    /// Look at a suggestion.
    Show(SuggestionPlace),
    /// Accept the one that is looked at, and look at the next.
    Accept,
    /// Accept it, and go to the fields of its claim.
    AcceptAndCorrect,
    /// Accept it, and join its incident to the offer of this number.
    AcceptAndJoin(usize),
    /// Accept all of the same kind and outcome in the open article.
    AcceptAllOfKind,
    /// Reject it here.
    Reject,
    /// Reject it here and wherever the same words stand.
    RejectEverywhere,
    /// The order of the queue.
    Order(QueueOrder),
    /// What the queue lists.
    Filter(QueueFilter),
    /// Read the articles that were not read, after that was cancelled.
    ReadAgain,
}

/// Operations.
#[derive(Clone, Debug, PartialEq)]
pub enum OperationAction {
    /// Make an operation.
    Add(String),
    /// Change an operation.
    Edit(OperationId, OperationEdit),
    /// Remove an operation that nothing names.
    Remove(OperationId),
    /// Move all that names the first operation to the second, and remove the first.
    Merge(OperationId, OperationId),
}

/// Entries of the lists of sides, causes, definitions and areas.
#[derive(Clone, Debug, PartialEq)]
pub enum ListAction {
    /// Make an entry of a list.
    Add(List, String),
    /// Change an entry.
    Edit(EntryId, EntryEdit),
    /// Remove an entry that nothing names.
    Remove(EntryId),
    /// Move all that names the first entry to the second, and remove the first.
    Merge(EntryId, EntryId),
}

/// Running totals.
#[derive(Clone, Debug, PartialEq)]
pub enum TotalAction {
    /// Take an incident out of a total.
    Exclude(IncidentId, AnnotationId),
    /// Put it back.
    Include(IncidentId, AnnotationId),
    /// Record people of whom only a total knows as an incident of its own.
    RecordRemainder(Box<Remainder>),
}

/// Codes of the codebook.
#[derive(Clone, Debug, PartialEq)]
pub enum CodeAction {
    /// Make a code.
    Add(String),
    /// Change a code.
    Edit(CodeId, CodeEdit),
    /// Remove a code with all that is annotated with it; the codes beneath it move up.
    Remove(CodeId),
    /// Give the annotations of the first code to the second, which claims the same, and remove the first.
    Merge(CodeId, CodeId),
    /// Give the annotations of the first code the second.
    MoveAnnotations(CodeId, CodeId),
}

/// The table of annotations.
#[derive(Clone, Debug, PartialEq)]
pub enum TableAction {
    /// Show only rows that answer this, beside what is asked already.
    Filter(TableFilter),
    /// Show every row.
    ClearFilters,
    /// Sort by a column, in its usual direction.
    SortBy(Column),
    /// Sort by a column; where it is sorted by it already, the other way round.
    Sort(Column),
    /// Bring the rows up to date.
    FindRows,
}

/// What the table of annotations is asked about one thing; `None` asks nothing about it.
#[derive(Clone, Debug, PartialEq)]
pub enum TableFilter {
    /// Words that stand in the row.
    Words(String),
    /// The code, or one above it.
    Code(Option<CodeId>),
    /// The operation of the claim.
    Operation(Option<Option<OperationId>>),
    /// The side of the claim.
    Side(Option<Option<EntryId>>),
    /// The outcome of the claim.
    Outcome(Option<Option<Outcome>>),
    /// The kind of the claim; blank is without a claim.
    Kind(Option<Option<Kind>>),
    /// The status of the claim.
    Status(Option<ClaimStatus>),
    /// Who annotated.
    Coder(Option<EntryId>),
    /// How far the article has been read.
    State(Option<ReadState>),
}

/// The chart: what it shows, and what-ifs.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartAction {
    /// Change one thing that the chart is asked.
    Ask(ChartQuestion),
    /// Change one thing of the what-if.
    WhatIf(WhatIfChange),
    /// Select a bar; its incidents are listed.
    ShowBar(Option<Bar>),
    /// Look for what hides the figures, beside the window.
    FindHidden,
    /// Copy the chart as a picture.
    Copy(ChartExport),
    /// Copy how a figure was counted, as Markdown.
    CopyProvenance(Subject),
}

/// A change of one thing that the chart is asked.
#[derive(Clone, Debug, PartialEq)]
pub enum ChartQuestion {
    /// How long the periods are.
    Period(Grain),
    /// By what people are grouped.
    GroupBy(Grouping),
    /// Which outcome is drawn.
    Outcome(Outcome),
    /// Draw a side, or no longer; `None` is a side that is not set. One at least stays.
    ToggleSide(Option<EntryId>),
    /// Draw all sides.
    AllSides,
    /// Show only this too, or no longer.
    Toggle(FilterValue),
    /// Filter by a field no longer.
    Clear(FilterField),
    /// Hide a group, or show it again.
    ToggleGroup(Group),
    /// Hide every other group.
    OnlyGroup(Group),
    /// Show every group.
    AllGroups,
    /// The stretch of time that is shown; `None` is all of it.
    Time(Option<DaySpan>),
    /// What the chart starts with, for the same outcome and period.
    Reset,
    /// Every side, cause, source, coder and operation, all of the time.
    Unfilter,
    /// The same, grouped by side.
    UnfilteredBySide,
    /// Every side, cause, source, coder and operation of this outcome.
    UnfilteredOutcome(Outcome),
}

/// Something that the chart can be filtered by.
#[derive(Clone, Debug, PartialEq)]
pub enum FilterValue {
    /// Whether it was hostile.
    Hostile(Hostile),
    /// The cause; `None` is one that is not set.
    Cause(Option<EntryId>),
    /// The operation.
    Operation(OperationId),
    /// The source or independent source of articles, as written.
    Source(String),
    /// Who annotated.
    Coder(EntryId),
}

/// A field that the chart is filtered by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FilterField {
    /// Whether it was hostile.
    Hostile,
    /// The cause.
    Cause,
    /// The source.
    Source,
    /// Who annotated.
    Coder,
    /// The stretch of time.
    Time,
}

/// A change of one thing of the what-if.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIfChange {
    /// Leave something out, or no longer.
    Toggle(WhatIfExclusion),
    /// Which figure is drawn.
    Figure(Taken),
    /// Whether only hostile action counts.
    OnlyHostile(bool),
    /// Whether only incidents count that two or more independent sources report.
    TwoSources(bool),
    /// Go back to what is counted.
    Leave,
}

/// Something that a what-if leaves out.
#[derive(Clone, Debug, PartialEq)]
pub enum WhatIfExclusion {
    /// An article.
    Article(ArticleId),
    /// An independent source, as written.
    Source(String),
    /// What a coder annotated.
    Coder(EntryId),
}

/// What a path is asked for.
#[derive(Clone, Debug, PartialEq)]
pub enum PathPurpose {
    /// A folder of articles to open.
    OpenFolder,
    /// A project file to open.
    OpenFile,
    /// A folder or file to export to.
    Export(ExportFormat),
    /// Files to import.
    Import,
    /// Another copy of the project to merge.
    Merge,
    /// A folder for the replica of a team project.
    TeamFolder,
    /// A new file to which a backup is restored.
    Restore(PathBuf),
    /// A codebook to import.
    Codebook,
    /// A file to save something to.
    Save(Output),
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
    /// Its address.
    Url(String),
    /// When it was fetched or saved.
    Retrieved(String),
    /// The independent source whose report it repeats.
    IndependentSource(String),
    /// Notes.
    Memo(String),
    /// Whether exports leave it out on request.
    Sensitive(bool),
}

/// A change of one field of a claim.
#[derive(Clone, Debug, PartialEq)]
pub enum ClaimEdit {
    /// The kind.
    Kind(Kind),
    /// The status.
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
