//! Reading another copy of the open project.

use std::collections::{BTreeMap, BTreeSet, HashSet};

use super::Post;
use tollbook_core::model::{ArticleId, Change, Project};
use tollbook_files::storage::{self, StorageError, Store, other_copy};
use tollbook_state::effect::{Done, JobId, MergeRequest, OtherCopy};

pub(super) fn read(post: &Post, job: JobId, request: &MergeRequest) {
    post.done(Done::CopyRead(job, copy(request).map(Box::new)));
}

/// What another copy holds that the project does not.
pub(super) fn copy(request: &MergeRequest) -> Result<OtherCopy, String> {
    let MergeRequest { other, file, project } = request;
    let same = |path: &std::path::Path| std::fs::canonicalize(path).ok();
    if same(other).is_some() && same(other) == same(file) {
        return Err(format!("{} is the open project itself. Choose another copy of it.", other.display()));
    }
    let fails = |error: StorageError| format!("{error}.");
    let here = if file.exists() { Some(Store::open(file).map_err(fails)?) } else { None };
    let known: HashSet<_> = match &here {
        Some((store, _)) => {
            // What has not come in yet would be taken for new.
            store.expect_whole_history().map_err(fails)?;
            store.edit_ids().map_err(fails)?.into_iter().collect()
        }
        None => HashSet::new(),
    };
    let copy = other_copy(other, &known).map_err(fails)?;
    if copy.project.id() != *project {
        return Err(format!(
            "{} is another project, not a copy of this one. Export a package from it and import that.",
            other.display()
        ));
    }
    let name = other.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let coders = copy.project.list(tollbook_core::model::List::Coder);
    let mut texts: Vec<_> = copy.edits.iter().flat_map(|pending| pending.texts.iter().cloned()).collect();
    let wanted = several_texts(here.as_ref().map(|(_, opened)| &opened.project), &copy);
    let wanted = || wanted.iter().map(String::as_str);
    texts.extend(copy.store.texts_of(wanted()).map_err(fails)?);
    if let Some((store, _)) = &here {
        texts.extend(store.texts_of(wanted()).map_err(fails)?);
    }
    Ok(OtherCopy {
        name,
        coders: coders.map(|(id, entry)| (id, entry.value.clone())).collect(),
        texts,
        edits: copy.edits.into_iter().map(|pending| pending.edit).collect(),
        made_on: copy.made_on,
        project: copy.project,
    })
}

/// The hashes of the texts of articles that had several, here or there: annotations are to be found again in them.
fn several_texts(here: Option<&Project>, copy: &storage::OtherCopy) -> BTreeSet<String> {
    let mut hashes: BTreeMap<ArticleId, BTreeSet<&str>> = BTreeMap::new();
    for (id, sha256) in copy.made_on.values().flatten() {
        hashes.entry(*id).or_default().insert(sha256);
    }
    for change in copy.edits.iter().flat_map(|pending| &pending.edit.changes) {
        if let Change::Article(row) = change {
            let rows = [&row.before, &row.after].into_iter().flatten();
            hashes.entry(row.id).or_default().extend(rows.map(|row| row.sha256.as_str()));
        }
    }
    for (id, hashes) in &mut hashes {
        let rows = here.into_iter().chain([&copy.project]).filter_map(|project| project.articles.get(*id));
        hashes.extend(rows.map(|row| row.sha256.as_str()));
    }
    hashes.into_values().filter(|hashes| hashes.len() > 1).flatten().map(str::to_owned).collect()
}
