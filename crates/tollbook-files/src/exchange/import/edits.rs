//! Edits that a project could not take when they were made, on their way in again.

use std::path::Path;
use std::sync::Arc;

use super::{Planned, Refused};
use crate::storage::edit_file::{self, EditFile};
use tollbook_core::model::reapply::reapply;
use tollbook_core::model::{Edit, Project, Stamp};

/// Whether a path is that of a file of edits, by its name.
pub fn is_edit_file(path: &Path) -> bool {
    path.extension().is_some_and(|extension| extension == edit_file::EXTENSION)
}

/// Works out the edit that a file of edits makes of `project`. What the project holds already is left out; an
/// edit that does not fit what has been changed meanwhile is refused.
pub fn plan_edits(project: &Project, file: &Path, stamp: &mut Stamp) -> Planned {
    let refused =
        |line: u64, why: String| Refused { file: file.to_owned(), line, column: String::new(), why };
    let mut planned = Planned::default();
    let EditFile { project: of, edits } = match edit_file::read(file) {
        Ok(read) => read,
        Err(error) => {
            planned.refused.push(refused(1, error.to_string()));
            return planned;
        }
    };
    if of != project.id() {
        let why = "It holds edits of another project. Open that one and import the file there.";
        planned.refused.push(refused(1, why.to_owned()));
        return planned;
    }
    let mut after = project.clone();
    let all = edits.len();
    let outcome = reapply(&mut after, edits.iter().map(|pending| Arc::clone(&pending.edit)));
    for held in &outcome.held_back {
        // The first line says of which project the edits are.
        let line =
            edits.iter().zip(2..).find(|(pending, _)| pending.edit.id == held.edit.id).map_or(1, |(_, n)| n);
        let why = match held.disagreements.first() {
            Some(disagreement) => disagreement.to_string(),
            None => held.why.to_string(),
        };
        planned
            .refused
            .push(refused(line, format!("“{}” does not fit the project: {why}.", held.edit.label)));
    }
    let changes: Vec<_> = outcome.applied.iter().flat_map(|edit| edit.changes.iter().cloned()).collect();
    planned.changed = outcome.applied.iter().filter(|edit| !edit.changes.is_empty()).count();
    planned.unchanged = all - planned.changed - outcome.held_back.len();
    planned.texts = edits.into_iter().flat_map(|pending| pending.texts).collect();
    if !changes.is_empty() {
        planned.edit = Some(Edit {
            id: stamp.mint(),
            label: "Import edits that were not saved".to_owned(),
            coder: stamp.coder,
            at: stamp.at,
            undoes: None,
            part_of: None,
            changes,
        });
    }
    planned
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::storage::tests::Desk;
    use tollbook_core::model::{EntryId, Incident};

    #[test]
    fn edits_that_were_not_saved_come_in_once_and_what_does_not_fit_is_refused_with_its_line() {
        let (pending, id) = Desk::some_edits();
        let mut project = Project::default();
        project.apply(&pending[0].edit).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join("a.tollbook-edits");
        edit_file::write(&file, id, &pending[1..]).unwrap();
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 5);

        let planned = plan_edits(&project, &file, &mut stamp);
        assert_eq!((planned.changed, planned.unchanged, planned.refused.len()), (3, 0, 0));
        assert_eq!(planned.texts.len(), 1);
        let mut after = project.clone();
        after.apply(&planned.edit.unwrap()).unwrap();
        assert_eq!(after.annotations.len(), 2);

        let again = plan_edits(&after, &file, &mut stamp);
        assert_eq!((again.edit, again.unchanged, again.refused.len()), (None, 3, 0));

        let mut draft = tollbook_core::model::Draft::new(&after, &mut stamp);
        let incident = after.incidents.iter().next().unwrap().0;
        draft.update::<Incident>(incident, |incident| incident.title = "Gossi".to_owned());
        let changed = draft.finish("Change").unwrap();
        after.apply(&changed).unwrap();
        let refused = plan_edits(&after, &file, &mut stamp).refused;
        assert_eq!(refused.len(), 1);
        assert!(refused[0].line == 3 && refused[0].why.contains("title of incident"), "{}", refused[0]);
        let other = plan_edits(&Project::default(), &file, &mut stamp).refused;
        assert!(other[0].why.contains("another project"), "{}", other[0]);
    }
}
