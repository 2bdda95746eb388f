//! Where another copy of the project and this one changed the same: side by side, to decide one by one or all at
//! once.

use crate::ui::widgets::labels::CANCEL;
use eframe::egui::{Context, Grid, Label, ScrollArea, Ui};

use crate::ui::panels::history::moment;
use crate::ui::theme::{self, space};
use crate::ui::widgets::{modal, room};
use tollbook_core::analysis::changes::DisagreementInWords;
use tollbook_core::analysis::wording::counted;
use tollbook_core::model::reapply::HeldBack;
use tollbook_state::action::MergeAction;
use tollbook_state::workspace::MergeQuestion;
use tollbook_state::{Action, AppState};

const KEEP_THIS_COPY: &str = "Keep this copy";
const TAKE_THE_OTHER: &str = "Take the other";

/// Keeps this copy's side of every conflict.
pub const KEEP_ALL: &str = "Keep all of this copy";
/// Takes the other copy's side of every conflict.
pub const TAKE_ALL: &str = "Take all of the other";
/// Merges with what was decided.
pub const MERGE: &str = "Merge";

/// Shows the question where a merge waits for its answer.
pub fn show(context: &Context, state: &AppState, actions: &mut Vec<Action>) {
    let Some(question) = state.workspace.as_ref().and_then(|open| open.merging.as_ref()) else { return };
    let mut act = |action| actions.push(Action::Merge(action));
    let title = format!("Merge {}", question.name);
    let response = modal(context, "merge", &title, 720.0, |ui| {
        let conflicts = &question.merge.conflicts;
        let fits = question.merge.edits.len() - conflicts.len();
        let remark = format!(
            "{} this copy and {} taken in. {} not, because both copies changed the same: decide which side is kept.",
            if fits == 1 { "1 edit fits".to_owned() } else { format!("{} fit", counted(fits, "edit")) },
            if fits == 1 { "is" } else { "are" },
            if conflicts.len() == 1 {
                "1 edit does".to_owned()
            } else {
                format!("{} edits do", conflicts.len())
            }
        );
        ui.add(Label::new(remark).wrap());
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.button(KEEP_ALL).clicked() {
                act(MergeAction::TakeAll(false));
            }
            if ui.button(TAKE_ALL).clicked() {
                act(MergeAction::TakeAll(true));
            }
        });
        ui.add_space(space::SMALL);
        // The answers stay in view, however many conflicts there are.
        let height = (room(ui.ctx()).y - 200.0).max(120.0);
        ScrollArea::vertical().max_height(height).auto_shrink([false, true]).show(ui, |ui| {
            for (n, conflict) in conflicts.iter().zip(&question.conflicts).enumerate() {
                ui.push_id(n, |ui| one(ui, question, (conflict.0, conflict.1), &mut act));
                ui.separator();
            }
        });
        ui.add_space(space::SMALL);
        ui.horizontal(|ui| {
            if ui.button(theme::strong(MERGE)).clicked() {
                act(MergeAction::Finish);
            }
            if ui.button(CANCEL).clicked() {
                act(MergeAction::Cancel);
            }
        });
    });
    if response.should_close() {
        act(MergeAction::Cancel);
    }
}

fn one(
    ui: &mut Ui,
    question: &MergeQuestion,
    (conflict, words): (&HeldBack, &[DisagreementInWords]),
    act: &mut impl FnMut(MergeAction),
) {
    let edit = &conflict.edit;
    let coder = question.coders.iter().find(|(id, _)| *id == edit.coder).map(|(_, name)| name.as_str());
    let by = coder.map_or_else(String::new, |coder| format!("by {coder}, "));
    ui.horizontal_wrapped(|ui| {
        ui.label(theme::strong(&edit.label));
        ui.label(theme::remark(ui, format!("{by}{}", moment(edit.at))));
    });
    if words.is_empty() {
        ui.add(Label::new(format!("It cannot be taken as it is: {}.", conflict.why)).wrap());
    }
    let mut last = "";
    for (n, found) in words.iter().enumerate() {
        if found.subject != last {
            last = &found.subject;
            ui.add(Label::new(&found.subject).wrap());
            let same = words[n..].iter().take_while(|other| other.subject == found.subject);
            Grid::new(n).num_columns(3).min_col_width(120.0).max_col_width(250.0).show(ui, |ui| {
                for head in ["", THIS_COPY, OTHER_COPY] {
                    ui.label(theme::remark(ui, head));
                }
                ui.end_row();
                for found in same {
                    ui.label(theme::remark(ui, &found.field));
                    ui.add(Label::new(&found.here).wrap());
                    ui.add(Label::new(&found.there).wrap());
                    ui.end_row();
                }
            });
        }
    }
    let taken = question.taken.contains(&edit.id);
    ui.horizontal(|ui| {
        if ui.radio(!taken, KEEP_THIS_COPY).clicked() {
            act(MergeAction::Take(edit.id, false));
        }
        if ui.radio(taken, TAKE_THE_OTHER).clicked() {
            act(MergeAction::Take(edit.id, true));
        }
    });
}

/// What stands over the values of the open project.
const THIS_COPY: &str = "This copy";
/// What stands over those of the other copy.
const OTHER_COPY: &str = "Other copy";

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use tollbook_core::model::{ClaimType, Draft, EntryId, Incident, IncidentId, Stamp};
    use tollbook_state::action::IncidentEdit;
    use tollbook_state::effect::{Effect, OtherCopy};
    use tollbook_state::{Done, IncidentAction, ProjectAction};

    use super::*;
    use crate::ui::test_support::Story;

    /// A project with an incident whose title another copy has set to "Collision", and this one to "Crash".
    fn in_conflict() -> (Story, IncidentId) {
        let mut story = Story::new();
        let claim = story.annotate("helicopters.txt", "Thirteen French soldiers", ClaimType::Killed);
        let incident = story.claim(claim).incident.unwrap();
        let mut stamp = Stamp::new(jiff::Timestamp::UNIX_EPOCH, EntryId(uuid::Uuid::nil()), 77);
        let base = story.open().project.clone();
        let mut draft = Draft::new(&base, &mut stamp);
        draft.update::<Incident>(incident, |incident| incident.title = "Collision".to_owned());
        let edits = vec![Arc::new(draft.finish("Change title").unwrap())];
        let title = IncidentEdit::Title("Crash".to_owned());
        story.tell(Action::Incident(IncidentAction::Edit(incident, title)));
        for effect in story.tell(Action::Project(ProjectAction::Merge("copy.tollbook".into()))) {
            if let Effect::ReadCopy(job, _) = effect {
                let copy = OtherCopy {
                    name: "copy.tollbook".to_owned(),
                    edits: edits.clone(),
                    made_on: Default::default(),
                    project: base.clone(),
                    texts: Vec::new(),
                    coders: Vec::new(),
                };
                story.tell(Done::CopyRead(job, Ok(Box::new(copy))));
            }
        }
        (story, incident)
    }

    fn title(story: &Story, incident: IncidentId) -> &str {
        &story.open().project.incidents.get(incident).unwrap().title
    }

    #[test]
    fn the_coder_decides_where_both_copies_changed_the_same() {
        let (mut story, incident) = in_conflict();
        let question = story.open().merging.as_ref().unwrap();
        let DisagreementInWords { subject, field, here, there } = question.conflicts[0][0].clone();
        assert_eq!([subject, field, here, there], ["Incident Crash", "title", "Crash", "Collision"]);
        story.tell(Action::Merge(MergeAction::TakeAll(true)));
        assert_eq!(title(&story, incident), "Crash", "nothing changes before it is decided");
        story.tell(Action::Merge(MergeAction::Finish));
        assert_eq!(title(&story, incident), "Collision");
        assert!(story.open().merging.is_none());
        story.tell(Action::Project(ProjectAction::Undo));
        assert_eq!(title(&story, incident), "Crash");
    }

    #[test]
    fn what_is_not_taken_stays_as_it_is() {
        let (mut story, incident) = in_conflict();
        story.tell(Action::Merge(MergeAction::Finish));
        assert_eq!(title(&story, incident), "Crash");
        assert!(story.state.notices.iter().any(|notice| notice.text.contains("1 conflict")));
        let (mut story, incident) = in_conflict();
        story.tell(Action::Merge(MergeAction::Cancel));
        assert_eq!((title(&story, incident), story.open().merging.is_none()), ("Crash", true));
    }
}
