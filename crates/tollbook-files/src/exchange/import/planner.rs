//! The import while it is being worked out: the edit in the making, and what every file needs.

use std::collections::{BTreeSet, HashMap, HashSet};
use std::path::{Path, PathBuf};
use std::sync::Arc;

use sha2::{Digest, Sha256};
use uuid::Uuid;

use super::names::Names;
use super::parse::{CellProblem, Checked};
use super::table::{Row, Table, read_bounded};
use super::{ArticleLookup, Drafts, FoundArticle, Planned};
use crate::exchange::cell::Cells;
use crate::exchange::claim_columns::ReadNames;
use crate::exchange::columns::{self, Column, File};
use crate::exchange::datapackage::earlier_text_path;
use crate::exchange::offsets::to_code_points;
use tollbook_core::analysis::Answers;
use tollbook_core::model::{
    Anchor, Annotation, AnnotationId, Article, ArticleId, Code, CodeId, Colour, ColourSet, Conflict,
    Coverage, Draft, EntryId, EstimateId, Incident, IncidentId, Info, List, ListEntry, Operation,
    OperationId, Outcome, Project, RecordId, Rejection, Stamp, start,
};

/// What came of a row.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowResult {
    /// It is new.
    Added,
    /// It changed something.
    Changed,
    /// It says what the project says already.
    Nothing,
}

impl RowResult {
    /// Changed, or nothing.
    pub fn changed(changed: bool) -> Self {
        if changed { Self::Changed } else { Self::Nothing }
    }
}

/// What rows are compared with: the project before the import, or as the import leaves it.
pub struct Base {
    /// The facts.
    pub project: Project,
    /// What follows from them.
    pub answers: Answers,
}

/// Which of the three incidents' keys an estimate has.
pub type EstimateKey = (IncidentId, Option<EntryId>, Outcome);

/// What makes two annotations one: article, span, code and the coder's name, blank for whoever imports.
pub type ExternalKey = (ArticleId, std::ops::Range<usize>, CodeId, String);

/// Where an annotation begins and ends, in code points; `None` where that cannot be told.
type Points = (Option<usize>, Option<usize>);

/// The import while it is being worked out.
pub struct Planner<'a> {
    /// The edit in the making.
    pub draft: Draft<'a>,
    /// The project before the import.
    pub base: Base,
    /// What it did and refused so far.
    pub planned: Planned,
    /// Everything that is known by name.
    pub names: Names,
    /// Drafts claims.
    pub drafts: Drafts<'a>,
    /// A package comes into a project that was just begun for it: what the package does not hold
    /// of the lists with which projects begin is taken away.
    pub replaces: bool,
    /// The incidents that some row of the files gives an id.
    pub given_incidents: HashSet<IncidentId>,
    /// The incidents that stand under a label in rows from elsewhere.
    pub labels: HashMap<String, IncidentId>,
    /// The annotations that rows from elsewhere have made: their lines, and what they said.
    pub external: HashMap<ExternalKey, (u64, Vec<String>)>,
    /// Where the coders' own estimates stand.
    pub estimates: HashMap<EstimateKey, EstimateId>,
    /// Articles by path, as the edit so far leaves them.
    paths: HashMap<String, ArticleId>,
    lookup: &'a dyn ArticleLookup,
    texts: HashMap<ArticleId, Option<Arc<str>>>,
    /// Texts to which lost annotations belong, by hash.
    earlier_texts: HashMap<String, Option<Arc<str>>>,
    /// The folders of the files, in which a package has such texts.
    folders: BTreeSet<PathBuf>,
    points: HashMap<ArticleId, HashMap<AnnotationId, Points>>,
}

impl<'a> Planner<'a> {
    /// An import of `tables` into `project`.
    pub fn new(
        project: &'a Project,
        tables: &[Table],
        lookup: &'a dyn ArticleLookup,
        drafts: Drafts<'a>,
        stamp: &'a mut Stamp,
        planned: Planned,
    ) -> Self {
        let empty = project.articles.is_empty()
            && project.coverage.is_empty()
            && project.annotations.is_empty()
            && project.incidents.is_empty()
            && project.links.is_empty()
            && project.rejections.is_empty();
        let same = |table: &Table| table.package.as_ref().is_some_and(|info| info.project == project.id());
        let estimates =
            project.estimates.iter().map(|(id, own)| ((own.incident, own.side, own.outcome), id)).collect();
        Self {
            draft: Draft::new(project, stamp),
            base: Base { project: project.clone(), answers: Answers::from_project(project) },
            planned,
            names: Names::from_project(project),
            drafts,
            replaces: empty && tables.iter().any(same),
            given_incidents: HashSet::new(),
            labels: HashMap::new(),
            external: HashMap::new(),
            estimates,
            paths: project.articles.iter().map(|(id, article)| (article.path.clone(), id)).collect(),
            lookup,
            texts: HashMap::new(),
            earlier_texts: HashMap::new(),
            folders: tables.iter().filter_map(|table| table.path.parent().map(Path::to_owned)).collect(),
            points: HashMap::new(),
        }
    }

    /// Goes through all tables, those first to which others refer.
    ///
    /// # Errors
    /// A conflict that the checks of single rows have overlooked.
    pub fn run(&mut self, tables: &[Table]) -> Result<(), Conflict> {
        let of = |file: &'static File| tables.iter().filter(move |table| table.file.name == file.name);
        self.info(tables);
        self.give_incidents(tables);
        of(&columns::LISTS).for_each(|table| self.lists(table));
        self.operations(&of(&columns::OPERATIONS).collect::<Vec<_>>());
        self.codebook(&of(&columns::CODEBOOK).collect::<Vec<_>>());
        self.articles(&of(&columns::ARTICLES).collect::<Vec<_>>());
        self.annotations(&of(&columns::ANNOTATIONS).collect::<Vec<_>>());
        self.incidents(&of(&columns::INCIDENTS).collect::<Vec<_>>());
        self.totals(&of(&columns::TOTALS).collect::<Vec<_>>());
        of(&columns::LINKS).for_each(|table| self.links(table));
        of(&columns::REJECTIONS).for_each(|table| self.rejections(table));
        self.second_look(tables)?;
        if of(&columns::SERIES).any(|table| table.edited && table.package.is_some()) {
            self.warn("series.csv follows from the incidents and is not read; change those instead.");
        }
        Ok(())
    }

    /// The plan of `coder`, who is put into the list of coders if rows are theirs or if they change what is there.
    pub fn finish(self, label: String, coder: &str) -> Planned {
        let Self { mut planned, mut draft, .. } = self;
        let own = draft.stamp.coder;
        let marks = draft.rows::<Annotation>().any(|(_, annotation)| annotation.coder == own);
        let rejects = draft.rows::<Rejection>().any(|(_, rejection)| rejection.coder == own);
        if marks
            || rejects
            || draft.changes_facts()
            || draft.rows::<Coverage>().any(|(_, coverage)| coverage.coder == own)
        {
            draft.ensure_coder(coder);
        }
        planned.edit = draft.finish(label);
        planned
    }

    /// Says something that the coder should know.
    pub fn warn(&mut self, warning: impl Into<String>) {
        let warning = warning.into();
        if !self.planned.warnings.contains(&warning) {
            self.planned.warnings.push(warning);
        }
    }

    /// Counts a row, or refuses it.
    pub fn tally(&mut self, row: &Row<'_>, did: Checked<RowResult>) {
        match did {
            Ok(RowResult::Added) => self.planned.added += 1,
            Ok(RowResult::Changed) => self.planned.changed += 1,
            Ok(RowResult::Nothing) => self.planned.unchanged += 1,
            Err(why) => self.planned.refused.push(row.refuse(why.column, why.why)),
        }
    }

    /// The project's own name and notes.
    fn info(&mut self, tables: &[Table]) {
        let project = self.base.project.id();
        let mut packages = tables.iter().filter_map(|table| table.package.as_ref());
        let Some(info) = packages.clone().find(|info| info.project == project) else {
            if let Some(other) = packages.next() {
                self.warn(format!(
                    "This is a package of another project, “{}”; its rows are added.",
                    other.name
                ));
            }
            return;
        };
        self.draft.update(project, |row: &mut Info| {
            row.name.clone_from(&info.name);
            row.memo.clone_from(&info.memo);
            if let Some(created) = info.created {
                row.created = created;
            }
        });
    }

    /// Which incidents the files themselves make.
    fn give_incidents(&mut self, tables: &[Table]) {
        for row in tables.iter().flat_map(Table::rows) {
            let makes =
                row.table.file.name == columns::INCIDENTS.name || !row.cell("annotation_id").is_empty();
            if makes && let Ok(id) = row.cell("incident_id").parse() {
                self.given_incidents.insert(id);
            }
        }
    }

    /// Makes sure that an incident with this id is there; `false` if it is not and no row gives it.
    pub fn incident_is_there(&mut self, id: IncidentId) -> bool {
        if self.draft.get::<Incident>(id).is_some() {
            return true;
        }
        let given = self.given_incidents.contains(&id);
        if given {
            self.draft.set(id, Incident::blank());
        }
        given
    }

    /// The article at a path: the project's, else the folder's, which is then added.
    pub fn article(&mut self, path: &str) -> Checked<ArticleId> {
        if let Some(id) = self.known_article(path) {
            return Ok(id);
        }
        match self.article_at(path) {
            Some(found) => Ok(self.add_article(found.id, found.article.clone(), Some(found.text))),
            None => Err(CellProblem::new(
                "article",
                format!("There is no article “{path}” in the project or its folder; check the path."),
            )),
        }
    }

    /// The article at a path, if the project has it by now.
    pub fn known_article(&self, path: &str) -> Option<ArticleId> {
        self.paths.get(path).copied().or_else(|| self.paths.get(&plain(path)).copied())
    }

    /// The article at a path, if the folder has it.
    pub fn article_at(&self, path: &str) -> Option<FoundArticle> {
        self.lookup.find(path).or_else(|| self.lookup.find(&plain(path)))
    }

    /// Adds an article.
    pub fn add_article(&mut self, id: ArticleId, article: Article, text: Option<Arc<str>>) -> ArticleId {
        if let Some(text) = &text {
            self.planned.texts.push((article.sha256.clone(), text.clone()));
        }
        self.paths.insert(article.path.clone(), id);
        self.texts.insert(id, text);
        self.draft.set(id, article);
        id
    }

    /// An article's text.
    pub fn text(&mut self, id: ArticleId) -> Option<Arc<str>> {
        if let Some(text) = self.texts.get(&id) {
            return text.clone();
        }
        let article = self.draft.get::<Article>(id);
        let found = article.and_then(|article| {
            self.lookup.find(&article.path).filter(|found| found.article.sha256 == article.sha256)
        });
        let text = found.map(|found| found.text);
        self.texts.insert(id, text.clone());
        text
    }

    /// The text to which lost annotations belong: the project's, else the package's.
    pub fn earlier_text(&mut self, sha256: &str) -> Option<Arc<str>> {
        if let Some(text) = self.earlier_texts.get(sha256) {
            return text.clone();
        }
        let in_package = |folder: &PathBuf| {
            let bytes = read_bounded(&folder.join(earlier_text_path(sha256))).ok()?;
            let has_hash = crate::hex(&Sha256::digest(&bytes)) == sha256;
            String::from_utf8(bytes).ok().filter(|_| has_hash).map(Arc::from)
        };
        let found = self.lookup.text(sha256);
        let text =
            found.or_else(|| self.folders.iter().filter(|_| crate::is_sha256(sha256)).find_map(in_package));
        self.earlier_texts.insert(sha256.to_owned(), text.clone());
        text
    }

    /// Where an annotation of the project begins and ends, in code points.
    pub fn points(&mut self, id: AnnotationId) -> Points {
        let Some(article) = self.base.project.annotations.get(id).map(|annotation| annotation.article) else {
            return (None, None);
        };
        let row = self.base.project.annotations.share(id).filter(|row| row.anchor == Anchor::Lost);
        if let Some(row) = row {
            let text = self.earlier_text(&row.anchor_sha256);
            let points = text.map(|text| to_code_points(&text, &[row.start, row.end]));
            return points.map_or((None, None), |points| (points[0], points[1]));
        }
        if !self.points.contains_key(&article) {
            let ids: Vec<AnnotationId> = self.base.answers.index.annotations(article).collect();
            let rows = ids.iter().filter_map(|id| self.base.project.annotations.get(*id));
            let ends: Vec<usize> = rows.flat_map(|row| [row.start, row.end]).collect();
            let points = match self.text(article) {
                Some(text) => to_code_points(&text, &ends),
                None => vec![None; ends.len()],
            };
            let points = ids.into_iter().zip(points.chunks_exact(2).map(|pair| (pair[0], pair[1])));
            self.points.insert(article, points.collect());
        }
        self.points.get(&article).and_then(|points| points.get(&id)).copied().unwrap_or_default()
    }

    /// Adds an entry to a list.
    pub fn add_entry(&mut self, entry: ListEntry) -> EntryId {
        let id = start::entry_id(self.base.project.id(), entry.list, &entry.value);
        let taken = self.draft.get::<ListEntry>(id).is_some();
        let id = if taken { self.draft.stamp.mint() } else { id };
        self.names.add_entry(entry.list, &entry.value, id);
        self.draft.set(id, entry);
        id
    }

    /// The operation that a cell names.
    pub fn operation(&mut self, column: &'static str, name: &str, package: bool) -> Checked<OperationId> {
        match self.names.operation(name) {
            Some(id) => Ok(id),
            None if package => {
                let colour = self.colour_of_operation();
                Ok(self.add_operation(Operation {
                    name: name.to_owned(),
                    aliases: Vec::new(),
                    begins: None,
                    ends: None,
                    area: Vec::new(),
                    follows: None,
                    colour,
                }))
            }
            None => {
                let known = self.names.operations();
                Err(CellProblem::new(
                    column,
                    format!("There is no operation “{name}”, only {known}; add it, or change the name."),
                ))
            }
        }
    }

    /// Adds an operation.
    pub fn add_operation(&mut self, operation: Operation) -> OperationId {
        let id = start::operation_id(self.base.project.id(), &operation.name);
        let taken = self.draft.get::<Operation>(id).is_some();
        let id = if taken { self.draft.stamp.mint() } else { id };
        self.names.add_operation(&operation.name, &operation.aliases, id);
        self.draft.set(id, operation);
        id
    }

    /// The code that a cell names; as for operations, only a package may name new ones.
    pub fn code(&mut self, name: &str, package: bool) -> Checked<CodeId> {
        match self.names.code(name) {
            Some(id) => Ok(id),
            None if package => {
                let colour = self.colour_of_code();
                Ok(self.add_code(Code {
                    name: name.to_owned(),
                    parent: None,
                    colour,
                    key: String::new(),
                    description: String::new(),
                    claim: None,
                }))
            }
            None => {
                let known = self.names.codes();
                Err(CellProblem::new(
                    "code",
                    format!("There is no code “{name}”, only {known}; add it, or change the name."),
                ))
            }
        }
    }

    /// A colour for a new operation that brings none.
    pub fn colour_of_operation(&self) -> Colour {
        ColourSet::LAYERS.unused(self.draft.rows::<Operation>().map(|(_, operation)| operation.colour))
    }

    /// A colour for a new code that brings none.
    pub fn colour_of_code(&self) -> Colour {
        ColourSet::CODES.unused(self.draft.rows::<Code>().map(|(_, code)| code.colour))
    }

    /// Adds a code.
    pub fn add_code(&mut self, code: Code) -> CodeId {
        let id = start::code_id(self.base.project.id(), &code.name);
        let taken = self.draft.get::<Code>(id).is_some();
        let id = if taken { self.draft.stamp.mint() } else { id };
        self.names.add_code(&code.name, id);
        self.draft.set(id, code);
        id
    }
}

/// A path as this program writes it.
fn plain(path: &str) -> String {
    path.trim().trim_start_matches("./").replace('\\', "/")
}

impl ReadNames for Planner<'_> {
    fn entry(&mut self, list: List, cell: &str) -> Option<EntryId> {
        if cell.is_empty() {
            return None;
        }
        Some(self.names.entry(list, cell).unwrap_or_else(|| {
            self.warn(format!("“{cell}” is new in the list {list}."));
            self.add_entry(ListEntry::named(list, cell))
        }))
    }

    fn incident_named(&mut self, column: &'static str, cell: &str) -> Checked<Option<IncidentId>> {
        if cell.trim().is_empty() {
            return Ok(None);
        }
        if let Some(id) = self.labels.get(cell.trim()) {
            return Ok(Some(*id));
        }
        match cell.trim().parse() {
            Ok(id) if self.incident_is_there(id) => Ok(Some(id)),
            _ => Err(CellProblem::new(
                column,
                format!("There is no incident “{cell}” in the project or in these files."),
            )),
        }
    }

    fn operations_named(
        &mut self,
        column: &'static str,
        items: &[String],
        package: bool,
    ) -> Checked<Vec<OperationId>> {
        items.iter().map(|name| self.operation(column, name, package)).collect()
    }
}

/// A row of a file beside the row that the project would write: what it gives, and what of that
/// is another than what is there.
#[derive(Clone, Copy)]
pub struct ImportedFields<'a> {
    /// The row.
    pub row: Row<'a>,
    /// The project's own; `None` where there is none yet.
    pub now: Option<&'a Cells>,
}

impl<'a> ImportedFields<'a> {
    /// The cell of a column, the project's own where the file has no such column.
    pub fn cell(&self, column: &str) -> &'a str {
        match (self.row.get(column), self.now) {
            (Some(cell), _) => cell,
            (None, Some(now)) => self.row.table.file.place(column).map_or("", |place| now.get(place)),
            (None, None) => "",
        }
    }

    /// Whether the file gives a cell that is another than the project's.
    pub fn differs(&self, column: &str) -> bool {
        let now = self.now.and_then(|now| Some(now.get(self.row.table.file.place(column)?)));
        match (self.row.get(column), now) {
            (Some(cell), Some(now)) => cell != now,
            (Some(_), None) => true,
            (None, _) => false,
        }
    }

    /// Whether any of some columns differs.
    pub fn any<'c>(&self, columns: impl IntoIterator<Item = &'c str>) -> bool {
        columns.into_iter().any(|column| self.differs(column))
    }

    /// Whether anything that the program reads differs.
    pub fn anything(&self) -> bool {
        let columns: &'static [Column] = self.row.table.file.columns;
        self.any(columns.iter().filter(|column| !column.derived).map(|column| column.name))
    }
}

/// An id in a cell; blank is `None`.
pub fn id<I: RecordId>(column: &'static str, cell: &str) -> Checked<Option<I>> {
    let cell = cell.trim();
    if cell.is_empty() {
        return Ok(None);
    }
    match cell.parse::<Uuid>() {
        Ok(id) => Ok(Some(I::from(id))),
        Err(_) => {
            Err(CellProblem::new(column, format!("“{cell}” is not an id; leave it blank for a new row.")))
        }
    }
}
