//! What the state asks of the world, and what the world answers.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;

use jiff::Timestamp;

use super::action::PathPurpose;
use super::adjudication::AgreementRequest;
use super::dependents::{Dependents, DependentsRequest};
use super::find::{FoundBatch, SearchRequest};
use super::hidden_figures::{FoundHidden, HiddenRequest};
use super::past::MomentsRequest;
use super::preferences::Preferences;
use super::reading_positions::ReadingPositions;
use super::restore::{BackupsRequest, ListedBackup, RestoreRequest};
use super::team::{
    AssignmentWish, BeginTeam, JoinTeam, Password, TestedConnection, TypedConnection, Whereabouts,
};
use super::update::annotate_found;
use tollbook_core::analysis::agreement::{Agreement, Unit};
use tollbook_core::analysis::changes::{FactChange, ProjectChanges};
use tollbook_core::analysis::chart::{Caption, Chart};
use tollbook_core::analysis::duplicates::Duplicates;
use tollbook_core::analysis::near_duplicates::NearDuplicates;
use tollbook_core::analysis::provenance::Subject;
use tollbook_core::analysis::timeline::{Query, Timeline};
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::analysis::without_sensitive::LeftOut;
use tollbook_core::anchoring::MadeOn;
use tollbook_core::model::{ArticleId, Edit, EditId, EntryId, History, Project, ProjectId};
use tollbook_files::collecting::{Added, NewArticle};
use tollbook_files::exchange::picture::PictureStyle;
use tollbook_files::exchange::{self, ChartFormat, ExportFormat};
use tollbook_files::reading;
use tollbook_files::reading::table::{ColumnMapping, Preview};
use tollbook_files::storage::backup::BackedUp;
use tollbook_files::storage::team::TeamStatus;
use tollbook_files::storage::{HistoryPart, Pending, Reloaded};
use tollbook_files::structure::Element;

/// Names one piece of work beside the window, so that a stale answer can be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct JobId(pub u64);

/// What the state asks of the world.
#[derive(Debug)]
pub enum Effect {
    /// Ask for a path.
    AskPath(PathPurpose),
    /// Open the project at a folder or a project file.
    Open(JobId, PathBuf),
    /// Read the articles of a folder.
    Scan(JobId, Box<ScanRequest>),
    /// Look at the columns of a table of a folder.
    LookAtTable(JobId, PathBuf, String),
    /// Copy files and folders into a folder of articles.
    AddFiles(JobId, PathBuf, Vec<PathBuf>),
    /// Write an article into a folder of articles.
    WriteArticle(JobId, PathBuf, NewArticle),
    /// Keep a copy of a file beside a project file; the hash that the file should have, blank if that is not known.
    KeepOriginal(JobId, PathBuf, PathBuf, String),
    /// Open the address of a page in the program that the system has for it.
    OpenAddress(String),
    /// Stop a job.
    Cancel(JobId),
    /// Make an edit durable, with the texts of the articles that it adds.
    Save(Arc<Edit>, Vec<(String, Arc<str>)>),
    /// Keep the parts of texts with them in the project file, by the texts' hashes.
    KeepStructures(Vec<(String, Arc<[Element]>)>),
    /// Save these edits on top of what others have made of the project file, and nothing asked for before.
    ResumeSaving(Vec<Pending>),
    /// Let go of facts that are not shown any more: where there are many, that takes longer than a frame.
    Discard(Box<Reloaded>),
    /// Keep edits that the project cannot take in a file of their own.
    KeepEdits(Box<KeptEdits>),
    /// Try again what could not be saved.
    RetrySave,
    /// Give back an edit of the history, to be undone.
    FetchEdit(EditId),
    /// Give back a stored text.
    FetchText(String),
    /// Let go of the project file.
    CloseProject,
    /// Write the CSV package.
    Export(JobId, Box<ExportRequest>),
    /// Read CSV files; the answer is an edit.
    Import(JobId, Box<ImportRequest>),
    /// Read another copy of the project.
    ReadCopy(JobId, Box<MergeRequest>),
    /// Find the projects of which there are backups.
    ListBackedUp(JobId),
    /// Find the backups of a project and read them.
    ReadBackups(JobId, Box<BackupsRequest>),
    /// Restore a backup.
    Restore(JobId, Box<RestoreRequest>),
    /// Read the edits of a project file after the one with this number.
    ReadHistory(JobId, PathBuf, i64),
    /// Read what the edit with this number changed, in words; the project is as it is now.
    ReadEdit(JobId, PathBuf, i64, Box<Project>),
    /// Read the project as it was after the edit with this number.
    ReadPast(JobId, PathBuf, i64),
    /// Find what differs between two moments.
    CompareMoments(JobId, Box<MomentsRequest>),
    /// Measure how far coders agree.
    MeasureAgreement(JobId, Box<AgreementRequest>),
    /// Write what differs between two moments as a table.
    WriteChanges(JobId, SaveTo, Arc<ProjectChanges>, exchange::Options),
    /// Write how far coders agree, or where they do not.
    WriteAgreement(JobId, SaveTo, Box<AgreementOutput>),
    /// Compare incidents with one another, and articles.
    Compare(JobId, Box<CompareRequest>),
    /// Find the rows of the table of annotations.
    Tabulate(JobId, Box<super::table::Request>),
    /// Keep where reading stopped.
    SavePlaces(ReadingPositions),
    /// Keep what was typed into forms and not entered yet.
    SaveUnfinished(crate::unfinished_text::UnfinishedText),
    /// Open a file in the program that the system has for it.
    OpenFile(PathBuf),
    /// Look for the articles that the list is to show.
    Filter(JobId, Box<super::filter::FilterRequest>),
    /// Read suggestions from articles.
    Suggest(JobId, Box<super::suggestions::Request>),
    /// Look through all articles.
    Search(JobId, Box<SearchRequest>),
    /// Annotate places that were found; the answer is an edit.
    AnnotateFound(JobId, Box<annotate_found::Request>),
    /// Write a report; the file's ending says whether as Markdown or HTML.
    WriteProvenance(JobId, SaveTo, Box<ProvenanceOutput>),
    /// Make a report as Markdown, for the clipboard.
    MakeProvenance(JobId, Box<ProvenanceOutput>),
    /// Write a chart; the file's ending says whether as SVG, PNG or CSV.
    WriteChart(JobId, SaveTo, Box<ChartOutput>),
    /// Make the pixels of a chart.
    MakePicture(JobId, Box<ChartOutput>),
    /// Keep the preferences.
    SavePreferences(Preferences),
    /// Connect to a team's server, and find out what is there.
    TestTeam(JobId, Box<TypedConnection>),
    /// Send the history of a project file, which is closed, to a team's server.
    BeginTeam(JobId, Box<BeginTeam>),
    /// Make a replica of a team project.
    JoinTeam(JobId, Box<JoinTeam>),
    /// Keep a password for the server at an address until the program ends.
    KeepTeamPassword {
        /// The address.
        address: String,
        /// The password.
        password: Password,
        /// Whether the system's keyring is to keep it as well.
        in_keyring: bool,
    },
    /// Find what hides the figures of the chart.
    FindHidden(JobId, Box<HiddenRequest>),
    /// Find the edits that depend on an edit that cannot be taken back by itself.
    FindDependents(JobId, Box<DependentsRequest>),
    /// Tell the team which article the coder has open.
    BeAt(EntryId, Option<ArticleId>),
    /// Ask the team's server to assign an article.
    Assign(AssignmentWish),
}

/// What is read of a folder.
#[derive(Clone, Debug)]
pub struct ScanRequest {
    /// The folder.
    pub folder: PathBuf,
    /// Which columns of its tables hold what, by the tables' paths.
    pub columns: BTreeMap<String, ColumnMapping>,
}

/// Edits that the project cannot take.
#[derive(Clone, Debug)]
pub struct KeptEdits {
    /// The project.
    pub project: ProjectId,
    /// The edits, in order.
    pub edits: Vec<Pending>,
    /// Why it cannot, as sentences for the user.
    pub about: String,
}

/// What is exported, and where to.
#[derive(Clone, Debug)]
pub struct ExportRequest {
    /// In which form.
    pub format: ExportFormat,
    /// The folder of the package.
    pub to: PathBuf,
    /// The facts, as they stand.
    pub project: Project,
    /// The project file, which has the texts that are not at hand.
    pub file: PathBuf,
    /// The texts at hand, by hash.
    pub texts: crate::library::Texts,
    /// What the series holds.
    pub query: Query,
    /// How it is written.
    pub options: exchange::Options,
    /// Whether what is marked sensitive is left out.
    pub without_sensitive: bool,
}

/// What is imported.
#[derive(Clone, Debug)]
pub struct ImportRequest {
    /// The files, or folders of packages.
    pub files: Vec<PathBuf>,
    /// Whether they are to be read as a codebook, whatever their columns are called.
    pub as_codebook: bool,
    /// Who imports.
    pub coder: EntryId,
    /// Their name.
    pub coder_name: String,
    /// The facts, as they stand.
    pub project: Project,
    /// The articles at hand.
    pub library: super::Library,
    /// The project file, which holds texts that are not at hand.
    pub file: PathBuf,
}

/// Another copy that is to be merged.
#[derive(Clone, Debug)]
pub struct MergeRequest {
    /// The other copy's project file.
    pub other: PathBuf,
    /// The open project's file.
    pub file: PathBuf,
    /// The open project's id.
    pub project: ProjectId,
}

/// What another copy of the project holds that the open one does not.
#[derive(Clone, Debug)]
pub struct OtherCopy {
    /// The name of its file.
    pub name: String,
    /// Its edits, in order.
    pub edits: Vec<Arc<Edit>>,
    /// On which texts these were made.
    pub made_on: MadeOn,
    /// Its facts, with these edits.
    pub project: Project,
    /// The texts of the articles that these add, and all texts of those that have had several.
    pub texts: Vec<(String, Arc<str>)>,
    /// The names of its coders.
    pub coders: Vec<(EntryId, String)>,
}

/// Where a backup was restored to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Restored {
    /// The file that holds it now.
    pub file: PathBuf,
    /// Where the file is kept in whose place it was put.
    pub kept: Option<PathBuf>,
}

/// A state of the past.
#[derive(Clone, Debug)]
pub struct PastState {
    /// The number of its last edit.
    pub seq: i64,
    /// When that was made.
    pub at: Timestamp,
    /// What that is called.
    pub label: String,
    /// The facts.
    pub project: Project,
}

/// How far coders agree, to be written.
#[derive(Clone, Debug)]
pub struct AgreementOutput {
    /// The facts, for names.
    pub project: Project,
    /// What was found.
    pub found: Arc<Vec<Agreement>>,
    /// What kappa was counted over.
    pub unit: Unit,
    /// Whether the places where they differ are written, and not the measures.
    pub differences: bool,
    /// How CSV is written.
    pub options: exchange::Options,
}

/// What is compared.
#[derive(Clone, Debug)]
pub struct CompareRequest {
    /// The facts, as they stand.
    pub project: Project,
    /// The articles at hand.
    pub library: super::Library,
}

/// What was found by comparing.
#[derive(Debug)]
pub struct Compared {
    /// Incidents that may be the same event.
    pub duplicates: Duplicates,
    /// Articles that copy one another.
    pub copies: Vec<NearDuplicates>,
}

/// Something that is saved as a file of its own.
#[derive(Clone, Debug, PartialEq)]
pub enum Output {
    /// How a figure was counted.
    Provenance(Subject),
    /// The chart.
    Chart(ChartExport),
    /// What differs between the two moments that were compared.
    Changes,
    /// How far coders agree, as a table or a page.
    Agreement,
    /// The places where they differ.
    Disagreements,
}

/// Where a page or a picture is saved.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct SaveTo {
    /// The file.
    pub path: PathBuf,
    /// The user was not asked whether to replace a file of this name, since its ending was added to what they gave.
    pub must_be_new: bool,
}

/// How the chart is exported.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChartExport {
    /// The title; a blank one says what the chart shows.
    pub title: String,
    /// The credit line; `None` names the project.
    pub credit: Option<String>,
    /// The format that is proposed; the ending of the file's name decides.
    pub format: ChartFormat,
    /// How large, and on what background.
    pub style: PictureStyle,
}

/// All that a report is made from.
#[derive(Clone, Debug)]
pub struct ProvenanceOutput {
    /// The facts.
    pub project: Project,
    /// What the chart asks.
    pub query: Query,
    /// What it tries.
    pub what_if: WhatIf,
    /// What the report is about.
    pub subject: Subject,
    /// What was left out of the facts because it is marked sensitive.
    pub left_out: Option<LeftOut>,
}

/// A chart with all that its picture and its values need.
#[derive(Clone, Debug)]
pub struct ChartOutput {
    /// What is drawn.
    pub chart: Chart,
    /// The words around it.
    pub caption: Caption,
    /// How large, and on what background.
    pub style: PictureStyle,
    /// The facts, for the names in the series.
    pub project: Project,
    /// The series.
    pub timeline: Arc<Timeline>,
    /// What was asked.
    pub query: Query,
    /// How CSV is written.
    pub options: exchange::Options,
}

/// What the window is to put on the clipboard.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ToCopy {
    /// A picture.
    Picture {
        /// Width and height.
        size: [usize; 2],
        /// Red, green, blue and opacity, a byte each, by row.
        pixels: Vec<u8>,
    },
    /// A text.
    Text(String),
}

/// What the world answers.
#[derive(Debug)]
pub enum Done {
    /// Paths were chosen: several only where several files can be imported.
    PathChosen(PathPurpose, Vec<PathBuf>),
    /// The system has no dialog to show; the window asks for a path instead.
    NoDialog(PathPurpose),
    /// A project was opened.
    Opened(JobId, Box<Opened>),
    /// Several project files lie in the folder.
    Several(JobId, Vec<PathBuf>),
    /// It could not be opened, as a sentence.
    NotOpened(JobId, String),
    /// What gives the texts of the folder that are not held.
    Cache(JobId, Arc<reading::LibraryCache>),
    /// Some articles of the folder.
    Articles(JobId, Vec<reading::FoundItem>),
    /// How far a job has come.
    Progress(JobId, u64, Option<u64>),
    /// More articles that the list is to show, and whether these are the last.
    Filtered(JobId, Vec<ArticleId>, bool),
    /// The columns of the table at a path were looked at, or a sentence why not.
    TableLookedAt(JobId, String, Result<Box<Preview>, String>),
    /// Files were brought into the folder, or a sentence why not.
    FilesAdded(JobId, Result<Added, String>),
    /// Where a copy of an article's file is kept, or a sentence why not.
    OriginalKept(JobId, Result<PathBuf, String>),
    /// The folder was read, or as much as was wanted of it.
    Scanned(JobId, reading::Summary),
    /// Edits have become durable, up to and with this one.
    Saved(EditId, Timestamp),
    /// Nothing was saved, as a sentence.
    SaveFailed(String),
    /// The project was closed with edits that are not saved; where they are kept, as sentences.
    Unsaved(String),
    /// Others have changed the project file.
    Reloaded(Box<Reloaded>),
    /// How far the replica has come with its team.
    Team(TeamStatus),
    /// What hides the figures of the chart.
    HiddenFound(JobId, Box<FoundHidden>),
    /// The edits that depend on an edit, or a sentence.
    DependentsFound(JobId, Result<Dependents, String>),
    /// Where the members of the team are, and what is assigned.
    Whereabouts(Whereabouts),
    /// What a connection to a team's server came to, or a sentence.
    TeamTested(JobId, Box<TypedConnection>, Result<Box<TestedConnection>, String>),
    /// A project was made a team's, or a sentence why not.
    TeamBegun(JobId, Box<BeginTeam>, Result<String, String>),
    /// A replica was made: its file and a sentence, or a sentence why not.
    TeamJoined(JobId, Result<(PathBuf, String), String>),
    /// Whether the project is being edited in another window.
    Elsewhere(bool),
    /// The project is saved under this path, since another project took its place.
    Moved(PathBuf),
    /// A job ended by a mistake of the program, as a sentence.
    Broken(JobId, String),
    /// An edit of the history.
    EditFetched(EditId, Result<Arc<Edit>, String>),
    /// The parts of a stored text, which comes next.
    StructureFetched(String, Arc<[Element]>),
    /// A stored text.
    TextFetched(String, Result<Arc<str>, String>),
    /// The package was written.
    Exported(JobId, Result<String, String>),
    /// What is to be copied was made, or a sentence why not.
    CopyMade(JobId, Result<ToCopy, String>),
    /// A paper was written, or a sentence why not.
    PaperSaved(JobId, Result<String, String>),
    /// The files were read.
    Imported(JobId, Result<Box<Imported>, String>),
    /// Another copy was read, or a sentence why not.
    CopyRead(JobId, Result<Box<OtherCopy>, String>),
    /// The projects of which there are backups.
    BackedUp(JobId, Vec<BackedUp>),
    /// The backups of a project, as far as they have been read.
    Backups(JobId, Vec<ListedBackup>),
    /// A backup was restored, or a sentence why not.
    Restored(JobId, Box<RestoreRequest>, Result<Restored, String>),
    /// Edits of the history, or a sentence why they cannot be read.
    HistoryRead(JobId, Result<HistoryPart, String>),
    /// What the edit with this number changed.
    EditRead(JobId, i64, Result<Vec<FactChange>, String>),
    /// The project as it was.
    PastRead(JobId, Result<Box<PastState>, String>),
    /// What differs between two moments.
    MomentsCompared(JobId, Result<ProjectChanges, String>),
    /// How far coders agree.
    AgreementMeasured(JobId, Vec<Agreement>),
    /// Incidents and articles were compared; `None` if that was cancelled.
    Comparison(JobId, Option<Box<Compared>>),
    /// The rows of the table of annotations.
    Tabulated(JobId, Box<super::table::FoundRows>),
    /// What was found in some articles.
    Found(JobId, FoundBatch),
    /// What was read from some articles.
    Suggested(JobId, Vec<super::suggestions::Reading>),
    /// All articles were read, or it was cancelled.
    SuggestedAll(JobId, bool),
    /// All articles were looked through; what could not be, as a sentence.
    Searched(JobId, Option<String>),
    /// Places that were found were annotated, or a sentence why not; `None` if that was cancelled.
    Marked(JobId, Result<Option<Box<annotate_found::Marked>>, String>),
    /// Files of the open project's folder have changed.
    FolderChanged,
    /// Something went wrong that no one waits for.
    Failed(String),
}

/// A project as it was opened.
#[derive(Debug)]
pub struct Opened {
    /// The folder of its articles.
    pub folder: PathBuf,
    /// The project file; it need not exist yet.
    pub file: PathBuf,
    /// The facts, where there is a file.
    pub stored: Option<(Project, History)>,
    /// The coder's name.
    pub coder: String,
    /// Why it cannot be edited.
    pub read_only: Option<String>,
    /// Whether that is because it is open in another window.
    pub elsewhere: bool,
    /// What the user should know.
    pub warnings: Vec<String>,
}

/// What came of an import.
#[derive(Debug)]
pub struct Imported {
    /// The edit, unless nothing changed.
    pub edit: Option<Edit>,
    /// The texts of articles that the edit adds, by hash.
    pub texts: Vec<(String, Arc<str>)>,
    /// What was added, changed and refused, as lines.
    pub report: Vec<String>,
    /// How many rows were refused.
    pub refused: usize,
}
