//! Edits that were made on one copy of a project, applied to another copy that has changed meanwhile.
//!
//! [`reapply`] applies what fits and holds back the rest. An edit is applied whole or held back whole, since
//! its changes belong together: an annotation without its claim would be worse than neither. What is held
//! back says where the two copies disagree, cell by cell, and [`fit`] makes it fit once somebody has decided
//! which side is kept.
//!
//! An edit fits if every row is as it found it, in the columns that it changes. What both copies did alike is
//! no disagreement: both may have put the same article or the same coder into the project.

use std::fmt;
use std::sync::Arc;

use uuid::Uuid;

use super::change::{Edit, Row};
use super::id::RecordId;
use super::project::{Change, Conflict, InProject, Project};
use super::record::Cell;

/// What came of applying edits to another copy of the project.
#[derive(Clone, Debug, Default)]
pub struct Reapplied {
    /// The edits that the project now holds, in order. An edit that both copies made in part is here without
    /// that part, under its own id.
    pub applied: Vec<Arc<Edit>>,
    /// The edits that do not fit, in order. Nothing of them was applied.
    pub held_back: Vec<HeldBack>,
}

/// An edit that does not fit the other copy.
#[derive(Clone, Debug)]
pub struct HeldBack {
    /// The edit as it was made.
    pub edit: Arc<Edit>,
    /// Why it could not be applied.
    pub why: Conflict,
    /// Where both copies changed the same; empty where the edit names a row that is gone.
    pub disagreements: Vec<Disagreement>,
}

/// One thing on which two copies disagree. "We" are those whose edit is reapplied, "they" the other copy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Disagreement {
    /// The table.
    pub table: &'static str,
    /// The row.
    pub row: Uuid,
    /// What about the row.
    pub what: Difference,
}

/// How two copies differ in a row.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Difference {
    /// Both changed a column, to different values.
    Column {
        /// The column.
        name: &'static str,
        /// Its value when our edit was made; blank where the row was new.
        before: Cell<'static>,
        /// What we made of it.
        ours: Cell<'static>,
        /// What it is in the other copy.
        theirs: Cell<'static>,
    },
    /// We changed a row that is not in the other copy.
    TheyRemoved,
    /// We removed a row that they changed.
    WeRemoved,
}

/// Which side of a disagreement is kept.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Keep {
    /// What the reapplied edit says.
    Ours,
    /// What the other copy says.
    Theirs,
}

impl fmt::Display for Disagreement {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Self { table, row, what } = self;
        match what {
            Difference::Column { name, ours, theirs, .. } => {
                let (ours, theirs) = (shown_value(ours), shown_value(theirs));
                write!(f, "{name} of {table} {row}: {ours} here, {theirs} in the project file")
            }
            Difference::TheyRemoved => {
                write!(f, "{table} {row}: changed here, removed in the project file")
            }
            Difference::WeRemoved => {
                write!(f, "{table} {row}: removed here, changed in the project file")
            }
        }
    }
}

/// A cell in words, cut where a list of disagreements would become hard to read.
pub fn shown_value(cell: &Cell<'_>) -> String {
    /// Characters shown of a text.
    const SHOWN: usize = 60;
    match cell {
        Cell::Null => "blank".to_owned(),
        Cell::Int(number) => number.to_string(),
        Cell::Text(text) => {
            let shown: String = text.chars().take(SHOWN).collect();
            let more = if shown.len() < text.len() { "…" } else { "" };
            format!("“{shown}{more}”")
        }
    }
}

/// Knows where the annotations of edits are that were made on other texts than this copy has.
pub trait Anchors {
    /// Goes on to the next edit. Each is looked at once, in the order in which they were made.
    fn look_at(&mut self, made: &Edit);

    /// `fitted`, which is `made` as it fits `project`, with every annotation where its words are in the project's
    /// texts; `None` if it concerns no annotation.
    ///
    /// # Errors
    /// A [`Conflict`] if it cannot be applied, or an annotation has no place.
    fn anchored(&self, project: &Project, made: &Edit, fitted: &Edit) -> Result<Option<Anchored>, Conflict>;
}

/// An edit of annotations, applied.
pub struct Anchored {
    /// The edit with its annotations where their words are; `None` if it is right as it is.
    pub edit: Option<Edit>,
    /// The project after it.
    pub after: Project,
}

/// Applies `edits` to `project`, in their order; what does not fit is held back.
///
/// Later edits that rest on one that was held back are held back too. The edits keep their ids, so that undo
/// finds them; they must not be in the project's history already.
pub fn reapply(
    project: &mut Project,
    edits: impl IntoIterator<Item = Arc<Edit>>,
    anchors: &mut dyn Anchors,
) -> Reapplied {
    let mut outcome = Reapplied::default();
    for edit in edits {
        anchors.look_at(&edit);
        let why = match apply_anchored(project, &edit, Arc::clone(&edit), anchors) {
            Ok(applied) => {
                outcome.applied.push(applied);
                continue;
            }
            Err(why) => why,
        };
        let mut disagreements = Vec::new();
        let fitted = fit(&edit, project, |found| {
            disagreements.push(found.clone());
            Keep::Theirs
        });
        let why = match disagreements.is_empty() {
            true => match apply_anchored(project, &edit, Arc::new(fitted), anchors) {
                Ok(applied) => {
                    outcome.applied.push(applied);
                    continue;
                }
                Err(why) => why,
            },
            false => why,
        };
        outcome.held_back.push(HeldBack { edit, why, disagreements });
    }
    outcome
}

/// Applies `fitted`, which is `made` as it fits `project`, with its annotations at their places; what was applied.
pub(super) fn apply_anchored(
    project: &mut Project,
    made: &Edit,
    fitted: Arc<Edit>,
    anchors: &dyn Anchors,
) -> Result<Arc<Edit>, Conflict> {
    match anchors.anchored(project, made, &fitted)? {
        Some(Anchored { edit, after }) => {
            *project = after;
            Ok(edit.map_or(fitted, Arc::new))
        }
        None => {
            project.apply(&fitted)?;
            Ok(fitted)
        }
    }
}

/// The edit as it fits `project`: what both copies did alike is left out, and each disagreement is decided by
/// `choose`. The edit that comes of it may still be refused by [`Project::apply`] if it names a row that is gone.
pub fn fit(edit: &Edit, project: &Project, mut choose: impl FnMut(&Disagreement) -> Keep) -> Edit {
    edit.with_changes(|change| change.fit(project, &mut choose).filter(Change::changes_something))
}

/// One change of an edit as it fits `project`; `None` if nothing of it is left.
pub(super) fn fit_row<T: InProject>(
    row: &Row<T>,
    project: &Project,
    choose: &mut dyn FnMut(&Disagreement) -> Keep,
) -> Option<Row<T>> {
    let current = T::table(project).share(row.id);
    let mut ours = |what| choose(&Disagreement { table: T::TABLE, row: row.id.uuid(), what }) == Keep::Ours;
    let after = match (&row.before, &row.after, &current) {
        (_, None, None) => return None,
        (None, Some(after), None) => Some(Arc::clone(after)),
        (Some(_), Some(after), None) => {
            if !ours(Difference::TheyRemoved) {
                return None;
            }
            Some(Arc::clone(after))
        }
        (None, None, Some(_)) => return None,
        (Some(before), None, Some(current)) => {
            if before != current && !ours(Difference::WeRemoved) {
                return None;
            }
            None
        }
        (before, Some(after), Some(current)) => {
            let old = before.as_ref().map(|before| before.cells());
            let (new, mut now) = (after.cells(), current.cells());
            for (n, name) in T::columns().iter().enumerate() {
                let old = old.as_ref().map_or(Cell::Null, |old| old[n].as_ref());
                let changed_here = before.is_none() || old != new[n];
                if !changed_here || now[n] == new[n] {
                    continue;
                }
                let is_ours = (before.is_some() && now[n] == old)
                    || is_later(name, &new[n], &now[n]).unwrap_or_else(|| {
                        ours(Difference::Column {
                            name,
                            before: old.into_owned(),
                            ours: new[n].clone().into_owned(),
                            theirs: now[n].clone().into_owned(),
                        })
                    });
                if is_ours {
                    now[n] = new[n].as_ref();
                }
            }
            // Columns that belong together may not fit once they come from two sides: then theirs stand.
            Some(
                T::from_cells(&mut now.iter().map(Cell::as_ref))
                    .map_or_else(|_| Arc::clone(current), Arc::new),
            )
        }
    };
    Some(Row { id: row.id, before: current, after })
}

/// When a row was changed last is no matter of opinion: whether ours is the later moment. `None` of other columns.
fn is_later(column: &str, ours: &Cell<'_>, theirs: &Cell<'_>) -> Option<bool> {
    let moment = |cell: &Cell<'_>| match cell {
        Cell::Text(text) => text.parse::<jiff::Timestamp>().ok(),
        Cell::Null | Cell::Int(_) => None,
    };
    (column == "modified").then(|| moment(ours) > moment(theirs))
}

#[cfg(test)]
pub(super) mod tests {
    use jiff::Timestamp;

    use super::*;
    use crate::model::{Draft, EntryId, Incident, IncidentId, List, ListEntry, ProjectId, Stamp};

    /// For edits without annotations, or on the same texts.
    pub struct SameTexts;

    impl Anchors for SameTexts {
        fn look_at(&mut self, _: &Edit) {}

        fn anchored(&self, _: &Project, _: &Edit, _: &Edit) -> Result<Option<Anchored>, Conflict> {
            Ok(None)
        }
    }

    /// Two copies of a project with an incident, and a stamp for further edits.
    struct Copies {
        base: Project,
        stamp: Stamp,
        incident: IncidentId,
    }

    impl Copies {
        fn new() -> Self {
            let at = Timestamp::from_millisecond(1_700_000_000_000).unwrap();
            let mut stamp = Stamp::new(at, EntryId(Uuid::nil()), 1);
            let (mut base, _) =
                crate::analysis::fixture::begin(ProjectId(Uuid::from_u128(9)), "Sahel", "Ada", &mut stamp);
            let incident = stamp.mint();
            let edit = {
                let mut draft = Draft::new(&base, &mut stamp);
                draft.set(incident, Incident { title: "Gorda".to_owned(), ..Incident::blank() });
                draft.finish("Add").unwrap()
            };
            base.apply(&edit).unwrap();
            Self { base, stamp, incident }
        }

        /// An edit made on a copy, to which it is applied.
        fn edit(&mut self, copy: &mut Project, change: impl FnOnce(&mut Draft<'_>)) -> Arc<Edit> {
            let before = copy.clone();
            let mut draft = Draft::new(&before, &mut self.stamp);
            change(&mut draft);
            let edit = draft.finish("Change").unwrap();
            copy.apply(&edit).unwrap();
            Arc::new(edit)
        }

        /// An edit of the incident made on a copy.
        fn change(&mut self, copy: &mut Project, change: impl FnOnce(&mut Incident)) -> Arc<Edit> {
            let id = self.incident;
            self.edit(copy, |draft| draft.update::<Incident>(id, change))
        }
    }

    fn title(project: &Project, id: IncidentId) -> String {
        project.incidents.get(id).map_or_else(|| "removed".to_owned(), |incident| incident.title.clone())
    }

    #[test]
    fn edits_of_different_columns_both_stand() {
        let mut copies = Copies::new();
        let (mut ours, mut theirs) = (copies.base.clone(), copies.base.clone());
        let own = copies.change(&mut ours, |incident| incident.place = "Gao".to_owned());
        copies.change(&mut theirs, |incident| incident.title = "Kidal".to_owned());
        let outcome = reapply(&mut theirs, [Arc::clone(&own)], &mut SameTexts);
        assert_eq!((outcome.applied, outcome.held_back.len()), (vec![own], 0));
        let incident = theirs.incidents.get(copies.incident).unwrap();
        assert_eq!((incident.title.as_str(), incident.place.as_str()), ("Kidal", "Gao"));
    }

    #[test]
    fn edits_of_one_column_are_held_back_with_both_values_and_what_rests_on_them_too() {
        let mut copies = Copies::new();
        let (mut ours, mut theirs) = (copies.base.clone(), copies.base.clone());
        let own = [
            copies.change(&mut ours, |incident| incident.title = "Gossi".to_owned()),
            copies.change(&mut ours, |incident| incident.title = "Gossi road".to_owned()),
            copies.change(&mut ours, |incident| incident.memo = "Checked.".to_owned()),
        ];
        copies.change(&mut theirs, |incident| incident.title = "Kidal".to_owned());
        let before = theirs.clone();
        let outcome = reapply(&mut theirs, own.clone(), &mut SameTexts);
        assert_eq!(outcome.applied, [Arc::clone(&own[2])]);
        let held: Vec<_> = outcome.held_back.iter().map(|held| held.edit.id).collect();
        assert_eq!(held, [own[0].id, own[1].id]);
        let sentence = outcome.held_back[0].disagreements[0].to_string();
        assert!(
            sentence.starts_with("title of incident") && sentence.contains("“Gossi” here, “Kidal” in"),
            "{sentence}"
        );
        assert_eq!(title(&theirs, copies.incident), title(&before, copies.incident));

        // Decided for us, it fits; decided for them, nothing is left of it.
        let theirs_kept = fit(&own[0], &theirs, |_| Keep::Theirs);
        assert!(theirs_kept.changes.is_empty());
        theirs.apply(&fit(&own[0], &theirs, |_| Keep::Ours)).unwrap();
        assert_eq!(title(&theirs, copies.incident), "Gossi");
    }

    #[test]
    fn the_later_moment_of_a_change_stands_without_being_asked() {
        let moment = |text: &'static str| Cell::Text(text.into());
        let (early, late) = (moment("2026-11-29T23:50:58.59Z"), moment("2026-11-29T23:50:58.599Z"));
        assert_eq!(is_later("modified", &late, &early), Some(true));
        assert_eq!(is_later("modified", &early, &late), Some(false));
        assert_eq!(is_later("memo", &early, &late), None);
    }

    #[test]
    fn what_both_copies_did_alike_is_no_disagreement() {
        let mut copies = Copies::new();
        let (mut ours, mut theirs) = (copies.base.clone(), copies.base.clone());
        let (coder, incident) = (EntryId(Uuid::from_u128(77)), copies.incident);
        let add = |draft: &mut Draft<'_>| draft.set(coder, ListEntry::named(List::Coder, "Ada"));
        let own = copies.edit(&mut ours, |draft| {
            add(draft);
            draft.update::<Incident>(incident, |incident| incident.memo = "Checked.".to_owned());
        });
        copies.edit(&mut theirs, add);
        let outcome = reapply(&mut theirs, [Arc::clone(&own)], &mut SameTexts);
        assert!(outcome.held_back.is_empty());
        assert_eq!((outcome.applied[0].id, outcome.applied[0].changes.len()), (own.id, 1));
        assert_eq!(theirs.incidents.get(incident).unwrap().memo, "Checked.");
    }

    #[test]
    fn a_row_that_one_side_removed_is_kept_or_removed_as_is_chosen() {
        let mut copies = Copies::new();
        let incident = copies.incident;
        let (mut ours, mut theirs) = (copies.base.clone(), copies.base.clone());
        let changed = copies.change(&mut ours, |incident| incident.title = "Gossi".to_owned());
        let removed = copies.edit(&mut theirs, |draft| draft.remove::<Incident>(incident));

        let mut without = theirs.clone();
        let outcome = reapply(&mut without, [Arc::clone(&changed)], &mut SameTexts);
        assert_eq!(outcome.held_back[0].disagreements[0].what, Difference::TheyRemoved);
        without.apply(&fit(&changed, &theirs, |_| Keep::Ours)).unwrap();
        assert_eq!(title(&without, incident), "Gossi", "the whole row is back");

        let outcome = reapply(&mut ours, [Arc::clone(&removed)], &mut SameTexts);
        assert_eq!(outcome.held_back[0].disagreements[0].what, Difference::WeRemoved);
        assert!(fit(&removed, &ours, |_| Keep::Theirs).changes.is_empty());
        ours.apply(&fit(&removed, &ours, |_| Keep::Ours)).unwrap();
        assert_eq!(title(&ours, incident), "removed");

        // Removed on both sides, there is nothing left to do and nothing to decide.
        let outcome = reapply(&mut theirs, [removed], &mut SameTexts);
        assert!(outcome.held_back.is_empty() && outcome.applied[0].changes.is_empty());
    }

    #[test]
    fn an_edit_that_names_a_row_that_is_gone_is_held_back_whole() {
        let mut copies = Copies::new();
        let incident = copies.incident;
        let (mut ours, mut theirs) = (copies.base.clone(), copies.base.clone());
        let part: IncidentId = copies.stamp.mint();
        let own = copies.edit(&mut ours, |draft| {
            draft.set(part, Incident { joined_to: Some(incident), ..Incident::blank() });
        });
        copies.edit(&mut theirs, |draft| draft.remove::<Incident>(incident));
        let before = theirs.clone();
        let outcome = reapply(&mut theirs, [own], &mut SameTexts);
        assert!(matches!(outcome.held_back[0].why, Conflict::Dangling { .. }));
        assert!(outcome.held_back[0].disagreements.is_empty());
        assert_eq!(theirs, before);
    }
}
