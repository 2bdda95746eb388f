//! What another copy of a project holds and this one does not.

use std::collections::{HashMap, HashSet};
use std::path::Path;
use std::sync::Arc;

use super::commit::Pending;
use super::error::{Doing, Fault, StorageError, parse};
use super::store::Store;
use tollbook_core::anchoring::MadeOn;
use tollbook_core::model::{ArticleId, Change, EditId, Project};

/// Another copy of a project.
#[derive(Debug)]
pub struct OtherCopy {
    /// Its facts.
    pub project: Project,
    /// Its edits that are not known, in its order, with the texts that they need.
    pub edits: Vec<Pending>,
    /// On which texts these were made.
    pub made_on: MadeOn,
    /// The copy itself, for the texts of its articles.
    pub store: Store,
}

/// Reads another copy of a project: the edits whose ids are not among `known`. It is only read.
///
/// # Errors
/// If it cannot be read.
pub fn other_copy(path: &Path, known: &HashSet<EditId>) -> Result<OtherCopy, StorageError> {
    let (store, opened) = Store::open(path)?;
    store.expect_whole_history()?;
    let given = given_texts(&store).map_err(|fault| fault.at(store.path(), Doing::Reading))?;
    let mut hashes: HashMap<ArticleId, &String> = HashMap::new();
    let (mut edits, mut made_on) = (Vec::new(), MadeOn::new());
    for id in store.edit_ids()? {
        hashes.extend(given.get(&id).into_iter().flatten().map(|(article, sha256)| (*article, sha256)));
        if known.contains(&id) {
            continue;
        }
        let edit = Arc::new(store.edit_apart(id)?);
        let articles: HashSet<ArticleId> = edit.changes.iter().filter_map(annotated).collect();
        let of_articles =
            articles.into_iter().filter_map(|article| Some((article, (*hashes.get(&article)?).clone())));
        made_on.insert(id, of_articles.collect());
        let given = given.get(&id).into_iter().flatten().map(|(_, sha256)| sha256.as_str());
        let texts = store.texts_of(given)?.into_iter().collect();
        edits.push(Pending { edit, texts });
    }
    Ok(OtherCopy { project: opened.project, edits, made_on, store })
}

/// The article of an annotation that a change adds or changes.
fn annotated(change: &Change) -> Option<ArticleId> {
    match change {
        Change::Annotation(row) => row.after.as_ref().map(|row| row.article),
        _ => None,
    }
}

/// The hashes of the texts that each edit gives articles.
fn given_texts(store: &Store) -> Result<HashMap<EditId, Vec<(ArticleId, String)>>, Fault> {
    let mut given: HashMap<EditId, Vec<(ArticleId, String)>> = HashMap::new();
    let Some(connection) = &store.connection else { return Ok(given) };
    let mut statement = connection.prepare(
        "SELECT edit.id, change.row, change.after FROM change JOIN edit ON edit.seq = change.edit \
         WHERE change.tbl = 'article' AND change.after IS NOT NULL ORDER BY change.edit, change.n",
    )?;
    let mut rows = statement.query([])?;
    while let Some(row) = rows.next()? {
        let after: serde_json::Value = serde_json::from_str(row.get_ref(2)?.as_str()?)
            .map_err(|error| Fault::Broken(format!("a change of the history cannot be read: {error}")))?;
        if let Some(sha256) = after.get("sha256").and_then(serde_json::Value::as_str) {
            let (edit, article) = (parse(row.get_ref(0)?.as_str()?)?, parse(row.get_ref(1)?.as_str()?)?);
            given.entry(edit).or_default().push((article, sha256.to_owned()));
        }
    }
    Ok(given)
}
