//! "How was this counted?": the selected bar or incident, told down to its words.

use eframe::egui::{self, Context, Label, Role, ScrollArea, Sense, Ui, WidgetInfo, vec2};

use super::kept::{Kept, Revision, revision};
use super::theme::{self, Palette, size, space};
use super::widget::{centred, room, takes_escape};
use crate::analysis::account::{Account, Subject, Told, Words};
use crate::exchange::account::markdown;
use crate::state::effect::Paper;
use crate::state::{Action, AppState};

/// What the window keeps from frame to frame, and never saves.
#[derive(Default)]
pub struct State {
    /// What it is about; `None` while the window is closed.
    pub subject: Option<Subject>,
    account: Kept<(Revision, u64, Subject), Option<Account>>,
    /// How many pages of incidents are shown beyond the first.
    pages: usize,
    /// Whether the page was just copied.
    copied: bool,
}

/// How many incidents are shown before more are asked for.
const PAGE: usize = 30;

/// Shows the window where it is open.
pub fn show(context: &Context, state: &AppState, local: &mut State, actions: &mut Vec<Action>) {
    let (Some(open), Some(subject)) = (&state.workspace, local.subject) else {
        local.subject = None;
        local.pages = 0;
        local.copied = false;
        return;
    };
    if takes_escape(context) {
        local.subject = None;
        return;
    }
    let account = local.account.get((revision(open), open.counts, subject), || open.account(subject));
    let mut shown = true;
    centred(context, "How was this counted?")
        .open(&mut shown)
        .default_size(vec2(620.0, 560.0).min(room(context)))
        .show(context, |ui| {
            let Some(account) = account else {
                ui.label("It is no longer there.");
                return;
            };
            ScrollArea::vertical().auto_shrink(false).show(ui, |ui| {
                ui.label(theme::heading(&account.title));
                for sentence in &account.summary {
                    ui.add(Label::new(theme::remark(ui, sentence)).wrap());
                }
                ui.horizontal(|ui| {
                    if ui.button("Copy").on_hover_text("Copy the page as Markdown.").clicked() {
                        ui.ctx().copy_text(markdown(account));
                        local.copied = true;
                    }
                    if ui.button("Save as…").on_hover_text("Save the page as Markdown or HTML.").clicked() {
                        actions.push(Action::AskSave(Paper::Account(subject)));
                    }
                    if local.copied {
                        ui.label(theme::remark(ui, "Copied."));
                    }
                });
                ui.separator();
                let shown = PAGE * (local.pages + 1);
                for told in account.incidents.iter().take(shown) {
                    incident(ui, told, actions);
                }
                let more = account.incidents.len().saturating_sub(shown);
                if more > 0 && ui.button(format!("Show {} more", more.min(PAGE))).clicked() {
                    local.pages += 1;
                }
            });
        });
    if !shown {
        local.subject = None;
    }
}

fn incident(ui: &mut Ui, told: &Told, actions: &mut Vec<Action>) {
    ui.add_space(space::SMALL);
    let title = egui::Link::new(theme::strong(&told.title));
    if ui.add(title).on_hover_text("Show this incident in the inspector.").clicked() {
        actions.push(Action::ShowIncident(Some(told.incident)));
    }
    for estimate in &told.estimates {
        ui.add(Label::new(estimate).wrap());
    }
    let facts: Vec<String> = told.facts.iter().map(|(name, value)| format!("{name}: {value}")).collect();
    ui.add(Label::new(theme::remark(ui, facts.join(" · "))).wrap());
    for warning in &told.warnings {
        ui.add(Label::new(egui::RichText::new(warning).color(Palette::of(ui).warning)).wrap());
    }
    for words in &told.words {
        passage(ui, words, actions);
    }
    ui.add_space(space::SMALL);
    ui.separator();
}

/// A passage with its words in their context; a click goes to them.
fn passage(ui: &mut Ui, words: &Words, actions: &mut Vec<Action>) {
    let palette = Palette::of(ui);
    ui.add_space(space::TIGHT);
    let shown = ui.horizontal_top(|ui| {
        ui.add_space(space::MEDIUM);
        ui.vertical(|ui| {
            let mut job = egui::text::LayoutJob::default();
            let part = |text: &str, family, color| (text.replace('\n', " "), family, color);
            for (text, family, color) in [
                part(&format!("…{}", words.prefix), egui::FontFamily::Proportional, palette.soft),
                part(&words.quote, theme::semibold(), palette.ink),
                part(&format!("{}…", words.suffix), egui::FontFamily::Proportional, palette.soft),
            ] {
                let format = egui::TextFormat {
                    font_id: egui::FontId::new(size::BODY, family),
                    color,
                    ..egui::TextFormat::default()
                };
                job.append(&text, 0.0, format);
            }
            let quote = ui.add(Label::new(job).wrap().sense(Sense::click()));
            quote.widget_info(|| WidgetInfo::labeled(Role::Link, true, format!("Go to “{}”", words.quote)));
            if quote
                .on_hover_cursor(egui::CursorIcon::PointingHand)
                .on_hover_text("Go to these words.")
                .clicked()
            {
                actions.push(Action::ShowAnnotation(words.annotation));
            }
            ui.add(Label::new(theme::remark(ui, &words.reference)).wrap());
            ui.add(Label::new(format!("{}. {}", words.says, words.part)).wrap());
        });
    });
    // A line at the left, as quotes have it.
    let line = shown.response.rect;
    let line = egui::Rect::from_min_max(line.left_top(), egui::pos2(line.left() + 3.0, line.bottom()));
    ui.painter().rect_filled(line, 1.5, palette.line);
}
