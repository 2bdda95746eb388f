//! What is asked of the chart, and what is tried in it. Neither changes a fact.

use std::collections::BTreeSet;

use super::Outcome;
use crate::workspace::Workspace;
use tollbook_core::analysis::timeline::Query;
use tollbook_core::analysis::what_if::WhatIf;
use tollbook_core::model::{EntryId, Touched};

pub(super) fn set_query(open: &mut Workspace, query: Query) -> Outcome {
    let same = query.counts_as(&open.query);
    open.query = query;
    if same {
        open.counts += 1;
    } else {
        open.selection.bar = None;
        open.count();
    }
    Ok(Vec::new())
}

pub(super) fn set_what_if(open: &mut Workspace, what_if: WhatIf) -> Outcome {
    open.what_if = what_if;
    open.count();
    Ok(Vec::new())
}

/// Asks no longer for entries of lists and operations that an edit removed.
pub(super) fn forget_what_is_gone(open: &mut Workspace, touched: &Touched) {
    if touched.entries.is_empty() && touched.operations.is_empty() {
        return;
    }
    let known = |id: &EntryId| open.project.entries.contains(*id);
    let Query { sides, causes, coders, hidden, .. } = &mut open.query;
    for entries in [sides, causes] {
        retain(entries, |id| id.as_ref().is_none_or(known));
    }
    retain(coders, known);
    hidden.retain(|id| open.project.operations.contains(*id));
    open.what_if.coders.retain(known);
    if open.what_if == WhatIf::default() {
        open.standing = None;
    }
}

/// A set of which nothing is left lets everything through.
fn retain<T: Ord>(set: &mut Option<BTreeSet<T>>, keep: impl Fn(&T) -> bool) {
    if let Some(entries) = set {
        entries.retain(keep);
        if entries.is_empty() {
            *set = None;
        }
    }
}
