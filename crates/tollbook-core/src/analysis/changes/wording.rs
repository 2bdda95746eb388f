//! Rows and their columns in words.

use std::collections::HashMap;

use uuid::Uuid;

use super::ChangedColumns;
use crate::model::{AnnotationId, Cell, IncidentId, Project};

/// Characters shown of the words that name a row.
const SHOWN: usize = 70;

/// Finds names of rows, among several states of a project and in changes.
#[derive(Clone, Debug)]
pub struct RowNames<'a> {
    projects: Vec<&'a Project>,
    /// The names of rows that are perhaps in no state at hand, as changes give them.
    changed: HashMap<Uuid, String>,
    /// The first claim of each incident, by which one without a title is named.
    claims: HashMap<IncidentId, AnnotationId>,
}

impl<'a> RowNames<'a> {
    /// Looks in these states, in their order.
    pub fn new(projects: &[&'a Project]) -> Self {
        let mut claims = HashMap::new();
        for project in projects {
            for (id, claim) in project.claims.iter() {
                if let Some(incident) = claim.incident {
                    claims.entry(incident).or_insert(id);
                }
            }
        }
        Self { projects: projects.to_vec(), changed: HashMap::new(), claims }
    }

    /// Learns from a change what the row is called: an edit may have removed what it is about.
    pub fn learn(&mut self, change: &ChangedColumns) {
        if let Some(name) = own_name(change) {
            self.changed.insert(change.row, name);
        }
        if change.table == "claim"
            && let Some(incident) = change.column("incident").and_then(id_of)
        {
            self.claims.entry(IncidentId(incident)).or_insert(AnnotationId(change.row));
        }
    }

    /// What a row is called; `None` if it is not known here.
    pub fn name(&self, row: Uuid) -> Option<String> {
        let known = self.projects.iter().find_map(|project| name_in(project, row));
        let known = known.or_else(|| self.changed.get(&row).cloned()).filter(|name| !name.is_empty());
        known.or_else(|| {
            let claim = self.claims.get(&IncidentId(row))?;
            let quote = self.projects.iter().find_map(|project| project.annotations.get(*claim));
            let quote = quote.map(|annotation| quoted(&annotation.quote));
            Some(format!("of {}", quote.or_else(|| self.changed.get(&claim.0).cloned())?))
        })
    }

    /// What a change is about.
    pub(super) fn subject(&self, change: &ChangedColumns) -> String {
        let named = |id: Option<Uuid>| id.and_then(|id| self.name(id)).unwrap_or_default();
        let column = |name: &str| change.column(name).and_then(id_of);
        let row = change.row;
        // The ids in a row of a state at hand, for a change that does not name them.
        macro_rules! in_state {
            ($table:ident, $known:ident => $ids:expr) => {
                self.projects.iter().find_map(|project| project.$table.get(row.into()).map(|$known| $ids))
            };
        }
        match change.table {
            "annotation" | "claim" => {
                let article = column("article").or_else(|| in_state!(annotations, known => known.article.0));
                let quote = own_name(change).unwrap_or_else(|| named(Some(row)));
                match named(article) {
                    path if path.is_empty() => quote,
                    path => format!("{quote} in {path}"),
                }
            }
            "coverage" => {
                let known = in_state!(coverage, known => (known.article.0, known.coder.0));
                let article = column("article").or(known.map(|known| known.0));
                format!("{} by {}", named(article), named(column("coder").or(known.map(|known| known.1))))
            }
            "assignment" => {
                let known = in_state!(assignments, known => (known.article.0, known.coder.0));
                let article = column("article").or(known.map(|known| known.0));
                format!("{} to {}", named(article), named(column("coder").or(known.map(|known| known.1))))
            }
            "estimate" => {
                named(column("incident").or_else(|| in_state!(estimates, known => known.incident.0)))
            }
            "link" => {
                let known = in_state!(links, known => (known.from, known.to));
                let from = column("from").or(known.map(|known| known.0));
                format!("{} – {}", named(from), named(column("to").or(known.map(|known| known.1))))
            }
            _ => own_name(change).filter(|name| !name.is_empty()).unwrap_or_else(|| named(Some(row))),
        }
    }
}

/// The name that a row carries itself, as a change leaves or finds it.
fn own_name(change: &ChangedColumns) -> Option<String> {
    let text = |name: &str| match change.column(name)? {
        Cell::Text(text) => Some(text.as_ref()),
        Cell::Null | Cell::Int(_) => None,
    };
    match change.table {
        "project" | "code" | "operation" => text("name").map(str::to_owned),
        "list_entry" => text("value").map(str::to_owned),
        "article" | "column_mapping" => text("path").map(str::to_owned),
        "annotation" | "rejection" => text("quote").map(quoted),
        "incident" => text("title").map(str::to_owned),
        _ => None,
    }
}

fn id_of(cell: &Cell<'_>) -> Option<Uuid> {
    match cell {
        Cell::Text(text) => Uuid::parse_str(text).ok(),
        Cell::Null | Cell::Int(_) => None,
    }
}

fn name_in(project: &Project, row: Uuid) -> Option<String> {
    let entry = || project.entries.get(row.into()).map(|row| row.value.clone());
    let operation = || project.operations.get(row.into()).map(|row| row.name.clone());
    let code = || project.codes.get(row.into()).map(|row| row.name.clone());
    let article = || project.articles.get(row.into()).map(|row| row.path.clone());
    let annotation = || project.annotations.get(row.into()).map(|row| quoted(&row.quote));
    let info = || project.info.get(row.into()).map(|row| row.name.clone());
    let incident = || {
        let title = project.incidents.get(row.into()).map(|row| row.title.clone());
        title.filter(|title| !title.is_empty())
    };
    let known = entry().or_else(operation).or_else(code).or_else(article).or_else(annotation);
    known.or_else(incident).or_else(info)
}

/// Words in quotation marks, on one line and cut where they would fill a table.
fn quoted(words: &str) -> String {
    let shown: String = words.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
    let more = if shown.len() < words.len() { "…" } else { "" };
    format!("“{shown}{more}”")
}

/// What the rows of a table are called.
pub(super) fn thing(table: &str) -> &'static str {
    match table {
        "project" => "project",
        "list_entry" => "list entry",
        "code" => "code",
        "operation" => "operation",
        "article" => "article",
        "coverage" => "reading state",
        "assignment" => "assignment",
        "column_mapping" => "column mapping",
        "rejection" => "rejected suggestion",
        "incident" => "incident",
        "estimate" => "estimate",
        "annotation" => "annotation",
        "claim" => "claim",
        _ => "link",
    }
}

/// Whether a column says something that a reader of changes wants to know.
pub(super) fn is_shown(column: &str) -> bool {
    const FOR_THE_PROGRAM: [&str; 13] = [
        "start",
        "end",
        "set_by_coder",
        "certainty",
        "created",
        "modified",
        "prefix",
        "suffix",
        "sha256",
        "anchor_sha256",
        "original_sha256",
        "extractor_version",
        "extractor",
    ];
    !FOR_THE_PROGRAM.contains(&column)
}

/// A column's name in words.
pub(super) fn field_name(column: &str) -> String {
    column.replace('_', " ")
}

/// A cell in words: names for ids, yes and no for 1 and 0 where they mean that.
pub(super) fn value(column: &str, cell: &Cell<'_>, names: &RowNames<'_>) -> String {
    const YES_OR_NO: [&str; 6] =
        ["died_of_wounds", "part_exclusive", "in_other_figures", "sensitive", "recorded", "everywhere"];
    match cell {
        Cell::Null => String::new(),
        Cell::Int(n) if YES_OR_NO.contains(&column) => if *n == 0 { "no" } else { "yes" }.to_owned(),
        Cell::Int(n) => n.to_string(),
        Cell::Text(text) => {
            let named = |text: &str| {
                let id = Uuid::parse_str(text).ok();
                id.and_then(|id| names.name(id)).unwrap_or_else(|| text.to_owned())
            };
            let list: Option<Vec<String>> =
                text.starts_with('[').then(|| serde_json::from_str(text).ok()).flatten();
            match list {
                Some(list) => list.iter().map(|one| named(one)).collect::<Vec<_>>().join("; "),
                None => named(text),
            }
        }
    }
}
