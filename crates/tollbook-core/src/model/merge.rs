//! Merging another copy's edits into a project: one edit, with every disagreement decided.

use std::sync::Arc;

use super::change::{Edit, Part};
use super::id::{EditId, Stamp};
use super::project::Project;
use super::reapply::{Anchors, HeldBack, Keep, apply_anchored, fit, reapply};

/// The other copy's edits as they fit a project.
#[derive(Clone, Debug)]
pub struct Merge {
    /// The edits, in the other copy's order.
    pub edits: Vec<Arc<Edit>>,
    /// Those of them that do not fit as they are, in order.
    pub conflicts: Vec<HeldBack>,
}

/// What a merge comes to.
#[derive(Clone, Debug, Default)]
pub struct Merged {
    /// All changes as one edit; `None` if nothing changes.
    pub edit: Option<Edit>,
    /// How many of the other copy's edits changed something.
    pub taken: usize,
    /// Edits that could not be taken although that was wanted, with the reason, as sentences.
    pub refused: Vec<String>,
}

impl Merge {
    /// Looks where another copy's edits disagree with a project. `anchors` follows these edits.
    pub fn new(project: &Project, edits: Vec<Arc<Edit>>, anchors: &mut dyn Anchors) -> Self {
        let mut after = project.clone();
        let conflicts = reapply(&mut after, edits.iter().cloned(), anchors).held_back;
        Self { edits, conflicts }
    }

    /// The edit that takes the other copy's edits in, under this name. What does not fit is decided by `takes`:
    /// whether the other copy's side of it is taken, or the project's kept. `anchors` follows these edits from the
    /// first one.
    pub fn decide(
        &self,
        project: &Project,
        label: &str,
        takes: &dyn Fn(EditId) -> bool,
        anchors: &mut dyn Anchors,
        stamp: &mut Stamp,
    ) -> Merged {
        let mut after = project.clone();
        let mut merged = Merged::default();
        let (mut changes, mut parts) = (Vec::new(), Vec::new());
        for edit in &self.edits {
            let fits = reapply(&mut after, [Arc::clone(edit)], anchors);
            let mut taken: Vec<Arc<Edit>> = fits.applied;
            let mut is_known = true;
            for held in fits.held_back {
                if !takes(held.edit.id) {
                    // That this copy's side is kept is decided; it is not asked again.
                    continue;
                }
                let fitted = fit(&held.edit, &after, |_| Keep::Ours);
                match apply_anchored(&mut after, &held.edit, Arc::new(fitted), anchors) {
                    Ok(applied) => taken.push(applied),
                    Err(why) => {
                        is_known = false;
                        merged.refused.push(format!("“{}” could not be taken: {why}.", held.edit.label))
                    }
                }
            }
            let before = changes.len();
            changes.extend(taken.iter().flat_map(|edit| edit.changes.iter().cloned()));
            let own = changes.len() - before;
            merged.taken += usize::from(own > 0);
            if is_known {
                let Edit { id, label, coder, at, undoes, .. } = edit.as_ref();
                let (label, undoes) = (label.clone(), *undoes);
                parts.push(Part { id: *id, label, coder: *coder, at: *at, undoes, changes: own });
            }
        }
        if !changes.is_empty() {
            merged.edit = Some(Edit {
                id: stamp.mint(),
                label: label.to_owned(),
                coder: stamp.coder,
                at: stamp.at,
                undoes: None,
                part_of: None,
                parts,
                changes,
            });
        }
        merged
    }
}

#[cfg(test)]
mod tests {
    use uuid::Uuid;

    use super::*;
    use crate::model::reapply::tests::SameTexts;
    use crate::model::{Draft, EntryId, Incident, IncidentId};

    /// A project with one incident, and a stamp.
    fn base() -> (Project, IncidentId, Stamp) {
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(Uuid::nil()), 1);
        let id: IncidentId = stamp.mint();
        let mut project = Project::default();
        edit(&mut project, &mut stamp, |draft| draft.set(id, Incident::blank()));
        (project, id, stamp)
    }

    fn edit(project: &mut Project, stamp: &mut Stamp, change: impl FnOnce(&mut Draft<'_>)) -> Arc<Edit> {
        let known = project.clone();
        let mut draft = Draft::new(&known, stamp);
        change(&mut draft);
        let edit = draft.finish("Change").unwrap();
        project.apply(&edit).unwrap();
        Arc::new(edit)
    }

    fn title(id: IncidentId, title: &'static str) -> impl Fn(&mut Draft<'_>) {
        move |draft| draft.update::<Incident>(id, |incident| title.clone_into(&mut incident.title))
    }

    #[test]
    fn two_copies_come_together_in_one_edit() {
        let (base, id, mut stamp) = base();
        let (mut here, mut there) = (base.clone(), base);
        edit(&mut here, &mut stamp, |draft| draft.update::<Incident>(id, |row| row.place = "Gao".to_owned()));
        let other: IncidentId = stamp.mint();
        let edits = vec![
            edit(&mut there, &mut stamp, title(id, "Ambush")),
            edit(&mut there, &mut stamp, |draft| draft.set(other, Incident::blank())),
        ];
        let merge = Merge::new(&here, edits, &mut SameTexts);
        assert!(merge.conflicts.is_empty());
        let merged = merge.decide(&here, "Merge", &|_| false, &mut SameTexts, &mut stamp);
        let before = here.clone();
        let merge_edit = merged.edit.unwrap();
        // Each keeps its own id and is a part of the merge, with its own changes.
        let apart = merge_edit.apart();
        assert!(apart[0].changes.is_empty() && apart[0].id == merge_edit.id);
        let parts: Vec<_> =
            apart[1..].iter().map(|part| (part.id, part.part_of, part.changes.len())).collect();
        let whole = Some(merge_edit.id);
        assert_eq!(parts, [(merge.edits[0].id, whole, 1), (merge.edits[1].id, whole, 1)]);
        here.apply(&merge_edit).unwrap();
        let row = here.incidents.get(id).unwrap();
        assert_eq!((row.title.as_str(), row.place.as_str()), ("Ambush", "Gao"));
        assert_eq!((merged.taken, here.incidents.len()), (2, 2));
        here.apply(&merge_edit.inverse(&mut stamp)).unwrap();
        assert_eq!(here, before, "one undo takes it all back");
    }

    #[test]
    fn a_disagreement_is_decided_one_way_or_the_other_and_later_edits_follow() {
        let (base, id, mut stamp) = base();
        let (mut here, mut there) = (base.clone(), base);
        edit(&mut here, &mut stamp, title(id, "Clash"));
        let edits = vec![
            edit(&mut there, &mut stamp, title(id, "Ambush")),
            edit(&mut there, &mut stamp, title(id, "Raid")),
        ];
        let merge = Merge::new(&here, edits, &mut SameTexts);
        assert_eq!(merge.conflicts.len(), 2, "the later edit rests on the first");
        let kept = merge.decide(&here, "Merge", &|_| false, &mut SameTexts, &mut stamp);
        assert_eq!((kept.edit, kept.taken), (None, 0));
        let taken = merge.decide(&here, "Merge", &|_| true, &mut SameTexts, &mut stamp);
        assert_eq!((taken.taken, taken.refused.len()), (2, 0));
        assert_eq!(taken.edit.as_ref().unwrap().parts.len(), 2);
        here.apply(&taken.edit.unwrap()).unwrap();
        assert_eq!(here.incidents.get(id).unwrap().title, "Raid");
    }
}
