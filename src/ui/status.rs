//! The status bar: what is saved, how much there is, what is under way.

use eframe::egui::{self, Align, Layout, Ui};

use super::theme::{self, Palette, space};
use super::widget::number_of;
use crate::state::workspace::Workspace;
use crate::state::{Action, AppState};

/// Shows the status bar.
pub fn show(ui: &mut Ui, state: &AppState, actions: &mut Vec<Action>) {
    ui.horizontal_centered(|ui| {
        if let Some(open) = &state.workspace {
            saved(ui, open, actions);
            ui.label(theme::remark(ui, "·"));
            let (total, read) = (open.list.len(), open.list.read_count());
            ui.label(theme::remark(ui, format!("{}, {read} read", number_of(total, "article"))));
            ui.label(theme::remark(ui, "·"));
            let (annotations, claims) = (open.project.annotations.len(), open.project.claims.len());
            ui.label(theme::remark(
                ui,
                format!("{}, {}", number_of(annotations, "annotation"), number_of(claims, "claim")),
            ));
        }
        ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
            for running in &state.running {
                if running.can_cancel && ui.small_button("Cancel").clicked() {
                    actions.push(Action::Cancel(running.job));
                }
                let progress = match running.total {
                    Some(total) if total > 0 => running.done as f32 / total as f32,
                    _ => 0.0,
                };
                let bar = egui::ProgressBar::new(progress).desired_width(140.0).desired_height(8.0);
                ui.add(if running.total.is_none() { bar.animate(true) } else { bar });
                let done = if running.done > 0 {
                    format!("{} {}", running.label, running.done)
                } else {
                    running.label.clone()
                };
                ui.label(theme::remark(ui, done));
                ui.add_space(space::SMALL);
            }
        });
    });
}

fn saved(ui: &mut Ui, open: &Workspace, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    let save = &open.save;
    if let Some(why) = &save.failed {
        let text = format!("Not saved: {}", number_of(save.waiting.len(), "edit"));
        ui.label(egui::RichText::new(text).color(palette.error)).on_hover_text(why);
        if ui.small_button("Try again").clicked() {
            actions.push(Action::RetrySave);
        }
    } else if let Some(why) = &save.read_only {
        ui.label(egui::RichText::new("Read only").color(palette.warning)).on_hover_text(why);
    } else if !save.is_saved() {
        ui.label(theme::remark(ui, "Saving…"));
    } else if let Some(at) = save.saved_at {
        let at = at.to_zoned(jiff::tz::TimeZone::system()).strftime("%H:%M").to_string();
        ui.label(theme::remark(ui, format!("Saved {at}"))).on_hover_text(open.file.display().to_string());
    } else {
        ui.label(theme::remark(ui, "Saved"))
            .on_hover_text("Nothing has been changed since the project was opened.");
    }
}
