//! The status bar: what is saved, how much there is, what is under way.

use crate::ui::widgets::labels::CANCEL;
use std::collections::BTreeSet;

use eframe::egui::{self, Align, Layout, Ui};

use crate::ui::theme::{self, Palette, space};
use crate::ui::widgets::{field, pending_text};
use tollbook_core::analysis::wording::{counted, grouped};
use tollbook_core::model::{ArticleId, ProjectId, ReadState};
use tollbook_state::save::{TeamStatus, Turn};
use tollbook_state::workspace::Workspace;
use tollbook_state::{Action, AppState, Running};
use tollbook_state::{ProgramAction, ProjectAction, TeamAction};

const TRY_AGAIN: &str = "Try again";

/// Shows the status bar.
pub fn show(ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
    ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
        // What is under way can be cancelled, so it has its room before what is only to be read.
        for running in &state.running {
            if ui.available_width() > NARROW {
                under_way(ui, running, actions);
            }
        }
        ui.with_layout(Layout::left_to_right(Align::Center), |ui| {
            if let Some(open) = &state.workspace {
                saved(ui, open, actions);
                how_much(ui, open);
            }
        });
    });
}

/// What is saved has so much room, whatever is under way.
const NARROW: f32 = 260.0;

fn under_way(ui: &mut Ui, running: &Running, actions: &mut Vec<Action>) {
    if running.can_cancel && ui.small_button(CANCEL).clicked() {
        actions.push(Action::Program(ProgramAction::Cancel(running.job)));
    }
    let progress = match running.total {
        Some(total) if total > 0 => running.done as f32 / total as f32,
        _ => 0.0,
    };
    let bar = egui::ProgressBar::new(progress).desired_width(90.0).desired_height(8.0);
    ui.add(if running.total.is_none() { bar.animate(true) } else { bar });
    let done = match (running.done, running.total) {
        (0, _) => running.label.clone(),
        (done, None) => format!("{} {}", running.label, grouped(done)),
        (done, Some(total)) => format!("{} {} of {}", running.label, grouped(done), grouped(total)),
    };
    ui.label(theme::remark(ui, done));
    ui.add_space(space::SMALL);
}

/// How much there is; what the bar has no room for is told by a tooltip.
fn how_much(ui: &mut Ui, open: &Workspace) {
    let project = &open.project;
    let anybody = read_by_anybody(ui, open);
    let own = grouped(open.list.read_count() as u64);
    let read = format!("{} read, {own} by you", grouped(anybody as u64));
    let mut parts = vec![
        format!("{}, {read}", counted(open.list.len(), "article")),
        counted(project.annotations.len(), "annotation"),
        counted(project.claims.len(), "claim"),
    ];
    parts.extend(open.not_shown.as_ref().map(|text| text.trim_end_matches('.').to_owned()));
    let font = egui::FontId::proportional(theme::size::SMALL);
    let mut shown = true;
    for part in &parts {
        let text = format!("· {part}");
        let galley = ui.painter().layout_no_wrap(text.clone(), font.clone(), Palette::for_ui(ui).weak_text);
        // Room for the sign that there is more.
        shown &= galley.size().x + 2.0 * space::LARGE < ui.available_width();
        if shown {
            ui.label(theme::remark(ui, text));
        }
    }
    if !shown {
        ui.label(theme::remark(ui, "· …")).on_hover_text(parts.join("\n"));
    }
}

/// How many articles somebody has read; counted again when one is read, and not in every frame.
fn read_by_anybody(ui: &Ui, open: &Workspace) -> usize {
    let (id, key) = (egui::Id::unique("read by anybody"), (open.project.id(), open.versions.articles));
    let kept = ui.data(|data| data.get_temp::<((ProjectId, u64), usize)>(id));
    if let Some((_, count)) = kept.filter(|(known, _)| *known == key) {
        return count;
    }
    let read = open.project.coverage.iter().filter(|(_, coverage)| coverage.state != ReadState::Unread);
    let count = read.map(|(_, coverage)| coverage.article).collect::<BTreeSet<ArticleId>>().len();
    ui.data_mut(|data| data.insert_temp(id, (key, count)));
    count
}

/// The label of the button that lets a window edit that only read while another edited.
pub const EDIT_HERE: &str = "Edit here";

fn saved(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let palette = Palette::for_ui(ui);
    let save = &open.save;
    if let Some(why) = &save.failed {
        let text = format!("Not saved: {}", counted(save.waiting.len(), "edit"));
        ui.label(egui::RichText::new(text).color(palette.error)).on_hover_text(why);
        if ui.small_button(TRY_AGAIN).clicked() {
            actions.push(Action::Project(ProjectAction::RetrySave));
        }
    } else if open.past.is_some() {
        ui.label(egui::RichText::new("Read only, as it was").color(palette.warning))
            .on_hover_text(open.why_read_only().unwrap_or_default());
    } else if let Some(why) = &save.read_only {
        let text = if save.turn == Some(Turn::Wait) { "Read only, waiting to edit" } else { "Read only" };
        ui.label(egui::RichText::new(text).color(palette.warning)).on_hover_text(why);
        if save.turn == Some(Turn::Free) && ui.small_button(EDIT_HERE).clicked() {
            actions.push(Action::Project(ProjectAction::TakeTurns(Turn::Wait)));
        }
    } else if field::is_any_pending(ui.ctx()) {
        ui.label(theme::remark(ui, BEING_TYPED))
            .on_hover_text("It is saved once you pause or leave the field.");
    } else if !save.is_saved() {
        ui.label(theme::remark(ui, "Saving…"));
    } else {
        let (text, tip) = match save.saved_at {
            Some(at) => {
                let at = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M").to_string();
                (format!("Saved {at}"), open.file.display().to_string())
            }
            None => ("Saved".to_owned(), "Nothing has been changed since the project was opened.".to_owned()),
        };
        ui.label(theme::remark(ui, text)).on_hover_text(tip);
    }
    if let Some(team) = &save.team {
        with_team(ui, team);
        if team.needs_password.is_some()
            && !open.team.asks_password(save)
            && ui.small_button(GIVE_PASSWORD).clicked()
        {
            actions.push(Action::Team(TeamAction::WorkOffline(false)));
        }
    }
    if pending_text::is_unfinished(ui.ctx(), "") {
        ui.label(theme::remark(ui, NOT_ENTERED)).on_hover_text(
            "Text stands in a form that has not been entered, such as that of an estimate. It is kept until you enter \
             or cancel the form, even when the program ends.",
        );
    }
}

/// What of the saved edits is with the team, and what waits.
fn with_team(ui: &mut Ui, team: &TeamStatus) {
    let (text, tip) = team_words(team);
    let is_sound = team.problem.is_none() && !team.is_exposed;
    let label = match is_sound {
        true => theme::remark(ui, text),
        false => theme::remark(ui, text).color(Palette::for_ui(ui).warning),
    };
    ui.label(label).on_hover_text(tip);
}

/// What the bar says of the team, and what it says when pointed at.
fn team_words(team: &TeamStatus) -> (String, String) {
    let mut text = match team.waiting {
        0 if team.problem.is_none() => WITH_TEAM.to_owned(),
        0 => TEAM_NOT_REACHED.to_owned(),
        waiting => format!("· {} {WAITING_FOR_TEAM}", counted(waiting, "edit")),
    };
    let mut tip = format!("The project belongs to the team at {}.", team.address);
    if team.waiting > 0 {
        tip.push_str(" What waits is saved on this machine and is sent by itself.");
    }
    if team.is_exposed {
        text.push_str(NOT_ENCRYPTED);
        tip.push_str(
            " The connection is not encrypted: whoever is between can read and change what is sent.",
        );
    }
    if team.older > 0 {
        tip = format!("{tip}\nOf the older history, {} have yet to come.", counted(team.older, "edit"));
    }
    if let Some(problem) = &team.problem {
        tip = format!("{tip}\n{problem}");
    }
    (text, tip)
}

/// The button that asks for the password of the team's server again.
pub const GIVE_PASSWORD: &str = "Password…";
/// What the bar says where everything that is saved is with the team.
pub const WITH_TEAM: &str = "· With the team";
/// What the bar says where nothing waits and the server is not reached.
pub const TEAM_NOT_REACHED: &str = "· Team not reached";
/// What the bar adds where the connection to another machine is not encrypted.
pub const NOT_ENCRYPTED: &str = ", not encrypted";
/// What the bar says after the number of edits that are saved here only.
pub const WAITING_FOR_TEAM: &str = "waiting for the team";
/// What the bar says while words are typed that are not saved yet.
pub const BEING_TYPED: &str = "Not saved yet";
/// What the bar says while text stands in a form that was not entered.
pub const NOT_ENTERED: &str = "· Text not entered";

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_bar_tells_what_is_with_the_team_from_what_is_saved_here() {
        let cases = [
            (0, None, false, "· With the team"),
            (0, Some("No server."), false, "· Team not reached"),
            (1, None, false, "· 1 edit waiting for the team"),
            (3, Some("No server."), false, "· 3 edits waiting for the team"),
            (0, None, true, "· With the team, not encrypted"),
        ];
        for (waiting, problem, is_exposed, expected) in cases {
            let problem = problem.map(str::to_owned);
            let address = "postgresql://ada@db.example/sahel".to_owned();
            let team = TeamStatus {
                address,
                waiting,
                problem: problem.clone(),
                is_exposed,
                needs_password: None,
                older: 0,
            };
            let (text, tip) = team_words(&team);
            assert_eq!(text, expected);
            assert!(tip.contains("db.example") && tip.contains(&problem.unwrap_or_default()), "{tip}");
        }
    }
}
