//! Export and import beside the window.

use std::collections::HashMap;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::Post;
use crate::state::effect::{Done, ExportRequest, ImportRequest, JobId};

/// Texts that only the project file has.
pub(super) fn stored_texts(_open: bool, _request: &ExportRequest) -> HashMap<String, Arc<str>> {
    HashMap::new()
}

pub(super) fn export(post: &Post, job: JobId, _request: ExportRequest, _stored: HashMap<String, Arc<str>>, _cancel: &AtomicBool) {
    post.done(Done::Exported(job, Err("not yet".to_owned())));
}

pub(super) fn import(post: &Post, job: JobId, _request: ImportRequest, _cancel: &AtomicBool) {
    post.done(Done::Imported(job, Err("not yet".to_owned())));
}
