//! Reading another copy of the open project.

use std::collections::HashSet;

use super::Post;
use tollbook_files::storage::{Store, other_copy};
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
    let known: HashSet<_> = match file.exists() {
        true => {
            let (store, _) = Store::open(file).map_err(|error| format!("{error}."))?;
            store.edit_ids().map_err(|error| format!("{error}."))?.into_iter().collect()
        }
        false => HashSet::new(),
    };
    let copy = other_copy(other, &known).map_err(|error| format!("{error}."))?;
    if copy.project.id() != *project {
        return Err(format!(
            "{} is another project, not a copy of this one. Export a package from it and import that.",
            other.display()
        ));
    }
    let name = other.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned());
    let coders = copy.project.list(tollbook_core::model::List::Coder);
    Ok(OtherCopy {
        name,
        coders: coders.map(|(id, entry)| (id, entry.value.clone())).collect(),
        texts: copy.edits.iter().flat_map(|pending| pending.texts.iter().cloned()).collect(),
        edits: copy.edits.into_iter().map(|pending| pending.edit).collect(),
    })
}
